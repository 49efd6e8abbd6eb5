//! Tables as offices keep them, Excel, `LibreOffice` and CSV, as rows of values. What a column means is not asked here.
//!
//! Pure over bytes. Nothing is expanded, followed or run: no entity, no link, no macro, no formula. How much a file may
//! hold is looked at before memory is taken for it ([`limits`]).

mod crypt;
mod fault;
mod grid;
mod limits;
mod ods;
mod ole;
mod package;
mod reading;
mod serial;
mod strings;
mod text;
mod told;
mod xls;
mod xlsx;

pub use fault::{Foreign, TableFault};
pub use limits::{Bound, MAX_CELL_BYTES, MAX_COLUMNS, MAX_ROWS, MAX_UNPACKED};
pub use told::Told;

use std::{borrow::Cow, path::Path};

use crate::register::{Date, Lang, Time};
use package::Package;

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
    /// A text, however its lines were ended; blanks alone are nothing.
    fn text(text: &str) -> Self {
        if text.trim().is_empty() { Self::Empty } else { Self::Text(lines(text).into_owned()) }
    }

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
    match Container::of(bytes) {
        Container::Zip => zipped(name, bytes, asked),
        Container::Ole => match ole::open(bytes)? {
            ole::Inside::Workbook(stream) => xls::read(&stream, asked),
            ole::Inside::Encrypted { info, package } => {
                let bytes = crypt::open(&info, package, asked.password)?;
                xlsx::read(Package::new(&bytes, Format::Xlsx)?, asked)
            }
        },
        Container::Foreign(foreign) => Err(TableFault::NotATable(foreign)),
        Container::Text => text::read(name, bytes, asked),
    }
}

/// Reads a table that was copied from a spreadsheet and pasted as text.
///
/// # Errors
/// [`TableFault`], as of a file.
pub fn read_pasted(text: &str) -> Result<Book, TableFault> {
    text::read_pasted(text)
}

/// Whether a file is to be read here and not as a register document: by its bytes, and by its name where they leave it
/// open. It need be none that can be read: a PDF is answered here too.
pub fn is_table(name: &str, bytes: &[u8]) -> bool {
    match Container::of(bytes) {
        Container::Text => text::is_table(name, bytes),
        Container::Zip | Container::Ole | Container::Foreign(_) => true,
    }
}

/// What the first bytes of a file say that it is.
enum Container {
    Zip,
    Ole,
    Foreign(Foreign),
    Text,
}

impl Container {
    fn of(bytes: &[u8]) -> Self {
        match bytes {
            [b'P', b'K', 3 | 5, 4 | 6, ..] => Self::Zip,
            [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => Self::Ole,
            [b'%', b'P', b'D', b'F', ..] => Self::Foreign(Foreign::Pdf),
            [0x89, b'P', b'N', b'G', ..] | [0xFF, 0xD8, 0xFF, ..] | [b'G', b'I', b'F', b'8', ..] => {
                Self::Foreign(Foreign::Picture)
            }
            [0x1F, 0x8B, ..] | [b'7', b'z', 0xBC, 0xAF, ..] | [b'R', b'a', b'r', b'!', ..] => {
                Self::Foreign(Foreign::Archive)
            }
            _ => Self::Text,
        }
    }
}

/// Reads a zip as what is in it.
fn zipped(name: &str, bytes: &[u8], asked: &Asked<'_>) -> Result<Book, TableFault> {
    const OPEN_DOCUMENT: &[u8] = b"application/vnd.oasis.opendocument.";
    let named = Path::new(name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("ods"));
    let mut package = Package::new(bytes, if named { Format::Ods } else { Format::Xlsx })?;
    let kind = package.start("mimetype", 80).unwrap_or_default();
    let foreign = if let Some(kind) = kind.strip_prefix(OPEN_DOCUMENT) {
        if kind.starts_with(b"spreadsheet") {
            return ods::read(package, asked);
        }
        Foreign::OtherOffice
    } else if let Some(foreign) = xlsx::foreign(&package) {
        foreign
    } else if package.has("[Content_Types].xml") || package.has("xl/workbook.xml") {
        return xlsx::read(package, asked);
    } else if package.has_folder("index/") || package.has("Index.zip") {
        Foreign::Numbers
    } else {
        Foreign::Archive
    };
    Err(TableFault::NotATable(foreign))
}

/// A text with `\n` between its lines, however they were ended.
fn lines(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}
