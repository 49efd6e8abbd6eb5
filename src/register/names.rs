//! What a record is about or names: the other way round from following its references.

use super::{
    id::{DeviceId, GroupId, MembershipId, PersonId},
    kinds::Record,
    records::Question,
    subject::Subject,
};

impl Record {
    /// Whether the record is the subject's own or names it anywhere. A person is the same person as staff and as
    /// partner: the two share one space of ids. That a membership or a review stands in a group is in its key, not in it.
    pub fn names(&self, subject: &Subject) -> bool {
        if let Self::Waiver(waiver) = self
            && same(&waiver.subject, subject)
        {
            return true;
        }
        match subject {
            Subject::Office => matches!(self, Self::Office(_)),
            Subject::Filing(id) => matches!(self, Self::Filing(row) if row.id == *id),
            Subject::Staff(id) | Subject::Partner(id) => self.names_person(id),
            Subject::Device(id) => self.names_device(id),
            Subject::TakeOut(id) => matches!(self, Self::TakeOut(row) if row.id == *id),
            Subject::Group(id) => self.names_group(id),
            Subject::Membership(id) => self.names_membership(id),
            Subject::Incident(id) => matches!(self, Self::Incident(row) if row.id == *id),
        }
    }

    fn names_person(&self, id: &PersonId) -> bool {
        let is = |named: &Option<PersonId>| named.as_ref() == Some(id);
        match self {
            Self::Office(row) => is(&row.manager),
            Self::Filing(_) => false,
            Self::Staff(row) => row.id == *id,
            Self::Partner(row) => row.id == *id,
            Self::Device(row) => is(&row.holder),
            Self::TakeOut(row) => {
                is(&row.requester)
                    || is(&row.decision.by)
                    || is(&row.decision.countersigned_by)
                    || is(&row.checked_by)
            }
            Self::Group(row) => is(&row.attending_doctor),
            Self::Membership(row) => {
                row.person == *id || is(&row.invited_by) || is(&row.approved_by) || is(&row.released_by)
            }
            Self::Review(row) => {
                let asked = |question: &Question| is(&question.whom);
                is(&row.reviewer)
                    || is(&row.countersigned_by)
                    || row.decisions.iter().any(|decision| decision.question.as_deref().is_some_and(asked))
            }
            Self::Incident(row) => row.staff_named().any(|named| named == id),
            Self::Waiver(row) => row.approved_by == *id,
        }
    }

    fn names_device(&self, id: &DeviceId) -> bool {
        match self {
            Self::Device(row) => row.id == *id,
            Self::TakeOut(row) => row.device.as_ref() == Some(id),
            Self::Incident(row) => row.device.as_ref() == Some(id),
            _ => false,
        }
    }

    fn names_group(&self, id: &GroupId) -> bool {
        match self {
            Self::Group(row) => row.id == *id,
            Self::Incident(row) => row.groups.contains(id),
            _ => false,
        }
    }

    fn names_membership(&self, id: &MembershipId) -> bool {
        match self {
            Self::Membership(row) => row.id == *id,
            Self::Review(row) => {
                row.decisions.iter().any(|decision| decision.membership.as_ref() == Some(id))
            }
            _ => false,
        }
    }
}

/// Whether two subjects are one: a person's kind makes no difference.
fn same(one: &Subject, other: &Subject) -> bool {
    match (one, other) {
        (Subject::Staff(one) | Subject::Partner(one), Subject::Staff(other) | Subject::Partner(other)) => {
            one == other
        }
        _ => one == other,
    }
}
