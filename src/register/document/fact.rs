//! One fact of a command: its word, and the fields of its kind.

use crate::register::command::Fact;

use super::{
    command::Given,
    fault::Fault,
    path::Path,
    tree::Json,
    value::{Read, Value, write_field},
    writer::Writer,
};

/// A fact that is missing here does not compile: the writer names them all. That the words are those of the audit trail
/// is a test's to see.
macro_rules! facts {
    ($($variant:ident = $word:literal { $($field:ident),* })*) => {
        impl Value for Fact {
            fn read(json: Json<'_>, at: &Path<'_>) -> Read<Self> {
                let mut given = Given::of(json, at)?;
                let word = given.word("fact", at)?;
                let fact = match word.as_ref() {
                    $($word => Self::$variant { $($field: given.field(stringify!($field), at)?),* },)*
                    _ => {
                        let (word, allowed) = (word.into_owned(), Self::WORDS.to_vec());
                        return Err(at.key("fact").fault(Fault::UnknownWord { word, allowed }));
                    }
                };
                given.end(at)?;
                Ok(fact)
            }

            fn write(&self, out: &mut Writer) {
                out.object(|out| {
                    out.key("fact");
                    out.plain(self.word());
                    match self {
                        $(Self::$variant { $($field),* } => {
                            $(write_field(out, stringify!($field), $field);)*
                        })*
                    }
                });
            }
        }
    };
}

facts! {
    FilingSubmitted = "filing-submitted" { kind }
    GuidelineConfirmed = "guideline-confirmed" {}
    PasswordChanged = "password-changed" { staff }
    SharingEnded = "sharing-ended" { staff }
    PledgeSigned = "pledge-signed" { staff }
    TrainingAttended = "training-attended" { staff, title }
    Registered = "registered" { staff }
    RoleChanged = "role-changed" { staff, role }
    LeavingAnnounced = "leaving-announced" { staff, last_day }
    RestrictionOrdered = "restriction-ordered" { staff, kind, by, reason }
    ProfileRegistered = "profile-registered" { staff }
    AccountReleased = "account-released" { staff }
    AccountDeleted = "account-deleted" { staff }
    RestrictionEnforced = "restriction-enforced" { staff, kind }
    DeviceLent = "device-lent" { device, staff }
    DeviceReturned = "device-returned" { device }
    DeviceInspected = "device-inspected" { device }
    BootPasswordChanged = "boot-password-changed" { device }
    ByodApproved = "byod-approved" { device }
    OwnershipRecorded = "ownership-recorded" { device, ownership }
    ControlRecorded = "control-recorded" { device, control, state }
    TakeOutDecided = "take-out-decided" { take_out, result, by, note }
    TakeOutLeft = "take-out-left" { take_out }
    TakeOutReturned = "take-out-returned" { take_out }
    TakeOutChecked = "take-out-checked" { take_out, by }
    TakeOutCountersigned = "take-out-countersigned" { take_out, by }
    ReviewCountersigned = "review-countersigned" { group, review, by }
    QuestionAnswered = "question-answered" { group, review, membership, answer }
    ConsentSigned = "consent-signed" { group, by, both_copies }
    ConsentCopiesHeld = "consent-copies-held" { group }
    OnePatientConfirmed = "one-patient-confirmed" { group }
    GroupArchived = "group-archived" { group }
    PermissionReceived = "permission-received" { group }
    PurposeAnnounced = "purpose-announced" { group }
    PatientDataRemoved = "patient-data-removed" { group }
    InvitationApproved = "invitation-approved" { membership, by }
    InvitationJoined = "invitation-joined" { membership }
    OffDuty = "off-duty" { membership }
    RemovalRequested = "removal-requested" { membership, reason }
    RemovalDone = "removal-done" { membership, by }
    ReportWritten = "report-written" { incident, to, stage, at, by, paper }
    ReportSent = "report-sent" { incident, number }
    IncidentReported = "incident-reported" { incident }
    IncidentAssessed = "incident-assessed" { incident, assessment, by, reason }
    PreliminaryReportFiled = "preliminary-report-filed" { incident }
    FinalReportFiled = "final-report-filed" { incident }
    MeasureDone = "measure-done" { incident, number }
    IncidentClosed = "incident-closed" { incident }
    WaiverEnded = "waiver-ended" { waiver }
}
