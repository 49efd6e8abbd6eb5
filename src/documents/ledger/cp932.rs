//! Text in CP932 (Windows-31J), for programs that read nothing else.

use std::fmt::Write as _;

use encoding_rs::SHIFT_JIS;

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

/// The text in CP932. What it has not stands as its number, `〔U+20BB7〕`, and is told: nothing is lost.
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
            let _ = write!(written, "〔U+{:04X}〕", u32::from(character));
        }
    }
    SHIFT_JIS.encode(&written).0.into_owned()
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
        let (text, missing) = encoded("𠮷田¥1−葛\u{E0100}");
        assert_eq!(text, "〔U+20BB7〕田〔U+00A5〕1〔U+2212〕葛〔U+E0100〕");
        assert_eq!(missing, ['𠮷', '¥', '−', '\u{E0100}']);
    }
}
