//! What the vault itself asks for, rather than the office: an old password, a history that went back.

use super::{account::Account, error::StoreError, notice::Notice, vault::Vault};
use crate::{
    policy::period::months_after,
    register::{Date, Lang},
};

/// How many months a password of this program may be used: as many as 第12条(3) gives those of MCS.
pub const PASSWORD_MONTHS: u16 = 2;

/// Something about the vault that asks for action. Shown before the office's findings; `check` counts it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Care {
    /// The password of an account was to be changed by this day (第12条(3)).
    PasswordOld {
        /// Whose.
        account: String,
        /// The last day of the two months.
        due: Date,
    },
    /// The history is not the one that the key file knew, and nobody has accepted that yet.
    HistoryWentBack {
        /// How many entries there were.
        known: u64,
        /// How many there are.
        found: u64,
    },
}

impl Care {
    /// What is the matter and what to do.
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::PasswordOld { account, due }, Lang::Ja) => format!(
                "「{account}」の台帳のパスワードは、{due}までに変更が必要でした（第12条(3)：{PASSWORD_MONTHS}か月ごと）。\
                 本人が変更してください。"
            ),
            (Self::PasswordOld { account, due }, Lang::En) => format!(
                "The register's password of {account} was to be changed by {due} (Art. 12(3): every {PASSWORD_MONTHS} \
                 months). Its owner should change it."
            ),
            (Self::HistoryWentBack { known, found }, _) => {
                Notice::HistoryWentBack { known: *known, found: *found }.message(lang)
            }
        }
    }
}

/// The last good day of an account's password, where that has passed. Counted as the policy counts those of MCS.
/// `None` also where the time of the change cannot be read.
pub fn password_due(account: &Account, today: Date) -> Option<Date> {
    let day = account.password_changed_at.split('T').next()?.parse().ok()?;
    Some(months_after(day, PASSWORD_MONTHS)).filter(|due| today > *due)
}

impl Vault {
    /// What the vault asks for on a day, the gravest first.
    ///
    /// # Errors
    /// When the accounts cannot be read.
    pub fn cares(&mut self, today: Date) -> Result<Vec<Care>, StoreError> {
        let went_back = self.notices().iter().find_map(|notice| match *notice {
            Notice::HistoryWentBack { known, found } => Some(Care::HistoryWentBack { known, found }),
            _ => None,
        });
        let old = self.accounts()?.into_iter().filter_map(|account| {
            let due = password_due(&account, today)?;
            Some(Care::PasswordOld { account: account.name, due })
        });
        Ok(went_back.into_iter().chain(old).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::AccountRole;

    fn due(changed: &str, today: &str) -> Option<String> {
        let account = Account {
            name: "港".to_owned(),
            role: AccountRole::Reader,
            staff: None,
            created_at: "2020-01-01T09:00:00+09:00".to_owned(),
            password_changed_at: changed.to_owned(),
        };
        password_due(&account, today.parse().unwrap()).map(|due| due.to_string())
    }

    #[test]
    fn a_password_is_due_after_two_months_as_the_policy_counts_them() {
        let changed = "2026-09-22T23:59:59+09:00";
        assert_eq!(due(changed, "2026-11-22"), None);
        assert_eq!(due(changed, "2026-11-23").as_deref(), Some("2026-11-22"));
        assert_eq!(due("2025-12-31T00:00:00+09:00", "2026-03-01").as_deref(), Some("2026-02-28"));
        assert_eq!(due("not a time", "2026-11-23"), None);
    }
}
