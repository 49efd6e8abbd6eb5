//! One fact about one subject: what a key on a finding records. Facts about many subjects make one command.

use crate::register::{
    date::{Date, Time},
    holdings::Register,
    id::{DeviceId, FilingId, GroupId, IncidentId, MembershipId, PersonId, TakeOutId},
    kinds::{Key, Record, RecordKind},
    records::{Filing, PaperText},
    subject::Subject,
    words::{
        Addressee, Assessment, ConsentBy, Control, ControlState, DecisionResult, FilingKind, OrderedBy,
        Ownership, ReportStage, RestrictionKind, Role,
    },
};

use super::Refusal;

macro_rules! facts {
    ($($(#[$doc:meta])* $variant:ident { $($(#[$fdoc:meta])* $field:ident : $type:ty),* $(,)? } = $word:literal),* $(,)?) => {
        /// Something that happened on the day which the command names.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Fact { $($(#[$doc])* $variant { $($(#[$fdoc])* $field: $type),* }),* }

        impl Fact {
            /// The word of every fact, in the order in which they are described.
            pub const WORDS: &'static [&'static str] = &[$($word),*];

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
    /// A person was registered in MCS (第8条).
    Registered {
        /// Who.
        staff: PersonId
    } = "registered",
    /// A person's role in MCS changed (第7条).
    RoleChanged {
        /// Whose.
        staff: PersonId,
        /// The role from now on.
        role: Role
    } = "role-changed",
    /// It is known which day of work is a person's last (第8条, 留意事項). It may lie ahead; the matters to settle follow
    /// from it, so that another last day needs nothing else.
    LeavingAnnounced {
        /// Who.
        staff: PersonId,
        /// The last day of work.
        last_day: Date
    } = "leaving-announced",
    /// A restriction was ordered (第14条, 留意事項(2)).
    RestrictionOrdered {
        /// On whom.
        staff: PersonId,
        /// Which kind.
        kind: RestrictionKind,
        /// Who ordered it.
        by: OrderedBy,
        /// Why, where that is known.
        reason: Option<String>
    } = "restriction-ordered",
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
    /// A device was lent to somebody (第8条).
    DeviceLent {
        /// Which.
        device: DeviceId,
        /// To whom.
        staff: PersonId
    } = "device-lent",
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
        by: Option<PersonId>,
        /// Why, where that is said: a refusal needs its reason on paper.
        note: Option<String>
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
    /// A take-out that came back was looked over (第13条(9)).
    TakeOutChecked {
        /// Which.
        take_out: TakeOutId,
        /// By whom, where that is known.
        by: Option<PersonId>
    } = "take-out-checked",
    /// Somebody else countersigned a decision on a take-out (第8条).
    TakeOutCountersigned {
        /// Which.
        take_out: TakeOutId,
        /// By whom; a countersign that names nobody is refused.
        by: Option<PersonId>
    } = "take-out-countersigned",
    /// Somebody else countersigned a group's newest review (第8条).
    ReviewCountersigned {
        /// Of which group.
        group: GroupId,
        /// Which review, by its place in the list.
        review: u32,
        /// By whom; a countersign that names nobody is refused.
        by: Option<PersonId>
    } = "review-countersigned",
    /// A question that a review left open was answered.
    QuestionAnswered {
        /// Of which group.
        group: GroupId,
        /// Which review, by its place in the list.
        review: u32,
        /// About which membership.
        membership: MembershipId,
        /// The answer, where one was written down.
        answer: Option<String>
    } = "question-answered",
    /// The patient or the family signed the consent (第10条).
    ConsentSigned {
        /// For which group.
        group: GroupId,
        /// Who agreed, where that is said.
        by: Option<ConsentBy>,
        /// Whether both sides hold a copy, where that is said.
        both_copies: Option<bool>
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
        membership: MembershipId,
        /// By whom, where that is known.
        by: Option<PersonId>
    } = "removal-done",
    /// A report of an incident was written. One to the same addressee that was not sent yet gives way to it.
    ReportWritten {
        /// Of which incident.
        incident: IncidentId,
        /// To whom.
        to: Addressee,
        /// Which report.
        stage: ReportStage,
        /// When.
        at: Option<Time>,
        /// By whom, where that is known.
        by: Option<PersonId>,
        /// What stands on it.
        paper: Option<PaperText>
    } = "report-written",
    /// A report that was written was sent; from then on it stays as it is.
    ReportSent {
        /// Of which incident.
        incident: IncidentId,
        /// Its number, from 1.
        number: u32
    } = "report-sent",
    /// An incident was reported to the secretariat (第8条). A report that was written by then was sent with it.
    IncidentReported {
        /// Which.
        incident: IncidentId
    } = "incident-reported",
    /// Whether the law asks for a report was assessed (個人情報保護法26条).
    IncidentAssessed {
        /// Which.
        incident: IncidentId,
        /// How.
        assessment: Assessment,
        /// By whom, where that is known.
        by: Option<PersonId>,
        /// Why, where that is said.
        reason: Option<String>
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
    /// A waiver was ended: the day before is its last (第18条).
    WaiverEnded {
        /// Which, by its place in the list.
        waiver: u32
    } = "waiver-ended",
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
            | Self::Registered { staff }
            | Self::RoleChanged { staff, .. }
            | Self::LeavingAnnounced { staff, .. }
            | Self::RestrictionOrdered { staff, .. }
            | Self::ProfileRegistered { staff }
            | Self::AccountReleased { staff }
            | Self::AccountDeleted { staff }
            | Self::RestrictionEnforced { staff, .. } => Ok((Key::Staff(staff.clone()), None)),
            Self::DeviceLent { device, .. }
            | Self::DeviceReturned { device }
            | Self::DeviceInspected { device }
            | Self::BootPasswordChanged { device }
            | Self::ByodApproved { device }
            | Self::OwnershipRecorded { device, .. }
            | Self::ControlRecorded { device, .. } => Ok((Key::Device(device.clone()), None)),
            Self::TakeOutDecided { take_out, .. }
            | Self::TakeOutLeft { take_out }
            | Self::TakeOutReturned { take_out }
            | Self::TakeOutChecked { take_out, .. }
            | Self::TakeOutCountersigned { take_out, .. } => Ok((Key::TakeOut(take_out.clone()), None)),
            Self::ReviewCountersigned { group, review, .. }
            | Self::QuestionAnswered { group, review, .. } => Ok((Key::Review(group.clone(), *review), None)),
            Self::ConsentSigned { group, .. }
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
            | Self::RemovalDone { membership: id, .. } => membership(id),
            Self::ReportWritten { incident, .. }
            | Self::ReportSent { incident, .. }
            | Self::IncidentReported { incident }
            | Self::IncidentAssessed { incident, .. }
            | Self::PreliminaryReportFiled { incident }
            | Self::FinalReportFiled { incident }
            | Self::MeasureDone { incident, .. }
            | Self::IncidentClosed { incident } => Ok((Key::Incident(incident.clone()), None)),
            Self::WaiverEnded { waiver } => Ok((Key::Waiver(*waiver), None)),
        }
    }
}

/// The filing of this kind that waits to be submitted, or a new one with the next number.
fn fresh_filing(register: &Register, kind: FilingKind) -> (Key, Option<Record>) {
    let waiting =
        register.filings().iter().find(|filing| filing.kind == kind && filing.submitted_on.is_none());
    if let Some(filing) = waiting {
        return (Key::Filing(filing.id.clone()), None);
    }
    let next = register.next_counted(RecordKind::Filing).unwrap_or_default();
    let id = FilingId::trusted(&next);
    let filing =
        Filing { id: id.clone(), kind, submitted_on: None, approved_on: None, reference: None, note: None };
    (Key::Filing(id), Some(Record::Filing(filing)))
}
