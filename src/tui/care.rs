//! 台帳そのものの手入れ: what the vault itself asks for, as the screen shows it. Such rows stand on top of today's list.

use smol_str::SmolStr;

use crate::{policy::Urgency, register::Date};

use super::{keymap::Action, text::Said};

/// What a key on the row does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CareAction {
    /// Nothing: what the details say settles it.
    None,
    /// Accepts a history that is not the one that was known, after a question.
    AcceptHistory,
    /// What another key does.
    Do(Action),
}

/// Something about the vault that asks for action, in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Care {
    /// A short word that stays the same, with what tells two of one kind apart: selection holds on to it.
    pub id: SmolStr,
    /// How it presses.
    pub urgency: Urgency,
    /// What it is about, in a few words: an account's name, a folder.
    pub about: String,
    /// What is the matter, in a few words.
    pub label: String,
    /// What is the matter, what it means, in whole sentences.
    pub sentence: String,
    /// What to do.
    pub to_do: String,
    /// Since when, or until when.
    pub due: Option<Date>,
    /// The article of the policy behind it, where there is one.
    pub article: Option<String>,
    /// What the key for settling does.
    pub action: CareAction,
}

impl CareAction {
    /// What is asked before it is done, where something is.
    pub fn question(self) -> Option<Said> {
        match self {
            Self::AcceptHistory => Some(Said::CareAskHistory),
            Self::None | Self::Do(_) => None,
        }
    }
}
