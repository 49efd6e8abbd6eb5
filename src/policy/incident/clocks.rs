//! The clocks of an incident: the secretariat's (第8条, the policy file's days) and the law's (個人情報保護法26条).
//!
//! The law's days are counted from the day of knowing as the first, weekends and holidays included. Where the last day
//! of the final report is a Saturday, a Sunday, a holiday or one of 29 December to 3 January, it moves to the next day that is
//! none (ガイドライン通則編 3-5-3-4). The earlier day is the one that counts here, as for the judge; the later one is told
//! beside it, since holidays change by law.

use crate::{
    policy::{
        file::rulebook::Policy,
        judge::rules::{incidents::report_due, of_policy::reported_by},
        rule::Rule,
    },
    register::{
        AddedName, Date, Lang,
        holidays::next_working_day,
        records::Incident,
        words::{Assessment, IncidentKind},
    },
};

/// A clock of an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// Which one: the report to the secretariat, the preliminary or the final report of the law.
    pub rule: Rule,
    /// The addressee that the policy adds, where it is the report to one.
    pub to: Option<AddedName>,
    /// How it stands.
    pub state: ClockState,
}

/// How a clock stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockState {
    /// Reported on this day.
    Done(Date),
    /// Not reported yet.
    Runs {
        /// The last good day.
        due: Date,
        /// Days until then: 0 on the day itself, negative afterwards.
        left: i64,
        /// The day to which a weekend, a holiday or the turn of the year moves it.
        moved: Option<Date>,
        /// Whether it only counts if the law asks for a report, which nobody has decided yet.
        undecided: bool,
    },
    /// The day of knowing is not recorded, or it is, on a day that lies ahead.
    NotKnown {
        /// That day.
        ahead: Option<Date>,
    },
    /// It was decided that the law asks for no report.
    NotAsked,
}

/// The clocks of an incident, in the order in which they end, then those of whom the policy adds; none for a near miss, and none whose rule is off.
pub fn clocks(incident: &Incident, policy: &Policy, today: Date) -> Vec<Clock> {
    if incident.kind == IncidentKind::NearMiss {
        return Vec::new();
    }
    let known = incident.known_at.map(|time| time.date).filter(|day| *day <= today);
    let authority = &incident.authority;
    let kinds = [
        (Rule::IncidentReport, incident.reported_on),
        (Rule::IncidentPreliminary, authority.preliminary_on),
        (Rule::IncidentFinal, authority.final_on),
    ];
    let clock = |(rule, done): (Rule, Option<Date>)| {
        let law = rule != Rule::IncidentReport;
        let state = match (done.filter(|day| *day <= today), authority.assessment, known) {
            (Some(day), _, _) => ClockState::Done(day),
            (None, Some(Assessment::NotReportable), _) if law => ClockState::NotAsked,
            (None, _, None) => ClockState::NotKnown { ahead: incident.known_at.map(|time| time.date) },
            (None, assessment, Some(known)) => {
                let due = report_due(rule, incident, known, policy);
                let moved =
                    Some(next_working_day(due)).filter(|day| rule == Rule::IncidentFinal && *day != due);
                let undecided = law && assessment != Some(Assessment::Reportable);
                ClockState::Runs { due, left: due.days_since(today), moved, undecided }
            }
        };
        Clock { rule, to: None, state }
    };
    let added = policy.additions().addressees_of(incident.kind).map(|one| {
        let done = incident.added.day(one.is.name).filter(|day| *day <= today);
        let state = match (done, known) {
            (Some(day), _) => ClockState::Done(day),
            (None, None) => ClockState::NotKnown { ahead: incident.known_at.map(|time| time.date) },
            (None, Some(known)) => {
                let due = reported_by(one, known);
                ClockState::Runs { due, left: due.days_since(today), moved: None, undecided: false }
            }
        };
        Clock { rule: Rule::PolicyAddressee, to: Some(one.is.name), state }
    });
    kinds.into_iter().filter(|(rule, _)| policy.is_on(*rule)).map(clock).chain(added).collect()
}

impl Clock {
    /// What it counts.
    pub fn label(self, policy: &Policy, lang: Lang) -> &str {
        policy.duty_label((self.rule, self.to), lang)
    }
}

/// The clock that ends next of those that run for certain; the longest overdue one first.
pub fn next(clocks: &[Clock]) -> Option<&Clock> {
    let due = |clock: &&Clock| match clock.state {
        ClockState::Runs { due, undecided: false, .. } => Some(due),
        _ => None,
    };
    clocks.iter().filter(|clock| due(clock).is_some()).min_by_key(due)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::{Record, RecordKind, document::record_from_json};

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn incident(known: &str, more: &str) -> Incident {
        let json = format!(r#"{{"id": "R8-001", "kind": "device-loss", "known_at": "{known}T09:00"{more}}}"#);
        match record_from_json(RecordKind::Incident, &json).unwrap() {
            Record::Incident(incident) => *incident,
            other => panic!("not an incident: {other:?}"),
        }
    }

    fn due(clock: Clock) -> (String, Option<String>) {
        match clock.state {
            ClockState::Runs { due, moved, .. } => (due.to_string(), moved.map(|day| day.to_string())),
            other => panic!("it does not run: {other:?}"),
        }
    }

    /// Known on, then the last days of secretariat, preliminary report, final report and where that moves to, and the final
    /// report with a wrongful purpose and where that moves to; counted by hand on a calendar.
    #[test]
    fn the_last_days_are_those_of_the_table() {
        type Row = (
            &'static str,
            &'static str,
            &'static str,
            (&'static str, &'static str),
            (&'static str, &'static str),
        );
        let table: [Row; 8] = [
            ("2026-11-18", "2026-11-19", "2026-11-22", ("2026-12-17", ""), ("2027-01-16", "2027-01-18")),
            ("2026-11-21", "2026-11-22", "2026-11-25", ("2026-12-20", "2026-12-21"), ("2027-01-19", "")),
            // The 30th day is 29 December, a Tuesday: the offices open on 4 January.
            ("2026-11-30", "2026-12-01", "2026-12-04", ("2026-12-29", "2027-01-04"), ("2027-01-28", "")),
            // The 60th day is 1 January of 2028, a Saturday; the 3rd is a Monday, still closed.
            ("2027-11-03", "2027-11-04", "2027-11-07", ("2027-12-02", ""), ("2028-01-01", "2028-01-04")),
            // The 30th day is 23 November, a holiday; the 60th 23 December, none any more.
            ("2026-10-25", "2026-10-26", "2026-10-29", ("2026-11-23", "2026-11-24"), ("2026-12-23", "")),
            // The 30th day is 3 May, the first of four days off; the 60th 2 June.
            ("2026-04-04", "2026-04-05", "2026-04-08", ("2026-05-03", "2026-05-07"), ("2026-06-02", "")),
            // Through 29 February.
            ("2028-02-01", "2028-02-02", "2028-02-05", ("2028-03-01", ""), ("2028-03-31", "")),
            ("2027-02-01", "2027-02-02", "2027-02-05", ("2027-03-02", ""), ("2027-04-01", "")),
        ];
        let policy = Policy::minato().unwrap();
        for (known, secretariat, preliminary, last, wrongful) in table {
            let of = |more: &str| clocks(&incident(known, more), &policy, day(known));
            let reportable = of(r#", "authority": {"assessment": "reportable"}"#);
            let found: Vec<_> = reportable.iter().map(|clock| due(*clock)).collect();
            let moved =
                |(due, moved): (&str, &str)| (due.to_owned(), (!moved.is_empty()).then(|| moved.to_owned()));
            let plain = |due: &str| (due.to_owned(), None);
            assert_eq!(found, [plain(secretariat), plain(preliminary), moved(last)], "known on {known}");
            let sixty = of(r#", "authority": {"assessment": "reportable", "wrongful": true}"#);
            assert_eq!(due(sixty[2]), moved(wrongful), "known on {known}, wrongful");
        }
    }

    #[test]
    fn the_days_left_run_down_and_on() {
        let policy = Policy::minato().unwrap();
        let incident = incident("2026-11-18", r#", "authority": {"assessment": "reportable"}"#);
        for (today, left) in [("2026-11-18", 4), ("2026-11-22", 0), ("2026-11-24", -2)] {
            let clocks = clocks(&incident, &policy, day(today));
            let found = clocks.iter().find(|clock| clock.rule == Rule::IncidentPreliminary).unwrap();
            assert!(
                matches!(found.state, ClockState::Runs { left: found, undecided: false, .. } if found == left)
            );
            assert_eq!(next(&clocks).map(|clock| clock.rule), Some(Rule::IncidentReport));
        }
    }

    #[test]
    fn the_law_runs_for_certain_only_where_it_was_decided() {
        let policy = Policy::minato().unwrap();
        let today = day("2026-11-20");
        let of = |more: &str| clocks(&incident("2026-11-18", more), &policy, today);
        let open = of("");
        assert!(matches!(open[1].state, ClockState::Runs { undecided: true, .. }));
        assert_eq!(next(&open).map(|clock| clock.rule), Some(Rule::IncidentReport));
        let not = of(r#", "reported_on": "2026-11-19", "authority": {"assessment": "not-reportable"}"#);
        let states: Vec<ClockState> = not.iter().map(|clock| clock.state).collect();
        assert_eq!(states, [ClockState::Done(day("2026-11-19")), ClockState::NotAsked, ClockState::NotAsked]);
        assert_eq!(next(&not), None);
        let ahead = Some(day("2026-11-21"));
        assert_eq!(
            clocks(&incident("2026-11-21", ""), &policy, today)[0].state,
            ClockState::NotKnown { ahead }
        );
        let mut near = incident("2026-11-18", "");
        near.kind = IncidentKind::NearMiss.into();
        assert_eq!(clocks(&near, &policy, today), []);
    }

    /// The judge and the clocks name the same days.
    #[test]
    fn the_clocks_agree_with_the_judge() {
        let policy = Policy::minato().unwrap();
        let text = r#"{"format": "mcs-register/1", "incidents": [{"id": "R8-001", "kind": "device-loss",
            "known_at": "2026-11-18T09:00", "authority": {"assessment": "reportable", "wrongful": true}}]}"#;
        let register = crate::register::document::decode(text.as_bytes(), &|rule| {
            Rule::from_name(rule).map(Rule::waivable)
        })
        .unwrap();
        let today = day("2026-11-20");
        let findings = crate::policy::judge(&register, &policy, today);
        for clock in clocks(register.incidents().iter().next().unwrap(), &policy, today) {
            let judged =
                findings.iter().find(|finding| finding.rule == clock.rule).and_then(|finding| finding.due);
            assert_eq!(judged.map(|day| day.to_string()), Some(due(clock).0));
        }
    }
}
