//! The course of the open findings: how many there were at the end of each month.

use crate::{
    policy::{
        file::rulebook::Policy,
        judge::{finding::Counts, judge},
    },
    register::{Date, Register, Stopped},
};

/// How many points the course has: today and the ends of the months before.
pub const POINTS: usize = 12;

/// How many findings there were at the end of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CoursePoint {
    /// The day.
    pub day: Date,
    /// The findings; `None` where the register of that day is not known.
    pub counts: Option<Counts>,
}

/// The days of the course, the first first: the ends of the last months, then today.
pub fn course_days(today: Date) -> Vec<Date> {
    let first_of_month = today.plus_days(1 - i64::from(today.day()));
    let mut days: Vec<Date> =
        (0_i64..).take(POINTS - 1).map(|back| first_of_month.plus_months(-back).plus_days(-1)).collect();
    days.reverse();
    days.push(today);
    // At the beginning of the calendar months are left out rather than told twice.
    days.dedup();
    days
}

/// The course, from what shows the register at the end of each of its days.
///
/// # Errors
/// When somebody stopped it.
pub fn course(
    policy: &Policy,
    each_day: impl FnOnce(&dyn Fn(&Register, Date) -> Counts) -> Result<Vec<(Date, Option<Counts>)>, Stopped>,
) -> Result<Vec<CoursePoint>, Stopped> {
    let days = each_day(&|register, day| Counts::of(&judge(register, policy, day)))?;
    Ok(days.into_iter().map(|(day, counts)| CoursePoint { day, counts }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_days_are_the_ends_of_the_months_and_today() {
        let days = |today: &str| -> Vec<String> {
            course_days(today.parse().unwrap()).iter().map(ToString::to_string).collect()
        };
        let found = days("2026-11-22");
        assert_eq!(found.len(), POINTS);
        assert_eq!(
            (found[0].as_str(), found[10].as_str(), found[11].as_str()),
            ("2025-12-31", "2026-10-31", "2026-11-22")
        );
        assert_eq!(days("2028-03-31")[10..], ["2028-02-29", "2028-03-31"]);
        assert_eq!(days("2027-01-01")[10..], ["2026-12-31", "2027-01-01"]);
        assert!(days("0001-02-01").len() >= 2);
    }
}
