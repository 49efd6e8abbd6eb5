//! Waits after wrong passwords, across restarts.
//!
//! The first two wrong ones cost nothing; then each wait is twice the one before, from two seconds up to a quarter of an hour. The
//! count lies beside the key file, where it can be deleted, damaged and forged: it slows a guesser at the keyboard down,
//! and shows the owner that there was one. Whoever can write there can copy the files and guess elsewhere; what holds
//! then is the cost of each guess. So everything doubtful is read in the owner's favour, and nobody is
//! locked out for longer than the longest wait, whatever the file or the clock says.

use std::{
    fs::{File, OpenOptions},
    io::{Read as _, Seek as _, Write as _},
    path::PathBuf,
    sync::Mutex,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use chrono::{DateTime, TimeDelta};
use serde::{Deserialize, Serialize};

use super::{
    error::StoreError,
    files::{self, Places},
    notice::Notice,
};

const FORMAT: &str = "mcs-register-attempts/1";
/// So many wrong passwords cost nothing.
const FREE: u32 = 2;
/// The longest wait, in seconds.
const LONGEST: u64 = 15 * 60;
/// More than the file ever has.
const MAX_FILE: u64 = 4096;

/// Counts of vaults whose directory cannot be written to; gone with the process.
static UNWRITTEN: Mutex<Vec<(PathBuf, Attempts)>> = Mutex::new(Vec::new());

/// Wrong passwords since the last good one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Attempts {
    format: String,
    count: u32,
    /// When the last one was given: seconds since 1970.
    last: u64,
}

impl Attempts {
    /// How long the next try has to wait in all, in seconds.
    fn wait(&self) -> u64 {
        match self.count.checked_sub(FREE) {
            None | Some(0) => 0,
            Some(over) => 1_u64.checked_shl(over).unwrap_or(LONGEST).min(LONGEST),
        }
    }

    /// How much of it is left.
    fn left(&self, now: u64) -> u64 {
        // A time to come was written by a wrong clock, or this one is wrong: the wait begins anew, once.
        self.wait().saturating_sub(now.saturating_sub(self.last))
    }
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO).as_secs()
}

/// The place of the count.
fn file_of(places: &Places) -> PathBuf {
    places.key_file().with_extension("attempts")
}

/// Reads the count; what cannot be read counts nothing.
fn read(file: &mut File) -> Attempts {
    let mut text = Vec::new();
    let read = file.take(MAX_FILE).read_to_end(&mut text);
    let attempts = read.ok().and_then(|_| serde_json::from_slice(&text).ok());
    attempts.filter(|attempts: &Attempts| attempts.format == FORMAT).unwrap_or_default()
}

fn known(places: &Places) -> Attempts {
    let path = file_of(places);
    let unwritten = UNWRITTEN
        .lock()
        .ok()
        .and_then(|all| all.iter().find(|(place, _)| *place == path).map(|(_, attempts)| attempts.clone()));
    unwritten.unwrap_or_else(|| File::open(&path).map(|mut file| read(&mut file)).unwrap_or_default())
}

/// Changes the count, in the file or, where that cannot be written, in memory.
fn change(places: &Places, change: impl Fn(&mut Attempts)) {
    let path = file_of(places);
    let written = (|| {
        let mut options = OpenOptions::new();
        let mut file =
            files::private_file(options.read(true).write(true).create(true).truncate(false), &path)?;
        // Two sessions that count at once count two. A lock that is not to be had stops nobody.
        let locked = file.try_lock().is_ok() || {
            std::thread::sleep(Duration::from_millis(50));
            file.try_lock().is_ok()
        };
        let mut attempts = read(&mut file);
        change(&mut attempts);
        let text = serde_json::to_vec(&attempts)?;
        file.rewind()?;
        file.set_len(0)?;
        file.write_all(&text)?;
        if locked { file.unlock() } else { Ok(()) }
    })();
    let Ok(mut all) = UNWRITTEN.lock() else { return };
    let known = all.iter().position(|(place, _)| *place == path);
    if written.is_ok() {
        all.retain(|(place, _)| *place != path);
    } else if let Some(place) = known {
        change(&mut all[place].1);
    } else {
        let mut attempts = File::open(&path).map(|mut file| read(&mut file)).unwrap_or_default();
        change(&mut attempts);
        all.push((path, attempts));
    }
}

/// Whether a password may be tried now.
///
/// # Errors
/// [`StoreError::Wait`] with what is left to wait.
pub(super) fn may_try(places: &Places) -> Result<(), StoreError> {
    let attempts = known(places);
    let now = now();
    if attempts.last > now && attempts.wait() > 0 {
        change(places, |attempts| attempts.last = attempts.last.min(now));
    }
    match attempts.left(now) {
        0 => Ok(()),
        seconds => Err(StoreError::Wait { seconds }),
    }
}

/// How many seconds the next password or recovery key has to wait, for who shows that before it is tried.
pub fn seconds_to_wait(places: &Places) -> u64 {
    known(places).left(now())
}

/// Counts a wrong password or recovery key.
pub(super) fn count_wrong(places: &Places) {
    change(places, |attempts| {
        *attempts =
            Attempts { format: FORMAT.to_owned(), count: attempts.count.saturating_add(1), last: now() };
    });
}

/// Forgets the count, and says what there is to tell of it.
pub(super) fn clear(places: &Places) -> Option<Notice> {
    let attempts = known(places);
    let path = file_of(places);
    if let Ok(mut all) = UNWRITTEN.lock() {
        all.retain(|(place, _)| *place != path);
    }
    // Where it cannot be removed it is told once more at the next unlock.
    let _ = files::remove_stale(&path);
    (attempts.count > 0).then(|| Notice::WrongPasswords { count: attempts.count, last: stamp(attempts.last) })
}

/// A moment as the history writes it: Japan's time with its offset.
fn stamp(seconds: u64) -> String {
    let moment = i64::try_from(seconds).ok().and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    let there = moment.unwrap_or(DateTime::UNIX_EPOCH).checked_add_signed(TimeDelta::hours(9));
    there.unwrap_or(DateTime::UNIX_EPOCH).format("%Y-%m-%dT%H:%M:%S+09:00").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempts(count: u32, last: u64) -> Attempts {
        Attempts { format: FORMAT.to_owned(), count, last }
    }

    #[test]
    fn waits_grow_up_to_a_quarter_of_an_hour() {
        let waits: Vec<u64> = (0..14).map(|count| attempts(count, 0).wait()).collect();
        assert_eq!(waits, [0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
        assert_eq!(attempts(u32::MAX, 0).wait(), LONGEST);
    }

    #[test]
    fn what_was_waited_counts_and_a_time_to_come_costs_one_wait() {
        assert_eq!(attempts(5, 100).left(100), 8);
        assert_eq!(attempts(5, 100).left(103), 5);
        assert_eq!(attempts(5, 100).left(200), 0);
        assert_eq!(attempts(5, u64::MAX).left(100), 8);
    }

    #[test]
    fn a_wrong_clock_starts_one_wait_and_no_more() {
        let dir = tempfile::tempdir().unwrap();
        let places = Places::in_dir(dir.path());
        std::fs::write(file_of(&places), serde_json::to_vec(&attempts(3, u64::MAX)).unwrap()).unwrap();
        assert!(matches!(may_try(&places), Err(StoreError::Wait { seconds: 2 })));
        assert!((1..=2).contains(&seconds_to_wait(&places)));
        assert!(known(&places).last <= now(), "the clock runs from now");
        std::fs::write(file_of(&places), serde_json::to_vec(&attempts(3, now() - 2)).unwrap()).unwrap();
        assert!(may_try(&places).is_ok());
    }

    #[test]
    fn a_damaged_or_foreign_count_stops_nobody_and_is_replaced() {
        let dir = tempfile::tempdir().unwrap();
        let places = Places::in_dir(dir.path());
        for text in ["", "{", r#"{"format":"other","count":9,"last":9}"#, "\u{0}\u{0}"] {
            std::fs::write(file_of(&places), text).unwrap();
            assert!(may_try(&places).is_ok(), "{text:?}");
            count_wrong(&places);
            assert_eq!(known(&places).count, 1, "{text:?}");
        }
    }

    #[test]
    fn where_nothing_can_be_written_the_count_is_kept_in_memory() {
        let dir = tempfile::tempdir().unwrap();
        let places = Places::in_dir(dir.path().join("not there"));
        for _ in 0..3 {
            assert!(may_try(&places).is_ok());
            count_wrong(&places);
        }
        assert!(matches!(may_try(&places), Err(StoreError::Wait { seconds: 1..=2 })));
        assert!(matches!(clear(&places), Some(Notice::WrongPasswords { count: 3, .. })));
        assert!(may_try(&places).is_ok());
    }

    #[test]
    fn counts_of_sessions_at_once_add_up() {
        let dir = tempfile::tempdir().unwrap();
        let places = Places::in_dir(dir.path());
        count_wrong(&places);
        count_wrong(&places);
        assert_eq!(known(&places).count, 2);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = std::fs::metadata(file_of(&places)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn a_moment_is_told_in_japans_time() {
        assert_eq!(stamp(1_795_305_600), "2026-11-22T09:00:00+09:00");
    }
}
