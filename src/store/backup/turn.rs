//! Who makes backups, or a vault, in a directory: one session after another.

use std::{
    fs::{File, TryLockError},
    path::Path,
    thread,
    time::{Duration, Instant},
};

use crate::store::{error::StoreError, files};

/// The right to make backups, or a vault, in a directory, given back when it is dropped, also by a kill.
pub(in crate::store) struct Turn {
    lock: Option<File>,
}

impl Turn {
    /// Whether nobody else can have it: where a directory cannot be locked, nobody knows.
    pub(in crate::store) fn is_alone(&self) -> bool {
        self.lock.is_some()
    }

    /// Takes it, after another session where that does not take too long.
    pub(in crate::store) fn take(dir: &Path, patience: Duration) -> Result<Self, StoreError> {
        files::make_directory(dir).map_err(|error| StoreError::file(dir, error))?;
        let begun = Instant::now();
        loop {
            match hold(dir) {
                Ok(lock) => return Ok(Self { lock: Some(lock) }),
                Err(TryLockError::WouldBlock) if begun.elapsed() < patience => {
                    thread::sleep(Duration::from_millis(50));
                }
                Err(TryLockError::WouldBlock) => return Err(StoreError::Busy),
                // Where a directory cannot be locked (some file systems) there is no such order.
                Err(TryLockError::Error(_)) => return Ok(Self { lock: None }),
            }
        }
    }
}

#[cfg(unix)]
fn hold(dir: &Path) -> Result<File, TryLockError> {
    let lock = files::ordinary::open_folder(dir).map_err(TryLockError::Error)?;
    lock.try_lock().map(|()| lock)
}

/// Windows locks no directory: a file in it, which one program alone may have open and which goes when that closes it, also by
/// a kill.
#[cfg(windows)]
fn hold(dir: &Path) -> Result<File, TryLockError> {
    use std::{fs::OpenOptions, os::windows::fs::OpenOptionsExt as _};

    const GENERIC_WRITE: u32 = 0x4000_0000;
    const DELETE: u32 = 0x0001_0000;
    const FILE_FLAG_DELETE_ON_CLOSE: u32 = 0x0400_0000;

    let path = dir.join("register.turn");
    let mut options = OpenOptions::new();
    options.write(true).create(true).access_mode(GENERIC_WRITE | DELETE).share_mode(0);
    options.custom_flags(FILE_FLAG_DELETE_ON_CLOSE).open(&path).map_err(|error| {
        // One that is just going refuses as one that may not be written.
        let held = files::is_in_use(&error) || path.symlink_metadata().is_ok();
        if held { TryLockError::WouldBlock } else { TryLockError::Error(error) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_after_another() {
        let dir = tempfile::tempdir().unwrap();
        let turn = Turn::take(dir.path(), Duration::ZERO).unwrap();
        assert!(turn.is_alone());
        assert!(matches!(Turn::take(dir.path(), Duration::ZERO), Err(StoreError::Busy)));
        drop(turn);
        assert!(Turn::take(dir.path(), Duration::ZERO).unwrap().is_alone());
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0, "nothing is left");
    }
}
