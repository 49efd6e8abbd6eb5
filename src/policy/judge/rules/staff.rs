//! Staff: IDs, passwords, pledges, trainings, leaving (第8条, 第9条, 第12条, 第14条, 留意事項).

use icu_casemap::CaseMapper;
use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::UnicodeNormalization;

use super::take_outs::is_countersigned;
use crate::{
    policy::{
        file::settings::Spared,
        judge::{
            asked::Asked,
            finding::Finding,
            period::days_after,
            presence::{
                expelled_since, has_id, has_left, holder_who_left, is_active, is_locked_out, is_open,
                is_registered, keeps_account, sits_in,
            },
            waivers::in_force,
        },
        rule::{Rule, parameter::Parameter},
    },
    register::{
        Date, Register,
        id::PersonId,
        records::{Device, Group, McsAccount, Restriction, Staff, Waiver, non_blank},
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
    let looked_for: Vec<&Staff> = asked.register.staff().iter().filter(without).collect();
    let sitting = who_sit(asked, looked_for.iter().copied());
    let found = looked_for.into_iter().filter(|staff| sitting.contains(&staff.id));
    findings.extend(found.map(|staff| asked.unknown(subject(staff))));
}

/// Active staff whose account has not ended, who sit in a group.
pub(super) fn sitting(asked: &Asked) -> usize {
    let today = asked.today;
    let ended = |mcs: &McsAccount| asked.happened(mcs.released_on) || asked.happened(mcs.deleted_on);
    let here = asked.register.staff().iter().filter(|staff| is_active(today, staff) && !ended(&staff.mcs));
    who_sit(asked, here).len()
}

/// Those of some people who sit in a group. The groups are walked no further than until all are found.
fn who_sit<'a>(asked: &Asked, people: impl Iterator<Item = &'a Staff>) -> FxHashSet<&'a PersonId> {
    let mut looked_for: FxHashSet<&PersonId> = people.map(|staff| &staff.id).collect();
    let mut sitting = FxHashSet::default();
    let open = |group: &&Group| is_open(asked.today, &group.sheet);
    let mut rows = asked.register.groups().iter().filter(open).flat_map(|group| &group.memberships);
    while !looked_for.is_empty()
        && let Some(row) = rows.next()
    {
        if sits_in(asked.today, row) && !asked.happened(row.released_on) {
            sitting.extend(looked_for.take(&row.person));
        }
    }
    sitting
}

/// Those who use MCS and are not locked out of it.
fn let_in<'a>(asked: &Asked<'a>) -> impl Iterator<Item = &'a Staff> {
    let today = asked.today;
    asked.users().filter(move |staff| !is_locked_out(today, staff))
}

pub(super) fn who_are_let_in(asked: &Asked) -> usize {
    let_in(asked).count()
}

pub(super) fn users(asked: &Asked) -> usize {
    asked.users().count()
}

pub(super) fn password_age(asked: &Asked, findings: &mut Vec<Finding>) {
    for staff in let_in(asked).filter(|staff| !spared(asked, staff)) {
        let last = asked.past(staff.mcs.password_changed_on);
        findings.extend(asked.months_after(|| subject(staff), last));
    }
}

/// Whether the policy lets a password stand while the person has what it names in its place.
fn spared(asked: &Asked, staff: &Staff) -> bool {
    asked.policy.settings(Rule::PasswordAge).not_while.iter().any(|spared| {
        let since = match spared {
            Spared::TwoFactor => staff.mcs.two_factor_since,
            Spared::LongPassword => staff.mcs.long_password_since,
        };
        asked.past(since).is_some()
    })
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

/// Why somebody's account must end.
enum Ending {
    Left(Date),
    LockedOut(Date),
    /// The last day of work is near.
    Leaves(Date),
}

fn ending(asked: &Asked, staff: &Staff) -> Option<Ending> {
    let left = staff.left_on.filter(|_| has_left(asked.today, staff)).map(Ending::Left);
    let locked_out = || expelled_since(asked.today, staff, |row| row.enforced_on).map(Ending::LockedOut);
    let near = |day: &Date| {
        is_active(asked.today, staff)
            && -asked.days_since(*day) <= i64::from(asked.number(Parameter::WarnDays))
    };
    left.or_else(locked_out).or_else(|| staff.left_on.filter(near).map(Ending::Leaves))
}

/// Whose account must end, or has ended for that.
pub(super) fn whose_account_ends(asked: &Asked) -> usize {
    let registered = asked.register.staff().iter().filter(|staff| is_registered(asked.today, staff));
    registered.filter(|staff| ending(asked, staff).is_some()).count()
}

pub(super) fn account_removal(asked: &Asked, findings: &mut Vec<Finding>) {
    for staff in asked.register.staff().iter().filter(|staff| has_id(asked.today, staff)) {
        findings.push(match ending(asked, staff) {
            None => continue,
            Some(Ending::Left(left_on)) => {
                let due = days_after(left_on, asked.number(Parameter::GraceDays));
                asked.overdue_or_now(subject(staff), due).since(Some(left_on))
            }
            Some(Ending::LockedOut(enforced_on)) => asked.now(subject(staff)).since(Some(enforced_on)),
            Some(Ending::Leaves(left_on)) => asked.soon(subject(staff), left_on),
        });
    }
}

/// Who left and was released: their account is theirs to delete.
pub(super) fn released_leavers(asked: &Asked) -> usize {
    let released = |staff: &&Staff| {
        has_left(asked.today, staff)
            && is_registered(asked.today, staff)
            && asked.happened(staff.mcs.released_on)
    };
    asked.register.staff().iter().filter(released).count()
}

pub(super) fn residual_account(asked: &Asked, findings: &mut Vec<Finding>) {
    for staff in asked.register.staff() {
        if keeps_account(asked.today, staff) && !asked.happened(staff.mcs.deletion_asked_on) {
            findings.push(asked.now(subject(staff)));
        }
    }
}

/// The office's devices in service that were with somebody who left.
fn with_leavers<'a>(asked: &Asked<'a>) -> impl Iterator<Item = (&'a Device, &'a Staff)> {
    let (today, register) = (asked.today, asked.register);
    let of_office = |device: &&Device| {
        device.ownership == Some(Ownership::Office) && DeviceStatus::in_service(device.status)
    };
    let devices = register.devices().iter().filter(of_office);
    devices.filter_map(move |device| Some((device, holder_who_left(today, device, register)?)))
}

pub(super) fn lent_to_leavers(asked: &Asked) -> usize {
    with_leavers(asked).count()
}

pub(super) fn device_return(asked: &Asked, findings: &mut Vec<Finding>) {
    for (device, staff) in with_leavers(asked) {
        if asked.happened(device.returned_on) {
            continue;
        }
        let finding = staff.left_on.map(|left_on| asked.overdue(subject(staff), left_on));
        findings.extend(finding.map(|finding| finding.detail_text(device.id.as_str())));
    }
}

/// The kinds of restriction that are ordered and not lifted, of each person.
pub(super) fn restrictions(asked: &Asked) -> usize {
    let stands = |row: &Restriction| asked.happened(row.ordered_on) && !asked.happened(row.lifted_on);
    let of = |staff: &Staff| {
        let kinds = RestrictionKind::ALL.iter();
        kinds.filter(|kind| staff.restrictions.iter().any(|row| row.kind == **kind && stands(row))).count()
    };
    asked.register.staff().iter().map(of).sum()
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

/// The waivers in force that somebody approved for themselves.
fn own_waivers<'a>(asked: &Asked<'a>) -> impl Iterator<Item = &'a Waiver> {
    let today = asked.today;
    let of_oneself =
        |waiver: &&Waiver| matches!(&waiver.subject, Subject::Staff(id) if *id == waiver.approved_by);
    asked.register.waivers().iter().filter(move |waiver| in_force(waiver, today)).filter(of_oneself)
}

/// What people waived for themselves: several waivers of one rule count once.
pub(super) fn waived_for_oneself(asked: &Asked) -> usize {
    let waived: FxHashSet<(&PersonId, &str)> =
        own_waivers(asked).map(|waiver| (&waiver.approved_by, waiver.rule.as_str())).collect();
    waived.len()
}

/// Who approved a waiver of their own rule; what checks a waiver cannot be waived itself.
pub(super) fn countersign_waivers(asked: &Asked, findings: &mut Vec<Finding>) {
    let mut own: Vec<(&PersonId, &str, Option<Date>)> = Vec::new();
    for waiver in own_waivers(asked) {
        let by = &waiver.approved_by;
        if is_countersigned(by, waiver.countersigned_by.as_ref()) {
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
