//! Opening things: records, forms, pages, pickers for fields.

use crate::{
    policy::Rule,
    register::{Key as RecordKey, Lang, Person, RecordKind, id::GroupId, subject::Subject},
    tui::{
        app::{App, Env, allowed::write, page::Page},
        desk::Desk,
        forms::{Form, Target, draft, field::Candidates},
        layers::{
            picker::{Item, Picker},
            sheet::Sheet,
        },
        lists::{RowKey, Tab},
        terminal::{tone::Tone, width::visible},
        words::{Reason, Word, key_label, refusal},
    },
};

use super::asking;
/// Enter on a row: the record behind a finding, the members of a group, or the form of a record.
pub fn open(app: &mut App, env: Env) {
    let Some(session) = app.session_mut() else { return };
    match session.selected() {
        Some(RowKey::Finding(_, subject, _)) => go_to(app, &subject, env),
        Some(RowKey::Record(RecordKey::Group(id))) => members(app, id),
        Some(RowKey::Record(key)) => edit(app, &key, env),
        Some(RowKey::Care(_) | RowKey::Heading) | None => {}
    }
}

/// Shows the members of a group.
pub fn members(app: &mut App, id: GroupId) {
    let Some(session) = app.session_mut() else { return };
    let list = &mut session.lists[Tab::Memberships.place()];
    list.scope = Some(id);
    list.search.clear();
    list.filter = 0;
    list.marks.clear();
    list.spoil();
    session.go(Tab::Memberships);
    let (list, desk) = session.list_and_desk();
    list.jump(desk, false);
}

/// Brings the record of a finding to the front, in its own list.
pub fn go_to(app: &mut App, subject: &Subject, env: Env) {
    let Some(session) = app.session_mut() else { return };
    let Some(key) = session.desk.register.key_of(subject) else { return };
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
}

/// Opens the form of a record.
pub fn edit(app: &mut App, key: &RecordKey, env: Env) {
    let lang = app.lang();
    let Some(session) = app.session() else { return };
    let Some((_, before)) = session.desk.register.record(key) else { return };
    let mut title = Form::title_for(&before, false, lang);
    if let Some(mark) = session.mark() {
        title = format!("{title} [{}]", mark.say(lang));
    }
    let target = Target::Edit { key: key.clone(), before: Box::new(before.clone()) };
    let form = Form::new(title, before, target, lang, env.now);
    app.layers.push(form);
}

/// Edits the selected record, or the record behind the selected finding.
pub fn edit_selected(app: &mut App, env: Env) {
    let Some(session) = app.session() else { return };
    let key = match session.selected() {
        Some(RowKey::Record(key)) => Some(key),
        Some(RowKey::Finding(_, subject, _)) => session.desk.register.key_of(&subject),
        Some(RowKey::Care(_) | RowKey::Heading) | None => None,
    };
    if let Some(key) = key {
        edit(app, &key, env);
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

/// Opens the form of a new record.
pub fn new_draft(app: &mut App, kind: RecordKind, env: Env) {
    let lang = app.lang();
    let Some(session) = app.session() else { return };
    let group = match (kind, session.selected()) {
        (RecordKind::Membership, selected) => {
            let scope = session.list().scope.clone();
            let group = scope.or(match selected {
                Some(RowKey::Record(RecordKey::Membership(group, _))) => Some(group),
                _ => None,
            });
            if group.is_none() {
                // Members are added to a group: it has to be opened first.
                app.tell(Reason::NotHere.say(lang), Tone::Plain);
                return;
            }
            group
        }
        _ => None,
    };
    let Some(record) = draft(kind, &session.desk.register, env.now, session.desk.decider().as_ref()) else {
        return;
    };
    let title = Form::title_for(&record, true, lang);
    let form = Form::new(title, record, Target::Add { group }, lang, env.now);
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

/// The candidates of the field in focus; Enter in any other field goes on to the next.
pub fn pick_for_field(app: &mut App) {
    let lang = app.lang();
    let looks = write(app).is_err();
    let (from, rule, now) = if let Some(form) = app.layers.top_mut::<Form>() {
        let Some(from) = form.candidates().filter(|_| !looks) else {
            form.move_focus(1);
            return;
        };
        let now = form.field().and_then(|field| field.typed()).unwrap_or_default().to_owned();
        (from, form.named_rule().and_then(Rule::from_name), now)
    } else if let Some(sheet) = app.layers.top_mut::<Sheet>() {
        let Some(from) = sheet.candidates() else {
            sheet.move_focus(1);
            return;
        };
        let now = sheet.field().and_then(|field| field.typed()).unwrap_or_default().to_owned();
        (from, None, now)
    } else {
        return;
    };
    let Some(session) = app.session() else { return };
    let (title, mut offered) = candidates(&session.desk, from, rule, lang);
    if !matches!(from, Candidates::Rules | Candidates::Subjects) {
        offered.insert(0, (Item::new(Word::PickNone.say(lang).to_owned(), []), String::new()));
    }
    let here = offered.iter().position(|(_, id)| *id == now);
    let mut picker = Picker::new(title.say(lang), offered, |app, id, _, _| {
        if let Some(form) = app.layers.top_mut::<Form>() {
            form.put(&id);
            form.move_focus(1);
        } else if let Some(sheet) = app.layers.top_mut::<Sheet>() {
            sheet.put(&id);
            sheet.move_focus(1);
        }
    });
    if let Some(here) = here.filter(|_| !now.is_empty()) {
        picker.select(here);
    }
    app.layers.push(picker);
}

pub fn candidates(
    desk: &Desk,
    from: Candidates,
    rule: Option<Rule>,
    lang: Lang,
) -> (Word, Vec<(Item, String)>) {
    let mut offered = Vec::new();
    let mut push = |id: &str, name: Option<&str>, kana: Option<&str>, more: Option<&str>| {
        // A rule or a subject is told in words; its code is for the record.
        let code = if matches!(from, Candidates::Rules | Candidates::Subjects) { "" } else { id };
        let label = format!("{code} {} {}", name.unwrap_or_default(), more.unwrap_or_default());
        let item = Item::new(visible(label.trim()).into_owned(), [kana.unwrap_or_default(), id]);
        offered.push((item, id.to_owned()));
    };
    let title = match from {
        Candidates::Staff | Candidates::People => {
            let staff: Vec<_> = desk
                .register
                .staff()
                .iter()
                .map(|row| (row.kana.as_deref(), row.name.as_deref(), row.id.as_str()))
                .collect();
            for row in desk.in_order(&staff) {
                if let Some(row) = desk.register.staff().at(row as usize) {
                    push(
                        row.id.as_str(),
                        row.name.as_deref(),
                        row.kana.as_deref(),
                        row.profession.as_deref(),
                    );
                }
            }
            if from == Candidates::People {
                let partners: Vec<_> = desk
                    .register
                    .partners()
                    .iter()
                    .map(|row| (row.kana.as_deref(), row.name.as_deref(), row.id.as_str()))
                    .collect();
                for row in desk.in_order(&partners) {
                    if let Some(row) = desk.register.partners().at(row as usize) {
                        push(
                            row.id.as_str(),
                            row.name.as_deref(),
                            row.kana.as_deref(),
                            row.affiliation.as_deref(),
                        );
                    }
                }
                Word::PickPerson
            } else {
                Word::PickStaff
            }
        }
        Candidates::Devices => {
            for row in desk.register.devices() {
                let holder = row.holder.as_ref().and_then(|id| desk.register.person(id));
                push(
                    row.id.as_str(),
                    row.name.as_deref(),
                    holder.and_then(Person::kana),
                    holder.and_then(Person::name),
                );
            }
            Word::PickDevice
        }
        Candidates::Groups => {
            for row in desk.register.groups() {
                push(row.sheet.id.as_str(), row.sheet.name.as_deref(), None, None);
            }
            Word::PickGroup
        }
        Candidates::Rules => {
            for rule in Rule::ALL {
                push(rule.name(), Some(desk.policy.rule_label(*rule, lang)), None, None);
            }
            Word::PickRule
        }
        Candidates::Subjects => {
            subjects(desk, rule, &mut push);
            Word::PickSubject
        }
    };
    (title, offered)
}

/// The subjects of a waiver: those that the rule flags now.
fn subjects(
    desk: &Desk,
    rule: Option<Rule>,
    push: &mut impl FnMut(&str, Option<&str>, Option<&str>, Option<&str>),
) {
    let Some(rule) = rule else { return };
    let mut seen = rustc_hash::FxHashSet::default();
    for finding in desk.findings.iter().filter(|finding| finding.rule == rule) {
        if seen.insert(&finding.subject) {
            let sentence = desk.policy.sentence(finding, &desk.register, desk.today, desk.lang);
            push(&finding.subject.to_string(), Some(&sentence), None, None);
        }
    }
}

/// Asks before a record is deleted as a mistake.
pub fn remove(app: &mut App) {
    let lang = app.lang();
    let Some(session) = app.session() else { return };
    if let Some(RowKey::Record(key)) = session.selected() {
        let question = Word::AskRemove.fill(lang, &[&key_label(&key, &session.desk.register, lang)]);
        let command = crate::register::Command::Remove { key };
        if let Err(why) = command.plan(&session.desk.register, session.desk.today) {
            // What cannot be done is not asked for.
            app.tell(refusal(&why, lang), Tone::Error);
            return;
        }
        asking::confirm(app, question, command);
    }
}
