//! Ruled tables: a heading that is repeated on every page, rows that are split where they are taller than the page.

use super::{
    lines::Edge,
    model::Sheet,
    sheet::{Mark, Pages, SetLine, Style, f32_of},
};

/// The blank inside a cell, at its sides and above and below.
const SIDE: f32 = 4.0;
const ABOVE: f32 = 2.5;
/// Thin rules between cells, a thicker one around the table and under its heading.
const THIN: f32 = 0.4;
const THICK: f32 = 0.8;
/// The ground of headings and labels.
const GROUND: f32 = 0.93;
/// A row of more lines than this is split rather than moved to the next page.
const WHOLE: usize = 24;
/// The fewest lines of a split row at the end of a page.
const FEWEST: usize = 2;

/// A table with the widths of its columns in points.
pub(super) struct Grid<'a> {
    pub widths: Vec<f32>,
    pub heading: Option<Vec<&'a str>>,
    pub rows: Vec<Vec<&'a str>>,
    /// How tall each row is at least.
    pub least: Vec<f32>,
    /// Whether the first column holds labels.
    pub labels: bool,
    /// Which columns end at their right side.
    pub right: Vec<bool>,
    pub style: Style,
    /// The height of what must not stand alone on the next page: the last row goes with it.
    pub after: f32,
}

/// The widths of columns given in cells: what the fixed ones leave goes to those of 0; where there is none of these,
/// all are stretched to the whole.
pub(super) fn widths(columns: &[usize], sheet: Sheet, whole: f32) -> Vec<f32> {
    let cell = whole / f32_of(sheet.cells());
    // What separates columns in plain text is theirs on paper.
    let wide = |cells: usize| (f32_of(cells) + 1.0) * cell;
    let fixed: f32 = columns.iter().filter(|cells| **cells > 0).map(|cells| wide(*cells)).sum();
    let open = columns.iter().filter(|cells| **cells == 0).count();
    let least = 6.0 * cell;
    let share = if open == 0 { 0.0 } else { ((whole - fixed) / f32_of(open)).max(least) };
    let wanted: Vec<f32> =
        columns.iter().map(|cells| if *cells == 0 { share } else { wide(*cells) }).collect();
    let stretch = whole / wanted.iter().sum::<f32>().max(1.0);
    wanted.into_iter().map(|width| width * stretch).collect()
}

/// Draws a table.
pub(super) fn draw(pages: &mut Pages, grid: &Grid<'_>) {
    let heading = grid.heading.as_ref().map(|texts| grid.set(pages, texts, true));
    // A heading that fills the page is not repeated: nothing else would have room.
    let repeated = heading.as_ref().filter(|cells| grid.height(lines(cells)) < pages.height() / 3.0);
    match (&heading, repeated) {
        (Some(cells), Some(_)) => {
            // The heading does not stay alone at the end of a page.
            let first = grid.height(FEWEST);
            pages.need(grid.height(lines(cells)) + first);
            grid.piece(pages, cells, 0..lines(cells), Ground::All, 0.0);
        }
        (Some(cells), None) => grid.row(pages, cells, None, Ground::All, 0.0),
        (None, _) => {}
    }
    let ground = if grid.labels { Ground::First } else { Ground::None };
    for (place, row) in grid.rows.iter().enumerate() {
        let cells = grid.set(pages, row, false);
        if place + 1 == grid.rows.len() && place > 0 && grid.after < pages.height() / 3.0 {
            pages.reserve = grid.after;
        }
        let least = grid.least.get(place).copied().unwrap_or_default();
        grid.row(pages, &cells, repeated, ground, least);
        pages.reserve = 0.0;
    }
}

/// Which cells of a row are grey.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ground {
    None,
    First,
    All,
}

type Cells = Vec<Vec<SetLine>>;

fn lines(cells: &Cells) -> usize {
    cells.iter().map(Vec::len).max().unwrap_or(0)
}

impl Grid<'_> {
    fn set(&self, pages: &mut Pages, texts: &[&str], heading: bool) -> Cells {
        let cells = texts.iter().zip(&self.widths).enumerate();
        cells
            .map(|(place, (text, width))| {
                let label = heading || (self.labels && place == 0);
                let style = if label { self.style.bold() } else { self.style };
                pages.set(text, style, (width - 2.0 * SIDE).max(style.size), Edge::Ragged)
            })
            .collect()
    }

    fn height(&self, lines: usize) -> f32 {
        f32_of(lines) * self.style.leading + 2.0 * ABOVE
    }

    /// A row, on the next page where it does not fit, split where it is too tall.
    fn row(&self, pages: &mut Pages, cells: &Cells, heading: Option<&Cells>, ground: Ground, least: f32) {
        let count = lines(cells);
        let mut from = 0;
        while from < count {
            let left = count - from;
            if self.height(left).max(least) <= pages.room() {
                self.piece(pages, cells, from..count, ground, if from == 0 { least } else { 0.0 });
                return;
            }
            let fits = self.fits(pages.room());
            let whole_page = pages.height() - heading.map_or(0.0, |cells| self.height(lines(cells)));
            let moves = from == 0 && count <= WHOLE && self.height(count).max(least) <= whole_page;
            if !moves && fits >= FEWEST {
                let to = from + fits.min(left);
                self.piece(pages, cells, from..to, ground, 0.0);
                from = to;
            }
            pages.new_page();
            if let Some(cells) = heading {
                self.piece(pages, cells, 0..lines(cells), Ground::All, 0.0);
            }
        }
    }

    /// How many lines of a row fit into a height.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between nothing and a page")]
    fn fits(&self, room: f32) -> usize {
        ((room - 2.0 * ABOVE) / self.style.leading).floor().max(0.0) as usize
    }

    /// Some lines of a row, with its rules.
    fn piece(
        &self,
        pages: &mut Pages,
        cells: &Cells,
        part: std::ops::Range<usize>,
        ground: Ground,
        least: f32,
    ) {
        let height = self.height(part.len()).max(least);
        let (left, top) = (pages.left(), pages.y);
        let mut x = left;
        for (place, (cell, width)) in cells.iter().zip(&self.widths).enumerate() {
            if ground == Ground::All || (ground == Ground::First && place == 0) {
                pages.mark(Mark::Fill { area: (x, top, *width, height), grey: GROUND });
            }
            for (number, line) in cell.iter().skip(part.start).take(part.len()).enumerate() {
                let at = top + ABOVE + f32_of(number) * self.style.leading;
                let right = self.right.get(place).is_some_and(|right| *right) && ground != Ground::All;
                let inset = if right { (width - SIDE - line.width()).max(SIDE) } else { SIDE };
                pages.put(line, x + inset, at, self.style.leading);
            }
            x += width;
        }
        let mut x = left;
        for (place, width) in self.widths.iter().enumerate() {
            let rule = if place == 0 { THICK } else { THIN };
            pages.mark(Mark::Rule { from: (x, top), to: (x, top + height), width: rule });
            x += width;
        }
        pages.mark(Mark::Rule { from: (x, top), to: (x, top + height), width: THICK });
        let rule = if ground == Ground::All { THICK } else { THIN };
        pages.mark(Mark::Rule { from: (left, top), to: (x, top), width: rule });
        pages.mark(Mark::Rule { from: (left, top + height), to: (x, top + height), width: rule });
        pages.y += height;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_fill_the_body() {
        let close = |found: &[f32], wanted: &[f32]| {
            assert!(found.iter().zip(wanted).all(|(one, other)| (one - other).abs() < 0.01), "{found:?}");
        };
        close(&widths(&[19, 0], Sheet::Portrait, 480.0), &[120.0, 360.0]);
        close(&widths(&[20, 20], Sheet::Portrait, 480.0), &[240.0, 240.0]);
        close(&widths(&[69, 0, 0], Sheet::Portrait, 480.0), &[409.756, 35.122, 35.122]);
    }
}
