//! The order in which findings are read: on the screen's first page, on papers and by programs.

use std::cmp::Ordering;

use super::finding::{Finding, Urgency};
use crate::{
    policy::{file::rulebook::Policy, rule::Rule},
    register::{RecordKind, words::AnyControl},
};

/// Puts findings in their order.
///
/// What decides most comparisons is packed into one number; the texts are compared only where it is equal.
pub(super) fn order(policy: &Policy, findings: Vec<Finding>) -> Vec<Finding> {
    let ranks = ranks();
    let mut keys: Vec<(u128, u32)> =
        findings.iter().zip(0..).map(|(finding, place)| (key(finding, &ranks), place)).collect();
    let finding = |place: u32| &findings[place as usize];
    keys.sort_by(|(a, a_place), (b, b_place)| {
        a.cmp(b).then_with(|| compare_texts(policy, finding(*a_place), finding(*b_place)))
    });
    let mut findings: Vec<Option<Finding>> = findings.into_iter().map(Some).collect();
    let mut ordered = Vec::with_capacity(keys.len());
    ordered.extend(keys.iter().filter_map(|(_, place)| findings.get_mut(*place as usize)?.take()));
    ordered
}

/// Urgency, then the most days first where days decide, then the rule, then the kind and the first ten bytes of the subject.
fn key(finding: &Finding, ranks: &[u128; RecordKind::ALL.len()]) -> u128 {
    let days = match finding.urgency {
        Urgency::Overdue | Urgency::Soon => finding.days.unwrap_or(0),
        Urgency::Now | Urgency::Unknown | Urgency::Waived => 0,
    };
    // Dates lie within 0001 to 9999, so that days fit into 32 bits with room.
    let days = u32::try_from(i64::from(1_u32 << 31) - days).unwrap_or(u32::MAX);
    let kind = ranks[finding.subject.kind() as usize];
    let mut start = [0; 16];
    for (to, from) in start.iter_mut().skip(6).zip(finding.subject.id().bytes()) {
        *to = from;
    }
    (finding.urgency as u128) << 125
        | u128::from(days) << 93
        | (finding.rule.place() as u128) << 85
        | kind << 80
        | u128::from_be_bytes(start)
}

/// The place of each kind in the order of their words.
fn ranks() -> [u128; RecordKind::ALL.len()] {
    let mut ranks = [0; RecordKind::ALL.len()];
    for kind in RecordKind::ALL {
        let before = RecordKind::ALL.iter().filter(|other| other.word() < kind.word());
        ranks[*kind as usize] = before.map(|_| 1).sum();
    }
    ranks
}

/// The subjects by their bytes; then controls in the order of their list, measures by number, everything else by its bytes.
#[inline(never)] // so that the comparison of the numbers stands in the loop that sorts
fn compare_texts(policy: &Policy, a: &Finding, b: &Finding) -> Ordering {
    let rank = |finding: &Finding| -> usize {
        let Some(detail) = &finding.detail else { return 0 };
        match finding.rule {
            Rule::DeviceControl | Rule::ControlConsideration => {
                AnyControl::from_word(detail).map_or(0, |control| policy.control_place(control))
            }
            Rule::IncidentMeasure => detail.parse().unwrap_or(0),
            _ => 0,
        }
    };
    let subjects = a.subject.id().cmp(b.subject.id());
    subjects.then_with(|| rank(a).cmp(&rank(b))).then_with(|| a.detail.cmp(&b.detail))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use smol_str::SmolStr;

    use super::*;
    use crate::register::{subject::Subject, words::Control};

    fn any_finding() -> impl Strategy<Value = Finding> {
        let cases = prop::sample::select(vec![
            (Rule::PasswordAge, "staff", vec![""]),
            (Rule::DeviceReturn, "staff", vec!["D-1", "D-10", "D-2"]),
            (Rule::DeviceControl, "device", vec!["screen-lock", "antivirus", "boot-password", "mdm"]),
            (Rule::Countersign, "group", vec![""]),
            (Rule::Countersign, "take-out", vec![""]),
            (Rule::Countersign, "staff", vec!["password-age", "profile"]),
            (Rule::RecordContradiction, "device", vec!["returned_on"]),
            (Rule::RecordContradiction, "membership", vec!["duplicate", "joined_on"]),
            (Rule::IncidentMeasure, "incident", vec!["1", "2", "10", "12"]),
        ]);
        let subjects =
            prop::sample::select(vec!["a", "a-1", "a-2", "a-10", "日本", "a-long-id-1", "a-long-id-2"]);
        let urgencies = prop::sample::select(Urgency::ALL.to_vec());
        (cases, subjects, urgencies, 0_usize..4, -3_i64..4).prop_map(
            |((rule, kind, details), id, urgency, detail, days)| Finding {
                rule,
                subject: Subject::parse(&format!("{kind}/{id}")).unwrap(),
                detail: details
                    .get(detail)
                    .filter(|detail| !detail.is_empty())
                    .map(|detail| SmolStr::new(*detail)),
                urgency,
                unwaived: urgency,
                since: None,
                due: None,
                days: Some(days),
            },
        )
    }

    /// The order as `rules.md` words it, without any of the shortcuts.
    fn plainly(a: &Finding, b: &Finding) -> std::cmp::Ordering {
        let days = |finding: &Finding| match finding.urgency {
            Urgency::Overdue | Urgency::Soon => -finding.days.unwrap_or(0),
            _ => 0,
        };
        let detail = |finding: &Finding| match (finding.rule, finding.detail.as_deref()) {
            (_, None) => (0, String::new()),
            (Rule::DeviceControl, Some(control)) => {
                (1 + Control::ALL.iter().position(|known| known.word() == control).unwrap(), String::new())
            }
            (Rule::IncidentMeasure, Some(number)) => (number.parse().unwrap(), String::new()),
            (_, Some(text)) => (1, text.to_owned()),
        };
        (a.urgency, days(a), a.rule, a.subject.to_string().into_bytes(), detail(a)).cmp(&(
            b.urgency,
            days(b),
            b.rule,
            b.subject.to_string().into_bytes(),
            detail(b),
        ))
    }

    proptest! {
        #[test]
        fn findings_are_ordered_as_the_rules_say(findings in prop::collection::vec(any_finding(), 0..40)) {
            let mut wanted = findings.clone();
            wanted.sort_by(plainly);
            prop_assert_eq!(order(&Policy::minato().unwrap(), findings), wanted);
        }
    }
}
