//! Ids with a blank at an end in real files: an old vault goes on, and one change puts them right with all that names them.

use mcs_register::{
    register::{
        Change, Command, Date, Key, Lang, Record, RecordKind, Register, document,
        id::{GroupId, PersonId},
        rename::untrimmed,
        subject::Subject,
        undo,
    },
    store::{
        ACCOUNT_STAFF_RENAMED, AccountRole, Entry, HistoryQuery, IMPORT, NewAccount, StoreError, Vault,
        blank_ids, history_document,
    },
};
use proptest::prelude::*;

use super::{
    arbitrary,
    support::{Fixture, NOW, addition, edit, everything, records, secret},
};

const LATER: &str = "2026-11-23T09:00:00+09:00";

fn today() -> Date {
    "2026-11-30".parse().unwrap()
}

fn repair(register: &Register) -> (Command, Change) {
    let command = Command::Rename { ids: untrimmed(register) };
    let change = command.plan(register, today()).unwrap();
    (command, change)
}

/// A register with everything in it as an earlier version may have taken it in: ids of each kind have a blank at an end.
fn old() -> Register {
    let mut text = document::encode(&everything());
    for (id, blank) in [
        ("S-001", "S-001\u{3000}"),
        ("P-001", " P-001"),
        ("D-001", "D-001 "),
        ("G-002", "G-002 "),
        ("M-0001", "M-0001 "),
        ("R8-002", "R8-002 "),
        ("T-001", "T-001 "),
        ("F-1", "F-1 "),
    ] {
        text = text.replace(&format!("\"{id}\""), &format!("\"{blank}\""));
        text = text.replace(&format!("/{id}\""), &format!("/{blank}\""));
    }
    document::decode_untrimmed(text.as_bytes(), &|_| {
        Some(&[RecordKind::Staff, RecordKind::Office, RecordKind::Membership])
    })
    .inspect(|register| assert_eq!(untrimmed(register).len(), 8))
    .unwrap()
}

fn fits(vault: &Vault) {
    let found = vault.verify(None).unwrap();
    assert!(found.fits(), "{:?}", found.problems);
}

#[test]
fn an_old_vault_opens_works_and_is_put_right_in_one_change_that_can_be_taken_back() {
    let (fixture, mut vault) = Fixture::unlocked();
    let (register, first) = (old(), vault.load().unwrap());
    assert_eq!(blank_ids(&first, Lang::Ja), None);
    vault.replace_all(&register, &Entry::new(IMPORT, NOW)).unwrap();
    vault.lock().unwrap();

    let mut vault = fixture.unlock();
    let mut now = vault.load().unwrap();
    assert_eq!(now, register);
    fits(&vault);
    for rename in untrimmed(&register) {
        for lang in [Lang::Ja, Lang::En] {
            assert!(blank_ids(&now, lang).unwrap().contains(&rename.say(lang)), "{rename:?}");
        }
    }
    // It works: a record under its old id is changed, a backup verifies, the export is read again when asked.
    let key = Key::Group(GroupId::trusted("G-002 "));
    let memo = edit(&now, &key, |record| {
        let Record::Group(group) = record else { unreachable!() };
        group.memo = Some("前の番号で".to_owned());
    });
    vault.commit(&memo, &Entry::new("edit", NOW)).unwrap();
    now.apply(&memo).unwrap();
    vault.backup_to(fixture.dir.path(), NOW).unwrap();
    let again = document::decode_untrimmed(document::encode(&now).as_bytes(), &|_| {
        Some(&[RecordKind::Staff, RecordKind::Office, RecordKind::Membership])
    });
    assert_eq!(again.unwrap(), now);

    let seen = vault.head().unwrap().length;
    let mut follower = fixture.unlock();
    let mut elsewhere = follower.load().unwrap();
    let former = now.clone();
    let (command, change) = repair(&now);
    vault.commit(&change, &Entry::new(command.action(), LATER)).unwrap();
    now.apply(&change).unwrap();
    assert_eq!(vault.load().unwrap(), now);
    assert!(untrimmed(&now).is_empty());
    fits(&vault);
    // Another session follows by the history.
    for change in follower.changes_since(seen).unwrap().unwrap() {
        elsewhere.apply(&change).unwrap();
    }
    assert_eq!(elsewhere, now);

    // Taken back, and done again.
    let mut before = former;
    for step in 0..2 {
        let last = vault.last_changes(1).unwrap().remove(0);
        let back = undo::way_back(&now, &last.change).unwrap();
        vault.commit(&back, &Entry::undo(last.batch, LATER)).unwrap();
        now.apply(&back).unwrap();
        assert_eq!(vault.load().unwrap(), now);
        std::mem::swap(&mut before, &mut now);
        assert_eq!(vault.load().unwrap(), before, "step {step}");
        std::mem::swap(&mut before, &mut now);
        fits(&vault);
    }
    vault.lock().unwrap();
    fits(&fixture.unlock());
}

#[test]
fn the_history_of_a_record_goes_on_under_its_new_id_and_is_nobody_elses() {
    let (_fixture, mut vault) = Fixture::unlocked();
    let text = r#"{"format": "mcs-register/1", "groups": [{"id": "G-001 ", "kind": "free"}]}"#;
    let mut now = document::decode_untrimmed(text.as_bytes(), &|_| None).unwrap();
    vault.replace_all(&now, &Entry::new(IMPORT, NOW)).unwrap();
    let mut carry = |vault: &mut Vault, line: &str| {
        let request = document::Request::read(line.as_bytes()).unwrap();
        let command = request.command(&now, today(), &|_| None).unwrap();
        let change = command.plan(&now, today()).unwrap();
        now.apply(&change).unwrap();
        vault.commit(&change, &Entry::new(command.action(), NOW)).unwrap()
    };
    let of = |vault: &mut Vault, subject: &str| {
        let subject = Subject::parse(subject);
        let query = HistoryQuery { subject, oldest_first: true, ..HistoryQuery::default() };
        vault.history(&query).unwrap().iter().map(|entry| entry.seq).collect::<Vec<u64>>()
    };
    let before = carry(&mut vault, r#"{"command":"set","subject":"group/G-001 ","fields":{"memo":"一"}}"#);
    let renamed = carry(&mut vault, r#"{"command":"rename"}"#);
    let after = carry(&mut vault, r#"{"command":"set","subject":"group/G-001","fields":{"memo":"二"}}"#);
    assert_eq!(of(&mut vault, "group/G-001"), [before, renamed - 1, renamed, after]);
    assert_eq!(of(&mut vault, "group/G-001 "), [before, renamed]);
    // The id is given again: what came before it is not the new group's.
    carry(&mut vault, r#"{"command":"remove","subject":"group/G-001"}"#);
    fits(&vault);
}

#[test]
fn the_account_of_somebody_who_is_renamed_follows() {
    let (fixture, mut vault) = Fixture::unlocked();
    let text = r#"{"format": "mcs-register/1", "staff": [{"id": "S-001 "}, {"id": "S-002"}]}"#;
    let register = document::decode_untrimmed(text.as_bytes(), &|_| None).unwrap();
    vault.replace_all(&register, &Entry::new(IMPORT, NOW)).unwrap();
    let password = &secret("kamome-beam-22");
    for (name, id) in [("事務", "S-001 "), ("副", "S-002")] {
        let staff = Some(&PersonId::trusted(id)).cloned();
        let new = NewAccount { name, role: AccountRole::Reader, staff: staff.as_ref(), password };
        vault.add_account(&new, NOW).unwrap();
    }
    let staff = |vault: &mut Vault| {
        let accounts = vault.accounts().unwrap();
        accounts.into_iter().filter_map(|row| row.staff).map(|id| id.to_string()).collect::<Vec<String>>()
    };
    let mut sorted = staff(&mut vault);
    sorted.sort();
    assert_eq!(sorted, ["S-001 ", "S-002"]);
    let (command, change) = repair(&register);
    vault.commit(&change, &Entry::new(command.action(), LATER)).unwrap();
    let mut sorted = staff(&mut vault);
    sorted.sort();
    assert_eq!(sorted, ["S-001", "S-002"]);
    fits(&vault);
    let last = vault.history(&HistoryQuery { limit: Some(1), ..HistoryQuery::default() }).unwrap().remove(0);
    assert_eq!((last.action.as_str(), last.batch), (ACCOUNT_STAFF_RENAMED, last.seq));
    assert!(history_document(&[last]).to_string().contains("事務"));
    // Taken back with the record, and in an order in which an account is removed meanwhile.
    let last = vault.last_change().unwrap().unwrap();
    assert_eq!(last.action, "rename");
    vault.commit(&last.change.inverse(), &Entry::undo(last.batch, LATER)).unwrap();
    let mut sorted = staff(&mut vault);
    sorted.sort();
    assert_eq!(sorted, ["S-001 ", "S-002"]);
    fits(&vault);
    vault.remove_account("事務", LATER).unwrap();
    fits(&vault);
    vault.lock().unwrap();
    // An account that is behind another person than the entries say is told.
    let raw = fixture.raw();
    raw.execute("UPDATE accounts SET staff = 'S-001' WHERE name = '副'", []).unwrap();
    drop(raw);
    let accounts_differ = fixture.unlock().verify(None).unwrap();
    assert!(!accounts_differ.fits());
}

#[test]
fn the_file_takes_no_renaming_that_alters_what_is_signed_or_leaves_something_behind() {
    let (_fixture, mut vault) = Fixture::unlocked();
    let register = old();
    vault.replace_all(&register, &Entry::new(IMPORT, NOW)).unwrap();
    let (_, whole) = repair(&register);
    let entry = Entry::new("rename", NOW);
    let mut forged = whole.clone();
    let signed = forged.records.iter_mut().find_map(|record| match &mut record.after {
        Some(Record::Review(review)) if review.signed_on.is_some() => Some(review),
        _ => None,
    });
    signed.unwrap().signed_on = Some(today());
    assert!(matches!(vault.commit(&forged, &entry), Err(StoreError::Signed(_))));
    for place in 0..whole.records.len() {
        let mut part = whole.clone();
        part.records.remove(place);
        assert!(vault.commit(&part, &entry).is_err() || part.renames().is_some(), "{place}");
        if vault.load().unwrap() != register {
            // Only a waiver's subject is no reference of the file; put back for the next one.
            vault.replace_all(&register, &Entry::new(IMPORT, NOW)).unwrap();
        }
    }
    vault.commit(&whole, &entry).unwrap();
    fits(&vault);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn a_random_register_is_put_right_in_the_file_as_in_memory(
        goal in arbitrary::register(),
        which in any::<u8>(),
    ) {
        // Every second id gets a blank, put in where the texts of the document name it.
        let mut text = document::encode(&goal);
        let mut ids: Vec<String> = records(&goal).iter().map(|(key, _)| key.subject().id().to_owned()).collect();
        ids.sort();
        ids.dedup();
        for (place, id) in ids.iter().enumerate() {
            let plain = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
            if plain && id.len() > 2 && (place + usize::from(which)) % 2 == 0 {
                text = text.replace(&format!("\"{id}\""), &format!("\"{id} \""));
                text = text.replace(&format!("/{id}\""), &format!("/{id} \""));
            }
        }
        let flags: &dyn Fn(&str) -> Option<&'static [RecordKind]> = &|_| Some(&[RecordKind::Staff]);
        let mut register = document::decode_untrimmed(text.as_bytes(), flags).unwrap();
        if untrimmed(&register).is_empty() {
            return Ok(());
        }
        let former = register.clone();
        let (_fixture, mut vault) = Fixture::unlocked();
        // By single changes, so that the file has positions with gaps.
        for (key, _) in records(&register) {
            vault.commit(&addition(&register, &key), &Entry::new("add", NOW)).unwrap();
        }
        for key in [Key::Office, Key::Policy] {
            let (_, one) = register.record(&key).unwrap();
            let now = vault.load().unwrap();
            vault.commit(&edit(&now, &key, |record| *record = one), &Entry::new("edit", NOW)).unwrap();
        }
        prop_assert_eq!(&vault.load().unwrap(), &register);
        let (_, change) = repair(&register);
        vault.commit(&change, &Entry::new("rename", NOW)).unwrap();
        register.apply(&change).unwrap();
        prop_assert_eq!(&vault.load().unwrap(), &register);
        prop_assert!(vault.verify(None).unwrap().fits());
        let last = vault.last_change().unwrap().unwrap();
        let back = undo::way_back(&register, &last.change).unwrap();
        vault.commit(&back, &Entry::undo(last.batch, NOW)).unwrap();
        prop_assert_eq!(&vault.load().unwrap(), &former);
        prop_assert!(vault.verify(None).unwrap().fits());
    }
}
