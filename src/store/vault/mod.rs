//! An unlocked vault.

pub(super) mod create;

use std::{
    cell::Cell,
    path::PathBuf,
    time::{Duration, Instant},
};

use rusqlite::{Connection, OptionalExtension as _, Transaction, TransactionBehavior};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::{
    account::AccountRole,
    accounts,
    backup::{self, Unsealed},
    bulk, connection,
    error::StoreError,
    files::{self, KeyFile, Places, Presence, identity::Identity, leftover},
    history::{
        audit::{self, Entry, HISTORY_ACCEPTED, Head, LastChange},
        doubt::{self, HistoryDoubt},
        notice::Notice,
    },
    keys::{
        self, DataKey, Header, Offer, RECOVERY, Slot, attempts::Guess, fold_name, recovery::RecoveryKey,
        rekey, secret::Secret,
    },
    load,
    rows::{self, Book},
};
use crate::register::{Change, Key, RecordChange, Register, document};
pub use create::NewVault;

/// What opens the database.
pub(super) struct Access {
    pub path: PathBuf,
    pub data_key: DataKey,
    pub database: [u8; 16],
    /// Whether the place takes changes; else it was opened to look.
    pub writable: bool,
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

/// After a commit the key file learns the history's new head, but not more often than this: in a burst of commits
/// two further writes to disk each would cost more than the commits themselves. The lock writes the last one.
const MARK_EVERY: Duration = Duration::from_secs(2);

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
    /// What the last look at the whole history found wrong.
    pub(super) doubt: Option<HistoryDoubt>,
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Vault").field("places", &self.places).finish_non_exhaustive()
    }
}

impl Vault {
    /// Makes a vault where there is none, with one account and a recovery key, and unlocks it.
    ///
    /// # Errors
    /// When something is there already, the password is refused, or the files cannot be written. Then there is
    /// no vault.
    pub fn create(places: &Places, new: &NewVault) -> Result<(Self, RecoveryKey), StoreError> {
        let recovery = create::make(places, new)?;
        let offer = Offer::Password { login: None, password: new.password };
        Ok((Self::open(places, &offer)?, recovery))
    }

    /// Opens the vault of the one account with its password.
    ///
    /// # Errors
    /// [`StoreError::WrongPassword`], [`StoreError::NameNeeded`] where there are several accounts, or a fault of the files.
    pub fn unlock(places: &Places, password: &Secret) -> Result<Self, StoreError> {
        Self::open(places, &Offer::Password { login: None, password })
    }

    /// Opens the vault of several accounts with the login and password of one
    /// (see [`Presence::Vault`]`::asks_login`).
    ///
    /// # Errors
    /// [`StoreError::WrongPassword`] for either, or what is wrong with the files.
    pub fn unlock_as(places: &Places, login: &str, password: &Secret) -> Result<Self, StoreError> {
        Self::open(places, &Offer::Password { login: Some(login), password })
    }

    /// Opens the vault with the recovery key.
    ///
    /// # Errors
    /// [`StoreError::WrongRecoveryKey`], or what is wrong with the files.
    pub fn unlock_with_recovery(places: &Places, key: &RecoveryKey) -> Result<Self, StoreError> {
        Self::open(places, &Offer::Recovery(key))
    }

    pub(super) fn open(places: &Places, offer: &Offer) -> Result<Self, StoreError> {
        match files::presence(places)? {
            Presence::Vault { .. } => {}
            Presence::Nothing => return Err(StoreError::NotThere(places.dir.clone())),
            Presence::Missing(path) => return Err(StoreError::Missing(path)),
        }
        // Held until it is known whether what was offered is right, and no longer than the next one may find another slot.
        let guess = Guess::begin(places)?;
        let ((mut vault, anew), guess) = guess.judge(Self::open_files(places, offer))?;
        let writable = vault.access.writable;
        if let Some(slot) = anew.filter(|_| writable) {
            vault.settle_slot(slot);
        }
        let wrong = guess.right();
        if writable {
            vault.settle_renewal();
        }
        vault.notices.extend(wrong);
        Ok(vault)
    }

    /// Opens the files; the slot that opened comes along where it is to be sealed anew.
    fn open_files(places: &Places, offer: &Offer) -> Result<(Self, Option<Slot>), StoreError> {
        let path = places.database();
        let Unsealed { keys, authentic, opened, from_backup } = backup::unseal(places, offer)?;
        let database = keys.header.database_id().ok_or_else(|| StoreError::KeysDamaged(places.key_file()))?;
        files::inspect_database(&path, &database)?;
        let log_left = leftover::is_there(&path);
        let (mut connection, access, next_key) =
            rekey::open_with_either(places, &database, &keys.header, opened.data_key, opened.next_key)
                .map_err(|why| match why {
                    // The backup's key file is of before a renewal and no help; what is wrong is the vault's own.
                    StoreError::KeysOfAnotherTime(path) if from_backup => match path.try_exists() {
                        Ok(false) => StoreError::Missing(path),
                        _ => StoreError::KeysDamaged(path),
                    },
                    why => why,
                })?;
        let found = if log_left { leftover::look_at(&connection, &access)? } else { None };
        connection::check(&mut connection, &path)?;
        let identity = Identity::of(&path);
        let failed = |error: rusqlite::Error| StoreError::database(&path, &error);
        let doubt = found.or(doubt::read(&connection).map_err(failed)?);
        let seen = Cell::new(data_version(&connection).map_err(failed)?);
        let mut vault = Self {
            places: places.clone(),
            access,
            connection: Some(connection),
            header: keys.header,
            slot: opened.slot,
            account: String::new(),
            role: AccountRole::Reader,
            next_key,
            notices: Vec::new(),
            seen,
            marked: keys.history,
            marked_at: None,
            history_holds: true,
            identity,
            doubt,
        };
        if vault.access.writable {
            vault.reconcile(authentic, from_backup)?;
        } else {
            vault.look_only(authentic)?;
        }
        if let Offer::Password { login: Some(login), .. } = offer
            && !opened.named
            && fold_name(login) != fold_name(&vault.account)
        {
            // The right password of an account whose slot knows no login, under another name.
            return Err(StoreError::WrongPassword);
        }
        Ok((vault, opened.anew))
    }

    /// Compares the key file with the database's own copy and with the history, and puts it right where it differs.
    fn reconcile(&mut self, authentic: bool, from_backup: bool) -> Result<(), StoreError> {
        for path in [self.access.path.clone(), self.places.key_file()] {
            // Where this is not possible (a stick that knows no owners), reading still is.
            let _ = files::only_owner(&path, 0o600);
        }
        let before = self.header.clone();
        let known = authentic.then(|| self.marked.clone());
        let stale = self.places.new_key_file().exists();
        let put_right = self.locked(|vault, transaction| {
            let copy = vault.read_header(transaction)?;
            (vault.account, vault.role) = vault.read_account(transaction)?;
            let head = audit::head(transaction, &vault.access.database).map_err(|e| vault.failed(&e))?;
            if let Some(known) = &known {
                vault.history_holds = audit::contains(transaction, &vault.access.database, known)
                    .map_err(|e| vault.failed(&e))?;
                if !vault.history_holds {
                    vault.notices.push(Notice::HistoryWentBack { known: known.length, found: head.length });
                }
            }
            if stale {
                files::remove_stale(&vault.places.new_key_file())?;
            }
            vault.marked = known.clone().unwrap_or(head);
            let put_right = copy != before || !authentic || from_backup;
            if put_right {
                KeyFile::new(copy.clone(), vault.marked.clone(), &vault.access.data_key)
                    .write(&vault.places)?;
            }
            vault.header = copy;
            Ok(put_right)
        })?;
        let pending = self.header.pending.is_some();
        if !pending {
            self.next_key = None;
        } else if self.next_key.is_none() && !self.header.is_to_come(&self.access.data_key) {
            // The file that was put right holds the data key to come; it is opened with the next try.
            return Err(StoreError::KeysPutRight);
        }
        if put_right {
            if !self.header.shares_slot(&before, &self.slot) {
                // What opened the old file may have been withdrawn since.
                return Err(StoreError::KeysPutRight);
            }
            self.notices.push(if from_backup { Notice::KeysFromBackup } else { Notice::KeysPutRight });
        }
        if self.account.is_empty() {
            let what = format!("no account has the slot {}", self.slot);
            return Err(StoreError::Damaged(self.access.path.clone(), what));
        }
        Ok(())
    }

    /// The database's copy of the header.
    pub(super) fn read_header(&self, connection: &Connection) -> Result<Header, StoreError> {
        let text: String = connection
            .query_row("SELECT header FROM key_header", [], |row| row.get(0))
            .map_err(|error| self.failed(&error))?;
        serde_json::from_str(&text)
            .map_err(|error| StoreError::Damaged(self.access.path.clone(), error.to_string()))
    }

    /// The name and role of the account that came in.
    pub(super) fn read_account(&self, connection: &Connection) -> Result<(String, AccountRole), StoreError> {
        if self.slot == RECOVERY {
            return Ok((RECOVERY_ACCOUNT.to_owned(), AccountRole::Administrator));
        }
        let found = connection
            .query_row("SELECT name, role FROM accounts WHERE slot = ?1", [&self.slot], |row| {
                Ok((row.get(0)?, row.get::<_, String>(1)?))
            })
            .optional()
            .map_err(|error| self.failed(&error))?;
        // A slot in an old key file that the database knows no more: the account was removed.
        let (name, role) = found.unwrap_or_default();
        Ok((name, AccountRole::from_word(&role).unwrap_or(AccountRole::Reader)))
    }

    /// What the unlock found and its user should be told.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// The account that unlocked the vault, as the history names it.
    pub fn account(&self) -> &str {
        &self.account
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

    /// Writes a change and its entries in the history, in one transaction. When this returns the change is durable.
    /// Says the number of the last entry.
    ///
    /// # Errors
    /// [`StoreError::ReadersOnlyLook`] for a reader, [`StoreError::ChangedElsewhere`] when a record is not what the change says it was, [`StoreError::Refused`] when the
    /// file's rules do not allow the change, or what kept the file from being written. Nothing is written then.
    pub fn commit(&mut self, change: &Change, entry: &Entry) -> Result<u64, StoreError> {
        self.may_write()?;
        StoreError::unless_signed(change)?;
        let head = self.write(|vault, transaction| {
            let book = Book::new(transaction);
            let writer = audit::Writer::begin(transaction, &vault.access.database, &vault.account, *entry);
            let mut writer = writer.map_err(|error| vault.failed(&error))?;
            for record in &change.records {
                vault.apply(&book, record)?;
                writer.record(record).map_err(|error| vault.failed(&error))?;
            }
            accounts::follow(transaction, &mut writer, change).map_err(|error| vault.failed(&error))?;
            Ok(writer.finish())
        })?;
        self.mark_now_and_then();
        Ok(head.length)
    }

    fn apply(&self, book: &Book, change: &RecordChange) -> Result<(), StoreError> {
        let by_place = matches!(change.key, Key::Review(..) | Key::Waiver(_));
        let now = if by_place && change.before.is_none() {
            // A new one goes before the one that stands at its place now.
            None
        } else {
            rows::read(book, &change.key).map_err(|error| self.failed(&error))?
        };
        if now != change.before {
            return Err(StoreError::ChangedElsewhere(Box::new(change.key.clone())));
        }
        match &change.after {
            Some(after) if by_place => rows::write_at(book, &change.key, after, now.is_none()),
            Some(after) => rows::write(book, &change.key, change.place, after),
            None if now.is_some() => rows::delete(book, &change.key),
            None => Ok(()),
        }
        .map_err(|error| self.failed(&error))
    }

    /// Replaces every record by those of a register, all or nothing. The history's entry holds the counts and the
    /// SHA-256 of the register's document. Says the number of the entry.
    ///
    /// # Errors
    /// When the register does not satisfy the file's rules, or the file cannot be written. Nothing is written then.
    pub fn replace_all(&mut self, register: &Register, entry: &Entry) -> Result<u64, StoreError> {
        self.may_write()?;
        let sum = Sha256::digest(document::encode(register));
        let after =
            serde_json::json!({ "counts": bulk::counts(register), "sha256": keys::hex(&sum) }).to_string();
        let head = self.write(|vault, transaction| {
            let run = || {
                bulk::replace(&Book::for_writing(transaction), register)?;
                let mut writer =
                    audit::Writer::begin(transaction, &vault.access.database, &vault.account, *entry)?;
                writer.register(&after)?;
                Ok(writer.finish())
            };
            run().map_err(|error| vault.failed(&error))
        })?;
        self.mark_now_and_then();
        Ok(head.length)
    }

    /// The newest change that was not undone, for an undo that outlives the session.
    ///
    /// # Errors
    /// When the history cannot be read.
    pub fn last_change(&mut self) -> Result<Option<LastChange>, StoreError> {
        self.with(|vault, connection| audit::last_change(connection).map_err(|error| vault.failed(&error)))
    }

    /// Accepts a history that is not the one the key file knew, with an entry that says so.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn accept_history(&mut self, at: &str) -> Result<(), StoreError> {
        self.may_write()?;
        let known = serde_json::json!({ "length": self.marked.length }).to_string();
        self.write(|vault, transaction| {
            let run = || {
                let entry = Entry::new(HISTORY_ACCEPTED, at);
                let mut writer =
                    audit::Writer::begin(transaction, &vault.access.database, &vault.account, entry)?;
                writer.note(Some(&known), None)
            };
            run().map_err(|error| vault.failed(&error))
        })?;
        self.history_holds = true;
        self.notices.retain(|notice| !matches!(notice, Notice::HistoryWentBack { .. }));
        self.mark()
    }

    /// Tells the key file how far the history has come. After the commit and never before it: a file that knew more
    /// than the database would raise a false alarm after a power cut.
    pub(super) fn mark(&mut self) -> Result<(), StoreError> {
        if !self.history_holds || self.opened_to_look() {
            return Ok(());
        }
        // A key file that was removed meanwhile comes back; where it is kept apart its place may be gone with it.
        let gone = self.places.keys.is_none() && !self.places.key_file().exists();
        self.locked(|vault, transaction| {
            let head =
                audit::head(transaction, &vault.access.database).map_err(|error| vault.failed(&error))?;
            let copy = vault.read_header(transaction)?;
            if gone || head != vault.marked || copy != vault.header {
                KeyFile::new(copy.clone(), head.clone(), &vault.access.data_key).write(&vault.places)?;
                vault.header = copy;
                vault.marked = head;
            }
            Ok(())
        })
    }

    pub(super) fn mark_now_and_then(&mut self) {
        if self.marked_at.is_none_or(|at| at.elapsed() >= MARK_EVERY) {
            // The change itself is durable; a key file that cannot be written now is written at the lock.
            let _ = self.mark();
            self.marked_at = Some(Instant::now());
        }
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
    pub fn settle(&mut self) -> Result<(), StoreError> {
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
