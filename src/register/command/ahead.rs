//! What has happened does not lie ahead: a deed that a command dates after today is refused. One that stands there already,
//! as a document brings it in, hinders no other edit of its record.

use crate::register::{
    change::Change,
    date::Date,
    kinds::Record,
    labels::Label,
    slots::Look,
    subject::Subject,
    timing::{Moment, Timing},
};

use super::Refusal;

/// A deed that is dated ahead of today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ahead {
    /// Of what.
    pub subject: Subject,
    /// What the field is called.
    pub label: Label,
    /// The row of a list that it stands in, from 1.
    pub row: Option<usize>,
    /// What stands there.
    pub on: Moment,
}

/// Refuses a change that brings a deed dated ahead. Where only the day is known, a minute counts by its day.
pub(super) fn check(change: &Change, today: Date) -> Result<(), Refusal> {
    for record in &change.records {
        let Some(after) = &record.after else { continue };
        let mut brought = ahead(after, today);
        if brought.is_empty() {
            continue;
        }
        for stands in record.before.iter().flat_map(|before| ahead(before, today)) {
            // Whichever row of its list it stands in now.
            if let Some(place) = brought.iter().position(|deed| deed.is(&stands)) {
                brought.remove(place);
            }
        }
        let named = brought.iter().find_map(|deed| Some((deed, after.kind().field(&deed.path)?)));
        if let Some((deed, field)) = named {
            let subject = record.key.subject();
            let ahead = Ahead { subject, label: field.label, row: field.row, on: deed.on };
            return Err(Refusal::Ahead(Box::new(ahead)));
        }
    }
    Ok(())
}

/// A deed with the pointer to its field.
struct Deed {
    /// The fields on the way to it, without the rows of lists.
    fields: Vec<&'static str>,
    path: String,
    on: Moment,
}

impl Deed {
    fn is(&self, other: &Self) -> bool {
        (self.on, &self.fields) == (other.on, &other.fields)
    }
}

/// The deeds of a record that lie ahead, in the order of the fields.
fn ahead(record: &Record, today: Date) -> Vec<Deed> {
    let mut walk = Walk { today, steps: Vec::new(), found: Vec::new() };
    record.look(&mut walk);
    walk.found
}

struct Walk {
    today: Date,
    steps: Vec<Step>,
    found: Vec<Deed>,
}

enum Step {
    Field(&'static str),
    Row(usize),
}

impl Look<'_> for Walk {
    fn dated(&mut self, on: Moment, timing: Timing) {
        if timing.may_lie_ahead() || on.day() <= self.today {
            return;
        }
        let field = |step: &Step| match step {
            Step::Field(field) => Some(*field),
            Step::Row(_) => None,
        };
        let written = |step: &Step| match step {
            Step::Field(field) => format!("/{field}"),
            Step::Row(place) => format!("/{place}"),
        };
        let fields = self.steps.iter().filter_map(field).collect();
        let path = self.steps.iter().map(written).collect();
        self.found.push(Deed { fields, path, on });
    }

    fn enter(&mut self, field: &'static str) {
        self.steps.push(Step::Field(field));
    }

    fn enter_row(&mut self, place: usize) {
        self.steps.push(Step::Row(place));
    }

    fn leave(&mut self) {
        self.steps.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::{
        Command, Fact, Key, RecordKind, Register,
        document::{decode, record_from_json},
        id::{IncidentId, PersonId},
        records::{McsAccount, Measure, Question, Restriction},
    };

    fn today() -> Date {
        "2026-12-28".parse().unwrap()
    }

    fn register() -> Register {
        let text = br#"{"format": "mcs-register/1",
            "staff": [{"id": "S-1", "mcs": {"released_on": "2027-01-05"}, "restrictions": [
                {"kind": "guidance", "ordered_on": "2026-12-01"},
                {"kind": "suspension", "ordered_on": "2027-02-01"}]}],
            "groups": [{"id": "G-1", "kind": "patient", "memberships": [{"id": "M-1", "person": "S-1"}]}],
            "incidents": [{"id": "R8-001", "kind": "near-miss"}]}"#;
        decode(text, &|_| None).unwrap()
    }

    fn edit(kind: RecordKind, key: Key, json: &str) -> Result<Change, Refusal> {
        let register = register();
        let (_, before) = register.record(&key).unwrap();
        let after = record_from_json(kind, json).unwrap();
        Command::Edit { key, before: Box::new(before), after: Box::new(after) }.plan(&register, today())
    }

    fn staff(json: &str) -> Result<Change, Refusal> {
        edit(RecordKind::Staff, Key::Staff(PersonId::trusted("S-1")), json)
    }

    fn refused(planned: Result<Change, Refusal>) -> Ahead {
        match planned {
            Err(Refusal::Ahead(ahead)) => *ahead,
            other => panic!("not refused: {other:?}"),
        }
    }

    #[test]
    fn a_deed_dated_ahead_is_refused_with_its_record_its_field_and_its_day() {
        let ahead = refused(staff(r#"{"id": "S-1", "mcs": {"deleted_on": "2026-12-29"}}"#));
        assert_eq!((ahead.label, ahead.row), (McsAccount::deleted_on, None));
        assert_eq!(
            (ahead.subject.to_string(), ahead.on.to_string()),
            ("staff/S-1".into(), "2026-12-29".into())
        );
        let row = r#"{"id": "S-1", "restrictions": [
            {"kind": "guidance", "ordered_on": "2026-12-01", "enforced_on": "2027-12-02"}]}"#;
        let ahead = refused(staff(row));
        assert_eq!((ahead.label, ahead.row), (Restriction::enforced_on, Some(1)));
        let incident = |json| edit(RecordKind::Incident, Key::Incident(IncidentId::trusted("R8-001")), json);
        let done = r#"{"id": "R8-001", "kind": "near-miss", "measures": [{"due": "2027-01-31"},
            {"done_on": "2026-12-29"}]}"#;
        assert_eq!((refused(incident(done)).label, refused(incident(done)).row), (Measure::done_on, Some(2)));
        let minute = r#"{"id": "R8-001", "kind": "near-miss", "known_at": "2026-12-29T00:00"}"#;
        assert_eq!(refused(incident(minute)).on.to_string(), "2026-12-29 00:00");
        // Only the day of now is known.
        let tonight = r#"{"id": "R8-001", "kind": "near-miss", "known_at": "2026-12-28T23:59"}"#;
        assert!(incident(tonight).is_ok());
    }

    #[test]
    fn what_may_lie_ahead_is_taken() {
        let row = r#"{"id": "S-1", "joined_on": "2027-04-01", "left_on": "2028-03-31",
            "mcs": {"registered_on": "2027-04-01"}, "trainings": [{"on": "2027-01-20"}]}"#;
        assert!(staff(row).is_ok());
    }

    #[test]
    fn a_day_ahead_that_stands_already_hinders_no_other_edit() {
        let renamed = r#"{"id": "S-1", "name": "港 花子", "mcs": {"released_on": "2027-01-05"}, "restrictions": [
            {"kind": "guidance", "ordered_on": "2026-12-01"}, {"kind": "suspension", "ordered_on": "2027-02-01"}]}"#;
        assert!(staff(renamed).is_ok());
        // Nor where its row moves up.
        let moved = r#"{"id": "S-1", "mcs": {"released_on": "2027-01-05"}, "restrictions": [
            {"kind": "suspension", "ordered_on": "2027-02-01"}]}"#;
        assert!(staff(moved).is_ok());
        // Another day ahead, another field or one more row is new.
        for (json, label) in [
            (r#"{"id": "S-1", "mcs": {"released_on": "2027-01-06"}}"#, McsAccount::released_on),
            (r#"{"id": "S-1", "mcs": {"deleted_on": "2027-01-05"}}"#, McsAccount::deleted_on),
            (
                r#"{"id": "S-1", "restrictions": [{"kind": "suspension", "ordered_on": "2027-02-01"},
                    {"kind": "guidance", "ordered_on": "2027-02-01"}]}"#,
                Restriction::ordered_on,
            ),
        ] {
            assert_eq!(refused(staff(json)).label, label, "{json}");
        }
    }

    #[test]
    fn a_fact_that_was_not_yet_is_refused_and_a_last_day_may_lie_ahead() {
        let register = register();
        let staff = PersonId::trusted("S-1");
        let last_day = "2027-03-31".parse().unwrap();
        let announced = Fact::LeavingAnnounced { staff: staff.clone(), last_day };
        let command = |facts, on: &str| Command::Facts { facts, on: on.parse().unwrap() };
        assert!(command(vec![announced], "2026-12-28").plan(&register, today()).is_ok());
        let pledge = Fact::PledgeSigned { staff };
        let planned = command(vec![pledge], "2026-12-29").plan(&register, today());
        assert_eq!(planned, Err(Refusal::NotYet("2026-12-29".parse().unwrap())));
    }

    /// A question's answer stands three lists deep.
    #[test]
    fn the_field_is_named_however_deep_it_stands() {
        let review =
            r#"{"decisions": [{}, {"membership": "M-1", "question": {"answered_on": "2027-01-05"}}]}"#;
        let record = record_from_json(RecordKind::Review, review).unwrap();
        let found = ahead(&record, today());
        let field = record.kind().field(&found[0].path).unwrap();
        assert_eq!((found.len(), field.label, field.row), (1, Question::answered_on, Some(2)));
    }
}
