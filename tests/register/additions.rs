//! What a policy adds: controls, duties, kinds of incident and addressees of its own, from its file to the findings, and
//! through the register document and commands.

use mcs_register::{
    policy::{
        Policy, PolicyFault, Remedy, Rule, Urgency, clocks, findings_to_json, judge, overview::Overview,
        remedy,
    },
    register::{
        AddedName, Change, Command, Date, Key, Lang, Record, Refusal, Register,
        document::{self, Fault, Request, RequestFault, decode_for, encode},
        records::PolicySheet,
        words::{AnyControl, ControlState},
    },
};
use serde_json::json;

const LAYER: &str = include_str!("../data/kamome-care-net.toml");

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn today() -> Date {
    day("2026-11-22")
}

fn policy() -> Policy {
    Policy::parse(LAYER).unwrap()
}

fn flags(rule: &str) -> Option<&'static [mcs_register::register::RecordKind]> {
    Rule::from_name(rule).map(Rule::waivable)
}

fn read(text: &str) -> Result<Register, document::DocumentError> {
    let says = |sheet: &PolicySheet| {
        let policy = Policy::of(sheet).map_err(|error| [error.message(Lang::Ja), error.message(Lang::En)])?;
        Ok(policy.for_reading())
    };
    decode_for(text.as_bytes(), &flags, &says)
}

/// An office under the policy: one person, a tablet and a PC, a patient's group, an incident.
fn office(more: &serde_json::Value) -> serde_json::Value {
    let mut office = json!({
        "format": "mcs-register/1",
        "office": {"name": "かもめ訪問看護"},
        "staff": [{"id": "S-1", "name": "白波 一", "joined_on": "2020-04-01"}],
        "devices": [
            {"id": "D-1", "kind": "tablet", "name": "板1", "ownership": "office", "status": "in-use"},
            {"id": "D-2", "kind": "pc", "name": "机1", "ownership": "office", "status": "in-use"}],
        "groups": [{"id": "G-1", "kind": "patient", "name": "甲様", "opened_on": "2026-04-01"}],
        "incidents": [{"id": "R8-001", "kind": "public-wifi-use", "known_at": "2026-11-20T09:00"}],
        "policy": {"base": "minato-anshin-net", "base_version": "2020-10-01", "layer": LAYER}
    });
    for (key, value) in more.as_object().unwrap() {
        office[key] = value.clone();
    }
    office
}

fn register() -> Register {
    read(&office(&json!({})).to_string()).unwrap()
}

/// Rule, subject and detail of what is found of the additions.
fn found(
    register: &Register,
    policy: &Policy,
    on: Date,
) -> Vec<(String, String, &'static str, Option<Date>)> {
    let of = |rule| matches!(rule, Rule::PolicyDuty | Rule::PolicyAddressee | Rule::DeviceControl);
    let findings = judge(register, policy, on).into_iter().filter(|finding| of(finding.rule));
    let mut found: Vec<_> = findings
        .map(|finding| {
            let detail = finding.detail.as_deref().unwrap_or_default().to_owned();
            (finding.subject.to_string(), detail, finding.urgency.word(), finding.due)
        })
        .collect();
    found.sort();
    found
}

fn short(register: &Register, policy: &Policy, on: Date) -> Vec<String> {
    found(register, policy, on).into_iter().map(|(who, what, how, _)| format!("{who} {what} {how}")).collect()
}

#[test]
fn what_a_policy_adds_is_asked_of_every_record_that_it_is_about() {
    assert!(LAYER.lines().count() < 120);
    let all = [
        "device/D-1 battery-check unknown",
        "device/D-1 no-public-wifi unknown",
        "device/D-1 screen-lock unknown",
        "device/D-2 no-public-wifi unknown",
        "device/D-2 screen-lock unknown",
        "group/G-1 family-meeting unknown",
        "incident/R8-001 city-office now",
        "office liability-paper now",
        "staff/S-1 rules-read unknown",
    ];
    assert_eq!(short(&register(), &policy(), today()), all);
    // Under the built-in policy none of it is asked, whatever is recorded.
    let minato = Policy::minato().unwrap();
    let others = short(&register(), &minato, today());
    assert!(
        others.iter().all(|line| !all.contains(&line.as_str()) || line.contains("screen-lock")),
        "{others:?}"
    );
}

#[test]
fn a_day_repeats_a_yes_must_be_yes_and_a_paper_must_be_filed() {
    let with = |battery: &str, read: bool, paper: &str, meeting: &str| {
        let register = read_with(battery, read, paper, meeting);
        short(&register, &policy(), today())
            .into_iter()
            .filter(|line| {
                ["battery-check", "rules-read", "liability-paper", "family-meeting"]
                    .iter()
                    .any(|name| line.contains(name))
            })
            .collect::<Vec<_>>()
    };
    assert!(with("2026-03-01", true, "2026-01-05", "2026-08-01").is_empty());
    assert_eq!(
        with("2025-11-21", false, "2026-12-01", "2026-05-31"),
        [
            "device/D-1 battery-check overdue",
            "group/G-1 family-meeting soon",
            // A day ahead has not come.
            "office liability-paper now",
            "staff/S-1 rules-read now",
        ]
    );
    // The last good day, and the first of the thirty on which it is announced.
    assert_eq!(with("2025-11-22", true, "2026-01-05", "2026-08-01"), ["device/D-1 battery-check soon"]);
    assert_eq!(with("2025-12-22", true, "2026-01-05", "2026-08-01"), ["device/D-1 battery-check soon"]);
    assert!(with("2025-12-23", true, "2026-01-05", "2026-08-01").is_empty());
}

fn read_with(battery: &str, read_rules: bool, paper: &str, meeting: &str) -> Register {
    let more = json!({
        "office": {"added": {"liability-paper": paper}},
        "staff": [{"id": "S-1", "added": {"rules-read": read_rules}}],
        "devices": [{"id": "D-1", "kind": "tablet", "ownership": "office", "added": {"battery-check": battery},
            "controls": {"no-public-wifi": "met", "screen-lock": "met"}}],
        "groups": [{"id": "G-1", "kind": "patient", "added": {"family-meeting": meeting}}],
    });
    read(&office(&more).to_string()).unwrap()
}

#[test]
fn an_addressee_is_due_so_many_days_after_it_was_known() {
    let (register, policy) = (register(), policy());
    let due = |on: &str| {
        let found = found(&register, &policy, day(on)).into_iter().find(|row| row.1 == "city-office");
        found.map(|(_, _, how, due)| (how, due.unwrap()))
    };
    assert_eq!(due("2026-11-23"), Some(("now", day("2026-11-23"))));
    assert_eq!(due("2026-11-24"), Some(("overdue", day("2026-11-23"))));
    let incident = register.incidents().iter().next().unwrap();
    let clocks = clocks::clocks(incident, &policy, today());
    let last = clocks.last().unwrap();
    assert_eq!((last.rule, last.label(&policy, Lang::En)), (Rule::PolicyAddressee, "かもめ市高齢福祉課"));
}

#[test]
fn findings_cite_what_the_policy_says_of_its_own() {
    let (register, policy) = (register(), policy());
    let findings = judge(&register, &policy, today());
    let json: serde_json::Value =
        serde_json::from_str(&findings_to_json(&policy, &register, &findings, today(), Lang::En)).unwrap();
    let of = |detail: &str| {
        let rows = json["findings"].as_array().unwrap();
        rows.iter().find(|row| row["detail"] == detail).unwrap().clone()
    };
    let wifi = of("no-public-wifi");
    assert_eq!((&wifi["article"], &wifi["level"]), (&json!("要領7(2)"), &json!("must")));
    // English is left out of the file: the Japanese is shown.
    assert!(wifi["sentence"].as_str().unwrap().contains("公衆Wi-Fiの禁止"), "{wifi}");
    let paper = of("liability-paper");
    assert_eq!(
        (&paper["article"], &paper["level"], &paper["label"]),
        (&json!("要領10"), &json!("recommended"), &json!("賠償保険の写し"))
    );
    let city = of("city-office");
    assert_eq!((&city["article"], &city["due"]), (&json!("要領9(2)"), &json!("2026-11-23")));
    assert!(city["sentence"].as_str().unwrap().contains("かもめ市高齢福祉課"));
    let battery = findings.iter().find(|found| found.detail.as_deref() == Some("battery-check")).unwrap();
    assert!(policy.next_step(battery, &register, Lang::Ja).contains("電池の膨らみ"));
    let explained = policy.explain(battery, &register, today(), Lang::Ja);
    assert!(explained.facts.iter().any(|(label, _)| label == "電池の年次点検"), "{:?}", explained.facts);
    assert!(policy.articles().any(|article| article == "要領7(4)"));
}

#[test]
fn each_addition_stands_by_itself_in_the_overview() {
    let (register, policy) = (register(), policy());
    let overview = Overview::of(&register, &policy, today());
    let row = |name: &str| {
        let name = AddedName::new(name).unwrap();
        let duty = overview.duties.iter().find(|duty| duty.added == Some(name)).unwrap();
        (policy.duty_label(duty.key(), Lang::Ja).to_owned(), duty.applies, duty.kept(), duty.broken())
    };
    assert_eq!(row("battery-check"), ("電池の年次点検".to_owned(), 1, 0, 0));
    assert_eq!(row("liability-paper").3, 1);
    assert_eq!(row("family-meeting").1, 1);
    assert_eq!(row("city-office"), ("かもめ市高齢福祉課".to_owned(), 1, 0, 1));
    let minato = Overview::of(&register, &Policy::minato().unwrap(), today());
    assert!(minato.duties.iter().all(|duty| !matches!(duty.rule, Rule::PolicyDuty | Rule::PolicyAddressee)));
}

#[test]
fn what_is_recorded_goes_out_and_comes_back() {
    let register = read_with("2026-03-01", true, "2026-01-05", "2026-08-01");
    let text = encode(&register);
    assert_eq!(read(&text).unwrap(), register);
    assert_eq!(encode(&read(&text).unwrap()), text);
    // The names are declared in the document, so that it is read without the layer's help.
    let plain = document::decode(text.as_bytes(), &flags).unwrap();
    assert_eq!(encode(&plain), text);
}

#[track_caller]
fn refused(more: &serde_json::Value, place: &str) {
    let error = read(&office(more).to_string()).unwrap_err();
    assert_eq!(error.pointer.as_str(), place);
    assert!(matches!(error.fault, Fault::UnknownField { .. } | Fault::UnknownWord { .. }), "{error:?}");
}

#[test]
fn a_name_that_no_policy_declares_is_refused_at_its_place() {
    refused(
        &json!({"devices": [{"id": "D-1", "controls": {"no-wifi": "met"}}]}),
        "/devices/0/controls/no-wifi",
    );
    refused(
        &json!({"devices": [{"id": "D-1", "added": {"battery": "2026-01-01"}}]}),
        "/devices/0/added/battery",
    );
    refused(&json!({"incidents": [{"id": "R8-001", "kind": "wifi"}]}), "/incidents/0/kind");
    refused(
        &json!({"incidents": [{"id": "R8-001", "kind": "other", "added": {"police": "2026-01-01"}}]}),
        "/incidents/0/added/police",
    );
    // An addressee is no duty.
    refused(
        &json!({"staff": [{"id": "S-1", "added": {"city-office": "2026-01-01"}}]}),
        "/staff/0/added/city-office",
    );
    refused(
        &json!({"office": {"considered": [{"control": "no-wifi", "result": "adopted", "on": "2026-01-01"}]}}),
        "/office/considered/0/control",
    );
}

fn plan(register: &Register, line: &str) -> Result<Change, RequestFault> {
    let request = Request::read(line.as_bytes()).map_err(RequestFault::Wrong)?;
    let command = request.command(register, today(), &flags)?;
    command.plan(register, today()).map_err(RequestFault::Refused)
}

#[test]
fn commands_record_what_is_added() {
    let mut register = register();
    for line in [
        r#"{"command": "facts", "facts": [{"fact": "duty-kept", "subject": "device/D-1", "duty": "battery-check"}], "on": "2026-11-21"}"#,
        r#"{"command": "facts", "facts": [{"fact": "duty-answered", "subject": "staff/S-1", "duty": "rules-read", "kept": true}]}"#,
        r#"{"command": "facts", "facts": [{"fact": "duty-kept", "subject": "office", "duty": "liability-paper"}]}"#,
        r#"{"command": "facts", "facts": [{"fact": "duty-kept", "subject": "group/G-1", "duty": "family-meeting"}]}"#,
        r#"{"command": "facts", "facts": [{"fact": "reported-to", "incident": "R8-001", "to": "city-office"}]}"#,
        r#"{"command": "facts", "facts": [{"fact": "control-recorded", "device": "D-1", "control": "no-public-wifi", "state": "met"}]}"#,
        r#"{"command": "set", "subject": "device/D-2", "fields": {"controls": {"no-public-wifi": "met", "screen-lock": "met"}}}"#,
    ] {
        let change = plan(&register, line).unwrap();
        register.apply(&change).unwrap();
    }
    assert_eq!(short(&register, &policy(), today()), ["device/D-1 screen-lock unknown"]);
    // The same once more changes nothing.
    let again = r#"{"command": "facts", "facts": [{"fact": "reported-to", "incident": "R8-001", "to": "city-office"}]}"#;
    assert!(matches!(plan(&register, again), Err(RequestFault::Refused(Refusal::AlreadyRecorded(_)))));
    for (line, place) in [
        (
            r#"{"command": "facts", "facts": [{"fact": "duty-kept", "subject": "office", "duty": "insurance"}]}"#,
            "/facts/0/duty",
        ),
        (
            r#"{"command": "set", "subject": "device/D-2", "fields": {"controls": {"no-wifi": "met"}}}"#,
            "/fields/controls/no-wifi",
        ),
        (
            r#"{"command": "add", "kind": "incident", "record": {"id": "R8-002", "kind": "wifi"}}"#,
            "/record/kind",
        ),
    ] {
        match plan(&register, line) {
            Err(RequestFault::Wrong(error)) => assert_eq!(error.pointer.as_str(), place),
            other => panic!("{line}: {other:?}"),
        }
    }
}

#[test]
fn a_policy_without_a_name_loses_nothing_that_was_recorded_under_it() {
    let register = read_with("2026-03-01", true, "2026-01-05", "2026-08-01");
    let sheet = Policy::take_shipped("minato-anshin-net", register.policy(), today()).unwrap();
    assert!(
        sheet.controls.contains(&"no-public-wifi".to_owned())
            && sheet.duties.contains(&"battery-check".to_owned())
    );
    let mut text: serde_json::Value = serde_json::from_str(&encode(&register)).unwrap();
    text["policy"] = json!({"controls": sheet.controls, "incident_kinds": sheet.incident_kinds, "duties": sheet.duties,
        "addressees": sheet.addressees});
    let later = read(&text.to_string()).unwrap();
    let device = later.devices().iter().next().unwrap();
    assert!(device.controls.get(AnyControl::from_word("no-public-wifi").unwrap()).is_some());
    assert_eq!(device.added.day(AddedName::new("battery-check").unwrap()), Some(day("2026-03-01")));
    let policy = Policy::of(later.policy()).unwrap();
    let others: Vec<String> = policy
        .additions()
        .no_longer_asked(&device.added, mcs_register::register::RecordKind::Device)
        .map(|(name, _)| name.to_string())
        .collect();
    assert_eq!(others, ["battery-check"]);
    // A policy that was taken back leaves names in use that nothing declares: what is written declares them.
    let mut parts = text.clone();
    parts["policy"] = json!({"duties": ["rules-read", "liability-paper", "battery-check", "family-meeting"],
        "controls": ["no-public-wifi"], "incident_kinds": ["public-wifi-use"], "addressees": []});
    let register = read(&parts.to_string()).unwrap();
    let undeclared = mcs_register::register::Parts {
        policy: PolicySheet::default(),
        office: register.office().clone(),
        devices: register.devices().clone(),
        ..mcs_register::register::Parts::default()
    };
    let written = encode(&Register::from_parts(undeclared));
    let back = read(&written).unwrap();
    assert_eq!(back.policy().duties, ["battery-check", "liability-paper"]);
}

#[test]
fn a_mistake_in_what_a_policy_adds_is_told_with_its_key() {
    let fault = |from: &str, to: &str| {
        assert!(LAYER.contains(from), "{from}");
        let error = Policy::parse(&LAYER.replacen(from, to, 1)).unwrap_err();
        assert!(error.line_column.is_some(), "{error}");
        (error.key, error.fault)
    };
    let id = PolicyFault::Id;
    assert_eq!(fault("\"no-public-wifi\"", "\"公衆Wi-Fi\""), ("controls[9].control".to_owned(), id.clone()));
    assert_eq!(fault("duty = \"battery-check\"", "duty = \"Battery\""), ("duties[0].duty".to_owned(), id));
    assert_eq!(fault("duty = \"rules-read\"", "duty = \"city-office\"").1, PolicyFault::Twice);
    assert_eq!(fault("duty = \"rules-read\"", "duty = \"battery-check\"").1, PolicyFault::Twice);
    assert_eq!(
        fault("interval_months = 12\n", ""),
        ("duties[0].interval_months".to_owned(), PolicyFault::Missing)
    );
    let (key, fault_of) = fault("shape = \"yes\"", "shape = \"yes\"\ninterval_months = 3");
    assert_eq!((key.as_str(), fault_of), ("duties[1].interval_months", PolicyFault::Unknown));
    assert_eq!(fault("kinds = [\"patient\"]", "kinds = [\"patients\"]").0, "duties[3].kinds[0]");
    assert_eq!(fault("due_days = 3", "due_days = 9999").0, "addressees[0].due_days");
    assert!(matches!(fault("shape = \"paper\"", "shape = \"letter\"").1, PolicyFault::Unreadable(_)));
    assert!(matches!(fault("due_days = 3", "due_day = 3").1, PolicyFault::Unknown));
}

/// The rules look at nothing of it where nothing is added.
#[test]
fn nothing_added_is_nothing_asked() {
    let policy = Policy::minato().unwrap();
    assert!(!policy.is_on(Rule::PolicyDuty) && !policy.is_on(Rule::PolicyAddressee));
    assert_eq!(policy.additions().declared(), mcs_register::register::Declared::default());
    let off = LAYER.replacen("shape = \"paper\"", "shape = \"paper\"\nenabled = false", 1);
    let policy = Policy::parse(&off).unwrap();
    assert!(short(&register(), &policy, today()).iter().all(|line| !line.contains("liability-paper")));
    let findings = judge(&register(), &policy, today());
    assert!(
        findings
            .iter()
            .any(|finding| finding.rule == Rule::PolicyDuty && finding.urgency == Urgency::Unknown)
    );
}

/// What the office's own ledger has under the policy's names comes in, and what goes out under them comes back.
#[test]
fn ledgers_have_columns_for_what_is_added() {
    use mcs_register::{
        documents::{Encoding, Naming, csv_files, ledgers},
        exchange::{Settings, question::Answers, simulate, table},
    };
    let (start, policy) = (register(), policy());
    let text = "機器番号,種類,名称,公衆Wi-Fiの禁止,電池の年次点検\nD-1,タブレット,板1,○,2026/10/5\n";
    let book = table::read("devices.csv", text.as_bytes(), &table::Asked::default()).unwrap();
    let simulation =
        simulate(&book, "devices.csv", &start, &policy, today(), Settings::default(), &Answers::new());
    assert_eq!(simulation.open().count(), 0);
    let mut after = start.clone();
    after.apply(&simulation.change).unwrap();
    let device = after.devices().iter().next().unwrap();
    assert_eq!(
        device.controls.get(AnyControl::from_word("no-public-wifi").unwrap()),
        Some(ControlState::Met)
    );
    assert_eq!(device.added.day(AddedName::new("battery-check").unwrap()), Some(day("2026-10-05")));

    let full = read_with("2026-03-01", true, "2026-01-05", "2026-08-01");
    let findings = judge(&full, &policy, today());
    let (files, _) = csv_files(&ledgers(&full, &policy, &findings, today(), Naming::Full), Encoding::Utf8);
    let said =
        |heading: &str| files.iter().any(|file| String::from_utf8_lossy(&file.bytes).contains(heading));
    for heading in [
        "公衆Wi-Fiの禁止",
        "電池の年次点検",
        "利用要領の確認",
        "家族との話し合い",
        "かもめ市高齢福祉課への報告日",
    ] {
        assert!(said(heading), "{heading}");
    }
}

/// What a key records for a finding settles it.
#[test]
fn each_finding_of_an_addition_has_a_key_that_settles_it() {
    let (register, policy) = (register(), policy());
    let findings = judge(&register, &policy, today());
    let added = |rule| matches!(rule, Rule::PolicyDuty | Rule::PolicyAddressee | Rule::DeviceControl);
    let mut settled = 0;
    for finding in findings.iter().filter(|finding| added(finding.rule)) {
        let fact = match remedy(finding, &register, &policy, today(), None) {
            Remedy::Fact(fact) => fact,
            Remedy::Choice(facts) => facts[0].clone(),
            other => panic!("{finding:?}: {other:?}"),
        };
        let command = Command::Facts { facts: vec![fact], on: today() };
        let mut after = register.clone();
        after.apply(&command.plan(&register, today()).unwrap()).unwrap();
        let still = judge(&after, &policy, today());
        assert!(
            !still.iter().any(|other| (other.rule, &other.subject, &other.detail)
                == (finding.rule, &finding.subject, &finding.detail)),
            "{finding:?}"
        );
        settled += 1;
    }
    assert_eq!(settled, 9);
}

/// A form is the last way in that could bring a name that nothing declares.
#[test]
fn no_command_brings_a_name_that_the_register_does_not_know() {
    let register =
        document::decode(br#"{"format": "mcs-register/1", "devices": [{"id": "D-1"}]}"#, &flags).unwrap();
    let before = register.devices().iter().next().unwrap().clone();
    let mut after = before.clone();
    after.controls.set(AnyControl::from_word("no-public-wifi").unwrap(), Some(ControlState::Met));
    let edit = Command::Edit {
        key: Key::Device(before.id.clone()),
        before: Box::new(Record::Device(before)),
        after: Box::new(Record::Device(after)),
    };
    let name = AddedName::new("no-public-wifi").unwrap();
    assert_eq!(edit.plan(&register, today()), Err(Refusal::Undeclared(name)));
}
