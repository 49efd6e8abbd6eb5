//! The reports that a change marks as sent.

use crate::{
    policy::Policy,
    register::{Change, Lang, Record, records::Report},
    tui::desk::reports::report_to,
};

/// A report that is marked as sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentReport {
    /// Its number.
    pub number: String,
    /// As it stands.
    pub report: Report,
}

impl SentReport {
    /// It by number, kind and addressee.
    pub fn label(&self, policy: &Policy, lang: Lang) -> String {
        report_to(&self.number, &self.report, policy, lang)
    }
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
