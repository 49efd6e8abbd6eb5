//! Forms: every field of a record, typed in words that people use, saved as one command.

mod added;
pub mod binder;
pub mod day;
pub(super) mod entry;
pub mod field;
pub(super) mod keep;
mod layer;
mod layout;
mod rebase;
mod records;
mod typed;
mod view;

use std::sync::Arc;

use crate::policy::Policy;
use crate::register::{
    Command, Key as RecordKey, Lang, Record, RecordKind, Time, id::GroupId, wareki::DateInputFault,
};

use super::{
    terminal::input::Key,
    widgets::text_input::Edit,
    words::{Word, show_time},
};
pub use keep::{KeptForm, facts_of};
pub(super) use layer::name_of;
pub use records::{draft, repeats};
pub(super) use view::{Called, Look};

use binder::{At, Binder};
use day::FieldFault;
use field::{Candidates, Entry, Field, Seek, not_taken};

/// What saving the form does.
#[derive(Clone)]
pub enum Target {
    /// A new record; a membership names its group.
    Add {
        /// The group of a membership.
        group: Option<GroupId>,
    },
    /// Another state of a record that is there.
    Edit {
        /// Which record.
        key: RecordKey,
        /// What it was when the form was opened.
        before: Box<Record>,
    },
}

/// A field cannot be read; the form says which and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreadable;

/// A form that is open.
pub struct Form {
    /// Its title.
    pub title: String,
    /// What saving does.
    pub target: Target,
    base: Record,
    /// Its fields in order.
    pub fields: Vec<Field>,
    slots: Vec<usize>,
    /// The field that takes keys.
    pub focus: usize,
    /// The column in front and how far it is scrolled.
    scroll: (usize, u16),
    changed: bool,
    seek: Seek,
    /// Whose words the labels have.
    policy: Arc<Policy>,
    lang: Lang,
    now: Time,
    /// Why it was not saved, or why a letter did nothing.
    pub message: Option<String>,
}

impl Form {
    /// A form on a record.
    pub fn new(
        title: String,
        base: Record,
        target: Target,
        policy: Arc<Policy>,
        lang: Lang,
        now: Time,
    ) -> Self {
        let new = matches!(target, Target::Add { .. });
        let mut binder = Binder::load(At { lang, now, new, policy: &policy });
        let mut shown = base.clone();
        records::bind(&mut shown, &mut binder);
        let (fields, slots) = binder.finish();
        // What is typed first is not its number.
        let first = usize::from(base.id().is_some());
        let to_type = |field: &Field| field.is_shown() && field.takes_text();
        let focus = fields.iter().skip(first).position(to_type).map_or(0, |place| place + first);
        Self {
            title,
            target,
            base,
            fields,
            slots,
            focus,
            scroll: (0, 0),
            changed: false,
            seek: Seek::default(),
            policy,
            lang,
            now,
            message: None,
        }
    }

    /// Whether something was typed that would be lost.
    pub fn is_changed(&self) -> bool {
        self.changed
    }

    /// Where and when its fields are bound.
    fn binds(&self, new: bool) -> At<'_> {
        At { lang: self.lang, now: self.now, new, policy: &self.policy }
    }

    /// The record as the fields say it.
    ///
    /// # Errors
    /// When a field cannot be read; it is marked, and the first of them has the focus.
    pub fn read(&mut self, now: Time) -> Result<Record, Unreadable> {
        let mut record = self.base.clone();
        let new = matches!(self.target, Target::Add { .. });
        let at = At { lang: self.lang, now, new, policy: &self.policy };
        let mut binder = Binder::store(&mut self.fields, self.slots.clone(), at);
        records::bind(&mut record, &mut binder);
        if binder.faults() == 0 {
            return Ok(record);
        }
        if let Some(first) = self.fields.iter().position(|field| field.fault.is_some()) {
            self.focus = first;
        }
        Err(Unreadable)
    }

    /// The command that saves the form.
    ///
    /// # Errors
    /// When a field cannot be read, or another session changed it too and nobody has chosen which value stays.
    pub fn command(&mut self, now: Time) -> Result<Command, Unreadable> {
        if !self.is_settled() {
            return Err(Unreadable);
        }
        let record = self.read(now)?;
        Ok(match &self.target {
            Target::Add { group } => Command::Add { record: Box::new(record), group: group.clone() },
            Target::Edit { key, before } => {
                Command::Edit { key: key.clone(), before: before.clone(), after: Box::new(record) }
            }
        })
    }

    /// The field in focus.
    pub fn field(&self) -> Option<&Field> {
        self.fields.get(self.focus)
    }

    /// Gives the focus to the field that is called so, where there is one.
    pub fn focus_on(&mut self, label: &str) {
        if let Some(place) = self.fields.iter().position(|field| field.label == label) {
            self.focus = place;
        }
    }

    fn field_mut(&mut self) -> Option<&mut Field> {
        self.fields.get_mut(self.focus)
    }

    /// Moves the focus by some of the fields that are shown; it stops at the ends.
    ///
    /// What was typed into the field that is left is read there and then: a wrong day is told before it is forgotten.
    pub fn move_focus(&mut self, by: isize) {
        self.seek.forget();
        let left = self.focus;
        let shown = self.fields.iter().enumerate().filter(|(_, field)| field.is_shown());
        let shown: Vec<usize> = shown.map(|(place, _)| place).collect();
        let last = shown.len().saturating_sub(1);
        let here = shown.iter().position(|place| *place >= left).unwrap_or(last);
        self.focus = shown.get(here.saturating_add_signed(by).min(last)).copied().unwrap_or(left);
        let tried = self.follow_typed();
        let is_missing = |fault: &FieldFault| {
            matches!(fault, FieldFault::Word(Word::FaultNeeded) | FieldFault::Day(DateInputFault::Empty))
        };
        let fault = tried.get(left).and_then(|field| field.fault).filter(|fault| !is_missing(fault));
        if let Some(field) = self.fields.get_mut(left) {
            field.fault = field.fault.or(fault);
        }
    }

    /// Lets the fields follow what is typed in others: a day may be the first one of a period that another field ends, and
    /// what belongs to another kind of record is left out. Gives the fields as they would be read.
    fn follow_typed(&mut self) -> Vec<Field> {
        let mut tried = self.fields.clone();
        let mut record = self.base.clone();
        let new = matches!(self.target, Target::Add { .. });
        let mut binder = Binder::store(&mut tried, self.slots.clone(), self.binds(new));
        records::bind(&mut record, &mut binder);
        for (field, tried) in self.fields.iter_mut().zip(&tried) {
            (field.reading, field.foreign) = (tried.reading, tried.foreign);
        }
        tried
    }

    /// What is typed from now on, or drawn, is read at this time.
    fn at(&mut self, now: Option<Time>) {
        self.now = now.unwrap_or(self.now);
    }

    /// Chooses another word of the field in focus.
    pub fn choose(&mut self, by: isize) {
        self.choose_with(|count, at| {
            let count = isize::try_from(count).unwrap_or(1).max(1);
            usize::try_from((isize::try_from(at).unwrap_or(0) + by).rem_euclid(count)).unwrap_or(0)
        });
    }

    /// Chooses the word at a place of the field in focus.
    pub fn choose_at(&mut self, place: usize) {
        self.choose_with(|count, _| place.min(count.saturating_sub(1)));
    }

    fn choose_with(&mut self, next: impl FnOnce(usize, usize) -> usize) {
        self.seek.forget();
        self.message = None;
        if let Some(field) = self.field_mut()
            && let Entry::Choice { options, at } = &mut field.entry
        {
            *at = next(options.len(), *at);
            field.touched();
            self.changed = true;
            self.follow_typed();
        }
    }

    /// Chooses the word of the field in focus that what is typed leads to; where none does, this is told and nothing
    /// changes.
    fn seek(&mut self, typed: &str, find: impl FnOnce(&mut Seek, &[String], usize) -> Option<usize>) {
        let Some(field) = self.fields.get_mut(self.focus) else { return };
        let found = match &field.entry {
            Entry::Choice { options, at } => find(&mut self.seek, options, *at),
            _ => None,
        };
        self.message = None;
        match (&mut field.entry, found) {
            (Entry::Choice { at, .. }, Some(place)) => {
                if std::mem::replace(at, place) != place {
                    field.touched();
                    self.changed = true;
                    self.follow_typed();
                }
            }
            (entry, _) => self.message = Some(not_taken(entry, typed, self.lang)),
        }
    }

    /// Gives a key to the field in focus; says whether the field took it. No letter is ever left over for a command.
    pub fn type_key(&mut self, key: Key) -> bool {
        if let (Some(c), Some(Entry::Choice { .. } | Entry::Fixed(_))) =
            (key.text(), self.field().map(|field| &field.entry))
        {
            if self.takes_choice() && matches!(c, ' ' | '\u{3000}') {
                self.choose(1);
            } else {
                self.seek(c.encode_utf8(&mut [0; 4]), |seek, options, at| seek.key(c, options, at));
            }
            return true;
        }
        match (key, self.takes_choice()) {
            (Key::HOME, true) => {
                self.choose_at(0);
                return true;
            }
            (Key::END, true) => {
                self.choose_at(usize::MAX);
                return true;
            }
            // What has several lines keeps Enter.
            (Key::ENTER, _) if !self.takes_lines() => {
                self.move_focus(1);
                return true;
            }
            _ => {}
        }
        let Some(field) = self.field_mut() else { return false };
        let fresh = std::mem::take(&mut field.fresh);
        if let (true, Some(_), Entry::Day(input) | Entry::Moment(input)) =
            (fresh, key.text(), &mut field.entry)
        {
            input.clear();
        }
        let edit = match &mut field.entry {
            Entry::Text(input)
            | Entry::Day(input)
            | Entry::Moment(input)
            | Entry::Number(input)
            | Entry::Reference { id: input, .. } => input.handle(key),
            // Up and Down leave a text of several lines only from its first and last line.
            Entry::Area(area) => area.handle(key),
            Entry::Choice { .. } | Entry::Fixed(_) => Edit::Ignored,
        };
        if edit == Edit::Changed {
            field.touched();
            self.changed = true;
            self.message = None;
        }
        edit != Edit::Ignored
    }

    /// Pastes a text into the field in focus.
    pub fn paste(&mut self, text: &str) {
        let Some(field) = self.field_mut() else { return };
        let fresh = std::mem::take(&mut field.fresh);
        if let (true, Entry::Day(input) | Entry::Moment(input)) = (fresh, &mut field.entry) {
            input.clear();
        }
        match &mut field.entry {
            Entry::Text(input)
            | Entry::Day(input)
            | Entry::Moment(input)
            | Entry::Number(input)
            | Entry::Reference { id: input, .. } => {
                input.paste(text);
            }
            Entry::Area(area) => {
                area.paste(text);
            }
            Entry::Choice { .. } | Entry::Fixed(_) => {
                self.seek(text, |seek, options, at| seek.text(text, options, at));
                return;
            }
        }
        field.touched();
        self.changed = true;
        self.message = None;
    }

    /// Puts a text into the field in focus, such as the id of a record that was picked.
    pub fn put(&mut self, text: &str) {
        if let Some(field) = self.field_mut() {
            match &mut field.entry {
                Entry::Text(input)
                | Entry::Day(input)
                | Entry::Moment(input)
                | Entry::Number(input)
                | Entry::Reference { id: input, .. } => input.set_text(text),
                Entry::Area(area) => area.set_text(text),
                Entry::Choice { .. } | Entry::Fixed(_) => return,
            }
            field.touched();
            self.changed = true;
        }
    }

    /// What the field in focus can be picked from.
    pub fn candidates(&self) -> Option<Candidates> {
        self.field()?.candidates()
    }

    /// What kind of record it is about.
    pub fn kind(&self) -> RecordKind {
        self.base.kind()
    }

    /// Gives the fields that repeat from one record to the next, and that nobody has typed into, what another record says; says
    /// which.
    pub fn take_over(&mut self, from: &Record) -> Vec<String> {
        let mut binder = Binder::load(self.binds(true));
        records::bind(&mut from.clone(), &mut binder);
        let theirs = binder.finish().0;
        let fresh = self.unchanged();
        let repeats = records::repeats(self.kind());
        let mut taken = Vec::new();
        for label in repeats.iter().map(|label| label.say(self.lang, &*self.policy)) {
            let at = |fields: &[Field]| fields.iter().position(|field| field.label == label);
            let Some(theirs) = at(&theirs).and_then(|place| theirs.get(place)) else { continue };
            let Some(place) = at(&self.fields) else { continue };
            let (Some(field), Some(was)) = (self.fields.get_mut(place), fresh.get(place)) else { continue };
            if field.says() == was.says() && !theirs.is_blank() && field.says() != theirs.says() {
                field.entry = theirs.entry.clone();
                field.fresh = theirs.fresh;
                field.touched();
                self.changed = true;
                taken.push(label.into_owned());
            }
        }
        self.follow_typed();
        taken
    }

    /// How many fields say something else than the record that the form began from.
    fn changes(&self) -> usize {
        if !self.changed {
            return 0;
        }
        let fresh = self.unchanged();
        let changed = |(field, was): &(&Field, &Field)| field.says() != was.says();
        self.fields.iter().zip(&fresh).filter(changed).count()
    }

    /// The fields of the record that the form began from.
    fn unchanged(&self) -> Vec<Field> {
        let new = matches!(self.target, Target::Add { .. });
        let mut binder = Binder::load(self.binds(new));
        records::bind(&mut self.base.clone(), &mut binder);
        binder.finish().0
    }

    /// Whether Enter writes a new line into the field in focus.
    pub fn takes_lines(&self) -> bool {
        matches!(self.field(), Some(Field { entry: Entry::Area(_), .. }))
    }

    /// Whether the field in focus is one of a few words.
    pub fn takes_choice(&self) -> bool {
        matches!(self.field(), Some(Field { entry: Entry::Choice { .. }, .. }))
    }

    /// The day or the time of now, as the field in focus wants it.
    pub fn stamp(&self, now: Time) -> Option<String> {
        match self.field()?.entry {
            Entry::Day(_) => Some(now.date.to_string()),
            Entry::Moment(_) => Some(show_time(now)),
            _ => None,
        }
    }

    /// The rule that a waiver's form names so far, for the candidates of its subject.
    pub fn named_rule(&self) -> Option<&str> {
        self.fields.iter().find_map(|field| match &field.entry {
            Entry::Reference { from: Candidates::Rules, id } => Some(id.text().trim()),
            _ => None,
        })
    }

    /// The label of a title: what is added or edited.
    pub fn title_for(record: &Record, new: bool, lang: Lang) -> String {
        let kind = record.kind().title(lang);
        if new {
            Word::FormNew.fill(lang, &[kind])
        } else {
            // The office has no number.
            let title = Word::FormEdit.fill(lang, &[kind, record.id().unwrap_or_default()]);
            title.trim_end().to_owned()
        }
    }
}
