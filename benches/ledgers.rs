//! How long it takes to see what a file of members would do: 20,000 rows, and 200,000.
//!
//! The goals are 1 s and 8 s from the bytes to the simulation.

#![allow(clippy::unwrap_used)] // a bench that cannot be set up has to stop

use std::fmt::Write as _;

use divan::{Bencher, black_box};
use mcs_register::{
    exchange::{
        Settings,
        question::Answers,
        simulate,
        table::{self, Asked},
    },
    policy::Policy,
    register::{Date, Register},
};

fn main() {
    divan::main();
}

/// A list of members as offices keep it: ten rows a group, five hundred people.
fn list(rows: usize) -> String {
    let mut text = "グループ,氏名,所属,権限,招待日,参加日\n".to_owned();
    for row in 0..rows {
        let (group, person) = (row / 10, row * 7 % 500);
        let rights = if row % 10 == 0 { "管理者" } else { "一般" };
        let (month, day) = (row % 12 + 1, row % 28 + 1);
        writeln!(
            text,
            "患者{group:06} 様,職員 第{person:03},自事業所,{rights},R8.{month}.{day},2026/{month}/{day}"
        )
        .unwrap();
    }
    text
}

#[divan::bench(args = [20_000, 200_000], sample_count = 3, sample_size = 1)]
fn members(bencher: Bencher<'_, '_>, rows: usize) {
    let text = list(rows);
    let policy = Policy::minato().unwrap();
    let today: Date = "2026-11-30".parse().unwrap();
    let (register, answers) = (Register::default(), Answers::new());
    bencher.bench_local(|| {
        let book = table::read("members.csv", black_box(text.as_bytes()), &Asked::default()).unwrap();
        simulate(&book, "members.csv", &register, &policy, today, Settings::default(), &answers)
    });
}
