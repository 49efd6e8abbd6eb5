//! Connections to the encrypted database, each set up the same way.

use std::{ffi::OsStr, path::Path, sync::Once, time::Duration};

use rusqlite::{
    Connection, OpenFlags,
    backup::{Backup, Progress, StepResult},
    config::DbConfig,
    ffi,
};
use zeroize::Zeroizing;

use crate::register::{Stage, Work, work::Telling};

use super::{
    error::StoreError,
    files::{leftover, ordinary::without_links_before},
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
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE;
    if create {
        flags |= OpenFlags::SQLITE_OPEN_CREATE;
    }
    let connection = keyed(without_links_before(path).as_os_str(), flags, key, database)?;
    // A log that cannot be read with this file is not brought into it when this connection closes.
    keep_log(&connection, leftover::is_there(path))?;
    look_at(&connection)?;
    connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")?;
    keep_log(&connection, false)?;
    set_up(connection)
}

/// Whether closing the connection leaves the log as it is, even where it is the last one.
pub(super) fn keep_log(connection: &Connection, keep: bool) -> rusqlite::Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keep).map(drop)
}

/// Opens the file for reading alone and leaves nothing beside it: no lock, no log. Only for a file that nobody writes
/// to meanwhile and whose log is empty.
pub(super) fn open_to_look(path: &Path, key: &DataKey, database: &[u8; 16]) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    let connection = keyed(uri(path).as_ref(), flags, key, database)?;
    look_at(&connection)?;
    set_up(connection)
}

/// Lets a stop reach a statement that runs for long.
pub(super) fn interrupted_by(connection: &Connection, work: &Work) -> Telling {
    let running = connection.get_interrupt_handle();
    work.telling(move || running.interrupt())
}

/// So many pages are copied between two looks whether to go on: some 2 MB.
const PAGES: i32 = 500;

/// Copies what a connection sees, committed and from one moment, into a new file with the same key and the same id. The
/// transaction holds that moment: without it the copy would begin anew whenever somebody else writes.
pub(super) fn copy_to(
    source: &Connection,
    path: &Path,
    key: &DataKey,
    database: &[u8; 16],
    work: &Work,
) -> rusqlite::Result<()> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let mut copy = keyed(without_links_before(path).as_os_str(), flags, key, database)?;
    look_at(&copy)?;
    let stage = work.begin(Stage::Copying, 0)?;
    let moment = source.unchecked_transaction()?;
    look_at(&moment)?;
    let copying = Backup::new(&moment, &mut copy)?;
    loop {
        match copying.step(PAGES)? {
            StepResult::Done => break,
            StepResult::More => {}
            _ => return Err(rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_BUSY), None)),
        }
        let Progress { remaining, pagecount } = copying.progress();
        let [left, all] = [remaining, pagecount].map(|pages| u64::try_from(pages).unwrap_or(0));
        stage.reach(all.saturating_sub(left), all)?;
    }
    drop(copying);
    drop(moment);
    copy.close().map_err(|(_, error)| error)
}

/// The file as SQLite's own form of address, with the word that nobody else changes it.
fn uri(path: &Path) -> String {
    let absolute = std::path::absolute(without_links_before(path)).unwrap_or_else(|_| path.to_owned());
    uri_of(absolute.as_os_str().as_encoded_bytes(), cfg!(windows))
}

/// The same of an absolute path, as Windows writes one or as others do.
fn uri_of(path: &[u8], of_windows: bool) -> String {
    let mut uri = "file://".to_owned();
    let mut rest = path;
    if of_windows {
        let verbatim = path.strip_prefix(br"\\?\");
        let share = verbatim.map_or(path.strip_prefix(br"\\"), |rest| rest.strip_prefix(br"UNC\"));
        // A drive needs the stroke that every other path begins with, and a computer's name both of its own.
        uri.push_str(if share.is_some() { "//" } else { "/" });
        rest = share.or(verbatim).unwrap_or(path);
    }
    for byte in rest {
        match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'/' | b'-' | b'_' | b'.' => {
                uri.push(char::from(*byte));
            }
            // Windows writes its paths with the other stroke.
            b'\\' if of_windows => uri.push('/'),
            byte => {
                uri.push('%');
                keys::push_hex(&mut uri, &[*byte]);
            }
        }
    }
    uri.push_str("?immutable=1");
    uri
}

/// Opens a file, never through a link at its place, and gives it the key.
fn keyed(path: &OsStr, flags: OpenFlags, key: &DataKey, database: &[u8; 16]) -> rusqlite::Result<Connection> {
    let flags = flags | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    CIPHER_READY.call_once(|| drop(Connection::open_in_memory()));
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    // SQLCipher otherwise writes to standard error, across the screen.
    connection.execute_batch("PRAGMA cipher_log_level = NONE;")?;
    hand_over(&connection, "key", key, database)?;
    connection.busy_timeout(BUSY)?;
    Ok(connection)
}

/// The first look at the file: a wrong key or a damaged first page shows here.
fn look_at(connection: &Connection) -> rusqlite::Result<()> {
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))
}

fn set_up(connection: Connection) -> rusqlite::Result<Connection> {
    connection.execute_batch(
        "PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF; \
         PRAGMA recursive_triggers = ON;",
    )?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// Runs `PRAGMA key` or `PRAGMA rekey` with the raw key.
fn hand_over(
    connection: &Connection,
    pragma: &str,
    key: &DataKey,
    database: &[u8; 16],
) -> rusqlite::Result<()> {
    let mut statement = Zeroizing::new(String::with_capacity(160));
    for part in ["PRAGMA ", pragma, " = \"x'", &raw_key(key, database), "'\";"] {
        statement.push_str(part);
    }
    connection.execute_batch(&statement)
}

/// Encrypts every page anew under another key; the salt stays, and with it the database's id. Whether it succeeded only
/// a new connection can tell.
pub(super) fn rekey(connection: &Connection, key: &DataKey, database: &[u8; 16]) -> rusqlite::Result<()> {
    hand_over(connection, "rekey", key, database)
}

/// Whether not a single page of the file was written under this key. A damaged file has some that were.
pub(super) fn fits_no_page(path: &Path, key: &DataKey, database: &[u8; 16]) -> bool {
    let pages = std::fs::metadata(path).map_or(0, |file| file.len() / 4096);
    let place = without_links_before(path);
    let faults =
        keyed(place.as_os_str(), OpenFlags::SQLITE_OPEN_READ_ONLY, key, database).and_then(|connection| {
            let mut statement = connection.prepare("PRAGMA cipher_integrity_check")?;
            let mut rows = statement.query([])?;
            let mut faults = 0;
            while rows.next()?.is_some() {
                faults += 1;
            }
            Ok(faults)
        });
    faults.is_ok_and(|faults: u64| pages > 1 && faults >= pages)
}

/// The key and the salt in hexadecimal digits.
pub(super) fn raw_key(key: &DataKey, database: &[u8; 16]) -> Zeroizing<String> {
    let mut digits = Zeroizing::new(String::with_capacity(96));
    keys::push_hex(&mut digits, key.as_slice());
    keys::push_hex(&mut digits, database);
    digits
}

/// Checks that an opened database is a register, and brings its schema to the present version.
pub(super) fn check(
    connection: &mut Connection,
    path: &Path,
    fill_names: impl Fn(&Connection) -> rusqlite::Result<()>,
) -> Result<(), StoreError> {
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
        schema::migrate(&transaction, found, fill_names).map_err(failed)?;
        transaction.commit().map_err(failed)?;
    }
    Ok(())
}

/// Moves what the write-ahead log holds into the file and empties the log.
pub(super) fn checkpoint(connection: &Connection) -> rusqlite::Result<()> {
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
}

/// Does the same, and says whether all of it was moved: another session that is reading holds it up.
pub(super) fn checkpoint_whole(connection: &Connection) -> rusqlite::Result<bool> {
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| Ok(row.get::<_, i64>(0)? == 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stop_reaches_a_statement_that_would_never_end() {
        let work = Work::default();
        let watched = work.clone();
        let running = std::thread::spawn(move || {
            let connection = Connection::open_in_memory().unwrap();
            let _stops = interrupted_by(&connection, &watched);
            let endless =
                "WITH RECURSIVE c (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c";
            let ended = connection.query_row(endless, [], |_| Ok(()));
            let again = connection.query_row("SELECT 1", [], |_| Ok(()));
            (crate::store::error::is_stop(&ended.unwrap_err()), again.is_ok())
        });
        // One that is not begun yet is not interrupted.
        while !running.is_finished() {
            work.stop();
            std::thread::yield_now();
        }
        assert_eq!(running.join().unwrap(), (true, true));
    }

    #[test]
    fn a_path_of_any_system_is_an_address() {
        for (path, of_windows, address) in [
            ("/srv/台帳 1/a.db", false, "/srv/%e5%8f%b0%e5%b8%b3%201/a.db"),
            (r"/a\b?c", false, "/a%5cb%3fc"),
            (r"C:\mcs 1\a.db", true, "/C%3a/mcs%201/a.db"),
            ("D:/a.db", true, "/D%3a/a.db"),
            (r"\\?\C:\a.db", true, "/C%3a/a.db"),
            (r"\\server\share\a.db", true, "//server/share/a.db"),
            (r"\\?\UNC\server\share\a.db", true, "//server/share/a.db"),
        ] {
            let expected = format!("file://{address}?immutable=1");
            assert_eq!(uri_of(path.as_bytes(), of_windows), expected, "{path}");
        }
    }
}
