//! `apply`: commands one a line, each answered once it is durable.

use std::{
    fmt::Write as _,
    io::{BufRead as _, BufReader, Write as _},
    process::{Child, ChildStdin, ChildStdout, Stdio},
};

use mcs_register::{
    register::{Asks, Change, Fact, Key, Record, RecordChange},
    store::{Entry, Places, Secret, Vault},
    tui::Clock,
};

use crate::run::{Desk, Outcome, PASSWORD};

const REGISTER: &str = r#"{
  "format": "mcs-register/1",
  "staff": [{"id": "S-001", "name": "港 花子"}, {"id": "S-002"}],
  "devices": [{"id": "D-001", "holder": "S-001"}]
}"#;

fn apply(desk: &Desk, lines: &[u8], more: &[&str]) -> Outcome {
    let file = desk.path("commands.jsonl");
    std::fs::write(&file, lines).unwrap();
    let args = [&["apply", file.to_str().unwrap(), "--today", "2026-11-22", "--lang", "en"], more].concat();
    desk.open(&args)
}

fn memo(text: &str) -> String {
    format!(r#"{{"command":"set","subject":"device/D-001","fields":{{"memo":"{text}"}}}}"#)
}

#[test]
fn every_line_is_answered_and_a_refused_one_stops_nothing() {
    let desk = Desk::with_vault(REGISTER);
    let long = format!("#{}\n", "x".repeat(1 << 20));
    let (first, last) = (memo("一"), memo("二"));
    let lines = [
        "# a comment\n\n".as_bytes(),
        first.as_bytes(),
        b"\r\n  \t\n{\"command\":\n",
        r#"{"command":"facts","facts":[{"fact":"password-changed","staff":"S-001"},{"fact":"off-duty","membership":"M-1"}]}"#
            .as_bytes(),
        b"\n{\"command\":\"\xFF\"}\n",
        long.as_bytes(),
        br#"{"command":"remove","subject":"staff/S-001"}"#,
        b"\n",
        // No line end.
        last.as_bytes(),
    ];
    let run = apply(&desk, &lines.concat(), &[]);
    assert_eq!(run.status, Some(65), "{}", run.stderr);
    assert_eq!(run.stderr, "");
    let answers: Vec<&str> = run.stdout.lines().collect();
    assert_eq!(answers.len(), 7, "{answers:?}");
    assert_eq!((answers[0], answers[6]), ("ok 3", "ok 4"));
    let starts = [
        "refused 5: (document) line 5, column 11: the document ends",
        "refused 6: Membership",
        "refused 7: (document) line 7, column 13: not UTF-8",
        "refused 8: The line is longer than 1 MiB",
        "refused 9: Device",
    ];
    for (answer, start) in answers[1..6].iter().zip(starts) {
        assert!(answer.starts_with(start), "{answer}");
    }
    let export = desk.open(&["export"]).stdout;
    assert!(export.contains("\"memo\": \"二\"") && !export.contains("password_changed_on"), "{export}");
}

#[test]
fn all_done_is_status_0_and_an_empty_file_is_done() {
    let desk = Desk::with_vault(REGISTER);
    assert_eq!(apply(&desk, memo("一").as_bytes(), &[]).status, Some(0));
    for nothing in ["", "\n\n# nothing\n"] {
        let run = apply(&desk, nothing.as_bytes(), &[]);
        assert_eq!((run.status, run.stdout.as_str(), run.stderr.as_str()), (Some(0), "", ""));
    }
}

#[test]
fn the_refusal_is_said_in_the_readers_language_and_steers_no_terminal() {
    let desk = Desk::with_vault(REGISTER);
    let line = r#"{"command":"remove","subject":"staff/\u001b[31m\u202e"}"#;
    let run = apply(&desk, line.as_bytes(), &["--lang=ja"]);
    assert_eq!(run.status, Some(2), "--lang once only: {}", run.stdout);
    let file = desk.file("one.jsonl", line);
    let run = desk.open(&["apply", file.to_str().unwrap()]);
    assert_eq!(run.status, Some(65));
    assert!(
        run.stdout.starts_with("refused 1: ") && run.stdout.contains("書いてください。"),
        "{}",
        run.stdout
    );
    run.assert_no_raw_controls();
}

#[test]
fn the_examples_of_the_page_are_all_answered_with_ok() {
    let desk = Desk::with_vault(r#"{"format": "mcs-register/1"}"#);
    let mut inside = false;
    let mut lines = String::new();
    for line in include_str!("../../docs/apply.md").lines() {
        if line.starts_with("```") {
            inside = line == "```json";
        } else if inside {
            lines.push_str(line);
            lines.push('\n');
        }
    }
    let run = apply(&desk, lines.as_bytes(), &[]);
    assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""), "{}", run.stdout);
    let commands = lines.lines().filter(|line| !line.starts_with('#')).count();
    assert!(commands > 60 && run.stdout.lines().all(|line| line.starts_with("ok ")));
    assert_eq!(run.stdout.lines().count(), commands);
    // What came of it is a register that a document holds, and an import reads.
    let exported = desk.file("exported.json", &desk.open(&["export"]).stdout);
    let run = desk.run(&["check", "--register", exported.to_str().unwrap(), "--today", "2026-11-22"]);
    assert_eq!(run.status, Some(1), "{}", run.stderr);
}

/// What was done does not lie ahead; what is planned may.
#[test]
fn a_deed_dated_ahead_is_refused_and_one_that_came_with_a_document_hinders_nothing() {
    let desk = Desk::with_vault(
        r#"{"format": "mcs-register/1", "staff": [{"id": "S-001", "name": "港 花子", "left_on": "2027-03-31"}],
            "devices": [{"id": "D-001", "holder": "S-001", "inspected_on": "2027-01-05"}]}"#,
    );
    let set = |subject: &str, fields: &str| {
        format!(r#"{{"command":"set","subject":"{subject}","fields":{fields}}}"#)
    };
    let lines = [
        set("staff/S-001", r#"{"mcs":{"released_on":"2026-11-23"}}"#),
        set("staff/S-001", r#"{"joined_on":"2027-04-01","left_on":"2028-03-31","mcs":{"registered_on":"2027-04-01"}}"#),
        set("staff/S-001", r#"{"restrictions":[{"kind":"guidance"},{"kind":"suspension","ordered_on":"2026-11-23"}]}"#),
        // It stands there: other fields may change, and it may be put right, but not to another day ahead.
        set("device/D-001", r#"{"memo":"充電器つき"}"#),
        set("device/D-001", r#"{"inspected_on":"2027-01-06"}"#),
        set("device/D-001", r#"{"inspected_on":"2026-11-20"}"#),
        r#"{"command":"add","kind":"incident","record":{"id":"R8-001","kind":"near-miss","known_at":"2026-11-23T00:00"}}"#
            .to_owned(),
        r#"{"command":"add","kind":"incident","record":{"id":"R8-001","kind":"near-miss","known_at":"2026-11-22T23:59","measures":[{"due":"2027-01-31"}]}}"#
            .to_owned(),
        r#"{"command":"facts","on":"2026-11-23","facts":[{"fact":"pledge-signed","staff":"S-001"}]}"#.to_owned(),
    ];
    let run = apply(&desk, lines.join("\n").as_bytes(), &[]);
    assert_eq!((run.status, run.stderr.as_str()), (Some(65), ""), "{}", run.stdout);
    let answers: Vec<&str> = run.stdout.lines().collect();
    let wanted = [
        "refused 1: \"Released in MCS\" of Staff S-001 lies ahead: Monday 2026-11-23.",
        "ok ",
        "refused 3: \"Restriction 2: ordered\" of Staff S-001 lies ahead",
        "ok ",
        "refused 5: \"Inspected\" of Devices D-001 lies ahead: Wednesday 2027-01-06.",
        "ok ",
        "refused 7: \"Known since\" of Incidents R8-001 lies ahead: Monday 2026-11-23 00:00.",
        "ok ",
        "refused 9: Monday 2026-11-23 lies ahead.",
    ];
    assert_eq!(answers.len(), wanted.len(), "{answers:?}");
    for (answer, start) in answers.iter().zip(wanted) {
        assert!(answer.starts_with(start), "{answer}");
    }
}

/// What the page says of facts that need their day or their person is what the table says.
#[test]
fn facts_that_need_their_day_or_their_person_are_listed_on_the_page() {
    let mut table = "| fact | needs |\n|---|---|\n".to_owned();
    for (word, asks) in Fact::ASKS {
        let needs: Vec<&str> =
            [(asks.day(), "`on`"), (asks.signer(), "`by`"), (*asks == Asks::Yes, "`\"confirm\": true`")]
                .into_iter()
                .filter_map(|(needed, name)| needed.then_some(name))
                .collect();
        if !needs.is_empty() {
            writeln!(table, "| `{word}` | {} |", needs.join(", ")).unwrap();
        }
    }
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/apply.md");
    let text = std::fs::read_to_string(page).unwrap();
    let (start, rest) = text.split_once("facts_that_need -->\n").unwrap();
    let (listed, end) = rest.split_once("<!-- /asks -->").unwrap();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(page, format!("{start}facts_that_need -->\n{table}<!-- /asks -->{end}")).unwrap();
    } else {
        assert_eq!(listed, table, "UPDATE_DOCS=1 cargo test --test cli facts_that_need");
    }
}

#[test]
fn a_fact_of_somebody_else_is_never_made_from_today_unasked() {
    let office = r#"{"format": "mcs-register/1", "staff": [{"id": "S-001"}],
        "take_outs": [{"id": "T-001"}], "groups": [{"id": "G-001", "kind": "patient"}]}"#;
    let desk = Desk::with_vault(office);
    let line = |fact: &str, more: &str| format!(r#"{{"command":"facts","facts":[{{{fact}}}]{more}}}"#);
    let (day, sure) = (r#","on":"2026-11-20""#, r#","confirm":true"#);
    let consent = r#""fact":"consent-signed","group":"G-001","by":"family""#;
    let copies = r#""fact":"consent-copies-held","group":"G-001""#;
    let nobody = r#""fact":"take-out-decided","take_out":"T-001","result":"approved""#;
    let lines = [
        (line(consent, ""), "(on)"),
        (line(r#""fact":"pledge-signed","staff":"S-001""#, ""), "(on)"),
        (line(r#""fact":"training-attended","staff":"S-001","title":"研修""#, ""), "(on)"),
        (line(nobody, day), "(by)"),
        (line(copies, day), "make sure"),
        (line(r#""fact":"take-out-returned","take_out":"T-001""#, day), "not recorded as having left"),
        (
            line(r#""fact":"take-out-checked","take_out":"T-001","by":"S-001""#, day),
            "not recorded as having left",
        ),
    ];
    let refused = lines.each_ref().map(|(line, _)| line.clone()).join("\n");
    let run = apply(&desk, refused.as_bytes(), &[]);
    assert_eq!(run.status, Some(65));
    assert_eq!(run.stdout.lines().count(), lines.len());
    for ((line, why), answer) in lines.iter().zip(run.stdout.lines()) {
        assert!(answer.starts_with("refused ") && answer.contains(why), "{line}: {answer}");
    }
    let recorded = [
        line(consent, day),
        line(copies, sure),
        line(nobody, sure),
        line(r#""fact":"password-changed","staff":"S-001""#, ""),
    ];
    let run = apply(&desk, recorded.join("\n").as_bytes(), &[]);
    assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""), "{}", run.stdout);
}

#[test]
fn what_is_changed_along_is_said() {
    let desk = Desk::with_vault(
        r#"{"format": "mcs-register/1", "staff": [{"id": "S-001"}], "devices": [
            {"id": "D-001", "holder": "S-001", "lent_on": "2026-01-01", "returned_on": "2026-02-01", "status": "spare"}]}"#,
    );
    let line = r#"{"command":"facts","on":"2026-11-20","facts":[{"fact":"device-lent","device":"D-001","staff":"S-001"}]}"#;
    let run = apply(&desk, line.as_bytes(), &[]);
    assert_eq!(run.status, Some(0), "{}", run.stdout);
    assert!(
        run.stderr
            .contains(r#"line 1: Changed along: "Status" set to in use, "Returned" 2026-02-01 cleared."#),
        "{}",
        run.stderr
    );
}

/// A script that waits for each answer.
struct Script {
    child: Child,
    input: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Script {
    fn start(desk: &Desk) -> Self {
        let mut command = desk.command(&["apply", "-", "--lang", "en"]);
        command.env("MCS_REGISTER_PASSWORD_FILE", desk.path("password"));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let input = child.stdin.take();
        let answers = BufReader::new(child.stdout.take().unwrap());
        Self { child, input, answers }
    }

    fn ask(&mut self, line: &str) -> String {
        let input = self.input.as_mut().unwrap();
        writeln!(input, "{line}").unwrap();
        let mut answer = String::new();
        self.answers.read_line(&mut answer).unwrap();
        answer
    }

    fn end(mut self) -> Option<i32> {
        self.input.take();
        self.child.wait().unwrap().code()
    }
}

#[test]
fn an_answer_comes_before_the_next_line_is_sent() {
    let desk = Desk::with_vault(REGISTER);
    let mut script = Script::start(&desk);
    assert_eq!(script.ask(&memo("一")), "ok 3\n");
    assert_eq!(
        script.ask("# no answer to this\n{}"),
        "refused 3: /command: required, and null means not recorded. Fill it in.\n"
    );
    assert_eq!(script.ask(&memo("二")), "ok 4\n");
    assert_eq!(script.end(), Some(65));
}

#[test]
fn a_change_of_another_session_in_between_is_planned_upon() {
    let desk = Desk::with_vault(REGISTER);
    let mut script = Script::start(&desk);
    assert_eq!(script.ask(&memo("一")), "ok 3\n");
    let mut other =
        Vault::unlock(&Places::in_dir(desk.path("vault")), &Secret::new(PASSWORD.to_owned())).unwrap();
    let mut register = other.load().unwrap();
    let mut elsewhere = |key: &Key, edit: &dyn Fn(&mut Record)| {
        let (place, before) = register.record(key).unwrap();
        let mut after = before.clone();
        edit(&mut after);
        let record = RecordChange { key: key.clone(), place, before: Some(before), after: Some(after) };
        let change = Change { records: vec![record] };
        other.commit(&change, &Entry::new("edit", &Clock { day: None }.stamp())).unwrap();
        register.apply(&change).unwrap();
    };
    // The same record: the script's field is set, the other's stays.
    let device = Key::Device(mcs_register::register::id::DeviceId::trusted("D-001"));
    elsewhere(&device, &|record| {
        let Record::Device(row) = record else { unreachable!() };
        row.name = Some("他の画面".to_owned());
    });
    assert_eq!(script.ask(&memo("二")), "ok 5\n");
    // A refusal is looked at again: what the line needs has come meanwhile.
    let (place, staff) = (2, r#"{"id": "S-003"}"#);
    let kind = mcs_register::register::RecordKind::Staff;
    let record = mcs_register::register::document::record_from_json(kind, staff).unwrap();
    let key = Key::Staff(mcs_register::register::id::PersonId::trusted("S-003"));
    let change = Change { records: vec![RecordChange { key, place, before: None, after: Some(record) }] };
    other.commit(&change, &Entry::new("add", &Clock { day: None }.stamp())).unwrap();
    other.lock().unwrap();
    assert_eq!(
        script.ask(r#"{"command":"set","subject":"device/D-001","fields":{"holder":"S-003"}}"#),
        "ok 7\n"
    );
    // What the other session took is refused.
    let taken = script.ask(r#"{"command":"add","kind":"staff","record":{"id":"S-003"}}"#);
    assert!(taken.starts_with("refused 4: "), "{taken}");
    assert_eq!(script.end(), Some(65));
    let export = desk.open(&["export"]).stdout;
    assert!(export.contains("他の画面") && export.contains("二") && export.contains("\"holder\": \"S-003\""));
}

#[test]
fn standard_input_is_for_the_commands_or_the_password_not_for_both() {
    let desk = Desk::with_vault(REGISTER);
    let run = desk.feed(&["apply", "-", "--password-file", "-"], "");
    assert_eq!((run.status, run.stdout.as_str()), (Some(2), ""), "{}", run.stderr);
    assert!(run.stderr.contains("標準入力"), "{}", run.stderr);
    // The commands from a file, the password from standard input.
    let file = desk.file("commands", &memo("一"));
    let args = ["apply", file.to_str().unwrap(), "--password-file", "-"];
    assert_eq!(desk.feed(&args, PASSWORD).stdout, "ok 3\n");
}

#[test]
fn a_file_that_cannot_be_read_is_told() {
    let desk = Desk::with_vault(REGISTER);
    for name in ["nowhere.jsonl", "tmp"] {
        let run = desk.open(&["apply", name]);
        assert_eq!((run.status, run.stdout.as_str()), (Some(74), ""), "{}", run.stderr);
        assert!(run.stderr.contains(name) && run.stderr.contains("確かめてください。"), "{}", run.stderr);
    }
    assert_eq!(desk.run(&["apply", "nowhere.jsonl"]).status, Some(74), "before any password is asked for");
    assert_eq!(desk.feed(&["apply", "-"], "").status, Some(77));
}

/// Nobody hears the answer: then nobody may be told that more was done.
#[cfg(unix)]
#[test]
fn a_script_that_went_away_ends_the_run() {
    let desk = Desk::with_vault(REGISTER);
    let file = desk.file("commands", &format!("{}\n{}\n", memo("一"), memo("二")));
    let mut command = desk.command(&["apply", file.to_str().unwrap(), "--lang", "en"]);
    command.env("MCS_REGISTER_PASSWORD_FILE", desk.path("password"));
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(74), "{said}");
    assert!(said.contains("Stopped at line 1. Commands recorded before: 0."), "{said}");
    let export = desk.open(&["export"]).stdout;
    assert!(export.contains('一') && !export.contains('二'));
}

#[test]
fn a_waiver_that_covers_nothing_is_refused() {
    let desk = Desk::with_vault(REGISTER);
    let waiver = |reason: &str, until: &str| {
        format!(
            r#"{{"command":"add","kind":"waiver","record":{{"rule":"profile","subject":"staff/S-002","reason":"{reason}","approved_by":"S-001","until":"{until}"}}}}"#
        )
    };
    let lines = [waiver("産休", "2026-11-21"), waiver("産休", "2026-12-31"), waiver("また", "2026-12-30")];
    let run = apply(&desk, lines.join("\n").as_bytes(), &[]);
    let answers: Vec<&str> = run.stdout.lines().collect();
    assert!(answers[0].starts_with("refused 1: Its end has passed"), "{answers:?}");
    assert_eq!(answers[1], "ok 3");
    assert!(answers[2].starts_with("refused 3: A waiver of the same rule"), "{answers:?}");
}

#[test]
fn what_the_screen_asks_about_is_refused_until_the_line_confirms_it() {
    let desk = Desk::with_vault(
        r#"{"format": "mcs-register/1", "staff": [{"id": "S-001"}], "take_outs": [
            {"id": "T-001", "content": "3名分", "decision": {"result": "approved", "on": "2026-11-20", "by": "S-001"}}]}"#,
    );
    let set = |fields: &str, more: &str| {
        format!(r#"{{"command":"set","subject":"take-out/T-001","fields":{{{fields}}}{more}}}"#)
    };
    for unsure in ["", r#","confirm":false"#, r#","confirm":null"#] {
        let run = apply(&desk, set(r#""content":"60名分""#, unsure).as_bytes(), &[]);
        assert_eq!(run.status, Some(65), "{}", run.stdout);
        assert!(
            run.stdout.starts_with("refused 1: ") && run.stdout.contains("T-001 was decided"),
            "{}",
            run.stdout
        );
        assert!(run.stdout.trim_end().ends_with(r#"add "confirm": true to the line."#), "{}", run.stdout);
    }
    for wrong in [r#","confirm":1"#, r#","confirm":"true""#, r#","confirmed":true"#] {
        let run = apply(&desk, set(r#""content":"60名分""#, wrong).as_bytes(), &[]);
        assert!(run.stdout.starts_with("refused 1: /confirm"), "{}", run.stdout);
    }
    assert!(desk.open(&["export"]).stdout.contains("3名分"));
    let run = apply(&desk, set(r#""content":"60名分""#, r#","confirm":true"#).as_bytes(), &[]);
    assert_eq!((run.status, run.stdout.as_str(), run.stderr.as_str()), (Some(0), "ok 4\n", ""));
    assert!(!desk.open(&["export"]).stdout.contains("\"decision\": {"));
    // A new decision is no doubt, and neither is what says nothing new.
    let anew = r#""content":"2名分","decision":{"result":"approved","on":"2026-11-22","by":"S-001"}"#;
    let run = apply(&desk, set(anew, "").as_bytes(), &[]);
    assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""), "{}", run.stdout);
    assert!(desk.open(&["export"]).stdout.contains("\"on\": \"2026-11-22\""));
}

#[test]
fn what_takes_findings_away_and_whoever_has_no_day_is_confirmed_and_a_waiver_has_its_end() {
    let desk = Desk::with_vault(
        r#"{"format": "mcs-register/1", "office": {"kept_since": "2026-01-01"}, "staff": [{"id": "S-001"}, {"id": "S-002"}],
            "groups": [{"id": "G-001", "kind": "patient",
                "memberships": [{"id": "M-1", "person": "S-001", "joined_on": "2026-02-01"}]}]}"#,
    );
    let later = r#"{"command":"set","subject":"office","fields":{"kept_since":"2026-11-22"}CONFIRM}"#;
    let other = r#"{"command":"set","subject":"office","fields":{"default_host":"other"}CONFIRM}"#;
    let undated = r#"{"command":"add","kind":"membership","group":"G-001","record":{"id":"M-2","person":"S-002"}CONFIRM}"#;
    let own = r#"{"command":"add","kind":"waiver","record":{"rule":"profile","subject":"staff/S-001","reason":"休職","approved_by":"S-001","until":"2027-01-31"}CONFIRM}"#;
    let long = r#"{"command":"set","subject":"office","waiver":0,"fields":{"until":"2027-11-23"}CONFIRM}"#;
    let run = |confirm: &str| {
        let lines = [later, other, undated, own, long].map(|line| line.replace("CONFIRM", confirm));
        apply(&desk, lines.join("\n").as_bytes(), &[])
    };
    let refused = run("");
    let answers: Vec<&str> = refused.stdout.lines().collect();
    assert!(answers[0].contains("This takes 2 findings away ("), "{answers:?}");
    assert!(answers[1].contains(" findings away ("), "{answers:?}");
    assert!(answers[2].contains("S-002") && answers[2].contains("since 2026-01-01"), "{answers:?}");
    assert!(answers[3].contains("S-001 would approve their own exception"), "{answers:?}");
    assert!(answers.iter().all(|answer| answer.starts_with("refused ")), "{answers:?}");
    let confirmed = run(r#","confirm":true"#);
    let answers: Vec<&str> = confirmed.stdout.lines().collect();
    assert!(answers[..4].iter().all(|answer| answer.starts_with("ok ")), "{answers:?}");
    // No confirmation lengthens a waiver.
    assert!(answers[4].contains("2027-11-22"), "{answers:?}");
    assert!(answers[4].starts_with("refused 5: "), "{answers:?}");
}

#[test]
fn a_line_that_contradicts_itself_or_makes_somebody_a_member_twice_is_refused_confirmed_or_not() {
    let desk = Desk::with_vault(
        r#"{"format": "mcs-register/1", "staff": [{"id": "S-001"}], "groups": [{"id": "G-001", "kind": "patient",
            "memberships": [{"id": "M-1", "person": "S-001", "invited_on": "2026-11-01"}]}]}"#,
    );
    let lines = [
        r#"{"command":"facts","on":"2026-10-31","facts":[{"fact":"invitation-joined","membership":"M-1"}],"confirm":true}"#,
        r#"{"command":"add","kind":"membership","group":"G-001","record":{"id":"M-2","person":"S-001"},"confirm":true}"#,
    ];
    let run = apply(&desk, lines.join("\n").as_bytes(), &[]);
    assert_eq!(run.status, Some(65));
    let answers: Vec<&str> = run.stdout.lines().collect();
    assert!(answers[0].contains("\"Joined\" 2026-10-31 is before \"Invited\" 2026-11-01"), "{answers:?}");
    assert!(answers[1].contains("M-1, since 2026-11-01"), "{answers:?}");
}
