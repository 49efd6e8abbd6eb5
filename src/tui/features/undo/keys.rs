//! The keys of the steps that can be taken back.

use crate::{
    register::undo::far,
    store::PastChange,
    tui::{
        app::{
            App, Effect,
            allowed::{self, always},
            binding::{Binding, row, writes},
            page::Page,
        },
        keys::{Ctx, ch, ctrl},
        layers::{
            moving::{back, bottom, down, page_down, page_up, top, up},
            rows::Listing,
        },
        recording::undo::{self, TakenBack},
        terminal::{input::Key, tone::Tone},
        words::{HistoryWord, Reason, Word},
    },
};

use super::Steps;

pub static KEYS: &[Binding] = &[
    writes(Ctx::Steps, &[ch('u'), ctrl('u')], Word::KeyTakeBack, 1, can_take_back, |app, _, effects| {
        take_back(app, effects);
    }),
    row(Ctx::Steps, &[Key::ENTER, Key::RIGHT], Word::KeyStepDetails, 2, can_take_back, |app, _, _| {
        show_step(app);
    }),
    back(Ctx::Steps, 3).or(&[ch('q'), Key::LEFT]),
    up(Ctx::Steps).or(&[ch('k')]),
    down(Ctx::Steps).or(&[ch('j')]),
    page_up(Ctx::Steps),
    page_down(Ctx::Steps),
    top(Ctx::Steps),
    bottom(Ctx::Steps),
    row(Ctx::Anywhere, &[ch('U'), ctrl('y')], Word::KeySteps, 0, always, |app, _, _| {
        show(app);
    }),
];

fn can_take_back(app: &App) -> Result<(), Reason> {
    match app.layers.top::<Listing<Steps>>() {
        Some(listing) if listing.of.at(listing.place).is_some() => Ok(()),
        _ => Err(Reason::NoRow),
    }
}

/// Shows the steps that can be taken back.
pub fn show(app: &mut App) {
    if app.session().is_some() && !app.layers.is_top::<Listing<Steps>>() {
        app.layers.push(Listing::new(Steps::new()));
    }
}

/// The changes that can be taken back have come.
pub fn receive(app: &mut App, outcome: Result<Vec<PastChange>, String>) {
    let (layers, scene) = app.split();
    let steps = layers.all_mut::<Listing<Steps>>().next();
    if let (Some(steps), Some(session)) = (steps, scene.session) {
        steps.of.receive(outcome, &session.desk);
    }
}

/// Takes the selected step back as a new entry of the history, or tells why that is not possible.
fn take_back(app: &mut App, effects: &mut Vec<Effect>) {
    let lang = app.lang();
    if let Err(reason) = allowed::write(app) {
        app.tell(reason.say(lang), Tone::Plain);
        return;
    }
    if app.pending.is_some() {
        app.tell(Word::WaitingForCommit.say(lang), Tone::Plain);
        return;
    }
    let Some(Listing { of: list, place, .. }) = app.layers.top::<Listing<Steps>>() else { return };
    let Some(step) = list.at(*place) else { return };
    if step.undo.way_back.is_err() {
        let why = list.answer(step, lang).replace('\n', " ");
        app.tell(why, Tone::Error);
        return;
    }
    let (change, label) = (step.past.change.clone(), step.label.clone());
    let (batch, redo) = (Some(step.past.batch), step.past.undoes.is_some());
    let own = app
        .session()
        .is_some_and(|session| session.steps.iter().any(|made| made.on.is_some() && made.change == change));
    // The list shows it, with what it changed.
    let taken = TakenBack { step: change, label, batch, redo };
    undo::ask_or_take(app, taken, far(own, true), effects);
}

/// Shows the selected step in full.
fn show_step(app: &mut App) {
    let lang = app.lang();
    let page = match (app.layers.top::<Listing<Steps>>(), app.session()) {
        (Some(Listing { of: list, place, .. }), Some(session)) => list.at(*place).map(|step| {
            let title = HistoryWord::EntryTitle.fill(lang, &[&step.past.batch.to_string()]);
            Page::new(title, list.lines(*place, &session.desk))
        }),
        _ => None,
    };
    app.layers.extend(page);
}
