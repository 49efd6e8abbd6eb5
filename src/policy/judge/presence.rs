//! Who is here, who has left, who has an ID.

use crate::register::{
    Date,
    records::{Staff, said},
};

/// *Active staff*: here today, the last day of work included.
pub(in crate::policy) fn is_active(today: Date, staff: &Staff) -> bool {
    staff.joined_on.is_none_or(|day| day <= today) && staff.left_on.is_none_or(|day| day >= today)
}

/// *Left*: the last day of work has passed.
pub(in crate::policy) fn has_left(today: Date, staff: &Staff) -> bool {
    staff.left_on.is_some_and(|day| day < today)
}

/// *Registered* in MCS: on a day that has come, or on an unrecorded day while a login is recorded.
pub(in crate::policy) fn is_registered(today: Date, staff: &Staff) -> bool {
    match staff.mcs.registered_on {
        Some(day) => day <= today,
        None => said(staff.mcs.login.as_deref()).is_some(),
    }
}

/// *Has an ID*: registered, and neither released nor deleted.
pub(in crate::policy) fn has_id(today: Date, staff: &Staff) -> bool {
    let happened = |fact: Option<Date>| fact.is_some_and(|day| day <= today);
    is_registered(today, staff) && !happened(staff.mcs.released_on) && !happened(staff.mcs.deleted_on)
}
