//! Whom and what a cell names: found in the register, or asked.

use super::{
    session::{Ask, Session},
    settle::{Draft, Target, settle},
};
use crate::{
    exchange::{
        matching::{Found, Known, Who, exact_key, group_key},
        question::{Choice, Note, What},
        values::{names, plain, words},
    },
    register::{
        Key, Person, RecordKind,
        id::{DeviceId, GroupId, PersonId},
        kana::search_key,
        words::GroupKind,
    },
};

/// What becomes of somebody whom the register does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unknown {
    /// They become staff or partners, when somebody says so.
    Anybody,
    /// They become staff, when somebody says so.
    Staff,
}

/// A cell that holds a number of the register and behind it a name, as this program writes it: `S-001　磯路 光代`.
fn numbered(text: &str) -> Option<(&str, &str)> {
    let (id, name) = text.trim().split_once(['\u{3000}', ' '])?;
    let looks_like_one =
        id.bytes().any(|byte| byte.is_ascii_digit()) && id.chars().all(|c| !c.is_whitespace());
    looks_like_one.then_some((id, name.trim()))
}

/// Who a cell means that holds nothing but a name or a number.
pub(super) fn who_of(session: &Session<'_>, text: &str, staff: bool) -> Who {
    let there = |id: &str| PersonId::held(id).is_ok_and(|id| session.register.person(&id).is_some());
    if there(text.trim()) {
        return Who { id: Some(text.trim().to_owned()), staff, ..Who::default() };
    }
    if let Some((id, name)) = numbered(text).filter(|(id, _)| there(id)) {
        let name = crate::exchange::values::texts::unmarked(name).into_owned();
        return Who { id: Some(id.to_owned()), name: names::take_apart(&name).name, staff, ..Who::default() };
    }
    let name = names::take_apart(text);
    Who { name: name.name, kana: name.kana, affiliation: name.affiliation, staff, ..Who::default() }
}

/// The person whom a cell names; staff alone where the field holds staff.
pub(super) fn person_in(
    session: &mut Session<'_>,
    row: u32,
    place: usize,
    text: &str,
    staff: bool,
) -> Option<PersonId> {
    if names::is_nobody(text) {
        not_a_person(session, row, place, text);
        return None;
    }
    let who = who_of(session, text, staff);
    let unknown = if staff { Unknown::Staff } else { Unknown::Anybody };
    person(session, row, Some(place), &who, unknown, None)
}

/// Words in the place of a person that say no more than that there is nobody.
const NOBODY_YET: &[&str] =
    &["予備", "在庫", "未使用", "空き", "なし", "無し", "無", "保管中", "未定", "該当なし"];

/// What stands in the place of a person and is none: told where it means nobody, asked where it could hide somebody.
fn not_a_person(session: &mut Session<'_>, row: u32, place: usize, text: &str) {
    let core = plain(text);
    let core = core.trim_matches(['(', ')', ' ']);
    if core.chars().all(|c| !c.is_alphanumeric()) {
        return;
    }
    if NOBODY_YET.contains(&core) {
        session.note(row, Some(place), Note::NotTaken { text: text.to_owned() });
        return;
    }
    let what = What::NotAPerson { text: text.to_owned() };
    let key = format!("nobody:{core}");
    session.ask(Ask {
        key,
        row,
        place: Some(place),
        what,
        choices: vec![Choice::Leave, Choice::LeaveRow],
        alike: true,
    });
}

/// Somebody whom a row names: found, or asked. `profession` is there where the row is about them; it goes into the record of
/// whoever is new.
pub(super) fn person(
    session: &mut Session<'_>,
    row: u32,
    place: Option<usize>,
    who: &Who,
    unknown: Unknown,
    profession: Option<&str>,
) -> Option<PersonId> {
    let shown = || if who.name.is_empty() { who.id.clone().unwrap_or_default() } else { who.name.clone() };
    let (what, candidates) = match session.find(who) {
        Found::Same(id, known) => {
            if session.proposed.contains(&id) {
                unknown_person(session, row, place, who, unknown, false);
            }
            if known == Known::ByFamilyName {
                let name = session.register.person(&id).and_then(Person::name).unwrap_or_default().to_owned();
                session.note(row, place, Note::FamilyName { text: who.name.clone(), name });
            }
            return Some(id);
        }
        // A field may stay blank until it is answered; what a row is about may not.
        Found::Nobody => {
            let make = profession.is_some();
            return new_person(session, row, place, who, unknown, profession, make);
        }
        Found::Alike(id) => (What::Alike { name: shown(), known: known(session, &id) }, vec![id]),
        Found::Contradicts(id) => {
            (What::OtherThanKnown { name: said(who), known: known(session, &id) }, vec![id])
        }
        Found::Several(ids) => (What::Several { name: shown() }, ids),
    };
    let mut choices: Vec<Choice> = candidates.iter().map(|id| Choice::Same(id.to_string())).collect();
    choices.extend([
        if unknown == Unknown::Staff { Choice::AddStaff } else { Choice::AddPartners },
        Choice::LeaveRow,
    ]);
    let key = format!("person:{}", said(who));
    match session.ask(Ask { key, row, place, what, choices, alike: true }) {
        // Nobody is guessed; but what the row would be with the likeliest is shown.
        None => candidates.into_iter().next(),
        Some(Choice::Same(id)) => Some(PersonId::trusted(&id)),
        Some(Choice::AddStaff) => made(session, row, who, true, profession),
        Some(Choice::AddPartners) => made(session, row, who, false, profession),
        Some(_) => None,
    }
}

/// What a row says of somebody, by which two of one name are told apart.
fn said(who: &Who) -> String {
    let parts = [who.id.as_deref(), Some(who.name.as_str()), who.kana.as_deref(), who.affiliation.as_deref()];
    let parts: Vec<&str> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

/// Somebody of the register with what tells them apart.
pub(super) fn known(session: &Session<'_>, id: &PersonId) -> String {
    let Some(person) = session.register.person(id) else { return id.to_string() };
    let works = match person {
        Person::Partner(partner) => partner.affiliation.as_deref(),
        Person::Staff(_) => None,
    };
    let parts = [Some(id.as_str()), person.name(), person.kana(), works];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn unknown_person(
    session: &mut Session<'_>,
    row: u32,
    place: Option<usize>,
    who: &Who,
    unknown: Unknown,
    first: bool,
) -> Option<Choice> {
    let names = if first { vec![who.name.clone()] } else { Vec::new() };
    let (key, what, choices) = match unknown {
        Unknown::Staff => (
            "unknown-staff",
            What::UnknownStaff { names },
            vec![Choice::AddStaff, Choice::Leave, Choice::LeaveRow],
        ),
        Unknown::Anybody => (
            "unknown-people",
            What::UnknownPeople { names },
            vec![Choice::Add, Choice::AddPartners, Choice::AddStaff, Choice::LeaveRow],
        ),
    };
    session.ask(Ask { key: key.to_owned(), row, place, what, choices, alike: true })
}

fn new_person(
    session: &mut Session<'_>,
    row: u32,
    place: Option<usize>,
    who: &Who,
    unknown: Unknown,
    profession: Option<&str>,
    make: bool,
) -> Option<PersonId> {
    if who.name.is_empty() {
        return None;
    }
    if !names::could_be_a_name(&who.name) {
        let what = What::NotAName { text: who.name.clone() };
        let key = format!("name:{}", who.name);
        session.ask(Ask { key, row, place, what, choices: vec![Choice::LeaveRow], alike: true });
        return None;
    }
    if let Some(namesake) = session.namesakes(&who.name).first().cloned() {
        let known = known(session, &namesake);
        session.note(row, place, Note::Namesake { name: who.name.clone(), known });
    }
    let answer = unknown_person(session, row, place, who, unknown, true);
    if answer.is_none() && !make {
        return None;
    }
    let own = unknown == Unknown::Staff || who.is_own(&session.register);
    let id = match answer {
        None | Some(Choice::Add) => made(session, row, who, own, profession),
        Some(Choice::AddStaff) => made(session, row, who, true, profession),
        Some(Choice::AddPartners) => made(session, row, who, false, profession),
        Some(_) => None,
    }?;
    if answer.is_none() {
        session.proposed.insert(id.clone());
    }
    Some(id)
}

/// A new person of what a row says.
fn made(
    session: &mut Session<'_>,
    row: u32,
    who: &Who,
    staff: bool,
    profession: Option<&str>,
) -> Option<PersonId> {
    let mut draft = Draft::default();
    draft.set("/name", who.name.as_str(), None);
    if let Some(kana) = &who.kana {
        draft.set("/kana", kana.as_str(), None);
    }
    if let Some(profession) = profession.filter(|text| !text.is_empty()) {
        draft.set("/profession", profession, None);
    }
    if let Some(affiliation) = who.affiliation.as_ref().filter(|text| !staff && !text.is_empty()) {
        draft.set("/affiliation", affiliation.as_str(), None);
    }
    if let Some(login) = who.login.as_ref().filter(|text| staff && !text.is_empty()) {
        draft.set("/mcs/login", login.as_str(), None);
    }
    if !staff {
        let said = [who.affiliation.as_deref(), profession];
        secretariat(session, row, &who.name, said.into_iter().flatten(), &mut draft);
    }
    let kind = if staff { RecordKind::Staff } else { RecordKind::Partner };
    match settle(session, row, Target::New(kind, who.id.clone(), None), draft)? {
        Key::Staff(id) | Key::Partner(id) => Some(id),
        _ => None,
    }
}

/// Somebody new whose office or profession is called so may be of the secretariat, which some rules ask for: that is asked.
pub(super) fn secretariat<'t>(
    session: &mut Session<'_>,
    row: u32,
    name: &str,
    mut said: impl Iterator<Item = &'t str>,
    draft: &mut Draft,
) {
    if draft.get("/secretariat").is_some() {
        return;
    }
    let Some(text) = said.find(|text| text.contains("事務局")) else { return };
    let what = What::Secretariat { name: name.to_owned(), text: text.to_owned() };
    let choices = vec![Choice::Add, Choice::Leave];
    let key = format!("secretariat:{name}");
    if session.ask(Ask { key, row, place: None, what, choices, alike: true }) == Some(Choice::Add) {
        draft.set("/secretariat", true, None);
    }
}

/// The device that a cell names: by its number, else by a name that one device has.
pub(super) fn device(session: &mut Session<'_>, row: u32, place: usize, text: &str) -> Option<DeviceId> {
    if plain(text).chars().all(|c| !c.is_alphanumeric()) {
        return None;
    }
    let by_number = |id: &str| DeviceId::held(id).ok().filter(|id| session.register.devices().contains(id));
    let found = by_number(text.trim())
        .or_else(|| by_number(&plain(text)))
        .or_else(|| numbered(text).and_then(|(id, _)| by_number(id)))
        .or_else(|| numbered(text).and_then(|(_, id)| by_number(id)));
    if found.is_some() {
        return found;
    }
    let named = session.devices.get(&search_key(text)).cloned().unwrap_or_default();
    if let [id] = named.as_slice() {
        return Some(id.clone());
    }
    let mut choices: Vec<Choice> = named.iter().take(9).map(|id| Choice::Same(id.to_string())).collect();
    choices.extend([Choice::Leave, Choice::Type, Choice::LeaveRow]);
    let what = What::UnknownDevice { text: text.to_owned() };
    let key = format!("device:{}", plain(text));
    match session.ask(Ask { key, row, place: Some(place), what, choices, alike: true })? {
        Choice::Same(id) | Choice::Take(id) => {
            DeviceId::held(&id).ok().filter(|id| session.register.devices().contains(id))
        }
        _ => None,
    }
}

/// The group that a cell of another ledger names; none is made.
pub(super) fn known_group(session: &mut Session<'_>, row: u32, place: usize, text: &str) -> Option<GroupId> {
    group(session, row, Some(place), text, None, None, false)
}

/// The group that a row is about: by its number, else by its name; new where there is none.
pub(super) fn group(
    session: &mut Session<'_>,
    row: u32,
    place: Option<usize>,
    text: &str,
    given: Option<&str>,
    kind: Option<GroupKind>,
    make: bool,
) -> Option<GroupId> {
    let text = crate::exchange::values::texts::unmarked(text).into_owned();
    let by_number = |id: &str| GroupId::held(id).ok().filter(|id| session.register.groups().contains(id));
    let found = given
        .and_then(by_number)
        .or_else(|| by_number(text.trim()))
        .or_else(|| numbered(&text).and_then(|(id, _)| by_number(id)));
    if found.is_some() {
        return found;
    }
    let name = crate::exchange::values::texts::single_spaced(&text);
    if name.is_empty() {
        return None;
    }
    let there = session.groups.get(&exact_key(&name)).cloned().unwrap_or_default();
    if let [id] = there.as_slice() {
        return Some(id.clone());
    }
    let mut candidates = there;
    if candidates.is_empty() {
        candidates = session.groups_alike.get(&group_key(&name)).cloned().unwrap_or_default();
    }
    if !candidates.is_empty() || !make {
        let mut choices: Vec<Choice> =
            candidates.iter().take(9).map(|id| Choice::Same(id.to_string())).collect();
        if make {
            choices.push(Choice::Add);
        }
        choices.push(Choice::LeaveRow);
        let key = format!("group:{name}");
        let what = What::WhichGroup { name: name.clone() };
        match session.ask(Ask { key, row, place, what, choices, alike: true }) {
            None => return candidates.into_iter().next(),
            Some(Choice::Same(id)) => return Some(GroupId::trusted(&id)),
            Some(Choice::Add) => {}
            Some(_) => return None,
        }
    }
    let kind = match kind {
        Some(kind) => kind,
        None => kind_of_group(session, row, place, &name)?,
    };
    let mut draft = Draft::default();
    draft.set("/kind", kind.word(), None);
    draft.set("/name", name.as_str(), place);
    match settle(session, row, Target::New(RecordKind::Group, given.map(str::to_owned), None), draft)? {
        Key::Group(id) => Some(id),
        _ => None,
    }
}

/// A group is a patient's unless its name says that it could be another; then it is asked.
fn kind_of_group(session: &mut Session<'_>, row: u32, place: Option<usize>, name: &str) -> Option<GroupKind> {
    const OTHERS: &[&str] =
        &["【", "勉強会", "連絡会", "委員会", "会議", "研修", "災害", "緊急", "相談", "事務連絡", "お知らせ"];
    if !OTHERS.iter().any(|sign| name.contains(sign)) {
        return Some(GroupKind::Patient);
    }
    let choices = words::choices("/group/kind").into_iter().map(|(word, _)| Choice::Take(word.to_owned()));
    let choices = choices.chain([Choice::LeaveRow]).collect();
    let what = What::FreeGroup { name: name.to_owned() };
    match session.ask(Ask { key: format!("kind-of-group:{name}"), row, place, what, choices, alike: true }) {
        None => Some(GroupKind::Free),
        Some(Choice::Take(word)) => GroupKind::from_word(&word),
        Some(_) => None,
    }
}
