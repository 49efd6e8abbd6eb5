//! Killed at any moment: nobody who stays is locked out, nobody who was removed comes in.

use std::{
    fs,
    process::{Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use mcs_register::store::{AccountRole, NewAccount, Places, StoreError, Vault};

use super::support::{Fixture, NOW, PASSWORD, everything, secret};

const PLACE: &str = "MCS_REGISTER_TEST_KILLS";
const GUEST: &str = "kawa-no-47-ishi";
/// So many kills; each takes some twenty milliseconds.
const KILLS: u64 = 60;

/// Adds and removes somebody until it is killed.
#[test]
fn adding_and_removing() {
    let Some(dir) = std::env::var_os(PLACE) else { return };
    let mut vault = Vault::unlock(&Places::in_dir(dir), &secret(PASSWORD)).unwrap();
    let password = secret(GUEST);
    let guest = NewAccount { name: "客", role: AccountRole::Deputy, staff: None, password: &password };
    loop {
        match vault.add_account(&guest, NOW) {
            Ok(()) | Err(StoreError::AccountExists(_)) => {}
            Err(error) => panic!("{error:?}"),
        }
        vault.remove_account("客", NOW).unwrap();
    }
}

#[test]
fn a_kill_at_any_moment_of_a_removal_locks_nobody_out_and_lets_nobody_in() {
    let fixture = Fixture::filled();
    let (mut there, mut gone) = (0, 0);
    for round in 0..KILLS {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "kills::adding_and_removing", "--nocapture"])
            .env(PLACE, &fixture.places.dir)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // A moment that is another one in each round.
        let until = Instant::now() + Duration::from_micros(8_000 + round * 977 % 41_000);
        while Instant::now() < until {
            sleep(Duration::from_micros(200));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let mut vault = fixture.unlock();
        assert_eq!(vault.load().unwrap(), everything(), "round {round}");
        let names: Vec<String> = vault.accounts().unwrap().into_iter().map(|account| account.name).collect();
        vault.lock().unwrap();
        let guest = Vault::unlock_as(&fixture.places, "客", &secret(GUEST));
        if names.contains(&"客".to_owned()) {
            guest.unwrap().lock().unwrap();
            there += 1;
        } else {
            assert!(matches!(guest, Err(StoreError::WrongPassword)), "round {round}");
            gone += 1;
            fs::remove_file(fixture.places.dir.join("register.attempts")).unwrap();
        }
        Vault::unlock_with_recovery(&fixture.places, &fixture.recovery).unwrap().lock().unwrap();
    }
    assert!(there > 0 && gone > 0, "the kills met both states: {there} {gone}");
}
