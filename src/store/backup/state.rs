//! What there is to say about the backups: how far behind they are, and why the last one was not made.

use std::path::{Path, PathBuf};

use rusqlite::params;
use serde::{Deserialize, Serialize};

use super::{Backup, apart::apart_of, backups_of};
use crate::{
    register::Lang,
    store::{
        error::StoreError,
        files,
        history::{HANDED_OUT, audit},
        meta,
        vault::Vault,
    },
};

/// Why a backup was not made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BackupFault {
    /// There is no room.
    DiskFull,
    /// The place cannot be written to.
    NotWritable,
    /// Another session was at it.
    Busy,
    /// The copy did not agree with the register when it was read again; the text says where.
    NotVerified(String),
    /// Something else, in the system's words.
    Other(String),
}

impl BackupFault {
    pub(in crate::store) fn of(why: &StoreError) -> Self {
        match why {
            StoreError::DiskFull(_) => Self::DiskFull,
            StoreError::ReadOnly(_) | StoreError::OfAnotherUser(_) => Self::NotWritable,
            StoreError::Busy => Self::Busy,
            StoreError::Damaged(_, what) => Self::NotVerified(what.clone()),
            StoreError::KeysDamaged(path) => Self::NotVerified(path.display().to_string()),
            StoreError::File(path, error) => Self::Other(format!("{}: {error}", path.display())),
            StoreError::AlreadyThere(path) | StoreError::Missing(path) => {
                Self::Other(path.display().to_string())
            }
            StoreError::Database(what) | StoreError::Refused(what) => Self::Other(what.clone()),
            other => Self::Other(other.message(Lang::En)),
        }
    }

    /// The reason in a few words, to stand in a sentence.
    pub fn reason(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::DiskFull, Lang::Ja) => "空き容量が足りません".to_owned(),
            (Self::DiskFull, Lang::En) => "the disk is full".to_owned(),
            (Self::NotWritable, Lang::Ja) => "書き込みが許されていません".to_owned(),
            (Self::NotWritable, Lang::En) => "it cannot be written to".to_owned(),
            (Self::Busy, Lang::Ja) => "ほかの画面がバックアップ中です".to_owned(),
            (Self::Busy, Lang::En) => "another session is making a backup".to_owned(),
            (Self::NotVerified(what), Lang::Ja) => format!("読み直した内容が合いません：{what}"),
            (Self::NotVerified(what), Lang::En) => format!("it did not agree when it was read again: {what}"),
            (Self::Other(what), _) => what.clone(),
        }
    }
}

/// A backup that was not made, as the file remembers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedBackup {
    /// When: the office's local time with its offset.
    pub at: String,
    /// Where it was to go.
    pub dir: PathBuf,
    /// Why not.
    pub why: BackupFault,
}

impl FailedBackup {
    /// What happened and what to do.
    pub fn message(&self, lang: Lang) -> String {
        let Self { at, dir, why } = self;
        let (day, dir, why) = (at.split('T').next().unwrap_or_default(), dir.display(), why.reason(lang));
        match lang {
            Lang::Ja => format!(
                "{day}にバックアップを作成できませんでした（{dir}：{why}）。台帳と前のバックアップは無事です。場所と空き容量を\
                 確かめ、台帳を画面で開いて閉じるか、mcs-register backup --to で別の場所に作成してください。"
            ),
            Lang::En => format!(
                "On {day} no backup could be made ({dir}: {why}). The register and the earlier backups are unharmed. See to the \
                 place and its room; then open the register on the screen and quit, or use mcs-register backup --to."
            ),
        }
    }
}

/// How it stands with the register's own backups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupState {
    /// The newest good one that belongs to this history.
    pub newest: Option<Backup>,
    /// Those that do not verify and are kept apart, the newest first.
    pub doubtful: Vec<Backup>,
    /// How many entries of the history are in no backup, good or doubtful; those about what left the register do not count.
    pub behind: u64,
    /// When the first of those was written.
    pub since: Option<String>,
    /// The last attempt, where it failed.
    pub failed: Option<FailedBackup>,
}

/// So many entries that no backup has are counted one by one at each unlock; of more, those about what left count too.
const COUNTED: u64 = 10_000;

/// Where the file remembers the last failure.
const FAILED: meta::Name = meta::Name::BackupFailed;

impl Vault {
    /// How it stands with the backups that are there. Looked at right after the unlock, `behind` counts what earlier sessions
    /// left without a backup.
    ///
    /// # Errors
    /// When the history or the directory cannot be read.
    pub fn backup_state(&mut self) -> Result<BackupState, StoreError> {
        let places = self.places().clone();
        let mut own = backups_of(&places.backup_dir(), &self.access.database)?;
        let doubtful = apart_of(&places.backup_dir(), &self.access.database);
        let longest_first = |list: &mut Vec<Backup>| {
            list.sort_by_key(|backup| std::cmp::Reverse((backup.name.entries(), backup.name)));
        };
        longest_first(&mut own);
        let mut apart = doubtful.clone();
        longest_first(&mut apart);
        self.with(|vault, connection| {
            let failed = |error: rusqlite::Error| vault.failed(&error);
            let database = &vault.access.database;
            let head = audit::head(connection, database).map_err(failed)?;
            let of_this = |backup: &Backup| {
                files::read_keys(&backup.key_file(&places)).is_ok_and(|read| {
                    read.whole
                        && backup.is_named_after(&read.file)
                        && audit::contains(connection, database, &read.file.history).unwrap_or(false)
                })
            };
            let newest = own.into_iter().find(of_this);
            let apart = apart.into_iter().find(of_this);
            let entries = |backup: &Option<Backup>| backup.as_ref().map_or(0, |backup| backup.name.entries());
            let saved = entries(&newest).max(entries(&apart)).min(head.length);
            // That something left is no change of the register that could be lost.
            let (counted, since): (u64, Option<String>) = connection
                .query_row(
                    "SELECT count(*), (SELECT at FROM audit WHERE seq > ?1 AND action <> ?2 ORDER BY seq LIMIT 1) \
                     FROM (SELECT 1 FROM audit WHERE seq > ?1 AND action <> ?2 LIMIT ?3)",
                    params![saved, HANDED_OUT, COUNTED],
                    |row| Ok((row.get(0)?, row.get(1)?)),
                )
                .map_err(failed)?;
            let behind = if counted < COUNTED { counted } else { head.length - saved };
            let remembered = meta::read(connection, FAILED).map_err(failed)?;
            let failed = remembered.and_then(|text| serde_json::from_str(&text).ok());
            Ok(BackupState { newest, doubtful, behind, since, failed })
        })
    }

    /// Remembers why a backup was not made, or that the last one was.
    pub(super) fn remember_backup(
        &mut self,
        dir: &Path,
        why: Option<&BackupFault>,
        at: &str,
    ) -> Result<(), StoreError> {
        let text = match why {
            Some(why) => {
                let failed = FailedBackup { at: at.to_owned(), dir: dir.to_owned(), why: why.clone() };
                Some(serde_json::to_string(&failed).map_err(|_| StoreError::OutOfMemory)?)
            }
            None => None,
        };
        self.remember(FAILED, text.as_deref())
    }
}
