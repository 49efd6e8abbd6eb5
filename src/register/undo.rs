//! Taking changes back: which of several steps still can be, and why not.
//!
//! A step is taken back by its inverse, as a new entry of the history. That fits only where every record still is what the
//! step made of it, where nothing that came later names what would go, and where nothing is signed.

use super::{
    change::{Change, RecordChange},
    command::{Refusal, references},
    in_memory::Register,
    kinds::Key,
    rename,
};

/// Whether one step of several can be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UndoStep {
    /// The change that takes it back, or why there is none now.
    pub way_back: Result<Change, Refusal>,
    /// The later steps, by their places in the list, that touched one of its records: they have to be taken back first.
    pub after: Vec<usize>,
}

/// The change that takes a step back.
///
/// # Errors
/// [`Refusal::Signed`] where something is signed, [`Refusal::ChangedMeanwhile`] or [`Refusal::Gone`] where a record is no longer
/// what the step made of it, [`Refusal::Named`] where another record names what would go, [`Refusal::NoSuch`] where what
/// would come back names something that is gone.
pub fn way_back(register: &Register, step: &Change) -> Result<Change, Refusal> {
    let inverse = step.inverse();
    if let Some(key) = inverse.breaks_seal() {
        return Err(Refusal::Signed(key.subject()));
    }
    if inverse.is_empty() {
        return Err(Refusal::NothingChanged);
    }
    if let Some(by) = inverse.renames() {
        return rename::way_back(register, inverse, &by);
    }
    for record in &inverse.records {
        stands(register, record)?;
        fits(register, record, &inverse)?;
    }
    Ok(inverse)
}

/// Every step of a list, oldest first, with whether it can be taken back now.
pub fn steps(register: &Register, steps: &[Change]) -> Vec<UndoStep> {
    let later = |place: usize, step: &Change| {
        let touches = |other: &Change| other.records.iter().any(|change| touched(step, &change.key));
        let others = steps.iter().enumerate().skip(place + 1);
        others.filter(|(_, other)| touches(other)).map(|(place, _)| place).collect()
    };
    let each = steps.iter().enumerate();
    each.map(|(place, step)| UndoStep { way_back: way_back(register, step), after: later(place, step) })
        .collect()
}

/// Why a step is asked about before it is taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Far {
    /// It is from before the register was opened this time, or another session made it.
    Earlier,
    /// It was made on another screen, and not all that it changed is in sight here.
    OutOfSight,
}

/// How far a step lies from whoever takes it back: `own` is what was done since the register was opened. What is near is
/// taken back at once. What lies before an import or a restoring is no step at all: the vault tells none.
pub fn far(own: bool, in_sight: bool) -> Option<Far> {
    match (own, in_sight) {
        (false, _) => Some(Far::Earlier),
        (true, false) => Some(Far::OutOfSight),
        (true, true) => None,
    }
}

fn touched(step: &Change, key: &Key) -> bool {
    step.records.iter().any(|change| change.key == *key)
}

/// Whether a record is what the step made of it.
fn stands(register: &Register, back: &RecordChange) -> Result<(), Refusal> {
    let by_place = back.key.place().is_some();
    let now = match back.before {
        // What has a place and no id comes back before the one that stands there now.
        None if by_place => None,
        _ => register.record(&back.key).map(|(_, record)| record),
    };
    match (&back.before, now) {
        (before, now) if *before == now => Ok(()),
        (Some(_), None) => Err(Refusal::Gone(back.key.subject())),
        _ => Err(Refusal::ChangedMeanwhile(back.key.subject())),
    }
}

/// Whether what goes is named by nothing, and what comes back names nothing that is gone. What the same step brought along
/// goes and comes with it.
fn fits(register: &Register, back: &RecordChange, whole: &Change) -> Result<(), Refusal> {
    let with_it = |subject: &super::subject::Subject| {
        whole.records.iter().any(|other| other.key != back.key && other.key.subject() == *subject)
    };
    match &back.after {
        None => match references::named_by(register, &back.key) {
            Some(subject) if !with_it(&subject) => Err(Refusal::Named(subject)),
            _ => Ok(()),
        },
        Some(record) => match references::check(register, record, &back.key) {
            Err(Refusal::NoSuch(subject)) if with_it(&subject) => Ok(()),
            other => other,
        },
    }
    .and_then(|()| match (&back.before, &back.after) {
        // An id given anew meanwhile is somebody else's.
        (None, Some(_)) if back.key.id().is_some_and(|id| register.id_is_taken(back.key.kind(), id)) => {
            Err(Refusal::IdTaken(back.key.subject().id().to_owned()))
        }
        _ => Ok(()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::{
        Command, Date, Fact, Record,
        document::decode,
        id::{GroupId, MembershipId, PersonId},
        review::{ReviewStep, Verdict},
    };

    const TODAY: &str = "2026-11-22";

    fn today() -> Date {
        TODAY.parse().unwrap()
    }

    fn office() -> Register {
        let text = r#"{"format": "mcs-register/1", "staff": [{"id": "S-1"}, {"id": "S-2"}],
            "groups": [{"id": "G-1", "kind": "patient", "memberships": [{"id": "M-1", "person": "S-1"}]}]}"#;
        decode(text.as_bytes(), &|_| None).unwrap()
    }

    fn carry(register: &mut Register, command: &Command) -> Change {
        let change = command.plan(register, today()).unwrap();
        register.apply(&change).unwrap();
        change
    }

    fn fact(fact: Fact) -> Command {
        Command::Facts { facts: vec![fact], on: today() }
    }

    #[test]
    fn a_step_is_taken_back_past_later_steps_that_touched_other_records() {
        let mut register = office();
        let start = register.clone();
        let [one, two] = ["S-1", "S-2"].map(PersonId::trusted);
        let changes = [
            carry(&mut register, &fact(Fact::PasswordChanged { staff: one.clone() })),
            carry(&mut register, &fact(Fact::PasswordChanged { staff: two })),
            carry(&mut register, &fact(Fact::PledgeSigned { staff: one })),
        ];
        let found = steps(&register, &changes);
        assert!(matches!(found[0].way_back, Err(Refusal::ChangedMeanwhile(_))));
        assert_eq!(found[0].after, [2]);
        assert!(found[1].way_back.is_ok() && found[1].after.is_empty());
        for place in [2, 1, 0] {
            let back = way_back(&register, &changes[place]).unwrap();
            register.apply(&back).unwrap();
        }
        assert_eq!(register, start);
    }

    #[test]
    fn only_what_was_done_here_and_is_in_sight_is_taken_back_unasked() {
        assert_eq!(far(true, true), None);
        assert_eq!(far(true, false), Some(Far::OutOfSight));
        assert_eq!((far(false, true), far(false, false)), (Some(Far::Earlier), Some(Far::Earlier)));
    }

    #[test]
    fn what_is_named_since_or_signed_is_not_taken_back() {
        let mut register = office();
        let (_, person) = register.record(&Key::Staff(PersonId::trusted("S-2"))).unwrap();
        let Record::Staff(mut person) = person else { unreachable!() };
        person.id = PersonId::trusted("S-3");
        let added =
            carry(&mut register, &Command::Add { record: Box::new(Record::Staff(person)), group: None });
        let review = |step| Command::Review { group: GroupId::trusted("G-1"), step };
        let begun = carry(&mut register, &review(ReviewStep::Begin { reviewer: None }));
        let verdict = (MembershipId::trusted("M-1"), Verdict::Keep);
        carry(&mut register, &review(ReviewStep::Decide { decided: vec![verdict] }));
        let reviewer = PersonId::trusted("S-3");
        let signed = carry(&mut register, &review(ReviewStep::Sign { reviewer, minutes: 1, on: None }));
        assert!(matches!(way_back(&register, &signed), Err(Refusal::Signed(_))));
        assert!(way_back(&register, &begun).is_err());
        assert!(matches!(way_back(&register, &added), Err(Refusal::Named(_))));
    }
}
