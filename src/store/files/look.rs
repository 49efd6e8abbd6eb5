//! A vault whose place takes no changes: a read-only medium, or a directory that belongs to somebody else. It is opened to
//! look, without a lock and without a log, and nothing at all is written.

use std::{fs, io, path::Path};

use rusqlite::{Connection, ErrorCode};

use crate::register::Work;
use crate::store::{
    connection,
    error::StoreError,
    files::{away::Away, leftover, ordinary, with_suffix},
    history::{audit, notice::Notice},
    vault::{Access, Vault},
};

/// Whether both the database and its directory can be written to: the log is made beside the file. Only a refusal counts as
/// one; a full disk, for example, is told when it stands in the way.
pub(in crate::store) fn takes_changes(database: &Path) -> bool {
    let Some(dir) = database.parent() else { return true };
    let dir = if dir.as_os_str().is_empty() { Path::new(".") } else { dir };
    let refused = |error: io::Error| {
        matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
    };
    let file = ordinary::open_to_write(database).map(drop);
    // A file without a name, where the system knows such: a kill leaves nothing behind.
    let beside = tempfile::tempfile_in(dir).map(drop);
    !file.and(beside).is_err_and(refused)
}

/// Opens the database for changes, or to look where its place does not take any.
pub(in crate::store) fn open(access: &mut Access, work: &Work) -> Result<Connection, StoreError> {
    let path = access.path.clone();
    let failed = |error: &rusqlite::Error| StoreError::database(&path, error);
    if access.writable {
        match access.connect() {
            // The library knows places that look writable and are not (1544, a log that cannot be made).
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::ReadOnly) => access.writable = false,
            opened => return opened.map_err(|error| failed(&error)),
        }
    }
    if let Err(left) = no_log(&path) {
        copy_away(access, work).map_err(|why| match why {
            why @ (StoreError::LogOfAnother(..) | StoreError::Damaged(..) | StoreError::Stopped) => why,
            // No room elsewhere either, or another session is at work.
            _ => left,
        })?;
    }
    access.connect().map_err(|error| failed(&error))
}

/// Has a copy looked at in the file's stead, into which the log was brought: where the file lies that cannot be done.
///
/// # Errors
/// [`StoreError::LogOfAnother`] and [`StoreError::Damaged`] of the file itself; anything else of the copy.
fn copy_away(access: &mut Access, work: &Work) -> Result<(), StoreError> {
    let (path, log) = (access.path.clone(), with_suffix(&access.path, "-wal"));
    let made = || -> io::Result<_> {
        let away = Away::new()?;
        let copy = away.copy(&path, "register.db")?;
        away.copy(&log, "register.db-wal")?;
        Ok((away, copy))
    };
    let (away, copied) = made().map_err(|error| StoreError::file(&std::env::temp_dir(), error))?;
    let (data_key, database) = (access.data_key.clone(), access.database);
    let copy = Access { path: copied, data_key, database, writable: true, away: None };
    let failed = |error: rusqlite::Error| StoreError::database(&path, &error);
    let connection = copy.connect().map_err(failed)?;
    leftover::look_at(&connection, &copy, work).map_err(|why| match why {
        StoreError::LogOfAnother(..) => StoreError::LogOfAnother(path.clone(), log),
        StoreError::Damaged(_, what) => StoreError::Damaged(path.clone(), what),
        why => why,
    })?;
    connection::checkpoint(&connection).map_err(failed)?;
    connection.close().map_err(|(_, error)| failed(error))?;
    (access.path, access.away) = (copy.path, Some(away));
    Ok(())
}

/// Refuses a database whose last changes stand in its log alone: read without it, it would be another register.
pub(in crate::store) fn no_log(database: &Path) -> Result<(), StoreError> {
    let log = with_suffix(database, "-wal");
    match fs::metadata(&log) {
        Ok(found) if found.len() > 0 => Err(StoreError::LogLeft(log)),
        _ => Ok(()),
    }
}

impl Vault {
    /// Whether the vault was opened to look because its place cannot be written to.
    pub fn opened_to_look(&self) -> bool {
        !self.access.writable
    }

    /// Whether anything may be written, as far as the files are concerned.
    pub(in crate::store) fn may_be_written(&mut self) -> Result<(), StoreError> {
        if self.opened_to_look() {
            return Err(StoreError::OpenedToLook(self.places.dir.clone()));
        }
        self.still_there()
    }

    /// Whether the open files are still those at their places.
    pub(in crate::store) fn still_there(&mut self) -> Result<(), StoreError> {
        if self.identity.holds() { Ok(()) } else { Err(StoreError::Replaced(self.access.path.clone())) }
    }

    /// What [`Vault::reconcile`] does, without putting anything right.
    pub(in crate::store) fn look_only(&mut self, authentic: bool) -> Result<(), StoreError> {
        let known = authentic.then(|| self.marked.clone());
        self.with(|vault, connection| {
            let copy = vault.read_header(connection)?;
            let (name, role) = vault.read_account(connection)?;
            if copy != vault.header && !copy.shares_slot(&vault.header, &vault.slot) {
                // The password was withdrawn since the key file was written.
                return Err(StoreError::WrongPassword);
            }
            let failed = |error: rusqlite::Error| vault.failed(&error);
            let head = audit::head(connection, &vault.access.database).map_err(failed)?;
            if let Some(known) = &known
                && !audit::contains(connection, &vault.access.database, known).map_err(failed)?
            {
                vault.history_holds = false;
                vault.notices.push(Notice::HistoryWentBack { known: known.length, found: head.length });
            }
            vault.account = name;
            vault.role = role;
            vault.header = copy;
            vault.marked = known.unwrap_or(head);
            vault.notices.push(Notice::OpenedToLook);
            Ok(())
        })
    }
}

/// Opens a database that is not to be changed, such as a backup.
pub(in crate::store) fn open_still(access: &Access) -> Result<Connection, StoreError> {
    no_log(&access.path)?;
    connection::open_to_look(&access.path, &access.data_key, &access.database)
        .map_err(|error| StoreError::database(&access.path, &error))
}
