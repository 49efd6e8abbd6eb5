//! The function of each rule, one file a family, in the order of the rows.

mod contradictions;
mod devices;
mod groups;
pub(in crate::policy) mod incidents;
mod memberships;
mod office;
pub(super) mod open_group;
pub(in crate::policy) mod staff;
mod take_outs;

use self::open_group::GroupRule;
use super::{asked::Asked, finding::Finding};
use crate::policy::rule::{Rule, rows::for_every_rule};

type WholeRule = fn(&Asked, &mut Vec<Finding>);

/// The function of a rule, by what it is about.
#[derive(Clone, Copy)]
pub(super) enum Judged {
    Office(WholeRule),
    Staff(WholeRule),
    Device(WholeRule),
    TakeOut(WholeRule),
    Group(GroupRule),
    Membership(GroupRule),
    Incident(WholeRule),
}

macro_rules! judged {
    ($($(#[$doc:meta])* $rule:ident = $name:literal $parameters:tt $sentences:tt {
        $($kind:ident($judge:path) $explained:tt)+
    })*) => {
        impl Rule {
            /// What judges it; two functions where it is about records of two kinds.
            pub(super) fn judged(self) -> &'static [Judged] {
                match self { $(Self::$rule => &[$(Judged::$kind($judge)),+]),* }
            }
        }
    };
}

for_every_rule!(judged);
