//! The administrator's work by keys: removals and invitations, a person's sheet, who leaves and joins, take-outs.

use crate::{
    policy::leaving::removal_requests,
    register::{
        Command, Date, Fact, Key as RecordKey,
        id::{MembershipId, PersonId},
        records::Staff,
    },
    tui::{
        app::{
            App, Effect, Env, Session,
            allowed::{always, selected},
            binding::{Binding, row, writes},
        },
        forms::day::Reading,
        keys::{Ctx, ch, ctrl, f},
        layers::{
            moving::{back, bottom, down, page_down, page_up, top, up},
            on_day, recorded,
        },
        lists::RowKey,
        recording::{
            asking, open,
            reasons::{ask_refusal, ask_removal},
            settle::{self, When},
            undo,
        },
        terminal::{input::Key, tone::Tone},
        words::{PeopleWord, Reason, Word},
    },
};

use super::{Does, Item, Page, PeopleList, View, roles};

/// Who is behind a row of a list.
pub static PERSON: &[Binding] = &[
    writes(Ctx::Staff, &[ch('x'), ctrl('x')], Word::KeyLeaves, 4, selected, |app, _, _| leaves(app)).on_row(),
    writes(Ctx::Partners, &[ch('x'), ctrl('x')], Word::KeyLeaves, 4, selected, |app, _, _| {
        leaves(app);
    })
    .on_row(),
    row(Ctx::List, &[ch('P'), f(11)], Word::KeyPerson, 8, a_person, |app, _, _| person(app)).on_row(),
];

pub static KEYS: &[Binding] = &[
    writes(Ctx::People, &[ch('d'), ctrl('d')], Word::KeySettle, 1, an_item, |app, env, effects| {
        settle(app, When::Today, env, effects);
    }),
    writes(Ctx::People, &[ch('D'), ctrl('t')], Word::KeySettleOnDay, 6, an_item, |app, env, effects| {
        settle(app, When::Asked, env, effects);
    }),
    row(Ctx::People, &[Key::ENTER, Key::RIGHT], Word::KeyOpen, 2, an_item, |app, env, _| {
        if let Some(key) = on_top(app).and_then(|list| list.selected().map(|item| item.key.clone())) {
            open_record(app, &key, env);
        }
    })
    .or(&[ch('l')]),
    row(Ctx::People, &[Key::SPACE], Word::KeyMark, 3, an_item, |app, _, _| {
        if let Some(list) = on_top(app) {
            list.toggle_mark();
        }
    }),
    row(Ctx::People, &[ch('*'), ctrl('k')], Word::KeyMarkAll, 0, an_item, |app, _, _| {
        if let Some(list) = on_top(app) {
            list.toggle_all_marks();
        }
    }),
    row(Ctx::People, &[ch('f'), ctrl('g')], Word::KeySwitch, 3, always, |app, _, _| switch(app)),
    row(Ctx::People, &[ch('P'), f(11)], Word::KeyPerson, 7, a_person, |app, _, _| person(app)),
    writes(Ctx::People, &[ch('x'), ctrl('x')], Word::KeyLeaves, 4, a_sheet, |app, _, _| leaves(app)),
    writes(Ctx::People, &[ch('c'), ctrl('r')], Word::KeyChangeRole, 8, a_sheet, |app, _, _| {
        change_role(app);
    }),
    writes(Ctx::People, &[ch('t'), ctrl('e')], Word::KeyOffDuty, 7, a_membership, off_duty),
    writes(Ctx::People, &[ch('u'), ctrl('u')], Word::KeyUndo, 5, undo::possible, |app, _, effects| {
        undo::undo(app, effects);
    }),
    back(Ctx::People, 4).or(&[ch('q'), Key::LEFT]),
    up(Ctx::People).or(&[ch('k')]),
    down(Ctx::People).or(&[ch('j')]),
    page_up(Ctx::People),
    page_down(Ctx::People),
    top(Ctx::People).or(&[ch('g')]),
    bottom(Ctx::People).or(&[ch('G')]),
    row(Ctx::Anywhere, &[ch('R'), ctrl('v')], Word::KeyRemovals, 0, always, |app, _, _| {
        push(app, Page::Removals { by_person: false });
    }),
];

/// A line is selected.
fn an_item(app: &App) -> Result<(), Reason> {
    match app.layers.top::<PeopleList>() {
        Some(list) if list.selected().is_some() => Ok(()),
        _ => Err(Reason::NoRow),
    }
}

/// A line about a membership is selected.
fn a_membership(app: &App) -> Result<(), Reason> {
    match app.layers.top::<PeopleList>() {
        Some(list) => match list.selected().map(|item| &item.key) {
            Some(RecordKey::Membership(..)) => Ok(()),
            _ => Err(Reason::NotAMembership),
        },
        _ => Err(Reason::NoRow),
    }
}

/// A person's sheet is open.
fn a_sheet(app: &App) -> Result<(), Reason> {
    match app.layers.top::<PeopleList>() {
        Some(list) if matches!(list.page, Page::Person { .. }) => Ok(()),
        _ => Err(Reason::NotALeaver),
    }
}

/// What is selected is about a person.
fn a_person(app: &App) -> Result<(), Reason> {
    person_here(app).map(|_| ()).ok_or(Reason::NotAPerson)
}

/// The list where it is on top.
fn on_top(app: &mut App) -> Option<&mut PeopleList> {
    match app.layers.top_mut::<PeopleList>() {
        Some(list) => Some(list),
        _ => None,
    }
}

fn push(app: &mut App, page: Page) {
    if let Some(session) = app.session_mut() {
        session.desk.ready();
        let list = PeopleList::new(page, &session.desk);
        app.layers.push(list);
    }
}

/// Whom the selected row of a list, or the selected line here, is about.
fn person_here(app: &App) -> Option<PersonId> {
    if let Some(list) = app.layers.top::<PeopleList>() {
        return match &list.page {
            Page::Removals { .. } => list.selected()?.person.clone(),
            Page::Person { .. } => None,
        };
    }
    let session = app.session()?;
    let register = &session.desk.register;
    let key = match session.selected()? {
        RowKey::Record(key) => key,
        RowKey::Finding(_, subject, _) => register.key_of(&subject)?,
        RowKey::Fold(..) | RowKey::Care(_) | RowKey::Heading => return None,
    };
    register.person_of(&key).cloned()
}

fn switch(app: &mut App) {
    let (layers, scene) = app.split();
    if let (Some(list), Some(session)) = (layers.top_mut::<PeopleList>(), scene.session) {
        list.switch(&session.desk);
    }
}

fn off_duty(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    let items = on_top(app).map(|list| list.targets()).unwrap_or_default();
    let facts = items.into_iter().filter_map(|item| match item.key {
        RecordKey::Membership(_, membership) => Some(Fact::OffDuty { membership }),
        _ => None,
    });
    settle::record(app, facts.collect(), When::Today, env, effects);
}

/// Opens the sheet of the person that the row is about; who leaves is shown with what is open.
fn person(app: &mut App) {
    let Some(id) = person_here(app) else { return };
    let leaves = app
        .session()
        .and_then(|session| session.desk.register.staff().get(&id))
        .is_some_and(|staff| staff.left_on.is_some());
    let view = if leaves { View::Leaving } else { View::Sheet };
    push(app, Page::Person { id, view });
}

/// Asks for the last day of work; of somebody of another office, for the reason of leaving every group.
fn leaves(app: &mut App) {
    let id = match app.layers.top::<PeopleList>() {
        Some(list) => match &list.page {
            Page::Person { id, .. } => Some(id.clone()),
            Page::Removals { .. } => None,
        },
        _ => person_here(app),
    };
    let lang = app.lang();
    let (Some(id), Some(session)) = (id, app.session()) else { return };
    let staff = session.desk.register.staff().get(&id);
    if let Some(staff) = staff {
        let text = staff.left_on.map(|day| day.to_string()).unwrap_or_default();
        let reading = Reading::of(Staff::left_on, staff.left_on);
        let take =
            on_day(reading, move |app, day, env, effects| recorded(last_day(app, &id, day, env, effects)));
        app.ask(Word::AskLastDay, &text, take);
    } else {
        let members = removals_of(session, &id);
        if members.is_empty() {
            app.tell(PeopleWord::NothingLeft.say(lang), Tone::Plain);
            return;
        }
        ask_removal(app, &members, PeopleWord::ReasonLeft.say(lang));
    }
}

fn removals_of(session: &Session, id: &PersonId) -> Vec<MembershipId> {
    let facts = removal_requests(&session.desk.register, id, None, session.desk.today);
    let members = facts.into_iter().filter_map(|fact| match fact {
        Fact::RemovalRequested { membership, .. } => Some(membership),
        _ => None,
    });
    members.collect()
}

/// Records the last day of work and shows what is open.
fn last_day(app: &mut App, id: &PersonId, day: Date, env: Env, effects: &mut Vec<Effect>) -> bool {
    let announced = Fact::LeavingAnnounced { staff: id.clone(), last_day: day };
    if !settle::record_on(app, vec![announced], env.today(), env, effects) {
        return false;
    }
    let page = Page::Person { id: id.clone(), view: View::Leaving };
    if app.layers.is_top::<PeopleList>() {
        app.layers.pop();
    }
    push(app, page);
    true
}

fn open_record(app: &mut App, key: &RecordKey, env: Env) {
    match key {
        // A review is decided on its members.
        RecordKey::Review(group, _) => {
            app.layers.clear();
            open::members(app, group.clone());
        }
        key => open::edit(app, key, env),
    }
}

/// Settles the marked items, or the selected one.
fn settle(app: &mut App, when: When, env: Env, effects: &mut Vec<Effect>) {
    let lang = app.lang();
    let items: Vec<Item> = on_top(app).map(|list| list.targets()).unwrap_or_default();
    if let [item] = items.as_slice() {
        settle_one(app, item, when, env, effects);
        return;
    }
    let facts = items.iter().filter_map(|item| match &item.does {
        Does::Fact(fact) => Some(fact.clone()),
        _ => None,
    });
    let (facts, left) = asking::together(app, facts.collect());
    let skipped = items.len() - facts.len();
    if facts.is_empty() {
        app.tell(Word::SkippedSome.fill(lang, &[&skipped.to_string()]), Tone::Plain);
        return;
    }
    if when == When::Today && asking::of_several_kinds(&facts) {
        let question = asking::mixed(app, &facts, skipped, env.today(), env);
        asking::confirm(app, question, Command::Facts { facts, on: env.today() });
        return;
    }
    settle::record(app, facts, when, env, effects);
    settle::tell_left_out(app, left, skipped - left);
}

fn settle_one(app: &mut App, item: &Item, when: When, env: Env, effects: &mut Vec<Effect>) {
    match &item.does {
        Does::Open => open_record(app, &item.key, env),
        Does::Fact(fact) => settle::record(app, vec![fact.clone()], when, env, effects),
        Does::Pick { .. } => pick(app, &item.does),
        Does::Refuse(id) => ask_refusal(app, std::slice::from_ref(id)),
    }
}

fn pick(app: &mut App, does: &Does) {
    let lang = app.lang();
    let Does::Pick { title, none, facts } = does else { return };
    if facts.is_empty() {
        app.tell(none.say(lang), Tone::Plain);
        return;
    }
    settle::pick(app, title.say(lang), facts.clone());
}

fn change_role(app: &mut App) {
    let Some(Page::Person { id, .. }) = on_top(app).map(|list| list.page.clone()) else { return };
    let does = app
        .session()
        .filter(|session| session.desk.register.staff().get(&id).is_some())
        .map(|session| roles(&session.desk, &id));
    if let Some(does) = does {
        pick(app, &does);
    }
}
