//! How a small form is drawn.

use ratatui::layout::{Position, Rect};

use crate::tui::{
    app::Scene,
    forms::{
        Look,
        field::{Entry, Field},
        name_of,
    },
    terminal::width::{cells, visible, wrap},
    widgets::frame::{BOX, SIDES, frame, middle},
    words::wait_sentence,
};

use super::sheet::{Errand, Sheet};
use crate::tui::terminal::buffer::{Buffer, put};

/// Draws a small form; says where the caret rests.
pub fn draw_sheet(scene: Scene<'_>, sheet: &Sheet, area: Rect, buf: &mut Buffer) -> Position {
    let lang = scene.lang();
    let theme = scene.settings.theme;
    let width = area.width.min(BOX);
    let room = usize::from(width.saturating_sub(SIDES));
    let mut hints: Vec<String> =
        sheet.hints(&scene.settings.policy, lang).iter().flat_map(|hint| wrapped(hint, room)).collect();
    let mut said: Vec<String> = sheet.message.iter().flat_map(|text| wrapped(text, room)).collect();
    let waits = sheet.is_about_the_vault() && !matches!(sheet.errand, Errand::OfBackup { .. });
    if scene.wait > 0 && !sheet.busy && waits {
        said.extend(wrapped(&wait_sentence(scene.wait, lang), room));
    }
    let height = hints.len() + sheet.fields.len() + said.len().max(3) + 5;
    let height = u16::try_from(height).unwrap_or(u16::MAX).min(area.height);
    // Where there is no room for all, what is told goes before what is explained; the recovery key is never left out.
    if !matches!(sheet.errand, Errand::CopyKey(_)) {
        let needed = sheet.fields.len() + said.len().max(1) + 2;
        hints.truncate(usize::from(height).saturating_sub(needed));
    }
    let inner = frame(&sheet.title(lang), &theme, middle(area, width, height), buf);
    let mut y = inner.y;
    let key = match &sheet.errand {
        Errand::CopyKey(key) => key.as_str(),
        _ => "",
    };
    let line = |y: u16, text: &str, style, buf: &mut Buffer| {
        if y < inner.bottom() {
            put(buf, inner.x, y, text, room, style);
        }
    };
    for hint in &hints {
        let style = if !hint.is_empty() && key.contains(hint.as_str()) { theme.accent } else { theme.text };
        line(y, hint, style, buf);
        y += 1;
    }
    // In the smallest window the fields need the line.
    y += u16::from(area.height > 16);
    let labels = sheet.fields.iter().map(|field| cells(&field.label)).max().unwrap_or(0);
    let desk = scene.session.map(|session| &session.desk);
    let called = |from, id: &str| name_of(desk?, from, id);
    let labels = labels.min(room * 3 / 5);
    let look = Look {
        theme: &theme,
        lang,
        now: scene.now,
        labels,
        compact: false,
        says_blank: false,
        called: &called,
    };
    let mut caret = Position::new(inner.x, y.min(inner.bottom().saturating_sub(1)));
    // Where there are more fields than lines, the one in focus is in sight, and a line for what is told.
    let lines = usize::from(inner.bottom().saturating_sub(y)).saturating_sub(1).max(1);
    let first = (sheet.focus + 1).saturating_sub(lines);
    for (place, field) in sheet.fields.iter().enumerate().skip(first) {
        if y >= inner.bottom() {
            break;
        }
        let at = Rect { y, height: 1, ..inner };
        let position = look.field(field, place == sheet.focus, at, buf);
        if place == sheet.focus {
            caret = position;
        }
        y += 1;
    }
    if said.is_empty() {
        let day = sheet.field().and_then(|field| look.day_below(field, inner.width));
        let (hint, style) = day.unwrap_or_else(|| {
            let hint = match sheet.field() {
                // How a day is typed is said above.
                Some(Field { entry: Entry::Day(_), .. }) | None => "",
                Some(field) => field.hint(lang),
            };
            (hint.to_owned(), theme.quiet)
        });
        for text in wrapped(&hint, room) {
            line(y, &text, style, buf);
            y += 1;
        }
    } else {
        y += u16::from(area.height > 16);
        let style = if sheet.busy { theme.text } else { theme.error };
        for text in &said {
            line(y, text, style, buf);
            y += 1;
        }
    }
    caret
}

fn wrapped(text: &str, room: usize) -> Vec<String> {
    if text.is_empty() { vec![String::new()] } else { wrap(&visible(text), room) }
}
