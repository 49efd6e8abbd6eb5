//! Waivers (例外承認, 第18条): which run, which end soon, and what a new one has to satisfy.

use rustc_hash::FxHashSet;

use super::finding::{Finding, Urgency};
use crate::{
    policy::{file::rulebook::Policy, rule::Rule},
    register::{Date, Register, records::Waiver, subject::Subject},
};

/// How many days before its end a waiver is told.
pub const ENDING_DAYS: u16 = 14;

/// Why a waiver covers nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WaiverFault {
    /// The policy has no such rule, or it is off.
    #[error("no such rule")]
    NoRule,
    /// The rule never flags this kind of subject.
    #[error("the rule does not flag this")]
    NotFlagged,
    /// There is no reason.
    #[error("a waiver needs a reason")]
    NoReason,
    /// Its end has passed.
    #[error("the end has passed")]
    Ended,
    /// It is there already: the same rule and subject, running at least as long.
    #[error("a waiver of this runs already")]
    RunsAlready,
}

/// Checks a waiver that is to be granted; that its subject and its approver are there is checked when it is added.
///
/// # Errors
/// The first [`WaiverFault`].
pub fn check_new(
    register: &Register,
    policy: &Policy,
    waiver: &Waiver,
    today: Date,
) -> Result<(), WaiverFault> {
    let rule = Rule::from_name(&waiver.rule).filter(|rule| policy.is_on(*rule)).ok_or(WaiverFault::NoRule)?;
    let same = |other: &&Waiver| other.rule == waiver.rule && other.subject == waiver.subject;
    if !rule.waivable().contains(&waiver.subject.kind()) {
        Err(WaiverFault::NotFlagged)
    } else if waiver.reason.trim().is_empty() {
        Err(WaiverFault::NoReason)
    } else if waiver.until < today {
        Err(WaiverFault::Ended)
    } else if register.waivers().iter().filter(same).any(|other| other.until >= waiver.until) {
        Err(WaiverFault::RunsAlready)
    } else {
        Ok(())
    }
}

/// Whether a waiver is in force: approved, as far as is known, and not ended. One without a reason is none.
pub(in crate::policy) fn in_force(waiver: &Waiver, today: Date) -> bool {
    waiver.until >= today
        && waiver.approved_on.is_none_or(|day| day <= today)
        && !waiver.reason.trim().is_empty()
}

/// Marks what a running waiver covers: its rule and its subject, with every detail. The dates stay.
pub(super) fn hide_waived(register: &Register, today: Date, findings: &mut [Finding]) {
    let mut covered = FxHashSet::default();
    let mut rules = [false; Rule::ALL.len()];
    for waiver in register.waivers() {
        let Some(rule) = Rule::from_name(&waiver.rule) else { continue };
        if in_force(waiver, today) && rule.waivable().contains(&waiver.subject.kind()) {
            covered.insert((rule, &waiver.subject));
            rules[rule.place()] = true;
        }
    }
    if covered.is_empty() {
        return;
    }
    for finding in findings {
        if rules[finding.rule.place()] && covered.contains(&(finding.rule, &finding.subject)) {
            finding.urgency = Urgency::Waived;
        }
    }
}

/// Whether a waiver of a rule for a subject runs.
pub(in crate::policy) fn runs_for(register: &Register, rule: Rule, subject: &Subject, today: Date) -> bool {
    register.waivers().iter().any(|waiver| covers(waiver, rule, subject) && in_force(waiver, today))
}

/// The waiver that covers a finding; of several the one that runs longest.
pub(in crate::policy) fn covering<'a>(finding: &Finding, register: &'a Register) -> Option<&'a Waiver> {
    let covering = register.waivers().iter().filter(|waiver| covers(waiver, finding.rule, &finding.subject));
    covering.max_by_key(|waiver| waiver.until)
}

fn covers(waiver: &Waiver, rule: Rule, subject: &Subject) -> bool {
    waiver.rule == rule.name() && waiver.subject == *subject
}

/// The waivers that run today, with their places in the list; soonest end first.
pub fn running(register: &Register, today: Date) -> Vec<(u32, &Waiver)> {
    let mut running: Vec<(u32, &Waiver)> =
        (0_u32..).zip(register.waivers()).filter(|(_, waiver)| in_force(waiver, today)).collect();
    running.sort_by_key(|(place, waiver)| (waiver.until, *place));
    running
}

/// The running waivers whose last day is at most [`ENDING_DAYS`] ahead and that no other one outlasts; soonest end first.
pub fn ending(register: &Register, today: Date) -> Vec<(u32, &Waiver)> {
    let limit = today.plus_days(i64::from(ENDING_DAYS));
    let outlasted = |waiver: &Waiver| {
        register.waivers().iter().any(|other| {
            other.rule == waiver.rule && other.subject == waiver.subject && other.until > waiver.until
        })
    };
    let mut ending = running(register, today);
    ending.retain(|(_, waiver)| waiver.until <= limit && !outlasted(waiver));
    ending
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::{Command, Fact, document::decode, id::PersonId, subject::Subject};

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn office() -> Register {
        let waiver = |rule: &str, until: &str| {
            format!(
                r#"{{"rule": "{rule}", "subject": "staff/S-1", "reason": "長い", "approved_by": "S-1", "until": "{until}"}}"#
            )
        };
        let waivers = [
            waiver("password-age", "2026-12-06"),
            waiver("profile", "2026-12-07"),
            waiver("training", "2026-11-21"),
            waiver("staff-pledge", "2026-11-30"),
            waiver("staff-pledge", "2027-11-30"),
        ];
        let text = format!(
            r#"{{"format": "mcs-register/1", "staff": [{{"id": "S-1"}}], "waivers": [{}]}}"#,
            waivers.join(",")
        );
        decode(text.as_bytes(), &|rule| Rule::from_name(rule).map(Rule::waivable)).unwrap()
    }

    #[test]
    fn a_waiver_is_told_two_weeks_before_its_end_unless_another_outlasts_it() {
        let register = office();
        let rules =
            |list: Vec<(u32, &Waiver)>| list.iter().map(|(_, row)| row.rule.clone()).collect::<Vec<_>>();
        let today = day("2026-11-22");
        assert_eq!(rules(ending(&register, today)), ["password-age"]);
        assert_eq!(
            rules(running(&register, today)),
            ["staff-pledge", "password-age", "profile", "staff-pledge"]
        );
        assert_eq!(rules(ending(&register, day("2026-11-23"))), ["password-age", "profile"]);
    }

    #[test]
    fn a_waiver_that_is_ended_covers_yesterday_at_most() {
        let mut register = office();
        let today = day("2026-11-22");
        let end = |waiver| Command::Facts { facts: vec![Fact::WaiverEnded { waiver }], on: today };
        let change = end(0).plan(&register, today).unwrap();
        register.apply(&change).unwrap();
        assert_eq!(register.waivers()[0].until, day("2026-11-21"));
        assert!(end(0).plan(&register, today).is_err() && end(2).plan(&register, today).is_err());
    }

    #[test]
    fn a_new_one_fits_its_rule() {
        let (register, policy, today) = (office(), Policy::minato().unwrap(), day("2026-11-22"));
        let new = |rule: &str, subject, reason: &str, until: &str| {
            let (reason, by) = (reason.to_owned(), PersonId::trusted("S-1"));
            let waiver = Waiver::new(rule.to_owned(), subject, reason, by, day(until));
            check_new(&register, &policy, &waiver, today)
        };
        let person = || Subject::Staff(PersonId::trusted("S-1"));
        assert_eq!(new("training", person(), "産休", "2027-01-31"), Ok(()));
        assert_eq!(new("trainings", person(), "産休", "2027-01-31"), Err(WaiverFault::NoRule));
        assert_eq!(new("training", Subject::Office, "産休", "2027-01-31"), Err(WaiverFault::NotFlagged));
        assert_eq!(new("training", person(), "　", "2027-01-31"), Err(WaiverFault::NoReason));
        assert_eq!(new("training", person(), "産休", "2026-11-21"), Err(WaiverFault::Ended));
        assert_eq!(new("profile", person(), "産休", "2026-11-30"), Err(WaiverFault::RunsAlready));
    }
}
