//! Opening a vault: with what was offered, and putting right what a crash or an older key file left.

use std::{cell::Cell, time::Duration};

use rusqlite::{Connection, OptionalExtension as _};

use super::{
    RECOVERY_ACCOUNT, Vault,
    create::{self, NewVault},
    data_version,
};
use crate::{
    register::{Stage, Work},
    store::{
        account::AccountRole,
        backup::{self, KeySource, Turn, Unsealed},
        connection,
        error::StoreError,
        files::{
            self, KeyFile, Places, Presence, identity::Identity, leftover, one_name::OneName,
            ordinary::Beside,
        },
        history::{audit, doubt, named, notice::Notice},
        keys::{
            Header, Offer, RECOVERY, Slot, attempts::Guess, fold_name, recovery::RecoveryKey, rekey,
            secret::Secret,
        },
        restore,
    },
};

/// What says whether a password is the one of the account that is in. It needs no vault and leaves the open one's files alone.
pub struct OwnPassword {
    places: Places,
    header: Header,
    slot: String,
    account: String,
}

impl OwnPassword {
    /// Tries it: wrong ones count as they do at the door.
    ///
    /// # Errors
    /// [`StoreError::WrongPassword`], or that another guess is to be waited for.
    pub fn check(&self, present: &Secret) -> Result<(), StoreError> {
        let guess = Guess::begin(&self.places)?;
        // Another session may have changed it since.
        let now = files::read_keys(&self.places.key_file())
            .ok()
            .filter(|read| read.whole && read.file.header.database_id() == self.header.database_id());
        let header = now.as_ref().map_or(&self.header, |read| &read.file.header);
        let offer = Offer::Password { login: Some(&self.account), password: present };
        let opened = header.open(&offer).and_then(|opened| match opened {
            Some(opened) if opened.slot == self.slot => Ok(()),
            Some(_) => Err(StoreError::WrongPassword),
            None => Err(StoreError::KeysDamaged(self.places.key_file())),
        });
        let ((), guess) = guess.judge(opened)?;
        // Whoever unlocks is told of the wrong ones before.
        guess.take_back();
        Ok(())
    }
}

impl Vault {
    /// What its account's password is tried by.
    pub fn own_password(&self) -> OwnPassword {
        let (places, header) = (self.places.clone(), self.header.clone());
        OwnPassword { places, header, slot: self.slot.clone(), account: self.account.clone() }
    }

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

    pub(in crate::store) fn open(places: &Places, offer: &Offer) -> Result<Self, StoreError> {
        Self::open_watched(places, offer, &Work::default())
    }

    /// Opens the vault with what is offered, and says how far it is: the trying of a password takes its time, and so does a file
    /// that an earlier version or a crash has left. What is stopped has changed nothing, and counts as no guess; a verdict
    /// that is there already stays one.
    ///
    /// # Errors
    /// [`StoreError::Stopped`], or as for [`Vault::unlock_as`] and [`Vault::unlock_with_recovery`].
    pub fn open_watched(places: &Places, offer: &Offer, work: &Work) -> Result<Self, StoreError> {
        match files::presence(places)? {
            Presence::Vault { .. } => {}
            Presence::Nothing => return Err(StoreError::NotThere(places.dir.clone())),
            Presence::OnlyBackups(count) => return Err(StoreError::OnlyBackups(places.dir.clone(), count)),
            Presence::Missing(path) => return Err(StoreError::Missing(path)),
        }
        // Held until it is known whether what was offered is right, and no longer than the next one may find another slot.
        let unlocking = work.begin(Stage::Unlocking, 0)?;
        let guess = Guess::begin_watched(places, work)?;
        let opened = match Self::open_files(places, offer, true, work) {
            // There is no room for what an opening for changes writes: it can be looked at all the same.
            Err(StoreError::DiskFull(_)) => {
                Self::open_files(places, offer, false, work).map(|(mut vault, _)| {
                    vault.notices.retain(|notice| *notice != Notice::OpenedToLook);
                    vault.notices.push(Notice::OpenedToLookFull);
                    (vault, None)
                })
            }
            opened => opened,
        };
        let ((mut vault, anew), mut guess) = guess.judge(opened)?;
        let writable = vault.access.writable;
        if let Some(slot) = anew.filter(|_| writable) {
            vault.keep_slot_sealed_anew(slot);
        }
        if writable {
            guess.gather(backup::guessed_within(places));
        }
        let wrong = guess.right();
        if writable {
            vault.tell_further_names();
            let turn = Turn::take(&places.dir, Duration::ZERO).ok();
            if turn.is_some_and(|turn| turn.is_alone()) {
                restore::clear_left(places);
            }
            vault.finish_renewal_or_tell();
        }
        vault.notices.extend(wrong);
        // Whoever waited for this waits no more.
        drop(unlocking);
        vault.work = Work::default();
        Ok(vault)
    }

    /// Opens the files, for changes where their place takes any; the slot that opened comes along where it is to be sealed anew.
    fn open_files(
        places: &Places,
        offer: &Offer,
        for_changes: bool,
        work: &Work,
    ) -> Result<(Self, Option<Slot>), StoreError> {
        let path = places.database();
        let Unsealed { keys, authentic, opened, source } = backup::unseal(places, offer)?;
        let database = keys.header.database_id().ok_or_else(|| StoreError::KeysDamaged(places.key_file()))?;
        files::inspect_database(&path, &database)?;
        let log_left = leftover::is_there(&path);
        let (mut connection, access, next_key) = rekey::open_with_either(
            places,
            &database,
            &keys.header,
            opened.data_key,
            opened.next_key,
            for_changes,
            work,
        )
        .map_err(|why| match why {
            // The backup's key file is of before a renewal and no help; what is wrong is the vault's own.
            StoreError::KeysOfAnotherTime(path) if source == KeySource::Backup => match path.try_exists() {
                Ok(false) => StoreError::Missing(path),
                _ => StoreError::KeysDamaged(path),
            },
            StoreError::KeysOfAnotherTime(path) => match backup::fitting_keys(places, offer, &database) {
                Some((fitting, history)) if history.length >= keys.history.length => {
                    StoreError::KeysOlder(path, fitting)
                }
                _ => StoreError::KeysOfAnotherTime(path),
            },
            why => why,
        })?;
        // Before anything is written.
        let one_name = access.writable.then(|| OneName::of(&path)).transpose()?;
        let found = if log_left { leftover::look_at(&connection, &access, work)? } else { None };
        connection::check(&mut connection, &path, |connection| named::fill(connection, work))?;
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
            _one_name: one_name,
            doubt,
            work: work.clone(),
        };
        if vault.access.writable {
            vault.reconcile(authentic, source)?;
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

    /// Tells of further names of what is written into. Nobody is kept out for them: see [`files::ordinary`].
    fn tell_further_names(&mut self) {
        let database = self.access.path.clone();
        let log = files::with_suffix(&database, Beside::Log.suffix());
        let named = [database, log].into_iter().find(|path| files::ordinary::has_further_name(path));
        self.notices.extend(named.map(Notice::FurtherName));
    }

    /// Compares the key file with the database's own copy and with the history, and puts it right where it differs.
    fn reconcile(&mut self, authentic: bool, source: KeySource) -> Result<(), StoreError> {
        for path in [self.access.path.clone(), self.places.key_file()] {
            // Where this is not possible (a stick that knows no owners), reading still is.
            let _ = files::ordinary::keep_to_owner(&path);
        }
        let before = self.header.clone();
        let known = authentic.then(|| self.marked.clone());
        let cut_off = [self.places.new_key_file(), self.places.key_file_before()];
        let (put_right, found) = self.locked(|vault, transaction| {
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
            vault.marked = known.clone().unwrap_or_else(|| head.clone());
            let put_right = copy != before || !authentic || source != KeySource::Own;
            if put_right {
                KeyFile::new(copy.clone(), vault.marked.clone(), &vault.access.data_key)
                    .write(&vault.places)?;
            }
            for cut_off in cut_off.iter().filter(|path| path.exists()) {
                files::remove_stale(cut_off)?;
            }
            vault.header = copy;
            Ok((put_right, head))
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
                return Err(match (source, &known) {
                    (KeySource::Before, _) => StoreError::WrongPassword,
                    (_, Some(known)) if !self.history_holds => {
                        StoreError::KeysPutRightBehind { known: known.length, found: found.length }
                    }
                    _ => StoreError::KeysPutRight,
                });
            }
            self.notices.push(match source {
                _ if !self.history_holds => Notice::KeysPutRightBehind,
                KeySource::Backup => Notice::KeysFromBackup,
                KeySource::Own | KeySource::Before => Notice::KeysPutRight,
            });
        }
        if self.account.is_empty() {
            let what = format!("no account has the slot {}", self.slot);
            return Err(StoreError::Damaged(self.access.path.clone(), what));
        }
        Ok(())
    }

    /// The database's copy of the header.
    pub(in crate::store) fn read_header(&self, connection: &Connection) -> Result<Header, StoreError> {
        let text: String = connection
            .query_row("SELECT header FROM key_header", [], |row| row.get(0))
            .map_err(|error| self.failed(&error))?;
        serde_json::from_str(&text)
            .map_err(|error| StoreError::Damaged(self.access.path.clone(), error.to_string()))
    }

    /// The name and role of the account that came in.
    pub(in crate::store) fn read_account(
        &self,
        connection: &Connection,
    ) -> Result<(String, AccountRole), StoreError> {
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
}
