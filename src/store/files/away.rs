//! A folder elsewhere, open to its owner alone, for copies that are thrown away: of a drill, and of a register that can only be
//! looked at elsewhere. What is in it is encrypted as it was.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use tempfile::TempDir;

use super::ordinary;
use crate::store::backup::Turn;

/// How the folder begins.
const FOLDER: &str = "mcs-register-copy-";

/// The folder, removed with everything in it when it is dropped. One that a kill has left is removed by the next.
pub(in crate::store) struct Away {
    /// Held as long as the folder is needed: one that nobody holds was left. Given back before the folder is removed, since on
    /// Windows it is a file in it.
    _turn: Option<Turn>,
    dir: TempDir,
}

impl Away {
    /// Makes one.
    ///
    /// # Errors
    /// What the system says.
    pub(in crate::store) fn new() -> io::Result<Self> {
        clear_left();
        let mut builder = tempfile::Builder::new();
        builder.prefix(FOLDER);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            builder.permissions(fs::Permissions::from_mode(0o700));
        }
        let dir = builder.tempdir()?;
        let turn = Turn::take(dir.path(), Duration::ZERO).ok();
        Ok(Self { dir, _turn: turn })
    }

    /// Where it is.
    pub(in crate::store) fn path(&self) -> &Path {
        self.dir.path()
    }

    /// Copies what a file holds into it, not who may read it.
    ///
    /// # Errors
    /// What the system says.
    pub(in crate::store) fn copy(&self, from: &Path, name: &str) -> io::Result<PathBuf> {
        let to = self.path().join(name);
        let mut target = ordinary::make(&to)?;
        io::copy(&mut ordinary::open_to_read(from)?, &mut target)?;
        Ok(to)
    }
}

/// Removes those that were left.
fn clear_left() {
    let Ok(found) = fs::read_dir(std::env::temp_dir()) else { return };
    for entry in found.flatten() {
        let named = entry.file_name().to_str().is_some_and(|name| name.starts_with(FOLDER));
        // Another user's cannot be looked into or removed, and a link is none.
        let is_folder = || entry.file_type().is_ok_and(|kind| kind.is_dir());
        if named && is_folder() && Turn::take(&entry.path(), Duration::ZERO).is_ok_and(|turn| turn.is_alone())
        {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
