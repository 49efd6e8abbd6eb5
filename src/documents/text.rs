//! Texts as they may stand on a paper.

use std::fmt::Write as _;

use crate::register::hidden::is_hidden;

/// What stands for every fact that is not recorded.
pub(super) const UNRECORDED: &str = "未確認";

/// What stands for it in a letter.
pub(super) const NOT_YET: &str = "現在、確認を進めております。分かり次第、改めてご連絡いたします。";

/// A text as it may stand on a paper: line breaks are kept, tabs become blanks, and every other control or
/// direction character is shown by its number instead of taking effect.
pub(super) fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\n' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\r' => {
                if chars.peek() != Some(&'\n') {
                    out.push('\n');
                }
            }
            '\t' => out.push(' '),
            c if is_hidden(c) => {
                let _ = write!(out, "〔U+{:04X}〕", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_shown_and_line_breaks_kept() {
        assert_eq!(visible("a\u{1b}[2Jb\0"), "a〔U+001B〕[2Jb〔U+0000〕");
        assert_eq!(visible("a\r\nb\rc\u{2028}d\te"), "a\nb\nc\nd e");
        assert_eq!(visible("\u{202E}abc\u{FEFF}"), "〔U+202E〕abc〔U+FEFF〕");
    }

    #[test]
    fn a_variation_selector_belongs_to_its_character() {
        assert_eq!(visible("葛\u{E0100}城"), "葛\u{E0100}城");
    }
}
