//! What puts a finding right: one fact, a choice between facts, or a form that asks for more.

use crate::{
    policy::{
        file::{additions::DutyShape, rulebook::Policy},
        judge::{
            finding::{Finding, Urgency},
            presence::{has_id, has_left, is_active, is_suspended, sits_in},
            rules::staff::same_login_as,
            waivers::in_force,
        },
    },
    register::{
        Date, Fact, Key, Register,
        id::{DeviceId, FilingId, GroupId, IncidentId, MembershipId, PersonId, TakeOutId},
        records::{Membership, Partner, Staff},
        review::last_decisions,
        subject::Subject,
        words::{
            AnyControl, ConsideredResult, ControlState, DecisionResult, DeviceStatus, Ownership, Rights, Role,
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
    /// The members of this group have to be put right: the list of them.
    Members(GroupId),
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

impl From<Fact> for Remedy {
    fn from(fact: Fact) -> Self {
        Self::Fact(fact)
    }
}

/// What a finding is put right by: the finding, and what is known beside it.
pub(super) struct About<'a> {
    pub finding: &'a Finding,
    pub policy: &'a Policy,
    pub register: &'a Register,
    pub today: Date,
    /// The person at the keyboard.
    pub decider: Option<&'a PersonId>,
}

impl About<'_> {
    /// Which of several the finding is about.
    pub fn detail(&self) -> Option<&str> {
        self.finding.detail.as_deref()
    }

    /// The fact, once it is recorded when the office knew of the incident; the form until then.
    pub fn once_known(&self, incident: IncidentId, fact: fn(IncidentId) -> Fact) -> Remedy {
        let row = self.register.incidents().get(&incident);
        if row.is_some_and(|row| row.known_at.is_some()) {
            fact(incident).into()
        } else {
            Remedy::Form(Key::Incident(incident))
        }
    }
}

/// Who could be administrator: whoever has an ID and is not barred from it.
pub(super) fn administrator(about: &About) -> Remedy {
    let today = about.today;
    let could = |row: &&Staff| is_active(today, row) && has_id(today, row) && !is_suspended(today, row);
    let staff = about.register.staff().iter().filter(could);
    one_of(staff.map(|row| Fact::RoleChanged { staff: row.id.clone(), role: Role::Administrator }))
        .unwrap_or(Remedy::Decision)
}

/// What the office decides on a control.
pub(super) fn consideration(about: &About) -> Remedy {
    let Some(control) = about.detail().and_then(AnyControl::from_word) else {
        return Remedy::Form(Key::Office);
    };
    let decided = |result: &ConsideredResult| Fact::ControlConsidered {
        control,
        result: *result,
        by: about.decider.cloned(),
        reason: None,
    };
    Remedy::Choice(ConsideredResult::ALL.iter().map(decided).collect())
}

/// What the secretariat answers.
pub(super) fn open_filing(about: &About) -> Remedy {
    let Some(id) = about.detail() else { return Remedy::Decision };
    let answered =
        |result: &DecisionResult| Fact::FilingAnswered { filing: FilingId::trusted(id), result: *result };
    Remedy::Choice(DecisionResult::ALL.iter().map(answered).collect())
}

/// Who of a patient's group may have the rights: whoever sits in it and counts.
pub(super) fn admin(group: GroupId, about: &About) -> Remedy {
    let counts = |row: &Membership| {
        let left = about.register.staff().get(&row.person).is_some_and(|staff| has_left(about.today, staff));
        sits_in(about.today, row) && row.off_duty_on.is_none_or(|day| day > about.today) && !left
    };
    rights(group, about, counts)
}

/// The secretariat's members of a free group, who lack the rights.
pub(super) fn secretariat(group: GroupId, about: &About) -> Remedy {
    let counts = |row: &Membership| {
        let of_it = |partner: &Partner| partner.secretariat == Some(true);
        about.today.happened(row.joined_on) && about.register.partners().get(&row.person).is_some_and(of_it)
    };
    rights(group, about, counts)
}

/// One of the open memberships that count gets administrator's rights; without any somebody has to come in.
fn rights(group: GroupId, about: &About, counts: impl Fn(&Membership) -> bool) -> Remedy {
    let open = |row: &&Membership| row.released_on.is_none_or(|day| day > about.today);
    let rows = about.register.group(&group).map(|group| group.memberships.as_slice()).unwrap_or_default();
    let rows = rows.iter().filter(open).filter(|row| counts(row));
    one_of(rows.map(|row| Fact::RightsRecorded { membership: row.id.clone(), rights: Rights::Admin }))
        .unwrap_or(Remedy::Members(group))
}

/// A choice, where there is something to choose.
fn one_of(facts: impl Iterator<Item = Fact>) -> Option<Remedy> {
    let facts: Vec<Fact> = facts.collect();
    (!facts.is_empty()).then_some(Remedy::Choice(facts))
}

/// Whoever may not sit in the disaster group goes, or may after all.
pub(super) fn eligibility(membership: MembershipId, about: &About) -> Remedy {
    let Some((_, row)) = about.register.membership(&membership) else { return Remedy::Decision };
    let eligible = Fact::EligibilityRecorded { person: row.person.clone() };
    Remedy::Choice(vec![eligible, Fact::RemovalDone { membership, by: about.decider.cloned() }])
}

/// While somebody else has the same login, taking back the mark would settle nothing.
pub(super) fn shared_id(staff: PersonId, about: &About) -> Remedy {
    let only_marked = about.register.staff().get(&staff).is_some_and(|row| {
        row.mcs.shared == Some(true) && same_login_as(row, about.register, about.today).next().is_none()
    });
    if only_marked { Fact::SharingEnded { staff }.into() } else { Remedy::Form(Key::Staff(staff)) }
}

pub(super) fn byod_approval(device: DeviceId, about: &About) -> Remedy {
    if about.register.devices().get(&device).is_some_and(|row| row.ownership.is_none()) {
        let facts = Ownership::ALL
            .iter()
            .map(|ownership| Fact::OwnershipRecorded { device: device.clone(), ownership: *ownership });
        Remedy::Choice(facts.collect())
    } else {
        Fact::ByodApproved { device }.into()
    }
}

pub(super) fn missing_device(device: DeviceId, about: &About) -> Remedy {
    let status = about.register.devices().get(&device).and_then(|row| row.status);
    if status.is_some_and(DeviceStatus::is_missing) {
        Remedy::NewIncident(device)
    } else {
        Remedy::Form(Key::Device(device))
    }
}

/// The states that would settle a control's finding, the likeliest first.
pub(super) fn control_choice(device: &DeviceId, control: AnyControl, finding: &Finding) -> Vec<Fact> {
    let considered = control.is_to_consider();
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

/// A duty of the policy's own: done or filed on a day, or answered.
pub(super) fn duty(subject: Subject, about: &About) -> Remedy {
    let found = about.detail().and_then(|name| about.policy.additions().duty(name));
    let Some(found) = found else { return Remedy::Decision };
    let duty = found.is.name;
    let answered = |kept| Fact::DutyAnswered { subject: subject.clone(), duty, kept };
    match found.shape {
        DutyShape::Day { .. } | DutyShape::Paper => Fact::DutyKept { subject, duty }.into(),
        DutyShape::Yes if about.finding.urgency == Urgency::Unknown => {
            Remedy::Choice(vec![answered(true), answered(false)])
        }
        DutyShape::Yes => answered(true).into(),
    }
}

/// The report of an incident to whom the policy adds.
pub(super) fn addressee(incident: IncidentId, about: &About) -> Remedy {
    match about.detail().and_then(|name| about.policy.additions().addressee(name)) {
        Some(one) => Fact::ReportedTo { incident, to: one.is.name }.into(),
        None => Remedy::Decision,
    }
}

pub(super) fn removal(membership: MembershipId, about: &About) -> Remedy {
    Fact::RemovalDone { membership, by: about.decider.cloned() }.into()
}

pub(super) fn countersign_take_out(take_out: TakeOutId, about: &About) -> Remedy {
    let decided_by = about.register.take_outs().get(&take_out).and_then(|row| row.decision.by.as_ref());
    countersign(about, decided_by, Fact::TakeOutCountersigned { take_out, by: None })
}

pub(super) fn countersign_review(group: GroupId, about: &About) -> Remedy {
    let signed = about.register.group(&group).map(|row| row.reviews.as_slice()).unwrap_or_default();
    let newest = (0_u32..)
        .zip(signed)
        .filter(|(_, review)| about.today.happened(review.signed_on))
        .max_by_key(|(place, review)| (review.signed_on, *place));
    let Some((review, signed)) = newest else { return Remedy::Form(Key::Group(group)) };
    countersign(about, signed.reviewer.as_ref(), Fact::ReviewCountersigned { group, review, by: None })
}

/// Who approved a waiver of their own: its form asks for somebody else.
pub(super) fn countersign_waiver(staff: PersonId, about: &About) -> Remedy {
    let subject = Subject::Staff(staff);
    let own = (0_u32..).zip(about.register.waivers()).find(|(_, row)| {
        row.subject == subject && Some(row.rule.as_str()) == about.detail() && in_force(row, about.today)
    });
    own.map_or(Remedy::Decision, |(place, _)| Remedy::Form(Key::Waiver(place)))
}

/// The answer to the question of the newest review that decided on a membership.
pub(super) fn question(membership: MembershipId, about: &About) -> Remedy {
    let Some((group, _)) = about.register.membership(&membership) else { return Remedy::Decision };
    let Some(review) = last_decisions(group, about.today).get(&membership).map(|last| last.review) else {
        return Remedy::Decision;
    };
    let group = group.sheet.id.clone();
    Fact::QuestionAnswered { group, review, membership, answer: None }.into()
}

pub(super) fn membership_form(membership: MembershipId, about: &About) -> Remedy {
    let key = about.register.key_of(&Subject::Membership(membership));
    key.map_or(Remedy::Decision, Remedy::Form)
}

/// The countersign of a decision, where there is somebody else in the office who could give it. Who did is never presumed.
fn countersign(about: &About, decided_by: Option<&PersonId>, fact: Fact) -> Remedy {
    let here = |row: &Staff| row.left_on.is_none_or(|day| day >= about.today);
    let others = about.register.staff().iter().any(|row| Some(&row.id) != decided_by && here(row));
    if others { fact.into() } else { Remedy::NobodyToCountersign }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        policy::{Rule, judge, remedy},
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
        assert_eq!(
            remedy(&first, &shared, &policy, today, None),
            Remedy::Form(Key::Staff(PersonId::trusted("S-1")))
        );
        let second = found(&shared, "S-2").unwrap();
        assert_eq!(others(&shared, &second), "港 花子");

        let released = register(r#", "released_on": "2026-11-20""#);
        let first = found(&released, "S-1").unwrap();
        assert_eq!(others(&released, &first), "なし");
        let mark = Fact::SharingEnded { staff: PersonId::trusted("S-1") };
        assert_eq!(remedy(&first, &released, &policy, today, None), Remedy::Fact(mark));
        assert_eq!(found(&released, "S-2"), None);
    }
}
