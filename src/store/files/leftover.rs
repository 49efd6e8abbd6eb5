//! A log that an interrupted session has left beside the database: is it the log of this database?
//!
//! SQLite plays a log's pages over any file that lies beside it. Where an older copy of the database was put back, what comes
//! out is a register that never was, and closing it would write the mixture into the file. So before anything is done with
//! a log that is not empty, the register that comes out is held against its own history.

use std::{fs, path::Path};

use rusqlite::Connection;

use crate::register::{Lang, Work};
use crate::store::{
    connection,
    error::StoreError,
    files::with_suffix,
    history::doubt::HistoryDoubt,
    schema,
    vault::Access,
    verify::{self, Problem, Verification},
};

/// Whether a log that is not empty lies beside a database that is still to be opened.
pub(in crate::store) fn is_there(database: &Path) -> bool {
    fs::metadata(with_suffix(database, "-wal")).is_ok_and(|log| log.len() > 0)
}

/// Looks at what database and log give together. What does not fit, but would not fit without the log either, is a doubt
/// and stops nobody.
///
/// # Errors
/// [`StoreError::LogOfAnother`] where the database fits its history by itself and with the log does not;
/// [`StoreError::Damaged`] where pages of what comes out are; [`StoreError::Stopped`]. Neither file is touched then.
pub(in crate::store) fn look_at(
    connection: &Connection,
    access: &Access,
    work: &Work,
) -> Result<Option<HistoryDoubt>, StoreError> {
    let failed = |error: rusqlite::Error| StoreError::database(&access.path, &error);
    let version: i64 =
        connection.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(failed)?;
    if version > schema::version() {
        // Told by whoever reads the version.
        return Ok(None);
    }
    connection::keep_log(connection, true).map_err(failed)?;
    let found = verify::through_log(connection, access, work);
    // Closing leaves the log as it is.
    if work.is_stopped() {
        return Err(StoreError::Stopped);
    }
    let fits = found.as_ref().is_ok_and(|found| found.problems.iter().all(Problem::is_of_words));
    if !fits && fits_alone(access) {
        return Err(StoreError::LogOfAnother(access.path.clone(), with_suffix(&access.path, "-wal")));
    }
    let found = found.map_err(failed)?;
    if let Some(pages) = found.problems.iter().find(|problem| matches!(problem, Problem::Pages { .. })) {
        return Err(StoreError::Damaged(access.path.clone(), pages.message(Lang::En)));
    }
    connection::keep_log(connection, false).map_err(failed)?;
    let at = found.last_at.clone().unwrap_or_default();
    Ok(HistoryDoubt::of(&found, &at))
}

/// Whether the database without its log is one that a session has closed.
fn fits_alone(access: &Access) -> bool {
    let alone = connection::open_to_look(&access.path, &access.data_key, &access.database);
    let whole = |found: Verification| found.problems.iter().all(Problem::is_of_words);
    alone.and_then(|alone| verify::on(&alone, access, None, &Work::default())).is_ok_and(whole)
}
