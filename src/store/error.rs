//! What can go wrong with the vault, said so that the reader knows what is safe and what to do.

mod en;
mod ja;

use std::{
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use rusqlite::ErrorCode;

use super::{
    backup::BackupFault,
    files::{is_in_use, is_open_elsewhere, ordinary::NotOrdinary},
    history::doubt::HistoryDoubt,
    keys::secret::PasswordFault,
    restore::Standing,
};
use crate::{
    policy::{Policy, PolicyError},
    register::{Change, Lang, Stopped, exit_status, filling::counted},
};

/// Why something could not be done with the vault.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub enum StoreError {
    /// There is no vault at this place yet.
    NotThere(PathBuf),
    /// A vault, or a part of one, is there already; it is not touched.
    AlreadyThere(PathBuf),
    /// There is no vault in this directory, but so many backups of one.
    OnlyBackups(PathBuf, usize),
    /// One of the two files is there, the other (this one) is not.
    Missing(PathBuf),
    /// The new password does not satisfy the rule.
    PasswordRefused(PasswordFault),
    /// No slot opens with this password.
    WrongPassword,
    /// No slot opens with this recovery key.
    WrongRecoveryKey,
    /// The key file was another than the database's own; it has been put right, and the password has to be given again.
    KeysPutRight,
    /// The same, with a database whose history is not the one that the key file knew: it may be an older one.
    KeysPutRightBehind {
        /// How many entries there were.
        known: u64,
        /// How many there are.
        found: u64,
    },
    /// The key file cannot be read as one.
    KeysDamaged(PathBuf),
    /// The key file or the database was written by a later version of this program.
    LaterVersion(PathBuf),
    /// The file is no database of this program.
    Foreign(PathBuf),
    /// The key file belongs to another database.
    NotAPair(PathBuf),
    /// The database file is empty.
    Empty(PathBuf),
    /// The database cannot be read, or holds what no register holds; the text says what.
    Damaged(PathBuf, String),
    /// Somebody else changed this record since it was read.
    ChangedElsewhere(Box<crate::register::Key>),
    /// The file's own rules refuse the change; the text says which.
    Refused(String),
    /// Another session is writing and has not finished within five seconds.
    Busy,
    /// A session is at work in this database under another of its names.
    OpenByAnotherName(PathBuf),
    /// The disk is full.
    DiskFull(PathBuf),
    /// The place cannot be written to.
    ReadOnly(PathBuf),
    /// The file belongs to another user of this machine, who alone may open it.
    OfAnotherUser(PathBuf),
    /// Another program has the file open, so that Windows lets nobody change it.
    InUse(PathBuf),
    /// A link, a pipe or a device lies where the vault has a file.
    NotOrdinary(PathBuf),
    /// A file could not be read or written.
    File(PathBuf, io::Error),
    /// The operating system gives no random numbers.
    NoRandomness,
    /// There is not enough memory to derive the key.
    OutOfMemory,
    /// Everything is saved, but what closing does beside (the log into the file, the history's mark) was not finished.
    ClosedUntidy(Box<StoreError>),
    /// The database library reports something unforeseen.
    Database(String),
    /// The place (this directory) takes no changes, so the vault was opened to look.
    OpenedToLook(PathBuf),
    /// The place takes no changes, and this log beside the database holds changes that cannot be brought in there.
    LogLeft(PathBuf),
    /// The database's file was removed or replaced while it was open.
    Replaced(PathBuf),
    /// No backup was made in this directory.
    BackupNotMade(PathBuf, BackupFault),
    /// There is no backup at this place.
    NoBackup(PathBuf),
    /// There are several backups at this place; these are their names.
    SeveralBackups(PathBuf, Vec<String>),
    /// A backup without this one of its two files.
    HalfBackup(PathBuf),
    /// A backup that cannot be read in full; the text says where.
    BackupDamaged(PathBuf, String),
    /// A backup of another register than the one that is open.
    BackupOfAnother(PathBuf),
    /// A backup whose records and history do not fit each other.
    BackupDoubtful(PathBuf, Box<HistoryDoubt>),
    /// The vault at this place would lose something if the backup came in its place.
    WouldReplace(PathBuf, Box<Standing>),
    /// The change would alter what somebody has signed.
    Signed(Box<crate::register::Key>),
    /// After several wrong passwords the next may be tried in so many seconds.
    Wait {
        /// What is left to wait.
        seconds: u64,
    },
    /// Another password or recovery key is being tried, and that does not end.
    GuessUnderWay,
    /// A reader's account may change nothing.
    ReadersOnlyLook,
    /// Only an administrator changes by which policy the register is judged.
    AdministratorsOnly,
    /// What shall judge the register is no policy.
    NoPolicy(Box<PolicyError>),
    /// There are several accounts, so it has to be said whose password it is.
    NameNeeded,
    /// There is no account of this name.
    NoSuchAccount(String),
    /// There is an account of this name already, or of one that looks like the new one.
    AccountExists(String),
    /// Empty, too long, with characters that no name has or that nobody sees, or of mixed scripts.
    AccountNameRefused,
    /// Nobody but readers would be left.
    LastManager,
    /// Another session gave the data another key; this one has to unlock again.
    KeysChanged,
    /// The key file holds a data key of another time than the database.
    KeysOfAnotherTime(PathBuf),
    /// The key file (the first) is from before a renewal of the key; that of a backup (the second) opens the database.
    KeysOlder(PathBuf, PathBuf),
    /// What was asked for is done, but the data key that goes with it is renewed only at the next unlock.
    RenewalUnfinished(Box<StoreError>),
    /// The change was written, but the disk did not confirm it: after a restart it may be there or not.
    Unconfirmed(PathBuf),
    /// The database fits its history, and with the log beside it (the second) does not: they are of different times.
    LogOfAnother(PathBuf, PathBuf),
    /// Somebody stopped the work: nothing of it was written.
    Stopped,
}

impl From<Stopped> for StoreError {
    fn from(_: Stopped) -> Self {
        Self::Stopped
    }
}

/// As the library says that a statement was interrupted.
impl From<Stopped> for rusqlite::Error {
    fn from(_: Stopped) -> Self {
        Self::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_INTERRUPT), None)
    }
}

/// Whether the library says that work was stopped.
pub(super) fn is_stop(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted)
}

impl StoreError {
    /// Refuses a change that alters what is signed or sent.
    pub(super) fn unless_signed(change: &Change) -> Result<(), Self> {
        change.breaks_seal().map_or(Ok(()), |key| Err(Self::Signed(Box::new(key.clone()))))
    }

    /// The exit status for it.
    pub fn exit_status(&self) -> u8 {
        match self {
            Self::WrongPassword
            | Self::WrongRecoveryKey
            | Self::KeysPutRight
            | Self::KeysPutRightBehind { .. }
            | Self::PasswordRefused(_)
            | Self::Wait { .. }
            | Self::GuessUnderWay
            | Self::ReadersOnlyLook
            | Self::AdministratorsOnly
            | Self::NameNeeded
            | Self::LastManager
            | Self::KeysChanged => exit_status::LOCKED,
            Self::NoSuchAccount(_)
            | Self::AccountExists(_)
            | Self::AccountNameRefused
            | Self::SeveralBackups(..)
            | Self::WouldReplace(..) => exit_status::USAGE,
            Self::KeysDamaged(_)
            | Self::LaterVersion(_)
            | Self::Foreign(_)
            | Self::NotAPair(_)
            | Self::Empty(_)
            | Self::Damaged(..)
            | Self::ChangedElsewhere(_)
            | Self::Refused(_)
            | Self::NoPolicy(_)
            | Self::HalfBackup(_)
            | Self::BackupDamaged(..)
            | Self::BackupOfAnother(_)
            | Self::BackupDoubtful(..)
            | Self::Signed(_)
            | Self::KeysOfAnotherTime(_)
            | Self::KeysOlder(..)
            | Self::LogOfAnother(..) => exit_status::DATA,
            Self::NotThere(_)
            | Self::AlreadyThere(_)
            | Self::OnlyBackups(..)
            | Self::Missing(_)
            | Self::Busy
            | Self::OpenByAnotherName(_)
            | Self::DiskFull(_)
            | Self::ReadOnly(_)
            | Self::OfAnotherUser(_)
            | Self::InUse(_)
            | Self::NotOrdinary(_)
            | Self::File(..)
            | Self::NoRandomness
            | Self::OutOfMemory
            | Self::ClosedUntidy(_)
            | Self::Database(_)
            | Self::OpenedToLook(_)
            | Self::LogLeft(_)
            | Self::Replaced(_)
            | Self::BackupNotMade(..)
            | Self::NoBackup(_)
            | Self::RenewalUnfinished(_)
            | Self::Unconfirmed(_) => exit_status::FILE,
            Self::Stopped => exit_status::STOPPED,
        }
    }

    /// What happened, what it means for the data, and what to do next.
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Ja => self.ja(),
            Lang::En => self.en(),
        }
    }

    /// As [`StoreError::message`], with what the policy is cited for.
    pub fn message_citing(&self, policy: &Policy, lang: Lang) -> String {
        match self {
            Self::PasswordRefused(fault) => fault.message(Some(policy), lang),
            other => other.message(lang),
        }
    }

    /// What an operation on a file says.
    pub(super) fn file(path: &Path, error: io::Error) -> Self {
        if error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<NotOrdinary>) {
            return Self::NotOrdinary(path.to_owned());
        }
        match error.kind() {
            _ if is_in_use(&error) => Self::InUse(path.to_owned()),
            io::ErrorKind::PermissionDenied if is_open_elsewhere(path) => Self::InUse(path.to_owned()),
            io::ErrorKind::PermissionDenied => {
                another_users(path).map_or_else(|| Self::ReadOnly(path.to_owned()), Self::OfAnotherUser)
            }
            io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly(path.to_owned()),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull(path.to_owned()),
            _ => Self::File(path.to_owned(), error),
        }
    }

    /// What the database library says about this file.
    pub(super) fn database(path: &Path, error: &rusqlite::Error) -> Self {
        let path = path.to_owned();
        match error {
            rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::QueryReturnedNoRows => return Self::Damaged(path, error.to_string()),
            rusqlite::Error::ToSqlConversionFailure(what) => return Self::Refused(what.to_string()),
            _ => {}
        }
        match error.sqlite_error().map(|error| error.extended_code) {
            // The log is whole when the disk refuses to confirm it, so the next session may find the change in it.
            Some(rusqlite::ffi::SQLITE_IOERR_FSYNC) => return Self::Unconfirmed(path),
            // The index of the log grows before anything is written. The library does not tell whether it could not for want of
            // room.
            Some(rusqlite::ffi::SQLITE_IOERR_SHMSIZE) => return no_index(&path),
            Some(rusqlite::ffi::SQLITE_CANTOPEN_SYMLINK) => return Self::NotOrdinary(path),
            _ => {}
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DiskFull) => Self::DiskFull(path),
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly(path),
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
                Self::Damaged(path, error.to_string())
            }
            Some(ErrorCode::ConstraintViolation) => Self::Refused(error.to_string()),
            Some(ErrorCode::OutOfMemory) => Self::OutOfMemory,
            Some(ErrorCode::OperationInterrupted) => Self::Stopped,
            _ => Self::Database(error.to_string()),
        }
    }

    /// Whether the connection must not be used after it: SQLite answers writes with "read only" once it has met a
    /// damaged page.
    pub(super) fn ends_connection(&self) -> bool {
        matches!(self, Self::Damaged(..) | Self::KeysChanged)
    }
}

/// How much the index of a log grows by.
const INDEX: usize = 32 << 10;

/// Why the index of a log beside a database could not grow: a file as large is tried in the same folder.
fn no_index(database: &Path) -> StoreError {
    let dir = database.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let tried = tempfile::tempfile_in(dir).and_then(|mut file| {
        file.write_all(&vec![0; INDEX])?;
        file.sync_all()
    });
    let why = tried.err().map(|error| StoreError::file(database, error));
    why.unwrap_or_else(|| {
        let index = super::files::with_suffix(database, "-shm");
        StoreError::File(index, io::Error::other("the index of the log cannot grow"))
    })
}

/// What belongs to another user: a file, or the folder that hides it.
fn another_users(path: &Path) -> Option<PathBuf> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let seen = path.ancestors().find_map(|place| Some((place, place.symlink_metadata().ok()?.uid())));
        let (place, owner) = seen?;
        (owner != rustix::process::geteuid().as_raw()).then(|| place.to_owned())
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        None
    }
}

/// A time to wait, rounded up to minutes where it is long.
fn waiting(seconds: u64, lang: Lang) -> String {
    match (seconds, lang) {
        (0..=90, Lang::Ja) => format!("{seconds}秒"),
        (_, Lang::Ja) => format!("{}分", seconds.div_ceil(60)),
        (0..=90, Lang::En) => counted(seconds, "second", "seconds"),
        (_, Lang::En) => counted(seconds.div_ceil(60), "minute", "minutes"),
    }
}
