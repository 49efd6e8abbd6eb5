//! The commands that work on a vault.

use std::{fs, path::Path};

use crate::run::{Desk, PASSWORD};

const REGISTER: &str = r#"{
  "format": "mcs-register/1",
  "office": {"name": "みなと訪問看護", "manager": "S-001"},
  "staff": [{"id": "S-001", "name": "港 花子", "mcs": {"login": "hana@example.jp"}}],
  "partners": [{"id": "P-001"}, {"id": "P-002"}],
  "take_outs": [{"id": "T-001"}],
  "groups": [{"id": "G-001", "kind": "patient", "memberships": [{"id": "M-001", "person": "S-001"}]}],
  "incidents": [{"id": "R8-001", "kind": "device-loss", "reporter": "S-001", "summary": "港 花子が端末を紛失"}]
}"#;

#[test]
fn import_export_and_import_again_give_the_same_register() {
    let desk = Desk::new();
    let file = desk.file("register.json", REGISTER);
    let file = file.to_str().unwrap();

    let run = desk.open(&["init", "--office", "みなと訪問看護", "--account", "管理者"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert_eq!(run.stdout.lines().count(), 1, "the recovery key alone: {}", run.stdout);
    assert_eq!(run.stdout.trim_end().split('-').count(), 8);
    assert!(!run.stderr.contains(run.stdout.trim_end()));
    assert!(!desk.path("data").exists(), "the vault is where the environment says");

    let run = desk.open(&["init", "--office", "別", "--account", "別"]);
    assert_eq!((run.status, run.stdout.as_str()), (Some(74), ""), "{}", run.stderr);

    let run = desk.open(&["import", file, "--lang", "en"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert_eq!(
        run.stdout,
        "Imported 1 staff, 2 partners, 0 devices, 1 take-out, 1 group, 1 membership, 1 incident.\n"
    );
    let first = desk.open(&["export", "--format", "json"]);
    assert_eq!(first.status, Some(0), "{}", first.stderr);
    let exported = desk.file("exported.json", &first.stdout);

    let run = desk.open(&["import", exported.to_str().unwrap()]);
    assert_eq!(run.status, Some(2), "records are only replaced on purpose");
    assert!(run.stderr.contains("--replace"), "{}", run.stderr);
    assert_eq!(desk.open(&["import", exported.to_str().unwrap(), "--replace"]).status, Some(0));
    assert_eq!(desk.open(&["export"]).stdout, first.stdout);
}

#[test]
fn an_import_that_fails_leaves_everything_as_it_was() {
    let desk = Desk::with_vault(REGISTER);
    let before = desk.open(&["export"]).stdout;
    let empty = desk.file("empty.json", r#"{"format": "mcs-register/1"}"#);
    let bad =
        desk.file("bad.json", r#"{"format": "mcs-register/1", "staff": [{"id": "S-1"}, {"id": "S-1"}]}"#);
    assert_eq!(desk.open(&["import", empty.to_str().unwrap()]).status, Some(2));
    let run = desk.open(&["import", bad.to_str().unwrap(), "--replace"]);
    assert_eq!(run.status, Some(65));
    assert!(run.stderr.contains("/staff/1/id"), "{}", run.stderr);
    assert_eq!(desk.open(&["import", "nowhere.json", "--replace"]).status, Some(74));
    assert_eq!(desk.open(&["export"]).stdout, before);
}

#[test]
fn an_export_to_a_file_is_that_to_standard_output_and_overwrites_on_purpose_only() {
    let desk = Desk::with_vault(REGISTER);
    let printed = desk.open(&["export"]).stdout;
    let target = desk.path("out.json");
    let out = target.to_str().unwrap();
    let run = desk.open(&["export", "--out", out]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert!(run.stdout.contains("out.json"), "{}", run.stdout);
    assert_eq!(fs::read_to_string(&target).unwrap(), printed);

    fs::write(&target, "kept").unwrap();
    assert_eq!(desk.open(&["export", "--out", out]).status, Some(74));
    assert_eq!(fs::read_to_string(&target).unwrap(), "kept");
    assert_eq!(desk.open(&["export", "--out", out, "--force"]).status, Some(0));
    assert_eq!(fs::read_to_string(&target).unwrap(), printed);
    assert_eq!(desk.open(&["export", "--out", "no/such/folder.json"]).status, Some(74));
}

#[test]
fn the_vault_is_judged_as_its_document_is() {
    let desk = Desk::with_vault(REGISTER);
    let document = desk.file("register.json", REGISTER);
    let from_vault = desk.open(&["check", "--today", "2026-11-22", "--format", "json"]);
    let args =
        ["check", "--today", "2026-11-22", "--format", "json", "--register", document.to_str().unwrap()];
    let from_document = desk.run(&args);
    assert_eq!(from_vault.status, Some(1));
    assert_eq!(from_vault.stdout, from_document.stdout);
}

#[test]
fn without_the_password_the_register_stays_locked() {
    let desk = Desk::with_vault(REGISTER);
    let wrong = desk.file("wrong", "another-password-1\n");
    for args in [&["check"] as &[&str], &["export"], &["report", "R8-001"]] {
        let run = desk.run(args);
        assert_eq!((run.status, run.stdout.as_str()), (Some(77), ""), "{}", run.stderr);
        assert!(run.stderr.contains("--password-file"), "{}", run.stderr);
        let args = [args, &["--password-file", wrong.to_str().unwrap()]].concat();
        let run = desk.run(&args);
        assert_eq!((run.status, run.stdout.as_str()), (Some(77), ""), "{}", run.stderr);
        assert!(!run.stderr.contains("another-password"), "{}", run.stderr);
    }
    assert_eq!(desk.run(&["export", "--password-file", "nowhere"]).status, Some(74));
    fs::write(&wrong, [0xff, 0xfe]).unwrap();
    assert_eq!(desk.run(&["export", "--password-file", wrong.to_str().unwrap()]).status, Some(65));
}

#[test]
fn the_password_comes_from_a_file_or_standard_input_less_one_line_end() {
    let desk = Desk::with_vault(REGISTER);
    for input in [PASSWORD.to_owned(), format!("{PASSWORD}\n"), format!("{PASSWORD}\r\n")] {
        assert_eq!(desk.feed(&["export", "--password-file", "-"], &input).status, Some(0), "{input:?}");
    }
    let two = format!("{PASSWORD}\n\n");
    assert_eq!(desk.feed(&["export", "--password-file", "-"], &two).status, Some(77));
    // The option goes before the variable.
    assert_eq!(desk.open(&["export", "--password-file", "nowhere"]).status, Some(74));
}

#[test]
fn where_there_is_no_vault_the_message_says_how_to_make_one() {
    let desk = Desk::new();
    for args in [&["check"] as &[&str], &["export"], &["report", "R8-001"]] {
        let run = desk.open(args);
        assert_eq!((run.status, run.stdout.as_str()), (Some(74), ""));
        assert!(run.stderr.contains("mcs-register init"), "{}", run.stderr);
    }
    assert!(!desk.path("vault").exists());
}

#[test]
fn a_vault_that_lost_its_keys_is_not_made_anew() {
    let desk = Desk::with_vault(REGISTER);
    fs::rename(desk.path("vault/register.keys"), desk.path("stick.keys")).unwrap();
    assert_eq!(desk.open(&["export"]).status, Some(74));
    let run = desk.open(&["init", "--office", "別", "--account", "別"]);
    assert_eq!((run.status, run.stdout.as_str()), (Some(74), ""), "{}", run.stderr);
    let keys = desk.path("stick.keys");
    assert_eq!(desk.open(&["export", "--keys", keys.to_str().unwrap()]).status, Some(0));
}

#[test]
fn a_weak_password_makes_no_vault() {
    let desk = Desk::new();
    let init = ["init", "--office", "みなと", "--account", "管理者", "--password-file", "-"];
    let run = desk.feed(&init, "short1\n");
    assert_eq!((run.status, run.stdout.as_str()), (Some(77), ""), "{}", run.stderr);
    assert!(run.stderr.contains("第12条(3)"), "{}", run.stderr);
    assert!(!desk.path("vault").exists());
    let named = ["init", "--office", "みなと", "--account", "hanako", "--password-file", "-"];
    let run = desk.feed(&named, "Hanako2026\n");
    assert_eq!((run.status, run.stdout.as_str()), (Some(77), ""), "{}", run.stderr);
    assert!(run.stderr.contains("アカウント名"), "{}", run.stderr);
    assert!(!desk.path("vault").exists());
    let run = desk.run(&["init", "--office", "みなと", "--account", "管理者"]);
    assert_eq!((run.status, run.stdout.as_str()), (Some(2), ""), "{}", run.stderr);
}

#[test]
fn a_report_goes_to_a_file_or_standard_output_and_names_whom_to_ask() {
    let desk = Desk::with_vault(REGISTER);
    let day = ["--today", "2026-11-22"];
    let markdown = desk.open(&[&["report", "R8-001"], &day as &[&str]].concat());
    assert_eq!((markdown.status, markdown.stderr.as_str()), (Some(0), ""));
    assert!(markdown.stdout.starts_with("# インシデント報告書\n"), "{}", markdown.stdout);
    assert!(markdown.stdout.contains("R8-001") && markdown.stdout.contains("未確認"));
    assert!(
        markdown.stdout.contains("港 花子（職員 S-001")
            && markdown.stdout.contains("職員 S-001（職種未確認）が端末")
    );

    let masked = desk.open(&[&["report", "R8-001", "--names", "masked"], &day as &[&str]].concat());
    assert!(!masked.stdout.contains("花子"));
    let named = desk.open(&[&["report", "R8-001", "--unmasked"], &day as &[&str]].concat());
    assert!(named.stdout.contains("港 花子が端末"));

    let path = desk.path("report.TXT");
    let out = ["report", "R8-001", "--out", path.to_str().unwrap()];
    let run = desk.open(&[&out, &day as &[&str]].concat());
    assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""));
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains("インシデント報告書") && !text.contains("港 花子が") && !text.contains("| 項目 |"));
    assert_eq!(desk.open(&out).status, Some(74));
    assert_eq!(fs::read_to_string(&path).unwrap(), text);

    let write = |path: &Path| {
        let out = ["report", "R8-001", "--format", "md", "--out", path.to_str().unwrap()];
        desk.open(&[&out, &day as &[&str]].concat()).status
    };
    assert_eq!(write(&desk.path("other.txt")), Some(2), "what is in a file must be what its name says");
    let other = desk.path("other.report");
    assert_eq!(write(&other), Some(0));
    assert_eq!(
        fs::read_to_string(&other).unwrap(),
        markdown.stdout,
        "what is asked for where the ending says nothing"
    );
}

#[test]
fn an_incident_that_is_not_there_is_answered_with_those_that_are() {
    let desk = Desk::with_vault(REGISTER);
    let run = desk.open(&["report", "R8-0\u{1b}[31m"]);
    assert_eq!((run.status, run.stdout.as_str()), (Some(2), ""));
    assert!(run.stderr.contains("R8-001"), "{}", run.stderr);
    run.assert_no_raw_controls();
}
