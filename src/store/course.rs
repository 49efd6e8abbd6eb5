//! The register of past days: walked back through the history, and judged at the end of each month.

use rusqlite::{Connection, TransactionBehavior};

use super::{
    audit::{CREATED, WHOLE},
    entries::{Stored, select},
    error::StoreError,
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

impl Vault {
    /// How many findings there were at the end of each of the last months, the first month first. Before the vault, or an
    /// import into it, nothing is known; nor where the history does not fit. Register and history are read as of one moment,
    /// and what another session wrote is not thereby followed.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn course(&mut self, policy: &Policy, today: Date) -> Result<Vec<CoursePoint>, StoreError> {
        self.with(|vault, connection| {
            let read = connection
                .transaction_with_behavior(TransactionBehavior::Deferred)
                .and_then(|all| course(&all, load::load_alone(&all)?, policy, today));
            read.map_err(|error| vault.failed(&error))
        })
    }
}

fn course(
    connection: &Connection,
    mut past: Register,
    policy: &Policy,
    today: Date,
) -> rusqlite::Result<Vec<CoursePoint>> {
    let mut days = course_days(today);
    let mut points = Vec::with_capacity(days.len());
    let mut known = true;
    let mut point = |past: &Register, day: Date| {
        points.push(CoursePoint { day, counts: Some(Counts::of(&judge(past, policy, day))) });
    };
    // Today is the register as it is, whatever day its entries have: a day given by hand, or a clock that was wrong.
    if let Some(today) = days.pop() {
        point(&past, today);
    }
    let mut statement = connection.prepare_cached(&select("ORDER BY seq DESC"))?;
    let mut rows = statement.query([])?;
    while known
        && !days.is_empty()
        && let Some(row) = rows.next()?
    {
        let entry = Stored::read(row)?;
        let Some(at) = entry.at.get(..10).and_then(|day| day.parse::<Date>().ok()) else {
            known = false;
            continue;
        };
        while let Some(day) = days.pop_if(|day| *day >= at) {
            point(&past, day);
        }
        known = match (entry.kind.as_deref(), entry.record_change()) {
            _ if entry.action == CREATED => false,
            (Some(WHOLE), _) | (Some(_), None) => false,
            (None, _) => true,
            (Some(_), Some(change)) => step_back(&mut past, change),
        };
    }
    points.extend(days.into_iter().rev().map(|day| CoursePoint { day, counts: None }));
    points.reverse();
    Ok(points)
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
