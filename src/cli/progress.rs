//! How far long work is, told on a terminal in one line of standard error that is gone at the end; and Ctrl+C, which stops it.

use std::{
    io::{self, IsTerminal as _, Write as _},
    sync::{Mutex, OnceLock, PoisonError},
    thread,
    time::{Duration, Instant},
};

use crate::{
    register::{Lang, Progress, Work},
    tui::{
        terminal::takes_sequences,
        words::{WorkWord, progress},
    },
};

use super::signals;

/// So often it is told anew.
const EVERY: Duration = Duration::from_millis(200);

/// The work of this command.
static WORK: OnceLock<Work> = OnceLock::new();

/// Whether a line stands on the terminal.
static LINE: Mutex<bool> = Mutex::new(false);

/// Takes the line away, where there is one.
pub(super) fn quiet() {
    clear(&mut LINE.lock().unwrap_or_else(PoisonError::into_inner));
}

/// The same in a program that ends at once, and waits for nobody.
pub(super) fn quiet_at_the_end() {
    if let Ok(mut stands) = LINE.try_lock() {
        clear(&mut stands);
    }
}

fn clear(stands: &mut bool) {
    if std::mem::take(stands) {
        // A terminal that is gone needs no cleaning.
        let _ = write!(io::stderr(), "\r\x1b[K");
    }
}

/// The work of this command, which is watched from now on.
pub(super) fn watch(lang: Lang) -> Work {
    let work = WORK.get_or_init(Work::default).clone();
    signals::listen();
    if io::stderr().is_terminal() && takes_sequences() {
        let watched = work.clone();
        // Where there is no thread to be had nothing is told.
        let _ = thread::Builder::new().name("progress".to_owned()).spawn(move || tell(&watched, lang));
    }
    work
}

/// Asks the work of this command to stop; says whether it will, or ends by itself in a moment. Who asks twice does not wait.
pub(super) fn stop() -> bool {
    let Some(work) = WORK.get().filter(|work| work.progress().is_some() && !work.is_stopped()) else {
        return false;
    };
    // What must not be stopped ends in a moment.
    work.stop();
    true
}

fn tell(work: &Work, lang: Lang) {
    let mut since = None;
    loop {
        thread::sleep(EVERY);
        let Some(at) = work.progress() else {
            since = None;
            quiet();
            continue;
        };
        if since.get_or_insert_with(Instant::now).elapsed() < at.stage.patience().saturating_sub(EVERY) {
            continue;
        }
        let ends = match at {
            Progress { stopped: true, .. } => "",
            Progress { stoppable: true, .. } => WorkWord::ToStop.say(lang),
            Progress { .. } => WorkWord::GoesOn.say(lang),
        };
        let mut stands = LINE.lock().unwrap_or_else(PoisonError::into_inner);
        // What is too long for the terminal is cut by it, and does not go on in the next line.
        let line = format!("\r\x1b[?7l{}  {}\x1b[K\x1b[?7h", progress(&at, lang), ends);
        *stands = io::stderr().write_all(line.as_bytes()).is_ok();
    }
}
