//! What leaves the office, and what is printed inside it.
//!
//! A paper is built once as plain values ([`Paper`]): its form (`data/forms/`) says what stands where, the facts come
//! from the register ([`paper`]). Then it is written as PDF, Markdown or plain text. Papers are in Japanese whatever the
//! language of the screen: the secretariat, the authority and the auditor read them.

mod facts;
mod file_name;
mod form;
mod kinds;
mod kinsoku;
mod names;
mod paper;
mod text;
mod touched;
mod words;
mod write;

pub use file_name::{paper_file_name, report_file_name};
pub use form::{FormError, FormFault};
pub use kinds::{PaperError, PaperKind, PaperOptions, paper};
pub use names::Names;
pub use paper::{Align, Check, Column, Field, Paper, Part, Pdf, PdfError, Sheet, Table};
pub use write::write_whole;
