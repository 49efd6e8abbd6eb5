//! The numbered reports of an incident (第8条, 個人情報保護法26条): written, written anew until it is sent, then left as
//! it is. Each addressee has a series of numbers, and none is given twice.

use std::borrow::Cow;

use super::{
    AddedName, AddedValue, Gone, RecordKind, Register,
    command::Refusal,
    date::Date,
    id::GroupId,
    records::{Incident, Report},
    subject::Subject,
    words::{Addressee, AnyAddressee, ReportStage},
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

impl AnyAddressee {
    /// What stands before the numbers of the reports to this one: `R8-001-1`, `R8-001-K1`, `R8-001-T1`, and to whom a policy
    /// adds as `city-office` `R8-001-CITY-OFFICE-1`.
    fn series(self) -> Cow<'static, str> {
        match self {
            Self::Fixed(Addressee::Secretariat) => "".into(),
            Self::Fixed(Addressee::Authority) => "K".into(),
            Self::Fixed(Addressee::Person) => "T".into(),
            Self::Added(name) => format!("{}-", name.as_str().to_ascii_uppercase()).into(),
        }
    }
}

impl Incident {
    /// The number of the report at a place: `R8-001-1` for the first to the secretariat. Earlier versions had one series for
    /// all, and the place was the number.
    pub fn report_number(&self, place: usize) -> String {
        match self.reports.get(place).and_then(|report| Some((report.to, report.number?))) {
            Some((to, number)) => self.number_in_series(to, number),
            None => format!("{}-{}", self.id, place + 1),
        }
    }

    fn number_in_series(&self, to: AnyAddressee, number: u32) -> String {
        format!("{}-{}{number}", self.id, to.series())
    }

    /// The numbers of all reports.
    pub fn report_numbers(&self) -> impl Iterator<Item = String> {
        (0..self.reports.len()).map(|place| self.report_number(place))
    }

    /// What a number counts in the series of an addressee, where it is one of it.
    fn serial(&self, to: AnyAddressee, number: &str) -> Option<u32> {
        let digits = number.strip_prefix(self.id.as_str())?.strip_prefix('-')?.strip_prefix(&*to.series())?;
        if digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.parse().ok() } else { None }
    }

    /// What the next report to somebody counts: one more than any that there was, be it there or gone.
    fn next_serial(&self, to: AnyAddressee, gone: &Gone) -> u32 {
        let standing = self.report_numbers().filter_map(|number| self.serial(to, &number));
        let gone = gone.of(RecordKind::Incident).filter_map(|number| self.serial(to, number));
        standing.chain(gone).max().unwrap_or(0).saturating_add(1)
    }

    /// The number that the next report to somebody gets: that of one not sent yet, else the next one of the series.
    pub fn next_report_number(
        &self,
        to: impl Into<AnyAddressee>,
        group: Option<&GroupId>,
        gone: &Gone,
    ) -> String {
        let to = to.into();
        match self.unsent_report(to, group) {
            Some(place) => self.report_number(place),
            None => self.number_in_series(to, self.next_serial(to, gone)),
        }
    }

    /// The numbers in the series of an addressee that no report bears, below the greatest: taken back, or never given.
    pub fn missing_reports(&self, to: impl Into<AnyAddressee>, gone: &Gone) -> Vec<String> {
        let to = to.into();
        let standing: Vec<u32> =
            self.report_numbers().filter_map(|number| self.serial(to, &number)).collect();
        let missing = (1..self.next_serial(to, gone)).filter(|serial| !standing.contains(serial));
        missing.map(|serial| self.number_in_series(to, serial)).collect()
    }

    /// The place of the report with a number.
    pub fn report_place(&self, number: &str) -> Option<usize> {
        (0..self.reports.len()).find(|place| self.report_number(*place) == number)
    }

    /// The last report to somebody that was not sent yet; of letters the one about a group.
    pub fn unsent_report(&self, to: impl Into<AnyAddressee>, group: Option<&GroupId>) -> Option<usize> {
        let to = to.into();
        self.reports.iter().rposition(|report| report.goes_to(to, group) && report.sent_on.is_none())
    }

    /// Which report the next one is, as far as the record tells; whoever writes it may know better.
    pub fn next_stage(
        &self,
        to: impl Into<AnyAddressee>,
        group: Option<&GroupId>,
        today: Date,
    ) -> ReportStage {
        let to = to.into();
        if let Some(report) = self.unsent_report(to, group).and_then(|place| self.reports.get(place)) {
            return report.stage;
        }
        let has_come = |day: Option<Date>| today.happened(day);
        let sent = self.reports.iter().any(|report| report.goes_to(to, group) && has_come(report.sent_on));
        match to.fixed() {
            Some(Addressee::Secretariat) | None if has_come(self.closed_on) => ReportStage::Final,
            Some(Addressee::Authority) if sent || has_come(self.authority.preliminary_on) => {
                ReportStage::Final
            }
            // Told by telephone first, it is still the first in writing.
            Some(Addressee::Secretariat | Addressee::Person) | None if sent => ReportStage::Further,
            Some(Addressee::Authority | Addressee::Secretariat | Addressee::Person) | None => {
                ReportStage::First
            }
        }
    }

    /// Takes a report in as written; one to the same addressee that was not sent yet gives way, and leaves its number.
    pub(super) fn write_report(&mut self, report: Report, gone: &Gone) -> Result<(), Refusal> {
        let next = self.next_serial(report.to, gone);
        let unsent = self.unsent_report(report.to, report.group.as_ref());
        match unsent.and_then(|place| self.reports.get_mut(place)) {
            Some(slot) => {
                let report = Report { number: slot.number, ..report };
                if *slot == report {
                    return Err(Refusal::NothingChanged);
                }
                *slot = report;
            }
            None => self.reports.push(Report { number: Some(next), ..report }),
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
        let (to, stage) = (report.to, report.stage);
        let slot = match (to.fixed(), stage) {
            (Some(Addressee::Secretariat), _) => &mut self.reported_on,
            (Some(Addressee::Authority), ReportStage::First) => &mut self.authority.preliminary_on,
            (Some(Addressee::Authority), ReportStage::Final) => &mut self.authority.final_on,
            // Whether all who have to be told were told, the letters of all groups say together.
            (Some(Addressee::Authority), ReportStage::Further) | (Some(Addressee::Person), _) => {
                return Ok(());
            }
            (None, _) => {
                let first = |name: &AddedName| self.added.day(*name).is_none_or(|day| day > on);
                if let Some(name) = to.added().filter(first) {
                    self.added.set(name, Some(AddedValue::Day(on)));
                }
                return Ok(());
            }
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
        to: impl Into<AnyAddressee>,
        stage: Option<ReportStage>,
        on: Date,
    ) -> Option<usize> {
        self.unsent_report(to, None).filter(|place| {
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

    /// The day on which the last of these groups was told by a letter; `None` while one of them was not.
    pub(super) fn all_told<'g>(&self, mut groups: impl Iterator<Item = &'g GroupId>) -> Option<Date> {
        let told = |group: &GroupId| {
            let letters =
                self.reports.iter().filter(|report| report.goes_to(Addressee::Person.into(), Some(group)));
            letters.filter_map(|report| report.sent_on).min()
        };
        groups.try_fold(None, |last: Option<Date>, group| told(group).map(|on| last.max(Some(on)))).flatten()
    }

    /// Whether another state of the incident leaves every report that was sent as it is, at its number.
    pub(super) fn keeps_sent_reports(&self, after: Option<&Self>) -> bool {
        let sent = self.reports.iter().enumerate().filter(|(_, report)| report.sent_on.is_some());
        sent.into_iter().all(|(place, report)| {
            after.and_then(|after| after.reports.get(place)).is_some_and(|now| now == report)
        })
    }
}

impl Report {
    /// Whether it goes to somebody: a letter only where it is about the group.
    fn goes_to(&self, to: AnyAddressee, group: Option<&GroupId>) -> bool {
        self.to == to && self.group.as_ref() == group
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

    fn report(to: impl Into<AnyAddressee>, stage: ReportStage, written: &str) -> Report {
        let written_at = Some(written.parse().unwrap());
        Report {
            to: to.into(),
            number: None,
            group: None,
            stage,
            written_at,
            written_by: None,
            sent_on: None,
            paper: None,
        }
    }

    #[test]
    fn a_report_is_written_anew_until_it_is_sent_and_then_has_its_number_for_good() {
        let mut row = incident("");
        let first = report(Addressee::Secretariat, ReportStage::First, "2026-11-20T10:00");
        row.write_report(first.clone(), &Gone::default()).unwrap();
        assert_eq!(row.write_report(first.clone(), &Gone::default()), Err(Refusal::NothingChanged));
        let again = Report { written_at: Some("2026-11-20T11:00".parse().unwrap()), ..first };
        row.write_report(again, &Gone::default()).unwrap();
        assert_eq!(row.reports.len(), 1);
        assert_eq!(row.send_report(0, day("2026-11-19")), Err(Refusal::WrittenLater(day("2026-11-20"))));
        row.send_report(0, day("2026-11-20")).unwrap();
        assert_eq!(row.reported_on, Some(day("2026-11-20")));
        assert_eq!(row.next_stage(Addressee::Secretariat, None, day("2026-11-21")), ReportStage::Further);
        row.write_report(
            report(Addressee::Secretariat, ReportStage::Further, "2026-11-25T10:00"),
            &Gone::default(),
        )
        .unwrap();
        assert_eq!((row.reports.len(), row.report_number(1)), (2, "R8-001-2".to_owned()));
        assert_eq!(row.report_place("R8-001-2"), Some(1));
        row.send_report(1, day("2026-11-25")).unwrap();
        assert_eq!(row.reported_on, Some(day("2026-11-20")), "the first day counts");
        assert!(matches!(row.send_report(1, day("2026-11-26")), Err(Refusal::AlreadyRecorded(_))));
        assert_eq!(row.send_report(2, day("2026-11-26")), Err(Refusal::NoSuchReport(3)));
    }

    #[test]
    fn each_addressee_has_a_series_of_its_own() {
        let mut row = incident("");
        row.write_report(
            report(Addressee::Secretariat, ReportStage::First, "2026-11-20T10:00"),
            &Gone::default(),
        )
        .unwrap();
        row.write_report(
            report(Addressee::Authority, ReportStage::First, "2026-11-21T10:00"),
            &Gone::default(),
        )
        .unwrap();
        assert_eq!(row.report_numbers().collect::<Vec<_>>(), ["R8-001-1", "R8-001-K1"]);
        row.send_report(1, day("2026-11-22")).unwrap();
        assert_eq!(row.authority.preliminary_on, Some(day("2026-11-22")));
        assert_eq!(row.reported_on, None);
        assert_eq!(row.next_stage(Addressee::Authority, None, day("2026-11-22")), ReportStage::Final);
        let gone = Gone::default();
        assert_eq!(row.next_report_number(Addressee::Authority, None, &gone), "R8-001-K2");
        assert_eq!(row.next_report_number(Addressee::Secretariat, None, &gone), "R8-001-1", "not sent yet");
    }

    #[test]
    fn a_closed_incident_ends_with_its_final_report() {
        let row = incident(r#", "reported_on": "2026-11-20", "closed_on": "2026-12-01""#);
        // Told by telephone is not yet reported in writing.
        assert_eq!(row.next_stage(Addressee::Secretariat, None, day("2026-11-30")), ReportStage::First);
        assert_eq!(row.next_stage(Addressee::Secretariat, None, day("2026-12-01")), ReportStage::Final);
    }

    #[test]
    fn what_was_sent_is_kept() {
        let mut before = incident("");
        before
            .write_report(
                report(Addressee::Secretariat, ReportStage::First, "2026-11-20T10:00"),
                &Gone::default(),
            )
            .unwrap();
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

    #[test]
    fn numbers_of_an_earlier_version_stay_and_are_counted_on() {
        let mut row = incident(
            r#", "reports": [{"to": "secretariat", "stage": "first", "sent_on": "2026-11-20"},
            {"to": "authority", "stage": "first", "sent_on": "2026-11-21"}]"#,
        );
        let gone = Gone::default();
        assert_eq!(row.report_numbers().collect::<Vec<_>>(), ["R8-001-1", "R8-001-2"]);
        assert_eq!(row.next_report_number(Addressee::Secretariat, None, &gone), "R8-001-3");
        row.write_report(report(Addressee::Authority, ReportStage::Final, "2026-11-25T10:00"), &gone)
            .unwrap();
        row.write_report(report(Addressee::Secretariat, ReportStage::Further, "2026-11-25T10:00"), &gone)
            .unwrap();
        let numbers: Vec<String> = row.report_numbers().collect();
        assert_eq!(numbers, ["R8-001-1", "R8-001-2", "R8-001-K1", "R8-001-3"]);
        assert_eq!(row.report_place("R8-001-K1"), Some(2));
        assert!(row.missing_reports(Addressee::Secretariat, &gone).is_empty());
    }

    #[test]
    fn a_number_that_is_gone_is_not_given_again() {
        let mut row = incident("");
        let mut gone = Gone::default();
        for number in ["R8-001-1", "R8-001-2", "R8-001-K1", "R8-001-T4", "R8-0011-9", "R8-001-x", "R8-001-"] {
            gone.insert(RecordKind::Incident, number);
        }
        let next = |row: &Incident, to| row.next_report_number(to, None, &gone);
        assert_eq!(next(&row, Addressee::Secretariat), "R8-001-3");
        assert_eq!(next(&row, Addressee::Authority), "R8-001-K2");
        assert_eq!(next(&row, Addressee::Person), "R8-001-T5");
        row.write_report(report(Addressee::Secretariat, ReportStage::First, "2026-11-20T10:00"), &gone)
            .unwrap();
        assert_eq!(row.report_number(0), "R8-001-3");
        assert_eq!(row.missing_reports(Addressee::Secretariat, &gone), ["R8-001-1", "R8-001-2"]);
    }

    /// Whom a policy adds has a series of its own as well, and what is sent there is the day on which it was told.
    #[test]
    fn whom_a_policy_adds_has_a_series_too() {
        let [city, ward] = ["city", "city-1"].map(|name| AnyAddressee::from_word(name).unwrap());
        let mut row = incident("");
        let mut gone = Gone::default();
        gone.insert(RecordKind::Incident, "R8-001-CITY-2");
        for (to, number) in [(city, "R8-001-CITY-3"), (ward, "R8-001-CITY-1-1")] {
            assert_eq!(row.next_stage(to, None, day("2026-11-20")), ReportStage::First);
            row.write_report(report(to, ReportStage::First, "2026-11-20T10:00"), &gone).unwrap();
            assert_eq!(row.next_report_number(to, None, &gone), number);
        }
        assert_eq!(row.missing_reports(city, &gone), ["R8-001-CITY-1", "R8-001-CITY-2"]);
        row.send_report(0, day("2026-11-21")).unwrap();
        assert_eq!(row.added.day(city.added().unwrap()), Some(day("2026-11-21")));
        assert_eq!((row.reported_on, row.added.day(ward.added().unwrap())), (None, None));
        assert_eq!(row.next_stage(city, None, day("2026-11-21")), ReportStage::Further);
        assert_eq!(row.next_report_number(city, None, &gone), "R8-001-CITY-4");
    }

    #[test]
    fn letters_are_told_apart_by_their_group_and_all_are_told_once_each_was_sent() {
        let mut row = incident(r#", "groups": ["G-1", "G-2"]"#);
        let [one, two] = ["G-1", "G-2"].map(GroupId::trusted);
        let gone = Gone::default();
        for group in [&one, &two] {
            let group = Some(group.clone());
            let letter = report(Addressee::Person, ReportStage::First, "2026-11-20T10:00");
            row.write_report(Report { group, ..letter }, &gone).unwrap();
        }
        assert_eq!(row.report_numbers().collect::<Vec<_>>(), ["R8-001-T1", "R8-001-T2"]);
        assert_eq!(row.unsent_report(Addressee::Person, Some(&two)), Some(1));
        row.send_report(1, day("2026-11-22")).unwrap();
        assert_eq!(row.all_told([&one, &two].into_iter()), None);
        assert_eq!(row.all_told([&two].into_iter()), Some(day("2026-11-22")));
        assert_eq!(row.next_stage(Addressee::Person, Some(&two), day("2026-11-22")), ReportStage::Further);
        row.send_report(0, day("2026-11-21")).unwrap();
        assert_eq!(row.all_told([&one, &two].into_iter()), Some(day("2026-11-22")));
        assert_eq!(row.all_told(std::iter::empty()), None, "nobody is not everybody");
    }
}
