//! Tables as offices keep them, read from the files themselves.

mod hostile;
mod second_reader;

use std::{fmt::Write as _, fs, path::Path};

use mcs_register::{
    exchange::table::{self, Asked, Book, Cell, Foreign, Format, Sheet, TableFault, Value},
    register::Lang,
};

fn ledger(start: &str) -> (String, Vec<u8>) {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/ledgers");
    let mut names =
        fs::read_dir(&dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let name = names.find(|name| name.starts_with(start) && !name.ends_with(".expected.json")).unwrap();
    let bytes = fs::read(dir.join(&name)).unwrap();
    (name, bytes)
}

fn read(start: &str, asked: &Asked<'_>) -> Result<Book, TableFault> {
    let (name, bytes) = ledger(start);
    table::read(&name, &bytes, asked)
}

/// A cell as a person may compare it: texts as they are, other values with a mark.
fn cell(cell: &Cell) -> String {
    let mut shown = match &cell.value {
        Value::Empty => String::new(),
        Value::Text(text) => text.replace('\n', "⏎"),
        Value::Number(number) => format!("#{number}"),
        Value::Day(day) => format!("@{day}"),
        Value::Moment(time) => format!("@{time}"),
        Value::Flag(flag) => format!("?{flag}"),
        Value::NoValue => "=?".to_owned(),
        Value::Fault(mark) => format!("!{mark}"),
    };
    if let Some(reading) = &cell.reading {
        let _ = write!(shown, "《{reading}》");
    }
    if cell.merged {
        shown = format!("({shown})");
    }
    if cell.hidden {
        shown.push('~');
    }
    shown
}

fn sheet(sheet: &Sheet) -> String {
    let mut shown = format!("== {}", sheet.name);
    if let Some(encoding) = sheet.encoding {
        let _ = write!(shown, " [{encoding}]");
    }
    if sheet.hidden {
        shown.push('~');
    }
    shown.push('\n');
    for told in &sheet.told {
        let _ = writeln!(shown, "- {}\n  {}", told.message(Lang::Ja), told.message(Lang::En));
    }
    for row in &sheet.rows {
        let cells: Vec<String> = row.cells.iter().map(cell).collect();
        let _ = writeln!(shown, "{}{}: {}", row.number, if row.hidden { "~" } else { "" }, cells.join(" | "));
    }
    shown
}

fn shown(book: &Book) -> String {
    format!("{:?}\n{}", book.format, book.sheets.iter().map(sheet).collect::<String>())
}

/// What is read of a ledger without a word about the rest.
fn lines(start: &str) -> String {
    shown(&read(start, &Asked::default()).unwrap())
}

#[test]
fn each_ledger_is_read_as_a_person_sees_it() {
    for (start, expected) in [
        // A reading stands beside its text and never in it; blank rows are gaps in the numbers.
        (
            "p01",
            &[
                "Xlsx\n== 職員名簿\n",
                "\n7: #3 | 山﨑　由美《ヤマサキ　ユミ》 | ヤマサキ　ユミ | 看護師 | H30/5/1 |",
                "\n9: #4 |",
            ][..],
        ),
        // A merged heading stands over each of its columns, a hidden column keeps its place.
        (
            "p02",
            &[
                "\n4: (管理番号) | (機種) | ~ | (使用者) | (貸与日) | 起動時PW |",
                "\n5: TB-001 | iPad 第9世代 | ~ | 磯路 光代 | @2022-04-04 |",
                "R8.9.1 | !#VALUE! | 予備",
            ],
        ),
        ("p03", &["Xls\n== 持出簿\n", "\n4: 2 | 4月28日 | 〃 | 〃 |", "4/28～5/6 | 〃 | 5月6日\n"]),
        (
            "p04",
            &[
                "\n4: 氏名 | 職種 | 池島 トメ 様 | 田中 一郎様 | 八幡屋 様 | 築港 ヨシ様⏎（R8.9.30 ご逝去） | 三先 様\n",
                "\n11: 参加人数 |  | #5 |",
            ],
        ),
        // The second byte of ソ and 表 is no escape; a line break between quotation marks begins no row.
        (
            "p05",
            &[
                "[cp932]",
                "| 済 | MCS管理者⏎（正）\n3: 2 | 髙橋 健一 | ﾀｶﾊｼ ｹﾝｲﾁ |",
                "\n4: 3 | 表 ソノ | ｵﾓﾃ ｿﾉ |",
                "㈱夕凪より出向",
            ],
        ),
        ("p06", &["Csv\n", "[utf-8]\n1: 患者グループ | 参加者 |"]),
        (
            "p07",
            &[
                "\n4: 実施日 |  | @2026-05-20 | @2026-09-15 | @2026-10-01 | @2027-02-10\n",
                "== R7年度\n1: 氏名 | 個人情報保護 R7.5.21 |",
            ],
        ),
        ("p08", &["Ods\n== 様式3\n", "\n4: ００１ | 磯路　光代 | いそじ　みつよ | @2020-04-01 | 有\n"]),
        // The days of this workbook begin in 1904.
        ("p09", &["\n4: 磯路 光代 | @2026-08-01 | @2026-10-01 | @2026-12-01 | ○（2026/4/1〜）\n"]),
        ("p10", &["Tsv\n", "\n2: 001 | スマホ | iPhone SE（業務用①） |", "\n7: 計 | 4台\n"]),
        // Nothing is run, and what steers a terminal is kept for whoever makes it visible.
        (
            "p14",
            &[
                "\n2: =HYPERLINK(\"http://example.invalid/?\"&A2,\"港 花子\") |",
                "\n5: \t=1+1 |",
                "港 三郎\u{202e}\u{200b} |",
                "\u{1b}]0;owned\u{7}",
            ],
        ),
    ] {
        let read = lines(start);
        for piece in expected {
            assert!(read.contains(piece), "{start} has no {piece}:\n{read}");
        }
    }
}

#[test]
fn what_was_left_out_is_told_and_read_where_it_is_asked_for() {
    let read_with = |hidden| shown(&read("p02", &Asked { hidden, ..Asked::default() }).unwrap());
    let (without, with) = (read_with(false), read_with(true));
    for told in [
        "- 結合されたセル10か所の値は、それぞれのセルの値として読みました。",
        "- 非表示の列（C）は読み込んでいません。",
        "  Hidden columns were not read (C).",
        "- エラーになっている数式が1か所あります（8行目から）。",
        "== マスタ~\n- 非表示のシートのため、読み込んでいません。",
    ] {
        assert!(without.contains(told), "{told}:\n{without}");
    }
    assert!(with.contains("\n3: 管理番号 | 機種 | 購入日~ | 使用者 |"), "{with}");
    assert!(!with.contains("非表示") && with.contains("== マスタ~\n1: "), "{with}");
}

#[test]
fn an_encrypted_workbook_asks_for_its_password() {
    let with = |password| read("p11", &Asked { password, ..Asked::default() });
    assert_eq!(with(None), Err(TableFault::NeedsPassword));
    assert_eq!(with(Some("renshu2026")), Err(TableFault::WrongPassword));
    let opened = with(Some("Renshu2026")).unwrap();
    assert!(shown(&opened).contains("磯路 光代《イソジ ミツヨ》"));
    for lang in [Lang::Ja, Lang::En] {
        let said = TableFault::NeedsPassword.message(lang);
        assert!(said.contains("Excel") && !said.contains("zip"), "{said}");
    }
}

/// Both hold p09, encrypted by another program than Excel.
#[test]
fn other_ways_to_encrypt_are_opened_too() {
    let plain = read("p09", &Asked::default());
    let with = |name: &str, password| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/tables").join(name);
        table::read(name, &fs::read(path).unwrap(), &Asked { password, ..Asked::default() })
    };
    // Protected against changes, and no password given: Excel opens it without asking.
    assert_eq!(with("opens-without-asking.xlsx", None), plain);
    assert_eq!(with("opens-without-asking.xlsx", Some("x")), plain);
    // As Excel 2007 did it.
    assert_eq!(with("excel-2007.xlsx", Some("Renshu2026")), plain);
    assert_eq!(with("excel-2007.xlsx", Some("x")), Err(TableFault::WrongPassword));
    assert_eq!(with("excel-2007.xlsx", None), Err(TableFault::NeedsPassword));
}

#[test]
fn what_comes_here_is_told_from_a_register_document_by_its_bytes() {
    for start in ["p01", "p03", "p05", "p08", "p10", "p11", "p13"] {
        let (name, bytes) = ledger(start);
        assert!(
            table::is_table(&name, &bytes) && table::is_table("x.json", &bytes) != is_text(start),
            "{start}"
        );
    }
    assert!(!table::is_table("start.json", &ledger("start").1));
    assert!(!table::is_table("x", &ledger("start").1));
}

fn is_text(start: &str) -> bool {
    ["p05", "p10"].contains(&start)
}

#[test]
fn what_is_no_table_is_named() {
    let fault = |bytes: &[u8]| table::read("x.xlsx", bytes, &Asked::default()).unwrap_err();
    let foreign = |bytes: &[u8]| match fault(bytes) {
        TableFault::NotATable(foreign) => foreign,
        other => panic!("{other:?}"),
    };
    assert_eq!(foreign(b"%PDF-1.7"), Foreign::Pdf);
    assert_eq!(foreign(b"\x89PNG\r\n\x1a\n"), Foreign::Picture);
    assert_eq!(foreign(b"Rar!\x1a\x07"), Foreign::Archive);
    assert_eq!(fault(b"PK\x03\x04"), TableFault::Damaged(Format::Xlsx));
    assert_eq!(fault(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), TableFault::Damaged(Format::Xls));
    let packed = |names: &[&str]| hostile::packed(&names.iter().map(|name| (*name, "")).collect::<Vec<_>>());
    assert_eq!(foreign(&packed(&["[Content_Types].xml", "word/document.xml"])), Foreign::OtherOffice);
    assert_eq!(foreign(&packed(&["[Content_Types].xml", "xl/workbook.bin"])), Foreign::Xlsb);
    assert_eq!(foreign(&packed(&["Index/Document.iwa"])), Foreign::Numbers);
    assert_eq!(foreign(&packed(&["職員名簿.xlsx"])), Foreign::Archive);
}

#[test]
fn a_protected_spreadsheet_of_libreoffice_is_told_with_the_way_out() {
    let manifest = "<manifest:manifest><manifest:file-entry manifest:full-path=\"content.xml\">\
                    <manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let mimetype = "application/vnd.oasis.opendocument.spreadsheet";
    for (name, text) in [("META-INF/manifest.xml", manifest), ("encrypted-package", "x")] {
        let bytes = hostile::packed(&[("mimetype", mimetype), (name, text)]);
        let fault = table::read("x.ods", &bytes, &Asked::default()).unwrap_err();
        assert_eq!(fault, TableFault::Encrypted(Format::Ods));
        assert!(fault.message(Lang::Ja).contains("LibreOfficeで開き"));
    }
}
