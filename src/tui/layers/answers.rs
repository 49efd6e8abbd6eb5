//! The keys of a list to choose from, a question and a line to type.

use crate::tui::{
    app::{
        App, Effect, Env, Layer,
        allowed::always,
        binding::{Binding, row},
    },
    keys::{Ctx, ch, f},
    terminal::input::Key,
    words::{Reason, Word},
};

use super::{
    moving::{back, bottom, down, page_down, page_up, top, up},
    picker::Picker,
};

pub static KEYS: &[Binding] = &[
    row(Ctx::Picker, &[Key::ENTER], Word::KeyChoose, 1, always, accept),
    // A letter is text there: the picker takes it itself.
    row(Ctx::Picker, &[Key::SPACE], Word::KeyTick, 3, takes_many, |_, _, _| {}),
    back(Ctx::Picker, 2).called(Word::KeyCancel, 2),
    up(Ctx::Picker),
    down(Ctx::Picker),
    page_up(Ctx::Picker),
    page_down(Ctx::Picker),
    top(Ctx::Picker),
    bottom(Ctx::Picker),
    row(Ctx::Confirm, &[ch('y'), f(10)], Word::KeyYes, 1, always, accept),
    row(Ctx::Confirm, &[Key::ESC], Word::KeyNo, 2, always, cancel).or(&[ch('n')]),
    row(Ctx::Confirm, &[Key::ENTER], Word::KeyAnswer, 3, always, answer),
    other_answer(Ctx::Confirm, &[Key::DOWN, Key::RIGHT, Key::TAB]),
    other_answer(Ctx::Confirm, &[Key::UP, Key::LEFT, Key::BACK_TAB]),
    page_up(Ctx::Confirm).called(Word::KeyReadUp, 0),
    page_down(Ctx::Confirm).called(Word::KeyReadDown, 0),
    top(Ctx::Confirm),
    bottom(Ctx::Confirm),
    // The reason for removing a member is typed on the review itself.
    row(Ctx::Prompt, &[Key::ENTER], Word::KeyAccept, 1, always, accept),
    row(Ctx::Prompt, &[Key::ESC], Word::KeyCancel, 2, always, cancel),
];

/// Several can be ticked.
fn takes_many(app: &App) -> Result<(), Reason> {
    let many = app.layers.top().is_some_and(Picker::takes_many);
    if many { Ok(()) } else { Err(Reason::OneIsChosen) }
}

/// The other one of two answers.
pub const fn other_answer(ctx: Ctx, keys: &'static [Key]) -> Binding {
    row(ctx, keys, Word::KeyOtherAnswer, 0, always, |app, _, _| {
        if let Some(focus) = app.layers.last_mut().and_then(|layer| layer.focus()) {
            focus.turn();
        }
    })
}

fn accept(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    if let Some(accept) = app.layers.last().map(Layer::accept) {
        accept(app, env, effects);
    }
}

fn cancel(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    if let Some(cancel) = app.layers.last().map(Layer::cancel) {
        cancel(app, env, effects);
    }
}

/// Enter on a question: the answer in focus. Of a question that nobody has seen yet it answers nothing.
pub fn answer(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    let Some(layer) = app.layers.last_mut() else { return };
    let Some(focus) = layer.focus().map(|focus| *focus).filter(|focus| focus.is_shown()) else { return };
    let act = if focus.is_yes() { layer.accept() } else { layer.cancel() };
    act(app, env, effects);
}
