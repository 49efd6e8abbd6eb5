//! What the bar and the list of keys offer does something: over every kind of row of every list, and on every page.

use std::collections::{BTreeMap, BTreeSet};

use mcs_register::{
    register::{Lang, Register, document::decode},
    store::AccountRole,
    tui::{
        app::{App, Effect, Message, Opened, binding::Binding},
        keys::Ctx,
        lists::{RowKey, Tab},
        shell::{contexts, keymap::KEYS, works},
        terminal::input::{Input, Key},
        words::Word,
    },
};

use crate::screen::{Bench, demo_office, settings};

/// A register that is opened as by its administrator.
fn opened(register: &Register, size: (u16, u16)) -> Bench {
    let opened = Opened {
        register: register.clone(),
        role: Some(AccountRole::Administrator),
        asks_beginning: true,
        first_steps: true,
        account: "波除 春".to_owned(),
        ..Opened::default()
    };
    Bench::with(App::open(settings(Lang::Ja), opened, crate::screen::today()), size)
}

/// What is on the screen but for the lines of messages and keys; all of it where something lies over the list.
fn body(bench: &mut Bench) -> (Vec<String>, usize, bool) {
    let screen = bench.screen();
    let lines: Vec<String> = screen.lines().map(str::to_owned).collect();
    // The message stands above the bar, and the bar above the place of the cursor.
    let kept = lines.len().saturating_sub(3);
    (lines[..kept].to_vec(), bench.app.layers.iter().count(), bench.app.reading.is_some())
}

/// Keys that move about say nothing where there is nowhere to go to, and whoever goes back or asks for the keys is told nothing.
fn moves(label: Word) -> bool {
    matches!(
        label,
        Word::KeyUp
            | Word::KeyDown
            | Word::KeyPageUp
            | Word::KeyPageDown
            | Word::KeyTop
            | Word::KeyBottom
            | Word::KeyBack
            | Word::KeyNextTab
            | Word::KeyPreviousTab
    )
}

/// The keys that count here and are said to work, each with its first key.
fn at_hand(bench: &Bench, everywhere: bool) -> Vec<(&'static Binding, Key)> {
    let here = contexts(&bench.app);
    let rows = KEYS.iter().filter(|row| here.contains(&row.ctx) && (everywhere || row.ctx != Ctx::Anywhere));
    let rows = rows.filter(|row| !moves(row.label) && works(&bench.app, row).is_ok());
    rows.filter_map(|row| Some((row, row.shown_keys().next()?))).collect()
}

/// Presses a key; says what stands there where it did nothing at all.
fn pressed(bench: &mut Bench, key: Key) -> Option<String> {
    let before = body(bench);
    bench.effects.clear();
    bench.send(Message::Input(Input::Key(key)));
    let idle = |effect: &Effect| matches!(effect, Effect::Answered(_));
    let did = bench.effects.iter().any(|effect| !idle(effect)) || body(bench) != before;
    let gone = bench.app.session().is_none();
    (!did && !gone).then(|| bench.app.notice.as_ref().map(|it| it.text.clone()).unwrap_or_default())
}

/// What tells one kind of row from another: of findings their rule, of cares which one it is, of records what else works there.
fn kind_of(row: Option<&RowKey>) -> String {
    match row {
        None => "none".to_owned(),
        Some(RowKey::Finding(rule, ..)) => rule.name().to_owned(),
        Some(RowKey::Fold(rule, urgency)) => format!("fold {} {urgency:?}", rule.name()),
        Some(RowKey::Care(id)) => id.to_string(),
        Some(RowKey::Record(key)) => format!("{:?}", key.kind()),
        Some(RowKey::Heading) => "heading".to_owned(),
    }
}

/// What sort of row it is.
fn sort_of(row: Option<&RowKey>) -> &'static str {
    match row {
        None | Some(RowKey::Heading) => "none",
        Some(RowKey::Finding(..)) => "finding",
        Some(RowKey::Fold(..)) => "fold",
        Some(RowKey::Care(_)) => "care",
        Some(RowKey::Record(_)) => "record",
    }
}

fn lists_of(name: &str, register: &Register) -> Vec<String> {
    let mut idle = Vec::new();
    let mut seen: BTreeSet<(usize, String, String)> = BTreeSet::new();
    for tab in Tab::ALL {
        let mut bench = opened(register, (120, 36));
        let number = (tab.place() + 1).to_string();
        bench.press(&number);
        let mut previous = None;
        loop {
            let row = bench.app.session().unwrap().selected();
            if row.is_some() && row == previous {
                break;
            }
            let at = at_hand(&bench, false);
            let works: Vec<String> = at.iter().map(|(row, _)| format!("{:?}", row.label)).collect();
            let kind = kind_of(row.as_ref());
            for (binding, key) in at {
                let kind = match binding.label {
                    // What they do follows from the rule.
                    Word::KeySettle | Word::KeySettleOnDay | Word::KeyOpen | Word::KeyEdit => kind.clone(),
                    _ if binding.ctx == Ctx::List => sort_of(row.as_ref()).to_owned(),
                    // What only one list has may be possible in one state of a record and not in another.
                    _ => format!("{} {}", sort_of(row.as_ref()), works.join(",")),
                };
                if !seen.insert((tab.place(), kind, format!("{:?}", binding.label))) {
                    continue;
                }
                let mut other = opened(register, (120, 36));
                other.press(&number);
                if let Some(row) = &row {
                    let (list, desk) = other.app.session_mut().unwrap().list_and_desk();
                    assert!(list.select(desk, row), "{row:?}");
                    other.resize((120, 36));
                }
                if let Some(said) = pressed(&mut other, key) {
                    idle.push(format!(
                        "{name} {tab:?} {} {:?}: {said}",
                        kind_of(row.as_ref()),
                        binding.label
                    ));
                }
            }
            if row.is_none() {
                break;
            }
            previous = row;
            bench.press("Down");
        }
    }
    idle
}

/// A register on its first day, with a device, and one with what the demo lacks.
fn registers() -> Vec<(&'static str, Register)> {
    let read = |text: &str| decode(text.as_bytes(), &|_| None).unwrap();
    vec![
        ("demo", demo_office()),
        ("empty", read(r#"{"format": "mcs-register/1"}"#)),
        (
            "small",
            read(
                r#"{"format": "mcs-register/1",
                "staff": [{"id": "S-1", "name": "波除 春", "mcs": {"role": "administrator", "login": "haru"}}],
                "partners": [{"id": "P-1"}],
                "devices": [{"id": "D-1", "status": "lost"}],
                "take_outs": [{"id": "T-1"}, {"id": "T-2", "requester": "S-1", "device": "D-1", "from": "2026-11-22",
                    "until": "2026-11-30", "decision": {"result": "approved", "on": "2026-11-21", "by": "S-1"}}],
                "groups": [{"id": "G-1", "kind": "patient", "name": "田中様", "memberships": [
                    {"id": "M-1", "person": "S-1", "joined_on": "2024-05-01"},
                    {"id": "M-2", "person": "P-1"}]},
                    {"id": "G-2", "kind": "free"}, {"id": "G-3", "kind": "disaster", "archived_on": "2026-11-01"}],
                "incidents": [{"id": "R8-001", "kind": "near-miss"},
                    {"id": "R8-002", "kind": "device-loss", "device": "D-1", "closed_on": "2026-11-01"}]}"#,
            ),
        ),
    ]
}

/// Nothing that is said to work on a row is refused there, whatever kind of row it is.
#[test]
fn what_is_offered_on_a_row_does_something() {
    let idle: Vec<String> =
        registers().iter().flat_map(|(name, register)| lists_of(name, register)).collect();
    assert!(idle.is_empty(), "{}", idle.join("\n"));
}

/// How one comes to a page or a layer.
const PAGES: &[&str] = &[
    "1 v", "1 Right", "2 e", "2 n", "2 Right", "3 e", "4 e", "4 n", "5 e", "5 r", "5 R", "6 e", "7 s", "7 h",
    "7 e", "8 e", "9 e", "9 s", "F2", "F3", "F6", "F6 Enter", "F7", "F9", "F10", "F11", "F12", "H", "U", "C",
    "A", "B", "V", "L", "2 T", "I", "C-p", "7 N", "1 W", "/",
];

/// The keys that stand in the bar, as far as the table knows them here.
fn in_the_bar(bench: &mut Bench) -> Vec<(&'static Binding, Key)> {
    let screen = bench.screen();
    let bar = screen.lines().rev().nth(1).unwrap_or_default().to_owned();
    let shown = |row: &Binding, key: Key| {
        let said = format!("{} ", key.name(Lang::Ja));
        bar.split("  ").any(|part| part.trim_start().starts_with(&said))
            && bar.contains(row.label.say(Lang::Ja))
    };
    at_hand(bench, true).into_iter().filter(|(row, key)| shown(row, *key)).collect()
}

/// What the bar of a page or a layer shows does something, on each of its rows.
#[test]
fn what_the_bar_of_a_page_shows_does_something() {
    let register = demo_office();
    let mut idle = Vec::new();
    let mut seen: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in PAGES {
        for down in 0..12 {
            let keys = format!("{path} {}", "Down ".repeat(down));
            let mut bench = opened(&register, (80, 24));
            bench.press(&keys);
            let ctxs = format!("{:?}", contexts(&bench.app));
            for (binding, key) in in_the_bar(&mut bench) {
                if !seen.entry(format!("{path} {ctxs}")).or_default().insert(format!("{:?}", binding.label)) {
                    continue;
                }
                let mut other = opened(&register, (80, 24));
                other.press(&keys);
                if let Some(said) = pressed(&mut other, key) {
                    idle.push(format!("{keys} {:?}: {said}", binding.label));
                }
            }
        }
    }
    assert!(idle.is_empty(), "{}", idle.join("\n"));
}
