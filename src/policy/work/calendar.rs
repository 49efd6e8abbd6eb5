//! The calendar of the next weeks: what falls due when, as the judge will find it if nothing is recorded until then.

use crate::{
    policy::{
        file::rulebook::Policy,
        judge::{
            finding::{Finding, Urgency},
            judge,
            period::days_after,
            presence::{is_existing, is_hosted_here, is_of_this_office, is_open},
            waivers,
        },
        rule::{Rule, parameter::Parameter},
    },
    register::{
        Date, Register,
        records::{GroupSheet, Membership},
        review::is_current,
        subject::Subject,
        words::GroupKind,
    },
};

/// What falls due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A duty of the policy.
    Duty {
        /// Its rule.
        rule: Rule,
        /// The finding's detail, where it has one.
        detail: Option<String>,
    },
    /// A waiver's last day; the place in the list.
    WaiverEnds {
        /// The waiver's place.
        waiver: u32,
    },
}

/// Something with a due day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The last good day.
    pub day: Date,
    /// What it is.
    pub what: What,
    /// About whom or what.
    pub subject: Subject,
}

/// Seven days from a Monday.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Week {
    /// The Monday.
    pub monday: Date,
    /// What falls due in it, by day, then in the order of the rules.
    pub dues: Vec<Due>,
}

/// The next weeks, the present one first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// What is overdue already: due before today, longest first.
    pub overdue: Vec<Due>,
    /// The weeks, without gaps.
    pub weeks: Vec<Week>,
}

/// The calendar from today over a number of weeks. What a waiver covers is left out until the waiver ends.
///
/// The due days are the judge's own: it is asked with so many days of warning that it announces everything within the weeks.
pub fn calendar(register: &Register, policy: &Policy, today: Date, weeks: u16) -> Calendar {
    let weeks = weeks.clamp(1, 104);
    let monday = today.plus_days(-i64::try_from(today.weekday()).unwrap_or(0));
    let end = monday.plus_days(i64::from(weeks) * 7);
    let findings = judge(register, &policy.announcing(weeks * 7), today);
    let mut dues: Vec<Due> = findings.iter().filter_map(due).collect();
    dues.extend(ahead(register, policy, today));
    dues.retain(|due| due.day < end);
    // What is read from the records besides may be a finding already.
    dues.sort_by(|a, b| (a.day, place(a), &a.subject).cmp(&(b.day, place(b), &b.subject)));
    dues.dedup();
    let (overdue, mut dues): (Vec<Due>, Vec<Due>) = dues.into_iter().partition(|due| due.day < today);
    let weeks = (0..i64::from(weeks)).map(|number| {
        let monday = monday.plus_days(number * 7);
        let next = monday.plus_days(7);
        let later = dues.iter().position(|due| due.day >= next).unwrap_or(dues.len());
        Week { monday, dues: dues.drain(..later).collect() }
    });
    Calendar { overdue, weeks: weeks.collect() }
}

fn place(due: &Due) -> (usize, Option<&str>) {
    match &due.what {
        What::Duty { rule, detail } => (rule.place(), detail.as_deref()),
        What::WaiverEnds { waiver } => (usize::MAX - 1 - *waiver as usize, None),
    }
}

fn due(finding: &Finding) -> Option<Due> {
    let day = finding.due.filter(|_| finding.urgency != Urgency::Waived)?;
    let detail = finding.detail.as_ref().map(ToString::to_string);
    Some(Due { day, what: What::Duty { rule: finding.rule, detail }, subject: finding.subject.clone() })
}

/// Due days that the judge does not announce: the end of a retention, an invitation without an answer, a waiver's end.
fn ahead(register: &Register, policy: &Policy, today: Date) -> Vec<Due> {
    let duty = |rule, day: Date, subject| Due { day, what: What::Duty { rule, detail: None }, subject };
    let mut dues = Vec::new();
    let kept_since = register.office().kept_since.filter(|day| *day <= today);
    for group in register.groups() {
        let sheet = &group.sheet;
        let kept_until = retention(register, policy, sheet, today);
        dues.extend(kept_until.map(|day| duty(Rule::Retention, day, Subject::Group(sheet.id.clone()))));
        if let Some(limit) = policy.parameter(Rule::InvitationStale, Parameter::DueDays)
            && is_open(today, sheet)
        {
            let waiting = group.memberships.iter().filter(|row| {
                waits(row, today) && !is_existing(kept_since, row) && is_of_this_office(register, sheet, row)
            });
            dues.extend(waiting.filter_map(|row| {
                let day = days_after(row.invited_on?, limit);
                Some(duty(Rule::InvitationStale, day, Subject::Membership(row.id.clone())))
            }));
        }
    }
    dues.retain(|due| match due.what {
        What::Duty { rule, .. } => {
            due.day >= today && !waivers::runs_for(register, rule, &due.subject, today)
        }
        What::WaiverEnds { .. } => true,
    });
    dues.extend(waivers::running(register, today).into_iter().map(|(place, waiver)| Due {
        day: waiver.until,
        what: What::WaiverEnds { waiver: place },
        subject: waiver.subject.clone(),
    }));
    dues
}

/// Until when a patient's group is kept, archived or not.
fn retention(register: &Register, policy: &Policy, sheet: &GroupSheet, today: Date) -> Option<Date> {
    let gone = today.happened(sheet.deleted_on) || sheet.opened_on.is_some_and(|day| day > today);
    let ours = sheet.kind == GroupKind::Patient && is_hosted_here(sheet, register.office());
    sheet.retain_until.filter(|_| ours && !gone && policy.is_on(Rule::Retention))
}

/// Invited and approved, and neither here nor gone.
fn waits(row: &Membership, today: Date) -> bool {
    let happened = |day: Option<Date>| today.happened(day);
    is_current(row, today)
        && happened(row.invited_on)
        && happened(row.approved_on)
        && !happened(row.joined_on)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::document::decode;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    /// A Sunday.
    const TODAY: &str = "2026-11-22";

    fn office() -> Register {
        let text = r#"{"format": "mcs-register/1", "office": {"guideline_confirmed_on": "2026-01-15"}, "staff": [
            {"id": "S-1", "mcs": {"login": "a@example.jp", "password_changed_on": "2026-10-22", "profile": true}, "pledge": {"signed_on": "2026-01-01"},
             "trainings": [{"on": "2026-11-01"}]},
            {"id": "S-2", "mcs": {"login": "b@example.jp", "password_changed_on": "2026-09-01"}}],
            "groups": [{"id": "G-1", "kind": "patient", "opened_on": "2026-10-01", "memberships": [
                {"id": "M-1", "person": "S-1", "invited_on": "2026-11-20", "approved_on": "2026-11-20"}]},
              {"id": "G-2", "kind": "patient", "deceased_on": "2026-10-01", "retain_until": "2026-12-31"}],
            "waivers": [{"rule": "profile", "subject": "staff/S-2", "reason": "a", "approved_by": "S-1", "until": "2026-11-30"}]}"#;
        decode(text.as_bytes(), &|rule| Rule::from_name(rule).map(Rule::waivable)).unwrap()
    }

    #[test]
    fn every_due_day_stands_in_its_week() {
        let policy = Policy::minato().unwrap();
        let calendar = calendar(&office(), &policy, day(TODAY), 12);
        assert_eq!(calendar.weeks.len(), 12);
        assert_eq!(calendar.weeks[0].monday, day("2026-11-16"));
        let found = |wanted: &str, subject: &str| {
            calendar.weeks.iter().position(|week| {
                week.dues.iter().any(|due| {
                    due.day == day(wanted)
                        && due.subject.to_string() == subject
                        && (week.monday..week.monday.plus_days(7)).contains(&due.day)
                })
            })
        };
        assert_eq!(found("2026-12-22", "staff/S-1"), Some(5), "a password");
        assert_eq!(found("2027-01-01", "group/G-1"), Some(6), "a review");
        assert_eq!(found("2026-12-04", "membership/M-1"), Some(2), "an invitation");
        assert_eq!(found("2026-12-31", "group/G-2"), Some(6), "the end of a retention");
        assert_eq!(found("2026-11-30", "staff/S-2"), Some(2), "a waiver's end");
        assert_eq!(found("2027-01-15", "office"), Some(8), "the guidelines");
        let overdue: Vec<Date> = calendar.overdue.iter().map(|due| due.day).collect();
        assert_eq!(overdue, [day("2026-11-01")], "the password of S-2");
    }

    #[test]
    fn what_the_calendar_announces_is_what_the_judge_finds_on_that_day() {
        let (register, policy) = (office(), Policy::minato().unwrap());
        for due in calendar(&register, &policy, day(TODAY), 12).weeks.iter().flat_map(|week| &week.dues) {
            let What::Duty { rule, .. } = due.what else { continue };
            let findings = judge(&register, &policy, due.day.plus_days(1));
            let found =
                findings.iter().find(|finding| finding.rule == rule && finding.subject == due.subject);
            assert_eq!(
                found.map(|finding| (finding.urgency, finding.due)),
                Some((Urgency::Overdue, Some(due.day)))
            );
        }
    }
}
