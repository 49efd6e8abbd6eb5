//! The register of past days: walked back through the history.

use rusqlite::{Connection, TransactionBehavior};

use super::{
    audit::{CREATED, WHOLE},
    entries::{Stored, select},
};
use crate::{
    register::{Date, RecordChange, Register},
    store::{error::StoreError, load, vault::Vault, verify::end_of_list},
};

/// The register as it stands, with the entries by which it goes back to the first of some days.
#[derive(Debug)]
pub struct Past {
    register: Register,
    /// The newest first.
    entries: Vec<Stored>,
    days: Vec<Date>,
}

impl Vault {
    /// Reads what it takes to see the register at the end of some days, the first day first; the last is today. Register
    /// and history are of one moment, and what another session wrote is not thereby followed.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn past(&mut self, days: Vec<Date>) -> Result<Past, StoreError> {
        self.with(|vault, connection| {
            let read = connection.transaction_with_behavior(TransactionBehavior::Deferred).and_then(|all| {
                let entries = entries(&all, days.first().copied(), u64::MAX >> 1)?;
                Ok(Past::new(load::load_alone(&all)?, entries, days))
            });
            read.map_err(|error| vault.failed(&error))
        })
    }
}

/// The entries since the first day up to a number, and one from before that day.
pub(super) fn entries(
    connection: &Connection,
    first: Option<Date>,
    until: u64,
) -> rusqlite::Result<Vec<Stored>> {
    let mut statement = connection.prepare_cached(&select("WHERE seq <= ?1 ORDER BY seq DESC"))?;
    let mut rows = statement.query([until])?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        let entry = Stored::read(row)?;
        let last = day_of(&entry).is_none_or(|at| first.is_none_or(|first| at <= first));
        entries.push(entry);
        if last {
            break;
        }
    }
    Ok(entries)
}

/// The day of an entry, as its stamp has it.
fn day_of(entry: &Stored) -> Option<Date> {
    entry.at.get(..10)?.parse().ok()
}

impl Past {
    /// The register as the first of some entries left it, with these; the newest first.
    pub(super) fn new(register: Register, entries: Vec<Stored>, days: Vec<Date>) -> Self {
        Self { register, entries, days }
    }

    /// What is seen of the register at the end of each day. Before the vault, or an import into it, nothing is known; nor
    /// where the history does not fit.
    pub fn each_day<T>(self, mut see: impl FnMut(&Register, Date) -> T) -> Vec<(Date, Option<T>)> {
        let Self { mut register, entries, mut days } = self;
        let mut seen = Vec::with_capacity(days.len());
        // Today is the register as it is, whatever day its entries have: a day given by hand, or a clock that was wrong.
        if let Some(today) = days.pop() {
            seen.push((today, Some(see(&register, today))));
        }
        for entry in &entries {
            let Some(at) = day_of(entry) else { break };
            while let Some(day) = days.pop_if(|day| *day >= at) {
                seen.push((day, Some(see(&register, day))));
            }
            let known = match (entry.kind.as_deref(), entry.record_change()) {
                _ if entry.action == CREATED => false,
                (Some(WHOLE), _) | (Some(_), None) => false,
                (None, _) => true,
                (Some(_), Some(change)) => step_back(&mut register, change),
            };
            if !known || days.is_empty() {
                break;
            }
        }
        seen.extend(days.into_iter().rev().map(|day| (day, None)));
        seen.reverse();
        seen
    }
}

/// Takes an entry back; says whether it fitted.
pub(super) fn step_back(register: &mut Register, mut change: RecordChange) -> bool {
    if change.before.is_none()
        && let Some(end) = end_of_list(register, &change.key)
    {
        change.key = end;
    }
    register.take_back(&change).is_ok()
}
