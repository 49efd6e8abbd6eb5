//! How a vault is opened: each way runs on a thread of its own, since it takes half a second by design.

use std::sync::Arc;

use zeroize::Zeroizing;

use crate::{
    store::{Cost, NewVault, Offer, RecoveryKey, Secret, Vault},
    tui::app::{Message, Opened},
};

use super::{Event, Runtime, look, vault};

impl Runtime {
    /// Unlocks on a thread of its own: it takes half a second by design.
    pub(super) fn unlock(&self, account: Option<String>, password: Zeroizing<String>) {
        let places = self.places.clone();
        let today = self.clock.now().date;
        let (policy, lang) = (Arc::clone(&self.app.settings.policy), self.app.lang());
        self.long(move |work| {
            let password = Secret::new(password.to_string());
            let opened = vault::open(&places, account.as_deref(), &password, work).and_then(|mut vault| {
                let opened = look(&mut vault, today, &policy, lang)?;
                Ok((vault, opened))
            });
            match opened {
                Ok((vault, opened)) => {
                    Event::Opened(Box::new(vault), Message::Unlocked(Ok(Box::new(opened))))
                }
                Err(why) => {
                    let denied = vault::denied(&why, &places, account.is_some(), &policy, lang);
                    Event::Message(Message::Unlocked(Err(denied)))
                }
            }
        });
    }

    /// Opens with the recovery key and gives a new password. The register is read first: where that fails, the
    /// old password holds.
    pub(super) fn recover(&self, key: RecoveryKey, account: Option<String>, password: Zeroizing<String>) {
        let places = self.places.clone();
        let today = self.clock.now().date;
        let at = self.clock.stamp();
        let (policy, lang) = (Arc::clone(&self.app.settings.policy), self.app.lang());
        self.long(move |work| {
            let password = Secret::new(password.to_string());
            let opened = Vault::open_watched(&places, &Offer::Recovery(&key), work).and_then(|mut vault| {
                let Opened { notices: found, told, .. } = look(&mut vault, today, &policy, lang)?;
                vault::recovered(&mut vault, account.as_deref(), &password, &at)?;
                // From here on it is the account that is in, and not the paper. What closing left undone is done later.
                let _ = vault.lock();
                let mut vault = vault::open(&places, account.as_deref(), &password, work)?;
                let mut opened = look(&mut vault, today, &policy, lang)?;
                opened.notices.retain(|notice| !found.contains(notice));
                opened.notices.splice(..0, found);
                opened.told = told.or(opened.told);
                Ok((vault, opened))
            });
            match opened {
                Ok((vault, opened)) => {
                    Event::Opened(Box::new(vault), Message::Recovered(Ok(Box::new(opened))))
                }
                Err(why) => {
                    let denied = vault::denied(&why, &places, false, &policy, lang);
                    Event::Message(Message::Recovered(Err(denied)))
                }
            }
        });
    }

    pub(super) fn create(&self, office: String, account: String, password: Zeroizing<String>) {
        let places = self.places.clone();
        let today = self.clock.now().date;
        let at = self.clock.stamp();
        let (policy, lang) = (Arc::clone(&self.app.settings.policy), self.app.lang());
        self.work(move || {
            let password = Secret::new(password.to_string());
            let new = NewVault {
                office_name: &office,
                account: &account,
                password: &password,
                cost: Cost::tuned(),
                now: &at,
            };
            let made = Vault::create(&places, &new).and_then(|(mut vault, key)| {
                let opened = look(&mut vault, today, &policy, lang)?;
                Ok((vault, opened, Zeroizing::new(key.to_string())))
            });
            match made {
                Ok((vault, opened, key)) => {
                    Event::Opened(Box::new(vault), Message::Created(Ok((Box::new(opened), key))))
                }
                Err(why) => Event::Message(Message::Created(Err(why.message_citing(&policy, lang).into()))),
            }
        });
    }
}
