//! What comes in from the world, and what goes out to it.

use std::path::PathBuf;

use zeroize::Zeroizing;

use crate::{
    documents::{Paper, PaperHistory, Pdf},
    policy::overview::Month,
    register::{Change, Progress, Register, id::PersonId},
    store::{Account, AccountRole, Answered, PastChange, RecoveryKey, Shelf},
    tui::{desk::care::Care, terminal::input::Input},
};

use super::{
    asked::{Ask, Part},
    delivery::{Delivery, Wanted},
    exports::{Content, Export, Made},
    imports::{ImportNews, ImportTask},
    restoring::{BackupTask, Drilled, LookedAt, Outcome},
    vault::{Backup, Facts, Verified},
};
/// What comes in.
pub enum Message {
    /// From the terminal.
    Input(Input),
    /// The vault has written the change, or not.
    Committed(Result<(), Failure>),
    /// The vault was unlocked, or not.
    Unlocked(Result<Box<Opened>, Denied>),
    /// The recovery key opened the vault and gave an account a new password, or not.
    Recovered(Result<Box<Opened>, Denied>),
    /// The vault was made; the recovery key is shown once.
    Created(Result<(Box<Opened>, Zeroizing<String>), Denied>),
    /// Whether the vault, closed by now, asks for an account's name as well: it has several.
    AsksLogin(bool),
    /// So many seconds are left before the next password may be tried; 0 when it may be.
    WaitLeft(u32),
    /// The accounts of the vault, or why they cannot be read.
    AccountsRead(Result<Vec<Account>, String>),
    /// The accounts were changed, or not.
    AccountsChanged(Result<AccountsAfter, Denied>),
    /// What there is to say about the vault.
    AboutRead(Box<Facts>),
    /// The vault was looked through, or could not be.
    Verified(Result<Verified, String>),
    /// A policy file was read, or why it was not.
    PolicyRead(Result<String, String>),
    /// A backup was made, or not.
    BackedUp(Result<Backup, String>),
    /// The backups that lie somewhere, or why they cannot be read.
    ShelfRead(Result<Shelf, String>),
    /// A backup was opened and compared with what stands at its place, or why not.
    BackupLookedAt(Result<Box<LookedAt>, Denied>),
    /// A backup was tried, or why it could not be.
    Drilled(Result<Drilled, Denied>),
    /// A backup is the register now, or why it is not.
    PutBack(Result<Outcome, Denied>),
    /// A written file was handed to the program that shows it, or why it was not.
    Opened {
        /// The file or folder.
        file: PathBuf,
        /// What came of it.
        outcome: Result<(), OpenFault>,
    },
    /// A file was written, or not.
    Written {
        /// The file, in case it has to be asked whether to overwrite.
        output: Output,
        /// What there is to say of it, or why nothing was written.
        outcome: Result<Delivered, WriteFault>,
    },
    /// A place would take a report, or would not.
    PlaceTried {
        /// The report.
        output: Output,
        /// Whether a file there may be replaced.
        overwrite: bool,
        /// What came of it.
        outcome: Result<(), WriteFault>,
    },
    /// A paper was made into a PDF, or why it could not be.
    Rendered {
        /// Which, and where it goes.
        delivery: Delivery,
        /// What came of it.
        outcome: Result<Pdf, String>,
    },
    /// Ledgers, a calendar or the evidence pack were made, or why they could not be.
    Exported {
        /// Which, and where it goes.
        delivery: Delivery,
        /// What came of it.
        outcome: Result<Made, String>,
    },
    /// What was asked for a ledger on its way in.
    Import(Box<ImportNews>),
    /// The history was read for this paper, or why it could not be.
    PastRead {
        /// Which paper.
        wanted: Wanted,
        /// What came of it.
        outcome: Result<PaperHistory, String>,
    },
    /// The duties at the end of each of the last months were counted, or why they could not be.
    MonthsRead {
        /// The page that asked.
        ticket: u32,
        /// What came of it.
        outcome: Result<Vec<Month>, String>,
    },
    /// The register was read again because another session changed it.
    Reloaded(Box<Register>),
    /// Another session made these changes, in this order.
    Followed(Vec<Change>),
    /// A part of the history that was asked for.
    History(Part),
    /// The changes that an undo can take back, the newest first, or why they cannot be read.
    PastChanges(Result<Vec<PastChange>, String>),
    /// What the vault itself asks for now.
    Cares(Vec<Care>),
    /// A care was settled, with those that are left, or was not.
    CareSettled(Result<Vec<Care>, String>),
    /// What was being typed could not be kept in the vault, and why: it is gone.
    DraftNotKept(String),
    /// Another session's change could not be read.
    ReloadFailed(String),
    /// How far long work is beside the screen; nothing where none takes long.
    Working(Option<Progress>),
    /// Nobody has touched a key for as long as the policy file allows.
    Idle,
}

/// What may be done in an open vault.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Access {
    /// Everything.
    #[default]
    Full,
    /// The account only looks.
    Reader,
    /// The files are open to be looked at: nothing can be written, whoever is in.
    LookOnly,
}

/// Why a password or a key was not taken, or what it was to open was not done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Denied {
    /// In the reader's language.
    pub why: String,
    /// Seconds before the next try.
    pub wait: u32,
    /// Whether the present password was the fault.
    pub wrong_password: bool,
}

impl From<String> for Denied {
    fn from(why: String) -> Self {
        Self { why, ..Self::default() }
    }
}

/// A change of who may open the vault.
#[derive(Clone, PartialEq, Eq)]
pub enum AccountChange {
    /// One more account.
    Add {
        /// Its name.
        name: String,
        /// What its owner does here.
        role: AccountRole,
        /// The staff member behind it.
        staff: Option<PersonId>,
        /// Its password.
        password: Zeroizing<String>,
    },
    /// One account less; the key of the data is renewed.
    Remove {
        /// Its name.
        name: String,
    },
    /// Another password for the account that is in.
    Password {
        /// The new one.
        password: Zeroizing<String>,
    },
    /// Another recovery key.
    RecoveryKey,
}

/// Never shows a password.
impl std::fmt::Debug for AccountChange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Add { name, role, staff, .. } => write!(f, "Add({name:?}, {role:?}, {staff:?})"),
            Self::Remove { name } => write!(f, "Remove({name:?})"),
            Self::Password { .. } => f.write_str("Password"),
            Self::RecoveryKey => f.write_str("RecoveryKey"),
        }
    }
}

/// The accounts after one of them was changed.
#[derive(Clone, Default)]
pub struct AccountsAfter {
    /// All of them.
    pub accounts: Vec<Account>,
    /// The new recovery key, to be shown once.
    pub key: Option<Zeroizing<String>>,
    /// What was done but not finished, in the reader's language.
    pub unfinished: Option<String>,
}

/// What the door remembers from one session to the next while the program runs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Login {
    /// Whether an account's name is asked for: there are several.
    pub asked: bool,
    /// The name that is filled in.
    pub name: String,
}

/// What an open vault gives.
#[derive(Debug, Clone, Default)]
pub struct Opened {
    /// The register.
    pub register: Register,
    /// What the vault has to say, in the reader's language, such as that a file was put right.
    pub notices: Vec<String>,
    /// What it says in passing, in a line that nobody has to close.
    pub told: Option<String>,
    /// The last change of an earlier session, with what it is called: it can be taken back.
    pub last: Option<(Change, String)>,
    /// Nothing stands that could be taken back since a restoring or an import replaced the whole register.
    pub replaced: bool,
    /// What may be done.
    pub access: Access,
    /// The name of the account that is in.
    pub account: String,
    /// What its owner does here.
    pub role: Option<AccountRole>,
    /// Which of the staff its owner is.
    pub staff: Option<PersonId>,
    /// What the vault itself asks for.
    pub cares: Vec<Care>,
    /// Nobody has answered yet from when the register is kept and who hosts the patients' groups.
    pub asks_beginning: bool,
    /// Nobody has put the first steps of a new register away.
    pub first_steps: bool,
    /// When this account was here last.
    pub visit: Option<Visit>,
    /// What was being typed when the register was locked.
    pub waiting: Option<Waiting>,
    /// The last entry of the history that the register holds.
    pub seen: u64,
}

/// An account's last visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// When, as a stamp: the office's local time with its offset.
    pub at: String,
    /// The last entry of the history that was seen.
    pub seq: u64,
    /// How many entries others made since, counted up to [`MOST_OTHERS`].
    pub others: u64,
}

/// Why a change was not written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// Another session changed the record first; the register has to be read again.
    ChangedElsewhere(String),
    /// What is told says by itself what was written and what is not known.
    ToldWhole(String),
    /// Anything else, in the reader's language.
    Other(String),
}

/// Files on their way to the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// What it is, and where it goes.
    pub delivery: Delivery,
    /// What is written.
    pub content: Content,
}

/// What there is to say of files that were written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Delivered {
    /// What an earlier writing had left unfinished there and is gone now.
    pub cleared: Vec<PathBuf>,
    /// Why the history does not hold it, where it should.
    pub unrecorded: Option<String>,
}

/// Why a file was not opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpenFault {
    /// There is no program here that shows files, such as on a line to a server.
    NoProgram,
    /// The program did not open it, for a reason in the system's words.
    Failed(String),
}

/// Why a file was not written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WriteFault {
    /// There is one already.
    Exists,
    /// Anything else, in the reader's language.
    Other(String),
}

/// What goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Write a change to the vault.
    Commit {
        /// The change.
        change: Change,
        /// The word for the audit trail.
        action: String,
    },
    /// Unlock the vault.
    Unlock {
        /// As this account, where there are several.
        account: Option<String>,
        /// With this password.
        password: Zeroizing<String>,
    },
    /// Open the vault with its recovery key and give an account a new password.
    Recover {
        /// The key from the paper.
        key: RecoveryKey,
        /// Whose password it is, where there are several accounts.
        account: Option<String>,
        /// The new password.
        password: Zeroizing<String>,
    },
    /// Make the vault.
    Create {
        /// The office's name.
        office: String,
        /// The account's name.
        account: String,
        /// Its password.
        password: Zeroizing<String>,
    },
    /// Write a file, and tell the history where that has to be.
    Write {
        /// Where and what.
        output: Output,
        /// Whether a file there may be replaced.
        overwrite: bool,
    },
    /// See whether a place would take a report, before it is recorded.
    TryPlace {
        /// The report.
        output: Output,
        /// Whether a file there may be replaced.
        overwrite: bool,
    },
    /// Open a written file or folder with the system's own program for it.
    Open(PathBuf),
    /// Hand a text to the clipboard of whoever is at the terminal.
    Copy(String),
    /// Make a paper into a PDF.
    Render {
        /// The paper.
        paper: Box<Paper>,
        /// Which one it is, and where it goes.
        delivery: Delivery,
    },
    /// Make ledgers, a calendar or the evidence pack.
    Export {
        /// Which.
        export: Export,
        /// Where it goes.
        delivery: Delivery,
    },
    /// Do what a ledger on its way in needs.
    Import(ImportTask),
    /// Read what the history knows for this paper.
    ReadPast(Wanted),
    /// Count the duties at the end of each of the last months, for the page with this ticket.
    ReadMonths(u32),
    /// Count the seconds down before the next password may be tried.
    CountDown(u32),
    /// Read the accounts.
    ReadAccounts,
    /// Change the accounts, once the present password was found to be right.
    ChangeAccounts {
        /// What.
        change: AccountChange,
        /// The password of the account that is in.
        present: Zeroizing<String>,
    },
    /// Gather what there is to say about the vault.
    ReadAbout,
    /// Look the whole vault through.
    Verify,
    /// Read a policy file.
    ReadPolicy(PathBuf),
    /// Make a backup now.
    BackUp,
    /// Do something about backups.
    OfBackups(BackupTask),
    /// Keep what was being typed inside the vault, close it and forget its key.
    Lock {
        /// What was being typed.
        draft: Option<Zeroizing<String>>,
        /// Where somebody was.
        place: Option<Zeroizing<String>>,
        /// A backup takes the register's place then.
        restores: bool,
    },
    /// Read a part of the history.
    History(Ask),
    /// Read the changes that an undo can take back, at most so many.
    ReadPastChanges(usize),
    /// Take a batch of the history back, with this change.
    TakeBack {
        /// The change.
        change: Change,
        /// The batch.
        batch: u64,
    },
    /// Accept a history that is not the one that was known.
    AcceptHistory,
    /// Remember that this is answered.
    Answered(Answered),
    /// Stop what takes long beside the screen.
    StopWork,
    /// Read the register again.
    Reload,
    /// Close the vault and stop the program until it is called back.
    Suspend,
    /// End.
    Quit,
}

/// What an unlock gave back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Waiting {
    /// What was kept: one set of layers a line.
    pub text: Zeroizing<String>,
    /// When, as people read it.
    pub when: String,
}
