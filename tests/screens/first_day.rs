//! A first day: an office brings in what it usually knows, says from when the register is kept and who hosts, and answers for
//! many at once. How many keys it takes until only what needs a look of its own is left.

use std::collections::BTreeMap;

use mcs_register::{
    policy::Rule,
    register::{
        Date, Lang, Register, Time,
        document::{decode, encode},
    },
    tui::app::{App, Effect, Opened},
};
use serde_json::{Value, json};

use crate::{
    pages::{NARROW, Size},
    screen::{Bench, settings},
};

/// An invented office of 12 people, 10 devices, 30 groups and 210 members, on the day on which it begins.
fn office(host: &str) -> Register {
    let mut document: Value = serde_json::from_str(include_str!("../data/first-day.json")).unwrap();
    document["office"]["kept_since"] = json!("2026-11-30");
    document["office"]["default_host"] = json!(host);
    let flags = |name: &str| Rule::from_name(name).map(Rule::waivable);
    decode(document.to_string().as_bytes(), &flags).unwrap()
}

fn day() -> Date {
    "2026-11-30".parse().unwrap()
}

/// Keys at the screen, counted: those that are pressed, and the characters that are typed.
struct Hands {
    bench: Bench,
    keys: usize,
    typed: usize,
    commits: usize,
}

impl Hands {
    fn new(host: &str, size: Size) -> Self {
        let opened = Opened { register: office(host), ..Opened::default() };
        let mut bench = Bench::with(App::open(settings(Lang::Ja), opened, day()), size);
        bench.now = Time::new(day(), 9, 10).unwrap();
        Self { bench, keys: 0, typed: 0, commits: 0 }
    }

    fn press(&mut self, keys: &str) -> &mut Self {
        for (place, part) in keys.split('"').enumerate() {
            if place % 2 == 0 {
                self.keys += part.split_whitespace().count();
            } else {
                self.typed += part.chars().count();
            }
        }
        self.bench.press(keys);
        let commits = self.bench.effects.iter().filter(|effect| matches!(effect, Effect::Commit { .. }));
        self.commits += commits.count();
        self
    }

    /// How many findings there are of each rule.
    fn found(&self) -> BTreeMap<&'static str, usize> {
        let mut found = BTreeMap::new();
        for finding in &self.bench.app.session().unwrap().desk.findings {
            *found.entry(finding.rule.name()).or_default() += 1;
        }
        found
    }

    /// The office declines what it need only consider, and has looked at its devices.
    fn answer_for_devices(&mut self) {
        // All of them are declined, by the administrator, today.
        self.press("/ \"対策の検討\" Enter * d").bench.shows("事業所での検討（対策3件）");
        self.press("Right Right F9 Down Enter \"港\" Enter");
        self.press("Down \"事業所内だけで使う\" F10").bench.shows("リモートワイプの見送りを決定");
        self.press("y");
        self.press("3 * m").bench.shows("機器の安全管理（10台）");
        self.press("Right F9 Down Down Down Down \"11/30\" F10");
        self.bench.shows("機器10台に記録します").shows("起動時パスワードは「実施」").shows("ほか7件");
        self.press("y");
    }
}

#[test]
fn an_office_that_hosts_nothing_is_left_with_what_needs_a_look() {
    let mut hands = Hands::new("other", NARROW);
    let before = hands.found();
    assert_eq!(before.values().sum::<usize>(), 100, "{before:?}");
    hands.answer_for_devices();
    // Two decisions, each one change that can be taken back.
    assert_eq!(hands.commits, 2);
    println!("other: {} keys, {} characters", hands.keys, hands.typed);
    assert!(hands.keys <= 30, "{} keys, {} typed", hands.keys, hands.typed);
    let left = hands.found();
    let expected = BTreeMap::from([
        ("office-application", 1),
        ("office-confidentiality-pledge", 1),
        ("guideline-confirmed", 1),
        ("password-age", 12),
        ("training", 12),
        // Whoever says that there is a password has not said since when.
        ("device-boot-password-age", 10),
    ]);
    assert_eq!(left, expected);
    hands.press("u").press("u y");
    assert_eq!(hands.found().values().sum::<usize>(), 100);
}

#[test]
fn an_office_that_hosts_all_names_who_manages_its_groups() {
    let mut hands = Hands::new("own", NARROW);
    let before = hands.found();
    assert_eq!(before.values().sum::<usize>(), 160, "{before:?}");
    // Whoever sits in the most groups is offered first; each choice is one change.
    hands.press("/ \"グループの管理者\" Enter * d");
    hands.bench.shows("港花子：権限は「管理者」 10件");
    // So many at once are asked about.
    hands.press("Enter y");
    assert_eq!(hands.found()["group-admin"], 20);
    while hands.found().contains_key("group-admin") {
        hands.press("d Enter");
        if hands.bench.screen().contains("よろしいですか") {
            hands.press("y");
        }
        assert!(hands.keys < 60, "{:?}", hands.found());
    }
    hands.press("Esc");
    hands.answer_for_devices();
    let (keys, typed) = (hands.keys, hands.typed);
    println!("own: {keys} keys, {typed} characters, {} changes", hands.commits);
    assert!(keys <= 60, "{keys} keys, {typed} typed");
    let left = hands.found();
    assert_eq!(left.get("patient-consent"), Some(&30));
    assert_eq!(left.values().sum::<usize>(), 67, "{left:?}");
    let exported: Value = serde_json::from_str(&encode(hands.bench.register())).unwrap();
    for group in exported["groups"].as_array().unwrap() {
        let admins = group["memberships"].as_array().unwrap().iter().filter(|row| row["rights"] == "admin");
        assert_eq!(admins.count(), 1, "{group}");
    }
}
