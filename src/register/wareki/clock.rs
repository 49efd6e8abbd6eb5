//! Times of day: `9:10`, `0910`, `9時10分`, `午後3時`, with a day before them or today's.

use super::{Date, Fault, Moment, Time, Which, date_of, token};

/// Reads a time as people write it: a day as [`super::parse_date`] reads it and a time of day, or a time of day alone for
/// the day of `now`.
///
/// Understood are `9:10`, `09:10`, `0910`, `9時10分`, `9時半`, `9時`, `午前9時`, `午後3時10分`, `3pm`, `正午` and 今.
///
/// # Errors
/// What is wrong, with an example, where the text names no minute or could name two.
pub fn parse_time(input: &str, now: Time, which: Which) -> Moment {
    let text = token::normal(input);
    match text.as_str() {
        "" => return Err(Fault::Empty),
        "今" | "いま" | "now" => return Ok(now),
        _ => {}
    }
    let whole = clock(&text, now.date);
    if whole.is_ok() {
        return whole;
    }
    // A day alone would be split into a day and half a clock below.
    if date_of(&text, now.date, which).is_ok() {
        return Err(Fault::NoClock);
    }
    let mut found = None;
    let mut date_fault = None;
    let mut clock_fault = whole.err().filter(|fault| *fault != Fault::NotUnderstood);
    let mut before = None;
    for (place, c) in text.char_indices() {
        let cuts =
            before.is_some_and(|b: char| b == ' ' || b == 't' || !(b.is_ascii_digit() && c.is_ascii_digit()));
        before = Some(c);
        let Some((day, rest)) = text.split_at_checked(place).filter(|_| cuts) else { continue };
        let day =
            day.strip_suffix('t').filter(|day| day.ends_with(|c: char| c.is_ascii_digit())).unwrap_or(day);
        match (date_of(day, now.date, which), clock_parts(rest)) {
            (Ok(date), Ok((hour, minute))) => {
                let time = Time::new(date, hour, minute).map_err(|_| Fault::NoSuchTime)?;
                if found.is_some_and(|other| other != time) {
                    return Err(Fault::NotUnderstood);
                }
                found = Some(time);
            }
            (Err(fault), Ok(_)) if !matches!(fault, Fault::NotUnderstood | Fault::Incomplete) => {
                date_fault = Some(fault);
            }
            (Ok(_), Err(fault)) if fault != Fault::NotUnderstood => clock_fault = Some(fault),
            _ => {}
        }
    }
    found.ok_or_else(|| date_fault.or(clock_fault).unwrap_or(Fault::TimeNotUnderstood))
}

fn clock(text: &str, date: Date) -> Moment {
    let (hour, minute) = clock_parts(text)?;
    Time::new(date, hour, minute).map_err(|_| Fault::NoSuchTime)
}

/// Hour and minute of a written time of day.
fn clock_parts(text: &str) -> Result<(u8, u8), Fault> {
    let text: String = text.chars().filter(|c| *c != ' ').collect();
    if matches!(text.as_str(), "正午" | "noon") {
        return Ok((12, 0));
    }
    let japanese = half(&text, |text, word| text.strip_prefix(word), ["午前", "午後"]);
    let english = half(&text, |text, word| text.strip_suffix(word), ["am", "pm"]);
    let (hour, minute) = match (japanese, english) {
        (None, None) => plain(&text, true)?,
        (Some((afternoon, rest)), None) => {
            let (hour, minute) = plain(rest, false)?;
            match hour {
                0..=11 => (hour + if afternoon { 12 } else { 0 }, minute),
                // 午後12時 is midnight by the law of 1872 and noon by habit.
                12 => return Err(Fault::NoonOrMidnight),
                _ => return Err(Fault::NoSuchTime),
            }
        }
        (None, Some((afternoon, rest))) => {
            let (hour, minute) = plain_or_hour(rest)?;
            match hour {
                1..=12 => (hour % 12 + if afternoon { 12 } else { 0 }, minute),
                _ => return Err(Fault::NoSuchTime),
            }
        }
        (Some(_), Some(_)) => return Err(Fault::NotUnderstood),
    };
    if hour > 23 || minute > 59 { Err(Fault::NoSuchTime) } else { Ok((hour, minute)) }
}

fn half<'t>(
    text: &'t str,
    strip: impl Fn(&'t str, &'static str) -> Option<&'t str>,
    [morning, afternoon]: [&'static str; 2],
) -> Option<(bool, &'t str)> {
    strip(text, morning).map(|rest| (false, rest)).or_else(|| Some((true, strip(text, afternoon)?)))
}

fn plain_or_hour(text: &str) -> Result<(u8, u8), Fault> {
    number(text, 1).map(|hour| (hour, 0)).or_else(|_| plain(text, false))
}

/// `9:10`, `9時10分`, `9時半`, `9時`, and `0910` where it cannot be taken for anything else.
fn plain(text: &str, four_digits: bool) -> Result<(u8, u8), Fault> {
    if let Some((hour, minute)) = text.split_once(':') {
        return Ok((number(hour, 1)?, number(minute, 2)?));
    }
    if let Some((hour, minute)) = text.split_once('時') {
        let minute = match minute {
            "" => 0,
            "半" => 30,
            _ => number(minute.strip_suffix('分').unwrap_or(minute), 1)?,
        };
        return Ok((number(hour, 1)?, minute));
    }
    match text.split_at_checked(2) {
        Some((hour, minute)) if four_digits && text.len() == 4 => Ok((number(hour, 2)?, number(minute, 2)?)),
        _ => Err(Fault::NotUnderstood),
    }
}

/// One or two digits, at least so many.
fn number(text: &str, at_least: usize) -> Result<u8, Fault> {
    if (at_least..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.parse().map_err(|_| Fault::NotUnderstood)
    } else {
        Err(Fault::NotUnderstood)
    }
}
