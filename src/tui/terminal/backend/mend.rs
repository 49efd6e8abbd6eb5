//! Making a finished picture one that a terminal can show.

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};

use crate::tui::terminal::width::symbol_cells;

/// Puts right what ratatui leaves to chance around wide characters; to be called on every finished frame.
///
/// - A wide character that something was drawn over in part is blanked: ratatui would draw the whole character and lose
///   what lies over it.
/// - The hidden half of a wide character takes the look of the character: otherwise it may come out in an old look when
///   the character goes (ratatui compares hidden halves as if they were seen).
pub fn mend(buffer: &mut Buffer) {
    let width = usize::from(buffer.area.width).max(1);
    for row in buffer.content.chunks_mut(width) {
        let mut rest = row;
        while let Some((lead, after)) = rest.split_first_mut() {
            rest = after;
            // A cell of ASCII is by far the most common.
            if lead.symbol().len() <= 1 {
                continue;
            }
            let hidden = symbol_cells(lead.symbol()).max(1) - 1;
            let style = whole_style(lead.fg, lead.bg, lead.modifier);
            let halves = rest.get_mut(..hidden);
            match halves.filter(|halves| halves.iter().all(|cell| cell.symbol() == " ")) {
                Some(halves) => {
                    for half in halves {
                        half.set_style(style);
                    }
                    rest = rest.get_mut(hidden..).unwrap_or_default();
                }
                None => {
                    lead.set_symbol(" ");
                }
            }
        }
    }
}

/// A style that sets everything: what is not in it is taken away.
fn whole_style(fg: Color, bg: Color, modifier: Modifier) -> Style {
    Style::reset().fg(fg).bg(bg).add_modifier(modifier)
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;

    use super::*;

    #[test]
    fn a_half_covered_character_goes_and_hidden_halves_take_the_look_of_the_whole() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 1));
        buffer.set_string(0, 0, "山田花", Style::new().red());
        buffer.set_string(3, 0, "|", Style::new());
        mend(&mut buffer);
        assert_eq!(buffer[(2, 0)].symbol(), " ");
        assert_eq!(buffer[(3, 0)].symbol(), "|");
        assert_eq!(buffer[(1, 0)].fg, Color::Red);
        assert_eq!(buffer[(4, 0)].symbol(), "花");
    }
}
