//! Opening things: records, forms, pages, pickers for fields.

use std::sync::Arc;

use crate::{
    policy::{Finding, Remedy},
    register::{Key as RecordKey, Lang, Record, RecordKind, Register, id::GroupId, subject::Subject},
    tui::{
        app::{App, Came, Env, Session, page::Page},
        forms::{self, Form, Target, draft},
        layers::picker::{Item, Picker},
        lists::{RowKey, Tab},
        terminal::tone::Tone,
        words::{Reason, Word, key_label},
    },
};

/// Enter on a row: the record behind a finding, the members of a group, or the form of a record.
pub fn open(app: &mut App, env: Env) {
    let Some(session) = app.session_mut() else { return };
    match session.selected() {
        Some(RowKey::Finding(_, subject, _)) => match selected_finding(app) {
            Some((finding, Remedy::Form(key))) => edit_at(app, &key, Some(&finding), env),
            Some((_, Remedy::Members(group))) => members(app, group),
            _ => go_to(app, &subject, env),
        },
        Some(RowKey::Record(RecordKey::Group(id))) => members(app, id),
        Some(RowKey::Record(key)) => edit(app, &key, env),
        Some(RowKey::Fold(..) | RowKey::Care(_) | RowKey::Heading) | None => {}
    }
}

/// The selected finding, and what puts it right.
fn selected_finding(app: &App) -> Option<(Finding, Remedy)> {
    let session = app.session()?;
    let finding = session.selected()?;
    let finding = finding.finding(&session.desk)?;
    Some((finding.clone(), session.desk.remedy(finding)))
}

/// Shows the members of a group.
pub fn members(app: &mut App, id: GroupId) {
    let Some(session) = app.session_mut() else { return };
    let list = &mut session.lists[Tab::Memberships.place()];
    list.scope = Some(id);
    list.search.clear();
    list.filter = 0;
    list.spoil();
    session.go(Tab::Memberships);
    let (list, desk) = session.list_and_desk();
    list.jump(desk, false);
}

/// Brings the record of a finding to the front, in its own list.
pub fn go_to(app: &mut App, subject: &Subject, env: Env) {
    let Some(session) = app.session_mut() else { return };
    let Some(key) = session.desk.register.key_of(subject) else { return };
    let from = session.tab;
    let there = &session.lists[Tab::of(key.kind()).place()];
    let before = (there.filter, there.scope.clone());
    if let RecordKey::Membership(group, _) = &key {
        members(app, group.clone());
    }
    let tab = Tab::of(key.kind());
    let Some(session) = app.session_mut() else { return };
    session.go(tab);
    let (list, desk) = session.list_and_desk();
    let row = RowKey::Record(key.clone());
    if !list.select(desk, &row) {
        // The filter hides it: the record matters more than the filter.
        list.clear(desk);
        list.filter = tab.screen().filters().iter().position(|word| *word == Word::FilterAll).unwrap_or(0);
        list.spoil();
        if !list.select(desk, &row) {
            edit(app, &key, env);
        }
    }
    if let Some(session) = app.session_mut().filter(|_| from != tab) {
        let to = (tab, session.list().filter);
        session.came = Some(Came { from, to, before });
    }
}

/// Opens the form of a record.
pub fn edit(app: &mut App, key: &RecordKey, env: Env) {
    edit_at(app, key, None, env);
}

/// Opens the form of a record, at the field that a finding is about.
pub fn edit_at(app: &mut App, key: &RecordKey, about: Option<&Finding>, env: Env) {
    let lang = app.lang();
    let Some(session) = app.session() else { return };
    let Some((_, before)) = session.desk.register.record(key) else { return };
    let mut title = Form::title_for(&before, false, lang);
    if let Some(mark) = session.mark() {
        title = format!("{title} [{}]", mark.say(lang));
    }
    let target = Target::Edit { key: key.clone(), before: Box::new(before.clone()) };
    let field = about.and_then(|finding| {
        session.desk.policy.field(finding, &session.desk.register, session.desk.today, lang)
    });
    let policy = Arc::clone(&session.desk.policy);
    let mut form = Form::new(title, before, target, policy, lang, env.now);
    if let Some(field) = field {
        form.focus_on(&field);
    }
    app.layers.push(form);
}

/// Edits the selected record, or the record behind the selected finding.
pub fn edit_selected(app: &mut App, env: Env) {
    let Some(session) = app.session() else { return };
    match session.selected() {
        Some(RowKey::Record(key)) => edit(app, &key, env),
        Some(RowKey::Finding(_, subject, _)) => {
            let key = session.desk.register.key_of(&subject);
            let finding = selected_finding(app).map(|(finding, _)| finding);
            if let Some(key) = key {
                edit_at(app, &key, finding.as_ref(), env);
            }
        }
        Some(RowKey::Fold(..) | RowKey::Care(_) | RowKey::Heading) | None => {}
    }
}

/// Adds a record: at once where the list has one kind, else after asking which.
pub fn new(app: &mut App, env: Env) {
    let lang = app.lang();
    let Some(session) = app.session() else { return };
    match session.tab.screen().drafts() {
        [] => app.tell(Reason::NotHere.say(lang), Tone::Plain),
        [one] => new_draft(app, *one, env),
        many => {
            let kinds = many.iter().map(|kind| (Item::new(kind.title(lang).to_owned(), []), *kind));
            let picker = Picker::new(Word::PickNew.say(lang), kinds, |app, kind, env, _| {
                new_draft(app, kind, env);
            });
            app.layers.push(picker);
        }
    }
}

/// The group that a new member is added to: it has to be open, or a member of it selected.
pub fn group_of_new(session: &Session) -> Option<GroupId> {
    let selected = || match session.selected()? {
        RowKey::Record(RecordKey::Membership(group, _)) => Some(group),
        _ => None,
    };
    session.list().scope.clone().or_else(selected)
}

/// Opens the form of a new record.
pub fn new_draft(app: &mut App, kind: RecordKind, env: Env) {
    let lang = app.lang();
    let Some(session) = app.session() else { return };
    let group = if kind == RecordKind::Membership { group_of_new(session) } else { None };
    if kind == RecordKind::Membership && group.is_none() {
        app.tell(Reason::NoGroupOpen.say(lang), Tone::Plain);
        return;
    }
    let Some(record) = draft(kind, &session.desk.register, env.now, session.desk.decider().as_ref()) else {
        return;
    };
    let title = Form::title_for(&record, true, lang);
    let policy = Arc::clone(&session.desk.policy);
    let form = Form::new(title, record, Target::Add { group }, policy, lang, env.now);
    app.layers.push(form);
}

/// The details of the selected row as a page.
pub fn details(app: &mut App) {
    let lang = app.lang();
    let Some(session) = app.session() else { return };
    let Some(row) = session.list().row() else { return };
    let lines = session.tab.screen().details(&session.desk, row);
    let title = match session.selected() {
        Some(RowKey::Record(key)) => key_label(&key, &session.desk.register, lang),
        _ => Word::DetailsTitle.say(lang).to_owned(),
    };
    app.layers.push(Page::new(title, lines));
}

/// The record of a kind that was added last, for a new one that says the same.
pub fn last_added(register: &Register, kind: RecordKind, group: Option<&GroupId>) -> Option<Record> {
    if kind == RecordKind::Membership {
        return register.group(group?)?.memberships.last().cloned().map(Record::Membership);
    }
    let list = register.list(kind).filter(|_| repeats(kind))?;
    list.record(list.id_at(list.count().checked_sub(1)?)?).map(|(_, record)| record)
}

/// What is offered when the record of a form was added: another one that says the same.
pub fn offer_another(form: &Form) -> Option<Word> {
    (matches!(form.target, Target::Add { .. }) && repeats(form.kind())).then_some(Word::OfferAnother)
}

/// Whether records of a kind are entered one after the other.
fn repeats(kind: RecordKind) -> bool {
    !forms::repeats(kind).is_empty()
}

/// Whether a form for a new record is on top, and there is one before it.
pub fn has_one_before(app: &App) -> bool {
    one_before(app).is_some()
}

fn one_before(app: &App) -> Option<Record> {
    let form = app.layers.top::<Form>()?;
    let Target::Add { group } = &form.target else { return None };
    last_added(&app.session()?.desk.register, form.kind(), group.as_ref())
}

/// Gives the new record what repeats from one to the next.
pub fn same_again(app: &mut App) {
    let lang = app.lang();
    let Some(before) = one_before(app) else { return };
    let Some(form) = app.layers.top_mut::<Form>() else { return };
    let taken = form.take_over(&before);
    let name = before.id().unwrap_or_default().to_owned();
    let between = if lang == Lang::Ja { "、" } else { ", " };
    let said = match taken.as_slice() {
        [] => Word::NothingTakenOver.fill(lang, &[&name]),
        labels => Word::TakenOver.fill(lang, &[&name, &labels.join(between)]),
    };
    app.tell(said, Tone::Plain);
}
