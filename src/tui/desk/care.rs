//! 台帳そのものの手入れ: what the vault itself asks for, as the screen shows it. Such rows stand on top of today's list.

use smol_str::SmolStr;

use crate::{
    policy::Urgency,
    register::{
        Command, Date, Lang, Register,
        rename::{Rename, untrimmed},
    },
    tui::{
        terminal::width::{cells, fit},
        words::{HistoryWord, Word},
    },
};

use super::first_steps::FirstStep;

/// What a key on the row does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CareAction {
    /// Nothing: what the details say settles it.
    None,
    /// Accepts a history that is not the one that was known, after a question.
    AcceptHistory,
    /// What the key of this name does.
    Key(Word),
    /// Takes the blanks from the ends of ids, after a question that names them.
    TrimIds,
    /// Asks from when the register is kept and who hosts.
    Beginning,
    /// Writes the report anew that the row is about.
    WriteReport,
    /// Goes where a step of the beginning is done.
    FirstStep(FirstStep),
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

/// Whether a row doubts the history, or could not find out whether it fits.
pub fn doubts_the_history(care: &Care) -> bool {
    matches!(care.id.as_str(), "history" | "doubt" | "unread")
}

/// Asks whether the ids are to be put right, and says what becomes what: those first that cannot just lose their blank.
pub fn ask_about_ids(register: &Register, lang: Lang) -> Option<(String, Command)> {
    let ids = untrimmed(register);
    if ids.is_empty() {
        return None;
    }
    let mut told = ids.clone();
    told.sort_by_key(|rename| !rename.is_further());
    let further = told.first().is_some_and(Rename::is_further);
    let said = if further { HistoryWord::CareAskFurtherIds } else { HistoryWord::CareAskIds };
    Some((said.fill(lang, &[&some_of(&told, lang)]), Command::Rename { ids }))
}

/// How many cells of a question the ids may take.
const ROOM: usize = 130;

/// The first of some ids with what they become, as many as a question has room for, and how many more there are.
pub fn some_of(ids: &[Rename], lang: Lang) -> String {
    let mut said = String::new();
    for (place, rename) in ids.iter().enumerate() {
        let one = rename.say(lang);
        // The details have it whole.
        let one = if cells(&one) > ROOM { fit(&one, ROOM) } else { one };
        if place > 0 && cells(&said) + cells(&one) > ROOM {
            let rest = ids.len().saturating_sub(place).to_string();
            return said + &Word::CliAndMore.fill(lang, &[&rest]);
        }
        if place > 0 {
            said.push_str(Word::ListComma.say(lang));
        }
        said.push_str(&one);
    }
    said
}
