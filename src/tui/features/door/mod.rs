//! The closed vault: its keys, and how it is drawn.

pub mod view;

use crate::tui::{
    app::{
        App, Effect, Env, Login, Request, Stage,
        allowed::always,
        binding::{Binding, row},
        door::{Door, Kind},
    },
    keys::{Ctx, ctrl, f},
    terminal::input::Key,
    words::{Reason, Word},
};

pub static KEYS: &[Binding] = &[
    // What is there only before a password, or only in the form for the recovery key, goes before the rest.
    row(Ctx::Unlock, &[f(3)], Word::KeyUseRecovery, 3, always, |app, _, _| turn(app, Door::recover)),
    row(Ctx::Unlock, &[f(4)], Word::KeyRestore, 4, answered, |app, _, _| app.request(Request::Backups)),
    row(Ctx::FirstRun, &[f(4)], Word::KeyRestore, 3, answered, |app, _, _| app.request(Request::Backups)),
    row(Ctx::Recover, &[Key::ESC], Word::KeyBackToPassword, 3, always, |app, _, _| turn(app, Door::closed)),
    row(Ctx::Recovery, &[f(6)], Word::KeyKeySheet, 2, always, |app, _, _| {
        app.request(Request::KeySheet);
    }),
    row(Ctx::Door, &[Key::ENTER], Word::KeyAccept, 1, always, accept),
    row(Ctx::Door, &[Key::DOWN, Key::TAB], Word::KeyNextField, 2, has_several_fields, |app, _, _| {
        move_focus(app, 1);
    }),
    row(Ctx::Door, &[Key::UP, Key::BACK_TAB], Word::KeyPreviousField, 0, has_several_fields, |app, _, _| {
        move_focus(app, -1);
    }),
    row(Ctx::Door, &[ctrl('q'), Key::ESC], Word::KeyQuit, 3, always, |app, _, _| {
        app.request(Request::Key(Word::KeyQuit));
    }),
];

/// No answer is awaited.
fn answered(app: &App) -> Result<(), Reason> {
    match &app.stage {
        Stage::Door(door) if door.busy => Err(Reason::Running),
        _ => Ok(()),
    }
}

/// The door asks for more than one thing.
fn has_several_fields(app: &App) -> Result<(), Reason> {
    match &app.stage {
        Stage::Door(door) if door.fields.len() < 2 => Err(Reason::OneField),
        _ => Ok(()),
    }
}

fn move_focus(app: &mut App, by: isize) {
    if let Stage::Door(door) = &mut app.stage {
        door.move_focus(by);
    }
}

/// The door asks for something else, unless it awaits an answer.
fn turn(app: &mut App, to: fn(&Login) -> Door) {
    if let Stage::Door(door) = &mut app.stage
        && !door.busy
    {
        *door = to(&app.login);
    }
}

fn accept(app: &mut App, _env: Env, effects: &mut Vec<Effect>) {
    let lang = app.settings.lang;
    let Stage::Door(door) = &mut app.stage else { return };
    if matches!(door.kind, Kind::Recovery { .. }) {
        if door.is_copied() {
            leave_recovery(app);
        } else {
            door.message = Some(Word::NotCopied.say(lang).to_owned());
        }
    } else if app.wait > 0 && door.at_end() {
        // The sentence with the seconds stands on the door; what was typed stays typed.
    } else if let Some(effect) = door.accept(&app.settings.policy, lang) {
        effects.push(effect);
    }
}

/// After the recovery key was copied, the register opens.
fn leave_recovery(app: &mut App) {
    if let Stage::Door(Door { kind: Kind::Recovery { opened, .. }, .. }) = &mut app.stage
        && let Some(opened) = opened.take()
    {
        app.request(Request::Enter(opened));
    }
}
