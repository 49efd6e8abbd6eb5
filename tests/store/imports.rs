//! A ledger on its way in waits inside the vault, and how ledgers were taken in is remembered.

use mcs_register::store::Vault;

use crate::support::{Fixture, NOW};

fn kept(vault: &mut Vault) -> Option<Vec<u8>> {
    vault.kept_import().unwrap().map(|file| file.to_vec())
}

#[test]
fn a_file_waits_over_a_lock_in_no_history_and_nowhere_in_the_clear() {
    let (fixture, mut vault) = Fixture::unlocked();
    let before = vault.head().unwrap();
    assert_eq!(kept(&mut vault), None);
    vault.forget_import().unwrap();
    vault.keep_import(b"the first", NOW).unwrap();
    vault.keep_import(b"chikko-sakura-ledger", NOW).unwrap();
    assert_eq!(vault.head().unwrap(), before);
    vault.lock().unwrap();
    for file in std::fs::read_dir(fixture.dir.path().join("vault")).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!bytes.windows(20).any(|window| window == b"chikko-sakura-ledger"));
    }
    let mut vault = fixture.unlock();
    assert_eq!(kept(&mut vault).as_deref(), Some(&b"chikko-sakura-ledger"[..]));
    vault.lock().unwrap();
    // The recovery key's holder is somebody else.
    let mut other = Vault::unlock_with_recovery(&fixture.places, &fixture.recovery).unwrap();
    assert_eq!(kept(&mut other), None);
    other.lock().unwrap();
    let mut vault = fixture.unlock();
    vault.forget_import().unwrap();
    assert_eq!(kept(&mut vault), None);
    assert!(vault.verify(None).unwrap().fits());
}

#[test]
fn mappings_are_found_by_headings_and_replaced() {
    let (_fixture, mut vault) = Fixture::unlocked();
    let of =
        |text: &str| vec![("columns:a".to_owned(), text.to_owned()), ("row:a".to_owned(), text.to_owned())];
    vault.remember_mappings(&of("1"), NOW).unwrap();
    vault.remember_mappings(&of("2"), NOW).unwrap();
    assert_eq!(vault.mapping("row:a").unwrap().as_deref(), Some("2"));
    assert_eq!(vault.mapping("row:b").unwrap(), None);
}
