//! Open groups: consent, doctor, reviews, archive, free groups (第8条, 第10条, 第16条, 第17条, 留意事項).

use unicode_normalization::UnicodeNormalization;

use super::{open_group::OpenGroup, take_outs::is_countersigned};
use crate::{
    policy::{
        judge::{asked::Asked, finding::Finding, period::days_after, presence::sits_in},
        rule::parameter::Parameter,
    },
    register::{
        records::{GroupSheet, Membership, Review},
        words::{GroupKind, Rights},
    },
};

/// An open patient's group of which this office is the responsible one.
pub(super) fn is_of_patient(_: &Asked, group: &OpenGroup) -> bool {
    group.is_open && group.of_patient().is_some()
}

pub(super) fn consent(asked: &Asked, group: &OpenGroup, findings: &mut Vec<Finding>) {
    let Some(sheet) = group.of_patient() else { return };
    let consent = &sheet.consent;
    let finding = if !asked.happened(consent.signed_on) {
        asked.now(group.subject()).detail("missing")
    } else if asked.happened(consent.withdrawn_on) {
        asked.now(group.subject()).detail("withdrawn")
    } else {
        match consent.both_copies {
            Some(true) => return,
            Some(false) => asked.now(group.subject()).detail("copy"),
            None => asked.unknown(group.subject()).detail("copy"),
        }
    };
    findings.push(finding);
}

pub(super) fn attending_doctor(asked: &Asked, group: &OpenGroup, findings: &mut Vec<Finding>) {
    if group.of_patient().is_some_and(|sheet| sheet.attending_doctor.is_none()) {
        findings.push(asked.now(group.subject()));
    }
}

pub(super) fn one_patient(asked: &Asked, group: &OpenGroup, findings: &mut Vec<Finding>) {
    let Some(sheet) = group.of_patient() else { return };
    match sheet.patients {
        Some(0..=1) => {}
        Some(_) => findings.push(asked.now(group.subject())),
        None => findings.push(asked.unknown(group.subject())),
    }
}

/// The newest review of a patient's group, where the reviewer decided on a membership of their own.
fn own_review<'a>(group: &OpenGroup<'a>) -> Option<&'a Review> {
    group.newest.filter(|_| group.decided_on_own() && group.of_kind(GroupKind::Patient).is_some())
}

pub(super) fn has_own_review(_: &Asked, group: &OpenGroup) -> bool {
    own_review(group).is_some()
}

pub(super) fn countersign(asked: &Asked, group: &OpenGroup, findings: &mut Vec<Finding>) {
    let Some(review) = own_review(group) else { return };
    let signed =
        review.reviewer.as_ref().is_some_and(|by| is_countersigned(by, review.countersigned_by.as_ref()));
    if !signed {
        findings.push(asked.now(group.subject()).since(review.signed_on));
    }
}

/// The sheet of a patient's group, as long as nothing says that the patient has died.
fn of_living<'a>(asked: &Asked, group: &OpenGroup<'a>) -> Option<&'a GroupSheet> {
    group.of_patient().filter(|sheet| !asked.happened(sheet.deceased_on))
}

pub(super) fn is_of_living(asked: &Asked, group: &OpenGroup) -> bool {
    group.is_open && of_living(asked, group).is_some()
}

pub(super) fn review(asked: &Asked, group: &OpenGroup, findings: &mut Vec<Finding>) {
    let Some(sheet) = of_living(asked, group) else { return };
    let begin = sheet.opened_on.max(asked.kept_since());
    let last = group.newest.and_then(|review| review.signed_on).or(begin);
    findings.extend(asked.months_after(|| group.subject(), last));
}

/// A patient's group that is no longer used, put away or not.
pub(super) fn is_over(asked: &Asked, group: &OpenGroup) -> bool {
    let over = |sheet: &GroupSheet| asked.happened(sheet.deceased_on) || asked.happened(sheet.ended_on);
    group.of_patient().is_some_and(|sheet| is_opened(asked, sheet) && over(sheet))
}

pub(super) fn archive(asked: &Asked, group: &OpenGroup, findings: &mut Vec<Finding>) {
    let Some(sheet) = group.of_patient() else { return };
    if let Some(deceased_on) = asked.past(sheet.deceased_on) {
        let due = days_after(deceased_on, asked.number(Parameter::DeceasedDueDays));
        let finding = asked.overdue_or_soon(|| group.subject(), due);
        findings.extend(finding.map(|finding| finding.detail("deceased").since(Some(deceased_on))));
    } else if let Some(ended_on) = asked.past(sheet.ended_on) {
        let due = days_after(ended_on, asked.number(Parameter::GraceDays));
        findings.push(asked.overdue_or_now(group.subject(), due));
    }
}

/// Opened as far as is known.
fn is_opened(asked: &Asked, sheet: &GroupSheet) -> bool {
    sheet.opened_on.is_none_or(|day| day <= asked.today)
}

/// The sheet of a patient's group that is not deleted, archived or not.
fn of_kept<'a>(asked: &Asked, group: &OpenGroup<'a>) -> Option<&'a GroupSheet> {
    group.of_patient().filter(|sheet| is_opened(asked, sheet) && !asked.happened(sheet.deleted_on))
}

/// A patient's group for which it matters until when it is kept.
pub(super) fn is_to_be_kept(asked: &Asked, group: &OpenGroup) -> bool {
    of_kept(asked, group)
        .is_some_and(|sheet| sheet.retain_until.is_some() || asked.happened(sheet.deceased_on))
}

/// Archived groups are looked at too, until they are deleted.
pub(super) fn retention(asked: &Asked, group: &OpenGroup, findings: &mut Vec<Finding>) {
    let Some(sheet) = of_kept(asked, group) else { return };
    match (sheet.retain_until, asked.past(sheet.deceased_on)) {
        (Some(until), _) if until < asked.today => findings.push(asked.overdue(group.subject(), until)),
        (None, Some(deceased_on)) => {
            findings.push(asked.now(group.subject()).detail("undecided").since(Some(deceased_on)));
        }
        _ => {}
    }
}

/// Somebody manages a patient's group: of those who sit in it and are still of its team, one has the rights.
pub(super) fn admin(asked: &Asked, group: &OpenGroup, findings: &mut Vec<Finding>) {
    if group.of_patient().is_none() {
        return;
    }
    let (mut anybody, mut unknown) = (false, false);
    for membership in group.memberships(asked).filter(|row| sits_in(asked.today, row)) {
        anybody = true;
        if membership.rights == Some(Rights::Member)
            || asked.happened(membership.off_duty_on)
            || group.departure(&membership.person).left_on.is_some()
        {
            continue;
        }
        if membership.rights == Some(Rights::Admin) {
            return;
        }
        unknown = true;
    }
    findings.push(if unknown || !anybody {
        asked.unknown(group.subject())
    } else {
        asked.now(group.subject())
    });
}

/// The sheet of a free group made as one of the association's, which it is unless the register says otherwise.
fn of_association<'a>(group: &OpenGroup<'a>) -> Option<&'a GroupSheet> {
    group.of_kind(GroupKind::Free).filter(|sheet| group.hosted && sheet.association != Some(false))
}

pub(super) fn is_of_association(_: &Asked, group: &OpenGroup) -> bool {
    group.is_open && of_association(group).is_some()
}

pub(super) fn permission(asked: &Asked, group: &OpenGroup, findings: &mut Vec<Finding>) {
    if of_association(group).is_some_and(|sheet| !asked.happened(sheet.permission_on)) {
        findings.push(asked.now(group.subject()));
    }
}

/// Whether the name begins with the policy's prefix, after NFKC and trimming.
pub(super) fn name(asked: &Asked, group: &OpenGroup, findings: &mut Vec<Finding>) {
    let Some(sheet) = of_association(group) else { return };
    let name: String = sheet.name.as_deref().unwrap_or_default().nfkc().collect();
    if !name.trim().starts_with(asked.policy.normal_prefix()) {
        findings.push(asked.now(group.subject()));
    }
}

pub(super) fn secretariat(asked: &Asked, group: &OpenGroup, findings: &mut Vec<Finding>) {
    if of_association(group).is_none() {
        return;
    }
    let sits = |membership: &Membership| {
        asked.happened(membership.joined_on)
            && asked
                .register
                .partners()
                .get(&membership.person)
                .is_some_and(|partner| partner.secretariat == Some(true))
    };
    let mut sitting = group.memberships(asked).filter(|row| sits(row)).peekable();
    if sitting.peek().is_none() {
        findings.push(asked.now(group.subject()).detail("absent"));
    } else if sitting.all(|row| row.rights != Some(Rights::Admin)) {
        findings.push(asked.now(group.subject()).detail("rights"));
    }
}

/// An open free group of which this office is the responsible one.
pub(super) fn is_free_here(asked: &Asked, group: &OpenGroup) -> bool {
    group.hosted && is_free(asked, group)
}

/// An open free group.
pub(super) fn is_free(_: &Asked, group: &OpenGroup) -> bool {
    group.is_open && group.of_kind(GroupKind::Free).is_some()
}

pub(super) fn purpose(asked: &Asked, group: &OpenGroup, findings: &mut Vec<Finding>) {
    let sheet = group.of_kind(GroupKind::Free).filter(|_| group.hosted);
    if sheet.is_some_and(|sheet| !asked.happened(sheet.purpose_announced_on)) {
        findings.push(asked.now(group.subject()));
    }
}

pub(super) fn patient_data(asked: &Asked, group: &OpenGroup, findings: &mut Vec<Finding>) {
    let sheet = group.of_kind(GroupKind::Free);
    let found_on = sheet.and_then(|sheet| asked.past(sheet.patient_data_found_on));
    if found_on.is_some() {
        findings.push(asked.now(group.subject()).since(found_on));
    }
}
