//! Binds the facts of a record to fields, in both directions with one listing: once to fill the fields from the
//! record, once to read the record from the fields.

use crate::{
    policy::{Additions, Policy},
    register::{
        Date, Lang, Time,
        id::{DeviceId, IdFault, PersonId, check_id},
        labels::{Label, with_terms},
    },
    tui::{
        widgets::{text_area::TextArea, text_input::TextInput},
        words::{EnumWord, SectionWord, Word, show_time},
    },
};

use super::{
    day::{FieldFault, Reading},
    field::{Candidates, Entry, Field, Foreign},
    typed::{put_text, read_number},
};

enum Way<'a> {
    /// Fill fields from the record.
    Load,
    /// Read the record from the fields; the next one is at this place.
    Store { fields: &'a mut [Field], next: usize },
}

/// What a field wants that names a record.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// What there is to choose from.
    pub from: Candidates,
    /// Whether it must not stay empty.
    pub needed: bool,
    /// What is said of a text that names nothing.
    pub fault: Word,
}

impl Wanted {
    /// A record that may be named.
    pub const fn optional(from: Candidates) -> Self {
        Self { from, needed: false, fault: Word::FaultId }
    }

    /// A record that has to be named.
    pub const fn needed(from: Candidates, fault: Word) -> Self {
        Self { from, needed: true, fault }
    }
}

/// Where and when fields are bound.
#[derive(Clone, Copy)]
pub struct At<'a> {
    /// The language of their words.
    pub lang: Lang,
    /// What is typed is read at this time.
    pub now: Time,
    /// Whether the record is new.
    pub new: bool,
    /// What the policy adds.
    pub policy: &'a Policy,
}

/// Walks over a record and its fields side by side.
pub struct Binder<'a> {
    way: Way<'a>,
    made: Vec<Field>,
    slots: Vec<usize>,
    next_slot: usize,
    faults: usize,
    /// Whose words the labels have.
    policy: &'a Policy,
    lang: Lang,
    now: Time,
    new: bool,
    section: Option<SectionWord>,
    foreign: Option<Foreign>,
}

impl<'a> Binder<'a> {
    /// A binder that makes the fields of a record.
    pub fn load(at: At<'a>) -> Self {
        Self::on(Way::Load, Vec::new(), at)
    }

    fn on(way: Way<'a>, slots: Vec<usize>, At { lang, now, new, policy }: At<'a>) -> Self {
        let (section, foreign) = (None, None);
        let (made, next_slot, faults) = (Vec::new(), 0, 0);
        Self { way, made, slots, next_slot, faults, policy, lang, now, new, section, foreign }
    }

    /// A binder that reads a record from fields which [`Binder::load`] made.
    pub fn store(fields: &'a mut [Field], slots: Vec<usize>, at: At<'a>) -> Self {
        Self::on(Way::Store { fields, next: 0 }, slots, at)
    }

    /// The policy, whose words the labels have.
    pub fn policy(&self) -> &'a Policy {
        self.policy
    }

    /// What the policy adds.
    pub fn additions(&self) -> &'a Additions {
        self.policy.additions()
    }

    /// The language of its words.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// What is bound from here on stands under this heading.
    pub fn section(&mut self, section: SectionWord) {
        self.section = Some(section);
    }

    /// Binds fields that belong only to records of which another field says something else than it does now; while they are
    /// blank they are left out then.
    pub fn of_kind(&mut self, foreign: Option<Foreign>, each: impl FnOnce(&mut Self)) {
        self.foreign = foreign;
        each(self);
        self.foreign = None;
    }

    /// The fields made, and how many rows each list got.
    pub fn finish(self) -> (Vec<Field>, Vec<usize>) {
        (self.made, self.slots)
    }

    /// How many fields could not be read.
    pub fn faults(&self) -> usize {
        self.faults
    }

    /// Marks a field that was bound some fields ago: what it says does not fit the others.
    pub fn fault_back(&mut self, back: usize, fault: Word) {
        if let Way::Store { fields, next } = &mut self.way
            && let Some(field) = next.checked_sub(back).and_then(|at| fields.get_mut(at))
            && field.fault.is_none()
        {
            field.fault = Some(fault.into());
            self.faults += 1;
        }
    }

    /// Binds one field: makes it, or reads it with `read`, which may refuse what was typed.
    pub(super) fn bind(
        &mut self,
        label: impl FnOnce(Lang) -> String,
        needed: bool,
        make: impl FnOnce(Lang) -> Entry,
        read: impl FnOnce(&Entry) -> Result<(), FieldFault>,
    ) {
        match &mut self.way {
            Way::Load => {
                let label = with_terms(&label(self.lang), self.lang, self.policy).into_owned();
                let entry = make(self.lang);
                let fresh = matches!(&entry, Entry::Day(input) | Entry::Moment(input) if !input.is_empty());
                let (section, foreign) = (self.section, self.foreign);
                self.made.push(Field { needed, fresh, section, foreign, ..Field::new(label, entry) });
            }
            Way::Store { fields, next } => {
                let Some(field) = fields.get_mut(*next) else { return };
                *next += 1;
                field.fault = read(&field.entry).err();
                field.foreign = self.foreign;
                self.faults += usize::from(field.fault.is_some());
            }
        }
    }

    /// The field that was bound last.
    fn last(&mut self) -> Option<&mut Field> {
        match &mut self.way {
            Way::Load => self.made.last_mut(),
            Way::Store { fields, next } => next.checked_sub(1).and_then(|last| fields.get_mut(last)),
        }
    }

    /// Says how the field that was bound last reads a day.
    fn reads(&mut self, reading: Reading) {
        if let Some(field) = self.last() {
            field.reading = Some(reading);
        }
    }

    pub(super) fn words(label: Label) -> impl FnOnce(Lang) -> String {
        move |lang| label.unfilled(lang).to_owned()
    }

    /// An id: chosen when the record is new, fixed afterwards.
    pub fn id<T: Clone>(
        &mut self,
        label: Label,
        slot: &mut T,
        text: fn(&T) -> &str,
        make: fn(&str) -> Option<T>,
    ) {
        let shown = text(slot).to_owned();
        let new = self.new;
        self.bind(
            Self::words(label),
            new,
            |_| {
                if new {
                    Entry::Text(TextInput::with_text(&shown).max_chars(64))
                } else {
                    Entry::Fixed(shown)
                }
            },
            |entry| {
                if let Entry::Text(input) = entry {
                    // Nothing is trimmed unseen: whoever typed a blank takes it away.
                    let fault = |()| match check_id(input.text()) {
                        Err(IdFault::Blank) => Word::FaultNeeded,
                        Err(IdFault::BlankEnd) => Word::FaultIdBlank,
                        _ => Word::FaultId,
                    };
                    *slot = make(input.text()).ok_or(()).map_err(fault)?;
                }
                Ok(())
            },
        );
    }

    /// One line of text.
    pub fn text(&mut self, label: Label, slot: &mut Option<String>) {
        self.text_with(Self::words(label), slot);
    }

    /// One line of text for which words are offered.
    pub fn text_offering(&mut self, label: Label, offers: Candidates, slot: &mut Option<String>) {
        self.text(label, slot);
        if let Some(field) = self.last() {
            field.offers = Some(offers);
        }
    }

    fn text_with(&mut self, label: impl FnOnce(Lang) -> String, slot: &mut Option<String>) {
        let shown = TextInput::with_text(slot.as_deref().unwrap_or_default());
        self.bind(
            label,
            false,
            |_| Entry::Text(shown.clone()),
            |entry| {
                if let Entry::Text(input) = entry {
                    put_text(slot, shown.text(), input.text());
                }
                Ok(())
            },
        );
    }

    /// A login: full-width letters that an input method left are written as MCS has them.
    pub fn login(&mut self, label: Label, slot: &mut Option<String>) {
        use unicode_normalization::UnicodeNormalization;
        let before = slot.clone();
        self.text(label, slot);
        if *slot != before {
            *slot = slot.take().map(|login| login.nfkc().collect());
        }
    }

    /// One line of text that must not stay empty.
    pub fn needed_text(&mut self, label: Label, slot: &mut String) {
        let shown = TextInput::with_text(slot);
        self.bind(
            Self::words(label),
            true,
            |_| Entry::Text(shown.clone()),
            |entry| {
                if let Entry::Text(input) = entry
                    && input.text() != shown.text()
                {
                    input.text().trim().clone_into(slot);
                }
                if slot.trim().is_empty() { Err(Word::FaultNeeded.into()) } else { Ok(()) }
            },
        );
    }

    /// One line of text kept in a box.
    pub fn short_text(&mut self, label: Label, slot: &mut Option<Box<str>>) {
        let mut text = slot.take().map(String::from);
        self.text(label, &mut text);
        *slot = text.map(Box::from);
    }

    /// Several lines of text.
    pub fn area(&mut self, label: Label, slot: &mut Option<String>) {
        let shown = TextArea::with_text(slot.as_deref().unwrap_or_default());
        self.bind(
            Self::words(label),
            false,
            |_| Entry::Area(shown.clone()),
            |entry| {
                if let Entry::Area(area) = entry {
                    put_text(slot, shown.text(), area.text());
                }
                Ok(())
            },
        );
    }

    /// A day.
    pub fn day(&mut self, label: Label, slot: &mut Option<Date>) {
        self.day_with(Self::words(label), Reading::of(label, *slot), slot);
    }

    /// The last day of a period whose first day was bound before.
    pub fn end(&mut self, label: Label, begin: Option<Date>, slot: &mut Option<Date>) {
        self.day_with(Self::words(label), Reading::of(label, *slot).from(begin), slot);
    }

    pub(super) fn day_with(
        &mut self,
        label: impl FnOnce(Lang) -> String,
        reading: Reading,
        slot: &mut Option<Date>,
    ) {
        let shown = slot.map(|day| day.to_string()).unwrap_or_default();
        let now = self.now;
        self.bind(
            label,
            false,
            |_| Entry::Day(TextInput::with_text(&shown)),
            |entry| {
                let Entry::Day(input) = entry else { return Ok(()) };
                *slot = match input.text().trim() {
                    "" => None,
                    text => Some(reading.read_day(text, now)?),
                };
                Ok(())
            },
        );
        self.reads(reading);
    }

    /// A day that must not stay empty.
    pub fn needed_day(&mut self, label: Label, slot: &mut Date) {
        let shown = slot.to_string();
        let reading = Reading::of(label, Some(*slot));
        let now = self.now;
        self.bind(
            Self::words(label),
            true,
            |_| Entry::Day(TextInput::with_text(&shown)),
            |entry| {
                if let Entry::Day(input) = entry {
                    *slot = reading.read_day(input.text(), now)?;
                }
                Ok(())
            },
        );
        self.reads(reading);
    }

    /// A day and a time.
    pub fn moment(&mut self, label: Label, slot: &mut Option<Time>) {
        self.moment_with(Self::words(label), Reading::minute_of(label, *slot), slot);
    }

    fn moment_with(&mut self, label: impl FnOnce(Lang) -> String, reading: Reading, slot: &mut Option<Time>) {
        let shown = slot.map(show_time).unwrap_or_default();
        let now = self.now;
        self.bind(
            label,
            false,
            |_| Entry::Moment(TextInput::with_text(&shown)),
            |entry| {
                let Entry::Moment(input) = entry else { return Ok(()) };
                *slot = match input.text().trim() {
                    "" => None,
                    text => Some(reading.read_minute(text, now)?),
                };
                Ok(())
            },
        );
        self.reads(reading);
    }

    /// A whole number from 0.
    pub fn number(&mut self, label: Label, slot: &mut Option<u32>) {
        let shown = slot.map(|number| number.to_string()).unwrap_or_default();
        self.bind(
            Self::words(label),
            false,
            |_| Entry::Number(TextInput::with_text(&shown)),
            |entry| {
                let Entry::Number(input) = entry else { return Ok(()) };
                *slot = read_number(input.text())?;
                Ok(())
            },
        );
    }

    /// One of a few words, or not recorded.
    pub fn choice<T: EnumWord>(&mut self, label: Label, slot: &mut Option<T>) {
        self.choice_with(Self::words(label), slot);
    }

    /// One of a few words, with a label made by the caller, or not recorded.
    pub fn choice_with<T: EnumWord>(&mut self, label: impl FnOnce(Lang) -> String, slot: &mut Option<T>) {
        let at = slot
            .and_then(|value| T::CHOICES.iter().position(|choice| *choice == value))
            .map_or(0, |at| at + 1);
        self.bind(
            label,
            false,
            |lang| {
                let unknown = std::iter::once(Word::NotRecorded.say(lang));
                let words = T::CHOICES.iter().map(|choice| choice.say(lang));
                Entry::Choice { options: unknown.chain(words).map(str::to_owned).collect(), at }
            },
            |entry| {
                if let Entry::Choice { at, .. } = entry {
                    *slot = at.checked_sub(1).and_then(|at| T::CHOICES.get(at)).copied();
                }
                Ok(())
            },
        );
    }

    /// One of a few words that has to be chosen.
    pub fn needed_choice<T: EnumWord>(&mut self, label: Label, slot: &mut T) {
        let at = T::CHOICES.iter().position(|choice| choice == slot).unwrap_or(0);
        self.bind(
            Self::words(label),
            true,
            |lang| Entry::Choice {
                options: T::CHOICES.iter().map(|choice| choice.say(lang).to_owned()).collect(),
                at,
            },
            |entry| {
                if let Entry::Choice { at, .. } = entry
                    && let Some(choice) = T::CHOICES.get(*at)
                {
                    *slot = *choice;
                }
                Ok(())
            },
        );
    }

    /// Yes, no or not recorded.
    pub fn flag(&mut self, label: Label, slot: &mut Option<bool>) {
        self.flag_with(Self::words(label), slot);
    }

    pub(super) fn flag_with(&mut self, label: impl FnOnce(Lang) -> String, slot: &mut Option<bool>) {
        let at = match slot {
            None => 0,
            Some(true) => 1,
            Some(false) => 2,
        };
        self.bind(
            label,
            false,
            |lang| {
                let words = [Word::NotRecorded, Word::Yes, Word::No];
                Entry::Choice { options: words.map(|word| word.say(lang).to_owned()).to_vec(), at }
            },
            |entry| {
                if let Entry::Choice { at, .. } = entry {
                    *slot = match at {
                        1 => Some(true),
                        2 => Some(false),
                        _ => None,
                    };
                }
                Ok(())
            },
        );
    }

    /// A record that is named by its id.
    pub fn reference<T>(
        &mut self,
        label: impl FnOnce(Lang) -> String,
        wanted: &Wanted,
        slot: &mut Option<T>,
        text: fn(&T) -> String,
        make: fn(&str) -> Option<T>,
    ) {
        let Wanted { from, needed, fault } = *wanted;
        let shown = TextInput::with_text(&slot.as_ref().map(text).unwrap_or_default());
        self.bind(
            label,
            needed,
            |_| Entry::Reference { from, id: shown.clone() },
            |entry| {
                let Entry::Reference { id, .. } = entry else { return Ok(()) };
                if id.text() != shown.text() {
                    // A record is named exactly; a rule's name is no id.
                    let typed = if from == Candidates::Rules { id.text().trim() } else { id.text() };
                    let nothing = typed.trim().is_empty();
                    *slot = if nothing { None } else { Some(make(typed).ok_or(fault)?) };
                }
                let named = slot.as_ref().is_some_and(|slot| !text(slot).trim().is_empty());
                if needed && !named { Err(Word::FaultNeeded.into()) } else { Ok(()) }
            },
        );
    }

    /// A person: own staff, or a partner too.
    pub fn person(&mut self, label: Label, from: Candidates, slot: &mut Option<PersonId>) {
        self.person_with(Self::words(label), from, slot);
    }

    fn person_with(
        &mut self,
        label: impl FnOnce(Lang) -> String,
        from: Candidates,
        slot: &mut Option<PersonId>,
    ) {
        let make = |id: &str| PersonId::held(id).ok();
        self.reference(label, &Wanted::optional(from), slot, PersonId::to_string, make);
    }

    /// A person that has to be named.
    pub fn needed_person(&mut self, label: Label, from: Candidates, slot: &mut PersonId) {
        let mut named = Some(slot.clone());
        let label = Self::words(label);
        let make = |id: &str| PersonId::held(id).ok();
        let wanted = Wanted::needed(from, Word::FaultId);
        self.reference(label, &wanted, &mut named, PersonId::to_string, make);
        if let Some(named) = named {
            *slot = named;
        }
    }

    /// A device.
    pub fn device(&mut self, label: Label, slot: &mut Option<DeviceId>) {
        let label = Self::words(label);
        let make = |id: &str| DeviceId::held(id).ok();
        self.reference(label, &Wanted::optional(Candidates::Devices), slot, DeviceId::to_string, make);
    }

    /// Rows of a list: those that are there and some empty ones. Rows left empty are not kept.
    pub fn rows<T: Clone + PartialEq>(
        &mut self,
        rows: &mut Vec<T>,
        spare: usize,
        blank: &T,
        each: impl Fn(&mut Self, &mut T, usize),
    ) {
        let count = if matches!(self.way, Way::Load) {
            let count = rows.len() + spare;
            self.slots.push(count);
            count
        } else {
            let count = self.slots.get(self.next_slot).copied().unwrap_or(rows.len());
            self.next_slot += 1;
            count
        };
        rows.resize(count.max(rows.len()), blank.clone());
        for (number, row) in rows.iter_mut().enumerate() {
            each(self, row, number + 1);
        }
        rows.retain(|row| row != blank);
    }

    /// A day of a numbered row.
    pub fn row_day(&mut self, label: Label, number: usize, slot: &mut Option<Date>) {
        self.day_with(numbered(label, number), Reading::of(label, *slot), slot);
    }

    /// A time of a numbered row.
    pub fn row_moment(&mut self, label: Label, number: usize, slot: &mut Option<Time>) {
        self.moment_with(numbered(label, number), Reading::minute_of(label, *slot), slot);
    }

    /// A text of a numbered row.
    pub fn row_text(&mut self, label: Label, number: usize, slot: &mut Option<String>) {
        self.text_with(numbered(label, number), slot);
    }

    /// A person of a numbered row.
    pub fn row_person(&mut self, label: Label, number: usize, slot: &mut Option<PersonId>) {
        self.person_with(numbered(label, number), Candidates::Staff, slot);
    }

    /// A choice of a numbered row.
    pub fn row_choice<T: EnumWord>(&mut self, label: Label, number: usize, slot: &mut Option<T>) {
        self.choice_with(numbered(label, number), slot);
    }
}

/// A label with the number of its row.
pub fn numbered(label: Label, number: usize) -> impl FnOnce(Lang) -> String {
    move |lang| label.unfilled(lang).replacen("{}", &number.to_string(), 1)
}
