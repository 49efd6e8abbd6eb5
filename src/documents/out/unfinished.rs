//! What is being written lies beside its place under a name that everybody sees and understands, locked for as long as it
//! is written. What a killed program or a power cut leaves there is plain text: the next writing into that folder takes it
//! away, and nothing that somebody else is writing.

use std::{
    fs::{self, File, OpenOptions},
    io,
    path::{Path, PathBuf},
};

use tempfile::{NamedTempFile, TempDir};

/// What stands between the name of the place and some letters by chance.
const MARK: &str = ".mcs-register-";
/// How such a name ends.
const ENDING: &str = ".unfinished";
/// The letters by chance.
const LETTERS: usize = 6;
/// What is locked in a folder: a folder itself cannot be everywhere.
const LOCK: &str = "lock";
/// What a folder held before it is replaced.
pub(super) const OLD: &str = "old";

/// A file under such a name.
pub(super) fn file_for(place: &Path) -> io::Result<NamedTempFile> {
    locked(|| {
        let file = named(&prefix(place)).tempfile_in(folder_of(place))?;
        // Where the system locks nothing it is never taken away: `is_held` finds no lock to take either.
        let _ = file.as_file().try_lock();
        Ok(file)
    })
}

/// A folder under such a name that only its owner may enter, with what holds its lock.
pub(super) fn room_for(place: &Path) -> io::Result<Room> {
    let prefix = prefix(place);
    #[cfg_attr(windows, expect(unused_mut, reason = "there are no such permissions"))]
    let mut builder = named(&prefix);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    locked(|| {
        let folder = builder.tempdir_in(folder_of(place))?;
        let held = OpenOptions::new().write(true).create_new(true).open(folder.path().join(LOCK));
        let held = match held {
            // Taken away as one that was left behind empty: another one is made.
            Err(_) if !folder.path().exists() => None,
            held => Some(held?),
        };
        let _ = held.as_ref().map(File::try_lock);
        Ok(Room { _lock: held, folder })
    })
}

/// Makes something until it is there once it is locked: in the moment before, another program may have taken it for something
/// left behind.
fn locked<T: AsRef<Path>>(create: impl Fn() -> io::Result<T>) -> io::Result<T> {
    loop {
        let made = create()?;
        if made.as_ref().exists() {
            return Ok(made);
        }
    }
}

/// A folder that is being filled.
#[derive(Debug)]
pub(super) struct Room {
    // Let go before the folder is removed: where a lock holds the file too, it could not be.
    _lock: Option<File>,
    folder: TempDir,
}

impl AsRef<Path> for Room {
    fn as_ref(&self) -> &Path {
        self.folder.path()
    }
}

fn named(prefix: &str) -> tempfile::Builder<'_, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(prefix).suffix(ENDING).rand_bytes(LETTERS);
    builder
}

/// The longest part of the place's own name: a file system takes some 255 bytes.
const NAME_BYTES: usize = 120;

fn prefix(place: &Path) -> String {
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    let end = name.floor_char_boundary(NAME_BYTES);
    format!("{}{MARK}", name.get(..end).unwrap_or_default())
}

pub(super) fn folder_of(place: &Path) -> &Path {
    match place.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// The name of the place that something unfinished was for; `None` for what this program has not made.
fn place_of(name: &str) -> Option<&str> {
    let (place, letters) = name.strip_suffix(ENDING)?.rsplit_once(MARK)?;
    let by_chance = letters.len() == LETTERS && letters.bytes().all(|byte| byte.is_ascii_alphanumeric());
    by_chance.then_some(place)
}

/// Takes away what was left unfinished beside a place, and says what that was. What is being written stays. A folder whose
/// old content was put aside when the program was killed gets it back.
pub fn clear_unfinished(place: &Path) -> Vec<PathBuf> {
    let folder = folder_of(place);
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut cleared: Vec<PathBuf> = entries
        .flatten()
        .filter_map(|entry| {
            let path = entry.path();
            let name = entry.file_name();
            let kind = entry.file_type().ok()?;
            let place = place_of(name.to_str()?)?;
            let removed =
                if kind.is_dir() { clear_room(&path, &folder.join(place)) } else { clear_file(&path) };
            removed.then_some(path)
        })
        .collect();
    cleared.sort();
    cleared
}

fn clear_file(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|found| found.is_file())
        && !is_held(path)
        && fs::remove_file(path).is_ok()
}

fn clear_room(room: &Path, place: &Path) -> bool {
    let lock = room.join(LOCK);
    match lock.symlink_metadata() {
        // A moment after it was made it has no lock yet, and holds nothing.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return fs::remove_dir(room).is_ok(),
        Ok(found) if found.is_file() && !is_held(&lock) => {}
        _ => return false,
    }
    let old = room.join(OLD);
    if old.is_dir() && place.symlink_metadata().is_err() && fs::rename(&old, place).is_err() {
        // The only copy of what was there: it stays where it is.
        return false;
    }
    fs::remove_dir_all(room).is_ok()
}

/// Whether somebody is writing it, as far as the system tells.
fn is_held(path: &Path) -> bool {
    let Ok(file) = OpenOptions::new().write(true).open(path) else { return true };
    file.try_lock().is_err()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_this_program_has_left_is_taken_away() {
        let desk = tempfile::tempdir().unwrap();
        let place = desk.path().join("報告書.pdf");
        let (_, left) = file_for(&place).unwrap().keep().unwrap();
        let name = left.file_name().unwrap().to_str().unwrap().to_owned();
        assert!(name.starts_with("報告書.pdf.") && name.ends_with(".unfinished"), "{name}");
        let written_now = file_for(&place).unwrap();
        for other in ["thesis.unfinished", "a.mcs-register-12.unfinished", ".mcs-register-abcdef"] {
            fs::write(desk.path().join(other), "mine").unwrap();
        }
        assert_eq!(clear_unfinished(&place), [left.as_path()]);
        assert!(written_now.path().exists());
        assert_eq!(fs::read_dir(desk.path()).unwrap().count(), 4);
        assert_eq!(clear_unfinished(&place), [] as [PathBuf; 0]);
    }

    #[test]
    fn a_folder_gets_back_what_was_put_aside() {
        let desk = tempfile::tempdir().unwrap();
        let place = desk.path().join("pack");
        let leave = |aside: &str| {
            let room = room_for(&place).unwrap();
            for (folder, text) in [("new", "plain"), (OLD, aside)] {
                fs::create_dir(room.as_ref().join(folder)).unwrap();
                fs::write(room.as_ref().join(folder).join("a.csv"), text).unwrap();
            }
            let Room { _lock, folder } = room;
            folder.keep()
        };
        let left = leave("before");
        assert_eq!(clear_unfinished(&place), [left]);
        assert_eq!(fs::read(place.join("a.csv")).unwrap(), b"before");
        let left = leave("long before");
        assert_eq!(clear_unfinished(&place), [left]);
        assert_eq!(fs::read(place.join("a.csv")).unwrap(), b"before", "there is a newer one");
        let being_written = room_for(&place).unwrap();
        assert_eq!(clear_unfinished(&place), [] as [PathBuf; 0]);
        assert!(being_written.as_ref().exists());
    }

    #[test]
    fn a_folder_that_was_left_before_it_had_a_lock_is_taken_away_where_it_is_empty() {
        let desk = tempfile::tempdir().unwrap();
        let place = desk.path().join("pack");
        let [empty, filled] = ["abcdef", "ghijkl"].map(|letters| {
            let room = desk.path().join(format!("pack{MARK}{letters}{ENDING}"));
            fs::create_dir(&room).unwrap();
            room
        });
        fs::write(filled.join("mine.txt"), "mine").unwrap();
        assert_eq!(clear_unfinished(&place), [empty]);
        assert!(filled.join("mine.txt").exists(), "this program fills nothing before it has a lock");
    }

    #[test]
    fn a_long_name_leaves_room_for_the_rest() {
        let desk = tempfile::tempdir().unwrap();
        let place = desk.path().join("長".repeat(84));
        let file = file_for(&place).unwrap();
        assert!(file.path().file_name().unwrap().len() < 255);
    }
}
