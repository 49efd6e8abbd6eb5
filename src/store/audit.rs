//! The history: one entry for each record that a command changed, each chained to the one before.
//!
//! The hash of an entry is SHA-256 over the label `mcs-register audit entry`, the hash before it and the entry's
//! fields in the order of [`Entry`]'s columns (seq, batch, at, account, action, undoes, kind, subject, group,
//! place, before, after), numbers in decimal. Every field has its length before it (8 bytes, big-endian) and, being
//! possibly absent, is led by a byte 1, or is the single byte 0. So no two different entries have the same form. The
//! first entry follows SHA-256 over the label `mcs-register audit` and the database's id.

use rusqlite::{Connection, OptionalExtension as _, params};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{
    keys::{Bytes, digest},
    rows,
};
use crate::register::{
    Change, Key, Record, RecordChange,
    document::{RecordKind, record_from_json, record_to_json},
    id::{DeviceId, FilingId, GroupId, IncidentId, MembershipId, PersonId, TakeOutId},
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
/// The action that accepts a history which is not the one the key file knew.
pub const HISTORY_ACCEPTED: &str = "history-accepted";

/// The kind of an entry about all records at once.
const WHOLE: &str = "register";

/// Where the history stands: how many entries, and the hash of the last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// How many entries there are.
    pub length: u64,
    /// The hash of the last one.
    pub(super) hash: Bytes,
}

impl Head {
    /// The hash of the last entry.
    pub fn hash(&self) -> &[u8] {
        &self.hash.0
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

/// One entry as it is about to be written.
struct Row<'a> {
    seq: u64,
    batch: u64,
    account: &'a str,
    entry: &'a Entry<'a>,
    kind: Option<&'a str>,
    subject: &'a str,
    group: Option<&'a str>,
    place: Option<u32>,
    before: Option<&'a str>,
    after: Option<&'a str>,
}

impl Row<'_> {
    fn hash(&self, prev: &[u8]) -> [u8; 32] {
        fn field(form: &mut Vec<u8>, value: Option<&[u8]>) {
            let Some(value) = value else { return form.push(0) };
            form.push(1);
            form.extend_from_slice(&(value.len() as u64).to_be_bytes());
            form.extend_from_slice(value);
        }
        let bytes = |text: Option<&'_ str>| text.map(|text| text.as_bytes().to_vec());
        let number = |number: Option<u64>| number.map(|number| number.to_string().into_bytes());
        let mut form = Zeroizing::new(Vec::with_capacity(512));
        for value in [
            number(Some(self.seq)),
            number(Some(self.batch)),
            bytes(Some(self.entry.at)),
            bytes(Some(self.account)),
            bytes(Some(self.entry.action)),
            number(self.entry.undoes),
            bytes(self.kind),
            bytes(Some(self.subject)),
            bytes(self.group),
            number(self.place.map(u64::from)),
            bytes(self.before),
            bytes(self.after),
        ] {
            field(&mut form, value.as_deref());
        }
        digest(b"mcs-register audit entry", &[prev, &form])
    }
}

/// What the first entry follows.
pub(super) fn origin(database: &[u8; 16]) -> Head {
    Head { length: 0, hash: Bytes(digest(b"mcs-register audit", &[database]).to_vec()) }
}

/// The history's head; its origin where there is no entry.
pub(super) fn head(connection: &Connection, database: &[u8; 16]) -> rusqlite::Result<Head> {
    let last = connection
        .prepare_cached("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| Ok(Head { length: row.get(0)?, hash: Bytes(row.get(1)?) }))
        .optional()?;
    Ok(last.unwrap_or_else(|| origin(database)))
}

/// Whether the history holds this head, so that nothing before it was lost or rewritten.
pub(super) fn contains(connection: &Connection, database: &[u8; 16], known: &Head) -> rusqlite::Result<bool> {
    if known.length == 0 {
        return Ok(*known == origin(database));
    }
    let hash: Option<Vec<u8>> = connection
        .query_row("SELECT hash FROM audit WHERE seq = ?1", [known.length], |row| row.get(0))
        .optional()?;
    Ok(hash.as_deref() == Some(known.hash()))
}

/// Writes entries at the end of the history, inside the caller's transaction.
pub(super) struct Writer<'c> {
    connection: &'c Connection,
    account: &'c str,
    entry: Entry<'c>,
    head: Head,
    batch: u64,
}

impl<'c> Writer<'c> {
    pub(super) fn begin(
        connection: &'c Connection,
        database: &[u8; 16],
        account: &'c str,
        entry: Entry<'c>,
    ) -> rusqlite::Result<Self> {
        let head = head(connection, database)?;
        let batch = head.length + 1;
        Ok(Self { connection, account, entry, head, batch })
    }

    /// The entry of one record.
    pub(super) fn record(&mut self, change: &RecordChange) -> rusqlite::Result<()> {
        let Some(record) = change.after.as_ref().or(change.before.as_ref()) else { return Ok(()) };
        let json = |record: &Option<Record>| record.as_ref().map(record_to_json).map(Zeroizing::new);
        let (before, after) = (json(&change.before), json(&change.after));
        let group = match &change.key {
            Key::Membership(group, _) | Key::Review(group, _) => Some(group.as_str()),
            _ => None,
        };
        self.write(
            Some(RecordKind::of(record).word()),
            &change.key.subject().to_string(),
            group,
            Some(place(change)),
            before.as_ref().map(|text| text.as_str()),
            after.as_ref().map(|text| text.as_str()),
        )
    }

    /// The entry of a whole register that came in.
    pub(super) fn register(&mut self, after: &str) -> rusqlite::Result<()> {
        self.write(Some(WHOLE), "office", None, None, None, Some(after))
    }

    /// An entry about the vault itself, not about records.
    pub(super) fn note(&mut self, before: Option<&str>, after: Option<&str>) -> rusqlite::Result<()> {
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
        let row = Row { seq, batch, account, entry, kind, subject, group, place, before, after };
        let hash = row.hash(self.head.hash());
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
    pub(super) fn finish(self) -> Head {
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

/// The newest batch that no undo has taken back. `None` where there is none, or where an import came after it:
/// what stood before an import is not there any more.
pub(super) fn last_change(connection: &Connection) -> rusqlite::Result<Option<LastChange>> {
    let found: Option<(u64, String, String)> = connection
        .prepare_cached(
            "SELECT batch, action, kind FROM audit AS entry WHERE kind IS NOT NULL AND undoes IS NULL AND NOT EXISTS \
             (SELECT 1 FROM audit AS undo WHERE undo.undoes = entry.batch) ORDER BY seq DESC LIMIT 1",
        )?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let Some((batch, action, kind)) = found else { return Ok(None) };
    if action == CREATED || kind == WHOLE {
        return Ok(None);
    }
    let mut statement = connection.prepare_cached(
        "SELECT kind, subject, group_id, place, before, after FROM audit WHERE seq >= ?1 AND batch = ?1 ORDER BY seq",
    )?;
    let mut rows = statement.query([batch])?;
    let mut change = Change::default();
    while let Some(row) = rows.next()? {
        let kind: Option<String> = row.get(0)?;
        let subject: String = row.get(1)?;
        let group: Option<String> = row.get(2)?;
        let place: Option<u32> = row.get(3)?;
        let text: [Option<String>; 2] = [row.get(4)?, row.get(5)?];
        let unreadable = || rows::unreadable(format!("the history's batch {batch}"));
        let kind = kind.as_deref().and_then(RecordKind::from_word).ok_or_else(unreadable)?;
        let place = place.unwrap_or(0);
        let key = key(kind, &subject, group.as_deref(), place).ok_or_else(unreadable)?;
        let read = |text: &Option<String>| {
            text.as_deref().map(|text| record_from_json(kind, text)).transpose().map_err(|_| unreadable())
        };
        let [before, after] = &text;
        change.records.push(RecordChange { key, place, before: read(before)?, after: read(after)? });
    }
    Ok(Some(LastChange { batch, change, action }))
}

/// The key of the record that an entry is about.
fn key(kind: RecordKind, subject: &str, group: Option<&str>, place: u32) -> Option<Key> {
    let id = || subject.split_once('/').map(|(_, id)| id);
    let group = || group.map(GroupId::trusted);
    Some(match kind {
        RecordKind::Office => Key::Office,
        RecordKind::Filing => Key::Filing(FilingId::trusted(id()?)),
        RecordKind::Staff => Key::Staff(PersonId::trusted(id()?)),
        RecordKind::Partner => Key::Partner(PersonId::trusted(id()?)),
        RecordKind::Device => Key::Device(DeviceId::trusted(id()?)),
        RecordKind::TakeOut => Key::TakeOut(TakeOutId::trusted(id()?)),
        RecordKind::Group => Key::Group(GroupId::trusted(id()?)),
        RecordKind::Membership => Key::Membership(group()?, MembershipId::trusted(id()?)),
        RecordKind::Review => Key::Review(group()?, place),
        RecordKind::Incident => Key::Incident(IncidentId::trusted(id()?)),
        RecordKind::Waiver => Key::Waiver(place),
    })
}
