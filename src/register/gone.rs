//! Numbers of records that are gone. They are not given again: a paper that bears one, or somebody's notes, would then mean
//! another record.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    change::RecordChange,
    id::GroupId,
    in_memory::Register,
    kinds::{Record, RecordKind},
    numbering::number,
    records::Incident,
};

/// The numbers of records that are no longer there. The vault fills it from its history; a register that was read from a
/// document knows of none.
///
/// Of the kinds whose numbers stand on papers it holds every number; of any other kind the greatest decides. With those of
/// incidents stand those of their reports, which are one space: `R8-001-1`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gone(BTreeMap<RecordKind, BTreeSet<String>>);

impl RecordKind {
    /// Whether papers that were handed out are known by the number of such a record: then nobody gives it to another one,
    /// not even by hand.
    pub fn is_known_by_number(self) -> bool {
        matches!(self, Self::Incident | Self::TakeOut | Self::Review)
    }
}

impl Gone {
    /// Takes in the number of a record that is gone.
    pub fn insert(&mut self, kind: RecordKind, id: &str) {
        if kind.is_known_by_number() {
            self.0.entry(kind).or_default().insert(id.to_owned());
            return;
        }
        // A person may be numbered as a partner is, whatever they are.
        for counted in RecordKind::ALL.iter().filter(|other| other.numbered_as() == kind.numbered_as()) {
            let Some((prefix, _)) = counted.numbering() else { continue };
            let Some((value, _)) = number(prefix, id) else { continue };
            let last = self.0.entry(*counted).or_default();
            if last.iter().all(|id| number(prefix, id).is_none_or(|(last, _)| last < value)) {
                *last = BTreeSet::from([id.to_owned()]);
            }
        }
    }

    /// The numbers that are kept of a kind, in order.
    pub fn of(&self, kind: RecordKind) -> impl Iterator<Item = &str> {
        self.0.get(&kind).into_iter().flatten().map(String::as_str)
    }

    /// All numbers that are kept, each with the kind as which it is counted.
    pub fn iter(&self) -> impl Iterator<Item = (RecordKind, &str)> {
        self.0.iter().flat_map(|(kind, ids)| ids.iter().map(|id| (*kind, id.as_str())))
    }

    /// Whether a record with this number is gone. Only of kinds that are known by their numbers is every one kept.
    pub fn has(&self, kind: RecordKind, id: &str) -> bool {
        self.0.get(&kind).is_some_and(|ids| ids.contains(id))
    }

    /// What is gone once a register stands in the place of others: all that they held or knew to be gone, but for what it
    /// holds itself.
    #[must_use]
    pub fn behind(after: &Register, before: &[&Register]) -> Self {
        let mut gone = Self::default();
        for register in before {
            register.gone().iter().for_each(|(kind, id)| gone.insert(kind, id));
            register.each_id(|kind, id| gone.insert(kind, id));
            register.review_numbers().iter().for_each(|id| gone.insert(RecordKind::Review, id));
            register.report_numbers().for_each(|id| gone.insert(RecordKind::Incident, &id));
        }
        let reviews: BTreeSet<String> = after.review_numbers().into_iter().collect();
        let reports: BTreeSet<String> = after.report_numbers().collect();
        for (kind, ids) in &mut gone.0 {
            ids.retain(|id| match kind {
                RecordKind::Review => !reviews.contains(id),
                RecordKind::Incident if reports.contains(id) => false,
                kind => !after.id_is_taken(*kind, id),
            });
        }
        gone.0.retain(|_, ids| !ids.is_empty());
        gone
    }
}

impl Register {
    /// The numbers of records that are gone.
    pub fn gone(&self) -> &Gone {
        &self.gone
    }

    /// The same register, where the numbers of these records are gone.
    #[must_use]
    pub fn knowing_gone(mut self, gone: Gone) -> Self {
        self.gone = gone;
        self
    }

    /// Whether a new record cannot have an id because one that is gone had it, and papers are known by it.
    pub fn id_was_given(&self, kind: RecordKind, id: &str) -> bool {
        kind.is_known_by_number() && self.gone.has(kind, id)
    }

    /// The number of a review by its place, `G-001-2` for the second that was signed in its group; one that is not signed
    /// has none yet. What is gone keeps its number.
    pub fn review_number(&self, group: &GroupId, place: usize) -> Option<String> {
        let reviews = &self.group(group)?.reviews;
        reviews.get(place)?.signed_on?;
        let signed = reviews.iter().take(place).filter(|review| review.signed_on.is_some()).count();
        let numbers = (1_u32..).map(|number| format!("{group}-{number}"));
        numbers.filter(|number| !self.gone.has(RecordKind::Review, number)).nth(signed)
    }

    /// The numbers of all reports of incidents.
    pub(super) fn report_numbers(&self) -> impl Iterator<Item = String> {
        self.incidents().iter().flat_map(Incident::report_numbers)
    }

    /// The numbers of all reviews that are signed.
    pub(super) fn review_numbers(&self) -> Vec<String> {
        let groups = self.groups().iter();
        let places = groups.flat_map(|group| (0..group.reviews.len()).map(move |place| (group, place)));
        places.filter_map(|(group, place)| self.review_number(&group.sheet.id, place)).collect()
    }
}

/// The numbers of reports that a change of an incident takes away, as an undo does.
pub fn reports_gone(change: &RecordChange) -> impl Iterator<Item = String> {
    let after = numbers_in(change.after.as_ref());
    numbers_in(change.before.as_ref()).into_iter().filter(move |number| !after.contains(number))
}

/// The numbers of reports that a change of an incident gives.
pub fn reports_written(change: &RecordChange) -> impl Iterator<Item = String> {
    let before = numbers_in(change.before.as_ref());
    numbers_in(change.after.as_ref()).into_iter().filter(move |number| !before.contains(number))
}

fn numbers_in(record: Option<&Record>) -> BTreeSet<String> {
    match record {
        Some(Record::Incident(row)) => row.report_numbers().collect(),
        _ => BTreeSet::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::{
        Command, Date, Key, Record, Refusal,
        document::decode,
        id::{MembershipId, PersonId, TakeOutId},
        review::{ReviewStep, Verdict},
    };

    fn today() -> Date {
        "2026-11-22".parse().unwrap()
    }

    fn register(text: &str) -> Register {
        decode(format!(r#"{{"format": "mcs-register/1", {text}}}"#).as_bytes(), &|_| None).unwrap()
    }

    fn next(register: &Register, kind: RecordKind) -> String {
        register.next_id(kind, today()).unwrap()
    }

    #[test]
    fn what_is_gone_is_counted_and_only_what_papers_know_is_kept_whole() {
        let mut gone = Gone::default();
        for (kind, id) in [
            (RecordKind::Partner, "P-009"),
            (RecordKind::Staff, "S-004"),
            (RecordKind::Staff, "S-0010"),
            (RecordKind::Staff, "S-002"),
            (RecordKind::Staff, "看護-77"),
            (RecordKind::Incident, "R8-003"),
            (RecordKind::Incident, "R7-012"),
            (RecordKind::TakeOut, "T-001"),
            (RecordKind::TakeOut, "T-005"),
        ] {
            gone.insert(kind, id);
        }
        let kept: Vec<(RecordKind, &str)> = gone.iter().collect();
        assert_eq!(kept.len(), 6, "{kept:?}");
        let register =
            register(r#""staff": [{"id": "S-003"}], "take_outs": [{"id": "T-002"}]"#).knowing_gone(gone);
        assert_eq!(next(&register, RecordKind::Staff), "S-0011");
        assert_eq!(next(&register, RecordKind::Partner), "P-010");
        assert_eq!(next(&register, RecordKind::TakeOut), "T-006");
        assert_eq!(next(&register, RecordKind::Incident), "R8-004");
        assert_eq!(next(&register, RecordKind::Device), "D-001");
        let later = register.next_id(RecordKind::Incident, "2027-01-01".parse().unwrap());
        assert_eq!(later.as_deref(), Some("R9-001"), "each year begins anew");
    }

    #[test]
    fn a_change_that_takes_a_record_away_keeps_its_number() {
        let mut register = register(r#""take_outs": [{"id": "T-001"}, {"id": "T-002"}]"#);
        let key = Key::TakeOut(TakeOutId::trusted("T-002"));
        let (_, record) = register.record(&key).unwrap();
        let removal = Command::Remove { key }.plan(&register, today()).unwrap();
        register.apply(&removal).unwrap();
        assert_eq!(next(&register, RecordKind::TakeOut), "T-003");
        let again = Command::Add { record: Box::new(record), group: None };
        assert_eq!(again.plan(&register, today()), Err(Refusal::IdWasGiven("T-002".to_owned())));
        register.apply(&removal.inverse()).unwrap();
        assert_eq!(again.plan(&register, today()), Err(Refusal::IdTaken("T-002".to_owned())));
        assert_eq!(next(&register, RecordKind::TakeOut), "T-003");
    }

    #[test]
    fn people_devices_and_groups_may_be_given_their_former_number_by_hand() {
        let mut gone = Gone::default();
        gone.insert(RecordKind::Staff, "S-002");
        let register = register(r#""staff": [{"id": "S-001"}]"#).knowing_gone(gone);
        let mut staff = register.staff()[0].clone();
        staff.id = PersonId::trusted("S-002");
        let add = Command::Add { record: Box::new(Record::Staff(staff)), group: None };
        assert!(add.plan(&register, today()).is_ok());
    }

    #[test]
    fn a_review_is_numbered_when_it_is_signed() {
        let mut register = register(
            r#""staff": [{"id": "S-1"}], "groups": [{"id": "G-1", "kind": "patient", "memberships":
            [{"id": "M-1", "person": "S-1"}], "reviews": [{"signed_on": "2026-01-01"}, {"begun_on": "2026-11-01"}]}]"#,
        );
        let group = GroupId::trusted("G-1");
        let number = |register: &Register, place| register.review_number(&group, place);
        assert_eq!(number(&register, 0).as_deref(), Some("G-1-1"));
        assert_eq!(number(&register, 1), None);
        let step = |step| Command::Review { group: group.clone(), step };
        for step in [step(ReviewStep::Abandon), step(ReviewStep::Amend { reviewer: None })] {
            let change = step.plan(&register, today()).unwrap();
            register.apply(&change).unwrap();
        }
        let decided = vec![(MembershipId::trusted("M-1"), Verdict::Keep)];
        let reviewer = PersonId::trusted("S-1");
        for step in
            [step(ReviewStep::Decide { decided }), step(ReviewStep::Sign { reviewer, minutes: 1, on: None })]
        {
            if let Ok(change) = step.plan(&register, today()) {
                register.apply(&change).unwrap();
            }
        }
        assert_eq!(number(&register, 1).as_deref(), Some("G-1-2"), "one that was given up had no number");
    }

    #[test]
    fn what_another_register_takes_the_place_of_is_gone() {
        let mut known = Gone::default();
        known.insert(RecordKind::Incident, "R8-001");
        known.insert(RecordKind::TakeOut, "T-001");
        let before = register(
            r#""staff": [{"id": "S-007"}], "incidents": [{"id": "R8-002", "kind": "other"}, {"id": "R8-003", "kind": "other"}],
            "groups": [{"id": "G-1", "kind": "free", "reviews": [{"signed_on": "2026-01-01"}, {"signed_on": "2026-02-01"}]}]"#,
        )
        .knowing_gone(known);
        let after = register(
            r#""staff": [{"id": "S-001"}], "incidents": [{"id": "R8-002", "kind": "other"}], "take_outs": [{"id": "T-001"}],
            "groups": [{"id": "G-1", "kind": "free", "reviews": [{"signed_on": "2026-01-01"}]}]"#,
        );
        let gone = Gone::behind(&after, &[&before]);
        let kept: Vec<(RecordKind, &str)> = gone.iter().collect();
        assert_eq!(
            kept,
            [
                (RecordKind::Staff, "S-007"),
                (RecordKind::Review, "G-1-2"),
                (RecordKind::Incident, "R8-001"),
                (RecordKind::Incident, "R8-003"),
            ]
        );
        let mut after = after.knowing_gone(gone);
        assert_eq!(next(&after, RecordKind::Staff), "S-008");
        assert_eq!(next(&after, RecordKind::Incident), "R8-004");
        let group = GroupId::trusted("G-1");
        let (place, review) = after.record(&Key::Review(group.clone(), 0)).unwrap();
        assert_eq!(place, 0);
        let add = Command::Add { record: Box::new(review), group: Some(group.clone()) };
        let change = add.plan(&after, today()).unwrap();
        after.apply(&change).unwrap();
        assert_eq!(after.review_number(&group, 1).as_deref(), Some("G-1-3"), "the second one was another");
    }
}
