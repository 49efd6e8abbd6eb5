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

/// Opens the selected backup with its password; what would come of it is said.
fn look_at(terminal: &mut Terminal, said: &str) {
    terminal.press(ENTER);
    terminal.wait_for("当時のパスワード");
    terminal.press(&format!("{PASSWORD}{ENTER}"));
    terminal.wait_for(said);
}

/// Tries the selected backup; what came of it is said.
fn drill(terminal: &mut Terminal, said: &str) {
    terminal.press("t");
    terminal.wait_for("一時フォルダー");
    terminal.press(&format!("{PASSWORD}{ENTER}"));
    terminal.wait_for(said);
}

/// Closes what is in front. An Esc and what comes at once after it would be another key.
fn close(terminal: &mut Terminal) {
    terminal.press("\u{1b}");
    terminal.screen_after(Duration::from_millis(200));
}

/// Says yes, opens what came back, and leaves.
fn put_back(mut terminal: Terminal) {
    terminal.press("y");
    terminal.wait_for("を台帳に戻しました");
    terminal.press(&format!("{PASSWORD}{ENTER}"));
    terminal.wait_for("初めの名");
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
}

/// Without an entry, which a document that leaves would have.
fn name_of(desk: &Desk) -> String {
    let places = Places::in_dir(desk.path("vault"));
    let mut vault = Vault::unlock(&places, &Secret::new(PASSWORD.to_owned())).unwrap();
    vault.load().unwrap().office().name.clone().unwrap()
}

/// Past this program, with the key of the register.
fn keyed(desk: &Desk) -> rusqlite::Connection {
    let places = Places::in_dir(desk.path("vault"));
    let key = Vault::unlock(&places, &Secret::new(PASSWORD.to_owned())).unwrap().raw_key();
    let raw = rusqlite::Connection::open(places.database()).unwrap();
    raw.execute_batch(&format!("PRAGMA cipher_log_level = NONE; PRAGMA key = \"x'{}'\"", *key)).unwrap();
    raw
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
    look_at(&mut terminal, "変更の履歴1件");
    put_back(terminal);
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
    drill(&mut terminal, "開いて読めることを確かめました");
    terminal.wait_for("この結果を操作履歴に記録しました");
    close(&mut terminal);
    look_at(&mut terminal, "開いている台帳は、先に閉じます");
    put_back(terminal);
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
    look_at(&mut terminal, "に台帳として置きます");
    put_back(terminal);
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
    drill(&mut terminal, "今の内容とは比べていません");
    close(&mut terminal);
    look_at(&mut terminal, "に台帳として置きます");
    put_back(terminal);
    assert!(!desk.path("nowhere").exists());
}

/// One that does not verify is asked about a second time, in words of its own.
#[test]
fn a_doubtful_backup_takes_a_word_of_its_own() {
    let desk = changed_since();
    let forged = keyed(&desk);
    forged.execute_batch("UPDATE office SET name = '書き換え'").unwrap();
    drop(forged);
    let made = desk.open(&["backup", "--to", desk.path("vault/backups").to_str().unwrap()]);
    assert_eq!(made.status, Some(65), "{}", made.stderr);
    let mut terminal = Terminal::start(&desk, &[]);
    terminal.wait_for("台帳を開く");
    terminal.press(F4);
    terminal.wait_for("疑いあり");
    // The newest is the doubtful one.
    look_at(&mut terminal, "失われるものはありません");
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

/// While another session is writing, nothing takes the place of its register; a moment later it does.
#[test]
fn while_another_session_writes_the_register_stays_as_it_is() {
    let desk = changed_since();
    let other = keyed(&desk);
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let mut terminal = Terminal::start(&desk, &[]);
    terminal.wait_for("台帳を開く");
    terminal.press(F4);
    terminal.wait_for("この台帳");
    look_at(&mut terminal, "ほかの画面");
    other.execute_batch("ROLLBACK").unwrap();
    drop(other);
    assert_eq!(name_of(&desk), "後の名");
    close(&mut terminal);
    look_at(&mut terminal, "変更の履歴1件");
    put_back(terminal);
    assert_eq!(name_of(&desk), "初めの名");
}

/// Where the place takes no changes, or has no room, that is told, nothing of the register changes, and nothing is left beside it.
#[cfg(target_os = "linux")]
#[test]
fn a_place_that_takes_no_changes_or_has_no_room_is_told() {
    use std::process::Command;

    const PLACE: &str = "MCS_REGISTER_TEST_SMALL_DISK";
    let Some(small) = std::env::var_os(PLACE).map(std::path::PathBuf::from) else {
        let place = tempfile::tempdir().unwrap();
        let script = "mount -t tmpfs -o size=8m tmpfs \"$1\" && exec \"$2\" --exact \"$3\" --nocapture";
        let run = Command::new("unshare")
            .args(["-rm", "sh", "-c", script, "sh"])
            .arg(place.path())
            .arg(std::env::current_exe().unwrap())
            .arg("restoring::a_place_that_takes_no_changes_or_has_no_room_is_told")
            .env(PLACE, place.path())
            .output();
        let said = run.map_or_else(
            |why| why.to_string(),
            |run| String::from_utf8([run.stdout, run.stderr].concat()).unwrap(),
        );
        if said.contains("running 1 test") {
            assert!(said.contains("1 passed"), "{said}");
        } else {
            eprintln!("\n*** NOT TESTED: no file system can be mounted here. ***\n");
        }
        return;
    };
    let desk = changed_since();
    let copied = Command::new("cp").arg("-r").arg(desk.path("vault")).arg(&small).status().unwrap();
    assert!(copied.success());
    let vault = small.join("vault");
    let held = || {
        let files = ["register.db", "register.keys"].map(|name| fs::read(vault.join(name)).unwrap());
        let mut names: Vec<_> =
            fs::read_dir(&vault).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        // Where there is no room the library leaves a log without a change in it, and the beginning of its index.
        names.retain(|name| !["register.db-wal", "register.db-shm"].iter().any(|own| name == own));
        names.sort();
        let log = fs::read(vault.join("register.db-wal")).unwrap_or_default();
        (files, log, names)
    };
    let before = held();
    let tried = |said: &str| {
        let mut terminal = Terminal::start(&desk, &["--vault", vault.to_str().unwrap()]);
        terminal.wait_for("台帳を開く");
        terminal.press(F4);
        terminal.wait_for("この台帳");
        look_at(&mut terminal, said);
        terminal.child.kill().unwrap();
        terminal.child.wait().unwrap();
        assert!(held() == before, "{said}: {:?}", held().2);
    };
    let mut filler = fs::File::create(small.join("filler")).unwrap();
    let block = [1; 4096];
    while std::io::Write::write_all(&mut filler, &block).is_ok() {}
    drop(filler);
    tried("ディスクに空きがありません");
    fs::remove_file(small.join("filler")).unwrap();
    assert!(Command::new("mount").args(["-o", "remount,ro"]).arg(&small).status().unwrap().success());
    tried("読み書きが許されていません");
}
