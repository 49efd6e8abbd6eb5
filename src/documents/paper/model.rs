//! A paper before it is written: what stands on it, in order, as plain values.

use std::{borrow::Cow, collections::BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    documents::{
        names::Naming,
        text::{NOT_YET, UNRECORDED, visible},
    },
    register::Date,
};

/// A paper. The same input gives the same paper, and the same paper the same bytes in each of its three forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// Its title.
    pub title: String,
    /// How the sheet lies.
    pub sheet: Sheet,
    /// Whose paper it is; stands in the header.
    pub office: String,
    /// The day of the paper.
    pub date: Date,
    /// The head code of the register's history, where the register comes from a vault: it proves the file against this
    /// paper. Stands in the footer of every page, or in the last line.
    pub head: Option<String>,
    /// By which policy it judges and cites, of which edition and since when in force. Stands at the foot of every page, or
    /// before the last line; on no paper that was kept before papers said so.
    pub policy: Option<String>,
    /// Who is named on it.
    pub names: Naming,
    /// Whether its text form has every value in one line, to be copied elsewhere.
    pub one_line: bool,
    /// Where it is a letter: what stands above its title.
    pub letter: Option<Letter>,
    /// What stands on it.
    pub parts: Vec<Part>,
    /// What the reader has to know; stands under a rule at the end.
    pub notes: Vec<String>,
}

/// How an A4 sheet lies.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sheet {
    /// Upright.
    #[default]
    Portrait,
    /// On its long side, for wide tables.
    Landscape,
}

impl Sheet {
    /// How many cells (half-width characters) stand side by side: the measure of the widths of columns, and the length
    /// of a line of plain text.
    pub const fn cells(self) -> usize {
        match self {
            Self::Portrait => 80,
            Self::Landscape => 132,
        }
    }
}

/// A label and what stands beside it.
pub type Field = (String, Content);

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Content {
    /// What is recorded, or said.
    Text(String),
    /// Room to write by hand what is not.
    ByHand(ByHand),
}

/// Room in which something is written by hand: an empty cell, tall enough for a pen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ByHand {
    /// What is printed there: 「令和　　年　　月　　日」, 「□承認　□不承認」; nothing for an empty cell.
    #[serde(rename = "by_hand")]
    pub printed: String,
    /// How many lines of handwriting it has room for.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub lines: u8,
}

fn one() -> u8 {
    1
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands it so")]
fn is_one(lines: &u8) -> bool {
    *lines == 1
}

impl ByHand {
    /// The most lines that a cell has.
    const MOST: u8 = 20;
    /// The longest line that is drawn in text for an empty cell, in cells.
    const LONGEST: usize = 24;

    /// How many lines of handwriting the cell has room for.
    pub(super) fn room(&self) -> usize {
        usize::from(self.lines.clamp(1, Self::MOST))
    }

    /// The cell in text of a width in cells: lines stand for the room that is there.
    pub(super) fn as_text(&self, width: usize) -> String {
        let line = LINE.to_string().repeat((width.min(Self::LONGEST) / 2).max(1));
        let mut lines = Vec::with_capacity(self.room());
        if !self.printed.trim().is_empty() {
            lines.push(self.printed_with_lines());
        }
        lines.resize(self.room().max(lines.len()), line);
        lines.join("\n")
    }

    /// Two blanks and more between what is printed are room to write in; one parts words.
    fn printed_with_lines(&self) -> String {
        let mut text = String::with_capacity(self.printed.len());
        let mut chars = self.printed.chars().peekable();
        while let Some(c) = chars.next() {
            let room = c == BLANK && (chars.peek() == Some(&BLANK) || text.ends_with(LINE));
            text.push(if room { LINE } else { c });
        }
        text
    }
}

/// A full-width blank, and the line that stands for one in text.
const BLANK: char = '\u{3000}';
const LINE: char = '＿';

impl Content {
    /// What is printed of it.
    pub fn printed(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::ByHand(room) => &room.printed,
        }
    }

    /// How many lines of handwriting it has room for; none where it says something.
    pub(super) fn room(&self) -> usize {
        match self {
            Self::Text(_) => 0,
            Self::ByHand(room) => room.room(),
        }
    }

    /// The same in text of a width in cells.
    pub(super) fn as_text(&self, width: usize) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::ByHand(room) => Cow::Owned(room.as_text(width)),
        }
    }
}

impl From<String> for Content {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Content {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// What stands above the title of a letter, as letters begin here: its number and day at the right, then to whom it goes, then
/// from whom it comes, at the right again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Letter {
    /// Number and day.
    pub marks: Vec<Field>,
    /// To whom it goes, a line each.
    pub to: String,
    /// From whom it comes: labels with what is recorded.
    pub from: Vec<Field>,
}

/// A piece of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// The heading of what follows, without a number: writers number the headings of a paper.
    Heading(String),
    /// Labels with their values.
    Rows(Vec<Field>),
    /// Running text; a line break in it is kept.
    Text(String),
    /// A line at a side or in the middle: whom it is for, 記, a day to be written.
    Line(Line),
    /// Numbered sentences.
    Clauses(Clauses),
    /// Something to be read and typed without a mistake, such as a key: large, in a frame.
    Display(String),
    /// A table.
    Table(Table),
    /// Numbers to be looked at.
    Chart(Chart),
    /// Things to do or to confirm, with a box before each.
    Checks(Vec<Check>),
    /// Places for seals or signatures, each with its caption.
    Seals(Vec<String>),
    /// From here on an annex, on a page of its own: what stands before it is a paper by itself.
    Annex(String),
    /// One sheet ends and the next begins: another copy, or the same form for somebody else.
    NextSheet(NextSheet),
}

/// A line of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// What stands there.
    pub text: String,
    /// At which side.
    pub align: Align,
}

/// Numbered sentences, such as what somebody pledges.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clauses {
    /// The sentences, without their numbers.
    pub items: Vec<String>,
    /// Whether they are read from a distance, as on a wall.
    #[serde(default, skip_serializing_if = "is_default")]
    pub large: bool,
}

/// The number of a sentence among several, from 0: (1).
pub(super) fn clause_number(place: usize) -> String {
    format!("({})", place + 1)
}

/// Where a sheet ends and the next begins. Each sheet is a paper by itself: it has its title, its numbers begin at 1, and
/// what stands on it is whole without the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NextSheet {
    /// Its title.
    pub title: String,
    /// What the reader of the sheet that ends has to know; stands under a rule at its end.
    #[serde(default, skip_serializing_if = "is_default")]
    pub notes: Vec<String>,
}

/// A table. Its heading is repeated on every page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// The columns, each with a heading.
    pub columns: Vec<Column>,
    /// The rows, each with one cell a column.
    pub rows: Vec<Vec<Content>>,
    /// Whether rows are tall enough to be written into by hand.
    #[serde(default, skip_serializing_if = "is_default")]
    pub roomy: bool,
}

/// Numbers beside each other as stacked columns, such as the open findings of each month. It is a picture and the numbers
/// in words: whoever cannot see the one reads the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chart {
    /// What the places are: 月末, 週.
    pub axis: String,
    /// What is stacked, from the bottom; each has a pattern of its own.
    pub series: Vec<String>,
    /// The places from left to right, each with a number for every series.
    pub bars: Vec<Bar>,
}

/// One place of a chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bar {
    /// What it is called.
    pub label: String,
    /// The numbers; `None` where nothing is known of it.
    pub values: Option<Vec<u32>>,
}

impl Bar {
    /// All of its numbers together.
    pub fn sum(&self) -> u64 {
        self.values.iter().flatten().map(|value| u64::from(*value)).sum()
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Its heading.
    pub label: String,
    /// Its width in cells ([`Sheet::cells`]); columns of 0 share what the others leave.
    pub width: usize,
    /// At which side of the column its texts stand.
    #[serde(default, skip_serializing_if = "is_default")]
    pub align: Align,
}

/// At which side texts stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    /// Where reading begins.
    #[default]
    Left,
    /// In the middle, as 記.
    Center,
    /// Where numbers end.
    Right,
}

/// A line with a box before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// Whether the box is ticked.
    pub done: bool,
    /// What is to be done.
    pub text: String,
}

/// The sign of a box, ticked or not.
pub(in crate::documents) const fn sign(done: bool) -> &'static str {
    if done { "■" } else { "□" }
}

/// The lines at the foot of a paper.
pub(super) struct Foot {
    /// Which policy it judges by.
    pub policy: Option<String>,
    /// The state of the register.
    pub head: Option<String>,
}

impl Foot {
    /// Its lines from above.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        [&self.policy, &self.head].into_iter().filter_map(|line| line.as_deref())
    }
}

impl Paper {
    /// What it is called where it lies among others: its title, and the number that stands at its head.
    pub(super) fn called(&self) -> String {
        let rows = self.parts.iter().filter_map(|part| match part {
            Part::Rows(rows) => Some(rows),
            _ => None,
        });
        let marks = self.letter.iter().flat_map(|letter| &letter.marks);
        let number = marks.chain(rows.flatten()).find_map(|(label, content)| match content {
            Content::Text(number) if label.ends_with("番号") => Some(number),
            _ => None,
        });
        number.map_or_else(|| self.title.clone(), |number| format!("{}　{number}", self.title))
    }

    /// The line that says whose paper it is and of which day, for papers that do not begin with labelled rows.
    pub(super) fn dateline(&self) -> Option<String> {
        let begins_with_rows = self.letter.is_some() || matches!(self.parts.first(), Some(Part::Rows(_)));
        (!begins_with_rows)
            .then(|| format!("{}　{}", self.office, crate::register::wareki::format_wareki(self.date)))
    }

    /// Every value that stands on it with its label, in order: what is copied elsewhere one by one.
    pub fn values(&self) -> Vec<(&str, &str)> {
        let rows = self.parts.iter().filter_map(|part| match part {
            Part::Rows(rows) => Some(rows),
            _ => None,
        });
        rows.flatten().map(|(label, value)| (label.as_str(), value.printed())).collect()
    }

    /// The labels of what stands on it as not known, or of whoever sends it is still to be written, each once.
    pub fn unknown(&self) -> Vec<&str> {
        let is_unknown = |value: &str| value.contains(UNRECORDED) || value == NOT_YET;
        let mut heading = "";
        let mut found = Vec::new();
        let letter = self.letter.iter().flat_map(|letter| &letter.from);
        let is_open = |value: &Content| matches!(value, Content::ByHand(_)) || is_unknown(value.printed());
        found.extend(letter.filter(|(_, value)| is_open(value)).map(|(label, _)| label.as_str()));
        for part in &self.parts {
            match part {
                Part::Heading(text) => heading = text,
                Part::Text(text) if is_unknown(text) => found.push(heading),
                Part::Rows(rows) => {
                    let unknown = rows.iter().filter(|(_, value)| is_unknown(value.printed()));
                    found.extend(unknown.map(|(label, _)| label.as_str()));
                }
                _ => {}
            }
        }
        let mut told = BTreeSet::new();
        found.retain(|label| told.insert(*label));
        found
    }

    /// The titles of its sheets.
    pub(super) fn titles(&self) -> impl Iterator<Item = &str> {
        let more = self.parts.iter().filter_map(|part| match part {
            Part::NextSheet(next) => Some(next.title.as_str()),
            _ => None,
        });
        std::iter::once(self.title.as_str()).chain(more)
    }

    /// What stands at its foot: by which policy it judges, then from which state of the register it was made.
    pub(super) fn foot(&self) -> Foot {
        let head = self.head.as_deref().map(|head| format!("台帳の履歴コード：{}", visible(head)));
        Foot { policy: self.policy.clone(), head }
    }
}
