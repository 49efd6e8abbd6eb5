//! That it was answered from when the register is kept is remembered in the file, whatever the answer.

use mcs_register::store::{AccountRole, Answered, NewAccount, StoreError, Vault};

use crate::support::{Fixture, NOW, secret};

#[test]
fn an_answer_is_remembered_and_leaves_no_entry() {
    let (fixture, mut vault) = Fixture::unlocked();
    assert!(!vault.is_answered(Answered::Beginning).unwrap());
    let before = vault.head().unwrap();
    vault.remember_answered(Answered::Beginning).unwrap();
    vault.remember_answered(Answered::Beginning).unwrap();
    assert!(vault.is_answered(Answered::Beginning).unwrap());
    assert_eq!(vault.head().unwrap(), before);
    vault.lock().unwrap();
    let mut vault = fixture.unlock();
    assert!(vault.is_answered(Answered::Beginning).unwrap());
    // One answer is not another.
    assert!(!vault.is_answered(Answered::FirstSteps).unwrap());
    assert!(vault.verify(None).unwrap().fits());
}

#[test]
fn whoever_only_looks_answers_nothing() {
    let (fixture, mut vault) = Fixture::unlocked();
    let password = secret("hato4-beam-2");
    let reader = NewAccount { name: "夕凪", role: AccountRole::Reader, staff: None, password: &password };
    vault.add_account(&reader, NOW).unwrap();
    vault.lock().unwrap();
    let mut vault = Vault::unlock_as(&fixture.places, "夕凪", &password).unwrap();
    assert!(matches!(vault.remember_answered(Answered::Beginning), Err(StoreError::ReadersOnlyLook)));
    assert!(!vault.is_answered(Answered::Beginning).unwrap());
}
