//! Our reader of workbooks against another one, which shares nothing with it but XML and zip.

use std::io::Cursor;

use calamine::{Data, Range, Reader, open_workbook_auto_from_rs};
use mcs_register::exchange::table::{self, Asked, Cell, Value};
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::ledger;

/// Whether a cell says the same as the other reader's.
fn agrees(cell: &Cell, other: &Data) -> bool {
    match (&cell.value, other) {
        (Value::Empty, Data::Empty) => true,
        (Value::Empty | Value::NoValue, Data::String(text)) => text.trim().is_empty(),
        (Value::Text(text), Data::String(other)) => *text == other.replace("\r\n", "\n"),
        (Value::Number(number), Data::Float(other)) => number.to_bits() == other.to_bits(),
        (Value::Number(number), Data::Int(other)) => number.to_string() == other.to_string(),
        (Value::Flag(flag), Data::Bool(other)) => flag == other,
        (Value::Fault(mark), Data::Error(other)) => *mark == other.to_string(),
        (Value::Day(day), Data::DateTimeIso(other)) => other.starts_with(&day.to_string()),
        (Value::Day(_) | Value::Moment(_) | Value::Text(_), Data::DateTime(other)) => {
            let (year, month, day, hour, minute, second, _) = other.to_ymd_hms_milli();
            // The other one keeps seconds.
            let _ = second;
            match &cell.value {
                Value::Day(date) => {
                    (u16::try_from(date.year()), u8::try_from(date.month()), u8::try_from(date.day()))
                        == (Ok(year), Ok(month), Ok(day))
                }
                Value::Moment(time) => time
                    .to_string()
                    .starts_with(&format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}")),
                Value::Text(text) => *text == format!("{hour}:{minute:02}"),
                _ => false,
            }
        }
        _ => false,
    }
}

/// Compares each cell of a file; tells how many held something.
fn compare(name: &str, bytes: &[u8]) -> usize {
    let asked = Asked { hidden: true, ..Asked::default() };
    let book = table::read(name, bytes, &asked).unwrap();
    let mut other = open_workbook_auto_from_rs(Cursor::new(bytes.to_vec())).unwrap();
    assert_eq!(book.sheets.iter().map(|sheet| sheet.name.clone()).collect::<Vec<_>>(), other.sheet_names());
    let mut compared = 0;
    for sheet in &book.sheets {
        let range: Range<Data> = other.worksheet_range(&sheet.name).unwrap();
        let mut left = range.used_cells().count();
        for row in &sheet.rows {
            for (column, cell) in (0..).zip(&row.cells) {
                let data = range.get_value((row.number - 1, column)).unwrap_or(&Data::Empty);
                left -= usize::from(*data != Data::Empty);
                if cell.merged || cell.value == Value::NoValue {
                    continue;
                }
                compared += usize::from(!cell.value.is_empty());
                let place = (row.number, column + 1);
                assert!(agrees(cell, data), "{name} {} {place:?}: {cell:?} and {data:?}", sheet.name);
            }
        }
        // What is left are blanks and formulas that gave nothing.
        let blank = |data: &Data| matches!(data, Data::String(text) if text.trim().is_empty());
        let blanks = range.used_cells().filter(|(_, _, data)| blank(data)).count();
        assert!(left <= blanks, "{name} {}: {left} cells are not read", sheet.name);
    }
    compared
}

#[test]
fn the_ledgers_of_offices_are_read_alike() {
    for (start, least) in
        [("p01", 60), ("p02", 60), ("p03", 30), ("p04", 30), ("p07", 40), ("p08", 20), ("p09", 15)]
    {
        let (name, bytes) = ledger(start);
        let compared = compare(&name, &bytes);
        assert!(compared >= least, "{name}: {compared}");
    }
}

/// What is written into a cell.
#[derive(Debug, Clone)]
enum Written {
    Nothing,
    Text(String),
    Number(f64),
    Day(u32, &'static str),
    Flag(bool),
    Formula(String),
}

fn written() -> impl Strategy<Value = Written> {
    let formats = ["yyyy/m/d", "[$-411]ge.m.d;@", "m\"月\"d\"日\"", "yyyy/m/d h:mm", "0.00", "General"];
    prop_oneof![
        Just(Written::Nothing),
        "[ -~あ-んア-ヶ一-龠髙﨑\n&<>\"]{1,12}".prop_map(Written::Text),
        (-1e9..1e9_f64).prop_map(Written::Number),
        (61_u32..2_900_000, prop::sample::select(formats.to_vec()))
            .prop_map(|(day, format)| Written::Day(day, format)),
        any::<bool>().prop_map(Written::Flag),
        "[a-z]{1,8}".prop_map(Written::Formula),
    ]
}

proptest! {
    #[test]
    fn workbooks_are_read_alike(rows in prop::collection::vec(prop::collection::vec(written(), 1..8), 1..12)) {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (row, cells) in (0_u32..).zip(&rows) {
            for (column, cell) in (0_u16..).zip(cells) {
                match cell {
                    Written::Nothing => continue,
                    Written::Text(text) => sheet.write_string(row, column, text).unwrap(),
                    Written::Number(number) => sheet.write_number(row, column, *number).unwrap(),
                    Written::Day(day, format) => {
                        let day = ExcelDateTime::from_serial_datetime(f64::from(*day)).unwrap();
                        let format = Format::new().set_num_format(*format);
                        sheet.write_datetime_with_format(row, column, &day, &format).unwrap()
                    }
                    Written::Flag(flag) => sheet.write_boolean(row, column, *flag).unwrap(),
                    Written::Formula(text) => {
                        let formula = rust_xlsxwriter::Formula::new("=A1").set_result(text);
                        sheet.write_formula(row, column, formula).unwrap()
                    }
                };
            }
        }
        compare("x.xlsx", &book.save_to_buffer().unwrap());
    }
}
