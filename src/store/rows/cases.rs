//! Incidents and waivers.

use rusqlite::params;
use rustc_hash::FxHashMap;

use super::{Book, Columns, Span, Sql, day, minute, unreadable};
use crate::register::{
    RecordKind,
    document::paper_text,
    id::{GroupId, IncidentId},
    records::{Answers, Authority, Incident, Measure, PaperText, Report, Response, Waiver},
    subject::Subject,
    words::{Addressee, Assessment, Circumstance, IncidentKind, ReportStage},
};

/// The lists of an incident, before they are joined to it.
#[derive(Default)]
struct Parts {
    groups: Vec<GroupId>,
    first_response: Vec<Response>,
    answers: Answers,
    reports: Vec<Report>,
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
        "SELECT incident, done_at, text, done_by, note FROM first_responses WHERE incident BETWEEN ?1 AND ?2 ORDER BY \
         incident, place",
    )?;
    let mut rows = statement.query([span.0, span.1])?;
    while let Some(row) = rows.next()? {
        let mut columns = Columns::of(row);
        let incident = columns.no()?;
        let response = Response {
            at: columns.time()?,
            text: columns.text()?,
            by: book.person(columns.integer()?)?,
            note: columns.text()?,
        };
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
    load_answers(book, span, &mut all)?;
    load_reports(book, span, &mut all)?;
    Ok(all)
}

fn load_answers(book: &Book, span: Span, all: &mut FxHashMap<i64, Parts>) -> Sql<()> {
    let mut statement = book.prepare(
        "SELECT incident, circumstance, answer FROM incident_answers WHERE incident BETWEEN ?1 AND ?2",
    )?;
    let mut rows = statement.query([span.0, span.1])?;
    while let Some(row) = rows.next()? {
        let mut columns = Columns::of(row);
        let parts = all.entry(columns.no()?).or_default();
        parts.answers.set(columns.known_word(Circumstance::from_word)?, columns.flag()?);
    }
    Ok(())
}

fn load_reports(book: &Book, span: Span, all: &mut FxHashMap<i64, Parts>) -> Sql<()> {
    let mut statement = book.prepare(
        "SELECT incident, addressee, stage, written_at, written_by, sent_on, paper FROM incident_reports WHERE incident \
         BETWEEN ?1 AND ?2 ORDER BY incident, place",
    )?;
    let mut rows = statement.query([span.0, span.1])?;
    while let Some(row) = rows.next()? {
        let mut columns = Columns::of(row);
        let parts = all.entry(columns.no()?).or_default();
        parts.reports.push(Report {
            to: columns.known_word(Addressee::from_word)?,
            stage: columns.known_word(ReportStage::from_word)?,
            written_at: columns.time()?,
            written_by: book.person(columns.integer()?)?,
            sent_on: columns.date()?,
            paper: columns
                .str()?
                .map(|text| paper_text(text).map_err(|_| unreadable("a paper")))
                .transpose()?,
        });
    }
    Ok(())
}

pub(in crate::store) fn load_incidents(book: &Book, span: Span) -> Sql<Vec<Incident>> {
    let mut parts = load_parts(book, span)?;
    let mut statement = book.prepare(
        "SELECT no, id, kind, occurred_at, known_at, reporter, person, device, affected_people, affected_data, summary, \
         cause, secondary_damage, people_told, published, prevention, remarks, reported_on, assessment, assessed_on, \
         assessed_by, assessment_reason, wrongful, preliminary_on, final_on, closed_on FROM incidents WHERE no BETWEEN ?1 \
         AND ?2 ORDER BY position",
    )?;
    let rows = statement.query_map([span.0, span.1], |row| {
        let mut columns = Columns::of(row);
        let Parts { groups, first_response, answers, reports, measures } =
            parts.remove(&columns.no()?).unwrap_or_default();
        Ok(Incident {
            id: IncidentId::trusted(columns.known_str()?),
            kind: columns.known_word(IncidentKind::from_word)?,
            occurred_at: columns.time()?,
            known_at: columns.time()?,
            reporter: book.person(columns.integer()?)?,
            person: book.person(columns.integer()?)?,
            device: book.device(columns.integer()?)?,
            groups,
            affected_people: columns.count()?,
            affected_data: columns.text()?,
            summary: columns.text()?,
            first_response,
            cause: columns.text()?,
            secondary_damage: columns.text()?,
            people_told: columns.text()?,
            published: columns.text()?,
            prevention: columns.text()?,
            remarks: columns.text()?,
            reports,
            reported_on: columns.date()?,
            authority: Authority {
                assessment: columns.word(Assessment::from_word)?,
                assessed_on: columns.date()?,
                assessed_by: book.person(columns.integer()?)?,
                assessment_reason: columns.text()?,
                answers,
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
    let known = book.number(RecordKind::Incident, incident.id.as_str())?;
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
            "person",
            "device",
            "affected_people",
            "affected_data",
            "summary",
            "cause",
            "secondary_damage",
            "people_told",
            "published",
            "prevention",
            "remarks",
            "reported_on",
            "assessment",
            "assessed_on",
            "assessed_by",
            "assessment_reason",
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
            book.person_no(incident.person.as_ref())?,
            book.device_no(incident.device.as_ref())?,
            incident.affected_people,
            incident.affected_data,
            incident.summary,
            incident.cause,
            incident.secondary_damage,
            incident.people_told,
            incident.published,
            incident.prevention,
            incident.remarks,
            day(incident.reported_on),
            authority.assessment.map(Assessment::word),
            day(authority.assessed_on),
            book.person_no(authority.assessed_by.as_ref())?,
            authority.assessment_reason,
            authority.wrongful,
            day(authority.preliminary_on),
            day(authority.final_on),
            day(incident.closed_on)
        ],
    )?;
    let no = known.unwrap_or_else(|| book.connection.last_insert_rowid());
    save_parts(book, incident, no)
}

fn save_parts(book: &Book, incident: &Incident, no: i64) -> Sql<()> {
    book.clear("incident_groups", "incident", no)?;
    for (place, group) in (0_i64..).zip(&incident.groups) {
        book.prepare("INSERT INTO incident_groups (incident, place, group_no) VALUES (?1, ?2, ?3)")?
            .execute(params![no, place, book.group_no(group)?])?;
    }
    book.clear("first_responses", "incident", no)?;
    for (place, response) in (0_i64..).zip(&incident.first_response) {
        book.prepare(
            "INSERT INTO first_responses (incident, place, done_at, text, done_by, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            no,
            place,
            minute(response.at),
            response.text,
            book.person_no(response.by.as_ref())?,
            response.note
        ])?;
    }
    book.clear("incident_answers", "incident", no)?;
    for (about, answer) in incident.authority.answers.recorded() {
        book.prepare("INSERT INTO incident_answers (incident, circumstance, answer) VALUES (?1, ?2, ?3)")?
            .execute(params![no, about.word(), answer])?;
    }
    book.clear("incident_reports", "incident", no)?;
    for (place, report) in (0_i64..).zip(&incident.reports) {
        book.prepare(
            "INSERT INTO incident_reports (incident, place, addressee, stage, written_at, written_by, sent_on, paper) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            no,
            place,
            report.to.word(),
            report.stage.word(),
            minute(report.written_at),
            book.person_no(report.written_by.as_ref())?,
            day(report.sent_on),
            report.paper.as_ref().map(PaperText::as_str)
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
