//! Periods: how long after an event the last good day is.

use crate::register::Date;

/// The last good day of a period of months after an event, counted as the Civil Code does (140-143).
///
/// The first day is not counted, so the period starts on the day after the event. When that start is the 1st of
/// a month, the period ends on the last day of the N-th month; else on the day before the matching day N months
/// later; where that month has no matching day, on its last day. Held at the end of the calendar.
pub fn months_after(event: Date, months: u16) -> Date {
    if months == 0 || event == Date::MAX {
        return event;
    }
    let start = event.plus_days(1);
    let first_of_month = start.day() == 1;
    let ahead = i64::from(months) - i64::from(first_of_month);
    if (i64::from(start.year()) * 12 + i64::from(start.month()) - 1) + ahead > 9999 * 12 + 11 {
        return Date::MAX;
    }
    let matching = start.plus_months(ahead);
    if first_of_month {
        Date::new(matching.year(), matching.month(), matching.days_in_month()).unwrap_or(matching)
    } else if matching.day() == start.day() {
        matching.plus_days(-1)
    } else {
        matching
    }
}

/// The last good day of a period of `days` days after an event: the event's day + `days`.
pub fn days_after(event: Date, days: u16) -> Date {
    if days == 0 { event } else { event.plus_days(i64::from(days)) }
}

/// The last good day of a period of `days` days of which the event's own day is the first, as the law counts its reports.
pub fn days_from(event: Date, days: u16) -> Date {
    days_after(event, days.saturating_sub(1))
}

/// The day's number in an unbroken count of days; differences of two are numbers of days.
///
/// The judge asks for hundreds of thousands of differences, so this counts without going through a calendar library.
pub(super) fn ordinal(date: Date) -> i64 {
    let (year, month, day) = (i64::from(date.year()), i64::from(date.month()), i64::from(date.day()));
    // Years begin in March here, so that the leap day is the last of its year.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leaps + (153 * month + 2) / 5 + day
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn months_end_as_the_civil_code_counts() {
        for (event, months, last) in [
            ("2026-01-15", 2, "2026-03-15"),
            ("2025-12-30", 2, "2026-02-28"),
            ("2025-12-31", 2, "2026-02-28"),
            ("2027-12-30", 2, "2028-02-29"),
            ("2026-01-31", 2, "2026-03-31"),
            ("2026-02-28", 2, "2026-04-30"),
            ("2026-06-30", 2, "2026-08-31"),
            ("2026-11-22", 2, "2027-01-22"),
            ("2026-02-27", 6, "2026-08-27"),
            ("2026-02-28", 6, "2026-08-31"),
            ("2027-02-28", 12, "2028-02-29"),
            ("2028-02-28", 12, "2029-02-28"),
            ("2028-02-29", 12, "2029-02-28"),
            ("2026-08-31", 6, "2027-02-28"),
            ("2026-08-30", 6, "2027-02-28"),
            ("2026-08-29", 6, "2027-02-28"),
            ("2026-08-28", 6, "2027-02-28"),
            ("2026-08-27", 6, "2027-02-27"),
        ] {
            assert_eq!(months_after(day(event), months), day(last), "{event} + {months} months");
        }
    }

    #[test]
    fn periods_stay_inside_the_calendar() {
        assert_eq!(months_after(Date::MAX, 2), Date::MAX);
        assert_eq!(months_after(day("9999-11-15"), 2), Date::MAX);
        assert_eq!(months_after(day("9999-10-31"), 2), Date::MAX);
        assert_eq!(months_after(day("9999-10-15"), 2), day("9999-12-15"));
        assert_eq!(days_after(Date::MAX, 7), Date::MAX);
    }

    #[test]
    fn the_law_counts_the_first_day() {
        assert_eq!(days_from(day("2026-11-18"), 5), day("2026-11-22"));
        assert_eq!(days_from(day("2026-11-18"), 30), day("2026-12-17"));
        assert_eq!(days_after(day("2026-11-18"), 1), day("2026-11-19"));
    }

    /// The statute's words day by day: walk from the start and cut where N months are full.
    fn walked(event: Date, months: u16) -> Date {
        let start = event.plus_days(1);
        let total = i32::from(start.year()) * 12 + i32::from(start.month()) - 1 + i32::from(months);
        let (year, month) = (i16::try_from(total / 12).unwrap(), i8::try_from(total % 12 + 1).unwrap());
        // The day that answers to the start N months later, or the first day after a month without one.
        let answering = Date::new(year, month, start.day()).unwrap_or_else(|_| {
            let next = total + 1;
            Date::new(i16::try_from(next / 12).unwrap(), i8::try_from(next % 12 + 1).unwrap(), 1).unwrap()
        });
        answering.plus_days(-1)
    }

    prop_compose! {
        fn any_day()(year in 1900_i16..2200, month in 1_i8..=12, day in 1_i8..=31) -> Date {
            (0..4).find_map(|back| Date::new(year, month, day - back).ok()).unwrap()
        }
    }

    proptest! {
        #[test]
        fn months_end_on_the_day_before_the_answering_day(event in any_day(), months in 1_u16..240) {
            prop_assert_eq!(months_after(event, months), walked(event, months));
        }

        #[test]
        fn a_later_event_never_ends_earlier(event in any_day(), months in 1_u16..240) {
            prop_assert!(months_after(event, months) <= months_after(event.plus_days(1), months));
            prop_assert!(months_after(event, months) < months_after(event, months + 1));
        }

        #[test]
        fn ordinals_differ_by_the_days_between(a in any_day(), b in any_day()) {
            prop_assert_eq!(ordinal(a) - ordinal(b), a.days_since(b));
        }
    }
}
