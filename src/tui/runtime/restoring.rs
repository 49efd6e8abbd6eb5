//! Backups on their way back: found, opened, tried and put in the place of the register, each on a thread of its own.

use std::{path::PathBuf, sync::Arc};

use crate::{
    register::{Lang, Work},
    store::{
        Offer, Places, Restore, Secret, Shelf, Standing, StoreError, Vault, drill, drill_closed, prospect,
        restore,
    },
    tui::{
        app::{
            Denied, Message,
            restoring::{BackupTask, Drilled, LookedAt, OfBackup, Outcome, PutBack},
        },
        words::RestoreWord,
    },
};

use super::{Closing, Event, Runtime, asks_login, lock, vault};

/// Why a backup did not open: the seconds to wait are those of the backup, and stand in the sentence.
fn denied(why: &StoreError, lang: Lang) -> Denied {
    let wrong_password = matches!(why, StoreError::WrongPassword | StoreError::Wait { .. });
    let why = match why {
        StoreError::WrongPassword => RestoreWord::WrongPassword.say(lang).to_owned(),
        other => other.message(lang),
    };
    Denied { why, wait: 0, wrong_password }
}

/// Does something with what opens a backup.
fn with_offer<T>(backup: &OfBackup, act: impl FnOnce(&Offer) -> T) -> T {
    let password = Secret::new(backup.password.to_string());
    act(&Offer::Password { login: backup.account.as_deref(), password: &password })
}

fn look_at(backup: &OfBackup, to: &Places, at: &str, work: &Work) -> Result<LookedAt, StoreError> {
    let wanted = Restore::of(&backup.path, to, at).watched_by(work);
    let prospect = with_offer(backup, |offer| prospect(&wanted, offer))?;
    Ok(LookedAt { backup: backup.clone(), prospect, place: to.dir.clone() })
}

/// Makes a backup the register, unless something else stands there than when it was asked. What came back begins with a backup
/// of its own, and that shows that it opens.
fn put(
    wanted: PutBack,
    to: &Places,
    closing: Closing,
    lang: Lang,
    work: &Work,
) -> Result<Outcome, StoreError> {
    let at = closing.clock.stamp();
    let PutBack { backup, stands, doubtful } = wanted;
    let found = look_at(&backup, to, &at, work)?;
    if is_more(&found.prospect.stands, &stands) {
        return Ok(Outcome::Moved(Box::new(found)));
    }
    let wanted = Restore::of(&backup.path, to, &at).replacing(true).of_doubtful(doubtful).watched_by(work);
    let restored = with_offer(&backup, |offer| restore(&wanted, offer))?;
    let mut said = vec![restored.message(lang)];
    said.extend(restored.doubt.map(|doubt| doubt.message(lang)));
    let password = Secret::new(backup.password.to_string());
    match vault::open(to, backup.account.as_deref(), &password, work) {
        Ok(vault) => {
            said.extend(vault.notices().iter().map(|notice| notice.message(lang)));
            let (made, closed) = closing.close(vault);
            said.extend(made.into_iter().chain(closed.err()).map(|why| why.message(lang)));
        }
        Err(why) => said.push(RestoreWord::NotOpened.fill(lang, &[&why.message(lang)])),
    }
    Ok(Outcome::Done(said.join(if lang == Lang::Ja { "" } else { " " })))
}

/// Whether more would be lost than was told. What closing leaves in the register, such as when somebody was here, is no entry.
fn is_more(now: &Standing, told: &Standing) -> bool {
    now != told && !now.gives_way()
}

impl Runtime {
    /// Does something about backups; what comes of it is told later.
    pub(super) fn of_backups(&mut self, task: BackupTask) -> Option<Message> {
        match task {
            BackupTask::List(dir) => self.list(dir),
            BackupTask::LookAt(backup) => self.look_at_backup(backup),
            BackupTask::Drill(backup) => self.drill(backup),
            BackupTask::PutBack(wanted) => self.put_back(wanted),
        }
        None
    }

    fn list(&self, dir: Option<PathBuf>) {
        let (places, shared, lang) = (self.places.clone(), Arc::clone(&self.shared), self.app.lang());
        self.work(move || {
            let open = lock(&shared).as_ref().map(Vault::database_id);
            let mut found = Shelf::look(dir.as_deref(), &places, open);
            if let (Ok(found), Some(vault)) = (&mut found, lock(&shared).as_mut()) {
                vault.know_verified(found);
            }
            Event::Message(Message::ShelfRead(found.map_err(|why| why.message(lang))))
        });
    }

    fn look_at_backup(&self, backup: OfBackup) {
        let (places, at, lang) = (self.places.clone(), self.clock.stamp(), self.app.lang());
        self.long(move |work| {
            let found = look_at(&backup, &places, &at, work).map(Box::new);
            Event::Message(Message::BackupLookedAt(found.map_err(|why| denied(&why, lang))))
        });
    }

    /// Tries a backup beside the open register, or beside the closed one.
    fn drill(&self, backup: OfBackup) {
        let (places, shared) = (self.places.clone(), Arc::clone(&self.shared));
        let (at, lang) = (self.clock.stamp(), self.app.lang());
        self.long(move |work| {
            let mut vault = lock(&shared);
            let drilled = with_offer(&backup, |offer| match vault.as_mut() {
                Some(vault) => vault.watched(work, |vault| drill(&backup.path, vault, offer, &at)),
                None => drill_closed(&backup.path, &places, offer, &at, work),
            });
            // Beside a closed register they stay, and the next unlock tells those at its own backups.
            let guesses = drilled.is_ok().then(|| vault.as_ref()?.guesses_at(&backup.path)).flatten();
            drop(vault);
            let told =
                drilled.map(|drill| Drilled { said: drill.message(lang), doubt: drill.doubt, guesses });
            Event::Message(Message::Drilled(told.map_err(|why| denied(&why, lang))))
        });
    }

    fn put_back(&mut self, wanted: PutBack) {
        let (places, closing, lang) = (self.places.clone(), self.closing, self.app.lang());
        let (locking, sender) = (self.locking.take(), self.sender.clone());
        self.long(move |work| {
            // The register's own files are closed first, with a backup of what stands there.
            if let Some(locking) = locking {
                let _ = locking.join();
            }
            let outcome = put(wanted, &places, closing, lang, work).map_err(|why| denied(&why, lang));
            // Before the door is shut anew.
            let _ = sender.send(Event::Message(Message::AsksLogin(asks_login(&places))));
            Event::Message(Message::PutBack(outcome))
        });
    }
}
