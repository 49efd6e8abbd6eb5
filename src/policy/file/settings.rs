//! What the policy file says of one rule, in the form in which the judge reads it.

use serde::Deserialize;

use crate::{
    policy::rule::{parameter::Parameter, words::graded_words},
    register::Lang,
};

graded_words! {
    /// How strictly the policy words a duty.
    Level {
        Must = "must": "義務", "must";
        Recommended = "recommended": "推奨", "recommended";
        Consider = "consider": "検討", "consider";
    }
}

/// Where the number or the row comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// The policy's own text.
    Policy,
    /// The office's choice (第18条).
    Office,
    /// The law.
    Law,
}

impl Basis {
    /// The word in documents.
    pub fn word(self) -> &'static str {
        match self {
            Self::Policy => "policy",
            Self::Office => "office",
            Self::Law => "law",
        }
    }
}

/// What may stand in the place of changing a password from time to time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::policy) enum Spared {
    /// A second factor, from the day that is recorded.
    TwoFactor,
    /// A password of 13 characters or more, from the day that is recorded.
    LongPassword,
}

impl Spared {
    /// The one of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "two-factor" => Some(Self::TwoFactor),
            "long-password" => Some(Self::LongPassword),
            _ => None,
        }
    }
}

/// The settings of one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::policy) struct Settings {
    /// Whether the rule is evaluated at all.
    pub on: bool,
    /// The article that findings cite.
    pub article: String,
    /// How strictly the policy words it.
    pub level: Level,
    /// Where the number or the row comes from.
    pub basis: Basis,
    /// The parameters, by their places; 0 where the rule has none of it.
    pub numbers: [u16; Parameter::ALL.len()],
    /// While one of these holds of a person, nothing is asked of them.
    pub not_while: Vec<Spared>,
}

impl Settings {
    pub fn get(&self, parameter: Parameter) -> u16 {
        self.numbers[parameter as usize]
    }
}

/// How many of the register's own backups are kept: the newest of each of the last so many days, ISO weeks and months
/// that have one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackupRules {
    /// Days.
    pub daily: u16,
    /// Weeks, from Monday.
    pub weekly: u16,
    /// Months.
    pub monthly: u16,
}

impl Default for BackupRules {
    fn default() -> Self {
        Self { daily: 7, weekly: 4, monthly: 12 }
    }
}
