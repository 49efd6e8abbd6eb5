//! The list of the day: what a row says, and what is to be done next.

use std::{collections::BTreeSet, fs, path::Path};

use mcs_register::{
    policy::{Remedy, Rule},
    register::{Date, Lang, Register, Time, document},
    tui::{
        app::{App, Message, Opened},
        forms::Form,
        lists::{RowKey, Tab},
        terminal::input::Input,
        widgets::lines::Line,
    },
};
use serde_json::Value;

use crate::{
    pages::{NARROW, WIDE},
    screen::{Bench, settings},
};

/// The registers of the public cases, each with its day.
fn cases() -> Vec<(String, Register, Date)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let read = |path: std::path::PathBuf| {
        let case: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        let text = serde_json::to_vec(&case["register"]).unwrap();
        let register = document::decode(&text, &|rule| Rule::from_name(rule).map(Rule::waivable)).unwrap();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        (name, register, case["today"].as_str().unwrap().parse().unwrap())
    };
    let mut cases: Vec<_> = files
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .map(read)
        .collect();
    cases.sort_by(|a, b| a.0.cmp(&b.0));
    cases.insert(0, ("the practice office".to_owned(), crate::screen::demo_office(), crate::screen::today()));
    cases
}

fn bench(register: &Register, today: Date, lang: Lang, size: (u16, u16)) -> Bench {
    let opened = Opened { register: register.clone(), ..Opened::default() };
    let mut bench = Bench::with(App::open(settings(lang), opened, today), size);
    bench.now = Time::new(today, 9, 10).unwrap();
    bench
}

/// Selects a row, and draws.
fn select(bench: &mut Bench, key: &RowKey) {
    let (list, desk) = bench.app.session_mut().unwrap().list_and_desk();
    assert!(list.select(desk, key), "{key:?}");
    bench.send(Message::Input(Input::FocusGained));
}

/// What puts a finding right, by its kind.
fn kind(remedy: &Remedy) -> String {
    let said = format!("{remedy:?}");
    let fact = said.strip_prefix("Fact(").unwrap_or(&said);
    fact.split(['(', ' ', '{']).next().unwrap().to_owned()
}

/// One finding of every rule, urgency and remedy that there is.
fn one_of_each() -> Vec<(String, Register, Date, Vec<RowKey>)> {
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for (name, register, today) in cases() {
        let bench = bench(&register, today, Lang::Ja, NARROW);
        let desk = &bench.app.session().unwrap().desk;
        let new = desk.findings.iter().filter(|finding| {
            seen.insert((finding.rule, finding.urgency.word(), kind(&desk.remedy(finding))))
        });
        let keys: Vec<RowKey> = new.map(RowKey::of).collect();
        if !keys.is_empty() {
            all.push((name, register, today, keys));
        }
    }
    let rules: BTreeSet<Rule> = seen.iter().map(|(rule, ..)| *rule).collect();
    assert_eq!(rules.len(), Rule::ALL.len(), "a rule has no case");
    all
}

/// The key that puts a finding right is on the smallest usual screen, whatever the finding, and before anything else that
/// is told of it.
#[test]
fn the_next_step_is_in_sight_for_every_rule() {
    let mut hidden = Vec::new();
    for (name, register, today, keys) in one_of_each() {
        for lang in [Lang::Ja, Lang::En] {
            let mut bench = bench(&register, today, lang, NARROW);
            for key in &keys {
                select(&mut bench, key);
                let session = bench.app.session().unwrap();
                let row = session.list().row().unwrap();
                let lines = Tab::Today.screen().details(&session.desk, row);
                let offered = lines.iter().find_map(|line| match line {
                    Line::Keys(keys) => Some(keys.clone()),
                    _ => None,
                });
                let offered = offered.unwrap();
                assert!(!offered.is_empty(), "{name}: {key:?}");
                let (Line::Finding(..), Line::Heading(next)) = (&lines[0], &lines[1]) else {
                    panic!("{name}: {key:?} {lines:?}")
                };
                let next = next.clone();
                let screen = bench.screen();
                let said = |words: &str| screen.lines().any(|line| line.contains(words));
                let in_sight = said(&next) && offered.iter().all(|(key, does)| said(key) && said(does));
                if !in_sight {
                    hidden.push(format!("{name}: {key:?} {offered:?}\n{screen}"));
                }
            }
        }
    }
    assert!(hidden.is_empty(), "{}\n{}", hidden.len(), hidden.join("\n"));
}

/// Whatever is put right in a form opens it at the field that is wrong or missing, and the details name that field.
#[test]
fn a_form_opens_at_the_field_that_the_finding_is_about() {
    let mut forms = BTreeSet::new();
    for (name, register, today, keys) in one_of_each() {
        for lang in [Lang::Ja, Lang::En] {
            let mut bench = bench(&register, today, lang, NARROW);
            for key in &keys {
                select(&mut bench, key);
                let desk = &bench.app.session().unwrap().desk;
                let finding = key.finding(desk).unwrap().clone();
                if !matches!(desk.remedy(&finding), Remedy::Form(_)) {
                    continue;
                }
                // Which of two entries of one person is wrong nobody knows.
                let twice = finding.detail.as_deref() == Some("duplicate");
                let field = desk.policy.field(&finding, &desk.register, today, lang);
                assert_eq!(field.is_none(), twice, "{name}: {key:?}");
                bench.press("Enter");
                let form = bench.app.layers.top::<Form>().unwrap_or_else(|| panic!("{name}: {key:?}"));
                if let Some(field) = field {
                    assert_eq!(form.field().unwrap().label, field, "{name}: {key:?}");
                    forms.insert(finding.rule);
                }
                bench.press("Esc");
            }
        }
    }
    let expected = BTreeSet::from([
        Rule::SharedId,
        Rule::TakeOutForm,
        Rule::Countersign,
        Rule::TakeOutPeriod,
        Rule::TakeOutOverlap,
        Rule::PatientConsent,
        Rule::AttendingDoctor,
        Rule::OnePatient,
        Rule::Retention,
        Rule::FreeGroupName,
        Rule::IncidentPreliminary,
        Rule::IncidentFinal,
        Rule::RecordContradiction,
    ]);
    assert_eq!(forms, expected);
}

/// A row says who, what, where, when, by how much and on what it is founded; no sentence.
#[test]
fn a_row_has_a_column_for_each_thing_that_is_asked() {
    let register = crate::screen::demo_office();
    let today = crate::screen::today();
    let mut bench = bench(&register, today, Lang::Ja, WIDE);
    let row = |bench: &mut Bench, words: &str| bench.line_with(words);
    let line = row(&mut bench, "池島 修");
    for words in ["超過", "S-012", "パスワードの変更", "10/18(日)", "35日超過", "12(3)"] {
        assert!(line.contains(words), "{line}");
    }
    let line = row(&mut bench, "グループからの解除");
    for words in ["石田 浩二", "水野 勇様", "11/8(日)", "14日超過", "6,8,留1(3)"] {
        assert!(line.contains(words), "{line}");
    }
    let screen = bench.screen();
    let rows = screen.lines().filter(|line| line.contains("日超過"));
    assert!(rows.clone().count() > 10 && !rows.clone().any(|line| line.contains('。')), "{screen}");
    assert!(!rows.into_iter().any(|line| line.contains("..")), "{screen}");
}
