//! Many records answered at once: what is recorded of which, after a question that names them, as one change.

use mcs_register::{
    policy::Rule,
    register::{
        Lang, Register,
        document::{decode, encode},
    },
    tui::{app::Effect, layers::sheet::Sheet},
};
use serde_json::{Value, json};

use crate::{
    pages::{NARROW, WIDE},
    screen::Bench,
};

/// Three devices, one of them a storage medium; three patient groups and a free one, with members of whom one has joined.
fn office() -> Register {
    let group = |id: &str, kind: &str, consent: Value| {
        json!({"id": id, "kind": kind, "name": format!("{id}様"), "opened_on": "2026-04-01", "consent": consent,
            "memberships": [
                {"id": format!("M-{id}-1"), "person": "S-1"},
                {"id": format!("M-{id}-2"), "person": "S-2", "rights": "member", "joined_on": "2026-04-02"}]})
    };
    let document = json!({
        "format": "mcs-register/1",
        "office": {"name": "築港クリニック", "kept_since": "2026-11-22"},
        "staff": [
            {"id": "S-1", "name": "石田 早苗", "mcs": {"login": "s1@example.jp", "role": "administrator"}},
            {"id": "S-2", "name": "井上 正", "mcs": {"login": "s2@example.jp"}}],
        "devices": [
            {"id": "D-1", "kind": "tablet", "ownership": "office", "controls": {"antivirus": "unmet"}},
            {"id": "D-2", "kind": "pc", "ownership": "office", "controls": {"screen-lock": "met"}},
            {"id": "D-3", "kind": "media", "ownership": "office"}],
        "groups": [
            group("G-1", "patient", json!({"signed_on": "2026-04-01", "by": "patient"})),
            group("G-2", "patient", json!({})),
            group("G-3", "patient", json!({})),
            group("G-4", "free", json!({}))],
    });
    decode(document.to_string().as_bytes(), &|name| Rule::from_name(name).map(Rule::waivable)).unwrap()
}

fn bench() -> Bench {
    Bench::new(office(), Lang::Ja, NARROW)
}

fn exported(bench: &Bench) -> Value {
    serde_json::from_str(&encode(bench.register())).unwrap()
}

fn commits(bench: &Bench) -> usize {
    bench.effects.iter().filter(|effect| matches!(effect, Effect::Commit { .. })).count()
}

#[test]
fn the_controls_of_many_devices_are_one_change_of_those_that_apply() {
    let mut bench = bench();
    let before = exported(&bench);
    // The first is met, so are the others that have to be there; what is only considered is left as it is.
    bench.press("3 * m").shows("機器の安全管理（3台）");
    bench.press("Right F9 F10").shows("機器2台に記録します：起動時パスワードは「実施」");
    bench.shows("対象：D-1、D-2。このうち1件は、今ある記録を変えます。よろしいですか？");
    // The safe answer is in focus; the form is there as it was.
    bench.press("Enter");
    assert_eq!((commits(&bench), exported(&bench)), (0, before.clone()));
    bench.press("F10 y");
    assert_eq!(commits(&bench), 1);
    assert!(bench.app.layers.is_empty() && bench.app.session().unwrap().list().marks.is_empty());
    let after = exported(&bench);
    for device in 0..2 {
        let controls = after["devices"][device]["controls"].as_object().unwrap();
        assert_eq!(controls.len(), 6, "{controls:?}");
        assert!(controls.values().all(|state| state == "met"), "{controls:?}");
    }
    assert!(after["devices"].as_array().unwrap().iter().all(|row| row.get("inspected_on").is_none()));
    // A medium has no controls.
    assert!(after["devices"][2].get("controls").is_none());
    bench.press("u");
    assert_eq!(exported(&bench), before);
}

#[test]
fn nothing_is_presumed_where_nothing_is_answered() {
    let mut bench = bench();
    bench.press("3 * m F10").shows("答えがまだありません。");
    // The marks stay until they are taken away.
    bench.press("Esc Esc m").shows("機器の安全管理（1台）");
    // A day ahead has not come.
    bench.press("Down Down Down Down Down Down Down Down Down \"明日\" F10");
    assert!(bench.app.layers.top::<Sheet>().is_some());
    bench.shows("まだ来ていません");
    assert_eq!(commits(&bench), 0);
}

#[test]
fn findings_of_controls_are_answered_for_the_devices_that_are_marked() {
    let mut bench = bench();
    bench.press("/ \"ウイルス\" Enter").press("Esc");
    // Two findings of one rule: of D-1 the first two controls that are asked for.
    let places = |bench: &Bench| {
        let desk = &bench.app.session().unwrap().desk;
        desk.findings.iter().filter(|finding| finding.rule == Rule::DeviceControl).count()
    };
    let before = places(&bench);
    let first =
        bench.app.session().unwrap().desk.findings.iter().position(|it| it.rule == Rule::DeviceControl);
    assert!(first.is_some());
    // All of a kind with one key, from the first of them.
    while !matches!(
        bench.app.session().unwrap().selected(),
        Some(mcs_register::tui::lists::RowKey::Fold(Rule::DeviceControl, _))
    ) {
        bench.press("Down");
    }
    bench.press("+ d").shows("機器の安全管理（2台）");
    bench.press("Right F9 F10").shows("機器2台に記録します").press("y");
    assert_eq!(commits(&bench), 1);
    assert!(before > 5 && places(&bench) == 0, "{before}");
}

#[test]
fn the_office_decides_once_with_a_day_and_a_person() {
    let mut bench = bench();
    while !matches!(
        bench.app.session().unwrap().selected(),
        Some(mcs_register::tui::lists::RowKey::Finding(Rule::ControlConsideration, ..))
    ) {
        bench.press("Down");
    }
    bench.press("d").shows("事業所での検討（対策1件）");
    // Somebody else decided: then the day is asked for.
    bench.press("Right Down Enter \"井上\" Enter F10").shows("決定日を入力してください");
    bench.press("\"11/20\" Down \"紛失に備えるため\" F10");
    bench.shows("リモートワイプの採用を決定（2026-11-20").press("y");
    let considered = &exported(&bench)["office"]["considered"];
    let expected = json!([{"control": "remote-wipe", "result": "adopted", "on": "2026-11-20",
        "reason": "紛失に備えるため", "decided_by": "S-2"}]);
    assert_eq!(*considered, expected);
}

#[test]
fn members_get_their_rights_and_one_day_that_was_typed() {
    let mut bench = bench();
    bench.press("6 * m").shows("参加の記録（8件）").shows("参加日は、選んだ全員に同じ日を記録します。");
    bench.press("Right Down \"2026-11-20\" F10");
    bench.shows("参加8件に記録します：権限は「管理者」、グループへの参加（2026-11-20");
    // Four have joined already, and keep their day; their rights are others now.
    bench
        .shows("このうち4件は、今ある記録を変えます。")
        .shows("4件はすでに日付の記録があるため、そのままにします。");
    bench.press("y");
    assert_eq!(commits(&bench), 1);
    for group in exported(&bench)["groups"].as_array().unwrap() {
        let rows = group["memberships"].as_array().unwrap();
        assert!(rows.iter().all(|row| row["rights"] == "admin"), "{group}");
        assert_eq!(
            (&rows[0]["joined_on"], &rows[1]["joined_on"]),
            (&json!("2026-11-20"), &json!("2026-04-02"))
        );
        assert!(group.get("reviews").is_none());
    }
}

#[test]
fn patient_groups_get_their_host_and_a_consent_with_day_and_person() {
    let mut bench = Bench::new(office(), Lang::Ja, WIDE);
    // The free group that is marked too has neither.
    bench.press("5 * m").shows("患者グループの記録（3件）");
    bench.press("Right Down Right Down \"11/20\" F10").shows("同意した人を入力してください");
    bench.press("2 F10").shows("患者グループ3件に記録します");
    bench.shows("1件はすでに日付の記録があるため、そのままにします。").press("y");
    assert_eq!(commits(&bench), 1);
    let groups = exported(&bench)["groups"].clone();
    let consent = |group: usize| groups[group]["consent"].clone();
    assert_eq!(consent(0), json!({"signed_on": "2026-04-01", "by": "patient"}));
    for group in 1..3 {
        assert_eq!(consent(group), json!({"signed_on": "2026-11-20", "by": "patient"}));
    }
    for group in 0..3 {
        assert_eq!((&groups[group]["host"], &groups[group]["patients"]), (&json!("own"), &json!(1)));
    }
    assert!(groups[3].get("host").is_none() && groups[3].get("consent").is_none());
    // Of a free group alone there is nothing to ask.
    let mut bench = Bench::new(office(), Lang::Ja, WIDE);
    bench.press("5 End m").shows("機器・患者グループ・参加者の行で使えます。");
}

#[test]
fn every_form_about_many_fits_the_smallest_window() {
    for (lang, size) in [(Lang::Ja, (60, 16)), (Lang::En, (60, 16)), (Lang::Ja, NARROW), (Lang::En, WIDE)] {
        for (keys, fields) in [("3 * m", 10), ("6 * m", 2), ("5 * m", 5)] {
            let mut bench = Bench::new(office(), lang, size);
            bench.press(keys);
            let labels: Vec<String> = bench
                .app
                .layers
                .top::<Sheet>()
                .unwrap()
                .fields
                .iter()
                .map(|field| field.label.clone())
                .collect();
            assert_eq!(labels.len(), fields);
            for label in labels {
                bench.shows(&format!(">{label}")).press("Down");
            }
        }
    }
}

/// A device is missing from a day that somebody says, and in use again once it is found.
#[test]
fn a_device_is_missing_from_a_day_and_found_today() {
    let mut bench = bench();
    bench.press("3 x Enter \"11/20\" F10 y");
    let device = exported(&bench)["devices"][0].clone();
    assert_eq!((&device["status"], &device["missing_since"]), (&json!("lost"), &json!("2026-11-20")));
    bench.press("f f f Home o");
    let device = exported(&bench)["devices"][0].clone();
    assert_eq!((&device["status"], device.get("missing_since")), (&json!("spare"), None));
}
