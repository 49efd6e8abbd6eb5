//! Which backups are kept.

use std::collections::BTreeSet;

use crate::policy::BackupRules;

use super::BackupName;

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
    use crate::register::Date;

    fn name(text: &str) -> BackupName {
        text.parse().unwrap()
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
