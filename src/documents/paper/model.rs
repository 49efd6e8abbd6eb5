//! A paper before it is written: what stands on it, in order, as plain values.

use serde::{Deserialize, Serialize};

use crate::{
    documents::{names::Naming, text::visible},
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
    /// Who is named on it.
    pub names: Naming,
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

/// A label and what is recorded under it.
pub type Field = (String, String);

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
}

/// A table. Its heading is repeated on every page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// The columns, each with a heading.
    pub columns: Vec<Column>,
    /// The rows, each with one text a column.
    pub rows: Vec<Vec<String>>,
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

/// At which side of a column texts stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    /// Where reading begins.
    #[default]
    Left,
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

impl Paper {
    /// The line that says whose paper it is and of which day, for papers that do not begin with labelled rows.
    pub(super) fn dateline(&self) -> Option<String> {
        let begins_with_rows = matches!(self.parts.first(), Some(Part::Rows(_)));
        (!begins_with_rows)
            .then(|| format!("{}　{}", self.office, crate::register::wareki::format_wareki(self.date)))
    }

    /// The last line of the paper: from which state of the register it was made.
    pub(super) fn head_line(&self) -> Option<String> {
        self.head.as_deref().map(|head| format!("台帳の履歴コード：{}", visible(head)))
    }
}
