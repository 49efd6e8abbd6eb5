//! A round of reviews (棚卸し): every group that is due, in one sitting or several, with nothing to remember but the register.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    policy::{
        file::rulebook::Policy,
        judge::{
            finding::{Finding, Urgency},
            presence::{is_hosted_here, is_open},
        },
        rule::{Rule, parameter::Parameter},
    },
    register::{
        Date, Register,
        id::{GroupId, PersonId},
        records::Group,
        review::{self, Progress},
        subject::Subject,
        words::GroupKind,
    },
};

/// Which groups a round is about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Scope {
    /// Patient groups whose review is due, announced or cannot be judged, and disaster groups in which somebody may not sit
    /// (第15条(1)). Free groups have no date for a review (第17条).
    #[default]
    Due,
    /// Every open group, the free ones too; not those of patients who died.
    All,
}

/// How far the review of a group is in the round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Signed since the round began; the review's place in the group's list.
    Done(u32),
    /// Begun and not signed.
    InProgress(Progress),
    /// Not begun.
    Waiting,
}

/// A group of the round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundGroup<'a> {
    /// The group.
    pub group: &'a Group,
    /// How far it is.
    pub state: State,
    /// The last good day for its review, where one is known.
    pub due: Option<Date>,
}

/// A round: the groups that are done, then those in progress, then those that wait, most pressing first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round<'a> {
    /// Since when a signature counts for the round.
    pub since: Date,
    /// The groups in order.
    pub groups: Vec<RoundGroup<'a>>,
}

impl Round<'_> {
    /// How many groups are done, and of how many.
    pub fn progress(&self) -> (usize, usize) {
        let done = self.groups.iter().filter(|row| matches!(row.state, State::Done(_))).count();
        (done, self.groups.len())
    }

    /// The group to go on with: one that was interrupted, else the most pressing one that waits.
    pub fn next(&self) -> Option<&GroupId> {
        let row = self.groups.iter().find(|row| !matches!(row.state, State::Done(_)));
        row.map(|row| &row.group.sheet.id)
    }
}

/// Signatures further apart than this do not belong to one round.
const GAP_DAYS: i64 = 7;

/// The day on which the round that is going on began: back from today over days on which something was signed or begun, as
/// long as they are at most a week apart, and not further than the policy announces a review.
pub fn began(register: &Register, policy: &Policy, today: Date) -> Date {
    let warn = policy.parameter(Rule::MembershipReview, Parameter::WarnDays).unwrap_or(14);
    let earliest = today.plus_days(-i64::from(warn));
    let reviews = register.groups().iter().flat_map(|group| &group.reviews);
    let days = reviews.filter_map(|review| review.signed_on.or(review.begun_on));
    let mut days: Vec<Date> = days.filter(|day| (earliest..=today).contains(day)).collect();
    days.sort_unstable();
    let mut since = today;
    for day in days.into_iter().rev() {
        if since.days_since(day) > GAP_DAYS {
            break;
        }
        since = day;
    }
    since
}

/// The round as it stands. `since` is [`began`], unless somebody says otherwise.
pub fn round<'a>(
    register: &'a Register,
    findings: &[Finding],
    today: Date,
    since: Date,
    scope: Scope,
) -> Round<'a> {
    let (due, ineligible) = asked(register, findings);
    let mut groups: Vec<RoundGroup> = register
        .groups()
        .iter()
        .filter_map(|group| {
            let id = &group.sheet.id;
            let state = state(group, today, since);
            let in_scope = match scope {
                Scope::Due => due.contains_key(id) || ineligible.contains(id),
                Scope::All => is_reviewed(register, group, today),
            };
            let due = due.get(id).copied().flatten();
            (in_scope || state != State::Waiting).then_some(RoundGroup { group, state, due })
        })
        .collect();
    // The sort is stable: groups that are alike stay in the order of the register.
    groups.sort_by_key(|row| match row.state {
        State::Done(place) => {
            let signed = row.group.reviews.get(place as usize).and_then(|review| review.signed_on);
            (0, false, signed)
        }
        State::InProgress(_) => (1, row.due.is_none(), row.due),
        State::Waiting => (2, row.due.is_none(), row.due),
    });
    Round { since, groups }
}

/// The groups whose review is asked for, with its due day, and those in which somebody may not sit.
fn asked(
    register: &Register,
    findings: &[Finding],
) -> (FxHashMap<GroupId, Option<Date>>, FxHashSet<GroupId>) {
    let mut due = FxHashMap::default();
    let mut ineligible = FxHashSet::default();
    for finding in findings.iter().filter(|finding| finding.urgency != Urgency::Waived) {
        match (finding.rule, &finding.subject) {
            (Rule::MembershipReview, Subject::Group(id)) => {
                due.insert(id.clone(), finding.due);
            }
            (Rule::DisasterEligibility, Subject::Membership(id)) => {
                ineligible.extend(register.membership(id).map(|(group, _)| group.sheet.id.clone()));
            }
            _ => {}
        }
    }
    (due, ineligible)
}

/// Whether the members of a group are this office's to review.
fn is_reviewed(register: &Register, group: &Group, today: Date) -> bool {
    let died = today.happened(group.sheet.deceased_on);
    is_open(today, &group.sheet)
        && is_hosted_here(&group.sheet, register.office())
        && !(group.sheet.kind == GroupKind::Patient && died)
}

fn state(group: &Group, today: Date, since: Date) -> State {
    if let Some((_, review)) = review::in_progress(group) {
        return State::InProgress(Progress::of(review));
    }
    match review::newest_signed(group, today) {
        Some((place, review)) if review.signed_on.is_some_and(|day| day >= since) => State::Done(place),
        _ => State::Waiting,
    }
}

/// A reviewed group on the record sheet of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetLine {
    /// The group.
    pub group: GroupId,
    /// When the review was signed.
    pub signed_on: Option<Date>,
    /// Who signed.
    pub reviewer: Option<PersonId>,
    /// Kept, removed, asked of all.
    pub progress: Progress,
    /// How long it took, where that is recorded.
    pub minutes: Option<u32>,
    /// Whether the reviewer decided on a membership of their own.
    pub own: bool,
    /// Who countersigned.
    pub countersigned_by: Option<PersonId>,
}

/// The record sheet of a round.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RoundSummary {
    /// The groups that were reviewed, in the order in which they were signed.
    pub lines: Vec<SheetLine>,
    /// All of their members together.
    pub total: Progress,
    /// The time spent, where it is recorded.
    pub minutes: u32,
    /// The groups that are not done. Nobody of theirs is removed: not reviewed means kept, and the finding stays.
    pub left: Vec<GroupId>,
}

impl RoundSummary {
    /// The sheet of a round as it stands.
    pub fn of(round: &Round) -> Self {
        let mut summary = Self::default();
        for row in &round.groups {
            let group = row.group;
            let signed = match row.state {
                State::Done(place) => group.reviews.get(place as usize),
                State::InProgress(_) | State::Waiting => None,
            };
            let Some(signed) = signed else {
                summary.left.push(group.sheet.id.clone());
                continue;
            };
            let progress = Progress::of(signed);
            summary.total.all += progress.all;
            summary.total.kept += progress.kept;
            summary.total.removed += progress.removed;
            summary.total.asked += progress.asked;
            summary.total.open += progress.open;
            summary.minutes = summary.minutes.saturating_add(signed.minutes.unwrap_or(0));
            summary.lines.push(SheetLine {
                group: group.sheet.id.clone(),
                signed_on: signed.signed_on,
                reviewer: signed.reviewer.clone(),
                progress,
                minutes: signed.minutes,
                own: signed.reviewer.as_ref().is_some_and(|by| review::judges_own(group, signed, by)),
                countersigned_by: signed.countersigned_by.clone(),
            });
        }
        summary
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        policy::judge,
        register::{
            Command, ReviewStep,
            document::{decode, encode},
            id::MembershipId,
            review::Verdict,
        },
    };

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn office() -> Register {
        let group = |id: &str, kind: &str, opened: &str| {
            format!(
                r#"{{"id": "{id}", "kind": "{kind}", "opened_on": "{opened}", "memberships": [{{"id": "M-{id}", "person": "S-1"}}]}}"#
            )
        };
        let groups = [
            group("G-1", "patient", "2026-08-01"),
            group("G-2", "patient", "2026-06-01"),
            group("G-3", "patient", "2026-11-01"),
            group("G-4", "free", "2026-01-01"),
            group("G-5", "disaster", "2026-01-01"),
        ];
        let text = format!(
            r#"{{"format": "mcs-register/1", "staff": [{{"id": "S-1"}}], "groups": [{}]}}"#,
            groups.join(",")
        );
        decode(text.as_bytes(), &|_| None).unwrap()
    }

    fn carry(register: &mut Register, group: &str, step: ReviewStep, today: Date) {
        let change = Command::Review { group: GroupId::trusted(group), step }.plan(register, today).unwrap();
        register.apply(&change).unwrap();
    }

    fn review_all(register: &mut Register, group: &str, verdict: Verdict, today: Date) {
        let decided = vec![(MembershipId::trusted(&format!("M-{group}")), verdict)];
        carry(register, group, ReviewStep::Decide { decided }, today);
        let reviewer = PersonId::trusted("S-1");
        carry(register, group, ReviewStep::Sign { reviewer, minutes: 4, on: None }, today);
    }

    fn now(register: &Register, today: Date, scope: Scope) -> Round<'_> {
        let policy = Policy::minato().unwrap();
        let findings = judge(register, &policy, today);
        round(register, &findings, today, began(register, &policy, today), scope)
    }

    fn ids(round: &Round) -> Vec<String> {
        round.groups.iter().map(|row| row.group.sheet.id.to_string()).collect()
    }

    #[test]
    fn a_round_goes_on_over_days_without_anything_but_the_register() {
        let mut register = office();
        let today = day("2026-11-20");
        assert_eq!(ids(&now(&register, today, Scope::Due)), ["G-2", "G-1", "G-5"]);
        carry(&mut register, "G-2", ReviewStep::Begin { reviewer: None }, today);
        review_all(&mut register, "G-2", Verdict::Keep, today);
        carry(&mut register, "G-1", ReviewStep::Begin { reviewer: None }, today);
        let mut register = decode(encode(&register).as_bytes(), &|_| None).unwrap();

        let later = day("2026-11-24");
        let resumed = now(&register, later, Scope::Due);
        assert_eq!((resumed.progress(), resumed.next().map(GroupId::as_str)), ((1, 3), Some("G-1")));
        assert!(matches!(resumed.groups[1].state, State::InProgress(_)));
        let remove = Verdict::Remove { reason: "異動".into() };
        review_all(&mut register, "G-1", remove, later);
        let done = now(&register, later, Scope::Due);
        assert_eq!(done.progress(), (2, 3));
        let sheet = RoundSummary::of(&done);
        assert_eq!(sheet.total, Progress { all: 2, kept: 1, removed: 1, asked: 0, open: 0 });
        assert_eq!((sheet.minutes, sheet.left.len(), sheet.lines[0].own), (8, 1, true));
        assert_eq!(now(&register, day("2027-01-10"), Scope::Due).progress().0, 0, "another round");
    }

    #[test]
    fn all_means_the_free_groups_too() {
        let found = now(&office(), day("2026-11-20"), Scope::All).groups.len();
        assert_eq!(found, 5);
    }
}
