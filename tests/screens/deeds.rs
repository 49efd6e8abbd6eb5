//! What a key records of a finding: over every rule, urgency and remedy that there is.

use std::collections::{BTreeMap, BTreeSet};

use mcs_register::{
    register::{Lang, Register, document::encode},
    tui::app::{Effect, page::Page},
};
use serde_json::Value;

use crate::{
    pages::NARROW,
    screen::Bench,
    today::{bench, one_of_each, select},
};

/// Every value of a register with its path; rows are called by their ids where they have one.
fn values(register: &Register) -> BTreeMap<String, String> {
    fn walk(value: &Value, path: &str, all: &mut BTreeMap<String, String>) {
        match value {
            Value::Object(fields) => {
                fields.iter().for_each(|(name, value)| walk(value, &format!("{path}/{name}"), all));
            }
            Value::Array(rows) => {
                for (place, row) in rows.iter().enumerate() {
                    let name = row["id"].as_str().map_or_else(|| place.to_string(), str::to_owned);
                    walk(row, &format!("{path}/{name}"), all);
                }
            }
            other => {
                all.insert(path.to_owned(), other.to_string());
            }
        }
    }
    let mut all = BTreeMap::new();
    walk(&serde_json::from_str(&encode(register)).unwrap(), "", &mut all);
    all
}

/// What one key records is a deed of whoever sits at the keyboard, and its day is today. What somebody else signed, agreed to or
/// approved is never among it.
const DEEDS: &[&str] = &[
    "approved_by",
    "approved_on",
    "archived_on",
    "battery-check",
    "begun_on",
    "boot_password_changed_on",
    "by",
    "city-office",
    "deleted_on",
    "device",
    "done_on",
    "enforced_on",
    "erased_on",
    "guideline_confirmed_on",
    "id",
    "inspected_on",
    "joined_on",
    "kind",
    "known_at",
    "membership",
    "on",
    "password_changed_on",
    "patients",
    "profile",
    "purpose_announced_on",
    "released_by",
    "released_on",
    "reported_on",
    "reporter",
    "result",
    "returned_on",
    "reviewer",
    "shared",
    "status",
];

#[test]
fn one_key_records_a_deed_of_today_and_nothing_else() {
    let mut recorded: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (name, register, today, keys) in one_of_each() {
        for key in &keys {
            for pressed in ["d", "D"] {
                let mut bench = bench(&register, today, Lang::Ja, NARROW);
                select(&mut bench, key);
                let before = values(bench.register());
                bench.press(pressed);
                let commits =
                    bench.effects.iter().filter(|effect| matches!(effect, Effect::Commit { .. })).count();
                let mcs_register::tui::lists::RowKey::Finding(rule, ..) = key else { continue };
                if commits == 0 {
                    assert!(*bench.register() == register, "{name} {key:?} {pressed}");
                    assert!(
                        !bench.app.layers.is_empty()
                            || bench.app.notice.is_some()
                            || bench.app.session().unwrap().tab.place() != 0,
                        "{name} {key:?} {pressed} does nothing\n{}",
                        bench.screen()
                    );
                    continue;
                }
                assert_eq!(
                    pressed,
                    "d",
                    "{name} {key:?}: a day that was to be asked for is recorded\n{}",
                    bench.screen()
                );
                for (path, value) in values(bench.register()) {
                    if before.get(&path) == Some(&value) {
                        continue;
                    }
                    let leaf = path.rsplit('/').next().unwrap_or_default().to_owned();
                    recorded.entry(leaf.clone()).or_default().insert(rule.name().to_owned());
                    let is_day = value.len() == 12 && value.matches('-').count() == 2;
                    assert!(!is_day || value == format!("\"{today}\""), "{name} {key:?}: {path} {value}");
                }
            }
        }
    }
    let known: BTreeSet<&str> = DEEDS.iter().copied().collect();
    let found: BTreeSet<&str> = recorded.keys().map(String::as_str).collect();
    assert_eq!(found, known, "{recorded:#?}");
}

/// The key for another day asks for it also where a record has several findings and one of them is chosen first.
#[test]
fn another_day_is_asked_for_after_a_finding_was_chosen() {
    let text = r#"{"format": "mcs-register/1", "staff": [{"id": "S-1", "name": "汐見 文", "joined_on": "2021-04-01",
        "mcs": {"login": "s@shiomi.example", "role": "user", "registered_on": "2021-04-01", "password_changed_on": "2026-02-01"},
        "pledge": {"signed_on": "2021-04-01"}, "trainings": [{"on": "2024-06-20"}]}]}"#;
    let register = mcs_register::register::document::decode(text.as_bytes(), &|_| None).unwrap();
    let mut bench = Bench::new(register.clone(), Lang::Ja, NARROW);
    bench.press("2 D").shows("パスワード");
    bench.press("\"パスワード\" Enter");
    assert!(*bench.register() == register, "{}", bench.screen());
    bench.press("\"11/20\" Enter");
    let staff = bench.register().staff().iter().next().unwrap();
    assert_eq!(staff.mcs.password_changed_on, "2026-11-20".parse().ok());
}

/// The page of the details names the next step: its key takes it there as it does on the list.
#[test]
fn the_keys_that_the_page_of_details_names_work_on_it() {
    let mut compared = 0;
    for (name, register, today, keys) in one_of_each() {
        for key in &keys {
            let open = || {
                let mut bench = bench(&register, today, Lang::Ja, NARROW);
                select(&mut bench, key);
                bench
            };
            let page = {
                let mut bench = open();
                bench.press("Right");
                bench
            };
            let named: Vec<String> = match page.app.layers.top::<Page>() {
                Some(page) => page.keys().map(|(name, _)| name.clone()).collect(),
                None => continue,
            };
            for pressed in named.iter().filter(|pressed| *pressed != "右") {
                let (mut on_list, mut on_page) = (open(), open());
                on_list.press(pressed);
                on_page.press("Right").press(pressed);
                compared += 1;
                assert_eq!(on_page.screen(), on_list.screen(), "{name} {key:?} {pressed}");
                assert!(on_page.register() == on_list.register(), "{name} {key:?} {pressed}");
            }
            // They stand in its bar, with the names that they have in its text.
            let mut page = page;
            page.resize((400, 40));
            let bar = page.bar();
            for (key, does) in page.app.layers.top::<Page>().unwrap().keys() {
                let said = bar.split("  ").find_map(|entry| entry.trim().strip_prefix(&format!("{key} ")));
                assert!(
                    said.is_none_or(|said| does.starts_with(said.trim_end_matches('…'))),
                    "{key} {does} / {bar}"
                );
            }
        }
    }
    assert!(compared > 60, "{compared}");
}

/// A question about many records says which they are, of one kind as of several.
#[test]
fn a_question_about_many_names_its_records() {
    for (lang, one_kind, several) in [
        (
            Lang::Ja,
            "8件に「パスワードの変更」を2026-11-22（日）令和8年11月22日付で記録します。対象：S-13 靱 遥、S-14 土佐堀 巡、",
            "対象：S-13 靱 遥",
        ),
        (Lang::En, "They are: S-13 靱 遥, S-14 土佐堀 巡, ", "They are: S-13 靱 遥"),
    ] {
        let mut bench = Bench::new(crate::budgets::office(true), lang, NARROW);
        // The fold stands first.
        bench.press("Home d").shows(one_kind);
        bench.press("Esc * d").shows(several);
    }
}

/// What is marked behind a page of details is not what the page tells of: its keys do nothing with that.
#[test]
fn a_page_of_details_records_nothing_of_marked_rows() {
    let mut bench = Bench::new(crate::budgets::office(true), Lang::Ja, NARROW);
    let before = bench.register().clone();
    bench.press("Home Right Down Space Space Right");
    assert!(bench.app.layers.is_top::<Page>(), "{}", bench.screen());
    bench.press("d y");
    assert!(*bench.register() == before && bench.app.layers.is_top::<Page>(), "{}", bench.screen());
}
