//! The function of each rule, one file a family, in the order of the rows.

mod contradictions;
mod devices;
mod groups;
pub(in crate::policy) mod incidents;
mod memberships;
pub(in crate::policy) mod of_policy;
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

/// To how many records, or parts of them, each rule applies, by its place; nothing is known of one that is off.
pub(super) type Applies = [Option<usize>; Rule::ALL.len()];

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

/// The count of what a row's rule applies to, where it is about records of a kind of which all are looked at at once.
macro_rules! all_counted {
    (Group $($row:tt)*) => {};
    (Membership $($row:tt)*) => {};
    ($kind:ident $rule:ident $count:path, $rules:ident $applies:ident) => {
        if let Some(asked) = &$rules.0[Rule::$rule as usize] {
            add($applies, Rule::$rule, $count(asked));
        }
    };
}

/// The same of one group or membership, where the row is about that kind.
macro_rules! one_counted {
    (Group Group $rule:ident $applies_to:path, $rules:ident $of:ident $applies:ident) => {
        one_counted!($rule $applies_to, $rules $of $applies);
    };
    (Membership Membership $rule:ident $applies_to:path, $rules:ident $of:ident $applies:ident) => {
        one_counted!($rule $applies_to, $rules $of $applies);
    };
    ($rule:ident $applies_to:path, $rules:ident $of:ident $applies:ident) => {
        if let Some(asked) = &$rules.0[Rule::$rule as usize] {
            add($applies, Rule::$rule, usize::from($applies_to(asked, $of)));
        }
    };
    ($wanted:ident $kind:ident $($row:tt)*) => {};
}

fn add(applies: &mut Applies, rule: Rule, more: usize) {
    *applies[rule as usize].get_or_insert(0) += more;
}

// Written out and not tables of functions: a million memberships are judged, most of which no rule finds anything in.
macro_rules! judges {
    ($($(#[$doc:meta])* $rule:ident = $name:literal $parameters:tt $sentences:tt {
        $($kind:ident($judge:path, $applies:path $(, beside $beside:ident)?) $explained:tt)+
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

            /// Counts to what each rule applies but groups and their members.
            pub fn count_records(&self, applies: &mut Applies) {
                $($(all_counted!($kind $rule $applies, self applies);)+)*
            }

            /// Counts a group with the rules that apply to it.
            fn count_group(&self, group: &OpenGroup, applies: &mut Applies) {
                $($(one_counted!(Group $kind $rule $applies, self group applies);)+)*
            }

            /// Counts a member with the rules that apply to it.
            fn count_member(&self, member: &Member, applies: &mut Applies) {
                $($(one_counted!(Membership $kind $rule $applies, self member applies);)+)*
            }
        }
    };
}

for_every_rule!(judges);
