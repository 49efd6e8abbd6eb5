//! `paper`: every kind from a vault to a file.

use std::fs;

use crate::run::Desk;

const REGISTER: &str = r#"{
  "format": "mcs-register/1",
  "office": {"name": "みなと訪問看護", "manager": "S-001"},
  "staff": [{"id": "S-001", "name": "港 花子", "mcs": {"login": "hana@example.jp"}}],
  "take_outs": [{"id": "T-001", "requester": "S-001"}],
  "groups": [{"id": "G-001", "kind": "patient", "memberships": [{"id": "M-001", "person": "S-001"}]}],
  "incidents": [{"id": "R8-001", "kind": "device-loss", "reporter": "S-001", "summary": "番号\u{10FFFD}号"}]
}"#;

const KINDS: [(&str, Option<&str>); 13] = [
    ("incident", Some("R8-001")),
    ("nine-items", Some("R8-001")),
    ("take-out", Some("T-001")),
    ("take-out-ledger", None),
    ("review", Some("G-001")),
    ("leaver", Some("S-001")),
    ("staff-ledger", None),
    ("device-ledger", None),
    ("training", None),
    ("filings", None),
    ("monthly", None),
    ("disaster-list", None),
    ("handover", None),
];

fn register() -> String {
    REGISTER.replace("\\u{10FFFD}", "\u{10FFFD}")
}

#[test]
fn every_kind_is_written_as_its_ending_says() {
    let desk = Desk::with_vault(&register());
    for (kind, id) in KINDS {
        for ending in ["pdf", "md", "txt"] {
            let path = desk.path(&format!("{kind}.{ending}"));
            let mut args = vec!["paper", kind];
            args.extend(id);
            args.extend(["--out", path.to_str().unwrap(), "--today", "2026-11-22"]);
            let run = desk.open(&args);
            assert_eq!(run.status, Some(0), "{kind}: {}", run.stderr);
            let bytes = fs::read(&path).unwrap();
            assert_eq!(bytes.starts_with(b"%PDF-"), ending == "pdf", "{kind}.{ending}");
            assert_eq!(bytes.starts_with(b"# "), ending == "md", "{kind}.{ending}");
        }
    }
}

#[test]
fn a_character_that_cannot_be_printed_is_told() {
    let desk = Desk::with_vault(&register());
    let path = desk.path("paper.pdf");
    let run = desk.open(&["paper", "incident", "R8-001", "--out", path.to_str().unwrap(), "--lang", "en"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert!(run.stderr.contains("U+10FFFD"), "{}", run.stderr);
}

#[test]
fn wrong_use_is_answered_with_what_there_is_and_writes_nothing() {
    let desk = Desk::with_vault(&register());
    let path = desk.path("paper.pdf");
    let out = path.to_str().unwrap();
    for (args, told) in [
        (&["paper", "letter", "--out", out] as &[&str], "take-out-ledger"),
        (&["paper", "recovery-key", "--out", out], "account recovery-key --sheet"),
        (&["paper", "incident", "--out", out], "R8-001"),
        (&["paper", "review", "R8-001", "--out", out], "G-001"),
        (&["paper", "take-out", "T-9\u{1b}[31m", "--out", out], "T-001"),
        (&["paper", "training", "S-001", "--out", out], "training"),
        (&["paper", "incident", "R8-001", "--format", "pdf"], "--out"),
    ] {
        for lang in ["ja", "en"] {
            let run = desk.open(&[args, &["--lang", lang]].concat());
            assert_eq!((run.status, run.stdout.as_str()), (Some(2), ""), "{args:?}: {}", run.stderr);
            assert!(run.stderr.contains(told), "{args:?}: {}", run.stderr);
            run.assert_no_raw_controls();
        }
    }
    assert!(!path.exists());
}

#[test]
fn a_file_that_is_there_or_a_folder_that_is_not_is_left_as_it_was() {
    let desk = Desk::with_vault(&register());
    let path = desk.file("paper.pdf", "mine");
    let args = ["paper", "incident", "R8-001", "--out", path.to_str().unwrap()];
    assert_eq!(desk.open(&args).status, Some(74));
    assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
    let run = desk.open(&["paper", "monthly", "--out", "no/such/folder/paper.pdf"]);
    assert_eq!(run.status, Some(74), "{}", run.stderr);
}
