//! Backups that do not verify, kept apart from those that do.
//!
//! A register whose history does not fit still gets backups, since an office without any would be worse off. But such a copy
//! must never be the reason for which a good one goes: it lies in a folder of its own (`doubtful`) and has a rotation of
//! its own. A good backup lets others go only when it was verified at that very time; which of those before it were
//! found good is remembered in the register. One that nobody has looked into (an earlier version put good and doubtful ones
//! into one folder) is read from end to end, and put apart where it does not verify.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use super::{Backup, BackupName, list, of_database, remove_backup, rotation::expired, verify};
use crate::{
    policy::BackupRules,
    store::{
        error::StoreError,
        files::{self, Places, look},
        history::{audit, doubt::HistoryDoubt},
        meta, restore,
        vault::{Access, Vault},
    },
};

/// The folder in that of the backups.
pub(in crate::store) const APART: &str = "doubtful";
/// What stays of it, beside the oldest, which is the next to the time when everything fitted.
const RULES: BackupRules = BackupRules { daily: 3, weekly: 0, monthly: 0 };
/// So many bytes of backups that nobody has looked into are read at a time; one at least.
const AT_A_TIME: u64 = 64 << 20;
/// Where the register remembers which backups were found good.
const VERIFIED: meta::Name = meta::Name::BackupsVerified;

/// The folder in which the doubtful backups of a directory lie.
pub(super) fn apart_in(dir: &Path) -> PathBuf {
    dir.join(APART)
}

/// The backups in a directory that do not verify and are kept apart, the newest first.
///
/// # Errors
/// When their folder cannot be read.
pub fn doubtful_backups(dir: &Path) -> Result<Vec<Backup>, StoreError> {
    list(&apart_in(dir), true)
}

/// Those of one database; none where their folder cannot be read.
pub(super) fn apart_of(dir: &Path, database: &[u8; 16]) -> Vec<Backup> {
    of_database(doubtful_backups(dir).unwrap_or_default(), database)
}

/// What a look into a backup has shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    Good,
    Doubtful,
    /// It cannot be looked into: its key is one of before a renewal, or its files cannot be read now. Or its name is not its own.
    Nothing,
}

/// The backups of a directory, each among its like.
#[derive(Default)]
pub(super) struct Sorted {
    pub good: Vec<Backup>,
    /// Nobody knows.
    pub others: Vec<Backup>,
}

pub(super) fn names(list: &[Backup]) -> Vec<BackupName> {
    list.iter().map(|backup| backup.name).collect()
}

impl Vault {
    /// Which backups were found good by this version, by this session or another.
    pub(in crate::store) fn verified_backups(&mut self) -> BTreeSet<BackupName> {
        let text = self.remembered(VERIFIED).ok().flatten().unwrap_or_default();
        let names: Vec<String> = serde_json::from_str(&text).unwrap_or_default();
        names.iter().filter_map(|name| name.parse().ok()).collect()
    }

    /// Remembers which are good. What cannot be remembered is looked into again.
    pub(super) fn remember_verified(&mut self, good: &BTreeSet<BackupName>) {
        let names: Vec<String> = good.iter().map(ToString::to_string).collect();
        if let Ok(text) = serde_json::to_string(&names) {
            let _ = self.remember(VERIFIED, Some(&text));
        }
    }

    /// Sorts backups of this register's directory, the newest first, and puts apart what does not verify.
    pub(super) fn sort_backups(&mut self, dir: &Path, own: Vec<Backup>, made: &Backup) -> Sorted {
        let verified = self.verified_backups();
        let mut sorted = Sorted::default();
        let mut read = 0;
        for backup in own {
            let known = backup.name == made.name || verified.contains(&backup.name);
            let found = if known {
                Found::Good
            } else if read < AT_A_TIME {
                read += fs::metadata(backup.database()).map_or(0, |file| file.len());
                self.look_into(&backup)
            } else {
                Found::Nothing
            };
            match found {
                Found::Good => sorted.good.push(backup),
                // Where it cannot be put apart it stays, and takes nobody's place.
                Found::Doubtful if put_apart(dir, &backup) => {}
                Found::Doubtful | Found::Nothing => sorted.others.push(backup),
            }
        }
        sorted
    }

    /// Reads a backup of this register from end to end.
    fn look_into(&self, backup: &Backup) -> Found {
        let looked = || -> Result<Found, StoreError> {
            let keys = files::read_keys(&backup.key_file(self.places()))?;
            let header = &keys.file.header;
            // Under another name than its own it stands for a time that it does not hold.
            if !keys.whole || !backup.is_named_after(&keys.file) || !header.holds_only(&self.access.data_key)
            {
                return Ok(Found::Nothing);
            }
            let access = Access {
                path: backup.database(),
                data_key: self.access.data_key.clone(),
                database: self.access.database,
                writable: false,
                away: None,
            };
            files::inspect_database(&access.path, &access.database)?;
            let connection = look::open_still(&access)?;
            restore::is_register(&connection, &access.path)?;
            let found = verify(&connection, &access, &self.work)?;
            let known = &keys.file.history;
            let holds = audit::contains(&connection, &access.database, known)
                .map_err(|error| StoreError::database(&access.path, &error))?;
            let fits = holds && HistoryDoubt::of(&found, "").is_none();
            Ok(if fits { Found::Good } else { Found::Doubtful })
        };
        match looked() {
            Ok(found) => found,
            Err(StoreError::Damaged(..) | StoreError::Empty(_)) => Found::Doubtful,
            Err(_) => Found::Nothing,
        }
    }

    /// Of backups that are to go, those that stay all the same: what they hold is not in this history. While nobody has said
    /// that the history is right as it is, all of them; later the longest.
    pub(super) fn only_there(&mut self, own: &[&Backup]) -> Vec<BackupName> {
        let (places, holds) = (self.places().clone(), self.history_holds);
        let contained = |vault: &mut Self, backup: &Backup| {
            let read = files::read_keys(&backup.key_file(&places))?;
            vault.with(|vault, connection| {
                audit::contains(connection, &vault.access.database, &read.file.history)
                    .map_err(|error| vault.failed(&error))
            })
        };
        let mut elsewhere = Vec::new();
        for backup in own {
            match contained(self, backup) {
                Ok(false) => elsewhere.push(backup.name),
                Err(_) if !holds => elsewhere.push(backup.name),
                _ => {}
            }
        }
        if holds {
            let longest = elsewhere.into_iter().max_by_key(|name| (name.entries(), *name));
            elsewhere = longest.into_iter().collect();
        }
        elsewhere
    }
}

/// Puts a backup into the folder of the doubtful ones; says whether it is there now.
fn put_apart(dir: &Path, backup: &Backup) -> bool {
    let to = apart_in(dir).join(backup.name.to_string());
    let moved = || -> std::io::Result<()> {
        files::make_directory(&apart_in(dir))?;
        if to.try_exists()? {
            return Err(std::io::ErrorKind::AlreadyExists.into());
        }
        files::rename(&backup.path, &to)?;
        files::sync_directory(&backup.path)?;
        files::sync_directory(&to)
    };
    moved().is_ok()
}

/// Removes those of the doubtful backups that are not kept.
pub(super) fn rotate(dir: &Path, database: &[u8; 16], places: &Places) {
    let apart = apart_of(dir, database);
    let (Some(newest), Some(oldest)) = (apart.first(), apart.last()) else { return };
    for name in expired(&names(&apart), &[], newest.name, RULES) {
        let backup = apart.iter().find(|backup| backup.name == name && name != oldest.name);
        if let Some(backup) = backup {
            remove_backup(backup, places);
        }
    }
}
