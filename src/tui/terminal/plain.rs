//! The signs of a finished frame in ASCII, for a terminal that may draw them two cells wide.

use super::{
    buffer::{Buffer, Cell},
    signs::{CUT, CUT_PLAIN, in_ascii},
};

/// Turns the signs of a finished frame into ASCII.
pub fn plain(buffer: &mut Buffer) {
    for y in buffer.area.top()..buffer.area.bottom() {
        let row = buffer.row_mut(y, 0..u16::MAX);
        for at in 0..row.len() {
            let Some(cell) = row.get_mut(at).filter(|cell| cell.may_be_sign()) else { continue };
            let symbol = cell.symbol();
            if let Some(ascii) = in_ascii(&symbol).and_then(|ascii| ascii.chars().next()) {
                cell.show(ascii, 1);
            } else if symbol == CUT {
                cut(row, at);
            }
        }
    }
}

/// Two dots: the second one in the blanks behind where two of them are, else in the place of what stands before.
fn cut(row: &mut [Cell], at: usize) {
    let is_blank = |at: usize| row.get(at).is_some_and(|cell| cell.is_blank());
    let after = is_blank(at + 1) && is_blank(at + 2);
    let first = match at.checked_sub(1) {
        _ if after => at,
        // The dots begin where a wide character does.
        Some(before) => {
            before - usize::from(before > 0 && row.get(before).is_some_and(|cell| cell.width() == 0))
        }
        None => at,
    };
    let last = if after { at + 1 } else { at };
    for (place, cell) in row.get_mut(first..=last).unwrap_or_default().iter_mut().enumerate() {
        cell.show(if place < 2 { CUT_PLAIN } else { ' ' }, 1);
    }
}

#[cfg(test)]
mod tests {
    use ratatui::{layout::Rect, style::Style};

    use super::*;
    use crate::tui::{
        screen_text::screen_text,
        terminal::{buffer::put, width::fit},
    };

    fn in_plain(lines: &[&str]) -> String {
        let mut buf = Buffer::empty(Rect::new(0, 0, 20, u16::try_from(lines.len()).unwrap()));
        for (y, line) in (0..).zip(lines) {
            put(&mut buf, 0, y, line, usize::MAX, Style::new());
        }
        plain(&mut buf);
        screen_text(&buf)
    }

    #[test]
    fn a_frame_is_one_in_ascii_too() {
        let frame = ["┌─ 職員 ──┐", "│ ▸ 3名  ▐│", "│ ▾ 山田  │", "├─────────┤", "└─────────┘"];
        let ascii = "+- 職員 --+\n| > 3名  #|\n| v 山田  |\n+---------+\n+---------+\n";
        assert_eq!(in_plain(&frame), ascii);
    }

    #[test]
    fn a_cut_has_two_dots_and_touches_nothing_behind_it() {
        let row = |text: &str| in_plain(&[text]);
        assert_eq!(row(&format!("{} 22日", fit("山田花子", 7))), "山田..  22日\n");
        assert_eq!(row(&format!("{} 22日", fit("Hanako", 5))), "Han.. 22日\n");
        assert_eq!(row("様子を見る…  "), "様子を見る..\n");
        assert_eq!(row("…a"), ".a\n");
    }
}
