//! Who is named in which entry, so that what was recorded about one of them is found without reading the whole history.
//!
//! The table `audit_named` follows from the entries: each writer adds to it, migration 14 made it for those that stood there
//! before, and a verification makes it anew and compares. No hash covers it, for it proves nothing: whoever finds an entry
//! by it looks whether the entry names them. What is not in it is not found, which is why it is compared, and why it is made
//! anew where it does not fit.

use std::{
    collections::{BTreeMap, BTreeSet},
    hash::{BuildHasher as _, RandomState},
};

use rusqlite::{Connection, params};

use crate::{
    register::{RecordChange, RecordKind, Stage, Work, slots::Named, subject::Subject},
    store::history::{
        audit,
        entries::{Stored, select},
    },
};

/// What names a record: its kind and its id.
type Name<'r> = (RecordKind, &'r str);

/// How the table writes it: `kind/id`, or the kind of what there is but one of.
fn written((kind, id): Name<'_>) -> String {
    if id.is_empty() { kind.word().to_owned() } else { format!("{}/{id}", kind.word()) }
}

/// The name that is written so.
fn read(written: &str) -> Option<Name<'_>> {
    let (kind, id) = written.split_once('/').unwrap_or((written, ""));
    RecordKind::from_word(kind).map(|kind| (kind, id))
}

/// Everybody and everything that a change names: in its records, and as the group in which one stands. Each once.
pub(in crate::store) fn names_in(change: &RecordChange) -> Vec<Name<'_>> {
    let group = change.key.group().map(|id| (RecordKind::Group, id.as_str()));
    let mut names: Vec<Name<'_>> = group.into_iter().collect();
    for record in change.before.iter().chain(&change.after) {
        record.each_named(|named| names.push(named.kind_and_id()));
    }
    names.sort_unstable();
    names.dedup();
    names
}

/// Notes who is named in an entry. A row that a forger laid there before it is no reason to refuse a change.
pub(in crate::store) fn add(connection: &Connection, seq: u64, names: &[Name<'_>]) -> rusqlite::Result<()> {
    let mut statement =
        connection.prepare_cached("INSERT OR IGNORE INTO audit_named (name, seq) VALUES (?1, ?2)")?;
    names.iter().try_for_each(|name| statement.execute(params![written(*name), seq]).map(drop))
}

/// Notes it for every entry of a history from before there was the table.
pub(in crate::store) fn fill(connection: &Connection, work: &Work) -> rusqlite::Result<()> {
    let stage = work.begin(Stage::Indexing, audit::length(connection)?)?;
    let mut statement = connection.prepare(&select("ORDER BY seq"))?;
    let mut rows = statement.query([])?;
    // By name, as they are to stand: the table is written from its beginning to its end.
    let mut all: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        stage.step()?;
        // What cannot be read names nobody, and a verification tells it.
        if let Ok(entry) = Stored::read(row)
            && let Some(change) = entry.record_change()
        {
            for name in names_in(&change) {
                all.entry(written(name)).or_default().push(entry.seq);
            }
        }
    }
    let mut statement = connection.prepare("INSERT INTO audit_named (name, seq) VALUES (?1, ?2)")?;
    let count = all.len() as u64;
    for (done, (name, seqs)) in (1..).zip(&all) {
        seqs.iter().try_for_each(|seq| statement.execute(params![name, seq]).map(drop))?;
        stage.reach(done, count)?;
    }
    Ok(())
}

/// Makes the table anew, as the migration made it. What keeps it from edits goes with it and comes back.
pub(in crate::store) fn rebuild(connection: &Connection, work: &Work) -> rusqlite::Result<()> {
    let parts: Vec<String> = connection
        .prepare(
            "SELECT sql FROM sqlite_schema WHERE tbl_name = 'audit_named' AND sql IS NOT NULL ORDER BY type = 'table' DESC",
        )?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    connection.execute_batch("DROP TABLE audit_named")?;
    parts.iter().try_for_each(|part| connection.execute_batch(part))?;
    fill(connection, work)
}

/// The entries between two that name any of these, the last one first.
pub(in crate::store) fn entries_of<'s>(
    connection: &Connection,
    subjects: impl IntoIterator<Item = &'s Subject>,
    after: u64,
    before: i64,
) -> rusqlite::Result<Vec<u64>> {
    let mut statement =
        connection.prepare_cached("SELECT seq FROM audit_named WHERE name = ?1 AND seq > ?2 AND seq < ?3")?;
    let mut found = BTreeSet::new();
    for subject in subjects {
        let name = Named::Subject(subject).kind_and_id();
        let seqs = statement.query_map(params![written(name), after, before], |row| row.get::<_, u64>(0))?;
        for seq in seqs {
            found.insert(seq?);
        }
    }
    Ok(found.into_iter().rev().collect())
}

/// The whole of a table as a sum, whatever the order: of what the entries say and of what stands there. Only this program knows by
/// which numbers it is made, so nobody can make up rows that have the same.
pub(in crate::store) struct Sum {
    by: RandomState,
    expected: (u64, u64),
}

impl Sum {
    pub(in crate::store) fn new() -> Self {
        Self { by: RandomState::new(), expected: (0, 0) }
    }

    fn with(&self, sum: (u64, u64), (kind, id): Name<'_>, seq: u64) -> (u64, u64) {
        (sum.0 + 1, sum.1.wrapping_add(self.by.hash_one((kind, id, seq))))
    }

    /// Takes an entry along.
    pub(in crate::store) fn take(&mut self, seq: u64, change: &RecordChange) {
        let names = names_in(change);
        self.expected = names.into_iter().fold(self.expected, |sum, name| self.with(sum, name, seq));
    }

    /// Whether what stands in the file is what the entries say.
    pub(in crate::store) fn fits(&self, connection: &Connection) -> rusqlite::Result<bool> {
        let mut statement = connection.prepare("SELECT name, seq FROM audit_named")?;
        let mut rows = statement.query([])?;
        let mut found = (0, 0);
        while let Some(row) = rows.next()? {
            // What is no text, no name or no number of an entry was written by nobody here.
            let name = row.get_ref(0)?.as_str().ok().and_then(read);
            let (Some(name), Ok(seq)) = (name, row.get(1)) else { return Ok(false) };
            found = self.with(found, name, seq);
        }
        Ok(found == self.expected)
    }
}
