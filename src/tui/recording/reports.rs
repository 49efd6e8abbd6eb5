//! The reports that a change marks as sent.

use crate::{
    documents::{Paper, PaperKind, PaperOptions, Templates, paper},
    policy::Policy,
    register::{Change, Lang, Record, Register, id::GroupId, records::Report},
    tui::words::{EnumWord as _, IncidentWord, stage_label},
};

/// A report that is marked as sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentReport {
    /// Its number.
    pub number: String,
    /// As it stands.
    pub report: Report,
}

/// A report by number, kind and addressee.
pub fn report_to(sent: &SentReport, lang: Lang) -> String {
    let SentReport { number, report } = sent;
    let stage = stage_label(report.to, report.stage, lang);
    let group = report.group.as_ref().map(|group| format!(" {group}")).unwrap_or_default();
    IncidentWord::ReportTo.fill(lang, &[number, stage, &format!("{}{group}", report.to.say(lang))])
}

/// Whether the report would say something else now than when it was written: what it is about has changed since.
pub fn is_outdated(
    sent: &SentReport,
    register: &Register,
    policy: &Policy,
    forms: Option<&Templates>,
) -> bool {
    let report = &sent.report;
    let written = report.paper.as_ref().and_then(Paper::from_recorded).zip(report.written_at);
    let Some(((written, at), (incident, _))) = written.zip(register.report(&sent.number)) else {
        return false;
    };
    // With the findings as an annex or without, as it was written.
    let now = |with_findings| {
        let options = PaperOptions {
            with_findings,
            id: Some(incident.id.as_str()),
            group: report.group.as_ref().map(GroupId::as_str),
            names: Some(written.names),
            forms,
            stage: Some(report.stage),
            recorded: true,
            ..PaperOptions::default()
        };
        paper(PaperKind::report_to(report.to), register, policy, at.date, &options)
    };
    let made: Vec<Paper> = [false, true].into_iter().filter_map(|with| now(with).ok()).collect();
    !made.is_empty() && !made.iter().any(|now| written.says_what(now))
}

/// The reports that a change marks as sent, as they stand. They are never changed again.
pub fn reports_sent(change: &Change) -> Vec<SentReport> {
    let incidents = change.records.iter().filter_map(|record| match (&record.before, &record.after) {
        (Some(Record::Incident(before)), Some(Record::Incident(after))) => Some((before, after)),
        _ => None,
    });
    incidents
        .flat_map(|(before, after)| {
            before.sent_by(after).filter_map(|place| {
                let report = after.reports.get(place)?.clone();
                Some(SentReport { number: after.report_number(place), report })
            })
        })
        .collect()
}
