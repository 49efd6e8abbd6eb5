//! The office: papers, administrator, guidelines (第2条, 第4条, 第7条).

use super::{has_id, is_active};
use crate::{
    policy::judge::{
        asked::Judge,
        finding::{Finding, Rule},
        period::months_after,
    },
    register::{
        subject::Subject,
        words::{FilingKind, Role},
    },
};

/// Judges the office.
pub(in crate::policy::judge) fn judge(judge: &Judge, findings: &mut Vec<Finding>) {
    for (rule, kind) in [
        (Rule::OfficeApplication, FilingKind::Application),
        (Rule::OfficeConfidentialityPledge, FilingKind::ConfidentialityPledge),
    ] {
        if let Some(asked) = judge.rule(rule) {
            let filed = |filing: &crate::register::records::Filing| {
                filing.kind == kind && judge.happened(filing.submitted_on)
            };
            if !judge.register.filings().iter().any(filed) {
                findings.push(asked.now(Subject::Office));
            }
        }
    }
    if let Some(asked) = judge.rule(Rule::AdministratorAppointed) {
        let appointed = judge.register.staff().iter().any(|staff| {
            staff.mcs.role == Some(Role::Administrator)
                && is_active(judge.today, staff)
                && has_id(judge.today, staff)
        });
        if !appointed {
            findings.push(asked.now(Subject::Office));
        }
    }
    if let Some(asked) = judge.rule(Rule::GuidelineConfirmed) {
        match judge.past(judge.register.office().guideline_confirmed_on) {
            None => findings.push(asked.unknown(Subject::Office)),
            Some(day) => {
                let due = months_after(day, asked.settings.interval_months);
                findings.extend(asked.overdue_or_soon(|| Subject::Office, due));
            }
        }
    }
}
