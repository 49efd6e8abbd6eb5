//! What a policy adds, on the screens: its fields, the keys that record it, and what an earlier policy asked.

use std::sync::Arc;

use crate::screen::{Bench, settings, today};
use mcs_register::{
    policy::{Policy, Rule},
    register::{
        AddedName, AddedValue, Lang, Register,
        document::decode_for,
        records::{Device, PolicySheet},
        words::{AnyControl, ControlState},
    },
    tui::{
        app::{App, Opened, Settings},
        forms::Form,
    },
};
use serde_json::json;

const LAYER: &str = include_str!("../data/kamome-care-net.toml");
const WIDE: (u16, u16) = (120, 36);

fn name(name: &str) -> AddedName {
    AddedName::new(name).unwrap()
}

fn register(sheet: &serde_json::Value) -> Register {
    let document = json!({
        "format": "mcs-register/1",
        "office": {"name": "かもめ訪問看護", "manager": "S-1", "added": {"liability-paper": "2026-01-05"}},
        "staff": [{"id": "S-1", "name": "白波 一", "kana": "シラナミ ハジメ", "joined_on": "2020-04-01", "added": {"rules-read": true}}],
        "devices": [{"id": "D-1", "kind": "tablet", "name": "板1", "ownership": "office", "status": "in-use", "holder": "S-1",
            "controls": {"screen-lock": "met", "no-public-wifi": "unmet"}}],
        "groups": [{"id": "G-1", "kind": "patient", "name": "甲様", "opened_on": "2026-04-01", "added": {"family-meeting": "2026-10-01"}}],
        "incidents": [{"id": "R8-001", "kind": "public-wifi-use", "known_at": "2026-11-20T09:00", "summary": "駅で開いた"}],
        "policy": sheet
    });
    let flags = |rule: &str| Rule::from_name(rule).map(Rule::waivable);
    let says = |sheet: &PolicySheet| Ok(Policy::of(sheet).unwrap().for_reading());
    decode_for(document.to_string().as_bytes(), &flags, &says).unwrap()
}

fn layered() -> serde_json::Value {
    json!({"base": "minato-anshin-net", "base_version": "2020-10-01", "layer": LAYER})
}

/// An office whose policy adds something of each sort.
pub(crate) fn office_with_additions() -> Register {
    register(&layered())
}

/// How a register is judged by its own policy.
pub(crate) fn settings_of(register: &Register, lang: Lang) -> Settings {
    let policy = Policy::of(register.policy()).unwrap();
    let policy_text = Arc::clone(policy.text());
    let policy_of = Some(register.policy().clone());
    Settings { policy: Arc::new(policy), policy_text, policy_of, ..settings(lang) }
}

/// The screen of a register under its own policy.
fn bench(sheet: &serde_json::Value, lang: Lang, size: (u16, u16)) -> Bench {
    let register = register(sheet);
    let settings = settings_of(&register, lang);
    Bench::with(App::open(settings, Opened { register, ..Opened::default() }, today()), size)
}

fn device(bench: &Bench) -> &Device {
    bench.register().devices().iter().next().unwrap()
}

#[track_caller]
fn shows(bench: &mut Bench, words: &[&str]) {
    let screen = bench.screen();
    for word in words {
        assert!(screen.contains(word), "{word} is not there:\n{screen}");
    }
}

#[test]
fn what_is_added_is_asked_on_the_first_page_and_recorded_by_its_keys() {
    for size in [(60, 16), (80, 24), WIDE] {
        let mut bench = bench(&layered(), Lang::Ja, size);
        shows(bench.press("/ \"電池\" Enter"), &["電池の年次点検"]);
        bench.press("d");
        let done = device(&bench).added.day(name("battery-check"));
        assert_eq!(done, Some(today()), "{size:?}\n{}", bench.screen());
        bench.press("u y");
        assert_eq!(device(&bench).added.day(name("battery-check")), None, "{size:?}\n{}", bench.screen());
        bench.press("D \"11/2\" Enter");
        let on = device(&bench).added.day(name("battery-check")).map(|day| day.to_string());
        assert_eq!(on.as_deref(), Some("2026-11-02"), "{size:?}\n{}", bench.screen());
    }
}

#[test]
fn a_control_of_the_policys_own_stands_in_pane_and_form() {
    let mut bench = bench(&layered(), Lang::En, WIDE);
    // English is left out of the policy: the Japanese is shown.
    shows(bench.press("3"), &["公衆Wi-Fiの禁止", "電池の年次点検"]);
    bench.press("e");
    let form: &mut Form = bench.app.layers.top_mut::<Form>().unwrap();
    form.focus_on("公衆Wi-Fiの禁止");
    form.choose_at(1);
    form.focus_on("電池の年次点検");
    bench.press("\"2026-10-03\" C-s");
    let device = device(&bench);
    assert_eq!(
        device.controls.get(AnyControl::from_word("no-public-wifi").unwrap()),
        Some(ControlState::Met)
    );
    assert_eq!(device.added.get(name("battery-check")), Some(AddedValue::Day("2026-10-03".parse().unwrap())));
}

#[test]
fn an_incident_of_the_policys_own_kind_has_its_first_response_and_its_addressee() {
    let mut bench = bench(&layered(), Lang::Ja, WIDE);
    bench.press("F8 \"公衆\" Enter");
    let kinds: Vec<String> =
        bench.register().incidents().iter().map(|incident| incident.kind.to_string()).collect();
    assert_eq!(kinds, ["public-wifi-use", "public-wifi-use"], "{}", bench.screen());
    shows(&mut bench, &["接続を切った", "市の窓口へ電話した"]);
    bench.press("Esc");
    shows(bench.press("7"), &["公衆Wi-Fiの利用", "かもめ市高齢福祉課"]);
    // The key by which a report is marked as sent asks which.
    bench.press("/ \"駅で\" Enter r");
    shows(&mut bench, &["かもめ市高齢福祉課へ報告した"]);
    bench.press("\"かもめ市\" Enter");
    let told =
        bench.register().incidents().iter().any(|row| row.added.day(name("city-office")) == Some(today()));
    assert!(told, "{}", bench.screen());
}

#[test]
fn each_duty_of_the_policys_own_is_a_row_of_the_overview() {
    let mut bench = bench(&layered(), Lang::Ja, WIDE);
    bench.press("v");
    let mut seen = bench.screen();
    for _ in 0..3 {
        seen.push_str(&bench.press("PageDown").screen());
    }
    for duty in
        ["電池の年次点検", "利用要領の確認", "賠償保険の写し", "家族との話し合い", "かもめ市高齢福祉課"]
    {
        assert!(seen.contains(duty), "{duty}:\n{seen}");
    }
}

#[test]
fn what_the_policy_in_force_does_not_ask_stays_and_says_so() {
    let sheet = json!({"duties": ["liability-paper", "rules-read", "family-meeting", "battery-check"],
        "controls": ["no-public-wifi"], "incident_kinds": ["public-wifi-use"], "addressees": ["city-office"]});
    let mut bench = bench(&sheet, Lang::Ja, WIDE);
    shows(bench.press("3 Right End"), &["no-public-wifi", "いまのポリシーにない項目"]);
    shows(bench.press("Esc 2 Right End"), &["rules-read"]);
    // Looked at and saved with something else, it stays.
    bench.press("Esc 3 e");
    bench.app.layers.top_mut::<Form>().unwrap().focus_on("名称");
    bench.press("\"x\" C-s");
    let device = device(&bench);
    assert_eq!(device.name.as_deref(), Some("板1x"));
    assert_eq!(
        device.controls.get(AnyControl::from_word("no-public-wifi").unwrap()),
        Some(ControlState::Unmet)
    );
}

#[test]
fn a_policys_own_forms_and_reports_are_among_the_papers() {
    let mut bench = bench(&layered(), Lang::Ja, WIDE);
    // What a duty asks for leads to its form, filled in.
    bench.press("/ \"電池\" Enter");
    shows(&mut bench, &["F6"]);
    shows(bench.press("F6"), &["電池点検票（別表4） D-1"]);
    shows(bench.press("Enter"), &["かもめケアネット利用要領に基づき", "板1"]);
    bench.press("Esc Esc");
    bench.press("3 F6 \"form-5\"");
    shows(&mut bench, &["電池点検票（別表4） D-1", "電池点検票（別表4）（白紙）"]);
    bench.press("Esc 9 F6 \"賠償\"");
    shows(bench.press("Enter"), &["かもめケアネット（要領3）により届け出ます。"]);
    bench.press("Esc");
    // The report to whom the policy adds is recorded under its own number.
    bench.press("7 F6 \"かもめ市\" Enter");
    shows(&mut bench, &["R8-001-CITY-OFFICE-1", "かもめ市高齢福祉課 御中"]);
    bench.press("Enter Enter");
    let numbers = |bench: &Bench| -> Vec<String> {
        bench.register().incidents().iter().flat_map(|row| row.report_numbers().collect::<Vec<_>>()).collect()
    };
    assert_eq!(numbers(&bench), ["R8-001-CITY-OFFICE-1"], "{}", bench.screen());
    // It is marked as sent by it.
    bench.press("r \"CITY\" Enter y");
    let told =
        bench.register().incidents().iter().any(|row| row.added.day(name("city-office")) == Some(today()));
    assert!(told, "{}", bench.screen());
}
