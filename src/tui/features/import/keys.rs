//! The keys of the pages, and the page of the file.

use zeroize::Zeroizing;

use crate::tui::{
    app::{
        App, Effect, Env, Request, Session,
        allowed::always,
        binding::{Binding, row, writes},
        imports::{FilePassword, Source, Wants},
        typed_place::is_place,
    },
    keys::{Ctx, ch, ctrl, f, named},
    layers::{
        Done as Shown, Purpose, Taken,
        moving::{bottom, down, page_down, page_up, top, up},
    },
    recording::undo,
    terminal::{
        input::{Code, Key},
        tone::Tone,
    },
    words::{ImportWord as W, Reason, Word},
};

use super::{
    Does, Import, Step,
    answering::{enter, give_answer, pick_answer, turn_list, turn_partly},
    file::Chosen,
    saying::{as_found, ask_header, go, pick, turn, turn_hidden},
    trial::Trial,
};

/// Shift+F7 on terminals that count on from F12.
const F17: Key = f(17);

pub static KEYS: &[Binding] = &[
    writes(Ctx::Anywhere, named::IMPORT, Word::KeyImport, 0, always, |app, _, effects| {
        open(app, effects);
    })
    .or(&[F17]),
    writes(Ctx::Office, &[ch('m'), f(9)], Word::KeyImport, 3, always, |app, _, effects| open(app, effects)),
    row(Ctx::ImportFile, &[Key::ENTER], Word::KeyImportOpen, 1, always, |app, _, effects| {
        choose(app, effects);
    }),
    row(Ctx::ImportFile, &[Key::ESC], Word::KeyBack, 2, always, |app, _, _| leave(app)),
    row(Ctx::ImportFile, &[Key::RIGHT], Word::KeyImportFolder, 4, on_a_folder, |app, _, effects| {
        into_folder(app, effects);
    })
    .counting(|app, _| types_nothing(app)),
    row(Ctx::ImportFile, &[Key::LEFT], Word::KeyImportUp, 4, always, |app, _, effects| above(app, effects))
        .counting(|app, _| types_nothing(app)),
    row(Ctx::ImportFile, &[f(9), ctrl('b')], Word::KeyImportClipboard, 3, always, |app, _, effects| {
        clipboard(app, effects);
    }),
    row(Ctx::ImportFile, &[f(4), ctrl('t')], Word::KeyImportEncoding, 5, always, |app, _, _| {
        with(app, |import, _| import.file.next_encoding());
    }),
    up(Ctx::ImportFile),
    down(Ctx::ImportFile),
    page_up(Ctx::ImportFile),
    page_down(Ctx::ImportFile),
    // A place that is typed is a text: there they go to its ends.
    top(Ctx::ImportFile).counting(|app, _| lists_files(app)),
    bottom(Ctx::ImportFile).counting(|app, _| lists_files(app)),
    row(Ctx::ImportColumns, &[Key::ENTER], Word::KeyImportGo, 1, always, |app, _, effects| go(app, effects)),
    row(Ctx::ImportColumns, &[Key::RIGHT], Word::KeyImportNextField, 2, always, |app, _, _| turn(app, 1)),
    row(Ctx::ImportColumns, &[Key::LEFT], Word::KeyImportPreviousField, 0, always, |app, _, _| turn(app, -1)),
    row(Ctx::ImportColumns, &[Key::SPACE, f(4)], Word::KeyImportPick, 3, always, |app, _, _| pick(app)),
    row(Ctx::ImportColumns, &[Key::DELETE], Word::KeyImportFound, 0, always, |app, _, _| as_found(app)),
    row(Ctx::ImportColumns, &[ch('h'), ctrl('g')], Word::KeyImportHeader, 6, always, |app, _, _| {
        ask_header(app);
    }),
    row(Ctx::ImportColumns, &[ch('v'), ctrl('t')], Word::KeyImportHidden, 7, always, |app, _, effects| {
        turn_hidden(app, effects);
    }),
    page_before(Ctx::ImportColumns, 5),
    later(Ctx::ImportColumns),
    up(Ctx::ImportColumns).or(&[ch('k')]),
    down(Ctx::ImportColumns).or(&[ch('j')]),
    page_up(Ctx::ImportColumns),
    page_down(Ctx::ImportColumns),
    top(Ctx::ImportColumns),
    bottom(Ctx::ImportColumns),
    writes(Ctx::ImportTrial, &[Key::ENTER, f(10)], Word::KeyImportTake, 1, always, enter),
    row(Ctx::ImportTrial, &[Key::RIGHT, Key::TAB], Word::KeyImportNextList, 2, always, |app, _, _| {
        turn_list(app, 1);
    }),
    row(
        Ctx::ImportTrial,
        &[Key::LEFT, Key::BACK_TAB],
        Word::KeyImportPreviousList,
        0,
        always,
        |app, _, _| {
            turn_list(app, -1);
        },
    ),
    row(Ctx::ImportTrial, &[Key::SPACE, f(4)], Word::KeyImportAnswer, 0, on_a_question, |app, _, _| {
        pick_answer(app);
    }),
    row(Ctx::ImportTrial, &[Key::DELETE], Word::KeyImportReopen, 0, on_a_question, |app, _, effects| {
        give_answer(app, None, effects);
    }),
    row(Ctx::ImportTrial, &[ch('o'), ctrl('o')], Word::KeyImportSingle, 4, on_several_rows, |app, _, _| {
        with(app, |import, _| {
            if let Some(trial) = import.trial() {
                trial.single = !trial.single;
            }
        });
    }),
    row(Ctx::ImportTrial, &[ch('p'), ctrl('k')], Word::KeyImportPartly, 3, always, |app, _, effects| {
        turn_partly(app, effects);
    }),
    page_before(Ctx::ImportTrial, 4),
    later(Ctx::ImportTrial),
    up(Ctx::ImportTrial).or(&[ch('k')]),
    down(Ctx::ImportTrial).or(&[ch('j')]),
    page_up(Ctx::ImportTrial),
    page_down(Ctx::ImportTrial),
    top(Ctx::ImportTrial),
    bottom(Ctx::ImportTrial),
    row(Ctx::ImportDone, &[Key::ESC, Key::ENTER], Word::KeyBack, 1, always, |app, _, _| {
        app.layers.pop();
    })
    .or(&[ch('q')]),
    writes(Ctx::ImportDone, &[ch('u'), ctrl('u')], Word::KeyUndo, 2, undo::possible, |app, _, effects| {
        undo::undo(app, effects);
    }),
    row(Ctx::ImportDone, &[ch('w'), ctrl('w')], Word::KeyImportPrint, 3, left_something, |app, env, _| {
        print(app, env);
    }),
    row(Ctx::ImportDone, &[ch('n'), ctrl('n')], Word::KeyImportAnother, 3, always, |app, _, effects| {
        another(app, effects);
    }),
    up(Ctx::ImportDone).or(&[ch('k')]),
    down(Ctx::ImportDone).or(&[ch('j')]),
    page_up(Ctx::ImportDone),
    page_down(Ctx::ImportDone),
    top(Ctx::ImportDone),
    bottom(Ctx::ImportDone),
];

const fn page_before(ctx: Ctx, bar: u8) -> Binding {
    const BACK: Key = Key::plain(Code::Backspace);
    let b = const { &[ch('b')] };
    row(ctx, &[BACK], Word::KeyImportBack, bar, always, |app, _, effects| back(app, effects)).or(b)
}

const fn later(ctx: Ctx) -> Binding {
    let q = const { &[ch('q')] };
    row(ctx, &[Key::ESC], Word::KeyImportLater, 5, always, |app, _, _| leave(app)).or(q)
}

/// Changes the import in front, with what it is about.
pub(super) fn with<T>(app: &mut App, run: impl FnOnce(&mut Import, &Session) -> T) -> Option<T> {
    let (layers, scene) = app.split();
    Some(run(layers.all_mut::<Import>().next()?, scene.session?))
}

fn types_nothing(app: &App) -> bool {
    app.layers
        .top::<Import>()
        .is_some_and(|import| import.file.input.is_empty() && import.file.pasted.is_empty())
}

/// Rows stand there, and no place is being typed.
fn lists_files(app: &App) -> bool {
    let page = app.layers.top::<Import>().map(|import| &import.file);
    page.is_some_and(|file| file.pasted.is_empty() && !is_place(file.input.text()))
}

fn on_a_folder(app: &App) -> Result<(), Reason> {
    let folder = app.layers.top::<Import>().and_then(|import| import.file.selected_folder());
    folder.map(drop).ok_or(Reason::NotAFolder)
}

pub(super) fn on_a_question(app: &App) -> Result<(), Reason> {
    let ledger = app.layers.top::<Import>().and_then(|import| import.ledger.as_ref());
    let asked = ledger.and_then(|ledger| ledger.trial.as_ref()).and_then(Trial::selected_group);
    asked.map(drop).ok_or(Reason::NoQuestion)
}

/// A question about several rows is selected.
fn on_several_rows(app: &App) -> Result<(), Reason> {
    on_a_question(app)?;
    let ledger = app.layers.top::<Import>().and_then(|import| import.ledger.as_ref());
    let several = ledger.and_then(|ledger| ledger.trial.as_ref()).is_some_and(Trial::has_several_rows);
    if several { Ok(()) } else { Err(Reason::OneRow) }
}

/// Something was not taken in.
fn left_something(app: &App) -> Result<(), Reason> {
    let ledger = app.layers.top::<Import>().and_then(|import| import.ledger.as_ref());
    let done = ledger.and_then(|ledger| ledger.done.as_ref());
    if done.is_some_and(|done| !done.not_taken.is_empty()) { Ok(()) } else { Err(Reason::AllTaken) }
}

/// What was not taken in, as a paper.
fn print(app: &mut App, env: Env) {
    let made = with(app, |import, session| {
        let ledger = import.ledger.as_ref()?;
        let office = session.desk.register.office().name.clone().unwrap_or_default();
        ledger.paper(office, env)
    });
    if let Some(made) = made.flatten() {
        app.request(Request::Show(made));
    }
}

/// Goes on with the import that was left, or begins one.
pub fn open(app: &mut App, effects: &mut Vec<Effect>) {
    if app.session().is_none() || app.layers.all::<Import>().next().is_some() {
        return;
    }
    if let Some(mut import) = app.aside.take::<Import>(|_| true) {
        import.later = false;
        if import.step == Step::Trial {
            // Others may have written meanwhile.
            import.simulate_again(effects);
        }
        app.layers.push(import);
        return;
    }
    let folder = app.settings.home.clone().unwrap_or_else(|| app.settings.report_dir.clone());
    let mut import = Import::new(folder.clone());
    import.list(folder, effects);
    app.layers.push(import);
}

/// Esc: stops what runs, drops what was pasted or typed, then closes the page; a ledger that was read waits.
fn leave(app: &mut App) {
    let lang = app.lang();
    let stopped = with(app, |import, _| {
        let runs = import.running.as_ref().is_some_and(|running| !matches!(running.does, Does::Lists));
        import.running = None;
        let first = import.step == Step::File;
        let pasted = first && !import.file.pasted.is_empty();
        let typed = first && !import.file.input.is_empty();
        if pasted {
            import.file.pasted = Zeroizing::default();
        } else if typed && !runs {
            import.file.input.clear();
            import.file.narrow();
        }
        (runs || pasted || typed, pasted)
    });
    match stopped {
        Some((_, true)) => {
            app.tell(W::PastedGone.say(lang), Tone::Plain);
            return;
        }
        Some((true, _)) => return,
        _ => {}
    }
    let Some(mut import) = app.layers.pop_top::<Import>() else { return };
    if import.ledger.as_ref().is_some_and(|ledger| ledger.done.is_none()) || import.waiting.is_some() {
        import.later = true;
        app.aside.push(import);
        app.tell(
            W::LeftFor
                .fill(lang, &[&named::IMPORT.iter().map(|key| key.name(lang)).next().unwrap_or_default()]),
            Tone::Plain,
        );
    }
}

/// The page before.
fn back(app: &mut App, effects: &mut Vec<Effect>) {
    with(app, |import, _| {
        import.running = None;
        import.step = if import.step == Step::Trial { Step::Columns } else { Step::File };
        if import.step == Step::File {
            let folder = import.file.listing.folder.clone();
            import.list(folder, effects);
        }
    });
}

fn another(app: &mut App, effects: &mut Vec<Effect>) {
    with(app, |import, _| {
        let folder = import.file.listing.folder.clone();
        let mut next = Import::new(folder.clone());
        next.list(folder, effects);
        *import = next;
    });
}

// ------------------------------------------------------------------------------------------------ the file

fn choose(app: &mut App, effects: &mut Vec<Effect>) {
    let (lang, home) = (app.lang(), app.settings.home.clone());
    with(app, |import, _| match import.file.chosen(home.as_deref(), lang) {
        Chosen::Folder(folder) => import.list(folder, effects),
        Chosen::Read(source) => import.read(source, None, effects),
        Chosen::Nothing(why) => import.message = Some(why),
    });
}

fn into_folder(app: &mut App, effects: &mut Vec<Effect>) {
    with(app, |import, _| {
        if let Some(folder) = import.file.selected_folder() {
            import.list(folder, effects);
        }
    });
}

fn above(app: &mut App, effects: &mut Vec<Effect>) {
    with(app, |import, _| {
        if let Some(folder) = import.file.above() {
            import.list(folder, effects);
        }
    });
}

fn clipboard(app: &mut App, effects: &mut Vec<Effect>) {
    with(app, |import, _| import.begin(Does::Copies, Wants::Clipboard, effects));
}

/// The password of an encrypted workbook; it is kept nowhere.
pub(super) struct OfWorkbook(pub Source);

impl Purpose for OfWorkbook {
    fn handle(&self, typed: &str, app: &mut App, _env: Env, effects: &mut Vec<Effect>) -> Taken {
        let password = FilePassword(Zeroizing::new(typed.to_owned()));
        with(app, |import, _| import.read(self.0.clone(), Some(password), effects));
        Ok(Shown::Shown)
    }
}
