//! Reading the whole register after the unlock: the lists of the groups by several connections at once.
//!
//! Nine tenths of a large register are memberships and decisions. A further connection costs well below a
//! millisecond with the raw key, so each processor reads its share of the groups; all of them read the same state of the file,
//! which is checked by the history's head inside their transactions.

use std::{
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use rusqlite::{Connection, TransactionBehavior};

use super::{
    history::gone,
    rows::{self, Book, GroupLists, Span, Sql},
    vault::Access,
};
use crate::register::{Parts, RecordKind, Register, records::Group, table::Table};

/// Below so many memberships one connection is as fast.
const WORTH_A_THREAD: i64 = 4_000;
/// Shares for each reader: enough to even out groups of unequal size.
const SHARES: usize = 8;
/// How often the readers try to meet the same state while another session writes.
const TRIES: usize = 3;

/// The pages that a connection keeps while everything is read, each once: as many as would be kept of a file in use are a
/// quarter of the memory that a large register takes. In KiB, as SQLite counts them.
const PAGES_READ_ONCE: i64 = -2048;

/// Reads everything, with the numbers of what is gone.
pub(super) fn load(connection: &mut Connection, access: &Access) -> Sql<Register> {
    let kept: i64 = connection.pragma_query_value(None, "cache_size", |row| row.get(0))?;
    connection.pragma_update(None, "cache_size", PAGES_READ_ONCE)?;
    let read = load_with(connection, access);
    connection.pragma_update(None, "cache_size", kept)?;
    read
}

fn load_with(connection: &mut Connection, access: &Access) -> Sql<Register> {
    let threads = thread::available_parallelism().map_or(1, usize::from).min(4);
    for _ in 0..TRIES {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Deferred)?;
        let state = state(&transaction)?;
        let shares = shares(&transaction, threads)?;
        let book = Book::for_reading(&transaction)?;
        let work = Work { shares, next: AtomicUsize::new(0), found: Mutex::default() };
        let read = thread::scope(|scope| {
            let helpers: Vec<_> = (1..threads.min(work.shares.len()))
                .map(|_| scope.spawn(|| help(access, state, &work)))
                .collect();
            let parts = small_parts(&book);
            let own = work.take_part(&book);
            let gone = gone::read(&transaction);
            let mut same = true;
            for helper in helpers {
                // A helper that panicked read nothing; its share is missing, so the whole is read again.
                same &= helper.join().unwrap_or(Ok(false))?;
            }
            own?;
            Ok::<_, rusqlite::Error>((parts?, gone?, same))
        });
        let (small, gone, same) = read?;
        if same {
            return Ok(join(small, work.found.into_inner().unwrap_or_default())?.knowing_gone(gone));
        }
    }
    // Another session writes without pause: one connection alone always sees one state.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Deferred)?;
    gone::load_knowing(&transaction)
}

/// Reads everything on one connection, inside the caller's transaction.
pub(super) fn load_alone(connection: &Connection) -> Sql<Register> {
    let book = Book::for_reading(connection)?;
    join(small_parts(&book)?, rows::load_group_lists(&book, Span::ALL)?)
}

/// What tells two states of the file apart: every write leaves an entry.
fn state(connection: &Connection) -> Sql<i64> {
    connection.query_row("SELECT coalesce(max(seq), 0) FROM audit", [], |row| row.get(0))
}

/// Cuts the groups into shares of consecutive numbers.
fn shares(connection: &Connection, threads: usize) -> Sql<Vec<Span>> {
    let (first, last): (Option<i64>, Option<i64>) =
        connection
            .query_row("SELECT min(no), max(no) FROM groups", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let (Some(first), Some(last)) = (first, last) else { return Ok(Vec::new()) };
    let enough: Option<i64> = connection.query_row(
        "SELECT count(*) FROM (SELECT 1 FROM memberships LIMIT ?1)",
        [WORTH_A_THREAD],
        |row| row.get(0),
    )?;
    let count = if threads > 1 && enough >= Some(WORTH_A_THREAD) { threads * SHARES } else { 1 };
    let count = i64::try_from(count).unwrap_or(1);
    let step = (last - first) / count + 1;
    Ok((0..count)
        .map(|share| Span(first + share * step, (first + (share + 1) * step - 1).min(last)))
        .filter(|span| span.0 <= span.1)
        .collect())
}

struct Work {
    shares: Vec<Span>,
    next: AtomicUsize,
    found: Mutex<Vec<(i64, GroupLists)>>,
}

impl Work {
    fn take_part(&self, book: &Book) -> Sql<()> {
        while let Some(share) = self.shares.get(self.next.fetch_add(1, Ordering::Relaxed)) {
            let mut lists = rows::load_group_lists(book, *share)?;
            if let Ok(mut found) = self.found.lock() {
                found.append(&mut lists);
            }
        }
        Ok(())
    }
}

/// Reads shares on a connection of its own; `false` when that sees another state of the file.
fn help(access: &Access, expected: i64, work: &Work) -> Sql<bool> {
    let mut connection = access.connect()?;
    connection.pragma_update(None, "cache_size", PAGES_READ_ONCE)?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Deferred)?;
    if state(&transaction)? != expected {
        return Ok(false);
    }
    let book = Book::for_reading(&transaction)?;
    work.take_part(&book)?;
    Ok(true)
}

/// Everything but the groups' lists, and the groups in order with their numbers.
struct Small {
    parts: Parts,
    groups: Vec<(i64, crate::register::records::GroupSheet)>,
}

fn small_parts(book: &Book) -> Sql<Small> {
    let mut parts = Parts {
        office: rows::load_office(book)?,
        policy: rows::load_policy(book)?,
        waivers: rows::load_waivers(book, Span::ALL)?,
        ..Parts::default()
    };
    for kind in RecordKind::ALL.iter().filter(|kind| **kind != RecordKind::Group) {
        for record in rows::load_records(book, *kind, Span::ALL)? {
            parts.push(record).ok_or_else(|| rows::unreadable("two records with one id"))?;
        }
    }
    Ok(Small { parts, groups: rows::load_groups(book, Span::ALL)? })
}

fn join(small: Small, mut lists: Vec<(i64, GroupLists)>) -> Sql<Register> {
    lists.sort_unstable_by_key(|(no, _)| *no);
    let groups = small.groups.into_iter().map(|(no, sheet)| {
        let found = lists.binary_search_by_key(&no, |(no, _)| *no).ok();
        let GroupLists { memberships, reviews, .. } =
            found.map(|place| std::mem::take(&mut lists[place].1)).unwrap_or_default();
        Group { sheet, memberships, reviews }
    });
    let groups =
        Table::from_rows(groups.collect()).map_err(|_| rows::unreadable("two groups with one id"))?;
    Ok(Register::from_parts(Parts { groups, ..small.parts }))
}
