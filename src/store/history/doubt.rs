//! A history that does not fit: remembered from the verification that found it to the next one that finds it whole.
//!
//! A doubt stops nobody from working, and backups go on: an office without them would be worse off. But it is told until it
//! is settled.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::register::Lang;
use crate::store::{
    error::StoreError,
    meta,
    vault::Vault,
    verify::{Problem, Verification},
};

/// Under what the file remembers it.
const NAME: &str = "history-doubt";

/// What a verification found wrong, in short; `verify` says it in full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryDoubt {
    /// When it was first found: the office's local time with its offset.
    pub at: String,
    /// The first problem's word, as [`Problem::word`].
    pub kind: String,
    /// The entry that it is about.
    pub entry: Option<u64>,
    /// How many problems there are.
    pub count: usize,
}

impl HistoryDoubt {
    /// The doubt that a verification leaves. That the history went back behind the key file is told by itself and accepted
    /// by itself; a paper may be of another register.
    pub(in crate::store) fn of(found: &Verification, at: &str) -> Option<Self> {
        let mut problems =
            found.problems.iter().filter(|problem| !matches!(problem, Problem::WentBack { .. }));
        let first = problems.next()?;
        Some(Self {
            at: at.to_owned(),
            kind: first.word().to_owned(),
            entry: first.entry().map(|entry| entry.seq),
            count: 1 + problems.count(),
        })
    }

    /// What was found, in short: how many problems, and the first of them by its word and entry.
    pub(in crate::store) fn found(&self, lang: Lang) -> String {
        let Self { kind, entry, count, .. } = self;
        let entry = entry.map(|seq| format!(" #{seq}")).unwrap_or_default();
        match lang {
            Lang::Ja => format!("{count}件：{kind}{entry}"),
            Lang::En => format!("{count}: {kind}{entry}"),
        }
    }

    /// What it means and what to do.
    pub fn message(&self, lang: Lang) -> String {
        let (day, found) = (self.at.split('T').next().unwrap_or_default(), self.found(lang));
        match lang {
            Lang::Ja => format!(
                "台帳の記録と操作履歴に合わないところがあります（{day}に確認、{found}）。操作履歴を残さずに書き換えられた可能性が\
                 あります。mcs-register verify で場所を確かめ、合っていたころのバックアップと比べてください。そのバックアップは\
                 残してあり、合わない間のものは doubtful フォルダーに分けて作成します。"
            ),
            Lang::En => format!(
                "The records and the history do not fit each other (found on {day}, {found}): something may have been \
                 changed without an entry. mcs-register verify says where; compare with a backup from before. Those stay: \
                 backups made meanwhile go to the folder doubtful."
            ),
        }
    }

    /// Whether another one is of the same thing, whenever it was found.
    fn is_same(&self, other: &Self) -> bool {
        (&self.kind, self.entry, self.count) == (&other.kind, other.entry, other.count)
    }
}

/// What a file remembers.
pub(in crate::store) fn read(connection: &Connection) -> rusqlite::Result<Option<HistoryDoubt>> {
    Ok(meta::read(connection, NAME)?.and_then(|text| serde_json::from_str(&text).ok()))
}

/// Writes it into a file.
pub(in crate::store) fn write(connection: &Connection, doubt: Option<&HistoryDoubt>) -> rusqlite::Result<()> {
    let text = doubt.map(serde_json::to_string).transpose();
    let text = text.map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
    meta::write(connection, NAME, text.as_deref())
}

impl Vault {
    /// What the last look at the whole history found wrong, by this session or another.
    pub fn history_doubt(&self) -> Option<&HistoryDoubt> {
        self.doubt.as_ref()
    }

    /// Keeps what a verification found, for [`Vault::cares`], until another finds the history whole.
    ///
    /// # Errors
    /// When it could not be written; this session knows it all the same.
    pub fn remember_verification(&mut self, found: &Verification, at: &str) -> Result<(), StoreError> {
        self.remember_doubt(HistoryDoubt::of(found, at))
    }

    pub(in crate::store) fn remember_doubt(&mut self, doubt: Option<HistoryDoubt>) -> Result<(), StoreError> {
        let same = match (&self.doubt, &doubt) {
            (None, None) => true,
            (Some(known), Some(found)) => known.is_same(found),
            _ => false,
        };
        if !same {
            self.doubt = doubt;
        }
        let text = self.doubt.as_ref().map(serde_json::to_string).transpose();
        self.remember(NAME, text.map_err(|_| StoreError::OutOfMemory)?.as_deref())
    }

    /// Looks again at what the file remembers: another session may have found something, or found it whole.
    pub(in crate::store) fn look_for_doubt(&mut self) -> Result<(), StoreError> {
        // Where nothing can be written, what this session found is nowhere else.
        let found = self.with(|vault, connection| read(connection).map_err(|error| vault.failed(&error)))?;
        if found.is_some() || !self.opened_to_look() {
            self.doubt = found;
        }
        Ok(())
    }
}
