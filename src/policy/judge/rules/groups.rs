//! Open groups: consent, doctor, reviews, archive, free groups, the disaster group (第8条, 第10条, 第15-17条, 留意事項).

use unicode_normalization::UnicodeNormalization;

use super::{
    memberships::{self, Departures, MembershipRules, Verdicts},
    take_outs::is_countersigned,
};
use crate::{
    policy::judge::{
        asked::Judge,
        finding::{Finding, Rule},
        period::{days_after, months_after},
    },
    register::{
        records::{Group, GroupSheet, Membership, Review},
        subject::Subject,
        words::{GroupKind, Rights, Role},
    },
};

/// Judges the open groups and their open memberships.
pub(in crate::policy::judge) fn judge(judge: &Judge, findings: &mut Vec<Finding>) {
    let departures = Departures::of(judge);
    let rules = MembershipRules::of(judge);
    let mut verdicts = Verdicts::default();
    for group in judge.register.groups() {
        if !is_open(judge, &group.sheet) {
            continue;
        }
        let newest = verdicts.read(judge, group);
        match group.sheet.kind {
            GroupKind::Patient => patient(judge, group, newest, &verdicts, findings),
            GroupKind::Free => free(judge, group, findings),
            GroupKind::Disaster => disaster(judge, group, findings),
        }
        memberships::judge(judge, &rules, group, &verdicts, &departures, findings);
    }
}

/// *Open group*: opened, as far as is known, and not archived yet.
fn is_open(judge: &Judge, sheet: &GroupSheet) -> bool {
    sheet.opened_on.is_none_or(|day| day <= judge.today) && !judge.happened(sheet.archived_on)
}

/// *Open membership*, of an open group.
pub(super) fn is_open_membership(judge: &Judge, membership: &Membership) -> bool {
    !judge.happened(membership.released_on)
}

fn subject(group: &Group) -> Subject {
    Subject::Group(group.sheet.id.clone())
}

fn patient(
    judge: &Judge,
    group: &Group,
    newest: Option<&Review>,
    verdicts: &Verdicts,
    findings: &mut Vec<Finding>,
) {
    consent(judge, group, findings);
    let sheet = &group.sheet;
    if sheet.attending_doctor.is_none()
        && let Some(asked) = judge.rule(Rule::AttendingDoctor)
    {
        findings.push(asked.now(subject(group)));
    }
    if let Some(asked) = judge.rule(Rule::OnePatient) {
        match sheet.patients {
            Some(0..=1) => {}
            Some(_) => findings.push(asked.now(subject(group))),
            None => findings.push(asked.unknown(subject(group))),
        }
    }
    if let Some(review) = newest
        && verdicts.own
        && !review.reviewer.as_ref().is_some_and(|by| is_countersigned(by, review.countersigned_by.as_ref()))
        && let Some(asked) = judge.rule(Rule::Countersign)
    {
        findings.push(asked.now(subject(group)).since(review.signed_on));
    }
    if judge.happened(sheet.deceased_on) {
        retention(judge, group, findings);
    } else {
        membership_review(judge, group, newest, findings);
        archive(judge, group, findings);
    }
}

fn consent(judge: &Judge, group: &Group, findings: &mut Vec<Finding>) {
    let Some(asked) = judge.rule(Rule::PatientConsent) else { return };
    let consent = &group.sheet.consent;
    let finding = if !judge.happened(consent.signed_on) {
        asked.now(subject(group)).detail("missing")
    } else if judge.happened(consent.withdrawn_on) {
        asked.now(subject(group)).detail("withdrawn")
    } else {
        match consent.both_copies {
            Some(true) => return,
            Some(false) => asked.now(subject(group)).detail("copy"),
            None => asked.unknown(subject(group)).detail("copy"),
        }
    };
    findings.push(finding);
}

fn membership_review(judge: &Judge, group: &Group, newest: Option<&Review>, findings: &mut Vec<Finding>) {
    let Some(asked) = judge.rule(Rule::MembershipReview) else { return };
    match newest.and_then(|review| review.signed_on).or(group.sheet.opened_on) {
        None => findings.push(asked.unknown(subject(group))),
        Some(day) => {
            let due = months_after(day, asked.settings.interval_months);
            findings.extend(asked.overdue_or_soon(|| subject(group), due));
        }
    }
}

fn archive(judge: &Judge, group: &Group, findings: &mut Vec<Finding>) {
    let Some(asked) = judge.rule(Rule::Archive) else { return };
    if let Some(ended_on) = judge.past(group.sheet.ended_on) {
        findings.push(asked.overdue_or_now(subject(group), days_after(ended_on, asked.settings.grace_days)));
    }
}

/// Asked of a group whose patient has died.
fn retention(judge: &Judge, group: &Group, findings: &mut Vec<Finding>) {
    let Some(asked) = judge.rule(Rule::Retention) else { return };
    match group.sheet.retain_until {
        None => {
            let since = judge.past(group.sheet.deceased_on);
            findings.push(asked.now(subject(group)).detail("undecided").since(since));
        }
        Some(until) if until < judge.today => findings.push(asked.overdue(subject(group), until)),
        Some(_) => {}
    }
}

fn free(judge: &Judge, group: &Group, findings: &mut Vec<Finding>) {
    let sheet = &group.sheet;
    let now = |rule: Rule, flagged: bool| {
        judge.rule(rule).filter(|_| flagged).map(|asked| asked.now(subject(group)))
    };
    findings.extend(now(Rule::FreeGroupPermission, !judge.happened(sheet.permission_on)));
    findings.extend(now(Rule::FreeGroupName, !begins_as_it_must(judge, sheet)));
    findings.extend(secretariat(judge, group));
    findings.extend(now(Rule::FreeGroupPurpose, !judge.happened(sheet.purpose_announced_on)));
    let found_on = judge.past(sheet.patient_data_found_on);
    findings
        .extend(now(Rule::FreeGroupPatientData, found_on.is_some()).map(|finding| finding.since(found_on)));
}

/// Whether the name begins with the policy's prefix, after NFKC and trimming.
fn begins_as_it_must(judge: &Judge, sheet: &GroupSheet) -> bool {
    let name: String = sheet.name.as_deref().unwrap_or_default().nfkc().collect();
    name.trim().starts_with(judge.policy.normal_prefix())
}

fn secretariat(judge: &Judge, group: &Group) -> Option<Finding> {
    let asked = judge.rule(Rule::FreeGroupSecretariat)?;
    let mut sits = group.memberships.iter().filter(|membership| {
        is_open_membership(judge, membership)
            && judge.happened(membership.joined_on)
            && judge
                .register
                .partners()
                .get(&membership.person)
                .is_some_and(|partner| partner.secretariat == Some(true))
    });
    let detail = match sits.next() {
        None => "absent",
        Some(first) if first.rights == Some(Rights::Admin) => return None,
        Some(_) if sits.any(|membership| membership.rights == Some(Rights::Admin)) => return None,
        Some(_) => "rights",
    };
    Some(asked.now(subject(group)).detail(detail))
}

/// Who sits in the disaster group without being of those whom 第15条(1) names; one finding a membership.
fn disaster(judge: &Judge, group: &Group, findings: &mut Vec<Finding>) {
    let Some(asked) = judge.rule(Rule::DisasterEligibility) else { return };
    let register = judge.register;
    let may_sit = |membership: &&Membership| {
        if let Some(staff) = register.staff().get(&membership.person) {
            staff.mcs.role == Some(Role::Administrator)
                || register.office().manager.as_ref() == Some(&staff.id)
        } else {
            register.partners().get(&membership.person).is_none_or(|partner| {
                partner.secretariat == Some(true) || partner.disaster_eligible == Some(true)
            })
        }
    };
    let open = group.memberships.iter().filter(|membership| is_open_membership(judge, membership));
    findings.extend(
        open.filter(|membership| !may_sit(membership))
            .map(|membership| asked.now(Subject::Membership(membership.id.clone()))),
    );
}
