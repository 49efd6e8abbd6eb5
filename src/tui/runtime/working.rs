//! Long work beside the screen: how far it is, and that it stops before the register is locked.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use crate::{
    register::{Lang, Progress, Work},
    store::{StoreError, Vault},
    tui::words::Word,
};

use super::{Event, Runtime, Shared, lock};

/// So often it is told anew.
pub(super) const EVERY: Duration = Duration::from_millis(200);

/// What is being done beside the screen, shared with the thread that closes the vault when the line drops.
#[derive(Clone, Default)]
pub(super) struct Working(Arc<Mutex<Vec<(Instant, Work)>>>);

impl Working {
    fn list(&self) -> MutexGuard<'_, Vec<(Instant, Work)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One more; what ended is forgotten.
    fn begin(&self) -> Work {
        let work = Work::default();
        let mut list = self.list();
        list.retain(|(_, work)| work.is_held());
        list.push((Instant::now(), work.clone()));
        work
    }

    /// Stops all of it that can be stopped.
    pub(super) fn stop(&self) {
        for (_, work) in self.list().iter() {
            work.stop();
        }
    }

    /// Whether there is any.
    pub(super) fn is_any(&self) -> bool {
        self.list().iter().any(|(_, work)| work.is_held())
    }

    /// How far the first is that takes long by now.
    pub(super) fn told(&self) -> Option<Progress> {
        let list = self.list();
        let told = |(since, work): &(Instant, Work)| {
            work.progress().filter(|at| since.elapsed() >= at.stage.patience())
        };
        list.iter().find_map(told)
    }
}

/// Does something with the open vault, which tells the work how far it is.
pub(super) fn with_vault<T>(
    shared: &Shared,
    work: &Work,
    lang: Lang,
    run: impl FnOnce(&mut Vault) -> Result<T, StoreError>,
) -> Result<T, String> {
    match lock(shared).as_mut() {
        Some(vault) => vault.watched(work, run).map_err(|why| why.message(lang)),
        None => Err(Word::Locked.say(lang).to_owned()),
    }
}

impl Runtime {
    /// Does something that may take long on a thread of its own: how far it is stands on the screen, and it can be stopped.
    pub(super) fn long(&self, job: impl FnOnce(&Work) -> Event + Send + 'static) {
        let work = self.long_work.begin();
        self.work(move || job(&work));
    }
}
