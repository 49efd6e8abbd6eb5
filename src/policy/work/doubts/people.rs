//! Doubts about people who left.

use super::{Doubt, Planned, changed, devices, take_outs};
use crate::register::{Date, id::PersonId, records::Membership};

/// Who asks for a take-out, gets a device, or is invited, and has left.
pub(super) fn left(planned: &Planned<'_>, doubt: &mut dyn FnMut(Doubt)) {
    let mut found = |person: &PersonId| {
        let left_on = planned.register.staff().get(person).and_then(|row| row.left_on);
        if let Some(left_on) = left_on.filter(|day| *day < planned.today) {
            doubt(Doubt::Left { person: person.clone(), left_on });
        }
    };
    for (before, after) in changed!(planned, TakeOut) {
        if take_outs::is_sought(planned, before, after) {
            after.requester.iter().for_each(&mut found);
        }
    }
    for row in devices::lent(planned) {
        row.holder.iter().for_each(&mut found);
    }
    for (before, after) in changed!(planned, Membership) {
        if is_invited(planned, before, after) {
            found(&after.person);
        }
    }
}

/// Whether the change invites somebody or approves it; who was removed is only written down.
fn is_invited(planned: &Planned<'_>, before: Option<&Membership>, after: &Membership) -> bool {
    if planned.happened(after.released_on) {
        return false;
    }
    let Some(before) = before else { return true };
    let anew = |was: Option<Date>, is: Option<Date>| is.is_some() && was != is;
    before.person != after.person
        || anew(before.invited_on, after.invited_on)
        || anew(before.approved_on, after.approved_on)
}
