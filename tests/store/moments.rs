//! Reading the file as of one moment, and walking it back through past months.

use mcs_register::{
    policy::{
        Counts, Policy,
        course::{course, course_days},
        judge,
        overview::Overview,
    },
    register::{Command, Date, Fact, Register},
    store::{Entry, IMPORT, Vault},
};

use super::support::{Fixture, everything};

fn carry(vault: &mut Vault, register: &mut Register, fact: Fact, day: &str) {
    let on: Date = day.parse().unwrap();
    let command = Command::Facts { facts: vec![fact], on };
    let change = command.plan(register, on).unwrap();
    vault.commit(&change, &Entry::new(command.action(), &format!("{day}T09:00:00+09:00"))).unwrap();
    register.apply(&change).unwrap();
}

#[test]
fn what_another_session_wrote_is_in_the_moment_and_still_told() {
    let fixture = Fixture::filled();
    let mut here = fixture.unlock();
    here.load().unwrap();
    let mut there = fixture.unlock();
    let mut register = there.load().unwrap();
    let staff = register.staff()[0].id.clone();
    carry(&mut there, &mut register, Fact::PasswordChanged { staff }, "2026-11-23");
    let moment = here.moment(Vec::new()).unwrap();
    assert_eq!(moment.register, register);
    assert_eq!(moment.head, there.head().unwrap().code());
    assert_eq!(moment.history.first().unwrap().action, "password-changed");
    assert_eq!(moment.head.length(), moment.history.first().unwrap().seq);
    assert!(here.changed_elsewhere().unwrap(), "it has still to be followed");
    here.past(vec!["2026-11-23".parse().unwrap()]).unwrap();
    assert!(here.changed_elsewhere().unwrap());
}

#[test]
fn the_course_is_what_was_judged_then_and_unknown_before_the_import() {
    let policy = Policy::minato().unwrap();
    let fixture = Fixture::new();
    let mut vault = fixture.unlock();
    let mut register = everything();
    vault.replace_all(&register, &Entry::new(IMPORT, "2026-06-15T09:00:00+09:00")).unwrap();
    let today: Date = "2026-11-22".parse().unwrap();
    let (mut expected, mut duties) = (Vec::new(), Vec::new());
    let staff = register.staff()[0].id.clone();
    let device = register.devices()[0].id.clone();
    let mut steps = vec![
        ("2026-10-31", Fact::DeviceInspected { device }),
        ("2026-08-03", Fact::PasswordChanged { staff: staff.clone() }),
    ];
    for day in course_days(today) {
        // A change counts from its own day on, also where that is the last of a month.
        while let Some((at, fact)) = steps.pop_if(|(at, _)| at.parse::<Date>().unwrap() <= day) {
            carry(&mut vault, &mut register, fact, at);
        }
        let known = day >= "2026-06-15".parse().unwrap();
        expected.push((day, known.then(|| Counts::of(&judge(&register, &policy, day)))));
        duties.push((day, known.then(|| Overview::of(&register, &policy, day))));
    }
    let past = vault.past(course_days(today)).unwrap();
    let course = course(&policy, |count| past.each_day(count)).unwrap();
    let found: Vec<_> = course.iter().map(|point| (point.day, point.counts)).collect();
    assert_eq!(found, expected);
    assert_eq!(found.iter().filter(|(_, counts)| counts.is_some()).count(), 6);
    // The duties of each month come from the same walk.
    let past = vault.past(course_days(today)).unwrap();
    assert_eq!(past.each_day(|register, day| Overview::of(register, &policy, day)).unwrap(), duties);
}
