//! Characters of a text that never reach a terminal or a page as they are. Each place shows them in its own way.

use std::borrow::Cow;

/// Whether a character steers a terminal, turns the direction of writing, or changes what is read without being seen:
/// controls, line and paragraph separators, zero-width characters, tags. A variation selector belongs to its character
/// and is none.
pub const fn is_hidden(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}'
        | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E007F}')
}

/// A text with each hidden character shown as U+FFFD.
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.contains(is_hidden) {
        Cow::Owned(text.replace(is_hidden, "\u{fffd}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_or_hides_is_told_from_what_is_read() {
        for c in
            "\u{1B}\0\n\u{9B}\u{AD}\u{200B}\u{200D}\u{202E}\u{2060}\u{2066}\u{3164}\u{FEFF}\u{E0041}".chars()
        {
            assert!(is_hidden(c), "{c:?}");
        }
        for c in "aア髙葛\u{E0100}か\u{3099}\u{3000}ー…é".chars() {
            assert!(!is_hidden(c), "{c:?}");
        }
    }

    #[test]
    fn nothing_that_steers_a_terminal_is_shown_as_it_is() {
        assert_eq!(visible("港 花子"), "港 花子");
        assert_eq!(visible("a\u{1b}[31m\n\0\u{7f}\u{9b}"), "a\u{fffd}[31m\u{fffd}\u{fffd}\u{fffd}\u{fffd}");
        for hidden in ["\u{202e}", "\u{2066}", "\u{200f}", "\u{061c}", "\u{2028}", "\u{2029}"] {
            assert_eq!(visible(hidden), "\u{fffd}");
        }
    }
}
