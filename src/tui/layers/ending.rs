//! What ended the use of a group, on which day, and until when it is kept: a small form that begins empty.

use crate::{
    register::{Date, Lang, Time, id::GroupId, records::GroupSheet, words::GroupKind},
    tui::{
        forms::{
            day::Reading,
            field::{Entry, Field},
        },
        widgets::text_input::TextInput,
        words::EndingWord,
    },
};

use super::sheet::{Errand, Sheet};

/// What ended the use of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The patient has died.
    Death,
    /// The patient has moved, or entered a home or hospital.
    Move,
    /// The contract is over, or the group is no longer needed.
    Over,
}

impl Ending {
    /// What may end a group of a kind.
    pub fn of(kind: GroupKind) -> &'static [Self] {
        if kind == GroupKind::Patient { &[Self::Death, Self::Move, Self::Over] } else { &[Self::Over] }
    }

    /// What it is called.
    pub fn word(self) -> EndingWord {
        match self {
            Self::Death => EndingWord::Death,
            Self::Move => EndingWord::Move,
            Self::Over => EndingWord::Over,
        }
    }
}

/// What was answered.
pub struct Ended {
    /// What happened.
    pub what: Ending,
    /// On which day.
    pub on: Date,
    /// Until when the group is kept, where that is decided.
    pub retain_until: Option<Date>,
}

impl Sheet {
    /// Asks it about a group.
    pub fn ending(group: &GroupSheet, lang: Lang) -> Self {
        let choices = Ending::of(group.kind).iter().map(|ending| ending.word());
        let options = std::iter::once(EndingWord::Open).chain(choices);
        let options = options.map(|word| word.say(lang).to_owned()).collect();
        let day = |label: crate::register::labels::Label, text: &str, reading: Reading| Field {
            reading: Some(reading),
            ..Field::needed(label, Entry::Day(TextInput::with_text(text)), lang)
        };
        let mut fields = vec![
            Field::needed(EndingWord::What.label(), Entry::Choice { options, at: 0 }, lang),
            day(EndingWord::On.label(), "", Reading::of(GroupSheet::ended_on, None)),
        ];
        if group.kind == GroupKind::Patient {
            let until = group.retain_until.map(|day| day.to_string()).unwrap_or_default();
            let keep = day(GroupSheet::retain_until, &until, Reading::of(GroupSheet::retain_until, None));
            fields.push(Field { needed: false, ..keep });
        }
        Self::new(Errand::Ending { group: group.id.clone(), kind: group.kind }, fields)
    }

    /// Which group it is about, where it asks this.
    pub fn ends(&self) -> Option<&GroupId> {
        match &self.errand {
            Errand::Ending { group, .. } => Some(group),
            _ => None,
        }
    }

    /// What was answered; nothing where something is missing or cannot be read, which is told.
    pub fn ended(&mut self, today: Date, lang: Lang) -> Option<Ended> {
        let Errand::Ending { kind, .. } = self.errand else { return None };
        if !self.is_filled(lang) {
            return None;
        }
        let (mut what, mut days, mut fault) = (None, [None; 2], None);
        for (place, field) in self.fields.iter().enumerate() {
            match &field.entry {
                Entry::Choice { at, .. } => {
                    what = at.checked_sub(1).and_then(|at| Ending::of(kind).get(at)).copied();
                }
                Entry::Day(input) if input.text().trim().is_empty() => {}
                Entry::Day(input) => {
                    let reading = field.reading.unwrap_or(Reading::of(GroupSheet::ended_on, None));
                    // Until when it is kept lies behind its end.
                    let reading = if place == 2 { reading.from(days[0]) } else { reading };
                    match reading.read_day(input.text(), Time::midnight(today)) {
                        Ok(day) => days[place - 1] = Some(day),
                        Err(why) => fault = fault.or(Some((place, why.say(lang)))),
                    }
                }
                _ => {}
            }
        }
        if let (None, Some(on), Some(until)) = (&fault, days[0], days[1])
            && until < on
        {
            fault = Some((2, EndingWord::KeptBefore.say(lang).to_owned()));
        }
        if let Some((place, why)) = fault {
            self.fault(place, why);
            return None;
        }
        Some(Ended { what: what?, on: days[0]?, retain_until: days[1] })
    }
}
