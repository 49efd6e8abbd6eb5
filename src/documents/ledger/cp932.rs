//! Text in CP932 (Windows-31J), for programs that read nothing else.

use encoding_rs::SHIFT_JIS;
use unicode_normalization::char::decompose_canonical;

use crate::register::lookalikes::{is_variation_selector, lookalike};

/// A character that CP932 has not, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unencodable {
    /// The character.
    pub character: char,
    /// The file.
    pub file: &'static str,
    /// The row below the headings, from 1; 0 for the headings.
    pub row: usize,
    /// The heading of the column.
    pub column: String,
}

impl Unencodable {
    /// What stands in its place.
    pub fn instead(&self) -> String {
        instead(self.character)
    }
}

/// The text in CP932. What it has not stands as the character that looks like it or as its number, `〔U+2A6B2〕`; what only
/// says which shape of a character is meant is left out. All of it is told: nothing is lost.
pub(super) fn encode(text: &str, mut missing: impl FnMut(char)) -> Vec<u8> {
    if let Some(bytes) = exactly(text) {
        return bytes;
    }
    let mut written = String::with_capacity(text.len());
    for character in text.chars() {
        if exactly(character.encode_utf8(&mut [0; 4])).is_some() {
            written.push(character);
        } else {
            missing(character);
            written.push_str(&instead(character));
        }
    }
    SHIFT_JIS.encode(&written).0.into_owned()
}

/// What stands for a character that CP932 has not: nothing for one that only says which shape of its neighbour is meant, the
/// character that looks like it, or its number.
fn instead(character: char) -> String {
    if is_variation_selector(character) {
        return String::new();
    }
    lookalike(character)
        .or_else(|| decomposed(character))
        .map_or_else(|| format!("〔U+{:04X}〕", u32::from(character)), String::from)
}

/// The character that Unicode takes for the same: 侮 of another table, e for é.
fn decomposed(character: char) -> Option<char> {
    let mut whole = None;
    decompose_canonical(character, |part| whole = whole.or(Some(part)));
    whole.filter(|first| *first != character && exactly(first.encode_utf8(&mut [0; 4])).is_some())
}

/// The bytes that are read back as the same text. The encoder takes ¥ for \ and ‾ for ~ and − for －: that is another
/// character, so it is none here.
fn exactly(text: &str) -> Option<Vec<u8>> {
    let (bytes, _, unmappable) = SHIFT_JIS.encode(text);
    let same = !unmappable && SHIFT_JIS.decode_without_bom_handling(&bytes).0 == text;
    same.then(|| bytes.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::lookalikes::LOOKALIKES;

    fn encoded(text: &str) -> (String, Vec<char>) {
        let mut missing = Vec::new();
        let bytes = encode(text, |c| missing.push(c));
        (SHIFT_JIS.decode_without_bom_handling(&bytes).0.into_owned(), missing)
    }

    #[test]
    fn what_cp932_has_comes_back_as_it_was() {
        let text = "髙﨑①㈱ﾊﾟ～－∥￥\\~表ソ十\r\n";
        assert_eq!(encoded(text), (text.to_owned(), Vec::new()));
    }

    #[test]
    fn what_it_has_not_stands_as_its_number() {
        let (text, missing) = encoded("𪚲田\u{10FFFD}");
        assert_eq!(text, "〔U+2A6B2〕田〔U+10FFFD〕");
        assert_eq!(missing, ['𪚲', '\u{10FFFD}']);
    }

    #[test]
    fn a_name_is_written_as_it_looks_and_told() {
        let (text, missing) = encoded("𠮷田、葛\u{E0100}城、侮\u{FA30}、José");
        assert_eq!(text, "吉田、葛城、侮侮、Jose");
        assert_eq!(missing, ['𠮷', '\u{E0100}', '\u{FA30}', 'é']);
    }

    #[test]
    fn what_stands_for_another_is_in_cp932_and_what_it_stands_for_is_not() {
        for (lacking, alike) in LOOKALIKES {
            let exactly = |c: &char| exactly(c.encode_utf8(&mut [0; 4])).is_some();
            assert!(!exactly(lacking) && exactly(alike), "{lacking} {alike}");
            assert_eq!(LOOKALIKES.iter().filter(|(other, _)| other == lacking).count(), 1, "{lacking}");
        }
    }

    #[test]
    fn what_looks_the_same_stands_for_it_and_is_told() {
        let (text, missing) = encoded("9\u{301C}17時、\u{2212}1\u{2014}\u{2016}\u{A5}100");
        assert_eq!(text, "9\u{FF5E}17時、\u{FF0D}1\u{2015}\u{2225}\u{FFE5}100");
        assert_eq!(missing, ['\u{301C}', '\u{2212}', '\u{2014}', '\u{2016}', '\u{A5}']);
    }
}
