//! A ledger with which an account's owner is busy: its file waits inside the vault while that is locked. And how ledgers were
//! taken in, by their headings. Neither leaves an entry in the history.

use rusqlite::{OptionalExtension as _, params};
use zeroize::Zeroizing;

use crate::store::{error::StoreError, vault::Vault};

/// The largest file that is kept.
pub const MAX_KEPT_FILE: usize = 4 << 20;

impl Vault {
    /// Keeps a file for the account that is in, in the place of the one before.
    ///
    /// # Errors
    /// When the file cannot be written; then the one before is kept.
    pub fn keep_import(&mut self, file: &[u8], at: &str) -> Result<(), StoreError> {
        self.write(|vault, transaction| {
            transaction
                .execute(
                    "INSERT INTO imports (account, at, file) VALUES (?1, ?2, ?3)
                     ON CONFLICT (account) DO UPDATE SET at = ?2, file = ?3",
                    params![vault.account, at, file],
                )
                .map(drop)
                .map_err(|error| vault.failed(&error))
        })
    }

    /// The file that is kept for the account that is in.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn kept_import(&mut self) -> Result<Option<Zeroizing<Vec<u8>>>, StoreError> {
        self.with(|vault, connection| {
            connection
                .query_row("SELECT file FROM imports WHERE account = ?1", [&vault.account], |row| row.get(0))
                .optional()
                .map(|file: Option<Vec<u8>>| file.map(Zeroizing::new))
                .map_err(|error| vault.failed(&error))
        })
    }

    /// Keeps no file any more for the account that is in.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn forget_import(&mut self) -> Result<(), StoreError> {
        if self.kept_import()?.is_none() {
            return Ok(());
        }
        self.write(|vault, transaction| {
            transaction
                .execute("DELETE FROM imports WHERE account = ?1", [&vault.account])
                .map(drop)
                .map_err(|error| vault.failed(&error))
        })
    }

    /// How tables with these headings were taken in.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn mapping(&mut self, headings: &str) -> Result<Option<String>, StoreError> {
        self.with(|vault, connection| {
            connection
                .query_row("SELECT mapping FROM mappings WHERE headings = ?1", [headings], |row| row.get(0))
                .optional()
                .map_err(|error| vault.failed(&error))
        })
    }

    /// Remembers how tables with some headings were taken in: each with its headings and its text.
    ///
    /// # Errors
    /// When it cannot be written; then nothing of it is remembered.
    pub fn remember_mappings(&mut self, mappings: &[(String, String)], at: &str) -> Result<(), StoreError> {
        self.write(|vault, transaction| {
            for (headings, mapping) in mappings {
                transaction
                    .execute(
                        "INSERT INTO mappings (headings, at, mapping) VALUES (?1, ?2, ?3)
                         ON CONFLICT (headings) DO UPDATE SET at = ?2, mapping = ?3",
                        params![headings, at, mapping],
                    )
                    .map_err(|error| vault.failed(&error))?;
            }
            Ok(())
        })
    }
}
