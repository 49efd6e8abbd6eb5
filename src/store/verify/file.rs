//! Pages, references and schema.

use std::collections::BTreeMap;

use rusqlite::{Connection, types::ValueRef};

use super::{KEPT, report::Problem};
use crate::register::{Work, work::Stretch};
use crate::store::{
    connection, keys, meta,
    schema::{self, APPLICATION_ID},
};

/// Reads the file page by page, twice where the first time found something: another session may have been moving its
/// log into the file.
pub(super) fn check_pages(
    connection: &Connection,
    codes: bool,
    stage: &Stretch,
    work: &Work,
) -> rusqlite::Result<Vec<Problem>> {
    let _stops = connection::interrupted_by(connection, work);
    let mut found = pages(connection, codes);
    // What a stop has cut off is no fault of the file.
    stage.step()?;
    if !found.is_empty() {
        found = pages(connection, codes);
        stage.step()?;
    }
    let mut problems: Vec<Problem> = found.into_iter().map(|what| Problem::Pages { what }).collect();
    let mut references = connection.prepare("PRAGMA foreign_key_check")?;
    let mut rows = references.query([])?;
    let mut count = 0;
    loop {
        match rows.next() {
            Ok(Some(row)) => {
                count += 1;
                if count <= KEPT {
                    problems.push(Problem::Reference { table: row.get(0)?, parent: row.get(2)? });
                }
            }
            Ok(None) => return Ok(problems),
            Err(error) => {
                stage.step()?;
                problems.push(Problem::Pages { what: error.to_string() });
                return Ok(problems);
            }
        }
    }
}

/// What the two checks of the library say. The one knows the codes of the pages, the other whether they hang together.
fn pages(connection: &Connection, codes: bool) -> Vec<String> {
    let mut found = Vec::new();
    let checks = [("PRAGMA cipher_integrity_check", None), ("PRAGMA integrity_check", Some("ok"))];
    for (pragma, good) in checks.into_iter().skip(usize::from(!codes)) {
        let mut read = || -> rusqlite::Result<()> {
            let mut statement = connection.prepare(pragma)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let said = match row.get_ref(0)? {
                    ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
                    other => format!("{other:?}"),
                };
                if Some(said.as_str()) != good && found.len() < KEPT {
                    found.push(said);
                }
            }
            Ok(())
        };
        if let Err(error) = read() {
            found.push(error.to_string());
        }
    }
    found
}

/// Compares the schema with the one that the migrations make, and the file's marks with this program's. Says the version
/// of the file.
pub(super) fn check_schema(
    connection: &Connection,
    database: &[u8; 16],
    problems: &mut Vec<Problem>,
) -> rusqlite::Result<i64> {
    let found = match parts(connection) {
        Ok(found) => found,
        Err(error) => {
            problems.push(Problem::Unreadable { what: error.to_string() });
            return Ok(schema::version());
        }
    };
    let made = |version| {
        let fresh = Connection::open_in_memory()?;
        schema::make(&fresh, version)?;
        parts(&fresh)
    };
    let mut version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    // Of an earlier version is what looks like it, and not what only says so.
    if !(1..schema::version()).contains(&version) || made(version)? != found {
        version = schema::version();
    }
    let wanted = made(version)?;
    for (name, sql) in &wanted {
        if found.get(name) != Some(sql) {
            problems.push(Problem::Schema { name: name.1.clone(), missing: !found.contains_key(name) });
        }
    }
    for name in found.keys().filter(|name| !wanted.contains_key(*name)) {
        problems.push(Problem::Schema { name: name.1.clone(), missing: false });
    }
    let marks: [(&str, i64); 2] = [("application_id", i64::from(APPLICATION_ID)), ("user_version", version)];
    for (name, wanted) in marks {
        let found: i64 = connection.pragma_query_value(None, name, |row| row.get(0))?;
        if found != wanted {
            problems.push(Problem::Schema { name: name.to_owned(), missing: false });
        }
    }
    let id = meta::read(connection, meta::Name::Database).ok().flatten();
    if id.as_deref() != Some(&keys::hex(database)) {
        problems.push(Problem::Schema { name: "meta.database".to_owned(), missing: id.is_none() });
    }
    let strange = meta::strangers(connection)?.into_iter().take(KEPT);
    problems.extend(strange.map(|name| Problem::Note { name: format!("meta.{name}") }));
    Ok(version)
}

/// Every table, index, view and trigger with its text.
fn parts(connection: &Connection) -> rusqlite::Result<BTreeMap<(String, String), (String, String)>> {
    connection
        .prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL")?
        .query_map([], |row| Ok(((row.get(0)?, row.get(1)?), (row.get(2)?, row.get(3)?))))?
        .collect()
}
