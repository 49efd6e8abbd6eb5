//! What backups are called, and which of them are kept.

use std::{collections::BTreeSet, fmt, str::FromStr};

use crate::{policy::BackupRules, register::Date};

/// The name of a backup: when it was made, to the second of the office's local time, and how many entries its history
/// has. `2026-11-22T164000-000312`; names sort by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BackupName {
    date: Date,
    /// Seconds since midnight.
    second: u32,
    entries: u64,
}

/// A text that is no backup's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotABackupName;

impl BackupName {
    /// The name of a backup with so many entries that is made at this moment (`2026-11-22T16:40:00+09:00`).
    pub fn new(at: &str, entries: u64) -> Option<Self> {
        let (date, time) = at.split_once('T')?;
        let time: String = time.chars().take(8).filter(|c| *c != ':').collect();
        Some(Self { date: date.parse().ok()?, second: second(&time)?, entries })
    }

    /// The day on which it was made.
    pub fn date(self) -> Date {
        self.date
    }

    /// How many entries its history has.
    pub fn entries(self) -> u64 {
        self.entries
    }

    /// When it was made: hour, minute and second.
    pub fn time(self) -> (u32, u32, u32) {
        (self.second / 3600, self.second / 60 % 60, self.second % 60)
    }

    fn moment(self) -> (Date, u32) {
        (self.date, self.second)
    }

    /// The Monday of its week, as a number of days.
    fn week(self) -> i64 {
        let days = self.date.days_since(epoch(self.date));
        days - days.rem_euclid(7)
    }

    fn month(self) -> u32 {
        self.date.number() / 100
    }
}

/// A Monday long ago, from which weeks are counted.
fn epoch(otherwise: Date) -> Date {
    Date::new(1900, 1, 1).unwrap_or(otherwise)
}

/// Seconds since midnight, from `164000`.
fn second(digits: &str) -> Option<u32> {
    let number: u32 = digits.parse().ok()?;
    let (hour, minute, second) = (number / 10_000, number / 100 % 100, number % 100);
    let fine = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_digit()) && hour < 24;
    (fine && minute < 60 && second < 60).then_some(hour * 3600 + minute * 60 + second)
}

impl fmt::Display for BackupName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hour, minute, second) = self.time();
        write!(f, "{}T{hour:02}{minute:02}{second:02}-{:06}", self.date, self.entries)
    }
}

impl FromStr for BackupName {
    type Err = NotABackupName;

    fn from_str(text: &str) -> Result<Self, NotABackupName> {
        let read = || {
            let (date, rest) = text.split_once('T')?;
            let (time, entries) = rest.split_once('-')?;
            let name =
                Self { date: date.parse().ok()?, second: second(time)?, entries: entries.parse().ok()? };
            // One name has one spelling: what is written otherwise was not made here.
            (name.to_string() == text).then_some(name)
        };
        read().ok_or(NotABackupName)
    }
}

/// Which of these backups of one register may go, once `made` stands among the good ones: of those all but the newest of each of
/// the last so many days, weeks and months that have one. Others, of which nobody knows whether they are good, take no
/// good one's place: each goes only where a good one of the same day, week or month is as new, or where as many later
/// ones have some.
///
/// `made` itself, the one with the longest history, and whatever bears a later time than `made` (the clock went back) never
/// go; the last neither count nor are counted.
pub(super) fn expired(
    good: &[BackupName],
    others: &[BackupName],
    made: BackupName,
    rules: BackupRules,
) -> Vec<BackupName> {
    let age = |name: &BackupName| (name.moment(), name.entries);
    let past = |names: &[BackupName]| -> BTreeSet<BackupName> {
        names.iter().copied().filter(|name| name.moment() <= made.moment()).collect()
    };
    let mut good_past = past(good);
    good_past.insert(made);
    let other_past = past(others);
    let mut kept = BTreeSet::from([made]);
    let longest =
        |names: &mut dyn Iterator<Item = BackupName>| names.max_by_key(|name| (name.entries, name.moment()));
    kept.extend(longest(&mut good.iter().copied()));
    kept.extend(longest(&mut good.iter().chain(others).copied()));
    let mut keep = |count: u16, period: &dyn Fn(BackupName) -> i64| {
        let last = |names: &mut dyn Iterator<Item = BackupName>| -> BTreeSet<i64> {
            names.map(period).collect::<BTreeSet<_>>().into_iter().rev().take(usize::from(count)).collect()
        };
        let newest = |of: i64| good_past.iter().copied().filter(|name| period(*name) == of).max_by_key(age);
        kept.extend(last(&mut good_past.iter().copied()).into_iter().filter_map(newest));
        let periods = last(&mut good_past.union(&other_past).copied());
        kept.extend(other_past.iter().copied().filter(|name| {
            let of = period(*name);
            periods.contains(&of) && newest(of).is_none_or(|good| age(&good) < age(name))
        }));
    };
    keep(rules.daily, &|name| i64::from(name.date.number()));
    keep(rules.weekly, &BackupName::week);
    keep(rules.monthly, &|name| i64::from(name.month()));
    good_past.union(&other_past).copied().filter(|name| !kept.contains(name)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn name(text: &str) -> BackupName {
        text.parse().unwrap()
    }

    #[test]
    fn a_name_is_read_as_it_is_written_and_no_other_is() {
        let made = BackupName::new("2026-11-22T16:40:00+09:00", 312).unwrap();
        assert_eq!(made.to_string(), "2026-11-22T164000-000312");
        assert_eq!(name("2026-11-22T164000-000312"), made);
        assert_eq!(name("2026-11-22T235959-12345678").entries(), 12_345_678);
        for odd in [
            "",
            "2026-11-22T164000-000312.new",
            "2026-11-22T164000-312",
            "2026-11-22T164000-+00312",
            "2026-11-22T164060-000312",
            "2026-11-22T244000-000312",
            "2026-02-30T164000-000312",
            "2026-11-22T164000",
            "2026-11-22 164000-000312",
            "２０２６-11-22T164000-000312",
            "old register",
        ] {
            assert!(odd.parse::<BackupName>().is_err(), "{odd}");
        }
        assert_eq!(BackupName::new("yesterday", 1), None);
    }

    #[test]
    fn weeks_begin_on_monday() {
        let week = |day: &str| name(&format!("{day}T120000-000001")).week();
        assert_eq!(week("2026-11-16"), week("2026-11-22"), "Monday to Sunday");
        assert_ne!(week("2026-11-22"), week("2026-11-23"));
        assert_eq!(week("2026-12-28"), week("2027-01-03"), "the ISO week 53 of 2026 goes into January");
    }

    #[test]
    fn a_clock_that_went_back_takes_nothing_away() {
        let future = name("2031-01-01T090000-000300");
        let old = name("2026-11-20T090000-000290");
        let made = name("2026-11-22T090000-000301");
        let rules = BackupRules { daily: 1, weekly: 0, monthly: 0 };
        assert_eq!(expired(&[future, old, made], &[], made, rules), [old]);
        assert_eq!(expired(&[future, made], &[], future, rules), [], "the longest history stays");
    }

    fn names() -> impl Strategy<Value = Vec<BackupName>> {
        let one = (0i64..900, 0u32..86_400, 1u64..2_000).prop_map(|(day, second, entries)| BackupName {
            date: Date::new(2025, 1, 1).unwrap().plus_days(day),
            second,
            entries,
        });
        proptest::collection::vec(one, 1..80)
    }

    fn rules() -> impl Strategy<Value = BackupRules> {
        (0u16..9, 0u16..9, 0u16..14)
            .prop_filter("one at least", |(daily, weekly, monthly)| daily + weekly + monthly > 0)
            .prop_map(|(daily, weekly, monthly)| BackupRules { daily, weekly, monthly })
    }

    proptest! {
        #[test]
        fn what_goes_was_there_and_the_newest_never_goes(names in names(), rules in rules(), which in any::<prop::sample::Index>()) {
            let made = *which.get(&names);
            let gone = expired(&names, &[], made, rules);
            prop_assert!(gone.iter().all(|name| names.contains(name)));
            prop_assert!(!gone.contains(&made));
            let longest = names.iter().copied().max_by_key(|name| (name.entries, name.moment())).unwrap();
            prop_assert!(!gone.contains(&longest));
            prop_assert!(gone.iter().all(|name| name.moment() <= made.moment()));
            let left: Vec<_> = names.iter().copied().filter(|name| !gone.contains(name)).collect();
            prop_assert_eq!(expired(&left, &[], made, rules), [], "what was kept stays kept");
        }

        #[test]
        fn of_the_past_at_most_so_many_stay(names in names(), rules in rules()) {
            let made = *names.iter().max_by_key(|name| name.moment()).unwrap();
            let gone = expired(&names, &[], made, rules);
            let left: BTreeSet<_> = names.iter().copied().filter(|name| !gone.contains(name)).collect();
            // The longest history may be one beside them.
            let most = usize::from(rules.daily + rules.weekly + rules.monthly) + 2;
            prop_assert!(left.len() <= most, "{} of {most}", left.len());
        }
    }

    proptest! {
        #[test]
        fn what_nobody_looked_into_takes_no_good_ones_place(good in names(), others in names(), rules in rules(), which in any::<prop::sample::Index>()) {
            let made = *which.get(&good);
            let alone = expired(&good, &[], made, rules);
            let gone = expired(&good, &others, made, rules);
            let of_good: Vec<_> = gone.iter().filter(|name| good.contains(name)).collect();
            let expected: Vec<_> = alone.iter().filter(|name| !others.contains(name)).collect();
            prop_assert!(of_good.iter().all(|name| alone.contains(name)), "{:?}", of_good);
            prop_assert!(expected.iter().all(|name| gone.contains(name)));
            // Of the others a day keeps all that are newer than its last good one, as long as the day counts.
            let left: Vec<_> = good.iter().filter(|name| !gone.contains(name)).copied().collect();
            for name in gone.iter().filter(|name| others.contains(name) && !good.contains(name)) {
                let newer = |other: &&BackupName| other.date == name.date && other.moment() >= name.moment();
                let days: BTreeSet<_> = good.iter().chain(&others).map(|name| name.date).filter(|day| *day <= made.date && *day > name.date).collect();
                prop_assert!(left.iter().any(|left| newer(&left)) || days.len() >= usize::from(rules.daily), "{}", name);
            }
            let others: Vec<_> = others.iter().copied().filter(|name| !gone.contains(name)).collect();
            prop_assert_eq!(expired(&left, &others, made, rules), [], "what was kept stays kept");
        }
    }

    #[test]
    fn of_a_day_whose_backups_nobody_looked_into_all_stay_until_the_day_is_long_ago() {
        let rules = BackupRules { daily: 2, weekly: 0, monthly: 0 };
        let (first, second) = (name("2026-11-20T090000-000290"), name("2026-11-20T170000-000295"));
        let made = name("2026-11-21T090000-000301");
        assert_eq!(expired(&[made], &[first, second], made, rules), []);
        let good = name("2026-11-20T120000-000292");
        assert_eq!(
            expired(&[made, good], &[first, second], made, rules),
            [first],
            "a newer good one is there"
        );
        let next = name("2026-11-22T090000-000302");
        assert_eq!(expired(&[made, next], &[first, second], next, rules), [first, second]);
        let longest = name("2026-11-20T170000-000999");
        assert_eq!(expired(&[made, next], &[first, longest], next, rules), [first]);
    }

    #[test]
    fn over_four_hundred_days_of_work_every_recent_day_week_and_month_is_there() {
        let rules = BackupRules::default();
        let first = Date::new(2026, 1, 1).unwrap();
        let mut there: Vec<BackupName> = Vec::new();
        for day in 0..400 {
            for (time, second) in [(0, 9 * 3600), (1, 17 * 3600)] {
                let entries = u64::try_from(day * 2 + time).unwrap() + 1;
                let made = BackupName { date: first.plus_days(day), second, entries };
                there.push(made);
                let gone = expired(&there, &[], made, rules);
                there.retain(|name| !gone.contains(name));
                assert!(there.len() <= 23, "day {day}: {}", there.len());
            }
        }
        let today = first.plus_days(399);
        for back in 0..7 {
            let day = today.plus_days(-back);
            assert!(there.iter().any(|name| name.date == day && name.second == 17 * 3600), "{day}");
        }
        let weeks: BTreeSet<_> = there.iter().map(|name| name.week()).collect();
        let months: BTreeSet<_> = there.iter().map(|name| name.month()).collect();
        assert!(weeks.len() >= 4 && months.len() == 12, "{weeks:?} {months:?}");
    }
}
