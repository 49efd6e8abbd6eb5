//! What a terminal answers among what is typed. The console of Windows is asked without being read.

use std::time::{Duration, Instant};

use super::{Answer, Asks, Heard, Late, width_of};
use crate::tui::terminal::{backend::Ambiguous, input::parse_early, theme::Ground};

/// How long an answer may be late.
const LATEST: Duration = Duration::from_secs(20);

/// Takes bytes one by one, and tells answers from what is typed.
#[derive(Debug, Default)]
pub(super) struct Ear {
    within: Within,
    /// What is typed.
    typed: Vec<u8>,
    column: Option<u16>,
    ground: Option<Ground>,
    /// The last answer is there.
    pub(super) done: bool,
}

/// Of what the last bytes are the beginning.
#[derive(Debug, Default)]
enum Within {
    #[default]
    Nothing,
    Escape,
    /// A control sequence, without its introducer.
    Sequence(Vec<u8>),
    /// A command to an operating system, without its introducer.
    Command(Vec<u8>),
}

impl Ear {
    /// The longest answer is much shorter.
    const LONGEST: usize = 80;

    pub(super) fn hear(&mut self, byte: u8) {
        const ESCAPE: u8 = 0x1b;
        match (&mut self.within, byte) {
            (Within::Nothing, ESCAPE) => self.within = Within::Escape,
            (Within::Nothing, _) => self.typed.push(byte),
            (Within::Escape, b'[') => self.within = Within::Sequence(Vec::new()),
            (Within::Escape, b']') => self.within = Within::Command(Vec::new()),
            (Within::Escape, ESCAPE) => self.typed.push(ESCAPE),
            (Within::Escape, _) => {
                self.within = Within::Nothing;
                self.typed.extend([ESCAPE, byte]);
            }
            (Within::Sequence(said), 0x40..=0x7e) => {
                if let (b'R', Some(column)) = (byte, place(said)) {
                    self.column = column.checked_sub(1);
                    self.done = true;
                } else {
                    self.typed.extend(b"\x1b[");
                    self.typed.append(said);
                    self.typed.push(byte);
                }
                self.within = Within::Nothing;
            }
            (Within::Command(said), 0x07) => {
                self.ground = ground(said).or(self.ground);
                self.within = Within::Nothing;
            }
            (Within::Command(said), b'\\') if said.last() == Some(&ESCAPE) => {
                said.pop();
                self.ground = ground(said).or(self.ground);
                self.within = Within::Nothing;
            }
            (Within::Sequence(said) | Within::Command(said), _) if said.len() < Self::LONGEST => {
                said.push(byte);
            }
            (Within::Sequence(_) | Within::Command(_), _) => self.within = Within::Nothing,
        }
    }

    pub(super) fn end(mut self, asks: Asks, now: Instant) -> Heard {
        let mut late = Late::default();
        if !self.done {
            late.until = now.checked_add(LATEST);
            match self.within {
                Within::Nothing => {}
                Within::Escape => self.typed.push(0x1b),
                Within::Sequence(_) => late.answer = Some((Answer::Place, Instant::now())),
                Within::Command(_) => late.answer = Some((Answer::Colour, Instant::now())),
            }
        }
        let ambiguous = if asks.width { width_of(self.column) } else { Ambiguous::Unknown };
        let took = self.done.then(|| now.elapsed());
        Heard { ambiguous, ground: self.ground, early: parse_early(&self.typed), took, late }
    }
}

/// The column in an answer about the place of the cursor: `1;2`.
fn place(said: &[u8]) -> Option<u16> {
    let (line, column) = std::str::from_utf8(said).ok()?.split_once(';')?;
    line.parse::<u16>().ok()?;
    column.parse().ok()
}

/// The ground in an answer about its colour: `11;rgb:1e1e/1e1e/1e1e`, with one to four digits for each part.
fn ground(said: &[u8]) -> Option<Ground> {
    let (_, colour) = std::str::from_utf8(said).ok()?.strip_prefix("11;")?.split_once(':')?;
    let mut parts = colour.split('/').map(|part| {
        let most = 16_u32.checked_pow(u32::try_from(part.len()).ok()?)?.checked_sub(1)?;
        Some(f64::from(u32::from_str_radix(part, 16).ok()?) / f64::from(most))
    });
    let mut part = || parts.next().flatten();
    let (red, green, blue) = (part()?, part()?, part()?);
    // Where black and white text are equally legible.
    let light = 0.2126 * red.powf(2.2) + 0.7152 * green.powf(2.2) + 0.0722 * blue.powf(2.2) > 0.18;
    Some(if light { Ground::Light } else { Ground::Dark })
}
