//! The fields of every record, in the order in which a form shows them.

use crate::{
    policy::Rule,
    register::{
        Date, Record,
        id::{DeviceId, FilingId, GroupId, IncidentId, MembershipId, PersonId, TakeOutId},
        records::{
            Device, Filing, GroupSheet, Incident, Measure, Membership, Office, Partner, Response,
            Restriction, Review, Staff, TakeOut, Training, Waiver,
        },
        subject::Subject,
        words::{Control, OrderedBy, RestrictionKind},
    },
    tui::text::{EnumWord, Word},
};

use super::{
    binder::{Binder, Wanted, numbered},
    field::Candidates,
};

/// Binds all fields of a record.
pub fn bind(record: &mut Record, binder: &mut Binder<'_>) {
    match record {
        Record::Office(row) => office(row, binder),
        Record::Filing(row) => filing(row, binder),
        Record::Staff(row) => staff(row, binder),
        Record::Partner(row) => partner(row, binder),
        Record::Device(row) => device(row, binder),
        Record::TakeOut(row) => take_out(row, binder),
        Record::Group(row) => group(row, binder),
        Record::Membership(row) => membership(row, binder),
        Record::Review(row) => review(row, binder),
        Record::Incident(row) => incident(row, binder),
        Record::Waiver(row) => waiver(row, binder),
    }
}

fn office(row: &mut Office, b: &mut Binder<'_>) {
    b.text(Word::FieldOfficeName, &mut row.name);
    b.text(Word::FieldOfficeKind, &mut row.kind);
    b.person(Word::FieldManager, Candidates::Staff, &mut row.manager);
    b.text(Word::FieldOfficePhone, &mut row.phone);
    b.day(Word::FieldGuidelineOn, &mut row.guideline_confirmed_on);
}

fn filing(row: &mut Filing, b: &mut Binder<'_>) {
    b.id(Word::FieldId, &mut row.id, FilingId::as_str, |id| FilingId::new(id).ok());
    b.needed_choice(Word::FieldFilingKind, &mut row.kind);
    b.day(Word::FieldSubmittedOn, &mut row.submitted_on);
    b.day(Word::FieldFilingApprovedOn, &mut row.approved_on);
    b.text(Word::FieldReference, &mut row.reference);
    b.text(Word::FieldNote, &mut row.note);
}

fn staff(row: &mut Staff, b: &mut Binder<'_>) {
    b.id(Word::FieldId, &mut row.id, PersonId::as_str, |id| PersonId::new(id).ok());
    b.text(Word::FieldName, &mut row.name);
    b.text(Word::FieldKana, &mut row.kana);
    b.text(Word::FieldProfession, &mut row.profession);
    b.day(Word::FieldJoinedOn, &mut row.joined_on);
    b.day(Word::FieldLeftOn, &mut row.left_on);
    b.login(Word::FieldLogin, &mut row.mcs.login);
    b.choice(Word::FieldRole, &mut row.mcs.role);
    b.day(Word::FieldRegisteredOn, &mut row.mcs.registered_on);
    b.day(Word::FieldPasswordChangedOn, &mut row.mcs.password_changed_on);
    b.day(Word::FieldTwoFactor, &mut row.mcs.two_factor_since);
    b.flag(Word::FieldProfile, &mut row.mcs.profile);
    b.flag(Word::FieldShared, &mut row.mcs.shared);
    b.day(Word::FieldReleasedOn, &mut row.mcs.released_on);
    b.day(Word::FieldDeletedOn, &mut row.mcs.deleted_on);
    b.day(Word::FieldPledgeOn, &mut row.pledge.signed_on);
    b.text(Word::FieldPledgeExempt, &mut row.pledge.exempt);
    b.rows(&mut row.trainings, 2, &Training::default(), |b, training, number| {
        b.row_day(Word::FieldTrainingOn, number, &mut training.on);
        b.row_text(Word::FieldTrainingTitle, number, &mut training.title);
    });
    restrictions(&mut row.restrictions, b);
    b.text(Word::FieldPhone, &mut row.phone);
    b.text(Word::FieldMemo, &mut row.memo);
}

/// A restriction while it is typed: its kind may still be missing.
#[derive(Clone, Default, PartialEq)]
struct RestrictionDraft {
    kind: Option<RestrictionKind>,
    by: Option<OrderedBy>,
    ordered_on: Option<Date>,
    enforced_on: Option<Date>,
    lifted_on: Option<Date>,
    reason: Option<String>,
}

fn restrictions(rows: &mut Vec<Restriction>, b: &mut Binder<'_>) {
    let mut drafts: Vec<RestrictionDraft> = rows
        .drain(..)
        .map(|row| RestrictionDraft {
            kind: Some(row.kind),
            by: row.by,
            ordered_on: row.ordered_on,
            enforced_on: row.enforced_on,
            lifted_on: row.lifted_on,
            reason: row.reason,
        })
        .collect();
    b.rows(&mut drafts, 1, &RestrictionDraft::default(), |b, draft, number| {
        b.row_choice(Word::FieldRestrictionKind, number, &mut draft.kind);
        b.row_choice(Word::FieldRestrictionBy, number, &mut draft.by);
        b.row_day(Word::FieldRestrictionOrdered, number, &mut draft.ordered_on);
        b.row_day(Word::FieldRestrictionEnforced, number, &mut draft.enforced_on);
        b.row_day(Word::FieldRestrictionLifted, number, &mut draft.lifted_on);
        b.row_text(Word::FieldRestrictionReason, number, &mut draft.reason);
        if draft.kind.is_none() && *draft != RestrictionDraft::default() {
            b.fault_back(6, Word::FaultNeeded);
        }
    });
    rows.extend(drafts.into_iter().filter_map(|draft| {
        Some(Restriction {
            kind: draft.kind?,
            by: draft.by,
            ordered_on: draft.ordered_on,
            enforced_on: draft.enforced_on,
            lifted_on: draft.lifted_on,
            reason: draft.reason,
        })
    }));
}

fn partner(row: &mut Partner, b: &mut Binder<'_>) {
    b.id(Word::FieldId, &mut row.id, PersonId::as_str, |id| PersonId::new(id).ok());
    b.text(Word::FieldName, &mut row.name);
    b.text(Word::FieldKana, &mut row.kana);
    b.text(Word::FieldProfession, &mut row.profession);
    b.text(Word::FieldAffiliation, &mut row.affiliation);
    b.flag(Word::FieldSecretariat, &mut row.secretariat);
    b.flag(Word::FieldDisasterEligible, &mut row.disaster_eligible);
    b.text(Word::FieldPhone, &mut row.phone);
}

fn device(row: &mut Device, b: &mut Binder<'_>) {
    b.id(Word::FieldId, &mut row.id, DeviceId::as_str, |id| DeviceId::new(id).ok());
    b.choice(Word::FieldDeviceKind, &mut row.kind);
    b.text(Word::FieldDeviceName, &mut row.name);
    b.choice(Word::FieldOwnership, &mut row.ownership);
    b.person(Word::FieldHolder, Candidates::Staff, &mut row.holder);
    b.day(Word::FieldLentOn, &mut row.lent_on);
    b.day(Word::FieldReturnedOn, &mut row.returned_on);
    b.choice(Word::FieldStatus, &mut row.status);
    b.day(Word::FieldByodOn, &mut row.byod_approved_on);
    b.day(Word::FieldInspectedOn, &mut row.inspected_on);
    b.day(Word::FieldBootPasswordOn, &mut row.boot_password_changed_on);
    for control in Control::ALL {
        let mut state = row.controls.get(*control);
        b.choice_with(|lang| control.say(lang).to_owned(), &mut state);
        row.controls.set(*control, state);
    }
    b.flag(Word::FieldEncrypted, &mut row.encrypted);
    b.text(Word::FieldLine, &mut row.line);
    b.text(Word::FieldMemo, &mut row.memo);
}

fn take_out(row: &mut TakeOut, b: &mut Binder<'_>) {
    b.id(Word::FieldId, &mut row.id, TakeOutId::as_str, |id| TakeOutId::new(id).ok());
    b.person(Word::FieldRequester, Candidates::Staff, &mut row.requester);
    b.day(Word::FieldRequestedOn, &mut row.requested_on);
    b.device(Word::FieldDevice, &mut row.device);
    b.text(Word::FieldContent, &mut row.content);
    b.text(Word::FieldMedium, &mut row.medium);
    b.text(Word::FieldPurpose, &mut row.purpose);
    b.day(Word::FieldFrom, &mut row.from);
    b.day(Word::FieldUntil, &mut row.until);
    b.flag(Word::FieldStanding, &mut row.standing);
    b.choice(Word::FieldDecision, &mut row.decision.result);
    b.day(Word::FieldDecidedOn, &mut row.decision.on);
    b.person(Word::FieldDecidedBy, Candidates::Staff, &mut row.decision.by);
    b.person(Word::FieldCountersignedBy, Candidates::Staff, &mut row.decision.countersigned_by);
    b.text(Word::FieldDecisionNote, &mut row.decision.note);
    b.day(Word::FieldOutOn, &mut row.out_on);
    b.day(Word::FieldReturnedOn, &mut row.returned_on);
    b.day(Word::FieldCheckedOn, &mut row.checked_on);
    b.person(Word::FieldCheckedBy, Candidates::Staff, &mut row.checked_by);
}

fn group(row: &mut GroupSheet, b: &mut Binder<'_>) {
    b.id(Word::FieldId, &mut row.id, GroupId::as_str, |id| GroupId::new(id).ok());
    b.needed_choice(Word::FieldGroupKind, &mut row.kind);
    b.text(Word::FieldGroupName, &mut row.name);
    b.text(Word::FieldKana, &mut row.kana);
    b.day(Word::FieldOpenedOn, &mut row.opened_on);
    b.number(Word::FieldPatients, &mut row.patients);
    b.person(Word::FieldDoctor, Candidates::People, &mut row.attending_doctor);
    b.day(Word::FieldConsentOn, &mut row.consent.signed_on);
    b.choice(Word::FieldConsentBy, &mut row.consent.by);
    b.flag(Word::FieldConsentCopies, &mut row.consent.both_copies);
    b.day(Word::FieldWithdrawnOn, &mut row.consent.withdrawn_on);
    b.day(Word::FieldEndedOn, &mut row.ended_on);
    b.day(Word::FieldDeceasedOn, &mut row.deceased_on);
    b.day(Word::FieldRetainUntil, &mut row.retain_until);
    b.day(Word::FieldArchivedOn, &mut row.archived_on);
    b.day(Word::FieldPermissionOn, &mut row.permission_on);
    b.day(Word::FieldPurposeOn, &mut row.purpose_announced_on);
    b.day(Word::FieldPatientDataOn, &mut row.patient_data_found_on);
    b.text(Word::FieldMemo, &mut row.memo);
}

fn membership(row: &mut Membership, b: &mut Binder<'_>) {
    b.id(Word::FieldId, &mut row.id, MembershipId::as_str, |id| MembershipId::new(id).ok());
    b.needed_person(Word::FieldPerson, Candidates::People, &mut row.person);
    b.choice(Word::FieldRights, &mut row.rights);
    b.short_text(Word::FieldMemberReason, &mut row.reason);
    b.day(Word::FieldInvitedOn, &mut row.invited_on);
    b.person(Word::FieldInvitedBy, Candidates::People, &mut row.invited_by);
    b.day(Word::FieldApprovedOn, &mut row.approved_on);
    b.person(Word::FieldApprovedBy, Candidates::Staff, &mut row.approved_by);
    b.day(Word::FieldJoinedGroupOn, &mut row.joined_on);
    b.day(Word::FieldOffDutyOn, &mut row.off_duty_on);
    b.day(Word::FieldRemovalOn, &mut row.removal.requested_on);
    b.short_text(Word::FieldRemovalReason, &mut row.removal.reason);
    b.day(Word::FieldRemovedOn, &mut row.released_on);
    b.person(Word::FieldReleasedBy, Candidates::People, &mut row.released_by);
}

fn review(row: &mut Review, b: &mut Binder<'_>) {
    b.person(Word::FieldCountersignedBy, Candidates::Staff, &mut row.countersigned_by);
}

fn incident(row: &mut Incident, b: &mut Binder<'_>) {
    b.id(Word::FieldId, &mut row.id, IncidentId::as_str, |id| IncidentId::new(id).ok());
    b.needed_choice(Word::FieldIncidentKind, &mut row.kind);
    b.moment(Word::FieldKnownAt, &mut row.known_at);
    b.moment(Word::FieldOccurredAt, &mut row.occurred_at);
    b.person(Word::FieldReporter, Candidates::Staff, &mut row.reporter);
    b.person(Word::FieldIncidentPerson, Candidates::Staff, &mut row.person);
    b.device(Word::FieldDevice, &mut row.device);
    b.area(Word::FieldSummary, &mut row.summary);
    let mut groups: Vec<Option<GroupId>> = row.groups.drain(..).map(Some).collect();
    b.rows(&mut groups, 3, &None, |b, group, number| {
        let label = numbered(Word::FieldIncidentGroup, number);
        let make = |id: &str| GroupId::held(id).ok();
        b.reference(label, &Wanted::optional(Candidates::Groups), group, GroupId::to_string, make);
    });
    row.groups.extend(groups.into_iter().flatten());
    b.number(Word::FieldAffectedPeople, &mut row.affected_people);
    b.text(Word::FieldAffectedData, &mut row.affected_data);
    b.rows(&mut row.first_response, 3, &Response::default(), |b, response, number| {
        b.row_moment(Word::FieldResponseAt, number, &mut response.at);
        b.row_text(Word::FieldResponseText, number, &mut response.text);
        b.row_person(Word::FieldResponseBy, number, &mut response.by);
        b.row_text(Word::FieldResponseNote, number, &mut response.note);
    });
    b.area(Word::FieldCause, &mut row.cause);
    b.area(Word::FieldSecondaryDamage, &mut row.secondary_damage);
    b.area(Word::FieldPeopleTold, &mut row.people_told);
    b.area(Word::FieldPublished, &mut row.published);
    b.area(Word::FieldPrevention, &mut row.prevention);
    b.area(Word::FieldRemarks, &mut row.remarks);
    b.rows(&mut row.measures, 2, &Measure::default(), |b, measure, number| {
        b.row_text(Word::FieldMeasureText, number, &mut measure.text);
        b.row_day(Word::FieldMeasureDue, number, &mut measure.due);
        b.row_day(Word::FieldMeasureDone, number, &mut measure.done_on);
    });
    b.day(Word::FieldReportedOn, &mut row.reported_on);
    b.choice(Word::FieldAssessment, &mut row.authority.assessment);
    b.day(Word::FieldAssessedOn, &mut row.authority.assessed_on);
    b.person(Word::FieldAssessedBy, Candidates::Staff, &mut row.authority.assessed_by);
    b.text(Word::FieldAssessmentReason, &mut row.authority.assessment_reason);
    b.flag(Word::FieldWrongful, &mut row.authority.wrongful);
    b.day(Word::FieldPreliminaryOn, &mut row.authority.preliminary_on);
    b.day(Word::FieldFinalOn, &mut row.authority.final_on);
    b.day(Word::FieldClosedOn, &mut row.closed_on);
}

fn waiver(row: &mut Waiver, b: &mut Binder<'_>) {
    let mut rule = Some(row.rule.clone()).filter(|rule| !rule.is_empty());
    b.reference(
        |lang| Word::FieldWaiverRule.say(lang).to_owned(),
        &Wanted::needed(Candidates::Rules, Word::FaultNeeded),
        &mut rule,
        String::clone,
        |name| Rule::from_name(name).map(|rule| rule.name().to_owned()),
    );
    let flags = rule.as_deref().and_then(Rule::from_name).map(Rule::flags);
    let mut subject = Some(row.subject.clone());
    b.reference(
        |lang| Word::FieldWaiverSubject.say(lang).to_owned(),
        &Wanted::needed(Candidates::Subjects, Word::FaultSubject),
        &mut subject,
        Subject::to_string,
        Subject::parse,
    );
    if let (Some(kinds), Some(subject)) = (flags, &subject)
        && !kinds.contains(&subject.kind())
    {
        b.fault_back(1, Word::FaultSubject);
    }
    row.rule = rule.unwrap_or_default();
    if let Some(subject) = subject {
        row.subject = subject;
    }
    b.needed_text(Word::FieldWaiverReason, &mut row.reason);
    b.needed_person(Word::FieldWaiverBy, Candidates::Staff, &mut row.approved_by);
    b.needed_day(Word::FieldWaiverUntil, &mut row.until);
}
