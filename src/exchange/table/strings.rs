//! The texts that the cells of a workbook share, each with its reading beside it.

use std::collections::HashMap;

use super::{Bound, limits::Room};

/// The most bytes of all shared texts: they stand there a second time in their cells.
const MAX_SHARED: usize = 64 << 20;

/// The shared texts, in one piece: a hundred thousand of them are no hundred thousand allocations.
#[derive(Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<usize>,
    readings: HashMap<usize, String>,
}

impl Strings {
    /// Keeps the next text and its reading.
    pub fn push(&mut self, text: &str, reading: Option<String>, room: &mut Room) -> Result<(), Bound> {
        if self.text.len() + text.len() > MAX_SHARED {
            return Err(Bound::Content);
        }
        room.take(0, text.len() + 2 * size_of::<usize>())?;
        self.text.push_str(text);
        if let Some(reading) = reading {
            room.take(1, reading.len())?;
            self.readings.insert(self.ends.len(), reading);
        }
        self.ends.push(self.text.len());
        Ok(())
    }

    /// A text and its reading, by its number.
    pub fn get(&self, number: usize) -> Option<(&str, Option<&str>)> {
        let start = number.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        let text = self.text.get(start..*self.ends.get(number)?)?;
        Some((text, self.readings.get(&number).map(String::as_str)))
    }
}
