//! 参加者の追加: several people come into a group at once, ticked one by one or as the members of another group.

use rustc_hash::FxHashSet;

use crate::{
    register::{
        Key as RecordKey, RecordKind,
        id::{GroupId, MembershipId, PersonId},
        review,
    },
    tui::{
        app::{
            App, Env, Session,
            allowed::always,
            binding::{Binding, writes},
        },
        forms::field::Candidates,
        keys::{Ctx, alt, ch},
        layers::{
            picker::{Item, Picker},
            sheet::Sheet,
        },
        lists::RowKey,
        recording::candidates::candidates,
        terminal::tone::Tone,
        words::{BulkWord, Reason, Word, key_label},
    },
};

pub static KEYS: &[Binding] = &[add(Ctx::Memberships), add(Ctx::Groups)];

const fn add(ctx: Ctx) -> Binding {
    let keys = const { &[ch('N'), alt('n')] };
    writes(ctx, keys, Word::KeyAddPeople, 6, a_group, |app, _, _| {
        if let Some(group) = app.session().and_then(group_here) {
            pick(app, &group, &FxHashSet::default());
        }
    })
    .on_row()
}

/// The list is that of a group's members, or what is selected is a group or a member of one.
fn a_group(app: &App) -> Result<(), Reason> {
    always(app)?;
    app.session().and_then(group_here).map(|_| ()).ok_or(Reason::NoRow)
}

fn group_here(session: &Session) -> Option<GroupId> {
    session.list().scope.clone().or_else(|| match session.selected()? {
        RowKey::Record(RecordKey::Group(id) | RecordKey::Membership(id, _)) => Some(id),
        _ => None,
    })
}

/// Who is in a group now, or asked into it.
fn members(session: &Session, group: &GroupId) -> FxHashSet<PersonId> {
    let desk = &session.desk;
    let rows = desk.register.group(group).into_iter().flat_map(|group| &group.memberships);
    rows.filter(|row| review::is_current(row, desk.today)).map(|row| row.person.clone()).collect()
}

#[derive(Clone)]
enum Choice {
    Person(PersonId),
    FromGroup,
}

/// Lets those be ticked who are not in the group; some are already.
fn pick(app: &mut App, group: &GroupId, ticked: &FxHashSet<PersonId>) {
    let lang = app.lang();
    let Some(session) = app.session() else { return };
    let inside = members(session, group);
    let (_, people) = candidates(&session.desk, Candidates::People, None, lang);
    let people = people.into_iter().map(|(item, id)| (item, PersonId::trusted(&id)));
    let people: Vec<(Item, Choice, bool)> = people
        .filter(|(_, id)| !inside.contains(id))
        .map(|(item, id)| {
            let tick = ticked.contains(&id);
            (item, Choice::Person(id), tick)
        })
        .collect();
    if people.is_empty() {
        app.tell(BulkWord::NobodyToAdd.say(lang), Tone::Plain);
        return;
    }
    let first = people.iter().position(|(_, _, tick)| *tick).unwrap_or(0);
    let from = Item { always: true, ..Item::new(BulkWord::FromGroup.say(lang).to_owned(), []) };
    let offered = people.into_iter().chain([(from, Choice::FromGroup, false)]);
    let name = key_label(&RecordKey::Group(group.clone()), &session.desk.register, lang);
    let title = BulkWord::PickJoining.fill(lang, &[&name]);
    let group = group.clone();
    let picker = Picker::many(title, offered, move |app, chosen, env, _| {
        let people: Vec<PersonId> = chosen
            .iter()
            .filter_map(|choice| match choice {
                Choice::Person(id) => Some(id.clone()),
                Choice::FromGroup => None,
            })
            .collect();
        if people.len() == chosen.len() {
            ask(app, group, people, env);
        } else {
            pick_from(app, group, people);
        }
    });
    app.layers.push(picker.at(first));
}

/// Ticks the members of another group, besides those who are ticked already.
fn pick_from(app: &mut App, group: GroupId, ticked: Vec<PersonId>) {
    let lang = app.lang();
    let Some(session) = app.session() else { return };
    let (_, groups) = candidates(&session.desk, Candidates::Groups, None, lang);
    let groups: Vec<_> = groups.into_iter().filter(|(_, id)| id != group.as_str()).collect();
    let picker = Picker::new(BulkWord::PickFromGroup.say(lang), groups, move |app, from, _, _| {
        let mut all: FxHashSet<PersonId> = ticked.into_iter().collect();
        all.extend(
            app.session().map(|session| members(session, &GroupId::trusted(&from))).unwrap_or_default(),
        );
        pick(app, &group, &all);
    });
    app.layers.push(picker);
}

/// Asks what is the same for all of them.
fn ask(app: &mut App, group: GroupId, people: Vec<PersonId>, env: Env) {
    let lang = app.lang();
    let Some(session) = app.session() else { return };
    let desk = &session.desk;
    let ids = desk.register.next_ids(RecordKind::Membership, people.len());
    let people = ids.iter().map(|id| MembershipId::trusted(id)).zip(people).collect();
    let by = desk.decider();
    let sheet = Sheet::joining(group, people, by.as_ref(), env.today(), &app.settings.policy, lang);
    app.layers.push(sheet);
}
