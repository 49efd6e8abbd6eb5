//! One field of a form: its label, what was typed, and why that cannot be saved.

use crate::{
    register::Lang,
    tui::{
        text::Word,
        widgets::{text_area::TextArea, text_input::TextInput},
    },
};

/// What a field's list of candidates holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Candidates {
    /// Staff and partners.
    People,
    /// Own staff.
    Staff,
    /// Devices.
    Devices,
    /// Groups.
    Groups,
    /// Rules of the policy.
    Rules,
    /// Subjects of the rule that the form names.
    Subjects,
}

/// What a field takes.
#[derive(Clone)]
pub enum Entry {
    /// Something that is not changed here.
    Fixed(String),
    /// One line.
    Text(TextInput),
    /// Several lines.
    Area(TextArea),
    /// A day.
    Day(TextInput),
    /// A day and a time.
    Moment(TextInput),
    /// A whole number.
    Number(TextInput),
    /// One of a few words; 0 is *not recorded* unless the field is needed.
    Choice {
        /// The words.
        options: Vec<String>,
        /// Which one.
        at: usize,
    },
    /// A record of the register, by its id.
    Reference {
        /// What there is to choose from.
        from: Candidates,
        /// The id; empty for none.
        id: TextInput,
    },
}

/// What another session wrote into a field that was typed in here too.
#[derive(Clone)]
pub struct Theirs {
    /// The value that is not in the field now: theirs, or the one typed here once they were swapped.
    pub entry: Entry,
    /// Whether the two were swapped.
    pub swapped: bool,
    /// Whether somebody has chosen which of them stays.
    pub chosen: bool,
}

/// A field of a form.
#[derive(Clone)]
pub struct Field {
    /// Its label.
    pub label: String,
    /// What it takes and holds.
    pub entry: Entry,
    /// Why it cannot be saved.
    pub fault: Option<Word>,
    /// Whether it must not stay empty.
    pub needed: bool,
    /// A day that was filled in by the form and not touched yet: typing replaces it.
    pub fresh: bool,
    /// What another session wrote here meanwhile.
    pub theirs: Option<Theirs>,
}

impl Entry {
    /// The text that was typed; `None` where the entry takes none.
    pub fn typed(&self) -> Option<&str> {
        match self {
            Self::Text(input)
            | Self::Day(input)
            | Self::Moment(input)
            | Self::Number(input)
            | Self::Reference { id: input, .. } => Some(input.text()),
            Self::Area(area) => Some(area.text()),
            Self::Fixed(_) | Self::Choice { .. } => None,
        }
    }

    /// What the entry says, to be compared with another of its kind.
    pub fn says(&self) -> (Option<&str>, Option<usize>) {
        match self {
            Self::Choice { at, .. } => (None, Some(*at)),
            _ => (self.typed(), None),
        }
    }

    /// What the entry says, as people read it; empty where it says nothing.
    pub fn shown(&self) -> &str {
        match self {
            Self::Choice { options, at } => options.get(*at).map_or("", String::as_str),
            Self::Fixed(text) => text,
            _ => self.typed().unwrap_or_default(),
        }
    }
}

impl Field {
    /// How many lines the field takes on the screen.
    pub fn height(&self) -> u16 {
        match self.entry {
            Entry::Area(_) => 4,
            _ => 1,
        }
    }

    /// The text that was typed; `None` where the field takes none.
    pub fn typed(&self) -> Option<&str> {
        self.entry.typed()
    }

    /// What the field says, to be compared with another of its kind.
    pub fn says(&self) -> (Option<&str>, Option<usize>) {
        self.entry.says()
    }

    /// Somebody typed into the field: what was wrong with it is forgotten, and of two values the typed one stays.
    pub fn touched(&mut self) {
        self.fault = None;
        if let Some(theirs) = &mut self.theirs {
            theirs.chosen = true;
        }
    }

    /// Whether two values wait for somebody to choose.
    pub fn waits(&self) -> bool {
        self.theirs.as_ref().is_some_and(|theirs| !theirs.chosen)
    }

    /// Whether letters go into the field.
    pub fn takes_text(&self) -> bool {
        self.typed().is_some()
    }

    /// A short hint on what may be typed.
    pub fn hint(&self, lang: Lang) -> &'static str {
        match (&self.entry, lang) {
            (Entry::Day(_), Lang::Ja) => "例：R8.11.22、11/22、昨日、+3（3日後）",
            (Entry::Day(_), Lang::En) => "2026-11-22, R8.11.22, 11/22, yesterday, +3 (in 3 days)",
            (Entry::Moment(_), Lang::Ja) => "例：11/22 9:10、9:10、今日 14:30（Ctrl+T で今）",
            (Entry::Moment(_), Lang::En) => "11/22 9:10, 9:10, today 14:30 (Ctrl+T: now)",
            (Entry::Choice { .. }, Lang::Ja) => "左右で選ぶ",
            (Entry::Choice { .. }, Lang::En) => "Left/Right to choose",
            (Entry::Reference { .. }, Lang::Ja) => "Enter で候補から選ぶ",
            (Entry::Reference { .. }, Lang::En) => "Enter to pick",
            (Entry::Area(_), Lang::Ja) => "改行できます（Tab で次の欄）",
            (Entry::Area(_), Lang::En) => "Several lines (Tab: next field)",
            _ => "",
        }
    }
}
