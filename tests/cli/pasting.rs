//! Text that is pasted into a terminal that does not mark it: on a list none of it is a key.

use std::time::Duration;

use crate::{run::Desk, screen::Terminal};

const OFFICE: &str = r#"{"format": "mcs-register/1", "office": {"name": "試験事業所"}, "staff": [
    {"id": "S-001", "name": "港 花子"}, {"id": "S-002", "name": "波除 涼"}],
    "devices": [{"id": "D-001", "name": "iPad 1号", "kind": "tablet", "status": "in-use", "holder": "S-001"}]}"#;

const DOWN: &str = "\u{1b}[B";

fn open(desk: &Desk) -> Terminal {
    let password = desk.path("password");
    let args = ["--password-file", password.to_str().unwrap(), "--today", "2026-11-22"];
    let mut terminal = Terminal::start(desk, &args);
    terminal.wait_for("試験事業所");
    terminal
}

fn history(desk: &Desk) -> String {
    desk.open(&["history", "--lang", "en"]).stdout
}

#[test]
fn what_is_pasted_on_a_list_records_nothing_and_is_told() {
    let desk = Desk::with_vault(OFFICE);
    let before = history(&desk);
    let mut terminal = open(&desk);
    for list in ["1", "2", "3", "6", "7"] {
        terminal.press(list);
        for text in [
            "iPad 3号を紛失",
            "r\rd\rd",
            "xRd",
            "スタッフ解除\r解除\r",
            "pps\r\rc\r",
            "\u{1b}[200~d\rpsc\r\u{1b}[201~",
        ] {
            terminal.paste(text);
            terminal.wait_for("貼り付けた文字は");
            // An arrow takes the line away.
            terminal.press(DOWN);
            while terminal.screen_after(Duration::from_millis(50)).contains("貼り付けた文字は") {}
        }
    }
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
    assert_eq!(history(&desk), before);
}

#[test]
fn what_is_pasted_in_a_field_is_its_text() {
    let desk = Desk::with_vault(OFFICE);
    let mut terminal = open(&desk);
    terminal.press("2t");
    terminal.wait_for("教育の題名");
    terminal.press("11/20");
    terminal.press(DOWN);
    terminal.paste("個人情報の\r研修\r");
    terminal.wait_for("個人情報の 研修");
    terminal.screen_after(Duration::from_millis(50));
    terminal.press("\x13");
    terminal.wait_for("記録する");
    terminal.press("y");
    terminal.wait_for("記録しました");
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
    assert!(desk.open(&["export"]).stdout.contains("個人情報の 研修"));
}

/// Two quick keys, a held key and one commit of an input method are a hand's.
#[test]
fn a_quick_hand_and_a_held_key_work() {
    let desk = Desk::with_vault(OFFICE);
    let mut terminal = open(&desk);
    terminal.press("2");
    terminal.wait_for("波除 涼");
    terminal.paste(&DOWN.repeat(20));
    terminal.paste("かいじょ");
    terminal.wait_for("日本語入力がオン");
    // Up by its letter in full width, twice in one piece; then down and recorded with two keys at once.
    terminal.paste("ｋｋ");
    terminal.screen_after(Duration::from_millis(100));
    terminal.paste("jp");
    terminal.wait_for("記録しました");
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
    let register: serde_json::Value = serde_json::from_str(&desk.open(&["export"]).stdout).unwrap();
    let staff = register["staff"].as_array().unwrap();
    assert!(staff[1]["mcs"]["password_changed_on"] == "2026-11-22", "{register}");
    assert!(staff[0]["mcs"]["password_changed_on"].is_null(), "{register}");
}
