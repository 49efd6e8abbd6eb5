//! What was being typed is kept inside the vault, and given back once.

use mcs_register::store::{Draft, Vault};

use crate::support::{Fixture, NOW, PASSWORD, secret};

fn taken(vault: &mut Vault) -> Option<(String, String)> {
    vault.take_draft().unwrap().map(|Draft { text, at }| (text.to_string(), at))
}

#[test]
fn a_draft_outlives_the_lock_and_is_given_back_once() {
    let (fixture, mut vault) = Fixture::unlocked();
    assert_eq!(taken(&mut vault), None);
    vault.save_draft("築港 さくら", NOW).unwrap();
    vault.lock().unwrap();
    let mut vault = fixture.unlock();
    assert_eq!(taken(&mut vault), Some(("築港 さくら".to_owned(), NOW.to_owned())));
    assert_eq!(taken(&mut vault), None);
}

#[test]
fn two_sessions_of_one_account_lose_nothing_to_each_other() {
    let (fixture, mut one) = Fixture::unlocked();
    let mut other = fixture.unlock();
    one.save_draft("{\"first\":1}", NOW).unwrap();
    other.save_draft("{\"second\":2}", "2026-11-22T10:00:00+09:00").unwrap();
    let (text, at) = taken(&mut one).unwrap();
    assert_eq!(text.lines().collect::<Vec<_>>(), ["{\"first\":1}", "{\"second\":2}"]);
    assert_eq!(at, "2026-11-22T10:00:00+09:00");
    assert_eq!(taken(&mut other), None);
}

#[test]
fn a_draft_stands_neither_in_the_history_nor_in_the_clear() {
    let (fixture, mut vault) = Fixture::unlocked();
    let before = vault.head().unwrap();
    vault.save_draft("chikko-sakura-draft", NOW).unwrap();
    assert_eq!(vault.head().unwrap(), before);
    vault.lock().unwrap();
    for file in std::fs::read_dir(fixture.dir.path().join("vault")).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!bytes.windows(19).any(|window| window == b"chikko-sakura-draft"));
    }
}

#[test]
fn the_draft_of_another_account_is_left_alone() {
    let (fixture, mut vault) = Fixture::unlocked();
    vault.save_draft("mine", NOW).unwrap();
    vault.lock().unwrap();
    // The recovery key's holder is somebody else.
    let mut other = Vault::unlock_with_recovery(&fixture.places, &fixture.recovery).unwrap();
    assert_eq!(taken(&mut other), None);
    other.lock().unwrap();
    let mut vault = Vault::unlock(&fixture.places, &secret(PASSWORD)).unwrap();
    assert_eq!(taken(&mut vault).map(|(text, _)| text).as_deref(), Some("mine"));
}
