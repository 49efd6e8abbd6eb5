//! One type of value after another: how it is read from the tree and how it is written.

use crate::register::{
    added::{AddedFacts, AddedName, AddedValue, Additive, Open},
    date::{Date, Time},
    kinds::with_ids,
    records::{Answers, Controls, PaperText, PolicySettings, SettingValue},
    subject::Subject,
    words::{
        Addressee, AnyControl, Assessment, Circumstance, ConsentBy, ConsideredResult, ControlState,
        DecisionResult, DeviceKind, DeviceStatus, FilingKind, FixedWord, GroupKind, Host, OrderedBy,
        Ownership, ReportStage, RestrictionKind, ReviewDecision, Rights, Role,
    },
};

use super::{
    fault::{DocumentError, Fault, Wanted},
    path::Path,
    tree::{Field, Json},
    writer::Writer,
};

/// The word for a setting that is switched off.
const OFF: &str = "off";

/// A place read, or what is wrong with it. Boxed: errors are rare and large.
pub(super) type Read<T> = Result<T, Box<DocumentError>>;

/// A value of the format.
pub(super) trait Value: Sized {
    /// What an absent field means; `None` where the field is required.
    fn absent() -> Option<Self> {
        None
    }

    /// Reads a value that is not `null`.
    fn read(json: Json<'_>, at: &Path<'_>) -> Read<Self>;

    /// Whether there is anything to write.
    fn is_recorded(&self) -> bool {
        true
    }

    /// Writes the value.
    fn write(&self, out: &mut Writer);
}

/// The field is absent: its meaning, or the fault.
pub(super) fn absent<T: Value>(at: &Path<'_>) -> Read<T> {
    T::absent().ok_or_else(|| at.fault(Fault::Required))
}

/// Writes a field where something is recorded.
pub(super) fn write_field<T: Value>(out: &mut Writer, key: &str, value: &T) {
    if value.is_recorded() {
        out.key(key);
        value.write(out);
    }
}

/// The fields of an object.
pub(super) fn fields<'de>(json: Json<'de>, at: &Path<'_>) -> Read<Vec<Field<'de>>> {
    match json {
        Json::Object(fields) => Ok(fields),
        Json::Null => Err(at.fault(Fault::NullInList)),
        other => Err(wrong_type(&other, Wanted::Object, at)),
    }
}

/// The fault of a value of another type.
#[allow(clippy::unnecessary_box_returns, reason = "errors travel boxed: they are rare and large")]
pub(super) fn wrong_type(json: &Json<'_>, wanted: Wanted, at: &Path<'_>) -> Box<DocumentError> {
    at.fault(match json {
        // Only a list can bring a null this far: in a field it means that nothing is recorded.
        Json::Null => Fault::NullInList,
        other => Fault::WrongType { wanted, found: other.found() },
    })
}

impl<T: Value> Value for Option<T> {
    fn absent() -> Option<Self> {
        Some(None)
    }

    fn read(json: Json<'_>, at: &Path<'_>) -> Read<Self> {
        T::read(json, at).map(Some)
    }

    fn is_recorded(&self) -> bool {
        self.is_some()
    }

    fn write(&self, out: &mut Writer) {
        if let Some(value) = self {
            value.write(out);
        }
    }
}

impl<T: Value> Value for Box<T> {
    fn read(json: Json<'_>, at: &Path<'_>) -> Read<Self> {
        T::read(json, at).map(Self::new)
    }

    fn write(&self, out: &mut Writer) {
        self.as_ref().write(out);
    }
}

impl<T: Value> Value for Vec<T> {
    fn absent() -> Option<Self> {
        Some(Vec::new())
    }

    fn read(json: Json<'_>, at: &Path<'_>) -> Read<Self> {
        let Json::List(items) = json else { return Err(wrong_type(&json, Wanted::List, at)) };
        let mut list = Vec::with_capacity(items.len());
        for (place, item) in items.into_iter().enumerate() {
            list.push(T::read(item, &at.item(place))?);
        }
        Ok(list)
    }

    fn is_recorded(&self) -> bool {
        !self.is_empty()
    }

    fn write(&self, out: &mut Writer) {
        out.list(self, |out, item| item.write(out));
    }
}

macro_rules! texts {
    ($($text:ty),*) => {$(
        impl Value for $text {
            fn read(json: Json<'_>, at: &Path<'_>) -> Read<Self> {
                match json {
                    Json::Text(text) => Ok(text.into()),
                    other => Err(wrong_type(&other, Wanted::Text, at)),
                }
            }

            fn write(&self, out: &mut Writer) {
                out.text(self);
            }
        }
    )*};
}

texts! { String, Box<str> }

impl Value for bool {
    fn read(json: Json<'_>, at: &Path<'_>) -> Read<Self> {
        match json {
            Json::Bool(value) => Ok(value),
            other => Err(wrong_type(&other, Wanted::Boolean, at)),
        }
    }

    fn write(&self, out: &mut Writer) {
        out.bare(self);
    }
}

impl Value for u32 {
    fn read(json: Json<'_>, at: &Path<'_>) -> Read<Self> {
        match json {
            Json::Whole(number) => Self::try_from(number).map_err(|_| at.fault(Fault::TooLarge)),
            other => Err(wrong_type(&other, Wanted::WholeNumber, at)),
        }
    }

    fn write(&self, out: &mut Writer) {
        out.bare(self);
    }
}

impl Value for Date {
    fn read(json: Json<'_>, at: &Path<'_>) -> Read<Self> {
        match json {
            Json::Text(text) => {
                text.parse().map_err(|_| at.fault(Fault::NotADate { text: text.into_owned() }))
            }
            other => Err(wrong_type(&other, Wanted::Date, at)),
        }
    }

    fn write(&self, out: &mut Writer) {
        out.plain(self);
    }
}

impl Value for Time {
    fn read(json: Json<'_>, at: &Path<'_>) -> Read<Self> {
        match json {
            Json::Text(text) => {
                text.parse().map_err(|_| at.fault(Fault::NotATime { text: text.into_owned() }))
            }
            other => Err(wrong_type(&other, Wanted::Time, at)),
        }
    }

    fn write(&self, out: &mut Writer) {
        out.plain(self);
    }
}

impl Value for Subject {
    fn read(json: Json<'_>, at: &Path<'_>) -> Read<Self> {
        match json {
            Json::Text(text) => {
                Self::parse(&text).ok_or_else(|| at.fault(Fault::NotASubject { text: text.into_owned() }))
            }
            other => Err(wrong_type(&other, Wanted::Text, at)),
        }
    }

    fn write(&self, out: &mut Writer) {
        out.text(&self.to_string());
    }
}

macro_rules! ids {
    ($(
        $(#[$doc:meta])* $id:ident of $kind:ident $(| $also:ident)*, named $named:ident, holds $holds:ident;
    )*) => {$(
        impl Value for crate::register::id::$id {
            fn read(json: Json<'_>, at: &Path<'_>) -> Read<Self> {
                match json {
                    // Whether a record may be given this id is asked where it is taken in: see `references`.
                    Json::Text(text) => Self::held(&text).map_err(|fault| at.fault(Fault::BadId(fault))),
                    other => Err(wrong_type(&other, Wanted::Id, at)),
                }
            }

            fn write(&self, out: &mut Writer) {
                out.text(self.as_str());
            }
        }
    )*};
}

with_ids! { ids }

macro_rules! words {
    ($($word:ty),* $(,)?) => {$(
        impl Value for $word {
            fn read(json: Json<'_>, at: &Path<'_>) -> Read<Self> {
                match json {
                    Json::Text(text) => Self::from_word(&text).ok_or_else(|| {
                        let allowed = Self::ALL.iter().map(|known| known.word()).collect();
                        at.fault(Fault::UnknownWord { word: text.into_owned(), allowed })
                    }),
                    other => Err(wrong_type(&other, Wanted::Word, at)),
                }
            }

            fn write(&self, out: &mut Writer) {
                out.plain(self);
            }
        }
    )*};
}

words! {
    FilingKind, Role, RestrictionKind, OrderedBy, DeviceKind, Ownership, DeviceStatus, ControlState, DecisionResult,
    GroupKind, ConsentBy, Rights, ReviewDecision, Assessment, Addressee, ReportStage, ConsideredResult, Host,
}

impl Value for Controls {
    fn absent() -> Option<Self> {
        Some(Self::default())
    }

    fn read(json: Json<'_>, at: &Path<'_>) -> Read<Self> {
        let mut controls = Self::default();
        for (key, value) in fields(json, at)? {
            let at = at.key(&key);
            // Whether the policy has one of its own is asked once all is read: see `references`.
            let Some(control) = AnyControl::from_word(&key) else {
                return Err(at.fault(Fault::UnknownField { name: key.to_string() }));
            };
            if !matches!(value, Json::Null) {
                controls.set(control, Some(ControlState::read(value, &at)?));
            }
        }
        Ok(controls)
    }

    fn is_recorded(&self) -> bool {
        self.recorded().next().is_some()
    }

    fn write(&self, out: &mut Writer) {
        out.object(|out| {
            for (control, state) in self.recorded() {
                out.key(control.word());
                state.write(out);
            }
        });
    }
}

impl<T: Additive> Value for Open<T> {
    fn read(json: Json<'_>, at: &Path<'_>) -> Read<Self> {
        match json {
            // Whether the policy has one of its own is asked once all is read: see `references`.
            Json::Text(text) => {
                Self::from_word(&text).ok_or_else(|| at.fault(unknown_word::<T>(text.into_owned())))
            }
            other => Err(wrong_type(&other, Wanted::Word, at)),
        }
    }

    fn write(&self, out: &mut Writer) {
        out.plain(self);
    }
}

/// The fault of a word that is none of the fixed ones, and none of the policy's own.
pub(super) fn unknown_word<T: FixedWord>(word: String) -> Fault {
    Fault::UnknownWord { word, allowed: T::CHOICES.iter().map(|known| known.as_word()).collect() }
}

impl Value for AddedName {
    fn read(json: Json<'_>, at: &Path<'_>) -> Read<Self> {
        match json {
            Json::Text(text) => Self::new(&text)
                .ok_or_else(|| at.fault(Fault::UnknownWord { word: text.into_owned(), allowed: Vec::new() })),
            other => Err(wrong_type(&other, Wanted::Word, at)),
        }
    }

    fn write(&self, out: &mut Writer) {
        out.plain(self);
    }
}

impl Value for AddedValue {
    fn read(json: Json<'_>, at: &Path<'_>) -> Read<Self> {
        match json {
            Json::Bool(flag) => Ok(Self::Flag(flag)),
            other => Date::read(other, at).map(Self::Day),
        }
    }

    fn write(&self, out: &mut Writer) {
        match self {
            Self::Day(day) => day.write(out),
            Self::Flag(flag) => flag.write(out),
        }
    }
}

impl Value for AddedFacts {
    fn absent() -> Option<Self> {
        Some(Self::default())
    }

    fn read(json: Json<'_>, at: &Path<'_>) -> Read<Self> {
        let mut facts = Self::default();
        for (key, value) in fields(json, at)? {
            let at = at.key(&key);
            let unknown = || at.fault(Fault::UnknownField { name: key.to_string() });
            let name = AddedName::new(&key).ok_or_else(unknown)?;
            if !matches!(value, Json::Null) {
                facts.set(name, Some(AddedValue::read(value, &at)?));
            }
        }
        Ok(facts)
    }

    fn is_recorded(&self) -> bool {
        !self.is_empty()
    }

    fn write(&self, out: &mut Writer) {
        out.object(|out| {
            for (name, value) in self.recorded() {
                out.key(name.as_str());
                value.write(out);
            }
        });
    }
}

impl Value for Answers {
    fn absent() -> Option<Self> {
        Some(Self::default())
    }

    fn read(json: Json<'_>, at: &Path<'_>) -> Read<Self> {
        let mut answers = Self::default();
        for (key, value) in fields(json, at)? {
            let at = at.key(&key);
            // A wrongful purpose has its own field.
            let about = Circumstance::from_word(&key).filter(|about| *about != Circumstance::Wrongful);
            let about = about.ok_or_else(|| at.fault(Fault::UnknownField { name: key.to_string() }))?;
            if !matches!(value, Json::Null) {
                answers.set(about, Some(bool::read(value, &at)?));
            }
        }
        Ok(answers)
    }

    fn is_recorded(&self) -> bool {
        self.recorded().next().is_some()
    }

    fn write(&self, out: &mut Writer) {
        out.object(|out| {
            for (about, answer) in self.recorded() {
                out.key(about.word());
                answer.write(out);
            }
        });
    }
}

impl Value for SettingValue {
    fn read(json: Json<'_>, at: &Path<'_>) -> Read<Self> {
        match json {
            Json::Text(word) if word == OFF => Ok(Self::Off),
            Json::Text(word) => {
                Err(at.fault(Fault::UnknownWord { word: word.into_owned(), allowed: vec![OFF] }))
            }
            other => u32::read(other, at).map(Self::Number),
        }
    }

    fn write(&self, out: &mut Writer) {
        match self {
            Self::Number(number) => number.write(out),
            Self::Off => out.plain(OFF),
        }
    }
}

impl Value for PolicySettings {
    fn absent() -> Option<Self> {
        Some(Self::default())
    }

    fn read(json: Json<'_>, at: &Path<'_>) -> Read<Self> {
        let mut settings = Self::default();
        for (name, value) in fields(json, at)? {
            if !matches!(value, Json::Null) {
                settings.set(&name, Some(SettingValue::read(value, &at.key(&name))?));
            }
        }
        Ok(settings)
    }

    fn is_recorded(&self) -> bool {
        !self.is_empty()
    }

    fn write(&self, out: &mut Writer) {
        out.object(|out| {
            for (name, value) in self.recorded() {
                out.key(name);
                value.write(out);
            }
        });
    }
}

impl Value for PaperText {
    fn read(json: Json<'_>, at: &Path<'_>) -> Read<Self> {
        if !matches!(json, Json::Object(_)) {
            return Err(wrong_type(&json, Wanted::Object, at));
        }
        let mut out = Writer::line();
        rewrite(&json, &mut out, at)?;
        Ok(Self(out.finish().into()))
    }

    fn write(&self, out: &mut Writer) {
        out.bare(self.as_str());
    }
}

/// Writes a tree as it was read, in the one form that this program writes.
pub(super) fn rewrite(json: &Json<'_>, out: &mut Writer, at: &Path<'_>) -> Read<()> {
    match json {
        Json::Null => out.bare("null"),
        Json::Bool(value) => out.bare(value),
        Json::Whole(number) => out.bare(number),
        Json::Number => return Err(wrong_type(json, Wanted::WholeNumber, at)),
        Json::Text(text) => out.text(text),
        Json::List(items) => {
            let mut read = Ok(());
            out.list(items, |out, item| {
                if read.is_ok() {
                    read = rewrite(item, out, at);
                }
            });
            read?;
        }
        Json::Object(fields) => {
            let mut read = Ok(());
            out.object(|out| {
                for (key, value) in fields {
                    out.key(key);
                    if read.is_ok() {
                        read = rewrite(value, out, &at.key(key));
                    }
                }
            });
            read?;
        }
    }
    Ok(())
}
