//! Walking over what a record holds, field by field, whatever its kind: to change all values of a sort, to see which
//! records are named, and to say what a field is called.

use super::{
    Lang,
    added::{AddedFacts, AddedName, AddedValue, Additive, Adds, Open},
    date::{Date, Time},
    fields::records,
    kinds::{RecordKind, with_ids},
    labels::{Described, Holds, Label, Steps},
    rename::Renamed,
    subject::Subject,
    timing::{Moment, Timing},
};
#[allow(clippy::wildcard_imports, reason = "the table of fields has every type of them")]
use super::{id::*, records::*, words::*};

/// What a text says of people, which decides what becomes of it where nobody is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Privacy {
    /// Nothing: whose papers these are, or a name of the program's own.
    Open,
    /// Who it is, or which patient a group is about.
    Name,
    /// The reading of a name.
    Reading,
    /// By which somebody is known in MCS.
    Login,
    /// How somebody is reached.
    Reach,
    /// Whatever was typed; names may stand in it.
    Free,
    /// What went out, word by word.
    Sent,
}

/// What an id means where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Means {
    /// The record itself.
    Own,
    /// One of the staff.
    Staff,
    /// One of the staff or a partner.
    Person,
    /// Another record, of the kind of the id.
    Other,
}

macro_rules! slots_of_an_id {
    ($id:ty, $named:ident $holds:ident) => {
        impl Slot for $id {
            type Class = Means;

            fn describe(label: Option<Label>, means: Means, steps: &mut Steps<'_>) -> Option<Described> {
                steps.end(label, if means == Means::Own { Holds::Id } else { Holds::$holds })
            }

            fn alter(&mut self, _: Means, by: &mut dyn Alter) -> bool {
                by.id(self);
                true
            }

            fn look<'r>(&'r self, means: Means, by: &mut impl Look<'r>) {
                by.named(Named::$named(self), means);
            }
        }
    };
}

macro_rules! named {
    ($(
        $(#[$doc:meta])* $id:ident of $kind:ident $(| $also:ident)*, named $named:ident, holds $holds:ident;
    )*) => {
        /// A record that is named.
        #[derive(Debug, Clone, Copy)]
        #[allow(missing_docs, reason = "each is its kind of id")]
        pub enum Named<'r> {
            $($named(&'r $id),)*
            Subject(&'r Subject),
        }

        impl<'r> Named<'r> {
            /// The subject that it is; a person as one of the staff.
            pub fn subject(self) -> Subject {
                match self {
                    $(Self::$named(id) => Subject::$kind(id.clone()),)*
                    Self::Subject(subject) => subject.clone(),
                }
            }

            /// Its kind and id; the office and the policy have none. A person is the same person as staff and as partner.
            pub fn kind_and_id(self) -> (RecordKind, &'r str) {
                match self {
                    $(Self::$named(id) => (RecordKind::$kind, id.as_str()),)*
                    Self::Subject(Subject::Partner(id)) => (RecordKind::Staff, id.as_str()),
                    Self::Subject(subject) => (subject.kind(), subject.id()),
                }
            }

            /// Whether it is this one. A person is the same person as staff and as partner: the two share one space of ids.
            pub fn is(self, subject: &Subject) -> bool {
                match (self, subject) {
                    $((Self::$named(id), Subject::$kind(other) $(| Subject::$also(other))*) => id == other,)*
                    (Self::Subject(Subject::Staff(id) | Subject::Partner(id)), _) => Self::Person(id).is(subject),
                    (Self::Subject(one), other) => one == other,
                    _ => false,
                }
            }
        }

        $(slots_of_an_id! { $id, $named $holds })*
    };
}

/// Sees which records are named and which days are recorded, in the order of the fields.
pub trait Look<'r> {
    /// One is named here.
    fn named(&mut self, _named: Named<'r>, _means: Means) {}
    /// A day or a minute is recorded here.
    fn dated(&mut self, _on: Moment, _timing: Timing) {}
    /// A name that a policy added; `key` where it is the name of a field itself.
    fn added(&mut self, _adds: Adds, _name: AddedName, _key: bool) {}
    /// Into a field.
    fn enter(&mut self, _field: &'static str) {}
    /// Into a row of a list, from 0.
    fn enter_row(&mut self, _place: usize) {}
    /// Out of the field or row that was entered last.
    fn leave(&mut self) {}
}

/// What becomes of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Becomes {
    /// It stays.
    Same,
    /// Another one stands there.
    Text(String),
    /// Nothing is recorded there any more.
    Nothing,
}

/// Changes values of some sorts wherever they stand; each sort is left as it is unless somebody says otherwise.
pub trait Alter {
    /// A day.
    fn day(&mut self, _day: &mut Date) {}
    /// A minute.
    fn minute(&mut self, _time: &mut Time) {}
    /// An id.
    fn id(&mut self, _id: &mut dyn Renamed) {}
    /// A text.
    fn text(&mut self, _text: &str, _privacy: Privacy) -> Becomes {
        Becomes::Same
    }
}

/// What stands in a field.
pub trait Slot {
    /// What its row has to say beside its type.
    type Class: Copy;

    /// What the field of a path is called and holds.
    fn describe(label: Option<Label>, class: Self::Class, steps: &mut Steps<'_>) -> Option<Described>;

    /// Lets somebody change what is recorded; `false` where nothing is any more.
    fn alter(&mut self, _class: Self::Class, _by: &mut dyn Alter) -> bool {
        true
    }

    /// Shows every record that is named.
    fn look<'r>(&'r self, _class: Self::Class, _by: &mut impl Look<'r>) {}

    /// What a record is called, where it has a name that is recorded.
    fn called(&self) -> Option<&str> {
        None
    }
}

impl<T: Slot> Slot for Option<T> {
    type Class = T::Class;

    fn describe(label: Option<Label>, class: T::Class, steps: &mut Steps<'_>) -> Option<Described> {
        T::describe(label, class, steps)
    }

    fn alter(&mut self, class: T::Class, by: &mut dyn Alter) -> bool {
        if self.as_mut().is_some_and(|value| !value.alter(class, by)) {
            *self = None;
        }
        true
    }

    fn look<'r>(&'r self, class: T::Class, by: &mut impl Look<'r>) {
        if let Some(value) = self {
            value.look(class, by);
        }
    }
}

impl<T: Slot> Slot for Box<T> {
    type Class = T::Class;

    fn describe(label: Option<Label>, class: T::Class, steps: &mut Steps<'_>) -> Option<Described> {
        T::describe(label, class, steps)
    }

    fn alter(&mut self, class: T::Class, by: &mut dyn Alter) -> bool {
        self.as_mut().alter(class, by)
    }

    fn look<'r>(&'r self, class: T::Class, by: &mut impl Look<'r>) {
        self.as_ref().look(class, by);
    }

    fn called(&self) -> Option<&str> {
        self.as_ref().called()
    }
}

impl<T: Slot> Slot for Vec<T> {
    type Class = T::Class;

    fn describe(label: Option<Label>, class: T::Class, steps: &mut Steps<'_>) -> Option<Described> {
        let place: usize = steps.next()?.parse().ok()?;
        steps.row = Some(place + 1);
        T::describe(label, class, steps)
    }

    fn alter(&mut self, class: T::Class, by: &mut dyn Alter) -> bool {
        self.retain_mut(|row| row.alter(class, by));
        true
    }

    fn look<'r>(&'r self, class: T::Class, by: &mut impl Look<'r>) {
        for (place, row) in self.iter().enumerate() {
            by.enter_row(place);
            row.look(class, by);
            by.leave();
        }
    }
}

macro_rules! plain {
    ($($type:ty: $holds:ident),*) => {$(
        impl Slot for $type {
            type Class = ();

            fn describe(label: Option<Label>, (): (), steps: &mut Steps<'_>) -> Option<Described> {
                steps.end(label, Holds::$holds)
            }
        }
    )*};
}

plain! { bool: Flag, u32: Number }

macro_rules! dated {
    ($($type:ty: $moment:ident $alter:ident),*) => {$(
        impl Slot for $type {
            type Class = Timing;

            fn describe(label: Option<Label>, _: Timing, steps: &mut Steps<'_>) -> Option<Described> {
                steps.end(label, Holds::Day)
            }

            fn alter(&mut self, _: Timing, by: &mut dyn Alter) -> bool {
                by.$alter(self);
                true
            }

            fn look<'r>(&'r self, timing: Timing, by: &mut impl Look<'r>) {
                by.dated(Moment::$moment(*self), timing);
            }
        }
    )*};
}

dated! { Date: Day day, Time: Minute minute }

macro_rules! texts {
    ($($type:ty),*) => {$(
        impl Slot for $type {
            type Class = Privacy;

            fn describe(label: Option<Label>, privacy: Privacy, steps: &mut Steps<'_>) -> Option<Described> {
                steps.end(label, Holds::Text(privacy))
            }

            fn alter(&mut self, privacy: Privacy, by: &mut dyn Alter) -> bool {
                match by.text(self, privacy) {
                    Becomes::Same => true,
                    Becomes::Text(text) => {
                        *self = text.into();
                        true
                    }
                    Becomes::Nothing => {
                        *self = Self::default();
                        false
                    }
                }
            }
        }
    )*};
}

texts! { String, Box<str> }

impl Slot for PaperText {
    type Class = Privacy;

    fn describe(label: Option<Label>, privacy: Privacy, steps: &mut Steps<'_>) -> Option<Described> {
        steps.end(label, Holds::Text(privacy))
    }

    /// It goes out as it is or not at all.
    fn alter(&mut self, privacy: Privacy, by: &mut dyn Alter) -> bool {
        by.text(self.as_str(), privacy) == Becomes::Same
    }
}

with_ids! { named }

slots_of_an_id! { Subject, Subject Id }

/// A fixed word as people read it.
fn said<T: EnumWord>(word: Option<T>, lang: Lang) -> Option<&'static str> {
    word.map(|word| word.say(lang))
}

macro_rules! fixed {
    ($($word:ty),* $(,)?) => {$(
        impl Slot for $word {
            type Class = ();

            fn describe(label: Option<Label>, (): (), steps: &mut Steps<'_>) -> Option<Described> {
                steps.end(label, Holds::Word(|word, lang| said(<$word>::from_word(word), lang)))
            }
        }
    )*};
}

fixed! {
    FilingKind, Role, RestrictionKind, OrderedBy, DeviceKind, Ownership, DeviceStatus, ControlState, DecisionResult,
    GroupKind, ConsentBy, Rights, ReviewDecision, Assessment, Addressee, ReportStage,
    ConsideredResult, Host,
}

/// The label of a fixed word that is itself the name of a field.
fn label_of(word: impl EnumWord) -> Label {
    Label::new(word.say(Lang::Ja), word.say(Lang::En), None)
}

impl Slot for Controls {
    type Class = ();

    fn describe(_: Option<Label>, (): (), steps: &mut Steps<'_>) -> Option<Described> {
        let label = match AnyControl::from_word(steps.next()?)? {
            Open::Fixed(control) => label_of(control),
            Open::Added(name) => steps.at_added(name),
        };
        ControlState::describe(Some(label), (), steps)
    }

    fn look<'r>(&'r self, (): (), by: &mut impl Look<'r>) {
        self.added().for_each(|name| by.added(Adds::Control, name, true));
    }
}

impl<T: Additive> Slot for Open<T> {
    type Class = ();

    fn describe(label: Option<Label>, (): (), steps: &mut Steps<'_>) -> Option<Described> {
        steps.end(label, Holds::Word(|word, lang| said(T::of_word(word), lang)))
    }

    fn look<'r>(&'r self, (): (), by: &mut impl Look<'r>) {
        if let Self::Added(name) = self {
            by.added(T::ADDS, *name, false);
        }
    }
}

impl Slot for AddedFacts {
    type Class = Adds;

    fn describe(_: Option<Label>, _: Adds, steps: &mut Steps<'_>) -> Option<Described> {
        let label = AddedName::new(steps.next()?).map(|name| steps.at_added(name));
        // A day, or yes or no: the value says which.
        steps.end(label, Holds::Added)
    }

    fn alter(&mut self, _: Adds, by: &mut dyn Alter) -> bool {
        self.days_mut().for_each(|day| by.day(day));
        true
    }

    fn look<'r>(&'r self, adds: Adds, by: &mut impl Look<'r>) {
        for (name, value) in self.recorded() {
            by.added(adds, name, true);
            if let AddedValue::Day(day) = value {
                by.dated(Moment::Day(day), Timing::Deed);
            }
        }
    }
}

impl Slot for Answers {
    type Class = ();

    fn describe(_: Option<Label>, (): (), steps: &mut Steps<'_>) -> Option<Described> {
        let about = Circumstance::from_word(steps.next()?)?;
        bool::describe(Some(label_of(about)), (), steps)
    }
}

impl Slot for PolicySettings {
    type Class = ();

    fn describe(_: Option<Label>, (): (), steps: &mut Steps<'_>) -> Option<Described> {
        steps.next()?;
        let label = Label::new("事業所の設定", "Setting of the office", None);
        steps.end(Some(label), Holds::Number)
    }
}

macro_rules! slots {
    ($($(#[$about:meta])* $record:ident { $(
        $(#[$more:meta])* $field:ident $([$needed:ident])? : $type:ty $(as $class:ident)?
            $(= $ja:literal, $en:literal $(in $column:literal)?)?;
    )* })*) => {$(
        impl Slot for $record {
            type Class = ();

            fn describe(_: Option<Label>, (): (), steps: &mut Steps<'_>) -> Option<Described> {
                match steps.next()? {
                    $(stringify!($field) => {
                        <$type>::describe(label!($record $field $($ja)?), class!($type $(, $class)?), steps)
                    })*
                    _ => None,
                }
            }

            fn alter(&mut self, (): (), by: &mut dyn Alter) -> bool {
                $(self.$field.alter(class!($type $(, $class)?), by);)*
                true
            }

            fn look<'r>(&'r self, (): (), by: &mut impl Look<'r>) {
                $(
                    by.enter(stringify!($field));
                    self.$field.look(class!($type $(, $class)?), by);
                    by.leave();
                )*
            }

            fn called(&self) -> Option<&str> {
                None$(.or(name!(self $field)))*
            }
        }
    )*};
}

macro_rules! name {
    ($row:ident name) => {
        $row.name.as_deref()
    };
    ($row:ident $field:ident) => {
        None
    };
}

macro_rules! label {
    ($record:ident $field:ident $ja:literal) => {
        Some($record::$field)
    };
    ($record:ident $field:ident) => {
        None
    };
}

/// What the row says beside the type; nothing, where the type asks for nothing.
macro_rules! class {
    ($type:ty) => {
        ()
    };
    ($type:ty, $class:ident) => {
        <<$type as Slot>::Class>::$class
    };
}

records! { slots }

impl Slot for Group {
    type Class = ();

    fn describe(_: Option<Label>, (): (), steps: &mut Steps<'_>) -> Option<Described> {
        GroupSheet::describe(None, (), steps)
    }

    fn alter(&mut self, (): (), by: &mut dyn Alter) -> bool {
        let Self { sheet, memberships, reviews } = self;
        sheet.alter((), by) && memberships.alter((), by) && reviews.alter((), by)
    }

    fn look<'r>(&'r self, (): (), by: &mut impl Look<'r>) {
        let Self { sheet, memberships, reviews } = self;
        sheet.look((), by);
        by.enter("memberships");
        memberships.look((), by);
        by.leave();
        by.enter("reviews");
        reviews.look((), by);
        by.leave();
    }

    fn called(&self) -> Option<&str> {
        self.sheet.called()
    }
}
