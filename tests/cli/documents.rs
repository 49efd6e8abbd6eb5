//! `check --register`: documents judged without any vault.

use std::{fs, process::Stdio};

use serde_json::Value;

use crate::run::{Desk, cases, files, finish};

const FIELDS: [&str; 8] = ["rule", "subject", "detail", "basis", "urgency", "since", "due", "days"];

#[test]
fn every_case_is_printed_as_it_says() {
    let desk = Desk::new();
    let cases = files(&cases(), ".json");
    assert!(cases.len() >= 60, "the cases are not where they should be");
    for path in cases {
        let name = path.display();
        let case: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        let register = desk.file("register.json", &case["register"].to_string());
        let today = case["today"].as_str().unwrap();
        let run = desk.run(&[
            "check",
            "--register",
            register.to_str().unwrap(),
            "--today",
            today,
            "--format",
            "json",
        ]);
        assert_eq!(run.stderr, "", "{name}");
        let printed: Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!(printed["today"], case["today"], "{name}");
        let only = |finding: &Value| FIELDS.map(|field| finding[field].clone());
        let found: Vec<_> = printed["findings"].as_array().unwrap().iter().map(only).collect();
        let wanted: Vec<_> = case["expect"].as_array().unwrap().iter().map(only).collect();
        assert_eq!(found, wanted, "{name}");
        let asks =
            |finding: &Value| matches!(finding["urgency"].as_str(), Some("overdue" | "now" | "unknown"));
        let status = i32::from(case["expect"].as_array().unwrap().iter().any(asks));
        assert_eq!(run.status, Some(status), "{name}");
    }
}

#[test]
fn every_malformed_document_is_answered_with_its_place() {
    let desk = Desk::new();
    let documents = files(&cases().join("bad"), ".json");
    assert!(documents.len() >= 80, "the cases are not where they should be");
    for path in documents {
        let name = path.display();
        let expect = fs::read_to_string(path.with_extension("expect.txt")).unwrap();
        let parts: Vec<&str> = expect.split(" | ").collect();
        for (format, lang) in [("json", "ja"), ("text", "en")] {
            let args = ["check", "--today", "2026-11-22", "--format", format, "--lang", lang, "--register"];
            let run = finish(desk.command(&args).arg(&path));
            run.assert_no_raw_controls();
            match parts[0] {
                "exit 65" => {
                    assert_eq!((run.status, run.stdout.as_str()), (Some(65), ""), "{name}");
                    let words: Vec<&str> = run.stderr.split_whitespace().collect();
                    let pointer = words
                        .iter()
                        .find(|word| word.starts_with('/') && word.ends_with(':') && !word.contains(".json"));
                    let wanted = parts[1].starts_with('/').then(|| format!("{}:", parts[1]));
                    assert_eq!(pointer.copied(), wanted.as_deref(), "{name}: {}", run.stderr);
                }
                "accepted" => {
                    let status = parts[1].strip_prefix("exit ").unwrap().parse().unwrap();
                    assert_eq!((run.status, run.stderr.as_str()), (Some(status), ""), "{name}");
                }
                other => panic!("{name}: {other}"),
            }
        }
    }
}

#[test]
fn what_hides_in_a_name_is_not_printed_as_it_is() {
    let desk = Desk::new();
    let text = "{\"format\": \"mcs-register/1\", \"staff\": [{\"id\": \"S-1\", \"name\": \"石田\u{E0041}\u{2060}早苗\u{200B}\u{AD}\",
        \"mcs\": {\"registered_on\": \"2026-01-01\"}}]}";
    let file = desk.file("hidden.json", text);
    for args in [&["--format", "json"][..], &["--format", "text"]] {
        let run = desk
            .run(&[&["check", "--today", "2026-11-22", "--register", file.to_str().unwrap()], args].concat());
        assert!(run.stdout.contains("石田"), "{}", run.stdout);
        run.assert_no_raw_controls();
    }
}

#[test]
fn a_file_that_is_not_there_is_told_from_one_that_is_wrong() {
    let desk = Desk::new();
    let run = desk.run(&["check", "--register", "no\u{1b}[31msuch.json"]);
    assert_eq!((run.status, run.stdout.as_str()), (Some(74), ""));
    assert!(run.stderr.contains("such.json"), "{}", run.stderr);
    run.assert_no_raw_controls();
}

#[test]
fn a_register_comes_from_standard_input_as_from_a_file() {
    let desk = Desk::new();
    let text = r#"{"format": "mcs-register/1", "staff": [{"id": "S-001", "mcs": {"shared": true}}]}"#;
    let file = desk.file("register.json", text);
    let check = |register| ["check", "--today", "2026-11-22", "--register", register];
    let run = desk.feed(&check("-"), text);
    let of_file = desk.run(&check(file.to_str().unwrap()));
    assert_eq!((run.status, &run.stdout, run.stderr.as_str()), (of_file.status, &of_file.stdout, ""));
    assert_eq!(run.status, Some(1), "{}", run.stdout);
    let run = desk.feed(&check("-"), "{}");
    assert_eq!((run.status, run.stdout.as_str()), (Some(65), ""));
    assert!(run.stderr.contains("標準入力") && run.stderr.contains("/format"), "{}", run.stderr);
}

#[test]
fn the_day_is_that_of_the_command() {
    let desk = Desk::new();
    let register = desk.file(
        "register.json",
        r#"{"format": "mcs-register/1", "office": {"guideline_confirmed_on": "2026-01-01"}}"#,
    );
    let on = |day| {
        let args = ["check", "--lang", "en", "--register", register.to_str().unwrap(), "--today", day];
        desk.run(&args).stdout
    };
    assert!(on("2027-01-01").contains("on 2027-01-01"));
    assert!(!on("2027-01-01").contains("ago)"));
    assert!(on("2027-01-03").contains("(2 days ago)"));
}

#[test]
fn a_policy_file_of_another_association_is_used() {
    let desk = Desk::new();
    let register = desk.file("register.json", r#"{"format": "mcs-register/1"}"#);
    let minato = include_str!("../../data/policy/minato-anshin-net.toml");
    let other = desk.file("other.toml", &minato.replacen("minato-anshin-net", "another-net", 1));
    let check = |policy: &str| {
        desk.run(&["check", "--format", "json", "--policy", policy, "--register", register.to_str().unwrap()])
    };
    let run = check(other.to_str().unwrap());
    assert!(run.stdout.contains("\"policy\": \"another-net\""), "{}{}", run.stdout, run.stderr);

    let broken = desk.file("broken.toml", &minato.replacen("[rules.", "unheard = 1\n[rules.", 1));
    let run = check(broken.to_str().unwrap());
    assert_eq!((run.status, run.stdout.as_str()), (Some(65), ""));
    assert!(run.stderr.contains("unheard"), "{}", run.stderr);

    fs::write(&broken, [0xff, 0xfe]).unwrap();
    assert_eq!(check(broken.to_str().unwrap()).status, Some(65));
    assert_eq!(check("nowhere.toml").status, Some(74));
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let desk = Desk::new();
    // More than a pipe holds.
    let staff: Vec<String> =
        (0..2000).map(|n| format!(r#"{{"id": "S-{n}", "mcs": {{"login": "{n}@example.jp"}}}}"#)).collect();
    let register = format!(r#"{{"format": "mcs-register/1", "staff": [{}]}}"#, staff.join(","));
    let register = desk.file("register.json", &register);
    let mut command = desk.command(&["check", "--register", register.to_str().unwrap()]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stderr.is_empty());
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_under_standard_output_is_told() {
    let desk = Desk::new();
    let register = desk.file("register.json", r#"{"format": "mcs-register/1"}"#);
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut command = desk.command(&["check", "--register", register.to_str().unwrap()]);
    let output = command.stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(74));
    assert!(!output.stderr.is_empty());
}

#[test]
fn the_practice_office_prints_its_findings_where_there_is_no_terminal() {
    let desk = Desk::new();
    let run = desk.run(&["demo", "--today", "2027-03-31"]);
    assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""));
    assert!(run.stdout.contains("2027-03-31 現在"), "{}", run.stdout);
    assert!(run.stdout.contains("■ 期限超過"));
    assert!(fs::read_dir(desk.path("tmp")).unwrap().next().is_none());
    assert!(!desk.path("vault").exists());
}

/// What the office decides on is what its own policy asks it to consider.
#[test]
fn the_office_decides_on_what_its_policy_asks_to_consider() {
    let minato = include_str!("../../data/policy/minato-anshin-net.toml");
    let (before, after) = minato.split_once("control = \"antivirus\"").unwrap();
    let after = after.replacen("level = \"recommended\"", "level = \"consider\"", 1);
    let other = format!("{before}control = \"antivirus\"{after}");
    let decided = |control: &str| {
        format!(
            r#"{{"format": "mcs-register/1", "office": {{"considered": [{{"control": "{control}", "result": "adopted", "on": "2026-11-20"}}]}}}}"#
        )
    };
    let desk = Desk::with_vault(r#"{"format": "mcs-register/1"}"#);
    let policy = desk.file("policy.toml", &other);
    let policy = ["--policy", policy.to_str().unwrap()];
    let check = |control: &str, more: &[&str]| {
        let file = desk.file("decided.json", &decided(control));
        desk.run(&[&["check", "--today", "2026-11-22", "--register", file.to_str().unwrap()], more].concat())
    };
    // What the built-in policy asks to consider is understood under any: what was decided is never lost.
    for control in ["antivirus", "mdm"] {
        let run = check(control, &policy);
        assert_ne!(run.status, Some(65), "{control}: {}", run.stderr);
    }
    let run = check("antivirus", &[]);
    assert_eq!(run.status, Some(65));
    assert!(run.stderr.contains("/office/considered/0/control"), "{}", run.stderr);

    let fact = r#"{"command":"facts","on":"2026-11-20","facts":[{"fact":"control-considered","control":"antivirus","result":"adopted"}],"confirm":true}"#;
    let set = r#"{"command":"set","subject":"office","fields":{"considered":[{"control":"screen-lock","result":"adopted","on":"2026-11-20"}]}}"#;
    let file = desk.file("commands.jsonl", &format!("{fact}\n{set}\n"));
    let apply = ["apply", file.to_str().unwrap(), "--today", "2026-11-22", "--lang", "en"];
    let run = desk.open(&[&apply[..], &policy[..]].concat());
    let answers: Vec<&str> = run.stdout.lines().collect();
    assert!(answers[0].starts_with("ok ") && answers[1].starts_with("refused 2: "), "{answers:?}");
    let run = desk.open(&apply);
    assert!(run.stdout.lines().all(|line| line.starts_with("refused ")), "{}", run.stdout);
}
