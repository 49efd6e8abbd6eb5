//! A text field of one line, with a caret between graphemes.

use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};
use zeroize::{Zeroize, Zeroizing};

use crate::{
    register::hidden::is_hidden,
    store::MAX_TYPED_CHARS,
    tui::terminal::{
        buffer::{Buffer, put},
        input::{Code, Key},
        width::{cells, visible},
    },
};

/// What a key did to a text field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edit {
    /// The text changed.
    Changed,
    /// The key belongs to the field; the text is as before.
    Kept,
    /// The key is not the field's: whoever owns the field may use it.
    Ignored,
}

/// A text and a caret in it; every step is a grapheme, so that a character is never cut.
///
/// Control and invisible characters never enter the text. What was typed is wiped from memory when the field goes.
#[derive(Clone)]
pub struct TextInput {
    text: String,
    /// A byte offset, always at a grapheme boundary.
    caret: usize,
    masked: bool,
    max_chars: usize,
}

impl TextInput {
    /// An empty field.
    pub fn new() -> Self {
        Self { text: String::new(), caret: 0, masked: false, max_chars: usize::MAX }
    }

    /// A field with a text, the caret at its end.
    pub fn with_text(text: &str) -> Self {
        let mut field = Self::new();
        field.insert(text);
        field
    }

    /// An empty field that shows `*` for every grapheme, for at most [`MAX_TYPED_CHARS`].
    pub fn password() -> Self {
        // Room for all of it at once, so that no copy is left behind where the text grew.
        Self {
            text: String::with_capacity(MAX_TYPED_CHARS * 4),
            caret: 0,
            masked: true,
            max_chars: MAX_TYPED_CHARS,
        }
    }

    /// The same field, showing what is typed; for a key that is copied from paper.
    #[must_use]
    pub fn unmasked(mut self) -> Self {
        self.masked = false;
        self
    }

    /// The same field, taking at most so many characters (code points).
    #[must_use]
    pub fn max_chars(mut self, max: usize) -> Self {
        self.max_chars = max;
        self
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Replaces the text; the caret goes to its end.
    pub fn set_text(&mut self, text: &str) {
        self.clear();
        self.insert(text);
    }

    /// Wipes the text.
    pub fn clear(&mut self) {
        self.text.zeroize();
        self.caret = 0;
    }

    /// Hands the text over and leaves the field empty; for passphrases.
    pub fn take_secret(&mut self) -> Zeroizing<String> {
        let secret = Zeroizing::new(self.text.clone());
        self.clear();
        secret
    }

    /// The graphemes before the caret.
    pub fn caret(&self) -> usize {
        self.before().graphemes(true).count()
    }

    /// Types or moves. Enter, Tab, Esc, Up, Down and other commands are the owner's.
    pub fn handle(&mut self, key: Key) -> Edit {
        if let Some(c) = key.text() {
            return self.insert(c.encode_utf8(&mut [0; 4]));
        }
        match (key.code, key.ctrl, key.alt) {
            (Code::Left, false, false) | (Code::Char('b'), true, false) => self.go(self.left()),
            (Code::Right, false, false) | (Code::Char('f'), true, false) => self.go(self.right()),
            (Code::Left, true, false) => self.go(self.word_left()),
            (Code::Right, true, false) => self.go(self.word_right()),
            (Code::Home, false, false) | (Code::Char('a'), true, false) => self.go(0),
            (Code::End, false, false) | (Code::Char('e'), true, false) => self.go(self.text.len()),
            (Code::Backspace, false, false) => self.delete(self.left(), self.caret),
            (Code::Delete, false, false) | (Code::Char('d'), true, false) => {
                self.delete(self.caret, self.right())
            }
            (Code::Char('u'), true, false) => self.delete(0, self.caret),
            (Code::Char('k'), true, false) => self.delete(self.caret, self.text.len()),
            (Code::Char('w'), true, false) | (Code::Backspace, _, _) => {
                self.delete(self.word_left(), self.caret)
            }
            _ => Edit::Ignored,
        }
    }

    /// Inserts a pasted text: line breaks and tabs become one blank each, control characters are dropped.
    pub fn paste(&mut self, text: &str) -> Edit {
        // Built at once, as it may be a passphrase: no half-made copy is left behind.
        let mut line = Zeroizing::new(String::with_capacity(text.len()));
        let mut chars = text.trim_end_matches(['\r', '\n']).chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '\r' if chars.peek() == Some(&'\n') => {}
                '\r' | '\n' | '\t' => line.push(' '),
                c => line.push(c),
            }
        }
        self.insert(&line)
    }

    /// Inserts at the caret what may be in the text and still fits.
    fn insert(&mut self, text: &str) -> Edit {
        let room = self.max_chars.saturating_sub(self.text.chars().count());
        let before = self.text.len();
        for c in text.chars().filter(|&c| !is_hidden(c)).take(room) {
            self.text.insert(self.caret, c);
            self.caret += c.len_utf8();
        }
        // What was inserted may have joined its neighbour, as a voiced-sound mark does.
        self.caret = boundary_from(&self.text, self.caret);
        if self.text.len() == before { Edit::Kept } else { Edit::Changed }
    }

    fn delete(&mut self, from: usize, to: usize) -> Edit {
        if from >= to {
            return Edit::Kept;
        }
        self.text.drain(from..to);
        self.caret = boundary_from(&self.text, from);
        Edit::Changed
    }

    fn go(&mut self, caret: usize) -> Edit {
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

    /// In a masked field a word is the whole text: where blanks are stays hidden.
    fn word_left(&self) -> usize {
        if self.masked {
            return 0;
        }
        self.before().unicode_word_indices().next_back().map_or(0, |(at, _)| at)
    }

    fn word_right(&self) -> usize {
        if self.masked {
            return self.text.len();
        }
        let next = self
            .after()
            .unicode_word_indices()
            .find_map(|(at, word)| (at + word.len() > 0).then_some(at + word.len()));
        next.map_or(self.text.len(), |end| self.caret + end)
    }

    /// Draws the field into the first row of the area, filling it, and says where the caret stands.
    ///
    /// A text longer than the area moves by half of the area, so that what surrounds the caret is seen.
    pub fn view(&self, area: Rect, buf: &mut Buffer, style: Style) -> Position {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return area.as_position();
        }
        buf.set_style(Rect { height: 1, ..area }, style);
        let width = usize::from(area.width);
        let caret = self.before().graphemes(true).map(|g| cells(&self.shown(g))).sum::<usize>();
        let offset = scroll_offset(caret, width);
        let mut x = 0;
        for grapheme in self.text.graphemes(true) {
            let shown = self.shown(grapheme);
            let end = x + cells(&shown);
            if end > offset + width {
                break;
            }
            if x >= offset {
                let at = u16::try_from(x - offset).unwrap_or(u16::MAX);
                put(buf, area.x.saturating_add(at), area.y, &shown, usize::MAX, style);
            }
            x = end;
        }
        Position::new(area.x + u16::try_from(caret - offset).unwrap_or(0), area.y)
    }

    fn shown<'a>(&self, grapheme: &'a str) -> std::borrow::Cow<'a, str> {
        if self.masked { "*".into() } else { visible(grapheme) }
    }
}

impl Default for TextInput {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for TextInput {
    fn drop(&mut self) {
        self.text.zeroize();
    }
}

/// Never shows the text: it may be a passphrase or a patient's name.
impl std::fmt::Debug for TextInput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TextInput")
            .field("caret", &self.caret)
            .field("masked", &self.masked)
            .finish_non_exhaustive()
    }
}

/// The cells scrolled out of sight on the left, so that the caret is within `width` cells.
fn scroll_offset(caret: usize, width: usize) -> usize {
    let last = width.saturating_sub(1);
    if caret <= last {
        return 0;
    }
    let step = (width / 2).max(1);
    (caret - last).div_ceil(step) * step
}

/// Where the last grapheme of a text begins.
pub fn start_of_last(text: &str) -> usize {
    text.grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
}

/// The first grapheme boundary at or after a byte offset.
pub fn boundary_from(text: &str, at: usize) -> usize {
    let mut cursor = GraphemeCursor::new(at.min(text.len()), text.len(), true);
    match cursor.is_boundary(text, 0) {
        Ok(true) => cursor.cur_cursor(),
        _ => cursor.next_boundary(text, 0).ok().flatten().unwrap_or(text.len()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::tui::screen_text::screen_text;
    use crate::tui::terminal::input::parse_keys;

    fn typed(field: &mut TextInput, keys: &str) {
        for key in parse_keys(keys).unwrap() {
            field.handle(key);
        }
    }

    fn shown(field: &TextInput, width: u16) -> (String, u16) {
        let mut buf = Buffer::empty(Rect::new(0, 0, width, 1));
        let caret = field.view(buf.area, &mut buf, Style::new());
        (screen_text(&buf).trim_end_matches('\n').to_owned(), caret.x)
    }

    #[test]
    fn right_at_the_end_of_a_japanese_text_stays() {
        let mut field = TextInput::with_text("山田");
        typed(&mut field, "Right Right Left Right Right");
        assert_eq!((field.text(), field.caret()), ("山田", 2));
    }

    #[test]
    fn the_caret_steps_over_whole_characters() {
        let mut field = TextInput::with_text("葛\u{e0100}城か\u{3099}ｶﾞ");
        assert_eq!(shown(&field, 20).1, 8);
        typed(&mut field, "Left");
        assert_eq!(shown(&field, 20).1, 6);
        typed(&mut field, "Backspace Home Delete");
        assert_eq!(field.text(), "城ｶﾞ");
        typed(&mut field, "End C-u");
        assert!(field.is_empty());
    }

    #[test]
    fn a_typed_sound_mark_joins_the_character_before_the_caret() {
        let mut field = TextInput::new();
        typed(&mut field, "\"ﾔﾏﾀﾞ\" Left \"x\"");
        assert_eq!(field.text(), "ﾔﾏxﾀﾞ");
    }

    #[test]
    fn the_editing_keys() {
        let mut field = TextInput::with_text("山田 hanako mori");
        typed(&mut field, "C-w");
        assert_eq!(field.text(), "山田 hanako ");
        typed(&mut field, "C-a C-k \"ab\" Left C-e \"c\"");
        assert_eq!(field.text(), "abc");
        assert_eq!(field.handle(Key::plain(Code::Enter)), Edit::Ignored);
        assert_eq!(field.handle(Key::ctrl('s')), Edit::Ignored);
        assert_eq!(field.handle(Key::plain(Code::Home)), Edit::Kept);
    }

    #[test]
    fn a_paste_becomes_one_line_without_controls() {
        let mut field = TextInput::new();
        field.paste("山田\r\n花子\t\u{1b}[31m\u{202e}\n");
        assert_eq!(field.text(), "山田 花子 [31m");
    }

    #[test]
    fn a_length_limit_and_a_mask_hold() {
        let mut field = TextInput::new().max_chars(3);
        field.paste("あいうえお");
        assert_eq!(field.text(), "あいう");
        let mut secret = TextInput::password();
        secret.paste("鍵 key");
        assert_eq!(shown(&secret, 10), ("*****".to_owned(), 5));
        assert!(!format!("{secret:?}").contains('鍵'));
        assert_eq!(secret.take_secret().as_str(), "鍵 key");
        assert!(secret.is_empty());
    }

    #[test]
    fn a_long_text_scrolls_with_the_caret_in_sight() {
        let mut field = TextInput::with_text("訪問看護ステーション");
        assert_eq!(shown(&field, 9), ("ーション".to_owned(), 8));
        assert_eq!(
            shown(&field, 7),
            (" ョン".to_owned(), 5),
            "a character cut by the left edge is left blank"
        );
        typed(&mut field, "Home");
        assert_eq!(shown(&field, 9), ("訪問看護".to_owned(), 0));
        assert_eq!(shown(&field, 1).1, 0);
        assert_eq!(shown(&field, 0).1, 0);
    }

    proptest! {
        #[test]
        fn any_keys_leave_the_caret_on_a_boundary_and_in_sight(
            keys in prop::collection::vec(prop_oneof![
                "[a山ﾊﾟか\u{3099}\u{e0100}葛é\u{301}😀 ]".prop_map(|s| s.chars().map(Key::char).collect::<Vec<_>>()),
                prop::sample::select(vec!["Left", "Right", "Home", "End", "Backspace", "Delete", "C-w", "C-k", "C-Left", "C-Right"])
                    .prop_map(|k| parse_keys(k).unwrap()),
            ], 0..60),
            width in 1u16..12,
        ) {
            let mut field = TextInput::new();
            for key in keys.into_iter().flatten() {
                field.handle(key);
                prop_assert!(field.text.is_char_boundary(field.caret));
                prop_assert_eq!(boundary_from(&field.text, field.caret), field.caret);
                prop_assert!(shown(&field, width).1 < width);
            }
        }
    }
}
