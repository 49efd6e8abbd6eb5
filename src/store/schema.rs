//! The migrations, in order. A released one is never edited: another is appended.

use rusqlite::Connection;

/// "MCSR": SQLite's mark that a database is ours.
pub(super) const APPLICATION_ID: i32 = 0x4d43_5352;

/// One step of the schema.
pub(super) struct Migration {
    /// Why it was made; read by whoever makes the next one.
    #[allow(dead_code)]
    pub reason: &'static str,
    pub sql: &'static str,
}

/// All steps; their number is the schema's version.
pub(super) const MIGRATIONS: &[Migration] = &[
    Migration {
        reason: "The first schema: every record of the register document, the history, the accounts, the key header.",
        sql: include_str!("migrations/001_register.sql"),
    },
    Migration {
        reason: "Several accounts need the age of each password, their last visit, and a place for what was being typed.",
        sql: include_str!("migrations/002_accounts.sql"),
    },
];

/// The version that this program writes.
pub(super) fn version() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}

/// Brings a database from a version to the present one, inside the caller's transaction.
pub(super) fn migrate(connection: &Connection, from: i64) -> rusqlite::Result<()> {
    let done = usize::try_from(from).unwrap_or(0);
    for migration in MIGRATIONS.iter().skip(done) {
        connection.execute_batch(migration.sql)?;
    }
    connection.pragma_update(None, "user_version", version())
}
