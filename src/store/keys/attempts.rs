//! Waits after wrong passwords, across restarts.
//!
//! The first two wrong ones cost nothing; then each wait is twice the one before, from two seconds up to a quarter of an hour. A
//! guess is counted *before* it is tried, and the file of the count is locked from then to the verdict: guesses that come at
//! once are tried after one another, each against the waits of those before it, and one that is killed in the middle
//! stays counted. A right password takes its count back.
//!
//! The count lies beside the key file, where it can be deleted, damaged and forged: it slows a guesser at the keyboard down,
//! and shows the owner that there was one. Whoever can write there can copy the files and guess elsewhere; what holds
//! then is the cost of each guess. So everything doubtful is read in the owner's favour, and nobody is
//! locked out for longer than the longest wait, whatever the file or the clock says.

use std::{
    fs::{self, File, TryLockError},
    io::{self, Read as _, Seek as _, Write as _},
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, TryLockError as TryMutexError},
    thread,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use chrono::{DateTime, TimeDelta};
use serde::{Deserialize, Serialize};

use crate::register::Work;
use crate::store::{
    error::StoreError,
    files::{self, Places, ordinary},
    history::notice::Notice,
};

const FORMAT: &str = "mcs-register-attempts/1";
/// So many wrong passwords cost nothing.
const FREE: u32 = 2;
/// The longest wait, in seconds.
const LONGEST: u64 = 15 * 60;
/// More than the file ever has.
const MAX_FILE: u64 = 4096;

/// The file has always the same length, so that a count takes the place of another in one write, also on a full disk.
const FILE_LENGTH: usize = 128;
/// How long a guess waits for the one that is being tried.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often it looks whether that has ended.
const LOOK: Duration = Duration::from_millis(25);

/// Counts of vaults whose directory cannot be written to; gone with the process.
static UNWRITTEN: Mutex<Vec<(PathBuf, Attempts)>> = Mutex::new(Vec::new());
/// The turn of whoever guesses where there is no file to lock.
static TURN: Mutex<()> = Mutex::new(());

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

    /// These, and one more now.
    fn and_one(&self) -> Self {
        Self { format: FORMAT.to_owned(), count: self.count.saturating_add(1), last: now() }
    }

    /// These and others.
    fn and(&self, others: &Self) -> Self {
        let count = self.count.saturating_add(others.count);
        Self { format: FORMAT.to_owned(), count, last: self.last.max(others.last) }
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

/// The ending of a count's file.
const ENDING: &str = "attempts";

/// The place of the count.
fn file_of(places: &Places) -> PathBuf {
    places.key_file().with_extension(ENDING)
}

/// Reads the count; what cannot be read counts nothing.
fn read(file: &mut File) -> Attempts {
    let mut text = Vec::new();
    let read = file.take(MAX_FILE).read_to_end(&mut text);
    let attempts = read.ok().and_then(|_| serde_json::from_slice(&text).ok());
    attempts.filter(|attempts: &Attempts| attempts.format == FORMAT).unwrap_or_default()
}

/// What is known of the guesses, in memory where nothing can be written.
fn known(path: &Path) -> Attempts {
    let written = || ordinary::open_to_read(path).ok();
    unwritten(path).unwrap_or_else(|| written().map(|mut file| read(&mut file)).unwrap_or_default())
}

fn unwritten(path: &Path) -> Option<Attempts> {
    let all = UNWRITTEN.lock().ok()?;
    all.iter().find(|(place, _)| place == path).map(|(_, attempts)| attempts.clone())
}

/// Keeps a count in memory, or forgets it there.
fn keep(path: &Path, attempts: Option<Attempts>) {
    let Ok(mut all) = UNWRITTEN.lock() else { return };
    all.retain(|(place, _)| place != path);
    all.extend(attempts.map(|attempts| (path.to_owned(), attempts)));
}

/// The place of the count, held against everybody else who guesses, and given back when it is dropped, also by a kill.
struct Held {
    path: PathBuf,
    /// `None` where it cannot be written.
    file: Option<File>,
    _turn: Option<MutexGuard<'static, ()>>,
}

impl Held {
    /// Takes the place, after another guess where that does not take too long.
    fn take(path: PathBuf, patience: Duration, work: &Work) -> Result<Self, StoreError> {
        let begun = Instant::now();
        let wait = || {
            let left = begun.elapsed() < patience && !work.is_stopped();
            if left {
                thread::sleep(LOOK);
            }
            left
        };
        loop {
            // The count of one with a further name goes on in the new one; what is none counts nothing.
            let counted = ordinary::is_foreign(&path).then(|| known(&path));
            if counted.is_some() && files::remove_stale(&path).is_err() {
                break;
            }
            let Ok(mut file) = ordinary::open_or_make(&path) else { break };
            if let Some(counted) = counted.filter(|counted| counted.count > 0) {
                let _ = write(&mut file, &counted);
            }
            loop {
                match file.try_lock() {
                    Err(TryLockError::WouldBlock) if wait() => {}
                    Err(TryLockError::WouldBlock) => return Err(given_up(work)),
                    // A right password took the file away while this one waited for it: what counts is the next.
                    Ok(()) if !is_at(&file, &path) => break,
                    // A lock that is not to be had stops nobody.
                    Ok(()) | Err(TryLockError::Error(_)) => {
                        return Ok(Self { path, file: Some(file), _turn: None });
                    }
                }
            }
        }
        loop {
            match TURN.try_lock() {
                Err(TryMutexError::WouldBlock) if wait() => {}
                Err(TryMutexError::WouldBlock) => return Err(given_up(work)),
                turn => return Ok(Self { path, file: None, _turn: turn.ok() }),
            }
        }
    }

    /// The count: in memory where it could not be written, else in the file.
    fn read(&mut self) -> Attempts {
        match (unwritten(&self.path), &mut self.file) {
            (Some(attempts), _) => attempts,
            (None, Some(file)) => file.rewind().map(|()| read(file)).unwrap_or_default(),
            (None, None) => known(&self.path),
        }
    }

    /// Writes the count into the file or, where that cannot be written, into memory.
    fn write(&mut self, attempts: &Attempts) {
        let written = self.file.as_mut().map(|file| write(file, attempts));
        let missed = !matches!(written, Some(Ok(())));
        keep(&self.path, missed.then(|| attempts.clone()));
    }

    /// Forgets the count.
    fn clear(&mut self) {
        keep(&self.path, None);
        // Elsewhere a file that somebody waits for cannot be told from the one that takes its place.
        let gone = cfg!(unix) && files::remove_stale(&self.path).is_ok();
        if !gone && self.file.is_some() {
            self.write(&Attempts { format: FORMAT.to_owned(), ..Attempts::default() });
        }
    }
}

/// Why a guess did not wait for another one's end.
fn given_up(work: &Work) -> StoreError {
    if work.is_stopped() { StoreError::Stopped } else { StoreError::GuessUnderWay }
}

fn write(file: &mut File, attempts: &Attempts) -> io::Result<()> {
    let mut text = serde_json::to_vec(attempts)?;
    text.resize(text.len().max(FILE_LENGTH - 1), b' ');
    text.push(b'\n');
    file.rewind()?;
    file.write_all(&text)?;
    file.set_len(u64::try_from(text.len()).unwrap_or(MAX_FILE))
}

/// Whether an open file is the one that lies at a place now.
fn is_at(file: &File, path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let id = |found: fs::Metadata| (found.dev(), found.ino());
        file.metadata().map(id).ok() == fs::metadata(path).map(id).ok()
    }
    #[cfg(not(unix))]
    {
        let _ = file;
        fs::exists(path).unwrap_or(true)
    }
}

/// A guess that is counted already, and that nobody else's is tried beside. Without a verdict it stays counted.
pub(in crate::store) struct Guess {
    held: Held,
    /// What was counted before it.
    before: Attempts,
}

impl Guess {
    /// Counts a password or recovery key that is about to be tried; waits for one that is being tried.
    ///
    /// # Errors
    /// [`StoreError::Wait`] with what is left to wait, [`StoreError::GuessUnderWay`] where the other one does not end. Then
    /// nothing may be tried.
    pub(in crate::store) fn begin(places: &Places) -> Result<Self, StoreError> {
        Self::begin_watched(places, &Work::default())
    }

    /// The same for somebody who may stop waiting. Once it is counted it is tried to the end.
    pub(in crate::store) fn begin_watched(places: &Places, work: &Work) -> Result<Self, StoreError> {
        Self::begin_within(places, PATIENCE, work)
    }

    fn begin_within(places: &Places, patience: Duration, work: &Work) -> Result<Self, StoreError> {
        let mut held = Held::take(file_of(places), patience, work)?;
        let mut before = held.read();
        let now = now();
        if before.last > now && before.wait() > 0 {
            before.last = now;
            held.write(&before);
        }
        match before.left(now) {
            0 => {}
            seconds => return Err(StoreError::Wait { seconds }),
        }
        held.write(&before.and_one());
        Ok(Self { held, before })
    }

    /// It was wrong: the wait runs from now.
    pub(in crate::store) fn wrong(mut self) {
        self.held.write(&self.before.and_one());
    }

    /// Adds what was tried at backups. What is being tried there is told later.
    pub(in crate::store) fn gather(&mut self, backups: impl Iterator<Item = Places>) {
        self.before = taken_from(backups).fold(self.before.clone(), |all, tried| all.and(&tried));
    }

    /// It was right: forgets the count, and says what there is to tell of it.
    pub(in crate::store) fn right(mut self) -> Option<Notice> {
        self.held.clear();
        let Attempts { count, last, .. } = self.before;
        (count > 0).then(|| Notice::WrongPasswords { count, last: stamp(last) })
    }

    /// There was no verdict, or one that is not to be told here: takes back what this one was counted for.
    pub(in crate::store) fn take_back(mut self) {
        if self.before.count == 0 {
            self.held.clear();
        } else {
            self.held.write(&self.before);
        }
    }

    /// What an attempt has come to: wrong ones stay counted, and what could not be tried does not count. Right ones are
    /// told to the caller, who takes the verdict of those.
    pub(in crate::store) fn judge<T>(self, outcome: Result<T, StoreError>) -> Result<(T, Self), StoreError> {
        match outcome {
            Ok(opened) => Ok((opened, self)),
            Err(why) => {
                if matches!(why, StoreError::WrongPassword | StoreError::WrongRecoveryKey) {
                    self.wrong();
                } else {
                    self.take_back();
                }
                Err(why)
            }
        }
    }
}

/// Takes a count away, unless a guess is under way there.
fn take_away(path: PathBuf) -> Option<Attempts> {
    // To hold a place makes its file.
    path.symlink_metadata().ok()?;
    let mut held = Held::take(path, Duration::ZERO, &Work::default()).ok()?;
    let tried = held.read();
    held.file.is_some().then(|| held.clear())?;
    (tried.count > 0).then_some(tried)
}

fn taken_from(backups: impl Iterator<Item = Places>) -> impl Iterator<Item = Attempts> {
    backups.filter_map(|backup| take_away(file_of(&backup)))
}

/// What was tried at backups, to be told here and now.
pub(in crate::store) fn tried_at(backups: impl Iterator<Item = Places>) -> Option<Notice> {
    let Attempts { count, last, .. } = taken_from(backups).reduce(|all, tried| all.and(&tried))?;
    Some(Notice::GuessedAtBackup { count, last: stamp(last) })
}

/// Hands what was tried at a backup on to the register that it became: the next unlock tells it.
pub(in crate::store) fn hand_on(backup: &Places, register: &Places) {
    let Some(tried) = take_away(file_of(backup)) else { return };
    if let Ok(mut held) = Held::take(file_of(register), PATIENCE, &Work::default()) {
        let all = held.read().and(&tried);
        held.write(&all);
    }
}

/// How many seconds the next password or recovery key has to wait, for who shows that before it is tried.
pub fn seconds_to_wait(places: &Places) -> u64 {
    known(&file_of(places)).left(now())
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

    fn guess(places: &Places) -> Guess {
        Guess::begin(places).unwrap_or_else(|why| panic!("{why:?}"))
    }

    fn refused(places: &Places) -> Option<StoreError> {
        Guess::begin(places).err()
    }

    fn counted(places: &Places) -> u32 {
        known(&file_of(places)).count
    }

    #[test]
    fn a_wrong_clock_starts_one_wait_and_no_more() {
        let dir = tempfile::tempdir().unwrap();
        let places = Places::in_dir(dir.path());
        fs::write(file_of(&places), serde_json::to_vec(&attempts(3, u64::MAX)).unwrap()).unwrap();
        assert!(matches!(refused(&places), Some(StoreError::Wait { seconds: 2 })));
        assert!((1..=2).contains(&seconds_to_wait(&places)));
        assert!(known(&file_of(&places)).last <= now(), "the clock runs from now");
        fs::write(file_of(&places), serde_json::to_vec(&attempts(3, now() - 2)).unwrap()).unwrap();
        guess(&places).take_back();
        assert_eq!(counted(&places), 3);
    }

    #[test]
    fn a_damaged_or_foreign_count_stops_nobody_and_is_replaced() {
        let dir = tempfile::tempdir().unwrap();
        let places = Places::in_dir(dir.path());
        let long = format!("{{\"format\":{:?}}}", "x".repeat(900));
        for text in ["", "{", r#"{"format":"other","count":9,"last":9}"#, "\u{0}\u{0}", &long] {
            fs::write(file_of(&places), text).unwrap();
            guess(&places).wrong();
            assert_eq!(counted(&places), 1, "{text:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_leads_the_count_into_no_other_file() {
        let dir = tempfile::tempdir().unwrap();
        let places = Places::in_dir(dir.path());
        let other = dir.path().join("other");
        fs::write(&other, "another's").unwrap();
        let lay: [fn(&Path, &Path) -> io::Result<()>; 2] =
            [|other, at| std::os::unix::fs::symlink(other, at), |other, at| fs::hard_link(other, at)];
        for lay in lay {
            let _ = fs::remove_file(file_of(&places));
            lay(&other, &file_of(&places)).unwrap();
            assert_eq!(counted(&places), 0);
            guess(&places).wrong();
            assert_eq!((counted(&places), fs::read_to_string(&other).unwrap().as_str()), (1, "another's"));
        }
        assert!(fs::symlink_metadata(file_of(&places)).unwrap().is_file());
    }

    #[test]
    fn where_a_directory_lies_in_its_place_the_count_is_kept_in_memory() {
        let dir = tempfile::tempdir().unwrap();
        let places = Places::in_dir(dir.path());
        fs::create_dir(file_of(&places)).unwrap();
        guess(&places).wrong();
        assert_eq!(counted(&places), 1);
        assert!(guess(&places).right().is_some());
        assert!(file_of(&places).is_dir());
    }

    #[test]
    fn where_nothing_can_be_written_the_count_is_kept_in_memory() {
        let dir = tempfile::tempdir().unwrap();
        let places = Places::in_dir(dir.path().join("not there"));
        guess(&places).take_back();
        for _ in 0..3 {
            guess(&places).wrong();
        }
        assert!(matches!(refused(&places), Some(StoreError::Wait { seconds: 1..=2 })));
        keep(&file_of(&places), Some(attempts(3, 0)));
        let right = guess(&places);
        assert_eq!(counted(&places), 4, "before it is tried");
        assert!(matches!(right.right(), Some(Notice::WrongPasswords { count: 3, .. })));
        guess(&places).take_back();
        assert_eq!(counted(&places), 0);
    }

    #[test]
    fn a_guess_is_counted_before_its_verdict_and_without_one() {
        let dir = tempfile::tempdir().unwrap();
        let places = Places::in_dir(dir.path());
        let first = guess(&places);
        assert_eq!(counted(&places), 1, "while it is tried");
        drop(first);
        assert_eq!(counted(&places), 1, "killed in the middle");
        guess(&places).wrong();
        assert_eq!(counted(&places), 2);
        guess(&places).take_back();
        assert_eq!(counted(&places), 2, "what was there before stays");
        let right = guess(&places).right();
        assert!(matches!(right, Some(Notice::WrongPasswords { count: 2, .. })), "its own is taken back");
        assert!(!file_of(&places).exists());
        guess(&places).take_back();
        assert!(!file_of(&places).exists());
        assert_eq!(guess(&places).right(), None);
    }

    #[test]
    fn nothing_is_tried_beside_a_guess_and_its_end_is_waited_for() {
        let dir = tempfile::tempdir().unwrap();
        for places in [Places::in_dir(dir.path()), Places::in_dir(dir.path().join("not there"))] {
            let first = guess(&places);
            let second = Guess::begin_within(&places, Duration::ZERO, &Work::default());
            assert!(matches!(second.err(), Some(StoreError::GuessUnderWay)));
            thread::scope(|scope| {
                let waiting = scope.spawn(|| guess(&places).right());
                // The file goes while the other waits for it.
                assert_eq!(first.right(), None);
                assert_eq!(waiting.join().unwrap(), None);
            });
            assert_eq!(counted(&places), 0);
        }
    }

    #[test]
    fn of_many_guesses_at_once_each_is_counted_and_no_more_than_the_free_ones_are_tried() {
        let dir = tempfile::tempdir().unwrap();
        for places in [Places::in_dir(dir.path()), Places::in_dir(dir.path().join("not there either"))] {
            let tried = thread::scope(|scope| {
                let threads: Vec<_> = (0..20)
                    .map(|_| scope.spawn(|| Guess::begin(&places).map(Guess::wrong).is_ok()))
                    .collect();
                threads.into_iter().map(|one| u32::from(one.join().unwrap())).sum::<u32>()
            });
            assert_eq!((tried, counted(&places)), (FREE + 1, FREE + 1));
        }
    }

    #[test]
    fn any_number_of_right_ones_at_once_get_in() {
        let dir = tempfile::tempdir().unwrap();
        let places = Places::in_dir(dir.path());
        guess(&places).wrong();
        let told = thread::scope(|scope| {
            let threads: Vec<_> = (0..8).map(|_| scope.spawn(|| guess(&places).right())).collect();
            threads.into_iter().filter_map(|one| one.join().unwrap()).count()
        });
        assert_eq!(told, 1, "the wrong one is told once");
        assert_eq!(counted(&places), 0);
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_can_read_the_count() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().unwrap();
        let places = Places::in_dir(dir.path());
        guess(&places).wrong();
        let mode = fs::metadata(file_of(&places)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn a_moment_is_told_in_japans_time() {
        assert_eq!(stamp(1_795_305_600), "2026-11-22T09:00:00+09:00");
    }
}
