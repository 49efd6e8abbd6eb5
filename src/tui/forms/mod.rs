//! Forms: every field of a record, typed in words that people use, saved as one command.

pub mod binder;
pub mod day;
pub(super) mod entry;
pub mod field;
mod keep;
mod layer;
mod rebase;
mod records;
mod view;

use crate::register::{Command, Key as RecordKey, Lang, Record, Time, id::GroupId, wareki::DateInputFault};

use super::{
    terminal::input::Key,
    widgets::text_input::Edit,
    words::{Word, show_time},
};
pub use keep::{KeptForm, facts_of};
pub use records::draft;
pub(super) use view::{day_below, draw_day, draw_field, draw_name};

use binder::Binder;
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
    scroll: u16,
    changed: bool,
    seek: Seek,
    lang: Lang,
    now: Time,
    /// Why it was not saved, or why a letter did nothing.
    pub message: Option<String>,
}

impl Form {
    /// A form on a record.
    pub fn new(title: String, base: Record, target: Target, lang: Lang, now: Time) -> Self {
        let new = matches!(target, Target::Add { .. });
        let mut binder = Binder::load(lang, now, new);
        let mut shown = base.clone();
        records::bind(&mut shown, &mut binder);
        let (fields, slots) = binder.finish();
        let focus = usize::from(fields.len() > 1);
        Self {
            title,
            target,
            base,
            fields,
            slots,
            focus,
            scroll: 0,
            changed: false,
            seek: Seek::default(),
            lang,
            now,
            message: None,
        }
    }

    /// Whether something was typed that would be lost.
    pub fn is_changed(&self) -> bool {
        self.changed
    }

    /// The record as the fields say it.
    ///
    /// # Errors
    /// When a field cannot be read; it is marked, and the first of them has the focus.
    pub fn read(&mut self, now: Time) -> Result<Record, Unreadable> {
        let mut record = self.base.clone();
        let new = matches!(self.target, Target::Add { .. });
        let mut binder = Binder::store(&mut self.fields, self.slots.clone(), self.lang, now, new);
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

    fn field_mut(&mut self) -> Option<&mut Field> {
        self.fields.get_mut(self.focus)
    }

    /// Moves the focus by some fields; it stops at the ends.
    ///
    /// What was typed into the field that is left is read there and then: a wrong day is told before it is forgotten.
    pub fn move_focus(&mut self, by: isize) {
        self.seek.forget();
        let left = self.focus;
        let last = self.fields.len().saturating_sub(1);
        self.focus = self.focus.saturating_add_signed(by).min(last);
        let mut tried = self.fields.clone();
        let mut record = self.base.clone();
        let new = matches!(self.target, Target::Add { .. });
        let mut binder = Binder::store(&mut tried, self.slots.clone(), self.lang, self.now, new);
        records::bind(&mut record, &mut binder);
        let is_missing = |fault: &FieldFault| {
            matches!(fault, FieldFault::Word(Word::FaultNeeded) | FieldFault::Day(DateInputFault::Empty))
        };
        let fault = tried.get(left).and_then(|field| field.fault).filter(|fault| !is_missing(fault));
        // A day that was typed may be the first one of a period that another field ends.
        for (field, tried) in self.fields.iter_mut().zip(&tried) {
            field.reading = tried.reading;
        }
        if let Some(field) = self.fields.get_mut(left) {
            field.fault = field.fault.or(fault);
        }
    }

    /// What is typed from now on, or drawn, is read at this time.
    fn at(&mut self, now: Option<Time>) {
        self.now = now.unwrap_or(self.now);
    }

    /// Chooses another word of the field in focus.
    pub fn choose(&mut self, by: isize) {
        self.seek.forget();
        self.message = None;
        if let Some(field) = self.field_mut()
            && let Entry::Choice { options, at } = &mut field.entry
        {
            let count = isize::try_from(options.len()).unwrap_or(1).max(1);
            let next = (isize::try_from(*at).unwrap_or(0) + by).rem_euclid(count);
            *at = usize::try_from(next).unwrap_or(0);
            field.touched();
            self.changed = true;
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
        match self.field()?.entry {
            Entry::Reference { from, .. } => Some(from),
            _ => None,
        }
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
            Word::FormEdit.fill(lang, &[kind, record.id().unwrap_or_default()])
        }
    }
}
