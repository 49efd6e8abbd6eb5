//! Under another association's policy no command says a word of the one that is built in.

use std::{fs, path::Path};

use serde_json::Value;

use mcs_register::{documents::PaperKind, policy::Policy, register::records::PolicySheet};

use crate::{
    built_in_policy::{articles, holds_nothing_but, named},
    run::{Desk, Outcome},
};

/// What the practice office names of the built-in policy, and what it is called elsewhere.
const OTHERWISE: [(&str, &str); 6] = [
    ("【港あんしんネット】", "【なぎさ】"),
    ("港あんしんネット", "なぎさネット"),
    ("医師会", "連携室"),
    ("連携元", "とりまとめ"),
    ("留意事項", "心得"),
    ("様式", "書式"),
];

const DAY: [&str; 2] = ["--today", "2026-11-22"];

/// What two lines of a script do, and one that is refused.
const SCRIPT: &str = r#"{"command":"facts","on":"2026-11-20","facts":[{"fact":"password-changed","staff":"S-001"}]}
{"command":"facts","on":"2026-11-20","facts":[{"fact":"password-changed","staff":"S-404"}]}
"#;

/// The practice office; what is waived needs the rules' names to be read here.
fn practice_office() -> String {
    let mut register: Value = serde_json::from_str(include_str!("../../data/demo/office.json")).unwrap();
    register.as_object_mut().unwrap().remove("waivers");
    register.to_string()
}

/// The practice office under a policy: one that comes with the program, or a file.
fn office(policy: &str) -> Desk {
    let register = OTHERWISE.iter().fold(practice_office(), |text, (from, to)| text.replace(from, to));
    let desk = Desk::with_vault(&register);
    let taken = desk.open(&[&["policy", "use", policy], &DAY[..]].concat());
    assert_eq!(taken.status, Some(0), "{}", taken.stderr);
    desk
}

fn said(desk: &Desk, args: &[&str], lang: &str) -> Outcome {
    desk.open(&[args, &["--lang", lang], &DAY].concat())
}

/// The text files of a folder.
fn texts(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(texts(&path));
        } else if let Ok(text) = fs::read_to_string(&path) {
            found.push((path.display().to_string(), text));
        }
    }
    found
}

fn nothing_is_named(file: &str, policy: &Policy) {
    let own = articles(policy);
    let desk = office(file);
    let script = desk.file("script.jsonl", SCRIPT);
    let staff = desk.file("staff.csv", "氏名,フリガナ,職種\n波除 新,ナミヨケ アラタ,看護師\n");
    let broken = desk.file("broken.toml", "base = \"nowhere\"\n");
    let [script, staff, broken] = [&script, &staff, &broken].map(|path| path.to_str().unwrap());
    let mut commands: Vec<Vec<&str>> = [
        "policy show",
        "policy show --format json",
        "settings",
        "settings --format json",
        "settings set training.interval_months 6",
        "settings set training.interval_months 0",
        "settings set nothing 1",
        "check",
        "check --format json",
        "account list",
        "head",
        "history --subject staff/S-001",
        "verify",
        "report R8-001",
        "paper",
        "paper nothing",
        "paper form-99",
        "paper incident",
        "paper notice R8-001 G-404",
        "export --format nothing",
    ]
    .iter()
    .map(|line| line.split(' ').collect())
    .collect();
    commands.extend([
        vec!["apply", script],
        vec!["import", staff, "--dry-run"],
        vec!["policy", "try", broken],
    ]);
    let kinds: Vec<PaperKind> = PaperKind::all(policy).filter(|kind| kind.from_register()).collect();
    let words: Vec<String> = kinds.iter().map(|kind| kind.word().into_owned()).collect();
    for (kind, word) in kinds.iter().zip(&words) {
        let id = kind.about().map(|about| match about.word() {
            "incident" => "R8-005",
            "take-out" => "T-001",
            "group" => "G-001",
            "device" => "D-001",
            _ => "S-001",
        });
        let group = kind.is_for_a_group().then_some("G-005");
        commands.push([Some("paper"), Some(word.as_str()), id, group].into_iter().flatten().collect());
    }
    for lang in ["ja", "en"] {
        for command in &commands {
            let run = said(&desk, command, lang);
            let what = format!("{file} {lang} {command:?}");
            // The document holds the layer, which names its base.
            holds_nothing_but(&format!("{}{}", run.stdout, run.stderr), &what, &own);
        }
        for (name, command) in [("csv", vec!["export", "--format", "csv"]), ("pack", vec!["evidence"])] {
            let out = desk.path(&format!("{name}-{lang}"));
            let run = said(&desk, &[&command[..], &["--out", out.to_str().unwrap()]].concat(), lang);
            assert_eq!(run.status, Some(0), "{}", run.stderr);
            holds_nothing_but(&format!("{}{}", run.stdout, run.stderr), &format!("{file} {command:?}"), &own);
            let files = texts(&out);
            assert!(files.len() > 5, "{files:?}");
            // The policy's own file is a file of the pack, and stands in the history that it was taken.
            let own_words = |path: &str| !path.ends_with("policy.toml") && !path.contains("history.");
            for (path, text) in files.iter().filter(|(path, _)| own_words(path)) {
                // That the first policy was replaced is in the history.
                let text: String = text
                    .lines()
                    .filter(|line| !line.contains("運用ポリシー"))
                    .fold(String::new(), |all, line| all + line + "\n");
                holds_nothing_but(&text, path, &own);
            }
        }
        let calendar = said(
            &desk,
            &["export", "--format", "ics", "--out", desk.path("c.ics").to_str().unwrap(), "--force"],
            lang,
        );
        assert_eq!(calendar.status, Some(0), "{}", calendar.stderr);
        holds_nothing_but(&fs::read_to_string(desk.path("c.ics")).unwrap(), "calendar", &own);
    }
}

/// Else nothing below could fail.
#[test]
fn the_built_in_policy_is_found_where_a_command_names_it() {
    let desk = Desk::with_vault(&practice_office());
    for args in [&["check"][..], &["settings"], &["paper", "take-out", "T-001"], &["policy", "show"]] {
        assert!(!named(&said(&desk, args, "ja").stdout).is_empty(), "{args:?}");
    }
}

#[test]
fn no_command_under_the_second_policy_names_the_first() {
    let sheet = Policy::take_shipped("tsuyama", &PolicySheet::default(), "2026-11-22".parse().unwrap());
    nothing_is_named("tsuyama", &Policy::of(&sheet.unwrap()).unwrap());
}

#[test]
fn no_command_under_a_third_policy_names_the_first() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/kamome-care-net.toml");
    let policy = Policy::parse(&fs::read_to_string(&file).unwrap()).unwrap();
    nothing_is_named(file.to_str().unwrap(), &policy);
}
