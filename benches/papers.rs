//! How long a paper takes, from the register to the bytes of its PDF: every kind for the practice office, and a ledger of
//! 500 rows. The goals are 15 ms and 100 ms.

#![allow(clippy::unwrap_used)] // a bench that cannot be set up has to stop

use divan::Bencher;
use mcs_register::{
    cli::demo_office::demo_office,
    documents::{
        Encoding, Ledger, Naming, Paper, PaperHistory, PaperKind, PaperOptions, csv_files, ledgers, masked,
        paper, workbook,
    },
    policy::{
        Counts, Policy,
        course::{CoursePoint, course_days},
        judge,
    },
    register::{Date, RecordKind, Register, document::decode, id::GroupId},
};

fn main() {
    divan::main();
}

fn today() -> Date {
    "2026-11-22".parse().unwrap()
}

fn made(kind: PaperKind, register: &Register, policy: &Policy) -> Paper {
    let id = kind.about().and_then(|about| match about {
        RecordKind::Incident => register.incidents().iter().next().map(|row| row.id.to_string()),
        RecordKind::TakeOut => register.take_outs().iter().next().map(|row| row.id.to_string()),
        RecordKind::Group => register.groups().iter().next().map(|row| row.sheet.id.to_string()),
        RecordKind::Staff => register.staff().iter().next().map(|row| row.id.to_string()),
        _ => None,
    });
    let told = register.incidents().iter().next().and_then(|row| row.groups.first());
    let group = told.filter(|_| kind.is_for_a_group()).map(GroupId::as_str);
    let findings = judge(register, policy, today());
    let options = PaperOptions {
        id: id.as_deref(),
        group,
        findings: Some(&findings),
        recovery_key: Some("7F3KQ-9XW2M"),
        ..PaperOptions::default()
    };
    paper(kind, register, policy, today(), &options).unwrap()
}

/// A course of twelve months, of which all are known.
fn course(register: &Register, policy: &Policy) -> Vec<CoursePoint> {
    let point = |day| CoursePoint { day, counts: Some(Counts::of(&judge(register, policy, day))) };
    course_days(today()).into_iter().map(point).collect()
}

#[divan::bench]
fn managers_page_with_its_course(bencher: Bencher<'_, '_>) {
    let register = demo_office(today()).unwrap();
    let policy = Policy::minato().unwrap();
    let findings = judge(&register, &policy, today());
    let history = PaperHistory { course: course(&register, &policy), ..PaperHistory::default() };
    let options =
        PaperOptions { findings: Some(&findings), history: Some(&history), ..PaperOptions::default() };
    bencher
        .bench(|| paper(PaperKind::Monthly, &register, &policy, today(), &options).unwrap().pdf().unwrap());
}

/// A report that was sent, printed again from what was kept.
#[divan::bench]
fn report_from_what_was_kept(bencher: Bencher<'_, '_>) {
    let register = demo_office(today()).unwrap();
    let policy = Policy::minato().unwrap();
    let options = PaperOptions { id: Some("R8-001-1"), ..PaperOptions::default() };
    bencher
        .bench(|| paper(PaperKind::Incident, &register, &policy, today(), &options).unwrap().pdf().unwrap());
}

#[divan::bench(args = PaperKind::ALL.iter().map(|kind| kind.word()))]
fn practice_office(bencher: Bencher<'_, '_>, kind: &str) {
    let kind = PaperKind::from_word(kind).unwrap();
    let register = demo_office(today()).unwrap();
    let policy = Policy::minato().unwrap();
    bencher.bench(|| made(kind, &register, &policy).pdf().unwrap());
}

/// 500 take-outs.
fn ledger() -> Register {
    let rows: Vec<String> = (0..500)
        .map(|row| {
            format!(
                r#"{{"id": "T-{row:03}", "requester": "S-1", "requested_on": "2026-09-19",
                    "content": "担当患者{row}名の記録と訪問予定（予約表を含む）", "medium": "端末本体", "purpose": "訪問時の記録",
                    "from": "2026-09-21", "until": "2026-09-25", "decision": {{"result": "approved", "on": "2026-09-20",
                    "by": "S-1"}}, "out_on": "2026-09-21", "returned_on": "2026-09-25"}}"#
            )
        })
        .collect();
    let document = format!(
        r#"{{"format": "mcs-register/1", "staff": [{{"id": "S-1", "name": "港 花子"}}], "take_outs": [{}]}}"#,
        rows.join(",")
    );
    decode(document.as_bytes(), &|_| None).unwrap()
}

#[divan::bench]
fn ledger_of_500_rows(bencher: Bencher<'_, '_>) {
    let register = ledger();
    let policy = Policy::minato().unwrap();
    bencher.bench(|| made(PaperKind::TakeOutLedger, &register, &policy).pdf().unwrap());
}

#[divan::bench]
fn ledger_of_500_rows_as_text(bencher: Bencher<'_, '_>) {
    let register = ledger();
    let policy = Policy::minato().unwrap();
    bencher.bench(|| made(PaperKind::TakeOutLedger, &register, &policy).plain_text());
}

fn tables(register: &Register, policy: &Policy) -> Vec<Ledger> {
    ledgers(register, policy, &judge(register, policy, today()), today(), Naming::Full)
}

#[divan::bench]
fn ledger_of_500_rows_as_xlsx(bencher: Bencher<'_, '_>) {
    let register = ledger();
    let policy = Policy::minato().unwrap();
    bencher.bench(|| workbook(&tables(&register, &policy), None, today()).unwrap());
}

#[divan::bench]
fn ledger_of_500_rows_as_csv(bencher: Bencher<'_, '_>) {
    let register = ledger();
    let policy = Policy::minato().unwrap();
    bencher.bench(|| csv_files(&tables(&register, &policy), Encoding::Utf8));
}

/// 20,000 names and a text of 10,000 characters, every one of which may begin a name.
fn crowd() -> Register {
    let name = |at: u32| char::from_u32(0x4E00 + at).unwrap();
    let rows: Vec<String> = (0..20_000)
        .map(|row| {
            let (family, given) = (name(row % 1000), name(row / 1000));
            format!(r#"{{"id": "P-{row}", "name": "田{family} {given}太"}}"#)
        })
        .collect();
    let text: String = "田一橋".chars().cycle().take(10_000).collect();
    let document = format!(
        r#"{{"format": "mcs-register/1", "partners": [{}], "incidents": [{{"id": "R8-001", "kind": "other", "summary": "{text}"}}]}}"#,
        rows.join(",")
    );
    decode(document.as_bytes(), &|_| None).unwrap()
}

#[divan::bench]
fn register_of_20000_names_masked(bencher: Bencher<'_, '_>) {
    let register = crowd();
    bencher.bench(|| masked(&register));
}
