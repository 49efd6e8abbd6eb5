//! The register of past days: walked back through the history.

use rusqlite::{Connection, TransactionBehavior};

use super::{
    audit::{CREATED, WHOLE},
    entries::{Stored, select},
};
use crate::{
    register::{Date, RecordChange, Register, Stage, Stopped, Work},
    store::{error::StoreError, load, vault::Vault, verify::end_of_list},
};

/// The register as it stands, with the entries by which it goes back to the first of some days.
#[derive(Debug)]
pub struct Past {
    register: Register,
    /// The newest first.
    entries: Vec<Stored>,
    days: Vec<Date>,
    work: Work,
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
                let entries = entries(&all, days.first().copied(), u64::MAX >> 1, &vault.work)?;
                let reading = vault.work.begin(Stage::Reading, 0)?;
                let register = load::load_alone(&all)?;
                drop(reading);
                Ok(Past::new(register, entries, days, &vault.work))
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
    work: &Work,
) -> rusqlite::Result<Vec<Stored>> {
    let walking = work.begin(Stage::History, 0)?;
    let mut statement = connection.prepare_cached(&select("WHERE seq <= ?1 ORDER BY seq DESC"))?;
    let mut rows = statement.query([until])?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        walking.step()?;
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
    pub(super) fn new(register: Register, entries: Vec<Stored>, days: Vec<Date>, work: &Work) -> Self {
        Self { register, entries, days, work: work.clone() }
    }

    /// What is seen of the register at the end of each day. Before the vault, or an import into it, nothing is known; nor
    /// where the history does not fit.
    ///
    /// # Errors
    /// When somebody stopped it.
    pub fn each_day<T>(
        self,
        mut see: impl FnMut(&Register, Date) -> T,
    ) -> Result<Vec<(Date, Option<T>)>, Stopped> {
        let Self { mut register, entries, mut days, work } = self;
        let judging = work.begin(Stage::Judging, days.len() as u64)?;
        let mut seen = Vec::with_capacity(days.len());
        // Today is the register as it is, whatever day its entries have: a day given by hand, or a clock that was wrong.
        if let Some(today) = days.pop() {
            judging.step()?;
            seen.push((today, Some(see(&register, today))));
        }
        for entry in &entries {
            let Some(at) = day_of(entry) else { break };
            while let Some(day) = days.pop_if(|day| *day >= at) {
                judging.step()?;
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
        Ok(seen)
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
