//! Why a typed text is no day or no time, as one sentence.

use super::{Date, Era};
use crate::register::lang::Lang;

/// Why a text names no day, or no time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateInputFault {
    /// Nothing was typed.
    Empty,
    /// Not a way of writing a day.
    NotUnderstood,
    /// Not a way of writing a time.
    TimeNotUnderstood,
    /// A part of the day is missing.
    Incomplete,
    /// A year of one or two digits without an era.
    WhichYear,
    /// The calendar has no such day.
    NoSuchDay {
        /// The western year.
        year: u32,
        /// The month as it was written.
        month: u32,
        /// The day of the month as it was written.
        day: u32,
    },
    /// The day is not in the era.
    OutsideEra {
        /// The era that was written.
        era: Era,
    },
    /// The day is on another day of the week.
    OtherWeekday {
        /// The day.
        date: Date,
    },
    /// A step beyond the calendar.
    TooFar,
    /// A day without a time of day.
    NoClock,
    /// No such hour or minute.
    NoSuchTime,
    /// 午後12時 could be noon or midnight.
    NoonOrMidnight,
}

impl DateInputFault {
    /// What is wrong and how to write it, in one or two sentences.
    pub fn message(self, lang: Lang) -> String {
        match lang {
            Lang::Ja => self.ja(),
            Lang::En => self.en(),
        }
    }

    fn ja(self) -> String {
        match self {
            Self::Empty => "日付を入力してください。例: R8.11.22、11/22、今日".into(),
            Self::NotUnderstood => "日付として読めません。例: R8.11.22、2026-11-22、11/22、今日、+3".into(),
            Self::TimeNotUnderstood => "日時として読めません。例: 9:10、11/22 9:10、昨日 午後3時".into(),
            Self::Incomplete => "年月日がそろっていません。例: R8.11.22、2026-11-22、11/22".into(),
            Self::WhichYear => "年が西暦か元号か分かりません。例: R8.11.22、2026/11/22".into(),
            Self::NoSuchDay { year, month, day } => match last_day(year, month) {
                Some(last) if day > 0 => {
                    format!("{year}年{month}月は{last}日までです。{day}日はありません。")
                }
                _ => format!("{year}年{month}月{day}日という日はありません。例: R8.11.22"),
            },
            Self::OutsideEra { era } => {
                format!("{}は{}です。元号と年を確かめてください。", era.name(), span(era, Lang::Ja))
            }
            Self::OtherWeekday { date } => {
                format!("曜日が合いません。{}です。", super::format_date_weekday(date))
            }
            Self::TooFar => "離れすぎた日です。日付そのものを入力してください。例: R8.11.22".into(),
            Self::NoClock => "時刻がありません。例: 11/22 9:10、昨日 午後3時".into(),
            Self::NoSuchTime => "その時刻はありません。0:00から23:59までで入力してください。".into(),
            Self::NoonOrMidnight => {
                "昼の12時か夜の12時か分かりません。正午は12:00、深夜は0:00と入力してください。".into()
            }
        }
    }

    fn en(self) -> String {
        match self {
            Self::Empty => "Type a date, for example 2026-11-22, 11/22 or today.".into(),
            Self::NotUnderstood => "Not a date. Type it as 2026-11-22, R8.11.22, 11/22, today or +3.".into(),
            Self::TimeNotUnderstood => "Not a time. Type it as 9:10, 11/22 9:10 or yesterday 3pm.".into(),
            Self::Incomplete => {
                "Year, month or day is missing. Type it as 2026-11-22, R8.11.22 or 11/22.".into()
            }
            Self::WhichYear => {
                "The year could be western or of an era. Type it as 2026/11/22 or R8.11.22.".into()
            }
            Self::NoSuchDay { year, month, day } => match last_day(year, month) {
                Some(last) if day > 0 => {
                    format!("{year:04}-{month:02} has {last} days; there is no day {day}.")
                }
                _ => format!("There is no day {year:04}-{month:02}-{day:02}. Type it as 2026-11-22."),
            },
            Self::OutsideEra { era } => {
                format!("{} is {}. Check the era and the year.", era.name(), span(era, Lang::En))
            }
            Self::OtherWeekday { date } => {
                format!("The day of the week is another one: {}.", super::format_date_weekday(date))
            }
            Self::TooFar => "That is too far away. Type the date itself, for example 2026-11-22.".into(),
            Self::NoClock => "The time of day is missing. Type it as 11/22 9:10 or yesterday 3pm.".into(),
            Self::NoSuchTime => "There is no such time. Type one from 0:00 to 23:59.".into(),
            Self::NoonOrMidnight => {
                "That could be noon or midnight. Type 12:00 for noon, 0:00 for midnight.".into()
            }
        }
    }
}

/// How many days a month has; `None` where there is no such month.
fn last_day(year: u32, month: u32) -> Option<i8> {
    Date::from_number(year.checked_mul(10_000)?.checked_add(month.checked_mul(100)?)?.checked_add(1)?)
        .ok()
        .map(Date::days_in_month)
}

/// From when to when an era is.
fn span(era: Era, lang: Lang) -> String {
    let year = |number: u32| number / 10_000 - u32::from(era.year_zero().unsigned_abs());
    let day = |number: u32| (year(number), number / 100 % 100, number % 100);
    let iso = |number: u32| format!("{:04}-{:02}-{:02}", number / 10_000, number / 100 % 100, number % 100);
    let ja = |(year, month, day): (u32, u32, u32)| match year {
        1 => format!("元年{month}月{day}日"),
        _ => format!("{year}年{month}月{day}日"),
    };
    match (lang, era) {
        (Lang::Ja, Era::Reiwa) => format!("{}から", ja(day(era.first()))),
        (Lang::Ja, _) => format!("{}から{}まで", ja(day(era.first())), ja(day(era.last()))),
        (Lang::En, Era::Reiwa) => format!("from {}", iso(era.first())),
        (Lang::En, _) => format!("from {} to {}", iso(era.first()), iso(era.last())),
    }
}
