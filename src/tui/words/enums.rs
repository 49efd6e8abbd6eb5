//! What people call urgencies and bases.

use crate::{
    policy::{Basis, Policy, Urgency},
    register::{Lang, wareki::format_wareki},
};

use super::{CitingWord, Word};

impl Urgency {
    /// The urgency in full, as [`Urgency::name`] has it.
    pub fn word_long(self) -> Word {
        match self {
            Self::Overdue => Word::Overdue,
            Self::Now => Word::Now,
            Self::Unknown => Word::Unknown,
            Self::Soon => Word::Soon,
            Self::Waived => Word::Waived,
        }
    }

    /// The urgency in at most seven cells.
    pub fn word_short(self) -> Word {
        match self {
            Self::Overdue => Word::OverdueShort,
            Self::Now => Word::NowShort,
            Self::Unknown => Word::UnknownShort,
            Self::Soon => Word::SoonShort,
            Self::Waived => Word::WaivedShort,
        }
    }
}

/// The day as of which the law is cited.
pub fn law_as_of(policy: &Policy, lang: Lang) -> String {
    let day = policy.guide().as_of;
    match lang {
        Lang::Ja => format_wareki(day),
        Lang::En => day.to_string(),
    }
}

impl Basis {
    /// How people read the basis.
    pub fn label(self, policy: &Policy, lang: Lang) -> String {
        match self {
            Self::Policy => Word::PolicyBasis.say(lang).to_owned(),
            Self::Office => CitingWord::OfficeBasis.say(policy, lang),
            Self::Law => Word::LawBasis.fill(lang, &[&law_as_of(policy, lang)]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_urgency_is_called_the_same_on_the_screen_and_elsewhere() {
        for urgency in Urgency::ALL {
            for lang in [Lang::Ja, Lang::En] {
                assert_eq!(urgency.word_long().say(lang), urgency.name(lang));
            }
        }
    }
}
