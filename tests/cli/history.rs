//! `verify`, `head` and `history`.

use mcs_register::{
    register::{Command, Fact, Register, document, id::IncidentId},
    store::{Entry, Places, Secret, Vault},
};
use serde_json::Value;

use crate::run::{Desk, PASSWORD};

const REGISTER: &str = r#"{
  "format": "mcs-register/1",
  "office": {"name": "みなと訪問看護"},
  "staff": [{"id": "S-001", "name": "港 花子", "mcs": {"login": "hana@example.jp"}}, {"id": "S-002", "name": "弁天 太郎"}],
  "groups": [{"id": "G-001", "kind": "patient", "name": "南 一郎 様", "memberships": [
    {"id": "M-001", "person": "S-001", "joined_on": "2026-04-01"},
    {"id": "M-002", "person": "S-002", "joined_on": "2026-04-01", "released_on": "2026-06-30"},
    {"id": "M-003", "person": "S-002"}]}],
  "incidents": [{"id": "R8-001", "kind": "near-miss"}]
}"#;

fn vault(desk: &Desk) -> Vault {
    Vault::unlock(&Places::in_dir(desk.path("vault")), &Secret::new(PASSWORD.to_owned())).unwrap()
}

/// Records a fact as the screen does.
fn record(desk: &Desk, fact: Fact, at: &str) {
    let mut vault = vault(desk);
    let register: Register = vault.load().unwrap();
    let command = Command::Facts { facts: vec![fact], on: "2026-11-20".parse().unwrap() };
    let change = command.plan(&register, "2026-11-22".parse().unwrap()).unwrap();
    vault.commit(&change, &Entry::new(command.action(), at)).unwrap();
    vault.lock().unwrap();
}

/// A vault with three changes on two days.
fn desk() -> Desk {
    let desk = Desk::with_vault(REGISTER);
    let staff = document::decode(REGISTER.as_bytes(), &|_| None).unwrap().staff()[0].id.clone();
    record(&desk, Fact::PasswordChanged { staff: staff.clone() }, "2026-11-22T10:00:00+09:00");
    record(&desk, Fact::PledgeSigned { staff }, "2026-11-23T10:00:00+09:00");
    record(&desk, Fact::GuidelineConfirmed {}, "2026-11-23T10:05:00+09:00");
    desk
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn the_head_of_a_paper_proves_the_file() {
    let desk = desk();
    let run = desk.open(&["head"]);
    assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""));
    let code = run.stdout.lines().next().unwrap().to_owned();
    assert_eq!(run.stdout, format!("{code}\n"));
    assert_eq!(json(&desk.open(&["head", "--format", "json"]).stdout)["head"], code);

    let paper = desk.open(&["report", "R8-001", "--today", "2026-11-22"]);
    assert!(paper.stdout.ends_with(&format!("台帳の履歴コード：{code}\n")), "{}", paper.stdout);
    let run = desk.open(&["verify", "--head", &code]);
    assert!(run.stdout.contains(&code), "{}", run.stdout);
    let export = desk.open(&["export"]);
    assert!(export.stderr.contains(&code) && !export.stdout.contains(&code), "{}", export.stderr);

    for lang in ["ja", "en"] {
        let run = desk.open(&["verify", "--head", &code.to_lowercase(), "--lang", lang]);
        assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""), "{}", run.stdout);
    }
    record(
        &desk,
        Fact::IncidentReported { incident: IncidentId::new("R8-001").unwrap() },
        "2026-11-24T10:05:00+09:00",
    );
    let run = desk.open(&["verify", "--head", &code, "--format", "json"]);
    assert_eq!(run.status, Some(0), "{}", run.stdout);
    let found = json(&run.stdout);
    assert_eq!(
        (&found["fits"], &found["paper"]["since"]),
        (&Value::Bool(true), &Value::from(3)),
        "export, clock set back, report"
    );
}

#[test]
fn a_mistyped_code_is_wrong_use_and_a_code_of_another_register_bad_data() {
    let (desk, other) = (desk(), Desk::with_vault(REGISTER));
    let code = desk.open(&["head"]).stdout.trim_end().to_owned();
    let mut slip: Vec<char> = code.chars().collect();
    let last = slip.len() - 1;
    slip[last] = if slip[last] == '7' { '8' } else { '7' };
    let slip: String = slip.into_iter().collect();
    let run = desk.open(&["verify", "--head", &slip]);
    assert_eq!((run.status, run.stdout.as_str()), (Some(2), ""));
    assert!(run.stderr.contains("4番目"), "{}", run.stderr);
    let foreign = other.open(&["head"]).stdout.trim_end().to_owned();
    let run = desk.open(&["verify", "--head", &foreign, "--format", "json"]);
    assert_eq!(run.status, Some(65));
    let found = json(&run.stdout);
    assert_eq!((&found["fits"], &found["paper"]["result"]), (&Value::Bool(false), &Value::from("rewritten")));
    // The longer history of this desk is unknown to the other.
    let run = other.open(&["verify", "--head", &code]);
    assert_eq!(run.status, Some(65));
    assert!(run.stdout.contains("古いファイル"), "{}", run.stdout);
}

#[test]
fn a_file_that_went_back_does_not_fit() {
    let desk = desk();
    let database = desk.path("vault/register.db");
    let old = std::fs::read(&database).unwrap();
    record(
        &desk,
        Fact::IncidentReported { incident: IncidentId::new("R8-001").unwrap() },
        "2026-11-24T10:05:00+09:00",
    );
    std::fs::write(&database, old).unwrap();
    let run = desk.open(&["verify"]);
    assert_eq!(run.status, Some(65), "{}", run.stdout);
    assert!(run.stdout.contains("鍵ファイルが覚えている履歴（6件）"), "{}", run.stdout);
    let run = desk.open(&["verify", "--format", "json"]);
    assert_eq!(json(&run.stdout)["problems"][0]["kind"], "went-back");
}

#[test]
fn the_history_says_who_did_what_and_what_it_changed() {
    let desk = desk();
    let run = desk.open(&["history"]);
    assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""));
    insta::assert_snapshot!("history_ja", run.stdout);
    let run = desk.open(&["history", "--lang", "en"]);
    insta::assert_snapshot!("history_en", run.stdout);
    for line in run.stdout.lines() {
        assert!(mcs_register::tui::terminal::width::cells(line) <= 80, "{line}");
    }
    let found = json(&desk.open(&["history", "--format", "json"]).stdout);
    let entries = found["entries"].as_array().unwrap();
    assert_eq!(entries.len(), 5);
    assert_eq!(entries[2]["action"], "password-changed");
    assert_eq!(entries[2]["changed"][0]["path"], "/mcs/password_changed_on");
    assert_eq!(entries[2]["after"]["mcs"]["password_changed_on"], "2026-11-20");
    assert_eq!(entries[3]["after"]["counts"]["staff"], 2);
}

#[test]
fn the_history_is_narrowed_by_subject_and_day() {
    let desk = desk();
    let seqs = |args: &[&str]| {
        let run = desk.open(&[&["history", "--format", "json"], args].concat());
        assert_eq!(run.status, Some(0), "{}", run.stderr);
        let entries = json(&run.stdout)["entries"].as_array().unwrap().clone();
        entries.iter().map(|entry| entry["seq"].as_u64().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(seqs(&["--subject", "staff/S-001"]), [4, 3]);
    assert_eq!(seqs(&["--since", "令和8年11月23日"]), [5, 4]);
    assert_eq!(seqs(&["--since", "2026-11-23", "--subject", "staff/S-001"]), [4]);
    assert_eq!(seqs(&["--since-visit"]).len(), 5, "there was no visit yet");
    vault(&desk).record_visit("2026-11-23T12:00:00+09:00").unwrap();
    assert!(seqs(&["--since-visit"]).is_empty());
    assert!(desk.open(&["history", "--since-visit"]).stdout.contains("該当する履歴はありません"));
    for wrong in [
        &["history", "--subject", "S-001"] as &[&str],
        &["history", "--since", "きっと"],
        &["history", "--subject", "staff/S-001", "--members-on", "2026-05-01"],
        &["history", "--subject", "group/G-009", "--members-on", "2026-05-01"],
        &["history", "--members-on", "2026-05-01"],
    ] {
        let run = desk.open(wrong);
        assert_eq!((run.status, run.stdout.as_str()), (Some(2), ""), "{wrong:?} {}", run.stderr);
    }
}

#[test]
fn who_was_in_a_group_on_a_day() {
    let desk = desk();
    let on = |day: &str| {
        let run = desk.open(&["history", "--subject", "group/G-001", "--members-on", day]);
        assert_eq!(run.status, Some(0), "{}", run.stderr);
        run.stdout
    };
    let may = on("R8.5.1");
    assert_eq!(may.lines().count(), 4, "{may}");
    assert!(may.contains("港 花子") && may.contains("参加日の記録なし"), "{may}");
    assert_eq!(on("2026-07-01").lines().count(), 3);
    let run =
        desk.open(&["history", "--subject", "group/G-001", "--members-on", "2026-07-01", "--format", "json"]);
    let members = json(&run.stdout)["members"].as_array().unwrap().clone();
    assert_eq!(
        members.iter().map(|row| row["certain"].as_bool()).collect::<Vec<_>>(),
        [Some(true), Some(false)]
    );
}
