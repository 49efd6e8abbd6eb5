//! What the policy file says of one rule, in the form in which the judge reads it.

use crate::{
    policy::judge::finding::{Basis, Level, Rule},
    register::Lang,
};

/// The settings of one rule. A parameter that the rule does not have is 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::policy) struct Settings {
    /// Whether the rule is evaluated at all.
    pub on: bool,
    /// The article that findings cite.
    pub article: String,
    /// How strictly the policy words it.
    pub level: Level,
    /// Where the number or the row comes from.
    pub basis: Basis,
    /// A period in months.
    pub interval_months: u16,
    /// Days of warning before a due date.
    pub warn_days: u16,
    /// Days between an event and its due date that are no breach yet.
    pub grace_days: u16,
    /// A period in days.
    pub due_days: u16,
    /// The period in days where the act was wrongful.
    pub wrongful_due_days: u16,
}

/// How many of the register's own backups are kept: the newest of each of the last so many days, ISO weeks and months
/// that have one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackupRules {
    /// Days.
    pub daily: u16,
    /// Weeks, from Monday.
    pub weekly: u16,
    /// Months.
    pub monthly: u16,
}

impl Default for BackupRules {
    fn default() -> Self {
        Self { daily: 7, weekly: 4, monthly: 12 }
    }
}

/// A parameter of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Parameter {
    /// A period in months.
    IntervalMonths,
    /// Days of warning before a due date.
    WarnDays,
    /// Days between an event and its due date that are no breach yet.
    GraceDays,
    /// A period in days.
    DueDays,
    /// The period in days where the act was wrongful.
    WrongfulDueDays,
}

impl Parameter {
    /// Every parameter.
    pub const ALL: [Self; 5] =
        [Self::IntervalMonths, Self::WarnDays, Self::GraceDays, Self::DueDays, Self::WrongfulDueDays];

    /// The key in the policy file.
    pub fn key(self) -> &'static str {
        match self {
            Self::IntervalMonths => "interval_months",
            Self::WarnDays => "warn_days",
            Self::GraceDays => "grace_days",
            Self::DueDays => "due_days",
            Self::WrongfulDueDays => "wrongful_due_days",
        }
    }

    /// What the parameter is called on screen.
    pub fn name(self, lang: Lang) -> &'static str {
        match (lang, self) {
            (Lang::Ja, Self::IntervalMonths) => "間隔",
            (Lang::Ja, Self::WarnDays) => "予告",
            (Lang::Ja, Self::GraceDays) => "猶予",
            (Lang::Ja, Self::DueDays) => "期限",
            (Lang::Ja, Self::WrongfulDueDays) => "期限（不正の目的）",
            (Lang::En, Self::IntervalMonths) => "interval",
            (Lang::En, Self::WarnDays) => "warning",
            (Lang::En, Self::GraceDays) => "grace",
            (Lang::En, Self::DueDays) => "limit",
            (Lang::En, Self::WrongfulDueDays) => "limit (wrongful)",
        }
    }

    /// The least and the greatest value that makes sense.
    pub(in crate::policy) fn range(self) -> (u16, u16) {
        match self {
            Self::IntervalMonths => (1, 1200),
            Self::WarnDays | Self::GraceDays => (0, 3650),
            Self::DueDays | Self::WrongfulDueDays => (1, 3650),
        }
    }
}

impl Settings {
    /// The value of a parameter.
    pub fn get(&self, parameter: Parameter) -> u16 {
        match parameter {
            Parameter::IntervalMonths => self.interval_months,
            Parameter::WarnDays => self.warn_days,
            Parameter::GraceDays => self.grace_days,
            Parameter::DueDays => self.due_days,
            Parameter::WrongfulDueDays => self.wrongful_due_days,
        }
    }
}

impl Rule {
    /// The parameters that the policy file sets for this rule.
    pub fn parameters(self) -> &'static [Parameter] {
        use Parameter::{DueDays, GraceDays, IntervalMonths, WarnDays, WrongfulDueDays};
        match self {
            Self::GuidelineConfirmed
            | Self::PasswordAge
            | Self::Training
            | Self::DeviceInspection
            | Self::DeviceBootPasswordAge
            | Self::MembershipReview => &[IntervalMonths, WarnDays],
            Self::AccountRemoval => &[GraceDays, WarnDays],
            Self::TakeOutReturn | Self::IncidentMeasure => &[WarnDays],
            Self::Archive | Self::MembershipRemoval => &[GraceDays],
            Self::InvitationStale | Self::IncidentReport | Self::IncidentPreliminary => &[DueDays],
            Self::IncidentFinal => &[DueDays, WrongfulDueDays],
            Self::OfficeApplication
            | Self::OfficeConfidentialityPledge
            | Self::AdministratorAppointed
            | Self::SharedId
            | Self::StaffPledge
            | Self::Profile
            | Self::ResidualAccount
            | Self::DeviceReturn
            | Self::RestrictionEnforced
            | Self::DeviceControl
            | Self::ByodApproval
            | Self::DeviceMissing
            | Self::TakeOutApproval
            | Self::TakeOutForm
            | Self::Countersign
            | Self::PatientConsent
            | Self::AttendingDoctor
            | Self::OnePatient
            | Self::Retention
            | Self::FreeGroupPermission
            | Self::FreeGroupName
            | Self::FreeGroupSecretariat
            | Self::FreeGroupPurpose
            | Self::FreeGroupPatientData
            | Self::DisasterEligibility
            | Self::InvitationApproval
            | Self::IncidentAssessment => &[],
        }
    }

    /// The sentences that the policy file gives for this rule, by the name of the case each is for.
    pub(in crate::policy) fn sentences(self) -> &'static [&'static str] {
        match self {
            Self::GuidelineConfirmed
            | Self::PasswordAge
            | Self::Training
            | Self::DeviceInspection
            | Self::DeviceBootPasswordAge
            | Self::TakeOutReturn
            | Self::MembershipReview
            | Self::IncidentFinal => &["overdue", "soon", "unknown"],
            Self::Profile | Self::ByodApproval | Self::OnePatient => &["now", "unknown"],
            Self::AccountRemoval => &["overdue", "now", "soon"],
            Self::DeviceReturn => &["overdue"],
            Self::DeviceControl => &["now", "unknown", "consider"],
            Self::TakeOutApproval => &["out", "refused", "waiting", "announced"],
            Self::Countersign => &["take-out", "group"],
            Self::PatientConsent => &["missing", "withdrawn", "copy", "copy-unknown"],
            Self::Archive => &["overdue", "now"],
            Self::Retention => &["undecided", "overdue"],
            Self::FreeGroupSecretariat => &["absent", "rights"],
            Self::InvitationApproval => &["joined", "invited", "undated"],
            Self::InvitationStale => &["overdue", "unknown"],
            Self::MembershipRemoval => &["requested", "off-duty", "left", "expelled"],
            Self::IncidentReport | Self::IncidentPreliminary => &["overdue", "now", "unknown"],
            Self::IncidentMeasure => &["overdue", "soon"],
            Self::OfficeApplication
            | Self::OfficeConfidentialityPledge
            | Self::AdministratorAppointed
            | Self::SharedId
            | Self::StaffPledge
            | Self::ResidualAccount
            | Self::RestrictionEnforced
            | Self::DeviceMissing
            | Self::TakeOutForm
            | Self::AttendingDoctor
            | Self::FreeGroupPermission
            | Self::FreeGroupName
            | Self::FreeGroupPurpose
            | Self::FreeGroupPatientData
            | Self::DisasterEligibility
            | Self::IncidentAssessment => &["now"],
        }
    }
}
