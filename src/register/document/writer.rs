//! Writes JSON: pretty for people and files, in one line for the audit trail.

use std::fmt::Write as _;

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
}

impl Writer {
    /// Indented by one blank a level: a register of a million memberships is long enough.
    pub(super) fn pretty() -> Self {
        Self { out: String::new(), pretty: true, depth: 0, fresh: true }
    }

    /// All in one line.
    pub(super) fn line() -> Self {
        Self { out: String::new(), pretty: false, depth: 0, fresh: true }
    }

    /// The text.
    pub(super) fn finish(self) -> String {
        self.out
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
}
