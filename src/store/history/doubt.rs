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
const NAME: meta::Name = meta::Name::HistoryDoubt;

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

    /// What was found, in short: how many problems, and what the first of them is, with its entry.
    pub fn found(&self, lang: Lang) -> String {
        let Self { kind, entry, count, .. } = self;
        let kind = called(kind, lang);
        match (lang, entry) {
            (Lang::Ja, Some(seq)) => format!("{count}件、最初は履歴#{seq}：{kind}"),
            (Lang::Ja, None) => format!("{count}件、最初は{kind}"),
            (Lang::En, Some(seq)) => format!("{count}, the first at entry #{seq}: {kind}"),
            (Lang::En, None) => format!("{count}, the first: {kind}"),
        }
    }

    /// What it means and what to do.
    pub fn message(&self, lang: Lang) -> String {
        let (day, found) = (self.at.split('T').next().unwrap_or_default(), self.found(lang));
        match (lang, self.is_of_index()) {
            (Lang::Ja, true) => format!(
                "台帳の記録と操作履歴は合っていますが、{kind}が見つかりました（{day}に確認）。人ごとの履歴に出てこないものがあるかもしれ\
                 ません。mcs-register verify --rebuild-index で履歴から作り直してください。それまでのバックアップは doubtful \
                 フォルダーに分けて作成します。",
                kind = called(&self.kind, lang)
            ),
            (Lang::En, true) => format!(
                "The records and the history fit each other, but {kind} (found on {day}): the history of a person may lack \
                 some of it. mcs-register verify --rebuild-index makes the index anew from the entries; backups made before \
                 go to the folder doubtful.",
                kind = called(&self.kind, lang)
            ),
            (Lang::Ja, false) => format!(
                "台帳の記録と操作履歴に合わないところがあります（{day}に確認、{found}）。操作履歴を残さずに書き換えられた可能性が\
                 あります。mcs-register verify で場所を確かめ、合っていたころのバックアップと比べてください。そのバックアップは\
                 残してあり、合わない間のものは doubtful フォルダーに分けて作成します。"
            ),
            (Lang::En, false) => format!(
                "The records and the history do not fit each other (found on {day}, {found}): something may have been \
                 changed without an entry. mcs-register verify says where; compare with a backup from before. Those stay: \
                 backups made meanwhile go to the folder doubtful."
            ),
        }
    }

    /// Whether nothing but the index of names does not fit, which is made anew from the entries.
    fn is_of_index(&self) -> bool {
        self.kind == Problem::Named.word() && self.count == 1
    }

    /// Whether another one is of the same thing, whenever it was found.
    fn is_same(&self, other: &Self) -> bool {
        (&self.kind, self.entry, self.count) == (&other.kind, other.entry, other.count)
    }
}

/// What a problem is, by its word ([`Problem::word`]). A word of a later version stands as it is.
fn called(kind: &str, lang: Lang) -> &str {
    let (ja, en) = match kind {
        "pages" => ("ファイルの壊れたところ", "part of the file is damaged"),
        "unreadable" => ("読めないところ", "something cannot be read"),
        "reference" => ("指す相手のない行", "a row refers to what is not there"),
        "schema" => ("ファイルの構造の違い", "the file's structure is another"),
        "note" => ("控えの名前の違い", "a note bears a strange name"),
        "no-history" => ("操作履歴がないこと", "there is no history"),
        "altered" => ("後からの書き換え", "altered afterwards"),
        "chain" => ("直前の履歴とのつながりの切れ目", "it does not follow the one before it"),
        "gap" => ("履歴の抜け", "entries are missing"),
        "not-the-first" => ("履歴の始まりの誤り", "the history begins elsewhere"),
        "batch" => ("操作のまとまりの食い違い", "its batch does not fit"),
        "action" => ("操作の名前の違い", "what was done is called by a strange word"),
        "stamp" => ("日時の書き方の誤り", "its time is not well formed"),
        "form" => ("記録の書き方の違い", "its form is not this program's"),
        "not-what-stands" => ("前後の履歴の記録の食い違い", "it is not what the next entry found"),
        "record" => ("履歴のとおりでない記録", "a record is not as the history says"),
        "import" => ("読み込んだ内容と合わない記録", "a record is not as it was imported"),
        "named" => ("誰が出てくるかの索引の違い", "the index of who is named is not what the entries say"),
        "account" => ("履歴のとおりでないアカウント", "an account is not as the history says"),
        "went-back" => ("履歴が前の状態に戻っていること", "the history went back"),
        "more" => ("ほかの食い違い", "further ones"),
        other => (other, other),
    };
    match lang {
        Lang::Ja => ja,
        Lang::En => en,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::verify::{EntryFault, EntryName};

    #[test]
    fn what_was_found_is_said_in_words() {
        let text = String::new;
        let faults = [
            EntryFault::Altered,
            EntryFault::Chain,
            EntryFault::Gap { after: 1 },
            EntryFault::NotTheFirst,
            EntryFault::Batch,
            EntryFault::Action,
            EntryFault::Stamp,
            EntryFault::Form,
            EntryFault::Unreadable(text()),
            EntryFault::NotWhatStands,
        ];
        let entry = EntryName::default();
        let faults = faults.map(|fault| Problem::Entry { entry: entry.clone(), fault });
        let others = [
            Problem::Pages { what: text() },
            Problem::Unreadable { what: text() },
            Problem::Reference { table: text(), parent: text() },
            Problem::Schema { name: text(), missing: true },
            Problem::Note { name: text() },
            Problem::NoHistory,
            Problem::Record { key: crate::register::Key::Office, last: None },
            Problem::Import { entry: entry.clone() },
            Problem::Account { name: text() },
            Problem::Named,
            Problem::WentBack { known: 2, found: 1 },
            Problem::More { count: 1 },
        ];
        for problem in faults.iter().chain(&others) {
            let kind = problem.word();
            let at = "2026-11-22T09:00:00+09:00".to_owned();
            let doubt = HistoryDoubt { at, kind: kind.to_owned(), entry: Some(3), count: 2 };
            let said = doubt.found(Lang::Ja);
            assert!(!said.chars().any(|c| c.is_ascii_alphabetic()), "{said}");
            assert_ne!(called(kind, Lang::En), kind);
        }
        assert_eq!(called("later", Lang::Ja), "later");
    }
}
