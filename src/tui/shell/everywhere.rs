//! The keys for everywhere: the lists by their numbers, what keys there are, and the ways out.

use crate::{
    register::Lang,
    tui::{
        app::{
            App, Effect, Env, Stage,
            allowed::always,
            binding::{Binding, row},
            door::Door,
            page::Page,
        },
        features::{review::keys as review, vault::keys as vault},
        forms::Form,
        keys::{Ctx, ch, ctrl, f},
        layers::{
            Answers, Confirm,
            picker::{Item, Picker},
        },
        terminal::tone::Tone,
        widgets::lines::Line,
        words::Word,
    },
};

use super::{contexts, keep, keymap, lists::go};

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
    row(Ctx::Anywhere, &[ctrl('p')], Word::KeyPalette, 11, always, |app, _, _| palette(app)),
    row(Ctx::Anywhere, &[ctrl('l')], Word::KeyLock, 11, always, lock).counting(|_, _| true),
    row(Ctx::Anywhere, &[ctrl('z')], Word::KeySuspend, 0, always, |app, env, effects| {
        lock(app, env, effects);
        effects.push(Effect::Suspend);
    })
    .counting(|_, _| true),
    row(Ctx::Anywhere, &[ch('q'), ctrl('q')], Word::KeyQuit, 10, always, quit)
        .counting(|app, key| !app.is_answer(key)),
];

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
            let text = match binding.possible(app) {
                Ok(()) => label.to_owned(),
                Err(reason) => format!("{label}  -- {}", reason.say(lang)),
            };
            lines.push(Line::Fact(names.join(" / "), text));
        }
    }
    app.layers.push(Page::new(Word::KeysTitle.say(lang).to_owned(), lines));
}

/// Everything that a key does here, to be found by its name.
fn palette(app: &mut App) {
    let lang = app.lang();
    let ctxs = contexts(app);
    let mut here: Vec<&'static Binding> = keymap::KEYS.iter().filter(|row| ctxs.contains(&row.ctx)).collect();
    // What matters here stands first, moving about last.
    here.sort_by_key(|row| (row.bar == 0, row.bar));
    // What has a key of its own here and one for everywhere is told once.
    let mut seen = rustc_hash::FxHashSet::default();
    here.retain(|row| seen.insert(row.label));
    let offered = here.into_iter().map(|binding| {
        let names: Vec<String> = binding.shown_keys().map(|key| key.name(lang)).collect();
        let label = binding.label.say(lang);
        let other = match lang {
            Lang::Ja => binding.label.say(Lang::En),
            Lang::En => binding.label.say(Lang::Ja),
        };
        let mut item = Item::new(format!("{label}  ({})", names.join(" / ")), [other]);
        item.reason = binding.possible(app).err().map(|reason| reason.say(lang).to_owned());
        (item, binding.handler)
    });
    let picker = Picker::new(Word::PaletteTitle.say(lang), offered, |app, does, env, effects| {
        does(app, env, effects);
    });
    app.layers.push(picker);
}

/// A form whose words were not saved is not left without a question.
fn unsaved(app: &App) -> bool {
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
    let lost_key = vault::shows_key(app);
    let draft = keep::keep(&std::mem::take(&mut app.layers));
    app.notice = None;
    app.reading = None;
    app.pending = None;
    app.wait = 0;
    // Nothing may stand on the screen behind a lock, a key that nobody copied neither: this is told instead.
    let said = if lost_key { Word::KeyNotCopied } else { Word::Locked };
    let mut door = Door::closed(&app.login);
    door.message = Some(said.say(app.lang()).to_owned());
    app.stage = Stage::Door(door);
    effects.push(Effect::Lock { draft });
}
