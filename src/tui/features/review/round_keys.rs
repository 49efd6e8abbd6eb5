//! The round of reviews: which group comes next.

use crate::tui::{
    app::{
        App, Effect, Env,
        allowed::always,
        binding::{Binding, row, writes},
        page::Page,
    },
    keys::{Ctx, ch, ctrl},
    layers::moving::{back, bottom, down, page_down, page_up, top, up},
    terminal::input::Key,
    words::{ReviewWord, Word},
};

use super::{
    keys::start,
    round::{self, Round},
};

pub static KEYS: &[Binding] = &[
    open_round(Ctx::Groups, 3),
    open_round(Ctx::Today, 6),
    writes(Ctx::Round, &[Key::ENTER], Word::KeyRoundGo, 1, always, start_selected),
    row(Ctx::Round, &[ch('s'), Key::RIGHT], Word::KeyRoundSummary, 2, always, |app, _, _| summary(app)),
    row(Ctx::Round, &[ch('f'), ctrl('g')], Word::KeyRoundScope, 3, always, |app, _, _| {
        change_scope(app);
    }),
    back(Ctx::Round, 4).or(&[ch('q'), Key::LEFT]),
    up(Ctx::Round).or(&[ch('k')]),
    down(Ctx::Round).or(&[ch('j')]),
    page_up(Ctx::Round),
    page_down(Ctx::Round),
    top(Ctx::Round),
    bottom(Ctx::Round),
];

const fn open_round(ctx: Ctx, bar: u8) -> Binding {
    let keys = const { &[ch('r'), ctrl('r')] };
    row(ctx, keys, Word::KeyRound, bar, always, |app, _, _| {
        let round = app.session().map(|session| Round::new(&session.desk));
        app.layers.extend(round);
    })
}

fn start_selected(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    if let Some(round) = app.layers.top::<Round>()
        && let Some(group) = round.selected().map(|row| row.group.clone())
    {
        start(app, &group, env, effects);
    }
}

fn change_scope(app: &mut App) {
    let (layers, scene) = app.split();
    if let (Some(round), Some(session)) = (layers.top_mut::<Round>(), scene.session) {
        round.change_scope(&session.desk);
    }
}

/// Shows what the round has come to.
pub fn summary(app: &mut App) {
    let lang = app.lang();
    let scope = app.layers.all::<Round>().next().map(|round| round.scope);
    let Some(session) = app.session() else { return };
    let lines = round::summary(&session.desk, scope.unwrap_or_default());
    app.layers.push(Page::new(ReviewWord::SummaryTitle.say(lang).to_owned(), lines));
}
