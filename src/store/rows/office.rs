//! The office and its filings.

use rusqlite::OptionalExtension as _;

use super::{
    Book, Columns, Span, Sql,
    column::{Column as _, columns_of},
};
use crate::register::{
    RecordKind,
    records::{Filing, Office},
};

/// The number of the one office.
const ONLY: i64 = 1;

pub(in crate::store) fn load_office(book: &Book) -> Sql<Office> {
    let sql = format!("SELECT {} FROM office", columns_of::<Office>().join(", "));
    let office =
        book.prepare(&sql)?.query_row([], |row| Office::read(&mut Columns::of(row), book)).optional()?;
    let considered = book.lists("considered", "office", Span::one(ONLY))?.remove(&ONLY).unwrap_or_default();
    Ok(Office { considered, ..office.unwrap_or_default() })
}

pub(in crate::store) fn save_office(book: &Book, office: &Office) -> Sql<()> {
    book.put("office", 1, &[("only", Some(ONLY))], office)?;
    book.save_list("considered", "office", ONLY, &office.considered)
}

pub(in crate::store) fn load_filings(book: &Book, span: Span) -> Sql<Vec<Filing>> {
    let rows = book.load("filings", span)?.into_iter();
    Ok(rows.map(|(_, filing)| filing).collect())
}

pub(in crate::store) fn save_filing(book: &Book, filing: &Filing, position: i64) -> Sql<()> {
    book.save(RecordKind::Filing, filing.id.as_str(), position, filing).map(drop)
}
