//! The signs of frames, scroll bars, folds and cuts.
//!
//! Every view draws with these. Where the terminal may draw them two cells wide, the finished frame is turned into ASCII
//! by [`plain`], in one place: no view has to know.

use ratatui::buffer::Buffer;

use super::width::grapheme_cells;

/// A line from left to right.
pub const ACROSS: &str = "─";
/// A line from top to bottom.
pub const DOWN: &str = "│";
/// The corners of a frame: top left, top right, bottom left, bottom right.
pub const CORNERS: [&str; 4] = ["┌", "┐", "└", "┘"];
/// Where a line across meets the left and the right side of a frame.
pub const TEES: [&str; 2] = ["├", "┤"];
/// The part in sight, in a scroll bar.
pub const THUMB: &str = "▐";
/// Rows that are folded into this one.
pub const FOLDED: &str = "▸";
/// Rows that were folded into this one and are shown.
pub const UNFOLDED: &str = "▾";
/// The parts of a bar, from the fullest to the emptiest.
pub const SHADES: [&str; 4] = ["█", "▓", "▒", "░"];
/// The same in ASCII.
const SHADES_PLAIN: [&str; 4] = ["#", "=", "-", "."];
/// What stands for the part of a text that has no room.
pub const CUT: &str = "…";
/// The same in ASCII.
const CUT_PLAIN: char = '.';

/// With which signs the lines of the screen are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lines {
    /// Those of this module.
    Box,
    /// ASCII.
    Ascii,
}

/// What a sign is in ASCII; nothing for what is none.
fn in_ascii(symbol: &str) -> Option<&'static str> {
    Some(match symbol {
        ACROSS => "-",
        DOWN => "|",
        THUMB => "#",
        FOLDED => ">",
        UNFOLDED => "v",
        _ if SHADES.contains(&symbol) => {
            SHADES.iter().zip(SHADES_PLAIN).find(|(shade, _)| **shade == symbol)?.1
        }
        _ if CORNERS.contains(&symbol) || TEES.contains(&symbol) => "+",
        _ => return None,
    })
}

/// Turns the signs of a finished frame into ASCII.
pub fn plain(buffer: &mut Buffer) {
    for at in 0..buffer.content.len() {
        let Some(cell) = buffer.content.get_mut(at) else { continue };
        // A cell of ASCII is by far the most common.
        if cell.symbol().len() <= 1 {
            continue;
        }
        if let Some(ascii) = in_ascii(cell.symbol()) {
            cell.set_symbol(ascii);
        } else if cell.symbol() == CUT {
            let (x, y) = buffer.pos_of(at);
            cut(buffer, x, y);
        }
    }
}

/// Two dots: the second one in the blanks behind where two of them are, else in the place of what stands before.
fn cut(buffer: &mut Buffer, x: u16, y: u16) {
    let is_blank = |x: u16| buffer.cell((x, y)).is_some_and(|cell| cell.symbol() == " ");
    let after = is_blank(x + 1) && is_blank(x + 2);
    let before = x.checked_sub(1).filter(|before| *before >= buffer.area.left());
    let first = match before {
        _ if after => x,
        // The second half of a wide character is a blank: the dots begin where the character does.
        Some(before) => {
            let lead = before
                .checked_sub(1)
                .filter(|lead| buffer.cell((*lead, y)).is_some_and(|cell| grapheme_cells(cell.symbol()) > 1));
            lead.unwrap_or(before)
        }
        None => x,
    };
    let last = if after { x + 1 } else { x };
    for at in first..=last {
        if let Some(cell) = buffer.cell_mut((at, y)) {
            if at < first + 2 {
                cell.set_char(CUT_PLAIN)
            } else {
                cell.set_symbol(" ")
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::{layout::Rect, style::Style};

    use super::*;
    use crate::tui::{
        screen_text::screen_text,
        terminal::width::{fit, is_ambiguous},
    };

    fn in_plain(lines: &[&str]) -> String {
        let mut buf = Buffer::empty(Rect::new(0, 0, 20, u16::try_from(lines.len()).unwrap()));
        for (y, line) in (0..).zip(lines) {
            buf.set_string(0, y, line, Style::new());
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

    #[test]
    fn nothing_of_two_cells_is_left() {
        for sign in
            CORNERS.into_iter().chain(TEES).chain(SHADES).chain([ACROSS, DOWN, THUMB, FOLDED, UNFOLDED])
        {
            assert!(in_ascii(sign).is_some_and(|ascii| ascii.len() == 1), "{sign}");
        }
        assert!(CUT.chars().all(is_ambiguous));
    }
}
