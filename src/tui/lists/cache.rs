//! What was drawn of a list, kept from one frame to the next.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::tui::widgets::{
    columns::{Columns, Widest, Wish},
    lines::Pane,
};

use super::{Cell, Shape, Tab, list::List};

/// Rows as they were drawn last, so that a key that moves the selection formats one row and not a screenful.
#[derive(Default)]
pub struct RowCache {
    of: Option<(Tab, Shape, u32)>,
    rows: FxHashMap<u32, (Vec<Cell>, Vec<Widest>)>,
    /// The details of rows, broken to this room.
    details: FxHashMap<u32, Pane>,
    details_room: (u16, usize),
    columns: Columns,
    /// The cells of rows as they are drawn, each with its width.
    fitted: FxHashMap<u32, Vec<(Cell, u16)>>,
}

impl RowCache {
    /// The most rows that are kept: some screenfuls.
    const MOST: usize = 400;

    /// Keeps what was drawn of this list, as it was read last, in this shape, and nothing else.
    pub fn keep_for(&mut self, list: &List, shape: Shape) {
        let of = Some((list.tab, shape, list.reads));
        if self.of != of {
            self.clear();
            self.of = of;
        } else if self.rows.len() > Self::MOST {
            self.rows.clear();
            self.fitted.clear();
            self.details.clear();
        }
    }

    /// Takes in a row that is in sight; says how wide its cells are.
    pub fn see(&mut self, row: u32, cells: impl FnOnce() -> Vec<Cell>) -> &[Widest] {
        let seen = self.rows.entry(row).or_insert_with(|| {
            let cells = cells();
            let widths = cells.iter().map(Cell::widths).collect();
            (cells, widths)
        });
        &seen.1
    }

    /// The details of a row in a room of so many cells and lines.
    pub fn details(&mut self, row: u32, room: (u16, usize), lay: impl FnOnce() -> Pane) -> &Pane {
        if std::mem::replace(&mut self.details_room, room) != room || self.details.len() > Self::MOST {
            self.details.clear();
        }
        self.details.entry(row).or_insert_with(lay)
    }

    /// The columns in a room of so many cells, by the widest values in sight.
    pub fn columns(
        &mut self,
        sight: Range<usize>,
        room: u16,
        widest: &[Widest],
        wishes: &[Wish],
    ) -> &[(usize, u16)] {
        if self.columns.fit(sight, room, widest, wishes) {
            self.fitted.clear();
        }
        self.columns.shown()
    }

    /// The cells of a row that is in sight, each cut to the width that it has there.
    pub fn row(&mut self, row: u32, fit: impl FnOnce(&[Cell]) -> Vec<(Cell, u16)>) -> &[(Cell, u16)] {
        let cells = self.rows.get(&row);
        self.fitted.entry(row).or_insert_with(|| fit(cells.map(|(cells, _)| &**cells).unwrap_or_default()))
    }

    /// Forgets everything: the register has changed.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}
