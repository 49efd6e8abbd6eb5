//! Writes JSON: pretty for people and files, in one line for the audit trail.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

/// Whether a character is written as an escape: it could drive a terminal or turn a line of text around.
fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Whether a byte never belongs to a character that is written as an escape. Most texts hold no other.
fn is_plain(byte: u8) -> bool {
    !matches!(byte, 0..=0x1F | b'"' | b'\\' | 0x7F | 0xC2 | 0xD8 | 0xE2 | 0xEF)
}

/// A JSON text under construction.
pub(super) struct Writer {
    out: String,
    pretty: bool,
    depth: usize,
    /// Whether the innermost list or object has nothing in it yet.
    fresh: bool,
    /// Of what was written and let go, where only the sum is wanted.
    sum: Option<Sha256>,
}

/// So many bytes are held where only the sum is wanted: the document of a large register is longer than the register.
const HELD: usize = 1 << 16;

impl Writer {
    /// Indented by one blank a level: a register of a million memberships is long enough.
    pub(super) fn pretty() -> Self {
        Self { out: String::new(), pretty: true, depth: 0, fresh: true, sum: None }
    }

    /// The same, of which nothing is kept but the sum.
    pub(super) fn summed() -> Self {
        Self { sum: Some(Sha256::new()), ..Self::pretty() }
    }

    /// All in one line.
    pub(super) fn line() -> Self {
        Self { pretty: false, ..Self::pretty() }
    }

    /// The text.
    pub(super) fn finish(self) -> String {
        self.out
    }

    /// The SHA-256 of the text.
    pub(super) fn finish_sum(mut self) -> [u8; 32] {
        let mut sum = self.sum.take().unwrap_or_default();
        sum.update(&self.out);
        sum.finalize().into()
    }

    /// Writes an object whose fields `fields` writes.
    pub(super) fn object(&mut self, fields: impl FnOnce(&mut Self)) {
        self.nest('{', '}', fields);
    }

    /// Writes a list; `write` writes each element.
    pub(super) fn list<T>(&mut self, items: &[T], mut write: impl FnMut(&mut Self, &T)) {
        self.nest('[', ']', |out| {
            for item in items {
                out.next();
                write(out, item);
            }
        });
    }

    fn nest(&mut self, open: char, close: char, inside: impl FnOnce(&mut Self)) {
        self.out.push(open);
        self.depth += 1;
        self.fresh = true;
        inside(self);
        self.depth -= 1;
        if !self.fresh {
            self.new_line();
        }
        self.fresh = false;
        self.out.push(close);
    }

    /// Begins the next element or field.
    fn next(&mut self) {
        if !self.fresh {
            self.out.push(',');
        }
        self.fresh = false;
        self.new_line();
        if self.out.len() >= HELD
            && let Some(sum) = &mut self.sum
        {
            sum.update(&self.out);
            self.out.clear();
        }
    }

    /// Ends the text with its last line.
    pub(super) fn end(&mut self) {
        self.out.push('\n');
    }

    fn new_line(&mut self) {
        if self.pretty {
            self.out.push('\n');
            for _ in 0..self.depth {
                self.out.push(' ');
            }
        }
    }

    /// Begins a field; its value is to follow.
    pub(super) fn key(&mut self, key: &str) {
        self.next();
        self.text(key);
        self.out.push(':');
        if self.pretty {
            self.out.push(' ');
        }
    }

    /// Writes a string.
    pub(super) fn text(&mut self, text: &str) {
        self.out.push('"');
        if text.bytes().all(is_plain) {
            self.out.push_str(text);
            self.out.push('"');
            return;
        }
        for c in text.chars() {
            match c {
                '"' => self.out.push_str("\\\""),
                '\\' => self.out.push_str("\\\\"),
                '\n' => self.out.push_str("\\n"),
                '\t' => self.out.push_str("\\t"),
                '\r' => self.out.push_str("\\r"),
                c if is_unsafe(c) => {
                    let _ = write!(self.out, "\\u{:04x}", u32::from(c));
                }
                c => self.out.push(c),
            }
        }
        self.out.push('"');
    }

    /// Writes a string that needs no escapes, such as a date.
    pub(super) fn plain(&mut self, text: impl std::fmt::Display) {
        let _ = write!(self.out, "\"{text}\"");
    }

    /// Writes a number, `true` or `false`.
    pub(super) fn bare(&mut self, value: impl std::fmt::Display) {
        let _ = write!(self.out, "{value}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_bytes_take_the_quick_way() {
        for c in ('\0'..=char::MAX).filter(|c| is_unsafe(*c) || matches!(c, '"' | '\\')) {
            let first = c.encode_utf8(&mut [0; 4]).as_bytes()[0];
            assert!(!is_plain(first), "{c:?}");
        }
    }

    #[test]
    fn the_sum_is_that_of_the_whole_text_and_holds_little_of_it() {
        for count in [0, 1, 20_000] {
            let items: Vec<String> = (0..count).map(|n| format!("S-{n} 港 花子")).collect();
            let write = |out: &mut Writer| {
                out.object(|out| {
                    out.key("staff");
                    out.list(&items, |out, item| out.text(item));
                });
                out.end();
            };
            let (mut text, mut summed) = (Writer::pretty(), Writer::summed());
            write(&mut text);
            write(&mut summed);
            assert!(summed.out.len() < HELD + 100, "{}", summed.out.len());
            assert_eq!(summed.finish_sum()[..], Sha256::digest(text.finish())[..], "{count}");
        }
    }
}
