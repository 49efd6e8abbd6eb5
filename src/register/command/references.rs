//! What a record may name, and who names it.

use crate::register::{
    holdings::Register,
    id::{DeviceId, GroupId, IdFault, PersonId, check_id},
    kinds::{Key, Record, RecordKind},
    records::{Membership, MembershipDecision, Review},
    subject::Subject,
};

use super::Refusal;

/// The key of a new record and its place at the end of its list.
pub(in crate::register) fn place_of_new(
    register: &Register,
    record: &Record,
    group: Option<&GroupId>,
) -> Result<(Key, u32), Refusal> {
    let (kind, id) = (record.kind(), record.id());
    if kind == RecordKind::Office {
        return Err(Refusal::IdTaken(String::new()));
    }
    id.map_or(Ok(()), check_id).map_err(Refusal::BadId)?;
    if group.is_some() && register.list(kind).is_some() {
        return Err(Refusal::GroupMissing);
    }
    let at = |place| Key::of(kind, id, group, place).ok_or(Refusal::GroupMissing);
    let place = register.length_of_list(&at(0)?);
    Ok((at(place)?, place))
}

/// Whether a record still is the one that the key names.
pub(super) fn same_identity(key: &Key, record: &Record) -> bool {
    key.kind() == record.kind() && key.id() == record.id()
}

struct Names<'a>(&'a Register);

impl Names<'_> {
    fn staff(&self, id: Option<&PersonId>) -> Result<(), Refusal> {
        match id {
            Some(id) if !self.0.staff().contains(id) && self.0.partners().contains(id) => {
                Err(Refusal::NotStaff(id.as_str().to_owned()))
            }
            Some(id) if !self.0.staff().contains(id) => Err(Refusal::NoSuch(Subject::Staff(id.clone()))),
            _ => Ok(()),
        }
    }

    fn person(&self, id: Option<&PersonId>) -> Result<(), Refusal> {
        match id {
            Some(id) if self.0.person(id).is_none() => Err(Refusal::NoSuch(Subject::Staff(id.clone()))),
            _ => Ok(()),
        }
    }

    fn device(&self, id: Option<&DeviceId>) -> Result<(), Refusal> {
        match id {
            Some(id) if !self.0.devices().contains(id) => Err(Refusal::NoSuch(Subject::Device(id.clone()))),
            _ => Ok(()),
        }
    }

    fn group(&self, id: &GroupId) -> Result<(), Refusal> {
        if self.0.groups().contains(id) { Ok(()) } else { Err(Refusal::NoSuch(Subject::Group(id.clone()))) }
    }

    fn membership(&self, group: &GroupId, row: &Membership) -> Result<(), Refusal> {
        self.group(group)?;
        self.person(Some(&row.person))?;
        self.person(row.invited_by.as_ref())?;
        self.person(row.released_by.as_ref())?;
        self.staff(row.approved_by.as_ref())
    }

    fn review(&self, group: &GroupId, review: &Review) -> Result<(), Refusal> {
        self.staff(review.reviewer.as_ref())?;
        self.staff(review.countersigned_by.as_ref())?;
        for question in review.decisions.iter().filter_map(|decision| decision.question.as_ref()) {
            self.person(question.whom.as_ref())?;
        }
        let group = self.0.group(group).ok_or_else(|| Refusal::NoSuch(Subject::Group(group.clone())))?;
        let mut seen = rustc_hash::FxHashSet::default();
        let fits = review.decisions.iter().all(|decision| {
            decision.membership.as_ref().is_none_or(|id| {
                seen.insert(id) && group.memberships.iter().any(|membership| membership.id == *id)
            })
        });
        if fits { Ok(()) } else { Err(Refusal::ReviewDoesNotFit) }
    }
}

/// Checks that everything a record names is there and of the right kind.
pub(in crate::register) fn check(register: &Register, record: &Record, key: &Key) -> Result<(), Refusal> {
    let names = Names(register);
    match (record, key) {
        (Record::Office(row), _) => names.staff(row.manager.as_ref()),
        (Record::Filing(_) | Record::Staff(_) | Record::Partner(_), _) => Ok(()),
        (Record::Device(row), _) => names.staff(row.holder.as_ref()),
        (Record::TakeOut(row), _) => {
            names.device(row.device.as_ref())?;
            names.staff(row.requester.as_ref())?;
            names.staff(row.decision.by.as_ref())?;
            names.staff(row.decision.countersigned_by.as_ref())?;
            names.staff(row.checked_by.as_ref())
        }
        (Record::Group(row), _) => names.person(row.attending_doctor.as_ref()),
        (Record::Membership(row), Key::Membership(group, _)) => names.membership(group, row),
        (Record::Review(row), Key::Review(group, _)) => names.review(group, row),
        (Record::Membership(_) | Record::Review(_), _) => Err(Refusal::GroupMissing),
        (Record::Incident(row), _) => {
            names.device(row.device.as_ref())?;
            row.groups.iter().try_for_each(|group| names.group(group))?;
            row.staff_named().try_for_each(|named| names.staff(Some(named)))
        }
        (Record::Waiver(row), _) => {
            names.staff(Some(&row.approved_by))?;
            if row.reason.trim().is_empty() || row.rule.trim().is_empty() {
                return Err(Refusal::BadId(IdFault::Blank));
            }
            if register.has(&row.subject) { Ok(()) } else { Err(Refusal::NoSuch(row.subject.clone())) }
        }
    }
}

/// A record that names the one at the key, if there is one: then it cannot be removed.
pub(in crate::register) fn named_by(register: &Register, key: &Key) -> Option<Subject> {
    let subject = key.subject();
    if !matches!(key, Key::Review(..) | Key::Waiver(_))
        && register.waivers().iter().any(|waiver| waiver.subject == subject)
    {
        return Some(Subject::Office);
    }
    match key {
        Key::Office => Some(Subject::Office),
        Key::Filing(_) | Key::TakeOut(_) | Key::Incident(_) | Key::Review(..) | Key::Waiver(_) => None,
        Key::Staff(id) | Key::Partner(id) => person_named_by(register, id),
        Key::Device(id) => {
            let id = Some(id);
            let take_out = register.take_outs().iter().find(|row| row.device.as_ref() == id);
            let incident = || register.incidents().iter().find(|row| row.device.as_ref() == id);
            take_out
                .map(|row| Subject::TakeOut(row.id.clone()))
                .or_else(|| incident().map(|row| Subject::Incident(row.id.clone())))
        }
        Key::Group(id) => {
            let group = register.group(id)?;
            if let Some(membership) = group.memberships.first() {
                return Some(Subject::Membership(membership.id.clone()));
            }
            if !group.reviews.is_empty() {
                return Some(Subject::Group(id.clone()));
            }
            let incident = register.incidents().iter().find(|row| row.groups.contains(id))?;
            Some(Subject::Incident(incident.id.clone()))
        }
        Key::Membership(group, id) => {
            let decided = register.group(group)?.reviews.iter().flat_map(|review| &review.decisions);
            decided
                .into_iter()
                .any(|decision| decision.membership.as_ref() == Some(id))
                .then(|| Subject::Group(group.clone()))
        }
    }
}

fn person_named_by(register: &Register, id: &PersonId) -> Option<Subject> {
    let is = |named: &Option<PersonId>| named.as_ref() == Some(id);
    if is(&register.office().manager) || register.waivers().iter().any(|waiver| waiver.approved_by == *id) {
        return Some(Subject::Office);
    }
    if let Some(row) = register.devices().iter().find(|row| is(&row.holder)) {
        return Some(Subject::Device(row.id.clone()));
    }
    let decides = |row: &&crate::register::records::TakeOut| {
        is(&row.requester)
            || is(&row.decision.by)
            || is(&row.decision.countersigned_by)
            || is(&row.checked_by)
    };
    if let Some(row) = register.take_outs().iter().find(decides) {
        return Some(Subject::TakeOut(row.id.clone()));
    }
    if let Some(row) = register.incidents().iter().find(|row| row.staff_named().any(|named| named == id)) {
        return Some(Subject::Incident(row.id.clone()));
    }
    for group in register.groups() {
        let asks = |decision: &MembershipDecision| {
            decision.question.as_ref().is_some_and(|question| is(&question.whom))
        };
        let reviews = group.reviews.iter().any(|review| {
            is(&review.reviewer) || is(&review.countersigned_by) || review.decisions.iter().any(asks)
        });
        if is(&group.sheet.attending_doctor) || reviews {
            return Some(Subject::Group(group.sheet.id.clone()));
        }
        let takes_part = |row: &&Membership| {
            row.person == *id || is(&row.invited_by) || is(&row.approved_by) || is(&row.released_by)
        };
        if let Some(row) = group.memberships.iter().find(takes_part) {
            return Some(Subject::Membership(row.id.clone()));
        }
    }
    None
}
