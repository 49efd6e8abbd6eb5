//! What left the register for a place that it does not know: each time an entry of the history.
//!
//! Readers leave one too: it changes no record, and says what nobody else could say afterwards.

use rusqlite::{Connection, TransactionBehavior};
use serde_json::Value;

use crate::{
    register::{Date, Register, Work},
    store::{
        error::StoreError,
        history::{
            audit::{self, Entry, HANDED_OUT},
            moment,
            query::HistoryEntry,
        },
        keys,
        vault::Vault,
    },
};

/// Something that left the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandedOut<'a> {
    /// What it is, as the command line calls it: `evidence`, `export csv`, `backup`.
    pub what: &'a str,
    /// Who is named in it, by the word of the degree.
    pub names: Option<&'a str>,
    /// The name of the file or folder that it went to, without the way there; `-` for standard output.
    pub to: Option<&'a str>,
    /// What proves that it is the same: the SHA-256 of the file; of an evidence pack that of its manifest.
    pub sha256: Option<[u8; 32]>,
}

impl HandedOut<'_> {
    fn told(&self) -> String {
        let sum = self.sha256.map(|sum| keys::hex(&sum));
        serde_json::json!({ "what": self.what, "names": self.names, "to": self.to, "sha256": sum })
            .to_string()
    }
}

fn registers_handed_out(
    connection: &Connection,
    what: &str,
    before: Date,
    most: usize,
    work: &Work,
) -> rusqlite::Result<Vec<(Date, Register)>> {
    let mut statement =
        connection.prepare_cached("SELECT seq, at, after FROM audit WHERE action = ?1 ORDER BY seq DESC")?;
    let mut rows = statement.query([HANDED_OUT])?;
    let mut found: Vec<(Date, Register)> = Vec::new();
    let mut from = None;
    while found.len() < most
        && let Some(row) = rows.next()?
    {
        let (seq, at, after): (u64, String, Option<String>) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let said = after.and_then(|after| serde_json::from_str::<Value>(&after).ok());
        let day = at.get(..10).and_then(|day| day.parse::<Date>().ok());
        let Some(day) = day.filter(|day| *day < before && found.iter().all(|(known, _)| known != day)) else {
            continue;
        };
        if said.is_none_or(|said| said["what"].as_str() != Some(what)) {
            continue;
        }
        let register = match found.last().zip(from) {
            None => moment::walked_back(connection, seq, work)?,
            // On from where the one before was.
            Some(((_, register), from)) => {
                moment::walk_back(connection, register.clone(), [from, seq], work)?
            }
        };
        let Some(register) = register else { break };
        found.push((day, register));
        from = Some(seq);
    }
    Ok(found)
}

impl HistoryEntry {
    /// Whether it is the entry of something that left with this SHA-256.
    pub fn hands_out(&self, sha256: &[u8; 32]) -> bool {
        let [_, after] = &self.note;
        let said = || serde_json::from_str::<Value>(after.as_deref()?).ok();
        self.action == HANDED_OUT
            && said().is_some_and(|said| said["sha256"].as_str() == Some(&keys::hex(sha256)))
    }
}

impl Vault {
    /// The register as it stood each time something left it before a day, the last `most` days on which it did; of several times
    /// on a day the last. What cannot be walked back to is left out.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn registers_handed_out(
        &mut self,
        what: &str,
        before: Date,
        most: usize,
    ) -> Result<Vec<(Date, Register)>, StoreError> {
        self.with(|vault, connection| {
            let read = connection
                .transaction_with_behavior(TransactionBehavior::Deferred)
                .and_then(|all| registers_handed_out(&all, what, before, most, &vault.work));
            read.map_err(|error| vault.failed(&error))
        })
    }

    /// Records that something left the register, by whatever role. Says the number of the entry.
    ///
    /// # Errors
    /// When the entry cannot be written, as where the place takes no changes. What left has left all the same.
    pub fn record_handed_out(&mut self, out: &HandedOut<'_>, at: &str) -> Result<u64, StoreError> {
        let head = self.write(|vault, transaction| {
            let run = || {
                let entry = Entry::new(HANDED_OUT, at);
                let mut writer =
                    audit::Writer::begin(transaction, &vault.access.database, &vault.account, entry)?;
                writer.note(None, Some(&out.told()))?;
                Ok(writer.finish())
            };
            run().map_err(|error| vault.failed(&error))
        })?;
        self.mark_now_and_then();
        Ok(head.length)
    }
}
