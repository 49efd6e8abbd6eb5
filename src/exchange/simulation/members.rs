//! Rows and marks about who takes part in which group.

use super::{
    entry::Entry,
    read,
    session::{Ask, Session},
    settle::{Draft, Target, settle},
    staff::number_in,
    who::{self, Unknown},
};
use crate::{
    exchange::{
        columns::{Across, Crossed, Layout},
        matching::Who,
        question::{Choice, LeftOut, Note, What},
        table::Value,
        values::{
            days,
            marks::{Mark, mark, mark_at_the_beginning},
            names, plain, shown, texts, words,
        },
    },
    register::{
        Date, Key, Person, RecordKind,
        id::{GroupId, MembershipId, PersonId},
        words::GroupKind,
    },
};

/// Takes a row in: one membership, or, in a table with marks, one for each of them.
pub(super) fn take(session: &mut Session<'_>, entry: &Entry<'_>, layout: &Layout) {
    match &layout.cross {
        None => one(session, entry, layout.group.as_deref()),
        Some(cross) if cross.of == Crossed::People => {
            for (number, value) in &entry.marks {
                if let Some(across) = cross.columns.get(*number) {
                    people_across(session, entry, across, value);
                }
            }
        }
        Some(cross) => {
            if entry.marks.iter().all(|(_, value)| says_no(value)) {
                return;
            }
            let who = whom(session, entry);
            let profession = entry.text("/person/profession");
            let Some(person) = who::person(
                session,
                entry.row,
                entry.place("/person/name"),
                &who,
                Unknown::Anybody,
                Some(&profession),
            ) else {
                return;
            };
            for (number, value) in &entry.marks {
                if let Some(across) = cross.columns.get(*number) {
                    marked(session, entry.row, &person, &across.heading, across.place, value);
                }
            }
        }
    }
}

/// The groups of a table with marks that nobody takes part in, and those of which the heading says something.
pub(super) fn groups_across(session: &mut Session<'_>, layout: &Layout) {
    let Some(cross) = layout.cross.as_ref().filter(|cross| cross.of == Crossed::Groups) else { return };
    for across in &cross.columns {
        group_of_heading(session, layout.header_row, &across.heading, across.place);
    }
}

fn says_no(value: &Value) -> bool {
    matches!(mark(&shown(value)), Some(Mark::No | Mark::Dash | Mark::NotYet))
}

/// Whom a row is about.
pub(super) fn whom(session: &Session<'_>, entry: &Entry<'_>) -> Who {
    let mut text = entry.fact("/person/name").map(|fact| shown(&fact.value).into_owned()).unwrap_or_default();
    if text.trim().is_empty() {
        text = format!("{} {}", entry.text("/person/family"), entry.text("/person/given"));
    }
    let text = texts::unmarked(texts::undefused(&text)).into_owned();
    let mut who = who::who_of(session, &text, false);
    let kana = Some(entry.text("/person/kana")).filter(|kana| !kana.is_empty());
    let offered = || entry.fact("/person/name").and_then(|fact| fact.reading).map(names::katakana);
    who.kana = kana.map(|kana| names::katakana(&kana)).or(who.kana).or_else(offered);
    let affiliation = Some(texts::tidy(&entry.text("/person/affiliation"))).filter(|text| !text.is_empty());
    who.affiliation = affiliation.or(who.affiliation);
    who.id = number_in(&entry.text("/person/id")).or(who.id);
    who.login = Some(plain(&entry.text("/person/login"))).filter(|login| login.contains('@'));
    who
}

fn one(session: &mut Session<'_>, entry: &Entry<'_>, of_sheet: Option<&str>) {
    let row = entry.row;
    let remark = plain(&entry.text("/row/remark"));
    let who = whom(session, entry);
    let profession = entry.text("/person/profession");
    let place = entry.place("/person/name");
    let Some(person) = who::person(session, row, place, &who, Unknown::Anybody, Some(&profession)) else {
        return;
    };
    let place = entry.place("/group/name");
    let text = match entry.text("/group/name") {
        text if text.is_empty() => of_sheet.unwrap_or_default().to_owned(),
        text => text,
    };
    let kind = words::word("/group/kind", &entry.text("/group/kind")).and_then(GroupKind::from_word);
    let kind = kind.or_else(|| remark.contains("自由グループ").then_some(GroupKind::Free));
    let kind = kind.or_else(|| remark.contains("災害").then_some(GroupKind::Disaster));
    let given = number_in(&entry.text("/group/id"));
    let Some(group) = who::group(session, row, place, &text, given.as_deref(), kind, true) else { return };
    let mut draft = Draft::default();
    read::fields(session, entry, RecordKind::Membership, &mut draft);
    if remark.contains("主治医") {
        doctor(session, row, entry.place("/row/remark"), &person, &group);
    } else if !remark.is_empty() && !remark.contains("グループ") {
        let text = entry.text("/row/remark");
        session.note(row, entry.place("/row/remark"), Note::NotTaken { text });
    }
    let id = number_in(&entry.text("/membership/id"));
    membership(session, row, &person, &group, id, draft);
}

/// Somebody is named as the doctor of a group: whether the group's record shall say so is asked.
fn doctor(session: &mut Session<'_>, row: u32, place: Option<usize>, person: &PersonId, group: &GroupId) {
    let Some(known) = session.register.group(group) else { return };
    if known.sheet.attending_doctor.as_ref() == Some(person) {
        return;
    }
    let name = session.register.person(person).and_then(Person::name).unwrap_or_default().to_owned();
    let what = What::AttendingDoctor { name, group: known.sheet.name.clone().unwrap_or_default() };
    let choices = vec![Choice::Add, Choice::Leave];
    let key = "attending-doctor".to_owned();
    if session.ask(Ask { key, row, place, what, choices, alike: false }) == Some(Choice::Add) {
        let mut draft = Draft::default();
        draft.set("/attending_doctor", person.to_string(), place);
        settle(session, row, Target::Known(Key::Group(group.clone())), draft);
    }
}

/// The membership of a person in a group, in the register or new.
fn membership(
    session: &mut Session<'_>,
    row: u32,
    person: &PersonId,
    group: &GroupId,
    given: Option<String>,
    mut draft: Draft,
) {
    let known =
        |id: &PersonId| session.register.person(id).and_then(Person::name).unwrap_or_default().to_owned();
    let name = known(person);
    draft.names.push(("person", name.clone()));
    let group_name = session.register.group(group).and_then(|group| group.sheet.name.clone());
    draft.names.push(("group", group_name.unwrap_or_default()));
    draft.set("/person", person.to_string(), None);
    let by_number = given.as_deref().map(MembershipId::trusted).filter(|id| {
        session
            .register
            .membership(id)
            .is_some_and(|(there, membership)| there.sheet.id == *group && membership.person == *person)
    });
    let there = session.members.get(&(group.clone(), person.clone())).cloned().unwrap_or_default();
    let target = if let Some(id) = by_number.or_else(|| best(session, &there, &draft)) {
        Target::Known(Key::Membership(group.clone(), id))
    } else {
        undated(session, row, &mut draft);
        Target::New(RecordKind::Membership, given, Some(group.clone()))
    };
    settle(session, row, target, draft);
}

/// Where the register is kept since a day, whoever takes part without one counts as there before it, and nobody asks for an
/// approval: that is asked about once, as it is where a membership is typed (see `policy::doubts`).
fn undated(session: &mut Session<'_>, row: u32, draft: &mut Draft) {
    let today = session.years.today;
    let Some(since) = today.past(session.register.office().kept_since) else { return };
    let days = ["/invited_on", "/approved_on", "/joined_on", "/released_on"];
    if days.iter().any(|pointer| draft.get(pointer).is_some()) {
        return;
    }
    let choices = vec![Choice::Add, Choice::Type, Choice::LeaveRow];
    let what = What::Undated { since };
    let ask = Ask { key: "undated".to_owned(), row, place: None, what, choices, alike: true };
    if let Some(Choice::Take(day)) = session.ask(ask)
        && let days::Day::On(day) = days::read(&Value::Text(day), session.years)
        && day <= today
    {
        draft.set("/joined_on", read::day_json(day), None);
    }
}

/// Which of a person's memberships of one group a row means: the one of the same days, else the one that is not over, else the
/// only one. A row that begins after the only one was over is about another one.
fn best(session: &Session<'_>, there: &[MembershipId], draft: &Draft) -> Option<MembershipId> {
    let says = |pointer: &str| {
        draft.get(pointer).and_then(serde_json::Value::as_str).and_then(|day| day.parse::<Date>().ok())
    };
    let (joined, released) = (says("/joined_on").or_else(|| says("/invited_on")), says("/released_on"));
    let rows: Vec<_> =
        there.iter().filter_map(|id| session.register.membership(id)).map(|(_, row)| row).collect();
    let of_these_days = rows.iter().find(|row| {
        (joined.is_some() && (row.joined_on == joined || row.invited_on == joined))
            || (released.is_some() && row.released_on == released)
    });
    let open = || rows.iter().find(|row| row.released_on.is_none());
    let only = || {
        rows.first().filter(|row| rows.len() == 1 && !(joined > row.released_on && row.released_on.is_some()))
    };
    of_these_days.or_else(open).or_else(only).map(|row| row.id.clone())
}

/// A mark of a person under a group.
fn marked(
    session: &mut Session<'_>,
    row: u32,
    person: &PersonId,
    heading: &str,
    place: usize,
    value: &Value,
) {
    let text = shown(value).trim().to_owned();
    let mut draft = Draft::default();
    let legend = session.legend.get(&plain(&text)).cloned();
    let says = |word: &str| legend.as_ref().is_some_and(|meaning| plain(meaning).contains(word));
    let found = mark(&text).or_else(|| mark_at_the_beginning(&text));
    match found {
        _ if says("予定") || says("検討") => {
            unsure(session, row, place, &text, legend.clone(), &mut draft);
        }
        Some(Mark::No | Mark::Dash | Mark::NotYet) => {
            session.out.left_out.push((
                Some(row),
                Some(crate::exchange::columns::letters(place)),
                LeftOut::Mark { heading: heading.to_owned(), text: legend.unwrap_or(text) },
            ));
            return;
        }
        Some(Mark::Double) => draft.set("/rights", "admin", Some(place)),
        Some(Mark::Yes) if says("管理者") => draft.set("/rights", "admin", Some(place)),
        Some(Mark::Yes) => draft.set("/rights", "member", Some(place)),
        Some(Mark::Unsure) => unsure(session, row, place, &text, legend.clone(), &mut draft),
        None => match (words::word("/membership/rights", &text), days::read(value, session.years)) {
            (Some(word), _) => draft.set("/rights", word, Some(place)),
            (None, days::Day::On(day)) => {
                draft.set("/rights", "member", Some(place));
                draft.set("/joined_on", read::day_json(day), Some(place));
            }
            (None, _) => unsure(session, row, place, &text, None, &mut draft),
        },
    }
    if session.is_left(row) || draft.fields.is_empty() {
        return;
    }
    let Some(group) = group_of_heading(session, row, heading, place) else { return };
    membership(session, row, person, &group, None, draft);
}

/// A mark that could mean several things: the same for all that have it.
fn unsure(
    session: &mut Session<'_>,
    row: u32,
    place: usize,
    text: &str,
    legend: Option<String>,
    draft: &mut Draft,
) {
    let what = What::UnsureMark { text: text.to_owned(), legend };
    let choices = vec![Choice::Take("member".to_owned()), Choice::Take("admin".to_owned()), Choice::Leave];
    let key = format!("mark:{text}");
    match session.ask(Ask { key, row, place: Some(place), what, choices, alike: true }) {
        None => draft.set("/rights", "member", Some(place)),
        Some(Choice::Take(word)) => draft.set("/rights", word, Some(place)),
        Some(_) => {}
    }
}

/// The group that a heading names; what stands in a second line or in brackets below it is about the group.
fn group_of_heading(session: &mut Session<'_>, row: u32, heading: &str, place: usize) -> Option<GroupId> {
    let mut parts = heading.splitn(2, ['\n', '（', '(']);
    let name = parts.next().unwrap_or_default().trim().to_owned();
    let more = parts.next().unwrap_or_default().to_owned();
    let group = who::group(session, row, Some(place), &name, None, None, true)?;
    if ["逝去", "死亡", "永眠"].iter().any(|word| more.contains(word))
        && let [day] = days::days_in(&more, session.years).as_slice()
        && session.register.group(&group).is_some_and(|group| group.sheet.deceased_on.is_none())
    {
        session.note(
            row,
            Some(place),
            Note::FromRemark { text: heading.to_owned(), field: "/group/deceased_on".to_owned() },
        );
        let mut draft = Draft::default();
        draft.set("/deceased_on", read::day_json(*day), Some(place));
        settle(session, row, Target::Known(Key::Group(group.clone())), draft);
    }
    Some(group)
}

/// A mark of a group under a person.
fn people_across(session: &mut Session<'_>, entry: &Entry<'_>, across: &Across, value: &Value) {
    if says_no(value) {
        return;
    }
    let who = who::who_of(session, &across.heading, false);
    let Some(person) = who::person(session, entry.row, Some(across.place), &who, Unknown::Anybody, Some(""))
    else {
        return;
    };
    let name = entry.text("/group/name");
    let name = if name.is_empty() { entry.text("/group/id") } else { name };
    marked(session, entry.row, &person, &name, across.place, value);
}
