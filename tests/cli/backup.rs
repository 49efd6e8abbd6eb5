//! Backups and the way back, by the command line.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Stdio,
    thread,
    time::{Duration, Instant},
};

use mcs_register::store::BackupName;

use crate::run::{Desk, Outcome, PASSWORD};

const REGISTER: &str = r#"{
  "format": "mcs-register/1",
  "office": {"name": "みなと訪問看護"},
  "staff": [{"id": "S-001", "name": "港 花子"}]
}"#;

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn backup(desk: &Desk) -> PathBuf {
    let stick = desk.path("stick");
    let run = desk.open(&["backup", "--to", text(&stick)]);
    assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""));
    let printed = PathBuf::from(run.stdout.strip_suffix('\n').unwrap());
    assert!(printed.starts_with(&stick) && printed.join("register.keys").is_file(), "{}", printed.display());
    printed
}

/// J8: whoever takes over gets the page of what is open, a recovery key and a backup that it opens, by one command.
#[test]
fn one_command_hands_over() {
    let (desk, before) = Desk::with_recovery_key(REGISTER);
    let (stick, page) = (desk.path("stick"), desk.path("page.pdf"));
    let args = ["hand-over", "--to", text(&stick), "--page", text(&page), "--lang", "en"];
    let run = desk.open(&args);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    let lines: Vec<&str> = run.stdout.lines().collect();
    let [key, backup, written] = lines.as_slice() else { panic!("{}", run.stdout) };
    assert!(fs::read(&page).unwrap().starts_with(b"%PDF") && *written == text(&page));
    // The key opens the backup, and the one from before no longer opens anything.
    let opens = |dir: &Path, key: &str| {
        let places = mcs_register::store::Places::in_dir(dir.to_path_buf());
        mcs_register::store::Vault::unlock_with_recovery(
            &places,
            &mcs_register::store::RecoveryKey::parse(key).unwrap(),
        )
        .is_ok()
    };
    for dir in [Path::new(backup), &desk.path("vault")] {
        assert!(opens(dir, key), "{}", dir.display());
        assert!(!opens(dir, &before), "{}", dir.display());
    }
    // Nothing is written over, and then no key is renewed.
    let again = desk.open(&args);
    assert_ne!(again.status, Some(0));
    assert!(opens(&desk.path("vault"), key));
}

fn names(dir: &Path) -> Vec<String> {
    let list =
        fs::read_dir(dir).map(|list| list.map(|entry| entry.unwrap().file_name().into_string().unwrap()));
    let mut names: Vec<String> = list.map(Iterator::collect).unwrap_or_default();
    names.sort();
    names
}

/// What an export told but for the head code, which each tells.
fn beside_the_code(run: &Outcome) -> String {
    run.stderr.lines().filter(|line| !line.contains("履歴コード")).collect()
}

/// The same after a kill, which may have met an unlock: that guess stays counted.
fn beside_a_guess(run: &Outcome) -> String {
    let told =
        |line: &&str| !line.contains("履歴コード") && !line.contains("パスワード・復旧キーの誤りが1回");
    run.stderr.lines().filter(told).collect()
}

fn export(desk: &Desk, vault: &Path) -> Outcome {
    desk.open(&["export", "--vault", text(vault)])
}

#[test]
fn a_backup_is_printed_and_comes_back_in_another_place() {
    let desk = Desk::with_vault(REGISTER);
    let made = backup(&desk);
    let before = desk.open(&["export"]).stdout;
    let other = desk.path("other");
    let run = desk.open(&["restore", text(&made), "--vault", text(&other)]);
    assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""));
    assert!(run.stdout.contains("アカウントとパスワード") && run.stdout.contains("管理者"), "{}", run.stdout);
    assert_eq!(export(&desk, &other).stdout, before);
    assert_eq!(export(&desk, &made).stdout, before, "a backup is a vault");
}

#[test]
fn what_is_newer_is_not_replaced_without_a_word() {
    let desk = Desk::with_vault(REGISTER);
    let made = backup(&desk);
    let old = desk.open(&["export"]).stdout;
    let file = desk.file("more.json", &REGISTER.replace("花子", "次子"));
    assert_eq!(desk.open(&["import", text(&file), "--replace"]).status, Some(0));
    let new = desk.open(&["export"]).stdout;
    for lang in ["ja", "en"] {
        let run = desk.open(&["restore", text(&made), "--lang", lang]);
        assert_eq!((run.status, run.stdout.as_str()), (Some(2), ""));
        assert!(run.stderr.contains("--replace"), "{}", run.stderr);
    }
    assert_eq!(desk.open(&["export"]).stdout, new);
    let run = desk.open(&["restore", text(&made), "--replace"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert!(run.stdout.contains("replaced-"), "{}", run.stdout);
    assert_eq!(desk.open(&["export"]).stdout, old);
    let kept = names(&desk.path("vault")).into_iter().find(|name| name.starts_with("replaced-")).unwrap();
    assert_eq!(export(&desk, &desk.path("vault").join(kept)).stdout, new);
}

#[test]
fn half_a_backup_a_damaged_one_and_a_wrong_password_are_refused() {
    let desk = Desk::with_vault(REGISTER);
    let made = backup(&desk);
    let to = desk.path("other");
    let args = ["restore", text(&made), "--vault", text(&to)];
    let wrong = desk.file("wrong", "another-password-1\n");
    let run = desk.run(&[&args as &[&str], &["--password-file", text(&wrong)]].concat());
    assert_eq!((run.status, run.stdout.as_str()), (Some(77), ""), "{}", run.stderr);
    assert!(run.stderr.contains("バックアップを作成した時点のパスワード"), "{}", run.stderr);
    let database = fs::read(made.join("register.db")).unwrap();
    fs::write(made.join("register.db"), &database[..database.len() - 8192]).unwrap();
    let run = desk.open(&args);
    assert_eq!((run.status, run.stdout.as_str()), (Some(65), ""), "{}", run.stderr);
    fs::write(made.join("register.db"), &database).unwrap();
    fs::remove_file(made.join("register.keys")).unwrap();
    let run = desk.open(&args);
    assert_eq!((run.status, run.stdout.as_str()), (Some(65), ""));
    assert!(run.stderr.contains("register.keys"), "{}", run.stderr);
    let run = desk.open(&["restore", text(&desk.path("nowhere")), "--vault", text(&to)]);
    assert_eq!((run.status, run.stdout.as_str()), (Some(74), ""), "{}", run.stderr);
    assert!(!to.join("register.db").exists());
}

#[test]
fn a_command_that_writes_is_followed_by_a_backup() {
    let desk = Desk::new();
    let run = desk.open(&["init", "--office", "みなと訪問看護", "--account", "管理者"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    let own = desk.path("vault/backups");
    assert_eq!(names(&own).len(), 1);
    let file = desk.file("register.json", REGISTER);
    assert_eq!(desk.open(&["import", text(&file)]).status, Some(0));
    let kept = names(&own);
    assert!(kept.len() == 1 && kept[0].ends_with("-000002"), "one a day: {kept:?}");
    desk.open(&["check"]);
    assert_eq!(names(&own), kept, "reading makes none");
    // Elsewhere by option and by variable; a place that cannot take it stops nothing and is told.
    let more = ["import", text(&file), "--replace"];
    let other = desk.path("elsewhere");
    assert_eq!(desk.open(&[&more as &[&str], &["--backups", text(&other)]].concat()).status, Some(0));
    assert_eq!(names(&other).len(), 1);
    let blocked = desk.file("blocked", "");
    let mut command = desk.command(&more);
    command.env("MCS_REGISTER_BACKUPS", &blocked).env("MCS_REGISTER_PASSWORD_FILE", desk.path("password"));
    let run = crate::run::finish(&mut command);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert!(run.stderr.contains("バックアップ") && run.stderr.contains("backup --to"), "{}", run.stderr);
}

#[test]
fn a_lost_key_file_is_made_anew_and_told() {
    let desk = Desk::with_vault(REGISTER);
    let file = desk.file("register.json", REGISTER);
    assert_eq!(desk.open(&["import", text(&file), "--replace"]).status, Some(0));
    let before = desk.open(&["export"]).stdout;
    fs::remove_file(desk.path("vault/register.keys")).unwrap();
    let run = desk.open(&["export"]);
    assert_eq!((run.status, run.stdout.as_str()), (Some(0), before.as_str()));
    assert!(run.stderr.contains("鍵ファイル"), "{}", run.stderr);
    assert_eq!(beside_the_code(&desk.open(&["export"])), "");
}

#[test]
fn a_drill_changes_nothing_and_says_what_it_showed() {
    let desk = Desk::with_vault(REGISTER);
    let made = backup(&desk);
    let before = desk.open(&["export"]).stdout;
    let run = desk.open(&["restore", text(&made), "--drill"]);
    assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""));
    assert!(run.stdout.contains("復元の訓練") && run.stdout.contains("職員1名"), "{}", run.stdout);
    assert_eq!(desk.open(&["export"]).stdout, before);
    let database = fs::read(made.join("register.db")).unwrap();
    fs::write(made.join("register.db"), &database[..4096]).unwrap();
    let run = desk.open(&["restore", text(&made), "--drill"]);
    assert_eq!((run.status, run.stdout.as_str()), (Some(65), ""), "{}", run.stderr);
    assert_eq!(desk.run(&["restore", text(&made), "--drill", "--replace"]).status, Some(2));
    assert!(names(&desk.path("tmp")).is_empty(), "{:?}", names(&desk.path("tmp")));
}

/// Starts a command and kills it after a while; says whether it was still running.
fn kill_after(desk: &Desk, args: &[&str], wait: Duration) -> bool {
    let mut command = desk.command(args);
    command.env("MCS_REGISTER_PASSWORD_FILE", desk.path("password"));
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    thread::sleep(wait);
    let running = child.try_wait().unwrap().is_none();
    child.kill().unwrap();
    child.wait().unwrap();
    running
}

/// A guess that is cut off stays counted; here the password is right each time.
fn forget_guesses(vault: &Path) {
    let _ = fs::remove_file(vault.join("register.attempts"));
}

#[test]
fn a_killed_backup_leaves_none_that_does_not_open() {
    let desk = Desk::with_vault(REGISTER);
    let stick = desk.path("stick");
    let before = desk.open(&["export"]).stdout;
    let begun = Instant::now();
    fs::remove_dir_all(backup(&desk)).unwrap();
    let (whole, mut killed) = (begun.elapsed(), 0);
    for step in 0..40 {
        forget_guesses(&desk.path("vault"));
        killed += u32::from(kill_after(&desk, &["backup", "--to", text(&stick)], whole * step / 32));
        for name in names(&stick).into_iter().filter(|name| name.parse::<BackupName>().is_ok()) {
            assert_eq!(export(&desk, &stick.join(&name)).stdout, before, "{name}");
            fs::remove_dir_all(stick.join(name)).unwrap();
        }
    }
    assert!(killed > 5, "{killed}");
    forget_guesses(&desk.path("vault"));
    backup(&desk);
    assert_eq!(names(&stick).len(), 1, "what was cut off is cleared away: {:?}", names(&stick));
    assert_eq!(desk.open(&["export"]).stdout, before);
}

#[test]
fn a_killed_restoring_leaves_the_old_register_or_the_new_one() {
    let desk = Desk::with_vault(REGISTER);
    let made = backup(&desk);
    let old = desk.open(&["export"]).stdout;
    let file = desk.file("more.json", &REGISTER.replace("花子", "次子"));
    assert_eq!(desk.open(&["import", text(&file), "--replace"]).status, Some(0));
    let new = desk.open(&["export"]).stdout;
    let (from, to) = (desk.path("vault"), desk.path("tried"));
    let begun = Instant::now();
    let args = ["restore", text(&made), "--replace", "--vault", text(&to)];
    assert_eq!(desk.open(&args).status, Some(0));
    fs::remove_dir_all(&to).unwrap();
    let whole = begun.elapsed();
    let (mut killed, mut stayed) = (0, 0);
    for step in 0..40 {
        fs::create_dir(&to).unwrap();
        forget_guesses(&made);
        for name in ["register.db", "register.keys"] {
            fs::copy(from.join(name), to.join(name)).unwrap();
        }
        killed += u32::from(kill_after(&desk, &args, whole * step / 32));
        let run = export(&desk, &to);
        assert_eq!(run.status, Some(0), "step {step}: {}", run.stderr);
        assert_eq!(beside_a_guess(&run), "", "step {step}");
        let left = names(&to).into_iter().filter(|name| !name.starts_with("replaced-"));
        let left: Vec<_> = left
            .filter(|name| !["register.db", "register.keys", "backups"].contains(&name.as_str()))
            .collect();
        assert!(left.is_empty(), "step {step}: the next one to open it clears the rest: {left:?}");
        if run.stdout != old {
            assert_eq!(run.stdout, new, "step {step}");
            stayed += 1;
        }
        fs::remove_dir_all(&to).unwrap();
    }
    assert!(killed > 5 && stayed > 0, "{killed} killed, {stayed} stayed");
}

/// A file may not grow beyond a size: what the disk does when it is full, with another error.
#[cfg(unix)]
#[test]
fn a_backup_that_cannot_be_written_to_its_end_leaves_nothing_half() {
    let desk = Desk::with_vault(REGISTER);
    let stick = desk.path("stick");
    let program = env!("CARGO_BIN_EXE_mcs-register");
    // A signal would end the program; ignored, the write fails. 64 blocks of 512 bytes are less than any register.
    let script = format!("trap '' XFSZ; ulimit -f 64; exec '{program}' backup --to '{}'", stick.display());
    let mut command = std::process::Command::new("sh");
    command
        .args(["-c", &script])
        .env("MCS_REGISTER_VAULT", desk.path("vault"))
        .env("MCS_REGISTER_PASSWORD_FILE", desk.path("password"));
    let run = crate::run::finish(&mut command);
    assert_eq!((run.status, run.stdout.as_str()), (Some(74), ""), "{}", run.stderr);
    assert!(run.stderr.contains("バックアップ"), "{}", run.stderr);
    assert!(names(&stick).is_empty(), "{:?}", names(&stick));
    assert_eq!(desk.open(&["export"]).status, Some(0));
    assert!(!run.stderr.contains(PASSWORD));
}

/// Reading commands work where nothing can be written, and say so.
#[cfg(unix)]
#[test]
fn a_register_that_cannot_be_written_to_is_read_and_not_changed() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::with_vault(REGISTER);
    let expected = desk.open(&["export"]).stdout;
    let allow = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    // Root may write anywhere: as nobody then.
    let program = desk.path("mcs-register");
    fs::copy(env!("CARGO_BIN_EXE_mcs-register"), &program).unwrap();
    for (path, mode) in [
        ("", 0o755),
        ("mcs-register", 0o755),
        ("password", 0o644),
        ("vault/register.db", 0o444),
        ("vault/register.keys", 0o444),
        ("vault", 0o555),
    ] {
        allow(&desk.path(path), mode);
    }
    let file = desk.file("register.json", REGISTER);
    allow(&file, 0o644);
    let root = fs::write(desk.path("vault/probe"), "").is_ok();
    let _ = fs::remove_file(desk.path("vault/probe"));
    let run = |args: &[&str]| {
        let mut command = if root {
            let mut command = std::process::Command::new("setpriv");
            command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(&program);
            command
        } else {
            std::process::Command::new(&program)
        };
        command
            .args(args)
            .current_dir("/")
            .env("MCS_REGISTER_VAULT", desk.path("vault"))
            .env("MCS_REGISTER_PASSWORD_FILE", desk.path("password"));
        crate::run::finish(&mut command)
    };
    let read = run(&["export"]);
    assert_eq!((read.status, read.stdout.as_str()), (Some(0), expected.as_str()), "{}", read.stderr);
    assert!(read.stderr.contains("読み取り専用"), "{}", read.stderr);
    assert_eq!(run(&["check", "--today", "2026-11-22"]).status, Some(1));
    let refused = run(&["import", text(&file), "--replace"]);
    assert_eq!((refused.status, refused.stdout.as_str()), (Some(74), ""), "{}", refused.stderr);
    assert!(refused.stderr.contains("読み取り専用"), "{}", refused.stderr);
    assert_eq!(names(&desk.path("vault")), ["register.db", "register.keys"]);
    allow(&desk.path("vault"), 0o755);
}
