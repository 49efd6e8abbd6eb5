//! The history: opened from a record or as a whole, narrowed, an entry shown in full; and who was in a group on a day.

use crate::{
    register::{Date, Key as RecordKey, Timing, id::GroupId},
    tui::{
        app::{
            App,
            allowed::{always, record, selected},
            asked::Part,
            binding::{Binding, row},
            page::Page,
        },
        features::history,
        forms::{day::Reading, entry::details},
        keys::{Ctx, ch, ctrl, f},
        layers::{
            Done,
            moving::{bottom, down, page_down, page_up, top, up},
            on_day,
        },
        lists::RowKey,
        terminal::{input::Key, tone::Tone},
        words::{HistoryWord, Reason, Word, key_label},
    },
};

use super::History;
pub static KEYS: &[Binding] = &[
    row(Ctx::List, &[ch('H'), f(3)], Word::KeyHistory, 9, record, |app, _, _| {
        open(app, Which::Record);
    })
    .on_row(),
    members_on(Ctx::Groups),
    members_on(Ctx::Memberships),
    row(Ctx::History, &[Key::ENTER, Key::RIGHT], Word::KeyDetails, 1, an_entry, |app, _, _| open_entry(app))
        .or(&[ch('l')]),
    row(Ctx::History, &[ch('/'), ctrl('f')], Word::KeySearch, 2, entries, |app, _, _| {
        if let Some(page) = on_top(app) {
            page.searching = true;
        }
    }),
    row(Ctx::History, &[ch('f'), ctrl('g')], Word::KeyFilter, 3, scopes, |app, _, _| {
        next_scope(app);
    }),
    row(Ctx::History, &[Key::ESC], Word::KeyBack, 4, always, |app, _, _| leave(app))
        .or(&[ch('q'), Key::LEFT]),
    up(Ctx::History).or(&[ch('k')]),
    down(Ctx::History).or(&[ch('j')]),
    page_up(Ctx::History),
    page_down(Ctx::History).or(&[Key::SPACE]),
    top(Ctx::History).or(&[ch('g')]),
    bottom(Ctx::History).or(&[ch('G')]),
    row(Ctx::Anywhere, &[f(5)], Word::KeyHistoryAll, 0, always, |app, _, _| open(app, Which::Whole)),
    row(Ctx::Anywhere, &[f(12)], Word::KeyHistorySince, 0, visited, |app, _, _| open(app, Which::Since)),
];

const fn members_on(ctx: Ctx) -> Binding {
    let keys = const { &[ch('w'), ctrl('w')] };
    row(ctx, keys, Word::KeyMembersOn, 4, selected, |app, _, _| ask_members_day(app)).on_row()
}

/// An entry is selected.
fn an_entry(app: &App) -> Result<(), Reason> {
    match app.layers.top::<History>() {
        Some(page) if !page.is_empty() => Ok(()),
        _ => Err(Reason::NoRow),
    }
}

/// There is something to search.
fn entries(app: &App) -> Result<(), Reason> {
    match app.layers.top::<History>() {
        Some(page) if page.loaded() == 0 => Err(Reason::NoEntries),
        _ => Ok(()),
    }
}

/// There is another scope.
fn scopes(app: &App) -> Result<(), Reason> {
    match app.layers.top::<History>() {
        Some(page) if page.scopes.len() < 2 => Err(Reason::OneScope),
        _ => Ok(()),
    }
}

/// It is known when this account was here last.
fn visited(app: &App) -> Result<(), Reason> {
    let known = app.session().is_some_and(|session| session.visit.is_some());
    if known { Ok(()) } else { Err(Reason::NoVisit) }
}

/// Which entries stand first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    /// Those on the selected record, where there is one.
    Record,
    /// All of them.
    Whole,
    /// Those since the last visit.
    Since,
}

/// Opens the history.
fn open(app: &mut App, which: Which) {
    let lang = app.lang();
    let Some(session) = app.session_mut() else { return };
    let desk = &session.desk;
    let record = match session.selected().filter(|_| which == Which::Record) {
        Some(RowKey::Record(key)) => Some((key.subject(), key_label(&key, &desk.register, lang))),
        Some(RowKey::Finding(_, subject, _)) => {
            let name = desk.register.key_of(&subject).map(|key| key_label(&key, &desk.register, lang));
            let name = name.unwrap_or_else(|| subject.to_string());
            Some((subject, name))
        }
        Some(RowKey::Fold(..) | RowKey::Care(_) | RowKey::Heading) | None => None,
    };
    session.asked += 1;
    let since = session.visit.as_ref().map(|visit| visit.seq);
    let mut page = History::new(record, since, session.asked, lang);
    if which == Which::Since {
        page.scope = page.scopes.len() - 1;
    }
    app.layers.push(page);
}

/// The history where it is on top.
pub fn on_top(app: &mut App) -> Option<&mut History> {
    match app.layers.top_mut::<History>() {
        Some(page) => Some(page),
        _ => None,
    }
}

/// Takes an answer, also where the entry in full lies over the page.
pub fn receive(app: &mut App, part: Part) {
    let (layers, scene) = app.split();
    if let (Some(page), Some(session)) = (layers.all_mut::<History>().next(), scene.session) {
        page.receive(part, &session.desk);
    }
}

/// Shows the selected entry in full.
fn open_entry(app: &mut App) {
    let lang = app.lang();
    let page = match (app.layers.top::<History>(), app.session()) {
        (Some(history), Some(session)) => history.selected().map(|row| {
            let title = HistoryWord::EntryTitle.fill(lang, &[&row.entry.seq.to_string()]);
            Page::new(title, details(&row.entry, &session.desk))
        }),
        _ => None,
    };
    app.layers.extend(page);
}

/// Shows the entries of the next scope.
fn next_scope(app: &mut App) {
    let Some(session) = app.session_mut() else { return };
    session.asked += 1;
    let ticket = session.asked;
    if let Some(page) = on_top(app) {
        let count = page.scopes.len().max(1);
        page.change_scope((page.scope + 1) % count, ticket);
    }
}

/// Esc: ends the search, then closes the history.
fn leave(app: &mut App) {
    match on_top(app) {
        Some(page) if !page.search.is_empty() => {
            page.search.clear();
            page.narrow();
        }
        _ => {
            app.layers.pop();
        }
    }
}

/// Asks for the day on which a group's members are wanted.
fn ask_members_day(app: &mut App) {
    let lang = app.lang();
    let Some(session) = app.session() else { return };
    let Some(RowKey::Record(RecordKey::Group(group) | RecordKey::Membership(group, _))) = session.selected()
    else {
        app.tell(Reason::NoRow.say(lang), Tone::Plain);
        return;
    };
    // A day of the past, where its year is not typed; looked at is whichever day is typed.
    let take = on_day(Reading::day(Timing::Announced), move |app, on, _, _| {
        show_members(app, &group, on);
        Ok(Done::Shown)
    });
    app.ask(Word::AskMembersDay, "", take);
}

/// Shows who was in a group on a day.
fn show_members(app: &mut App, group: &GroupId, on: Date) {
    let page = app.session().and_then(|session| history::members_on(&session.desk, group, on));
    app.layers.extend(page.map(|(title, lines)| Page::new(title, lines)));
}
