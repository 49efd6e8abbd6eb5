//! Staff and partners, who share one space of ids and numbers.

use rusqlite::params;

use super::{
    Book, Span, Sql,
    column::{Column, columns_of, values_of},
    refused,
};
use crate::register::{
    RecordKind,
    id::PersonId,
    records::{Partner, Staff},
};

pub(in crate::store) fn load_staff(book: &Book, span: Span) -> Sql<Vec<Staff>> {
    let mut trainings = book.lists("trainings", "staff", span)?;
    let mut restrictions = book.lists("restrictions", "staff", span)?;
    let rows = load_people::<Staff>(book, "staff", span)?.into_iter();
    Ok(rows
        .map(|(no, staff)| Staff {
            trainings: trainings.remove(&no).unwrap_or_default(),
            restrictions: restrictions.remove(&no).unwrap_or_default(),
            ..staff
        })
        .collect())
}

/// People's ids stand in a table of their own; they come first in a record.
fn load_people<T: Column>(book: &Book, table: &str, span: Span) -> Sql<Vec<(i64, T)>> {
    let mut columns = columns_of::<T>();
    if let Some(id) = columns.first_mut() {
        *id = format!("(SELECT id FROM people WHERE people.no = {table}.no)");
    }
    book.rows(table, "no", "position", &columns, span)
}

/// The number of a person of this kind; a new one where the id is new.
fn number_person(book: &Book, id: &PersonId, kind: &str) -> Sql<i64> {
    if let Some(no) = book.number(RecordKind::Staff, id.as_str())? {
        let same: bool = book
            .prepare("SELECT kind = ?2 FROM people WHERE no = ?1")?
            .query_row(params![no, kind], |row| row.get(0))?;
        return if same { Ok(no) } else { Err(refused(format!("the id {id} is both staff and partner"))) };
    }
    book.prepare("INSERT INTO people (id, kind) VALUES (?1, ?2)")?.insert(params![id.as_str(), kind])
}

fn save_person(book: &Book, table: &str, no: i64, position: i64, row: &impl Column) -> Sql<()> {
    let given = [("no", Some(no)), ("position", Some(position))];
    book.put_values(table, 1, &given, columns_of_row(row).split_off(1), values_of(row, book)?.split_off(1))
}

fn columns_of_row<T: Column>(_: &T) -> Vec<String> {
    columns_of::<T>()
}

pub(in crate::store) fn save_staff(book: &Book, staff: &Staff, position: i64) -> Sql<()> {
    let no = number_person(book, &staff.id, "staff")?;
    save_person(book, "staff", no, position, staff)?;
    book.save_list("trainings", "staff", no, &staff.trainings)?;
    book.save_list("restrictions", "staff", no, &staff.restrictions)
}

pub(in crate::store) fn load_partners(book: &Book, span: Span) -> Sql<Vec<Partner>> {
    let rows = load_people(book, "partners", span)?.into_iter();
    Ok(rows.map(|(_, partner)| partner).collect())
}

pub(in crate::store) fn save_partner(book: &Book, partner: &Partner, position: i64) -> Sql<()> {
    let no = number_person(book, &partner.id, "partner")?;
    save_person(book, "partners", no, position, partner)
}
