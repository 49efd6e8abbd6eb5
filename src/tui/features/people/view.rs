//! Draws the list: what it is about, its lines, and what to do about the selected one.

use ratatui::layout::{Position, Rect};

use crate::{
    register::Lang,
    tui::{
        app::below,
        terminal::{
            buffer::Buffer,
            theme::Theme,
            width::{cells, fit, put, truncate, visible, wrap},
        },
        widgets::{
            frame::{Frame, frame, rule},
            scroll::scrollbar,
            toned,
        },
    },
};

use super::{Item, PeopleList, Row};
/// The least lines below the list that tell what to do, with the one that parts them from it.
const HINT_LINES: u16 = 4;

/// The width of the flag.
const FLAG_CELLS: usize = 12;

/// Draws the list; says where the cursor rests.
pub fn draw(list: &mut PeopleList, (theme, lang): (&Theme, Lang), area: Rect, buf: &mut Buffer) -> Position {
    let inner = frame(&list.title, theme, area, buf);
    let width = usize::from(inner.width);
    put(buf, inner.x, inner.y, &fit(&visible(&list.head), width), width, theme.heading);
    let told = told(list, width);
    let wanted = u16::try_from(told.len() + 1).unwrap_or(u16::MAX);
    let height = wanted.clamp(HINT_LINES, (inner.height / 2).max(HINT_LINES));
    let hint = Rect { y: inner.bottom() - height, height, ..inner };
    let rows = Rect { y: inner.y + 1, height: inner.height - height - 1, ..inner };
    list.height = usize::from(rows.height);
    if list.items().next().is_none() {
        put(buf, rows.x, rows.y, &fit(&list.empty, width), width, theme.text);
    }
    let count = list.rows.len();
    let selected = list.place.selected(count);
    let range = list.place.visible_range(count, list.height);
    let mut cursor = Position::new(rows.x, rows.y);
    for (y, (place, row)) in (rows.y..).zip(list.rows.iter().enumerate().skip(range.start).take(range.len()))
    {
        let at = Rect { y, height: 1, ..rows };
        match row {
            Row::Heading(text) => {
                let text = truncate(&visible(text), usize::from(at.width));
                let begin = u16::try_from(cells(&text) + 1).unwrap_or(at.width).min(at.width);
                put(buf, at.x, y, &text, usize::from(at.width), theme.quiet);
                rule(Rect { x: at.x + begin, width: at.width - begin, ..at }, theme.line, buf);
            }
            Row::Item(item) => {
                line(item, list.marks.contains(&item.id), theme, at, buf);
                if selected == Some(place) {
                    theme.select(at, buf);
                    cursor = Position::new(at.x, y);
                }
            }
        }
    }
    let bar = Rect { x: inner.right(), width: 1, ..rows };
    scrollbar(range, count, bar, buf, theme.quiet);
    let parting = Frame { title: "", note: "", focus: true };
    parting.part(theme, Rect { y: hint.y, ..area }, buf);
    for (y, text) in (hint.y + 1..hint.bottom()).zip(&told) {
        put(buf, hint.x, y, text, width, theme.text);
    }
    below::follow(told.len().saturating_sub(usize::from(hint.height - 1)), area, (theme, lang), buf);
    cursor
}

/// What is told of the selected line below the list.
fn told(list: &PeopleList, width: usize) -> Vec<String> {
    let Some(item) = list.selected() else { return Vec::new() };
    // What does not fit into its line is told in full below it.
    let (mut label, note) = columns(u16::try_from(width).unwrap_or(u16::MAX));
    if item.note.is_empty() {
        label += note;
    }
    let mut text = item.hint.clone();
    if cells(&item.label) > label || cells(&item.note) > note {
        text = format!("{} {}\n{text}", item.label, item.note);
    }
    text.lines().flat_map(|line| wrap(&visible(line), width)).collect()
}

/// The widths of the label and the note.
fn columns(width: u16) -> (usize, usize) {
    let room = usize::from(width).saturating_sub(2 + FLAG_CELLS + 3);
    let label = room / 2;
    (label, room - label)
}

fn line(item: &Item, marked: bool, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let (mut label, note) = columns(area.width);
    if item.note.is_empty() {
        label += note;
    }
    let mark = if marked { "* " } else { "  " };
    put(buf, area.x, area.y, mark, 2, theme.accent);
    put(buf, area.x + 2, area.y, &fit(&visible(&item.label), label), label, theme.text);
    let x = area.x + 3 + u16::try_from(label).unwrap_or(0);
    if !item.note.is_empty() {
        put(buf, x, area.y, &fit(&visible(&item.note), note), note, theme.text);
    }
    if let Some((flag, tone)) = &item.flag {
        let x = area.right().saturating_sub(u16::try_from(FLAG_CELLS).unwrap_or(0));
        toned(flag, *tone, theme, Rect { x, width: area.right() - x, ..area }, buf);
    }
}
