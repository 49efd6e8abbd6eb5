//! The guide to whether the law asks for a report (個人情報保護法26条, 施行規則7条): questions of yes and no, and what each
//! answer speaks for. It never decides; somebody does, and is recorded.

use serde::Deserialize;

use crate::{
    policy::file::{
        error::{PolicyError, PolicyFault},
        written::Text,
    },
    register::{
        Register,
        records::{Authority, Incident},
        words::{Circumstance, IncidentKind},
    },
};

/// The questions as they are written.
const LAW: &str = include_str!("../../../data/law/personal-information-26.toml");
const FORMAT: &str = "mcs-register-law/1";

/// Which way an answer speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Speaks {
    /// For a report.
    For,
    /// Against one.
    Against,
    /// Neither way by itself.
    Neither,
}

/// What an answer means.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meaning {
    /// Which way it speaks.
    pub speaks: Speaks,
    /// In words.
    pub text: Text,
}

/// A question of the guide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What it is about.
    pub about: Circumstance,
    /// The question.
    pub ask: Text,
    /// What has to be known to answer it.
    pub help: Text,
    /// Where the law says so.
    pub source: Text,
    yes: Meaning,
    no: Meaning,
    /// Asked only after this was answered with yes.
    after: Option<Circumstance>,
}

impl Question {
    /// What an answer means.
    pub fn meaning(&self, answer: bool) -> &Meaning {
        if answer { &self.yes } else { &self.no }
    }
}

/// The guide: every circumstance once, in the order in which it is asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guide {
    questions: Vec<Question>,
    /// The cases of which one has to hold.
    cases: Vec<Circumstance>,
    /// What it means where none of them does.
    none_holds: Meaning,
}

/// What the answers of an incident come to. No decision follows from it by itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Weighed<'g> {
    /// What speaks for a report.
    pub speaks_for: Vec<&'g Meaning>,
    /// What speaks against one.
    pub speaks_against: Vec<&'g Meaning>,
    /// How many questions that are asked have no answer yet.
    pub open: usize,
}

impl<'g> Weighed<'g> {
    fn take(&mut self, meaning: &'g Meaning) {
        match meaning.speaks {
            Speaks::For => self.speaks_for.push(meaning),
            Speaks::Against => self.speaks_against.push(meaning),
            Speaks::Neither => {}
        }
    }
}

impl Guide {
    /// The built-in guide.
    pub(in crate::policy) fn built_in() -> Result<Self, PolicyError> {
        Self::parse(LAW)
    }

    fn parse(text: &str) -> Result<Self, PolicyError> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct File {
            format: String,
            none_of: NoneOf,
            question: Vec<Entry>,
        }
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct NoneOf {
            cases: Vec<String>,
            meaning: Meaning,
        }
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Entry {
            about: String,
            ask: Text,
            help: Text,
            source: Text,
            yes: Meaning,
            no: Meaning,
            after: Option<String>,
        }
        let file: File = toml::from_str(text)
            .map_err(|error| PolicyError::at("", PolicyFault::Unreadable(error.message().to_owned())))?;
        if file.format != FORMAT {
            return Err(PolicyError::at("format", PolicyFault::Unknown));
        }
        let known = |word: &str, key: String| {
            Circumstance::from_word(word).ok_or_else(|| PolicyError::at(key, PolicyFault::Unknown))
        };
        let place = |place: usize| format!("none_of.cases[{place}]");
        let cases = file.none_of.cases.iter().enumerate().map(|(at, word)| known(word, place(at)));
        let cases = cases.collect::<Result<Vec<_>, _>>()?;
        if cases.is_empty() {
            return Err(PolicyError::at("none_of.cases", PolicyFault::Missing));
        }
        let mut questions: Vec<Question> = Vec::new();
        for (place, entry) in file.question.into_iter().enumerate() {
            let key = |field: &str| format!("question[{place}].{field}");
            let about = known(&entry.about, key("about"))?;
            if questions.iter().any(|question| question.about == about) {
                return Err(PolicyError::at(key("about"), PolicyFault::Twice));
            }
            let after = entry.after.map(|word| known(&word, key("after"))).transpose()?;
            let Entry { ask, help, source, yes, no, .. } = entry;
            questions.push(Question { about, ask, help, source, yes, no, after });
        }
        let missing =
            Circumstance::ALL.iter().find(|about| questions.iter().all(|question| question.about != **about));
        match missing {
            Some(about) => Err(PolicyError::at(format!("question {about}"), PolicyFault::Missing)),
            None => Ok(Self { questions, cases, none_holds: file.none_of.meaning }),
        }
    }

    /// The questions that are asked as far as it was answered.
    pub fn asked<'g>(&'g self, authority: &'g Authority) -> impl Iterator<Item = &'g Question> {
        let asks =
            |question: &&Question| question.after.is_none_or(|after| authority.answer(after) == Some(true));
        self.questions.iter().filter(asks)
    }

    /// What the answers come to.
    pub fn weigh<'g>(&'g self, authority: &'g Authority) -> Weighed<'g> {
        let mut weighed = Weighed::default();
        for question in self.asked(authority) {
            let Some(answer) = authority.answer(question.about) else {
                weighed.open += 1;
                continue;
            };
            weighed.take(question.meaning(answer));
        }
        if self.cases.iter().all(|case| authority.answer(*case) == Some(false)) {
            weighed.take(&self.none_holds);
        }
        weighed
    }
}

/// What the register says of a circumstance; `None` where it cannot tell. An answer is only what somebody gave.
pub fn told_by_register(register: &Register, incident: &Incident, about: Circumstance) -> Option<bool> {
    match about {
        Circumstance::Encrypted => {
            incident.device.as_ref().and_then(|id| register.devices().get(id))?.encrypted
        }
        Circumstance::OverThousand => incident.affected_people.map(|people| people > 1_000),
        Circumstance::Wrongful => {
            let wrongful = [IncidentKind::DeviceTheft, IncidentKind::UnauthorisedAccess];
            wrongful.contains(&incident.kind).then_some(true)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guide() -> Guide {
        Guide::built_in().unwrap()
    }

    fn authority(answers: &[(Circumstance, bool)]) -> Authority {
        let mut authority = Authority::default();
        for (about, answer) in answers {
            authority.set_answer(*about, Some(*answer));
        }
        authority
    }

    #[test]
    fn every_circumstance_is_asked_about_in_words() {
        let guide = guide();
        assert_eq!(guide.questions.len(), Circumstance::ALL.len());
        for question in &guide.questions {
            for text in
                [&question.ask, &question.help, &question.source, &question.yes.text, &question.no.text]
            {
                assert!(!text.ja.trim().is_empty() && !text.en.trim().is_empty(), "{question:?}");
            }
        }
    }

    #[test]
    fn one_patients_record_speaks_for_a_report() {
        let guide = guide();
        let authority = authority(&[
            (Circumstance::PersonalData, true),
            (Circumstance::LivingPerson, true),
            (Circumstance::SensitiveData, true),
            (Circumstance::OverThousand, false),
        ]);
        let weighed = guide.weigh(&authority);
        assert_eq!((weighed.speaks_for.len(), weighed.speaks_against.len()), (1, 0));
        // Harm, purpose, encryption, recovery, entrusting.
        assert_eq!(weighed.open, 5);
    }

    /// That data leaked asks for a report only where one of the four cases holds.
    #[test]
    fn a_leak_that_is_none_of_the_four_cases_speaks_against_one() {
        let guide = guide();
        let mut authority = authority(&[
            (Circumstance::PersonalData, true),
            (Circumstance::LivingPerson, true),
            (Circumstance::SensitiveData, false),
            (Circumstance::FinancialHarm, false),
            (Circumstance::Wrongful, false),
        ]);
        let weighed = guide.weigh(&authority);
        assert_eq!((weighed.speaks_for.len(), weighed.speaks_against.len()), (0, 0), "one is open");
        authority.set_answer(Circumstance::OverThousand, Some(false));
        let weighed = guide.weigh(&authority);
        assert_eq!((weighed.speaks_for.len(), weighed.speaks_against.len()), (0, 1));
    }

    #[test]
    fn encryption_speaks_against_one_only_with_its_key_apart() {
        let guide = guide();
        let of = |answers: &[(Circumstance, bool)]| {
            let authority = authority(answers);
            let weighed = guide.weigh(&authority);
            (weighed.speaks_for.len(), weighed.speaks_against.len())
        };
        let asked = |answers: &[(Circumstance, bool)]| {
            let authority = authority(answers);
            guide.asked(&authority).any(|question| question.about == Circumstance::KeyApart)
        };
        assert!(!asked(&[]) && !asked(&[(Circumstance::Encrypted, false)]));
        assert!(asked(&[(Circumstance::Encrypted, true)]));
        assert_eq!(of(&[(Circumstance::Encrypted, true)]), (0, 0));
        assert_eq!(of(&[(Circumstance::Encrypted, true), (Circumstance::KeyApart, true)]), (0, 1));
        assert_eq!(of(&[(Circumstance::Encrypted, true), (Circumstance::KeyApart, false)]), (0, 0));
        // A key that was kept apart says nothing once it turns out that nothing was encrypted.
        assert_eq!(of(&[(Circumstance::Encrypted, false), (Circumstance::KeyApart, true)]), (0, 0));
    }

    #[test]
    fn the_dead_and_what_was_recovered_unseen_speak_against_one() {
        let guide = guide();
        let authority =
            authority(&[(Circumstance::LivingPerson, false), (Circumstance::RecoveredUnseen, true)]);
        assert_eq!(guide.weigh(&authority).speaks_against.len(), 2);
    }

    #[test]
    fn a_wrongful_purpose_is_the_fact_that_moves_the_due_date() {
        let mut authority = Authority::default();
        authority.set_answer(Circumstance::Wrongful, Some(true));
        assert_eq!(authority.wrongful, Some(true));
        assert_eq!(guide().weigh(&authority).speaks_for.len(), 1);
    }

    #[test]
    fn a_guide_with_a_mistake_is_refused() {
        let fault = |text: &str| Guide::parse(text).unwrap_err();
        assert_eq!(fault(&LAW.replace("mcs-register-law/1", "x")).key, "format");
        let unknown = fault(&LAW.replace("about = \"sensitive-data\"", "about = \"secret\""));
        assert_eq!((unknown.key.as_str(), unknown.fault), ("question[2].about", PolicyFault::Unknown));
        let twice = fault(&LAW.replace("about = \"entrusted\"", "about = \"encrypted\""));
        assert_eq!(twice.fault, PolicyFault::Twice);
        let case = fault(&LAW.replacen("\"over-thousand\"", "\"over-hundred\"", 1));
        assert_eq!(case.key, "none_of.cases[3]");
        assert_eq!(
            fault(&LAW.replacen("cases = [\"sensitive-data\"", "cases = []\n#", 1)).key,
            "none_of.cases"
        );
        let (most, _) = LAW.rsplit_once("[[question]]").unwrap();
        assert_eq!(fault(most).fault, PolicyFault::Missing);
        assert!(matches!(fault("[[question]]").fault, PolicyFault::Unreadable(_)));
    }
}
