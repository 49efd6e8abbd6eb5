//! Another data key for the whole database, so that whoever was removed can do nothing with what they still hold.
//!
//! Three steps, each whole by itself: (1) one transaction in which a header with *both* keys, sealed to everybody who stays,
//! takes the old one's place; (2) SQLCipher encrypts every page anew, itself one transaction; (3) a header with the new key
//! alone. Whatever a crash leaves between them, every remaining slot opens both keys, so the next unlock finds the
//! one that the database has, and goes on from there. A slot that was removed is gone with the first step: the copy
//! of the header in the database decides who comes in, whatever an old key file says.
//!
//! Copies of the files that were made before stay readable for those who had a password then. Nothing can be done
//! about that, and the program says so.

use rusqlite::{Connection, Transaction};

use crate::register::{Stage, Work};
use crate::store::{
    connection,
    error::StoreError,
    files::{self, KeyFile, Places, look},
    history::{
        audit::{Entry, REKEYED, Writer},
        notice::Notice,
    },
    keys::{self, DataKey, Header, Slot},
    vault::{Access, Vault, create},
};

/// Opens the database with the key of its header or the one to come, whichever it has. Gives the connection, its
/// key, and the key to come where the database does not have that yet.
pub(in crate::store) fn open_with_either(
    places: &Places,
    database: &[u8; 16],
    header: &Header,
    key: DataKey,
    next: Option<DataKey>,
    for_changes: bool,
    work: &Work,
) -> Result<(Connection, Access, Option<DataKey>), StoreError> {
    let path = places.database();
    let writable = for_changes && look::takes_changes(&path);
    let access =
        |data_key| Access { path: path.clone(), data_key, database: *database, writable, away: None };
    let mut old = access(key);
    let first = match look::open(&mut old, work) {
        Ok(connection) => return Ok((connection, old, next)),
        Err(error) => error,
    };
    if !matches!(first, StoreError::Damaged(..)) {
        return Err(first);
    }
    if let Some(mut new) = next.map(access)
        && let Ok(connection) = look::open(&mut new, work)
    {
        return Ok((connection, new, None));
    }
    if files::read_keys(&places.key_file()).is_ok_and(|now| now.whole && now.file.header != *header) {
        // Another session finished a renewal just now.
        return Err(StoreError::KeysChanged);
    }
    // A damaged first page and the wrong key look alike; but the wrong key fits no page at all.
    if connection::fits_no_page(&path, &old.data_key, database) {
        return Err(StoreError::KeysOfAnotherTime(places.key_file()));
    }
    Err(first)
}

impl Vault {
    /// Gives the data another key, sealed to every account and the recovery key. Nobody's password changes.
    ///
    /// # Errors
    /// [`StoreError::ReadersOnlyLook`], [`StoreError::RenewalUnfinished`] where the next unlock has to finish it, or what
    /// kept the files from being written.
    pub fn rekey(&mut self, at: &str) -> Result<(), StoreError> {
        self.may_write()?;
        let work = self.work.clone();
        let _kept = work.keep_on()?;
        self.finish_renewal()?;
        self.begin_renewal(Entry::new(REKEYED, at), |_, writer| writer.note(None, None))?;
        self.finish_renewal().map_err(|error| StoreError::RenewalUnfinished(Box::new(error)))
    }

    /// The first step: a header with both keys in the slot of every account that is there once `also` is done, in the same
    /// transaction; and in no other slot.
    pub(in crate::store) fn begin_renewal(
        &mut self,
        entry: Entry,
        also: impl FnOnce(&Transaction, &mut Writer) -> rusqlite::Result<()>,
    ) -> Result<(), StoreError> {
        let next = keys::new_data_key()?;
        let header = self.change_header(entry, |copy, accounts| copy.renewing(accounts, &next), also)?;
        self.header = header;
        self.next_key = Some(next);
        Ok(())
    }

    /// Changes the header and rows that go with it, with an entry in the history, in one transaction. The header is made last,
    /// from the old one and the slots of the accounts that are there then.
    pub(in crate::store) fn change_header(
        &mut self,
        entry: Entry,
        change: impl FnOnce(&Header, &[String]) -> Result<Header, StoreError>,
        also: impl FnOnce(&Transaction, &mut Writer) -> rusqlite::Result<()>,
    ) -> Result<Header, StoreError> {
        let changed = self.write(|vault, transaction| {
            let copy = vault.read_header(transaction)?;
            if !copy.holds_only(&vault.access.data_key) {
                // Another session is between two steps of a renewal.
                return Err(StoreError::Busy);
            }
            let run = || {
                let mut writer = Writer::begin(transaction, &vault.access.database, &vault.account, entry)?;
                also(transaction, &mut writer)?;
                transaction
                    .prepare("SELECT slot FROM accounts")?
                    .query_map([], |row| row.get(0))?
                    .collect::<rusqlite::Result<Vec<String>>>()
            };
            let accounts = run().map_err(|error| vault.failed(&error))?;
            let header = change(&copy, &accounts)?;
            create::save_header(transaction, &header).map_err(|error| vault.failed(&error))?;
            // Before the commit: a kill in between leaves a file that the copy puts right, never a lost change; and the
            // one from before, so that what was acknowledged last opens at once.
            files::keep_keys_before(&vault.places)?;
            KeyFile::new(header.clone(), vault.marked.clone(), &vault.access.data_key)
                .write(&vault.places)?;
            Ok(header)
        })?;
        // What stays is looked at by the next unlock.
        let _ = files::remove_stale(&self.places.key_file_before());
        Ok(changed)
    }

    /// Seals the slot that opened anew, and tells it. What fails is tried again at the next unlock: everything can be read and
    /// written all the same.
    pub(in crate::store) fn keep_slot_sealed_anew(&mut self, anew: Slot) {
        if matches!(self.seal_anew(anew), Ok(true)) {
            self.notices.push(Notice::PasswordReadAnew);
        }
    }

    /// Finishes a renewal after an unlock, or else tells it, as [`Self::keep_slot_sealed_anew`] does.
    pub(in crate::store) fn finish_renewal_or_tell(&mut self) {
        if self.finish_renewal().is_err() {
            self.notices.push(Notice::RenewalUnfinished);
        }
    }

    /// Seals the slot that opened under the password as it is read now; says whether it was. Nobody's password is another
    /// for it, so the history has no entry about it.
    fn seal_anew(&mut self, slot: Slot) -> Result<bool, StoreError> {
        self.write(|vault, transaction| {
            let copy = vault.read_header(transaction)?;
            let Some(header) = copy.with_sealed_anew(&vault.header, slot) else { return Ok(false) };
            create::save_header(transaction, &header).map_err(|error| vault.failed(&error))?;
            KeyFile::new(header.clone(), vault.marked.clone(), &vault.access.data_key)
                .write(&vault.places)?;
            vault.header = header;
            Ok(true)
        })
    }

    /// Finishes a renewal that was begun, from wherever it stands. Without one it does nothing.
    pub(in crate::store) fn finish_renewal(&mut self) -> Result<(), StoreError> {
        if self.header.pending.is_none() {
            return Ok(());
        }
        // The library gives no account of how far it is; after a statement of its own that is cut off, a connection would read
        // with one key and write with the other.
        let work = self.work.clone();
        let _kept = work.keep_on()?;
        let _stage = work.begin(Stage::Rekeying, 0)?;
        if !self.header.is_to_come(&self.access.data_key) {
            self.encrypt_anew()?;
        }
        self.drop_old_key()
    }

    /// The second step: every page under the new key.
    pub(in crate::store) fn encrypt_anew(&mut self) -> Result<(), StoreError> {
        let Some(next) = self.next_key.clone() else { return Err(StoreError::KeysPutRight) };
        let (path, database) = (self.access.path.clone(), self.access.database);
        let done = self.with(|vault, connection| {
            // What is in the log under the old key goes first, so that the log holds one key only. Then a look whether
            // somebody else is writing: SQLCipher has one sentence for whatever keeps it from encrypting anew.
            connection::checkpoint(connection)
                .and_then(|()| connection.execute_batch("BEGIN IMMEDIATE; ROLLBACK;"))
                .map_err(|error| vault.failed(&error))?;
            connection::rekey(connection, &next, &database)
                .map_err(|_| StoreError::Database("PRAGMA rekey".to_owned()))
        });
        // SQLCipher does not report every failure, and after one the connection reads with one key and writes with the
        // other: only a new connection tells which key the file has.
        drop(self.connection.take());
        // Another session may have written meanwhile.
        self.seen.set(-1);
        if let Ok(connection) = connection::open(&path, &next, &database, false) {
            self.identity.reopened();
            self.connection = Some(connection);
            self.access.data_key = next;
            self.next_key = None;
            return Ok(());
        }
        let connection = connection::open(&path, &self.access.data_key, &database, false);
        self.connection = Some(connection.map_err(|error| self.failed(&error))?);
        self.identity.reopened();
        done.and(Err(StoreError::Busy))
    }

    /// The third step: the new key alone.
    fn drop_old_key(&mut self) -> Result<(), StoreError> {
        self.with(|vault, connection| {
            // As long as the file holds pages under the old key, losing the log would lose everything.
            let whole = connection::checkpoint_whole(connection).map_err(|error| vault.failed(&error))?;
            if whole { Ok(()) } else { Err(StoreError::Busy) }
        })?;
        let header = self.write(|vault, transaction| {
            let copy = vault.read_header(transaction)?;
            let header = if copy.is_to_come(&vault.access.data_key) { copy.renewed() } else { copy };
            create::save_header(transaction, &header).map_err(|error| vault.failed(&error))?;
            KeyFile::new(header.clone(), vault.marked.clone(), &vault.access.data_key)
                .write(&vault.places)?;
            Ok(header)
        })?;
        self.header = header;
        Ok(())
    }

    /// Whether the key file says that the data key is not this session's any more.
    pub(in crate::store) fn keys_changed(&self) -> bool {
        files::read_keys(&self.places.key_file())
            .is_ok_and(|read| read.whole && !read.file.header.holds_only(&self.access.data_key))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::store::keys::RECOVERY;
    use crate::store::vault::Access;
    use crate::store::{AccountRole, Cost, NewAccount, NewVault, Offer, Restore, Secret, restore};

    const NOW: &str = "2026-11-22T09:00:00+09:00";
    const FIRST: &str = "hato4-beam-97";
    const OTHER: &str = "kawa-no-47-ishi";

    fn secret(text: &str) -> Secret {
        Secret::new(text.to_owned())
    }

    /// A vault with two accounts, unlocked by the first.
    fn vault() -> (tempfile::TempDir, Places, Vault) {
        let dir = tempfile::tempdir().unwrap();
        let places = Places::in_dir(dir.path().join("v"));
        let password = secret(FIRST);
        let new = NewVault {
            office_name: "x",
            account: "one",
            password: &password,
            cost: Cost::THROWAWAY,
            now: NOW,
        };
        let (mut vault, _) = Vault::create(&places, &new).unwrap();
        let password = secret(OTHER);
        let other = NewAccount { name: "two", role: AccountRole::Deputy, staff: None, password: &password };
        vault.add_account(&other, NOW).unwrap();
        (dir, places, vault)
    }

    /// What a power cut leaves of the files at this moment.
    fn cut(from: &Places) -> (tempfile::TempDir, Places) {
        let dir = tempfile::tempdir().unwrap();
        for entry in fs::read_dir(&from.dir).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap();
            if !name.to_string_lossy().ends_with("-shm") {
                fs::copy(&path, dir.path().join(name)).unwrap();
            }
        }
        let places = Places::in_dir(dir.path());
        (dir, places)
    }

    /// Everybody who stays comes in, the removed one does not, and the renewal is finished.
    fn assert_finished(places: &Places, old_key: &str, old_file: &[u8]) {
        assert!(matches!(
            Vault::unlock_as(places, "two", &secret(OTHER)),
            Err(StoreError::WrongPassword | StoreError::KeysPutRight)
        ));
        let vault = Vault::unlock_as(places, "one", &secret(FIRST)).unwrap();
        assert!(!vault.notices().contains(&Notice::RenewalUnfinished));
        assert!(vault.header.pending.is_none());
        assert_ne!(*vault.raw_key(), old_key);
        let new_key = vault.raw_key();
        vault.lock().unwrap();
        assert_eq!(*Vault::unlock(places, &secret(FIRST)).unwrap().raw_key(), *new_key);
        fs::write(places.key_file(), old_file).unwrap();
        assert!(Vault::unlock_as(places, "two", &secret(OTHER)).is_err());
    }

    #[test]
    fn whatever_a_crash_leaves_between_the_steps_is_finished_at_the_next_unlock() {
        let (_dir, places, mut vault) = vault();
        let (old_key, old_file) = (vault.raw_key(), fs::read(places.key_file()).unwrap());
        vault.begin_removal("two", NOW).unwrap();
        let first_step = cut(&places);
        vault.encrypt_anew().unwrap();
        let second_step = cut(&places);
        vault.drop_old_key().unwrap();
        let third_step = cut(&places);
        vault.lock().unwrap();
        for (number, (_dir, places)) in [first_step, second_step, third_step].iter().enumerate() {
            // With the key file of this moment, and with the one of before the removal put back.
            let (_copy, copy) = cut(places);
            assert_finished(places, &old_key, &old_file);
            fs::write(copy.key_file(), &old_file).unwrap();
            let removed = Vault::unlock_as(&copy, "two", &secret(OTHER));
            assert!(
                matches!(
                    removed,
                    Err(StoreError::KeysPutRight
                        | StoreError::KeysOfAnotherTime(_)
                        | StoreError::Damaged(..))
                ),
                "step {number}: {removed:?}"
            );
            if number == 0 {
                // The copy in the database has put the file right.
                assert_finished(&copy, &old_key, &old_file);
            }
        }
    }

    #[test]
    fn a_crash_before_the_first_step_commits_changes_nothing() {
        let (_dir, places, vault) = vault();
        let stay: Vec<String> =
            vault.header.slots.iter().map(|slot| slot.id.clone()).filter(|id| id != "account-1").collect();
        let header = vault.header.renewing(&stay, &keys::new_data_key().unwrap()).unwrap();
        KeyFile::new(header, vault.marked.clone(), &vault.access.data_key).write(&places).unwrap();
        let (_copy, copy) = cut(&places);
        vault.lock().unwrap();
        for (login, password) in [("two", OTHER), ("one", FIRST)] {
            let vault = Vault::unlock_as(&copy, login, &secret(password)).unwrap();
            assert!(vault.header.pending.is_none());
        }
    }

    #[test]
    fn a_header_of_the_third_step_whose_commit_was_lost_still_opens() {
        let (_dir, places, mut vault) = vault();
        vault.begin_removal("two", NOW).unwrap();
        vault.encrypt_anew().unwrap();
        let (_copy, copy) = cut(&places);
        vault.drop_old_key().unwrap();
        fs::copy(places.key_file(), copy.key_file()).unwrap();
        let vault = Vault::unlock_as(&copy, "one", &secret(FIRST)).unwrap();
        assert!(vault.header.pending.is_none());
        assert_eq!(vault.notices(), &[Notice::KeysPutRight]);
        vault.lock().unwrap();
        assert_eq!(Vault::unlock_as(&copy, "one", &secret(FIRST)).unwrap().notices(), &[]);
    }

    #[test]
    fn two_sessions_that_finish_the_same_renewal_end_with_one_key() {
        let (_dir, places, mut vault) = vault();
        vault.begin_removal("two", NOW).unwrap();
        let other = Vault::unlock_as(&places, "one", &secret(FIRST)).unwrap();
        assert!(other.header.pending.is_none());
        vault.finish_renewal().unwrap();
        assert_eq!(*vault.raw_key(), *other.raw_key());
        assert_eq!(vault.accounts().unwrap().len(), 1);
        vault.lock().unwrap();
        other.lock().unwrap();
        assert_eq!(Vault::unlock_as(&places, "one", &secret(FIRST)).unwrap().notices(), &[]);
    }

    #[test]
    fn a_reader_in_another_session_holds_the_renewal_up_and_loses_nothing() {
        let (_dir, places, mut vault) = vault();
        vault.begin_removal("two", NOW).unwrap();
        let reading =
            connection::open(&places.database(), &vault.access.data_key, &vault.access.database, false)
                .unwrap();
        reading.execute_batch("BEGIN; SELECT count(*) FROM audit;").unwrap();
        vault.connection.as_ref().unwrap().busy_timeout(std::time::Duration::from_millis(50)).unwrap();
        vault.encrypt_anew().unwrap();
        vault.connection.as_ref().unwrap().busy_timeout(std::time::Duration::from_millis(50)).unwrap();
        assert!(matches!(vault.drop_old_key(), Err(StoreError::Busy)));
        assert_eq!(vault.accounts().unwrap().len(), 1, "the session goes on");
        drop(reading);
        vault.finish_renewal().unwrap();
        assert!(vault.header.pending.is_none());
        vault.lock().unwrap();
        Vault::unlock_as(&places, "one", &secret(FIRST)).unwrap();
    }

    #[test]
    fn a_renewal_that_another_writer_holds_up_leaves_the_session_open_and_is_finished_later() {
        let (_dir, places, mut vault) = vault();
        let old_key = vault.raw_key();
        vault.begin_removal("two", NOW).unwrap();
        let Access { path, data_key, database, .. } = &vault.access;
        let writing = connection::open(path, data_key, database, false).unwrap();
        writing.execute_batch("BEGIN IMMEDIATE").unwrap();
        vault.connection.as_ref().unwrap().busy_timeout(std::time::Duration::from_millis(20)).unwrap();
        assert!(matches!(vault.finish_renewal(), Err(StoreError::Busy)));
        assert_eq!(*vault.raw_key(), *old_key);
        assert_eq!(vault.accounts().unwrap().len(), 1);
        writing.execute_batch("ROLLBACK").unwrap();
        drop(writing);
        vault.lock().unwrap();
        let vault = Vault::unlock_as(&places, "one", &secret(FIRST)).unwrap();
        assert_eq!(vault.notices(), &[]);
        assert_ne!(*vault.raw_key(), *old_key);
    }

    #[test]
    fn a_backup_made_in_the_middle_of_a_renewal_comes_back() {
        let (dir, places, mut vault) = vault();
        let offer = |password| Offer::Password { login: Some("one"), password };
        let password = secret(FIRST);
        vault.begin_removal("two", NOW).unwrap();
        let first = vault.backup_to(&dir.path().join("a"), NOW).unwrap();
        vault.encrypt_anew().unwrap();
        let second = vault.backup_to(&dir.path().join("b"), NOW).unwrap();
        vault.lock().unwrap();
        assert!(places.database().exists());
        for (backup, name) in [(first, "c"), (second, "d")] {
            let to = Places::in_dir(dir.path().join(name));
            let wanted = Restore::of(&backup.path, &to, NOW);
            restore(&wanted, &offer(&password)).unwrap();
            let vault = Vault::unlock_as(&to, "one", &password).unwrap();
            assert_eq!(vault.notices(), &[], "{name}");
            assert!(vault.header.pending.is_none());
        }
    }

    /// The marked password of an earlier version opens in the middle of a renewal, whose keys it must not lose.
    #[test]
    fn a_slot_is_sealed_anew_at_every_step_of_a_renewal() {
        type Step = fn(&mut Vault);
        let steps: [Step; 3] = [
            |_| (),
            |vault| {
                vault.begin_renewal(Entry::new(REKEYED, NOW), |_, writer| writer.note(None, None)).unwrap();
            },
            |vault| vault.encrypt_anew().unwrap(),
        ];
        for count in 1..=steps.len() {
            let (_dir, places, mut vault) = vault();
            vault.set_password(&secret("\u{feff}yama-8-mori-3"), Cost::THROWAWAY, NOW).unwrap();
            for step in &steps[..count] {
                step(&mut vault);
            }
            let (_copy, places) = {
                vault.mark().unwrap();
                cut(&places)
            };
            let file = Secret::of_file("\u{feff}yama-8-mori-3\n".as_bytes()).unwrap();
            let opened = Vault::unlock_as(&places, "one", &file).unwrap();
            assert_eq!(opened.notices(), &[Notice::PasswordReadAnew], "{count}");
            assert!(opened.header.pending.is_none());
            opened.lock().unwrap();
            for (login, password) in [("one", "yama-8-mori-3"), ("two", OTHER)] {
                let again = Vault::unlock_as(&places, login, &secret(password)).unwrap();
                assert_eq!(again.notices(), &[], "{count} {login}");
            }
        }
    }

    #[test]
    fn a_slot_that_belongs_to_nobody_is_told_and_does_not_outlive_a_renewal() {
        let (_dir, places, mut vault) = vault();
        let password = secret("kumo-no-53-umi");
        let ghost = Offer::Password { login: Some("ghost"), password: &password };
        // Whoever holds the data key can put a slot of their own into both files.
        for id in ["account-spare", "account-1", RECOVERY] {
            let slot =
                Slot::make(&vault.header, &vault.access.data_key, id.to_owned(), &ghost, Cost::THROWAWAY);
            let mut header = vault.header.clone();
            header.slots.push(slot.unwrap());
            vault
                .write(|vault, transaction| {
                    create::save_header(transaction, &header).unwrap();
                    KeyFile::new(header.clone(), vault.marked.clone(), &vault.access.data_key)
                        .write(&vault.places)
                })
                .unwrap();
            let found = vault.verify(None).unwrap();
            assert!(
                found.problems.iter().any(|problem| problem.word() == "account"),
                "{id}: {:?}",
                found.problems
            );
            vault.rekey(NOW).unwrap();
            assert!(vault.header.open(&ghost).is_err(), "{id}");
            assert!(vault.verify(None).unwrap().fits(), "{id}");
        }
        vault.lock().unwrap();
        Vault::unlock_as(&places, "one", &secret(FIRST)).unwrap();
    }
}
