//! What is asked about, a line of `apply` each; a key and a form plan the same change.

use crate::{
    policy::Policy,
    register::{
        Date, Lang, Register,
        document::{Request, decode},
    },
};

use super::{doubts, in_words};

fn today() -> Date {
    "2026-11-22".parse().unwrap()
}

/// S-9 has left, D-2 is lost, D-3 is out with T-3, T-1 is approved.
fn office() -> Register {
    let text = r#"{"format": "mcs-register/1",
        "staff": [{"id": "S-1", "name": "港 花子"}, {"id": "S-9", "name": "大野 満", "left_on": "2026-03-31"}],
        "devices": [{"id": "D-1", "name": "iPad 1号", "status": "in-use", "holder": "S-1", "lent_on": "2026-04-01"},
            {"id": "D-2", "name": "iPad 2号", "status": "lost"}, {"id": "D-3", "status": "in-use"},
            {"id": "D-4", "ownership": "personal", "holder": "S-1", "byod_approved_on": "2026-04-01"}],
        "take_outs": [
            {"id": "T-1", "device": "D-1", "requester": "S-1", "content": "3名分",
             "decision": {"result": "approved", "on": "2026-11-20", "by": "S-1"}},
            {"id": "T-2", "device": "D-2", "requester": "S-1"},
            {"id": "T-3", "device": "D-3", "requester": "S-1", "out_on": "2026-11-10"},
            {"id": "T-4", "device": "D-3", "requester": "S-1"},
            {"id": "T-5", "requester": "S-9"}],
        "groups": [{"id": "G-1", "kind": "patient", "memberships": [
            {"id": "M-9", "person": "S-9", "released_on": "2026-04-01"}, {"id": "M-8", "person": "S-9"}]}]}"#;
    decode(text.as_bytes(), &|_| None).unwrap()
}

/// What is asked about a line, in English.
fn asked(line: &str) -> Vec<String> {
    let register = office();
    let request = Request::read(line.as_bytes()).unwrap();
    let command = request.command(&register, today(), &|_| None).unwrap();
    let change = command.plan(&register, today()).unwrap();
    let found = doubts(&register, &Policy::minato().unwrap(), &command, &change, today());
    found.iter().map(|doubt| doubt.say(&register, Lang::En)).collect()
}

fn set(subject: &str, fields: &str) -> Vec<String> {
    asked(&format!(r#"{{"command": "set", "subject": "{subject}", "fields": {fields}}}"#))
}

fn add(kind: &str, record: &str) -> Vec<String> {
    let group = if kind == "membership" { r#""group": "G-1", "# } else { "" };
    asked(&format!(r#"{{"command": "add", "kind": "{kind}", {group}"record": {record}}}"#))
}

fn fact(fact: &str) -> Vec<String> {
    asked(&format!(r#"{{"command": "facts", "on": "2026-11-22", "facts": [{fact}]}}"#))
}

const LOST: &str = "D-2 (iPad 2号) is recorded as: lost.";
const OUT: &str = "D-3 has been out with T-3 (港 花子) since 2026-11-10 and is not recorded as returned.";
const LEFT: &str = "大野 満 (S-9) left on 2026-03-31.";

#[test]
fn a_device_that_is_gone_or_still_out_is_asked_about_when_it_is_asked_for_approved_or_taken_along() {
    for (device, waiting, doubt) in [("D-2", "T-2", LOST), ("D-3", "T-4", OUT)] {
        let new = format!(r#"{{"id": "T-9", "device": "{device}", "requester": "S-1""#);
        assert_eq!(add("take-out", &format!("{new}}}")), [doubt]);
        let decided = |result: &str| {
            fact(&format!(
                r#"{{"fact": "take-out-decided", "take_out": "{waiting}", "result": "{result}", "by": "S-1"}}"#
            ))
        };
        assert_eq!(decided("approved"), [doubt]);
        assert!(decided("refused").is_empty());
        assert_eq!(fact(&format!(r#"{{"fact": "take-out-left", "take_out": "{waiting}"}}"#)), [doubt]);
        assert_eq!(set("take-out/T-5", &format!(r#"{{"device": "{device}", "requester": "S-1"}}"#)), [doubt]);
        // What is over, or says something else, is not asked about.
        let over = format!(r#"{new}, "out_on": "2026-05-01", "returned_on": "2026-05-02"}}"#);
        assert!(add("take-out", &over).is_empty());
        assert!(set(&format!("take-out/{waiting}"), r#"{"content": "記録"}"#).is_empty());
    }
    assert!(fact(r#"{"fact": "take-out-returned", "take_out": "T-3"}"#).is_empty());
    assert_eq!(fact(r#"{"fact": "device-lent", "device": "D-2", "staff": "S-1"}"#), [LOST]);
}

#[test]
fn who_left_is_asked_about_when_they_ask_get_a_device_or_are_invited() {
    assert_eq!(add("take-out", r#"{"id": "T-9", "requester": "S-9"}"#), [LEFT]);
    assert_eq!(set("take-out/T-5", r#"{"decision": {"result": "approved", "on": "2026-11-22"}}"#), [LEFT]);
    assert_eq!(fact(r#"{"fact": "device-lent", "device": "D-1", "staff": "S-9"}"#), [LEFT]);
    assert_eq!(fact(r#"{"fact": "invitation-approved", "membership": "M-8", "by": "S-1"}"#), [LEFT]);
    assert_eq!(set("membership/M-8", r#"{"invited_on": "2026-11-01"}"#), [LEFT]);
    assert!(set("membership/M-8", r#"{"released_on": "2026-11-01"}"#).is_empty());
    // What was before they left is written down.
    assert!(set("membership/M-9", r#"{"approved_on": "2025-11-01"}"#).is_empty());
    assert!(
        set(
            "device/D-1",
            r#"{"holder": "S-9", "lent_on": "2026-01-01", "returned_on": "2026-02-01", "status": "spare"}"#
        )
        .is_empty()
    );
}

#[test]
fn a_decision_that_is_opened_again_and_a_device_returned_in_use_are_asked_about() {
    let opened = set("take-out/T-1", r#"{"content": "60名分"}"#);
    assert!(matches!(opened.as_slice(), [one] if one.starts_with("Take-outs T-1 was decided")), "{opened:?}");
    assert!(set("take-out/T-1", r#"{"content": "2名分", "decision": {"on": "2026-11-22"}}"#).is_empty());
    assert!(set("take-out/T-1", r#"{"decision": null}"#).is_empty(), "as it was typed");
    let lent = fact(r#"{"fact": "device-lent", "device": "D-4", "staff": "S-9"}"#);
    assert!(matches!(lent.as_slice(), [one, two] if one.contains("D-4") && two == LEFT), "{lent:?}");
    assert_eq!(
        set("device/D-1", r#"{"returned_on": "2026-11-20"}"#),
        ["D-1 (iPad 1号) is returned and stays in use (held by 港 花子 (S-1))."]
    );
    assert!(set("device/D-1", r#"{"returned_on": "2026-11-20", "status": "spare"}"#).is_empty());
}

#[test]
fn a_name_that_is_there_in_other_kanji_is_asked_about_once() {
    let there = ["港 花子 (S-1) is recorded under the same name: look whether it is the same person."];
    for (kind, name) in [("staff", "港　花子"), ("partner", "港花子")] {
        assert_eq!(add(kind, &format!(r#"{{"id": "X-1", "name": "{name}"}}"#)), there, "{kind}");
    }
    assert_eq!(set("staff/S-9", r#"{"name": "港 花子"}"#), there);
    assert!(set("staff/S-9", r#"{"name": "大野　満"}"#).is_empty(), "its own");
    assert!(add("staff", r#"{"id": "X-1", "name": "港 花"}"#).is_empty());
    assert!(add("staff", r#"{"id": "X-1", "name": " "}"#).is_empty(), "no name");
}

#[test]
fn each_doubt_is_named_once_and_many_are_counted() {
    let facts: Vec<String> =
        ["T-2", "T-4", "T-5"].map(|id| format!(r#"{{"fact": "take-out-left", "take_out": "{id}"}}"#)).into();
    let line = format!(r#"{{"command": "facts", "on": "2026-11-22", "facts": [{}]}}"#, facts.join(", "));
    assert_eq!(asked(&line), [LOST, OUT, LEFT]);
    let register = office();
    let opened = |id: &str| super::Doubt::OpenedAgain {
        record: crate::register::subject::Subject::TakeOut(crate::register::id::TakeOutId::trusted(id)),
    };
    let left = |n: i64| super::Doubt::Left {
        person: crate::register::id::PersonId::trusted("S-9"),
        left_on: today().plus_days(-n),
    };
    let many: Vec<super::Doubt> = (1..=7).map(left).collect();
    let many = in_words(&many, &register, Lang::Ja);
    assert!(many.ends_with("2026-11-18で退職しています。ほかに3件あります。"), "{many}");
    // What is alike but for the record is one sentence.
    let alike: Vec<super::Doubt> = ["T-1", "T-2", "T-3", "T-4", "T-5"].map(opened).into();
    let said = in_words(&alike, &register, Lang::Ja);
    assert!(
        said.contains("T-4") && said.contains("ほか1件は、今の内容で") && !said.contains("T-5"),
        "{said}"
    );
    assert_eq!(said.matches('。').count(), 2, "{said}");
    let said = in_words(&alike[..3], &register, Lang::En);
    assert!(
        said.ends_with("The same holds for take-out T-2, take-out T-3.") || said.contains("T-3"),
        "{said}"
    );
    assert_eq!(said.matches("was decided as it stands").count(), 1, "{said}");
}
