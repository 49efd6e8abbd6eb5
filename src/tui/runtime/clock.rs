//! The one place where a clock is read.

use jiff::{Timestamp, tz::Offset};

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
        let now = Self::tokyo();
        let date = Date::new(now.year(), now.month(), now.day()).unwrap_or(Date::MAX);
        let hour = u8::try_from(now.hour()).unwrap_or(0);
        let minute = u8::try_from(now.minute()).unwrap_or(0);
        let date = self.day.unwrap_or(date);
        Time::new(date, hour, minute).unwrap_or_else(|_| Time::midnight(date))
    }

    /// The real moment with its offset, for the audit trail: never the day given by hand.
    pub fn stamp(self) -> String {
        let now = Self::tokyo();
        format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}+09:00",
            now.year(),
            now.month(),
            now.day(),
            now.hour(),
            now.minute(),
            now.second()
        )
    }

    fn tokyo() -> jiff::civil::DateTime {
        Offset::constant(9).to_datetime(Timestamp::now())
    }
}
