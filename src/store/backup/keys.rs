//! The way to the data key: the key file, or where it is missing or damaged, that of a backup.

use std::path::{Path, PathBuf};

use crate::store::{
    connection,
    error::StoreError,
    files::{self, KeyFile, Places},
    history::audit::Head,
    keys::{Offer, Opened},
};

use super::{Backup, apart::apart_of, backups_of};

/// A key file with the slot that opened.
pub(in crate::store) struct Unsealed {
    pub keys: KeyFile,
    /// Whether the key file's checksum agrees and a holder of the data key wrote it as it is.
    pub authentic: bool,
    pub opened: Opened,
    pub source: KeySource,
}

/// Where a key file came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum KeySource {
    /// It lies at its place.
    Own,
    /// It lay there before a change that was cut off.
    Before,
    /// It is a backup's.
    Backup,
}

/// Opens a slot of the key file, or of a backup's where the vault's own is missing or damaged.
pub(in crate::store) fn unseal(places: &Places, offer: &Offer) -> Result<Unsealed, StoreError> {
    match own(&places.key_file(), places, offer) {
        Err(
            refused @ (StoreError::WrongPassword | StoreError::WrongRecoveryKey | StoreError::NameNeeded),
        ) => {
            // A change of the slots that was cut off. Whether it was committed is seen once the database is open.
            let before = places.key_file_before();
            match before.exists().then(|| own(&before, places, offer)) {
                Some(Ok(unsealed)) if unsealed.authentic => {
                    Ok(Unsealed { source: KeySource::Before, ..unsealed })
                }
                _ => Err(refused),
            }
        }
        Err(lost @ (StoreError::Missing(_) | StoreError::KeysDamaged(_))) => {
            from_backups(places, offer)?.ok_or(lost)
        }
        other => other,
    }
}

fn own(key_path: &Path, places: &Places, offer: &Offer) -> Result<Unsealed, StoreError> {
    let path = places.database();
    if !key_path.exists() {
        return Err(StoreError::Missing(key_path.to_owned()));
    }
    let keys = files::read_keys(key_path)?;
    let damaged = || StoreError::KeysDamaged(key_path.to_owned());
    let database = keys.file.header.database_id().ok_or_else(damaged)?;
    if keys.whole {
        files::inspect_database(&path, &database)?;
    } else if files::database_id(&path).is_some_and(|found| found != database) {
        return Err(damaged());
    }
    let opened = match keys.file.header.open(offer) {
        // A password cannot be called wrong by a file that is damaged.
        Err(StoreError::WrongPassword | StoreError::WrongRecoveryKey | StoreError::NameNeeded)
            if !keys.whole =>
        {
            Err(damaged())
        }
        other => other?.ok_or_else(damaged),
    }?;
    let authentic = keys.whole && wrote(&keys.file, &opened);
    Ok(Unsealed { keys: keys.file, authentic, opened, source: KeySource::Own })
}

/// Whether a holder of the data key, or of the one to come, wrote the file as it is.
fn wrote(keys: &KeyFile, opened: &Opened) -> bool {
    [Some(&opened.data_key), opened.next_key.as_ref()].into_iter().flatten().any(|key| keys.is_authentic(key))
}

/// The key files of the backups of this database, the newest first, those with the same slots once. Those of the doubtful ones
/// too: what opens is held against the register all the same.
pub(in crate::store) fn key_files(places: &Places) -> Vec<KeyFile> {
    key_files_and_places(places).into_iter().map(|(_, keys)| keys).collect()
}

/// The key file of a backup that opens the database as it is, with what it knows of the history.
pub(in crate::store) fn fitting_keys(
    places: &Places,
    offer: &Offer,
    database: &[u8; 16],
) -> Option<(PathBuf, Head)> {
    let opens = |keys: &KeyFile| {
        let opened = keys.header.open(offer).ok().flatten()?;
        let fits = !connection::fits_no_page(&places.database(), &opened.data_key, database);
        (fits && wrote(keys, &opened)).then_some(())
    };
    key_files_and_places(places).into_iter().find_map(|(place, keys)| {
        opens(&keys)?;
        Some((place, keys.history))
    })
}

fn key_files_and_places(places: &Places) -> Vec<(PathBuf, KeyFile)> {
    let Some(database) = files::database_id(&places.database()) else { return Vec::new() };
    let mut list: Vec<Backup> = backups_of(&places.backup_dir(), &database).unwrap_or_default();
    list.extend(apart_of(&places.backup_dir(), &database));
    list.sort_by_key(|backup| std::cmp::Reverse(backup.name));
    let mut found: Vec<(PathBuf, KeyFile)> = Vec::new();
    for backup in list {
        let place = backup.key_file(places);
        let Ok(read) = files::read_keys(&place) else { continue };
        let fits = read.whole && read.file.header.database_id() == Some(database);
        if fits && found.iter().all(|(_, other)| other.header != read.file.header) {
            found.push((place, read.file));
        }
    }
    found
}

fn from_backups(places: &Places, offer: &Offer) -> Result<Option<Unsealed>, StoreError> {
    let mut refused = None;
    for keys in key_files(places) {
        match keys.header.open(offer) {
            Ok(Some(opened)) if wrote(&keys, &opened) => {
                return Ok(Some(Unsealed { keys, authentic: true, opened, source: KeySource::Backup }));
            }
            Ok(_) => {}
            Err(why) => refused = Some(why),
        }
    }
    refused.map_or(Ok(None), Err)
}
