//! What leaves the register for a file.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use zeroize::Zeroizing;

use crate::{
    documents::{Naming, NextReport, Paper, PaperHistory, PaperKind},
    register::{Date, Fact, Lang, RecordKind, Register, subject::Subject, words::ReportStage},
    tui::words::PaperWord,
};

use super::{exports::Export, leaving::Leaving};

/// Which paper.
#[derive(Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Its kind.
    pub kind: PaperKind,
    /// The record that it is about, for the kinds that are about one.
    pub about: Option<String>,
    /// Of a letter to a patient or family, the group of theirs.
    pub group: Option<String>,
    /// For everybody of whom it is due, in one file.
    pub due: bool,
    /// Who is named; else as its form says.
    pub names: Option<Naming>,
    /// Which report of an incident it is; else as the record has it.
    pub stage: Option<ReportStage>,
    /// Whether findings go along as an annex.
    pub with_findings: bool,
    /// What the history knows, for papers that say something of the past.
    pub history: Option<Arc<PaperHistory>>,
    /// The recovery key, for its sheet.
    pub key: Option<Zeroizing<String>>,
}

/// Never shows the key.
impl std::fmt::Debug for Wanted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Wanted({:?}, {:?}, {:?})", self.kind, self.about, self.names)
    }
}

impl Wanted {
    /// A paper as its form has it.
    pub fn new(kind: PaperKind, about: Option<String>) -> Self {
        let (group, names, stage) = (None, None, None);
        let (due, with_findings) = (false, false);
        Self { kind, about, group, due, names, stage, with_findings, history: None, key: None }
    }

    /// The report that is written with this paper; `None` where it is another paper, or a report that was written already.
    pub fn next_report<'r>(&self, register: &'r Register, today: Date) -> Option<NextReport<'r>> {
        let (about, group) = (self.about.as_deref(), self.group.as_deref());
        NextReport::find(register, self.kind, about, group, self.stage, today)
    }

    /// Whether the register has the record that the paper is about.
    pub fn is_in(&self, register: &Register) -> bool {
        let Some(kind) = self.kind.about() else { return self.kind.from_register() };
        let Some(id) = self.about.as_deref() else { return self.due || self.kind.may_be_blank() };
        Subject::of(kind, id).is_some_and(|subject| register.has(&subject))
            || kind == RecordKind::Incident && register.report(id).is_some()
    }
}

/// How a paper is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Format {
    /// To be printed.
    #[default]
    Pdf,
    /// To be read on a screen.
    Markdown,
    /// To be mailed.
    Text,
}

impl Format {
    /// The ending of its files, without a dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Markdown => "md",
            Self::Text => "txt",
        }
    }

    /// What a file's ending asks for: all else is Markdown.
    pub fn of(path: &Path) -> Self {
        let is = |format: Self| path.extension().is_some_and(|end| end.eq_ignore_ascii_case(format.ending()));
        [Self::Pdf, Self::Text].into_iter().find(|format| is(*format)).unwrap_or(Self::Markdown)
    }

    /// The next one, the first after the last.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Pdf => Self::Markdown,
            Self::Markdown => Self::Text,
            Self::Text => Self::Pdf,
        }
    }

    /// What it is called.
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Markdown => PaperWord::Markdown.say(lang),
            Self::Text => PaperWord::PlainText.say(lang),
        }
    }
}

/// A path with the ending of the next format; an ending that is none of ours stands as a part of the name.
pub fn with_next_format(typed: &str) -> PathBuf {
    let path = Path::new(typed.trim());
    let ours = [Format::Pdf, Format::Markdown, Format::Text]
        .into_iter()
        .find(|format| path.extension().is_some_and(|end| end.eq_ignore_ascii_case(format.ending())));
    match ours {
        Some(format) => path.with_extension(format.next().ending()),
        None => format!("{}.{}", typed.trim(), Format::default().ending()).into(),
    }
}

/// A paper that is made already, of what the register does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadyMade {
    /// The paper.
    pub paper: Arc<Paper>,
    /// What its file is called.
    pub name: String,
}

/// What leaves the register for a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outgoing {
    /// A paper that is made already.
    ReadyMade(ReadyMade),
    /// A paper.
    Paper(Wanted),
    /// Ledgers, due dates, or the evidence pack.
    Export(Export),
}

/// A report as it was made: it is recorded only while it would still get its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The number on it.
    pub number: String,
    /// That it was written.
    pub fact: Box<Fact>,
}

/// Something on its way to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// What.
    pub what: Outgoing,
    /// Where to.
    pub path: PathBuf,
    /// What the history is told of it.
    pub leaving: Leaving,
    /// The report that is recorded before the file is there: what was sent must not be missing here.
    pub report: Option<Written>,
    /// The visit in which it was asked for ([`App::visit`](super::app::App::visit)).
    pub visit: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_says_the_format_and_turns_round() {
        let mut path = PathBuf::from("/reports/R8.1_事故報告.md");
        let mut seen = Vec::new();
        for _ in 0..3 {
            path = with_next_format(&path.display().to_string());
            seen.push(Format::of(&path));
        }
        assert_eq!(seen, [Format::Text, Format::Pdf, Format::Markdown]);
        assert_eq!(path, Path::new("/reports/R8.1_事故報告.md"));
        assert_eq!(with_next_format("R8.1"), Path::new("R8.1.pdf"));
        assert_eq!(Format::of(Path::new("A.PDF")), Format::Pdf);
    }

    #[test]
    fn a_key_is_not_shown_by_a_debug_line() {
        let key = Some(Zeroizing::new("7F3K-SECRET".to_owned()));
        let wanted = Wanted { key, ..Wanted::new(PaperKind::RecoveryKey, None) };
        assert!(!format!("{wanted:?}").contains("SECRET"));
    }
}
