//! What a verification found, in sentences.

use crate::{
    register::{Key, Lang, filling::counted},
    store::history::{audit::Head, entries::Stored, head_code::HeadCode},
};

/// What [`crate::store::Vault::verify`] found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// Where the history stands.
    pub head: Head,
    /// When the first entry was made: the office's local time with its offset.
    pub first_at: Option<String>,
    /// When the last entry was made.
    pub last_at: Option<String>,
    /// What does not fit: the file first, then the chain and the records, of each the first entry of the history first.
    pub problems: Vec<Problem>,
    /// Where an entry is earlier than the one before it.
    pub set_back: Vec<SetBack>,
    /// The comparison with a paper, where a head code was given.
    pub paper: Option<Paper>,
}

/// Which entry, as people look for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EntryName {
    /// Its number, from 1.
    pub seq: u64,
    /// When.
    pub at: String,
    /// Who.
    pub account: String,
    /// What was done, as the history's word.
    pub action: String,
    /// What it is about, `kind/id` or `office`.
    pub subject: String,
}

/// The clock went back between an entry and the one before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetBack {
    /// The later of the two entries.
    pub seq: u64,
    /// The time of the one before.
    pub from: String,
    /// Its own time.
    pub to: String,
    /// Whether an entry of its own says so.
    pub recorded: bool,
}

/// How the history compares with a head code on a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// The history holds it; so many entries came since.
    Fits {
        /// Entries since the paper.
        since: u64,
    },
    /// The history is shorter than it was then: an older file was put back, or its end was cut off.
    Older {
        /// How many entries the paper says.
        paper: u64,
    },
    /// The entry of the paper is another one now: the history was rewritten, or is of another register.
    Rewritten {
        /// Which entry the paper is about.
        paper: u64,
    },
}

/// What is wrong with an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EntryFault {
    /// Its content is not what its hash says.
    Altered,
    /// It names another entry before it than the one that stands there.
    Chain,
    /// Entries between this number and its own are missing.
    Gap {
        /// The last entry that is there before it.
        after: u64,
    },
    /// It is or is not the first one, against what it says of itself.
    NotTheFirst,
    /// Its batch or what it takes back does not fit its place.
    Batch,
    /// What was done is called by a word that this program never writes in such an entry.
    Action,
    /// Its time is not written as this program writes it.
    Stamp,
    /// A record in it is not written as this program writes it.
    Form,
    /// Something in it cannot be read.
    Unreadable(String),
    /// The record as it left it is not the one that the next entry about it found.
    NotWhatStands,
}

/// What does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// Pages of the file are damaged.
    Pages {
        /// What the database library says.
        what: String,
    },
    /// Something in the file cannot be read.
    Unreadable {
        /// What.
        what: String,
    },
    /// A row refers to one that is not there.
    Reference {
        /// The row's table.
        table: String,
        /// The table of the missing row.
        parent: String,
    },
    /// A table, index, view, trigger or mark of the file is not the one that this program makes.
    Schema {
        /// Its name.
        name: String,
        /// Whether it is missing altogether.
        missing: bool,
    },
    /// A note beside the records bears a name that this program never gives.
    Note {
        /// Its name.
        name: String,
    },
    /// There is no history.
    NoHistory,
    /// An entry does not fit.
    Entry {
        /// Which.
        entry: EntryName,
        /// Why.
        fault: EntryFault,
    },
    /// A record is not as the last entry about it left it.
    Record {
        /// Which.
        key: Key,
        /// The last entry about it; `None` where no entry is about it at all.
        last: Option<EntryName>,
    },
    /// The records that no entry since the import is about are not those that came in.
    Import {
        /// The import's entry.
        entry: EntryName,
    },
    /// An account is not as the entries about accounts say.
    Account {
        /// Its name.
        name: String,
    },
    /// What is noted of who is named in which entry is not what the entries say.
    Named,
    /// The key file knows a history that this one does not hold.
    WentBack {
        /// How many entries there were.
        known: u64,
        /// How many there are.
        found: u64,
    },
    /// More of the same kind that are not listed.
    More {
        /// How many.
        count: u64,
    },
}

impl EntryName {
    pub(super) fn of(entry: &Stored) -> Self {
        Self {
            seq: entry.seq,
            at: entry.at.clone(),
            account: entry.account.clone(),
            action: entry.action.clone(),
            subject: entry.subject.clone(),
        }
    }

    /// The entry as a sentence names it.
    fn label(&self, lang: Lang) -> String {
        let Self { seq, at, account, action, subject } = self;
        match lang {
            _ if at.is_empty() => format!("#{seq}"),
            Lang::Ja => format!("#{seq}（{at}、{account}、{action}、{subject}）"),
            Lang::En => format!("#{seq} ({at}, {account}, {action}, {subject})"),
        }
    }
}

impl Paper {
    pub(in crate::store) fn of(code: &HeadCode, same: Option<bool>, length: u64) -> Self {
        let paper = code.length();
        match same {
            Some(true) => Self::Fits { since: length.saturating_sub(paper) },
            None if paper > length => Self::Older { paper },
            _ => Self::Rewritten { paper },
        }
    }

    /// Whether the file is the one of the paper.
    pub fn fits(self) -> bool {
        matches!(self, Self::Fits { .. })
    }

    /// A word that stays the same over versions.
    pub fn word(self) -> &'static str {
        match self {
            Self::Fits { .. } => "fits",
            Self::Older { .. } => "older",
            Self::Rewritten { .. } => "rewritten",
        }
    }

    /// What it means, where the history has so many entries now.
    pub fn message(self, length: u64, lang: Lang) -> String {
        match (self, lang) {
            (Self::Fits { since: 0 }, Lang::Ja) => {
                "紙の履歴コードと一致します。その後の記録はありません。".to_owned()
            }
            (Self::Fits { since: 0 }, Lang::En) => "The paper fits; nothing was recorded since.".to_owned(),
            (Self::Fits { since }, Lang::Ja) => {
                format!("紙の履歴コードと一致します。その後の記録は{since}件です。")
            }
            (Self::Fits { since }, Lang::En) => {
                format!("The paper fits; {} since.", counted(since, "entry", "entries"))
            }
            (Self::Older { paper }, Lang::Ja) => format!(
                "紙の時点では履歴が{paper}件ありましたが、今は{length}件です。古いファイルに戻されたか、末尾が切り取られて\
                 います。"
            ),
            (Self::Older { paper }, Lang::En) => format!(
                "The history had {} when the paper was made and has {length} now: this is an older file, or \
                 its end was cut off.",
                counted(paper, "entry", "entries")
            ),
            (Self::Rewritten { paper }, Lang::Ja) => format!(
                "紙の履歴コードと一致しません。{paper}件目までの履歴が書き換えられているか、別の台帳の紙です。"
            ),
            (Self::Rewritten { paper }, Lang::En) => format!(
                "The paper does not fit: the history up to entry #{paper} was rewritten, or the paper is of another \
                 register."
            ),
        }
    }
}

impl EntryFault {
    fn message(&self, lang: Lang) -> String {
        let plain = |ja: &str, en: &str| match lang {
            Lang::Ja => ja.to_owned(),
            Lang::En => en.to_owned(),
        };
        match self {
            Self::Altered => plain("内容が後から書き換えられています", "its content was altered afterwards"),
            Self::Chain => plain(
                "直前の履歴とつながりません（直前の履歴が書き換えられたか、入れ替えられています）",
                "it does not follow the entry before it, which was rewritten or exchanged",
            ),
            Self::Gap { after } => match lang {
                Lang::Ja => format!("#{after}との間の履歴が抜けています"),
                Lang::En => format!("entries are missing between #{after} and this one"),
            },
            Self::NotTheFirst => plain(
                "台帳の作成の記録ではないもので履歴が始まっているか、作成の記録が途中にあります",
                "the history does not begin with the making of the register, or the making stands elsewhere",
            ),
            Self::Batch => {
                plain("操作のまとまりが前後の履歴と合いません", "its batch does not fit the entries about it")
            }
            Self::Action => plain(
                "操作の名前が、このプログラムの書くものではありません",
                "what was done in it is called as this program calls nothing",
            ),
            Self::Stamp => plain("日時の書き方が正しくありません", "its time is not well formed"),
            Self::Form => plain(
                "記録の書き方が、このプログラムのものではありません",
                "a record in it is not written as this program writes it",
            ),
            Self::Unreadable(what) => match lang {
                Lang::Ja => format!("読めないところがあります（{what}）"),
                Lang::En => format!("something in it cannot be read ({what})"),
            },
            Self::NotWhatStands => plain(
                "変更後の記録が、次の履歴の変更前の記録と一致しません",
                "what it left is not what the next entry about the record found",
            ),
        }
    }

    /// A word that stays the same over versions.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Altered => "altered",
            Self::Chain => "chain",
            Self::Gap { .. } => "gap",
            Self::NotTheFirst => "not-the-first",
            Self::Batch => "batch",
            Self::Action => "action",
            Self::Stamp => "stamp",
            Self::Form => "form",
            Self::Unreadable(_) => "unreadable",
            Self::NotWhatStands => "not-what-stands",
        }
    }
}

impl Problem {
    /// What does not fit, and where.
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Pages { what }, Lang::Ja) => format!("ファイルに壊れたところがあります（{what}）。"),
            (Self::Pages { what }, Lang::En) => format!("Part of the file is damaged ({what})."),
            (Self::Unreadable { what }, Lang::Ja) => {
                format!("ファイルに読めないところがあります（{what}）。")
            }
            (Self::Unreadable { what }, Lang::En) => {
                format!("Something in the file cannot be read ({what}).")
            }
            (Self::Reference { table, parent }, Lang::Ja) => {
                format!("表「{table}」に、「{parent}」にない相手を指す行があります。")
            }
            (Self::Reference { table, parent }, Lang::En) => {
                format!("A row of the table {table} refers to one that is not in {parent}.")
            }
            (Self::Schema { name, missing: true }, Lang::Ja) => {
                format!("ファイルの構造のうち「{name}」がありません。")
            }
            (Self::Schema { name, missing: true }, Lang::En) => {
                format!("{name} is missing from the file's structure.")
            }
            (Self::Schema { name, missing: false }, Lang::Ja) => {
                format!("ファイルの構造のうち「{name}」が、このプログラムの作るものと違います。")
            }
            (Self::Schema { name, missing: false }, Lang::En) => {
                format!("{name} in the file's structure is not what this program makes.")
            }
            (Self::Note { name }, Lang::Ja) => {
                format!("ファイルの控えのうち「{name}」は、このプログラムの書くものではありません。")
            }
            (Self::Note { name }, Lang::En) => {
                format!("Among the file's notes {name} is none that this program writes.")
            }
            (Self::NoHistory, Lang::Ja) => "履歴がありません。".to_owned(),
            (Self::NoHistory, Lang::En) => "There is no history.".to_owned(),
            (Self::Entry { entry, fault }, Lang::Ja) => {
                format!("履歴{}：{}。", entry.label(lang), fault.message(lang))
            }
            (Self::Entry { entry, fault }, Lang::En) => {
                format!("Entry {}: {}.", entry.label(lang), fault.message(lang))
            }
            (Self::Record { key, last: Some(last) }, Lang::Ja) => format!(
                "記録「{}」が、最後の履歴{}のとおりではありません。履歴を残さずに書き換えられています。",
                key_text(key),
                last.label(lang)
            ),
            (Self::Record { key, last: Some(last) }, Lang::En) => format!(
                "The record {} is not as its last entry {} left it: it was changed without an entry.",
                key_text(key),
                last.label(lang)
            ),
            (Self::Record { key, last: None }, Lang::Ja) => {
                format!("記録「{}」についての履歴がありません。", key_text(key))
            }
            (Self::Record { key, last: None }, Lang::En) => {
                format!("No entry of the history is about the record {}.", key_text(key))
            }
            (Self::Import { entry }, Lang::Ja) => format!(
                "読み込み{}の後に履歴のない記録の中に、書き換え・追加・削除されたものがあります。",
                entry.label(lang)
            ),
            (Self::Import { entry }, Lang::En) => format!(
                "Among the records that no entry is about since the import {}, one was changed, added or removed.",
                entry.label(lang)
            ),
            (Self::Account { name }, Lang::Ja) => {
                format!("アカウント「{name}」が、履歴のとおりではありません。")
            }
            (Self::Account { name }, Lang::En) => format!("The account {name} is not as the history says."),
            (Self::Named, Lang::Ja) => {
                "誰がどの履歴に出てくるかの索引が、履歴の内容と合いません。書き換えられていて、人ごとの履歴に出てこないものがあるかも\
                 しれません。履歴そのものは合っているので、mcs-register verify --rebuild-index で作り直せます。"
                    .to_owned()
            }
            (Self::Named, Lang::En) => {
                "The index of who is named in which entry is not what the entries say: it was changed, and the history of a \
                 person may lack some of them. The entries themselves fit: mcs-register verify --rebuild-index makes it anew \
                 from them."
                    .to_owned()
            }
            (Self::WentBack { known, found }, Lang::Ja) => format!(
                "鍵ファイルが覚えている履歴（{known}件）が、このファイル（{found}件）にありません。古いファイルに戻されたか、\
                 書き換えられています。"
            ),
            (Self::WentBack { known, found }, Lang::En) => format!(
                "The key file knows a history of {} that this file, with {found}, does not hold: an older file \
                 was put back, or the history was rewritten.",
                counted(known, "entry", "entries")
            ),
            (Self::More { count }, Lang::Ja) => format!("ほかに{count}件あります。"),
            (Self::More { count }, Lang::En) => format!("And {count} more."),
        }
    }

    /// A word that stays the same over versions.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Pages { .. } => "pages",
            Self::Unreadable { .. } => "unreadable",
            Self::Reference { .. } => "reference",
            Self::Schema { .. } => "schema",
            Self::Note { .. } => "note",
            Self::NoHistory => "no-history",
            Self::Entry { fault, .. } => fault.word(),
            Self::Record { .. } => "record",
            Self::Import { .. } => "import",
            Self::Account { .. } => "account",
            Self::Named => "named",
            Self::WentBack { .. } => "went-back",
            Self::More { .. } => "more",
        }
    }

    /// Whether it is a mere word that this program does not use: another version may, and which time or which register the
    /// file is of is told by all else.
    pub(in crate::store) fn is_of_words(&self) -> bool {
        matches!(self, Self::Entry { fault: EntryFault::Action, .. } | Self::Note { .. })
    }

    /// The entry that it is about.
    pub fn entry(&self) -> Option<&EntryName> {
        match self {
            Self::Entry { entry, .. } | Self::Import { entry } => Some(entry),
            Self::Record { last, .. } => last.as_ref(),
            _ => None,
        }
    }
}

/// The record as it is found: a review and a waiver with their number in the list.
fn key_text(key: &Key) -> String {
    match key {
        Key::Review(group, place) => format!("group/{group} review {}", u64::from(*place) + 1),
        Key::Waiver(place) => format!("waiver {}", u64::from(*place) + 1),
        Key::Membership(group, id) => format!("membership/{id} (group/{group})"),
        _ => key.subject().to_string(),
    }
}

impl SetBack {
    /// Where and by how much.
    pub fn message(&self, lang: Lang) -> String {
        let Self { seq, from, to, recorded } = self;
        match (lang, recorded) {
            (Lang::Ja, true) => format!("時計が戻されました：{from} → {to}（履歴#{seq}に記録あり）"),
            (Lang::Ja, false) => {
                format!("履歴#{seq}の日時が直前より前です：{from} → {to}（時計の変更の記録はありません）")
            }
            (Lang::En, true) => format!("The clock was set back: {from} -> {to} (entry #{seq} says so)"),
            (Lang::En, false) => {
                format!("Entry #{seq} is earlier than the one before it: {from} -> {to} (no entry says why)")
            }
        }
    }
}

impl Verification {
    /// With what the pages of the file showed, which comes first.
    pub(super) fn after(self, mut pages: Vec<Problem>) -> Self {
        pages.extend(self.problems);
        Self { problems: pages, ..self }
    }

    /// Whether everything fits, the paper included where there was one.
    pub fn fits(&self) -> bool {
        self.problems.is_empty() && self.paper.is_none_or(Paper::fits)
    }
}
