//! Who and what counts: who is here, has left, has an ID; what is in service; whose duty a group is.

use crate::register::{
    Date, Register,
    records::{Device, GroupSheet, Membership, Office, Restriction, Staff, non_blank},
    words::{DeviceStatus, GroupKind, Host, Ownership, RestrictionKind},
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
        None => non_blank(staff.mcs.login.as_deref()).is_some(),
    }
}

/// Whether somebody who left and was released still has an account, which only they could delete.
pub(in crate::policy) fn keeps_account(today: Date, staff: &Staff) -> bool {
    let happened = |fact: Option<Date>| today.happened(fact);
    has_left(today, staff)
        && is_registered(today, staff)
        && happened(staff.mcs.released_on)
        && !happened(staff.mcs.deleted_on)
}

/// *Has an ID*: registered, and neither released nor deleted.
pub(in crate::policy) fn has_id(today: Date, staff: &Staff) -> bool {
    is_registered(today, staff)
        && !today.happened(staff.mcs.released_on)
        && !today.happened(staff.mcs.deleted_on)
}

/// Restrictions that bar somebody from MCS, are ordered and not lifted.
fn barring(today: Date, staff: &Staff) -> impl Iterator<Item = &Restriction> {
    staff.restrictions.iter().filter(move |row| {
        matches!(row.kind, RestrictionKind::Suspension | RestrictionKind::Expulsion)
            && today.happened(row.ordered_on)
            && !today.happened(row.lifted_on)
    })
}

/// *Suspended*: barred by an order, carried out or not.
pub(in crate::policy) fn is_suspended(today: Date, staff: &Staff) -> bool {
    barring(today, staff).next().is_some()
}

/// *Locked out*: the order is carried out.
pub(in crate::policy) fn is_locked_out(today: Date, staff: &Staff) -> bool {
    barring(today, staff).any(|row| today.happened(row.enforced_on))
}

/// Since when an expulsion is in effect, by a day of it.
pub(in crate::policy) fn expelled_since(
    today: Date,
    staff: &Staff,
    day: fn(&Restriction) -> Option<Date>,
) -> Option<Date> {
    let expulsions = barring(today, staff).filter(|row| row.kind == RestrictionKind::Expulsion);
    expulsions.filter_map(|row| today.past(day(row))).min()
}

/// Own staff who left and still hold the device.
pub(in crate::policy) fn holder_who_left<'a>(
    today: Date,
    device: &Device,
    register: &'a Register,
) -> Option<&'a Staff> {
    let holder = device.holder.as_ref().and_then(|id| register.staff().get(id));
    holder.filter(|staff| has_left(today, staff))
}

/// *Device in service*: by its status, and not a leaver's own.
pub(in crate::policy) fn is_in_service(today: Date, device: &Device, register: &Register) -> bool {
    DeviceStatus::in_service(device.status)
        && !(device.ownership == Some(Ownership::Personal)
            && holder_who_left(today, device, register).is_some())
}

/// *Hosted here* (連携元事業所, 第5条). The strict reading holds where nothing is recorded.
pub(in crate::policy) fn is_hosted_here(sheet: &GroupSheet, office: &Office) -> bool {
    match sheet.host {
        Some(host) => host == Host::Own,
        None => sheet.kind != GroupKind::Patient || office.default_host != Some(Host::Other),
    }
}

/// *Open group*: opened as far as is known, and neither archived nor deleted.
pub(in crate::policy) fn is_open(today: Date, sheet: &GroupSheet) -> bool {
    sheet.opened_on.is_none_or(|day| day <= today) && !sheet.is_put_away(today)
}

/// Whether a membership is this office's to look at: in a group hosted elsewhere own staff's only.
pub(in crate::policy) fn is_of_this_office(
    register: &Register,
    sheet: &GroupSheet,
    row: &Membership,
) -> bool {
    is_hosted_here(sheet, register.office()) || register.staff().contains(&row.person)
}

/// *Sits in*, of a membership that is not released in an open group: joined, or nothing says that it is only invited.
pub(in crate::policy) fn sits_in(today: Date, row: &Membership) -> bool {
    match row.joined_on {
        Some(day) => day <= today,
        None => row.invited_on.is_none(),
    }
}

/// *Existing member*: there before the register was kept. It is not asked for again.
pub(in crate::policy) fn is_existing(kept_since: Option<Date>, row: &Membership) -> bool {
    let Some(kept_since) = kept_since else { return false };
    match (row.joined_on, row.invited_on, row.approved_on) {
        (Some(joined_on), ..) => joined_on < kept_since,
        (None, Some(_), _) => false,
        (None, None, approved_on) => approved_on.is_none_or(|day| day < kept_since),
    }
}
