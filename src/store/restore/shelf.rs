//! The backups that could be put back, as they lie there: none of them is opened.

use std::{fs, path::Path, path::PathBuf};

use super::source::{Found, is_same};
use crate::store::{
    backup::{self, Backup, BackupName},
    error::StoreError,
    files::{self, Places},
    vault::Vault,
};

/// Whose register a backup is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Of the one whose place it is to take.
    Own,
    /// Of another one.
    Another,
    /// Nobody can say: nothing stands there to compare it with, or it cannot be read.
    Unknown,
}

/// What is known of a backup before it is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// It was found whole when it was made, and the open register knows that.
    Verified,
    /// It is verified when it is put back.
    Unopened,
    /// It does not verify, and lies apart.
    Doubtful,
    /// Its key file is not there: it cannot be opened.
    NoKeys,
}

/// A backup on the shelf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelved {
    /// Its folder.
    pub path: PathBuf,
    /// When it was made and how long its history is, where it bears a backup's name.
    pub name: Option<BackupName>,
    /// What its database takes on the disk.
    pub bytes: u64,
    /// Whose register it is of.
    pub whose: Whose,
    /// What is known of it.
    pub known: Known,
    /// Whether an account's name is needed to open it: it has several.
    pub asks_login: bool,
}

/// The backups of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelf {
    /// The folder.
    pub dir: PathBuf,
    /// What lies there, the newest first.
    pub backups: Vec<Shelved>,
}

impl Shelf {
    /// Looks into a folder, or into that of the register's own backups: a folder of backups, one backup, or the folder of a
    /// register with its backups. `open` is the id of the register at these places where this program has it open: then its
    /// file is not touched.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn look(dir: Option<&Path>, places: &Places, open: Option<[u8; 16]>) -> Result<Self, StoreError> {
        // Where the database is lost, its key file still says which one it was.
        let stands = open.or_else(|| files::database_id(&places.database())).or_else(|| {
            let keys = files::read_keys(&places.key_file()).ok()?;
            keys.file.header.database_id()
        });
        let own = places.backup_dir();
        let dir = dir.unwrap_or(&own);
        // What is named may be one of its files.
        let dir = if dir.is_file() { dir.parent().unwrap_or(dir) } else { dir };
        let mut found = Vec::new();
        let within = Places::in_dir(dir).backup_dir();
        for home in [dir, &within] {
            found = backup::backups(home)?;
            found.extend(backup::doubtful_backups(home)?);
            if !found.is_empty() {
                break;
            }
        }
        let database = dir.join(backup::DATABASE);
        if found.is_empty() && database.is_file() && !is_same(&database, &places.database()) {
            let one = shelved(dir.to_owned(), dir_name(dir), false, places, stands);
            return Ok(Self { dir: dir.to_owned(), backups: vec![one] });
        }
        found.sort_by_key(|backup| std::cmp::Reverse(backup.name));
        let shelved = |Backup { path, name, doubtful }| shelved(path, Some(name), doubtful, places, stands);
        Ok(Self { dir: dir.to_owned(), backups: found.into_iter().map(shelved).collect() })
    }
}

fn dir_name(dir: &Path) -> Option<BackupName> {
    dir.file_name()?.to_str()?.parse().ok()
}

fn shelved(
    path: PathBuf,
    name: Option<BackupName>,
    doubtful: bool,
    places: &Places,
    stands: Option<[u8; 16]>,
) -> Shelved {
    let database = path.join(backup::DATABASE);
    let whose = match stands.zip(files::database_id(&database)) {
        Some((stands, its)) if stands == its => Whose::Own,
        Some(_) => Whose::Another,
        None => Whose::Unknown,
    };
    let found = Found::at(&path, places);
    let known = match &found {
        Err(StoreError::HalfBackup(_)) => Known::NoKeys,
        _ if doubtful => Known::Doubtful,
        _ => Known::Unopened,
    };
    let keys = found.ok().and_then(|found| files::read_keys(&found.keys).ok());
    let asks_login = keys.is_some_and(|keys| keys.file.header.asks_login());
    let bytes = fs::metadata(&database).map_or(0, |found| found.len());
    Shelved { path, name, bytes, whose, known, asks_login }
}

impl Vault {
    /// What tells this database from others.
    pub fn database_id(&self) -> [u8; 16] {
        self.access.database
    }

    /// Says of the register's own backups which were found whole.
    pub fn know_verified(&mut self, found: &mut Shelf) {
        if found.dir != self.places().backup_dir() {
            return;
        }
        let verified = self.verified_backups();
        let good = |backup: &&mut Shelved| {
            let named = backup.name.is_some_and(|name| verified.contains(&name));
            named && backup.whose == Whose::Own && backup.known == Known::Unopened
        };
        found.backups.iter_mut().filter(good).for_each(|backup| backup.known = Known::Verified);
    }
}
