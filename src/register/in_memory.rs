//! The register itself: every record of the office, in memory.

use std::{hash::BuildHasher, sync::OnceLock};

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

use super::{
    change::{Change, RecordChange},
    gone::{Gone, reports_gone},
    id::{GroupId, MembershipId, PersonId},
    kinds::{Key, Parts, Record, RecordKind},
    records::{Group, Membership, Office, Partner, PolicySheet, Staff, Waiver},
    subject::Subject,
    table::List,
};

/// All records of one office.
///
/// Reading is free; nothing changes but by [`Register::apply`], and a [`Change`] is only made by a command.
#[derive(Debug, Clone, Default)]
pub struct Register {
    pub(super) parts: Parts,
    /// Where each membership stands (group, membership); made when first asked for, gone when the lists change.
    membership_places: OnceLock<HashTable<(u32, u32)>>,
    /// The numbers of records that are no longer among them.
    pub(super) gone: Gone,
}

impl PartialEq for Register {
    fn eq(&self, other: &Self) -> bool {
        self.parts == other.parts
    }
}

impl Eq for Register {}

impl Parts {
    /// Adds a record at the end of its list; `None` where it stands in none, or another one has its id.
    pub fn push(&mut self, record: Record) -> Option<()> {
        let list = self.list_mut(record.kind())?;
        if list.place_of(record.id()?).is_some() {
            return None;
        }
        list.put(u32::try_from(list.count()).ok()?, record, true)
    }
}

/// A person whom a group or a form names: own staff or a partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Person<'a> {
    /// Own staff.
    Staff(&'a Staff),
    /// Somebody of another office.
    Partner(&'a Partner),
}

impl<'a> Person<'a> {
    /// The id.
    pub fn id(self) -> &'a PersonId {
        match self {
            Self::Staff(staff) => &staff.id,
            Self::Partner(partner) => &partner.id,
        }
    }

    /// The name, where one is recorded.
    pub fn name(self) -> Option<&'a str> {
        match self {
            Self::Staff(staff) => staff.name.as_deref(),
            Self::Partner(partner) => partner.name.as_deref(),
        }
    }

    /// The reading, where one is recorded.
    pub fn kana(self) -> Option<&'a str> {
        match self {
            Self::Staff(staff) => staff.kana.as_deref(),
            Self::Partner(partner) => partner.kana.as_deref(),
        }
    }

    /// The profession, where one is recorded.
    pub fn profession(self) -> Option<&'a str> {
        match self {
            Self::Staff(staff) => staff.profession.as_deref(),
            Self::Partner(partner) => partner.profession.as_deref(),
        }
    }

    /// How the person is reached, where that is recorded.
    pub fn phone(self) -> Option<&'a str> {
        match self {
            Self::Staff(staff) => staff.phone.as_deref(),
            Self::Partner(partner) => partner.phone.as_deref(),
        }
    }
}

/// A change does not fit the register: what it says stood before is not what stands there now, or it is signed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the record {key:?} is not what the change says it was")]
pub struct Conflict {
    /// The record.
    pub key: Key,
}

impl Register {
    /// Joins the lists to a register. That references hold is the caller's to check.
    pub fn from_parts(parts: Parts) -> Self {
        Self { parts, membership_places: OnceLock::new(), gone: Gone::default() }
    }

    /// The office.
    pub fn office(&self) -> &Office {
        &self.parts.office
    }

    /// By which policy it is judged.
    pub fn policy(&self) -> &PolicySheet {
        &self.parts.policy
    }

    /// The same records, judged by another policy.
    #[must_use]
    pub fn judged_by(mut self, policy: PolicySheet) -> Self {
        self.parts.policy = policy;
        self
    }

    /// The list of a kind in which records are found by id.
    pub fn list(&self, kind: RecordKind) -> Option<&dyn List> {
        self.parts.list(kind)
    }

    /// The waivers.
    pub fn waivers(&self) -> &[Waiver] {
        &self.parts.waivers
    }

    /// Whether nothing but the office itself and its policy is recorded.
    pub fn is_empty(&self) -> bool {
        RecordKind::ALL.iter().all(|kind| kind.is_always_there() || self.count(*kind) == 0)
    }

    /// How many records of a kind there are.
    pub fn count(&self, kind: RecordKind) -> usize {
        match kind {
            RecordKind::Office | RecordKind::Policy => 1,
            RecordKind::Membership => self.groups().iter().map(|group| group.memberships.len()).sum(),
            RecordKind::Review => self.groups().iter().map(|group| group.reviews.len()).sum(),
            RecordKind::Waiver => self.waivers().len(),
            kind => self.list(kind).map_or(0, List::count),
        }
    }

    /// Looks at every id with the kind of its record, in the order of the document.
    pub fn each_id<'r>(&'r self, mut look: impl FnMut(RecordKind, &'r str)) {
        for kind in RecordKind::ALL {
            if *kind == RecordKind::Group {
                for group in self.groups() {
                    look(*kind, group.sheet.id.as_str());
                    group.memberships.iter().for_each(|row| look(RecordKind::Membership, row.id.as_str()));
                }
            } else if let Some(list) = self.list(*kind) {
                (0..list.count()).filter_map(|place| list.id_at(place)).for_each(|id| look(*kind, id));
            }
        }
    }

    /// Where every record is found, in the order of the document.
    pub fn keys(&self) -> Vec<Key> {
        let mut keys = vec![Key::Office, Key::Policy];
        for kind in RecordKind::ALL {
            if *kind == RecordKind::Group {
                for group in self.groups() {
                    let id = &group.sheet.id;
                    keys.push(Key::Group(id.clone()));
                    keys.extend(
                        group.memberships.iter().map(|row| Key::Membership(id.clone(), row.id.clone())),
                    );
                    keys.extend((0..).zip(&group.reviews).map(|(place, _)| Key::Review(id.clone(), place)));
                }
            } else if let Some(list) = self.list(*kind) {
                let ids = (0..list.count()).filter_map(|place| list.id_at(place));
                keys.extend(ids.filter_map(|id| Key::of(*kind, Some(id), None, 0)));
            }
        }
        keys.extend((0..).zip(self.waivers()).map(|(place, _)| Key::Waiver(place)));
        keys
    }

    /// Whether a subject is there.
    pub fn has(&self, subject: &Subject) -> bool {
        match subject {
            Subject::Office | Subject::Policy => true,
            Subject::Membership(id) => self.membership(id).is_some(),
            listed => self.list(listed.kind()).is_some_and(|list| list.place_of(listed.id()).is_some()),
        }
    }

    /// Whether a new record of a kind cannot have an id: people share theirs, memberships have them in the whole
    /// register, and no incident bears the number of another one's report.
    pub fn id_is_taken(&self, kind: RecordKind, id: &str) -> bool {
        match kind {
            RecordKind::Staff | RecordKind::Partner => self.person(&PersonId::trusted(id)).is_some(),
            RecordKind::Incident if self.report(id).is_some() => true,
            kind => Subject::of(kind, id).is_some_and(|subject| self.has(&subject)),
        }
    }

    /// The name of what is at a key, where it has one that is recorded; a membership has that of its person.
    pub fn name_of(&self, key: &Key) -> Option<&str> {
        match key {
            Key::Membership(_, id) => self.person(&self.membership(id)?.1.person)?.name(),
            listed => self.list(listed.kind())?.name(listed.id()?),
        }
    }

    /// Whom a record is about: a person, who takes part, who holds a device, who takes something out.
    pub fn person_of(&self, key: &Key) -> Option<&PersonId> {
        match key {
            Key::Staff(id) | Key::Partner(id) => self.person(id).map(Person::id),
            Key::Membership(_, id) => self.membership(id).map(|(_, row)| &row.person),
            Key::Device(id) => self.devices().get(id)?.holder.as_ref(),
            Key::TakeOut(id) => self.take_outs().get(id)?.requester.as_ref(),
            _ => None,
        }
    }

    /// The key of a subject; `None` for a membership that is not there.
    pub fn key_of(&self, subject: &Subject) -> Option<Key> {
        match subject {
            Subject::Membership(id) => {
                self.membership(id).map(|(group, _)| Key::Membership(group.sheet.id.clone(), id.clone()))
            }
            subject => Key::of(subject.kind(), Some(subject.id()), None, 0),
        }
    }

    /// The person of an id, staff or partner.
    pub fn person(&self, id: &PersonId) -> Option<Person<'_>> {
        match self.staff().get(id) {
            Some(staff) => Some(Person::Staff(staff)),
            None => self.partners().get(id).map(Person::Partner),
        }
    }

    /// A membership by its id, with its group.
    pub fn membership(&self, id: &MembershipId) -> Option<(&Group, &Membership)> {
        let hash = FxBuildHasher.hash_one(id);
        let (group, place) = self
            .membership_places()
            .find(hash, |place| self.membership_at(*place).is_some_and(|(_, row)| row.id == *id))?;
        self.membership_at((*group, *place))
    }

    fn membership_at(&self, (group, place): (u32, u32)) -> Option<(&Group, &Membership)> {
        let group = self.groups().at(group as usize)?;
        Some((group, group.memberships.get(place as usize)?))
    }

    /// Makes memberships ready to be found by id; the first search for one does it otherwise.
    pub fn index_memberships(&self) {
        self.membership_places();
    }

    /// The table holds places only: a million ids of their own would not fit into any cache.
    fn membership_places(&self) -> &HashTable<(u32, u32)> {
        self.membership_places.get_or_init(|| {
            let count = self.groups().iter().map(|group| group.memberships.len()).sum();
            let mut places = HashTable::with_capacity(count);
            for (group, sheet) in (0_u32..).zip(self.groups().iter()) {
                for (place, membership) in (0_u32..).zip(&sheet.memberships) {
                    // The table does not grow here, so it asks for no hash again.
                    let hash = FxBuildHasher.hash_one(&membership.id);
                    places.insert_unique(hash, (group, place), |_| 0);
                }
            }
            places
        })
    }

    /// How many records the list of a key has; none for the office, which is no list.
    pub fn length_of_list(&self, key: &Key) -> u32 {
        let length = match key {
            Key::Office | Key::Policy => 0,
            Key::Membership(id, _) => self.group(id).map_or(0, |group| group.memberships.len()),
            Key::Review(id, _) => self.group(id).map_or(0, |group| group.reviews.len()),
            key => self.count(key.kind()),
        };
        u32::try_from(length).unwrap_or(u32::MAX)
    }

    /// The record at a key as it stands now, with its place.
    pub fn record(&self, key: &Key) -> Option<(u32, Record)> {
        Some(match key {
            Key::Office => (0, Record::Office(self.office().clone())),
            Key::Policy => (0, Record::Policy(self.policy().clone())),
            Key::Membership(group, id) => {
                let group = self.group(group)?;
                let place = group.memberships.iter().position(|membership| membership.id == *id)?;
                (u32::try_from(place).ok()?, Record::Membership(group.memberships.get(place)?.clone()))
            }
            Key::Review(group, place) => {
                (*place, Record::Review(self.group(group)?.reviews.get(*place as usize)?.clone()))
            }
            Key::Waiver(place) => (*place, Record::Waiver(self.waivers().get(*place as usize)?.clone())),
            key => self.list(key.kind())?.record(key.id()?)?,
        })
    }

    /// Carries out a change.
    ///
    /// # Errors
    /// When a record is not what the change says it was before, or when it is signed; then nothing has changed.
    pub fn apply(&mut self, change: &Change) -> Result<(), Conflict> {
        if let Some(key) = change.breaks_seal() {
            return Err(Conflict { key: key.clone() });
        }
        for (done, record) in change.records.iter().enumerate() {
            if let Err(conflict) = self.apply_record(record) {
                let undo = Change { records: change.records.iter().take(done).cloned().collect() };
                for record in &undo.inverse().records {
                    // Each step was just taken forward, so it fits backward.
                    let _ = self.apply_record(record);
                }
                return Err(conflict);
            }
        }
        for record in &change.records {
            match record.key.id().filter(|_| record.after.is_none()) {
                Some(id) => self.gone.insert(record.key.kind(), id),
                None => {
                    for number in reports_gone(record) {
                        self.gone.insert(RecordKind::Incident, &number);
                    }
                }
            }
        }
        Ok(())
    }

    /// Takes back one step of the history: what it left has to stand, signed or not.
    ///
    /// Only for walking through a history. The register in use goes through [`Register::apply`], which keeps what is signed.
    ///
    /// # Errors
    /// When the record is not what the step left; then nothing has changed.
    pub fn take_back(&mut self, step: &RecordChange) -> Result<(), Conflict> {
        let back = Change { records: vec![step.clone()] }.inverse();
        back.records.iter().try_for_each(|record| self.apply_record(record))
    }

    fn apply_record(&mut self, change: &RecordChange) -> Result<(), Conflict> {
        // A new review or waiver goes before the one that stands at its place now.
        let new_at_place = change.before.is_none() && change.key.place().is_some();
        let now = if new_at_place { None } else { self.record(&change.key).map(|(_, record)| record) };
        if now != change.before {
            return Err(Conflict { key: change.key.clone() });
        }
        match (&change.before, &change.after) {
            (_, Some(after)) => self.put(&change.key, change.place, after.clone(), now.is_none()),
            (Some(_), None) => self.take(&change.key),
            (None, None) => Some(()),
        }
        .ok_or_else(|| Conflict { key: change.key.clone() })
    }

    /// Puts a record in place; `None` where the key does not fit the record or its group is not there.
    fn put(&mut self, key: &Key, place: u32, record: Record, new: bool) -> Option<()> {
        fn set_at<T>(list: &mut Vec<T>, place: u32, row: T, new: bool) -> Option<()> {
            let place = place as usize;
            if new {
                list.insert(place.min(list.len()), row);
            } else {
                *list.get_mut(place)? = row;
            }
            Some(())
        }
        match (key, record) {
            (Key::Office, Record::Office(row)) => {
                self.parts.office = row;
                Some(())
            }
            (Key::Policy, Record::Policy(row)) => {
                self.parts.policy = row;
                Some(())
            }
            (Key::Membership(group, id), Record::Membership(row)) => {
                let in_group = self.groups().place(group)?;
                let memberships = &mut self.parts.groups.get_mut(group)?.memberships;
                if new {
                    let place = (place as usize).min(memberships.len());
                    memberships.insert(place, row);
                    self.membership_came(in_group, place)
                } else {
                    *memberships.iter_mut().find(|membership| membership.id == *id)? = row;
                    Some(())
                }
            }
            (Key::Review(group, place), Record::Review(row)) => {
                set_at(&mut self.parts.groups.get_mut(group)?.reviews, *place, row, new)
            }
            (Key::Waiver(place), Record::Waiver(row)) => set_at(&mut self.parts.waivers, *place, row, new),
            (Key::Office | Key::Policy | Key::Membership(..) | Key::Review(..) | Key::Waiver(_), _) => None,
            (key, record) => {
                if new && key.kind() == RecordKind::Group && (place as usize) < self.groups().len() {
                    self.membership_places.take();
                }
                self.parts.list_mut(key.kind())?.put(place, record, new)
            }
        }
    }

    fn take(&mut self, key: &Key) -> Option<()> {
        fn drop_at<T>(list: &mut Vec<T>, place: u32) -> Option<()> {
            let place = place as usize;
            (place < list.len()).then(|| drop(list.remove(place)))
        }
        match key {
            Key::Office | Key::Policy => None,
            Key::Membership(group, id) => {
                let in_group = self.groups().place(group)?;
                let memberships = &mut self.parts.groups.get_mut(group)?.memberships;
                let place = memberships.iter().position(|membership| membership.id == *id)?;
                let gone = memberships.remove(place);
                self.membership_went(in_group, place, &gone.id)
            }
            Key::Review(group, place) => drop_at(&mut self.parts.groups.get_mut(group)?.reviews, *place),
            Key::Waiver(place) => drop_at(&mut self.parts.waivers, *place),
            key => {
                if let Key::Group(id) = key {
                    let group = self.group(id)?;
                    if !group.memberships.is_empty() || !group.reviews.is_empty() {
                        return None;
                    }
                    if self.groups().place(id)? + 1 < self.groups().len() {
                        self.membership_places.take();
                    }
                }
                self.parts.list_mut(key.kind())?.take(key.id()?)
            }
        }
    }

    /// Takes a membership that has just come into the index, where there is one: those behind it stand one place
    /// further. Anew for a million memberships it would take as long as a thousand commits.
    fn membership_came(&mut self, group: usize, place: usize) -> Option<()> {
        let Some(mut places) = self.membership_places.take() else { return Some(()) };
        let (number, first) = (u32::try_from(group).ok()?, u32::try_from(place).ok()?);
        let memberships = &self.groups().at(group)?.memberships;
        // From the last, so that no two of them stand at one place in between.
        for (to, membership) in memberships.iter().enumerate().skip(place + 1).rev() {
            let to = u32::try_from(to).ok()?;
            let hash = FxBuildHasher.hash_one(&membership.id);
            *places.find_mut(hash, |at| *at == (number, to - 1))? = (number, to);
        }
        let hash = FxBuildHasher.hash_one(&memberships.get(place)?.id);
        let hash_at =
            |at: &(u32, u32)| self.membership_at(*at).map_or(0, |(_, row)| FxBuildHasher.hash_one(&row.id));
        places.insert_unique(hash, (number, first), hash_at);
        self.membership_places.set(places).ok()
    }

    /// Takes a membership that has just gone out of the index, where there is one.
    fn membership_went(&mut self, group: usize, place: usize, id: &MembershipId) -> Option<()> {
        let Some(mut places) = self.membership_places.take() else { return Some(()) };
        let (number, first) = (u32::try_from(group).ok()?, u32::try_from(place).ok()?);
        let hash = FxBuildHasher.hash_one(id);
        places.find_entry(hash, |at| *at == (number, first)).ok()?.remove();
        for (to, membership) in (first..).zip(self.groups().at(group)?.memberships.iter().skip(place)) {
            let hash = FxBuildHasher.hash_one(&membership.id);
            *places.find_mut(hash, |at| *at == (number, to + 1))? = (number, to);
        }
        self.membership_places.set(places).ok()
    }

    /// A group by its id.
    pub fn group(&self, id: &GroupId) -> Option<&Group> {
        self.groups().get(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::document;

    fn found(register: &Register) {
        for group in register.groups() {
            for row in &group.memberships {
                let (in_group, same) = register.membership(&row.id).unwrap();
                assert_eq!((&in_group.sheet.id, &same.id), (&group.sheet.id, &row.id));
            }
        }
        let rows: usize = register.groups().iter().map(|group| group.memberships.len()).sum();
        assert_eq!(register.membership_places.get().map(HashTable::len), Some(rows), "kept, not made anew");
    }

    #[test]
    fn memberships_that_come_and_go_stay_found_without_a_new_index() {
        let text = br#"{"format": "mcs-register/1", "staff": [{"id": "S-1"}],
            "groups": [{"id": "G-1", "kind": "patient"}, {"id": "G-2", "kind": "patient"}]}"#;
        let mut register = document::decode(text, &|_| None).unwrap();
        register.index_memberships();
        let change = |number: usize, place: usize| {
            let id = MembershipId::trusted(&format!("M-{number}"));
            let json = format!(r#"{{"id": "{id}", "person": "S-1"}}"#);
            let row = document::record_from_json(RecordKind::Membership, &json).unwrap();
            let key = Key::Membership(GroupId::trusted(&format!("G-{}", 1 + number % 2)), id);
            let place = u32::try_from(place).unwrap();
            Change { records: vec![RecordChange { key, place, before: None, after: Some(row) }] }
        };
        // To the front, into the middle and to the end of either group.
        for number in 0..200 {
            register.apply(&change(number, number * 7 % (number / 2 + 1))).unwrap();
            found(&register);
        }
        for number in (0..200).map(|number| number * 77 % 200) {
            register.apply(&change(number, 0).inverse()).unwrap();
            found(&register);
        }
    }
}
