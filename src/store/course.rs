//! The register of past days: walked back through the history, and judged at the end of each month.

use rusqlite::{Connection, TransactionBehavior};

use super::{
    error::StoreError,
    history::{
        audit::{CREATED, WHOLE},
        entries::{Stored, select},
    },
    load,
    vault::Vault,
    verify::end_of_list,
};
use crate::{
    policy::{
        Counts, Policy,
        course::{CoursePoint, course_days},
        judge,
    },
    register::{Date, RecordChange, Register},
};

/// The register as it stands, with the entries by which it goes back to the first of the days that are counted.
#[derive(Debug)]
pub struct Past {
    register: Register,
    /// The newest first.
    entries: Vec<Stored>,
    today: Date,
}

impl Vault {
    /// Reads what the course of findings is counted from. Register and history are of one moment, and what another session
    /// wrote is not thereby followed.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn past(&mut self, today: Date) -> Result<Past, StoreError> {
        self.with(|vault, connection| {
            let read = connection.transaction_with_behavior(TransactionBehavior::Deferred).and_then(|all| {
                Ok(Past { register: load::load_alone(&all)?, entries: entries(&all, today)?, today })
            });
            read.map_err(|error| vault.failed(&error))
        })
    }
}

/// The entries since the first day that is counted, and one from before it.
fn entries(connection: &Connection, today: Date) -> rusqlite::Result<Vec<Stored>> {
    let first = course_days(today).first().copied();
    let mut statement = connection.prepare_cached(&select("ORDER BY seq DESC"))?;
    let mut rows = statement.query([])?;
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
    /// How many findings there were at the end of each of the last months, the first month first. Before the vault, or an
    /// import into it, nothing is known; nor where the history does not fit.
    pub fn course(self, policy: &Policy) -> Vec<CoursePoint> {
        let Self { mut register, entries, today } = self;
        let mut days = course_days(today);
        let mut points = Vec::with_capacity(days.len());
        let mut point = |past: &Register, day: Date| {
            points.push(CoursePoint { day, counts: Some(Counts::of(&judge(past, policy, day))) });
        };
        // Today is the register as it is, whatever day its entries have: a day given by hand, or a clock that was wrong.
        if let Some(today) = days.pop() {
            point(&register, today);
        }
        for entry in &entries {
            let Some(at) = day_of(entry) else { break };
            while let Some(day) = days.pop_if(|day| *day >= at) {
                point(&register, day);
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
        points.extend(days.into_iter().rev().map(|day| CoursePoint { day, counts: None }));
        points.reverse();
        points
    }
}

/// Takes an entry back; says whether it fitted.
fn step_back(register: &mut Register, mut change: RecordChange) -> bool {
    if change.before.is_none()
        && let Some(end) = end_of_list(register, &change.key)
    {
        change.key = end;
    }
    register.take_back(&change).is_ok()
}
