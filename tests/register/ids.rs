//! Ids with a blank at an end: refused at the door, and put right where an earlier version took them in.

use std::collections::BTreeMap;

use crate::support::arbitrary;
use mcs_register::{
    policy::Rule,
    register::{
        Change, Command, Date, Key, Record, RecordKind, Refusal, Register, Rename,
        document::{self, Fault, Request, command_to_json, decode, decode_untrimmed, encode},
        id::{GroupId, IdFault, MembershipId, has_blank_end},
        rename::{trim_ids, untrimmed},
        subject::Subject,
        undo,
    },
};
use proptest::prelude::*;
use serde_json::Value;

fn flags(rule: &str) -> Option<&'static [RecordKind]> {
    Rule::from_name(rule).map(Rule::waivable)
}

#[allow(clippy::unnecessary_wraps, reason = "what a decoder asks for")]
fn any_rule(_: &str) -> Option<&'static [RecordKind]> {
    Some(&[
        RecordKind::Office,
        RecordKind::Filing,
        RecordKind::Staff,
        RecordKind::Partner,
        RecordKind::Device,
        RecordKind::TakeOut,
        RecordKind::Group,
        RecordKind::Membership,
        RecordKind::Incident,
    ])
}

fn today() -> Date {
    "2026-11-22".parse().unwrap()
}

/// Every kind of record, everything that can name one, a signed review and a sent report.
const OFFICE: &str = r#"{
  "format": "mcs-register/1",
  "office": {"name": "みなと訪問看護", "manager": "S-001"},
  "filings": [{"id": "F-1", "kind": "application"}],
  "staff": [{"id": "S-001", "name": "港 花子"}, {"id": "S-002", "name": "石田 早苗"}],
  "partners": [{"id": "P-001", "name": "築港 一郎"}],
  "devices": [{"id": "D-001", "holder": "S-001"}],
  "take_outs": [{"id": "T-001", "device": "D-001", "requester": "S-001", "checked_by": "S-001",
    "decision": {"result": "approved", "by": "S-001", "countersigned_by": "S-002"}}],
  "groups": [
    {"id": "G-000", "kind": "free"},
    {"id": "G-001", "kind": "patient", "attending_doctor": "P-001", "memberships": [
      {"id": "M-1", "person": "S-001", "invited_by": "S-002", "approved_by": "S-001", "released_by": "S-001"},
      {"id": "M-2", "person": "P-001", "invited_by": "P-001"}],
     "reviews": [
      {"signed_on": "2026-08-01", "reviewer": "S-001", "countersigned_by": "S-002", "decisions": [
        {"membership": "M-1", "decision": "keep"},
        {"membership": "M-2", "decision": "ask", "question": {"whom": "P-001"}}]},
      {"begun_on": "2026-11-01", "reviewer": "S-001", "decisions": [{"membership": "M-2"}]}]}],
  "incidents": [{"id": "R8-001", "kind": "device-loss", "reporter": "S-001", "person": "S-002", "device": "D-001",
    "groups": ["G-001"], "first_response": [{"by": "S-001"}], "authority": {"assessed_by": "S-001"},
    "reports": [{"to": "secretariat", "stage": "first", "written_by": "S-001", "sent_on": "2026-11-20",
      "paper": {"title": "G-001 S-001"}}]}],
  "waivers": [
    {"rule": "a", "subject": "staff/S-001", "reason": "r", "approved_by": "S-001", "until": "2027-03-31"},
    {"rule": "a", "subject": "partner/P-001", "reason": "r", "approved_by": "S-001", "until": "2027-03-31"},
    {"rule": "a", "subject": "device/D-001", "reason": "r", "approved_by": "S-001", "until": "2027-03-31"},
    {"rule": "a", "subject": "take-out/T-001", "reason": "r", "approved_by": "S-001", "until": "2027-03-31"},
    {"rule": "a", "subject": "group/G-001", "reason": "r", "approved_by": "S-001", "until": "2027-03-31"},
    {"rule": "a", "subject": "membership/M-1", "reason": "r", "approved_by": "S-001", "until": "2027-03-31"},
    {"rule": "a", "subject": "incident/R8-001", "reason": "r", "approved_by": "S-001", "until": "2027-03-31"},
    {"rule": "a", "subject": "filing/F-1", "reason": "r", "approved_by": "S-001", "until": "2027-03-31"}
  ]
}"#;

/// The fields that name a record, by what they name: worked out here by hand, and not by the program.
const PEOPLE: [&str; 18] = [
    "manager",
    "holder",
    "requester",
    "by",
    "countersigned_by",
    "checked_by",
    "attending_doctor",
    "person",
    "invited_by",
    "approved_by",
    "released_by",
    "reviewer",
    "whom",
    "reporter",
    "assessed_by",
    "written_by",
    "explained_by",
    "decided_by",
];

/// New ids by `space/id`, where staff and partners share the space `people`.
type NewIds = BTreeMap<String, String>;

/// Puts other ids into a document, field by field.
fn put(value: &mut Value, section: &str, ids: &NewIds) {
    let new = |space: &str, id: &str| ids.get(&format!("{space}/{id}")).cloned();
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| put(item, section, ids)),
        Value::Object(fields) => {
            for (name, field) in fields {
                let space = match (section, name.as_str()) {
                    (_, "paper") => continue,
                    ("filings" | "devices" | "take_outs" | "incidents" | "groups" | "memberships", "id") => {
                        section
                    }
                    ("staff" | "partners", "id") => "people",
                    (_, "device") => "devices",
                    ("filings", "group") => "groups",
                    (_, "membership") => "memberships",
                    (_, name) if PEOPLE.contains(&name) => "people",
                    ("incidents", "groups") => {
                        for id in field.as_array_mut().unwrap() {
                            if let Some(to) = new("groups", id.as_str().unwrap()) {
                                *id = to.into();
                            }
                        }
                        continue;
                    }
                    (_, "subject") => {
                        let subject = field.as_str().unwrap().to_owned();
                        if let Some((kind, id)) = subject.split_once('/') {
                            let space = match kind {
                                "staff" | "partner" => "people".to_owned(),
                                "take-out" => "take_outs".to_owned(),
                                kind => format!("{kind}s"),
                            };
                            if let Some(to) = new(&space, id) {
                                *field = format!("{kind}/{to}").into();
                            }
                        }
                        continue;
                    }
                    (_, "memberships" | "reviews" | "decisions") => {
                        put(field, name, ids);
                        continue;
                    }
                    _ => {
                        put(field, section, ids);
                        continue;
                    }
                };
                if let Some(to) = field.as_str().and_then(|id| new(space, id)) {
                    *field = to.into();
                }
            }
        }
        _ => {}
    }
}

fn with_ids(text: &str, ids: &NewIds) -> String {
    let mut value: Value = serde_json::from_str(text).unwrap();
    for (section, rows) in value.as_object_mut().unwrap() {
        if section == "office" || rows.is_array() {
            put(rows, section, ids);
        }
    }
    value.to_string()
}

/// Every id of a register by its space, in the order of the document.
fn ids_of(register: &Register) -> Vec<(&'static str, String)> {
    let mut ids = Vec::new();
    ids.extend(register.filings().iter().map(|row| ("filings", row.id.to_string())));
    ids.extend(register.staff().iter().map(|row| ("people", row.id.to_string())));
    ids.extend(register.partners().iter().map(|row| ("people", row.id.to_string())));
    ids.extend(register.devices().iter().map(|row| ("devices", row.id.to_string())));
    ids.extend(register.take_outs().iter().map(|row| ("take_outs", row.id.to_string())));
    for group in register.groups() {
        ids.push(("groups", group.sheet.id.to_string()));
        ids.extend(group.memberships.iter().map(|row| ("memberships", row.id.to_string())));
    }
    ids.extend(register.incidents().iter().map(|row| ("incidents", row.id.to_string())));
    ids
}

fn repair(register: &Register) -> Change {
    Command::Rename { ids: untrimmed(register) }.plan(register, today()).unwrap()
}

/// Carried out, taken back and done again.
fn there_and_back(register: &Register) -> Register {
    let change = repair(register);
    assert!(change.breaks_seal().is_none() && change.renames().is_some());
    let mut now = register.clone();
    now.index_memberships();
    now.apply(&change).unwrap();
    let back = undo::way_back(&now, &change).unwrap();
    assert!(back.renames().is_some());
    let mut former = now.clone();
    former.apply(&back).unwrap();
    assert_eq!(former, *register);
    former.apply(&undo::way_back(&former, &back).unwrap()).unwrap();
    assert_eq!(former, now);
    // As a verification walks back, entry by entry.
    for step in change.records.iter().rev() {
        former.take_back(step).unwrap();
    }
    assert_eq!(former, *register);
    for group in now.groups() {
        for row in &group.memberships {
            assert_eq!(now.membership(&row.id).unwrap().0.sheet.id, group.sheet.id);
        }
    }
    now
}

const BLANKS: [&str; 6] = [" ", "\u{3000}", "\u{A0}", "\u{2003}", "  ", " \u{3000}"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn blanks_put_at_the_ends_of_ids_are_taken_away_again_and_nothing_else(
        register in arbitrary::register(),
        which in prop::collection::vec((any::<prop::sample::Index>(), 0..BLANKS.len(), any::<bool>()), 1..8),
    ) {
        let ids = ids_of(&register);
        let mut new = NewIds::new();
        for (place, blank, before) in which {
            if ids.is_empty() {
                break;
            }
            let (space, id) = place.get(&ids);
            let blank = BLANKS[blank];
            let to = if before { format!("{blank}{id}") } else { format!("{id}{blank}") };
            if to.chars().count() <= 64 {
                new.insert(format!("{space}/{id}"), to);
            }
        }
        let text = with_ids(&encode(&register), &new);
        let old = decode_untrimmed(text.as_bytes(), &flags).unwrap();
        let found = untrimmed(&old);
        prop_assert_eq!(found.len(), new.len());
        if new.is_empty() {
            prop_assert_eq!(&old, &register);
            let command = Command::Rename { ids: found };
            prop_assert_eq!(command.plan(&old, today()), Err(Refusal::NothingChanged));
        } else {
            prop_assert!(matches!(
                decode(text.as_bytes(), &flags).unwrap_err().fault,
                Fault::BadId(IdFault::BlankEnd)
            ));
            prop_assert_eq!(there_and_back(&old), register.clone());
            let mut taken_in = old;
            prop_assert_eq!(trim_ids(&mut taken_in), found);
            prop_assert_eq!(taken_in, register);
        }
    }

    #[test]
    fn ids_that_differ_in_blanks_alone_get_ids_of_their_own(
        register in arbitrary::register(),
        which in prop::collection::vec(
            (any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..BLANKS.len()), 1..6),
    ) {
        let ids = ids_of(&register);
        let mut new = NewIds::new();
        for (place, other, blank) in which {
            if ids.is_empty() {
                break;
            }
            let (space, id) = place.get(&ids);
            // The id of another record of the kind, but for a blank.
            let same: Vec<&String> =
                ids.iter().filter(|(other, _)| other == space).map(|(_, id)| id).collect();
            let to = format!("{}{}", other.get(&same), BLANKS[blank]);
            if to.chars().count() <= 64 && !new.values().any(|taken| *taken == to) {
                new.insert(format!("{space}/{id}"), to);
            }
        }
        let text = with_ids(&encode(&register), &new);
        let old = decode_untrimmed(text.as_bytes(), &flags).unwrap();
        if new.is_empty() {
            return Ok(());
        }
        let now = there_and_back(&old);
        prop_assert!(untrimmed(&now).is_empty());
        // The same register under other names: with the new ids put in by hand it is the same document.
        let given: NewIds = untrimmed(&old).iter().map(|rename| {
            let space = match rename.subject.kind() {
                RecordKind::Staff | RecordKind::Partner => "people",
                kind => kind.list(),
            };
            (format!("{space}/{}", rename.subject.id()), rename.to.clone())
        }).collect();
        let by_hand = decode(with_ids(&encode(&old), &given).as_bytes(), &flags).unwrap();
        prop_assert_eq!(&by_hand, &now);
        prop_assert_eq!(decode(encode(&now).as_bytes(), &flags).unwrap(), now);
    }
}

fn blanked(ids: &[(&str, &str)]) -> (Register, Register) {
    let register = decode(OFFICE.as_bytes(), &any_rule).unwrap();
    let new = ids.iter().map(|(id, to)| ((*id).to_owned(), (*to).to_owned())).collect();
    let old = decode_untrimmed(with_ids(OFFICE, &new).as_bytes(), &any_rule).unwrap();
    (register, old)
}

#[test]
fn a_record_of_every_kind_is_renamed_with_all_that_names_it_and_what_is_sealed() {
    let every = [
        ("filings/F-1", "F-1 "),
        ("people/S-001", "S-001\u{3000}"),
        ("people/P-001", " P-001"),
        ("devices/D-001", "D-001 "),
        ("take_outs/T-001", "T-001 "),
        ("groups/G-001", "G-001 "),
        ("memberships/M-1", "M-1 "),
        ("incidents/R8-001", "\u{A0}R8-001"),
    ];
    for one in every {
        let (register, old) = blanked(&[one]);
        assert_ne!(old, register);
        assert_eq!(there_and_back(&old), register, "{one:?}");
    }
    let (register, old) = blanked(&every);
    assert_eq!(untrimmed(&old).len(), every.len());
    assert_eq!(there_and_back(&old), register);
    // What was sent is word for word what was sent.
    assert!(encode(&register).contains("\"G-001 S-001\""));
}

#[test]
fn where_the_trimmed_id_is_taken_the_next_free_one_is_given() {
    let text = r#"{"format": "mcs-register/1",
      "staff": [{"id": "S-1"}, {"id": "S-1 "}, {"id": " S-1"}, {"id": "S-1-2"}],
      "partners": [{"id": "　S-1"}],
      "groups": [{"id": "長_ ", "kind": "free"}, {"id": "長_", "kind": "free"}],
      "incidents": [{"id": "R8-001", "kind": "other"}, {"id": "R8-001 ", "kind": "other"},
        {"id": "事故 ", "kind": "other"}, {"id": "事故", "kind": "other"}, {"id": "R8-004", "kind": "other"}]}"#;
    let text = text.replace("長_", &"長".repeat(63));
    let old = decode_untrimmed(text.as_bytes(), &any_rule).unwrap();
    let given: Vec<(String, String)> =
        untrimmed(&old).into_iter().map(|rename| (rename.subject.to_string(), rename.to)).collect();
    let cut = format!("{}-2", "長".repeat(62));
    let expected = [
        ("staff/S-1 ", "S-1-3"),
        ("staff/ S-1", "S-1-4"),
        ("partner/　S-1", "S-1-5"),
        (&format!("group/{} ", "長".repeat(63)), cut.as_str()),
        // `R8-001-2` would be the number of a report.
        ("incident/R8-001 ", "R8-005"),
        ("incident/事故 ", "事故-2"),
    ];
    let given: Vec<(&str, &str)> = given.iter().map(|(from, to)| (from.as_str(), to.as_str())).collect();
    assert_eq!(given, expected);
    there_and_back(&old);
}

#[test]
fn no_other_id_is_renamed_and_no_id_is_given_twice() {
    let (_, old) = blanked(&[("groups/G-001", "G-001 "), ("people/S-001", "S-001 ")]);
    let plan = |subject: &str, to: &str| {
        let ids = vec![Rename { subject: Subject::parse(subject).unwrap(), to: to.to_owned() }];
        Command::Rename { ids }.plan(&old, today())
    };
    assert!(plan("group/G-001 ", "G-7").is_ok());
    assert_eq!(plan("group/G-000", "G-7"), Err(Refusal::IdIsFixed));
    assert_eq!(plan("group/G-001 ", "G-000"), Err(Refusal::IdTaken("G-000".into())));
    assert_eq!(plan("group/G-001 ", " G"), Err(Refusal::BadId(IdFault::BlankEnd)));
    assert_eq!(plan("group/G-001 ", ""), Err(Refusal::BadId(IdFault::Blank)));
    assert_eq!(plan("group/G-001", "G"), Err(Refusal::Gone(Subject::parse("group/G-001").unwrap())));
    assert_eq!(plan("staff/S-001 ", "P-001"), Err(Refusal::IdTaken("P-001".into())));
    let twice = vec![Rename { subject: Subject::parse("group/G-001 ").unwrap(), to: "G-1".to_owned() }; 2];
    assert!(Command::Rename { ids: twice }.plan(&old, today()).is_err());
}

#[test]
fn a_seal_is_broken_by_anything_beside_the_renaming() {
    let (_, old) =
        blanked(&[("groups/G-001", "G-001 "), ("people/S-001", "S-001 "), ("memberships/M-1", "M-1 ")]);
    let whole = repair(&old);
    let refused = |change: &Change| {
        let mut register = old.clone();
        register.apply(change).is_err() && register == old
    };
    assert!(!refused(&whole));
    // One decision, one day, one name otherwise than it was signed or sent; one record left out; one beside.
    let mut forged = 0;
    for place in 0..whole.records.len() {
        let mut change = whole.clone();
        match &mut change.records[place].after {
            Some(Record::Review(review)) if review.signed_on.is_some() => {
                review.signed_on = Some(today());
            }
            Some(Record::Incident(incident)) => incident.reports[0].sent_on = Some(today()),
            _ => continue,
        }
        forged += 1;
        assert!(refused(&change), "{place}");
        let mut change = whole.clone();
        match &mut change.records[place].after {
            Some(Record::Review(review)) => review.decisions.truncate(1),
            Some(Record::Incident(incident)) => incident.cause = Some("別".into()),
            _ => unreachable!(),
        }
        assert!(refused(&change), "{place}");
    }
    assert!(forged >= 2, "{forged}");
    // What is changed beside it, if only the name of a person, is no renaming.
    let mut change = whole.clone();
    for record in &mut change.records {
        if let (None, Some(Record::Staff(staff))) = (&record.before, &mut record.after) {
            staff.name = Some("別の人".into());
        }
    }
    assert!(change.renames().is_none() && refused(&change));
    // A renaming from a good id to another is none, however consistent.
    let mut change = whole.clone();
    for record in &mut change.records {
        let text = |record: &Record| {
            document::record_to_json(record)
                .replace("G-001 ", "G-1x")
                .replace("S-001 ", "S-1x")
                .replace("M-1 ", "M-1x")
        };
        let again = |record: &Option<Record>| {
            record.as_ref().map(|row| document::record_from_json(row.kind(), &text(row)).unwrap())
        };
        (record.before, record.after) = (again(&record.before), again(&record.after));
        record.key = match record.key.clone() {
            Key::Group(id) if has_blank_end(id.as_str()) => Key::Group(GroupId::trusted("G-1x")),
            Key::Review(id, place) if has_blank_end(id.as_str()) => {
                Key::Review(GroupId::trusted("G-1x"), place)
            }
            Key::Membership(group, id) => {
                let swap = |text: &str| text.replace("G-001 ", "G-1x").replace("M-1 ", "M-1x");
                Key::Membership(
                    GroupId::trusted(&swap(group.as_str())),
                    MembershipId::trusted(&swap(id.as_str())),
                )
            }
            key => key,
        };
    }
    assert!(change.renames().is_none() && change.breaks_seal().is_some());
}

#[test]
fn a_renaming_is_not_taken_back_past_what_came_to_name_the_new_id() {
    let (_, mut register) = blanked(&[("people/S-001", "S-001 ")]);
    let change = repair(&register);
    register.apply(&change).unwrap();
    let line = r#"{"command":"add","kind":"device","record":{"id":"D-9","holder":"S-001"}}"#;
    let request = Request::read(line.as_bytes()).unwrap();
    let lent = request.command(&register, today(), &flags).unwrap().plan(&register, today()).unwrap();
    register.apply(&lent).unwrap();
    assert!(matches!(undo::way_back(&register, &change), Err(Refusal::ChangedMeanwhile(_))));
    register.apply(&undo::way_back(&register, &lent).unwrap()).unwrap();
    assert!(undo::way_back(&register, &change).is_ok());
}

#[test]
fn the_command_is_a_line_that_names_all_some_or_what_they_become() {
    let (register, old) = blanked(&[("groups/G-001", "G-001 "), ("people/S-001", "S-001 ")]);
    let command =
        |line: &str| Request::read(line.as_bytes()).unwrap().command(&old, today(), &flags).unwrap();
    let all = command(r#"{"command":"rename"}"#);
    assert_eq!(command(&command_to_json(&all)), all);
    let mut now = old.clone();
    now.apply(&all.plan(&old, today()).unwrap()).unwrap();
    assert_eq!(now, register);
    let page = include_str!("../../docs/apply.md").lines();
    let examples: Vec<&str> = page.filter(|line| line.starts_with(r#"{"command":"rename""#)).collect();
    assert_eq!(examples.len(), 2);
    for line in examples {
        assert!(command(line).plan(&old, today()).is_ok(), "{line}");
    }
    let one = command(r#"{"command":"rename","ids":[{"subject":"group/G-001 "}]}"#);
    assert_eq!(one, command(r#"{"command":"rename","ids":[{"subject":"group/G-001 ","to":"G-001"}]}"#));
    let other = command(r#"{"command":"rename","ids":[{"subject":"group/G-001"}]}"#);
    assert!(matches!(other.plan(&old, today()), Err(Refusal::Gone(_))), "a look-up trims nothing");
    let wrong = Request::read(br#"{"command":"rename","ids":[{"subject":"group/G-001 ","too":""}]}"#);
    assert_eq!(wrong.unwrap_err().pointer, "/ids/0/too");
}

#[test]
fn a_command_names_records_exactly_and_takes_in_no_new_id_with_a_blank() {
    let (_, old) = blanked(&[("groups/G-001", "G-001 "), ("people/S-001", "S-001 ")]);
    let run = |line: &str| {
        let request = Request::read(line.as_bytes()).map_err(|error| error.pointer)?;
        let command = request.command(&old, today(), &flags).map_err(|fault| format!("{fault:?}"))?;
        command.plan(&old, today()).map(drop).map_err(|refusal| refusal.to_string())
    };
    for blank in BLANKS {
        for id in [format!("X-1{blank}"), format!("{blank}X-1")] {
            for (kind, more) in [
                ("filing", r#","kind":"other""#),
                ("staff", ""),
                ("partner", ""),
                ("device", ""),
                ("take-out", ""),
                ("group", r#","kind":"free""#),
                ("incident", r#","kind":"other""#),
            ] {
                let line = format!(r#"{{"command":"add","kind":"{kind}","record":{{"id":"{id}"{more}}}}}"#);
                assert_eq!(run(&line), Err("/record/id".to_owned()), "{line}");
            }
            let line = format!(
                r#"{{"command":"add","kind":"membership","group":"G-000","record":{{"id":"{id}","person":"S-002"}}}}"#
            );
            assert_eq!(run(&line), Err("/record/id".to_owned()), "{line}");
        }
    }
    // The old id is the record's name; the trimmed one is nobody's.
    assert!(run(r#"{"command":"set","subject":"staff/S-001 ","fields":{"name":"港"}}"#).is_ok());
    assert!(run(r#"{"command":"set","subject":"staff/S-001","fields":{"name":"港"}}"#).is_err());
    assert!(
        run(r#"{"command":"set","subject":"device/D-001","fields":{"holder":"S-001 "}}"#).is_err(),
        "as it is"
    );
    assert!(run(r#"{"command":"set","subject":"device/D-001","fields":{"holder":"S-001"}}"#).is_err());
    assert!(run(r#"{"command":"set","subject":"device/D-001","fields":{"holder":"S-002 "}}"#).is_err());
}

#[test]
fn documents_are_refused_at_the_place_of_the_id_and_references_are_exact() {
    let pointer = |text: &str| {
        let error = decode(text.as_bytes(), &any_rule).unwrap_err();
        (error.pointer, matches!(error.fault, Fault::BadId(IdFault::BlankEnd)))
    };
    for (space, id, at) in [
        ("filings", "F-1", "/filings/0/id"),
        ("people", "S-002", "/staff/1/id"),
        ("people", "P-001", "/partners/0/id"),
        ("devices", "D-001", "/devices/0/id"),
        ("take_outs", "T-001", "/take_outs/0/id"),
        ("groups", "G-001", "/groups/1/id"),
        ("memberships", "M-2", "/groups/1/memberships/1/id"),
        ("incidents", "R8-001", "/incidents/0/id"),
    ] {
        for blank in BLANKS {
            let new = NewIds::from([(format!("{space}/{id}"), format!("{id}{blank}"))]);
            assert_eq!(pointer(&with_ids(OFFICE, &new)), (at.to_owned(), true));
        }
    }
    let loose = OFFICE.replace(r#""manager": "S-001""#, r#""manager": "S-001 ""#);
    assert_eq!(pointer(&loose), ("/office/manager".to_owned(), false));
    assert_eq!(decode_untrimmed(loose.as_bytes(), &any_rule).unwrap_err().pointer, "/office/manager");
    let loose = OFFICE.replace("staff/S-001", "staff/S-001\u{3000}");
    assert_eq!(pointer(&loose), ("/waivers/0/subject".to_owned(), false));
}
