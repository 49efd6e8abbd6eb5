//! `paper`: every kind from a vault to a file.

use std::fs;

use crate::run::Desk;

const REGISTER: &str = r#"{
  "format": "mcs-register/1",
  "office": {"name": "みなと訪問看護", "manager": "S-001"},
  "staff": [{"id": "S-001", "name": "港 花子", "mcs": {"login": "hana@example.jp"}}],
  "take_outs": [{"id": "T-001", "requester": "S-001"}],
  "groups": [{"id": "G-001", "kind": "patient", "memberships": [{"id": "M-001", "person": "S-001"}]},
    {"id": "G-002", "kind": "free"}],
  "incidents": [{"id": "R8-001", "kind": "device-loss", "reporter": "S-001", "summary": "番号\u{10FFFD}号"}]
}"#;

const KINDS: [(&str, Option<&str>); 24] = [
    ("incident", Some("R8-001")),
    ("nine-items", Some("R8-001")),
    ("take-out", Some("T-001")),
    ("take-out-ledger", None),
    ("review", Some("G-001")),
    ("leaver", Some("S-001")),
    ("staff-ledger", None),
    ("device-ledger", None),
    ("training", None),
    ("filings", None),
    ("monthly", None),
    ("disaster-list", None),
    ("handover", None),
    ("application", None),
    ("confidentiality-pledge", None),
    ("staff-pledge", Some("S-001")),
    ("staff-pledge", None),
    ("consent", Some("G-001")),
    ("take-out-blank", None),
    ("review-blank", Some("G-001")),
    ("training-sheet", None),
    ("self-check", None),
    ("self-check", Some("S-001")),
    ("handout", None),
];

fn register() -> String {
    REGISTER.replace("\\u{10FFFD}", "\u{10FFFD}")
}

#[test]
fn every_kind_is_written_as_its_ending_says() {
    let desk = Desk::with_vault(&register());
    for (kind, id) in KINDS {
        for ending in ["pdf", "md", "txt"] {
            let path = desk.path(&format!("{kind}.{ending}"));
            let mut args = vec!["paper", kind];
            args.extend(id);
            args.extend(["--out", path.to_str().unwrap(), "--today", "2026-11-22", "--force"]);
            let run = desk.open(&args);
            assert_eq!(run.status, Some(0), "{kind}: {}", run.stderr);
            let bytes = fs::read(&path).unwrap();
            assert_eq!(bytes.starts_with(b"%PDF-"), ending == "pdf", "{kind}.{ending}");
            assert_eq!(bytes.starts_with(b"# "), ending == "md", "{kind}.{ending}");
        }
    }
}

#[test]
fn a_character_that_cannot_be_printed_is_told() {
    let desk = Desk::with_vault(&register());
    let path = desk.path("paper.pdf");
    let run = desk.open(&["paper", "incident", "R8-001", "--out", path.to_str().unwrap(), "--lang", "en"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert!(run.stderr.contains("U+10FFFD"), "{}", run.stderr);
}

#[test]
fn wrong_use_is_answered_with_what_there_is_and_writes_nothing() {
    let desk = Desk::with_vault(&register());
    let path = desk.path("paper.pdf");
    let out = path.to_str().unwrap();
    for (args, told) in [
        (&["paper", "letter", "--out", out] as &[&str], "take-out-ledger"),
        (&["paper", "recovery-key", "--out", out], "account recovery-key --sheet"),
        (&["paper", "incident", "--out", out], "R8-001"),
        (&["paper", "review", "R8-001", "--out", out], "G-001"),
        (&["paper", "take-out", "T-9\u{1b}[31m", "--out", out], "T-001"),
        (&["paper", "training", "S-001", "--out", out], "training"),
        (&["paper", "staff-pledge", "S-9", "--out", out], "S-001"),
        (&["paper", "staff-pledge", "S-001", "--due", "--out", out], "staff-pledge, consent"),
        (&["paper", "handout", "--due", "--out", out], "staff-pledge, consent"),
        (&["paper", "consent", "--out", out], "G-001"),
        (&["paper", "consent", "G-002", "--out", out], "G-002"),
        (&["paper", "incident", "R8-001", "--format", "pdf"], "--out"),
        (&["paper", "incident", "R8-001", "--format", "pdf", "--out", "x.txt"], ".pdf .md .txt"),
        (&["paper", "incident", "R8-001", "--out", "x.docx"], ".pdf .md .txt"),
        (&["paper", "incident", "R8-001", "--record", "--out", "-"], "--record"),
        (&["paper", "incident", "R8-001", "--format", "pdf", "--out", "-"], "--out"),
        (&["account", "recovery-key", "--sheet", "key.odt"], ".pdf .md .txt"),
        (&["account", "recovery-key", "--sheet", "-"], "--sheet"),
    ] {
        for lang in ["ja", "en"] {
            let run = desk.open(&[args, &["--lang", lang]].concat());
            assert_eq!((run.status, run.stdout.as_str()), (Some(2), ""), "{args:?}: {}", run.stderr);
            assert!(run.stderr.contains(told), "{args:?}: {}", run.stderr);
            run.assert_no_raw_controls();
        }
    }
    assert!(!path.exists());
    let left = |name: &str| desk.path(name).exists();
    assert!(!["x.txt", "x.docx", "-", "key.odt"].into_iter().any(left));
}

/// No ending, or one that says nothing, stands in nobody's way.
#[test]
fn an_ending_that_says_nothing_is_accepted() {
    let desk = Desk::with_vault(&register());
    for name in ["paper", "paper.R8-001", "paper.PDF"] {
        let path = desk.path(name);
        let run =
            desk.open(&["paper", "monthly", "--format", "pdf", "--out", path.to_str().unwrap(), "--force"]);
        assert_eq!(run.status, Some(0), "{name}: {}", run.stderr);
        assert!(fs::read(&path).unwrap().starts_with(b"%PDF-"), "{name}");
    }
}

#[test]
fn a_file_that_is_there_or_a_folder_that_is_not_is_left_as_it_was() {
    let desk = Desk::with_vault(&register());
    let path = desk.file("paper.pdf", "mine");
    let args = ["paper", "incident", "R8-001", "--out", path.to_str().unwrap()];
    assert_eq!(desk.open(&args).status, Some(74));
    assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
    let run = desk.open(&["paper", "monthly", "--out", "no/such/folder/paper.pdf"]);
    assert_eq!(run.status, Some(74), "{}", run.stderr);
}

/// The register as `export` prints it.
fn exported(desk: &Desk) -> serde_json::Value {
    let run = desk.open(&["export"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    serde_json::from_str(&run.stdout).unwrap()
}

#[test]
fn a_report_is_recorded_under_its_number_and_printed_again() {
    let desk = Desk::with_vault(&register());
    let (path, again) = (desk.path("report.md"), desk.path("again.md"));
    let out = path.to_str().unwrap();
    let run = desk.open(&["report", "R8-001", "--stage", "further", "--record", "--out", out]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert!(run.stderr.contains("R8-001-1") && run.stdout.contains(out), "{} {}", run.stdout, run.stderr);
    let report = &exported(&desk)["incidents"][0]["reports"][0];
    assert_eq!((report["stage"].as_str(), report["to"].as_str()), (Some("further"), Some("secretariat")));
    let run = desk.open(&["paper", "incident", "R8-001-1", "--out", again.to_str().unwrap()]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert_eq!(fs::read_to_string(&again).unwrap(), fs::read_to_string(&path).unwrap());
    // It is no draft, stays as it is, and is the secretariat's.
    assert!(!fs::read_to_string(&path).unwrap().contains("下書き"));
    for option in [&["--unmasked"] as &[&str], &["--names", "named"], &["--record"], &["--stage", "first"]] {
        let kept = ["paper", "incident", "R8-001-1", "--force", "--out", again.to_str().unwrap()];
        let run = desk.open(&[&kept, option].concat());
        assert_eq!((run.status, run.stdout.as_str()), (Some(2), ""), "{}", run.stderr);
        assert!(run.stderr.contains("作成時のまま"), "{}", run.stderr);
    }
    let run = desk.open(&["paper", "nine-items", "R8-001-1"]);
    assert!(run.status == Some(2) && run.stderr.contains("paper incident R8-001-1"), "{}", run.stderr);
}

/// The second format bears the head code of the first: it is the same report, and nothing more is recorded.
#[test]
fn in_another_format_it_is_the_same_report() {
    let desk = Desk::with_vault(&register());
    let (first, second) = (desk.path("a.md"), desk.path("b.md"));
    let record = |path: &std::path::Path, on: &str| {
        let out = ["report", "R8-001", "--record", "--today", on, "--out", path.to_str().unwrap()];
        let run = desk.open(&out);
        assert_eq!(run.status, Some(0), "{}", run.stderr);
        assert!(run.stderr.contains("R8-001-1"), "{}", run.stderr);
        run.stderr
    };
    record(&first, "2026-11-22");
    let head = desk.open(&["head"]).stdout;
    assert!(!record(&second, "2026-11-22").contains("置き換えました"));
    assert_eq!(fs::read(&first).unwrap(), fs::read(&second).unwrap());
    assert_eq!(desk.open(&["head"]).stdout, head);
    // Another day's says something else, and takes its place.
    fs::remove_file(&second).unwrap();
    assert!(record(&second, "2026-11-23").contains("置き換えました"));
    assert_ne!(fs::read(&first).unwrap(), fs::read(&second).unwrap());
    assert_ne!(desk.open(&["head"]).stdout, head);
}

/// Whoever replaces the whole register is told which reports are no longer as they were sent.
#[test]
fn an_import_over_a_sent_report_names_it() {
    let desk = Desk::with_vault(&register());
    let out = desk.path("a.md");
    let on = ["--today", "2026-11-22"];
    let run =
        desk.open(&[&["report", "R8-001", "--record", "--out", out.to_str().unwrap()] as &[_], &on].concat());
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    let sent = desk.file(
        "sent.jsonl",
        r#"{"command":"facts","on":"2026-11-22","facts":[{"fact":"report-sent","incident":"R8-001","number":1}]}"#,
    );
    let run = desk.open(&[&["apply", sent.to_str().unwrap()] as &[_], &on].concat());
    assert_eq!(run.status, Some(0), "{} {}", run.stdout, run.stderr);
    let whole = desk.file("whole.json", &desk.open(&["export"]).stdout);
    let run = desk.open(&["import", whole.to_str().unwrap(), "--replace"]);
    assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""));
    let less = desk.file("less.json", &register());
    let run = desk.open(&["import", less.to_str().unwrap(), "--replace"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert!(run.stderr.contains("R8-001"), "{}", run.stderr);
}

#[test]
fn nothing_is_recorded_where_the_file_has_no_place() {
    let desk = Desk::with_vault(&register());
    let there = desk.file("there.md", "mine");
    for out in [there.to_str().unwrap(), "no/such/folder/report.md"] {
        let run = desk.open(&["report", "R8-001", "--record", "--out", out]);
        assert_eq!(run.status, Some(74), "{}", run.stderr);
    }
    assert_eq!(fs::read_to_string(&there).unwrap(), "mine");
    assert!(exported(&desk)["incidents"][0].get("reports").is_none());
}

#[test]
fn a_recovery_key_is_not_renewed_where_its_sheet_has_no_place() {
    let desk = Desk::with_vault(&register());
    let head = desk.open(&["head"]).stdout;
    for sheet in ["no/such/folder/key.pdf", desk.file("key.pdf", "mine").to_str().unwrap()] {
        let run = desk.open(&["account", "recovery-key", "--sheet", sheet]);
        assert_eq!((run.status, run.stdout.as_str()), (Some(74), ""), "{}", run.stderr);
    }
    let folder = desk.path("forms");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("recovery-key.toml"), "title = 1").unwrap();
    let (forms, sheet) = (folder.to_str().unwrap(), desk.path("new.pdf"));
    let run = desk.open(&["account", "recovery-key", "--forms", forms, "--sheet", sheet.to_str().unwrap()]);
    assert_eq!((run.status, run.stdout.as_str()), (Some(65), ""), "{}", run.stderr);
    assert_eq!(desk.open(&["head"]).stdout, head, "nothing was recorded");
    assert!(!sheet.exists());
    let run = desk.open(&["account", "recovery-key", "--sheet", sheet.to_str().unwrap()]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert!(fs::read(&sheet).unwrap().starts_with(b"%PDF-"));
}

/// A place is held while the password is waited for; a signal then ends the program by itself and leaves no file behind.
#[cfg(target_os = "linux")]
#[test]
fn a_signal_takes_away_what_is_not_in_its_place_yet() {
    use std::{os::unix::process::ExitStatusExt as _, process::Command, thread, time::Duration};

    let desk = Desk::with_vault(&register());
    let (place, pipe) = (desk.path("sheets"), desk.path("pipe"));
    fs::create_dir(&place).unwrap();
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    // Somebody writes into it, but not yet.
    let _writer = fs::OpenOptions::new().read(true).write(true).open(&pipe).unwrap();
    let count = || fs::read_dir(&place).unwrap().count();
    // What whoever runs the tests has passed over (nohup, a job in the background) the program passes over as well.
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let passed_over = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let passed_over = passed_over.map_or(0, |mask| u64::from_str_radix(mask.trim(), 16).unwrap());
    for (name, number) in [("-TERM", 15), ("-INT", 2), ("-HUP", 1)] {
        if (passed_over >> (number - 1)) & 1 == 1 {
            eprintln!("{name} is passed over here and not tried");
            continue;
        }
        let sheet = place.join("key.pdf");
        let args = ["account", "recovery-key", "--sheet", sheet.to_str().unwrap(), "--password-file"];
        let mut child = desk.command(&args).arg(&pipe).spawn().unwrap();
        for _ in 0..500 {
            if count() == 1 {
                break;
            }
            thread::sleep(Duration::from_millis(10));
        }
        assert_eq!(count(), 1, "{name}");
        let sent = Command::new("kill").args([name, &child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        assert_eq!(child.wait().unwrap().signal(), Some(number), "{name}");
        assert_eq!(count(), 0, "{name}");
    }
}

/// All that are due stand in one file, and where nothing is due no file is made.
#[test]
fn papers_for_all_that_are_due_are_one_file() {
    let office = |pledge: &str| {
        let staff: Vec<String> = (1..=3)
            .map(|number| {
                let mcs = r#""mcs": {"login": "a@example.jp", "registered_on": "2026-01-05"}"#;
                format!(r#"{{"id": "S-{number}", "name": "職員 {number}号", {mcs}, "pledge": {pledge}}}"#)
            })
            .collect();
        Desk::with_vault(&format!(r#"{{"format": "mcs-register/1", "staff": [{}]}}"#, staff.join(", ")))
    };
    let args = ["paper", "staff-pledge", "--due", "--today", "2026-11-22"];
    let due = office("{}").open(&args);
    assert_eq!(due.status, Some(0), "{}", due.stderr);
    assert_eq!(due.stdout.matches("# 業務情報保持誓約書").count(), 3, "{}", due.stdout);
    for lang in ["ja", "en"] {
        let none = office(r#"{"signed_on": "2026-01-05"}"#).open(&[&args[..], &["--lang", lang]].concat());
        assert_eq!((none.status, none.stdout.as_str()), (Some(2), ""), "{}", none.stderr);
        assert!(none.stderr.contains("staff-pledge"), "{}", none.stderr);
    }
}

#[test]
fn every_kind_stands_in_the_help() {
    let desk = Desk::with_vault(&register());
    for lang in ["ja", "en"] {
        let help = desk.run(&["paper", "--help", "--lang", lang]);
        let said: String = help.stdout.chars().filter(|c| !c.is_whitespace()).collect();
        for (kind, _) in KINDS {
            assert!(said.contains(kind), "{lang} {kind}: {}", help.stdout);
        }
    }
}

/// Who is named is one word; the older ones say the same, and two that contradict each other are an error.
#[test]
fn who_is_named_is_asked_for_by_one_word() {
    let desk = Desk::with_vault(&register());
    let (file, folder) = (desk.path("out"), desk.path("folder"));
    let (file, folder) = (file.to_str().unwrap(), folder.to_str().unwrap());
    let written = |command: &[&str], names: &[&str]| {
        let run = desk.open(&[command, names, &["--today", "2026-11-22"]].concat());
        assert_eq!(run.status, Some(0), "{command:?} {names:?}: {}", run.stderr);
        run.stdout
    };
    let report = ["report", "R8-001"];
    let [masked, named, full] = ["masked", "named", "full"].map(|word| written(&report, &["--names", word]));
    assert!(!masked.contains("港 花子") && masked.contains("職員 S-001"), "{masked}");
    assert!(named.contains("港 花子（職員 S-001・職種未確認）　電話 未確認"), "{named}");
    assert_eq!(written(&report, &[]), named, "what goes to the secretariat says whom to ask");
    assert_eq!(written(&report, &["--unmasked"]), full);
    assert_eq!(written(&report, &["--unmasked", "--names", "full"]), full);
    assert!(written(&["paper", "staff-ledger"], &["--names", "masked"]).contains("（伏せる）"));
    let pledge = ["paper", "staff-pledge", "S-001"];
    assert!(
        written(&pledge, &[]).contains("港 花子")
            && written(&pledge, &["--names", "named"]).contains("港 花子")
    );
    assert!(!written(&pledge, &["--names", "masked"]).contains("花子"));
    for (command, names) in [
        (&report as &[&str], &["--unmasked", "--names", "masked"] as &[&str]),
        (&report, &["--names", "named", "--unmasked"]),
        (&pledge, &["--names", "masked", "--unmasked"]),
        (&report, &["--names", "nobody"]),
        (&["evidence", "--out", folder], &["--names", "named", "--unmasked"]),
        (&["export", "--format", "csv", "--out", folder], &["--masked", "--unmasked"]),
        (&["export", "--format", "csv", "--out", folder], &["--masked", "--names", "full"]),
        (&["export", "--format", "ics", "--out", file], &["--unmasked", "--names", "masked"]),
        (&["export", "--format", "json", "--out", file], &["--names", "named"]),
    ] {
        let run = desk.open(&[command, names].concat());
        assert_eq!((run.status, run.stdout.as_str()), (Some(2), ""), "{command:?} {names:?}: {}", run.stderr);
    }
    assert!(!desk.path("out").exists() && !desk.path("folder").exists());
}

/// Two numbers: which incident, and whose patient is told.
#[test]
fn a_letter_is_for_a_patient_whom_the_incident_concerns() {
    let text = register().replace(r#""reporter": "S-001","#, r#""reporter": "S-001", "groups": ["G-001"],"#);
    let desk = Desk::with_vault(&text);
    let path = desk.path("letter.txt");
    let out = path.to_str().unwrap();
    let letter = |more: &[&str]| desk.open(&[&["paper", "notice", "R8-001"], more].concat());
    for (more, told) in [
        (&["--out", out] as &[&str], "G-001"),
        (&["G-009", "--out", out], "G-001"),
        (&["G-001", "--names", "full", "--out", out], "--names"),
    ] {
        let run = letter(more);
        assert_eq!(run.status, Some(2), "{more:?}: {}", run.stderr);
        assert!(run.stderr.contains(told) && !path.exists(), "{}", run.stderr);
    }
    let run = desk.open(&["paper", "training", "S-001", "G-001", "--out", out]);
    assert_eq!(run.status, Some(2), "{}", run.stderr);
    let run = letter(&["G-001", "--record", "--out", out]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    let written = fs::read_to_string(&path).unwrap();
    assert!(written.contains("R8-001-T1") && written.contains("お知らせとお詫び"), "{written}");
    // What to look at before it goes is told where it goes, and not on it.
    assert!(run.stderr.contains("台帳にない人の氏名") && !written.contains("台帳にない人"), "{}", run.stderr);
    let run = desk.open(&["paper", "incident", "R8-001", "--with-findings"]);
    assert!(run.stdout.contains("別紙") && run.stderr.is_empty(), "{} {}", run.stdout, run.stderr);
}
