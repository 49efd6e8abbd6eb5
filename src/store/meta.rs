//! Small things that the file remembers about itself beside the history.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::{error::StoreError, vault::Vault};

/// What stands under a name.
pub(super) fn read(connection: &Connection, name: &str) -> rusqlite::Result<Option<String>> {
    connection.query_row("SELECT value FROM meta WHERE name = ?1", [name], |row| row.get(0)).optional()
}

/// Writes it, or takes it away.
pub(super) fn write(connection: &Connection, name: &str, text: Option<&str>) -> rusqlite::Result<()> {
    match text {
        Some(text) => connection.execute(
            "INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            params![name, text],
        ),
        None => connection.execute("DELETE FROM meta WHERE name = ?1", [name]),
    }
    .map(drop)
}

/// What the register alone does not tell, because it may be answered without changing it. It says nothing about the office,
/// so it leaves no entry in the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answered {
    /// From when the register is kept and who hosts the patients' groups; both may stay open.
    Beginning,
    /// The first steps of a new register were put away.
    FirstSteps,
}

impl Answered {
    fn name(self) -> &'static str {
        match self {
            Self::Beginning => "beginning-answered",
            Self::FirstSteps => "first-steps-put-away",
        }
    }
}

impl Vault {
    /// Whether somebody has answered this.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn is_answered(&mut self, what: Answered) -> Result<bool, StoreError> {
        Ok(self.remembered(what.name())?.is_some())
    }

    /// Remembers that this is answered.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn remember_answered(&mut self, what: Answered) -> Result<(), StoreError> {
        self.may_write()?;
        self.remember(what.name(), Some("yes"))
    }

    /// What the file remembers under a name.
    pub(super) fn remembered(&mut self, name: &str) -> Result<Option<String>, StoreError> {
        self.with(|vault, connection| read(connection, name).map_err(|error| vault.failed(&error)))
    }

    /// Remembers something, or forgets it.
    pub(super) fn remember(&mut self, name: &str, text: Option<&str>) -> Result<(), StoreError> {
        // Other sessions take every commit for news: none is made where nothing is.
        if self.remembered(name)?.as_deref() == text {
            return Ok(());
        }
        self.write(|vault, transaction| write(transaction, name, text).map_err(|error| vault.failed(&error)))
    }
}
