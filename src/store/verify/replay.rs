//! The register walked backwards through its history.

use rustc_hash::FxHashSet;

use super::{
    KEPT,
    report::{EntryFault, EntryName, Problem},
};
use crate::{
    register::{
        Key, RecordChange, Register, document,
        records::{Office, PolicySheet},
    },
    store::{
        history::{
            audit::{CREATED, WHOLE},
            entries::Stored,
        },
        keys,
    },
};

/// The register as it was before the entries that were taken.
pub(super) struct Replay {
    /// Gone once there is nothing more to compare.
    register: Option<Register>,
    /// Records that an entry was about.
    seen: FxHashSet<Key>,
    problems: Vec<Problem>,
    more: u64,
}

impl Replay {
    pub(super) fn new(register: Option<Register>) -> Self {
        Self { register, seen: FxHashSet::default(), problems: Vec::new(), more: 0 }
    }

    /// Compares nothing from here on.
    pub(super) fn give_up(&mut self) {
        self.register = None;
    }

    fn tell(&mut self, problem: Problem) {
        if self.problems.len() < KEPT {
            self.problems.push(problem);
        } else {
            self.more += 1;
        }
    }

    /// Takes an entry back.
    pub(super) fn take(&mut self, entry: &Stored, change: Option<RecordChange>) {
        if self.register.is_none() {
            return;
        }
        if entry.kind.as_deref() == Some(WHOLE) {
            self.whole(entry);
        } else if let Some(change) = change {
            self.one(entry, change);
            if entry.action == CREATED {
                self.beginning(entry);
            }
        }
    }

    /// A record must stand as the entry left it.
    fn one(&mut self, entry: &Stored, mut change: RecordChange) {
        let Some(register) = &mut self.register else { return };
        if change.before.is_none()
            && let Some(end) = end_of_list(register, &change.key)
        {
            change.key = end;
        }
        let by_place = change.key.place().is_some();
        let standing = register.record(&change.key);
        let fits = match (&standing, &change.after) {
            (Some((_, now)), Some(after)) => now == after,
            // Where a review or a waiver went away, the next one stands now.
            (standing, None) => standing.is_none() || by_place,
            (None, Some(_)) => false,
        };
        // A new record stands at the place where it was put, or at the end of its list.
        let fits = fits
            && (change.before.is_some()
                || by_place
                || standing.as_ref().is_none_or(|(place, _)| stands_at(register, &change, *place)));
        let newest = self.seen.insert(change.key.clone());
        // A record that does not fit is put right, so that one difference is told once.
        let step = RecordChange {
            before: change.before,
            after: if by_place && change.after.is_none() { None } else { standing.map(|(_, record)| record) },
            key: change.key.clone(),
            place: change.place,
        };
        let went = register.take_back(&step).is_ok();
        if !fits {
            let name = EntryName::of(entry);
            self.tell(if newest {
                Problem::Record { key: change.key, last: Some(name) }
            } else {
                Problem::Entry { entry: name, fault: EntryFault::NotWhatStands }
            });
        } else if !went {
            self.tell(Problem::Entry { entry: EntryName::of(entry), fault: EntryFault::NotWhatStands });
        }
        if !went {
            self.give_up();
        }
    }

    /// The whole register came in: its document has the hash that was recorded.
    fn whole(&mut self, entry: &Stored) {
        let Some(register) = self.register.take() else { return };
        let said = entry.after().and_then(|after| serde_json::from_str::<serde_json::Value>(after).ok());
        let sum = keys::hex(&document::sum(&register));
        let same = said.is_some_and(|said| said.get("sha256").and_then(|sum| sum.as_str()) == Some(&sum));
        // With a record told already, the hash cannot fit and says nothing new.
        if !same && self.problems.is_empty() {
            self.tell(Problem::Import { entry: EntryName::of(entry) });
        }
    }

    /// Before the first entry there was nothing.
    fn beginning(&mut self, entry: &Stored) {
        let Some(register) = self.register.take() else { return };
        if *register.office() != Office::default() || *register.policy() != PolicySheet::default() {
            let entry = EntryName::of(entry);
            self.tell(Problem::Entry { entry, fault: EntryFault::NotWhatStands });
        }
        for key in register.keys() {
            if !key.kind().is_always_there() && !self.seen.contains(&key) {
                self.tell(Problem::Record { key, last: None });
            }
        }
    }

    pub(super) fn finish(mut self) -> Vec<Problem> {
        // Walked from the last to the first.
        self.problems.reverse();
        if self.more > 0 {
            self.problems.push(Problem::More { count: self.more });
        }
        self.problems
    }
}

/// The last place of a list of reviews or waivers, where a key names one beyond it: a new one that was put there stands at
/// the end.
pub(in crate::store) fn end_of_list(register: &Register, key: &Key) -> Option<Key> {
    let (Key::Review(_, place) | Key::Waiver(place)) = key else { return None };
    let last = register.length_of_list(key).checked_sub(1).filter(|last| place > last)?;
    Some(match key {
        Key::Review(group, _) => Key::Review(group.clone(), last),
        _ => Key::Waiver(last),
    })
}

/// Whether a record stands where it was put, or at the end of its list where that was shorter.
fn stands_at(register: &Register, change: &RecordChange, place: u32) -> bool {
    if place == change.place {
        return true;
    }
    if change.key.id().is_none() {
        return true;
    }
    place < change.place && place + 1 == register.length_of_list(&change.key)
}
