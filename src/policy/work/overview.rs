//! 見渡し: of each duty of the policy, to how much it applies and how much of that is kept; and the same for past months.

use crate::{
    policy::{
        file::rulebook::Policy,
        judge::{
            applies, applies_of_additions,
            finding::{Counts, Finding, Urgency},
            judge,
        },
        rule::Rule,
    },
    register::{AddedName, Date, Lang, Register},
};

/// What is true of one duty on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duty {
    /// Its rule.
    pub rule: Rule,
    /// Which of those that the policy adds, where its rule is about them.
    pub added: Option<AddedName>,
    /// To how many records, or parts of them such as one control of a device, it applies.
    pub applies: usize,
    /// What is found of them, at most one thing of each.
    pub found: Counts,
}

impl Duty {
    /// What it is, by rule and name.
    pub fn key(&self) -> DutyKey {
        (self.rule, self.added)
    }

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

/// A duty by its rule, and its name where the policy adds it.
pub type DutyKey = (Rule, Option<AddedName>);

/// The duty that a finding is about.
pub fn duty_of(finding: &Finding) -> DutyKey {
    let name = finding.detail.as_deref().filter(|_| finding.rule.is_of_additions());
    (finding.rule, name.and_then(AddedName::new))
}

impl Policy {
    /// What a duty is called.
    pub fn duty_label(&self, (rule, added): DutyKey, lang: Lang) -> &str {
        let own = added.and_then(|name| Some(self.additions().declaration(name.as_str())?.label.get(lang)));
        own.unwrap_or_else(|| self.rule_label(rule, lang))
    }

    /// The article of a duty; empty where what it is about has articles of its own.
    pub fn duty_article(&self, (rule, added): DutyKey) -> &str {
        let own = added.and_then(|name| Some(self.additions().declaration(name.as_str())?.article.as_str()));
        own.unwrap_or_else(|| self.rule_article(rule))
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
            Some(Duty { rule: *rule, added: None, applies: applies?, found: Counts::of(found) })
        };
        let applies = applies(register, policy, day);
        let duties = Rule::ALL.iter().zip(applies.into_iter().zip(found)).filter_map(duty);
        let mut duties: Vec<Duty> = duties.filter(|duty| !duty.rule.is_of_additions()).collect();
        // Each of those that the policy adds stands by itself.
        duties.extend(applies_of_additions(register, policy, day).into_iter().map(
            |(rule, name, applies)| {
                let own = findings.iter().filter(|finding| duty_of(finding) == (rule, Some(name)));
                Duty { rule, added: Some(name), applies, found: Counts::of(own) }
            },
        ));
        Self { duties }
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
