//! A sheet while it is read: cells come in any order, and become rows at the end.

use std::collections::BTreeMap;

use super::{Bound, Cell, MAX_CELL_BYTES, MAX_COLUMNS, MAX_ROWS, Row, Sheet, Told, Value, limits::Room};

/// A place in a sheet, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub row: u32,
    pub column: u32,
}

/// Merged cells: the first, whose value they have, and the last.
#[derive(Debug, Clone, Copy)]
pub(super) struct Area {
    pub first: Place,
    pub last: Place,
}

/// A sheet while it is read. Cells without a value take no room.
#[derive(Debug, Default)]
pub(super) struct Grid {
    lines: BTreeMap<u32, Line>,
    merged: Vec<Area>,
    hidden_columns: Vec<(u32, u32)>,
    no_values: (usize, u32),
    faults: (usize, u32),
}

#[derive(Debug, Default)]
struct Line {
    hidden: bool,
    cells: Vec<Cell>,
}

impl Grid {
    /// Puts a value into its cell, in a row that may be hidden.
    pub fn put(
        &mut self,
        place: Place,
        hidden: bool,
        value: Value,
        reading: Option<String>,
        room: &mut Room,
    ) -> Result<(), Bound> {
        let bytes = match &value {
            Value::Empty => return Ok(()),
            Value::Text(text) | Value::Fault(text) => text.len(),
            _ => 0,
        };
        let number = place.row.saturating_add(1);
        if bytes > MAX_CELL_BYTES {
            return Err(Bound::Cell { row: number });
        }
        let column = usize::try_from(place.column).unwrap_or(usize::MAX);
        if column >= MAX_COLUMNS {
            return Err(Bound::Columns);
        }
        let counted = match value {
            Value::NoValue => Some(&mut self.no_values),
            Value::Fault(_) => Some(&mut self.faults),
            _ => None,
        };
        if let Some((cells, first)) = counted {
            *cells += 1;
            *first = if *cells == 1 { number } else { number.min(*first) };
        }
        if self.lines.len() == MAX_ROWS && !self.lines.contains_key(&place.row) {
            return Err(Bound::Rows);
        }
        if !self.lines.contains_key(&place.row)
            && let Some(mut last) = self.lines.last_entry()
        {
            // A line grows by doubling, and most are never touched again.
            last.get_mut().cells.shrink_to_fit();
        }
        let line = self.lines.entry(place.row).or_default();
        line.hidden |= hidden;
        room.take(
            (column + 1).saturating_sub(line.cells.len()),
            bytes + reading.as_ref().map_or(0, String::len),
        )?;
        if line.cells.len() <= column {
            line.cells.resize_with(column + 1, Cell::default);
        }
        if let Some(cell) = line.cells.get_mut(column) {
            *cell = Cell { value, reading, ..Cell::default() };
        }
        Ok(())
    }

    /// Some columns are hidden, from the first to the last.
    pub fn hide_columns(&mut self, first: u32, last: u32, room: &mut Room) -> Result<(), Bound> {
        room.take(0, size_of::<(u32, u32)>())?;
        self.hidden_columns.push((first, last));
        Ok(())
    }

    /// Some cells are merged.
    pub fn merge(&mut self, area: Area, room: &mut Room) -> Result<(), Bound> {
        room.take(0, size_of::<Area>())?;
        self.merged.push(area);
        Ok(())
    }

    /// The sheet with what was told of it. What is hidden is taken only where it is asked for.
    pub fn finish(
        mut self,
        name: String,
        hidden: bool,
        asked: bool,
        room: &mut Room,
    ) -> Result<Sheet, Bound> {
        let mut told = Vec::new();
        let areas = self.spread(room)?;
        if areas > 0 {
            told.push(Told::MergedSpread { areas });
        }
        let columns = self.hide();
        let mut left: Vec<u32> = Vec::new();
        let mut hidden_cells = vec![false; columns.len()];
        let mut rows = Vec::with_capacity(self.lines.len());
        for (row, mut line) in self.lines {
            let number = row.saturating_add(1);
            if line.hidden && !asked {
                left.push(number);
                continue;
            }
            for ((cell, is_hidden), seen) in line.cells.iter_mut().zip(&columns).zip(&mut hidden_cells) {
                cell.hidden = *is_hidden;
                if *is_hidden && !asked {
                    *seen |= !cell.value.is_empty();
                    *cell = Cell { hidden: true, ..Cell::default() };
                }
            }
            while line.cells.last().is_some_and(|cell| cell.value.is_empty()) {
                line.cells.pop();
            }
            if !line.cells.is_empty() {
                rows.push(Row { number, hidden: line.hidden, cells: line.cells });
            }
        }
        if let Some(first) = left.first() {
            told.push(Told::HiddenRowsLeft { rows: left.len(), first: *first });
        }
        let columns: Vec<String> =
            (0..).zip(&hidden_cells).filter(|(_, seen)| **seen).map(|(column, _)| letters(column)).collect();
        if !columns.is_empty() {
            told.push(Told::HiddenColumnsLeft { columns });
        }
        if self.no_values.0 > 0 {
            told.push(Told::NoValues { cells: self.no_values.0, first: self.no_values.1 });
        }
        if self.faults.0 > 0 {
            told.push(Told::Faults { cells: self.faults.0, first: self.faults.1 });
        }
        Ok(Sheet { name, encoding: None, hidden, rows, told })
    }

    /// Gives merged cells the value of their first, in rows and columns in which something stands anyway: a title over
    /// the whole width makes no table wider. Tells how many areas had a value.
    fn spread(&mut self, room: &mut Room) -> Result<usize, Bound> {
        let width = self.lines.values().map(|line| line.cells.len()).max().unwrap_or(0);
        let mut areas = 0;
        for Area { first, last } in std::mem::take(&mut self.merged) {
            let start = usize::try_from(first.column).unwrap_or(usize::MAX);
            let end = usize::try_from(last.column).unwrap_or(usize::MAX).saturating_add(1).min(width);
            let anchor = self.lines.get(&first.row).and_then(|line| line.cells.get(start));
            let Some(anchor) = anchor.filter(|cell| !cell.value.is_empty()) else { continue };
            if last.row < first.row || end <= start {
                continue;
            }
            let copy = Cell { merged: true, ..anchor.clone() };
            let bytes = match &copy.value {
                Value::Text(text) => text.len(),
                _ => 0,
            };
            areas += 1;
            for (row, line) in self.lines.range_mut(first.row..=last.row) {
                for column in start..end {
                    if *row == first.row && column == start {
                        continue;
                    }
                    room.take((column + 1).saturating_sub(line.cells.len()).max(1), bytes)?;
                    if line.cells.len() <= column {
                        line.cells.resize_with(column + 1, Cell::default);
                    }
                    if let Some(cell) = line.cells.get_mut(column).filter(|cell| cell.value.is_empty()) {
                        *cell = copy.clone();
                    }
                }
            }
        }
        Ok(areas)
    }

    /// Which columns are hidden.
    fn hide(&self) -> Vec<bool> {
        let width = self.lines.values().map(|line| line.cells.len()).max().unwrap_or(0);
        let mut columns = vec![false; width];
        for (first, last) in &self.hidden_columns {
            let first = usize::try_from(*first).unwrap_or(usize::MAX).min(width);
            let last = usize::try_from(*last).unwrap_or(usize::MAX).saturating_add(1).min(width);
            if let Some(columns) = columns.get_mut(first..last.max(first)) {
                columns.fill(true);
            }
        }
        columns
    }
}

/// The letters of a column, which is counted from 0: `A`, `Z`, `AA`.
pub(super) fn letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column.saturating_add(1);
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(row: u32, column: u32) -> Place {
        Place { row, column }
    }

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    fn told(sheet: &Sheet) -> Vec<(u32, Vec<String>)> {
        let shown = |cell: &Cell| match &cell.value {
            Value::Text(text) if cell.merged => format!("({text})"),
            Value::Text(text) => text.clone(),
            _ => String::new(),
        };
        sheet.rows.iter().map(|row| (row.number, row.cells.iter().map(shown).collect())).collect()
    }

    fn grid() -> (Grid, Room) {
        let (mut grid, mut room) = (Grid::default(), Room::default());
        for (row, hidden, cells) in [
            (4, false, vec!["d", "", "e"]),
            (0, false, vec!["title"]),
            (2, true, vec!["", "x"]),
            (3, false, vec!["a", "b", "c"]),
        ] {
            for (column, cell) in (0..).zip(cells) {
                let value = if cell.is_empty() { Value::Empty } else { text(cell) };
                grid.put(place(row, column), hidden, value, None, &mut room).unwrap();
            }
        }
        (grid, room)
    }

    #[test]
    fn what_is_hidden_is_taken_only_where_it_is_asked_for() {
        let read = |asked| {
            let (mut grid, mut room) = grid();
            grid.hide_columns(1, 1, &mut room).unwrap();
            grid.hide_columns(500, 16_383, &mut room).unwrap();
            grid.finish("x".to_owned(), false, asked, &mut room).unwrap()
        };
        let sheet = read(false);
        let row =
            |number, cells: &[&str]| (number, cells.iter().map(|&cell| cell.to_owned()).collect::<Vec<_>>());
        assert_eq!(told(&sheet), [row(1, &["title"]), row(4, &["a", "", "c"]), row(5, &["d", "", "e"])]);
        let columns = vec!["B".to_owned()];
        assert_eq!(
            sheet.told,
            [Told::HiddenRowsLeft { rows: 1, first: 3 }, Told::HiddenColumnsLeft { columns }]
        );
        assert!(sheet.rows[1].cells[1].hidden);
        let sheet = read(true);
        assert_eq!(told(&sheet)[1..3], [row(3, &["", "x"]), row(4, &["a", "b", "c"])]);
        assert!(sheet.rows[1].hidden && sheet.rows[1].cells[1].hidden && sheet.told.is_empty());
    }

    #[test]
    fn merged_cells_have_the_value_of_the_first_where_rows_are() {
        let (mut grid, mut room) = grid();
        for (first, last) in [((0, 0), (0, 16_383)), ((3, 0), (900, 0)), ((4, 1), (4, 2)), ((7, 7), (9, 9))] {
            let area = Area { first: place(first.0, first.1), last: place(last.0, last.1) };
            grid.merge(area, &mut room).unwrap();
        }
        let sheet = grid.finish("x".to_owned(), false, true, &mut room).unwrap();
        let row =
            |number, cells: &[&str]| (number, cells.iter().map(|&cell| cell.to_owned()).collect::<Vec<_>>());
        let expected = [
            row(1, &["title", "(title)", "(title)"]),
            row(3, &["", "x"]),
            row(4, &["a", "b", "c"]),
            row(5, &["d", "", "e"]),
        ];
        assert_eq!(told(&sheet), expected);
        assert_eq!(sheet.told, [Told::MergedSpread { areas: 2 }]);
    }

    #[test]
    fn formatted_cells_without_a_value_take_no_room() {
        let (mut grid, mut room) = (Grid::default(), Room::default());
        for row in 0..1_048_576 {
            grid.put(place(row, 16_383), false, Value::Empty, None, &mut room).unwrap();
        }
        grid.put(place(1_048_575, 0), false, text("x"), None, &mut room).unwrap();
        assert_eq!(
            told(&grid.finish(String::new(), false, false, &mut room).unwrap()),
            [(1_048_576, vec!["x".to_owned()])]
        );
    }

    #[test]
    fn each_bound_is_told_where_it_is_passed() {
        let put =
            |column, value| Grid::default().put(place(6, column), false, value, None, &mut Room::default());
        assert_eq!(put(1_000, text("x")), Err(Bound::Columns));
        assert_eq!(put(0, text(&"x".repeat(MAX_CELL_BYTES + 1))), Err(Bound::Cell { row: 7 }));
        let (mut grid, mut room) = (Grid::default(), Room::default());
        let over = (0..9_000)
            .map(|row| grid.put(place(row, 999), false, text("x"), None, &mut room))
            .find(Result::is_err);
        assert_eq!(over, Some(Err(Bound::Content)));
        // Merged areas over each other take no more than the cells of all of them.
        let (mut grid, mut room) = (Grid::default(), Room::default());
        for row in 0..2_000 {
            grid.put(place(row, 0), false, text("x"), None, &mut room).unwrap();
            grid.put(place(row, 99), false, text("x"), None, &mut room).unwrap();
        }
        for _ in 0..1_000 {
            grid.merge(Area { first: place(0, 0), last: place(2_000, 99) }, &mut room).unwrap();
        }
        assert_eq!(grid.finish(String::new(), false, false, &mut room).unwrap_err(), Bound::Content);
    }

    #[test]
    fn columns_have_their_letters() {
        for (column, expected) in
            [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")]
        {
            assert_eq!(letters(column), expected);
        }
    }
}
