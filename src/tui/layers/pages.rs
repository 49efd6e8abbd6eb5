//! Pages to read, and messages that are read in full.

use crate::tui::{
    app::{
        App,
        allowed::always,
        binding::{Binding, row},
        page::Page,
    },
    keys::{Ctx, ch},
    terminal::input::Key,
    words::{Reason, Word},
};

use super::moving::{bottom, down, page_down, page_up, top, up};

pub static KEYS: &[Binding] = &[
    row(Ctx::Page, &[Key::ESC, Key::ENTER], Word::KeyBack, 1, always, |app, _, _| {
        if app.reading.take().is_none() {
            app.layers.pop();
        }
    })
    .or(&[ch('q'), Key::LEFT]),
    up(Ctx::Page).or(&[ch('k')]),
    down(Ctx::Page).or(&[ch('j')]),
    page_up(Ctx::Page),
    page_down(Ctx::Page).called(Word::KeyPageDown, 3).or(&[Key::SPACE]).where_possible(reads_on),
    top(Ctx::Page),
    bottom(Ctx::Page),
];

/// There is more to read than has room.
fn reads_on(app: &App) -> Result<(), Reason> {
    let page = app.reading.as_ref().map(|reading| &reading.page).or_else(|| app.layers.top::<Page>());
    if page.is_some_and(|page| page.reads_on) { Ok(()) } else { Err(Reason::AllInSight) }
}
