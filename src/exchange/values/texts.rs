//! Texts: when two of them are the same although they are written otherwise.

use std::borrow::Cow;

use unicode_normalization::char::decompose_canonical;

use crate::register::{
    hidden::is_hidden,
    lookalikes::{is_variation_selector, lookalike},
};

/// A text as it is recorded: without blanks and line ends around it.
pub fn tidy(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned()
}

/// What a name or a reading looks like: one ASCII blank between its parts, whatever blanks stood there.
pub fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text that was entered, of one that this program exported: hidden characters, and in CP932 those that it has not, stand
/// there as their number.
pub fn unmarked(text: &str) -> Cow<'_, str> {
    if !text.contains("〔U+") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("〔U+") {
        out.push_str(before);
        let written = after.split_once('〕').and_then(|(hex, end)| {
            let digits = (4..=6).contains(&hex.len()) && hex.bytes().all(|byte| byte.is_ascii_hexdigit());
            let character =
                digits.then(|| u32::from_str_radix(hex, 16).ok().and_then(char::from_u32)).flatten()?;
            Some((character, end))
        });
        if let Some((character, end)) = written {
            out.push(character);
            rest = end;
        } else {
            out.push_str("〔U+");
            rest = after;
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// A text without the apostrophe that this program puts before what a spreadsheet would take for a formula.
pub fn undefused(text: &str) -> &str {
    let Some(rest) = text.strip_prefix('\'') else { return text };
    let first = rest.trim_start_matches('\'').trim_start_matches([' ', '\u{A0}', '\u{3000}']).chars().next();
    let formula = matches!(
        first,
        Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '\u{2212}' | '\t' | '\r' | '\n')
    );
    if formula { rest } else { text }
}

/// Whether two texts say the same: blanks of any kind, the line ends of a cell, hidden characters that an export shows, and
/// characters that CP932 has only as others which look the same are not told apart.
pub fn same(one: &str, other: &str) -> bool {
    one == other || alike(one) == alike(other)
}

fn alike(text: &str) -> String {
    let text = unmarked(text);
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        let seen = |c: &char| !is_hidden(*c) && !is_variation_selector(*c);
        out.extend(word.chars().filter(seen).map(|c| lookalike(c).or_else(|| base(c)).unwrap_or(c)));
    }
    out
}

/// The letter below its marks, and the ideograph of which another table has a twin: an old file has no other. Kana keep their
/// marks: か is not が.
fn base(character: char) -> Option<char> {
    let marked = matches!(character, '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' | '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}');
    let mut first = None;
    if marked {
        decompose_canonical(character, |part| first = first.or(Some(part)));
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_export_shows_by_its_number_is_what_was_entered() {
        assert_eq!(unmarked("〔U+20BB7〕田〔U+202E〕〔U+〕〔U+ZZZZ〕"), "𠮷田\u{202E}〔U+〕〔U+ZZZZ〕");
        assert!(same("〔U+20BB7〕田　茂", "𠮷田 茂"));
        assert!(
            same("吉田 茂", "𠮷田 茂") && same("葛城 Jose", "葛\u{E0100}城 José") && same("侮", "\u{FA30}")
        );
        assert!(!same("か", "が") && !same("高", "髙") && !same("e", "o"));
        assert!(same("a\r\nb", "a\nb") && same("週３～４日", "週３\u{301C}４日"));
        assert!(!same("高橋", "髙橋"));
        for (written, entered) in [("'=1", "=1"), ("''=1", "'=1"), ("'a", "'a"), ("=1", "=1")] {
            assert_eq!(undefused(written), entered);
        }
    }
}
