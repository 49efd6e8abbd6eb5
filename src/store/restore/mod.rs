//! The way back: a backup in the place of the register, and the drill that proves the way.

mod drill;
mod shelf;
mod source;
mod standing;
mod switch;

pub use drill::{Counts, Drill, Now, drill, drill_closed};
pub use shelf::{Known, Shelf, Shelved, Whose};
pub use standing::Standing;

pub(super) use source::is_register;
pub(super) use switch::{clear_left, finish};

use std::{
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::TransactionBehavior;

use super::{
    account::AccountRole,
    backup::{self, BackupName, Turn},
    connection,
    error::StoreError,
    files::{self, KeyFile, Places, look},
    history::{
        audit::{self, Entry, Head, RESTORED},
        doubt::{self, HistoryDoubt},
        gone, named,
    },
    keys::{self, Offer, attempts},
    vault::{Access, create},
};
use crate::register::{Gone, Lang, Stage, Work, filling::counted};
use source::{Found, Source};
use standing::Target;
use switch::Staged;

/// How long another one in the same directory is waited for.
const PATIENCE: Duration = Duration::from_secs(20);

/// What is to be restored, and where.
pub struct Restore<'a> {
    /// The backup: its directory, the database in it, or a directory that holds exactly one backup.
    backup: &'a Path,
    /// The place of the vault.
    to: &'a Places,
    replace: bool,
    accept_doubtful: bool,
    /// The office's local time with its offset, for the history.
    at: &'a str,
    /// Who waits for it.
    work: Work,
}

impl<'a> Restore<'a> {
    /// To a place where nothing would be lost, of a backup without a doubt, with nobody who waits.
    pub fn of(backup: &'a Path, to: &'a Places, at: &'a str) -> Self {
        Self { backup, to, replace: false, accept_doubtful: false, at, work: Work::default() }
    }

    /// Whether a register that would lose something may be replaced.
    #[must_use]
    pub fn replacing(self, replace: bool) -> Self {
        Self { replace, ..self }
    }

    /// Whether a backup whose history does not fit may become the register.
    #[must_use]
    pub fn of_doubtful(self, accept_doubtful: bool) -> Self {
        Self { accept_doubtful, ..self }
    }

    /// Tells the work how far it is, and hears whether to go on. The step that decides is not stopped.
    #[must_use]
    pub fn watched_by(self, work: &Work) -> Self {
        Self { work: work.clone(), ..self }
    }
}

/// A backup that is the register now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// What the backup is called.
    pub backup: String,
    /// How many entries the backup's history had.
    pub entries: u64,
    /// What stood at the place before.
    pub stood: Standing,
    /// Where the files are that stood there.
    pub replaced: Option<PathBuf>,
    /// Everybody who can open it now, by the state of the backup.
    pub accounts: Vec<String>,
    /// What does not fit in the history that came back.
    pub doubt: Option<HistoryDoubt>,
}

impl Restored {
    /// What was done, and what to look after.
    pub fn message(&self, lang: Lang) -> String {
        let (backup, entries) = (&self.backup, self.entries);
        let lost = self.stood.lost(lang);
        match lang {
            Lang::Ja => {
                let kept = self.replaced.as_ref().map_or_else(String::new, |dir| {
                    format!("前のファイルは {} に残してあります。", dir.display())
                });
                format!(
                    "バックアップ {backup}（履歴{entries}件）を台帳に戻しました。{lost}{kept}アカウントとパスワードはバックアップの時点の\
                     ものです（{}）。その後に外した人がいれば、もう一度外してください。",
                    self.accounts.join("、")
                )
            }
            Lang::En => {
                let kept = self.replaced.as_ref().map_or_else(String::new, |dir| {
                    format!(" The former files are kept in {}.", dir.display())
                });
                format!(
                    "The backup {backup} ({}) is the register now.{lost}{kept} Accounts and passwords are those of the \
                     time of the backup ({}): remove again whoever was removed since.",
                    counted(entries, "entry", "entries"),
                    self.accounts.join(", ")
                )
            }
        }
    }
}

/// Puts a backup in the place of the register. The backup is opened and verified first; a register that is there is
/// compared with it and gives way only where nothing would be lost, or on purpose, and is kept beside.
///
/// # Errors
/// [`StoreError::BackupDoubtful`] for a backup whose history does not fit, [`StoreError::WouldReplace`], [`StoreError::ReadersOnlyLook`] for a reader of the backup, [`StoreError::Wait`] after wrong passwords for this backup, what is wrong with it, or what kept the files from being written. Then the place
/// is as it was; a crash leaves the one register or the other, never a mixture.
pub fn restore(wanted: &Restore, offer: &Offer) -> Result<Restored, StoreError> {
    put_back(wanted, offer, AccountRole::may_change)
}

/// The same where those may do it whose role is fit.
fn put_back(
    wanted: &Restore,
    offer: &Offer,
    may: impl FnOnce(AccountRole) -> bool,
) -> Result<Restored, StoreError> {
    let to = wanted.to;
    let source = open(wanted, offer)?;
    if !may(source.role) {
        return Err(StoreError::ReadersOnlyLook);
    }
    if let Some(doubt) = source.doubt.clone().filter(|_| !wanted.accept_doubtful) {
        let database = &source.found.database;
        let dir = database.parent().unwrap_or(database).to_owned();
        return Err(StoreError::BackupDoubtful(dir, Box::new(doubt)));
    }
    // Held to the end: whoever opens the register meanwhile clears nothing of this away.
    let _turn = Turn::take(&to.dir, PATIENCE)?;
    let mut target = standing::look_at(to, &source, offer, &wanted.work)?;
    if !target.standing.gives_way() && !wanted.replace {
        let standing = Box::new(target.standing.clone());
        target.release(None);
        return Err(StoreError::WouldReplace(to.dir.clone(), standing));
    }
    let there = to.database().exists() || to.key_file().exists();
    let stamp = free_stamp(to, wanted.at)?;
    let staged = Staged::of(to);
    let work = &wanted.work;
    // From the decision on it goes on to its end.
    let mut kept = None;
    let done = stage(&source, &staged, &target, wanted)
        .and_then(|()| {
            kept = Some(work.keep_on()?);
            target.give_way(&to.database())
        })
        .and_then(|alone| staged.decide(&stamp).map(|()| alone))
        .inspect_err(|_| {
            // Half a pair would only stand in the way. Nothing of it is the register.
            let _ = staged.clear();
        })
        .and_then(|_alone| finish(to));
    let stood = target.standing.clone();
    let aside = there.then(|| switch::aside(to, &stamp));
    target.release(aside.as_deref());
    drop(kept);
    done?;
    attempts::hand_on(&backup::guessed_at(&source.found.keys), to);
    Ok(Restored {
        backup: source.found.label.clone(),
        entries: source.head.length,
        stood,
        replaced: aside,
        accounts: source.accounts,
        doubt: source.doubt,
    })
}

/// What a restoring would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prospect {
    /// What the backup is called.
    pub backup: String,
    /// How many entries its history has.
    pub entries: u64,
    /// What stands at the place.
    pub stands: Standing,
    /// What does not fit in the backup's history.
    pub doubt: Option<HistoryDoubt>,
    /// Everybody who can open it.
    pub accounts: Vec<String>,
}

/// Opens and verifies a backup and compares it with what stands at the place, as [`restore`] does; nothing is changed.
///
/// # Errors
/// As for [`restore`], but for what is only asked: that something would be lost, and that its history does not fit.
pub fn prospect(wanted: &Restore, offer: &Offer) -> Result<Prospect, StoreError> {
    let source = open(wanted, offer)?;
    if !source.role.may_change() {
        return Err(StoreError::ReadersOnlyLook);
    }
    let target = standing::look_at(wanted.to, &source, offer, &wanted.work)?;
    let stands = target.standing.clone();
    target.release(None);
    let Source { found, head, doubt, accounts, .. } = source;
    Ok(Prospect { backup: found.label, entries: head.length, stands, doubt, accounts })
}

fn open(wanted: &Restore, offer: &Offer) -> Result<Source, StoreError> {
    let to = wanted.to;
    finish(to)?;
    let found = Found::at(wanted.backup, to)?;
    Source::open(found, offer, wanted.at, &wanted.work)
}

/// The moment as a stamp under which nothing was put aside yet.
fn free_stamp(to: &Places, at: &str) -> Result<String, StoreError> {
    let unknown = || StoreError::Refused(format!("no moment: {at}"));
    let name = BackupName::new(at, 0).ok_or_else(unknown)?;
    let (hour, minute, second) = name.time();
    let stamp = format!("{}T{hour:02}{minute:02}{second:02}", name.date());
    let free = |stamp: &String| !switch::aside(to, stamp).exists();
    let numbered = (2..1000).map(|number| format!("{stamp}-{number}"));
    std::iter::once(stamp.clone()).chain(numbered).find(free).ok_or_else(unknown)
}

/// Makes both files beside their places, with the entry about the restoring, and reads them again.
fn stage(source: &Source, staged: &Staged, stood: &Target, wanted: &Restore) -> Result<(), StoreError> {
    let Restore { at, work, .. } = wanted;
    staged.clear()?;
    let copying = work.begin(Stage::Copying, 0)?;
    copy(&source.access.path, &staged.database).map_err(|error| StoreError::file(&staged.database, error))?;
    drop(copying);
    let (data_key, database) = (source.access.data_key.clone(), source.access.database);
    let access = Access { path: staged.database.clone(), data_key, database, writable: true, away: None };
    let failed = |error: rusqlite::Error| StoreError::database(&access.path, &error);
    let mut staged_register = access.connect().map_err(failed)?;
    connection::check(&mut staged_register, &access.path, |connection| named::fill(connection, work))?;
    let head = {
        let transaction =
            staged_register.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
        let head = enter(&transaction, source, stood, at).map_err(failed)?;
        transaction.commit().map_err(failed)?;
        head
    };
    connection::checkpoint(&staged_register).map_err(failed)?;
    staged_register.close().map_err(|(_, error)| failed(error))?;
    files::ordinary::open_to_write(&access.path)
        .and_then(|file| file.sync_all())
        .map_err(|error| StoreError::file(&access.path, error))?;
    if backup::verify(&look::open_still(&access)?, &access, work)?.head != head {
        return Err(StoreError::Damaged(access.path, "the copy's head".to_owned()));
    }
    let places = Places { dir: PathBuf::new(), keys: Some(staged.keys.clone()), backups: None };
    KeyFile::new(source.header.clone(), head, &access.data_key).write(&places)
}

/// Writes the entry about the restoring, and the header that goes with the file.
fn enter(
    transaction: &rusqlite::Transaction,
    source: &Source,
    stood: &Target,
    at: &str,
) -> rusqlite::Result<Head> {
    let told = |head: &Head| serde_json::json!({ "length": head.length, "hash": keys::hex(head.hash()) });
    let before = stood.head.as_ref().map(|head| told(head).to_string());
    let mut after = told(&source.head);
    after["from"] = source.found.label.as_str().into();
    if let Some(stood) = stood.register() {
        // What was recorded since the backup is gone with this.
        let back = gone::load_knowing(transaction)?;
        gone::tell(&mut after, &Gone::behind(&back, &[&back, &stood]));
    }
    create::save_header(transaction, &source.header)?;
    doubt::write(transaction, source.doubt.as_ref())?;
    let entry = Entry::new(RESTORED, at);
    let mut writer = audit::Writer::begin(transaction, &source.access.database, &source.account, entry)?;
    writer.note(before.as_deref(), Some(&after.to_string()))?;
    Ok(writer.finish())
}

/// Copies what a file holds, not what it is called or who may read it.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let mut source = files::ordinary::open_to_read(from)?;
    let mut target = files::ordinary::make(to)?;
    io::copy(&mut source, &mut target)?;
    target.sync_all()
}
