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
        records::Device,
        subject::Subject,
        words::{ConsideredResult, Control, ControlState, DeviceStatus, IncidentKind, Ownership},
    },
};

fn subject(device: &Device) -> Subject {
    Subject::Device(device.id.clone())
}

pub(super) fn controls(asked: &Asked, findings: &mut Vec<Finding>) {
    use ControlState::{Adopted, Declined, Met, NotApplicable, Unmet};
    let to_consider = |control| asked.office_decision(control) == Some(ConsideredResult::Adopted);
    // What is to be considered is asked of a device only where the office adopted it.
    let asked_for = asked.policy.controls_asked();
    let asked_for: Vec<(Control, Level)> =
        asked_for.filter(|(control, level)| *level != Level::Consider || to_consider(*control)).collect();
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
            findings.push(finding.detail(control.word()));
        }
    }
}

pub(super) fn inspection(asked: &Asked, findings: &mut Vec<Finding>) {
    for device in asked.devices_in_service() {
        findings.extend(asked.months_after(|| subject(device), asked.past(device.inspected_on)));
    }
}

pub(super) fn boot_password_age(asked: &Asked, findings: &mut Vec<Finding>) {
    let has_one = |device: &&Device| {
        device.controls.get(Control::BootPassword) == Some(ControlState::Met)
            && asked.policy.applies(Control::BootPassword, device.kind)
    };
    for device in asked.devices_in_service().filter(has_one) {
        findings.extend(asked.months_after(|| subject(device), asked.past(device.boot_password_changed_on)));
    }
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

/// A leaver's own device, until it was seen that nothing of MCS is left on it.
pub(super) fn byod_erased(asked: &Asked, findings: &mut Vec<Finding>) {
    for device in asked.register.devices() {
        let own = device.ownership == Some(Ownership::Personal) && DeviceStatus::in_service(device.status);
        let left = holder_who_left(asked.today, device, asked.register);
        if let Some(staff) = left.filter(|_| own && !asked.happened(device.erased_on)) {
            findings.push(asked.now(subject(device)).since(staff.left_on));
        }
    }
}

/// A missing device that no incident is about; an earlier loss of it does not count.
pub(super) fn missing(asked: &Asked, findings: &mut Vec<Finding>) {
    let mut known: FxHashMap<&DeviceId, Vec<Option<Date>>> = FxHashMap::default();
    for incident in asked.register.incidents() {
        if matches!(incident.kind, IncidentKind::DeviceLoss | IncidentKind::DeviceTheft)
            && let Some(device) = &incident.device
        {
            known.entry(device).or_default().push(incident.known_at.map(|time| time.date));
        }
    }
    for device in asked.register.devices() {
        if !device.status.is_some_and(DeviceStatus::is_missing) {
            continue;
        }
        let since = asked.past(device.missing_since);
        let of_this_loss =
            |known_on: &Option<Date>| known_on.is_none_or(|day| since.is_none_or(|since| day >= since));
        if !known.get(&device.id).is_some_and(|days| days.iter().any(of_this_loss)) {
            findings.push(asked.now(subject(device)).since(since));
        }
    }
}
