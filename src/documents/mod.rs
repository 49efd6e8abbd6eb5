//! What leaves the office: the incident report.
//!
//! A report is built once as headings, fields, texts and tables ([`Report`]) and then written as Markdown or as
//! plain text. Reports are in Japanese whatever the language of the screen: the secretariat reads them.

mod file_name;
mod incident;
mod layout;
mod markdown;
mod names;
mod plain_text;
mod report;
mod touched;
mod words;
mod write;

pub use file_name::report_file_name;
pub use incident::{ReportContext, incident_report};
pub use names::Names;
pub use report::{Block, Report, Section};
pub use write::write_whole;
