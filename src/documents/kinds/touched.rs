//! Which findings an incident touches.

use crate::{
    policy::Finding,
    register::{
        Date, Register,
        id::PersonId,
        records::{Device, Incident},
        subject::Subject,
    },
};

/// The device of an incident.
pub(super) fn device<'a>(register: &'a Register, incident: &Incident) -> Option<&'a Device> {
    incident.device.as_ref().and_then(|id| register.devices().get(id))
}

/// The findings that an incident touches, in the order in which they come: about the incident itself, its device,
/// that device's holder and whose ID it is about, take-outs of the device that are not back, the groups that the incident
/// names, and the memberships of these two in them.
pub fn findings_about<'a>(
    register: &'a Register,
    incident: &'a Incident,
    findings: &'a [Finding],
    today: Date,
) -> impl Iterator<Item = &'a Finding> {
    let holder = device(register, incident).and_then(|device| device.holder.as_ref());
    let people = [holder, incident.person.as_ref()];
    findings.iter().filter(move |finding| touches(register, incident, people, &finding.subject, today))
}

fn touches(
    register: &Register,
    incident: &Incident,
    people: [Option<&PersonId>; 2],
    subject: &Subject,
    today: Date,
) -> bool {
    match subject {
        Subject::Incident(id) => *id == incident.id,
        Subject::Device(id) => incident.device.as_ref() == Some(id),
        Subject::Staff(id) => people.contains(&Some(id)),
        Subject::TakeOut(id) => register.take_outs().get(id).is_some_and(|take_out| {
            let back = today.happened(take_out.returned_on);
            incident.device.is_some() && take_out.device == incident.device && !back
        }),
        Subject::Group(id) => incident.groups.contains(id),
        Subject::Membership(id) => register.membership(id).is_some_and(|(group, membership)| {
            people.contains(&Some(&membership.person)) && incident.groups.contains(&group.sheet.id)
        }),
        _ => false,
    }
}
