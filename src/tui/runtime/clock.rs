//! The one place where a clock is read.

use std::ops::RangeInclusive;

use chrono::{DateTime, Datelike as _, TimeDelta, Timelike as _, Utc};

use crate::register::{Date, Time};

/// Tells the time of the office (Asia/Tokyo, which has no summer time), whatever zone the machine is in.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    /// A day that was given by hand.
    pub day: Option<Date>,
}

impl Clock {
    /// The time of now, on the day given by hand where there is one.
    pub fn now(self) -> Time {
        let now = tokyo();
        let part = |number: u32| i8::try_from(number).unwrap_or(0);
        let year = i16::try_from(now.year()).unwrap_or(i16::MAX);
        let date = Date::new(year, part(now.month()), part(now.day())).unwrap_or(Date::MAX);
        let date = self.day.unwrap_or(date);
        let clock = |number: u32| u8::try_from(number).unwrap_or(0);
        Time::new(date, clock(now.hour()), clock(now.minute())).unwrap_or_else(|_| Time::midnight(date))
    }

    /// The real moment with its offset, for the audit trail: never the day given by hand.
    pub fn stamp(self) -> String {
        written(tokyo())
    }
}

/// The clock on a wall in Japan, nine hours ahead all year; its offset is not told from the value.
fn tokyo() -> DateTime<Utc> {
    held(Utc::now() + TimeDelta::hours(9))
}

fn written(moment: DateTime<Utc>) -> String {
    moment.format("%Y-%m-%dT%H:%M:%S+09:00").to_string()
}

/// The first and the last second of the years that dates and entries hold, as a wall in Japan shows them.
const YEARS: RangeInclusive<i64> = -62_135_596_800..=253_402_300_799;

/// A moment within those years: what a clock beyond them says is wrong anyhow, and an entry that bore it would never be read again.
fn held(moment: DateTime<Utc>) -> DateTime<Utc> {
    let seconds = moment.timestamp().clamp(*YEARS.start(), *YEARS.end());
    DateTime::from_timestamp(seconds, 0).unwrap_or(moment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_beyond_every_calendar_gives_a_moment_that_entries_hold() {
        for (seconds, stamp) in [
            (i64::MIN / 4_000_000, "0001-01-01T00:00:00+09:00"),
            (*YEARS.start(), "0001-01-01T00:00:00+09:00"),
            (1_795_338_611, "2026-11-22T09:10:11+09:00"),
            (*YEARS.end(), "9999-12-31T23:59:59+09:00"),
            (*YEARS.end() + 1, "9999-12-31T23:59:59+09:00"),
            (8_210_266_000_000, "9999-12-31T23:59:59+09:00"),
        ] {
            let moment = DateTime::from_timestamp(seconds, 999_999_999).unwrap();
            assert_eq!(written(held(moment)), stamp);
        }
    }
}
