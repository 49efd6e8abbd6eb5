//! How an open vault is closed.

use crate::{
    store::{BackupRules, StoreError, Vault},
    tui::app::Settings,
};

use super::Clock;

/// A database that is copied and read again well within the second that a hang-up leaves; a greater one has to wait for the
/// next lock. Until then the cares say that there is no backup.
const QUICK: u64 = 16 << 20;

/// How a vault is closed: with a backup of it, unless it is for practice. Neither keeps it from being locked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Closing {
    pub clock: Clock,
    backups: Option<BackupRules>,
}

impl Closing {
    pub(super) fn of(settings: &Settings, clock: Clock) -> Self {
        Self { clock, backups: (!settings.practice).then(|| settings.policy.backup_rules()) }
    }

    /// The same without a backup.
    pub(super) fn without_backup(self) -> Self {
        Self { backups: None, ..self }
    }

    /// Backs the vault up and locks it; says what kept the backup from being made.
    pub(super) fn close(self, mut vault: Vault) -> (Option<StoreError>, Result<(), StoreError>) {
        // First what must be done, for where this is cut off: the lock says what went wrong with it.
        let _ = vault.tidy();
        let backup = self.backups.and_then(|rules| vault.back_up(&rules, &self.clock.stamp()).err());
        (backup, vault.lock())
    }

    /// The same where the line has dropped and the program ends within a second.
    pub(super) fn close_at_once(self, vault: Vault) {
        let size = std::fs::metadata(vault.places().database()).map_or(0, |found| found.len());
        let backups = self.backups.filter(|_| size <= QUICK);
        let _ = Self { backups, ..self }.close(vault);
    }
}
