//! Devices: controls, inspection, approval, loss (第8条, 第12条(6), 第13条, 留意事項(3)).

use rustc_hash::FxHashMap;

use crate::{
    policy::{
        file::settings::Level,
        judge::{asked::Asked, finding::Finding, presence::holder_who_left},
    },
    register::{
        Date,
        id::DeviceId,
        records::{Device, Staff},
        subject::Subject,
        words::{AnyControl, ConsideredResult, Control, ControlState, DeviceStatus, IncidentKind, Ownership},
    },
};

fn subject(device: &Device) -> Subject {
    Subject::Device(device.id.clone())
}

/// What is asked of every device. What is to be considered is only where the office adopted it.
fn asked_for(asked: &Asked) -> Vec<(AnyControl, Level)> {
    let adopted = |control| asked.office_decision(control) == Some(ConsideredResult::Adopted);
    let all = asked.policy.controls_asked();
    all.filter(|(control, level)| *level != Level::Consider || adopted(*control)).collect()
}

/// The controls of all devices in service, but for those that do not apply.
pub(super) fn controls_of_all(asked: &Asked) -> usize {
    let asked_for = asked_for(asked);
    let of = |device: &Device| {
        let applies = |control: AnyControl| {
            asked.policy.applies(control, device.kind)
                && device.controls.get(control) != Some(ControlState::NotApplicable)
        };
        asked_for.iter().filter(|(control, _)| applies(*control)).count()
    };
    asked.devices_in_service().map(of).sum()
}

pub(super) fn controls(asked: &Asked, findings: &mut Vec<Finding>) {
    use ControlState::{Adopted, Declined, Met, NotApplicable, Unmet};
    let asked_for = asked_for(asked);
    for device in asked.devices_in_service() {
        for (control, level) in &asked_for {
            if !asked.policy.applies(*control, device.kind) {
                continue;
            }
            let finding = match (level, device.controls.get(*control)) {
                (_, Some(NotApplicable | Met | Adopted)) | (Level::Consider, Some(Declined)) => continue,
                (_, None) => asked.unknown(subject(device)),
                (_, Some(Unmet | Declined)) => asked.now(subject(device)),
            };
            findings.push(finding.of_control(*control));
        }
    }
}

pub(super) fn in_service(asked: &Asked) -> usize {
    asked.devices_in_service().count()
}

pub(super) fn inspection(asked: &Asked, findings: &mut Vec<Finding>) {
    for device in asked.devices_in_service() {
        findings.extend(asked.months_after(|| subject(device), asked.past(device.inspected_on)));
    }
}

/// The devices in service that have a start-up password.
fn with_boot_password<'a>(asked: &Asked<'a>) -> impl Iterator<Item = &'a Device> {
    let policy = asked.policy;
    let has_one = move |device: &&Device| {
        device.controls.get(Control::BootPassword) == Some(ControlState::Met)
            && policy.applies(Control::BootPassword, device.kind)
    };
    asked.devices_in_service().filter(has_one)
}

pub(super) fn boot_passwords(asked: &Asked) -> usize {
    with_boot_password(asked).count()
}

pub(super) fn boot_password_age(asked: &Asked, findings: &mut Vec<Finding>) {
    for device in with_boot_password(asked) {
        findings.extend(asked.months_after(|| subject(device), asked.past(device.boot_password_changed_on)));
    }
}

/// The devices in service that are not known to be the office's.
pub(super) fn not_of_the_office(asked: &Asked) -> usize {
    asked.devices_in_service().filter(|device| device.ownership != Some(Ownership::Office)).count()
}

pub(super) fn byod_approval(asked: &Asked, findings: &mut Vec<Finding>) {
    for device in asked.devices_in_service() {
        match device.ownership {
            Some(Ownership::Office) => {}
            Some(Ownership::Personal) => {
                if !asked.happened(device.byod_approved_on) {
                    findings.push(asked.now(subject(device)));
                }
            }
            None => findings.push(asked.unknown(subject(device))),
        }
    }
}

/// The leavers' own devices, by their status in service.
fn of_leavers<'a>(asked: &Asked<'a>) -> impl Iterator<Item = (&'a Device, &'a Staff)> {
    let (today, register) = (asked.today, asked.register);
    let own = |device: &&Device| {
        device.ownership == Some(Ownership::Personal) && DeviceStatus::in_service(device.status)
    };
    let devices = register.devices().iter().filter(own);
    devices.filter_map(move |device| Some((device, holder_who_left(today, device, register)?)))
}

pub(super) fn own_of_leavers(asked: &Asked) -> usize {
    of_leavers(asked).count()
}

/// A leaver's own device, until it was seen that nothing of MCS is left on it.
pub(super) fn byod_erased(asked: &Asked, findings: &mut Vec<Finding>) {
    for (device, staff) in of_leavers(asked) {
        if !asked.happened(device.erased_on) {
            findings.push(asked.now(subject(device)).since(staff.left_on));
        }
    }
}

/// The devices that are lost or stolen.
fn lost<'a>(asked: &Asked<'a>) -> impl Iterator<Item = &'a Device> {
    asked.register.devices().iter().filter(|device| device.status.is_some_and(DeviceStatus::is_missing))
}

pub(super) fn lost_or_stolen(asked: &Asked) -> usize {
    lost(asked).count()
}

/// A missing device that no incident is about; an earlier loss of it does not count.
pub(super) fn missing(asked: &Asked, findings: &mut Vec<Finding>) {
    let mut known: FxHashMap<&DeviceId, Vec<Option<Date>>> = FxHashMap::default();
    for incident in asked.register.incidents() {
        if matches!(incident.kind.fixed(), Some(IncidentKind::DeviceLoss | IncidentKind::DeviceTheft))
            && let Some(device) = &incident.device
        {
            known.entry(device).or_default().push(incident.known_at.map(|time| time.date));
        }
    }
    for device in lost(asked) {
        let since = asked.past(device.missing_since);
        let of_this_loss =
            |known_on: &Option<Date>| known_on.is_none_or(|day| since.is_none_or(|since| day >= since));
        if !known.get(&device.id).is_some_and(|days| days.iter().any(of_this_loss)) {
            findings.push(asked.now(subject(device)).since(since));
        }
    }
}
