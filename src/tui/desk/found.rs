//! What a search over findings looks at: worked out once, so that each letter that is typed only compares.

use std::sync::OnceLock;

use crate::{
    policy::Finding,
    register::{Key, id::PersonId, kana::SearchKey},
};

use super::{Desk, subject_called};

/// Whom and which group a finding is about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct About {
    /// The person's row in [`super::People`].
    pub person: Option<u32>,
    /// The group's place.
    pub group: Option<u32>,
}

/// What the findings are found by, in their order.
#[derive(Default)]
pub(super) struct Found {
    about: Vec<About>,
    /// The words of each, made when one is looked for that is no name.
    words: Vec<OnceLock<SearchKey>>,
}

impl Desk {
    /// Makes ready whom and which group each finding is about.
    pub fn ready_about(&mut self) {
        self.ready();
        if self.found.about.len() != self.findings.len() {
            self.found.about = self.findings.iter().map(|finding| self.about_of(finding)).collect();
            self.found.words = self.findings.iter().map(|_| OnceLock::new()).collect();
        }
    }

    /// Whom and which group the finding at a place is about, once [`Desk::ready_about`] was called.
    pub fn about(&self, place: usize) -> About {
        self.found.about.get(place).copied().unwrap_or_default()
    }

    /// The words of the finding at a place: its sentence and what it is called, once [`Desk::ready_about`] was called.
    pub fn finding_words(&self, place: usize) -> Option<&SearchKey> {
        let finding = self.findings.get(place)?;
        let words = self.found.words.get(place)?;
        Some(words.get_or_init(|| {
            let policy = &self.policy;
            // Numbers of articles are looked for by themselves: in a text, one is found inside another.
            let article: String = policy.article(finding).chars().filter(|c| !c.is_ascii_digit()).collect();
            let (called, id) = subject_called(self, &finding.subject);
            let fields = [
                policy.sentence(finding, &self.register, self.today, self.lang),
                policy.label(finding, self.lang),
                finding.rule.name().to_owned(),
                policy.matter(finding, self.lang).to_owned(),
                policy.beside(finding, &self.register, self.today, self.lang).unwrap_or_default(),
                called,
                id,
                finding.urgency.word_long().say(self.lang).to_owned(),
                article,
            ];
            SearchKey::new(fields.iter().map(String::as_str))
        }))
    }

    /// What the groups are found by, by their places, once [`Desk::ready`] was called.
    pub fn group_keys(&self) -> &[SearchKey] {
        self.group_keys.as_deref().unwrap_or_default()
    }

    fn about_of(&self, finding: &Finding) -> About {
        let register = &self.register;
        let row = |id: Option<&PersonId>| id.and_then(|id| self.people.as_ref()?.row(id));
        let place = |id| register.groups().place(id).and_then(|place| u32::try_from(place).ok());
        let Some(key) = register.key_of(&finding.subject) else { return About::default() };
        let group = match &key {
            Key::Group(id) => Some(id),
            key => key.group(),
        };
        About { person: row(register.person_of(&key)), group: group.and_then(place) }
    }
}
