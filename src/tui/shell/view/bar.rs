//! The bar at the bottom: the keys that matter here, as many as have room.

use std::borrow::Cow;

use ratatui::{buffer::Buffer, layout::Rect};

use crate::tui::{
    app::{App, binding::Binding, page::Page},
    keys::Ctx,
    shell::{contexts, keymap::KEYS, likely},
    terminal::width::{cells, put},
    words::{NextWord, Word},
};

/// The most cells of what a key does with the very row that is selected.
const LONGEST: usize = 24;

/// Draws the bar. The key that lists all keys has its place at the right whatever else there is.
pub fn draw(app: &App, area: Rect, buf: &mut Buffer) {
    let ctxs = contexts(app);
    let page = app.layers.is_top::<Page>();
    let covered = !app.layers.is_empty() || ctxs.contains(&Ctx::Search);
    let next = likely::next(app);
    // What was written can be opened wherever that is told.
    let told = app.told_file().is_some();
    let of_file = |row: &Binding| told && matches!(row.label, Word::KeyOpenFile | Word::KeyCopyPlace);
    let here = KEYS
        .iter()
        .filter(|row| of_file(row) || ctxs.contains(&row.ctx) && (row.bar > 0 || next.contains(&row.label)));
    let (help, mut rows): (Vec<&Binding>, Vec<&Binding>) = here
        .filter(|row| {
            !covered || row.ctx != Ctx::Anywhere || (row.label == Word::KeyKeys && !page) || of_file(row)
        })
        .partition(|row| row.label == Word::KeyKeys);
    // Only what is possible has room here, and what takes the matter a step on goes first. F1 tells of the rest why not.
    rows.retain(|row| row.possible(app).is_ok() && likely::records_something(app, row));
    rows.retain(|row| row.label != Word::KeySettleOnDay || likely::takes_another_day(app));
    let likely = |row: &Binding| next.iter().position(|word| *word == row.label).unwrap_or(usize::MAX);
    rows.sort_by_cached_key(|row| (likely(row), row.bar));
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

fn names(row: &Binding, app: &App) -> (String, Cow<'static, str>) {
    let key = row.shown_keys().next().map(|key| key.name(app.lang())).unwrap_or_default();
    let own = if row.label == Word::KeySettle { likely::settles(app) } else { None };
    let own = own
        .map(|does| if cells(&does) <= LONGEST { does } else { NextWord::Record.say(app.lang()).to_owned() });
    (key, own.map_or(Cow::Borrowed(row.label.say(app.lang())), Cow::Owned))
}

fn width_of(row: &Binding, app: &App) -> u16 {
    let (key, label) = names(row, app);
    u16::try_from(cells(&key) + 1 + cells(&label)).unwrap_or(u16::MAX)
}

fn draw_key(app: &App, row: &Binding, x: u16, y: u16, buf: &mut Buffer) {
    let theme = &app.settings.theme;
    let (key, label) = names(row, app);
    put(buf, x, y, &key, cells(&key), theme.key);
    let at = x + u16::try_from(cells(&key) + 1).unwrap_or(0);
    put(buf, at, y, &label, cells(&label), theme.text);
}
