//! Days and times as people in the office write them: 令和 or western years, a few words, steps from today.
//!
//! Reading is lenient about the way of writing (full-width forms, an input method's marks, blanks) and strict about the
//! meaning: what could be two days is no day.

mod clock;
mod fault;
mod format;
mod token;

pub use clock::parse_time;
pub use fault::DateInputFault;
pub use format::{
    format_date_weekday, format_time, format_time_short, format_wareki, format_wareki_short,
    format_wareki_year, reiwa_year,
};

use super::date::{Date, Time};
use fault::DateInputFault as Fault;
use token::{Mark, Token};

/// A Japanese era (元号).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Era {
    /// 明治
    Meiji,
    /// 大正
    Taisho,
    /// 昭和
    Showa,
    /// 平成
    Heisei,
    /// 令和
    Reiwa,
}

impl Era {
    /// Every era, the newest first.
    const ALL: [Self; 5] = [Self::Reiwa, Self::Heisei, Self::Showa, Self::Taisho, Self::Meiji];

    /// The name in kanji.
    pub fn name(self) -> &'static str {
        match self {
            Self::Meiji => "明治",
            Self::Taisho => "大正",
            Self::Showa => "昭和",
            Self::Heisei => "平成",
            Self::Reiwa => "令和",
        }
    }

    /// The letter of the short form.
    pub fn letter(self) -> char {
        match self {
            Self::Meiji => 'M',
            Self::Taisho => 'T',
            Self::Showa => 'S',
            Self::Heisei => 'H',
            Self::Reiwa => 'R',
        }
    }

    /// The first day, as `yyyymmdd`. For 明治 the first day of the Gregorian calendar (明治6年): days before it were
    /// counted in another calendar.
    #[allow(clippy::inconsistent_digit_grouping, reason = "year, month and day")]
    fn first(self) -> u32 {
        match self {
            Self::Meiji => 1873_01_01,
            Self::Taisho => 1912_07_30,
            Self::Showa => 1926_12_25,
            Self::Heisei => 1989_01_08,
            Self::Reiwa => 2019_05_01,
        }
    }

    /// The last day, as `yyyymmdd`. The day on which 大正 and 昭和 began belongs to both eras.
    #[allow(clippy::inconsistent_digit_grouping, reason = "year, month and day")]
    fn last(self) -> u32 {
        match self {
            Self::Meiji => 1912_07_30,
            Self::Taisho => 1926_12_25,
            Self::Showa => 1989_01_07,
            Self::Heisei => 2019_04_30,
            Self::Reiwa => 9999_12_31,
        }
    }

    /// The western year before the era's first.
    fn year_zero(self) -> i16 {
        match self {
            Self::Meiji => 1867,
            Self::Taisho => 1911,
            Self::Showa => 1925,
            Self::Heisei => 1988,
            Self::Reiwa => 2018,
        }
    }

    /// The era of a day and its year in it; `None` before 明治6年.
    pub fn of(date: Date) -> Option<(Self, i16)> {
        let era = Self::ALL.into_iter().find(|era| era.first() <= date.number())?;
        Some((era, date.year() - era.year_zero()))
    }
}

/// Which of several days is meant where one is written without its year, or without its year and month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The last one that has come: what has happened.
    Last,
    /// The next one that comes, today included: what is planned.
    Next,
    /// The first one on or after this day, with which a period begins.
    From(Date),
    /// The one nearest to today, before or after it.
    Nearest,
}

/// Reads a day as people write it.
///
/// Understood are `2026-11-22`, `2026/11/22`, `2026.11.22`, `20261122`, `2026年11月22日`, `R8.11.22`, `R081122`,
/// `令和8年11月22日`, `令和元年5月1日`, `11/22`, `11月22日` and `22日` (of the year and month that `which` says), 今日 昨日
/// 一昨日 明日 明後日 and their English words, `+3` `-3` (days), `+2w` `+2m` `+2か月` `+1y`, `3日後` `2週間前`; each in
/// full-width forms as well, and with the day of the week in brackets behind it.
///
/// # Errors
/// What is wrong, with an example, where the text names no day or could name two.
pub fn parse_date(input: &str, today: Date, which: Which) -> Result<Date, Fault> {
    let text = token::normal(input);
    date_of(&text, today, which)
}

/// Reads a day from a normalised text.
fn date_of(text: &str, today: Date, which: Which) -> Result<Date, Fault> {
    let text: String = text.chars().filter(|c| *c != ' ').collect();
    let (text, weekday) = split_weekday(&text);
    let date = match text {
        "" => return Err(Fault::Empty),
        "今日" | "本日" | "きょう" | "today" => today,
        "昨日" | "きのう" | "yesterday" => today.plus_days(-1),
        "明日" | "あした" | "あす" | "tomorrow" => today.plus_days(1),
        "一昨日" | "おととい" => today.plus_days(-2),
        "明後日" | "あさって" => today.plus_days(2),
        _ => {
            let tokens = token::tokens(text).ok_or(Fault::NotUnderstood)?;
            date_of_tokens(&tokens, today, which)?
        }
    };
    match weekday {
        Some(weekday) if weekday != date.weekday() => Err(Fault::OtherWeekday { date }),
        _ => Ok(date),
    }
}

/// The days of the week from Monday, as they stand in brackets.
const WEEKDAYS: [char; 7] = ['月', '火', '水', '木', '金', '土', '日'];

fn split_weekday(text: &str) -> (&str, Option<usize>) {
    let inner = || {
        let rest = text.strip_suffix(')')?;
        let weekday = rest.chars().next_back()?;
        let place = WEEKDAYS.iter().position(|known| *known == weekday)?;
        Some((rest.strip_suffix(weekday)?.strip_suffix('(')?, place))
    };
    inner().map_or((text, None), |(rest, weekday)| (rest, Some(weekday)))
}

fn date_of_tokens(tokens: &[Token], today: Date, which: Which) -> Result<Date, Fault> {
    use Mark::{Dash, Day, Month, Year};
    use Token::{Era as E, Mark as K, Number as N};
    match tokens {
        [K(sign @ (Mark::Plus | Dash)), N(n), unit @ ..] => step(today, n.value, *sign == Mark::Plus, unit),
        [N(n), unit @ .., K(way @ (Mark::After | Mark::Before))] if !unit.is_empty() => {
            step(today, n.value, *way == Mark::After, unit)
        }
        [E(era), N(y), K(one), N(m), K(two), N(d), end @ ..] if joins(*one, *two, end) => {
            era_day(*era, y.value, m.value, d.value)
        }
        [E(era), N(n)] if n.digits == 6 => {
            era_day(*era, n.value / 10_000, n.value / 100 % 100, n.value % 100)
        }
        [N(y), K(one), N(m), K(two), N(d), end @ ..] if joins(*one, *two, end) => {
            if y.digits == 4 {
                day(y.value, m.value, d.value)
            } else {
                Err(Fault::WhichYear)
            }
        }
        [N(n)] if n.digits == 8 => day(n.value / 10_000, n.value / 100 % 100, n.value % 100),
        [N(n)] if n.digits <= 6 => Err(Fault::Incomplete),
        [N(m), K(Month), N(d), K(Day)] => of_a_year(m.value, d.value, today, which),
        [N(m), K(Mark::Slash | Mark::Dot | Dash), N(d)] if m.digits <= 2 => {
            of_a_year(m.value, d.value, today, which)
        }
        [N(d), K(Day)] => of_a_month(d.value, today, which),
        [N(_) | E(_), .., K(Year | Month)] | [E(_), N(_)] => Err(Fault::Incomplete),
        _ => Err(Fault::NotUnderstood),
    }
}

/// Whether the marks between year, month and day belong together: 年 月 日, or twice the same.
fn joins(first: Mark, second: Mark, end: &[Token]) -> bool {
    match (first, second) {
        (Mark::Year, Mark::Month) => matches!(end, [Token::Mark(Mark::Day)]),
        (Mark::Slash, Mark::Slash) | (Mark::Dot, Mark::Dot) | (Mark::Dash, Mark::Dash) => end.is_empty(),
        _ => false,
    }
}

/// A day that is written without its year.
fn of_a_year(month: u32, of_month: u32, today: Date, which: Which) -> Result<Date, Fault> {
    let anchor = which.anchor(today);
    let in_year = |away: i16| Some((anchor.year().checked_add(away)?, i8::try_from(month).ok()?));
    chosen([-1, 0, 1].into_iter().filter_map(in_year), of_month, today, which)
        .unwrap_or_else(|| day(u32::from(today.year().unsigned_abs()), month, of_month))
}

/// A day that is written without its year and month.
fn of_a_month(of_month: u32, today: Date, which: Which) -> Result<Date, Fault> {
    let anchor = which.anchor(today);
    let away = |months: i64| {
        let there = anchor.plus_months(months);
        (there.year(), there.month())
    };
    let (year, month) = (today.year().unsigned_abs(), today.month().unsigned_abs());
    chosen([-1, 0, 1].into_iter().map(away), of_month, today, which)
        .unwrap_or_else(|| day(u32::from(year), u32::from(month), of_month))
}

/// The day of the month that is meant in one of some months; `None` where none of them can be.
///
/// Where that month is too short, as in most years of 2/29, the calendar has no such day: another one, years away, is hardly
/// what was meant.
fn chosen(
    months: impl Iterator<Item = (i16, i8)>,
    of_month: u32,
    today: Date,
    which: Which,
) -> Option<Result<Date, Fault>> {
    let before = i64::from(of_month.checked_sub(1)?);
    let places = months.filter_map(|(year, month)| {
        let first = Date::new(year, month, 1).ok()?;
        Some(first.plus_days(before.min(i64::from(first.days_in_month()) - 1)))
    });
    let place = match which {
        Which::Last => places.filter(|place| *place <= today).max(),
        Which::Next => places.filter(|place| *place >= today).min(),
        Which::From(begin) => places.filter(|place| *place >= begin).min(),
        Which::Nearest => places.min_by_key(|place| (place.days_since(today).abs(), *place)),
    }?;
    Some(day(u32::from(place.year().unsigned_abs()), u32::from(place.month().unsigned_abs()), of_month))
}

impl Which {
    /// The day about which it is looked for.
    fn anchor(self, today: Date) -> Date {
        match self {
            Self::From(begin) => begin,
            Self::Last | Self::Next | Self::Nearest => today,
        }
    }
}

fn day(year: u32, month: u32, day: u32) -> Result<Date, Fault> {
    if month > 99 || day > 99 {
        return Err(Fault::NotUnderstood);
    }
    Date::from_number(year * 10_000 + month * 100 + day).map_err(|_| Fault::NoSuchDay { year, month, day })
}

fn era_day(era: Era, year: u32, month: u32, day_of_month: u32) -> Result<Date, Fault> {
    if year == 0 || year > 8_000 {
        return Err(Fault::OutsideEra { era });
    }
    let date = day(year + u32::from(era.year_zero().unsigned_abs()), month, day_of_month)?;
    if (era.first()..=era.last()).contains(&date.number()) {
        Ok(date)
    } else {
        Err(Fault::OutsideEra { era })
    }
}

/// The longest step in any unit.
const FAR: u32 = 9_999;

fn step(today: Date, count: u32, forward: bool, unit: &[Token]) -> Result<Date, Fault> {
    if count > FAR {
        return Err(Fault::TooFar);
    }
    let count = if forward { i64::from(count) } else { -i64::from(count) };
    let date = match unit {
        [] | [Token::Mark(Mark::Day)] => today.plus_days(count),
        [Token::Mark(Mark::Week)] => today.plus_days(count * 7),
        [Token::Mark(Mark::Month | Mark::Months)] => today.plus_months(count),
        [Token::Mark(Mark::Year)] => today.plus_months(count * 12),
        _ => return Err(Fault::NotUnderstood),
    };
    // The calendar holds a step at its ends; nobody means those days.
    if count != 0 && (date == Date::MAX || date.number() == 1_01_01) { Err(Fault::TooFar) } else { Ok(date) }
}

/// A day and a time of day, for the parts below.
type Moment = Result<Time, Fault>;

#[cfg(test)]
mod tests;
