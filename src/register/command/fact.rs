//! One fact about one subject: what a key on a finding records. Facts about many subjects make one command.

use crate::register::{
    change::{Key, Record},
    date::Date,
    holdings::Register,
    id::{DeviceId, FilingId, GroupId, IncidentId, MembershipId, PersonId, TakeOutId},
    records::{Filing, Training},
    subject::Subject,
    words::{Assessment, Control, ControlState, DecisionResult, FilingKind, Ownership, RestrictionKind},
};

use super::Refusal;

macro_rules! facts {
    ($($(#[$doc:meta])* $variant:ident { $($(#[$fdoc:meta])* $field:ident : $type:ty),* $(,)? } = $word:literal),* $(,)?) => {
        /// Something that happened on the day which the command names.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Fact { $($(#[$doc])* $variant { $($(#[$fdoc])* $field: $type),* }),* }

        impl Fact {
            /// The stable word for the audit trail.
            pub fn word(&self) -> &'static str {
                match self { $(Self::$variant { .. } => $word),* }
            }
        }
    };
}

facts! {
    /// A paper went to the secretariat (第4条).
    FilingSubmitted {
        /// Which paper.
        kind: FilingKind
    } = "filing-submitted",
    /// The latest guidelines were confirmed (第2条).
    GuidelineConfirmed {} = "guideline-confirmed",
    /// A person changed the MCS password (第12条(3)).
    PasswordChanged {
        /// Who.
        staff: PersonId
    } = "password-changed",
    /// An ID is no longer shared (第12条(2)).
    SharingEnded {
        /// Whose ID.
        staff: PersonId
    } = "sharing-ended",
    /// A pledge was signed (第9条).
    PledgeSigned {
        /// Who.
        staff: PersonId
    } = "pledge-signed",
    /// A training was attended (第9条).
    TrainingAttended {
        /// Who.
        staff: PersonId,
        /// Its title, where one is known.
        title: Option<String>
    } = "training-attended",
    /// The profile is registered in MCS (留意事項(3)).
    ProfileRegistered {
        /// Whose.
        staff: PersonId
    } = "profile-registered",
    /// スタッフ解除 was done in MCS (第8条).
    AccountReleased {
        /// Whose account.
        staff: PersonId
    } = "account-released",
    /// The person deleted the account.
    AccountDeleted {
        /// Whose account.
        staff: PersonId
    } = "account-deleted",
    /// A restriction was carried out in MCS (第14条).
    RestrictionEnforced {
        /// On whom.
        staff: PersonId,
        /// Which kind; every open order of the kind counts.
        kind: RestrictionKind
    } = "restriction-enforced",
    /// A lent device came back (留意事項(3)).
    DeviceReturned {
        /// Which.
        device: DeviceId
    } = "device-returned",
    /// A device was inspected (第8条).
    DeviceInspected {
        /// Which.
        device: DeviceId
    } = "device-inspected",
    /// A start-up password was changed (第13条(1)).
    BootPasswordChanged {
        /// Of which device.
        device: DeviceId
    } = "boot-password-changed",
    /// The use of a personal device was approved (第13条(10)).
    ByodApproved {
        /// Which.
        device: DeviceId
    } = "byod-approved",
    /// Whose device it is was found out (第13条(10)).
    OwnershipRecorded {
        /// Which device.
        device: DeviceId,
        /// Whose.
        ownership: Ownership
    } = "ownership-recorded",
    /// The state of a control was found out or decided (第13条).
    ControlRecorded {
        /// On which device.
        device: DeviceId,
        /// Which control.
        control: Control,
        /// Its state.
        state: ControlState
    } = "control-recorded",
    /// A take-out was approved or refused (第13条(9)).
    TakeOutDecided {
        /// Which.
        take_out: TakeOutId,
        /// How.
        result: DecisionResult,
        /// By whom, where that is known.
        by: Option<PersonId>
    } = "take-out-decided",
    /// A take-out left the office.
    TakeOutLeft {
        /// Which.
        take_out: TakeOutId
    } = "take-out-left",
    /// A take-out came back.
    TakeOutReturned {
        /// Which.
        take_out: TakeOutId
    } = "take-out-returned",
    /// Somebody else countersigned a decision on a take-out (第8条).
    TakeOutCountersigned {
        /// Which.
        take_out: TakeOutId,
        /// By whom.
        by: PersonId
    } = "take-out-countersigned",
    /// Somebody else countersigned a group's newest review (第8条).
    ReviewCountersigned {
        /// Of which group.
        group: GroupId,
        /// Which review, by its place in the list.
        review: u32,
        /// By whom.
        by: PersonId
    } = "review-countersigned",
    /// The patient or the family signed the consent (第10条).
    ConsentSigned {
        /// For which group.
        group: GroupId
    } = "consent-signed",
    /// Both sides hold a copy of the consent (第10条).
    ConsentCopiesHeld {
        /// For which group.
        group: GroupId
    } = "consent-copies-held",
    /// A group is about one patient (留意事項(1)).
    OnePatientConfirmed {
        /// Which.
        group: GroupId
    } = "one-patient-confirmed",
    /// A group was moved to the archive (留意事項(2), 第16条(3)).
    GroupArchived {
        /// Which.
        group: GroupId
    } = "group-archived",
    /// The secretariat permitted a free group (第17条(3)).
    PermissionReceived {
        /// Which.
        group: GroupId
    } = "permission-received",
    /// A free group's purpose was told to its members (第17条(6)).
    PurposeAnnounced {
        /// Which.
        group: GroupId
    } = "purpose-announced",
    /// Patient data was taken out of a free group (第17条(1)); the finding's day stays in the audit trail.
    PatientDataRemoved {
        /// Which.
        group: GroupId
    } = "patient-data-removed",
    /// An invitation was approved (第8条).
    InvitationApproved {
        /// Which membership.
        membership: MembershipId,
        /// By whom, where that is known.
        by: Option<PersonId>
    } = "invitation-approved",
    /// An invited person joined.
    InvitationJoined {
        /// Which membership.
        membership: MembershipId
    } = "invitation-joined",
    /// A person is no longer in charge of the patient (留意事項(1)(3)).
    OffDuty {
        /// Which membership.
        membership: MembershipId
    } = "off-duty",
    /// A removal was decided; it stays open until it is done in MCS.
    RemovalRequested {
        /// Which membership.
        membership: MembershipId,
        /// Why.
        reason: Option<String>
    } = "removal-requested",
    /// A removal was done in MCS (解除).
    RemovalDone {
        /// Which membership.
        membership: MembershipId
    } = "removal-done",
    /// An incident was reported to the secretariat (第8条).
    IncidentReported {
        /// Which.
        incident: IncidentId
    } = "incident-reported",
    /// Whether the law asks for a report was assessed (個人情報保護法26条).
    IncidentAssessed {
        /// Which.
        incident: IncidentId,
        /// How.
        assessment: Assessment
    } = "incident-assessed",
    /// The preliminary report was filed (速報).
    PreliminaryReportFiled {
        /// Which.
        incident: IncidentId
    } = "preliminary-report-filed",
    /// The final report was filed (確報).
    FinalReportFiled {
        /// Which.
        incident: IncidentId
    } = "final-report-filed",
    /// A measure was carried out.
    MeasureDone {
        /// Of which incident.
        incident: IncidentId,
        /// Its number, from 1.
        number: u32
    } = "measure-done",
    /// An incident was closed.
    IncidentClosed {
        /// Which.
        incident: IncidentId
    } = "incident-closed",
}

impl Fact {
    /// The record that the fact changes, and a fresh one where the fact makes it.
    pub(super) fn key(&self, register: &Register) -> Result<(Key, Option<Record>), Refusal> {
        let membership = |id: &MembershipId| {
            let (group, _) =
                register.membership(id).ok_or_else(|| Refusal::Gone(Subject::Membership(id.clone())))?;
            Ok((Key::Membership(group.sheet.id.clone(), id.clone()), None))
        };
        match self {
            Self::FilingSubmitted { kind } => Ok(fresh_filing(register, *kind)),
            Self::GuidelineConfirmed {} => Ok((Key::Office, None)),
            Self::PasswordChanged { staff }
            | Self::SharingEnded { staff }
            | Self::PledgeSigned { staff }
            | Self::TrainingAttended { staff, .. }
            | Self::ProfileRegistered { staff }
            | Self::AccountReleased { staff }
            | Self::AccountDeleted { staff }
            | Self::RestrictionEnforced { staff, .. } => Ok((Key::Staff(staff.clone()), None)),
            Self::DeviceReturned { device }
            | Self::DeviceInspected { device }
            | Self::BootPasswordChanged { device }
            | Self::ByodApproved { device }
            | Self::OwnershipRecorded { device, .. }
            | Self::ControlRecorded { device, .. } => Ok((Key::Device(device.clone()), None)),
            Self::TakeOutDecided { take_out, .. }
            | Self::TakeOutLeft { take_out }
            | Self::TakeOutReturned { take_out }
            | Self::TakeOutCountersigned { take_out, .. } => Ok((Key::TakeOut(take_out.clone()), None)),
            Self::ReviewCountersigned { group, review, .. } => {
                Ok((Key::Review(group.clone(), *review), None))
            }
            Self::ConsentSigned { group }
            | Self::ConsentCopiesHeld { group }
            | Self::OnePatientConfirmed { group }
            | Self::GroupArchived { group }
            | Self::PermissionReceived { group }
            | Self::PurposeAnnounced { group }
            | Self::PatientDataRemoved { group } => Ok((Key::Group(group.clone()), None)),
            Self::InvitationApproved { membership: id, .. }
            | Self::InvitationJoined { membership: id }
            | Self::OffDuty { membership: id }
            | Self::RemovalRequested { membership: id, .. }
            | Self::RemovalDone { membership: id } => membership(id),
            Self::IncidentReported { incident }
            | Self::IncidentAssessed { incident, .. }
            | Self::PreliminaryReportFiled { incident }
            | Self::FinalReportFiled { incident }
            | Self::MeasureDone { incident, .. }
            | Self::IncidentClosed { incident } => Ok((Key::Incident(incident.clone()), None)),
        }
    }

    /// Writes the fact into its record.
    pub(super) fn settle(&self, record: &mut Record, on: Date) -> Result<(), Refusal> {
        match record {
            Record::Office(office) => mark(&mut office.guideline_confirmed_on, on, || Subject::Office),
            Record::Filing(filing) => {
                let id = filing.id.clone();
                once(&mut filing.submitted_on, on, || Subject::Filing(id))
            }
            Record::Staff(staff) => self.settle_staff(staff, on),
            Record::Device(device) => self.settle_device(device, on),
            Record::TakeOut(take_out) => self.settle_take_out(take_out, on),
            Record::Group(sheet) => self.settle_group(sheet, on),
            Record::Membership(membership) => self.settle_membership(membership, on),
            Record::Incident(incident) => self.settle_incident(incident, on),
            Record::Review(review) => {
                if let Self::ReviewCountersigned { by, .. } = self {
                    if review.reviewer.as_ref() == Some(by) {
                        return Err(Refusal::CountersignByOneself(Subject::Staff(by.clone())));
                    }
                    review.countersigned_by = Some(by.clone());
                }
                Ok(())
            }
            Record::Partner(_) | Record::Waiver(_) => Ok(()),
        }
    }

    fn settle_staff(&self, staff: &mut crate::register::records::Staff, on: Date) -> Result<(), Refusal> {
        let id = staff.id.clone();
        let subject = || Subject::Staff(id.clone());
        match self {
            Self::PasswordChanged { .. } => mark(&mut staff.mcs.password_changed_on, on, subject),
            Self::SharingEnded { .. } => flag(&mut staff.mcs.shared, false, subject),
            Self::PledgeSigned { .. } => once(&mut staff.pledge.signed_on, on, subject),
            Self::ProfileRegistered { .. } => flag(&mut staff.mcs.profile, true, subject),
            Self::AccountReleased { .. } => once(&mut staff.mcs.released_on, on, subject),
            Self::AccountDeleted { .. } => once(&mut staff.mcs.deleted_on, on, subject),
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

    fn settle_device(&self, device: &mut crate::register::records::Device, on: Date) -> Result<(), Refusal> {
        let id = device.id.clone();
        let subject = || Subject::Device(id.clone());
        match self {
            // Lent again after it came back: this return is a new one.
            Self::DeviceReturned { .. } if device.lent_on > device.returned_on => {
                mark(&mut device.returned_on, on, subject)
            }
            Self::DeviceReturned { .. } => once(&mut device.returned_on, on, subject),
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

    fn settle_take_out(
        &self,
        take_out: &mut crate::register::records::TakeOut,
        on: Date,
    ) -> Result<(), Refusal> {
        let id = take_out.id.clone();
        let subject = || Subject::TakeOut(id.clone());
        match self {
            Self::TakeOutDecided { result, by, .. } => {
                let decision = &mut take_out.decision;
                if decision.result.is_some() && decision.on.is_some_and(|day| day <= on) {
                    return Err(Refusal::AlreadyRecorded(subject()));
                }
                decision.result = Some(*result);
                decision.on = Some(on);
                decision.by.clone_from(by);
                decision.countersigned_by = None;
                Ok(())
            }
            Self::TakeOutLeft { .. } => once(&mut take_out.out_on, on, subject),
            Self::TakeOutReturned { .. } => once(&mut take_out.returned_on, on, subject),
            Self::TakeOutCountersigned { by, .. } => {
                let decision = &mut take_out.decision;
                if decision.result.is_none() {
                    return Err(Refusal::NotDecided(subject()));
                }
                if decision.by.as_ref() == Some(by) {
                    return Err(Refusal::CountersignByOneself(Subject::Staff(by.clone())));
                }
                set(&mut decision.countersigned_by, Some(by.clone()), subject)
            }
            _ => Ok(()),
        }
    }

    fn settle_group(
        &self,
        sheet: &mut crate::register::records::GroupSheet,
        on: Date,
    ) -> Result<(), Refusal> {
        let id = sheet.id.clone();
        let subject = || Subject::Group(id.clone());
        match self {
            // Signed again after it was withdrawn.
            Self::ConsentSigned { .. } if sheet.consent.withdrawn_on.is_some() => {
                sheet.consent.withdrawn_on = None;
                mark(&mut sheet.consent.signed_on, on, subject)
            }
            Self::ConsentSigned { .. } => once(&mut sheet.consent.signed_on, on, subject),
            Self::ConsentCopiesHeld { .. } => flag(&mut sheet.consent.both_copies, true, subject),
            Self::OnePatientConfirmed { .. } => set(&mut sheet.patients, Some(1), subject),
            Self::GroupArchived { .. } => once(&mut sheet.archived_on, on, subject),
            Self::PermissionReceived { .. } => once(&mut sheet.permission_on, on, subject),
            Self::PurposeAnnounced { .. } => once(&mut sheet.purpose_announced_on, on, subject),
            Self::PatientDataRemoved { .. } => set(&mut sheet.patient_data_found_on, None, subject),
            _ => Ok(()),
        }
    }

    fn settle_membership(
        &self,
        membership: &mut crate::register::records::Membership,
        on: Date,
    ) -> Result<(), Refusal> {
        let id = membership.id.clone();
        let subject = || Subject::Membership(id.clone());
        match self {
            Self::InvitationApproved { by, .. } => {
                once(&mut membership.approved_on, on, subject)?;
                membership.approved_by.clone_from(by);
                Ok(())
            }
            Self::InvitationJoined { .. } => once(&mut membership.joined_on, on, subject),
            Self::OffDuty { .. } => once(&mut membership.off_duty_on, on, subject),
            Self::RemovalRequested { reason, .. } => {
                once(&mut membership.removal.requested_on, on, subject)?;
                membership.removal.reason = reason.as_deref().map(Box::from);
                Ok(())
            }
            Self::RemovalDone { .. } => once(&mut membership.released_on, on, subject),
            _ => Ok(()),
        }
    }

    fn settle_incident(
        &self,
        incident: &mut crate::register::records::Incident,
        on: Date,
    ) -> Result<(), Refusal> {
        let id = incident.id.clone();
        let subject = || Subject::Incident(id.clone());
        match self {
            Self::IncidentReported { .. } => once(&mut incident.reported_on, on, subject),
            Self::IncidentAssessed { assessment, .. } => {
                set(&mut incident.authority.assessment, Some(*assessment), subject)
            }
            Self::PreliminaryReportFiled { .. } => once(&mut incident.authority.preliminary_on, on, subject),
            Self::FinalReportFiled { .. } => once(&mut incident.authority.final_on, on, subject),
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

/// The filing of this kind that waits to be submitted, or a new one with the next number.
fn fresh_filing(register: &Register, kind: FilingKind) -> (Key, Option<Record>) {
    let waiting =
        register.filings().iter().find(|filing| filing.kind == kind && filing.submitted_on.is_none());
    if let Some(filing) = waiting {
        return (Key::Filing(filing.id.clone()), None);
    }
    let next =
        super::super::numbering::next_id("F-", 1, register.filings().iter().map(|filing| filing.id.as_str()));
    let id = FilingId::trusted(&next);
    let filing =
        Filing { id: id.clone(), kind, submitted_on: None, approved_on: None, reference: None, note: None };
    (Key::Filing(id), Some(Record::Filing(filing)))
}
