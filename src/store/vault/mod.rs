//! An unlocked vault.

mod commit;
pub(super) mod create;
mod unlock;

use std::{cell::Cell, path::PathBuf, time::Instant};

pub use create::NewVault;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use zeroize::Zeroizing;

use super::{
    account::AccountRole,
    connection,
    error::StoreError,
    files::{Places, away::Away, identity::Identity, one_name::OneName},
    history::{
        audit::{self, Head, LastChange},
        doubt::HistoryDoubt,
        notice::Notice,
    },
    keys::{DataKey, Header},
    load,
};
use crate::register::{Register, Stage, Work};

/// What opens the database.
pub(super) struct Access {
    pub path: PathBuf,
    pub data_key: DataKey,
    pub database: [u8; 16],
    /// Whether the place takes changes; else it was opened to look.
    pub writable: bool,
    /// Where the copy lies that is looked at in the file's stead.
    pub away: Option<Away>,
}

impl Access {
    /// A further connection, of the same sort as the vault's own.
    pub(super) fn connect(&self) -> rusqlite::Result<Connection> {
        if self.writable {
            connection::open(&self.path, &self.data_key, &self.database, false)
        } else {
            connection::open_to_look(&self.path, &self.data_key, &self.database)
        }
    }
}

/// The name under which the recovery key's holder stands in the history.
pub const RECOVERY_ACCOUNT: &str = "*recovery-key*";

/// An unlocked vault: the register's durable truth.
///
/// It may be moved to a worker thread. Dropping it locks it; [`Vault::lock`] does the same and says what went wrong.
pub struct Vault {
    pub(super) places: Places,
    pub(super) access: Access,
    pub(super) connection: Option<Connection>,
    pub(super) header: Header,
    pub(super) slot: String,
    pub(super) account: String,
    pub(super) role: AccountRole,
    /// The data key to come, while the data is re-keyed.
    pub(super) next_key: Option<DataKey>,
    pub(super) notices: Vec<Notice>,
    /// `data_version` when the register was last read.
    pub(super) seen: Cell<i64>,
    /// What the key file knows of the history.
    pub(super) marked: Head,
    pub(super) marked_at: Option<Instant>,
    /// Whether the history holds what the key file knew; while it does not, the key file keeps its knowledge.
    pub(super) history_holds: bool,
    /// The files as they were when they were opened.
    pub(super) identity: Identity,
    /// Kept until the connection is gone, for which it stands below that.
    _one_name: Option<OneName>,
    /// What the last look at the whole history found wrong.
    pub(super) doubt: Option<HistoryDoubt>,
    /// Who waits for what takes long.
    pub(super) work: Work,
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Vault").field("places", &self.places).finish_non_exhaustive()
    }
}

impl Vault {
    /// What the unlock found and its user should be told.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// The account that unlocked the vault, as the history names it.
    pub fn account(&self) -> &str {
        &self.account
    }

    /// From now on this is told how far long work has come, and may stop it.
    pub fn watched_by(&mut self, work: &Work) {
        self.work = work.clone();
    }

    /// The same for as long as something is done.
    pub fn watched<T>(&mut self, work: &Work, run: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.work, work.clone());
        let done = run(self);
        self.work = before;
        done
    }

    /// Where the vault lies.
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// The role of the account that unlocked the vault. Whoever came in by the recovery key may do everything.
    pub fn role(&self) -> AccountRole {
        self.role
    }

    /// Whether this session may change records, accounts and the vault.
    ///
    /// # Errors
    /// [`StoreError::ReadersOnlyLook`] for a reader, [`StoreError::OpenedToLook`] where the place takes no changes.
    pub fn may_write(&self) -> Result<(), StoreError> {
        match (self.role.may_change(), self.access.writable) {
            (false, _) => Err(StoreError::ReadersOnlyLook),
            (true, false) => Err(StoreError::OpenedToLook(self.places.dir.clone())),
            (true, true) => Ok(()),
        }
    }

    /// Whether this session may change by which policy the register is judged, and what the office sets.
    ///
    /// # Errors
    /// As for [`Vault::may_write`], and [`StoreError::AdministratorsOnly`] for everybody else than an administrator.
    pub fn may_administer(&self) -> Result<(), StoreError> {
        self.may_write()?;
        if self.role == AccountRole::Administrator { Ok(()) } else { Err(StoreError::AdministratorsOnly) }
    }

    pub(super) fn failed(&self, error: &rusqlite::Error) -> StoreError {
        let told = StoreError::database(&self.access.path, error);
        if matches!(told, StoreError::Damaged(..)) && self.keys_changed() {
            StoreError::KeysChanged
        } else {
            told
        }
    }

    /// Runs something on the connection; closes the connection where the file proved damaged.
    pub(super) fn with<T>(
        &mut self,
        run: impl FnOnce(&mut Self, &mut Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let Some(mut connection) = self.connection.take() else {
            return Err(if self.keys_changed() {
                StoreError::KeysChanged
            } else {
                StoreError::Damaged(self.access.path.clone(), "closed after an earlier error".to_owned())
            });
        };
        let result = run(self, &mut connection);
        if !result.as_ref().is_err_and(StoreError::ends_connection) {
            self.connection = Some(connection);
        }
        result
    }

    /// Takes the write lock, where the place takes changes and the files still are those that were opened.
    fn begin<'c>(&mut self, connection: &'c mut Connection) -> Result<Transaction<'c>, StoreError> {
        self.may_be_written()?;
        let begun = connection.transaction_with_behavior(TransactionBehavior::Immediate);
        let transaction = begun.map_err(|error| self.failed(&error))?;
        self.still_there()?;
        Ok(transaction)
    }

    /// Runs something under the write lock and rolls back: for looking, and for writing the key file.
    pub(super) fn locked<T>(
        &mut self,
        run: impl FnOnce(&mut Self, &Transaction) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.with(|vault, connection| {
            let transaction = vault.begin(connection)?;
            run(vault, &transaction)
        })
    }

    /// Runs something in a transaction and commits it, or leaves everything as it was.
    pub(super) fn write<T>(
        &mut self,
        run: impl FnOnce(&mut Self, &Transaction) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.with(|vault, connection| {
            let transaction = vault.begin(connection)?;
            let result = run(vault, &transaction)?;
            transaction.commit().map_err(|error| vault.failed(&error))?;
            // What went into a file that nobody will find again is not acknowledged.
            vault.still_there()?;
            Ok(result)
        })
    }

    /// Reads the whole register.
    ///
    /// # Errors
    /// When the file cannot be read in full.
    pub fn load(&mut self) -> Result<Register, StoreError> {
        self.with(|vault, connection| {
            // Looked at before reading: a commit in between is then noticed once too often, never missed.
            vault.seen.set(data_version(connection).map_err(|error| vault.failed(&error))?);
            let _reading = vault.work.begin(Stage::Reading, 0)?;
            load::load(connection, &vault.access).map_err(|error| vault.failed(&error))
        })
    }

    /// Whether another session has committed something since the register was last read. Costs microseconds.
    ///
    /// # Errors
    /// When the file cannot be looked at.
    pub fn changed_elsewhere(&self) -> Result<bool, StoreError> {
        let Some(connection) = &self.connection else { return Ok(false) };
        Ok(data_version(connection).map_err(|error| self.failed(&error))? != self.seen.get())
    }

    /// The newest change that was not undone, for an undo that outlives the session.
    ///
    /// # Errors
    /// When the history cannot be read.
    pub fn last_change(&mut self) -> Result<Option<LastChange>, StoreError> {
        self.with(|vault, connection| audit::last_change(connection).map_err(|error| vault.failed(&error)))
    }

    /// The raw key as the `sqlcipher` shell takes it (96 hexadecimal digits, key and salt), for tests and for an
    /// independent reader of the file. Whoever has it has the register.
    #[doc(hidden)]
    pub fn raw_key(&self) -> Zeroizing<String> {
        connection::raw_key(&self.access.data_key, &self.access.database)
    }

    /// Where the history stands.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn head(&self) -> Result<Head, StoreError> {
        let Some(connection) = &self.connection else { return Ok(self.marked.clone()) };
        audit::head(connection, &self.access.database).map_err(|error| self.failed(&error))
    }

    /// Brings what was committed from the log into the file, and the key file up to date, without locking.
    ///
    /// # Errors
    /// When the files could not be written; every change that was committed is durable all the same.
    pub fn tidy(&mut self) -> Result<(), StoreError> {
        if self.opened_to_look() {
            return Ok(());
        }
        self.mark()?;
        self.with(|vault, connection| {
            vault.still_there()?;
            connection::checkpoint(connection).map_err(|error| vault.failed(&error))
        })
    }

    /// Locks the vault: everything goes from the write-ahead log into the file, the connection is closed, the keys are
    /// wiped.
    ///
    /// # Errors
    /// When the file could not be written; every change that was committed is in it or in its log all the same.
    pub fn lock(mut self) -> Result<(), StoreError> {
        self.close()
    }

    pub(super) fn close(&mut self) -> Result<(), StoreError> {
        if self.connection.is_none() {
            return Ok(());
        }
        let marked = self.mark();
        // Where another session changed the keys there is nothing left for this one to tidy.
        let marked = if matches!(marked, Err(StoreError::KeysChanged)) { Ok(()) } else { marked };
        let Some(connection) = self.connection.take() else { return marked };
        let checkpoint = if self.opened_to_look() {
            Ok(())
        } else {
            // Another session may be reading: then its own lock does this.
            self.still_there()
                .and_then(|()| connection::checkpoint(&connection).map_err(|error| self.failed(&error)))
        };
        connection.close().map_err(|(_, error)| self.failed(&error))?;
        marked.and(checkpoint).map_err(|why| match why {
            StoreError::Replaced(_) => why,
            why => StoreError::ClosedUntidy(Box::new(why)),
        })
    }
}

impl Drop for Vault {
    fn drop(&mut self) {
        // There is nobody to tell; what was committed is durable.
        let _ = self.close();
    }
}

fn data_version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.prepare_cached("PRAGMA data_version")?.query_row([], |row| row.get(0))
}
