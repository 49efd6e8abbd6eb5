//! 見渡し: of each duty of the policy, to how much it applies and how much of that is kept; and the same for past months.

use crate::{
    policy::{
        file::rulebook::Policy,
        judge::{
            applies,
            finding::{Counts, Finding, Urgency},
            judge,
        },
        rule::Rule,
    },
    register::{Date, Register},
};

/// What is true of one duty on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duty {
    /// Its rule.
    pub rule: Rule,
    /// To how many records, or parts of them such as one control of a device, it applies.
    pub applies: usize,
    /// What is found of them, at most one thing of each.
    pub found: Counts,
}

impl Duty {
    /// Where it is kept: it applies, and nothing is found.
    pub fn kept(&self) -> usize {
        let found: usize = Urgency::ALL.iter().map(|urgency| self.count(*urgency)).sum();
        self.applies.saturating_sub(found)
    }

    /// How much of an urgency.
    pub fn count(&self, urgency: Urgency) -> usize {
        self.found.get(urgency) as usize
    }

    /// Where it is not kept: overdue, or to be done now.
    pub fn broken(&self) -> usize {
        self.count(Urgency::Overdue) + self.count(Urgency::Now)
    }
}

/// The duties of the policy on a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overview {
    /// Those that the policy has on, in its order.
    pub duties: Vec<Duty>,
}

impl Overview {
    /// The duties of a day whose findings are known.
    pub fn new(register: &Register, policy: &Policy, day: Date, findings: &[Finding]) -> Self {
        let mut found = [const { Vec::new() }; Rule::ALL.len()];
        for finding in findings {
            found[finding.rule.place()].push(finding);
        }
        let duty = |(rule, (applies, found)): (&Rule, (Option<usize>, Vec<&Finding>))| {
            Some(Duty { rule: *rule, applies: applies?, found: Counts::of(found) })
        };
        let applies = applies(register, policy, day);
        Self { duties: Rule::ALL.iter().zip(applies.into_iter().zip(found)).filter_map(duty).collect() }
    }

    /// The duties of a day.
    pub fn of(register: &Register, policy: &Policy, day: Date) -> Self {
        Self::new(register, policy, day, &judge(register, policy, day))
    }

    /// How many findings are open: waived ones are not.
    pub fn open(&self) -> usize {
        let open = Urgency::ALL.iter().filter(|urgency| **urgency != Urgency::Waived);
        open.map(|urgency| self.duties.iter().map(|duty| duty.count(*urgency)).sum::<usize>()).sum()
    }
}

/// The end of a month, or today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Month {
    /// The day.
    pub day: Date,
    /// The duties; `None` where the register of that day is not known.
    pub overview: Option<Overview>,
}
