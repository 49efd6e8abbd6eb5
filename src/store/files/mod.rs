//! The vault's files: where they lie, who may read them, and how the key file is replaced in one step.

pub(super) mod away;
pub(super) mod identity;
pub(super) mod leftover;
pub(super) mod look;
pub(super) mod one_name;
pub(super) mod ordinary;

use std::{
    fs,
    io::{self, Read, Write},
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use ordinary::Beside;

use super::{
    backup,
    error::StoreError,
    history::audit::Head,
    keys::{self, Bytes, DataKey, FORMAT, Header},
    restore,
};

/// Where a vault lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// The directory of the database, and of the key file unless that lies elsewhere.
    pub dir: PathBuf,
    /// The key file, where it is kept apart from the data (for example on a USB stick).
    pub keys: Option<PathBuf>,
    /// Where the register's own backups go, unless in `backups` in its directory.
    pub backups: Option<PathBuf>,
}

/// What is found at the [`Places`] of a vault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Presence {
    /// Neither file: the first run.
    Nothing,
    /// Neither file, but so many backups of a register that was there.
    OnlyBackups(usize),
    /// A vault.
    Vault {
        /// Whether the unlock screen has to ask for a login as well: there are several accounts.
        asks_login: bool,
    },
    /// Half a vault: this file is missing.
    Missing(PathBuf),
}

impl Places {
    /// Both files in one directory.
    pub fn in_dir(dir: impl Into<PathBuf>) -> Self {
        Self { dir: dir.into(), keys: None, backups: None }
    }

    /// The database's file.
    pub fn database(&self) -> PathBuf {
        self.dir.join("register.db")
    }

    /// The key file.
    pub fn key_file(&self) -> PathBuf {
        self.keys.clone().unwrap_or_else(|| self.dir.join("register.keys"))
    }

    /// The directory of the register's own backups.
    pub fn backup_dir(&self) -> PathBuf {
        self.backups.clone().unwrap_or_else(|| self.dir.join("backups"))
    }

    /// Whether a path is one of these places or lies in one of their folders: nothing but the vault itself is written there.
    /// Beside its backups there may be other things, as on a stick. A link counts for itself and for what it leads to.
    pub fn owns(&self, path: &Path) -> bool {
        let folders = [Some(self.dir.clone()), self.backup_keys_dir()];
        let owned: Vec<PathBuf> =
            folders.into_iter().flatten().chain([self.key_file()]).flat_map(|place| both(&place)).collect();
        let backups = both(&self.backup_dir());
        let is_backup = |target: &Path| {
            backups.iter().filter_map(|place| target.strip_prefix(place).ok()).any(|below| {
                let name =
                    below.components().next().map(|name| name.as_os_str().to_string_lossy().into_owned());
                name.is_none_or(|name| name == backup::APART || name.parse::<backup::BackupName>().is_ok())
            })
        };
        both(path)
            .iter()
            .any(|target| is_backup(target) || owned.iter().any(|place| target.starts_with(place)))
    }

    /// Where the key files of backups go if keys are kept apart from the data: beside the key file.
    pub(super) fn backup_keys_dir(&self) -> Option<PathBuf> {
        self.keys.as_deref().map(|keys| with_suffix(keys, ".backups"))
    }

    /// The key file that is being written.
    pub(super) fn new_key_file(&self) -> PathBuf {
        with_suffix(&self.key_file(), ".new")
    }

    /// The key file as it was before a change of the slots that may not be committed yet.
    pub(super) fn key_file_before(&self) -> PathBuf {
        with_suffix(&self.key_file(), ".before")
    }

    /// The database that is being made.
    pub(super) fn new_database(&self) -> PathBuf {
        with_suffix(&self.database(), ".new")
    }
}

/// A path as the system knows it: what stands there, and what that leads to where it is a link.
fn both(path: &Path) -> [PathBuf; 2] {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let entry = match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) => real(parent).join(name),
        _ => real(&path),
    };
    [entry, real(&path)]
}

/// A path without links, as far as it leads to something.
fn real(path: &Path) -> PathBuf {
    let found = |ancestor: &Path| {
        let real = ancestor.canonicalize().ok()?;
        Some(real.join(path.strip_prefix(ancestor).ok()?))
    };
    path.ancestors().find_map(found).unwrap_or_else(|| path.to_owned())
}

pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Says what is at these places. A restoring that was cut off after it was decided is finished first.
///
/// # Errors
/// When the files cannot be looked at.
pub fn presence(places: &Places) -> Result<Presence, StoreError> {
    restore::finish(places)?;
    let there = |path: &Path| path.try_exists().map_err(|error| StoreError::file(path, error));
    let (database, keys) = (places.database(), places.key_file());
    Ok(match (there(&database)?, there(&keys)?) {
        (false, false) => match backup::count_within(&places.dir) {
            0 => Presence::Nothing,
            count => Presence::OnlyBackups(count),
        },
        // Backups hold key files that open this database as well.
        (true, false) => match backup::key_files(places).first() {
            Some(keys) => Presence::Vault { asks_login: keys.header.asks_login() },
            None => Presence::Missing(keys),
        },
        (false, true) => Presence::Missing(database),
        (true, true) => {
            // A key file that cannot be read is told at the unlock, with everything there is to say about it.
            let asks_login = match read_keys(&keys) {
                Ok(read) => read.file.header.asks_login(),
                Err(_) => backup::key_files(places).first().is_some_and(|keys| keys.header.asks_login()),
            };
            Presence::Vault { asks_login }
        }
    })
}

/// The key file as it stands on disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KeyFile {
    format: String,
    pub header: Header,
    /// How long the history was, and its last hash, when this file was written: a database that went back is told.
    pub history: Head,
    /// Shows that a holder of the data key wrote this.
    seal: Bytes,
    /// Tells damage before any password is asked for.
    checksum: Bytes,
}

/// A key file that was read.
pub(super) struct ReadKeys {
    pub file: KeyFile,
    /// Whether the checksum agrees.
    pub whole: bool,
}

#[derive(Deserialize)]
struct Format {
    format: String,
}

/// A key file with a thousand slots stays well below this.
const MAX_KEY_FILE: u64 = 1 << 20;

impl KeyFile {
    /// A key file as this program writes it.
    pub(super) fn new(header: Header, history: Head, data_key: &DataKey) -> Self {
        let mut file = Self {
            format: FORMAT.to_owned(),
            header,
            history,
            seal: Bytes::default(),
            checksum: Bytes::default(),
        };
        file.seal = Bytes(keys::authenticate(data_key, &file.message()).to_vec());
        file.checksum = Bytes(file.sum().to_vec());
        file
    }

    /// What the seal covers.
    fn message(&self) -> Vec<u8> {
        // Writing plain structures to memory cannot fail; an empty message would only make the seal not fit.
        serde_json::to_vec(&(&self.format, &self.header, &self.history)).unwrap_or_default()
    }

    fn sum(&self) -> [u8; 32] {
        Sha256::new().chain_update(self.message()).chain_update(&self.seal.0).finalize().into()
    }

    /// Whether somebody with the data key wrote this file as it is.
    pub(super) fn is_authentic(&self, data_key: &DataKey) -> bool {
        keys::authenticate(data_key, &self.message()).as_slice().ct_eq(self.seal.0.as_slice()).into()
    }

    /// Writes the file beside the old one, makes it durable and puts it in the old one's place. The caller holds the
    /// database's write lock, so that no two sessions do this at once.
    pub(super) fn write(&self, places: &Places) -> Result<(), StoreError> {
        let (path, new) = (places.key_file(), places.new_key_file());
        let text = serde_json::to_string_pretty(self).map_err(|_| StoreError::OutOfMemory)?;
        let written = (|| {
            let mut file = ordinary::make(&new)?;
            file.write_all(text.as_bytes())?;
            file.write_all(b"\n")?;
            file.sync_all()?;
            rename(&new, &path)?;
            sync_directory(&path)
        })();
        written.map_err(|error| StoreError::file(&path, error))
    }
}

/// Keeps the key file as it is now beside itself: whoever is killed between a new one and the commit that goes with it comes in
/// with what the old one knows.
pub(super) fn keep_keys_before(places: &Places) -> Result<(), StoreError> {
    let (path, before) = (places.key_file(), places.key_file_before());
    remove_stale(&before)?;
    let kept = fs::hard_link(&path, &before).or_else(|_| {
        // A stick knows no second names.
        let mut file = ordinary::make(&before)?;
        io::copy(&mut ordinary::open_to_read(&path)?, &mut file)?;
        file.sync_all()
    });
    match kept.and_then(|()| sync_directory(&before)) {
        // The key file itself is gone: there is nothing to keep, and the new one is made all the same.
        Err(error) if error.kind() == io::ErrorKind::NotFound => remove_stale(&before),
        kept => kept.map_err(|error| StoreError::file(&before, error)),
    }
}

/// Reads a key file.
pub(super) fn read_keys(path: &Path) -> Result<ReadKeys, StoreError> {
    let mut text = Vec::new();
    ordinary::open_to_read(path)
        .and_then(|file| file.take(MAX_KEY_FILE).read_to_end(&mut text))
        .map_err(|error| StoreError::file(path, error))?;
    if let Ok(Format { format }) = serde_json::from_slice(&text)
        && format != FORMAT
        && format.starts_with("mcs-register-keys/")
    {
        return Err(StoreError::LaterVersion(path.to_owned()));
    }
    let file: KeyFile =
        serde_json::from_slice(&text).map_err(|_| StoreError::KeysDamaged(path.to_owned()))?;
    let whole = file.format == FORMAT && file.sum().as_slice() == file.checksum.0.as_slice();
    Ok(ReadKeys { file, whole })
}

/// Makes the vault's directory, open to its owner alone. One that held something before keeps its rights.
pub(super) fn make_directory(dir: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(dir)?;
    if fs::read_dir(dir)?.next().is_none() {
        ordinary::keep_to_owner(dir)?;
    }
    Ok(())
}

/// Gives a file or a folder another name. On Windows that is refused as long as another program has it open, and what looks
/// for viruses, or makes copies, has every new file open for a moment: it is tried again.
pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    const TRIES: u32 = 10;
    for tried in 1..TRIES {
        match fs::rename(from, to) {
            Err(error)
                if is_in_use(&error) || cfg!(windows) && error.kind() == io::ErrorKind::PermissionDenied =>
            {
                // Together some two seconds.
                thread::sleep(Duration::from_millis(50) * tried);
            }
            renamed => return renamed,
        }
    }
    fs::rename(from, to)
}

/// Whether another program has a file open so that nothing can be done with it.
#[cfg(windows)]
pub(super) fn is_in_use(error: &io::Error) -> bool {
    const ERROR_SHARING_VIOLATION: i32 = 32;
    const ERROR_LOCK_VIOLATION: i32 = 33;
    matches!(error.raw_os_error(), Some(ERROR_SHARING_VIOLATION | ERROR_LOCK_VIOLATION))
}

/// No other system refuses for that.
#[cfg(not(windows))]
pub(super) fn is_in_use(_: &io::Error) -> bool {
    false
}

/// Whether that is why a file that may be written is refused, as Windows says where its name is to go to another one.
pub(super) fn is_open_elsewhere(path: &Path) -> bool {
    #[cfg(windows)]
    {
        use std::os::windows::fs::OpenOptionsExt as _;
        fs::OpenOptions::new().read(true).share_mode(0).open(path).is_err_and(|error| is_in_use(&error))
    }
    #[cfg(not(windows))]
    {
        let _ = path;
        false
    }
}

/// Makes a rename durable.
pub(super) fn sync_directory(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    if let Some(dir) = path.parent() {
        ordinary::open_folder(dir)?.sync_all()?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

/// Removes a file if it is there.
pub(super) fn remove_stale(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(StoreError::file(path, error)),
        _ => Ok(()),
    }
}

/// The first bytes of an unencrypted SQLite database.
const PLAIN_SQLITE: &[u8; 16] = b"SQLite format 3\0";
/// The size of a page of the database.
const PAGE: u64 = 4096;

/// The id of the database in a file: its first 16 bytes. `None` where there are none.
pub(super) fn database_id(path: &Path) -> Option<[u8; 16]> {
    let mut id = [0; 16];
    ordinary::open_to_read(path).and_then(|mut file| file.read_exact(&mut id)).ok()?;
    Some(id)
}

/// Looks at the database's file before it is opened: SQLite takes an empty file for an empty database, and cannot
/// tell a wrong key from a foreign file.
pub(super) fn inspect_database(path: &Path, id: &[u8; 16]) -> Result<(), StoreError> {
    let mut start = Vec::new();
    let mut file = ordinary::open_to_read(path).map_err(|error| StoreError::file(path, error))?;
    let size = file.metadata().map_err(|error| StoreError::file(path, error))?.len();
    (&mut file).take(16).read_to_end(&mut start).map_err(|error| StoreError::file(path, error))?;
    if size == 0 {
        return Err(StoreError::Empty(path.to_owned()));
    }
    if start == PLAIN_SQLITE {
        return Err(StoreError::Foreign(path.to_owned()));
    }
    if start != id {
        return Err(StoreError::NotAPair(path.to_owned()));
    }
    if size % PAGE != 0 {
        return Err(StoreError::Damaged(path.to_owned(), format!("{size} bytes are no whole pages")));
    }
    // The library writes into what lies beside the database, whatever else that is called.
    let beside = Beside::ALL.map(|beside| (beside, with_suffix(path, beside.suffix())));
    match beside.into_iter().find(|(beside, path)| beside.is_another(path)) {
        Some((_, another)) => Err(StoreError::NotOrdinary(another)),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_in_the_folders_or_is_the_key_is_its_own() {
        let desk = tempfile::tempdir().unwrap();
        let at = |name: &str| desk.path().join(name);
        fs::create_dir_all(at("vault/backups")).unwrap();
        fs::create_dir_all(at("stick")).unwrap();
        fs::create_dir_all(at("papers")).unwrap();
        let places =
            Places { dir: at("vault"), keys: Some(at("stick/my.keys")), backups: Some(at("copies")) };
        for own in [
            "vault",
            "vault/register.db",
            "vault/new/x.pdf",
            "papers/../vault/register.db",
            "stick/my.keys",
            "stick/my.keys.backups/x",
            "copies",
            "copies/2026-11-22T164000-000312",
            "copies/2026-11-22T164000-000312/register.db",
            "copies/doubtful/2026-11-22T164000-000312/register.db",
        ] {
            assert!(places.owns(&at(own)), "{own}");
        }
        for other in [
            "x.pdf",
            "vault.pdf",
            "papers/x",
            "stick/x.pdf",
            "stick",
            "none/x",
            "vault/../x",
            "copies/x.json",
        ] {
            assert!(!places.owns(&at(other)), "{other}");
        }
        assert!(Places::in_dir(at("vault")).owns(&at("vault/register.keys")));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_leads_nowhere_else() {
        use std::os::unix::fs::symlink;
        let desk = tempfile::tempdir().unwrap();
        let at = |name: &str| desk.path().join(name);
        fs::create_dir_all(at("real")).unwrap();
        fs::write(at("real/register.db"), "x").unwrap();
        symlink(at("real"), at("vault")).unwrap();
        symlink(at("real/register.db"), at("file")).unwrap();
        for dir in ["real", "vault"] {
            let places = Places::in_dir(at(dir));
            for own in ["real/x", "vault/x", "file"] {
                assert!(places.owns(&at(own)), "{dir} {own}");
            }
            assert!(!places.owns(&at("x")));
        }
        assert!(Places::in_dir(at("vault")).owns(&at("vault")), "nor is the link itself replaced");
    }
}
