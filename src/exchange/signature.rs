//! By what a table is known again the next month: its headings.

use super::{
    columns::{Layout, Why, heading_key},
    table::{Row, Sheet},
    values::{is_blank, shown},
};

/// How many rows may be one of headings.
const FAR_DOWN: usize = 40;

/// What the headings of a sheet may be known by, the surest first. What stands over marks changes from month to month, and
/// names people: it is none of them.
pub fn signatures(sheet: &Sheet, layout: Option<&Layout>) -> Vec<String> {
    let rows = sheet.rows.iter().take(FAR_DOWN).filter_map(of_row);
    layout.map(of_layout).into_iter().chain(rows).collect()
}

/// What a sheet that was taken in is remembered by.
pub fn remembered(sheet: &Sheet, layout: &Layout) -> Vec<String> {
    let row = sheet.rows.iter().find(|row| row.number == layout.header_row);
    let row = row.filter(|_| layout.cross.is_none()).and_then(of_row);
    std::iter::once(of_layout(layout)).chain(row).collect()
}

fn of_layout(layout: &Layout) -> String {
    let columns = layout.columns.iter().chain(&layout.second_row);
    let headings =
        columns.filter(|column| column.why != Why::Marks).map(|column| heading_key(&column.heading));
    format!("columns:{}", headings.collect::<Vec<_>>().join("\u{1f}"))
}

fn of_row(row: &Row) -> Option<String> {
    let cells = row.cells.iter().filter(|cell| !cell.merged && !is_blank(&cell.value));
    let headings: Vec<String> = cells.map(|cell| heading_key(&shown(&cell.value))).collect();
    // A single cell is a title or anything.
    (headings.len() > 1).then(|| format!("row:{}", headings.join("\u{1f}")))
}
