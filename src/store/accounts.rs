//! The accounts: adding and removing people, their passwords, and the recovery key.
//!
//! Who an account is stands in the encrypted database; what opens it is a slot of the key file (`keys/`), joined by
//! the slot's id. Each change is one transaction with an entry in the history, and the new key file is on disk before it
//! commits.

use rusqlite::{Connection, params};
use serde_json::json;
use unicode_script::{Script, UnicodeScript as _};
use unicode_security::{MixedScript as _, skeleton};

use super::{
    account::{Account, AccountRole},
    error::StoreError,
    history::audit::{
        ACCOUNT_ADDED, ACCOUNT_PASSWORD, ACCOUNT_REMOVED, ACCOUNT_STAFF_RENAMED, Entry, RECOVERY_KEY_RENEWED,
        Writer,
    },
    keys::{
        self, Offer, RECOVERY, Slot,
        cost::Cost,
        fold_name,
        recovery::RecoveryKey,
        secret::{Secret, check_password_of},
    },
    rows::{self, Book},
    vault::{RECOVERY_ACCOUNT, Vault},
};
use crate::register::{Change, hidden::is_hidden, id::PersonId, lookalikes::is_variation_selector};

/// The most characters that an account's name has.
const MAX_NAME: usize = 64;

/// What a further account needs.
pub struct NewAccount<'a> {
    /// The name that is typed at the unlock and stands in the history.
    pub name: &'a str,
    /// As what.
    pub role: AccountRole,
    /// The staff member behind it.
    pub staff: Option<&'a PersonId>,
    /// Its first password.
    pub password: &'a Secret,
}

/// An account with the id of its slot.
struct Row {
    slot: String,
    account: Account,
}

impl Row {
    fn is_named(&self, name: &str) -> bool {
        fold_name(&self.account.name) == fold_name(name)
    }

    fn for_history(&self) -> String {
        let Account { name, role, staff, .. } = &self.account;
        let staff = staff.as_ref().map(PersonId::as_str);
        json!({ "name": name, "role": role.word(), "slot": self.slot, "staff": staff }).to_string()
    }
}

fn rows_of(connection: &Connection) -> rusqlite::Result<Vec<Row>> {
    let mut statement = connection.prepare(
        "SELECT slot, name, role, staff, created_at, coalesce(password_changed_at, created_at) FROM accounts \
         ORDER BY created_at, name",
    )?;
    let mut found = statement.query([])?;
    let mut rows = Vec::new();
    while let Some(row) = found.next()? {
        let role: String = row.get(2)?;
        rows.push(Row {
            slot: row.get(0)?,
            account: Account {
                name: row.get(1)?,
                role: AccountRole::from_word(&role)
                    .ok_or_else(|| rows::unreadable(format!("the role {role:?}")))?,
                staff: row.get::<_, Option<String>>(3)?.map(|id| PersonId::trusted(&id)),
                created_at: row.get(4)?,
                password_changed_at: row.get(5)?,
            },
        });
    }
    Ok(rows)
}

/// Accounts follow the staff member behind them to another id, each with an entry of its own.
pub(super) fn follow(connection: &Connection, writer: &mut Writer, change: &Change) -> rusqlite::Result<()> {
    let Some(by) = change.renames() else { return Ok(()) };
    for mut row in rows_of(connection)? {
        let Some(to) = row.account.staff.as_ref().and_then(|id| by.person(id)) else { continue };
        let before = row.for_history();
        row.account.staff = Some(to);
        connection.execute(
            "UPDATE accounts SET staff = ?1 WHERE slot = ?2",
            params![row.account.staff.as_ref().map(PersonId::as_str), row.slot],
        )?;
        writer.aside(ACCOUNT_STAFF_RENAMED, Some(&before), Some(&row.for_history()))?;
    }
    Ok(())
}

/// The name as it is kept, or why there can be no such account.
pub(super) fn good_name(name: &str) -> Result<&str, StoreError> {
    let name = name.trim();
    let folded = fold_name(name);
    let length = folded.chars().count();
    let bad = folded.is_empty() || length > MAX_NAME || name.contains(is_hidden) || mixes_scripts(&folded);
    if bad || folded == RECOVERY_ACCOUNT { Err(StoreError::AccountNameRefused) } else { Ok(name) }
}

/// Whether letters of scripts that are not written together stand in one name, as a Cyrillic а among Latin ones. Japanese
/// goes with Latin, as in UTS 39 ("highly restrictive").
fn mixes_scripts(name: &str) -> bool {
    let others: String = name.chars().filter(|c| c.script() != Script::Latin).collect();
    let others = others.resolve_script_set();
    !(name.is_single_script() || others.jpan || others.kore || others.hanb)
}

/// What a reader takes a name for: names of the same looks are one to whoever reads the list of accounts (UTS 39).
fn looks(name: &str) -> [String; 2] {
    let folded: String = fold_name(name).chars().filter(|c| !is_variation_selector(*c)).collect();
    [skeleton(&folded).collect(), skeleton(&folded.to_lowercase()).collect()]
}

/// The name of an account that a new name could be taken for.
fn taken(rows: &[Row], name: &str) -> Option<String> {
    let new = looks(name);
    let alike = |row: &&Row| looks(&row.account.name).iter().zip(&new).any(|(old, new)| old == new);
    rows.iter().find(alike).map(|row| row.account.name.clone())
}

impl Vault {
    /// Everybody who may open the vault, the oldest account first.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn accounts(&mut self) -> Result<Vec<Account>, StoreError> {
        Ok(self.account_rows()?.into_iter().map(|row| row.account).collect())
    }

    fn account_rows(&mut self) -> Result<Vec<Row>, StoreError> {
        self.with(|vault, connection| rows_of(connection).map_err(|error| vault.failed(&error)))
    }

    /// What a new slot of this vault is to cost a guess: [`Cost::tuned`], or as little as everything else where the
    /// vault is one to be thrown away. Measures, so it takes a moment.
    pub fn slot_cost(&self) -> Cost {
        match self.header.cost_of(&self.slot) {
            Some(Cost::THROWAWAY) => Cost::THROWAWAY,
            _ => Cost::tuned(),
        }
    }

    /// Lets somebody else in, with a password of their own.
    ///
    /// # Errors
    /// [`StoreError::ReadersOnlyLook`], [`StoreError::AccountExists`], [`StoreError::AccountNameRefused`],
    /// [`StoreError::PasswordRefused`], or what kept the files from being written. Nothing is changed then.
    pub fn add_account(&mut self, new: &NewAccount, at: &str) -> Result<(), StoreError> {
        self.may_write()?;
        self.finish_renewal()?;
        let name = good_name(new.name)?;
        self.name_is_free(name)?;
        self.check_password(new.password, name)?;
        let slot = format!("account-{}", keys::hex(&keys::random::<6>()?));
        let row = Row {
            slot,
            account: Account {
                name: name.to_owned(),
                role: new.role,
                staff: new.staff.cloned(),
                created_at: at.to_owned(),
                password_changed_at: at.to_owned(),
            },
        };
        // The derivation is slow and needs no lock.
        let offer = Offer::Password { login: Some(name), password: new.password };
        let slot =
            Slot::make(&self.header, &self.access.data_key, row.slot.clone(), &offer, self.slot_cost())?;
        let header = self.change_header(
            Entry::new(ACCOUNT_ADDED, at),
            |copy, _| Ok(copy.with_slot(slot)),
            |transaction, writer| {
                if taken(&rows_of(transaction)?, name).is_some() {
                    return Err(taken_meanwhile());
                }
                let Account { name, role, staff, .. } = &row.account;
                transaction.execute(
                    "INSERT INTO accounts (slot, name, role, staff, created_at, password_changed_at) \
                     VALUES (?1, ?2, ?3, ?4, ?5, ?5)",
                    params![row.slot, name, role.word(), staff.as_ref().map(PersonId::as_str), at],
                )?;
                writer.note(None, Some(&row.for_history()))
            },
        )?;
        self.header = header;
        Ok(())
    }

    fn name_is_free(&mut self, name: &str) -> Result<(), StoreError> {
        taken(&self.account_rows()?, name).map_or(Ok(()), |there| Err(StoreError::AccountExists(there)))
    }

    /// Removes somebody's account and gives the data another key, so that a key file that they kept opens nothing any
    /// more. Copies of *both* files that they kept stay readable for them.
    ///
    /// # Errors
    /// [`StoreError::ReadersOnlyLook`], [`StoreError::NoSuchAccount`], [`StoreError::LastManager`] where nobody would be
    /// left to look after the register, or what kept the files from being written: then nothing is changed. With
    /// [`StoreError::RenewalUnfinished`] the account is gone, and the next unlock finishes the renewal of the key.
    pub fn remove_account(&mut self, name: &str, at: &str) -> Result<(), StoreError> {
        // Once the account is gone the data gets its other key at once.
        let work = self.work.clone();
        let _kept = work.keep_on()?;
        self.begin_removal(name, at)?;
        self.finish_renewal().map_err(|error| StoreError::RenewalUnfinished(Box::new(error)))
    }

    /// The first step of a removal: the account is gone, and everybody who stays opens the key to come.
    pub(super) fn begin_removal(&mut self, name: &str, at: &str) -> Result<(), StoreError> {
        self.may_write()?;
        self.finish_renewal()?;
        let rows = self.account_rows()?;
        let Some(row) = rows.iter().find(|row| row.is_named(name)) else {
            return Err(StoreError::NoSuchAccount(name.to_owned()));
        };
        if !rows.iter().any(|other| other.slot != row.slot && other.account.role.may_change()) {
            return Err(StoreError::LastManager);
        }
        self.begin_renewal(Entry::new(ACCOUNT_REMOVED, at), |transaction, writer| {
            transaction.execute("DELETE FROM accounts WHERE slot = ?1", [&row.slot])?;
            // Two sessions may each have removed the other's last manager.
            if !rows_of(transaction)?.iter().any(|row| row.account.role.may_change()) {
                return Err(taken_meanwhile());
            }
            for table in ["visits", "drafts", "imports"] {
                transaction
                    .execute(&format!("DELETE FROM {table} WHERE account = ?1"), [&row.account.name])?;
            }
            writer.note(Some(&row.for_history()), None)
        })
    }

    /// Gives the account that is in another password; where the recovery key opened the vault, its only account.
    ///
    /// # Errors
    /// [`StoreError::NameNeeded`] where the recovery key opened a vault of several accounts (see
    /// [`Vault::set_password_of`]), [`StoreError::PasswordRefused`], or what kept the files from being written; then the
    /// old password holds.
    pub fn set_password(&mut self, password: &Secret, cost: Cost, at: &str) -> Result<(), StoreError> {
        let rows = self.account_rows()?;
        let place = if self.slot == RECOVERY {
            if rows.len() > 1 {
                return Err(StoreError::NameNeeded);
            }
            0
        } else {
            rows.iter().position(|row| row.slot == self.slot).unwrap_or(rows.len())
        };
        let missing = || StoreError::NoSuchAccount(self.account.clone());
        let row = rows.get(place).ok_or_else(missing)?;
        self.renew_password(row, rows.len(), password, cost, at)
    }

    /// Gives an account another password, for who forgot it or came in by the recovery key. Readers may do so for themselves
    /// only.
    ///
    /// # Errors
    /// [`StoreError::NoSuchAccount`], else as [`Vault::set_password`].
    pub fn set_password_of(
        &mut self,
        name: &str,
        password: &Secret,
        cost: Cost,
        at: &str,
    ) -> Result<(), StoreError> {
        let rows = self.account_rows()?;
        let missing = || StoreError::NoSuchAccount(name.to_owned());
        let row = rows.iter().find(|row| row.is_named(name)).ok_or_else(missing)?;
        if row.slot != self.slot {
            self.may_write()?;
        }
        self.renew_password(row, rows.len(), password, cost, at)
    }

    fn renew_password(
        &mut self,
        row: &Row,
        accounts: usize,
        password: &Secret,
        cost: Cost,
        at: &str,
    ) -> Result<(), StoreError> {
        self.finish_renewal()?;
        let name = &row.account.name;
        self.check_password(password, name)?;
        // Where there is one account, nobody has to type whose it is.
        let login = (accounts > 1).then_some(name.as_str());
        let offer = Offer::Password { login, password };
        let slot = Slot::make(&self.header, &self.access.data_key, row.slot.clone(), &offer, cost)?;
        let header = self.change_header(
            Entry::new(ACCOUNT_PASSWORD, at),
            |copy, _| Ok(copy.with_slot(slot)),
            |transaction, writer| {
                let changed = transaction.execute(
                    "UPDATE accounts SET password_changed_at = ?2 WHERE slot = ?1",
                    params![row.slot, at],
                )?;
                if changed != 1 {
                    return Err(taken_meanwhile());
                }
                writer.note(None, Some(&json!({ "name": name, "slot": row.slot }).to_string()))
            },
        )?;
        self.header = header;
        Ok(())
    }

    /// Makes another recovery key; the one on paper opens nothing any more.
    ///
    /// # Errors
    /// [`StoreError::ReadersOnlyLook`], or what kept the files from being written; then the old one holds.
    pub fn renew_recovery_key(&mut self, at: &str) -> Result<RecoveryKey, StoreError> {
        self.may_write()?;
        self.finish_renewal()?;
        let key = RecoveryKey::random().map_err(|_| StoreError::NoRandomness)?;
        let cost = self.header.cost_of(&self.slot).unwrap_or(Cost::FLOOR);
        let slot = self.header.recovery_slot(&self.access.data_key, &key, cost)?;
        let header = self.change_header(
            Entry::new(RECOVERY_KEY_RENEWED, at),
            |copy, _| Ok(copy.with_slot(slot)),
            |_, writer| writer.note(None, None),
        )?;
        self.header = header;
        Ok(key)
    }

    fn check_password(&mut self, password: &Secret, name: &str) -> Result<(), StoreError> {
        let office = self.with(|vault, connection| {
            rows::load_office(&Book::new(connection)).map_err(|error| vault.failed(&error))
        })?;
        let office = office.name.unwrap_or_default();
        check_password_of(password, &[name, &office]).map_err(StoreError::PasswordRefused)
    }
}

/// Another session was faster, between the look and the lock.
fn taken_meanwhile() -> rusqlite::Error {
    rusqlite::Error::ToSqlConversionFailure("another session changed the accounts first".into())
}
