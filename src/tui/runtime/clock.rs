//! The one place where a clock is read.

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
        tokyo().format("%Y-%m-%dT%H:%M:%S+09:00").to_string()
    }
}

/// The clock on a wall in Japan, nine hours ahead all year; its offset is not told from the value.
fn tokyo() -> DateTime<Utc> {
    Utc::now() + TimeDelta::hours(9)
}
