//! The review of a group's members (精査, 留意事項(1)): begun, decided one by one or many at once, signed, then closed.
//!
//! A review in progress is a [`Review`] without a signature. Its decisions name every membership that was current when
//! it was begun, so the list is frozen from the start; one without a result is open. Each step is an ordinary change:
//! what was decided is kept whatever happens to the screen, and resuming means to look at the register again.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    change::{Change, RecordChange},
    command::{Refusal, references},
    date::Date,
    id::{GroupId, MembershipId, PersonId},
    in_memory::Register,
    kinds::{Key, Record},
    records::{Group, Membership, MembershipDecision, Question, Removal, Review, non_blank},
    subject::Subject,
    words::ReviewDecision,
};

/// A step of a review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReviewStep {
    /// Freezes the list of members; nothing is decided yet.
    Begin {
        /// Who reviews, where that is known; who signs counts.
        reviewer: Option<PersonId>,
    },
    /// Begins a new review with the decisions of the newest signed one, to change what was wrong in it.
    Amend {
        /// Who reviews, where that is known; who signs counts.
        reviewer: Option<PersonId>,
    },
    /// Decides on one membership or many, all or none. An earlier decision is replaced.
    Decide {
        /// On which, and how.
        decided: Vec<(MembershipId, Verdict)>,
    },
    /// Adds those who became members since the begin, undecided. Nobody is ever taken off the list.
    TakeIn,
    /// Adds to the time spent, for a review that is interrupted.
    Spend {
        /// Whole minutes.
        minutes: u32,
    },
    /// Signs: every membership is decided. The removals decided become requests that are open until they are done in
    /// MCS; whoever is kept or asked about has none.
    Sign {
        /// Who signs, one of the staff.
        reviewer: PersonId,
        /// Whole minutes to add to the time spent.
        minutes: u32,
        /// The day of the signature, where it is not today.
        on: Option<Date>,
    },
    /// Gives the review up; nothing that it decided counts.
    Abandon,
}

/// What is decided on one membership.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// 継続
    Keep,
    /// 解除
    Remove {
        /// Why; needed.
        reason: String,
    },
    /// 要確認: the member stays, and the question stays open.
    Ask {
        /// Whom to ask, staff or partner.
        whom: Option<PersonId>,
        /// What to ask; may be empty.
        what: String,
    },
    /// Not decided after all.
    Open,
}

impl ReviewStep {
    /// Every word.
    pub const WORDS: [&'static str; 7] = [
        "review-begun",
        "review-amended",
        "review-decided",
        "review-extended",
        "review-interrupted",
        "review-signed",
        "review-abandoned",
    ];

    /// The stable word for the audit trail.
    pub fn word(&self) -> &'static str {
        let [begun, amended, decided, extended, interrupted, signed, abandoned] = Self::WORDS;
        match self {
            Self::Begin { .. } => begun,
            Self::Amend { .. } => amended,
            Self::Decide { .. } => decided,
            Self::TakeIn => extended,
            Self::Spend { .. } => interrupted,
            Self::Sign { .. } => signed,
            Self::Abandon => abandoned,
        }
    }
}

/// How far a review is. `kept + removed + asked + open = all`, always.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// How many memberships it is about.
    pub all: usize,
    /// Decided to be kept.
    pub kept: usize,
    /// Decided to be removed.
    pub removed: usize,
    /// Kept with a question.
    pub asked: usize,
    /// Not decided.
    pub open: usize,
}

impl Progress {
    /// Counts a review's decisions. A decision that names no membership is about nobody.
    pub fn of(review: &Review) -> Self {
        let mut progress = Self::default();
        for decision in review.decisions.iter().filter(|decision| decision.membership.is_some()) {
            progress.all += 1;
            *match decision.decision {
                Some(ReviewDecision::Keep) => &mut progress.kept,
                Some(ReviewDecision::Remove) => &mut progress.removed,
                Some(ReviewDecision::Ask) => &mut progress.asked,
                None => &mut progress.open,
            } += 1;
        }
        progress
    }

    /// How many are decided.
    pub fn decided(&self) -> usize {
        self.all - self.open
    }
}

/// The review of a group that is in progress, with its place in the list.
pub fn in_progress(group: &Group) -> Option<(u32, &Review)> {
    (0_u32..).zip(&group.reviews).filter(|(_, review)| review.signed_on.is_none()).last()
}

/// The newest signed review of a group, with its place: the latest day, of several on one day the later in the list.
pub fn newest_signed(group: &Group, today: Date) -> Option<(u32, &Review)> {
    let signed = (0_u32..).zip(&group.reviews).filter(|(_, review)| is_signed(review, today));
    signed.max_by_key(|(place, review)| (review.signed_on, *place))
}

fn is_signed(review: &Review, today: Date) -> bool {
    today.happened(review.signed_on)
}

/// When a membership was last decided on in a signed review, and how.
pub fn last_decision<'a>(
    group: &'a Group,
    membership: &MembershipId,
    today: Date,
) -> Option<(Date, &'a MembershipDecision)> {
    last_decisions(group, today).get(membership).map(|last| (last.on, last.decision))
}

/// What a signed review decided on a membership.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decided<'a> {
    /// The review's place in the group's list.
    pub review: u32,
    /// When it was signed.
    pub on: Date,
    /// The decision.
    pub decision: &'a MembershipDecision,
}

/// The newest decision on each membership of a group that a signed review decided on.
pub fn last_decisions(group: &Group, today: Date) -> FxHashMap<&MembershipId, Decided<'_>> {
    let mut order: Vec<(Date, u32, &Review)> = (0_u32..)
        .zip(&group.reviews)
        .filter_map(|(place, review)| Some((review.signed_on.filter(|day| *day <= today)?, place, review)))
        .collect();
    order.sort_by_key(|(on, place, _)| (*on, *place));
    let mut last = FxHashMap::default();
    for (on, review, row) in order {
        let decided = row.decisions.iter().filter(|decision| decision.decision.is_some());
        last.extend(
            decided.filter_map(|decision| {
                Some((decision.membership.as_ref()?, Decided { review, on, decision }))
            }),
        );
    }
    last
}

/// Whether a membership is current: not released in MCS yet.
pub fn is_current(membership: &Membership, today: Date) -> bool {
    membership.released_on.is_none_or(|day| day > today)
}

/// What happened to the members of a group since a review of it was begun.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meanwhile<'a> {
    /// In the review, and released since. They are decided on like the others, so that none is lost.
    pub released: Vec<&'a Membership>,
    /// Members now, and not in the review; [`ReviewStep::TakeIn`] adds them, otherwise the next review does.
    pub joined: Vec<&'a Membership>,
}

/// What happened to the members of a group since a review of it was begun.
pub fn meanwhile<'a>(group: &'a Group, review: &Review, today: Date) -> Meanwhile<'a> {
    let listed = listed(review);
    let mut meanwhile = Meanwhile::default();
    for membership in &group.memberships {
        match (listed.contains(&membership.id), is_current(membership, today)) {
            (true, false) => meanwhile.released.push(membership),
            (false, true) => meanwhile.joined.push(membership),
            _ => {}
        }
    }
    meanwhile
}

fn listed(review: &Review) -> FxHashSet<&MembershipId> {
    review.decisions.iter().filter_map(|decision| decision.membership.as_ref()).collect()
}

/// Whether a reviewer decides on a membership of their own: then somebody else has to countersign (第8条).
pub fn judges_own(group: &Group, review: &Review, reviewer: &PersonId) -> bool {
    let listed = listed(review);
    group
        .memberships
        .iter()
        .any(|membership| membership.person == *reviewer && listed.contains(&membership.id))
}

/// A question that a signed review left open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenQuestion<'a> {
    /// The group.
    pub group: &'a Group,
    /// The review's place in the group's list.
    pub review: u32,
    /// The membership that it is about.
    pub membership: &'a Membership,
    /// When the review was signed.
    pub since: Date,
    /// What to ask.
    pub what: Option<&'a str>,
    /// Whom to ask.
    pub whom: Option<&'a PersonId>,
}

/// The questions that wait for an answer, oldest first: those of the review that decided last on the membership, while it is
/// current and nobody has asked for its removal since.
pub fn open_questions(register: &Register, today: Date) -> Vec<OpenQuestion<'_>> {
    let mut questions: Vec<OpenQuestion> = register
        .groups()
        .iter()
        .filter(|group| !group.sheet.is_put_away(today))
        .flat_map(|group| questions_of(group, today))
        .collect();
    questions.sort_by_key(|question| question.since);
    questions
}

fn questions_of<'a>(group: &'a Group, today: Date) -> Vec<OpenQuestion<'a>> {
    let asks = |decision: &MembershipDecision| decision.decision == Some(ReviewDecision::Ask);
    if !group.reviews.iter().flat_map(|review| &review.decisions).any(asks) {
        return Vec::new();
    }
    let last = last_decisions(group, today);
    let open = |membership: &Membership| {
        is_current(membership, today) && membership.removal.requested_on.is_none_or(|day| day > today)
    };
    let question = |membership: &'a Membership| {
        let Decided { review, on: since, decision } = last.get(&membership.id).copied()?;
        let question = decision.question.as_deref();
        let answered = question.and_then(|question| question.answered_on).is_some_and(|day| day <= today);
        (decision.decision == Some(ReviewDecision::Ask) && !answered).then_some(OpenQuestion {
            group,
            review,
            membership,
            since,
            what: non_blank(decision.reason.as_deref()),
            whom: question.and_then(|question| question.whom.as_ref()),
        })
    };
    group.memberships.iter().filter(|membership| open(membership)).filter_map(question).collect()
}

/// Refuses a review in which something is not decided.
pub(super) fn all_decided(review: &Review) -> Result<(), Refusal> {
    let open = review.decisions.iter().filter(|decision| decision.decision.is_none());
    let open: Vec<MembershipId> = open.filter_map(|decision| decision.membership.clone()).collect();
    if open.is_empty() { Ok(()) } else { Err(Refusal::Undecided(open)) }
}

/// What a step does to the register as it stands.
pub(super) fn plan(
    register: &Register,
    id: &GroupId,
    step: &ReviewStep,
    today: Date,
) -> Result<Change, Refusal> {
    let subject = || Subject::Group(id.clone());
    let group = register.group(id).ok_or_else(|| Refusal::Gone(subject()))?;
    let open = in_progress(group);
    let (place, before, after) = match (step, open) {
        (ReviewStep::Begin { .. } | ReviewStep::Amend { .. }, Some(_)) => {
            return Err(Refusal::ReviewInProgress(subject()));
        }
        (ReviewStep::Begin { reviewer }, None) => (None, None, begin(group, reviewer.as_ref(), None, today)?),
        (ReviewStep::Amend { reviewer }, None) => {
            let signed = newest_signed(group, today).ok_or_else(|| Refusal::NothingToAmend(subject()))?.1;
            (None, None, begin(group, reviewer.as_ref(), Some(signed), today)?)
        }
        (_, None) => return Err(Refusal::NoReviewInProgress(subject())),
        (ReviewStep::Abandon, Some((place, review))) => {
            let record = RecordChange {
                key: Key::Review(id.clone(), place),
                place,
                before: Some(Record::Review(review.clone())),
                after: None,
            };
            return Ok(Change { records: vec![record] });
        }
        (step, Some((place, review))) => {
            let mut after = review.clone();
            advance(group, step, &mut after, today)?;
            (Some(place), Some(review.clone()), after)
        }
    };
    if before.as_ref() == Some(&after) {
        return Err(Refusal::NothingChanged);
    }
    let end = u32::try_from(group.reviews.len()).unwrap_or(u32::MAX);
    let place = place.unwrap_or(end);
    let key = Key::Review(id.clone(), place);
    let after = Record::Review(after);
    references::check(register, &after, &key)?;
    let asked: Vec<RecordChange> = match (step, &after) {
        (ReviewStep::Sign { .. }, Record::Review(signed)) => requests(group, signed, today).collect(),
        _ => Vec::new(),
    };
    let mut records =
        vec![RecordChange { key, place, before: before.map(Record::Review), after: Some(after) }];
    records.extend(asked);
    Ok(Change { records })
}

/// A new review of the current members, with what an earlier one decided on them.
fn begin(
    group: &Group,
    reviewer: Option<&PersonId>,
    earlier: Option<&Review>,
    today: Date,
) -> Result<Review, Refusal> {
    if group.sheet.is_put_away(today) {
        return Err(Refusal::Archived(Subject::Group(group.sheet.id.clone())));
    }
    let decided = |membership: &MembershipId| {
        let decisions = earlier.map(|review| review.decisions.as_slice()).unwrap_or_default();
        let is_answered = |decision: &&MembershipDecision| {
            decision.question.as_ref().is_some_and(|q| q.answered_on.is_some())
        };
        let earlier = decisions.iter().find(|decision| decision.membership.as_ref() == Some(membership));
        // A question that was answered has to be decided now.
        earlier.filter(|decision| !is_answered(decision)).cloned().unwrap_or_else(|| undecided(membership))
    };
    let current = group.memberships.iter().filter(|membership| is_current(membership, today));
    Ok(Review {
        begun_on: Some(today),
        reviewer: reviewer.cloned(),
        decisions: current.map(|membership| decided(&membership.id)).collect(),
        ..Review::default()
    })
}

fn undecided(membership: &MembershipId) -> MembershipDecision {
    MembershipDecision { membership: Some(membership.clone()), decision: None, reason: None, question: None }
}

/// Takes a review in progress one step further.
fn advance(group: &Group, step: &ReviewStep, review: &mut Review, today: Date) -> Result<(), Refusal> {
    let spend = |review: &mut Review, minutes| {
        review.minutes = Some(review.minutes.unwrap_or(0).saturating_add(minutes));
    };
    match step {
        ReviewStep::Decide { decided } => decided.iter().try_for_each(|(id, verdict)| {
            let missing = || Refusal::NotInReview(Subject::Membership(id.clone()));
            let row = review.decisions.iter_mut().find(|row| row.membership.as_ref() == Some(id));
            *row.ok_or_else(missing)? = decision(id, verdict)?;
            Ok(())
        }),
        ReviewStep::TakeIn => {
            let joined = meanwhile(group, review, today).joined;
            review.decisions.extend(joined.iter().map(|membership| undecided(&membership.id)));
            Ok(())
        }
        ReviewStep::Spend { minutes } => {
            spend(review, *minutes);
            Ok(())
        }
        ReviewStep::Sign { reviewer, minutes, on } => {
            all_decided(review)?;
            let on = on.unwrap_or(today);
            if on > today {
                return Err(Refusal::NotYet(on));
            }
            spend(review, *minutes);
            review.reviewer = Some(reviewer.clone());
            review.countersigned_by = None;
            review.signed_on = Some(on);
            Ok(())
        }
        ReviewStep::Begin { .. } | ReviewStep::Amend { .. } | ReviewStep::Abandon => Ok(()),
    }
}

fn decision(id: &MembershipId, verdict: &Verdict) -> Result<MembershipDecision, Refusal> {
    let text = |text: &str| non_blank(Some(text)).map(Box::from);
    let mut row = undecided(id);
    match verdict {
        Verdict::Open => {}
        Verdict::Keep => row.decision = Some(ReviewDecision::Keep),
        Verdict::Remove { reason } => {
            row.decision = Some(ReviewDecision::Remove);
            row.reason = text(reason);
            if row.reason.is_none() {
                return Err(Refusal::ReasonMissing(Subject::Membership(id.clone())));
            }
        }
        Verdict::Ask { whom, what } => {
            row.decision = Some(ReviewDecision::Ask);
            row.reason = text(what);
            row.question = Some(Box::new(Question { whom: whom.clone(), ..Question::default() }));
        }
    }
    Ok(row)
}

/// What a signed review does to its memberships: a removal is requested where it was decided and nowhere else.
fn requests<'a>(
    group: &'a Group,
    signed: &'a Review,
    today: Date,
) -> impl Iterator<Item = RecordChange> + use<'a> {
    let decided: FxHashMap<&MembershipId, &MembershipDecision> = signed
        .decisions
        .iter()
        .filter_map(|decision| Some((decision.membership.as_ref()?, decision)))
        .collect();
    let current = (0_u32..).zip(&group.memberships).filter(move |(_, row)| is_current(row, today));
    current.filter_map(move |(place, before)| {
        let decision = decided.get(&before.id)?;
        let mut after = before.clone();
        if decision.decision == Some(ReviewDecision::Remove) {
            if before.removal.requested_on.is_none_or(|day| day > today) {
                after.removal = Removal {
                    requested_on: signed.signed_on.or(Some(today)),
                    reason: decision.reason.clone(),
                };
            }
        } else {
            after.removal = Removal::default();
        }
        (after != *before).then(|| RecordChange {
            key: Key::Membership(group.sheet.id.clone(), before.id.clone()),
            place,
            before: Some(Record::Membership(before.clone())),
            after: Some(Record::Membership(after)),
        })
    })
}

#[cfg(test)]
mod tests;
