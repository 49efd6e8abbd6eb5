//! The drill: a backup is restored somewhere else, opened with the password and compared, and the result is evidence.

use std::{fs, path::Path};

use super::{Found, Restore, Source, put_back};
use crate::{
    register::{Lang, Register, Work, filling::counted},
    store::{
        backup,
        error::StoreError,
        files::{self, Places, away::Away},
        history::{
            audit::{self, Entry, Head, RESTORE_DRILL},
            doubt::HistoryDoubt,
        },
        keys::Offer,
        vault::Vault,
    },
};

/// How many records a register holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Counts {
    /// Staff members.
    pub staff: usize,
    /// Devices.
    pub devices: usize,
    /// Groups.
    pub groups: usize,
    /// Memberships.
    pub memberships: usize,
    /// Incidents.
    pub incidents: usize,
}

impl Counts {
    fn of(register: &Register) -> Self {
        Self {
            staff: register.staff().len(),
            devices: register.devices().len(),
            groups: register.groups().len(),
            memberships: register.groups().iter().map(|group| group.memberships.len()).sum(),
            incidents: register.incidents().len(),
        }
    }

    fn said(self, lang: Lang) -> String {
        let Self { staff, devices, groups, memberships, incidents } = self;
        match lang {
            Lang::Ja => format!(
                "職員{staff}名、機器{devices}台、グループ{groups}件、参加{memberships}件、インシデント{incidents}件"
            ),
            Lang::En => [
                format!("{staff} staff"),
                counted(devices, "device", "devices"),
                counted(groups, "group", "groups"),
                counted(memberships, "membership", "memberships"),
                counted(incidents, "incident", "incidents"),
            ]
            .join(", "),
        }
    }
}

/// The register beside a backup that was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// How many entries it has that the backup has not; nothing where its history goes another way than the backup's.
    pub behind: Option<u64>,
    /// What it holds.
    pub counts: Counts,
}

/// A drill that succeeded: the backup was restored into a temporary directory, opened, and read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drill {
    /// What the backup is called.
    pub backup: String,
    /// How many entries its history has.
    pub entries: u64,
    /// What the backup holds.
    pub restored: Counts,
    /// What the register holds now; nothing where it was closed.
    pub now: Option<Now>,
    /// Whether the register's own history could take the entry about the drill.
    pub recorded: bool,
    /// What does not fit in the backup's history.
    pub doubt: Option<HistoryDoubt>,
}

impl Drill {
    /// What the drill showed.
    pub fn message(&self, lang: Lang) -> String {
        let (backup, entries, restored) = (&self.backup, self.entries, self.restored.said(lang));
        let beside = self.now.map_or_else(|| closed(lang).to_owned(), |now| now.said(lang));
        match lang {
            Lang::Ja => {
                let end = if self.recorded {
                    "この結果を操作履歴に記録しました。"
                } else {
                    "この結果は操作履歴に記録していません。"
                };
                format!(
                    "復元の訓練：バックアップ {backup} を一時フォルダーに戻し、開いて読めることを確かめました（履歴{entries}件、\
                     {restored}）。{beside}台帳は変わっていません。{end}"
                )
            }
            Lang::En => {
                let end = if self.recorded {
                    " The result is recorded in the history."
                } else {
                    " The result is not recorded in the history."
                };
                format!(
                    "Restore drill: the backup {backup} was restored into a temporary directory, opened and read ({entries} \
                     entries; {restored}). {beside} The register is as it was.{end}"
                )
            }
        }
    }
}

/// What there is to say beside a register that is closed.
fn closed(lang: Lang) -> &'static str {
    match lang {
        Lang::Ja => "台帳は閉じたままなので、今の内容とは比べていません。",
        Lang::En => "The register is closed, so the backup was not compared with it.",
    }
}

impl Now {
    fn said(self, lang: Lang) -> String {
        let counts = self.counts.said(lang);
        match (self.behind, lang) {
            (Some(behind), Lang::Ja) => {
                format!("今の台帳は{counts}で、バックアップにない履歴は{behind}件です。")
            }
            (Some(behind), Lang::En) => format!(
                "The register now holds {counts}; {} not in the backup.",
                counted(behind, "entry of its history is", "entries of its history are")
            ),
            (None, Lang::Ja) => format!(
                "今の台帳は{counts}で、その履歴は途中からこのバックアップと別の内容です（バックアップから戻した後に、それぞれ記録が\
                 続いています）。"
            ),
            (None, Lang::En) => format!(
                "The register now holds {counts}; its history goes another way than the backup's from some entry on, as after a \
                 restoring."
            ),
        }
    }
}

/// Restores a backup into a temporary directory, opens it there with what was given, reads all of it, and compares it with the
/// register. The result goes into the register's history, also where the drill failed; a reader's does not.
///
/// # Errors
/// Why the backup could not be restored and read; [`StoreError::BackupDamaged`] also where its content is not what the
/// register's history says.
pub fn drill(from: &Path, vault: &mut Vault, offer: &Offer, at: &str) -> Result<Drill, StoreError> {
    let own = vault.places().clone();
    let work = vault.work.clone();
    let outcome = rehearse(from, &own, Some(&mut *vault), offer, at, &work);
    let result = match &outcome {
        Ok(drill) => serde_json::json!({
            "result": if drill.doubt.is_some() { "history does not fit" } else { "ok" },
            "from": drill.backup,
            "length": drill.entries,
            "behind": drill.now.and_then(|now| now.behind),
            "restored": drill.restored,
            "now": drill.now.map(|now| now.counts),
        }),
        // Nothing was found out.
        Err(StoreError::Stopped) => return outcome,
        Err(why) => serde_json::json!({
            "result": "failed",
            "from": from.file_name().map(|name| name.to_string_lossy()),
            "why": why.message(Lang::Ja),
        }),
    };
    let entry = Entry::new(RESTORE_DRILL, at);
    let recorded = vault.may_write().and_then(|()| vault.note(&entry, &result.to_string()));
    match outcome {
        // A register that takes no entry can prove its backups without one, and a reader leaves none.
        Ok(drill) => match recorded {
            Ok(()) => Ok(Drill { recorded: true, ..drill }),
            Err(StoreError::OpenedToLook(_) | StoreError::ReadersOnlyLook | StoreError::DiskFull(_)) => {
                Ok(drill)
            }
            Err(why) => Err(why),
        },
        Err(why) => Err(why),
    }
}

/// The same beside a register that is closed: it is not compared, and nothing is recorded.
///
/// # Errors
/// Why the backup could not be restored and read.
pub fn drill_closed(
    from: &Path,
    places: &Places,
    offer: &Offer,
    at: &str,
    work: &Work,
) -> Result<Drill, StoreError> {
    rehearse(from, places, None, offer, at, work)
}

fn rehearse(
    from: &Path,
    own: &Places,
    vault: Option<&mut Vault>,
    offer: &Offer,
    at: &str,
    work: &Work,
) -> Result<Drill, StoreError> {
    let found = Found::at(from, own)?;
    if let Some(vault) = &vault
        && files::database_id(&found.database).is_some_and(|id| id != vault.access.database)
    {
        // Told before a password is tried: it is that of the register, and opens no other one.
        return Err(StoreError::BackupOfAnother(from.to_owned()));
    }
    let label = found.label.clone();
    let source = Source::open(found, offer, at, work)?;
    let (head, doubt) = (source.head.clone(), source.doubt.clone());
    let (keys, database) = (source.found.keys.clone(), source.found.database.clone());
    drop(source);
    let failed = |error| StoreError::file(&std::env::temp_dir(), error);
    let dir = Away::new().map_err(failed)?;
    // Both files into one directory, wherever the keys are kept: it is the way back that is tried.
    let name = if label.is_empty() { "backup" } else { label.as_str() };
    let pair = dir.path().join(name);
    fs::create_dir(&pair).map_err(failed)?;
    for (path, file) in [(&database, backup::DATABASE), (&keys, backup::KEYS)] {
        dir.copy(path, &format!("{name}/{file}")).map_err(failed)?;
    }
    let places = Places::in_dir(dir.path().join("vault"));
    // A drill harms nothing: it shows the way back of a doubtful one as well, and says what does not fit.
    let wanted = Restore::of(&pair, &places, at).of_doubtful(true).watched_by(work);
    // A reader's as well: it ends with this function.
    put_back(&wanted, offer, |_| true)?;
    let mut restored = Vault::open(&places, offer)?;
    restored.watched_by(work);
    let register = restored.load()?;
    drop(restored.lock());
    let now = vault.map(|vault| compare(vault, &head, &register, from)).transpose()?;
    let restored = Counts::of(&register);
    Ok(Drill { backup: label, entries: head.length, restored, now, recorded: false, doubt })
}

/// Holds the register against a backup of it.
fn compare(vault: &mut Vault, head: &Head, restored: &Register, from: &Path) -> Result<Now, StoreError> {
    let now = vault.load()?;
    let behind = behind(vault, head)?;
    if behind == Some(0) && *restored != now {
        return Err(StoreError::BackupDamaged(from.to_owned(), "the same history, other records".to_owned()));
    }
    Ok(Now { behind, counts: Counts::of(&now) })
}

/// How many entries the register has that the backup has not; `None` where the backup is of another history.
fn behind(vault: &mut Vault, head: &Head) -> Result<Option<u64>, StoreError> {
    vault.with(|vault, connection| {
        let failed = |error: rusqlite::Error| vault.failed(&error);
        let database = &vault.access.database;
        let now = audit::head(connection, database).map_err(failed)?;
        let same = audit::contains(connection, database, head).map_err(failed)?;
        Ok(same.then(|| now.length.saturating_sub(head.length)))
    })
}

impl Vault {
    /// Writes an entry about the vault itself.
    pub(in crate::store) fn note(&mut self, entry: &Entry, after: &str) -> Result<(), StoreError> {
        self.write(|vault, transaction| {
            let run = || {
                let mut writer =
                    audit::Writer::begin(transaction, &vault.access.database, &vault.account, *entry)?;
                writer.note(None, Some(after))
            };
            run().map_err(|error| vault.failed(&error))
        })?;
        self.mark_now_and_then();
        Ok(())
    }
}
