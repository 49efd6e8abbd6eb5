//! An office's own ledgers come in by keys: the file, its columns, what would happen, what came of it.

use std::{collections::VecDeque, fmt::Write as _, fs, path::Path};

use mcs_register::{
    exchange::table::{self, Asked},
    register::{Date, Lang, Register, Time, document},
    store::AccountRole,
    tui::{
        app::{
            Access, App, Effect, Message, Opened, Settings,
            door::Door,
            imports::{Came, ImportNews},
        },
        terminal::input::{Input, parse_keys},
    },
};
use tempfile::TempDir;

use crate::screen::{Bench, settings};

fn day() -> Date {
    "2026-11-30".parse().unwrap()
}

fn cases() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/ledgers")
}

fn start() -> Register {
    document::decode(&fs::read(cases().join("start.json")).unwrap(), &|_| None).unwrap()
}

/// A screen whose reader's own folder holds files.
struct Desk {
    bench: Bench,
    folder: TempDir,
}

impl Desk {
    fn new(register: Register) -> Self {
        Self::sized(register, (80, 24), Lang::Ja)
    }

    fn sized(register: Register, size: (u16, u16), lang: Lang) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings { home: Some(folder.path().to_owned()), ..settings(lang) };
        let opened = Opened { register, account: "弁天 恵".to_owned(), ..Opened::default() };
        let mut bench = Bench::with(App::open(settings, opened, day()), size);
        bench.now = Time::new(day(), 9, 10).unwrap();
        Self { bench, folder }
    }

    /// Puts a case into the folder.
    fn case(&self, start: &str) -> String {
        let mut names =
            fs::read_dir(cases()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let name = names.find(|name| name.starts_with(start) && !name.ends_with(".expected.json")).unwrap();
        fs::copy(cases().join(&name), self.folder.path().join(&name)).unwrap();
        name
    }

    /// Puts a text into the folder.
    fn file(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).unwrap();
    }

    fn staff(&self) -> Vec<&str> {
        self.bench.register().staff().iter().filter_map(|row| row.name.as_deref()).collect()
    }
}

const STAFF: &str = "氏名,フリガナ,職種,入職日,血液型\n港 花子,ミナト ハナコ,看護師,R2.4.1,A\n港 次郎,ミナト ジロウ,事務,R3.4.1,B\n";

#[test]
fn a_ledger_comes_in_by_four_pages_and_goes_back_with_one_key() {
    let mut desk = Desk::new(Register::default());
    desk.file("職員名簿.csv", STAFF);
    let bench = &mut desk.bench;
    bench.press("I").shows("台帳の取り込み 1 ファイル").shows("職員名簿.csv");
    bench.press("Enter").shows("2 列").shows("■ 職員名簿：職員名簿 (見出し1行目, utf-8)");
    bench.press("Down").shows("< 氏名 >").shows("港 花子 / 港 次郎").shows("理由 見出しから");
    bench.press("End").shows("「血液型」に当たる項目が見つからないため取り込みません。");
    bench.press("Enter").shows("3 取り込む内容").shows("確認 0 新規 2 変更 0 同じ 0 取り込まない 1");
    bench.shows("まだ何も書き込んでいません。Enterで2件を取り込みます。");
    assert!(desk.staff().is_empty());
    let bench = &mut desk.bench;
    bench.press("Enter").shows("4 結果").shows("職員名簿.csv から2件を取り込みました。");
    bench.shows("取り込まなかったもの（1件）");
    assert_eq!(bench.past.last().unwrap().action, "ledger-imported/2/職員名簿.csv");
    assert_eq!(desk.staff(), ["港 花子", "港 次郎"]);
    desk.bench.press("u").shows("この取り込みは元に戻しました。");
    assert!(desk.staff().is_empty());
}

#[test]
fn the_next_month_it_is_the_file_and_enter_twice() {
    let mut desk = Desk::new(Register::default());
    desk.file("職員名簿.csv", STAFF);
    let bench = &mut desk.bench;
    // The blood group is called a remark once.
    bench.press("I Enter End F4 \"備考\" Enter").shows("< 備考 >");
    bench.press("Enter Enter Enter Enter");
    let more = format!("{STAFF}港 三郎,ミナト サブロウ,看護師,R8.4.1,O\n");
    desk.file("職員名簿.csv", &more);
    let bench = &mut desk.bench;
    bench.press("I Enter").shows("3 取り込む内容").shows("前回と同じ見出しの表です").shows("新規 1");
    bench.press("Enter").shows("1件を取り込みました");
    assert_eq!(desk.staff().len(), 3);
    let memo = desk.bench.register().staff().iter().last().unwrap().memo.clone();
    assert_eq!(memo.as_deref(), Some("O"));
}

#[test]
fn alike_questions_are_answered_with_one_key() {
    let mut desk = Desk::new(Register::default());
    desk.file(
        "職員名簿.csv",
        "氏名,入職日,誓約書\n港 花子,R2.4.1,済\n港 次郎,R2.4.1,済\n港 三郎,2026/2/30,R3.4.1\n",
    );
    let bench = &mut desk.bench;
    bench.press("I Enter Enter").shows("確認 2").shows("? 2行目ほか1行 C列").shows("「済」とだけあり");
    bench.shows("1 この欄は空のままにする").shows("2 正しい値を入力する");
    bench.press("Enter").shows("「済」とだけあり、日付がありません。");
    bench.press("Esc 1").shows("確認 1").shows("「2026/2/30」は日付として読めません").shows("28日までです");
    bench.press("2 \"R8.2.30\" Enter").shows("30日はありません");
    bench.press("C-u \"R8.2.28\" Enter").shows("確認 0").shows("Enterで3件を取り込みます");
    bench.press("Enter").shows("3件を取り込みました");
    let joined: Vec<_> =
        bench.register().staff().iter().map(|row| row.joined_on.unwrap().to_string()).collect();
    assert_eq!(joined, ["2020-04-01", "2020-04-01", "2026-02-28"]);
}

#[test]
fn one_row_of_alike_ones_is_answered_by_itself() {
    let mut desk = Desk::new(Register::default());
    desk.file(
        "機器.csv",
        "管理番号,機器名,使用者\nT-1,タブレット,港 花子\nT-2,タブレット,港 次郎\nT-3,タブレット,港 三郎\n",
    );
    let bench = &mut desk.bench;
    bench.press("I Enter Enter").shows("確認 1").shows("台帳にいない職員が3名います");
    bench.press("o").shows("この行だけの答えを選びます").press("2").shows("確認 1");
    bench.shows("台帳にいない職員が2名います").press("1").shows("確認 0").press("Enter");
    assert_eq!(desk.staff(), ["港 次郎", "港 三郎"]);
    let holders: Vec<bool> = desk.bench.register().devices().iter().map(|row| row.holder.is_some()).collect();
    assert_eq!(holders, [false, true, true]);
}

#[test]
fn what_is_typed_ahead_answers_and_imports_nothing() {
    let mut desk = Desk::new(Register::default());
    desk.file("職員名簿.csv", "氏名,入職日,誓約書\n港 花子,2026/2/30,済\n");
    let bench = &mut desk.bench;
    bench.press("I Enter");
    // Without a look at the screen in between.
    for key in parse_keys("Enter 1 1 1 Enter Enter").unwrap() {
        bench.send_unseen(Message::Input(Input::Key(key)));
    }
    assert!(bench.past.is_empty());
    bench.press("Up").shows("確認 2");
}

#[test]
fn the_rows_without_a_question_may_come_first() {
    let mut desk = Desk::new(Register::default());
    desk.file("職員名簿.csv", "氏名,誓約書\n港 花子,済\n港 三郎,R3.4.1\n");
    let bench = &mut desk.bench;
    bench.press("I Enter Enter Tab Enter").shows("確認が1件残っています").shows("? 2行目 B列");
    bench.press("p").shows("確認のない行だけを取り込みます").shows("Enterで1件を取り込みます");
    bench.press("Enter").shows("1件を取り込みました").shows("確認が残っているため取り込みません：");
    assert_eq!(desk.staff(), ["港 三郎"]);
}

#[test]
fn what_waits_is_there_again_after_a_lock_and_after_it_was_left() {
    let mut desk = Desk::new(Register::default());
    desk.file("職員名簿.csv", "氏名,誓約書,血液型\n港 花子,済,A\n港 三郎,R3.4.1,B\n");
    let bench = &mut desk.bench;
    bench.press("I Enter End F4 \"備考\" Enter Enter").shows("確認 1");
    bench.press("Esc").shows("取り込みを途中で閉じました。Iで続きから始められます。");
    bench.press("2").shows("職員");
    // It waits behind the list, and stays there when the register is locked.
    bench.press("C-l").unlock(Register::default());
    fs::remove_file(desk.folder.path().join("職員名簿.csv")).unwrap();
    let bench = &mut desk.bench;
    assert!(!bench.screen().contains("取り込む内容"));
    bench.press("I").shows("3 取り込む内容").shows("確認 1");
    // In front of a lock it is in front after it, answered as far as it was.
    bench.press("1").shows("確認 0").press("C-l").unlock(Register::default());
    bench.shows("3 取り込む内容").shows("確認 0").shows("Enterで2件を取り込みます");
    bench.press("Enter").shows("2件を取り込みました");
    assert_eq!(desk.staff(), ["港 花子", "港 三郎"]);
    assert_eq!(desk.bench.register().staff().iter().next().unwrap().memo.as_deref(), Some("A"));
    assert_eq!(desk.bench.shelf.kept, None);
}

/// Another session of the account has begun with another file: the answers are not given to that one.
#[test]
fn what_waits_is_not_taken_for_another_file() {
    let mut desk = Desk::new(Register::default());
    let bench = &mut desk.bench;
    bench.press("I");
    bench.send(Message::Input(Input::Paste("氏名\t誓約書\r港 花子\t済\r".to_owned())));
    bench.press("Enter Enter 1 C-l");
    bench.shelf.kept = Some("氏名\t誓約書\n港 次郎\t済\n".into());
    bench.unlock(Register::default());
    bench.shows("「貼り付けた表」を取り込む途中でした").hides("港 次郎");
    // Pasted once more, the answers are there again.
    bench.send(Message::Input(Input::Paste("氏名\t誓約書\r港 花子\t済\r".to_owned())));
    bench.press("Enter").shows("確認 0").shows("新規 1");
}

#[test]
fn what_another_session_records_is_what_it_would_happen_to() {
    let mut desk = Desk::new(Register::default());
    desk.file("職員名簿.csv", STAFF);
    let bench = &mut desk.bench;
    bench.press("I Enter Enter").shows("新規 2");
    let text = r#"{"command": "add", "kind": "staff", "record": {"id": "S-7", "name": "港 花子", "kana": "ミナト ハナコ"}}"#;
    let request = document::Request::read(text.as_bytes()).unwrap();
    let command = request.command(bench.register(), day(), &|_| None).unwrap();
    bench.elsewhere(&command);
    bench.shows("新規 1").shows("変更 1");
    bench.press("Enter").shows("2件を取り込みました");
    assert_eq!(desk.staff(), ["港 花子", "港 次郎"]);
}

#[test]
fn a_table_is_pasted_with_a_mark_or_without_and_comes_in_pieces() {
    let mut desk = Desk::new(Register::default());
    let bench = &mut desk.bench;
    bench.press("I");
    bench.send(Message::Input(Input::Paste("氏名\t職種\r港 花子\t看護師\r".to_owned())));
    bench.send(Message::Input(Input::Burst(parse_keys("\"港 \" \"次郎\" Tab \"事務\" Enter").unwrap())));
    bench.shows("貼り付けた表（3行）").shows("港 花子 | 看護師");
    bench.press("Esc").shows("貼り付けた表を捨てました");
    bench.send(Message::Input(Input::Paste("氏名\t職種\r港 花子\t看護師\r".to_owned())));
    bench.send(Message::Input(Input::Burst(parse_keys("\"港 \" \"次郎\" Tab \"事務\" Enter").unwrap())));
    bench.press("Enter").shows("2 列").shows("貼り付けた表：職員名簿");
    bench.press("Enter").shows("新規 2").press("Enter").shows("2件を取り込みました");
    assert_eq!(desk.staff(), ["港 花子", "港 次郎"]);
}

#[test]
fn folders_are_walked_through_with_keys_and_names_narrowed() {
    let mut desk = Desk::new(Register::default());
    desk.file("職員名簿.csv", STAFF);
    desk.file("~$職員名簿.xlsx", "x");
    desk.file("手順書.pdf", "%PDF");
    fs::create_dir(desk.folder.path().join("令和8年度")).unwrap();
    fs::write(desk.folder.path().join("令和8年度").join("機器.csv"), "管理番号,機器名\nT-1,タブレット\n")
        .unwrap();
    let bench = &mut desk.bench;
    bench.press("I").shows("令和8年度").shows("職員名簿.csv").hides("手順書").hides("~$");
    bench.press("\"令和\"").hides("職員名簿.csv").press("Enter").shows("機器.csv");
    bench.press("Left").shows("職員名簿.csv").press("\"令和\" Enter");
    bench.press("\"ない\" Enter").shows("「ない」に合うファイルはありません");
    let typed = desk.folder.path().join("職員名簿.csv").display().to_string();
    let bench = &mut desk.bench;
    bench.press("C-u");
    bench.send(Message::Input(Input::Paste(format!("'{typed}' "))));
    bench.press("Enter").shows("2 列").shows("職員名簿.csv");
    bench.press("Backspace \"/nowhere/x.csv\" Enter").shows("そのファイルやフォルダーはありません。");
}

#[test]
fn a_file_that_cannot_be_read_says_what_it_is_and_what_to_do() {
    for (name, bytes) in [
        ("手順書.xlsx", b"%PDF-1.7 x".to_vec()),
        ("写真.csv", vec![0x89, b'P', b'N', b'G', 1, 2]),
        ("空.csv", Vec::new()),
        ("引用符.csv", "氏名,備考\n港 花子,\"夜勤\n港 次郎,\n".as_bytes().to_vec()),
        ("壊れた.xlsx", b"PK\x03\x04broken".to_vec()),
        ("番号.csv", [&b"a,b\n"[..], &[0x8e, 0x81, 0x96, 0xbc, 0xff, 0xff]].concat()),
        ("頁.txt", b"<html><table></table></html>".to_vec()),
    ] {
        let mut desk = Desk::new(Register::default());
        fs::write(desk.folder.path().join(name), &bytes).unwrap();
        let why = table::read(name, &bytes, &Asked::default()).unwrap_err().message(Lang::Ja);
        desk.bench.press("I Enter").shows("1 ファイル").shows(&why).shows(name);
    }
    for case in ["p13", "p15"] {
        let mut desk = Desk::new(Register::default());
        let name = desk.case(case);
        let bytes = fs::read(desk.folder.path().join(&name)).unwrap();
        let why = table::read(&name, &bytes, &Asked::default()).unwrap_err().message(Lang::Ja);
        desk.bench.press("I Enter").shows(&why);
    }
    let mut desk = Desk::new(Register::default());
    desk.file("台帳.txt", "{\"format\": \"mcs-register/1\"}");
    desk.bench.press("I Enter").shows("これは台帳のJSONファイルです");
}

#[test]
fn the_password_of_a_workbook_is_asked_for_and_kept_nowhere() {
    let mut desk = Desk::new(Register::default());
    desk.case("p11");
    let bench = &mut desk.bench;
    bench.press("I Enter").shows("を開くパスワード");
    bench.press("\"Wrong1\" Enter").shows("パスワードが違います").hides("Wrong1");
    bench.press("\"Renshu2026\"").hides("Renshu2026").press("Enter").shows("2 列");
    bench.press("C-l");
    assert!(!bench.draft.as_ref().unwrap().contains("Renshu2026"));
    bench.unlock(Register::default());
    bench.shows("を開くパスワード").press("\"Renshu2026\" Enter").shows("2 列");
}

#[test]
fn workbooks_of_several_sheets_and_narrow_windows() {
    for (size, lang) in [((60, 16), Lang::Ja), ((60, 16), Lang::En), ((120, 36), Lang::Ja)] {
        for case in ["p01", "p02", "p05", "p10"] {
            let mut desk = Desk::sized(Register::default(), size, lang);
            desk.case(case);
            let bench = &mut desk.bench;
            bench.press("I Enter Enter");
            for _ in 0..40 {
                if bench.screen().contains("? ") {
                    bench.press("1");
                }
            }
            bench.press("Tab Tab Down Up Left Left");
            bench.press("Enter").shows(if lang == Lang::Ja { "4 結果" } else { "4 Done" });
            assert!(!bench.past.is_empty(), "{case}");
        }
    }
}

#[test]
fn twenty_thousand_rows_show_how_far_they_are_and_can_be_left() {
    let mut desk = Desk::new(start());
    desk.case("p12");
    let bench = &mut desk.bench;
    bench.press("I Enter");
    bench.held = Some(VecDeque::new());
    bench.press("Enter").shows("取り込む内容を調べています");
    let task = bench.held.as_mut().unwrap().pop_front().unwrap();
    let at = |done| {
        Message::Import(Box::new(ImportNews { ticket: task.ticket.clone(), came: Came::At(done, 20_000) }))
    };
    bench.send(at(6_400));
    bench.shows("6400／20000行").press("Esc").hides("調べています");
    assert!(!task.ticket.stands());
    // What comes late is nobody's answer.
    let late = bench.import(task).unwrap();
    bench.send(late);
    bench.shows("2 列");
    bench.held = None;
    bench.press("Enter").shows("3 取り込む内容").shows("確認 1").shows("台帳にいない人が");
    bench.press("1").shows("確認 0").press("Tab End PageUp").press("Enter").shows("4 結果");
    assert!(bench.register().groups().len() > 100);
}

#[test]
fn whoever_only_looks_imports_nothing() {
    let opened = Opened {
        access: Access::Reader,
        role: Some(AccountRole::Reader),
        account: "弁天 恵".to_owned(),
        ..Opened::default()
    };
    let mut bench = Bench::with(App::open(settings(Lang::Ja), opened, day()), (80, 24));
    bench.press("I").shows("「閲覧のみ」のアカウントでは変更できません").hides("1 ファイル");
}

#[test]
fn what_was_left_out_is_printed() {
    let mut desk = Desk::new(Register::default());
    desk.file("職員名簿.csv", STAFF);
    let bench = &mut desk.bench;
    bench.press("9 m Enter Enter Enter").shows("4 結果").press("w").shows("台帳に取り込まなかったもの");
    bench.shows("「血液型」に当たる項目が見つからない").press("f Enter Enter");
    let (name, bytes) = bench.written().unwrap();
    assert!(name.ends_with("取り込まなかったもの.md"), "{name}");
    assert!(String::from_utf8(bytes).unwrap().contains("血液型"));
}

#[test]
fn a_sheet_is_called_something_else_or_left_out() {
    let mut desk = Desk::new(Register::default());
    desk.file("一覧.csv", "なまえ,なにか\n港 花子,看護師\n");
    let bench = &mut desk.bench;
    bench.press("I Enter").shows("取り込みません").shows("見出しの行が見つからない");
    bench.press("Enter").shows("取り込むシートがありません");
    bench.press("Right").shows("見出しの行が見つからない").press("h \"1\" Enter").shows("足りない列：");
    bench.press("Down F4 \"氏名\" Enter").shows("< 氏名 >").press("Enter").shows("新規 1").press("Backspace");
    desk.file("職員名簿.csv", STAFF);
    let bench = &mut desk.bench;
    bench.press("Backspace \"職員名簿\" Enter").shows("■ 職員名簿：職員名簿");
    bench
        .press("Down Left Left")
        .shows("< 取り込まない >")
        .press("Enter")
        .shows("氏名または番号または姓またはMCSのID（メール）の列がありません");
    bench.press("Delete").shows("< 氏名 >").press("Home Left").shows("取り込みません");
}

// ------------------------------------------------------------------------------------------------ how many keys it takes

const PEOPLE: [&str; 12] = [
    "弁天 恵",
    "港 花子",
    "港 次郎",
    "築港 涼",
    "波除 春",
    "田中 良子",
    "磯路 光代",
    "池島 透",
    "市岡 渚",
    "夕凪 健",
    "八幡屋 茜",
    "三先 司",
];

fn staff_list() -> String {
    let mut text =
        "職員名簿（令和8年度）\n\n番号,氏名,フリガナ,職種,入職日,MCSログインID,PW変更日,誓約書,生年月日\n"
            .to_owned();
    for (place, name) in PEOPLE.iter().enumerate() {
        let pledge = if place == 3 { "済" } else { "R8.4.1" };
        let line = format!(
            "{},{name},ミナト {place},看護師,R{}.4.1,m{place}@example.jp,R8.{}.10,{pledge},S60.1.1\n",
            place + 1,
            place % 6 + 1,
            place % 6 + 5
        );
        text.push_str(&line);
    }
    text
}

fn device_list() -> String {
    let mut text = "管理番号,種別,機種,使用者,貸与日,点検日,起動時パスワード,画面ロック\n".to_owned();
    for (number, person) in (1..).zip(PEOPLE.iter().take(8)) {
        let holder = person.split(' ').next().unwrap();
        writeln!(text, "T-{number:02},タブレット,ﾀﾌﾞﾚｯﾄ A,{holder},R7.4.1,R8.10.{number},○,○").unwrap();
    }
    text
}

fn cross_table() -> String {
    let patients: Vec<String> = (1..=30)
        .map(|number| {
            format!(
                "患者{} 一郎様",
                ["東", "西", "南", "北", "中"][number % 5].to_owned() + &number.to_string()
            )
        })
        .collect();
    let mut text = format!("担当者一覧\n氏名,{}\n", patients.join(","));
    for (place, name) in PEOPLE.iter().enumerate() {
        let marks: Vec<&str> = (0..30).map(|group| if (group + place) % 4 == 0 { "○" } else { "" }).collect();
        writeln!(text, "{name},{}", marks.join(",")).unwrap();
    }
    text
}

/// How many keys of a text are none of those that are typed.
fn keys(text: &str) -> usize {
    text.split('"').step_by(2).map(|outside| outside.split_whitespace().count()).sum()
}

/// From nothing to the office's own register: what a nurse presses, apart from what they type.
#[test]
fn the_first_day_takes_at_most_250_keys() {
    let folder = tempfile::tempdir().unwrap();
    let home = Some(folder.path().to_owned());
    let settings = Settings { home, ..settings(Lang::Ja) };
    let mut bench = Bench::with(App::new(settings, Door::first_run()), (80, 24));
    bench.now = Time::new(day(), 9, 10).unwrap();
    for (name, text) in
        [("職員名簿.csv", staff_list()), ("機器台帳.csv", device_list()), ("担当者一覧.csv", cross_table())]
    {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let mut count = 0;
    let mut press = |bench: &mut Bench, text: &str| {
        count += keys(text);
        bench.press(text);
    };
    press(&mut bench, "\"みなと訪問看護\" Enter \"弁天 恵\" Enter \"hato4-beam\" Enter \"hato4-beam\" Enter");
    assert!(bench.effects.iter().any(|effect| matches!(effect, Effect::Create { .. })));
    let opened = Opened { account: "弁天 恵".to_owned(), ..Opened::default() };
    let key = "00001-00002-00003-00004-00005-00006-00007-00008";
    bench.send(Message::Created(Ok((Box::new(opened), key.to_owned().into()))));
    press(&mut bench, "\"00008\" Enter");
    press(&mut bench, "I");
    for (file, answers) in [("職員", 1), ("機器", 0), ("担当", 30)] {
        press(&mut bench, &format!("\"{file}\" Enter Enter"));
        let mut asked = 0;
        while bench.screen().contains("? ") && asked < 60 {
            press(&mut bench, "1");
            asked += 1;
        }
        eprintln!("{file}: {asked} questions of {answers}");
        press(&mut bench, "Enter");
        bench.shows("4 結果");
        press(&mut bench, "n");
    }
    let register = bench.register();
    assert_eq!((register.staff().len(), register.devices().len(), register.groups().len()), (12, 8, 30));
    assert_eq!(register.groups().iter().map(|group| group.memberships.len()).sum::<usize>(), 90);
    eprintln!("{count} keys");
    assert!(count <= 250, "{count} keys");
}
