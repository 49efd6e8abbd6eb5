//! Doubts about people who left.

use super::{Doubt, Planned, changed, devices, take_outs};
use crate::register::{Date, id::PersonId, kana::search_key, records::Membership};

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

/// Who has the name that somebody is given by the change, variants of kanji and blanks aside.
pub(super) fn namesake(planned: &Planned<'_>, doubt: &mut dyn FnMut(Doubt)) {
    let named = |name: Option<&str>| name.map(search_key).filter(|key| !key.is_empty());
    let staff = changed!(planned, Staff).map(|(before, after)| {
        (&after.id, before.and_then(|row| row.name.as_deref()), after.name.as_deref())
    });
    let partners = changed!(planned, Partner).map(|(before, after)| {
        (&after.id, before.and_then(|row| row.name.as_deref()), after.name.as_deref())
    });
    for (id, was, is) in staff.chain(partners) {
        let Some(key) = named(is).filter(|key| named(was).as_ref() != Some(key)) else { continue };
        let register = planned.register;
        let staff = register.staff().iter().map(|row| (&row.id, row.name.as_deref()));
        let partners = register.partners().iter().map(|row| (&row.id, row.name.as_deref()));
        let mut others = staff.chain(partners).filter(|(other, _)| *other != id);
        if let Some((person, _)) = others.find(|(_, name)| named(*name).as_ref() == Some(&key)) {
            doubt(Doubt::Namesake { person: person.clone() });
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
