//! Long work that is stopped, at each of its steps: everything is as it was before, and there is nothing half beside it.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use mcs_register::{
    register::{Date, Work, subject::Subject},
    store::{
        BackupRules, Entry, HistoryQuery, Offer, Places, Restore, StoreError, Vault, backups, drill,
        drill_closed, prospect, restore,
    },
};

use super::support::{Fixture, NOW, PASSWORD, everything, rename_office, secret};

const LATER: &str = "2026-11-22T10:00:00+09:00";

/// Every file below a folder with its bytes.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                found.insert(path.clone(), Vec::new());
                folders.push(path);
            } else {
                found.insert(path.clone(), fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// Stops work after each so many steps until it comes to its end; gives back how many there are.
fn every<T>(by: usize, fixture: &Fixture, mut run: impl FnMut(&Work) -> Result<T, StoreError>) -> (u64, T) {
    let before = files(fixture.dir.path());
    for steps in (0..).step_by(by) {
        match run(&Work::stopping_after(steps)) {
            Ok(done) => return (steps, done),
            Err(StoreError::Stopped) => {}
            Err(why) => panic!("after {steps} steps: {why}"),
        }
        let after = files(fixture.dir.path());
        let other = |one: &BTreeMap<PathBuf, Vec<u8>>, other: &BTreeMap<PathBuf, Vec<u8>>| {
            one.iter().find(|(path, bytes)| other.get(*path) != Some(bytes)).map(|(path, _)| path.clone())
        };
        assert_eq!(other(&before, &after).or(other(&after, &before)), None, "after {steps} steps");
    }
    unreachable!()
}

/// The same with an open vault, which is closed again each time.
fn with_vault<T>(fixture: &Fixture, run: impl FnMut(&mut Vault) -> Result<T, StoreError>) -> (u64, T) {
    with_vault_every(1, fixture, run)
}

/// The same after each so many steps.
fn with_vault_every<T>(
    by: usize,
    fixture: &Fixture,
    mut run: impl FnMut(&mut Vault) -> Result<T, StoreError>,
) -> (u64, T) {
    every(by, fixture, |work| {
        let mut vault = fixture.unlock();
        let done = vault.watched(work, &mut run);
        vault.lock().unwrap();
        done
    })
}

/// A vault with a history of some length, locked.
fn with_history() -> Fixture {
    let fixture = Fixture::filled();
    let mut vault = fixture.unlock();
    for name in ["一", "二", "三"] {
        let register = vault.load().unwrap();
        vault.commit(&rename_office(&register, name), &Entry::new("edit", NOW)).unwrap();
    }
    vault.lock().unwrap();
    fixture
}

fn offer(password: &mcs_register::store::Secret) -> Offer<'_> {
    Offer::Password { login: None, password }
}

#[test]
fn an_import_that_is_stopped_has_replaced_nothing() {
    let (fixture, vault) = Fixture::unlocked();
    vault.lock().unwrap();
    let entry = Entry::new("import", NOW);
    let (steps, _) = with_vault(&fixture, |vault| vault.replace_all(&everything(), &entry));
    assert!(steps > 40, "{steps}");
    assert_eq!(fixture.unlock().load().unwrap(), everything());
}

#[test]
fn a_change_of_many_records_is_written_whole_or_not_at_all() {
    let fixture = Fixture::filled();
    let register = fixture.unlock().load().unwrap();
    let change = rename_office(&register, "港");
    let (steps, _) = with_vault(&fixture, |vault| vault.commit(&change, &Entry::new("edit", NOW)));
    assert!(steps >= 3, "{steps}");
    assert_eq!(fixture.unlock().load().unwrap().office().name.as_deref(), Some("港"));
}

#[test]
fn an_index_of_names_that_is_stopped_on_its_way_is_the_one_of_before() {
    let fixture = with_history();
    let (steps, ()) = with_vault(&fixture, |vault| vault.rebuild_index(NOW));
    assert!(steps >= 5, "{steps}");
    assert!(fixture.unlock().verify(None).unwrap().fits());
}

#[test]
fn what_only_reads_can_be_stopped_at_every_entry() {
    let fixture = with_history();
    let day: Date = "2026-11-22".parse().unwrap();
    let (verify, found) = with_vault(&fixture, |vault| vault.verify(None));
    assert!(found.fits(), "{:?}", found.problems);
    let (search, _) = with_vault(&fixture, |vault| vault.history(&HistoryQuery::default()));
    let (moment, moment_there) = with_vault(&fixture, |vault| vault.moment(vec![day]));
    let (past, _) =
        with_vault(&fixture, |vault| vault.past(vec![day])?.each_day(|_, _| ()).map_err(Into::into));
    let code = moment_there.head;
    let (back, _) = with_vault(&fixture, |vault| vault.moment_of(&code, vec![day]));
    for (what, steps) in
        [("verify", verify), ("search", search), ("moment", moment), ("past", past), ("moment_of", back)]
    {
        assert!(steps >= 5, "{what}: {steps}");
    }
}

#[test]
fn a_backup_that_is_stopped_leaves_nothing_and_is_no_failure() {
    let fixture = with_history();
    let stick = fixture.dir.path().join("stick");
    fs::create_dir(&stick).unwrap();
    let (steps, made) = with_vault(&fixture, |vault| vault.backup_to(&stick, NOW));
    assert!(steps > 8 && made.path.is_dir(), "{steps}");
    // The register's own folder is made before; what stopped it is not remembered as a fault of the place.
    let own = fixture.places.backup_dir();
    fs::create_dir_all(&own).unwrap();
    let rules = BackupRules { daily: 7, weekly: 4, monthly: 12 };
    let mut stopped = 0;
    for steps in (0..).step_by(3) {
        let mut vault = fixture.unlock();
        let made = vault.watched(&Work::stopping_after(steps), |vault| vault.back_up(&rules, LATER));
        let state = vault.backup_state().unwrap();
        assert_eq!(state.failed, None, "after {steps} steps");
        vault.lock().unwrap();
        match made {
            Ok(made) => {
                assert!(made.is_some());
                break;
            }
            Err(StoreError::Stopped) => assert_eq!(fs::read_dir(&own).unwrap().count(), 0),
            Err(why) => panic!("after {steps} steps: {why}"),
        }
        stopped += 1;
    }
    assert!(stopped > 2);
    assert_eq!(backups(&own).unwrap().len(), 1);
}

#[test]
fn a_restoring_that_is_stopped_leaves_the_place_as_it_was() {
    let fixture = with_history();
    let stick = fixture.dir.path().join("stick");
    let backup = fixture.unlock().backup_to(&stick, NOW).unwrap();
    let password = secret(PASSWORD);
    let wanted = |to, work: &Work| Restore::of(&backup.path, to, LATER).replacing(true).watched_by(work);
    let to = &fixture.places;
    let (steps, _) = every(3, &fixture, |work| prospect(&wanted(to, work), &offer(&password)));
    assert!(steps > 5, "{steps}");
    let (steps, _) =
        with_vault_every(7, &fixture, |vault| drill(&backup.path, vault, &offer(&password), LATER));
    assert!(steps > 10, "{steps}");
    let (closed, _) =
        every(7, &fixture, |work| drill_closed(&backup.path, to, &offer(&password), LATER, work));
    assert!(closed > 10, "{closed}");
    let elsewhere = Places::in_dir(fixture.dir.path().join("elsewhere"));
    fs::create_dir(&elsewhere.dir).unwrap();
    for place in [&elsewhere, to] {
        let (steps, restored) = every(3, &fixture, |work| restore(&wanted(place, work), &offer(&password)));
        assert!(steps > 8, "{steps}");
        assert_eq!(restored.entries, backup.name.entries());
    }
}

/// The data get their other key whole: what was not begun is not, and what was begun comes to its end.
#[test]
fn a_renewal_of_the_key_is_stopped_before_it_begins_or_not_at_all() {
    let fixture = with_history();
    let key = fixture.unlock().raw_key();
    let (steps, ()) = with_vault(&fixture, |vault| vault.rekey(LATER));
    assert_eq!(steps, 1);
    let vault = fixture.unlock();
    assert_ne!(*vault.raw_key(), *key);
    assert_eq!(vault.notices(), &[]);
}

/// Makes a vault as the version before the index of names left it.
fn of_the_version_before(fixture: &Fixture) {
    let raw = fixture.raw();
    raw.execute_batch(
        "DROP TABLE audit_named; DROP INDEX audit_renamed; DROP INDEX audit_of_batch; PRAGMA user_version = 13;
         PRAGMA wal_checkpoint(TRUNCATE);",
    )
    .unwrap();
}

#[test]
fn an_unlock_is_stopped_at_every_step_and_a_file_of_an_earlier_version_stays_as_it_was() {
    let fixture = with_history();
    let password = secret(PASSWORD);
    let unlock = |work: &Work| Vault::open_watched(&fixture.places, &offer(&password), work)?.lock();
    let (plain, ()) = every(1, &fixture, unlock);
    assert!(plain >= 1, "{plain}");
    of_the_version_before(&fixture);
    let (steps, ()) = every(1, &fixture, unlock);
    assert!(steps > plain + 5, "{steps}");
    let mut vault = fixture.unlock();
    assert!(vault.verify(None).unwrap().fits());
    let office = HistoryQuery { subject: Some(Subject::Office), ..HistoryQuery::default() };
    assert_eq!(vault.history(&office).unwrap().len(), 4);
}

/// Another session writes all the time; the copy is of one moment and comes to its end.
#[test]
fn a_copy_in_many_steps_begins_once_however_much_others_write() {
    let fixture = Fixture::filled();
    let mut vault = fixture.unlock();
    let stick = fixture.dir.path().join("stick");
    let ends = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut other = fixture.unlock();
            for n in 0.. {
                if ends.load(std::sync::atomic::Ordering::SeqCst) {
                    break;
                }
                let register = other.load().unwrap();
                let change = rename_office(&register, &format!("港{n}"));
                other.commit(&change, &Entry::new("edit", NOW)).unwrap();
            }
        });
        for second in 0..5 {
            vault.backup_to(&stick, &format!("2026-11-22T09:00:0{second}+09:00")).unwrap();
        }
        ends.store(true, std::sync::atomic::Ordering::SeqCst);
    });
    assert_eq!(backups(&stick).unwrap().len(), 5);
}
