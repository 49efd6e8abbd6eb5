//! The rules of the policy: what each is called, which records it is about, and what the policy file says for it.

pub(super) mod parameter;
pub(super) mod rows;
pub(super) mod words;

use std::fmt;

use self::{parameter::Parameter, rows::for_every_rule};
use crate::register::RecordKind;

macro_rules! rules {
    ($($(#[$doc:meta])* $rule:ident = $name:literal [$($parameter:ident),*] [$($sentence:literal),+] {
        $($kind:ident($judge:path, $applies:path $(, beside $beside:ident)?) $explained:tt)+
    })*) => {
        /// A rule of the policy, in the order in which findings are listed: a rule's place is its first row in the tables.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule { $($(#[$doc])* $rule),* }

        impl Rule {
            /// Every rule in order.
            pub const ALL: &'static [Self] = &[$(Self::$rule),*];

            /// The name that documents, waivers and the policy file use.
            pub fn name(self) -> &'static str {
                match self { $(Self::$rule => $name),* }
            }

            /// The rule of a name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$rule),)* _ => None }
            }

            /// The kinds of subject that this rule flags, which a waiver may name.
            pub fn flags(self) -> &'static [RecordKind] {
                match self { $(Self::$rule => &[$(RecordKind::$kind),+]),* }
            }

            /// The parameters that the policy file sets for this rule.
            pub fn parameters(self) -> &'static [Parameter] {
                match self { $(Self::$rule => &[$(Parameter::$parameter),*]),* }
            }

            /// The sentences that the policy file gives for this rule, by the name of the case each is for.
            pub(super) fn sentences(self) -> &'static [&'static str] {
                match self { $(Self::$rule => &[$($sentence),+]),* }
            }
        }
    };
}

for_every_rule!(rules);

impl Rule {
    /// The kinds of subject for which it can be waived: all that it flags, but that what checks a waiver cannot be waived.
    pub fn waivable(self) -> &'static [RecordKind] {
        match self {
            Self::Countersign => &[RecordKind::TakeOut, RecordKind::Group],
            rule => rule.flags(),
        }
    }

    /// Whether its findings are about a control, which has article and level of its own.
    pub(super) fn is_of_controls(self) -> bool {
        matches!(self, Self::DeviceControl | Self::ControlConsideration)
    }

    /// Whether its findings are about what the policy adds.
    pub(super) fn is_of_additions(self) -> bool {
        matches!(self, Self::PolicyDuty | Self::PolicyAddressee)
    }

    /// Whether what its findings are about says article and level itself.
    pub(super) fn has_articles_of_its_own(self) -> bool {
        self.is_of_controls() || self.is_of_additions()
    }

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
