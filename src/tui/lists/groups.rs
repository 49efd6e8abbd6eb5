//! グループ: patient, free and disaster groups; Enter shows who sits in one.

use crate::{
    register::{
        Date, Key as RecordKey, RecordKind,
        id::GroupId,
        kana::Query,
        labels::Label,
        records::{Consent, Group, GroupSheet, Review},
        subject::Subject,
        words::GroupKind,
    },
    tui::{
        desk::Desk,
        terminal::{tone::Tone, width::shown},
        widgets::lines::Line,
        words::{EnumWord, ReviewWord, Word},
    },
};

use super::{
    Cell, Column, RowKey, Screen, Shape, added_lines, dated, day, fact, finding_lines, newest, phone_of,
    pick, search::Search, staff::flagged,
};

/// The list of groups.
pub struct GroupScreen;

fn at(desk: &Desk, row: u32) -> Option<&Group> {
    desk.register.groups().at(row as usize)
}

fn subject(group: &Group) -> Subject {
    Subject::Group(group.sheet.id.clone())
}

fn state(group: &Group, today: Date) -> Word {
    let come = |day: Option<Date>| today.happened(day);
    let sheet = &group.sheet;
    if come(sheet.archived_on) {
        Word::StateArchived
    } else if sheet.opened_on.is_some_and(|day| day > today) {
        Word::StateNotOpened
    } else if come(sheet.deceased_on) {
        Word::StateDeceased
    } else if come(sheet.ended_on) {
        Word::StateEnded
    } else {
        Word::StateOpen
    }
}

fn reviewed(group: &Group, today: Date) -> Option<Date> {
    group.reviews.iter().filter_map(|review| review.signed_on).filter(|on| *on <= today).max()
}

impl Screen for GroupScreen {
    fn title(&self) -> Word {
        Word::Groups
    }

    fn filters(&self) -> &'static [Word] {
        &[
            Word::FilterOpenGroups,
            Word::FilterFlagged,
            Word::FilterPatient,
            Word::FilterFree,
            Word::FilterArchived,
            Word::FilterAll,
        ]
    }

    fn drafts(&self) -> &'static [RecordKind] {
        &[RecordKind::Group]
    }

    fn rows(&self, desk: &Desk, filter: usize, query: Option<&Query>, _scope: Option<&GroupId>) -> Vec<u32> {
        let search = query.map(|query| Search::new(desk, query));
        pick(desk.groups_in_order(), |row| {
            let Some(group) = at(desk, row) else { return false };
            let archived = state(group, desk.today) == Word::StateArchived;
            let passes = match filter {
                0 => !archived,
                1 => flagged(desk, &subject(group)),
                2 => !archived && group.sheet.kind == GroupKind::Patient,
                3 => !archived && group.sheet.kind == GroupKind::Free,
                4 => archived,
                _ => true,
            };
            let key = desk.group_keys().get(row as usize);
            let found = |search: &Search<'_>| key.is_some_and(|key| search.record(key, || subject(group)));
            passes && search.as_ref().is_none_or(found)
        })
    }

    fn total(&self, desk: &Desk, _scope: Option<&GroupId>) -> usize {
        desk.register.groups().len()
    }

    fn key(&self, desk: &Desk, row: u32) -> RowKey {
        at(desk, row)
            .map_or(RowKey::Heading, |group| RowKey::Record(RecordKey::Group(group.sheet.id.clone())))
    }

    fn columns(&self, shape: Shape) -> Vec<Column> {
        let mut columns = vec![
            Column::straight(Word::ColId, 8),
            Column::rest(Word::ColGroupName),
            Column::new(Word::ColKind, if shape.wide { 10 } else { 8 }),
        ];
        if shape.wide {
            columns.push(Column::new(Word::ColDoctor, 22));
        }
        // A group that was not reviewed has room there for its name.
        columns.extend([
            Column::straight(Word::ColReviewed, 10),
            Column::number(Word::ColMembers, 4),
            Column::straight(Word::ColState, 8),
            Column::straight(Word::ColFlag, 7),
        ]);
        columns
    }

    fn cells(&self, desk: &Desk, row: u32, shape: Shape) -> Vec<Cell> {
        let Some(group) = at(desk, row) else { return Vec::new() };
        let state = state(group, desk.today);
        let tone = if state == Word::StateArchived { Tone::Quiet } else { Tone::Plain };
        let mut cells: Vec<Cell> = vec![
            shown(Some(group.sheet.id.as_str())).into(),
            shown(group.sheet.name.as_deref()).into(),
            group.sheet.kind.say(desk.lang).into(),
        ];
        if shape.wide {
            let doctor = group.sheet.attending_doctor.as_ref().map(|id| desk.name(id));
            cells.push(doctor.unwrap_or_default().into());
        }
        cells.extend([
            Cell::from(day(reviewed(group, desk.today))),
            desk.members_of(row).to_string().into(),
            Cell::toned(state.say(desk.lang), tone),
            Cell::flag(desk, &subject(group)),
        ]);
        cells
    }

    fn rank(&self, desk: &Desk, row: u32, column: Word) -> Option<i64> {
        match column {
            Word::ColGroupName => desk.rank_of_group(row),
            Word::ColDoctor => desk.person_rank(at(desk, row)?.sheet.attending_doctor.as_ref()?),
            _ => None,
        }
    }

    fn details(&self, desk: &Desk, row: u32) -> Vec<Line> {
        let Some(group) = at(desk, row) else { return Vec::new() };
        let sheet = &group.sheet;
        let mut lines = finding_lines(desk, &subject(group));
        lines.push(Line::Heading(Word::Facts.say(desk.lang).to_owned()));
        let ends = [
            (GroupSheet::deceased_on, sheet.deceased_on),
            (GroupSheet::ended_on, sheet.ended_on),
            (GroupSheet::retain_until, sheet.retain_until),
            (GroupSheet::archived_on, sheet.archived_on),
            (GroupSheet::deleted_on, sheet.deleted_on),
        ];
        // How it ended is what is looked for first once it did.
        lines.extend(ends.iter().filter(|(_, on)| on.is_some()).map(|(label, on)| dated(desk, *label, *on)));
        lines.push(fact(desk, GroupSheet::kana, &shown(sheet.kana.as_deref())));
        if let Some(doctor) = &sheet.attending_doctor {
            lines.push(fact(desk, GroupSheet::attending_doctor, &desk.name(doctor)));
            lines.extend(phone_of(desk, doctor));
        }
        lines.push(dated(desk, GroupSheet::opened_on, sheet.opened_on));
        match sheet.kind {
            GroupKind::Patient => {
                lines.push(fact(
                    desk,
                    GroupSheet::patients,
                    &sheet.patients.map(|n| n.to_string()).unwrap_or_default(),
                ));
                lines.push(dated(desk, Consent::signed_on, sheet.consent.signed_on));
                let copies = sheet.consent.both_copies.map(|both| if both { Word::Yes } else { Word::No });
                lines.push(fact(
                    desk,
                    Consent::both_copies,
                    copies.map(|word| word.say(desk.lang)).unwrap_or_default(),
                ));
                let signed = group.reviews.iter().filter_map(|review| review.signed_on);
                let reviewed = Label::from(Word::ColReviewed).with_timing(Review::signed_on.timing);
                lines.push(dated(desk, reviewed, newest(signed, desk.today)));
            }
            GroupKind::Free => {
                lines.push(dated(desk, GroupSheet::permission_on, sheet.permission_on));
                lines.push(dated(desk, GroupSheet::purpose_announced_on, sheet.purpose_announced_on));
            }
            GroupKind::Disaster => {}
        }
        if let Some((_, review)) = crate::register::review::in_progress(group) {
            let progress = crate::register::review::Progress::of(review);
            let counts = [progress.decided(), progress.all].map(|n| n.to_string());
            let said = ReviewWord::RoundInProgress.fill(desk.lang, &counts.each_ref().map(String::as_str));
            lines.push(fact(desk, Word::RecordReview, &said));
        }
        if sheet.kind == GroupKind::Patient {
            let open = ends.iter().take(2).filter(|(_, on)| on.is_none());
            lines.extend(open.map(|(label, _)| dated(desk, *label, None)));
        }
        if let Some(host) = sheet.host {
            lines.push(fact(desk, GroupSheet::host, host.say(desk.lang)));
        }
        lines.extend(added_lines(desk, RecordKind::Group, &sheet.added));
        if let Some(memo) = crate::register::records::non_blank(sheet.memo.as_deref()) {
            lines.push(fact(desk, GroupSheet::memo, &shown(Some(memo))));
        }
        lines
    }
}
