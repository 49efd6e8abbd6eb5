//! Ids with a blank at an end: refused, told, put right, and never taken for another.

use std::{collections::BTreeMap, fs};

use mcs_register::{
    register::{document, id::PersonId},
    store::{Entry, IMPORT, Places, Secret, Vault},
};

use crate::run::{Desk, Outcome, PASSWORD};

/// As an earlier version took it in: the review of one group is easily filed under the name of the other.
const OLD: &str = r#"{
  "format": "mcs-register/1",
  "staff": [{"id": "S-001", "name": "港 花子"}, {"id": "S-002　", "name": "石田 早苗"}],
  "groups": [
    {"id": "G-001", "kind": "patient", "name": "田中様", "memberships": [{"id": "M-1", "person": "S-001"}],
     "reviews": [{"signed_on": "2026-08-01", "reviewer": "S-001", "decisions": [{"membership": "M-1", "decision": "keep"}]}]},
    {"id": "G-001 ", "kind": "patient", "name": "佐藤様", "memberships": [{"id": "M-2 ", "person": "S-002　"}],
     "reviews": [{"signed_on": "2026-09-01", "reviewer": "S-002　", "decisions": [{"membership": "M-2 ", "decision": "keep"}]}]}
  ],
  "take_outs": [{"id": "T-001 ", "requester": "S-002　", "content": "佐藤様の記録"}],
  "incidents": [{"id": "R8-001 ", "kind": "near-miss", "reporter": "S-002　", "groups": ["G-001 "],
    "reports": [{"to": "secretariat", "stage": "first", "written_by": "S-002　", "sent_on": "2026-11-20"}]}]
}"#;

/// A vault of an earlier version, of which an account is behind one of the staff.
fn old_vault() -> Desk {
    let desk = Desk::with_vault(r#"{"format": "mcs-register/1"}"#);
    let mut vault =
        Vault::unlock(&Places::in_dir(desk.path("vault")), &Secret::new(PASSWORD.to_owned())).unwrap();
    let register = document::decode_untrimmed(OLD.as_bytes(), &|_| None).unwrap();
    vault.replace_all(&register, &Entry::new(IMPORT, "2026-11-22T09:00:00+09:00")).unwrap();
    vault.lock().unwrap();
    desk
}

fn apply(desk: &Desk, line: &str) -> Outcome {
    let commands = desk.file("c.jsonl", line);
    desk.open(&["apply", commands.to_str().unwrap()])
}

/// What every paper of a pack says, by the name of its file.
fn papers(desk: &Desk, out: &str) -> BTreeMap<String, Vec<u8>> {
    let run = desk.open(&["evidence", "--unmasked", "--out", out, "--force", "--today", "2026-11-22"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    let files = fs::read_dir(desk.path(out).join("papers")).unwrap().map(|entry| entry.unwrap());
    files
        .map(|file| (file.file_name().to_string_lossy().into_owned(), fs::read(file.path()).unwrap()))
        .collect()
}

#[test]
fn a_look_up_is_exact_and_every_group_has_a_review_of_its_own() {
    let desk = old_vault();
    let paper = |kind: &str, id: &str| desk.open(&["paper", kind, id, "--unmasked", "--format", "txt"]);
    let (plain, blank) = (paper("review", "G-001"), paper("review", "G-001 "));
    assert!(plain.stdout.contains("田中様") && !plain.stdout.contains("佐藤様"), "{}", plain.stdout);
    assert!(blank.stdout.contains("佐藤様") && !blank.stdout.contains("田中様"), "{}", blank.stdout);
    assert_eq!(paper("take-out", "T-001").status, Some(2), "nothing is trimmed");
    assert_eq!(paper("take-out", "T-001 ").status, Some(0));
    assert_eq!(paper("leaver", "S-002").status, Some(2));
    assert_eq!(paper("review", " G-001").status, Some(2));
    assert_eq!(paper("incident", "R8-001").status, Some(2));
    assert_eq!(paper("incident", "R8-001 ").status, Some(0));
    // Drawn first: the making of a pack is an entry of the history, and each paper bears the head code.
    let alone = ["G-001", "G-001 "].map(|id| {
        let out = desk.path("one.pdf");
        let args = ["paper", "review", id, "--unmasked", "--force", "--today", "2026-11-22", "--out"];
        let run = desk.open(&[&args[..], &[out.to_str().unwrap()]].concat());
        assert_eq!(run.status, Some(0), "{}", run.stderr);
        fs::read(&out).unwrap()
    });
    let papers = papers(&desk, "pack");
    let reviews: Vec<&String> = papers.keys().filter(|name| name.starts_with("review-G-001")).collect();
    assert_eq!(reviews.len(), 2, "{:?}", papers.keys());
    // The paper of each group alone, drawn by itself, is the one that lies in the pack.
    for (alone, name) in alone.iter().zip(["review-G-001.pdf", reviews[1].as_str()]) {
        assert!(papers[name] == *alone, "{name}");
    }
    let history = |subject: &str| desk.open(&["history", "--subject", subject, "--format", "json"]).stdout;
    assert_eq!(
        apply(&desk, r#"{"command":"set","subject":"group/G-001 ","fields":{"memo":"x"}}"#).status,
        Some(0)
    );
    assert!(history("group/G-001 ").contains("\"set\"") || history("group/G-001 ").contains("\"edit\""));
    assert!(!history("group/G-001").contains("\"edit\""));
}

#[test]
fn an_old_vault_is_told_by_check_and_verify_and_put_right_by_one_command() {
    let desk = old_vault();
    for args in [&["check"][..], &["check", "--format", "json"], &["verify"], &["verify", "--format", "json"]]
    {
        let run = desk.open(args);
        let status = i32::from(args[0] == "check");
        assert_eq!(run.status, Some(status), "{args:?} {}", run.stderr);
        for told in [
            "職員「S-002　」を「S-002」に",
            "グループ「G-001 」を「G-001-2」に",
            "「M-2 」",
            "「T-001 」",
            "trim-ids",
        ] {
            assert!(run.stderr.contains(told), "{args:?} {}", run.stderr);
        }
        let run = desk.open(&[args, &["--lang", "en"]].concat());
        assert!(run.stderr.contains("group \"G-001 \" to \"G-001-2\""), "{args:?} {}", run.stderr);
    }
    let run = desk.open(&["trim-ids"]);
    assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""), "{}", run.stdout);
    assert_eq!(run.stdout.lines().count(), 5, "{}", run.stdout);
    assert!(
        run.stdout.contains("番号（ID）を直しました：グループ「G-001 」を「G-001-2」に"),
        "{}",
        run.stdout
    );
    for args in [&["check"][..], &["verify"]] {
        assert!(!desk.open(args).stderr.contains("trim-ids"));
    }
    let export = desk.open(&["export", "--format", "json"]);
    let now = document::decode(export.stdout.as_bytes(), &|_| None).unwrap();
    assert_eq!(now.groups()[1].reviews[0].reviewer.as_ref().map(PersonId::as_str), Some("S-002"));
    let again = desk.open(&["trim-ids"]);
    assert_eq!((again.status, again.stdout.lines().count()), (Some(0), 1), "{}", again.stdout);
    assert_eq!(desk.open(&["verify"]).status, Some(0));
    let history = desk.open(&["history"]).stdout;
    assert!(history.contains("番号の訂正") && history.contains("訂正後の番号での内容"), "{history}");
    let backup = desk.open(&["backup", "--to", desk.path("stick").to_str().unwrap()]);
    assert_eq!(backup.status, Some(0), "{}", backup.stderr);
}

#[test]
fn apply_takes_in_no_new_id_with_a_blank_and_renames_when_asked() {
    let desk = old_vault();
    let run = apply(&desk, "{\"command\":\"add\",\"kind\":\"staff\",\"record\":{\"id\":\"S-003\u{3000}\"}}");
    assert_eq!(run.status, Some(65));
    assert!(
        run.stdout.starts_with("refused 1: /record/id: ") && run.stdout.contains("空白"),
        "{}",
        run.stdout
    );
    let run = apply(&desk, r#"{"command":"set","subject":"staff/S-002","fields":{"memo":"x"}}"#);
    assert_eq!(run.status, Some(65), "{}", run.stdout);
    let run = apply(&desk, r#"{"command":"rename","ids":[{"subject":"group/G-001 ","to":"G-009"}]}"#);
    assert_eq!(run.status, Some(0), "{}", run.stdout);
    let run = apply(&desk, r#"{"command":"rename","ids":[{"subject":"group/G-001","to":"G-010"}]}"#);
    assert_eq!(run.status, Some(65), "{}", run.stdout);
    assert_eq!(apply(&desk, r#"{"command":"rename"}"#).status, Some(0));
    assert_eq!(desk.open(&["verify"]).status, Some(0));
}

#[test]
fn a_document_of_an_earlier_version_is_taken_in_when_asked() {
    let desk = Desk::with_vault(r#"{"format": "mcs-register/1"}"#);
    let file = desk.file("old.json", OLD);
    let import = |more: &[&str]| desk.open(&[&["import", file.to_str().unwrap()], more].concat());
    let run = import(&[]);
    assert_eq!((run.status, run.stdout.as_str()), (Some(65), ""));
    assert!(run.stderr.contains("/staff/1/id: ") && run.stderr.contains("--trim-ids"), "{}", run.stderr);
    let run = import(&["--lang", "en"]);
    assert!(run.stderr.contains("--trim-ids") && run.stderr.contains("space"), "{}", run.stderr);
    let run = import(&["--trim-ids"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    for told in
        ["職員「S-002　」を「S-002」に", "グループ「G-001 」を「G-001-2」に", "参加者「M-2 」を「M-2」に"]
    {
        assert!(run.stderr.contains(told), "{}", run.stderr);
    }
    let export = desk.open(&["export", "--format", "json"]).stdout;
    document::decode(export.as_bytes(), &|_| None).unwrap();
    assert_eq!(desk.open(&["verify"]).status, Some(0));
    // Over the vault that it came from: what was signed there is the same.
    let desk = old_vault();
    let file = desk.file("old.json", OLD);
    let run = desk.open(&["import", file.to_str().unwrap(), "--replace", "--trim-ids"]);
    assert!(run.status == Some(0) && !run.stderr.contains("署名済み"), "{}", run.stderr);
    // What names nothing is not repaired.
    let loose = desk.file("loose.json", &OLD.replace(r#""reviewer": "S-001""#, r#""reviewer": "S-001 ""#));
    let run = desk.open(&["import", loose.to_str().unwrap(), "--replace", "--trim-ids"]);
    assert_eq!(run.status, Some(65));
    assert!(run.stderr.contains("/groups/0/reviews/0/reviewer: "), "{}", run.stderr);
}
