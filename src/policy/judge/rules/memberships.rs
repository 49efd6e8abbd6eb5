//! Open memberships: who may sit, invitations and removals (第6条, 第8条, 第15条, 留意事項(1)(3)).
//!
//! Each is `#[inline]`, so that what several read of a member is read once: a million are judged.

use super::open_group::Member;
use crate::{
    policy::{
        judge::{asked::Asked, finding::Finding, period::days_after, presence::is_existing},
        rule::parameter::Parameter,
    },
    register::{
        Date,
        words::{GroupKind, Role},
    },
};

/// An open membership of the disaster group; in one that another office hosts own staff's only.
pub(super) fn is_in_disaster_group(asked: &Asked, member: &Member) -> bool {
    member.is_open && member.group.of_kind(GroupKind::Disaster).is_some() && member.is_of_this_office(asked)
}

/// Who sits in the disaster group without being of those whom 第15条(1) names.
#[inline]
pub(super) fn disaster_eligibility(asked: &Asked, member: &Member, findings: &mut Vec<Finding>) {
    if member.group.of_kind(GroupKind::Disaster).is_none() {
        return;
    }
    let (register, person) = (asked.register, &member.row.person);
    let may_sit = if let Some(staff) = register.staff().get(person) {
        staff.mcs.role == Some(Role::Administrator)
            || staff.disaster_eligible == Some(true)
            || register.office().manager.as_ref() == Some(person)
    } else {
        // Others are the duty of whoever hosts the group.
        !member.group.hosted
            || register.partners().get(person).is_none_or(|partner| {
                partner.secretariat == Some(true) || partner.disaster_eligible == Some(true)
            })
    };
    if !may_sit {
        findings.push(asked.now(member.subject()));
    }
}

/// An open membership of this office that is not older than the register.
pub(super) fn is_new(asked: &Asked, member: &Member) -> bool {
    member.is_open && !is_existing(asked.kept_since(), member.row) && member.is_of_this_office(asked)
}

#[inline]
pub(super) fn invitation_approval(asked: &Asked, member: &Member, findings: &mut Vec<Finding>) {
    let row = member.row;
    if asked.happened(row.approved_on)
        || is_existing(asked.kept_since(), row)
        || !member.is_of_this_office(asked)
    {
        return;
    }
    let joined_on = asked.past(row.joined_on);
    let invited_on = asked.past(row.invited_on);
    findings.push(if joined_on.is_some() {
        asked.now(member.subject()).detail("joined").since(joined_on)
    } else if invited_on.is_some() {
        asked.now(member.subject()).detail("invited").since(invited_on)
    } else {
        asked.unknown(member.subject()).detail("undated")
    });
}

/// One of these that is approved.
pub(super) fn is_approved(asked: &Asked, member: &Member) -> bool {
    asked.happened(member.row.approved_on) && is_new(asked, member)
}

#[inline]
pub(super) fn invitation_stale(asked: &Asked, member: &Member, findings: &mut Vec<Finding>) {
    let row = member.row;
    if !asked.happened(row.approved_on)
        || asked.happened(row.joined_on)
        || is_existing(asked.kept_since(), row)
        || !member.is_of_this_office(asked)
    {
        return;
    }
    let limit = asked.number(Parameter::DueDays);
    match asked.past(row.invited_on) {
        None => findings.push(asked.unknown(member.subject())),
        Some(day) if asked.days_since(day) > i64::from(limit) => {
            findings.push(asked.overdue(member.subject(), days_after(day, limit)));
        }
        Some(_) => {}
    }
}

/// The newest review that decided on it asks something, answered or not.
pub(super) fn has_question(_: &Asked, member: &Member) -> bool {
    member.is_open && member.was_asked()
}

/// A question that a review left open about a member, wherever the group is hosted.
#[inline]
pub(super) fn review_question(asked: &Asked, member: &Member, findings: &mut Vec<Finding>) {
    if let Some(signed_on) = member.asked_by_review() {
        let due = days_after(signed_on, asked.number(Parameter::DueDays));
        findings.push(asked.overdue_or_now(member.subject(), due).since(Some(signed_on)));
    }
}

/// Who must go from an open group, and who went.
pub(super) fn must_go_or_went(asked: &Asked, member: &Member) -> bool {
    if member.is_open {
        return reason_to_go(asked, member).is_some();
    }
    member.group.is_open && asked.happened(member.row.released_on) && member.is_of_this_office(asked)
}

/// The earliest reason that has come; on equal days the order here decides.
#[inline]
fn reason_to_go(asked: &Asked, member: &Member) -> Option<(Date, &'static str)> {
    let departure = member.departure();
    let requested_on = asked.past(member.row.removal.requested_on);
    // Somebody else's staff in a group of another office leave it by that office's word.
    let off_duty_on = asked.past(member.row.off_duty_on).filter(|_| member.is_of_this_office(asked));
    let removed_on = member.removed_by_review();
    // As it is with nearly all.
    requested_on.or(removed_on).or(off_duty_on).or(departure.left_on).or(departure.expelled_on)?;
    let reasons = [
        (requested_on, "requested"),
        (removed_on, "requested"),
        (off_duty_on, "off-duty"),
        (departure.left_on, "left"),
        (departure.expelled_on, "expelled"),
    ];
    let mut first: Option<(Date, &'static str)> = None;
    for (since, detail) in reasons {
        if let Some(since) = since
            && first.is_none_or(|(earlier, _)| since < earlier)
        {
            first = Some((since, detail));
        }
    }
    first
}

#[inline]
pub(super) fn removal(asked: &Asked, member: &Member, findings: &mut Vec<Finding>) {
    if let Some((since, detail)) = reason_to_go(asked, member) {
        let due = days_after(since, asked.number(Parameter::GraceDays));
        findings.push(asked.overdue_or_now(member.subject(), due).detail(detail).since(Some(since)));
    }
}
