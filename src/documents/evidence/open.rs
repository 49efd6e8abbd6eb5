//! A pack as somebody brings it: a folder or a zip, of which nothing is believed. No link is followed, no name leads out of
//! it, and what is unpacked is counted while it is.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{self, Cursor, Read},
    path::Path,
};

use zip::{ZipArchive, result::ZipError};

use crate::register::Work;

use super::{
    manifest::{Header, MANIFEST},
    pack::zipped,
    problem::{PackProblem, ReadFault},
};

/// The most files of a pack: twice what ten thousand papers are.
const MAX_FILES: usize = 20_000;
/// The most bytes of a pack, unpacked: some more than one of 100,000 staff has.
const MAX_BYTES: u64 = 384 << 20;
/// How deep folders of a pack may stand within each other.
const MAX_DEPTH: usize = 4;

/// The bits of a file's mode that say what it is, and those of a link.
const KIND_BITS: u32 = 0o170_000;
const LINK_BITS: u32 = 0o120_000;

/// The files of a pack, and what is wrong with how they come.
#[derive(Debug, Default)]
pub(super) struct Opened {
    /// By name, `/` between the parts, without the folder around them all.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What is wrong with the folder or the zip itself.
    pub problems: Vec<PackProblem>,
    /// Whether a zip is none that this program wrote, byte for byte.
    pub repacked: bool,
}

/// Reads a folder or a zip.
pub(super) fn open(path: &Path) -> Result<Opened, ReadFault> {
    let found = fs::metadata(path).map_err(|error| ReadFault::File(path.to_owned(), error))?;
    if found.is_dir() {
        let mut opened = Opened::default();
        let mut left = MAX_BYTES;
        folder(path, "", 0, &mut left, &mut opened)?;
        return Ok(opened);
    }
    // A pipe or a device might be waited for without end.
    if !found.is_file() {
        return Err(ReadFault::NoFile(path.to_owned()));
    }
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(|error| ReadFault::File(path.to_owned(), error))?;
    let read = file.take(MAX_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|error| ReadFault::File(path.to_owned(), error))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(ReadFault::TooLarge);
    }
    zip(&bytes)
}

fn folder(
    path: &Path,
    prefix: &str,
    depth: usize,
    left: &mut u64,
    opened: &mut Opened,
) -> Result<(), ReadFault> {
    let fault = |error: io::Error| ReadFault::File(path.to_owned(), error);
    if depth > MAX_DEPTH {
        return Err(ReadFault::TooLarge);
    }
    for entry in fs::read_dir(path).map_err(fault)? {
        let entry = entry.map_err(fault)?;
        let Some(own) = entry.file_name().to_str().map(str::to_owned) else {
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            opened.problems.push(PackProblem::BadName(name));
            continue;
        };
        let name = format!("{prefix}{own}");
        // Of the entry itself: a link is not followed.
        let kind = entry.file_type().map_err(fault)?;
        if kind.is_dir() {
            folder(&entry.path(), &format!("{name}/"), depth + 1, left, opened)?;
        } else if !kind.is_file() {
            opened.problems.push(PackProblem::Link(name));
        } else if !is_plain(&name) {
            opened.problems.push(PackProblem::BadName(name));
        } else {
            let file = fs::File::open(entry.path()).map_err(fault)?;
            let bytes = counted(file, left)
                .map_err(|error| unless_too_large(&error).unwrap_or_else(|| fault(error)))?;
            opened.files.insert(name, bytes);
            if opened.files.len() > MAX_FILES {
                return Err(ReadFault::TooLarge);
            }
        }
    }
    Ok(())
}

fn zip(bytes: &[u8]) -> Result<Opened, ReadFault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadFault::NoZip)?;
    let mut opened = Opened::default();
    // Of two entries of one name the library knows the last; another program may unpack the first.
    if entries_of(bytes).is_none_or(|count| count != archive.len()) {
        opened.problems.push(PackProblem::SecondEntry);
    }
    if archive.len() > MAX_FILES {
        return Err(ReadFault::TooLarge);
    }
    let mut left = MAX_BYTES;
    let mut unpacked: Vec<(String, Vec<u8>)> = Vec::new();
    let mut seen = BTreeSet::new();
    for place in 0..archive.len() {
        let file = match archive.by_index(place) {
            Ok(file) => file,
            Err(ZipError::Io(_)) => return Err(ReadFault::NoZip),
            Err(_) => {
                opened.problems.push(PackProblem::Unreadable(format!("#{}", place + 1)));
                continue;
            }
        };
        let raw = file.name_raw().to_vec();
        let Ok(name) = String::from_utf8(raw.clone()) else {
            opened.problems.push(PackProblem::BadName(String::from_utf8_lossy(&raw).into_owned()));
            continue;
        };
        if !usize::try_from(file.header_start()).is_ok_and(|at| name_before_file(bytes, at) == Some(&raw)) {
            opened.problems.push(PackProblem::SecondEntry);
        }
        if name.ends_with('/') && is_plain(name.trim_end_matches('/')) {
            continue;
        }
        if file.is_symlink() || file.unix_mode().is_some_and(|mode| mode & KIND_BITS == LINK_BITS) {
            opened.problems.push(PackProblem::Link(name));
            continue;
        }
        if !is_plain(&name) {
            opened.problems.push(PackProblem::BadName(name));
            continue;
        }
        if !seen.insert(name.to_lowercase()) {
            opened.problems.push(PackProblem::SecondEntry);
        }
        match counted(file, &mut left) {
            Ok(bytes) => unpacked.push((name, bytes)),
            Err(error) => match unless_too_large(&error) {
                Some(fault) => return Err(fault),
                None => opened.problems.push(PackProblem::Unreadable(name)),
            },
        }
    }
    let top = top_folder(&unpacked);
    let inner: Vec<(String, Vec<u8>)> = unpacked
        .into_iter()
        .map(|(name, bytes)| (name.strip_prefix(&top).map_or(name.clone(), str::to_owned), bytes))
        .collect();
    opened.repacked = !is_ours(&inner, bytes);
    opened.files = inner.into_iter().collect();
    Ok(opened)
}

/// The folder around all files, with its slash; nothing where there is none.
fn top_folder(files: &[(String, Vec<u8>)]) -> String {
    let top = |name: &str| name.split_once('/').map(|(top, _)| format!("{top}/"));
    let Some(first) = files.first().and_then(|(name, _)| top(name)) else { return String::new() };
    let manifest = format!("{first}{MANIFEST}");
    let around = files.iter().all(|(name, _)| name.starts_with(&first))
        && files.iter().any(|(name, _)| *name == manifest);
    if around { first } else { String::new() }
}

/// Whether the same files in the same order give this very zip: then nothing else is hidden in it.
fn is_ours(files: &[(String, Vec<u8>)], bytes: &[u8]) -> bool {
    let manifest = files.iter().find(|(name, _)| name == MANIFEST);
    let day =
        manifest.and_then(|(_, text)| Header::read(&String::from_utf8_lossy(text))).map(|said| said.day);
    let files = files.iter().map(|(name, bytes)| (name, bytes));
    day.is_some_and(|day| zipped(files, day, &Work::default()).is_ok_and(|ours| ours == bytes))
}

/// A name of parts that are each a name: no way up, from the root or through a drive, in whatever system it is unpacked.
fn is_plain(name: &str) -> bool {
    let part = |part: &str| {
        !matches!(part, "" | "." | "..")
            && !part
                .chars()
                .any(|c| c.is_control() || matches!(c, '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|'))
    };
    name.split('/').all(part)
}

/// Reads to the end, as long as something may be read.
fn counted(file: impl Read, left: &mut u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = file.take(*left + 1).read_to_end(&mut bytes)? as u64;
    *left = left.checked_sub(read).ok_or(io::ErrorKind::FileTooLarge)?;
    Ok(bytes)
}

fn unless_too_large(error: &io::Error) -> Option<ReadFault> {
    (error.kind() == io::ErrorKind::FileTooLarge).then_some(ReadFault::TooLarge)
}

/// How many entries the end of a zip says that there are.
fn entries_of(bytes: &[u8]) -> Option<usize> {
    const END: &[u8] = b"PK\x05\x06";
    let start = bytes.len().saturating_sub(22 + usize::from(u16::MAX));
    let tail = bytes.get(start..)?;
    let at = tail.windows(END.len()).rposition(|window| window == END)?;
    let count = tail.get(at + 10..at + 12)?;
    Some(usize::from(u16::from_le_bytes(count.try_into().ok()?)))
}

/// The name that stands before a file's own bytes, which some programs read in the place of the list at the end.
fn name_before_file(bytes: &[u8], at: usize) -> Option<&[u8]> {
    let head = bytes.get(at..)?;
    let length = head.get(26..28).filter(|_| head.starts_with(b"PK\x03\x04"))?;
    head.get(30..30 + usize::from(u16::from_le_bytes(length.try_into().ok()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_nowhere_else() {
        for name in ["README.txt", "ledgers/staff.csv", "papers/review-G 1.pdf", "長い名前/x"] {
            assert!(is_plain(name), "{name}");
        }
        for name in
            ["", "/etc/passwd", "../x", "a/../x", "a//b", "a/./b", "C:/x", "a\\..\\x", "a\0b", "a/", "a\nb"]
        {
            assert!(!is_plain(name), "{name:?}");
        }
    }
}
