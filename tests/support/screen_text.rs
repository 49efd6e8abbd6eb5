//! A screen as text, for snapshots: what a person sees, without the hidden halves of wide characters.

use ratatui::buffer::{Buffer, Cell};

// Both the library, whose own tests use this, and the test binaries have it here.
use super::width::grapheme_cells;

/// The whole screen as lines of text, without blanks at their ends.
pub fn screen_text(buffer: &Buffer) -> String {
    let mut out = String::new();
    for y in buffer.area.rows() {
        let mut line = String::new();
        for (_, cell) in seen(buffer, y.y) {
            line.push_str(cell.symbol());
        }
        out.push_str(line.trim_end_matches(' '));
        out.push('\n');
    }
    out
}

/// The cells of a row that are seen, with their columns.
fn seen(buffer: &Buffer, y: u16) -> impl Iterator<Item = (u16, &Cell)> {
    let mut next = buffer.area.left();
    buffer.area.columns().filter_map(move |column| {
        let cell = buffer.cell((column.x, y))?;
        (column.x >= next).then(|| {
            next = column.x.saturating_add(cell_cells(cell));
            (column.x, cell)
        })
    })
}

fn cell_cells(cell: &Cell) -> u16 {
    u16::try_from(grapheme_cells(cell.symbol())).unwrap_or(1).max(1)
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    fn sample() -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 16, 3));
        buffer.set_string(0, 0, "山田 ﾊﾟｿｺﾝ", Style::new());
        buffer.set_string(2, 2, "超過", Style::new().red().bold());
        buffer.set_string(6, 2, "  残り", Style::new().reversed());
        buffer
    }

    #[test]
    fn wide_characters_appear_once_and_lines_have_no_trailing_blanks() {
        assert_eq!(screen_text(&sample()), "山田 ﾊﾟｿｺﾝ\n\n  超過  残り\n");
    }

    #[test]
    fn an_empty_screen_is_an_empty_text() {
        assert_eq!(screen_text(&Buffer::empty(Rect::ZERO)), "");
    }
}
