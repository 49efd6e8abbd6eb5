//! Two sessions on one vault, each in a terminal of its own; and a session whose line drops.

use std::{
    fs,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use mcs_register::store::{Places, Secret, Vault};

use crate::{
    run::{Desk, PASSWORD},
    screen::Terminal,
};

const OFFICE: &str = r#"{"format": "mcs-register/1", "office": {"name": "試験事業所"}, "staff": [
    {"id": "S-001", "name": "港 花子", "kana": "ミナト ハナコ", "profession": "看護師"},
    {"id": "S-002", "name": "波除 涼", "kana": "ナミヨケ リョウ", "profession": "事務"}]}"#;

/// What a change elsewhere may take until it is seen.
const SOON: Duration = Duration::from_secs(1);
const CTRL_S: &str = "\u{13}";
const CTRL_U: &str = "\u{15}";
const ESC: &str = "\u{1b}";
const F2: &str = "\u{1b}OQ";

fn start(desk: &Desk) -> Terminal {
    let password = desk.path("password");
    Terminal::start(desk, &["--password-file", password.to_str().unwrap(), "--today", "2026-11-22"])
}

fn open(desk: &Desk) -> Terminal {
    let mut terminal = start(desk);
    terminal.wait_for("試験事業所");
    terminal
}

/// Opens the form of a person with the profession's field in focus and emptied.
pub fn edit_profession(terminal: &mut Terminal, name: &str) {
    terminal.press("2/");
    terminal.press(name);
    terminal.wait_for("1件／2件");
    terminal.press("\r");
    // On a busy machine the next key would come together with this one, as pasted text does.
    terminal.wait_without("検索をやめる");
    terminal.press("e");
    terminal.wait_for("職員の編集");
    terminal.press(&format!("\t\t{CTRL_U}"));
}

fn export(desk: &Desk) -> String {
    let export = desk.open(&["export"]);
    assert_eq!(export.status, Some(0), "{}", export.stderr);
    export.stdout
}

#[test]
fn a_change_elsewhere_appears_within_a_second_while_a_form_is_being_typed_in() {
    let desk = Desk::with_vault(OFFICE);
    let (mut here, mut there) = (open(&desk), open(&desk));
    edit_profession(&mut here, "花子");
    edit_profession(&mut there, "涼");
    there.press("介護福祉士");
    there.wait_for("介護福祉士");
    there.press(CTRL_S);
    there.wait_for("保存しました");
    let saved = Instant::now();
    // Somebody who types without a pause sees it as well.
    let mut typed = String::new();
    loop {
        let screen = here.screen_after(Duration::from_millis(60));
        if screen.contains("別の画面での変更を読み込みました：職員 S-002 波除 涼") {
            break;
        }
        assert!(saved.elapsed() < SOON, "not seen in time:\n{screen}");
        here.press("o");
        typed.push('o');
    }
    here.press("wari");
    here.wait_for(&format!("{typed}wari"));
    here.press(CTRL_S);
    here.wait_for("保存しました");
    // The undo of what was changed here is still possible, and takes back only that.
    here.press("u");
    here.wait_for("に戻しました");
    here.press("q");
    there.press("q");
    assert_eq!((here.end(), there.end()), (0, 0));
    let export = export(&desk);
    assert!(export.contains("介護福祉士") && export.contains("看護師"), "{export}");
}

#[test]
fn of_two_edits_of_one_record_the_second_sees_both() {
    let desk = Desk::with_vault(OFFICE);
    let (mut here, mut there) = (open(&desk), open(&desk));
    edit_profession(&mut here, "花子");
    edit_profession(&mut there, "花子");
    here.press("保健師");
    here.wait_for("保健師");
    there.press("助産師");
    there.wait_for("助産師");
    there.press(CTRL_S);
    there.wait_for("保存しました");
    // At once, before the change was looked at: whichever comes first, nothing is overwritten.
    here.press(CTRL_S);
    here.wait_for("別の画面の値：助産師");
    here.wait_for("保健師");
    here.press(CTRL_S);
    here.wait_for("残す方を選んで");
    assert!(export(&desk).contains("助産師"));
    here.press(F2);
    here.wait_for("あなたの入力：保健師");
    here.press(F2);
    here.wait_for("別の画面の値：助産師");
    here.press(CTRL_S);
    here.wait_for("保存しました");
    // And the other way round it comes in.
    there.press(ESC);
    there.wait_for("保健師");
    here.press("q");
    there.press("q");
    assert_eq!((here.end(), there.end()), (0, 0));
    let export = export(&desk);
    assert!(export.contains("保健師") && !export.contains("助産師"), "{export}");
}

#[test]
fn a_writer_that_holds_the_file_makes_the_other_wait_and_not_fail() {
    let desk = Desk::with_vault(OFFICE);
    let places = Places::in_dir(desk.path("vault"));
    let vault = Vault::unlock(&places, &Secret::new(PASSWORD.to_owned())).unwrap();
    let writer = rusqlite::Connection::open(places.database()).unwrap();
    let key = vault.raw_key();
    let pragmas = format!("PRAGMA cipher_log_level = NONE; PRAGMA key = \"x'{}'\";", *key);
    writer.execute_batch(&pragmas).unwrap();
    let mut here = open(&desk);
    edit_profession(&mut here, "花子");
    here.press("保健師");
    here.wait_for("保健師");
    writer.execute_batch("BEGIN IMMEDIATE").unwrap();
    let began = Instant::now();
    here.press(CTRL_S);
    let screen = here.screen_after(Duration::from_secs(2));
    assert!(!screen.contains("保存しました") && !screen.contains("保存できません"), "{screen}");
    writer.execute_batch("ROLLBACK").unwrap();
    here.wait_for("保存しました");
    assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
    here.press("q");
    assert_eq!(here.end(), 0);
    assert!(export(&desk).contains("保健師"));
}

#[test]
fn a_line_that_drops_in_the_middle_of_a_form_loses_no_word() {
    for signal in ["HUP", "TERM"] {
        let desk = Desk::with_vault(OFFICE);
        let mut here = open(&desk);
        edit_profession(&mut here, "花子");
        here.press("ホケンシ1");
        here.wait_for("ホケンシ1");
        // The words are in the vault, not on the disk in the clear.
        let id = here.child.process_id().unwrap().to_string();
        assert!(Command::new("kill").args(["-s", signal, &id]).status().unwrap().success());
        assert_ne!(here.end(), 0, "{signal}");
        for file in std::fs::read_dir(desk.path("vault")).unwrap() {
            let path = file.unwrap().path();
            if path.is_file() {
                let bytes = std::fs::read(path).unwrap();
                assert!(!String::from_utf8_lossy(&bytes).contains("ホケンシ"));
            }
        }
        // The form lies over everything else.
        let mut again = start(&desk);
        again.wait_for("ホケンシ1");
        again.wait_for("入力の途中だった内容があります");
        again.press(CTRL_S);
        again.wait_for("保存しました");
        again.press("q");
        assert_eq!(again.end(), 0);
        // It was given back once, and is not offered again.
        let mut last = open(&desk);
        assert!(!last.screen_after(Duration::from_millis(300)).contains("入力の途中"));
        last.press("q");
        assert_eq!(last.end(), 0);
    }
}

#[test]
fn an_import_goes_on_after_the_line_dropped_and_follows_another_session() {
    let desk = Desk::with_vault(OFFICE);
    desk.file("職員名簿.csv", "氏名,職種,誓約書\n港 花子,看護師,済\n海老江 渚,看護師,R8.4.1\n");
    let mut here = open(&desk);
    here.press("I");
    here.wait_for("職員名簿.csv");
    here.press("\r");
    here.wait_for("見出し1行目");
    here.press("\r");
    here.wait_for("確認 1");
    here.press("1");
    here.wait_for("確認 0");
    let id = here.child.process_id().unwrap().to_string();
    assert!(Command::new("kill").args(["-s", "HUP", &id]).status().unwrap().success());
    assert_ne!(here.end(), 0);
    std::fs::remove_file(desk.path("職員名簿.csv")).unwrap();
    let mut again = start(&desk);
    again.wait_for("確認 0");
    again.wait_for("新規 1");
    let mut there = open(&desk);
    edit_profession(&mut there, "花子");
    there.press("事務");
    there.press(CTRL_S);
    there.wait_for("保存しました");
    there.press("q");
    assert_eq!(there.end(), 0);
    again.wait_for("職種が台帳と違います");
    again.press("2");
    again.wait_for("確認 0");
    // What the answer changes is found out first.
    again.wait_without("調べています");
    again.press("\r");
    again.wait_for("元に戻すときは");
    assert!(export(&desk).contains("海老江 渚"));
    again.press("u");
    again.wait_for("この取り込みは元に戻しました");
    assert!(!export(&desk).contains("海老江 渚"));
    again.press(ESC);
    again.wait_for("試験事業所");
    again.press("q");
    assert_eq!(again.end(), 0);
}

#[test]
fn the_history_tells_what_was_changed_from_what_to_what() {
    let desk = Desk::with_vault(OFFICE);
    let mut here = open(&desk);
    edit_profession(&mut here, "花子");
    here.press("保健師");
    here.press(CTRL_S);
    here.wait_for("保存しました");
    here.press("H");
    here.wait_for("履歴：職員 S-001 港 花子");
    here.wait_for("1件");
    here.press("\r");
    here.wait_for("看護師 -> 保健師");
    // All of it, from the first entry on.
    here.press("qf");
    here.wait_for("台帳の作成");
    here.press("qq");
    assert_eq!(here.end(), 0);
}

#[test]
fn a_setting_changed_elsewhere_judges_here() {
    let group = r#"{"format": "mcs-register/1", "groups": [{"id": "G-001", "kind": "patient", "name": "田中様", "opened_on": "2026-05-01"}],"#;
    let desk = Desk::with_vault(&OFFICE.replacen(r#"{"format": "mcs-register/1","#, group, 1));
    let mut here = open(&desk);
    here.press("/");
    here.press("精査\r");
    here.wait_for("メンバーの精査");
    let run =
        desk.open(&["settings", "set", "membership-review.interval_months", "60", "--today", "2026-11-22"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert!(run.stdout.contains("期限超過 1→0"), "{}", run.stdout);
    here.wait_for("別の画面での変更を読み込みました：運用ポリシー");
    here.press(ESC);
    here.press("9s");
    here.wait_for("メンバーの精査：間隔（ポリシーの値 3か月）");
}

/// Both sessions are processes of their own, and the other one changes the policy on its screen.
#[test]
fn what_a_policy_adds_on_one_screen_is_asked_on_the_other_within_a_second() {
    let desk = Desk::with_vault(OFFICE);
    let layer = "base = \"minato-anshin-net\"\n[[duties]]\nduty = \"rules-read\"\non = \"staff\"\nshape = \"yes\"\narticle = \"8\"\n\
        name = \"要領を読んだこと\"\n";
    let file = desk.file("own.toml", layer);
    let (mut here, mut there) = (open(&desk), open(&desk));
    // What comes at once would be taken as pasted.
    for keys in ["2/", "花子", "\r"] {
        here.press(keys);
    }
    here.wait_for("1件／2件");
    assert!(!here.screen_after(Duration::ZERO).contains("要領を読んだこと"));
    there.press("9s");
    there.wait_for("事業所の設定");
    there.press("ほかの運用");
    there.wait_for("ほかの運用ポリシーに替える");
    there.press("\r");
    there.wait_for("ファイル");
    there.press("ファイル\r");
    there.press(file.to_str().unwrap());
    there.press("\r");
    there.wait_for("この運用ポリシーに替える");
    there.press("\r");
    there.wait_for("変更しますか");
    there.press("y");
    seen_soon(&mut here, "要領を読んだこと");
    // And a setting that is changed there.
    here.press(&format!("{ESC}9"));
    here.wait_for("9事業所");
    let run = desk.open(&["settings", "set", "training.interval_months", "6", "--today", "2026-11-22"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    seen_soon(&mut here, "別の画面での変更を読み込みました：運用ポリシー");
    seen_soon(&mut there, "別の画面での変更を読み込みました：運用ポリシー");
}

/// Waits for something that a change elsewhere brings.
fn seen_soon(terminal: &mut Terminal, what: &str) {
    let changed = Instant::now();
    loop {
        let screen = terminal.screen_after(Duration::from_millis(50));
        if screen.contains(what) {
            return;
        }
        assert!(changed.elapsed() < SOON, "not seen in time: {what}\n{screen}");
    }
}

/// A register's file with a further name, as `cp -al` of the folder makes one: by both names at once each would have a log of its
/// own, and what one wrote would be lost to the other.
#[cfg(unix)]
#[test]
fn as_long_as_it_is_open_by_one_name_a_register_is_not_opened_by_another() {
    let desk = Desk::with_vault(OFFICE);
    let [vault, copy] = ["vault", "copy"].map(|name| desk.path(name));
    let mut count = 0;
    let mut apply = |dir: &Path, lang: &str| {
        count += 1;
        let line = format!(r#"{{"command":"set","subject":"staff/S-001","fields":{{"memo":"{count}"}}}}"#);
        let commands = desk.file("c.jsonl", &line);
        desk.open(&["apply", commands.to_str().unwrap(), "--vault", dir.to_str().unwrap(), "--lang", lang])
    };
    let places = Places::in_dir(&vault);
    let mut session = Vault::unlock(&places, &Secret::new(PASSWORD.to_owned())).unwrap();
    fs::create_dir(&copy).unwrap();
    for name in ["register.db", "register.keys"] {
        fs::hard_link(vault.join(name), copy.join(name)).unwrap();
    }
    for (lang, said) in
        [("ja", "別の名前（ハードリンク）で今開かれています"), ("en", "under another of its names")]
    {
        let run = apply(&copy, lang);
        assert_eq!((run.status, run.stdout.as_str()), (Some(74), ""), "{}", run.stderr);
        assert!(run.stderr.contains(said), "{}", run.stderr);
    }
    // Who comes by the same name works beside it.
    let run = apply(&vault, "ja");
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert!(session.load().unwrap().staff()[0].memo.is_some());
    assert!(session.verify(None).unwrap().fits());
    session.lock().unwrap();
    // And the other way round, once nobody has it open by the first.
    let session = Vault::unlock(&Places::in_dir(&copy), &Secret::new(PASSWORD.to_owned())).unwrap();
    let run = apply(&vault, "ja");
    assert_eq!(run.status, Some(74), "{}", run.stderr);
    session.lock().unwrap();
    assert_eq!(apply(&vault, "ja").status, Some(0));
    let run = desk.open(&["verify"]);
    assert_eq!(run.status, Some(0), "{} {}", run.stdout, run.stderr);
}
