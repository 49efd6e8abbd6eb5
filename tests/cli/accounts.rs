//! `account`: several people on one register, from the command line.

use std::fs;

use crate::run::{Desk, PASSWORD, finish};

const REGISTER: &str = r#"{
  "format": "mcs-register/1",
  "office": {"name": "みなと訪問看護", "manager": "S-001"},
  "staff": [{"id": "S-001", "name": "港 花子"}, {"id": "S-002", "name": "沢 太郎"}]
}"#;
const DEPUTYS: &str = "kawa-no-47-ishi";

/// A desk with a deputy beside the administrator, and the deputy's password in a file.
fn with_deputy() -> Desk {
    let desk = Desk::with_vault(REGISTER);
    let file = desk.file("deputy", &format!("{DEPUTYS}\n"));
    let add = ["account", "add", "沢 太郎", "--role", "deputy", "--staff", "S-002", "--new-password-file"];
    let run = desk.open(&[&add as &[&str], &[file.to_str().unwrap()]].concat());
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert!(run.stdout.contains("沢 太郎"), "{}", run.stdout);
    desk
}

/// Runs as the deputy.
fn as_deputy(desk: &Desk, args: &[&str]) -> crate::run::Outcome {
    let mut command = desk.command(args);
    finish(
        command
            .env("MCS_REGISTER_PASSWORD_FILE", desk.path("deputy"))
            .env("MCS_REGISTER_ACCOUNT", "沢　太郎"),
    )
}

#[test]
fn a_deputy_is_added_listed_and_removed() {
    let desk = with_deputy();
    let list = as_deputy(&desk, &["account", "list", "--format", "json", "--today", "2027-02-01"]);
    assert_eq!((list.status, list.stderr.as_str()), (Some(0), ""));
    let list: serde_json::Value = serde_json::from_str(&list.stdout).unwrap();
    let accounts = list["accounts"].as_array().unwrap();
    assert_eq!(accounts.len(), 2);
    assert_eq!(accounts[0]["name"], "管理者");
    assert_eq!(accounts[0]["password_overdue_since"], "2027-01-22");
    assert_eq!((&accounts[1]["role"], &accounts[1]["staff"]), (&"deputy".into(), &"S-002".into()));
    let text = desk.open(&["account", "list", "--account", "管理者"]);
    assert!(text.stdout.contains("代行者") && text.stdout.contains("S-002"), "{}", text.stdout);

    let old_keys = fs::read(desk.path("vault/register.keys")).unwrap();
    let run = desk.open(&["account", "remove", "沢 太郎", "--account", "管理者"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert!(run.stderr.contains("以前に写した") && run.stderr.contains("読めるまま"), "{}", run.stderr);
    let run = as_deputy(&desk, &["export"]);
    assert_eq!((run.status, run.stdout.as_str()), (Some(77), ""));
    let new_keys = fs::read(desk.path("vault/register.keys")).unwrap();
    fs::write(desk.path("vault/register.keys"), old_keys).unwrap();
    let run = as_deputy(&desk, &["export"]);
    assert_eq!((run.status, run.stdout.as_str()), (Some(65), ""), "{}", run.stderr);
    fs::write(desk.path("vault/register.keys"), new_keys).unwrap();
    let run = desk.open(&["export"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert!(run.stderr.contains("1回"), "the deputy's try is told: {}", run.stderr);
}

#[test]
fn where_there_are_several_the_name_is_asked_for() {
    let desk = with_deputy();
    let deputy = desk.path("deputy");
    let run = desk.run(&["export", "--password-file", deputy.to_str().unwrap()]);
    assert_eq!((run.status, run.stdout.as_str()), (Some(77), ""));
    assert!(run.stderr.contains("--account"), "{}", run.stderr);
    let wrong = desk.open(&["export", "--account", "沢 太郎"]);
    assert_eq!(wrong.status, Some(77));
    assert!(wrong.stderr.contains("パスワードが違います"), "{}", wrong.stderr);
    assert_eq!(desk.open(&["export"]).status, Some(0), "the first account's slot has no name yet");
}

#[test]
fn the_password_changes_and_a_short_one_is_told_that_longer_is_better() {
    let desk = Desk::with_vault(REGISTER);
    let new = desk.file("new", "hato4-beam\n");
    let args = ["account", "password", "--new-password-file", new.to_str().unwrap()];
    let run = desk.open(&args);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert!(run.stderr.contains("12文字以上をお勧めします"), "{}", run.stderr);
    assert_eq!(desk.open(&["export"]).status, Some(77));
    let run = desk.run(&["export", "--password-file", new.to_str().unwrap()]);
    assert_eq!(run.status, Some(0), "one account needs no name: {}", run.stderr);

    let weak = desk.file("weak", "password1\n");
    let args = ["account", "password", "--new-password-file", weak.to_str().unwrap()];
    let run = desk.run(&[&args as &[&str], &["--password-file", new.to_str().unwrap()]].concat());
    assert_eq!((run.status, run.stdout.as_str()), (Some(77), ""), "{}", run.stderr);
    let run = desk.feed(
        &["account", "password", "--password-file", "-", "--new-password-file", "-"],
        &format!("{PASSWORD}\n"),
    );
    assert_eq!((run.status, run.stdout.as_str()), (Some(2), ""), "{}", run.stderr);
    let run = desk.run(&["account", "password", "--password-file", new.to_str().unwrap()]);
    assert_eq!((run.status, run.stdout.as_str()), (Some(2), ""), "{}", run.stderr);
    assert!(run.stderr.contains("--new-password-file"), "{}", run.stderr);
}

#[test]
fn the_new_recovery_key_stands_alone_on_standard_output() {
    let (desk, old) = Desk::with_recovery_key(REGISTER);
    let run = desk.open(&["account", "recovery-key"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert_eq!(run.stdout.lines().count(), 1, "{}", run.stdout);
    assert_eq!(run.stdout.trim_end().split('-').count(), 8);
    assert_ne!(run.stdout.trim_end(), old);
    assert!(run.stderr.contains("前の紙"), "{}", run.stderr);
}

#[test]
fn a_reader_lists_and_changes_the_own_password_only() {
    let desk = Desk::with_vault(REGISTER);
    let file = desk.file("deputy", &format!("{DEPUTYS}\n"));
    let file = file.to_str().unwrap();
    let add = ["account", "add", "沢 太郎", "--role", "reader", "--new-password-file", file];
    assert_eq!(desk.open(&add).status, Some(0));
    let register = desk.file("register.json", REGISTER);
    for args in [
        &["account", "add", "ほか", "--role", "reader", "--new-password-file", file] as &[&str],
        &["account", "remove", "管理者"],
        &["account", "recovery-key"],
        &["import", register.to_str().unwrap(), "--replace"],
    ] {
        let run = as_deputy(&desk, args);
        assert_eq!((run.status, run.stdout.as_str()), (Some(77), ""), "{args:?}: {}", run.stderr);
        assert!(run.stderr.contains("閲覧のみ"), "{}", run.stderr);
    }
    assert_eq!(as_deputy(&desk, &["account", "list"]).status, Some(0));
    let new = desk.file("new", "miru-dake-no-21\n");
    let run = as_deputy(&desk, &["account", "password", "--new-password-file", new.to_str().unwrap()]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
}

#[test]
fn what_cannot_be_done_with_an_account_says_why() {
    let desk = with_deputy();
    let file = desk.path("deputy");
    let file = file.to_str().unwrap();
    for (args, status, says) in [
        (&["account", "remove", "誰か"] as &[&str], 2, "誰か"),
        (
            &["account", "add", "沢　太郎", "--role", "reader", "--new-password-file", file],
            2,
            "すでにあります",
        ),
        (&["account", "add", " ", "--role", "reader", "--new-password-file", file], 2, "アカウント名"),
        (
            &["account", "add", "ほか", "--role", "reader", "--staff", "S-9", "--new-password-file", file],
            2,
            "S-9",
        ),
        (&["account", "add", "ほか", "--role", "boss", "--new-password-file", file], 2, "deputy"),
        (&["account", "add", "ほか"], 2, "--role"),
        (&["account"], 2, "--help"),
        (&["account", "add", "ほか", "--role", "reader", "--new-password-file", "nowhere"], 74, "nowhere"),
    ] {
        let run = desk.open(args);
        assert_eq!((run.status, run.stdout.as_str()), (Some(status), ""), "{args:?}: {}", run.stderr);
        assert!(run.stderr.contains(says), "{args:?}: {}", run.stderr);
        run.assert_no_raw_controls();
    }
    assert_eq!(desk.open(&["account", "remove", "沢 太郎"]).status, Some(0));
    let run = desk.open(&["account", "remove", "管理者"]);
    assert_eq!(run.status, Some(77), "{}", run.stderr);
    assert!(run.stderr.contains("先に別の管理者"), "{}", run.stderr);
}

#[test]
fn waits_after_wrong_passwords_are_told() {
    let desk = Desk::with_vault(REGISTER);
    let wrong = desk.file("wrong", "another-password-1\n");
    let attempt = || desk.run(&["export", "--password-file", wrong.to_str().unwrap()]);
    for _ in 0..3 {
        assert!(attempt().stderr.contains("パスワードが違います"));
    }
    let run = attempt();
    assert_eq!(run.status, Some(77));
    assert!(run.stderr.contains("お待ちください"), "{}", run.stderr);
}

/// The binary as it waits for its password: it may not be dumped.
#[cfg(target_os = "linux")]
#[test]
fn no_core_dump_holds_a_secret() {
    use std::{
        process::Stdio,
        time::{Duration, Instant},
    };
    let desk = Desk::with_vault(REGISTER);
    let mut child = desk.command(&["export", "--password-file", "-"]);
    let mut child = child.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let begun = Instant::now();
    let none = loop {
        let limits = fs::read_to_string(format!("/proc/{}/limits", child.id())).unwrap();
        let line = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap_or_default();
        let none = line.split_whitespace().filter(|word| *word == "0").count() == 2;
        if none || begun.elapsed() > Duration::from_secs(10) {
            break none;
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    drop(child.stdin.take());
    child.wait().unwrap();
    assert!(none);
}
