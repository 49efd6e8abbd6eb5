//! How an open vault is closed.

use std::{
    sync::{Arc, Condvar, Mutex},
    thread,
};

use crate::{
    documents::remove_pending,
    register::Lang,
    store::{BackupRules, StoreError, Vault},
    tui::app::{Message, Settings},
};

use super::{Clock, Folder, Runtime, Shared, Typing, Working, history, lock};

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

/// How many vaults are being closed by somebody who has taken them already: a signal waits for them before it ends the program.
#[derive(Clone, Default)]
pub(super) struct UnderWay(Arc<(Mutex<usize>, Condvar)>);

/// One of them; until it is dropped.
pub(super) struct Begun(UnderWay);

impl UnderWay {
    /// To be called before the vault is taken, so that there is no moment at which nobody knows of it.
    pub fn begin(&self) -> Begun {
        *lock(&self.0.0) += 1;
        Begun(self.clone())
    }

    /// Waits until all are closed.
    pub fn wait(&self) {
        let (count, ended) = &*self.0;
        drop(ended.wait_while(lock(count), |count| *count > 0));
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        let (count, ended) = &*self.0.0;
        let mut count = lock(count);
        *count = count.saturating_sub(1);
        ended.notify_all();
    }
}

/// What is closed where the line drops or a signal ends the program, by a thread of its own.
pub(super) struct Hangup {
    pub closing: Closing,
    pub vault: Shared,
    pub folder: Folder,
    pub typing: Typing,
    pub long_work: Working,
    pub under_way: UnderWay,
    pub lang: Lang,
}

impl Hangup {
    /// Keeps what was being typed, closes the vault and throws the folder of a practice vault away.
    pub fn close(self) {
        remove_pending();
        // What works on the vault gives it back.
        self.long_work.stop();
        // Held to the end: what is being recorded right now is either recorded or still being typed.
        let mut vault = lock(&self.vault);
        let typed = lock(&self.typing).take();
        if let Some(mut vault) = vault.take() {
            let at = self.closing.clock.stamp();
            // There is nobody left to tell that it could not be kept.
            typed.and_then(|typed| history::keep(&mut vault, &typed, &at, self.lang));
            history::record_visit(&mut vault, &at);
            self.closing.close_at_once(vault);
        }
        drop(vault);
        // Whoever took it before is still at it.
        self.under_way.wait();
        drop(lock(&self.folder).take());
    }
}

impl Runtime {
    /// Keeps what was being typed inside the vault and locks it behind the closed screen: a backup of a large register
    /// takes longer than anybody wants to see it. Gives back what could not be kept.
    pub(super) fn lock_vault(
        &mut self,
        draft: Option<&str>,
        place: Option<&str>,
        restores: bool,
    ) -> Option<Message> {
        // A backup made now could let the very one go that was chosen; the present files stay whole beside it.
        let closing = if restores { self.closing.without_backup() } else { self.closing };
        self.wait_for_lock();
        // What works on the vault gives it back.
        self.long_work.stop();
        let begun = self.under_way.begin();
        let mut vault = lock(&self.shared).take()?;
        let at = self.clock.stamp();
        let lang = self.app.lang();
        let not_kept = history::keep_all(&mut vault, draft, place, &at, lang);
        self.leaving.begin();
        history::record_visit(&mut vault, &at);
        // Where no thread can be made the vault is dropped with the closure, which locks it.
        let close = move || {
            drop(closing.close(vault));
            drop(begun);
        };
        self.locking = thread::Builder::new().name("locking".to_owned()).spawn(close).ok();
        not_kept
    }

    pub(super) fn wait_for_lock(&mut self) {
        if let Some(locking) = self.locking.take() {
            let _ = locking.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{sync::mpsc, time::Duration};

    use super::*;

    #[test]
    fn whoever_ends_the_program_waits_for_those_who_close() {
        let under_way = UnderWay::default();
        under_way.wait();
        let (one, other) = (under_way.begin(), under_way.begin());
        let (sender, ended) = mpsc::channel();
        let waiting = under_way.clone();
        thread::spawn(move || {
            waiting.wait();
            sender.send(()).unwrap();
        });
        drop(one);
        assert!(ended.recv_timeout(Duration::from_millis(50)).is_err());
        drop(other);
        ended.recv().unwrap();
    }
}
