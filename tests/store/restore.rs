//! The way back from a backup, and what stands in it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use mcs_register::{
    register::Lang,
    store::{
        AccountRole, Backup, Cost, Entry, NewAccount, Notice, Offer, Places, Presence, Restore, Restored,
        Standing, StoreError, Vault, drill, presence, restore,
    },
};

use super::support::{Fixture, NOW, PASSWORD, create, everything, rename_office, secret};

const LATER: &str = "2026-11-25T10:00:00+09:00";

/// A filled vault with a backup of three entries, unlocked.
fn desk() -> (Fixture, Vault, Backup) {
    let (fixture, mut vault) = Fixture::unlocked();
    vault.replace_all(&everything(), &Entry::new("import", NOW)).unwrap();
    edit(&mut vault, "三件目", NOW);
    let backup = vault.backup_to(&fixture.dir.path().join("stick"), NOW).unwrap();
    (fixture, vault, backup)
}

fn edit(vault: &mut Vault, name: &str, at: &str) {
    let register = vault.load().unwrap();
    vault.commit(&rename_office(&register, name), &Entry::new("edit", at)).unwrap();
}

fn back(from: &Path, to: &Places, replace: bool) -> Result<Restored, StoreError> {
    back_with(from, to, replace, PASSWORD)
}

fn back_with(from: &Path, to: &Places, replace: bool, password: &str) -> Result<Restored, StoreError> {
    let password = secret(password);
    let offer = Offer::Password { login: None, password: &password };
    restore(&Restore::of(from, to, LATER).replacing(replace), &offer)
}

fn unlock(places: &Places) -> Vault {
    Vault::unlock(places, &secret(PASSWORD)).unwrap()
}

fn files(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap()))
        .collect();
    files.sort();
    files
}

fn refused(from: &Path, to: &Places) -> Standing {
    let before = files(&to.dir);
    match back(from, to, false) {
        Err(error @ StoreError::WouldReplace(..)) => {
            for lang in [Lang::Ja, Lang::En] {
                assert!(error.message(lang).contains("--replace"), "{}", error.message(lang));
            }
            assert_eq!(error.exit_status(), 2);
            assert_eq!(files(&to.dir), before, "nothing has changed");
            let StoreError::WouldReplace(_, standing) = error else { unreachable!() };
            *standing
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_restored_register_is_the_one_that_was_backed_up() {
    let (fixture, mut vault, backup) = desk();
    let register = vault.load().unwrap();
    let stick = fixture.dir.path().join("stick");
    for (number, from) in
        [backup.path.clone(), backup.path.join("register.db"), stick.clone()].into_iter().enumerate()
    {
        let to = Places::in_dir(fixture.dir.path().join(format!("new/{number}")));
        let restored = back(&from, &to, false).unwrap();
        assert_eq!((restored.stood, restored.replaced), (Standing::Nothing, None));
        assert_eq!((restored.entries, restored.accounts), (3, vec!["港 花子".to_owned()]));
        let mut vault = unlock(&to);
        assert_eq!(vault.notices(), &[]);
        assert_eq!(vault.load().unwrap(), register);
        assert_eq!(vault.head().unwrap().length, 4, "and the entry that says so");
        assert_eq!(vault.last_change().unwrap(), None, "no undo passes the restoring");
        assert!(vault.last_changes(9).unwrap().is_empty());
        let replaced = vault.replaced().unwrap().unwrap();
        assert_eq!((replaced.batch, replaced.action.as_str()), (4, "restored"));
        vault.lock().unwrap();
        let names: Vec<_> = files(&to.dir).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["register.db", "register.keys"], "nothing else is left");
        let raw = rusqlite::Connection::open(to.database()).unwrap();
        raw.execute_batch(&format!(
            "PRAGMA cipher_log_level=NONE; PRAGMA key = \"x'{}'\";",
            *unlock(&to).raw_key()
        ))
        .unwrap();
        let (action, account, after): (String, String, String) = raw
            .query_row("SELECT action, account, after FROM audit WHERE seq = 4", [], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
            .unwrap();
        assert_eq!((action.as_str(), account.as_str()), ("restored", "港 花子"));
        assert!(after.contains(&backup.name.to_string()) && after.contains("\"length\":3"), "{after}");
    }
    assert_eq!(files(&backup.path).len(), 2, "the backup was only read");
}

#[test]
fn several_backups_none_and_half_of_one_are_told() {
    let (fixture, mut vault, backup) = desk();
    let stick = fixture.dir.path().join("stick");
    let to = Places::in_dir(fixture.dir.path().join("new"));
    edit(&mut vault, "次", NOW);
    let second = vault.backup_to(&stick, LATER).unwrap();
    match back(&stick, &to, false).unwrap_err() {
        StoreError::SeveralBackups(_, names) => {
            assert_eq!(names, [second.name.to_string(), backup.name.to_string()]);
        }
        other => panic!("{other:?}"),
    }
    for empty in [fixture.dir.path().join("nowhere"), fixture.dir.path().to_owned()] {
        assert!(matches!(back(&empty, &to, false), Err(StoreError::NoBackup(_))));
    }
    fs::remove_file(second.path.join("register.keys")).unwrap();
    let error = back(&second.path, &to, false).unwrap_err();
    assert!(matches!(&error, StoreError::HalfBackup(path) if path.ends_with("register.keys")), "{error:?}");
    assert!(error.message(Lang::Ja).contains("register.keys"));
    fs::create_dir(second.path.join("register.keys")).unwrap();
    let error = back(&second.path, &to, false).unwrap_err();
    assert!(matches!(&error, StoreError::NotOrdinary(path) if path.ends_with("register.keys")), "{error:?}");
    fs::remove_file(backup.path.join("register.db")).unwrap();
    let error = back(&backup.path, &to, false).unwrap_err();
    assert!(matches!(&error, StoreError::HalfBackup(path) if path.ends_with("register.db")), "{error:?}");
    assert_eq!(presence(&to).unwrap(), Presence::Nothing);
}

#[test]
fn a_damaged_backup_and_a_wrong_password_change_nothing() {
    let (fixture, _vault, backup) = desk();
    let to = Places::in_dir(fixture.dir.path().join("new"));
    assert!(matches!(back_with(&backup.path, &to, false, "hato4-beam-98"), Err(StoreError::WrongPassword)));
    let path = backup.path.join("register.db");
    let whole = fs::read(&path).unwrap();
    let mut damages: Vec<Vec<u8>> = (1..whole.len() / 4096)
        .step_by(5)
        .map(|page| {
            let mut bytes = whole.clone();
            bytes[page * 4096 + 77] ^= 1;
            bytes
        })
        .collect();
    damages.push(whole[..whole.len() / 2 / 4096 * 4096].to_vec());
    damages.push(whole[..whole.len() - 5].to_vec());
    damages.push(Vec::new());
    for (number, bytes) in damages.iter().enumerate() {
        fs::write(&path, bytes).unwrap();
        let error = back(&backup.path, &to, true).unwrap_err();
        assert!(matches!(error, StoreError::BackupDamaged(..)), "damage {number}: {error:?}");
        assert_eq!(error.exit_status(), 65);
        assert_eq!(presence(&to).unwrap(), Presence::Nothing);
    }
    fs::write(&path, &whole).unwrap();
    let keys = backup.path.join("register.keys");
    let text = fs::read(&keys).unwrap();
    fs::write(&keys, &text[..text.len() - 40]).unwrap();
    assert!(matches!(back(&backup.path, &to, false), Err(StoreError::BackupDamaged(..))));
}

#[test]
fn an_older_backup_is_not_put_over_a_newer_register_unasked() {
    let (fixture, mut vault, backup) = desk();
    edit(&mut vault, "四件目", "2026-11-23T09:00:00+09:00");
    edit(&mut vault, "五件目", "2026-11-24T09:00:00+09:00");
    let newer = vault.load().unwrap();
    vault.lock().unwrap();
    let days = Some(("2026-11-23".to_owned(), "2026-11-24".to_owned()));
    assert_eq!(refused(&backup.path, &fixture.places), Standing::Newer { lost: 2, days: days.clone() });
    let restored = back(&backup.path, &fixture.places, true).unwrap();
    assert_eq!(restored.stood, Standing::Newer { lost: 2, days });
    let mut vault = fixture.unlock();
    assert_eq!(vault.load().unwrap().office().name.as_deref(), Some("三件目"));
    vault.lock().unwrap();
    // What stood there is kept and opens.
    let kept = restored.replaced.unwrap();
    assert_eq!(kept, fixture.places.dir.join("replaced-2026-11-25T100000"));
    assert_eq!(unlock(&Places::in_dir(kept)).load().unwrap(), newer);
    // Now it is the other history that a newer backup would not know.
    let mut vault = fixture.unlock();
    edit(&mut vault, "別の四件目", LATER);
    let forked = vault.backup_to(&fixture.dir.path().join("forked"), LATER).unwrap();
    vault.lock().unwrap();
    let old = Places::in_dir(fixture.places.dir.join("replaced-2026-11-25T100000"));
    assert_eq!(refused(&forked.path, &old), Standing::Forked { common: 3, lost: 2 });
}

#[test]
fn a_register_that_the_backup_holds_whole_gives_way_and_is_kept() {
    let (fixture, mut vault, backup) = desk();
    vault.lock().unwrap();
    let restored = back(&backup.path, &fixture.places, false).unwrap();
    assert_eq!(restored.stood, Standing::Contained);
    assert!(restored.message(Lang::Ja).contains("港 花子"));
    vault = fixture.unlock();
    assert_eq!(vault.head().unwrap().length, 4);
    let kept = files(&restored.replaced.unwrap()).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    assert_eq!(kept, ["register.db", "register.keys"]);
}

#[test]
fn another_register_and_one_that_cannot_be_opened_are_not_replaced_unasked() {
    let (fixture, vault, backup) = desk();
    drop(vault);
    let places = Places::in_dir(fixture.dir.path().join("other"));
    create(&places).0.lock().unwrap();
    assert_eq!(refused(&backup.path, &places), Standing::Unrelated);
    // The register itself, with another password and then damaged.
    let mut vault = fixture.unlock();
    edit(&mut vault, "四件目", NOW);
    vault.set_password(&secret("another-pass-5"), Cost::THROWAWAY, NOW).unwrap();
    vault.lock().unwrap();
    let Standing::Newer { lost: 2, .. } = refused(&backup.path, &fixture.places) else {
        panic!("the backup's own key opens it")
    };
    let path = fixture.places.database();
    let mut bytes = fs::read(&path).unwrap();
    bytes[500] ^= 1;
    fs::write(&path, bytes).unwrap();
    assert_eq!(refused(&backup.path, &fixture.places), Standing::Unknown { known: Some(5), backup: 3 });
    back(&backup.path, &fixture.places, true).unwrap();
    assert_eq!(fixture.unlock().head().unwrap().length, 4);
    fs::write(fixture.places.database(), "rubbish").unwrap();
    assert_eq!(refused(&backup.path, &fixture.places), Standing::Unknown { known: Some(4), backup: 3 });
}

#[test]
fn a_register_is_not_restored_from_itself() {
    let (fixture, vault, _) = desk();
    drop(vault);
    let error = back(&fixture.places.dir, &fixture.places, true).unwrap_err();
    assert!(matches!(error, StoreError::AlreadyThere(_)), "{error:?}");
}

#[test]
fn keys_kept_apart_come_back_to_their_own_place() {
    let dir = tempfile::tempdir().unwrap();
    let stick = tempfile::tempdir().unwrap();
    let places =
        Places { dir: dir.path().join("v"), keys: Some(stick.path().join("office.keys")), backups: None };
    let mut vault = create(&places).0;
    let backup = vault.backup_to(&dir.path().join("backups"), NOW).unwrap();
    vault.set_password(&secret("another-pass-5"), Cost::THROWAWAY, NOW).unwrap();
    vault.lock().unwrap();
    let without = Places::in_dir(dir.path().join("w"));
    assert!(matches!(back(&backup.path, &without, false), Err(StoreError::HalfBackup(_))));
    back(&backup.path, &places, true).unwrap();
    assert_eq!(unlock(&places).notices(), &[]);
    let beside: Vec<_> = files(&places.dir.join("replaced-2026-11-25T100000"));
    assert_eq!(beside.len(), 1, "the old key file stays on the stick");
    assert!(stick.path().join("office.keys.replaced-2026-11-25T100000").exists());
}

type Step = fn(&Path, &Path);

/// Every state that a crash can leave, by stopping after each step that is visible in the directory.
#[test]
fn a_crash_in_the_middle_leaves_the_old_pair_or_the_new_one() {
    let (fixture, mut vault, backup) = desk();
    edit(&mut vault, "四件目", NOW);
    vault.lock().unwrap();
    let old = files(&fixture.places.dir);
    let mut done = Places::in_dir(fixture.dir.path().join("done"));
    copy_all(&fixture.places.dir, &done.dir);
    back(&backup.path, &done, true).unwrap();
    let new = files(&done.dir);
    let stamp = "2026-11-25T100000";
    let staged: Vec<(String, Vec<u8>)> =
        new.iter().map(|(name, bytes)| (format!("{name}.restored"), bytes.clone())).collect();
    // Before the mark: the old pair, whatever lies beside it.
    let place = |name: &str| Places::in_dir(fixture.dir.path().join(name));
    for count in 0..=2 {
        done = place(&format!("before-{count}"));
        write_all(&done.dir, &old);
        write_all(&done.dir, &staged[..count]);
        assert_eq!(unlock(&done).head().unwrap().length, 4, "{count}");
        assert_eq!(office(&done), "四件目");
        back(&backup.path, &done, true).unwrap();
        assert_eq!(office(&done), "三件目");
    }
    // After it: the new one, from each step on.
    let steps: [Step; 5] = [
        |dir, aside| {
            fs::create_dir_all(aside).unwrap();
            fs::rename(dir.join("register.db"), aside.join("register.db")).unwrap();
        },
        |dir, _| fs::rename(dir.join("register.db.restored"), dir.join("register.db")).unwrap(),
        |dir, aside| fs::rename(dir.join("register.keys"), aside.join("register.keys")).unwrap(),
        |dir, _| fs::rename(dir.join("register.keys.restored"), dir.join("register.keys")).unwrap(),
        |dir, _| fs::remove_file(dir.join("restore.pending")).unwrap(),
    ];
    for count in 0..=steps.len() {
        let places = place(&format!("after-{count}"));
        write_all(&places.dir, &old);
        write_all(&places.dir, &staged);
        fs::write(places.dir.join("restore.pending"), stamp).unwrap();
        let aside = places.dir.join(format!("replaced-{stamp}"));
        for step in &steps[..count] {
            step(&places.dir, &aside);
        }
        assert_eq!(presence(&places).unwrap(), Presence::Vault { asks_login: false }, "{count}");
        let vault = unlock(&places);
        assert_eq!((vault.notices(), vault.head().unwrap().length), (&[][..] as &[Notice], 4), "{count}");
        vault.lock().unwrap();
        assert_eq!(office(&places), "三件目", "{count}");
        assert_eq!(office(&Places::in_dir(&aside)), "四件目", "{count}");
        let names: Vec<_> = files(&places.dir).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["register.db", "register.keys"], "{count}");
    }
}

fn office(places: &Places) -> String {
    unlock(places).load().unwrap().office().name.clone().unwrap()
}

fn write_all(dir: &Path, files: &[(String, Vec<u8>)]) {
    fs::create_dir_all(dir).unwrap();
    for (name, bytes) in files {
        fs::write(dir.join(name), bytes).unwrap();
    }
}

fn copy_all(from: &Path, to: &Path) -> PathBuf {
    write_all(to, &files(from));
    to.to_owned()
}

#[test]
fn a_session_that_has_the_old_register_open_can_write_no_more() {
    let (fixture, mut vault, backup) = desk();
    edit(&mut vault, "四件目", NOW);
    let register = vault.load().unwrap();
    back(&backup.path, &fixture.places, true).unwrap();
    let change = rename_office(&register, "失われるはずの変更");
    let error = vault.commit(&change, &Entry::new("edit", NOW)).unwrap_err();
    assert!(matches!(&error, StoreError::Replaced(path) if *path == fixture.places.database()), "{error:?}");
    assert!(error.message(Lang::Ja).contains("保存していません"));
    assert_eq!(vault.load().unwrap(), register, "what is on the screen can still be read");
    let before = files(&fixture.places.dir);
    assert!(matches!(vault.lock(), Err(StoreError::Replaced(_))));
    assert_eq!(files(&fixture.places.dir), before, "and it touches nothing of the new one");
    let mut vault = fixture.unlock();
    assert_eq!(vault.notices(), &[]);
    assert_eq!(vault.load().unwrap().office().name.as_deref(), Some("三件目"));
    // The former one is whole, with the change that was in its log.
    let kept = Places::in_dir(fixture.places.dir.join("replaced-2026-11-25T100000"));
    assert_eq!(office(&kept), "四件目");
}

#[test]
fn a_drill_proves_the_way_back_and_is_recorded_either_way() {
    let (_fixture, mut vault, backup) = desk();
    let password = secret(PASSWORD);
    let offer = Offer::Password { login: None, password: &password };
    let done = drill(&backup.path, &mut vault, &offer, NOW).unwrap();
    let now = done.now.unwrap();
    assert_eq!((done.entries, now.behind, done.restored, done.recorded), (3, Some(0), now.counts, true));
    assert!(done.message(Lang::Ja).contains("復元の訓練"));
    assert_eq!(vault.head().unwrap().length, 4);
    let again = drill(&backup.path, &mut vault, &offer, NOW).unwrap();
    assert_eq!(again.now.unwrap().behind, Some(1));
    let path = backup.path.join("register.db");
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&path, bytes).unwrap();
    let error = drill(&backup.path, &mut vault, &offer, NOW).unwrap_err();
    assert!(matches!(error, StoreError::BackupDamaged(..)), "{error:?}");
    assert_eq!(vault.head().unwrap().length, 6, "a failed drill is recorded as well");
    let (_other, mut stranger, _) = desk();
    let (_third, _vault, theirs) = desk();
    let error = drill(&theirs.path, &mut stranger, &offer, NOW).unwrap_err();
    assert!(matches!(error, StoreError::BackupOfAnother(_)), "{error:?}");
}

#[test]
fn guesses_at_a_backup_cost_waits_as_those_at_the_register_do() {
    let (fixture, vault, backup) = desk();
    vault.lock().unwrap();
    let beside = files(&backup.path);
    for number in 0..3 {
        // Somewhere else each time: the count is the backup's.
        let to = Places::in_dir(fixture.dir.path().join(format!("guess-{number}")));
        assert!(matches!(back_with(&backup.path, &to, false, "kumo-77-umi"), Err(StoreError::WrongPassword)));
    }
    let to = Places::in_dir(fixture.dir.path().join("right"));
    assert!(matches!(back(&backup.path, &to, false), Err(StoreError::Wait { .. })));
    assert_eq!(files(&backup.path), beside, "nothing is written into the backup");
    std::thread::sleep(std::time::Duration::from_millis(2_100));
    back(&backup.path, &to, false).unwrap();
}

#[test]
fn a_reader_puts_nothing_in_the_place_of_a_register() {
    let (fixture, mut vault, _) = desk();
    let password = secret("yomu-dake-58");
    let reader = NewAccount { name: "閲覧", role: AccountRole::Reader, staff: None, password: &password };
    vault.add_account(&reader, NOW).unwrap();
    let backup = vault.backup_to(&fixture.dir.path().join("other stick"), NOW).unwrap();
    edit(&mut vault, "今", LATER);
    vault.lock().unwrap();
    let before = files(&fixture.places.dir);
    let offer = Offer::Password { login: Some("閲覧"), password: &password };
    let wanted = Restore::of(&backup.path, &fixture.places, LATER).replacing(true);
    assert!(matches!(restore(&wanted, &offer), Err(StoreError::ReadersOnlyLook)));
    assert_eq!(files(&fixture.places.dir), before);
}
