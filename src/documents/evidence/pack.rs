//! The pack as one file, and which files are its own.

use std::io::{Cursor, Write as _};

use zip::{CompressionMethod, DateTime, ZipWriter, result::ZipError, write::SimpleFileOptions};

use crate::{documents::ledger::is_csv_file, register::Date};

/// The files in one zip, under one folder that is named by the day. Every file carries that day as its time, so the same
/// files on the same day give the same bytes.
///
/// # Errors
/// When there are more or larger files than a zip holds.
pub fn zipped(files: &[(String, Vec<u8>)], today: Date) -> Result<Vec<u8>, ZipError> {
    let part = |number: i8| u8::try_from(number).unwrap_or(1);
    let year = u16::try_from(today.year()).unwrap_or(1980);
    // A zip knows the years 1980 to 2107.
    let time = DateTime::from_date_and_time(year, part(today.month()), part(today.day()), 0, 0, 0);
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(time.unwrap_or_default())
        .unix_permissions(0o600);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(format!("evidence-{:08}/{name}", today.number()), options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// Whether a pack could hold a file of this name: what is not its own is never replaced.
pub fn is_evidence_file(name: &str) -> bool {
    match name.split_once('/') {
        None => matches!(
            name,
            "README.txt"
                | "MANIFEST"
                | "findings.json"
                | "findings.txt"
                | "history.json"
                | "policy.toml"
                | "register.json"
                | "ledgers.xlsx"
        ),
        Some(("ledgers" | "papers", "")) => true,
        Some(("ledgers", file)) => is_csv_file(file),
        Some(("papers", file)) => !file.contains('/') && file.strip_suffix(".pdf").is_some(),
        Some(_) => false,
    }
}
