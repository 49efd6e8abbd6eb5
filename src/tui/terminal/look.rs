//! How a cell looks: two of the 256 colours, and what else there is to it.

use ratatui::style::{Color, Modifier};

/// What shows on a blank.
pub(super) const ON_BLANK: Modifier = Modifier::UNDERLINED
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK)
    .union(Modifier::REVERSED)
    .union(Modifier::CROSSED_OUT);

/// The look of a cell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Attr {
    pub(super) fg: Option<u8>,
    pub(super) bg: Option<u8>,
    pub(super) modifier: Modifier,
}

/// The colours of ANSI by their numbers.
const ANSI: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];

/// The number of a colour among the 256; every other colour is the default one.
pub const fn ansi(colour: Color) -> Option<u8> {
    Some(match colour {
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        Color::Indexed(n) => n,
        _ => return None,
    })
}

/// The colour of a number.
pub(super) fn named(number: Option<u8>) -> Color {
    number.map_or(Color::Reset, |n| ANSI.get(usize::from(n)).copied().unwrap_or(Color::Indexed(n)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_has_its_colour() {
        for number in 0..=u8::MAX {
            assert_eq!(ansi(named(Some(number))), Some(number));
        }
        assert_eq!(named(None), Color::Reset);
    }
}
