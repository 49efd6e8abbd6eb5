//! Who was in a group on a day, as far as it is recorded.

use crate::{
    register::{Date, Lang, Person, id::GroupId, records::Membership, wareki::format_wareki},
    tui::{desk::Desk, terminal::width::shown, widgets::lines::Line, words::HistoryWord},
};

/// What is known of a membership on a day.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    /// The person was in.
    In,
    /// The person was not in.
    Out,
    /// What is recorded does not tell.
    Unsure,
}

fn known(row: &Membership, on: Date) -> Known {
    // On the day of the removal itself the person still saw the group.
    match (row.joined_on, row.released_on) {
        (_, Some(released)) if released < on => Known::Out,
        (Some(joined), _) if joined > on => Known::Out,
        (Some(_), _) => Known::In,
        // Never invited before that day, so not in; or invited only, and whether they came is not known.
        (None, _) if row.invited_on.is_some_and(|invited| invited > on) => Known::Out,
        (None, _) => Known::Unsure,
    }
}

/// The title and the lines of the page; `None` where the group is gone.
pub fn members_on(desk: &Desk, group: &GroupId, on: Date) -> Option<(String, Vec<Line>)> {
    let lang = desk.lang;
    let group = desk.register.group(group)?;
    let name = shown(Some(group.sheet.name.as_deref().unwrap_or(group.sheet.id.as_str())));
    let day = match lang {
        Lang::Ja => format!("{on}（{}）", format_wareki(on)),
        Lang::En => on.to_string(),
    };
    let mut rows: Vec<(&Membership, Known)> =
        group.memberships.iter().map(|row| (row, known(row, on))).collect();
    if let Some(people) = desk.ready_people() {
        rows.sort_by_key(|(row, _)| {
            people.row(&row.person).and_then(|place| people.rank.get(place as usize).copied())
        });
    }
    let of = |wanted: Known| rows.iter().filter(move |(_, known)| *known == wanted);
    let mut lines = Vec::new();
    let count = of(Known::In).count();
    if count == 0 {
        lines.push(Line::Text(HistoryWord::MembersOnNobody.say(lang).to_owned()));
    } else {
        let count = count.to_string();
        lines.push(Line::Heading(HistoryWord::MembersOnCount.fill(lang, &[&day, &count])));
        lines.extend(of(Known::In).map(|(row, _)| line(desk, row)));
    }
    let unsure = of(Known::Unsure).count();
    if unsure > 0 {
        lines.push(Line::Heading(HistoryWord::MembersOnUnsure.fill(lang, &[&unsure.to_string()])));
        lines.extend(of(Known::Unsure).map(|(row, _)| line(desk, row)));
    }
    lines.push(Line::Text(String::new()));
    lines.push(Line::Text(HistoryWord::MembersOnNote.say(lang).to_owned()));
    Some((HistoryWord::MembersOnTitle.fill(lang, &[&name, &day]), lines))
}

fn line(desk: &Desk, row: &Membership) -> Line {
    let lang = desk.lang;
    let person = desk.register.person(&row.person);
    let work = shown(person.and_then(Person::profession));
    let mut parts = Vec::new();
    parts.push(row.joined_on.map_or_else(
        || HistoryWord::MembersOnNoJoin.say(lang).to_owned(),
        |day| HistoryWord::MembersOnSince.fill(lang, &[&day.to_string()]),
    ));
    if let (None, Some(invited)) = (row.joined_on, row.invited_on) {
        parts.push(format!("{} {invited}", Membership::invited_on.unfilled(lang)));
    }
    if let Some(day) = row.off_duty_on {
        parts.push(HistoryWord::MembersOnOffDuty.fill(lang, &[&day.to_string()]));
    }
    parts.push(row.released_on.map_or_else(
        || HistoryWord::MembersOnStill.say(lang).to_owned(),
        |day| HistoryWord::MembersOnUntil.fill(lang, &[&day.to_string()]),
    ));
    let between = match lang {
        Lang::Ja => "、",
        Lang::En => ", ",
    };
    Line::Fact(format!("{} {work}", desk.name(&row.person)).trim_end().to_owned(), parts.join(between))
}
