//! What a policy file of version 0.1.0 does not have yet: the rules, numbers and sentences that came later are those of the
//! built-in policy. They are evaluated: nothing goes unchecked because a file is old.

use super::{
    parse::{Checked, RuleEntry},
    written::{Setting, Text},
};
use crate::policy::rule::{Rule, parameter::Parameter};

/// The rules that version 0.1.0 did not have.
const RULES: [Rule; 12] = [
    Rule::ControlConsideration,
    Rule::FilingOpen,
    Rule::IdRecorded,
    Rule::ByodErased,
    Rule::TakeOutPeriod,
    Rule::TakeOutOverlap,
    Rule::GroupAdmin,
    Rule::ReviewQuestion,
    Rule::IncidentNotice,
    Rule::PolicyDuty,
    Rule::PolicyAddressee,
    Rule::RecordContradiction,
];

/// The numbers that the rules of version 0.1.0 did not have.
const NUMBERS: [(Rule, Parameter); 2] =
    [(Rule::Archive, Parameter::DeceasedDueDays), (Rule::Archive, Parameter::WarnDays)];

/// The sentences that the rules of version 0.1.0 did not have.
const SENTENCES: [(Rule, &str); 4] = [
    (Rule::AccountRemoval, "expelled"),
    (Rule::Archive, "deceased-overdue"),
    (Rule::Archive, "deceased-soon"),
    (Rule::Countersign, "staff"),
];

/// A sentence of version 0.1.0 that nothing says any more.
pub(super) const NO_LONGER_SAID: (Rule, &str) = (Rule::DeviceControl, "consider");

/// Where a file of version 0.1.0 gets what came later.
#[derive(Clone, Copy)]
pub(super) struct Later<'a> {
    of: &'a Checked,
    /// Whether that is another version of the same policy, so that its articles are this one's.
    same: bool,
}

impl<'a> Later<'a> {
    /// What came later, for the file of a policy with this id.
    pub fn of(of: &'a Checked, id: &str) -> Self {
        Self { of, same: of.id == id }
    }

    /// The whole of a rule that came later. Under another policy it says whose article it cites.
    pub fn rule(&self, rule: Rule) -> Option<RuleEntry> {
        if !RULES.contains(&rule) {
            return None;
        }
        let mut entry = self.of.rules.get(rule.place())?.clone();
        if !self.same && !rule.has_articles_of_its_own() {
            entry.settings.article = format!("{} {}", self.of.title.ja, entry.settings.article);
        }
        Some(entry)
    }

    /// A number that came later.
    pub fn number(&self, rule: Rule, parameter: Parameter) -> Option<Setting> {
        if !NUMBERS.contains(&(rule, parameter)) {
            return None;
        }
        let entry = self.of.rules.get(rule.place())?;
        Some(Setting::Number(entry.settings.get(parameter).into()))
    }

    /// A sentence that came later.
    pub fn sentence(&self, rule: Rule, case: &str) -> Option<Text> {
        if !SENTENCES.contains(&(rule, case)) {
            return None;
        }
        let sentences = &self.of.rules.get(rule.place())?.words.sentences;
        sentences.iter().find(|(name, _)| *name == case).map(|(_, text)| text.clone())
    }

    /// The word or two for what a rule asks: a file need not have them.
    pub fn matter(&self, rule: Rule) -> Option<Text> {
        Some(self.of.rules.get(rule.place())?.words.matter.clone())
    }
}
