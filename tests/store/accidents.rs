//! What happens to files: each accident ends in a sentence, and none in another register than the one committed.

use std::fs;

use mcs_register::{
    register::Lang,
    store::{Cost, Entry, NewVault, Notice, Places, Presence, StoreError, Vault, presence},
};

use super::support::{Fixture, NOW, PASSWORD, everything, rename_office, secret};

fn unlock(fixture: &Fixture) -> Result<Vault, StoreError> {
    Vault::unlock(&fixture.places, &secret(PASSWORD))
}

/// The error of the unlock, which has to say something in both languages.
fn error(fixture: &Fixture) -> StoreError {
    let error = unlock(fixture).unwrap_err();
    assert!(error.message(Lang::Ja).ends_with("ください。"), "{}", error.message(Lang::Ja));
    assert!(error.message(Lang::En).ends_with('.'));
    error
}

#[test]
fn either_file_missing_is_told_with_its_name() {
    let fixture = Fixture::filled();
    let keys = fs::read(fixture.places.key_file()).unwrap();
    fs::remove_file(fixture.places.key_file()).unwrap();
    assert_eq!(presence(&fixture.places).unwrap(), Presence::Missing(fixture.places.key_file()));
    assert!(matches!(error(&fixture), StoreError::Missing(path) if path == fixture.places.key_file()));
    fs::write(fixture.places.key_file(), keys).unwrap();
    fs::remove_file(fixture.places.database()).unwrap();
    assert!(matches!(error(&fixture), StoreError::Missing(path) if path == fixture.places.database()));
    assert!(!fixture.places.database().exists(), "looking makes no empty database");
}

#[test]
fn an_empty_a_foreign_a_cut_and_another_vaults_database_are_told_apart() {
    let fixture = Fixture::filled();
    let path = fixture.places.database();
    let whole = fs::read(&path).unwrap();
    let with = |bytes: &[u8]| {
        fs::write(&path, bytes).unwrap();
        error(&fixture)
    };
    assert!(matches!(with(b""), StoreError::Empty(_)));
    let mut plain = b"SQLite format 3\0".to_vec();
    plain.resize(8192, 0);
    assert!(matches!(with(&plain), StoreError::Foreign(_)));
    assert!(matches!(with("これは日記です".repeat(400).as_bytes()), StoreError::NotAPair(_)));
    let other = Fixture::filled();
    assert!(matches!(with(&fs::read(other.places.database()).unwrap()), StoreError::NotAPair(_)));
    assert!(matches!(with(&whole[..whole.len() - 1000]), StoreError::Damaged(..)));
    let mut first_page = whole.clone();
    first_page[100] ^= 1;
    let damaged = with(&first_page);
    assert!(matches!(damaged, StoreError::Damaged(..)), "{damaged:?}");
    assert_eq!(damaged.exit_status(), 65);
    fs::write(&path, &whole).unwrap();
    assert_eq!(unlock(&fixture).unwrap().load().unwrap(), everything());
}

/// Flipped bytes: `tests/accidents/bytes.rs`.
#[test]
fn a_database_cut_at_a_page_is_not_taken_for_a_shorter_register() {
    let fixture = Fixture::filled();
    let path = fixture.places.database();
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() / 4096 / 2 * 4096]).unwrap();
    let half = unlock(&fixture).and_then(|mut vault| vault.load()).unwrap_err();
    assert!(matches!(half, StoreError::Damaged(..)), "{half:?}");
}

#[test]
fn nothing_is_written_after_a_damaged_page_was_met() {
    let fixture = Fixture::filled();
    let path = fixture.places.database();
    let root: usize = fixture
        .raw()
        .query_row("SELECT rootpage FROM sqlite_schema WHERE name = 'devices'", [], |row| row.get(0))
        .unwrap();
    let mut bytes = fs::read(&path).unwrap();
    bytes[(root - 1) * 4096 + 2000] ^= 1;
    fs::write(&path, &bytes).unwrap();
    let mut vault = unlock(&fixture).unwrap();
    assert!(matches!(vault.load(), Err(StoreError::Damaged(..))));
    let change = rename_office(&everything(), "別名");
    let error = vault.commit(&change, &Entry::new("edit", NOW)).unwrap_err();
    assert!(matches!(error, StoreError::Damaged(..)), "{error:?}");
}

#[test]
fn another_programs_and_a_later_versions_database_are_left_alone() {
    let fixture = Fixture::filled();
    fixture.raw().pragma_update(None, "user_version", 99).unwrap();
    assert!(matches!(error(&fixture), StoreError::LaterVersion(_)));
    let fixture = Fixture::filled();
    fixture.raw().pragma_update(None, "application_id", 7).unwrap();
    assert!(matches!(error(&fixture), StoreError::Foreign(_)));
}

#[test]
fn no_flipped_byte_of_the_key_file_is_called_a_wrong_password() {
    let fixture = Fixture::filled();
    let path = fixture.places.key_file();
    let whole = fs::read(&path).unwrap();
    let (mut refused, mut put_right) = (0, 0);
    for place in (0..whole.len()).step_by(3) {
        let mut bytes = whole.clone();
        bytes[place] ^= 4;
        fs::write(&path, &bytes).unwrap();
        match unlock(&fixture) {
            Ok(vault) if vault.notices() == [Notice::KeysPutRight] => {
                put_right += 1;
                drop(vault);
                // What was put right differs from the first file at most in how far the history has come.
                assert_eq!(unlock(&fixture).unwrap().notices(), &[]);
            }
            Ok(vault) => assert!(bytes[place].is_ascii_whitespace(), "{place}: {:?}", vault.notices()),
            Err(StoreError::KeysDamaged(_) | StoreError::LaterVersion(_) | StoreError::KeysPutRight) => {
                refused += 1;
            }
            Err(StoreError::NotAPair(_)) => refused += 1,
            Err(other) => panic!("byte {place}: {other:?}"),
        }
    }
    assert!(refused > 100 && put_right > 10, "{refused} {put_right}");
}

#[test]
fn a_key_file_of_a_later_version_and_one_cut_short_are_told() {
    let fixture = Fixture::filled();
    let path = fixture.places.key_file();
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("mcs-register-keys/1", "mcs-register-keys/2")).unwrap();
    assert!(matches!(error(&fixture), StoreError::LaterVersion(_)));
    fs::write(&path, text.chars().take(300).collect::<String>()).unwrap();
    assert!(matches!(error(&fixture), StoreError::KeysDamaged(_)));
    fs::write(&path, "").unwrap();
    assert!(matches!(error(&fixture), StoreError::KeysDamaged(_)));
    fs::write(&path, text).unwrap();
    assert_eq!(unlock(&fixture).unwrap().notices(), &[]);
}

#[test]
fn a_costly_forgery_of_the_key_file_is_not_computed() {
    let fixture = Fixture::filled();
    let path = fixture.places.key_file();
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains("\"memory_kib\": 8,"));
    fs::write(&path, text.replace("\"memory_kib\": 8,", "\"memory_kib\": 4294967295,")).unwrap();
    assert!(matches!(error(&fixture), StoreError::KeysDamaged(_)));
}

#[test]
fn a_half_written_key_file_beside_the_old_one_is_cleared_away() {
    let fixture = Fixture::filled();
    let stale = fixture.places.dir.join("register.keys.new");
    fs::write(&stale, "{\"format\": \"mcs-re").unwrap();
    assert_eq!(unlock(&fixture).unwrap().load().unwrap(), everything());
    assert!(!stale.exists());
}

#[test]
fn an_older_database_put_back_is_told_until_it_is_accepted() {
    let fixture = Fixture::filled();
    let old = fs::read(fixture.places.database()).unwrap();
    let mut vault = fixture.unlock();
    vault.commit(&rename_office(&everything(), "別名"), &Entry::new("edit", NOW)).unwrap();
    vault.lock().unwrap();
    fs::write(fixture.places.database(), &old).unwrap();
    let told = Notice::HistoryWentBack { known: 3, found: 2 };
    for _ in 0..2 {
        let mut vault = fixture.unlock();
        assert_eq!(vault.notices(), std::slice::from_ref(&told));
        assert_eq!(vault.load().unwrap(), everything(), "what is there can be read");
        vault.lock().unwrap();
    }
    // Even when it has grown to the same length again.
    let mut vault = fixture.unlock();
    vault.commit(&rename_office(&everything(), "三"), &Entry::new("edit", NOW)).unwrap();
    vault.lock().unwrap();
    let mut vault = fixture.unlock();
    assert_eq!(vault.notices(), &[Notice::HistoryWentBack { known: 3, found: 3 }]);
    vault.accept_history(NOW).unwrap();
    assert_eq!(vault.notices(), &[]);
    vault.lock().unwrap();
    assert_eq!(fixture.unlock().notices(), &[]);
}

#[test]
fn a_lost_write_ahead_log_is_told() {
    let (fixture, mut vault) = Fixture::unlocked();
    vault.replace_all(&everything(), &Entry::new("import", NOW)).unwrap();
    // The machine stops here: the files are as they are, nobody locks.
    let copy = tempfile::tempdir().unwrap();
    for name in ["register.db", "register.keys"] {
        fs::copy(fixture.places.dir.join(name), copy.path().join(name)).unwrap();
    }
    let lost = Vault::unlock(&Places::in_dir(copy.path()), &secret(PASSWORD)).unwrap();
    assert_eq!(lost.notices(), &[Notice::HistoryWentBack { known: 2, found: 1 }]);
    drop(lost);
    // With its log the copy is whole.
    let whole = tempfile::tempdir().unwrap();
    for name in ["register.db", "register.db-wal", "register.keys"] {
        fs::copy(fixture.places.dir.join(name), whole.path().join(name)).unwrap();
    }
    let mut whole = Vault::unlock(&Places::in_dir(whole.path()), &secret(PASSWORD)).unwrap();
    assert_eq!(whole.notices(), &[]);
    assert_eq!(whole.load().unwrap(), everything());
}

#[test]
fn a_place_that_cannot_be_written_to_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("file");
    fs::write(&file, "").unwrap();
    let password = secret(PASSWORD);
    let new =
        NewVault { office_name: "x", account: "y", password: &password, cost: Cost::THROWAWAY, now: NOW };
    let error = Vault::create(&Places::in_dir(file.join("vault")), &new).unwrap_err();
    assert_eq!(error.exit_status(), 74, "{error:?}");
    assert!(error.message(Lang::Ja).contains("確かめてください"));
}

#[test]
fn a_vault_that_could_not_be_made_leaves_nothing_behind() {
    let dir = tempfile::tempdir().unwrap();
    let places = Places {
        dir: dir.path().join("v"),
        keys: Some(dir.path().join("no stick here/office.keys")),
        backups: None,
    };
    let password = secret(PASSWORD);
    let new =
        NewVault { office_name: "x", account: "y", password: &password, cost: Cost::THROWAWAY, now: NOW };
    let error = Vault::create(&places, &new).unwrap_err();
    assert!(matches!(&error, StoreError::File(path, _) if *path == places.key_file()), "{error:?}");
    assert_eq!(fs::read_dir(&places.dir).unwrap().count(), 0);
    assert_eq!(presence(&places).unwrap(), Presence::Nothing);
}

#[test]
fn two_that_make_a_vault_at_the_same_place_leave_one_whole_vault() {
    for _ in 0..10 {
        let dir = tempfile::tempdir().unwrap();
        let places = Places::in_dir(dir.path().join("vault"));
        let password = secret(PASSWORD);
        let attempt = || {
            let new = NewVault {
                office_name: "みなと訪問看護ステーション",
                account: "港 花子",
                password: &password,
                cost: Cost::THROWAWAY,
                now: NOW,
            };
            Vault::create(&places, &new).map(|(vault, _)| vault.lock().unwrap())
        };
        let made = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..3).map(|_| scope.spawn(attempt)).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect::<Vec<_>>()
        });
        let told = |one: &Result<(), StoreError>| {
            matches!(one, Ok(()) | Err(StoreError::AlreadyThere(_) | StoreError::Busy))
        };
        assert!(made.iter().all(told), "{made:?}");
        assert_eq!(made.iter().filter(|one| one.is_ok()).count(), 1, "{made:?}");
        Vault::unlock(&places, &password).unwrap();
    }
}
