//! What the screen asks of the vault itself: its accounts, what it says about itself, backups.

use std::sync::Arc;

use zeroize::Zeroizing;

use crate::{
    policy::Policy,
    register::{Lang, Work},
    store::{
        self, Account, AccountRole, Answered, HistoryQuery, NewAccount, Offer, PastChange, Places, SCHEMA,
        Secret, StoreError, Vault, Verification, seconds_to_wait,
    },
    tui::{
        app::{
            Access, AccountChange, AccountsAfter, Denied, Message,
            vault::{Backup, Facts, HeadFacts, Verified},
        },
        words::{Word, verify_words},
    },
};

use super::{Event, Runtime, lock, working::with_vault};

/// What may be done in an open vault, and what its account's owner does here.
pub fn rights(vault: &Vault) -> (Access, Option<AccountRole>) {
    let access = match vault.may_write() {
        Ok(()) => Access::Full,
        Err(StoreError::ReadersOnlyLook) => Access::Reader,
        Err(_) => Access::LookOnly,
    };
    (access, Some(vault.role()))
}

/// Opens the vault, as an account where one is named.
pub fn open(
    places: &Places,
    account: Option<&str>,
    password: &Secret,
    work: &Work,
) -> Result<Vault, StoreError> {
    Vault::open_watched(places, &Offer::Password { login: account, password }, work)
}

/// Why the vault did not open, and how long the next try has to wait.
pub fn denied(why: &StoreError, places: &Places, named: bool, policy: &Policy, lang: Lang) -> Denied {
    let (said, wait) = match why {
        // Which of the two was wrong is not told: it is not known, and would help a stranger.
        StoreError::WrongPassword => {
            let word = if named { Word::WrongPair } else { Word::WrongPassword };
            (word.say(lang).to_owned(), seconds_to_wait(places))
        }
        // The seconds stand in a sentence of their own, which counts them down.
        StoreError::Wait { seconds } => (Word::WrongSeveralTimes.say(lang).to_owned(), *seconds),
        other => (other.message_citing(policy, lang), seconds_to_wait(places)),
    };
    let wrong_password = matches!(why, StoreError::WrongPassword | StoreError::Wait { .. });
    Denied { why: said, wait: u32::try_from(wait).unwrap_or(u32::MAX), wrong_password }
}

/// Gives an account a new password once the recovery key has opened the vault.
pub fn recovered(
    vault: &mut Vault,
    account: Option<&str>,
    password: &Secret,
    at: &str,
) -> Result<(), StoreError> {
    let cost = vault.slot_cost();
    match account {
        Some(name) => vault.set_password_of(name, password, cost, at),
        None => vault.set_password(password, cost, at),
    }
}

/// What a change of the accounts gives beside the accounts.
#[derive(Default)]
struct Changed {
    key: Option<Zeroizing<String>>,
    unfinished: Option<String>,
}

fn change(vault: &mut Vault, change: AccountChange, at: &str, lang: Lang) -> Result<Changed, StoreError> {
    let mut changed = Changed::default();
    match change {
        AccountChange::Add { name, role, staff, password } => {
            let password = &Secret::new(password.to_string());
            vault.add_account(&NewAccount { name: &name, role, staff: staff.as_ref(), password }, at)?;
        }
        AccountChange::Remove { name } => match vault.remove_account(&name, at) {
            Err(why @ StoreError::RenewalUnfinished(_)) => changed.unfinished = Some(why.message(lang)),
            other => other?,
        },
        AccountChange::Password { password } => {
            let cost = vault.slot_cost();
            vault.set_password(&Secret::new(password.to_string()), cost, at)?;
        }
        AccountChange::RecoveryKey => {
            let key = vault.renew_recovery_key(at)?;
            changed.key = Some(Zeroizing::new(key.to_string()));
        }
    }
    Ok(changed)
}

fn backup_facts(backup: &store::Backup) -> Backup {
    let (hour, minute, second) = backup.name.time();
    Backup {
        at: format!("{}T{hour:02}:{minute:02}:{second:02}+09:00", backup.name.date()),
        place: backup.path.display().to_string(),
        entries: backup.name.entries(),
        doubtful: backup.doubtful,
    }
}

/// What a verification found, as the page says it.
fn verified(found: &Verification, lang: Lang) -> Verified {
    let words = verify_words(lang);
    let says = if found.fits() { words.fits } else { words.does_not_fit };
    let mut lines = vec![says.to_owned()];
    lines.extend(found.problems.iter().map(|problem| problem.message(lang)));
    lines.extend(found.set_back.iter().map(|place| place.message(lang)));
    Verified { fits: found.fits(), text: lines.join("\n") }
}

/// The changes that can be taken back, and at their end what replaced the whole register.
fn past_changes(vault: &mut Vault, most: usize) -> Result<Vec<PastChange>, StoreError> {
    let mut steps = vault.last_changes(most)?;
    if steps.len() < most {
        steps.extend(vault.replaced()?);
    }
    Ok(steps)
}

impl Runtime {
    pub(super) fn past_changes(&self, most: usize) -> Result<Vec<PastChange>, String> {
        let lang = self.app.lang();
        match lock(&self.shared).as_mut() {
            Some(vault) => past_changes(vault, most).map_err(|why| why.message(lang)),
            None => Err(Word::Locked.say(lang).to_owned()),
        }
    }

    /// What keeps the answer from being remembered, where something does: then it is asked for once more.
    pub(super) fn answered(&self, what: Answered) -> Option<Message> {
        let lang = self.app.lang();
        let why = lock(&self.shared).as_mut()?.remember_answered(what).err()?;
        Some(Message::CareSettled(Err(why.message(lang))))
    }

    pub(super) fn read_accounts(&self) -> Result<Vec<Account>, String> {
        let lang = self.app.lang();
        match lock(&self.shared).as_mut() {
            Some(vault) => vault.accounts().map_err(|why| why.message(lang)),
            None => Err(Word::Locked.say(lang).to_owned()),
        }
    }

    /// Changes the accounts on a thread of its own, once the present password was found to be right: both are slow by
    /// design.
    pub(super) fn change_accounts(&self, what: AccountChange, present: Zeroizing<String>) {
        let (places, shared) = (self.places.clone(), Arc::clone(&self.shared));
        let at = self.clock.stamp();
        let (policy, lang) = (Arc::clone(&self.app.settings.policy), self.app.lang());
        self.long(move |work| {
            let present = Secret::new(present.to_string());
            let locked = || Denied::from(Word::Locked.say(lang).to_owned());
            let own = lock(&shared).as_ref().map(Vault::own_password);
            // Tried while the vault is free for the next key.
            let known = own.ok_or_else(locked).and_then(|own| {
                own.check(&present).map_err(|why| denied(&why, &places, false, &policy, lang))
            });
            let outcome = known.and_then(|()| {
                let mut vault = lock(&shared);
                let vault = vault.as_mut().ok_or_else(locked)?;
                let Changed { key, unfinished } = vault
                    .watched(work, |vault| change(vault, what, &at, lang))
                    .map_err(|why| Denied::from(why.message_citing(&policy, lang)))?;
                Ok(AccountsAfter { accounts: vault.accounts().unwrap_or_default(), key, unfinished })
            });
            Event::Message(Message::AccountsChanged(outcome))
        });
    }

    pub(super) fn read_about(&self) -> Facts {
        let key_file = self.places.key_file().display().to_string();
        let mut facts = Facts { key_file, ..Facts::default() };
        let lang = self.app.lang();
        facts.backup_dir = self.places.backup_dir().display().to_string();
        facts.schema = Some(SCHEMA);
        if let Some(vault) = lock(&self.shared).as_mut() {
            if let Ok(state) = vault.backup_state() {
                facts.backup = state.newest.as_ref().map(backup_facts);
                let last = state.doubtful.first().map(backup_facts);
                facts.apart = last.map(|last| (state.doubtful.len(), last));
            }
            facts.room = vault.room_to_give_back().unwrap_or_default();
            match vault.head() {
                Ok(head) => {
                    let newest = HistoryQuery { limit: Some(1), ..HistoryQuery::default() };
                    let last_at = vault.history(&newest).ok().and_then(|mut entries| entries.pop());
                    let last_at = last_at.map(|entry| entry.at);
                    let printed = vault.code_to_print().ok().filter(|code| *code != head.code());
                    let printed = printed.map(|code| code.to_string());
                    let code = Some(head.code().to_string());
                    facts.head = Some(HeadFacts { code, printed, entries: head.length, last_at });
                }
                Err(why) => facts.fault = Some(why.message(lang)),
            }
        }
        facts
    }

    pub(super) fn verify(&self) {
        let shared = Arc::clone(&self.shared);
        let at = self.clock.stamp();
        let lang = self.app.lang();
        self.long(move |work| {
            let found = with_vault(&shared, work, lang, |vault| {
                let found = vault.verify(None)?;
                // What cannot be remembered is on the screen all the same.
                let _ = vault.remember_verification(&found, &at);
                Ok(found)
            });
            Event::Message(Message::Verified(found.map(|found| verified(&found, lang))))
        });
    }

    pub(super) fn back_up(&self) {
        let (shared, dir) = (Arc::clone(&self.shared), self.places.backup_dir());
        let at = self.clock.stamp();
        let lang = self.app.lang();
        self.long(move |work| {
            let made = with_vault(&shared, work, lang, |vault| vault.backup_to(&dir, &at));
            Event::Message(Message::BackedUp(made.as_ref().map(backup_facts).map_err(Clone::clone)))
        });
    }
}
