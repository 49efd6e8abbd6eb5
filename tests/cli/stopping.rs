//! Long work on the command line: how far it is stands on a terminal and nowhere else, and Ctrl+C stops it without harm.

use std::{fs, path::Path};

use serde_json::json;

use crate::{run::Desk, screen::Terminal};

/// Far more than anybody draws or writes in half a second.
const MANY: usize = 40_000;

fn staff(count: usize) -> Vec<serde_json::Value> {
    (0..count)
        .map(|n| json!({"id": format!("S-{n:05}"), "name": format!("港 花子{n}"), "joined_on": "2026-04-01"}))
        .collect()
}

/// The names of everything below a folder.
fn names(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        names.push(path.display().to_string());
        if path.is_dir() {
            names.extend(self::names(&path));
        }
    }
    names.sort();
    names
}

/// Runs a command in a terminal, presses Ctrl+C once a line tells how far it is, and says what was written.
fn stopped(desk: &Desk, args: &[&str], stage: &str) -> String {
    let password = desk.path("password");
    let environment = [("MCS_REGISTER_PASSWORD_FILE", password.to_str())];
    let mut terminal = Terminal::start_with(desk, args, &environment);
    terminal.wait_for(stage);
    terminal.wait_for("Ctrl+C");
    terminal.press("\x03");
    let (all, status) = terminal.read_to_end();
    assert_eq!(status, 130, "{all}");
    let left = terminal.contents();
    assert!(left.contains("途中で中止しました") && !left.contains("Ctrl+C で"), "the line is gone: {left}");
    all
}

#[test]
fn a_pack_of_many_papers_is_stopped_and_nothing_of_it_is_there() {
    let take_outs: Vec<_> = (0..MANY / 20)
        .map(|n| json!({"id": format!("T-{n:05}"), "content": "訪問計画書", "requester": "S-00000"}))
        .collect();
    let register = json!({"format": "mcs-register/1", "staff": staff(3), "take_outs": take_outs});
    let desk = Desk::with_vault(&register.to_string());
    let before = names(&desk.path(""));
    for out in ["pack.zip", "pack"] {
        let all = stopped(&desk, &["evidence", "--out", out], "書類の作成");
        assert!(all.contains("／") && all.contains('％'), "how far: {all}");
        assert_eq!(names(&desk.path("")), before);
    }
    let history = desk.open(&["history", "--format", "json"]);
    assert!(!history.stdout.contains("handed-out"), "nothing left: {}", history.stdout);
}

#[test]
fn an_import_is_stopped_and_the_register_is_as_it_was() {
    let register = json!({"format": "mcs-register/1", "staff": staff(3)});
    let desk = Desk::with_vault(&register.to_string());
    let many = json!({"format": "mcs-register/1", "staff": staff(MANY)});
    let file = desk.file("many.json", &many.to_string());
    let head = desk.open(&["head"]).stdout;
    let args = ["import", file.to_str().unwrap(), "--replace"];
    stopped(&desk, &args, "台帳への書き込み");
    assert_eq!(desk.open(&["head"]).stdout, head);
    assert_eq!(desk.open(&["verify"]).status, Some(0));
    let document = desk.open(&["export"]).stdout;
    assert_eq!(document.matches("港 花子").count(), 3);
}

#[test]
fn a_ledger_on_its_way_in_is_stopped_and_nothing_of_it_came_in() {
    let register = json!({"format": "mcs-register/1", "staff": staff(3)});
    let desk = Desk::with_vault(&register.to_string());
    let rows = (0..MANY).map(|n| format!("看護 太郎{n},カンゴ タロウ{n},2026/4/1"));
    let lines: Vec<String> = std::iter::once("氏名,フリガナ,入職日".to_owned()).chain(rows).collect();
    let ledger = desk.file("staff.csv", &lines.join("\n"));
    let head = desk.open(&["head"]).stdout;
    stopped(&desk, &["import", ledger.to_str().unwrap(), "--dry-run"], "一覧表の読み取り");
    stopped(&desk, &["import", ledger.to_str().unwrap()], "一覧表の読み取り");
    assert_eq!(desk.open(&["head"]).stdout, head);
}

/// Where a program reads what is told nothing of it stands there.
#[test]
fn nothing_of_it_goes_into_a_pipe() {
    let register = json!({"format": "mcs-register/1", "staff": staff(MANY / 2)});
    let desk = Desk::with_vault(&register.to_string());
    let run = desk.open(&["verify"]);
    assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""));
    run.assert_no_raw_controls();
}
