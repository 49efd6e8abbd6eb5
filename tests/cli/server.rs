//! Two people on one register over SSH, with a real sshd on this machine and the files of `docs/server.md`.
//!
//! Where there is no sshd this is said aloud, and in CI it fails: `.ci/run` installs it.

use std::{
    env, fs,
    io::{Read as _, Write as _},
    net::{Shutdown, TcpListener, TcpStream},
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use portable_pty::CommandBuilder;

use crate::{
    run::{Desk, PASSWORD, finish},
    screen::Terminal,
    two_sessions::edit_profession,
};

const OFFICE: &str = r#"{"format": "mcs-register/1", "office": {"name": "試験事業所"}, "staff": [
    {"id": "S-001", "name": "港 花子", "kana": "ミナト ハナコ", "profession": "看護師"},
    {"id": "S-002", "name": "波除 涼", "kana": "ナミヨケ リョウ", "profession": "事務"}],
  "groups": [{"id": "G-001", "kind": "patient", "name": "田中様", "opened_on": "2026-05-01", "memberships": [
    {"id": "M-001", "person": "S-001", "joined_on": "2026-05-01"}, {"id": "M-002", "person": "S-002", "joined_on": "2026-05-01"}]}]}"#;

const CTRL_S: &str = "\u{13}";
const CTRL_Z: &str = "\u{1a}";
const SECOND: &str = "nami-yoke-4567";

/// What stands in the page for a place of the real server.
const PLACES: [(&str, &str); 4] = [
    ("/usr/local/lib/mcs-register/login", "login"),
    ("/etc/mcs-register/morning.password", "morning.password"),
    ("/etc/ssh/mcs-register.keys", "keys"),
    ("/var/lib/mcs", ""),
];

/// A block of the page, by what comes at its beginning after the three marks, with the places of a desk.
fn block(page: &str, sort: &str, number: usize, desk: &Desk) -> String {
    let begin = format!("```{sort}\n");
    let text = page.split(begin.as_str()).nth(number + 1).unwrap().split("\n```").next().unwrap();
    let mut text = format!("{text}\n").replace("/usr/bin/mcs-register", env!("CARGO_BIN_EXE_mcs-register"));
    for (of_server, here) in PLACES {
        text = text.replace(of_server, desk.path(here).to_str().unwrap().trim_end_matches('/'));
    }
    text.replace("Match User mcs", &format!("Match User {}", user()))
}

fn page(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name)).unwrap()
}

fn user() -> String {
    String::from_utf8(Command::new("id").arg("-un").output().unwrap().stdout).unwrap().trim().to_owned()
}

fn sshd() -> Option<PathBuf> {
    let there =
        ["/usr/sbin/sshd", "/usr/local/sbin/sshd"].map(PathBuf::from).into_iter().find(|path| path.exists());
    let all = there.filter(|_| Command::new("ssh").arg("-V").output().is_ok());
    if all.is_none() {
        assert!(env::var_os("CI").is_none(), "sshd (openssh-server) is missing: nothing is left out here");
        eprintln!(
            "\n*** NOT TESTED: there is no sshd here, so no two people worked over SSH. Install openssh-server. ***\n"
        );
    }
    all
}

/// A server with the register of [`OFFICE`], with the files of the page.
struct Server {
    desk: Desk,
    sshd: Child,
    port: u16,
}

impl Server {
    /// With a register and an account for each of two people; or with nothing yet.
    fn start(with_vault: bool) -> Option<Self> {
        let sshd = sshd()?;
        let desk = if with_vault { Desk::with_vault(OFFICE) } else { Desk::new() };
        if with_vault {
            for (name, role, password) in
                [("築港 次郎", "deputy", SECOND), ("朝の点検", "reader", "asa-no-tenken-89")]
            {
                let file = desk.file("new", &format!("{password}\n"));
                let add =
                    ["account", "add", name, "--role", role, "--new-password-file", file.to_str().unwrap()];
                let add = desk.open(&[&["--account", "管理者"], &add[..]].concat());
                assert_eq!(add.status, Some(0), "{}", add.stderr);
            }
        }
        fs::create_dir_all(desk.path("papers")).unwrap();
        let page = page("server.md");
        let login = desk.file("login", &block(&page, "sh", 0, &desk));
        fs::set_permissions(login, fs::Permissions::from_mode(0o755)).unwrap();
        for key in ["host", "one", "two", "bare", "stranger"] {
            let made = Command::new("ssh-keygen")
                .args(["-q", "-t", "ed25519", "-N", "", "-C", key, "-f"])
                .arg(desk.path(key))
                .status();
            assert!(made.unwrap().success());
        }
        // The lines of the page, with the names of this register; and a key that somebody put in without any option.
        let lines = block(&page, "keys", 0, &desk).replace("港 花子", "管理者");
        let mut lines: Vec<String> = lines.lines().map(str::to_owned).collect();
        for (line, key) in lines.iter_mut().zip(["one", "two"]) {
            let public = fs::read_to_string(desk.path(&format!("{key}.pub"))).unwrap();
            let (options, _) = line.split_once(" ssh-ed25519 ").unwrap();
            *line = format!("{options} {public}");
        }
        lines.push(fs::read_to_string(desk.path("bare.pub")).unwrap());
        desk.file("keys", &lines.concat());
        // As root sshd wants the folder of its helpers, which a service would make.
        let _ = fs::create_dir_all("/run/sshd");
        let mut port = 0;
        let mut started = None;
        // Another program may have taken the port in between.
        for _ in 0..5 {
            port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
            let config = format!(
                "Port {port}\nListenAddress 127.0.0.1\nHostKey {}\nPidFile none\nStrictModes no\nUsePAM no\n\
                 PermitRootLogin prohibit-password\nSubsystem sftp internal-sftp\n{}",
                desk.path("host").display(),
                // The line is given up sooner here than the page says.
                block(&page, "sshd", 0, &desk)
                    .replace("ClientAliveInterval 30", "ClientAliveInterval 1")
                    .replace("ClientAliveCountMax 10", "ClientAliveCountMax 3")
            );
            let config = desk.file("sshd_config", &config);
            let check = Command::new(&sshd).args(["-t", "-f"]).arg(&config).output().unwrap();
            assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stderr));
            let log = fs::File::create(desk.path("sshd.log")).unwrap();
            let mut child =
                Command::new(&sshd).args(["-D", "-e", "-f"]).arg(&config).stderr(log).spawn().unwrap();
            let until = Instant::now() + Duration::from_secs(20);
            while Instant::now() < until && child.try_wait().unwrap().is_none() {
                if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                    started = Some(child);
                    break;
                }
                thread::sleep(Duration::from_millis(20));
            }
            if started.is_some() {
                break;
            }
        }
        let sshd =
            started.unwrap_or_else(|| panic!("{}", fs::read_to_string(desk.path("sshd.log")).unwrap()));
        Some(Self { desk, sshd, port })
    }

    /// The options of a client: with a key, through a port.
    fn options(&self, key: &str, port: u16) -> Vec<String> {
        let known = format!("UserKnownHostsFile={}", self.desk.path("known").display());
        let fixed =
            ["IdentitiesOnly=yes", "StrictHostKeyChecking=no", "BatchMode=yes", "LogLevel=ERROR", &known];
        let mut options = vec!["-F".to_owned(), "none".to_owned()];
        for option in fixed.iter().copied().chain([format!("Port={port}").as_str()]) {
            options.extend(["-o".to_owned(), option.to_owned()]);
        }
        options.extend(["-i".to_owned(), self.desk.path(key).display().to_string()]);
        options
    }

    /// A person at a terminal, who has given the password.
    fn work(&self, key: &str, port: u16) -> Terminal {
        let mut terminal = self.door(key, port);
        terminal.wait_for("パスワード");
        terminal.press(if key == "two" { SECOND } else { PASSWORD });
        terminal.press("\r");
        terminal.wait_for("試験事業所");
        terminal
    }

    fn door(&self, key: &str, port: u16) -> Terminal {
        let mut command = CommandBuilder::new("ssh");
        command.args(self.options(key, port));
        command.arg("-tt");
        command.arg(address());
        command.env("TERM", "xterm-256color");
        Terminal::of(command)
    }

    /// A command of a client's, without a terminal.
    fn client(&self, program: &str, key: &str, more: &[&str]) -> Output {
        let mut command = Command::new(program);
        command.args(self.options(key, self.port)).args(more).current_dir(self.desk.path(""));
        command.stdin(Stdio::null()).output().unwrap()
    }

    fn register(&self) -> String {
        let run = self.desk.open(&["--account", "管理者", "export"]);
        assert_eq!(run.status, Some(0), "{}", run.stderr);
        run.stdout
    }

    /// Whether a session of the program still has the register open, by its log beside it.
    fn wait_until_closed(&self) {
        let until = Instant::now() + Duration::from_secs(30);
        while self.desk.path("vault/register.db-wal").exists() {
            assert!(Instant::now() < until, "the register is still open");
            thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.sshd.kill();
        let _ = self.sshd.wait();
    }
}

/// A line between the client and the server that may be slow, cut, or dead without a word.
struct Line {
    port: u16,
    ends: Arc<Mutex<Vec<TcpStream>>>,
    dead: Arc<AtomicBool>,
}

impl Line {
    /// Each way takes so long.
    fn to(server: &Server, each_way: Duration) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let line =
            Self { port: listener.local_addr().unwrap().port(), ends: Arc::default(), dead: Arc::default() };
        let (ends, dead, to) = (Arc::clone(&line.ends), Arc::clone(&line.dead), server.port);
        thread::spawn(move || {
            for near in listener.incoming().flatten() {
                let Ok(far) = TcpStream::connect(("127.0.0.1", to)) else { return };
                for (from, to) in [(&near, &far), (&far, &near)] {
                    let (from, to) = (from.try_clone().unwrap(), to.try_clone().unwrap());
                    carry(from, to, each_way, Arc::clone(&dead));
                }
                ends.lock().unwrap().extend([near, far]);
            }
        });
        line
    }

    fn cut(&self) {
        for end in self.ends.lock().unwrap().drain(..) {
            let _ = end.shutdown(Shutdown::Both);
        }
    }
}

fn carry(mut from: TcpStream, mut to: TcpStream, wait: Duration, dead: Arc<AtomicBool>) {
    let (sender, parcels) = std::sync::mpsc::channel::<(Instant, Vec<u8>)>();
    thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(read @ 1..) = from.read(&mut buffer) {
            if sender.send((Instant::now() + wait, buffer[..read].to_vec())).is_err() {
                return;
            }
        }
    });
    thread::spawn(move || {
        for (due, bytes) in parcels {
            thread::sleep(due.saturating_duration_since(Instant::now()));
            if !dead.load(Ordering::SeqCst) && to.write_all(&bytes).is_err() {
                break;
            }
        }
        if !dead.load(Ordering::SeqCst) {
            let _ = to.shutdown(Shutdown::Write);
        }
    });
}

#[test]
fn two_people_work_on_one_register_and_see_each_other() {
    let Some(server) = Server::start(true) else { return };
    let (mut here, mut there) = (server.work("one", server.port), server.work("two", server.port));
    edit_profession(&mut there, "涼");
    there.press("介護福祉士");
    there.press(CTRL_S);
    there.wait_for("保存しました");
    here.wait_for("別の画面での変更を読み込みました：職員 S-002 波除 涼");
    // There is no shell to which it could be stopped: the register is locked, and opens again.
    here.press(CTRL_Z);
    here.wait_for("パスワード");
    here.press(PASSWORD);
    here.press("\r");
    here.wait_for("試験事業所");
    here.press("q");
    there.press("q");
    assert_eq!((here.end(), there.end()), (0, 0));
    assert!(server.register().contains("介護福祉士"));
    let history = server.desk.open(&["--account", "管理者", "history"]).stdout;
    assert!(history.contains("築港 次郎  編集"), "{history}");
    for name in ["register.db", "register.keys"] {
        let mode = fs::metadata(server.desk.path("vault").join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[test]
fn the_first_person_meets_the_first_run() {
    let Some(server) = Server::start(false) else { return };
    let mut here = server.door("one", server.port);
    here.wait_for("はじめての設定");
}

#[test]
fn a_line_that_is_cut_loses_nothing_and_leaves_nothing_half() {
    let Some(server) = Server::start(true) else { return };
    // In a form.
    let line = Line::to(&server, Duration::ZERO);
    let mut here = server.work("one", line.port);
    edit_profession(&mut here, "花子");
    here.press("ホケンシ1");
    here.wait_for("ホケンシ1");
    line.cut();
    assert_ne!(here.end(), 0);
    server.wait_until_closed();
    let mut again = server.work("one", server.port);
    again.wait_for("ホケンシ1");
    again.wait_for("入力の途中だった内容があります");
    again.press(CTRL_S);
    again.wait_for("保存しました");
    again.press("q");
    assert_eq!(again.end(), 0);
    // While it is being recorded, at several moments: all of it, or the form again.
    let (mut recorded, mut kept) = (0, 0);
    for moment in [0, 2, 5, 10, 20, 40, 80] {
        let line = Line::to(&server, Duration::ZERO);
        let mut here = server.work("one", line.port);
        edit_profession(&mut here, "花子");
        let words = format!("保健師{moment}");
        here.press(&words);
        here.wait_for(&words);
        here.paste(CTRL_S);
        thread::sleep(Duration::from_millis(moment));
        line.cut();
        assert_ne!(here.end(), 0);
        server.wait_until_closed();
        if server.register().contains(&words) {
            recorded += 1;
            let mut again = server.work("one", server.port);
            assert!(!again.screen_after(Duration::from_millis(300)).contains("入力の途中"));
            again.press("q");
            assert_eq!(again.end(), 0);
        } else {
            kept += 1;
            let mut again = server.work("one", server.port);
            again.wait_for(&words);
            again.press(CTRL_S);
            again.wait_for("保存しました");
            again.press("q");
            assert_eq!(again.end(), 0);
            assert!(server.register().contains(&words));
        }
    }
    eprintln!("cut while it was recorded: {recorded} recorded, {kept} kept as typed");
    let verified = server.desk.open(&["--account", "管理者", "verify"]);
    assert_eq!(verified.status, Some(0), "{}", verified.stdout);
}

#[test]
fn a_line_that_is_cut_in_a_review_leaves_it_where_it_was() {
    let Some(server) = Server::start(true) else { return };
    let line = Line::to(&server, Duration::ZERO);
    let mut here = server.work("one", line.port);
    here.press("5");
    here.wait_for("田中様");
    here.press("s");
    here.wait_for("M-001");
    here.press("k");
    let screen = here.screen_after(Duration::from_millis(500));
    line.cut();
    assert_ne!(here.end(), 0);
    server.wait_until_closed();
    let register = server.register();
    assert!(
        register.contains("\"begun_on\"") && register.matches("\"decision\": \"keep\"").count() == 1,
        "{screen}\n{register}"
    );
}

/// A PC that is switched off says nothing: the server gives the line up by itself, and what was typed is kept.
#[test]
fn a_line_that_dies_without_a_word_is_given_up_and_what_was_typed_is_kept() {
    let Some(server) = Server::start(true) else { return };
    let line = Line::to(&server, Duration::ZERO);
    let mut here = server.work("two", line.port);
    edit_profession(&mut here, "花子");
    here.press("ホケンシ2");
    here.wait_for("ホケンシ2");
    line.dead.store(true, Ordering::SeqCst);
    server.wait_until_closed();
    here.child.kill().unwrap();
    let mut again = server.work("two", server.port);
    again.wait_for("ホケンシ2");
    again.press(CTRL_S);
    again.wait_for("保存しました");
}

#[test]
fn a_slow_line_shows_each_key() {
    let Some(server) = Server::start(true) else { return };
    let line = Line::to(&server, Duration::from_millis(75));
    let mut here = server.work("one", line.port);
    edit_profession(&mut here, "花子");
    let mut typed = String::new();
    for key in ["ほ", "け", "ん", "し", "a", "b", "1"] {
        here.press(key);
        typed.push_str(key);
        here.wait_for(&typed);
    }
    // Also where nobody waits for what is shown.
    here.press("0123456789");
    here.wait_for(&format!("{typed}0123456789"));
    here.press(CTRL_S);
    here.wait_for("保存しました");
    here.press("q");
    assert_eq!(here.end(), 0);
}

#[test]
fn a_key_gets_the_register_and_its_papers_and_nothing_else() {
    let Some(server) = Server::start(true) else { return };
    fs::write(server.desk.path("papers/報告.txt"), "made").unwrap();
    fs::write(server.desk.path("secret"), "not for them").unwrap();
    std::os::unix::fs::symlink(server.desk.path("secret"), server.desk.path("papers/link")).unwrap();
    let address = address();
    let said = |output: &Output| String::from_utf8_lossy(&output.stdout).into_owned();
    for key in ["one", "bare"] {
        let list = server.client("ssh", key, &[&address, "list"]);
        assert!(said(&list).contains("報告.txt"), "{key}: {list:?}");
        let fetched = server.client("ssh", key, &[&address, "fetch 報告.txt"]);
        assert_eq!((said(&fetched).as_str(), fetched.status.code()), ("made", Some(0)), "{key}");
        let secret = server.desk.path("secret").display().to_string();
        let tried = [
            "id".to_owned(),
            "sh -c id".to_owned(),
            format!("cat {secret}"),
            format!("fetch {secret}"),
            "fetch ../secret".to_owned(),
            "fetch link".to_owned(),
            "fetch .".to_owned(),
            "fetch 報告.txt; id".to_owned(),
            "fetch $(id)".to_owned(),
            "list; id".to_owned(),
            "internal-sftp".to_owned(),
        ];
        for command in &tried {
            let run = server.client("ssh", key, &[&address, command]);
            let out = said(&run);
            assert!(!out.contains("uid=") && !out.contains("not for them"), "{key} {command}: {out}");
            assert_eq!(run.status.code(), Some(2), "{key} {command}: {run:?}");
        }
        // Without a command it is the screen, which wants a terminal.
        let screen = server.client("ssh", key, &["-T", &address]);
        assert_eq!(screen.status.code(), Some(2), "{screen:?}");
        // No files by scp or sftp, no way through.
        for how in [&["-O"][..], &[]] {
            let from = format!("{address}:{secret}");
            let got = server.client("scp", key, &[how, &[&from, "got"]].concat());
            assert!(!got.status.success() && !server.desk.path("got").exists(), "{got:?}");
            let to = format!("{address}:{}", server.desk.path("put").display());
            let put = server.client("scp", key, &[how, &["password", &to]].concat());
            assert!(!put.status.success() && !server.desk.path("put").exists(), "{put:?}");
        }
        server.desk.file("batch", "ls\n");
        assert!(!server.client("sftp", key, &["-b", "batch", &address]).status.success());
        let through = server.client("ssh", key, &["-W", &format!("127.0.0.1:{}", server.port), &address]);
        assert!(!through.status.success() && !said(&through).contains("SSH-2.0"), "{through:?}");
    }
    // A file of the client's own environment changes nothing.
    let elsewhere = ["-o", "SetEnv=MCS_REGISTER_VAULT=/nowhere", &address, "list"];
    assert!(said(&server.client("ssh", "one", &elsewhere)).contains("報告.txt"));
    let stranger = server.client("ssh", "stranger", &[&address, "list"]);
    assert_eq!(stranger.status.code(), Some(255));
    assert!(String::from_utf8_lossy(&stranger.stderr).contains("Permission denied"), "{stranger:?}");
}

#[test]
fn each_key_comes_with_the_name_of_its_owner() {
    let Some(server) = Server::start(true) else { return };
    for (key, name) in [("one", "管理者"), ("two", "築港 次郎")] {
        let mut here = server.door(key, server.port);
        here.wait_for(name);
    }
    let mut bare = server.door("bare", server.port);
    bare.wait_for("パスワード");
    assert!(!bare.contents().contains("管理者"), "{}", bare.contents());
}

#[test]
fn the_morning_line_says_what_came_of_the_check_and_names_nobody() {
    let desk = Desk::with_vault(OFFICE);
    let file = desk.file("morning.password", "asa-no-tenken-89\n");
    let add =
        ["account", "add", "朝の点検", "--role", "reader", "--new-password-file", file.to_str().unwrap()];
    assert_eq!(desk.open(&add).status, Some(0));
    fs::create_dir(desk.path("papers")).unwrap();
    let old = desk.file("papers/old.pdf", "x");
    let long_ago = std::time::SystemTime::now() - Duration::from_hours(40 * 24);
    fs::File::options().write(true).open(&old).unwrap().set_modified(long_ago).unwrap();
    desk.file("papers/new.pdf", "x");
    let script = desk.file("morning", &block(&page("server.md"), "sh", 1, &desk));
    let run = || {
        let mut command = Command::new("sh");
        command.arg(&script);
        // The environment of a timer has nothing of the register in it.
        command.env_remove("MCS_REGISTER_VAULT").current_dir("/");
        finish(&mut command)
    };
    let said = run();
    assert_eq!((said.status, said.stderr.as_str()), (Some(0), ""));
    assert!(
        said.stdout.contains("台帳を開いてください") && said.stdout.lines().count() == 1,
        "{}",
        said.stdout
    );
    assert!(!said.stdout.contains("花子") && !said.stdout.contains("田中"), "{}", said.stdout);
    assert!(!old.exists() && desk.path("papers/new.pdf").exists());
    let entries = desk.open(&["--account", "管理者", "history"]).stdout;
    assert!(!entries.contains("朝の点検  "), "a check leaves no entry: {entries}");
    desk.file("morning.password", "chigau-123456\n");
    assert!(run().stdout.contains("終了コード 77"));
}

/// The two languages of the page say the same of what has to be typed.
#[test]
fn both_pages_have_the_same_files() {
    let blocks = |name: &str| -> Vec<String> {
        let page = page(name);
        let sorted =
            |block: &&str| ["sh\n", "sshd\n", "keys\n", "ini\n"].iter().any(|sort| block.starts_with(sort));
        page.split("```").filter(sorted).map(str::to_owned).collect()
    };
    assert_eq!(blocks("server.md").len(), 6);
    assert_eq!(blocks("server.md"), blocks("server.ja.md"));
}

fn address() -> String {
    format!("{}@127.0.0.1", user())
}
