//! The keys of the pages, and what comes back from the threads that read and find out.

use crate::{
    exchange::{
        columns::Kind,
        question::{Choice, What},
    },
    register::{
        Lang,
        wareki::{Which, parse_date},
    },
    store::LEDGER_IMPORTED,
    tui::{
        app::{
            App, Effect, Env, Next, Pending, Request, Scene, Session, Undo,
            allowed::{always, write},
            binding::{Binding, row, writes},
            imports::{Came, FilePassword, ImportNews, NotRead, Source, Wants},
        },
        keys::{Ctx, ch, ctrl, f},
        layers::{
            Done as Shown, Prompt, Purpose, Taken,
            moving::{bottom, down, page_down, page_up, top, up},
            picker::{Item, Picker},
        },
        recording::undo,
        terminal::{
            input::{Code, Key},
            tone::Tone,
            width::visible,
        },
        widgets::text_input::TextInput,
        words::{ImportWord as W, Reason, Word, ledgers::field_label},
    },
};
use zeroize::Zeroizing;

use super::{
    Does, Done, Import, Ledger, Step,
    columns::{free_fields, next_kind, taken_by, turned},
    file::Chosen,
    trial::{Bucket, Ground, Trial, history_label},
};

const SHIFT_F7: Key = Key { shift: true, ..f(7) };
/// The same on terminals that count on from F12.
const F17: Key = f(17);
const OPENS: Key = ch('I');

pub static KEYS: &[Binding] = &[
    writes(Ctx::Anywhere, &[OPENS, SHIFT_F7], Word::KeyImport, 0, always, |app, _, effects| {
        open(app, effects)
    })
    .or(&[F17]),
    writes(Ctx::Office, &[ch('m'), f(9)], Word::KeyImport, 3, always, |app, _, effects| open(app, effects)),
    row(Ctx::ImportFile, &[Key::ENTER], Word::KeyImportOpen, 1, always, |app, _, effects| {
        choose(app, effects)
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
fn with<T>(app: &mut App, run: impl FnOnce(&mut Import, &Session) -> T) -> Option<T> {
    let (layers, scene) = app.split();
    Some(run(layers.all_mut::<Import>().next()?, scene.session?))
}

fn types_nothing(app: &App) -> bool {
    app.layers
        .top::<Import>()
        .is_some_and(|import| import.file.input.is_empty() && import.file.pasted.is_empty())
}

fn on_a_folder(app: &App) -> Result<(), Reason> {
    let folder = app.layers.top::<Import>().and_then(|import| import.file.selected_folder());
    folder.map(drop).ok_or(Reason::NotAFolder)
}

fn on_a_question(app: &App) -> Result<(), Reason> {
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
        app.tell(W::LeftFor.fill(lang, &[&OPENS.name(lang)]), Tone::Plain);
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
struct OfWorkbook(Source);

impl Purpose for OfWorkbook {
    fn handle(&self, typed: &str, app: &mut App, _env: Env, effects: &mut Vec<Effect>) -> Taken {
        let password = FilePassword(Zeroizing::new(typed.to_owned()));
        with(app, |import, _| import.read(self.0.clone(), Some(password), effects));
        Ok(Shown::Shown)
    }
}

// ------------------------------------------------------------------------------------------------ the columns

/// Finds out what would happen, unless something is missing.
fn go(app: &mut App, effects: &mut Vec<Effect>) {
    let lang = app.lang();
    let missing = with(app, |import, _| {
        let missing = import.ledger.as_ref().and_then(|ledger| ledger.columns.missing(lang));
        if missing.is_some() || import.running.is_some() {
            return missing;
        }
        match import.trial().map(|trial| trial.stale) {
            Some(false) => import.step = Step::Trial,
            _ => import.simulate_again(effects),
        }
        None
    });
    if let Some(missing) = missing.flatten() {
        app.tell(missing, Tone::Error);
    }
}

/// What may be said of the selected row.
enum Said {
    Kind(Option<Kind>),
    Field(Option<&'static str>),
    /// As it was found.
    Found,
    Header(u32),
}

/// Says something of the selected sheet or column, and looks at all of them anew.
fn say(app: &mut App, said: &Said) {
    let lang = app.lang();
    let moved = with(app, |import, session| {
        let ledger = import.ledger.as_mut()?;
        let (sheet, column) = ledger.columns.selected()?;
        let (name, heading) = (sheet.name.clone(), column.map(|column| column.heading.clone()));
        let field = if let Said::Field(field) = said { *field } else { None };
        let from = column.zip(field).and_then(|(column, field)| taken_by(sheet, column, field));
        let from = from.map(|from| (from.heading.clone(), from.letters()));
        let found = sheet.layout.as_ref().ok().map(|layout| (layout.kind, layout.header_row));
        let of = ledger.mapping.sheets.entry(name).or_default();
        if let (Some((kind, header)), Said::Field(_)) = (found, said) {
            // What it is no longer follows from its columns, once they are moved.
            of.kind.get_or_insert(kind);
            of.header.get_or_insert(header);
        }
        match (said, heading) {
            (Said::Kind(kind), _) => {
                // Fields of another kind are none of this one.
                of.columns.clear();
                (of.kind, of.left_out) = (*kind, kind.is_none());
            }
            (Said::Field(field), Some(heading)) => {
                if let Some((from, _)) = &from {
                    of.columns.insert(from.clone(), None);
                }
                of.columns.insert(heading, field.map(str::to_owned));
            }
            (Said::Found, Some(heading)) => drop(of.columns.remove(&heading)),
            (Said::Found, None) => *of = crate::exchange::SheetMapping::default(),
            (Said::Header(number), _) => of.header = Some(*number),
            (Said::Field(_), None) => {}
        }
        ledger.known = false;
        import.running = None;
        import.look(&session.desk.policy, session.desk.today, lang);
        field.zip(from).map(|(field, (_, letters))| (field, letters))
    });
    if let Some((field, letters)) = moved.flatten() {
        app.tell(W::MovedFrom.fill(lang, &[&field_label(field, lang), &letters]), Tone::Plain);
    }
}

fn turn(app: &mut App, by: isize) {
    let said = with(app, |import, _| {
        let (sheet, column) = import.ledger.as_ref()?.columns.selected()?;
        Some(match column {
            None => Said::Kind(next_kind(sheet, by)),
            Some(column) => {
                let fields = free_fields(sheet, column);
                let here = fields.iter().copied().find(|field| column.field.as_deref() == Some(*field));
                Said::Field(turned(&fields, here, by))
            }
        })
    });
    if let Some(said) = said.flatten() {
        say(app, &said);
    }
}

fn as_found(app: &mut App) {
    say(app, &Said::Found);
}

/// Chooses a field or a kind from a list.
fn pick(app: &mut App) {
    let lang = app.lang();
    let picker = with(app, |import, _| {
        let (sheet, column) = import.ledger.as_ref()?.columns.selected()?;
        let none = (Item::new(W::Nowhere.say(lang).to_owned(), []), None);
        Some(match column {
            None => {
                let kinds = Kind::ALL.iter().map(|kind| {
                    let item = Item::new(kind.title(lang).to_owned(), [kind.word()]);
                    (item, Some(*kind))
                });
                let title = W::PickKind.fill(lang, &[&visible(&sheet.name)]);
                Picker::new(title, kinds.chain([none]), |app, kind, _, _| say(app, &Said::Kind(kind)))
            }
            Some(column) => {
                let layout = sheet.layout.as_ref().ok()?;
                let fields =
                    crate::exchange::columns::Headings::fields(layout.kind).into_iter().map(|field| {
                        let label = field_label(field, lang);
                        let label = match taken_by(sheet, column, field) {
                            Some(other) => {
                                format!("{label}  ({})", W::InColumn.fill(lang, &[&other.letters()]))
                            }
                            None => label,
                        };
                        (Item::new(label, [field]), Some(field))
                    });
                let none = (Item::new(W::Nowhere.say(lang).to_owned(), []), None);
                let title = W::PickField.fill(lang, &[&visible(&column.heading)]);
                Picker::new(title, fields.chain([none]), |app, field, _, _| say(app, &Said::Field(field)))
            }
        })
    });
    app.layers.extend(picker.flatten());
}

/// The row of headings is typed.
struct HeaderRow;

impl Purpose for HeaderRow {
    fn handle(&self, typed: &str, app: &mut App, _env: Env, _effects: &mut Vec<Effect>) -> Taken {
        let lang = app.lang();
        let number: u32 =
            crate::exchange::values::plain(typed).parse().map_err(|_| W::NotARow.say(lang).to_owned())?;
        say(app, &Said::Header(number));
        Ok(Shown::Shown)
    }
}

fn ask_header(app: &mut App) {
    let question = W::AskHeader.say(app.lang());
    app.layers.push(Prompt::new(question, "", HeaderRow));
}

/// Reads the file again, with what it hides or without.
fn turn_hidden(app: &mut App, effects: &mut Vec<Effect>) {
    let lang = app.lang();
    let said = with(app, |import, _| {
        let ledger = import.ledger.as_ref()?;
        if ledger.pasted {
            return Some(W::NoHiddenInPasted);
        }
        let kept = Source::Kept { name: ledger.name.clone(), pasted: false, mark: ledger.mark };
        let source = ledger.path.clone().map_or(kept, Source::File);
        // What was said and answered goes along.
        import.waiting = super::KeptImport::of(import);
        import.woken = true;
        import.file.how.hidden = !import.file.how.hidden;
        import.read(source, None, effects);
        Some(if import.file.how.hidden { W::WithHidden } else { W::WithoutHidden })
    });
    if let Some(said) = said.flatten() {
        app.tell(said.say(lang), Tone::Plain);
    }
}

// ------------------------------------------------------------------------------------------------ what would happen

fn turn_list(app: &mut App, by: isize) {
    with(app, |import, _| {
        if let Some(trial) = import.trial() {
            trial.bucket = trial.bucket.turned(by);
            trial.single = false;
        }
    });
}

/// Answers the selected questions with the choice of a number.
pub(super) fn answer_number(app: &mut App, number: usize, _env: Env, effects: &mut Vec<Effect>) {
    let lang = app.lang();
    if let Err(reason) = on_a_question(app) {
        app.tell(reason.say(lang), Tone::Plain);
        return;
    }
    if !is_seen(app) {
        return;
    }
    match choice_at(app, number.saturating_sub(1)) {
        Some(choice) => take_choice(app, choice, effects),
        None => app.tell(W::NotThatMany.fill(lang, &[&number.to_string()]), Tone::Plain),
    }
}

/// Whether the selected question was on the screen: what was typed ahead of it answers nothing.
fn is_seen(app: &mut App) -> bool {
    let seen = with(app, |import, _| {
        import.trial().is_some_and(|trial| trial.shown.as_deref() == trial.selected_key())
    });
    if seen != Some(true) {
        app.tell(W::NotSeenQuestion.say(app.lang()), Tone::Plain);
    }
    seen == Some(true)
}

fn choice_at(app: &mut App, place: usize) -> Option<Choice> {
    with(app, |import, _| {
        let trial = import.trial()?;
        let group = trial.selected_group()?;
        trial.question(group)?.choices.get(place).cloned()
    })
    .flatten()
}

fn take_choice(app: &mut App, choice: Choice, effects: &mut Vec<Effect>) {
    if choice == Choice::Type {
        ask_typed(app);
    } else {
        give_answer(app, Some(&choice.word()), effects);
    }
}

/// Answers the selected questions, and finds out what happens then.
fn give_answer(app: &mut App, word: Option<&str>, effects: &mut Vec<Effect>) {
    with(app, |import, _| {
        let Some(Ledger { trial: Some(trial), answers, .. }) = &mut import.ledger else { return };
        trial.answer(word, answers);
        import.simulate_again(effects);
    });
}

/// Chooses an answer from a list.
fn pick_answer(app: &mut App) {
    if !is_seen(app) {
        return;
    }
    let picker = with(app, |import, session| {
        let lang = session.desk.lang;
        let trial = import.trial()?;
        let says = trial.choices(&session.desk.register, lang);
        let asked = trial.question(trial.selected_group()?)?;
        let offered = says.into_iter().zip(&asked.choices);
        let offered: Vec<_> =
            offered.map(|((says, _), choice)| (Item::new(says, []), choice.clone())).collect();
        let title = crate::tui::words::ledgers::question(&asked.what, lang);
        Some(Picker::new(title, offered, |app, choice, _, effects| take_choice(app, choice, effects)))
    });
    app.layers.extend(picker.flatten());
}

/// What is right is typed.
#[derive(Clone, Copy)]
enum Typing {
    Day,
    Year,
    Number,
    Text,
}

impl Purpose for Typing {
    fn handle(&self, typed: &str, app: &mut App, env: Env, effects: &mut Vec<Effect>) -> Taken {
        let value = self.value(typed, env, app.lang())?;
        give_answer(app, Some(&Choice::Take(value).word()), effects);
        Ok(Shown::Shown)
    }
}

impl Typing {
    fn of(what: &What) -> Self {
        match what {
            What::NoYear { .. } => Self::Year,
            What::NotANumber { .. } => Self::Number,
            What::NotADay { .. }
            | What::DoneNoDay { .. }
            | What::Serial { .. }
            | What::Ahead { .. }
            | What::DayOfMonth { .. }
            | What::Undated { .. }
            | What::PlannedLeave { .. } => Self::Day,
            _ => Self::Text,
        }
    }

    fn value(self, typed: &str, env: Env, lang: Lang) -> Result<String, String> {
        let plain = crate::exchange::values::plain(typed);
        match self {
            Self::Day => parse_date(typed, env.today(), Which::Last)
                .map(|day| day.to_string())
                .map_err(|fault| fault.message(lang)),
            Self::Year => fiscal_year(&plain).ok_or_else(|| W::NotAYear.say(lang).to_owned()),
            Self::Number => plain
                .parse::<u32>()
                .map(|number| number.to_string())
                .map_err(|_| W::NotANumber.say(lang).to_owned()),
            Self::Text if plain.is_empty() => Err(String::new()),
            Self::Text => Ok(typed.to_owned()),
        }
    }
}

/// A fiscal year as it is typed: of our era by itself, or of whichever it says.
fn fiscal_year(plain: &str) -> Option<String> {
    let text = plain.trim_end_matches("年度").trim_end_matches('年');
    let text = if text.len() <= 2 && text.bytes().all(|c| c.is_ascii_digit()) {
        format!("令和{text}年度")
    } else {
        format!("{text}年度")
    };
    crate::exchange::values::days::fiscal_year(&text).map(|year| year.to_string())
}

fn ask_typed(app: &mut App) {
    let asked = with(app, |import, _| {
        let trial = import.trial()?;
        Some(Typing::of(&trial.question(trial.selected_group()?)?.what))
    });
    let Some(typing) = asked.flatten() else { return };
    let question = match typing {
        Typing::Day => W::AskTypedDay,
        Typing::Year => W::AskTypedYear,
        Typing::Number | Typing::Text => W::AskTyped,
    };
    let prompt = Prompt::new(question.say(app.lang()), "", typing);
    app.layers.push(prompt);
}

/// Only the rows without a question, or all of them.
fn turn_partly(app: &mut App, effects: &mut Vec<Effect>) {
    let lang = app.lang();
    let said = with(app, |import, session| {
        let ledger = import.ledger.as_mut()?;
        let trial = ledger.trial.as_ref()?;
        let open = trial.open();
        if ledger.partly {
            ledger.partly = false;
            import.simulate(Vec::new(), effects);
            return Some(W::Whole.say(lang).to_owned());
        }
        if open == 0 {
            return Some(W::NoneAsked.say(lang).to_owned());
        }
        let ground = Ground { book: &ledger.book, register: &session.desk.register, lang };
        let held = trial.open_in_lines(&ground);
        ledger.partly = true;
        import.simulate(held, effects);
        Some(W::Partly.fill(lang, &[&open.to_string()]))
    });
    if let Some(said) = said.flatten() {
        app.tell(said, Tone::Plain);
    }
}

/// What Enter does where what would happen is shown.
enum Enters {
    Waits(W),
    Asks,
    Open(usize),
    Nothing,
    Takes,
}

/// Enter: the choices of the question in front; where all is answered, what is shown happens.
fn enter(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    let lang = app.lang();
    let enters = with(app, |import, _| {
        let busy = import.running.is_some();
        let Some(trial) = import.trial() else { return Enters::Waits(W::StillRunning) };
        if trial.selected_group().is_some_and(|group| trial.is_open(group)) {
            return Enters::Asks;
        }
        let open = trial.open();
        if open > 0 {
            trial.bucket = Bucket::Asked;
            trial.next_open();
            return Enters::Open(open);
        }
        if busy {
            return Enters::Waits(W::StillRunning);
        }
        if trial.stale || trial.on != env.today() {
            import.simulate_again(effects);
            return Enters::Waits(W::StillRunning);
        }
        if !trial.seen {
            return Enters::Waits(W::NotSeen);
        }
        if trial.simulation.change.records.is_empty() { Enters::Nothing } else { Enters::Takes }
    });
    match enters {
        Some(Enters::Waits(why)) => app.tell(why.say(lang), Tone::Plain),
        Some(Enters::Asks) => pick_answer(app),
        Some(Enters::Open(open)) => app.tell(W::StillOpen.fill(lang, &[&open.to_string()]), Tone::Plain),
        Some(Enters::Nothing) => came_in(app, 0, effects),
        Some(Enters::Takes) => take_in(app, effects),
        None => {}
    }
}

/// Writes what is shown as one step of the history.
fn take_in(app: &mut App, effects: &mut Vec<Effect>) {
    let lang = app.lang();
    if let Err(reason) = write(app) {
        app.tell(reason.say(lang), Tone::Plain);
        return;
    }
    if app.pending.is_some() {
        app.tell(Word::WaitingForCommit.say(lang), Tone::Plain);
        return;
    }
    let found = with(app, |import, _| {
        let ledger = import.ledger.as_ref()?;
        Some((ledger.name.clone(), ledger.trial.as_ref()?.simulation.change.clone()))
    });
    let Some((name, change)) = found.flatten() else { return };
    let count = change.records.len();
    let name = visible(&name).into_owned();
    let action = format!("{LEDGER_IMPORTED}/{count}/{name}");
    effects.push(Effect::Commit { change: change.clone(), action });
    let notice = format!("{}{}", W::Came.fill(lang, &[&name, &count.to_string()]), W::CameUndo.say(lang));
    let next = Next::then(move |app, _, effects| came_in(app, count, effects));
    app.pending =
        Some(Pending { change, notice, label: history_label(&name, count, lang), undo: Undo::No, next });
}

/// It has come in: what was left out is told, and how it was taken in is remembered.
fn came_in(app: &mut App, count: usize, effects: &mut Vec<Effect>) {
    with(app, |import, session| {
        let lang = session.desk.lang;
        let Some(ledger) = &mut import.ledger else { return };
        let Some(trial) = &ledger.trial else { return };
        let said =
            |lang| trial.not_taken(&Ground { book: &ledger.book, register: &session.desk.register, lang });
        let first = trial.simulation.change.records.first().cloned();
        ledger.done =
            Some(Done { taken_back: false, first, count, not_taken: said(lang), on_paper: said(Lang::Ja) });
        let remembered = ledger.remembered();
        (import.step, import.scroll) = (Step::Done, 0);
        import.begin(Does::Lists, Wants::Finish(remembered), effects);
        import.running = None;
    });
}

// ------------------------------------------------------------------------------------------------ what comes back

/// Something was read or found out.
pub fn receive(app: &mut App, news: ImportNews, env: Env, effects: &mut Vec<Effect>) {
    let lang = app.lang();
    let (layers, scene) = app.split();
    let awaits =
        |import: &&mut Import| import.running.as_ref().is_some_and(|running| running.ticket == news.ticket);
    let Some((import, session)) = layers.all_mut::<Import>().find(awaits).zip(scene.session) else { return };
    if let Came::At(done, all) = news.came {
        if let Some(running) = &mut import.running {
            running.at = Some((done, all));
        }
        return;
    }
    let Some(mut running) = import.running.take() else { return };
    let does = std::mem::replace(&mut running.does, Does::Lists);
    match (news.came, does) {
        (Came::Folder(Ok(listing)), _) => import.file.show(listing),
        (Came::Folder(Err(why)) | Came::Clipboard(Err(why)), _) => import.message = Some(why),
        (Came::Clipboard(Ok(text)), _) => import.file.paste(&text),
        (Came::Read(Ok(read)), Does::Reads(source)) => {
            let pasted = matches!(source, Source::Pasted(_) | Source::Kept { pasted: true, .. });
            let goes_on = import.waiting.as_ref().is_some_and(|waiting| waiting.trial);
            let waits = import.waiting.is_some();
            import.file.pasted = Zeroizing::default();
            let kept = read.kept;
            import.take(*read, pasted, &session.desk.policy, env.today(), lang);
            let ledger = import.ledger.as_ref();
            let known = ledger.is_some_and(|ledger| ledger.known);
            let ready = ledger.is_some_and(|ledger| ledger.columns.missing(lang).is_none());
            if ready && (goes_on || (known && !waits)) {
                import.simulate(Vec::new(), effects);
            }
            if known {
                app.tell(W::KnownAgain.say(lang), Tone::Plain);
            } else if !kept {
                app.tell(W::TooLargeToKeep.say(lang), Tone::Plain);
            }
        }
        (Came::Read(Err(NotRead::Password { wrong })), Does::Reads(source)) => {
            let name = match &source {
                Source::File(path) => path.file_name().map(|name| name.to_string_lossy().into_owned()),
                Source::Kept { name, .. } => Some(name.clone()),
                Source::Pasted(_) => None,
            };
            let question = W::AskPassword.fill(lang, &[&visible(&name.unwrap_or_default())]);
            let prompt = Prompt::new(question, "", OfWorkbook(source));
            let message = wrong.then(|| W::WrongPassword.say(lang).to_owned());
            app.layers.push(Prompt { input: TextInput::password(), message, ..prompt });
        }
        (Came::Read(Err(NotRead::NothingKept)), _) => nothing_kept(import, lang, effects),
        (Came::Read(Err(NotRead::Told(why))), _) => {
            import.step = Step::File;
            if import.file.listing.entries.is_empty() {
                let folder = folder_of(import, scene);
                import.list(folder, effects);
            }
            import.message = Some(why);
        }
        (Came::Simulated(simulation), Does::Simulates { partly, held }) => {
            let mut trial = Trial::new(*simulation, env.today(), partly, held);
            let Some(ledger) = &mut import.ledger else { return };
            if let Some(before) = &ledger.trial {
                trial.stand_like(before);
            }
            ledger.trial = Some(trial);
            if import.step == Step::Columns {
                import.step = Step::Trial;
            }
        }
        _ => {}
    }
}

/// What waited is not there: another import has taken its place, or it was too large. From where it lies it may be read again.
fn nothing_kept(import: &mut Import, lang: Lang, effects: &mut Vec<Effect>) {
    let Some(waiting) = &import.waiting else { return };
    match waiting.path.clone() {
        Some(path) => import.read(Source::File(path.into()), None, effects),
        None => import.message = Some(W::NothingKept.fill(lang, &[&visible(&waiting.name)])),
    }
}

fn folder_of(import: &Import, scene: Scene<'_>) -> std::path::PathBuf {
    let here = Some(import.file.listing.folder.clone()).filter(|folder| !folder.as_os_str().is_empty());
    let home = || scene.settings.home.clone().unwrap_or_else(|| scene.settings.report_dir.clone());
    here.unwrap_or_else(home)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fiscal_year_is_typed_as_people_say_it() {
        for (typed, expected) in
            [("8", "2026"), ("R8", "2026"), ("令和8年度", "2026"), ("2025", "2025"), ("平成31", "2019")]
        {
            let plain = crate::exchange::values::plain(typed);
            assert_eq!(fiscal_year(&plain).as_deref(), Some(expected), "{typed}");
        }
        assert_eq!(fiscal_year("x"), None);
    }
}
