//! A history that does not fit: backups go on, and the doubt is told until it is settled.

use std::{fs, path::Path};

use mcs_register::{
    policy::Policy,
    register::Lang,
    store::{
        Backup, BackupRules, Care, Entry, Offer, Places, Restore, Restored, StoreError, Vault, backups,
        doubtful_backups, drill, restore,
    },
};

use super::support::{Fixture, NOW, PASSWORD, everything, rename_office, secret};

const TODAY: &str = "2026-11-22";
const BACKED_UP: &str = "2026-11-22T18:00:00+09:00";

/// Changes a record as nobody does who goes through the program.
fn forge(fixture: &Fixture, memo: &str) {
    let changed = fixture.raw().execute("UPDATE devices SET memo = ?1 WHERE id = 'D-001'", [memo]).unwrap();
    assert_eq!(changed, 1);
}

fn doubted() -> (Fixture, String) {
    let fixture = Fixture::filled();
    let memo = everything().devices()[0].memo.clone().unwrap();
    assert_eq!(everything().devices()[0].id.as_str(), "D-001");
    forge(&fixture, "偽");
    (fixture, memo)
}

fn cares(vault: &mut Vault) -> Vec<Care> {
    vault.cares(TODAY.parse().unwrap()).unwrap()
}

#[test]
fn a_history_that_does_not_fit_still_gets_backups_and_is_told_until_it_fits() {
    let (fixture, memo) = doubted();
    let mut vault = fixture.unlock();
    assert_eq!(vault.history_doubt(), None, "nobody has looked yet");
    let made = vault.back_up(&BackupRules::default(), BACKED_UP).unwrap().unwrap();
    assert!(made.doubtful && made.path.parent().unwrap().ends_with("backups/doubtful"), "{made:?}");
    let doubt = vault.history_doubt().unwrap().clone();
    assert_eq!((doubt.kind.as_str(), doubt.at.as_str(), doubt.count), ("import", BACKED_UP, 1));
    assert_eq!(cares(&mut vault), [Care::HistoryDoubt(doubt.clone())]);
    assert!(doubt.message(Lang::Ja).contains("mcs-register verify"));
    vault.lock().unwrap();
    // Faithful: the copy holds what the register holds.
    let copy = Vault::unlock(&Places::in_dir(&made.path), &secret(PASSWORD)).unwrap().load().unwrap();
    assert_eq!(copy.devices()[0].memo.as_deref(), Some("偽"));
    // Told by the next session, also after another backup, with the day on which it was found.
    let mut vault = fixture.unlock();
    assert_eq!(vault.history_doubt(), Some(&doubt));
    let register = vault.load().unwrap();
    vault.commit(&rename_office(&register, "別名"), &Entry::new("edit", NOW)).unwrap();
    vault.back_up(&BackupRules::default(), "2026-11-22T19:00:00+09:00").unwrap().unwrap();
    assert_eq!(cares(&mut vault), [Care::HistoryDoubt(doubt)]);
    vault.lock().unwrap();
    // Whole again, but nobody is told so before somebody has looked.
    forge(&fixture, &memo);
    let mut vault = fixture.unlock();
    assert_eq!(cares(&mut vault).len(), 1);
    let found = vault.verify(None).unwrap();
    assert!(found.fits());
    vault.remember_verification(&found, NOW).unwrap();
    assert_eq!(cares(&mut vault), []);
    vault.lock().unwrap();
    assert_eq!(cares(&mut fixture.unlock()), []);
}

#[test]
fn a_verification_leaves_its_doubt_to_other_sessions() {
    let (fixture, _) = doubted();
    let mut other = fixture.unlock();
    let mut vault = fixture.unlock();
    let found = vault.verify(None).unwrap();
    vault.remember_verification(&found, NOW).unwrap();
    assert!(cares(&mut other).iter().any(|care| matches!(care, Care::HistoryDoubt(_))));
}

#[test]
fn a_drill_and_a_restoring_tell_what_does_not_fit_in_the_backup() {
    let (fixture, _) = doubted();
    let mut vault = fixture.unlock();
    let made = vault.backup_to(&fixture.dir.path().join("stick"), BACKED_UP).unwrap();
    let password = secret(PASSWORD);
    let offer = Offer::Password { login: None, password: &password };
    let drilled = drill(&made.path, &mut vault, &offer, BACKED_UP).unwrap();
    assert_eq!(drilled.doubt.unwrap().kind, "import");
    let entry = vault.history(&mcs_register::store::HistoryQuery::default()).unwrap().remove(0);
    assert!(entry.note[1].as_ref().unwrap().contains("does not fit"), "{:?}", entry.note);
    let to = Places::in_dir(fixture.dir.path().join("other"));
    let wanted = Restore::of(&made.path, &to, BACKED_UP).of_doubtful(true);
    assert!(restore(&wanted, &offer).unwrap().doubt.is_some());
    let mut back = Vault::unlock(&to, &secret(PASSWORD)).unwrap();
    assert!(cares(&mut back).iter().any(|care| matches!(care, Care::HistoryDoubt(_))));
}

#[test]
fn what_no_backup_holds_is_a_care_from_the_next_day_on() {
    let fixture = Fixture::filled();
    let mut vault = fixture.unlock();
    assert_eq!(cares(&mut vault), [], "written today");
    let next = "2026-11-23".parse().unwrap();
    let behind = Care::BackupBehind { entries: 2, since: TODAY.to_owned() };
    assert_eq!(vault.cares(next).unwrap(), [behind]);
    vault.back_up(&BackupRules::default(), BACKED_UP).unwrap();
    assert_eq!(vault.cares(next).unwrap(), []);
}

#[test]
fn a_backup_that_failed_is_a_care_until_one_is_made() {
    let fixture = Fixture::filled();
    let mut vault = fixture.unlock();
    let backups = fixture.places.backup_dir();
    std::fs::write(&backups, b"in the way").unwrap();
    let error = vault.back_up(&BackupRules::default(), BACKED_UP).unwrap_err();
    assert!(matches!(error, StoreError::BackupNotMade(..)), "{error:?}");
    let found = cares(&mut vault);
    assert!(matches!(&found[..], [Care::BackupFailed(_)]), "{found:?}");
    assert!(
        found[0].message(&Policy::minato().unwrap(), Lang::Ja).contains("前のバックアップは無事"),
        "{found:?}"
    );
    std::fs::remove_file(&backups).unwrap();
    vault.back_up(&BackupRules::default(), BACKED_UP).unwrap();
    assert_eq!(cares(&mut vault), []);
}

fn edit(vault: &mut Vault, name: &str) {
    let register = vault.load().unwrap();
    vault.commit(&rename_office(&register, name), &Entry::new("edit", NOW)).unwrap();
}

fn restored(from: &Path, to: &Places, replace: bool, accept_doubtful: bool) -> Result<Restored, StoreError> {
    let password = secret(PASSWORD);
    let offer = Offer::Password { login: None, password: &password };
    restore(&Restore::of(from, to, BACKED_UP).replacing(replace).of_doubtful(accept_doubtful), &offer)
}

/// Whether a backup verifies, looked at in a copy: looking leaves its traces.
fn verifies(backup: &Backup) -> bool {
    let copy = tempfile::tempdir().unwrap();
    for name in ["register.db", "register.keys"] {
        fs::copy(backup.path.join(name), copy.path().join(name)).unwrap();
    }
    let vault = Vault::unlock(&Places::in_dir(copy.path()), &secret(PASSWORD)).unwrap();
    vault.verify(None).unwrap().fits()
}

fn names(list: &[Backup]) -> Vec<String> {
    list.iter().map(|backup| backup.name.to_string()).collect()
}

/// Two days are kept, and the register is in doubt from the third on.
#[test]
fn no_number_of_doubtful_backups_lets_a_good_one_go() {
    let rules = BackupRules { daily: 2, weekly: 0, monthly: 0 };
    let fixture = Fixture::filled();
    let memo = everything().devices()[0].memo.clone().unwrap();
    let dir = fixture.places.backup_dir();
    let mut vault = fixture.unlock();
    let first = vault.back_up(&rules, "2026-10-31T18:00:00+09:00").unwrap().unwrap();
    edit(&mut vault, "一日");
    let good = vault.back_up(&rules, "2026-11-01T18:00:00+09:00").unwrap().unwrap();
    assert!(!first.doubtful && !good.doubtful);
    vault.lock().unwrap();
    forge(&fixture, "偽");
    for day in 2..=9 {
        let mut vault = fixture.unlock();
        for (hour, name) in [(9, "朝"), (18, "夕")] {
            edit(&mut vault, &format!("{day}日{name}"));
            let at = format!("2026-11-{day:02}T{hour:02}:00:00+09:00");
            let made = vault.back_up(&rules, &at).unwrap().unwrap();
            assert!(made.doubtful);
            assert_eq!(vault.back_up(&rules, &at).unwrap(), None, "nothing has changed");
        }
        assert_eq!(backups(&dir).unwrap(), [good.clone(), first.clone()], "day {day}");
    }
    // Their own rotation: of each of the last three days the newest, and the first of all.
    let apart = doubtful_backups(&dir).unwrap();
    let expected = ["09T180000", "08T180000", "07T180000", "02T090000"];
    assert!(names(&apart).iter().zip(expected).all(|(name, day)| name.contains(day)), "{apart:?}");
    assert_eq!(apart.len(), 4);
    let state = fixture.unlock().backup_state().unwrap();
    assert_eq!((state.newest, state.doubtful, state.behind), (Some(good.clone()), apart.clone(), 0));
    assert!(verifies(&good) && !verifies(&apart[0]));
    // Put right, though not by an entry: the next one is good again, of the same entries.
    forge(&fixture, &memo);
    let mut vault = fixture.unlock();
    let found = vault.verify(None).unwrap();
    assert!(found.fits(), "{:?}", found.problems);
    vault.remember_verification(&found, NOW).unwrap();
    let again = vault.back_up(&rules, "2026-11-10T18:00:00+09:00").unwrap().unwrap();
    assert!(!again.doubtful && again.name.entries() == apart[0].name.entries());
    assert_eq!(backups(&dir).unwrap(), [again, good], "verified just now, so the oldest one may go");
    assert_eq!(doubtful_backups(&dir).unwrap(), apart, "and these stay to be compared with");
}

#[test]
fn a_doubtful_backup_becomes_a_register_only_on_purpose() {
    let fixture = Fixture::filled();
    let mut vault = fixture.unlock();
    let good = vault.back_up(&BackupRules::default(), "2026-11-21T18:00:00+09:00").unwrap().unwrap();
    vault.lock().unwrap();
    forge(&fixture, "偽");
    let mut vault = fixture.unlock();
    edit(&mut vault, "その後");
    let bad = vault.backup_to(&fixture.dir.path().join("stick"), BACKED_UP).unwrap();
    vault.lock().unwrap();
    assert!(bad.doubtful && bad.path.parent().unwrap().ends_with("stick/doubtful"));
    // Neither over a register that verifies, which it even continues, nor into a new place, nor by naming its database.
    restored(&good.path, &fixture.places, true, false).unwrap();
    let new = Places::in_dir(fixture.dir.path().join("new"));
    let before = fs::read(fixture.places.database()).unwrap();
    for from in [&bad.path, &bad.path.join("register.db"), &fixture.dir.path().join("stick")] {
        for (to, replace) in [(&fixture.places, false), (&fixture.places, true), (&new, false)] {
            let error = restored(from, to, replace, false).unwrap_err();
            let StoreError::BackupDoubtful(dir, doubt) = &error else { panic!("{error:?}") };
            assert_eq!((dir, doubt.kind.as_str()), (&bad.path, "import"));
            assert_eq!(error.exit_status(), 65);
            for lang in [Lang::Ja, Lang::En] {
                assert!(error.message(lang).contains("--accept-doubtful"), "{}", error.message(lang));
            }
        }
    }
    assert!(!new.dir.exists());
    assert_eq!(fs::read(fixture.places.database()).unwrap(), before);
    // On purpose; and what would be lost is still asked for by itself.
    let error = restored(&bad.path, &fixture.places, false, true).unwrap_err();
    assert!(matches!(error, StoreError::WouldReplace(..)), "{error:?}");
    assert!(restored(&bad.path, &new, false, true).unwrap().doubt.is_some());
    assert!(restored(&bad.path, &fixture.places, true, true).unwrap().doubt.is_some());
    assert_eq!(fixture.unlock().load().unwrap().office().name.as_deref(), Some("その後"));
}

/// Sessions that prune at once, of a register in doubt or not: what verifies is never gone.
#[test]
fn sessions_that_prune_at_once_leave_a_good_backup() {
    let rules = BackupRules { daily: 1, weekly: 0, monthly: 0 };
    for doubt in [false, true] {
        let fixture = Fixture::filled();
        let dir = fixture.places.backup_dir();
        let good = fixture.unlock().back_up(&rules, "2026-11-20T09:00:00+09:00").unwrap().unwrap();
        if doubt {
            forge(&fixture, "偽");
        }
        std::thread::scope(|scope| {
            for session in 0..4 {
                let places = &fixture.places;
                scope.spawn(move || {
                    for round in 0..4 {
                        let mut vault = Vault::unlock(places, &secret(PASSWORD)).unwrap();
                        let register = vault.load().unwrap();
                        let change = rename_office(&register, &format!("{session} {round}"));
                        // Whoever comes second changes what was changed meanwhile: that is another matter.
                        let _ = vault.commit(&change, &Entry::new("edit", NOW));
                        let at = format!("2026-11-22T10:{session}{round}:00+09:00");
                        let _ = vault.back_up(&rules, &at).unwrap();
                    }
                });
            }
        });
        let left = backups(&dir).unwrap();
        assert!(!left.is_empty() && left.iter().all(verifies), "{left:?}");
        assert_eq!(doubt, left.contains(&good), "{left:?}");
        assert_eq!(doubt, !doubtful_backups(&dir).unwrap().is_empty());
        let half = |entry: fs::DirEntry| entry.path().extension().is_some_and(|ending| ending == "new");
        assert!(!fs::read_dir(&dir).unwrap().flatten().any(half));
    }
}

/// As an earlier version left it: good and doubtful ones in one folder, and nothing remembered of them.
fn of_an_earlier_version(fixture: &Fixture) {
    let dir = fixture.places.backup_dir();
    for backup in doubtful_backups(&dir).unwrap() {
        fs::rename(&backup.path, dir.join(backup.name.to_string())).unwrap();
    }
    let _ = fs::remove_dir(dir.join("doubtful"));
    fixture.raw().execute("DELETE FROM meta WHERE name = 'backups-verified'", []).unwrap();
}

#[test]
fn the_backups_of_an_earlier_version_are_looked_into_before_any_goes() {
    let rules = BackupRules { daily: 2, weekly: 0, monthly: 0 };
    let fixture = Fixture::filled();
    let dir = fixture.places.backup_dir();
    let memo = everything().devices()[0].memo.clone().unwrap();
    let mut vault = fixture.unlock();
    let good = vault.backup_to(&dir, "2026-11-20T09:00:00+09:00").unwrap();
    vault.lock().unwrap();
    forge(&fixture, "偽");
    let mut vault = fixture.unlock();
    let mut bad = Vec::new();
    for (number, at) in ["2026-11-20T18:00:00+09:00", "2026-11-21T18:00:00+09:00"].into_iter().enumerate() {
        edit(&mut vault, &format!("{number}"));
        bad.push(vault.backup_to(&dir, at).unwrap().name);
    }
    vault.lock().unwrap();
    of_an_earlier_version(&fixture);
    assert_eq!(backups(&dir).unwrap().len(), 3);
    forge(&fixture, &memo);
    // By their names alone the newest of each of two days would stay, and the good one would go.
    let mut vault = fixture.unlock();
    let made = vault.back_up(&rules, "2026-11-22T18:00:00+09:00").unwrap().unwrap();
    assert_eq!(names(&backups(&dir).unwrap()), [made.name.to_string(), good.name.to_string()]);
    let apart: Vec<_> = doubtful_backups(&dir).unwrap().iter().map(|backup| backup.name).rev().collect();
    assert_eq!(apart, bad);
}

#[test]
fn what_cannot_be_looked_into_takes_no_good_ones_place_and_is_not_put_apart() {
    let rules = BackupRules { daily: 2, weekly: 0, monthly: 0 };
    let fixture = Fixture::filled();
    let dir = fixture.places.backup_dir();
    let mut vault = fixture.unlock();
    // Its key is renewed afterwards, so this session cannot open it.
    let sealed = vault.backup_to(&dir, "2026-11-20T18:00:00+09:00").unwrap();
    vault.rekey(NOW).unwrap();
    let half = vault.backup_to(&dir, "2026-11-20T19:00:00+09:00").unwrap();
    let good = vault.backup_to(&dir, "2026-11-20T12:00:00+09:00").unwrap();
    vault.lock().unwrap();
    of_an_earlier_version(&fixture);
    fs::remove_file(half.path.join("register.keys")).unwrap();
    let mut vault = fixture.unlock();
    edit(&mut vault, "次");
    let made = vault.back_up(&rules, "2026-11-21T18:00:00+09:00").unwrap().unwrap();
    let all = [&made, &half, &sealed, &good].map(|backup| backup.name.to_string());
    assert_eq!(names(&backups(&dir).unwrap()), all);
    assert_eq!(doubtful_backups(&dir).unwrap(), []);
    // Good ones of two later days, and they go as every other.
    edit(&mut vault, "その次");
    let next = vault.back_up(&rules, "2026-11-22T18:00:00+09:00").unwrap().unwrap();
    assert_eq!(names(&backups(&dir).unwrap()), [&next, &made].map(|backup| backup.name.to_string()));
}

/// A copy under a name that claims a later moment or a longer history than it holds.
#[test]
fn a_backup_under_another_name_takes_no_good_ones_place_and_saves_nothing() {
    let rules = BackupRules { daily: 2, weekly: 0, monthly: 0 };
    let fixture = Fixture::filled();
    let dir = fixture.places.backup_dir();
    let mut vault = fixture.unlock();
    let old = vault.backup_to(&dir, "2026-11-19T18:00:00+09:00").unwrap();
    edit(&mut vault, "一日");
    let good = vault.back_up(&rules, "2026-11-20T18:00:00+09:00").unwrap().unwrap();
    let copy = dir.join("2026-11-20T235959-999999");
    fs::create_dir(&copy).unwrap();
    for name in ["register.db", "register.keys"] {
        fs::copy(old.path.join(name), copy.join(name)).unwrap();
    }
    edit(&mut vault, "二日");
    let state = vault.backup_state().unwrap();
    assert_eq!((state.newest.as_ref(), state.behind), (Some(&good), 1));
    let made = vault.back_up(&rules, "2026-11-21T18:00:00+09:00").unwrap().unwrap();
    let kept = backups(&dir).unwrap();
    assert!(kept.contains(&good) && kept.contains(&made) && copy.is_dir(), "{kept:?}");
}

#[test]
fn a_damaged_backup_counts_for_no_good_one() {
    let rules = BackupRules { daily: 1, weekly: 0, monthly: 0 };
    let fixture = Fixture::filled();
    let dir = fixture.places.backup_dir();
    let mut vault = fixture.unlock();
    let damaged = vault.backup_to(&dir, "2026-11-20T18:00:00+09:00").unwrap();
    vault.lock().unwrap();
    of_an_earlier_version(&fixture);
    let path = damaged.path.join("register.db");
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&path, bytes).unwrap();
    let made = fixture.unlock().back_up(&rules, BACKED_UP).unwrap().unwrap();
    assert_eq!(backups(&dir).unwrap(), [made]);
    assert_eq!(names(&doubtful_backups(&dir).unwrap()), [damaged.name.to_string()]);
}

/// An older database was put back: what is lost stands in a backup alone, which no backup of the history that goes on lets go.
#[test]
fn a_backup_of_entries_that_the_register_has_lost_stays() {
    let rules = BackupRules { daily: 1, weekly: 0, monthly: 0 };
    let fixture = Fixture::filled();
    let dir = fixture.places.backup_dir();
    let old = fs::read(fixture.places.database()).unwrap();
    let mut vault = fixture.unlock();
    edit(&mut vault, "失われる変更");
    let only = vault.back_up(&rules, "2026-11-22T09:00:00+09:00").unwrap().unwrap();
    vault.lock().unwrap();
    fs::write(fixture.places.database(), old).unwrap();
    let mut vault = fixture.unlock();
    for (name, at) in [("一", "2026-11-22T10:00:00+09:00"), ("二", "2026-11-22T11:00:00+09:00")] {
        edit(&mut vault, name);
        vault.back_up(&rules, at).unwrap().unwrap();
    }
    assert!(backups(&dir).unwrap().contains(&only));
    vault.accept_history(NOW).unwrap();
    vault.back_up(&rules, "2026-11-22T12:00:00+09:00").unwrap().unwrap();
    let kept = backups(&dir).unwrap();
    assert!(kept.len() == 2 && kept.contains(&only), "{kept:?}");
}

#[cfg(unix)]
#[test]
fn where_nothing_can_be_put_apart_no_backup_is_lost_and_that_is_told() {
    let rules = BackupRules { daily: 1, weekly: 0, monthly: 0 };
    let fixture = Fixture::filled();
    let dir = fixture.places.backup_dir();
    let memo = everything().devices()[0].memo.clone().unwrap();
    let mut vault = fixture.unlock();
    let good = vault.back_up(&rules, "2026-11-20T09:00:00+09:00").unwrap().unwrap();
    vault.lock().unwrap();
    fs::write(dir.join("doubtful"), "in the way").unwrap();
    forge(&fixture, "偽");
    let mut vault = fixture.unlock();
    edit(&mut vault, "次");
    let error = vault.back_up(&rules, BACKED_UP).unwrap_err();
    assert!(matches!(error, StoreError::BackupNotMade(..)), "{error:?}");
    assert!(cares(&mut vault).iter().any(|care| matches!(care, Care::BackupFailed(_))));
    assert_eq!(backups(&dir).unwrap(), std::slice::from_ref(&good));
    assert_eq!(fs::read_dir(&dir).unwrap().count(), 2, "nothing half is left");
    vault.lock().unwrap();
    // One that does not verify and cannot be moved stays where it is, and takes nobody's place.
    fs::remove_file(dir.join("doubtful")).unwrap();
    let mut vault = fixture.unlock();
    let bad = vault.back_up(&rules, "2026-11-21T09:00:00+09:00").unwrap().unwrap();
    vault.lock().unwrap();
    of_an_earlier_version(&fixture);
    fs::write(dir.join("doubtful"), "in the way").unwrap();
    forge(&fixture, &memo);
    let mut vault = fixture.unlock();
    edit(&mut vault, "その次");
    let made = vault.back_up(&rules, "2026-11-21T18:00:00+09:00").unwrap().unwrap();
    assert!(!made.doubtful);
    let there = backups(&dir).unwrap();
    assert!(there.contains(&made), "{there:?}");
    assert!(!there.iter().any(|backup| backup.name == bad.name), "a newer good one of its day is there");
}

#[test]
fn doubtful_backups_with_their_keys_apart_come_and_go_as_pairs() {
    let desk = tempfile::tempdir().unwrap();
    let keys = desk.path().join("stick/office.keys");
    fs::create_dir(desk.path().join("stick")).unwrap();
    let places = Places { dir: desk.path().join("v"), keys: Some(keys), backups: None };
    let (mut vault, _) = super::support::create(&places);
    vault.replace_all(&everything(), &Entry::new("import", NOW)).unwrap();
    let key = vault.raw_key();
    vault.lock().unwrap();
    let raw = rusqlite::Connection::open(places.database()).unwrap();
    raw.execute_batch(&format!("PRAGMA key = \"x'{}'\"; UPDATE devices SET memo = '偽'", *key)).unwrap();
    drop(raw);
    let mut vault = Vault::unlock(&places, &secret(PASSWORD)).unwrap();
    for day in 10..20 {
        edit(&mut vault, &format!("{day}日"));
        let at = format!("2026-11-{day}T18:00:00+09:00");
        assert!(vault.back_up(&BackupRules::default(), &at).unwrap().unwrap().doubtful);
    }
    let apart = doubtful_backups(&places.backup_dir()).unwrap();
    assert_eq!(apart.len(), 4);
    let pairs = fs::read_dir(desk.path().join("stick/office.keys.backups")).unwrap().count();
    assert_eq!(pairs, 4);
    let to = Places::in_dir(desk.path().join("w"));
    assert!(restored(&apart[0].path, &places, false, true).unwrap().doubt.is_some());
    let error = restored(&apart[0].path, &to, false, true).unwrap_err();
    assert!(matches!(error, StoreError::HalfBackup(_)), "the key is not where the data is: {error:?}");
}
