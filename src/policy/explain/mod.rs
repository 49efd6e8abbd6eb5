//! What stands behind a finding: the recorded facts, what the policy says, whose number it is; and what to do.

mod beside;
pub(super) mod explained;
mod facts;
pub(super) mod output;
pub(super) mod remedy;
mod sentence;
pub(super) mod wording;

use self::{explained::collect, facts::Facts, wording::Namer};
use crate::{
    policy::{
        Rule,
        file::{
            additions::Declaration,
            lists::ControlEntry,
            rulebook::Policy,
            settings::{Basis, Level},
            written::Text,
        },
        judge::{
            finding::{Finding, Urgency},
            waivers,
        },
    },
    register::{Date, Lang, Register, words::AnyControl},
};

/// What stands behind a finding. Every text is safe to show: control characters are marks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Explanation {
    /// The recorded facts, each with its label; one that is absent says so.
    pub facts: Vec<(String, String)>,
    /// What the policy says, in our words.
    pub policy_says: String,
    /// Whose number it is: the policy's, the office's (第18条) or the law's.
    pub number: Option<String>,
    /// Where the national guideline differs. It changes no date.
    pub guideline: Option<String>,
}

impl Policy {
    /// The article that a finding cites.
    pub fn article(&self, finding: &Finding) -> &str {
        let control = self.control_of(finding).map(|entry| &entry.article);
        let own = control.or_else(|| Some(&self.declaration_of(finding)?.article));
        own.unwrap_or(&self.settings(finding.rule).article)
    }

    /// Every article that a finding may cite.
    pub fn articles(&self) -> impl Iterator<Item = &str> {
        let rules = Rule::ALL.iter().map(|rule| self.rule_article(*rule));
        let controls = self.controls(Lang::Ja).map(|control| control.article);
        let additions = self.additions();
        let duties = additions.duties.iter().map(|duty| &duty.is);
        let declared = duties.chain(additions.addressees.iter().map(|one| &one.is)).filter(|is| is.on);
        let articles = rules.chain(controls).chain(declared.map(|is| is.article.as_str()));
        articles.filter(|article| !article.is_empty())
    }

    /// How strictly the policy words what a finding is about.
    pub fn level(&self, finding: &Finding) -> Level {
        let control = self.control_of(finding).map(|entry| entry.level);
        let own = control.or_else(|| Some(self.declaration_of(finding)?.level));
        own.unwrap_or(self.settings(finding.rule).level)
    }

    /// Where the number or the row comes from.
    pub fn basis(&self, finding: &Finding) -> Basis {
        self.settings(finding.rule).basis
    }

    /// The field that a finding is about, as a form calls it: what it waits for, or what is wrong.
    pub fn field(&self, finding: &Finding, register: &Register, today: Date, lang: Lang) -> Option<String> {
        if let Some(is) = self.declaration_of(finding) {
            return Some(is.label.get(lang).to_owned());
        }
        let mut facts = Facts::new(finding, Namer { policy: self, register, lang }, today);
        collect(finding, &mut facts);
        let (label, row) = facts.field()?;
        Some(label.numbered(lang, row.unwrap_or_default(), self))
    }

    fn control_of(&self, finding: &Finding) -> Option<&ControlEntry> {
        if !finding.rule.is_of_controls() {
            return None;
        }
        self.control_entry(AnyControl::from_word(finding.detail.as_deref()?)?)
    }

    /// What the policy adds and the finding is about.
    pub(super) fn declaration_of(&self, finding: &Finding) -> Option<&Declaration> {
        if !finding.rule.is_of_additions() {
            return None;
        }
        self.additions().declaration(finding.detail.as_deref()?)
    }

    /// What to do next, in MCS or on paper.
    pub fn next_step(&self, finding: &Finding, register: &Register, lang: Lang) -> String {
        let own = self.declaration_of(finding).and_then(|is| is.next_step.as_ref());
        let text = own.unwrap_or(&self.words(finding.rule).next_step).get(lang);
        self.fill(text, finding, &Namer { policy: self, register, lang })
    }

    /// What stands behind a finding.
    pub fn explain(&self, finding: &Finding, register: &Register, today: Date, lang: Lang) -> Explanation {
        let namer = Namer { policy: self, register, lang };
        let mut facts = Facts::new(finding, namer, today);
        collect(finding, &mut facts);
        if finding.urgency == Urgency::Waived
            && let Some(waiver) = waivers::covering(finding, register)
        {
            facts.text("例外承認の理由", "Reason of the waiver", Some(&waiver.reason));
            facts.person("例外を承認した人", "Waiver approved by", Some(&waiver.approved_by));
            facts.plan("例外承認の終わり", "Waiver until", Some(waiver.until));
        }
        let words = self.words(finding.rule);
        let fill = |text: &Text| self.fill(text.get(lang), finding, &namer);
        let control = self.control_of(finding).map(|entry| &entry.says);
        let own = control.or_else(|| Some(&self.declaration_of(finding)?.says));
        Explanation {
            facts: facts.done(),
            policy_says: own.or(words.says.as_ref()).map(fill).unwrap_or_default(),
            number: words.number.as_ref().map(fill),
            guideline: words.guideline.as_ref().map(fill),
        }
    }
}
