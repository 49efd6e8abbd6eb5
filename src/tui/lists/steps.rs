//! The first steps of a new register as rows of today's list: where each of them is done.

use crate::tui::{
    desk::{Desk, care::Care, first_steps::FirstStep},
    keys::named,
    terminal::{input::Key, tone::Tone, width::shown},
    widgets::lines::Line,
    words::{FirstWord, Word},
};

use super::{Cell, Tab, next};

/// Where a step is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goes {
    /// In a small form.
    Question,
    /// On the pages behind the key of this name.
    Pages(Word, &'static [Key]),
    /// In a list.
    List(Tab),
}

/// A row a step.
pub fn goes(step: FirstStep) -> Goes {
    match step {
        FirstStep::Office => Goes::Question,
        FirstStep::Ledger => Goes::Pages(Word::KeyImport, named::IMPORT),
        FirstStep::Staff => Goes::List(Tab::Staff),
        FirstStep::Devices => Goes::List(Tab::Devices),
        FirstStep::Partners => Goes::List(Tab::Partners),
        FirstStep::Groups => Goes::List(Tab::Groups),
    }
}

pub(super) fn cells(desk: &Desk, step: FirstStep, care: &Care) -> Vec<Cell> {
    let lang = desk.lang;
    let chip = if step.is_done(desk) {
        Cell::toned(FirstWord::ChipDone.say(lang), Tone::Good)
    } else {
        FirstWord::ChipOpen.say(lang).into()
    };
    let by = match goes(step) {
        Goes::Question => next::name(desk, named::OPEN),
        Goes::Pages(_, keys) => next::name(desk, keys),
        Goes::List(tab) => (tab.place() + 1).to_string(),
    };
    vec![chip, care.label.as_str().into(), shown(Some(&care.about)).into(), by.into()]
}

pub(super) fn details(desk: &Desk, step: FirstStep, care: &Care) -> Vec<Line> {
    let lang = desk.lang;
    let does = match goes(step) {
        Goes::Question => FirstWord::Answer.say(lang),
        Goes::Pages(label, _) => label.say(lang),
        Goes::List(tab) => tab.screen().title().say(lang),
    };
    let away = FirstWord::PutAway.say(lang).to_owned();
    vec![
        Line::Text(care.sentence.clone()),
        Line::Heading(Word::NextStep.say(lang).to_owned()),
        Line::Keys(vec![
            next::key_of(desk, named::OPEN, Word::KeyOpen, does),
            (next::name(desk, named::REMOVE), away),
        ]),
        Line::Text(care.to_do.clone()),
    ]
}
