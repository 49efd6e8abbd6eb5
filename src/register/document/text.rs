//! From bytes to text.

use super::fault::{DocumentError, Encoding, Fault};

/// The text of a document without a leading byte order mark.
///
/// # Errors
/// When the bytes are not UTF-8: the line and column of the first that is not, and what the file seems to be.
pub(super) fn utf8(bytes: &[u8]) -> Result<&str, DocumentError> {
    let refused = |encoding, line_column| {
        Err(DocumentError { pointer: String::new(), line_column, fault: Fault::NotUtf8(encoding) })
    };
    if is_utf16(bytes) {
        return refused(Encoding::Utf16, None);
    }
    match str::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{FEFF}').unwrap_or(text)),
        Err(error) => {
            let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let line = good.split(|byte| *byte == b'\n').count();
            let start = good.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
            let tail = good.get(start..).unwrap_or_default();
            let column = 1 + tail.iter().filter(|byte| (**byte & 0xC0) != 0x80).count();
            let encoding = if is_cp932(bytes) { Encoding::Cp932 } else { Encoding::Unknown };
            refused(encoding, Some((line, column)))
        }
    }
}

/// Whether the text begins as UTF-16 does: with its mark, or with a NUL beside an ASCII character. Without a mark,
/// UTF-16 of ASCII text is valid UTF-8 full of NUL.
fn is_utf16(bytes: &[u8]) -> bool {
    match bytes {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => true,
        [0, ascii, ..] | [ascii, 0, ..] => matches!(ascii, b'{' | b'\n' | b'\r' | b' '),
        _ => false,
    }
}

/// Whether every byte fits the pattern of CP932: single bytes, or a lead byte with its trail byte.
fn is_cp932(bytes: &[u8]) -> bool {
    let mut rest = bytes.iter();
    while let Some(byte) = rest.next() {
        match byte {
            0x00..=0x7F | 0xA1..=0xDF => {}
            0x81..=0x9F | 0xE0..=0xFC => match rest.next() {
                Some(0x40..=0x7E | 0x80..=0xFC) => {}
                _ => return false,
            },
            _ => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(bytes: &[u8]) -> Option<DocumentError> {
        utf8(bytes).err()
    }

    #[test]
    fn guesses_what_the_file_was_saved_as() {
        let encoding = |bytes| fault(bytes).map(|error| error.fault);
        assert_eq!(encoding(b"{\0\"\0"), Some(Fault::NotUtf8(Encoding::Utf16)));
        assert_eq!(encoding(b"\xFE\xFF\0{"), Some(Fault::NotUtf8(Encoding::Utf16)));
        assert_eq!(encoding(b"{\"\x8D\x60\""), Some(Fault::NotUtf8(Encoding::Cp932)));
        assert_eq!(encoding(b"{\"\xFF\xFF\""), Some(Fault::NotUtf8(Encoding::Unknown)));
        assert_eq!(encoding("{\"港\"".as_bytes()), None);
    }

    #[test]
    fn counts_lines_and_characters_up_to_the_bad_byte() {
        let mut bytes = "{\n\"港\": \"".as_bytes().to_vec();
        bytes.push(0xFF);
        assert_eq!(fault(&bytes).and_then(|error| error.line_column), Some((2, 7)));
    }

    #[test]
    fn skips_one_byte_order_mark() {
        assert_eq!(utf8("\u{FEFF}{}".as_bytes()).unwrap(), "{}");
    }
}
