//! An incident led from the screen: clocks, what it may touch, near misses.
//!
//! A snapshot that changed on purpose is taken anew with `INSTA_UPDATE=always cargo test --test incident_screens`.

#![allow(clippy::unwrap_used, reason = "a test support that fails is a failed test")]

#[path = "support/screen.rs"]
mod screen;

use mcs_register::register::{Lang, Register, records::Incident, words::IncidentKind};
use screen::Bench;

const NARROW: (u16, u16) = (80, 24);
const WIDE: (u16, u16) = (120, 36);

fn last(register: &Register) -> Incident {
    register.incidents().iter().last().unwrap().clone()
}

#[test]
fn the_first_response_shows_the_clocks_and_what_may_be_touched() {
    for (lang, tag) in [(Lang::Ja, "ja"), (Lang::En, "en")] {
        for size in [NARROW, WIDE] {
            let screen = Bench::demo(lang, size).press("F8 Enter Enter").screen();
            insta::assert_snapshot!(format!("led-{tag}-{}x{}", size.0, size.1), screen);
        }
    }
}

/// One key takes over what the register proposes; a second time there is nothing left to propose.
#[test]
fn what_is_proposed_is_taken_over_with_one_key() {
    let mut bench = Bench::demo(Lang::Ja, WIDE);
    bench.press("F8 Enter Enter");
    assert!(last(bench.register()).groups.is_empty());
    bench.press("a");
    let after = last(bench.register());
    assert!(!after.groups.is_empty());
    assert!(bench.press("a").screen().contains("提案できるものはありません"), "{}", bench.screen());
    assert_eq!(last(bench.register()), after);
    bench.press("Esc u");
    assert!(last(bench.register()).groups.is_empty(), "it can be taken back");
}

#[test]
fn a_near_miss_is_one_line_and_can_grow() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    let before = bench.register().incidents().len();
    bench.press("F8 \"near-miss\" Enter Enter");
    assert_eq!(bench.register().incidents().len(), before, "a near miss says what happened");
    bench.press("\"別の患者のグループに書きかけた\" Enter");
    let near = last(bench.register());
    assert_eq!((near.kind, near.known_at), (IncidentKind::NearMiss, Some(bench.now)));
    assert!(bench.app.layers.is_empty());
    bench.press("7 / \"書きかけた\" Enter s");
    assert!(!bench.screen().contains("期限"), "{}", bench.screen());
    bench.press("g \"wrong-post\" Enter");
    let grown = last(bench.register());
    assert_eq!(grown, Incident { kind: IncidentKind::WrongPost, ..near });
    insta::assert_snapshot!("near-miss-grown", bench.screen());
    assert!(bench.press("g").screen().contains("ヒヤリハットの記録で使えます"));
}

#[test]
fn a_near_miss_that_is_being_typed_waits_behind_the_lock() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    let register = bench.register().clone();
    bench.press("F8 \"near-miss\" Enter \"書きかけ\" C-l");
    bench.unlock(register);
    bench.press("Enter");
    assert_eq!(last(bench.register()).summary.as_deref(), Some("書きかけ"));
}
