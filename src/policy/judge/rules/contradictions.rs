//! Records whose facts cannot all be right (第8条), whatever their state.

use super::open_group::{Member, OpenGroup};
use crate::{
    policy::judge::{asked::Asked, finding::Finding},
    register::{contradictions::Contradicts, subject::Subject},
};

fn found(asked: &Asked, row: &impl Contradicts, subject: impl FnOnce() -> Subject) -> Option<Finding> {
    row.contradiction().map(|found| asked.now(subject()).detail(found.field))
}

macro_rules! of_records {
    ($($name:ident, $all:ident: $list:ident $subject:ident;)*) => {$(
        pub(in crate::policy::judge) fn $all(asked: &Asked) -> usize {
            asked.register.$list().len()
        }

        pub(in crate::policy::judge) fn $name(asked: &Asked, findings: &mut Vec<Finding>) {
            let rows = asked.register.$list().iter();
            findings.extend(rows.filter_map(|row| found(asked, row, || Subject::$subject(row.id.clone()))));
        }
    )*};
}

of_records! {
    staff, all_staff: staff Staff;
    device, all_devices: devices Device;
    take_out, all_take_outs: take_outs TakeOut;
    incident, all_incidents: incidents Incident;
}

pub(super) fn every_group(_: &Asked, _: &OpenGroup) -> bool {
    true
}

pub(super) fn every_member(_: &Asked, _: &Member) -> bool {
    true
}

pub(super) fn group(asked: &Asked, group: &OpenGroup, findings: &mut Vec<Finding>) {
    findings.extend(found(asked, &group.group.sheet, || group.subject()));
}

#[inline] // as those of `memberships` are
pub(super) fn membership(asked: &Asked, member: &Member, findings: &mut Vec<Finding>) {
    let finding = found(asked, member.row, || member.subject());
    findings.extend(
        finding.or_else(|| member.is_twice().then(|| asked.now(member.subject()).detail("duplicate"))),
    );
}
