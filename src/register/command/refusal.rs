//! Why a command is refused. The words people read are with the screens and the command line.

use crate::register::{
    Lang,
    added::AddedName,
    contradictions::Contradiction,
    date::Date,
    id::{IdFault, MembershipId},
    records::Membership,
    subject::Subject,
    words::AnyControl,
};

use super::ahead::Ahead;

/// Why a command gives no change.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The record is not there (any more).
    #[error("{0} is not in the register")]
    Gone(Subject),
    /// Somebody changed the record since it was shown.
    #[error("{0} was changed meanwhile")]
    ChangedMeanwhile(Subject),
    /// Another record of the kind has this id.
    #[error("the id {0} is taken")]
    IdTaken(String),
    /// A record that is gone had this id, and papers are known by it.
    #[error("the id {0} was that of a record that is gone")]
    IdWasGiven(String),
    /// Two reports of an incident would have one number.
    #[error("two reports would be {0}")]
    ReportTwice(String),
    /// A report keeps its number, and is not taken out of its incident.
    #[error("the report {0} stays")]
    ReportStays(String),
    /// The id cannot be one.
    #[error("not an id: {0:?}")]
    BadId(IdFault),
    /// An id is given once and stays.
    #[error("an id cannot be changed")]
    IdIsFixed,
    /// The record names somebody or something that is not there.
    #[error("no such record: {0}")]
    NoSuch(Subject),
    /// A person reference that must be own staff.
    #[error("{0} is not own staff")]
    NotStaff(String),
    /// Another record names this one.
    #[error("{0} names it")]
    Named(Subject),
    /// The group still has memberships or reviews.
    #[error("the group is not empty")]
    GroupNotEmpty,
    /// The fact is recorded already.
    #[error("already recorded for {0}")]
    AlreadyRecorded(Subject),
    /// A fact cannot be dated ahead of today.
    #[error("{0} lies ahead")]
    NotYet(Date),
    /// Nor can a field that says when something was done.
    #[error("{} of {} lies ahead: {}", .0.label.unfilled(Lang::En), .0.subject, .0.on)]
    Ahead(Box<Ahead>),
    /// Nothing would change.
    #[error("nothing would change")]
    NothingChanged,
    /// Who decided cannot countersign their own decision.
    #[error("a countersign needs somebody else than {0}")]
    CountersignByOneself(Subject),
    /// A countersign says who made it.
    #[error("who countersigned {0} is not said")]
    NobodyNamed(Subject),
    /// There is nothing decided that could be countersigned or taken out.
    #[error("{0} is not decided")]
    NotDecided(Subject),
    /// A review may decide on each membership of its own group, once.
    #[error("the review does not fit its group")]
    ReviewDoesNotFit,
    /// The record belongs to a group and none is named, or the other way round.
    #[error("a membership or a review belongs to a group")]
    GroupMissing,
    /// The review is signed: another one amends it. Or the report was sent: another one follows it.
    #[error("{0} is signed or sent, and stays as it is")]
    Signed(Subject),
    /// The review is not signed yet.
    #[error("the review of {0} is not signed")]
    NotSigned(Subject),
    /// A review of the group is in progress already.
    #[error("a review of {0} is in progress")]
    ReviewInProgress(Subject),
    /// No review of the group is in progress.
    #[error("no review of {0} is in progress")]
    NoReviewInProgress(Subject),
    /// The group has no signed review that could be amended.
    #[error("no review of {0} is signed")]
    NothingToAmend(Subject),
    /// The group is in the archive.
    #[error("{0} is in the archive")]
    Archived(Subject),
    /// These memberships of the review are not decided yet, in the order of the review.
    #[error("{} memberships are not decided", .0.len())]
    Undecided(Vec<MembershipId>),
    /// The membership is not among those that the review is about.
    #[error("{0} is not part of the review")]
    NotInReview(Subject),
    /// A removal is decided with a reason.
    #[error("the removal of {0} needs a reason")]
    ReasonMissing(Subject),
    /// The review left no question open about it.
    #[error("no question about {0} is open")]
    NotAsked(Subject),
    /// The policy does not ask the office to consider this control.
    #[error("{0} is not to be considered")]
    NotToConsider(AnyControl),
    /// The register's policy has nothing of this name.
    #[error("the policy has no {0}")]
    Undeclared(AddedName),
    /// There is no measure with this number.
    #[error("no measure {0}")]
    NoSuchMeasure(u32),
    /// The incident has no report with this number.
    #[error("no report {0}")]
    NoSuchReport(u32),
    /// Two days of the record cannot both be right.
    #[error("{0} would contradict itself: {field} is before {than}", field = .1.field, than = .1.than.unfilled(Lang::En))]
    Contradicts(Subject, Box<Contradiction>),
    /// The person has an open membership in the group.
    #[error("{} is an open member already: {}", .0.person, .0.id)]
    AlreadyMember(Box<Membership>),
    /// A take-out that never left neither comes back nor is looked over.
    #[error("{0} never left")]
    NotOut(Subject),
    /// An approved period becomes longer by an extension, and by nothing else.
    #[error("{0} is not later than the present end")]
    NoExtension(Date),
    /// A line says neither on which day a fact happened nor that it is meant for today.
    #[error("{0} needs its day")]
    DayUnsaid(&'static str),
    /// A line does not say whose a fact was.
    #[error("{0} needs who it was")]
    SignerUnsaid(&'static str),
    /// A line does not confirm what lies with somebody else.
    #[error("{0} needs to be confirmed")]
    Unconfirmed(&'static str),
    /// A report was written on a later day than it is said to have been sent.
    #[error("written on {0} only")]
    WrittenLater(Date),
}
