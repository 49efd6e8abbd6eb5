//! A form whose record another session changed: what was typed stays, what was not touched follows, and of a field
//! that both changed both values are shown until somebody chooses.

use rustc_hash::FxHashMap;

use crate::{
    register::{Key as RecordKey, Record, Register, records::Staff},
    tui::{
        terminal::width::truncate,
        words::{HistoryWord, Word},
    },
};

use super::{
    Form, Target,
    binder::{At, Binder},
    field::{Entry, Field, Theirs},
    records,
};

/// The most cells that are shown of another value.
const MOST_OF_OTHER: usize = 100;

/// Where a record is now that was opened under a key, and what it is. Reviews and waivers have no name but their
/// place: one that is no longer what it was cannot be told from its neighbours, so it counts as gone.
pub fn find(key: &RecordKey, before: &Record, register: &Register) -> Option<(RecordKey, Record)> {
    match key {
        RecordKey::Waiver(_) => {
            let Record::Waiver(was) = before else { return None };
            let place = register.waivers().iter().position(|row| row == was)?;
            Some((RecordKey::Waiver(u32::try_from(place).ok()?), before.clone()))
        }
        RecordKey::Review(group, _) => {
            let Record::Review(was) = before else { return None };
            let place = register.group(group)?.reviews.iter().position(|row| row == was)?;
            Some((RecordKey::Review(group.clone(), u32::try_from(place).ok()?), before.clone()))
        }
        _ => register.record(key).map(|(_, record)| (key.clone(), record)),
    }
}

impl Form {
    /// Follows a register that another session changed. Says what is to be told, if anything.
    pub fn follow(&mut self, register: &Register, next_id: impl FnOnce(&Record) -> String) -> Option<String> {
        match &mut self.target {
            Target::Edit { key, before } => match find(key, before, register) {
                Some((found, current)) => {
                    *key = found;
                    self.rebase(&current);
                }
                None => self.message = Some(HistoryWord::GoneElsewhere.say(self.lang).to_owned()),
            },
            Target::Add { .. } => {
                let place =
                    self.fields.iter().position(|field| field.label == Staff::id.unfilled(self.lang))?;
                let typed = self.fields.get(place)?.typed()?.to_owned();
                // A number that somebody typed is theirs to change; saving tells that it is taken.
                let kind = self.base.kind();
                let taken = register.id_is_taken(kind, &typed) || register.id_was_given(kind, &typed);
                if Some(typed.as_str()) == self.base.id() && taken {
                    let id = next_id(&self.base);
                    if let Some(Field { entry: Entry::Text(input), .. }) = self.fields.get_mut(place) {
                        input.set_text(&id);
                    }
                    let said = HistoryWord::NumberTaken.fill(self.lang, &[&id]);
                    self.message = Some(said.clone());
                    return Some(said);
                }
            }
        }
        None
    }

    /// Takes in what another session wrote to the record meanwhile. What was typed here stays; fields that were not
    /// touched follow; a field that both changed shows both until one is chosen. Nothing is saved.
    pub fn rebase(&mut self, current: &Record) {
        let Target::Edit { before, .. } = &mut self.target else { return };
        if **before == *current {
            return;
        }
        let at = At { lang: self.lang, now: self.now, new: false, policy: &self.policy };
        let fields_of = |record: &Record| {
            let mut binder = Binder::load(at);
            records::bind(&mut record.clone(), &mut binder);
            binder.finish()
        };
        let (old, _) = fields_of(before);
        let (mut new, slots) = fields_of(current);
        let Some(pairs) = pairs(&new, &old, &self.fields) else {
            // A row that was typed in has no place any more.
            self.message = Some(Word::OpenAgain.say(self.lang).to_owned());
            return;
        };
        for (field, (was, typed)) in new.iter_mut().zip(pairs) {
            let Some(typed) = typed.and_then(|place| self.fields.get(place)) else { continue };
            let was = was.and_then(|place| old.get(place));
            merge(field, was, typed);
        }
        let focus = self.fields.get(self.focus).map(|field| field.label.clone());
        **before = current.clone();
        self.base = current.clone();
        self.fields = new;
        self.slots = slots;
        self.follow_typed();
        let place = focus.and_then(|label| self.fields.iter().position(|field| field.label == label));
        self.focus = place.unwrap_or(self.focus).min(self.fields.len().saturating_sub(1));
        self.message = Some(Word::TakenIn.say(self.lang).to_owned());
    }

    /// Whether no field waits for a choice between two values; else the first of them has the focus.
    pub(super) fn is_settled(&mut self) -> bool {
        let count = self.fields.iter().filter(|field| field.waits()).count();
        if let Some(first) = self.fields.iter().position(Field::waits) {
            self.focus = first;
            self.message = Some(HistoryWord::ChooseFirst.fill(self.lang, &[&count.to_string()]));
        }
        count == 0
    }

    /// Puts the other of two values into the field in focus.
    pub fn swap_theirs(&mut self) {
        if let Some(field) = self.field_mut()
            && let Some(theirs) = &mut field.theirs
        {
            std::mem::swap(&mut field.entry, &mut theirs.entry);
            theirs.swapped = !theirs.swapped;
            theirs.chosen = true;
            field.fault = None;
            self.changed = true;
            self.message = None;
        }
    }

    /// Settles that the value in the field in focus stays, and goes on to the next field that waits.
    pub fn keep_mine(&mut self) {
        if let Some(field) = self.field_mut()
            && let Some(theirs) = &mut field.theirs
        {
            theirs.chosen = true;
            field.fault = None;
            self.message = None;
            if let Some(next) = self.fields.iter().position(Field::waits) {
                self.focus = next;
            }
        }
    }

    /// What the other value of a field is, and which keys choose.
    pub(super) fn other_value(&self, field: &Field) -> String {
        let Some(theirs) = &field.theirs else { return String::new() };
        let said = if theirs.swapped { HistoryWord::Mine } else { HistoryWord::Theirs };
        let value = match theirs.entry.shown() {
            "" => HistoryWord::Blank.say(self.lang).to_owned(),
            // The keys stand after it.
            value => truncate(&value.replace('\n', " / "), MOST_OF_OTHER),
        };
        said.fill(self.lang, &[&value])
    }
}

/// Lays what was typed over what another session wrote.
fn merge(field: &mut Field, was: Option<&Field>, typed: &Field) {
    let typed_here = was.map_or(!typed.entry.shown().is_empty(), |was| was.says() != typed.says());
    if !typed_here {
        return;
    }
    let written_there = was.map_or(!field.entry.shown().is_empty(), |was| was.says() != field.says());
    let theirs = if written_there && field.says() != typed.says() {
        Some(Theirs { entry: field.entry.clone(), swapped: false, chosen: false })
    } else {
        // What was not settled before stays open.
        typed.theirs.clone()
    };
    *field = Field { theirs, ..typed.clone() };
}

/// The places of the old and of the typed field that stand for the same fact as a new one.
type Pair = (Option<usize>, Option<usize>);

/// Pairs every new field. They stand side by side unless rows were added to a list or taken from it; then labels,
/// which number the rows, tell. `None` where something was typed into a row that has no place any more.
fn pairs(new: &[Field], old: &[Field], typed: &[Field]) -> Option<Vec<Pair>> {
    if new.len() == typed.len() && old.len() == typed.len() {
        return Some((0..new.len()).map(|place| (Some(place), Some(place))).collect());
    }
    let (olds, typeds) = (by_label(old), by_label(typed));
    let mut left: FxHashMap<(&str, usize), usize> = typeds.iter().map(|(name, at)| (*name, *at)).collect();
    let pairs = names(new).map(|name| (olds.get(&name).copied(), left.remove(&name))).collect();
    let lost = left.into_iter().any(|(name, place)| {
        let was = olds.get(&name).and_then(|place| old.get(*place));
        typed.get(place).is_some_and(|typed| {
            was.map_or(!typed.entry.shown().is_empty(), |was| was.says() != typed.says())
        })
    });
    (!lost).then_some(pairs)
}

/// Labels with a count: two fields of one label are told apart by their order.
fn names(fields: &[Field]) -> impl Iterator<Item = (&str, usize)> {
    let mut seen: FxHashMap<&str, usize> = FxHashMap::default();
    fields.iter().map(move |field| {
        let count = seen.entry(field.label.as_str()).or_default();
        *count += 1;
        (field.label.as_str(), *count)
    })
}

fn by_label(fields: &[Field]) -> FxHashMap<(&str, usize), usize> {
    names(fields).enumerate().map(|(place, name)| (name, place)).collect()
}
