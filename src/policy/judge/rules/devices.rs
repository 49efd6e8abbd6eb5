//! Devices: controls, inspection, approval, loss (第8条, 第12条(6), 第13条, 留意事項(3)).

use rustc_hash::FxHashSet;

use crate::{
    policy::judge::{
        asked::Judge,
        finding::{Finding, Level, Rule},
        period::months_after,
    },
    register::{
        id::DeviceId,
        records::Device,
        subject::Subject,
        words::{Control, ControlState, DeviceStatus, Ownership},
    },
};

/// Judges the devices.
pub(in crate::policy::judge) fn judge(judge: &Judge, findings: &mut Vec<Finding>) {
    let named: FxHashSet<&DeviceId> =
        judge.register.incidents().iter().filter_map(|incident| incident.device.as_ref()).collect();
    for device in judge.register.devices() {
        if DeviceStatus::in_service(device.status) {
            controls(judge, device, findings);
            inspection(judge, device, findings);
            boot_password_age(judge, device, findings);
            byod_approval(judge, device, findings);
        }
        if device.status.is_some_and(DeviceStatus::is_missing)
            && !named.contains(&device.id)
            && let Some(asked) = judge.rule(Rule::DeviceMissing)
        {
            findings.push(asked.now(subject(device)));
        }
    }
}

fn subject(device: &Device) -> Subject {
    Subject::Device(device.id.clone())
}

fn controls(judge: &Judge, device: &Device, findings: &mut Vec<Finding>) {
    use ControlState::{Adopted, Declined, Met, NotApplicable, Unmet};
    let Some(asked) = judge.rule(Rule::DeviceControl) else { return };
    for (control, level) in judge.policy.controls_asked() {
        let finding = match (level, device.controls.get(control)) {
            (_, Some(NotApplicable | Met | Adopted)) | (Level::Consider, Some(Declined)) => continue,
            // What is only to be considered has not been considered while nothing was decided.
            (_, None) | (Level::Consider, Some(Unmet)) => asked.unknown(subject(device)),
            (Level::Must | Level::Recommended, Some(Unmet | Declined)) => asked.now(subject(device)),
        };
        findings.push(finding.detail(control.word()));
    }
}

fn inspection(judge: &Judge, device: &Device, findings: &mut Vec<Finding>) {
    let Some(asked) = judge.rule(Rule::DeviceInspection) else { return };
    match judge.past(device.inspected_on) {
        None => findings.push(asked.unknown(subject(device))),
        Some(day) => {
            let due = months_after(day, asked.settings.interval_months);
            findings.extend(asked.overdue_or_soon(|| subject(device), due));
        }
    }
}

fn boot_password_age(judge: &Judge, device: &Device, findings: &mut Vec<Finding>) {
    let Some(asked) = judge.rule(Rule::DeviceBootPasswordAge) else { return };
    if device.controls.get(Control::BootPassword) != Some(ControlState::Met) {
        return;
    }
    match judge.past(device.boot_password_changed_on) {
        None => findings.push(asked.unknown(subject(device))),
        Some(day) => {
            let due = months_after(day, asked.settings.interval_months);
            findings.extend(asked.overdue_or_soon(|| subject(device), due));
        }
    }
}

fn byod_approval(judge: &Judge, device: &Device, findings: &mut Vec<Finding>) {
    let Some(asked) = judge.rule(Rule::ByodApproval) else { return };
    match device.ownership {
        Some(Ownership::Office) => {}
        Some(Ownership::Personal) => {
            if !judge.happened(device.byod_approved_on) {
                findings.push(asked.now(subject(device)));
            }
        }
        None => findings.push(asked.unknown(subject(device))),
    }
}
