//! Rows of the book of take-outs.

use super::{
    entry::Entry,
    read,
    session::{Ask, Session},
    settle::{Draft, Target, settle},
    staff::number_in,
    who,
};
use crate::{
    exchange::{
        question::{Choice, What},
        values::{
            days::{self, Day},
            marks::{Mark, mark},
            names, plain, shown, texts, words,
        },
    },
    register::{
        Date, Key, RecordKind,
        id::{DeviceId, PersonId, TakeOutId},
        records::TakeOut,
    },
};

/// Takes a row in.
pub(super) fn take(session: &mut Session<'_>, entry: &Entry<'_>) {
    let row = entry.row;
    let mut draft = Draft::default();
    period(session, entry, &mut draft);
    approval(session, entry, &mut draft);
    read::fields(session, entry, RecordKind::TakeOut, &mut draft);
    medium(session, entry, &draft);
    if draft.fields.is_empty() {
        return;
    }
    let given = number_in(&texts::unmarked(&entry.text("/take-out/id")));
    let known = given
        .as_deref()
        .and_then(|id| TakeOutId::held(id).ok())
        .filter(|id| session.register.take_outs().contains(id));
    let known = known.or_else(|| same(session, &draft));
    let target = match known {
        Some(id) => Target::Known(Key::TakeOut(id)),
        None => Target::New(RecordKind::TakeOut, given, None),
    };
    settle(session, row, target, draft);
}

fn period(session: &mut Session<'_>, entry: &Entry<'_>, draft: &mut Draft) {
    let Some(fact) = entry.fact("/take-out/period") else { return };
    let text = shown(&fact.value).into_owned();
    let period = days::period(&fact.value, session.years);
    let undated = |day: &Day| matches!(day, Day::NoYear { .. });
    let single = period.from == period.until;
    let from =
        read::told_day(session, entry.row, fact.place, "/take-out/period", "/from", &text, &period.from);
    if let Some(from) = from {
        draft.set("/from", read::day_json(from), Some(fact.place));
    }
    let until = if single {
        from
    } else {
        read::told_day(session, entry.row, fact.place, "/take-out/period", "/until", &text, &period.until)
    };
    // Both ends by the year that was answered: the last day is not before the first.
    let until: Option<Date> = match (from, until) {
        (Some(from), Some(until)) if until < from && undated(&period.until) => Some(until.plus_months(12)),
        (_, until) => until,
    };
    if let Some(until) = until {
        draft.set("/until", read::day_json(until), Some(fact.place));
    }
}

/// What stands under 承認: whoever approved, a mark, or a day.
fn approval(session: &mut Session<'_>, entry: &Entry<'_>, draft: &mut Draft) {
    let Some(fact) = entry.fact("/take-out/approval") else { return };
    let text = shown(&fact.value).trim().to_owned();
    let place = Some(fact.place);
    if let Some(word) = words::word("/take-out/decision/result", &text) {
        draft.set("/decision/result", word, place);
        return;
    }
    match mark(&text) {
        Some(Mark::Dash | Mark::NotYet) => return,
        Some(_) => {
            let fact = super::entry::Fact { field: "/take-out/decision/result", ..fact.clone() };
            if let Some(word) = read::word(session, entry.row, &fact, &text) {
                draft.set("/decision/result", word, place);
            }
            return;
        }
        None => {}
    }
    if let Day::On(day) = days::read(&fact.value, session.years) {
        draft.set("/decision/result", "approved", place);
        draft.set("/decision/on", read::day_json(day), place);
        return;
    }
    let stamp = plain(&text);
    let name = stamp.trim_end_matches(['印', '㊞']).trim();
    let name = names::take_apart(if name.is_empty() { &text } else { name }).name;
    if let Some(by) = who::person_in(session, entry.row, fact.place, &name, true) {
        let known = session
            .register
            .person(&by)
            .and_then(crate::register::Person::name)
            .unwrap_or_default()
            .to_owned();
        draft.set("/decision/result", "approved", place);
        draft.set("/decision/by", by.to_string(), place);
        draft.names.push(("decided_by", known));
    }
}

/// A medium that is of another kind than the device leaves a doubt about one of the two.
fn medium(session: &mut Session<'_>, entry: &Entry<'_>, draft: &Draft) {
    let text = |pointer: &str| draft.get(pointer).and_then(serde_json::Value::as_str);
    let Some((medium, id)) = text("/medium").zip(text("/device")) else { return };
    let device = session.register.devices().get(&DeviceId::trusted(id));
    let Some((said, known)) = words::device_kind(medium).zip(device.and_then(|device| device.kind)) else {
        return;
    };
    if said != known {
        let device = format!("{id} {}", device.and_then(|device| device.name.as_deref()).unwrap_or_default());
        let ask = Ask {
            key: format!("medium:{medium} {id}"),
            row: entry.row,
            place: entry.place("/take-out/medium"),
            what: What::OtherMedium { medium: medium.to_owned(), device },
            choices: vec![Choice::Add, Choice::LeaveRow],
            alike: false,
        };
        session.ask(ask);
    }
}

/// The take-out that a row without a number is about: one that says the same wherever both say something, and was asked for by
/// the same person on the same day.
fn same(session: &Session<'_>, draft: &Draft) -> Option<TakeOutId> {
    let says = |pointer: &str| draft.get(pointer).and_then(serde_json::Value::as_str);
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    let requested = says("/requested_on").or_else(|| says("/from")).or_else(|| says("/out_on"))?;
    let fits = |known: Option<&str>, said: Option<&str>| match (known, said) {
        (Some(known), Some(said)) => texts::same(known, said),
        _ => true,
    };
    let is = |row: &&TakeOut| {
        let on = [day(row.requested_on), day(row.from), day(row.out_on)];
        on.iter().flatten().any(|day| day == requested)
            && fits(day(row.requested_on).as_deref(), says("/requested_on"))
            && fits(day(row.from).as_deref(), says("/from"))
            && fits(row.requester.as_ref().map(PersonId::as_str), says("/requester"))
            && fits(row.device.as_ref().map(DeviceId::as_str), says("/device"))
            && fits(row.content.as_deref(), says("/content"))
    };
    let mut found = session.register.take_outs().iter().filter(is);
    match (found.next(), found.next()) {
        (Some(row), None) => Some(row.id.clone()),
        _ => None,
    }
}
