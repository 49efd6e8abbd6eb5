//! The columns of a table: which kind of ledger it is, where its headings stand, and what each column means.

mod cross;
mod header;
mod headings;
mod kind;
mod layout;
mod spellings;

pub use cross::{Across, Cross, Crossed};
pub use headings::{BIRTH, Field, Headings, Meaning, heading_key};
pub use kind::Kind;
pub use layout::{Asked, Column, Layout, Need, NoLayout, Why, find};

use super::{
    table::{Cell, Row},
    values::{days::Years, is_blank, shown},
};

/// What is looked at: the rows of a sheet as a kind of ledger.
#[derive(Clone, Copy)]
struct Sight<'a> {
    kind: Kind,
    rows: &'a [Row],
    headings: &'a Headings,
    asked: Asked<'a>,
    years: Years,
}

/// The letters of a column, from 0: A, B, …, AA.
pub fn letters(place: usize) -> String {
    let mut rest = place;
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        match rest / 26 {
            0 => break,
            next => rest = next - 1,
        }
    }
    letters.iter().rev().collect()
}

/// What stands in a cell of a row, as a text without blanks around it.
fn text_at(row: &Row, place: usize) -> String {
    row.cells.get(place).map(|cell| shown(&cell.value).trim().to_owned()).unwrap_or_default()
}

/// Whether something stands in a cell of its own: a copy in merged cells is none.
fn stands_alone(cell: &Cell) -> bool {
    !cell.merged && !is_blank(&cell.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        for (place, expected) in
            [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
        {
            assert_eq!(letters(place), expected);
        }
    }
}
