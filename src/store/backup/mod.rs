//! Backups: each a whole vault in a directory of its own, opened and verified before it counts.
//!
//! A backup is made in `<name>.new/` and gets its name when both files are durable and were read again. The database is copied by
//! SQLite's online backup from one moment, keyed with key and salt, so that the copy keeps the database's id and the slots
//! open it. A copy that is damaged is no backup; one that is faithful to a history which does not fit is one, but is kept apart
//! (`apart.rs`), and the doubt is remembered (`doubt.rs`). Whoever makes backups in a directory holds a lock on it; so a `.new` found there is one that was cut off.

mod apart;
mod keys;
mod name;
mod room;
mod rotation;
mod state;
mod turn;

pub use apart::doubtful_backups;
pub use name::{BackupName, NotABackupName};
pub use state::{BackupFault, BackupState, FailedBackup};

pub(super) use apart::APART;
pub(super) use keys::{KeySource, Unsealed, fitting_keys, key_files, unseal};
pub(super) use turn::Turn;

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::Connection;

use super::{
    connection,
    error::StoreError,
    files::{self, KeyFile, Places, look, with_suffix},
    history::{
        audit::{self, Head},
        doubt::HistoryDoubt,
        moment,
        notice::Notice,
    },
    keys::{Header, attempts},
    vault::{Access, Vault},
    verify::{self, Problem, Verification},
};
use crate::{
    policy::BackupRules,
    register::{Lang, Work},
};
use apart::Sorted;

/// The database in a backup's directory.
pub(super) const DATABASE: &str = "register.db";
/// The key file in a backup's directory, unless keys are kept apart.
pub(super) const KEYS: &str = "register.keys";
/// Everything that this program may have left in a backup's directory.
const OURS: &[&str] = &[
    DATABASE,
    "register.db-journal",
    "register.db-wal",
    "register.db-shm",
    KEYS,
    "register.keys.new",
    "register.keys.before",
    // Of whoever opened it with a wrong password.
    "register.attempts",
];
/// How long a backup that was asked for waits for another session's.
const PATIENCE: Duration = Duration::from_secs(20);

/// A backup that was verified when it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// Its directory.
    pub path: PathBuf,
    /// When it was made, and how far its history goes.
    pub name: BackupName,
    /// Whether it does not verify, and so is kept apart from those that do.
    pub doubtful: bool,
}

impl Backup {
    fn database(&self) -> PathBuf {
        self.path.join(DATABASE)
    }

    /// Its key file: beside the database, or where keys are kept apart.
    fn key_file(&self, places: &Places) -> PathBuf {
        key_file(&self.path, self.name, places)
    }

    /// The places by which wrong passwords for it are counted.
    fn guessed_at(&self, places: &Places) -> Places {
        guessed_at(&self.key_file(places))
    }

    /// Whether its history is as long as its name says: somebody may have given a copy another one.
    fn is_named_after(&self, keys: &KeyFile) -> bool {
        self.name.entries() == keys.history.length
    }
}

/// The key file of the backup in a directory.
pub(super) fn key_file(dir: &Path, name: BackupName, places: &Places) -> PathBuf {
    places.backup_keys_dir().map_or_else(|| dir.join(KEYS), |keys| keys.join(format!("{name}.keys")))
}

/// The places by which wrong passwords for a backup are counted: beside its directory, since nothing is written into it, or beside
/// its key file where that is kept apart. A directory has one such place, by whatever links one comes to it.
pub(super) fn guessed_at(keys: &Path) -> Places {
    let dir = keys.parent().unwrap_or(Path::new(""));
    let dir = dir.canonicalize().unwrap_or_else(|_| dir.to_owned());
    let keys = match keys.file_name() {
        Some(name) if name != KEYS => dir.join(name),
        _ => with_suffix(&dir, ".keys"),
    };
    Places { dir, keys: Some(keys), backups: None }
}

/// The backups in a directory, the newest first; none where there is no such directory. Those that are kept apart because they do
/// not verify are not among them ([`doubtful_backups`]).
///
/// # Errors
/// When the directory cannot be read.
pub fn backups(dir: &Path) -> Result<Vec<Backup>, StoreError> {
    list(dir, false)
}

/// How many backups a register has left in its own directory. A directory that several registers share says nothing.
pub(super) fn count_within(vault: &Path) -> usize {
    all_in(&Places::in_dir(vault).backup_dir()).count()
}

/// The backups in a directory, the doubtful ones as well.
fn all_in(dir: &Path) -> impl Iterator<Item = Backup> + use<> {
    [backups(dir), doubtful_backups(dir)].into_iter().flatten().flatten()
}

/// Where wrong passwords for a vault's own backups are counted.
pub(super) fn guessed_within(places: &Places) -> impl Iterator<Item = Places> + use<'_> {
    all_in(&places.backup_dir()).map(|backup| backup.guessed_at(places))
}

/// What bears a backup's name in a directory, the newest first.
fn list(dir: &Path, doubtful: bool) -> Result<Vec<Backup>, StoreError> {
    let found = match fs::read_dir(dir) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        found => found.map_err(|error| StoreError::file(dir, error))?,
    };
    let named = |name: &str| name.parse().ok();
    let backup = |entry: fs::DirEntry| {
        Some(Backup { name: named(entry.file_name().to_str()?)?, path: entry.path(), doubtful })
    };
    let mut list: Vec<Backup> =
        found.flatten().filter_map(backup).filter(|backup| backup.database().is_file()).collect();
    list.sort_by_key(|backup| std::cmp::Reverse(backup.name));
    Ok(list)
}

/// The backups in a directory that are of one database, the newest first.
fn backups_of(dir: &Path, database: &[u8; 16]) -> Result<Vec<Backup>, StoreError> {
    Ok(of_database(backups(dir)?, database))
}

fn of_database(mut list: Vec<Backup>, database: &[u8; 16]) -> Vec<Backup> {
    list.retain(|backup| files::database_id(&backup.database()) == Some(*database));
    list
}

impl Vault {
    /// Makes a backup in a directory, whether anything has changed since the last one or not. Nothing is rotated. Where the
    /// history does not fit, the backup is made, but apart from the good ones, and [`Vault::history_doubt`] says so.
    ///
    /// # Errors
    /// [`StoreError::BackupNotMade`]: then nothing half is left, and no other backup was touched; [`StoreError::Replaced`] where the
    /// register's own files are gone.
    pub fn backup_to(&mut self, dir: &Path, at: &str) -> Result<Backup, StoreError> {
        self.stands()?;
        let made = Turn::take(dir, PATIENCE).and_then(|_turn| {
            let made = make(self, dir, at)?;
            if !made.doubtful && !self.opened_to_look() && dir == self.places().backup_dir() {
                let mut verified = self.verified_backups();
                verified.insert(made.name);
                self.remember_verified(&verified);
            }
            Ok(made)
        });
        made.map_err(|why| not_made(dir, why))
    }

    /// Makes a backup in the directory of the register's own ones if the history has moved since the newest, and removes those
    /// that the rules do not keep; those that do not verify are kept apart and let no good one go. What kept it from being made is
    /// remembered in the file, for [`Vault::backup_state`]. `None` where there was nothing to do, or another session is at it.
    ///
    /// # Errors
    /// [`StoreError::BackupNotMade`]: the register and the other backups are untouched; [`StoreError::Replaced`] where the register's
    /// own files are gone.
    pub fn back_up(&mut self, rules: &BackupRules, at: &str) -> Result<Option<Backup>, StoreError> {
        if self.opened_to_look() {
            return Ok(None);
        }
        self.stands()?;
        // Before the copy, which has it too. Where it is not possible the file is only longer than it need be.
        let _ = self.give_room_back();
        let dir = self.places().backup_dir();
        let made = back_up_if_moved(self, &dir, *rules, at);
        let made = made.map_err(|why| not_made(&dir, why));
        let failed = match &made {
            Err(StoreError::BackupNotMade(_, fault)) => Some(fault),
            // Whoever stops it knows; the next one is made as if this had not been begun.
            Err(_) => return made,
            Ok(_) => None,
        };
        // What cannot be remembered either is told at the next unlock by the backup that is not there.
        let _ = self.remember_backup(&dir, failed, at);
        made
    }
}

impl Vault {
    /// What was tried at backups of this register elsewhere: at one, or at those of a folder, such as a stick. It is taken away
    /// and told once; nobody hears of it as long as they are not seen again.
    pub fn guesses_at(&self, place: &Path) -> Option<Notice> {
        let own = |backup: &Backup| files::database_id(&backup.database()) == Some(self.access.database);
        let places = self.places();
        let within = all_in(place).filter(own).map(|backup| backup.guessed_at(places));
        // Named by its folder, whose own name may be any.
        let itself =
            [place.join(KEYS)].into_iter().filter(|keys| keys.is_file()).map(|keys| guessed_at(&keys));
        attempts::tried_at(within.chain(itself))
    }

    /// Whether the register still lies where it was opened: where its folder vanished, no folder of backups comes back for it.
    fn stands(&mut self) -> Result<(), StoreError> {
        if self.opened_to_look() { Ok(()) } else { self.still_there() }
    }
}

/// Why there is no backup in a directory.
fn not_made(dir: &Path, why: StoreError) -> StoreError {
    match why {
        StoreError::Stopped => StoreError::Stopped,
        why => StoreError::BackupNotMade(dir.to_owned(), BackupFault::of(&why)),
    }
}

fn back_up_if_moved(
    vault: &mut Vault,
    dir: &Path,
    rules: BackupRules,
    at: &str,
) -> Result<Option<Backup>, StoreError> {
    let places = vault.places().clone();
    let verified = vault.verified_backups();
    let own = backups_of(dir, &vault.access.database)?;
    if own.iter().any(|backup| verified.contains(&backup.name) && holds(vault, backup, &places)) {
        return Ok(None);
    }
    // A doubtful one is enough as long as the register is in doubt.
    let _ = vault.look_for_doubt();
    let apart = apart::apart_of(dir, &vault.access.database);
    if vault.doubt.is_some() && apart.iter().any(|backup| holds(vault, backup, &places)) {
        return Ok(None);
    }
    let _turn = match Turn::take(dir, Duration::ZERO) {
        Err(StoreError::Busy) => return Ok(None),
        turn => turn?,
    };
    let made = make(vault, dir, at)?;
    rotate(vault, dir, &made, rules);
    Ok(Some(made))
}

/// Whether a backup holds the whole history, by what its key file says. Entries about what left the register alone ask for no
/// further one: the next has them.
fn holds(vault: &mut Vault, backup: &Backup, places: &Places) -> bool {
    let Ok(read) = files::read_keys(&backup.key_file(places)) else { return false };
    let known = &read.file.history;
    let moved = |connection: &mut Connection, database: &[u8; 16]| {
        let last = moment::before_hand_outs(connection, database)?;
        Ok(known.length < last.length || !audit::contains(connection, database, known)?)
    };
    read.whole
        && backup.is_named_after(&read.file)
        && vault
            .with(|vault, connection| {
                let moved = moved(connection, &vault.access.database);
                moved.map_err(|error| vault.failed(&error))
            })
            .is_ok_and(|moved| !moved)
}

/// Makes a backup and verifies it; removes what there is of it where that fails.
fn make(vault: &mut Vault, dir: &Path, at: &str) -> Result<Backup, StoreError> {
    clear_stale(dir);
    let unknown = || StoreError::Refused(format!("no moment: {at}"));
    let name = BackupName::new(at, vault.head()?.length).ok_or_else(unknown)?;
    let unfinished = dir.join(format!("{name}.new"));
    let io = |error| StoreError::file(&unfinished, error);
    files::make_directory(&unfinished).map_err(io)?;
    let mut written_key = None;
    let made = (|| {
        let (found, header) = copy_database(vault, &unfinished)?;
        let head = found.head.clone();
        // The copy may have been made after another session's commit: its name says what is in it.
        let name = BackupName::new(at, head.length).ok_or_else(unknown)?;
        let doubt = HistoryDoubt::of(&found, at);
        let (good, apart) = (dir.to_owned(), apart::apart_in(dir));
        // Where keys are kept apart, both would have the same key file.
        if let Some(taken) =
            [&good, &apart].map(|home| home.join(name.to_string())).into_iter().find(|path| path.exists())
        {
            return Err(StoreError::AlreadyThere(taken));
        }
        let home = if doubt.is_some() { apart } else { good };
        files::make_directory(&home).map_err(|error| StoreError::file(&home, error))?;
        let path = home.join(name.to_string());
        let keys = key_file(&unfinished, name, vault.places());
        if let Some(dir) = vault.places().backup_keys_dir() {
            // Where the keys' stick is not plugged in, its place may be a directory beside the data.
            let own = vault.places().key_file();
            if !own.exists() {
                return Err(StoreError::Missing(own));
            }
            files::make_directory(&dir).map_err(|error| StoreError::file(&dir, error))?;
        }
        written_key = Some(keys.clone());
        write_keys(vault, &keys, header, head)?;
        files::sync_directory(&unfinished.join(DATABASE)).map_err(io)?;
        files::rename(&unfinished, &path)
            .and_then(|()| files::sync_directory(&path))
            .and_then(|()| files::sync_directory(&home))
            .map_err(io)?;
        let doubtful = doubt.is_some();
        // What cannot be remembered is known to this session, and found anew by the next backup.
        let _ = vault.remember_doubt(doubt);
        Ok(Backup { path, name, doubtful })
    })();
    if made.is_err() {
        if let Some(keys) = written_key {
            let _ = files::remove_stale(&keys);
        }
        remove(&unfinished);
    }
    made
}

/// Copies the database, makes the copy durable, and reads all of it again.
fn copy_database(vault: &mut Vault, dir: &Path) -> Result<(Verification, Header), StoreError> {
    let path = dir.join(DATABASE);
    let io = |error| StoreError::file(&path, error);
    // Made beforehand: SQLite would let others read it.
    files::ordinary::make(&path).map_err(io)?;
    vault.with(|vault, connection| {
        connection::copy_to(connection, &path, &vault.access.data_key, &vault.access.database, &vault.work)
            .map_err(|error| StoreError::database(&path, &error))
    })?;
    files::ordinary::open_to_write(&path).and_then(|file| file.sync_all()).map_err(io)?;
    files::inspect_database(&path, &vault.access.database)?;
    let access = Access {
        path: path.clone(),
        data_key: vault.access.data_key.clone(),
        database: vault.access.database,
        writable: false,
        away: None,
    };
    let copy = look::open_still(&access)?;
    let found = verify(&copy, &access, &vault.work)?;
    let contained = vault.with(|vault, connection| {
        audit::contains(connection, &vault.access.database, &found.head).map_err(|error| vault.failed(&error))
    })?;
    if !contained {
        return Err(StoreError::Damaged(path, "the copy's history is not the original's".to_owned()));
    }
    Ok((found, vault.read_header(&copy)?))
}

/// Reads a database that is not to be changed from end to end: its pages, its chain, its records. Damage is an error; a
/// history that does not fit is in what comes back, because a copy of it is faithful all the same.
pub(super) fn verify(
    connection: &Connection,
    access: &Access,
    work: &Work,
) -> Result<Verification, StoreError> {
    let found = verify::on(connection, access, None, work)
        .map_err(|error| StoreError::database(&access.path, &error))?;
    match found.problems.iter().find(|problem| matches!(problem, Problem::Pages { .. })) {
        Some(damage) => Err(StoreError::Damaged(access.path.clone(), damage.message(Lang::En))),
        None => Ok(found),
    }
}

/// Writes the key file of a backup and reads it again.
fn write_keys(vault: &Vault, path: &Path, header: Header, head: Head) -> Result<(), StoreError> {
    let places = Places { dir: PathBuf::new(), keys: Some(path.to_owned()), backups: None };
    let file = KeyFile::new(header, head, &vault.access.data_key);
    file.write(&places)?;
    let read = files::read_keys(path)?;
    let same = read.whole && read.file == file && read.file.is_authentic(&vault.access.data_key);
    if same { Ok(()) } else { Err(StoreError::KeysDamaged(path.to_owned())) }
}

/// Sorts the backups of this register and removes those that the rules do not keep. What is to go and cannot be removed stays for
/// the next time.
fn rotate(vault: &mut Vault, dir: &Path, made: &Backup, rules: BackupRules) {
    let (places, database) = (vault.places().clone(), vault.access.database);
    let Ok(own) = backups_of(dir, &database) else { return };
    let Sorted { mut good, others } = vault.sort_backups(dir, own, made);
    // Only one that was found good just now lets others go.
    if !made.doubtful {
        let gone = rotation::expired(&apart::names(&good), &apart::names(&others), made.name, rules);
        let gone: Vec<&Backup> =
            good.iter().chain(&others).filter(|backup| gone.contains(&backup.name)).collect();
        let kept = vault.only_there(&gone);
        for backup in gone.into_iter().filter(|backup| !kept.contains(&backup.name)) {
            remove_backup(backup, &places);
        }
    }
    good.retain(|backup| backup.path.exists());
    vault.remember_verified(&good.iter().map(|backup| backup.name).collect());
    apart::rotate(dir, &database, &places);
}

/// Removes a backup that holds nothing else, with its key file where that is kept apart.
fn remove_backup(backup: &Backup, places: &Places) {
    if !only_ours(&backup.path) {
        return;
    }
    let keys = backup.key_file(places);
    // Under another name first: a backup that is half removed is none.
    let going = with_suffix(&backup.path, ".new");
    if files::rename(&backup.path, &going).is_ok() {
        remove(&going);
        if places.keys.is_some() {
            let _ = files::remove_stale(&keys);
        }
    }
}

/// Whether a directory holds nothing but what a backup is made of.
fn only_ours(dir: &Path) -> bool {
    fs::read_dir(dir).is_ok_and(|entries| {
        entries.flatten().all(|entry| entry.file_name().to_str().is_some_and(|name| OURS.contains(&name)))
    })
}

/// Removes the files of a backup and its directory; anything else in it stays.
fn remove(dir: &Path) {
    for file in OURS {
        let _ = files::remove_stale(&dir.join(file));
    }
    let _ = fs::remove_dir(dir);
}

/// Removes what backups that were cut off have left. The caller has the directory's lock.
fn clear_stale(dir: &Path) {
    let of = |dir: PathBuf| fs::read_dir(dir).into_iter().flatten().flatten();
    for entry in of(dir.to_owned()).chain(of(apart::apart_in(dir))) {
        let name = entry.file_name();
        let stem = name.to_str().and_then(|name| name.strip_suffix(".new"));
        if stem.is_some_and(|stem| stem.parse::<BackupName>().is_ok()) {
            remove(&entry.path());
        }
    }
}
