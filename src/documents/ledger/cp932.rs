//! Text in CP932 (Windows-31J), for programs that read nothing else.

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

impl Unencodable {
    /// What stands in its place.
    pub fn instead(&self) -> String {
        instead(self.character)
    }
}

/// The text in CP932. What it has not stands as the character that looks like it or as its number, `〔U+20BB7〕`, and is told:
/// nothing is lost.
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

/// What stands for a character that CP932 has not. Wave dash, minus, dash, parallel and yen: as another table
/// of the same Japanese characters has them, which look the same.
fn instead(character: char) -> String {
    let alike = match character {
        '\u{301C}' => '\u{FF5E}',
        '\u{2212}' => '\u{FF0D}',
        '\u{2014}' => '\u{2015}',
        '\u{2016}' => '\u{2225}',
        '\u{A5}' => '\u{FFE5}',
        other => return format!("〔U+{:04X}〕", u32::from(other)),
    };
    alike.to_string()
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
        let (text, missing) = encoded("𠮷田葛\u{E0100}");
        assert_eq!(text, "〔U+20BB7〕田葛〔U+E0100〕");
        assert_eq!(missing, ['𠮷', '\u{E0100}']);
    }

    #[test]
    fn what_looks_the_same_stands_for_it_and_is_told() {
        let (text, missing) = encoded("9\u{301C}17時、\u{2212}1\u{2014}\u{2016}\u{A5}100");
        assert_eq!(text, "9\u{FF5E}17時、\u{FF0D}1\u{2015}\u{2225}\u{FFE5}100");
        assert_eq!(missing, ['\u{301C}', '\u{2212}', '\u{2014}', '\u{2016}', '\u{A5}']);
    }
}
