//! 持ち出し: what left the office or is about to, by whom, until when (第13条(9)).

use crate::{
    register::{
        Date, Key as RecordKey, Person, RecordKind,
        id::GroupId,
        kana::{Query, SearchKey},
        records::{Decision, TakeOut},
        subject::Subject,
        words::DecisionResult,
    },
    tui::{
        desk::Desk,
        terminal::{tone::Tone, width::shown},
        widgets::lines::Line,
        words::{CitingWord, EnumWord, PeopleWord, Word},
    },
};

use super::{
    Cell, Column, RowKey, Screen, Shape, dated, day, day_told, fact, finding_lines, phone_of, pick,
    search::Search, staff::flagged,
};

/// The list of take-outs.
pub struct TakeOutScreen;

fn at(desk: &Desk, row: u32) -> Option<&TakeOut> {
    desk.register.take_outs().at(row as usize)
}

fn subject(row: &TakeOut) -> Subject {
    Subject::TakeOut(row.id.clone())
}

fn decided(row: &TakeOut, today: Date) -> Option<DecisionResult> {
    row.decision.result.filter(|_| today.happened(row.decision.on))
}

fn is_out(row: &TakeOut, today: Date) -> bool {
    today.happened(row.out_on) && row.returned_on.is_none_or(|on| on > today)
}

/// Where a take-out stands.
pub fn state(row: &TakeOut, today: Date) -> Word {
    let returned = today.happened(row.returned_on);
    match decided(row, today) {
        _ if returned => Word::StateReturned,
        _ if is_out(row, today) => Word::StateOut,
        None => Word::StateWaiting,
        Some(DecisionResult::Approved) => Word::StateApproved,
        Some(DecisionResult::Refused) => Word::StateRefused,
    }
}

/// How soon somebody has to do something about a take-out: decide, take it back, nothing yet, nothing more.
fn turn(row: &TakeOut, today: Date) -> u8 {
    match state(row, today) {
        _ if decided(row, today).is_none() => 0,
        Word::StateOut => 1,
        Word::StateApproved => 2,
        _ => 3,
    }
}

/// The decision in a word; an approval after the exit is told as such (事後承認).
fn decision(row: &TakeOut, desk: &Desk) -> &'static str {
    match decided(row, desk.today) {
        None => Word::StateWaiting.say(desk.lang),
        Some(DecisionResult::Approved) if row.approved_afterwards() => {
            Word::StateApprovedLater.say(desk.lang)
        }
        Some(result) => result.say(desk.lang),
    }
}

fn requester(desk: &Desk, row: &TakeOut) -> String {
    row.requester.as_ref().map(|id| desk.name(id)).unwrap_or_default()
}

impl Screen for TakeOutScreen {
    fn title(&self) -> Word {
        Word::TakeOuts
    }

    fn filters(&self) -> &'static [Word] {
        &[Word::FilterAll, Word::FilterWaiting, Word::FilterOut, Word::FilterFlagged, Word::FilterReturned]
    }

    fn drafts(&self) -> &'static [RecordKind] {
        &[RecordKind::TakeOut]
    }

    fn rows(&self, desk: &Desk, filter: usize, query: Option<&Query>, _scope: Option<&GroupId>) -> Vec<u32> {
        let mut order: Vec<u32> = (0_u32..).take(desk.register.take_outs().len()).collect();
        // What waits for somebody stands first; of equals, what was asked for last.
        order.sort_by_key(|row| {
            let row = at(desk, *row);
            let asked = row.map(|row| (row.requested_on, row.id.clone()));
            (row.map(|row| turn(row, desk.today)), std::cmp::Reverse(asked))
        });
        let search = query.map(|query| Search::new(desk, query));
        pick(order, |row| {
            let Some(take_out) = at(desk, row) else { return false };
            let passes = match filter {
                1 => decided(take_out, desk.today).is_none(),
                2 => is_out(take_out, desk.today),
                3 => flagged(desk, &subject(take_out)),
                4 => desk.today.happened(take_out.returned_on),
                _ => true,
            };
            passes
                && search.as_ref().is_none_or(|search| {
                    let person = take_out.requester.as_ref().and_then(|id| desk.register.person(id));
                    let fields = [
                        Some(take_out.id.as_str()),
                        take_out.content.as_deref(),
                        take_out.purpose.as_deref(),
                        take_out.medium.as_deref(),
                        take_out.device.as_ref().map(crate::register::id::DeviceId::as_str),
                        person.and_then(Person::name),
                        person.and_then(Person::kana),
                    ];
                    search.record(&SearchKey::new(fields.into_iter().flatten()), || subject(take_out))
                })
        })
    }

    fn total(&self, desk: &Desk, _scope: Option<&GroupId>) -> usize {
        desk.register.take_outs().len()
    }

    fn key(&self, desk: &Desk, row: u32) -> RowKey {
        at(desk, row).map_or(RowKey::Heading, |row| RowKey::Record(RecordKey::TakeOut(row.id.clone())))
    }

    fn columns(&self, shape: Shape) -> Vec<Column> {
        let mut columns = vec![
            Column::straight(Word::ColId, 7),
            Column::new(Word::ColRequester, if shape.wide { 22 } else { 14 }),
            Column::rest(Word::ColContent),
        ];
        if shape.wide {
            columns.push(Column::straight(Word::ColFrom, 10));
        }
        columns.push(Column::straight(Word::ColUntil, 10));
        if shape.wide {
            columns.push(Column::straight(Word::ColDecision, 8));
        }
        columns.extend([Column::straight(Word::ColState, 10), Column::straight(Word::ColFlag, 7)]);
        columns
    }

    fn cells(&self, desk: &Desk, row: u32, shape: Shape) -> Vec<Cell> {
        let Some(row) = at(desk, row) else { return Vec::new() };
        let state = state(row, desk.today);
        let tone = match state {
            Word::StateReturned | Word::StateRefused => Tone::Quiet,
            _ => Tone::Plain,
        };
        let mut cells: Vec<Cell> = vec![
            shown(Some(row.id.as_str())).into(),
            requester(desk, row).into(),
            shown(row.content.as_deref()).into(),
        ];
        if shape.wide {
            cells.push(day(row.from).into());
        }
        cells.push(day(row.until).into());
        if shape.wide {
            cells.push(decision(row, desk).into());
        }
        cells.extend([Cell::toned(state.say(desk.lang), tone), Cell::flag(desk, &subject(row))]);
        cells
    }

    fn rank(&self, desk: &Desk, row: u32, column: Word) -> Option<i64> {
        let requester = at(desk, row)?.requester.as_ref().filter(|_| column == Word::ColRequester)?;
        desk.person_rank(requester)
    }

    fn details(&self, desk: &Desk, row: u32) -> Vec<Line> {
        let Some(row) = at(desk, row) else { return Vec::new() };
        let mut lines = finding_lines(desk, &subject(row));
        lines.push(Line::Heading(Word::Facts.say(desk.lang).to_owned()));
        lines.push(fact(desk, TakeOut::requester, &requester(desk, row)));
        lines.extend(row.requester.as_ref().and_then(|id| phone_of(desk, id)));
        lines.push(fact(desk, TakeOut::content, &shown(row.content.as_deref())));
        lines.push(fact(desk, TakeOut::medium, &shown(row.medium.as_deref())));
        lines.push(fact(desk, TakeOut::purpose, &shown(row.purpose.as_deref())));
        lines.push(dated(desk, TakeOut::from, row.from));
        lines.push(dated(desk, TakeOut::until, row.until));
        let by = row.decision.by.as_ref().map(|id| desk.name(id)).unwrap_or_default();
        lines.push(fact(
            desk,
            Decision::result,
            &format!("{} {} {by}", decision(row, desk), day(row.decision.on)),
        ));
        if let Some(by) = &row.decision.countersigned_by {
            lines.push(fact(desk, Decision::countersigned_by, &desk.name(by)));
        }
        if row.decided_by_requester() && row.decision.countersigned_by.is_none() {
            lines.push(Line::Text(CitingWord::DecidedOwn.say(&desk.policy, desk.lang)));
        }
        if row.standing == Some(true) {
            let stands = match row.until.filter(|_| row.stands(desk.today)) {
                Some(until) => PeopleWord::StandingUntil.fill(desk.lang, &[&until.to_string()]),
                None => PeopleWord::StandingOver.say(desk.lang).to_owned(),
            };
            lines.push(Line::Fact(PeopleWord::Standing.say(desk.lang).to_owned(), stands));
        }
        lines.push(dated(desk, TakeOut::out_on, row.out_on));
        lines.push(dated(desk, TakeOut::returned_on, row.returned_on));
        if let Some(on) = row.checked_on {
            let by = row.checked_by.as_ref().map(|id| desk.name(id)).unwrap_or_default();
            let text = format!("{} {by}", day_told(desk, TakeOut::checked_on, Some(on)));
            lines.push(Line::Fact(
                PeopleWord::CheckedOn.say(desk.lang).to_owned(),
                text.trim_end().to_owned(),
            ));
        }
        if let Some(id) = &row.device {
            let name = desk.register.devices().get(id).and_then(|device| device.name.as_deref());
            lines.push(fact(desk, TakeOut::device, &format!("{id} {}", shown(name))));
        }
        lines
    }
}
