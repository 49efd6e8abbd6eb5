//! What the judge finds: the rules by name, and one finding.

use std::fmt;

use smol_str::SmolStr;

use crate::register::{date::Date, subject::Subject};

macro_rules! rules {
    ($($(#[$doc:meta])* $variant:ident = $name:literal),* $(,)?) => {
        /// A rule of the policy, in the order in which findings are listed: a rule's place is its first row in the tables.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule { $($(#[$doc])* $variant),* }

        impl Rule {
            /// Every rule in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name that documents, waivers and the policy file use.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// The rule of a name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

rules! {
    /// 第4条: the application is filed.
    OfficeApplication = "office-application",
    /// 第4条: the pledge on confidentiality in cooperation is filed.
    OfficeConfidentialityPledge = "office-confidentiality-pledge",
    /// 第7条: an administrator is appointed.
    AdministratorAppointed = "administrator-appointed",
    /// 第2条: the latest guidelines were confirmed.
    GuidelineConfirmed = "guideline-confirmed",
    /// 第12条(3): the password is changed at most every two months.
    PasswordAge = "password-age",
    /// 第12条(2): no ID is shared.
    SharedId = "shared-id",
    /// 第9条: the pledge is signed.
    StaffPledge = "staff-pledge",
    /// 第9条: training is attended.
    Training = "training",
    /// 留意事項(3): the profile is registered.
    Profile = "profile",
    /// 第8条・留意事項(1): the account of a person who left is released.
    AccountRemoval = "account-removal",
    /// 留意事項(3): an account released but not deleted by its person.
    ResidualAccount = "residual-account",
    /// 留意事項(3): a lent device comes back.
    DeviceReturn = "device-return",
    /// 第14条・留意事項(2): a restriction is carried out.
    RestrictionEnforced = "restriction-enforced",
    /// 第13条・第12条(6): the controls of a device.
    DeviceControl = "device-control",
    /// 第8条: devices are inspected.
    DeviceInspection = "device-inspection",
    /// 第13条(1): the start-up password is changed.
    DeviceBootPasswordAge = "device-boot-password-age",
    /// 第13条(10): a personal device is approved.
    ByodApproval = "byod-approval",
    /// 留意事項(3): a missing device is an incident.
    DeviceMissing = "device-missing",
    /// 第13条(9): a take-out is approved.
    TakeOutApproval = "take-out-approval",
    /// 第13条(9): a take-out's form is complete.
    TakeOutForm = "take-out-form",
    /// 第8条: who decided on their own matter is countersigned.
    Countersign = "countersign",
    /// 第13条(9): a take-out comes back.
    TakeOutReturn = "take-out-return",
    /// 第10条: the patient consented.
    PatientConsent = "patient-consent",
    /// 第16条(1)(2): a patient group has an attending doctor.
    AttendingDoctor = "attending-doctor",
    /// 留意事項(1): one group, one patient.
    OnePatient = "one-patient",
    /// 留意事項(1): members are reviewed.
    MembershipReview = "membership-review",
    /// 留意事項(2): an unused group is archived.
    Archive = "archive",
    /// 第16条(3): a group is kept after a death.
    Retention = "retention",
    /// 第17条(3)(8): a free group is permitted.
    FreeGroupPermission = "free-group-permission",
    /// 第17条(4): a free group's name begins as it must.
    FreeGroupName = "free-group-name",
    /// 第17条(5)(8): the secretariat sits in a free group with admin rights.
    FreeGroupSecretariat = "free-group-secretariat",
    /// 第17条(6): a free group's purpose was told.
    FreeGroupPurpose = "free-group-purpose",
    /// 第17条(1): no patient data in a free group.
    FreeGroupPatientData = "free-group-patient-data",
    /// 第15条(1): who may sit in the disaster group.
    DisasterEligibility = "disaster-eligibility",
    /// 第8条: an invitation is approved.
    InvitationApproval = "invitation-approval",
    /// 第8条: an invitation is answered.
    InvitationStale = "invitation-stale",
    /// 第6条・第8条・留意事項(1)(3): who must go is removed.
    MembershipRemoval = "membership-removal",
    /// 第8条: an incident is reported to the secretariat.
    IncidentReport = "incident-report",
    /// 個人情報保護法26条: whether the law asks for a report is assessed.
    IncidentAssessment = "incident-assessment",
    /// 個人情報保護法26条: the preliminary report.
    IncidentPreliminary = "incident-preliminary",
    /// 個人情報保護法26条: the final report.
    IncidentFinal = "incident-final",
    /// 第8条: measures are carried out.
    IncidentMeasure = "incident-measure",
}

impl Rule {
    /// The rule's place in the order, from 0.
    pub fn place(self) -> usize {
        self as usize
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// How pressing a finding is, in the order in which findings are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Urgency {
    /// 期限超過
    Overdue,
    /// 要対応
    Now,
    /// 判定不能
    Unknown,
    /// 期限間近
    Soon,
    /// 例外承認中
    Waived,
}

impl Urgency {
    /// Every urgency in order.
    pub const ALL: [Self; 5] = [Self::Overdue, Self::Now, Self::Unknown, Self::Soon, Self::Waived];

    /// The word in documents.
    pub fn word(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Now => "now",
            Self::Unknown => "unknown",
            Self::Soon => "soon",
            Self::Waived => "waived",
        }
    }
}

/// How strictly the policy words a duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// 義務
    Must,
    /// 推奨
    Recommended,
    /// 検討
    Consider,
}

impl Level {
    /// The word in documents.
    pub fn word(self) -> &'static str {
        match self {
            Self::Must => "must",
            Self::Recommended => "recommended",
            Self::Consider => "consider",
        }
    }
}

/// Where the number or the row comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// The policy's own text.
    Policy,
    /// The office's choice (第18条).
    Office,
    /// The law.
    Law,
}

impl Basis {
    /// The word in documents.
    pub fn word(self) -> &'static str {
        match self {
            Self::Policy => "policy",
            Self::Office => "office",
            Self::Law => "law",
        }
    }
}

/// One thing that is not as the policy wants it. One (rule, subject, detail) gives at most one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which rule.
    pub rule: Rule,
    /// About what.
    pub subject: Subject,
    /// Which control, which copy, which reason; as the tables say.
    pub detail: Option<SmolStr>,
    /// How pressing.
    pub urgency: Urgency,
    /// The day that the table's row names.
    pub since: Option<Date>,
    /// The last good day.
    pub due: Option<Date>,
    /// Today minus `due`, in days; negative before it.
    pub days: Option<i64>,
}

/// How many findings there are of each urgency.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts([u32; 5]);

impl Counts {
    /// Counts findings.
    pub fn of<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Self {
        let mut counts = Self::default();
        for finding in findings {
            counts.0[finding.urgency as usize] += 1;
        }
        counts
    }

    /// How many of one urgency.
    pub fn get(&self, urgency: Urgency) -> u32 {
        self.0[urgency as usize]
    }

    /// Whether something is overdue, to be done now or unknown.
    pub fn asks_for_action(&self) -> bool {
        [Urgency::Overdue, Urgency::Now, Urgency::Unknown].iter().any(|urgency| self.get(*urgency) > 0)
    }
}
