//! Rows about devices.

use serde_json::Value as Json;

use super::{
    entry::Entry,
    read,
    session::{Ask, Session},
    settle::{Draft, Target, settle},
    staff::number_in,
};
use crate::{
    exchange::{
        question::{Choice, Note, What},
        values::{days, names, plain, shown, texts, words},
    },
    register::{Key, RecordKind, id::DeviceId, kana::search_key},
};

/// The numbers of a sheet that differ in nothing but their zeros, each with the other.
pub(super) fn alike_numbers(entries: &[Entry<'_>]) -> Vec<(u32, String, String)> {
    let mut alike = Vec::new();
    let numbers: Vec<(u32, String)> =
        entries.iter().filter_map(|entry| Some((entry.row, number_in(&entry.text("/device/id"))?))).collect();
    let mut by_value: rustc_hash::FxHashMap<String, Vec<&(u32, String)>> = rustc_hash::FxHashMap::default();
    for number in &numbers {
        if number.1.bytes().all(|byte| byte.is_ascii_digit()) {
            by_value.entry(number.1.trim_start_matches('0').to_owned()).or_default().push(number);
        }
    }
    for (row, number) in &numbers {
        let others = by_value.get(number.trim_start_matches('0')).into_iter().flatten();
        if let Some((_, other)) = others.into_iter().find(|(_, other)| other != number) {
            alike.push((*row, number.clone(), other.clone()));
        }
    }
    alike
}

/// Takes a row in. `titles` say what all the devices of the sheet are.
pub(super) fn take(
    session: &mut Session<'_>,
    entry: &Entry<'_>,
    titles: &[String],
    alike: Option<&(u32, String, String)>,
) {
    let row = entry.row;
    let mut draft = Draft::default();
    if let Some((_, one, other)) = alike {
        let what = What::NumbersAlike { one: one.clone(), other: other.clone() };
        let ask = Ask {
            key: format!("numbers-alike:{one} {other}"),
            row,
            place: entry.place("/device/id"),
            what,
            choices: vec![Choice::Add, Choice::LeaveRow],
            alike: false,
        };
        session.ask(ask);
    }
    let Some(target) = target(session, entry) else { return };
    status(session, entry, &mut draft);
    read::fields(session, entry, RecordKind::Device, &mut draft);
    // What has a word of its own was read; the words below it are guesses that no recorded value gives way to.
    let known = match &target {
        Target::Known(Key::Device(id)) => session.register.devices().get(id).cloned(),
        _ => None,
    };
    if draft.get("/kind").is_none() && known.as_ref().and_then(|device| device.kind).is_none() {
        let own = [draft.get("/name"), draft.get("/model")].into_iter().flatten().filter_map(Json::as_str);
        let kind = own.map(words::device_kind).find(Option::is_some).flatten();
        let kind = kind.or_else(|| titles.iter().find_map(|title| words::device_kind(title)));
        if let Some(kind) = kind {
            draft.set("/kind", kind.word(), None);
        }
    }
    let disposed = draft.get("/disposed_on").is_some();
    if disposed && draft.get("/status").is_none() && known.as_ref().and_then(|device| device.status).is_none()
    {
        draft.set("/status", "retired", None);
    }
    settle(session, row, target, draft);
}

fn target(session: &mut Session<'_>, entry: &Entry<'_>) -> Option<Target> {
    let given = number_in(&texts::unmarked(&entry.text("/device/id")));
    if let Some(given) = &given {
        let known = DeviceId::held(given).ok().filter(|id| session.register.devices().contains(id));
        if let Some(id) = known {
            return twice(session, entry, Key::Device(id));
        }
        return Some(Target::New(RecordKind::Device, Some(given.clone()), None));
    }
    let name = entry.text("/device/name");
    let serial = entry.text("/device/serial");
    let named = session.devices.get(&search_key(&name)).cloned().unwrap_or_default();
    let mut same = named.iter().filter(|id| {
        let device = session.register.devices().get(id);
        let fits = |known: Option<&str>, said: &str| {
            said.is_empty() || known.is_none_or(|known| texts::same(known, said))
        };
        device.is_some_and(|device| fits(device.serial.as_deref(), &serial))
    });
    match (same.next().cloned(), same.next()) {
        (Some(id), None) => twice(session, entry, Key::Device(id)),
        (None, _) => Some(Target::New(RecordKind::Device, None, None)),
        (Some(_), Some(_)) => {
            let mut choices: Vec<Choice> =
                named.iter().take(9).map(|id| Choice::Same(id.to_string())).collect();
            choices.extend([Choice::Add, Choice::LeaveRow]);
            let key = format!("which-device:{name}");
            let what = What::Several { name };
            let ask =
                Ask { key, row: entry.row, place: entry.place("/device/name"), what, choices, alike: false };
            match session.ask(ask) {
                None => named.first().map(|id| Target::Known(Key::Device(id.clone()))),
                Some(Choice::Same(id)) => Some(Target::Known(Key::Device(DeviceId::trusted(&id)))),
                Some(Choice::Add) => Some(Target::New(RecordKind::Device, None, None)),
                Some(_) => None,
            }
        }
    }
}

fn twice(session: &mut Session<'_>, entry: &Entry<'_>, key: Key) -> Option<Target> {
    let Some(first) = session.met.get(&key).copied().filter(|first| *first != entry.row) else {
        return Some(Target::Known(key));
    };
    let id = key.id().unwrap_or_default().to_owned();
    let what = What::Twice { name: id.clone(), row: first };
    let place = entry.place("/device/id");
    let choices = vec![Choice::Same(id.clone()), Choice::Add, Choice::LeaveRow];
    match session.ask(Ask { key: format!("twice:{id}"), row: entry.row, place, what, choices, alike: false })
    {
        Some(Choice::Add) => Some(Target::New(RecordKind::Device, None, None)),
        Some(Choice::Same(_)) => Some(Target::Known(key)),
        _ => None,
    }
}

/// 返却済（R8.3.31） says when it came back; 予備 in the place of the user says what state it is in.
fn status(session: &mut Session<'_>, entry: &Entry<'_>, draft: &mut Draft) {
    let row = entry.row;
    let Some(fact) = entry.fact("/device/status") else {
        if let Some(fact) = entry.fact("/device/holder")
            && names::is_nobody(&shown(&fact.value))
            && plain(&shown(&fact.value)).contains("予備")
        {
            draft.set("/status", "spare", Some(fact.place));
        }
        return;
    };
    let text = shown(&fact.value).trim().to_owned();
    let day = match days::days_in(&text, session.years).as_slice() {
        [day] => Some(*day),
        _ => None,
    };
    let Some(day) = day else { return };
    let pointer = if plain(&text).starts_with("返却") && entry.text("/device/returned_on").is_empty() {
        "/returned_on"
    } else if plain(&text).starts_with("廃棄") && entry.text("/device/disposed_on").is_empty() {
        draft.set("/status", "retired", Some(fact.place));
        "/disposed_on"
    } else {
        return;
    };
    session.note(row, Some(fact.place), Note::FromRemark { text, field: format!("/device{pointer}") });
    draft.set(pointer, read::day_json(day), Some(fact.place));
    if pointer == "/returned_on" {
        // What state it is in since then, nobody has said.
        draft.set("/status", Json::Null, Some(fact.place));
    }
}
