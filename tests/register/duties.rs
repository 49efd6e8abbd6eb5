//! What holds of the findings of any register: whose duty something is, and what cannot be waived or asked for twice.

use std::collections::BTreeSet;

use mcs_register::{
    policy::{Policy, Rule, Urgency, judge},
    register::{Date, RecordKind, Register, document, subject::Subject},
};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::arbitrary::register;

fn today() -> Date {
    "2026-11-22".parse().unwrap()
}

/// The register with something changed in its document.
fn changed(register: &Register, change: impl Fn(&mut Value)) -> Register {
    let mut document: Value = serde_json::from_str(&document::encode(register)).unwrap();
    change(&mut document);
    let flags = |rule: &str| Rule::from_name(rule).map(Rule::waivable);
    document::decode(document.to_string().as_bytes(), &flags).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn one_rule_subject_and_detail_gives_one_finding(register in register()) {
        let findings = judge(&register, &Policy::minato().unwrap(), today());
        let mut seen = BTreeSet::new();
        for finding in &findings {
            let detail = finding.detail.as_ref().map(ToString::to_string);
            prop_assert!(seen.insert((finding.rule, finding.subject.to_string(), detail)), "{finding:?}");
            prop_assert!(finding.rule.flags().contains(&finding.subject.kind()), "{finding:?}");
        }
    }

    #[test]
    fn what_checks_a_waiver_is_never_waived(register in register()) {
        let findings = judge(&register, &Policy::minato().unwrap(), today());
        for finding in findings.iter().filter(|finding| finding.urgency == Urgency::Waived) {
            prop_assert!(finding.rule.waivable().contains(&finding.subject.kind()));
        }
        prop_assert!(!Rule::Countersign.waivable().contains(&RecordKind::Staff));
    }

    /// Of the groups of another office this one sees its own members, what it decided itself, and what cannot be right.
    #[test]
    fn an_office_that_hosts_nothing_sees_its_own_duties_only(register in register()) {
        let register = changed(&register, |document| {
            for group in document["groups"].as_array_mut().into_iter().flatten() {
                group["host"] = json!("other");
            }
        });
        for finding in judge(&register, &Policy::minato().unwrap(), today()) {
            match &finding.subject {
                Subject::Group(_) => prop_assert!(matches!(
                    finding.rule,
                    Rule::Countersign | Rule::FreeGroupPatientData | Rule::RecordContradiction
                ), "{finding:?}"),
                Subject::Membership(id) => {
                    let (_, row) = register.membership(id).unwrap();
                    let of_anybody = match finding.rule {
                        Rule::MembershipRemoval => finding.detail.as_deref() == Some("requested"),
                        rule => matches!(rule, Rule::ReviewQuestion | Rule::RecordContradiction),
                    };
                    prop_assert!(of_anybody || register.staff().contains(&row.person), "{finding:?}");
                }
                _ => {}
            }
        }
    }

    /// Without a day nobody was invited under this register, once it says from when it is kept.
    #[test]
    fn who_was_there_before_is_not_asked_for(register in register()) {
        let register = changed(&register, |document| {
            document["office"]["kept_since"] = json!("2026-11-22");
            for group in document["groups"].as_array_mut().into_iter().flatten() {
                for row in group["memberships"].as_array_mut().into_iter().flatten() {
                    for day in ["invited_on", "approved_on", "joined_on"] {
                        row.as_object_mut().unwrap().remove(day);
                    }
                }
            }
        });
        let findings = judge(&register, &Policy::minato().unwrap(), today());
        let asked = |rule| matches!(rule, Rule::InvitationApproval | Rule::InvitationStale);
        prop_assert!(findings.iter().all(|finding| !asked(finding.rule)));
    }

    /// A contradiction stands whatever today is, but that somebody is a member twice.
    #[test]
    fn a_contradiction_stands_on_any_day(register in register(), days in 0_i64..400) {
        let policy = Policy::minato().unwrap();
        let on = |today: Date| -> BTreeSet<String> {
            let findings = judge(&register, &policy, today).into_iter();
            let standing = findings.filter(|finding| {
                finding.rule == Rule::RecordContradiction && finding.detail.as_deref() != Some("duplicate")
            });
            standing.map(|finding| format!("{} {:?}", finding.subject, finding.detail)).collect()
        };
        prop_assert_eq!(on(today()), on(today().plus_days(days)));
    }
}
