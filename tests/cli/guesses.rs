//! Passwords that are tried by many processes at once, and passwords that come from files of all sorts.

use std::{
    fs,
    path::Path,
    process::{Child, Stdio},
    thread,
    time::{Duration, Instant},
};

use mcs_register::store::{Cost, NewVault, Places, Secret, Vault};

use crate::run::{Desk, Outcome, PASSWORD, outcome};

const RIGHT: &str = "password";

/// A vault whose passwords cost what real ones do, so that guesses meet; and a file with a wrong one.
fn desk() -> Desk {
    let desk = Desk::new();
    let new = NewVault {
        office_name: "みなと訪問看護",
        account: "管理者",
        password: &Secret::new(PASSWORD.to_owned()),
        cost: Cost::FLOOR,
        now: "2026-11-22T09:00:00+09:00",
    };
    Vault::create(&Places::in_dir(desk.path("vault")), &new).unwrap().0.lock().unwrap();
    desk.file("wrong", "another-password-1\n");
    desk
}

fn start(desk: &Desk, args: &[&str], password: &str) -> Child {
    let mut command = desk.command(args);
    command.env("MCS_REGISTER_PASSWORD_FILE", desk.path(password));
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn ended(children: Vec<Child>) -> Vec<Outcome> {
    children.into_iter().map(|child| outcome(child.wait_with_output().unwrap())).collect()
}

fn counted(file: &Path) -> usize {
    let text = fs::read_to_string(file).unwrap_or_default();
    let value: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
    usize::try_from(value["count"].as_u64().unwrap_or(0)).unwrap()
}

fn is_wrong(run: &Outcome) -> bool {
    run.stderr.contains("パスワードが違います")
        || run.stderr.contains("このパスワードではバックアップを開けません")
}

fn waits(run: &Outcome) -> bool {
    run.stderr.contains("お待ちください")
}

/// How many wrong ones the outcomes of right ones tell.
fn told(runs: &[Outcome]) -> usize {
    let number = |run: &Outcome| {
        let rest = run.stderr.split_once("復旧キーの誤りが")?.1;
        rest.split_once('回')?.0.parse::<usize>().ok()
    };
    runs.iter().filter_map(number).sum()
}

/// Three are free, and each further one has to wait; on a busy machine some waits pass meanwhile.
fn assert_all_counted(runs: &[Outcome], count: &Path) {
    let tried = runs.iter().filter(|run| is_wrong(run)).count();
    assert_eq!(tried + runs.iter().filter(|run| waits(run)).count(), runs.len(), "{runs:?}");
    assert!(runs.iter().all(|run| run.status == Some(77) && run.stdout.is_empty()), "{runs:?}");
    assert_eq!(counted(count), tried);
    assert!((3..7).contains(&tried), "{tried} were tried");
}

#[test]
fn twenty_wrong_passwords_at_once_are_counted_before_they_are_tried() {
    let desk = desk();
    let runs = ended((0..20).map(|_| start(&desk, &["head"], "wrong")).collect());
    assert_all_counted(&runs, &desk.path("vault/register.attempts"));
}

#[test]
fn wrong_passwords_for_a_backup_are_counted_as_those_for_the_register() {
    let desk = desk();
    let stick = desk.path("stick");
    let made = desk.open(&["backup", "--to", stick.to_str().unwrap()]);
    assert_eq!(made.status, Some(0), "{}", made.stderr);
    let backup = made.stdout.trim_end();
    let guess = |number| {
        let to = desk.path(&format!("to-{number}"));
        start(&desk, &["restore", backup, "--vault", to.to_str().unwrap()], "wrong")
    };
    let runs = ended((0..12).map(guess).collect());
    assert_all_counted(&runs, &Path::new(backup).with_extension("attempts"));
}

#[test]
fn right_passwords_at_once_all_get_in() {
    let desk = desk();
    assert_eq!(ended(vec![start(&desk, &["head"], "wrong")])[0].status, Some(77));
    let runs = ended((0..4).map(|_| start(&desk, &["head"], RIGHT)).collect());
    assert!(runs.iter().all(|run| run.status == Some(0)), "{runs:?}");
    assert_eq!(told(&runs), 1, "the wrong one before, once: {runs:?}");
    assert!(!desk.path("vault/register.attempts").exists());
}

#[test]
fn of_right_and_wrong_ones_mixed_every_wrong_one_is_counted_and_told() {
    let desk = desk();
    let passwords = (0..16).map(|number| if number % 5 == 2 { RIGHT } else { "wrong" });
    let (mut right, mut wrong) = (Vec::new(), Vec::new());
    for password in passwords {
        let child = start(&desk, &["head"], password);
        if password == RIGHT { right.push(child) } else { wrong.push(child) }
    }
    let (right, wrong) = (ended(right), ended(wrong));
    assert!(right.iter().all(|run| run.status == Some(0) || waits(run)), "{right:?}");
    assert!(wrong.iter().all(|run| run.status == Some(77) && (is_wrong(run) || waits(run))), "{wrong:?}");
    let tried = wrong.iter().filter(|run| is_wrong(run)).count();
    assert_eq!(told(&right) + counted(&desk.path("vault/register.attempts")), tried);
}

#[test]
fn a_guess_that_is_killed_in_the_middle_stays_counted() {
    let desk = desk();
    let count = desk.path("vault/register.attempts");
    for _ in 0..20 {
        let _ = fs::remove_file(&count);
        let mut child = start(&desk, &["head"], RIGHT);
        let until = Instant::now() + Duration::from_secs(20);
        while counted(&count) == 0 && child.try_wait().unwrap().is_none() {
            assert!(Instant::now() < until, "it is not counted");
            thread::sleep(Duration::from_millis(1));
        }
        child.kill().unwrap();
        // A right one takes its count back, unless it comes to no verdict.
        if child.wait().unwrap().code().is_none() && count.exists() {
            assert_eq!(counted(&count), 1);
            let run = desk.open(&["head"]);
            assert_eq!((run.status, told(&[run])), (Some(0), 1));
            return;
        }
    }
    panic!("no kill met a guess");
}

const INIT: [&str; 5] = ["init", "--office", "みなと", "--account", "管理者"];

/// As PowerShell and old editors write a password's file.
fn files_of_all_sorts() -> Vec<Vec<u8>> {
    let wide = |unit: fn(u16) -> [u8; 2]| -> Vec<u8> {
        format!("\u{feff}{PASSWORD}\r\n").encode_utf16().flat_map(unit).collect()
    };
    let narrow = ["\u{feff}{}\r\n", "\u{feff}{}\n", "\u{feff}{}", "{}\r\n"];
    let narrow = narrow.iter().map(|form| form.replace("{}", PASSWORD).into_bytes());
    narrow.chain([wide(u16::to_le_bytes), wide(u16::to_be_bytes)]).collect()
}

#[test]
fn a_register_made_with_a_marked_file_opens_with_the_password_as_it_is_typed() {
    for (number, bytes) in files_of_all_sorts().into_iter().enumerate() {
        let desk = Desk::new();
        let file = desk.path("marked");
        fs::write(&file, &bytes).unwrap();
        let given = ["--password-file", file.to_str().unwrap()];
        let run = desk.run(&[&INIT as &[&str], &given].concat());
        assert_eq!(run.status, Some(0), "{number}: {}", run.stderr);
        assert_eq!(desk.open(&["head"]).status, Some(0), "{number}");
        let run = desk.run(&[&["head"] as &[&str], &given].concat());
        assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""), "{number}");
        if let Ok(text) = String::from_utf8(bytes) {
            assert_eq!(desk.feed(&["head", "--password-file", "-"], &text).status, Some(0), "{number}");
        }
    }
}

#[test]
fn further_accounts_and_new_passwords_are_read_in_the_same_way() {
    let desk = Desk::with_vault(r#"{"format": "mcs-register/1"}"#);
    let marked = desk.file("marked", "\u{feff}kawa-no-47-ishi\r\n");
    let typed = desk.file("typed", "kawa-no-47-ishi");
    let (marked, typed) = (marked.to_str().unwrap(), typed.to_str().unwrap());
    let add = ["account", "add", "沢 太郎", "--role", "deputy", "--new-password-file", marked];
    assert_eq!(desk.open(&add).status, Some(0));
    let run = desk.run(&["head", "--account", "沢 太郎", "--password-file", typed]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    let change = ["account", "password", "--account", "管理者", "--new-password-file", marked];
    assert_eq!(desk.open(&change).status, Some(0));
    let run = desk.run(&["head", "--account", "管理者", "--password-file", typed]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
}

#[test]
fn a_file_without_a_password_and_one_that_nobody_can_type_are_refused() {
    let desk = Desk::new();
    for (bytes, said) in [
        (b"" as &[u8], "何も書かれていません"),
        (b"\xef\xbb\xbf\r\n", "何も書かれていません"),
        (b"\xff\xfe\r\0\n\0", "何も書かれていません"),
        (b"hato4-beam\n\n", "画面では入力できません"),
        (b"\xff\xfea\0b", "読めません"),
        (b"\x83p\x83X", "読めません"),
        (b"hato4-beam\nmemo\n", "画面では入力できません"),
        (b"h\0a\0t\0o\x004\0-\0b\0e\0", "画面では入力できません"),
        // Copied from a page with a zero-width blank, and longer than the screen's field.
        ("hato4-beam\u{200b}\n".as_bytes(), "画面では入力できません"),
        ("hato4-beam".repeat(26).as_bytes(), "画面では入力できません"),
    ] {
        let file = desk.path("odd");
        fs::write(&file, bytes).unwrap();
        let run = desk.run(&[&INIT as &[&str], &["--password-file", file.to_str().unwrap()]].concat());
        assert_eq!((run.status, run.stdout.as_str()), (Some(65), ""), "{bytes:?}: {}", run.stderr);
        assert!(run.stderr.contains(said), "{bytes:?}: {}", run.stderr);
        assert!(!desk.path("vault").exists());
    }
    let desk = Desk::with_vault(r#"{"format": "mcs-register/1"}"#);
    let run = desk.feed(&["head", "--password-file", "-"], "\u{feff}\n");
    assert_eq!((run.status, run.stdout.as_str()), (Some(65), ""), "{}", run.stderr);
    assert!(!desk.path("vault/register.attempts").exists(), "that is no guess");
}

/// The register of an earlier version, whose password has the mark in it.
#[test]
fn a_register_of_an_earlier_version_opens_with_its_marked_file_and_then_as_it_is_typed() {
    let desk = Desk::new();
    let new = NewVault {
        office_name: "みなと訪問看護",
        account: "管理者",
        password: &Secret::new(format!("\u{feff}{PASSWORD}")),
        cost: Cost::THROWAWAY,
        now: "2026-11-22T09:00:00+09:00",
    };
    Vault::create(&Places::in_dir(desk.path("vault")), &new).unwrap().0.lock().unwrap();
    let marked = desk.file("marked", &format!("\u{feff}{PASSWORD}\r\n"));
    assert_eq!(desk.open(&["head"]).status, Some(77));
    let run = desk.run(&["head", "--password-file", marked.to_str().unwrap()]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert!(run.stderr.contains("BOM"), "{}", run.stderr);
    let run = desk.open(&["head"]);
    assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""));
    assert_eq!(desk.open(&["verify"]).status, Some(0));
}
