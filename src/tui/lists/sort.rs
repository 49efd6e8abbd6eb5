//! The rows of a list in the order of one of its columns.

use std::cmp::Ordering;

use crate::{
    policy::Urgency,
    register::kana::{SortKey, sort_key},
    tui::{desk::Desk, words::Word},
};

use super::{Screen, Shape};

/// An order by a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    /// The heading of the column.
    pub column: Word,
    /// The last stands first.
    pub down: bool,
}

/// What a cell is sorted by.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum By {
    Rank(i64),
    Text(SortKey),
}

impl Sort {
    /// Sorts rows. Headings stay where they are, and each row below its own; of equals the list's own order holds, and what
    /// is not recorded stands last.
    pub fn apply(self, screen: &dyn Screen, desk: &Desk, scoped: bool, rows: &mut [u32]) {
        let shape = Shape { wide: true, narrow: false, scoped };
        let columns = screen.columns(shape);
        let Some(place) = columns.iter().position(|column| column.heading == self.column) else { return };
        let by = |row: u32| {
            if let Some(rank) = screen.rank(desk, row, self.column) {
                return Some(By::Rank(rank));
            }
            let text = screen.cells(desk, row, shape).into_iter().nth(place)?.text;
            let text = text.trim();
            let urgency = || Urgency::ALL.iter().position(|it| it.word_short().say(desk.lang) == text);
            match self.column {
                _ if text.is_empty() => None,
                Word::ColFlag | Word::ColUrgency => Some(By::Rank(i64::try_from(urgency()?).ok()?)),
                _ => Some(text.parse().map_or_else(|_| By::Text(sort_key(text)), By::Rank)),
            }
        };
        for part in rows.chunk_by_mut(|_, next| screen.heading(desk, *next).is_none()) {
            let headed = part.first().is_some_and(|row| screen.heading(desk, *row).is_some());
            let Some(part) = part.get_mut(usize::from(headed)..) else { continue };
            let mut sorted: Vec<(Option<By>, u32)> = part.iter().map(|row| (by(*row), *row)).collect();
            sorted.sort_by(|(one, _), (other, _)| self.compare(one.as_ref(), other.as_ref()));
            for (slot, (_, row)) in part.iter_mut().zip(sorted) {
                *slot = row;
            }
        }
    }

    fn compare(self, one: Option<&By>, other: Option<&By>) -> Ordering {
        match (one, other) {
            (Some(one), Some(other)) if self.down => other.cmp(one),
            _ => (one.is_none(), one).cmp(&(other.is_none(), other)),
        }
    }
}
