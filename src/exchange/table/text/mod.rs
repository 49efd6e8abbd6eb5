//! Tables as texts: CSV and its like, whatever their encoding and separator.

mod encoding;
mod quotes;

use std::path::Path;

use super::{
    Asked, Book, Bound, Cell, Foreign, Format, MAX_ROWS, MAX_UNPACKED, Row, Sheet, TableFault, Told, Value,
    limits::Room,
};

/// Reads a text.
pub(super) fn read(name: &str, bytes: &[u8], asked: &Asked<'_>) -> Result<Book, TableFault> {
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > MAX_UNPACKED {
        return Err(Bound::Unpacked.into());
    }
    let (text, encoding) = encoding::decode(bytes, asked.encoding)?;
    if let Some(foreign) = foreign(&text) {
        return Err(TableFault::NotATable(foreign));
    }
    let separator = quotes::separator(&text);
    let rows = rows(&text, separator, true)?;
    let name = Path::new(name).file_stem().unwrap_or_default().to_string_lossy().into_owned();
    book(separator, Sheet { name, encoding: Some(encoding), hidden: false, rows, told: Vec::new() })
}

/// Reads a text that was copied from a spreadsheet: its cells stand between tabulators, those of several lines between
/// quotation marks. A mark at the beginning of a cell may also be one that was typed, and is taken for it where the marks
/// do not fit.
pub(super) fn read_pasted(text: &str) -> Result<Book, TableFault> {
    let separator = if text.contains('\t') { b'\t' } else { quotes::separator(text) };
    let (rows, told) = match rows(text, separator, true) {
        Err(TableFault::Quotes { .. }) => (rows(text, separator, false)?, vec![Told::MarksTaken]),
        rows => (rows?, Vec::new()),
    };
    book(separator, Sheet { name: String::new(), encoding: None, hidden: false, rows, told })
}

fn book(separator: u8, sheet: Sheet) -> Result<Book, TableFault> {
    if sheet.rows.is_empty() {
        return Err(TableFault::Empty);
    }
    let format = if separator == b'\t' { Format::Tsv } else { Format::Csv };
    Ok(Book { format, sheets: vec![sheet] })
}

/// How far into a text is looked to tell what it is.
const LOOKED_AT: usize = 64 << 10;

/// What a text is that is no table.
fn foreign(text: &str) -> Option<Foreign> {
    let start = text.trim_start();
    if is_json(start) {
        Some(Foreign::Json)
    } else if start.starts_with('<') {
        Some(Foreign::Markup)
    } else if encoding::controls(text.chars().take(LOOKED_AT), 4) {
        Some(Foreign::Unknown)
    } else {
        None
    }
}

/// Whether a text begins as JSON does.
fn is_json(text: &str) -> bool {
    let mut marks = text.chars().filter(|c| !c.is_whitespace());
    match marks.next() {
        Some('{') => true,
        Some('[') => matches!(marks.next(), Some('{' | '[' | '"' | ']')),
        _ => false,
    }
}

/// Whether a text is one of tables: anything but a register document, by its beginning or its name.
pub(super) fn is_table(name: &str, bytes: &[u8]) -> bool {
    let is_document = Path::new(name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
    // ASCII marks are the same in every encoding but for the zeros of UTF-16.
    let start: String = bytes
        .iter()
        .filter(|byte| !matches!(byte, 0 | 0xEF | 0xBB | 0xBF | 0xFE | 0xFF))
        .take(64)
        .map(|byte| char::from(*byte))
        .collect();
    !is_document && !is_json(&start)
}

/// The rows of a text, with or without quotation marks around cells.
fn rows(text: &str, separator: u8, quoting: bool) -> Result<Vec<Row>, TableFault> {
    quotes::records(text.as_bytes(), separator, quoting, |_| ())?;
    // What a cell means is not asked here: `001` stays three characters.
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .quoting(quoting)
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let (mut rows, mut room) = (Vec::new(), Room::default());
    let (mut number, mut end) = (0, 0);
    // Decoding has made it UTF-8, so what reading can complain of does not happen; blank lines it does not tell.
    while reader.read_record(&mut record).map_err(|_| TableFault::Damaged(Format::Csv))? {
        number += 1 + blank_lines(text.as_bytes(), end);
        end = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        let filled = |(place, text): (usize, &str)| (!text.trim().is_empty()).then_some(place);
        let Some(last) = record.iter().enumerate().filter_map(filled).last() else { continue };
        if rows.len() == MAX_ROWS {
            return Err(Bound::Rows.into());
        }
        room.take(last + 1, record.as_slice().len())?;
        let cells =
            record.iter().take(last + 1).map(|text| Cell { value: Value::text(text), ..Cell::default() });
        rows.push(Row { number, hidden: false, cells: cells.collect() });
    }
    Ok(rows)
}

/// How many blank lines stand before the record that begins at or behind a place, which is behind the end of a record or
/// within it (`\r` before `\n`).
fn blank_lines(text: &[u8], place: usize) -> u32 {
    let within = place.checked_sub(1).and_then(|before| text.get(before..=place)) == Some(b"\r\n".as_slice());
    let mut rest = text.get(place + usize::from(within)..).unwrap_or_default();
    let mut lines = 0;
    loop {
        rest = match rest {
            [b'\r', b'\n', rest @ ..] | [b'\r' | b'\n', rest @ ..] => rest,
            _ => return lines,
        };
        lines += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(bytes: &[u8]) -> Vec<(u32, Vec<String>)> {
        let book = read("x.csv", bytes, &Asked::default()).unwrap();
        let text = |cell: &Cell| match &cell.value {
            Value::Empty => String::new(),
            Value::Text(text) => text.clone(),
            other => format!("{other:?}"),
        };
        book.sheets[0].rows.iter().map(|row| (row.number, row.cells.iter().map(text).collect())).collect()
    }

    fn row(number: u32, cells: &[&str]) -> (u32, Vec<String>) {
        (number, cells.iter().map(|&cell| cell.to_owned()).collect())
    }

    #[test]
    fn rows_have_the_numbers_that_a_spreadsheet_shows() {
        let expected = [row(2, &["a", "b"]), row(4, &["1\n2", "", "3"]), row(7, &["4"])];
        assert_eq!(table(b"\na,b\n,,\n\"1\n2\",,3,\n\n \n4\n\n"), expected);
        assert_eq!(table(b"\r\na,b\r\n,,\r\n\"1\r\n2\",,3,\r\n\r\n \r\n4\r\n"), expected);
        assert_eq!(table(b"\ra,b\r,,\r\"1\r2\",,3,\r\r \r4"), expected);
    }

    #[test]
    fn a_text_says_what_it_is() {
        let book =
            read("/a/職員.名簿.txt", "氏名\t番号\n港 花子\t001\n".as_bytes(), &Asked::default()).unwrap();
        assert_eq!((book.format, book.sheets[0].name.as_str()), (Format::Tsv, "職員.名簿"));
        assert_eq!(book.sheets[0].encoding, Some("utf-8"));
        assert_eq!(book.sheets[0].rows[1].cells[1].value, Value::Text("001".to_owned()));
    }

    #[test]
    fn what_is_no_table_is_named() {
        let fault = |text: &str| read("x.csv", text.as_bytes(), &Asked::default()).unwrap_err();
        assert_eq!(fault(" {\"format\": 1}"), TableFault::NotATable(Foreign::Json));
        assert_eq!(fault("<html><table>"), TableFault::NotATable(Foreign::Markup));
        assert_eq!(fault("\u{1}\u{2}\u{3}ab"), TableFault::NotATable(Foreign::Unknown));
        assert_eq!(fault(""), TableFault::Empty);
        assert_eq!(fault("\n , ,\n"), TableFault::Empty);
    }

    #[test]
    fn a_register_document_is_no_table() {
        for (name, text, expected) in [
            ("register.json", "", false),
            ("職員.csv", "氏名,フリガナ", true),
            ("職員.csv", "\u{FEFF}{\"format\"", false),
            ("-", "[\n {", false),
            ("-", "[職員名簿],1", true),
            ("x", "a,b", true),
        ] {
            assert_eq!(is_table(name, text.as_bytes()), expected, "{name} {text}");
        }
        assert!(!is_table("x", b"{\0\"\0"));
    }

    #[test]
    fn a_pasted_table_is_read_as_it_was_copied() {
        let pasted = |text: &str| {
            let sheet = read_pasted(text).unwrap().sheets.remove(0);
            let text = |cell: &Cell| match &cell.value {
                Value::Text(text) => text.clone(),
                _ => String::new(),
            };
            let rows: Vec<_> = sheet
                .rows
                .iter()
                .map(|row| (row.number, row.cells.iter().map(text).collect::<Vec<_>>()))
                .collect();
            (rows, sheet.told)
        };
        // Terminals hand line ends over as those of the key.
        let expected =
            vec![row(1, &["氏名", "備考"]), row(2, &["港 花子", "一行目\n\"二\"行目"]), row(4, &["港 次郎"])];
        for end in ["\r\n", "\n", "\r"] {
            let text =
                format!("氏名\t備考{end}港 花子\t\"一行目{end}\"\"二\"\"行目\"{end}{end}港 次郎\t{end}");
            assert_eq!(pasted(&text), (expected.clone(), Vec::new()));
        }
        let typed = (vec![row(1, &["\"港\"の会", "a"]), row(2, &["\"b", "5\" c"])], vec![Told::MarksTaken]);
        assert_eq!(pasted("\"港\"の会\ta\n\"b\t5\" c\n"), typed);
        assert_eq!(pasted("氏名,番号\n"), (vec![row(1, &["氏名", "番号"])], Vec::new()));
        assert_eq!(read_pasted(" \t\n").unwrap_err(), TableFault::Empty);
    }

    #[test]
    fn controls_are_kept_for_whoever_shows_them() {
        assert_eq!(table(b"a,\x1b]0;x\x07,b"), [row(1, &["a", "\u{1b}]0;x\u{7}", "b"])]);
    }

    #[test]
    fn as_many_rows_as_are_allowed_are_read_and_no_more() {
        let text = "a\n".repeat(MAX_ROWS);
        assert_eq!(table(text.as_bytes()).len(), MAX_ROWS);
        let more = read("x.csv", format!("{text}a").as_bytes(), &Asked::default());
        assert_eq!(more.unwrap_err(), Bound::Rows.into());
    }

    #[test]
    fn wide_sheets_of_many_rows_are_refused_before_they_take_memory() {
        let text = format!("{}x\n", ",".repeat(900)).repeat(6_000);
        let fault = read("x.csv", text.as_bytes(), &Asked::default()).unwrap_err();
        assert_eq!(fault, Bound::Content.into());
    }
}
