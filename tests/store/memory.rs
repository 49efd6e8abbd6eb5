//! What stays in the memory of a process after the lock.

use std::{
    fs::{self, File},
    io::{BufRead as _, BufReader, Write as _},
    os::unix::fs::FileExt as _,
    process::{Child, Command, Stdio},
};

use mcs_register::store::{Entry, Places, Vault};

use super::support::{Fixture, NOW, PASSWORD, rename_office, secret};

const PLACE: &str = "MCS_REGISTER_TEST_MEMORY";

/// How often each of some bytes stands in a process's memory.
fn count(process: u32, wanted: &[&[u8]]) -> Vec<usize> {
    let maps = fs::read_to_string(format!("/proc/{process}/maps")).unwrap();
    let memory = File::open(format!("/proc/{process}/mem")).unwrap();
    let mut counts = vec![0; wanted.len()];
    for line in maps.lines() {
        let mut parts = line.split_whitespace();
        let (range, rights) = (parts.next().unwrap(), parts.next().unwrap());
        if !rights.starts_with("rw") {
            continue;
        }
        let (from, to) = range.split_once('-').unwrap();
        let [from, to] = [from, to].map(|place| u64::from_str_radix(place, 16).unwrap());
        let mut bytes = vec![0; usize::try_from(to - from).unwrap()];
        if memory.read_exact_at(&mut bytes, from).is_err() {
            continue;
        }
        for (count, wanted) in counts.iter_mut().zip(wanted) {
            *count += bytes.windows(wanted.len()).filter(|window| window == wanted).count();
        }
    }
    counts
}

/// The session in a process of its own: unlocks, works, and locks when it is told to.
#[test]
fn session() {
    let Some(dir) = std::env::var_os(PLACE) else { return };
    let wait = || {
        let mut line = String::new();
        std::io::stdin().read_line(&mut line).unwrap();
    };
    let mut vault = Vault::unlock(&Places::in_dir(dir), &secret(PASSWORD)).unwrap();
    let register = vault.load().unwrap();
    vault.commit(&rename_office(&register, "別名"), &Entry::new("edit", NOW)).unwrap();
    println!("\nunlocked");
    wait();
    vault.lock().unwrap();
    println!("\nlocked");
    wait();
}

struct Session {
    child: Child,
    said: BufReader<std::process::ChildStdout>,
}

impl Session {
    fn wait_for(&mut self, word: &str) {
        let mut line = String::new();
        while line.trim() != word {
            line.clear();
            assert_ne!(self.said.read_line(&mut line).unwrap(), 0, "the session ended before it was {word}");
        }
    }

    fn go_on(&mut self) {
        self.child.stdin.as_mut().unwrap().write_all(b"\n").unwrap();
    }
}

#[test]
fn no_key_stays_in_memory_after_the_lock() {
    let fixture = Fixture::filled();
    let digits = fixture.unlock().raw_key();
    // The second half of the key: freeing memory overwrites the start of what was there.
    let key_digits = digits.get(32..64).unwrap();
    let key: Vec<u8> = key_digits
        .as_bytes()
        .chunks(2)
        .map(|two| u8::from_str_radix(str::from_utf8(two).unwrap(), 16).unwrap())
        .collect();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "memory::session", "--nocapture"])
        .env(PLACE, &fixture.places.dir)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let said = BufReader::new(child.stdout.take().unwrap());
    let mut session = Session { child, said };
    session.wait_for("unlocked");
    let upper = key_digits.to_uppercase();
    let wanted = [key.as_slice(), key_digits.as_bytes(), upper.as_bytes(), PASSWORD.as_bytes()];
    let process = session.child.id();
    let open = count(process, &wanted);
    session.go_on();
    session.wait_for("locked");
    let locked = count(process, &wanted);
    session.go_on();
    assert!(session.child.wait().unwrap().success());
    assert!(open[0] >= 1, "the search finds the key while the vault is open: {open:?}");
    assert_eq!(locked[..3], [0; 3], "while it was open: {open:?}");
}
