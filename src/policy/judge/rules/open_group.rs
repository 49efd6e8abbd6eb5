//! The open groups one by one, with what the rules about them and their members read.
//!
//! A large register has a million memberships and is judged within a fifth of a second: each member is looked at once, by
//! every rule, while it is at hand; no allocation a membership, and of people only those are looked up for whom it matters
//! that they are members.

use std::{hash::BuildHasher as _, thread};

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::{Applies, Rules};
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
        records::{Group, GroupSheet, Membership, Review},
        subject::Subject,
        words::{GroupKind, ReviewDecision},
    },
};

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
    people: &'a People<'a>,
    departures: &'a Departures<'a>,
}

/// One of its memberships.
pub(in crate::policy::judge) struct Member<'a> {
    pub group: &'a OpenGroup<'a>,
    pub row: &'a Membership,
    /// Whether group and membership are open; of others only the rules that look at them see them.
    pub is_open: bool,
    verdict: Verdict,
    hash: u64,
}

impl Rule {
    /// Whether archived and deleted groups are looked at too, and those not opened yet; and members who are released.
    pub(super) fn looks_at_closed(self) -> bool {
        matches!(self, Self::Retention | Self::RecordContradiction)
    }
}

/// What is done with each group and each of its members.
trait Visit {
    fn group(&mut self, group: &OpenGroup);
    fn member(&mut self, member: &Member);
}

/// From so many groups on each processor judges a share of them. Below, a thread takes longer to begin than to end.
const WORTH_A_THREAD: usize = 4_000;

/// Judges every open group with its open memberships, and every other by the rules that look at them.
pub(in crate::policy::judge) fn judge(judge: &Judge, rules: &Rules, findings: &mut Vec<Finding>) {
    struct Judging<'a>(&'a Rules<'a>, &'a mut Vec<Finding>);
    impl Visit for Judging<'_> {
        #[inline]
        fn group(&mut self, group: &OpenGroup) {
            self.0.judge_group(group, self.1);
        }

        #[inline]
        fn member(&mut self, member: &Member) {
            self.0.judge_member(member, self.1);
        }
    }
    let (departures, groups) = (Departures::of(judge), judge.register.groups().as_slice());
    if groups.len() < WORTH_A_THREAD {
        return visit(judge, groups, &departures, &mut Judging(rules, findings));
    }
    let found = |groups| {
        let mut findings = Vec::new();
        visit(judge, groups, &departures, &mut Judging(rules, &mut findings));
        findings
    };
    let threads = thread::available_parallelism().map_or(1, usize::from).min(4);
    let mut shares = groups.chunks(groups.len().div_ceil(threads));
    let own = shares.next_back().unwrap_or_default();
    thread::scope(|scope| {
        let others: Vec<_> = shares.map(|share| (share, scope.spawn(|| found(share)))).collect();
        let mut own = found(own);
        for (share, other) in others {
            // Nothing is left out because a thread could not end: what it panicked on, this one does too.
            findings.append(&mut other.join().unwrap_or_else(|_| found(share)));
        }
        findings.append(&mut own);
    });
}

/// Counts to which groups and members each rule applies, open or not.
pub(in crate::policy::judge) fn count(judge: &Judge, rules: &Rules, applies: &mut Applies) {
    struct Counting<'a>(&'a Rules<'a>, &'a mut Applies);
    impl Visit for Counting<'_> {
        fn group(&mut self, group: &OpenGroup) {
            self.0.count_group(group, self.1);
        }

        fn member(&mut self, member: &Member) {
            self.0.count_member(member, self.1);
        }
    }
    let groups = judge.register.groups().as_slice();
    visit(judge, groups, &Departures::of(judge), &mut Counting(rules, applies));
}

fn visit(judge: &Judge, groups: &[Group], departures: &Departures, visit: &mut impl Visit) {
    let (mut verdicts, mut people) = (Verdicts::default(), People::default());
    for group in groups {
        let is_open = is_open(judge.today, &group.sheet);
        let newest = if is_open { verdicts.read(judge, group) } else { None };
        people.read(judge, group, is_open);
        let hosted = is_hosted_here(&group.sheet, judge.register.office());
        let (verdicts, people) = (&verdicts, &people);
        let at_hand = OpenGroup { group, is_open, hosted, newest, verdicts, people, departures };
        visit.group(&at_hand);
        for ((place, row), hash) in group.memberships.iter().enumerate().zip(&people.hashes) {
            let is_open = is_open && !judge.happened(row.released_on);
            let verdict = if is_open { verdicts.of(place) } else { Verdict::default() };
            visit.member(&Member { group: &at_hand, row, is_open, verdict, hash: *hash });
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

    /// Its open memberships.
    pub fn memberships(&self, asked: &Asked) -> impl Iterator<Item = &'a Membership> {
        self.group.memberships.iter().filter(|membership| !asked.happened(membership.released_on))
    }

    /// Whether in the newest review the reviewer decided on a membership of their own.
    pub fn decided_on_own(&self) -> bool {
        self.verdicts.own
    }

    /// Why somebody must go wherever they are a member.
    pub fn departure(&self, person: &PersonId) -> Departure {
        self.departures.get(person, FxBuildHasher.hash_one(person))
    }
}

impl Member<'_> {
    pub fn subject(&self) -> Subject {
        Subject::Membership(self.row.id.clone())
    }

    /// Whether it is this office's to look at: in a group hosted elsewhere own staff's only.
    pub fn is_of_this_office(&self, asked: &Asked) -> bool {
        self.group.hosted || asked.register.staff().contains(&self.row.person)
    }

    /// Whether the same person has another open membership of the group.
    pub fn is_twice(&self) -> bool {
        let twice = &self.group.people.twice;
        self.is_open && !twice.is_empty() && twice.contains(&self.row.person)
    }

    /// The day of the newest review that decided on it, where that says that it must go.
    pub fn removed_by_review(&self) -> Option<Date> {
        self.verdict.removed_on
    }

    /// The day of that review, where it left a question that is not answered.
    pub fn asked_by_review(&self) -> Option<Date> {
        self.verdict.asked_on.filter(|_| !self.verdict.answered)
    }

    /// Whether that review left a question, answered or not.
    pub fn was_asked(&self) -> bool {
        self.verdict.asked_on.is_some()
    }

    /// Why the person must go wherever they are a member.
    #[inline]
    pub fn departure(&self) -> Departure {
        self.group.departures.get(&self.row.person, self.hash)
    }
}

/// Why own staff must go wherever they are a member.
#[derive(Clone, Copy, Default)]
pub(in crate::policy::judge) struct Departure {
    pub left_on: Option<Date>,
    pub expelled_on: Option<Date>,
}

/// Staff who left or are expelled; nobody else is in here.
#[derive(Default)]
struct Departures<'a> {
    of: FxHashMap<&'a PersonId, Departure>,
    /// A bit for each of them, so that hardly anybody else is looked for.
    bits: [u64; 32],
}

impl<'a> Departures<'a> {
    fn of(judge: &Judge<'a>) -> Self {
        let mut departures = Self::default();
        for staff in judge.register.staff() {
            let left_on = staff.left_on.filter(|_| has_left(judge.today, staff));
            let expelled_on = expelled_since(judge.today, staff, |row| row.ordered_on);
            if left_on.is_some() || expelled_on.is_some() {
                departures.of.insert(&staff.id, Departure { left_on, expelled_on });
                let (word, bit) = place_of(FxBuildHasher.hash_one(&staff.id), departures.bits.len());
                departures.bits[word] |= bit;
            }
        }
        departures
    }

    #[inline]
    fn get(&self, person: &PersonId, hash: u64) -> Departure {
        let (word, bit) = place_of(hash, self.bits.len());
        if self.bits[word] & bit == 0 {
            return Departure::default();
        }
        self.of.get(person).copied().unwrap_or_default()
    }
}

/// Where the bit of a hash stands among so many words, which is a power of two.
#[inline]
fn place_of(hash: u64, words: usize) -> (usize, u64) {
    let [low, high, bit, ..] = hash.to_le_bytes();
    (usize::from(u16::from_le_bytes([low, high])) & (words - 1), 1 << (bit % 64))
}

/// Who the members of one open group are; made anew for each group in the same room.
#[derive(Default)]
struct People<'a> {
    /// Of each open membership the hash of its person.
    hashes: Vec<u64>,
    /// Who has two open memberships.
    twice: FxHashSet<&'a PersonId>,
    seen: Vec<u64>,
}

impl<'a> People<'a> {
    fn read(&mut self, judge: &Judge, group: &'a Group, is_open: bool) {
        let rows = &group.memberships;
        let is_open = |row: &&Membership| is_open && !judge.happened(row.released_on);
        // So many bits that the people of seven groups of eight each have one of their own.
        let words = (rows.len() * rows.len() / 16).next_power_of_two().min(MOST_WORDS);
        self.seen.clear();
        self.seen.resize(words, 0);
        self.hashes.clear();
        self.twice.clear();
        let mut may_be_twice = false;
        for row in rows {
            let hash = if is_open(&row) { FxBuildHasher.hash_one(&row.person) } else { 0 };
            self.hashes.push(hash);
            if is_open(&row) {
                let (word, bit) = place_of(hash, words);
                may_be_twice |= self.seen[word] & bit != 0;
                self.seen[word] |= bit;
            }
        }
        if may_be_twice {
            self.look_for_twice(rows, is_open);
        }
    }

    /// Two of the same bit are seldom the same person. Of a few their hashes tell, without a table of all members.
    #[cold]
    fn look_for_twice(&mut self, rows: &'a [Membership], is_open: impl Fn(&&Membership) -> bool) {
        if rows.len() > MOST_LOOKED_THROUGH {
            let mut once = FxHashSet::default();
            let people = rows.iter().filter(is_open).map(|row| &row.person);
            self.twice.extend(people.filter(|person| !once.insert(*person)));
            return;
        }
        let words = self.seen.len();
        self.seen.fill(0);
        for (place, (row, hash)) in
            rows.iter().zip(&self.hashes).enumerate().filter(|(_, (row, _))| is_open(row))
        {
            let (word, bit) = place_of(*hash, words);
            if self.seen[word] & bit != 0 {
                let mut before = rows.iter().zip(&self.hashes).take(place);
                let same = |(other, of_other): (&Membership, &u64)| {
                    of_other == hash && other.person == row.person && is_open(&other)
                };
                if before.any(same) {
                    self.twice.insert(&row.person);
                }
            }
            self.seen[word] |= bit;
        }
    }
}

/// The largest group whose members are looked through for each that may be there twice.
const MOST_LOOKED_THROUGH: usize = 1000;

/// The most words of bits for the people of one group: 4 KiB.
const MOST_WORDS: usize = 512;

/// What the newest review says that decided on a membership.
#[derive(Clone, Copy, Default)]
struct Verdict {
    /// Its day, where the membership must go.
    removed_on: Option<Date>,
    /// Its day, where it asks.
    asked_on: Option<Date>,
    answered: bool,
}

/// What the reviews of one group decided, by the place of the membership; made anew for each group in the same room.
#[derive(Default)]
struct Verdicts {
    /// Of each membership what the newest review says that decided on it.
    rows: Vec<Verdict>,
    /// Whether in the newest review the reviewer decided on a membership of their own.
    own: bool,
    order: Vec<(Date, usize)>,
}

impl Verdicts {
    fn of(&self, place: usize) -> Verdict {
        self.rows.get(place).copied().unwrap_or_default()
    }

    /// Reads the signed reviews of a group, oldest first, and returns the newest.
    fn read<'a>(&mut self, judge: &Judge, group: &'a Group) -> Option<&'a Review> {
        self.rows.clear();
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
                        let answered = answered();
                        Verdict { asked_on: Some(*signed_on), answered, ..Verdict::default() }
                    }
                };
                if newest && review.reviewer.as_ref() == Some(&group.memberships[place].person) {
                    self.own = true;
                }
            }
        }
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
