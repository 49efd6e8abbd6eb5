//! Each entry by itself, and each against the one before it.

use std::collections::VecDeque;

use super::{
    KEPT,
    report::{EntryFault, EntryName, Problem, SetBack},
};
use crate::{
    register::{
        RecordChange,
        document::{record_from_json, record_to_json},
    },
    store::history::{
        audit::{self, CLOCK_SET_BACK, CREATED, UNDO, WHOLE},
        entries::{Stored, is_set_back, moment},
    },
};

/// What is kept of the entry after the one at hand, and of what was found so far.
pub(super) struct Chain {
    database: [u8; 16],
    newer: Option<Newer>,
    /// Whether the entry at hand is one whose content does not fit its own hash.
    faulty: bool,
    /// From the last to the first, of which the last ones count: they are the first of the history.
    problems: VecDeque<Problem>,
    set_back: VecDeque<SetBack>,
    more: u64,
}

struct Newer {
    name: EntryName,
    batch: u64,
    undoes: Option<u64>,
    prev_hash: Vec<u8>,
    faulty: bool,
}

impl Chain {
    pub(super) fn new(database: [u8; 16]) -> Self {
        Self {
            database,
            newer: None,
            faulty: false,
            problems: VecDeque::new(),
            set_back: VecDeque::new(),
            more: 0,
        }
    }

    fn tell(&mut self, problem: Problem) {
        self.problems.push_back(problem);
        if self.problems.len() > KEPT {
            self.problems.pop_front();
            self.more += 1;
        }
    }

    /// An entry whose columns hold what no entry holds.
    pub(super) fn unreadable(&mut self, seq: i64, error: &rusqlite::Error) {
        self.newer = None;
        let name = EntryName { seq: u64::try_from(seq).unwrap_or(0), ..EntryName::default() };
        self.tell(Problem::Entry { entry: name, fault: EntryFault::Unreadable(error.to_string()) });
    }

    /// Looks at the entry before the one that came last; `false` where the chain is broken here.
    /// `change` is what the entry says of its record, where that can be read.
    pub(super) fn take(&mut self, entry: &Stored, change: Option<&RecordChange>) -> bool {
        let joined = self.join(entry);
        let fault = own_fault(entry, change);
        self.faulty = fault.is_some();
        if let Some(fault) = &fault {
            self.tell(Problem::Entry { entry: EntryName::of(entry), fault: fault.clone() });
        }
        // A strange word is told and hides nothing: what the entry holds is looked at like that of any other.
        if fault.is_none() && !audit::is_written_here(&entry.action, entry.kind.as_deref()) {
            self.tell(Problem::Entry { entry: EntryName::of(entry), fault: EntryFault::Action });
        }
        joined && fault.is_none()
    }

    /// Compares the newer entry with this one, which stands before it.
    fn join(&mut self, entry: &Stored) -> bool {
        let Some(newer) = &self.newer else { return true };
        let same_batch = newer.batch == entry.batch;
        let fault = if newer.name.seq != entry.seq.saturating_add(1) {
            Some(EntryFault::Gap { after: entry.seq })
        } else if newer.prev_hash != entry.hash {
            Some(EntryFault::Chain)
        } else if same_batch
            && (newer.name.action != entry.action
                || newer.name.at != entry.at
                || newer.name.account != entry.account
                || newer.undoes != entry.undoes)
            || !same_batch && newer.batch != newer.name.seq
        {
            Some(EntryFault::Batch)
        } else {
            None
        };
        if is_set_back(&newer.name.at, &entry.at) {
            let recorded = newer.name.action == CLOCK_SET_BACK;
            self.set_back.push_back(SetBack {
                seq: newer.name.seq,
                from: entry.at.clone(),
                to: newer.name.at.clone(),
                recorded,
            });
            if self.set_back.len() > KEPT {
                self.set_back.pop_front();
            }
        }
        let Some(fault) = fault else { return true };
        // An entry that was altered need not be told a second time for what follows from it.
        if !newer.faulty {
            let entry = newer.name.clone();
            self.tell(Problem::Entry { entry, fault });
        }
        false
    }

    /// Keeps what the next one is compared with.
    pub(super) fn remember(&mut self, entry: Stored) {
        self.newer = Some(Newer {
            batch: entry.batch,
            undoes: entry.undoes,
            faulty: self.faulty,
            name: EntryName {
                seq: entry.seq,
                at: entry.at,
                account: entry.account,
                action: entry.action,
                subject: entry.subject,
            },
            prev_hash: entry.prev_hash,
        });
    }

    /// Compares the first entry with the origin; `false` where it is not the first of this database.
    pub(super) fn reach_origin(&mut self) -> bool {
        let Some(first) = self.newer.take() else {
            if self.problems.is_empty() {
                self.tell(Problem::NoHistory);
            }
            return false;
        };
        let fault = if first.name.seq != 1 {
            EntryFault::Gap { after: 0 }
        } else if first.prev_hash != audit::origin(&self.database).hash() {
            EntryFault::Chain
        } else if first.name.action != CREATED || first.batch != 1 {
            EntryFault::NotTheFirst
        } else {
            return true;
        };
        self.tell(Problem::Entry { entry: first.name, fault });
        false
    }

    /// What was found, the first entry first.
    pub(super) fn finish(self) -> (Vec<Problem>, Vec<SetBack>) {
        let mut problems: Vec<Problem> = self.problems.into_iter().rev().collect();
        if self.more > 0 {
            problems.push(Problem::More { count: self.more });
        }
        (problems, self.set_back.into_iter().rev().collect())
    }
}

/// What is wrong with an entry that is looked at alone.
fn own_fault(entry: &Stored, change: Option<&RecordChange>) -> Option<EntryFault> {
    if entry.computed_hash().as_slice() != entry.hash.as_slice() {
        return Some(EntryFault::Altered);
    }
    if moment(&entry.at).is_none() {
        return Some(EntryFault::Stamp);
    }
    if entry.batch > entry.seq || entry.undoes.is_some_and(|undone| undone >= entry.batch) {
        return Some(EntryFault::Batch);
    }
    if entry.action == CREATED && entry.seq != 1 {
        return Some(EntryFault::NotTheFirst);
    }
    if entry.action == UNDO && entry.undoes.is_none() {
        return Some(EntryFault::Batch);
    }
    match entry.kind.as_deref() {
        // What a note or an import holds is its own; the hash covers it.
        None | Some(WHOLE) => None,
        Some(_) => record_fault(entry, change),
    }
}

/// Whether both records are in the one form in which this program writes them.
fn record_fault(entry: &Stored, change: Option<&RecordChange>) -> Option<EntryFault> {
    let unreadable = |what: &str| Some(EntryFault::Unreadable(what.to_owned()));
    let Some(kind) = entry.record_kind() else { return unreadable("kind") };
    if entry.key().is_none() {
        return unreadable("subject");
    }
    if entry.before.is_none() && entry.after.is_none() {
        return unreadable("before, after");
    }
    let Some(change) = change else {
        let mut texts = [entry.before(), entry.after()].into_iter().flatten();
        let error = texts.find_map(|text| record_from_json(kind, text).err());
        return Some(EntryFault::Unreadable(error.map(|error| error.pointer).unwrap_or_default()));
    };
    let pairs = [(&change.before, entry.before()), (&change.after, entry.after())];
    let same = pairs.iter().all(|(record, text)| match (record, text) {
        (Some(record), Some(text)) => record_to_json(record) == *text,
        _ => true,
    });
    if same { None } else { Some(EntryFault::Form) }
}
