//! The accounts of the vault: who may open it, as what, and how old each password is.

use ratatui::layout::{Position, Rect};

use crate::{
    policy::{Parameter, Policy, Rule, Urgency},
    register::Date,
    store::Account,
    tui::{
        app::{Layer, Says, Scene},
        keys::Ctx,
        widgets::{columns::Columns, frame::BOX_LINES, scroll::ListPlace},
        words::TypingWord,
    },
};

use super::view::draw_accounts;
use crate::tui::terminal::buffer::Buffer;

/// The list of accounts.
#[derive(Default)]
pub struct Accounts {
    /// The accounts; `None` until they were read.
    pub rows: Option<Vec<Account>>,
    /// Why they could not be read, in the reader's language.
    pub fault: Option<String>,
    /// The selected one.
    pub place: ListPlace,
    pub(super) columns: Columns,
}

impl Accounts {
    /// The accounts, as far as they were read.
    pub fn accounts(&self) -> &[Account] {
        self.rows.as_deref().unwrap_or_default()
    }

    /// The selected account.
    pub fn selected(&self) -> Option<&Account> {
        let rows = self.accounts();
        rows.get(self.place.selected(rows.len())?)
    }
}

impl Layer for Accounts {
    fn ctx(&self) -> Ctx {
        Ctx::Accounts
    }

    fn draw(&mut self, scene: Scene<'_>, area: Rect, buf: &mut Buffer) -> Position {
        draw_accounts(scene, self, area, buf)
    }

    fn step(&mut self, by: isize, _scene: Scene<'_>) {
        let rows = self.accounts().len();
        self.place.step(by, rows);
    }

    fn jump(&mut self, end: bool) {
        let rows = self.accounts().len();
        self.place.jump(end, rows);
    }

    fn says(&mut self) -> Option<Says<'_>> {
        let instead = Some(TypingWord::AccountsNotRead);
        Some(Says { text: &mut self.fault, widest: u16::MAX, lines: BOX_LINES, instead })
    }
}

/// How an account's password stands by the period of 第12条(3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PasswordState {
    /// When it was set.
    pub changed: Option<Date>,
    /// Until when it may stay; nothing where the policy has no period.
    pub due: Option<Date>,
    /// What that makes of it; nothing where it is fresh.
    pub urgency: Option<Urgency>,
}

/// Judges a password's age as the policy judges those of MCS.
pub fn password_state(account: &Account, policy: &Policy, today: Date) -> PasswordState {
    let changed = day_of(&account.password_changed_at);
    if !policy.is_on(Rule::PasswordAge) {
        return PasswordState { changed, due: None, urgency: None };
    }
    let number = |parameter| policy.parameter(Rule::PasswordAge, parameter).unwrap_or(0);
    let due = changed.map(|day| day.plus_months(i64::from(number(Parameter::IntervalMonths))));
    let urgency = match due {
        None => Some(Urgency::Unknown),
        Some(due) if due < today => Some(Urgency::Overdue),
        Some(due) if due <= today.plus_days(i64::from(number(Parameter::WarnDays))) => Some(Urgency::Soon),
        Some(_) => None,
    };
    PasswordState { changed, due, urgency }
}

/// The day of a moment of the history.
pub fn day_of(at: &str) -> Option<Date> {
    at.get(..10)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::AccountRole;

    #[test]
    fn a_password_is_judged_by_the_two_months_of_the_policy() {
        let policy = Policy::minato().unwrap();
        let warn = i64::from(policy.parameter(Rule::PasswordAge, Parameter::WarnDays).unwrap());
        let state = |changed: &str, today: Date| {
            let account = Account {
                name: "事務長".to_owned(),
                role: AccountRole::Administrator,
                staff: None,
                created_at: changed.to_owned(),
                password_changed_at: changed.to_owned(),
            };
            password_state(&account, &policy, today).urgency
        };
        let due: Date = "2026-11-22".parse().unwrap();
        let changed = "2026-09-22T08:30:00+09:00";
        assert_eq!(state(changed, due.plus_days(1)), Some(Urgency::Overdue));
        assert_eq!(state(changed, due), Some(Urgency::Soon));
        assert_eq!(state(changed, due.plus_days(-warn)), Some(Urgency::Soon));
        assert_eq!(state(changed, due.plus_days(-warn - 1)), None);
        assert_eq!(state("", due), Some(Urgency::Unknown));
    }
}
