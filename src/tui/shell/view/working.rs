//! Long work over everything else: what is being done and how far it is. The bar names the key that stops it.

use ratatui::layout::Rect;

use crate::tui::{
    app::App,
    terminal::buffer::{Buffer, put},
    widgets::frame::{ENDS, SIDES, frame, middle},
    words::{WorkWord, progress},
};

/// How wide the box is where there is room.
const WIDEST: u16 = 58;

/// Draws the box; nothing where no work takes long.
pub fn draw(app: &App, area: Rect, buf: &mut Buffer) {
    let Some(at) = &app.working else { return };
    let (lang, theme) = (app.lang(), &app.settings.theme);
    let room = frame(WorkWord::Title.say(lang), theme, middle(area, WIDEST, 1 + ENDS), buf);
    put(buf, room.x, room.y, &progress(at, lang), usize::from(room.width.min(WIDEST - SIDES)), theme.text);
}
