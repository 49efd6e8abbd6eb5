//! Ruled tables as blocks: a row each, lines of a row that is taller than most of a page.

use std::rc::Rc;

use super::{
    flow::{Block, Flow, Keep},
    lines::Edge,
    model::Sheet,
    sheet::{Belongs, SetLine, Style, f32_of},
    tags::{NodeId, Role},
};

/// The blank inside a cell, at its sides.
const SIDE: f32 = 4.0;
/// Thin rules between cells, a thicker one around the table and under its heading.
const THIN: f32 = 0.5;
const THICK: f32 = 0.9;
/// A row of more lines than this is split rather than moved to the next page.
const WHOLE: usize = 12;
/// Less than this part of a page is a heading that is drawn again on every page.
const REPEATED: f32 = 1.0 / 3.0;

/// A cell before it is set.
pub(super) struct Cell {
    pub text: String,
    pub width: f32,
    pub role: Role,
    /// Whether its text ends at its right side.
    pub right: bool,
}

/// How a table stands.
pub(super) struct Grid {
    pub heading: Option<Vec<Cell>>,
    /// The rows, each with the least height that it has.
    pub rows: Vec<(Vec<Cell>, f32)>,
    pub style: Style,
    /// The blank in a cell above and below its text.
    pub inset: f32,
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

/// Whether a text is one line in a cell of a width.
pub(super) fn is_one_line(flow: &mut Flow<'_>, text: &str, style: Style, width: f32) -> bool {
    flow.pages.set(text, style, (width - 2.0 * SIDE).max(style.size), Edge::Ragged).len() == 1
}

/// Adds a table.
pub(super) fn draw(flow: &mut Flow<'_>, grid: &Grid) {
    let table = flow.node(Role::Table);
    let mut above = flow.above();
    let mut head = None;
    if let Some(cells) = &grid.heading {
        let row = grid.set(flow, table, cells, 0.0);
        let blocks = row.blocks(flow, grid, above, None);
        above = 0.0;
        // A heading that fills the page is not repeated: nothing else would have room.
        if let [block] = blocks.as_slice()
            && block.height < flow.pages.height() * REPEATED
        {
            head = Some(Rc::new(block.clone()));
        }
        for block in blocks {
            flow.push(Block { with_next: Keep::Always, ..block });
        }
    }
    let count = grid.rows.len();
    for (place, (cells, least)) in grid.rows.iter().enumerate() {
        // What is here is thrown away then.
        if flow.pages.goes_on().is_err() {
            return;
        }
        let row = grid.set(flow, table, cells, *least);
        for block in row.blocks(flow, grid, above, head.as_ref()) {
            flow.push(block);
        }
        above = 0.0;
        // Neither the first row nor the last one stands alone on its page.
        if count > 1 && (place == 0 || place + 2 == count) {
            flow.keep_last();
        }
    }
}

/// A row whose cells are broken into lines.
struct Row {
    cells: Vec<(Vec<SetLine>, f32, bool, NodeId)>,
    least: f32,
    heading: bool,
}

impl Grid {
    fn set(&self, flow: &mut Flow<'_>, table: NodeId, cells: &[Cell], least: f32) -> Row {
        let node = flow.within(table, Role::Row);
        let heading = cells.iter().all(|cell| cell.role == Role::ColumnHead);
        let cells = cells
            .iter()
            .map(|cell| {
                let style = if cell.role == Role::Cell { self.style } else { self.style.bold() };
                let width = (cell.width - 2.0 * SIDE).max(style.size);
                let lines = flow.pages.set(&cell.text, style, width, Edge::Ragged);
                (lines, cell.width, cell.right, flow.within(node, cell.role.clone()))
            })
            .collect();
        Row { cells, least, heading }
    }
}

impl Row {
    /// The row as one block; one that is too tall to be moved, as a block for each of its lines.
    fn blocks(&self, flow: &Flow<'_>, grid: &Grid, above: f32, head: Option<&Rc<Block>>) -> Vec<Block> {
        let lines = self.cells.iter().map(|(lines, ..)| lines.len()).max().unwrap_or(0).max(1);
        let height = (f32_of(lines) * grid.style.leading + 2.0 * grid.inset).max(self.least);
        let page = flow.pages.height() - head.map_or(0.0, |head| head.height);
        let pieces = if lines <= WHOLE && height <= page { 1 } else { lines };
        (0..pieces)
            .map(|piece| {
                let (first, last) = (piece == 0, piece + 1 == pieces);
                let part = if pieces == 1 { 0..lines } else { piece..piece + 1 };
                let inset = |there: bool| if there { grid.inset } else { 0.0 };
                let height =
                    if pieces == 1 { height } else { grid.style.leading + inset(first) + inset(last) };
                let mut block = Block::new(if first { above } else { 0.0 }, height);
                self.texts(&mut block, flow.pages.left(), part, inset(first), grid);
                self.rules(&mut block, flow.pages.left(), first, last);
                block.head = head.cloned();
                if pieces > 1 {
                    let width: f32 = self.cells.iter().map(|(_, width, ..)| width).sum();
                    block.joint = Some((flow.pages.left(), flow.pages.left() + width, THIN));
                    // Two lines at least stand on each side of the gap.
                    if first || piece + 2 == pieces {
                        block.with_next = Keep::Rather;
                    }
                }
                block
            })
            .collect()
    }

    fn texts(&self, block: &mut Block, left: f32, part: std::ops::Range<usize>, inset: f32, grid: &Grid) {
        let leading = grid.style.leading;
        let mut x = left;
        for (lines, width, right, node) in &self.cells {
            // In a row that is tall for a pen, texts stand in its middle.
            let text = f32_of(lines.len()) * leading + 2.0 * grid.inset;
            let middle = if self.least > 0.0 { ((block.height - text) / 2.0).max(0.0) } else { 0.0 };
            let shown = lines.iter().skip(part.start).take(part.len());
            for (number, line) in shown.enumerate() {
                let at = inset + middle + f32_of(number) * leading;
                let side = if *right { (width - SIDE - line.width()).max(SIDE) } else { SIDE };
                block.put(line, (x + side, at), leading, Belongs::To(*node));
            }
            x += width;
        }
    }

    fn rules(&self, block: &mut Block, left: f32, first: bool, last: bool) {
        let height = block.height;
        let mut x = left;
        for (place, (_, width, ..)) in self.cells.iter().enumerate() {
            block.rule((x, 0.0), (x, height), if place == 0 { THICK } else { THIN });
            x += width;
        }
        block.rule((x, 0.0), (x, height), THICK);
        let around = if self.heading { THICK } else { THIN };
        if first {
            block.rule((left, 0.0), (x, 0.0), around);
        }
        if last {
            block.rule((left, height), (x, height), around);
        }
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
