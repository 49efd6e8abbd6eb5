//! The office: papers, administrator, guidelines (第2条, 第4条, 第7条).

use crate::{
    policy::judge::{asked::Asked, finding::Finding},
    register::{
        subject::Subject,
        words::{FilingKind, Role},
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
    if !asked.users().any(|staff| staff.mcs.role == Some(Role::Administrator)) {
        findings.push(asked.now(Subject::Office));
    }
}

pub(super) fn guideline_confirmed(asked: &Asked, findings: &mut Vec<Finding>) {
    let last = asked.past(asked.register.office().guideline_confirmed_on);
    findings.extend(asked.months_after(|| Subject::Office, last));
}
