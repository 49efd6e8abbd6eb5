//! 参加: who sits in which group, since when and by whom; all groups or one.

use crate::{
    register::{
        Date, Key as RecordKey, Person, RecordKind,
        id::GroupId,
        kana::Query,
        labels::Label,
        records::{Membership, Removal},
        subject::Subject,
    },
    tui::{
        desk::{Desk, MembershipRow, Standing},
        terminal::{tone::Tone, width::shown},
        widgets::lines::Line,
        words::{EnumWord, Word},
    },
};

use super::{
    Cell, Column, RowKey, Screen, Shape, dated, day, day_told, fact, finding_lines, phone_of, search::Search,
    staff::flagged,
};

/// The list of memberships.
pub struct MembershipScreen;

fn at(desk: &Desk, row: u32) -> Option<MembershipRow> {
    desk.ready_memberships().get(row as usize).copied()
}

fn subject(row: &Membership) -> Subject {
    Subject::Membership(row.id.clone())
}

fn state(standing: Standing) -> Word {
    match standing {
        Standing::Invited => Word::StateInvited,
        Standing::Member => Word::StateMember,
        Standing::OffDuty => Word::StateOffDuty,
        Standing::ToRemove => Word::StateToRemove,
        Standing::Released => Word::StateReleased,
    }
}

fn affiliation(desk: &Desk, row: &Membership) -> String {
    match desk.register.person(&row.person) {
        Some(Person::Staff(_)) => shown(desk.register.office().name.as_deref()),
        Some(Person::Partner(partner)) => shown(partner.affiliation.as_deref()),
        None => String::new(),
    }
}

fn passes(desk: &Desk, row: MembershipRow, filter: usize) -> bool {
    let open = row.standing != Standing::Released;
    match filter {
        0 => open,
        1 => open && desk.membership(row).is_some_and(|(_, membership)| flagged(desk, &subject(membership))),
        2 => row.standing == Standing::Invited,
        3 => matches!(row.standing, Standing::ToRemove | Standing::OffDuty),
        5 => !open,
        _ => true,
    }
}

impl Screen for MembershipScreen {
    fn title(&self) -> Word {
        Word::Memberships
    }

    fn filters(&self) -> &'static [Word] {
        &[
            Word::FilterMembersNow,
            Word::FilterFlagged,
            Word::FilterInvited,
            Word::FilterToRemove,
            Word::FilterAll,
            Word::FilterReleased,
        ]
    }

    fn drafts(&self) -> &'static [RecordKind] {
        &[RecordKind::Membership]
    }

    fn prepare(&self, desk: &mut Desk) {
        desk.ready();
        desk.memberships();
    }

    fn rows(&self, desk: &Desk, filter: usize, query: Option<&Query>, scope: Option<&GroupId>) -> Vec<u32> {
        let scope = scope.and_then(|group| desk.register.groups().place(group));
        let search = query.map(|query| Search::with_names(desk, query));
        let matches = |row: &MembershipRow| {
            search.as_ref().is_none_or(|search| {
                let key = || desk.membership(*row).map_or(Subject::Office, |(_, row)| subject(row));
                search.membership(*row, key)
            })
        };
        (0_u32..)
            .zip(desk.ready_memberships())
            .filter(|(_, row)| scope.is_none_or(|group| row.group as usize == group))
            .filter(|(_, row)| matches(row) && passes(desk, **row, filter))
            .map(|(place, _)| place)
            .collect()
    }

    fn total(&self, desk: &Desk, scope: Option<&GroupId>) -> usize {
        match scope {
            Some(group) => desk.register.group(group).map_or(0, |group| group.memberships.len()),
            None => desk.ready_memberships().len(),
        }
    }

    fn key(&self, desk: &Desk, row: u32) -> RowKey {
        let found = at(desk, row).and_then(|row| desk.membership(row));
        found.map_or(RowKey::Heading, |(group, membership)| {
            RowKey::Record(RecordKey::Membership(group.sheet.id.clone(), membership.id.clone()))
        })
    }

    fn columns(&self, shape: Shape) -> Vec<Column> {
        let wide = shape.wide;
        let mut columns = Vec::new();
        if !shape.scoped {
            columns.push(Column::new(Word::ColGroupName, if wide { 22 } else { 16 }));
        }
        columns.extend([Column::rest(Word::ColName), Column::new(Word::ColProfession, 14)]);
        columns.push(Column::spare(Word::ColReason, if wide { 18 } else { 10 }));
        if wide {
            columns.push(Column::spare(Word::ColAffiliation, 18));
        }
        if wide || shape.scoped {
            columns.push(Column::straight(Word::ColRights, 8));
        }
        columns.extend([
            Column::straight(Word::ColJoined, 10),
            Column::straight(Word::ColState, 8),
            Column::straight(Word::ColFlag, 7),
        ]);
        columns
    }

    fn cells(&self, desk: &Desk, row: u32, shape: Shape) -> Vec<Cell> {
        let Some(row) = at(desk, row) else { return Vec::new() };
        let Some((group, membership)) = desk.membership(row) else { return Vec::new() };
        let state = state(row.standing);
        let tone = if state == Word::StateReleased { Tone::Quiet } else { Tone::Plain };
        let person = desk.register.person(&membership.person);
        let mut cells: Vec<Cell> = Vec::new();
        if !shape.scoped {
            let name = group.sheet.name.as_deref().unwrap_or(group.sheet.id.as_str());
            // All free groups begin alike: where there is little room, what tells them apart comes first.
            let own = name.strip_prefix(desk.policy.free_group_prefix()).filter(|_| !shape.wide);
            cells.push(shown(Some(own.unwrap_or(name))).into());
        }
        cells.extend([
            Cell::from(desk.name(&membership.person)),
            shown(person.and_then(Person::profession)).into(),
        ]);
        cells.push(shown(membership.reason.as_deref()).into());
        if shape.wide {
            cells.push(affiliation(desk, membership).into());
        }
        if shape.wide || shape.scoped {
            cells.push(membership.rights.map(|rights| rights.say(desk.lang)).unwrap_or_default().into());
        }
        cells.extend([
            Cell::from(day(membership.joined_on)),
            Cell::toned(state.say(desk.lang), tone),
            Cell::flag(desk, &subject(membership)),
        ]);
        cells
    }

    fn rank(&self, desk: &Desk, row: u32, column: Word) -> Option<i64> {
        let row = at(desk, row)?;
        match column {
            Word::ColGroupName => desk.rank_of_group(row.group),
            Word::ColName => desk.person_rank(&desk.membership(row)?.1.person),
            _ => None,
        }
    }

    fn details(&self, desk: &Desk, row: u32) -> Vec<Line> {
        let Some((group, membership)) = at(desk, row).and_then(|row| desk.membership(row)) else {
            return Vec::new();
        };
        let mut lines = finding_lines(desk, &subject(membership));
        lines.push(Line::Heading(Word::Facts.say(desk.lang).to_owned()));
        let name = shown(group.sheet.name.as_deref());
        lines.push(fact(desk, Word::Groups, &format!("{} {name}", group.sheet.id)));
        lines.push(fact(desk, Membership::reason, &shown(membership.reason.as_deref())));
        lines.push(fact(desk, Word::ColAffiliation, &affiliation(desk, membership)));
        lines.extend(phone_of(desk, &membership.person));
        let with_name = |label: Label, date: Option<Date>, by: Option<&crate::register::id::PersonId>| {
            let told = [Some(day_told(desk, label, date)), by.map(|id| desk.name(id))];
            let label = label.say(desk.lang, &*desk.policy).into_owned();
            Line::Listed(label, told.into_iter().flatten().collect(), " ")
        };
        let Membership { invited_on, invited_by, approved_on, approved_by, .. } = membership;
        lines.push(with_name(Membership::invited_on, *invited_on, invited_by.as_ref()));
        lines.push(with_name(Membership::approved_on, *approved_on, approved_by.as_ref()));
        lines.push(dated(desk, Membership::joined_on, membership.joined_on));
        if membership.off_duty_on.is_some() {
            lines.push(dated(desk, Membership::off_duty_on, membership.off_duty_on));
        }
        if membership.removal.requested_on.is_some() {
            lines.push(dated(desk, Removal::requested_on, membership.removal.requested_on));
            lines.push(fact(desk, Removal::reason, &shown(membership.removal.reason.as_deref())));
        }
        if membership.released_on.is_some() {
            lines.push(dated(desk, Membership::released_on, membership.released_on));
        }
        lines
    }
}
