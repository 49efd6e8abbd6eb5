//! What the terminal answers about itself decides how the screen looks, and no answer ever becomes a key.

use std::time::Duration;

use crate::{
    run::{Desk, PASSWORD},
    screen::Terminal,
};

const REGISTER: &str = r#"{"format": "mcs-register/1", "office": {"name": "試験事業所"}}"#;

/// The last of what is asked.
const QUESTION: &[u8] = b"\x1b[6n";

/// A terminal of which everything is asked, on a closed vault.
fn asked(desk: &Desk) -> Terminal {
    let unset = [("MCS_REGISTER_LINES", None), ("MCS_REGISTER_THEME", None), ("NO_COLOR", None)];
    let mut terminal = Terminal::start_with(desk, &["--today", "2026-11-22"], &unset);
    terminal.wait_for_bytes(QUESTION);
    terminal
}

/// Opens the register by its password, looks at how its frames are drawn, and ends.
fn open(mut terminal: Terminal) -> String {
    terminal.wait_for("台帳を開く");
    terminal.press(&format!("{PASSWORD}\r"));
    terminal.wait_for("試験事業所");
    let screen = terminal.contents();
    terminal.press("q");
    let (_, status) = terminal.read_to_end();
    assert_eq!(status, 0);
    assert!(terminal.is_as_before());
    screen
}

#[test]
fn where_a_line_takes_one_cell_frames_are_boxes() {
    for (place, colour) in [("\u{1b}[1;2R", ""), ("\u{1b}[1;2R", "\u{1b}]11;rgb:ffff/ffff/ffff\u{1b}\\")] {
        let desk = Desk::with_vault(REGISTER);
        let mut terminal = asked(&desk);
        terminal.paste(&format!("{colour}{place}"));
        let screen = open(terminal);
        assert!(screen.contains("┌─ 本日の対応 ─") && screen.contains('│'), "{screen}");
    }
}

#[test]
fn where_a_line_takes_two_cells_frames_are_ascii() {
    let desk = Desk::with_vault(REGISTER);
    let mut terminal = asked(&desk);
    terminal.paste("\u{1b}]11;rgb:0000/0000/0000\u{7}\u{1b}[1;3R");
    let screen = open(terminal);
    assert!(screen.contains("+- 本日の対応 -") && !screen.contains(['─', '│', '…', '▐']), "{screen}");
}

/// What is typed while nobody answers is typed all the same.
#[test]
fn without_an_answer_frames_are_ascii_and_nothing_that_was_typed_is_lost() {
    let desk = Desk::with_vault(REGISTER);
    let mut terminal = asked(&desk);
    terminal.paste(&format!("{PASSWORD}\r"));
    terminal.wait_for("試験事業所");
    let screen = terminal.contents();
    assert!(screen.contains("+- 本日の対応 -") && !screen.contains(['─', '│']), "{screen}");
    terminal.press("q");
    let (_, status) = terminal.read_to_end();
    assert_eq!(status, 0);
    assert!(terminal.is_as_before());
}

/// In whatever pieces it comes, a late answer is not typed into the password.
#[test]
fn a_late_answer_is_no_part_of_the_password() {
    let answer = "\u{1b}]11;rgb:1e1e/1e1e/1e1e\u{1b}\\\u{1b}[1;2R";
    for at in [answer.len(), 1, 2, 5, 12] {
        let desk = Desk::with_vault(REGISTER);
        let mut terminal = asked(&desk);
        terminal.wait_for("台帳を開く");
        terminal.press("hato");
        let (first, rest) = answer.split_at(at);
        for part in [first, rest] {
            terminal.paste(part);
            terminal.screen_after(Duration::from_millis(10));
        }
        terminal.screen_after(Duration::from_millis(100));
        terminal.press(&"\u{7f}".repeat(4));
        let screen = open(terminal);
        assert!(screen.contains("+- 本日の対応 -"), "{at}: {screen}");
    }
}

#[test]
fn what_is_wished_is_not_asked() {
    let desk = Desk::with_vault(REGISTER);
    for (lines, seen) in [("ascii", "+- "), ("box", "┌─")] {
        let wishes = [("MCS_REGISTER_LINES", Some(lines)), ("MCS_REGISTER_THEME", Some("light"))];
        let mut terminal = Terminal::start_with(&desk, &["demo"], &wishes);
        terminal.wait_for(seen);
        terminal.press("q");
        let (written, status) = terminal.read_to_end();
        assert_eq!(status, 0);
        assert!(!written.contains("\u{1b}[6n") && !written.contains("\u{1b}]11"), "{lines}");
    }
}
