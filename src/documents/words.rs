//! The Japanese words of the papers.

use crate::register::{
    Date, Lang, Time,
    wareki::reiwa_year,
    words::{EnumWord, GroupKind},
};

/// A day as the papers write it: 令和8年11月22日.
pub(super) use crate::register::wareki::format_wareki as day;

/// A day in a narrow column: R8.11.22.
pub(super) use crate::register::wareki::format_wareki_short as short_day;

/// A minute as the papers write it: 令和8年11月22日 9時05分.
pub(super) use crate::register::wareki::format_time as minute;

/// A minute beside others of a year: 11月22日 9時05分, with the year where it is another one.
pub(super) fn minute_after(at: Time, year: Option<i16>) -> String {
    let whole = minute(at);
    let within = whole.split_once('年').map(|(_, rest)| rest.to_owned());
    within.filter(|_| year == Some(at.date.year())).unwrap_or(whole)
}

/// A month in a narrow place: R8.11.
pub(super) fn month(date: Date) -> String {
    match reiwa_year(date) {
        Some(year) => format!("R{year}.{}", date.month()),
        None => format!("{}.{}", date.year(), date.month()),
    }
}

/// A day of a week that begins with it: 11/23〜.
pub(super) fn month_and_day(date: Date) -> String {
    format!("{}/{}〜", date.month(), date.day())
}

/// A day as it stands in file names: `R081122`; western before 令和.
pub(super) fn era_digits(date: Date) -> String {
    let year = match reiwa_year(date) {
        Some(year) => format!("R{year:02}"),
        None => format!("{:04}", date.year()),
    };
    format!("{year}{:02}{:02}", date.month(), date.day())
}

/// A sentence of the policy with its days (`2026-11-22`) as the papers write them.
pub(super) fn with_days(sentence: &str) -> String {
    let chars: Vec<char> = sentence.chars().collect();
    let digit = |place: usize| chars.get(place).is_some_and(char::is_ascii_digit);
    let mut out = String::with_capacity(sentence.len());
    let mut place = 0;
    while let Some(c) = chars.get(place) {
        let stands_alone = !(place.checked_sub(1).is_some_and(digit) || digit(place + DAY_CHARS));
        let written = chars.get(place..place + DAY_CHARS).filter(|_| stands_alone);
        if let Some(date) = written.and_then(|word| word.iter().collect::<String>().parse().ok()) {
            out.push_str(&day(date));
            place += DAY_CHARS;
        } else {
            out.push(*c);
            place += 1;
        }
    }
    out
}

/// How many characters `2026-11-22` has.
const DAY_CHARS: usize = 10;

/// A fixed word of the register as people read it.
pub(super) fn ja(word: impl EnumWord) -> &'static str {
    word.say(Lang::Ja)
}

/// What a group of a kind is called.
pub(super) fn group_kind(kind: GroupKind) -> &'static str {
    match kind {
        GroupKind::Patient => "患者グループ",
        GroupKind::Free => "自由グループ",
        GroupKind::Disaster => "災害・緊急グループ",
    }
}

/// Whether something is so.
pub(super) fn yes(said: bool) -> &'static str {
    if said { "はい" } else { "いいえ" }
}

/// Whether a wrongful purpose is possible.
pub(super) fn wrongful(wrongful: bool) -> &'static str {
    if wrongful { "あり" } else { "なし" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_is_said_where_it_is_another_one() {
        let at: Time = "2026-11-22T09:05".parse().unwrap();
        assert_eq!(minute_after(at, Some(2026)), "11月22日 9時05分");
        assert_eq!(minute_after(at, Some(2025)), "令和8年11月22日 9時05分");
        assert_eq!(minute_after(at, None), "令和8年11月22日 9時05分");
    }

    #[test]
    fn days_in_sentences_become_japanese() {
        for (sentence, expected) in [
            ("期限（2026-10-01）を52日", "期限（令和8年10月1日）を52日"),
            ("2026-11-22", "令和8年11月22日"),
            ("12026-11-22", "12026-11-22"),
            ("2026-13-01と2026-11-220", "2026-13-01と2026-11-220"),
        ] {
            assert_eq!(with_days(sentence), expected);
        }
    }
}
