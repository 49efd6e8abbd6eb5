//! Folders that leave the office are written whole or not at all, as files are.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use crate::register::{Stage, Stopped, Work};

use super::{
    pending::{Pending, hold},
    unfinished::{OLD, room_for},
    write::is_ordinary,
};

fn stopped(stopped: Stopped) -> io::Error {
    io::Error::new(io::ErrorKind::Interrupted, stopped)
}

/// Whether writing ended because somebody stopped it.
pub fn is_stop(error: &io::Error) -> bool {
    error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<Stopped>)
}

/// Writes files into a folder under a temporary name beside its place and then moves it there, readable by its owner
/// alone. The names are relative, with `/` between their parts.
///
/// A folder that is there is replaced where it is empty; or with `overwrite`, where it holds nothing that is not
/// `ours`: a folder of somebody else's files is never taken away.
///
/// # Errors
/// `AlreadyExists` where there is a folder and it may not be replaced, `DirectoryNotEmpty` where it holds other files,
/// `NotADirectory` where there is a file or a link, `Unsupported` where there is a pipe or a device, `ResourceBusy` where the path names no folder of its own but one that
/// somebody is in (`.`), [`is_stop`] where it was stopped; else what the system says. What was there is then as it was.
pub fn write_folder(
    path: &Path,
    files: &[(String, Vec<u8>)],
    overwrite: bool,
    ours: &dyn Fn(&str) -> bool,
    work: &Work,
) -> io::Result<()> {
    // `out/.` is `out`.
    let path = &path.components().collect::<PathBuf>();
    if path.file_name().is_none() {
        return Err(io::ErrorKind::ResourceBusy.into());
    }
    if !is_ordinary(path) {
        return Err(io::ErrorKind::Unsupported.into());
    }
    let held = held(path)?;
    match &held {
        Some(names) if names.is_empty() => {}
        Some(_) if !overwrite => return Err(io::ErrorKind::AlreadyExists.into()),
        Some(names) if !names.iter().all(|name| ours(name)) => {
            return Err(io::ErrorKind::DirectoryNotEmpty.into());
        }
        _ => {}
    }
    // What is not moved to its place is removed when this is dropped.
    let (_pending, room) = Pending::make(|| room_for(path))?;
    let new = room.as_ref().join("new");
    private_folder(&new)?;
    let writing = work.begin(Stage::Files, files.len() as u64).map_err(stopped)?;
    for (name, bytes) in files {
        writing.step().map_err(stopped)?;
        let _step = hold();
        write_file(&new, name, bytes)?;
    }
    let _kept = work.keep_on().map_err(stopped)?;
    let _step = hold();
    if held.is_none() {
        return fs::rename(&new, path);
    }
    let old = room.as_ref().join(OLD);
    fs::rename(path, &old)?;
    fs::rename(&new, path).inspect_err(|_| {
        // Back to where it was; there is nothing else to try.
        let _ = fs::rename(&old, path);
    })
}

/// The files of a folder, with `/` between the parts of their names; `None` where there is nothing.
fn held(path: &Path) -> io::Result<Option<Vec<String>>> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
        Ok(found) if !found.is_dir() => return Err(io::ErrorKind::NotADirectory.into()),
        Ok(_) => {}
    }
    let mut names = Vec::new();
    let mut folders: Vec<(PathBuf, String)> = vec![(path.to_owned(), String::new())];
    while let Some((folder, prefix)) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                folders.push((entry.path(), format!("{name}/")));
                names.push(format!("{name}/"));
            } else {
                names.push(name);
            }
        }
    }
    Ok(Some(names))
}

fn write_file(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let mut path = folder.to_owned();
    let mut parts = name.split('/').peekable();
    while let Some(part) = parts.next() {
        path.push(part);
        if parts.peek().is_some() && !path.is_dir() {
            private_folder(&path)?;
        }
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn private_folder(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        fs::DirBuilder::new().mode(0o700).create(path)
    }
    #[cfg(not(unix))]
    fs::create_dir(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(text: &str) -> Vec<(String, Vec<u8>)> {
        vec![("a.csv".to_owned(), text.into()), ("inner/b.csv".to_owned(), text.into())]
    }

    #[test]
    fn a_folder_is_replaced_on_purpose_and_only_where_it_is_ours() {
        let desk = tempfile::tempdir().unwrap();
        let path = desk.path().join("out");
        let ours = |name: &str| name == "inner/" || matches!(name, "a.csv" | "inner/b.csv");
        let write =
            |text: &str, overwrite| write_folder(&path, &files(text), overwrite, &ours, &Work::default());
        fs::create_dir(&path).unwrap();
        write("one", false).unwrap();
        assert_eq!(write("two", false).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(path.join("inner/b.csv")).unwrap(), b"one");
        write("two", true).unwrap();
        assert_eq!(fs::read(path.join("a.csv")).unwrap(), b"two");
        fs::write(path.join("letter.txt"), "mine").unwrap();
        assert_eq!(write("three", true).unwrap_err().kind(), io::ErrorKind::DirectoryNotEmpty);
        assert_eq!(fs::read(path.join("letter.txt")).unwrap(), b"mine");
        assert_eq!(fs::read(path.join("a.csv")).unwrap(), b"two");
        assert_eq!(fs::read_dir(desk.path()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn a_file_in_its_place_stays() {
        let desk = tempfile::tempdir().unwrap();
        let path = desk.path().join("out");
        fs::write(&path, "mine").unwrap();
        for overwrite in [false, true] {
            let refused =
                write_folder(&path, &files("one"), overwrite, &|_| true, &Work::default()).unwrap_err();
            assert_eq!(refused.kind(), io::ErrorKind::NotADirectory, "to overwrite would be of no use");
        }
        assert_eq!(fs::read(&path).unwrap(), b"mine");
    }

    #[test]
    fn the_folder_that_somebody_is_in_is_not_replaced() {
        let desk = tempfile::tempdir().unwrap();
        for path in [".", "..", "/", "a/.."] {
            let refused =
                write_folder(Path::new(path), &files("one"), true, &|_| true, &Work::default()).unwrap_err();
            assert_eq!(refused.kind(), io::ErrorKind::ResourceBusy, "{path}");
        }
        fs::create_dir(desk.path().join("out")).unwrap();
        write_folder(&desk.path().join("out/."), &files("one"), false, &|_| false, &Work::default()).unwrap();
        assert_eq!(fs::read(desk.path().join("out/a.csv")).unwrap(), b"one");
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_reads_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let desk = tempfile::tempdir().unwrap();
        let path = desk.path().join("out");
        write_folder(&path, &files("one"), false, &|_| false, &Work::default()).unwrap();
        let mode = |path: PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let room = room_for(&path).unwrap();
        assert_eq!(mode(room.as_ref().to_owned()), 0o700, "also while it is written");
        assert_eq!(
            [mode(path.clone()), mode(path.join("inner")), mode(path.join("a.csv"))],
            [0o700, 0o700, 0o600]
        );
    }
}
