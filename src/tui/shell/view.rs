//! Draws the state: title, tabs, list, details, notice, bar, and what lies over them.

mod bar;
mod conditions;
pub mod messages;
mod table;

use ratatui::{
    Frame,
    buffer::Buffer,
    layout::{Position, Rect},
};

use crate::{
    register::{Lang, wareki::format_wareki},
    tui::{
        app::{App, Session, Settings, Stage},
        features::door,
        lists::Tab,
        terminal::{
            theme::Theme,
            width::{cells, fit, put, truncate, visible, wrap},
        },
        words::Word,
    },
};
/// The least window that the screen needs.
const LEAST: (u16, u16) = (60, 16);

/// Draws one frame and parks the cursor: on the caret of a field, else on the selected row.
pub fn view(app: &mut App, frame: &mut Frame<'_>) {
    let area = frame.area();
    app.size = (area.width, area.height);
    if area.width < LEAST.0 || area.height < LEAST.1 {
        too_small(app, area, frame.buffer_mut());
        return;
    }
    let cursor = draw(app, area, frame.buffer_mut());
    frame.set_cursor_position(cursor);
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
    let cursor = match &mut app.stage {
        Stage::Door(door) => door::view::draw(door, &app.settings, app.wait, area, buf),
        Stage::Open(session) => {
            title(session, &app.settings, row(area, 0), buf);
            tabs(session, &theme, row(area, 1), buf);
            let rest = Rect { y: area.y + 2, height: area.height - 4, ..area };
            table::draw(session, &theme, rest, buf)
        }
    };
    let cursor = draw_layers(app, area, buf).unwrap_or(cursor);
    let cursor = match &mut app.reading {
        Some(reading) => messages::draw_reading(reading, &theme, area, buf),
        None => cursor,
    };
    messages::draw_notice(app, area, buf);
    bar::draw(app, row(area, area.height - 1), buf);
    cursor
}

fn row(area: Rect, y: u16) -> Rect {
    Rect { y: area.y + y, height: 1, ..area }
}

/// The program, the office and the day.
fn title(session: &Session, settings: &Settings, area: Rect, buf: &mut Buffer) {
    let lang = settings.lang;
    let today = session.desk.today;
    let mut right = match lang {
        Lang::Ja => format!("{today} {}", format_wareki(today)),
        Lang::En => today.to_string(),
    };
    if settings.day_given {
        right = format!("[{}] {right}", Word::DayGiven.say(lang));
    }
    if settings.practice {
        right = format!("[{}] {right}", Word::Practice.say(lang));
    }
    if let Some(mark) = session.mark() {
        right = format!("[{}] {right}", mark.say(lang));
    }
    let width = usize::from(area.width);
    let right = truncate(&right, width);
    let office = session.desk.register.office().name.as_deref().unwrap_or_default();
    let left = format!("{}  {}", Word::Program.say(lang), visible(office));
    let room = width.saturating_sub(cells(&right) + 1);
    let style = settings.theme.heading;
    put(buf, area.x, area.y, &fit(&left, room), room, style);
    let at = area.x + u16::try_from(width - cells(&right)).unwrap_or(0);
    put(buf, at, area.y, &right, cells(&right), settings.theme.text);
}

fn tabs(session: &Session, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let lang = session.desk.lang;
    let mut x = area.x;
    for tab in Tab::ALL {
        let word = if tab == Tab::Today { Word::TabToday } else { tab.screen().title() };
        let text = format!("{}{}", tab.place() + 1, word.say(lang));
        let width = u16::try_from(cells(&text)).unwrap_or(0);
        if x + width > area.right() {
            put(buf, area.right().saturating_sub(2), area.y, "..", 2, theme.dim);
            break;
        }
        let style = if tab == session.tab { theme.tab_active } else { theme.tab };
        buf.set_string(x, area.y, text, style);
        x += width + 1;
    }
}

/// Draws the layers, the topmost last; says where the caret rests.
fn draw_layers(app: &mut App, area: Rect, buf: &mut Buffer) -> Option<Position> {
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
