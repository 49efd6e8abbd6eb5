//! The vault: one office's register in an encrypted SQLite file, its key slots, and the history of every change.
//!
//! Two files, readable by their owner alone: `register.db` (SQLCipher) and `register.keys` (the key slots; `keys.rs` says how),
//! which may lie elsewhere. The key file is written inside the database's write transaction, by a temporary file, a
//! rename and two syncs, and the database holds a full copy of it: whatever a crash leaves, the copy puts it right at
//! the next unlock. The key file in turn knows how long the history was and its last hash, so that a database
//! that went back is told.

mod account;
mod accounts;
mod attempts;
mod audit;
mod backup;
mod bulk;
mod care;
mod connection;
mod cost;
mod course;
mod create;
mod doubt;
mod drafts;
mod entries;
mod error;
mod files;
mod guard;
mod head_code;
mod history;
mod history_document;
mod identity;
mod keys;
mod leftover;
mod load;
mod look;
mod meta;
mod moment;
mod notice;
mod recovery;
mod rekey;
mod restore;
mod rows;
mod schema;
mod secret;
mod typed;
mod vault;
mod verify;

pub use crate::policy::BackupRules;
pub use account::{Account, AccountRole};
pub use accounts::NewAccount;
pub use attempts::seconds_to_wait;
pub use audit::{
    ACCOUNT_ADDED, ACCOUNT_REMOVED, ACCOUNT_STAFF_RENAMED, CLOCK_SET_BACK, CREATED, Entry, HISTORY_ACCEPTED,
    Head, IMPORT, LastChange, PastChange, UNDO,
};
pub use backup::{
    Backup, BackupFault, BackupName, BackupState, FailedBackup, NotABackupName, backups, doubtful_backups,
};
pub use care::{Care, MOST_NAMED, PASSWORD_MONTHS, blank_ids, password_due};
pub use cost::Cost;
pub use course::Past;
pub use create::NewVault;
pub use doubt::HistoryDoubt;
pub use drafts::Draft;
pub use error::StoreError;
pub use files::{Places, Presence, presence};
pub use guard::protect_process;
pub use head_code::{HEAD_GROUPS, HeadCode, HeadCodeFault};
pub use history::{HistoryEntry, HistoryQuery, Since, Visit};
pub use history_document::history_document;
pub use keys::Offer;
pub use moment::Moment;
pub use notice::Notice;
pub use recovery::{RECOVERY_GROUPS, RecoveryKey, RecoveryKeyFault, RecoveryKeyFaultKind};
pub use restore::{Counts, Drill, RESTORE_DRILL, RESTORED, Restore, Restored, Standing, drill, restore};
pub use schema::SCHEMA;
pub use secret::{
    GOOD_PASSWORD_CHARS, MAX_TYPED_CHARS, MIN_PASSWORD_CHARS, PasswordFault, PasswordFileFault,
    PasswordStrength, Secret, check_password, check_password_of,
};
pub use typed::SlipKind;
pub use vault::{RECOVERY_ACCOUNT, Vault};
pub use verify::{EntryFault, EntryName, Paper, Problem, SetBack, Verification};
