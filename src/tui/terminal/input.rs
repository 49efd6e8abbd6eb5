//! What the person types: our own keys, made from crossterm's events.

use std::fmt;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use unicode_normalization::UnicodeNormalization;

use crate::register::Lang;

/// Something that came from the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key was pressed, or repeats.
    Key(Key),
    /// Keys that came too fast for a hand: text that was pasted without a mark, or what an input method gave at once.
    Burst(Vec<Key>),
    /// A text was pasted (bracketed paste), as it came.
    Paste(String),
    /// The window has now so many columns and rows.
    Resize(u16, u16),
    /// The window came to the front.
    FocusGained,
    /// The window went to the back.
    FocusLost,
    /// The terminal can no longer be read: the program has to end.
    Closed,
}

/// Which key, without its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Code {
    /// A character; Shift is in the character itself.
    Char(char),
    /// A function key, from 1.
    F(u8),
    /// Enter or Return.
    Enter,
    /// Escape.
    Esc,
    /// Tab; with `shift`, backwards.
    Tab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
}

/// A key with its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// The key itself.
    pub code: Code,
    /// Ctrl is held.
    pub ctrl: bool,
    /// Alt is held.
    pub alt: bool,
    /// Shift is held; always false for a character, which shows it itself.
    pub shift: bool,
}

/// A key as a command, after folding full-width characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Folded {
    /// The key to look up.
    Command(Key),
    /// Kana or kanji: the input method is on, and no command can be meant.
    JapaneseInput,
}

#[expect(missing_docs, reason = "each is the key of its name")]
impl Key {
    pub const UP: Self = Self::plain(Code::Up);
    pub const DOWN: Self = Self::plain(Code::Down);
    pub const LEFT: Self = Self::plain(Code::Left);
    pub const RIGHT: Self = Self::plain(Code::Right);
    pub const PAGE_UP: Self = Self::plain(Code::PageUp);
    pub const PAGE_DOWN: Self = Self::plain(Code::PageDown);
    pub const HOME: Self = Self::plain(Code::Home);
    pub const END: Self = Self::plain(Code::End);
    pub const ENTER: Self = Self::plain(Code::Enter);
    pub const TAB: Self = Self::plain(Code::Tab);
    pub const BACK_TAB: Self = Self { shift: true, ..Self::TAB };
    pub const ESC: Self = Self::plain(Code::Esc);
    pub const INSERT: Self = Self::plain(Code::Insert);
    pub const DELETE: Self = Self::plain(Code::Delete);
    pub const SPACE: Self = Self::char(' ');
}

impl Key {
    /// A key without modifiers.
    pub const fn plain(code: Code) -> Self {
        Self { code, ctrl: false, alt: false, shift: false }
    }

    /// A character without modifiers.
    pub const fn char(c: char) -> Self {
        Self::plain(Code::Char(c))
    }

    /// Ctrl and a letter.
    pub const fn ctrl(c: char) -> Self {
        Self { code: Code::Char(c.to_ascii_lowercase()), ctrl: true, alt: false, shift: false }
    }

    /// The character that the key writes into a text, if it writes one.
    pub const fn text(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }

    /// Whether the key moves a caret and changes no text.
    pub const fn moves(self) -> bool {
        matches!(self.code, Code::Left | Code::Right | Code::Up | Code::Down | Code::Home | Code::End)
    }

    /// The key as a command: full-width letters, digits, marks and the full-width blank count as the ASCII ones
    /// (`ｊ` as `j`, `？` as `?`), and kana and kanji say that the input method is on.
    pub fn fold(self) -> Folded {
        let Code::Char(c) = self.code else { return Folded::Command(self) };
        let mut folded = c.nfkc();
        match (folded.next(), folded.next()) {
            (Some(one), None) if one.is_ascii() => Folded::Command(Self { code: Code::Char(one), ..self }),
            _ if is_japanese(c) => Folded::JapaneseInput,
            _ => Folded::Command(self),
        }
    }

    /// The name of the key as the screen shows it; arrows are words, because arrow characters have no certain width.
    pub fn name(self, lang: Lang) -> String {
        let mut name = String::new();
        for (held, prefix) in [(self.ctrl, "Ctrl+"), (self.alt, "Alt+"), (self.shift, "Shift+")] {
            if held {
                name.push_str(prefix);
            }
        }
        let ja = lang == Lang::Ja;
        name.push_str(match self.code {
            Code::Char(' ') => "Space",
            Code::Char(c) => {
                name.push(if self.ctrl || self.alt { c.to_ascii_uppercase() } else { c });
                return name;
            }
            Code::F(n) => return name + &format!("F{n}"),
            Code::Enter => "Enter",
            Code::Esc => "Esc",
            Code::Tab => "Tab",
            Code::Backspace => "BackSpace",
            Code::Delete => "Delete",
            Code::Insert => "Insert",
            Code::Up => {
                if ja {
                    "上"
                } else {
                    "Up"
                }
            }
            Code::Down => {
                if ja {
                    "下"
                } else {
                    "Down"
                }
            }
            Code::Left => {
                if ja {
                    "左"
                } else {
                    "Left"
                }
            }
            Code::Right => {
                if ja {
                    "右"
                } else {
                    "Right"
                }
            }
            Code::Home => "Home",
            Code::End => "End",
            Code::PageUp => "PageUp",
            Code::PageDown => "PageDown",
        });
        name
    }

    /// Our key for crossterm's, or `None` for a key that has no meaning here (a modifier alone, a media key).
    fn from_event(event: KeyEvent) -> Option<Self> {
        let mut key = Self {
            code: Code::Enter,
            ctrl: event.modifiers.contains(KeyModifiers::CONTROL),
            alt: event.modifiers.contains(KeyModifiers::ALT),
            shift: event.modifiers.contains(KeyModifiers::SHIFT),
        };
        key.code = match event.code {
            KeyCode::Char(c) => {
                key.shift = false;
                if key.ctrl && key.alt && !c.is_ascii_alphanumeric() {
                    // AltGr on Windows: the character is what is meant.
                    key.ctrl = false;
                    key.alt = false;
                }
                Code::Char(if key.ctrl { c.to_ascii_lowercase() } else { c })
            }
            KeyCode::BackTab => {
                key.shift = true;
                Code::Tab
            }
            KeyCode::F(n) => Code::F(n),
            KeyCode::Enter => Code::Enter,
            KeyCode::Esc => Code::Esc,
            KeyCode::Tab => Code::Tab,
            KeyCode::Backspace => Code::Backspace,
            KeyCode::Delete => Code::Delete,
            KeyCode::Insert => Code::Insert,
            KeyCode::Up => Code::Up,
            KeyCode::Down => Code::Down,
            KeyCode::Left => Code::Left,
            KeyCode::Right => Code::Right,
            KeyCode::Home => Code::Home,
            KeyCode::End => Code::End,
            KeyCode::PageUp => Code::PageUp,
            KeyCode::PageDown => Code::PageDown,
            _ => return None,
        };
        // Some terminals send ^H for Backspace and ^J for Enter.
        match key {
            Self { code: Code::Char('h'), ctrl: true, .. } => Some(Self::plain(Code::Backspace)),
            Self { code: Code::Char('j'), ctrl: true, .. } => Some(Self::plain(Code::Enter)),
            _ => Some(key),
        }
    }
}

/// The notation of [`parse_keys`]: `C-s`, `S-Tab`, `Down`, `Space`, `x`.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, prefix) in [(self.ctrl, "C-"), (self.alt, "A-"), (self.shift, "S-")] {
            if held {
                f.write_str(prefix)?;
            }
        }
        match self.code {
            Code::Char(' ') => f.write_str("Space"),
            Code::Char(c) => write!(f, "{c}"),
            Code::F(n) => write!(f, "F{n}"),
            code => write!(f, "{code:?}"),
        }
    }
}

/// Kana (also half-width), kanji, and the marks that a Japanese input method writes.
fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff9f}' | '\u{ffe0}'..='\u{ffe6}' | '\u{20000}'..='\u{3ffff}')
}

/// Our input for an event of crossterm; `None` for what is not listened to (key releases, the mouse).
pub fn from_event(event: Event) -> Option<Input> {
    match event {
        Event::Key(key) if key.kind == KeyEventKind::Release => None,
        Event::Key(key) => Key::from_event(key).map(Input::Key),
        Event::Paste(text) => Some(Input::Paste(text)),
        Event::Resize(columns, rows) => Some(Input::Resize(columns, rows)),
        Event::FocusGained => Some(Input::FocusGained),
        Event::FocusLost => Some(Input::FocusLost),
        Event::Mouse(_) => None,
    }
}

/// The keys in bytes that were typed before crossterm read: what a terminal sends for keys that are no characters, as far
/// as it is the same everywhere.
pub fn parse_early(bytes: &[u8]) -> Vec<Key> {
    let mut keys = Vec::new();
    let text = String::from_utf8_lossy(bytes);
    let mut rest = text.as_ref();
    while let Some(first) = rest.chars().next() {
        let after = rest.get(first.len_utf8()..).unwrap_or_default();
        let sequence = (first == '\u{1b}').then(|| after.strip_prefix(['[', 'O'])).flatten();
        if let Some(said) = sequence {
            let end = said.find(|c: char| ('@'..='~').contains(&c)).map_or(said.len(), |end| end + 1);
            let (said, after) = said.split_at_checked(end).unwrap_or((said, ""));
            keys.extend(of_sequence(said));
            rest = after;
            continue;
        }
        rest = after;
        keys.push(match first {
            '\u{1b}' => Key::ESC,
            '\r' | '\n' => Key::ENTER,
            '\t' => Key::TAB,
            '\u{8}' | '\u{7f}' => Key::plain(Code::Backspace),
            '\0' => Key::ctrl(' '),
            c @ '\u{1}'..='\u{1a}' => Key::ctrl(char::from(b'a' - 1 + u8::try_from(c).unwrap_or(1))),
            c => Key::char(c),
        });
    }
    keys
}

/// The key of a control sequence without its introducer.
fn of_sequence(said: &str) -> Option<Key> {
    Some(match said {
        "A" => Key::UP,
        "B" => Key::DOWN,
        "C" => Key::RIGHT,
        "D" => Key::LEFT,
        "H" | "1~" | "7~" => Key::HOME,
        "F" | "4~" | "8~" => Key::END,
        "Z" => Key::BACK_TAB,
        "2~" => Key::INSERT,
        "3~" => Key::DELETE,
        "5~" => Key::PAGE_UP,
        "6~" => Key::PAGE_DOWN,
        "P" | "Q" | "R" | "S" => Key::plain(Code::F(said.bytes().next()? - b'P' + 1)),
        _ => match said.strip_suffix('~')?.parse().ok()? {
            number @ 11..=15 => Key::plain(Code::F(number - 10)),
            number @ 17..=21 => Key::plain(Code::F(number - 11)),
            number @ 23..=24 => Key::plain(Code::F(number - 12)),
            _ => return None,
        },
    })
}

/// Keys written as a text, for tests: names and single characters between blanks, texts in double quotes.
///
/// `Down Down Enter "ﾔﾏﾀﾞ" C-s S-Tab F2 Space j`
///
/// # Errors
/// The word that is no key.
pub fn parse_keys(text: &str) -> Result<Vec<Key>, String> {
    let mut keys = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        if first == '"' {
            let quoted = rest.strip_prefix('"').unwrap_or_default();
            let (inside, after) = quoted.split_once('"').ok_or_else(|| rest.to_owned())?;
            keys.extend(inside.chars().map(Key::char));
            rest = after;
        } else {
            let (word, after) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
            keys.push(parse_key(word).ok_or_else(|| word.to_owned())?);
            rest = after;
        }
        rest = rest.trim_start();
    }
    Ok(keys)
}

fn parse_key(word: &str) -> Option<Key> {
    let mut key = Key::plain(Code::Enter);
    let mut name = word;
    loop {
        let (held, rest) = match name.split_at_checked(2) {
            Some(("C-", rest)) if !rest.is_empty() => (&mut key.ctrl, rest),
            Some(("A-", rest)) if !rest.is_empty() => (&mut key.alt, rest),
            Some(("S-", rest)) if !rest.is_empty() => (&mut key.shift, rest),
            _ => break,
        };
        *held = true;
        name = rest;
    }
    let mut chars = name.chars();
    key.code = match (chars.next(), chars.next()) {
        (Some(c), None) => Code::Char(c),
        _ => match name {
            "Space" => Code::Char(' '),
            "Enter" => Code::Enter,
            "Esc" => Code::Esc,
            "Tab" => Code::Tab,
            "Backspace" | "BS" => Code::Backspace,
            "Delete" | "Del" => Code::Delete,
            "Insert" | "Ins" => Code::Insert,
            "Up" => Code::Up,
            "Down" => Code::Down,
            "Left" => Code::Left,
            "Right" => Code::Right,
            "Home" => Code::Home,
            "End" => Code::End,
            "PageUp" | "PgUp" => Code::PageUp,
            "PageDown" | "PgDn" => Code::PageDown,
            _ => Code::F(name.strip_prefix('F')?.parse().ok().filter(|n| (1..=24).contains(n))?),
        },
    };
    Some(key)
}

#[cfg(test)]
mod tests {
    use crossterm::event::KeyEventState;

    use super::*;

    fn event(code: KeyCode, modifiers: KeyModifiers, kind: KeyEventKind) -> Event {
        Event::Key(KeyEvent { code, modifiers, kind, state: KeyEventState::NONE })
    }

    #[test]
    fn a_release_is_no_key_and_a_repeat_is_one() {
        let none = KeyModifiers::NONE;
        assert_eq!(from_event(event(KeyCode::Enter, none, KeyEventKind::Release)), None);
        let enter = Some(Input::Key(Key::plain(Code::Enter)));
        assert_eq!(from_event(event(KeyCode::Enter, none, KeyEventKind::Press)), enter);
        assert_eq!(from_event(event(KeyCode::Enter, none, KeyEventKind::Repeat)), enter);
        assert_eq!(from_event(event(KeyCode::CapsLock, none, KeyEventKind::Press)), None);
    }

    #[test]
    fn one_key_has_one_form_whatever_the_terminal_sends() {
        let press = |code, modifiers| match from_event(event(code, modifiers, KeyEventKind::Press)) {
            Some(Input::Key(key)) => key.to_string(),
            other => panic!("{other:?}"),
        };
        assert_eq!(press(KeyCode::BackTab, KeyModifiers::NONE), "S-Tab");
        assert_eq!(press(KeyCode::Tab, KeyModifiers::SHIFT), "S-Tab");
        assert_eq!(press(KeyCode::Char('?'), KeyModifiers::SHIFT), "?");
        assert_eq!(press(KeyCode::Char('S'), KeyModifiers::CONTROL | KeyModifiers::SHIFT), "C-s");
        assert_eq!(press(KeyCode::Char('h'), KeyModifiers::CONTROL), "Backspace");
        assert_eq!(press(KeyCode::Char('@'), KeyModifiers::CONTROL | KeyModifiers::ALT), "@");
    }

    #[test]
    fn full_width_keys_are_commands_and_kana_says_the_input_method_is_on() {
        let folded = |c| Key::char(c).fold();
        for (typed, meant) in
            [('ｊ', 'j'), ('Ｊ', 'J'), ('？', '?'), ('／', '/'), ('\u{3000}', ' '), ('１', '1'), ('j', 'j')]
        {
            assert_eq!(folded(typed), Folded::Command(Key::char(meant)));
        }
        for typed in "あアｱ山々ー。、・「".chars() {
            assert_eq!(folded(typed), Folded::JapaneseInput, "{typed}");
        }
        assert_eq!(folded('é'), Folded::Command(Key::char('é')));
        assert_eq!(Key::plain(Code::Down).fold(), Folded::Command(Key::plain(Code::Down)));
    }

    #[test]
    fn key_names_hold_no_character_of_uncertain_width() {
        assert_eq!(Key::ctrl('s').name(Lang::Ja), "Ctrl+S");
        assert_eq!(Key::plain(Code::Up).name(Lang::Ja), "上");
        assert_eq!(Key::plain(Code::Up).name(Lang::En), "Up");
        assert_eq!(Key::char(' ').name(Lang::Ja), "Space");
        assert_eq!(Key { shift: true, ..Key::plain(Code::Tab) }.name(Lang::Ja), "Shift+Tab");
        assert_eq!(Key::plain(Code::F(2)).name(Lang::En), "F2");
    }

    #[test]
    fn keys_typed_before_anybody_reads_are_those_keys() {
        let bytes = "j\u{1b}[A\u{1b}OB\u{1b}[5~\u{1b}OR\u{1b}[19~\u{1b}[Z\u{4}\u{7f}\r\t\u{1b}[200~山\u{1b}";
        let keys = parse_keys("j Up Down PageUp F3 F8 S-Tab C-d Backspace Enter Tab 山 Esc").unwrap();
        assert_eq!(parse_early(bytes.as_bytes()), keys);
    }

    #[test]
    fn keys_are_read_from_a_text() {
        let keys = parse_keys(r#"Down Enter "ﾔﾏ ﾀﾞ" C-s F2 S-Tab PgDn - Space"#).unwrap();
        let names: Vec<String> = keys.iter().map(ToString::to_string).collect();
        assert_eq!(
            names,
            ["Down", "Enter", "ﾔ", "ﾏ", "Space", "ﾀ", "ﾞ", "C-s", "F2", "S-Tab", "PageDown", "-", "Space"]
        );
        assert_eq!(parse_keys("Down Dwn"), Err("Dwn".to_owned()));
        assert_eq!(parse_keys("\"open"), Err("\"open".to_owned()));
        assert_eq!(parse_keys("F99"), Err("F99".to_owned()));
        assert_eq!(parse_keys(""), Ok(Vec::new()));
    }
}
