//! What an account's owner was typing when the vault was locked: kept inside the vault, offered again, then gone.
//!
//! A draft says nothing about the office until it is saved as a change, so it leaves no entry in the history.

use rusqlite::{OptionalExtension as _, params};
use zeroize::Zeroizing;

use crate::store::{error::StoreError, vault::Vault};

/// What was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The text, as it was given to [`Vault::save_draft`]; where several sessions left one, each in its own lines.
    pub text: Zeroizing<String>,
    /// When it was kept last: the office's local time with its offset.
    pub at: String,
}

impl Vault {
    /// Keeps a text for the account that is in. One that was kept before and not taken yet stays, in the lines
    /// before it: two sessions of one account lose nothing to each other.
    ///
    /// # Errors
    /// When the file cannot be written; then nothing was kept.
    pub fn save_draft(&mut self, draft: &str, at: &str) -> Result<(), StoreError> {
        self.write(|vault, transaction| {
            transaction
                .execute(
                    "INSERT INTO drafts (account, at, draft) VALUES (?1, ?2, ?3)
                     ON CONFLICT (account) DO UPDATE SET at = ?2, draft = draft || char(10) || ?3",
                    params![vault.account, at, draft],
                )
                .map(drop)
                .map_err(|error| vault.failed(&error))
        })
    }

    /// Gives what was kept for the account that is in, and keeps it no longer.
    ///
    /// # Errors
    /// When the file cannot be read or written; then it is still kept.
    pub fn take_draft(&mut self) -> Result<Option<Draft>, StoreError> {
        // Looked at first: where nothing was kept, nothing is written and no other session is woken.
        let kept = self.with(|vault, connection| {
            connection
                .query_row("SELECT 1 FROM drafts WHERE account = ?1", [&vault.account], |_| Ok(()))
                .optional()
                .map_err(|error| vault.failed(&error))
        })?;
        if kept.is_none() {
            return Ok(None);
        }
        self.write(|vault, transaction| {
            transaction
                .query_row(
                    "DELETE FROM drafts WHERE account = ?1 RETURNING draft, at",
                    [&vault.account],
                    |row| Ok(Draft { text: Zeroizing::new(row.get(0)?), at: row.get(1)? }),
                )
                .optional()
                .map_err(|error| vault.failed(&error))
        })
    }
}
