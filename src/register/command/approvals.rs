//! An approval covers what was approved. Where that changes and nobody decides anew, the decision is open again; what it
//! was stays in the history.

use crate::register::{
    change::Change,
    kinds::{Key, Record},
    records::{Decision, Device, Membership, TakeOut},
    words::Ownership,
};

use super::Command;

impl Command {
    /// The records whose decision its change opens again, and that whoever wrote the command left standing.
    pub fn opens_again<'c>(&self, planned: &'c Change) -> Vec<&'c Key> {
        let opened = planned.records.iter().filter(|change| {
            let meant = match self {
                Self::Edit { after, .. } => Some(&**after),
                _ => change.before.as_ref(),
            };
            meant.is_some_and(is_decided) && change.after.as_ref().is_some_and(|after| !is_decided(after))
        });
        opened.map(|change| &change.key).collect()
    }
}

/// Whether a decision or an approval stands on a record.
fn is_decided(record: &Record) -> bool {
    match record {
        Record::TakeOut(row) => row.decision.result.is_some(),
        Record::Membership(row) => row.approved_on.is_some() || row.approved_by.is_some(),
        Record::Device(row) => row.byod_approved_on.is_some(),
        _ => false,
    }
}

/// Opens the decision of a record again where what it covers is no longer the same.
pub(super) fn reopen(before: &Record, after: &mut Record) {
    match (before, after) {
        (Record::TakeOut(before), Record::TakeOut(after)) => take_out(before, after),
        (Record::Membership(before), Record::Membership(after)) => membership(before, after),
        (Record::Device(before), Record::Device(after)) => personal_device(before, after),
        _ => {}
    }
}

/// 第13条(9): who carries what, on what, why and for how long.
fn take_out(before: &TakeOut, after: &mut TakeOut) {
    if before.decision.result.is_none() {
        return;
    }
    let decided = |row: &TakeOut| (row.decision.result, row.decision.on, row.decision.by.clone());
    let anew = after.decision.result.is_some() && decided(before) != decided(after);
    if !anew && before.covered_by_approval() != after.covered_by_approval() {
        after.decision = Decision::default();
    } else if anew && before.decision.countersigned_by == after.decision.countersigned_by {
        // It was given to the earlier decision.
        after.decision.countersigned_by = None;
    }
}

/// 第8条: whoever was approved to join.
fn membership(before: &Membership, after: &mut Membership) {
    let approved = |row: &Membership| (row.approved_on, row.approved_by.clone());
    if before.person != after.person && approved(before) == approved(after) {
        (after.approved_on, after.approved_by) = (None, None);
    }
}

/// 第13条(10): a personal device is approved in the hands of its holder.
fn personal_device(before: &Device, after: &mut Device) {
    let same_approval = before.byod_approved_on == after.byod_approved_on;
    if after.ownership == Some(Ownership::Personal) && before.holder != after.holder && same_approval {
        after.byod_approved_on = None;
    }
}
