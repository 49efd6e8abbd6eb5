//! The bar at the bottom: the keys that matter here, as many as have room.

use ratatui::{buffer::Buffer, layout::Rect};

use crate::tui::{
    app::{App, binding::Binding, page::Page},
    keys::Ctx,
    shell::{contexts, keymap::KEYS},
    terminal::width::{cells, put},
    words::Word,
};

/// Draws the bar. The key that lists all keys has its place at the right whatever else there is.
pub fn draw(app: &App, area: Rect, buf: &mut Buffer) {
    let ctxs = contexts(app);
    let page = app.layers.is_top::<Page>();
    let covered = !app.layers.is_empty() || ctxs.contains(&Ctx::Search);
    let here = KEYS.iter().filter(|row| row.bar > 0 && ctxs.contains(&row.ctx));
    let (help, mut rows): (Vec<&Binding>, Vec<&Binding>) = here
        .filter(|row| !covered || row.ctx != Ctx::Anywhere || (row.label == Word::KeyKeys && !page))
        .partition(|row| row.label == Word::KeyKeys);
    // On an empty list what is possible goes first: what fills it has room.
    let empty = !covered && app.session().is_some_and(|session| session.selected().is_none());
    rows.sort_by_cached_key(|row| (empty && row.possible(app).is_err(), row.bar));
    let mut room = area;
    if let Some(help) = help.first() {
        let width = width_of(help, app).min(area.width);
        room.width = area.width.saturating_sub(width + 2);
        draw_key(app, help, area.right() - width, area.y, buf);
    }
    let mut x = room.x;
    for row in rows {
        let width = width_of(row, app);
        if x.saturating_add(width) <= room.right() {
            draw_key(app, row, x, room.y, buf);
            x += width + 2;
        }
    }
}

fn names(row: &Binding, app: &App) -> (String, &'static str) {
    let key = row.shown_keys().next().map(|key| key.name(app.lang())).unwrap_or_default();
    (key, row.label.say(app.lang()))
}

fn width_of(row: &Binding, app: &App) -> u16 {
    let (key, label) = names(row, app);
    u16::try_from(cells(&key) + 1 + cells(label)).unwrap_or(u16::MAX)
}

fn draw_key(app: &App, row: &Binding, x: u16, y: u16, buf: &mut Buffer) {
    let theme = &app.settings.theme;
    let (key, label) = names(row, app);
    let possible = row.possible(app).is_ok();
    put(buf, x, y, &key, cells(&key), if possible { theme.key } else { theme.dim });
    let at = x + u16::try_from(cells(&key) + 1).unwrap_or(0);
    put(buf, at, y, label, cells(label), if possible { theme.text } else { theme.dim });
}
