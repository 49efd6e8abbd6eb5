//! Days as they stand in ledgers: every spelling that this program reads, days without a year under the fiscal year of a
//! title, days in the middle of a remark, and what is no day.

use super::{
    super::table::Value,
    marks::{Mark, mark, mark_at_the_beginning},
    plain, whole,
};
use crate::register::{
    Date,
    wareki::{DateInputFault, Which, parse_date},
};

/// What a cell says about a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Day {
    /// Nothing is recorded; with what stood there, where it was not simply blank.
    Nothing,
    /// A day.
    On(Date),
    /// A day that stood in a remark, such as `返却済（R8.3.31）`.
    Inside(Date),
    /// A day written in an era that had ended by then: `H31.5.1`.
    EndedEra(Date),
    /// A month and a day under no title that gives the year.
    NoYear {
        /// The month.
        month: i8,
        /// The day of the month.
        day: i8,
    },
    /// Probably a day as a spreadsheet counts them.
    Serial(Date),
    /// It was done, but when is not said.
    DoneNoDay,
    /// Not a day.
    NotADay,
    /// A formula whose result is not in the file, or an error.
    NoResult,
}

/// What days without a year go by.
#[derive(Debug, Clone, Copy)]
pub struct Years {
    /// Today.
    pub today: Date,
    /// The fiscal year of the title, from April.
    pub fiscal: Option<i16>,
}

/// Reads a cell as a day.
pub fn read(value: &Value, years: Years) -> Day {
    match value {
        Value::Empty | Value::Flag(false) => Day::Nothing,
        Value::Day(day) => Day::On(*day),
        Value::Moment(time) => Day::On(time.date),
        Value::Number(number) => {
            whole(*number).map_or(Day::NotADay, |number| of_digits(&number.to_string(), years.today))
        }
        Value::Flag(true) => Day::DoneNoDay,
        Value::NoValue | Value::Fault(_) => Day::NoResult,
        Value::Text(text) => of_text(text, years),
    }
}

/// Why a text that is not a day is none, where there is more to say than that it was not understood.
pub fn why_not(text: &str, years: Years) -> Option<DateInputFault> {
    use DateInputFault as F;
    let text = plain(text);
    if let (Some((month, day)), Some(fiscal)) = (month_and_day(&text), years.fiscal)
        && in_fiscal_year(fiscal, month, day).is_none()
    {
        let year = u32::try_from(year_in_fiscal(fiscal, month)).ok()?;
        let (month, day) = (u32::from(month.unsigned_abs()), u32::from(day.unsigned_abs()));
        return Some(F::NoSuchDay { year, month, day });
    }
    parse_date(&text, years.today, Which::Last).err().filter(|why| {
        matches!(
            why,
            F::OutsideEra { .. }
                | F::NoSuchDay { .. }
                | F::OtherWeekday { .. }
                | F::WhichYear
                | F::Incomplete
        )
    })
}

fn of_digits(text: &str, today: Date) -> Day {
    match (text.len(), text.parse::<i64>()) {
        (8, _) => parse_date(text, today, Which::Last).map_or(Day::NotADay, Day::On),
        // 1954 to 2100.
        (5, Ok(serial @ 20_000..=73_050)) => serial_day(serial).map_or(Day::NotADay, Day::Serial),
        _ => Day::NotADay,
    }
}

/// The day of a number as Excel counts them from 1900.
fn serial_day(serial: i64) -> Option<Date> {
    Some(Date::new(1899, 12, 30).ok()?.plus_days(serial))
}

fn of_text(text: &str, years: Years) -> Day {
    let text = plain(text);
    if text.is_empty() {
        return Day::Nothing;
    }
    match mark(&text) {
        Some(Mark::Yes | Mark::Double) => return Day::DoneNoDay,
        Some(Mark::No | Mark::Dash | Mark::NotYet) => return Day::Nothing,
        Some(Mark::Unsure) => return Day::NotADay,
        None => {}
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return of_digits(&text, years.today);
    }
    if let Some(day) = exact(&text, years) {
        return day;
    }
    // 欠→6/3: it was not done, and then perhaps it was.
    if matches!(mark_at_the_beginning(&text), Some(Mark::No | Mark::NotYet | Mark::Unsure | Mark::Dash)) {
        return Day::NotADay;
    }
    let inside: Vec<Day> = words_of_days(&text).into_iter().filter_map(|word| exact(&word, years)).collect();
    match inside.as_slice() {
        [Day::On(day) | Day::EndedEra(day)] => Day::Inside(*day),
        [day @ Day::NoYear { .. }] if mark_at_the_beginning(&text).is_some() => day.clone(),
        _ => Day::NotADay,
    }
}

/// The day that a whole text is, with a year or under a title that gives it.
fn exact(text: &str, years: Years) -> Option<Day> {
    if let Some((month, day)) = month_and_day(text) {
        let Some(fiscal) = years.fiscal else { return Some(Day::NoYear { month, day }) };
        return Some(in_fiscal_year(fiscal, month, day).map_or(Day::NotADay, Day::On));
    }
    // What a person types in a form goes by today; a ledger does not.
    let relative = text.starts_with(['+', '-'])
        || text.ends_with(['前', '後'])
        || !text.bytes().any(|b| b.is_ascii_digit());
    if relative || only_a_day_of_the_month(text) {
        return None;
    }
    match parse_date(text, years.today, Which::Last) {
        Ok(day) => Some(Day::On(day)),
        Err(DateInputFault::OutsideEra { .. }) => ended_era(text, years.today).map(Day::EndedEra),
        Err(_) => None,
    }
}

/// A day of an era that went on being written after it had ended.
fn ended_era(text: &str, today: Date) -> Option<Date> {
    let letters = [("平成", 1988), ("H", 1988), ("h", 1988), ("昭和", 1925), ("S", 1925), ("s", 1925)];
    let (rest, zero) = letters.iter().find_map(|(name, zero)| Some((text.strip_prefix(name)?, *zero)))?;
    let digits: String = rest.trim_start().chars().take_while(char::is_ascii_digit).collect();
    let year: i16 = digits.parse().ok().filter(|year| (1..=99).contains(year))?;
    let behind = rest.trim_start().strip_prefix(digits.as_str())?;
    let day = parse_date(&format!("{}{behind}", zero + year), today, Which::Last).ok()?;
    // Not before the era began: that is no slip of habit.
    (day <= today).then_some(day)
}

/// `4/10`, `4月10日`, `4.10`: a month and a day, and nothing else.
pub fn month_and_day(text: &str) -> Option<(i8, i8)> {
    let text = text.trim().trim_end_matches(['日', ' ']);
    let (month, day) = text.split_once(['/', '月', '.'])?;
    let number = |part: &str| {
        let part = part.trim();
        (1..=2).contains(&part.len()).then(|| part.parse::<i8>().ok()).flatten()
    };
    let (month, day) = (number(month)?, number(day)?);
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some((month, day))
}

fn only_a_day_of_the_month(text: &str) -> bool {
    text.strip_suffix('日')
        .is_some_and(|rest| rest.len() <= 2 && rest.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The day in a fiscal year, which begins in April.
pub fn in_fiscal_year(fiscal: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year_in_fiscal(fiscal, month), month, day).ok()
}

fn year_in_fiscal(fiscal: i16, month: i8) -> i16 {
    if month >= 4 { fiscal } else { fiscal + 1 }
}

/// The parts of a text that could be days.
fn words_of_days(text: &str) -> Vec<String> {
    let belongs = |c: char| {
        c.is_ascii_digit()
            || matches!(
                c,
                '.' | '/'
                    | '-'
                    | '年'
                    | '月'
                    | '日'
                    | '令'
                    | '和'
                    | '平'
                    | '成'
                    | '昭'
                    | '元'
                    | 'R'
                    | 'H'
                    | 'S'
                    | 'r'
                    | 'h'
                    | 's'
            )
    };
    let words = text.split(|c: char| !belongs(c));
    let words = words
        .map(|word| word.trim_matches(['.', '/', '-']))
        .filter(|word| word.bytes().any(|b| b.is_ascii_digit()));
    words.map(str::to_owned).collect()
}

/// Every day in a text that has its year.
pub fn days_in(text: &str, years: Years) -> Vec<Date> {
    let words = words_of_days(&plain(text)).into_iter().filter_map(|word| match exact(&word, years)? {
        Day::On(day) | Day::EndedEra(day) => Some(day),
        _ => None,
    });
    words.collect()
}

/// The two ends of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: Day,
    /// The last day; nothing, where the period is open.
    pub until: Day,
}

/// Reads a period: `4/10～4/12`, a single day, `3/1〜` without an end.
pub fn period(value: &Value, years: Years) -> Period {
    let Value::Text(text) = value else {
        let from = read(value, years);
        return Period { until: from.clone(), from };
    };
    let text = plain(text);
    let Some((from, until)) = text.split_once(['~', '〜', '～', '→']).or_else(|| text.split_once("から"))
    else {
        let from = of_text(&text, years);
        return Period { until: from.clone(), from };
    };
    let until = until.trim().trim_end_matches("まで");
    let from = of_text(from, years);
    let mut until = if until.trim().is_empty() { Day::Nothing } else { of_text(until, years) };
    if let (Day::On(first), Day::On(last)) = (&from, &until)
        && last < first
        && month_and_day(text.split(['~', '〜', '～', '→']).next_back().unwrap_or_default()).is_some()
    {
        // Over the turn of the year.
        until = Day::On(last.plus_months(12));
    }
    Period { from, until }
}

/// The fiscal year that a title names: `令和8年度`, `R8年度`, `2026年度`.
pub fn fiscal_year(title: &str) -> Option<i16> {
    let title = plain(title);
    let (before, _) = title.split_once("年度")?;
    let digits: String =
        before.trim_end().chars().rev().take_while(|c| c.is_ascii_digit() || *c == '元').collect();
    let digits: String = digits.chars().rev().collect();
    let era = before.trim_end().strip_suffix(digits.as_str())?.trim_end();
    let number: i16 = if digits == "元" { 1 } else { digits.parse().ok()? };
    let zero = match era {
        _ if number >= 1900 => 0,
        _ if era.ends_with("令和") || era.ends_with(['R', 'r']) => 2018,
        _ if era.ends_with("平成") || era.ends_with(['H', 'h']) => 1988,
        _ => return None,
    };
    Some(zero + number).filter(|year| (1950..2200).contains(year))
}

/// A month that a heading names, with its year where it does: `4月`, `R8.4`, `2026年4月`.
pub fn month(heading: &str, years: Years) -> Option<(Option<i16>, i8)> {
    let text = plain(heading);
    if let Some(month) = text.strip_suffix('月').and_then(|month| month.trim().parse::<i8>().ok()) {
        return (1..=12)
            .contains(&month)
            .then_some((years.fiscal.map(|year| if month >= 4 { year } else { year + 1 }), month));
    }
    let text = text.trim_end_matches('月');
    let joined = if text.contains('年') {
        format!("{text}月1日")
    } else {
        let mark = text.chars().find(|c| matches!(c, '.' | '/' | '-'))?;
        format!("{text}{mark}1")
    };
    match exact(&joined, years)? {
        Day::On(day) if month_and_day(text).is_none() => Some((Some(day.year()), day.month())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::wareki::Era;

    fn years(fiscal: Option<i16>) -> Years {
        Years { today: "2026-11-30".parse().unwrap(), fiscal }
    }

    fn text(text: &str, fiscal: Option<i16>) -> Day {
        read(&Value::Text(text.to_owned()), years(fiscal))
    }

    fn on(day: &str) -> Day {
        Day::On(day.parse().unwrap())
    }

    #[test]
    fn days_as_offices_write_them() {
        for (written, day) in [
            ("H18.4.1", "2006-04-01"),
            ("平成30年5月1日", "2018-05-01"),
            ("H30/5/1", "2018-05-01"),
            ("R元.5.1", "2019-05-01"),
            ("Ｒ８．４．１", "2026-04-01"),
            ("R02.4.1", "2020-04-01"),
            ("2026.7.1", "2026-07-01"),
            ("20260401", "2026-04-01"),
            ("昭和６３年１２月３１日", "1988-12-31"),
        ] {
            assert_eq!(text(written, None), on(day), "{written}");
        }
        let inside = |day: &str| Day::Inside(day.parse().unwrap());
        for (written, day) in [
            ("○（2026/4/1〜）", "2026-04-01"),
            ("返却済（R8.3.31）", "2026-03-31"),
            ("退職 2026/3/31", "2026-03-31"),
            ("R8.9.1 済", "2026-09-01"),
        ] {
            assert_eq!(text(written, None), inside(day), "{written}");
        }
        assert_eq!(text("H31.5.1", None), Day::EndedEra("2019-05-01".parse().unwrap()));
        assert_eq!(text("43922", None), Day::Serial("2020-04-01".parse().unwrap()));
        for done in ["済", "○", "有"] {
            assert_eq!(text(done, None), Day::DoneNoDay, "{done}");
        }
        for nothing in ["", "－", "未", "未提出", "×", "　"] {
            assert_eq!(text(nothing, None), Day::Nothing, "{nothing}");
        }
        for no_day in
            ["2026/2/30", "R8.13.1", "今日", "+3", "15日", "3日後", "頃", "2026年", "R8.4", "欠→6/3 DVD"]
        {
            assert_eq!(text(no_day, None), Day::NotADay, "{no_day}");
        }
    }

    #[test]
    fn what_is_no_day_says_why() {
        use DateInputFault as F;
        let why = |text: &str, fiscal| why_not(text, years(fiscal));
        assert_eq!(why("R1.4.1", None), Some(F::OutsideEra { era: Era::Reiwa }));
        assert_eq!(why("Ｒ１．４．１", None), Some(F::OutsideEra { era: Era::Reiwa }));
        assert_eq!(why("2026/2/30", None), Some(F::NoSuchDay { year: 2026, month: 2, day: 30 }));
        assert_eq!(why("2/30", Some(2026)), Some(F::NoSuchDay { year: 2027, month: 2, day: 30 }));
        assert_eq!(why("4/10", Some(2026)), None);
    }

    #[test]
    fn a_day_without_a_year_goes_by_the_title() {
        assert_eq!(text("4月10日", None), Day::NoYear { month: 4, day: 10 });
        assert_eq!(text("4月10日", Some(2026)), on("2026-04-10"));
        assert_eq!(text("3/1", Some(2026)), on("2027-03-01"));
        assert_eq!(text("2/30", Some(2026)), Day::NotADay);
        for (title, year) in [
            ("令和８年度　情報機器・情報 持出簿", Some(2026)),
            ("R7年度", Some(2025)),
            ("2026年度", Some(2026)),
            ("令和元年度", Some(2019)),
            ("年度", None),
            ("8年度", None),
        ] {
            assert_eq!(fiscal_year(title), year, "{title}");
        }
    }

    #[test]
    fn periods_have_two_ends_or_one() {
        let of = |text: &str| {
            let period = period(&Value::Text(text.to_owned()), years(Some(2026)));
            (period.from, period.until)
        };
        assert_eq!(of("4/10～4/12"), (on("2026-04-10"), on("2026-04-12")));
        assert_eq!(of("9/1"), (on("2026-09-01"), on("2026-09-01")));
        assert_eq!(of("12/28～1/4"), (on("2026-12-28"), on("2027-01-04")));
        assert_eq!(of("3/1〜"), (on("2027-03-01"), Day::Nothing));
        assert_eq!(of("R8.4.1から2026/4/3まで"), (on("2026-04-01"), on("2026-04-03")));
    }

    #[test]
    fn months_stand_in_headings() {
        let of = |text: &str, fiscal| month(text, years(fiscal));
        assert_eq!(of("4月", Some(2026)), Some((Some(2026), 4)));
        assert_eq!(of("1月", Some(2026)), Some((Some(2027), 1)));
        assert_eq!(of("10月", None), Some((None, 10)));
        assert_eq!(of("R8.4", None), Some((Some(2026), 4)));
        assert_eq!(of("2026年12月", None), Some((Some(2026), 12)));
        for text in ["氏名", "13月", "個人情報保護", "4/10"] {
            assert_eq!(of(text, None), None, "{text}");
        }
    }
}
