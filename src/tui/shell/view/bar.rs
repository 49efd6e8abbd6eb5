//! The bar at the bottom: the keys that matter here, as many as have room.

use std::borrow::Cow;

use ratatui::layout::Rect;

use crate::register::labels::in_short;
use crate::tui::terminal::buffer::{Buffer, put};
use crate::tui::{
    app::{App, binding::Binding, page::Page},
    keys::Ctx,
    lists::next::Settling,
    shell::{contexts, keymap::KEYS, likely, named},
    terminal::{
        input::Key,
        width::{cells, truncate},
    },
    words::Word,
};

/// The most cells of what a key does with the very row that is selected.
const LONGEST: usize = 28;

/// The least cells of a key with what it does.
const LEAST: u16 = 4;

/// Draws the bar. The key that lists all keys has its place at the right whatever else there is.
pub fn draw(app: &App, area: Rect, buf: &mut Buffer) {
    let ctxs = contexts(app);
    let page = app.layers.is_top::<Page>();
    let covered = !app.layers.is_empty() || ctxs.contains(&Ctx::Search);
    let next = likely::next(app);
    // What was written can be opened wherever that is told.
    let told = app.told_file().is_some();
    let of_file = |row: &Binding| told && matches!(row.label, Word::KeyOpenFile | Word::KeyCopyPlace);
    let is_named = |row: &Binding| {
        row.shown_keys().next().and_then(|key| named(app, key)).is_some_and(|named| named.label == row.label)
    };
    let here = KEYS.iter().filter(|row| {
        of_file(row) || is_named(row) || ctxs.contains(&row.ctx) && (row.bar > 0 || next.contains(&row.label))
    });
    let (help, mut rows): (Vec<&Binding>, Vec<&Binding>) = here
        .filter(|row| {
            !covered
                || row.ctx != Ctx::Anywhere
                || (row.label == Word::KeyKeys && !page)
                || of_file(row)
                || is_named(row)
        })
        .partition(|row| row.label == Word::KeyKeys);
    // What takes the matter a step on goes first.
    let likely = |row: &Binding| next.iter().position(|word| *word == row.label).unwrap_or(usize::MAX);
    rows.sort_by_cached_key(|row| (likely(row), row.bar));
    let mut room = area;
    if let Some(help) = help.first() {
        let (key, label) = names(help, app, &Settling::default());
        let width = width_of(&key, &label).min(area.width);
        room.width = area.width.saturating_sub(width + 2);
        draw_key(app, (&key, &label), area.right() - width, area.y, buf);
    }
    let settling = likely::settling(app);
    // Only what is possible has room here. F1 tells of the rest why not.
    let is_possible = |row: &Binding| {
        likely::works(app, row).is_ok()
            && (row.label != Word::KeySettleOnDay || settling.on_another_day)
            && (row.label != Word::KeySettle || !settling.opens)
    };
    let mut x = room.x;
    for row in rows {
        if x.saturating_add(LEAST) > room.right() {
            break;
        }
        if !is_possible(row) {
            continue;
        }
        let (key, label) = names(row, app, &settling);
        let width = width_of(&key, &label);
        if x.saturating_add(width) <= room.right() {
            draw_key(app, (&key, &label), x, room.y, buf);
            x += width + 2;
        }
    }
}

fn names(row: &Binding, app: &App, settling: &Settling) -> (String, Cow<'static, str>) {
    // In a form Enter picks a record, but goes on where words are offered: the key that picks there is shown.
    let counts = |key: &Key| row.ctx == Ctx::Anywhere || (row.counts)(app, *key);
    let key = row.shown_keys().find(counts).or_else(|| row.shown_keys().next());
    let key = key.map(|key| key.name(app.lang())).unwrap_or_default();
    let own = settling.does.as_ref().filter(|_| row.label == Word::KeySettle);
    let own = own.map(|does| {
        // Where it is too long, what the details say of it in brackets is left out, or what goes beyond the room.
        if cells(does) <= LONGEST { does.clone() } else { truncate(in_short(does).unwrap_or(does), LONGEST) }
    });
    (key, own.map_or(Cow::Borrowed(row.label.say(app.lang())), Cow::Owned))
}

fn width_of(key: &str, label: &str) -> u16 {
    u16::try_from(cells(key) + 1 + cells(label)).unwrap_or(u16::MAX)
}

fn draw_key(app: &App, (key, label): (&str, &str), x: u16, y: u16, buf: &mut Buffer) {
    let theme = &app.settings.theme;
    put(buf, x, y, key, cells(key), theme.key);
    let at = x + u16::try_from(cells(key) + 1).unwrap_or(0);
    put(buf, at, y, label, cells(label), theme.text);
}
