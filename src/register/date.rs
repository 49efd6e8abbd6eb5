//! Days and minutes of the office (Asia/Tokyo), without a time zone and without a clock.

use std::{fmt, num::NonZeroU32, str::FromStr};

use chrono::{Datelike as _, Months, NaiveDate, TimeDelta};

/// A calendar day from 0001-01-01 to 9999-12-31.
///
/// Held as the number `yyyymmdd`: the order of the numbers is the order of the days, an absent date costs no
/// more room than a present one, and the vault's columns hold the same number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(NonZeroU32);

/// A text or number that is no day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a day of the calendar")]
pub struct NotADate;

impl Date {
    /// The last day that can be written.
    pub const MAX: Self = Self(NonZeroU32::new(99_991_231).unwrap());

    /// The day of this year, month and day of the month.
    ///
    /// # Errors
    /// When the calendar has no such day, or the year is outside 1 to 9999.
    pub fn new(year: i16, month: i8, day: i8) -> Result<Self, NotADate> {
        if !(1..=9999).contains(&year) {
            return Err(NotADate);
        }
        let part = |number: i8| u32::try_from(number).map_err(|_| NotADate);
        let day = NaiveDate::from_ymd_opt(i32::from(year), part(month)?, part(day)?);
        day.and_then(Self::from_calendar).ok_or(NotADate)
    }

    fn from_calendar(day: NaiveDate) -> Option<Self> {
        let year = u32::try_from(day.year()).ok().filter(|year| *year <= 9999)?;
        NonZeroU32::new(year * 10_000 + day.month() * 100 + day.day()).filter(|_| year > 0).map(Self)
    }

    fn calendar(self) -> NaiveDate {
        let number = self.number();
        let day = NaiveDate::from_ymd_opt(i32::from(self.year()), number / 100 % 100, number % 100);
        day.unwrap_or(NaiveDate::MAX)
    }

    /// The number `yyyymmdd`, as the vault keeps it.
    pub fn number(self) -> u32 {
        self.0.get()
    }

    /// The day of a number `yyyymmdd`.
    ///
    /// # Errors
    /// When the number names no day.
    pub fn from_number(number: u32) -> Result<Self, NotADate> {
        let part = |n: u32| i16::try_from(n).map_err(|_| NotADate);
        let small = |n: u32| i8::try_from(n).map_err(|_| NotADate);
        Self::new(part(number / 10_000)?, small(number / 100 % 100)?, small(number % 100)?)
    }

    /// The year, 1 to 9999.
    pub fn year(self) -> i16 {
        i16::try_from(self.0.get() / 10_000).unwrap_or(i16::MAX)
    }

    /// The month, 1 to 12.
    pub fn month(self) -> i8 {
        i8::try_from(self.0.get() / 100 % 100).unwrap_or(1)
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> i8 {
        i8::try_from(self.0.get() % 100).unwrap_or(1)
    }

    /// How many days the month has.
    pub fn days_in_month(self) -> i8 {
        i8::try_from(self.calendar().num_days_in_month()).unwrap_or(31)
    }

    /// The day of the week, Monday 0 to Sunday 6.
    pub fn weekday(self) -> usize {
        usize::try_from(self.calendar().weekday().num_days_from_monday()).unwrap_or(0)
    }

    /// This day moved by a number of days; held at the ends of the calendar.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        let days = days.clamp(-4_000_000, 4_000_000);
        // Within the days that every month has, the number moves with the day: the rules ask this very often.
        let stays = |by: &i32| (1..=28).contains(&(i32::from(self.day()) + by));
        let by = i32::try_from(days).ok().filter(stays);
        if let Some(number) = by.and_then(|by| NonZeroU32::new(self.number().checked_add_signed(by)?)) {
            return Self(number);
        }
        let moved = self.calendar().checked_add_signed(TimeDelta::days(days));
        match moved.and_then(Self::from_calendar) {
            Some(day) => day,
            None if days < 0 => Self(NonZeroU32::MIN.saturating_add(10_100)),
            None => Self::MAX,
        }
    }

    /// The same day of the month some months away, or the last day of that month where it is shorter.
    #[must_use]
    pub fn plus_months(self, months: i64) -> Self {
        let months = months.clamp(-120_000, 120_000);
        let by = Months::new(u32::try_from(months.unsigned_abs()).unwrap_or(u32::MAX));
        let day = self.calendar();
        let moved = if months < 0 { day.checked_sub_months(by) } else { day.checked_add_months(by) };
        match moved.and_then(Self::from_calendar) {
            Some(day) => day,
            None if months < 0 => Self(NonZeroU32::MIN.saturating_add(10_100)),
            None => Self::MAX,
        }
    }

    /// The day of a fact that has happened by this day: one dated ahead counts as not recorded.
    pub fn past(self, fact: Option<Self>) -> Option<Self> {
        fact.filter(|day| *day <= self)
    }

    /// Whether a fact has happened by this day.
    pub fn happened(self, fact: Option<Self>) -> bool {
        self.past(fact).is_some()
    }

    /// Days from `earlier` to this day; negative when this day is before it.
    pub fn days_since(self, earlier: Self) -> i64 {
        self.calendar().signed_duration_since(earlier.calendar()).num_days()
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Date {
    type Err = NotADate;

    /// Reads `YYYY-MM-DD` in ASCII digits and nothing else; what people type is read by [`super::wareki`].
    fn from_str(text: &str) -> Result<Self, NotADate> {
        let bytes = text.as_bytes();
        let shape = bytes.len() == 10
            && bytes.iter().enumerate().all(|(i, b)| match i {
                4 | 7 => *b == b'-',
                _ => b.is_ascii_digit(),
            });
        if !shape {
            return Err(NotADate);
        }
        let number =
            |from: usize, to: usize| bytes[from..to].iter().fold(0_u32, |n, b| n * 10 + u32::from(b - b'0'));
        Self::from_number(number(0, 4) * 10_000 + number(5, 7) * 100 + number(8, 10))
    }
}

/// A minute of a day, in the office's local time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time {
    /// The day.
    pub date: Date,
    /// Minutes after midnight, 0 to 1439.
    minute: u16,
}

impl Time {
    /// A minute of a day.
    ///
    /// # Errors
    /// When the hour is above 23 or the minute above 59.
    pub fn new(date: Date, hour: u8, minute: u8) -> Result<Self, NotADate> {
        if hour > 23 || minute > 59 {
            return Err(NotADate);
        }
        Ok(Self { date, minute: u16::from(hour) * 60 + u16::from(minute) })
    }

    /// The first minute of a day.
    pub fn midnight(date: Date) -> Self {
        Self { date, minute: 0 }
    }

    /// The hour, 0 to 23.
    pub fn hour(self) -> u16 {
        self.minute / 60
    }

    /// The minute of the hour, 0 to 59.
    pub fn minute(self) -> u16 {
        self.minute % 60
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{:02}:{:02}", self.date, self.hour(), self.minute())
    }
}

impl fmt::Debug for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Time {
    type Err = NotADate;

    /// Reads `YYYY-MM-DDTHH:MM` and nothing else.
    fn from_str(text: &str) -> Result<Self, NotADate> {
        let (day, clock) = text.split_once('T').ok_or(NotADate)?;
        let (hour, minute) = clock.split_once(':').ok_or(NotADate)?;
        let two = |part: &str| match part.as_bytes() {
            [a @ b'0'..=b'9', b @ b'0'..=b'9'] => Ok((a - b'0') * 10 + (b - b'0')),
            _ => Err(NotADate),
        };
        Self::new(day.parse()?, two(hour)?, two(minute)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn reads_and_writes_only_the_iso_form() {
        for text in ["0001-01-01", "2026-11-22", "2028-02-29", "9999-12-31"] {
            assert_eq!(day(text).to_string(), text);
        }
        for text in [
            "",
            "2026-02-30",
            "2027-02-29",
            "0000-01-01",
            "2026-1-01",
            "２０２６-11-22",
            "2026-11-22T00:00",
            "2026/11/22",
        ] {
            assert_eq!(text.parse::<Date>(), Err(NotADate), "{text}");
        }
    }

    #[test]
    fn counts_days_over_months_and_years() {
        assert_eq!(day("2026-11-22").plus_days(10), day("2026-12-02"));
        assert_eq!(day("2028-02-28").plus_days(2), day("2028-03-01"));
        assert_eq!(day("2026-11-22").days_since(day("2025-11-22")), 365);
        assert_eq!(day("2026-11-22").days_since(day("2026-11-23")), -1);
        for from in (0..800).map(|days| day("2027-01-01").plus_days(days)) {
            assert!((-70..70).all(|days| from.plus_days(days).days_since(from) == days), "{from}");
        }
    }

    #[test]
    fn stays_inside_the_calendar() {
        assert_eq!(Date::MAX.plus_days(1), Date::MAX);
        assert_eq!(day("0001-01-01").plus_days(-1), day("0001-01-01"));
        assert_eq!(day("0001-01-05").plus_months(-1), day("0001-01-01"));
        assert_eq!(day("9999-12-31").days_since(day("0001-01-01")), 3_652_058);
    }

    #[test]
    fn a_minute_has_no_hour_24_and_no_seconds() {
        assert_eq!("2026-11-20T09:10".parse::<Time>().unwrap().to_string(), "2026-11-20T09:10");
        for text in [
            "2026-11-20T24:00",
            "2026-11-20T09:60",
            "2026-11-20T09:10:00",
            "2026-11-20T09:10Z",
            "2026-11-20",
            "2026-11-20T9:10",
        ] {
            assert!(text.parse::<Time>().is_err(), "{text}");
        }
    }
}
