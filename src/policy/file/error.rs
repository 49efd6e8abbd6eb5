//! What can be wrong with a policy file, and what to do about it.

use std::fmt;

use crate::register::{Lang, hidden::visible};

/// Why a text is no policy file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyError {
    /// The key in the file, for example `rules.password-age.warn_days`; empty where only the line is known.
    pub key: String,
    /// Line and column from 1, where they are known.
    pub line_column: Option<(usize, usize)>,
    /// What is wrong.
    pub fault: PolicyFault,
}

/// What is wrong at the place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PolicyFault {
    /// Not TOML, or a key or value that the format does not know; with the reader's own words.
    Unreadable(String),
    /// The `format` is not the one that this program reads.
    Format,
    /// A key that must be there is not.
    Missing,
    /// A key or word that means nothing here.
    Unknown,
    /// The same twice.
    Twice,
    /// An empty text.
    Blank,
    /// A number outside its range.
    OutOfRange {
        /// The least value.
        least: u16,
        /// The greatest value.
        greatest: u16,
    },
    /// A placeholder that the sentence cannot have, or a brace without its pair.
    Placeholder(String),
    /// A character that does not belong into an id.
    Id,
    /// Not a day (`2020-04-01`).
    NotADay,
    /// A base that the program does not have; with the ids of those that it has.
    NoSuchBase(String),
    /// An edition of a base that the program does not have.
    NoSuchEdition(String),
    /// A setting that is not the office's to set.
    NotTheOffices,
    /// What stands on a form of the policy's own is no form.
    Form {
        /// The line of the form, from 1.
        line: usize,
        /// What is wrong there, in Japanese.
        ja: String,
        /// The same in English.
        en: String,
    },
}

impl PolicyError {
    pub(in crate::policy) fn at(key: impl Into<String>, fault: PolicyFault) -> Self {
        Self { key: key.into(), line_column: None, fault }
    }

    /// What is wrong, where, and what to do.
    pub fn message(&self, lang: Lang) -> String {
        let place = self.place(lang);
        let message = match lang {
            Lang::Ja => format!("運用ポリシーのファイルを使えません。{place}{}", self.fault_ja()),
            Lang::En => format!("The policy file cannot be used. {place}{}", self.fault_en()),
        };
        // Keys and the reader's words quote the file.
        visible(&message).into_owned()
    }

    fn place(&self, lang: Lang) -> String {
        let mut place = String::new();
        if let Some((line, column)) = self.line_column {
            place = match lang {
                Lang::Ja => format!("{line}行{column}桁: "),
                Lang::En => format!("line {line}, column {column}: "),
            };
        }
        if !self.key.is_empty() {
            place = format!("{place}{}: ", self.key);
        }
        place
    }

    fn fault_ja(&self) -> String {
        match &self.fault {
            PolicyFault::Unreadable(words) => {
                format!("読み取れない箇所があります（{words}）。この行を直してください。")
            }
            PolicyFault::Format => {
                format!(
                    "このプログラムが読む形式ではありません。\"{}\" としてください。",
                    super::written::FORMAT
                )
            }
            PolicyFault::Missing => {
                "必要な項目がありません。プログラムに付いているポリシーのファイルを手本に書き加えてください。"
                    .to_owned()
            }
            PolicyFault::Unknown => {
                "知らない項目または語です。つづりを確かめるか、取り除いてください。".to_owned()
            }
            PolicyFault::Twice => "同じものが二度あります。一方を取り除いてください。".to_owned(),
            PolicyFault::Blank => "空です。文を書いてください。".to_owned(),
            PolicyFault::OutOfRange { least, greatest } => {
                format!("{least}から{greatest}までの整数か \"off\" としてください。")
            }
            PolicyFault::Placeholder(name) => format!("ここでは使えない差し込み {name} があります。"),
            PolicyFault::Id => "英小文字、数字、ハイフンだけで書いてください。".to_owned(),
            PolicyFault::NotADay => "日付ではありません。\"2020-04-01\" のように書いてください。".to_owned(),
            PolicyFault::NoSuchEdition(edition) => {
                format!(
                    "このプログラムにない版のポリシー（{edition}）です。新しいプログラムで開いてください。"
                )
            }
            PolicyFault::NotTheOffices => {
                "事業所が設定できる項目ではありません。取り除いてください。".to_owned()
            }
            PolicyFault::Form { line, ja, .. } => format!("様式の{line}行目: {ja}"),
            PolicyFault::NoSuchBase(ids) => {
                format!("このプログラムにないポリシーです。土台にできるのは {ids} です。")
            }
        }
    }

    fn fault_en(&self) -> String {
        match &self.fault {
            PolicyFault::Unreadable(words) => format!("it cannot be read ({words}). Put this line right."),
            PolicyFault::Format => {
                format!(
                    "this is not the format that this program reads. Write \"{}\".",
                    super::written::FORMAT
                )
            }
            PolicyFault::Missing => {
                "this is required and missing. Add it; the policy file that comes with the program shows how."
                    .to_owned()
            }
            PolicyFault::Unknown => {
                "this key or word is not known. Check the spelling or remove it.".to_owned()
            }
            PolicyFault::Twice => "this is there twice. Remove one of the two.".to_owned(),
            PolicyFault::Blank => "this is empty. Write a text.".to_owned(),
            PolicyFault::OutOfRange { least, greatest } => {
                format!("write a whole number from {least} to {greatest}, or \"off\".")
            }
            PolicyFault::Placeholder(name) => format!("the placeholder {name} cannot be used here."),
            PolicyFault::Id => "use lower-case letters, digits and hyphens only.".to_owned(),
            PolicyFault::NotADay => "this is not a day. Write it like \"2020-04-01\".".to_owned(),
            PolicyFault::NoSuchEdition(edition) => {
                format!(
                    "this edition ({edition}) does not come with the program. Open it with a newer program."
                )
            }
            PolicyFault::NotTheOffices => "this is not for the office to set. Remove it.".to_owned(),
            PolicyFault::Form { line, en, .. } => format!("line {line} of the form: {en}"),
            PolicyFault::NoSuchBase(ids) => {
                format!("this policy does not come with the program. The base may be one of {ids}.")
            }
        }
    }
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for PolicyError {}
