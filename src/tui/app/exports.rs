//! What leaves the register beside papers: the ledgers as tables, the due dates as a calendar, the evidence pack.

use std::path::Path;

use zeroize::Zeroizing;

use crate::{
    documents::{
        CalendarEvent, Cut, Encoding, EvidenceError, EvidencePast, EvidenceSource, Ledger, Naming, Templates,
        Unencodable, calendar_events, calendar_file, csv_files, evidence, evidence_files, evidence_readme,
        file_name, is_csv_file, ledgers, workbook, zipped,
    },
    policy::{Finding, Policy},
    register::{Date, Lang, Register, Stage, Stopped, Work, records::non_blank},
    tui::{
        terminal::width::{cells, visible},
        words::{ExportWord, Word, cut_of, missing_of, unprintable},
    },
};

/// How many rows of a ledger are shown before it is written.
const SHOWN: usize = 5;

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportKind {
    /// The ledgers, a sheet each, for Excel.
    Workbook,
    /// The ledgers, a file each, in UTF-8.
    Csv,
    /// The ledgers, a file each, in CP932, for programs that read nothing else.
    CsvCp932,
    /// The due dates.
    Calendar,
    /// The evidence pack (証跡パッケージ).
    Evidence,
}

impl ExportKind {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Workbook, Self::Csv, Self::CsvCp932, Self::Calendar, Self::Evidence];

    /// What it is called.
    pub fn label(self) -> ExportWord {
        match self {
            Self::Workbook => ExportWord::Workbook,
            Self::Csv => ExportWord::Csv,
            Self::CsvCp932 => ExportWord::CsvCp932,
            Self::Calendar => ExportWord::Calendar,
            Self::Evidence => ExportWord::Evidence,
        }
    }

    /// The word by which it is found besides.
    pub fn word(self) -> &'static str {
        match self {
            Self::Workbook => "export xlsx",
            Self::Csv => "export csv utf-8",
            Self::CsvCp932 => "export csv cp932",
            Self::Calendar => "export ics",
            Self::Evidence => "evidence zip",
        }
    }

    /// Which files in its folder are those that it made, and so may be replaced.
    pub fn made(self, folder: &Path) -> Box<dyn Fn(&str) -> bool> {
        match self {
            Self::Csv | Self::CsvCp932 => Box::new(is_csv_file),
            Self::Evidence => Box::new(evidence_files(folder)),
            Self::Workbook | Self::Calendar => Box::new(|_| false),
        }
    }

    /// The name of its file or folder.
    pub fn file_name(self, register: &Register, today: Date) -> String {
        let (what, ending) = match self {
            Self::Workbook => ("台帳", Some("xlsx")),
            Self::Csv => ("台帳CSV", None),
            Self::CsvCp932 => ("台帳CSV_CP932", None),
            Self::Calendar => ("MCSの期限", Some("ics")),
            Self::Evidence => ("証跡パッケージ", Some("zip")),
        };
        file_name(register.office(), what, today, ending)
    }
}

/// Something that is written, and who is named in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Export {
    /// What.
    pub kind: ExportKind,
    /// Who is named.
    pub names: Naming,
}

impl Export {
    /// As it is offered: ledgers stay in the office and name people; a calendar is shown on telephones; whoever reads the
    /// pack can see whom to ask.
    pub fn new(kind: ExportKind) -> Self {
        let names = match kind {
            ExportKind::Workbook | ExportKind::Csv | ExportKind::CsvCp932 => Naming::Full,
            ExportKind::Calendar => Naming::Masked,
            ExportKind::Evidence => Naming::Named,
        };
        Self { kind, names }
    }

    /// The same with the next degree of naming people.
    #[must_use]
    pub fn switched(self) -> Self {
        Self { names: self.names.next(), ..self }
    }
}

/// What it is made of.
#[derive(Clone, Copy)]
pub struct ExportSource<'a> {
    /// The register.
    pub register: &'a Register,
    /// The policy in force.
    pub policy: &'a Policy,
    /// The policy's file, as it was read.
    pub policy_text: &'a str,
    /// Forms of the office's own.
    pub forms: Option<&'a Templates>,
    /// What the judge found.
    pub findings: &'a [Finding],
    /// The day.
    pub today: Date,
    /// The head code of the history.
    pub head: &'a str,
    /// The language of what is told.
    pub lang: Lang,
    /// Who waits for it.
    pub work: &'a Work,
}

impl<'a> ExportSource<'a> {
    fn ledgers(&self, names: Naming) -> Vec<Ledger> {
        ledgers(self.register, self.policy, self.findings, self.today, names)
    }

    fn evidence(
        &self,
        names: Naming,
        history: &'a serde_json::Value,
        past: &'a EvidencePast,
    ) -> EvidenceSource<'a> {
        EvidenceSource {
            register: self.register,
            policy: self.policy,
            policy_text: self.policy_text,
            forms: self.forms,
            today: self.today,
            names,
            head: self.head,
            history,
            past,
            version: env!("CARGO_PKG_VERSION"),
            work: self.work,
        }
    }
}

/// What only the vault knows of what leaves the register.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// The history, as `history --format json` prints it, for the pack.
    pub history: serde_json::Value,
    /// What else it tells, for the pack.
    pub past: EvidencePast,
    /// What earlier calendar files held.
    pub published: Vec<CalendarEvent>,
}

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// What is written to the disk.
    pub content: Content,
    /// What it does not hold as it was entered; asked about before it is written.
    pub doubt: Option<String>,
}

impl Made {
    fn file(bytes: Vec<u8>) -> Self {
        Self { content: Content::File(bytes.into()), doubt: None }
    }
}

/// Makes what goes to a path; the evidence pack is a zip where the path ends so, else a folder.
///
/// # Errors
/// Why it cannot be made, in the reader's language.
pub fn make(export: Export, source: &ExportSource<'_>, known: &Known, path: &Path) -> Result<Made, String> {
    let ExportSource { register, policy, today, lang, work, .. } = *source;
    let stopped = |stopped: Stopped| EvidenceError::from(stopped).message(lang);
    let making = work.begin(Stage::Ledgers, 0).map_err(stopped)?;
    let made = match export.kind {
        ExportKind::Workbook => {
            let book =
                workbook(&source.ledgers(export.names), non_blank(register.office().name.as_deref()), today)
                    .map_err(|error| error.message(lang))?;
            let doubt = shortened(&book.cut, lang).map(|doubt| all_the_same(&doubt, lang));
            Ok(Made { doubt, ..Made::file(book.bytes) })
        }
        ExportKind::Csv | ExportKind::CsvCp932 => {
            let (files, missing) = csv_files(&source.ledgers(export.names), encoding(export.kind));
            let files = files.into_iter().map(|file| (file.name, file.bytes)).collect();
            let doubt = (!missing.is_empty()).then(|| all_the_same(&not_in_cp932(&missing, lang), lang));
            Ok(Made { content: Content::Folder(files), doubt })
        }
        ExportKind::Calendar => Ok(Made::file(
            calendar_file(register, policy, today, export.names, &known.published).into_bytes(),
        )),
        ExportKind::Evidence => {
            let pack = evidence(&source.evidence(export.names, &known.history, &known.past))
                .map_err(|error| error.message(lang))?;
            let cut = shortened(&pack.cut, lang);
            let doubt = match (cut, unprintable(&pack.missing, lang)) {
                // It ends in the question already.
                (Some(cut), Some(unprintable)) => Some(format!("{cut} {unprintable}")),
                (Some(cut), None) => Some(all_the_same(&cut, lang)),
                (None, unprintable) => unprintable,
            };
            let zip = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
            let made = if zip {
                Made::file(zipped(pack.files, today, source.work).map_err(|error| error.message(lang))?)
            } else {
                Made { content: Content::Folder(pack.files), doubt: None }
            };
            Ok(Made { doubt, ..made })
        }
    };
    making.step().map_err(stopped)?;
    made
}

/// What a workbook has only in part, where there is such a text.
fn shortened(cut: &[Cut], lang: Lang) -> Option<String> {
    let [count, places] = cut_of(cut, lang);
    (!cut.is_empty()).then(|| ExportWord::Cut.fill(lang, &[&count, &places]))
}

fn not_in_cp932(missing: &[Unencodable], lang: Lang) -> String {
    let [count, which] = missing_of(missing, lang);
    ExportWord::Missing.fill(lang, &[&count, &which])
}

/// The question whether it is written although it is not all as it was entered.
fn all_the_same(doubt: &str, lang: Lang) -> String {
    ExportWord::WriteAllTheSame.fill(lang, &[doubt])
}

fn encoding(kind: ExportKind) -> Encoding {
    if kind == ExportKind::CsvCp932 { Encoding::Cp932 } else { Encoding::Utf8 }
}

/// What will be written, to be looked at before.
pub fn preview(export: Export, source: &ExportSource<'_>) -> Vec<String> {
    let ExportSource { register, policy, today, lang, .. } = *source;
    match export.kind {
        ExportKind::Workbook => {
            let mut lines = vec![ExportWord::WorkbookSays.say(lang).to_owned()];
            lines.extend(tables(&source.ledgers(export.names), lang));
            lines
        }
        ExportKind::Csv | ExportKind::CsvCp932 => {
            let ledgers = source.ledgers(export.names);
            let (_, missing) = csv_files(&ledgers, encoding(export.kind));
            let mut lines = vec![ExportWord::CsvSays.say(lang).to_owned()];
            if !missing.is_empty() {
                lines.push(not_in_cp932(&missing, lang));
                lines.extend(missing.iter().map(|found| {
                    let code = format!("U+{:04X}", u32::from(found.character));
                    // What takes no room of its own would only change what stands before it.
                    let shown = found.character.to_string();
                    let shown = if cells(&shown) == 0 { String::new() } else { format!("{shown} ") };
                    let row = found.row.to_string();
                    let place = ExportWord::Place.fill(lang, &[found.file, &row, &found.column]);
                    format!("  {shown}{code}  {place}")
                }));
            }
            lines.extend(tables(&ledgers, lang));
            lines
        }
        ExportKind::Calendar => {
            let events = calendar_events(register, policy, today, export.names);
            let mut lines = vec![ExportWord::CalendarSays.fill(lang, &[&events.len().to_string()])];
            lines.push(String::new());
            lines.extend(events.into_iter().map(|event| format!("{}  {}", event.day, event.title)));
            lines
        }
        ExportKind::Evidence => {
            let count = |count: usize| count.to_string();
            let reviews = register.groups().iter().map(|group| group.reviews.len()).sum();
            let reports = register.incidents().iter().map(|row| row.reports.len()).sum();
            let counts = [
                count(source.findings.len()),
                count(reviews),
                count(register.take_outs().len()),
                count(register.incidents().len()),
            ];
            let counts: Vec<&str> = counts.iter().map(String::as_str).collect();
            let mut lines = vec![
                ExportWord::EvidenceSays.fill(lang, &counts),
                ExportWord::EvidenceSaysToo.fill(lang, &[&count(reports)]),
                String::new(),
            ];
            let nothing = serde_json::Value::Null;
            let past = EvidencePast::default();
            let readme = evidence_readme(&source.evidence(export.names, &nothing, &past));
            lines.extend(readme.lines().map(str::to_owned));
            lines
        }
    }
}

/// Each ledger with its first rows.
fn tables(ledgers: &[Ledger], lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    for ledger in ledgers {
        lines.push(String::new());
        let count = ledger.rows.len().to_string();
        lines.push(ExportWord::Ledger.fill(lang, &[ledger.kind.title(), &count]));
        let headings: Vec<&str> = ledger.headings.iter().map(|heading| heading.label.as_ref()).collect();
        lines.push(format!("  {}", headings.join(" | ")));
        for row in ledger.rows.iter().take(SHOWN) {
            let cells: Vec<String> =
                row.iter().map(|cell| visible(&cell.to_string()).replace('\n', " ")).collect();
            lines.push(format!("  {}", cells.join(" | ")));
        }
        let more = ledger.rows.len().saturating_sub(SHOWN);
        if more > 0 {
            lines.push(format!("  {}", Word::CliMore.fill(lang, &[&more.to_string()])));
        }
    }
    lines
}

/// What is written to the disk.
#[derive(Clone, PartialEq, Eq)]
pub enum Content {
    /// A file. The sheet of the recovery key holds the key.
    File(Zeroizing<Vec<u8>>),
    /// A folder of files, by their names.
    Folder(Vec<(String, Vec<u8>)>),
}

impl Content {
    /// How much there is to write.
    pub fn bytes(&self) -> usize {
        match self {
            Self::File(bytes) => bytes.len(),
            Self::Folder(files) => files.iter().map(|(_, bytes)| bytes.len()).sum(),
        }
    }
}

/// Never shows what is in the files.
impl std::fmt::Debug for Content {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File(bytes) => write!(f, "File({} bytes)", bytes.len()),
            Self::Folder(files) => write!(f, "Folder({} files)", files.len()),
        }
    }
}

#[cfg(test)]
mod tests;
