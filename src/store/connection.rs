//! Connections to the encrypted database, each set up the same way.

use std::{path::Path, sync::Once, time::Duration};

use rusqlite::{Connection, OpenFlags};
use zeroize::Zeroizing;

use super::{
    error::StoreError,
    keys::{self, DataKey},
    schema::{self, APPLICATION_ID},
};

/// SQLite calls itself initialised a moment before SQLCipher is: two threads that opened the first two connections at
/// once would find no cipher. So the first one is opened alone, and only for that.
static CIPHER_READY: Once = Once::new();

/// How long a session waits for another that is writing.
const BUSY: Duration = Duration::from_secs(5);

/// Opens the file with the raw key. The key is given as 96 hexadecimal digits, key and salt, so that nothing is derived
/// anew and a further connection costs well below a millisecond.
pub(super) fn open(
    path: &Path,
    key: &DataKey,
    database: &[u8; 16],
    create: bool,
) -> rusqlite::Result<Connection> {
    CIPHER_READY.call_once(|| drop(Connection::open_in_memory()));
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if create {
        flags |= OpenFlags::SQLITE_OPEN_CREATE;
    }
    let connection = Connection::open_with_flags(path, flags)?;
    // SQLCipher otherwise writes to standard error, across the screen.
    connection.execute_batch("PRAGMA cipher_log_level = NONE;")?;
    let mut pragma = Zeroizing::new(String::with_capacity(128));
    pragma.push_str("PRAGMA key = \"x'");
    pragma.push_str(&raw_key(key, database));
    pragma.push_str("'\";");
    connection.execute_batch(&pragma)?;
    connection.busy_timeout(BUSY)?;
    // The first look at the file: a wrong key or a damaged first page shows here.
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0))?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536; \
         PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF; PRAGMA recursive_triggers = ON;",
    )?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// The key and the salt in hexadecimal digits.
pub(super) fn raw_key(key: &DataKey, database: &[u8; 16]) -> Zeroizing<String> {
    let mut digits = Zeroizing::new(String::with_capacity(96));
    keys::push_hex(&mut digits, key.as_slice());
    keys::push_hex(&mut digits, database);
    digits
}

/// Checks that an opened database is a register, and brings its schema to the present version.
pub(super) fn check(connection: &mut Connection, path: &Path) -> Result<(), StoreError> {
    let failed = |error: rusqlite::Error| StoreError::database(path, &error);
    let number = |connection: &Connection, name: &str| {
        connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).map_err(failed)
    };
    if number(connection, "application_id")? != i64::from(APPLICATION_ID) {
        return Err(StoreError::Foreign(path.to_owned()));
    }
    let found = number(connection, "user_version")?;
    if found > schema::version() {
        return Err(StoreError::LaterVersion(path.to_owned()));
    }
    if found < schema::version() {
        let transaction =
            connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(failed)?;
        // Another session may have been faster.
        let found = number(&transaction, "user_version")?;
        schema::migrate(&transaction, found).map_err(failed)?;
        transaction.commit().map_err(failed)?;
    }
    Ok(())
}

/// Moves what the write-ahead log holds into the file and empties the log.
pub(super) fn checkpoint(connection: &Connection) -> rusqlite::Result<()> {
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
}
