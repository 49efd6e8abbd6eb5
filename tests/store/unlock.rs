//! Making a vault and coming in: passwords, the recovery key, the files.

use std::{fs, path::Path};

use mcs_register::{
    register::Lang,
    store::{
        AccountRole, Cost, Entry, NewAccount, NewVault, Notice, Offer, PasswordFault, Places, Presence,
        RecoveryKey, Restore, Secret, StoreError, Vault, presence, restore,
    },
};

use super::support::{Fixture, NOW, PASSWORD, create, everything, rename_office, secret};

fn unlock_error(places: &Places, password: &str) -> StoreError {
    Vault::unlock(places, &secret(password)).unwrap_err()
}

#[test]
fn a_new_vault_holds_the_office_and_opens_with_its_password_alone() {
    let dir = tempfile::tempdir().unwrap();
    let places = Places::in_dir(dir.path().join("a/b"));
    assert_eq!(presence(&places).unwrap(), Presence::Nothing);
    assert!(matches!(unlock_error(&places, PASSWORD), StoreError::NotThere(_)));
    let (mut vault, _) = create(&places);
    assert_eq!(vault.account(), "港 花子");
    assert_eq!(vault.notices(), &[]);
    assert_eq!(vault.load().unwrap().office().name.as_deref(), Some("みなと訪問看護ステーション"));
    assert!(vault.load().unwrap().is_empty());
    vault.lock().unwrap();
    assert_eq!(presence(&places).unwrap(), Presence::Vault { asks_login: false });
    assert_eq!(Vault::unlock(&places, &secret(PASSWORD)).unwrap().account(), "港 花子");
    assert!(matches!(Vault::unlock_as(&places, "hanako", &secret(PASSWORD)), Err(StoreError::WrongPassword)));
}

#[test]
fn a_wrong_password_and_a_wrong_recovery_key_are_told_as_such() {
    let fixture = Fixture::new();
    let error = unlock_error(&fixture.places, "hato4-beam-98");
    assert!(matches!(error, StoreError::WrongPassword), "{error:?}");
    assert_eq!(error.exit_status(), 77);
    assert!(error.message(Lang::Ja).contains("パスワードが違います"));
    let other = Fixture::new();
    let error = Vault::unlock_with_recovery(&fixture.places, &other.recovery).unwrap_err();
    assert!(matches!(error, StoreError::WrongRecoveryKey), "{error:?}");
}

#[test]
fn the_recovery_key_opens_and_gives_a_new_password() {
    let fixture = Fixture::filled();
    let printed = fixture.recovery.to_string();
    let typed = RecoveryKey::parse(&printed.to_lowercase()).unwrap();
    let mut vault = Vault::unlock_with_recovery(&fixture.places, &typed).unwrap();
    assert_eq!(vault.load().unwrap(), everything());
    let short = vault.set_password(&secret("abc1"), Cost::THROWAWAY, NOW);
    assert!(matches!(short, Err(StoreError::PasswordRefused(PasswordFault::TooShort))));
    for name in ["みなと訪問看護ステーション-2026", "2026港花子"] {
        let named = vault.set_password(&secret(&format!("{name}!!")), Cost::THROWAWAY, NOW);
        assert!(matches!(named, Err(StoreError::PasswordRefused(PasswordFault::Name))), "{name}");
    }
    vault.set_password(&secret("another-pass-5"), Cost::THROWAWAY, NOW).unwrap();
    vault.lock().unwrap();
    assert!(matches!(unlock_error(&fixture.places, PASSWORD), StoreError::WrongPassword));
    let mut vault = Vault::unlock(&fixture.places, &secret("another-pass-5")).unwrap();
    assert_eq!(vault.account(), "港 花子");
    assert!(matches!(vault.notices(), [Notice::WrongPasswords { count: 1, .. }]));
    assert_eq!(vault.load().unwrap(), everything());
    vault.lock().unwrap();
    Vault::unlock_with_recovery(&fixture.places, &typed).unwrap();
}

#[test]
fn nothing_is_made_where_something_is_or_with_a_weak_password() {
    let fixture = Fixture::new();
    let password = secret(PASSWORD);
    let weak = secret("password1");
    let new =
        |password| NewVault { office_name: "x", account: "y", password, cost: Cost::THROWAWAY, now: NOW };
    let before = fs::read(fixture.places.database()).unwrap();
    let error = Vault::create(&fixture.places, &new(&password)).unwrap_err();
    assert!(matches!(error, StoreError::AlreadyThere(_)), "{error:?}");
    assert_eq!(fs::read(fixture.places.database()).unwrap(), before);
    let dir = tempfile::tempdir().unwrap();
    let places = Places::in_dir(dir.path().join("v"));
    let error = Vault::create(&places, &new(&weak)).unwrap_err();
    assert!(matches!(error, StoreError::PasswordRefused(PasswordFault::Common)), "{error:?}");
    let named = secret("hanako2026");
    let error = Vault::create(&places, &NewVault { account: "Hanako", ..new(&named) }).unwrap_err();
    assert!(matches!(error, StoreError::PasswordRefused(PasswordFault::Name)), "{error:?}");
    assert!(!places.dir.exists());
}

#[test]
fn the_key_file_may_lie_on_a_stick() {
    let dir = tempfile::tempdir().unwrap();
    let stick = tempfile::tempdir().unwrap();
    let places =
        Places { dir: dir.path().join("v"), keys: Some(stick.path().join("office.keys")), backups: None };
    create(&places).0.lock().unwrap();
    assert!(stick.path().join("office.keys").exists());
    assert_eq!(names(&places.dir), ["register.db"]);
    Vault::unlock(&places, &secret(PASSWORD)).unwrap();
    let without = Places::in_dir(&places.dir);
    assert_eq!(presence(&without).unwrap(), Presence::Missing(without.key_file()));
}

fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_the_files() {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let (fixture, mut vault) = Fixture::unlocked();
    vault.commit(&rename_office(&vault_register(), "別名"), &Entry::new("edit", NOW)).unwrap();
    assert_eq!(mode(&fixture.places.dir), 0o700);
    let files = names(&fixture.places.dir);
    assert!(files.iter().any(|name| name.ends_with("-wal")), "{files:?}");
    for name in &files {
        assert_eq!(mode(&fixture.places.dir.join(name)), 0o600, "{name}");
    }
    vault.lock().unwrap();
    assert_eq!(names(&fixture.places.dir), ["register.db", "register.keys"], "the lock leaves nothing else");
    fs::set_permissions(fixture.places.database(), fs::Permissions::from_mode(0o644)).unwrap();
    drop(fixture.unlock());
    assert_eq!(mode(&fixture.places.database()), 0o600, "a careless copy is put right");
}

fn vault_register() -> mcs_register::register::Register {
    let json = r#"{"format": "mcs-register/1", "office": {"name": "みなと訪問看護ステーション"}}"#;
    mcs_register::register::document::decode(json.as_bytes(), &|_| None).unwrap()
}

#[test]
fn nothing_readable_stands_in_any_file() {
    let (fixture, mut vault) = Fixture::unlocked();
    vault.replace_all(&everything(), &Entry::new("import", NOW)).unwrap();
    vault.commit(&rename_office(&everything(), "ひみつの事業所"), &Entry::new("edit", NOW)).unwrap();
    let words = [
        "港 花子",
        "田中様",
        "ひみつの事業所",
        "hanako@example.jp",
        "SQLite format",
        "CREATE TABLE",
        PASSWORD,
        "R8-002",
    ];
    let look = |when: &str| {
        for name in names(&fixture.places.dir) {
            let bytes = fs::read(fixture.places.dir.join(&name)).unwrap();
            for word in words {
                let found = bytes.windows(word.len()).any(|window| window == word.as_bytes());
                assert!(!found, "{word} stands in {name} {when}");
            }
        }
    };
    assert!(names(&fixture.places.dir).iter().any(|name| name.ends_with("-wal")));
    look("while unlocked");
    vault.lock().unwrap();
    look("when locked");
}

#[test]
fn an_old_key_file_is_put_right_and_its_withdrawn_password_does_not_come_in() {
    let fixture = Fixture::new();
    let old = fs::read(fixture.places.key_file()).unwrap();
    let mut vault = fixture.unlock();
    vault.set_password(&secret("another-pass-5"), Cost::THROWAWAY, NOW).unwrap();
    vault.lock().unwrap();
    let new = fs::read(fixture.places.key_file()).unwrap();
    fs::write(fixture.places.key_file(), &old).unwrap();
    let error = unlock_error(&fixture.places, PASSWORD);
    assert!(matches!(error, StoreError::KeysPutRight), "{error:?}");
    assert!(matches!(unlock_error(&fixture.places, PASSWORD), StoreError::WrongPassword));
    let vault = Vault::unlock(&fixture.places, &secret("another-pass-5")).unwrap();
    assert!(matches!(vault.notices(), [Notice::WrongPasswords { count: 1, .. }]));
    vault.lock().unwrap();
    // The recovery slot is the same in both: it comes in at once, and is told.
    fs::write(fixture.places.key_file(), &old).unwrap();
    let vault = Vault::unlock_with_recovery(&fixture.places, &fixture.recovery).unwrap();
    assert_eq!(vault.notices(), &[Notice::KeysPutRight]);
    vault.lock().unwrap();
    assert_ne!(fs::read(fixture.places.key_file()).unwrap(), old);
    drop(new);
}

/// What an earlier version made of a file with a mark, and what the same file gives now.
const MARKED: &str = "\u{feff}hato4-beam-97";

fn of_file(text: &str) -> Secret {
    Secret::of_file(text.as_bytes()).unwrap()
}

#[test]
fn a_mark_that_had_become_a_part_of_the_password_is_taken_out_of_it() {
    for (made_of, file) in [
        (MARKED, "\u{feff}hato4-beam-97\r\n"),
        ("\u{feff}\u{feff}hato4-beam-97", "\u{feff}\u{feff}hato4-beam-97"),
    ] {
        let dir = tempfile::tempdir().unwrap();
        let places = Places::in_dir(dir.path().join("v"));
        let password = secret(made_of);
        let new =
            NewVault { office_name: "x", account: "y", password: &password, cost: Cost::THROWAWAY, now: NOW };
        let (vault, recovery) = Vault::create(&places, &new).unwrap();
        let head = vault.head().unwrap();
        vault.lock().unwrap();
        assert!(matches!(unlock_error(&places, PASSWORD), StoreError::WrongPassword), "{file:?}");
        // A wrong file is one guess, though two passwords are tried.
        let wrong = Vault::unlock(&places, &of_file("\u{feff}kumo-77-umi\n")).unwrap_err();
        assert!(matches!(wrong, StoreError::WrongPassword), "{wrong:?}");
        let mut vault = Vault::unlock(&places, &of_file(file)).unwrap();
        let notices = vault.notices();
        assert!(
            matches!(notices, [Notice::PasswordReadAnew, Notice::WrongPasswords { count: 2, .. }]),
            "{notices:?}"
        );
        assert_eq!(vault.head().unwrap(), head, "nobody has changed a password");
        vault.load().unwrap();
        vault.lock().unwrap();
        // From then on as it is typed, and nothing else is told.
        let typed = Vault::unlock(&places, &secret(PASSWORD)).unwrap();
        assert_eq!(typed.notices(), &[], "{file:?}");
        assert!(typed.verify(None).unwrap().fits());
        typed.lock().unwrap();
        assert_eq!(Vault::unlock(&places, &of_file(file)).unwrap().notices(), &[]);
        assert!(matches!(unlock_error(&places, made_of), StoreError::WrongPassword));
        Vault::unlock_with_recovery(&places, &recovery).unwrap();
    }
}

/// The slot is as the next one finds it when that is tried.
#[test]
fn marked_ones_at_once_all_get_in_and_the_mark_is_taken_out_once() {
    for _ in 0..5 {
        let dir = tempfile::tempdir().unwrap();
        let places = Places::in_dir(dir.path().join("v"));
        let password = secret(MARKED);
        let new =
            NewVault { office_name: "x", account: "y", password: &password, cost: Cost::THROWAWAY, now: NOW };
        Vault::create(&places, &new).unwrap().0.lock().unwrap();
        let file = of_file("\u{feff}hato4-beam-97\n");
        let told: Vec<Notice> = std::thread::scope(|scope| {
            let unlock = || Vault::unlock(&places, &file).unwrap().notices().to_vec();
            let threads: Vec<_> = (0..6).map(|_| scope.spawn(unlock)).collect();
            threads.into_iter().flat_map(|one| one.join().unwrap()).collect()
        });
        assert_eq!(told, [Notice::PasswordReadAnew]);
    }
}

/// An account of several, by its name; the other one's password is left alone, and both outlive a renewal of the data key.
#[test]
fn a_mark_is_taken_out_of_the_slot_that_it_opens_and_no_other() {
    let fixture = Fixture::new();
    let mut vault = fixture.unlock();
    let marked = secret("\u{feff}kawa-no-47-ishi");
    let guest = NewAccount { name: "客", role: AccountRole::Reader, staff: None, password: &marked };
    vault.add_account(&guest, NOW).unwrap();
    vault.lock().unwrap();
    let file = of_file("\u{feff}kawa-no-47-ishi\r\n");
    let wrong = Vault::unlock_as(&fixture.places, "港 花子", &file).unwrap_err();
    assert!(matches!(wrong, StoreError::WrongPassword), "under its own name alone");
    let guest = Vault::unlock_as(&fixture.places, "客", &file).unwrap();
    assert!(guest.notices().contains(&Notice::PasswordReadAnew), "{:?}", guest.notices());
    guest.lock().unwrap();
    let mut vault = fixture.unlock();
    vault.rekey(NOW).unwrap();
    vault.lock().unwrap();
    let typed = Vault::unlock_as(&fixture.places, "客", &secret("kawa-no-47-ishi")).unwrap();
    assert_eq!(typed.notices(), &[]);
    typed.lock().unwrap();
    assert_eq!(fixture.unlock().notices(), &[]);
}

#[test]
fn a_backup_of_a_marked_password_comes_back_with_its_file() {
    let dir = tempfile::tempdir().unwrap();
    let places = Places::in_dir(dir.path().join("v"));
    let password = secret(MARKED);
    let new =
        NewVault { office_name: "x", account: "y", password: &password, cost: Cost::THROWAWAY, now: NOW };
    let (mut vault, _) = Vault::create(&places, &new).unwrap();
    let backup = vault.backup_to(&dir.path().join("stick"), NOW).unwrap();
    vault.lock().unwrap();
    let to = Places::in_dir(dir.path().join("w"));
    let file = of_file(MARKED);
    let offer = Offer::Password { login: None, password: &file };
    restore(&Restore::of(&backup.path, &to, NOW), &offer).unwrap();
    assert_eq!(Vault::unlock(&to, &file).unwrap().notices(), &[Notice::PasswordReadAnew]);
    Vault::unlock(&to, &secret(PASSWORD)).unwrap();
}

/// The power goes out between the new key file and the commit that goes with it, or just after it: the password that was
/// acknowledged last opens at once.
#[test]
fn a_crash_inside_a_password_change_locks_nobody_out() {
    const NEW: &str = "yama-8-mori-3";
    let fixture = Fixture::filled();
    let read = |path: &std::path::Path| fs::read(path).unwrap();
    let (database, keys) = (fixture.places.database(), fixture.places.key_file());
    let before = [read(&database), read(&keys)];
    let mut vault = fixture.unlock();
    vault.set_password(&secret(NEW), Cost::THROWAWAY, NOW).unwrap();
    vault.lock().unwrap();
    let name = |suffix: &str| fixture.places.dir.join(format!("register.keys.{suffix}"));
    assert!(!name("before").exists());
    let after = [read(&database), read(&keys)];
    let cut_off = |database_is: &[u8]| {
        fs::write(&database, database_is).unwrap();
        fs::write(&keys, &after[1]).unwrap();
        fs::write(name("before"), &before[1]).unwrap();
    };
    let open = |password: &str| Vault::unlock(&fixture.places, &secret(password));
    // Not committed: the old one.
    cut_off(&before[0]);
    let mut vault = open(PASSWORD).unwrap();
    assert_eq!(vault.notices(), &[Notice::KeysPutRight]);
    assert_eq!(vault.load().unwrap(), everything());
    drop(vault);
    assert!(!name("before").exists());
    assert!(matches!(open(NEW), Err(StoreError::WrongPassword)));
    open(PASSWORD).unwrap();
    // Whoever gives the new one first is not let in by it, and the old one opens then.
    cut_off(&before[0]);
    // The copied key file already knows of the entry that this database has not.
    assert!(matches!(open(NEW), Err(StoreError::KeysPutRightBehind { .. })));
    open(PASSWORD).unwrap();
    // Committed: the new one, and the old one no more.
    for first in [NEW, PASSWORD] {
        cut_off(&after[0]);
        match open(first) {
            Ok(_) => assert_eq!(first, NEW),
            Err(refused) => assert!(
                first == PASSWORD && matches!(refused, StoreError::WrongPassword),
                "{first}: {refused:?}"
            ),
        }
        assert!(!name("before").exists(), "{first}");
        assert!(matches!(open(PASSWORD), Err(StoreError::WrongPassword)));
        open(NEW).unwrap();
    }
}
