//! How long all rules take on a large office: 500 staff with 20,000 memberships, and 5,000 with 1,000,000.
//!
//! The goals are 5 ms and 200 ms. `flagged` is the worst morning: a large part of the memberships is flagged and
//! has to be put in order.

#![allow(clippy::unwrap_used)] // a bench that cannot be set up has to stop

use divan::{Bencher, black_box};
use mcs_register::{
    policy::{self, Policy},
    register::{
        Date, Parts, Register,
        id::{GroupId, MembershipId, PersonId},
        records::{
            Consent, Group, GroupSheet, McsAccount, Membership, MembershipDecision, Pledge, Review, Staff,
            Training,
        },
        table::Table,
        words::{GroupKind, ReviewDecision, Rights, Role},
    },
};

fn main() {
    divan::main();
}

const TODAY: &str = "2026-11-22";

/// How an office is made.
#[derive(Clone, Copy)]
struct Office {
    staff: usize,
    groups: usize,
    memberships: usize,
    /// One of how many memberships is flagged.
    flagged: usize,
}

const SMALL: Office = Office { staff: 500, groups: 1_000, memberships: 20_000, flagged: 20 };
const LARGE: Office = Office { staff: 5_000, groups: 20_000, memberships: 1_000_000, flagged: 20 };
const LARGE_FLAGGED: Office = Office { flagged: 3, ..LARGE };

fn today() -> Date {
    TODAY.parse().unwrap()
}

#[allow(clippy::unnecessary_wraps)] // every date of a record is optional
fn ago(days: usize) -> Option<Date> {
    Some(today().plus_days(-i64::try_from(days).unwrap()))
}

fn staff(office: Office, number: usize) -> Staff {
    let left = number % 50 == 49;
    Staff {
        name: Some(format!("職員{number}")),
        joined_on: ago(2_000),
        left_on: if left { ago(number % office.flagged + 1) } else { None },
        mcs: McsAccount {
            login: Some(format!("user{number}@example.jp")),
            role: Some(if number == 0 { Role::Administrator } else { Role::User }),
            registered_on: ago(1_999),
            password_changed_on: ago(number % 70),
            profile: Some(true),
            ..McsAccount::default()
        },
        pledge: Pledge { signed_on: ago(1_999), exempt: None },
        trainings: vec![Training { on: ago(number % 380), title: None }],
        ..Staff::new(PersonId::trusted(&format!("S-{number:05}")))
    }
}

fn group(office: Office, number: usize) -> Group {
    let size = office.memberships / office.groups;
    let memberships: Vec<Membership> = (0..size)
        .map(|place| {
            let serial = number * size + place;
            let person = serial * 7919 % office.staff;
            let flagged = serial.is_multiple_of(office.flagged);
            Membership {
                rights: Some(if serial.is_multiple_of(10) { Rights::Admin } else { Rights::Member }),
                invited_on: ago(300),
                approved_on: if flagged && serial.is_multiple_of(2) { None } else { ago(299) },
                joined_on: ago(298),
                off_duty_on: if flagged && serial % 2 == 1 { ago(serial % 90) } else { None },
                released_on: if serial.is_multiple_of(11) { ago(30) } else { None },
                ..Membership::new(
                    MembershipId::trusted(&format!("M-{serial:07}")),
                    PersonId::trusted(&format!("S-{person:05}")),
                )
            }
        })
        .collect();
    // Two reviews of a fifth of the members each: some 400,000 decisions in the large office.
    let review = |days: usize| Review {
        signed_on: ago(days),
        reviewer: Some(PersonId::trusted("S-00000")),
        decisions: memberships
            .iter()
            .filter(|membership| membership.released_on.is_none())
            .step_by(5)
            .map(|membership| MembershipDecision {
                membership: Some(membership.id.clone()),
                decision: Some(ReviewDecision::Keep),
                ..MembershipDecision::default()
            })
            .collect(),
        ..Review::default()
    };
    let reviews = vec![review(170), review(number % 120)];
    Group {
        sheet: GroupSheet {
            name: Some(format!("患者グループ{number}")),
            kana: Some(format!("カンジャグループ{number}")),
            opened_on: ago(400),
            patients: Some(1),
            attending_doctor: Some(PersonId::trusted("S-00001")),
            consent: Consent { signed_on: ago(401), both_copies: Some(true), ..Consent::default() },
            ..GroupSheet::new(GroupId::trusted(&format!("G-{number:05}")), GroupKind::Patient)
        },
        memberships,
        reviews,
    }
}

fn register(office: Office) -> Register {
    Register::from_parts(Parts {
        staff: Table::from_rows((0..office.staff).map(|number| staff(office, number)).collect()).unwrap(),
        groups: Table::from_rows((0..office.groups).map(|number| group(office, number)).collect()).unwrap(),
        ..Parts::default()
    })
}

fn bench(bencher: Bencher, office: Office) {
    let register = register(office);
    let policy = Policy::minato().unwrap();
    let found = policy::judge(&register, &policy, today()).len();
    eprintln!("{} memberships, {found} findings", office.memberships);
    bencher.bench_local(|| policy::judge(black_box(&register), &policy, today()));
}

#[divan::bench(sample_count = 50)]
fn small(bencher: Bencher) {
    bench(bencher, SMALL);
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn large(bencher: Bencher) {
    bench(bencher, LARGE);
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn large_flagged(bencher: Bencher) {
    bench(bencher, LARGE_FLAGGED);
}

#[divan::bench]
fn read_the_policy_file() -> Policy {
    Policy::minato().unwrap()
}
