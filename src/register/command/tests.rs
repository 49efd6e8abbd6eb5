//! Commands on a small office: what they change, what they refuse, and that undo is exact.

use crate::register::{
    Command, Date, Fact, Key, Parts, Record, Refusal, Register,
    id::{DeviceId, GroupId, MembershipId, PersonId, TakeOutId},
    records::{Decision, Device, Group, GroupSheet, Membership, Staff, TakeOut},
    subject::Subject,
    table::Table,
    words::{DecisionResult, GroupKind, OrderedBy, RestrictionKind, Role},
};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn staff(id: &str) -> Staff {
    Staff { name: Some("港 花子".into()), ..Staff::new(PersonId::new(id).unwrap()) }
}

fn device(id: &str, holder: &str) -> Device {
    Device { holder: Some(PersonId::new(holder).unwrap()), ..Device::new(DeviceId::new(id).unwrap()) }
}

fn membership(id: &str, person: &str) -> Membership {
    Membership::new(MembershipId::new(id).unwrap(), PersonId::new(person).unwrap())
}

fn group(id: &str) -> GroupSheet {
    GroupSheet::new(GroupId::new(id).unwrap(), GroupKind::Patient)
}

fn office() -> Register {
    let take_out = TakeOut {
        requester: Some(PersonId::new("S-001").unwrap()),
        ..TakeOut::new(TakeOutId::new("T-001").unwrap())
    };
    Register::from_parts(Parts {
        staff: Table::from_rows(vec![staff("S-001"), staff("S-002")]).unwrap(),
        devices: Table::from_rows(vec![device("D-001", "S-002")]).unwrap(),
        take_outs: Table::from_rows(vec![take_out]).unwrap(),
        groups: Table::from_rows(vec![Group {
            sheet: group("G-001"),
            memberships: vec![membership("M-001", "S-001"), membership("M-002", "S-002")],
            reviews: Vec::new(),
        }])
        .unwrap(),
        ..Parts::default()
    })
}

fn today() -> Date {
    day("2026-11-22")
}

/// Plans and applies; then checks that the inverse gives back what was there.
fn carry_out(register: &mut Register, command: &Command) {
    let before = register.clone();
    let change = command.plan(register, today()).unwrap();
    register.apply(&change).unwrap();
    assert_ne!(*register, before);
    let mut undone = register.clone();
    undone.apply(&change.inverse()).unwrap();
    assert_eq!(undone, before);
}

/// Several new memberships of one command stand one behind the other, each under a number of its own.
#[test]
fn several_people_are_invited_in_one_step() {
    let text = r#"{"format": "mcs-register/1", "staff": [{"id": "S-1"}, {"id": "S-2"}, {"id": "S-3"}],
        "groups": [{"id": "G-1", "kind": "patient", "memberships": [{"id": "M-0007", "person": "S-1"}]}]}"#;
    let mut register = crate::register::document::decode(text.as_bytes(), &|_| None).unwrap();
    let today: Date = "2026-11-22".parse().unwrap();
    let ids = register.next_ids(crate::register::RecordKind::Membership, 2);
    assert_eq!(ids, ["M-0008", "M-0009"]);
    let invited = |membership: &str, person: &str| Fact::Invited {
        group: GroupId::trusted("G-1"),
        membership: MembershipId::trusted(membership),
        person: PersonId::trusted(person),
        rights: None,
        by: None,
        reason: Some("訪問看護".to_owned()),
    };
    let facts = vec![invited(&ids[0], "S-2"), invited(&ids[1], "S-3")];
    let change = Command::Facts { facts, on: today }.plan(&register, today).unwrap();
    let before = register.clone();
    register.apply(&change).unwrap();
    let rows: Vec<String> =
        register.groups()[0].memberships.iter().map(|row| format!("{} {}", row.id, row.person)).collect();
    assert_eq!(rows, ["M-0007 S-1", "M-0008 S-2", "M-0009 S-3"]);
    let taken = Command::Facts { facts: vec![invited("M-0008", "S-3")], on: today };
    assert!(matches!(taken.plan(&register, today), Err(Refusal::IdTaken(_))));
    let nobody = Command::Facts { facts: vec![invited("M-0010", "S-9")], on: today };
    assert!(nobody.plan(&register, today).is_err());
    let twice = vec![invited("M-0010", "S-2"), invited("M-0010", "S-3")];
    assert!(Command::Facts { facts: twice, on: today }.plan(&register, today).is_err());
    register.apply(&change.inverse()).unwrap();
    assert_eq!(register.groups()[0].memberships, before.groups()[0].memberships);
}

#[test]
fn a_fact_about_many_people_is_one_change() {
    let mut register = office();
    let facts =
        ["S-001", "S-002"].map(|id| Fact::PasswordChanged { staff: PersonId::new(id).unwrap() }).to_vec();
    carry_out(&mut register, &Command::Facts { facts, on: today() });
    assert!(register.staff().iter().all(|staff| staff.mcs.password_changed_on == Some(today())));
}

#[test]
fn one_refused_fact_refuses_all() {
    let register = office();
    let facts =
        ["S-001", "S-404"].map(|id| Fact::PledgeSigned { staff: PersonId::new(id).unwrap() }).to_vec();
    let refused = Command::Facts { facts, on: today() }.plan(&register, today());
    assert_eq!(refused, Err(Refusal::Gone(Subject::Staff(PersonId::new("S-404").unwrap()))));
}

#[test]
fn a_fact_is_not_dated_ahead() {
    let fact = Fact::GuidelineConfirmed {};
    let refused = Command::Facts { facts: vec![fact], on: day("2026-11-23") }.plan(&office(), today());
    assert_eq!(refused, Err(Refusal::NotYet(day("2026-11-23"))));
}

#[test]
fn the_same_fact_twice_is_told() {
    let mut register = office();
    let command = Command::Facts {
        facts: vec![Fact::DeviceInspected { device: DeviceId::new("D-001").unwrap() }],
        on: today(),
    };
    carry_out(&mut register, &command);
    assert!(matches!(command.plan(&register, today()), Err(Refusal::AlreadyRecorded(_))));
}

#[test]
fn two_facts_about_one_record_are_one_before_and_after() {
    let mut register = office();
    let take_out = TakeOutId::new("T-001").unwrap();
    let facts = vec![
        Fact::TakeOutDecided {
            take_out: take_out.clone(),
            result: DecisionResult::Approved,
            by: None,
            note: None,
        },
        Fact::TakeOutLeft { take_out },
    ];
    let command = Command::Facts { facts, on: today() };
    assert_eq!(command.plan(&register, today()).unwrap().records.len(), 1);
    carry_out(&mut register, &command);
    let take_out = &register.take_outs()[0];
    assert_eq!((take_out.decision.on, take_out.out_on), (Some(today()), Some(today())));
}

#[test]
fn a_filing_is_made_with_the_next_number() {
    let mut register = office();
    let fact = Fact::FilingSubmitted { kind: crate::register::words::FilingKind::Application };
    carry_out(&mut register, &Command::Facts { facts: vec![fact], on: today() });
    assert_eq!(register.filings()[0].id.as_str(), "F-1");
}

#[test]
fn nobody_countersigns_their_own_decision() {
    let mut register = office();
    let take_out = TakeOutId::new("T-001").unwrap();
    let by = PersonId::new("S-001").unwrap();
    let decided = Fact::TakeOutDecided {
        take_out: take_out.clone(),
        result: DecisionResult::Approved,
        by: Some(by.clone()),
        note: None,
    };
    carry_out(&mut register, &Command::Facts { facts: vec![decided], on: today() });
    let sign = |by: Option<&str>| Command::Facts {
        facts: vec![Fact::TakeOutCountersigned {
            take_out: take_out.clone(),
            by: by.map(|by| PersonId::new(by).unwrap()),
        }],
        on: today(),
    };
    assert!(matches!(sign(Some("S-001")).plan(&register, today()), Err(Refusal::CountersignByOneself(_))));
    assert!(matches!(sign(None).plan(&register, today()), Err(Refusal::NobodyNamed(_))));
    carry_out(&mut register, &sign(Some("S-002")));
}

fn edit(register: &Register, key: &Key, change: impl FnOnce(&mut Record)) -> Command {
    let (_, before) = register.record(key).unwrap();
    let mut after = before.clone();
    change(&mut after);
    Command::Edit { key: key.clone(), before: Box::new(before), after: Box::new(after) }
}

fn in_take_out(change: impl Fn(&mut TakeOut)) -> impl Fn(&mut Record) {
    move |record| match record {
        Record::TakeOut(row) => change(row),
        _ => panic!("no take-out"),
    }
}

/// An office whose take-out was approved and countersigned.
fn with_approval() -> (Register, Key) {
    let mut register = office();
    let take_out = TakeOutId::trusted("T-001");
    let [one, two] = ["S-001", "S-002"].map(PersonId::trusted);
    let result = DecisionResult::Approved;
    let decided = Fact::TakeOutDecided { take_out: take_out.clone(), result, by: Some(one), note: None };
    let countersigned = Fact::TakeOutCountersigned { take_out: take_out.clone(), by: Some(two) };
    carry_out(&mut register, &Command::Facts { facts: vec![decided, countersigned], on: today() });
    (register, Key::TakeOut(take_out))
}

#[test]
fn an_approval_does_not_outlive_what_it_covers() {
    type Change = Box<dyn Fn(&mut TakeOut)>;
    let covered: Vec<Change> = vec![
        Box::new(|row| row.device = Some(DeviceId::trusted("D-001"))),
        Box::new(|row| row.requester = Some(PersonId::trusted("S-002"))),
        Box::new(|row| row.content = Some("全患者の名簿".into())),
        Box::new(|row| row.medium = Some("USBメモリ".into())),
        Box::new(|row| row.purpose = Some("在宅勤務".into())),
        Box::new(|row| row.from = Some(day("2026-11-01"))),
        Box::new(|row| row.until = Some(day("2026-12-31"))),
        Box::new(|row| row.standing = Some(true)),
        Box::new(|row| row.destination = Some("患者宅".into())),
        Box::new(|row| row.records = Some(60)),
        Box::new(|row| row.protection = Some("暗号化".into())),
    ];
    for change in covered {
        let (mut register, key) = with_approval();
        let command = edit(&register, &key, in_take_out(&change));
        assert_eq!(command.opens_again(&command.plan(&register, today()).unwrap()).len(), 1);
        carry_out(&mut register, &command);
        assert_eq!(register.take_outs()[0].decision, Decision::default());
        // What is decided now stays until the next change.
        let decided = Fact::TakeOutDecided {
            take_out: TakeOutId::trusted("T-001"),
            result: DecisionResult::Refused,
            by: None,
            note: None,
        };
        carry_out(&mut register, &Command::Facts { facts: vec![decided], on: today() });
        assert_eq!(register.take_outs()[0].decision.result, Some(DecisionResult::Refused));
    }
}

#[test]
fn an_approval_stays_where_what_it_covers_stays_or_a_new_one_comes_along() {
    let (mut register, key) = with_approval();
    let out = edit(&register, &key, in_take_out(|row| row.out_on = Some(today())));
    assert!(out.opens_again(&out.plan(&register, today()).unwrap()).is_empty());
    carry_out(&mut register, &out);
    let decision = &register.take_outs()[0].decision;
    assert!(decision.result.is_some() && decision.countersigned_by.is_some());
    let extended = edit(
        &register,
        &key,
        in_take_out(|row| {
            row.until = Some(day("2026-12-31"));
            row.decision.on = Some(day("2026-11-21"));
        }),
    );
    carry_out(&mut register, &extended);
    let decision = &register.take_outs()[0].decision;
    assert_eq!((decision.result, decision.on), (Some(DecisionResult::Approved), Some(day("2026-11-21"))));
    // The countersign was given to the earlier decision.
    assert_eq!(decision.countersigned_by, None);
}

#[test]
fn an_invitation_and_a_personal_device_are_approved_for_one_person() {
    let mut register = office();
    let membership = MembershipId::trusted("M-001");
    let device = DeviceId::trusted("D-001");
    let personal = crate::register::words::Ownership::Personal;
    let facts = vec![
        Fact::InvitationApproved { membership: membership.clone(), by: None },
        Fact::OwnershipRecorded { device: device.clone(), ownership: personal },
        Fact::ByodApproved { device: device.clone() },
    ];
    carry_out(&mut register, &Command::Facts { facts, on: today() });
    let key = Key::Membership(GroupId::trusted("G-001"), membership.clone());
    let gone = Fact::RemovalDone { membership: MembershipId::trusted("M-002"), by: None };
    carry_out(&mut register, &Command::Facts { facts: vec![gone], on: today() });
    let other = edit(&register, &key, |record| {
        if let Record::Membership(row) = record {
            row.person = PersonId::trusted("S-002");
        }
    });
    carry_out(&mut register, &other);
    assert_eq!(register.membership(&membership).unwrap().1.approved_on, None);
    let staff = PersonId::trusted("S-001");
    carry_out(
        &mut register,
        &Command::Facts { facts: vec![Fact::DeviceLent { device, staff }], on: today() },
    );
    assert_eq!(register.devices()[0].byod_approved_on, None);
}

#[test]
fn an_edit_of_an_older_sight_is_refused() {
    let mut register = office();
    let key = Key::Staff(PersonId::new("S-001").unwrap());
    let (_, before) = register.record(&key).unwrap();
    let mut renamed = staff("S-001");
    renamed.name = Some("築港 一郎".into());
    let edit = Command::Edit {
        key: key.clone(),
        before: Box::new(before.clone()),
        after: Box::new(Record::Staff(renamed)),
    };
    carry_out(&mut register, &edit);
    let stale =
        Command::Edit { key, before: Box::new(before), after: Box::new(Record::Staff(staff("S-001"))) };
    assert!(matches!(stale.plan(&register, today()), Err(Refusal::ChangedMeanwhile(_))));
}

#[test]
fn what_is_named_is_not_removed_and_what_is_removed_comes_back_in_place() {
    let mut register = office();
    let named = Command::Remove { key: Key::Staff(PersonId::new("S-002").unwrap()) };
    assert!(matches!(named.plan(&register, today()), Err(Refusal::Named(_))));
    let key = Key::Membership(GroupId::new("G-001").unwrap(), MembershipId::new("M-001").unwrap());
    carry_out(&mut register, &Command::Remove { key });
    assert_eq!(register.groups()[0].memberships.len(), 1);
}

#[test]
fn a_new_record_needs_a_free_id_and_names_that_are_there() {
    let register = office();
    let add = |record| Command::Add { record: Box::new(record), group: None }.plan(&register, today());
    assert!(matches!(add(Record::Staff(staff("S-001"))), Err(Refusal::IdTaken(_))));
    assert!(matches!(add(Record::Device(device("D-002", "S-404"))), Err(Refusal::NoSuch(_))));
    assert!(add(Record::Device(device("D-002", "S-001"))).is_ok());
    let elsewhere = Command::Add {
        record: Box::new(Record::Membership(membership("M-001", "S-001"))),
        group: Some(GroupId::new("G-001").unwrap()),
    };
    assert!(matches!(elsewhere.plan(&register, today()), Err(Refusal::IdTaken(_))));
}

#[test]
fn no_incident_takes_the_number_of_a_report() {
    let text = r#"{"format": "mcs-register/1", "incidents": [
        {"id": "R8-001", "kind": "other", "reports": [{"to": "secretariat", "stage": "first"}]}]}"#;
    let register = crate::register::document::decode(text.as_bytes(), &|_| None).unwrap();
    let add = |id: &str| {
        let json = format!(r#"{{"id": "{id}", "kind": "other"}}"#);
        let record =
            crate::register::document::record_from_json(crate::register::RecordKind::Incident, &json);
        Command::Add { record: Box::new(record.unwrap()), group: None }.plan(&register, today())
    };
    assert!(matches!(add("R8-001-1"), Err(Refusal::IdTaken(_))));
    assert!(add("R8-001-2").is_ok() && add("R8-002").is_ok());
}

#[test]
fn a_change_that_does_not_fit_leaves_the_register_alone() {
    let mut register = office();
    let facts =
        ["S-001", "S-002"].map(|id| Fact::PasswordChanged { staff: PersonId::new(id).unwrap() }).to_vec();
    let mut change = Command::Facts { facts, on: today() }.plan(&register, today()).unwrap();
    change.records[1].before = Some(Record::Staff(staff("S-009")));
    let before = register.clone();
    assert!(register.apply(&change).is_err());
    assert_eq!(register, before);
}

#[test]
fn who_did_it_is_kept_with_what_was_done() {
    let mut register = office();
    let by = Some(PersonId::new("S-002").unwrap());
    let take_out = TakeOutId::new("T-001").unwrap();
    let membership = MembershipId::new("M-001").unwrap();
    let refused = Fact::TakeOutDecided {
        take_out: take_out.clone(),
        result: DecisionResult::Refused,
        by: by.clone(),
        note: Some("端末が未点検".into()),
    };
    let facts = vec![
        refused,
        Fact::TakeOutLeft { take_out: take_out.clone() },
        Fact::TakeOutChecked { take_out: take_out.clone(), by: by.clone() },
        Fact::RemovalDone { membership: membership.clone(), by: by.clone() },
    ];
    carry_out(&mut register, &Command::Facts { facts, on: today() });
    let row = register.take_outs().get(&take_out).unwrap();
    assert_eq!(row.decision.note.as_deref(), Some("端末が未点検"));
    assert_eq!((row.checked_on, &row.checked_by), (Some(today()), &by));
    assert_eq!(register.membership(&membership).unwrap().1.released_by, by);
}

#[test]
fn a_device_is_lent_on_and_a_person_changes_or_leaves() {
    let mut register = office();
    let [one, two] = ["S-001", "S-002"].map(PersonId::trusted);
    let device = DeviceId::new("D-001").unwrap();
    let lend = |staff: &PersonId| Command::Facts {
        facts: vec![Fact::DeviceLent { device: device.clone(), staff: staff.clone() }],
        on: today(),
    };
    assert!(matches!(lend(&two).plan(&register, today()), Err(Refusal::AlreadyRecorded(_))));
    carry_out(&mut register, &lend(&one));
    let row = register.devices().get(&device).unwrap();
    assert_eq!((row.holder.as_ref(), row.lent_on, row.returned_on), (Some(&one), Some(today()), None));
    let kind = RestrictionKind::Expulsion;
    let facts = vec![
        Fact::RoleChanged { staff: one.clone(), role: Role::Administrator },
        Fact::LeavingAnnounced { staff: one.clone(), last_day: day("2026-12-31") },
        Fact::RestrictionOrdered { staff: two.clone(), kind, by: OrderedBy::Secretariat, reason: None },
        Fact::Registered { staff: two.clone() },
    ];
    carry_out(&mut register, &Command::Facts { facts, on: today() });
    let row = register.staff().get(&one).unwrap();
    assert_eq!((row.mcs.role, row.left_on), (Some(Role::Administrator), Some(day("2026-12-31"))));
    let row = register.staff().get(&two).unwrap();
    assert_eq!((row.mcs.registered_on, row.restrictions[0].ordered_on), (Some(today()), Some(today())));
}

#[test]
fn what_happens_once_is_not_overwritten_in_passing_but_what_recurs_is() {
    let mut register = office();
    let staff = PersonId::new("S-001").unwrap();
    let on = |fact: Fact, day_text: &str| Command::Facts { facts: vec![fact], on: day(day_text) };
    carry_out(&mut register, &on(Fact::PledgeSigned { staff: staff.clone() }, "2026-11-01"));
    let again = on(Fact::PledgeSigned { staff: staff.clone() }, "2026-11-22");
    assert!(matches!(again.plan(&register, today()), Err(Refusal::AlreadyRecorded(_))));
    carry_out(&mut register, &on(Fact::PasswordChanged { staff: staff.clone() }, "2026-11-01"));
    carry_out(&mut register, &on(Fact::PasswordChanged { staff }, "2026-11-22"));
    let take_out = TakeOutId::new("T-001").unwrap();
    let decide = |result| Fact::TakeOutDecided { take_out: take_out.clone(), result, by: None, note: None };
    carry_out(&mut register, &on(decide(DecisionResult::Approved), "2026-11-22"));
    let refuse = on(decide(DecisionResult::Refused), "2026-11-22");
    assert!(matches!(refuse.plan(&register, today()), Err(Refusal::AlreadyRecorded(_))));
}

#[test]
fn a_consent_says_who_agreed_and_leaves_what_it_does_not_say() {
    use crate::register::words::ConsentBy;
    let mut register = office();
    let group = register.groups()[0].sheet.id.clone();
    let sign = |by, both_copies, on: &str| Command::Facts {
        facts: vec![Fact::ConsentSigned { group: group.clone(), by, both_copies }],
        on: on.parse().unwrap(),
    };
    let consent = |register: &Register| register.group(&group).unwrap().sheet.consent.clone();
    let before = consent(&register);
    carry_out(&mut register, &sign(None, None, "2026-11-20"));
    let signed = consent(&register);
    assert_eq!((signed.by, signed.both_copies), (before.by, before.both_copies));
    let mut withdrawn = register.clone();
    let key = Key::Group(group.clone());
    let (_, was) = withdrawn.record(&key).unwrap();
    let mut after = was.clone();
    if let Record::Group(sheet) = &mut after {
        sheet.consent.withdrawn_on = Some("2026-11-21".parse().unwrap());
    }
    carry_out(&mut withdrawn, &Command::Edit { key, before: Box::new(was), after: Box::new(after) });
    carry_out(&mut withdrawn, &sign(Some(ConsentBy::Family), Some(true), "2026-11-22"));
    let again = consent(&withdrawn);
    assert_eq!(
        (again.by, again.both_copies, again.withdrawn_on),
        (Some(ConsentBy::Family), Some(true), None)
    );
}

#[test]
fn an_extension_is_a_decision_of_its_own() {
    let (mut register, key) = with_approval();
    let extended = |until: &str, on: &str, by: &str| Command::Facts {
        facts: vec![Fact::TakeOutExtended {
            take_out: TakeOutId::trusted("T-001"),
            until: day(until),
            by: Some(PersonId::trusted(by)),
        }],
        on: day(on),
    };
    // One without an end is not extended, and no period is shortened so.
    let early = extended("2026-11-30", "2026-11-22", "S-001").plan(&register, today());
    assert_eq!(early, Err(Refusal::NoExtension(day("2026-11-30"))));
    let command = edit(
        &register,
        &key,
        in_take_out(|row| {
            row.until = Some(day("2026-11-25"));
            row.decision.on = Some(day("2026-11-21"));
        }),
    );
    carry_out(&mut register, &command);
    for (until, refused) in [("2026-11-25", true), ("2026-11-24", true), ("2026-11-26", false)] {
        assert_eq!(
            extended(until, "2026-11-22", "S-001").plan(&register, today()).is_err(),
            refused,
            "{until}"
        );
    }
    // On the day of the first decision, and by whoever took it.
    carry_out(&mut register, &extended("2026-11-30", "2026-11-21", "S-001"));
    let row = &register.take_outs()[0];
    assert_eq!((row.until, row.decision.result), (Some(day("2026-11-30")), Some(DecisionResult::Approved)));
    carry_out(&mut register, &extended("2026-12-05", "2026-11-22", "S-002"));
    let decision = &register.take_outs()[0].decision;
    assert_eq!((decision.on, decision.by.as_ref().map(PersonId::as_str)), (Some(today()), Some("S-002")));
    let command =
        edit(&register, &key, in_take_out(|row| row.decision.result = Some(DecisionResult::Refused)));
    carry_out(&mut register, &command);
    let late = extended("2026-12-31", "2026-11-22", "S-001").plan(&register, today());
    assert!(matches!(late, Err(Refusal::NotDecided(_))));
}

#[test]
fn what_never_left_neither_comes_back_nor_is_looked_over() {
    let mut register = office();
    let take_out = TakeOutId::trusted("T-001");
    let facts = [
        Fact::TakeOutReturned { take_out: take_out.clone() },
        Fact::TakeOutChecked { take_out: take_out.clone(), by: None },
    ];
    for fact in &facts {
        let refused = Command::Facts { facts: vec![fact.clone()], on: today() }.plan(&register, today());
        assert!(matches!(refused, Err(Refusal::NotOut(_))), "{refused:?}");
    }
    carry_out(&mut register, &Command::Facts { facts: vec![Fact::TakeOutLeft { take_out }], on: today() });
    carry_out(&mut register, &Command::Facts { facts: facts.to_vec(), on: today() });
}
