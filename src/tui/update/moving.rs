//! Moving about in whatever is on top.

use crate::tui::{
    allowed::always,
    app::App,
    desk::Desk,
    input::Key,
    keys::{Binding, Ctx, row},
    layers::Layer,
    list::List,
    text::Word,
};

use super::case;

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
    let height = match app.layers.last() {
        _ if app.reading.is_some() => return 5,
        Some(Layer::Confirm(_)) => return 5,
        Some(Layer::Review(review)) if review.ctx() == Ctx::ReviewSign => return 5,
        Some(Layer::History(page)) => page.page,
        Some(Layer::Review(review)) => review.page,
        Some(Layer::Routine(work)) => work.page,
        Some(Layer::Work(work)) => work.height,
        _ => app.session().map_or(11, |session| session.page),
    };
    isize::try_from(height.saturating_sub(1).max(1)).unwrap_or(10)
}

fn step(app: &mut App, by: isize) {
    if let Some(reading) = &mut app.reading {
        reading.page.step(by);
        return;
    }
    match app.layers.last_mut() {
        Some(Layer::Picker(picker)) => picker.step(by),
        Some(Layer::Page(page)) => page.step(by),
        Some(Layer::Form(form)) => form.move_focus(by),
        Some(Layer::Sheet(sheet)) => sheet.move_focus(by),
        Some(Layer::Accounts(accounts)) => accounts.step(by),
        Some(Layer::About(about)) => about.page.step(by),
        Some(Layer::Paper(preview)) => preview.page.step(by),
        Some(Layer::History(page)) => page.step(by),
        Some(Layer::Review(review)) => review.step(by),
        Some(Layer::Round(round)) => round.step(by),
        Some(Layer::Routine(work)) => work.step(by),
        Some(Layer::Work(work)) => work.step(by),
        Some(Layer::Confirm(confirm)) => confirm.scroll = confirm.scroll.saturating_add_signed(by),
        Some(Layer::Responses(_) | Layer::Guide(_)) => case::step(app, by),
        Some(Layer::Prompt(_)) => {}
        None => with_list(app, |list, desk| list.step(desk, by)),
    }
}

fn jump(app: &mut App, end: bool) {
    if let Some(reading) = &mut app.reading {
        reading.page.jump(end);
        return;
    }
    match app.layers.last_mut() {
        Some(Layer::Page(page)) => page.jump(end),
        Some(Layer::About(about)) => about.page.jump(end),
        Some(Layer::Paper(preview)) => preview.page.jump(end),
        Some(Layer::History(page)) => page.jump(end),
        Some(Layer::Review(review)) => review.jump(end),
        Some(Layer::Round(round)) => round.jump(end),
        Some(Layer::Routine(work)) => work.jump(end),
        Some(Layer::Work(work)) => work.jump(end),
        Some(_) => {}
        None => with_list(app, |list, desk| list.jump(desk, end)),
    }
}
