//! 関係者: people of other offices and of the secretariat who sit in our groups.

use crate::{
    register::{Key as RecordKey, RecordKind, id::GroupId, kana::Query, records::Partner, subject::Subject},
    tui::{desk::Desk, terminal::width::shown, widgets::lines::Line, words::Word},
};

use super::{Cell, Column, RowKey, Screen, Shape, fact, pick, search::Search, staff::groups_of};

/// The list of partners.
pub struct PartnerScreen;

fn at(desk: &Desk, row: u32) -> Option<&Partner> {
    desk.register.partners().at(row as usize)
}

fn yes(desk: &Desk, flag: Option<bool>) -> &'static str {
    if flag == Some(true) { Word::Yes.say(desk.lang) } else { "" }
}

impl Screen for PartnerScreen {
    fn title(&self) -> Word {
        Word::Partners
    }

    fn filters(&self) -> &'static [Word] {
        &[Word::FilterAll, Word::FilterSecretariat]
    }

    fn drafts(&self) -> &'static [RecordKind] {
        &[RecordKind::Partner]
    }

    fn prepare(&self, desk: &mut Desk) {
        desk.ready();
        desk.ready_holdings();
    }

    fn rows(&self, desk: &Desk, filter: usize, query: Option<&Query>, _scope: Option<&GroupId>) -> Vec<u32> {
        let Some(people) = desk.ready_people() else { return Vec::new() };
        let first = desk.register.staff().len();
        let search = query.map(|query| Search::new(desk, query));
        let mut order: Vec<u32> = (0_u32..).take(desk.register.partners().len()).collect();
        order.sort_by_key(|row| people.rank.get(first + *row as usize).copied());
        pick(order, |row| {
            let secretariat = at(desk, row).is_some_and(|partner| partner.secretariat == Some(true));
            let key = people.keys.get(first + row as usize);
            let subject = || at(desk, row).map_or(Subject::Office, |row| Subject::Partner(row.id.clone()));
            let found = |search: &Search<'_>| key.is_some_and(|key| search.record(key, subject));
            (filter == 0 || secretariat) && search.as_ref().is_none_or(found)
        })
    }

    fn total(&self, desk: &Desk, _scope: Option<&GroupId>) -> usize {
        desk.register.partners().len()
    }

    fn key(&self, desk: &Desk, row: u32) -> RowKey {
        at(desk, row).map_or(RowKey::Heading, |row| RowKey::Record(RecordKey::Partner(row.id.clone())))
    }

    fn columns(&self, shape: Shape) -> Vec<Column> {
        let mut columns = vec![Column::straight(Word::ColId, 8), Column::rest(Word::ColName)];
        if shape.wide {
            columns.push(Column::spare(Word::ColKana, 22));
        }
        columns.extend([
            Column::new(Word::ColProfession, 14),
            Column::new(Word::ColAffiliation, if shape.wide { 30 } else { 20 }),
            Column { spare: true, ..Column::straight(Word::ColPhone, 13) },
            Column::straight(Word::ColSecretariat, 6),
        ]);
        columns
    }

    fn cells(&self, desk: &Desk, row: u32, shape: Shape) -> Vec<Cell> {
        let Some(row) = at(desk, row) else { return Vec::new() };
        let mut cells: Vec<Cell> =
            vec![shown(Some(row.id.as_str())).into(), shown(row.name.as_deref()).into()];
        if shape.wide {
            cells.push(shown(row.kana.as_deref()).into());
        }
        cells.extend([
            Cell::from(shown(row.profession.as_deref())),
            shown(row.affiliation.as_deref()).into(),
            shown(row.phone.as_deref()).into(),
            yes(desk, row.secretariat).into(),
        ]);
        cells
    }

    fn rank(&self, desk: &Desk, row: u32, column: Word) -> Option<i64> {
        let by_reading = matches!(column, Word::ColName | Word::ColKana);
        at(desk, row).filter(|_| by_reading).and_then(|partner| desk.person_rank(&partner.id))
    }

    fn details(&self, desk: &Desk, row: u32) -> Vec<Line> {
        let Some(row) = at(desk, row) else { return Vec::new() };
        let mut lines = vec![
            fact(desk, Partner::affiliation, &shown(row.affiliation.as_deref())),
            fact(desk, Partner::phone, &shown(row.phone.as_deref())),
            fact(desk, Partner::disaster_eligible, yes(desk, row.disaster_eligible)),
            groups_of(desk, &row.id),
        ];
        let subject = Subject::Partner(row.id.clone());
        if desk.flag(&subject).is_some() {
            lines.extend(super::finding_lines(desk, &subject));
        }
        lines
    }
}
