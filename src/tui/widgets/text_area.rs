//! A text field of several lines, broken softly as Japanese is set.

use std::cell::Cell;
use std::ops::Range;

use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;
use zeroize::Zeroize;

use crate::{
    register::hidden::is_hidden,
    tui::terminal::{
        buffer::{Buffer, put},
        input::{Code, Key},
        width::{cells, grapheme_cells, line_starts, visible},
    },
};

use super::text_input::{Edit, boundary_from, start_of_last};

/// A text of several lines and a caret in it.
///
/// How wide and how high the field is, is known from the last time it was drawn: Up, Down and the page keys go by it.
#[derive(Clone)]
pub struct TextArea {
    text: String,
    /// A byte offset, always at a grapheme boundary.
    caret: usize,
    /// The column that Up and Down keep to.
    goal: Option<usize>,
    max_chars: usize,
    size: Cell<(usize, usize)>,
    /// The first row in sight.
    top: Cell<usize>,
}

impl TextArea {
    /// An empty field.
    pub fn new() -> Self {
        Self {
            text: String::new(),
            caret: 0,
            goal: None,
            max_chars: usize::MAX,
            size: Cell::new((80, 10)),
            top: Cell::new(0),
        }
    }

    /// A field with a text, the caret at its end.
    pub fn with_text(text: &str) -> Self {
        let mut field = Self::new();
        field.paste(text);
        field
    }

    /// The same field, taking at most so many characters (code points).
    #[must_use]
    pub fn max_chars(mut self, max: usize) -> Self {
        self.max_chars = max;
        self
    }

    /// The text; its lines are separated by line feeds.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Replaces the text; the caret goes to its end.
    pub fn set_text(&mut self, text: &str) {
        self.text.zeroize();
        self.caret = 0;
        self.paste(text);
    }

    /// Types or moves; Enter begins a new line. Tab, Esc and commands are the owner's, and so are Up on the first row
    /// and Down on the last one, so that they can lead to the next field.
    pub fn handle(&mut self, key: Key) -> Edit {
        if let Some(c) = key.text() {
            return self.insert(c.encode_utf8(&mut [0; 4]));
        }
        let page = self.size.get().1.saturating_sub(1).max(1);
        match (key.code, key.ctrl, key.alt) {
            (Code::Enter, false, false) => self.insert("\n"),
            (Code::Left, false, false) | (Code::Char('b'), true, false) => self.go(self.left()),
            (Code::Right, false, false) | (Code::Char('f'), true, false) => self.go(self.right()),
            (Code::Up, false, false) => self.go_rows(1, true),
            (Code::Down, false, false) => self.go_rows(1, false),
            (Code::PageUp, false, false) => self.go_page(page, true),
            (Code::PageDown, false, false) => self.go_page(page, false),
            (Code::Home, true, false) => self.go(0),
            (Code::End, true, false) => self.go(self.text.len()),
            (Code::Home, false, false) | (Code::Char('a'), true, false) => self.go(self.row_ends().0),
            (Code::End, false, false) | (Code::Char('e'), true, false) => self.go(self.row_ends().1),
            (Code::Backspace, false, false) => self.delete(self.left(), self.caret),
            (Code::Delete, false, false) | (Code::Char('d'), true, false) => {
                self.delete(self.caret, self.right())
            }
            (Code::Char('u'), true, false) => self.delete(self.line_ends().0, self.caret),
            (Code::Char('k'), true, false) => self.delete(self.caret, self.line_ends().1),
            (Code::Char('w'), true, false) | (Code::Backspace, _, _) => {
                self.delete(self.word_left(), self.caret)
            }
            _ => Edit::Ignored,
        }
    }

    /// Inserts a pasted text: line breaks are kept, a tab becomes a blank, control characters are dropped.
    pub fn paste(&mut self, text: &str) -> Edit {
        self.insert(&text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', " "))
    }

    fn insert(&mut self, text: &str) -> Edit {
        self.goal = None;
        let room = self.max_chars.saturating_sub(self.text.chars().count());
        let kept: String = text.chars().filter(|&c| c == '\n' || !is_hidden(c)).take(room).collect();
        self.text.insert_str(self.caret, &kept);
        self.caret = boundary_from(&self.text, self.caret + kept.len());
        if kept.is_empty() { Edit::Kept } else { Edit::Changed }
    }

    fn delete(&mut self, from: usize, to: usize) -> Edit {
        self.goal = None;
        if from >= to {
            return Edit::Kept;
        }
        self.text.drain(from..to);
        self.caret = boundary_from(&self.text, from);
        Edit::Changed
    }

    fn go(&mut self, caret: usize) -> Edit {
        self.goal = None;
        self.caret = caret;
        Edit::Kept
    }

    fn before(&self) -> &str {
        self.text.get(..self.caret).unwrap_or_default()
    }

    fn after(&self) -> &str {
        self.text.get(self.caret..).unwrap_or_default()
    }

    fn left(&self) -> usize {
        start_of_last(self.before())
    }

    fn right(&self) -> usize {
        self.caret + self.after().graphemes(true).next().map_or(0, str::len)
    }

    fn word_left(&self) -> usize {
        let start = self.line_ends().0;
        let line = self.text.get(start..self.caret).unwrap_or_default();
        line.unicode_word_indices()
            .next_back()
            .map_or(if line.is_empty() { self.left() } else { start }, |(at, _)| start + at)
    }

    /// The start and the end of the line (between line feeds) that holds the caret.
    fn line_ends(&self) -> (usize, usize) {
        let start = self.before().rfind('\n').map_or(0, |at| at + 1);
        let end = self.after().find('\n').map_or(self.text.len(), |at| self.caret + at);
        (start, end)
    }

    /// The rows as they are drawn, and which of them holds the caret.
    fn rows(&self) -> (Vec<Range<usize>>, usize) {
        let rows = rows(&self.text, self.size.get().0);
        let at = rows.partition_point(|row| row.start <= self.caret).saturating_sub(1);
        (rows, at)
    }

    /// The first and the last place for the caret in its row.
    fn row_ends(&self) -> (usize, usize) {
        let (rows, at) = self.rows();
        let row = rows.get(at).cloned().unwrap_or(0..0);
        // At a soft break the end of a row is the start of the next one: stay before the last grapheme.
        let soft = rows.get(at + 1).is_some_and(|next| next.start == row.end);
        let end = if soft { self.last_place(&row) } else { row.end };
        (row.start, end)
    }

    fn last_place(&self, row: &Range<usize>) -> usize {
        let text = self.text.get(row.clone()).unwrap_or_default();
        row.start + start_of_last(text)
    }

    fn column(&self, row: &Range<usize>) -> usize {
        self.text.get(row.start..self.caret).unwrap_or_default().graphemes(true).map(shown_cells).sum()
    }

    fn go_rows(&mut self, by: usize, up: bool) -> Edit {
        let (rows, at) = self.rows();
        let target = if up { at.checked_sub(by) } else { Some(at + by) };
        let (Some(here), Some((index, row))) = (rows.get(at), target.and_then(|i| Some((i, rows.get(i)?))))
        else {
            return Edit::Ignored;
        };
        let goal = self.goal.unwrap_or_else(|| self.column(here));
        self.goal = Some(goal);
        let text = self.text.get(row.clone()).unwrap_or_default();
        let mut used = 0;
        let mut caret = row.end;
        for (at, grapheme) in text.grapheme_indices(true) {
            used += shown_cells(grapheme);
            if used > goal {
                caret = row.start + at;
                break;
            }
        }
        let soft = rows.get(index + 1).is_some_and(|next| next.start == row.end);
        self.caret = if soft && caret == row.end { self.last_place(row) } else { caret };
        Edit::Kept
    }

    fn go_page(&mut self, by: usize, up: bool) -> Edit {
        let (rows, at) = self.rows();
        let by = by.min(if up { at } else { rows.len().saturating_sub(at + 1) });
        if by > 0 {
            self.go_rows(by, up);
        }
        Edit::Kept
    }

    /// Draws the field, filling the area, and says where the caret stands.
    ///
    /// The last column is kept for a caret behind a full row.
    pub fn view(&self, area: Rect, buf: &mut Buffer, style: Style) -> Position {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return area.as_position();
        }
        buf.set_style(area, style);
        let height = usize::from(area.height);
        self.size.set((usize::from(area.width).saturating_sub(1).max(1), height));
        let (rows, at) = self.rows();
        let top =
            self.top.get().clamp((at + 1).saturating_sub(height), at).min(rows.len().saturating_sub(height));
        self.top.set(top);
        for (y, row) in area.rows().zip(rows.iter().skip(top)) {
            let text = self.text.get(row.clone()).unwrap_or_default();
            put(buf, y.x, y.y, &visible(text), usize::from(area.width), style);
        }
        let column = rows.get(at).map_or(0, |row| self.column(row)).min(usize::from(area.width) - 1);
        Position::new(
            area.x + u16::try_from(column).unwrap_or(0),
            area.y + u16::try_from(at - top).unwrap_or(0),
        )
    }
}

impl Default for TextArea {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for TextArea {
    fn drop(&mut self) {
        self.text.zeroize();
    }
}

/// Never shows the text: it may be about a patient.
impl std::fmt::Debug for TextArea {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TextArea").field("caret", &self.caret).finish_non_exhaustive()
    }
}

/// The cells that a grapheme takes once it is made visible.
fn shown_cells(grapheme: &str) -> usize {
    match grapheme {
        "\n" => 0,
        _ => cells(&visible(grapheme)),
    }
}

/// The rows of a text as byte ranges, without their line feeds.
fn rows(text: &str, width: usize) -> Vec<Range<usize>> {
    let mut rows = Vec::new();
    let mut base = 0;
    for line in text.split('\n') {
        let indices: Vec<(usize, &str)> = line.grapheme_indices(true).collect();
        // What has to be made visible is measured by a stand-in of the same width.
        let graphemes: Vec<&str> = indices.iter().map(|&(_, g)| stand_in(g)).collect();
        let starts = line_starts(&graphemes, width);
        for (i, &start) in starts.iter().enumerate() {
            let at = |index: usize| indices.get(index).map_or(line.len(), |&(at, _)| at);
            let end = starts.get(i + 1).copied().map_or(line.len(), at);
            rows.push(base + at(start)..base + end);
        }
        base += line.len() + 1;
    }
    rows
}

fn stand_in(grapheme: &str) -> &str {
    match shown_cells(grapheme) {
        n if n == grapheme_cells(grapheme) => grapheme,
        1 => "x",
        _ => "山",
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::tui::screen_text::screen_text;
    use crate::tui::terminal::input::parse_keys;

    fn typed(field: &mut TextArea, keys: &str) {
        for key in parse_keys(keys).unwrap() {
            field.handle(key);
        }
    }

    fn shown(field: &TextArea, width: u16, height: u16) -> (String, (u16, u16)) {
        let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
        let caret = field.view(buf.area, &mut buf, Style::new());
        (screen_text(&buf), (caret.x, caret.y))
    }

    #[test]
    fn rows_break_as_japanese_is_set_and_the_caret_follows() {
        let field = TextArea::with_text("退職した。翌日に外す\n以上");
        assert_eq!(shown(&field, 9, 5), ("退職し\nた。翌日\nに外す\n以上\n\n".to_owned(), (4, 3)));
    }

    #[test]
    fn up_and_down_keep_to_their_column_over_short_rows() {
        let mut field = TextArea::with_text("あいうえお\nか\nさしすせそ");
        shown(&field, 20, 5);
        typed(&mut field, "Up");
        assert_eq!(shown(&field, 20, 5).1, (2, 1));
        typed(&mut field, "Up");
        assert_eq!(shown(&field, 20, 5).1, (10, 0));
        assert_eq!(field.handle(Key::plain(Code::Up)), Edit::Ignored, "the owner may go to the field above");
        typed(&mut field, "Home Down Down");
        assert_eq!(shown(&field, 20, 5).1, (0, 2));
        assert_eq!(field.handle(Key::plain(Code::Down)), Edit::Ignored);
    }

    #[test]
    fn end_stays_in_a_softly_broken_row() {
        let mut field = TextArea::with_text("あいうえおかきくけこ");
        shown(&field, 9, 5);
        typed(&mut field, "C-Home End");
        assert_eq!(shown(&field, 9, 5).1, (6, 0));
        typed(&mut field, "Right End End");
        assert_eq!(shown(&field, 9, 5).1, (6, 1));
        typed(&mut field, "Home Backspace");
        assert_eq!(field.text(), "あいうおかきくけこ");
    }

    #[test]
    fn enter_delete_and_line_keys() {
        let mut field = TextArea::new();
        typed(&mut field, "\"山田\" Enter \"花子\" Home Backspace");
        assert_eq!(field.text(), "山田花子");
        typed(&mut field, "C-k Enter \"x\" C-u C-w");
        assert_eq!(field.text(), "山田");
        assert_eq!(field.handle(Key::plain(Code::Tab)), Edit::Ignored);
    }

    #[test]
    fn pages_and_scrolling() {
        let text = (0..30).map(|i| format!("行{i}")).collect::<Vec<_>>().join("\n");
        let mut field = TextArea::with_text(&text);
        assert!(shown(&field, 20, 5).0.starts_with("行25\n"));
        typed(&mut field, "PageUp");
        assert!(shown(&field, 20, 5).0.starts_with("行25\n"), "the caret is still in sight");
        typed(&mut field, "PageUp PageUp");
        assert_eq!(shown(&field, 20, 5).0, "行17\n行18\n行19\n行20\n行21\n");
        typed(&mut field, "C-Home");
        assert!(shown(&field, 20, 5).0.starts_with("行0\n"));
        typed(&mut field, "PageDown PageDown PageDown PageDown PageDown PageDown PageDown PageDown");
        assert_eq!(shown(&field, 20, 5).1.1, 4);
    }

    #[test]
    fn a_paste_keeps_lines_and_drops_controls() {
        let mut field = TextArea::new();
        field.paste("一\r\n二\r三\t\u{1b}[2J");
        assert_eq!(field.text(), "一\n二\n三 [2J");
    }

    #[test]
    fn ten_thousand_characters_stay_quick() {
        let mut field = TextArea::with_text(&"患者様の同意を得てから、参加者を招待する。".repeat(500));
        let start = std::time::Instant::now();
        for _ in 0..10 {
            typed(&mut field, "Up \"あ\"");
            shown(&field, 60, 10);
        }
        // Generous, for an unoptimised build on a busy machine: it is the quadratic slip that must not come back.
        assert!(start.elapsed().as_millis() < 2_000, "{:?}", start.elapsed());
    }

    proptest! {
        #[test]
        fn any_keys_leave_the_caret_in_sight(
            keys in prop::collection::vec(prop_oneof![
                "[a山ﾊﾟか\u{3099}\u{e0100}葛。「 \u{1f600}]".prop_map(|s| s.chars().map(Key::char).collect::<Vec<_>>()),
                prop::sample::select(vec![
                    "Left", "Right", "Up", "Down", "Home", "End", "Enter", "Backspace", "Delete", "PageUp", "PageDown", "C-w", "C-k",
                ])
                .prop_map(|k| parse_keys(k).unwrap()),
            ], 0..60),
            width in 1u16..12,
            height in 1u16..5,
        ) {
            let mut field = TextArea::new();
            for key in keys.into_iter().flatten() {
                field.handle(key);
                prop_assert_eq!(boundary_from(&field.text, field.caret), field.caret);
                let (_, (x, y)) = shown(&field, width, height);
                prop_assert!(x < width && y < height);
            }
        }
    }
}
