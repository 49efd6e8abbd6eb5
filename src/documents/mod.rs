//! What leaves the office, and what is printed inside it.
//!
//! A paper is built once as plain values ([`Paper`]): its form (`data/forms/`) says what stands where, the facts come
//! from the register ([`paper`]). Then it is written as PDF, Markdown or plain text. Papers are in Japanese whatever the
//! language of the screen: the secretariat, the authority and the auditor read them.

mod calendar;
mod evidence;
mod facts;
mod file_name;
mod folder;
mod form;
mod forms;
mod kinds;
mod ledger;
mod masked;
mod names;
mod paper;
mod pending;
mod text;
mod touched;
mod words;
mod write;

pub use calendar::{calendar_events, calendar_file};
pub use evidence::{
    Evidence, EvidenceError, EvidenceSource, evidence, evidence_files, evidence_papers, evidence_readme,
    zipped,
};
pub use file_name::{file_name, paper_file_name};
pub use folder::write_folder;
pub use form::{FormError, FormFault};
pub use forms::{Forms, FormsError};
pub use kinds::{NextReport, PaperError, PaperKind, PaperOptions, form_names, paper};
pub use ledger::{
    Cell, CsvFile, Cut, Encoding, Heading, Holds, Ledger, LedgerKind, Unencodable, Workbook, XlsxError,
    csv_files, is_csv_file, ledgers, workbook,
};
pub use masked::masked;
pub use names::Names;
pub use paper::{Align, Bar, Chart, Check, Column, Field, Paper, Part, Pdf, PdfError, Sheet, Table};
pub use pending::remove_pending;
pub use write::{HeldPlace, is_of_another_format, write_whole};
