//! Pages to read, and messages that are read in full.

use crate::tui::{
    app::{
        allowed::always,
        binding::{Binding, row},
    },
    keys::{Ctx, ch},
    terminal::input::Key,
    words::Word,
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
    page_down(Ctx::Page).called(Word::KeyPageDown, 3).or(&[Key::SPACE]),
    top(Ctx::Page),
    bottom(Ctx::Page),
];
