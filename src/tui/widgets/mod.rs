//! Parts that several screens share.

pub mod columns;
pub mod frame;
pub mod lines;
pub mod scroll;
pub mod text_area;
pub mod text_input;

use ratatui::layout::Rect;

use super::terminal::{
    buffer::{Buffer, put},
    theme::Theme,
    tone::Tone,
    width::{cells, fit},
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
