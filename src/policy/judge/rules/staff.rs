//! Staff: IDs, passwords, pledges, trainings, leaving (第8条, 第9条, 第12条, 第14条, 留意事項).

use icu_casemap::CaseMapper;
use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::UnicodeNormalization;

use super::take_outs::is_countersigned;
use crate::{
    policy::{
        judge::{
            asked::Asked,
            finding::Finding,
            period::days_after,
            presence::{
                expelled_since, has_id, has_left, holder_who_left, is_active, is_locked_out, is_open,
                keeps_account, sits_in,
            },
            waivers::in_force,
        },
        rule::parameter::Parameter,
    },
    register::{
        Date, Register,
        id::PersonId,
        records::{Restriction, Staff, non_blank},
        subject::Subject,
        words::{DeviceStatus, Ownership, RestrictionKind},
    },
};

fn subject(staff: &Staff) -> Subject {
    Subject::Staff(staff.id.clone())
}

/// Who sits in a group under no ID that is recorded.
pub(super) fn id_recorded(asked: &Asked, findings: &mut Vec<Finding>) {
    let today = asked.today;
    let without = |staff: &&Staff| {
        is_active(today, staff)
            && staff.mcs.registered_on.is_none()
            && non_blank(staff.mcs.login.as_deref()).is_none()
            && !asked.happened(staff.mcs.released_on)
            && !asked.happened(staff.mcs.deleted_on)
    };
    let mut looked_for: FxHashSet<&PersonId> =
        asked.register.staff().iter().filter(without).map(|staff| &staff.id).collect();
    if looked_for.is_empty() {
        return;
    }
    let all = looked_for.clone();
    for group in asked.register.groups().iter().filter(|group| is_open(today, &group.sheet)) {
        for row in &group.memberships {
            if sits_in(today, row) && !asked.happened(row.released_on) {
                looked_for.remove(&row.person);
            }
        }
        if looked_for.is_empty() {
            break;
        }
    }
    let found = asked
        .register
        .staff()
        .iter()
        .filter(|staff| all.contains(&staff.id) && !looked_for.contains(&staff.id));
    findings.extend(found.map(|staff| asked.unknown(subject(staff))));
}

/// Those who use MCS and are not locked out of it.
fn let_in<'a>(asked: &Asked<'a>) -> impl Iterator<Item = &'a Staff> {
    let today = asked.today;
    asked.users().filter(move |staff| !is_locked_out(today, staff))
}

pub(super) fn password_age(asked: &Asked, findings: &mut Vec<Finding>) {
    for staff in let_in(asked) {
        let last = asked.past(staff.mcs.password_changed_on);
        findings.extend(asked.months_after(|| subject(staff), last));
    }
}

/// A login in the form in which logins are compared: NFKC, trimmed, full Unicode case folding; `None` where it is blank.
fn same_login(staff: &Staff) -> Option<String> {
    let login = non_blank(staff.mcs.login.as_deref())?;
    if login.is_ascii() {
        return Some(login.to_ascii_lowercase());
    }
    let normal: String = login.nfkc().collect();
    let folded = CaseMapper::new().fold_string(non_blank(Some(&normal))?).into_owned();
    Some(folded)
}

/// The others who are active, have an ID and the same login as this one, in the order of the register.
pub(in crate::policy) fn same_login_as<'a>(
    staff: &Staff,
    register: &'a Register,
    today: Date,
) -> impl Iterator<Item = &'a Staff> {
    let login = same_login(staff);
    let id = staff.id.clone();
    register.staff().iter().filter(move |other| {
        other.id != id
            && login.as_deref().is_some_and(|login| has_login(other, login))
            && is_active(today, other)
            && has_id(today, other)
    })
}

/// Whether somebody's login is this folded one.
fn has_login(staff: &Staff, folded: &str) -> bool {
    match non_blank(staff.mcs.login.as_deref()) {
        // Nearly all are; many are compared where many findings are put right together.
        Some(login) if login.is_ascii() => login.eq_ignore_ascii_case(folded),
        _ => same_login(staff).as_deref() == Some(folded),
    }
}

pub(super) fn shared_id(asked: &Asked, findings: &mut Vec<Finding>) {
    let logins: Vec<(&Staff, Option<String>)> =
        asked.users().map(|staff| (staff, same_login(staff))).collect();
    // How often each login stands with those who use MCS.
    let mut uses: FxHashMap<&str, u32> = FxHashMap::default();
    for login in logins.iter().filter_map(|(_, login)| login.as_deref()) {
        *uses.entry(login).or_insert(0) += 1;
    }
    let twice = |login: &str| uses.get(login).is_some_and(|count| *count > 1);
    for (staff, login) in &logins {
        if staff.mcs.shared == Some(true) || login.as_deref().is_some_and(twice) {
            findings.push(asked.now(subject(staff)));
        }
    }
}

pub(super) fn pledge(asked: &Asked, findings: &mut Vec<Finding>) {
    for staff in asked.users() {
        if !asked.happened(staff.pledge.signed_on) && non_blank(staff.pledge.exempt.as_deref()).is_none() {
            findings.push(asked.now(subject(staff)));
        }
    }
}

pub(super) fn training(asked: &Asked, findings: &mut Vec<Finding>) {
    for staff in asked.users() {
        let last = staff.trainings.iter().filter_map(|training| asked.past(training.on)).max();
        findings.extend(asked.months_after(|| subject(staff), last));
    }
}

pub(super) fn profile(asked: &Asked, findings: &mut Vec<Finding>) {
    for staff in let_in(asked) {
        match staff.mcs.profile {
            Some(true) => {}
            Some(false) => findings.push(asked.now(subject(staff))),
            None => findings.push(asked.unknown(subject(staff))),
        }
    }
}

pub(super) fn account_removal(asked: &Asked, findings: &mut Vec<Finding>) {
    for staff in asked.register.staff().iter().filter(|staff| has_id(asked.today, staff)) {
        let locked_out_on = expelled_since(asked.today, staff, |row| row.enforced_on);
        let announced = |day: &Date| {
            is_active(asked.today, staff)
                && -asked.days_since(*day) <= i64::from(asked.number(Parameter::WarnDays))
        };
        if let Some(left_on) = staff.left_on.filter(|_| has_left(asked.today, staff)) {
            let due = days_after(left_on, asked.number(Parameter::GraceDays));
            findings.push(asked.overdue_or_now(subject(staff), due).since(Some(left_on)));
        } else if locked_out_on.is_some() {
            findings.push(asked.now(subject(staff)).since(locked_out_on));
        } else if let Some(left_on) = staff.left_on.filter(announced) {
            findings.push(asked.soon(subject(staff), left_on));
        }
    }
}

pub(super) fn residual_account(asked: &Asked, findings: &mut Vec<Finding>) {
    for staff in asked.register.staff() {
        if keeps_account(asked.today, staff) && !asked.happened(staff.mcs.deletion_asked_on) {
            findings.push(asked.now(subject(staff)));
        }
    }
}

pub(super) fn device_return(asked: &Asked, findings: &mut Vec<Finding>) {
    for device in asked.register.devices() {
        let lent = device.ownership == Some(Ownership::Office)
            && DeviceStatus::in_service(device.status)
            && !asked.happened(device.returned_on);
        let holder = holder_who_left(asked.today, device, asked.register);
        let Some(staff) = holder.filter(|_| lent) else { continue };
        let finding = staff.left_on.map(|left_on| asked.overdue(subject(staff), left_on));
        findings.extend(finding.map(|finding| finding.detail_text(device.id.as_str())));
    }
}

pub(super) fn restriction_enforced(asked: &Asked, findings: &mut Vec<Finding>) {
    let waiting = |restriction: &&Restriction| {
        !asked.happened(restriction.enforced_on) && !asked.happened(restriction.lifted_on)
    };
    for staff in asked.register.staff().iter().filter(|staff| !staff.restrictions.is_empty()) {
        for kind in RestrictionKind::ALL {
            let ordered = staff.restrictions.iter().filter(|restriction| restriction.kind == *kind);
            let days = ordered.filter(waiting).filter_map(|restriction| asked.past(restriction.ordered_on));
            if let Some(earliest) = days.min() {
                findings.push(asked.now(subject(staff)).detail(kind.word()).since(Some(earliest)));
            }
        }
    }
}

/// Who approved a waiver of their own rule; what checks a waiver cannot be waived itself.
pub(super) fn countersign_waivers(asked: &Asked, findings: &mut Vec<Finding>) {
    let mut own: Vec<(&PersonId, &str, Option<Date>)> = Vec::new();
    for waiver in asked.register.waivers().iter().filter(|waiver| in_force(waiver, asked.today)) {
        let by = &waiver.approved_by;
        let of_oneself = matches!(&waiver.subject, Subject::Staff(id) if id == by);
        if !of_oneself || is_countersigned(by, waiver.countersigned_by.as_ref()) {
            continue;
        }
        match own.iter_mut().find(|(id, rule, _)| *id == by && *rule == waiver.rule) {
            Some((.., since)) => *since = since.iter().copied().chain(waiver.approved_on).min(),
            None => own.push((by, &waiver.rule, waiver.approved_on)),
        }
    }
    findings.extend(
        own.into_iter()
            .map(|(id, rule, since)| asked.now(Subject::Staff(id.clone())).detail_text(rule).since(since)),
    );
}
