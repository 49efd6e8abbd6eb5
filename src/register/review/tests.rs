//! The steps of a review on a small group, and on random walks through all of them.

use proptest::{prelude::*, sample::select};

use super::*;
use crate::register::{
    Command, Fact,
    document::{decode, encode},
};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn today() -> Date {
    day("2026-11-22")
}

fn office() -> Register {
    let text = r#"{"format": "mcs-register/1", "staff": [{"id": "S-1"}, {"id": "S-2"}], "partners": [{"id": "P-1"}],
        "groups": [{"id": "G-1", "kind": "patient", "opened_on": "2026-04-01", "memberships": [
            {"id": "M-1", "person": "S-1"}, {"id": "M-2", "person": "S-2", "removal": {"requested_on": "2026-11-01", "reason": "異動"}},
            {"id": "M-3", "person": "P-1"}, {"id": "M-4", "person": "P-1", "released_on": "2026-10-01"}]}]}"#;
    decode(text.as_bytes(), &|_| None).unwrap()
}

fn g1() -> GroupId {
    GroupId::trusted("G-1")
}

fn group(register: &Register) -> &Group {
    register.group(&g1()).unwrap()
}

fn m(id: &str) -> MembershipId {
    MembershipId::trusted(id)
}

fn step(register: &mut Register, step: ReviewStep) -> Result<Change, Refusal> {
    let change = Command::Review { group: g1(), step }.plan(register, today())?;
    register.apply(&change).unwrap();
    Ok(change)
}

fn decide(register: &mut Register, decided: &[(&str, Verdict)]) -> Result<Change, Refusal> {
    let decided = decided.iter().map(|(id, verdict)| (m(id), verdict.clone())).collect();
    step(register, ReviewStep::Decide { decided })
}

fn begun() -> Register {
    let mut register = office();
    step(&mut register, ReviewStep::Begin { reviewer: None }).unwrap();
    register
}

fn remove() -> Verdict {
    Verdict::Remove { reason: "担当から外れたため".into() }
}

fn ask() -> Verdict {
    Verdict::Ask { whom: Some(PersonId::trusted("P-1")), what: "訪問を続けているか".into() }
}

fn sign(reviewer: &str) -> ReviewStep {
    ReviewStep::Sign { reviewer: PersonId::trusted(reviewer), minutes: 3, on: None }
}

fn progress(register: &Register) -> Progress {
    Progress::of(in_progress(group(register)).unwrap().1)
}

fn requested(register: &Register, id: &str) -> Option<Date> {
    register.membership(&m(id)).unwrap().1.removal.requested_on
}

#[test]
fn the_list_is_frozen_with_everybody_who_is_a_member() {
    let mut register = begun();
    assert_eq!(progress(&register), Progress { all: 3, open: 3, ..Progress::default() });
    assert!(matches!(
        step(&mut register, ReviewStep::Begin { reviewer: None }),
        Err(Refusal::ReviewInProgress(_))
    ));
}

#[test]
fn signing_asks_for_the_removals_decided_and_for_no_others() {
    let mut register = begun();
    decide(&mut register, &[("M-1", Verdict::Keep), ("M-2", Verdict::Keep)]).unwrap();
    assert_eq!(step(&mut register, sign("S-1")), Err(Refusal::Undecided(vec![m("M-3")])));
    decide(&mut register, &[("M-3", remove())]).unwrap();
    assert_eq!(requested(&register, "M-3"), None, "decided in a review that is not signed");
    step(&mut register, sign("S-1")).unwrap();
    assert_eq!(requested(&register, "M-3"), Some(today()));
    assert_eq!(
        register.membership(&m("M-3")).unwrap().1.removal.reason.as_deref(),
        Some("担当から外れたため")
    );
    assert_eq!(requested(&register, "M-2"), None, "kept after all");
    let (_, review) = newest_signed(group(&register), today()).unwrap();
    assert_eq!((review.signed_on, review.minutes), (Some(today()), Some(3)));
    assert!(judges_own(group(&register), review, &PersonId::trusted("S-1")));
    assert!(!judges_own(group(&register), review, &PersonId::trusted("S-9")));
}

#[test]
fn an_earlier_request_keeps_its_day() {
    let mut register = begun();
    decide(&mut register, &[("M-1", Verdict::Keep), ("M-2", remove()), ("M-3", Verdict::Keep)]).unwrap();
    step(&mut register, sign("S-1")).unwrap();
    assert_eq!(requested(&register, "M-2"), Some(day("2026-11-01")));
}

#[test]
fn a_removal_has_a_reason_and_a_decision_is_about_somebody_on_the_list() {
    let mut register = begun();
    let blank = Verdict::Remove { reason: "　".into() };
    assert!(matches!(decide(&mut register, &[("M-1", blank)]), Err(Refusal::ReasonMissing(_))));
    let both = [("M-1", Verdict::Keep), ("M-4", Verdict::Keep)];
    assert!(matches!(decide(&mut register, &both), Err(Refusal::NotInReview(_))));
    assert_eq!(progress(&register).open, 3, "all or none");
}

#[test]
fn a_mind_changes_until_the_signature() {
    let mut register = begun();
    decide(&mut register, &[("M-1", remove())]).unwrap();
    decide(&mut register, &[("M-1", ask())]).unwrap();
    assert_eq!((progress(&register).asked, progress(&register).removed), (1, 0));
    decide(&mut register, &[("M-1", Verdict::Open)]).unwrap();
    assert_eq!(progress(&register).open, 3);
    assert_eq!(decide(&mut register, &[("M-1", Verdict::Open)]), Err(Refusal::NothingChanged));
}

#[test]
fn who_came_or_went_meanwhile_is_told_and_not_lost() {
    let mut register = begun();
    let done = Fact::RemovalDone { membership: m("M-2"), by: None };
    let done = Command::Facts { facts: vec![done], on: today() };
    let change = done.plan(&register, today()).unwrap();
    register.apply(&change).unwrap();
    let Some((_, Record::Membership(mut newcomer))) = register.record(&Key::Membership(g1(), m("M-2")))
    else {
        unreachable!()
    };
    // Invited again.
    (newcomer.id, newcomer.released_on) = (m("M-5"), None);
    let add = Command::Add { record: Box::new(Record::Membership(newcomer)), group: Some(g1()) };
    let change = add.plan(&register, today()).unwrap();
    register.apply(&change).unwrap();
    let found = meanwhile(group(&register), in_progress(group(&register)).unwrap().1, today());
    let ids = |list: Vec<&Membership>| list.iter().map(|row| row.id.clone()).collect::<Vec<_>>();
    assert_eq!((ids(found.released), ids(found.joined)), (vec![m("M-2")], vec![m("M-5")]));
    step(&mut register, ReviewStep::TakeIn).unwrap();
    assert_eq!(progress(&register).all, 4);
    assert_eq!(step(&mut register, ReviewStep::TakeIn), Err(Refusal::NothingChanged));
}

#[test]
fn what_is_signed_is_amended_and_the_amendment_counts() {
    let mut register = begun();
    decide(&mut register, &[("M-1", Verdict::Keep), ("M-2", Verdict::Keep), ("M-3", remove())]).unwrap();
    let change = step(&mut register, sign("S-1")).unwrap();
    let before = register.clone();
    assert!(register.apply(&change.inverse()).is_err(), "an undo does not reach it");
    let (place, review) = newest_signed(group(&register), today()).unwrap();
    let key = Key::Review(g1(), place);
    let seen = Record::Review(review.clone());
    let edit = Command::Edit {
        key: key.clone(),
        before: Box::new(seen.clone()),
        after: Box::new(Record::Review(Review { minutes: None, ..review.clone() })),
    };
    assert!(matches!(edit.plan(&register, today()), Err(Refusal::Signed(_))));
    assert!(matches!(Command::Remove { key }.plan(&register, today()), Err(Refusal::Signed(_))));
    assert_eq!(register, before);

    step(&mut register, ReviewStep::Amend { reviewer: None }).unwrap();
    assert_eq!(progress(&register), Progress { all: 3, kept: 2, removed: 1, asked: 0, open: 0 });
    decide(&mut register, &[("M-3", Verdict::Keep)]).unwrap();
    step(&mut register, sign("S-2")).unwrap();
    assert_eq!(requested(&register, "M-3"), None);
    let (_, last) = last_decision(group(&register), &m("M-3"), today()).unwrap();
    assert_eq!(last.decision, Some(ReviewDecision::Keep));
}

#[test]
fn a_question_waits_until_it_is_answered_or_decided() {
    let mut register = begun();
    decide(&mut register, &[("M-1", ask()), ("M-2", Verdict::Keep), ("M-3", ask())]).unwrap();
    assert!(open_questions(&register, today()).is_empty(), "not signed yet");
    step(&mut register, sign("S-1")).unwrap();
    let questions = open_questions(&register, today());
    assert_eq!(questions.len(), 2);
    assert_eq!(questions[0].whom, Some(&PersonId::trusted("P-1")));
    assert_eq!(questions[0].what, Some("訪問を続けているか"));
    let review = questions[0].review;
    let answered = |id: &str| Fact::QuestionAnswered {
        group: g1(),
        review,
        membership: m(id),
        answer: Some("続けている".into()),
    };
    let facts = vec![answered("M-1"), Fact::RemovalRequested { membership: m("M-3"), reason: None }];
    let change = Command::Facts { facts, on: today() }.plan(&register, today()).unwrap();
    register.apply(&change).unwrap();
    assert!(open_questions(&register, today()).is_empty());
    let again = Command::Facts { facts: vec![answered("M-2")], on: today() };
    assert!(matches!(again.plan(&register, today()), Err(Refusal::NotAsked(_))));
    register.apply(&change.inverse()).unwrap();
    assert_eq!(open_questions(&register, today()).len(), 2, "an answer can be taken back");
}

#[test]
fn a_review_given_up_leaves_nothing() {
    let mut register = begun();
    decide(&mut register, &[("M-1", remove())]).unwrap();
    step(&mut register, ReviewStep::Abandon).unwrap();
    assert_eq!(register, office());
    assert!(matches!(step(&mut register, sign("S-1")), Err(Refusal::NoReviewInProgress(_))));
    assert!(matches!(
        step(&mut register, ReviewStep::Amend { reviewer: None }),
        Err(Refusal::NothingToAmend(_))
    ));
}

#[test]
fn a_form_cannot_sign_what_is_not_decided() {
    let register = begun();
    let (place, review) = in_progress(group(&register)).unwrap();
    let edit = Command::Edit {
        key: Key::Review(g1(), place),
        before: Box::new(Record::Review(review.clone())),
        after: Box::new(Record::Review(Review { signed_on: Some(today()), ..review.clone() })),
    };
    assert!(matches!(edit.plan(&register, today()), Err(Refusal::Undecided(open)) if open.len() == 3));
}

/// What may happen on a walk: a step of the review, or something beside it.
#[derive(Debug, Clone)]
enum Happening {
    Step(ReviewStep),
    Released(&'static str),
    Joined(&'static str),
}

fn happening() -> impl Strategy<Value = Happening> {
    let id = || select(vec!["M-1", "M-2", "M-3", "M-4", "M-5", "M-6"]);
    let verdict = prop_oneof![
        3 => Just(Verdict::Keep),
        2 => Just(remove()),
        1 => Just(ask()),
        1 => Just(Verdict::Open),
    ];
    let decided = proptest::collection::vec((id().prop_map(m), verdict), 1..4);
    prop_oneof![
        2 => Just(Happening::Step(ReviewStep::Begin { reviewer: None })),
        8 => decided.prop_map(|decided| Happening::Step(ReviewStep::Decide { decided })),
        1 => Just(Happening::Step(ReviewStep::TakeIn)),
        1 => Just(Happening::Step(ReviewStep::Spend { minutes: 2 })),
        3 => Just(Happening::Step(sign("S-1"))),
        1 => Just(Happening::Step(ReviewStep::Amend { reviewer: None })),
        1 => Just(Happening::Step(ReviewStep::Abandon)),
        1 => id().prop_map(Happening::Released),
        1 => id().prop_map(Happening::Joined),
    ]
}

fn command(register: &Register, happening: &Happening) -> Command {
    match happening {
        Happening::Step(step) => Command::Review { group: g1(), step: step.clone() },
        Happening::Released(id) => {
            let fact = Fact::RemovalDone { membership: m(id), by: None };
            Command::Facts { facts: vec![fact], on: today() }
        }
        Happening::Joined(id) => {
            let mut row = register.membership(&m("M-1")).unwrap().1.clone();
            row.id = m(id);
            row.released_on = None;
            Command::Add { record: Box::new(Record::Membership(row)), group: Some(g1()) }
        }
    }
}

fn rows(register: &Register) -> Vec<MembershipId> {
    let review = in_progress(group(register)).map(|(_, review)| review.decisions.as_slice());
    review.unwrap_or_default().iter().filter_map(|row| row.membership.clone()).collect()
}

proptest! {
    #[test]
    fn whatever_happens_nothing_is_lost_and_nobody_is_removed_undecided(
        happenings in proptest::collection::vec(happening(), 0..40)
    ) {
        let mut register = office();
        for happening in happenings {
            let before = register.clone();
            let Ok(change) = command(&register, &happening).plan(&register, today()) else {
                if let Happening::Step(ReviewStep::Sign { .. }) = happening
                    && in_progress(group(&register)).is_some()
                {
                    prop_assert!(progress(&register).open > 0, "a complete review is signed");
                }
                continue;
            };
            register.apply(&change).unwrap();
            // What was decided is in the register, nowhere else: written and read again it is the same.
            let resumed = decode(encode(&register).as_bytes(), &|_| None).unwrap();
            prop_assert_eq!(&resumed, &register);
            let ended = matches!(
                happening,
                Happening::Step(ReviewStep::Sign { .. } | ReviewStep::Abandon)
            );
            if !ended {
                let now = rows(&register);
                prop_assert!(rows(&before).iter().all(|id| now.contains(id)), "a row is lost");
            }
            if let Some((_, review)) = in_progress(group(&register)) {
                let progress = Progress::of(review);
                prop_assert_eq!(progress.kept + progress.removed + progress.asked + progress.open, progress.all);
                prop_assert_eq!(progress.all, review.decisions.len());
            }
            let signed = matches!(happening, Happening::Step(ReviewStep::Sign { .. }));
            for row in &group(&register).memberships {
                let was = before.membership(&row.id).map(|(_, row)| row.removal.requested_on);
                if !signed {
                    prop_assert!(was.is_none_or(|was| was == row.removal.requested_on));
                } else if is_current(row, today()) {
                    let last = last_decision(group(&register), &row.id, today());
                    let removed = last.is_some_and(|(_, row)| row.decision == Some(ReviewDecision::Remove));
                    let listed = rows(&before).contains(&row.id);
                    prop_assert!(!listed || row.removal.requested_on.is_some() == removed);
                    prop_assert!(listed || was == Some(row.removal.requested_on));
                }
            }
            // Every step but the signature can be taken back exactly.
            let mut undone = register.clone();
            prop_assert_eq!(undone.apply(&change.inverse()).is_ok(), !signed);
            prop_assert_eq!(&undone, if signed { &register } else { &before });
        }
    }
}
