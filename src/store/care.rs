//! What the vault itself asks for, rather than the office: an old password, a backup that is missing, a history that does
//! not fit.

use super::{
    account::Account,
    backup::{BackupFault, FailedBackup},
    error::StoreError,
    history::{doubt::HistoryDoubt, notice::Notice},
    vault::Vault,
};
use crate::{
    policy::{Parameter, Policy, Rule, period::months_after},
    register::{
        Date, Lang, Register,
        filling::counted,
        rename::{say_all, untrimmed},
    },
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
    /// The records and the history do not fit each other.
    HistoryDoubt(HistoryDoubt),
    /// The last backup of the register's own was not made.
    BackupFailed(FailedBackup),
    /// Changes of an earlier day are in no backup.
    BackupBehind {
        /// How many entries.
        entries: u64,
        /// The day of the first.
        since: String,
    },
}

/// How many ids a sentence names.
pub const MOST_NAMED: usize = 20;

impl Care {
    /// What is the matter and what to do.
    pub fn message(&self, policy: &Policy, lang: Lang) -> String {
        match (self, lang) {
            (Self::PasswordOld { account, due }, Lang::Ja) => format!(
                "「{account}」の台帳のパスワードは、{due}までに変更が必要でした（{}{PASSWORD_MONTHS}か月ごと）。\
                 本人が変更してください。",
                cited(policy, "{password-age：}", lang)
            ),
            (Self::PasswordOld { account, due }, Lang::En) => format!(
                "The register's password of {account} was to be changed by {due} ({}every {PASSWORD_MONTHS} \
                 months). Its owner should change it.",
                cited(policy, "{password-age: }", lang)
            ),
            (Self::HistoryWentBack { known, found }, _) => {
                let what = Notice::HistoryWentBack { known: *known, found: *found }.message(lang);
                match lang {
                    Lang::Ja => format!(
                        "{what}今の履歴が正しいと確かめたら、mcs-register verify --accept-history で記録してください。"
                    ),
                    Lang::En => format!(
                        "{what} Where it is right as it is, record that: mcs-register verify --accept-history."
                    ),
                }
            }
            (Self::HistoryDoubt(doubt), _) => doubt.message(lang),
            (Self::BackupFailed(failed), _) => failed.message(lang),
            (Self::BackupBehind { entries, since }, Lang::Ja) => format!(
                "{since}からの変更{entries}件が、どのバックアップにもありません。台帳を画面で開いて閉じるか、mcs-register backup --to で\
                 別の場所に作成してください。画面を閉じても続くときは、バックアップの場所を確かめてください。"
            ),
            (Self::BackupBehind { entries, since }, Lang::En) => format!(
                "{} in no backup (since {since}). Open the register on the screen and quit, or make one \
                 elsewhere with mcs-register backup --to. Where that does not help, see to the place of the backups.",
                counted(entries, "change is", "changes are")
            ),
        }
    }
}

/// The policy's article on passwords, where it asks for what this program asks of its own.
fn cited(policy: &Policy, words: &str, lang: Lang) -> String {
    let months = policy.parameter(Rule::PasswordAge, Parameter::IntervalMonths);
    if months == Some(PASSWORD_MONTHS) { policy.cite(words, lang) } else { String::new() }
}

/// What the command line says of a register whose ids have a blank at an end, as earlier versions took them in; `None` where
/// there is none. The screen asks the register in memory after every change, so it is no [`Care`] of the vault.
pub fn blank_ids(register: &Register, lang: Lang) -> Option<String> {
    let ids = untrimmed(register);
    if ids.is_empty() {
        return None;
    }
    let (count, list) = (ids.len(), say_all(&ids, MOST_NAMED, lang));
    Some(match lang {
        Lang::Ja => format!(
            "番号（ID）の前か後ろに空白があるものが{count}件あります。空白だけが違う番号と取り違えるおそれがあります。\
             画面の「本日の対応」にある「番号の前後に空白」の行で d を押すか、mcs-register trim-ids で次のように直せます：{list}。"
        ),
        Lang::En => format!(
            "{} a space at an end and can be taken for another. Correct that with d on the row \
             \"space at an end\" of the screen's list Today, or with mcs-register trim-ids: {list}.",
            counted(count, "id has", "ids have")
        ),
    })
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
        self.look_for_doubt()?;
        let doubt = self.doubt.clone().map(Care::HistoryDoubt);
        let backups = self.backup_care(today)?;
        let old = self.accounts()?.into_iter().filter_map(|account| {
            let due = password_due(&account, today)?;
            Some(Care::PasswordOld { account: account.name, due })
        });
        Ok(went_back.into_iter().chain(doubt).chain(backups).chain(old).collect())
    }

    /// What the backups ask for: a failure, or what no backup holds since an earlier day. Where the place takes no changes
    /// nobody can do anything about it there.
    fn backup_care(&mut self, today: Date) -> Result<Option<Care>, StoreError> {
        if self.opened_to_look() {
            return Ok(None);
        }
        let state = match self.backup_state() {
            Ok(state) => state,
            // A place that cannot be looked at holds no backup that one could rely on.
            Err(why @ (StoreError::File(..) | StoreError::ReadOnly(_) | StoreError::OfAnotherUser(_))) => {
                let dir = self.places().backup_dir();
                let failed = FailedBackup { at: today.to_string(), dir, why: BackupFault::of(&why) };
                return Ok(Some(Care::BackupFailed(failed)));
            }
            Err(why) => return Err(why),
        };
        if let Some(failed) = state.failed {
            return Ok(Some(Care::BackupFailed(failed)));
        }
        let since = state.since.filter(|_| state.behind > 0);
        Ok(since.and_then(|at| {
            let day = at.split('T').next().unwrap_or_default().to_owned();
            // What was changed today is saved when the session closes.
            let earlier = day.parse::<Date>().map_or(true, |day| day < today);
            earlier.then_some(Care::BackupBehind { entries: state.behind, since: day })
        }))
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
