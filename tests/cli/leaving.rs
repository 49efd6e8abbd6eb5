//! What leaves the register, and what the history is told of it: every way out of the command line, by every role.

use std::fs;

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::run::{Desk, Outcome, finish};

const REGISTER: &str = r#"{
  "format": "mcs-register/1",
  "office": {"name": "みなと訪問看護", "manager": "S-001"},
  "staff": [{"id": "S-001", "name": "港 花子", "kana": "ミナト ハナコ"}],
  "groups": [{"id": "G-001", "kind": "patient", "name": "岡崎 フミ様",
              "memberships": [{"id": "M-001", "person": "S-001"}]}],
  "incidents": [{"id": "R8-001", "kind": "device-loss", "reporter": "S-001", "summary": "端末を失くした"}]
}"#;

/// The desk's places stand in a command as `%NAME`.
struct Office(Desk);

impl Office {
    fn new() -> Self {
        let desk = Desk::with_vault(REGISTER);
        let password = desk.file("reader", "yomu-dake-456\n");
        let add = ["account", "add", "監査", "--role", "reader", "--new-password-file"];
        let run = desk.open(&[&add[..], &[password.to_str().unwrap()]].concat());
        assert_eq!(run.status, Some(0), "{}", run.stderr);
        Self(desk)
    }

    fn run_as(&self, (account, password): (&str, &str), command: &str) -> Outcome {
        let args: Vec<String> = command
            .split(' ')
            .map(|word| match word.strip_prefix('%') {
                Some(name) => self.0.path(name).display().to_string(),
                None => word.to_owned(),
            })
            .collect();
        let mut run = self.0.command(&args);
        run.env("MCS_REGISTER_ACCOUNT", account);
        finish(run.env("MCS_REGISTER_PASSWORD_FILE", self.0.path(password)))
    }

    fn entries(&self) -> Vec<Value> {
        let run = self.run_as(MANAGER, "history --format json");
        let history: Value = serde_json::from_str(&run.stdout).unwrap();
        history["entries"].as_array().unwrap().clone()
    }

    fn sum(&self, name: &str) -> String {
        let digest = Sha256::digest(fs::read(self.0.path(name)).unwrap());
        digest.iter().fold(String::new(), |sum, byte| format!("{sum}{byte:02x}"))
    }
}

const MANAGER: (&str, &str) = ("管理者", "password");
const READER: (&str, &str) = ("監査", "reader");

#[test]
fn everything_that_leaves_is_in_the_history_by_every_role() {
    let office = Office::new();
    // The command, what it is, who is named in it, where it went.
    let ways = [
        ("export", "export json", Some("full"), "-"),
        ("export --out %all.json", "export json", Some("full"), "all.json"),
        ("export --out %台帳.xlsx", "export xlsx", Some("full"), "台帳.xlsx"),
        ("export --out %少し.xlsx --names masked", "export xlsx", Some("masked"), "少し.xlsx"),
        ("export --format csv --out %tables", "export csv", Some("full"), "tables"),
        ("export --format csv --encoding cp932 --out %narrow", "export csv cp932", Some("full"), "narrow"),
        ("export --out %due.ics", "export ics", Some("masked"), "due.ics"),
        ("export --format ics --unmasked", "export ics", Some("full"), "-"),
        ("evidence --out %pack.zip", "evidence", Some("named"), "pack.zip"),
        ("evidence --out %pack --names full", "evidence", Some("full"), "pack"),
        ("paper staff-ledger", "paper staff-ledger", Some("full"), "-"),
        ("paper consent G-001 --out %同意.pdf", "paper consent G-001", Some("full"), "同意.pdf"),
        ("report R8-001 --unmasked", "paper incident R8-001", Some("full"), "-"),
    ];
    for who in [MANAGER, READER] {
        for (command, what, names, to) in ways {
            let before = office.entries().len();
            let command = if command.contains("--out") && who == READER {
                format!("{command} --force")
            } else {
                command.to_owned()
            };
            let run = office.run_as(who, &command);
            assert_eq!(run.status, Some(0), "{command}: {}", run.stderr);
            let entries = office.entries();
            assert_eq!(entries.len(), before + 1, "{command}");
            let last = &entries[0];
            assert_eq!(
                (&last["action"], &last["account"]),
                (&json!("handed-out"), &json!(who.0)),
                "{command}"
            );
            let told = &last["after"];
            assert_eq!(
                (&told["what"], &told["names"], &told["to"]),
                (&json!(what), &json!(names), &json!(to)),
                "{command}"
            );
            if what != "evidence" && office.0.path(to).is_file() {
                assert_eq!(told["sha256"], office.sum(to), "{command}");
            }
        }
    }
}

#[test]
fn a_backup_elsewhere_is_in_the_history_and_one_beside_the_others_is_not() {
    let office = Office::new();
    for who in [MANAGER, READER] {
        let before = office.entries().len();
        let run = office.run_as(who, "backup --to %stick");
        assert_eq!(run.status, Some(0), "{}", run.stderr);
        let entries = office.entries();
        assert_eq!(entries.len(), before + 1);
        let told = &entries[0]["after"];
        assert_eq!((&told["what"], &told["names"]), (&json!("backup"), &Value::Null));
        let name = run.stdout.trim().rsplit('/').next().unwrap().to_owned();
        assert_eq!(told["to"], name, "the name of the backup, without the way there");
        let run = office.run_as(who, "backup --to %vault/backups");
        assert_eq!((run.status, office.entries().len()), (Some(0), before + 1), "{}", run.stderr);
    }
}

#[test]
fn a_look_and_what_names_nobody_leave_no_entry() {
    let office = Office::new();
    let before = office.entries().len();
    let looks = [
        "check",
        "check --format json",
        "history",
        "history --subject staff/S-001 --format json",
        "verify",
        "head",
        "account list",
        "policy show",
        "settings",
        "paper staff-ledger --names masked",
        "paper consent G-001 --names masked --out %masked.pdf",
        "paper handout --out %きまり.txt",
        "report R8-001",
    ];
    for who in [MANAGER, READER] {
        for command in looks {
            let command =
                if who == READER { command.replace("--out", "--force --out") } else { command.to_owned() };
            let run = office.run_as(who, &command);
            assert!(matches!(run.status, Some(0 | 1)), "{command}: {}", run.stderr);
            assert_eq!(office.entries().len(), before, "{command}");
        }
    }
}

#[test]
fn the_history_says_in_words_what_left() {
    let office = Office::new();
    office.run_as(READER, "paper consent G-001 --out %同意.pdf");
    office.run_as(READER, "export");
    let said = office.run_as(MANAGER, "history").stdout;
    for words in [
        "監査  書き出し",
        "患者同意書（2部） G-001、氏名を出す",
        "書き出し先：同意.pdf",
        "台帳の全データ（JSON）、氏名を出す",
        "書き出し先：標準出力",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let said = office.run_as(MANAGER, "history --lang en").stdout;
    for words in ["handed out", "The whole register (JSON), ", "Written to: standard output"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    // In a pack that names nobody no file name stands, which somebody may have given.
    let run = office.run_as(MANAGER, "export --out %岡崎様.xlsx");
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    let edit = office.0.feed(
        &[
            "--password-file",
            office.0.path("password").to_str().unwrap(),
            "--account",
            "管理者",
            "apply",
            "-",
        ],
        "{\"command\":\"set\",\"subject\":\"staff/S-001\",\"fields\":{\"memo\":\"x\"}}\n",
    );
    assert_eq!(edit.status, Some(0), "{}", edit.stderr);
    let run = office.run_as(MANAGER, "evidence --out %masked --names masked");
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    let csv = fs::read_to_string(office.0.path("masked/history.csv")).unwrap();
    assert!(csv.contains("書き出し：台帳（Excel）、氏名を出す") && !csv.contains("岡崎"), "{csv}");
    let run = office.run_as(MANAGER, "evidence --out %full --names full");
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    let csv = fs::read_to_string(office.0.path("full/history.csv")).unwrap();
    assert!(csv.contains("書き出し先：岡崎様.xlsx") && csv.contains("書き出し先：標準出力"), "{csv}");
}

/// Entries about what left ask for no backup, by whomever: the next one holds them.
#[test]
fn what_left_asks_for_no_backup() {
    let office = Office::new();
    let backups = || fs::read_dir(office.0.path("vault/backups")).unwrap().count();
    let before = backups();
    assert!(before > 0, "the account that was added is in one");
    for who in [READER, MANAGER] {
        assert_eq!(office.run_as(who, "export").status, Some(0));
    }
    assert_eq!(backups(), before);
    let check = finish(
        office
            .0
            .command(&["check", "--today", "2026-12-24"])
            .env("MCS_REGISTER_ACCOUNT", MANAGER.0)
            .env("MCS_REGISTER_PASSWORD_FILE", office.0.path("password")),
    );
    assert!(!check.stdout.contains("バックアップ"), "{}", check.stdout);
}

#[test]
fn a_reader_restores_nothing_and_leaves_no_entry_of_a_drill() {
    let office = Office::new();
    let made = office.run_as(MANAGER, "backup --to %stick").stdout.trim().to_owned();
    let entries = office.entries();
    let drill = office.run_as(READER, &format!("restore {made} --drill"));
    assert_eq!(drill.status, Some(0), "{}", drill.stderr);
    assert!(drill.stdout.contains("操作履歴に記録していません"), "{}", drill.stdout);
    assert_eq!(office.entries(), entries);
    for place in ["", " --replace", " --vault %elsewhere"] {
        let run = office.run_as(READER, &format!("restore {made}{place}"));
        assert_eq!(run.status, Some(77), "{place}: {}", run.stderr);
        assert!(run.stderr.contains("「閲覧のみ」のアカウントでは変更できません"), "{}", run.stderr);
    }
    assert!(!office.0.path("elsewhere/register.db").exists());
    let drill = office.run_as(MANAGER, &format!("restore {made} --drill"));
    assert!(drill.stdout.contains("操作履歴に記録しました"), "{}", drill.stdout);
}
