//! What stands at the place that a backup is to take, compared with the backup.

use std::{fs::File, path::Path};

use rusqlite::Connection;

use crate::{
    register::{Lang, Register, Work, filling::counted},
    store::{
        backup, connection,
        error::StoreError,
        files::{self, Places, leftover, look},
        history::{
            audit::{self, Head},
            gone, named,
        },
        keys::{DataKey, Header, Offer, attempts::Guess},
        vault::Access,
    },
};

use super::source::Source;

/// How the register at a place compares with a backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// There is none.
    Nothing,
    /// Everything that it holds is in the backup.
    Contained,
    /// It goes on where the backup ends.
    Newer {
        /// How many entries the backup does not have.
        lost: u64,
        /// The days of the first and the last of them.
        days: Option<(String, String)>,
    },
    /// The same register, but from this entry on its history is another than the backup's.
    Forked {
        /// How many entries both have.
        common: u64,
        /// How many the backup does not have.
        lost: u64,
    },
    /// Another register.
    Unrelated,
    /// It cannot be opened with what was given, or is damaged.
    Unknown {
        /// How long its history was, by what its key file says.
        known: Option<u64>,
        /// How long the backup's is.
        backup: u64,
    },
}

impl Standing {
    /// Whether nothing is lost if the backup comes in its place.
    pub fn gives_way(&self) -> bool {
        matches!(self, Self::Nothing | Self::Contained)
    }

    /// What is lost if the backup comes in its place; nothing where nothing is.
    pub fn loss(&self, place: &Path, lang: Lang) -> String {
        let place = place.display();
        match (self, lang) {
            (Self::Nothing | Self::Contained, _) => String::new(),
            (Self::Newer { lost, days }, Lang::Ja) => {
                format!(
                    "{place} の台帳はバックアップより新しく、戻すと変更の履歴{lost}件{}が失われます。",
                    days_ja(days.as_ref())
                )
            }
            (Self::Newer { lost, days }, Lang::En) => format!(
                "The register at {place} is newer than the backup: {} of its history{} would be lost.",
                counted(lost, "entry", "entries"),
                days_en(days.as_ref())
            ),
            (Self::Forked { common, lost }, Lang::Ja) => format!(
                "{place} の台帳は、履歴の{common}件目までがバックアップと同じで、その後は別の内容です。戻すと{lost}件が失われます。"
            ),
            (Self::Forked { common, lost }, Lang::En) => format!(
                "The register at {place} has {} of its history in common with the backup and \
                 another history since: {} would be lost.",
                counted(common, "first entry", "first entries"),
                counted(lost, "entry", "entries")
            ),
            (Self::Unrelated, Lang::Ja) => {
                format!("{place} には別の台帳があります。戻すと、その内容が失われます。")
            }
            (Self::Unrelated, Lang::En) => {
                format!("Another register lies at {place}. What it holds would be lost.")
            }
            (Self::Unknown { known, backup }, Lang::Ja) => {
                let known = known
                    .map(|known| format!("鍵ファイルによると、その履歴は{known}件です。"))
                    .unwrap_or_default();
                format!(
                    "{place} の台帳は、このパスワードで開けないか壊れているため、バックアップ（履歴{backup}件）と比べられません。{known}"
                )
            }
            (Self::Unknown { known, backup }, Lang::En) => {
                let known = known
                    .map(|known| format!(" By its key file its history has {known}."))
                    .unwrap_or_default();
                format!(
                    "The register at {place} cannot be opened with this password, or is damaged, and so cannot be compared \
                     with the backup, whose history has {}.{known}",
                    counted(backup, "entry", "entries")
                )
            }
        }
    }

    /// What the register that gave way held and the one in its place does not; nothing where nothing is lost.
    pub(super) fn lost(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Nothing | Self::Contained, _) => String::new(),
            (Self::Newer { lost, .. } | Self::Forked { lost, .. }, Lang::Ja) => {
                format!("前の台帳の変更の履歴{lost}件は、戻した台帳にありません。")
            }
            (Self::Newer { lost, .. } | Self::Forked { lost, .. }, Lang::En) => {
                format!(
                    " It does not hold {} of the history of the one before.",
                    counted(lost, "entry", "entries")
                )
            }
            (Self::Unrelated, Lang::Ja) => "前にあったのは別の台帳で、その内容は入っていません。".to_owned(),
            (Self::Unrelated, Lang::En) => {
                " The one before was another register, of which it holds nothing.".to_owned()
            }
            (Self::Unknown { .. }, Lang::Ja) => "前の台帳とは比べられませんでした。".to_owned(),
            (Self::Unknown { .. }, Lang::En) => " It could not be compared with the one before.".to_owned(),
        }
    }

    /// Why the backup does not come in its place unasked.
    pub(in crate::store) fn refusal(&self, place: &Path, lang: Lang) -> String {
        let what = self.loss(place, lang);
        match lang {
            Lang::Ja => format!(
                "{what}何も変更していません。それでも戻すときは --replace を付けてください（今のファイルは replaced- で始まる\
                 フォルダーに残します）。"
            ),
            Lang::En => format!(
                "{what} Nothing was changed. To restore all the same, add --replace; the present files are kept in a directory \
                 whose name begins with replaced-."
            ),
        }
    }
}

fn days_ja(days: Option<&(String, String)>) -> String {
    match days {
        Some((first, last)) if first == last => format!("（{first}）"),
        Some((first, last)) => format!("（{first}から{last}まで）"),
        None => String::new(),
    }
}

fn days_en(days: Option<&(String, String)>) -> String {
    match days {
        Some((first, last)) if first == last => format!(" (of {first})"),
        Some((first, last)) => format!(" (of {first} to {last})"),
        None => String::new(),
    }
}

/// What stands at the place, with a connection that keeps everybody else from writing to it as long as it lives.
pub(super) struct Target {
    pub standing: Standing,
    pub head: Option<Head>,
    /// Holds the write lock, and what opens the file.
    held: Option<(Connection, Access)>,
}

/// Looks at what stands at the place.
pub(super) fn look_at(
    to: &Places,
    source: &Source,
    offer: &Offer,
    work: &Work,
) -> Result<Target, StoreError> {
    let path = to.database();
    if !path.try_exists().map_err(|error| StoreError::file(&path, error))? {
        return Ok(Target { standing: Standing::Nothing, head: None, held: None });
    }
    if !look::takes_changes(&path) {
        // What cannot be locked cannot be compared either: it would pass for damaged.
        return Err(StoreError::ReadOnly(to.dir.clone()));
    }
    let keys = files::read_keys(&to.key_file()).ok();
    let known = keys.as_ref().map(|read| read.file.history.length);
    let unknown =
        Target { standing: Standing::Unknown { known, backup: source.head.length }, head: None, held: None };
    let id = files::database_id(&path);
    let same = id == Some(source.access.database);
    // The backup's own key opens what it was taken from; a renewed key and another register have their own slots.
    let with_own = keys
        .filter(|read| read.file.header.commitment != source.header.commitment)
        .and_then(|read| try_own(to, &read.file.header, offer));
    let data_key = match (with_own, same) {
        (Some(key), _) => key,
        (None, true) => source.access.data_key.clone(),
        (None, false) => return Ok(Target { standing: other(id, unknown.standing), ..unknown }),
    };
    let Some(database) = id else { return Ok(unknown) };
    let access = Access { path: path.clone(), data_key, database, writable: true, away: None };
    match compare(access, source, work) {
        Ok(target) => Ok(target),
        Err(
            why @ (StoreError::Busy
            | StoreError::ReadOnly(_)
            | StoreError::DiskFull(_)
            | StoreError::Stopped
            | StoreError::OfAnotherUser(_)),
        ) => Err(why),
        Err(_) => Ok(unknown),
    }
}

/// Tries what was given on the register's own slots: a guess at it like any other. While guesses have to wait, it is as if it did
/// not open.
fn try_own(to: &Places, header: &Header, offer: &Offer) -> Option<DataKey> {
    let guess = Guess::begin(to).ok()?;
    let damaged = || StoreError::KeysDamaged(to.key_file());
    let opened = header.open(offer).and_then(|opened| opened.ok_or_else(damaged));
    let (opened, guess) = guess.judge(opened).ok()?;
    // Whoever unlocks is told of the wrong ones before.
    guess.take_back();
    Some(opened.data_key)
}

/// A file with another database's id is another register, or one whose start is damaged.
fn other(id: Option<[u8; 16]>, unknown: Standing) -> Standing {
    if id.is_some() { Standing::Unrelated } else { unknown }
}

fn compare(access: Access, source: &Source, work: &Work) -> Result<Target, StoreError> {
    files::inspect_database(&access.path, &access.database)?;
    let failed = |error: rusqlite::Error| StoreError::database(&access.path, &error);
    let log_left = leftover::is_there(&access.path);
    let mut connection = access.connect().map_err(failed)?;
    if log_left {
        leftover::look_at(&connection, &access, work)?;
    }
    connection::check(&mut connection, &access.path, |connection| named::fill(connection, work))?;
    // Whoever else has the register open writes nothing while the files change places.
    connection.execute_batch("BEGIN IMMEDIATE").map_err(failed)?;
    let head = audit::head(&connection, &access.database).map_err(failed)?;
    let standing = if access.database != source.access.database {
        Standing::Unrelated
    } else if audit::contains(&source.connection, &access.database, &head).map_err(|e| source.failed(&e))? {
        Standing::Contained
    } else if audit::contains(&connection, &access.database, &source.head).map_err(failed)? {
        let days = days(&connection, source.head.length).map_err(failed)?;
        Standing::Newer { lost: head.length - source.head.length, days }
    } else {
        let common = common(&connection, &source.connection, head.length.min(source.head.length));
        let common = common.map_err(failed)?;
        Standing::Forked { common, lost: head.length - common }
    };
    Ok(Target { standing, head: Some(head), held: Some((connection, access)) })
}

/// The days of the first and the last entry after one.
fn days(connection: &Connection, after: u64) -> rusqlite::Result<Option<(String, String)>> {
    let days: (Option<String>, Option<String>) = connection.query_row(
        "SELECT min(substr(at, 1, 10)), max(substr(at, 1, 10)) FROM audit WHERE seq > ?1",
        [after],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    Ok(days.0.zip(days.1))
}

/// How many entries two histories have in common. As each hash covers the one before, one place decides for all before it.
fn common(one: &Connection, two: &Connection, shorter: u64) -> rusqlite::Result<u64> {
    let hash = |connection: &Connection, seq: u64| {
        connection.query_row("SELECT hash FROM audit WHERE seq = ?1", [seq], |row| row.get::<_, Vec<u8>>(0))
    };
    let (mut same, mut other) = (0, shorter + 1);
    while other - same > 1 {
        let middle = same + (other - same) / 2;
        if hash(one, middle)? == hash(two, middle)? {
            same = middle;
        } else {
            other = middle;
        }
    }
    Ok(same)
}

impl Target {
    /// The register that stands there and gives way, where it is of the backup's own kin: the numbers that it gave are not
    /// given again. `None` where it cannot be read.
    pub(super) fn register(&self) -> Option<Register> {
        let kin = matches!(self.standing, Standing::Newer { .. } | Standing::Forked { .. });
        let (connection, _) = self.held.as_ref().filter(|_| kin)?;
        gone::load_knowing(connection).ok()
    }

    /// Lets go of the old files where the system moves none that is open (Windows). What comes back keeps everybody else out of
    /// them until they have moved; whoever has them open already keeps them where they are.
    #[cfg(windows)]
    pub(super) fn give_way(&mut self, database: &Path) -> Result<Option<File>, StoreError> {
        use std::{fs::OpenOptions, os::windows::fs::OpenOptionsExt as _};

        const FILE_SHARE_DELETE: u32 = 0x4;

        if let Some((connection, _)) = self.held.take() {
            let _ = connection.execute_batch("ROLLBACK");
            // As the last one it brings in what was in the log.
            drop(connection);
        }
        match OpenOptions::new().read(true).share_mode(FILE_SHARE_DELETE).open(database) {
            Ok(alone) => Ok(Some(alone)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(StoreError::file(database, error)),
        }
    }

    /// Elsewhere the write lock is held to the end.
    #[cfg(not(windows))]
    #[expect(
        clippy::unnecessary_wraps,
        clippy::unused_self,
        reason = "as where files that are open stay where they are"
    )]
    pub(super) fn give_way(&mut self, _: &Path) -> Result<Option<File>, StoreError> {
        Ok(None)
    }

    /// Gives the write lock back. Where the files went aside, SQLite sees that its own have moved and leaves alone what lies at
    /// their place now; what was in the old one's log is brought in where it lies.
    pub(super) fn release(self, aside: Option<&Path>) {
        let Some((connection, access)) = self.held else { return };
        let _ = connection.execute_batch("ROLLBACK");
        drop(connection);
        let Some(path) = aside.map(|dir| dir.join(backup::DATABASE)).filter(|path| path.is_file()) else {
            return;
        };
        if let Ok(old) = (Access { path, ..access }).connect() {
            let _ = connection::checkpoint(&old);
        }
    }
}
