//! Waivers (例外承認, 第18条): which run, which end soon, and what a new one has to satisfy.

use rustc_hash::FxHashSet;

use super::{
    finding::{Finding, Urgency},
    period::months_after,
};
use crate::{
    policy::{file::rulebook::Policy, rule::Rule},
    register::{Command, Date, Record, Register, id::PersonId, records::Waiver, review, subject::Subject},
};

/// How many days before its end a waiver is told.
pub const ENDING_DAYS: u16 = 14;

/// Why a waiver is not recorded.
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
    /// It would run longer than the policy file allows.
    #[error("a waiver runs for {months} months at most, this one until {last}")]
    TooLong {
        /// The most months.
        months: u16,
        /// The last possible day.
        last: Date,
    },
    /// It waives the check of what its own approver decided.
    #[error("whoever is checked cannot waive the check")]
    OfOnesOwnCheck,
    /// Its approver countersigned it.
    #[error("a countersign is somebody else's")]
    CountersignedByOneself,
}

/// Checks the waiver that a command is to record, new or edited; that those whom it names are there the command checks itself.
/// One that is put right may be one that has ended; for how long one runs that nobody edits, nobody asks.
///
/// # Errors
/// The first [`WaiverFault`].
pub fn check(
    command: &Command,
    register: &Register,
    policy: &Policy,
    today: Date,
) -> Result<(), WaiverFault> {
    let (record, new) = match command {
        Command::Add { record, .. } => (record, true),
        Command::Edit { after, .. } => (after, false),
        _ => return Ok(()),
    };
    let Record::Waiver(waiver) = record.as_ref() else { return Ok(()) };
    let rule = Rule::from_name(&waiver.rule).filter(|rule| policy.is_on(*rule)).ok_or(WaiverFault::NoRule)?;
    if !rule.waivable().contains(&waiver.subject.kind()) {
        return Err(WaiverFault::NotFlagged);
    }
    if waiver.reason.trim().is_empty() {
        return Err(WaiverFault::NoReason);
    }
    if new && waiver.until < today {
        return Err(WaiverFault::Ended);
    }
    let same = |other: &&Waiver| other.rule == waiver.rule && other.subject == waiver.subject;
    if new && register.waivers().iter().filter(same).any(|other| other.until >= waiver.until) {
        return Err(WaiverFault::RunsAlready);
    }
    if let Some(months) = policy.waiver_months() {
        let last = months_after(today.past(waiver.approved_on).unwrap_or(today), months);
        if waiver.until > last {
            return Err(WaiverFault::TooLong { months, last });
        }
    }
    let by = &waiver.approved_by;
    if rule == Rule::Countersign && checks(register, &waiver.subject, by, today) {
        return Err(WaiverFault::OfOnesOwnCheck);
    }
    if waiver.countersigned_by.as_ref() == Some(by) {
        return Err(WaiverFault::CountersignedByOneself);
    }
    Ok(())
}

/// Whether the countersign of a subject checks a person: of a take-out whoever asked for it, unless somebody else decided; of a
/// group whoever decided on a membership of their own, in the newest review or in the one that is in progress.
fn checks(register: &Register, subject: &Subject, person: &PersonId, today: Date) -> bool {
    match subject {
        Subject::TakeOut(id) => register.take_outs().get(id).is_some_and(|row| {
            row.requester.as_ref() == Some(person)
                && row.decision.by.as_ref().is_none_or(|decided_by| decided_by == person)
        }),
        Subject::Group(id) => register.group(id).is_some_and(|group| {
            let newest = [review::in_progress(group), review::newest_signed(group, today)];
            newest.into_iter().flatten().any(|(_, review)| {
                review.reviewer.as_ref() == Some(person) && review::judges_own(group, review, person)
            })
        }),
        _ => false,
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

    fn add(waiver: Waiver) -> Command {
        Command::Add { record: Box::new(Record::Waiver(waiver)), group: None }
    }

    #[test]
    fn a_new_one_fits_its_rule() {
        let (register, policy, today) = (office(), Policy::minato().unwrap(), day("2026-11-22"));
        let new = |rule: &str, subject, reason: &str, until: &str| {
            let (reason, by) = (reason.to_owned(), PersonId::trusted("S-1"));
            let waiver = Waiver::new(rule.to_owned(), subject, reason, by, day(until));
            check(&add(waiver), &register, &policy, today)
        };
        let person = || Subject::Staff(PersonId::trusted("S-1"));
        assert_eq!(new("training", person(), "産休", "2027-01-31"), Ok(()));
        assert_eq!(new("trainings", person(), "産休", "2027-01-31"), Err(WaiverFault::NoRule));
        assert_eq!(new("training", Subject::Office, "産休", "2027-01-31"), Err(WaiverFault::NotFlagged));
        assert_eq!(new("training", person(), "　", "2027-01-31"), Err(WaiverFault::NoReason));
        assert_eq!(new("training", person(), "産休", "2026-11-21"), Err(WaiverFault::Ended));
        assert_eq!(new("profile", person(), "産休", "2026-11-30"), Err(WaiverFault::RunsAlready));
    }

    #[test]
    fn none_runs_longer_than_a_year_from_its_approval() {
        let (register, policy, today) = (office(), Policy::minato().unwrap(), day("2026-11-22"));
        let person = || Subject::Staff(PersonId::trusted("S-1"));
        let one = |approved_on: Option<&str>, until: &str| {
            let by = PersonId::trusted("S-2");
            let waiver = Waiver::new("training".to_owned(), person(), "産休".to_owned(), by, day(until));
            Waiver { approved_on: approved_on.map(day), ..waiver }
        };
        let new = |approved_on, until: &str| check(&add(one(approved_on, until)), &register, &policy, today);
        let last = |last: &str| Err(WaiverFault::TooLong { months: 12, last: day(last) });
        assert_eq!(new(None, "2027-11-22"), Ok(()));
        assert_eq!(new(None, "2027-11-23"), last("2027-11-22"));
        // As the Civil Code counts: from the end of a month to the end of a month.
        assert_eq!(new(Some("2026-02-28"), "2027-02-28"), Ok(()));
        assert_eq!(new(Some("2026-02-28"), "2027-03-01"), last("2027-02-28"));
        // A day ahead is not recorded yet: it lengthens nothing.
        assert_eq!(new(Some("2026-12-31"), "2027-12-31"), last("2027-11-22"));

        let edit = |before: &Waiver, after: Waiver| {
            let record = |row: &Waiver| Box::new(Record::Waiver(row.clone()));
            let (key, before) = (crate::register::Key::Waiver(0), record(before));
            check(&Command::Edit { key, before, after: record(&after) }, &register, &policy, today)
        };
        let long = one(Some("2026-11-01"), "2030-03-31");
        // One that is there stays; whoever edits it shortens it.
        assert_eq!(edit(&long, Waiver { reason: "育休".to_owned(), ..long.clone() }), last("2027-11-01"));
        assert_eq!(edit(&long, Waiver { until: day("2027-11-01"), ..long.clone() }), Ok(()));
        let by_oneself =
            Waiver { countersigned_by: Some(PersonId::trusted("S-2")), ..one(None, "2027-01-31") };
        assert_eq!(edit(&long, by_oneself), Err(WaiverFault::CountersignedByOneself));

        let text = Policy::minato_text();
        let of = |months: &str| {
            let line = format!("waiver_longest_months = {months}");
            let policy = Policy::parse(&text.replace("waiver_longest_months = 12", &line)).unwrap();
            check(&add(one(None, "2029-11-22")), &register, &policy, today)
        };
        assert_eq!(of("36"), Ok(()));
        assert_eq!(of("\"off\""), Ok(()));
        assert_eq!(of("35"), Err(WaiverFault::TooLong { months: 35, last: day("2029-10-22") }));
    }

    #[test]
    fn whoever_is_checked_does_not_waive_the_check() {
        let document = r#"{"format": "mcs-register/1", "staff": [{"id": "S-1"}, {"id": "S-2"}],
            "take_outs": [
                {"id": "T-1", "requester": "S-1", "decision": {"result": "approved", "on": "2026-11-20", "by": "S-1"}},
                {"id": "T-2", "requester": "S-1", "decision": {"result": "approved", "on": "2026-11-20", "by": "S-2"}},
                {"id": "T-3", "requester": "S-1"}],
            "groups": [{"id": "G-1", "kind": "patient", "memberships": [{"id": "M-1", "person": "S-1"}],
                "reviews": [
                    {"signed_on": "2026-08-01", "reviewer": "S-2", "decisions": [{"membership": "M-1", "decision": "keep"}]},
                    {"signed_on": "2026-11-01", "reviewer": "S-1", "decisions": [{"membership": "M-1", "decision": "keep"}]}
                ]}]}"#;
        let flags = |rule: &str| Rule::from_name(rule).map(Rule::waivable);
        let mut register = decode(document.as_bytes(), &flags).unwrap();
        let (policy, today) = (Policy::minato().unwrap(), day("2026-11-22"));
        let of = |subject: &str, by: &str| {
            let (subject, by) = (Subject::parse(subject).unwrap(), PersonId::trusted(by));
            Waiver::new("countersign".to_owned(), subject, "一人のため".to_owned(), by, day("2027-03-31"))
        };
        for (subject, by, refused) in [
            ("take-out/T-1", "S-1", true),
            ("take-out/T-1", "S-2", false),
            // Somebody else decided: there is nothing to check.
            ("take-out/T-2", "S-1", false),
            ("take-out/T-2", "S-2", false),
            // Whoever decides will not have waived the check before.
            ("take-out/T-3", "S-1", true),
            ("group/G-1", "S-1", true),
            ("group/G-1", "S-2", false),
        ] {
            let found = check(&add(of(subject, by)), &register, &policy, today);
            let wanted = if refused { Err(WaiverFault::OfOnesOwnCheck) } else { Ok(()) };
            assert_eq!(found, wanted, "{subject} by {by}");
        }
        // The same of one that is there and gets another approver.
        let new = add(of("group/G-1", "S-2"));
        register.apply(&new.plan(&register, today).unwrap()).unwrap();
        let record = |by: &str| Box::new(Record::Waiver(of("group/G-1", by)));
        let key = crate::register::Key::Waiver(0);
        let edit = Command::Edit { key, before: record("S-2"), after: record("S-1") };
        assert_eq!(check(&edit, &register, &policy, today), Err(WaiverFault::OfOnesOwnCheck));
    }
}
