//! A disk that is really full: a small file system in memory, mounted where no other process sees it.

use std::{
    fs::{self, File},
    io::{BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    process::Command,
};

use mcs_register::{
    register::{Change, Date, Register, document::Request},
    store::{Entry, StoreError},
};

use super::{
    model::{self, Model},
    office::{NOW, Office, Outcome, REGISTER, register},
};

/// Tells the test, run again by itself, where the small disk is.
const PLACE: &str = "MCS_REGISTER_TEST_SMALL_DISK";

/// Runs a test of this program again with a disk of 4 MB of its own; whether that was possible.
pub fn on_a_small_disk(test: &str) -> bool {
    let place = tempfile::tempdir().unwrap();
    let script = "mount -t tmpfs -o size=4m tmpfs \"$1\" && exec \"$2\" --exact \"$3\" --nocapture";
    for namespace in [&["-m"][..], &["-rm"]] {
        let output = Command::new("unshare")
            .args(namespace)
            .args(["sh", "-c", script, "sh"])
            .arg(place.path())
            .arg(std::env::current_exe().unwrap())
            .arg(test)
            .env(PLACE, place.path())
            .output();
        let Ok(output) = output else {
            assert!(
                std::env::var_os("CI").is_none(),
                "unshare (util-linux) is missing: nothing is left out here"
            );
            break;
        };
        let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        if said.contains("running 1 test") {
            assert!(output.status.success() && said.contains("1 passed"), "{said}");
            return true;
        }
    }
    eprintln!("\n*** NOT TESTED: no file system can be mounted here, so no disk was filled. ***\n");
    false
}

pub fn small_disk() -> Option<PathBuf> {
    std::env::var_os(PLACE).map(PathBuf::from)
}

/// Takes what room there is, to the last byte.
pub fn fill(disk: &Path) -> PathBuf {
    let path = disk.join("filler");
    let mut file = File::create(&path).unwrap();
    let block = vec![1_u8; 1 << 16];
    while file.write_all(&block).is_ok() {}
    while file.write_all(&block[..64]).is_ok() {}
    path
}

#[test]
fn a_full_disk_takes_no_command_and_goes_on_when_there_is_room() {
    let Some(disk) = small_disk() else {
        on_a_small_disk("full::a_full_disk_takes_no_command_and_goes_on_when_there_is_room");
        return;
    };
    let office = Office::at(tempfile::tempdir_in(&disk).unwrap(), &register(REGISTER));
    let mut model = Model::new(register(REGISTER));
    let mut given = Vec::new();
    let mut child = office.apply();
    let mut input = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut ask = |line: String| {
        // Where the run has ended, nobody reads.
        let _ = writeln!(input, "{line}");
        given.push(line);
        answers.next().map(Result::unwrap)
    };
    for n in 0..20 {
        assert!(ask(model::small(n)).unwrap().starts_with("ok "));
    }
    let filler = fill(&disk);
    let mut acknowledged = 20;
    for n in 0..1_000 {
        match ask(model::big(n)) {
            Some(answer) => {
                assert!(answer.starts_with("ok "), "{answer}");
                acknowledged += 1;
            }
            None => break,
        }
    }
    drop(input);
    drop(answers);
    let outcome = Outcome::of(child.wait_with_output().unwrap());
    assert_eq!(outcome.status, Some(74), "{outcome:?}");
    outcome.assert_says_something("full");
    assert_eq!(outcome.stderr.lines().count(), 1, "{}", outcome.stderr);
    assert!(
        outcome.stderr.contains("The disk is full") && outcome.stderr.contains("Make room"),
        "{}",
        outcome.stderr
    );
    let line = format!("Stopped at line {}. Commands recorded before: {acknowledged}.", acknowledged + 1);
    assert!(outcome.stderr.contains(&line), "{}", outcome.stderr);

    // Even now nothing is lost: it can be opened, or says why not.
    let full = office.run(&LOOK);
    match full.status {
        Some(0) => {}
        Some(74) => assert!(full.stderr.contains("The disk is full"), "{}", full.stderr),
        other => panic!("{other:?}: {}", full.stderr),
    }
    fs::remove_file(filler).unwrap();
    let held = model.settle(&office, &given, acknowledged, "after making room");
    assert_eq!(held, acknowledged, "the sentence says that it was not written");
    let rest = office.apply_file(&[model::big(3), model::small(30)]);
    let outcome = office.run(&["apply", rest.to_str().unwrap()]);
    assert_eq!((outcome.status, outcome.acknowledged()), (Some(0), 2), "{outcome:?}");
}

/// A look, which leaves no entry where there is room for one.
const LOOK: [&str; 5] = ["history", "--format", "json", "--lang", "en"];

/// A disk without room for the log's index is a full one.
#[test]
fn a_disk_without_room_for_the_index_of_the_log_is_told_as_full() {
    let Some(disk) = small_disk() else {
        on_a_small_disk("full::a_disk_without_room_for_the_index_of_the_log_is_told_as_full");
        return;
    };
    let office = Office::at(tempfile::tempdir_in(&disk).unwrap(), &register(REGISTER));
    let commands = office.apply_file(&[model::small(1)]);
    let apply = ["apply", commands.to_str().unwrap(), "--lang", "en"];
    let filler = fill(&disk);
    let outcome = office.run(&apply);
    assert_eq!((outcome.status, outcome.acknowledged()), (Some(74), 0), "{outcome:?}");
    assert!(outcome.stderr.contains("The disk is full"), "{}", outcome.stderr);
    let look = office.run(&LOOK);
    assert_eq!(look.status, Some(0), "{}", look.stderr);
    assert!(look.stderr.contains("opened for reading only"), "{}", look.stderr);
    fs::remove_file(filler).unwrap();
    let outcome = office.run(&apply);
    assert_eq!((outcome.status, outcome.acknowledged()), (Some(0), 1), "{outcome:?}");
}

/// What a killed session has left in its log alone can be looked at on a full disk, and on one that takes no changes.
#[test]
fn changes_that_stand_in_the_log_alone_can_be_looked_at_on_a_full_disk() {
    let Some(disk) = small_disk() else {
        on_a_small_disk("full::changes_that_stand_in_the_log_alone_can_be_looked_at_on_a_full_disk");
        return;
    };
    let office = Office::at(tempfile::tempdir_in(&disk).unwrap(), &register(REGISTER));
    let mut child = office.apply();
    let mut input = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    for n in 0..20 {
        writeln!(input, "{}", model::small(n)).unwrap();
        assert!(answers.next().unwrap().unwrap().starts_with("ok "));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let log = office.vault_file("register.db-wal");
    assert!(log.metadata().unwrap().len() > 0);
    let _ = fs::remove_file(office.vault_file("register.db-shm"));
    let filler = fill(&disk);
    let before = office.files();
    let full = office.run(&LOOK);
    assert_eq!(full.status, Some(0), "{}", full.stderr);
    assert!(full.stderr.contains("opened for reading only"), "{}", full.stderr);
    // The index of the log, which could not grow, holds nothing of the register.
    let mut now = office.files();
    now.remove("register.db-shm");
    assert!(now == before, "nothing in the directory changed");
    // Elsewhere there is no room either.
    let mut nowhere = office.command(&LOOK);
    let nowhere = Outcome::of(nowhere.env("TMPDIR", &disk).output().unwrap());
    assert_eq!(nowhere.status, Some(74), "{}", nowhere.stderr);
    assert!(nowhere.stderr.contains("register.db-wal"), "{}", nowhere.stderr);
    fs::remove_file(filler).unwrap();
    let now = office.run(&LOOK);
    assert_eq!(
        (now.status, &now.stdout),
        (Some(0), &full.stdout),
        "it was the whole register: {}",
        now.stderr
    );
}

fn planned(register: &Register, line: &str) -> Change {
    let today: Date = "2026-11-22".parse().unwrap();
    let command = Request::read(line.as_bytes()).unwrap().command(register, today, &|_| None).unwrap();
    command.plan(register, today).unwrap()
}

/// As the screen meets it: the session stays open, and the same change is recorded once there is room.
#[test]
fn the_same_session_goes_on_after_a_full_disk() {
    let Some(disk) = small_disk() else {
        on_a_small_disk("full::the_same_session_goes_on_after_a_full_disk");
        return;
    };
    let office = Office::at(tempfile::tempdir_in(&disk).unwrap(), &register(REGISTER));
    let mut vault = office.unlock().unwrap();
    let mut register = vault.load().unwrap();
    let filler = fill(&disk);
    let entry = Entry::new("edit", NOW);
    let mut refused = None;
    for n in 0..1_000 {
        let change = planned(&register, &model::big(n));
        match vault.commit(&change, &entry) {
            Ok(_) => register.apply(&change).unwrap(),
            Err(error) => {
                refused = Some((change, error));
                break;
            }
        }
    }
    let (change, error) = refused.unwrap();
    assert!(matches!(error, StoreError::DiskFull(_)), "{error:?}");
    assert_eq!(vault.load().unwrap(), register);
    fs::remove_file(filler).unwrap();
    vault.commit(&change, &entry).unwrap();
    register.apply(&change).unwrap();
    vault.lock().unwrap();
    let mut vault = office.unlock().unwrap();
    assert_eq!(vault.load().unwrap(), register);
    assert_eq!(vault.notices(), &[]);
}
