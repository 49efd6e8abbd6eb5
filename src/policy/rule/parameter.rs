//! The parameters of the rules: a row each.

use crate::register::Lang;

/// Hands every row to a macro: the key in the policy file, the name between braces in its texts, the unit, the values that
/// make sense, and what it is called on screen.
macro_rules! for_every_parameter {
    ($with:ident) => {
        $with! {
            /// A period in months.
            IntervalMonths = interval_months, "interval", Months, 1..=1200, "間隔", "interval";
            /// Days of warning before a due date.
            WarnDays = warn_days, "warn", Days, 0..=3650, "予告", "warning";
            /// Days between an event and its due date that are no breach yet.
            GraceDays = grace_days, "grace", Days, 0..=3650, "猶予", "grace";
            /// A period in days.
            DueDays = due_days, "limit", Days, 1..=3650, "期限", "limit";
            /// The period in days after a death.
            DeceasedDueDays = deceased_due_days, "deceased_limit", Days, 1..=3650, "期限（逝去後）", "limit (after a death)";
            /// The period in days where the act was wrongful.
            WrongfulDueDays = wrongful_due_days, "wrongful_limit", Days, 1..=3650,
                "期限（不正の目的）", "limit (wrongful)";
        }
    };
}
pub(in crate::policy) use for_every_parameter;

/// What a parameter counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::policy) enum Unit {
    Minutes,
    Days,
    Weeks,
    Months,
}

impl Unit {
    /// Its word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Minutes => "minutes",
            Self::Days => "days",
            Self::Weeks => "weeks",
            Self::Months => "months",
        }
    }

    /// So many of it.
    pub fn text(self, number: u16, lang: Lang) -> String {
        let (ja, one, many) = match self {
            Self::Minutes => ("分", "minute", "minutes"),
            Self::Days => ("日", "day", "days"),
            Self::Weeks => ("週", "week", "weeks"),
            Self::Months => ("か月", "month", "months"),
        };
        match lang {
            Lang::Ja => format!("{number}{ja}"),
            Lang::En => format!("{number} {}", if number == 1 { one } else { many }),
        }
    }
}

macro_rules! parameters {
    ($($(#[$doc:meta])* $parameter:ident = $key:ident, $placeholder:literal, $unit:ident,
        $least:literal..=$greatest:literal, $ja:literal, $en:literal;)*) => {
        /// A parameter of a rule.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Parameter { $($(#[$doc])* $parameter),* }

        impl Parameter {
            /// Every parameter.
            pub const ALL: &'static [Self] = &[$(Self::$parameter),*];

            /// The key in the policy file.
            pub fn key(self) -> &'static str {
                match self { $(Self::$parameter => stringify!($key)),* }
            }

            /// What the parameter is called on screen.
            pub fn name(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $((Self::$parameter, Lang::Ja) => $ja, (Self::$parameter, Lang::En) => $en),*
                }
            }

            /// The parameter that stands under a name between braces in a text of the policy file.
            pub(in crate::policy) fn from_placeholder(name: &str) -> Option<Self> {
                match name { $($placeholder => Some(Self::$parameter),)* _ => None }
            }

            pub(in crate::policy) fn unit(self) -> Unit {
                match self { $(Self::$parameter => Unit::$unit),* }
            }

            /// The least and the greatest value that makes sense.
            pub(in crate::policy) fn range(self) -> (u16, u16) {
                match self { $(Self::$parameter => ($least, $greatest)),* }
            }
        }
    };
}

for_every_parameter!(parameters);
