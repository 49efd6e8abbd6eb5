//! What a policy adds: duties of its own on the office, staff, devices and groups, and further addressees of an incident's report.

use super::{
    incidents::{happened, subject as of_incident},
    open_group::OpenGroup,
};
use crate::{
    policy::{
        file::additions::{AddedAddressee, AddedDuty, DutyShape},
        judge::{
            asked::Asked,
            finding::Finding,
            period::{days_after, months_after},
            presence::{is_active, is_hosted_here, is_open},
        },
    },
    register::{
        AddedFacts, AddedName, AddedValue, Date, RecordKind,
        records::{Device, GroupSheet, Incident, Staff},
        subject::Subject,
    },
};

/// The duties of the policy's own on a kind of record.
fn duties<'a>(asked: &Asked<'a>, of: RecordKind) -> impl Iterator<Item = &'a AddedDuty> {
    asked.policy.additions().duties_of(of)
}

fn look(
    asked: &Asked,
    duty: &AddedDuty,
    facts: &AddedFacts,
    subject: impl FnOnce() -> Subject,
) -> Option<Finding> {
    let recorded = duty.recorded(facts);
    let finding = match duty.shape {
        DutyShape::Day { months, warn_days } => match asked.past(recorded.and_then(AddedValue::day)) {
            None => Some(asked.unknown(subject())),
            Some(day) => asked.overdue_or_soon_within(subject, months_after(day, months), warn_days),
        },
        DutyShape::Yes => match recorded.and_then(AddedValue::flag) {
            Some(true) => None,
            Some(false) => Some(asked.now(subject())),
            None => Some(asked.unknown(subject())),
        },
        DutyShape::Paper => {
            let filed = asked.happened(recorded.and_then(AddedValue::day));
            (!filed).then(|| asked.now(subject()))
        }
    };
    finding.map(|finding| finding.detail_text(duty.is.name.as_str()))
}

pub(super) fn of_office(asked: &Asked) -> usize {
    duties(asked, RecordKind::Office).count()
}

pub(super) fn office(asked: &Asked, findings: &mut Vec<Finding>) {
    let facts = &asked.register.office().added;
    findings.extend(
        duties(asked, RecordKind::Office).filter_map(|duty| look(asked, duty, facts, || Subject::Office)),
    );
}

/// Active staff, with or without an ID.
fn active<'a>(asked: &Asked<'a>) -> impl Iterator<Item = &'a Staff> {
    let today = asked.today;
    asked.register.staff().iter().filter(move |row| is_active(today, row))
}

pub(super) fn of_staff(asked: &Asked) -> usize {
    match duties(asked, RecordKind::Staff).count() {
        0 => 0,
        duties => duties * active(asked).count(),
    }
}

pub(super) fn staff(asked: &Asked, findings: &mut Vec<Finding>) {
    for duty in duties(asked, RecordKind::Staff) {
        let found =
            active(asked).filter_map(|row| look(asked, duty, &row.added, || Subject::Staff(row.id.clone())));
        findings.extend(found);
    }
}

fn devices<'a>(asked: &Asked<'a>, duty: &AddedDuty) -> impl Iterator<Item = &'a Device> {
    asked.devices_in_service().filter(|device| duty.applies_to_device(device.kind))
}

pub(super) fn of_devices(asked: &Asked) -> usize {
    duties(asked, RecordKind::Device).map(|duty| devices(asked, duty).count()).sum()
}

pub(super) fn device(asked: &Asked, findings: &mut Vec<Finding>) {
    for duty in duties(asked, RecordKind::Device) {
        let subject = |row: &Device| Subject::Device(row.id.clone());
        let found = devices(asked, duty).filter_map(|row| look(asked, duty, &row.added, || subject(row)));
        findings.extend(found);
    }
}

/// The duties that apply to an open group of which this office is the responsible one.
fn of_this<'a>(
    asked: &Asked<'a>,
    group: &OpenGroup<'a>,
) -> impl Iterator<Item = (&'a AddedDuty, &'a GroupSheet)> {
    let sheet = (group.is_open && group.hosted).then_some(&group.group.sheet);
    let duties = sheet.map(|sheet| {
        let applies = duties(asked, RecordKind::Group).filter(|duty| duty.applies_to_group(sheet.kind));
        applies.map(move |duty| (duty, sheet))
    });
    duties.into_iter().flatten()
}

/// Whether a duty of the policy's own is on a group.
pub(super) fn is_asked(asked: &Asked, group: &OpenGroup) -> bool {
    of_this(asked, group).next().is_some()
}

pub(super) fn group(asked: &Asked, group: &OpenGroup, findings: &mut Vec<Finding>) {
    for (duty, sheet) in of_this(asked, group) {
        findings.extend(look(asked, duty, &sheet.added, || group.subject()));
    }
}

/// To how many records each duty of the policy's own applies.
pub(in crate::policy::judge) fn applying_duties(asked: &Asked) -> Vec<(AddedName, usize)> {
    let groups = |duty: &AddedDuty| {
        let office = asked.register.office();
        let applies = |sheet: &&GroupSheet| {
            is_open(asked.today, sheet) && is_hosted_here(sheet, office) && duty.applies_to_group(sheet.kind)
        };
        asked.register.groups().iter().map(|group| &group.sheet).filter(applies).count()
    };
    let count = |duty: &AddedDuty| match duty.of {
        RecordKind::Staff => active(asked).count(),
        RecordKind::Device => devices(asked, duty).count(),
        RecordKind::Group => groups(duty),
        _ => 1,
    };
    let on = asked.policy.additions().duties.iter().filter(|duty| duty.is.on);
    on.map(|duty| (duty.is.name, count(duty))).collect()
}

/// How many incidents are reported to each addressee.
pub(in crate::policy::judge) fn applying_addressees(asked: &Asked) -> Vec<(AddedName, usize)> {
    let on = asked.policy.additions().addressees.iter().filter(|one| one.is.on);
    on.map(|one| (one.is.name, reports(asked).filter(|(_, _, to)| to.is.name == one.is.name).count()))
        .collect()
}

/// The last good day of the report of an incident to an addressee.
pub(in crate::policy) fn reported_by(addressee: &AddedAddressee, known_on: Date) -> Date {
    days_after(known_on, addressee.due_days)
}

/// What happened, near misses left out, with each addressee to whom it is reported.
fn reports<'a>(asked: &Asked<'a>) -> impl Iterator<Item = (&'a Incident, Option<Date>, &'a AddedAddressee)> {
    let policy = asked.policy;
    happened(asked).flat_map(move |(incident, known_on)| {
        let addressees = policy.additions().addressees_of(incident.kind);
        addressees.map(move |addressee| (incident, known_on, addressee))
    })
}

pub(super) fn of_addressees(asked: &Asked) -> usize {
    reports(asked).count()
}

pub(super) fn addressees(asked: &Asked, findings: &mut Vec<Finding>) {
    for (incident, known_on, addressee) in reports(asked) {
        if asked.happened(incident.added.day(addressee.is.name)) {
            continue;
        }
        let finding = match known_on {
            None => asked.unknown(of_incident(incident)),
            Some(day) => asked.overdue_or_now(of_incident(incident), reported_by(addressee, day)),
        };
        findings.push(finding.detail_text(addressee.is.name.as_str()));
    }
}
