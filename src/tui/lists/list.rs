//! The state of one list: what it shows, what is selected, marked, searched and filtered.

mod kept;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    policy::{Finding, Rule},
    register::{id::GroupId, kana::Query},
    tui::{
        desk::Desk,
        widgets::{scroll::ListPlace, text_input::TextInput},
        words::Word,
    },
};

use super::{
    RowKey, Tab,
    fold::{Fold, Folded, Unfolded},
    sort::Sort,
};

pub use kept::KeptList;

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
    /// The filter that a search was widened from: it is back once nothing is searched for.
    narrowed: Option<usize>,
    /// How many rows match the search outside the filter.
    outside: usize,
    /// The marked rows, in sight or not.
    pub marks: FxHashSet<RowKey>,
    /// Marks that are laid aside while something is done with other rows.
    aside: FxHashSet<RowKey>,
    /// How many of the marked rows the list does not show.
    hidden: usize,
    /// How the rows are sorted, where they do not stand in the list's own order.
    pub sort: Option<Sort>,
    /// Only the members of this group.
    pub scope: Option<GroupId>,
    /// Only what is found of this duty.
    duty: Option<Rule>,
    anchor: Option<RowKey>,
    /// What was selected before the list was narrowed, until somebody goes on from there.
    home: Option<RowKey>,
    stale: bool,
    /// How often the rows were read.
    pub(super) reads: u32,
    /// The places of the headings, each with how many rows stand below it.
    headings: Vec<(usize, usize)>,
    /// The folds that are open.
    pub unfolded: Unfolded,
    folds: FxHashMap<u32, Fold>,
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
            narrowed: None,
            outside: 0,
            marks: FxHashSet::default(),
            aside: FxHashSet::default(),
            hidden: 0,
            sort: None,
            scope: None,
            duty: None,
            anchor: None,
            home: None,
            stale: true,
            reads: 0,
            headings: Vec::new(),
            unfolded: Unfolded::default(),
            folds: FxHashMap::default(),
        }
    }

    /// The rows in order.
    pub fn rows(&self) -> &[u32] {
        &self.rows
    }

    /// How many rows stand below the heading at a place, up to the next one, those that are folded among them.
    pub fn below_heading(&self, place: usize) -> usize {
        self.headings.iter().find(|(heading, _)| *heading == place).map_or(0, |(_, count)| *count)
    }

    /// How many headings stand before a place.
    pub fn headings_before(&self, place: usize) -> usize {
        self.headings.partition_point(|(heading, _)| *heading < place)
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
        self.reads = self.reads.wrapping_add(1);
        let screen = self.tab.screen();
        screen.prepare(desk);
        let query = Query::new(self.search.text());
        let query = (!query.is_empty()).then_some(&query);
        if query.is_some() {
            desk.ready_about();
        }
        let mut rows = self.rows_within(desk, self.filter, query);
        if let Some(sort) = self.sort {
            sort.apply(screen, desk, self.scope.is_some(), &mut rows);
        }
        self.outside = match (query, self.widest().filter(|widest| *widest != self.filter)) {
            (Some(_), Some(widest)) => {
                let records =
                    |rows: &[u32]| rows.iter().filter(|row| screen.heading(desk, **row).is_none()).count();
                let all = self.rows_within(desk, widest, query);
                records(&all).saturating_sub(records(&rows))
            }
            _ => 0,
        };
        // Whoever searches, or wants to see one duty, wants to see what is found.
        let folded = if query.is_some() || self.duty.is_some() {
            Folded::none(rows)
        } else {
            screen.fold(desk, rows, &self.unfolded)
        };
        (self.rows, self.folds) = (folded.rows, folded.folds);
        self.count_headings(desk);
        self.count_hidden(desk);
        if let Some(anchor) = self.anchor.take() {
            let found = self.rows.iter().position(|row| screen.key(desk, *row) == anchor);
            if let Some(found) = found.or_else(|| self.beside(desk, &anchor)) {
                self.place.select(found);
            }
        }
        self.keep_off_headings(desk, true);
        self.remember(desk);
    }

    /// The rows of the group, or of the duty, that is shown alone.
    fn rows_within(&self, desk: &Desk, filter: usize, query: Option<&Query>) -> Vec<u32> {
        let screen = self.tab.screen();
        let rows = screen.rows(desk, filter, query, self.scope.as_ref());
        match self.duty {
            Some(rule) => screen.of_duty(desk, rows, rule),
            None => rows,
        }
    }

    /// The duty of which alone the findings are shown.
    pub fn duty(&self) -> Option<Rule> {
        self.duty
    }

    /// Shows what is found of one duty and nothing else, once the list comes to the front.
    pub fn show_duty(&mut self, rule: Rule) {
        self.seek("");
        self.duty = Some(rule);
    }

    fn count_headings(&mut self, desk: &Desk) {
        let screen = self.tab.screen();
        self.headings.clear();
        for (place, row) in self.rows.iter().enumerate() {
            if screen.heading(desk, *row).is_some() {
                self.headings.push((place, 0));
            } else if let Some((_, count)) = self.headings.last_mut() {
                *count += match self.folds.get(row) {
                    None => 1,
                    // What it stands for is counted where it is shown.
                    Some(Fold { open: true, .. }) => 0,
                    Some(fold) => fold.members.len(),
                };
            }
        }
    }

    /// The place of the row that has taken in another, or of the first that has come out of one.
    fn beside(&self, desk: &Desk, key: &RowKey) -> Option<usize> {
        let screen = self.tab.screen();
        let is = |row: &u32| match key {
            RowKey::Fold(rule, _) => {
                matches!(screen.key(desk, *row), RowKey::Finding(other, ..) if other == *rule)
            }
            _ => self.holds(desk, *row, key),
        };
        self.rows.iter().position(is)
    }

    /// Whether a row is a fold that stands for this one.
    fn holds(&self, desk: &Desk, row: u32, key: &RowKey) -> bool {
        let screen = self.tab.screen();
        self.folds.get(&row).is_some_and(|fold| fold.members.iter().any(|row| screen.key(desk, *row) == *key))
    }

    /// The fold that is selected, or that the selected row is shown below.
    fn fold_here(&self) -> Option<u32> {
        let row = self.row()?;
        if self.folds.contains_key(&row) {
            return Some(row);
        }
        let below = |fold: &Fold| fold.open && fold.members.contains(&row);
        self.folds.iter().find(|(_, fold)| below(fold)).map(|(row, _)| *row)
    }

    /// Whether there is a fold to open or to close.
    pub fn can_fold(&self) -> bool {
        self.fold_here().is_some()
    }

    /// Whether the selected row is a fold.
    pub fn is_fold(&self) -> bool {
        self.row().is_some_and(|row| self.folds.contains_key(&row))
    }

    /// The first findings that the selected fold stands for, so many at most.
    pub fn first_below<'a>(&'a self, desk: &'a Desk, most: usize) -> impl Iterator<Item = &'a Finding> {
        let members = self.row().and_then(|row| self.folds.get(&row)).map(|fold| fold.members.as_slice());
        let screen = self.tab.screen();
        let rows = members.unwrap_or_default().iter().take(most);
        rows.filter_map(move |row| screen.finding(desk, *row))
    }

    /// Opens or closes the fold that is selected, or that the selected row is shown below; it is selected then.
    pub fn turn_fold(&mut self, desk: &mut Desk) {
        let Some(row) = self.fold_here() else { return };
        let key = self.tab.screen().key(desk, row);
        if !self.unfolded.remove(&key) {
            self.unfolded.insert(key.clone());
        }
        self.anchor = Some(key);
        self.stale = true;
        self.refresh(desk);
    }

    /// What the rows of the list are, each once, and in the place of a fold what it stands for.
    fn keys(&self, desk: &Desk) -> Vec<RowKey> {
        let screen = self.tab.screen();
        let mut keys = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            match self.folds.get(row) {
                None => keys.push(screen.key(desk, *row)),
                Some(Fold { open: true, .. }) => {}
                Some(fold) => keys.extend(fold.members.iter().map(|row| screen.key(desk, *row))),
            }
        }
        keys.retain(|key| !matches!(key, RowKey::Heading | RowKey::Care(_)));
        keys
    }

    /// What a row is, or what it stands for.
    fn meant(&self, desk: &Desk, row: u32) -> Vec<RowKey> {
        let screen = self.tab.screen();
        match self.folds.get(&row) {
            Some(fold) => fold.members.iter().map(|row| screen.key(desk, *row)).collect(),
            None => vec![screen.key(desk, row)],
        }
    }

    /// Whether a row is marked, or all that it stands for.
    pub fn is_marked(&self, desk: &Desk, row: u32) -> bool {
        let screen = self.tab.screen();
        let is_marked = |row: &u32| self.marks.contains(&screen.key(desk, *row));
        !self.marks.is_empty()
            && self.folds.get(&row).map_or_else(|| is_marked(&row), |fold| fold.members.iter().all(is_marked))
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
        let mut found = self.rows.iter().position(|row| screen.key(desk, *row) == *key);
        if found.is_none()
            && let Some(fold) = self.folds.keys().copied().find(|fold| self.holds(desk, *fold, key))
        {
            self.unfolded.insert(screen.key(desk, fold));
            self.stale = true;
            self.refresh(desk);
            found = self.rows.iter().position(|row| screen.key(desk, *row) == *key);
        }
        if let Some(found) = found {
            self.home = None;
            self.place.select(found);
            self.remember(desk);
        }
        found.is_some()
    }

    /// Moves the selection by some rows; headings are passed over.
    pub fn step(&mut self, desk: &Desk, by: isize) {
        self.home = None;
        let last = self.rows.len().saturating_sub(1);
        let here = self.place.selected(self.rows.len()).unwrap_or(0);
        self.place.select(here.saturating_add_signed(by).min(last));
        self.keep_off_headings(desk, by > 0);
        self.remember(desk);
    }

    /// Selects the first or the last row.
    pub fn jump(&mut self, desk: &Desk, end: bool) {
        self.home = None;
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

    /// Searches for a text in all rows, once the list comes to the front.
    pub fn seek(&mut self, text: &str) {
        self.search.clear();
        self.search.paste(text);
        self.searching = false;
        (self.narrowed, self.duty) = (None, None);
        self.filter = self.widest().unwrap_or(0);
        (self.stale, self.anchor, self.home) = (true, None, None);
        self.place = ListPlace::new();
    }

    /// The filter that lets everything pass, by its place.
    fn widest(&self) -> Option<usize> {
        self.tab.screen().filters().iter().position(|filter| *filter == Word::FilterAll)
    }

    /// How many rows match the search and are kept out by the filter.
    pub fn outside(&self) -> usize {
        self.outside
    }

    /// Takes the filter off for as long as the search stands.
    pub fn widen(&mut self, desk: &mut Desk) {
        if let Some(widest) = self.widest() {
            self.narrowed = Some(self.filter);
            self.filter = widest;
            self.shown_otherwise(desk);
        }
    }

    /// Sorts by the next of the columns in sight, or by the one before; behind the last the list's own order comes back.
    pub fn sort_by_next(&mut self, desk: &mut Desk, columns: &[Word], forward: bool) {
        let here = self.sort.and_then(|sort| columns.iter().position(|column| *column == sort.column));
        let places = columns.len() + 1;
        // The own order stands before the first column.
        let here = here.map_or(0, |place| place + 1);
        let next = (here + if forward { 1 } else { places - 1 }) % places;
        let column = next.checked_sub(1).and_then(|place| columns.get(place));
        self.sort = column.map(|column| Sort { column: *column, down: false });
        self.stale = true;
        self.refresh(desk);
    }

    /// Turns the order round.
    pub fn turn_order(&mut self, desk: &mut Desk) {
        if let Some(sort) = &mut self.sort {
            sort.down = !sort.down;
            self.stale = true;
            self.refresh(desk);
        }
    }

    /// The list shows other rows than before. What was selected under the conditions before is selected again once it is
    /// shown, unless somebody went on from there.
    fn shown_otherwise(&mut self, desk: &mut Desk) {
        self.home = self.home.take().or_else(|| self.anchor.clone());
        self.stale = true;
        self.refresh(desk);
        let screen = self.tab.screen();
        let is_home = |row: &u32| self.home.as_ref().is_some_and(|home| screen.key(desk, *row) == *home);
        let place = self.rows.iter().position(is_home);
        let place = place.or_else(|| self.home.as_ref().and_then(|home| self.beside(desk, home)));
        if let Some(place) = place {
            self.home = None;
            self.place.select(place);
            self.remember(desk);
        }
    }

    /// What is selected among the hits is where somebody wants to be.
    pub fn found(&mut self, desk: &Desk) {
        self.searching = false;
        if self.selected(desk).is_some() {
            self.home = None;
        }
    }

    /// Searches for what is typed now; the first hit is selected. Where nothing is typed any more, what was selected before is.
    pub fn search_changed(&mut self, desk: &mut Desk) {
        if self.search.is_empty() {
            if let Some(narrowed) = self.narrowed.take() {
                self.filter = narrowed;
            }
            self.shown_otherwise(desk);
            return;
        }
        self.home = self.home.take().or_else(|| self.anchor.clone());
        self.stale = true;
        self.anchor = None;
        self.place = ListPlace::new();
        self.refresh(desk);
    }

    /// Takes another filter.
    pub fn change_filter(&mut self, desk: &mut Desk, forward: bool) {
        let count = self.tab.screen().filters().len().max(1);
        self.filter = (self.filter + if forward { 1 } else { count - 1 }) % count;
        self.narrowed = None;
        self.shown_otherwise(desk);
    }

    /// Clears search and filter; says whether there was something to clear.
    pub fn clear(&mut self, desk: &mut Desk) -> bool {
        let busy = !self.search.is_empty() || self.filter != 0 || self.duty.is_some();
        self.search.clear();
        self.searching = false;
        self.filter = 0;
        (self.narrowed, self.duty) = (None, None);
        if busy {
            self.shown_otherwise(desk);
        }
        busy
    }

    /// Marks the selected row or takes its mark away, and goes on to the next.
    pub fn toggle_mark(&mut self, desk: &Desk) {
        if let Some(row) = self.row().filter(|_| self.selected(desk).is_some()) {
            let keys = self.meant(desk, row);
            if self.is_marked(desk, row) {
                for key in &keys {
                    self.marks.remove(key);
                }
            } else {
                self.marks.extend(keys);
            }
            self.step(desk, 1);
        }
    }

    /// Marks every row that is shown; where all of them are marked, takes their marks away. Other marks stay.
    pub fn toggle_all_marks(&mut self, desk: &Desk) {
        let keys = self.keys(desk);
        if keys.iter().all(|key| self.marks.contains(key)) {
            self.marks.retain(|key| !keys.contains(key));
        } else {
            self.marks.extend(keys);
        }
    }

    /// How many of the marked rows the list does not show as it is searched and filtered.
    pub fn hidden(&self) -> usize {
        self.hidden.min(self.marks.len())
    }

    fn count_hidden(&mut self, desk: &Desk) {
        self.hidden = match self.marks.len() {
            0 => 0,
            marks => marks - self.keys(desk).iter().filter(|key| self.marks.contains(*key)).count(),
        };
    }

    /// Keeps the marks of what is there.
    pub fn keep_marks(&mut self, there: impl Fn(&RowKey) -> bool) {
        self.marks.retain(&there);
        self.aside.retain(&there);
    }

    /// Lays the marks that are meant aside until [`List::take_back_marks`].
    pub fn lay_aside(&mut self, meant: impl Fn(&RowKey) -> bool) {
        let (aside, marks) = std::mem::take(&mut self.marks).into_iter().partition(meant);
        self.marks = marks;
        self.aside.extend::<FxHashSet<RowKey>>(aside);
    }

    /// Marks again what was laid aside.
    pub fn take_back_marks(&mut self, desk: &Desk) {
        if !self.aside.is_empty() {
            self.marks.extend(self.aside.drain());
            self.count_hidden(desk);
        }
    }

    /// The marked rows that are shown, and those that are not, each in order.
    pub fn marked(&self, desk: &Desk) -> (Vec<RowKey>, Vec<RowKey>) {
        let marked = |key: &RowKey| self.marks.contains(key);
        let shown: Vec<RowKey> = self.keys(desk).into_iter().filter(marked).collect();
        if shown.len() == self.marks.len() {
            return (shown, Vec::new());
        }
        let screen = self.tab.screen();
        let all = screen.rows(desk, self.widest().unwrap_or(0), None, None);
        let seen: FxHashSet<&RowKey> = shown.iter().collect();
        let hidden = all.iter().map(|row| screen.key(desk, *row));
        let hidden = hidden.filter(|key| marked(key) && !seen.contains(key)).collect();
        (shown, hidden)
    }

    /// Marks every row in the list that is meant.
    pub fn mark_all(&mut self, desk: &Desk, meant: impl Fn(&RowKey) -> bool) {
        let keys = self.keys(desk).into_iter().filter(meant);
        self.marks.extend(keys);
    }

    /// What an action is about, in the order of the list: the marked rows, also those that are not shown, or the selected
    /// one where none is marked, or what that stands for.
    pub fn targets(&self, desk: &Desk) -> Vec<RowKey> {
        if self.marks.is_empty() {
            let here = self.row().filter(|_| self.selected(desk).is_some());
            return here.map(|row| self.meant(desk, row)).unwrap_or_default();
        }
        let (shown, hidden) = self.marked(desk);
        shown.into_iter().chain(hidden).collect()
    }
}
