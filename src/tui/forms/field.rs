//! One field of a form: its label, what was typed, and why that cannot be saved.

use crate::{
    register::{
        Lang, Moment, Time,
        kana::{Query, SearchKey},
        labels::Label,
    },
    tui::{
        terminal::input::{Code, Folded, Key},
        widgets::{text_area::TextArea, text_input::TextInput},
        words::{SectionWord, TypingWord, reading},
    },
};

use super::day::{FieldFault, Reading};

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
    /// Professions, in words: those of the register, and the usual ones.
    Professions,
    /// Who somebody is to the patient, in words: what the register says, and the usual ones.
    Relations,
}

impl Candidates {
    /// Whether they are words: a field takes others just as well.
    pub fn are_words(self) -> bool {
        matches!(self, Self::Professions | Self::Relations)
    }
}

/// What another field of the form says, where a field belongs to records of another kind.
#[derive(Debug, Clone, Copy)]
pub struct Foreign {
    /// The field that says the kind.
    pub of: Label,
    /// What it says.
    pub says: &'static str,
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
    pub fault: Option<FieldFault>,
    /// How it reads a day or a minute, where it takes one.
    pub reading: Option<Reading>,
    /// Whether it must not stay empty.
    pub needed: bool,
    /// A day that was filled in by the form and not touched yet: typing replaces it.
    pub fresh: bool,
    /// What another session wrote here meanwhile.
    pub theirs: Option<Theirs>,
    /// Under which heading it stands.
    pub section: Option<SectionWord>,
    /// Why it is left out while it is blank.
    pub foreign: Option<Foreign>,
    /// What is offered to a text that takes other words too.
    pub offers: Option<Candidates>,
}

/// What is typed on a choice field to find one of its words. It lasts as long as the field is in focus.
#[derive(Debug, Clone, Default)]
pub struct Seek(String);

impl Seek {
    /// What was typed so far is forgotten.
    pub fn forget(&mut self) {
        self.0.clear();
    }

    /// The word that one more key leads to: the one of its number, or the next that begins with what was typed so far.
    /// Where none does, the key begins anew.
    pub fn key(&mut self, c: char, options: &[String], at: usize) -> Option<usize> {
        let folded = match Key::char(c).fold() {
            Folded::Command(Key { code: Code::Char(folded), .. }) => folded,
            _ => c,
        };
        if let Some(number) = folded.to_digit(10) {
            self.forget();
            let place = usize::try_from(number).ok()?.checked_sub(1)?;
            return (place < options.len()).then_some(place);
        }
        let longer = format!("{}{c}", self.0);
        // A word that is found already stays while it fits what is typed on.
        let on = if self.0.is_empty() { None } else { sought(options, at, &longer) };
        if on.is_some() {
            self.0 = longer;
            return on;
        }
        self.forget();
        let found = sought(options, at + 1, c.encode_utf8(&mut [0; 4]));
        if found.is_some() {
            self.0.push(c);
        }
        found
    }

    /// The word that a text leads to: what an input method gives at once, or what is pasted.
    pub fn text(&mut self, text: &str, options: &[String], at: usize) -> Option<usize> {
        self.forget();
        let text = text.trim();
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) => self.key(c, options, at),
            _ => sought(options, at, text),
        }
    }
}

/// The first of some words, from a place on and around the end, that begins with a text as it is written or read.
fn sought(options: &[String], from: usize, text: &str) -> Option<usize> {
    let query = Query::new(text);
    let count = options.len();
    let begins = |word: &str| {
        query.begins(&SearchKey::new([word]))
            || reading(word).is_some_and(|reading| query.begins(&SearchKey::new([reading])))
    };
    (0..count)
        .map(|step| (from + step) % count)
        .find(|place| options.get(*place).is_some_and(|word| begins(word)))
}

/// Why a key or a text was not taken by a field in which letters choose: nothing fits, or it is not changed here.
pub fn not_taken(entry: &Entry, typed: &str, lang: Lang) -> String {
    match entry {
        Entry::Choice { .. } => TypingWord::NoSuchChoice.fill(lang, &[typed.trim()]),
        _ => TypingWord::Fixed.say(lang).to_owned(),
    }
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
    /// A field of a small form, which has to be filled in. Its label cites nothing.
    pub fn needed(label: impl Into<Label>, entry: Entry, lang: Lang) -> Self {
        Self { needed: true, ..Self::new(label.into().unfilled(lang).to_owned(), entry) }
    }

    /// A field that may stay empty.
    pub fn new(label: String, entry: Entry) -> Self {
        Self {
            label,
            entry,
            fault: None,
            reading: None,
            needed: false,
            fresh: false,
            theirs: None,
            section: None,
            foreign: None,
            offers: None,
        }
    }

    /// Whether nothing is said in it.
    pub fn is_blank(&self) -> bool {
        match &self.entry {
            Entry::Choice { at, .. } => !self.needed && *at == 0,
            entry => entry.shown().trim().is_empty(),
        }
    }

    /// Whether the form shows it: what is recorded or typed always, whatever kind of record it belongs to.
    pub fn is_shown(&self) -> bool {
        self.foreign.is_none() || !self.is_blank() || self.theirs.is_some()
    }

    /// Whether text is typed into it.
    pub fn takes_text(&self) -> bool {
        !matches!(self.entry, Entry::Fixed(_) | Entry::Choice { .. })
    }

    /// What there is to choose from, beside words that stand in the field.
    pub fn candidates(&self) -> Option<Candidates> {
        match self.entry {
            Entry::Reference { from, .. } => Some(from),
            _ => self.offers,
        }
    }

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

    /// The day or the minute that is meant by what was typed so far, or why there can be none; nothing while that cannot
    /// be told.
    pub fn day_so_far(&self, now: Time) -> Option<Result<Moment, FieldFault>> {
        self.reading.as_ref()?.so_far(self.typed()?, now)
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

    /// A short hint on what may be typed.
    pub fn hint(&self, lang: Lang) -> &'static str {
        let ahead = self.reading.is_some_and(|reading| reading.may_lie_ahead());
        match (&self.entry, lang) {
            (Entry::Day(_), Lang::Ja) if ahead => "例：R8.11.22、11/22、22日、明日、+3（3日後）",
            (Entry::Day(_), Lang::En) if ahead => "2026-11-22, R8.11.22, 11/22, tomorrow, +3 (in 3 days)",
            (Entry::Day(_), Lang::Ja) => "例：R8.11.22、11/22、22日、昨日、-3（3日前）",
            (Entry::Day(_), Lang::En) => "2026-11-22, R8.11.22, 11/22, yesterday, -3 (3 days ago)",
            (Entry::Moment(_), Lang::Ja) => "例：11/22 9:10、9:10、今日 14:30（Ctrl+T で今）",
            (Entry::Moment(_), Lang::En) => "11/22 9:10, 9:10, today 14:30 (Ctrl+T: now)",
            (Entry::Choice { .. }, Lang::Ja) => "左右の矢印か、読み・番号の入力で選ぶ",
            (Entry::Choice { .. }, Lang::En) => "Left/Right, its first letters or its number",
            (Entry::Reference { .. }, Lang::Ja) => "Enter で候補から選ぶ（名前や読みの一部で絞り込めます）",
            (Entry::Reference { .. }, Lang::En) => "Enter to pick; part of a name narrows the list",
            (Entry::Text(_), Lang::Ja) if self.offers.is_some() => "F4 で候補から選ぶ",
            (Entry::Text(_), Lang::En) if self.offers.is_some() => "F4 to pick",
            (Entry::Area(_), Lang::Ja) => "改行できます（Tab で次の欄）",
            (Entry::Area(_), Lang::En) => "Several lines (Tab: next field)",
            _ => "",
        }
    }
}
