//! What left the register, as the history calls it and as people read it.

use serde_json::Value;

use crate::{
    documents::{Naming, PaperKind},
    policy::Policy,
    register::Lang,
};

use super::{ExportWord, Word, naming_label, paper_label};

/// What leaves beside papers: how the history calls it, as the command line does, and its words.
const CALLED: [(&str, ExportWord); 7] = [
    (EVIDENCE, ExportWord::Evidence),
    (BACKUP, ExportWord::Backup),
    (DOCUMENT, ExportWord::Document),
    (WORKBOOK, ExportWord::Workbook),
    (CSV, ExportWord::Csv),
    (CSV_CP932, ExportWord::CsvCp932),
    (CALENDAR, ExportWord::Calendar),
];

/// The evidence pack.
pub const EVIDENCE: &str = "evidence";
/// A backup in a place of somebody's choice.
pub const BACKUP: &str = "backup";
/// The whole register as a document.
pub const DOCUMENT: &str = "export json";
/// The ledgers as a workbook.
pub const WORKBOOK: &str = "export xlsx";
/// The ledgers as text in UTF-8.
pub const CSV: &str = "export csv";
/// The same in CP932.
pub const CSV_CP932: &str = "export csv cp932";
/// The due dates.
pub const CALENDAR: &str = "export ics";
/// Before the kind of a paper, which the record follows that it is about.
pub const PAPER: &str = "paper ";
/// The place of what went to standard output.
pub const STANDARD_OUTPUT: &str = "-";

/// What left the register, and who is named in it, by what its entry holds; `None` where the entry is about something else.
pub fn what_left(entry: Option<&Value>, policy: &Policy, lang: Lang) -> Option<String> {
    let text = |name: &str| entry?.get(name)?.as_str();
    let what = text("what")?;
    let paper = || {
        let rest = what.strip_prefix(PAPER)?;
        let (kind, about) = rest.split_once(' ').unwrap_or((rest, ""));
        let label = paper_label(PaperKind::find(kind, policy)?, policy, lang);
        Some(format!("{label} {about}").trim_end().to_owned())
    };
    let called = CALLED.iter().find(|(called, _)| *called == what);
    let said = called.map(|(_, word)| word.say(lang).to_owned());
    let said = said.or_else(paper).unwrap_or_else(|| what.to_owned());
    let names = text("names").and_then(Naming::from_word).map(|names| naming_label(names).say(lang));
    Some(match names {
        Some(names) => [said.as_str(), names].join(Word::ListComma.say(lang)),
        None => said,
    })
}

/// Where it went.
pub fn where_left(to: &str, lang: Lang) -> String {
    let to = if to == STANDARD_OUTPUT { ExportWord::ToStandardOutput.say(lang) } else { to };
    ExportWord::To.fill(lang, &[to])
}
