//! A report before it is written: what stands in it, in order, as plain values.

use std::fmt::Write as _;

use super::{markdown, plain_text};

/// What stands for every fact that is not recorded.
pub(super) const UNRECORDED: &str = "未確認";

/// A report for the secretariat. The same input gives the same report, and the same report the same bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The title of the paper.
    pub title: String,
    /// To whom, from whom, about which incident.
    pub head: Vec<Field>,
    /// The numbered parts.
    pub sections: Vec<Section>,
    /// What the sender has to know before sending.
    pub notes: Vec<String>,
    /// The last line of the paper: from which state of the register it was made.
    pub footer: Option<String>,
}

/// A label and what is recorded under it.
pub type Field = (String, String);

/// A part of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its heading, without a number.
    pub heading: String,
    /// What stands under it.
    pub blocks: Vec<Block>,
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Labels with their values.
    Fields(Vec<Field>),
    /// Running text; a line break in it is kept.
    Text(String),
    /// A table. A column of 0 cells takes what the others leave; the widths matter in plain text only.
    Table {
        /// The heading of each column with its width in cells.
        columns: Vec<(String, usize)>,
        /// The rows, each with one text a column.
        rows: Vec<Vec<String>>,
    },
}

impl Report {
    /// The report as Markdown (with the tables of GitHub's dialect). Recorded text stays text: nothing in it
    /// becomes a heading, a link or markup.
    pub fn markdown(&self) -> String {
        markdown::write(self)
    }

    /// The report as plain text for mail and fax: lines of at most 80 cells, a full-width character being two.
    pub fn plain_text(&self) -> String {
        plain_text::write(self)
    }
}

/// A text as it may stand in a report: line breaks are kept, tabs become blanks, and every other control or
/// direction character is shown by its number instead of taking effect.
pub(super) fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\n' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\r' => {
                if chars.peek() != Some(&'\n') {
                    out.push('\n');
                }
            }
            '\t' => out.push(' '),
            c if is_hidden(c) => {
                let _ = write!(out, "〔U+{:04X}〕", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

/// Characters that change what is read without being seen.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_shown_and_line_breaks_kept() {
        assert_eq!(visible("a\u{1b}[2Jb\0"), "a〔U+001B〕[2Jb〔U+0000〕");
        assert_eq!(visible("a\r\nb\rc\u{2028}d\te"), "a\nb\nc\nd e");
        assert_eq!(visible("\u{202E}abc\u{FEFF}"), "〔U+202E〕abc〔U+FEFF〕");
    }

    #[test]
    fn a_variation_selector_belongs_to_its_character() {
        assert_eq!(visible("葛\u{E0100}城"), "葛\u{E0100}城");
    }
}
