//! What asks for action beside the findings, gathered: from the vault, from the register's ids and beginning, from reports and
//! waivers.

use crate::{
    policy::{NewerEdition, Urgency},
    register::{
        Lang, Register,
        rename::{say_all, untrimmed},
    },
    store,
    tui::words::{BeginningWord, HistoryWord, PolicyWord, Word},
};

use super::{
    Desk,
    care::{Care, CareAction},
    first_steps::is_step,
    reports, waiver,
};

impl Desk {
    /// What the vault asks for; waivers that end soon are told with it.
    pub fn set_cares(&mut self, of_the_vault: Vec<Care>) {
        self.cares = of_the_vault;
        self.cares.retain(|care| !stands_among_findings(care) && !is_of_the_register(care));
        // Where the first steps stand, the question is one of them.
        let asks = self.asks_for_beginning() && !self.shows_first_steps();
        self.cares.extend(asks.then(|| of_the_beginning(self.lang)));
        let steps = self.first_step_rows();
        self.cares.extend(steps);
        self.cares.extend(self.of_the_ids.clone());
        let newer = NewerEdition::of(self.register.policy());
        self.cares.extend(newer.map(|newer| of_a_newer_edition(&newer, self.lang)));
        let remarks = reports::remarks(self).into_iter().chain(waiver::warnings(self)).collect::<Vec<_>>();
        self.cares.extend(remarks);
    }

    /// Whether it is still to be answered from when the register is kept and who hosts: neither is recorded.
    pub fn asks_for_beginning(&self) -> bool {
        let office = self.register.office();
        self.asks_beginning && office.kept_since.is_none() && office.default_host.is_none()
    }
}

/// The id of the row about ids with a blank at an end.
const BLANK_IDS: &str = "blank-ids";

/// What a register asks for whose ids have a blank at an end, as earlier versions took them in.
pub fn of_the_ids(register: &Register, lang: Lang) -> Option<Care> {
    let ids = untrimmed(register);
    if ids.is_empty() {
        return None;
    }
    let count = ids.len().to_string();
    let list = say_all(&ids, store::MOST_NAMED, lang);
    Some(Care {
        id: BLANK_IDS.into(),
        urgency: Urgency::Now,
        about: HistoryWord::CareIdsAbout.fill(lang, &[&count]),
        label: HistoryWord::CareIdsLabel.say(lang).to_owned(),
        sentence: HistoryWord::CareIdsSentence.fill(lang, &[&count, &list]),
        to_do: HistoryWord::CareIdsToDo.say(lang).to_owned(),
        due: None,
        article: None,
        action: CareAction::TrimIds,
    })
}

/// The id of the row about the register's beginning.
const BEGINNING: &str = "beginning";

/// What is asked for until it is answered from when the register is kept and who hosts the patients' groups.
pub fn of_the_beginning(lang: Lang) -> Care {
    Care {
        id: BEGINNING.into(),
        urgency: Urgency::Unknown,
        about: BeginningWord::CareAbout.say(lang).to_owned(),
        label: BeginningWord::CareLabel.say(lang).to_owned(),
        sentence: BeginningWord::CareSentence.say(lang).to_owned(),
        to_do: BeginningWord::CareToDo.say(lang).to_owned(),
        due: None,
        article: None,
        action: CareAction::Beginning,
    }
}

/// The id of the row about a newer edition of the policy.
const NEWER_EDITION: &str = "newer-edition";

/// A newer edition of the register's base came with the program: the old one judges until an administrator takes it.
pub fn of_a_newer_edition(newer: &NewerEdition, lang: Lang) -> Care {
    let NewerEdition { base, judges, waits } = newer;
    Care {
        id: NEWER_EDITION.into(),
        urgency: Urgency::Now,
        about: PolicyWord::CareAbout.fill(lang, &[judges, waits]),
        label: PolicyWord::CareLabel.say(lang).to_owned(),
        sentence: PolicyWord::NewerWaits.fill(lang, &[base, judges, waits]),
        to_do: PolicyWord::CareToDo.say(lang).to_owned(),
        due: None,
        article: None,
        action: CareAction::Key(Word::KeySettings),
    }
}

/// Whether a row is about the office's own work, and stands among the findings of its urgency.
pub fn stands_among_findings(care: &Care) -> bool {
    waiver::is_warning(care) || care.action == CareAction::WriteReport
}

/// Whether a row comes from the register in memory and not from the vault.
pub fn is_of_the_register(care: &Care) -> bool {
    [BLANK_IDS, BEGINNING, NEWER_EDITION].contains(&care.id.as_str()) || is_step(care)
}
