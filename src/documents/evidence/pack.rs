//! The pack as one file, and which files are its own.

use std::{
    collections::BTreeSet,
    fs,
    io::{Cursor, Read as _, Write as _},
    path::Path,
};

use sha2::{Digest as _, Sha256};
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter, result::ZipError, write::SimpleFileOptions};

use super::{
    EvidenceError,
    manifest::{FIRST_LINE, MANIFEST, sums},
};
use crate::{
    documents::ledger::is_csv_file,
    register::{Date, Stage, Work},
};

/// More than a manifest of ten thousand papers has.
const MANIFEST_BYTES: u64 = 4 << 20;

/// The files in one zip, under one folder that is named by the day. Every file carries that day as its time, so the same
/// files on the same day give the same bytes. Files that are handed over are let go one by one: a pack of a large office need
/// not be held twice.
///
/// # Errors
/// When there are more or larger files than a zip holds, or it was stopped.
pub fn zipped<N: AsRef<str>, B: AsRef<[u8]>>(
    files: impl IntoIterator<Item = (N, B), IntoIter: ExactSizeIterator>,
    today: Date,
    work: &Work,
) -> Result<Vec<u8>, EvidenceError> {
    let files = files.into_iter();
    let packing = work.begin(Stage::Packing, files.len() as u64)?;

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
        packing.step()?;
        zip.start_file(format!("evidence-{:08}/{}", today.number(), name.as_ref()), options)?;
        zip.write_all(bytes.as_ref()).map_err(ZipError::from)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// What tells a pack from every other: the SHA-256 of its manifest, which covers every file.
pub fn evidence_sum(files: &[(String, Vec<u8>)]) -> Option<[u8; 32]> {
    let manifest = files.iter().find(|(name, _)| name == MANIFEST);
    manifest.map(|(_, bytes)| Sha256::digest(bytes).into())
}

/// The same of a pack that was [`zipped`].
pub fn zipped_evidence_sum(zip: &[u8]) -> Option<[u8; 32]> {
    let mut archive = ZipArchive::new(Cursor::new(zip)).ok()?;
    let last = archive.len().checked_sub(1)?;
    let manifest =
        archive.by_index(last).ok().filter(|file| file.name_raw().ends_with(MANIFEST.as_bytes()))?;
    let mut bytes = Vec::new();
    manifest.take(MANIFEST_BYTES).read_to_end(&mut bytes).ok()?;
    Some(Sha256::digest(&bytes).into())
}

/// Which files in a folder are those of the pack that was written there: the manifest and what it lists. A folder without
/// a manifest holds none: a file that merely bears a name as a pack has them is somebody's own.
pub fn evidence_files(folder: &Path) -> impl Fn(&str) -> bool + use<> {
    let manifest = manifest_in(folder);
    let listed: BTreeSet<String> = sums(&manifest)
        .flatten()
        .map(|(_, name)| name)
        .filter(|name| could_be_ours(name))
        .map(str::to_owned)
        .collect();
    move |name| {
        let there = manifest.starts_with(FIRST_LINE);
        let inside = || listed.iter().any(|file| file.starts_with(name));
        there && (name == MANIFEST || listed.contains(name) || (name.ends_with('/') && inside()))
    }
}

/// The manifest of a folder; empty where there is none that could be read.
fn manifest_in(folder: &Path) -> String {
    let path = folder.join(MANIFEST);
    let mut text = String::new();
    // Neither a pipe nor a device: to open one may wait for ever.
    if path.symlink_metadata().is_ok_and(|found| found.is_file())
        && let Ok(file) = fs::File::open(path)
        && file.take(MANIFEST_BYTES).read_to_string(&mut text).is_err()
    {
        text.clear();
    }
    text
}

/// Whether a pack could hold a file of this name: a manifest that was written by another hand gives away no more.
fn could_be_ours(name: &str) -> bool {
    match name.split_once('/') {
        None => matches!(
            name,
            "README.txt"
                | "cover.pdf"
                | "findings.json"
                | "findings.txt"
                | "history.csv"
                | "history.json"
                | "policy.toml"
                | "register.json"
                | "ledgers.xlsx"
        ),
        Some(("ledgers", file)) => is_csv_file(file),
        Some(("papers", file)) => !file.contains('/') && file.strip_suffix(".pdf").is_some(),
        Some(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_manifest_lists_is_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let ours = |name: &str| evidence_files(folder.path())(name);
        assert!(!ours("papers/filings.pdf") && !ours("papers/") && !ours(MANIFEST), "there is no manifest");
        let sum = "0".repeat(64);
        let text = format!("{sum}  README.txt\n{sum}  papers/filings.pdf\n{sum}  letter.txt\n");
        fs::write(folder.path().join(MANIFEST), &text).unwrap();
        assert!(!ours("README.txt"), "somebody else's manifest");
        fs::write(folder.path().join(MANIFEST), format!("{FIRST_LINE}\n# day: 2026-11-22\n{text}")).unwrap();
        for name in [MANIFEST, "README.txt", "papers/", "papers/filings.pdf"] {
            assert!(ours(name), "{name}");
        }
        for name in
            ["papers/contract.pdf", "papers/filings.pd", "ledgers/", "letter.txt", "policy.toml", "# day"]
        {
            assert!(!ours(name), "{name}");
        }
    }
}
