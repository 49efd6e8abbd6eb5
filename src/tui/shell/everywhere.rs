//! The keys for everywhere: the lists by their numbers, what keys there are, and the ways out.

use std::path::PathBuf;

use crate::tui::{
    app::{
        App, Effect, Env, OpenFault, Place, Stage,
        allowed::always,
        binding::{Binding, row},
        door::Door,
        page::Page,
    },
    features::{review::keys as review, vault::keys as vault},
    forms::Form,
    keys::{Ctx, alt, ch, ctrl, f},
    layers::{Answers, Confirm},
    terminal::{input::Key, tone::Tone},
    widgets::lines::Line,
    words::{PaperWord, Reason, Word, WorkWord},
};

use super::{contexts, keep, keymap, likely, lists::go, palette};

pub static KEYS: &[Binding] = &[
    row(Ctx::Anywhere, &[ch('1')], Word::Today, 0, always, |app, _, _| go(app, 0)),
    row(Ctx::Anywhere, &[ch('2')], Word::Staff, 0, always, |app, _, _| go(app, 1)),
    row(Ctx::Anywhere, &[ch('3')], Word::Devices, 0, always, |app, _, _| go(app, 2)),
    row(Ctx::Anywhere, &[ch('4')], Word::TakeOuts, 0, always, |app, _, _| go(app, 3)),
    row(Ctx::Anywhere, &[ch('5')], Word::Groups, 0, always, |app, _, _| go(app, 4)),
    row(Ctx::Anywhere, &[ch('6')], Word::Memberships, 0, always, |app, _, _| go(app, 5)),
    row(Ctx::Anywhere, &[ch('7')], Word::Incidents, 0, always, |app, _, _| go(app, 6)),
    row(Ctx::Anywhere, &[ch('8')], Word::Partners, 0, always, |app, _, _| go(app, 7)),
    row(Ctx::Anywhere, &[ch('9')], Word::Office, 0, always, |app, _, _| go(app, 8)),
    row(Ctx::Anywhere, &[f(1), ch('?')], Word::KeyKeys, 10, always, |app, _, _| keys(app)).counting(
        |app, key| {
            let reads = app.reading.is_some() || app.layers.is_top::<Page>();
            !reads && !app.is_answer(key)
        },
    ),
    row(Ctx::Anywhere, &[ctrl('p')], Word::KeyPalette, 11, always, |app, _, _| palette::open(app))
        .counting(|app, _| app.layers.last().is_some_and(|layer| !layer.takes_text() && !layer.asks())),
    row(Ctx::Anywhere, &[alt('o')], Word::KeyOpenFile, 0, file_told, open_file)
        .or(&[alt('O')])
        .counting(|_, _| true),
    row(Ctx::Anywhere, &[alt('c')], Word::KeyCopyPlace, 0, file_told, copy_place)
        .or(&[alt('C')])
        .counting(|_, _| true),
    row(Ctx::Working, &[Key::ESC], Word::KeyStop, 1, may_stop, |_, _, effects| {
        effects.push(Effect::StopWork);
    }),
    row(Ctx::Anywhere, &[ctrl('l')], Word::KeyLock, 11, always, lock).counting(|_, _| true),
    row(Ctx::Anywhere, &[ctrl('z')], Word::KeySuspend, 0, always, |app, env, effects| {
        lock(app, env, effects);
        effects.push(Effect::Suspend);
    })
    .counting(|_, _| true),
    row(Ctx::Anywhere, &[ch('q'), ctrl('q')], Word::KeyQuit, 10, always, quit)
        .counting(|app, key| !app.is_answer(key)),
];

/// Long work is under way, at a step that may be its last.
fn may_stop(app: &App) -> Result<(), Reason> {
    app.working.filter(|at| at.stoppable).map(|_| ()).ok_or(Reason::NotToStop)
}

/// The message on the screen tells of a written file.
fn file_told(app: &App) -> Result<(), Reason> {
    app.told_file().map(|_| ()).ok_or(Reason::NoFileTold)
}

/// Opens what was written; how that went is told.
fn open_file(app: &mut App, _env: Env, effects: &mut Vec<Effect>) {
    let Some(file) = app.file.take() else { return };
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned());
    let said = PaperWord::OpeningFile.fill(app.lang(), &[&name.unwrap_or_default()]);
    app.tell_written(said, file.clone());
    effects.push(Effect::Open(file));
}

fn copy_place(app: &mut App, _env: Env, effects: &mut Vec<Effect>) {
    let Some(file) = app.file.take() else { return };
    let place = file.display().to_string();
    app.tell_written(PaperWord::PlaceCopied.fill(app.lang(), &[&place]), file);
    effects.push(Effect::Copy(place));
}

/// What was written was opened, or why it was not: its place stays to be copied.
pub fn opened(app: &mut App, file: PathBuf, outcome: Result<(), OpenFault>) {
    let lang = app.lang();
    let place = file.display().to_string();
    let said = match outcome {
        Ok(()) => return,
        Err(OpenFault::NoProgram) => PaperWord::NoProgram.fill(lang, &[&place]),
        Err(OpenFault::Failed(why)) => PaperWord::NotOpened.fill(lang, &[&why, &place]),
    };
    app.tell_written(said, file);
}

/// All keys that count where we are, with the reason of those that are not possible now.
fn keys(app: &mut App) {
    let lang = app.lang();
    let mut lines = Vec::new();
    for ctx in contexts(app) {
        let heading = match ctx {
            Ctx::List => Word::SectionLists,
            Ctx::Anywhere => Word::SectionEverywhere,
            _ => Word::SectionHere,
        };
        if keymap::KEYS.iter().any(|binding| binding.ctx == ctx) {
            lines.push(Line::Heading(heading.say(lang).to_owned()));
        }
        for binding in keymap::KEYS.iter().filter(|binding| binding.ctx == ctx) {
            let names: Vec<String> = binding.shown_keys().map(|key| key.name(lang)).collect();
            let label = binding.label.say(lang);
            let works = likely::works(app, binding);
            let does = match &works {
                Ok(()) => label.to_owned(),
                Err(reason) => format!("{label}  -- {reason}"),
            };
            lines.push(Line::Key { names: names.join(" / "), does, works: works.is_ok() });
        }
    }
    app.layers.push(Page::list(Word::KeysTitle.say(lang).to_owned(), lines));
}

/// A form whose words were not saved is not left without a question.
pub fn unsaved(app: &App) -> bool {
    app.layers.all().any(Form::is_changed)
}

/// Ends the program, unless something would be lost.
pub fn quit(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    let lang = app.lang();
    if let Stage::Door(door) = &mut app.stage
        && !door.is_copied()
    {
        // Whoever leaves now loses the recovery key for ever.
        door.message = Some(Word::NotCopied.say(lang).to_owned());
        return;
    }
    if vault::shows_key(app) {
        vault::leave(app);
        return;
    }
    if unsaved(app) {
        let question = Word::AskDiscard.say(app.lang()).to_owned();
        app.layers.push(Confirm::new(question, Answers::QUIT, |_, _, effects| effects.push(Effect::Quit)));
    } else {
        review::spend(app, env, effects);
        effects.push(Effect::Quit);
    }
}

/// Closes the register. What was being typed waits inside the vault and is in memory no longer.
pub fn lock(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    if app.settings.practice {
        app.tell(Word::PracticeNoLock.say(app.lang()), Tone::Plain);
        return;
    }
    if app.session().is_none() {
        return;
    }
    review::spend(app, env, effects);
    let place = app.session().and_then(|session| Place::of(session, app.beginning_told).line());
    let lost_key = vault::shows_key(app);
    let draft = keep::of(app);
    app.layers.clear();
    app.aside.clear();
    app.notice = None;
    app.reading = None;
    app.pending = None;
    app.wait = 0;
    // Nothing may stand on the screen behind a lock, a key that nobody copied neither: this is told instead.
    let said = if lost_key { Word::KeyNotCopied } else { Word::Locked };
    let mut door = Door::closed(&app.login);
    let stopped = app.working.take().map(|_| WorkWord::StoppedByLock.say(app.lang()));
    door.message = Some(format!("{}{}", said.say(app.lang()), stopped.unwrap_or_default()));
    app.stage = Stage::Door(door);
    effects.push(Effect::Lock { draft, place, restores: false });
}
