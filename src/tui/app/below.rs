//! What stands below a list in its window: as far as it has room.

use ratatui::layout::Rect;

use crate::{
    register::Lang,
    tui::{
        terminal::{buffer::Buffer, theme::Theme},
        widgets::{
            frame::Frame,
            lines::{self, Laid},
        },
        words::FormWord,
    },
};

/// Draws lines into their room in a window; how many more there are stands in the line at its bottom.
pub fn draw(laid: &[Laid], room: Rect, window: Rect, (theme, lang): (&Theme, Lang), buf: &mut Buffer) {
    lines::draw(laid.iter(), room, buf);
    follow(laid.len().saturating_sub(usize::from(room.height)), window, (theme, lang), buf);
}

/// Says in the line at the bottom of a window how many lines have no room in it.
pub fn follow(hidden: usize, window: Rect, (theme, lang): (&Theme, Lang), buf: &mut Buffer) {
    if hidden > 0 {
        let note = FormWord::LinesFollow.fill(lang, &[&hidden.to_string()]);
        Frame { title: "", note: &note, focus: true }.ends(theme, window, buf);
    }
}
