//! The facts of the policy's own forms (様式1 – 4), of blank sheets and of what hangs on the wall. What is not recorded is not
//! said: the form has room to write it by hand.

use super::{
    groups::belongs,
    source::{Source, day, number, plain, short_day, word},
};
use crate::{
    documents::{
        names::Namer,
        template::{Facts, Value},
        text::visible,
        words,
    },
    policy::{AddedDuty, DutyShape},
    register::{
        AddedValue, Lang, RecordKind,
        records::{Device, Group, Membership, Staff, non_blank},
        words::{Host, Rights},
    },
};

/// How many users stand on the application itself; more are a list of their own.
const ON_THE_SHEET: usize = 4;

/// To whom staff pledge: to the office, in nobody's name.
const MANAGER: &str = "管理者　殿";

/// 様式1 and 様式2: who applies, who administers MCS, who is to use it.
pub(super) fn application(source: &Source<'_>, facts: &mut Facts) {
    const NAMES: &[&str; 5] = &["number", "name", "profession", "role", "login"];
    facts.say("office.manager.name", manager(source));
    let row = |(place, staff): (usize, &&Staff)| -> [Value; 5] {
        [
            number(place),
            source.namer.name(&staff.id),
            source.text(staff.profession.as_deref()),
            word(staff.mcs.role.map(words::ja)),
            non_blank(staff.mcs.login.as_deref()).and_then(|login| source.namer.private(Some(login))),
        ]
    };
    let staff = source.register.staff();
    let answers: Vec<&Staff> = source.administering().iter().filter_map(|id| staff.get(id)).collect();
    facts.list("administrators", NAMES, answers.iter().enumerate().map(row));
    let gone = |staff: &&Staff| source.past(staff.mcs.released_on) || source.past(staff.mcs.deleted_on);
    let users: Vec<&Staff> =
        source.staff_in_order().into_iter().filter(|staff| source.serves(staff) && !gone(staff)).collect();
    let (few, many): (&[&Staff], &[&Staff]) =
        if users.len() > ON_THE_SHEET { (&[], &users) } else { (&users, &[]) };
    facts.list("users", NAMES, few.iter().enumerate().map(row));
    facts.list("users.more", NAMES, many.iter().enumerate().map(row));
    facts.say("users.count", Some(format!("{}名", users.len())));
}

/// The office manager by name alone: on a sheet for them to sign the profession says nothing.
fn manager(source: &Source<'_>) -> Value {
    source.register.office().manager.as_ref().and_then(|id| source.namer.name(id))
}

/// 様式3 and the self-check: whose it is, or nobody's yet.
pub(super) fn person(source: &Source<'_>, staff: Option<&Staff>, facts: &mut Facts) {
    let source = &source.with_contact(staff.map(|staff| &staff.id), None);
    facts.say("person.id", staff.and_then(|staff| plain(Some(staff.id.as_str()))));
    facts.say("person.name", staff.and_then(|staff| source.namer.name(&staff.id)));
    facts.say("person.profession", staff.and_then(|staff| source.text(staff.profession.as_deref())));
    let office = plain(source.register.office().name.as_deref());
    facts.say("pledge.to", Some(office.map_or(MANAGER.to_owned(), |office| format!("{office}\n{MANAGER}"))));
    facts.say("pledge.signed", staff.and_then(|staff| day(staff.pledge.signed_on)));
    facts.say("pledge.exempt", staff.and_then(|staff| source.text(staff.pledge.exempt.as_deref())));
    // What the policy's own duties ask of everybody: ticked where it is recorded as so.
    let duties = source.policy.additions().duties_of(RecordKind::Staff);
    let row = |duty: &AddedDuty| -> [Value; 2] {
        let kept = staff.is_some_and(|staff| duty.recorded(&staff.added) == Some(AddedValue::Flag(true)));
        [Some(visible(duty.is.says.get(Lang::Ja))), kept.then(|| "済".to_owned())]
    };
    facts.list("duties", &["text", "done"], duties.filter(|duty| duty.shape == DutyShape::Yes).map(row));
}

/// 様式4: of whom, between whom, and who shares what is shared; of nobody's group yet, between whom.
pub(super) fn consent(source: &Source<'_>, group: Option<&Group>, facts: &mut Facts) {
    let sheet = group.map(|group| &group.sheet);
    let office = source.register.office();
    facts.say("group", sheet.map(|sheet| source.namer.group(&sheet.id)));
    facts.say("group.id", sheet.and_then(|sheet| plain(Some(sheet.id.as_str()))));
    let (host, phone) = match sheet.and_then(|sheet| sheet.host).or(office.default_host) {
        Some(Host::Other) => (source.text(sheet.and_then(|sheet| sheet.host_name.as_deref())), None),
        Some(Host::Own) | None => (plain(office.name.as_deref()), plain(office.phone.as_deref())),
    };
    facts.say("host", host);
    facts.say("host.phone", phone);
    facts.say("attending_doctor", source.person(sheet.and_then(|sheet| sheet.attending_doctor.as_ref())));
    let mut professions: Vec<String> = Vec::new();
    for membership in group.map(|group| current(source, group)).unwrap_or_default() {
        let person = source.register.person(&membership.person);
        let profession = person.and_then(|person| source.text(person.profession()));
        professions.extend(profession.filter(|said| !professions.contains(said)));
    }
    facts.say("professions", (!professions.is_empty()).then(|| professions.join("、")));
    let consent = sheet.map(|sheet| &sheet.consent);
    facts.say("consent.signed", consent.and_then(|consent| day(consent.signed_on)));
    facts.say("consent.by", word(consent.and_then(|consent| consent.by).map(words::ja)));
    let text = |text: Option<&String>| source.text(text.map(String::as_str));
    facts.say("consent.relation", text(consent.and_then(|consent| consent.relation.as_ref())));
    facts.say(
        "consent.explained_by",
        source.person(consent.and_then(|consent| consent.explained_by.as_ref())),
    );
    facts.say("consent.kept_at", text(consent.and_then(|consent| consent.kept_at.as_ref())));
}

/// A form of the policy's own about one record, or blank; `None` where there is no such record.
pub(super) fn own(source: &Source<'_>, of: RecordKind, id: Option<&str>, facts: &mut Facts) -> Option<()> {
    let register = source.register;
    match of {
        RecordKind::Staff => {
            let staff = id.and_then(|id| register.staff().named(id));
            person(source, staff, facts);
            (staff.is_some() == id.is_some()).then_some(())
        }
        RecordKind::Device => {
            let row = id.and_then(|id| register.devices().named(id));
            device(source, row, facts);
            (row.is_some() == id.is_some()).then_some(())
        }
        _ => {
            let group = id.and_then(|id| register.groups().named(id));
            consent(source, group, facts);
            (group.is_some() == id.is_some()).then_some(())
        }
    }
}

/// A device, as a form of the policy's own about one may say it.
fn device(source: &Source<'_>, device: Option<&Device>, facts: &mut Facts) {
    let text =
        |of: fn(&Device) -> &Option<String>| source.text(device.and_then(|device| of(device).as_deref()));
    facts.say("device.id", device.and_then(|device| plain(Some(device.id.as_str()))));
    facts.say("device.kind", word(device.and_then(|device| device.kind).map(words::ja)));
    facts.say("device.ownership", word(device.and_then(|device| device.ownership).map(words::ja)));
    facts.say("device.status", word(device.and_then(|device| device.status).map(words::ja)));
    facts.say("device.name", text(|device| &device.name));
    facts.say("device.model", text(|device| &device.model));
    facts.say("device.serial", text(|device| &device.serial));
    facts.say("device.os", text(|device| &device.os));
    facts.say("device.holder", source.person(device.and_then(|device| device.holder.as_ref())));
    facts.say("device.inspected", device.and_then(|device| day(device.inspected_on)));
}

/// Who sits in a group today, in the order in which people are listed.
fn current<'g>(source: &Source<'_>, group: &'g Group) -> Vec<&'g Membership> {
    let sits = |membership: &&Membership| !source.past(membership.released_on);
    source.namer.shown().members_in_order(group).into_iter().filter(sits).collect()
}

/// A review that is decided on paper first: who sits in the group today.
pub(super) fn review(source: &Source<'_>, group: &Group, facts: &mut Facts) {
    let sheet = &group.sheet;
    facts.say("group", Some(source.namer.group(&sheet.id)));
    facts.say("group.kind", word(Some(words::group_kind(sheet.kind))));
    facts.say("opened", day(sheet.opened_on));
    facts.say("attending_doctor", source.person(sheet.attending_doctor.as_ref()));
    let members = current(source, group);
    let row = |(place, membership): (usize, &&Membership)| -> [Value; 6] {
        [
            number(place),
            source.namer.name(&membership.person),
            belongs(source, &membership.person),
            short_day(membership.joined_on),
            word(membership.rights.filter(|rights| *rights == Rights::Admin).map(words::ja))
                .or_else(|| Some(String::new())),
            source.text(membership.reason.as_deref()),
        ]
    };
    facts.say("members.count", Some(format!("{}名", members.len())));
    facts.list(
        "members",
        &["number", "name", "belongs", "joined", "rights", "reason"],
        members.iter().enumerate().map(row),
    );
}

/// Who is to attend a training: everybody who works here today.
pub(super) fn training(source: &Source<'_>, facts: &mut Facts) {
    let staff: Vec<&Staff> =
        source.staff_in_order().into_iter().filter(|staff| source.serves(staff)).collect();
    let row = |(place, staff): (usize, &&Staff)| -> [Value; 4] {
        [
            number(place),
            plain(Some(staff.id.as_str())),
            source.namer.name(&staff.id),
            source.text(staff.profession.as_deref()),
        ]
    };
    facts.say("staff.count", Some(format!("{}名", staff.len())));
    facts.list("staff", &["number", "id", "name", "profession"], staff.iter().enumerate().map(row));
}

/// Whom to call.
pub(super) fn contacts(source: &Source<'_>, facts: &mut Facts) {
    facts.say("contact.administrators", source.administrators(Namer::contact, "\n"));
}
