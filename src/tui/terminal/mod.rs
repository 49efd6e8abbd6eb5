//! Taking the terminal, and giving it back whole whatever happens: the end, a panic, a signal, Ctrl-Z.
//!
//! How wide it draws ambiguous characters and which ground it has is asked by [`probe`], before anybody else reads.

pub mod backend;
pub mod buffer;
#[cfg(windows)]
pub mod console;
pub mod gate;
mod held;
pub mod input;
pub mod look;
pub mod looks;
pub mod plain;
pub mod probe;
pub mod signs;
pub mod theme;
pub mod tone;
pub mod width;

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, Once, PoisonError, mpsc};
use std::thread::{self, ThreadId};
use std::time::Duration;

use base64ct::{Base64, Encoding};
use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use ratatui::layout::{Position, Size};

use self::backend::TermBackend;
use self::buffer::Buffer;
pub use self::held::Held;
use self::looks::Looks;
use self::probe::Heard;

#[cfg(test)]
#[path = "../../../tests/support/palettes.rs"]
mod palettes;
#[cfg(test)]
#[cfg(unix)]
mod tests;

/// Alternate screen, bracketed paste. The mouse stays the terminal's, so that selecting and copying work as ever.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?2004h";

/// All of it undone; the alternate screen is wiped first, as some terminals can show it again.
const LEAVE: &[u8] = b"\x1b[?2026l\x1b[?2004l\x1b[r\x1b[m\x1b[2J\x1b[?25h\x1b[?1049l";

/// Consoles that do not know how to scroll a region by SU and SD.
const CONSOLES: [&str; 3] = ["linux", "fbterm", "jfbterm"];

/// How long the register may take to close after a signal before the program ends all the same.
const CLOSING: Duration = Duration::from_secs(1);

/// Whether the terminal is ours at the moment.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The thread that draws.
static DRAWING: Mutex<Option<ThreadId>> = Mutex::new(None);

/// The terminal while it is ours; giving it back is what dropping does.
pub struct Session {
    backend: TermBackend<Output>,
}

impl Session {
    /// Takes the terminal: alternate screen, raw mode, bracketed paste; and asks it how the screen is to look, where that is
    /// not wished. A panic of this thread will give it back.
    ///
    /// # Errors
    /// When there is no terminal, or it does not obey.
    pub fn enter(looks: Looks) -> io::Result<(Self, Heard)> {
        give_back_on_panic();
        let output = output()?;
        let size = size(&output)?;
        let mut backend = TermBackend::new(output, size);
        backend.set_scrolling(!std::env::var("TERM").is_ok_and(|term| CONSOLES.contains(&term.as_str())));
        let mut session = Self { backend };
        // From here on dropping gives it back, also when taking it fails half-way.
        take()?;
        let backend = &mut session.backend;
        let heard = looks.asks().ask(backend.writer_mut());
        backend.set_mono(looks.theme(&heard).mono);
        backend.set_ambiguous(looks.ambiguous(&heard));
        Ok((session, heard))
    }

    /// Draws one frame, see [`TermBackend::draw`]. In a window without any cell, and after the terminal was given back, nothing
    /// is drawn.
    ///
    /// # Errors
    /// When the terminal cannot be written to, or its size not be read.
    pub fn draw(&mut self, render: impl FnOnce(&mut Buffer) -> Option<Position>) -> io::Result<()> {
        if !TAKEN.load(Ordering::SeqCst) {
            return Ok(());
        }
        // Asked each time: crossterm 0.29 loses a change of the size that comes together with a key.
        let size = size(self.backend.writer_mut())?;
        self.backend.resize(size);
        self.backend.draw(render)
    }

    /// Makes the next frame paint everything anew, for a screen that something else wrote to.
    pub fn repaint(&mut self) {
        self.backend.forget();
    }

    /// Gives the terminal back and stops the program as Ctrl-Z does; returns when it is continued, with the terminal
    /// taken again and the next frame painting everything.
    ///
    /// The caller locks the register first. Where programs cannot be stopped, nothing happens.
    ///
    /// # Errors
    /// When the terminal cannot be taken again.
    pub fn suspend(&mut self) -> io::Result<()> {
        #[cfg(unix)]
        {
            give_back();
            signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
            take()?;
            self.repaint();
        }
        Ok(())
    }

    /// Hands a text to the clipboard of the person's own machine, also over SSH (OSC 52).
    ///
    /// Whether the terminal obeyed is not known. The caller writes it to the audit trail.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        let sequence = format!("\x1b]52;c;{}\x07", Base64::encode_string(text.as_bytes()));
        let writer = self.backend.writer_mut();
        writer.write_all(sequence.as_bytes())?;
        writer.flush()
    }

    /// The terminal as another process in the place of this one goes on with it.
    pub fn held(&self) -> Held {
        Held::now(TAKEN.load(Ordering::SeqCst))
    }

    /// The bytes of the last frame, for measuring.
    pub fn last_frame(&self) -> usize {
        self.backend.last_frame()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        give_back();
    }
}

/// The size of the terminal.
#[cfg(unix)]
fn size(output: &Output) -> io::Result<Size> {
    // crossterm opens /dev/tty for it.
    let size = rustix::termios::tcgetwinsize(output)?;
    Ok(Size::new(size.ws_col, size.ws_row))
}

/// The size of the terminal.
#[cfg(not(unix))]
fn size(_: &Output) -> io::Result<Size> {
    crossterm::terminal::size().map(Size::from)
}

/// Whether this program runs alone in its terminal, as in a window of its own or by a key of SSH: there is no shell under which it
/// could be continued once it has stopped. A shell gives each of its jobs a group of processes beside its own.
#[cfg(unix)]
pub fn nobody_continues() -> bool {
    rustix::process::getsid(None).is_ok_and(|leader| leader == rustix::process::getpgrp())
}

/// Nothing stops there.
#[cfg(not(unix))]
pub fn nobody_continues() -> bool {
    true
}

/// Where frames go: past the line buffer of Rust's standard output, which would cut them at line ends.
#[cfg(not(windows))]
pub type Output = std::fs::File;

#[cfg(windows)]
pub use console::Output;

#[cfg(unix)]
fn output() -> io::Result<Output> {
    use std::os::fd::AsFd;
    Ok(io::stdout().as_fd().try_clone_to_owned()?.into())
}

#[cfg(windows)]
fn output() -> io::Result<Output> {
    Output::new()
}

/// Whether the terminal carries out escape sequences. The console of Windows does once it was asked.
pub fn takes_sequences() -> bool {
    #[cfg(windows)]
    {
        crossterm::ansi_support::supports_ansi()
    }
    #[cfg(not(windows))]
    true
}

fn take() -> io::Result<()> {
    #[cfg(unix)]
    held::before::remember();
    enable_raw_mode()?;
    let held = TAKEN.swap(true, Ordering::SeqCst);
    *DRAWING.lock().unwrap_or_else(PoisonError::into_inner) = Some(thread::current().id());
    if held {
        // As the process before this one left it.
        return Ok(());
    }
    let mut output = output()?;
    output.write_all(ENTER)?;
    output.flush()
}

/// Gives the terminal back if it is ours; does nothing the second time. There is nobody left to tell about an error.
pub fn give_back() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    if let Ok(mut output) = output() {
        let _ = output.write_all(LEAVE);
        let _ = output.flush();
    }
    let _ = disable_raw_mode();
    #[cfg(unix)]
    held::before::restore();
    #[cfg(windows)]
    console::restore();
}

/// Puts a hook before the present one, once: a panic of the drawing thread first gives the terminal back, so that its
/// message can be read; that of another thread is not written over the screen.
fn give_back_on_panic() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let report = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            let drawing = *DRAWING.lock().unwrap_or_else(PoisonError::into_inner);
            if drawing == Some(thread::current().id()) {
                give_back();
            } else if TAKEN.load(Ordering::SeqCst) {
                return;
            }
            report(info);
        }));
    });
}

/// Closes the register on a thread of its own, which has one second, and gives the terminal back.
fn close_within(close: impl FnOnce() + Send + 'static) {
    let (done, closed) = mpsc::channel();
    let closing = thread::Builder::new().name("closing".to_owned()).spawn(move || {
        close();
        give_back();
        let _ = done.send(());
    });
    if closing.is_ok() {
        let _ = closed.recv_timeout(CLOSING);
    }
}

/// Starts the thread that ends the program when the line drops or somebody asks for it (SIGHUP, SIGTERM, SIGINT, SIGQUIT), and
/// that says so where somebody asks it to stop (SIGTSTP): `stop` has the register locked first, as Ctrl-Z does.
///
/// `close` closes the register; it runs on a thread of its own and has one second. Then the terminal is given back and
/// the program ends by the signal itself: crossterm 0.29 would spin for ever on a line that is gone, with the register open.
///
/// # Errors
/// When the signals cannot be listened to.
#[cfg(unix)]
pub fn on_signals(close: impl FnOnce() + Send + 'static, stop: impl Fn() + Send + 'static) -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};

    let mut signals = signal_hook::iterator::Signals::new([SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGTSTP])?;
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        let ends = |signal: &i32| {
            *signal != SIGTSTP || {
                stop();
                false
            }
        };
        let Some(signal) = signals.forever().find(ends) else { return };
        close_within(close);
        let _ = signal_hook::low_level::emulate_default_handler(signal);
        std::process::exit(128 + signal);
    })?;
    Ok(())
}

/// The same on Windows, where the window closes, somebody logs off or presses Ctrl+Break. Nothing stops there.
///
/// # Errors
/// When nobody may listen.
#[cfg(windows)]
pub fn on_signals(close: impl FnOnce() + Send + 'static, _: impl Fn() + Send + 'static) -> io::Result<()> {
    let mut close = Some(close);
    console::on_ending(move |_| {
        if let Some(close) = close.take() {
            close_within(close);
        }
        std::process::exit(console::ENDED);
    })
}
