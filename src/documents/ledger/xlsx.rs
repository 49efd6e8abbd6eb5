//! Ledgers as one workbook: a sheet each, days as days, ready to be filtered and printed on A4.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook as Book, Worksheet,
};

use super::{Cell, Heading, Holds, Ledger, LedgerKind};
use crate::register::{Date, Lang, Time};

/// The most UTF-16 units that Excel takes in a cell.
const CELL_UNITS: usize = 32_767;
/// What ends a text that was cut.
const CUT: &str = "…〔以下はExcelに入りません。全文はCSVか台帳で確かめてください〕";
/// The number of A4 in the format.
const A4: u8 = 9;

/// The half-width characters that are a margin in every column.
const COLUMN_MARGIN: u32 = 2;
/// How wide a page is between its margins (A4 landscape), in the units of [`pixels`].
const PAGE: u32 = 1045;
/// The least percentage at which print is read without a glass.
const READABLE: u32 = 60;
/// The points of a line, in whatever font a spreadsheet shows Japanese.
const LINE: u32 = 19;
/// The most lines of a row: Excel makes none taller than 409 points.
const MOST_LINES: u32 = 21;
/// The widest column, in half-width characters: beyond it a line is no longer read with ease.
const WIDEST: u32 = 120;

/// A workbook as bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workbook {
    /// The file.
    pub bytes: Vec<u8>,
    /// Texts that are longer than a cell may be. They end in a remark.
    pub cut: Vec<Cut>,
}

/// Where a text was cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// The sheet.
    pub sheet: &'static str,
    /// The row as Excel numbers it; the headings are row 1.
    pub row: u32,
    /// The heading of the column.
    pub column: String,
}

/// A workbook that cannot be written: a ledger has more rows than a sheet.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub struct XlsxError(#[from] rust_xlsxwriter::XlsxError);

impl XlsxError {
    /// What is wrong and what to do.
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Ja => {
                format!("Excelのファイルを作成できませんでした（{}）。CSVで書き出してください。", self.0)
            }
            Lang::En => format!("The Excel file could not be made ({}). Export CSV instead.", self.0),
        }
    }
}

/// The workbook of some ledgers. The same ledgers on the same day give the same bytes: there is no clock in it.
///
/// # Errors
/// When a ledger has more rows than a sheet has room for (1,048,575 and the headings).
pub fn workbook(ledgers: &[Ledger], office: Option<&str>, today: Date) -> Result<Workbook, XlsxError> {
    let mut book = Book::new();
    let mut properties = DocProperties::new().set_title("MCS管理台帳").set_author("mcs-register");
    if let Some(day) = excel_day(today) {
        properties = properties.set_creation_datetime(&day);
    }
    book.set_properties(&properties);
    let formats = Formats::new();
    let mut cut = Vec::new();
    for ledger in ledgers {
        sheet(book.add_worksheet(), ledger, office, today, &formats, &mut cut)?;
    }
    Ok(Workbook { bytes: book.save_to_buffer()?, cut })
}

/// How cells look.
struct Formats {
    heading: Format,
    text: Format,
    day: Format,
    minute: Format,
    number: Format,
}

impl Formats {
    fn new() -> Self {
        let cell = || Format::new().set_border(FormatBorder::Hair).set_align(FormatAlign::Top);
        Self {
            heading: Format::new()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::VerticalCenter)
                .set_border(FormatBorder::Thin)
                .set_background_color(0x00E8_EEF4),
            text: cell().set_text_wrap().set_num_format("@"),
            day: cell().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
            minute: cell().set_num_format("yyyy-mm-dd hh:mm").set_align(FormatAlign::Left),
            number: cell().set_num_format("0"),
        }
    }

    fn of(&self, holds: Holds) -> &Format {
        match holds {
            Holds::Text => &self.text,
            Holds::Day => &self.day,
            Holds::Minute => &self.minute,
            Holds::Number => &self.number,
        }
    }
}

fn sheet(
    sheet: &mut Worksheet,
    ledger: &Ledger,
    office: Option<&str>,
    today: Date,
    formats: &Formats,
    cut: &mut Vec<Cut>,
) -> Result<(), XlsxError> {
    sheet.set_name(ledger.kind.title())?;
    let widths = widths(ledger);
    for (place, (Heading { label, .. }, width)) in ledger.headings.iter().zip(&widths).enumerate() {
        let place = column(place);
        sheet.set_column_width(place, f64::from(width + COLUMN_MARGIN))?;
        sheet.write_string_with_format(0, place, label.as_ref(), &formats.heading)?;
    }
    let labels = ledger.headings.iter().map(|heading| heading.label.as_ref());
    set_height(sheet, 0, labels.zip(&widths).map(|(label, width)| lines(label, *width)))?;
    for (row, cells) in (1_u32..).zip(&ledger.rows) {
        set_height(sheet, row, cells.iter().zip(&widths).map(|(cell, width)| lines_of(cell, *width)))?;
        for (place, (cell, heading)) in cells.iter().zip(&ledger.headings).enumerate() {
            if write(sheet, (row, column(place)), cell, heading.holds, formats)? {
                let column = heading.label.to_string();
                cut.push(Cut { sheet: ledger.kind.title(), row: row + 1, column });
            }
        }
    }
    let last_row = u32::try_from(ledger.rows.len()).unwrap_or(u32::MAX);
    let last_column = column(ledger.headings.len().saturating_sub(1));
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, last_row, last_column)?;
    let pages = pages_wide(ledger, &widths);
    sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(pages, 0);
    if pages > 1 {
        // Each page says what its rows are about; the pages of the same rows follow each other.
        let naming = ledger.kind.naming_columns().min(ledger.headings.len());
        sheet.set_repeat_columns(0, column(naming.saturating_sub(1)))?.set_page_order(false);
    }
    sheet.set_margins(0.4, 0.4, 0.7, 0.6, 0.3, 0.3);
    sheet.set_print_area(0, 0, last_row, last_column)?;
    sheet.set_repeat_rows(0, 0)?;
    // In the header & begins a code.
    let office = office.unwrap_or_default().replace('&', "&&");
    let office: String = office.chars().take(80).collect();
    sheet.set_header(format!("&L{office}&C{}&R{today} 現在", ledger.kind.title()));
    // What a reader of the print has to know stands on every page of it.
    let unknown = match ledger.kind {
        LedgerKind::Findings => "　判定不能：記録がないため判断できないもの",
        _ => "",
    };
    sheet.set_footer(format!("&L空欄：記録がないもの{unknown}&R&P / &N"));
    Ok(())
}

/// The widths of the columns: as their headings have them, but wider where a text would not fit into the tallest row.
fn widths(ledger: &Ledger) -> Vec<u32> {
    let fits = |place: usize, width: u32| {
        let cells = ledger.rows.iter().filter_map(|row| row.get(place));
        cells.map(|cell| lines_of(cell, width)).max().unwrap_or(1) <= MOST_LINES
    };
    let wide = |(place, heading): (usize, &Heading)| {
        let own = u32::from(heading.width);
        (own..=WIDEST).step_by(10).find(|width| fits(place, *width)).unwrap_or(WIDEST.max(own))
    };
    ledger.headings.iter().enumerate().map(wide).collect()
}

/// Makes a row as tall as its tallest cell; one of a single line is left to the program.
fn set_height(sheet: &mut Worksheet, row: u32, lines: impl Iterator<Item = u32>) -> Result<(), XlsxError> {
    let lines = lines.max().unwrap_or(1).min(MOST_LINES);
    if lines > 1 {
        sheet.set_row_height(row, f64::from(lines * LINE))?;
    }
    Ok(())
}

fn lines_of(cell: &Cell, width: u32) -> u32 {
    match cell {
        Cell::Text(text) => lines(text, width),
        Cell::Blank | Cell::Day(_) | Cell::Minute(_) | Cell::Number(_) => 1,
    }
}

/// How many lines a text takes in a column, where no line is longer than the column is wide.
fn lines(text: &str, width: u32) -> u32 {
    let wide = |c: char| if c.is_ascii() || ('｡'..='ﾟ').contains(&c) { 1 } else { 2 };
    let count = |line: &str| line.chars().map(wide).sum::<u32>().div_ceil(width.max(1)).max(1);
    text.split('\n').map(count).sum()
}

/// How many pages wide a ledger has to be printed so that it can be read.
fn pages_wide(ledger: &Ledger, widths: &[u32]) -> u16 {
    let room = PAGE * 100 / READABLE;
    let naming: u32 = widths.iter().take(ledger.kind.naming_columns()).map(|width| pixels(*width)).sum();
    let (mut pages, mut used) = (1, 0);
    for width in widths.iter().map(|width| pixels(*width)) {
        let before = if pages == 1 { 0 } else { naming };
        if used + width > room && used > before {
            pages += 1;
            used = naming;
        }
        used += width;
    }
    pages
}

/// How wide a column is at 96 dots an inch, in the font that Excel begins with.
fn pixels(width: u32) -> u32 {
    (width + COLUMN_MARGIN) * 7 + 5
}

/// Writes a cell; says whether its text had to be cut.
fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    holds: Holds,
    formats: &Formats,
) -> Result<bool, XlsxError> {
    match cell {
        // Ready for what the column holds: in a cell for texts a day that is typed later would be none.
        Cell::Blank => {
            sheet.write_blank(row, column, formats.of(holds))?;
        }
        // As a text whatever it begins with: never as a formula or a link.
        Cell::Text(text) => {
            if let Some(short) = shortened(text) {
                sheet.write_string_with_format(row, column, short, &formats.text)?;
                return Ok(true);
            }
            sheet.write_string_with_format(row, column, text, &formats.text)?;
        }
        Cell::Day(day) => match excel_day(*day) {
            Some(value) => {
                sheet.write_datetime_with_format(row, column, &value, &formats.day)?;
            }
            None => {
                sheet.write_string_with_format(row, column, day.to_string(), &formats.text)?;
            }
        },
        Cell::Minute(time) => match excel_minute(*time) {
            Some(value) => {
                sheet.write_datetime_with_format(row, column, &value, &formats.minute)?;
            }
            None => {
                sheet.write_string_with_format(row, column, time.to_string(), &formats.text)?;
            }
        },
        // Numbers of people, days and minutes: far below where a floating-point number loses one.
        #[allow(clippy::cast_precision_loss, reason = "see above")]
        Cell::Number(number) => {
            sheet.write_number_with_format(row, column, *number as f64, &formats.number)?;
        }
    }
    Ok(false)
}

/// A text that a cell has room for, where it has none for the whole.
fn shortened(text: &str) -> Option<String> {
    let units = |text: &str| text.chars().map(char::len_utf16).sum::<usize>();
    if text.len() <= CELL_UNITS || units(text) <= CELL_UNITS {
        return None;
    }
    let mut room = CELL_UNITS - units(CUT);
    let kept = text.chars().take_while(|c| {
        let fits = room >= c.len_utf16();
        room = room.saturating_sub(c.len_utf16());
        fits
    });
    Some(kept.chain(CUT.chars()).collect())
}

/// A day that Excel knows: not before 1900-03-01, from when on its count of days is right.
fn excel_day(day: Date) -> Option<ExcelDateTime> {
    let known = (day.year(), day.month()) >= (1900, 3);
    let part = |number: i8| u8::try_from(number).ok();
    let year = u16::try_from(day.year()).ok().filter(|_| known)?;
    ExcelDateTime::from_ymd(year, part(day.month())?, part(day.day())?).ok()
}

fn excel_minute(time: Time) -> Option<ExcelDateTime> {
    let minute = u8::try_from(time.minute()).ok()?;
    excel_day(time.date)?.and_hms(time.hour(), minute, 0).ok()
}

fn column(place: usize) -> u16 {
    u16::try_from(place).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ledger_is_as_many_pages_wide_as_it_takes_to_be_read() {
        let ledger = |widths: &[u8]| {
            let headings =
                widths.iter().map(|width| Heading { label: "欄".into(), width: *width, holds: Holds::Text });
            let ledger = Ledger { kind: LedgerKind::Reports, headings: headings.collect(), rows: Vec::new() };
            pages_wide(&ledger, &super::widths(&ledger))
        };
        assert_eq!(ledger(&[]), 1);
        // 1741 dots of a column and the next that is too much.
        assert_eq!(ledger(&[60; 3]), 1);
        assert_eq!(ledger(&[60; 4]), 2);
        // Two naming columns on every page leave room for one more.
        assert_eq!(ledger(&[60; 6]), 4);
        assert_eq!(ledger(&[255]), 1, "what no page has room for is shrunk further");
    }

    #[test]
    fn a_row_is_as_tall_as_its_longest_text_and_a_column_as_wide_as_that_takes() {
        assert_eq!(
            (lines("", 10), lines("a".repeat(10).as_str(), 10), lines("港".repeat(6).as_str(), 10)),
            (1, 1, 2)
        );
        assert_eq!(lines("一\n二\n\n三", 10), 4);
        let ledger = |text: String| Ledger {
            kind: LedgerKind::Reports,
            headings: vec![Heading { label: "欄".into(), width: 30, holds: Holds::Text }],
            rows: vec![vec![Cell::Text(text)]],
        };
        // 15 characters a line, 21 lines.
        assert_eq!(widths(&ledger("港".repeat(315))), [30]);
        assert_eq!(widths(&ledger("港".repeat(316))), [40]);
        assert_eq!(widths(&ledger("港".repeat(9_000))), [WIDEST], "what no row has room for");
    }

    #[test]
    fn a_text_longer_than_a_cell_ends_in_a_remark() {
        assert_eq!(shortened(&"港".repeat(CELL_UNITS)), None);
        let short = shortened(&"𠮷".repeat(CELL_UNITS)).unwrap();
        assert!(short.ends_with(CUT));
        let units = short.encode_utf16().count();
        assert!((CELL_UNITS - 1..=CELL_UNITS).contains(&units), "{units}");
    }

    #[test]
    fn days_before_the_calendar_of_excel_are_none() {
        assert!(excel_day("1900-02-28".parse().unwrap()).is_none());
        assert!(excel_day("1900-03-01".parse().unwrap()).is_some());
        assert!(excel_day(Date::MAX).is_some());
    }
}
