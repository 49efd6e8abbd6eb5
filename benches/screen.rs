//! What the screen costs: from the register in memory to the first frame, a Down, a key of the search.
//!
//! `cargo bench --bench screen` measures the demo office, one of 500 staff and 20,000 memberships, and one of 5,000
//! and 1,000,000, at 120x36. Medians in microseconds; the 95th percentile beside them.

#![allow(
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss
)]

#[path = "../tests/support/office.rs"]
mod office;
#[path = "../tests/support/screen.rs"]
mod screen;

use std::{hint::black_box, time::Instant};

use mcs_register::{
    policy::judge,
    register::{Lang, Register},
};
use screen::{Bench, settings, today};

const SIZE: (u16, u16) = (120, 36);

fn main() {
    println!("{:<34} {:>12} {:>12} {:>8}", "screen", "median us", "p95 us", "runs");
    let demo = mcs_register::cli::demo_office::demo_office(today()).unwrap();
    measure("demo", &demo);
    measure("20,000 memberships", &office::office(500, 2_000, 20_000, today()));
    measure("1,000,000 memberships", &office::office(5_000, 20_000, 1_000_000, today()));
}

fn measure(name: &str, register: &Register) {
    println!("-- {name}");
    let policy = settings(Lang::Ja).policy;
    row("judge", 5, || {
        black_box(judge(register, &policy, today()));
    });
    let mut copies: Vec<Register> = (0..4).map(|_| register.clone()).collect();
    row("first frame, register in memory", 3, || {
        if let Some(register) = copies.pop() {
            black_box(Bench::new(register, Lang::Ja, SIZE));
        }
    });
    let mut bench = Bench::new(copies.pop().unwrap_or_default(), Lang::Ja, SIZE);
    row("today: Down", 200, || {
        bench.press("Down");
    });
    once("staff: first sight", || {
        bench.press("2");
    });
    row("staff: Down", 200, || {
        bench.press("Down");
    });
    once("members: first sight", || {
        bench.press("6");
    });
    row("members: Down", 200, || {
        bench.press("Down");
    });
    row("members: PgDn", 100, || {
        bench.press("PgDn");
    });
    once("search line", || {
        bench.press("/");
    });
    for key in ["s", "a", "t", "o", "u"] {
        once(&format!("members: search key {key}"), || {
            bench.press(key);
        });
    }
    row("members: search key back and forth", 20, || {
        bench.press("BS o");
    });
    once("today: search line", || {
        bench.press("Esc 1 /");
    });
    row("today: search key back and forth", 20, || {
        bench.press("s BS");
    });
}

fn once(name: &str, run: impl FnMut()) {
    row(name, 1, run);
}

fn row(name: &str, runs: usize, mut run: impl FnMut()) {
    let mut times: Vec<f64> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed().as_nanos() as f64 / 1_000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize];
    println!("{name:<34} {:>12.1} {:>12.1} {runs:>8}", at(0.5), at(0.95));
}
