//! What is typed into a form, and into a small form.

use crate::tui::{
    app::{
        App, Effect, Env, Next,
        allowed::{always, write, write_own},
        binding::{Binding, row, writes},
    },
    features::{beginning, ending, incident::guide, vault::keys as vault},
    forms::{Form, field::Entry},
    keys::{Ctx, ctrl, f},
    layers::{
        Answers, Confirm,
        moving::{page_down, page_up},
        sheet::{Errand, Sheet},
    },
    recording::{
        asking,
        candidates::{has_candidates, names_a_record, pick_for_field},
        commit::carry,
        open, survey,
    },
    terminal::input::Key,
    words::{Reason, Word},
};

pub static KEYS: &[Binding] = &[
    writes(Ctx::Form, &[ctrl('s'), f(10)], Word::KeySave, 1, always, save),
    row(Ctx::Form, &[Key::ESC], Word::KeyCancel, 2, always, |app, _, _| leave(app)),
    row(Ctx::Form, &[Key::DOWN, Key::TAB], Word::KeyNextField, 3, always, |app, _, _| move_focus(app, 1)),
    row(Ctx::Form, &[Key::UP, Key::BACK_TAB], Word::KeyPreviousField, 0, always, |app, _, _| {
        move_focus(app, -1);
    }),
    row(Ctx::Form, &[Key::ENTER, f(4)], Word::KeyPick, 4, to_pick, |app, _, _| pick_for_field(app))
        // In any other field Enter goes on to the next, or writes a line.
        .counting(|app, key| key != Key::ENTER || names_a_record(app)),
    next_choice(Ctx::Form),
    previous_choice(Ctx::Form),
    writes(Ctx::Form, &[ctrl('t')], Word::KeyStamp, 5, takes_a_time, |app, env, _| stamp(app, env)),
    writes(Ctx::Form, &[f(2)], Word::KeyTakeTheirs, 0, has_two_values, |app, _, _| {
        if let Some(form) = app.layers.top_mut::<Form>() {
            form.swap_theirs();
        }
    }),
    writes(Ctx::Form, &[f(3)], Word::KeyKeepMine, 0, has_two_values, |app, _, _| {
        if let Some(form) = app.layers.top_mut::<Form>() {
            form.keep_mine();
        }
    }),
    writes(Ctx::Form, &[f(5)], Word::KeySameAgain, 6, one_before, |app, _, _| open::same_again(app)),
    page_up(Ctx::Form),
    page_down(Ctx::Form),
    writes(Ctx::Sheet, &[ctrl('s'), f(10)], Word::KeyAccept, 1, always, send).if_may(write_in_sheet),
    row(Ctx::Sheet, &[Key::ESC], Word::KeyCancel, 2, always, |app, _, _| leave_sheet(app)),
    row(Ctx::Sheet, &[Key::ENTER], Word::KeyNext, 3, always, |app, env, effects| {
        match app.layers.top::<Sheet>() {
            Some(sheet) if sheet.at_end() => send(app, env, effects),
            _ if names_a_record(app) => pick_for_field(app),
            _ => move_focus(app, 1),
        }
    }),
    row(Ctx::Sheet, &[f(4)], Word::KeyPick, 0, to_pick, |app, _, _| pick_for_field(app)),
    row(Ctx::Sheet, &[Key::DOWN, Key::TAB], Word::KeyNextField, 4, has_several_fields, |app, _, _| {
        move_focus(app, 1);
    }),
    row(Ctx::Sheet, &[Key::UP, Key::BACK_TAB], Word::KeyPreviousField, 0, has_several_fields, |app, _, _| {
        move_focus(app, -1);
    }),
    next_choice(Ctx::Sheet).if_may(write_in_sheet),
    previous_choice(Ctx::Sheet).if_may(write_in_sheet),
];

const fn next_choice(ctx: Ctx) -> Binding {
    writes(ctx, &[Key::RIGHT], Word::KeyNextChoice, 5, takes_choice, |app, _, _| choose(app, 1))
        .counting(|app, _| takes_lines(app) || takes_choice(app).is_ok())
}

const fn previous_choice(ctx: Ctx) -> Binding {
    writes(ctx, &[Key::LEFT], Word::KeyPreviousChoice, 0, takes_choice, |app, _, _| choose(app, -1))
        .counting(|app, _| takes_lines(app) || takes_choice(app).is_ok())
}

/// Their own password is everybody's to change.
fn write_in_sheet(app: &App) -> Result<(), Reason> {
    match app.layers.top::<Sheet>() {
        Some(sheet) if matches!(sheet.errand, Errand::Password | Errand::CopyKey(_)) => write_own(app),
        Some(sheet) if matches!(sheet.errand, Errand::OfBackup { .. }) => Ok(()),
        _ => write(app),
    }
}

/// The field in focus has a value of another session beside the one typed here.
fn has_two_values(app: &App) -> Result<(), Reason> {
    match app.layers.top::<Form>() {
        Some(form) if form.field().is_some_and(|field| field.theirs.is_some()) => Ok(()),
        _ => Err(Reason::OneValue),
    }
}

/// The small form asks for more than one thing.
fn has_several_fields(app: &App) -> Result<(), Reason> {
    match app.layers.top::<Sheet>() {
        Some(sheet) if sheet.fields.len() < 2 => Err(Reason::OneField),
        _ => Ok(()),
    }
}

/// The field in focus has choices.
fn takes_choice(app: &App) -> Result<(), Reason> {
    let here =
        app.layers.top().is_some_and(Form::takes_choice) || app.layers.top().is_some_and(Sheet::takes_choice);
    if here { Ok(()) } else { Err(Reason::NotAChoice) }
}

/// A new record of a kind of which there is one already.
fn one_before(app: &App) -> Result<(), Reason> {
    if open::has_one_before(app) { Ok(()) } else { Err(Reason::NoneBefore) }
}

/// There is something to choose from for the field in focus.
fn to_pick(app: &App) -> Result<(), Reason> {
    if has_candidates(app) { Ok(()) } else { Err(Reason::NothingToPick) }
}

/// The field in focus takes a text of several lines.
fn takes_lines(app: &App) -> bool {
    app.layers.top().is_some_and(Form::takes_lines)
}

/// The field in focus takes a day or a time.
fn takes_a_time(app: &App) -> Result<(), Reason> {
    match app.layers.top::<Form>() {
        Some(form)
            if matches!(form.field().map(|field| &field.entry), Some(Entry::Day(_) | Entry::Moment(_))) =>
        {
            Ok(())
        }
        _ => Err(Reason::NotATime),
    }
}

/// The next or the previous choice of the field in focus.
fn choose(app: &mut App, by: isize) {
    if let Some(form) = app.layers.top_mut::<Form>() {
        form.choose(by);
    } else if let Some(sheet) = app.layers.top_mut::<Sheet>() {
        sheet.choose(by);
    }
}

/// Puts the day or the time of now into the field in focus.
fn stamp(app: &mut App, env: Env) {
    if let Some(form) = app.layers.top_mut::<Form>()
        && let Some(stamp) = form.stamp(env.now)
    {
        form.put(&stamp);
    }
}

/// Ends the small form on top.
fn send(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    match app.layers.top::<Sheet>() {
        Some(sheet) if sheet.surveyed().is_some() => survey::send(app, env),
        Some(sheet) if sheet.is_about_facts() => asking::send(app, env, effects),
        Some(sheet) if matches!(sheet.errand, Errand::Beginning) => beginning::send(app, env, effects),
        Some(sheet) if sheet.ends().is_some() => ending::send(app, env),
        _ => vault::send(app, effects),
    }
}

/// Leaves the small form on top.
fn leave_sheet(app: &mut App) {
    match app.layers.top::<Sheet>() {
        Some(sheet) if matches!(sheet.errand, Errand::Beginning) => beginning::leave(app),
        _ => vault::leave(app),
    }
}

fn move_focus(app: &mut App, by: isize) {
    if let Some(form) = app.layers.top_mut::<Form>() {
        form.move_focus(by);
    } else if let Some(sheet) = app.layers.top_mut::<Sheet>() {
        sheet.move_focus(by);
    }
}

/// Closes the form; after a question where something was typed.
fn leave(app: &mut App) {
    if app.layers.top().is_some_and(Form::is_changed) {
        let question = Word::AskDiscard.say(app.lang());
        app.layers.push(Confirm::new(question, Answers::DISCARD, |app, _, _| {
            app.layers.pop();
        }));
    } else {
        app.layers.pop();
    }
}

fn save(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    let Some(form) = app.layers.top_mut::<Form>() else { return };
    let Ok(command) = form.command(env.now) else { return };
    let decider = app.session().and_then(|session| session.desk.decider());
    let dated = guide::decided_now(command.clone(), decider, env.today());
    if let Some(question) = guide::presumed(&command, &dated, app) {
        let answers = Answers::SAVE;
        app.layers.push(Confirm::new(question, answers, move |app, env, effects| {
            carry(app, &dated, Next::CloseForm, env, effects);
        }));
        return;
    }
    carry(app, &dated, Next::CloseForm, env, effects);
}
