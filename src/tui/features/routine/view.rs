//! Draws these lists: a line of conditions, the headings of the columns, the rows in sight, and below them what belongs
//! to the selected one.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use crate::tui::{
    app::Scene,
    terminal::{
        theme::Theme,
        tone::Tone,
        width::{fit, put, visible, wrap},
    },
    widgets::{frame::frame, lines::draw_lines, scroll::scrollbar},
    words::RoutineWord,
};

use super::{Kind, Routine, Row, steps};

/// Pieces of a line of conditions.
pub fn join(parts: &[&str]) -> String {
    parts.join("  ")
}

/// Draws a list; says where the cursor rests.
pub fn draw(work: &mut Routine, scene: Scene<'_>, area: Rect, buf: &mut Buffer) -> Position {
    let theme = scene.settings.theme;
    let lang = scene.lang();
    let title = match &work.kind {
        Kind::Steps(_) => RoutineWord::StepsTitle,
        Kind::Weeks(_) => RoutineWord::CalendarTitle,
        Kind::Session(session) => session.title(),
    };
    let inner = frame(title.say(lang), &theme, area, buf);
    let Some(session) = scene.session else { return Position::new(inner.x, inner.y) };
    let (summary, headings, empty) = match &work.kind {
        Kind::Steps(list) => {
            let empty = match (&list.failed, list.there) {
                (Some(why), _) => why.clone(),
                (None, true) => RoutineWord::StepsNone.say(lang).to_owned(),
                (None, false) => crate::tui::words::Said::HistoryLoading.say(lang).to_owned(),
            };
            (steps::summary(list, lang), Some(steps::headings(lang)), empty)
        }
        Kind::Weeks(weeks) => (weeks.summary(lang), None, String::new()),
        Kind::Session(people) => {
            (people.summary(), Some(people.headings()), RoutineWord::NobodyToTick.say(lang).to_owned())
        }
    };
    let wide = inner.width >= 100;
    let columns = columns(&work.kind, inner.width - 1, wide);
    let width = usize::from(inner.width);
    put(buf, inner.x, inner.y, &fit(&summary, width), width, theme.heading);
    let mut y = inner.y + 1;
    if let Some(headings) = headings {
        let cells = headings.map(str::to_owned);
        line(&cells, &columns, (&theme, theme.label, None), Rect { y, height: 1, ..inner }, buf);
        y += 1;
    }
    let room = inner.bottom().saturating_sub(y);
    let below = if matches!(work.kind, Kind::Steps(_)) { room * 3 / 5 } else { 0 };
    let rows = Rect { y, height: room.saturating_sub(below), ..inner };
    work.page = usize::from(rows.height);
    let count = work.rows().len();
    if count == 0 {
        for (y, text) in (rows.y..inner.bottom()).zip(wrap(&visible(&empty), width)) {
            put(buf, rows.x, y, &text, width, theme.text);
        }
        return Position::new(rows.x, rows.y);
    }
    let range = work.place.visible_range(count, usize::from(rows.height));
    let selected = work.selected();
    let mut cursor = Position::new(rows.x, rows.y);
    for (y, (place, row)) in
        (rows.y..).zip(work.rows().iter().enumerate().skip(range.start).take(range.len()))
    {
        let at = Rect { y, height: 1, width: rows.width - 1, ..rows };
        draw_row(row, &columns, &theme, at, buf);
        if selected == Some(place) {
            buf.set_style(at, theme.selected);
            cursor = Position::new(rows.x, y);
        }
    }
    let bar = Rect { x: inner.right() - 1, width: 1, ..rows };
    scrollbar(range, count, bar, buf, theme.dim);
    if let Kind::Steps(list) = &work.kind {
        let pane = Rect { y: rows.bottom() + 1, height: below.saturating_sub(1), ..inner };
        put(buf, inner.x, rows.bottom(), &"-".repeat(width), width, theme.dim);
        draw_lines(&list.details(work.place, &session.desk), &theme, pane, buf);
    }
    cursor
}

/// The widths of the columns; the last takes what is left.
fn columns(kind: &Kind, width: u16, wide: bool) -> Vec<u16> {
    let fixed: &[u16] = match (kind, wide) {
        (Kind::Steps(_), false) => &[1, 16, 10, 18],
        (Kind::Steps(_), true) => &[1, 16, 16, 28],
        (Kind::Weeks(_), false) => &[16, 10, 28],
        (Kind::Weeks(_), true) => &[16, 12, 40],
        (Kind::Session(_), false) => &[3, 20, 16, 12],
        (Kind::Session(_), true) => &[3, 28, 24, 16],
    };
    let taken: u16 = fixed.iter().map(|width| width + 1).sum();
    fixed.iter().copied().chain([width.saturating_sub(taken)]).collect()
}

fn draw_row(row: &Row, columns: &[u16], theme: &Theme, area: Rect, buf: &mut Buffer) {
    if row.heading {
        let width = usize::from(area.width);
        let text = row.cells.first().map(|text| visible(text).into_owned()).unwrap_or_default();
        put(buf, area.x, area.y, &fit(&text, width), width, theme.heading);
        return;
    }
    line(&row.cells, columns, (theme, theme.text, Some(row.tone)), area, buf);
}

fn line(
    cells: &[String],
    columns: &[u16],
    (theme, style, tone): (&Theme, ratatui::style::Style, Option<Tone>),
    area: Rect,
    buf: &mut Buffer,
) {
    let mut x = area.x;
    for (place, (text, width)) in cells.iter().zip(columns).enumerate() {
        let room = usize::from(*width);
        let style = match tone {
            Some(tone) if place < 2 && tone != Tone::Plain => tone.style(theme),
            _ => style,
        };
        put(buf, x, area.y, &fit(&visible(text), room), room, style);
        x += width + 1;
    }
}
