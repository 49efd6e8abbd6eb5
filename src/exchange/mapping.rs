//! How a file was taken in, kept for the next one of its sort: what each sheet is, where its columns go, and what was answered.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    columns::{Column, Headings, Kind, Why},
    question::{Answers, Choice, Question},
};
use crate::register::{Lang, RecordKind};

/// The format of its file.
pub const FORMAT: &str = "mcs-register-import-map/1";

/// How a file was taken in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping {
    /// What is known of each sheet by its name.
    pub sheets: BTreeMap<String, SheetMapping>,
    /// Whether what the only one says holds of a sheet of another name: that of the next month.
    any_name: bool,
    /// What was answered.
    pub answers: Answers,
}

/// How a sheet was taken in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetMapping {
    /// The kind of ledger.
    pub kind: Option<Kind>,
    /// Where each heading goes; nowhere where there is nothing.
    pub columns: BTreeMap<String, Option<String>>,
    /// The number of its row of headings, where somebody named it.
    pub header: Option<u32>,
    /// It is not taken in.
    pub left_out: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    #[serde(default)]
    sheets: BTreeMap<String, SheetFile>,
    /// An empty answer is none yet.
    #[serde(default)]
    answers: Answers,
    /// What may be answered to the questions that are open; read by people alone.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    choices: BTreeMap<String, Vec<String>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SheetFile {
    #[serde(default)]
    kind: Option<String>,
    #[serde(default)]
    columns: BTreeMap<String, Option<String>>,
}

/// What is wrong with a file of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MappingFault {
    /// It is none.
    NotOne(String),
    /// A kind of ledger that there is not.
    NoSuchKind(String),
    /// A field that there is not.
    NoSuchField(String),
}

impl MappingFault {
    /// What is wrong, in one sentence.
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::NotOne(why), Lang::Ja) => {
                format!(
                    "取り込みの対応表として読めません（{why}）。--save-map で書き出したファイルを指定してください。"
                )
            }
            (Self::NotOne(why), Lang::En) => {
                format!("This is no import map ({why}). Name a file that --save-map wrote.")
            }
            (Self::NoSuchKind(kind), Lang::Ja) => format!("「{kind}」という台帳の種類はありません。"),
            (Self::NoSuchKind(kind), Lang::En) => format!("There is no kind of ledger \"{kind}\"."),
            (Self::NoSuchField(field), Lang::Ja) => format!("「{field}」という項目はありません。"),
            (Self::NoSuchField(field), Lang::En) => format!("There is no field \"{field}\"."),
        }
    }
}

impl Mapping {
    /// Reads the text of a file.
    ///
    /// # Errors
    /// When it is none, or names a kind or a field that there is not.
    pub fn parse(text: &str) -> Result<Self, MappingFault> {
        let file: File =
            serde_json::from_str(text).map_err(|error| MappingFault::NotOne(error.to_string()))?;
        if file.format != FORMAT {
            return Err(MappingFault::NotOne(format!("format: {}", file.format)));
        }
        let mut sheets = BTreeMap::new();
        for (name, sheet) in file.sheets {
            let kind = sheet
                .kind
                .map(|word| Kind::from_word(&word).ok_or(MappingFault::NoSuchKind(word)))
                .transpose()?;
            if let Some(field) = sheet.columns.values().flatten().find(|field| !is_field(field)) {
                return Err(MappingFault::NoSuchField(field.clone()));
            }
            sheets.insert(name, SheetMapping { kind, columns: sheet.columns, ..SheetMapping::default() });
        }
        let answers = file.answers.into_iter().filter(|(_, answer)| !answer.is_empty()).collect();
        Ok(Self { sheets, answers, any_name: true })
    }

    /// What is known of a sheet.
    pub fn sheet(&self, name: &str) -> Option<&SheetMapping> {
        let only = || self.sheets.values().next().filter(|_| self.any_name && self.sheets.len() == 1);
        self.sheets.get(name).or_else(only)
    }

    /// The text by which the next table with the same headings is taken in: what was said of its sheet, and what words mean in
    /// it. The row of its headings may be another one then.
    pub fn remembered(said: &SheetMapping, meanings: &Answers) -> String {
        let sheet =
            SheetFile { kind: said.kind.map(|kind| kind.word().to_owned()), columns: said.columns.clone() };
        let file = File {
            format: FORMAT.to_owned(),
            sheets: BTreeMap::from([(String::new(), sheet)]),
            answers: meanings.clone(),
            choices: BTreeMap::new(),
        };
        serde_json::to_string(&file).unwrap_or_default()
    }

    /// The text of a file that says how sheets were taken in, each with its name, its kind and its columns, with a place for
    /// each answer that is still wanted.
    pub fn written<'s>(
        sheets: impl Iterator<Item = (&'s str, Kind, &'s [Column])>,
        open: impl Iterator<Item = &'s Question>,
        answers: &Answers,
    ) -> String {
        let mut file = File {
            format: FORMAT.to_owned(),
            sheets: BTreeMap::new(),
            answers: answers.clone(),
            choices: BTreeMap::new(),
        };
        for (name, kind, columns) in sheets {
            let columns = columns.iter().filter(|column| column.why != Why::Marks);
            let columns = columns
                .map(|column| (column.heading.clone(), column.field.as_ref().map(ToString::to_string)));
            let sheet = SheetFile { kind: Some(kind.word().to_owned()), columns: columns.collect() };
            file.sheets.insert(name.to_owned(), sheet);
        }
        for question in open {
            file.answers.entry(question.key.clone()).or_default();
            file.choices.insert(question.key.clone(), question.choices.iter().map(Choice::word).collect());
        }
        serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
    }
}

/// Whether a column can go there.
fn is_field(field: &str) -> bool {
    let mut parts = field.splitn(3, '/');
    let (Some(""), Some(record), Some(rest)) = (parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    let of_record =
        RecordKind::from_word(record).is_some_and(|kind| kind.field(&format!("/{rest}")).is_some());
    of_record || Headings::knows(field)
}
