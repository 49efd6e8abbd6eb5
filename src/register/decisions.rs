//! What was decided on a take-out, and when: a decision covers what the take-out was then. Changed since, it is decided on
//! again, and the earlier decisions are in the history alone.

use super::records::{Decision, TakeOut};

/// A take-out as a change left it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakeOutState {
    /// When: the office's local time with its offset, as the history has it.
    pub at: String,
    /// What it was before; `None` where it was new.
    pub before: Option<TakeOut>,
    /// What it was then.
    pub after: TakeOut,
}

/// One decision on a take-out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The take-out with the decision, as it was decided on.
    pub take_out: TakeOut,
    /// When it was no longer so, in the history's time; `None` for the decision in force.
    pub until: Option<String>,
}

impl TakeOut {
    /// The decisions on it, the first one first, by what it has been before: the states follow each other, without what was
    /// taken back.
    pub fn decisions(&self, states: &[TakeOutState]) -> Vec<Decided> {
        let mut found: Vec<Decided> = Vec::new();
        let mut see = |take_out: &TakeOut, at: &str| {
            let last = found.last_mut().filter(|last| last.until.is_none());
            match last {
                // What is said of the same decision later, such as a countersign, belongs to it.
                Some(last) if same(&last.take_out.decision, &take_out.decision) => {
                    last.take_out.decision = take_out.decision.clone();
                    return;
                }
                Some(last) => last.until = Some(at.to_owned()),
                None => {}
            }
            if take_out.decision.result.is_some() {
                found.push(Decided { take_out: take_out.clone(), until: None });
            }
        };
        for state in states {
            if let Some(before) = &state.before {
                see(before, &state.at);
            }
            see(&state.after, &state.at);
        }
        see(self, "");
        found
    }

    /// Whether another state of it says the same of what is carried: device, content, medium, purpose, destination, records,
    /// protection and period.
    pub fn carries_the_same(&self, other: &Self) -> bool {
        let what = |row: &Self| {
            let where_to = (row.destination.clone(), row.records, row.protection.clone());
            let what = (row.device.clone(), row.content.clone(), row.medium.clone(), row.purpose.clone());
            (what, where_to, row.from, row.until, row.standing)
        };
        what(self) == what(other)
    }
}

/// Whether two states hold one decision.
fn same(one: &Decision, other: &Decision) -> bool {
    (one.result, one.on, &one.by) == (other.result, other.on, &other.by)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::{Date, id::TakeOutId, words::DecisionResult};

    fn day(text: &str) -> Option<Date> {
        text.parse().ok()
    }

    fn row(until: &str, decided: Option<&str>) -> TakeOut {
        let decision = Decision {
            result: decided.map(|_| DecisionResult::Approved),
            on: decided.and_then(day),
            ..Decision::default()
        };
        TakeOut { until: day(until), decision, ..TakeOut::new(TakeOutId::trusted("T-001")) }
    }

    fn states(rows: &[&TakeOut]) -> Vec<TakeOutState> {
        let mut before = None;
        let mut states = Vec::new();
        for (place, row) in rows.iter().enumerate() {
            let after = (*row).clone();
            states.push(TakeOutState {
                at: format!("2026-11-{:02}", place + 1),
                before,
                after: after.clone(),
            });
            before = Some(after);
        }
        states
    }

    #[test]
    fn each_decision_is_told_with_what_it_covered() {
        let asked = row("2026-11-05", None);
        let first = row("2026-11-05", Some("2026-11-02"));
        let extended = row("2026-11-09", None);
        let second = row("2026-11-09", Some("2026-11-04"));
        let found = second.decisions(&states(&[&asked, &first, &extended, &second]));
        assert_eq!(found.len(), 2);
        assert_eq!(
            (found[0].take_out.until, found[0].until.as_deref()),
            (day("2026-11-05"), Some("2026-11-03"))
        );
        assert_eq!((found[1].take_out.until, found[1].until.as_deref()), (day("2026-11-09"), None));
        assert!(!found[0].take_out.carries_the_same(&second));
        // Still open: nothing is in force.
        let found = extended.decisions(&states(&[&asked, &first, &extended]));
        assert!(found.len() == 1 && found[0].until.is_some());
        assert!(asked.decisions(&states(&[&asked])).is_empty());
        assert_eq!(first.decisions(&[]).len(), 1, "a document brings no history");
    }

    #[test]
    fn a_countersign_belongs_to_its_decision_and_a_silent_change_shows() {
        let first = row("2026-11-05", Some("2026-11-02"));
        let mut confirmed = first.clone();
        confirmed.decision.note = Some("確認済み".to_owned());
        // An earlier version let it change without opening the decision again.
        let silent = TakeOut { until: day("2026-11-30"), ..confirmed.clone() };
        let found = silent.decisions(&states(&[&first, &confirmed, &silent]));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].take_out.until, day("2026-11-05"));
        assert_eq!(found[0].take_out.decision.note.as_deref(), Some("確認済み"));
        assert!(!found[0].take_out.carries_the_same(&silent));
    }
}
