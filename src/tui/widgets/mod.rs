//! Parts that several screens share.

pub mod columns;
pub mod frame;
pub mod lines;
pub mod scroll;
pub mod text_area;
pub mod text_input;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::terminal::{
    theme::Theme,
    tone::Tone,
    width::{cells, fit, grapheme_cells, put},
};

/// Writes a text in its tone into a row of an area, cut to its width. An urgency is a chip: a word on a ground of its own,
/// with a cell of it on both sides where there is room.
pub fn toned(text: &str, tone: Tone, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let width = usize::from(area.width);
    let word = text.trim_end();
    let (Some(chip), false) = (tone.chip(theme), word.is_empty()) else {
        put(buf, area.x, area.y, &fit(text, width), width, tone.style(theme));
        return;
    };
    let air = usize::from(cells(word) + 2 <= width);
    let room = cells(word).min(width) + 2 * air;
    let word = fit(word, room - 2 * air);
    put(buf, area.x, area.y, &format!("{:air$}{word}{:air$}", "", ""), room, chip);
}

/// Empties an area for what is to lie over the screen there.
///
/// Unlike ratatui's `Clear` it also blanks a wide character whose second half is in the first column of the area: that
/// character would be drawn into the area otherwise.
pub fn clear(area: Rect, buf: &mut Buffer) {
    let area = area.intersection(buf.area);
    for row in area.rows() {
        if let Some(left) = row.x.checked_sub(1)
            && let Some(cell) = buf.cell_mut((left, row.y))
            && grapheme_cells(cell.symbol()) > 1
        {
            cell.set_symbol(" ");
        }
        let start = buf.index_of(row.x, row.y);
        for cell in buf.content.get_mut(start..start + usize::from(row.width)).unwrap_or_default() {
            cell.reset();
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::*;
    use crate::tui::screen_text::screen_text;

    #[test]
    fn a_character_cut_by_the_left_edge_goes() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 12, 1));
        buf.set_string(0, 0, "山田花子太郎", Style::new());
        clear(Rect::new(3, 0, 4, 1), &mut buf);
        assert_eq!(screen_text(&buf), "山      太郎\n");
        clear(Rect::new(0, 0, 99, 9), &mut buf);
        assert_eq!(screen_text(&buf), "\n");
    }
}
