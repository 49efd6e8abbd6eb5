//! インシデント: what happened, when the office knew, and whether the secretariat was told (第8条).

use crate::{
    policy::Urgency,
    register::{
        Key as RecordKey, RecordKind,
        id::GroupId,
        kana::{Query, SearchKey},
        records::Incident,
        subject::Subject,
        words::{Addressee, IncidentKind},
    },
    tui::{
        desk::{
            Desk,
            incident::{affected_lines, assessment_lines, clock_lines, report_lines},
        },
        keys::named,
        terminal::{tone::Tone, width::shown},
        widgets::lines::Line,
        words::{IncidentWord, Word, show_time},
    },
};

use super::{
    Cell, Column, RowKey, Screen, Shape, added_lines, dated, day, fact, finding_lines, next, pick,
    search::Search, staff::flagged,
};

/// The list of incidents.
pub struct IncidentScreen;

fn at(desk: &Desk, row: u32) -> Option<&Incident> {
    desk.register.incidents().at(row as usize)
}

fn subject(row: &Incident) -> Subject {
    Subject::Incident(row.id.clone())
}

fn closed(desk: &Desk, row: &Incident) -> bool {
    desk.today.happened(row.closed_on)
}

fn state(desk: &Desk, row: &Incident) -> Word {
    if desk.outdated_of(&row.id).next().is_some() {
        Word::StateOutdated
    } else if closed(desk, row) {
        Word::StateClosed
    } else if desk.today.happened(row.reported_on) {
        Word::StateReported
    } else if row.kind == IncidentKind::NearMiss {
        Word::StateNoted
    } else {
        Word::StateNotReported
    }
}

/// The reports that no longer say what is so, each with the key that writes it anew.
fn outdated_lines(desk: &Desk, row: &Incident) -> Vec<Line> {
    let lines = desk.outdated_of(&row.id).flat_map(|report| {
        let key = if report.to == Addressee::Secretariat { named::REPORT } else { named::PAPERS };
        let does = IncidentWord::OutdatedDo.say(desk.lang).to_owned();
        let says = Line::Finding(Urgency::Now, report.says(desk.lang));
        [says, Line::Keys(vec![(next::name(desk, key), does)])]
    });
    lines.collect()
}

impl Screen for IncidentScreen {
    fn title(&self) -> Word {
        Word::Incidents
    }

    fn filters(&self) -> &'static [Word] {
        &[Word::FilterAll, Word::FilterOpenIncidents, Word::FilterFlagged, Word::FilterClosed]
    }

    fn drafts(&self) -> &'static [RecordKind] {
        &[RecordKind::Incident]
    }

    fn rows(&self, desk: &Desk, filter: usize, query: Option<&Query>, _scope: Option<&GroupId>) -> Vec<u32> {
        let mut order: Vec<u32> = (0_u32..).take(desk.register.incidents().len()).collect();
        // The newest stands first.
        order.sort_by_key(|row| std::cmp::Reverse(at(desk, *row).map(|row| (row.known_at, row.id.clone()))));
        let search = query.map(|query| Search::new(desk, query));
        pick(order, |row| {
            let Some(incident) = at(desk, row) else { return false };
            let passes = match filter {
                1 => !closed(desk, incident),
                2 => flagged(desk, &subject(incident)),
                3 => closed(desk, incident),
                _ => true,
            };
            passes
                && search.as_ref().is_none_or(|search| {
                    let person = incident.person.as_ref().and_then(|id| desk.register.person(id));
                    let fields = [
                        Some(incident.id.as_str()),
                        Some(&*incident.kind.say(&*desk.policy, desk.lang)),
                        incident.summary.as_deref(),
                        incident.cause.as_deref(),
                        incident.device.as_ref().map(crate::register::id::DeviceId::as_str),
                        person.and_then(crate::register::Person::name),
                        person.and_then(crate::register::Person::kana),
                    ];
                    search.record(&SearchKey::new(fields.into_iter().flatten()), || subject(incident))
                })
        })
    }

    fn total(&self, desk: &Desk, _scope: Option<&GroupId>) -> usize {
        desk.register.incidents().len()
    }

    fn key(&self, desk: &Desk, row: u32) -> RowKey {
        at(desk, row).map_or(RowKey::Heading, |row| RowKey::Record(RecordKey::Incident(row.id.clone())))
    }

    fn columns(&self, shape: Shape) -> Vec<Column> {
        let mut columns = vec![
            Column::straight(Word::ColId, 8),
            Column::new(Word::ColKind, if shape.wide { 24 } else { 14 }),
            Column::straight(Word::ColKnown, 16),
            Column::rest(Word::ColSummary),
        ];
        if shape.wide {
            columns.push(Column::straight(Word::ColReported, 10));
        }
        columns.extend([Column::straight(Word::ColState, 8), Column::straight(Word::ColFlag, 7)]);
        columns
    }

    fn cells(&self, desk: &Desk, row: u32, shape: Shape) -> Vec<Cell> {
        let Some(row) = at(desk, row) else { return Vec::new() };
        let tone = match state(desk, row) {
            Word::StateOutdated => Tone::of(Urgency::Now),
            Word::StateClosed => Tone::Quiet,
            _ => Tone::Plain,
        };
        let mut cells: Vec<Cell> = vec![
            shown(Some(row.id.as_str())).into(),
            row.kind.say(&*desk.policy, desk.lang).into_owned().into(),
            row.known_at.map(show_time).unwrap_or_default().into(),
            shown(row.summary.as_deref()).into(),
        ];
        if shape.wide {
            cells.push(day(row.reported_on).into());
        }
        cells.extend([Cell::toned(state(desk, row).say(desk.lang), tone), Cell::flag(desk, &subject(row))]);
        cells
    }

    fn details(&self, desk: &Desk, row: u32) -> Vec<Line> {
        let Some(row) = at(desk, row) else { return Vec::new() };
        let mut lines = outdated_lines(desk, row);
        lines.extend(finding_lines(desk, &subject(row)));
        lines.extend(clock_lines(desk, row));
        lines.push(Line::Heading(Word::Facts.say(desk.lang).to_owned()));
        lines.push(fact(desk, Incident::known_at, &row.known_at.map(show_time).unwrap_or_default()));
        lines.push(fact(desk, Incident::occurred_at, &row.occurred_at.map(show_time).unwrap_or_default()));
        let reporter = row.reporter.as_ref().map(|id| desk.name(id)).unwrap_or_default();
        lines.push(fact(desk, Incident::reporter, &reporter));
        if let Some(id) = &row.person {
            lines.push(fact(desk, Incident::person, &desk.name(id)));
        }
        let device = row.device.as_ref().map(|id| {
            let name = desk.register.devices().get(id).and_then(|device| device.name.as_deref());
            format!("{id} {}", shown(name))
        });
        lines.push(fact(desk, Incident::device, &device.unwrap_or_default()));
        lines.push(fact(desk, Incident::summary, &shown(row.summary.as_deref())));
        // In the order in which it was done, as the report has it.
        let mut responses: Vec<_> = row.first_response.iter().collect();
        responses.sort_by_key(|response| (response.at.is_none(), response.at));
        for response in responses {
            let at = response.at.map(show_time).unwrap_or_default();
            let by = response.by.as_ref().map(|id| desk.name(id)).unwrap_or_default();
            let note = response.note.as_deref().map(|note| format!("（{note}）")).unwrap_or_default();
            let text = format!("{at} {}{} {by}", shown(response.text.as_deref()), shown(Some(&note)));
            lines.push(fact(desk, Word::KeyResponses, text.trim()));
        }
        lines.push(fact(desk, Incident::cause, &shown(row.cause.as_deref())));
        for (label, text) in [
            (Incident::secondary_damage, &row.secondary_damage),
            (Incident::people_told, &row.people_told),
            (Incident::published, &row.published),
        ] {
            if row.kind != IncidentKind::NearMiss {
                lines.push(fact(desk, label, &shown(text.as_deref())));
            }
        }
        lines.push(fact(desk, Incident::prevention, &shown(row.prevention.as_deref())));
        if let Some(remarks) = crate::register::records::non_blank(row.remarks.as_deref()) {
            lines.push(fact(desk, Incident::remarks, &shown(Some(remarks))));
        }
        lines.push(dated(desk, Incident::reported_on, row.reported_on));
        if let Some(reason) = crate::register::records::non_blank(row.delay_reason.as_deref()) {
            lines.push(fact(desk, Incident::delay_reason, &shown(Some(reason))));
        }
        lines.extend(added_lines(desk, RecordKind::Incident, &row.added));
        lines.extend(report_lines(desk, row));
        lines.extend(assessment_lines(desk, row));
        lines.extend(affected_lines(desk, row));
        lines
    }
}
