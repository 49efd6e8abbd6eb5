//! Incidents and waivers.

use rusqlite::params;
use rustc_hash::FxHashMap;

use super::{Book, Columns, Span, Sql, column::columns_of};
use crate::register::{
    RecordKind,
    id::GroupId,
    records::{Answers, Authority, Incident, Waiver},
    words::Circumstance,
};

fn load_groups_of_incidents(book: &Book, span: Span) -> Sql<FxHashMap<i64, Vec<GroupId>>> {
    let mut all: FxHashMap<i64, Vec<GroupId>> = FxHashMap::default();
    let mut statement = book.prepare(
        "SELECT incident, group_no FROM incident_groups WHERE incident BETWEEN ?1 AND ?2 ORDER BY incident, place",
    )?;
    let mut rows = statement.query([span.0, span.1])?;
    while let Some(row) = rows.next()? {
        let mut columns = Columns::of(row);
        let incident = columns.no()?;
        all.entry(incident).or_default().push(book.group(columns.no()?)?);
    }
    Ok(all)
}

fn load_answers(book: &Book, span: Span) -> Sql<FxHashMap<i64, Answers>> {
    let mut all: FxHashMap<i64, Answers> = FxHashMap::default();
    let mut statement = book.prepare(
        "SELECT incident, circumstance, answer FROM incident_answers WHERE incident BETWEEN ?1 AND ?2",
    )?;
    let mut rows = statement.query([span.0, span.1])?;
    while let Some(row) = rows.next()? {
        let mut columns = Columns::of(row);
        let answers = all.entry(columns.no()?).or_default();
        answers.set(columns.known_word(Circumstance::from_word)?, columns.flag()?);
    }
    Ok(all)
}

pub(in crate::store) fn load_incidents(book: &Book, span: Span) -> Sql<Vec<Incident>> {
    let mut groups = load_groups_of_incidents(book, span)?;
    let mut answers = load_answers(book, span)?;
    let mut first_response = book.lists("first_responses", "incident", span)?;
    let mut reports = book.lists("incident_reports", "incident", span)?;
    let mut measures = book.lists("measures", "incident", span)?;
    let rows = book.load::<Incident>(RecordKind::Incident, span)?.into_iter();
    Ok(rows
        .map(|(no, incident)| Incident {
            groups: groups.remove(&no).unwrap_or_default(),
            first_response: first_response.remove(&no).unwrap_or_default(),
            reports: reports.remove(&no).unwrap_or_default(),
            authority: Authority { answers: answers.remove(&no).unwrap_or_default(), ..incident.authority },
            measures: measures.remove(&no).unwrap_or_default(),
            ..incident
        })
        .collect())
}

pub(in crate::store) fn save_incident(book: &Book, incident: &Incident, position: i64) -> Sql<()> {
    let no = book.save(RecordKind::Incident, incident.id.as_str(), position, incident)?;
    book.clear("incident_groups", "incident", no)?;
    for (place, group) in (0_i64..).zip(&incident.groups) {
        book.prepare("INSERT INTO incident_groups (incident, place, group_no) VALUES (?1, ?2, ?3)")?
            .execute(params![no, place, book.group_no(group)?])?;
    }
    book.clear("incident_answers", "incident", no)?;
    for (about, answer) in incident.authority.answers.recorded() {
        book.prepare("INSERT INTO incident_answers (incident, circumstance, answer) VALUES (?1, ?2, ?3)")?
            .execute(params![no, about.word(), answer])?;
    }
    book.save_list("first_responses", "incident", no, &incident.first_response)?;
    book.save_list("incident_reports", "incident", no, &incident.reports)?;
    book.save_list("measures", "incident", no, &incident.measures)
}

pub(in crate::store) fn load_waivers(book: &Book, span: Span) -> Sql<Vec<Waiver>> {
    let rows = book.rows("waivers", "position", "position", &columns_of::<Waiver>(), span)?.into_iter();
    Ok(rows.map(|(_, waiver)| waiver).collect())
}

pub(in crate::store) fn save_waiver(book: &Book, waiver: &Waiver, no: Option<i64>, position: i64) -> Sql<()> {
    book.put("waivers", 1, &[("no", no), ("position", Some(position))], waiver)
}
