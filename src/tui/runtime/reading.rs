//! The thread that reads the terminal: each key with the moment in which it came.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::Sender,
    },
    thread,
    time::{Duration, Instant},
};

use crossterm::event;

use crate::tui::terminal::{
    gate::Gate,
    input::{Input, Key, from_event},
    probe::Late,
};

/// How long nothing comes before the thread looks whether it is asked to hold still.
const TICK: Duration = Duration::from_millis(500);

/// How often a thread that holds still looks whether it is to go on.
const STILL: Duration = Duration::from_millis(10);

/// Lets the thread that reads the terminal hold still: what is typed meanwhile stays with the terminal, for whoever reads it
/// next.
#[derive(Debug, Default)]
pub struct Hush {
    asked: AtomicBool,
    kept: AtomicBool,
}

impl Hush {
    /// Asks for it.
    pub fn ask(&self) {
        if !self.asked.load(Ordering::SeqCst) {
            self.kept.store(false, Ordering::SeqCst);
            self.asked.store(true, Ordering::SeqCst);
        }
    }

    /// The thread goes on.
    pub fn end(&self) {
        self.asked.store(false, Ordering::SeqCst);
    }

    /// Whether the thread holds still; whatever it has read is sent.
    pub fn is_kept(&self) -> bool {
        self.kept.load(Ordering::SeqCst)
    }

    /// Holds still as long as it is asked for.
    fn keep(&self) {
        while self.asked.load(Ordering::SeqCst) {
            self.kept.store(true, Ordering::SeqCst);
            thread::sleep(STILL);
        }
        self.kept.store(false, Ordering::SeqCst);
    }
}

/// Starts the thread that reads the terminal and sends what comes. What was typed before goes first; answers that come late go
/// nowhere.
///
/// The thread ends when the receiver is gone, or after [`Input::Closed`] when the terminal cannot be read.
///
/// # Errors
/// When the thread cannot be started.
pub fn spawn_reader<T>(
    sender: Sender<T>,
    early: Vec<Key>,
    mut late: Late,
    hush: Arc<Hush>,
) -> io::Result<thread::JoinHandle<()>>
where
    T: From<Input> + Send + 'static,
{
    thread::Builder::new().name("input".to_owned()).spawn(move || {
        let mut gate = Gate::default();
        let begun = Instant::now();
        for key in early {
            gate.take(key, begun);
        }
        loop {
            let inputs = read(&mut gate, &mut late, &hush).unwrap_or_else(|_| {
                let mut last = gate.flush();
                last.push(Input::Closed);
                last
            });
            let closed = inputs.last() == Some(&Input::Closed);
            if inputs.into_iter().any(|input| sender.send(T::from(input)).is_err()) || closed {
                return;
            }
        }
    })
}

/// How many keys are looked at together at the most.
const MOST: usize = 4096;

/// Waits for the next that goes on.
fn read(gate: &mut Gate, late: &mut Late, hush: &Hush) -> io::Result<Vec<Input>> {
    loop {
        let now = Instant::now();
        // What was swallowed is not waited for.
        let wait = gate.wait(now).into_iter().chain(late.wait(now)).min();
        if !event::poll(wait.unwrap_or(TICK))? {
            if wait.is_none() {
                hush.keep();
                continue;
            }
            let now = Instant::now();
            for key in late.release(now) {
                gate.take(key, now);
            }
            return Ok(gate.release(now));
        }
        // What can be read at once came together, however late this thread gets to it.
        let mut at = None;
        for _ in 0..MOST {
            let input = from_event(event::read()?);
            let at = *at.get_or_insert_with(Instant::now);
            match input {
                Some(Input::Key(key)) => {
                    for key in late.take(key, at) {
                        gate.take(key, at);
                    }
                }
                Some(other) => {
                    let mut inputs = gate.flush();
                    inputs.push(other);
                    return Ok(inputs);
                }
                None => {}
            }
            if !event::poll(Duration::ZERO)? {
                break;
            }
        }
        let inputs = gate.release(Instant::now());
        if !inputs.is_empty() {
            return Ok(inputs);
        }
    }
}
