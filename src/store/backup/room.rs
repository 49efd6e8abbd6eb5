//! Room that is given back to the disk. Free pages are filled again by the history, which only grows; but an import that
//! replaced a large register, or a ledger that waited, may leave more of them than ten years fill, and every backup has them
//! too.

use rusqlite::Connection;

use crate::register::Stage;
use crate::store::{connection, error::StoreError, vault::Vault};

/// Below so many free pages (16 MB) it is not worth the while of a lock.
const WORTH: u64 = 4_096;

impl Vault {
    /// Gives the room of what is gone back, where that is more than half of the file; says whether it did.
    ///
    /// # Errors
    /// When another session is writing, or there is no room for what it takes: then the file is as it was, only longer than it
    /// need be.
    pub(super) fn give_room_back(&mut self) -> Result<bool, StoreError> {
        self.give_back(WORTH)
    }

    /// How many bytes the next backup gives back to the disk before it is made; nothing where the file is as long as it need be.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn room_to_give_back(&mut self) -> Result<Option<u64>, StoreError> {
        self.room(WORTH)
    }

    fn room(&mut self, worth: u64) -> Result<Option<u64>, StoreError> {
        self.with(|vault, connection| {
            let free = mostly_free(connection, worth).map_err(|error| vault.failed(&error))?;
            Ok(free.map(|pages| pages * PAGE))
        })
    }

    fn give_back(&mut self, worth: u64) -> Result<bool, StoreError> {
        self.with(|vault, connection| {
            let _stops = connection::interrupted_by(connection, &vault.work);
            let given = mostly_free(connection, worth).and_then(|free| {
                if free.is_some() {
                    let _stage = vault.work.begin(Stage::Shrinking, 0)?;
                    connection.execute_batch("VACUUM")?;
                    connection::checkpoint(connection)?;
                }
                Ok(free.is_some())
            });
            given.map_err(|error| vault.failed(&error))
        })
    }
}

/// The size of a page.
const PAGE: u64 = 4_096;

/// How many pages are free, where those are most of the file.
fn mostly_free(connection: &Connection, worth: u64) -> rusqlite::Result<Option<u64>> {
    let count = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, u64>(0));
    let (pages, free) = (count("page_count")?, count("freelist_count")?);
    Ok((free > worth && free > pages / 2).then_some(free))
}

#[cfg(test)]
mod tests {
    use super::PAGE;
    use crate::{
        register::{
            Parts, Register,
            id::PersonId,
            records::{Office, Staff},
            table::Table,
        },
        store::{Cost, Entry, IMPORT, NewVault, Places, Secret, Vault},
    };

    const NOW: &str = "2026-11-22T09:00:00+09:00";

    fn office(staff: usize) -> Register {
        let rows = (0..staff).map(|n| Staff {
            name: Some(format!("港 花子{n}")),
            ..Staff::new(PersonId::trusted(&format!("S-{n:05}")))
        });
        Register::from_parts(Parts {
            office: Office { name: Some("みなと".to_owned()), ..Office::default() },
            staff: Table::from_rows(rows.collect()).unwrap(),
            ..Parts::default()
        })
    }

    #[test]
    fn what_a_large_import_left_goes_and_the_register_stays_what_it_is() {
        let dir = tempfile::tempdir().unwrap();
        let places = Places::in_dir(dir.path().join("v"));
        let password = Secret::new("hato4-beam-97".to_owned());
        let new = NewVault {
            office_name: "x",
            account: "管理者",
            password: &password,
            cost: Cost::THROWAWAY,
            now: NOW,
        };
        let (mut vault, _) = Vault::create(&places, &new).unwrap();
        for staff in [4_000, 3] {
            vault.replace_all(&office(staff), &Entry::new(IMPORT, NOW)).unwrap();
        }
        let size = || std::fs::metadata(places.database()).unwrap().len();
        assert!(!vault.give_room_back().unwrap(), "not for so little");
        assert_eq!(vault.room_to_give_back().unwrap(), None);
        let told = vault.room(20).unwrap().unwrap();
        vault.tidy().unwrap();
        let (before, head, register) = (size(), vault.head().unwrap(), vault.load().unwrap());
        assert!(vault.give_back(20).unwrap());
        assert!(size() < before / 2, "{before} {}", size());
        assert!((before - size()).abs_diff(told) <= 4 * PAGE, "{told} {before} {}", size());
        assert_eq!(vault.room(20).unwrap(), None);
        assert!(!vault.give_back(20).unwrap(), "it is done once");
        assert_eq!((vault.head().unwrap(), vault.load().unwrap()), (head, register));
        assert!(vault.verify(None).unwrap().fits());
        vault.lock().unwrap();
        let vault = Vault::unlock(&places, &password).unwrap();
        assert!(vault.notices().is_empty() && vault.verify(None).unwrap().fits());
    }
}
