//! The numbered reports of an incident (第8条, 個人情報保護法26条): written, written anew until it is sent, then left as
//! it is.

use super::{
    Register,
    command::Refusal,
    date::Date,
    records::{Incident, Report},
    subject::Subject,
    words::{Addressee, ReportStage},
};

impl Register {
    /// The report with a number (`R8-001-1`), with the incident and its place there. An incident that bears the number itself
    /// goes before.
    pub fn report(&self, number: &str) -> Option<(&Incident, usize)> {
        let mut incidents = self.incidents().iter();
        if incidents.clone().any(|incident| incident.id.as_str() == number) {
            return None;
        }
        incidents.find_map(|incident| Some((incident, incident.report_place(number)?)))
    }
}

impl Incident {
    /// The number of the report at a place: `R8-001-1` for the first.
    pub fn report_number(&self, place: usize) -> String {
        format!("{}-{}", self.id, place + 1)
    }

    /// The place of the report with a number.
    pub fn report_place(&self, number: &str) -> Option<usize> {
        (0..self.reports.len()).find(|place| self.report_number(*place) == number)
    }

    /// The last report to somebody that was not sent yet.
    pub fn unsent_report(&self, to: Addressee) -> Option<usize> {
        self.reports.iter().rposition(|report| report.to == to && report.sent_on.is_none())
    }

    /// The place that the next report to somebody takes: that of one not sent yet, else behind the last.
    pub fn next_report(&self, to: Addressee) -> usize {
        self.unsent_report(to).unwrap_or(self.reports.len())
    }

    /// Which report the next one is, as far as the record tells; whoever writes it may know better.
    pub fn next_stage(&self, to: Addressee, today: Date) -> ReportStage {
        if let Some(report) = self.unsent_report(to).and_then(|place| self.reports.get(place)) {
            return report.stage;
        }
        let has_come = |day: Option<Date>| today.happened(day);
        let sent = self.reports.iter().any(|report| report.to == to && has_come(report.sent_on));
        match to {
            Addressee::Secretariat if has_come(self.closed_on) => ReportStage::Final,
            // Told by telephone first, it is still the first in writing.
            Addressee::Secretariat if sent => ReportStage::Further,
            Addressee::Authority if sent || has_come(self.authority.preliminary_on) => ReportStage::Final,
            Addressee::Secretariat | Addressee::Authority => ReportStage::First,
        }
    }

    /// Takes a report in as written; one to the same addressee that was not sent yet gives way.
    pub(super) fn write_report(&mut self, report: Report) -> Result<(), Refusal> {
        let place = self.next_report(report.to);
        match self.reports.get_mut(place) {
            Some(slot) if *slot == report => return Err(Refusal::NothingChanged),
            Some(slot) => *slot = report,
            None => self.reports.push(report),
        }
        Ok(())
    }

    /// The report at a place was sent. What it means for the clocks is recorded with it, where that is open.
    pub(super) fn send_report(&mut self, place: usize, on: Date) -> Result<(), Refusal> {
        let number = u32::try_from(place + 1).unwrap_or(u32::MAX);
        let subject = Subject::Incident(self.id.clone());
        let report = self.reports.get_mut(place).ok_or(Refusal::NoSuchReport(number))?;
        if report.sent_on.is_some() {
            return Err(Refusal::AlreadyRecorded(subject));
        }
        if let Some(written) = report.written_at.filter(|written| written.date > on) {
            return Err(Refusal::WrittenLater(written.date));
        }
        report.sent_on = Some(on);
        let slot = match (report.to, report.stage) {
            (Addressee::Secretariat, _) => &mut self.reported_on,
            (Addressee::Authority, ReportStage::First) => &mut self.authority.preliminary_on,
            (Addressee::Authority, ReportStage::Final) => &mut self.authority.final_on,
            (Addressee::Authority, ReportStage::Further) => return Ok(()),
        };
        // A day ahead has not happened yet.
        if slot.is_none_or(|day| day > on) {
            *slot = Some(on);
        }
        Ok(())
    }

    /// The unsent report that a report recorded by its day alone was: written by then, and of the stage where one is
    /// asked for.
    pub(super) fn report_sent_by(
        &self,
        to: Addressee,
        stage: Option<ReportStage>,
        on: Date,
    ) -> Option<usize> {
        self.unsent_report(to).filter(|place| {
            self.reports.get(*place).is_some_and(|report| {
                stage.is_none_or(|stage| report.stage == stage)
                    && report.written_at.is_none_or(|written| written.date <= on)
            })
        })
    }

    /// The places of the reports that are sent in another state of the incident and not yet in this one: from then on they
    /// stay as they are.
    pub fn sent_by<'a>(&'a self, after: &'a Self) -> impl Iterator<Item = usize> + 'a {
        let sent =
            |row: &Self, place: usize| row.reports.get(place).is_some_and(|report| report.sent_on.is_some());
        (0..after.reports.len()).filter(move |place| sent(after, *place) && !sent(self, *place))
    }

    /// Whether another state of the incident leaves every report that was sent as it is, at its number.
    pub(super) fn keeps_sent_reports(&self, after: Option<&Self>) -> bool {
        let sent = self.reports.iter().enumerate().filter(|(_, report)| report.sent_on.is_some());
        sent.into_iter().all(|(place, report)| {
            after.and_then(|after| after.reports.get(place)).is_some_and(|now| now == report)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::{Record, RecordKind, document::record_from_json};

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn incident(more: &str) -> Incident {
        let json = format!(r#"{{"id": "R8-001", "kind": "device-loss"{more}}}"#);
        match record_from_json(RecordKind::Incident, &json).unwrap() {
            Record::Incident(incident) => *incident,
            other => panic!("not an incident: {other:?}"),
        }
    }

    fn report(to: Addressee, stage: ReportStage, written: &str) -> Report {
        let written_at = Some(written.parse().unwrap());
        Report { to, stage, written_at, written_by: None, sent_on: None, paper: None }
    }

    #[test]
    fn a_report_is_written_anew_until_it_is_sent_and_then_has_its_number_for_good() {
        let mut row = incident("");
        let first = report(Addressee::Secretariat, ReportStage::First, "2026-11-20T10:00");
        row.write_report(first.clone()).unwrap();
        assert_eq!(row.write_report(first.clone()), Err(Refusal::NothingChanged));
        let again = Report { written_at: Some("2026-11-20T11:00".parse().unwrap()), ..first };
        row.write_report(again).unwrap();
        assert_eq!(row.reports.len(), 1);
        assert_eq!(row.send_report(0, day("2026-11-19")), Err(Refusal::WrittenLater(day("2026-11-20"))));
        row.send_report(0, day("2026-11-20")).unwrap();
        assert_eq!(row.reported_on, Some(day("2026-11-20")));
        assert_eq!(row.next_stage(Addressee::Secretariat, day("2026-11-21")), ReportStage::Further);
        row.write_report(report(Addressee::Secretariat, ReportStage::Further, "2026-11-25T10:00")).unwrap();
        assert_eq!((row.reports.len(), row.report_number(1)), (2, "R8-001-2".to_owned()));
        assert_eq!(row.report_place("R8-001-2"), Some(1));
        row.send_report(1, day("2026-11-25")).unwrap();
        assert_eq!(row.reported_on, Some(day("2026-11-20")), "the first day counts");
        assert!(matches!(row.send_report(1, day("2026-11-26")), Err(Refusal::AlreadyRecorded(_))));
        assert_eq!(row.send_report(2, day("2026-11-26")), Err(Refusal::NoSuchReport(3)));
    }

    #[test]
    fn reports_to_two_addressees_share_one_row_of_numbers() {
        let mut row = incident("");
        row.write_report(report(Addressee::Secretariat, ReportStage::First, "2026-11-20T10:00")).unwrap();
        row.write_report(report(Addressee::Authority, ReportStage::First, "2026-11-21T10:00")).unwrap();
        assert_eq!(row.next_report(Addressee::Secretariat), 0);
        row.send_report(1, day("2026-11-22")).unwrap();
        assert_eq!(row.authority.preliminary_on, Some(day("2026-11-22")));
        assert_eq!(row.reported_on, None);
        assert_eq!(row.next_stage(Addressee::Authority, day("2026-11-22")), ReportStage::Final);
        assert_eq!(row.next_report(Addressee::Authority), 2);
    }

    #[test]
    fn a_closed_incident_ends_with_its_final_report() {
        let row = incident(r#", "reported_on": "2026-11-20", "closed_on": "2026-12-01""#);
        // Told by telephone is not yet reported in writing.
        assert_eq!(row.next_stage(Addressee::Secretariat, day("2026-11-30")), ReportStage::First);
        assert_eq!(row.next_stage(Addressee::Secretariat, day("2026-12-01")), ReportStage::Final);
    }

    #[test]
    fn what_was_sent_is_kept() {
        let mut before = incident("");
        before.write_report(report(Addressee::Secretariat, ReportStage::First, "2026-11-20T10:00")).unwrap();
        let unsent = before.clone();
        assert!(unsent.keeps_sent_reports(None), "nothing was sent yet");
        before.send_report(0, day("2026-11-20")).unwrap();
        assert!(
            before
                .keeps_sent_reports(Some(&Incident { cause: Some("置き忘れ".into()), ..before.clone() }))
        );
        assert!(!before.keeps_sent_reports(None));
        assert!(!before.keeps_sent_reports(Some(&unsent)));
    }
}
