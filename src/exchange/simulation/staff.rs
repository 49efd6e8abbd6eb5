//! Rows about staff: the list of staff, pledges, and days of passwords.

use super::{
    entry::Entry,
    read,
    session::{Ask, Session},
    settle::{Draft, Target, settle},
    who::{self, Unknown},
};
use crate::{
    exchange::{
        columns::{BIRTH, Kind, heading_key},
        matching::{Found, Known, Who},
        question::{Choice, Note, What},
        values::{
            days::{self, Day},
            marks::{Mark, mark},
            names, plain, shown, texts,
        },
    },
    register::{Key, RecordKind, id::PersonId},
};

/// The number that a cell gives: widths folded, nothing else changed.
pub(super) fn number_in(text: &str) -> Option<String> {
    let number = plain(texts::undefused(text));
    (!number.is_empty() && !number.chars().all(|c| !c.is_alphanumeric())).then_some(number)
}

/// Takes a row in.
pub(super) fn take(session: &mut Session<'_>, entry: &Entry<'_>, kind: Kind) {
    let row = entry.row;
    let mut draft = Draft::default();
    let Some(who) = whom(session, entry, &mut draft) else { return };
    birth(session, entry);
    let Some(target) = target(session, entry, kind, &who) else { return };
    remarks(session, entry, kind, &mut draft);
    read::fields(session, entry, RecordKind::Staff, &mut draft);
    if let Target::Known(Key::Staff(id)) = &target
        && let Some(given) = who.id.as_ref().filter(|given| given.as_str() != id.as_str())
    {
        let note = Note::OtherNumber { text: given.clone(), id: id.to_string() };
        session.note(row, entry.place("/staff/id"), note);
    }
    settle(session, row, target, draft);
}

/// Name, reading, number and login of whom a row is about; nothing where the row is left out for it.
fn whom(session: &mut Session<'_>, entry: &Entry<'_>, draft: &mut Draft) -> Option<Who> {
    let row = entry.row;
    let joined =
        |one: &str, other: &str| texts::single_spaced(&format!("{} {}", entry.text(one), entry.text(other)));
    let place = entry.place("/staff/name").or_else(|| entry.place("/staff/family"));
    let text = match entry.text("/staff/name") {
        text if text.is_empty() => joined("/staff/family", "/staff/given"),
        _ => entry.fact("/staff/name").map(|fact| shown(&fact.value).into_owned()).unwrap_or_default(),
    };
    let text = texts::unmarked(texts::undefused(&text)).into_owned();
    let mut name = names::take_apart(&text);
    if !text.trim().is_empty() && !names::could_be_a_name(&name.name) {
        let whole = texts::single_spaced(&text);
        let what = What::NotAName { text: whole.clone() };
        let choices = vec![Choice::Take(whole.clone()), Choice::Type, Choice::LeaveRow];
        let key = format!("name:{whole}");
        name = names::Name { name: whole, ..names::Name::default() };
        match session.ask(Ask { key, row, place, what, choices, alike: false }) {
            Some(Choice::Take(typed)) => name.name = typed,
            Some(_) => return None,
            None => {}
        }
    } else if name.hidden {
        let what = What::HiddenCharacters { name: name.name.clone() };
        let choices = vec![Choice::Take(name.name.clone()), Choice::Type, Choice::LeaveRow];
        let key = format!("hidden:{}", name.name);
        match session.ask(Ask { key, row, place, what, choices, alike: false }) {
            Some(Choice::Take(typed)) => name.name = typed,
            Some(_) => return None,
            None => {}
        }
    }
    let written = match entry.text("/staff/kana") {
        kana if kana.is_empty() => joined("/staff/family-kana", "/staff/given-kana"),
        kana => kana,
    };
    let offered = || entry.fact("/staff/name").and_then(|fact| fact.reading).map(str::to_owned);
    let kana = Some(written).filter(|kana| !kana.is_empty()).or_else(|| name.kana.take()).or_else(offered);
    let kana = kana.map(|kana| names::katakana(&texts::unmarked(&kana)));
    if !name.name.is_empty() {
        draft.set("/name", name.name.as_str(), place);
    }
    if let Some(kana) = &kana {
        draft.set("/kana", kana.as_str(), entry.place("/staff/kana"));
    }
    let login = Some(plain(&entry.text("/staff/mcs/login"))).filter(|login| login.contains('@'));
    Some(Who {
        id: number_in(&entry.text("/staff/id")),
        login,
        name: name.name,
        kana,
        affiliation: None,
        staff: true,
    })
}

/// Whom the row is about, in the register or new.
fn target(session: &mut Session<'_>, entry: &Entry<'_>, kind: Kind, who: &Who) -> Option<Target> {
    let row = entry.row;
    let place = entry.place("/staff/name");
    let new = || Target::New(RecordKind::Staff, who.id.clone(), None);
    let key = |id: PersonId| Key::Staff(id);
    let (what, candidates) = match session.find(who) {
        Found::Nobody if kind == Kind::Staff => return taken_number(session, entry, who, new()),
        Found::Nobody => {
            let id = who::person(session, row, place, who, Unknown::Staff, Some(""))?;
            return Some(Target::Known(key(id)));
        }
        Found::Same(id, Known::ByFamilyName) if kind == Kind::Staff => {
            (What::Alike { name: who.name.clone(), known: who::known(session, &id) }, vec![id])
        }
        Found::Same(id, known) => {
            if known == Known::ByFamilyName {
                let name = session
                    .register
                    .person(&id)
                    .and_then(crate::register::Person::name)
                    .unwrap_or_default()
                    .to_owned();
                session.note(row, place, Note::FamilyName { text: who.name.clone(), name });
            }
            return twice(session, row, place, key(id), who);
        }
        Found::Alike(id) => {
            (What::Alike { name: who.name.clone(), known: who::known(session, &id) }, vec![id])
        }
        Found::Contradicts(id) => {
            let said = [who.id.as_deref(), Some(who.name.as_str()), who.kana.as_deref()];
            let name = said.into_iter().flatten().collect::<Vec<_>>().join(" ");
            (What::OtherThanKnown { name, known: who::known(session, &id) }, vec![id])
        }
        Found::Several(ids) => (What::Several { name: who.name.clone() }, ids),
    };
    let mut choices: Vec<Choice> = candidates.iter().map(|id| Choice::Same(id.to_string())).collect();
    choices.extend([Choice::Add, Choice::LeaveRow]);
    let question = format!("staff:{} {}", who.id.as_deref().unwrap_or_default(), who.name);
    match session.ask(Ask { key: question, row, place, what, choices, alike: false }) {
        None => candidates.into_iter().next().map(|id| Target::Known(key(id))),
        Some(Choice::Same(id)) => twice(session, row, place, key(PersonId::trusted(&id)), who),
        Some(Choice::Add) => Some(new()),
        Some(_) => None,
    }
}

/// A number that somebody else has already is not given again.
fn taken_number(session: &mut Session<'_>, entry: &Entry<'_>, who: &Who, new: Target) -> Option<Target> {
    let Some(id) = who.id.as_ref().filter(|id| session.register.id_is_taken(RecordKind::Staff, id)) else {
        return Some(new);
    };
    let what = What::NumberTaken { id: id.clone(), known: who::known(session, &PersonId::trusted(id)) };
    let choices = vec![Choice::Add, Choice::LeaveRow];
    let key = format!("number-taken:{id}");
    match session.ask(Ask {
        key,
        row: entry.row,
        place: entry.place("/staff/id"),
        what,
        choices,
        alike: false,
    }) {
        Some(Choice::LeaveRow) => None,
        _ => Some(new),
    }
}

/// A second row about the same person is asked about.
fn twice(session: &mut Session<'_>, row: u32, place: Option<usize>, key: Key, who: &Who) -> Option<Target> {
    let Some(first) = session.met.get(&key).copied().filter(|first| *first != row) else {
        return Some(Target::Known(key));
    };
    let what = What::Twice { name: who.name.clone(), row: first };
    let choices = vec![Choice::Same(key.id().unwrap_or_default().to_owned()), Choice::Add, Choice::LeaveRow];
    let question = format!("twice:{}", who.name);
    match session.ask(Ask { key: question, row, place, what, choices, alike: false }) {
        Some(Choice::Add) => Some(Target::New(RecordKind::Staff, who.id.clone(), None)),
        Some(Choice::Same(_)) => Some(Target::Known(key)),
        // Which of the two is right is asked before what differs.
        _ => None,
    }
}

/// A birthday is not recorded; one that cannot be is a doubt about the row.
fn birth(session: &mut Session<'_>, entry: &Entry<'_>) {
    const YOUNGEST: i16 = 15;
    let column = entry.beside.iter().find(|(column, _)| heading_key(&column.heading) == heading_key(BIRTH));
    let Some((column, value)) = column else { return };
    let (Day::On(day) | Day::Inside(day)) = days::read(value, session.years) else { return };
    let age = session.years.today.year() - day.year();
    if age < YOUNGEST {
        let text = shown(value).into_owned();
        let ask = Ask {
            key: "birth".to_owned(),
            row: entry.row,
            place: Some(column.place),
            what: What::Birth { text, age },
            choices: vec![Choice::Leave, Choice::LeaveRow],
            alike: false,
        };
        session.ask(ask);
    }
}

/// What stands in a remark beside: who is the administrator, who left or will leave, why no pledge is needed.
fn remarks(session: &mut Session<'_>, entry: &Entry<'_>, kind: Kind, draft: &mut Draft) {
    let row = entry.row;
    pledge(session, entry);
    let Some(fact) = entry.fact("/staff/memo") else { return };
    let text = shown(&fact.value).trim().to_owned();
    let folded = plain(&text);
    let place = Some(fact.place);
    if folded.contains("MCS管理者") && entry.fact("/staff/mcs/role").is_none() {
        session.note(row, place, from_remark(&text, "/mcs/role"));
        draft.set("/mcs/role", "administrator", place);
    }
    if kind != Kind::Staff {
        if folded.contains("省略")
            && entry.text("/staff/pledge/signed_on").is_empty()
            && kind == Kind::Pledges
        {
            session.note(row, place, from_remark(&text, "/pledge/exempt"));
            draft.set("/pledge/exempt", text.as_str(), place);
            // It is the reason, and no remark beside.
            draft.set("/memo", serde_json::Value::Null, place);
        }
        return;
    }
    if entry.fact("/staff/left_on").is_some() {
        return;
    }
    let day = match days::days_in(&text, session.years).as_slice() {
        [day] => Some(*day),
        _ => None,
    };
    if folded.contains("退職予定")
        || (folded.contains("退職") && day.is_some_and(|day| day > session.years.today))
    {
        let mut choices: Vec<Choice> = day.iter().map(|day| Choice::Take(day.to_string())).collect();
        choices.extend([Choice::Leave, Choice::Type, Choice::LeaveRow]);
        let what = What::PlannedLeave { text: text.clone(), day };
        let key = format!("planned-leave:{text}");
        if let Some(Choice::Take(day)) = session.ask(Ask { key, row, place, what, choices, alike: false })
            && let Ok(day) = day.parse()
        {
            draft.set("/left_on", read::day_json(day), place);
        }
    } else if folded.contains("退職") {
        if let Some(day) = day {
            session.note(row, place, from_remark(&text, "/left_on"));
            draft.set("/left_on", read::day_json(day), place);
        } else {
            let what = What::PlannedLeave { text: text.clone(), day: None };
            let key = format!("left:{text}");
            let choices = vec![Choice::Leave, Choice::Type, Choice::LeaveRow];
            if let Some(Choice::Take(day)) = session.ask(Ask { key, row, place, what, choices, alike: false })
                && let Ok(day) = day.parse()
            {
                draft.set("/left_on", read::day_json(day), place);
            }
        }
    } else if ["育休", "産休", "休職", "病休", "休業中", "育児休業", "産前"]
        .iter()
        .any(|word| folded.contains(word))
    {
        let what = What::OnLeave { text: text.clone() };
        let key = "on-leave".to_owned();
        session.ask(Ask {
            key,
            row,
            place,
            what,
            choices: vec![Choice::Leave, Choice::LeaveRow],
            alike: false,
        });
    }
}

/// － says neither that a pledge is not needed nor that there is none.
fn pledge(session: &mut Session<'_>, entry: &Entry<'_>) {
    let Some(fact) = entry.fact("/staff/pledge/signed_on") else { return };
    let text = shown(&fact.value).trim().to_owned();
    if mark(&text) == Some(Mark::Dash) {
        let what = What::PledgeDash { text };
        let choices = vec![Choice::Leave, Choice::LeaveRow];
        let key = "pledge-dash".to_owned();
        session.ask(Ask { key, row: entry.row, place: Some(fact.place), what, choices, alike: false });
    }
}

fn from_remark(text: &str, pointer: &str) -> Note {
    Note::FromRemark { text: text.to_owned(), field: format!("/staff{pointer}") }
}
