//! The list in front and the details of its selected row.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use crate::tui::{
    app::Session,
    lists::{Cell, Column, Shape, Tab},
    terminal::{
        input::{Code, Key},
        theme::Theme,
        width::{self, cells, fit, fit_right, put, wrap},
    },
    widgets::{lines, scroll::scrollbar},
    words::{ListWord, Word},
};

use super::conditions;

/// Draws counts, head, rows and details; says where the cursor rests.
pub fn draw(session: &mut Session, theme: &Theme, area: Rect, buf: &mut Buffer) -> Position {
    session.refresh();
    let details = if area.height >= 26 { area.height * 2 / 5 } else { (area.height / 2).saturating_sub(2) };
    let head = Rect { height: 1, ..area };
    let names = Rect { y: area.y + 1, height: 1, ..area };
    let rows = Rect { y: area.y + 2, height: area.height - 2 - details, ..area };
    let below = Rect { y: rows.bottom(), height: details, ..area };
    session.page = usize::from(rows.height);
    let caret = conditions::draw(session, theme, head, buf);
    let shape = Shape { wide: area.width >= 100, scoped: session.list().scope.is_some() };
    // Two cells for the signs before a row, two for the scrollbar and its gap.
    let columns = layout(session.tab.screen().columns(shape), area.width - 4);
    session.columns = columns.iter().map(|(_, column)| column.heading).collect();
    heading(session, &columns, theme, names, buf);
    let place = body(session, (shape, &columns), theme, rows, buf);
    pane(session, theme, below, buf);
    caret.unwrap_or(place)
}

/// The least width of the column that takes what is left.
const LEAST_REST: u16 = 12;

/// Gives every column its width, with its place among all: what is left goes to the column that takes it.
fn layout(columns: Vec<Column>, width: u16) -> Vec<(usize, Column)> {
    let rest_of = |columns: &[(usize, Column)]| {
        let gaps = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(0);
        let fixed: u16 = columns.iter().map(|(_, column)| column.width).sum();
        width.saturating_sub(fixed + gaps)
    };
    let mut columns: Vec<(usize, Column)> = columns.into_iter().enumerate().collect();
    // In a very narrow window the names stay; what stands before the last column goes.
    while columns.len() > 3 && rest_of(&columns) < LEAST_REST {
        // What can be done without goes first, the last of it before the others.
        let spare = columns.iter().rposition(|(_, column)| column.spare);
        let going = spare.unwrap_or_else(|| {
            let last = columns.len() - 2;
            last + usize::from(columns.get(last).is_some_and(|(_, column)| column.width == 0))
        });
        columns.remove(going);
    }
    let rest = rest_of(&columns);
    let wide =
        |column: Column| Column { width: if column.width == 0 { rest } else { column.width }, ..column };
    columns.into_iter().map(|(place, column)| (place, wide(column))).collect()
}

fn heading(session: &Session, columns: &[(usize, Column)], theme: &Theme, area: Rect, buf: &mut Buffer) {
    let lang = session.desk.lang;
    let mut x = area.x + 2;
    let sort = session.list().sort;
    for (_, column) in columns {
        let width = usize::from(column.width);
        let text = column.heading.say(lang);
        let sorted = sort.filter(|sort| sort.column == column.heading);
        let signed = sorted.map(|sort| format!("{text}{}", conditions::sign(sort)));
        // Where there is no room for the sign, the look says it, and the line above.
        let text = signed.as_deref().filter(|text| cells(text) <= width).unwrap_or(text);
        let text = if column.right { fit_right(text, width) } else { fit(text, width) };
        put(buf, x, area.y, &text, width, if sorted.is_some() { theme.key } else { theme.heading });
        x += column.width + 1;
    }
}

/// Draws the rows in sight; says where the selected one begins.
fn body(
    session: &mut Session,
    (shape, columns): (Shape, &[(usize, Column)]),
    theme: &Theme,
    area: Rect,
    buf: &mut Buffer,
) -> Position {
    let count = session.list().rows().len();
    if count == 0 {
        let width = usize::from(area.width - 2);
        let room = area.top()..area.bottom();
        for (y, line) in room.zip(wrap(&nothing(session), width)) {
            put(buf, area.x + 2, y, &line, width, theme.ok);
        }
        return Position::new(area.x, area.y);
    }
    let (list, _) = session.list_and_desk();
    let range = list.place.visible_range(count, usize::from(area.height));
    session.cache.keep_for(session.tab, columns);
    let Session { desk, lists, tab, cache, .. } = session;
    let list = &lists[tab.place()];
    let selected = list.place.selected(count);
    let screen = tab.screen();
    let mut cursor = Position::new(area.x, area.y);
    let rows = list.rows().get(range.clone()).unwrap_or_default();
    for ((y, row), place) in (area.y..).zip(rows).zip(range.clone()) {
        if let Some(word) = screen.heading(desk, *row) {
            let width = usize::from(area.width - 1);
            let count = list.below_heading(place).to_string();
            let text = format!("-- {word} {}", Word::Count.fill(desk.lang, &[&count]));
            put(buf, area.x, y, &fit(&text, width), width, theme.heading);
            continue;
        }
        let is_selected = selected == Some(place);
        let marked = !list.marks.is_empty() && list.marks.contains(&screen.key(desk, *row));
        let sign = match (is_selected, marked) {
            (true, true) => ">*",
            (true, false) => "> ",
            (false, true) => " *",
            (false, false) => "  ",
        };
        put(buf, area.x, y, sign, 2, theme.heading);
        let cells = cache.row(*row, || fitted(screen.cells(desk, *row, shape), columns));
        draw_cells(cells, columns, theme, (area.x + 2, y), buf);
        if is_selected {
            buf.set_style(Rect { y, height: 1, width: area.width - 1, ..area }, theme.selected);
            cursor = Position::new(area.x, y);
        }
    }
    let bar = Rect { x: area.right() - 1, width: 1, ..area };
    scrollbar(range, count, bar, buf, theme.dim);
    cursor
}

/// What a list without rows says.
fn nothing(session: &Session) -> String {
    let list = session.list();
    let lang = session.desk.lang;
    if list.outside() > 0 {
        let filter = list.tab.screen().filters().get(list.filter).copied().unwrap_or(Word::FilterAll);
        let (count, key) = (list.outside().to_string(), conditions::widens(list).name(lang));
        return ListWord::EmptyInside.fill(lang, &[filter.say(lang), &count, &key]);
    }
    let narrowed = !list.search.is_empty() || list.filter != 0;
    let empty = session.tab.screen().total(&session.desk, list.scope.as_ref()) == 0;
    match (session.tab, narrowed || !empty) {
        (Tab::Today, false) => Word::AllClear,
        (_, true) => Word::EmptyMatch,
        (_, false) => Word::EmptyList,
    }
    .say(lang)
    .to_owned()
}

/// Cuts or pads every cell to its column.
fn fitted(mut row: Vec<Cell>, columns: &[(usize, Column)]) -> Vec<Cell> {
    let fit_one = |(place, column): &(usize, Column)| {
        let cell = row.get_mut(*place).map(std::mem::take).unwrap_or_default();
        let width = usize::from(column.width);
        // What stands after a text stands there whole, or not at all.
        let taken = cells(&cell.text) + 1;
        if !cell.after.is_empty() && taken + cells(&cell.after) <= width {
            return Cell { text: fit(&cell.text, taken), after: fit(&cell.after, width - taken), ..cell };
        }
        let text = if column.right { fit_right(&cell.text, width) } else { fit(&cell.text, width) };
        Cell { text, after: String::new(), ..cell }
    };
    columns.iter().map(fit_one).collect()
}

fn draw_cells(row: &[Cell], columns: &[(usize, Column)], theme: &Theme, at: (u16, u16), buf: &mut Buffer) {
    let (mut x, y) = at;
    for (cell, (_, column)) in row.iter().zip(columns) {
        put(buf, x, y, &cell.text, usize::from(column.width), cell.tone.style(theme));
        if !cell.after.is_empty() {
            let at = x + u16::try_from(width::cells(&cell.text)).unwrap_or(0);
            put(buf, at, y, &cell.after, width::cells(&cell.after), theme.dim);
        }
        x += column.width + 1;
    }
}

/// The details of the selected row, as far as they have room; the rest is told.
fn pane(session: &Session, theme: &Theme, area: Rect, buf: &mut Buffer) {
    if area.height < 2 {
        return;
    }
    let lang = session.desk.lang;
    let line = "-".repeat(usize::from(area.width));
    put(buf, area.x, area.y, &line, usize::from(area.width), theme.dim);
    let Some(row) = session.list().row() else { return };
    let details = session.tab.screen().details(&session.desk, row);
    // One more than there is room for tells that there is more.
    let laid = lines::lay(&details, theme, area.width - 2, usize::from(area.height));
    let inner = Rect { x: area.x + 1, y: area.y + 1, width: area.width - 2, height: area.height - 1 };
    lines::draw(laid.iter(), inner, buf);
    if laid.len() > usize::from(inner.height) {
        let key = Key::plain(Code::Right).name(lang);
        let more = format!(" {key}: {} ", Word::KeyDetails.say(lang));
        let width = cells(&more);
        let x = area.right().saturating_sub(u16::try_from(width).unwrap_or(0) + 2);
        put(buf, x, area.y, &more, width, theme.dim);
    }
}
