//! The first response of an incident against the policy's list for its kind: what was done, and what nobody has recorded.

use crate::{
    policy::file::{rulebook::Policy, written::ResponseStep},
    register::records::{Incident, Response, non_blank},
};

/// A step: of the policy's list, recorded or not, or recorded besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step<'a> {
    /// What the list says; `None` for what was recorded besides.
    pub asked: Option<&'a ResponseStep>,
    /// What was recorded of it: for a step of the list, in its very words. That something was to be done, or could not be,
    /// may be told in nearly the same ones.
    pub done: Option<&'a Response>,
    /// Its place among what was recorded.
    pub place: Option<usize>,
    /// Whether something recorded besides tells of this step: whoever reads it has to say whether it was done.
    pub told: bool,
}

/// The steps of the list in their order, then what else was recorded, as it was recorded.
pub fn steps<'a>(policy: &'a Policy, incident: &'a Incident) -> Vec<Step<'a>> {
    let recorded = &incident.first_response;
    let mut taken = vec![false; recorded.len()];
    let mut steps: Vec<Step<'a>> = policy
        .first_response(incident.kind)
        .iter()
        .map(|asked| {
            let place = recorded.iter().position(|response| is_stamp(asked, response));
            if let Some(taken) = place.and_then(|place| taken.get_mut(place)) {
                *taken = true;
            }
            let done = place.and_then(|place| recorded.get(place));
            let told = done.is_none() && recorded.iter().any(|response| tells(asked, response));
            Step { asked: Some(asked), done, place, told }
        })
        .collect();
    let besides = recorded.iter().enumerate().zip(&taken).filter(|(_, taken)| !**taken);
    steps.extend(besides.map(|((place, response), _)| Step {
        asked: None,
        done: Some(response),
        place: Some(place),
        told: false,
    }));
    steps
}

/// Stamped by its key: in the words of the list, in either language.
fn is_stamp(asked: &ResponseStep, response: &Response) -> bool {
    let text = non_blank(response.text.as_deref());
    text == Some(asked.text.ja.trim()) || text == Some(asked.text.en.trim())
}

/// Told in words of one's own that hold those of the list, such as 「回線停止を依頼、受付番号は未着」 or 「回線停止を依頼していない」.
fn tells(asked: &ResponseStep, response: &Response) -> bool {
    let stem = asked.text.ja.trim();
    let stem = stem.strip_suffix("した").or_else(|| stem.strip_suffix('た')).unwrap_or(stem);
    non_blank(response.text.as_deref()).is_some_and(|text| !stem.is_empty() && text.contains(stem))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::{Record, RecordKind, document::record_from_json};

    fn incident(responses: &str) -> Incident {
        let json = format!(r#"{{"id": "R8-001", "kind": "device-loss", "first_response": [{responses}]}}"#);
        match record_from_json(RecordKind::Incident, &json).unwrap() {
            Record::Incident(incident) => *incident,
            other => panic!("not an incident: {other:?}"),
        }
    }

    #[test]
    fn only_the_words_of_the_list_say_that_a_step_was_done() {
        let policy = Policy::minato().unwrap();
        let incident = incident(
            r#"{"text": "回線停止を依頼していない"}, {"text": "Ran the remote wipe"}, {"text": "近くを捜した"},
            {"text": "警察へ遺失を届け出る予定"}, {"text": "警察へ遺失を届け出た"}, {}"#,
        );
        let steps = steps(&policy, &incident);
        let step =
            |ja: &str| steps.iter().find(|step| step.asked.is_some_and(|asked| asked.text.ja == ja)).unwrap();
        let line = step("回線停止を依頼した");
        assert_eq!((line.done, line.place, line.told), (None, None, true));
        assert_eq!(step("リモートワイプを実行した").place, Some(1));
        let reported = step("警察へ遺失を届け出た");
        assert_eq!((reported.place, reported.told), (Some(4), false));
        assert!(!step("該当するグループから解除した").told);
        let besides: Vec<_> =
            steps.iter().filter(|step| step.asked.is_none()).map(|step| step.place).collect();
        assert_eq!(besides, [Some(0), Some(2), Some(3), Some(5)], "each stands as it was recorded");
    }
}
