//! The state of one list: what it shows, what is selected, marked, searched and filtered.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    register::{id::GroupId, kana::Query},
    tui::{
        desk::Desk,
        widgets::{scroll::ListPlace, text_input::TextInput},
    },
};

use super::{Cell, Column, RowKey, Tab};

/// Rows as they were drawn last, so that a key that moves the selection formats one row and not a screenful.
#[derive(Default)]
pub struct RowCache {
    drawn: Option<(Tab, Vec<u16>)>,
    rows: FxHashMap<u32, Vec<Cell>>,
}

impl RowCache {
    /// The most rows that are kept: some screenfuls.
    const MOST: usize = 400;

    /// Keeps what was drawn for this list in these columns, and nothing else.
    pub fn keep_for(&mut self, tab: Tab, columns: &[(usize, Column)]) {
        let same = self.drawn.as_ref().is_some_and(|(drawn, widths)| {
            *drawn == tab && widths.iter().copied().eq(columns.iter().map(|(_, column)| column.width))
        });
        if !same {
            self.clear();
            self.drawn = Some((tab, columns.iter().map(|(_, column)| column.width).collect()));
        } else if self.rows.len() > Self::MOST {
            self.rows.clear();
        }
    }

    /// The cells of a row.
    pub fn row(&mut self, row: u32, draw: impl FnOnce() -> Vec<Cell>) -> &[Cell] {
        self.rows.entry(row).or_insert_with(draw)
    }

    /// Forgets everything: the register has changed.
    pub fn clear(&mut self) {
        self.drawn = None;
        self.rows.clear();
    }
}

/// A list of the open register.
pub struct List {
    /// Which.
    pub tab: Tab,
    rows: Vec<u32>,
    /// The selected row and the first one in sight.
    pub place: ListPlace,
    /// What is typed into the search line.
    pub search: TextInput,
    /// Whether keys go to the search line.
    pub searching: bool,
    /// The filter in force, by its place.
    pub filter: usize,
    /// The marked rows.
    pub marks: FxHashSet<RowKey>,
    /// Only the members of this group.
    pub scope: Option<GroupId>,
    anchor: Option<RowKey>,
    stale: bool,
    /// The places of the headings.
    headings: Vec<usize>,
}

impl List {
    /// A list that has not looked at the register yet.
    pub fn new(tab: Tab) -> Self {
        Self {
            tab,
            rows: Vec::new(),
            place: ListPlace::new(),
            search: TextInput::new(),
            searching: false,
            filter: 0,
            marks: FxHashSet::default(),
            scope: None,
            anchor: None,
            stale: true,
            headings: Vec::new(),
        }
    }

    /// The rows in order.
    pub fn rows(&self) -> &[u32] {
        &self.rows
    }

    /// How many rows stand below the heading at a place, up to the next one.
    pub fn below_heading(&self, place: usize) -> usize {
        let next = self.headings.iter().copied().find(|heading| *heading > place);
        next.unwrap_or(self.rows.len()).saturating_sub(place + 1)
    }

    /// The register or the conditions have changed.
    pub fn spoil(&mut self) {
        self.stale = true;
    }

    /// Brings the list up to date. The selection stays on its record, or on its place where that is gone.
    pub fn refresh(&mut self, desk: &mut Desk) {
        if !self.stale {
            return;
        }
        self.stale = false;
        let screen = self.tab.screen();
        screen.prepare(desk);
        let query = Query::new(self.search.text());
        let query = (!query.is_empty()).then_some(&query);
        if query.is_some() {
            desk.ready_about();
        }
        self.rows = screen.rows(desk, self.filter, query, self.scope.as_ref());
        let headings = self.rows.iter().enumerate().filter(|(_, row)| screen.heading(desk, **row).is_some());
        self.headings = headings.map(|(place, _)| place).collect();
        if let Some(anchor) = self.anchor.take() {
            let found = self.rows.iter().position(|row| screen.key(desk, *row) == anchor);
            if let Some(found) = found {
                self.place.select(found);
            }
        }
        self.keep_off_headings(desk, true);
        self.remember(desk);
    }

    fn remember(&mut self, desk: &Desk) {
        self.anchor = self.selected(desk);
    }

    /// The selected row.
    pub fn row(&self) -> Option<u32> {
        self.place.selected(self.rows.len()).and_then(|place| self.rows.get(place)).copied()
    }

    /// What is selected.
    pub fn selected(&self, desk: &Desk) -> Option<RowKey> {
        self.row().map(|row| self.tab.screen().key(desk, row)).filter(|key| *key != RowKey::Heading)
    }

    /// Selects a record, if the list shows it.
    pub fn select(&mut self, desk: &mut Desk, key: &RowKey) -> bool {
        self.refresh(desk);
        let screen = self.tab.screen();
        let found = self.rows.iter().position(|row| screen.key(desk, *row) == *key);
        if let Some(found) = found {
            self.place.select(found);
            self.remember(desk);
        }
        found.is_some()
    }

    /// Moves the selection by some rows; headings are passed over.
    pub fn step(&mut self, desk: &Desk, by: isize) {
        let last = self.rows.len().saturating_sub(1);
        let here = self.place.selected(self.rows.len()).unwrap_or(0);
        self.place.select(here.saturating_add_signed(by).min(last));
        self.keep_off_headings(desk, by > 0);
        self.remember(desk);
    }

    /// Selects the first or the last row.
    pub fn jump(&mut self, desk: &Desk, end: bool) {
        self.place.select(if end { self.rows.len().saturating_sub(1) } else { 0 });
        self.keep_off_headings(desk, !end);
        self.remember(desk);
    }

    fn is_heading(&self, desk: &Desk, place: usize) -> bool {
        self.rows.get(place).is_some_and(|row| self.tab.screen().heading(desk, *row).is_some())
    }

    /// Moves off a heading, downwards or upwards, and back where there is nothing on that side.
    fn keep_off_headings(&mut self, desk: &Desk, down: bool) {
        let Some(mut here) = self.place.selected(self.rows.len()) else { return };
        for down in [down, !down] {
            while self.is_heading(desk, here) {
                match if down { here.checked_add(1) } else { here.checked_sub(1) } {
                    Some(next) if next < self.rows.len() => here = next,
                    _ => break,
                }
            }
            if !self.is_heading(desk, here) {
                break;
            }
        }
        self.place.select(here);
    }

    /// Searches for what is typed now; the first hit is selected.
    pub fn search_changed(&mut self, desk: &mut Desk) {
        self.stale = true;
        self.anchor = None;
        self.place = ListPlace::new();
        self.refresh(desk);
    }

    /// Takes another filter.
    pub fn change_filter(&mut self, desk: &mut Desk, forward: bool) {
        let count = self.tab.screen().filters().len().max(1);
        self.filter = (self.filter + if forward { 1 } else { count - 1 }) % count;
        self.stale = true;
        self.refresh(desk);
    }

    /// Clears search, filter and marks; says whether there was something to clear.
    pub fn clear(&mut self, desk: &mut Desk) -> bool {
        let busy = !self.search.is_empty() || self.filter != 0 || !self.marks.is_empty();
        self.search.clear();
        self.searching = false;
        self.filter = 0;
        self.marks.clear();
        if busy {
            self.stale = true;
            self.refresh(desk);
        }
        busy
    }

    /// Marks the selected row or takes its mark away, and goes on to the next.
    pub fn toggle_mark(&mut self, desk: &Desk) {
        if let Some(key) = self.selected(desk) {
            if !self.marks.remove(&key) {
                self.marks.insert(key);
            }
            self.step(desk, 1);
        }
    }

    /// Marks every row in the list, or none where all are marked.
    pub fn toggle_all_marks(&mut self, desk: &Desk) {
        let screen = self.tab.screen();
        let keys = self.rows.iter().map(|row| screen.key(desk, *row)).filter(|key| *key != RowKey::Heading);
        let keys: FxHashSet<RowKey> = keys.collect();
        if keys.iter().all(|key| self.marks.contains(key)) {
            self.marks.clear();
        } else {
            self.marks.extend(keys);
        }
    }

    /// Marks every row in the list that is meant.
    pub fn mark_all(&mut self, desk: &Desk, meant: impl Fn(&RowKey) -> bool) {
        let screen = self.tab.screen();
        let keys = self.rows.iter().map(|row| screen.key(desk, *row)).filter(meant);
        self.marks.extend(keys);
    }

    /// What an action is about, in the order of the list: the marked rows, or the selected one where none is marked.
    pub fn targets(&self, desk: &Desk) -> Vec<RowKey> {
        if self.marks.is_empty() {
            return self.selected(desk).into_iter().collect();
        }
        let screen = self.tab.screen();
        self.rows.iter().map(|row| screen.key(desk, *row)).filter(|key| self.marks.contains(key)).collect()
    }
}
