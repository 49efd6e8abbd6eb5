//! Several people on one vault: adding, removing, passwords, the recovery key, waits.

use std::{fs, thread::sleep, time::Duration};

use mcs_register::{
    policy::Policy,
    register::{Lang, id::PersonId},
    store::{
        AccountRole, BackupRules, Care, Cost, Entry, NewAccount, Notice, PasswordFault, Places, Presence,
        RECOVERY_ACCOUNT, StoreError, Vault, presence,
    },
};

use super::support::{Fixture, NOW, PASSWORD, everything, rename_office, secret};

const LATER: &str = "2026-11-23T09:00:00+09:00";
const FIRST: &str = "港 花子";
const DEPUTY: &str = "沢 太郎";
const DEPUTYS: &str = "kawa-no-47-ishi";

fn add(vault: &mut Vault, name: &str, role: AccountRole, password: &str) -> Result<(), StoreError> {
    vault.add_account(&NewAccount { name, role, staff: None, password: &secret(password) }, LATER)
}

fn enter(fixture: &Fixture, name: &str, password: &str) -> Result<Vault, StoreError> {
    Vault::unlock_as(&fixture.places, name, &secret(password))
}

/// A vault with everything in it, and a deputy.
fn two_accounts() -> Fixture {
    let fixture = Fixture::filled();
    let mut vault = fixture.unlock();
    add(&mut vault, DEPUTY, AccountRole::Deputy, DEPUTYS).unwrap();
    vault.lock().unwrap();
    fixture
}

fn names(vault: &mut Vault) -> Vec<String> {
    vault.accounts().unwrap().into_iter().map(|account| account.name).collect()
}

#[test]
fn a_second_account_opens_with_its_own_name_and_password() {
    let fixture = two_accounts();
    assert_eq!(presence(&fixture.places).unwrap(), Presence::Vault { asks_login: true });
    let mut vault = enter(&fixture, " 沢　太郎", DEPUTYS).unwrap();
    assert_eq!((vault.account(), vault.role()), (DEPUTY, AccountRole::Deputy));
    assert_eq!(vault.load().unwrap(), everything());
    assert_eq!(names(&mut vault), [FIRST, DEPUTY]);
    vault.commit(&rename_office(&everything(), "別名"), &Entry::new("edit", NOW)).unwrap();
    vault.lock().unwrap();
    // The first account's slot has no name yet: it opens with it and without it, but with no other.
    assert_eq!(enter(&fixture, FIRST, PASSWORD).unwrap().account(), FIRST);
    assert_eq!(Vault::unlock(&fixture.places, &secret(PASSWORD)).unwrap().account(), FIRST);
    for (name, password) in [(DEPUTY, PASSWORD), (FIRST, DEPUTYS), ("誰か", PASSWORD)] {
        assert!(matches!(enter(&fixture, name, password), Err(StoreError::WrongPassword)), "{name}");
        fs::remove_file(fixture.places.dir.join("register.attempts")).unwrap();
    }
    let keys = fs::read_to_string(fixture.places.key_file()).unwrap();
    assert!(!keys.contains("沢") && !keys.contains("港"), "the key file names nobody");
}

#[test]
fn the_first_account_gets_its_name_with_its_next_password() {
    let fixture = two_accounts();
    let mut vault = enter(&fixture, FIRST, PASSWORD).unwrap();
    vault.set_password(&secret("yama-8-mori-3"), Cost::THROWAWAY, LATER).unwrap();
    assert_eq!(vault.accounts().unwrap()[0].password_changed_at, LATER);
    vault.lock().unwrap();
    assert!(matches!(Vault::unlock(&fixture.places, &secret("yama-8-mori-3")), Err(StoreError::NameNeeded)));
    assert!(matches!(enter(&fixture, FIRST, PASSWORD), Err(StoreError::WrongPassword)));
    let vault = enter(&fixture, FIRST, "yama-8-mori-3").unwrap();
    assert!(matches!(vault.notices(), [Notice::WrongPasswords { count: 1, .. }]));
}

/// In the list of accounts one of them would be taken for the other.
#[test]
fn no_account_looks_like_another() {
    let fixture = two_accounts();
    let mut vault = enter(&fixture, DEPUTY, DEPUTYS).unwrap();
    for name in ["admin", "高橋", "二宮", "葛城", "nurse1"] {
        add(&mut vault, name, AccountRole::Reader, "some-good-pass-1").unwrap();
    }
    for name in
        ["Admin", "ADMIN", "ａｄｍｉｎ", "adrnin", "аdmіn", "ニ宮", "葛\u{e0100}城", "nursel", "nurseI"]
    {
        let refused = add(&mut vault, name, AccountRole::Reader, "some-good-pass-1").unwrap_err();
        let mixed = matches!(refused, StoreError::AccountNameRefused) && name.contains('а');
        assert!(mixed || matches!(refused, StoreError::AccountExists(_)), "{name}: {refused:?}");
    }
    for name in ["ad\u{200b}min", "ad\u{ad}min", "\u{202e}nimda", "pаul", "ΑB"] {
        let refused = add(&mut vault, name, AccountRole::Reader, "some-good-pass-1").unwrap_err();
        assert!(matches!(refused, StoreError::AccountNameRefused), "{name:?}: {refused:?}");
    }
    // Names as offices give them.
    for name in ["髙橋", "Nguyễn Thị", "夜勤A", "ステーションB-2", "김지은", "иван", "M・クルス", "nurse-2"]
    {
        add(&mut vault, name, AccountRole::Reader, "some-good-pass-1")
            .unwrap_or_else(|why| panic!("{name}: {why:?}"));
    }
}

#[test]
fn an_account_needs_a_name_of_its_own_and_a_good_password() {
    let fixture = two_accounts();
    let mut vault = enter(&fixture, DEPUTY, DEPUTYS).unwrap();
    let before = fs::read(fixture.places.key_file()).unwrap();
    let reader = AccountRole::Reader;
    for name in [DEPUTY, "沢　太郎 ", FIRST] {
        let again = add(&mut vault, name, reader, "some-good-pass-1");
        assert!(matches!(again, Err(StoreError::AccountExists(_))), "{name}");
    }
    for name in ["", " 　", "a\u{1b}[31m", RECOVERY_ACCOUNT, &"長".repeat(65)] {
        let bad = add(&mut vault, name, reader, "some-good-pass-1");
        assert!(matches!(bad, Err(StoreError::AccountNameRefused)), "{name}");
    }
    for (password, fault) in [
        ("short1", PasswordFault::TooShort),
        ("password1", PasswordFault::Common),
        ("Yamada2026", PasswordFault::Name),
    ] {
        let weak = add(&mut vault, "yamada", reader, password);
        assert!(matches!(weak, Err(StoreError::PasswordRefused(why)) if why == fault), "{password}");
    }
    assert_eq!(names(&mut vault), [FIRST, DEPUTY]);
    assert_eq!(fs::read(fixture.places.key_file()).unwrap(), before);
}

#[test]
fn a_reader_looks_changes_the_own_password_and_nothing_else() {
    let fixture = two_accounts();
    let mut vault = fixture.unlock();
    let staff = PersonId::trusted("S-001");
    let password = secret("miru-dake-21");
    let new =
        NewAccount { name: "事務", role: AccountRole::Reader, staff: Some(&staff), password: &password };
    vault.add_account(&new, LATER).unwrap();
    vault.lock().unwrap();
    let mut vault = enter(&fixture, "事務", "miru-dake-21").unwrap();
    assert_eq!(vault.load().unwrap(), everything());
    let account = vault.accounts().unwrap().into_iter().find(|account| account.name == "事務").unwrap();
    assert_eq!((account.staff, account.role), (Some(staff), AccountRole::Reader));
    let head = vault.head().unwrap();
    let entry = Entry::new("edit", NOW);
    let refused = [
        vault.commit(&rename_office(&everything(), "別名"), &entry).map(drop),
        vault.replace_all(&everything(), &entry).map(drop),
        add(&mut vault, "ほか", AccountRole::Administrator, "some-good-pass-1"),
        vault.remove_account(FIRST, LATER),
        vault.set_password_of(FIRST, &secret("some-good-pass-1"), Cost::THROWAWAY, LATER),
        vault.renew_recovery_key(LATER).map(drop),
        vault.rekey(LATER),
        vault.accept_history(LATER),
    ];
    for (number, outcome) in refused.into_iter().enumerate() {
        assert!(matches!(outcome, Err(StoreError::ReadersOnlyLook)), "{number}: {outcome:?}");
    }
    assert_eq!(vault.head().unwrap(), head);
    vault.set_password(&secret("miru-dake-22x"), Cost::THROWAWAY, LATER).unwrap();
    vault.lock().unwrap();
    enter(&fixture, "事務", "miru-dake-22x").unwrap().lock().unwrap();
}

#[test]
fn whoever_was_removed_is_out_with_any_key_file() {
    let fixture = two_accounts();
    let old = fs::read(fixture.places.key_file()).unwrap();
    let old_key = fixture.unlock().raw_key();
    let mut vault = fixture.unlock();
    vault.remove_account(DEPUTY, LATER).unwrap();
    assert_eq!(names(&mut vault), [FIRST]);
    assert_ne!(*vault.raw_key(), *old_key);
    assert_eq!(vault.load().unwrap(), everything());
    vault.commit(&rename_office(&everything(), "別名"), &Entry::new("edit", NOW)).unwrap();
    vault.lock().unwrap();
    assert!(matches!(enter(&fixture, DEPUTY, DEPUTYS), Err(StoreError::WrongPassword)));
    let mut vault = fixture.unlock();
    assert_eq!(vault.load().unwrap().office().name.as_deref(), Some("別名"));
    vault.lock().unwrap();
    Vault::unlock_with_recovery(&fixture.places, &fixture.recovery).unwrap().lock().unwrap();
    // The key file that the removed one kept.
    let new = fs::read(fixture.places.key_file()).unwrap();
    fs::write(fixture.places.key_file(), &old).unwrap();
    let error = enter(&fixture, DEPUTY, DEPUTYS).unwrap_err();
    assert!(matches!(error, StoreError::KeysOfAnotherTime(_)), "{error:?}");
    assert!(error.message(Lang::Ja).contains("古い"));
    fs::write(fixture.places.key_file(), new).unwrap();
    fixture.unlock().lock().unwrap();
    // A damaged first page is still called damage.
    let mut bytes = fs::read(fixture.places.database()).unwrap();
    bytes[100] ^= 1;
    fs::write(fixture.places.database(), bytes).unwrap();
    let error = Vault::unlock(&fixture.places, &secret(PASSWORD)).unwrap_err();
    assert!(matches!(error, StoreError::Damaged(..)), "{error:?}");
}

#[test]
fn somebody_always_stays_who_can_manage_the_register() {
    let fixture = two_accounts();
    let mut vault = enter(&fixture, DEPUTY, DEPUTYS).unwrap();
    add(&mut vault, "事務", AccountRole::Reader, "miru-dake-21").unwrap();
    assert!(matches!(vault.remove_account("誰か", LATER), Err(StoreError::NoSuchAccount(_))));
    vault.remove_account(FIRST, LATER).unwrap();
    assert!(matches!(vault.remove_account(DEPUTY, LATER), Err(StoreError::LastManager)));
    assert_eq!(names(&mut vault), ["事務", DEPUTY]);
    vault.lock().unwrap();
    // One's own account may go where another stays; the session ends as it should.
    let mut vault = enter(&fixture, DEPUTY, DEPUTYS).unwrap();
    add(&mut vault, "後任", AccountRole::Administrator, "atarashii-hito-5").unwrap();
    vault.remove_account(DEPUTY, LATER).unwrap();
    let again = vault.set_password(&secret("some-good-pass-1"), Cost::THROWAWAY, LATER);
    assert!(matches!(again, Err(StoreError::NoSuchAccount(_))));
    vault.lock().unwrap();
    assert!(matches!(enter(&fixture, DEPUTY, DEPUTYS), Err(StoreError::WrongPassword)));
    let mut vault = enter(&fixture, "後任", "atarashii-hito-5").unwrap();
    assert_eq!(vault.load().unwrap(), everything());
}

#[test]
fn a_new_recovery_key_makes_the_old_paper_void() {
    let fixture = two_accounts();
    let before = fs::read(fixture.places.key_file()).unwrap();
    let mut vault = enter(&fixture, DEPUTY, DEPUTYS).unwrap();
    let new = vault.renew_recovery_key(LATER).unwrap();
    vault.lock().unwrap();
    let old = Vault::unlock_with_recovery(&fixture.places, &fixture.recovery);
    assert!(matches!(old, Err(StoreError::WrongRecoveryKey)));
    Vault::unlock_with_recovery(&fixture.places, &new).unwrap().lock().unwrap();
    fs::write(fixture.places.key_file(), before).unwrap();
    let old = Vault::unlock_with_recovery(&fixture.places, &fixture.recovery);
    assert!(matches!(old, Err(StoreError::KeysPutRight)));
    let old = Vault::unlock_with_recovery(&fixture.places, &fixture.recovery);
    assert!(matches!(old, Err(StoreError::WrongRecoveryKey)));
    Vault::unlock_with_recovery(&fixture.places, &new).unwrap();
}

#[test]
fn the_recovery_key_gives_anybody_a_new_password_who_is_named() {
    let fixture = two_accounts();
    let mut vault = Vault::unlock_with_recovery(&fixture.places, &fixture.recovery).unwrap();
    assert_eq!(vault.account(), RECOVERY_ACCOUNT);
    let password = secret("wasureta-hito-6");
    let whose = vault.set_password(&password, Cost::THROWAWAY, LATER);
    assert!(matches!(whose, Err(StoreError::NameNeeded)));
    let nobody = vault.set_password_of("誰か", &password, Cost::THROWAWAY, LATER);
    assert!(matches!(nobody, Err(StoreError::NoSuchAccount(name)) if name == "誰か"));
    vault.set_password_of("沢　太郎", &password, Cost::THROWAWAY, LATER).unwrap();
    vault.commit(&rename_office(&everything(), "別名"), &Entry::new("edit", NOW)).unwrap();
    vault.lock().unwrap();
    assert!(matches!(enter(&fixture, DEPUTY, DEPUTYS), Err(StoreError::WrongPassword)));
    enter(&fixture, DEPUTY, "wasureta-hito-6").unwrap().lock().unwrap();
    enter(&fixture, FIRST, PASSWORD).unwrap().lock().unwrap();
}

#[test]
fn changes_of_accounts_stand_in_the_history() {
    let fixture = two_accounts();
    let mut vault = enter(&fixture, DEPUTY, DEPUTYS).unwrap();
    vault.set_password(&secret("kawa-no-48-ishi"), Cost::THROWAWAY, LATER).unwrap();
    vault.renew_recovery_key(LATER).unwrap();
    vault.remove_account(FIRST, LATER).unwrap();
    vault.rekey(LATER).unwrap();
    let key = vault.raw_key();
    vault.lock().unwrap();
    let raw = rusqlite::Connection::open(fixture.places.database()).unwrap();
    raw.execute_batch(&format!("PRAGMA cipher_log_level = NONE; PRAGMA key = \"x'{}'\";", *key)).unwrap();
    let mut statement = raw
        .prepare("SELECT action, account, coalesce(before, ''), coalesce(after, '') FROM audit WHERE seq > 2")
        .unwrap();
    let entries: Vec<[String; 4]> = statement
        .query_map([], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?]))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let actions: Vec<_> = entries.iter().map(|[action, who, ..]| (action.as_str(), who.as_str())).collect();
    assert_eq!(
        actions,
        [
            ("account-added", FIRST),
            ("account-password", DEPUTY),
            ("recovery-key-renewed", DEPUTY),
            ("account-removed", DEPUTY),
            ("rekeyed", DEPUTY)
        ]
    );
    assert!(entries[0][3].contains(r#""name":"沢 太郎","role":"deputy""#), "{}", entries[0][3]);
    assert!(entries[3][2].contains(r#""name":"港 花子","role":"administrator""#), "{}", entries[3][2]);
}

#[test]
fn another_session_is_told_that_the_keys_changed() {
    let fixture = two_accounts();
    let mut other = enter(&fixture, DEPUTY, DEPUTYS).unwrap();
    let register = other.load().unwrap();
    let mut vault = fixture.unlock();
    vault.rekey(LATER).unwrap();
    let change = rename_office(&register, "別名");
    for _ in 0..2 {
        let error = other.commit(&change, &Entry::new("edit", NOW)).unwrap_err();
        assert!(matches!(error, StoreError::KeysChanged), "{error:?}");
        assert_eq!(error.exit_status(), 77);
    }
    assert!(matches!(other.load(), Err(StoreError::KeysChanged)));
    other.lock().unwrap();
    vault.commit(&change, &Entry::new("edit", NOW)).unwrap();
    vault.lock().unwrap();
    let mut other = enter(&fixture, DEPUTY, DEPUTYS).unwrap();
    assert_eq!(other.notices(), &[]);
    assert_eq!(other.load().unwrap().office().name.as_deref(), Some("別名"));
}

#[test]
fn looking_for_changes_tells_that_the_keys_changed() {
    let fixture = two_accounts();
    let mut other = enter(&fixture, DEPUTY, DEPUTYS).unwrap();
    other.load().unwrap();
    let mut vault = fixture.unlock();
    vault.rekey(LATER).unwrap();
    assert!(matches!(other.changed_elsewhere(), Err(StoreError::KeysChanged) | Ok(true)));
    drop(other);
    vault.lock().unwrap();
    fixture.unlock().lock().unwrap();
}

#[test]
fn two_sessions_change_accounts_one_after_the_other() {
    let fixture = two_accounts();
    let mut one = fixture.unlock();
    let mut two = enter(&fixture, DEPUTY, DEPUTYS).unwrap();
    add(&mut one, "三", AccountRole::Reader, "some-good-pass-1").unwrap();
    add(&mut two, "四", AccountRole::Reader, "some-good-pass-2").unwrap();
    assert!(matches!(
        add(&mut one, "四", AccountRole::Reader, "x-good-pass-3"),
        Err(StoreError::AccountExists(_))
    ));
    one.set_password(&secret("yama-8-mori-3"), Cost::THROWAWAY, LATER).unwrap();
    drop((one, two));
    for (name, password) in
        [("三", "some-good-pass-1"), ("四", "some-good-pass-2"), (FIRST, "yama-8-mori-3"), (DEPUTY, DEPUTYS)]
    {
        let vault = enter(&fixture, name, password).unwrap();
        assert_eq!(vault.notices(), &[], "{name}");
        vault.lock().unwrap();
    }
}

#[test]
fn wrong_passwords_cost_waits_also_for_the_right_one_and_across_restarts() {
    let fixture = Fixture::new();
    let wrong = || Vault::unlock(&fixture.places, &secret("wrong-pass-1")).unwrap_err();
    for _ in 0..3 {
        assert!(matches!(wrong(), StoreError::WrongPassword));
    }
    let waiting = wrong();
    assert!(matches!(waiting, StoreError::Wait { seconds: 1..=2 }), "{waiting:?}");
    assert_eq!(waiting.exit_status(), 77);
    let right = Vault::unlock(&fixture.places, &secret(PASSWORD));
    assert!(matches!(right, Err(StoreError::Wait { .. })), "the right one waits as well");
    let paper = Vault::unlock_with_recovery(&fixture.places, &fixture.recovery);
    assert!(matches!(paper, Err(StoreError::Wait { .. })));
    sleep(Duration::from_millis(2100));
    let vault = fixture.unlock();
    assert!(matches!(vault.notices(), [Notice::WrongPasswords { count: 3, .. }]), "{:?}", vault.notices());
    assert!(vault.notices()[0].message(Lang::Ja).contains("3回"));
    vault.lock().unwrap();
    assert_eq!(fixture.unlock().notices(), &[], "told once");
    assert!(!fixture.places.dir.join("register.attempts").exists());
}

#[test]
fn a_forged_count_locks_nobody_out() {
    let fixture = Fixture::new();
    let file = fixture.places.dir.join("register.attempts");
    for text in [
        "not json".to_owned(),
        String::new(),
        r#"{"format":"mcs-register-attempts/1","count":4294967295,"last":0}"#.to_owned(),
        r#"{"format":"mcs-register-attempts/1","count":-1,"last":0}"#.to_owned(),
    ] {
        fs::write(&file, &text).unwrap();
        fixture.unlock().lock().unwrap();
    }
    let far = u64::MAX;
    fs::write(&file, format!(r#"{{"format":"mcs-register-attempts/1","count":4000000000,"last":{far}}}"#))
        .unwrap();
    let error = Vault::unlock(&fixture.places, &secret(PASSWORD)).unwrap_err();
    assert!(matches!(error, StoreError::Wait { seconds: 900 }), "{error:?}");
    let text = fs::read_to_string(&file).unwrap();
    assert!(!text.contains(&far.to_string()), "the wait runs from now: {text}");
}

#[test]
fn an_old_password_is_a_care() {
    let fixture = two_accounts();
    let mut vault = fixture.unlock();
    vault.back_up(&BackupRules::default(), NOW).unwrap();
    assert_eq!(vault.cares("2027-01-22".parse().unwrap()).unwrap(), []);
    let cares = vault.cares("2027-01-23".parse().unwrap()).unwrap();
    let due = "2027-01-22".parse().unwrap();
    assert_eq!(cares, [Care::PasswordOld { account: FIRST.to_owned(), due }]);
    assert!(cares[0].message(&Policy::minato().unwrap(), Lang::Ja).contains("第12条(3)"));
    vault.set_password(&secret("yama-8-mori-3"), Cost::THROWAWAY, "2027-01-23T09:00:00+09:00").unwrap();
    assert_eq!(vault.cares("2027-01-23".parse().unwrap()).unwrap(), []);
}

#[test]
fn the_keys_on_a_stick_are_renewed_there() {
    let stick = tempfile::tempdir().unwrap();
    let dir = tempfile::tempdir().unwrap();
    let places =
        Places { dir: dir.path().join("v"), keys: Some(stick.path().join("office.keys")), backups: None };
    let (mut vault, _) = super::support::create(&places);
    vault.rekey(LATER).unwrap();
    vault.lock().unwrap();
    assert!(Vault::unlock(&places, &secret("wrong-pass-1")).is_err());
    assert!(stick.path().join("office.attempts").exists());
    Vault::unlock(&places, &secret(PASSWORD)).unwrap();
}

#[test]
fn a_damaged_key_file_is_told_as_such_where_backups_know_an_older_key_alone() {
    let fixture = two_accounts();
    let mut vault = enter(&fixture, "港 花子", PASSWORD).unwrap();
    vault.backup_to(&fixture.places.backup_dir(), NOW).unwrap();
    vault.rekey(NOW).unwrap();
    vault.lock().unwrap();
    let path = fixture.places.key_file();
    // Every private key.
    let text =
        std::fs::read_to_string(&path).unwrap().replace("\"private_key\": \"", "\"private_key\": \"AAAA");
    std::fs::write(&path, text).unwrap();
    let error = enter(&fixture, "港 花子", PASSWORD).unwrap_err();
    assert!(matches!(&error, StoreError::KeysDamaged(told) if *told == path), "{error:?}");
    std::fs::remove_file(&path).unwrap();
    let error = enter(&fixture, "港 花子", PASSWORD).unwrap_err();
    assert!(matches!(&error, StoreError::Missing(told) if *told == path), "{error:?}");
}
