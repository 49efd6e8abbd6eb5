//! Guesses at once: each is counted before it is tried, and none is tried beside another.

use std::{fs, path::Path, thread};

use mcs_register::store::{
    Cost, NewAccount, NewVault, Notice, Offer, Places, RecoveryKey, Restore, Secret, StoreError, Vault,
    restore,
};

use super::support::{Fixture, NOW, PASSWORD, secret};

const MANY: usize = 20;

/// Runs the same wrong attempt on many threads at once: the first three cost nothing, each further one a wait, and all that were
/// tried are counted. (On a machine that is busy enough a wait may pass meanwhile.)
fn at_once<T: Send>(count: &Path, attempt: impl Fn(usize) -> Result<T, StoreError> + Sync) {
    let outcomes: Vec<_> = thread::scope(|scope| {
        let attempt = &attempt;
        let threads: Vec<_> = (0..MANY).map(|number| scope.spawn(move || attempt(number))).collect();
        threads.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let errors = || outcomes.iter().filter_map(|one| one.as_ref().err());
    let wrong = |why: &&StoreError| matches!(why, StoreError::WrongPassword | StoreError::WrongRecoveryKey);
    let waited = errors().filter(|why| matches!(why, StoreError::Wait { .. })).count();
    let tried = errors().filter(wrong).count();
    assert!((3..6).contains(&tried), "{tried}");
    assert_eq!((tried + waited, counted(count)), (MANY, tried));
}

fn counted(file: &Path) -> usize {
    let text = fs::read_to_string(file).unwrap_or_default();
    let value: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
    usize::try_from(value["count"].as_u64().unwrap_or(0)).unwrap()
}

#[test]
fn of_many_wrong_ones_at_once_three_are_tried_and_all_of_those_are_counted() {
    let fixture = Fixture::new();
    let count = fixture.places.dir.join("register.attempts");
    let wrong = secret("kumo-77-umi");
    at_once(&count, |_| Vault::unlock(&fixture.places, &wrong));

    let (fixture, other) = (Fixture::new(), Fixture::new());
    let count = fixture.places.dir.join("register.attempts");
    let paper: &RecoveryKey = &other.recovery;
    at_once(&count, |_| Vault::unlock_with_recovery(&fixture.places, paper));
}

#[test]
fn of_many_wrong_ones_at_a_backup_three_are_tried_wherever_it_is_to_go() {
    let (fixture, mut vault) = Fixture::unlocked();
    let backup = vault.backup_to(&fixture.dir.path().join("stick"), NOW).unwrap();
    vault.lock().unwrap();
    let wrong = secret("kumo-77-umi");
    let attempt = |number| {
        let to = Places::in_dir(fixture.dir.path().join(format!("to-{number}")));
        let wanted = Restore::of(&backup.path, &to, NOW).replacing(true);
        restore(&wanted, &Offer::Password { login: None, password: &wrong })
    };
    at_once(&backup.path.with_extension("attempts"), attempt);
}

/// What was tried at a backup is told at the next unlock: of the register that it is of, and of the one that it becomes.
#[test]
fn wrong_ones_at_a_backup_are_told_at_the_next_unlock_once() {
    let (fixture, mut vault) = Fixture::unlocked();
    let own = vault.backup_to(&fixture.places.backup_dir(), NOW).unwrap();
    let stick = vault.backup_to(&fixture.dir.path().join("stick"), NOW).unwrap();
    vault.lock().unwrap();
    let elsewhere = Places::in_dir(fixture.dir.path().join("elsewhere"));
    let to_elsewhere = |backup: &Path, password: &Secret| {
        let wanted = Restore::of(backup, &elsewhere, NOW);
        restore(&wanted, &Offer::Password { login: None, password })
    };
    let wrong = secret("kumo-77-umi");
    for path in [&own.path, &own.path, &stick.path] {
        assert!(matches!(to_elsewhere(path, &wrong), Err(StoreError::WrongPassword)));
    }
    let told = |places: &Places| {
        let vault = Vault::unlock(places, &secret(PASSWORD)).unwrap();
        let counts = vault.notices().iter().filter_map(|notice| match notice {
            Notice::WrongPasswords { count, .. } => Some(*count),
            _ => None,
        });
        counts.collect::<Vec<_>>()
    };
    assert_eq!([told(&fixture.places), told(&fixture.places)], [vec![2], vec![]]);
    assert!(!own.path.with_extension("attempts").exists());
    to_elsewhere(&stick.path, &secret(PASSWORD)).unwrap();
    assert!(!stick.path.with_extension("attempts").exists());
    assert_eq!([told(&elsewhere), told(&elsewhere)], [vec![1], vec![]]);
}

/// At a stick that comes back to the register they are told there and then, by whatever way one came to its folder; and at backups
/// whose key files lie apart as well.
#[test]
fn wrong_ones_at_a_stick_are_told_where_it_is_seen_again() {
    let (fixture, mut vault) = Fixture::unlocked();
    let stick = fixture.dir.path().join("stick");
    let backup = vault.backup_to(&stick, NOW).unwrap();
    let stranger = Fixture::new().unlock().backup_to(&stick, "2026-11-22T09:00:01+09:00").unwrap();
    let way = fixture.dir.path().join("way");
    std::os::unix::fs::symlink(&backup.path, &way).unwrap();
    let to = Places::in_dir(fixture.dir.path().join("to"));
    let wrong = secret("kumo-77-umi");
    let offer = Offer::Password { login: None, password: &wrong };
    let guess = |at: &Path, to: &Places| restore(&Restore::of(at, to, NOW), &offer).unwrap_err();
    for at in [&backup.path, &way, &stranger.path] {
        assert!(matches!(guess(at, &to), StoreError::WrongPassword));
    }
    let told = vault.guesses_at(&stick);
    assert!(matches!(told, Some(Notice::GuessedAtBackup { count: 2, .. })), "{told:?}");
    assert_eq!(vault.guesses_at(&stick), None);
    assert!(stranger.path.with_extension("attempts").exists(), "another register's are left to it");
    assert!(matches!(guess(&backup.path, &to), StoreError::WrongPassword));
    let told = vault.guesses_at(&backup.path);
    assert!(matches!(told, Some(Notice::GuessedAtBackup { count: 1, .. })), "{told:?}");
    vault.lock().unwrap();
    let apart = Places { keys: Some(fixture.dir.path().join("my.keys")), ..fixture.places.clone() };
    fs::rename(fixture.places.key_file(), apart.key_file()).unwrap();
    let mut vault = Vault::unlock(&apart, &secret(PASSWORD)).unwrap();
    let own = vault.backup_to(&apart.backup_dir(), NOW).unwrap();
    vault.lock().unwrap();
    let why = restore(&Restore::of(&own.path, &apart, NOW), &offer).unwrap_err();
    assert!(matches!(why, StoreError::WrongPassword), "{why:?}");
    let vault = Vault::unlock(&apart, &secret(PASSWORD)).unwrap();
    let told = vault.notices();
    assert!(told.iter().any(|notice| matches!(notice, Notice::WrongPasswords { count: 1, .. })), "{told:?}");
}

/// What somebody at an open screen tried as the present password counts as at the door, and is told at the next unlock.
#[test]
fn wrong_ones_at_an_open_register_are_told_at_the_next_unlock() {
    let fixture = Fixture::new();
    let vault = fixture.unlock();
    let own = vault.own_password();
    for _ in 0..2 {
        assert!(matches!(own.check(&secret("kumo-77-umi")), Err(StoreError::WrongPassword)));
    }
    own.check(&secret(PASSWORD)).unwrap();
    vault.lock().unwrap();
    let vault = fixture.unlock();
    assert!(matches!(vault.notices(), [Notice::WrongPasswords { count: 2, .. }]), "{:?}", vault.notices());
}

#[test]
fn right_ones_at_once_all_get_in_and_what_was_wrong_before_is_told_once() {
    let fixture = Fixture::new();
    let (right, wrong) = (secret(PASSWORD), secret("kumo-77-umi"));
    for _ in 0..2 {
        assert!(Vault::unlock(&fixture.places, &wrong).is_err());
    }
    let told: Vec<Notice> = thread::scope(|scope| {
        let unlock = || {
            let vault = Vault::unlock(&fixture.places, &right).unwrap();
            vault.notices().to_vec()
        };
        let threads: Vec<_> = (0..6).map(|_| scope.spawn(unlock)).collect();
        threads.into_iter().flat_map(|one| one.join().unwrap()).collect()
    });
    assert!(matches!(told[..], [Notice::WrongPasswords { count: 2, .. }]), "{told:?}");
    assert!(!fixture.places.dir.join("register.attempts").exists());
}

#[test]
fn what_is_not_a_verdict_does_not_count() {
    let fixture = Fixture::new();
    let mut vault = fixture.unlock();
    let other = secret("yama-8-mori-3");
    let guest = NewAccount {
        name: "客",
        role: mcs_register::store::AccountRole::Reader,
        staff: None,
        password: &other,
    };
    vault.add_account(&guest, NOW).unwrap();
    vault.set_password(&secret(PASSWORD), Cost::THROWAWAY, NOW).unwrap();
    vault.lock().unwrap();
    let count = fixture.places.dir.join("register.attempts");
    // Nobody was named, so nothing could be tried.
    for _ in 0..5 {
        let error = Vault::unlock(&fixture.places, &other).unwrap_err();
        assert!(matches!(error, StoreError::NameNeeded), "{error:?}");
    }
    assert!(!count.exists());
    let keys = fs::read(fixture.places.key_file()).unwrap();
    fs::write(fixture.places.key_file(), &keys[..300]).unwrap();
    for _ in 0..5 {
        let error = Vault::unlock(&fixture.places, &other).unwrap_err();
        assert!(matches!(error, StoreError::KeysDamaged(_)), "{error:?}");
    }
    assert!(!count.exists());
}

/// A restoring compares with the register that stands there, by its own slots where they are others: that is a guess at it.
#[test]
fn a_restoring_is_no_way_to_guess_at_the_register_that_stands_there() {
    let fixture = Fixture::new();
    let stranger = tempfile::tempdir().unwrap();
    let guessed = secret("kumo-77-umi");
    let theirs = Places::in_dir(stranger.path().join("v"));
    let new = NewVault {
        office_name: "別の事業所",
        account: "他人",
        password: &guessed,
        cost: Cost::THROWAWAY,
        now: NOW,
    };
    let (mut vault, _) = Vault::create(&theirs, &new).unwrap();
    let backup = vault.backup_to(&stranger.path().join("stick"), NOW).unwrap();
    vault.lock().unwrap();
    let before = fs::read(fixture.places.database()).unwrap();
    let wanted = Restore::of(&backup.path, &fixture.places, NOW);
    let offer = Offer::Password { login: None, password: &guessed };
    for _ in 0..6 {
        let error = restore(&wanted, &offer).unwrap_err();
        assert!(matches!(error, StoreError::WouldReplace(..)), "{error:?}");
    }
    let count = counted(&fixture.places.dir.join("register.attempts"));
    assert!((3..6).contains(&count), "while it waits none is tried: {count}");
    assert_eq!(fs::read(fixture.places.database()).unwrap(), before);
}
