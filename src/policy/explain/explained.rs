//! The facts and the remedy of each rule, from its row.

use super::{
    facts::{self, Facts},
    remedy::{self, About, Remedy},
};
use crate::{
    policy::{
        judge::finding::{Finding, Urgency},
        rule::{Rule, rows::for_every_rule},
    },
    register::{
        Date, Fact, Key, Register,
        id::{DeviceId, GroupId, IncidentId, MembershipId, PersonId, TakeOutId},
        records::{
            Authority, Consent, Decision, Device, Group, GroupSheet, Incident, McsAccount, Membership,
            Office, Pledge, Staff, TakeOut,
        },
        subject::Subject,
        words::{Control, DecisionResult, FilingKind, RestrictionKind},
    },
};

/// What tells the facts behind a finding, and what puts it right, by what it is about.
enum Explained {
    Office(fn(&Office, &mut Facts), fn(&About) -> Remedy),
    Staff(fn(&Staff, &mut Facts), fn(PersonId, &About) -> Remedy),
    Device(fn(&Device, &mut Facts), fn(DeviceId, &About) -> Remedy),
    TakeOut(fn(&TakeOut, &mut Facts), fn(TakeOutId, &About) -> Remedy),
    Group(fn(&Group, &mut Facts), fn(GroupId, &About) -> Remedy),
    Membership(fn(&Group, &Membership, &mut Facts), fn(MembershipId, &About) -> Remedy),
    Incident(fn(&Incident, &mut Facts), fn(IncidentId, &About) -> Remedy),
}

macro_rules! explained {
    ($($(#[$doc:meta])* $rule:ident = $name:literal $parameters:tt $sentences:tt {
        $($kind:ident($judge:path, $applies:path) { facts: $facts:expr, remedy: $remedy:expr, })+
    })*) => {
        impl Rule {
            /// Two where it is about records of two kinds.
            fn explained(self) -> &'static [Explained] {
                match self { $(Self::$rule => const { &[$(Explained::$kind($facts, $remedy)),+] }),* }
            }
        }
    };
}

for_every_rule!(explained);

/// Collects the facts behind a finding.
pub(super) fn collect(finding: &Finding, facts: &mut Facts) {
    let register = facts.register();
    for explained in finding.rule.explained() {
        match (explained, &finding.subject) {
            (Explained::Office(tell, _), Subject::Office) => tell(register.office(), facts),
            (Explained::Staff(tell, _), Subject::Staff(id)) => {
                register.staff().get(id).into_iter().for_each(|row| tell(row, facts));
            }
            (Explained::Device(tell, _), Subject::Device(id)) => {
                register.devices().get(id).into_iter().for_each(|row| tell(row, facts));
            }
            (Explained::TakeOut(tell, _), Subject::TakeOut(id)) => {
                register.take_outs().get(id).into_iter().for_each(|row| tell(row, facts));
            }
            (Explained::Group(tell, _), Subject::Group(id)) => {
                register.groups().get(id).into_iter().for_each(|row| tell(row, facts));
            }
            (Explained::Membership(tell, _), Subject::Membership(id)) => {
                register.membership(id).into_iter().for_each(|(group, row)| tell(group, row, facts));
            }
            (Explained::Incident(tell, _), Subject::Incident(id)) => {
                register.incidents().get(id).into_iter().for_each(|row| tell(row, facts));
            }
            _ => {}
        }
    }
}

/// What puts this finding right. `decider` is the person at the keyboard, where the register knows them.
pub fn remedy(finding: &Finding, register: &Register, today: Date, decider: Option<&PersonId>) -> Remedy {
    if finding.urgency == Urgency::Waived {
        return Remedy::Waived;
    }
    let about = About { finding, register, today, decider };
    let of_kind = |explained: &Explained| match (explained, &finding.subject) {
        (Explained::Office(_, remedy), Subject::Office) => Some(remedy(&about)),
        (Explained::Staff(_, remedy), Subject::Staff(id)) => Some(remedy(id.clone(), &about)),
        (Explained::Device(_, remedy), Subject::Device(id)) => Some(remedy(id.clone(), &about)),
        (Explained::TakeOut(_, remedy), Subject::TakeOut(id)) => Some(remedy(id.clone(), &about)),
        (Explained::Group(_, remedy), Subject::Group(id)) => Some(remedy(id.clone(), &about)),
        (Explained::Membership(_, remedy), Subject::Membership(id)) => Some(remedy(id.clone(), &about)),
        (Explained::Incident(_, remedy), Subject::Incident(id)) => Some(remedy(id.clone(), &about)),
        _ => None,
    };
    finding.rule.explained().iter().find_map(of_kind).unwrap_or(Remedy::Decision)
}
