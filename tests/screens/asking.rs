//! What somebody else signed, confirmed or permitted is recorded with its day and its person, after a question that names
//! records, field and person; a deed of today with one key. Keys in, the screen out.

use crate::{
    pages::{self, JA, NARROW, WIDE, each_page},
    screen::{Bench, settings, today},
};
use mcs_register::{
    policy::Rule,
    register::{
        Lang, Register,
        document::{decode, encode},
        id::PersonId,
    },
    tui::{
        app::{App, Effect, Opened},
        layers::{picker::Picker, sheet::Sheet},
    },
};
use serde_json::{Value, json};

/// 石田 answers for MCS and is at the keyboard. She reviewed four groups in which she sits; 井上 could countersign, 大野 has left.
/// Three groups have no consent, two people no pledge, a device of somebody's own is not approved.
fn office() -> Register {
    let staff = |id: &str, name: &str, more: &str| {
        format!(
            r#"{{"id": "{id}", "name": "{name}", "joined_on": "2020-04-01", {more}
            "mcs": {{"login": "{id}@example.jp", "role": "{role}", "registered_on": "2020-04-01", "password_changed_on": "2026-11-01", "profile": true}},
            "trainings": [{{"on": "2026-06-01"}}]}}"#,
            role = if id == "S-1" { "administrator" } else { "user" },
        )
    };
    let pledged = r#""pledge": {"signed_on": "2020-04-01"},"#;
    let group = |n: usize| {
        let consent = if n > 1 { "" } else { r#""consent": {"signed_on": "2026-04-01", "by": "patient"},"# };
        format!(
            r#"{{"id": "G-{n}", "kind": "patient", "name": "患者{n}様", "opened_on": "2026-04-01", "patients": 1, "attending_doctor": "P-1", {consent}
            "memberships": [{{"id": "M-{n}", "person": "S-1", "rights": "admin", "approved_on": "2026-04-01", "joined_on": "2026-04-02"}}],
            "reviews": [{{"signed_on": "2026-11-10", "reviewer": "S-1", "decisions": [{{"membership": "M-{n}", "decision": "keep"}}]}}]}}"#
        )
    };
    let text = format!(
        r#"{{"format": "mcs-register/1", "office": {{"name": "築港クリニック"}},
        "staff": [{}, {}, {}, {}],
        "partners": [{{"id": "P-1", "name": "磯路 誠", "profession": "医師"}}],
        "devices": [{{"id": "D-1", "kind": "phone", "name": "私物の電話", "ownership": "personal", "holder": "S-2", "status": "in-use"}}],
        "take_outs": [{{"id": "T-1", "requester": "S-1", "content": "会議資料", "medium": "紙", "purpose": "会議", "from": "2026-11-23", "until": "2026-11-24"}}],
        "groups": [{}]}}"#,
        staff("S-1", "石田 早苗", pledged),
        staff("S-2", "井上 正", ""),
        staff("S-3", "夕凪 明", ""),
        staff("S-4", "大野 満", r#""left_on": "2026-03-31","#),
        (1..=4).map(group).collect::<Vec<_>>().join(", "),
    );
    decode(text.as_bytes(), &|name| Rule::from_name(name).map(Rule::waivable)).unwrap()
}

fn bench(lang: Lang, size: (u16, u16)) -> Bench {
    Bench::new(office(), lang, size)
}

fn exported(bench: &Bench) -> Value {
    serde_json::from_str(&encode(bench.register())).unwrap()
}

fn commits(bench: &Bench) -> usize {
    bench.effects.iter().filter(|effect| matches!(effect, Effect::Commit { .. })).count()
}

/// The findings of one kind on today's list, all of them marked.
fn all_of(word: &str) -> String {
    format!("/ \"{word}\" Enter *")
}

#[test]
fn every_form_and_question() {
    each_page(
        pages::asking::PAGES,
        &[("consents", &[JA]), ("consents-question", &[JA])],
        |lang, size, keys| {
            let keys = match lang {
                Lang::Ja => keys.to_owned(),
                Lang::En => keys.replace("別の人", "countersign").replace("同意書", "consent"),
            };
            let mut bench = bench(lang, size);
            bench.press(&keys);
            bench
        },
        |name, screen| insta::assert_snapshot!(name, screen),
    );
}

/// Nobody is presumed to have countersigned, not even where one person only could have.
#[test]
fn four_countersigns_take_a_person_and_a_question_that_names_all() {
    let mut bench = bench(Lang::Ja, NARROW);
    bench.press(&format!("{} d", all_of("別の人")));
    assert_eq!(commits(&bench), 0);
    // Enter in the empty field offers the staff, and F10 says what is missing.
    bench.press("F10");
    bench.shows("を入力してください");
    bench.press("Enter");
    bench.shows("S-2 井上 正");
    bench.press("\"いのうえ\" C-u \"井上\" Enter Enter");
    assert_eq!(commits(&bench), 0);
    bench.shows("井上 正さんが確認したことを4件の精査に記録します。");
    bench.shows("G-1 患者1様、");
    bench.shows("ほか1件。よろしいですか？");
    // Enter is no: the form is there as it was typed.
    bench.press("Enter");
    assert_eq!(commits(&bench), 0);
    bench.shows("S-2 井上 正");
    bench.press("F10 y");
    assert_eq!(commits(&bench), 1);
    let groups = exported(&bench)["groups"].as_array().unwrap().clone();
    assert!(groups.iter().all(|group| group["reviews"][0]["countersigned_by"] == "S-2"), "{groups:?}");
    assert!(bench.app.layers.is_empty());
    let found = &bench.app.session().unwrap().desk.findings;
    assert!(!found.iter().any(|finding| finding.rule == Rule::Countersign));
    bench.press("u");
    assert_eq!(*bench.register(), office());
}

#[test]
fn one_countersign_of_a_take_out_names_it_and_is_not_given_by_whoever_decided() {
    let mut bench = bench(Lang::Ja, NARROW);
    // The approval of the person at the keyboard is a deed of today: three keys.
    bench.press("4 a");
    assert_eq!(commits(&bench), 1);
    bench.press("d Enter \"石田\" Enter Enter");
    assert_eq!(commits(&bench), 0);
    bench.shows("自分の決定を自分で確認することはできません。");
    assert!(bench.app.layers.len() == 1, "the form stays");
    bench.press("C-u Enter \"井上\" Enter F10");
    bench.shows("井上 正さんが確認したことを1件の持ち出しに記録します。対象：T-1 会議資料。");
    bench.press("F10");
    assert_eq!(exported(&bench)["take_outs"][0]["decision"]["countersigned_by"], "S-2");
}

#[test]
fn three_consents_have_a_day_and_somebody_who_agreed() {
    let consents = all_of("同意書");
    let mut bench = bench(Lang::Ja, NARROW);
    bench.press(&format!("{consents} d"));
    assert_eq!(commits(&bench), 0);
    // No day is there beforehand, and none ahead is taken.
    bench.press("F10");
    bench.shows("日付を入力してください");
    bench.press("\"R8.11.25\" Enter Right Right Enter F10");
    bench.shows("2026-11-25");
    assert_eq!((commits(&bench), bench.app.layers.len()), (0, 1), "{}", bench.screen());
    bench.press("C-u \"R8.11.20\"");
    bench.shows("2026-11-20（金）令和8年11月20日");
    bench.press("F10");
    bench.shows(
        "「同意書の受領」（2026-11-20（金）令和8年11月20日、同意した人：家族）をグループ3件に記録します。",
    );
    bench.shows("対象：G-2 患者2様、G-3 患者3様、G-4 患者4様。");
    bench.press("y");
    assert_eq!(commits(&bench), 1);
    let after = exported(&bench);
    let consent = |n: usize| after["groups"][n]["consent"].clone();
    for n in 1..4 {
        assert_eq!(consent(n), json!({"signed_on": "2026-11-20", "by": "family"}), "{n}");
    }
    assert_eq!(consent(0)["signed_on"], "2026-04-01");
}

#[test]
fn who_holds_a_copy_is_asked_about_without_a_day() {
    let mut bench = bench(Lang::Ja, NARROW);
    bench.press("/ \"患者1様\" Enter");
    bench.down_to("同意書を双方が所持");
    bench.press("d");
    assert_eq!(commits(&bench), 0);
    bench.shows("「同意書を双方が所持」をグループ1件に記録します。対象：G-1 患者1様。");
    bench.press("y");
    assert_eq!(exported(&bench)["groups"][0]["consent"]["both_copies"], true);
}

/// On a choice of the form a letter is no command either, and an incident waits for nobody.
#[test]
fn letters_run_nothing_in_the_form_and_an_incident_can_begin_over_it() {
    let mut bench = bench(Lang::Ja, NARROW);
    bench.press(&format!("{} d Down", all_of("同意書")));
    let before = bench.app.layers.len();
    for key in ["i", "q", "u", "n", "?", "3", "y"] {
        bench.press(key);
        assert_eq!((bench.app.layers.len(), commits(&bench)), (before, 0), "{key}: {}", bench.screen());
        assert!(bench.effects.is_empty(), "{key}");
    }
    bench.press("2 F8");
    assert!(bench.app.layers.len() > before, "{}", bench.screen());
    bench.press("Esc");
    bench.shows("[本人]");
}

/// No look-up trims: a number with a blank at an end may be somebody else's.
#[test]
fn a_person_is_named_by_exactly_the_number_that_is_typed() {
    let mut bench = bench(Lang::Ja, NARROW);
    bench.press(&format!("{} d \"S-2 \" F10", all_of("別の人")));
    bench.shows("番号の前か後ろに空白");
    bench.press("y F10 y");
    assert_eq!(commits(&bench), 0);
}

/// Papers of two kinds are two facts: one form is about one of them.
#[test]
fn papers_of_two_kinds_are_not_one_record() {
    let mut bench = bench(Lang::Ja, NARROW);
    // The two papers stand first of what is to be done now.
    bench.press("Down Space Space d");
    bench.shows("利用申込書の提出（1件）");
    bench.press("\"11/20\" F10 y");
    assert_eq!(exported(&bench)["filings"].as_array().unwrap().len(), 1);
}

/// Each way to a fact that is not a deed of today: whatever is pressed, nothing is recorded with the key, nor by leaving the form
/// or by Enter on the question.
#[test]
fn nothing_is_recorded_by_the_key_alone_by_esc_or_by_enter() {
    let ways = [
        ("2 s", "\"11/20\""),
        ("2 t", "\"11/20\""),
        ("2 C-p \"誓約書\" Enter", "\"11/20\""),
        ("2 d", "\"11/20\""),
        ("2 P f f d", "\"11/20\""),
        ("2 P f f Down d", "\"11/20\""),
        ("2 Space Down Space s", "\"11/20\""),
        ("2 T a Enter", "\"11/20\""),
        ("3 d", "\"11/20\""),
        ("3 D", "\"11/20\""),
        ("/ \"申込\" Enter d", "\"11/20\""),
        ("/ \"誓約\" Enter * d", "\"11/20\""),
    ];
    for (keys, day) in ways {
        let mut bench = bench(Lang::Ja, NARROW);
        bench.press(keys);
        while bench.app.layers.is_top::<Picker>() {
            bench.press("Enter");
        }
        let register = office();
        assert!(bench.app.layers.is_top::<Sheet>(), "{keys}: {}", bench.screen());
        let depth = bench.app.layers.len();
        bench.press(&format!("{day} F10"));
        assert_eq!(bench.app.layers.len(), depth + 1, "{keys}: {}", bench.screen());
        bench.shows("2026-11-20（金）令和8年11月20日");
        bench.press("Enter");
        assert_eq!(bench.app.layers.len(), depth, "{keys}");
        bench.press("Esc");
        assert_eq!(bench.app.layers.len(), depth - 1, "{keys}");
        assert!(*bench.register() == register, "{keys}");
    }
}

/// A deed of today goes on to be recorded at once: two keys from the finding, marks and one key for many.
#[test]
fn a_deed_of_today_takes_two_keys() {
    let text = encode(&office()).replace("2026-11-01", "2026-05-01");
    let old = decode(text.as_bytes(), &|_| None).unwrap();
    let mut bench = Bench::new(old.clone(), Lang::Ja, NARROW);
    bench.press("Down d");
    assert_eq!(commits(&bench), 1, "{}", bench.screen());
    assert!(bench.screen().contains("パスワードの変更（2026-11-22）"), "{}", bench.screen());
    let mut bench = Bench::new(old, Lang::Ja, NARROW);
    bench.press("2 Space Space p");
    assert_eq!(commits(&bench), 1);
}

/// Of many of several kinds the deeds of today are recorded together; what asks for a day or a person stays marked and is told.
#[test]
fn what_asks_for_a_day_is_not_swept_along() {
    let text = encode(&office()).replace("2026-11-01", "2026-05-01");
    let old = decode(text.as_bytes(), &|_| None).unwrap();
    let mut bench = Bench::new(old, Lang::Ja, WIDE);
    bench.press("* d y");
    assert_eq!(commits(&bench), 1, "{}", bench.screen());
    let after = exported(&bench);
    for n in 0..4 {
        assert!(after["groups"][n]["reviews"][0]["countersigned_by"].is_null());
    }
    assert!(after["groups"][1]["consent"].is_null() && after["staff"][1]["pledge"].is_null(), "{after}");
    assert_eq!(after["staff"][1]["mcs"]["password_changed_on"], "2026-11-22");
}

/// An approval of somebody who is not at the keyboard has a day and a person of its own.
#[test]
fn an_approval_that_is_not_of_the_keyboard_asks_whose_it_is() {
    // Two administrators, and the account names neither.
    let text = encode(&office()).replacen(r#""role": "user""#, r#""role": "administrator""#, 1);
    let register = decode(text.as_bytes(), &|_| None).unwrap();
    let mut bench = Bench::new(register.clone(), Lang::Ja, NARROW);
    bench.press("4 a");
    assert_eq!(commits(&bench), 0);
    bench.press("\"11/20\" Enter Enter \"井上\" Enter Enter");
    bench.shows(
        "井上 正さんによる「持ち出しの承認」（2026-11-20（金）令和8年11月20日）を持ち出し1件に記録します。",
    );
    bench.press("y");
    let decision = exported(&bench)["take_outs"][0]["decision"].clone();
    assert_eq!(decision, json!({"result": "approved", "on": "2026-11-20", "by": "S-2"}));
    // Whom the account names decides with one key.
    let staff = Some(PersonId::trusted("S-2"));
    let opened = Opened { register, staff, ..Opened::default() };
    let mut bench = Bench::with(App::open(settings(Lang::Ja), opened, today()), NARROW);
    bench.press("4 a");
    assert_eq!(exported(&bench)["take_outs"][0]["decision"]["by"], "S-2");
}

/// A refusal gives its reason first; whose it is and when is asked then, and a no leaves the reason as it was typed.
#[test]
fn a_refusal_that_is_not_of_the_keyboard_keeps_its_reason() {
    let text = encode(&office()).replacen(r#""role": "user""#, r#""role": "administrator""#, 1);
    let register = decode(text.as_bytes(), &|_| None).unwrap();
    let mut bench = Bench::new(register, Lang::Ja, NARROW);
    bench.press("4 x \"紙は不可\" Enter");
    assert_eq!(commits(&bench), 0);
    bench.press("Esc");
    bench.shows("紙は不可");
    bench.press("Enter \"昨日\" Enter Enter \"井上\" Enter Enter y");
    assert_eq!(commits(&bench), 1);
    let decision = exported(&bench)["take_outs"][0]["decision"].clone();
    assert_eq!(decision, json!({"result": "refused", "on": "2026-11-21", "by": "S-2", "note": "紙は不可"}));
    assert!(bench.app.layers.is_empty(), "{}", bench.screen());
}

/// Whether the law asks for a report is the decision of whoever is named: of somebody else it has a day of its own.
#[test]
fn an_assessment_of_somebody_else_asks_for_its_day() {
    let text = encode(&office());
    let incident =
        r#""incidents": [{"id": "R8-001", "kind": "other", "known_at": "2026-11-20T09:10"}], "groups""#;
    let register = decode(text.replacen("\"groups\"", incident, 1).as_bytes(), &|_| None).unwrap();
    for (who, asks) in [("石田", false), ("井上", true)] {
        let mut bench = Bench::new(register.clone(), Lang::Ja, NARROW);
        bench.press(&format!("7 h d Down Enter \"{who}\" Enter \"暗号化\" Enter"));
        // The answers do not speak for it: that is asked first.
        bench.press("y");
        if asks {
            assert_eq!(commits(&bench), 0, "{}", bench.screen());
            bench.press("\"11/21\" Enter");
            bench.shows("井上 正さんによる");
            bench.press("y");
        }
        let authority = exported(&bench)["incidents"][0]["authority"].clone();
        let day = if asks { "2026-11-21" } else { "2026-11-22" };
        assert_eq!(authority["assessed_on"], day, "{who}: {authority}\n{}", bench.screen());
        assert_eq!(authority["assessment_reason"], "暗号化");
    }
}
