//! What a policy adds, through the vault: taken, recorded, exported and taken in again, told in the history.

use serde_json::{Value, json};

use crate::run::{Desk, Outcome};

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

/// A register under the policy.
fn kamome() -> Desk {
    let desk = Desk::with_vault(OFFICE);
    let file = desk.file("kamome.toml", LAYER);
    assert_eq!(
        desk.open(&["policy", "use", file.to_str().unwrap(), "--today", "2026-11-20"]).status,
        Some(0)
    );
    desk
}

fn paper(desk: &Desk, args: &[&str]) -> Outcome {
    desk.open(&[&["paper"], args, &["--today", "2026-11-22"]].concat())
}

#[test]
fn a_policys_own_forms_come_out_by_number_and_by_name() {
    let desk = kamome();
    let filled = paper(&desk, &["form-5", "D-001"]);
    assert_eq!(filled.status, Some(0), "{}", filled.stderr);
    assert!(
        filled.stdout.contains("電池点検票（別表4）") && filled.stdout.contains("板1"),
        "{}",
        filled.stdout
    );
    for word in ["5", "電池点検票", "電池点検票（別表4）"] {
        assert_eq!(paper(&desk, &[word, "D-001"]).stdout, filled.stdout, "{word}");
    }
    assert!(!paper(&desk, &["form-5"]).stdout.contains("板1"));
    // By its number a form that the program knows is the same as by its word.
    assert_eq!(paper(&desk, &["4", "G-001"]).stderr, paper(&desk, &["consent", "G-001"]).stderr);
    let file = desk.path("papers.pdf");
    let written = paper(&desk, &["賠償保険の届", "--out", file.to_str().unwrap()]);
    assert_eq!(written.status, Some(0), "{}", written.stderr);
    assert!(std::fs::read(file).unwrap().starts_with(b"%PDF"));
    for (args, word) in [
        (&["form-9"][..], "form-5"),
        (&["点検票"], "incident-city-office"),
        (&["form-5", "D-404"], "D-001"),
        (&["form-6", "D-001"], "form-6"),
        (&["form-2"], "form-5"),
        (&["formulary"], "staff-pledge"),
    ] {
        let refused = paper(&desk, args);
        assert_eq!((refused.status, refused.stdout.as_str()), (Some(2), ""), "{args:?}");
        assert!(refused.stderr.contains(word), "{args:?} {}", refused.stderr);
    }
    // What names people is told to the history by what the form is called.
    assert!(desk.open(&["history"]).stdout.contains("電池点検票（別表4） D-001"));
}

#[test]
fn a_form_with_a_mistake_is_told_with_its_line_and_key_before_the_policy_is_taken() {
    let desk = Desk::with_vault(OFFICE);
    let file =
        desk.file("kamome.toml", &LAYER.replacen("fact = \"office.name\"", "fact = \"office.nmae\"", 1));
    for command in [&["policy", "try"][..], &["policy", "use"], &["check", "--policy"]] {
        let refused = desk.open(&[command, &[file.to_str().unwrap()]].concat());
        assert_eq!(refused.status, Some(65), "{command:?} {}", refused.stderr);
        assert!(refused.stderr.contains("forms[number=6].form: 様式の7行目"), "{}", refused.stderr);
        assert!(refused.stderr.contains("行1桁"), "{}", refused.stderr);
    }
}

#[test]
fn a_report_to_whom_a_policy_adds_is_numbered_kept_and_sent() {
    let desk = kamome();
    let file = desk.path("report.pdf");
    let args = ["incident-city-office", "R8-001", "--record", "--out", file.to_str().unwrap()];
    let written = paper(&desk, &args);
    assert_eq!(written.status, Some(0), "{}", written.stderr);
    assert!(written.stderr.contains("R8-001-CITY-OFFICE-1"), "{}", written.stderr);
    let sent = r#"{"command":"facts","on":"2026-11-22","facts":[{"fact":"reported-to","incident":"R8-001","to":"city-office"}]}"#;
    let script = desk.file("sent.jsonl", sent);
    let done = desk.open(&["apply", script.to_str().unwrap(), "--today", "2026-11-22"]);
    assert_eq!(done.status, Some(0), "{}{}", done.stdout, done.stderr);
    let document = desk.open(&["export"]).stdout;
    let register: Value = serde_json::from_str(&document).unwrap();
    let incident = &register["incidents"][0];
    let report = &incident["reports"][0];
    assert_eq!(
        json!([report["to"], report["number"], report["sent_on"], incident["added"]]),
        json!(["city-office", 1, "2026-11-22", {"city-office": "2026-11-22"}])
    );
    // The next one counts on; the first stays word for word, in any format and after the policy has gone.
    assert!(paper(&desk, &["incident-city-office", "R8-001"]).stdout.contains("R8-001-CITY-OFFICE-2"));
    let kept = paper(&desk, &["incident-city-office", "R8-001-CITY-OFFICE-1"]).stdout;
    assert!(kept.contains("かもめ市高齢福祉課 御中"), "{kept}");
    assert_eq!(paper(&desk, &["incident", "R8-001-CITY-OFFICE-1"]).status, Some(2));
    assert_eq!(desk.open(&["policy", "use", "minato-anshin-net", "--today", "2026-11-22"]).status, Some(0));
    let ledgers = desk.path("ledgers");
    let export = ["export", "--format", "csv", "--out", ledgers.to_str().unwrap(), "--today", "2026-11-22"];
    assert_eq!(desk.open(&export).status, Some(0));
    let reports = std::fs::read_to_string(ledgers.join("reports.csv")).unwrap();
    assert!(reports.contains("R8-001-CITY-OFFICE-1") && reports.contains("city-office"), "{reports}");
    // It travels; a name that the policy does not have is refused at its place.
    let other = Desk::with_vault(&document);
    assert_eq!(other.open(&["export"]).stdout, document);
    let unknown = desk.file(
        "unknown.json",
        &document
            .replace("\"to\": \"city-office\"", "\"to\": \"ward\"")
            .replace("\"to\":\"city-office\"", "\"to\":\"ward\""),
    );
    let refused = desk.run(&["check", "--register", unknown.to_str().unwrap()]);
    assert_eq!(refused.status, Some(65), "{}", refused.stderr);
    assert!(refused.stderr.contains("/incidents/0/reports/0/to"), "{}", refused.stderr);
}
