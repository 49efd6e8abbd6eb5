//! Staff: IDs, passwords, pledges, trainings, leaving (第8条, 第9条, 第12条, 第14条, 留意事項).

use icu_casemap::CaseMapper;
use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

use super::{has_id, has_left, is_active, is_registered};
use crate::{
    policy::judge::{
        asked::Judge,
        finding::{Finding, Rule},
        period::{days_after, months_after},
    },
    register::{
        Date, Register,
        id::PersonId,
        records::{Device, Restriction, Staff, said},
        subject::Subject,
        words::{DeviceStatus, Ownership, RestrictionKind},
    },
};

/// Judges the staff.
pub(in crate::policy::judge) fn judge(judge: &Judge, findings: &mut Vec<Finding>) {
    let logins = Logins::of(judge);
    let held = devices_held(judge);
    for staff in judge.register.staff() {
        if is_active(judge.today, staff) && has_id(judge.today, staff) {
            password_age(judge, staff, findings);
            shared_id(judge, staff, &logins, findings);
            pledge(judge, staff, findings);
            training(judge, staff, findings);
            profile(judge, staff, findings);
        }
        account_removal(judge, staff, findings);
        residual_account(judge, staff, findings);
        if let Some(devices) = held.get(&staff.id) {
            device_return(judge, staff, devices, findings);
        }
        restrictions(judge, staff, findings);
    }
}

fn subject(staff: &Staff) -> Subject {
    Subject::Staff(staff.id.clone())
}

fn password_age(judge: &Judge, staff: &Staff, findings: &mut Vec<Finding>) {
    let Some(asked) = judge.rule(Rule::PasswordAge) else { return };
    match judge.past(staff.mcs.password_changed_on) {
        None => findings.push(asked.unknown(subject(staff))),
        Some(day) => {
            let due = months_after(day, asked.settings.interval_months);
            findings.extend(asked.overdue_or_soon(|| subject(staff), due));
        }
    }
}

/// How often each login stands with active staff who have an ID.
struct Logins(FxHashMap<String, u32>);

impl Logins {
    fn of(judge: &Judge) -> Self {
        let mut counts = FxHashMap::default();
        if judge.rule(Rule::SharedId).is_some() {
            for staff in judge.register.staff() {
                if is_active(judge.today, staff)
                    && has_id(judge.today, staff)
                    && let Some(login) = same_login(staff)
                {
                    *counts.entry(login).or_insert(0) += 1;
                }
            }
        }
        Self(counts)
    }

    fn is_shared(&self, staff: &Staff) -> bool {
        same_login(staff).and_then(|login| self.0.get(&login)).is_some_and(|count| *count > 1)
    }
}

/// A login in the form in which logins are compared: NFKC, trimmed, full Unicode case folding; `None` where it is blank.
fn same_login(staff: &Staff) -> Option<String> {
    let login = said(staff.mcs.login.as_deref())?;
    if login.is_ascii() {
        return Some(login.to_ascii_lowercase());
    }
    let normal: String = login.nfkc().collect();
    let folded = CaseMapper::new().fold_string(said(Some(&normal))?).into_owned();
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
    match said(staff.mcs.login.as_deref()) {
        // Nearly all are; many are compared where many findings are put right together.
        Some(login) if login.is_ascii() => login.eq_ignore_ascii_case(folded),
        _ => same_login(staff).as_deref() == Some(folded),
    }
}

fn shared_id(judge: &Judge, staff: &Staff, logins: &Logins, findings: &mut Vec<Finding>) {
    let Some(asked) = judge.rule(Rule::SharedId) else { return };
    if staff.mcs.shared == Some(true) || logins.is_shared(staff) {
        findings.push(asked.now(subject(staff)));
    }
}

fn pledge(judge: &Judge, staff: &Staff, findings: &mut Vec<Finding>) {
    let Some(asked) = judge.rule(Rule::StaffPledge) else { return };
    if !judge.happened(staff.pledge.signed_on) && said(staff.pledge.exempt.as_deref()).is_none() {
        findings.push(asked.now(subject(staff)));
    }
}

fn training(judge: &Judge, staff: &Staff, findings: &mut Vec<Finding>) {
    let Some(asked) = judge.rule(Rule::Training) else { return };
    match staff.trainings.iter().filter_map(|training| judge.past(training.on)).max() {
        None => findings.push(asked.unknown(subject(staff))),
        Some(last) => {
            let due = months_after(last, asked.settings.interval_months);
            findings.extend(asked.overdue_or_soon(|| subject(staff), due));
        }
    }
}

fn profile(judge: &Judge, staff: &Staff, findings: &mut Vec<Finding>) {
    let Some(asked) = judge.rule(Rule::Profile) else { return };
    match staff.mcs.profile {
        Some(true) => {}
        Some(false) => findings.push(asked.now(subject(staff))),
        None => findings.push(asked.unknown(subject(staff))),
    }
}

fn account_removal(judge: &Judge, staff: &Staff, findings: &mut Vec<Finding>) {
    let Some(asked) = judge.rule(Rule::AccountRemoval) else { return };
    let Some(left_on) = staff.left_on else { return };
    if !has_id(judge.today, staff) {
        return;
    }
    if has_left(judge.today, staff) {
        let due = days_after(left_on, asked.settings.grace_days);
        findings.push(asked.overdue_or_now(subject(staff), due).since(Some(left_on)));
    } else if is_active(judge.today, staff)
        && -judge.days_since(left_on) <= i64::from(asked.settings.warn_days)
    {
        findings.push(asked.soon(subject(staff), left_on));
    }
}

fn residual_account(judge: &Judge, staff: &Staff, findings: &mut Vec<Finding>) {
    let Some(asked) = judge.rule(Rule::ResidualAccount) else { return };
    if has_left(judge.today, staff)
        && is_registered(judge.today, staff)
        && judge.happened(staff.mcs.released_on)
        && !judge.happened(staff.mcs.deleted_on)
    {
        findings.push(asked.now(subject(staff)));
    }
}

/// The office's devices in service that somebody holds, by the person.
fn devices_held<'a>(judge: &Judge<'a>) -> FxHashMap<&'a PersonId, Vec<&'a Device>> {
    let mut held: FxHashMap<&PersonId, Vec<&Device>> = FxHashMap::default();
    for device in judge.register.devices() {
        if let Some(holder) = &device.holder
            && device.ownership == Some(Ownership::Office)
            && DeviceStatus::in_service(device.status)
            && !judge.happened(device.returned_on)
        {
            held.entry(holder).or_default().push(device);
        }
    }
    held
}

fn device_return(judge: &Judge, staff: &Staff, devices: &[&Device], findings: &mut Vec<Finding>) {
    let Some(asked) = judge.rule(Rule::DeviceReturn) else { return };
    let Some(left_on) = staff.left_on.filter(|_| has_left(judge.today, staff)) else { return };
    for device in devices {
        findings.push(asked.overdue(subject(staff), left_on).detail_text(device.id.as_str()));
    }
}

fn restrictions(judge: &Judge, staff: &Staff, findings: &mut Vec<Finding>) {
    let Some(asked) = judge.rule(Rule::RestrictionEnforced) else { return };
    let waiting = |restriction: &&Restriction| {
        !judge.happened(restriction.enforced_on) && !judge.happened(restriction.lifted_on)
    };
    for kind in RestrictionKind::ALL {
        let ordered = staff.restrictions.iter().filter(|restriction| restriction.kind == *kind);
        let earliest =
            ordered.filter(waiting).filter_map(|restriction| judge.past(restriction.ordered_on)).min();
        if earliest.is_some() {
            findings.push(asked.now(subject(staff)).detail(kind.word()).since(earliest));
        }
    }
}
