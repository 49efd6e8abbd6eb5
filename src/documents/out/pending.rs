//! What lies under a temporary name while it is written. A signal that ends the program would leave it there, readable and
//! with all that the register says: whoever listens for signals takes it away first.

use std::{
    fs, io, mem,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

static PENDING: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Removes whatever is being written and lets nothing more be written: for a program that is about to end by a signal.
pub fn remove_pending() {
    let mut pending = hold();
    remove(&mut pending);
    // Never given back: another thread stops before its next step, and has nothing to say about it.
    mem::forget(pending);
}

fn remove(pending: &mut Vec<PathBuf>) {
    for path in pending.drain(..) {
        // There is nobody left to tell that it could not be removed.
        let _ = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
    }
}

/// Keeps a signal waiting for as long as a step of writing takes.
pub(super) fn hold() -> MutexGuard<'static, Vec<PathBuf>> {
    PENDING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Something under a temporary name that a signal takes away. Whoever made it removes it before this is dropped.
#[derive(Debug)]
pub(super) struct Pending(PathBuf);

impl Pending {
    /// Makes it; there is no moment in which a signal would not know of it.
    pub fn make<T: AsRef<Path>>(create: impl FnOnce() -> io::Result<T>) -> io::Result<(Self, T)> {
        let mut pending = hold();
        let made = create()?;
        let path = made.as_ref().to_owned();
        pending.push(path.clone());
        Ok((Self(path), made))
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        hold().retain(|path| *path != self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_being_written_is_removed_and_nothing_else() {
        let desk = tempfile::tempdir().unwrap();
        let [file, folder, other] = ["file", "folder", "other"].map(|name| desk.path().join(name));
        fs::create_dir_all(folder.join("new/papers")).unwrap();
        for path in [&file, &other, &folder.join("new/papers/a.pdf")] {
            fs::write(path, "x").unwrap();
        }
        remove(&mut vec![file, folder, desk.path().join("gone already")]);
        let left: Vec<PathBuf> =
            fs::read_dir(desk.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert_eq!(left, [other]);
    }

    #[test]
    fn what_has_come_to_its_place_is_no_longer_known() {
        let desk = tempfile::tempdir().unwrap();
        let path = desk.path().join("file");
        let (pending, made) = Pending::make(|| Ok(path.clone())).unwrap();
        assert_eq!(made, path);
        assert!(hold().contains(&path));
        drop(pending);
        assert!(!hold().contains(&path));
    }
}
