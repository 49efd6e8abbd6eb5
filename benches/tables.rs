//! How long tables take to be read: 20,000 and 200,000 rows of ten columns, as texts and as workbooks.
//!
//! The goals are well below 0.5 s and below 3 s.

#![allow(clippy::unwrap_used)] // a bench that cannot be set up has to stop

use divan::{Bencher, black_box};
use encoding_rs::SHIFT_JIS;
use mcs_register::exchange::table::{Asked, read};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

fn main() {
    divan::main();
}

const ROWS: [u32; 2] = [20_000, 200_000];

/// A row of a list of members.
fn row(number: u32) -> [String; 10] {
    [
        format!("{number:05}"),
        format!("池島 トメ{}", number % 2_000),
        format!("磯路 光代{}", number % 129),
        "自事業所".to_owned(),
        "看護師".to_owned(),
        if number.is_multiple_of(10) { "管理者" } else { "一般" }.to_owned(),
        format!("R8.{}.{}", number % 12 + 1, number % 28 + 1),
        String::new(),
        format!("0900000{:04}", number % 10_000),
        "参加待ち、連絡済み".to_owned(),
    ]
}

#[divan::bench(args = ROWS, sample_count = 5)]
fn csv_cp932(bencher: Bencher, rows: u32) {
    let text: String = (0..rows).map(|number| row(number).join(",") + "\r\n").collect();
    let bytes = SHIFT_JIS.encode(&text).0.into_owned();
    bencher.bench(|| read("x.csv", black_box(&bytes), &Asked::default()).unwrap());
}

#[divan::bench(args = ROWS, sample_count = 5)]
fn xlsx(bencher: Bencher, rows: u32) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let day = Format::new().set_num_format("yyyy/m/d");
    for number in 0..rows {
        for (column, text) in (0..).zip(row(number)) {
            match column {
                0 => sheet.write_number(number, column, number).unwrap(),
                6 => {
                    let day_of =
                        ExcelDateTime::from_ymd(2026, 4, u8::try_from(number % 28 + 1).unwrap()).unwrap();
                    sheet.write_datetime_with_format(number, column, &day_of, &day).unwrap()
                }
                7 => sheet.write_blank(number, column, &day).unwrap(),
                _ => sheet.write_string(number, column, text).unwrap(),
            };
        }
    }
    let bytes = book.save_to_buffer().unwrap();
    bencher.bench(|| read("x.xlsx", black_box(&bytes), &Asked::default()).unwrap());
}
