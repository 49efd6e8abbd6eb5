//! Whether the files that are open still lie where they were opened.
//!
//! A file that is removed or replaced goes on existing for the program that has it open, and takes every write; with the last
//! handle it is gone. So before and after each commit the places are looked at again.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::store::files::{ordinary::Beside, with_suffix};

/// A file as the system tells files apart: device and number. Where it tells nothing (Windows, which lets nobody
/// replace a file that is open), every file is the same.
type Id = (u64, u64);

fn id(path: &Path) -> Option<Id> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        fs::metadata(path).ok().map(|found| (found.dev(), found.ino()))
    }
    #[cfg(not(unix))]
    {
        fs::metadata(path).ok().map(|_| (0, 0))
    }
}

/// The database's file with its log and the log's index, as they were when they were first seen.
#[derive(Debug)]
pub(in crate::store) struct Identity {
    database: (PathBuf, Option<Id>),
    beside: [(PathBuf, Option<Id>); 2],
}

impl Identity {
    /// Remembers what lies there now.
    pub(in crate::store) fn of(database: &Path) -> Self {
        let seen = |path: PathBuf| {
            let id = id(&path);
            (path, id)
        };
        Self {
            beside: Beside::ALL.map(|beside| seen(with_suffix(database, beside.suffix()))),
            database: seen(database.to_owned()),
        }
    }

    /// The database was closed and opened again: its log and the log's index may be others now. The database is not.
    pub(in crate::store) fn reopened(&mut self) {
        for (path, seen) in &mut self.beside {
            *seen = id(path);
        }
    }

    /// Whether the same files lie there still. What was not there at first is remembered when it comes.
    pub(in crate::store) fn holds(&mut self) -> bool {
        let (path, seen) = &self.database;
        if seen.is_none() || id(path) != *seen {
            return false;
        }
        self.beside.iter_mut().all(|(path, seen)| {
            let now = id(path);
            if seen.is_none() {
                *seen = now;
            }
            *seen == now
        })
    }
}
