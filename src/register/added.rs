//! What a policy has beyond the fixed words: names of its own, and what is recorded under them. What a name means is the
//! policy's business ([`Names`]); the register keeps what was recorded, whatever the policy in force asks.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use super::{Lang, date::Date, labels::Terms, records::PolicySheet, slots::Look, words::FixedWord};

/// The longest name.
const LONGEST: usize = 40;

/// The name of something that a policy added, in lower-case letters, digits and hyphens. It holds its letters itself, so
/// that it is copied like the fixed words beside it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AddedName {
    /// Filled up with zeros, by which shorter ones come first.
    letters: [u8; LONGEST],
    length: u8,
}

impl AddedName {
    /// The name, if it is one.
    pub fn new(name: &str) -> Option<Self> {
        let fits = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-';
        let mut letters = [0; LONGEST];
        letters.get_mut(..name.len())?.copy_from_slice(name.as_bytes());
        let length = u8::try_from(name.len()).ok().filter(|length| *length > 0)?;
        name.bytes().all(fits).then_some(Self { letters, length })
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        // Letters of ASCII are text.
        let letters = self.letters.get(..usize::from(self.length)).unwrap_or_default();
        std::str::from_utf8(letters).unwrap_or_default()
    }
}

impl fmt::Display for AddedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for AddedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

/// What a policy may add to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Adds {
    /// The controls of a device.
    Control,
    /// The kinds of incident.
    IncidentKind,
    /// What is to be done or to be so, of the office or a record.
    Duty,
    /// Whom an incident is reported to.
    Addressee,
}

/// A fixed word beside which a policy may have others.
pub trait Additive: FixedWord {
    /// What those are.
    const ADDS: Adds;
}

/// The names that a policy declares.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Declared(BTreeSet<(Adds, AddedName)>);

impl Declared {
    /// Whether a name is declared.
    pub fn has(&self, adds: Adds, name: AddedName) -> bool {
        self.0.contains(&(adds, name))
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The names of one sort.
    pub fn of(&self, adds: Adds) -> impl Iterator<Item = AddedName> + '_ {
        self.0.iter().filter(move |(of, _)| *of == adds).map(|(_, name)| *name)
    }

    /// Declares a name.
    pub fn add(&mut self, adds: Adds, name: AddedName) {
        self.0.insert((adds, name));
    }
}

impl IntoIterator for Declared {
    type Item = (Adds, AddedName);
    type IntoIter = std::collections::btree_set::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl Extend<(Adds, AddedName)> for Declared {
    fn extend<I: IntoIterator<Item = (Adds, AddedName)>>(&mut self, names: I) {
        self.0.extend(names);
    }
}

impl PolicySheet {
    fn lists(&self) -> [(Adds, &Vec<String>); 4] {
        [
            (Adds::Control, &self.controls),
            (Adds::IncidentKind, &self.incident_kinds),
            (Adds::Duty, &self.duties),
            (Adds::Addressee, &self.addressees),
        ]
    }

    /// The names that the register knows beyond the fixed words: those of its policy, and those of policies before.
    pub fn declared(&self) -> Declared {
        let named = |(adds, list): (Adds, &Vec<String>)| -> Vec<(Adds, AddedName)> {
            list.iter().filter_map(|name| Some((adds, AddedName::new(name)?))).collect()
        };
        let mut declared = Declared::default();
        declared.extend(self.lists().into_iter().flat_map(named));
        declared
    }

    /// Declares more names. One that was declared stays: what is recorded under it is not lost.
    pub fn declare(&mut self, more: &Declared) {
        let known = self.declared();
        for (adds, name) in &more.0 {
            if known.has(*adds, *name) {
                continue;
            }
            let list = match adds {
                Adds::Control => &mut self.controls,
                Adds::IncidentKind => &mut self.incident_kinds,
                Adds::Duty => &mut self.duties,
                Adds::Addressee => &mut self.addressees,
            };
            list.push(name.to_string());
        }
    }
}

/// The names that are used in what is looked at.
#[derive(Debug, Default)]
pub struct Used(pub Declared);

impl Look<'_> for Used {
    fn added(&mut self, adds: Adds, name: AddedName, _key: bool) {
        self.0.add(adds, name);
    }
}

/// Where people read what a name stands for.
pub trait Names: Terms {
    /// What is added under a name; `None` where nothing is.
    fn added(&self, name: &str, lang: Lang) -> Option<&str>;
}

/// Nothing is added.
#[derive(Debug, Clone, Copy)]
pub struct NoNames;

impl Terms for NoNames {
    fn cite(&self, text: &str, _lang: Lang) -> String {
        text.to_owned()
    }
}

impl Names for NoNames {
    fn added(&self, _name: &str, _lang: Lang) -> Option<&str> {
        None
    }
}

/// One of the fixed words, or the name of one that a policy added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Open<T> {
    /// A fixed one.
    Fixed(T),
    /// One of a policy's own.
    Added(AddedName),
}

impl<T: FixedWord> Open<T> {
    /// The value of a word: whatever is no fixed one and can be a name is one.
    pub fn from_word(word: &str) -> Option<Self> {
        T::of_word(word).map(Self::Fixed).or_else(|| AddedName::new(word).map(Self::Added))
    }

    /// The word as it stands in a document.
    pub fn word(&self) -> &str {
        match self {
            Self::Fixed(word) => word.as_word(),
            Self::Added(name) => name.as_str(),
        }
    }

    /// As people read it: an added one as its policy calls it, and by its name where the policy in force does not have it.
    pub fn say<'n>(&'n self, names: &'n dyn Names, lang: Lang) -> Cow<'n, str> {
        match self {
            Self::Fixed(word) => word.say(lang).into(),
            Self::Added(name) => names.added(name.as_str(), lang).unwrap_or(name.as_str()).into(),
        }
    }
}

impl<T> Open<T> {
    /// The fixed word, where it is one.
    pub fn fixed(self) -> Option<T> {
        match self {
            Self::Fixed(word) => Some(word),
            Self::Added(_) => None,
        }
    }

    /// The name, where it is an added one.
    pub fn added(&self) -> Option<AddedName> {
        match self {
            Self::Fixed(_) => None,
            Self::Added(name) => Some(*name),
        }
    }
}

impl<T> From<T> for Open<T> {
    fn from(word: T) -> Self {
        Self::Fixed(word)
    }
}

impl<T: PartialEq> PartialEq<T> for Open<T> {
    fn eq(&self, other: &T) -> bool {
        matches!(self, Self::Fixed(word) if word == other)
    }
}

impl<T: FixedWord> fmt::Display for Open<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// What is recorded of something that a policy added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddedValue {
    /// When it was done, or filed.
    Day(Date),
    /// Whether it is so.
    Flag(bool),
}

impl AddedValue {
    /// The day, where it is one.
    pub fn day(self) -> Option<Date> {
        match self {
            Self::Day(day) => Some(day),
            Self::Flag(_) => None,
        }
    }

    /// Yes or no, where it is that.
    pub fn flag(self) -> Option<bool> {
        match self {
            Self::Flag(flag) => Some(flag),
            Self::Day(_) => None,
        }
    }
}

/// What is recorded under the names that a policy added to a kind of record. What a later policy does not ask any more stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AddedFacts(BTreeMap<AddedName, AddedValue>);

impl AddedFacts {
    /// What is recorded under a name.
    pub fn get(&self, name: AddedName) -> Option<AddedValue> {
        self.0.get(&name).copied()
    }

    /// The day under a name.
    pub fn day(&self, name: AddedName) -> Option<Date> {
        self.get(name)?.day()
    }

    /// Records something, or that nothing is recorded.
    pub fn set(&mut self, name: AddedName, value: Option<AddedValue>) {
        match value {
            Some(value) => drop(self.0.insert(name, value)),
            None => drop(self.0.remove(&name)),
        }
    }

    /// What is recorded, by name.
    pub fn recorded(&self) -> impl Iterator<Item = (AddedName, AddedValue)> + '_ {
        self.0.iter().map(|(name, value)| (*name, *value))
    }

    /// Whether nothing is.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn days_mut(&mut self) -> impl Iterator<Item = &mut Date> {
        self.0.values_mut().filter_map(|value| match value {
            AddedValue::Day(day) => Some(day),
            AddedValue::Flag(_) => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::words::Control;

    #[test]
    fn a_name_is_short_and_plain() {
        for name in ["a", "no-public-wifi", "2-factor", &"x".repeat(40)] {
            assert_eq!(AddedName::new(name).unwrap().as_str(), name);
        }
        for text in ["", "No", "公衆", "a b", "a_b", &"x".repeat(41)] {
            assert_eq!(AddedName::new(text), None, "{text}");
        }
        let mut names = ["b", "a-b", "ab", "a"].map(|name| AddedName::new(name).unwrap());
        names.sort();
        assert_eq!(names.map(|name| name.to_string()), ["a", "a-b", "ab", "b"]);
    }

    #[test]
    fn a_word_is_a_fixed_one_where_there_is_one() {
        let word = Open::<Control>::from_word;
        assert_eq!(word("mdm"), Some(Open::Fixed(Control::Mdm)));
        assert!(word("mdm").unwrap() == Control::Mdm);
        let added = word("no-public-wifi").unwrap();
        assert_eq!((added.word(), added.fixed()), ("no-public-wifi", None));
        assert_eq!(added.say(&NoNames, Lang::Ja), "no-public-wifi");
        assert_eq!(word("公衆"), None);
    }
}
