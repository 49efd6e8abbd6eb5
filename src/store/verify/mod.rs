//! Whether the file is what its history says: pages, schema, chain, records, accounts, and the head on a paper.
//!
//! One pass over the entries from the last to the first does it all with one entry in memory: each entry's hash is computed
//! anew and compared with what the entry after it names; and the register, as it stands in the file, is walked backwards
//! by the inverse of each entry, so that what an entry left must be exactly what stands there. At an import the SHA-256
//! of the whole register covers the records that no later entry touched.

mod accounts;
mod chain;
mod file;
mod replay;
mod report;

use std::{panic::resume_unwind, thread};

use rusqlite::Connection;

pub use report::{EntryFault, EntryName, Paper, Problem, SetBack, Verification};

use crate::register::{Stage, Work, work::Stretch};

use super::{
    error::{StoreError, is_stop},
    files,
    history::{
        audit,
        entries::{Stored, select},
        head_code::HeadCode,
        named,
    },
    load, schema,
    vault::{Access, Vault},
};
use accounts::Accounts;
use chain::Chain;
use replay::Replay;
pub(super) use replay::end_of_list;

/// The most problems of one kind that are kept; the rest is counted.
const KEPT: usize = 20;

impl Vault {
    /// Checks the whole file against its own history, on a connection of its own, and against the head code of a paper where
    /// one is given.
    ///
    /// # Errors
    /// When the file cannot be opened at all. What is wrong with its contents is in the [`Verification`].
    pub fn verify(&self, paper: Option<&HeadCode>) -> Result<Verification, StoreError> {
        let keys = self.places.key_file();
        let failed = |error: rusqlite::Error| StoreError::database(&self.access.path, &error);
        let mut found = run(&self.access, paper, &self.work).map_err(failed)?;
        // The key file as it is now; the session may have learnt of a newer state since its unlock.
        let marked = match files::read_keys(&keys) {
            Ok(read) if read.whole && read.file.is_authentic(&self.access.data_key) => read.file.history,
            _ => self.marked.clone(),
        };
        let holds = match &self.connection {
            Some(connection) => {
                audit::contains(connection, &self.access.database, &marked).map_err(failed)?
            }
            None => true,
        };
        if !holds {
            found.problems.push(Problem::WentBack { known: marked.length, found: found.head.length });
        }
        Ok(found)
    }
}

/// Checks a file by itself, on a connection of its own: one that has met a damaged page sees more damage than there is.
fn run(access: &Access, paper: Option<&HeadCode>, work: &Work) -> rusqlite::Result<Verification> {
    let connection = access.connect()?;
    on(&connection, access, paper, work)
}

/// The same on a fresh connection of the caller's, such as one that only reads a backup.
pub(super) fn on(
    connection: &Connection,
    access: &Access,
    paper: Option<&HeadCode>,
    work: &Work,
) -> rusqlite::Result<Verification> {
    // The pages take as long as all the rest, and need nothing of it.
    let stage = work.begin(Stage::Pages, 0)?;
    let pages = || file::check_pages(&access.connect()?, true, &stage, work);
    thread::scope(|scope| {
        let beside = thread::Builder::new().spawn_scoped(scope, pages).ok();
        let found = walk(connection, access, paper, work);
        // Where no thread was to be had, one after the other.
        let pages =
            beside.map_or_else(pages, |beside| beside.join().unwrap_or_else(|why| resume_unwind(why)))?;
        found.map(|found| found.after(pages))
    })
}

/// The same of a database whose newest pages stand in its log: the library's check of the codes reads the file alone.
pub(super) fn through_log(
    connection: &Connection,
    access: &Access,
    work: &Work,
) -> rusqlite::Result<Verification> {
    let stage = work.begin(Stage::Pages, 0)?;
    let pages = file::check_pages(connection, false, &stage, work)?;
    drop(stage);
    Ok(walk(connection, access, None, work)?.after(pages))
}

/// Everything but the pages themselves.
fn walk(
    connection: &Connection,
    access: &Access,
    paper: Option<&HeadCode>,
    work: &Work,
) -> rusqlite::Result<Verification> {
    let mut problems = Vec::new();
    let transaction = connection.unchecked_transaction()?;
    // A file of an earlier version is compared with that version's schema; its records are read once it is migrated.
    let present = file::check_schema(&transaction, &access.database, &mut problems)? >= schema::version();
    let head = match audit::head(&transaction, &access.database) {
        Ok(head) => head,
        Err(error) => {
            problems.push(Problem::Unreadable { what: error.to_string() });
            audit::origin(&access.database)
        }
    };
    let mut walk = Walk {
        chain: Chain::new(access.database),
        replay: Replay::new(None),
        accounts: Accounts::default(),
        named: named::Sum::new(),
        paper: paper.map(|code| (code, None)),
        first_at: None,
        last_at: None,
    };
    if present {
        let _reading = work.begin(Stage::Reading, 0)?;
        match load::load_alone(&transaction) {
            Ok(register) => walk.replay = Replay::new(Some(register)),
            Err(error) => problems.push(Problem::Unreadable { what: error.to_string() }),
        }
    }
    let checking = work.begin(Stage::History, head.length)?;
    if let Err(error) = walk.entries(&transaction, &checking) {
        if is_stop(&error) {
            return Err(error);
        }
        problems.push(Problem::Unreadable { what: error.to_string() });
    }
    let Walk { chain, replay, accounts, named, paper, first_at, last_at } = walk;
    let (faults, set_back) = chain.finish();
    let unbroken = faults.is_empty();
    problems.extend(faults);
    problems.extend(replay.finish());
    if unbroken && present {
        match accounts.compare(&transaction) {
            Ok(found) => problems.extend(found),
            Err(error) => problems.push(Problem::Unreadable { what: error.to_string() }),
        }
    }
    // It follows from the entries: where those do not fit it has nothing to add.
    if present && problems.is_empty() {
        match named.fits(&transaction) {
            Ok(true) => {}
            Ok(false) => problems.push(Problem::Named),
            Err(error) => problems.push(Problem::Unreadable { what: error.to_string() }),
        }
    }
    let paper = paper.map(|(code, hash)| Paper::of(code, hash, head.length));
    Ok(Verification { head, first_at, last_at, problems, set_back, paper })
}

/// What goes along with the entries, from the last to the first.
struct Walk<'p> {
    chain: Chain,
    replay: Replay,
    accounts: Accounts,
    named: named::Sum,
    /// The paper's code, and whether the entry that it is about has its hash.
    paper: Option<(&'p HeadCode, Option<bool>)>,
    first_at: Option<String>,
    last_at: Option<String>,
}

impl Walk<'_> {
    fn entries(&mut self, connection: &Connection, checking: &Stretch) -> rusqlite::Result<()> {
        let mut statement = connection.prepare(&select("ORDER BY seq DESC"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            checking.step()?;
            let entry = match Stored::read(row) {
                Ok(entry) => entry,
                Err(error) => {
                    let seq = row.get::<_, i64>(0)?;
                    self.chain.unreadable(seq, &error);
                    self.replay.give_up();
                    continue;
                }
            };
            if let Some((code, fits)) = &mut self.paper
                && code.length() == entry.seq
            {
                *fits = Some(HeadCode::of(&audit::Head::new(entry.seq, &entry.hash)) == **code);
            }
            if self.last_at.is_none() {
                self.last_at = Some(entry.at.clone());
            }
            self.first_at = Some(entry.at.clone());
            // What a broken chain says of the time before it is nothing to compare records with.
            let change = entry.record_change();
            if !self.chain.take(&entry, change.as_ref()) {
                self.replay.give_up();
            }
            if let Some(change) = &change {
                self.named.take(entry.seq, change);
            }
            self.replay.take(&entry, change);
            self.accounts.take(&entry);
            self.chain.remember(entry);
        }
        if !self.chain.reach_origin() {
            self.replay.give_up();
        }
        Ok(())
    }
}
