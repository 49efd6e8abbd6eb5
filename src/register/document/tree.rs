//! JSON text as a small tree that borrows its strings, built over `serde_json`.
//!
//! `serde_json` refuses what is not JSON; this layer adds what it lets pass: one key twice, and nesting that no
//! register needs.

use std::{borrow::Cow, cell::RefCell, collections::HashSet, fmt};

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::fault::{DocumentError, Fault, Found};

/// The deepest nesting that is read. A recorded paper needs twelve levels; the rest lets a misplaced value be named by its place.
const MAX_DEPTH: u8 = 16;

/// Above this many keys an object is searched through a set rather than from its beginning.
const FEW_KEYS: usize = 24;

/// A field of an object.
pub(super) type Field<'de> = (Cow<'de, str>, Json<'de>);

/// A JSON value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Json<'de> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A whole number from 0.
    Whole(u64),
    /// Any other number.
    Number,
    /// A string.
    Text(Cow<'de, str>),
    /// A list.
    List(Vec<Json<'de>>),
    /// An object; no key twice.
    Object(Vec<Field<'de>>),
}

impl Json<'_> {
    /// What the value is, for an error.
    pub(super) fn found(&self) -> Found {
        match self {
            Self::Null => Found::Null,
            Self::Bool(_) => Found::Boolean,
            Self::Whole(_) => Found::WholeNumber,
            Self::Number => Found::OtherNumber,
            Self::Text(_) => Found::Text,
            Self::List(_) => Found::List,
            Self::Object(_) => Found::Object,
        }
    }
}

/// Carries the typed fault past `serde_json`, whose errors are text.
#[derive(Default)]
pub(super) struct Carrier(RefCell<Option<Fault>>);

impl Carrier {
    fn raise<E: serde::de::Error>(&self, fault: Fault) -> E {
        *self.0.borrow_mut() = Some(fault);
        E::custom("refused")
    }

    /// The error in our terms: the carried fault, or what `serde_json` found.
    pub(super) fn error(&self, error: &serde_json::Error, text: &str) -> DocumentError {
        let line_column = (error.line() > 0).then(|| (error.line(), column(error, text)));
        let fault = self.0.borrow_mut().take().unwrap_or_else(|| json_fault(error, text));
        DocumentError { pointer: String::new(), line_column, fault }
    }

    /// Notes a key that stands twice in one object.
    pub(super) fn same_key<E: serde::de::Error>(&self, key: &str) -> E {
        self.raise(Fault::SameKeyTwice { key: key.to_owned() })
    }
}

/// The column in characters; `serde_json` counts bytes.
fn column(error: &serde_json::Error, text: &str) -> usize {
    let line = text.split('\n').nth(error.line() - 1).unwrap_or_default();
    let before = line.as_bytes().get(..error.column()).unwrap_or(line.as_bytes());
    before.iter().filter(|byte| (**byte & 0xC0) != 0x80).count().max(1)
}

/// What the parser refused. Its codes are private, so its sentences are matched; `tests/register/documents.rs` holds them fast.
fn json_fault(error: &serde_json::Error, text: &str) -> Fault {
    let sentence = error.to_string();
    let says = |part: &str| sentence.starts_with(part);
    if text.trim().is_empty() {
        Fault::Empty
    } else if error.is_data() {
        Fault::NotAnObject
    } else if error.is_eof() {
        Fault::Truncated
    } else if says("trailing characters") {
        Fault::SomethingFollows
    } else if says("recursion limit") {
        Fault::TooDeep
    } else if says("lone leading surrogate") || says("unexpected end of hex escape") {
        Fault::HalfSurrogate
    } else if says("control character") {
        Fault::RawControl
    } else {
        Fault::NotJson
    }
}

/// Reads a whole text as one value.
pub(super) fn parse(text: &str) -> Result<Json<'_>, Box<DocumentError>> {
    let carrier = Carrier::default();
    read_whole(text, Seed::new(&carrier)).map_err(|error| Box::new(carrier.error(&error, text)))
}

/// Reads a whole text by a seed; nothing may follow.
pub(super) fn read_whole<'de, S: DeserializeSeed<'de>>(
    text: &'de str,
    seed: S,
) -> Result<S::Value, serde_json::Error> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = seed.deserialize(&mut reader)?;
    reader.end()?;
    Ok(value)
}

/// Reads one value.
#[derive(Clone, Copy)]
pub(super) struct Seed<'c> {
    carrier: &'c Carrier,
    depth: u8,
}

impl<'c> Seed<'c> {
    /// Reads a value at the top of a text.
    pub(super) fn new(carrier: &'c Carrier) -> Self {
        Self { carrier, depth: 0 }
    }

    /// Reads a value inside the value that this seed would read.
    pub(super) fn inside(self) -> Self {
        Self { depth: self.depth + 1, ..self }
    }

    fn enter<E: serde::de::Error>(self) -> Result<Self, E> {
        if self.depth >= MAX_DEPTH { Err(self.carrier.raise(Fault::TooDeep)) } else { Ok(self.inside()) }
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Json<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json<'de>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Json<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json<'de>, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json<'de>, E> {
        Ok(Json::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json<'de>, E> {
        Ok(Json::Whole(value))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Json<'de>, E> {
        Ok(Json::Number)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Json<'de>, E> {
        Ok(Json::Number)
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Json<'de>, A::Error> {
        let inside = self.enter()?;
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(inside)? {
            items.push(item);
        }
        Ok(Json::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json<'de>, A::Error> {
        let inside = self.enter()?;
        let mut fields: Vec<Field<'de>> = Vec::with_capacity(8);
        let mut seen: HashSet<Cow<'de, str>> = HashSet::new();
        while let Some(key) = map.next_key_seed(KeySeed)? {
            let twice = if fields.len() < FEW_KEYS {
                fields.iter().any(|(name, _)| *name == key)
            } else {
                if seen.is_empty() {
                    seen.extend(fields.iter().map(|(name, _)| name.clone()));
                }
                !seen.insert(key.clone())
            };
            if twice {
                return Err(self.carrier.same_key(&key));
            }
            fields.push((key, map.next_value_seed(inside)?));
        }
        Ok(Json::Object(fields))
    }
}

/// Reads a key, borrowed where it holds no escape.
pub(super) struct KeySeed;

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Cow<'de, str>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for KeySeed {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E>(self, text: &str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Owned(text.to_owned()))
    }
}

/// Hands each element of a list to a function as soon as it is read, so that a long list never stands in memory as a
/// tree. Gives back the value where it is no list.
pub(super) struct Elements<'c, F> {
    seed: Seed<'c>,
    each: F,
}

impl<'c, F> Elements<'c, F> {
    /// Reads a list inside the value that `seed` would read.
    pub(super) fn new(seed: Seed<'c>, each: F) -> Self {
        Self { seed, each }
    }
}

impl<'de, F: FnMut(usize, Json<'de>)> DeserializeSeed<'de> for Elements<'_, F> {
    type Value = Option<Json<'de>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, F: FnMut(usize, Json<'de>)> Visitor<'de> for Elements<'_, F> {
    type Value = Option<Json<'de>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Some(Json::Null))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Some(Json::Bool(value)))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Some(Json::Whole(value)))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(Some(Json::Number))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Some(Json::Number))
    }

    fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
        Ok(Some(Json::Text(Cow::Borrowed(""))))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        self.seed.visit_map(map).map(Some)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<Self::Value, A::Error> {
        let inside = self.seed.enter()?;
        let mut place = 0;
        while let Some(item) = list.next_element_seed(inside)? {
            (self.each)(place, item);
            place += 1;
        }
        Ok(None)
    }
}
