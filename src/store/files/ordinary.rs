//! The vault's files are opened as what they are: ordinary files at their own place. A link that somebody laid there would lead
//! a writing into another file, and a pipe would wait for ever or hand out what is read.

use std::{
    fs::{File, OpenOptions},
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

/// Whether something else lies at the place of a file that is made anew whenever it is missing: a link or a pipe, or a further
/// name of another file, which would be written into.
pub(in crate::store) fn is_foreign(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|found| {
        #[cfg(unix)]
        let named_twice = std::os::unix::fs::MetadataExt::nlink(&found) > 1;
        #[cfg(not(unix))]
        let named_twice = false;
        !found.is_file() || named_twice
    })
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
