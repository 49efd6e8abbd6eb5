//! The history: one entry for each record that a command changed, each chained to the one before (`entries.rs` says
//! over what). Entries are only ever appended.

use rusqlite::{Connection, OptionalExtension as _, params};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::register::{
    Change, Key, Record, RecordChange, command::is_action, document::record_to_json, id::GroupId,
};
use crate::store::{
    history::{
        entries::{Hashed, Stored, is_set_back, select},
        head_code::HeadCode,
        named,
    },
    keys::{Bytes, digest},
    rows,
};

/// What a commit is called in the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry<'a> {
    /// A short word that stays the same over versions: `edit`, `password-changed`, `undo`.
    pub action: &'a str,
    /// The office's local time with its offset: `2026-11-22T09:10:11+09:00`.
    pub at: &'a str,
    /// The batch that this one takes back, for an undo.
    pub undoes: Option<u64>,
}

impl<'a> Entry<'a> {
    /// An entry that takes nothing back.
    pub fn new(action: &'a str, at: &'a str) -> Self {
        Self { action, at, undoes: None }
    }

    /// The entry of an undo.
    pub fn undo(batch: u64, at: &'a str) -> Self {
        Self { action: UNDO, at, undoes: Some(batch) }
    }
}

/// The action of an undo.
pub const UNDO: &str = "undo";
/// The action of the first entry.
pub const CREATED: &str = "vault-created";
/// The action of an import, which replaces the whole register.
pub const IMPORT: &str = "import";
/// The action of ledgers that came in from a file, followed by `/COUNT/FILE`: how many records, and the name of the file.
pub const LEDGER_IMPORTED: &str = "ledger-imported";
/// The action that accepts a history which is not the one the key file knew.
pub const HISTORY_ACCEPTED: &str = "history-accepted";
/// The action of an index of names that was made anew from the entries.
pub(in crate::store) const INDEX_REBUILT: &str = "index-rebuilt";

/// The action of the note that a new entry is earlier than the one before it.
pub const CLOCK_SET_BACK: &str = "clock-set-back";

/// The action of a new account.
pub const ACCOUNT_ADDED: &str = "account-added";
/// The action of an account whose staff member has another id.
pub const ACCOUNT_STAFF_RENAMED: &str = "account-staff-renamed";
/// The action of an account that may no longer come in.
pub const ACCOUNT_REMOVED: &str = "account-removed";
/// The action of an account that has another password.
pub const ACCOUNT_PASSWORD: &str = "account-password";
/// The action of a recovery key that opens nothing any more, because another one does.
pub const RECOVERY_KEY_RENEWED: &str = "recovery-key-renewed";
/// The action of data that has another key.
pub const REKEYED: &str = "rekeyed";
/// The action of the entry that a restoring writes in the history that it puts back.
pub const RESTORED: &str = "restored";
/// The action of the entry that a drill writes in the history of the register.
pub const RESTORE_DRILL: &str = "restore-drill";

/// The action of something that left the register.
pub const HANDED_OUT: &str = "handed-out";

/// The actions of entries about the vault itself.
const NOTES: [&str; 12] = [
    ACCOUNT_ADDED,
    ACCOUNT_STAFF_RENAMED,
    ACCOUNT_REMOVED,
    ACCOUNT_PASSWORD,
    RECOVERY_KEY_RENEWED,
    REKEYED,
    RESTORED,
    RESTORE_DRILL,
    HISTORY_ACCEPTED,
    INDEX_REBUILT,
    CLOCK_SET_BACK,
    HANDED_OUT,
];

/// Whether this program calls an entry so: one about the vault (no kind), about the whole register, or about a record.
pub(in crate::store) fn is_written_here(action: &str, kind: Option<&str>) -> bool {
    let ledger = |action: &str| {
        let (count, file) = action.strip_prefix(LEDGER_IMPORTED)?.strip_prefix('/')?.split_once('/')?;
        (count.parse::<u64>().is_ok() && !file.is_empty()).then_some(())
    };
    match kind {
        None => NOTES.contains(&action),
        Some(WHOLE) => action == IMPORT,
        Some(_) => is_action(action) || [CREATED, UNDO].contains(&action) || ledger(action).is_some(),
    }
}

/// The kind of an entry about all records at once.
pub(in crate::store) const WHOLE: &str = "register";

/// Where the history stands: how many entries, and the hash of the last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// How many entries there are.
    pub length: u64,
    /// The hash of the last one.
    pub(in crate::store) hash: Bytes,
}

impl Head {
    /// The hash of the last entry.
    pub fn hash(&self) -> &[u8] {
        &self.hash.0
    }

    pub(in crate::store) fn new(length: u64, hash: &[u8]) -> Self {
        Self { length, hash: Bytes(hash.to_vec()) }
    }

    /// The head in the form that stands on papers.
    pub fn code(&self) -> HeadCode {
        HeadCode::of(self)
    }
}

/// The newest change that can be undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastChange {
    /// Its batch, for [`Entry::undo`].
    pub batch: u64,
    /// What it changed.
    pub change: Change,
    /// What it was called.
    pub action: String,
}

/// A change that no undo has taken back, be it a command's or an undo's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastChange {
    /// Its batch, for [`Entry::undo`].
    pub batch: u64,
    /// When: the office's local time with its offset.
    pub at: String,
    /// Who.
    pub account: String,
    /// What it was called.
    pub action: String,
    /// The batch that it takes back, where it is an undo.
    pub undoes: Option<u64>,
    /// What it changed.
    pub change: Change,
}

/// What the first entry follows.
pub(in crate::store) fn origin(database: &[u8; 16]) -> Head {
    Head { length: 0, hash: Bytes(digest(b"mcs-register audit", &[database]).to_vec()) }
}

/// The history's head; its origin where there is no entry.
pub(in crate::store) fn head(connection: &Connection, database: &[u8; 16]) -> rusqlite::Result<Head> {
    let last = connection
        .prepare_cached("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| Ok(Head { length: row.get(0)?, hash: Bytes(row.get(1)?) }))
        .optional()?;
    Ok(last.unwrap_or_else(|| origin(database)))
}

/// How many entries the history has.
pub(in crate::store) fn length(connection: &Connection) -> rusqlite::Result<u64> {
    connection.prepare_cached("SELECT coalesce(max(seq), 0) FROM audit")?.query_row([], |row| row.get(0))
}

/// Whether the history holds this head, so that nothing before it was lost or rewritten.
pub(in crate::store) fn contains(
    connection: &Connection,
    database: &[u8; 16],
    known: &Head,
) -> rusqlite::Result<bool> {
    if known.length == 0 {
        return Ok(*known == origin(database));
    }
    let hash: Option<Vec<u8>> = connection
        .query_row("SELECT hash FROM audit WHERE seq = ?1", [known.length], |row| row.get(0))
        .optional()?;
    Ok(hash.as_deref() == Some(known.hash()))
}

/// Writes entries at the end of the history, inside the caller's transaction.
pub(in crate::store) struct Writer<'c> {
    connection: &'c Connection,
    account: &'c str,
    entry: Entry<'c>,
    head: Head,
    batch: u64,
}

impl<'c> Writer<'c> {
    pub(in crate::store) fn begin(
        connection: &'c Connection,
        database: &[u8; 16],
        account: &'c str,
        entry: Entry<'c>,
    ) -> rusqlite::Result<Self> {
        if let Some(batch) = entry.undoes
            && is_replaced_since(connection, batch)?
        {
            let why = format!("the register was replaced after batch {batch}, which is not taken back");
            return Err(rusqlite::Error::ToSqlConversionFailure(why.into()));
        }
        let head = head(connection, database)?;
        let batch = head.length + 1;
        let mut writer = Self { connection, account, entry, head, batch };
        writer.note_clock()?;
        Ok(writer)
    }

    /// Where the clock was set back since the last entry, says so in an entry of its own.
    fn note_clock(&mut self) -> rusqlite::Result<()> {
        let last: Option<String> = self
            .connection
            .prepare_cached("SELECT at FROM audit ORDER BY seq DESC LIMIT 1")?
            .query_row([], |row| row.get(0))
            .optional()?;
        let Some(last) = last.filter(|last| is_set_back(self.entry.at, last)) else { return Ok(()) };
        let json = |at: &str| serde_json::json!({ "at": at }).to_string();
        let entry = Entry::new(CLOCK_SET_BACK, self.entry.at);
        let own = std::mem::replace(&mut self.entry, entry);
        self.note(Some(&json(&last)), Some(&json(own.at)))?;
        self.entry = own;
        self.batch = self.head.length + 1;
        Ok(())
    }

    /// The entry of one record.
    pub(in crate::store) fn record(&mut self, change: &RecordChange) -> rusqlite::Result<()> {
        let Some(record) = change.after.as_ref().or(change.before.as_ref()) else { return Ok(()) };
        let json = |record: &Option<Record>| record.as_ref().map(record_to_json).map(Zeroizing::new);
        let (before, after) = (json(&change.before), json(&change.after));
        self.write(
            Some(record.kind().word()),
            &change.key.subject().to_string(),
            change.key.group().map(GroupId::as_str),
            Some(place(change)),
            before.as_ref().map(|text| text.as_str()),
            after.as_ref().map(|text| text.as_str()),
        )?;
        named::add(self.connection, self.head.length, &named::names_in(change))
    }

    /// The entry of a whole register that came in.
    pub(in crate::store) fn register(&mut self, after: &str) -> rusqlite::Result<()> {
        self.write(Some(WHOLE), "office", None, None, None, Some(after))
    }

    /// An entry about the vault itself that a command of records brings along: a command of its own to the history, so that
    /// taking the other back does not meet it.
    pub(in crate::store) fn aside(
        &mut self,
        action: &'c str,
        before: Option<&str>,
        after: Option<&str>,
    ) -> rusqlite::Result<()> {
        let entry = Entry::new(action, self.entry.at);
        let (own, batch) = (std::mem::replace(&mut self.entry, entry), self.batch);
        self.batch = self.head.length + 1;
        let written = self.note(before, after);
        (self.entry, self.batch) = (own, batch);
        written
    }

    /// An entry about the vault itself, not about records.
    pub(in crate::store) fn note(
        &mut self,
        before: Option<&str>,
        after: Option<&str>,
    ) -> rusqlite::Result<()> {
        self.write(None, "office", None, None, before, after)
    }

    fn write(
        &mut self,
        kind: Option<&str>,
        subject: &str,
        group: Option<&str>,
        place: Option<u32>,
        before: Option<&str>,
        after: Option<&str>,
    ) -> rusqlite::Result<()> {
        let seq = self.head.length + 1;
        let (batch, account, entry) = (self.batch, self.account, &self.entry);
        let Entry { action, at, undoes } = *entry;
        let form =
            Hashed { seq, batch, at, account, action, undoes, kind, subject, group, place, before, after };
        let hash = form.hash(self.head.hash());
        self.connection
            .prepare_cached(
                "INSERT INTO audit (seq, batch, at, account, action, undoes, kind, subject, group_id, place, before, \
                 after, prev_hash, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
            )?
            .execute(params![
                seq,
                batch,
                entry.at,
                account,
                entry.action,
                entry.undoes,
                kind,
                subject,
                group,
                place,
                before,
                after,
                self.head.hash(),
                hash.as_slice()
            ])?;
        self.head = Head { length: seq, hash: Bytes(hash.to_vec()) };
        Ok(())
    }

    /// The head after what was written.
    pub(in crate::store) fn finish(self) -> Head {
        self.head
    }
}

/// The place that finds the record again: of a review and a waiver it is their key.
fn place(change: &RecordChange) -> u32 {
    match change.key {
        Key::Review(_, place) | Key::Waiver(place) => place,
        _ => change.place,
    }
}

/// What an entry looks like that put another register in the place of the whole: an import, or a restoring. What stood
/// before it is not there any more, so no step from before it is taken back.
pub(in crate::store) const REPLACES: &str = "(kind IS 'register' OR (kind IS NULL AND action = 'restored'))";

/// The newest batch that no undo has taken back. `None` where there is none, or where the whole register was replaced
/// after it.
pub(in crate::store) fn last_change(connection: &Connection) -> rusqlite::Result<Option<LastChange>> {
    let found: Option<(u64, String, bool)> = connection
        .prepare_cached(&format!(
            "SELECT batch, action, {REPLACES} FROM audit AS entry WHERE {REPLACES} OR (kind IS NOT NULL AND undoes IS NULL \
             AND NOT EXISTS (SELECT 1 FROM audit AS undo WHERE undo.undoes = entry.batch)) ORDER BY seq DESC LIMIT 1"
        ))?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    match found {
        Some((batch, action, false)) if action != CREATED => {
            Ok(Some(LastChange { batch, change: change_of(connection, batch)?, action }))
        }
        _ => Ok(None),
    }
}

/// The newest entry that replaced the whole register, without a change of its own.
pub(in crate::store) fn replaced(connection: &Connection) -> rusqlite::Result<Option<PastChange>> {
    connection
        .prepare_cached(&format!(
            "SELECT batch, at, account, action FROM audit WHERE {REPLACES} ORDER BY seq DESC LIMIT 1"
        ))?
        .query_row([], |row| {
            let (batch, at, account, action) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
            Ok(PastChange { batch, at, account, action, undoes: None, change: Change::default() })
        })
        .optional()
}

/// Whether the whole register was replaced after this batch.
pub(in crate::store) fn is_replaced_since(connection: &Connection, batch: u64) -> rusqlite::Result<bool> {
    connection
        .prepare_cached(&format!("SELECT EXISTS (SELECT 1 FROM audit WHERE seq > ?1 AND {REPLACES})"))?
        .query_row([batch], |row| row.get(0))
}

/// What a batch changed, record by record.
pub(in crate::store) fn change_of(connection: &Connection, batch: u64) -> rusqlite::Result<Change> {
    // Each half by an index of its own: the first entry of a batch bears its number.
    let which = "WHERE (seq = ?1 AND batch = ?1) OR (batch = ?1 AND batch < seq) ORDER BY seq";
    let mut statement = connection.prepare_cached(&select(which))?;
    let mut rows = statement.query([batch])?;
    let mut change = Change::default();
    while let Some(row) = rows.next()? {
        let unreadable = || rows::unreadable(format!("the history's batch {batch}"));
        change.records.push(Stored::read(row)?.record_change().ok_or_else(unreadable)?);
    }
    Ok(change)
}

/// The newest batches that no undo has taken back, the newest first, undos among them; none from before the whole
/// register was replaced.
pub(in crate::store) fn last_changes(
    connection: &Connection,
    limit: usize,
) -> rusqlite::Result<Vec<PastChange>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT batch, at, account, action, undoes, {REPLACES} FROM audit AS entry WHERE {REPLACES} OR (kind IS NOT NULL AND \
         seq = batch AND NOT EXISTS (SELECT 1 FROM audit AS undo WHERE undo.undoes = entry.batch)) \
         ORDER BY seq DESC LIMIT ?1"
    ))?;
    let mut rows = statement.query([i64::try_from(limit).unwrap_or(i64::MAX)])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (batch, action, replaces): (u64, String, bool) = (row.get(0)?, row.get(3)?, row.get(5)?);
        if action == CREATED || replaces {
            break;
        }
        let (at, account, undoes) = (row.get(1)?, row.get(2)?, row.get(4)?);
        let change = change_of(connection, batch)?;
        found.push(PastChange { batch, at, account, action, undoes, change });
    }
    Ok(found)
}
