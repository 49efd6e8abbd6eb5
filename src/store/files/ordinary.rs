//! The one door to the vault's files: each is opened as what it is, an ordinary file at its own place. A link that somebody laid
//! there would lead a writing into another file, and a pipe would wait for ever or hand out what is read. `tests/architecture.rs`
//! keeps the rest of the store from opening files by itself.
//!
//! A further name of the same file (a hard link) is another matter, for programs that make backups lay such names: `cp -al`
//! of the folder, rsnapshot among its copies. What each opening makes of one:
//!
//! - **Reading** does not look. A backup in the folders of rsnapshot has as many names as days, and must come back.
//! - **Making anew** ([`make`]) never writes into what lies there: the name goes, and the file is another one. So the key file
//!   keeps nobody else's content, and what a further name of it leads to stays as it was.
//! - **Writing into it** is left to the count of guesses, which is made anew where it has a further name, and to the library,
//!   which writes into the database, its log and the log's index. Where one of the three is not what the library made
//!   ([`Beside::is_another`]) the register is not opened. Where it is, the register opens and that is told
//!   ([`has_further_name`]): to refuse would keep the office out of its register because of somebody's copy. Only as long as
//!   a session is at work under one name nobody comes in by another (`one_name`). To take
//!   the name away by a copy of our own was left: another session that has the file open would go on in the old one.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read as _},
    path::{Path, PathBuf},
};

/// Something lies at the place of a file that is none.
#[derive(Debug, thiserror::Error)]
#[error("no ordinary file")]
pub(in crate::store) struct NotOrdinary;

/// Opens an ordinary file, or makes it where the options say so. A link is not followed, and a pipe is not waited for.
///
/// # Errors
/// What the system says; one that holds [`NotOrdinary`] for anything else than a file.
pub(in crate::store) fn open(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    // What is told; what holds is below, since another file may come here meanwhile.
    if path.symlink_metadata().is_ok_and(|found| !found.is_file()) {
        return Err(io::Error::other(NotOrdinary));
    }
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt as _;
        let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
        options.custom_flags(i32::try_from(flags.bits()).unwrap_or_default());
    }
    #[cfg(windows)]
    {
        use std::os::windows::fs::OpenOptionsExt as _;
        // FILE_FLAG_OPEN_REPARSE_POINT: the link itself.
        options.custom_flags(0x0020_0000);
    }
    let file = options.open(path)?;
    if !file.metadata()?.is_file() {
        return Err(io::Error::other(NotOrdinary));
    }
    Ok(file)
}

/// Makes a file that only its owner may read. What lies there loses its name, and is not written into.
pub(in crate::store) fn make(path: &Path) -> io::Result<File> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    open_private(OpenOptions::new().write(true).create_new(true), path)
}

/// Opens a file that only its owner may read, to read and to write, or makes it.
pub(in crate::store) fn open_or_make(path: &Path) -> io::Result<File> {
    open_private(OpenOptions::new().read(true).write(true).create(true).truncate(false), path)
}

fn open_private(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let file = open(options, path)?;
    // By the open file: its name may be gone by now, as that of a count of guesses.
    #[cfg(unix)]
    if let Some(rights) = for_owner(&file.metadata()?) {
        file.set_permissions(rights)?;
    }
    Ok(file)
}

/// Takes away everybody else's rights to a file or a folder, where the system knows such rights. By its name: to open and close
/// a database's file would take away the locks that the library has on it in this program.
pub(in crate::store) fn keep_to_owner(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        let found = path.symlink_metadata()?;
        if !found.is_symlink()
            && let Some(rights) = for_owner(&found)
        {
            fs::set_permissions(path, rights)?;
        }
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

/// The rights of the owner alone, where others have some.
#[cfg(unix)]
fn for_owner(found: &fs::Metadata) -> Option<fs::Permissions> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = if found.is_dir() { 0o700 } else { 0o600 };
    (found.permissions().mode() & 0o077 != 0).then(|| fs::Permissions::from_mode(mode))
}

/// Opens a folder, which may be a link: to lock it, or to make durable what names lie in it.
#[cfg(unix)]
pub(in crate::store) fn open_folder(dir: &Path) -> io::Result<File> {
    File::open(if dir.as_os_str().is_empty() { Path::new(".") } else { dir })
}

/// Opens an ordinary file that is there to write into it.
pub(in crate::store) fn open_to_write(path: &Path) -> io::Result<File> {
    open(OpenOptions::new().write(true), path)
}

/// Whether a file has a further name, under which it is written into as well.
pub(in crate::store) fn has_further_name(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        path.symlink_metadata().is_ok_and(|found| found.is_file() && found.nlink() > 1)
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        false
    }
}

/// Whether something else lies at the place of a file that is made anew whenever it is missing: a link or a pipe, or a further
/// name of another file, which would be written into.
pub(in crate::store) fn is_foreign(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|found| !found.is_file()) || has_further_name(path)
}

/// What the library makes beside a database, and writes into whatever lies there.
#[derive(Clone, Copy)]
pub(in crate::store) enum Beside {
    /// The log.
    Log,
    /// The index of the log.
    Index,
}

impl Beside {
    /// Both.
    pub(in crate::store) const ALL: [Self; 2] = [Self::Log, Self::Index];

    /// What follows the database's name.
    pub(in crate::store) fn suffix(self) -> &'static str {
        match self {
            Self::Log => "-wal",
            Self::Index => "-shm",
        }
    }

    /// Whether that is how the file begins, also where it is a database's that is encrypted.
    fn begins(self, start: &[u8]) -> bool {
        match self {
            Self::Log => matches!(start, [0x37, 0x7f, 0x06, 0x82 | 0x83]),
            Self::Index => start == 3_007_000_u32.to_ne_bytes(),
        }
    }

    /// Whether something else lies there: a link or a pipe, or a further name of a file that the library has not made. An empty
    /// one may be its own.
    pub(in crate::store) fn is_another(self, path: &Path) -> bool {
        if !has_further_name(path) {
            return is_foreign(path);
        }
        let mut start = Vec::new();
        let read = open_to_read(path).and_then(|file| file.take(4).read_to_end(&mut start));
        read.is_err() || !start.is_empty() && !self.begins(&start)
    }
}

/// Opens an ordinary file to read it.
pub(in crate::store) fn open_to_read(path: &Path) -> io::Result<File> {
    open(OpenOptions::new().read(true), path)
}

/// Reads a small file of text.
pub(in crate::store) fn read_text(path: &Path, most: u64) -> io::Result<String> {
    let mut text = String::new();
    open_to_read(path)?.take(most).read_to_string(&mut text)?;
    Ok(text)
}

/// The place of a file without links on the way to it, for a library that follows none; the file itself may be one. On Windows
/// it looks for none, and does not know the form that paths without links have there (`\\?\C:\…`).
pub(in crate::store) fn without_links_before(path: &Path) -> PathBuf {
    if cfg!(windows) {
        return path.to_owned();
    }
    let real = path.parent().and_then(|folder| {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        Some(folder.canonicalize().ok()?.join(path.file_name()?))
    });
    real.unwrap_or_else(|| path.to_owned())
}

#[cfg(all(test, unix))]
mod tests {
    use std::{fs, os::unix::fs::symlink, process::Command};

    use super::*;

    #[test]
    fn only_a_file_at_its_own_place_is_opened() {
        let desk = tempfile::tempdir().unwrap();
        let at = |name: &str| desk.path().join(name);
        fs::create_dir(at("room")).unwrap();
        fs::write(at("room/file"), "another's").unwrap();
        symlink(at("room/file"), at("link")).unwrap();
        symlink(at("nowhere"), at("dangling")).unwrap();
        symlink(at("room"), at("way")).unwrap();
        assert!(Command::new("mkfifo").arg(at("pipe")).status().unwrap().success());
        for name in ["link", "dangling", "pipe", "room"] {
            for options in
                [OpenOptions::new().read(true), OpenOptions::new().write(true).create(true).truncate(true)]
            {
                let refused = open(options, &at(name)).unwrap_err();
                assert!(
                    refused.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<NotOrdinary>),
                    "{name}: {refused}"
                );
            }
        }
        assert_eq!(read_text(&at("way/file"), 100).unwrap(), "another's", "a folder may be a link");
        assert!(!at("nowhere").exists());
        let real = at("room").canonicalize().unwrap();
        assert_eq!(without_links_before(&at("way/file")), real.join("file"));
        assert_eq!(without_links_before(&at("none/file")), at("none/file"));
    }
}
