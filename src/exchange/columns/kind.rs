//! The kinds of ledger that come in, one row each: its word, what it is called, and how titles of sheets and files call it.

use crate::register::{Lang, RecordKind, kana::search_key};

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident of $record:ident = $word:literal: $ja:literal, $en:literal, [$($title:literal)*];)*) => {
        /// A kind of ledger.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { $($(#[$doc])* $kind),* }

        impl Kind {
            /// Every kind. Of two that fit equally well the first is taken.
            pub const ALL: &'static [Self] = &[$(Self::$kind),*];

            /// Its word on the command line and in files.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$kind => $word),* }
            }

            /// The kind of a word.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$kind),)* _ => None }
            }

            /// What people call it.
            pub const fn title(self, lang: Lang) -> &'static str {
                match (self, lang) { $((Self::$kind, Lang::Ja) => $ja, (Self::$kind, Lang::En) => $en),* }
            }

            /// The kind of the records that its rows are about.
            pub const fn record(self) -> RecordKind {
                match self { $(Self::$kind => RecordKind::$record),* }
            }

            const fn titles(self) -> &'static [&'static str] {
                match self { $(Self::$kind => &[$($title),*]),* }
            }
        }
    };
}

kinds! {
    /// Staff.
    Staff of Staff = "staff": "職員名簿", "staff", ["職員名簿" "職員一覧" "職員・ID" "職員" "スタッフ" "従業者" "従業員" "社員" "名簿" "staff"];
    /// People of other offices.
    Partners of Partner = "partners": "関係者の一覧", "partners", ["関係者" "連携先" "連絡先一覧" "関係機関" "他事業所" "partners"];
    /// Devices.
    Devices of Device = "devices": "機器の台帳", "devices",
        ["機器" "端末" "タブレット" "パソコン" "ＰＣ管理" "スマホ" "スマートフォン" "備品" "廃棄分" "devices"];
    /// Take-outs.
    TakeOuts of TakeOut = "take-outs": "持ち出しの記録", "take-outs", ["持出" "持ち出し" "持出し" "貸出簿" "take-outs"];
    /// Memberships of groups.
    Members of Membership = "members": "グループの参加者", "members",
        ["参加者" "参加" "担当表" "担当者一覧" "メンバー" "招待" "担当一覧" "担当割" "members" "memberships"];
    /// Groups.
    Groups of Group = "groups": "グループの一覧", "groups",
        ["グループ一覧" "グループ" "患者一覧" "利用者一覧" "患者台帳" "同意書" "groups"];
    /// Trainings attended.
    Trainings of Staff = "trainings": "研修の受講記録", "trainings", ["研修" "受講" "勉強会" "教育" "trainings"];
    /// Pledges.
    Pledges of Staff = "pledges": "誓約書の提出状況", "pledges", ["誓約書" "誓約" "様式3" "pledges"];
    /// Days of passwords.
    Passwords of Staff = "passwords": "パスワード変更の記録", "passwords", ["パスワード" "PW変更" "PW" "passwords"];
    /// Papers filed.
    Filings of Filing = "filings": "届出の記録", "filings", ["届出" "申請書類" "提出書類" "filings"];
}

/// Tables that say nothing that is to be recorded: this program's own lists of what follows from the register, and lists
/// of choices.
const OTHERS: &[&str] = &[
    "指摘",
    "findings",
    "利用制限",
    "restrictions",
    "精査",
    "reviews",
    "解除",
    "removals",
    "インシデント",
    "incidents",
    "初動対応",
    "first-responses",
    "報告書",
    "reports",
    "再発防止策",
    "measures",
    "例外承認",
    "waivers",
    "missing-characters",
    "マスタ",
    "マスター",
    "選択肢",
    "リスト",
];

/// Sheets that show how a table is filled in.
const EXAMPLES: &[&str] = &[
    "記入例",
    "記載例",
    "見本",
    "例",
    "サンプル",
    "ひな形",
    "ひな型",
    "雛形",
    "原本",
    "テンプレート",
    "様式見本",
    "sample",
    "example",
    "template",
];

/// How well a title fits a kind: the more of it is said, the better. 0 where nothing of it is.
pub(super) fn fits(kind: Kind, title: &str) -> usize {
    let title = search_key(title);
    let words = kind.titles().iter().map(|word| search_key(word));
    words.filter(|word| title.contains(word.as_str())).map(|word| word.chars().count()).max().unwrap_or(0)
}

/// Whether a sheet of this name is one that is never taken in.
pub(super) fn is_other(name: &str) -> bool {
    let name = search_key(name);
    OTHERS.iter().any(|word| search_key(word) == name)
}

/// Whether a sheet of this name shows an example.
pub(super) fn is_example(name: &str) -> bool {
    let name: String = search_key(name)
        .chars()
        .filter(|c| !matches!(c, '(' | ')' | '[' | ']' | '【' | '】' | '※'))
        .collect();
    EXAMPLES.iter().any(|word| {
        let word = search_key(word);
        name == word || (word.chars().count() > 1 && (name.starts_with(&word) || name.ends_with(&word)))
    })
}
