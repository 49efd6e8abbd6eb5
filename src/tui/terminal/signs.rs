//! The signs of frames, scroll bars, folds and cuts.
//!
//! Every view draws with these. Where the terminal may draw them two cells wide, the finished frame is turned into ASCII
//! by [`plain`](super::plain), in one place: no view has to know.

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
pub(super) const CUT_PLAIN: char = '.';

/// With which signs the lines of the screen are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lines {
    /// Those of this module.
    Box,
    /// ASCII.
    Ascii,
}

/// What a sign is in ASCII; nothing for what is none.
pub(super) fn in_ascii(symbol: &str) -> Option<&'static str> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::terminal::width::is_ambiguous;

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
