//! The evidence pack (証跡パッケージ): everything that an audit asks for, in one folder or zip, with the sums by which it
//! can be shown that nothing was changed afterwards.

mod check;
mod history;
mod manifest;
mod open;
mod pack;
mod problem;
mod readable;
mod readme;

use std::collections::{BTreeMap, BTreeSet};

pub use check::{Pack, PackCheck};
pub use manifest::{Header as PackHeader, hex};
pub use pack::{evidence_files, evidence_sum, zipped, zipped_evidence_sum};
pub use problem::{PackProblem, ReadFault};
pub use readme::evidence_readme;

use zip::result::ZipError;

use super::{
    kinds::{AtHand, Cover, PaperError, PaperHistory, PaperKind, PaperOptions, Templates, paper_by},
    ledger::{Cut, Encoding, XlsxError, csv_files, ledgers, workbook},
    names::Naming,
    out::ascii_number,
    paper::{Paper, PdfError, Unprinted},
};
use crate::{
    policy::{Finding, Policy, findings_to_json, findings_to_text, judge},
    register::{
        Date, Lang, RecordKind, Register, Stage, Stopped, Work, document::encode, records::non_blank,
    },
};
use manifest::{MANIFEST, manifest};

/// What an evidence pack is made of.
#[derive(Debug, Clone, Copy)]
pub struct EvidenceSource<'a> {
    /// The register.
    pub register: &'a Register,
    /// The policy in force.
    pub policy: &'a Policy,
    /// The policy's file, as it was read.
    pub policy_text: &'a str,
    /// Forms of the office's own.
    pub forms: Option<&'a Templates>,
    /// The day on which is judged.
    pub today: Date,
    /// Who is named.
    pub names: Naming,
    /// The head code of the history.
    pub head: &'a str,
    /// The history, as `history --format json` prints it.
    pub history: &'a serde_json::Value,
    /// What else only the history knows.
    pub past: &'a EvidencePast,
    /// The program's version.
    pub version: &'a str,
    /// Who waits for it.
    pub work: &'a Work,
}

/// What of the past stands in a pack.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EvidencePast {
    /// What was done at each entry of the history, in words.
    pub actions: Vec<String>,
    /// For the manager's page.
    pub monthly: PaperHistory,
    /// What each take-out was, by its number.
    pub take_outs: BTreeMap<String, PaperHistory>,
    /// Whether file and history fitted each other; `None` where nobody looked.
    pub fits: Option<bool>,
}

/// An evidence pack: files with their names, `/` between the parts, the manifest last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The files.
    pub files: Vec<(String, Vec<u8>)>,
    /// Characters that no font had for the papers. They stand there as 〓.
    pub missing: BTreeSet<Unprinted>,
    /// Texts that were too long for a cell of the workbook. The pack's CSV has them whole.
    pub cut: Vec<Cut>,
}

/// Why an evidence pack could not be made.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub enum EvidenceError {
    /// A paper's form has a mistake.
    Paper(#[from] PaperError),
    /// A paper could not be drawn.
    Pdf(PdfError),
    /// The workbook could not be written.
    Xlsx(#[from] XlsxError),
    /// There are more or larger files than a zip holds.
    Zip(#[from] ZipError),
    /// Somebody stopped it.
    Stopped(#[from] Stopped),
}

impl From<PdfError> for EvidenceError {
    fn from(error: PdfError) -> Self {
        if error.stopped { Self::Stopped(Stopped) } else { Self::Pdf(error) }
    }
}

impl EvidenceError {
    /// What is wrong and what to do.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Paper(error) => error.message(lang),
            Self::Pdf(error) => error.message(lang),
            Self::Xlsx(error) => error.message(lang),
            Self::Zip(error) => error.to_string(),
            Self::Stopped(_) => match lang {
                Lang::Ja => "途中で中止しました。何も書き出していません。".to_owned(),
                Lang::En => "Stopped on the way. Nothing was written.".to_owned(),
            },
        }
    }
}

/// The papers of the whole register that go into the pack.
const PAPERS: [PaperKind; 6] = [
    PaperKind::Monthly,
    PaperKind::StaffLedger,
    PaperKind::DeviceLedger,
    PaperKind::TakeOutLedger,
    PaperKind::Training,
    PaperKind::Filings,
];

/// The most rows of a paper about the whole register: some thousand pages. What is longer nobody reads on paper, and the
/// ledgers of the pack have it.
const MOST_ROWS: usize = 10_000;

/// The papers of the whole register that are too long to be drawn, each with how many rows it would have.
fn too_long(register: &Register) -> impl Iterator<Item = (PaperKind, usize)> {
    PAPERS.iter().filter_map(|kind| {
        let list = match kind {
            PaperKind::StaffLedger | PaperKind::Training | PaperKind::Filings => RecordKind::Staff,
            PaperKind::DeviceLedger => RecordKind::Device,
            PaperKind::TakeOutLedger => RecordKind::TakeOut,
            _ => return None,
        };
        Some((*kind, register.count(list))).filter(|(_, rows)| *rows > MOST_ROWS)
    })
}

/// Makes an evidence pack. The same source gives the same bytes.
///
/// Where not everybody is named, the register document is left out, since a free text in it may name people whom the
/// register does not know, and of the history every text is hidden.
///
/// # Errors
/// When a paper or the workbook cannot be made.
pub fn evidence(source: &EvidenceSource<'_>) -> Result<Evidence, EvidenceError> {
    let EvidenceSource { register, policy, today, names, work, .. } = *source;
    let stage = work.begin(Stage::Judging, 0)?;
    let findings = judge(register, policy, today);
    drop(stage);
    let stage = work.begin(Stage::Ledgers, 0)?;
    let at_hand = AtHand::watched(register, names, today, &|| stage.go_on())?;
    let namer = &at_hand.namer;
    let shown = namer.shown();
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let mut put = |name: &str, bytes: Vec<u8>| files.push((name.to_owned(), bytes));
    put("README.txt", evidence_readme(source).into_bytes());
    let mut missing = BTreeSet::new();
    let cover = cover(source, &findings, &at_hand)?.pdf()?;
    stage.step()?;
    missing.extend(cover.missing);
    put("cover.pdf", cover.bytes);
    put("findings.json", findings_to_json(policy, shown, &findings, today, Lang::Ja).into_bytes());
    put("findings.txt", findings_to_text(policy, shown, &findings, today, Lang::Ja).into_bytes());
    stage.step()?;
    let told = history::masked(source.history, names);
    stage.step()?;
    put("history.csv", readable::table(&told, &source.past.actions, namer, policy));
    put("history.json", history::written(&told).into_bytes());
    put("policy.toml", source.policy_text.as_bytes().to_vec());
    if names == Naming::Full {
        put("register.json", encode(register).into_bytes());
    }
    // What is masked is masked already.
    stage.step()?;
    let ledgers = ledgers(shown, policy, &findings, today, Naming::Full);
    stage.step()?;
    let book = workbook(&ledgers, non_blank(register.office().name.as_deref()), today)?;
    put("ledgers.xlsx", book.bytes);
    for file in csv_files(&ledgers, Encoding::Utf8).0 {
        put(&format!("ledgers/{}", file.name), file.bytes);
        stage.step()?;
    }
    drop(stage);
    missing.extend(papers(source, &findings, &at_hand, &mut put)?);
    let manifest = manifest(source, &files);
    files.push((MANIFEST.to_owned(), manifest.into_bytes()));
    Ok(Evidence { files, missing, cut: book.cut })
}

/// How many papers a pack will hold: each takes a moment to be drawn.
pub fn evidence_papers(source: &EvidenceSource<'_>) -> usize {
    let drawn = kept(source).filter(|kept| matches!(kept.paper, KeptPaper::Drawn(_))).count();
    wanted(source.register).count() + drawn
}

/// What lies on top of the pack: what it is, of when, and a line to sign.
fn cover(
    source: &EvidenceSource<'_>,
    findings: &[Finding],
    at_hand: &AtHand<'_>,
) -> Result<Paper, EvidenceError> {
    let entries = source.history["entries"].as_array();
    let at = |entry: &serde_json::Value| entry["at"].as_str().and_then(|at| at.get(..10)?.parse().ok());
    let cover = Cover {
        since: entries.and_then(|entries| at(entries.last()?)),
        entries: entries.map_or(0, Vec::len),
        fits: source.past.fits,
        contents: readme::CONTENTS
            .iter()
            .filter(|row| row.is_in(source.names))
            .map(|row| (row.name, row.what(source.names)))
            .collect(),
        left_out: readme::left_out(source),
    };
    let options = PaperOptions {
        names: Some(source.names),
        head: Some(source.head),
        findings: Some(findings),
        forms: source.forms,
        cover: Some(&cover),
        ..PaperOptions::default()
    };
    let kind = PaperKind::EvidenceCover;
    Ok(paper_by(kind, source.register, source.policy, source.today, &options, Some(at_hand))?)
}

/// The papers about single records, each with the number of its record.
fn about_one(register: &Register) -> impl Iterator<Item = (PaperKind, &str)> {
    let left = register.staff().iter().filter(|staff| staff.left_on.is_some());
    let reviewed = register.groups().iter().filter(|group| !group.reviews.is_empty());
    (register.take_outs().iter().map(|row| (PaperKind::TakeOut, row.id.as_str())))
        .chain(left.map(|staff| (PaperKind::Leaver, staff.id.as_str())))
        .chain(reviewed.map(|group| (PaperKind::Review, group.sheet.id.as_str())))
        .chain(register.incidents().iter().map(|row| (PaperKind::Incident, row.id.as_str())))
}

/// The most papers about single records: some 220 MB, with which a pack of 100,000 staff is still one that is read again.
const MOST_PAPERS: usize = 3_000;

/// The kinds of papers about single records that are not drawn, each with how many there are: as many kinds stay as there is
/// room for, those with the fewest first.
fn too_many(register: &Register) -> Vec<(PaperKind, usize)> {
    let mut counts: Vec<(PaperKind, usize)> = Vec::new();
    for (kind, _) in about_one(register) {
        match counts.iter_mut().find(|(counted, _)| *counted == kind) {
            Some((_, count)) => *count += 1,
            None => counts.push((kind, 1)),
        }
    }
    counts.sort_by_key(|(_, count)| *count);
    let mut room = Some(MOST_PAPERS);
    counts.retain(|(_, count)| {
        room = room.and_then(|room| room.checked_sub(*count));
        room.is_none()
    });
    counts
}

/// The papers that are made anew, each with the number of its record.
fn wanted(register: &Register) -> impl Iterator<Item = (PaperKind, Option<&str>)> {
    let drawn = |kind: &PaperKind| too_long(register).all(|(long, _)| long != *kind);
    let many = too_many(register);
    let single = about_one(register).filter(move |(kind, _)| many.iter().all(|(many, _)| many != kind));
    PAPERS
        .iter()
        .filter(move |kind| drawn(kind))
        .map(|kind| (*kind, None))
        .chain(single.map(|(kind, id)| (kind, Some(id))))
}

/// Draws the papers; gives back the characters that no font had. Reports that were recorded are drawn as they were written.
fn papers(
    source: &EvidenceSource<'_>,
    findings: &[Finding],
    at_hand: &AtHand<'_>,
    put: &mut dyn FnMut(&str, Vec<u8>),
) -> Result<BTreeSet<Unprinted>, EvidenceError> {
    let register = source.register;
    let mut missing = BTreeSet::new();
    let mut seen = BTreeMap::new();
    let mut draw = |word: &str, id: Option<&str>, paper: &Paper| -> Result<(), EvidenceError> {
        let pdf = paper.pdf_watched(source.work)?;
        missing.extend(pdf.missing);
        let name = match id {
            Some(id) => format!("{word}-{}", ascii_number(id)),
            None => word.to_owned(),
        };
        // An incident may bear the number of another one's report.
        let again: &mut u32 = seen.entry(name.to_ascii_lowercase()).or_default();
        *again += 1;
        let number = if *again > 1 { format!("~{again}") } else { String::new() };
        put(&format!("papers/{name}{number}.pdf"), pdf.bytes);
        Ok(())
    };
    let past = source.past;
    let drawing = source.work.begin(Stage::Papers, evidence_papers(source) as u64)?;
    for (kind, id) in wanted(register) {
        drawing.step()?;
        let history = match (kind, id) {
            (PaperKind::Monthly, _) => Some(&past.monthly),
            (PaperKind::TakeOut, Some(id)) => past.take_outs.get(id),
            _ => None,
        };
        let options = PaperOptions {
            id,
            names: Some(source.names),
            head: Some(source.head),
            findings: Some(findings),
            forms: source.forms,
            history,
            ..PaperOptions::default()
        };
        let paper = paper_by(kind, register, source.policy, source.today, &options, Some(at_hand))?;
        draw(&kind.word(), id, &paper)?;
    }
    for Kept { number, kind, paper } in kept(source) {
        drawing.step()?;
        match paper {
            // Word for word what was sent. One that names nobody was masked when it was written; what the register has come to
            // know since, a partner called 「事務局」 say, changes no word of it.
            KeptPaper::Drawn(paper) => draw(&kind.word(), Some(&number), &paper)?,
            KeptPaper::NamesMore(_) | KeptPaper::Unreadable => {}
        }
    }
    Ok(missing)
}

/// A report that was recorded with its paper.
struct Kept {
    number: String,
    kind: PaperKind,
    paper: KeptPaper,
}

/// What becomes of a kept paper in the pack.
enum KeptPaper {
    Drawn(Box<Paper>),
    /// It names people whom the pack does not.
    NamesMore(Naming),
    /// This version cannot read it.
    Unreadable,
}

/// The reports that were recorded with their paper.
fn kept<'a>(source: &EvidenceSource<'a>) -> impl Iterator<Item = Kept> + use<'a> {
    let names = source.names;
    source.register.incidents().iter().flat_map(move |incident| {
        incident.reports.iter().enumerate().filter_map(move |(place, report)| {
            let paper = match Paper::from_recorded(report.paper.as_ref()?) {
                Some(paper) if paper.names > names => KeptPaper::NamesMore(paper.names),
                Some(paper) => KeptPaper::Drawn(Box::new(paper)),
                None => KeptPaper::Unreadable,
            };
            let (number, kind) = (incident.report_number(place), PaperKind::report_to(report.to));
            Some(Kept { number, kind, paper })
        })
    })
}
