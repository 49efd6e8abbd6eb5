//! What the papers take their facts from, and how single facts are written.

use std::rc::Rc;

use crate::{
    documents::{
        names::{Namer, administrators},
        template::Value,
        text::visible,
        words,
    },
    policy::{Basis, Finding, Policy, Rule, Urgency},
    register::{
        Date, Lang, Register, Time,
        id::{GroupId, PersonId},
        records::{Staff, non_blank},
        subject::Subject,
    },
};

/// Everything that a paper can be made of.
pub(super) struct Source<'a> {
    pub register: &'a Register,
    pub policy: &'a Policy,
    pub today: Date,
    pub findings: &'a [Finding],
    pub namer: Rc<Namer<'a>>,
}

impl<'a> Source<'a> {
    pub fn new(
        register: &'a Register,
        policy: &'a Policy,
        today: Date,
        findings: &'a [Finding],
        namer: Rc<Namer<'a>>,
    ) -> Self {
        Self { register, policy, today, findings, namer }
    }

    /// The staff in the order in which they stand on every list: that of what is shown, so that a number says nothing of a name.
    pub fn staff_in_order(&self) -> Vec<&'a Staff> {
        let shown = self.namer.shown().staff_in_order();
        shown.into_iter().filter_map(|staff| self.register.staff().get(&staff.id)).collect()
    }

    /// A recorded free text, without names where they are masked.
    pub fn text(&self, text: Option<&str>) -> Value {
        non_blank(text).map(|text| self.namer.text(text))
    }

    /// A recorded person.
    pub fn person(&self, id: Option<&PersonId>) -> Value {
        id.map(|id| self.namer.person(id))
    }

    /// Whether a day has come.
    pub fn past(&self, day: Option<Date>) -> bool {
        self.today.happened(day)
    }

    /// Whether somebody works here today.
    pub fn serves(&self, staff: &Staff) -> bool {
        staff.joined_on.is_none_or(|day| day <= self.today)
            && staff.left_on.is_none_or(|day| day >= self.today)
    }

    /// A recorded person with how they are reached, where they stand by name.
    pub fn contact(&self, id: Option<&PersonId>) -> Value {
        id.map(|id| self.namer.contact(id))
    }

    /// A recorded person as one signs: without number and telephone.
    pub fn signed(&self, id: Option<&PersonId>) -> Value {
        id.map(|id| self.namer.signature(id))
    }

    /// Those who administer MCS today, each as `written`.
    pub fn administrators(&self, written: impl Fn(&Namer<'a>, &PersonId) -> String, between: &str) -> Value {
        let found: Vec<String> =
            administrators(self.register, self.today).map(|staff| written(&self.namer, &staff.id)).collect();
        (!found.is_empty()).then(|| found.join(between))
    }

    /// The same for a paper about what somebody reports, and for a letter to the patient of a group.
    pub fn with_contact(&self, contact: Option<&PersonId>, patient: Option<&GroupId>) -> Self {
        let Self { register, policy, today, findings, ref namer } = *self;
        Self { register, policy, today, findings, namer: Rc::new(namer.with_contact(contact, patient)) }
    }

    /// A finding in the policy's words, with days and names as the paper writes them. The policy's own words are never masked:
    /// what is recorded is, before it comes between them.
    pub fn sentence(&self, finding: &Finding) -> String {
        let sentence = self.policy.sentence(finding, self.namer.shown(), self.today, Lang::Ja);
        self.namer.sentence(&words::with_days(&sentence))
    }

    /// The article that a finding cites, with how strictly it is worded, and that the number is none of the policy's own where
    /// it is not.
    pub fn article(&self, finding: &Finding) -> String {
        let article = visible(self.policy.article(finding));
        let level = self.policy.level(finding).name(Lang::Ja);
        let basis = match self.policy.basis(finding) {
            Basis::Policy => "",
            Basis::Office => "（期間は事業所の設定）",
            Basis::Law => "（法令）",
        };
        format!("{article}\n{level}{basis}")
    }

    /// What something is about, as it is called.
    pub fn subject(&self, subject: &Subject) -> String {
        match subject {
            Subject::Staff(id) => self.namer.person(id),
            Subject::Group(id) => self.namer.group(id),
            other => visible(other.id()),
        }
    }

    /// The day until which a rule asks for something of a subject.
    pub fn due(&self, rule: Rule, about: &Subject) -> Option<Date> {
        self.findings.iter().find(|found| found.rule == rule && found.subject == *about)?.due
    }

    /// Whether a rule has something open about a subject: its urgency.
    pub fn open(&self, rule: Rule, about: &Subject) -> Option<Urgency> {
        self.findings
            .iter()
            .find(|found| found.rule == rule && found.subject == *about)
            .map(|found| found.urgency)
    }
}

/// A recorded text that names nobody: the office, a number.
pub(super) fn plain(text: Option<&str>) -> Value {
    non_blank(text).map(visible)
}

/// A day: 令和8年11月22日.
pub(super) fn day(day: Option<Date>) -> Value {
    day.map(words::day)
}

/// A day in a narrow column: R8.11.22.
pub(super) fn short_day(day: Option<Date>) -> Value {
    day.map(words::short_day)
}

/// A day in a narrow column of which there need be none yet.
#[allow(clippy::unnecessary_wraps, reason = "a value among values")]
pub(super) fn short_day_or_blank(day: Option<Date>) -> Value {
    Some(day.map(words::short_day).unwrap_or_default())
}

/// A minute: 令和8年11月22日 9時05分.
pub(super) fn minute(time: Option<Time>) -> Value {
    time.map(words::minute)
}

/// A fixed word.
pub(super) fn word(word: Option<&'static str>) -> Value {
    word.map(str::to_owned)
}

/// What is known to be blank: nothing is to be recorded.
#[allow(clippy::unnecessary_wraps, reason = "a value among values")]
pub(super) fn blank() -> Value {
    Some(String::new())
}

/// Yes or no in the words of a column.
pub(super) fn yes_no(said: Option<bool>, yes: &'static str, no: &'static str) -> Value {
    said.map(|said| if said { yes } else { no }.to_owned())
}

/// A number as a running number of a list, from 1.
#[allow(clippy::unnecessary_wraps, reason = "a value among values")]
pub(super) fn number(place: usize) -> Value {
    Some((place + 1).to_string())
}
