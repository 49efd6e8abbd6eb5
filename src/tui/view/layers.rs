//! What lies over the list, and the boxes in which it is drawn.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use crate::tui::{
    app::App,
    theme::Theme,
    widgets::clear,
    width::{cells, fit, put, visible},
};

/// Draws the layers, the topmost last; says where the caret rests.
pub fn draw(app: &mut App, area: Rect, buf: &mut Buffer) -> Option<Position> {
    // The notice and the bar stay in sight.
    let area = Rect { height: area.height - 2, ..area };
    let reads = app.reading.is_some();
    let (layers, scene) = app.split();
    let cursor = layers.iter_mut().map(|layer| layer.draw(scene, area, buf)).last();
    // What another layer covers is not seen, and what is read over everything covers all of them.
    if let Some(focus) = layers.last_mut().and_then(|layer| layer.focus()).filter(|_| !reads) {
        focus.show();
    }
    cursor
}

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
