//! When a recorded day may lie: what has happened never lies ahead, what is planned may. The row of a field says which it
//! is; from it follow what is refused and which day is meant where one is typed without its year.

use super::{
    date::{Date, Time},
    wareki::Which,
};

/// What the day of a field tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timing {
    /// A deed: it has happened, and so it never lies ahead of today.
    Deed,
    /// A deed that may be announced, such as a training. Until its day has come it counts as not recorded.
    Announced,
    /// A beginning or an end that may be known before it comes.
    Either,
    /// A plan, or the last day on which something holds.
    Plan,
    /// A plan: the last day of a period whose first day is recorded beside it.
    End,
}

impl Timing {
    /// Whether the day may lie ahead of today.
    pub fn may_lie_ahead(self) -> bool {
        self != Self::Deed
    }

    /// Which day is meant where one is typed without its year; `begin` is the first day of the period that it ends, where
    /// that is recorded.
    pub fn which(self, begin: Option<Date>) -> Which {
        match (self, begin) {
            // Whoever announces a day says its year: what is typed without one has happened.
            (Self::Deed | Self::Announced, _) => Which::Last,
            (Self::Either, _) => Which::Nearest,
            (Self::End, Some(begin)) => Which::From(begin),
            (Self::Plan | Self::End, _) => Which::Next,
        }
    }
}

/// A day or a minute, as a field holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "a day or a minute")]
pub enum Moment {
    Day(Date),
    Minute(Time),
}

impl Moment {
    /// Its day.
    pub fn day(self) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Minute(time) => time.date,
        }
    }
}

impl std::fmt::Display for Moment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Day(day) => day.fmt(f),
            Self::Minute(time) => write!(f, "{} {:02}:{:02}", time.date, time.hour(), time.minute()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::records::{
        Consent, GroupSheet, Incident, McsAccount, Measure, Membership, Review, Staff, TakeOut, Training,
        Waiver,
    };

    #[test]
    fn only_what_the_rules_let_lie_ahead_may() {
        for label in [
            Staff::joined_on,
            Staff::left_on,
            McsAccount::registered_on,
            GroupSheet::opened_on,
            GroupSheet::retain_until,
            TakeOut::from,
            TakeOut::until,
            Measure::due,
            Waiver::until,
            Training::on,
            Review::signed_on,
        ] {
            assert!(label.timing.is_some_and(Timing::may_lie_ahead), "{label:?}");
        }
        for label in [
            McsAccount::released_on,
            Membership::joined_on,
            Consent::signed_on,
            TakeOut::out_on,
            Incident::known_at,
            Measure::done_on,
            Waiver::approved_on,
        ] {
            assert_eq!(label.timing, Some(Timing::Deed), "{label:?}");
        }
        assert_eq!(Staff::name.timing, None);
    }

    #[test]
    fn a_day_without_a_year_is_read_as_its_field_wants_it() {
        let begin: Option<Date> = "2026-12-28".parse().ok();
        for (timing, begin, which) in [
            (Timing::Deed, None, Which::Last),
            (Timing::Announced, None, Which::Last),
            (Timing::Either, None, Which::Nearest),
            (Timing::Plan, None, Which::Next),
            (Timing::End, None, Which::Next),
            (Timing::End, begin, Which::From("2026-12-28".parse().unwrap())),
        ] {
            assert_eq!(timing.which(begin), which, "{timing:?}");
        }
    }
}
