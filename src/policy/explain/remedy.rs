//! What puts a finding right: one fact, a choice between facts, or a form that asks for more.

use crate::{
    policy::judge::{
        finding::{Finding, Rule, Urgency},
        rules::staff::same_login_as,
    },
    register::{
        Date, Fact, Key, Register,
        id::{DeviceId, GroupId, IncidentId, PersonId},
        records::Staff,
        subject::Subject,
        words::{
            Control, ControlState, DecisionResult, DeviceStatus, FilingKind, Ownership, RestrictionKind,
        },
    },
};

/// The way to put a finding right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remedy {
    /// One fact, recorded with one key once what it asks for is said ([`Fact::asks`]).
    Fact(Fact),
    /// One of several facts; somebody has to decide which.
    Choice(Vec<Fact>),
    /// More than one fact is needed: the form of this record asks for them.
    Form(Key),
    /// A missing device becomes an incident.
    NewIncident(DeviceId),
    /// Somebody has to decide whether the law asks for a report of this incident.
    Assessment(IncidentId),
    /// A waiver runs; there is nothing to do before it ends.
    Waived,
    /// The members have to be reviewed one by one.
    Review,
    /// There is nobody else in the office who could countersign.
    NobodyToCountersign,
    /// It needs a decision that no single record holds, such as appointing an administrator.
    Decision,
}

/// What puts this finding right. `decider` is the person at the keyboard, where the register knows them.
pub fn remedy(finding: &Finding, register: &Register, today: Date, decider: Option<&PersonId>) -> Remedy {
    if finding.urgency == Urgency::Waived {
        return Remedy::Waived;
    }
    match &finding.subject {
        Subject::Office => office(finding.rule),
        Subject::Staff(id) => staff(finding, register, today, id),
        Subject::Device(id) => device(finding, register, id),
        Subject::TakeOut(id) => {
            let key = Key::TakeOut(id.clone());
            match finding.rule {
                Rule::TakeOutApproval if finding.detail.as_deref() == Some("refused") => {
                    Remedy::Fact(Fact::TakeOutReturned { take_out: id.clone() })
                }
                Rule::TakeOutApproval => Remedy::Fact(Fact::TakeOutDecided {
                    take_out: id.clone(),
                    result: DecisionResult::Approved,
                    by: decider.cloned(),
                    note: None,
                }),
                Rule::TakeOutReturn => Remedy::Fact(Fact::TakeOutReturned { take_out: id.clone() }),
                Rule::Countersign => {
                    let by_whom = register.take_outs().get(id).and_then(|row| row.decision.by.as_ref());
                    countersign(register, today, by_whom, || Fact::TakeOutCountersigned {
                        take_out: id.clone(),
                        by: None,
                    })
                }
                _ => Remedy::Form(key),
            }
        }
        Subject::Group(id) => group(finding, register, today, id),
        Subject::Membership(id) => {
            let membership = id.clone();
            match finding.rule {
                Rule::InvitationApproval => {
                    Remedy::Fact(Fact::InvitationApproved { membership, by: decider.cloned() })
                }
                Rule::InvitationStale => Remedy::Fact(Fact::InvitationJoined { membership }),
                _ => Remedy::Fact(Fact::RemovalDone { membership, by: decider.cloned() }),
            }
        }
        Subject::Incident(id) => {
            let incident = id.clone();
            let dated = register.incidents().get(id).is_some_and(|row| row.known_at.is_some());
            let number = || finding.detail.as_deref().and_then(|detail| detail.parse().ok());
            match finding.rule {
                Rule::IncidentReport => Remedy::Fact(Fact::IncidentReported { incident }),
                Rule::IncidentAssessment => Remedy::Assessment(incident),
                Rule::IncidentPreliminary if dated => Remedy::Fact(Fact::PreliminaryReportFiled { incident }),
                Rule::IncidentFinal if dated => Remedy::Fact(Fact::FinalReportFiled { incident }),
                Rule::IncidentMeasure => number().map_or(Remedy::Form(Key::Incident(id.clone())), |number| {
                    Remedy::Fact(Fact::MeasureDone { incident: id.clone(), number })
                }),
                _ => Remedy::Form(Key::Incident(id.clone())),
            }
        }
        Subject::Filing(id) => Remedy::Form(Key::Filing(id.clone())),
        Subject::Partner(id) => Remedy::Form(Key::Partner(id.clone())),
    }
}

fn office(rule: Rule) -> Remedy {
    match rule {
        Rule::OfficeApplication => Remedy::Fact(Fact::FilingSubmitted { kind: FilingKind::Application }),
        Rule::OfficeConfidentialityPledge => {
            Remedy::Fact(Fact::FilingSubmitted { kind: FilingKind::ConfidentialityPledge })
        }
        Rule::GuidelineConfirmed => Remedy::Fact(Fact::GuidelineConfirmed {}),
        _ => Remedy::Decision,
    }
}

fn staff(finding: &Finding, register: &Register, today: Date, id: &PersonId) -> Remedy {
    let staff = id.clone();
    match finding.rule {
        Rule::PasswordAge => Remedy::Fact(Fact::PasswordChanged { staff }),
        // While somebody else has the same login, taking back the mark would settle nothing.
        Rule::SharedId
            if register.staff().get(id).is_some_and(|row| {
                row.mcs.shared == Some(true) && same_login_as(row, register, today).next().is_none()
            }) =>
        {
            Remedy::Fact(Fact::SharingEnded { staff })
        }
        Rule::StaffPledge => Remedy::Fact(Fact::PledgeSigned { staff }),
        Rule::Training => Remedy::Fact(Fact::TrainingAttended { staff, title: None }),
        Rule::Profile => Remedy::Fact(Fact::ProfileRegistered { staff }),
        Rule::AccountRemoval => Remedy::Fact(Fact::AccountReleased { staff }),
        Rule::ResidualAccount => Remedy::Fact(Fact::AccountDeleted { staff }),
        Rule::DeviceReturn => match finding.detail.as_deref() {
            Some(device) => Remedy::Fact(Fact::DeviceReturned { device: DeviceId::trusted(device) }),
            None => Remedy::Form(Key::Staff(staff)),
        },
        Rule::RestrictionEnforced => match finding.detail.as_deref().and_then(RestrictionKind::from_word) {
            Some(kind) => Remedy::Fact(Fact::RestrictionEnforced { staff, kind }),
            None => Remedy::Form(Key::Staff(staff)),
        },
        _ => Remedy::Form(Key::Staff(staff)),
    }
}

fn device(finding: &Finding, register: &Register, id: &DeviceId) -> Remedy {
    let device = id.clone();
    let row = register.devices().get(id);
    match finding.rule {
        Rule::DeviceControl => match finding.detail.as_deref().and_then(Control::from_word) {
            Some(control) => Remedy::Choice(control_choice(&device, control, finding)),
            None => Remedy::Form(Key::Device(device)),
        },
        Rule::DeviceInspection => Remedy::Fact(Fact::DeviceInspected { device }),
        Rule::DeviceBootPasswordAge => Remedy::Fact(Fact::BootPasswordChanged { device }),
        Rule::ByodApproval if row.is_some_and(|row| row.ownership.is_none()) => Remedy::Choice(
            Ownership::ALL
                .iter()
                .map(|ownership| Fact::OwnershipRecorded { device: device.clone(), ownership: *ownership })
                .collect(),
        ),
        Rule::ByodApproval => Remedy::Fact(Fact::ByodApproved { device }),
        Rule::DeviceMissing if row.is_some_and(|row| row.status.is_some_and(DeviceStatus::is_missing)) => {
            Remedy::NewIncident(device)
        }
        _ => Remedy::Form(Key::Device(device)),
    }
}

/// The states that would settle a control's finding, the likeliest first.
fn control_choice(device: &DeviceId, control: Control, finding: &Finding) -> Vec<Fact> {
    let considered = matches!(control, Control::RemoteWipe | Control::LineSuspension | Control::Mdm);
    let states: &[ControlState] = match (considered, finding.urgency) {
        (true, _) => &[ControlState::Adopted, ControlState::Declined, ControlState::NotApplicable],
        (false, Urgency::Unknown) => &[ControlState::Met, ControlState::Unmet, ControlState::NotApplicable],
        (false, _) => &[ControlState::Met, ControlState::NotApplicable],
    };
    states
        .iter()
        .map(|state| Fact::ControlRecorded { device: device.clone(), control, state: *state })
        .collect()
}

fn group(finding: &Finding, register: &Register, today: Date, id: &GroupId) -> Remedy {
    let group = id.clone();
    let detail = finding.detail.as_deref();
    match (finding.rule, detail) {
        (Rule::PatientConsent, Some("copy")) => Remedy::Fact(Fact::ConsentCopiesHeld { group }),
        (Rule::PatientConsent, Some("missing")) => {
            Remedy::Fact(Fact::ConsentSigned { group, by: None, both_copies: None })
        }
        (Rule::OnePatient, _) if finding.urgency == Urgency::Unknown => {
            Remedy::Fact(Fact::OnePatientConfirmed { group })
        }
        (Rule::MembershipReview, _) => Remedy::Review,
        (Rule::Archive, _) | (Rule::Retention, None) => Remedy::Fact(Fact::GroupArchived { group }),
        (Rule::FreeGroupPermission, _) => Remedy::Fact(Fact::PermissionReceived { group }),
        (Rule::FreeGroupPurpose, _) => Remedy::Fact(Fact::PurposeAnnounced { group }),
        (Rule::FreeGroupPatientData, _) => Remedy::Fact(Fact::PatientDataRemoved { group }),
        (Rule::Countersign, _) => {
            let signed = register.group(id).map(|row| row.reviews.as_slice()).unwrap_or_default();
            let newest = (0_u32..)
                .zip(signed)
                .filter(|(_, review)| review.signed_on.is_some_and(|on| on <= today))
                .max_by_key(|(place, review)| (review.signed_on, *place));
            let Some((review_place, review)) = newest else { return Remedy::Form(Key::Group(group)) };
            countersign(register, today, review.reviewer.as_ref(), || Fact::ReviewCountersigned {
                group,
                review: review_place,
                by: None,
            })
        }
        _ => Remedy::Form(Key::Group(group)),
    }
}

/// The countersign of a decision, where there is somebody else in the office who could give it. Who did is never presumed.
fn countersign(
    register: &Register,
    today: Date,
    decided_by: Option<&PersonId>,
    fact: impl FnOnce() -> Fact,
) -> Remedy {
    let here = |row: &Staff| row.left_on.is_none_or(|day| day >= today);
    let others = register.staff().iter().any(|row| Some(&row.id) != decided_by && here(row));
    if others { Remedy::Fact(fact()) } else { Remedy::NobodyToCountersign }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        policy::{Policy, judge},
        register::{Lang, document::decode},
    };

    #[test]
    fn a_shared_login_is_named_and_needs_more_than_taking_back_the_mark() {
        let register = |other: &str| {
            let text = format!(
                r#"{{"format": "mcs-register/1", "staff": [
                    {{"id": "S-1", "name": "港 花子", "mcs": {{"login": "Hanako@Example.jp", "shared": true}}}},
                    {{"id": "S-2", "name": "弁天 太郎", "mcs": {{"login": " ｈａｎａｋｏ＠ｅｘａｍｐｌｅ．ｊｐ "{other}}}}}]}}"#
            );
            decode(text.as_bytes(), &|_| None).unwrap()
        };
        let policy = Policy::minato().unwrap();
        let today: Date = "2026-11-22".parse().unwrap();
        let found = |register: &Register, staff: &str| {
            let subject = Subject::Staff(PersonId::new(staff).unwrap());
            let findings = judge(register, &policy, today);
            findings.into_iter().find(|finding| finding.rule == Rule::SharedId && finding.subject == subject)
        };
        let others = |register: &Register, finding: &Finding| {
            let facts = policy.explain(finding, register, today, Lang::Ja).facts;
            facts.into_iter().find(|(label, _)| label == "同じIDの人").unwrap().1
        };

        let shared = register("");
        let first = found(&shared, "S-1").unwrap();
        assert_eq!(others(&shared, &first), "弁天 太郎");
        assert_eq!(remedy(&first, &shared, today, None), Remedy::Form(Key::Staff(PersonId::trusted("S-1"))));
        let second = found(&shared, "S-2").unwrap();
        assert_eq!(others(&shared, &second), "港 花子");

        let released = register(r#", "released_on": "2026-11-20""#);
        let first = found(&released, "S-1").unwrap();
        assert_eq!(others(&released, &first), "なし");
        let mark = Fact::SharingEnded { staff: PersonId::trusted("S-1") };
        assert_eq!(remedy(&first, &released, today, None), Remedy::Fact(mark));
        assert_eq!(found(&released, "S-2"), None);
    }
}
