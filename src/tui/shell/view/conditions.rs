//! What narrows the list in front, what is counted and what is marked, in one line.

use ratatui::{
    layout::{Position, Rect},
    style::Style,
};

use crate::{
    policy::Urgency,
    tui::{
        app::Session,
        keys::{ch, ctrl},
        lists::{Tab, list::List, sort::Sort},
        terminal::{
            buffer::{Buffer, put},
            input::Key,
            theme::Theme,
            tone::Tone,
            width::{cells, visible},
        },
        words::{ListWord, Word},
    },
};

/// The least and the most cells of the search line.
const SEARCH_CELLS: (usize, usize) = (8, 24);

/// A piece of the line. What has no room is left out whole: of those, the last in rank first.
struct Piece {
    rank: u8,
    text: String,
    style: Style,
}

/// The key that takes the filter off while the search stands.
pub fn widens(list: &List) -> Key {
    if list.searching { ctrl('g') } else { ch('f') }
}

/// Draws the line; says where the caret of the search rests while it is typed into.
pub fn draw(session: &Session, theme: &Theme, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let list = session.list();
    let mut caret = None;
    let mut x = area.x;
    if list.searching || !list.search.is_empty() {
        // The search stands first: what is typed is never pushed out by what is counted.
        let label = format!("{}: ", Word::SearchLabel.say(session.desk.lang));
        let width = u16::try_from(cells(&label)).unwrap_or(0);
        put(buf, x, area.y, &label, usize::from(width), theme.text);
        x += width;
        let typed = (cells(list.search.text()) + 2).clamp(SEARCH_CELLS.0, SEARCH_CELLS.1);
        let typed = u16::try_from(typed).unwrap_or(0).min(area.right().saturating_sub(x));
        let room = Rect { x, width: typed, ..area };
        let style = if list.searching { theme.field_focus } else { theme.field };
        buf.set_style(room, style);
        let position = list.search.view(room, buf, style);
        caret = list.searching.then_some(position);
        x = room.right() + 2;
    }
    let room = usize::from(area.right().saturating_sub(x));
    for Piece { text, style, .. } in fitting(pieces(session, theme), room) {
        let width = cells(&text);
        put(buf, x, area.y, &text, width, style);
        x += u16::try_from(width + GAP).unwrap_or(0);
    }
    caret
}

/// The cells between two pieces.
const GAP: usize = 2;

/// The pieces that have room together, in order.
fn fitting(mut pieces: Vec<Piece>, room: usize) -> Vec<Piece> {
    let needed = |pieces: &[Piece]| pieces.iter().map(|piece| cells(&piece.text) + GAP).sum::<usize>();
    while needed(&pieces) > room + GAP {
        let last = pieces.iter().enumerate().max_by_key(|(place, piece)| (piece.rank, *place));
        let Some((place, _)) = last else { break };
        pieces.remove(place);
    }
    pieces
}

fn pieces(session: &Session, theme: &Theme) -> Vec<Piece> {
    let lang = session.desk.lang;
    let list = session.list();
    let screen = session.tab.screen();
    let mut pieces = Vec::new();
    let mut add = |rank: u8, text: String, style: Style| pieces.push(Piece { rank, text, style });
    if session.tab == Tab::Today {
        for urgency in Urgency::ALL {
            let count = session.desk.count(urgency);
            let style = if count > 0 { Tone::of(urgency).style(theme) } else { theme.quiet };
            add(4, format!("{} {count}", urgency.word_long().say(lang)), style);
        }
    } else {
        let shown = list.rows().len().to_string();
        let total = screen.total(&session.desk, list.scope.as_ref()).to_string();
        let count = if shown == total {
            Word::Count.fill(lang, &[&total])
        } else {
            Word::CountOf.fill(lang, &[&shown, &total])
        };
        add(2, count, theme.heading);
    }
    if let Some(marks) = marks(session) {
        add(0, marks, theme.heading);
    }
    if let Some(rule) = list.duty() {
        let duty = session.desk.policy.rule_label(rule, lang);
        add(1, ListWord::OnlyDuty.fill(lang, &[duty]), theme.accent);
    }
    if let Some(group) = &list.scope {
        let name = session.desk.register.group(group).and_then(|group| group.sheet.name.as_deref());
        let name = visible(name.unwrap_or(group.as_str())).into_owned();
        add(3, format!("{}: {name}", Word::Groups.say(lang)), theme.heading);
    }
    if list.filter != 0 || session.tab != Tab::Today {
        let filter = screen.filters().get(list.filter).copied().unwrap_or(Word::FilterAll);
        let rank = if list.filter == 0 { 4 } else { 2 };
        add(rank, format!("{}: {}", Word::FilterLabel.say(lang), filter.say(lang)), theme.text);
    }
    if let Some(sort) = list.sort {
        let sign = sign(sort);
        add(3, ListWord::Sorted.fill(lang, &[sort.column.say(lang), sign]), theme.heading);
    }
    if list.outside() > 0 {
        let (count, key) = (list.outside().to_string(), widens(list).name(lang));
        add(1, ListWord::Outside.fill(lang, &[&count, &key]), theme.heading);
    }
    pieces
}

/// Which way a column is sorted.
pub fn sign(sort: Sort) -> &'static str {
    if sort.down { "v" } else { "^" }
}

/// How many rows are marked; where none is in this list, how many are in the others.
fn marks(session: &Session) -> Option<String> {
    let lang = session.desk.lang;
    let list = session.list();
    let marked = |list: &List| (!list.marks.is_empty()).then(|| list.marks.len().to_string());
    if let Some(count) = marked(list) {
        return Some(match list.hidden() {
            0 => ListWord::Marked.fill(lang, &[&count]),
            hidden => ListWord::MarkedHidden.fill(lang, &[&count, &hidden.to_string()]),
        });
    }
    session.lists.iter().find_map(|list| {
        let title = list.tab.screen().title().say(lang);
        marked(list).map(|count| ListWord::MarkedElsewhere.fill(lang, &[title, &count]))
    })
}
