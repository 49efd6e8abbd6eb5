//! A large office made by rule, for measurements: the same arguments give the same register.
#![allow(clippy::unwrap_used, dead_code, clippy::too_many_lines)]

use mcs_register::register::{
    Date, Parts, Register,
    id::{GroupId, MembershipId, PersonId},
    records::{
        Consent, Group, GroupSheet, McsAccount, Membership, MembershipDecision, Partner, Pledge, Review,
        Staff, Training,
    },
    table::Table,
    words::{GroupKind, ReviewDecision, Rights, Role},
};

const FAMILY: [(&str, &str); 8] = [
    ("佐藤", "サトウ"),
    ("鈴木", "スズキ"),
    ("髙﨑", "タカサキ"),
    ("渡邉", "ワタナベ"),
    ("田中", "タナカ"),
    ("港", "ミナト"),
    ("築港", "チッコウ"),
    ("佐々木", "ササキ"),
];
const GIVEN: [(&str, &str); 7] = [
    ("花子", "ハナコ"),
    ("一郎", "イチロウ"),
    ("さくら", "サクラ"),
    ("健", "ケン"),
    ("みどり", "ミドリ"),
    ("聡", "サトシ"),
    ("直人", "ナオト"),
];

/// A number that looks random and is not.
fn scatter(n: usize) -> usize {
    n.wrapping_mul(2_654_435_761) % 4_294_967_291
}

fn name(n: usize) -> (String, String) {
    let (family, given) = (FAMILY[scatter(n) % FAMILY.len()], GIVEN[scatter(n / 3 + 1) % GIVEN.len()]);
    (format!("{} {}", family.0, given.0), format!("{} {}", family.1, given.1))
}

/// An office with as many partners as staff.
pub fn office(staff: usize, groups: usize, memberships: usize, today: Date) -> Register {
    let ago = |n: usize, most: usize| Some(today.plus_days(-i64::try_from(scatter(n) % most).unwrap()));
    let people = (0..staff).map(|n| {
        let (name, kana) = name(n);
        Staff {
            name: Some(name),
            kana: Some(kana),
            profession: Some("看護師".to_owned()),
            joined_on: ago(n, 4_000),
            left_on: (n % 13 == 7).then(|| ago(n, 90)).flatten(),
            mcs: McsAccount {
                login: Some(format!("u{n:05}@example.jp")),
                role: Some(if n < 2 { Role::Administrator } else { Role::User }),
                registered_on: ago(n, 4_000),
                password_changed_on: ago(n + 1, 75),
                profile: Some(true),
                ..McsAccount::default()
            },
            pledge: Pledge { signed_on: ago(n, 4_000), exempt: None },
            trainings: vec![Training { on: ago(n, 380), title: None }],
            ..Staff::new(PersonId::trusted(&format!("S-{n:05}")))
        }
    });
    let partners = (0..staff).map(|n| {
        let (name, kana) = name(n + 7_919);
        Partner {
            name: Some(name),
            kana: Some(kana),
            profession: Some("薬剤師".to_owned()),
            affiliation: Some(format!("夕凪橋薬局 {}", n % 300)),
            secretariat: Some(n < 2),
            ..Partner::new(PersonId::trusted(&format!("P-{n:05}")))
        }
    });
    let each = memberships / groups;
    let list = (0..groups).map(|g| {
        let member = |m: usize| {
            let n = g * each + m;
            let who = scatter(n) % (2 * staff);
            let kind = if who < staff { "S" } else { "P" };
            let on = ago(n, 1_500);
            Membership {
                rights: Some(if m == 0 { Rights::Admin } else { Rights::Member }),
                invited_on: on,
                invited_by: Some(PersonId::trusted("S-00000")),
                approved_on: on,
                approved_by: Some(PersonId::trusted("S-00000")),
                joined_on: on,
                off_duty_on: (n % 200 == 3).then_some(today),
                released_on: (n % 4 == 1).then(|| ago(n, 300)).flatten(),
                ..Membership::new(
                    MembershipId::trusted(&format!("M-{n:07}")),
                    PersonId::trusted(&format!("{kind}-{:05}", who % staff)),
                )
            }
        };
        let memberships: Vec<Membership> = (0..each).map(member).collect();
        let decisions = memberships.iter().take(20).map(|membership| MembershipDecision {
            membership: Some(membership.id.clone()),
            decision: Some(ReviewDecision::Keep),
            ..MembershipDecision::default()
        });
        let review = Review {
            begun_on: None,
            signed_on: ago(g, 120),
            reviewer: Some(PersonId::trusted("S-00000")),
            countersigned_by: Some(PersonId::trusted("S-00001")),
            minutes: None,
            decisions: decisions.collect(),
        };
        Group {
            sheet: GroupSheet {
                name: Some(format!("{}様", name(g + 104_729).0)),
                kana: Some(name(g + 104_729).1),
                opened_on: ago(g, 2_200),
                patients: Some(1),
                attending_doctor: Some(PersonId::trusted("P-00003")),
                consent: Consent { signed_on: ago(g, 2_200), both_copies: Some(true), ..Consent::default() },
                ..GroupSheet::new(GroupId::trusted(&format!("G-{g:05}")), GroupKind::Patient)
            },
            memberships,
            reviews: vec![review],
        }
    });
    Register::from_parts(Parts {
        staff: Table::from_rows(people.collect()).unwrap(),
        partners: Table::from_rows(partners.collect()).unwrap(),
        groups: Table::from_rows(list.collect()).unwrap(),
        ..Parts::default()
    })
}
