//! After a lock nothing of the register is in the memory of the program, and the same door stands in front of it.

use std::{
    fs::{self, File},
    os::unix::fs::FileExt as _,
    time::{Duration, Instant},
};

use crate::{
    run::{Desk, PASSWORD},
    screen::Terminal,
};

/// A name of the register, and what is half typed: in no text of the program.
const NAMES: [&str; 2] = ["鷺洲 うらら", "衣笠 みちる"];
const HALF_TYPED: &str = "haNbuN-uchikake";

fn desk() -> Desk {
    let [first, second] = NAMES;
    Desk::with_vault(&format!(
        r#"{{"format": "mcs-register/1", "office": {{"name": "試験事業所"}},
            "staff": [{{"id": "S-001", "name": "{first}"}}, {{"id": "S-002", "name": "{second}"}}]}}"#
    ))
}

/// How often each of some texts stands in the memory of a process; nothing where the system lets nobody look.
fn count(process: u32) -> Option<Vec<usize>> {
    let wanted: Vec<&[u8]> =
        NAMES.iter().chain([&HALF_TYPED, &PASSWORD]).map(|text| text.as_bytes()).collect();
    let memory = File::open(format!("/proc/{process}/mem")).ok()?;
    let maps = fs::read_to_string(format!("/proc/{process}/maps")).ok()?;
    let mut counts = vec![0; wanted.len()];
    for line in maps.lines() {
        let mut parts = line.split_whitespace();
        let (range, rights) = (parts.next()?, parts.next()?);
        if !rights.starts_with("rw") {
            continue;
        }
        let (from, to) = range.split_once('-')?;
        let [from, to] = [from, to].map(|place| u64::from_str_radix(place, 16).unwrap());
        let mut bytes = vec![0; usize::try_from(to - from).unwrap()];
        if memory.read_exact_at(&mut bytes, from).is_err() {
            continue;
        }
        for (place, first) in bytes.iter().enumerate() {
            for (count, wanted) in counts.iter_mut().zip(&wanted) {
                *count += usize::from(wanted[0] == *first && bytes[place..].starts_with(wanted));
            }
        }
    }
    Some(counts)
}

/// Waits until nothing is left in memory.
fn wait_until_gone(terminal: &mut Terminal, process: u32) {
    let until = Instant::now() + Duration::from_secs(30);
    loop {
        terminal.screen_after(Duration::from_millis(100));
        // While one process begins in the place of the other there is nothing to read.
        match count(process) {
            Some(counts) if counts.iter().all(|count| *count == 0) => return,
            counts => assert!(Instant::now() < until, "{counts:?}\n{}", terminal.contents()),
        }
    }
}

/// The register is open on the list of staff, with a half-typed form; nothing where nobody may look into its memory.
fn half_typed(terminal: &mut Terminal, in_shell: bool) -> Option<u32> {
    terminal.wait_for("試験事業所");
    terminal.press("2/");
    terminal.press("uRaRa\r");
    terminal.wait_for(NAMES[0]);
    terminal.press("n");
    terminal.wait_for("氏名");
    terminal.press(HALF_TYPED);
    terminal.wait_for(HALF_TYPED);
    let shell = terminal.child.process_id().unwrap();
    let process = if in_shell { terminal.job() } else { shell };
    let found = count(process)?;
    assert!(found[..3].iter().all(|count| *count > 0), "the search finds what is there: {found:?}");
    Some(process)
}

fn back_again(terminal: &mut Terminal) {
    terminal.wait_for("台帳を開く");
    terminal.press(&format!("{PASSWORD}\r"));
    // The form is there again, and behind it the list as it was narrowed.
    terminal.wait_for(HALF_TYPED);
    terminal.press("\u{1b}");
    terminal.wait_for("破棄");
    terminal.press("y");
    terminal.wait_for(NAMES[0]);
    assert!(!terminal.contents().contains(NAMES[1]), "{}", terminal.contents());
    terminal.press("q");
}

#[test]
fn after_a_lock_nothing_of_the_register_is_in_memory_and_all_of_it_comes_back() {
    let desk = desk();
    let password = desk.path("password");
    let mut terminal = Terminal::start(&desk, &["--password-file", password.to_str().unwrap()]);
    let Some(process) = half_typed(&mut terminal, false) else { return };
    terminal.press("\u{c}");
    wait_until_gone(&mut terminal, process);
    assert_eq!(terminal.child.process_id(), Some(process));
    terminal.wait_for("ロックしました");
    let open = fs::read_dir(format!("/proc/{process}/fd")).unwrap().count();
    assert!(open < 20, "no file goes along: {open}");
    assert!(
        !fs::read(format!("/proc/{process}/cmdline")).unwrap().windows(6).any(|bytes| bytes == b"himits")
    );
    back_again(&mut terminal);
    assert_eq!(terminal.child.wait().unwrap().exit_code(), 0);
    assert!(terminal.is_as_before(), "what is typed is shown again");
}

#[test]
fn a_stopped_program_holds_nothing_either_and_asks_for_the_password_when_it_goes_on() {
    let desk = desk();
    let password = desk.path("password");
    let mut terminal = Terminal::start_in_shell(&desk, &["--password-file", password.to_str().unwrap()]);
    let Some(process) = half_typed(&mut terminal, true) else { return };
    terminal.press("\u{1a}");
    terminal.wait_until_stopped(&process.to_string());
    assert!(terminal.is_as_before(), "the shell has its terminal");
    assert_eq!(count(process).unwrap(), [0; 4]);
    terminal.press("\r");
    back_again(&mut terminal);
    assert_eq!(terminal.child.wait().unwrap().exit_code(), 0);
    assert!(terminal.is_as_before());
}

/// An upgrade puts another file in the place of the program while it runs: the one that runs goes on.
#[test]
fn the_program_that_runs_goes_on_after_an_upgrade() {
    let desk = desk();
    let password = desk.path("password");
    let program = desk.path("mcs-register");
    fs::copy(env!("CARGO_BIN_EXE_mcs-register"), &program).unwrap();
    let args = ["--password-file", password.to_str().unwrap()];
    let mut terminal = Terminal::start_program(program.as_os_str(), &desk, &args, &[]);
    let Some(process) = half_typed(&mut terminal, false) else { return };
    fs::remove_file(&program).unwrap();
    fs::write(&program, "another version\n").unwrap();
    terminal.press("\u{c}");
    wait_until_gone(&mut terminal, process);
    back_again(&mut terminal);
    assert_eq!(terminal.child.wait().unwrap().exit_code(), 0);
}

/// What cannot be kept is dropped, and that is said: in the program that goes on as well.
#[test]
fn what_could_not_be_kept_is_gone_and_the_door_says_so() {
    let desk = desk();
    let password = desk.path("password");
    let mut terminal = Terminal::start(&desk, &["--password-file", password.to_str().unwrap()]);
    let Some(process) = half_typed(&mut terminal, false) else { return };
    // Another session writes, and does not end within the time that is waited for it.
    let key = {
        use mcs_register::store::{Places, Secret, Vault};
        let vault = Vault::unlock(&Places::in_dir(desk.path("vault")), &Secret::new(PASSWORD.to_owned()));
        vault.unwrap().raw_key()
    };
    let other = rusqlite::Connection::open(desk.path("vault/register.db")).unwrap();
    let hold = format!("PRAGMA cipher_log_level = NONE; PRAGMA key = \"x'{}'\"; BEGIN IMMEDIATE;", *key);
    other.execute_batch(&hold).unwrap();
    terminal.press("\u{c}");
    terminal.wait_for("控えられなかったため");
    other.execute_batch("ROLLBACK").unwrap();
    drop(other);
    wait_until_gone(&mut terminal, process);
    terminal.wait_for("控えられなかったため");
    terminal.child.kill().unwrap();
    terminal.child.wait().unwrap();
}
