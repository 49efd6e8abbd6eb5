//! A history that does not fit: backups go on, and the doubt is told until it is settled.

use mcs_register::{
    register::Lang,
    store::{BackupRules, Care, Entry, Offer, Places, Restore, StoreError, Vault, drill, restore},
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
    let wanted = Restore { backup: &made.path, to: &to, replace: false, at: BACKED_UP };
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
    assert!(found[0].message(Lang::Ja).contains("前のバックアップは無事"), "{found:?}");
    std::fs::remove_file(&backups).unwrap();
    vault.back_up(&BackupRules::default(), BACKED_UP).unwrap();
    assert_eq!(cares(&mut vault), []);
}
