//! Small things that the file remembers about itself beside the history.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::{error::StoreError, vault::Vault};

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident = $word:literal),* $(,)?) => {
        /// A thing that the file remembers. No other stands there.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Name { $($(#[$doc])* $name),* }

        impl Name {
            const WORDS: &'static [&'static str] = &[$($word),*];

            fn word(self) -> &'static str {
                match self { $(Self::$name => $word),* }
            }
        }
    };
}

names! {
    /// The database's own id.
    Database = "database",
    /// What the last look at the whole history found wrong.
    HistoryDoubt = "history-doubt",
    /// Why the last backup was not made.
    BackupFailed = "backup-failed",
    /// Which backups were found good.
    BackupsVerified = "backups-verified",
    /// [`Answered::Beginning`].
    BeginningAnswered = "beginning-answered",
    /// [`Answered::FirstSteps`].
    FirstStepsPutAway = "first-steps-put-away",
}

/// What stands there under names that this program never gives.
pub(super) fn strangers(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut names: Vec<String> = connection
        .prepare("SELECT name FROM meta ORDER BY name")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    names.retain(|name| !Name::WORDS.contains(&name.as_str()));
    Ok(names)
}

/// What stands under a name.
pub(super) fn read(connection: &Connection, name: Name) -> rusqlite::Result<Option<String>> {
    connection.query_row("SELECT value FROM meta WHERE name = ?1", [name.word()], |row| row.get(0)).optional()
}

/// Writes it, or takes it away.
pub(super) fn write(connection: &Connection, name: Name, text: Option<&str>) -> rusqlite::Result<()> {
    match text {
        Some(text) => connection.execute(
            "INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            params![name.word(), text],
        ),
        None => connection.execute("DELETE FROM meta WHERE name = ?1", [name.word()]),
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
    fn name(self) -> Name {
        match self {
            Self::Beginning => Name::BeginningAnswered,
            Self::FirstSteps => Name::FirstStepsPutAway,
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
    pub(super) fn remembered(&mut self, name: Name) -> Result<Option<String>, StoreError> {
        self.with(|vault, connection| read(connection, name).map_err(|error| vault.failed(&error)))
    }

    /// Remembers something, or forgets it.
    pub(super) fn remember(&mut self, name: Name, text: Option<&str>) -> Result<(), StoreError> {
        // Other sessions take every commit for news: none is made where nothing is.
        if self.remembered(name)?.as_deref() == text {
            return Ok(());
        }
        self.write(|vault, transaction| write(transaction, name, text).map_err(|error| vault.failed(&error)))
    }
}
