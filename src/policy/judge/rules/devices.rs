//! Devices: controls, inspection, approval, loss (第8条, 第12条(6), 第13条, 留意事項(3)).

use rustc_hash::FxHashSet;

use crate::{
    policy::{
        file::settings::Level,
        judge::{asked::Asked, finding::Finding},
    },
    register::{
        id::DeviceId,
        records::Device,
        subject::Subject,
        words::{Control, ControlState, DeviceStatus, Ownership},
    },
};

fn subject(device: &Device) -> Subject {
    Subject::Device(device.id.clone())
}

fn in_service<'a>(asked: &Asked<'a>) -> impl Iterator<Item = &'a Device> {
    asked.register.devices().iter().filter(|device| DeviceStatus::in_service(device.status))
}

pub(super) fn controls(asked: &Asked, findings: &mut Vec<Finding>) {
    use ControlState::{Adopted, Declined, Met, NotApplicable, Unmet};
    for device in in_service(asked) {
        for (control, level) in asked.policy.controls_asked() {
            let finding = match (level, device.controls.get(control)) {
                (_, Some(NotApplicable | Met | Adopted)) | (Level::Consider, Some(Declined)) => continue,
                // What is only to be considered has not been considered while nothing was decided.
                (_, None) | (Level::Consider, Some(Unmet)) => asked.unknown(subject(device)),
                (Level::Must | Level::Recommended, Some(Unmet | Declined)) => asked.now(subject(device)),
            };
            findings.push(finding.detail(control.word()));
        }
    }
}

pub(super) fn inspection(asked: &Asked, findings: &mut Vec<Finding>) {
    for device in in_service(asked) {
        findings.extend(asked.months_after(|| subject(device), asked.past(device.inspected_on)));
    }
}

pub(super) fn boot_password_age(asked: &Asked, findings: &mut Vec<Finding>) {
    let has_one = |device: &&Device| device.controls.get(Control::BootPassword) == Some(ControlState::Met);
    for device in in_service(asked).filter(has_one) {
        findings.extend(asked.months_after(|| subject(device), asked.past(device.boot_password_changed_on)));
    }
}

pub(super) fn byod_approval(asked: &Asked, findings: &mut Vec<Finding>) {
    for device in in_service(asked) {
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

pub(super) fn missing(asked: &Asked, findings: &mut Vec<Finding>) {
    let incidents = asked.register.incidents().iter();
    let named: FxHashSet<&DeviceId> = incidents.filter_map(|incident| incident.device.as_ref()).collect();
    for device in asked.register.devices() {
        if device.status.is_some_and(DeviceStatus::is_missing) && !named.contains(&device.id) {
            findings.push(asked.now(subject(device)));
        }
    }
}
