//! Writing: a change with its entries in one transaction, and then the key file's knowledge of the history.

use std::{
    thread,
    time::{Duration, Instant},
};

use super::Vault;
use crate::{
    policy::Policy,
    register::{Change, Gone, Key, Record, RecordChange, Register, Stage, document, records::PolicySheet},
    store::{
        accounts, bulk, connection,
        error::StoreError,
        files::KeyFile,
        history::{
            audit::{self, Entry, HISTORY_ACCEPTED, INDEX_REBUILT},
            gone, named,
            notice::Notice,
        },
        keys,
        rows::{self, Book},
    },
};

/// After a commit the key file learns the history's new head, but not more often than this: in a burst of commits
/// two further writes to disk each would cost more than the commits themselves. The lock writes the last one.
const MARK_EVERY: Duration = Duration::from_secs(2);

impl Vault {
    /// Writes a change and its entries in the history, in one transaction. When this returns the change is durable.
    /// Says the number of the last entry.
    ///
    /// # Errors
    /// [`StoreError::ReadersOnlyLook`] for a reader, [`StoreError::AdministratorsOnly`] where it changes the policy,
    /// [`StoreError::ChangedElsewhere`] when a record is not what the change says it was or a new one has the number of
    /// one that is gone, [`StoreError::Refused`] when the
    /// file's rules do not allow the change, or what kept the file from being written. Nothing is written then.
    pub fn commit(&mut self, change: &Change, entry: &Entry) -> Result<u64, StoreError> {
        self.may_write()?;
        StoreError::unless_signed(change)?;
        for record in &change.records {
            if let (Some(Record::Policy(before)), Some(Record::Policy(after))) =
                (&record.before, &record.after)
            {
                self.may_judge_by(before, after)?;
            }
        }
        let (head, kept) = self.write(|vault, transaction| {
            if entry.undoes.is_none()
                && let Some(key) =
                    gone::given_again(transaction, change).map_err(|error| vault.failed(&error))?
            {
                return Err(StoreError::ChangedElsewhere(Box::new(key.clone())));
            }
            let book = Book::new(transaction);
            let writer = audit::Writer::begin(transaction, &vault.access.database, &vault.account, *entry);
            let mut writer = writer.map_err(|error| vault.failed(&error))?;
            let writing = vault.work.begin(Stage::Writing, change.records.len() as u64)?;
            for record in &change.records {
                writing.step()?;
                vault.apply(&book, record)?;
                writer.record(record).map_err(|error| vault.failed(&error))?;
            }
            accounts::follow(transaction, &mut writer, change).map_err(|error| vault.failed(&error))?;
            Ok((writer.finish(), vault.work.keep_on()?))
        })?;
        drop(kept);
        self.mark_now_and_then();
        Ok(head.length)
    }

    /// By which policy the register is judged.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn policy(&mut self) -> Result<PolicySheet, StoreError> {
        self.with(|vault, connection| {
            rows::load_policy(&Book::new(connection)).map_err(|error| vault.failed(&error))
        })
    }

    /// Whether this session may change what judges the register, and that is a policy.
    fn may_judge_by(&self, before: &PolicySheet, after: &PolicySheet) -> Result<(), StoreError> {
        if before == after {
            return Ok(());
        }
        self.may_administer()?;
        Policy::of(after).map(drop).map_err(|error| StoreError::NoPolicy(Box::new(error)))
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

    /// Replaces every record by those of a register, all or nothing. The history's entry holds the counts, the
    /// SHA-256 of the register's document and the numbers that are gone with it. Says the number of the entry.
    ///
    /// # Errors
    /// When the register does not satisfy the file's rules, or the file cannot be written. Nothing is written then.
    pub fn replace_all(&mut self, register: &Register, entry: &Entry) -> Result<u64, StoreError> {
        self.may_write()?;
        let now = self.policy()?;
        self.may_judge_by(&now, register.policy())?;
        let mut after = serde_json::json!({ "counts": bulk::counts(register) });
        let (head, kept) = thread::scope(|scope| {
            // Of a large register it takes a fifth as long as the writing, and goes beside it.
            let sum = thread::Builder::new().spawn_scoped(scope, || document::sum(register)).ok();
            self.write(|vault, transaction| {
                let _stops = connection::interrupted_by(transaction, &vault.work);
                let run = || {
                    let before = gone::load_knowing(transaction)?;
                    gone::tell(&mut after, &Gone::behind(register, &[&before]));
                    drop(before);
                    bulk::replace(&Book::for_writing(transaction), register, &vault.work)?;
                    let sum = sum.and_then(|summing| summing.join().ok());
                    after["sha256"] = keys::hex(&sum.unwrap_or_else(|| document::sum(register))).into();
                    let mut writer =
                        audit::Writer::begin(transaction, &vault.access.database, &vault.account, *entry)?;
                    writer.register(&after.to_string())?;
                    Ok((writer.finish(), vault.work.keep_on()?))
                };
                run().map_err(|error| vault.failed(&error))
            })
        })?;
        drop(kept);
        self.mark_now_and_then();
        Ok(head.length)
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

    /// Makes the index of who is named in which entry anew from the entries, with an entry that says so: until then somebody's
    /// history may have lacked some.
    ///
    /// # Errors
    /// When the file cannot be written, or it was stopped. Nothing is written then.
    pub fn rebuild_index(&mut self, at: &str) -> Result<(), StoreError> {
        self.may_write()?;
        let kept = self.write(|vault, transaction| {
            let run = || {
                named::rebuild(transaction, &vault.work)?;
                let entry = Entry::new(INDEX_REBUILT, at);
                let mut writer =
                    audit::Writer::begin(transaction, &vault.access.database, &vault.account, entry)?;
                writer.note(None, None)?;
                Ok(vault.work.keep_on()?)
            };
            run().map_err(|error| vault.failed(&error))
        })?;
        drop(kept);
        self.mark()
    }

    /// Tells the key file how far the history has come. After the commit and never before it: a file that knew more
    /// than the database would raise a false alarm after a power cut.
    pub(in crate::store) fn mark(&mut self) -> Result<(), StoreError> {
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

    pub(in crate::store) fn mark_now_and_then(&mut self) {
        if self.marked_at.is_none_or(|at| at.elapsed() >= MARK_EVERY) {
            // The change itself is durable; a key file that cannot be written now is written at the lock.
            let _ = self.mark();
            self.marked_at = Some(Instant::now());
        }
    }
}
