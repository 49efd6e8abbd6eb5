//! The file at one moment: register and history that belong together, whatever other sessions write meanwhile.

use rusqlite::TransactionBehavior;

use crate::register::Register;
use crate::store::{
    HeadCode,
    error::StoreError,
    history::{
        audit, gone,
        query::{self, HistoryEntry, HistoryQuery},
    },
    vault::Vault,
};

/// Register and history as they stood together.
#[derive(Debug, Clone)]
pub struct Moment {
    /// The register.
    pub register: Register,
    /// The whole history, the newest entry first.
    pub history: Vec<HistoryEntry>,
    /// Where the history stood.
    pub head: HeadCode,
}

impl Vault {
    /// Reads the register with its whole history, as of one moment. What another session wrote is not thereby followed:
    /// [`Vault::changed_elsewhere`] still tells of it.
    ///
    /// # Errors
    /// When the file cannot be read in full.
    pub fn moment(&mut self) -> Result<Moment, StoreError> {
        self.with(|vault, connection| {
            let read = connection.transaction_with_behavior(TransactionBehavior::Deferred).and_then(|all| {
                let register = gone::load_knowing(&all)?;
                let history = query::find(&all, &HistoryQuery::default())?;
                let head = audit::head(&all, &vault.access.database)?.code();
                Ok(Moment { register, history, head })
            });
            read.map_err(|error| vault.failed(&error))
        })
    }
}
