//! Looking into the history: everything about a person, what changed since a visit, what another session changed.

use std::hash::{BuildHasher as _, RandomState};

use rusqlite::{Connection, OptionalExtension as _, params};
use rustc_hash::FxHashMap;

use crate::register::{
    Change, Date, Key, Record, Stage, Work,
    document::each_value,
    id::GroupId,
    kana::{Query, SearchKey},
    subject::Subject,
};
use crate::store::{
    connection::interrupted_by,
    error::StoreError,
    history::{
        audit::{self, PastChange, WHOLE},
        entries::{Stored, is_earlier, moment, select},
        named,
    },
    vault::Vault,
};

/// Which entries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HistoryQuery {
    /// About this subject: its own records, and every record that named it before or after. For a group also its memberships
    /// and reviews.
    pub subject: Option<Subject>,
    /// From this time on.
    pub since: Option<Since>,
    /// After this entry.
    pub after_seq: Option<u64>,
    /// Before this entry: with a limit, one part of the history after the other.
    pub before_seq: Option<u64>,
    /// Words that are all found in the values of the entry, as the screens search.
    pub text: Option<String>,
    /// At most so many.
    pub limit: Option<usize>,
    /// The first entry first; else the last one.
    pub oldest_first: bool,
}

/// From when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Since {
    /// From the beginning of a day, as each entry wrote its day.
    Day(Date),
    /// From a moment: the office's local time with its offset.
    Moment(String),
}

/// One entry of the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryEntry {
    /// Its number, from 1.
    pub seq: u64,
    /// The first entry of its command.
    pub batch: u64,
    /// When: the office's local time with its offset.
    pub at: String,
    /// Who.
    pub account: String,
    /// What was done, as the history's word.
    pub action: String,
    /// The batch that it takes back.
    pub undoes: Option<u64>,
    /// The record that it is about; `None` for an entry about the vault or the whole register.
    pub key: Option<Key>,
    /// The record before.
    pub before: Option<Record>,
    /// The record after.
    pub after: Option<Record>,
    /// What an entry without a record says, as JSON: before and after.
    pub note: [Option<String>; 2],
}

/// When an account's owner was last shown the register, and how far the history was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// When.
    pub at: String,
    /// The last entry then.
    pub seq: u64,
}

impl HistoryEntry {
    fn of(stored: Stored) -> Self {
        let change = stored.record_change();
        let text = |text: Option<&str>| text.map(str::to_owned);
        let note =
            if change.is_some() { [None, None] } else { [text(stored.before()), text(stored.after())] };
        let (key, before, after) = match change {
            Some(change) => (Some(change.key), change.before, change.after),
            None => (None, None, None),
        };
        let Stored { seq, batch, at, account, action, undoes, .. } = stored;
        Self { seq, batch, at, account, action, undoes, key, before, after, note }
    }

    /// The group of a membership or a review.
    pub fn group(&self) -> Option<&GroupId> {
        match &self.key {
            Some(Key::Membership(group, _) | Key::Review(group, _)) => Some(group),
            _ => None,
        }
    }

    /// What it is about.
    pub fn subject(&self) -> Subject {
        self.key.as_ref().map_or(Subject::Office, Key::subject)
    }

    /// Whether its record is the subject's own, or named it before or after.
    pub fn is_about(&self, subject: &Subject) -> bool {
        let in_group = matches!(subject, Subject::Group(id) if self.group() == Some(id));
        in_group || self.before.iter().chain(&self.after).any(|record| record.names(subject))
    }
}

/// Words that are searched for. The same names, days and words stand in nearly every entry: what a text has of them is
/// remembered.
struct Words {
    query: Query,
    known: FxHashMap<Box<str>, u64>,
    /// What whole records have, by a hash of how they are written: what one entry left the next about it found.
    records: FxHashMap<u64, u64>,
    hash: RandomState,
}

/// So many texts are remembered.
const MOST_KNOWN: usize = 100_000;

/// So many records are.
const MOST_RECORDS: usize = 1_000_000;

impl Words {
    fn new(text: &str) -> Self {
        Self {
            query: Query::new(text),
            known: FxHashMap::default(),
            records: FxHashMap::default(),
            hash: RandomState::new(),
        }
    }

    /// Which of the words a text has.
    fn in_text(&mut self, text: &str) -> u64 {
        if let Some(known) = self.known.get(text) {
            return *known;
        }
        let has = self.query.found_in(&SearchKey::new([text]));
        if self.known.len() >= MOST_KNOWN {
            self.known.clear();
        }
        self.known.insert(text.into(), has);
        has
    }

    /// Which of them a record has that is written so. What cannot be read is a text.
    fn in_record(&mut self, text: &str) -> u64 {
        let hash = self.hash.hash_one(text);
        if let Some(known) = self.records.get(&hash) {
            return *known;
        }
        let mut has = 0;
        if !each_value(text, |value| has |= self.in_text(value)) {
            has = self.in_text(text);
        }
        if self.records.len() >= MOST_RECORDS {
            self.records.clear();
        }
        self.records.insert(hash, has);
        has
    }

    /// Whether each of the words stands somewhere in an entry.
    fn are_all_in(&mut self, entry: &Stored) -> bool {
        let texts = [Some(entry.account.as_str()), Some(entry.action.as_str()), entry.group.as_deref()];
        let own = texts.into_iter().flatten().fold(0, |found, text| found | self.in_text(text));
        let is_record = entry.record_kind().is_some();
        let written = [entry.before(), entry.after()].into_iter().flatten();
        let found = written.fold(own, |found, text| {
            found | if is_record { self.in_record(text) } else { self.in_text(text) }
        });
        found == self.query.all()
    }
}

impl Since {
    fn includes(&self, at: &str) -> bool {
        match self {
            // An entry whose day cannot be read is rather shown than hidden.
            Self::Day(day) => at.get(..10).and_then(|at| at.parse::<Date>().ok()).is_none_or(|at| at >= *day),
            Self::Moment(since) => moment(at).is_none() || !is_earlier(at, since),
        }
    }
}

impl Vault {
    /// The newest changes that were not taken back, the newest first, for an undo of several steps. An undo is a change too:
    /// taking it back does again what it undid. The list ends where the whole register was replaced ([`Vault::replaced`]).
    ///
    /// # Errors
    /// When the history cannot be read.
    pub fn last_changes(&mut self, limit: usize) -> Result<Vec<PastChange>, StoreError> {
        self.with(|vault, connection| {
            audit::last_changes(connection, limit).map_err(|error| vault.failed(&error))
        })
    }

    /// The newest entry that put another register in the place of the whole, an import or a restoring: nothing from before it
    /// is taken back. It has no change of its own.
    ///
    /// # Errors
    /// When the history cannot be read.
    pub fn replaced(&mut self) -> Result<Option<PastChange>, StoreError> {
        self.with(|vault, connection| audit::replaced(connection).map_err(|error| vault.failed(&error)))
    }

    /// The entries that a query asks for.
    ///
    /// # Errors
    /// When the history cannot be read.
    pub fn history(&mut self, query: &HistoryQuery) -> Result<Vec<HistoryEntry>, StoreError> {
        self.with(|vault, connection| {
            find(connection, query, &vault.work).map_err(|error| vault.failed(&error))
        })
    }

    /// What every command after an entry changed, in order, for a register in memory that is as that entry left it.
    /// `None` where it has to be loaded anew: an import is among them or something unreadable, or there is no such entry.
    ///
    /// # Errors
    /// When the history cannot be read.
    pub fn changes_since(&mut self, seq: u64) -> Result<Option<Vec<Change>>, StoreError> {
        self.with(|vault, connection| changes_since(connection, seq).map_err(|error| vault.failed(&error)))
    }

    /// When the owner of this account was last here.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn last_visit(&mut self) -> Result<Option<Visit>, StoreError> {
        self.with(|vault, connection| {
            connection
                .query_row("SELECT at, seq FROM visits WHERE account = ?1", [&vault.account], |row| {
                    Ok(Visit { at: row.get(0)?, seq: row.get(1)? })
                })
                .optional()
                .map_err(|error| vault.failed(&error))
        })
    }

    /// Notes that the owner of this account has been shown the register as it is now. No entry of the history: it says
    /// nothing about the office.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn record_visit(&mut self, at: &str) -> Result<(), StoreError> {
        self.write(|vault, transaction| {
            let run = || {
                let head = audit::head(transaction, &vault.access.database)?;
                transaction.execute(
                    "INSERT INTO visits (account, at, seq) VALUES (?1, ?2, ?3) ON CONFLICT (account) DO UPDATE SET \
                     at = excluded.at, seq = excluded.seq",
                    params![vault.account, at, head.length],
                )
            };
            run().map(drop).map_err(|error| vault.failed(&error))
        })
    }
}

pub(in crate::store) fn find(
    connection: &Connection,
    query: &HistoryQuery,
    work: &Work,
) -> rusqlite::Result<Vec<HistoryEntry>> {
    let length: u64 = audit::length(connection)?;
    let searching = work.begin(Stage::Searching, length)?;
    let _stops = interrupted_by(connection, work);
    let about = query.subject.as_ref().map(|subject| About::new(connection, subject)).transpose()?;
    let after = query.after_seq.unwrap_or(0);
    let before = query.before_seq.and_then(|seq| i64::try_from(seq).ok()).unwrap_or(i64::MAX);
    let mut words = query.text.as_deref().map(Words::new).filter(|words| !words.query.is_empty());
    let limit = query.limit.unwrap_or(usize::MAX);
    let mut found = Vec::new();
    let mut look = |stored: Stored| {
        if query.since.as_ref().is_none_or(|since| since.includes(&stored.at))
            && words.as_mut().is_none_or(|words| words.are_all_in(&stored))
        {
            let entry = HistoryEntry::of(stored);
            if about.as_ref().is_none_or(|about| about.includes(&entry)) {
                found.push(entry);
            }
        }
        found.len() < limit
    };
    if let Some(about) = &about {
        let mut which = named::entries_of(connection, about.called(), after, before)?;
        if query.oldest_first {
            which.reverse();
        }
        let mut statement = connection.prepare_cached(&select("WHERE seq = ?1"))?;
        for (passed, seq) in (0..).zip(&which) {
            searching.reach(passed, which.len() as u64)?;
            let stored = statement.query_row([seq], Stored::read).optional()?;
            if limit == 0 || !stored.is_none_or(&mut look) {
                break;
            }
        }
        return Ok(found);
    }
    let order = if query.oldest_first { "ASC" } else { "DESC" };
    let which = format!("WHERE seq > ?1 AND seq < ?2 ORDER BY seq {order}");
    let mut statement = connection.prepare_cached(&select(&which))?;
    let mut rows = statement.query(params![after, before])?;
    while limit > 0
        && let Some(row) = rows.next()?
    {
        let stored = Stored::read(row)?;
        let passed = if query.oldest_first { stored.seq } else { length.saturating_sub(stored.seq) };
        searching.reach(passed, length)?;
        if !look(stored) {
            break;
        }
    }
    Ok(found)
}

/// A subject through the history, under the ids that it had: where a blank was taken from the end of its id, what came before
/// names it with the blank.
struct About {
    subject: Subject,
    /// What it was called before a renaming, the newest first, each with the batch of the renaming.
    former: Vec<(u64, Subject)>,
}

impl About {
    fn new(connection: &Connection, subject: &Subject) -> rusqlite::Result<Self> {
        let mut about = Self { subject: subject.clone(), former: Vec::new() };
        let mut statement = connection.prepare_cached(
            // The word stands in it as in the index that has these entries alone.
            "WITH RECURSIVE renamed (batch) AS (SELECT seq FROM audit WHERE action = 'rename' AND seq = batch UNION \
             SELECT audit.seq FROM audit JOIN renamed ON audit.undoes = renamed.batch WHERE audit.seq = audit.batch) \
             SELECT batch FROM renamed ORDER BY batch DESC",
        )?;
        let batches: Vec<u64> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        for batch in batches {
            let back = audit::change_of(connection, batch)?.inverse().renames();
            let now = about.former.last().map_or(subject, |(_, subject)| subject);
            let before = back.map(|by| by.subject(now)).filter(|before| before != now);
            about.former.extend(before.map(|before| (batch, before)));
        }
        Ok(about)
    }

    /// The subject under every id that it had.
    fn called(&self) -> impl Iterator<Item = &Subject> {
        std::iter::once(&self.subject).chain(self.former.iter().map(|(_, subject)| subject))
    }

    fn includes(&self, entry: &HistoryEntry) -> bool {
        let mut called = &self.subject;
        for (batch, before) in &self.former {
            if entry.batch > *batch {
                break;
            }
            if entry.batch == *batch {
                return entry.is_about(called) || entry.is_about(before);
            }
            called = before;
        }
        entry.is_about(called)
    }
}

fn changes_since(connection: &Connection, seq: u64) -> rusqlite::Result<Option<Vec<Change>>> {
    if seq > audit::length(connection)? {
        return Ok(None);
    }
    let mut statement = connection.prepare_cached(&select("WHERE seq > ?1 ORDER BY seq"))?;
    let mut rows = statement.query([seq])?;
    let mut changes: Vec<(u64, Change)> = Vec::new();
    while let Some(row) = rows.next()? {
        let stored = Stored::read(row)?;
        match (stored.kind.as_deref(), stored.record_change()) {
            (None, _) => {}
            (Some(WHOLE), _) | (Some(_), None) => return Ok(None),
            (Some(_), Some(record)) => match changes.last_mut() {
                Some((batch, change)) if *batch == stored.batch => change.records.push(record),
                _ => changes.push((stored.batch, Change { records: vec![record] })),
            },
        }
    }
    Ok(Some(changes.into_iter().map(|(_, change)| change).collect()))
}
