//! The steps that can be taken back, the calendar, and what is recorded for many people at once.

use rustc_hash::FxHashSet;

use crate::{
    register::{Key as RecordKey, id::PersonId, undo::far},
    store::PastChange,
    tui::{
        app::{App, Effect, Env},
        keymap::Action,
        layers::{Layer, Purpose, TakenBack, page::Page},
        possible,
        routine::{
            Kind, Routine,
            calendar::Weeks,
            session::{About, Session},
            steps::{MOST, Steps},
        },
        screens::{RowKey, Tab},
        text::{RoutineWord, Said, Word},
        tone::Tone,
    },
};

use super::{asking, open::go_to, undo};

/// Opens one of the lists.
pub fn open(app: &mut App, action: Action) {
    let Some(session) = app.session() else { return };
    let kind = match action {
        Action::Calendar => Kind::Weeks(Weeks::of(&session.desk)),
        Action::TrainingRound | Action::PasswordRound => {
            let about = if action == Action::TrainingRound { About::Training } else { About::Passwords };
            let marks = session.lists[Tab::Staff.place()].marks.iter().filter_map(|key| match key {
                RowKey::Record(RecordKey::Staff(id)) => Some(id.clone()),
                _ => None,
            });
            let marked: FxHashSet<PersonId> = marks.collect();
            Kind::Session(Session::new(about, &session.desk, &marked))
        }
        _ => Kind::Steps(Steps::new()),
    };
    app.layers.push(Layer::Routine(Box::new(Routine::new(kind))));
}

/// Carries out an action where it means something of its own in the list on top; says whether it does.
pub fn takes(app: &mut App, action: Action, env: Env, effects: &mut Vec<Effect>) -> bool {
    let Some(Layer::Routine(work)) = app.layers.last_mut() else { return false };
    let place = work.place;
    match (&mut work.kind, action) {
        (Kind::Steps(_), Action::TakeBack) => take_back(app, effects),
        (Kind::Steps(_), Action::Open) => show_step(app),
        (Kind::Weeks(weeks), Action::Open) => {
            if let Some(subject) = weeks.subject(place).cloned() {
                app.layers.pop();
                go_to(app, &subject, env);
            }
        }
        (Kind::Session(session), Action::Mark) => {
            session.toggle(place);
            work.step(1);
        }
        (Kind::Session(session), Action::MarkAll) => session.toggle_all(true),
        (Kind::Session(session), Action::MarkEverybody) => session.toggle_all(false),
        (Kind::Session(session), Action::Accept) => {
            let (about, ticked) = (session.about, session.ticked());
            ask_for(app, about, &ticked, env);
        }
        _ => return false,
    }
    true
}

/// Asks what is still missing for those who were ticked: of a training its day and title, of passwords the day, where today is
/// there already.
fn ask_for(app: &mut App, about: About, ticked: &[PersonId], env: Env) {
    let facts = Session::facts(about, ticked);
    if facts.is_empty() {
        app.tell(RoutineWord::NobodyTicked.say(app.lang()), Tone::Plain);
    } else if !asking::ask(app, &facts, env) {
        app.ask(Word::AskDay, &env.today().to_string(), Purpose::Day(facts));
    }
}

/// What was ticked is on its way to the vault: its list is done with.
pub fn recorded(app: &mut App) {
    if matches!(app.layers.last(), Some(Layer::Routine(work)) if matches!(work.kind, Kind::Session(_))) {
        app.layers.pop();
        if let Some(session) = app.session_mut() {
            session.lists[Tab::Staff.place()].marks.clear();
        }
    }
}

/// Asks the vault for the steps where the list wants them.
pub fn ask(app: &mut App, moved: bool, effects: &mut Vec<Effect>) {
    for layer in &mut app.layers {
        if let Layer::Routine(work) = layer
            && let Kind::Steps(steps) = &mut work.kind
            && std::mem::take(&mut steps.stale) | moved
        {
            effects.push(Effect::ReadPastChanges(MOST));
        }
    }
}

/// Takes the steps that the vault told.
pub fn take(app: &mut App, outcome: Result<Vec<PastChange>, String>) {
    let mut layers = std::mem::take(&mut app.layers);
    let steps = layers.iter_mut().find_map(|layer| match layer {
        Layer::Routine(work) => match &mut work.kind {
            Kind::Steps(steps) => Some(steps),
            _ => None,
        },
        _ => None,
    });
    if let (Some(steps), Some(session)) = (steps, app.session()) {
        steps.take(outcome, &session.desk);
    }
    app.layers = layers;
}

fn steps(app: &App) -> Option<(&Routine, &Steps)> {
    match app.layers.last() {
        Some(Layer::Routine(work)) => match &work.kind {
            Kind::Steps(steps) => Some((work, steps)),
            _ => None,
        },
        _ => None,
    }
}

/// Takes the selected step back as a new entry of the history, or tells why that is not possible.
fn take_back(app: &mut App, effects: &mut Vec<Effect>) {
    let lang = app.lang();
    if let Err(reason) = possible::write(app) {
        app.tell(reason.say(lang), Tone::Plain);
        return;
    }
    if app.pending.is_some() {
        app.tell(Word::WaitingForCommit.say(lang), Tone::Plain);
        return;
    }
    let Some((work, list)) = steps(app) else { return };
    let Some(step) = list.at(work.place) else { return };
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
    let page = match (steps(app), app.session()) {
        (Some((work, list)), Some(session)) => list.at(work.place).map(|step| {
            let title = Said::EntryTitle.fill(lang, &[&step.past.batch.to_string()]);
            Page::new(title, list.details(work.place, &session.desk))
        }),
        _ => None,
    };
    app.layers.extend(page.map(Layer::Page));
}
