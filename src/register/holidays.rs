//! The days on which the offices of the state rest (行政機関の休日に関する法律1条): Saturdays, Sundays, national holidays
//! (国民の祝日に関する法律) and 29 December to 3 January.
//!
//! Holidays are those of the law as it stands in 2026, from 2022 on. A later amendment is not known here, which is why the
//! days that it moves are only told beside the due dates and never taken for them.

use super::date::Date;

/// Whether the offices of the state rest on a day.
pub fn is_day_off(day: Date) -> bool {
    day.weekday() > 4
        || matches!((day.month(), day.day()), (12, 29..=31) | (1, 1..=3))
        || is_national_holiday(day)
}

/// The first day from this one on that is no day off.
pub fn next_working_day(day: Date) -> Date {
    let mut day = day;
    while is_day_off(day) && day != Date::MAX {
        day = day.plus_days(1);
    }
    day
}

/// A holiday by its name, the day in place of one that falls on a Sunday (3条2項), or a day between two (3条3項).
fn is_national_holiday(day: Date) -> bool {
    if is_named(day) {
        return true;
    }
    // In place of a Sunday: the first day behind it that has no name of its own. No row of names is longer than a week.
    let mut before = (1..=7).map(|days| day.plus_days(-days)).take_while(|day| is_named(*day));
    before.any(|day| day.weekday() == 6) || (is_named(day.plus_days(-1)) && is_named(day.plus_days(1)))
}

/// 2条: days with a name.
fn is_named(day: Date) -> bool {
    let number = i32::from(day.day());
    // The which Monday of its month it is; 0 for other days.
    let monday = if day.weekday() == 0 { (number + 6) / 7 } else { 0 };
    match (day.month(), number) {
        (1, 1) | (2, 11 | 23) | (4, 29) | (5, 3..=5) | (8, 11) | (11, 3 | 23) => true,
        (1 | 10, _) => monday == 2,
        (7 | 9, _) if monday == 3 => true,
        (3, _) => number == equinox(day, 20.8431),
        (9, _) => number == equinox(day, 23.2488),
        _ => false,
    }
}

/// The day of an equinox as the observatory's calendar has it between 1980 and 2099.
#[allow(clippy::cast_possible_truncation, reason = "a day of a month")]
fn equinox(day: Date, in_1980: f64) -> i32 {
    let years = i32::from(day.year()) - 1980;
    let drift = in_1980 + 0.242_194 * f64::from(years);
    drift.floor() as i32 - years.div_euclid(4)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holidays(year: i16) -> Vec<String> {
        let mut day: Date = format!("{year}-01-01").parse().unwrap();
        let mut found = Vec::new();
        while day.year() == year {
            if is_national_holiday(day) {
                found.push(format!("{}/{}", day.month(), day.day()));
            }
            day = day.plus_days(1);
        }
        found
    }

    /// As the Cabinet Office announced them; 2026 has a day between two, in September.
    #[test]
    fn the_holidays_are_those_that_were_announced() {
        let days = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        for (year, announced) in [
            (
                2024,
                "1/1 1/8 2/11 2/12 2/23 3/20 4/29 5/3 5/4 5/5 5/6 7/15 8/11 8/12 9/16 9/22 9/23 10/14 11/3 11/4 11/23",
            ),
            (
                2025,
                "1/1 1/13 2/11 2/23 2/24 3/20 4/29 5/3 5/4 5/5 5/6 7/21 8/11 9/15 9/23 10/13 11/3 11/23 11/24",
            ),
            (2026, "1/1 1/12 2/11 2/23 3/20 4/29 5/3 5/4 5/5 5/6 7/20 8/11 9/21 9/22 9/23 10/12 11/3 11/23"),
            (2027, "1/1 1/11 2/11 2/23 3/21 3/22 4/29 5/3 5/4 5/5 7/19 8/11 9/20 9/23 10/11 11/3 11/23"),
        ] {
            assert_eq!(holidays(year), days(announced), "{year}");
        }
    }

    #[test]
    fn the_next_working_day_lies_behind_every_kind_of_day_off() {
        for (day, next) in [
            ("2026-11-20", "2026-11-20"),
            ("2026-11-21", "2026-11-24"),
            ("2026-12-29", "2027-01-04"),
            ("2027-12-31", "2028-01-04"),
            ("2026-09-19", "2026-09-24"),
            ("2026-05-02", "2026-05-07"),
        ] {
            assert_eq!(next_working_day(day.parse().unwrap()).to_string(), next, "{day}");
        }
        assert_eq!(next_working_day(Date::MAX), Date::MAX);
    }
}
