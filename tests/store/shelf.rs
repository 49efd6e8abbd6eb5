//! What lies on the shelf before a backup is put back, what that would do, and what does not come back by itself.

use std::fs;

use mcs_register::{
    register::{Lang, Work},
    store::{
        BackupRules, Cost, Entry, Known, NewVault, Offer, Places, Presence, Restore, Shelf, Standing,
        StoreError, Vault, Whose, drill, drill_closed, presence, prospect, restore,
    },
};

use super::support::{Fixture, NOW, PASSWORD, everything, rename_office, secret};

const LATER: &str = "2026-11-23T10:00:00+09:00";

/// A filled vault with one of its own backups.
fn backed_up() -> (Fixture, Vault) {
    let (fixture, mut vault) = Fixture::unlocked();
    vault.replace_all(&everything(), &Entry::new("import", NOW)).unwrap();
    vault.back_up(&BackupRules::default(), NOW).unwrap();
    (fixture, vault)
}

fn known(shelf: &Shelf) -> Vec<(Known, Whose)> {
    shelf.backups.iter().map(|backup| (backup.known, backup.whose)).collect()
}

#[test]
fn the_shelf_tells_backups_apart_before_any_is_opened() {
    let (fixture, mut vault) = backed_up();
    let places = fixture.places.clone();
    let mut shelf = Shelf::look(None, &places, None).unwrap();
    assert_eq!(shelf.dir, places.backup_dir());
    assert_eq!(known(&shelf), [(Known::Unopened, Whose::Own)]);
    vault.know_verified(&mut shelf);
    assert_eq!(known(&shelf), [(Known::Verified, Whose::Own)]);
    assert!(shelf.backups[0].bytes > 4096 && !shelf.backups[0].asks_login);
    let name = shelf.backups[0].name.unwrap().to_string();

    // Named by its own folder, by a file in it, and by the folder of the whole vault.
    for way in [
        places.backup_dir().join(&name),
        places.backup_dir().join(&name).join("register.db"),
        places.dir.clone(),
    ] {
        let shelf = Shelf::look(Some(&way), &Places::in_dir(fixture.dir.path().join("new")), None).unwrap();
        assert_eq!(known(&shelf), [(Known::Unopened, Whose::Unknown)], "{way:?}");
    }
    let (theirs, _) = backed_up();
    let other = Shelf::look(Some(&places.dir), &theirs.places, None).unwrap();
    assert_eq!(known(&other), [(Known::Unopened, Whose::Another)]);

    let made = places.backup_dir().join(&name);
    fs::create_dir(places.backup_dir().join("doubtful")).unwrap();
    fs::rename(&made, places.backup_dir().join("doubtful").join(&name)).unwrap();
    let mut shelf = Shelf::look(None, &places, None).unwrap();
    vault.know_verified(&mut shelf);
    assert_eq!(known(&shelf), [(Known::Doubtful, Whose::Own)], "what lies apart is never called verified");
    fs::remove_file(places.backup_dir().join("doubtful").join(&name).join("register.keys")).unwrap();
    assert_eq!(known(&Shelf::look(None, &places, None).unwrap()), [(Known::NoKeys, Whose::Own)]);
    assert_eq!(Shelf::look(Some(fixture.dir.path()), &places, None).unwrap().backups, []);
}

#[test]
fn what_a_restoring_would_do_is_said_without_doing_it() {
    let (fixture, mut vault) = backed_up();
    let backup = Shelf::look(None, &fixture.places, None).unwrap().backups.remove(0).path;
    let password = secret(PASSWORD);
    let offer = Offer::Password { login: None, password: &password };
    let look = |to: &Places| {
        let wanted = Restore::of(&backup, to, LATER);
        prospect(&wanted, &offer)
    };
    assert_eq!(look(&fixture.places).unwrap().stands, Standing::Contained);
    let register = vault.load().unwrap();
    vault.commit(&rename_office(&register, "その後"), &Entry::new("edit", LATER)).unwrap();
    let found = look(&fixture.places).unwrap();
    assert!(matches!(found.stands, Standing::Newer { lost: 1, .. }), "{found:?}");
    let loss = found.stands.loss(&fixture.places.dir, Lang::Ja);
    assert!(loss.contains("1件") && !loss.contains("--replace"), "the screen has no options: {loss}");
    assert_eq!(vault.load().unwrap().office().name.as_deref(), Some("その後"));
    let elsewhere = fixture.dir.path().join("elsewhere");
    assert_eq!(look(&Places::in_dir(&elsewhere)).unwrap().stands, Standing::Nothing);
    assert!(!elsewhere.exists());
    let wrong = secret("kumo-77-umi");
    let wrong = Offer::Password { login: None, password: &wrong };
    let wanted = Restore::of(&backup, &fixture.places, LATER);
    for _ in 0..3 {
        assert!(matches!(prospect(&wanted, &wrong), Err(StoreError::WrongPassword)));
    }
    assert!(matches!(prospect(&wanted, &offer), Err(StoreError::Wait { .. })), "each was a guess");
}

#[test]
fn a_drill_beside_a_closed_register_compares_nothing_and_records_nothing() {
    let (fixture, vault) = backed_up();
    let head = vault.head().unwrap();
    vault.lock().unwrap();
    let backup = Shelf::look(None, &fixture.places, None).unwrap().backups.remove(0).path;
    let password = secret(PASSWORD);
    let offer = Offer::Password { login: None, password: &password };
    let done = drill_closed(&backup, &fixture.places, &offer, LATER, &Work::default()).unwrap();
    assert_eq!((done.now, done.recorded), (None, false));
    assert!(done.message(Lang::Ja).contains("比べていません"), "{}", done.message(Lang::Ja));
    assert_eq!(fixture.unlock().head().unwrap(), head);
}

#[test]
fn a_drill_of_another_registers_backup_says_so_before_a_password_is_tried() {
    let (fixture, mut vault) = backed_up();
    let theirs = Fixture::filled();
    let made = theirs.unlock().backup_to(&theirs.dir.path().join("stick"), NOW).unwrap();
    let wrong = secret("kumo-77-umi");
    let offer = Offer::Password { login: None, password: &wrong };
    let why = drill(&made.path, &mut vault, &offer, LATER).unwrap_err();
    assert!(matches!(why, StoreError::BackupOfAnother(_)), "{why:?}");
    for (lang, says) in [(Lang::Ja, "別の台帳のもの"), (Lang::En, "of another one")] {
        assert!(why.message(lang).contains(says), "{}", why.message(lang));
    }
    assert!(!theirs.dir.path().join("stick").join(format!("{}.attempts", made.name)).exists());
    drop(fixture);
}

/// After a restoring the backups from before it hold what the register no longer has: they are good, and this is told.
#[test]
fn a_drill_of_a_backup_whose_entries_were_given_up_tells_that_it_went_another_way() {
    let (fixture, mut vault) = backed_up();
    let first = Shelf::look(None, &fixture.places, None).unwrap().backups.remove(0).path;
    let register = vault.load().unwrap();
    vault.commit(&rename_office(&register, "捨てた変更"), &Entry::new("edit", NOW)).unwrap();
    let later = vault.backup_to(&fixture.dir.path().join("stick"), LATER).unwrap();
    vault.lock().unwrap();
    let password = secret(PASSWORD);
    let offer = Offer::Password { login: None, password: &password };
    let wanted = Restore::of(&first, &fixture.places, LATER).replacing(true);
    restore(&wanted, &offer).unwrap();
    let mut vault = fixture.unlock();
    let done = drill(&later.path, &mut vault, &offer, LATER).unwrap();
    assert_eq!(done.now.unwrap().behind, None);
    assert!(done.message(Lang::Ja).contains("別の内容"), "{}", done.message(Lang::Ja));
}

#[test]
fn a_folder_that_holds_only_backups_is_no_place_for_a_new_register() {
    let (fixture, vault) = backed_up();
    vault.lock().unwrap();
    for file in ["register.db", "register.keys"] {
        fs::remove_file(fixture.places.dir.join(file)).unwrap();
    }
    assert_eq!(presence(&fixture.places).unwrap(), Presence::OnlyBackups(1));
    let password = secret("atarashii-55");
    let new = NewVault {
        office_name: "夕凪",
        account: "管理者",
        password: &password,
        cost: Cost::THROWAWAY,
        now: LATER,
    };
    let made = Vault::create(&fixture.places, &new).map(drop);
    assert!(matches!(made, Err(StoreError::OnlyBackups(_, 1))), "{made:?}");
    let opened = Vault::unlock(&fixture.places, &secret(PASSWORD)).map(drop);
    assert!(matches!(opened, Err(StoreError::OnlyBackups(_, 1))), "{opened:?}");
    let left: Vec<_> =
        fs::read_dir(&fixture.places.dir).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["backups"], "nothing came beside them");
    // A folder of backups that several registers share is not the vault's own.
    let shared =
        Places { backups: Some(fixture.places.backup_dir()), ..Places::in_dir(fixture.dir.path().join("b")) };
    assert_eq!(presence(&shared).unwrap(), Presence::Nothing);
    Vault::create(&shared, &new).unwrap();
}

/// Nothing comes back where the folder of an open register vanished: neither the folder, nor one of its files, nor backups.
#[cfg(unix)]
#[test]
fn nothing_is_made_again_where_a_register_vanished() {
    for whole in [true, false] {
        let (fixture, mut vault) = backed_up();
        let register = vault.load().unwrap();
        vault.commit(&rename_office(&register, "その後"), &Entry::new("edit", NOW)).unwrap();
        if whole {
            fs::remove_dir_all(&fixture.places.dir).unwrap();
        } else {
            fs::remove_dir_all(fixture.places.backup_dir()).unwrap();
            for file in ["register.db", "register.db-wal", "register.db-shm", "register.keys"] {
                fs::remove_file(fixture.places.dir.join(file)).unwrap();
            }
        }
        let _ = vault.tidy();
        for made in [
            vault.back_up(&BackupRules::default(), LATER).map(drop),
            vault.backup_to(&fixture.places.backup_dir(), LATER).map(drop),
        ] {
            assert!(matches!(made, Err(StoreError::Replaced(_))), "{made:?}");
        }
        assert!(matches!(vault.lock(), Err(StoreError::Replaced(_))));
        let opened = Vault::unlock(&fixture.places, &secret(PASSWORD)).map(drop).unwrap_err();
        assert!(matches!(opened, StoreError::NotThere(_)), "{opened:?}");
        assert!(opened.message(Lang::Ja).contains("USBメモリー"), "{}", opened.message(Lang::Ja));
        if whole {
            assert!(!fixture.places.dir.exists());
        } else {
            assert_eq!(fs::read_dir(&fixture.places.dir).unwrap().count(), 0);
        }
    }
}
