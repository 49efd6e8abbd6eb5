//! Ids with a blank at an end, which earlier versions took in, put right: the record gets its id without the blank, and
//! everything that names it follows, in one change.
//!
//! To a change such an id is another record: the old one goes and the new one comes. What tells a renaming from that is the
//! change itself ([`Change::renames`]): nothing in it differs but the ids, everywhere alike, and each is the id of a record
//! that goes and comes. So what is signed may go along, under the new ids and with the same decisions, and nothing else.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    change::{Change, Key, Record, RecordChange},
    command::{Refusal, references::exists},
    document::rename_record,
    holdings::Register,
    id::{
        DeviceId, FilingId, GroupId, IncidentId, MAX_ID_CHARS, MembershipId, PersonId, TakeOutId, check_id,
        has_blank_end,
    },
    lang::Lang,
    numbering::next_id,
    records::Group,
    subject::{Subject, SubjectKind},
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
        let (kind, from, to) = (kind_word(&self.subject, lang), self.subject.id(), &self.to);
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

fn kind_word(subject: &Subject, lang: Lang) -> &'static str {
    let (ja, en) = match subject {
        Subject::Office => ("事業所", "office"),
        Subject::Filing(_) => ("届出", "filing"),
        Subject::Staff(_) => ("職員", "staff"),
        Subject::Partner(_) => ("関係者", "partner"),
        Subject::Device(_) => ("機器", "device"),
        Subject::TakeOut(_) => ("持ち出し", "take-out"),
        Subject::Group(_) => ("グループ", "group"),
        Subject::Membership(_) => ("参加", "membership"),
        Subject::Incident(_) => ("インシデント", "incident"),
    };
    match lang {
        Lang::Ja => ja,
        Lang::En => en,
    }
}

/// Something that names records, to be named anew.
pub(super) trait Names {
    /// Takes the new ids.
    fn rename(&mut self, by: &Renames);
}

macro_rules! renames {
    ($($ids:ident: $id:ident),* $(,)?) => {
        /// Old ids with the new ones, kind by kind.
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub struct Renames { $($ids: FxHashMap<$id, $id>),* }

        $(impl Names for $id {
            fn rename(&mut self, by: &Renames) {
                if let Some(to) = by.$ids.get(self) {
                    *self = to.clone();
                }
            }
        })*
    };
}

renames! {
    filings: FilingId, people: PersonId, devices: DeviceId, take_outs: TakeOutId, groups: GroupId,
    memberships: MembershipId, incidents: IncidentId,
}

impl Names for Subject {
    fn rename(&mut self, by: &Renames) {
        match self {
            Self::Office => {}
            Self::Filing(id) => id.rename(by),
            Self::Staff(id) | Self::Partner(id) => id.rename(by),
            Self::Device(id) => id.rename(by),
            Self::TakeOut(id) => id.rename(by),
            Self::Group(id) => id.rename(by),
            Self::Membership(id) => id.rename(by),
            Self::Incident(id) => id.rename(by),
        }
    }
}

impl Renames {
    fn add(&mut self, from: &Subject, to: &str) {
        fn put<T: Clone + Eq + std::hash::Hash>(ids: &mut FxHashMap<T, T>, from: &T, to: T) {
            ids.insert(from.clone(), to);
        }
        match from {
            Subject::Office => {}
            Subject::Filing(id) => put(&mut self.filings, id, FilingId::trusted(to)),
            Subject::Staff(id) | Subject::Partner(id) => put(&mut self.people, id, PersonId::trusted(to)),
            Subject::Device(id) => put(&mut self.devices, id, DeviceId::trusted(to)),
            Subject::TakeOut(id) => put(&mut self.take_outs, id, TakeOutId::trusted(to)),
            Subject::Group(id) => put(&mut self.groups, id, GroupId::trusted(to)),
            Subject::Membership(id) => put(&mut self.memberships, id, MembershipId::trusted(to)),
            Subject::Incident(id) => put(&mut self.incidents, id, IncidentId::trusted(to)),
        }
    }

    /// The new id of a person who has one.
    pub fn person(&self, id: &PersonId) -> Option<&PersonId> {
        self.people.get(id)
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
        let mut record = record.clone();
        rename_record(&mut record, self);
        record
    }

    /// Where a record is found after the renaming.
    fn key(&self, key: &Key) -> Key {
        let mut key = key.clone();
        match &mut key {
            Key::Office | Key::Waiver(_) => {}
            Key::Filing(id) => id.rename(self),
            Key::Staff(id) | Key::Partner(id) => id.rename(self),
            Key::Device(id) => id.rename(self),
            Key::TakeOut(id) => id.rename(self),
            Key::Group(id) | Key::Review(id, _) => id.rename(self),
            Key::Membership(group, id) => {
                group.rename(self);
                id.rename(self);
            }
            Key::Incident(id) => id.rename(self),
        }
        key
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
    let mut look = |id: &str, subject: &dyn Fn() -> Subject| {
        if has_blank_end(id) {
            found.push(subject());
        }
    };
    register.filings().iter().for_each(|row| look(row.id.as_str(), &|| Subject::Filing(row.id.clone())));
    register.staff().iter().for_each(|row| look(row.id.as_str(), &|| Subject::Staff(row.id.clone())));
    register.partners().iter().for_each(|row| look(row.id.as_str(), &|| Subject::Partner(row.id.clone())));
    register.devices().iter().for_each(|row| look(row.id.as_str(), &|| Subject::Device(row.id.clone())));
    register.take_outs().iter().for_each(|row| look(row.id.as_str(), &|| Subject::TakeOut(row.id.clone())));
    for group in register.groups() {
        let id = &group.sheet.id;
        look(id.as_str(), &|| Subject::Group(id.clone()));
        for row in &group.memberships {
            look(row.id.as_str(), &|| Subject::Membership(row.id.clone()));
        }
    }
    register.incidents().iter().for_each(|row| look(row.id.as_str(), &|| Subject::Incident(row.id.clone())));
    found
}

/// The id that a record gets instead of one with a blank at an end.
fn free_id(register: &Register, subject: &Subject, given: &FxHashSet<(SubjectKind, String)>) -> String {
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
        let given = given.iter().filter(|(kind, _)| *kind == SubjectKind::Incident);
        let ids = ids.chain(given.map(|(_, id)| id.as_str()));
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

/// What shares its ids: staff with partners, every other kind with its own.
fn space(subject: &Subject) -> SubjectKind {
    match subject.kind() {
        SubjectKind::Partner => SubjectKind::Staff,
        kind => kind,
    }
}

/// Whether another record of the kind has an id.
fn is_taken(register: &Register, subject: &Subject, id: &str) -> bool {
    match subject {
        Subject::Office => true,
        Subject::Filing(_) => register.filings().contains(&FilingId::trusted(id)),
        Subject::Staff(_) | Subject::Partner(_) => register.person(&PersonId::trusted(id)).is_some(),
        Subject::Device(_) => register.devices().contains(&DeviceId::trusted(id)),
        Subject::TakeOut(_) => register.take_outs().contains(&TakeOutId::trusted(id)),
        Subject::Group(_) => register.groups().contains(&GroupId::trusted(id)),
        Subject::Membership(_) => register.membership(&MembershipId::trusted(id)).is_some(),
        Subject::Incident(_) => {
            register.incidents().contains(&IncidentId::trusted(id)) || register.report(id).is_some()
        }
    }
}

/// The change that renames records. Only an id with a blank at an end is put right: any other is given once and stays.
pub(super) fn plan(register: &Register, ids: &[Rename]) -> Result<Change, Refusal> {
    let mut by = Renames::default();
    let mut given = FxHashSet::default();
    for Rename { subject, to } in ids {
        if !exists(register, subject) {
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
        let moved = by.subject(&subject) == subject && exists(register, &subject);
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
/// over, then everything else that names them follows, and the old records go last. The new ones come in the order of the
/// document and the old ones go in the opposite order, by which [`Change::renames`] knows which is which.
fn change(register: &Register, by: &Renames) -> Change {
    let mut steps = Steps { by, new: Vec::new(), moved: Vec::new(), named: Vec::new(), old: Vec::new() };
    let office = Record::Office(register.office().clone());
    steps.named(Key::Office, 0, office);
    let filing = |row: &super::records::Filing| (Key::Filing(row.id.clone()), Record::Filing(row.clone()));
    steps.list(register.filings().iter().map(filing));
    steps.list(register.staff().iter().map(|row| (Key::Staff(row.id.clone()), Record::Staff(row.clone()))));
    let partner =
        |row: &super::records::Partner| (Key::Partner(row.id.clone()), Record::Partner(row.clone()));
    steps.list(register.partners().iter().map(partner));
    let device = |row: &super::records::Device| (Key::Device(row.id.clone()), Record::Device(row.clone()));
    steps.list(register.devices().iter().map(device));
    let take_out =
        |row: &super::records::TakeOut| (Key::TakeOut(row.id.clone()), Record::TakeOut(row.clone()));
    steps.list(register.take_outs().iter().map(take_out));
    let mut shifted = 0;
    for (place, group) in (0_u32..).zip(register.groups()) {
        let id = &group.sheet.id;
        let sheet = (Key::Group(id.clone()), Record::Group(group.sheet.clone()));
        if steps.row(place, &mut shifted, sheet) {
            steps.moved_group(group);
        } else {
            steps.members(group);
            for (place, review) in (0_u32..).zip(&group.reviews) {
                steps.named(Key::Review(id.clone(), place), place, Record::Review(review.clone()));
            }
        }
    }
    let incident = |row: &super::records::Incident| {
        (Key::Incident(row.id.clone()), Record::Incident(Box::new(row.clone())))
    };
    steps.list(register.incidents().iter().map(incident));
    for (place, waiver) in (0_u32..).zip(register.waivers()) {
        steps.named(Key::Waiver(place), place, Record::Waiver(waiver.clone()));
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
            !matches!(change.key, Key::Office | Key::Review(..) | Key::Waiver(_))
                && change.before.is_some() != change.after.is_some()
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
