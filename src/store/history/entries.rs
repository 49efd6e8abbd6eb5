//! An entry of the history as it stands in the file, and the form over which its hash goes.
//!
//! The hash of an entry is SHA-256 over the label `mcs-register audit entry`, the hash before it and the entry's
//! fields in the order of [`Hashed`] (seq, batch, at, account, action, undoes, kind, subject, group,
//! place, before, after), numbers in decimal. Every field has its length before it (8 bytes, big-endian) and, being
//! possibly absent, is led by a byte 1, or is the single byte 0. So no two different entries have the same form. The
//! first entry follows SHA-256 over the label `mcs-register audit` and the database's id.

use std::io::Write as _;

use chrono::{DateTime, FixedOffset};
use rusqlite::Row;
use zeroize::Zeroizing;

use crate::register::{Key, Record, RecordChange, RecordKind, document::record_from_json, id::GroupId};
use crate::store::keys::digest;

/// The fields of an entry that its hash covers.
pub(in crate::store) struct Hashed<'a> {
    pub seq: u64,
    pub batch: u64,
    pub at: &'a str,
    pub account: &'a str,
    pub action: &'a str,
    pub undoes: Option<u64>,
    pub kind: Option<&'a str>,
    pub subject: &'a str,
    pub group: Option<&'a str>,
    pub place: Option<u32>,
    pub before: Option<&'a str>,
    pub after: Option<&'a str>,
}

impl Hashed<'_> {
    /// The hash of the entry that follows the one with the hash `prev`.
    pub(in crate::store) fn hash(&self, prev: &[u8]) -> [u8; 32] {
        fn field(form: &mut Vec<u8>, value: Option<&[u8]>) {
            let Some(value) = value else { return form.push(0) };
            form.push(1);
            form.extend_from_slice(&(value.len() as u64).to_be_bytes());
            form.extend_from_slice(value);
        }
        fn number(form: &mut Vec<u8>, value: Option<u64>) {
            let mut digits = [0_u8; 20];
            let mut rest = digits.as_mut_slice();
            let Some(value) = value else { return form.push(0) };
            // Twenty digits hold every number.
            let _ = write!(rest, "{value}");
            let unused = rest.len();
            field(form, digits.get(..20 - unused));
        }
        let text = |value: Option<&str>| value.map_or(0, str::len) + 9;
        let room = 256 + text(self.before) + text(self.after) + self.subject.len() + self.account.len();
        let mut form = Zeroizing::new(Vec::with_capacity(room));
        number(&mut form, Some(self.seq));
        number(&mut form, Some(self.batch));
        field(&mut form, Some(self.at.as_bytes()));
        field(&mut form, Some(self.account.as_bytes()));
        field(&mut form, Some(self.action.as_bytes()));
        number(&mut form, self.undoes);
        field(&mut form, self.kind.map(str::as_bytes));
        field(&mut form, Some(self.subject.as_bytes()));
        field(&mut form, self.group.map(str::as_bytes));
        number(&mut form, self.place.map(u64::from));
        field(&mut form, self.before.map(str::as_bytes));
        field(&mut form, self.after.map(str::as_bytes));
        digest(b"mcs-register audit entry", &[prev, &form])
    }
}

/// An entry as it was read.
#[derive(Debug)]
pub(in crate::store) struct Stored {
    pub seq: u64,
    pub batch: u64,
    pub at: String,
    pub account: String,
    pub action: String,
    pub undoes: Option<u64>,
    pub kind: Option<String>,
    pub subject: String,
    pub group: Option<String>,
    pub place: Option<u32>,
    pub before: Option<Zeroizing<String>>,
    pub after: Option<Zeroizing<String>>,
    pub prev_hash: Vec<u8>,
    pub hash: Vec<u8>,
}

/// The statement that reads entries for [`Stored::read`].
pub(in crate::store) fn select(which: &str) -> String {
    format!(
        "SELECT seq, batch, at, account, action, undoes, kind, subject, group_id, place, before, after, prev_hash, hash \
         FROM audit {which}"
    )
}

impl Stored {
    pub(in crate::store) fn read(row: &Row) -> rusqlite::Result<Self> {
        let text = |column: usize| {
            Ok::<_, rusqlite::Error>(row.get::<_, Option<String>>(column)?.map(Zeroizing::new))
        };
        Ok(Self {
            seq: row.get(0)?,
            batch: row.get(1)?,
            at: row.get(2)?,
            account: row.get(3)?,
            action: row.get(4)?,
            undoes: row.get(5)?,
            kind: row.get(6)?,
            subject: row.get(7)?,
            group: row.get(8)?,
            place: row.get(9)?,
            before: text(10)?,
            after: text(11)?,
            prev_hash: row.get(12)?,
            hash: row.get(13)?,
        })
    }

    pub(in crate::store) fn before(&self) -> Option<&str> {
        self.before.as_ref().map(|text| text.as_str())
    }

    pub(in crate::store) fn after(&self) -> Option<&str> {
        self.after.as_ref().map(|text| text.as_str())
    }

    /// The hash that its content gives.
    pub(in crate::store) fn computed_hash(&self) -> [u8; 32] {
        Hashed {
            seq: self.seq,
            batch: self.batch,
            at: &self.at,
            account: &self.account,
            action: &self.action,
            undoes: self.undoes,
            kind: self.kind.as_deref(),
            subject: &self.subject,
            group: self.group.as_deref(),
            place: self.place,
            before: self.before(),
            after: self.after(),
        }
        .hash(&self.prev_hash)
    }

    /// The kind of the record that it is about; `None` for a note, an import and what is not understood.
    pub(in crate::store) fn record_kind(&self) -> Option<RecordKind> {
        self.kind.as_deref().and_then(RecordKind::from_word)
    }

    /// Where the record is found that it is about.
    pub(in crate::store) fn key(&self) -> Option<Key> {
        let id = self.subject.split_once('/').map(|(_, id)| id);
        let group = self.group.as_deref().map(GroupId::trusted);
        Key::of(self.record_kind()?, id, group.as_ref(), self.place.unwrap_or(0))
    }

    /// What happened to the record; `None` where it is not about one, or cannot be read.
    pub(in crate::store) fn record_change(&self) -> Option<RecordChange> {
        let kind = self.record_kind()?;
        Some(RecordChange {
            key: self.key()?,
            place: self.place.unwrap_or(0),
            before: read_record(kind, self.before())?,
            after: read_record(kind, self.after())?,
        })
    }
}

/// A record as an entry holds it; the outer `None` where it cannot be read.
#[expect(clippy::option_option, reason = "a record that is not there is read as well")]
fn read_record(kind: RecordKind, text: Option<&str>) -> Option<Option<Record>> {
    text.map(|text| record_from_json(kind, text)).transpose().ok()
}

/// The moment of a stamp `2026-11-22T09:10:11+09:00`; `None` where it is not written so.
pub(in crate::store) fn moment(at: &str) -> Option<DateTime<FixedOffset>> {
    let shape = at.len() == 25
        && at.bytes().enumerate().all(|(place, byte)| match place {
            4 | 7 => byte == b'-',
            10 => byte == b'T',
            13 | 16 | 22 => byte == b':',
            19 => matches!(byte, b'+' | b'-'),
            _ => byte.is_ascii_digit(),
        });
    if shape { DateTime::parse_from_rfc3339(at).ok() } else { None }
}

/// Whether a stamp is of an earlier moment than another; unknown is not earlier.
pub(in crate::store) fn is_earlier(at: &str, than: &str) -> bool {
    moment(at).zip(moment(than)).is_some_and(|(at, than)| at < than)
}

/// How much earlier than the one before an entry may be, in seconds. Two sessions take their stamps and then wait for each
/// other, and clocks are set right by seconds; nobody gains anything by a minute.
const SLACK: i64 = 60;

/// Whether the clock went back between two entries that follow each other.
pub(in crate::store) fn is_set_back(at: &str, before: &str) -> bool {
    moment(at).zip(moment(before)).is_some_and(|(at, before)| before.timestamp() - at.timestamp() > SLACK)
}

#[cfg(test)]
mod tests {
    use super::is_set_back;

    #[test]
    fn a_clock_goes_back_by_more_than_two_sessions_wait_for_each_other() {
        let before = "2026-11-22T09:01:00+09:00";
        assert!(!is_set_back("2026-11-22T09:00:00+09:00", before));
        assert!(is_set_back("2026-11-22T08:59:59+09:00", before));
        assert!(!is_set_back("2026-11-22T00:01:00+00:00", before), "the same moment");
        assert!(!is_set_back("yesterday", before));
    }
}
