//! What a field is called, and what its value is, by the path that leads to it.

use super::{Lang, slots::Privacy, timing::Timing};

/// What a field is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the two languages")]
pub struct Label {
    pub ja: &'static str,
    pub en: &'static str,
    /// When its day may lie, where it holds one.
    pub timing: Option<Timing>,
}

impl Label {
    /// In one language; a row of a list has `{}` for its number.
    pub fn say(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Ja => self.ja,
            Lang::En => self.en,
        }
    }

    /// In one language, with the number of the row.
    pub fn numbered(self, lang: Lang, row: usize) -> String {
        self.say(lang).replacen("{}", &row.to_string(), 1)
    }
}

/// A field as a path in a record leads to it.
#[derive(Debug, Clone, Copy)]
pub struct Described {
    /// What it is called.
    pub label: Label,
    /// The row of a list that it stands in, from 1.
    pub row: Option<usize>,
    /// What its value is.
    pub holds: Holds,
}

/// What the value of a field is.
#[derive(Debug, Clone, Copy)]
pub enum Holds {
    /// A text, and what it says of people.
    Text(Privacy),
    /// A day or a minute.
    Day,
    /// A number.
    Number,
    /// Yes or no.
    Flag,
    /// One of the fixed words, and how a word is said.
    Word(fn(&str, Lang) -> Option<&'static str>),
    /// The id of a person.
    Person,
    /// The id of a device.
    Device,
    /// The id of a group.
    Group,
    /// Another id.
    Id,
}

/// A pointer into a record (`/trainings/0/on`), step by step.
pub struct Steps<'p> {
    steps: std::iter::Skip<std::str::Split<'p, char>>,
    pub(super) row: Option<usize>,
}

impl<'p> Steps<'p> {
    /// The steps of a pointer.
    pub fn of(path: &'p str) -> Self {
        Self { steps: path.split('/').skip(1), row: None }
    }

    pub(super) fn next(&mut self) -> Option<&'p str> {
        self.steps.next()
    }

    /// The end, if it is one.
    pub(super) fn end(&mut self, label: Option<Label>, holds: Holds) -> Option<Described> {
        let at_end = self.next().is_none();
        label.filter(|_| at_end).map(|label| Described { label, row: self.row, holds })
    }
}
