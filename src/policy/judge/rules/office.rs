//! The office: papers, administrator, guidelines, what it decides once for all devices (第2条, 第4条, 第7条, 第13条, 第15条, 第17条).

use crate::{
    policy::{
        file::settings::Level,
        judge::{asked::Asked, finding::Finding, period::days_after, presence::is_suspended},
        rule::parameter::Parameter,
    },
    register::{
        Date,
        records::{Device, Filing, Staff},
        subject::Subject,
        words::{AnyControl, ControlState, FilingKind, Role},
    },
};

/// The office itself is asked once.
pub(super) fn itself(_: &Asked) -> usize {
    1
}

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

/// What the office is to consider.
fn to_consider(asked: &Asked) -> impl Iterator<Item = AnyControl> {
    asked.policy.controls_asked().filter(|(_, level)| *level == Level::Consider).map(|(control, _)| control)
}

/// Controls to consider of which a device is in service.
pub(super) fn considered(asked: &Asked) -> usize {
    let met = |control: &AnyControl| {
        asked.devices_in_service().any(|device| asked.policy.applies(*control, device.kind))
    };
    to_consider(asked).filter(met).count()
}

/// What is to be considered is asked once, and only while a device is in service on which it is not settled.
pub(super) fn control_consideration(asked: &Asked, findings: &mut Vec<Finding>) {
    for control in to_consider(asked) {
        let open = |device: &Device| {
            asked.policy.applies(control, device.kind)
                && matches!(device.controls.get(control), None | Some(ControlState::Unmet))
        };
        if asked.office_decision(control).is_none() && asked.devices_in_service().any(open) {
            findings.push(asked.unknown(Subject::Office).of_control(control));
        }
    }
}

/// What was filed and is to be answered, with its day.
fn to_be_answered<'a>(asked: &Asked<'a>) -> impl Iterator<Item = (&'a Filing, Date)> {
    let today = asked.today;
    let filings = asked.register.filings().iter();
    let asking = filings.filter(|row| matches!(row.kind, FilingKind::FreeGroup | FilingKind::DisasterPost));
    asking.filter_map(move |filing| Some((filing, today.past(filing.submitted_on)?)))
}

pub(super) fn filed_to_be_answered(asked: &Asked) -> usize {
    to_be_answered(asked).count()
}

pub(super) fn filing_open(asked: &Asked, findings: &mut Vec<Finding>) {
    for (filing, submitted_on) in to_be_answered(asked) {
        if asked.happened(filing.approved_on) || asked.happened(filing.refused_on) {
            continue;
        }
        let from = asked.kept_since().map_or(submitted_on, |kept| kept.max(submitted_on));
        let due = days_after(from, asked.number(Parameter::DueDays));
        let finding = asked.overdue_or_soon(|| Subject::Office, due);
        findings
            .extend(finding.map(|finding| finding.detail_text(filing.id.as_str()).since(Some(submitted_on))));
    }
}
