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
    additions::{office_with_additions, settings_of},
    pages::{NARROW, WIDE},
    screen::Bench,
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
    let today = crate::screen::today();
    cases.insert(0, ("the practice office".to_owned(), crate::screen::demo_office(), today));
    cases.push(("a policy with additions".to_owned(), office_with_additions(), today));
    cases
}

pub(crate) fn bench(register: &Register, today: Date, lang: Lang, size: (u16, u16)) -> Bench {
    let opened = Opened { register: register.clone(), ..Opened::default() };
    let mut bench = Bench::with(App::open(settings_of(register, lang), opened, today), size);
    bench.now = Time::new(today, 9, 10).unwrap();
    bench
}

/// Selects a row, and draws.
pub(crate) fn select(bench: &mut Bench, key: &RowKey) {
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
pub(crate) fn one_of_each() -> Vec<(String, Register, Date, Vec<RowKey>)> {
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
    // A list beside its details has room for all of it from here on.
    let mut bench = bench(&register, today, Lang::Ja, (160, 36));
    let row = |bench: &mut Bench, words: &str| bench.line_with(words);
    let line = row(&mut bench, "池島 修");
    for words in ["超過", "S-012", "パスワードの変更", "10/18(日)", " 35日 ", "12(3)"] {
        assert!(line.contains(words), "{line}");
    }
    let line = row(&mut bench, "要確認の回答");
    for words in ["中村 陽子 M-0228", "大野 ハル様", "11/3(火)", " 19日 ", "留1"] {
        assert!(line.contains(words), "{line}");
    }
    assert!(row(&mut bench, "保管の期限").contains("6,16(3)"));
    let screen = bench.screen();
    // Without the details beside them.
    let rows = screen.lines().filter_map(|line| line.split("││").next());
    let rows = rows.filter(|line| line.contains(" 超過 "));
    assert!(rows.clone().count() > 10 && !rows.clone().any(|line| line.contains('。')), "{screen}");
    assert!(!rows.into_iter().any(|line| line.contains("..")), "{screen}");
}

/// What is late stands as a number below its heading; what is still to come says so in words.
#[test]
fn a_day_to_come_is_told_from_one_that_has_passed_in_words() {
    for (lang, late, left) in [(Lang::Ja, "35日", "あと"), (Lang::En, "35d", "d left")] {
        let mut bench = Bench::demo(lang, (160, 60));
        assert!(bench.line_with("池島 修").contains(late));
        let desk = &bench.app.session().unwrap().desk;
        let ahead = |found: &&mcs_register::policy::Finding| found.days.is_some_and(|days| days < 0);
        let key = desk.findings.iter().find(ahead).map(RowKey::of).unwrap();
        select(&mut bench, &key);
        let screen = bench.screen();
        let row = screen.lines().find(|line| line.contains("│>")).unwrap();
        assert!(row.split("││").next().unwrap().contains(left), "{row}");
    }
}

/// Eight devices that nobody has looked at, two of them for longer than the others; and somebody who uses them.
fn devices() -> Register {
    let device = |number: u32| {
        let on = if number < 3 { "2026-03-01" } else { "2026-05-01" };
        serde_json::json!({"id": format!("D-{number}"), "name": format!("iPad {number}号"), "kind": "media",
            "ownership": "office", "inspected_on": on})
    };
    let document = serde_json::json!({
        "format": "mcs-register/1",
        "office": {"name": "築港クリニック", "kept_since": "2026-01-01"},
        "staff": [{"id": "S-1", "name": "石田 早苗", "mcs": {"login": "s1@example.jp", "role": "administrator"}}],
        "devices": (1..=8).map(device).collect::<Vec<_>>(),
    });
    document::decode(document.to_string().as_bytes(), &|_| None).unwrap()
}

fn folded() -> Bench {
    let mut bench = bench(&devices(), crate::screen::today(), Lang::Ja, (100, 30));
    bench.shows("▸ 8台 機器の点検");
    bench
}

fn selected(bench: &Bench) -> RowKey {
    bench.app.session().unwrap().selected().unwrap()
}

fn marks(bench: &Bench) -> usize {
    bench.app.session().unwrap().list().marks.len()
}

fn inspected(bench: &Bench, on: &str) -> usize {
    let day = on.parse().ok();
    bench.register().devices().iter().filter(|row| row.inspected_on == day).count()
}

#[test]
fn what_says_the_same_of_many_records_is_one_row_until_it_is_unfolded() {
    let mut bench = folded();
    // Its place is that of the first, and the heading counts all of them.
    bench.shows("期限超過 8件").hides("iPad 3号 D-3 機器の点検");
    let fold = RowKey::Fold(Rule::DeviceInspection, mcs_register::policy::Urgency::Overdue);
    assert_eq!(selected(&bench), fold);
    bench.shows("「機器の点検」が8台あります。").shows("8台をまとめて記録").shows("iPad 1号 D-1");
    let rows = bench.app.session().unwrap().list().rows().len();
    bench.press("Right").shows("▾ 8台 機器の点検").shows("iPad 8号 D-8 機器の点検").shows("期限超過 8件");
    assert_eq!(bench.app.session().unwrap().list().rows().len(), rows + 8);
    assert_eq!(selected(&bench), fold);
    // From one of them back to all of them.
    bench.press("Down Down");
    assert!(matches!(selected(&bench), RowKey::Finding(Rule::DeviceInspection, ..)));
    bench.press("Left").shows("▸ 8台 機器の点検");
    assert_eq!(selected(&bench), fold);
    bench.press("Enter").shows("▾ 8台").press("Right").shows("▸ 8台");
    // Elsewhere the key shows the details.
    bench.press("Down Right");
    assert!(!bench.app.layers.is_empty());
}

#[test]
fn five_that_say_the_same_stand_each_by_itself() {
    let mut bench = folded();
    bench.press("Right Down d d").shows("▾ 6台").shows("期限超過 6件");
    // Five are left: nothing stands for them, and the selection is on the one that comes next.
    bench.press("d").hides("5台").shows("期限超過 5件").shows("iPad 4号 D-4 機器の点検");
    assert_eq!(inspected(&bench, "2026-11-22"), 3);
    assert!(matches!(selected(&bench), RowKey::Finding(Rule::DeviceInspection, ..)));
    // Six again: the selection is where it is now.
    bench.press("u").shows("6台");
    assert!(!matches!(selected(&bench), RowKey::Finding(Rule::OfficeApplication, ..)));
}

#[test]
fn a_mark_on_a_fold_marks_all_that_it_stands_for() {
    let mut bench = folded();
    bench.press("Space").shows("印 8件");
    assert_eq!(marks(&bench), 8);
    bench.press("Home Space");
    assert_eq!(marks(&bench), 0);
    // All but one, and the row is no longer marked itself.
    bench.press("Home Space Home Right Down Space Left").shows("印 7件");
    let line = bench.line_with("8台");
    assert!(!line.contains(">*"), "{line}");
    bench.press("+").shows("印 8件");
    assert!(bench.line_with("8台").contains(">*"));
    bench.press("Esc *");
    let all = bench.app.session().unwrap().desk.findings.len();
    assert_eq!(marks(&bench), all);
}

/// Whoever presses a key on one row for eight is asked, and nothing is recorded by a no.
#[test]
fn a_key_on_a_fold_names_its_number_and_asks() {
    let mut bench = folded();
    bench.press("d").shows("8件に「機器の点検」を").press("Enter");
    assert_eq!(inspected(&bench, "2026-11-22"), 0);
    bench.press("d y");
    assert_eq!(inspected(&bench, "2026-11-22"), 8);
    bench.hides("機器の点検");
    bench.press("u");
    assert_eq!(inspected(&bench, "2026-11-22"), 0);
    bench.press("Home D \"11/20\" Enter");
    assert_eq!(inspected(&bench, "2026-11-20"), 8);
}

#[test]
fn a_search_looks_into_folds_and_shows_what_it_finds() {
    let mut bench = folded();
    bench.press("/ \"iPad 7\" Enter").shows("iPad 7号 D-7").hides("8台");
    assert!(matches!(selected(&bench), RowKey::Finding(Rule::DeviceInspection, ..)));
    bench.press("Space").shows("印 1件");
    // Back in the list the selection is where it stands now.
    bench.press("/ Esc").shows("▸ 8台");
    assert!(matches!(selected(&bench), RowKey::Fold(..)));
}

/// What is open stays open: after a change here, after one elsewhere, and after a lock.
#[test]
fn folds_stay_as_they_are() {
    let mut bench = folded();
    bench.press("Right Down d").shows("▾ 7台");
    let id = mcs_register::register::id::DeviceId::new("D-5").unwrap();
    let fact = mcs_register::register::Fact::DeviceInspected { device: id };
    let command = mcs_register::register::Command::Facts { facts: vec![fact], on: crate::screen::today() };
    bench.elsewhere(&command);
    bench.shows("▾ 6台").shows("iPad 8号 D-8");
    let register = bench.register().clone();
    bench.press("C-l").hides("iPad");
    bench.unlock(register);
    bench.shows("▾ 6台").shows("iPad 8号 D-8");
}

/// A first day of hundreds of findings is a page to work off.
#[test]
fn a_first_day_is_a_page() {
    let text = include_str!("../data/first-day.json");
    let mut document: Value = serde_json::from_str(text).unwrap();
    for key in ["kept_since", "default_host"] {
        document["office"].as_object_mut().unwrap().remove(key);
    }
    let register = document::decode(document.to_string().as_bytes(), &|_| None).unwrap();
    let bench = bench(&register, "2026-11-30".parse().unwrap(), Lang::Ja, WIDE);
    let session = bench.app.session().unwrap();
    let (findings, rows) = (session.desk.findings.len(), session.list().rows().len());
    assert!(findings > 350 && rows <= 25, "{findings} findings, {rows} rows\n{}", bench.screen());
}
