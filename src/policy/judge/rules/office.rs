//! The office: papers, administrator, guidelines, what it decides once for all devices (第2条, 第4条, 第7条, 第13条, 第15条, 第17条).

use crate::{
    policy::{
        file::settings::Level,
        judge::{asked::Asked, finding::Finding, period::days_after, presence::is_suspended},
        rule::parameter::Parameter,
    },
    register::{
        records::{Device, Staff},
        subject::Subject,
        words::{ControlState, FilingKind, Role},
    },
};

pub(super) fn application(asked: &Asked, findings: &mut Vec<Finding>) {
    filed(asked, FilingKind::Application, findings);
}

pub(super) fn confidentiality_pledge(asked: &Asked, findings: &mut Vec<Finding>) {
    filed(asked, FilingKind::ConfidentialityPledge, findings);
}

fn filed(asked: &Asked, kind: FilingKind, findings: &mut Vec<Finding>) {
    let mut filings = asked.register.filings().iter();
    if !filings.any(|filing| filing.kind == kind && asked.happened(filing.submitted_on)) {
        findings.push(asked.now(Subject::Office));
    }
}

pub(super) fn administrator_appointed(asked: &Asked, findings: &mut Vec<Finding>) {
    let serves =
        |staff: &Staff| staff.mcs.role == Some(Role::Administrator) && !is_suspended(asked.today, staff);
    if !asked.users().any(serves) {
        findings.push(asked.now(Subject::Office));
    }
}

pub(super) fn guideline_confirmed(asked: &Asked, findings: &mut Vec<Finding>) {
    let last = asked.past(asked.register.office().guideline_confirmed_on);
    findings.extend(asked.months_after(|| Subject::Office, last));
}

/// What is to be considered is asked once, and only while a device is in service on which it is not settled.
pub(super) fn control_consideration(asked: &Asked, findings: &mut Vec<Finding>) {
    for (control, _) in asked.policy.controls_asked().filter(|(_, level)| *level == Level::Consider) {
        let open = |device: &Device| {
            asked.policy.applies(control, device.kind)
                && matches!(device.controls.get(control), None | Some(ControlState::Unmet))
        };
        if asked.office_decision(control).is_none() && asked.devices_in_service().any(open) {
            findings.push(asked.unknown(Subject::Office).detail(control.word()));
        }
    }
}

pub(super) fn filing_open(asked: &Asked, findings: &mut Vec<Finding>) {
    for filing in asked.register.filings() {
        let answered = asked.happened(filing.approved_on) || asked.happened(filing.refused_on);
        let asks = matches!(filing.kind, FilingKind::FreeGroup | FilingKind::DisasterPost);
        let Some(submitted_on) = asked.past(filing.submitted_on).filter(|_| asks && !answered) else {
            continue;
        };
        let from = asked.kept_since().map_or(submitted_on, |kept| kept.max(submitted_on));
        let due = days_after(from, asked.number(Parameter::DueDays));
        let finding = asked.overdue_or_soon(|| Subject::Office, due);
        findings
            .extend(finding.map(|finding| finding.detail_text(filing.id.as_str()).since(Some(submitted_on))));
    }
}
