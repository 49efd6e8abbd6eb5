//! Days in spreadsheets are numbers, and so are numbers of people and telephones; only the way in which they are shown
//! tells them from others.

use std::rc::Rc;

use super::Value;
use crate::register::{Date, Time};

/// What the number format of a cell shows of its number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum Shown {
    /// The number.
    #[default]
    Number,
    /// A day, or a part of one: month and year, the year of an era, the day of the week.
    Day,
    /// A day and the time on it.
    Moment,
    /// A time of any day.
    Clock,
    /// Each of its digits, zeros before them and marks between them: `000`, `000-0000-0000`.
    Digits(Rc<str>),
}

impl Shown {
    /// What a built-in format shows, as Japanese Excel has it: 27 to 36 and 50 to 58 are days there.
    pub fn built_in(id: u16) -> Self {
        match id {
            14..=17 | 27..=31 | 34..=36 | 50..=58 => Self::Day,
            22 => Self::Moment,
            18..=21 | 32 | 33 | 45..=47 => Self::Clock,
            _ => Self::Number,
        }
    }

    /// What a format shows. Only what is shown of positive numbers counts, before the first `;`.
    pub fn of(format: &str) -> Self {
        if let Some(digits) = digits(format) {
            return Self::Digits(digits);
        }
        let (mut day, mut clock, mut month) = (false, false, false);
        let format = format.to_ascii_lowercase();
        if format.starts_with("general") || format.starts_with("g/") {
            return Self::Number;
        }
        let mut chars = format.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                ';' => break,
                '"' => while chars.next().is_some_and(|c| c != '"') {},
                '\\' | '_' | '*' => _ = chars.next(),
                '[' => {
                    let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                    // Hours, minutes or seconds that run on; any other is a colour, a place or a condition.
                    clock |= !inside.is_empty() && inside.chars().all(|c| matches!(c, 'h' | 'm' | 's'));
                }
                'e' if matches!(chars.peek(), Some('+' | '-')) => return Self::Number,
                'a' if matches!(chars.peek(), Some('m' | '/')) => {
                    clock = true;
                    let rest = chars.by_ref().take_while(|c| *c != 'p').count();
                    if rest == 2 {
                        chars.next_if_eq(&'m');
                    }
                }
                'y' | 'd' | 'g' | 'e' | 'a' | 'n' => day = true,
                'h' | 's' => clock = true,
                'm' => month = true,
                _ => {}
            }
        }
        match (day || (month && !clock), clock) {
            (true, true) => Self::Moment,
            (true, false) => Self::Day,
            (false, true) => Self::Clock,
            (false, false) => Self::Number,
        }
    }

    /// The value of a number that is shown so, in a workbook whose days begin in 1900 or in 1904.
    pub fn value(&self, number: f64, since_1904: bool) -> Value {
        let plain = Value::Number(number);
        if let Self::Digits(pattern) = self {
            return written(number, pattern).map_or(plain, Value::Text);
        }
        // Minutes are as fine as the register is; a second before midnight is the next day.
        let minutes = (number * 1440.0).round();
        if *self == Self::Number || !(0.0..=2_958_466.0 * 1440.0).contains(&minutes) {
            return plain;
        }
        #[expect(
            clippy::cast_possible_truncation,
            reason = "within the bounds of the calendar, just looked at"
        )]
        let (minutes, whole) = (minutes as i64, number.floor() as i64);
        let (days, minute) = (minutes / 1440, minutes % 1440);
        let clock = (u8::try_from(minute / 60).unwrap_or(0), u8::try_from(minute % 60).unwrap_or(0));
        match self {
            Self::Number | Self::Digits(_) => plain,
            Self::Clock if days == 0 => Value::Text(format!("{}:{:02}", clock.0, clock.1)),
            Self::Day => day(whole, since_1904).map_or(plain, Value::Day),
            Self::Moment | Self::Clock => day(days, since_1904)
                .and_then(|day| Time::new(day, clock.0, clock.1).ok())
                .map_or(plain, Value::Moment),
        }
    }
}

/// The pattern of a format that shows zeros before a number, two digits or more.
fn digits(format: &str) -> Option<Rc<str>> {
    let section = format.split(';').next()?;
    let mut pattern = String::new();
    let mut chars = section.chars();
    while let Some(c) = chars.next() {
        match c {
            '0' | '-' | ' ' => pattern.push(c),
            '\\' => pattern.push(chars.next().filter(|c| *c != '0')?),
            '"' => {
                let said: String = chars.by_ref().take_while(|c| *c != '"').collect();
                if said.contains('0') {
                    return None;
                }
                pattern.push_str(&said);
            }
            _ => return None,
        }
    }
    (pattern.matches('0').count() > 1).then(|| pattern.into())
}

/// A whole number in a pattern.
fn written(number: f64, pattern: &str) -> Option<String> {
    if number.fract() != 0.0 || !(0.0..1e15).contains(&number) {
        return None;
    }
    let text = format!("{number:.0}");
    let zeros = pattern.matches('0').count();
    let padded = format!("{text:0>zeros$}");
    // What has no place of its own stands before the first.
    let (before, mut places) =
        (padded.chars().take(padded.len() - zeros), padded.chars().skip(padded.len() - zeros));
    let mut before = Some(before);
    let mut out = String::new();
    for c in pattern.chars() {
        if c == '0' {
            out.extend(before.take().into_iter().flatten());
            out.extend(places.next());
        } else {
            out.push(c);
        }
    }
    Some(out)
}

/// The day of a number. Excel counts a 29 February 1900 that never was: it is no day, and days before it count one more.
fn day(number: i64, since_1904: bool) -> Option<Date> {
    let (year, month, day, number) = match number {
        _ if since_1904 => (1904, 1, 1, number),
        1..=59 => (1899, 12, 31, number),
        61.. => (1899, 12, 30, number),
        _ => return None,
    };
    let day = Date::new(year, month, day).ok()?.plus_days(number);
    (day < Date::MAX || number <= 2_958_465).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_told_from_numbers_by_their_format() {
        for (format, expected) in [
            ("General", Shown::Number),
            ("G/標準", Shown::Number),
            ("0.00E+00", Shown::Number),
            ("#,##0;[Red]-#,##0", Shown::Number),
            ("0\"day\"", Shown::Number),
            ("@", Shown::Number),
            ("[>=100]0\\y", Shown::Number),
            ("yyyy/m/d", Shown::Day),
            ("[$-411]ge.m.d;@", Shown::Day),
            ("[$-ja-JP-x-gannen]ggge\"年\"m\"月\"d\"日\"", Shown::Day),
            ("m\"月\"d\"日\"", Shown::Day),
            ("mmm", Shown::Day),
            ("aaaa", Shown::Day),
            ("[DBNum3]m\"月\"", Shown::Day),
            ("yyyy/m/d h:mm", Shown::Moment),
            ("m/d/yy h:mm AM/PM", Shown::Moment),
            ("h:mm AM/PM", Shown::Clock),
            ("h:mm A/P", Shown::Clock),
            ("mm:ss", Shown::Clock),
            ("[h]:mm", Shown::Clock),
            ("[mm]", Shown::Clock),
            ("", Shown::Number),
        ] {
            assert_eq!(Shown::of(format), expected, "{format}");
        }
        for (id, expected) in
            [(0, Shown::Number), (14, Shown::Day), (22, Shown::Moment), (20, Shown::Clock), (31, Shown::Day)]
        {
            assert_eq!(Shown::built_in(id), expected, "{id}");
        }
    }

    #[test]
    fn zeros_before_a_number_are_read_as_they_are_shown() {
        for (number, format, expected) in [
            (1.0, "000", Some("001")),
            (1234.0, "000", Some("1234")),
            (9_000_000_102.0, "000-0000-0000", Some("090-0000-0102")),
            (7.0, "\"S-\"00", Some("S-07")),
            (1.5, "00", None),
            (-1.0, "00", None),
            (1.0, "0", None),
            (1.0, "00.0", None),
            (1.0, "00%", None),
        ] {
            let expected = expected.map_or(Value::Number(number), |text| Value::Text(text.to_owned()));
            assert_eq!(Shown::of(format).value(number, false), expected, "{format}");
        }
    }

    #[test]
    fn a_number_is_the_day_that_the_workbook_shows() {
        let value = |number, shown: &Shown, since_1904| match shown.value(number, since_1904) {
            Value::Day(day) => day.to_string(),
            Value::Moment(time) => time.to_string(),
            Value::Text(text) => text,
            Value::Number(number) => number.to_string(),
            other => format!("{other:?}"),
        };
        for (number, shown, since_1904, expected) in [
            (46_296.0, Shown::Day, false, "2026-10-01"),
            (44_834.0, Shown::Day, true, "2026-10-01"),
            (0.0, Shown::Day, true, "1904-01-01"),
            (1.0, Shown::Day, false, "1900-01-01"),
            (59.0, Shown::Day, false, "1900-02-28"),
            (60.0, Shown::Day, false, "60"),
            (61.0, Shown::Day, false, "1900-03-01"),
            (0.0, Shown::Day, false, "0"),
            (-1.0, Shown::Day, false, "-1"),
            (46_296.999_99, Shown::Day, false, "2026-10-01"),
            (46_296.999_99, Shown::Moment, false, "2026-10-02T00:00"),
            (46_296.395_833_333, Shown::Moment, false, "2026-10-01T09:30"),
            (0.395_833_333, Shown::Clock, false, "9:30"),
            (2_958_465.0, Shown::Day, false, "9999-12-31"),
            (2_958_466.0, Shown::Day, false, "2958466"),
            (
                1e300,
                Shown::Day,
                false,
                "1000000000000000052504760255204420248704468581108159154915854115111802457988908195786371375080447854045104",
            ),
            (f64::NAN, Shown::Moment, false, "NaN"),
            (46_296.0, Shown::Number, false, "46296"),
        ] {
            let told = value(number, &shown, since_1904);
            assert!(
                told == expected || (expected.len() > 100 && told.len() > 100),
                "{number} {shown:?}: {told}"
            );
        }
    }
}
