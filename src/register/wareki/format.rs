//! Days and times as they are shown. Before 明治6年 the year is western.

use super::{Date, Era, Time, WEEKDAYS};

/// `令和8年11月22日`; the first year of an era is 元年.
pub fn format_wareki(date: Date) -> String {
    format!("{}{}月{}日", format_wareki_year(date), date.month(), date.day())
}

/// `令和8年`
pub fn format_wareki_year(date: Date) -> String {
    match Era::of(date) {
        Some((era, 1)) => format!("{}元年", era.name()),
        Some((era, year)) => format!("{}{year}年", era.name()),
        None => format!("{:04}年", date.year()),
    }
}

/// `R8.11.22`
pub fn format_wareki_short(date: Date) -> String {
    let (month, day) = (date.month(), date.day());
    match Era::of(date) {
        Some((era, year)) => format!("{}{year}.{month}.{day}", era.letter()),
        None => format!("{:04}.{month}.{day}", date.year()),
    }
}

/// `令和8年11月22日（日）`
pub fn format_date_weekday(date: Date) -> String {
    let weekday = WEEKDAYS.get(date.weekday()).copied().unwrap_or_default();
    format!("{}（{weekday}）", format_wareki(date))
}

/// `令和8年11月22日 9時10分`
pub fn format_time(time: Time) -> String {
    format!("{} {}時{:02}分", format_wareki(time.date), time.hour(), time.minute())
}

/// `R8.11.22 09:10`
pub fn format_time_short(time: Time) -> String {
    format!("{} {:02}:{:02}", format_wareki_short(time.date), time.hour(), time.minute())
}

/// The year of 令和, by which incidents are numbered (`R8-001`); `None` before 2019-05-01.
pub fn reiwa_year(date: Date) -> Option<u16> {
    match Era::of(date) {
        Some((Era::Reiwa, year)) => u16::try_from(year).ok(),
        _ => None,
    }
}
