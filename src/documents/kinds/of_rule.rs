//! The paper by which what a rule asks for is done.

use super::PaperKind;
use crate::policy::{Finding, Policy, Rule, Urgency};

impl PaperKind {
    /// The ids of what asks for a paper of a kind today, by what was found.
    pub fn due<'f>(kind: Self, findings: &'f [Finding], policy: &Policy) -> impl Iterator<Item = &'f str> {
        let asks = move |finding: &&Finding| {
            Self::of_finding(finding, policy) == Some(kind)
                && finding.urgency != Urgency::Waived
                && kind.about() == Some(finding.subject.kind())
        };
        findings.iter().filter(asks).map(|finding| finding.subject.id())
    }

    /// The paper that a finding asks for next, where there is one.
    pub fn of_finding(finding: &Finding, policy: &Policy) -> Option<Self> {
        let name = finding.detail.as_deref().unwrap_or_default();
        match finding.rule {
            Rule::PolicyAddressee => {
                policy.additions().addressee(name).map(|one| Self::IncidentTo(one.is.name))
            }
            Rule::PolicyDuty => {
                let number = policy.additions().duty(name)?.form?;
                policy.form(number).and_then(Self::of_form)
            }
            rule => Self::of_rule(rule),
        }
    }

    /// The paper that every finding of a rule asks for next, where there is one.
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
