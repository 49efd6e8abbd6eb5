//! What a policy adds, through the vault: taken, recorded, exported and taken in again, told in the history.

use serde_json::Value;

use crate::run::Desk;

const LAYER: &str = include_str!("../data/kamome-care-net.toml");

const OFFICE: &str = r#"{"format": "mcs-register/1", "office": {"name": "かもめ訪問看護", "kept_since": "2026-04-01"},
    "staff": [{"id": "S-001", "name": "白波 一"}],
    "devices": [{"id": "D-001", "kind": "tablet", "name": "板1", "ownership": "office", "status": "in-use"}],
    "incidents": [{"id": "R8-001", "kind": "other", "known_at": "2026-11-20T09:00"}]}"#;

const RECORDED: &str = r#"{"command":"facts","on":"2026-11-21","facts":[{"fact":"control-recorded","device":"D-001","control":"no-public-wifi","state":"met"}]}
{"command":"facts","on":"2026-11-21","facts":[{"fact":"duty-kept","subject":"device/D-001","duty":"battery-check"}]}
{"command":"facts","on":"2026-11-21","facts":[{"fact":"duty-answered","subject":"staff/S-001","duty":"rules-read","kept":true}]}
{"command":"set","subject":"incident/R8-001","fields":{"kind":"public-wifi-use"}}
{"command":"facts","on":"2026-11-21","facts":[{"fact":"reported-to","incident":"R8-001","to":"city-office"}]}
{"command":"facts","facts":[{"fact":"duty-kept","subject":"office","duty":"insurance"}]}
"#;

fn details(desk: &Desk) -> Vec<String> {
    let check = desk.open(&["check", "--format", "json", "--today", "2026-11-30"]);
    let check: Value = serde_json::from_str(&check.stdout).unwrap();
    let findings = check["findings"].as_array().unwrap().iter();
    let mut found: Vec<String> =
        findings.filter_map(|row| Some(row["detail"].as_str()?.to_owned())).collect();
    found.sort();
    found
}

#[test]
fn what_a_policy_adds_is_kept_in_the_vault_and_travels() {
    let desk = Desk::with_vault(OFFICE);
    let file = desk.file("kamome.toml", LAYER);
    // Before it is taken, nobody records under its names.
    let script = desk.file("facts.jsonl", RECORDED);
    let script = script.to_str().unwrap();
    let refused = desk.open(&["apply", script, "--today", "2026-11-30"]);
    assert_eq!(refused.stdout.matches("refused").count(), 6, "{}", refused.stdout);
    assert!(refused.stdout.contains("/facts/0/control"), "{}", refused.stdout);

    assert_eq!(
        desk.open(&["policy", "use", file.to_str().unwrap(), "--today", "2026-11-30"]).status,
        Some(0)
    );
    let asked = details(&desk);
    for name in ["battery-check", "city-office", "liability-paper", "no-public-wifi", "rules-read"] {
        assert!(asked.iter().any(|detail| detail == name), "{name}: {asked:?}");
    }
    let done = desk.open(&["apply", script, "--today", "2026-11-30"]);
    assert_eq!(done.stdout.matches("ok ").count(), 5, "{}{}", done.stdout, done.stderr);
    assert!(done.stdout.contains("/facts/0/duty"), "{}", done.stdout);
    assert_eq!(details(&desk), ["liability-paper", "screen-lock"]);
    let history = desk.open(&["history", "--subject", "device/D-001"]).stdout;
    assert!(history.contains("公衆Wi-Fiの禁止") && history.contains("電池の年次点検"), "{history}");
    assert_eq!(desk.open(&["verify"]).status, Some(0));

    let document = desk.open(&["export"]).stdout;
    let other = Desk::with_vault(&document);
    assert_eq!(other.open(&["export"]).stdout, document);
    assert_eq!(details(&other), ["liability-paper", "screen-lock"]);

    // Under a policy without it nothing is asked of it, and nothing is lost.
    assert_eq!(desk.open(&["policy", "use", "minato-anshin-net", "--today", "2026-11-30"]).status, Some(0));
    assert!(!details(&desk).iter().any(|detail| detail == "liability-paper" || detail == "no-public-wifi"));
    let later: Value = serde_json::from_str(&desk.open(&["export"]).stdout).unwrap();
    let before: Value = serde_json::from_str(&document).unwrap();
    for list in ["devices", "staff", "incidents"] {
        assert_eq!(later[list], before[list], "{list}");
    }
    let third = Desk::with_vault(&desk.open(&["export"]).stdout);
    assert_eq!(third.open(&["verify"]).status, Some(0));
    // Taking the same one again changes nothing.
    let again = desk.open(&["policy", "use", "minato-anshin-net", "--today", "2026-11-30"]);
    assert!(again.stdout.contains("何も変えていません"), "{}", again.stdout);
}

/// A document is judged by its own policy, without any vault.
#[test]
fn a_document_is_judged_by_what_its_policy_adds() {
    let desk = Desk::with_vault(OFFICE);
    let file = desk.file("kamome.toml", LAYER);
    assert_eq!(desk.open(&["policy", "use", file.to_str().unwrap()]).status, Some(0));
    let document = desk.file("register.json", &desk.open(&["export"]).stdout);
    let args =
        ["check", "--register", document.to_str().unwrap(), "--format", "json", "--today", "2026-11-30"];
    let outcome = desk.run(&args);
    assert!(outcome.stdout.contains("no-public-wifi"), "{}{}", outcome.stdout, outcome.stderr);
}
