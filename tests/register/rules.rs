//! Every public case of the rules: the register of the case is judged on its day, and what comes out is compared
//! field by field and in order.

// what cannot be read fails the test

use std::{fs, path::Path};

use mcs_register::{
    policy::{self, Policy, Rule},
    register::{Date, Lang, Register, document},
};
use serde_json::{Value, json};

fn cases() -> Vec<(String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut cases: Vec<(String, Value)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            (name, serde_json::from_slice(&fs::read(&path).unwrap()).unwrap())
        })
        .collect();
    cases.sort_by(|a, b| a.0.cmp(&b.0));
    cases
}

fn read(case: &Value) -> (Register, Date) {
    let text = serde_json::to_vec(&case["register"]).unwrap();
    let register = document::decode(&text, &|rule| Rule::from_name(rule).map(Rule::waivable)).unwrap();
    (register, case["today"].as_str().unwrap().parse().unwrap())
}

#[test]
fn every_case_is_judged_as_it_says() {
    let cases = cases();
    assert!(cases.len() >= 90, "the cases are not where they should be");
    let mut wrong = Vec::new();
    for (name, case) in &cases {
        let (register, today) = read(case);
        let policy = Policy::of(register.policy()).unwrap();
        let found: Vec<Value> = policy::judge(&register, &policy, today)
            .iter()
            .map(|finding| {
                json!({
                    "rule": finding.rule.name(),
                    "subject": finding.subject.to_string(),
                    "detail": finding.detail.as_deref(),
                    "basis": policy.basis(finding).word(),
                    "urgency": finding.urgency.word(),
                    "since": finding.since.map(|date| date.to_string()),
                    "due": finding.due.map(|date| date.to_string()),
                    "days": finding.days,
                })
            })
            .collect();
        if Value::from(found.clone()) != case["expect"] {
            wrong.push(format!("{name}\n  wanted {}\n  found  {}", case["expect"], Value::from(found)));
        }
    }
    assert!(wrong.is_empty(), "{} of {} cases:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn every_finding_is_printed_with_every_field() {
    for (name, case) in &cases() {
        let (register, today) = read(case);
        let policy = Policy::of(register.policy()).unwrap();
        let findings = policy::judge(&register, &policy, today);
        for lang in [Lang::Ja, Lang::En] {
            let text = policy::findings_to_json(&policy, &register, &findings, today, lang);
            let json: Value = serde_json::from_str(&text).unwrap();
            assert_eq!(json["format"], "mcs-register-findings/1");
            assert_eq!(json["policy"], policy.id());
            let total: u64 = json["counts"].as_object().unwrap().values().map(|n| n.as_u64().unwrap()).sum();
            assert_eq!(total, findings.len() as u64, "{name}");
            for (printed, wanted) in
                json["findings"].as_array().unwrap().iter().zip(case["expect"].as_array().unwrap())
            {
                for (field, value) in wanted.as_object().unwrap() {
                    assert_eq!(&printed[field], value, "{name}: {field}");
                }
                for field in ["article", "level", "label", "sentence"] {
                    assert!(printed[field].as_str().is_some_and(|text| !text.is_empty()), "{name}: {field}");
                }
                assert_eq!(printed.as_object().unwrap().len(), 12);
            }
            let lines = policy::findings_to_text(&policy, &register, &findings, today, lang);
            for finding in &findings {
                assert!(lines.contains(&policy.sentence(finding, &register, today, lang)), "{name}");
                assert!(finding.rule.flags().contains(&finding.subject.kind()), "{name}");
                let explained = policy.explain(finding, &register, today, lang);
                assert!(!explained.facts.is_empty() && !explained.policy_says.is_empty(), "{name}");
            }
        }
    }
}

#[test]
fn a_name_cannot_steer_the_terminal() {
    let register = r#"{"format": "mcs-register/1", "staff": [{"id": "S-001", "name": "a\u001b[31m\u009b\u202e\u2028b",
        "mcs": {"login": "a@example.jp"}}]}"#;
    let register = document::decode(register.as_bytes(), &|_| None).unwrap();
    let policy = Policy::minato().unwrap();
    let today: Date = "2026-11-22".parse().unwrap();
    let findings = policy::judge(&register, &policy, today);
    for lang in [Lang::Ja, Lang::En] {
        let json = policy::findings_to_json(&policy, &register, &findings, today, lang);
        let text = policy::findings_to_text(&policy, &register, &findings, today, lang);
        for shown in [json, text] {
            assert!(shown.contains("a\u{fffd}[31m\u{fffd}\u{fffd}\u{fffd}b"));
            let steering = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202e}' | '\u{2028}');
            assert!(!shown.contains(steering));
        }
    }
}

/// Another association's policy is a file: its numbers and its order of controls are what counts.
#[test]
fn another_policy_file_gives_other_findings() {
    let minato = include_str!("../../data/policy/minato-anshin-net.toml");
    let changed = minato
        .replace("interval_months = 2\n", "interval_months = 3\n")
        .replace("control = \"boot-password\"", "control = \"first\"")
        .replace("control = \"screen-lock\"", "control = \"boot-password\"")
        .replace("control = \"first\"", "control = \"screen-lock\"");
    let register = r#"{"format": "mcs-register/1",
        "staff": [{"id": "S-001", "name": "港 花子", "mcs": {"login": "a@example.jp", "password_changed_on": "2026-08-21"}}],
        "devices": [{"id": "D-001"}]}"#;
    let register = document::decode(register.as_bytes(), &|_| None).unwrap();
    let today: Date = "2026-11-22".parse().unwrap();
    for (text, due, interval, first, last) in [
        (minato, "2026-10-21", "2か月", "boot-password", "screen-lock"),
        (&changed, "2026-11-21", "3か月", "screen-lock", "boot-password"),
    ] {
        let policy = Policy::parse(text).unwrap();
        let findings = policy::judge(&register, &policy, today);
        let password = findings.iter().find(|finding| finding.rule == Rule::PasswordAge).unwrap();
        assert_eq!(password.due.unwrap().to_string(), due);
        assert!(policy.sentence(password, &register, today, Lang::Ja).contains(interval));
        let controls: Vec<&str> = findings
            .iter()
            .filter(|f| f.rule == Rule::DeviceControl)
            .filter_map(|f| f.detail.as_deref())
            .collect();
        assert_eq!((controls.first(), controls.last()), (Some(&first), Some(&last)));
    }
}

/// An office's own policy may be a file of version 0.1.0: what came later is the built-in policy's, so that nothing goes
/// unchecked because a file is old.
#[test]
fn a_policy_file_of_before_is_judged_with_what_came_later() {
    let text = crate::citations::policy_of_before();
    let (old, built_in) = (Policy::parse(&text).unwrap(), Policy::minato().unwrap());
    let came_later = |rule: &&Rule| !text.contains(&format!("[rules.{rule}]"));
    assert_eq!(Rule::ALL.iter().filter(came_later).count(), 12);
    // The built-in policy adds nothing of its own.
    let added = |rule: &Rule| matches!(rule, Rule::PolicyDuty | Rule::PolicyAddressee);
    assert!(Rule::ALL.iter().all(|rule| old.is_on(*rule) != added(rule)));
    for (name, case) in &cases() {
        let (register, today) = read(case);
        let found = |policy| -> Vec<String> {
            let findings = policy::judge(&register, policy, today);
            findings
                .iter()
                .map(|finding| format!("{finding:?} {}", old.sentence(finding, &register, today, Lang::Ja)))
                .collect()
        };
        assert_eq!(found(&old), found(&built_in), "{name}");
    }
    // Another association's file says whose article it is; it can switch the rule off by naming it.
    let other = text.replacen("id = \"minato-anshin-net\"", "id = \"another-net\"", 1);
    let policy = Policy::parse(&other).unwrap();
    assert_eq!(policy.rule_article(Rule::ReviewQuestion), "港あんしんネット運用ポリシー 留意事項(1)");
    assert_eq!(policy.rule_article(Rule::MembershipReview), "留意事項(1)");
    let (_, rule) = Policy::minato_text().split_once("[rules.review-question]\nenabled = true\n").unwrap();
    let (rule, _) = rule.split_once("\n\n").unwrap();
    let off = format!("{other}\n[rules.review-question]\nenabled = false\n{rule}\n");
    assert!(!Policy::parse(&off).unwrap().is_on(Rule::ReviewQuestion));
}
