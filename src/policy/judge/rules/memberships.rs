//! Open memberships: invitations and removals (第6条, 第8条, 留意事項(1)(3)).
//!
//! A large register has a million of these and is judged within a fifth of a second: one pass over each group,
//! no allocation a membership, and of people only those are looked up for whom it matters that they are members.

use rustc_hash::FxHashMap;

use super::{groups::is_open_membership, has_left};
use crate::{
    policy::judge::{
        asked::{Asked, Judge},
        finding::{Finding, Rule},
        period::days_after,
    },
    register::{
        Date,
        id::{MembershipId, PersonId},
        records::{Group, Membership, Review},
        subject::Subject,
        words::{RestrictionKind, ReviewDecision},
    },
};

/// The rules that are evaluated of every membership.
pub(super) struct MembershipRules<'a> {
    approval: Option<Asked<'a>>,
    stale: Option<Asked<'a>>,
    removal: Option<Asked<'a>>,
}

impl<'a> MembershipRules<'a> {
    pub fn of(judge: &'a Judge) -> Self {
        Self {
            approval: judge.rule(Rule::InvitationApproval),
            stale: judge.rule(Rule::InvitationStale),
            removal: judge.rule(Rule::MembershipRemoval),
        }
    }
}

/// Why own staff must go wherever they are a member.
#[derive(Clone, Copy, Default)]
struct Departure {
    left_on: Option<Date>,
    expelled_on: Option<Date>,
}

/// Staff who left or are expelled; nobody else is in here.
pub(super) struct Departures<'a>(FxHashMap<&'a PersonId, Departure>);

impl<'a> Departures<'a> {
    pub fn of(judge: &Judge<'a>) -> Self {
        let departure = |staff: &'a crate::register::records::Staff| {
            let left_on = staff.left_on.filter(|_| has_left(judge.today, staff));
            let expulsions = staff.restrictions.iter().filter(|restriction| {
                restriction.kind == RestrictionKind::Expulsion && !judge.happened(restriction.lifted_on)
            });
            let expelled_on = expulsions.filter_map(|restriction| judge.past(restriction.ordered_on)).min();
            (left_on.is_some() || expelled_on.is_some())
                .then_some((&staff.id, Departure { left_on, expelled_on }))
        };
        Self(judge.register.staff().iter().filter_map(departure).collect())
    }

    fn get(&self, person: &PersonId) -> Departure {
        if self.0.is_empty() {
            return Departure::default();
        }
        self.0.get(person).copied().unwrap_or_default()
    }
}

/// What the reviews of one group decided, by the place of the membership; made anew for each group in the same room.
#[derive(Default)]
pub(super) struct Verdicts {
    /// The day of the newest review that decided on the membership, where it says that it must go.
    removals: Vec<Option<Date>>,
    /// Whether in the newest review the reviewer decided on a membership of their own.
    pub own: bool,
    order: Vec<(Date, usize)>,
}

impl Verdicts {
    /// Reads the signed reviews of a group, oldest first, and returns the newest.
    pub fn read<'a>(&mut self, judge: &Judge, group: &'a Group) -> Option<&'a Review> {
        self.removals.clear();
        self.own = false;
        if group.reviews.is_empty() {
            return None;
        }
        self.order.clear();
        self.order.extend(
            group
                .reviews
                .iter()
                .enumerate()
                .filter_map(|(at, review)| Some((judge.past(review.signed_on)?, at))),
        );
        self.order.sort_unstable();
        self.removals.resize(group.memberships.len(), None);
        let mut places = Places { memberships: &group.memberships, next: 0, by_id: None };
        for (turn, (signed_on, at)) in self.order.iter().enumerate() {
            let review = &group.reviews[*at];
            let newest = turn + 1 == self.order.len();
            places.next = 0;
            for decided in &review.decisions {
                let place = decided.membership.as_ref().and_then(|id| places.of(id));
                let (Some(decision), Some(place)) = (decided.decision, place) else {
                    continue;
                };
                self.removals[place] = (decision == ReviewDecision::Remove).then_some(*signed_on);
                if newest && review.reviewer.as_ref() == Some(&group.memberships[place].person) {
                    self.own = true;
                }
            }
        }
        self.order.last().map(|(_, at)| &group.reviews[*at])
    }

    fn removal(&self, place: usize) -> Option<Date> {
        self.removals.get(place).copied().flatten()
    }
}

/// Finds memberships of a group by id. Decisions mostly follow the order of the memberships, so the next few are tried first.
struct Places<'a> {
    memberships: &'a [Membership],
    next: usize,
    by_id: Option<FxHashMap<&'a MembershipId, usize>>,
}

/// How far ahead a decision is looked for before all ids are put into a table.
const AHEAD: usize = 8;

impl Places<'_> {
    fn of(&mut self, id: &MembershipId) -> Option<usize> {
        let ahead = self.memberships.iter().enumerate().skip(self.next).take(AHEAD);
        let place = ahead.into_iter().find(|(_, membership)| membership.id == *id).map(|(place, _)| place);
        let place = place.or_else(|| {
            let all =
                || self.memberships.iter().enumerate().map(|(place, member)| (&member.id, place)).collect();
            self.by_id.get_or_insert_with(all).get(id).copied()
        })?;
        self.next = place + 1;
        Some(place)
    }
}

/// Judges the memberships of an open group.
pub(super) fn judge(
    judge: &Judge,
    rules: &MembershipRules,
    group: &Group,
    verdicts: &Verdicts,
    departures: &Departures,
    findings: &mut Vec<Finding>,
) {
    for (place, membership) in group.memberships.iter().enumerate() {
        if !is_open_membership(judge, membership) {
            continue;
        }
        if !judge.happened(membership.approved_on) {
            findings.extend(rules.approval.as_ref().map(|asked| approval(judge, asked, membership)));
        } else if !judge.happened(membership.joined_on) {
            findings.extend(rules.stale.as_ref().and_then(|asked| stale(judge, asked, membership)));
        }
        if let Some(asked) = &rules.removal {
            let departure = departures.get(&membership.person);
            findings.extend(removal(judge, asked, membership, verdicts.removal(place), departure));
        }
    }
}

fn subject(membership: &Membership) -> Subject {
    Subject::Membership(membership.id.clone())
}

fn approval(judge: &Judge, asked: &Asked, membership: &Membership) -> Finding {
    let joined_on = judge.past(membership.joined_on);
    let invited_on = judge.past(membership.invited_on);
    if joined_on.is_some() {
        asked.now(subject(membership)).detail("joined").since(joined_on)
    } else if invited_on.is_some() {
        asked.now(subject(membership)).detail("invited").since(invited_on)
    } else {
        asked.unknown(subject(membership)).detail("undated")
    }
}

fn stale(judge: &Judge, asked: &Asked, membership: &Membership) -> Option<Finding> {
    let Some(invited_on) = judge.past(membership.invited_on) else {
        return Some(asked.unknown(subject(membership)));
    };
    let limit = asked.settings.due_days;
    (judge.days_since(invited_on) > i64::from(limit))
        .then(|| asked.overdue(subject(membership), days_after(invited_on, limit)))
}

/// The earliest reason that has come; on equal days the order here decides.
fn removal(
    judge: &Judge,
    asked: &Asked,
    membership: &Membership,
    reviewed_on: Option<Date>,
    departure: Departure,
) -> Option<Finding> {
    let requested_on = judge.past(membership.removal.requested_on).into_iter().chain(reviewed_on).min();
    let (since, detail) = [
        (requested_on, "requested"),
        (judge.past(membership.off_duty_on), "off-duty"),
        (departure.left_on, "left"),
        (departure.expelled_on, "expelled"),
    ]
    .into_iter()
    .filter_map(|(since, detail)| Some((since?, detail)))
    .min_by_key(|(since, _)| *since)?;
    let due = days_after(since, asked.settings.grace_days);
    Some(asked.overdue_or_now(subject(membership), due).detail(detail).since(Some(since)))
}
