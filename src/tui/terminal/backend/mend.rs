//! Making a finished picture one that a terminal can show.

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};

use crate::tui::terminal::width::grapheme_cells;

/// Puts right what ratatui leaves to chance around wide characters; to be called on every finished frame.
///
/// - A wide character that something was drawn over in part is blanked: ratatui would draw the whole character and lose
///   what lies over it.
/// - The hidden half of a wide character takes the look of the character: otherwise it may come out in an old look when
///   the character goes (ratatui compares hidden halves as if they were seen).
pub fn mend(buffer: &mut Buffer) {
    let area = buffer.area;
    for y in area.top()..area.bottom() {
        let mut x = area.left();
        while x < area.right() {
            let Some(lead) = buffer.cell((x, y)) else { break };
            // A cell of ASCII is by far the most common.
            if lead.symbol().len() <= 1 {
                x += 1;
                continue;
            }
            let width = u16::try_from(grapheme_cells(lead.symbol())).unwrap_or(1).max(1);
            let style = whole_style(lead.fg, lead.bg, lead.modifier);
            let hidden = x + 1..x.saturating_add(width);
            let cut = hidden.end > area.right()
                || hidden.clone().any(|x| buffer.cell((x, y)).is_none_or(|cell| cell.symbol() != " "));
            if cut {
                if let Some(cell) = buffer.cell_mut((x, y)) {
                    cell.set_symbol(" ");
                }
                x += 1;
                continue;
            }
            for x in hidden {
                if let Some(cell) = buffer.cell_mut((x, y)) {
                    cell.set_style(style);
                }
            }
            x = x.saturating_add(width);
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
