//! Commands as JSON: what is written is read back the same, what is wrong is refused at its place, and every example
//! of `docs/apply.md` does what the page says.

use std::collections::BTreeSet;

use crate::support::arbitrary;
use mcs_register::{
    policy::Rule,
    register::{
        AddedName, Command, Date, Fact, Key, Lang, Record, RecordKind, Refusal, Register,
        document::{self, DocumentError, Fault, Request, RequestFault, command_to_json, paper_text},
        id::{DeviceId, FilingId, GroupId, IncidentId, MembershipId, PersonId, TakeOutId},
        records::McsAccount,
        review::{ReviewStep, Verdict},
        subject::Subject,
        words::{
            Addressee, AnyAddressee, AnyControl, Assessment, ConsentBy, ConsideredResult, Control,
            ControlState, DecisionResult, FilingKind, Host, OrderedBy, Ownership, ReportStage,
            RestrictionKind, Rights, Role,
        },
    },
};
use proptest::{prelude::*, sample::select};

const PAGE: &str = include_str!("../../docs/apply.md");

fn flags(rule: &str) -> Option<&'static [RecordKind]> {
    Rule::from_name(rule).map(Rule::waivable)
}

fn today() -> Date {
    "2026-11-22".parse().unwrap()
}

fn empty() -> Register {
    document::decode(br#"{"format": "mcs-register/1"}"#, &flags).unwrap()
}

/// A register that knows the names of a policy's own which the random ones use.
fn knowing() -> Register {
    let text = br#"{"format": "mcs-register/1", "policy": {"controls": ["no-wifi", "x"], "incident_kinds": ["wifi-misuse"],
        "duties": ["yearly", "x-1", "yearly-check"], "addressees": ["yearly", "x-1", "yearly-check", "ward-office"]}}"#;
    document::decode(text, &flags).unwrap()
}

/// Carries out one line.
fn run(register: &mut Register, line: &str) -> Result<Command, String> {
    let request = Request::read(line.as_bytes()).map_err(|error| error.to_string())?;
    let command = request.command(register, today(), &flags).map_err(|fault| format!("{fault:?}"))?;
    let change = command.plan(register, today()).map_err(|refusal| refusal.to_string())?;
    register.apply(&change).map_err(|conflict| conflict.to_string())?;
    Ok(command)
}

/// The lines of the page's examples.
fn examples() -> Vec<&'static str> {
    let mut inside = false;
    let mut lines = Vec::new();
    for line in PAGE.lines() {
        if line.starts_with("```") {
            inside = line == "```json";
        } else if inside && !line.starts_with('#') {
            lines.push(line);
        }
    }
    lines
}

#[test]
fn every_example_of_the_page_is_carried_out_and_no_command_or_fact_lacks_one() {
    let mut register = empty();
    let (mut actions, mut kinds, mut facts) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for line in examples() {
        let before = register.clone();
        let command = run(&mut register, line).unwrap_or_else(|why| panic!("{line}\n{why}"));
        actions.insert(line.split('"').nth(3).unwrap());
        match &command {
            Command::Add { record, .. } => {
                kinds.insert(record.kind().word());
            }
            Command::Facts { facts: told, on } => {
                facts.extend(told.iter().map(Fact::word));
                for fact in told {
                    changes_its_record(&before, fact, *on);
                }
            }
            Command::Edit { .. }
            | Command::Remove { .. }
            | Command::Review { .. }
            | Command::Rename { .. } => {}
        }
        // Written by the program, the example is the same command.
        let written = command_to_json(&command);
        assert!(Request::read(written.as_bytes()).is_ok(), "{written}");
    }
    assert_eq!(actions, BTreeSet::from(["add", "edit", "facts", "remove", "review", "set"]));
    assert_eq!(facts, Fact::WORDS.iter().copied().collect());
    let all = RecordKind::ALL.iter().filter(|kind| !kind.is_always_there());
    assert_eq!(kinds, all.map(|kind| kind.word()).collect());
    // The register that the page makes is one that a document can hold.
    assert_eq!(document::decode(document::encode(&register).as_bytes(), &flags).unwrap(), register);
}

/// Whatever kind of record names it.
#[test]
fn nothing_goes_that_another_record_names() {
    let everything = include_bytes!("../store/everything.json");
    let register = document::decode(everything, &|_| Some(RecordKind::ALL)).unwrap();
    let keys = register.keys();
    let mut kinds = BTreeSet::new();
    for key in keys.iter().filter(|key| key.id().is_some()) {
        let subject = key.subject();
        let names = |other: &Key| register.record(other).is_some_and(|(_, record)| record.names(&subject));
        if keys.iter().any(|other| other != key && names(other)) {
            let removed = Command::Remove { key: key.clone() }.plan(&register, today());
            assert!(matches!(removed, Err(Refusal::Named(_))), "{key:?}: {removed:?}");
            kinds.insert(key.kind().word());
        }
    }
    assert!(
        kinds.is_superset(&BTreeSet::from(["staff", "partner", "device", "group", "membership"])),
        "{kinds:?}"
    );
}

/// A fact that nothing writes into its record would be told as done.
fn changes_its_record(register: &Register, fact: &Fact, on: Date) {
    let command = Command::Facts { facts: vec![fact.clone()], on };
    if let Ok(change) = command.plan(register, today()) {
        assert!(change.records.iter().all(|record| record.before != record.after), "{fact:?}");
    }
}

#[test]
fn set_changes_the_named_fields_alone() {
    let mut register = empty();
    let lines = examples();
    let adds = lines.iter().filter(|line| line.contains("\"add\""));
    adds.for_each(|line| drop(run(&mut register, line).unwrap()));
    let staff = |register: &Register| register.staff()[0].clone();
    let before = staff(&register);
    run(
        &mut register,
        r#"{"command":"set","subject":"staff/S-001","fields":{"mcs":{"login":"a@example.jp"}}}"#,
    )
    .unwrap();
    let mut expected = before.clone();
    expected.mcs.login = Some("a@example.jp".into());
    assert_eq!(staff(&register), expected);
    run(
        &mut register,
        r#"{"command":"set","subject":"staff/S-001","fields":{"mcs":null,"kana":null,"trainings":[{"on":"2026-05-20"}]}}"#,
    )
    .unwrap();
    let after = staff(&register);
    assert_eq!((after.mcs, after.kana, after.trainings.len()), (McsAccount::default(), None, 1));
    assert_eq!(after.name, before.name);
    let device =
        r#"{"command":"set","subject":"device/D-001","fields":{"controls":{"boot-password":"met"}}}"#;
    run(&mut register, device).unwrap();
    assert_eq!(register.devices()[0].controls.get(Control::BootPassword), Some(ControlState::Met));
    assert_eq!(run(&mut register, device), Err(Refusal::NothingChanged.to_string()));
}

fn fault(line: &str) -> (String, String) {
    let error = Request::read(line.as_bytes()).unwrap_err();
    (error.pointer.clone(), error.message(Lang::En))
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    for (line, pointer, says) in [
        ("{}", "/command", "required"),
        (r#"{"command":"sing"}"#, "/command", "add, edit, set, remove, facts"),
        (r#"{"command":7}"#, "/command", "fixed words"),
        (r#"{"command":"remove"}"#, "/subject", "required"),
        (r#"{"command":"remove","subject":"staff"}"#, "/subject", "not a subject"),
        (r#"{"command":"remove","subject":"staff/S-1","record":{}}"#, "/record", "unknown field"),
        (r#"{"command":"remove","subject":"staff/S-1","review":0}"#, "/review", "unknown field"),
        (r#"{"command":"remove","subject":"office","waiver":-1}"#, "/waiver", "whole number"),
        (r#"{"command":"add","record":{}}"#, "/kind", "required"),
        (r#"{"command":"add","kind":"office","record":{}}"#, "/kind", "unknown word"),
        (r#"{"command":"add","kind":"staff","record":[]}"#, "/record", "an object"),
        (r#"{"command":"add","kind":"staff","record":{"name":"x"}}"#, "/record/id", "required"),
        (
            r#"{"command":"add","kind":"staff","record":{"id":"S","nmae":"x"}}"#,
            "/record/nmae",
            "unknown field",
        ),
        (
            r#"{"command":"add","kind":"staff","record":{"id":"S","left_on":"11/22"}}"#,
            "/record/left_on",
            "not a date",
        ),
        (r#"{"command":"set","subject":"staff/S-1","fields":null}"#, "/fields", "required"),
        (
            r#"{"command":"edit","subject":"staff/S-1","record":{"id":"S-1","mcs":{"role":"boss"}}}"#,
            "/record/mcs/role",
            "unknown word",
        ),
        (r#"{"command":"facts"}"#, "/facts", "required"),
        (r#"{"command":"facts","facts":[{"fact":"slept","staff":"S-1"}]}"#, "/facts/0/fact", "unknown word"),
        (r#"{"command":"facts","facts":[{"fact":"password-changed"}]}"#, "/facts/0/staff", "required"),
        (
            r#"{"command":"facts","facts":[{"fact":"off-duty","membership":"M","by":"S"}]}"#,
            "/facts/0/by",
            "unknown field",
        ),
        (r#"{"command":"facts","facts":[{"fact":"guideline-confirmed"},null]}"#, "/facts/1", "no null"),
        (r#"{"command":"facts","on":"tomorrow","facts":[]}"#, "/on", "not a date"),
        ("[]", "", "a command is a JSON object"),
        ("7", "", "a command is a JSON object"),
        (r#"{"command":"facts","facts":[]} {}"#, "", "one command only"),
        (r#"{"command":"facts","command":"add"}"#, "", "stands twice"),
        (r#"{"command":"#, "", "ends inside"),
        ("{'command'}", "", "not JSON"),
    ] {
        let (at, message) = fault(line);
        assert_eq!(at, pointer, "{line}: {message}");
        assert!(message.contains(says), "{line}: {message}");
        let ja = Request::read(line.as_bytes()).unwrap_err().message(Lang::Ja);
        assert!(ja.ends_with('。'), "{ja}");
    }
    let error: DocumentError = Request::read(b"{\"command\":\"\xFF\"}").unwrap_err();
    assert!(matches!(error.fault, Fault::NotUtf8(_)), "{error}");
}

#[test]
fn what_the_register_decides_is_refused_with_its_reason() {
    let mut register = empty();
    run(&mut register, r#"{"command":"add","kind":"staff","record":{"id":"S-001","name":"港 花子"}}"#)
        .unwrap();
    let mut refused = |line: &str| {
        let before = register.clone();
        let why = run(&mut register, line).unwrap_err();
        assert_eq!(register, before);
        why
    };
    let waiver = |rule: &str, subject: &str| {
        format!(
            r#"{{"command":"add","kind":"waiver","record":{{"rule":"{rule}","subject":"{subject}","reason":"x","approved_by":"S-001","until":"2027-01-01"}}}}"#
        )
    };
    for (line, says) in [
        (r#"{"command":"remove","subject":"staff/S-009"}"#.to_owned(), "Gone"),
        (r#"{"command":"remove","subject":"membership/M-9"}"#.to_owned(), "Gone"),
        (r#"{"command":"remove","subject":"office","waiver":3}"#.to_owned(), "Gone"),
        (r#"{"command":"set","subject":"staff/S-001","fields":{"nmae":null}}"#.to_owned(), "UnknownField"),
        (r#"{"command":"set","subject":"staff/S-001","fields":{"id":null}}"#.to_owned(), "Required"),
        (r#"{"command":"set","subject":"staff/S-001","fields":{"id":"S-2"}}"#.to_owned(), "cannot be changed"),
        (
            r#"{"command":"edit","subject":"staff/S-001","before":{"id":"S-001"},"record":{"id":"S-001","memo":"x"}}"#
                .to_owned(),
            "changed meanwhile",
        ),
        (r#"{"command":"add","kind":"staff","record":{"id":"S-001"}}"#.to_owned(), "taken"),
        (r#"{"command":"add","kind":"membership","record":{"id":"M","person":"S-001"}}"#.to_owned(), "a group"),
        (r#"{"command":"add","kind":"partner","group":"G","record":{"id":"P"}}"#.to_owned(), "a group"),
        (r#"{"command":"facts","on":"2026-11-23","facts":[{"fact":"guideline-confirmed"}]}"#.to_owned(), "ahead"),
        (r#"{"command":"facts","facts":[]}"#.to_owned(), "nothing would change"),
        (waiver("pasword-age", "staff/S-001"), "UnknownRule"),
        (waiver("password-age", "office"), "RuleDoesNotFlag"),
        (waiver("password-age", "staff/S-002"), "no such record"),
    ] {
        let why = refused(&line);
        assert!(why.contains(says), "{line}: {why}");
    }
}

#[expect(clippy::too_many_lines, reason = "one line a fact")]
fn facts() -> impl Strategy<Value = Fact> {
    let id = || "[A-Z]-[0-9あ]{1,3}";
    let staff = move || id().prop_map(|id| PersonId::trusted(&id));
    let device = move || id().prop_map(|id| DeviceId::trusted(&id));
    let take_out = move || id().prop_map(|id| TakeOutId::trusted(&id));
    let group = move || id().prop_map(|id| GroupId::trusted(&id));
    let membership = move || id().prop_map(|id| MembershipId::trusted(&id));
    let incident = move || id().prop_map(|id| IncidentId::trusted(&id));
    let by = move || prop::option::of(staff());
    let words = || prop::option::of(any::<String>());
    // A fact of every kind at once, so that none is left to chance.
    let control = || {
        let added = AnyControl::from_word("no-wifi").unwrap();
        prop_oneof![select(Control::ALL).prop_map(AnyControl::Fixed), Just(added)]
    };
    let all = (
        (staff(), device(), take_out(), group(), membership(), incident(), by(), words()),
        (select(FilingKind::ALL), select(RestrictionKind::ALL), select(Ownership::ALL), control()),
        (select(ControlState::ALL), select(DecisionResult::ALL), select(Assessment::ALL), any::<u32>()),
        (select(ConsideredResult::ALL), select(Host::ALL), select(Rights::ALL)),
        (
            select(Role::ALL),
            select(OrderedBy::ALL),
            prop_oneof![
                select(Addressee::ALL).prop_map(AnyAddressee::Fixed),
                Just(AnyAddressee::from_word("yearly").unwrap())
            ],
            select(ReportStage::ALL),
            prop::option::of(select(ConsentBy::ALL)),
        ),
    );
    (all, any::<prop::sample::Index>()).prop_map(|((who, words, more, found, roles), index)| {
        let (staff, device, take_out, group, membership, incident, by, text) = who;
        let (filing, restriction, ownership, control) = words;
        let (state, result, assessment, number) = more;
        let (considered, host, rights) = found;
        let (role, ordered_by, to, which, consent_by) = roles;
        let name = || AddedName::new("yearly-check").unwrap();
        let mut facts = vec![
            Fact::FilingSubmitted { kind: filing },
            Fact::DutyKept { subject: Subject::Device(device.clone()), duty: name() },
            Fact::DutyAnswered { subject: Subject::Office, duty: name(), kept: number % 2 == 0 },
            Fact::ReportedTo { incident: incident.clone(), to: name() },
            Fact::GuidelineConfirmed {},
            Fact::FilingAnswered { filing: FilingId::trusted(staff.as_str()), result },
            Fact::ControlConsidered { control, result: considered, by: by.clone(), reason: text.clone() },
            Fact::IdRecorded { staff: staff.clone(), login: text.clone() },
            Fact::EligibilityRecorded { person: staff.clone() },
            Fact::DeviceMissing { device: device.clone(), stolen: number % 2 == 0 },
            Fact::HostRecorded { group: group.clone(), host },
            Fact::Invited {
                group: group.clone(),
                membership: membership.clone(),
                person: staff.clone(),
                rights: Some(rights),
                by: by.clone(),
                reason: text.clone(),
            },
            Fact::RightsRecorded { membership: membership.clone(), rights },
            Fact::TrainingAttended { staff: staff.clone(), title: text.clone() },
            Fact::RestrictionEnforced { staff: staff.clone(), kind: restriction },
            Fact::OwnershipRecorded { device: device.clone(), ownership },
            Fact::ControlRecorded { device: device.clone(), control, state },
            Fact::TakeOutDecided { take_out: take_out.clone(), result, by: by.clone(), note: text.clone() },
            Fact::TakeOutChecked { take_out: take_out.clone(), by: by.clone() },
            Fact::RoleChanged { staff: staff.clone(), role },
            Fact::LeavingAnnounced { staff: staff.clone(), last_day: today().plus_days(i64::from(number % 999)) },
            Fact::RestrictionOrdered {
                staff: staff.clone(),
                kind: restriction,
                by: ordered_by,
                reason: text.clone(),
            },
            Fact::DeviceLent { device: device.clone(), staff: staff.clone() },
            Fact::QuestionAnswered {
                group: group.clone(),
                review: number,
                membership: membership.clone(),
                answer: text.clone(),
            },
            Fact::RemovalDone { membership: membership.clone(), by: by.clone() },
            Fact::WaiverEnded { waiver: number },
            Fact::TakeOutCountersigned { take_out: take_out.clone(), by: by.clone() },
            Fact::ReviewCountersigned { group: group.clone(), review: number, by: by.clone() },
            Fact::ConsentSigned { group: group.clone(), by: consent_by, both_copies: consent_by.map(|_| number % 2 == 0) },
            Fact::TakeOutExtended {
                take_out: take_out.clone(),
                until: "2026-12-31".parse().unwrap(),
                by: by.clone(),
            },
            Fact::InvitationApproved { membership: membership.clone(), by: by.clone() },
            Fact::RemovalRequested { membership: membership.clone(), reason: text.clone() },
            Fact::ReportWritten {
                incident: incident.clone(),
                to,
                group: (number % 2 == 0).then(|| group.clone()),
                stage: which,
                at: text.as_ref().map(|_| "2026-11-22T09:10".parse().unwrap()),
                by: by.clone(),
                paper: text.as_ref().map(|text| {
                    paper_text(&serde_json::json!({"title": text}).to_string()).unwrap()
                }),
            },
            Fact::ReportSent { incident: incident.clone(), number },
            Fact::IncidentAssessed { incident: incident.clone(), assessment, by, reason: text },
            Fact::MeasureDone { incident: incident.clone(), number },
        ];
        macro_rules! of {
            ($($field:ident: $($variant:ident),*;)*) => {
                $($(facts.push(Fact::$variant { $field: $field.clone() });)*)*
            };
        }
        of! {
            staff: Registered, PasswordChanged, SharingEnded, PledgeSigned, ProfileRegistered, AccountReleased, AccountDeleted,
                DeletionAsked;
            device: DeviceReturned, DeviceInspected, BootPasswordChanged, ByodApproved, DeviceFound, DeviceErased;
            take_out: TakeOutLeft, TakeOutReturned;
            group: ConsentCopiesHeld, OnePatientConfirmed, GroupArchived, PermissionReceived,
                PurposeAnnounced, PatientDataRemoved, GroupDeleted;
            membership: InvitationJoined, OffDuty;
            incident: IncidentReported, PreliminaryReportFiled, FinalReportFiled, PersonsNotified, IncidentClosed;
        }
        let words: BTreeSet<&str> = facts.iter().map(Fact::word).collect();
        assert_eq!(words, Fact::WORDS.iter().copied().collect(), "a fact is not tried");
        index.get(&facts).clone()
    })
}

/// The keys of a register's records, in the order of [`arbitrary::records`].
fn keys(register: &Register) -> Vec<Key> {
    let place = |place: usize| u32::try_from(place).unwrap();
    let mut keys = vec![Key::Office, Key::Policy];
    keys.extend(register.filings().iter().map(|row| Key::Filing(FilingId::clone(&row.id))));
    keys.extend(register.staff().iter().map(|row| Key::Staff(row.id.clone())));
    keys.extend(register.partners().iter().map(|row| Key::Partner(row.id.clone())));
    keys.extend(register.devices().iter().map(|row| Key::Device(row.id.clone())));
    keys.extend(register.take_outs().iter().map(|row| Key::TakeOut(row.id.clone())));
    for group in register.groups() {
        let id = &group.sheet.id;
        keys.push(Key::Group(id.clone()));
        keys.extend(group.memberships.iter().map(|row| Key::Membership(id.clone(), row.id.clone())));
        keys.extend((0..group.reviews.len()).map(|at| Key::Review(id.clone(), place(at))));
    }
    keys.extend(register.incidents().iter().map(|row| Key::Incident(row.id.clone())));
    keys.extend((0..register.waivers().len()).map(|at| Key::Waiver(place(at))));
    keys
}

fn again(command: &Command, register: &Register) -> Result<Command, RequestFault> {
    let line = command_to_json(command);
    assert!(!line.contains('\n'), "{line}");
    let request = Request::read(line.as_bytes()).map_err(RequestFault::Wrong)?;
    request.command(register, today(), &flags)
}

fn steps() -> impl Strategy<Value = ReviewStep> {
    let person = || "[A-Z]-[0-9あ]{1,3}".prop_map(|id| PersonId::trusted(&id));
    let verdict = prop_oneof![
        Just(Verdict::Keep),
        Just(Verdict::Open),
        any::<String>().prop_map(|reason| Verdict::Remove { reason }),
        (prop::option::of(person()), any::<String>()).prop_map(|(whom, what)| Verdict::Ask { whom, what }),
    ];
    let member = "M-[0-9]{1,4}".prop_map(|id| MembershipId::trusted(&id));
    prop_oneof![
        prop::option::of(person()).prop_map(|reviewer| ReviewStep::Begin { reviewer }),
        prop::option::of(person()).prop_map(|reviewer| ReviewStep::Amend { reviewer }),
        prop::collection::vec((member, verdict), 0..9).prop_map(|decided| ReviewStep::Decide { decided }),
        Just(ReviewStep::TakeIn),
        any::<u32>().prop_map(|minutes| ReviewStep::Spend { minutes }),
        (person(), any::<u32>(), any::<bool>()).prop_map(|(reviewer, minutes, day)| ReviewStep::Sign {
            reviewer,
            minutes,
            on: day.then(|| "2026-11-20".parse().unwrap()),
        }),
        Just(ReviewStep::Abandon),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_step_of_a_review_is_read_back_the_same(step in steps(), group in "G-[0-9]{1,4}") {
        let command = Command::Review { group: GroupId::trusted(&group), step };
        prop_assert_eq!(again(&command, &empty()), Ok(command));
    }

    #[test]
    fn any_facts_are_read_back_the_same(list in prop::collection::vec(facts(), 0..80), days in 0_i64..9000) {
        let command = Command::Facts { facts: list, on: today().plus_days(-days) };
        prop_assert_eq!(again(&command, &knowing()), Ok(command));
    }

    #[test]
    fn any_command_about_a_record_is_read_back_the_same(
        register in arbitrary::register(),
        other in arbitrary::register(),
    ) {
        let records = arbitrary::records(&register);
        let others = arbitrary::records(&other);
        for (key, record) in keys(&register).into_iter().zip(records) {
            let kind = record.kind();
            let same_kind = others.iter().find(|record| record.kind() == kind);
            let after = Box::new(same_kind.unwrap_or(&record).clone());
            let remove = Command::Remove { key: key.clone() };
            prop_assert_eq!(again(&remove, &register), Ok(remove));
            let edit = Command::Edit { key: key.clone(), before: Box::new(record.clone()), after };
            prop_assert_eq!(again(&edit, &register), Ok(edit));
            let group = match &key {
                Key::Membership(group, _) | Key::Review(group, _) => Some(group.clone()),
                _ => None,
            };
            if !matches!(record, Record::Office(_) | Record::Policy(_)) {
                let add = Command::Add { record: Box::new(record), group };
                prop_assert_eq!(again(&add, &knowing()), Ok(add));
            }
        }
    }

    #[test]
    fn no_line_makes_the_reader_fall(line in ".{0,200}", cut in any::<prop::sample::Index>()) {
        let _ = Request::read(line.as_bytes());
        let examples = examples();
        let example = cut.get(&examples);
        let bytes = example.as_bytes();
        let part = &bytes[..cut.index(bytes.len())];
        prop_assert!(Request::read(part).is_err());
    }
}

#[test]
fn a_subject_of_every_kind_is_named_in_the_same_way() {
    for word in [
        "office",
        "filing/F-1",
        "staff/S-1",
        "partner/P-1",
        "device/D-1",
        "take-out/T-1",
        "group/G-1",
        "membership/M-1",
        "incident/R-1",
    ] {
        let line = format!(r#"{{"command":"remove","subject":"{word}"}}"#);
        let request = Request::read(line.as_bytes()).unwrap();
        match request.command(&knowing(), today(), &flags) {
            Ok(command) => assert_eq!(command_to_json(&command), line),
            Err(fault) => {
                assert_eq!(fault, RequestFault::Refused(Refusal::Gone(Subject::parse(word).unwrap())));
            }
        }
    }
}
