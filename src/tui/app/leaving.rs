//! What leaves the register, and what the history is told of it. Nothing is written for somebody outside without saying which
//! of the two it is, and what was written gives back a [`Left`] that only the history takes.

use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::exports::{Content, Export, ExportKind};
use crate::{
    documents::{Naming, PaperKind, evidence_sum, zipped_evidence_sum},
    store::{HandedOut, StoreError, Vault},
    tui::words::leaving::{BACKUP, CALENDAR, CSV, CSV_CP932, EVIDENCE, PAPER, STANDARD_OUTPUT, WORKBOOK},
};

/// Something on its way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leaving {
    /// The history is told.
    Told {
        /// What it is, as the command line calls it.
        what: String,
        /// Who is named in it; `None` where it is encrypted.
        names: Option<Naming>,
    },
    /// The history is not told.
    Untold(Untold),
}

/// Why the history is not told that something left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Untold {
    /// A paper in which nobody stands by name but whom to ask.
    Masked,
    /// The sheet of a recovery key: the key is made with an entry of its own.
    RecoveryKey,
    /// What there is to say about a file that came in. It goes back to whoever has that file.
    OfImport,
}

impl Leaving {
    /// Ledgers, a calendar, a pack, the document: whoever is named in them.
    pub fn export(what: &str, names: Naming) -> Self {
        Self::Told { what: what.to_owned(), names: Some(names) }
    }

    /// A copy of the register that is encrypted as the register is.
    pub fn backup() -> Self {
        Self::Told { what: BACKUP.to_owned(), names: None }
    }

    /// A paper with the record that it is about, and the group of a letter.
    pub fn paper(kind: PaperKind, about: Option<&str>, group: Option<&str>, names: Naming) -> Self {
        if kind == PaperKind::RecoveryKey {
            return Self::Untold(Untold::RecoveryKey);
        }
        if names != Naming::Full {
            return Self::Untold(Untold::Masked);
        }
        let kind = kind.word();
        let words = [Some(&*kind), about, group].into_iter().flatten();
        let what = format!("{PAPER}{}", words.collect::<Vec<_>>().join(" "));
        Self::Told { what, names: Some(names) }
    }
}

impl From<Export> for Leaving {
    fn from(Export { kind, names }: Export) -> Self {
        let what = match kind {
            ExportKind::Workbook => WORKBOOK,
            ExportKind::Csv => CSV,
            ExportKind::CsvCp932 => CSV_CP932,
            ExportKind::Calendar => CALENDAR,
            ExportKind::Evidence => EVIDENCE,
        };
        Self::export(what, names)
    }
}

/// Something that has left.
#[must_use = "the history has to be told"]
#[derive(Debug)]
pub struct Left {
    leaving: Leaving,
    sha256: Option<[u8; 32]>,
    to: String,
}

impl Left {
    /// It went to a file or a folder, or to standard output.
    pub fn new(leaving: Leaving, content: &Content, to: Option<&Path>) -> Self {
        let pack = matches!(&leaving, Leaving::Told { what, .. } if what == EVIDENCE);
        let sha256 = match content {
            Content::File(zip) if pack => zipped_evidence_sum(zip),
            Content::Folder(files) if pack => evidence_sum(files),
            Content::File(bytes) => Some(Sha256::digest(bytes).into()),
            Content::Folder(_) => None,
        };
        Self { leaving, sha256, to: name(to) }
    }

    /// A backup went to a folder.
    pub fn backup(to: &Path) -> Self {
        Self { leaving: Leaving::backup(), sha256: None, to: name(Some(to)) }
    }

    /// Whether the history is told.
    pub fn is_told(&self) -> bool {
        matches!(self.leaving, Leaving::Told { .. })
    }

    /// Tells the history. Gives the number of the entry, where there is one.
    ///
    /// # Errors
    /// When the entry cannot be written. What left has left all the same.
    pub fn record(self, vault: &mut Vault, at: &str) -> Result<Option<u64>, StoreError> {
        let Leaving::Told { what, names } = &self.leaving else { return Ok(None) };
        let out = HandedOut { what, names: names.map(Naming::word), to: Some(&self.to), sha256: self.sha256 };
        vault.record_handed_out(&out, at).map(Some)
    }
}

/// The last part of a place alone: the rest says how somebody keeps their files.
fn name(to: Option<&Path>) -> String {
    let name = to.map(|to| to.file_name().unwrap_or_default().to_string_lossy().into_owned());
    name.unwrap_or_else(|| STANDARD_OUTPUT.to_owned())
}
