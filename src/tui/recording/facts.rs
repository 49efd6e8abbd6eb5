//! The keys of single lists: one fact about each row that is marked or selected.

use crate::{
    register::{
        Fact, Key as RecordKey,
        id::{DeviceId, GroupId, MembershipId, PersonId},
        words::DeviceStatus,
    },
    tui::{
        app::{
            App, Effect, Env,
            allowed::selected,
            binding::{Binding, writes},
        },
        keys::{Ctx, ch, ctrl, f},
        layers::picker::{Item, Picker},
        lists::RowKey,
        words::{EnumWord as _, Word},
    },
};

use super::{
    asking,
    commit::tell_more,
    settle::{self, When},
};

/// A key that records one fact about each row that is marked or selected.
macro_rules! fact {
    ($ctx:expr, $keys:expr, $label:expr, $bar:literal, |$row:pat_param, $by:pat_param| $fact:expr) => {
        writes($ctx, $keys, $label, $bar, selected, |app, env, effects| {
            each(app, |$row, $by| Some($fact), env, effects);
        })
        .recording(|$row, $by| Some($fact))
    };
}
pub(super) use fact;

pub static KEYS: &[Binding] = &[
    fact!(Ctx::Staff, &[ch('p'), f(9)], Word::KeyPasswordChanged, 2, |row, _| {
        Fact::PasswordChanged { staff: staff(row)? }
    }),
    fact!(Ctx::Staff, &[ch('s'), ctrl('s')], Word::KeyPledgeSigned, 3, |row, _| {
        Fact::PledgeSigned { staff: staff(row)? }
    }),
    fact!(Ctx::Staff, &[ch('t'), ctrl('e')], Word::KeyTrainingAttended, 3, |row, _| {
        Fact::TrainingAttended { staff: staff(row)?, title: None }
    }),
    fact!(Ctx::Devices, &[ch('c'), ctrl('e')], Word::KeyDeviceInspected, 2, |row, _| {
        Fact::DeviceInspected { device: device(row)? }
    }),
    fact!(Ctx::Devices, &[ch('r'), ctrl('r')], Word::KeyReturned, 3, |row, _| {
        Fact::DeviceReturned { device: device(row)? }
    }),
    fact!(Ctx::Devices, &[ch('o'), ctrl('o')], Word::KeyFound, 0, |row, _| {
        Fact::DeviceFound { device: device(row)? }
    }),
    writes(Ctx::Devices, &[ch('x'), ctrl('x')], Word::KeyMissing, 6, selected, |app, _, _| missing(app))
        .on_marks(),
    fact!(Ctx::Groups, &[ch('z'), ctrl('e')], Word::KeyArchive, 3, |row, _| {
        Fact::GroupArchived { group: group(row)? }
    }),
    fact!(Ctx::Memberships, &[ch('a'), ctrl('a')], Word::KeyApproveInvitation, 3, |row, by| {
        Fact::InvitationApproved { membership: membership(row)?, by }
    }),
    fact!(Ctx::Memberships, &[ch('o'), ctrl('o')], Word::KeyJoined, 3, |row, _| {
        Fact::InvitationJoined { membership: membership(row)? }
    }),
    fact!(Ctx::Memberships, &[ch('t'), ctrl('e')], Word::KeyOffDuty, 3, |row, _| {
        Fact::OffDuty { membership: membership(row)? }
    }),
    writes(Ctx::Memberships, &[ch('x'), ctrl('x')], Word::KeyRequestRemoval, 2, selected, |app, _, _| {
        let members: Vec<MembershipId> = targets(app).iter().filter_map(membership).collect();
        super::reasons::ask_removal(app, &members, "");
    })
    .on_marks(),
    fact!(Ctx::Memberships, &[ch('r'), ctrl('r')], Word::KeyRemovalDone, 2, |row, by| {
        Fact::RemovalDone { membership: membership(row)?, by }
    }),
];

/// Asks whether the devices that are marked or selected were lost or stolen; their day is asked for then.
fn missing(app: &mut App) {
    let lang = app.lang();
    let devices: Vec<DeviceId> = targets(app).iter().filter_map(device).collect();
    let offered = [(DeviceStatus::Lost, false), (DeviceStatus::Stolen, true)].map(|(status, stolen)| {
        let facts = devices.iter().map(|id| Fact::DeviceMissing { device: id.clone(), stolen });
        (Item::new(status.say(lang).to_owned(), []), facts.collect::<Vec<_>>())
    });
    app.layers.push(Picker::new(Word::KeyMissing.say(lang), offered, |app, facts, env, effects| {
        settle::record(app, facts, When::Today, env, effects);
    }));
}

/// The rows that are marked, or the selected one.
pub fn targets(app: &App) -> Vec<RowKey> {
    app.session().map(|session| session.list().targets(&session.desk)).unwrap_or_default()
}

/// Records one fact about each row; by whom, where it asks for that.
pub fn each(
    app: &mut App,
    fact: impl Fn(&RowKey, Option<PersonId>) -> Option<Fact>,
    env: Env,
    effects: &mut Vec<Effect>,
) {
    let Some(facts) = facts_of(app, fact, env) else { return };
    settle::record(app, facts.clone(), When::Today, env, effects);
    tell_more(app, &facts, env.today());
}

/// One fact about each row, unless they ask for something first.
pub fn facts_of(
    app: &mut App,
    fact: impl Fn(&RowKey, Option<PersonId>) -> Option<Fact>,
    env: Env,
) -> Option<Vec<Fact>> {
    let by = app.session()?.desk.decider();
    let facts: Vec<Fact> = targets(app).iter().filter_map(|row| fact(row, by.clone())).collect();
    if asking::ask(app, &facts, env) {
        return None;
    }
    // So many are asked about first: with a no they are marked as they were.
    if facts.len() < asking::MANY
        && let Some(session) = app.session_mut()
    {
        session.list_and_desk().0.marks.clear();
    }
    Some(facts)
}

fn staff(row: &RowKey) -> Option<PersonId> {
    match row {
        RowKey::Record(RecordKey::Staff(id)) => Some(id.clone()),
        _ => None,
    }
}

fn device(row: &RowKey) -> Option<DeviceId> {
    match row {
        RowKey::Record(RecordKey::Device(id)) => Some(id.clone()),
        _ => None,
    }
}

fn group(row: &RowKey) -> Option<GroupId> {
    match row {
        RowKey::Record(RecordKey::Group(id)) => Some(id.clone()),
        _ => None,
    }
}

fn membership(row: &RowKey) -> Option<MembershipId> {
    match row {
        RowKey::Record(RecordKey::Membership(_, id)) => Some(id.clone()),
        _ => None,
    }
}
