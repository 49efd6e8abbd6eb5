//! The questions about whether the law wants a report of an incident, as their file says them.

use serde::{Deserialize, Deserializer, de};

use super::{
    error::{PolicyError, PolicyFault},
    written::Text,
};
use crate::register::{Date, words::Circumstance};

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
    /// It does not hold once this was answered with yes.
    #[serde(default, deserialize_with = "circumstance")]
    pub(in crate::policy) unless: Option<Circumstance>,
}

fn circumstance<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Circumstance>, D::Error> {
    let word = String::deserialize(deserializer)?;
    let unknown = || de::Error::custom(format!("unknown circumstance {word}"));
    Circumstance::from_word(&word).ok_or_else(unknown).map(Some)
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
    pub(in crate::policy) after: Option<Circumstance>,
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
    /// Which edition of the questions it is.
    pub version: String,
    /// The day as of which the law is asked about.
    pub as_of: Date,
    pub(in crate::policy) questions: Vec<Question>,
    /// The cases of which one has to hold.
    pub(in crate::policy) cases: Vec<Circumstance>,
    /// What it means where none of them does.
    pub(in crate::policy) none_holds: Meaning,
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
            version: String,
            as_of: String,
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
        if file.version.trim().is_empty() {
            return Err(PolicyError::at("version", PolicyFault::Blank));
        }
        let as_of = file.as_of.parse().map_err(|_| PolicyError::at("as_of", PolicyFault::NotADay))?;
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
            None => {
                Ok(Self { version: file.version, as_of, questions, cases, none_holds: file.none_of.meaning })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_circumstance_is_asked_about_in_words() {
        let guide = Guide::built_in().unwrap();
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
    fn a_guide_with_a_mistake_is_refused() {
        let fault = |text: &str| Guide::parse(text).unwrap_err();
        assert_eq!(fault(&LAW.replace("mcs-register-law/1", "x")).key, "format");
        assert_eq!(
            fault(&LAW.replace("as_of = \"2024-04-01\"", "as_of = \"2024\"")).fault,
            PolicyFault::NotADay
        );
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
