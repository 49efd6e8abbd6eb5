//! What is open when somebody leaves, and what a new ID still needs, in words and with what settles it.

use crate::{
    policy::leaving::{Matter, Need, OpenMatter, OpenNeed, Stage},
    register::{
        Fact, Person,
        id::{GroupId, MembershipId, PersonId},
        records::non_blank,
        words::{DecisionResult, DeviceStatus, Ownership, Role},
    },
    tui::{
        desk::{Desk, device_called, take_out_called},
        terminal::{tone::Tone, width::shown},
        words::{CitingWord, EnumWord, PeopleWord},
    },
};

use super::{Does, Item, Row, removals::group_name};

/// A matter as a line.
pub fn matter(desk: &Desk, person: &PersonId, open: &OpenMatter) -> Row {
    let lang = desk.lang;
    let (stage, tone) = match open.stage {
        Stage::Preparation => (PeopleWord::StagePreparation, Tone::Soon),
        Stage::LastDay => (PeopleWord::StageLastDay, Tone::Now),
        Stage::Flagged => (PeopleWord::StageFlagged, Tone::Overdue),
    };
    let (label, note, hint) = words(desk, open);
    let does = match (&open.matter, &open.fact) {
        (Matter::AdministratorHandOver, _) => successors(desk, person),
        (Matter::TakeOutAsked { take_out }, Some(_)) => Does::Refuse(take_out.clone()),
        (_, Some(fact)) => Does::Fact(fact.clone()),
        (_, None) => Does::Open,
    };
    Row::Item(Box::new(Item {
        id: format!("{:?}", open.matter),
        part: 0,
        label,
        note,
        flag: Some((stage.say(lang).to_owned(), tone)),
        key: open.key.clone(),
        person: None,
        does,
        hint,
    }))
}

fn words(desk: &Desk, open: &OpenMatter) -> (String, String, String) {
    let lang = desk.lang;
    let plain = |word: PeopleWord, hint: PeopleWord| {
        (word.say(lang).to_owned(), String::new(), hint.say(lang).to_owned())
    };
    let of = |word: PeopleWord, name: &str, hint: PeopleWord| {
        (word.fill(lang, &[name]), String::new(), hint.say(lang).to_owned())
    };
    let cite = |word: CitingWord| word.say(&desk.policy, lang);
    match &open.matter {
        Matter::AdministratorHandOver => {
            (PeopleWord::HandOver.say(lang).to_owned(), String::new(), cite(CitingWord::HandOverHint))
        }
        Matter::ManagerHandOver => plain(PeopleWord::ManagerHandOver, PeopleWord::ManagerHint),
        Matter::Pledge => {
            (PeopleWord::Pledge.say(lang).to_owned(), String::new(), cite(CitingWord::PledgeHint))
        }
        Matter::AccountDeletion => plain(PeopleWord::AccountDeletion, PeopleWord::AccountDeletionHint),
        Matter::AccountRelease => plain(PeopleWord::AccountRelease, PeopleWord::AccountReleaseHint),
        Matter::AccountRemains => plain(PeopleWord::AccountRemains, PeopleWord::AccountRemainsHint),
        Matter::Membership { group, membership } => {
            let who = desk.register.membership(membership).map(|(_, row)| desk.name(&row.person));
            let name = group_called(desk, group);
            let hint = PeopleWord::HowToRemove.fill(lang, &[&name, &who.unwrap_or_default()]);
            (PeopleWord::MembershipOf.fill(lang, &[&name]), since(desk, membership), hint)
        }
        Matter::AttendingDoctor { group } => {
            let label = PeopleWord::DoctorOf.fill(lang, &[&group_called(desk, group)]);
            (label, String::new(), cite(CitingWord::DoctorHint))
        }
        Matter::Device { device } => {
            of(PeopleWord::DeviceOf, &device_called(desk, device), PeopleWord::DeviceHint)
        }
        Matter::OwnDevice { device } => {
            of(PeopleWord::OwnDeviceOf, &device_called(desk, device), PeopleWord::OwnDeviceHint)
        }
        Matter::TakeOutOut { take_out } => {
            of(PeopleWord::TakeOutOf, &take_out_called(desk, take_out), PeopleWord::TakeOutHint)
        }
        Matter::TakeOutAsked { take_out } => {
            let hint =
                if open.fact.is_some() { PeopleWord::AskedHint } else { PeopleWord::AskedApprovedHint };
            of(PeopleWord::AskedOf, &take_out_called(desk, take_out), hint)
        }
        Matter::Question { group, membership, .. } => {
            let who = desk.register.membership(membership).map(|(_, row)| desk.name(&row.person));
            let label =
                PeopleWord::QuestionOf.fill(lang, &[&group_called(desk, group), &who.unwrap_or_default()]);
            (label, String::new(), PeopleWord::QuestionHint.say(lang).to_owned())
        }
        Matter::Review { group, .. } => {
            of(PeopleWord::ReviewOf, &group_called(desk, group), PeopleWord::ReviewHint)
        }
        Matter::Restriction { kind } => {
            of(PeopleWord::RestrictionOf, kind.say(lang), PeopleWord::RestrictionHint)
        }
    }
}

fn group_called(desk: &Desk, id: &GroupId) -> String {
    desk.register.group(id).map_or_else(|| id.to_string(), group_name)
}

fn since(desk: &Desk, id: &MembershipId) -> String {
    let joined = desk.register.membership(id).and_then(|(_, row)| row.joined_on);
    joined.map(|day| PeopleWord::Since.fill(desk.lang, &[&day.to_string()])).unwrap_or_default()
}

/// Who may take over from the administrator: here after that one's last day, with an ID.
fn successors(desk: &Desk, leaver: &PersonId) -> Does {
    let last = desk.register.staff().get(leaver).and_then(|staff| staff.left_on);
    let come = |day: Option<crate::register::Date>| desk.today.happened(day);
    let others = desk.register.staff().iter().filter(|row| {
        row.id != *leaver
            && row.joined_on.is_none_or(|day| day <= desk.today)
            && row.left_on.is_none_or(|day| day >= desk.today && last.is_some_and(|last| day > last))
            && (come(row.mcs.registered_on) || non_blank(row.mcs.login.as_deref()).is_some())
            && !come(row.mcs.released_on)
            && !come(row.mcs.deleted_on)
    });
    let facts = others.map(|row| {
        let profession = shown(row.profession.as_deref());
        let label = format!("{} {} {profession}", row.id, desk.name(&row.id)).trim_end().to_owned();
        (label, Fact::RoleChanged { staff: row.id.clone(), role: Role::Administrator })
    });
    Does::Pick { title: PeopleWord::PickSuccessor, none: PeopleWord::NoSuccessor, facts: facts.collect() }
}

/// The roles that a person may get.
pub fn roles(desk: &Desk, person: &PersonId) -> Does {
    let facts = Role::CHOICES
        .iter()
        .map(|role| {
            (role.say(desk.lang).to_owned(), Fact::RoleChanged { staff: person.clone(), role: *role })
        })
        .collect();
    Does::Pick { title: PeopleWord::PickRole, none: PeopleWord::NoHoldings, facts }
}

/// The devices of the office that nobody holds.
fn spare(desk: &Desk, person: &PersonId) -> Does {
    let free = desk.register.devices().iter().filter(|device| {
        device.ownership == Some(Ownership::Office)
            && DeviceStatus::in_service(device.status)
            && (device.holder.is_none() || desk.today.happened(device.returned_on))
    });
    let facts = free
        .map(|device| {
            let fact = Fact::DeviceLent { device: device.id.clone(), staff: person.clone() };
            (device_called(desk, &device.id), fact)
        })
        .collect();
    Does::Pick { title: PeopleWord::PickLent, none: PeopleWord::NoSpare, facts }
}

/// A need as a line.
pub fn need(desk: &Desk, person: &PersonId, open: &OpenNeed) -> Row {
    let lang = desk.lang;
    let plain = |word: PeopleWord| word.say(lang).to_owned();
    let cite = |word: CitingWord| word.say(&desk.policy, lang);
    let (label, hint) = match open.need {
        Need::Pledge => (cite(CitingWord::NeedPledge), PeopleWord::NeedHint),
        Need::Training => (cite(CitingWord::NeedTraining), PeopleWord::NeedHint),
        Need::Registration => (cite(CitingWord::NeedRegistration), PeopleWord::NeedHint),
        Need::Login => (plain(PeopleWord::NeedLogin), PeopleWord::NeedOpenHint),
        Need::Role => (plain(PeopleWord::NeedRole), PeopleWord::NeedHint),
        Need::Password => (cite(CitingWord::NeedPassword), PeopleWord::NeedHint),
        Need::Profile => (cite(CitingWord::NeedProfile), PeopleWord::NeedHint),
        Need::Device => (plain(PeopleWord::NeedDevice), PeopleWord::NeedDeviceHint),
        Need::DeviceApproval => (cite(CitingWord::NeedDeviceApproval), PeopleWord::NeedHint),
    };
    let does = match (open.need, &open.fact) {
        (Need::Role, _) => roles(desk, person),
        (Need::Device, _) => spare(desk, person),
        (_, Some(fact)) => Does::Fact(fact.clone()),
        (_, None) => Does::Open,
    };
    Row::Item(Box::new(Item {
        id: format!("{:?}", open.need),
        part: 0,
        label,
        note: String::new(),
        flag: Some((PeopleWord::Open.say(lang).to_owned(), Tone::Now)),
        key: open.key.clone(),
        person: None,
        does,
        hint: hint.say(lang).to_owned(),
    }))
}

/// Whether a take-out of a person still has to come back or to be decided.
pub fn is_open(desk: &Desk, row: &crate::register::records::TakeOut) -> bool {
    let decided = row.decided(desk.today).map(|(result, _)| result);
    row.is_out(desk.today)
        || (decided != Some(DecisionResult::Refused)
            && row.returned_on.is_none_or(|day| day > desk.today)
            && row.until.is_none_or(|day| day >= desk.today))
}

/// The name of a person with the number.
pub fn person_called(desk: &Desk, id: &PersonId) -> String {
    let profession = desk.register.person(id).and_then(Person::profession);
    format!("{id} {} {}", desk.name(id), shown(profession)).trim_end().to_owned()
}
