//! Signals that end the program: what it is writing is taken away first. The screen listens for itself.

pub(super) use listening::{listen, while_asking};

#[cfg(unix)]
mod listening {
    use std::{
        fs, io,
        sync::{
            OnceLock,
            atomic::{AtomicBool, Ordering},
        },
        thread,
    };

    use signal_hook::{
        consts::{SIGHUP, SIGINT, SIGTERM},
        iterator::Signals,
        low_level,
    };

    use crate::{
        cli::progress::{quiet_at_the_end, stop},
        documents::remove_pending,
    };

    /// Whether a password is being asked for, or the question ended by Ctrl+C.
    static ASKING: AtomicBool = AtomicBool::new(false);

    /// Listens from now on; says whether that could be done.
    pub fn listen() -> bool {
        static LISTENS: OnceLock<bool> = OnceLock::new();
        *LISTENS.get_or_init(|| start().is_ok())
    }

    fn start() -> io::Result<()> {
        // What was told to be passed over (nohup) stays so.
        let passed_over = passed_over();
        let heard =
            [SIGHUP, SIGTERM, SIGINT].into_iter().filter(|signal| (passed_over >> (signal - 1)) & 1 == 0);
        let mut signals = Signals::new(heard)?;
        thread::Builder::new().name("signals".to_owned()).spawn(move || {
            for signal in signals.forever() {
                if signal == SIGINT && ASKING.load(Ordering::SeqCst) {
                    continue;
                }
                if signal == SIGINT && stop() {
                    continue;
                }
                quiet_at_the_end();
                remove_pending();
                // By the signal itself, which a shell tells as 128 and its number.
                let _ = low_level::emulate_default_handler(signal);
                low_level::exit(128 + signal);
            }
        })?;
        Ok(())
    }

    /// The signals that are passed over, a bit each; none where the system does not tell.
    fn passed_over() -> u64 {
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or_default()
    }

    /// Asks at a terminal that does not show what is typed: Ctrl+C must not end the program meanwhile, since the terminal would
    /// stay so. Where that could not be made sure of, nothing is asked.
    pub fn while_asking(ask: impl FnOnce() -> io::Result<String>) -> Option<io::Result<String>> {
        if !listen() {
            return None;
        }
        ASKING.store(true, Ordering::SeqCst);
        let asked = ask();
        // The signal of a Ctrl+C that ended the question may be heard only now: the program ends in order.
        let ended = asked.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::Interrupted);
        ASKING.store(ended, Ordering::SeqCst);
        Some(asked)
    }
}

#[cfg(windows)]
mod listening {
    use std::{
        io,
        sync::{
            OnceLock,
            atomic::{AtomicBool, Ordering},
        },
        thread,
        time::Duration,
    };

    use crate::{
        cli::progress::{quiet_at_the_end, stop},
        documents::remove_pending,
        tui::terminal::console::{ENDED, Ending, on_ending},
    };

    /// Whether a password is being asked for.
    static ASKING: AtomicBool = AtomicBool::new(false);

    /// How long a question may take to end by a Ctrl+C.
    const PATIENCE: Duration = Duration::from_millis(500);

    /// Listens from now on; says whether that could be done.
    pub fn listen() -> bool {
        static LISTENS: OnceLock<bool> = OnceLock::new();
        *LISTENS.get_or_init(|| on_ending(end).is_ok())
    }

    fn end(ending: Ending) {
        if ending == Ending::Interrupt && ASKING.load(Ordering::SeqCst) {
            thread::sleep(PATIENCE);
            if !ASKING.load(Ordering::SeqCst) {
                return;
            }
        }
        if ending == Ending::Interrupt && stop() {
            return;
        }
        quiet_at_the_end();
        remove_pending();
        std::process::exit(ENDED);
    }

    /// Asks at a console that does not show what is typed: Ctrl+C ends the question first, which sets the console as it was.
    pub fn while_asking(ask: impl FnOnce() -> io::Result<String>) -> Option<io::Result<String>> {
        if !listen() {
            return None;
        }
        ASKING.store(true, Ordering::SeqCst);
        let asked = ask();
        ASKING.store(false, Ordering::SeqCst);
        // A console comes to no end but by Ctrl+C.
        Some(asked.map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => io::ErrorKind::Interrupted.into(),
            _ => error,
        }))
    }
}
