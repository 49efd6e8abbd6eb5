//! Papers on the screen: which one, in which form, and how it looks before it is written.

use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use crate::{
    documents::{Names, PaperKind},
    register::{Lang, Register, subject::SubjectKind},
};

use super::{layers::page::Page, text::PaperWord};

/// Which paper.
#[derive(Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Its kind.
    pub kind: PaperKind,
    /// The record that it is about, for the kinds that are about one.
    pub about: Option<String>,
    /// Whether people are named; else as its form says.
    pub names: Option<Names>,
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
        Self { kind, about, names: None, key: None }
    }

    /// Whether the register has the record that the paper is about.
    pub fn is_in(&self, register: &Register) -> bool {
        let Some(kind) = self.kind.about() else { return self.kind.from_register() };
        let Some(id) = self.about.as_deref() else { return false };
        match kind {
            SubjectKind::Incident => register.incidents().iter().any(|row| row.id.as_str() == id),
            SubjectKind::TakeOut => register.take_outs().iter().any(|row| row.id.as_str() == id),
            SubjectKind::Group => register.groups().iter().any(|row| row.sheet.id.as_str() == id),
            SubjectKind::Staff => register.staff().iter().any(|row| row.id.as_str() == id),
            _ => false,
        }
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

/// A paper before it is written.
pub struct Preview {
    /// Which paper.
    pub wanted: Wanted,
    /// As what it will be written.
    pub format: Format,
    /// How it reads, as plain text.
    pub page: Page,
    /// How many cells of each line are out of sight at the left.
    pub shift: usize,
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
