//! What of an import waits inside the vault while that is locked: what was said and answered. The file waits beside it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    exchange::{Mapping, SheetMapping, columns::Kind, question::Answers},
    tui::app::{
        Layer,
        imports::HowRead,
        kept::{Ground, Keep, Unfit},
    },
};

use super::{Import, Step};

/// What was said of a sheet.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct KeptSheet {
    #[serde(default)]
    kind: Option<String>,
    #[serde(default)]
    columns: BTreeMap<String, Option<String>>,
    #[serde(default)]
    header: Option<u32>,
    #[serde(default)]
    left_out: bool,
}

/// An import as it waits.
#[expect(clippy::struct_excessive_bools, reason = "each is a line of its own in what is kept")]
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct KeptImport {
    /// The name of the file.
    pub name: String,
    /// Where it lies, where it lies somewhere.
    #[serde(default)]
    pub path: Option<String>,
    /// It was pasted.
    #[serde(default)]
    pub pasted: bool,
    /// Its file waits beside this.
    #[serde(default)]
    pub file: bool,
    /// By which its file is known.
    #[serde(default)]
    pub mark: u64,
    /// How it was read.
    #[serde(default)]
    pub how: HowRead,
    /// Whether what would happen was looked at.
    #[serde(default)]
    pub trial: bool,
    /// Only the rows without a question.
    #[serde(default)]
    pub partly: bool,
    /// It was left for later.
    #[serde(default)]
    pub later: bool,
    #[serde(default)]
    sheets: BTreeMap<String, KeptSheet>,
    /// What was answered.
    #[serde(default)]
    pub answers: Answers,
}

impl KeptImport {
    /// What waits of an import; nothing before a ledger was read, and after it has come in.
    pub fn of(import: &Import) -> Option<Self> {
        if let Some(waiting) = &import.waiting {
            return Some(Self { later: import.later, ..waiting.clone() });
        }
        let ledger = import.ledger.as_ref().filter(|_| import.step != Step::Done)?;
        let sheets = ledger.mapping.sheets.iter().map(|(name, sheet)| {
            let SheetMapping { kind, columns, header, left_out } = sheet;
            let kind = kind.map(|kind| kind.word().to_owned());
            (name.clone(), KeptSheet { kind, columns: columns.clone(), header: *header, left_out: *left_out })
        });
        Some(Self {
            name: ledger.name.clone(),
            path: ledger.path.as_ref().and_then(|path| Some(path.to_str()?.to_owned())),
            pasted: ledger.pasted,
            file: ledger.kept,
            mark: ledger.mark,
            how: import.file.how.clone(),
            trial: ledger.trial.is_some(),
            partly: ledger.partly,
            later: import.later,
            sheets: sheets.collect(),
            answers: ledger.answers.clone(),
        })
    }

    /// What was said of the sheets.
    pub fn mapping(&self) -> Mapping {
        let mut mapping = Mapping::default();
        for (name, sheet) in &self.sheets {
            let kind = sheet.kind.as_deref().and_then(Kind::from_word);
            let (columns, header, left_out) = (sheet.columns.clone(), sheet.header, sheet.left_out);
            mapping.sheets.insert(name.clone(), SheetMapping { kind, columns, header, left_out });
        }
        mapping
    }
}

impl Keep for KeptImport {
    const KIND: &'static str = "import";

    fn open(self, _ground: Ground<'_>) -> Result<Box<dyn Layer>, Unfit> {
        Ok(Box::new(Import::waiting(self)))
    }
}
