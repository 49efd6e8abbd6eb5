//! Files that leave the office are written whole or not at all.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

use super::{
    pending::{Pending, hold},
    unfinished::{file_for, folder_of},
};

/// Endings by which people and programs know what is in a file.
const ENDINGS: [&str; 18] = [
    "pdf", "md", "txt", "json", "csv", "xlsx", "xls", "ods", "ics", "zip", "doc", "docx", "odt", "html",
    "tar", "gz", "7z", "lzh",
];

/// Whether the ending of a place says that there is something else than a format, which is its ending too. No ending, or
/// one that says nothing, is as good as the right one.
pub fn is_of_another_format(path: &Path, format: &str) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    ending.is_some_and(|ending| ending != format && ENDINGS.contains(&ending.as_str()))
}

/// Whether a file may stand at a place: nothing is there, or a file or a folder is. A pipe, a device or a socket is none, nor
/// is what the system itself shows as files: replaced by one, the machine would miss it.
pub fn is_ordinary(path: &Path) -> bool {
    let folder = folder_of(path);
    let shown = |folder: PathBuf| folder == Path::new("/dev") || folder.starts_with("/proc");
    !folder.canonicalize().is_ok_and(shown)
        && !is_device_of_windows(path)
        && path.metadata().map_or(true, |found| found.is_file() || found.is_dir())
}

/// Names that Windows keeps for devices, in every folder and with every ending.
fn is_device_of_windows(path: &Path) -> bool {
    const DEVICES: [&str; 6] = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_uppercase();
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    let port =
        |port: &str| stem.strip_prefix(port).is_some_and(|number| matches!(number.as_bytes(), [b'1'..=b'9']));
    cfg!(windows) && (DEVICES.contains(&stem) || port("COM") || port("LPT"))
}

/// Writes a file under a temporary name beside its place and then moves it there, readable by its owner alone.
///
/// # Errors
/// `AlreadyExists` where there is a file and it may not be replaced; else what the system says. A file that was
/// there is then as it was.
pub fn write_whole(path: &Path, bytes: &[u8], overwrite: bool) -> io::Result<()> {
    let mut held = HeldPlace::new(path, overwrite)?;
    held.fill(bytes)?;
    held.keep()
}

/// A place for a file that is sure to take one, before something is done that cannot be undone: the file lies beside it
/// already. Dropped, it leaves nothing.
#[derive(Debug)]
pub struct HeldPlace {
    file: NamedTempFile,
    path: PathBuf,
    overwrite: bool,
    /// Until then a signal takes the file away; dropped after it.
    pending: Pending,
}

impl HeldPlace {
    /// Holds a place.
    ///
    /// # Errors
    /// `AlreadyExists` where there is a file and it may not be replaced, `Unsupported` where there is something that is no
    /// file; else what the system says.
    pub fn new(path: &Path, overwrite: bool) -> io::Result<Self> {
        if path.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        if !overwrite && path.symlink_metadata().is_ok() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        if !is_ordinary(path) {
            return Err(io::ErrorKind::Unsupported.into());
        }
        let (pending, file) = Pending::make(|| file_for(path))?;
        Ok(Self { file, path: path.to_owned(), overwrite, pending })
    }

    /// Writes what goes there; the disk has it when this returns.
    ///
    /// # Errors
    /// What the system says.
    pub fn fill(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        self.file.as_file().sync_all()
    }

    /// Puts the file into its place.
    ///
    /// # Errors
    /// As for [`HeldPlace::new`]: meanwhile another file may have come there. `ResourceBusy` where another program has open what
    /// was to be replaced.
    pub fn keep(self) -> io::Result<()> {
        let Self { file, path, overwrite, pending } = self;
        let step = hold();
        let kept = if overwrite { file.persist(&path) } else { file.persist_noclobber(&path) };
        drop(step);
        let kept = kept.map(drop).map_err(|failed| in_use(&path, failed.error));
        drop(pending);
        kept
    }
}

/// What Windows says where a program has a file open that was to be replaced, told apart from a place that takes nothing.
#[cfg(windows)]
pub(super) fn in_use(path: &Path, error: io::Error) -> io::Error {
    use std::os::windows::fs::OpenOptionsExt as _;

    /// Another program has it open; a part of it is locked.
    const IN_USE: [Option<i32>; 2] = [Some(32), Some(33)];

    let is_in_use = |error: &io::Error| IN_USE.contains(&error.raw_os_error());
    let alone = || std::fs::OpenOptions::new().read(true).share_mode(0).open(path);
    let refused = error.kind() == io::ErrorKind::PermissionDenied;
    if is_in_use(&error) || refused && alone().is_err_and(|error| is_in_use(&error)) {
        return io::ErrorKind::ResourceBusy.into();
    }
    error
}

/// Other systems replace what is open.
#[cfg(not(windows))]
pub(super) fn in_use(_: &Path, error: io::Error) -> io::Error {
    error
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_there_is_only_replaced_on_purpose() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.md");
        write_whole(&path, b"one", false).unwrap();
        let refused = write_whole(&path, b"two", false).unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(std::fs::read(&path).unwrap(), b"one");
        write_whole(&path, b"two", true).unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_held_place_takes_the_file_or_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key.pdf");
        let mut held = HeldPlace::new(&path, false).unwrap();
        held.fill(b"one").unwrap();
        assert!(!path.exists());
        held.keep().unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"one");
        assert_eq!(HeldPlace::new(&path, false).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        drop(HeldPlace::new(&path, true).unwrap());
        assert_eq!(HeldPlace::new(folder.path(), true).unwrap_err().kind(), io::ErrorKind::IsADirectory);
        assert!(HeldPlace::new(&folder.path().join("none/key.pdf"), false).is_err());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
