//! The closed register: what it asks for, and the recovery key.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use crate::tui::{
    app::Settings,
    door::{Door, Kind},
    text::Word,
    width::{cells, fit, put, visible, wrap},
};

/// The most cells of a field: a whole recovery key and the caret after it.
const FIELD: u16 = 48;

/// Draws the door; says where the caret rests.
pub fn draw(door: &mut Door, settings: &Settings, wait: u32, area: Rect, buf: &mut Buffer) -> Position {
    let lang = settings.lang;
    let theme = &settings.theme;
    let width = area.width.min(76);
    let left = area.x + (area.width - width) / 2;
    // In the smallest window every line counts.
    let mut y = area.y + if area.height > 18 { area.height / 6 } else { 0 };
    let room = usize::from(width);
    let mut say = |text: &str, style, buf: &mut Buffer| {
        for line in wrap(&visible(text), room) {
            if y < area.bottom().saturating_sub(2) {
                put(buf, left, y, &line, room, style);
            }
            y += 1;
        }
        y
    };
    say(Word::Program.say(lang), theme.heading, buf);
    say(door.title().say(lang), theme.heading, buf);
    say("", theme.text, buf);
    match &door.kind {
        Kind::FirstRun => {
            say(Word::FirstRunHint.say(lang), theme.text, buf);
            say(Word::PasswordHint.say(lang), theme.text, buf);
        }
        Kind::Recover => {
            let hint = if door.asks_login() { Word::RecoverHintWhose } else { Word::RecoverHint };
            say(hint.say(lang), theme.text, buf);
            say(Word::PasswordHint.say(lang), theme.text, buf);
        }
        Kind::Recovery { key, .. } => {
            say(Word::RecoveryHint.say(lang), theme.text, buf);
            say("", theme.text, buf);
            say(key, theme.heading, buf);
            say("", theme.text, buf);
            say(Word::RecoveryNext.say(lang), theme.text, buf);
        }
        Kind::Unlock => {}
    }
    let mut y = say("", theme.text, buf);
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
    y += u16::from(area.height > 18);
    let waits = (wait > 0 && !door.busy).then(|| super::vault::wait_sentence(wait, lang));
    for message in door.message.iter().chain(&waits) {
        let style = if door.busy { theme.text } else { theme.error };
        for line in wrap(&visible(message), room) {
            if y < area.bottom().saturating_sub(2) {
                put(buf, left, y, &line, room, style);
            }
            y += 1;
        }
    }
    let place = Word::DoorHint.fill(lang, &[&settings.place]);
    let last = area.bottom().saturating_sub(3);
    if last > y {
        put(buf, left, last, &fit(&visible(&place), room), room, theme.dim);
    }
    caret
}
