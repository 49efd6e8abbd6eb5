//! Finding a backup, opening it and reading it from end to end.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension as _};

use crate::register::Work;
use crate::store::{
    account::AccountRole,
    backup::{self, BackupName},
    error::StoreError,
    files::{self, Places, look},
    history::{
        audit::{self, Head},
        doubt::HistoryDoubt,
    },
    keys::{Header, Offer, RECOVERY, attempts::Guess},
    schema,
    vault::{Access, RECOVERY_ACCOUNT},
};

/// A backup's two files.
pub(super) struct Found {
    pub database: PathBuf,
    pub keys: PathBuf,
    /// What it is called: the name of its directory.
    pub label: String,
}

/// A backup that was opened with its password and verified.
pub(super) struct Source {
    pub found: Found,
    pub connection: Connection,
    pub access: Access,
    pub header: Header,
    pub head: Head,
    /// What does not fit in its history.
    pub doubt: Option<HistoryDoubt>,
    /// Who opened it.
    pub account: String,
    /// As what.
    pub role: AccountRole,
    /// Everybody who can.
    pub accounts: Vec<String>,
}

/// What a backup says of those who open it.
struct Who {
    header: Header,
    account: String,
    role: AccountRole,
    accounts: Vec<String>,
}

impl Found {
    /// The files of the backup at a place: its directory, the database in it, or a directory that holds one backup.
    pub(super) fn at(path: &Path, to: &Places) -> Result<Self, StoreError> {
        let database = if path.is_file() {
            path.to_owned()
        } else if path.join(backup::DATABASE).is_file() {
            path.join(backup::DATABASE)
        } else {
            let mut list = backup::backups(path)?;
            if list.is_empty() {
                list = backup::doubtful_backups(path)?;
            }
            match list.as_slice() {
                [one] => one.path.join(backup::DATABASE),
                [] if path.join(backup::KEYS).is_file() => {
                    return Err(half(path.join(backup::DATABASE)));
                }
                [] => return Err(StoreError::NoBackup(path.to_owned())),
                several => {
                    let names = several.iter().map(|backup| backup.name.to_string()).collect();
                    return Err(StoreError::SeveralBackups(path.to_owned(), names));
                }
            }
        };
        if is_same(&database, &to.database()) {
            // Nor is it looked into: whoever closes a file takes away the locks that the library has on it in this program.
            return Err(StoreError::AlreadyThere(to.database()));
        }
        let absolute = std::path::absolute(&database).unwrap_or_else(|_| database.clone());
        let dir = absolute.parent().map(Path::to_owned).unwrap_or_default();
        let label = dir.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let keys = Self::key_file(&dir, &database, label.parse().ok(), to)?;
        Ok(Self { database, keys, label })
    }

    /// The key file beside the database; else that which was kept apart with it; else the one in use, if it is of this
    /// database.
    fn key_file(
        dir: &Path,
        database: &Path,
        name: Option<BackupName>,
        to: &Places,
    ) -> Result<PathBuf, StoreError> {
        let beside = dir.join(backup::KEYS);
        let apart = name.map(|name| backup::key_file(dir, name, to));
        let in_use = || {
            let keys = to.keys.clone()?;
            let read = files::read_keys(&keys).ok()?;
            (read.file.header.database_id() == files::database_id(database)).then_some(keys)
        };
        [Some(beside.clone()), apart]
            .into_iter()
            .flatten()
            .find(|path| path.is_file())
            .or_else(in_use)
            .ok_or_else(|| half(beside))
    }
}

/// Whether two paths lead to one file.
pub(super) fn is_same(one: &Path, other: &Path) -> bool {
    one.canonicalize().is_ok_and(|one| other.canonicalize().is_ok_and(|other| one == other))
}

/// A file of a backup that is missing, or in whose place lies something that is none.
fn half(path: PathBuf) -> StoreError {
    match files::ordinary::open_to_read(&path) {
        Err(why) if path.symlink_metadata().is_ok() => StoreError::file(&path, why),
        _ => StoreError::HalfBackup(path),
    }
}

impl Source {
    /// Opens the backup and verifies it. Nothing is written to it or beside it.
    pub(super) fn open(found: Found, offer: &Offer, at: &str, work: &Work) -> Result<Self, StoreError> {
        let keys = files::read_keys(&found.keys).map_err(|why| told_of_backup(&found, why))?;
        let damaged = || StoreError::BackupDamaged(found.database.clone(), found.keys.display().to_string());
        let database = keys.file.header.database_id().filter(|_| keys.whole).ok_or_else(damaged)?;
        files::inspect_database(&found.database, &database).map_err(|why| told_of_backup(&found, why))?;
        let guess = Guess::begin(&backup::guessed_at(&found.keys))?;
        let opened = keys.file.header.open(offer).and_then(|opened| opened.ok_or_else(damaged));
        let (opened, guess) = guess.judge(opened)?;
        // Whoever unlocks the register is told of the wrong ones before.
        guess.take_back();
        let path = found.database.clone();
        let mut access = Access { path, data_key: opened.data_key, database, writable: false, away: None };
        if let Some(next) = opened.next_key
            && look::open_still(&access).is_err()
        {
            // Made between two steps of a renewal, when the data had the key to come already.
            access.data_key = next;
        }
        let access = access;
        let authentic = keys.file.is_authentic(&access.data_key);
        let read = || {
            let connection = look::open_still(&access)?;
            is_register(&connection, &access.path)?;
            let verified = backup::verify(&connection, &access, work)?;
            let (head, doubt) = (verified.head.clone(), HistoryDoubt::of(&verified, at));
            let failed = |error: rusqlite::Error| StoreError::database(&access.path, &error);
            let known = &keys.file.history;
            if authentic && !audit::contains(&connection, &database, known).map_err(failed)? {
                let what = format!("history: {} entries known, {} found", known.length, head.length);
                return Err(StoreError::Damaged(access.path.clone(), what));
            }
            let who = who(&connection, &opened.slot, &access.path)?;
            Ok((connection, head, doubt, who))
        };
        let (connection, head, doubt, who) = read().map_err(|why| told_of_backup(&found, why))?;
        let Who { header, account, role, accounts } = who;
        Ok(Self { found, connection, access, header, head, doubt, account, role, accounts })
    }

    pub(super) fn failed(&self, error: &rusqlite::Error) -> StoreError {
        told_of_backup(&self.found, StoreError::database(&self.access.path, error))
    }
}

/// What is wrong with the files, said of a backup: for the register another backup is no remedy that is lost.
fn told_of_backup(found: &Found, why: StoreError) -> StoreError {
    let damaged = |what: String| StoreError::BackupDamaged(found.database.clone(), what);
    match why {
        StoreError::Damaged(_, what) => damaged(what),
        StoreError::Empty(_) => damaged("0 bytes".to_owned()),
        StoreError::NotAPair(_) => {
            damaged(format!("{} / {}", found.database.display(), found.keys.display()))
        }
        StoreError::KeysDamaged(path) => damaged(path.display().to_string()),
        StoreError::LogLeft(log) => damaged(log.display().to_string()),
        other => other,
    }
}

/// Whether a database that is only read is a register, of this version or an earlier one.
pub(in crate::store) fn is_register(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let number = |name: &str| {
        connection
            .pragma_query_value(None, name, |row| row.get::<_, i64>(0))
            .map_err(|error| StoreError::database(path, &error))
    };
    if number("application_id")? != i64::from(schema::APPLICATION_ID) {
        return Err(StoreError::Foreign(path.to_owned()));
    }
    if number("user_version")? > schema::version() {
        return Err(StoreError::LaterVersion(path.to_owned()));
    }
    Ok(())
}

/// The copy of the header, who opened the backup, and who can.
fn who(connection: &Connection, slot: &str, path: &Path) -> Result<Who, StoreError> {
    let failed = |error: rusqlite::Error| StoreError::database(path, &error);
    let text: String =
        connection.query_row("SELECT header FROM key_header", [], |row| row.get(0)).map_err(failed)?;
    let header = serde_json::from_str(&text)
        .map_err(|error| StoreError::Damaged(path.to_owned(), error.to_string()))?;
    let name = connection
        .query_row("SELECT name, role FROM accounts WHERE slot = ?1", [slot], |row| {
            let role: String = row.get(1)?;
            Ok((row.get(0)?, AccountRole::from_word(&role).unwrap_or(AccountRole::Reader)))
        })
        .optional()
        .map_err(failed)?;
    let recovery = (RECOVERY_ACCOUNT.to_owned(), AccountRole::Administrator);
    // A key file that is newer than the database may know an account that this does not.
    let (account, role) =
        if slot == RECOVERY { Some(recovery) } else { name }.ok_or(StoreError::WrongPassword)?;
    let names = || -> rusqlite::Result<Vec<String>> {
        connection
            .prepare("SELECT name FROM accounts ORDER BY created_at, name")?
            .query_map([], |row| row.get(0))?
            .collect()
    };
    Ok(Who { header, account, role, accounts: names().map_err(failed)? })
}
