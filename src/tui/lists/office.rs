//! 事業所: the office itself, what was filed with the secretariat, and the exceptions that were approved.

use crate::{
    policy::Rule,
    register::{
        Key as RecordKey, RecordKind,
        id::{FilingId, GroupId},
        kana::{Query, SearchKey},
        records::{Filing, Office, Waiver},
        subject::Subject,
    },
    tui::{
        desk::{Desk, subject_name},
        terminal::{tone::Tone, width::shown},
        widgets::lines::Line,
        words::{BeginningWord, EnumWord, Word},
    },
};

use super::{
    Cell, Column, RowKey, Screen, Shape, added_lines, dated, day, fact, finding_lines, search::Search,
};
/// The office's own facts, its filings and its waivers, in one list.
pub struct OfficeScreen;

enum Entry {
    Office,
    Filing(FilingId),
    Waiver(u32),
}

fn entry(desk: &Desk, row: u32) -> Option<Entry> {
    let filings = desk.register.filings().len();
    match row as usize {
        0 => Some(Entry::Office),
        place if place <= filings => {
            desk.register.filings().at(place - 1).map(|row| Entry::Filing(row.id.clone()))
        }
        place => {
            let waiver = place - 1 - filings;
            desk.register.waivers().get(waiver)?;
            Some(Entry::Waiver(u32::try_from(waiver).ok()?))
        }
    }
}

fn texts(desk: &Desk, row: u32) -> (String, String, String, Tone) {
    match entry(desk, row) {
        Some(Entry::Office) => {
            let office = desk.register.office();
            let manager = office.manager.as_ref().map(|id| desk.name(id)).unwrap_or_default();
            let what = Word::Office.say(desk.lang).to_owned();
            let manager = format!("{} {manager}", Office::manager.say(desk.lang, &*desk.policy));
            (what, format!("{}　{manager}", shown(office.name.as_deref())), String::new(), Tone::Plain)
        }
        Some(Entry::Filing(id)) => {
            let Some(filing) = desk.register.filings().get(&id) else { return Default::default() };
            let what = format!("{} {id}", RecordKind::Filing.title(desk.lang));
            let reference = shown(filing.reference.as_deref());
            (
                what,
                format!("{} {reference}", filing.kind.say(desk.lang)),
                day(filing.submitted_on),
                Tone::Plain,
            )
        }
        Some(Entry::Waiver(place)) => {
            let Some(waiver) = desk.register.waivers().get(place as usize) else { return Default::default() };
            let rule = Rule::from_name(&waiver.rule).map(|rule| desk.policy.rule_label(rule, desk.lang));
            let text = format!(
                "{} {} {}",
                rule.unwrap_or_default(),
                subject_name(desk, &waiver.subject),
                shown(Some(&waiver.reason))
            );
            let tone = if waiver.until < desk.today { Tone::Quiet } else { Tone::Plain };
            (RecordKind::Waiver.title(desk.lang).to_owned(), text, day(Some(waiver.until)), tone)
        }
        None => Default::default(),
    }
}

impl Screen for OfficeScreen {
    fn title(&self) -> Word {
        Word::Office
    }

    fn filters(&self) -> &'static [Word] {
        &[Word::FilterAll]
    }

    fn drafts(&self) -> &'static [RecordKind] {
        &[RecordKind::Filing, RecordKind::Waiver]
    }

    fn rows(&self, desk: &Desk, _filter: usize, query: Option<&Query>, _scope: Option<&GroupId>) -> Vec<u32> {
        let rows = (0_u32..).take(self.total(desk, None));
        let search = query.map(|query| Search::new(desk, query));
        rows.filter(|row| {
            search.as_ref().is_none_or(|search| {
                let (what, text, ..) = texts(desk, *row);
                let phone = desk.register.office().phone.as_deref().filter(|_| *row == 0);
                let fields = [Some(what.as_str()), Some(text.as_str()), phone];
                // What is wrong with a filing is wrong with the office.
                search.record(&SearchKey::new(fields.into_iter().flatten()), || Subject::Office)
            })
        })
        .collect()
    }

    fn total(&self, desk: &Desk, _scope: Option<&GroupId>) -> usize {
        1 + desk.register.filings().len() + desk.register.waivers().len()
    }

    fn key(&self, desk: &Desk, row: u32) -> RowKey {
        match entry(desk, row) {
            Some(Entry::Office) => RowKey::Record(RecordKey::Office),
            Some(Entry::Filing(id)) => RowKey::Record(RecordKey::Filing(id)),
            Some(Entry::Waiver(place)) => RowKey::Record(RecordKey::Waiver(place)),
            None => RowKey::Heading,
        }
    }

    fn columns(&self, shape: Shape) -> Vec<Column> {
        vec![
            Column::new(Word::ColWhat, if shape.wide { 24 } else { 16 }),
            Column::rest(Word::ColValue),
            Column::straight(Word::ColDate, 10),
        ]
    }

    fn cells(&self, desk: &Desk, row: u32, _shape: Shape) -> Vec<Cell> {
        let (what, text, date, tone) = texts(desk, row);
        vec![Cell::toned(what, tone), Cell::toned(text, tone), Cell::toned(date, tone)]
    }

    fn details(&self, desk: &Desk, row: u32) -> Vec<Line> {
        match entry(desk, row) {
            Some(Entry::Office) => {
                let office = desk.register.office();
                let mut lines = finding_lines(desk, &Subject::Office);
                lines.push(Line::Heading(Word::Facts.say(desk.lang).to_owned()));
                lines.push(fact(desk, Office::kind, &shown(office.kind.as_deref())));
                lines.push(fact(desk, Office::phone, &shown(office.phone.as_deref())));
                lines.push(dated(desk, Office::guideline_confirmed_on, office.guideline_confirmed_on));
                lines.push(dated(desk, Office::kept_since, office.kept_since));
                let host = office
                    .default_host
                    .map_or(BeginningWord::HostOpen.say(desk.lang), |host| host.say(desk.lang));
                lines.push(fact(desk, Office::default_host, host));
                lines.extend(added_lines(desk, RecordKind::Office, &office.added));
                lines.push(fact(desk, Word::PolicySays, desk.policy.title(desk.lang)));
                lines
            }
            Some(Entry::Filing(id)) => {
                let Some(filing) = desk.register.filings().get(&id) else { return Vec::new() };
                vec![
                    fact(desk, Filing::kind, filing.kind.say(desk.lang)),
                    dated(desk, Filing::submitted_on, filing.submitted_on),
                    dated(desk, Filing::approved_on, filing.approved_on),
                    dated(desk, Filing::refused_on, filing.refused_on),
                    fact(desk, Filing::reference, &shown(filing.reference.as_deref())),
                    fact(desk, Filing::note, &shown(filing.note.as_deref())),
                ]
            }
            Some(Entry::Waiver(place)) => {
                let Some(waiver) = desk.register.waivers().get(place as usize) else { return Vec::new() };
                let rule = Rule::from_name(&waiver.rule).map(|rule| desk.policy.rule_label(rule, desk.lang));
                vec![
                    fact(desk, Waiver::rule, rule.unwrap_or_default()),
                    fact(desk, Waiver::subject, &subject_name(desk, &waiver.subject)),
                    fact(desk, Waiver::reason, &shown(Some(&waiver.reason))),
                    fact(desk, Waiver::approved_by, &desk.name(&waiver.approved_by)),
                    dated(desk, Waiver::approved_on, waiver.approved_on),
                    dated(desk, Waiver::until, Some(waiver.until)),
                ]
            }
            None => Vec::new(),
        }
    }
}
