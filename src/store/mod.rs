//! The vault: one office's register in an encrypted SQLite file, its key slots, and the history of every change.
//!
//! Two files, readable by their owner alone: `register.db` (SQLCipher) and `register.keys` (the key slots; `keys/` says how),
//! which may lie elsewhere. The key file is written inside the database's write transaction, by a temporary file, a
//! rename and two syncs, and the database holds a full copy of it: whatever a crash leaves, the copy puts it right at
//! the next unlock. The key file in turn knows how long the history was and its last hash, so that a database
//! that went back is told.

mod account;
mod accounts;
mod backup;
mod bulk;
mod care;
mod connection;
mod error;
mod files;
mod history;
mod keys;
mod load;
mod meta;
mod restore;
mod rows;
mod schema;
mod vault;
mod verify;

pub use crate::policy::BackupRules;
pub use account::{Account, AccountRole};
pub use accounts::NewAccount;
pub use backup::{
    Backup, BackupFault, BackupName, BackupState, FailedBackup, NotABackupName, backups, doubtful_backups,
};
pub use care::{Care, MOST_NAMED, PASSWORD_MONTHS, blank_ids, password_due};
pub use error::StoreError;
pub use files::{Places, Presence, presence};
pub use history::{
    ACCOUNT_ADDED, ACCOUNT_REMOVED, ACCOUNT_STAFF_RENAMED, CLOCK_SET_BACK, CREATED, Draft, EarlierMoment,
    Entry, HANDED_OUT, HEAD_GROUPS, HISTORY_ACCEPTED, HandedOut, Head, HeadCode, HeadCodeFault, HistoryDoubt,
    HistoryEntry, HistoryQuery, IMPORT, LEDGER_IMPORTED, LastChange, MAX_KEPT_FILE, Moment, Notice, Past,
    PastChange, Since, UNDO, Visit, history_document,
};
pub use keys::{
    Cost, GOOD_PASSWORD_CHARS, MAX_TYPED_CHARS, MIN_PASSWORD_CHARS, Offer, PasswordFault, PasswordFileFault,
    PasswordStrength, RECOVERY_GROUPS, RecoveryKey, RecoveryKeyFault, RecoveryKeyFaultKind, Secret, SlipKind,
    check_password, check_password_of, protect_process, seconds_to_wait,
};
pub use meta::Answered;
pub use restore::{
    Counts, Drill, Known, Now, Prospect, Restore, Restored, Shelf, Shelved, Standing, Whose, drill,
    drill_closed, prospect, restore,
};
pub use schema::SCHEMA;
pub use vault::{NewVault, RECOVERY_ACCOUNT, Vault};
pub use verify::{EntryFault, EntryName, Paper, Problem, SetBack, Verification};
