//! What the record of a take-out says beyond its fields (第13条(9)): afterwards, by oneself, again.

use super::{
    date::Date, id::TakeOutId, in_memory::Register, kinds::RecordKind, records::TakeOut,
    words::DecisionResult,
};

impl TakeOut {
    /// The decision, where it has been taken by today: a result and a day that has come.
    pub fn decided(&self, today: Date) -> Option<(DecisionResult, Date)> {
        Some((self.decision.result?, self.decision.on.filter(|day| *day <= today)?))
    }

    /// Whether it was approved on a day after it had left (事後承認).
    pub fn approved_afterwards(&self) -> bool {
        self.decision.result == Some(DecisionResult::Approved)
            && self.out_on.zip(self.decision.on).is_some_and(|(out_on, on)| on > out_on)
    }

    /// Whether whoever asked decided on it: then somebody else has to countersign (第8条).
    pub fn decided_by_requester(&self) -> bool {
        self.decision.result.is_some() && self.decision.by.is_some() && self.decision.by == self.requester
    }

    /// What an approval covers: device, person, content, medium, purpose, period, whether it stands for every day, and
    /// where to, how many records and how they are protected.
    pub fn covered_by_approval(&self) -> impl PartialEq + '_ {
        let what = (&self.device, &self.requester, &self.content, &self.medium, &self.purpose);
        let how = (&self.destination, self.records, &self.protection);
        (what, how, self.from, self.until, self.standing)
    }

    /// Whether it is outside today.
    pub fn is_out(&self, today: Date) -> bool {
        let happened = |day: Option<Date>| today.happened(day);
        happened(self.out_on) && !happened(self.returned_on)
    }

    /// Whether an approval that stands for every day covers today: approved, not returned, and `from ≤ today ≤ until`.
    pub fn stands(&self, today: Date) -> bool {
        self.standing == Some(true)
            && self.decided(today).is_some_and(|(result, _)| result == DecisionResult::Approved)
            && self.returned_on.is_none_or(|day| day > today)
            && self.from.is_none_or(|day| day <= today)
            && self.until.is_some_and(|day| day >= today)
    }

    /// The same request again, from today for as many days as before; undecided and still here. A standing one stays one.
    #[must_use]
    pub fn again(&self, register: &Register, today: Date) -> TakeOut {
        let days = self.from.zip(self.until).map(|(from, until)| until.days_since(from).max(0));
        TakeOut {
            device: self.device.clone(),
            requester: self.requester.clone(),
            requested_on: Some(today),
            content: self.content.clone(),
            medium: self.medium.clone(),
            purpose: self.purpose.clone(),
            from: Some(today),
            until: days.map(|days| today.plus_days(days)),
            standing: self.standing,
            ..TakeOut::new(next(register))
        }
    }
}

/// The next free number of a take-out.
fn next(register: &Register) -> TakeOutId {
    TakeOutId::trusted(&register.next_counted(RecordKind::TakeOut).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::document::decode;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn office() -> Register {
        let text = r#"{"format": "mcs-register/1", "staff": [{"id": "S-1"}, {"id": "S-2"}], "take_outs": [
            {"id": "T-001", "requester": "S-1", "content": "記録", "medium": "端末", "purpose": "訪問", "from": "2026-11-02",
             "until": "2026-11-06", "decision": {"result": "approved", "on": "2026-11-03", "by": "S-1"}, "out_on": "2026-11-02",
             "returned_on": "2026-11-06"},
            {"id": "T-002", "requester": "S-1", "from": "2026-10-01", "until": "2026-12-31", "standing": true,
             "decision": {"result": "approved", "on": "2026-10-01", "by": "S-2"}, "out_on": "2026-10-01"}]}"#;
        decode(text.as_bytes(), &|_| None).unwrap()
    }

    #[test]
    fn an_approval_afterwards_and_one_by_oneself_are_told() {
        let register = office();
        let [one, two] = [0, 1].map(|place| &register.take_outs()[place]);
        assert!(one.approved_afterwards() && one.decided_by_requester());
        assert!(!two.approved_afterwards() && !two.decided_by_requester());
        assert!(
            !one.is_out(day("2026-11-22")) && one.is_out(day("2026-11-05")) && two.is_out(day("2026-11-22"))
        );
    }

    #[test]
    fn the_last_one_again_keeps_its_words_and_length_and_nothing_of_what_happened() {
        let register = office();
        let again = register.take_outs()[0].again(&register, day("2026-11-22"));
        assert_eq!(again.id.as_str(), "T-003");
        assert_eq!((again.from, again.until), (Some(day("2026-11-22")), Some(day("2026-11-26"))));
        assert_eq!(again.content, register.take_outs()[0].content);
        assert_eq!(
            (again.decision, again.out_on, again.returned_on),
            (crate::register::records::Decision::default(), None, None)
        );
    }

    #[test]
    fn a_standing_approval_ends_with_its_last_day() {
        let register = office();
        let standing = &register.take_outs()[1];
        for (today, stands) in
            [("2026-09-30", false), ("2026-10-01", true), ("2026-12-31", true), ("2027-01-01", false)]
        {
            assert_eq!(standing.stands(day(today)), stands, "{today}");
        }
        assert!(!register.take_outs()[0].stands(day("2026-11-04")));
    }
}
