//! The accounts against the entries about them.
//!
//! The first account comes with `vault-created`, named as that entry's account. `account-added` and `account-removed` hold
//! the account as JSON with at least `name`, and with `slot`, `role` and `staff` where they have a say, in `after` and `before`;
//! `account-staff-renamed` holds it twice. `account-password` names it with its slot: from then it has that password.

use std::collections::{BTreeMap, btree_map::Entry};

use rusqlite::Connection;
use serde_json::Value;

use super::report::Problem;
use crate::store::{
    account::AccountRole,
    history::{
        audit::{ACCOUNT_ADDED, ACCOUNT_PASSWORD, ACCOUNT_REMOVED, ACCOUNT_STAFF_RENAMED, CREATED},
        entries::Stored,
    },
    keys::{FIRST_ACCOUNT, Header, RECOVERY},
    vault::RECOVERY_ACCOUNT,
};

/// What the entries say, from the last to the first.
#[derive(Default)]
pub(super) struct Accounts {
    /// By name: role and staff member, or that it was removed.
    said: BTreeMap<String, Option<Said>>,
    /// When each got the password that it has.
    passwords: BTreeMap<String, String>,
}

/// What an entry says of an account; `None` where it does not.
struct Said {
    slot: Option<String>,
    /// What an entry before it says, where an entry is about an account that was there already.
    created_at: Option<String>,
    role: Option<String>,
    /// The staff member's id, or nothing in it for nobody.
    staff: Option<String>,
}

impl Accounts {
    /// Takes an entry; of several about one name the first that comes is the last of the history.
    pub(super) fn take(&mut self, entry: &Stored) {
        let said = |text: Option<&str>| {
            let value: Value = serde_json::from_str(text?).ok()?;
            let text = |name: &str| value.get(name)?.as_str().map(str::to_owned);
            let said = Said {
                slot: text("slot"),
                created_at: (entry.action != ACCOUNT_STAFF_RENAMED).then(|| entry.at.clone()),
                role: text("role"),
                staff: value.get("staff").map(|_| text("staff").unwrap_or_default()),
            };
            Some((text("name")?, said))
        };
        let named = || {
            let value: Value = serde_json::from_str(entry.after()?).ok()?;
            value.get("name")?.as_str().map(str::to_owned)
        };
        let got_password = match entry.action.as_str() {
            CREATED => Some(entry.account.clone()),
            ACCOUNT_ADDED | ACCOUNT_PASSWORD => named(),
            _ => None,
        };
        if let Some(name) = got_password {
            self.passwords.entry(name).or_insert_with(|| entry.at.clone());
        }
        let found = match entry.action.as_str() {
            CREATED => {
                let first = Said {
                    slot: Some(FIRST_ACCOUNT.to_owned()),
                    created_at: Some(entry.at.clone()),
                    role: Some(AccountRole::Administrator.word().to_owned()),
                    staff: Some(String::new()),
                };
                Some((entry.account.clone(), Some(first)))
            }
            ACCOUNT_ADDED | ACCOUNT_STAFF_RENAMED => {
                said(entry.after()).map(|(name, said)| (name, Some(said)))
            }
            ACCOUNT_REMOVED => said(entry.before().or(entry.after())).map(|(name, _)| (name, None)),
            _ => None,
        };
        let Some((name, said)) = found else { return };
        match self.said.entry(name) {
            Entry::Vacant(slot) => drop(slot.insert(said)),
            Entry::Occupied(mut slot) => {
                if let (Some(newer), Some(said)) = (slot.get_mut(), said)
                    && newer.created_at.is_none()
                {
                    newer.created_at = said.created_at;
                }
            }
        }
    }

    /// Compares with the table.
    pub(super) fn compare(mut self, connection: &Connection) -> rusqlite::Result<Vec<Problem>> {
        let mut problems = Vec::new();
        let mut statement =
            connection.prepare(
                "SELECT name, role, staff, slot, created_at, coalesce(password_changed_at, created_at) FROM accounts ORDER BY name",
            )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (name, role, staff): (String, String, Option<String>) =
                (row.get(0)?, row.get(1)?, row.get(2)?);
            let (slot, created_at, password_at): (String, String, String) =
                (row.get(3)?, row.get(4)?, row.get(5)?);
            let password_agrees = self.passwords.get(&name) == Some(&password_at);
            let agrees = match self.said.remove(&name) {
                Some(Some(said)) => {
                    password_agrees
                        && said.created_at.is_some_and(|said| said == created_at)
                        && said.slot.is_none_or(|said| said == slot)
                        && said.role.is_none_or(|said| said == role)
                        && said.staff.is_none_or(|said| said == staff.as_deref().unwrap_or_default())
                }
                _ => false,
            };
            if !agrees {
                problems.push(Problem::Account { name });
            }
        }
        problems.extend(slots(connection, &problems)?);
        let missing = self.said.into_iter().filter(|(_, said)| said.is_some());
        problems.extend(missing.map(|(name, _)| Problem::Account { name }));
        Ok(problems)
    }
}

/// Compares the slots, each a way to the data key, with the accounts: one that is nobody's would outlive its owner's removal.
/// What is told already is not told again.
fn slots(connection: &Connection, told: &[Problem]) -> rusqlite::Result<Vec<Problem>> {
    let text: String = connection.query_row("SELECT header FROM key_header", [], |row| row.get(0))?;
    let Ok(header) = serde_json::from_str::<Header>(&text) else {
        return Ok(vec![Problem::Unreadable { what: "key_header".to_owned() }]);
    };
    let mut owners: Vec<(String, String)> = connection
        .prepare("SELECT slot, name FROM accounts ORDER BY name")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let accounts: Vec<String> = owners.iter().map(|(slot, _)| slot.clone()).collect();
    let strange = header.strangers(&accounts);
    let strange = strange.into_iter().filter_map(|place| header.slots.get(place)).map(|slot| slot.id.clone());
    owners.push((RECOVERY.to_owned(), RECOVERY_ACCOUNT.to_owned()));
    let shut = owners.into_iter().filter(|(slot, _)| header.cost_of(slot).is_none()).map(|(_, name)| name);
    Ok(strange
        .chain(shut)
        .map(|name| Problem::Account { name })
        .filter(|problem| !told.contains(problem))
        .collect())
}
