use proptest::prelude::*;

use super::*;
use crate::register::lang::Lang;

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn read(text: &str) -> Result<Date, Fault> {
    parse_date(text, date("2026-11-22"), Which::Last)
}

fn read_time(text: &str) -> Moment {
    parse_time(text, "2026-11-22T14:05".parse().unwrap(), Which::Last)
}

#[test]
fn reads_every_way_of_writing_a_day() {
    for text in [
        "2026-11-22",
        "2026/11/22",
        "2026.11.22",
        "20261122",
        " ２０２６／１１／２２ ",
        "２０２６ー１１ー２２",
        "２０２６・１１・２２",
        "２０２６。１１。２２",
        "2026年11月22日",
        "2026年 11月 22日",
        "R8.11.22",
        "r8/11/22",
        "Ｒ８．１１．２２",
        "R081122",
        "令和8年11月22日",
        "㋿8年11月22日",
        "令和８年１１月２２日（日）",
        "11/22",
        "11月22日",
        "22日",
        "今日",
        "本日",
        "today",
        "TODAY",
        "+0",
    ] {
        assert_eq!(read(text), Ok(date("2026-11-22")), "{text}");
    }
}

#[test]
fn reads_words_and_steps() {
    for (text, day) in [
        ("昨日", "2026-11-21"),
        ("yesterday", "2026-11-21"),
        ("明日", "2026-11-23"),
        ("tomorrow", "2026-11-23"),
        ("一昨日", "2026-11-20"),
        ("おととい", "2026-11-20"),
        ("あさって", "2026-11-24"),
        ("+3", "2026-11-25"),
        ("＋３", "2026-11-25"),
        ("-3", "2026-11-19"),
        ("ー３", "2026-11-19"),
        ("+2m", "2027-01-22"),
        ("+2か月", "2027-01-22"),
        ("＋２ヶ月", "2027-01-22"),
        ("+1y", "2027-11-22"),
        ("-1年", "2025-11-22"),
        ("+2w", "2026-12-06"),
        ("3日後", "2026-11-25"),
        ("2週間前", "2026-11-08"),
        ("3か月後", "2027-02-22"),
        ("1年前", "2025-11-22"),
    ] {
        assert_eq!(read(text), Ok(date(day)), "{text}");
    }
}

#[test]
fn a_day_without_a_year_is_read_across_new_year_as_its_field_wants_it() {
    let began = || Which::From(date("2026-12-28"));
    for (text, today, which, day) in [
        ("12/28", "2027-01-05", Which::Last, "2026-12-28"),
        ("12月28日", "2027-01-05", Which::Last, "2026-12-28"),
        ("１２／２８", "2027-01-05", Which::Last, "2026-12-28"),
        ("12/28（月）", "2027-01-05", Which::Last, "2026-12-28"),
        ("28日", "2027-01-05", Which::Last, "2026-12-28"),
        ("1/5", "2027-01-05", Which::Last, "2027-01-05"),
        ("1/6", "2027-01-05", Which::Last, "2026-01-06"),
        ("1/5", "2026-12-28", Which::Next, "2027-01-05"),
        ("5日", "2026-12-28", Which::Next, "2027-01-05"),
        ("12/28", "2026-12-28", Which::Next, "2026-12-28"),
        ("12/27", "2026-12-28", Which::Next, "2027-12-27"),
        ("1/5", "2027-03-01", began(), "2027-01-05"),
        ("5日", "2027-03-01", began(), "2027-01-05"),
        ("12/28", "2027-03-01", began(), "2026-12-28"),
        ("12/27", "2027-03-01", began(), "2027-12-27"),
        ("1/5", "2026-12-28", Which::Nearest, "2027-01-05"),
        ("12/28", "2027-01-05", Which::Nearest, "2026-12-28"),
        ("28日", "2027-01-05", Which::Nearest, "2026-12-28"),
        ("10日", "2027-01-05", Which::Nearest, "2027-01-10"),
        // The calendar's one day in the middle of two.
        ("2/29", "2028-03-01", Which::Last, "2028-02-29"),
        ("2/29", "2029-01-05", Which::Last, "2028-02-29"),
        ("2/29", "2027-06-01", Which::Next, "2028-02-29"),
        ("29日", "2028-03-05", Which::Last, "2028-02-29"),
        ("31日", "2027-01-05", Which::Last, "2026-12-31"),
    ] {
        assert_eq!(parse_date(text, date(today), which), Ok(date(day)), "{text} on {today}, {which:?}");
    }
    for (text, today, which, (year, month, day)) in [
        ("2/29", "2027-03-01", Which::Last, (2027, 2, 29)),
        ("2/29", "2027-01-05", Which::Last, (2026, 2, 29)),
        ("2/29", "2026-12-28", Which::Next, (2027, 2, 29)),
        ("31日", "2026-12-05", Which::Last, (2026, 11, 31)),
        ("29日", "2027-03-05", Which::Last, (2027, 2, 29)),
        ("0日", "2027-01-05", Which::Last, (2027, 1, 0)),
        ("4/31", "2027-01-05", Which::Last, (2026, 4, 31)),
    ] {
        let fault = Err(Fault::NoSuchDay { year, month, day });
        assert_eq!(parse_date(text, date(today), which), fault, "{text} on {today}, {which:?}");
    }
    let now = "2027-01-05T09:00".parse().unwrap();
    assert_eq!(parse_time("12/28 18:00", now, Which::Last), Ok("2026-12-28T18:00".parse().unwrap()));
    assert_eq!(parse_time("28日 18時", now, Which::Last), Ok("2026-12-28T18:00".parse().unwrap()));
}

#[test]
fn an_era_ends_where_the_next_begins() {
    for (text, day) in [
        ("平成31年4月30日", "2019-04-30"),
        ("令和元年5月1日", "2019-05-01"),
        ("令和1年5月1日", "2019-05-01"),
        ("昭和64年1月7日", "1989-01-07"),
        ("H1.1.8", "1989-01-08"),
        ("大正15年12月25日", "1926-12-25"),
        ("昭和元年12月25日", "1926-12-25"),
        ("M45.7.30", "1912-07-30"),
        ("明治6年1月1日", "1873-01-01"),
    ] {
        assert_eq!(read(text), Ok(date(day)), "{text}");
    }
    for (text, era) in [
        ("平成31年5月1日", Era::Heisei),
        ("令和元年4月30日", Era::Reiwa),
        ("昭和64年1月8日", Era::Showa),
        ("明治5年1月1日", Era::Meiji),
        ("令和0年1月1日", Era::Reiwa),
    ] {
        assert_eq!(read(text), Err(Fault::OutsideEra { era }), "{text}");
    }
}

#[test]
fn refuses_what_is_no_day_or_could_be_two() {
    for (text, fault) in [
        ("", Fault::Empty),
        ("　", Fault::Empty),
        ("そのうち", Fault::NotUnderstood),
        ("2026-11/22", Fault::NotUnderstood),
        ("8/11/22", Fault::WhichYear),
        ("26.11.22", Fault::WhichYear),
        ("22", Fault::Incomplete),
        ("1122", Fault::Incomplete),
        ("2026年11月", Fault::Incomplete),
        ("令和8年", Fault::Incomplete),
        ("2026-02-30", Fault::NoSuchDay { year: 2026, month: 2, day: 30 }),
        ("2/29", Fault::NoSuchDay { year: 2026, month: 2, day: 29 }),
        ("13/1", Fault::NoSuchDay { year: 2026, month: 13, day: 1 }),
        ("11/22(月)", Fault::OtherWeekday { date: date("2026-11-22") }),
        ("+99999", Fault::TooFar),
        ("+9999y", Fault::TooFar),
        ("-9999y", Fault::TooFar),
    ] {
        assert_eq!(read(text), Err(fault), "{text}");
    }
}

#[test]
fn reads_times_of_day() {
    for (text, time) in [
        ("9:10", "2026-11-22T09:10"),
        ("09:10", "2026-11-22T09:10"),
        ("0910", "2026-11-22T09:10"),
        ("９：１０", "2026-11-22T09:10"),
        ("9時10分", "2026-11-22T09:10"),
        ("9時", "2026-11-22T09:00"),
        ("9時半", "2026-11-22T09:30"),
        ("午前9時", "2026-11-22T09:00"),
        ("午後3時", "2026-11-22T15:00"),
        ("午後0時10分", "2026-11-22T12:10"),
        ("3pm", "2026-11-22T15:00"),
        ("12:10am", "2026-11-22T00:10"),
        ("正午", "2026-11-22T12:00"),
        ("今", "2026-11-22T14:05"),
        ("昨日 9:10", "2026-11-21T09:10"),
        ("昨日午後3時", "2026-11-21T15:00"),
        ("11/20 18:00", "2026-11-20T18:00"),
        ("11/2 2:10", "2026-11-02T02:10"),
        ("11月20日18時", "2026-11-20T18:00"),
        ("R8.11.20 0910", "2026-11-20T09:10"),
        ("2026-11-20T09:10", "2026-11-20T09:10"),
        ("令和8年 11月20日 午後 6時", "2026-11-20T18:00"),
        ("today 9:10", "2026-11-22T09:10"),
        ("-1 9:10", "2026-11-21T09:10"),
    ] {
        assert_eq!(read_time(text).map(|time| time.to_string()), Ok(time.to_owned()), "{text}");
    }
    for (text, fault) in [
        ("", Fault::Empty),
        ("11/22", Fault::NoClock),
        ("今日", Fault::NoClock),
        ("24:00", Fault::NoSuchTime),
        ("昨日 9:60", Fault::NoSuchTime),
        ("午後12時", Fault::NoonOrMidnight),
        ("2/30 9:10", Fault::NoSuchDay { year: 2026, month: 2, day: 30 }),
        ("8/11/22 9:10", Fault::WhichYear),
        ("夕方", Fault::TimeNotUnderstood),
    ] {
        assert_eq!(read_time(text), Err(fault), "{text}");
    }
}

#[test]
fn shows_days_and_times() {
    assert_eq!(format_wareki(date("2026-11-22")), "令和8年11月22日");
    assert_eq!(format_wareki(date("2019-05-01")), "令和元年5月1日");
    assert_eq!(format_wareki(date("2019-04-30")), "平成31年4月30日");
    assert_eq!(format_wareki(date("1872-12-31")), "1872年12月31日");
    assert_eq!(format_wareki_short(date("2026-11-22")), "R8.11.22");
    assert_eq!(format_wareki_short(date("0001-01-02")), "0001.1.2");
    assert_eq!(format_date_weekday(date("2026-11-22")), "令和8年11月22日（日）");
    let time = "2026-11-20T09:05".parse().unwrap();
    assert_eq!(format_time(time), "令和8年11月20日 9時05分");
    assert_eq!(format_time_short(time), "R8.11.20 09:05");
    assert_eq!(reiwa_year(date("2026-11-22")), Some(8));
    assert_eq!(reiwa_year(date("2019-04-30")), None);
}

#[test]
fn says_what_is_wrong() {
    let fault = Fault::NoSuchDay { year: 2026, month: 2, day: 30 };
    assert_eq!(fault.message(Lang::Ja), "2026年2月は28日までです。30日はありません。");
    assert_eq!(fault.message(Lang::En), "2026-02 has 28 days; there is no day 30.");
    let fault = Fault::OutsideEra { era: Era::Heisei };
    assert_eq!(
        fault.message(Lang::Ja),
        "平成は元年1月8日から31年4月30日までです。元号と年を確かめてください。"
    );
    assert_eq!(
        Fault::OutsideEra { era: Era::Reiwa }.message(Lang::En),
        "令和 is from 2019-05-01. Check the era and the year."
    );
}

fn any_day() -> impl Strategy<Value = Date> {
    (0_i64..3_652_059).prop_map(|days| date("0001-01-01").plus_days(days))
}

fn any_which() -> impl Strategy<Value = Which> {
    let from = any_day().prop_map(Which::From);
    prop_oneof![Just(Which::Last), Just(Which::Next), Just(Which::Nearest), from]
}

/// A day far from the ends of the calendar.
fn some_day() -> impl Strategy<Value = Date> {
    (700_000_i64..800_000).prop_map(|days| date("0001-01-01").plus_days(days))
}

/// Whether two days are written alike without their year; without their year and month.
fn alike(day: Date, other: Date, by_month: bool) -> bool {
    day.day() == other.day() && (by_month || day.month() == other.month())
}

proptest! {
    /// Between what is read and where it is looked from lies no other day that is written alike.
    #[test]
    fn a_day_without_a_year_is_the_nearest_that_fits(
        day in some_day(), today in some_day(), begin in some_day(), by_month in any::<bool>(), kind in 0_usize..4
    ) {
        let which = [Which::Last, Which::Next, Which::From(begin), Which::Nearest][kind];
        let text = if by_month {
            format!("{}日", day.day())
        } else {
            format!("{}/{}", day.month(), day.day())
        };
        let read = match parse_date(&text, today, which) {
            Ok(read) => read,
            // Only what not every month or year has may be missing.
            Err(fault) => {
                prop_assert!(matches!(fault, Fault::NoSuchDay { .. }) && day.day() > 28, "{}: {:?}", text, fault);
                return Ok(());
            }
        };
        prop_assert!(alike(read, day, by_month), "{} is no {}", read, text);
        let others = |from: Date, to: Date| {
            (0..=to.days_since(from)).map(|step| from.plus_days(step)).any(|other| alike(other, day, by_month))
        };
        match which {
            Which::Last => prop_assert!(read <= today && !others(read.plus_days(1), today)),
            Which::Next => prop_assert!(read >= today && !others(today, read.plus_days(-1))),
            Which::From(begin) => prop_assert!(read >= begin && !others(begin, read.plus_days(-1))),
            Which::Nearest => {
                let away = read.days_since(today).abs();
                prop_assert!(!others(today.plus_days(1 - away), today.plus_days(away - 1)));
            }
        }
    }

    #[test]
    fn what_is_shown_is_read_back(day in any_day(), today in any_day(), minute in 0_u16..1440, which in any_which()) {
        for text in [
            day.to_string(),
            format_wareki(day),
            format_wareki_short(day),
            format_date_weekday(day),
        ] {
            prop_assert_eq!(parse_date(&text, today, which), Ok(day), "{}", text);
        }
        let (hour, minute) = (u8::try_from(minute / 60).unwrap(), u8::try_from(minute % 60).unwrap());
        let time = Time::new(day, hour, minute).unwrap();
        let now = Time::new(today, 0, 0).unwrap();
        for text in [time.to_string(), format_time(time), format_time_short(time)] {
            prop_assert_eq!(parse_time(&text, now, which), Ok(time), "{}", text);
        }
    }

    #[test]
    fn no_text_panics(text in ".{0,12}|[0-9年月日/.+R令和元前後時分午: -]{0,12}", today in any_day(), which in any_which()) {
        let now = Time::new(today, 9, 10).unwrap();
        for fault in [parse_date(&text, today, which).err(), parse_time(&text, now, which).err()].into_iter().flatten() {
            prop_assert!(!fault.message(Lang::Ja).is_empty() && !fault.message(Lang::En).is_empty());
        }
    }
}
