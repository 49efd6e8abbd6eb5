//! A database that has a further name (a hard link) is at work under one of its names at a time. The log lies beside the name by
//! which a session came, so sessions by two names know nothing of each other and write into the same pages.

use std::{fs::File, path::Path, thread, time::Duration};

use crate::store::{
    error::StoreError,
    files::{
        ordinary::{self, Beside},
        with_suffix,
    },
};

/// The files that were looked at. Closing one takes away every lock that this program has on it, so they are kept as long as the
/// connection is.
pub(in crate::store) struct OneName {
    _looked_at: Vec<File>,
}

impl OneName {
    /// Looks whether a session is at work under another name. The connection is open already, so that of two that come at once one
    /// sees the other.
    ///
    /// # Errors
    /// [`StoreError::OpenByAnotherName`] where there is one.
    pub(in crate::store) fn of(database: &Path) -> Result<Self, StoreError> {
        if !ordinary::has_further_name(database) {
            return Ok(Self { _looked_at: Vec::new() });
        }
        let open = |path: &Path| ordinary::open_to_read(path).ok();
        let (file, index) = (open(database), open(&with_suffix(database, Beside::Index.suffix())));
        let holds = |file: &Option<File>, bytes| file.as_ref().is_some_and(|file| is_locked(file, bytes));
        // Everybody who has the database open holds the one, and everybody who came by this name the other as well.
        let is_by_another = || holds(&file, READERS) && !holds(&index, INDEX_USERS);
        // Who comes or goes by this name holds the one alone for a moment.
        let stays = (0..TRIES).all(|_| {
            let is_by_another = is_by_another();
            if is_by_another {
                thread::sleep(PAUSE);
            }
            is_by_another
        });
        if stays {
            return Err(StoreError::OpenByAnotherName(database.to_owned()));
        }
        Ok(Self { _looked_at: file.into_iter().chain(index).collect() })
    }
}

/// How often it is looked, and how long it is waited in between.
const TRIES: u32 = 5;
const PAUSE: Duration = Duration::from_millis(20);
/// Where the library locks a database as long as it is open (`SHARED_FIRST` and `SHARED_SIZE`), as (place, length).
const READERS: (u64, u64) = (0x4000_0002, 510);
/// Where it locks the log's index as long as that is in use (`UNIX_SHM_DMS`).
const INDEX_USERS: (u64, u64) = (128, 1);

/// Whether another program has locked these bytes. A system that does not tell is taken for one where nobody has.
#[cfg(unix)]
fn is_locked(file: &File, (start, length): (u64, u64)) -> bool {
    use rustix::process::{Flock, FlockOffsetType, FlockType, fcntl_getlk};
    let wanted =
        Flock { start, length, pid: None, typ: FlockType::WriteLock, offset_type: FlockOffsetType::Set };
    fcntl_getlk(file, &wanted).is_ok_and(|found| found.is_some())
}

#[cfg(not(unix))]
fn is_locked(_: &File, _: (u64, u64)) -> bool {
    false
}
