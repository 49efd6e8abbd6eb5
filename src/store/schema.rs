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
    /// Whether the history's index of names is made after it, which SQL alone cannot do.
    names: bool,
}

/// All steps; their number is the schema's version.
pub(super) const MIGRATIONS: &[Migration] = &[
    Migration {
        reason: "The first schema: every record of the register document, the history, the accounts, the key header.",
        sql: include_str!("migrations/001_register.sql"),
        names: false,
    },
    Migration {
        reason: "Several accounts need the age of each password, their last visit, and a place for what was being typed.",
        sql: include_str!("migrations/002_accounts.sql"),
        names: false,
    },
    Migration {
        reason: "The administrator's work: a review's begin and length, its questions, who did a removal, standing and \
                 checked take-outs.",
        sql: include_str!("migrations/003_work.sql"),
        names: false,
    },
    Migration {
        reason: "Incidents to their end: the law's items, who decided what on which answers, and every report as it was \
                 sent. And how people and devices are reached.",
        sql: include_str!("migrations/004_cases.sql"),
        names: false,
    },
    Migration {
        reason: "Whose duty it is: who hosts a group, from when the register is kept, what the office decided for all \
                 devices, and the other facts that the second text of the rules asks for.",
        sql: include_str!("migrations/005_duties.sql"),
        names: false,
    },
    Migration {
        reason: "A number is not given twice: which records are gone is found in the history without reading it.",
        sql: include_str!("migrations/006_numbers.sql"),
        names: false,
    },
    Migration {
        reason: "A ledger on its way in waits inside the vault while it is locked, and its columns are known again the next \
                 month.",
        sql: include_str!("migrations/007_imports.sql"),
        names: false,
    },
    Migration {
        reason: "Reports count in the series of whom they go to, a letter to a patient is kept as they are, and a number that \
                 was taken back is not given again.",
        sql: include_str!("migrations/008_report_numbers.sql"),
        names: false,
    },
    Migration {
        reason: "The policy in force is part of the register and its history, so that no start judges by another one unseen.",
        sql: include_str!("migrations/009_policy.sql"),
        names: false,
    },
    Migration {
        reason: "A report that comes after its day says why.",
        sql: include_str!("migrations/010_delays.sql"),
        names: false,
    },
    Migration {
        reason: "A policy may add controls, kinds of incident, addressees and duties: what is recorded under its own names \
                 has a place, also once a later policy does not ask for it.",
        sql: include_str!("migrations/011_additions.sql"),
        names: false,
    },
    Migration {
        reason: "What the office was about to collect counts as personal data where a wrongful purpose is possible: the rule \
                 of April 2024 is asked about.",
        sql: include_str!("migrations/012_being_collected.sql"),
        names: false,
    },
    Migration {
        reason: "A report to whom a policy adds is numbered, kept and sent as the others are.",
        sql: include_str!("migrations/013_reports_to_others.sql"),
        names: false,
    },
    Migration {
        reason: "What was recorded about one person is found without reading the whole history.",
        sql: include_str!("migrations/014_named.sql"),
        names: true,
    },
];

/// The version of the file's form that this program writes.
#[expect(clippy::cast_possible_truncation, reason = "there are a handful of migrations")]
pub const SCHEMA: u32 = MIGRATIONS.len() as u32;

/// The same as SQLite counts.
pub(super) fn version() -> i64 {
    i64::from(SCHEMA)
}

/// Brings a database from a version to the present one, inside the caller's transaction: one that is stopped has changed nothing.
/// The history, which stands above this, fills its index of names.
pub(super) fn migrate(
    connection: &Connection,
    from: i64,
    fill_names: impl Fn(&Connection) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let done = usize::try_from(from).unwrap_or(0);
    for migration in MIGRATIONS.iter().skip(done) {
        connection.execute_batch(migration.sql)?;
        if migration.names {
            fill_names(connection)?;
        }
    }
    connection.pragma_update(None, "user_version", version())
}

/// Makes the schema of a version in an empty database.
pub(super) fn make(connection: &Connection, version: i64) -> rusqlite::Result<()> {
    let count = usize::try_from(version).unwrap_or(0);
    MIGRATIONS.iter().take(count).try_for_each(|migration| connection.execute_batch(migration.sql))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stood in a file of an earlier version stands there after the migration, and what came later is empty.
    #[test]
    fn a_review_of_an_earlier_version_keeps_its_decisions() {
        let connection = Connection::open_in_memory().unwrap();
        connection.pragma_update(None, "foreign_keys", true).unwrap();
        for migration in MIGRATIONS.iter().take(2) {
            connection.execute_batch(migration.sql).unwrap();
        }
        let rows = "INSERT INTO people (no, id, kind) VALUES (1, 'P-1', 'partner');
            INSERT INTO groups (no, id, position, kind) VALUES (1, 'G-1', 0, 'patient');
            INSERT INTO memberships (group_no, no, id, person) VALUES (1, 0, 'M-1', 1);
            INSERT INTO reviews (group_no, no, signed_on) VALUES (1, 0, 20260801);
            INSERT INTO decisions (group_no, review, place, membership, decision) VALUES (1, 0, 0, 0, 'ask');
            INSERT INTO take_outs (no, id, position) VALUES (1, 'T-1', 0);";
        connection.execute_batch(rows).unwrap();
        migrate(&connection, 2, |_| Ok(())).unwrap();
        let found: (String, u32, Option<u32>, Option<u32>, Option<String>) = connection
            .query_row(
                "SELECT d.decision, r.signed_on, r.begun_on, d.question, m.reason FROM decisions AS d
                 JOIN reviews AS r ON r.no = d.review JOIN memberships AS m ON m.no = d.membership",
                [],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)),
            )
            .unwrap();
        assert_eq!(found, ("ask".to_owned(), 20_260_801, None, None, None));
        let standing: Option<bool> =
            connection.query_row("SELECT standing FROM take_outs", [], |row| row.get(0)).unwrap();
        assert_eq!(standing, None);
        let marked: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
        assert_eq!(marked, version());
    }
}
