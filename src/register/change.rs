//! What a command does to the register: every record before and after. Its inverse is the undo.

use super::{
    Key, Record, Register,
    records::{Question, Review},
    subject::Subject,
};

/// One record before and after. Without a before it is new; without an after it is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordChange {
    /// Which record.
    pub key: Key,
    /// Its place in its list, from 0, so that an undone removal stands where it stood.
    pub place: u32,
    /// Before.
    pub before: Option<Record>,
    /// After.
    pub after: Option<Record>,
}

impl RecordChange {
    /// Whether this by itself would alter what somebody has signed: what the whole change does is for
    /// [`Change::breaks_seal`] to say.
    ///
    /// A signed review stays as it is; another one amends it. Added to it may be a countersign and the answers to its
    /// questions, which come later. A report that was sent stays as it is too; another one follows it.
    fn breaks_seal(&self) -> bool {
        if let Some(Record::Incident(before)) = &self.before {
            let after = match &self.after {
                Some(Record::Incident(after)) => Some(&**after),
                _ => None,
            };
            return !before.keeps_sent_reports(after);
        }
        let Some(Record::Review(before)) = &self.before else { return false };
        if before.signed_on.is_none() {
            return false;
        }
        let Some(Record::Review(after)) = &self.after else { return true };
        sealed_part(before) != sealed_part(after)
    }
}

impl Register {
    /// The incidents and groups of which another register does not hold, as it is, what was sent or signed here.
    pub fn seals_broken_in(&self, other: &Self) -> Vec<Subject> {
        let incidents = self
            .incidents()
            .iter()
            .filter(|incident| !incident.keeps_sent_reports(other.incidents().get(&incident.id)));
        let groups = self.groups().iter().filter(|group| {
            let there = other.group(&group.sheet.id);
            group.reviews.iter().enumerate().any(|(place, review)| {
                let now = there.and_then(|group| group.reviews.get(place));
                review.signed_on.is_some() && now.map(sealed_part) != Some(sealed_part(review))
            })
        });
        let incidents = incidents.map(|incident| Subject::Incident(incident.id.clone()));
        incidents.chain(groups.map(|group| Subject::Group(group.sheet.id.clone()))).collect()
    }
}

/// A review without what may be added after it was signed.
fn sealed_part(review: &Review) -> Review {
    let mut part = Review { countersigned_by: None, ..review.clone() };
    for decision in &mut part.decisions {
        let asked = decision.question.take();
        // Without its answer; one that says nothing beside is none.
        decision.question = asked
            .filter(|question| question.whom.is_some())
            .map(|question| Box::new(Question { answered_on: None, answer: None, ..*question }));
    }
    part
}

/// All that one command changes; written in one transaction or not at all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// The records, in the order in which they change.
    pub records: Vec<RecordChange>,
}

impl Change {
    /// The change that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        let back = |change: &RecordChange| RecordChange {
            key: change.key.clone(),
            place: change.place,
            before: change.after.clone(),
            after: change.before.clone(),
        };
        Self { records: self.records.iter().rev().map(back).collect() }
    }

    /// The record that somebody has signed and that this would alter, if there is one. Under a new id it is the same
    /// record, where the whole change is a renaming and nothing else.
    pub fn breaks_seal(&self) -> Option<&Key> {
        let broken = self.records.iter().find(|change| change.breaks_seal())?;
        self.renames().is_none().then_some(&broken.key)
    }

    /// Whether nothing would change.
    pub fn is_empty(&self) -> bool {
        self.records.iter().all(|change| change.before == change.after)
    }
}
