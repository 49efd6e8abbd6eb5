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

use self::open_group::{Member, OpenGroup};
use super::{
    asked::{Asked, Judge},
    finding::Finding,
};
use crate::policy::rule::{Rule, rows::for_every_rule};

/// The rules that are to be evaluated, by their places.
pub(super) struct Rules<'a>([Option<Asked<'a>>; Rule::ALL.len()]);

impl<'a> Rules<'a> {
    pub fn of(judge: &'a Judge<'a>) -> Self {
        let mut rules = [None; Rule::ALL.len()];
        for (asked, rule) in rules.iter_mut().zip(Rule::ALL) {
            *asked = judge.asked(*rule);
        }
        Self(rules)
    }
}

/// The call of a row's function, where it is about records of a kind of which all are looked at at once.
macro_rules! all_records {
    (Group $($row:tt)*) => {};
    (Membership $($row:tt)*) => {};
    ($kind:ident $rule:ident $judge:path, $rules:ident $findings:ident) => {
        if let Some(asked) = &$rules.0[Rule::$rule as usize] {
            $judge(asked, $findings);
        }
    };
}

/// The call of a row's function, where it is about a group.
macro_rules! one_group {
    (Group $rule:ident $judge:path, $rules:ident $group:ident $findings:ident) => {
        if let Some(asked) = &$rules.0[Rule::$rule as usize]
            && ($group.is_open || Rule::$rule.looks_at_closed())
        {
            $judge(asked, $group, $findings);
        }
    };
    ($($row:tt)*) => {};
}

/// The call of a row's function, where it is about a membership.
macro_rules! one_member {
    (Membership $rule:ident $judge:path, $rules:ident $member:ident $findings:ident) => {
        if let Some(asked) = &$rules.0[Rule::$rule as usize]
            && ($member.is_open || Rule::$rule.looks_at_closed())
        {
            $judge(asked, $member, $findings);
        }
    };
    ($($row:tt)*) => {};
}

// Written out and not tables of functions: a million memberships are judged, most of which no rule finds anything in.
macro_rules! judges {
    ($($(#[$doc:meta])* $rule:ident = $name:literal $parameters:tt $sentences:tt {
        $($kind:ident($judge:path) $explained:tt)+
    })*) => {
        impl Rules<'_> {
            /// Judges everything but groups and their members.
            pub fn judge_records(&self, findings: &mut Vec<Finding>) {
                $($(all_records!($kind $rule $judge, self findings);)+)*
            }

            /// Judges a group by itself.
            fn judge_group(&self, group: &OpenGroup, findings: &mut Vec<Finding>) {
                $($(one_group!($kind $rule $judge, self group findings);)+)*
            }

            /// Judges a member of a group.
            fn judge_member(&self, member: &Member, findings: &mut Vec<Finding>) {
                $($(one_member!($kind $rule $judge, self member findings);)+)*
            }
        }
    };
}

for_every_rule!(judges);
