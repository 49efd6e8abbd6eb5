//! `import` of tables: trials, questions, answers, one undo; and what is wrong use.

use std::{fs, path::Path};

use serde_json::Value;

use crate::run::Desk;

const START: &str = r#"{"format": "mcs-register/1", "office": {"name": "みなと訪問看護"},
    "staff": [{"id": "S-001", "name": "磯路 光代", "profession": "看護師"}]}"#;
const TODAY: [&str; 2] = ["--today", "2026-11-30"];

fn import<'a>(file: &'a Path, more: &[&'a str]) -> Vec<&'a str> {
    [&["import", file.to_str().unwrap()], more, &TODAY].concat()
}

fn staff(desk: &Desk) -> Vec<String> {
    let run = desk.open(&["export", "--format", "json"]);
    let register: Value = serde_json::from_str(&run.stdout).unwrap();
    let staff = register["staff"].as_array().unwrap().iter();
    staff.map(|row| row["name"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn a_list_of_staff_comes_in_once_and_is_one_step_of_the_history() {
    let desk = Desk::with_vault(START);
    let file = desk.file(
        "職員名簿.csv",
        "氏名,フリガナ,職種,入職日\n磯路 光代,ｲｿｼﾞ ﾐﾂﾖ,看護師,H18.4.1\n港 花子,ミナト ハナコ,看護師,R2.4.1\n",
    );
    let tried = desk.open(&import(&file, &["--dry-run"]));
    assert_eq!(tried.status, Some(0), "{}{}", tried.stdout, tried.stderr);
    assert!(tried.stdout.contains("新規 1件、変更 1件"), "{}", tried.stdout);
    tried.assert_no_raw_controls();
    assert_eq!(staff(&desk), ["磯路 光代"]);
    let run = desk.open(&import(&file, &[]));
    assert_eq!(run.status, Some(0), "{}{}", run.stdout, run.stderr);
    assert_eq!(staff(&desk), ["磯路 光代", "港 花子"]);
    let history = desk.open(&["history"]);
    assert!(
        history.stdout.contains("職員名簿.csv から 2件") || history.stdout.contains("職員名簿.csv"),
        "{}",
        history.stdout
    );
    let again = desk.open(&import(&file, &[]));
    assert_eq!(again.status, Some(0));
    assert!(again.stdout.contains("変わるところはありません"), "{}", again.stdout);
}

#[test]
fn what_is_open_is_answered_in_a_file_and_nothing_is_written_before() {
    let desk = Desk::with_vault(START);
    let file = desk.file(
        "職員名簿.csv",
        "氏名,入職日,誓約書\n港 花子,2026/2/30,\n港 次郎,R2.4.1,済\n港 三郎,R3.4.1,R3.4.1\n",
    );
    let map = desk.path("map.json");
    let map = map.to_str().unwrap();
    let run = desk.open(&import(&file, &["--save-map", map]));
    assert_eq!(run.status, Some(1), "{}{}", run.stdout, run.stderr);
    assert_eq!(staff(&desk), ["磯路 光代"]);
    let mut written: Value = serde_json::from_str(&fs::read_to_string(map).unwrap()).unwrap();
    let keys: Vec<String> = written["answers"].as_object().unwrap().keys().cloned().collect();
    assert_eq!(keys.len(), 2, "{written}");
    for key in keys {
        let answer = if key.contains("済") { "take:2020-04-01" } else { "leave" };
        written["answers"][&key] = answer.into();
    }
    let answered = desk.file("answered.json", &written.to_string());
    let partly = desk.open(&import(&file, &["--partly"]));
    assert_eq!(partly.status, Some(1), "{}{}", partly.stdout, partly.stderr);
    assert_eq!(staff(&desk), ["磯路 光代", "港 三郎"]);
    let run = desk.open(&import(&file, &["--map", answered.to_str().unwrap(), "--format", "json"]));
    assert_eq!(run.status, Some(0), "{}{}", run.stdout, run.stderr);
    let said: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(
        (said["format"].as_str(), said["written"].as_bool()),
        (Some("mcs-register-import/1"), Some(true))
    );
    let record = &said["sheets"][0]["records"][1];
    assert_eq!(record["fields"]["pledge"]["signed_on"], "2020-04-01");
    assert_eq!(staff(&desk).len(), 4);
}

#[test]
fn wrong_use_is_told_and_a_file_that_is_no_table_says_what_it_is() {
    let desk = Desk::with_vault(START);
    let table = desk.file("職員名簿.csv", "氏名,職種\n港 花子,看護師\n");
    let document = desk.file("register.json", START);
    for (file, more, status) in [
        (&table, vec!["--replace"], 2),
        (&table, vec!["--trim-ids"], 2),
        (&table, vec!["--as", "mascots"], 2),
        (&table, vec!["--sheet", "Sheet9"], 2),
        (&table, vec!["--encoding", "klingon"], 2),
        (&table, vec!["--map", "not-there.json"], 74),
        (&document, vec!["--dry-run"], 2),
        (&document, vec!["--as", "staff", "--replace"], 2),
    ] {
        let run = desk.open(&import(file, &more));
        assert_eq!(run.status, Some(status), "{more:?}: {}{}", run.stdout, run.stderr);
        assert_eq!(staff(&desk), ["磯路 光代"], "{more:?}");
    }
    let nothing = desk.file("買い物.csv", "牛乳,たまご\n1,2\n");
    let run = desk.open(&import(&nothing, &[]));
    assert_eq!(run.status, Some(65), "{}{}", run.stdout, run.stderr);
    assert!(run.stderr.contains("見出しの行が見つからない"), "{}", run.stderr);
}

#[test]
fn a_trial_needs_no_register() {
    let desk = Desk::new();
    let file = desk.file("職員名簿.csv", "氏名,職種\n\"港 花子\u{1b}[31m\",看護師\n");
    let run = desk.open(&import(&file, &["--dry-run", "--format", "json"]));
    assert_eq!(run.status, Some(1), "{}{}", run.stdout, run.stderr);
    assert!(!desk.path("vault").exists());
    run.assert_no_raw_controls();
    let text = desk.open(&import(&file, &["--dry-run", "--lang", "en"]));
    text.assert_no_raw_controls();
    assert!(text.stdout.contains("trial"), "{}", text.stdout);
}
