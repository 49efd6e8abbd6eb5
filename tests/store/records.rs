//! Every record comes back as it went in, by import and one change at a time.

use mcs_register::{
    register::{
        Change, Key, Record, RecordChange, RecordKind, Register, document,
        records::{Authority, Consent, Controls, Decision, PolicySettings, Removal, Report},
    },
    store::{Entry, StoreError, Vault},
};

use super::support::{
    Fixture, NOW, addition, before_signing, edit, everything, records, rename_office, secret,
};

fn commit(vault: &mut Vault, change: &Change) -> u64 {
    vault.commit(change, &Entry::new("edit", NOW)).unwrap()
}

#[test]
fn an_import_comes_back_the_same_after_a_lock() {
    let fixture = Fixture::filled();
    let register = everything();
    assert_eq!(fixture.unlock().load().unwrap(), register);
    assert!(document::encode(&register).contains("R8-002"), "the fixture holds something");
}

#[test]
fn an_import_replaces_what_was_there() {
    let fixture = Fixture::filled();
    let mut vault = fixture.unlock();
    vault.replace_all(&Register::default(), &Entry::new("import", NOW)).unwrap();
    assert_eq!(vault.load().unwrap(), Register::default());
    vault.replace_all(&everything(), &Entry::new("import", NOW)).unwrap();
    assert_eq!(vault.load().unwrap(), everything());
}

#[test]
fn every_kind_of_record_is_added_changed_and_taken_away_again() {
    let (_fixture, mut vault) = Fixture::unlocked();
    let goal = before_signing();
    let mut register = vault.load().unwrap();
    let start = register.clone();
    let mut changes = Vec::new();
    let mut step = |vault: &mut Vault, change: Change| {
        commit(vault, &change);
        register.apply(&change).unwrap();
        assert_eq!(vault.load().unwrap(), register, "after {:?}", change.records[0].key);
        changes.push(change);
    };
    for (key, _) in records(&goal) {
        step(&mut vault, addition(&goal, &key));
    }
    for key in [Key::Office, Key::Policy] {
        let one = edit(&start, &key, |record| *record = goal.record(&key).unwrap().1);
        step(&mut vault, one);
    }
    assert_eq!(vault.load().unwrap(), goal);
    for change in changes.iter().rev() {
        commit(&mut vault, &change.inverse());
        register.apply(&change.inverse()).unwrap();
        assert_eq!(vault.load().unwrap(), register, "back from {:?}", change.records[0].key);
    }
    assert_eq!(vault.load().unwrap(), start);
}

#[test]
fn a_record_that_is_emptied_keeps_its_place_and_its_references() {
    let (_fixture, mut vault) = Fixture::unlocked();
    let mut register = before_signing();
    vault.replace_all(&register, &Entry::new("import", NOW)).unwrap();
    for (key, _) in records(&before_signing()) {
        let change = edit(&register, &key, |record| match record {
            Record::Staff(row) => (row.trainings, row.restrictions, row.memo) = (vec![], vec![], None),
            Record::Device(row) => (row.controls, row.holder) = (Controls::default(), None),
            Record::Incident(row) => {
                (row.groups, row.measures, row.first_response) = (vec![], vec![], vec![]);
                (row.reports, row.authority) = (vec![], Authority::default());
            }
            Record::Review(row) => drop(row.decisions.pop()),
            Record::Membership(row) => row.removal = Removal::default(),
            Record::Group(row) => row.consent = Consent::default(),
            Record::TakeOut(row) => row.decision = Decision::default(),
            Record::Waiver(row) => row.reason = "別の理由".to_owned(),
            Record::Filing(row) => row.note = None,
            Record::Partner(row) => row.secretariat = None,
            Record::Office(row) => row.manager = None,
            Record::Policy(row) => row.settings = PolicySettings::default(),
        });
        commit(&mut vault, &change);
        register.apply(&change).unwrap();
    }
    assert_eq!(vault.load().unwrap(), register);
}

#[test]
fn what_is_signed_is_neither_changed_nor_taken_back() {
    let fixture = Fixture::filled();
    let mut vault = fixture.unlock();
    let mut register = everything();
    let key = Key::Review(register.groups()[0].sheet.id.clone(), 0);
    let (place, signed) = register.record(&key).unwrap();
    let later = edit(&register, &key, |record| {
        let Record::Review(row) = record else { unreachable!() };
        row.decisions[0].decision = None;
    });
    let unsigned = edit(&register, &key, |record| {
        let Record::Review(row) = record else { unreachable!() };
        row.signed_on = None;
    });
    let gone =
        Change { records: vec![RecordChange { key: key.clone(), place, before: Some(signed), after: None }] };
    for change in [later, unsigned, gone] {
        let error = vault.commit(&change, &Entry::new("undo", NOW)).unwrap_err();
        assert!(matches!(error, StoreError::Signed(_)), "{error:?}");
        assert_eq!(register.apply(&change).unwrap_err().key, key);
    }
    assert_eq!(vault.load().unwrap(), everything());
    let added = edit(&register, &key, |record| {
        let Record::Review(row) = record else { unreachable!() };
        row.countersigned_by = None;
        row.decisions[3].question.as_mut().unwrap().answer = Some("続ける".into());
    });
    commit(&mut vault, &added);
    register.apply(&added).unwrap();
    assert_eq!(vault.load().unwrap(), register);
}

#[test]
fn a_report_that_was_sent_is_neither_changed_nor_taken_back() {
    let fixture = Fixture::filled();
    let mut vault = fixture.unlock();
    let mut register = everything();
    let key = Key::Incident(register.incidents()[0].id.clone());
    let reports = |change: &dyn Fn(&mut Vec<Report>)| {
        edit(&everything(), &key, |record| {
            let Record::Incident(row) = record else { unreachable!() };
            change(&mut row.reports);
        })
    };
    let (place, before) = register.record(&key).unwrap();
    let gone =
        Change { records: vec![RecordChange { key: key.clone(), place, before: Some(before), after: None }] };
    for change in [
        reports(&|reports| reports[0].paper = None),
        reports(&|reports| reports[0].sent_on = None),
        reports(&|reports| drop(reports.remove(0))),
        reports(&|reports| reports.swap(0, 1)),
        gone,
    ] {
        let error = vault.commit(&change, &Entry::new("undo", NOW)).unwrap_err();
        assert!(matches!(error, StoreError::Signed(_)), "{error:?}");
        assert_eq!(register.apply(&change).unwrap_err().key, key);
    }
    let added = reports(&|reports| drop(reports.remove(2)));
    commit(&mut vault, &added);
    register.apply(&added).unwrap();
    assert_eq!(vault.load().unwrap(), register);
}

#[test]
fn records_go_in_at_any_place_of_their_list() {
    let fixture = Fixture::filled();
    let mut vault = fixture.unlock();
    let mut register = everything();
    let group = register.groups()[0].sheet.id.clone();
    let mut add = |key: Key, place: u32, record: Record| {
        let change = Change { records: vec![RecordChange { key, place, before: None, after: Some(record) }] };
        vault.commit(&change, &Entry::new("edit", NOW)).unwrap();
        register.apply(&change).unwrap();
        assert_eq!(vault.load().unwrap(), register);
    };
    for (number, place) in [0, 1, 1, 2, 1, 0, 99].into_iter().enumerate() {
        let json = format!(r#"{{"id": "N-{number}", "person": "S-002"}}"#);
        let record = document::record_from_json(RecordKind::Membership, &json).unwrap();
        let Record::Membership(row) = &record else { unreachable!() };
        add(Key::Membership(group.clone(), row.id.clone()), place, record);
        let json = format!(r#"{{"id": "N-{number}", "name": "新人{number}"}}"#);
        let record = document::record_from_json(RecordKind::Staff, &json).unwrap();
        let Record::Staff(row) = &record else { unreachable!() };
        add(Key::Staff(row.id.clone()), place, record);
    }
    for place in [0, 2, 2, 1, 7] {
        let json =
            r#"{"signed_on": "2026-10-01", "decisions": [{"membership": "M-0003", "decision": "keep"}]}"#;
        let record = document::record_from_json(RecordKind::Review, json).unwrap();
        add(Key::Review(group.clone(), place), place, record);
        let json = r#"{"rule": "x", "subject": "office", "reason": "y", "approved_by": "S-001", "until": "2027-01-01"}"#;
        let record = document::record_from_json(RecordKind::Waiver, json).unwrap();
        add(Key::Waiver(place.min(3)), place.min(3), record);
    }
}

#[test]
fn a_change_of_several_records_is_written_whole_or_not_at_all() {
    let fixture = Fixture::filled();
    let mut vault = fixture.unlock();
    let register = everything();
    let mut change = rename_office(&register, "新しい名前");
    // The second step takes away somebody whom a hundred records name.
    let (place, before) = register.record(&Key::Staff(register.staff()[0].id.clone())).unwrap();
    let key = Key::Staff(register.staff()[0].id.clone());
    change.records.push(RecordChange { key, place, before: Some(before), after: None });
    let head = vault.head().unwrap();
    let error = vault.commit(&change, &Entry::new("edit", NOW)).unwrap_err();
    assert!(matches!(error, StoreError::Refused(_)), "{error:?}");
    assert_eq!(error.exit_status(), 65);
    assert_eq!(vault.load().unwrap(), register);
    assert_eq!(vault.head().unwrap(), head, "and the history says nothing of it");
}

#[test]
fn a_reference_to_nobody_and_a_double_id_are_refused() {
    let fixture = Fixture::filled();
    let mut vault = fixture.unlock();
    let register = everything();
    let group = |place: usize| register.groups()[place].sheet.id.clone();
    let cases = [
        (0, r#"{"id": "M-1", "person": "S-999"}"#),
        (0, r#"{"id": "M-1", "person": "S-001", "approved_by": "P-001"}"#),
        (1, r#"{"id": "M-0002", "person": "S-001"}"#),
    ];
    for (place, json) in cases {
        let record = document::record_from_json(RecordKind::Membership, json).unwrap();
        let Record::Membership(row) = &record else { unreachable!() };
        let key = Key::Membership(group(place), row.id.clone());
        let change =
            Change { records: vec![RecordChange { key, place: 0, before: None, after: Some(record) }] };
        let error = vault.commit(&change, &Entry::new("edit", NOW)).unwrap_err();
        assert!(matches!(error, StoreError::Refused(_)), "{json}: {error:?}");
    }
    assert_eq!(vault.load().unwrap(), register);
}

#[test]
fn what_somebody_else_changed_is_not_overwritten() {
    let fixture = Fixture::filled();
    let mut here = fixture.unlock();
    let mut there = fixture.unlock();
    let register = here.load().unwrap();
    assert!(!here.changed_elsewhere().unwrap());
    commit(&mut there, &rename_office(&register, "あちらの名前"));
    assert!(here.changed_elsewhere().unwrap());
    assert!(!there.changed_elsewhere().unwrap(), "one's own commit is no news");
    let error = here.commit(&rename_office(&register, "こちらの名前"), &Entry::new("edit", NOW)).unwrap_err();
    assert!(matches!(&error, StoreError::ChangedElsewhere(key) if **key == Key::Office), "{error:?}");
    let now = here.load().unwrap();
    assert_eq!(now.office().name.as_deref(), Some("あちらの名前"));
    assert!(!here.changed_elsewhere().unwrap());
    // Another record is not in the way.
    let key = Key::Device(now.devices()[1].id.clone());
    commit(&mut there, &rename_office(&now, "またあちら"));
    commit(
        &mut here,
        &edit(&now, &key, |record| {
            let Record::Device(row) = record else { unreachable!() };
            row.memo = Some("点検".to_owned());
        }),
    );
}

#[test]
fn a_large_register_is_read_by_several_connections_alike() {
    let staff: Vec<_> = (0..40).map(|n| format!(r#"{{"id": "S-{n}"}}"#)).collect();
    let groups: Vec<_> = (0..100)
        .map(|g| {
            let members: Vec<_> =
                (0..50).map(|m| format!(r#"{{"id": "M-{g}-{m}", "person": "S-{}"}}"#, m % 40)).collect();
            let decisions: Vec<_> =
                (0..50).map(|m| format!(r#"{{"membership": "M-{g}-{m}", "decision": "keep"}}"#)).collect();
            format!(
                r#"{{"id": "G-{g}", "kind": "patient", "memberships": [{}], "reviews": [{{"decisions": [{}]}}]}}"#,
                members.join(","),
                decisions.join(",")
            )
        })
        .collect();
    let json = format!(
        r#"{{"format": "mcs-register/1", "staff": [{}], "groups": [{}]}}"#,
        staff.join(","),
        groups.join(",")
    );
    let register = document::decode(json.as_bytes(), &|_| None).unwrap();
    let (_fixture, mut vault) = Fixture::unlocked();
    vault.replace_all(&register, &Entry::new("import", NOW)).unwrap();
    assert_eq!(vault.load().unwrap(), register);
}

#[test]
fn an_unlocked_vault_moves_to_another_thread() {
    let fixture = Fixture::filled();
    let places = fixture.places.clone();
    let register = std::thread::spawn(move || {
        let mut vault = Vault::unlock(&places, &secret(super::support::PASSWORD)).unwrap();
        std::thread::spawn(move || vault.load().unwrap()).join().unwrap()
    });
    assert_eq!(register.join().unwrap(), everything());
}

#[test]
fn two_sessions_that_write_at_once_wait_for_each_other() {
    const EACH: usize = 60;
    let fixture = Fixture::filled();
    let writers: Vec<_> = (0..2)
        .map(|writer| {
            let places = fixture.places.clone();
            std::thread::spawn(move || {
                let mut vault = Vault::unlock(&places, &secret(super::support::PASSWORD)).unwrap();
                let mut register = vault.load().unwrap();
                let key = Key::Device(register.devices()[writer].id.clone());
                for number in 0..EACH {
                    let change = edit(&register, &key, |record| {
                        let Record::Device(row) = record else { unreachable!() };
                        row.memo = Some(format!("{writer}の{number}回目"));
                    });
                    commit(&mut vault, &change);
                    register.apply(&change).unwrap();
                    if number % 20 == 0 {
                        vault.load().unwrap();
                    }
                }
            })
        })
        .collect();
    for writer in writers {
        writer.join().unwrap();
    }
    let mut vault = fixture.unlock();
    let register = vault.load().unwrap();
    for writer in 0..2 {
        let expected = format!("{writer}の{}回目", EACH - 1);
        assert_eq!(register.devices()[writer].memo.as_deref(), Some(expected.as_str()));
    }
    assert_eq!(vault.head().unwrap().length, 2 + 2 * u64::try_from(EACH).unwrap());
    assert_eq!(vault.notices(), &[]);
}
