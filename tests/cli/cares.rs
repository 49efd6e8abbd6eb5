//! What the vault itself asks for, on the command line.

use std::fs;

use mcs_register::store::{Places, Secret, Vault};

use crate::run::{Desk, PASSWORD};

const REGISTER: &str = r#"{
  "format": "mcs-register/1",
  "staff": [{"id": "S-001", "name": "港 花子"}],
  "devices": [{"id": "D-001", "holder": "S-001", "memo": "一"}]
}"#;

/// The day on which the vaults of these tests are made, and the next.
const FIRST_DAY: &str = "2026-11-22";
const NEXT_DAY: &str = "2026-11-23";

/// Changes a record as nobody does who goes through the program.
fn forge(desk: &Desk) {
    let places = Places::in_dir(desk.path("vault"));
    let vault = Vault::unlock(&places, &Secret::new(PASSWORD.to_owned())).unwrap();
    let key = vault.raw_key();
    vault.lock().unwrap();
    let raw = rusqlite::Connection::open(places.database()).unwrap();
    raw.execute_batch(&format!("PRAGMA key = \"x'{}'\"; UPDATE devices SET memo = '偽'", *key)).unwrap();
}

#[test]
fn check_tells_what_no_backup_holds_and_leaves_the_list_of_findings_as_it_is() {
    let desk = Desk::with_vault(REGISTER);
    let commands =
        desk.file("c.jsonl", r#"{"command":"set","subject":"device/D-001","fields":{"memo":"二"}}"#);
    assert_eq!(desk.open(&["apply", commands.to_str().unwrap()]).status, Some(0));
    let check = |more: &[&str]| desk.open(&[&["check", "--today", NEXT_DAY], more].concat());
    let (text, json) = (check(&[]), check(&["--format", "json"]));
    assert!(!text.stdout.contains("台帳そのもの"), "apply has made a backup: {}", text.stdout);
    fs::remove_dir_all(desk.path("vault/backups")).unwrap();
    let told = check(&[]);
    assert_eq!(told.status, Some(1));
    assert!(told.stdout.starts_with("■ 台帳そのもの\n"), "{}", told.stdout);
    assert!(told.stdout.contains("バックアップにもありません") && told.stdout.ends_with(&text.stdout));
    let told = check(&["--format", "json"]);
    assert_eq!((told.status, told.stdout), (Some(1), json.stdout));
    assert!(told.stderr.contains("台帳そのもの: "), "{}", told.stderr);
}

#[test]
fn a_record_that_was_changed_behind_the_history_makes_backup_drill_and_check_say_so() {
    let desk = Desk::with_vault(REGISTER);
    forge(&desk);
    let stick = desk.path("stick");
    let run = desk.open(&["backup", "--to", stick.to_str().unwrap()]);
    assert_eq!(run.status, Some(65), "{}", run.stderr);
    let made = run.stdout.trim_end().to_owned();
    assert!(run.stderr.contains("mcs-register verify") && fs::exists(&made).unwrap(), "{}", run.stderr);
    let run = desk.open(&["check", "--today", FIRST_DAY]);
    assert_eq!(run.status, Some(1));
    assert!(run.stdout.contains("合わないところ"), "{}", run.stdout);
    let run = desk.open(&["restore", &made, "--drill"]);
    assert_eq!(run.status, Some(65), "{}", run.stderr);
    assert!(run.stdout.contains("復元の訓練") && run.stderr.contains("合わないところ"), "{}", run.stderr);
    assert_eq!(desk.open(&["verify"]).status, Some(65));
}

#[test]
fn a_history_that_went_back_is_accepted_by_a_word_and_recorded() {
    let desk = Desk::with_vault(REGISTER);
    let run = desk.open(&["verify", "--accept-history"]);
    assert_eq!(run.status, Some(0));
    assert!(run.stderr.contains("何も記録していません"), "{}", run.stderr);
    let older = fs::read(desk.path("vault/register.db")).unwrap();
    let commands =
        desk.file("c.jsonl", r#"{"command":"set","subject":"device/D-001","fields":{"memo":"二"}}"#);
    assert_eq!(desk.open(&["apply", commands.to_str().unwrap()]).status, Some(0));
    fs::write(desk.path("vault/register.db"), older).unwrap();
    let run = desk.open(&["check", "--today", FIRST_DAY]);
    assert_eq!(run.status, Some(1));
    assert!(run.stdout.contains("--accept-history"), "{}", run.stdout);
    assert_eq!(desk.open(&["verify"]).status, Some(65));
    // The backup of the lost entry bears its second and its number: the next has to be of another second.
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    assert_eq!(desk.open(&["verify", "--accept-history"]).status, Some(0));
    assert!(!desk.open(&["check", "--today", FIRST_DAY]).stdout.contains("台帳そのもの"));
    assert!(desk.open(&["history"]).stdout.contains("履歴の不一致を確認して継続"));
}
