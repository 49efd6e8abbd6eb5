//! Characters of a text that never reach a terminal or a page as they are. Each place shows them in its own way.

/// Whether a character steers a terminal, turns the direction of writing, or changes what is read without being seen:
/// controls, line and paragraph separators, zero-width characters, tags. A variation selector belongs to its character
/// and is none.
pub const fn is_hidden(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}'
        | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E007F}')
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
}
