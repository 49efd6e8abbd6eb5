//! The closed register: what it asks for, and the recovery key.

use std::borrow::Cow;

use ratatui::layout::{Position, Rect};

use crate::tui::terminal::buffer::{Buffer, put};
use crate::{
    policy::Policy,
    register::Lang,
    tui::{
        app::{
            Settings,
            door::{Door, Kind},
        },
        terminal::width::{cells, fit, visible, wrap},
        words::{CitingWord, Word, wait_sentence},
    },
};
/// The most cells of a field: a whole recovery key and the caret after it.
const FIELD: u16 = 48;

/// Up to this height a window is a small one.
const SMALL: u16 = 18;

/// The widest that the door is.
pub const WIDEST: u16 = 76;

/// What stands above the fields: each text, and whether it is a heading.
fn above<'a>(door: &'a Door, policy: &Policy, lang: Lang) -> Vec<(Cow<'a, str>, bool)> {
    let said = |word: Word, heading| (Cow::Borrowed(word.say(lang)), heading);
    let blank = || (Cow::Borrowed(""), false);
    let password = || (CitingWord::PasswordHint.say(policy, lang).into(), false);
    let mut texts = vec![said(Word::Program, true), said(door.title(), true), blank()];
    match &door.kind {
        Kind::FirstRun => {
            texts.extend([said(Word::FirstRunHint, false), password()]);
        }
        Kind::Recover => {
            let hint = if door.asks_login() { Word::RecoverHintWhose } else { Word::RecoverHint };
            texts.extend([said(hint, false), password()]);
        }
        Kind::Recovery { key, .. } => texts.extend([
            said(Word::RecoveryHint, false),
            blank(),
            (key.as_str().into(), true),
            blank(),
            said(Word::RecoveryNext, false),
        ]),
        Kind::Unlock => {}
    }
    texts.push(blank());
    texts
}

/// The first line: in the smallest window every line counts.
fn top(height: u16) -> u16 {
    if height > SMALL { height / 6 } else { 0 }
}

/// How many lines a message has in a window of this size.
pub fn room(door: &Door, settings: &Settings, width: u16, height: u16) -> usize {
    let width = usize::from(width.min(WIDEST));
    let above = above(door, &settings.policy, settings.lang);
    let above: usize = above.iter().map(|(text, _)| wrap(&visible(text), width).len()).sum();
    let before = usize::from(top(height)) + above + door.fields.len() + usize::from(height > SMALL);
    usize::from(height.saturating_sub(2)).saturating_sub(before)
}

/// Draws the door; says where the caret rests.
pub fn draw(door: &mut Door, settings: &Settings, wait: u32, area: Rect, buf: &mut Buffer) -> Position {
    let lang = settings.lang;
    let theme = &settings.theme;
    let width = area.width.min(WIDEST);
    let left = area.x + (area.width - width) / 2;
    let mut y = area.y + top(area.height);
    let room = usize::from(width);
    let mut say = |text: &str, style, buf: &mut Buffer| {
        for line in wrap(&visible(text), room) {
            if y < area.bottom().saturating_sub(2) {
                put(buf, left, y, &line, room, style);
            }
            y += 1;
        }
    };
    for (text, heading) in above(door, &settings.policy, lang) {
        say(&text, if heading { theme.title } else { theme.text }, buf);
    }
    let column = door.fields.iter().map(|(label, _)| cells(label.say(lang))).max().unwrap_or(0) + 2;
    let mut caret = Position::new(left, y.min(area.bottom().saturating_sub(1)));
    for (place, (label, input)) in door.fields.iter().enumerate() {
        let focused = place == door.focus;
        put(buf, left, y, &fit(label.say(lang), column), column, theme.label);
        let at = left + u16::try_from(column).unwrap_or(0);
        let field = Rect { x: at, y, width: (left + width).saturating_sub(at).min(FIELD), height: 1 };
        let style = if focused { theme.field_focus } else { theme.field };
        buf.set_style(field, style);
        let position = input.view(field, buf, style);
        if focused {
            caret = position;
        }
        y += 1;
    }
    // In the smallest window the message needs the line.
    y += u16::from(area.height > SMALL);
    let waits = (wait > 0 && !door.busy).then(|| wait_sentence(wait, lang));
    // A mistyped password and its wait are one quiet line.
    let mut said: Vec<String> = door.message.iter().cloned().chain(waits).collect();
    if door.mistyped {
        said = vec![said.join(if lang == Lang::Ja { "" } else { " " })];
    }
    for message in &said {
        let style = if door.busy || door.mistyped { theme.text } else { theme.error };
        for line in wrap(&visible(message), room) {
            if y < area.bottom().saturating_sub(2) {
                put(buf, left, y, &line, room, style);
            }
            y += 1;
        }
    }
    let place = Word::DoorHint.fill(lang, &[&settings.place]);
    let lines = wrap(&visible(&place), room);
    let first = area.bottom().saturating_sub(2).saturating_sub(u16::try_from(lines.len()).unwrap_or(1));
    if first > y {
        for (y, line) in (first..).zip(&lines) {
            put(buf, left, y, line, room, theme.quiet);
        }
    }
    caret
}
