//! Ledgers and calendars as others read them: what was entered comes back from XLSX and CSV, calendars are well formed.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Cursor,
};

use calamine::{Data, DataType as _, Reader as _, Xlsx};
use mcs_register::{
    cli::demo_office::demo_office,
    documents::{
        CalendarEvent, Cell, Encoding, EvidencePast, EvidenceSource, Ledger, LedgerKind, Naming,
        calendar_events, calendar_file, csv_files, evidence, evidence_papers, evidence_readme, ledgers,
        masked, workbook,
    },
    policy::{Policy, Rule, Urgency, judge},
    register::{
        Date, RecordKind, Register, Time, Work,
        document::{RECORD_FIELDS, decode, encode},
    },
};
use serde_json::json;

fn today() -> Date {
    "2026-11-22".parse().unwrap()
}

fn register(document: &serde_json::Value) -> Register {
    decode(document.to_string().as_bytes(), &|rule: &str| Rule::from_name(rule).map(Rule::waivable)).unwrap()
}

fn books(register: &Register, names: Naming) -> Vec<Ledger> {
    let policy = Policy::minato().unwrap();
    ledgers(register, &policy, &judge(register, &policy, today()), today(), names)
}

/// Texts that programs for tables take for something else.
fn hostile() -> Vec<String> {
    let mut texts: Vec<String> = [
        "髙﨑邉 𠮷男",
        "葛\u{E0100}城",
        "ﾊﾟｿｺﾝ①",
        "=HYPERLINK(\"http://example.jp\",\"x\")",
        "+81-3-1234",
        "-1",
        "@SUM(A1)",
        "＝１",
        "'=1",
        "a,\"b\"\nc",
        "_x0041_<&>]]>",
        "0123",
        "1E5",
        "TRUE",
        "2026-11-22",
        "http://example.jp/",
    ]
    .map(str::to_owned)
    .to_vec();
    texts.push("語".repeat(10_000));
    texts
}

fn office() -> Register {
    let rows: Vec<_> = (0..)
        .zip(hostile())
        .map(|(place, text)| {
            json!({"id": format!("T-{place:02}"), "content": text, "requested_on": "2026-09-19", "standing": true})
        })
        .collect();
    register(&json!({"format": "mcs-register/1", "office": {"name": "港 & 海"}, "take_outs": rows,
        "incidents": [{"id": "R8-001", "kind": "other", "known_at": "2026-11-20T09:10", "affected_people": 3}]}))
}

fn read_xlsx(ledgers: &[Ledger]) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(workbook(ledgers, Some("港 & 海"), today()).unwrap().bytes)).unwrap()
}

/// A cell of a ledger as a workbook holds it.
fn same(cell: &Cell, found: Option<&Data>) -> bool {
    match (cell, found) {
        (Cell::Blank, None | Some(Data::Empty)) => true,
        (Cell::Text(text), Some(Data::String(found))) => text == found,
        (Cell::Day(_) | Cell::Minute(_), Some(Data::DateTime(found))) => {
            let serial = found.as_f64();
            let start: Date = "1899-12-30".parse().unwrap();
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "whole days and minutes"
            )]
            let (day, minute) = (serial.floor() as i64, (serial.fract() * 1440.0).round() as u16);
            match cell {
                Cell::Day(wanted) => start.plus_days(day) == *wanted && minute == 0,
                Cell::Minute(wanted) => {
                    start.plus_days(day) == wanted.date && minute == wanted.hour() * 60 + wanted.minute()
                }
                _ => false,
            }
        }
        #[allow(clippy::cast_precision_loss, reason = "small numbers")]
        (Cell::Number(number), Some(found)) => found.get_float() == Some(*number as f64),
        _ => false,
    }
}

fn assert_reads_back(ledgers: &[Ledger]) {
    let mut book = read_xlsx(ledgers);
    let titles: Vec<&str> = ledgers.iter().map(|ledger| ledger.kind.title()).collect();
    assert_eq!(book.sheet_names(), titles);
    for ledger in ledgers {
        let sheet = book.worksheet_range(ledger.kind.title()).unwrap();
        assert!(book.worksheet_formula(ledger.kind.title()).unwrap().is_empty());
        for (place, heading) in (0_u32..).zip(&ledger.headings) {
            assert_eq!(sheet.get_value((0, place)).unwrap().get_string(), Some(heading.label.as_ref()));
        }
        assert_eq!(sheet.end().unwrap().0 as usize, ledger.rows.len());
        for (row, cells) in (1_u32..).zip(&ledger.rows) {
            assert_eq!(cells.len(), ledger.headings.len());
            for (place, cell) in (0_u32..).zip(cells) {
                let found = sheet.get_value((row, place));
                assert!(same(cell, found), "{} {row} {place}: {cell:?} {found:?}", ledger.kind.word());
            }
        }
    }
}

#[test]
fn a_workbook_gives_back_what_was_entered() {
    let register = office();
    let books = books(&register, Naming::Full);
    assert_reads_back(&books);
    let take_outs = books.iter().find(|ledger| ledger.kind == LedgerKind::TakeOuts).unwrap();
    let column = take_outs.headings.iter().position(|heading| heading.label == "持ち出す情報の内容").unwrap();
    let found: Vec<&Cell> = take_outs.rows.iter().map(|row| &row[column]).collect();
    let entered: Vec<Cell> = hostile().into_iter().map(Cell::Text).collect();
    assert_eq!(found, entered.iter().collect::<Vec<_>>());
}

#[test]
fn the_practice_office_reads_back_and_an_empty_register_has_its_headings() {
    assert_reads_back(&books(&demo_office(today()).unwrap(), Naming::Full));
    let empty = books(&register(&json!({"format": "mcs-register/1"})), Naming::Full);
    assert_reads_back(&empty);
    assert_eq!(empty.len(), LedgerKind::ALL.len());
    for file in csv_files(&empty, Encoding::Cp932).0 {
        assert!(file.bytes.ends_with(b"\r\n"), "{}", file.name);
    }
}

/// The files of a workbook whose names hold a word, in order.
fn parts(ledgers: &[Ledger], word: &str) -> Vec<String> {
    let bytes = workbook(ledgers, None, today()).unwrap().bytes;
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names = zip.file_names().map(|name| name.unwrap().into_owned());
    let mut names: Vec<String> = names.filter(|name| name.contains(word)).collect();
    names.sort_by_key(|name| (name.len(), name.clone()));
    names.iter().map(|name| std::io::read_to_string(zip.by_name(name).unwrap()).unwrap()).collect()
}

/// The values of an attribute, wherever it stands.
fn attributes<'a>(xml: &'a str, name: &str) -> Vec<&'a str> {
    xml.split(&format!(" {name}=\"")).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// On one page the 26 columns of the incidents came out at 22 %.
#[test]
fn every_sheet_is_printed_large_enough_to_be_read() {
    // What A4 in landscape has between its margins, in inches.
    const PAGE: f64 = 297.0 / 25.4 - 0.8;
    let books = books(&register(&json!({"format": "mcs-register/1"})), Naming::Full);
    let sheets = parts(&books, "worksheets/sheet");
    let names = parts(&books, "xl/workbook.xml").remove(0);
    let mut wide = 0;
    for (ledger, sheet) in books.iter().zip(&sheets) {
        let title = ledger.kind.title();
        let pages: f64 = attributes(sheet, "fitToWidth").first().map_or(1.0, |pages| pages.parse().unwrap());
        let inches: Vec<f64> = ledger
            .headings
            .iter()
            .map(|heading| (f64::from(heading.width) + 2.0) * 7.0 + 5.0)
            .map(|dots| dots / 96.0)
            .collect();
        let columns: f64 = inches.iter().sum();
        if pages < 1.5 {
            assert!(PAGE / columns > 0.59, "{title}: {}", PAGE / columns);
            assert!(
                names.contains(&format!("{title}'!$1:$1<")) || names.contains(&format!("{title}!$1:$1<")),
                "{title}"
            );
            continue;
        }
        wide += 1;
        assert!(PAGE / columns < 0.61, "{title} fits on one page");
        // The columns that name a row stand on each page again, with the headings.
        let naming =
            ledger.headings.iter().rposition(|heading| ["氏名", "名称"].contains(&heading.label.as_ref()));
        let repeated = names
            .split(&format!("{title}'!$A:$"))
            .nth(1)
            .or_else(|| names.split(&format!("{title}!$A:$")).nth(1));
        let last = usize::from(repeated.unwrap().as_bytes()[0] - b'A');
        assert!(naming.is_none_or(|naming| naming <= last), "{title}");
        assert!(repeated.unwrap().split('<').next().unwrap().ends_with("$1:$1"), "{title}");
        let again: f64 = inches[..=last].iter().sum();
        let scale = PAGE * pages / (columns + (pages - 1.0) * again);
        assert!((0.6..1.3).contains(&scale), "{title}: {scale} on {pages}");
    }
    assert!(wide >= 3, "{wide}");
}

/// Nothing is hidden in a cell, and nothing in it is more than text.
#[test]
fn a_sheet_opens_with_every_cell_readable() {
    let summary = "港区の訪問先で端末の所在が分からなくなり、すぐに電話で連絡した。".repeat(8);
    let incidents = json!([{"id": "R8-001", "kind": "other", "summary": summary, "cause": "=HYPERLINK(\"http://a\")\n二行目"},
                           {"id": "R8-002", "kind": "other"}]);
    let books = books(&register(&json!({"format": "mcs-register/1", "incidents": incidents})), Naming::Full);
    let sheets = parts(&books, "worksheets/sheet");
    for (ledger, sheet) in books.iter().zip(&sheets) {
        let title = ledger.kind.title();
        assert!(sheet.contains("ySplit=\"1\"") && sheet.contains("state=\"frozen\""), "{title}");
        assert!(
            sheet.contains("orientation=\"landscape\"") && sheet.contains("fitToHeight=\"0\""),
            "{title}"
        );
        assert!(!sheet.contains("<f>") && !sheet.contains("<hyperlink"), "{title}");
        assert!(sheet.contains("空欄：記録がないもの"), "{title}");
    }
    let place = books.iter().position(|ledger| ledger.kind == LedgerKind::Incidents).unwrap();
    let row = |number: u32| {
        let (_, rest) = sheets[place].split_once(&format!("<row r=\"{number}\"")).unwrap();
        rest.split_once('>').unwrap().0.to_owned()
    };
    // 256 characters, 25 a line.
    let height: f64 = attributes(&row(2), "ht")[0].parse().unwrap();
    assert!(height >= 11.0 * 15.0, "{}", row(2));
    assert!(attributes(&row(3), "ht").is_empty(), "a row of one line is left to the program: {}", row(3));
}

/// A day that is typed into it later is one.
#[test]
fn a_blank_cell_has_the_format_of_its_column() {
    let incident = json!({"id": "R8-001", "kind": "other", "known_at": "2026-11-20T09:10", "affected_people": 3,
        "summary": "概要", "reported_on": "2026-11-21"});
    let books = books(
        &register(
            &json!({"format": "mcs-register/1", "incidents": [incident, {"id": "R8-002", "kind": "other"}]}),
        ),
        Naming::Full,
    );
    let place = books.iter().position(|ledger| ledger.kind == LedgerKind::Incidents).unwrap();
    let sheet = &parts(&books, "worksheets/sheet")[place];
    let style = |cell: String| {
        let (_, rest) = sheet.split_once(&format!("<c r=\"{cell}\"")).unwrap();
        attributes(rest, "s")[0].to_owned()
    };
    let mut styles = BTreeSet::new();
    for label in ["概要", "気づいた日時", "影響する人数", "事務局への報告日"] {
        let column = books[place].headings.iter().position(|heading| heading.label == label).unwrap();
        let letter = char::from(b'A' + u8::try_from(column).unwrap());
        assert_eq!(style(format!("{letter}2")), style(format!("{letter}3")), "{label}");
        styles.insert(style(format!("{letter}3")));
    }
    assert_eq!(styles.len(), 4, "each kind has its own");
}

#[test]
fn the_same_day_gives_the_same_bytes() {
    let books = books(&demo_office(today()).unwrap(), Naming::Full);
    let once = workbook(&books, None, today()).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(1100));
    assert!(once.bytes == workbook(&books, None, today()).unwrap().bytes);
}

#[test]
fn csv_gives_back_what_was_entered() {
    let books = books(&office(), Naming::Full);
    let (files, missing) = csv_files(&books, Encoding::Utf8);
    assert!(missing.is_empty());
    let file = files.iter().find(|file| file.name == "take-outs.csv").unwrap();
    let text = std::str::from_utf8(&file.bytes).unwrap().strip_prefix('\u{FEFF}').unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let column = reader.headers().unwrap().iter().position(|label| label == "持ち出す情報の内容").unwrap();
    let found: Vec<String> = reader.records().map(|row| row.unwrap()[column].to_owned()).collect();
    let defused = |text: String| {
        let marked = text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '＝']);
        if marked { format!("'{text}") } else { text }
    };
    assert_eq!(found, hostile().into_iter().map(defused).collect::<Vec<_>>());
}

#[test]
fn cp932_lists_every_character_that_it_has_not() {
    let (files, missing) = csv_files(&books(&office(), Naming::Full), Encoding::Cp932);
    let characters: BTreeSet<char> = missing.iter().map(|found| found.character).collect();
    assert_eq!(characters, BTreeSet::from(['𠮷', '\u{E0100}']));
    let place = missing.iter().find(|found| found.file == "take-outs" && found.character == '𠮷').unwrap();
    assert_eq!((place.row, place.column.as_str()), (1, "持ち出す情報の内容"));
    let file = files.iter().find(|file| file.name == "take-outs.csv").unwrap();
    let (text, _, faulty) = encoding_rs::SHIFT_JIS.decode(&file.bytes);
    assert!(!faulty);
    assert!(text.contains("髙﨑邉 吉男") && text.contains("ﾊﾟｿｺﾝ①"));
}

#[test]
fn ten_thousand_rows_are_all_there() {
    let rows: Vec<_> =
        (0..10_000).map(|row| json!({"id": format!("T-{row:05}"), "content": "記録"})).collect();
    let register = register(&json!({"format": "mcs-register/1", "take_outs": rows}));
    let books = books(&register, Naming::Full);
    let mut book = read_xlsx(&books);
    let sheet = book.worksheet_range(LedgerKind::TakeOuts.title()).unwrap();
    assert_eq!(sheet.get_value((10_000, 0)).unwrap().get_string(), Some("T-09999"));
    let (files, _) = csv_files(&books, Encoding::Utf8);
    let file = files.iter().find(|file| file.name == "take-outs.csv").unwrap();
    assert_eq!(csv::Reader::from_reader(file.bytes.as_slice()).records().count(), 10_000);
}

#[test]
fn masked_nobody_is_named_and_the_judge_finds_the_same() {
    let register = demo_office(today()).unwrap();
    let policy = Policy::minato().unwrap();
    let (found, hidden) = (judge(&register, &policy, today()), judge(&masked(&register), &policy, today()));
    let other: Vec<_> = found.iter().filter(|finding| !hidden.contains(finding)).collect();
    assert!(other.is_empty(), "{other:?}");
    assert_eq!(found.len(), hidden.len());
    let (files, _) = csv_files(&books(&register, Naming::Masked), Encoding::Utf8);
    let text: String = files.iter().map(|file| String::from_utf8_lossy(&file.bytes).into_owned()).collect();
    let people = register.staff().iter().map(|row| (&row.name, &row.kana));
    let people = people.chain(register.partners().iter().map(|row| (&row.name, &row.kana)));
    for (name, kana) in people {
        for said in [name, kana].into_iter().flatten() {
            assert!(!text.contains(said.as_str()), "{said}");
        }
    }
}

/// What the office decided once for all devices stands in a ledger of its own; why is masked like every text.
#[test]
fn the_office_s_decisions_on_controls_are_a_ledger() {
    let register = register(&json!({
        "format": "mcs-register/1",
        "office": {"considered": [
            {"control": "mdm", "result": "declined", "on": "2026-11-20", "reason": "石田さんと検討", "decided_by": "S-1"},
            {"control": "remote-wipe", "result": "adopted", "on": "2026-11-21"}]},
        "staff": [{"id": "S-1", "name": "石田 早苗"}],
    }));
    let rows = |names| -> Vec<Vec<String>> {
        let books = books(&register, names);
        let ledger = books.iter().find(|ledger| ledger.kind == LedgerKind::Considered).unwrap();
        ledger.rows.iter().map(|row| row.iter().map(ToString::to_string).collect()).collect()
    };
    let full = rows(Naming::Full);
    assert_eq!(full.len(), 2);
    assert_eq!(full[0][1..], ["見送り", "2026-11-20", "石田さんと検討", "S-1　石田 早苗"]);
    assert_eq!(full[1][1..], ["採用", "2026-11-21", "", ""]);
    let masked = rows(Naming::Masked);
    assert_eq!(masked[0][..3], full[0][..3]);
    assert!(!masked.iter().flatten().any(|cell| cell.contains("石田")), "{masked:?}");
}

/// Where in a document each record stands. One that comes to be added needs its place here.
const PLACES: [(&str, &str); 26] = [
    ("Office", "office"),
    ("Considered", "office/considered"),
    ("PolicySheet", "policy"),
    ("Filing", "filings"),
    ("Staff", "staff"),
    ("McsAccount", "staff/mcs"),
    ("Pledge", "staff/pledge"),
    ("Training", "staff/trainings"),
    ("Restriction", "staff/restrictions"),
    ("Partner", "partners"),
    ("Device", "devices"),
    ("TakeOut", "take_outs"),
    ("Decision", "take_outs/decision"),
    ("GroupSheet", "groups"),
    ("Consent", "groups/consent"),
    ("Membership", "groups/memberships"),
    ("Removal", "groups/memberships/removal"),
    ("Review", "groups/reviews"),
    ("MembershipDecision", "groups/reviews/decisions"),
    ("Question", "groups/reviews/decisions/question"),
    ("Incident", "incidents"),
    ("Response", "incidents/first_response"),
    ("Report", "incidents/reports"),
    ("Authority", "incidents/authority"),
    ("Measure", "incidents/measures"),
    ("Waiver", "waivers"),
];

/// The fields of all records at a place that say something.
fn fields_at(document: &serde_json::Value, place: &str) -> BTreeSet<String> {
    let says = |value: &serde_json::Value| match value {
        serde_json::Value::Null => false,
        serde_json::Value::String(text) => !text.is_empty(),
        serde_json::Value::Array(values) => !values.is_empty(),
        serde_json::Value::Object(fields) => !fields.is_empty(),
        _ => true,
    };
    let mut found = vec![document];
    for step in place.split('/') {
        let inner = found.iter().filter_map(|value| value.get(step));
        found = inner
            .flat_map(|value| match value {
                serde_json::Value::Array(values) => values.iter().collect(),
                other => vec![other],
            })
            .collect();
    }
    let fields = found.iter().filter_map(|value| value.as_object()).flatten();
    fields.filter(|(_, value)| says(value)).map(|(name, _)| name.clone()).collect()
}

/// What is held against every field is worth as much as its fixture is whole.
#[test]
fn the_fixture_has_every_field_of_every_record() {
    let everything: serde_json::Value =
        serde_json::from_str(include_str!("../store/everything.json").replace('\n', " ").as_str()).unwrap();
    let placed: Vec<&str> = PLACES.iter().map(|(record, _)| *record).collect();
    let known: Vec<&str> = RECORD_FIELDS.iter().map(|(record, _)| *record).collect();
    assert_eq!(placed, known);
    for ((record, place), (_, fields)) in PLACES.iter().zip(RECORD_FIELDS) {
        let mut fields: BTreeSet<String> = fields.iter().map(|field| (*field).to_owned()).collect();
        if *record == "GroupSheet" {
            fields.extend(["memberships", "reviews"].map(str::to_owned));
        }
        assert_eq!(fields_at(&everything, place), fields, "{record}");
    }
}

/// Every text of every record names somebody; what is left after the masking names nobody, whichever field comes to be added.
#[test]
fn no_text_of_any_record_escapes_the_masking() {
    const NUMBERS_AND_WORDS: [&str; 40] = [
        "id",
        "kind",
        "manager",
        "role",
        "by",
        "holder",
        "ownership",
        "status",
        "device",
        "requester",
        "result",
        "countersigned_by",
        "checked_by",
        "attending_doctor",
        "person",
        "rights",
        "invited_by",
        "approved_by",
        "released_by",
        "reviewer",
        "membership",
        "decision",
        "whom",
        "reporter",
        "to",
        "stage",
        "written_by",
        "assessment",
        "assessed_by",
        "rule",
        "subject",
        "format",
        "controls",
        "title_of_paper",
        "from",
        "until",
        "groups",
        "group",
        "host",
        "explained_by",
    ];
    fn fill(value: &mut serde_json::Value, key: &str) {
        match value {
            serde_json::Value::String(text) => {
                let fixed = NUMBERS_AND_WORDS.contains(&key)
                    || text.parse::<Date>().is_ok()
                    || text.parse::<Time>().is_ok();
                if !fixed {
                    *text = "𠮷田 真理子の話".to_owned();
                }
            }
            serde_json::Value::Array(values) => values.iter_mut().for_each(|value| fill(value, key)),
            serde_json::Value::Object(fields) => {
                for (key, value) in fields.iter_mut().filter(|(key, _)| *key != "controls") {
                    fill(value, key);
                }
            }
            _ => {}
        }
    }
    let mut everything: serde_json::Value =
        serde_json::from_str(include_str!("../store/everything.json").replace('\n', " ").as_str()).unwrap();
    // A paper of ours: what is no paper is not shown at all where names are masked.
    let paper = r#"{"format": "mcs-register-paper/1", "title": "報告書", "sheet": "portrait", "office": "みなと", "date": "2026-11-20",
        "parts": [{"rows": [["概要", "𠮷田 真理子の話"]]}, {"text": "𠮷田 真理子の話"}], "notes": []}"#;
    fill(&mut everything, "");
    for report in everything["incidents"][0]["reports"].as_array_mut().unwrap() {
        report["paper"] = serde_json::from_str(paper).unwrap();
    }
    everything["format"] = "mcs-register/1".into();
    everything["staff"][2]["name"] = "𠮷田 真理子".into();
    // The office's own name and kind stand on everything that leaves it.
    // The names of the policy's own are no texts.
    let policy: serde_json::Value =
        serde_json::from_str(include_str!("../store/everything.json").replace('\n', " ").as_str()).unwrap();
    let names = ["controls", "incident_kinds", "duties", "addressees"];
    let names = names.map(|list| (list.to_owned(), policy["policy"][list].clone()));
    everything["policy"] = serde_json::Value::Object(names.into_iter().collect());
    everything["office"] = serde_json::json!({"name": "みなと", "phone": "06-0000-0001"});
    let text = everything.to_string();
    let register = decode(text.as_bytes(), &|_| Some(&[RecordKind::Staff, RecordKind::Office])).unwrap();
    assert!(encode(&register).matches("真理子").count() > 50);
    let hidden = encode(&masked(&register));
    for part in ["真理子", "𠮷田"] {
        let left: Vec<&str> = hidden.lines().filter(|line| line.contains(part)).collect();
        assert!(left.is_empty(), "{left:?}");
    }
}

/// A strict reading of the calendar: lines, blocks and the properties of each event.
fn events(text: &str) -> Vec<BTreeMap<String, String>> {
    assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']));
    assert!(text.split("\r\n").all(|line| line.len() <= 75));
    let unfolded = text.replace("\r\n ", "");
    let mut lines = unfolded.lines();
    assert_eq!(lines.next(), Some("BEGIN:VCALENDAR"));
    assert_eq!(lines.next_back(), Some("END:VCALENDAR"));
    let mut events = Vec::new();
    let mut event: Option<BTreeMap<String, String>> = None;
    for line in lines {
        let (name, value) = line.split_once(':').unwrap();
        match (name, value) {
            ("BEGIN", kind) => {
                assert_eq!((kind, event.is_none()), ("VEVENT", true));
                event = Some(BTreeMap::new());
            }
            ("END", kind) => {
                assert_eq!(kind, "VEVENT");
                events.push(event.take().unwrap());
            }
            (name, value) => {
                if let Some(event) = &mut event {
                    assert!(event.insert(name.to_owned(), value.to_owned()).is_none(), "{name} twice");
                }
            }
        }
    }
    assert!(event.is_none());
    events
}

#[test]
fn a_calendar_holds_every_due_day_and_keeps_its_identifiers() {
    let register = demo_office(today()).unwrap();
    let policy = Policy::minato().unwrap();
    let found = events(&calendar_file(&register, &policy, today(), Naming::Masked, &[]));
    assert!(found.len() > 20);
    let uids = |events: &[BTreeMap<String, String>]| -> BTreeSet<String> {
        events.iter().map(|event| event["UID"].clone()).collect()
    };
    assert_eq!(uids(&found).len(), found.len(), "identifiers differ");
    for event in &found {
        assert_eq!(event["DTSTAMP"], "20261122T000000Z");
        let day = |name: &str| Date::from_number(event[name].parse().unwrap()).unwrap();
        assert_eq!(day("DTEND;VALUE=DATE").days_since(day("DTSTART;VALUE=DATE")), 1);
        assert!(day("DTSTART;VALUE=DATE") >= today(), "in past months nobody looks");
    }
    let overdue = judge(&register, &policy, today()).into_iter().filter(|finding| {
        finding.due.is_some_and(|due| due < today())
            && finding.urgency != mcs_register::policy::Urgency::Waived
    });
    let late: Vec<_> = found.iter().filter(|event| event["SUMMARY"].starts_with("期限超過")).collect();
    assert_eq!(late.len(), 1);
    assert_eq!(late[0]["SUMMARY"], format!("期限超過 {}件", overdue.count()));
    assert!(late[0]["DESCRIPTION"].contains("パスワードの変更（職員 S-012）"), "{}", late[0]["DESCRIPTION"]);
    let tomorrow = events(&calendar_file(&register, &policy, today().plus_days(1), Naming::Full, &[]));
    let kept = uids(&found).intersection(&uids(&tomorrow)).count();
    assert!(kept + 5 > found.len(), "{kept} of {}", found.len());
}

/// Nobody has decided yet whether the law asks for a report: its days stand there, and say so. What is over is one event of today,
/// and what an earlier file held and this one does not is cancelled.
#[test]
fn a_calendar_says_what_is_open_what_is_over_and_what_is_gone() {
    let policy = Policy::minato().unwrap();
    let office = |known: &str, assessment: &str| {
        let incident = json!({"id": "R8-001", "kind": "other", "known_at": format!("{known}T09:00"), "authority": {"assessment": assessment}});
        let mut document =
            json!({"format": "mcs-register/1", "office": {"name": "みなと"}, "incidents": [incident]});
        if assessment.is_empty() {
            document["incidents"][0]["authority"] = json!({});
        }
        register(&document)
    };
    let file = |register: &Register, day: Date, before: &[CalendarEvent]| {
        events(&calendar_file(register, &policy, day, Naming::Masked, before))
    };
    let open = office("2026-11-20", "");
    let found = file(&open, today(), &[]);
    let law: Vec<_> =
        found.iter().filter(|event| event["SUMMARY"].starts_with("要否未判断（対象なら）：")).collect();
    assert_eq!(law.len(), 2, "{found:?}");
    let preliminary = law.iter().find(|event| event["SUMMARY"].contains("速報")).unwrap();
    assert_eq!(preliminary["DTSTART;VALUE=DATE"], "20261124");
    assert!(preliminary["DESCRIPTION"].contains("まだ判断されていません"));
    // Decided, the same event is certain.
    let decided = file(&office("2026-11-20", "reportable"), today(), &[]);
    let certain = decided.iter().find(|event| event["UID"] == preliminary["UID"]).unwrap();
    assert!(!certain["SUMMARY"].contains("対象なら"), "{certain:?}");
    // Decided otherwise, what the earlier file held is cancelled, and nothing else is.
    let before = calendar_events(&open, &policy, today(), Naming::Masked);
    let later = file(&office("2026-11-20", "not-reportable"), today().plus_days(1), &before);
    let cancelled: BTreeSet<&String> =
        later.iter().filter(|event| event.contains_key("STATUS")).map(|event| &event["UID"]).collect();
    assert_eq!(cancelled, law.iter().map(|event| &event["UID"]).collect());
    let uids: BTreeSet<&String> = later.iter().map(|event| &event["UID"]).collect();
    assert_eq!(uids.len(), later.len(), "none stands there twice");
    // Half a year later all of it is over: one event of that day, the others cancelled and not in the past.
    let day = today().plus_days(180);
    let over = file(&open, day, &before);
    let standing: Vec<_> = over.iter().filter(|event| !event.contains_key("STATUS")).collect();
    let titles: Vec<&String> = standing.iter().map(|event| &event["SUMMARY"]).collect();
    assert_eq!(titles.iter().filter(|title| title.starts_with("期限超過")).count(), 1);
    // What the law may not even ask for is not counted as overdue.
    let overdue = judge(&open, &policy, day);
    let overdue = overdue.iter().filter(|finding| finding.urgency == Urgency::Overdue).count();
    assert!(titles.contains(&&format!("期限超過 {overdue}件、要否未判断 2件")), "{titles:?}");
    assert!(over.iter().all(|event| event["DTSTART;VALUE=DATE"] >= format!("{:08}", day.number())));
    assert!(over.iter().any(|event| event["UID"] == preliminary["UID"] && event["STATUS"] == "CANCELLED"));
}

#[test]
fn what_the_law_asks_for_is_not_said_to_be_the_policys() {
    let register = register(
        &json!({"format": "mcs-register/1", "incidents": [{"id": "R8-001", "kind": "other",
        "known_at": "2026-11-20T09:00", "authority": {"assessment": "reportable"}}],
        // What is over is one event of today; this is to come.
        "staff": [{"id": "S-001", "mcs": {"login": "a", "registered_on": "2026-10-01", "password_changed_on": "2026-11-01"}}]}),
    );
    let policy = Policy::minato().unwrap();
    let found = events(&calendar_file(&register, &policy, today(), Naming::Masked, &[]));
    let says = |title: &str| {
        let event = found.iter().find(|event| event["SUMMARY"].contains(title)).unwrap();
        event["DESCRIPTION"].clone()
    };
    assert!(says("速報").ends_with("\\n根拠：個人情報保護法26条 (速報)"), "{}", says("速報"));
    let of_policy =
        found.iter().filter(|event| event["DESCRIPTION"].contains("根拠：港あんしんネット")).count();
    assert!(of_policy > 0 && found.iter().all(|event| !event["DESCRIPTION"].contains("ポリシー 個人情報")));
}

/// A report that was kept with names knows the names of its day: the pack that names nobody goes without it, and says so.
#[test]
fn a_report_with_names_is_not_in_a_pack_that_names_nobody() {
    use mcs_register::{
        documents::{Paper, PaperKind, PaperOptions, paper},
        register::{
            Command, Fact,
            words::{Addressee, ReportStage},
        },
    };
    let office = |name: &str| {
        register(&json!({
            "format": "mcs-register/1", "office": {"name": "弁天内科クリニック", "manager": "S-002"},
            "staff": [{"id": "S-002", "name": name, "profession": "看護師"}],
            "incidents": [{"id": "R8-001", "kind": "other", "reporter": "S-002", "summary": "弁天が気付いた。海老名が来た。"}],
        }))
    };
    let policy = Policy::minato().unwrap();
    let pack = |written: Naming, names: Naming| {
        let options = PaperOptions {
            id: Some("R8-001"),
            names: Some(written),
            recorded: true,
            ..PaperOptions::default()
        };
        let before = office("弁天 太郎");
        let made = paper(PaperKind::Incident, &before, &policy, today(), &options).unwrap();
        assert_eq!(Paper::from_recorded(&made.recorded().unwrap()).unwrap().names, written);
        // The name has changed since.
        let mut register = office("海老名 太郎");
        let fact = Fact::ReportWritten {
            incident: register.incidents()[0].id.clone(),
            to: Addressee::Secretariat.into(),
            group: None,
            stage: ReportStage::First,
            at: None,
            by: None,
            paper: made.recorded(),
        };
        let change = Command::Facts { facts: vec![fact], on: today() }.plan(&register, today()).unwrap();
        register.apply(&change).unwrap();
        let (files, told) = from_source(&register, names, |source| {
            (evidence(source).unwrap().files, evidence_papers(source))
        });
        let papers = files.iter().filter(|(name, _)| name.starts_with("papers/")).count();
        assert_eq!(told, papers, "what is told is what is made");
        let readme = files.iter().find(|(name, _)| name == "README.txt").unwrap();
        let readme = String::from_utf8(readme.1.clone()).unwrap();
        (
            files.iter().any(|(name, _)| name == "papers/incident-R8-001-1.pdf"),
            readme.contains("R8-001-1（") && readme.contains("氏名を記載しているため"),
        )
    };
    // A pack never names more people than it says: what does is left out, and told.
    for written in Naming::ALL {
        for names in Naming::ALL {
            let there = written <= names;
            assert_eq!(pack(written, names), (there, !there), "{written:?} in {names:?}");
        }
    }
}

/// A pack of a register as it would be made today.
fn pack(register: &Register, names: Naming) -> BTreeMap<String, Vec<u8>> {
    from_source(register, names, |source| evidence(source).unwrap().files.into_iter().collect())
}

/// What comes of what such a pack is made from.
fn from_source<T>(register: &Register, names: Naming, act: impl FnOnce(&EvidenceSource) -> T) -> T {
    let (policy, history) = (Policy::minato().unwrap(), json!({"entries": []}));
    act(&EvidenceSource {
        register,
        policy: &policy,
        policy_text: "",
        forms: None,
        today: today(),
        names,
        head: "1-AAAAA",
        history: &history,
        past: &EvidencePast::default(),
        version: "0",
        work: &Work::default(),
    })
}

/// Partners whose names are words of the papers: of the addressee, of headings, of what is told.
fn partners_called_as_words() -> serde_json::Value {
    let names = ["港区医師会事務局", "事務局", "医師会", "大阪市", "港 区", "報告", "管理者", "第一報 最終"];
    let rows = (1..).zip(names).map(|(place, name)| json!({"id": format!("P-{place}"), "name": name}));
    rows.collect()
}

fn reported(partners: &serde_json::Value) -> Register {
    register(&json!({
        "format": "mcs-register/1", "office": {"name": "みなと訪問看護ステーション", "phone": "06-0000-0100"},
        "staff": [{"id": "S-001", "name": "石田 早苗", "kana": "イシダ サナエ", "mcs": {"role": "administrator"}}],
        "partners": partners,
        "incidents": [{"id": "R8-001", "kind": "device-loss", "known_at": "2026-11-20T09:10", "reporter": "S-001",
            "summary": "石田 早苗が紛失し、港区医師会事務局へ電話した。"}],
    }))
}

/// Whatever the register has come to know since.
#[test]
fn what_was_sent_is_in_the_pack_word_for_word() {
    use mcs_register::{
        documents::{Paper, PaperKind, PaperOptions, paper},
        register::{
            Command, Fact,
            words::{Addressee, ReportStage},
        },
    };
    let policy = Policy::minato().unwrap();
    for (kind, to) in
        [(PaperKind::Incident, Addressee::Secretariat), (PaperKind::NineItems, Addressee::Authority)]
    {
        let options = PaperOptions { id: Some("R8-001"), recorded: true, ..PaperOptions::default() };
        let sent = paper(kind, &reported(&json!([])), &policy, today(), &options).unwrap();
        assert_eq!(sent.names, Naming::Named);
        let mut now = reported(&partners_called_as_words());
        let fact = Fact::ReportWritten {
            incident: now.incidents()[0].id.clone(),
            to: to.into(),
            group: None,
            stage: ReportStage::First,
            at: None,
            by: None,
            paper: sent.recorded(),
        };
        let change = Command::Facts { facts: vec![fact], on: today() }.plan(&now, today()).unwrap();
        now.apply(&change).unwrap();
        let kept = now.incidents()[0].reports[0].paper.as_ref().and_then(Paper::from_recorded).unwrap();
        assert_eq!(kept, sent);
        let number = now.incidents()[0].report_number(0);
        let name = format!("papers/{}-{number}.pdf", kind.word());
        for names in [Naming::Named, Naming::Full] {
            let found = &pack(&now, names)[&name];
            assert!(*found == sent.pdf().unwrap().bytes, "{kind:?} {names:?} is not what was sent");
        }
        let masked = pack(&now, Naming::Masked);
        let readme = String::from_utf8(masked["README.txt"].clone()).unwrap();
        assert!(
            !masked.contains_key(&name) && readme.contains(&format!("{number}（責任者の氏名")),
            "{readme}"
        );
    }
}

/// A partner who is called 「事務局」 changes no word of a paper, a ledger or a calendar.
#[test]
fn the_programs_own_words_are_nobodys_name() {
    use mcs_register::documents::{PaperKind, PaperOptions, paper};
    let policy = Policy::minato().unwrap();
    let [plain, called] = [json!([]), partners_called_as_words()].map(|partners| reported(&partners));
    for kind in PaperKind::ALL.iter().filter(|kind| kind.from_register()) {
        let id = match kind {
            PaperKind::Incident | PaperKind::NineItems => Some("R8-001"),
            PaperKind::Leaver => Some("S-001"),
            PaperKind::TakeOut
            | PaperKind::Review
            | PaperKind::Notice
            | PaperKind::ReviewBlank
            | PaperKind::Consent => continue,
            _ => None,
        };
        let options = PaperOptions { id, names: Some(Naming::Masked), ..PaperOptions::default() };
        let [plain, called] = [&plain, &called].map(|register| {
            let made = paper(*kind, register, &policy, today(), &options).unwrap();
            (made.plain_text(), made.markdown())
        });
        assert_eq!(called, plain, "{kind:?}");
    }
    let report = PaperOptions { id: Some("R8-001"), ..PaperOptions::default() };
    let report = paper(PaperKind::Incident, &called, &policy, today(), &report).unwrap().plain_text();
    assert!(report.contains(policy.secretariat(mcs_register::register::Lang::Ja)), "{report}");
    let [plain, called] = [&plain, &called].map(|register| {
        let mut found = books(register, Naming::Masked);
        found.retain(|ledger| ledger.kind != LedgerKind::Partners);
        (found, calendar_file(register, &policy, today(), Naming::Masked, &[]))
    });
    assert_eq!(called, plain);
}

/// What a group is for, the names in its name and in its reading are those of people.
#[test]
fn no_masked_output_names_anybody() {
    use mcs_register::documents::{PaperKind, PaperOptions, paper};
    let told = "患者の長女の林さんに電話した。近所の石田さんが拾った。早苗が090-1234-5678とishida@example.comへ連絡。ISHIDA Sanaeより";
    let member = json!([{"id": "M-1", "person": "S-1", "reason": told}]);
    let register = register(&json!({
        "format": "mcs-register/1", "office": {"name": "みなと"},
        "staff": [{"id": "S-1", "name": "石田 早苗", "kana": "イシダ サナエ", "memo": told}, {"id": "S-2", "name": "林 隆"}],
        "partners": [{"id": "P-1", "name": "石田 早苗", "kana": "イシダ サナエ", "affiliation": told}],
        "groups": [
            {"id": "G-1", "kind": "free", "name": "【港あんしんネット】石田 早苗さん送別", "kana": "イシダ サナエさん送別", "memo": told},
            {"id": "G-2", "kind": "disaster", "name": "石田さんの災害グループ", "kana": "ｲｼﾀﾞさんのさいがいぐるーぷ", "memberships": member},
            {"id": "G-3", "kind": "patient", "name": "石田 早苗様", "kana": "いしだ さなえ"}],
        "devices": [{"id": "D-1", "name": told, "line": told}],
        "incidents": [{"id": "R8-001", "kind": "other", "summary": told, "first_response": [{"text": told}], "groups": ["G-1"]}],
    }));
    let policy = Policy::minato().unwrap();
    let names =
        ["石田", "早苗", "イシダ", "サナエ", "ｲｼﾀﾞ", "いしだ", "さなえ", "ishida", "ISHIDA", "Sanae", "1234"];
    let clean = |what: &str, text: &str| {
        for name in names {
            assert!(!text.contains(name), "{what}: {name} in {text}");
        }
        assert!(
            !text.contains("（職種未確認）に電話") && !text.contains("患者グループ G-3宅"),
            "{what}: {text}"
        );
    };
    let masked = books(&register, Naming::Masked);
    for file in csv_files(&masked, Encoding::Utf8).0 {
        clean(&file.name, &String::from_utf8(file.bytes).unwrap());
    }
    for part in parts(&masked, "xml") {
        clean("xlsx", &part);
    }
    clean("ics", &calendar_file(&register, &policy, today(), Naming::Masked, &[]));
    for (name, bytes) in pack(&register, Naming::Masked) {
        clean("a file's name", &name);
        if let Ok(text) = String::from_utf8(bytes) {
            clean(&name, &text);
        }
    }
    for kind in PaperKind::ALL.iter().filter(|kind| kind.from_register()) {
        let ids: &[Option<&str>] = match kind {
            PaperKind::Incident | PaperKind::NineItems => &[Some("R8-001")],
            PaperKind::Leaver => &[Some("S-1")],
            PaperKind::StaffPledge | PaperKind::SelfCheck => &[None, Some("S-1")],
            PaperKind::Consent => &[Some("G-3")],
            PaperKind::Review | PaperKind::ReviewBlank => &[Some("G-1"), Some("G-2"), Some("G-3")],
            PaperKind::TakeOut | PaperKind::Notice => continue,
            _ => &[None],
        };
        for id in ids {
            let options = PaperOptions { id: *id, names: Some(Naming::Masked), ..PaperOptions::default() };
            let made = paper(*kind, &register, &policy, today(), &options).unwrap();
            clean(&kind.word(), &made.plain_text());
            clean(&kind.word(), &made.markdown());
        }
    }
}

/// A kept report that cannot be read is missing from the pack, and the pack says so.
#[test]
fn a_pack_names_the_reports_that_it_cannot_read() {
    let register = register(&json!({
        "format": "mcs-register/1",
        "incidents": [{"id": "R8-001", "kind": "other", "reports": [{"to": "authority", "stage": "first", "paper": {"format": "mcs-register-paper/9"}}]}],
    }));
    for names in Naming::ALL {
        let (files, told) = from_source(&register, names, |source| {
            (evidence(source).unwrap().files, evidence_papers(source))
        });
        let papers = files.iter().filter(|(name, _)| name.starts_with("papers/")).count();
        assert_eq!(papers, told);
        let readme = files.iter().find(|(name, _)| name == "README.txt").unwrap();
        let readme = String::from_utf8(readme.1.clone()).unwrap();
        assert!(readme.contains("この版では読めない") && readme.contains("R8-001-1"), "{readme}");
    }
}

/// Ten thousand rows are read as a table: no paper of some thousand pages is drawn, and the pack says which and why.
#[test]
fn a_pack_draws_no_paper_that_nobody_reads() {
    let staff: Vec<_> = (0..10_001).map(|n| json!({"id": format!("S-{n}")})).collect();
    let register = register(&json!({"format": "mcs-register/1", "staff": staff}));
    let (files, told) = from_source(&register, Naming::Full, |source| {
        (evidence(source).unwrap().files, evidence_papers(source))
    });
    let there = |wanted: &str| files.iter().any(|(name, _)| name == wanted);
    assert!(
        !there("papers/staff-ledger.pdf") && !there("papers/training.pdf") && !there("papers/filings.pdf")
    );
    assert!(there("papers/device-ledger.pdf") && there("papers/monthly.pdf") && there("ledgers/staff.csv"));
    let papers = files.iter().filter(|(name, _)| name.starts_with("papers/")).count();
    assert_eq!(papers, told);
    let (_, readme) = files.iter().find(|(name, _)| name == "README.txt").unwrap();
    let readme = String::from_utf8(readme.clone()).unwrap();
    assert!(readme.contains("papers/staff-ledger.pdf（10001行あり"), "{readme}");
}

/// What is made is read again: papers of which there are thousands are left out, and the pack says which and why.
#[test]
fn a_pack_holds_no_more_papers_than_are_read_again() {
    let staff: Vec<_> =
        (0..3_001).map(|n| json!({"id": format!("S-{n}"), "left_on": "2026-03-31"})).collect();
    let take_outs = json!([{"id": "T-1"}, {"id": "T-2"}]);
    let register = |staff: &[serde_json::Value]| {
        register(&json!({"format": "mcs-register/1", "staff": staff, "take_outs": take_outs}))
    };
    let papers = |register: &Register| from_source(register, Naming::Full, evidence_papers);
    let (all, most) = (register(&staff), register(&staff[..2_998]));
    assert_eq!(papers(&most) - papers(&register(&[])), 2_998);
    assert_eq!(papers(&all), papers(&register(&[])), "the few take-outs stay");
    let readme = from_source(&all, Naming::Full, evidence_readme);
    assert!(readme.contains("papers/leaver-*.pdf（3001件あり"), "{readme}");
}

/// Those who answer for the office stand by name and telephone in what is `named`; nobody else does, and no reading or login.
#[test]
fn what_is_named_names_those_who_answer_for_the_office() {
    use mcs_register::documents::{PaperKind, PaperOptions, paper};
    let register = register(&json!({
        "format": "mcs-register/1",
        "office": {"name": "みなと", "phone": "06-0000-0100", "manager": "S-1", "representative": "弁天 五郎"},
        "staff": [
            {"id": "S-1", "name": "石田 早苗", "profession": "看護師", "phone": "090-0000-0001", "mcs": {"login": "ishida@example.jp"}},
            {"id": "S-2", "name": "林 隆", "mcs": {"role": "administrator", "login": "hayashi@example.jp"}},
            {"id": "S-3", "name": "渡邊 誠", "phone": "090-0000-0003"},
            {"id": "S-4", "name": "小山 太郎", "phone": "090-0000-0004"},
            {"id": "S-5", "name": "大沢 元", "mcs": {"role": "administrator"}, "left_on": "2026-03-31"}],
        "partners": [{"id": "P-1", "name": "築港 一郎", "phone": "06-0000-1001"}],
        "groups": [{"id": "G-1", "kind": "patient", "name": "岡崎 フミ様", "kana": "オカザキ フミ"}],
        "devices": [{"id": "D-1", "kind": "tablet", "holder": "S-4", "line": "090-0000-5001"}],
        "incidents": [{"id": "R8-001", "kind": "device-loss", "reporter": "S-3", "device": "D-1", "groups": ["G-1"],
            "known_at": "2026-11-20T09:10", "summary": "石田 早苗が岡崎 フミ様宅で小山 太郎から聞いた。石田さんの端末。",
            "first_response": [{"text": "連絡", "by": "S-2"}, {"text": "確認", "by": "S-4"}]}],
    }));
    let policy = Policy::minato().unwrap();
    for kind in [PaperKind::Incident, PaperKind::NineItems] {
        let written = |names: Option<Naming>| {
            let options = PaperOptions { id: Some("R8-001"), names, ..PaperOptions::default() };
            paper(kind, &register, &policy, today(), &options).unwrap()
        };
        assert_eq!(written(None).names, Naming::Named, "as the form says");
        let text = written(None).markdown();
        for told in [
            "電話 090-0000-0001",
            "石田 早苗（",
            "林 隆",
            "渡邊 誠",
            // In free text a number is a number.
            "職員 S-1（看護師）が患者（G-1）宅で職員 S-4（職種未確認）から聞いた。〔氏名〕の端末。",
        ] {
            assert!(text.contains(told), "{kind:?}: {told} in {text}");
        }
        for hidden in ["小山", "岡崎", "フミ", "大沢", "築港", "0004", "5001", "example.jp"] {
            assert!(!text.contains(hidden), "{kind:?}: {hidden} in {text}");
        }
        let masked = written(Some(Naming::Masked)).markdown();
        for hidden in ["石田", "早苗", "林 隆", "渡邊", "小山", "岡崎", "090-"] {
            assert!(!masked.contains(hidden), "{kind:?}: {hidden} in {masked}");
        }
        assert!(masked.contains("職員 S-1（看護師）"), "{masked}");
        assert!(written(Some(Naming::Full)).markdown().contains("小山 太郎"));
    }
    let mut files: Vec<(String, String)> = csv_files(&books(&register, Naming::Named), Encoding::Utf8)
        .0
        .into_iter()
        .map(|file| (file.name, String::from_utf8(file.bytes).unwrap()))
        .collect();
    files.push(("ics".into(), calendar_file(&register, &policy, today(), Naming::Named, &[])));
    let pack = pack(&register, Naming::Named);
    assert!(!pack.contains_key("register.json"));
    files.extend(pack.into_iter().filter_map(|(name, bytes)| Some((name, String::from_utf8(bytes).ok()?))));
    // A sum may hold any digits.
    for (name, text) in files.iter().filter(|(name, _)| name != "MANIFEST") {
        for hidden in ["渡邊", "小山", "岡崎", "フミ", "大沢", "築港", "0003", "0004", "5001", "example.jp"]
        {
            assert!(!text.contains(hidden), "{name}: {hidden} in {text}");
        }
    }
    assert!(files.iter().any(|(name, text)| name.contains("staff") && text.contains("石田 早苗")));
}

/// The representative is nobody's record; a table that names nobody does not name them either.
#[test]
fn a_masked_register_names_nobody_of_the_office() {
    let office = json!({"name": "みなと", "representative": "弁天 五郎", "phone": "06-0000-0100"});
    let register = register(&json!({"format": "mcs-register/1", "office": office}));
    let hidden = masked(&register);
    assert_eq!(hidden.office().representative.as_deref(), Some("（伏せる）"));
    assert_eq!(hidden.office().phone.as_deref(), Some("06-0000-0100"));
}
