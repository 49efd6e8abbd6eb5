//! The table of keys keeps its rules.

use std::collections::HashSet;

use crate::{
    register::Lang,
    tui::{
        lists::Tab,
        terminal::{input::Code, width::cells},
    },
};

use super::*;

#[test]
fn no_key_means_two_things_in_one_place() {
    let mut stacks: Vec<Vec<Ctx>> = Tab::ALL.map(|tab| vec![tab.ctx(), Ctx::List, Ctx::Anywhere]).into();
    stacks.extend(
        [
            Ctx::Search,
            Ctx::Form,
            Ctx::Picker,
            Ctx::Confirm,
            Ctx::Place,
            Ctx::Prompt,
            Ctx::Page,
            Ctx::Responses,
            Ctx::Guide,
            Ctx::Accounts,
            Ctx::Sheet,
            Ctx::About,
            Ctx::Backups,
            Ctx::ImportFile,
            Ctx::ImportColumns,
            Ctx::ImportTrial,
            Ctx::ImportDone,
            Ctx::Review,
            Ctx::ReviewSign,
            Ctx::Round,
            Ctx::Steps,
            Ctx::Weeks,
            Ctx::Overview,
            Ctx::Session,
            Ctx::People,
            Ctx::Paper,
            Ctx::Door,
        ]
        .map(|ctx| vec![ctx]),
    );
    // Not Recover: its Esc goes before that of the door on purpose.
    stacks.push(vec![Ctx::Survey, Ctx::Sheet]);
    stacks.push(vec![Ctx::Unlock, Ctx::Door]);
    stacks.push(vec![Ctx::FirstRun, Ctx::Door]);
    stacks.push(vec![Ctx::Recovery, Ctx::Door]);
    for stack in stacks {
        let mut seen = HashSet::new();
        for binding in KEYS.iter().filter(|binding| stack.contains(&binding.ctx)) {
            for key in binding.all_keys() {
                assert!(seen.insert(key), "{key} means two things in {stack:?}");
            }
        }
    }
}

/// With the input method on, letters do not arrive: every action can be reached without them. Digits for the
/// screens have Tab beside them.
#[test]
fn every_action_has_a_key_without_letters() {
    let digit =
        |binding: &&Binding| matches!(binding.keys, [key] if key.text().is_some_and(|c| c.is_ascii_digit()));
    for binding in KEYS.iter().filter(|binding| !digit(binding)) {
        let free = binding
            .shown_keys()
            .any(|key| key.ctrl || key.alt || !matches!(key.code, Code::Char(c) if c != ' '));
        assert!(free, "{:?} {:?}", binding.ctx, binding.label);
    }
}

#[test]
fn labels_fit_the_bar() {
    for binding in KEYS.iter().filter(|binding| binding.bar > 0) {
        for lang in [Lang::Ja, Lang::En] {
            let label = binding.label.say(lang);
            assert!(cells(label) <= 20, "{label}");
        }
    }
}
