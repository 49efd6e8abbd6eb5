//! The records of the register, as `register-format.md` describes them; their fields stand in [`super::fields`].

use std::collections::BTreeMap;

use super::{
    added::{AddedFacts, AddedName, Open},
    date::{Date, Time},
    fields::records,
    labels::Label,
    subject::Subject,
    timing::Timing,
};
#[allow(clippy::wildcard_imports, reason = "the table of fields has every type of them")]
use super::{id::*, words::*};

macro_rules! structs {
    ($($(#[$about:meta])* $record:ident { $(
        $(#[$more:meta])* $field:ident $([$needed:ident])? : $type:ty $(as $class:ident)?
            $(= $ja:literal, $en:literal $(in $column:literal)?)?;
    )* })*) => {$(
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $record { $($(#[doc = $ja])? $(#[$more])* pub $field: $type),* }

        impl $record {
            /// A record with what it has to have; nothing else is recorded.
            pub fn new($($($field: given!($needed $type),)?)*) -> Self {
                Self { $($field: start!([$($needed)?] $field)),* }
            }

        }

        /// What each field is called.
        #[allow(non_upper_case_globals, reason = "a label has the name of its field")]
        impl $record {
            $(label! { $field [$($class)?] $($ja, $en)? })*
        }
    )*};
}

macro_rules! given {
    (needed $type:ty) => {
        $type
    };
}

macro_rules! start {
    ([needed] $field:ident) => {
        $field
    };
    ([] $field:ident) => {
        Default::default()
    };
}

macro_rules! label {
    ($field:ident [$($class:ident)?] $ja:literal, $en:literal) => {
        #[doc = $ja]
        pub const $field: Label = Label::new($ja, $en, timing!($($class)?));
    };
    ($field:ident [$($class:ident)?]) => {};
}

/// When the day of a field may lie; other fields hold none.
macro_rules! timing {
    (Deed) => {
        Some(Timing::Deed)
    };
    (Announced) => {
        Some(Timing::Announced)
    };
    (Either) => {
        Some(Timing::Either)
    };
    (Plan) => {
        Some(Timing::Plan)
    };
    (End) => {
        Some(Timing::End)
    };
    ($($class:ident)?) => {
        None
    };
}

records! { structs }

/// The states of a device's controls.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Controls {
    fixed: [Option<ControlState>; 9],
    /// Those of a policy's own, by name.
    added: BTreeMap<AddedName, ControlState>,
}

impl Controls {
    /// What is recorded of a control.
    pub fn get(&self, control: impl Into<AnyControl>) -> Option<ControlState> {
        match control.into() {
            Open::Fixed(control) => self.fixed[control.place()],
            Open::Added(name) => self.added.get(&name).copied(),
        }
    }

    /// Records a state, or that nothing is recorded.
    pub fn set(&mut self, control: impl Into<AnyControl>, state: Option<ControlState>) {
        match (control.into(), state) {
            (Open::Fixed(control), state) => self.fixed[control.place()] = state,
            (Open::Added(name), Some(state)) => drop(self.added.insert(name, state)),
            (Open::Added(name), None) => drop(self.added.remove(&name)),
        }
    }

    /// The controls of which something is recorded, in the order of the rules, then those of a policy's own by name.
    pub fn recorded(&self) -> impl Iterator<Item = (AnyControl, ControlState)> + '_ {
        let fixed =
            Control::ALL.iter().filter_map(|control| Some((Open::Fixed(*control), self.get(*control)?)));
        fixed.chain(self.added.iter().map(|(name, state)| (Open::Added(*name), *state)))
    }

    /// The names of a policy's own under which something is recorded.
    pub fn added(&self) -> impl Iterator<Item = AddedName> + '_ {
        self.added.keys().copied()
    }
}

/// What the office set itself, by the names of the settings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PolicySettings(BTreeMap<String, SettingValue>);

/// What a setting is set to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingValue {
    /// A number.
    Number(u32),
    /// None of it.
    Off,
}

impl PolicySettings {
    /// What a setting is set to, where the office set it.
    pub fn get(&self, name: &str) -> Option<SettingValue> {
        self.0.get(name).copied()
    }

    /// Sets it, or leaves it to the policy again.
    pub fn set(&mut self, name: &str, value: Option<SettingValue>) {
        match value {
            Some(value) => drop(self.0.insert(name.to_owned(), value)),
            None => drop(self.0.remove(name)),
        }
    }

    /// What is set, by name.
    pub fn recorded(&self) -> impl Iterator<Item = (&str, SettingValue)> + '_ {
        self.0.iter().map(|(name, value)| (name.as_str(), *value))
    }

    /// Whether nothing is set.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A group of MCS with its memberships and reviews.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The group itself.
    pub sheet: GroupSheet,
    /// Its memberships, in the order in which they were recorded.
    pub memberships: Vec<Membership>,
    /// Its reviews, in the order in which they were recorded.
    pub reviews: Vec<Review>,
}

impl GroupSheet {
    /// Whether its use has ended.
    pub fn is_over(&self, today: Date) -> bool {
        today.happened(self.deceased_on) || today.happened(self.ended_on)
    }

    /// Whether the group is in the archive, or deleted.
    pub fn is_put_away(&self, today: Date) -> bool {
        [self.archived_on, self.deleted_on].into_iter().flatten().any(|day| day <= today)
    }
}

/// A paper as one line of JSON, in the one form that the register document writes. What stands in it is the papers' own
/// business; made by [`super::document::paper_text`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperText(pub(super) Box<str>);

impl PaperText {
    /// The line.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Authority {
    /// What was answered about a circumstance.
    pub fn answer(&self, about: Circumstance) -> Option<bool> {
        match about {
            Circumstance::Wrongful => self.wrongful,
            _ => self.answers.get(about),
        }
    }

    /// Records an answer, or that there is none.
    pub fn set_answer(&mut self, about: Circumstance, answer: Option<bool>) {
        match about {
            Circumstance::Wrongful => self.wrongful = answer,
            _ => self.answers.set(about, answer),
        }
    }
}

/// Answers about the circumstances of an incident, but for [`Circumstance::Wrongful`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Answers([Option<bool>; Circumstance::ALL.len()]);

impl Answers {
    /// What was answered.
    pub fn get(&self, about: Circumstance) -> Option<bool> {
        self.0.get(about as usize).copied().flatten()
    }

    /// Records an answer, or that there is none.
    pub fn set(&mut self, about: Circumstance, answer: Option<bool>) {
        if let Some(slot) = self.0.get_mut(about as usize) {
            *slot = answer;
        }
    }

    /// The circumstances that were answered, in their order.
    pub fn recorded(&self) -> impl Iterator<Item = (Circumstance, bool)> + '_ {
        Circumstance::ALL.iter().filter_map(|about| Some((*about, self.get(*about)?)))
    }
}

/// A text that says something: blanks are not recorded.
pub fn non_blank(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}
