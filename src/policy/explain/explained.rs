//! The facts and the remedy of each rule, from its row.

use super::{
    facts::{self, Facts},
    remedy::{self, About, Remedy},
};
#[allow(clippy::wildcard_imports, reason = "the tables of kinds and of rules have every type of them")]
use crate::register::{id::*, records::*};
use crate::{
    policy::{
        file::rulebook::Policy,
        judge::finding::{Finding, Urgency},
        rule::{Rule, rows::for_every_rule},
    },
    register::{
        Date, Fact, Key, Register,
        kinds::with_lists,
        subject::Subject,
        words::{AnyControl, DecisionResult, FilingKind, RestrictionKind},
    },
};

macro_rules! explained {
    ($($(#[$doc:meta])* $rule:ident = $name:literal $parameters:tt $sentences:tt {
        $($kind:ident($judge:path, $applies:path $(, beside $beside:ident)?) { facts: $facts:expr, remedy: $remedy:expr, })+
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

macro_rules! by_kind {
    ($($kind:ident in $list:ident: $row:ident by $id:ident,)*) => {
        /// What tells the facts behind a finding, and what puts it right, by what it is about.
        #[allow(dead_code, reason = "no rule is about some kinds")]
        enum Explained {
            Office(fn(&Office, &mut Facts), fn(&About) -> Remedy),
            Membership(fn(&Group, &Membership, &mut Facts), fn(MembershipId, &About) -> Remedy),
            $($kind(fn(&$row, &mut Facts), fn($id, &About) -> Remedy)),*
        }

        impl Explained {
            /// Collects the facts, where it is about records of the subject's kind.
            fn collect(&self, subject: &Subject, facts: &mut Facts) {
                let register = facts.register();
                match (self, subject) {
                    (Self::Office(tell, _), Subject::Office) => tell(register.office(), facts),
                    (Self::Membership(tell, _), Subject::Membership(id)) => {
                        register.membership(id).into_iter().for_each(|(group, row)| tell(group, row, facts));
                    }
                    $((Self::$kind(tell, _), Subject::$kind(id)) => {
                        register.$list().get(id).into_iter().for_each(|row| tell(row, facts));
                    })*
                    _ => {}
                }
            }

            /// What puts it right, where it is about records of the subject's kind.
            fn remedy(&self, about: &About) -> Option<Remedy> {
                match (self, &about.finding.subject) {
                    (Self::Office(_, remedy), Subject::Office) => Some(remedy(about)),
                    (Self::Membership(_, remedy), Subject::Membership(id)) => Some(remedy(id.clone(), about)),
                    $((Self::$kind(_, remedy), Subject::$kind(id)) => Some(remedy(id.clone(), about)),)*
                    _ => None,
                }
            }
        }
    };
}

with_lists!(by_kind);

/// Collects the facts behind a finding.
pub(super) fn collect(finding: &Finding, facts: &mut Facts) {
    finding.rule.explained().iter().for_each(|explained| explained.collect(&finding.subject, facts));
}

/// What puts this finding right. `decider` is the person at the keyboard, where the register knows them.
pub fn remedy(
    finding: &Finding,
    register: &Register,
    policy: &Policy,
    today: Date,
    decider: Option<&PersonId>,
) -> Remedy {
    if finding.urgency == Urgency::Waived {
        return Remedy::Waived;
    }
    let about = About { finding, policy, register, today, decider };
    let mut explained = finding.rule.explained().iter();
    explained.find_map(|explained| explained.remedy(&about)).unwrap_or(Remedy::Decision)
}
