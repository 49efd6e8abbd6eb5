//! Backups on their way back: what the screen asks of the world, and what comes of it.

use std::path::PathBuf;

use zeroize::Zeroizing;

use crate::store::{HistoryDoubt, Notice, Prospect, Standing};

/// What opens a backup.
#[derive(Clone, PartialEq, Eq)]
pub struct OfBackup {
    /// Its folder.
    pub path: PathBuf,
    /// The account, where it has several.
    pub account: Option<String>,
    /// The password of the time when it was made.
    pub password: Zeroizing<String>,
}

/// Never shows a password.
impl std::fmt::Debug for OfBackup {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OfBackup").field("path", &self.path).finish_non_exhaustive()
    }
}

/// What is done about backups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BackupTask {
    /// Read those of a folder, or those of the register.
    List(Option<PathBuf>),
    /// Open one, verify it and compare it with what stands at its place.
    LookAt(OfBackup),
    /// Try one: put it back in a folder that is thrown away.
    Drill(OfBackup),
    /// Make one the register; the vault is closed by then.
    PutBack(PutBack),
}

/// A backup that was opened and compared with what stands at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookedAt {
    /// The backup, to be put back after a yes.
    pub backup: OfBackup,
    /// What would come of it.
    pub prospect: Prospect,
    /// Where it goes.
    pub place: PathBuf,
}

/// A backup that is to become the register, after all that was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PutBack {
    /// The backup.
    pub backup: OfBackup,
    /// What stood at the place when it was asked: where something else stands by then, it is asked again.
    pub stands: Standing,
    /// It was said that its history does not fit, and it is meant all the same.
    pub doubtful: bool,
}

/// What came of putting a backup back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is the register now: this is told.
    Done(String),
    /// Something else stands at the place than when it was asked.
    Moved(Box<LookedAt>),
}

/// What a drill showed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drilled {
    /// In the reader's language.
    pub said: String,
    /// What does not fit in the backup's history.
    pub doubt: Option<HistoryDoubt>,
    /// Who else tried to open it.
    pub guesses: Option<Notice>,
}
