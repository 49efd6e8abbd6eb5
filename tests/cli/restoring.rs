//! Putting a backup back on the screen, by keys, on real files.

use std::{fs, time::Duration};

use mcs_register::store::{Places, Secret, Vault};

use crate::{
    run::{Desk, PASSWORD},
    screen::Terminal,
};

const ENTER: &str = "\r";
const F4: &str = "\u{1b}OS";

fn office(name: &str) -> String {
    format!(r#"{{"format": "mcs-register/1", "office": {{"name": "{name}"}}}}"#)
}

/// A register with a backup, which was changed since.
fn changed_since() -> Desk {
    let desk = Desk::with_vault(&office("初めの名"));
    let backups = desk.path("vault/backups");
    let made = desk.open(&["backup", "--to", backups.to_str().unwrap()]);
    assert_eq!(made.status, Some(0), "{}", made.stderr);
    let line = r#"{"command":"set","subject":"office","fields":{"name":"後の名"}}"#;
    let lines = desk.file("later.jsonl", line);
    // Without a newer backup of its own.
    let kept = desk.path("kept");
    fs::rename(&backups, &kept).unwrap();
    assert_eq!(desk.open(&["apply", lines.to_str().unwrap()]).status, Some(0));
    fs::remove_dir_all(&backups).unwrap();
    fs::rename(kept, backups).unwrap();
    desk
}

/// Without an entry, which a document that leaves would have.
fn name_of(desk: &Desk) -> String {
    let places = Places::in_dir(desk.path("vault"));
    let mut vault = Vault::unlock(&places, &Secret::new(PASSWORD.to_owned())).unwrap();
    vault.load().unwrap().office().name.clone().unwrap()
}

fn folders(desk: &Desk, begin: &str) -> usize {
    let names = fs::read_dir(desk.path("vault")).unwrap().map(|entry| entry.unwrap().file_name());
    names.filter(|name| name.to_str().unwrap().starts_with(begin)).count()
}

#[test]
fn a_backup_is_restored_from_the_closed_door_and_what_is_lost_is_said_before() {
    let desk = changed_since();
    let mut terminal = Terminal::start(&desk, &[]);
    terminal.wait_for("台帳を開く");
    terminal.wait_for("F4 復元する");
    terminal.press(F4);
    terminal.wait_for("この台帳");
    terminal.press(ENTER);
    terminal.wait_for("当時のパスワード");
    // A wrong one is a guess and changes nothing.
    terminal.press(&format!("another-password-1{ENTER}"));
    terminal.wait_for("このパスワードではバックアップを開けません");
    assert!(desk.path("vault/backups").read_dir().unwrap().count() > 1, "it is counted beside the backup");
    terminal.press(&format!("{PASSWORD}{ENTER}"));
    terminal.wait_for("変更の履歴1件");
    terminal.wait_for("replaced- で始まる");
    // The safe answer is in focus.
    terminal.press(ENTER);
    terminal.wait_for("バックアップは戻していません");
    assert!(name_of(&desk).contains("後の名"));
    terminal.press(ENTER);
    terminal.wait_for("当時のパスワード");
    terminal.press(&format!("{PASSWORD}{ENTER}"));
    terminal.wait_for("変更の履歴1件");
    terminal.press("y");
    terminal.wait_for("を台帳に戻しました");
    terminal.press(&format!("{PASSWORD}{ENTER}"));
    terminal.wait_for("初めの名");
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
    assert!(name_of(&desk).contains("初めの名"));
    assert_eq!(folders(&desk, "replaced-"), 1, "the former pair is kept");
    assert_eq!(folders(&desk, "restore.pending") + folders(&desk, "register.db.restored"), 0);
    assert!(desk.open(&["history"]).stdout.contains("バックアップからの復元"));
    let made = desk.path("vault/backups").read_dir().unwrap();
    let made: Vec<_> = made.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert!(
        made.iter().any(|name| name.ends_with("-000003")),
        "what came back has a backup of its own: {made:?}"
    );
}

#[test]
fn a_backup_is_tried_and_restored_from_within_and_the_register_is_closed_first() {
    let desk = changed_since();
    let password = desk.path("password");
    let mut terminal = Terminal::start(&desk, &["--password-file", password.to_str().unwrap()]);
    terminal.wait_for("後の名");
    // About the register, then the backups. The one is from before this version knew which are good, or verified.
    terminal.press("\u{1b}OQr");
    terminal.wait_for("この台帳");
    terminal.press("t");
    terminal.wait_for("一時フォルダー");
    terminal.press(&format!("{PASSWORD}{ENTER}"));
    terminal.wait_for("開いて読めることを確かめました");
    terminal.wait_for("この結果を操作履歴に記録しました");
    terminal.press("\u{1b}");
    terminal.screen_after(Duration::from_millis(200));
    terminal.press(ENTER);
    terminal.wait_for("当時のパスワード");
    terminal.press(&format!("{PASSWORD}{ENTER}"));
    terminal.wait_for("開いている台帳は、先に閉じます");
    terminal.press("y");
    terminal.wait_for("を台帳に戻しました");
    terminal.wait_for("台帳を開く");
    terminal.press(&format!("{PASSWORD}{ENTER}"));
    terminal.wait_for("初めの名");
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
    assert_eq!(fs::read_dir(desk.path("tmp")).unwrap().count(), 0, "the drill leaves nothing");
    assert_eq!(desk.open(&["verify"]).status, Some(0));
}

#[test]
fn where_only_backups_are_left_the_first_run_leads_to_them() {
    let desk = changed_since();
    for file in ["register.db", "register.keys"] {
        fs::remove_file(desk.path("vault").join(file)).unwrap();
    }
    let run = desk.open(&["check"]);
    assert_eq!(run.status, Some(74));
    assert!(run.stderr.contains("バックアップだけが1件"), "{}", run.stderr);
    let init = desk.run(&["init", "--office", "別", "--account", "別", "--password-file", "password"]);
    assert_eq!(init.status, Some(74), "{}", init.stderr);
    let mut terminal = Terminal::start(&desk, &[]);
    terminal.wait_for("バックアップだけが1件");
    terminal.wait_for("不明");
    // To begin anew is behind it.
    terminal.press("\u{1b}");
    terminal.wait_for("はじめての設定");
    terminal.press(F4);
    terminal.wait_for("不明");
    terminal.press(ENTER);
    terminal.wait_for("当時のパスワード");
    terminal.press(&format!("{PASSWORD}{ENTER}"));
    terminal.wait_for("に台帳として置きます");
    terminal.press("y");
    terminal.wait_for("を台帳に戻しました");
    terminal.press(&format!("{PASSWORD}{ENTER}"));
    terminal.wait_for("初めの名");
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
}

/// Another computer: nothing is here, and the backups lie on a stick.
#[test]
fn backups_of_another_place_are_found_by_its_folder() {
    let desk = changed_since();
    fs::rename(desk.path("vault"), desk.path("stick")).unwrap();
    let mut terminal = Terminal::start(&desk, &[]);
    terminal.wait_for("はじめての設定");
    terminal.press(F4);
    terminal.wait_for("ここにはバックアップがありません");
    terminal.press("f");
    terminal.wait_for("バックアップのある場所");
    terminal.press(&format!("nowhere{ENTER}"));
    terminal.wait_for("ここにはバックアップがありません");
    terminal.press("f");
    terminal.wait_for("バックアップのある場所");
    terminal.press(&format!("stick{ENTER}"));
    terminal.wait_for("戻すときに検証");
    terminal.press("t");
    terminal.wait_for("一時フォルダー");
    terminal.press(&format!("{PASSWORD}{ENTER}"));
    terminal.wait_for("今の内容とは比べていません");
    terminal.press("\u{1b}");
    terminal.screen_after(Duration::from_millis(200));
    terminal.press(ENTER);
    terminal.wait_for("当時のパスワード");
    terminal.press(&format!("{PASSWORD}{ENTER}"));
    terminal.wait_for("に台帳として置きます");
    terminal.press("y");
    terminal.wait_for("を台帳に戻しました");
    terminal.press(&format!("{PASSWORD}{ENTER}"));
    terminal.wait_for("初めの名");
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
    assert!(!desk.path("nowhere").exists());
}

/// One that does not verify is asked about a second time, in words of its own.
#[test]
fn a_doubtful_backup_takes_a_word_of_its_own() {
    let desk = changed_since();
    let key = {
        use mcs_register::store::{Places, Secret, Vault};
        let vault =
            Vault::unlock(&Places::in_dir(desk.path("vault")), &Secret::new(PASSWORD.to_owned())).unwrap();
        vault.raw_key()
    };
    let forged = rusqlite::Connection::open(desk.path("vault/register.db")).unwrap();
    forged
        .execute_batch(&format!(
            "PRAGMA cipher_log_level = NONE; PRAGMA key = \"x'{}'\"; UPDATE office SET name = '書き換え';",
            *key
        ))
        .unwrap();
    drop(forged);
    let made = desk.open(&["backup", "--to", desk.path("vault/backups").to_str().unwrap()]);
    assert_eq!(made.status, Some(65), "{}", made.stderr);
    let mut terminal = Terminal::start(&desk, &[]);
    terminal.wait_for("台帳を開く");
    terminal.press(F4);
    terminal.wait_for("疑いあり");
    // The newest is the doubtful one.
    terminal.press(ENTER);
    terminal.wait_for("当時のパスワード");
    terminal.press(&format!("{PASSWORD}{ENTER}"));
    terminal.wait_for("失われるものはありません");
    terminal.press("y");
    terminal.wait_for("それでも戻しますか");
    assert_eq!(folders(&desk, "replaced-"), 0);
    terminal.screen_after(Duration::from_millis(200));
    terminal.press("y");
    terminal.wait_for("を台帳に戻しました");
    assert_eq!(folders(&desk, "replaced-"), 1);
    terminal.child.kill().unwrap();
    terminal.child.wait().unwrap();
}
