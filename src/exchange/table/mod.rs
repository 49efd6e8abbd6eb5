//! Tables as offices keep them, Excel, `LibreOffice` and CSV, as rows of values. What a column means is not asked here.
//!
//! Pure over bytes. Nothing is expanded, followed or run: no entity, no link, no macro, no formula. How much a file may
//! hold is looked at before memory is taken for it ([`limits`]).

mod fault;
mod limits;
mod text;
mod told;

pub use fault::{Foreign, TableFault};
pub use limits::{Bound, MAX_CELL_BYTES, MAX_COLUMNS, MAX_ROWS, MAX_UNPACKED};
pub use told::Told;

use std::borrow::Cow;

use crate::register::{Date, Lang, Time};

/// A file of tables.
#[derive(Debug, Clone, PartialEq)]
pub struct Book {
    /// What the file is.
    pub format: Format,
    /// Its sheets in their order; one for a text. Hidden ones are there by name, and empty unless asked for.
    pub sheets: Vec<Sheet>,
}

/// What a file of tables is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// An Excel workbook of today, with or without macros.
    Xlsx,
    /// An Excel workbook of before 2007.
    Xls,
    /// An `OpenDocument` spreadsheet, as `LibreOffice` writes it.
    Ods,
    /// A text with commas or semicolons.
    Csv,
    /// A text with tabulators.
    Tsv,
}

impl Format {
    /// The format in words.
    pub const fn word(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Xlsx, Lang::Ja) => "Excelブック",
            (Self::Xlsx, Lang::En) => "Excel workbook",
            (Self::Xls, Lang::Ja) => "Excel 97-2003ブック",
            (Self::Xls, Lang::En) => "Excel 97-2003 workbook",
            (Self::Ods, Lang::Ja) => "OpenDocument表計算",
            (Self::Ods, Lang::En) => "OpenDocument spreadsheet",
            (Self::Csv, _) => "CSV",
            (Self::Tsv, Lang::Ja) => "タブ区切りテキスト",
            (Self::Tsv, Lang::En) => "tab-separated text",
        }
    }
}

/// One table of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Its name; the file's, without its ending, for a text.
    pub name: String,
    /// How a text is encoded, as [`Asked::encoding`] takes it.
    pub encoding: Option<&'static str>,
    /// Whether the file hides it. Its rows are read only when asked for.
    pub hidden: bool,
    /// The rows in which something stands, from the top. Blank rows are told by the gap in the numbers.
    pub rows: Vec<Row>,
    /// What was done or left out while reading.
    pub told: Vec<Told>,
}

/// A row in which something stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its number as the file shows it, from 1. A line break inside quotation marks begins no row.
    pub number: u32,
    /// Whether the file hides it; only where hidden rows were asked for.
    pub hidden: bool,
    /// The cells from column A to the last in which something stands.
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cell {
    /// What stands in it.
    pub value: Value,
    /// How its text is read, where the file says so (ふりがな). Never part of the text.
    pub reading: Option<String>,
    /// Whether the value is that of the merged cells it belongs to, and stands in the first of them.
    pub merged: bool,
    /// Whether the file hides its column. Its value is there only when hidden columns were asked for.
    pub hidden: bool,
}

/// What stands in a cell. A formula is what the file says that it gave.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Value {
    /// Nothing.
    #[default]
    Empty,
    /// A text as it stands there, with `\n` between its lines. Controls are kept: whoever shows it makes them visible.
    Text(String),
    /// A number.
    Number(f64),
    /// A day.
    Day(Date),
    /// A minute of a day.
    Moment(Time),
    /// TRUE or FALSE.
    Flag(bool),
    /// A formula whose result the file does not hold.
    NoValue,
    /// A formula that failed, with the mark of the fault (`#REF!`).
    Fault(String),
}

impl Value {
    /// Whether nothing stands there.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.is_empty(),
            _ => false,
        }
    }
}

/// What is asked of a reading.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked<'a> {
    /// How a text is encoded, in the place of finding it out.
    pub encoding: Option<&'a str>,
    /// The password of an encrypted workbook.
    pub password: Option<&'a str>,
    /// Whether hidden sheets, rows and columns are taken too.
    pub hidden: bool,
}

/// Reads a file of tables. What it is follows from its bytes; its name decides only between texts, and names the sheet
/// of a text.
///
/// # Errors
/// [`TableFault`]: what the file is, why it is not read, and what to do.
pub fn read(name: &str, bytes: &[u8], asked: &Asked<'_>) -> Result<Book, TableFault> {
    text::read(name, bytes, asked)
}

/// Whether a file is one of tables and not, say, a register document: by its bytes, and by its name where they leave
/// it open. It may still be one that cannot be read.
pub fn is_table(name: &str, bytes: &[u8]) -> bool {
    text::is_table(name, bytes)
}

/// A text with `\n` between its lines, however they were ended.
fn lines(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}
