//! Moving about in whatever is on top.

use crate::tui::{
    app::{
        App, Layer, a_page,
        allowed::always,
        binding::{Binding, row},
    },
    desk::Desk,
    keys::Ctx,
    lists::list::List,
    terminal::input::Key,
    words::Word,
};

/// The row above.
pub const fn up(ctx: Ctx) -> Binding {
    row(ctx, &[Key::UP], Word::KeyUp, 0, always, |app, _, _| step(app, -1))
}

/// The row below.
pub const fn down(ctx: Ctx) -> Binding {
    row(ctx, &[Key::DOWN], Word::KeyDown, 0, always, |app, _, _| step(app, 1))
}

/// A page up.
pub const fn page_up(ctx: Ctx) -> Binding {
    row(ctx, &[Key::PAGE_UP], Word::KeyPageUp, 0, always, |app, _, _| step(app, -page(app)))
}

/// A page down.
pub const fn page_down(ctx: Ctx) -> Binding {
    row(ctx, &[Key::PAGE_DOWN], Word::KeyPageDown, 0, always, |app, _, _| step(app, page(app)))
}

/// The first row.
pub const fn top(ctx: Ctx) -> Binding {
    row(ctx, &[Key::HOME], Word::KeyTop, 0, always, |app, _, _| jump(app, false))
}

/// The last row.
pub const fn bottom(ctx: Ctx) -> Binding {
    row(ctx, &[Key::END], Word::KeyBottom, 0, always, |app, _, _| jump(app, true))
}

/// Closes what is on top.
pub const fn back(ctx: Ctx, bar: u8) -> Binding {
    row(ctx, &[Key::ESC], Word::KeyBack, bar, always, |app, _, _| {
        app.layers.pop();
    })
}

pub fn with_list(app: &mut App, change: impl FnOnce(&mut List, &mut Desk)) {
    if let Some(session) = app.session_mut() {
        let (list, desk) = session.list_and_desk();
        change(list, desk);
    }
}

fn page(app: &App) -> isize {
    if app.reading.is_some() {
        return 5;
    }
    let rows = app.layers.last().and_then(Layer::page);
    let rows = rows.or_else(|| app.session().map(|session| a_page(session.page)));
    rows.and_then(|rows| isize::try_from(rows).ok()).unwrap_or(10)
}

pub fn step(app: &mut App, by: isize) {
    if let Some(reading) = &mut app.reading {
        reading.page.scroll_by(by);
        return;
    }
    let (layers, scene) = app.split();
    match layers.last_mut() {
        Some(layer) => layer.step(by, scene),
        None => with_list(app, |list, desk| list.step(desk, by)),
    }
}

fn jump(app: &mut App, end: bool) {
    if let Some(reading) = &mut app.reading {
        reading.page.jump(end);
        return;
    }
    match app.layers.last_mut() {
        Some(layer) => layer.jump(end),
        None => with_list(app, |list, desk| list.jump(desk, end)),
    }
}
