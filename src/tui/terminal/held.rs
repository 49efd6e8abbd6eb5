//! The terminal as one process leaves it to the next one in its place: still taken, with how it was set before.

use serde::{Deserialize, Serialize};

/// How the terminal was set before it was taken, and whether it still is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    pub(super) taken: bool,
    /// The modes of input, output, control and the line, and the two codes that raw mode changes.
    #[cfg(unix)]
    before: Option<([u64; 4], [u8; 2])>,
}

impl Held {
    /// What is so now.
    pub(super) fn now(taken: bool) -> Self {
        Self {
            taken,
            #[cfg(unix)]
            before: before::of(),
        }
    }

    /// Takes the terminal over as it is.
    pub fn take_over(&self) {
        #[cfg(unix)]
        if let Some(modes) = self.before {
            before::put(modes);
        }
        super::TAKEN.store(self.taken, std::sync::atomic::Ordering::SeqCst);
    }
}

/// How the terminal was set before it was taken. crossterm knows that as well, but only of its own process.
#[cfg(unix)]
pub(super) mod before {
    use std::{
        fs::File,
        io::{self, IsTerminal as _},
        os::fd::{AsFd as _, BorrowedFd},
        sync::{Mutex, PoisonError},
    };

    use rustix::termios::{
        ControlModes, InputModes, LocalModes, OptionalActions, OutputModes, SpecialCodeIndex, Termios,
        tcgetattr, tcsetattr,
    };

    static BEFORE: Mutex<Option<Termios>> = Mutex::new(None);

    fn with_terminal<T>(act: impl FnOnce(BorrowedFd<'_>) -> rustix::io::Result<T>) -> Option<T> {
        let stdin = io::stdin();
        if stdin.is_terminal() {
            return act(stdin.as_fd()).ok();
        }
        act(File::open("/dev/tty").ok()?.as_fd()).ok()
    }

    fn known() -> std::sync::MutexGuard<'static, Option<Termios>> {
        BEFORE.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Remembers how the terminal is set, unless that is known.
    pub fn remember() {
        let mut before = known();
        if before.is_none() {
            *before = with_terminal(|fd| tcgetattr(fd));
        }
    }

    /// Sets the terminal as it was, and forgets that.
    pub fn restore() {
        if let Some(before) = known().take() {
            with_terminal(|fd| tcsetattr(fd, OptionalActions::Now, &before));
        }
    }

    pub(super) fn of() -> Option<([u64; 4], [u8; 2])> {
        let before = known();
        let modes = before.as_ref()?;
        let bits = [
            modes.input_modes.bits().into(),
            modes.output_modes.bits().into(),
            modes.control_modes.bits().into(),
            modes.local_modes.bits().into(),
        ];
        let codes = [SpecialCodeIndex::VMIN, SpecialCodeIndex::VTIME].map(|index| modes.special_codes[index]);
        Some((bits, codes))
    }

    pub(super) fn put(([input, output, control, local], [min, time]): ([u64; 4], [u8; 2])) {
        let Some(mut modes) = with_terminal(|fd| tcgetattr(fd)) else { return };
        let bits = |bits: u64| bits.try_into().unwrap_or_default();
        modes.input_modes = InputModes::from_bits_retain(bits(input));
        modes.output_modes = OutputModes::from_bits_retain(bits(output));
        modes.control_modes = ControlModes::from_bits_retain(bits(control));
        modes.local_modes = LocalModes::from_bits_retain(bits(local));
        modes.special_codes[SpecialCodeIndex::VMIN] = min;
        modes.special_codes[SpecialCodeIndex::VTIME] = time;
        *known() = Some(modes);
    }
}
