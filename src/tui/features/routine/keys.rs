//! The steps that can be taken back, the calendar, and what is recorded for many people at once.

use rustc_hash::FxHashSet;

use crate::{
    register::{Key as RecordKey, id::PersonId, undo::far},
    store::PastChange,
    tui::{
        app::{
            self, App, Effect, Env,
            allowed::{self, always},
            binding::{Binding, row, writes},
            page::Page,
        },
        keys::{Ctx, ch, ctrl, f},
        layers::{
            asked::About,
            moving::{back, bottom, down, page_down, page_up, top, up},
        },
        lists::{RowKey, Tab},
        recording::{
            asking,
            open::go_to,
            settle,
            undo::{self, TakenBack},
        },
        terminal::{input::Key, tone::Tone},
        widgets::scroll::ListPlace,
        words::{RoutineWord, Said, Word},
    },
};

use super::{
    Kind, Routine, calendar::Weeks, can_take_back, leads_to_record, on_top, session::Session, somebody,
    steps::Steps,
};

pub static KEYS: &[Binding] = &[
    // Many people at once.
    writes(Ctx::Staff, &[ch('T'), ctrl('o')], Word::KeyTrainingRound, 6, always, |app, _, _| {
        open_session(app, About::Training);
    }),
    writes(Ctx::Staff, &[ch('W'), ctrl('r')], Word::KeyPasswordRound, 6, always, |app, _, _| {
        open_session(app, About::Passwords);
    }),
    // The steps back.
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
    // The calendar.
    row(Ctx::Weeks, &[Key::ENTER, Key::RIGHT], Word::KeyToRecord, 1, leads_to_record, |app, env, _| {
        to_record(app, env);
    }),
    back(Ctx::Weeks, 2).or(&[ch('q'), Key::LEFT]),
    up(Ctx::Weeks).or(&[ch('k')]),
    down(Ctx::Weeks).or(&[ch('j')]),
    page_up(Ctx::Weeks),
    page_down(Ctx::Weeks).or(&[Key::SPACE]),
    top(Ctx::Weeks),
    bottom(Ctx::Weeks),
    // The people of a session.
    row(Ctx::Session, &[Key::SPACE], Word::KeyTick, 1, somebody, |app, _, _| tick(app)),
    row(Ctx::Session, &[ch('*'), ctrl('k')], Word::KeyTickDue, 2, somebody, |app, _, _| {
        tick_all(app, true);
    }),
    row(Ctx::Session, &[ch('a'), ctrl('a')], Word::KeyTickAll, 3, somebody, |app, _, _| {
        tick_all(app, false);
    }),
    row(Ctx::Session, &[Key::ENTER, f(10)], Word::KeyRecordTicked, 4, somebody, |app, env, _| {
        ask_for_ticked(app, env);
    }),
    back(Ctx::Session, 5).or(&[ch('q'), Key::LEFT]),
    up(Ctx::Session).or(&[ch('k')]),
    down(Ctx::Session).or(&[ch('j')]),
    page_up(Ctx::Session),
    page_down(Ctx::Session),
    top(Ctx::Session),
    bottom(Ctx::Session),
    row(Ctx::Anywhere, &[ch('U'), ctrl('y')], Word::KeySteps, 0, always, |app, _, _| {
        open_steps(app);
    }),
    row(Ctx::Anywhere, &[ch('C'), f(10)], Word::KeyCalendar, 0, always, |app, _, _| {
        open(app, |session| Kind::Weeks(Weeks::of(&session.desk)));
    }),
];

/// Opens one of the lists.
fn open(app: &mut App, kind: impl FnOnce(&app::Session) -> Kind) {
    let Some(session) = app.session() else { return };
    let kind = kind(session);
    app.layers.push(Routine::new(kind));
}

/// Opens the steps that can be taken back, unless a list of this kind is on top.
pub fn show_steps(app: &mut App) {
    if !app.layers.is_top::<Routine>() {
        open_steps(app);
    }
}

fn open_steps(app: &mut App) {
    open(app, |_| Kind::Steps(Steps::new()));
}

fn open_session(app: &mut App, about: About) {
    open(app, |session| {
        let marks = session.lists[Tab::Staff.place()].marks.iter().filter_map(|key| match key {
            RowKey::Record(RecordKey::Staff(id)) => Some(id.clone()),
            _ => None,
        });
        let marked: FxHashSet<PersonId> = marks.collect();
        Kind::Session(Session::new(about, &session.desk, &marked))
    });
}

/// Goes to the record of the selected row of the calendar.
fn to_record(app: &mut App, env: Env) {
    if let Some(Routine { kind: Kind::Weeks(weeks), place, .. }) = on_top(app)
        && let Some(subject) = weeks.subject(*place).cloned()
    {
        app.layers.pop();
        go_to(app, &subject, env);
    }
}

fn session_on_top(app: &mut App) -> Option<(&mut Session, ListPlace)> {
    let work = app.layers.top_mut::<Routine>()?;
    match &mut work.kind {
        Kind::Session(session) => Some((session, work.place)),
        _ => None,
    }
}

fn tick(app: &mut App) {
    if let Some((session, place)) = session_on_top(app) {
        session.toggle(place);
    }
    if let Some(work) = app.layers.top_mut::<Routine>() {
        work.step_by(1);
    }
}

fn tick_all(app: &mut App, due_only: bool) {
    if let Some((session, _)) = session_on_top(app) {
        session.toggle_all(due_only);
    }
}

fn ask_for_ticked(app: &mut App, env: Env) {
    if let Some((session, _)) = session_on_top(app) {
        let (about, ticked) = (session.about, session.ticked());
        ask_for(app, about, &ticked, env);
    }
}

/// Asks what is still missing for those who were ticked: of a training its day and title, of passwords the day, where today is
/// there already.
fn ask_for(app: &mut App, about: About, ticked: &[PersonId], env: Env) {
    let facts = about.facts(ticked);
    if facts.is_empty() {
        app.tell(RoutineWord::NobodyTicked.say(app.lang()), Tone::Plain);
    } else if !asking::ask(app, &facts, env) {
        settle::ask_day(app, &env.today().to_string(), facts);
    }
}

/// Takes the steps that the vault told.
pub fn take(app: &mut App, outcome: Result<Vec<PastChange>, String>) {
    let (layers, scene) = app.split();
    let steps = layers.all_mut::<Routine>().find_map(|work| match &mut work.kind {
        Kind::Steps(steps) => Some(steps),
        _ => None,
    });
    if let (Some(steps), Some(session)) = (steps, scene.session) {
        steps.take(outcome, &session.desk);
    }
}

fn steps(app: &App) -> Option<(&Routine, &Steps)> {
    match app.layers.top::<Routine>() {
        Some(work) => match &work.kind {
            Kind::Steps(steps) => Some((work, steps)),
            _ => None,
        },
        _ => None,
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
    app.layers.extend(page);
}
