//! What a row says of a record, laid over what is recorded: new, changed or the same. Every change is one of the program's
//! own commands, so that nothing comes in by this door that is refused at another.

use std::fmt::Write as _;

use serde_json::{Map, Value as Json, json};

use super::session::{Action, Ask, Outcome, Session};
use crate::{
    exchange::{
        matching::{exact_key, group_key},
        question::{Choice, Note, What},
        values::texts,
    },
    register::{
        Command, Key, Record, RecordKind, Refusal,
        contradictions::Contradiction,
        difference,
        document::{record_from_json, record_to_json},
        id::{GroupId, PersonId},
        kana::search_key,
        labels::Holds,
    },
};

/// What a row says of one record.
#[derive(Debug, Clone, Default)]
pub(super) struct Draft {
    /// Pointers into the record with their values and the columns that they come from.
    pub fields: Vec<(String, Json, Option<usize>)>,
    /// The names of those who stand there by their numbers.
    pub names: Vec<(&'static str, String)>,
}

impl Draft {
    /// Says something of a field; what was said before is replaced.
    pub fn set(&mut self, pointer: impl Into<String>, value: impl Into<Json>, place: Option<usize>) {
        let (pointer, value) = (pointer.into(), value.into());
        match self.fields.iter_mut().find(|(known, _, _)| *known == pointer) {
            Some(known) => *known = (pointer, value, place),
            None => self.fields.push((pointer, value, place)),
        }
    }

    /// What is said of a field.
    pub fn get(&self, pointer: &str) -> Option<&Json> {
        self.fields.iter().find(|(known, _, _)| known == pointer).map(|(_, value, _)| value)
    }

    /// Says nothing of a field.
    pub fn drop(&mut self, pointer: &str) {
        self.fields.retain(|(known, _, _)| known != pointer);
    }
}

/// The record that a draft is about.
#[derive(Debug, Clone)]
pub(super) enum Target {
    /// One that is there.
    Known(Key),
    /// A new one, with the number that the file gives, and the group of a membership.
    New(RecordKind, Option<String>, Option<GroupId>),
}

/// Days on which something was done again: the later one is the one that counts.
const DEEDS: &[&str] = &[
    "/mcs/password_changed_on",
    "/inspected_on",
    "/boot_password_changed_on",
    "/lent_on",
    "/pledge/signed_on",
];

/// Lists, which come whole.
const WHOLE: &[&str] = &["/trainings"];

/// Carries a draft out in the register as it would be. Gives the key of its record; nothing where the row is left out or the
/// command is refused.
pub(super) fn settle(session: &mut Session<'_>, row: u32, target: Target, mut draft: Draft) -> Option<Key> {
    if session.is_left(row) {
        return None;
    }
    // What was read on purpose as nothing.
    draft.fields.retain(|(_, value, _)| !value.is_null());
    match target {
        Target::Known(key) => change(session, row, &key, draft).then_some(key),
        Target::New(kind, given, group) => {
            let id = session.number(kind, given.as_deref());
            draft.fields.insert(0, ("/id".to_owned(), Json::String(id), None));
            add(session, row, kind, group.as_ref(), draft)
        }
    }
}

fn add(
    session: &mut Session<'_>,
    row: u32,
    kind: RecordKind,
    group: Option<&GroupId>,
    mut draft: Draft,
) -> Option<Key> {
    let (mut json, mut record);
    loop {
        json = nested(&draft);
        record = read(kind, &json)?;
        let Some(found) = contradiction(None, &record) else { break };
        if !contradicts(session, row, kind, &mut draft, found) {
            break;
        }
        if session.is_left(row) {
            return None;
        }
    }
    let command = Command::Add { record: Box::new(record), group: group.cloned() };
    let change = match command.plan(&session.register, session.years.today) {
        Ok(change) => change,
        Err(refusal) => {
            refused(session, row, refusal);
            return None;
        }
    };
    let record = change.records.first()?;
    let key = record.key.clone();
    let differences = Vec::new();
    if let Some(group) = group
        && let Json::Object(fields) = &mut json
    {
        fields.insert("group".to_owned(), Json::String(group.to_string()));
    }
    if let Json::Object(fields) = &mut json {
        fields.remove("id");
    }
    session.register.apply(&change).ok()?;
    came(session, &key, change.records.first().and_then(|change| change.after.as_ref()));
    touch(session, &key);
    met(session, &key, row);
    session.out.records.push(Outcome {
        row,
        action: Action::New,
        key: key.clone(),
        fields: json,
        names: draft.names,
        differences,
    });
    Some(key)
}

fn change(session: &mut Session<'_>, row: u32, key: &Key, mut draft: Draft) -> bool {
    let Some((_, before)) = session.register.record(key) else { return false };
    let kind = key.kind();
    let Ok(now) = serde_json::from_str::<Json>(&record_to_json(&before)) else { return false };
    for (pointer, value, place) in std::mem::take(&mut draft.fields) {
        let kept = match now.pointer(&pointer) {
            None => None,
            Some(known) if same(known, &value) => Some(known.clone()),
            Some(known) if WHOLE.contains(&pointer.as_str()) => (*known == value).then(|| known.clone()),
            Some(known) if DEEDS.contains(&pointer.as_str()) => {
                // Days are written so that the later is the greater text.
                (known.as_str() >= value.as_str()).then(|| {
                    let [kept, file] = [known, &value].map(said);
                    session.note(
                        row,
                        place,
                        Note::Older { label: session.label(kind, &pointer), kept, file },
                    );
                    known.clone()
                })
            }
            Some(known) => {
                (!differs(session, row, kind, &pointer, known, &value, place)).then(|| known.clone())
            }
        };
        draft.fields.push((pointer, kept.unwrap_or(value), place));
    }
    if session.is_left(row) {
        return false;
    }
    let after = loop {
        let mut json = now.clone();
        draft.fields.iter().for_each(|(pointer, value, _)| put(&mut json, pointer, value.clone()));
        let Some(after) = read(kind, &json) else { return false };
        let Some(found) = contradiction(Some(&before), &after) else {
            break after;
        };
        if !contradicts(session, row, kind, &mut draft, found) {
            break after;
        }
        if session.is_left(row) {
            return false;
        }
    };
    let mut shown = nested(&draft);
    if let (Key::Membership(group, _), Json::Object(fields)) = (key, &mut shown) {
        fields.insert("group".to_owned(), Json::String(group.to_string()));
    }
    let mut outcome = Outcome {
        row,
        action: Action::Same,
        key: key.clone(),
        fields: shown,
        names: draft.names,
        differences: Vec::new(),
    };
    if after != before {
        let command = Command::Edit {
            key: key.clone(),
            before: Box::new(before.clone()),
            after: Box::new(after.clone()),
        };
        match command.plan(&session.register, session.years.today) {
            Ok(change) => {
                if session.register.apply(&change).is_err() {
                    return false;
                }
                touch(session, key);
                outcome.action = Action::Change;
                outcome.differences = difference(Some(&before), Some(&after));
                if outcome.differences.iter().any(|difference| difference.path == "/name") {
                    came(session, key, Some(&after));
                }
            }
            Err(Refusal::NothingChanged) => {}
            Err(refusal) => {
                refused(session, row, refusal);
                return false;
            }
        }
    }
    met(session, key, row);
    push(session, outcome);
    true
}

/// One row is about one record once: what it adds to a record that it has just made belongs to that.
fn push(session: &mut Session<'_>, outcome: Outcome) {
    let mut lately = session.out.records.iter_mut().rev().take(3);
    let Some(known) = lately.find(|known| known.row == outcome.row && known.key == outcome.key) else {
        session.out.records.push(outcome);
        return;
    };
    if let (Json::Object(fields), Json::Object(more)) = (&mut known.fields, outcome.fields) {
        fields.extend(more);
    }
    if known.action == Action::Same {
        known.action = outcome.action;
    }
    known.names.extend(outcome.names);
    known.differences.extend(outcome.differences);
}

/// Whether the value of the file takes the place of another one. Asked once for the field, and for all rows alike.
fn differs(
    session: &mut Session<'_>,
    row: u32,
    kind: RecordKind,
    pointer: &str,
    known: &Json,
    value: &Json,
    place: Option<usize>,
) -> bool {
    let [before, after] = [known, value].map(said);
    let what = What::Differs { label: session.label(kind, pointer), before, after };
    let answer = session.ask(Ask {
        key: format!("differs:/{}{pointer}", kind.word()),
        row,
        place,
        what,
        choices: vec![Choice::Change, Choice::Keep, Choice::LeaveRow],
        alike: true,
    });
    answer != Some(Choice::Keep)
}

/// Asks which of two facts is so; gives whether one was dropped. Until it is answered, the one that the other cannot lie
/// before is left open.
fn contradicts(
    session: &mut Session<'_>,
    row: u32,
    kind: RecordKind,
    draft: &mut Draft,
    found: Contradiction,
) -> bool {
    let pointer_of = |label: crate::register::labels::Label| {
        let mut pointers = draft.fields.iter().map(|(pointer, _, place)| (pointer.clone(), *place));
        pointers.find(|(pointer, _)| kind.field(pointer).is_some_and(|described| described.label == label))
    };
    let (earlier, later) = (pointer_of(found.label), pointer_of(found.than));
    let choices = earlier.iter().chain(&later).map(|(pointer, _)| Choice::Take(pointer.clone()));
    let choices = choices.chain([Choice::LeaveRow]).collect();
    let place = later.as_ref().or(earlier.as_ref()).and_then(|(_, place)| *place);
    let what = What::Contradicts(found);
    let key = format!("contradicts:/{}/{}", kind.word(), found.field);
    let answer = session.ask(Ask { key, row, place, what, choices, alike: false });
    let keep = match answer {
        Some(Choice::Take(pointer)) => Some(pointer),
        _ => None,
    };
    let dropped: Option<&String> = match (&earlier, &later) {
        (Some((earlier, _)), Some((later, _))) => {
            Some(if keep.as_ref() == Some(later) { earlier } else { later })
        }
        (Some((only, _)), None) | (None, Some((only, _))) => Some(only),
        (None, None) => None,
    };
    let Some(dropped) = dropped.cloned() else { return false };
    draft.drop(&dropped);
    true
}

fn refused(session: &mut Session<'_>, row: u32, refusal: Refusal) {
    let key = "refused".to_owned();
    let what = What::Refused(refusal);
    session.ask(Ask { key, row, place: None, what, choices: vec![Choice::LeaveRow], alike: false });
}

/// What comes in and cannot be right. What is recorded already is held.
fn contradiction(before: Option<&Record>, after: &Record) -> Option<Contradiction> {
    let held = before.map(Record::contradictions).unwrap_or_default();
    after.contradictions().into_iter().find(|found| !held.contains(found))
}

fn read(kind: RecordKind, json: &Json) -> Option<Record> {
    record_from_json(kind, &json.to_string()).ok()
}

/// Whether two values say the same.
fn same(one: &Json, other: &Json) -> bool {
    match (one, other) {
        (Json::String(one), Json::String(other)) => texts::same(one, other),
        _ => one == other,
    }
}

/// The fields of a draft as the register document holds them.
fn nested(draft: &Draft) -> Json {
    let mut json = Json::Object(Map::new());
    draft.fields.iter().for_each(|(pointer, value, _)| put(&mut json, pointer, value.clone()));
    json
}

/// Puts a value where a pointer leads; objects on the way are made.
fn put(json: &mut Json, pointer: &str, value: Json) {
    let mut at = json;
    let mut steps = pointer.split('/').skip(1).peekable();
    while let Some(step) = steps.next() {
        let Json::Object(fields) = at else { return };
        let next = fields.entry(step).or_insert_with(|| json!({}));
        if steps.peek().is_none() {
            *next = value;
            return;
        }
        at = next;
    }
}

/// Whether a field holds a fixed word, a person and so on.
pub(super) fn holds(kind: RecordKind, pointer: &str) -> Option<Holds> {
    kind.field(pointer).map(|described| described.holds)
}

fn said(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        Json::Null => String::new(),
        other => {
            let mut text = String::new();
            // A text takes what it is given.
            let _ = write!(text, "{other}");
            text
        }
    }
}

fn touch(session: &mut Session<'_>, key: &Key) {
    if session.is_touched.insert(key.clone()) {
        session.touched.push(key.clone());
    }
}

fn met(session: &mut Session<'_>, key: &Key, row: u32) {
    session.met.entry(key.clone()).or_insert(row);
}

/// Lets a record be found that has come.
fn came(session: &mut Session<'_>, key: &Key, record: Option<&Record>) {
    match (key, record) {
        (Key::Staff(id) | Key::Partner(id), _) => {
            let id: PersonId = id.clone();
            session.person_came(&id);
        }
        (Key::Group(id), Some(Record::Group(sheet))) => {
            if let Some(name) = &sheet.name {
                let by_name = session.groups.entry(exact_key(name)).or_default();
                let alike = session.groups_alike.entry(group_key(name)).or_default();
                for ids in [by_name, alike] {
                    if !ids.contains(id) {
                        ids.push(id.clone());
                    }
                }
            }
        }
        (Key::Device(id), Some(Record::Device(device))) => {
            if let Some(name) = &device.name {
                session.devices.entry(search_key(name)).or_default().push(id.clone());
            }
        }
        (Key::Membership(group, id), Some(Record::Membership(row))) => {
            let ids = session.members.entry((group.clone(), row.person.clone())).or_default();
            if !ids.contains(id) {
                ids.push(id.clone());
            }
        }
        _ => {}
    }
}
