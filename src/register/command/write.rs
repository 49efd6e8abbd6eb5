//! How a fact is written into its record.

use crate::register::{
    Gone,
    date::Date,
    id::PersonId,
    kinds::Record,
    records::{
        Considered, Device, Filing, GroupSheet, Incident, Membership, Office, Question, Report, Restriction,
        Review, Staff, TakeOut, Training, non_blank,
    },
    subject::Subject,
    words::{Addressee, DecisionResult, DeviceStatus, ReportStage, ReviewDecision},
};

use super::{Fact, Refusal};

impl Fact {
    /// Writes the fact into its record.
    pub(super) fn write_into(&self, record: &mut Record, on: Date, gone: &Gone) -> Result<(), Refusal> {
        match record {
            Record::Office(office) => self.write_office(office, on),
            Record::Filing(filing) => self.write_filing(filing, on),
            Record::Staff(staff) => self.write_staff(staff, on),
            Record::Device(device) => self.write_device(device, on),
            Record::TakeOut(take_out) => self.write_take_out(take_out, on),
            Record::Group(sheet) => self.write_group(sheet, on),
            Record::Membership(membership) => self.write_membership(membership, on),
            Record::Incident(incident) => self.write_incident(incident, on, gone),
            Record::Review(review) => self.write_review(review, on),
            Record::Waiver(waiver) => {
                let last = on.plus_days(-1);
                if waiver.until <= last {
                    return Err(Refusal::AlreadyRecorded(waiver.subject.clone()));
                }
                waiver.until = last;
                Ok(())
            }
            // No fact happens to it.
            Record::Policy(_) => Err(Refusal::NothingChanged),
            Record::Partner(partner) => {
                let id = partner.id.clone();
                flag(&mut partner.disaster_eligible, true, || Subject::Partner(id))
            }
        }
    }

    fn write_office(&self, office: &mut Office, on: Date) -> Result<(), Refusal> {
        let Self::ControlConsidered { control, result, by, reason } = self else {
            return mark(&mut office.guideline_confirmed_on, on, || Subject::Office);
        };
        let same = |row: &Considered| (row.control, row.result, row.on) == (*control, *result, on);
        if office.considered.iter().any(same) {
            return Err(Refusal::AlreadyRecorded(Subject::Office));
        }
        let row = Considered::new(*control, *result, on);
        office.considered.push(Considered { reason: reason.clone(), decided_by: by.clone(), ..row });
        Ok(())
    }

    fn write_filing(&self, filing: &mut Filing, on: Date) -> Result<(), Refusal> {
        let id = filing.id.clone();
        let subject = || Subject::Filing(id);
        let Self::FilingAnswered { result, .. } = self else {
            return once(&mut filing.submitted_on, on, subject);
        };
        let (answer, other) = match result {
            DecisionResult::Approved => (&mut filing.approved_on, &mut filing.refused_on),
            DecisionResult::Refused => (&mut filing.refused_on, &mut filing.approved_on),
        };
        // It has one answer; one that lies ahead has not come.
        if other.is_some_and(|day| day <= on) {
            return Err(Refusal::AlreadyRecorded(subject()));
        }
        once(answer, on, subject)?;
        *other = None;
        Ok(())
    }

    fn write_review(&self, review: &mut Review, on: Date) -> Result<(), Refusal> {
        match self {
            Self::ReviewCountersigned { group, .. } if review.signed_on.is_none() => {
                Err(Refusal::NotSigned(Subject::Group(group.clone())))
            }
            Self::ReviewCountersigned { group, by, .. } => {
                let by =
                    somebody_else(by.as_ref(), review.reviewer.as_ref(), || Subject::Group(group.clone()))?;
                review.countersigned_by = Some(by);
                Ok(())
            }
            Self::QuestionAnswered { membership, answer, .. } => {
                let subject = || Subject::Membership(membership.clone());
                let decision = review.decisions.iter_mut().find(|decision| {
                    decision.membership.as_ref() == Some(membership)
                        && decision.decision == Some(ReviewDecision::Ask)
                });
                let Some(decision) = decision else { return Err(Refusal::NotAsked(subject())) };
                let question = decision.question.get_or_insert_with(|| Box::new(Question::default()));
                once(&mut question.answered_on, on, subject)?;
                question.answer = answer.as_deref().map(Box::from);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn write_staff(&self, staff: &mut Staff, on: Date) -> Result<(), Refusal> {
        let id = staff.id.clone();
        let subject = || Subject::Staff(id.clone());
        match self {
            Self::PasswordChanged { .. } => mark(&mut staff.mcs.password_changed_on, on, subject),
            Self::Registered { .. } => {
                let mcs = &mut staff.mcs;
                // Registered again after the last ID ended.
                if [mcs.released_on, mcs.deleted_on].into_iter().flatten().any(|day| day <= on) {
                    (mcs.released_on, mcs.deleted_on, mcs.deletion_asked_on) = (None, None, None);
                    return mark(&mut mcs.registered_on, on, subject);
                }
                once(&mut mcs.registered_on, on, subject)
            }
            Self::IdRecorded { login, .. } => {
                let login = non_blank(login.as_deref()).map(str::to_owned);
                match (login, non_blank(staff.mcs.login.as_deref())) {
                    (None, _) => Err(Refusal::NothingChanged),
                    (Some(_), Some(_)) => Err(Refusal::AlreadyRecorded(subject())),
                    (login, None) => set(&mut staff.mcs.login, login, subject),
                }
            }
            Self::RoleChanged { role, .. } => set(&mut staff.mcs.role, Some(*role), subject),
            Self::LeavingAnnounced { last_day, .. } => set(&mut staff.left_on, Some(*last_day), subject),
            Self::RestrictionOrdered { kind, by, reason, .. } => {
                let restriction = Restriction {
                    kind: *kind,
                    by: Some(*by),
                    ordered_on: Some(on),
                    enforced_on: None,
                    lifted_on: None,
                    reason: reason.clone(),
                };
                if staff.restrictions.contains(&restriction) {
                    return Err(Refusal::AlreadyRecorded(subject()));
                }
                staff.restrictions.push(restriction);
                Ok(())
            }
            Self::SharingEnded { .. } => flag(&mut staff.mcs.shared, false, subject),
            Self::PledgeSigned { .. } => once(&mut staff.pledge.signed_on, on, subject),
            Self::ProfileRegistered { .. } => flag(&mut staff.mcs.profile, true, subject),
            Self::AccountReleased { .. } => once(&mut staff.mcs.released_on, on, subject),
            Self::AccountDeleted { .. } => once(&mut staff.mcs.deleted_on, on, subject),
            Self::DeletionAsked { .. } => mark(&mut staff.mcs.deletion_asked_on, on, subject),
            Self::EligibilityRecorded { .. } => flag(&mut staff.disaster_eligible, true, subject),
            Self::TrainingAttended { title, .. } => {
                let training = Training { on: Some(on), title: title.clone() };
                if staff.trainings.contains(&training) {
                    return Err(Refusal::AlreadyRecorded(subject()));
                }
                staff.trainings.push(training);
                Ok(())
            }
            Self::RestrictionEnforced { kind, .. } => {
                let mut open = staff
                    .restrictions
                    .iter_mut()
                    .filter(|restriction| {
                        restriction.kind == *kind
                            && restriction.ordered_on.is_some_and(|ordered| ordered <= on)
                            && restriction.enforced_on.is_none_or(|day| day > on)
                            && restriction.lifted_on.is_none_or(|day| day > on)
                    })
                    .peekable();
                if open.peek().is_none() {
                    return Err(Refusal::AlreadyRecorded(subject()));
                }
                open.for_each(|restriction| restriction.enforced_on = Some(on));
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn write_device(&self, device: &mut Device, on: Date) -> Result<(), Refusal> {
        let id = device.id.clone();
        let subject = || Subject::Device(id.clone());
        match self {
            Self::DeviceLent { staff, .. } => {
                let with_them = device.holder.as_ref() == Some(staff);
                if with_them && device.returned_on.is_none_or(|day| day > on) {
                    return Err(Refusal::AlreadyRecorded(subject()));
                }
                device.holder = Some(staff.clone());
                device.lent_on = Some(on);
                device.returned_on = None;
                if device.status == Some(DeviceStatus::Spare) {
                    device.status = Some(DeviceStatus::InUse);
                }
                Ok(())
            }
            Self::DeviceReturned { .. } => {
                // Lent again after it came back: this return is a new one.
                if device.lent_on > device.returned_on {
                    mark(&mut device.returned_on, on, subject)?;
                } else {
                    once(&mut device.returned_on, on, subject)?;
                }
                if device.status == Some(DeviceStatus::InUse) {
                    device.status = Some(DeviceStatus::Spare);
                }
                Ok(())
            }
            Self::DeviceMissing { stolen, .. } => {
                let status = if *stolen { DeviceStatus::Stolen } else { DeviceStatus::Lost };
                if device.status == Some(status) && device.missing_since.is_some_and(|day| day <= on) {
                    return Err(Refusal::AlreadyRecorded(subject()));
                }
                (device.status, device.missing_since) = (Some(status), Some(on));
                Ok(())
            }
            Self::DeviceFound { .. } => {
                if !device.status.is_some_and(DeviceStatus::is_missing) {
                    return Err(Refusal::NothingChanged);
                }
                let held = device.holder.is_some() && device.returned_on.is_none_or(|day| day > on);
                device.status = Some(if held { DeviceStatus::InUse } else { DeviceStatus::Spare });
                device.missing_since = None;
                Ok(())
            }
            Self::DeviceErased { .. } => once(&mut device.erased_on, on, subject),
            Self::DeviceInspected { .. } => mark(&mut device.inspected_on, on, subject),
            Self::BootPasswordChanged { .. } => mark(&mut device.boot_password_changed_on, on, subject),
            Self::ByodApproved { .. } => once(&mut device.byod_approved_on, on, subject),
            Self::OwnershipRecorded { ownership, .. } => {
                set(&mut device.ownership, Some(*ownership), subject)
            }
            Self::ControlRecorded { control, state, .. } => {
                if device.controls.get(*control) == Some(*state) {
                    return Err(Refusal::AlreadyRecorded(subject()));
                }
                device.controls.set(*control, Some(*state));
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn write_take_out(&self, take_out: &mut TakeOut, on: Date) -> Result<(), Refusal> {
        let id = take_out.id.clone();
        let subject = || Subject::TakeOut(id.clone());
        match self {
            Self::TakeOutDecided { result, by, note, .. } => {
                let decision = &mut take_out.decision;
                if decision.result.is_some() && decision.on.is_some_and(|day| day <= on) {
                    return Err(Refusal::AlreadyRecorded(subject()));
                }
                decision.result = Some(*result);
                decision.on = Some(on);
                decision.by.clone_from(by);
                decision.countersigned_by = None;
                if note.is_some() {
                    decision.note.clone_from(note);
                }
                Ok(())
            }
            Self::TakeOutExtended { until, by, .. } => {
                let decision = &mut take_out.decision;
                if decision.result != Some(DecisionResult::Approved) {
                    return Err(Refusal::NotDecided(subject()));
                }
                if take_out.until.is_none_or(|day| day >= *until) {
                    return Err(Refusal::NoExtension(*until));
                }
                take_out.until = Some(*until);
                (decision.on, decision.countersigned_by) = (Some(on), None);
                decision.by.clone_from(by);
                Ok(())
            }
            Self::TakeOutReturned { .. } | Self::TakeOutChecked { .. } if take_out.out_on.is_none() => {
                Err(Refusal::NotOut(subject()))
            }
            Self::TakeOutLeft { .. } => once(&mut take_out.out_on, on, subject),
            Self::TakeOutReturned { .. } => once(&mut take_out.returned_on, on, subject),
            Self::TakeOutChecked { by, .. } => {
                once(&mut take_out.checked_on, on, subject)?;
                take_out.checked_by.clone_from(by);
                Ok(())
            }
            Self::TakeOutCountersigned { by, .. } => {
                let decision = &mut take_out.decision;
                if decision.result.is_none() {
                    return Err(Refusal::NotDecided(subject()));
                }
                let by = somebody_else(by.as_ref(), decision.by.as_ref(), subject)?;
                set(&mut decision.countersigned_by, Some(by), subject)
            }
            _ => Ok(()),
        }
    }

    fn write_group(&self, sheet: &mut GroupSheet, on: Date) -> Result<(), Refusal> {
        let id = sheet.id.clone();
        let subject = || Subject::Group(id.clone());
        match self {
            Self::ConsentSigned { by, both_copies, .. } => {
                let consent = &mut sheet.consent;
                if consent.withdrawn_on.is_some() {
                    // Signed again after it was withdrawn.
                    consent.withdrawn_on = None;
                    mark(&mut consent.signed_on, on, subject)?;
                } else {
                    once(&mut consent.signed_on, on, subject)?;
                }
                consent.by = by.or(consent.by);
                consent.both_copies = both_copies.or(consent.both_copies);
                Ok(())
            }
            Self::ConsentCopiesHeld { .. } => flag(&mut sheet.consent.both_copies, true, subject),
            Self::OnePatientConfirmed { .. } => set(&mut sheet.patients, Some(1), subject),
            Self::HostRecorded { host, .. } => set(&mut sheet.host, Some(*host), subject),
            Self::GroupDeleted { .. } => once(&mut sheet.deleted_on, on, subject),
            Self::GroupArchived { .. } => once(&mut sheet.archived_on, on, subject),
            Self::PermissionReceived { .. } => once(&mut sheet.permission_on, on, subject),
            Self::PurposeAnnounced { .. } => once(&mut sheet.purpose_announced_on, on, subject),
            Self::PatientDataRemoved { .. } => set(&mut sheet.patient_data_found_on, None, subject),
            _ => Ok(()),
        }
    }

    fn write_membership(&self, membership: &mut Membership, on: Date) -> Result<(), Refusal> {
        let id = membership.id.clone();
        let subject = || Subject::Membership(id.clone());
        match self {
            Self::Invited { rights, by, reason, .. } => {
                once(&mut membership.invited_on, on, subject)?;
                membership.rights = *rights;
                membership.invited_by.clone_from(by);
                membership.reason = reason.as_deref().map(Box::from);
                Ok(())
            }
            Self::InvitationApproved { by, .. } => {
                once(&mut membership.approved_on, on, subject)?;
                membership.approved_by.clone_from(by);
                Ok(())
            }
            Self::InvitationJoined { .. } => once(&mut membership.joined_on, on, subject),
            Self::RightsRecorded { rights, .. } => set(&mut membership.rights, Some(*rights), subject),
            Self::OffDuty { .. } => once(&mut membership.off_duty_on, on, subject),
            Self::RemovalRequested { reason, .. } => {
                once(&mut membership.removal.requested_on, on, subject)?;
                membership.removal.reason = reason.as_deref().map(Box::from);
                Ok(())
            }
            Self::RemovalDone { by, .. } => {
                once(&mut membership.released_on, on, subject)?;
                membership.released_by.clone_from(by);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn write_incident(&self, incident: &mut Incident, on: Date, gone: &Gone) -> Result<(), Refusal> {
        let id = incident.id.clone();
        let subject = || Subject::Incident(id.clone());
        match self {
            Self::ReportWritten { to, group, stage, at, by, paper, .. } => {
                let report = Report {
                    to: *to,
                    number: None,
                    group: group.clone(),
                    stage: *stage,
                    written_at: *at,
                    written_by: by.clone(),
                    sent_on: None,
                    paper: paper.clone(),
                };
                incident.write_report(report, gone)
            }
            Self::ReportSent { number, .. } => {
                let place = usize::try_from(*number).ok().and_then(|number| number.checked_sub(1));
                incident.send_report(place.ok_or(Refusal::NoSuchReport(*number))?, on)
            }
            Self::IncidentReported { .. } => {
                match incident.report_sent_by(Addressee::Secretariat, None, on) {
                    Some(place) => incident.send_report(place, on),
                    None => once(&mut incident.reported_on, on, subject),
                }
            }
            Self::IncidentAssessed { assessment, by, reason, .. } => {
                let authority = &mut incident.authority;
                set(&mut authority.assessment, Some(*assessment), subject)?;
                authority.assessed_on = Some(on);
                authority.assessed_by.clone_from(by);
                authority.assessment_reason.clone_from(reason);
                Ok(())
            }
            Self::PreliminaryReportFiled { .. } => {
                once(&mut incident.authority.preliminary_on, on, subject)?;
                file_report(incident, ReportStage::First, on)
            }
            Self::FinalReportFiled { .. } => {
                once(&mut incident.authority.final_on, on, subject)?;
                file_report(incident, ReportStage::Final, on)
            }
            Self::PersonsNotified { .. } => once(&mut incident.authority.persons_notified_on, on, subject),
            Self::MeasureDone { number, .. } => {
                let place = usize::try_from(*number).ok().and_then(|number| number.checked_sub(1));
                let measure = place
                    .and_then(|place| incident.measures.get_mut(place))
                    .ok_or(Refusal::NoSuchMeasure(*number))?;
                once(&mut measure.done_on, on, subject)
            }
            Self::IncidentClosed { .. } => once(&mut incident.closed_on, on, subject),
            _ => Ok(()),
        }
    }
}

/// The report of a stage to the authority went with the day on which it was filed, where one was written.
fn file_report(incident: &mut Incident, stage: ReportStage, on: Date) -> Result<(), Refusal> {
    let place = incident.report_sent_by(Addressee::Authority, Some(stage), on);
    place.map_or(Ok(()), |place| incident.send_report(place, on))
}

/// Who countersigns: somebody, and not whoever decided.
fn somebody_else(
    by: Option<&PersonId>,
    decided_by: Option<&PersonId>,
    subject: impl FnOnce() -> Subject,
) -> Result<PersonId, Refusal> {
    match by {
        None => Err(Refusal::NobodyNamed(subject())),
        Some(by) if Some(by) == decided_by => Err(Refusal::CountersignByOneself(Subject::Staff(by.clone()))),
        Some(by) => Ok(by.clone()),
    }
}

/// Records the day of what happens once. What was recorded is not replaced in passing: a form does that, on purpose.
/// A day ahead has not happened yet.
fn once(slot: &mut Option<Date>, on: Date, subject: impl FnOnce() -> Subject) -> Result<(), Refusal> {
    if slot.is_some_and(|day| day <= on) {
        return Err(Refusal::AlreadyRecorded(subject()));
    }
    *slot = Some(on);
    Ok(())
}

/// Records the day of what happens again and again. A later fact replaces an earlier one; the same day twice is refused.
fn mark(slot: &mut Option<Date>, on: Date, subject: impl FnOnce() -> Subject) -> Result<(), Refusal> {
    set(slot, Some(on), subject)
}

fn flag(slot: &mut Option<bool>, value: bool, subject: impl FnOnce() -> Subject) -> Result<(), Refusal> {
    set(slot, Some(value), subject)
}

fn set<T: PartialEq>(
    slot: &mut Option<T>,
    value: Option<T>,
    subject: impl FnOnce() -> Subject,
) -> Result<(), Refusal> {
    if *slot == value {
        return Err(Refusal::AlreadyRecorded(subject()));
    }
    *slot = value;
    Ok(())
}
