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
    forge_by(desk, "UPDATE devices SET memo = '偽'");
}

fn forge_by(desk: &Desk, sql: &str) {
    let places = Places::in_dir(desk.path("vault"));
    let vault = Vault::unlock(&places, &Secret::new(PASSWORD.to_owned())).unwrap();
    let key = vault.raw_key();
    vault.lock().unwrap();
    let raw = rusqlite::Connection::open(places.database()).unwrap();
    raw.execute_batch(&format!("PRAGMA key = \"x'{}'\"; {sql}", *key)).unwrap();
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
    assert!(made.contains("/stick/doubtful/") && run.stderr.contains("--accept-doubtful"), "{}", run.stderr);
    let run = desk.open(&["check", "--today", FIRST_DAY]);
    assert_eq!(run.status, Some(1));
    assert!(run.stdout.contains("合わないところ"), "{}", run.stdout);
    let run = desk.open(&["restore", &made, "--drill"]);
    assert_eq!(run.status, Some(65), "{}", run.stderr);
    assert!(run.stdout.contains("復元の訓練") && run.stderr.contains("合わないところ"), "{}", run.stderr);
    assert!(run.stderr.contains("--accept-doubtful"), "{}", run.stderr);
    assert_eq!(desk.open(&["verify"]).status, Some(65));
}

/// The last good backup outlives every command that is followed by one of a register in doubt.
#[test]
fn the_last_good_backup_stays_and_a_doubtful_one_is_restored_only_on_purpose() {
    let desk = Desk::with_vault(REGISTER);
    let apply = |memo: &str| {
        let line = format!(r#"{{"command":"set","subject":"device/D-001","fields":{{"memo":"{memo}"}}}}"#);
        let commands = desk.file("c.jsonl", &line);
        desk.open(&["apply", commands.to_str().unwrap()])
    };
    let names = |dir: &str| {
        let list = fs::read_dir(desk.path(dir)).unwrap().map(|entry| entry.unwrap().file_name());
        let mut names: Vec<String> = list.map(|name| name.into_string().unwrap()).collect();
        names.sort();
        names
    };
    assert_eq!(apply("二").status, Some(0));
    let good = names("vault/backups");
    assert_eq!(good.len(), 1);
    forge(&desk);
    let changed = r#"{"command":"set","subject":"staff/S-001","fields":{"name":"港 次子"}}"#;
    let commands = desk.file("d.jsonl", changed);
    let run = desk.open(&["apply", commands.to_str().unwrap()]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert!(run.stderr.contains("合わないところ") && run.stderr.contains("doubtful"), "{}", run.stderr);
    assert_eq!(names("vault/backups"), [&good[..], &["doubtful".to_owned()]].concat());
    let apart = names("vault/backups/doubtful");
    assert_eq!(apart.len(), 1);
    let bad = desk.path("vault/backups/doubtful").join(&apart[0]);
    let bad = bad.to_str().unwrap();
    // Back to the good one; then nothing puts the other over it but the word.
    let from = desk.path("vault/backups").join(&good[0]);
    assert_eq!(desk.open(&["restore", from.to_str().unwrap(), "--replace"]).status, Some(0));
    assert_eq!(desk.open(&["verify"]).status, Some(0));
    let before = desk.open(&["export"]).stdout;
    let new = desk.path("new");
    let new = new.to_str().unwrap();
    for args in
        [&["restore", bad] as &[&str], &["restore", bad, "--replace"], &["restore", bad, "--vault", new]]
    {
        for lang in ["ja", "en"] {
            let run = desk.open(&[args, &["--lang", lang]].concat());
            assert_eq!((run.status, run.stdout.as_str()), (Some(65), ""), "{}", run.stderr);
            assert!(
                run.stderr.contains("--accept-doubtful")
                    && run.stderr.contains(if lang == "ja" { "記録" } else { "record" }),
                "{}",
                run.stderr
            );
        }
    }
    assert_eq!(desk.open(&["export"]).stdout, before);
    assert!(!fs::exists(new).unwrap());
    let run = desk.open(&["restore", bad, "--vault", new, "--doubtful"]);
    assert_eq!(run.status, Some(65), "{}", run.stderr);
    assert!(desk.open(&["export", "--vault", new]).stdout.contains("次子"));
    assert_eq!(desk.run(&["restore", bad, "--drill", "--accept-doubtful"]).status, Some(2));
}

/// An earlier version kept both in one folder: what does not verify is moved by the next backup, and that is told.
#[test]
fn doubtful_backups_of_an_earlier_version_are_moved_and_told() {
    let desk = Desk::with_vault(REGISTER);
    let own = desk.path("vault/backups");
    forge(&desk);
    let run = desk.open(&["backup", "--to", own.to_str().unwrap()]);
    let made = std::path::PathBuf::from(run.stdout.trim_end());
    let name = made.file_name().unwrap().to_str().unwrap().to_owned();
    fs::rename(&made, own.join(&name)).unwrap();
    let file = desk.file("register.json", REGISTER);
    let run = desk.open(&["import", file.to_str().unwrap(), "--replace"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert!(run.stderr.contains(&name) && run.stderr.contains("移しました"), "{}", run.stderr);
    assert!(own.join("doubtful").join(&name).join("register.db").is_file());
    assert_eq!(fs::read_dir(&own).unwrap().count(), 2, "and the good one that was just made");
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

#[test]
fn an_index_of_names_that_does_not_fit_is_made_anew_by_a_word_and_recorded() {
    let desk = Desk::with_vault(REGISTER);
    let run = desk.open(&["verify", "--rebuild-index"]);
    assert_eq!(run.status, Some(0));
    assert!(run.stderr.contains("何も記録していません"), "{}", run.stderr);
    let commands =
        desk.file("c.jsonl", r#"{"command":"set","subject":"device/D-001","fields":{"memo":"二"}}"#);
    assert_eq!(desk.open(&["apply", commands.to_str().unwrap()]).status, Some(0));
    let of_device = || desk.open(&["history", "--subject", "device/D-001"]).stdout;
    assert!(of_device().contains("二"));
    // A row more would do as well; the triggers keep rows from going in this simple way.
    forge_by(&desk, "INSERT INTO audit_named VALUES ('device/D-001', 1)");
    let run = desk.open(&["verify"]);
    assert_eq!(run.status, Some(65));
    assert!(run.stdout.contains("--rebuild-index"), "{}", run.stdout);
    // What is told meanwhile names the way, and no backup from before, which is not needed.
    for (lang, said) in [("ja", "記録と操作履歴は合っています"), ("en", "fit each other")] {
        let run = desk.open(&["check", "--today", FIRST_DAY, "--lang", lang]);
        assert_eq!(run.status, Some(1));
        assert!(run.stdout.contains("--rebuild-index") && run.stdout.contains(said), "{}", run.stdout);
    }
    let reader = desk.file("reader", "yomu-dake-456\n");
    let new = reader.to_str().unwrap();
    assert_eq!(
        desk.open(&["account", "add", "監査", "--role", "reader", "--new-password-file", new]).status,
        Some(0)
    );
    let run = desk.run(&["--account", "監査", "--password-file", new, "verify", "--rebuild-index"]);
    assert_eq!(run.status, Some(77), "{}", run.stderr);
    let as_administrator = |args: &[&str]| desk.open(&[&["--account", "管理者"], args].concat());
    let good = || {
        let names = fs::read_dir(desk.path("vault/backups")).unwrap().map(|entry| entry.unwrap().file_name());
        names.filter(|name| name != "doubtful").max().unwrap()
    };
    let before = good();
    let run = as_administrator(&["verify", "--rebuild-index"]);
    assert_eq!(run.status, Some(0), "{} {}", run.stdout, run.stderr);
    assert!(good() > before, "what was made anew has a good backup");
    assert!(!as_administrator(&["check", "--today", FIRST_DAY]).stdout.contains("台帳そのもの"));
    assert!(as_administrator(&["history"]).stdout.contains("誰が出てくるかの索引の作り直し"));
    assert!(as_administrator(&["history", "--subject", "device/D-001"]).stdout.contains("二"));
}
