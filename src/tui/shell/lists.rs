//! The keys of every list, and of its search line.

use crate::{
    register::{Key as RecordKey, RecordKind},
    tui::{
        app::{
            App, Effect, Env, Session,
            allowed::{always, record, selected},
            binding::{Binding, row, writes},
        },
        desk::{
            care::{Care, CareAction},
            first_steps::is_step,
        },
        features::{beginning, history::keys as history},
        keys::{Ctx, ch, ctrl, f, named},
        layers::moving::{bottom, down, page_down, page_up, top, up, with_list},
        lists::{RowKey, Tab, list::List, sort::Sort},
        recording::{
            open, removing,
            settle::{self, When},
        },
        terminal::{input::Key, tone::Tone},
        words::{ListWord, Reason, Word},
    },
};

use super::follow;

pub static KEYS: &[Binding] = &[
    up(Ctx::List).or(&[ch('k')]),
    down(Ctx::List).or(&[ch('j')]),
    page_up(Ctx::List),
    page_down(Ctx::List),
    top(Ctx::List).or(&[ch('g')]),
    bottom(Ctx::List).or(&[ch('G')]),
    row(Ctx::List, named::OPEN, Word::KeyOpen, 1, selected, |app, env, _| open_here(app, env))
        .or(&[ch('l')])
        .on_row(),
    row(Ctx::List, named::DETAILS, Word::KeyDetails, 7, selected, |app, _, _| {
        if !turn_fold(app) {
            open::details(app);
        }
    })
    .on_row(),
    row(Ctx::Today, &[Key::LEFT], Word::KeyFold, 0, foldable, |app, _, _| {
        with_list(app, List::turn_fold);
    }),
    row(Ctx::List, &[ch('/'), ctrl('f')], Word::KeySearch, 6, always, |app, _, _| {
        with_list(app, |list, _| list.searching = true);
    }),
    row(Ctx::List, &[ch('f'), ctrl('g')], Word::KeyFilter, 8, filtered, |app, _, _| {
        with_list(app, |list, desk| match list.outside() {
            0 => list.change_filter(desk, true),
            _ => list.widen(desk),
        });
    }),
    row(Ctx::List, &[ch('F'), ctrl('b')], Word::KeyFilterBack, 0, filtered, |app, _, _| {
        with_list(app, |list, desk| list.change_filter(desk, false));
    }),
    row(Ctx::List, named::MARK, Word::KeyMark, 5, markable, |app, _, _| {
        with_list(app, |list, desk| list.toggle_mark(desk));
    })
    .on_row(),
    row(Ctx::List, &[ch('*'), ctrl('k')], Word::KeyMarkAll, 0, selected, |app, _, _| {
        with_list(app, |list, desk| list.toggle_all_marks(desk));
    }),
    row(Ctx::List, &[ch('>'), SHIFT_RIGHT], Word::KeySortNext, 0, always, |app, _, _| sort(app, true)),
    row(Ctx::List, &[ch('<'), SHIFT_LEFT], Word::KeySortPrevious, 0, always, |app, _, _| sort(app, false)),
    row(Ctx::List, &[ch('!'), SHIFT_UP], Word::KeySortTurn, 0, sorted, |app, _, _| {
        with_list(app, List::turn_order);
        tell_order(app);
    }),
    row(Ctx::List, &[Key::TAB], Word::KeyNextTab, 0, always, |app, _, _| turn(app, 1)),
    row(Ctx::List, &[Key::BACK_TAB], Word::KeyPreviousTab, 0, always, |app, _, _| {
        turn(app, Tab::ALL.len() - 1);
    }),
    row(Ctx::List, &[Key::ESC], Word::KeyBack, 0, always, |app, _, _| back(app)),
    row(Ctx::List, &[ch('e'), f(4)], Word::KeyEdit, 5, record, |app, env, _| {
        open::edit_selected(app, env);
    })
    .on_row(),
    writes(Ctx::List, &[ch('n'), ctrl('n'), Key::INSERT], Word::KeyNew, 4, new_record, |app, env, _| {
        open::new(app, env);
    }),
    writes(Ctx::List, named::REMOVE, Word::KeyRemove, 0, removable, |app, _, effects| {
        if app.session().is_some_and(beginning::is_at_a_step) {
            beginning::put_away(app, effects);
        } else {
            removing::remove(app);
        }
    })
    .on_row(),
    writes(Ctx::List, named::SETTLE, Word::KeySettle, 2, to_settle, |app, env, effects| {
        settle_here(app, When::Today, env, effects);
    })
    .on_marks(),
    writes(
        Ctx::List,
        named::SETTLE_ON_DAY,
        Word::KeySettleOnDay,
        3,
        to_settle_on_a_day,
        |app, env, effects| {
            settle_here(app, When::Asked, env, effects);
        },
    )
    .on_marks(),
    row(Ctx::Search, &[Key::ENTER], Word::KeySearchDone, 1, always, |app, _, _| match history::on_top(app) {
        Some(page) => page.searching = false,
        None => with_list(app, |list, desk| list.found(desk)),
    }),
    row(Ctx::Search, &[ctrl('g')], Word::KeyWiden, 3, more_outside, |app, _, _| {
        with_list(app, List::widen);
    }),
    row(Ctx::Search, &[Key::ESC], Word::KeySearchClear, 2, always, |app, _, _| clear_search(app)),
    up(Ctx::Search),
    down(Ctx::Search),
    page_up(Ctx::Search),
    page_down(Ctx::Search),
];

const SHIFT_RIGHT: Key = Key { shift: true, ..Key::RIGHT };
const SHIFT_LEFT: Key = Key { shift: true, ..Key::LEFT };
const SHIFT_UP: Key = Key { shift: true, ..Key::UP };

/// The list has filters to choose from.
fn filtered(app: &App) -> Result<(), Reason> {
    let filters = app.session().map_or(0, |session| session.tab.screen().filters().len());
    if filters > 1 { Ok(()) } else { Err(Reason::OneFilter) }
}

/// The list does not stand in its own order.
fn sorted(app: &App) -> Result<(), Reason> {
    let sorted = app.session().is_some_and(|session| session.list().sort.is_some());
    if sorted { Ok(()) } else { Err(Reason::NotSorted) }
}

/// Sorts by the next column in sight, or the one before.
fn sort(app: &mut App, forward: bool) {
    if let Some(session) = app.session_mut() {
        let columns = std::mem::take(&mut session.columns);
        let (list, desk) = session.list_and_desk();
        list.sort_by_next(desk, &columns, forward);
        session.columns = columns;
    }
    tell_order(app);
}

/// Tells in which order the list stands.
fn tell_order(app: &mut App) {
    let lang = app.lang();
    let Some(session) = app.session() else { return };
    let said = match session.list().sort {
        Some(Sort { column, down: false }) => ListWord::SortedUp.fill(lang, &[column.say(lang)]),
        Some(Sort { column, down: true }) => ListWord::SortedDown.fill(lang, &[column.say(lang)]),
        None => ListWord::OwnOrder.say(lang).to_owned(),
    };
    app.tell(said, Tone::Plain);
}

/// The filter keeps rows out that match the search.
fn more_outside(app: &App) -> Result<(), Reason> {
    let outside = app.session().filter(|_| app.layers.is_empty()).map_or(0, |it| it.list().outside());
    if outside > 0 { Ok(()) } else { Err(Reason::NothingOutside) }
}

/// A record of a list is selected, not a finding.
fn removable(app: &App) -> Result<(), Reason> {
    match app.session().and_then(Session::selected) {
        Some(RowKey::Record(RecordKey::Office)) | None => Err(Reason::NoRow),
        Some(RowKey::Record(_)) => Ok(()),
        Some(_) if app.session().is_some_and(beginning::is_at_a_step) => Ok(()),
        Some(_) => Err(Reason::NoRecord),
    }
}

/// Something can be added here.
fn new_record(app: &App) -> Result<(), Reason> {
    let session = app.session().ok_or(Reason::NotHere)?;
    match session.tab.screen().drafts() {
        [] => Err(Reason::NotHere),
        [RecordKind::Membership] if open::group_of_new(session).is_none() => Err(Reason::NoGroupOpen),
        _ => Ok(()),
    }
}

/// What is selected or marked can be settled.
fn to_settle(app: &App) -> Result<(), Reason> {
    match care_here(app) {
        Some(care) if care.action == CareAction::None => Err(Reason::ByTheDetails),
        Some(care) if is_step(&care) => Err(Reason::NoDayHere),
        Some(_) => Ok(()),
        None => settle::possible(app, When::Today),
    }
}

/// What is selected or marked can be settled as done on a day.
fn to_settle_on_a_day(app: &App) -> Result<(), Reason> {
    if care_here(app).is_some() { Err(Reason::NoDayHere) } else { settle::possible(app, When::Asked) }
}

/// What the vault asks for, where that is selected and nothing is marked: marked rows come first.
fn care_here(app: &App) -> Option<Care> {
    let marked = app.session().is_some_and(|session| !session.list().marks.is_empty());
    follow::selected_care(app).filter(|_| !marked)
}

/// The selected row is one that something can be done with together with others.
fn markable(app: &App) -> Result<(), Reason> {
    selected(app)?;
    if follow::selected_care(app).is_some() { Err(Reason::NotMarked) } else { Ok(()) }
}

/// There is a fold to close.
fn foldable(app: &App) -> Result<(), Reason> {
    let session = app.session().ok_or(Reason::NoRow)?;
    if session.list().can_fold() { Ok(()) } else { Err(Reason::NotFolded) }
}

/// Opens or closes the fold that is selected; says whether one is.
fn turn_fold(app: &mut App) -> bool {
    let is_fold = app.session().is_some_and(|session| session.list().is_fold());
    if is_fold {
        with_list(app, List::turn_fold);
    }
    is_fold
}

/// Enter: what the vault asks for, or the row.
fn open_here(app: &mut App, env: Env) {
    if turn_fold(app) {
        return;
    }
    match follow::selected_care(app).map(|care| care.action) {
        Some(CareAction::FirstStep(step)) => follow::take_step(app, step),
        Some(_) => open::details(app),
        None => open::open(app, env),
    }
}

/// Settles what the vault asks for where that is selected, else findings.
fn settle_here(app: &mut App, when: When, env: Env, effects: &mut Vec<Effect>) {
    match care_here(app) {
        Some(care) => follow::settle_care(app, &care, env, effects),
        None => settle::settle(app, when, env, effects),
    }
}

fn turn(app: &mut App, by: usize) {
    if let Some(session) = app.session() {
        let place = (session.tab.place() + by) % Tab::ALL.len();
        go(app, place);
    }
}

/// Shows a list.
pub fn go(app: &mut App, place: usize) {
    let Some(tab) = Tab::ALL.get(place) else { return };
    if let Some(session) = app.session_mut() {
        // Coming by its number shows all members, not those of the group that was open last.
        let list = &mut session.lists[place];
        if list.scope.take().is_some() {
            list.spoil();
        }
        session.came = None;
        session.go(*tab);
    }
}

/// Esc: clears what narrows the list, then its marks, then leaves a group's members, then goes to today.
fn back(app: &mut App) {
    let lang = app.lang();
    let Some(session) = app.session_mut() else { return };
    let (tab, filter) = (session.tab, session.list().filter);
    let narrowed = !session.list().search.is_empty();
    if let Some(came) = session.came.take_if(|came| came.to == (tab, filter) && !narrowed) {
        let (list, _) = session.list_and_desk();
        (list.filter, list.scope) = came.before;
        list.spoil();
        session.go(came.from);
        return;
    }
    let (list, desk) = session.list_and_desk();
    if list.clear(desk) {
        return;
    }
    if !list.marks.is_empty() {
        let gone = list.marks.len().to_string();
        list.marks.clear();
        app.tell(ListWord::MarksGone.fill(lang, &[&gone]), Tone::Plain);
        return;
    }
    if list.scope.take().is_some() {
        list.spoil();
        session.go(Tab::Groups);
    } else {
        session.go(Tab::Today);
    }
}

fn clear_search(app: &mut App) {
    if let Some(page) = history::on_top(app) {
        page.searching = false;
        page.search.clear();
        page.narrow();
        return;
    }
    with_list(app, |list, desk| {
        list.searching = false;
        list.search.clear();
        list.search_changed(desk);
    });
}
