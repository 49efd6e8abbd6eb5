//! The rows of headings: found by what stands in them, and joined where there are two.

use super::{headings::Headings, kind::Kind, layout::Asked, stands_alone, text_at};
use crate::exchange::table::{Row, Sheet};

/// How many rows are looked at for headings.
const FAR_DOWN: usize = 40;
/// The longest heading.
const LONG: usize = 40;

/// Rows of headings, and how much they say about a kind of ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Header {
    /// The first of them, by its place among the rows.
    pub first: usize,
    /// The one in which most of them stand.
    pub main: usize,
    /// The row below the last.
    pub end: usize,
    /// How many fields of the kind are named.
    pub fields: usize,
    /// How much that says.
    pub weight: usize,
}

/// The heading rows of a sheet for a kind of ledger, the best that there are.
pub(super) fn find(sheet: &Sheet, kind: Kind, headings: &Headings, asked: Asked<'_>) -> Option<Header> {
    let given = asked.header;
    let rows = &sheet.rows;
    let mut best: Option<Header> = None;
    for place in 0..rows.len().min(FAR_DOWN) {
        if given.is_some_and(|number| rows[place].number != number) {
            continue;
        }
        let (fields, weight, others) = named(&rows[place], kind, headings, asked);
        // Where somebody names the ledger and the row, its columns may be named after that.
        let said = given.is_some() && asked.kind.is_some();
        let enough =
            said || fields >= 2 || (fields == 1 && (others >= 1 || given.is_some() || crosses(rows, place)));
        if !enough {
            continue;
        }
        if best.is_none_or(|best| fields > best.fields) {
            best = Some(Header { first: place, main: place, end: place + 1, fields, weight });
        }
    }
    best.map(|header| grown(rows, header, kind, headings))
}

/// How many fields a row names, how much they say, and how many known headings there are beside.
fn named(row: &Row, kind: Kind, headings: &Headings, asked: Asked<'_>) -> (usize, usize, usize) {
    let (mut fields, mut others): (Vec<(&str, u8)>, usize) = (Vec::new(), 0);
    for (place, _) in row.cells.iter().enumerate().filter(|(_, cell)| stands_alone(cell)) {
        let text = text_at(row, place);
        if text.chars().count() > LONG {
            continue;
        }
        if let Some(given) = asked.fields.and_then(|given| given.get(&text)) {
            match given {
                Some(field) if !fields.iter().any(|(known, _)| known == field) => {
                    fields.push((field.as_str(), 1));
                }
                _ => others += 1,
            }
            continue;
        }
        match headings.of(kind, &text).first() {
            Some(candidate) if !fields.iter().any(|(known, _)| *known == candidate.field) => {
                fields.push((candidate.field.as_str(), candidate.weight));
            }
            Some(_) => {}
            None => others += usize::from(headings.left_out(&text).is_some()),
        }
    }
    let weight = fields.iter().map(|(_, weight)| usize::from(*weight)).sum();
    (fields.len(), weight, others)
}

/// Whether most of what stands below a row, but for its first column, is marks: the headings may name anything then.
fn crosses(rows: &[Row], place: usize) -> bool {
    let below = rows.iter().skip(place + 1).take(FAR_DOWN);
    let cells = below.flat_map(|row| row.cells.iter().skip(1)).filter(|cell| stands_alone(cell));
    let (mut marks, mut all) = (0, 0);
    for cell in cells {
        all += 1;
        marks += usize::from(super::cross::is_mark(&cell.value));
    }
    all > 0 && marks * 2 >= all
}

/// The heading rows with the second one above or below that belongs to them.
fn grown(rows: &[Row], mut header: Header, kind: Kind, headings: &Headings) -> Header {
    if let Some(above) = header.first.checked_sub(1)
        && next_to(rows, above)
        && (copies_of(rows, header.first) || stands_over(rows, above))
    {
        header.first = above;
    }
    if next_to(rows, header.main) && header.main + 1 < rows.len() {
        let below = header.main + 1;
        if copies_of(rows, below) || goes_on(rows, header.main, kind, headings) {
            header.end = below + 1;
        }
    }
    header
}

/// Whether no blank row stands between a row and the next.
fn next_to(rows: &[Row], place: usize) -> bool {
    rows.get(place).zip(rows.get(place + 1)).is_some_and(|(row, next)| row.number + 1 == next.number)
}

/// Whether a row shows a cell of the row above that is merged with its own.
fn copies_of(rows: &[Row], place: usize) -> bool {
    let Some((above, row)) = place.checked_sub(1).and_then(|above| rows.get(above)).zip(rows.get(place))
    else {
        return false;
    };
    row.cells.iter().enumerate().any(|(column, cell)| {
        let text = text_at(row, column);
        cell.merged
            && !text.is_empty()
            && text == text_at(above, column)
            && column_of_merge_begins(row, column)
    })
}

/// Whether a merged copy is not the continuation of the cell to its left in the same row.
fn column_of_merge_begins(row: &Row, column: usize) -> bool {
    column == 0 || text_at(row, column - 1) != text_at(row, column) || !row.cells[column].merged
}

/// Whether a row stands over the columns of the next without being its title: nothing in its first column, and less in it
/// than below.
fn stands_over(rows: &[Row], place: usize) -> bool {
    let (over, under) = (&rows[place], &rows[place + 1]);
    let alone: Vec<usize> = over
        .cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| stands_alone(cell))
        .map(|(column, _)| column)
        .collect();
    let below = under.cells.iter().filter(|cell| stands_alone(cell)).count();
    alone.first().is_some_and(|first| *first > 0 && !text_at(under, *first).is_empty())
        && alone.len() < below
        && alone.iter().all(|column| text_at(over, *column).chars().count() <= LONG)
}

/// Whether headings go on below in the columns that have none yet.
fn goes_on(rows: &[Row], place: usize, kind: Kind, headings: &Headings) -> bool {
    let (above, below) = (&rows[place], &rows[place + 1]);
    let (mut named, mut under_heading) = (0, 0);
    for (column, _) in below.cells.iter().enumerate().filter(|(_, cell)| stands_alone(cell)) {
        let text = text_at(below, column);
        let heading = text_at(above, column);
        let known = !headings.of(kind, &text).is_empty();
        // What stands over it may be a word for several columns, but no heading of its own.
        if !heading.is_empty() && !headings.of(kind, &heading).is_empty() {
            under_heading += 1;
        } else if known {
            named += 1;
        } else if !heading.is_empty() {
            under_heading += 1;
        }
    }
    named > 0
        && under_heading == 0
        && named * 2 >= below.cells.iter().filter(|cell| stands_alone(cell)).count()
}

/// The heading of a column from its rows: the parts that differ, from above.
pub(super) fn heading(rows: &[Row], header: Header, place: usize) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let heading_rows = rows.iter().enumerate().take(header.end).skip(header.first);
    for (number, row) in heading_rows {
        let mut text = text_at(row, place);
        if text.is_empty() && number < header.main && header.first < header.main {
            // What stands over several columns without being merged.
            text = (0..place)
                .rev()
                .map(|left| text_at(row, left))
                .find(|text| !text.is_empty())
                .unwrap_or_default();
        }
        if !text.is_empty() && parts.last() != Some(&text) {
            parts.push(text);
        }
    }
    parts
}
