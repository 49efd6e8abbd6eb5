//! The numbers of records that are gone, as the history tells them.
//!
//! An entry by which a record went names it. What went because another register came in the place of the whole, by an import
//! or a restoring, no entry of its own tells: the entry about that holds the numbers under `gone`, those that were gone before
//! among them, so that nothing from before it has to be read. One of a version that did not say so says only which records
//! entries were about; the numbers of records that came and went by documents alone are not known there.

use rusqlite::{Connection, OptionalExtension as _, params};
use serde_json::{Map, Value};

use crate::{
    register::{
        Change, Gone, Key, RecordChange, RecordKind, Register,
        gaps::{Going, GoneNumber, How},
        reports_gone, reports_written,
    },
    store::{
        error::StoreError,
        history::{
            audit::{REPLACES, UNDO, WHOLE},
            entries::{Stored, select},
        },
        load,
        vault::Vault,
    },
};

/// Under what an entry holds them.
const NAME: &str = "gone";

/// What an entry says of the register that gave way, where it says so.
fn told(after: Option<&str>) -> Option<Gone> {
    let value: Value = serde_json::from_str(after?).ok()?;
    let mut gone = Gone::default();
    for (list, ids) in value.get(NAME)?.as_object()? {
        let kind = RecordKind::ALL.iter().find(|kind| kind.list() == list)?;
        ids.as_array()?.iter().filter_map(Value::as_str).for_each(|id| gone.insert(*kind, id));
    }
    Some(gone)
}

/// Puts into an entry's text what is gone behind it.
pub(in crate::store) fn tell(after: &mut Value, gone: &Gone) {
    let mut lists: Map<String, Value> = Map::new();
    for (kind, id) in gone.iter() {
        let list = lists.entry(kind.list()).or_insert_with(|| Value::Array(Vec::new()));
        list.as_array_mut().into_iter().for_each(|ids| ids.push(id.into()));
    }
    after[NAME] = lists.into();
}

/// The numbers of all records that are gone, and of some that stand again.
pub(in crate::store) fn read(connection: &Connection) -> rusqlite::Result<Gone> {
    read_until(connection, EVERY)
}

/// The number of no entry: all are before it.
const EVERY: u64 = u64::MAX >> 1;

/// The same as an entry left it.
pub(in crate::store) fn read_until(connection: &Connection, until: u64) -> rusqlite::Result<Gone> {
    let mut gone = Gone::default();
    let mut since = 0;
    let mut replacing = connection.prepare_cached(&format!(
        "SELECT seq, kind, after FROM audit INDEXED BY audit_replaced WHERE {REPLACES} AND seq <= ?1 ORDER BY seq DESC"
    ))?;
    let mut rows = replacing.query([until])?;
    while let Some(row) = rows.next()? {
        let seq: u64 = row.get(0)?;
        let (kind, after): (Option<String>, Option<String>) = (row.get(1)?, row.get(2)?);
        if let Some(told) = told(after.as_deref()) {
            gone = told;
            since = seq;
            break;
        }
        if kind.as_deref() == Some(WHOLE) {
            let which =
                "SELECT DISTINCT kind, subject FROM audit WHERE seq < ?1 AND seq <= ?2 AND kind IS NOT NULL";
            take(connection, which, [seq, until], &mut gone)?;
            since = seq;
            break;
        }
    }
    let which = "SELECT kind, subject FROM audit INDEXED BY audit_gone WHERE kind IS NOT NULL AND after IS NULL \
                 AND seq <= ?2 GROUP BY kind, subject HAVING max(seq) > ?1";
    take(connection, which, [since, until], &mut gone)?;
    for number in reports_taken_back(connection, [since, until])? {
        gone.insert(RecordKind::Incident, &number.0);
    }
    Ok(gone)
}

/// The numbers of reports that went because something was taken back, each with the entry that tells it.
fn reports_taken_back(connection: &Connection, bounds: [u64; 2]) -> rusqlite::Result<Vec<(String, u64)>> {
    let mut found = Vec::new();
    let mut statement = connection.prepare_cached(&select(
        "INDEXED BY audit_incident_undone WHERE kind IS 'incident' AND action = 'undo' AND seq > ?1 AND seq <= ?2 ORDER BY seq",
    ))?;
    let mut rows = statement.query(bounds)?;
    while let Some(row) = rows.next()? {
        let seq: u64 = row.get("seq")?;
        // What of an entry cannot be read is told by the check of the history.
        if let Some(change) = Stored::read(row)?.record_change().filter(|change| change.after.is_some()) {
            found.extend(reports_gone(&change).map(|number| (number, seq)));
        }
    }
    Ok(found)
}

fn take(connection: &Connection, which: &str, bounds: [u64; 2], gone: &mut Gone) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(which)?;
    let mut rows = statement.query(bounds)?;
    while let Some(row) = rows.next()? {
        let (kind, subject) = (row.get_ref(0)?.as_str()?, row.get_ref(1)?.as_str()?);
        // A review has no id of its own, and one by itself only goes before it has a number.
        if let Some(kind) = RecordKind::from_word(kind).filter(|kind| *kind != RecordKind::Review)
            && let Some((_, id)) = subject.split_once('/')
        {
            gone.insert(kind, id);
        }
    }
    Ok(())
}

/// The record of a change that would get a number which another one had, as another session may have seen to meanwhile.
/// What an undo brings back and what is put right keep their own.
pub(in crate::store) fn given_again<'c>(
    connection: &Connection,
    change: &'c Change,
) -> rusqlite::Result<Option<&'c Key>> {
    let new = |record: &&RecordChange| record.before.is_none() && record.key.kind().is_known_by_number();
    let mut new = change
        .records
        .iter()
        .filter(new)
        .filter_map(|record| Some((&record.key, record.key.id()?)))
        .peekable();
    let written: Vec<(&Key, String)> = change
        .records
        .iter()
        .flat_map(|record| reports_written(record).map(move |number| (&record.key, number)))
        .collect();
    if new.peek().is_none() && written.is_empty() || change.renames().is_some() {
        return Ok(None);
    }
    let gone = read(connection)?;
    let again = new.find(|(key, id)| gone.has(key.kind(), id)).map(|(key, _)| key);
    let of_report = || written.iter().find(|(_, number)| gone.has(RecordKind::Incident, number));
    Ok(again.or_else(|| of_report().map(|(key, _)| *key)))
}

/// Reads the whole register with what is gone, inside the caller's transaction.
pub(in crate::store) fn load_knowing(connection: &Connection) -> rusqlite::Result<Register> {
    Ok(load::load_alone(connection)?.knowing_gone(read(connection)?))
}

/// The numbers that were gone as an entry left them, of the kinds that are known by them, with when and how they went. Some may
/// stand again.
pub(in crate::store) fn numbers(connection: &Connection, until: u64) -> rusqlite::Result<Vec<GoneNumber>> {
    let gone = read_until(connection, until)?;
    let known = gone.iter().filter(|(kind, _)| kind.is_known_by_number());
    let number = |(kind, id): (RecordKind, &str)| {
        Ok(GoneNumber { kind, id: id.to_owned(), going: going(connection, kind, id, until)? })
    };
    known.map(number).collect()
}

/// When and how a record went last; `None` where no entry tells.
fn going(connection: &Connection, kind: RecordKind, id: &str, until: u64) -> rusqlite::Result<Option<Going>> {
    let how = |action: &str| if action == UNDO { How::TakenBack } else { How::Removed };
    let went = connection
        .prepare_cached(
            "SELECT at, account, action FROM audit INDEXED BY audit_gone WHERE kind IS NOT NULL AND after IS NULL AND \
             kind = ?1 AND subject = ?2 AND seq <= ?3 ORDER BY seq DESC LIMIT 1",
        )?
        .query_row(params![kind.word(), format!("{}/{id}", kind.word()), until], |row| {
            Ok(Going { at: row.get(0)?, account: row.get(1)?, how: how(row.get_ref(2)?.as_str()?) })
        })
        .optional()?;
    if went.is_some() {
        return Ok(went);
    }
    let taken_back = reports_taken_back(connection, [0, until])?;
    if let Some((_, seq)) =
        taken_back.iter().rev().find(|(number, _)| kind == RecordKind::Incident && number == id)
    {
        return connection
            .query_row("SELECT at, account FROM audit WHERE seq = ?1", [seq], |row| {
                Ok(Going { at: row.get(0)?, account: row.get(1)?, how: How::TakenBack })
            })
            .optional();
    }
    let mut replacing = connection.prepare_cached(&format!(
        "SELECT at, account, kind, after FROM audit INDEXED BY audit_replaced WHERE {REPLACES} AND seq <= ?1 ORDER BY seq"
    ))?;
    let mut rows = replacing.query([until])?;
    while let Some(row) = rows.next()? {
        let (kind_of, after): (Option<String>, Option<String>) = (row.get(2)?, row.get(3)?);
        if told(after.as_deref()).is_some_and(|gone| gone.has(kind, id)) {
            let how = if kind_of.is_some() { How::Imported } else { How::Restored };
            return Ok(Some(Going { at: row.get(0)?, account: row.get(1)?, how }));
        }
    }
    Ok(None)
}

impl Vault {
    /// The numbers, of the kinds that are known by them, of records that are gone, with when and how they went. Some may stand
    /// again.
    ///
    /// # Errors
    /// When the history cannot be read.
    pub fn gone_numbers(&mut self) -> Result<Vec<GoneNumber>, StoreError> {
        self.with(|vault, connection| numbers(connection, EVERY).map_err(|error| vault.failed(&error)))
    }
}
