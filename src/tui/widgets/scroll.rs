//! The place in a list of which only the rows in sight are ever built.

use std::ops::Range;

use ratatui::layout::Rect;
use ratatui::style::Style;
use serde::{Deserialize, Serialize};

use crate::tui::terminal::{
    buffer::{Buffer, put},
    input::{Code, Key},
    signs::THUMB,
};

/// Rows kept in sight above and below the selected one, where there is room.
const MARGIN: usize = 2;

/// Which row is selected, and which is the first in sight.
///
/// Rows count from 0. The number of rows and the height are given each time: nothing here can be out of date.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListPlace {
    selected: usize,
    offset: usize,
}

impl ListPlace {
    /// The first row.
    pub const fn new() -> Self {
        Self { selected: 0, offset: 0 }
    }

    /// The selected row, or `None` when there is no row.
    pub fn selected(self, rows: usize) -> Option<usize> {
        (rows > 0).then(|| self.selected.min(rows - 1))
    }

    /// Selects a row; the next [`ListPlace::visible_range`] brings it into sight.
    pub fn select(&mut self, row: usize) {
        self.selected = row;
    }

    /// Moves the selection among so many rows; it stops at the ends.
    pub fn step(&mut self, by: isize, rows: usize) {
        let here = self.selected.min(rows.saturating_sub(1));
        self.selected = here.saturating_add_signed(by).min(rows.saturating_sub(1));
    }

    /// Selects the first of so many rows, or the last one.
    pub fn jump(&mut self, end: bool, rows: usize) {
        self.selected = if end { rows.saturating_sub(1) } else { 0 };
    }

    /// Moves by Up, Down, page keys, Home and End (and `k`, `j`, `g`, `G`) in `rows` rows of which `height` are in sight.
    ///
    /// Gives back whether the key is one of these, even where the selection stays at an end.
    pub fn handle(&mut self, key: Key, rows: usize, height: usize) -> bool {
        if key.ctrl || key.alt || key.shift {
            return false;
        }
        let last = rows.saturating_sub(1);
        let here = self.selected.min(last);
        let page = height.saturating_sub(1).max(1);
        self.selected = match key.code {
            Code::Up | Code::Char('k') => here.saturating_sub(1),
            Code::Down | Code::Char('j') => (here + 1).min(last),
            Code::PageUp => here.saturating_sub(page),
            Code::PageDown => (here + page).min(last),
            Code::Home | Code::Char('g') => 0,
            Code::End | Code::Char('G') => last,
            _ => return false,
        };
        if matches!(key.code, Code::PageUp | Code::PageDown) {
            let moved = self.selected.abs_diff(here);
            self.offset =
                if self.selected < here { self.offset.saturating_sub(moved) } else { self.offset + moved };
        }
        self.keep_in_sight(rows, height);
        true
    }

    /// The rows in sight, after moving them so that the selected one is among them.
    pub fn visible_range(&mut self, rows: usize, height: usize) -> Range<usize> {
        self.keep_in_sight(rows, height);
        self.peek_range(rows, height)
    }

    /// The rows in sight, for a view that must not change anything; the selected row is always among them.
    pub fn peek_range(self, rows: usize, height: usize) -> Range<usize> {
        let mut place = self;
        place.keep_in_sight(rows, height);
        place.offset..(place.offset + height).min(rows)
    }

    fn keep_in_sight(&mut self, rows: usize, height: usize) {
        self.selected = self.selected.min(rows.saturating_sub(1));
        let margin = MARGIN.min(height.saturating_sub(1) / 2);
        let lowest = (self.selected + margin + 1).saturating_sub(height);
        let highest = self.selected.saturating_sub(margin);
        self.offset = self.offset.clamp(lowest.min(highest), highest).min(rows.saturating_sub(height));
    }
}

/// Draws a scrollbar into the first column of the area: the part in sight. Its way is the side of the frame beside it.
///
/// Draws nothing when everything is in sight.
pub fn scrollbar(visible: Range<usize>, rows: usize, area: Rect, buf: &mut Buffer, style: Style) {
    let area = area.intersection(buf.area);
    let height = usize::from(area.height);
    if area.width == 0 || height == 0 || visible.len() >= rows {
        return;
    }
    let size = (visible.len() * height / rows).clamp(1, height);
    let hidden = rows - visible.len();
    // The ends are reached only where the list is at its ends.
    let way = height - size;
    let start = match visible.start {
        0 => 0,
        start if start >= hidden => way,
        start => (start * way / hidden).clamp(1.min(way), way.saturating_sub(1).max(1.min(way))),
    };
    for row in area.rows().skip(start).take(size) {
        put(buf, row.x, row.y, THUMB, 1, style);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::tui::screen_text::screen_text;
    use crate::tui::terminal::input::parse_keys;

    fn after(keys: &str, rows: usize, height: usize) -> (usize, Range<usize>) {
        let mut place = ListPlace::new();
        for key in parse_keys(keys).unwrap() {
            assert!(place.handle(key, rows, height));
        }
        (place.selected, place.visible_range(rows, height))
    }

    #[test]
    fn the_selection_keeps_two_rows_around_it_in_sight() {
        assert_eq!(after("Down Down Down Down Down Down Down", 100, 10), (7, 0..10));
        assert_eq!(after("Down Down Down Down Down Down Down Down", 100, 10), (8, 1..11));
        assert_eq!(after("End", 100, 10), (99, 90..100));
        assert_eq!(after("End Up Up Up", 100, 10), (96, 90..100));
        assert_eq!(after("PageDown", 100, 10), (9, 9 - 2..17));
        assert_eq!(after("PageDown PageDown PageUp", 100, 10), (9, 7..17));
        assert_eq!(after("End Home", 100, 10), (0, 0..10));
    }

    #[test]
    fn no_row_no_selection() {
        assert_eq!(after("Down End PageDown", 0, 10), (0, 0..0));
        assert_eq!(ListPlace::new().selected(0), None);
        let mut place = ListPlace::new();
        place.select(50);
        assert_eq!(place.selected(3), Some(2), "a list that became shorter keeps its last row selected");
        assert!(!place.handle(Key::char('x'), 3, 3));
    }

    #[test]
    fn the_scrollbar_touches_an_end_only_at_an_end() {
        let bar = |visible: Range<usize>, rows| {
            let mut buf = Buffer::empty(Rect::new(0, 0, 1, 5));
            scrollbar(visible, rows, buf.area, &mut buf, Style::new());
            screen_text(&buf).lines().map(|line| if line == THUMB { '#' } else { '|' }).collect::<String>()
        };
        assert_eq!(bar(0..5, 5), "|||||");
        assert_eq!(bar(0..5, 50), "#||||");
        assert_eq!(bar(1..6, 50), "|#|||");
        assert_eq!(bar(44..49, 50), "|||#|");
        assert_eq!(bar(45..50, 50), "||||#");
        assert_eq!(bar(0..5, 6), "####|");
        assert_eq!(bar(1..6, 6), "|####");
    }

    proptest! {
        #[test]
        fn the_selected_row_is_always_in_sight(
            keys in prop::collection::vec(
                prop::sample::select(vec!["Up", "Down", "PageUp", "PageDown", "Home", "End"]), 0..40),
            rows in 0usize..60,
            height in 1usize..20,
        ) {
            let mut place = ListPlace::new();
            for key in keys {
                place.handle(parse_keys(key).unwrap()[0], rows, height);
                let range = place.visible_range(rows, height);
                prop_assert_eq!(range.len(), height.min(rows));
                prop_assert_eq!(place.peek_range(rows, height), range.clone());
                if let Some(selected) = place.selected(rows) {
                    prop_assert!(range.contains(&selected));
                }
            }
        }
    }
}
