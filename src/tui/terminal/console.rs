//! What Windows does in its own way: its console takes text and not bytes, and says by events of its own that the program has
//! to end.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Wake, Waker},
    thread::{self, Thread},
};

use crossterm_winapi::{Console, ConsoleMode, Handle};
use tokio::signal::windows::{ctrl_break, ctrl_c, ctrl_close, ctrl_logoff, ctrl_shutdown};

/// Where frames go: to the console itself, each in one call. Rust's standard output would cut a frame at its line ends and every
/// 4 KiB, in the middle of a sequence.
pub struct Output(Console);

impl Output {
    /// The console of this process.
    ///
    /// # Errors
    /// Where standard output is no console, as in a window that only passes bytes on, or one that does not know escape sequences.
    pub fn new() -> io::Result<Self> {
        let unsupported = |why: &str| io::Error::new(io::ErrorKind::Unsupported, why);
        let console = Handle::output_handle().map(ConsoleMode::from);
        let set = console.and_then(|console| Ok((console.mode()?, console)));
        let (mode, console) =
            set.map_err(|_| unsupported("standard output is no console of Windows: use Windows Terminal"))?;
        before().get_or_insert(mode);
        console
            .set_mode(mode | SEQUENCES)
            .map_err(|_| unsupported("this console does not know escape sequences: use Windows Terminal"))?;
        Ok(Self(Handle::current_out_handle()?.into()))
    }
}

/// Escape sequences are carried out (`ENABLE_VIRTUAL_TERMINAL_PROCESSING`).
const SEQUENCES: u32 = 0x4;

/// How the console was set before it was taken.
fn before() -> MutexGuard<'static, Option<u32>> {
    static BEFORE: Mutex<Option<u32>> = Mutex::new(None);
    BEFORE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Sets the console as it was. There is nobody left to tell about an error.
pub(super) fn restore() {
    if let Some(mode) = before().take() {
        let _ = Handle::output_handle().and_then(|console| ConsoleMode::from(console).set_mode(mode));
    }
}

impl Write for Output {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        self.0.write_char_buffer(text)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What ends a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Ctrl+C, where it is no key.
    Interrupt,
    /// Ctrl+Break; the window closes, somebody logs off, or the machine goes down.
    Close,
}

/// The exit status that Windows itself gives to a program that ends by one of them (`STATUS_CONTROL_C_EXIT`).
pub const ENDED: i32 = 0xC000_013A_u32.cast_signed();

/// Wakes the thread that waits.
struct Waiting(Thread);

impl Wake for Waiting {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Starts the thread that hears what ends the program. Once the window closes Windows waits for this process to end, some
/// five seconds at the most.
///
/// # Errors
/// When Windows does not let anybody listen, or the thread cannot be started.
pub fn on_ending(mut heard: impl FnMut(Ending) + Send + 'static) -> io::Result<()> {
    let (mut interrupt, mut pause) = (ctrl_c()?, ctrl_break()?);
    let (mut close, mut logoff, mut shutdown) = (ctrl_close()?, ctrl_logoff()?, ctrl_shutdown()?);
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        let waker = Waker::from(Arc::new(Waiting(thread::current())));
        let mut context = Context::from_waker(&waker);
        loop {
            // All are asked, so that each wakes this thread.
            let interrupted = interrupt.poll_recv(&mut context).is_ready();
            let closes = [
                pause.poll_recv(&mut context),
                close.poll_recv(&mut context),
                logoff.poll_recv(&mut context),
                shutdown.poll_recv(&mut context),
            ];
            if closes.iter().any(std::task::Poll::is_ready) {
                heard(Ending::Close);
            } else if interrupted {
                heard(Ending::Interrupt);
            } else {
                thread::park();
            }
        }
    })?;
    Ok(())
}
