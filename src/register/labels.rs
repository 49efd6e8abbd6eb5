//! What a field is called, and what its value is, by the path that leads to it.

use std::borrow::Cow;

use super::{
    Lang,
    added::{AddedName, Names},
    slots::Privacy,
    timing::Timing,
};

/// Whose words stand between the braces of a label: the title of a role is that of the policy in force.
pub trait Terms {
    /// A wording with what it cites put in.
    fn cite(&self, text: &str, lang: Lang) -> String;
}

/// A name without what stands in brackets behind it; nothing where it is all in brackets.
pub fn in_short(name: &str) -> Option<&str> {
    name.split(['（', '(']).next().map(str::trim_end).filter(|short| !short.is_empty())
}

/// What a field is called. What stands between braces is a word of the policy in force (`{host}`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the two languages")]
pub struct Label {
    ja: &'static str,
    en: &'static str,
    /// When its day may lie, where it holds one.
    pub timing: Option<Timing>,
}

impl Label {
    /// A label in both languages.
    pub const fn new(ja: &'static str, en: &'static str, timing: Option<Timing>) -> Self {
        Self { ja, en, timing }
    }

    /// The same for a day that lies when another one may.
    #[must_use]
    pub fn with_timing(self, timing: Option<Timing>) -> Self {
        Self { timing, ..self }
    }

    /// In one language; a row of a list has `{}` for its number.
    pub fn say(self, lang: Lang, by: &(impl Terms + ?Sized)) -> Cow<'static, str> {
        with_terms(self.unfilled(lang), lang, by)
    }

    /// As it stands in the table: of a day or a state, which cite nothing (a test keeps it so), and to find a label again.
    pub fn unfilled(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Ja => self.ja,
            Lang::En => self.en,
        }
    }

    /// In one language, with the number of the row.
    pub fn numbered(self, lang: Lang, row: usize, by: &(impl Terms + ?Sized)) -> String {
        self.say(lang, by).replacen("{}", &row.to_string(), 1)
    }
}

/// A label as it stands in a table, with the policy's words put in.
pub fn with_terms<'t>(label: &'t str, lang: Lang, by: &(impl Terms + ?Sized)) -> Cow<'t, str> {
    if !label.contains('{') {
        return Cow::Borrowed(label);
    }
    let said = by.cite(label, lang);
    let first = said.chars().next().filter(|first| first.is_ascii_lowercase() && label.starts_with('{'));
    Cow::Owned(match first {
        // A title that begins a label.
        Some(first) => said.replacen(first, &first.to_uppercase().to_string(), 1),
        None => said,
    })
}

/// A field as a path in a record leads to it.
#[derive(Debug, Clone, Copy)]
pub struct Described {
    /// What it is called.
    pub label: Label,
    /// The row of a list that it stands in, from 1.
    pub row: Option<usize>,
    /// The name under which a policy added it.
    pub added: Option<AddedName>,
    /// What its value is.
    pub holds: Holds,
}

impl Described {
    /// What it is called, with the number of its row; what a policy added as its policy calls it.
    pub fn say(&self, names: &dyn Names, lang: Lang) -> String {
        let own = self.added.as_ref().map(|name| names.added(name.as_str(), lang).unwrap_or(name.as_str()));
        own.map_or_else(|| self.label.numbered(lang, self.row.unwrap_or_default(), names), str::to_owned)
    }
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
    /// What is recorded under a name that a policy added: a day, or yes or no.
    Added,
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
    rest: std::iter::Skip<std::str::Split<'p, char>>,
    pub(super) row: Option<usize>,
    added: Option<AddedName>,
}

impl<'p> Steps<'p> {
    /// The steps of a pointer.
    pub fn of(path: &'p str) -> Self {
        Self { rest: path.split('/').skip(1), row: None, added: None }
    }

    pub(super) fn next(&mut self) -> Option<&'p str> {
        self.rest.next()
    }

    /// Something that a policy added.
    pub(super) fn at_added(&mut self, name: AddedName) -> Label {
        self.added = Some(name);
        Label { ja: "ポリシーが加えた項目", en: "Added by the policy", timing: None }
    }

    /// The end, if it is one.
    pub(super) fn end(&mut self, label: Option<Label>, holds: Holds) -> Option<Described> {
        let at_end = self.next().is_none();
        label.filter(|_| at_end).map(|label| Described { label, row: self.row, added: self.added, holds })
    }
}
