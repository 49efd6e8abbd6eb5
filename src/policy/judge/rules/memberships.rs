//! Open memberships: who may sit, invitations and removals (第6条, 第8条, 第15条, 留意事項(1)(3)).

use super::open_group::OpenGroup;
use crate::{
    policy::{
        judge::{asked::Asked, finding::Finding, period::days_after, presence::is_existing},
        rule::parameter::Parameter,
    },
    register::{
        records::Membership,
        subject::Subject,
        words::{GroupKind, Role},
    },
};

fn subject(membership: &Membership) -> Subject {
    Subject::Membership(membership.id.clone())
}

/// Who sits in the disaster group without being of those whom 第15条(1) names.
pub(super) fn disaster_eligibility(asked: &Asked, group: &OpenGroup, findings: &mut Vec<Finding>) {
    if group.of_kind(GroupKind::Disaster).is_none() {
        return;
    }
    let register = asked.register;
    let may_sit = |membership: &Membership| {
        if let Some(staff) = register.staff().get(&membership.person) {
            staff.mcs.role == Some(Role::Administrator)
                || staff.disaster_eligible == Some(true)
                || register.office().manager.as_ref() == Some(&staff.id)
        } else {
            // Others are the duty of whoever hosts the group.
            !group.hosted
                || register.partners().get(&membership.person).is_none_or(|partner| {
                    partner.secretariat == Some(true) || partner.disaster_eligible == Some(true)
                })
        }
    };
    let others = group.memberships(asked).filter(|(_, membership)| !may_sit(membership));
    findings.extend(others.map(|(_, membership)| asked.now(subject(membership))));
}

pub(super) fn invitation_approval(asked: &Asked, group: &OpenGroup, findings: &mut Vec<Finding>) {
    for (_, membership) in group.memberships(asked) {
        if asked.happened(membership.approved_on)
            || is_existing(asked.kept_since(), membership)
            || !group.is_of_this_office(asked, membership)
        {
            continue;
        }
        let joined_on = asked.past(membership.joined_on);
        let invited_on = asked.past(membership.invited_on);
        findings.push(if joined_on.is_some() {
            asked.now(subject(membership)).detail("joined").since(joined_on)
        } else if invited_on.is_some() {
            asked.now(subject(membership)).detail("invited").since(invited_on)
        } else {
            asked.unknown(subject(membership)).detail("undated")
        });
    }
}

pub(super) fn invitation_stale(asked: &Asked, group: &OpenGroup, findings: &mut Vec<Finding>) {
    let limit = asked.number(Parameter::DueDays);
    for (_, membership) in group.memberships(asked) {
        if !asked.happened(membership.approved_on)
            || asked.happened(membership.joined_on)
            || is_existing(asked.kept_since(), membership)
            || !group.is_of_this_office(asked, membership)
        {
            continue;
        }
        match asked.past(membership.invited_on) {
            None => findings.push(asked.unknown(subject(membership))),
            Some(day) if asked.days_since(day) > i64::from(limit) => {
                findings.push(asked.overdue(subject(membership), days_after(day, limit)));
            }
            Some(_) => {}
        }
    }
}

/// A question that a review left open about a member, wherever the group is hosted.
pub(super) fn review_question(asked: &Asked, group: &OpenGroup, findings: &mut Vec<Finding>) {
    for (place, membership) in group.memberships(asked) {
        if let Some(signed_on) = group.asked_by_review(place) {
            let due = days_after(signed_on, asked.number(Parameter::DueDays));
            findings.push(asked.overdue_or_now(subject(membership), due).since(Some(signed_on)));
        }
    }
}

/// The earliest reason that has come; on equal days the order here decides.
pub(super) fn removal(asked: &Asked, group: &OpenGroup, findings: &mut Vec<Finding>) {
    let grace = asked.number(Parameter::GraceDays);
    for (place, membership) in group.memberships(asked) {
        let departure = group.departure(&membership.person);
        let requested_on = asked.past(membership.removal.requested_on);
        // Somebody else's staff in a group of another office leave it by that office's word.
        let off_duty_on = asked.past(membership.off_duty_on);
        let off_duty_on = off_duty_on.filter(|_| group.is_of_this_office(asked, membership));
        let reasons = [
            (requested_on.into_iter().chain(group.removed_by_review(place)).min(), "requested"),
            (off_duty_on, "off-duty"),
            (departure.left_on, "left"),
            (departure.expelled_on, "expelled"),
        ];
        let come = reasons.into_iter().filter_map(|(since, detail)| Some((since?, detail)));
        if let Some((since, detail)) = come.min_by_key(|(since, _)| *since) {
            let finding = asked.overdue_or_now(subject(membership), days_after(since, grace));
            findings.push(finding.detail(detail).since(Some(since)));
        }
    }
}
