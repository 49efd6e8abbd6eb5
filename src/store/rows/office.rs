//! The office and its filings.

use rusqlite::{OptionalExtension as _, params};

use super::{Book, Columns, Span, Sql, day};
use crate::register::{
    RecordKind,
    id::FilingId,
    records::{Filing, Office},
    words::FilingKind,
};

pub(in crate::store) fn load_office(book: &Book) -> Sql<Office> {
    let row = book
        .prepare("SELECT name, kind, manager, guideline_confirmed_on, phone FROM office")?
        .query_row([], |row| {
            let mut columns = Columns::of(row);
            Ok((columns.text()?, columns.text()?, columns.integer()?, columns.date()?, columns.text()?))
        })
        .optional()?;
    let Some((name, kind, manager, guideline_confirmed_on, phone)) = row else {
        return Ok(Office::default());
    };
    Ok(Office { name, kind, manager: book.person(manager)?, guideline_confirmed_on, phone })
}

pub(in crate::store) fn save_office(book: &Book, office: &Office) -> Sql<()> {
    book.upsert(
        "office",
        1,
        &["only", "name", "kind", "manager", "guideline_confirmed_on", "phone"],
        params![
            1,
            office.name,
            office.kind,
            book.person_no(office.manager.as_ref())?,
            day(office.guideline_confirmed_on),
            office.phone
        ],
    )
}

pub(in crate::store) fn load_filings(book: &Book, span: Span) -> Sql<Vec<Filing>> {
    let mut statement = book.prepare(
        "SELECT id, kind, submitted_on, approved_on, reference, note FROM filings WHERE no BETWEEN ?1 AND ?2 ORDER BY \
         position",
    )?;
    let rows = statement.query_map([span.0, span.1], |row| {
        let mut columns = Columns::of(row);
        Ok(Filing {
            id: FilingId::trusted(columns.known_str()?),
            kind: columns.known_word(FilingKind::from_word)?,
            submitted_on: columns.date()?,
            approved_on: columns.date()?,
            reference: columns.text()?,
            note: columns.text()?,
        })
    })?;
    rows.collect()
}

pub(in crate::store) fn save_filing(book: &Book, filing: &Filing, position: i64) -> Sql<()> {
    let no = book.number(RecordKind::Filing, filing.id.as_str())?;
    book.upsert(
        "filings",
        1,
        &["no", "id", "position", "kind", "submitted_on", "approved_on", "reference", "note"],
        params![
            no,
            filing.id.as_str(),
            position,
            filing.kind.word(),
            day(filing.submitted_on),
            day(filing.approved_on),
            filing.reference,
            filing.note
        ],
    )
}
