//! The paper by which what a rule asks for is done.

use super::PaperKind;
use crate::policy::{Finding, Rule, Urgency};

impl PaperKind {
    /// The ids of what asks for a paper of a kind today, by what was found.
    pub fn due(kind: Self, findings: &[Finding]) -> impl Iterator<Item = &str> {
        let asks = move |finding: &&Finding| {
            Self::of_rule(finding.rule) == Some(kind)
                && finding.urgency != Urgency::Waived
                && kind.about() == Some(finding.subject.kind())
        };
        findings.iter().filter(asks).map(|finding| finding.subject.id())
    }

    /// The paper that a finding of a rule asks for next, where there is one.
    pub fn of_rule(rule: Rule) -> Option<Self> {
        match rule {
            Rule::OfficeApplication => Some(Self::Application),
            Rule::OfficeConfidentialityPledge => Some(Self::ConfidentialityPledge),
            Rule::StaffPledge => Some(Self::StaffPledge),
            Rule::Training => Some(Self::TrainingSheet),
            Rule::PatientConsent => Some(Self::Consent),
            Rule::MembershipReview | Rule::ReviewQuestion => Some(Self::ReviewBlank),
            Rule::TakeOutApproval | Rule::TakeOutForm | Rule::TakeOutReturn => Some(Self::TakeOut),
            Rule::AccountRemoval | Rule::ResidualAccount | Rule::DeviceReturn => Some(Self::Leaver),
            Rule::IncidentReport => Some(Self::Incident),
            Rule::IncidentNotice => Some(Self::Notice),
            Rule::IncidentPreliminary | Rule::IncidentFinal => Some(Self::NineItems),
            // Done in MCS, on a device or on the screen: no paper is signed or sent.
            _ => None,
        }
    }
}
