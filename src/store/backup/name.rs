//! What backups are called.

use std::{fmt, str::FromStr};

use crate::register::Date;

/// The name of a backup: when it was made, to the second of the office's local time, and how many entries its history
/// has. `2026-11-22T164000-000312`; names sort by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BackupName {
    pub(super) date: Date,
    /// Seconds since midnight.
    pub(super) second: u32,
    pub(super) entries: u64,
}

/// A text that is no backup's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotABackupName;

impl BackupName {
    /// The name of a backup with so many entries that is made at this moment (`2026-11-22T16:40:00+09:00`).
    pub fn new(at: &str, entries: u64) -> Option<Self> {
        let (date, time) = at.split_once('T')?;
        let time: String = time.chars().take(8).filter(|c| *c != ':').collect();
        Some(Self { date: date.parse().ok()?, second: second(&time)?, entries })
    }

    /// The day on which it was made.
    pub fn date(self) -> Date {
        self.date
    }

    /// How many entries its history has.
    pub fn entries(self) -> u64 {
        self.entries
    }

    /// When it was made: hour, minute and second.
    pub fn time(self) -> (u32, u32, u32) {
        (self.second / 3600, self.second / 60 % 60, self.second % 60)
    }

    pub(super) fn moment(self) -> (Date, u32) {
        (self.date, self.second)
    }

    /// The Monday of its week, as a number of days.
    pub(super) fn week(self) -> i64 {
        let days = self.date.days_since(epoch(self.date));
        days - days.rem_euclid(7)
    }

    pub(super) fn month(self) -> u32 {
        self.date.number() / 100
    }
}

/// A Monday long ago, from which weeks are counted.
fn epoch(otherwise: Date) -> Date {
    Date::new(1900, 1, 1).unwrap_or(otherwise)
}

/// Seconds since midnight, from `164000`.
fn second(digits: &str) -> Option<u32> {
    let number: u32 = digits.parse().ok()?;
    let (hour, minute, second) = (number / 10_000, number / 100 % 100, number % 100);
    let fine = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_digit()) && hour < 24;
    (fine && minute < 60 && second < 60).then_some(hour * 3600 + minute * 60 + second)
}

impl fmt::Display for BackupName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hour, minute, second) = self.time();
        write!(f, "{}T{hour:02}{minute:02}{second:02}-{:06}", self.date, self.entries)
    }
}

impl FromStr for BackupName {
    type Err = NotABackupName;

    fn from_str(text: &str) -> Result<Self, NotABackupName> {
        let read = || {
            let (date, rest) = text.split_once('T')?;
            let (time, entries) = rest.split_once('-')?;
            let name =
                Self { date: date.parse().ok()?, second: second(time)?, entries: entries.parse().ok()? };
            // One name has one spelling: what is written otherwise was not made here.
            (name.to_string() == text).then_some(name)
        };
        read().ok_or(NotABackupName)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> BackupName {
        text.parse().unwrap()
    }

    #[test]
    fn a_name_is_read_as_it_is_written_and_no_other_is() {
        let made = BackupName::new("2026-11-22T16:40:00+09:00", 312).unwrap();
        assert_eq!(made.to_string(), "2026-11-22T164000-000312");
        assert_eq!(name("2026-11-22T164000-000312"), made);
        assert_eq!(name("2026-11-22T235959-12345678").entries(), 12_345_678);
        for odd in [
            "",
            "2026-11-22T164000-000312.new",
            "2026-11-22T164000-312",
            "2026-11-22T164000-+00312",
            "2026-11-22T164060-000312",
            "2026-11-22T244000-000312",
            "2026-02-30T164000-000312",
            "2026-11-22T164000",
            "2026-11-22 164000-000312",
            "２０２６-11-22T164000-000312",
            "old register",
        ] {
            assert!(odd.parse::<BackupName>().is_err(), "{odd}");
        }
        assert_eq!(BackupName::new("yesterday", 1), None);
    }

    #[test]
    fn weeks_begin_on_monday() {
        let week = |day: &str| name(&format!("{day}T120000-000001")).week();
        assert_eq!(week("2026-11-16"), week("2026-11-22"), "Monday to Sunday");
        assert_ne!(week("2026-11-22"), week("2026-11-23"));
        assert_eq!(week("2026-12-28"), week("2027-01-03"), "the ISO week 53 of 2026 goes into January");
    }
}
