//! Staff, and the one space of ids and numbers that people share.

use rusqlite::params;

use super::{Book, Span, Sql, refused};
use crate::register::{RecordKind, records::Staff};

pub(in crate::store) fn load_staff(book: &Book, span: Span) -> Sql<Vec<Staff>> {
    let mut trainings = book.lists("trainings", "staff", span)?;
    let mut restrictions = book.lists("restrictions", "staff", span)?;
    let rows = book.load::<Staff>(RecordKind::Staff, span)?.into_iter();
    Ok(rows
        .map(|(no, staff)| Staff {
            trainings: trainings.remove(&no).unwrap_or_default(),
            restrictions: restrictions.remove(&no).unwrap_or_default(),
            ..staff
        })
        .collect())
}

pub(in crate::store) fn save_staff(book: &Book, staff: &Staff, position: i64) -> Sql<()> {
    let no = book.save(RecordKind::Staff, staff.id.as_str(), position, staff)?;
    book.save_list("trainings", "staff", no, &staff.trainings)?;
    book.save_list("restrictions", "staff", no, &staff.restrictions)
}

/// The number of a person of a kind; a new one where the id is new.
pub(super) fn number_person(book: &Book, id: &str, kind: RecordKind) -> Sql<i64> {
    if let Some(no) = book.number(kind, id)? {
        let same: bool = book
            .prepare("SELECT kind = ?2 FROM people WHERE no = ?1")?
            .query_row(params![no, kind.word()], |row| row.get(0))?;
        return if same { Ok(no) } else { Err(refused(format!("the id {id} is both staff and partner"))) };
    }
    book.prepare("INSERT INTO people (id, kind) VALUES (?1, ?2)")?.insert(params![id, kind.word()])
}
