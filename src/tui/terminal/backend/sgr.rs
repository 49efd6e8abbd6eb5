//! How a cell looks, and the shortest sequence from one look to another.

use ratatui::style::Modifier;

use super::{
    super::look::{Attr, ON_BLANK},
    sequence::Sequence,
};

/// The modifiers with their SGR numbers: on, off.
const MODIFIERS: [(Modifier, &str, &str); 9] = [
    (Modifier::BOLD, "1", "22"),
    (Modifier::DIM, "2", "22"),
    (Modifier::ITALIC, "3", "23"),
    (Modifier::UNDERLINED, "4", "24"),
    (Modifier::SLOW_BLINK, "5", "25"),
    (Modifier::RAPID_BLINK, "6", "25"),
    (Modifier::REVERSED, "7", "27"),
    (Modifier::HIDDEN, "8", "28"),
    (Modifier::CROSSED_OUT, "9", "29"),
];

/// The rows of those that are set, which mostly are none.
fn among(set: Modifier) -> impl Iterator<Item = (Modifier, &'static str, &'static str)> {
    let rows = if set.is_empty() { &[][..] } else { &MODIFIERS[..] };
    rows.iter().copied().filter(move |(modifier, ..)| set.contains(*modifier))
}

impl Attr {
    /// Whether a blank written, or cells erased, with this look are simply empty.
    pub(super) fn leaves_blank(self) -> bool {
        self.bg.is_none() && !self.modifier.intersects(ON_BLANK)
    }

    /// Appends the shortest sequence that turns `self` into `to`.
    pub(super) fn turn(self, to: Self, out: &mut Vec<u8>) {
        if self == to {
            return;
        }
        let mut whole = Sequence::new();
        to.list_from_nothing(&mut whole);
        let mut change = Sequence::new();
        self.list_change(to, &mut change);
        let list = if whole.len() <= change.len() { whole } else { change };
        out.extend_from_slice(b"\x1b[");
        out.extend_from_slice(list.as_bytes());
        out.push(b'm');
    }

    /// The parameters that set this look whatever was before: the empty first one is a reset.
    fn list_from_nothing(self, list: &mut Sequence) {
        for (_, on, _) in among(self.modifier) {
            list.push(b";");
            list.push(on.as_bytes());
        }
        for (colour, base) in [(self.fg, 30), (self.bg, 40)] {
            if let Some(c) = colour {
                list.push(b";");
                push_colour(c, base, list);
            }
        }
    }

    fn list_change(self, to: Self, list: &mut Sequence) {
        let mut add = |word: &[u8]| {
            if !list.is_empty() {
                list.push(b";");
            }
            list.push(word);
        };
        let gone = self.modifier - to.modifier;
        let mut kept = self.modifier & to.modifier;
        let mut ended = "";
        for (_, _, off) in among(gone) {
            if off != ended {
                add(off.as_bytes());
                ended = off;
            }
            // One number ends two modifiers: the other one has to be set again.
            for (twin, _, twin_off) in among(kept) {
                if twin_off == off {
                    kept -= twin;
                }
            }
        }
        for (_, on, _) in among(to.modifier - kept) {
            add(on.as_bytes());
        }
        for (from, to, base) in [(self.fg, to.fg, 30), (self.bg, to.bg, 40)] {
            if from != to {
                let mut word = Sequence::new();
                // 39 and 49 are the colours of the terminal itself.
                match to {
                    Some(colour) => push_colour(colour, base, &mut word),
                    None => word.push_number(u32::from(base) + 9),
                }
                add(word.as_bytes());
            }
        }
    }
}

/// Appends the SGR parameters of a colour: the eight bright ones of ANSI stand 60 higher, those from 16 on have a number of
/// their own.
fn push_colour(colour: u8, base: u8, list: &mut Sequence) {
    match colour {
        0..8 => list.push_number(u32::from(base + colour)),
        8..16 => list.push_number(u32::from(base + 60 + colour - 8)),
        16.. => {
            list.push_number(u32::from(base + 8));
            list.push(b";5;");
            list.push_number(u32::from(colour));
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::{Color, Style};

    use super::*;
    use crate::tui::terminal::buffer::Cell;

    fn attr(style: Style) -> Attr {
        let mut cell = Cell::EMPTY;
        cell.set_style(style);
        cell.attr()
    }

    fn turn(from: Style, to: Style) -> String {
        let mut out = Vec::new();
        attr(from).turn(attr(to), &mut out);
        String::from_utf8(out).unwrap().replace('\x1b', "^")
    }

    #[test]
    fn the_shortest_sequence_is_taken() {
        let plain = Style::new();
        assert_eq!(turn(plain, plain), "");
        assert_eq!(turn(plain.reversed(), plain), "^[m");
        assert_eq!(turn(plain, plain.reversed()), "^[7m");
        assert_eq!(turn(plain.red().bold(), plain.reversed()), "^[;7m");
        assert_eq!(turn(plain.red(), plain.blue()), "^[34m");
        assert_eq!(turn(plain.bold().red().on_blue(), plain.red().on_blue()), "^[22m");
        assert_eq!(turn(plain.bold().dim().red().on_blue(), plain.bold().red().on_blue()), "^[22;1m");
        assert_eq!(turn(plain, plain.light_red()), "^[91m");
        assert_eq!(turn(plain, plain.fg(Color::Rgb(1, 2, 3))), "");
        assert_eq!(turn(plain, plain.fg(Color::Indexed(247))), "^[38;5;247m");
        assert_eq!(turn(plain.on_blue(), plain.bg(Color::Indexed(236))), "^[48;5;236m");
    }
}
