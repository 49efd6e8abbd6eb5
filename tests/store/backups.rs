//! Backups of real encrypted files: made, verified, rotated, and of use when a key file is lost.

use std::{
    fs,
    path::{Path, PathBuf},
};

use mcs_register::{
    register::Lang,
    store::{
        BackupFault, BackupName, BackupRules, Cost, Entry, Notice, Places, Presence, StoreError, Vault,
        backups, presence,
    },
};

use super::support::{Fixture, NOW, PASSWORD, create, everything, rename_office, secret};

/// A vault that holds something, unlocked, and a directory for backups that is not there yet.
fn desk() -> (Fixture, Vault, PathBuf) {
    let (fixture, mut vault) = Fixture::unlocked();
    vault.replace_all(&everything(), &Entry::new("import", NOW)).unwrap();
    let dir = fixture.dir.path().join("stick/backups");
    (fixture, vault, dir)
}

fn edit(vault: &mut Vault, name: &str) {
    let register = vault.load().unwrap();
    vault.commit(&rename_office(&register, name), &Entry::new("edit", NOW)).unwrap();
}

fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(dir)
        .map(|list| list.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect())
        .unwrap_or_default();
    names.sort();
    names
}

#[test]
fn a_backup_is_a_vault_that_opens_with_the_same_password() {
    let (_fixture, mut vault, dir) = desk();
    edit(&mut vault, "三件目");
    let backup = vault.backup_to(&dir, "2026-11-22T16:40:00+09:00").unwrap();
    assert_eq!(backup.path, dir.join("2026-11-22T164000-000003"));
    assert_eq!(backup.name.entries(), 3);
    assert_eq!(names(&dir), ["2026-11-22T164000-000003"]);
    assert_eq!(names(&backup.path), ["register.db", "register.keys"]);
    let register = vault.load().unwrap();
    edit(&mut vault, "その後");
    // While the register is open: a backup is a vault of its own.
    let places = Places::in_dir(&backup.path);
    let mut copy = Vault::unlock(&places, &secret(PASSWORD)).unwrap();
    assert_eq!(copy.notices(), &[]);
    assert_eq!(copy.load().unwrap(), register);
    assert_eq!(copy.head().unwrap().length, 3);
    assert_eq!(*copy.raw_key(), *vault.raw_key(), "the same key and the same id");
    copy.lock().unwrap();
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_a_backup() {
    use std::os::unix::fs::PermissionsExt as _;
    let (_fixture, mut vault, dir) = desk();
    let backup = vault.backup_to(&dir, NOW).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&dir), mode(&backup.path)), (0o700, 0o700));
    for name in names(&backup.path) {
        assert_eq!(mode(&backup.path.join(&name)), 0o600, "{name}");
    }
}

#[test]
fn keys_that_are_kept_apart_stay_apart_from_the_backup() {
    let dir = tempfile::tempdir().unwrap();
    let stick = tempfile::tempdir().unwrap();
    let keys = stick.path().join("office.keys");
    let places = Places { dir: dir.path().join("v"), keys: Some(keys.clone()), backups: None };
    let mut vault = create(&places).0;
    let backup = vault.back_up(&BackupRules::default(), NOW).unwrap().unwrap();
    assert_eq!(backup.path, places.dir.join("backups").join(backup.name.to_string()));
    assert_eq!(names(&backup.path), ["register.db"]);
    let apart = stick.path().join("office.keys.backups").join(format!("{}.keys", backup.name));
    assert!(apart.exists());
    assert!(vault.back_up(&BackupRules::default(), NOW).unwrap().is_none(), "nothing has changed");
    vault.lock().unwrap();
    // The one on the stick is lost: that of the backup opens.
    fs::remove_file(&keys).unwrap();
    let vault = Vault::unlock(&places, &secret(PASSWORD)).unwrap();
    assert_eq!(vault.notices(), &[Notice::KeysFromBackup]);
    assert!(keys.exists());
    // While the stick is away nothing is written in its place.
    let away = dir.path().join("away");
    let mut vault = vault;
    edit(&mut vault, "次");
    fs::rename(stick.path(), &away).unwrap();
    fs::create_dir(stick.path()).unwrap();
    let error = vault.back_up(&BackupRules::default(), NOW).unwrap_err();
    assert!(error.message(Lang::Ja).contains("office.keys"), "{error:?}");
    assert_eq!(names(stick.path()), [] as [String; 0]);
    fs::remove_dir(stick.path()).unwrap();
    fs::rename(&away, stick.path()).unwrap();
    // Both away: there is no way in, and the message says so.
    drop(vault);
    fs::remove_dir_all(stick.path()).unwrap();
    assert_eq!(presence(&places).unwrap(), Presence::Missing(keys));
}

#[test]
fn a_backup_is_made_only_where_the_history_has_moved() {
    let (fixture, mut vault, _) = desk();
    let rules = BackupRules::default();
    let state = vault.backup_state().unwrap();
    assert_eq!((state.newest, state.behind, state.since.as_deref()), (None, 2, Some(NOW)));
    let first = vault.back_up(&rules, "2026-11-22T16:40:00+09:00").unwrap().unwrap();
    assert_eq!(vault.back_up(&rules, "2026-11-22T16:41:00+09:00").unwrap(), None);
    assert_eq!(vault.backup_state().unwrap().behind, 0);
    edit(&mut vault, "次");
    let state = vault.backup_state().unwrap();
    assert_eq!((state.behind, state.newest.as_ref()), (1, Some(&first)));
    let second = vault.back_up(&rules, "2026-11-22T16:42:00+09:00").unwrap().unwrap();
    let there = backups(&fixture.places.backup_dir()).unwrap();
    assert_eq!(there, std::slice::from_ref(&second), "one a day is kept");
    vault.lock().unwrap();
    let mut vault = fixture.unlock();
    assert_eq!(vault.backup_state().unwrap().behind, 0, "the lock writes no entry");
}

#[test]
fn rotation_touches_nothing_that_is_not_a_backup_of_this_register() {
    let (fixture, mut vault, _) = desk();
    let dir = fixture.places.backup_dir();
    let rules = BackupRules { daily: 1, weekly: 0, monthly: 0 };
    // Another register's backup, an odd name, a note in an old backup, and one that was cut off.
    let (_other, mut stranger, _) = desk();
    let strange = stranger.backup_to(&dir, "2026-01-01T08:00:00+09:00").unwrap();
    fs::create_dir(dir.join("大切なもの")).unwrap();
    fs::write(dir.join("2026-01-05T080000-000001"), "a file").unwrap();
    let noted = vault.backup_to(&dir, "2026-01-02T08:00:00+09:00").unwrap();
    fs::write(noted.path.join("memo.txt"), "kept by hand").unwrap();
    let old = vault.backup_to(&dir, "2026-01-03T08:00:00+09:00").unwrap();
    // Somebody opened it with a wrong password.
    assert!(Vault::unlock(&Places::in_dir(&old.path), &secret("kumo-77-umi")).is_err());
    assert!(old.path.join("register.attempts").exists());
    let cut_off = dir.join("2026-01-04T080000-000002.new");
    fs::create_dir(&cut_off).unwrap();
    fs::write(cut_off.join("register.db"), "half").unwrap();
    edit(&mut vault, "次");
    let made = vault.back_up(&rules, "2026-11-22T16:40:00+09:00").unwrap().unwrap();
    assert!(!old.path.exists() && !cut_off.exists());
    assert!(strange.path.exists() && noted.path.join("memo.txt").exists() && made.path.exists());
    assert_eq!(names(&dir).len(), 5, "{:?}", names(&dir));
}

#[test]
fn of_four_hundred_days_the_kept_backups_all_open() {
    let (fixture, mut vault, _) = desk();
    let rules = BackupRules { daily: 3, weekly: 2, monthly: 3 };
    let first: mcs_register::register::Date = "2026-01-01".parse().unwrap();
    // Every tenth day is enough for the files; the names are tried for every day where they are computed.
    for day in (0..400).step_by(10) {
        edit(&mut vault, &format!("{day}日目"));
        let at = format!("{}T17:30:00+09:00", first.plus_days(day));
        vault.back_up(&rules, &at).unwrap().unwrap();
    }
    let kept = backups(&fixture.places.backup_dir()).unwrap();
    assert!((3..=8).contains(&kept.len()), "{kept:?}");
    for backup in &kept {
        let mut copy = Vault::unlock(&Places::in_dir(&backup.path), &secret(PASSWORD)).unwrap();
        assert_eq!(copy.head().unwrap().length, backup.name.entries());
        copy.load().unwrap();
    }
}

#[test]
fn a_place_that_cannot_take_it_is_told_remembered_and_left_as_it_was() {
    let (fixture, mut vault, _) = desk();
    let rules = BackupRules::default();
    let good = vault.back_up(&rules, "2026-11-21T16:40:00+09:00").unwrap().unwrap();
    let dir = fixture.places.backup_dir();
    let aside = fixture.dir.path().join("aside");
    fs::rename(&dir, &aside).unwrap();
    fs::write(&dir, "in the way").unwrap();
    edit(&mut vault, "次");
    let error = vault.back_up(&rules, NOW).unwrap_err();
    assert!(matches!(&error, StoreError::BackupNotMade(place, _) if *place == dir), "{error:?}");
    assert_eq!(error.exit_status(), 74);
    assert!(
        error.message(Lang::Ja).contains("backup --to") && error.message(Lang::En).contains("backup --to")
    );
    vault.lock().unwrap();
    fs::remove_file(&dir).unwrap();
    fs::rename(&aside, &dir).unwrap();
    let mut vault = fixture.unlock();
    let state = vault.backup_state().unwrap();
    assert_eq!((state.behind, state.newest.as_ref()), (1, Some(&good)));
    let failed = state.failed.unwrap();
    assert_eq!((failed.at.as_str(), failed.dir.as_path()), (NOW, dir.as_path()));
    assert!(matches!(failed.why, BackupFault::Other(_)), "{failed:?}");
    // The next good one makes it forgotten.
    vault.back_up(&rules, NOW).unwrap().unwrap();
    assert_eq!(vault.backup_state().unwrap().failed, None);
}

#[test]
fn a_damaged_page_of_the_register_makes_no_backup() {
    let (fixture, mut vault, dir) = desk();
    let good = vault.backup_to(&dir, "2026-11-21T16:40:00+09:00").unwrap();
    vault.lock().unwrap();
    let path = fixture.places.database();
    let whole = fs::read(&path).unwrap();
    let mut found = 0;
    for page in (1..whole.len() / 4096).step_by(3) {
        let mut bytes = whole.clone();
        bytes[page * 4096 + 2000] ^= 0x10;
        fs::write(&path, &bytes).unwrap();
        let Ok(mut vault) = Vault::unlock(&fixture.places, &secret(PASSWORD)) else { continue };
        let error = vault.backup_to(&dir, NOW).unwrap_err();
        assert!(
            matches!(&error, StoreError::BackupNotMade(_, BackupFault::NotVerified(_))),
            "page {page}: {error:?}"
        );
        assert_eq!(names(&dir), [good.name.to_string()], "page {page}");
        found += 1;
    }
    assert!(found > 3, "{found}");
}

#[test]
fn two_sessions_make_backups_after_one_another() {
    let (fixture, vault, dir) = desk();
    vault.lock().unwrap();
    let sessions: Vec<_> = (0..4)
        .map(|number| {
            let (places, dir) = (fixture.places.clone(), dir.clone());
            std::thread::spawn(move || {
                let mut vault = Vault::unlock(&places, &secret(PASSWORD)).unwrap();
                vault.backup_to(&dir, &format!("2026-11-22T16:40:0{number}+09:00")).unwrap()
            })
        })
        .collect();
    for session in sessions {
        session.join().unwrap();
    }
    assert_eq!(backups(&dir).unwrap().len(), 4);
}

#[test]
fn a_missing_key_file_is_made_anew_from_a_backup() {
    let (fixture, mut vault, _) = desk();
    vault.back_up(&BackupRules::default(), NOW).unwrap().unwrap();
    edit(&mut vault, "その後");
    let register = vault.load().unwrap();
    vault.lock().unwrap();
    let keys = fixture.places.key_file();
    let whole = fs::read(&keys).unwrap();
    for damage in ["missing", "cut", "flipped", "another's", "empty"] {
        match damage {
            "missing" => fs::remove_file(&keys).unwrap(),
            "cut" => fs::write(&keys, &whole[..300]).unwrap(),
            "empty" => fs::write(&keys, "").unwrap(),
            "another's" => continue,
            _ => {
                // In the sealed key of the one account: what is offered cannot open it.
                let text = String::from_utf8(whole.clone()).unwrap();
                let place = text.find("\"private_key\": \"").unwrap() + 20;
                let mut bytes = whole.clone();
                bytes[place] = if bytes[place] == b'A' { b'B' } else { b'A' };
                fs::write(&keys, bytes).unwrap();
            }
        }
        assert_eq!(presence(&fixture.places).unwrap(), Presence::Vault { asks_login: false }, "{damage}");
        let wrong = Vault::unlock(&fixture.places, &secret("hato4-beam-98")).unwrap_err();
        assert!(matches!(wrong, StoreError::WrongPassword), "{damage}: {wrong:?}");
        let mut vault = Vault::unlock(&fixture.places, &secret(PASSWORD)).unwrap();
        assert!(vault.notices().contains(&Notice::KeysFromBackup), "{damage}");
        assert_eq!(vault.load().unwrap(), register, "{damage}");
        vault.lock().unwrap();
        assert_eq!(fixture.unlock().notices(), &[], "{damage}: put right for good");
    }
    fs::remove_file(&keys).unwrap();
    Vault::unlock_with_recovery(&fixture.places, &fixture.recovery).unwrap();
}

#[test]
fn a_withdrawn_password_does_not_come_in_by_a_backups_key_file() {
    let (fixture, mut vault, _) = desk();
    vault.back_up(&BackupRules::default(), NOW).unwrap().unwrap();
    vault.set_password(&secret("another-pass-5"), Cost::THROWAWAY, NOW).unwrap();
    vault.lock().unwrap();
    fs::remove_file(fixture.places.key_file()).unwrap();
    let error = Vault::unlock(&fixture.places, &secret(PASSWORD)).unwrap_err();
    assert!(matches!(error, StoreError::KeysPutRight), "{error:?}");
    assert!(matches!(Vault::unlock(&fixture.places, &secret(PASSWORD)), Err(StoreError::WrongPassword)));
    Vault::unlock(&fixture.places, &secret("another-pass-5")).unwrap();
}

#[test]
fn names_sort_by_time() {
    let name = |text: &str| text.parse::<BackupName>().unwrap();
    assert!(name("2026-11-22T164000-000312") < name("2026-11-22T164001-000001"));
}

#[test]
fn a_key_file_of_before_a_renewal_is_told_as_the_older_one_with_the_one_that_fits() {
    let (fixture, mut vault, _) = desk();
    let old = fs::read(fixture.places.key_file()).unwrap();
    vault.rekey(NOW).unwrap();
    let backup = vault.back_up(&BackupRules::default(), NOW).unwrap().unwrap();
    vault.lock().unwrap();
    fs::write(fixture.places.key_file(), &old).unwrap();
    let error = Vault::unlock(&fixture.places, &secret(PASSWORD)).unwrap_err();
    let fits = backup.path.join("register.keys");
    assert!(matches!(&error, StoreError::KeysOlder(_, fitting) if *fitting == fits), "{error:?}");
    // What it says to do.
    fs::copy(&fits, fixture.places.key_file()).unwrap();
    Vault::unlock(&fixture.places, &secret(PASSWORD)).unwrap().lock().unwrap();
}

/// An older database beside a newer key file: whatever is put right, nobody is told that all is well.
#[test]
fn an_older_database_beside_newer_keys_is_never_called_whole() {
    let (fixture, vault, _) = desk();
    vault.lock().unwrap();
    let older = fs::read(fixture.places.database()).unwrap();
    let mut vault = fixture.unlock();
    edit(&mut vault, "別名");
    vault.set_password(&secret("another-pass-5"), Cost::THROWAWAY, NOW).unwrap();
    vault.lock().unwrap();
    fs::write(fixture.places.database(), &older).unwrap();
    let error = Vault::unlock(&fixture.places, &secret("another-pass-5")).unwrap_err();
    assert!(matches!(error, StoreError::KeysPutRightBehind { .. }), "{error:?}");
    for lang in [Lang::Ja, Lang::En] {
        let said = error.message(lang);
        assert!(!said.contains("無事") && !said.contains("unharmed"), "{said}");
    }
    let vault = Vault::unlock(&fixture.places, &secret(PASSWORD)).unwrap();
    assert!(
        vault.notices().iter().any(|notice| matches!(notice, Notice::HistoryWentBack { .. })),
        "{:?}",
        vault.notices()
    );
    for notice in vault.notices() {
        let said = notice.message(Lang::Ja);
        assert!(!said.contains("無事"), "{said}");
    }
}
