//! The fields of what a policy adds: a choice among words of its own too, and what its duties and addressees ask.

use crate::{
    policy::{DutyShape, Text},
    register::{
        AddedFacts, AddedName, AddedValue, Lang, Open, RecordKind, Timing, labels::Label, words::FixedWord,
    },
    tui::words::{Word, not_asked},
};

use super::{binder::Binder, day::Reading, field::Entry};

impl Binder<'_> {
    /// One of a few words, among them a policy's own, or not recorded.
    pub fn open_choice<T: FixedWord>(
        &mut self,
        label: impl FnOnce(Lang) -> String,
        added: &[(AddedName, Text)],
        slot: &mut Option<Open<T>>,
    ) {
        let choices = open_choices(added, *slot);
        let at =
            slot.and_then(|value| choices.iter().position(|choice| *choice == value)).map_or(0, |at| at + 1);
        let policy = self.policy();
        self.bind(
            label,
            false,
            |lang| {
                let unknown = std::iter::once(Word::NotRecorded.say(lang).to_owned());
                let words = choices.iter().map(|choice| choice.say(policy, lang).into_owned());
                Entry::Choice { options: unknown.chain(words).collect(), at }
            },
            |entry| {
                if let Entry::Choice { at, .. } = entry {
                    *slot = at.checked_sub(1).and_then(|at| choices.get(at)).copied();
                }
                Ok(())
            },
        );
    }

    /// One of a few words, among them a policy's own, that has to be chosen.
    pub fn needed_open_choice<T: FixedWord>(
        &mut self,
        label: Label,
        added: &[(AddedName, Text)],
        slot: &mut Open<T>,
    ) {
        let choices = open_choices(added, Some(*slot));
        let at = choices.iter().position(|choice| choice == slot).unwrap_or(0);
        let policy = self.policy();
        self.bind(
            Self::words(label),
            true,
            |lang| Entry::Choice {
                options: choices.iter().map(|choice| choice.say(policy, lang).into_owned()).collect(),
                at,
            },
            |entry| {
                if let Entry::Choice { at, .. } = entry
                    && let Some(choice) = choices.get(*at)
                {
                    *slot = *choice;
                }
                Ok(())
            },
        );
    }

    /// What a policy adds to a record: what it asks, then what is recorded although the policy in force does not ask for it.
    pub fn added(&mut self, kind: RecordKind, facts: &mut AddedFacts) {
        let additions = self.additions();
        match kind {
            RecordKind::Incident => {
                for addressee in &additions.addressees {
                    self.added_day(|lang| addressee.is.label.get(lang).to_owned(), addressee.is.name, facts);
                }
            }
            kind => {
                for duty in additions.duties_of(kind) {
                    let label = |lang| duty.is.label.get(lang).to_owned();
                    match duty.shape {
                        DutyShape::Yes => self.added_flag(label, duty.is.name, facts),
                        DutyShape::Day { .. } | DutyShape::Paper => {
                            self.added_day(label, duty.is.name, facts);
                        }
                    }
                }
            }
        }
        let others: Vec<(AddedName, AddedValue)> = additions.no_longer_asked(facts, kind).collect();
        for (name, value) in others {
            let policy = self.policy();
            let label = |lang| not_asked(name, policy, lang);
            match value {
                AddedValue::Day(_) => self.added_day(label, name, facts),
                AddedValue::Flag(_) => self.added_flag(label, name, facts),
            }
        }
    }

    fn added_day(&mut self, label: impl FnOnce(Lang) -> String, name: AddedName, facts: &mut AddedFacts) {
        let mut day = facts.day(name);
        self.day_with(label, Reading::of(DEED, day), &mut day);
        facts.set(name, day.map(AddedValue::Day));
    }

    fn added_flag(&mut self, label: impl FnOnce(Lang) -> String, name: AddedName, facts: &mut AddedFacts) {
        let mut flag = facts.get(name).and_then(AddedValue::flag);
        self.flag_with(label, &mut flag);
        facts.set(name, flag.map(AddedValue::Flag));
    }
}

/// The words that are offered: the fixed ones, a policy's own, and what is recorded already.
fn open_choices<T: FixedWord>(added: &[(AddedName, Text)], now: Option<Open<T>>) -> Vec<Open<T>> {
    let fixed = T::CHOICES.iter().copied().map(Open::Fixed);
    let mut choices: Vec<Open<T>> = fixed.chain(added.iter().map(|(name, _)| Open::Added(*name))).collect();
    if let Some(now) = now.filter(|now| !choices.contains(now)) {
        choices.push(now);
    }
    choices
}

/// What a policy adds is done: its day has come.
const DEED: Label = Label::new("", "", Some(Timing::Deed));
