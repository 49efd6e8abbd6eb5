//! Killed, out of space or with a failing disk at every single call by which a session writes: `strace` counts the
//! calls and lets one of them go wrong. What was acknowledged is there, whatever the call was.
//!
//! Where there is no `strace`, or it may not trace, this is said on standard error and the random kills remain.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use super::{
    model::{self, Model},
    office::{Office, Outcome, REGISTER, register},
};

/// Every call that changes a file. With a question mark: not every machine knows all of them.
const CALLS: &[&str] = &[
    "pwrite64",
    "write",
    "fsync",
    "fdatasync",
    "ftruncate",
    "?rename",
    "?renameat",
    "?renameat2",
    "?unlink",
    "unlinkat",
];

/// More calls of one kind than a short session makes: a test that comes here does not end by itself.
const MANY: usize = 2_000;

pub fn can_trace() -> bool {
    let tries = Command::new("strace").args(["-f", "-o", "/dev/null", "true"]).output();
    let there = tries.is_ok() || std::env::var_os("CI").is_none();
    assert!(there, "strace is missing: nothing is left out here");
    let can = tries.is_ok_and(|output| output.status.success());
    if !can {
        eprintln!(
            "\n*** NOT TESTED: there is no strace here, or it may not trace. Accidents at every write point were left out; \
             only the kills at random moments remain. Install strace. ***\n"
        );
    }
    can
}

/// A short session: edits of one record, facts about several, a record of many pages.
fn given() -> Vec<String> {
    vec![model::small(1), model::facts(1), model::big(3), model::small(2)]
}

/// Runs the session with one call tampered with; whether the accident came.
fn session(office: &Office, commands: &Path, call: &str, accident: &str, trace: &Path) -> (Outcome, bool) {
    let inject = format!("inject={call}:{accident}");
    let (trace, commands) = (trace.to_str().unwrap(), commands.to_str().unwrap());
    let by = ["strace", "-f", "-qq", "-o", trace, "-e", &format!("trace={call}"), "-e", &inject];
    let outcome = Outcome::of(office.wrapped(&by, &["apply", commands, "--lang", "en"]).output().unwrap());
    let traced = std::fs::read_to_string(trace).unwrap();
    (outcome, traced.contains("(INJECTED)") || traced.contains("killed by SIGKILL"))
}

/// Lets the accident happen at the first, second, … call of each kind, each time to a vault as it was.
fn at_every_call(accident: impl Fn(usize) -> String, check: impl Fn(&Office, &[String], &Outcome, &str)) {
    if !can_trace() {
        return;
    }
    let given = given();
    let pristine = Office::new();
    let desk = tempfile::tempdir().unwrap();
    let trace: PathBuf = desk.path().join("trace");
    let mut counts = Vec::new();
    for call in CALLS {
        let mut number = 1;
        loop {
            let office = pristine.copy();
            let commands = office.apply_file(&given);
            let accident = accident(number);
            let (outcome, came) = session(&office, &commands, call, &accident, &trace);
            let about = format!("{call}:{accident}");
            check(&office, &given, &outcome, &about);
            if !came {
                assert_eq!(outcome.acknowledged(), given.len(), "{about}: {outcome:?}");
                break;
            }
            number += 1;
            assert!(number < MANY, "{about}");
        }
        counts.push(format!("{call} {}", number - 1));
    }
    eprintln!("accidents at: {}", counts.join(", "));
    // A session that writes nowhere would pass everything above.
    assert!(
        counts.iter().any(|count| count.starts_with("pwrite64 ") && count.len() > "pwrite64 9".len()),
        "{counts:?}"
    );
}

/// What was acknowledged is there. What was not may be there only where nobody said that it is not.
fn nothing_is_lost(office: &Office, given: &[String], outcome: &Outcome, about: &str) {
    let mut model = Model::new(register(REGISTER));
    let settle = if about.contains("KILL") { Model::settle_after_kill } else { Model::settle };
    let held = settle(&mut model, office, given, outcome.acknowledged(), about);
    let said_so = outcome.stderr.is_empty() || outcome.stderr.contains("may have been");
    assert!(held == outcome.acknowledged() || said_so, "{about}: {held} are there, {outcome:?}");
}

#[test]
fn killed_at_every_write() {
    at_every_call(|number| format!("signal=KILL:when={number}"), nothing_is_lost);
}

#[test]
fn a_write_that_fails_once_is_told_or_made_good() {
    at_every_call(
        |number| format!("error=EIO:when={number}"),
        |office, given, outcome, about| {
            told_or_done(given, outcome, about);
            nothing_is_lost(office, given, outcome, about);
        },
    );
}

#[test]
fn a_disk_that_is_full_from_any_write_on_is_told() {
    at_every_call(
        |number| format!("error=ENOSPC:when={number}+"),
        |office, given, outcome, about| {
            told_or_done(given, outcome, about);
            nothing_is_lost(office, given, outcome, about);
        },
    );
}

/// The index of the log grows before anything is written: where it cannot, it is named, and nothing is lost.
#[test]
fn an_index_of_the_log_that_cannot_grow_is_told() {
    if !can_trace() {
        return;
    }
    let office = Office::new();
    let commands = office.apply_file(&given());
    let commands = commands.to_str().unwrap();
    let index = office.vault_file("register.db-shm");
    for error in ["EIO", "ENOSPC"] {
        let inject = format!("inject=pwrite64:error={error}");
        let by = ["strace", "-f", "-qq", "-o", "/dev/null", "-P", index.to_str().unwrap(), "-e", &inject];
        let outcome =
            Outcome::of(office.wrapped(&by, &["apply", commands, "--lang", "en"]).output().unwrap());
        assert_eq!((outcome.status, outcome.acknowledged()), (Some(74), 0), "{error}: {outcome:?}");
        outcome.assert_says_something(error);
        assert!(outcome.stderr.contains("register.db-shm"), "{error}: {outcome:?}");
    }
    let outcome = office.run(&["apply", commands]);
    assert_eq!((outcome.status, outcome.acknowledged()), (Some(0), given().len()), "{outcome:?}");
}

/// Either the run ended with a sentence, or everything was done and at most the tidying up is told.
fn told_or_done(given: &[String], outcome: &Outcome, about: &str) {
    // What is written cannot be heard where writing is what fails.
    let speechless = about.starts_with("write:");
    match outcome.status {
        Some(74) if speechless => {}
        Some(74) => {
            outcome.assert_says_something(about);
            // Before the sentence it may be told that the register was opened to be looked at.
            let sentences = outcome.stderr.lines().filter(|line| !line.starts_with("mcs-register: notice: "));
            assert_eq!(sentences.count(), 1, "{about}: {}", outcome.stderr);
        }
        Some(0) => {
            assert!(outcome.acknowledged() == given.len() || speechless, "{about}: {outcome:?}");
            if !outcome.stderr.is_empty() {
                outcome.assert_says_something(about);
            }
        }
        other => panic!("{about}: status {other:?}, {outcome:?}"),
    }
}
