//! Who may open the vault, and as what.

use crate::register::id::PersonId;

/// What an account's owner does here. A habit and not a wall: whoever has the file and a password has the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountRole {
    /// The MCS administrator (MCS管理者, 第7条).
    Administrator,
    /// Stands in for the administrator.
    Deputy,
    /// The manager of the office (管理者), who countersigns.
    Manager,
    /// Looks and changes nothing.
    Reader,
}

impl AccountRole {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Administrator, Self::Deputy, Self::Manager, Self::Reader];

    /// The word in the file and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Deputy => "deputy",
            Self::Manager => "manager",
            Self::Reader => "reader",
        }
    }

    /// The role that a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }

    /// Whether the owner may change records, accounts and the vault.
    pub fn may_change(self) -> bool {
        self != Self::Reader
    }
}

/// One who may open the vault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The name that is typed at the unlock and stands in the history. Width and blanks about it make no difference.
    pub name: String,
    /// As what.
    pub role: AccountRole,
    /// The staff member behind it, where one is named; may outlive the record.
    pub staff: Option<PersonId>,
    /// When it was made: the office's local time with its offset.
    pub created_at: String,
    /// When its password was set last.
    pub password_changed_at: String,
}
