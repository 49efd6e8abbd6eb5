//! Files that were changed by chance or on purpose: each is read or refused with a sentence.

use std::{
    fmt::Write as _,
    io::{Cursor, Read as _, Write as _},
};

use mcs_register::{
    exchange::table::{self, Asked, Bound, Format, TableFault},
    register::{Lang, hidden::is_hidden},
};
use proptest::{prelude::*, sample::Index};
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::ledger;
use crate::slips::slip;

type Parts = Vec<(String, Vec<u8>)>;

/// The parts of a zip.
fn parts(bytes: &[u8]) -> Parts {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return Vec::new() };
    let count = archive.len();
    let part = |place| {
        let mut file = archive.by_index(place).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        (file.name().unwrap().into_owned(), bytes)
    };
    (0..count).map(part).collect()
}

pub(super) fn packed(parts: &[(impl AsRef<str>, impl AsRef<[u8]>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        writer.start_file(name.as_ref(), options).unwrap();
        writer.write_all(bytes.as_ref()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// What has made readers stumble.
const PIECES: &[&[u8]] = &[
    b"\xFF\xFF\xFF\xFF",
    b"\0\0\0\0",
    b"99999999999",
    b"-1",
    b"1e308",
    b"\"",
    b"<",
    b"&lol;",
    b"&#x1F600;",
    b"<!DOCTYPE x [<!ENTITY lol SYSTEM \"file:///etc/passwd\">]>",
    b"<row r=\"1048576\" hidden=\"1\"><c r=\"XFD1048576\" t=\"s\"><v>0</v></c></row>",
    b"<mergeCell ref=\"A1:XFD1048576\"/>",
    b"<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell table:number-columns-repeated=\"1024\" \
      office:value-type=\"string\"><text:p>x<text:s text:c=\"4000000000\"/></text:p></table:table-cell></table:table-row>",
    b"</c>",
    b"</table:table>",
    b"_xD800_",
];

/// Reads; what is refused is refused with a sentence in each language that no terminal stumbles over.
fn ends_well(name: &str, bytes: &[u8], hidden: bool) -> Result<(), TestCaseError> {
    let asked = Asked { encoding: None, password: None, hidden };
    table::is_table(name, bytes);
    let said = match table::read(name, bytes, &asked) {
        Ok(book) => {
            book.sheets.iter().flat_map(|sheet| &sheet.told).map(|told| told.message(Lang::Ja)).collect()
        }
        Err(fault) => vec![fault.message(Lang::Ja), fault.message(Lang::En)],
    };
    for sentence in said {
        prop_assert!(!sentence.is_empty() && !sentence.contains(is_hidden), "{sentence}");
    }
    Ok(())
}

const LEDGERS: [&str; 12] =
    ["p01", "p02", "p03", "p04", "p05", "p06", "p07", "p08", "p09", "p10", "p11", "p14"];

proptest! {
    #[test]
    fn a_file_that_was_changed_ends_well(
        start in prop::sample::select(&LEDGERS[..]),
        slips in prop::collection::vec(slip(PIECES), 1..6),
        hidden in any::<bool>(),
    ) {
        let (name, mut bytes) = ledger(start);
        for slip in &slips {
            slip.make(&mut bytes);
        }
        ends_well(&name, &bytes, hidden)?;
    }

    #[test]
    fn a_workbook_whose_parts_were_changed_ends_well(
        start in prop::sample::select(&["p01", "p02", "p04", "p07", "p08", "p09"][..]),
        slips in prop::collection::vec((any::<Index>(), slip(PIECES)), 1..6),
        hidden in any::<bool>(),
    ) {
        let (name, bytes) = ledger(start);
        let mut parts = parts(&bytes);
        for (part, slip) in &slips {
            let place = part.index(parts.len());
            slip.make(&mut parts[place].1);
        }
        ends_well(&name, &packed(&parts), hidden)?;
    }
}

/// A workbook of one sheet, with the XML of its rows and of its texts.
fn workbook(sheet: &str, strings: &str) -> Vec<u8> {
    repeated((sheet, 1), (strings, 1))
}

/// The same, where either is written so many times.
fn repeated(sheet: (&str, usize), strings: (&str, usize)) -> Vec<u8> {
    const LINK: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let link = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{LINK}/{kind}\" Target=\"{target}\"/>")
    };
    let links = |links: &[String]| format!("<Relationships>{}</Relationships>", links.concat());
    let root = links(&[link("a", "officeDocument", "xl/workbook.xml")]);
    let own =
        links(&[link("a", "worksheet", "sheet1.xml"), link("b", "sharedStrings", "/xl/sharedStrings.xml")]);
    let parts = [
        ("[Content_Types].xml", "", "<Types/>", 1, ""),
        ("_rels/.rels", "", root.as_str(), 1, ""),
        (
            "xl/workbook.xml",
            "<workbook>",
            "<sheets><sheet name=\"x\" r:id=\"a\"/></sheets>",
            1,
            "</workbook>",
        ),
        ("xl/_rels/workbook.xml.rels", "", own.as_str(), 1, ""),
        ("xl/sheet1.xml", "<worksheet>", sheet.0, sheet.1, "</worksheet>"),
        ("xl/sharedStrings.xml", "<sst>", strings.0, strings.1, "</sst>"),
    ];
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, head, piece, times, end) in parts {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(head.as_bytes()).unwrap();
        for _ in 0..times {
            writer.write_all(piece.as_bytes()).unwrap();
        }
        writer.write_all(end.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A spreadsheet of `LibreOffice` with the XML of its rows.
fn spreadsheet(rows: &str) -> Vec<u8> {
    packed(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet".to_owned()),
        ("META-INF/manifest.xml", "<manifest:manifest/>".to_owned()),
        (
            "content.xml",
            format!(
                "<office:document-content><table:table table:name=\"x\">{rows}</table:table></office:document-content>"
            ),
        ),
    ])
}

fn fault(bytes: &[u8]) -> Option<TableFault> {
    table::read("x", bytes, &Asked::default()).err()
}

#[test]
fn what_unpacks_without_an_end_is_refused_while_it_is_unpacked() {
    assert_eq!(fault(&ledger("p13").1), Some(Bound::Cell { row: 0 }.into()));
    let rows = ("<row><c><v>1</v></c></row>", table::MAX_ROWS + 1);
    assert_eq!(fault(&repeated(rows, ("", 0))), Some(Bound::Rows.into()));
    let blank = format!("<row>{}</row>", " ".repeat(1 << 19));
    assert_eq!(fault(&repeated((&blank, 513), ("", 0))), Some(Bound::Unpacked.into()));
    let text = format!("<si><t>{}</t></si>", "x".repeat(60_000));
    assert_eq!(fault(&repeated(("", 0), (&text, 4_000))), Some(Bound::Content.into()));
    let deep = "<a>".repeat(1_000_000);
    assert_eq!(fault(&workbook(&deep, "")), Some(TableFault::Damaged(Format::Xlsx)));
}

#[test]
fn nothing_is_expanded() {
    assert_eq!(fault(&ledger("p15").1), Some(TableFault::Declares(Format::Xlsx)));
    // Without a declaration there is nothing that it could stand for.
    let unknown = workbook("", "<si><t>&lol;</t></si>");
    assert_eq!(fault(&unknown), Some(TableFault::Damaged(Format::Xlsx)));
}

#[test]
fn what_is_written_once_for_many_cells_takes_the_room_of_all() {
    let cell = |columns: u32| {
        format!(
            "<table:table-cell table:number-columns-repeated=\"{columns}\" office:value-type=\"string\">\
             <text:p>x</text:p></table:table-cell>"
        )
    };
    let row = |rows: u32, cells: &str| {
        format!("<table:table-row table:number-rows-repeated=\"{rows}\">{cells}</table:table-row>")
    };
    assert_eq!(fault(&spreadsheet(&row(4_000_000_000, &cell(1)))), Some(Bound::Rows.into()));
    assert_eq!(fault(&spreadsheet(&row(1, &cell(16_384)))), Some(Bound::Columns.into()));
    assert_eq!(fault(&spreadsheet(&row(200_000, &cell(1_000)))), Some(Bound::Content.into()));
    let blanks = "<table:table-cell><text:p>a<text:s text:c=\"4000000000\"/></text:p></table:table-cell>";
    assert_eq!(fault(&spreadsheet(&row(1, blanks))), Some(Bound::Cell { row: 0 }.into()));
    // As LibreOffice fills a sheet up: formats to its end, and nothing in them.
    let filled = "<table:table-cell table:number-columns-repeated=\"16384\"/>";
    let text = row(1, &cell(2)) + &row(1_048_575, filled);
    let book = table::read("x", &spreadsheet(&text), &Asked::default()).unwrap();
    assert_eq!((book.sheets[0].rows.len(), book.sheets[0].rows[0].cells.len()), (1, 2));
}

#[test]
fn formats_down_to_the_last_row_are_no_rows() {
    let mut rows = String::from("<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>");
    for row in 2..=1_048_576 {
        write!(rows, "<row r=\"{row}\" s=\"1\" customFormat=\"1\"><c r=\"XFD{row}\" s=\"1\"/></row>")
            .unwrap();
    }
    rows.push_str("</sheetData><mergeCells><mergeCell ref=\"A1:XFD1\"/></mergeCells>");
    let book = table::read("x", &workbook(&rows, "<si><t>氏名</t></si>"), &Asked::default()).unwrap();
    assert_eq!((book.sheets[0].rows.len(), book.sheets[0].rows[0].cells.len()), (1, 1));
}
