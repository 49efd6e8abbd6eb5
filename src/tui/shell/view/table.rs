//! The list in front and the details of its selected row.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Style,
};

use crate::{
    policy::Urgency,
    tui::{
        app::Session,
        lists::{Cell, Column, Shape, Tab},
        terminal::{
            input::{Code, Key},
            theme::Theme,
            tone::Tone,
            width::{self, cells, fit, fit_right, put, truncate, visible},
        },
        widgets::{lines, scroll::scrollbar},
        words::Word,
    },
};
/// The width of the search line.
const SEARCH_CELLS: u16 = 24;

/// Draws counts, head, rows and details; says where the cursor rests.
pub fn draw(session: &mut Session, theme: &Theme, area: Rect, buf: &mut Buffer) -> Position {
    session.refresh();
    let details = if area.height >= 26 { area.height * 2 / 5 } else { (area.height / 2).saturating_sub(2) };
    let head = Rect { height: 1, ..area };
    let names = Rect { y: area.y + 1, height: 1, ..area };
    let rows = Rect { y: area.y + 2, height: area.height - 2 - details, ..area };
    let below = Rect { y: rows.bottom(), height: details, ..area };
    session.page = usize::from(rows.height);
    let caret = conditions(session, theme, head, buf);
    let shape = Shape { wide: area.width >= 100, scoped: session.list().scope.is_some() };
    // Two cells for the signs before a row, two for the scrollbar and its gap.
    let columns = layout(session.tab.screen().columns(shape), area.width - 4);
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
        let mut going = columns.len() - 2;
        if columns.get(going).is_some_and(|(_, column)| column.width == 0) {
            going += 1;
        }
        columns.remove(going);
    }
    let rest = rest_of(&columns);
    let wide =
        |column: Column| Column { width: if column.width == 0 { rest } else { column.width }, ..column };
    columns.into_iter().map(|(place, column)| (place, wide(column))).collect()
}

/// Counts, filter and search in one line; the caret of the search line while it is typed into.
fn conditions(session: &Session, theme: &Theme, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let lang = session.desk.lang;
    let list = session.list();
    let screen = session.tab.screen();
    let mut x = area.x;
    let write = |x: u16, text: &str, style: Style, buf: &mut Buffer| {
        let room = usize::from(area.right().saturating_sub(x));
        let text = truncate(text, room);
        put(buf, x, area.y, &text, room, style);
        x + u16::try_from(cells(&text)).unwrap_or(0)
    };
    let mut caret = None;
    if list.searching || !list.search.is_empty() {
        // The search stands first: what is typed is never pushed out by what is counted.
        let at = write(x, &format!("{}: ", Word::SearchLabel.say(lang)), theme.text, buf);
        let room = Rect { x: at, width: SEARCH_CELLS.min(area.right().saturating_sub(at)), ..area };
        let style = if list.searching { theme.field_focus } else { theme.field };
        buf.set_style(room, style);
        let position = list.search.view(room, buf, style);
        caret = list.searching.then_some(position);
        x = room.right() + 2;
    }
    if session.tab == Tab::Today {
        for urgency in Urgency::ALL {
            let count = session.desk.count(urgency);
            let style = if count > 0 { Tone::of(urgency).style(theme) } else { theme.dim };
            x = write(x, &format!("{} {count}", urgency.word_long().say(lang)), style, buf);
            x = write(x, "  ", theme.text, buf);
        }
    } else {
        let shown = list.rows().len().to_string();
        let total = screen.total(&session.desk, list.scope.as_ref()).to_string();
        let count = if shown == total {
            Word::Count.fill(lang, &[&total])
        } else {
            Word::CountOf.fill(lang, &[&shown, &total])
        };
        x = write(x, &count, theme.heading, buf);
        x = write(x, "  ", theme.text, buf);
    }
    if let Some(group) = &list.scope {
        let name = session.desk.register.group(group).and_then(|group| group.sheet.name.as_deref());
        let name = visible(name.unwrap_or(group.as_str())).into_owned();
        x = write(x, &format!("{}: {name}  ", Word::Groups.say(lang)), theme.heading, buf);
    }
    if list.filter != 0 || session.tab != Tab::Today {
        let filter = screen.filters().get(list.filter).copied().unwrap_or(Word::FilterAll);
        x = write(x, &format!("{}: {}  ", Word::FilterLabel.say(lang), filter.say(lang)), theme.text, buf);
    }
    if !list.marks.is_empty() {
        let marks = list.marks.len().to_string();
        write(x, &Word::MarkedCount.fill(lang, &[&marks]), theme.heading, buf);
    }
    caret
}

fn heading(session: &Session, columns: &[(usize, Column)], theme: &Theme, area: Rect, buf: &mut Buffer) {
    let lang = session.desk.lang;
    let mut x = area.x + 2;
    for (_, column) in columns {
        let width = usize::from(column.width);
        let text = column.heading.say(lang);
        let text = if column.right { fit_right(text, width) } else { fit(text, width) };
        put(buf, x, area.y, &text, width, theme.heading);
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
        put(buf, area.x + 2, area.y, &truncate(nothing(session), width), width, theme.ok);
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
fn nothing(session: &Session) -> &'static str {
    let list = session.list();
    let narrowed = !list.search.is_empty() || list.filter != 0;
    let empty = session.tab.screen().total(&session.desk, list.scope.as_ref()) == 0;
    match (session.tab, narrowed || !empty) {
        (Tab::Today, false) => Word::AllClear,
        (_, true) => Word::EmptyMatch,
        (_, false) => Word::EmptyList,
    }
    .say(session.desk.lang)
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
