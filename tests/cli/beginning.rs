//! The question from when the register is kept, through a terminal: asked until it is answered, and never again.

use crate::{run::Desk, screen::Terminal};

const OFFICE: &str = r#"{"format": "mcs-register/1", "office": {"name": "試験事業所"}}"#;
const TITLE: &str = "記録開始日と患者グループを管理する事業所";

fn open(desk: &Desk) -> Terminal {
    let password = desk.path("password");
    let mut terminal =
        Terminal::start(desk, &["--password-file", password.to_str().unwrap(), "--today", "2026-11-22"]);
    terminal.wait_for("試験事業所");
    terminal
}

fn quit(mut terminal: Terminal) {
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn an_old_register_is_asked_about_until_it_is_answered() {
    let desk = Desk::of_before(OFFICE).0;
    let history = |desk: &Desk| desk.open(&["history", "--lang", "en"]).stdout;
    let before = history(&desk);
    let mut terminal = open(&desk);
    terminal.wait_for("いつから付けている台帳か");
    terminal.press("o");
    terminal.wait_for(TITLE);
    terminal.press("\u{1b}");
    terminal.wait_for("まだ記録していません");
    terminal.wait_for("記録開始日など");
    quit(terminal);

    // The next session asks again. Both may stay open: nothing is recorded, and it is answered.
    let mut terminal = open(&desk);
    terminal.wait_for("いつから付けている台帳か");
    terminal.press("o");
    terminal.wait_for(TITLE);
    terminal.press("\r\r");
    terminal.wait_for("はじめからすべて確かめ");
    quit(terminal);
    assert_eq!(history(&desk), before);

    let mut terminal = open(&desk);
    let screen = terminal.screen_after(std::time::Duration::from_millis(300));
    assert!(!screen.contains(TITLE) && !screen.contains("いつから付けている台帳か"), "{screen}");
    quit(terminal);
}
