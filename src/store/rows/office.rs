//! The office and its policy.

use rusqlite::{OptionalExtension as _, params};

use super::{
    Book, Columns, Span, Sql,
    column::{Column as _, columns_of},
    unreadable,
};
use crate::register::{
    Record, RecordKind,
    document::{record_from_json, record_to_json},
    records::{Office, PolicySheet},
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

/// The policy in force. It stands as it is written in documents: nothing is looked for in it.
pub(in crate::store) fn load_policy(book: &Book) -> Sql<PolicySheet> {
    let sheet: Option<String> =
        book.prepare("SELECT sheet FROM policy")?.query_row([], |row| row.get(0)).optional()?;
    match sheet.map(|sheet| record_from_json(RecordKind::Policy, &sheet)) {
        None => Ok(PolicySheet::default()),
        Some(Ok(Record::Policy(sheet))) => Ok(sheet),
        Some(_) => Err(unreadable("the policy")),
    }
}

pub(in crate::store) fn save_policy(book: &Book, policy: &PolicySheet) -> Sql<()> {
    if *policy == PolicySheet::default() {
        return book.prepare("DELETE FROM policy")?.execute([]).map(drop);
    }
    let sheet = record_to_json(&Record::Policy(policy.clone()));
    let sql = "INSERT INTO policy (only, sheet) VALUES (?1, ?2) ON CONFLICT (only) DO UPDATE SET sheet = excluded.sheet";
    book.prepare(sql)?.execute(params![ONLY, sheet]).map(drop)
}
