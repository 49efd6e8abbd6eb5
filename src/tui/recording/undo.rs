//! Taking back: what is near at once, what is far after a question, and always with record, field and values by name.

use rustc_hash::FxHashSet;

use crate::{
    register::{
        Change, RecordChange,
        rename::say_all,
        subject::Subject,
        undo::{Far, far, way_back},
    },
    store::UNDO,
    tui::{
        app::{
            App, Effect, Layer, Next, Pending, Request, Screen, Session, Undo,
            binding::{Binding, writes},
        },
        desk::Desk,
        forms::entry::differences,
        keys::{Ctx, ch, ctrl},
        layers::{Answers, Confirm},
        lists::RowKey,
        terminal::{
            tone::Tone,
            width::{truncate, visible},
        },
        words::{Reason, RowsWord, Word, key_label, record_label, refusal},
    },
};

/// The most cells of a value in a sentence.
const VALUE: usize = 24;

pub static KEYS: &[Binding] =
    &[writes(Ctx::Anywhere, &[ch('u'), ctrl('u')], Word::KeyUndo, 9, possible, |app, _, effects| {
        undo(app, effects);
    })
    // Where an incident is led each stamp and each answer is a change of its own, and says so.
    .counting(|app, _| {
        app.reading.is_none() && app.layers.last().is_some_and(|layer| layer.record().is_some())
    })];

/// There is a change of this session to take back.
pub fn possible(app: &App) -> Result<(), Reason> {
    let session = app.session().ok_or(Reason::NothingToUndo)?;
    let none = if session.replaced { Reason::ReplacedSince } else { Reason::NothingToUndo };
    let last = session.last_step().ok_or(none)?;
    if last.overtaken {
        // An older one would be taken back that nobody means.
        return Err(Reason::OvertakenSince);
    }
    let change = &last.change;
    match app.layers.last().and_then(Layer::record) {
        // What happened elsewhere before is out of sight.
        Some(key) => {
            let own = change.records.iter().all(|record| record.key == key);
            if own { Ok(()) } else { Err(Reason::LastIsElsewhere) }
        }
        None => Ok(()),
    }
}

/// A step that is taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenBack {
    /// What it changed.
    pub step: Change,
    /// What it is called.
    pub label: String,
    /// Its batch, where it was chosen from the history.
    pub batch: Option<u64>,
    /// Whether it was an undo itself.
    pub redo: bool,
}

/// Takes back the last change that stands; asks first where that is far from here.
pub fn undo(app: &mut App, effects: &mut Vec<Effect>) {
    let Some(step) = app.session().and_then(Session::last_step).cloned() else { return };
    let on = step.on.as_ref();
    let near = on.is_some() && (on == screen(app).as_ref() || in_sight(app, &step.change));
    let far = far(on.is_some(), near);
    let taken = TakenBack { step: step.change, label: step.label, batch: None, redo: false };
    ask_or_take(app, taken, far, effects);
}

/// Takes a step back, after a question where it is far.
pub fn ask_or_take(app: &mut App, taken: TakenBack, far: Option<Far>, effects: &mut Vec<Effect>) {
    let lang = app.lang();
    let Some(far) = far else {
        take_back(app, taken, effects);
        return;
    };
    let Some(session) = app.session() else { return };
    match way_back(&session.desk.register, &taken.step) {
        Ok(back) => {
            let word = match far {
                Far::Earlier => RowsWord::AskUndoEarlier,
                Far::OutOfSight => RowsWord::AskUndoElsewhere,
            };
            let question = word.fill(lang, &[&named(&back, &session.desk, false)]);
            let yes = |app: &mut App, _, effects: &mut Vec<Effect>| take_back(app, taken, effects);
            app.layers.push(Confirm::new(question, Answers::TAKE_BACK, yes));
        }
        // What cannot be done is not asked for.
        Err(_) => take_back(app, taken, effects),
    }
}

/// Takes a step back as a new entry of the history, or tells why that is not possible.
pub fn take_back(app: &mut App, taken: TakenBack, effects: &mut Vec<Effect>) {
    let lang = app.lang();
    if app.pending.is_some() {
        app.tell(Word::WaitingForCommit.say(lang), Tone::Plain);
        return;
    }
    let Some(session) = app.session() else { return };
    let change = match way_back(&session.desk.register, &taken.step) {
        Ok(change) => change,
        Err(why) => {
            // The list says what came in between, and what can be taken back instead.
            app.request(Request::Steps);
            app.tell(refusal(&why, lang), Tone::Error);
            return;
        }
    };
    let notice = named(&change, &session.desk, true);
    let TakenBack { step, label, batch, redo } = taken;
    effects.push(match batch {
        Some(batch) => Effect::TakeBack { change: change.clone(), batch },
        None => Effect::Commit { change: change.clone(), action: UNDO.to_owned() },
    });
    let undo = Undo::Step { step, redo };
    app.pending = Some(Pending { change, notice, label, undo, next: Next::Stay });
}

/// What taking a step back does, or did: the first record with its first field, and how many more.
fn named(back: &Change, desk: &Desk, done: bool) -> String {
    let lang = desk.lang;
    let Some(record) = back.records.first() else { return String::new() };
    let pick = |before, after| if done { after } else { before };
    let ids = back.renamed();
    if !ids.is_empty() {
        let ids = say_all(&ids, 1, lang);
        return pick(RowsWord::UndoRenamed, RowsWord::UndoneRenamed).fill(lang, &[&visible(&ids)]);
    }
    let name = called(record, desk);
    let said = match (&record.before, &record.after) {
        (Some(_), None) => pick(RowsWord::UndoAdded, RowsWord::UndoneAdded).fill(lang, &[&name]),
        (None, _) => pick(RowsWord::UndoRemoved, RowsWord::UndoneRemoved).fill(lang, &[&name]),
        (Some(now), Some(then)) => {
            let fields = differences(now, then, desk);
            match fields.split_first() {
                None => pick(RowsWord::UndoChange, RowsWord::UndoneChange).fill(lang, &[&name]),
                Some(((label, was, is), others)) => {
                    let [was, is] = [was, is].map(|value| short(value, desk));
                    let word = pick(RowsWord::UndoField, RowsWord::UndoneField);
                    let said = word.fill(lang, &[&name, label, &was, &is]);
                    match others.len() {
                        0 => said,
                        more => format!("{said}{}", RowsWord::UndoFields.fill(lang, &[&more.to_string()])),
                    }
                }
            }
        }
    };
    match back.records.len() {
        0 | 1 => said,
        many => format!("{said}{}", RowsWord::UndoRecords.fill(lang, &[&(many - 1).to_string()])),
    }
}

/// A value in a sentence: without the year of the era behind a day, and not too long.
fn short(value: &str, desk: &Desk) -> String {
    let day = value.split('（').next().filter(|day| day.parse::<crate::register::Date>().is_ok());
    match day.unwrap_or(value) {
        "" => Word::NotRecorded.say(desk.lang).to_owned(),
        value => truncate(&visible(&value.replace('\n', " ")), VALUE),
    }
}

/// What a record is called; what is gone by its kind and number.
pub fn called(change: &RecordChange, desk: &Desk) -> String {
    match change.after.as_ref().or(change.before.as_ref()) {
        Some(record) if desk.register.record(&change.key).is_none() => record_label(record, desk.lang),
        _ => key_label(&change.key, &desk.register, desk.lang),
    }
}

/// What somebody looks at now.
pub fn screen(app: &App) -> Option<Screen> {
    let session = app.session()?;
    let list = session.list();
    let over = app.layers.iter().rev().find_map(Layer::spot);
    let (scope, filter) = (list.scope.clone(), list.filter);
    Some(Screen { tab: session.tab, scope, filter, search: list.search.text().to_owned(), over })
}

/// Whether everything that a step changed stands on the list in front.
fn in_sight(app: &App, step: &Change) -> bool {
    let Some(session) = app.session() else { return false };
    let subjects: Vec<Subject> = step.records.iter().map(|record| record.key.subject()).collect();
    if let Some(layer) = app.layers.last() {
        return layer.shows(&subjects);
    }
    let screen = session.tab.screen();
    let rows = session.list().rows().iter();
    let here: FxHashSet<Subject> = rows
        .filter_map(|row| match screen.key(&session.desk, *row) {
            RowKey::Finding(_, subject, _) => Some(subject),
            RowKey::Record(key) => Some(key.subject()),
            RowKey::Fold(..) | RowKey::Care(_) | RowKey::Heading => None,
        })
        .collect();
    subjects.iter().all(|subject| here.contains(subject))
}
