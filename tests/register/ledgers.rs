//! The office's own ledgers, from the file to what would be recorded.

use std::{collections::BTreeMap, fs, path::Path};

use mcs_register::{
    documents::{Encoding, Naming, csv_files, ledgers, workbook},
    exchange::{
        Mapping, Settings, Simulation,
        columns::Kind,
        question::{Answers, LeftOut, What},
        simulate, simulate_partly,
        simulation::Action,
        table::{self, Asked},
    },
    policy::{Policy, judge},
    register::{Date, Key, Register, document},
};
use serde_json::Value;

fn today() -> Date {
    "2026-11-30".parse().unwrap()
}

fn cases() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/ledgers")
}

fn start() -> Register {
    document::decode(&fs::read(cases().join("start.json")).unwrap(), &|_| None).unwrap()
}

/// A case: its name and its bytes, and what is expected of it.
fn case(start: &str) -> (String, Vec<u8>, Value) {
    let mut names =
        fs::read_dir(cases()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let name = names.find(|name| name.starts_with(start) && !name.ends_with(".expected.json")).unwrap();
    let expected = fs::read_to_string(cases().join(format!("{name}.expected.json"))).unwrap();
    let bytes = fs::read(cases().join(&name)).unwrap();
    (name, bytes, serde_json::from_str(&expected).unwrap())
}

fn simulated(name: &str, bytes: &[u8], register: &Register, answers: &Answers) -> Simulation {
    let book = table::read(name, bytes, &Asked::default()).unwrap();
    simulate(&book, name, register, &Policy::minato().unwrap(), today(), Settings::default(), answers)
}

/// A text of CSV, into a register.
fn csv(name: &str, text: &str, register: &Register) -> Simulation {
    simulated(name, text.as_bytes(), register, &Answers::new())
}

fn applied(register: &Register, simulation: &Simulation) -> Register {
    let mut after = register.clone();
    after.apply(&simulation.change).unwrap();
    after
}

/// Answers every open question by its first choice that needs no typing.
fn answered(name: &str, bytes: &[u8], register: &Register) -> (Simulation, Answers) {
    let mut answers = Answers::new();
    for _ in 0..20 {
        let simulation = simulated(name, bytes, register, &answers);
        let open: Vec<(String, String)> = simulation
            .open()
            .map(|(_, question)| (question.key.clone(), question.choices[0].word()))
            .collect();
        if open.is_empty() {
            return (simulation, answers);
        }
        answers.extend(open);
    }
    panic!("{name}: questions without an end");
}

// ---------------------------------------------------------------------------------------- comparing with what is expected

/// Whether an expected value is one, and no remark for a person.
fn is_plain(value: &Value) -> bool {
    value.as_str().is_none_or(|text| !text.contains("ask") && !text.contains(" (") && !text.contains(" or "))
}

/// What a simulation says of a row, all its records joined.
fn row(simulation: &Simulation, sheet: Option<&str>, number: u64) -> Value {
    fn join(into: &mut Value, more: &Value) {
        if let (Value::Object(into), Value::Object(more)) = (into, more) {
            for (key, value) in more {
                match into.get_mut(key) {
                    Some(known) => join(known, value),
                    None => drop(into.insert(key.clone(), value.clone())),
                }
            }
        }
    }
    let mut all = Value::Object(serde_json::Map::new());
    for of in simulation.sheets.iter().filter(|of| sheet.is_none_or(|name| name == of.sheet)) {
        for record in of.results.records.iter().filter(|record| u64::from(record.row) == number) {
            join(&mut all, &record.fields);
            if !matches!(record.key, Key::Membership(..) | Key::Group(_)) {
                join(&mut all, &serde_json::json!({ "id": record.key.id() }));
            }
            for (field, name) in &record.names {
                // Where the document holds a number, a person expects the name.
                all[*field] = Value::String(name.clone());
            }
        }
    }
    all
}

fn differences(at: &str, expected: &Value, found: &Value, out: &mut Vec<String>) {
    let Value::Object(fields) = expected else { return };
    for (key, value) in fields {
        let for_a_person = matches!(key.as_str(), "row" | "sheet" | "note")
            || key.ends_with("_name")
            || key.ends_with("_hint");
        if for_a_person || !is_plain(value) {
            continue;
        }
        let there = found.get(key).unwrap_or(&Value::Null);
        match value {
            Value::Object(_) => differences(&format!("{at}/{key}"), value, there, out),
            _ if value == there => {}
            _ => out.push(format!("{at}/{key}: {value} is expected, {there} was found")),
        }
    }
}

/// Compares a case row by row, and looks for a question for each row about which one is expected.
fn compared(start: &str, register: &Register) -> Simulation {
    let (name, bytes, expected) = case(start);
    let simulation = simulated(&name, &bytes, register, &Answers::new());
    let mut wrong = Vec::new();
    for record in expected["records"].as_array().into_iter().flatten() {
        let Some(number) = record["row"].as_u64() else { continue };
        differences(
            &format!("row {number}"),
            record,
            &row(&simulation, record["sheet"].as_str(), number),
            &mut wrong,
        );
    }
    let asked = |number: u64| {
        simulation.open().any(|(_, question)| question.rows.iter().any(|row| u64::from(*row) == number))
    };
    for ask in expected["ask"].as_array().into_iter().flatten() {
        let rows = ask["rows"].as_array().cloned().unwrap_or_else(|| vec![ask["row"].clone()]);
        for number in rows.iter().filter_map(Value::as_u64).filter(|number| !asked(*number)) {
            wrong.push(format!("row {number}: nothing is asked ({})", ask["what"]));
        }
    }
    assert!(wrong.is_empty(), "{name}:\n{}", wrong.join("\n"));
    simulation
}

/// A second import of what came in changes nothing.
fn assert_settled(start: &str, register: &Register) -> Register {
    let (name, bytes, _) = case(start);
    let (first, answers) = answered(&name, &bytes, register);
    let after = applied(register, &first);
    let second = simulated(&name, &bytes, &after, &answers);
    let open: Vec<_> = second.open().collect();
    assert!(
        second.change.records.is_empty() && open.is_empty(),
        "{name}: {:?} {open:?}",
        second.change.records
    );
    after
}

fn kinds(simulation: &Simulation) -> Vec<Option<Kind>> {
    simulation.sheets.iter().map(|sheet| sheet.kind).collect()
}

#[test]
fn a_list_of_staff_in_cp932_comes_in() {
    let simulation = compared("p05", &Register::default());
    assert_eq!(kinds(&simulation), [Some(Kind::Staff)]);
    let memo = row(&simulation, None, 2)["memo"].clone();
    assert_eq!(memo, "MCS管理者\n（正）");
    assert_settled("p05", &Register::default());
}

#[test]
fn a_list_of_members_comes_in_one_row_each() {
    let register = start();
    let simulation = compared("p06", &register);
    assert_eq!(kinds(&simulation), [Some(Kind::Members)]);
    let groups: Vec<&str> = simulation
        .change
        .records
        .iter()
        .filter_map(|change| match &change.after {
            Some(mcs_register::register::Record::Group(group)) => group.name.as_deref(),
            _ => None,
        })
        .collect();
    assert_eq!(groups, ["池島 トメ", "田中 一郎", "【港あんしんネット】口腔ケア勉強会"]);
    assert_settled("p06", &register);
}

#[test]
fn a_list_of_devices_with_tabs_comes_in() {
    let simulation = compared("p10", &Register::default());
    assert_eq!(kinds(&simulation), [Some(Kind::Devices)]);
    assert_eq!(row(&simulation, None, 2)["line"], "09000000201 docomo");
    assert_settled("p10", &Register::default());
}

#[test]
fn twenty_thousand_rows_are_one_question() {
    let register = start();
    let (name, bytes, expected) = case("p12");
    let simulation = simulated(&name, &bytes, &register, &Answers::new());
    let members = simulation.sheets[0]
        .results
        .records
        .iter()
        .filter(|record| matches!(record.key, Key::Membership(..)));
    assert_eq!(Some(members.count() as u64), expected["rows"].as_u64());
    let open: Vec<_> = simulation.open().collect();
    assert_eq!(open.len(), 1);
    let What::UnknownPeople { names } = &open[0].1.what else { panic!("{:?}", open[0].1.what) };
    let people = expected["people"].as_u64().unwrap();
    assert!(names.len() as u64 <= people && names.len() as u64 + 8 > people, "{}", names.len());
    let after = assert_settled("p12", &register);
    assert_eq!(Some(after.groups().len() as u64), expected["groups"].as_u64());
}

#[test]
fn nothing_of_a_hostile_text_is_run_or_dropped_unseen() {
    let simulation = compared("p14", &Register::default());
    let asked: Vec<u32> = simulation.open().flat_map(|(_, question)| question.rows.clone()).collect();
    assert_eq!(asked, [2, 4, 5, 6]);
}

#[test]
fn workbooks_come_in() {
    let empty = Register::default();
    let simulation = compared("p01", &empty);
    assert_eq!(simulation.sheets[0].header_row, Some(4));
    assert_eq!(simulation.count(Action::New), 6);
    assert_settled("p01", &empty);
    let simulation = compared("p02", &empty);
    assert_eq!(kinds(&simulation), [Some(Kind::Devices), Some(Kind::Devices), Some(Kind::Devices), None]);
    assert_settled("p02", &empty);
    let register = start();
    let simulation = compared("p03", &register);
    assert_eq!(kinds(&simulation), [Some(Kind::TakeOuts)]);
    assert_settled("p03", &register);
    for case in ["p08", "p09"] {
        compared(case, &register);
        assert_settled(case, &register);
    }
}

#[test]
fn a_table_with_marks_gives_memberships() {
    let register = start();
    let (name, bytes, expected) = case("p04");
    let simulation = simulated(&name, &bytes, &register, &Answers::new());
    let memberships = simulation.sheets[0]
        .results
        .records
        .iter()
        .filter(|record| matches!(record.key, Key::Membership(..)));
    let mut found: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for record in memberships {
        let name = |field: &str| {
            record.names.iter().find(|(known, _)| *known == field).map(|(_, name)| name.clone()).unwrap()
        };
        let rights = record.fields["rights"].as_str().unwrap_or_default().to_owned();
        found.entry(name("group")).or_default().push((name("person"), rights));
    }
    let count: usize = found.values().map(Vec::len).sum();
    assert_eq!(Some(count as u64), expected["count"].as_u64(), "{found:?}");
    assert_eq!(found["田中 一郎様"].len(), 3);
    assert_eq!(found["築港 ヨシ様"].len(), 3);
    let after = assert_settled("p04", &register);
    assert_eq!(after.groups().len(), 5);
    let deceased =
        after.groups().iter().find(|group| group.sheet.name.as_deref() == Some("築港 ヨシ様")).unwrap();
    assert_eq!(deceased.sheet.deceased_on, Some("2026-09-30".parse().unwrap()));
}

#[test]
fn a_table_with_marks_gives_trainings() {
    let register = start();
    let (name, bytes, _) = case("p07");
    let simulation = simulated(&name, &bytes, &register, &Answers::new());
    assert_eq!(kinds(&simulation), [Some(Kind::Trainings), Some(Kind::Trainings)]);
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for staff in applied(&register, &simulation).staff() {
        let days = staff.trainings.iter().filter_map(|training| training.on).map(|day| day.to_string());
        found.insert(staff.name.clone().unwrap(), days.collect());
    }
    assert_eq!(found["渡邊 進"], ["2026-06-03", "2026-09-15", "2026-10-01"]);
    assert_eq!(found["マリア サントス"], ["2026-05-20", "2026-09-15", "2026-10-01"]);
    assert_eq!(found["岡田 誠"], ["2025-05-21", "2025-09-10"]);
    assert_eq!(found["山﨑 由美"], ["2026-05-20"]);
    let asked: Vec<u32> =
        simulation.sheets[0].results.questions.iter().flat_map(|question| question.rows.clone()).collect();
    for row in [5, 9, 10] {
        assert!(asked.contains(&row), "row {row}: {asked:?}");
    }
    assert_settled("p07", &register);
}

// ------------------------------------------------------------------------------------------------ our own, back again

#[test]
fn what_is_exported_comes_back_and_changes_nothing() {
    let text = r#"{"format": "mcs-register/1", "office": {"name": "みなと訪問看護"},
        "staff": [{"id": "S-001", "name": "𠮷田　真理子", "kana": "ヨシダ マリコ", "profession": "看護師", "joined_on": "2006-04-01",
            "mcs": {"login": "mariko@example.jp", "role": "administrator", "registered_on": "2020-04-01", "password_changed_on": "2026-09-01",
            "two_factor_since": "2026-04-01", "profile": true, "shared": false}, "pledge": {"signed_on": "2020-04-01"}, "phone": "06-6999-0101",
            "trainings": [{"on": "2026-05-20", "title": "個人情報保護"}, {"on": "2026-09-15"}], "memo": "=1+1\n二行目", "disaster_eligible": true},
            {"id": "S-002", "name": "髙橋 健一", "left_on": "2027-03-31", "pledge": {"exempt": "就業規則"}, "phone": "+81-90"},
            {"id": "S-003", "name": "髙橋 健一"}],
        "partners": [{"id": "P-001", "name": "夕凪 一郎\u202e", "affiliation": "築港〜医院", "secretariat": false}],
        "devices": [{"id": "001", "kind": "tablet", "name": "iPad 1号", "ownership": "office", "holder": "S-001", "status": "in-use",
            "lent_on": "2024-04-01", "controls": {"boot-password": "met", "mdm": "declined", "antivirus": "n/a"}, "encrypted": true,
            "line": "090-0000-0000 0120-000-000"}, {"id": "002", "kind": "other", "memo": "-1"}],
        "take_outs": [{"id": "T-001", "device": "001", "requester": "S-002", "requested_on": "2026-04-10", "content": "記録", "from": "2026-04-10",
            "until": "2026-04-12", "records": 3, "decision": {"result": "approved", "on": "2026-04-10", "by": "S-001"}, "returned_on": "2026-04-12"},
            {"id": "T-002", "requester": "S-002", "requested_on": "2026-04-10", "content": "別の記録"}],
        "groups": [{"id": "G-001", "kind": "patient", "name": "岡崎 フミ様", "attending_doctor": "P-001", "consent": {"signed_on": "2026-04-01", "by": "family",
            "explained_by": "S-001", "both_copies": true}, "host": "own", "patients": 1, "memberships": [
            {"id": "M-0001", "person": "S-001", "rights": "admin", "joined_on": "2026-04-01", "approved_by": "S-001"},
            {"id": "M-0002", "person": "P-001", "rights": "member", "invited_on": "2026-04-02", "released_on": "2026-10-10", "released_by": "S-001",
             "removal": {"requested_on": "2026-10-01", "reason": "担当から外れた"}},
            {"id": "M-0003", "person": "P-001", "joined_on": "2026-11-01"}]},
            {"id": "G-002", "kind": "free", "name": "岡崎 フミ様", "memberships": [{"id": "M-0004", "person": "S-002"}]}],
        "filings": [{"id": "F-1", "kind": "application", "submitted_on": "2020-03-01", "approved_on": "2020-04-01"},
            {"id": "F-2", "kind": "free-group", "group": "G-002", "submitted_on": "2026-03-01"}]}"#;
    let register = document::decode(text.as_bytes(), &|_| None).unwrap();
    let policy = Policy::minato().unwrap();
    let findings = judge(&register, &policy, today());
    let ledgers = ledgers(&register, &policy, &findings, today(), Naming::Full);
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for encoding in [Encoding::Utf8, Encoding::Cp932] {
        files.extend(csv_files(&ledgers, encoding).0.into_iter().map(|file| (file.name, file.bytes)));
    }
    files.push(("台帳.xlsx".to_owned(), workbook(&ledgers, None, today()).unwrap().bytes));
    let mut known = 0;
    for (name, bytes) in files {
        let simulation = simulated(&name, &bytes, &register, &Answers::new());
        let open: Vec<_> = simulation.open().map(|(sheet, question)| (&sheet.sheet, question)).collect();
        assert!(open.is_empty(), "{name}: {open:#?}");
        assert!(simulation.change.records.is_empty(), "{name}: {:#?}", simulation.change.records);
        known += simulation.sheets.iter().filter(|sheet| sheet.kind.is_some()).count();
    }
    // Staff, trainings, partners, devices, take-outs, groups, memberships and filings, three times.
    assert_eq!(known, 24);
}

// --------------------------------------------------------------------------------------- the same kinds in other dress

fn named(register: &Register) -> Vec<String> {
    register.staff().iter().filter_map(|staff| staff.name.clone()).collect()
}

#[test]
fn names_apart_and_readings_in_the_same_cell_are_names() {
    let empty = Register::default();
    let text = "社員番号,姓,名,セイ,メイ,職種,入社年月日\n101,港,花子,ﾐﾅﾄ,ﾊﾅｺ,看護師,H30.4.1\n102,港,次郎,みなと,じろう,PT,2020/4/1\n";
    let simulation = csv("職員名簿.csv", text, &empty);
    let after = applied(&empty, &simulation);
    assert_eq!(named(&after), ["港 花子", "港 次郎"]);
    assert_eq!(after.staff()[1].kana.as_deref(), Some("ミナト ジロウ"));
    assert_eq!(after.staff()[0].id.as_str(), "101");
    let text =
        "氏名,職種,入職日\n\"港 花子\n（みなと はなこ）\",看護師,R2.4.1\n\"ﾐﾅﾄ ｼﾞﾛｳ\n港 次郎\",PT,R2.4.1\n";
    let after = applied(&empty, &csv("名簿.csv", text, &empty));
    assert_eq!(named(&after), ["港 花子", "港 次郎"]);
    assert_eq!(after.staff()[0].kana.as_deref(), Some("ミナト ハナコ"));
    assert_eq!(after.staff()[1].kana.as_deref(), Some("ミナト ジロウ"));
}

#[test]
fn patients_down_and_staff_across_are_memberships_too() {
    let register = start();
    let text = "担当表（MCS）,,,\n患者＼職員,磯路 光代,髙橋 健一,渡邊 進\n池島 トメ 様,◎,○,\n田中 一郎 様,◎,,○\n合計,2,1,1\n";
    let simulation = csv("担当表.csv", text, &register);
    assert_eq!(simulation.open().count(), 0, "{:?}", simulation.open().collect::<Vec<_>>());
    let after = applied(&register, &simulation);
    assert_eq!(after.groups().len(), 2);
    assert_eq!(after.groups()[0].memberships.len(), 2);
    assert_eq!(after.groups()[1].memberships[1].person.as_str(), "S-004");
}

#[test]
fn two_rows_for_one_application_are_one_take_out() {
    let register = start();
    let text = "令和8年度 持出簿,,,\n申請日,申請者,機器,内容\n期間,目的,承認,返却日\n4月10日,髙橋 健一,TB-002,訪問記録\n4/10～4/12,訪問のため,磯路 光代,4月12日\n\
        5月10日,磯路 光代,TB-001,名簿\n5/10,研修,磯路 光代,5月10日\n";
    let simulation = csv("持出簿.csv", text, &register);
    assert_eq!(simulation.open().count(), 0, "{:?}", simulation.open().collect::<Vec<_>>());
    let after = applied(&register, &simulation);
    assert_eq!(after.take_outs().len(), 2);
    let first = &after.take_outs()[0];
    assert_eq!(first.returned_on, Some("2026-04-12".parse().unwrap()));
    assert_eq!(first.purpose.as_deref(), Some("訪問のため"));
    let text = "No,申請日,申請者,機器,内容\n1,R8.4.10,髙橋 健一,TB-002,訪問記録\n,,,,連絡先一覧\n2,R8.5.1,磯路 光代,TB-001,名簿\n";
    let after = applied(&register, &csv("持出簿.csv", text, &register));
    assert_eq!(after.take_outs().len(), 2);
    assert_eq!(after.take_outs()[0].content.as_deref(), Some("訪問記録\n連絡先一覧"));
}

#[test]
fn a_row_that_says_that_it_came_back_is_about_the_take_out_before() {
    let register = start();
    let text = "令和8年度 持出簿\n日付,区分,申請者,機器,内容\n4月10日,持出,髙橋 健一,TB-002,訪問記録\n4月11日,持出,磯路 光代,TB-001,名簿\n\
        4月12日,返却,髙橋 健一,TB-002,\n";
    let after = applied(&register, &csv("持出簿.csv", text, &register));
    assert_eq!(after.take_outs().len(), 2);
    assert_eq!(after.take_outs()[0].returned_on, Some("2026-04-12".parse().unwrap()));
    assert_eq!(after.take_outs()[1].returned_on, None);
}

#[test]
fn each_sheet_may_be_a_group_of_its_own() {
    use rust_xlsxwriter::Workbook;
    let mut book = Workbook::new();
    for (sheet, member, day) in [
        ("記入例", "山田 太郎", "R8.4.1"),
        ("池島 トメ様", "磯路 光代", "R8.4.2"),
        ("田中 一郎様", "髙橋 健一", "R8.4.3"),
    ] {
        let sheet = book.add_worksheet().set_name(sheet).unwrap();
        for (row, cells) in (0..).zip([["氏名", "職種", "所属", "参加日"], [member, "看護師", "", day]])
        {
            for (column, cell) in (0..).zip(cells) {
                sheet.write_string(row, column, cell).unwrap();
            }
        }
    }
    let bytes = book.save_to_buffer().unwrap();
    let register = start();
    let simulation = simulated("グループ参加者.xlsx", &bytes, &register, &Answers::new());
    assert_eq!(kinds(&simulation), [None, Some(Kind::Members), Some(Kind::Members)]);
    assert_eq!(simulation.open().count(), 0, "{:?}", simulation.open().collect::<Vec<_>>());
    let after = applied(&register, &simulation);
    let names: Vec<&str> = after.groups().iter().filter_map(|group| group.sheet.name.as_deref()).collect();
    assert_eq!(names, ["池島 トメ様", "田中 一郎様"]);
}

#[test]
fn months_across_give_the_latest_day() {
    let register = start();
    let text = "令和8年度 パスワード変更記録,,,,\n氏名,4月,6月,8月,10月\n磯路 光代,4/1,6/3,8/1,10/2\n髙橋 健一,4/1,6/1,,○\n";
    let simulation = csv("PW変更.csv", text, &register);
    assert_eq!(kinds(&simulation), [Some(Kind::Passwords)]);
    let open: Vec<_> = simulation.open().collect();
    assert!(
        matches!(&open[..], [(_, question)] if matches!(question.what, What::DayOfMonth { .. })),
        "{open:?}"
    );
    let after = applied(&register, &simulation);
    assert_eq!(after.staff()[0].mcs.password_changed_on, Some("2026-10-02".parse().unwrap()));
    assert_eq!(after.staff()[1].mcs.password_changed_on, Some("2026-06-01".parse().unwrap()));
}

#[test]
fn a_password_is_never_taken_in() {
    let text = "氏名,職種,ログインID,パスワード\n港 花子,看護師,hanako@example.jp,himitsu123\n";
    let simulation = csv("職員名簿.csv", text, &Register::default());
    let after = applied(&Register::default(), &simulation);
    assert!(!document::encode(&after).contains("himitsu"));
    let text = "氏名,職種,パスワード\n港 花子,看護師,R8.4.1\n";
    let after = applied(&Register::default(), &csv("職員名簿.csv", text, &Register::default()));
    assert_eq!(after.staff()[0].mcs.password_changed_on, Some("2026-04-01".parse().unwrap()));
}

#[test]
fn a_blank_erases_nothing_and_a_difference_is_asked_once_for_its_column() {
    let register = start();
    let text = "氏名,フリガナ,職種,入職日,PW変更日\n磯路 光代,,保健師,,R8.9.1\n髙橋 健一,,作業療法士,,\n渡邊 進,,,,\n";
    let simulation = csv("職員名簿.csv", text, &register);
    let open: Vec<_> = simulation.open().collect();
    assert_eq!(open.len(), 1);
    assert_eq!(open[0].1.rows, [2, 3]);
    let answers = Answers::from([(open[0].1.key.clone(), "keep".to_owned())]);
    let kept = simulated("職員名簿.csv", text.as_bytes(), &register, &answers);
    assert_eq!(kept.open().count(), 0);
    let after = applied(&register, &kept);
    assert_eq!(after.staff()[0].profession.as_deref(), Some("看護師"));
    assert_eq!(after.staff()[0].kana.as_deref(), Some("イソジ ミツヨ"));
    assert_eq!(after.staff()[0].mcs.password_changed_on, Some("2026-09-01".parse().unwrap()));
    // The later of two days of the same deed counts.
    let again = "氏名,PW変更日\n磯路 光代,R8.6.1\n";
    assert!(csv("PW.csv", again, &after).change.records.is_empty());
    let one = Answers::from([
        (format!("{}@職員名簿!3", open[0].1.key), "keep".to_owned()),
        (open[0].1.key.clone(), "change".to_owned()),
    ]);
    let after = applied(&register, &simulated("職員名簿.csv", text.as_bytes(), &register, &one));
    assert_eq!(after.staff()[0].profession.as_deref(), Some("保健師"));
    assert_eq!(after.staff()[1].profession.as_deref(), Some("理学療法士"));
}

#[test]
fn rows_without_a_question_come_in_alone() {
    let text = "氏名,入職日\n港 花子,R2.4.1\n港 次郎,2026/2/30\n=1+1,\n";
    let book = table::read("職員名簿.csv", text.as_bytes(), &Asked::default()).unwrap();
    let policy = Policy::minato().unwrap();
    let empty = Register::default();
    let partly = simulate_partly(
        &book,
        "職員名簿.csv",
        &empty,
        &policy,
        today(),
        Settings::default(),
        &Answers::new(),
    );
    assert_eq!(partly.open().count(), 0);
    assert_eq!(named(&applied(&empty, &partly)), ["港 花子"]);
}

#[test]
fn a_mapping_is_kept_and_read_again() {
    let text = "なまえ欄,しごと\n港 花子,看護師\n";
    let empty = Register::default();
    let policy = Policy::minato().unwrap();
    let book = table::read("x.csv", text.as_bytes(), &Asked::default()).unwrap();
    let unknown = simulate(&book, "x.csv", &empty, &policy, today(), Settings::default(), &Answers::new());
    assert_eq!(unknown.sheets[0].kind, None);
    let map = r#"{"format": "mcs-register-import-map/1", "sheets": {"x": {"kind": "staff",
        "columns": {"なまえ欄": "/staff/name", "しごと": "/staff/profession"}}}}"#;
    let mapping = Mapping::parse(map).unwrap();
    let settings = Settings { mapping: Some(&mapping), header: Some(1), ..Settings::default() };
    let known = simulate(&book, "x.csv", &empty, &policy, today(), settings, &Answers::new());
    assert_eq!(applied(&empty, &known).staff()[0].profession.as_deref(), Some("看護師"));
    let again = Mapping::parse(&known.mapping(&Answers::new())).unwrap();
    assert_eq!(again.sheet("x"), mapping.sheet("x"));
    for wrong in [
        "{}",
        r#"{"format": "other"}"#,
        r#"{"format": "mcs-register-import-map/1", "sheets": {"x": {"kind": "y"}}}"#,
        r#"{"format": "mcs-register-import-map/1", "sheets": {"x": {"columns": {"a": "/staff/password"}}}}"#,
    ] {
        assert!(Mapping::parse(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn utf16_comes_in_with_a_mark_and_without() {
    let text = "氏名,フリガナ,職種\r\n港 花子,ミナト ハナコ,看護師\r\n";
    let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let be: Vec<u8> = format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_be_bytes).collect();
    for (bytes, encoding) in [(le, "utf-16le"), (be, "utf-16be")] {
        let simulation = simulated("職員名簿.csv", &bytes, &Register::default(), &Answers::new());
        assert_eq!(simulation.sheets[0].encoding, Some(encoding));
        assert_eq!(simulation.count(Action::New), 1);
    }
}

#[test]
fn a_quotation_mark_that_is_not_closed_is_told_with_its_line() {
    let text = "氏名,備考\n港 花子,\"夜勤\n港 次郎,\n";
    let fault = table::read("職員名簿.csv", text.as_bytes(), &Asked::default()).unwrap_err();
    assert_eq!(fault, table::TableFault::Quotes { line: 2, closed: false });
}

/// What a formula gave and the file does not hold is asked, whatever the column.
#[test]
fn a_formula_without_its_result_is_asked() {
    use table::{Book, Cell, Format, Row, Sheet, Value};
    let text = |text: &str| Value::Text(text.to_owned());
    let rows = [
        [text("氏名"), text("職種"), text("入職日")],
        [text("港 花子"), Value::NoValue, Value::Day(today())],
        [text("港 次郎"), Value::Fault("#REF!".to_owned()), Value::NoValue],
        [Value::NoValue, text("看護師"), Value::Day(today())],
    ];
    let cells = |values: &[Value]| {
        values.iter().map(|value| Cell { value: value.clone(), ..Cell::default() }).collect()
    };
    let rows =
        rows.iter().zip(1..).map(|(values, number)| Row { number, hidden: false, cells: cells(values) });
    let sheet = Sheet {
        name: "職員名簿".to_owned(),
        encoding: None,
        hidden: false,
        rows: rows.collect(),
        told: Vec::new(),
    };
    let book = Book { format: Format::Xlsx, sheets: vec![sheet] };
    let run = |answers: &Answers| {
        simulate(
            &book,
            "x.xlsx",
            &Register::default(),
            &Policy::minato().unwrap(),
            today(),
            Settings::default(),
            answers,
        )
    };
    let simulation = run(&Answers::new());
    let asked: Vec<u32> = simulation.open().map(|(_, question)| question.rows[0]).collect();
    assert_eq!(asked, [2, 3, 3]);
    assert!(simulation.open().all(|(_, question)| matches!(question.what, What::NoResult { .. })));
    let out = &simulation.sheets[0].results.left_out;
    assert!(out.iter().any(|(row, _, why)| *row == Some(4) && *why == LeftOut::NoResult), "{out:?}");
    let mut answers: Answers =
        simulation.open().map(|(_, question)| (question.key.clone(), "leave".to_owned())).collect();
    answers.insert("result:/staff/profession@職員名簿!2".to_owned(), "take:看護師".to_owned());
    let simulation = run(&answers);
    assert_eq!(simulation.open().count(), 0);
    assert_eq!(row(&simulation, None, 2)["profession"], "看護師");
}

/// As it is where a membership is typed: without a day it would count as one from before the register was kept.
#[test]
fn members_without_a_day_are_asked_about_once_where_the_register_is_kept_since_one() {
    let mut register = start();
    let text = "グループ,氏名\n田中 一郎,磯路 光代\n築港 ヨシ,磯路 光代\n";
    let undated = |simulation: &Simulation| {
        simulation.open().filter(|(_, question)| matches!(question.what, What::Undated { .. })).count()
    };
    assert_eq!(undated(&csv("参加者.csv", text, &register)), 0);
    let office = register.office().clone();
    let before = mcs_register::register::Record::Office(office.clone());
    let after = mcs_register::register::Record::Office(mcs_register::register::records::Office {
        kept_since: Some("2026-04-01".parse().unwrap()),
        ..office
    });
    let command = mcs_register::register::Command::Edit {
        key: Key::Office,
        before: Box::new(before),
        after: Box::new(after),
    };
    register.apply(&command.plan(&register, today()).unwrap()).unwrap();
    let simulation = csv("参加者.csv", text, &register);
    assert_eq!(undated(&simulation), 1);
    let mut answers: Answers =
        simulation.open().map(|(_, question)| (question.key.clone(), question.choices[0].word())).collect();
    answers.insert("undated".to_owned(), "take:2026-05-01".to_owned());
    let simulation = simulated("参加者.csv", text.as_bytes(), &register, &answers);
    assert_eq!(undated(&simulation), 0);
    let joined = simulation.change.records.iter().filter_map(|change| match &change.after {
        Some(mcs_register::register::Record::Membership(row)) => row.joined_on,
        _ => None,
    });
    assert!(joined.clone().count() > 0 && joined.clone().all(|day| day.to_string() == "2026-05-01"));
}

#[test]
fn whoever_may_be_of_the_secretariat_is_asked_about() {
    let text = "氏名,所属,職種\n池島 透,港区在宅医療事務局,事務\n市岡 渚,いちおか薬局,薬剤師\n";
    let simulation = csv("関係者.csv", text, &Register::default());
    let open: Vec<_> = simulation.open().map(|(_, question)| question).collect();
    assert_eq!(open.len(), 1, "{open:?}");
    assert!(matches!(&open[0].what, What::Secretariat { name, .. } if name == "池島 透"));
    let answers = Answers::from([(open[0].key.clone(), "add".to_owned())]);
    let simulation = simulated("関係者.csv", text.as_bytes(), &Register::default(), &answers);
    assert_eq!(row(&simulation, None, 2)["secretariat"], true);
}
