//! Putting a pair of files in the place of another so that a crash leaves the one pair or the other.
//!
//! Both new files are made beside their places and are durable before a mark (`restore.pending`) decides. From the mark on each
//! step can be done again: the old files go aside, the new ones take their names, the mark goes. Whoever next looks at the
//! place finishes what was decided ([`finish`]); without the mark nothing has happened.

use std::{
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use crate::store::{
    error::StoreError,
    files::{self, Places, with_suffix},
};

/// Where the files of a restoring lie until they take their places.
pub(super) struct Staged {
    pub database: PathBuf,
    pub keys: PathBuf,
    mark: PathBuf,
}

/// What is beside a database.
const BESIDE: [&str; 2] = ["-wal", "-shm"];

impl Staged {
    pub(super) fn of(places: &Places) -> Self {
        Self {
            database: with_suffix(&places.database(), ".restored"),
            keys: with_suffix(&places.key_file(), ".restored"),
            mark: places.dir.join("restore.pending"),
        }
    }

    /// What a restoring may leave that was not decided: the pair, and what is written before it has its name.
    fn left(&self) -> Vec<PathBuf> {
        let [of_keys, of_mark] = [&self.keys, &self.mark].map(|path| with_suffix(path, ".new"));
        let beside = BESIDE.map(|suffix| with_suffix(&self.database, suffix));
        [self.database.clone(), self.keys.clone(), of_keys, of_mark].into_iter().chain(beside).collect()
    }

    /// Whether a restoring has left anything.
    fn is_there(&self) -> bool {
        self.left().iter().any(|path| path.exists())
    }

    /// Removes what a restoring that was not decided has left.
    pub(super) fn clear(&self) -> Result<(), StoreError> {
        self.left().iter().try_for_each(|path| files::remove_stale(path))
    }

    /// Decides. Old files will go aside under this stamp.
    pub(super) fn decide(&self, stamp: &str) -> Result<(), StoreError> {
        let new = with_suffix(&self.mark, ".new");
        let written = (|| {
            files::sync_directory(&self.keys)?;
            let mut file = files::ordinary::make(&new)?;
            file.write_all(stamp.as_bytes())?;
            file.sync_all()?;
            files::rename(&new, &self.mark)?;
            files::sync_directory(&self.mark)
        })();
        written.map_err(|error: io::Error| StoreError::file(&self.mark, error))
    }
}

/// Removes what a restoring has left that was cut off before it was decided; nothing of it is the register. The caller has the
/// directory for itself, or nothing is done.
pub(in crate::store) fn clear_left(places: &Places) {
    let staged = Staged::of(places);
    // What cannot be removed now is with the next one.
    if staged.is_there() && !staged.mark.exists() {
        let _ = staged.clear();
    }
}

/// Where the old database goes.
pub(super) fn aside(places: &Places, stamp: &str) -> PathBuf {
    places.dir.join(format!("replaced-{stamp}"))
}

/// A stamp is far shorter.
const MOST_OF_A_MARK: u64 = 1 << 10;

/// Finishes a restoring that was decided, if there is one.
pub(in crate::store) fn finish(places: &Places) -> Result<(), StoreError> {
    let staged = Staged::of(places);
    let stamp = match files::ordinary::read_text(&staged.mark, MOST_OF_A_MARK) {
        Ok(stamp) => stamp,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        // Not a directory: there is no vault here at all, which is told elsewhere.
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => return Ok(()),
        Err(error) => return Err(StoreError::file(&staged.mark, error)),
    };
    let safe = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let stamp = if stamp.is_empty() || !stamp.chars().all(safe) { "unknown" } else { stamp.as_str() };
    let aside = aside(places, stamp);
    let database = places.database();
    if staged.database.exists() {
        let mut old = vec![database.clone()];
        old.extend(BESIDE.map(|suffix| with_suffix(&database, suffix)));
        for path in old {
            move_into(&path, &aside)?;
        }
        rename(&staged.database, &database)?;
    }
    let keys = places.key_file();
    if staged.keys.exists() {
        if places.keys.is_some() {
            // Never beside the data.
            if keys.exists() {
                rename(&keys, &with_suffix(&keys, &format!(".replaced-{stamp}")))?;
            }
        } else {
            move_into(&keys, &aside)?;
        }
        rename(&staged.keys, &keys)?;
    }
    if !keys.exists() {
        // Kept apart, and not here now.
        return Err(StoreError::Missing(keys));
    }
    files::remove_stale(&staged.mark)?;
    files::sync_directory(&staged.mark).map_err(|error| StoreError::file(&staged.mark, error))
}

fn move_into(path: &Path, dir: &Path) -> Result<(), StoreError> {
    let Some(name) = path.file_name().filter(|_| path.exists()) else { return Ok(()) };
    files::make_directory(dir).map_err(|error| StoreError::file(dir, error))?;
    rename(path, &dir.join(name))?;
    files::sync_directory(&dir.join(name)).map_err(|error| StoreError::file(dir, error))
}

fn rename(from: &Path, to: &Path) -> Result<(), StoreError> {
    files::rename(from, to)
        .and_then(|()| files::sync_directory(to))
        .map_err(|error| StoreError::file(to, error))
}
