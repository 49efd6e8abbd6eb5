//! Who answers for the office: those whom a secretariat or an authority asks.

use std::collections::BTreeSet;

use crate::register::{Date, Register, id::PersonId, records::Staff, words::Role};

/// Those who stand by name where not everybody does.
#[derive(Default)]
pub(super) struct Responsible(BTreeSet<PersonId>);

impl Responsible {
    /// The office manager and the MCS administrators of a day.
    pub(super) fn of(register: &Register, today: Date) -> Self {
        let administrators = administrators(register, today).map(|staff| staff.id.clone());
        Self(register.office().manager.iter().cloned().chain(administrators).collect())
    }

    pub(super) fn has(&self, id: &PersonId) -> bool {
        self.0.contains(id)
    }
}

/// Those who administer MCS on a day.
pub(in crate::documents) fn administrators(register: &Register, today: Date) -> impl Iterator<Item = &Staff> {
    register.staff().iter().filter(move |staff| {
        let serves =
            staff.joined_on.is_none_or(|day| day <= today) && staff.left_on.is_none_or(|day| day >= today);
        let account = &staff.mcs;
        account.role == Some(Role::Administrator)
            && serves
            && !today.happened(account.released_on)
            && !today.happened(account.deleted_on)
    })
}
