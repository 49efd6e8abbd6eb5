//! The first response of an incident against the policy's list for its kind: what was done, and what nobody has recorded.

use super::{Policy, ResponseStep};
use crate::register::records::{Incident, Response, said};

/// A step: of the policy's list, recorded or not, or recorded besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step<'a> {
    /// What the list says; `None` for what was recorded besides.
    pub asked: Option<&'a ResponseStep>,
    /// What was recorded of it.
    pub done: Option<&'a Response>,
    /// Its place among what was recorded.
    pub place: Option<usize>,
}

impl Step<'_> {
    /// Whether it was recorded by its key, in the words of the list.
    pub fn is_stamp(&self) -> bool {
        self.asked.zip(self.done).is_some_and(|(asked, done)| is_stamp(asked, done))
    }
}

/// The steps of the list in their order, then what else was recorded, as it was recorded.
pub fn steps<'a>(policy: &'a Policy, incident: &'a Incident) -> Vec<Step<'a>> {
    let recorded = &incident.first_response;
    let mut taken = vec![false; recorded.len()];
    let mut steps: Vec<Step<'a>> = policy
        .first_response(incident.kind)
        .iter()
        .map(|asked| {
            let place = recorded
                .iter()
                .position(|response| is_stamp(asked, response))
                .or_else(|| recorded.iter().position(|response| tells(asked, response)));
            let done = place.and_then(|place| {
                if let Some(taken) = taken.get_mut(place) {
                    *taken = true;
                }
                recorded.get(place)
            });
            Step { asked: Some(asked), done, place }
        })
        .collect();
    let besides = recorded.iter().enumerate().zip(&taken).filter(|(_, taken)| !**taken);
    steps.extend(besides.map(|((place, response), _)| Step {
        asked: None,
        done: Some(response),
        place: Some(place),
    }));
    steps
}

/// Stamped by its key: in the words of the list, in either language.
fn is_stamp(asked: &ResponseStep, response: &Response) -> bool {
    let text = said(response.text.as_deref());
    text == Some(asked.text.ja.trim()) || text == Some(asked.text.en.trim())
}

/// Told in words of one's own that hold those of the list, such as 「回線停止を依頼、受付番号は未着」. One entry may tell of
/// two steps.
fn tells(asked: &ResponseStep, response: &Response) -> bool {
    let stem = asked.text.ja.trim();
    let stem = stem.strip_suffix("した").or_else(|| stem.strip_suffix('た')).unwrap_or(stem);
    said(response.text.as_deref()).is_some_and(|text| !stem.is_empty() && text.contains(stem))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::{
        Record,
        document::{RecordKind, record_from_json},
    };

    #[test]
    fn what_was_done_is_found_in_the_words_of_the_list_or_in_ones_own() {
        let policy = Policy::minato().unwrap();
        let json = r#"{"id": "R8-001", "kind": "device-loss", "first_response": [
            {"text": "回線停止を依頼、受付番号は未着"}, {"text": "Ran the remote wipe"},
            {"text": "全端末からログアウトとMCSのパスワードを変更"}, {"text": "近くを捜した"}, {}]}"#;
        let Record::Incident(incident) = record_from_json(RecordKind::Incident, json).unwrap() else {
            panic!("not an incident")
        };
        let steps = steps(&policy, &incident);
        let done = |ja: &str| {
            let step = steps.iter().find(|step| step.asked.is_some_and(|asked| asked.text.ja == ja)).unwrap();
            step.done.and_then(|done| done.text.as_deref())
        };
        assert_eq!(done("回線停止を依頼した"), Some("回線停止を依頼、受付番号は未着"));
        assert_eq!(done("リモートワイプを実行した"), Some("Ran the remote wipe"));
        assert_eq!(done("全端末からログアウトした"), done("MCSのパスワードを変更した"));
        assert_eq!(done("警察へ遺失を届け出た"), None);
        let besides: Vec<Option<&str>> = steps
            .iter()
            .filter(|step| step.asked.is_none())
            .map(|step| step.done.and_then(|done| done.text.as_deref()))
            .collect();
        assert_eq!(besides, [Some("近くを捜した"), None]);
    }
}
