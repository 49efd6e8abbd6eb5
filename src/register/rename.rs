//! Ids with a blank at an end, which earlier versions took in, put right: the record gets its id without the blank, and
//! everything that names it follows, in one change.
//!
//! To a change such an id is another record: the old one goes and the new one comes. What tells a renaming from that is the
//! change itself ([`Change::renames`]): nothing in it differs but the ids, everywhere alike, and each is the id of a record
//! that goes and comes. So what is signed may go along, under the new ids and with the same decisions, and nothing else.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    change::{Change, RecordChange},
    command::Refusal,
    id::{Id, MAX_ID_CHARS, PersonId, check_id, has_blank_end},
    in_memory::Register,
    kinds::{Key, Record, RecordKind},
    lang::Lang,
    numbering::next_id,
    records::Group,
    slots::Alter,
    subject::Subject,
};

/// A record and the id that it shall have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rename {
    /// The record, by the id that it has.
    pub subject: Subject,
    /// The id that it gets.
    pub to: String,
}

impl Rename {
    /// In a few words: `グループ「G-001 」を「G-001」に`.
    pub fn say(&self, lang: Lang) -> String {
        let (kind, from, to) = (self.subject.kind().noun(lang), self.subject.id(), &self.to);
        match lang {
            Lang::Ja => format!("{kind}「{from}」を「{to}」に"),
            Lang::En => format!("{kind} \"{from}\" to \"{to}\""),
        }
    }

    /// Whether another record has the id without its blank, so that this one gets a further one.
    pub fn is_further(&self) -> bool {
        self.to != self.subject.id().trim()
    }
}

/// Some ids with what they become, and how many more there are than are to be named.
pub fn say_all(ids: &[Rename], most: usize, lang: Lang) -> String {
    let named: Vec<String> = ids.iter().take(most).map(|rename| rename.say(lang)).collect();
    let rest = ids.len().saturating_sub(named.len());
    match (lang, rest) {
        (Lang::Ja, 0) => named.join("、"),
        (Lang::Ja, _) => format!("{}、ほか{rest}件", named.join("、")),
        (Lang::En, 0) => named.join("; "),
        (Lang::En, _) => format!("{}; and {rest} more", named.join("; ")),
    }
}

/// Something that names records, to be named anew.
pub trait Renamed {
    /// Takes the new ids.
    fn rename(&mut self, by: &Renames);
}

/// Old ids with the new ones, by the kind that they are numbered as.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Renames(FxHashMap<RecordKind, FxHashMap<String, String>>);

impl<T: Id> Renamed for T {
    fn rename(&mut self, by: &Renames) {
        if let Some(to) = by.to(Self::KIND, self.as_str()) {
            *self = Self::trusted(to);
        }
    }
}

impl Renamed for Subject {
    fn rename(&mut self, by: &Renames) {
        let to = by.to(self.kind(), self.id()).and_then(|to| Self::of(self.kind(), to));
        if let Some(to) = to {
            *self = to;
        }
    }
}

impl Renames {
    fn add(&mut self, from: &Subject, to: &str) {
        let ids = self.0.entry(from.kind().numbered_as()).or_default();
        ids.insert(from.id().to_owned(), to.to_owned());
    }

    /// The new id of a record that has one.
    fn to(&self, kind: RecordKind, id: &str) -> Option<&str> {
        self.0.get(&kind.numbered_as())?.get(id).map(String::as_str)
    }

    /// The new id of a person who has one.
    pub fn person(&self, id: &PersonId) -> Option<PersonId> {
        self.to(RecordKind::Staff, id.as_str()).map(PersonId::trusted)
    }

    /// What a subject is called after the renaming.
    #[must_use]
    pub fn subject(&self, subject: &Subject) -> Subject {
        let mut subject = subject.clone();
        subject.rename(self);
        subject
    }

    /// A record with the new ids, its own and those that it names.
    fn record(&self, record: &Record) -> Record {
        /// Gives every id its new form.
        struct Renaming<'a>(&'a Renames);

        impl Alter for Renaming<'_> {
            fn id(&mut self, id: &mut dyn Renamed) {
                id.rename(self.0);
            }
        }

        let mut record = record.clone();
        record.alter(&mut Renaming(self));
        record
    }

    /// Where a record is found after the renaming.
    fn key(&self, key: &Key) -> Key {
        let id = key.id().map(|id| self.to(key.kind(), id).unwrap_or(id));
        let group = key.group().map(|group| {
            let mut group = group.clone();
            group.rename(self);
            group
        });
        // A key gives all that a key is made of.
        Key::of(key.kind(), id, group.as_ref(), key.place().unwrap_or(0)).unwrap_or_else(|| key.clone())
    }
}

/// The ids of a register that have a blank at an end, in the order of the document, each with the id that it gets: the same
/// without the blank or, where another record has that, the next that is free. The same register gives the same ids.
pub fn untrimmed(register: &Register) -> Vec<Rename> {
    let mut given = FxHashSet::default();
    let rename = |subject: Subject| {
        let to = free_id(register, &subject, &given);
        given.insert((space(&subject), to.clone()));
        Rename { subject, to }
    };
    with_blanks(register).into_iter().map(rename).collect()
}

/// Gives every id of a register that has a blank at an end the one that [`untrimmed`] proposes, with all that names it.
/// Says what was renamed.
pub fn trim_ids(register: &mut Register) -> Vec<Rename> {
    let found = untrimmed(register);
    match plan(register, &found) {
        Ok(change) if register.apply(&change).is_ok() => found,
        _ => Vec::new(),
    }
}

/// What has an id with a blank at an end, in the order of the document. Asked after every change, so no other id is copied.
fn with_blanks(register: &Register) -> Vec<Subject> {
    let mut found = Vec::new();
    register.each_id(|kind, id| {
        if has_blank_end(id) {
            found.extend(Subject::of(kind, id));
        }
    });
    found
}

/// The id that a record gets instead of one with a blank at an end.
fn free_id(register: &Register, subject: &Subject, given: &FxHashSet<(RecordKind, String)>) -> String {
    let trimmed = subject.id().trim();
    let is_free =
        |id: &str| !is_taken(register, subject, id) && !given.contains(&(space(subject), id.to_owned()));
    if is_free(trimmed) {
        return trimmed.to_owned();
    }
    if let Subject::Incident(_) = subject {
        // `R8-001-2` is the number of a report, so an incident takes the next number of its year.
        let prefix = trimmed.trim_end_matches(|c: char| c.is_ascii_digit());
        let ids = register.incidents().iter().map(|row| row.id.as_str().trim());
        let given = given.iter().filter(|(kind, _)| *kind == RecordKind::Incident);
        let ids = ids.chain(given.map(|(_, id)| id.as_str())).chain(register.gone().of(RecordKind::Incident));
        let next = next_id(prefix, trimmed.len().saturating_sub(prefix.len()), ids);
        if prefix.len() < trimmed.len() && check_id(&next).is_ok() && is_free(&next) {
            return next;
        }
    }
    let numbered = |number: u32| {
        let number = format!("-{number}");
        let room = MAX_ID_CHARS.saturating_sub(number.len());
        let kept: String = trimmed.chars().take(room).collect();
        format!("{}{number}", kept.trim_end())
    };
    (2..=u32::MAX).map(numbered).find(|id| is_free(id)).unwrap_or_default()
}

/// What shares its ids.
fn space(subject: &Subject) -> RecordKind {
    subject.kind().numbered_as()
}

/// Whether a record has an id, of which there can be but one.
fn is_taken(register: &Register, subject: &Subject, id: &str) -> bool {
    *subject == Subject::Office || register.id_is_taken(subject.kind(), id)
}

/// The change that renames records. Only an id with a blank at an end is put right: any other is given once and stays.
pub(super) fn plan(register: &Register, ids: &[Rename]) -> Result<Change, Refusal> {
    let mut by = Renames::default();
    let mut given = FxHashSet::default();
    for Rename { subject, to } in ids {
        if !register.has(subject) {
            return Err(Refusal::Gone(subject.clone()));
        }
        if !has_blank_end(subject.id()) {
            return Err(Refusal::IdIsFixed);
        }
        check_id(to).map_err(Refusal::BadId)?;
        let twice = !given.insert((space(subject), to)) || by.subject(subject) != *subject;
        if twice || is_taken(register, subject, to) {
            return Err(Refusal::IdTaken(to.clone()));
        }
        by.add(subject, to);
    }
    if ids.is_empty() {
        return Err(Refusal::NothingChanged);
    }
    Ok(change(register, &by))
}

/// The change that takes a renaming back, where nothing that it is about has changed since.
pub(super) fn way_back(register: &Register, back: Change, by: &Renames) -> Result<Change, Refusal> {
    for record in back.records.iter().filter(|record| record.before.is_none()) {
        let subject = record.key.subject();
        let moved = by.subject(&subject) == subject && register.has(&subject);
        if !moved && !matches!(record.key, Key::Review(..)) && is_taken(register, &subject, subject.id()) {
            return Err(Refusal::IdTaken(subject.id().to_owned()));
        }
    }
    let told = |record: &RecordChange| (record.key.clone(), record.before.is_some());
    let told: FxHashMap<(Key, bool), &RecordChange> =
        back.records.iter().map(|record| (told(record), record)).collect();
    let whole = change(register, by);
    let other = whole.records.iter().find(|record| {
        let same = told.get(&(record.key.clone(), record.before.is_some()));
        same.is_none_or(|same| (&same.before, &same.after) != (&record.before, &record.after))
    });
    match other {
        Some(other) => Err(Refusal::ChangedMeanwhile(other.key.subject())),
        None if whole.records.len() == back.records.len() => Ok(back),
        None => Err(Refusal::NothingChanged),
    }
}

/// The steps of a renaming. Each finds what the ones before it left: the new records come, then what hangs on a group moves
/// over, then everything else that names them follows, and the old records go last. The new ones come in one order of
/// the lists and the old ones go in the opposite order, by which [`Change::renames`] knows which is which.
fn change(register: &Register, by: &Renames) -> Change {
    let mut steps = Steps { by, new: Vec::new(), moved: Vec::new(), named: Vec::new(), old: Vec::new() };
    // A filing names a group, so it comes after the groups and goes before them.
    let filings = |kind: &&RecordKind| **kind == RecordKind::Filing;
    let order =
        RecordKind::ALL.iter().filter(|kind| !filings(kind)).chain(RecordKind::ALL.iter().filter(filings));
    for kind in order {
        match kind {
            RecordKind::Office => steps.named(Key::Office, 0, Record::Office(register.office().clone())),
            RecordKind::Group => steps.groups(register),
            // The first two go with their group; a policy names no record.
            RecordKind::Membership | RecordKind::Review | RecordKind::Policy => {}
            RecordKind::Waiver => {
                for (place, waiver) in (0_u32..).zip(register.waivers()) {
                    steps.named(Key::Waiver(place), place, Record::Waiver(waiver.clone()));
                }
            }
            kind => {
                let Some(list) = register.list(*kind) else { continue };
                let ids = (0..list.count()).filter_map(|place| list.id_at(place));
                let row = |id: &str| Some((Key::of(*kind, Some(id), None, 0)?, list.record(id)?.1));
                steps.list(ids.filter_map(row));
            }
        }
    }
    let Steps { new, moved, named, mut old, .. } = steps;
    old.reverse();
    Change { records: new.into_iter().chain(moved).chain(named).chain(old).collect() }
}

/// The steps so far.
struct Steps<'r> {
    by: &'r Renames,
    new: Vec<RecordChange>,
    moved: Vec<RecordChange>,
    named: Vec<RecordChange>,
    /// In the order of the document; carried out from the last.
    old: Vec<RecordChange>,
}

fn comes(key: Key, place: u32, record: Record) -> RecordChange {
    RecordChange { key, place, before: None, after: Some(record) }
}

fn goes(key: Key, place: u32, record: Record) -> RecordChange {
    RecordChange { key, place, before: Some(record), after: None }
}

impl Steps<'_> {
    /// A list of records of one kind.
    fn list(&mut self, rows: impl Iterator<Item = (Key, Record)>) {
        let mut shifted = 0;
        for (place, row) in (0_u32..).zip(rows) {
            self.row(place, &mut shifted, row);
        }
    }

    /// One record of a list, behind as many new ones as came before it. Says whether its own id is a new one.
    fn row(&mut self, place: u32, shifted: &mut u32, (key, record): (Key, Record)) -> bool {
        let to = self.by.key(&key);
        if to == key {
            self.named(key, place, record);
            return false;
        }
        self.new.push(comes(to, place + *shifted, self.by.record(&record)));
        *shifted += 1;
        self.old.push(goes(key, place + *shifted, record));
        true
    }

    /// A record that keeps its id: it changes where it names one that does not.
    fn named(&mut self, key: Key, place: u32, record: Record) {
        let after = self.by.record(&record);
        if after != record {
            self.named.push(RecordChange { key, place, before: Some(record), after: Some(after) });
        }
    }

    /// The groups, each with what hangs on it.
    fn groups(&mut self, register: &Register) {
        let mut shifted = 0;
        for (place, group) in (0_u32..).zip(register.groups()) {
            let id = &group.sheet.id;
            let sheet = (Key::Group(id.clone()), Record::Group(group.sheet.clone()));
            if self.row(place, &mut shifted, sheet) {
                self.moved_group(group);
            } else {
                self.members(group);
                for (place, review) in (0_u32..).zip(&group.reviews) {
                    self.named(Key::Review(id.clone(), place), place, Record::Review(review.clone()));
                }
            }
        }
    }

    /// The memberships of a group that keeps its id.
    fn members(&mut self, group: &Group) {
        let mut shifted = 0;
        for (place, row) in (0_u32..).zip(&group.memberships) {
            let key = Key::Membership(group.sheet.id.clone(), row.id.clone());
            let record = Record::Membership(row.clone());
            let to = self.by.key(&key);
            if to == key {
                self.named(key, place, record);
            } else {
                self.moved.push(comes(to, place + shifted, self.by.record(&record)));
                shifted += 1;
                self.old.push(goes(key, place + shifted, record));
            }
        }
    }

    /// What hangs on a group whose sheet has a new id: the reviews and memberships go over one by one. A membership whose own
    /// id stays cannot be in both.
    fn moved_group(&mut self, group: &Group) {
        let review = |place: u32| Key::Review(group.sheet.id.clone(), place);
        let reviews: Vec<(u32, Record)> =
            (0..).zip(group.reviews.iter().map(|review| Record::Review(review.clone()))).collect();
        for (place, record) in reviews.iter().rev() {
            self.moved.push(goes(review(*place), *place, record.clone()));
        }
        let mut left = 0;
        for (place, row) in (0_u32..).zip(&group.memberships) {
            let key = Key::Membership(group.sheet.id.clone(), row.id.clone());
            let record = Record::Membership(row.clone());
            let (to, after) = (self.by.key(&key), self.by.record(&record));
            if matches!(&to, Key::Membership(_, id) if *id == row.id) {
                self.moved.push(goes(key, left, record));
            } else {
                self.old.push(goes(key, left, record));
                left += 1;
            }
            self.moved.push(comes(to, place, after));
        }
        for (place, record) in reviews {
            self.moved.push(comes(self.by.key(&review(place)), place, self.by.record(&record)));
        }
    }
}

impl Change {
    /// The renaming that this change is, or takes back; `None` where it is anything else, if only beside.
    ///
    /// Of each two ids one has a blank at an end and the other none: no other id is ever renamed.
    pub fn renames(&self) -> Option<Renames> {
        let by_id = |change: &&RecordChange| {
            change.key.id().is_some() && change.before.is_some() != change.after.is_some()
        };
        let (mut new, mut old) = (Vec::new(), Vec::new());
        for change in self.records.iter().filter(by_id) {
            let list = if change.before.is_none() { &mut new } else { &mut old };
            list.push(change.key.subject());
        }
        // A membership that went over with its group has no new id.
        let stay: FxHashSet<Subject> =
            new.iter().filter(|subject| matches!(subject, Subject::Membership(_))).cloned().collect();
        let stay: FxHashSet<Subject> = old.iter().filter(|subject| stay.contains(subject)).cloned().collect();
        new.retain(|subject| !stay.contains(subject));
        old.retain(|subject| !stay.contains(subject));
        old.reverse();
        new.sort_by_key(Subject::kind);
        old.sort_by_key(Subject::kind);
        let mut by = Renames::default();
        let fit = old.len() == new.len()
            && old.iter().zip(&new).all(|(from, to)| {
                let twice = by.subject(from) != *from;
                by.add(from, to.id());
                !twice && from.kind() == to.kind() && has_blank_end(from.id()) != has_blank_end(to.id())
            });
        (fit && !old.is_empty() && self.only_renames(&by)).then_some(by)
    }

    /// What this change renames, kind by kind; nothing where it is anything but a renaming.
    pub fn renamed(&self) -> Vec<Rename> {
        let Some(by) = self.renames() else { return Vec::new() };
        let gone = self.records.iter().rev().filter(|change| change.after.is_none());
        let gone =
            gone.filter(|change| !matches!(change.key, Key::Review(..))).map(|change| change.key.subject());
        let mut ids: Vec<Rename> =
            gone.map(|subject| Rename { to: by.subject(&subject).id().to_owned(), subject }).collect();
        ids.retain(|rename| rename.to != rename.subject.id());
        ids.sort_by_key(|rename| rename.subject.kind());
        ids
    }

    /// Whether every record after the change is what it was before, but for the ids.
    fn only_renames(&self, by: &Renames) -> bool {
        let new = self.records.iter().filter(|change| change.before.is_none());
        let mut new: FxHashMap<&Key, &Option<Record>> =
            new.map(|change| (&change.key, &change.after)).collect();
        let follows = self.records.iter().all(|change| match (&change.before, &change.after) {
            (None, after) => after.is_some(),
            (Some(before), Some(after)) => by.key(&change.key) == change.key && by.record(before) == *after,
            (Some(before), None) => {
                let after = new.remove(&by.key(&change.key));
                after.is_some_and(|after| after.as_ref() == Some(&by.record(before)))
            }
        });
        follows && new.is_empty()
    }
}
