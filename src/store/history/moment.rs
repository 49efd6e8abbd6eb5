//! The file at one moment: register and history that belong together, whatever other sessions write meanwhile; also as they
//! stood at an earlier entry.

use rusqlite::{Connection, TransactionBehavior, params};

use super::{
    audit::{HANDED_OUT, Head, WHOLE},
    entries::{Stored, select},
    past::{self, Past},
};
use crate::{
    register::{Date, Register, Stage, Work, decisions::TakeOutState, gaps::GoneNumber, id::TakeOutId},
    store::{
        HeadCode, Paper,
        error::StoreError,
        history::{
            audit, gone,
            query::{self, HistoryEntry, HistoryQuery},
            states,
        },
        load,
        vault::Vault,
    },
};

/// Register and history as they stood together.
#[derive(Debug)]
pub struct Moment {
    /// The register.
    pub register: Register,
    /// The whole history, the newest entry first.
    pub history: Vec<HistoryEntry>,
    /// Where the history stood.
    pub head: HeadCode,
    /// The register of the days that were asked for.
    pub past: Past,
    /// The numbers of records that were gone.
    pub gone: Vec<GoneNumber>,
}

/// What there is of an earlier moment.
#[derive(Debug)]
pub enum EarlierMoment {
    /// All of it.
    Whole(Box<Moment>),
    /// The history alone: another register took the place of the whole since, or an entry since cannot be taken back.
    HistoryOnly(Vec<HistoryEntry>),
    /// The history does not hold that entry.
    NotHere(Paper),
}

impl Moment {
    /// The states of every take-out as far as the history tells them, the first one first.
    pub fn take_out_states(&self) -> Vec<(TakeOutId, Vec<TakeOutState>)> {
        states::of_take_outs(&self.history)
    }
}

impl Vault {
    /// Reads the register with its whole history, as of one moment, and what it takes to see the register of some days, the
    /// first day first. What another session wrote is not thereby followed: [`Vault::changed_elsewhere`] still tells of it.
    ///
    /// What left the register after the last change is not of it: so the same register is the same moment, however often
    /// somebody looks at it.
    ///
    /// # Errors
    /// When the file cannot be read in full.
    pub fn moment(&mut self, days: Vec<Date>) -> Result<Moment, StoreError> {
        self.with(|vault, connection| {
            let read = connection.transaction_with_behavior(TransactionBehavior::Deferred).and_then(|all| {
                let head = before_hand_outs(&all, &vault.access.database)?;
                let reading = vault.work.begin(Stage::Reading, 0)?;
                let register = load::load_alone(&all)?;
                drop(reading);
                read(&all, register, &head, days, &vault.work)
            });
            read.map_err(|error| vault.failed(&error))
        })
    }

    /// The moment of a head code that stands on a paper, walked back from the register as it stands.
    ///
    /// # Errors
    /// When the file cannot be read in full.
    pub fn moment_of(&mut self, code: &HeadCode, days: Vec<Date>) -> Result<EarlierMoment, StoreError> {
        self.with(|vault, connection| {
            let read = connection.transaction_with_behavior(TransactionBehavior::Deferred).and_then(|all| {
                let length = audit::head(&all, &vault.access.database)?.length;
                let Some(head) = head_at(&all, code.length())?.filter(|head| HeadCode::of(head) == *code)
                else {
                    let same = (code.length() <= length).then_some(false);
                    return Ok(EarlierMoment::NotHere(Paper::of(code, same, length)));
                };
                match walked_back(&all, head.length, &vault.work)? {
                    Some(register) => {
                        read(&all, register, &head, days, &vault.work).map(Box::new).map(EarlierMoment::Whole)
                    }
                    None => history_until(&all, &head, &vault.work).map(EarlierMoment::HistoryOnly),
                }
            });
            read.map_err(|error| vault.failed(&error))
        })
    }
}

impl Vault {
    /// The head code of the register as it stands, for what is printed: what left it after the last change does not move it, so
    /// the same register gives the same paper, however often.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn code_to_print(&mut self) -> Result<HeadCode, StoreError> {
        self.with(|vault, connection| {
            let head = before_hand_outs(connection, &vault.access.database);
            head.map(|head| head.code()).map_err(|error| vault.failed(&error))
        })
    }
}

/// The head of the last entry that is about more than what left the register; else the last.
pub(in crate::store) fn before_hand_outs(
    connection: &Connection,
    database: &[u8; 16],
) -> rusqlite::Result<Head> {
    let last: Option<u64> =
        connection
            .query_row("SELECT max(seq) FROM audit WHERE action <> ?1", [HANDED_OUT], |row| row.get(0))?;
    match last.map(|seq| head_at(connection, seq)).transpose()?.flatten() {
        Some(head) => Ok(head),
        None => audit::head(connection, database),
    }
}

fn head_at(connection: &Connection, seq: u64) -> rusqlite::Result<Option<Head>> {
    let mut statement = connection.prepare_cached("SELECT hash FROM audit WHERE seq = ?1")?;
    let mut rows = statement.query([i64::try_from(seq).unwrap_or(-1)])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let hash: Vec<u8> = row.get(0)?;
    Ok(Some(Head::new(seq, &hash)))
}

fn history_until(connection: &Connection, head: &Head, work: &Work) -> rusqlite::Result<Vec<HistoryEntry>> {
    let before_seq = Some(head.length.saturating_add(1));
    query::find(connection, &HistoryQuery { before_seq, ..HistoryQuery::default() }, work)
}

fn read(
    connection: &Connection,
    register: Register,
    head: &Head,
    days: Vec<Date>,
    work: &Work,
) -> rusqlite::Result<Moment> {
    let history = history_until(connection, head, work)?;
    let past = Past::new(
        register.clone(),
        past::entries(connection, days.first().copied(), head.length, work)?,
        days,
        work,
    );
    let register = register.knowing_gone(gone::read_until(connection, head.length)?);
    let gone = gone::numbers(connection, head.length)?;
    Ok(Moment { register, history, head: head.code(), past, gone })
}

/// The register as an entry left it; `None` where an entry since cannot be taken back.
pub(super) fn walked_back(
    connection: &Connection,
    seq: u64,
    work: &Work,
) -> rusqlite::Result<Option<Register>> {
    let reading = work.begin(Stage::Reading, 0)?;
    let register = load::load_alone(connection)?;
    drop(reading);
    walk_back(connection, register, [audit::length(connection)?, seq], work)
}

/// A register as one entry left it, walked back to another.
pub(super) fn walk_back(
    connection: &Connection,
    mut register: Register,
    [from, to]: [u64; 2],
    work: &Work,
) -> rusqlite::Result<Option<Register>> {
    let walking = work.begin(Stage::History, from.saturating_sub(to))?;
    let mut statement =
        connection.prepare_cached(&select("WHERE seq > ?1 AND seq <= ?2 ORDER BY seq DESC"))?;
    let mut rows = statement.query(params![to, from])?;
    while let Some(row) = rows.next()? {
        walking.step()?;
        let entry = Stored::read(row)?;
        let fitted = match (entry.kind.as_deref(), entry.record_change()) {
            (None, _) => true,
            (Some(WHOLE), _) | (Some(_), None) => false,
            (Some(_), Some(change)) => past::step_back(&mut register, change),
        };
        if !fitted {
            return Ok(None);
        }
    }
    Ok(Some(register))
}
