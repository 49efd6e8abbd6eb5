//! The list in front and the details of its selected row.

use std::ops::Range;

use ratatui::layout::{Position, Rect};

use crate::tui::{
    app::Session,
    desk::subject_name,
    lists::{Cell, Column, RowKey, Shape, Tab},
    terminal::{
        buffer::{Buffer, put},
        input::{Code, Key},
        theme::Theme,
        width::{self, cells, fit, fit_right, wrap},
    },
    widgets::{
        columns::{Widest, Wish, lent},
        frame::{Frame, inside, rule},
        lines::{self, Pane},
        scroll::scrollbar,
        toned,
    },
    words::{FormWord, ListWord, Word, key_label},
};

use super::conditions;

/// From this width on the details stand beside the list.
const BESIDE: u16 = 110;

/// The least cells of a list beside its details, and before that of the details.
const BESIDE_LIST: u16 = 80;
const BESIDE_DETAILS: u16 = 38;

/// From this width on a list has room for the columns that can be done without.
const WIDE_LIST: u16 = 96;

/// Below this width a list has not room for all of its columns.
const NARROW_LIST: u16 = 72;

/// The room of the list and that of the details, each with its frame. Below the list the details begin with the line that
/// parts them from it, so that the two frames share it.
fn split(area: Rect) -> (Rect, Rect) {
    if area.width >= BESIDE {
        let width = (area.width * 5 / 8).max(BESIDE_LIST).min(area.width - BESIDE_DETAILS);
        let beside = Rect { x: area.x + width, width: area.width - width, ..area };
        return (Rect { width, ..area }, beside);
    }
    let details = if area.height >= 26 { area.height * 2 / 5 } else { (area.height / 2).saturating_sub(1) };
    let list = Rect { height: area.height - details, ..area };
    (list, Rect { y: list.bottom(), height: details, ..area })
}

/// Draws counts, head, rows and details in their frames; says where the cursor rests.
pub fn draw(session: &mut Session, theme: &Theme, area: Rect, focus: bool, buf: &mut Buffer) -> Position {
    session.refresh();
    let (list, details) = split(area);
    let beside = details.y == area.y;
    let note = place_among(session);
    let title = session.tab.screen().title().say(session.desk.lang);
    let around = if beside { list } else { area };
    Frame { title, note: &note, focus }.around(theme, around, buf);
    // The line at the bottom of the list is the side of its frame, or the one that begins the details.
    let inner = Rect { height: list.height - 1 - u16::from(beside), ..inside(list) };
    let head = Rect { height: 1, ..inner };
    // What stands before a row takes the cell of air and one more.
    let rows = Rect { x: inner.x - 1, y: inner.y + 1, width: inner.width + 1, height: inner.height - 1 };
    let names = Rect { height: 1, ..rows };
    let rows = Rect { y: rows.y + 1, height: rows.height - 1, ..rows };
    session.page = usize::from(rows.height);
    let caret = conditions::draw(session, theme, head, buf);
    let shape = Shape {
        wide: list.width >= WIDE_LIST,
        narrow: list.width < NARROW_LIST,
        scoped: session.list().scope.is_some(),
    };
    let (range, widest) = see(session, shape, usize::from(rows.height));
    let (screen, lang, room) = (session.tab.screen(), session.desk.lang, rows.width - SIGNS);
    let all = screen.columns(shape);
    let wishes: Vec<Wish> = all.iter().map(|column| column.wish(lang)).collect();
    let shown = session.cache.columns(range.clone(), room, &widest, &wishes);
    let with_width =
        |(place, width): &(usize, u16)| Some((*place, Column { width: *width, ..*all.get(*place)? }));
    let columns: Vec<(usize, Column)> = shown.iter().filter_map(with_width).collect();
    session.columns = columns.iter().map(|(_, column)| column.heading).collect();
    heading(session, &columns, theme, names, buf);
    let place = body(session, range, &columns, theme, rows, buf);
    pane(session, theme, (details, beside, focus), buf);
    caret.unwrap_or(place)
}

/// The cells before a row: whether it is selected, and whether it is marked.
const SIGNS: u16 = 2;

/// Which of the rows is selected, of how many; headings are none.
fn place_among(session: &Session) -> String {
    let list = session.list();
    let rows = list.rows().len();
    match list.place.selected(rows) {
        Some(place) => {
            let (place, count) = (place + 1 - list.headings_before(place), rows - list.headings_before(rows));
            format!("{place}/{count}")
        }
        None => String::new(),
    }
}

/// What the selected row is called.
fn called(session: &Session) -> String {
    let desk = &session.desk;
    match session.selected() {
        Some(RowKey::Finding(_, subject, _)) => subject_name(desk, &subject),
        Some(RowKey::Fold(rule, _)) => desk.policy.rule_matter(rule, desk.lang).to_owned(),
        Some(RowKey::Record(key)) => key_label(&key, &desk.register, desk.lang),
        Some(RowKey::Care(id)) => {
            desk.cares.iter().find(|care| care.id == id).map(|care| care.label.clone()).unwrap_or_default()
        }
        Some(RowKey::Heading) | None => String::new(),
    }
}

/// Takes in the rows in sight; says which they are, and how wide the widest value of each column is.
fn see(session: &mut Session, shape: Shape, height: usize) -> (Range<usize>, Vec<Widest>) {
    let Session { desk, lists, tab, cache, .. } = session;
    let list = &mut lists[tab.place()];
    let range = list.place.visible_range(list.rows().len(), height);
    cache.keep_for(list, shape);
    let screen = tab.screen();
    let mut widest: Vec<Widest> = Vec::new();
    for row in list.rows().get(range.clone()).unwrap_or_default() {
        if screen.heading(desk, *row).is_some() {
            continue;
        }
        let widths = cache.see(*row, || screen.cells(desk, *row, shape));
        widest.resize(widest.len().max(widths.len()), Widest::default());
        for (widest, width) in widest.iter_mut().zip(widths) {
            widest.take(*width);
        }
    }
    (range, widest)
}

fn heading(session: &Session, columns: &[(usize, Column)], theme: &Theme, area: Rect, buf: &mut Buffer) {
    let lang = session.desk.lang;
    let mut x = area.x + SIGNS;
    let sort = session.list().sort;
    for (_, column) in columns {
        let width = usize::from(column.width);
        let text = column.heading.say(lang);
        let sorted = sort.filter(|sort| sort.column == column.heading);
        let signed = sorted.map(|sort| format!("{text}{}", conditions::sign(sort)));
        // Where there is no room for the sign, the look says it, and the line above.
        let text = signed.as_deref().filter(|text| cells(text) <= width).unwrap_or(text);
        let text = if column.right { fit_right(text, width) } else { fit(text, width) };
        put(buf, x, area.y, &text, width, if sorted.is_some() { theme.accent } else { theme.quiet });
        x += column.width + 1;
    }
}

/// Draws the rows in sight; says where the selected one begins.
fn body(
    session: &mut Session,
    range: Range<usize>,
    columns: &[(usize, Column)],
    theme: &Theme,
    area: Rect,
    buf: &mut Buffer,
) -> Position {
    let count = session.list().rows().len();
    if count == 0 {
        let width = usize::from(area.width - SIGNS);
        let room = area.top()..area.bottom();
        for (y, line) in room.zip(wrap(&nothing(session), width)) {
            put(buf, area.x + SIGNS, y, &line, width, theme.ok);
        }
        return Position::new(area.x, area.y);
    }
    let Session { desk, lists, tab, cache, .. } = session;
    let list = &lists[tab.place()];
    let selected = list.place.selected(count);
    let screen = tab.screen();
    let mut cursor = Position::new(area.x, area.y);
    let rows = list.rows().get(range.clone()).unwrap_or_default();
    for ((y, row), place) in (area.y..).zip(rows).zip(range.clone()) {
        if let Some(word) = screen.heading(desk, *row) {
            let count = list.below_heading(place).to_string();
            let text = format!("{word} {} ", Word::Count.fill(desk.lang, &[&count]));
            let taken = u16::try_from(cells(&text)).unwrap_or(area.width).min(area.width - 1);
            put(buf, area.x + 1, y, &text, usize::from(area.width - 1), theme.heading);
            let rest = Rect { x: area.x + 1 + taken, y, width: area.width - 1 - taken, height: 1 };
            rule(rest, theme.line, buf);
            continue;
        }
        let is_selected = selected == Some(place);
        let marked = list.is_marked(desk, *row);
        let sign = match (is_selected, marked) {
            (true, true) => ">*",
            (true, false) => "> ",
            (false, true) => " *",
            (false, false) => "  ",
        };
        put(buf, area.x, y, sign, usize::from(SIGNS), theme.accent);
        let cells = cache.row(*row, |cells| fitted(cells, columns));
        draw_cells(cells, theme, (area.x + SIGNS, y), buf);
        if is_selected {
            theme.select(Rect { y, height: 1, ..area }, buf);
            cursor = Position::new(area.x, y);
        }
    }
    let bar = Rect { x: area.right(), width: 1, ..area };
    scrollbar(range, count, bar, buf, theme.quiet);
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
    let narrowed = !list.search.is_empty() || list.filter != 0 || list.duty().is_some();
    let empty = session.tab.screen().total(&session.desk, list.scope.as_ref()) == 0;
    match (session.tab, narrowed || !empty) {
        (Tab::Today, false) => ListWord::AllClear,
        (_, true) => ListWord::EmptyMatch,
        (_, false) => ListWord::EmptyList,
    }
    .say(lang)
    .to_owned()
}

/// Cuts or pads every cell to the width that it has in its row; a chip is cut where it is drawn.
fn fitted(row: &[Cell], columns: &[(usize, Column)]) -> Vec<(Cell, u16)> {
    let cell_of = |place: usize| row.get(place).cloned().unwrap_or_default();
    let held = |(place, column): &(usize, Column)| {
        let value = cell_of(*place).widths();
        // Where a day or a number is missing nothing is read down the list: its room is room.
        (column.width, (!column.straight || value.text == 0).then_some(value))
    };
    let fit_one = |((place, column), room): (&(usize, Column), u16)| {
        let cell = cell_of(*place);
        let width = usize::from(room);
        // What stands after a text stands there whole, or not at all.
        let taken = cells(&cell.text) + 1;
        if !cell.after.is_empty() && taken + cells(&cell.after) <= width {
            let (text, after) = (fit(&cell.text, taken), fit(&cell.after, width - taken));
            return (Cell { text, after, ..cell }, room);
        }
        let text = match column.right {
            true => fit_right(&cell.text, width),
            false if cell.chip => cell.text,
            false => fit(&cell.text, width),
        };
        (Cell { text, after: String::new(), ..cell }, room)
    };
    columns.iter().zip(lent(columns.iter().map(held))).map(fit_one).collect()
}

fn draw_cells(row: &[(Cell, u16)], theme: &Theme, at: (u16, u16), buf: &mut Buffer) {
    let (mut x, y) = at;
    for (cell, width) in row {
        if cell.chip {
            toned(&cell.text, cell.tone, theme, Rect { x, y, width: *width, height: 1 }, buf);
        } else {
            put(buf, x, y, &cell.text, usize::from(*width), cell.tone.style(theme));
        }
        if !cell.after.is_empty() {
            let at = x + u16::try_from(width::cells(&cell.text)).unwrap_or(0);
            put(buf, at, y, &cell.after, width::cells(&cell.after), theme.quiet);
        }
        x += width + 1;
    }
}

/// The details of the selected row, as far as they have room; how much more there is stands in the line below them.
fn pane(session: &mut Session, theme: &Theme, (area, beside, focus): (Rect, bool, bool), buf: &mut Buffer) {
    let inner = inside(area);
    let title = called(session);
    let Session { desk, lists, tab, cache, .. } = session;
    let lang = desk.lang;
    let (width, height) = (inner.width, usize::from(inner.height));
    let lay = |row| lines::lay_pane(&tab.screen().details(desk, row), theme, width, height);
    let nothing = Pane::default();
    let pane = match lists[tab.place()].row() {
        Some(row) => cache.details(row, (width, height), || lay(row)),
        None => &nothing,
    };
    let more = if pane.hidden > 0 {
        let count = FormWord::LinesFollow.fill(lang, &[&pane.hidden.to_string()]);
        format!("{count}  {}: {}", Key::plain(Code::Right).name(lang), Word::KeyDetails.say(lang))
    } else {
        String::new()
    };
    let frame = Frame { title: &title, note: "", focus: focus && !beside };
    if beside {
        frame.around(theme, area, buf);
    } else {
        frame.part(theme, area, buf);
    }
    Frame { note: &more, title: "", focus: focus && !beside }.ends(theme, area, buf);
    lines::draw(pane.laid.iter(), inner, buf);
}
