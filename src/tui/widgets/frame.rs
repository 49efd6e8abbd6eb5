//! The boxes in which layers are drawn.

use ratatui::{buffer::Buffer, layout::Rect};

use crate::tui::terminal::{
    theme::Theme,
    width::{cells, fit, put, visible, wrap},
};

use super::clear;

/// Clears a box for a layer and writes its title; gives the room inside.
pub fn frame(title: &str, theme: &Theme, area: Rect, buf: &mut Buffer) -> Rect {
    clear(area, buf);
    let width = usize::from(area.width);
    let line = "=".repeat(width);
    put(buf, area.x, area.y, &line, width, theme.dim);
    let title = format!(" {} ", visible(title));
    put(buf, area.x + 2, area.y, &fit(&title, cells(&title).min(width - 4)), width - 4, theme.heading);
    if area.height > 2 {
        put(buf, area.x, area.bottom() - 1, &line, width, theme.dim);
    }
    Rect { x: area.x + 1, y: area.y + 1, width: area.width - 2, height: area.height.saturating_sub(2) }
}

/// A box in the middle.
pub fn middle(area: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height }
}

/// The most lines of a message at the bottom, and in a form.
pub const LINES: usize = 2;

/// The most lines of a message in a small box.
pub const BOX_LINES: usize = 3;

/// The widest small box.
pub const BOX: u16 = 100;

/// A message in lines of a width.
pub fn lines(text: &str, width: u16) -> Vec<String> {
    wrap(&visible(text), usize::from(width))
}
