//! Draws the state: title, tabs, list, details, notice, bar, and what lies over them.

mod bar;
mod conditions;
mod header;
pub mod messages;
mod table;
mod working;

use ratatui::layout::{Position, Rect};

use crate::tui::{
    app::{App, Scene, Stage},
    features::door,
    terminal::{
        buffer::{Buffer, put},
        plain::plain,
        signs::Lines,
        width::wrap,
    },
    widgets::frame::WIDE,
    words::Word,
};

/// The least window that the screen needs.
const LEAST: (u16, u16) = (60, 16);

/// Draws one frame into an empty buffer; says where the cursor is parked: on the caret of a field, else on the selected row.
pub fn view(app: &mut App, buf: &mut Buffer) -> Option<Position> {
    let area = buf.area;
    app.size = (area.width, area.height);
    if area.width < LEAST.0 || area.height < LEAST.1 {
        too_small(app, area, buf);
        return None;
    }
    let cursor = draw(app, area, buf);
    if app.settings.lines == Lines::Ascii {
        plain(buf);
    }
    Some(cursor)
}

fn too_small(app: &App, area: Rect, buf: &mut Buffer) {
    let width = usize::from(area.width);
    if width == 0 {
        return;
    }
    let lines = wrap(Word::TooSmall.say(app.lang()), width);
    for (y, line) in (area.top()..area.bottom()).zip(lines) {
        put(buf, area.x, y, &line, width, app.settings.theme.error);
    }
}

fn draw(app: &mut App, area: Rect, buf: &mut Buffer) -> Position {
    let theme = app.settings.theme;
    let footer = BAR + messages::lines_of_notice(app, area.width);
    let cursor = match &mut app.stage {
        Stage::Door(door) => door::view::draw(door, &app.settings, app.wait, area, buf),
        Stage::Open(session) => {
            header::bar(session, &app.settings, row(area, 0), buf);
            header::tabs(session, &theme, row(area, 1), buf);
            let rest = Rect { y: area.y + HEADER, height: area.height - HEADER - footer, ..area };
            table::draw(session, &theme, rest, app.layers.is_empty(), buf)
        }
    };
    let room = room_of_layers(area, footer);
    let cursor = draw_layers(app, area, footer, buf).unwrap_or(cursor);
    if app.reading.is_some() {
        let (_, scene) = app.split();
        blank(scene, area, footer, buf);
    }
    let cursor = match &mut app.reading {
        Some(reading) => messages::draw_reading(reading, &theme, room, buf),
        None => cursor,
    };
    messages::draw_notice(app, area, buf);
    working::draw(app, room, buf);
    bar::draw(app, row(area, area.height - 1), buf);
    cursor
}

fn row(area: Rect, y: u16) -> Rect {
    Rect { y: area.y + y, height: 1, ..area }
}

/// The lines at the top: the bar and the tabs.
const HEADER: u16 = 2;

/// The line at the bottom: the bar of keys. Above it stands the notice.
const BAR: u16 = 1;

/// Up to this height a layer takes the lines at the top as well.
const SMALL: u16 = 18;

/// Where layers are drawn: what stands at the bottom stays in sight, and in a wide window what stands at the top.
fn room_of_layers(area: Rect, footer: u16) -> Rect {
    let header = if area.width >= WIDE && area.height > SMALL { HEADER } else { 0 };
    Rect { y: area.y + header, height: area.height - header - footer, ..area }
}

/// Blanks what lies behind a layer, which would stand beside it in torn words; what stands at the top is drawn anew.
fn blank(scene: Scene<'_>, area: Rect, footer: u16, buf: &mut Buffer) {
    buf.clear(Rect { height: area.height - footer, ..area });
    if let Some(session) = scene.session {
        header::bar(session, scene.settings, row(area, 0), buf);
        header::tabs(session, &scene.settings.theme, row(area, 1), buf);
    }
}

/// Draws the layers, the topmost last; says where the caret rests.
fn draw_layers(app: &mut App, area: Rect, footer: u16, buf: &mut Buffer) -> Option<Position> {
    let reads = app.reading.is_some();
    let (layers, scene) = app.split();
    let cursor = layers
        .iter_mut()
        .map(|layer| {
            blank(scene, area, footer, buf);
            layer.draw(scene, room_of_layers(area, footer), buf)
        })
        .last();
    // What another layer covers is not seen, and what is read over everything covers all of them.
    if let Some(focus) = layers.last_mut().and_then(|layer| layer.focus()).filter(|_| !reads) {
        focus.show();
    }
    cursor
}
