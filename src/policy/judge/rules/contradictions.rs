//! Records whose facts cannot all be right (第8条), whatever their state.

use std::hash::BuildHasher as _;

use rustc_hash::{FxBuildHasher, FxHashSet};

use super::open_group::OpenGroup;
use crate::{
    policy::judge::{asked::Asked, finding::Finding},
    register::{contradictions::Contradicts, id::PersonId, subject::Subject},
};

fn found(asked: &Asked, row: &impl Contradicts, subject: impl FnOnce() -> Subject) -> Option<Finding> {
    row.contradiction().map(|found| asked.now(subject()).detail(found.field))
}

macro_rules! of_records {
    ($($name:ident: $list:ident $subject:ident;)*) => {$(
        pub(in crate::policy::judge) fn $name(asked: &Asked, findings: &mut Vec<Finding>) {
            let rows = asked.register.$list().iter();
            findings.extend(rows.filter_map(|row| found(asked, row, || Subject::$subject(row.id.clone()))));
        }
    )*};
}

of_records! {
    staff: staff Staff;
    device: devices Device;
    take_out: take_outs TakeOut;
    incident: incidents Incident;
}

pub(super) fn group(asked: &Asked, group: &OpenGroup, findings: &mut Vec<Finding>) {
    findings.extend(found(asked, &group.group.sheet, || group.subject()));
}

pub(super) fn membership(asked: &Asked, group: &OpenGroup, findings: &mut Vec<Finding>) {
    let twice = if group.is_open { members_twice(asked, group) } else { FxHashSet::default() };
    for row in &group.group.memberships {
        let subject = || Subject::Membership(row.id.clone());
        let finding = found(asked, row, subject).or_else(|| {
            let is_twice =
                !twice.is_empty() && twice.contains(&row.person) && !asked.happened(row.released_on);
            is_twice.then(|| asked.now(subject()).detail("duplicate"))
        });
        findings.extend(finding);
    }
}

/// Who has two open memberships.
fn members_twice<'a>(asked: &Asked, group: &OpenGroup<'a>) -> FxHashSet<&'a PersonId> {
    let people = || group.memberships(asked).map(|(_, row)| &row.person);
    let mut once = FxHashSet::default();
    if may_be_twice(people()) { people().filter(|person| !once.insert(*person)).collect() } else { once }
}

/// Whether somebody may stand there twice. In most groups a bit a person tells all of them apart, without a table; a million
/// memberships are asked.
fn may_be_twice<'a>(mut people: impl Iterator<Item = &'a PersonId>) -> bool {
    let mut seen = [0_u64; 256];
    people.any(|person| {
        let [word, bit, ..] = FxBuildHasher.hash_one(person).to_le_bytes();
        let (word, bit) = (&mut seen[usize::from(word)], 1 << (bit % 64));
        let was_there = *word & bit != 0;
        *word |= bit;
        was_there
    })
}
