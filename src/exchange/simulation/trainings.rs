//! Trainings attended, a row each or as a table with marks; and what was done month by month.

use serde_json::{Value as Json, json};

use super::{
    entry::Entry,
    members, read,
    session::{Ask, Session},
    settle::{Draft, Target, settle},
    staff::number_in,
    who::{self, Unknown},
};
use crate::{
    exchange::{
        columns::{Across, Kind, Layout},
        question::{Choice, LeftOut, Note, What},
        table::Value,
        values::{
            days::{self, Day},
            marks::{Mark, mark, mark_at_the_beginning},
            plain, shown, texts,
        },
    },
    register::{
        Date, Key, Person,
        id::{DeviceId, PersonId},
        kana::search_key,
        records::Training,
    },
};

/// Takes a row of one training in.
pub(super) fn one(session: &mut Session<'_>, entry: &Entry<'_>) {
    let Some(person) = staff(session, entry) else { return };
    let on = entry
        .fact("/training/on")
        .and_then(|fact| read::day(session, entry.row, fact, "/trainings", &fact.value));
    let title = texts::unmarked(&texts::tidy(&entry.text("/training/title"))).into_owned();
    if on.is_none() && title.is_empty() {
        return;
    }
    attended(session, entry.row, &person, vec![(on, title, entry.place("/training/on"))]);
}

/// Takes a row of a table with marks in. A session has its day below its heading, in it, or in the place of the mark.
pub(super) fn marked(session: &mut Session<'_>, entry: &Entry<'_>, layout: &Layout) {
    let Some(cross) = &layout.cross else { return };
    let Some(person) = staff(session, entry) else { return };
    let row = entry.row;
    let mut taken = Vec::new();
    for (number, value) in &entry.marks {
        let Some(across) = cross.columns.get(*number) else { continue };
        let text = shown(value).trim().to_owned();
        let title = title_of(across);
        let day = match value {
            Value::Day(day) => Some(*day),
            Value::Moment(time) => Some(time.date),
            _ => match mark(&text).or_else(|| mark_at_the_beginning(&text).filter(|mark| *mark == Mark::Yes))
            {
                Some(Mark::Yes | Mark::Double) => day_of_session(session, row, across),
                Some(Mark::No | Mark::Dash | Mark::NotYet) => {
                    left(session, row, across, &text);
                    continue;
                }
                _ if ["育休", "産休", "休", "休職", "入職前", "退職"].contains(&plain(&text).as_str()) =>
                {
                    left(session, row, across, &text);
                    continue;
                }
                _ => match days::read(value, session.years) {
                    Day::On(day) => Some(day),
                    _ => asked(session, row, across, &text),
                },
            },
        };
        let Some(day) = day else { continue };
        if day > session.years.today {
            not_yet(session, row, across, day);
            continue;
        }
        taken.push((Some(day), title, Some(across.place)));
    }
    attended(session, row, &person, taken);
}

fn left(session: &mut Session<'_>, row: u32, across: &Across, text: &str) {
    let why = LeftOut::Mark { heading: across.heading.clone(), text: text.to_owned() };
    session.out.left_out.push((Some(row), Some(crate::exchange::columns::letters(across.place)), why));
}

/// What a session is called: its heading without a day in it.
fn title_of(across: &Across) -> String {
    let words = across.heading.split([' ', '\u{3000}', '\n']).filter(|word| {
        let word = plain(word);
        let core = word.trim_matches(['(', ')']);
        let dated = core.bytes().any(|byte| byte.is_ascii_digit())
            && core.chars().all(|c| c.is_ascii_digit() || "./-年月日令和RHrh元実施開催:".contains(c));
        !dated
    });
    texts::single_spaced(&words.collect::<Vec<_>>().join(" "))
}

fn day_of_session(session: &mut Session<'_>, row: u32, across: &Across) -> Option<Date> {
    let below = across.day.as_ref().map(|day| days::read(day, session.years));
    let in_heading = || match days::days_in(&across.heading, session.years).as_slice() {
        [day] => Some(Day::On(*day)),
        _ => None,
    };
    match below.filter(|day| *day != Day::Nothing).or_else(in_heading) {
        Some(Day::On(day) | Day::Inside(day) | Day::EndedEra(day)) => Some(day),
        other => {
            let text =
                across.day.as_ref().map_or_else(|| across.heading.clone(), |day| shown(day).into_owned());
            let said = other.unwrap_or(Day::DoneNoDay);
            // One answer is for everybody who was there.
            if matches!(said, Day::NoYear { .. }) {
                return read::told_day(
                    session,
                    row,
                    across.place,
                    "/training/on",
                    "/trainings",
                    &text,
                    &said,
                );
            }
            let what = What::DoneNoDay { text };
            let choices = vec![Choice::Leave, Choice::Type];
            let key = format!("day-of-session:{}", across.heading);
            match session.ask(Ask { key, row, place: Some(across.place), what, choices, alike: true })? {
                Choice::Take(typed) => match days::read(&Value::Text(typed), session.years) {
                    Day::On(day) => Some(day),
                    _ => None,
                },
                _ => None,
            }
        }
    }
}

/// A word in the place of a mark: whether it means that somebody took part is asked.
fn asked(session: &mut Session<'_>, row: u32, across: &Across, text: &str) -> Option<Date> {
    let what = What::UnsureMark { text: text.to_owned(), legend: session.legend.get(&plain(text)).cloned() };
    let day = day_of_session(session, row, across);
    let mut choices: Vec<Choice> = day.iter().map(|day| Choice::Take(day.to_string())).collect();
    choices.extend([Choice::Leave, Choice::Type, Choice::LeaveRow]);
    let key = format!("took-part:{text}");
    match session.ask(Ask { key, row, place: Some(across.place), what, choices, alike: false })? {
        Choice::Take(typed) => typed.parse().ok(),
        _ => None,
    }
}

fn not_yet(session: &mut Session<'_>, row: u32, across: &Across, day: Date) {
    let ask = Ask {
        key: format!("ahead:/training/on:{day}"),
        row,
        place: Some(across.place),
        what: What::Ahead { day },
        choices: vec![Choice::Leave, Choice::LeaveRow],
        alike: false,
    };
    session.ask(ask);
}

fn staff(session: &mut Session<'_>, entry: &Entry<'_>) -> Option<PersonId> {
    let mut who = members::whom(session, entry);
    who.staff = true;
    who.affiliation = None;
    let profession = entry.text("/person/profession");
    who::person(session, entry.row, entry.place("/person/name"), &who, Unknown::Staff, Some(&profession))
}

/// Adds trainings to a person's record that it does not have yet.
fn attended(
    session: &mut Session<'_>,
    row: u32,
    person: &PersonId,
    taken: Vec<(Option<Date>, String, Option<usize>)>,
) {
    let Some(staff) = session.register.staff().get(person) else { return };
    let name = staff.name.clone().unwrap_or_default();
    let known = staff.trainings.clone();
    let mut trainings: Vec<Json> = known.iter().map(json_of).collect();
    let mut place = None;
    for (on, title, from) in taken {
        let is_known = known.iter().any(|training| {
            training.on == on
                && (title.is_empty()
                    || training.title.as_deref().is_none_or(|known| search_key(known) == search_key(&title)))
        });
        place = place.or(from);
        if !is_known {
            trainings.push(json_of(&Training { on, title: Some(title).filter(|title| !title.is_empty()) }));
        }
    }
    let mut draft = Draft::default();
    draft.names.push(("name", name));
    if !trainings.is_empty() {
        draft.set("/trainings", Json::Array(trainings), place);
    }
    settle(session, row, Target::Known(Key::Staff(person.clone())), draft);
}

fn json_of(training: &Training) -> Json {
    let mut json = json!({});
    if let (Some(day), Json::Object(fields)) = (training.on, &mut json) {
        fields.insert("on".to_owned(), read::day_json(day));
    }
    if let (Some(title), Json::Object(fields)) = (&training.title, &mut json) {
        fields.insert("title".to_owned(), Json::String(title.clone()));
    }
    json
}

/// Takes a row in that has a column a month: of days of the same deed the latest counts.
pub(super) fn months(session: &mut Session<'_>, entry: &Entry<'_>, layout: &Layout) {
    let Some(cross) = &layout.cross else { return };
    let row = entry.row;
    let mut latest: Option<(Date, usize)> = None;
    for (number, value) in &entry.marks {
        let Some(across) = cross.columns.get(*number) else { continue };
        let text = shown(value).trim().to_owned();
        let day = match (value, day_of_month(&text, across)) {
            (Value::Day(day), _) => Some(*day),
            (_, Some(day)) => Some(day),
            _ => match days::read(value, session.years) {
                Day::On(day) | Day::Inside(day) => Some(day),
                Day::DoneNoDay => day_in_month(session, row, across, &text),
                Day::Nothing => None,
                said => read::told_day(session, row, across.place, "/row/month", "/month", &text, &said),
            },
        };
        if let Some(day) = day.filter(|day| latest.is_none_or(|(known, _)| known < *day)) {
            latest = Some((day, across.place));
        }
    }
    let (key, pointer) = match layout.kind {
        Kind::Devices => {
            let id = number_in(&entry.text("/device/id")).and_then(|id| DeviceId::held(&id).ok());
            let id = id.filter(|id| session.register.devices().contains(id));
            let id = id.or_else(|| {
                who::device(
                    session,
                    row,
                    entry.place("/device/name").unwrap_or(0),
                    &entry.text("/device/name"),
                )
            });
            (id.map(Key::Device), "/inspected_on")
        }
        Kind::Passwords => {
            let who = who::who_of(session, &entry.text("/staff/name"), true);
            let id = who::person(session, row, entry.place("/staff/name"), &who, Unknown::Staff, Some(""));
            (id.map(Key::Staff), "/mcs/password_changed_on")
        }
        _ => {
            let taken = latest.map(|(day, place)| (Some(day), String::new(), Some(place)));
            if let Some(person) = staff(session, entry) {
                attended(session, row, &person, taken.into_iter().collect());
            }
            return;
        }
    };
    let Some(key) = key else { return };
    let mut draft = Draft::default();
    if let Key::Staff(id) = &key {
        let name = session.register.person(id).and_then(Person::name).unwrap_or_default().to_owned();
        draft.names.push(("name", name));
    }
    if let Some((day, place)) = latest {
        draft.set(pointer, read::day_json(day), Some(place));
    }
    settle(session, row, Target::Known(key), draft);
}

/// A day of the month under its heading: `15`, `15日`.
fn day_of_month(text: &str, across: &Across) -> Option<Date> {
    let (year, month) = across.month?;
    let text = plain(text);
    let day: i8 = text.trim_end_matches('日').parse().ok()?;
    Date::new(year?, month, day).ok()
}

/// It was done in a month, but on which day is not said.
fn day_in_month(session: &mut Session<'_>, row: u32, across: &Across, text: &str) -> Option<Date> {
    let last = across.month.and_then(|(year, month)| {
        let first = Date::new(year?, month, 1).ok()?;
        Date::new(first.year(), month, first.days_in_month()).ok()
    });
    let mut choices: Vec<Choice> = last
        .iter()
        .filter(|day| **day <= session.years.today)
        .map(|day| Choice::Take(day.to_string()))
        .collect();
    choices.extend([Choice::Leave, Choice::Type]);
    let what = What::DayOfMonth { text: text.to_owned(), month: across.heading.clone() };
    let key = format!("month:{}", across.heading);
    match session.ask(Ask { key, row, place: Some(across.place), what, choices, alike: true })? {
        Choice::Take(typed) => match days::read(&Value::Text(typed), session.years) {
            Day::On(day) => Some(day),
            _ => None,
        },
        _ => None,
    }
}

/// What a note says that is told for a row of trainings.
pub(super) fn remark(session: &mut Session<'_>, entry: &Entry<'_>) {
    let text = entry.text("/row/remark");
    if !text.is_empty() {
        session.note(entry.row, entry.place("/row/remark"), Note::NotTaken { text });
    }
}
