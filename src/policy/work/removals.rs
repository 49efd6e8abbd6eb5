//! Removals that were decided and are not done (解除), and invitations that wait: decided is not done.

use rustc_hash::FxHashMap;

use crate::{
    policy::{
        judge::{
            finding::{Finding, Urgency},
            presence::{has_left, is_existing, is_of_this_office, is_open},
        },
        rule::Rule,
    },
    register::{
        Date, Register,
        id::{GroupId, MembershipId, PersonId},
        records::{Group, Membership, non_blank},
        review::{self, Decided},
        subject::Subject,
        words::{OrderedBy, RestrictionKind, ReviewDecision},
    },
};

/// Where a removal comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin<'a> {
    /// A signed review.
    Review {
        /// When it was signed.
        on: Date,
        /// The reason given in it.
        reason: Option<&'a str>,
    },
    /// Asked for on its own.
    Requested {
        /// When.
        on: Date,
        /// Why.
        reason: Option<&'a str>,
    },
    /// Off duty (担当から外れた).
    OffDuty {
        /// Since when.
        on: Date,
    },
    /// Left the office.
    Left {
        /// The last day of work.
        on: Date,
    },
    /// Ordered to leave MCS (第14条).
    Expelled {
        /// When it was ordered.
        on: Date,
        /// By whom, where that is recorded.
        by: Option<OrderedBy>,
        /// Why.
        reason: Option<&'a str>,
    },
}

impl Origin<'_> {
    /// The day from which it asks for the removal.
    pub fn day(&self) -> Date {
        match *self {
            Self::Review { on, .. }
            | Self::Requested { on, .. }
            | Self::OffDuty { on }
            | Self::Left { on }
            | Self::Expelled { on, .. } => on,
        }
    }
}

/// A removal that is open until somebody records that it was done in MCS.
#[derive(Debug, Clone)]
pub struct OpenRemoval<'a> {
    /// The group.
    pub group: &'a Group,
    /// The membership.
    pub membership: &'a Membership,
    /// Everything that asks for it, earliest first.
    pub origins: Vec<Origin<'a>>,
    /// What the judge finds; a waived one is on the list too, since it is not done either.
    pub finding: &'a Finding,
}

/// Every removal that is open, in the order of the findings.
pub fn open<'a>(register: &'a Register, findings: &'a [Finding], today: Date) -> Vec<OpenRemoval<'a>> {
    let mut last: FxHashMap<&GroupId, FxHashMap<&MembershipId, Decided>> = FxHashMap::default();
    let mut removals = Vec::new();
    for finding in findings.iter().filter(|finding| finding.rule == Rule::MembershipRemoval) {
        let Subject::Membership(id) = &finding.subject else { continue };
        let Some((group, membership)) = register.membership(id) else { continue };
        let decided = last.entry(&group.sheet.id).or_insert_with(|| review::last_decisions(group, today));
        let origins = origins(register, membership, decided.get(id), today);
        removals.push(OpenRemoval { group, membership, origins, finding });
    }
    removals
}

fn origins<'a>(
    register: &'a Register,
    row: &'a Membership,
    decided: Option<&Decided<'a>>,
    today: Date,
) -> Vec<Origin<'a>> {
    let past = |day: Option<Date>| day.filter(|day| *day <= today);
    let mut origins = Vec::new();
    let reviewed = decided.filter(|last| last.decision.decision == Some(ReviewDecision::Remove));
    if let Some(last) = reviewed {
        origins.push(Origin::Review { on: last.on, reason: non_blank(last.decision.reason.as_deref()) });
    }
    // The request that a review's signature leaves is the review's own.
    let requested = past(row.removal.requested_on).filter(|on| reviewed.is_none_or(|last| last.on != *on));
    origins.extend(
        requested.map(|on| Origin::Requested { on, reason: non_blank(row.removal.reason.as_deref()) }),
    );
    origins.extend(past(row.off_duty_on).map(|on| Origin::OffDuty { on }));
    if let Some(staff) = register.staff().get(&row.person) {
        origins.extend(staff.left_on.filter(|_| has_left(today, staff)).map(|on| Origin::Left { on }));
        let expulsions = staff.restrictions.iter().filter(|restriction| {
            restriction.kind == RestrictionKind::Expulsion && past(restriction.lifted_on).is_none()
        });
        let dated = expulsions.filter_map(|row| Some((past(row.ordered_on)?, row)));
        origins.extend(dated.min_by_key(|(on, _)| *on).map(|(on, row)| Origin::Expelled {
            on,
            by: row.by,
            reason: non_blank(row.reason.as_deref()),
        }));
    }
    origins.sort_by_key(Origin::day);
    origins
}

/// A removal list put together by person or by group, each in the order in which it first stands in the list.
pub fn grouped<'r, 'a, K: Eq + std::hash::Hash + Copy>(
    removals: &'r [OpenRemoval<'a>],
    key: impl Fn(&'r OpenRemoval<'a>) -> K,
) -> Vec<(K, Vec<&'r OpenRemoval<'a>>)> {
    let mut places: FxHashMap<K, usize> = FxHashMap::default();
    let mut groups: Vec<(K, Vec<&OpenRemoval>)> = Vec::new();
    for removal in removals {
        let key = key(removal);
        let place = *places.entry(key).or_insert_with(|| {
            groups.push((key, Vec::new()));
            groups.len() - 1
        });
        groups[place].1.push(removal);
    }
    groups
}

/// The removals by person.
pub fn by_person<'r, 'a>(removals: &'r [OpenRemoval<'a>]) -> Vec<(&'r PersonId, Vec<&'r OpenRemoval<'a>>)> {
    grouped(removals, |removal| &removal.membership.person)
}

/// The removals by group.
pub fn by_group<'r, 'a>(removals: &'r [OpenRemoval<'a>]) -> Vec<(&'r GroupId, Vec<&'r OpenRemoval<'a>>)> {
    grouped(removals, |removal| &removal.group.sheet.id)
}

/// How an invitation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum InvitationState {
    /// Joined without an approval (第8条).
    JoinedUnapproved,
    /// Waits for the approval.
    Unapproved,
    /// Approved, and not answered within the time that the office gives.
    Unanswered,
    /// Approved, and there is time left.
    Sent,
}

/// An invitation that is not settled.
#[derive(Debug, Clone)]
pub struct Invitation<'a> {
    /// The group.
    pub group: &'a Group,
    /// The membership; it names who invited.
    pub membership: &'a Membership,
    /// How it stands.
    pub state: InvitationState,
    /// Since when it waits, where that is recorded.
    pub since: Option<Date>,
    /// What the judge finds, if anything.
    pub finding: Option<&'a Finding>,
}

/// The invitations that are not settled: what asks for something first, longest waiting first. `findings` are the judge's.
pub fn invitations<'a>(register: &'a Register, findings: &'a [Finding], today: Date) -> Vec<Invitation<'a>> {
    let mut found: FxHashMap<&MembershipId, &Finding> = FxHashMap::default();
    for finding in findings {
        if matches!(finding.rule, Rule::InvitationApproval | Rule::InvitationStale)
            && let Subject::Membership(id) = &finding.subject
        {
            found.insert(id, finding);
        }
    }
    let happened = |day: Option<Date>| today.happened(day);
    let kept_since = register.office().kept_since.filter(|day| *day <= today);
    let mut invitations: Vec<Invitation> = Vec::new();
    for group in register.groups() {
        if !is_open(today, &group.sheet) {
            continue;
        }
        let asked = |row: &&Membership| {
            review::is_current(row, today)
                && !is_existing(kept_since, row)
                && is_of_this_office(register, &group.sheet, row)
        };
        for membership in group.memberships.iter().filter(asked) {
            let finding = found.get(&membership.id).copied();
            let is_late = finding.is_some_and(|finding| finding.urgency != Urgency::Waived);
            let state = match (happened(membership.approved_on), happened(membership.joined_on)) {
                (true, true) => continue,
                (false, true) => InvitationState::JoinedUnapproved,
                (false, false) => InvitationState::Unapproved,
                (true, false) if is_late => InvitationState::Unanswered,
                (true, false) => InvitationState::Sent,
            };
            let since = match state {
                InvitationState::JoinedUnapproved => membership.joined_on,
                _ => membership.invited_on,
            };
            invitations.push(Invitation { group, membership, state, since, finding });
        }
    }
    invitations.sort_by_key(|row| (row.state, row.since));
    invitations
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        policy::{Policy, judge},
        register::{Command, Fact, document::decode},
    };

    fn today() -> Date {
        "2026-11-22".parse().unwrap()
    }

    fn office() -> Register {
        let text = r#"{"format": "mcs-register/1", "staff": [{"id": "S-1"}, {"id": "S-2", "left_on": "2026-11-10"},
              {"id": "S-3", "restrictions": [{"kind": "expulsion", "by": "secretariat", "ordered_on": "2026-11-12", "reason": "不適切な投稿"}]}],
            "groups": [{"id": "G-1", "kind": "patient", "memberships": [
                {"id": "M-1", "person": "S-1", "approved_on": "2026-04-01", "joined_on": "2026-04-01",
                 "removal": {"requested_on": "2026-11-20", "reason": "異動"}},
                {"id": "M-2", "person": "S-2", "approved_on": "2026-04-01", "joined_on": "2026-04-01", "off_duty_on": "2026-11-05"},
                {"id": "M-3", "person": "S-3", "approved_on": "2026-04-01", "joined_on": "2026-04-01"},
                {"id": "M-6", "person": "S-1", "invited_on": "2026-11-18", "invited_by": "S-2"}],
              "reviews": [{"signed_on": "2026-11-20", "decisions": [{"membership": "M-1", "decision": "remove", "reason": "異動"}]}]},
             {"id": "G-2", "kind": "patient", "memberships": [
                {"id": "M-4", "person": "S-2", "approved_on": "2026-04-01", "joined_on": "2026-04-01"},
                {"id": "M-5", "person": "S-1", "invited_on": "2026-10-01", "invited_by": "S-2", "approved_on": "2026-10-01"},
                {"id": "M-7", "person": "S-3", "invited_on": "2026-11-20", "approved_on": "2026-11-20"}]}]}"#;
        decode(text.as_bytes(), &|_| None).unwrap()
    }

    #[test]
    fn every_removal_stands_with_where_it_comes_from_until_it_is_done() {
        let mut register = office();
        let policy = Policy::minato().unwrap();
        let findings = judge(&register, &policy, today());
        let removals = open(&register, &findings, today());
        let origin =
            |id: &str| removals.iter().find(|row| row.membership.id.as_str() == id).unwrap().origins.clone();
        assert!(matches!(origin("M-1").as_slice(), [Origin::Review { reason: Some("異動"), .. }]));
        assert!(matches!(origin("M-2").as_slice(), [Origin::OffDuty { .. }, Origin::Left { .. }]));
        let expelled = origin("M-3");
        assert!(matches!(
            expelled.as_slice(),
            [Origin::Expelled { by: Some(OrderedBy::Secretariat), reason: Some("不適切な投稿"), .. }]
        ));
        let people: Vec<(&str, usize)> =
            by_person(&removals).iter().map(|(id, rows)| (id.as_str(), rows.len())).collect();
        assert!(people.contains(&("S-2", 2)) && people.contains(&("S-3", 2)));
        assert_eq!(by_group(&removals).iter().map(|(_, rows)| rows.len()).sum::<usize>(), removals.len());
        for removal in &removals {
            assert_eq!(Some(removal.origins[0].day()), removal.finding.since, "{}", removal.membership.id);
        }

        let facts = removals
            .iter()
            .map(|row| Fact::RemovalDone {
                membership: row.membership.id.clone(),
                by: Some(PersonId::trusted("S-1")),
            })
            .collect();
        let change = Command::Facts { facts, on: today() }.plan(&register, today()).unwrap();
        register.apply(&change).unwrap();
        let findings = judge(&register, &policy, today());
        assert!(open(&register, &findings, today()).is_empty());
        let done = register.membership(&MembershipId::trusted("M-1")).unwrap().1;
        assert_eq!(
            (done.released_on, done.released_by.as_ref().map(PersonId::as_str)),
            (Some(today()), Some("S-1"))
        );
    }

    #[test]
    fn invitations_are_told_with_what_they_wait_for() {
        let register = office();
        let findings = judge(&register, &Policy::minato().unwrap(), today());
        let rows = invitations(&register, &findings, today());
        let found: Vec<(&str, InvitationState)> =
            rows.iter().map(|row| (row.membership.id.as_str(), row.state)).collect();
        assert_eq!(
            found,
            [
                ("M-6", InvitationState::Unapproved),
                ("M-5", InvitationState::Unanswered),
                ("M-7", InvitationState::Sent)
            ]
        );
    }
}
