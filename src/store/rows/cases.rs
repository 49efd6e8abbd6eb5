//! Incidents and waivers.

use rusqlite::params;
use rustc_hash::FxHashMap;

use super::{Book, Columns, Numbered, Span, Sql, day, minute, unreadable};
use crate::register::{
    id::{GroupId, IncidentId},
    records::{Authority, Incident, Measure, Response, Waiver},
    subject::Subject,
    words::{Assessment, IncidentKind},
};

/// The lists of an incident, before they are joined to it.
#[derive(Default)]
struct Parts {
    groups: Vec<GroupId>,
    first_response: Vec<Response>,
    measures: Vec<Measure>,
}

fn load_parts(book: &Book, span: Span) -> Sql<FxHashMap<i64, Parts>> {
    let mut all: FxHashMap<i64, Parts> = FxHashMap::default();
    let mut statement = book.prepare(
        "SELECT incident, group_no FROM incident_groups WHERE incident BETWEEN ?1 AND ?2 ORDER BY incident, place",
    )?;
    let mut rows = statement.query([span.0, span.1])?;
    while let Some(row) = rows.next()? {
        let mut columns = Columns::of(row);
        let incident = columns.no()?;
        let group = book.group(columns.no()?)?;
        all.entry(incident).or_default().groups.push(group);
    }
    let mut statement = book.prepare(
        "SELECT incident, done_at, text, done_by FROM first_responses WHERE incident BETWEEN ?1 AND ?2 ORDER BY \
         incident, place",
    )?;
    let mut rows = statement.query([span.0, span.1])?;
    while let Some(row) = rows.next()? {
        let mut columns = Columns::of(row);
        let incident = columns.no()?;
        let response =
            Response { at: columns.time()?, text: columns.text()?, by: book.person(columns.integer()?)? };
        all.entry(incident).or_default().first_response.push(response);
    }
    let mut statement = book.prepare(
        "SELECT incident, text, due, done_on FROM measures WHERE incident BETWEEN ?1 AND ?2 ORDER BY incident, place",
    )?;
    let mut rows = statement.query([span.0, span.1])?;
    while let Some(row) = rows.next()? {
        let mut columns = Columns::of(row);
        let incident = columns.no()?;
        let measure = Measure { text: columns.text()?, due: columns.date()?, done_on: columns.date()? };
        all.entry(incident).or_default().measures.push(measure);
    }
    Ok(all)
}

pub(in crate::store) fn load_incidents(book: &Book, span: Span) -> Sql<Vec<Incident>> {
    let mut parts = load_parts(book, span)?;
    let mut statement = book.prepare(
        "SELECT no, id, kind, occurred_at, known_at, reporter, device, affected_people, affected_data, summary, cause, \
         prevention, reported_on, assessment, wrongful, preliminary_on, final_on, closed_on FROM incidents WHERE no \
         BETWEEN ?1 AND ?2 ORDER BY position",
    )?;
    let rows = statement.query_map([span.0, span.1], |row| {
        let mut columns = Columns::of(row);
        let Parts { groups, first_response, measures } = parts.remove(&columns.no()?).unwrap_or_default();
        Ok(Incident {
            id: IncidentId::trusted(columns.known_str()?),
            kind: columns.known_word(IncidentKind::from_word)?,
            occurred_at: columns.time()?,
            known_at: columns.time()?,
            reporter: book.person(columns.integer()?)?,
            device: book.device(columns.integer()?)?,
            groups,
            affected_people: columns.count()?,
            affected_data: columns.text()?,
            summary: columns.text()?,
            first_response,
            cause: columns.text()?,
            prevention: columns.text()?,
            reported_on: columns.date()?,
            authority: Authority {
                assessment: columns.word(Assessment::from_word)?,
                wrongful: columns.flag()?,
                preliminary_on: columns.date()?,
                final_on: columns.date()?,
            },
            measures,
            closed_on: columns.date()?,
        })
    })?;
    rows.collect()
}

pub(in crate::store) fn save_incident(book: &Book, incident: &Incident, position: i64) -> Sql<()> {
    let known = book.number(Numbered::Incidents, incident.id.as_str())?;
    let authority = &incident.authority;
    book.upsert(
        "incidents",
        1,
        &[
            "no",
            "id",
            "position",
            "kind",
            "occurred_at",
            "known_at",
            "reporter",
            "device",
            "affected_people",
            "affected_data",
            "summary",
            "cause",
            "prevention",
            "reported_on",
            "assessment",
            "wrongful",
            "preliminary_on",
            "final_on",
            "closed_on",
        ],
        params![
            known,
            incident.id.as_str(),
            position,
            incident.kind.word(),
            minute(incident.occurred_at),
            minute(incident.known_at),
            book.person_no(incident.reporter.as_ref())?,
            book.device_no(incident.device.as_ref())?,
            incident.affected_people,
            incident.affected_data,
            incident.summary,
            incident.cause,
            incident.prevention,
            day(incident.reported_on),
            authority.assessment.map(Assessment::word),
            authority.wrongful,
            day(authority.preliminary_on),
            day(authority.final_on),
            day(incident.closed_on)
        ],
    )?;
    let no = known.unwrap_or_else(|| book.connection.last_insert_rowid());
    book.clear("incident_groups", "incident", no)?;
    for (place, group) in (0_i64..).zip(&incident.groups) {
        book.prepare("INSERT INTO incident_groups (incident, place, group_no) VALUES (?1, ?2, ?3)")?
            .execute(params![no, place, book.group_no(group)?])?;
    }
    book.clear("first_responses", "incident", no)?;
    for (place, response) in (0_i64..).zip(&incident.first_response) {
        book.prepare(
            "INSERT INTO first_responses (incident, place, done_at, text, done_by) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            no,
            place,
            minute(response.at),
            response.text,
            book.person_no(response.by.as_ref())?
        ])?;
    }
    book.clear("measures", "incident", no)?;
    for (place, measure) in (0_i64..).zip(&incident.measures) {
        book.prepare(
            "INSERT INTO measures (incident, place, text, due, done_on) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![no, place, measure.text, day(measure.due), day(measure.done_on)])?;
    }
    Ok(())
}

pub(in crate::store) fn load_waivers(book: &Book, span: Span) -> Sql<Vec<Waiver>> {
    let mut statement = book.prepare(
        "SELECT rule, subject, reason, approved_by, until_on FROM waivers WHERE position BETWEEN ?1 AND ?2 ORDER BY \
         position",
    )?;
    let rows = statement.query_map([span.0, span.1], |row| {
        let mut columns = Columns::of(row);
        Ok(Waiver {
            rule: columns.known_str()?.to_owned(),
            subject: columns.known_word(Subject::parse)?,
            reason: columns.known_str()?.to_owned(),
            approved_by: book.person(columns.integer()?)?.ok_or_else(|| unreadable("a waiver by nobody"))?,
            until: columns.date()?.ok_or_else(|| unreadable("a waiver without an end"))?,
        })
    })?;
    rows.collect()
}

pub(in crate::store) fn save_waiver(book: &Book, waiver: &Waiver, no: Option<i64>, position: i64) -> Sql<()> {
    book.upsert(
        "waivers",
        1,
        &["no", "position", "rule", "subject", "reason", "approved_by", "until_on"],
        params![
            no,
            position,
            waiver.rule,
            waiver.subject.to_string(),
            waiver.reason,
            book.person_no(Some(&waiver.approved_by))?,
            waiver.until.number()
        ],
    )
}
