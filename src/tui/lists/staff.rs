//! 職員: the office's own people and their accounts.

use crate::{
    policy::{Urgency, standing::account_left_standing},
    register::{
        Date, Key as RecordKey, RecordKind,
        id::GroupId,
        kana::Query,
        labels::Label,
        records::{McsAccount, Pledge, Staff, Training},
        subject::Subject,
    },
    tui::{
        desk::Desk,
        terminal::{tone::Tone, width::shown},
        widgets::lines::Line,
        words::{EnumWord, Word},
    },
};

use super::{
    Cell, Column, RowKey, Screen, Shape, added_lines, dated, day, fact, finding_lines, newest, pick,
    search::Search,
};

/// The list of staff.
pub struct StaffScreen;

fn at(desk: &Desk, row: u32) -> Option<&Staff> {
    desk.register.staff().at(row as usize)
}

fn state(staff: &Staff, today: Date) -> Word {
    match (staff.joined_on, staff.left_on) {
        (_, Some(left)) if left < today => Word::StateLeft,
        (Some(joined), _) if joined > today => Word::StateNotYet,
        (_, Some(_)) => Word::StateLeaving,
        _ => Word::StateActive,
    }
}

fn subject(staff: &Staff) -> Subject {
    Subject::Staff(staff.id.clone())
}

/// Whether something presses on the subject; a running waiver does not.
pub fn flagged(desk: &Desk, subject: &Subject) -> bool {
    desk.flag(subject).is_some_and(|urgency| urgency != Urgency::Waived)
}

impl Screen for StaffScreen {
    fn title(&self) -> Word {
        Word::Staff
    }

    fn filters(&self) -> &'static [Word] {
        &[Word::FilterActive, Word::FilterFlagged, Word::FilterLeft, Word::FilterAll]
    }

    fn drafts(&self) -> &'static [RecordKind] {
        &[RecordKind::Staff]
    }

    fn prepare(&self, desk: &mut Desk) {
        desk.ready();
        desk.ready_holdings();
    }

    fn rows(&self, desk: &Desk, filter: usize, query: Option<&Query>, _scope: Option<&GroupId>) -> Vec<u32> {
        let people = desk.ready_people();
        let search = query.map(|query| Search::new(desk, query));
        let mut order: Vec<u32> = (0_u32..).take(desk.register.staff().len()).collect();
        if let Some(people) = people {
            order.sort_by_key(|row| people.rank.get(*row as usize).copied());
        }
        pick(order, |row| {
            let Some(staff) = at(desk, row) else { return false };
            let left = state(staff, desk.today) == Word::StateLeft;
            let passes = match filter {
                0 => !left,
                1 => flagged(desk, &subject(staff)),
                2 => left,
                _ => true,
            };
            let key = people.and_then(|people| people.keys.get(row as usize));
            let found = |search: &Search<'_>| key.is_some_and(|key| search.record(key, || subject(staff)));
            passes && search.as_ref().is_none_or(found)
        })
    }

    fn total(&self, desk: &Desk, _scope: Option<&GroupId>) -> usize {
        desk.register.staff().len()
    }

    fn key(&self, desk: &Desk, row: u32) -> RowKey {
        at(desk, row).map_or(RowKey::Heading, |staff| RowKey::Record(RecordKey::Staff(staff.id.clone())))
    }

    fn columns(&self, shape: Shape) -> Vec<Column> {
        let mut columns = vec![Column::straight(Word::ColId, 7), Column::rest(Word::ColName)];
        if shape.wide {
            columns.push(Column::spare(Word::ColKana, 22));
        }
        columns.extend([
            Column::new(Word::ColProfession, 14),
            Column::straight(Word::ColState, 8),
            Column::straight(Word::ColRole, 9),
            Column::straight(Word::ColPassword, 10),
            Column::straight(Word::ColFlag, 7),
        ]);
        columns
    }

    fn cells(&self, desk: &Desk, row: u32, shape: Shape) -> Vec<Cell> {
        let Some(staff) = at(desk, row) else { return Vec::new() };
        let mut cells: Vec<Cell> =
            vec![shown(Some(staff.id.as_str())).into(), shown(staff.name.as_deref()).into()];
        if shape.wide {
            cells.push(shown(staff.kana.as_deref()).into());
        }
        let state = state(staff, desk.today);
        let tone = if state == Word::StateLeft { Tone::Quiet } else { Tone::Plain };
        cells.extend([
            shown(staff.profession.as_deref()).into(),
            Cell::toned(state.say(desk.lang), tone),
            staff.mcs.role.map(|role| role.say(desk.lang)).unwrap_or_default().into(),
            day(staff.mcs.password_changed_on).into(),
            Cell::flag(desk, &subject(staff)),
        ]);
        cells
    }

    fn rank(&self, desk: &Desk, row: u32, column: Word) -> Option<i64> {
        let by_reading = matches!(column, Word::ColName | Word::ColKana);
        at(desk, row).filter(|_| by_reading).and_then(|staff| desk.person_rank(&staff.id))
    }

    fn details(&self, desk: &Desk, row: u32) -> Vec<Line> {
        let Some(staff) = at(desk, row) else { return Vec::new() };
        let lang = desk.lang;
        let mut lines = finding_lines(desk, &subject(staff));
        lines.push(Line::Heading(Word::Facts.say(lang).to_owned()));
        lines.push(fact(desk, Staff::phone, &shown(staff.phone.as_deref())));
        lines.push(fact(desk, McsAccount::login, &shown(staff.mcs.login.as_deref())));
        lines.push(dated(desk, McsAccount::password_changed_on, staff.mcs.password_changed_on));
        lines.push(dated(desk, McsAccount::two_factor_since, staff.mcs.two_factor_since));
        let pledge = staff.pledge.exempt.as_deref().filter(|why| !why.trim().is_empty());
        match (staff.pledge.signed_on, pledge) {
            (None, Some(why)) => lines.push(fact(desk, Pledge::exempt, &shown(Some(why)))),
            (signed, _) => lines.push(dated(desk, Pledge::signed_on, signed)),
        }
        let last = newest(staff.trainings.iter().filter_map(|training| training.on), desk.today);
        let training = Label::from(Word::FactTraining).with_timing(Training::on.timing);
        lines.push(dated(desk, training, last));
        lines.push(dated(desk, Staff::joined_on, staff.joined_on));
        if staff.left_on.is_some() {
            lines.push(dated(desk, Staff::left_on, staff.left_on));
            lines.push(dated(desk, McsAccount::released_on, staff.mcs.released_on));
            lines.push(dated(desk, McsAccount::deleted_on, staff.mcs.deleted_on));
            lines.extend(standing_account(desk, staff).map(|text| fact(desk, Word::StandingRisk, &text)));
        }
        lines.extend(added_lines(desk, RecordKind::Staff, &staff.added));
        if let Some(memo) = crate::register::records::non_blank(staff.memo.as_deref()) {
            lines.push(fact(desk, Staff::memo, &shown(Some(memo))));
        }
        // The longest comes last.
        lines.push(Line::Heading(Word::Holdings.say(lang).to_owned()));
        let devices =
            desk.devices_of(&staff.id).filter(|device| device.returned_on.is_none_or(|day| day > desk.today));
        let devices: Vec<String> =
            devices.map(|device| format!("{} {}", device.id, shown(device.name.as_deref()))).collect();
        lines.push(holding(desk, Word::LentDevices, devices));
        let out = desk.register.take_outs().iter().filter(|row| {
            row.requester.as_ref() == Some(&staff.id)
                && desk.today.happened(row.out_on)
                && row.returned_on.is_none_or(|day| day > desk.today)
        });
        let out: Vec<String> =
            out.map(|row| format!("{} {}", row.id, shown(row.content.as_deref()))).collect();
        lines.push(holding(desk, Word::OpenTakeOuts, out));
        lines.push(groups_of(desk, &staff.id));
        lines
    }
}

/// That somebody who left still has an account although they were asked to delete it, where it is so.
pub fn standing_account(desk: &Desk, staff: &Staff) -> Option<String> {
    let asked = account_left_standing(staff, desk.today)?;
    Some(Word::StandingAccount.fill(desk.lang, &[&asked.to_string()]))
}

fn holding(desk: &Desk, label: Word, names: Vec<String>) -> Line {
    let names = if names.is_empty() { vec![Word::None.say(desk.lang).to_owned()] } else { names };
    Line::Listed(label.say(desk.lang).to_owned(), names, "、")
}

/// The groups in which a person sits, by name.
pub fn groups_of(desk: &Desk, person: &crate::register::id::PersonId) -> Line {
    let names: Vec<String> = desk
        .held_by(person)
        .filter_map(|row| desk.membership(row))
        .filter(|(_, membership)| membership.released_on.is_none_or(|day| day > desk.today))
        .map(|(group, _)| shown(Some(group.sheet.name.as_deref().unwrap_or(group.sheet.id.as_str()))))
        .take(200)
        .collect();
    holding(desk, Word::GroupsOf, names)
}
