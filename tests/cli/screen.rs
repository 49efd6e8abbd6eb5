//! The binary in a terminal.

use std::{
    ffi::OsStr,
    fs,
    io::{Read as _, Write},
    num::NonZeroU16,
    process::Command,
    sync::mpsc::{Receiver, channel},
    thread,
    time::{Duration, Instant},
};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::run::{Desk, PASSWORD};

/// The binary in a terminal of 120 x 36.
pub struct Terminal {
    pub child: Box<dyn Child + Send + Sync>,
    /// Open as long as the terminal is to be there.
    master: Box<dyn MasterPty + Send>,
    /// How the terminal was set at first: it shows what is typed.
    modes: String,
    keys: Box<dyn Write + Send>,
    bytes: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    /// Everything that was written so far.
    heard: Vec<u8>,
}

impl Terminal {
    pub fn start(desk: &Desk, args: &[&str]) -> Self {
        Self::start_with(desk, args, &[])
    }

    /// With some of the environment changed.
    pub fn start_with(desk: &Desk, args: &[&str], environment: &[(&str, Option<&str>)]) -> Self {
        Self::start_program(env!("CARGO_BIN_EXE_mcs-register").as_ref(), desk, args, environment)
    }

    /// A copy of the binary.
    pub fn start_program(
        program: &OsStr,
        desk: &Desk,
        args: &[&str],
        environment: &[(&str, Option<&str>)],
    ) -> Self {
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.cwd(desk.path(""));
        for (name, value) in desk.command(args).get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            }
        }
        command.env("TERM", "xterm-256color");
        for (name, value) in environment {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            }
        }
        Self::of(command)
    }

    /// The binary as a job of a shell, which continues it (`fg`) after a line.
    pub fn start_in_shell(desk: &Desk, args: &[&str]) -> Self {
        let shell = r#"set -m; "$@"; ended=$?; while [ $ended -gt 144 ]; do read line; fg; ended=$?; done; exit $ended"#;
        let job = [&["-c", shell, "sh", env!("CARGO_BIN_EXE_mcs-register")] as &[&str], args].concat();
        Self::start_program("sh".as_ref(), desk, &job, &[])
    }

    /// The process of the job of a shell.
    pub fn job(&self) -> u32 {
        let shell = self.child.process_id().unwrap().to_string();
        let jobs = Command::new("ps").args(["-o", "pid=", "--ppid", &shell]).output().unwrap().stdout;
        String::from_utf8(jobs).unwrap().trim().parse().unwrap()
    }

    /// Another program in it.
    pub fn of(command: CommandBuilder) -> Self {
        let size = PtySize { rows: 36, cols: 120, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let modes = modes(&*pair.master);
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sender, bytes) = channel();
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(read @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer[..read].to_vec()).is_err() {
                    break;
                }
            }
        });
        let cells = |number| NonZeroU16::new(number).unwrap();
        let screen = vt100::Parser::new(cells(36), cells(120), 0);
        let keys = pair.master.take_writer().unwrap();
        Self { child, master: pair.master, modes, keys, bytes, screen, heard: Vec::new() }
    }

    /// Waits until the screen shows a text.
    pub fn wait_for(&mut self, text: &str) {
        self.wait(text, true);
    }

    /// Waits until a text no longer stands on the screen.
    pub fn wait_without(&mut self, text: &str) {
        self.wait(text, false);
    }

    fn wait(&mut self, text: &str, stands: bool) {
        let until = Instant::now() + Duration::from_secs(20);
        while self.screen.screen().contents().contains(text) != stands {
            let left = until.saturating_duration_since(Instant::now());
            let Ok(bytes) = self.bytes.recv_timeout(left) else {
                let wanted = if stands { "is not" } else { "still stands" };
                panic!("{text:?} {wanted} on the screen:\n{}", self.screen.screen().contents());
            };
            self.hear(&bytes);
        }
    }

    /// Waits until the program has written these bytes.
    pub fn wait_for_bytes(&mut self, wanted: &[u8]) {
        let until = Instant::now() + Duration::from_secs(20);
        while !self.heard.windows(wanted.len()).any(|bytes| bytes == wanted) {
            let left = until.saturating_duration_since(Instant::now());
            let bytes = self.bytes.recv_timeout(left).unwrap();
            self.hear(&bytes);
        }
    }

    /// What stands on the screen.
    pub fn contents(&self) -> String {
        self.screen.screen().contents()
    }

    /// Whether the terminal is set as it was at first.
    pub fn is_as_before(&self) -> bool {
        modes(&*self.master) == self.modes
    }

    /// Waits until the program has stopped itself, and takes in what it wrote before.
    pub fn wait_until_stopped(&mut self, id: &str) {
        let until = Instant::now() + Duration::from_secs(20);
        loop {
            let state = Command::new("ps").args(["-o", "stat=", "-p", id]).output().unwrap().stdout;
            while let Ok(bytes) = self.bytes.recv_timeout(Duration::from_millis(20)) {
                self.hear(&bytes);
            }
            if state.starts_with(b"T") {
                return;
            }
            assert!(Instant::now() < until, "it was not suspended");
        }
    }

    /// The screen after whatever arrives within a time.
    pub fn screen_after(&mut self, time: Duration) -> String {
        let until = Instant::now() + time;
        while let Ok(bytes) = self.bytes.recv_timeout(until.saturating_duration_since(Instant::now())) {
            self.hear(&bytes);
        }
        self.screen.screen().contents()
    }

    fn hear(&mut self, bytes: &[u8]) {
        self.screen.process(bytes);
        self.heard.extend(bytes);
    }

    /// Types a line after a question, once the terminal no longer shows what is typed.
    fn answer(&mut self, question: &str, line: &str) {
        self.wait_for(question);
        let until = Instant::now() + Duration::from_secs(20);
        while modes(&*self.master) == self.modes {
            assert!(Instant::now() < until, "the terminal shows what is typed after {question:?}");
            thread::sleep(Duration::from_millis(5));
        }
        self.press(&format!("{line}\r"));
    }

    /// Another size, and nothing that was drawn before.
    fn resize(&mut self, rows: u16, cols: u16) {
        while let Ok(bytes) = self.bytes.try_recv() {
            self.hear(&bytes);
        }
        let cells = |number| NonZeroU16::new(number).unwrap();
        self.screen = vt100::Parser::new(cells(rows), cells(cols), 0);
        self.master.resize(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
    }

    /// Everything that was written until the end, and the exit status.
    pub fn read_to_end(&mut self) -> (String, u32) {
        while let Ok(bytes) = self.bytes.recv_timeout(Duration::from_secs(20)) {
            self.hear(&bytes);
        }
        (String::from_utf8_lossy(&self.heard).into_owned(), self.child.wait().unwrap().exit_code())
    }

    /// Presses keys as a hand does: one at a time.
    pub fn press(&mut self, keys: &str) {
        for key in one_by_one(keys) {
            self.paste(key);
            thread::sleep(HAND);
        }
    }

    /// Hands over a text at once, as a terminal does that marks no pasted text.
    pub fn paste(&mut self, text: &str) {
        self.keys.write_all(text.as_bytes()).unwrap();
    }

    pub fn end(mut self) -> u32 {
        // The child cannot end while nobody reads what it writes; the thread goes on reading.
        self.child.wait().unwrap().exit_code()
    }
}

/// What a quick hand leaves between two keys.
const HAND: Duration = Duration::from_millis(40);

/// Keys by themselves, each with the whole of its escape sequence.
fn one_by_one(keys: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = keys;
    while let Some(first) = rest.chars().next() {
        let sequence = ["\u{1b}[", "\u{1b}O"].into_iter().find_map(|begin| {
            let end = rest.strip_prefix(begin)?.find(|c: char| c.is_ascii_alphabetic() || c == '~')?;
            Some(begin.len() + end + 1)
        });
        let (key, after) = rest.split_at(sequence.unwrap_or(first.len_utf8()));
        parts.push(key);
        rest = after;
    }
    parts
}

fn modes(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().unwrap().local_flags)
}

fn temporary_files(desk: &Desk) -> usize {
    fs::read_dir(desk.path("tmp")).unwrap().count()
}

#[test]
fn the_practice_office_opens_on_todays_list_and_leaves_nothing_behind() {
    let desk = Desk::new();
    let mut terminal = Terminal::start(&desk, &["demo", "--today", "2026-11-22"]);
    terminal.wait_for("期限超過");
    terminal.wait_for("練習用");
    assert_eq!(temporary_files(&desk), 1);
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
    assert_eq!(temporary_files(&desk), 0);
    assert!(!desk.path("vault").exists());
}

/// In either language: what opens it must not be refused for what it resembles.
#[test]
fn the_practice_office_opens_in_english() {
    let desk = Desk::new();
    let mut terminal = Terminal::start(&desk, &["demo", "--lang", "en", "--today", "2026-11-22"]);
    terminal.wait_for("Overdue");
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn the_practice_office_is_removed_where_a_signal_ends_it() {
    for signal in ["TERM", "HUP"] {
        let desk = Desk::new();
        let mut terminal = Terminal::start(&desk, &["demo"]);
        terminal.wait_for("期限超過");
        let id = terminal.child.process_id().unwrap().to_string();
        assert!(Command::new("kill").args(["-s", signal, &id]).status().unwrap().success());
        assert_ne!(terminal.end(), 0, "{signal}");
        assert_eq!(temporary_files(&desk), 0, "{signal}");
    }
}

#[test]
fn a_password_file_opens_the_vault_at_once() {
    let desk = Desk::with_vault(r#"{"format": "mcs-register/1", "office": {"name": "試験事業所"}}"#);
    let password = desk.path("password");
    let mut terminal = Terminal::start(&desk, &["--password-file", password.to_str().unwrap()]);
    terminal.wait_for("試験事業所");
    terminal.press("q");
    assert_eq!(terminal.end(), 0);

    let wrong = desk.file("wrong", "another-password-1\n");
    assert_eq!(Terminal::start(&desk, &["--password-file", wrong.to_str().unwrap()]).end(), 77);
}

fn backups(desk: &Desk) -> Vec<String> {
    let list = fs::read_dir(desk.path("vault/backups"));
    list.map(|list| list.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect())
        .unwrap_or_default()
}

#[test]
fn the_screen_leaves_a_backup_however_it_ends() {
    for end in ["quit", "TERM", "HUP"] {
        let desk = Desk::with_vault(r#"{"format": "mcs-register/1", "office": {"name": "試験事業所"}}"#);
        let password = desk.path("password");
        let mut terminal = Terminal::start(&desk, &["--password-file", password.to_str().unwrap()]);
        terminal.wait_for("試験事業所");
        let begun = Instant::now();
        if end == "quit" {
            terminal.press("q");
        } else {
            let id = terminal.child.process_id().unwrap().to_string();
            assert!(Command::new("kill").args(["-s", end, &id]).status().unwrap().success());
        }
        assert_eq!(terminal.end() == 0, end == "quit");
        assert!(begun.elapsed() < Duration::from_secs(3), "{end}: {:?}", begun.elapsed());
        let made = backups(&desk);
        assert!(made.len() == 1 && made[0].ends_with("-000002"), "{end}: {made:?}");
    }
}

#[test]
fn the_lock_leaves_a_backup_and_opens_again() {
    let desk = Desk::with_vault(r#"{"format": "mcs-register/1", "office": {"name": "試験事業所"}}"#);
    let password = desk.path("password");
    let mut terminal = Terminal::start(&desk, &["--password-file", password.to_str().unwrap()]);
    terminal.wait_for("試験事業所");
    terminal.press("\u{c}");
    terminal.wait_for("台帳を開く");
    terminal.press(&format!("{PASSWORD}\r"));
    terminal.wait_for("試験事業所");
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
    assert_eq!(backups(&desk).len(), 1);
}

#[test]
fn a_backup_that_could_not_be_made_is_told_when_the_screen_is_quit() {
    let desk = Desk::with_vault(r#"{"format": "mcs-register/1", "office": {"name": "試験事業所"}}"#);
    desk.file("vault/backups", "in the way");
    let password = desk.path("password");
    let mut terminal = Terminal::start(&desk, &["--password-file", password.to_str().unwrap()]);
    terminal.wait_for("試験事業所");
    terminal.press("q");
    let (said, status) = terminal.read_to_end();
    assert_eq!(status, 0);
    assert!(said.contains("作成できませんでした"), "{said}");
    assert_eq!(desk.open(&["export"]).status, Some(0));
}

#[test]
fn without_a_vault_the_first_run_begins_and_with_one_the_door_is_shut() {
    for (desk, title) in
        [(Desk::new(), "はじめての設定"), (Desk::with_vault(r#"{"format": "mcs-register/1"}"#), "台帳を開く")]
    {
        let mut terminal = Terminal::start(&desk, &[]);
        terminal.wait_for(title);
        terminal.child.kill().unwrap();
        terminal.child.wait().unwrap();
    }
}

#[test]
fn the_recovery_key_opens_the_register_with_a_new_password_and_the_old_one_is_done_with() {
    let (desk, key) =
        Desk::with_recovery_key(r#"{"format": "mcs-register/1", "office": {"name": "試験事業所"}}"#);
    let mut terminal = Terminal::start(&desk, &["--today", "2026-11-22"]);
    terminal.wait_for("台帳を開く");
    terminal.press("\u{1b}OR");
    terminal.wait_for("新しいパスワード（確認）");
    terminal.press(&format!("{}\rhato4-beam\rhato4-beam\r", key.to_lowercase()));
    terminal.wait_for("パスワードを新しくしました");
    terminal.wait_for("試験事業所");
    terminal.press("q");
    assert_eq!(terminal.end(), 0);

    let new = desk.file("new", "hato4-beam\n");
    let export = desk.run(&["export", "--password-file", new.to_str().unwrap()]);
    assert_eq!(export.status, Some(0), "{}", export.stderr);
    assert!(export.stdout.contains("試験事業所"), "{}", export.stdout);
    assert_eq!(desk.open(&["export"]).status, Some(77), "the old password");
}

#[test]
fn the_door_goes_on_drawing_while_the_guess_of_another_session_is_waited_for() {
    let desk = Desk::with_vault(r#"{"format": "mcs-register/1", "office": {"name": "試験事業所"}}"#);
    let other = fs::File::create(desk.path("vault/register.attempts")).unwrap();
    other.lock().unwrap();
    let mut terminal = Terminal::start(&desk, &[]);
    terminal.wait_for("台帳を開く");
    terminal.press(&format!("{PASSWORD}\r"));
    terminal.wait_for("開いています");
    terminal.resize(30, 100);
    terminal.wait_for("開いています");
    assert_eq!(desk.path("vault/register.attempts").metadata().unwrap().len(), 0, "nothing is tried");
    drop(other);
    terminal.wait_for("試験事業所");
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn the_commands_ask_for_the_password_at_the_terminal_without_showing_it() {
    let desk = Desk::with_vault(r#"{"format": "mcs-register/1", "office": {"name": "試験事業所"}}"#);
    let empty = desk.file("empty.json", r#"{"format": "mcs-register/1"}"#);
    for args in [&["export"] as &[&str], &["check", "--format", "json"], &["import", empty.to_str().unwrap()]]
    {
        let mut terminal = Terminal::start(&desk, args);
        terminal.answer("パスワード: ", PASSWORD);
        let (screen, status) = terminal.read_to_end();
        assert!(!screen.contains(PASSWORD), "{screen}");
        assert!(status <= 1 && screen.lines().count() > 1, "{args:?} {status} {screen}");
    }
    let mut terminal = Terminal::start(&desk, &["export"]);
    terminal.answer("パスワード: ", "another-password-1");
    let (screen, status) = terminal.read_to_end();
    assert_eq!(status, 77);
    assert!(screen.contains("パスワードが違います") && !screen.contains("another"), "{screen}");
}

#[test]
fn ctrl_c_at_the_question_leaves_the_terminal_showing_what_is_typed() {
    let desk = Desk::with_vault(r#"{"format": "mcs-register/1"}"#);
    let mut terminal = Terminal::start(&desk, &["export"]);
    terminal.answer("パスワード: ", "\u{3}");
    let (screen, status) = terminal.read_to_end();
    assert_eq!(status, 77, "{screen}");
    assert!(screen.contains("取り消しました"), "{screen}");
    assert_eq!(modes(&*terminal.master), terminal.modes);
}

#[test]
fn init_asks_twice_for_a_new_password() {
    let init = ["init", "--office", "試験事業所", "--account", "管理者"];
    let again = "もう一度: ";
    let question = "英字と数字）: ";
    for (first, second, said) in [
        ("hato4-beam", Some("hato4-bean"), "一致しません"),
        ("hato4", None, "8文字以上にしてください"),
        ("hato4-beam\u{200b}", None, "画面では入力できません"),
    ] {
        let desk = Desk::new();
        let mut terminal = Terminal::start(&desk, &init);
        terminal.answer(question, first);
        if let Some(second) = second {
            terminal.answer(again, second);
        }
        let (screen, status) = terminal.read_to_end();
        assert_eq!(status, 77);
        assert!(screen.contains(said) && !screen.contains("hato4"), "{screen}");
        assert!(!desk.path("vault").exists());
    }
    let desk = Desk::new();
    let mut terminal = Terminal::start(&desk, &init);
    terminal.answer(question, PASSWORD);
    terminal.answer(again, PASSWORD);
    let (screen, status) = terminal.read_to_end();
    assert_eq!(status, 0, "{screen}");
    assert!(screen.contains("復旧キー") && !screen.contains(PASSWORD), "{screen}");
    assert_eq!(desk.open(&["export"]).status, Some(0));
}

/// Behind every lock nothing of the register stands on the screen, and the password opens it again. Without a shell nothing would
/// continue what has stopped.
#[test]
fn a_lock_by_key_and_before_a_suspend_closes_the_register() {
    for (key, in_shell) in [("\u{c}", false), ("\u{1a}", false), ("\u{1a}", true)] {
        let desk = Desk::with_vault(r#"{"format": "mcs-register/1", "office": {"name": "試験事業所"}}"#);
        let password = desk.path("password");
        let args = ["--password-file", password.to_str().unwrap()];
        let start = if in_shell { Terminal::start_in_shell } else { Terminal::start };
        let mut terminal = start(&desk, &args);
        terminal.wait_for("試験事業所");
        terminal.press(key);
        if in_shell {
            let id = terminal.job().to_string();
            terminal.wait_until_stopped(&id);
            assert!(!terminal.screen.screen().contents().contains("試験事業所"));
            terminal.press("\r");
        }
        terminal.wait_for("ロックしました");
        assert!(!terminal.screen.screen().contents().contains("試験事業所"), "{key:?}");
        terminal.press(&format!("{PASSWORD}\r"));
        terminal.wait_for("試験事業所");
        terminal.press("q");
        assert_eq!(terminal.end(), 0, "{key:?}");
    }
}

/// A line that drops, or an order to end, leaves a closed and tidy vault and no process that holds its key.
#[test]
fn a_signal_closes_the_vault_and_ends_the_program() {
    for signal in ["TERM", "HUP"] {
        let desk = Desk::with_vault(r#"{"format": "mcs-register/1", "office": {"name": "試験事業所"}}"#);
        let password = desk.path("password");
        let mut terminal = Terminal::start(&desk, &["--password-file", password.to_str().unwrap()]);
        terminal.wait_for("試験事業所");
        let id = terminal.child.process_id().unwrap().to_string();
        assert!(Command::new("kill").args(["-s", signal, &id]).status().unwrap().success());
        assert_ne!(terminal.end(), 0, "{signal}");
        let left: Vec<String> = fs::read_dir(desk.path("vault"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .filter(|name| name.ends_with("-wal") || name.ends_with("-shm") || name.contains("tmp"))
            .collect();
        assert!(left.is_empty(), "{signal}: {left:?}");
        let export = desk.open(&["export"]);
        assert_eq!(export.status, Some(0), "{signal}: {}", export.stderr);
        // The head code alone is told.
        let told = export.stderr.lines().filter(|line| !line.contains("履歴コード")).count();
        assert_eq!(told, 0, "{signal}: {}", export.stderr);
    }
}

/// F7 as a terminal sends it.
const F7: &str = "\u{1b}[18~";
const KANJI: &str = "管理者";
const OTHERS: &str = "kawa-no-47-ishi";

/// One person lets another in; each is asked for the name and password of their own, and a reader only looks.
#[test]
fn a_second_account_made_on_the_screen_opens_the_register_and_only_looks() {
    let desk = Desk::with_vault(r#"{"format": "mcs-register/1", "office": {"name": "試験事業所"}}"#);
    let mut terminal = Terminal::start(&desk, &["--today", "2026-11-22"]);
    terminal.wait_for("台帳を開く");
    terminal.press(&format!("{PASSWORD}\r"));
    terminal.wait_for("試験事業所");
    terminal.press(F7);
    terminal.wait_for(KANJI);
    terminal.press("n");
    terminal.wait_for("アカウントの追加");
    terminal.press(&format!("監査\r\r\t{OTHERS}\r{OTHERS}\rhimitsu-no-124\r"));
    terminal.wait_for("パスワードが違います");
    terminal.press(&format!("{PASSWORD}\r"));
    terminal.wait_for("アカウント「監査」を追加しました");
    terminal.press("\u{c}");
    terminal.wait_for("アカウント名");
    assert!(terminal.screen.screen().contents().contains(KANJI), "the name is filled in");
    // Up to the name, cleared and typed anew: in full width, as an input method leaves it.
    terminal.press(&format!("\u{1b}[A\u{15}監査　\r{OTHERS}\r"));
    terminal.wait_for(" 閲覧のみ ");
    terminal.press("i");
    terminal.wait_for("閲覧のみ」のアカウントでは変更できません");
    terminal.press(&format!("{F7}\u{1b}[B"));
    terminal.wait_for("今使っているアカウント");
    terminal.press("r");
    terminal.wait_for("閲覧のみ」のアカウントでは変更できません");
    terminal.press("\u{11}");
    assert_eq!(terminal.end(), 0);
}

/// Wrong passwords wait, also across a restart, and are told once the right one was given.
#[test]
fn wrong_passwords_wait_and_are_told_at_the_next_unlock() {
    let desk = Desk::with_vault(r#"{"format": "mcs-register/1", "office": {"name": "試験事業所"}}"#);
    let mut terminal = Terminal::start(&desk, &[]);
    terminal.wait_for("台帳を開く");
    for _ in 0..2 {
        terminal.press("himitsu-no-124\r");
        terminal.wait_for("パスワードが違います");
        // The first letter of the next try takes the sentence away.
        terminal.press("x\u{15}");
        while terminal.screen.screen().contents().contains("パスワードが違います") {
            terminal.screen_after(Duration::from_millis(20));
        }
    }
    terminal.press("himitsu-no-124\r");
    terminal.wait_for("お待ちください");
    terminal.press("\u{11}");
    terminal.end();
    let mut terminal = Terminal::start(&desk, &[]);
    terminal.wait_for("台帳を開く");
    // Whether or not the seconds have passed since: the right password is in in the end.
    let until = Instant::now() + Duration::from_secs(20);
    while !terminal.screen.screen().contents().contains("誤りが3回") {
        assert!(Instant::now() < until, "{}", terminal.screen.screen().contents());
        // What is typed while it opens would reach the list.
        if !terminal.screen.screen().contents().contains("開いています") {
            terminal.press(&format!("\u{15}{PASSWORD}\r"));
        }
        terminal.screen_after(Duration::from_millis(1500));
    }
    // It lies over nothing: the next key does what it does.
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
}

/// The recovery key of several accounts sets the password of the one that is named, who is in afterwards.
#[test]
fn the_recovery_key_of_several_accounts_serves_the_one_that_is_named() {
    let (desk, key) =
        Desk::with_recovery_key(r#"{"format": "mcs-register/1", "office": {"name": "試験事業所"}}"#);
    let others = desk.file("others", &format!("{OTHERS}\n"));
    let add =
        ["account", "add", "所長", "--role", "manager", "--new-password-file", others.to_str().unwrap()];
    assert_eq!(desk.open(&add).status, Some(0));
    let mut terminal = Terminal::start(&desk, &["--account", "所長"]);
    terminal.wait_for("所長");
    terminal.press("\u{1b}OR");
    terminal.wait_for("復旧キーで開く");
    terminal.press(&format!("{key}\r\rhato4-beam\rhato4-beam\r"));
    terminal.wait_for("パスワードを新しくしました");
    terminal.press("\u{1b}OQ");
    terminal.wait_for("所長（事業所の管理者）");
    terminal.press("\u{11}");
    assert_eq!(terminal.end(), 0);
    let new = desk.file("new", "hato4-beam\n");
    let export = desk.run(&["export", "--account", "所長", "--password-file", new.to_str().unwrap()]);
    assert_eq!(export.status, Some(0), "{}", export.stderr);
}

#[test]
fn steps_of_an_earlier_session_are_taken_back_and_done_again_from_the_list() {
    let desk = Desk::with_vault(
        r#"{"format": "mcs-register/1", "office": {"name": "試験事業所"},
            "staff": [{"id": "S-001", "name": "港 花子"}, {"id": "S-002", "name": "港 次郎"}]}"#,
    );
    let password = desk.path("password");
    let args = ["--password-file", password.to_str().unwrap(), "--today", "2026-11-22"];
    let mut terminal = Terminal::start(&desk, &args);
    terminal.wait_for("試験事業所");
    terminal.press("2pjp");
    terminal.wait_for("記録しました");
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
    let mut terminal = Terminal::start(&desk, &args);
    terminal.wait_for("試験事業所");
    // The older step first, then the newer one, each after a question; then the older one again by taking its undo back.
    terminal.press("U");
    terminal.wait_for("うち今すぐ元に戻せるもの 2件");
    for _ in 0..2 {
        terminal.press("kkju");
        terminal.wait_for("今回開く前");
        terminal.press("y");
        terminal.wait_for("に戻しました");
    }
    terminal.press("kkju");
    terminal.wait_for("「記録なし」を取り消し「2026-11-22」に戻しました");
    terminal.press("qq");
    assert_eq!(terminal.end(), 0);
    let register = desk.open(&["export"]).stdout;
    assert_eq!(register.matches("password_changed_on").count(), 1, "{register}");
    let history = desk.open(&["history", "--lang", "en"]).stdout;
    assert_eq!(history.matches("taken back").count(), 3, "{history}");
    assert_eq!(desk.open(&["verify"]).status, Some(0));
}

/// What was recorded before the program was started is named and asked about; a restoring is never passed.
#[test]
fn a_lost_tablet_does_not_come_back_by_one_key() {
    let desk = Desk::with_vault(
        r#"{"format": "mcs-register/1", "office": {"name": "試験事業所"},
            "devices": [{"id": "D-001", "kind": "tablet", "name": "iPad 3号", "status": "in-use"}]}"#,
    );
    let line = r#"{"command":"set","subject":"device/D-001","fields":{"status":"lost"}}"#;
    let lost = desk.file("lost.jsonl", line);
    assert_eq!(desk.open(&["apply", lost.to_str().unwrap()]).status, Some(0));
    let password = desk.path("password");
    let args = ["--password-file", password.to_str().unwrap()];
    let mut terminal = Terminal::start(&desk, &args);
    terminal.wait_for("試験事業所");
    terminal.press("u");
    terminal.wait_for("iPad 3号：状態「紛失」を");
    terminal.press("\rq");
    assert_eq!(terminal.end(), 0);
    let status = |desk: &Desk| desk.open(&["export"]).stdout.contains(r#""status": "lost""#);
    assert!(status(&desk));
    let made = desk.path("vault/backups").join(&backups(&desk)[0]);
    assert_eq!(desk.open(&["restore", made.to_str().unwrap(), "--replace"]).status, Some(0));
    let mut terminal = Terminal::start(&desk, &args);
    terminal.wait_for("試験事業所");
    terminal.press("u");
    terminal.wait_for("復元や全件の読み込みより前の操作は元に戻せません");
    terminal.press("U");
    terminal.wait_for("バックアップからの復元");
    terminal.press("u");
    terminal.wait_for("これより前の操作は元に戻せません");
    terminal.press("qq");
    assert_eq!(terminal.end(), 0);
    assert!(status(&desk));
}
