//! Ledgers as CSV: one file each, lines end in CR LF, cells in quotation marks where they need them.
//!
//! A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@` (also full-width), a tab or a line break for a formula;
//! so it may with the minus sign (U+2212), for which CP932 has the full-width `-`. Such a text gets a `'` in front. So does
//! one that begins with `'` and goes on like that, and no other: whoever reads the file by program takes one `'` away where
//! what follows the `'`s could begin a formula, and has what was entered.

use super::{
    Cell, Ledger, LedgerKind,
    cp932::{self, Unencodable},
};

/// How the text of a file is encoded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 with a byte order mark, by which Excel knows it.
    #[default]
    Utf8,
    /// CP932 (Windows-31J).
    Cp932,
}

/// A file of CSV.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvFile {
    /// Its name: the ledger's word and `.csv`.
    pub name: String,
    /// What stands in it.
    pub bytes: Vec<u8>,
}

/// The file that lists what CP932 could not hold.
const MISSING: &str = "missing-characters.csv";
const BOM: &[u8] = b"\xEF\xBB\xBF";

/// The files of some ledgers, and what the encoding could not hold. Where there is any of that, the list of it is one more
/// file, in UTF-8.
pub fn csv_files(ledgers: &[Ledger], encoding: Encoding) -> (Vec<CsvFile>, Vec<Unencodable>) {
    let mut missing = Vec::new();
    let mut files: Vec<CsvFile> = ledgers.iter().map(|ledger| file(ledger, encoding, &mut missing)).collect();
    if !missing.is_empty() {
        files.push(list(&missing));
    }
    (files, missing)
}

/// A table that is no ledger, in UTF-8.
pub(in crate::documents) fn csv_table(headings: &[&str], rows: &[Vec<String>]) -> Vec<u8> {
    let mut lines = Lines::new(Encoding::Utf8);
    lines.put(&mut headings.iter().map(|heading| defused((*heading).to_owned())), |_, _| {});
    for row in rows {
        lines.put(&mut row.iter().cloned().map(defused), |_, _| {});
    }
    lines.bytes()
}

/// Whether [`csv_files`] could write a file of this name.
pub fn is_csv_file(name: &str) -> bool {
    let ledger = |word| LedgerKind::ALL.iter().any(|kind| kind.word() == word);
    name == MISSING || name.strip_suffix(".csv").is_some_and(ledger)
}

fn file(ledger: &Ledger, encoding: Encoding, missing: &mut Vec<Unencodable>) -> CsvFile {
    let labels: Vec<&str> = ledger.headings.iter().map(|heading| heading.label.as_ref()).collect();
    let mut lines = Lines::new(encoding);
    let mut put = |row: usize, cells: &mut dyn Iterator<Item = String>| {
        lines.put(cells, |column, character| {
            let column = labels.get(column).copied().unwrap_or_default().to_owned();
            missing.push(Unencodable { character, file: ledger.kind.word(), row, column });
        });
    };
    put(0, &mut labels.iter().map(|label| defused((*label).to_owned())));
    for (place, row) in ledger.rows.iter().enumerate() {
        put(place + 1, &mut row.iter().map(written));
    }
    CsvFile { name: format!("{}.csv", ledger.kind.word()), bytes: lines.bytes() }
}

fn list(missing: &[Unencodable]) -> CsvFile {
    let mut lines = Lines::new(Encoding::Utf8);
    let headings = ["文字", "番号", "ファイル", "行（見出しは0）", "列", "代わりに書いた文字"];
    lines.put(&mut headings.into_iter().map(str::to_owned), |_, _| {});
    for found in missing {
        let cells = [
            defused(found.character.to_string()),
            format!("U+{:04X}", u32::from(found.character)),
            format!("{}.csv", found.file),
            found.row.to_string(),
            defused(found.column.clone()),
            defused(found.instead()),
        ];
        lines.put(&mut cells.into_iter(), |_, _| {});
    }
    CsvFile { name: MISSING.to_owned(), bytes: lines.bytes() }
}

/// A cell as text that no spreadsheet takes for a formula.
fn written(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => defused(text.clone()),
        other => other.to_string(),
    }
}

/// A text that no spreadsheet takes for a formula.
fn defused(text: String) -> String {
    let first = text.trim_start_matches('\'').trim_start_matches([' ', '\u{A0}', '\u{3000}']).chars().next();
    match first {
        Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '\u{2212}' | '\t' | '\r' | '\n') => {
            format!("'{text}")
        }
        _ => text,
    }
}

/// Lines of CSV as they grow.
struct Lines {
    encoding: Encoding,
    writer: csv::Writer<Vec<u8>>,
}

impl Lines {
    fn new(encoding: Encoding) -> Self {
        let start = if encoding == Encoding::Utf8 { BOM.to_vec() } else { Vec::new() };
        let writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(start);
        Self { encoding, writer }
    }

    /// Writes a line; tells each character that the encoding has not, with the place of its column.
    fn put(&mut self, cells: &mut dyn Iterator<Item = String>, mut missing: impl FnMut(usize, char)) {
        for (column, cell) in cells.enumerate() {
            let bytes = match self.encoding {
                Encoding::Utf8 => cell.into_bytes(),
                Encoding::Cp932 => cp932::encode(&cell, |character| missing(column, character)),
            };
            // Memory takes what it is given.
            let _ = self.writer.write_field(&bytes);
        }
        let _ = self.writer.write_record(None::<&[u8]>);
    }

    fn bytes(self) -> Vec<u8> {
        self.writer.into_inner().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_could_be_a_formula_begins_with_a_mark() {
        for text in [
            "=1+1",
            "+81",
            "-1",
            "@SUM(A1)",
            "＝1",
            "\t=1",
            "  =1",
            "　＠",
            "\u{2212}1",
            "'=1",
            "''-1",
            "\n=1",
        ] {
            assert_eq!(defused(text.to_owned()), format!("'{text}"));
        }
        for text in ["", "a=1", "'", "'a", "港 花子", "1-2", "（=1）"] {
            assert_eq!(defused(text.to_owned()), text);
        }
    }

    proptest! {
        /// The rule by which a program takes the mark away gives back what was entered.
        #[test]
        fn the_mark_can_be_taken_away(text in "['=+@a 　-]{0,6}") {
            let written = defused(text.clone());
            let back = match written.strip_prefix('\'') {
                Some(rest) if defused(rest.to_owned()) != rest => rest,
                _ => &written,
            };
            prop_assert_eq!(back, text);
        }
    }
}
