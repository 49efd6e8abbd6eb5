//! One key has one name in one place: what the details call it is what the bar calls it.

use std::collections::{BTreeMap, BTreeSet};

use mcs_register::{
    register::{Lang, Register},
    tui::{
        app::{App, Message, Opened},
        lists::RowKey,
        terminal::input::Input,
        widgets::lines::Line,
    },
};

use crate::screen::{Bench, demo_office, settings, today};

/// Wide enough for every key in the bar.
const ALL_KEYS: (u16, u16) = (400, 60);

/// The keys of the bar with what they do there.
fn bar(bench: &mut Bench) -> BTreeMap<String, String> {
    let line = bench.line_from_below(0);
    let entries = line.split("  ").filter_map(|entry| entry.trim().split_once(' '));
    entries.map(|(key, label)| (key.to_owned(), label.trim().to_owned())).collect()
}

/// What the details say of the keys, where they name any.
fn pane(bench: &Bench) -> Vec<(String, String)> {
    let session = bench.app.session().unwrap();
    let lines = session.list().row().map(|row| session.tab.screen().details(&session.desk, row));
    let keys = lines.unwrap_or_default().into_iter().find_map(|line| match line {
        Line::Keys(keys) => Some(keys),
        _ => None,
    });
    keys.unwrap_or_default()
}

#[test]
fn a_key_has_one_name_in_the_details_and_in_the_bar() {
    let mut other = BTreeSet::new();
    let mut compared = 0;
    for register in [demo_office(), Register::default(), crate::budgets::office(true)] {
        for lang in [Lang::Ja, Lang::En] {
            let mut bench = Bench::new(register.clone(), lang, ALL_KEYS);
            for tab in 1..=9 {
                bench.press(&format!("{tab} Home"));
                let rows = bench.app.session().unwrap().list().rows().len();
                for _ in 0..rows.min(30) {
                    let keys = bar(&mut bench);
                    for (key, does) in pane(&bench) {
                        let Some(said) = keys.get(&key) else { continue };
                        compared += 1;
                        // The details may say more: with what it is done, what is typed beside it.
                        if !does.starts_with(said.trim_end_matches('…')) {
                            other.insert(format!("{lang:?} {tab} {key}: {does} / {said}"));
                        }
                    }
                    bench.press("Down");
                }
            }
        }
    }
    assert!(compared > 200, "{compared}");
    assert!(other.is_empty(), "{other:#?}");
}

/// What begins a step on is told once: by the key that opens it.
#[test]
fn a_first_step_has_one_key_in_the_bar() {
    let opened = Opened { first_steps: true, asks_beginning: true, ..Opened::default() };
    let mut bench = Bench::with(App::open(settings(Lang::Ja), opened, today()), ALL_KEYS);
    let cares = bench.app.session().unwrap().desk.cares.iter();
    let care: Vec<RowKey> = cares.map(|care| RowKey::Care(care.id.clone())).collect();
    let mut steps = 0;
    for key in care {
        let (list, desk) = bench.app.session_mut().unwrap().list_and_desk();
        if !list.select(desk, &key) {
            continue;
        }
        bench.send(Message::Input(Input::FocusGained));
        if pane(&bench).iter().any(|(key, _)| key == "Delete") {
            steps += 1;
            let keys = bar(&mut bench);
            assert!(keys.contains_key("Enter") && !keys.contains_key("d"), "{keys:?}");
        }
    }
    assert!(steps >= 5, "{steps}\n{}", bench.screen());
}
