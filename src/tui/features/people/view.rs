//! Draws the list: what it is about, its lines, and what to do about the selected one.

use ratatui::layout::{Position, Rect};

use crate::{
    register::Lang,
    tui::{
        app::below,
        terminal::{
            buffer::{Buffer, put},
            theme::Theme,
            width::{cells, fit, truncate, visible, wrap},
        },
        widgets::{
            columns::{Columns, PageColumn, Stays, Widest},
            frame::{Frame, frame, rule},
            scroll::scrollbar,
            toned,
        },
    },
};

use super::{Item, PeopleList, Row};

/// The least lines below the list that tell what to do, with the one that parts them from it.
const HINT_LINES: u16 = 4;

/// The cells of a mark.
const MARK: u16 = 2;

/// What a line says, more about it, and how pressing it is.
const COLUMNS: [PageColumn; 3] =
    [PageColumn("", 0, Stays::Always), PageColumn("", 24, Stays::Always), PageColumn("", 12, Stays::Always)];

/// Draws the list; says where the cursor rests.
pub fn draw(list: &mut PeopleList, (theme, lang): (&Theme, Lang), area: Rect, buf: &mut Buffer) -> Position {
    let inner = frame(&list.title, theme, area, buf);
    let width = usize::from(inner.width);
    put(buf, inner.x, inner.y, &fit(&visible(&list.head), width), width, theme.heading);
    let room = Rect { x: inner.x + MARK, width: inner.width.saturating_sub(MARK), height: 1, ..inner };
    let range = list.place.peek_range(list.rows.len(), usize::from(inner.height - HINT_LINES - 1));
    let items = list.rows.get(range.clone()).unwrap_or_default().iter().filter_map(Row::item);
    list.columns.fit_page(range, room.width, &COLUMNS, items.map(|item| widths(item, theme)));
    let told = told(list, theme, room, width);
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
                let mark = if list.marks.contains(&item.id) { "* " } else { "  " };
                put(buf, at.x, y, mark, usize::from(MARK), theme.accent);
                line(item, &list.columns, theme, Rect { y, ..room }, buf);
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
fn told(list: &PeopleList, theme: &Theme, room: Rect, width: usize) -> Vec<String> {
    let Some(item) = list.selected() else { return Vec::new() };
    // What does not fit into its line is told in full below it.
    let cut = across(item, &list.columns, theme, room).any(|(place, at)| {
        let text = if place == 0 { &item.label } else { &item.note };
        place < 2 && cells(&visible(text)) > usize::from(at.width)
    });
    let mut text = item.hint.clone();
    if cut {
        text = format!("{} {}\n{text}", item.label, item.note);
    }
    text.lines().flat_map(|line| wrap(&visible(line), width)).collect()
}

/// How wide a line's texts are; an urgency is a chip, with a cell of its ground on both sides.
fn widths(item: &Item, theme: &Theme) -> [Widest; 3] {
    let flag = item.flag.as_ref().map_or_else(Widest::default, |(flag, tone)| {
        let air = if tone.chip(theme).is_some() { 2 } else { 0 };
        let Widest { text, .. } = Widest::of(flag);
        Widest { text: text + air, all: text + air }
    });
    [Widest::of(&item.label), Widest::of(&item.note), flag]
}

/// The cells of a line's texts: they lend each other room, and the flag stands straight.
fn across(item: &Item, columns: &Columns, theme: &Theme, area: Rect) -> impl Iterator<Item = (usize, Rect)> {
    let [label, note, flag] = widths(item, theme);
    columns.across(area, [Some(label), Some(note), Some(flag).filter(|flag| flag.text == 0)])
}

fn line(item: &Item, columns: &Columns, theme: &Theme, area: Rect, buf: &mut Buffer) {
    for (place, at) in across(item, columns, theme, area) {
        let width = usize::from(at.width);
        match (place, &item.flag) {
            (0, _) => put(buf, at.x, at.y, &fit(&visible(&item.label), width), width, theme.text),
            (1, _) => put(buf, at.x, at.y, &fit(&visible(&item.note), width), width, theme.text),
            (_, Some((flag, tone))) => toned(flag, *tone, theme, at, buf),
            (_, None) => {}
        }
    }
}
