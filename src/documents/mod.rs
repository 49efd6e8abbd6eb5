//! What leaves the office, and what is printed inside it.
//!
//! A paper is built once as plain values ([`Paper`]): its form (`data/forms/`) says what stands where, the facts come
//! from the register ([`paper`]). Then it is written as PDF, Markdown or plain text. Papers are in Japanese whatever the
//! language of the screen: the secretariat, the authority and the auditor read them.

mod calendar;
mod evidence;
mod kinds;
mod ledger;
mod names;
mod out;
mod paper;
mod template;
mod text;
mod words;

pub use calendar::{CalendarEvent, calendar_events, calendar_file};
pub use evidence::{
    Evidence, EvidenceError, EvidencePast, EvidenceSource, Pack, PackCheck, PackHeader, PackProblem,
    ReadFault, evidence, evidence_files, evidence_papers, evidence_readme, evidence_sum, hex, zipped,
    zipped_evidence_sum,
};
pub use kinds::{
    NextReport, OwnForm, PaperError, PaperHistory, PaperKind, PaperOptions, Templates, TemplatesError,
    check_policy_forms, findings_about, paper, policy_with_forms, template_names,
};
pub use ledger::{
    Cell, CsvFile, Cut, Encoding, Heading, Holds, Ledger, LedgerKind, Unencodable, Workbook, XlsxError,
    csv_files, is_csv_file, ledgers, workbook,
};
pub use names::{Naming, masked};
pub use out::{
    HeldPlace, clear_unfinished, file_name, is_of_another_format, is_ordinary, is_stop, paper_file_name,
    remove_pending, write_folder, write_whole,
};
pub use paper::{
    Align, Bar, ByHand, Chart, Check, Clauses, Column, Content, Field, Letter, Line, NextSheet, Paper, Part,
    Pdf, PdfError, Sheet, Table, Unprinted,
};
pub use template::{TemplateError, TemplateFault};
