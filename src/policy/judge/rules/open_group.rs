//! The open groups one by one, with what the rules about them and their members read.
//!
//! A large register has a million memberships and is judged within a fifth of a second: every rule sees a group before the
//! next one is looked at, no allocation a membership, and of people only those are looked up for whom it matters that
//! they are members.

use rustc_hash::FxHashMap;

use crate::{
    policy::{
        judge::{
            asked::{Asked, Judge},
            finding::Finding,
            presence::{expelled_since, has_left, is_hosted_here, is_open},
        },
        rule::Rule,
    },
    register::{
        Date,
        id::{MembershipId, PersonId},
        records::{Group, GroupSheet, Membership, Review, Staff},
        subject::Subject,
        words::{GroupKind, ReviewDecision},
    },
};

/// A rule about an open group or its members.
pub(in crate::policy::judge) type GroupRule = fn(&Asked, &OpenGroup, &mut Vec<Finding>);

/// A group that is opened, as far as is known, and neither archived nor deleted; of others `is_open` says so, and only the rules
/// that look at them see them.
pub(in crate::policy::judge) struct OpenGroup<'a> {
    pub group: &'a Group,
    pub is_open: bool,
    /// Whether this office is the responsible one (連携元事業所, 第5条).
    pub hosted: bool,
    /// The review that was signed last.
    pub newest: Option<&'a Review>,
    verdicts: &'a Verdicts,
    departures: &'a Departures<'a>,
}

impl Rule {
    /// Whether archived and deleted groups are looked at too, and those not opened yet.
    fn looks_at_closed_groups(self) -> bool {
        matches!(self, Self::Retention | Self::RecordContradiction)
    }
}

/// Judges every open group by the rules, and every other by those that look at them.
pub(in crate::policy::judge) fn judge(
    judge: &Judge,
    rules: &[(Asked, GroupRule)],
    findings: &mut Vec<Finding>,
) {
    let departures = Departures::of(judge);
    let mut verdicts = Verdicts::default();
    for group in judge.register.groups() {
        let is_open = is_open(judge.today, &group.sheet);
        let newest = if is_open { verdicts.read(judge, group) } else { None };
        let hosted = is_hosted_here(&group.sheet, judge.register.office());
        let at_hand =
            OpenGroup { group, is_open, hosted, newest, verdicts: &verdicts, departures: &departures };
        let seen = rules.iter().filter(|(asked, _)| is_open || asked.rule.looks_at_closed_groups());
        for (asked, rule) in seen {
            rule(asked, &at_hand, findings);
        }
    }
}

impl<'a> OpenGroup<'a> {
    pub fn subject(&self) -> Subject {
        Subject::Group(self.group.sheet.id.clone())
    }

    /// The sheet, where it is a group of this kind.
    pub fn of_kind(&self, kind: GroupKind) -> Option<&'a GroupSheet> {
        Some(&self.group.sheet).filter(|sheet| sheet.kind == kind)
    }

    /// The sheet, where it is a patient's group of which this office is the responsible one.
    pub fn of_patient(&self) -> Option<&'a GroupSheet> {
        self.of_kind(GroupKind::Patient).filter(|_| self.hosted)
    }

    /// Whether a membership is this office's to look at: in a group hosted elsewhere own staff's only.
    pub fn is_of_this_office(&self, asked: &Asked, membership: &Membership) -> bool {
        self.hosted || asked.register.staff().contains(&membership.person)
    }

    /// Its open memberships, with their places.
    pub fn memberships(&self, asked: &Asked) -> impl Iterator<Item = (usize, &'a Membership)> {
        let rows = self.group.memberships.iter().enumerate();
        rows.filter(|(_, membership)| !asked.happened(membership.released_on))
    }

    /// The day of the newest review that decided on the membership at a place, where it says that it must go.
    pub fn removed_by_review(&self, place: usize) -> Option<Date> {
        self.verdicts.of(place).and_then(|verdict| verdict.removed_on)
    }

    /// The day of that review, where it left a question about the membership that is not answered.
    pub fn asked_by_review(&self, place: usize) -> Option<Date> {
        self.verdicts.of(place).filter(|_| self.verdicts.asks).and_then(|verdict| verdict.asked_on)
    }

    /// Whether in the newest review the reviewer decided on a membership of their own.
    pub fn decided_on_own(&self) -> bool {
        self.verdicts.own
    }

    /// Why somebody must go wherever they are a member.
    pub fn departure(&self, person: &PersonId) -> Departure {
        self.departures.get(person)
    }
}

/// Why own staff must go wherever they are a member.
#[derive(Clone, Copy, Default)]
pub(in crate::policy::judge) struct Departure {
    pub left_on: Option<Date>,
    pub expelled_on: Option<Date>,
}

/// Staff who left or are expelled; nobody else is in here.
struct Departures<'a>(FxHashMap<&'a PersonId, Departure>);

impl<'a> Departures<'a> {
    fn of(judge: &Judge<'a>) -> Self {
        let departure = |staff: &'a Staff| {
            let left_on = staff.left_on.filter(|_| has_left(judge.today, staff));
            let expelled_on = expelled_since(judge.today, staff, |row| row.ordered_on);
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

/// What the newest review says that decided on a membership.
#[derive(Clone, Copy, Default)]
struct Verdict {
    /// Its day, where the membership must go.
    removed_on: Option<Date>,
    /// Its day, where it asks and nobody has answered.
    asked_on: Option<Date>,
}

/// What the reviews of one group decided, by the place of the membership; made anew for each group in the same room.
#[derive(Default)]
struct Verdicts {
    /// Of each membership what the newest review says that decided on it.
    rows: Vec<Verdict>,
    /// Whether one of them asks.
    asks: bool,
    /// Whether in the newest review the reviewer decided on a membership of their own.
    own: bool,
    order: Vec<(Date, usize)>,
}

impl Verdicts {
    fn of(&self, place: usize) -> Option<Verdict> {
        self.rows.get(place).copied()
    }

    /// Reads the signed reviews of a group, oldest first, and returns the newest.
    fn read<'a>(&mut self, judge: &Judge, group: &'a Group) -> Option<&'a Review> {
        self.rows.clear();
        self.own = false;
        self.asks = false;
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
        self.rows.resize(group.memberships.len(), Verdict::default());
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
                let answered = || {
                    let question = decided.question.as_ref();
                    question.is_some_and(|question| judge.happened(question.answered_on))
                };
                self.rows[place] = match decision {
                    ReviewDecision::Keep => Verdict::default(),
                    ReviewDecision::Remove => Verdict { removed_on: Some(*signed_on), ..Verdict::default() },
                    ReviewDecision::Ask => {
                        Verdict { asked_on: Some(*signed_on).filter(|_| !answered()), ..Verdict::default() }
                    }
                };
                if newest && review.reviewer.as_ref() == Some(&group.memberships[place].person) {
                    self.own = true;
                }
            }
        }
        self.asks = self.rows.iter().any(|verdict| verdict.asked_on.is_some());
        self.order.last().map(|(_, at)| &group.reviews[*at])
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
