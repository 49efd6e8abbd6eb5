//! Where a membership stands today, beside its place in the register.

use crate::register::{Date, records::Membership};

/// A membership's place in the register: its group and its place there, and the person's row in [`People`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MembershipRow {
    /// The group's place.
    pub group: u32,
    /// The membership's place in the group.
    pub place: u32,
    /// The person's row in [`People`].
    pub person: u32,
    /// Where it stands today: a search over a million rows looks at nothing else.
    pub standing: Standing,
}

/// Where a membership stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// 招待中
    Invited,
    /// 参加中
    Member,
    /// 担当外
    OffDuty,
    /// 解除待ち
    ToRemove,
    /// 解除済み
    Released,
}

impl Standing {
    /// Where a membership stands on a day.
    pub fn of(row: &Membership, today: Date) -> Self {
        let come = |date: Option<Date>| today.happened(date);
        if come(row.released_on) {
            Self::Released
        } else if come(row.removal.requested_on) {
            Self::ToRemove
        } else if come(row.off_duty_on) {
            Self::OffDuty
        } else if come(row.joined_on) {
            Self::Member
        } else {
            Self::Invited
        }
    }
}
