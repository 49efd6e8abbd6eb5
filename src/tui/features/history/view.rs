//! Draws the history: a line of conditions, the entries in sight, nothing more.

use ratatui::{
    layout::{Position, Rect},
    style::Style,
};

use crate::{
    register::Lang,
    tui::{
        forms::entry,
        terminal::{
            buffer::{Buffer, put},
            theme::Theme,
            width::{cells, fit, fit_right, visible},
        },
        widgets::{
            columns::{self, Columns, PageColumn, Stays},
            frame::frame,
            scroll::scrollbar,
        },
        words::{HistoryWord, Word},
    },
};

use super::{History, Row};

/// The width of the search line.
const SEARCH_CELLS: u16 = 24;

/// The title of the page.
fn title(page: &History) -> String {
    match (&page.name, page.scope) {
        (Some(name), 0) => HistoryWord::HistoryOf.fill(page.lang, &[name]),
        _ => HistoryWord::HistoryTitle.say(page.lang).to_owned(),
    }
}

/// Draws the page; says where the cursor rests.
pub fn draw(page: &mut History, theme: &Theme, area: Rect, buf: &mut Buffer) -> Position {
    let inner = frame(&title(page), theme, area, buf);
    let head = Rect { height: 1, ..inner };
    let caret = conditions(page, theme, head, buf);
    let names = Rect { y: inner.y + 1, height: 1, ..inner };
    let rows = Rect { y: inner.y + 2, height: inner.height.saturating_sub(2), ..inner };
    page.page = usize::from(rows.height);
    let count = page.len();
    if count == 0 {
        let said = match (&page.failed, page.loading || !page.complete, page.loaded()) {
            (Some(why), _, _) => HistoryWord::HistoryFailed.fill(page.lang, &[why]),
            (None, true, _) => HistoryWord::HistoryLoading.say(page.lang).to_owned(),
            (None, false, 0) => HistoryWord::HistoryEmpty.say(page.lang).to_owned(),
            (None, false, _) => HistoryWord::HistoryNoMatch.say(page.lang).to_owned(),
        };
        let width = usize::from(rows.width);
        put(buf, rows.x, rows.y, &fit(&visible(&said), width), width, theme.text);
        return caret.unwrap_or(Position::new(rows.x, rows.y));
    }
    let range = page.place.visible_range(count, usize::from(rows.height));
    let texts: Vec<_> =
        range.clone().filter_map(|place| page.row(place)).map(|row| cells_of(row, page.lang)).collect();
    let all = columns(page.lang);
    page.columns.fit_page(range.clone(), rows.width, &all, columns::texts(&texts));
    line(&all.map(|PageColumn(heading, ..)| heading.to_owned()), &page.columns, theme.quiet, names, buf);
    let selected = page.place.selected(count);
    let mut cursor = Position::new(rows.x, rows.y);
    for (y, (place, texts)) in (rows.y..).zip(range.clone().zip(&texts)) {
        let at = Rect { y, height: 1, ..rows };
        line(texts, &page.columns, theme.text, at, buf);
        if selected == Some(place) {
            theme.select(at, buf);
            cursor = Position::new(rows.x, y);
        }
    }
    let bar = Rect { x: inner.right(), width: 1, ..rows };
    scrollbar(range, count, bar, buf, theme.quiet);
    caret.unwrap_or(cursor)
}

fn columns(lang: Lang) -> [PageColumn; 5] {
    [
        PageColumn(Word::ColId.say(lang), 6, Stays::Always),
        PageColumn(HistoryWord::ColWhen.say(lang), 16, Stays::Always),
        PageColumn(HistoryWord::ColWho.say(lang), 8, Stays::WithRoom),
        PageColumn(HistoryWord::ColDid.say(lang), 12, Stays::Always),
        PageColumn(HistoryWord::ColOf.say(lang), 21, Stays::Always),
    ]
}

fn cells_of(row: &Row, lang: Lang) -> [String; 5] {
    [
        row.entry.seq.to_string(),
        row.when.clone(),
        entry::account(&row.entry.account, lang),
        row.did.clone(),
        row.of.clone(),
    ]
}

fn line(texts: &[String; 5], columns: &Columns, style: Style, area: Rect, buf: &mut Buffer) {
    for (place, at) in columns.across(area, columns::with_straight(texts, &[0, 1])) {
        let room = usize::from(at.width);
        let Some(text) = texts.get(place) else { continue };
        let text = if place == 0 { fit_right(text, room) } else { fit(text, room) };
        put(buf, at.x, at.y, &text, room, style);
    }
}

/// What narrows the list, and how many entries there are.
fn conditions(page: &History, theme: &Theme, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let lang = page.lang;
    let mut x = area.x;
    let mut caret = None;
    if page.searching || !page.search.is_empty() {
        let label = format!("{}: ", Word::SearchLabel.say(lang));
        put(buf, x, area.y, &label, cells(&label), theme.text);
        x += u16::try_from(cells(&label)).unwrap_or(0);
        let room = Rect { x, width: SEARCH_CELLS.min(area.right().saturating_sub(x)), ..area };
        let style = if page.searching { theme.field_focus } else { theme.field };
        buf.set_style(room, style);
        let position = page.search.view(room, buf, style);
        caret = page.searching.then_some(position);
        x = room.right() + 2;
    }
    let count = page.len().to_string();
    let count = if page.complete {
        Word::Count.fill(lang, &[&count])
    } else {
        HistoryWord::HistoryMore.fill(lang, &[&count])
    };
    let scope = page.scopes.get(page.scope).map_or("", |(_, said)| said.say(lang));
    let text = format!("{count}  {}: {scope}", Word::FilterLabel.say(lang));
    let room = usize::from(area.right().saturating_sub(x));
    put(buf, x, area.y, &fit(&text, room), room, theme.heading);
    caret
}
