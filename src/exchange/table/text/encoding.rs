//! How a text is encoded.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

use super::{
    super::{Foreign, TableFault},
    LOOKED_AT,
};

/// The encodings of an office's files by the names that people use for them.
const NAMES: &[(&str, &Encoding)] = &[
    ("utf-8", UTF_8),
    ("cp932", SHIFT_JIS),
    ("utf-16le", UTF_16LE),
    ("utf-16be", UTF_16BE),
    ("euc-jp", EUC_JP),
    ("iso-2022-jp", ISO_2022_JP),
];

/// How the name of an encoding is told, and taken again.
fn name(encoding: &'static Encoding) -> &'static str {
    NAMES.iter().find(|(_, named)| *named == encoding).map_or(encoding.name(), |(name, _)| *name)
}

/// The encoding of a name.
fn named(label: &str) -> Option<&'static Encoding> {
    let label = label.trim().to_ascii_lowercase();
    let ours = NAMES.iter().find(|(name, _)| *name == label).map(|(_, encoding)| *encoding);
    ours.or_else(|| match label.as_str() {
        "utf8" | "utf-8-bom" | "utf-8-sig" => Some(UTF_8),
        "utf16" => Some(UTF_16LE),
        _ => Encoding::for_label_no_replacement(label.as_bytes()),
    })
}

/// The text of some bytes without its byte order mark, and how it was encoded: as the mark says, else as asked, else as
/// found out.
pub(super) fn decode<'a>(
    bytes: &'a [u8],
    asked: Option<&str>,
) -> Result<(Cow<'a, str>, &'static str), TableFault> {
    let asked = asked
        .map(|label| named(label).ok_or_else(|| TableFault::NoSuchEncoding(label.to_owned())))
        .transpose()?;
    let (encoding, bytes) = match (Encoding::for_bom(bytes), asked) {
        (Some((encoding, mark)), _) => (encoding, bytes.get(mark..).unwrap_or_default()),
        (None, Some(encoding)) => (encoding, bytes),
        (None, None) => (found(bytes)?, bytes),
    };
    Ok((strictly(bytes, encoding)?, name(encoding)))
}

/// Decodes, and tells the line of a byte that is no text.
fn strictly<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> Result<Cow<'a, str>, TableFault> {
    if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        return Ok(text);
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut rest = bytes;
    let mut line = 1;
    let mut piece = String::with_capacity(8 << 10);
    loop {
        piece.clear();
        let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut piece, true);
        line += piece.matches('\n').count();
        rest = rest.get(read..).unwrap_or_default();
        match result {
            DecoderResult::OutputFull => {}
            DecoderResult::InputEmpty | DecoderResult::Malformed(..) => {
                return Err(TableFault::BrokenByte { line, encoding: name(encoding) });
            }
        }
    }
}

/// How a text without a mark is encoded.
fn found(bytes: &[u8]) -> Result<&'static Encoding, TableFault> {
    if let Some(encoding) = utf16(bytes) {
        return Ok(encoding);
    }
    if is_utf8(bytes) {
        return Ok(UTF_8);
    }
    if controls(bytes.iter().take(LOOKED_AT).map(|byte| char::from(*byte)), 20) {
        return Err(TableFault::NotATable(Foreign::Unknown));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    // It weighs each byte for each encoding, which takes its time. What stands further on and fits not is told as broken.
    let start = bytes.get(..4 * LOOKED_AT);
    detector.feed(start.unwrap_or(bytes), start.is_none());
    let guess = detector.guess(Some(b"jp"), Utf8Detection::Deny);
    if [SHIFT_JIS, EUC_JP, ISO_2022_JP].contains(&guess) {
        return Ok(guess);
    }
    // One broken byte is enough for it to give an encoding up. Whichever has the fewest is told with its line.
    let foreign = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let errors = |encoding: &'static Encoding| (errors(bytes, encoding), encoding);
    let (errors, nearest) = [SHIFT_JIS, EUC_JP]
        .map(errors)
        .into_iter()
        .min_by_key(|(errors, _)| *errors)
        .unwrap_or((usize::MAX, SHIFT_JIS));
    if errors.saturating_mul(8) <= foreign { Ok(nearest) } else { Err(TableFault::UnknownEncoding) }
}

/// How many places of some bytes are no text of an encoding.
fn errors(bytes: &[u8], encoding: &'static Encoding) -> usize {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut piece = [0; 8 << 10];
    let (mut rest, mut errors) = (bytes, 0);
    loop {
        let (result, read, _) = decoder.decode_to_utf8_without_replacement(rest, &mut piece, true);
        rest = rest.get(read..).unwrap_or_default();
        match result {
            DecoderResult::InputEmpty => return errors,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => errors += 1,
        }
    }
}

/// UTF-16 without a mark: half of the bytes of ASCII characters, above all of line ends, are 0.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let zeros =
        |first: usize| bytes.iter().take(LOOKED_AT).skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (high, low) = (zeros(0), zeros(1));
    let encoding = if low > high { UTF_16LE } else { UTF_16BE };
    if low.max(high) == 0 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    (text.contains(['\n', '\r', '\t', ',']) && !controls(text.chars().take(LOOKED_AT), 100))
        .then_some(encoding)
}

/// Whether some bytes are UTF-8, or were meant to be and hold a few that are not: what is UTF-8 by chance has far more.
fn is_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good >= bad * 4
}

/// Whether more than one of so many characters is a control that no table holds.
pub(super) fn controls(text: impl Iterator<Item = char>, one_of: usize) -> bool {
    let (mut all, mut controls) = (0_usize, 0_usize);
    for c in text {
        all += 1;
        controls += usize::from(c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{1B}' | '\u{80}'..));
    }
    controls.saturating_mul(one_of) > all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(bytes: &[u8]) -> Result<(String, &'static str), TableFault> {
        decode(bytes, None).map(|(text, name)| (text.into_owned(), name))
    }

    const NAMES_OF_STAFF: &str =
        "氏名,ﾌﾘｶﾞﾅ\r\n髙橋 健一,ﾀｶﾊｼ ｹﾝｲﾁ\r\n山﨑 由美,ﾔﾏｻｷ ﾕﾐ\r\n表 ソノ,ｵﾓﾃ ｿﾉ\r\n";

    fn utf16le(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn an_office_s_encodings_are_found() {
        let text = NAMES_OF_STAFF;
        let cp932 = SHIFT_JIS.encode(text).0.into_owned();
        let plain = text.replace(['髙', '﨑'], "高");
        let euc = EUC_JP.encode(&plain).0.into_owned();
        let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(told(text.as_bytes()).unwrap(), (text.to_owned(), "utf-8"));
        assert_eq!(told(format!("\u{FEFF}{text}").as_bytes()).unwrap(), (text.to_owned(), "utf-8"));
        assert_eq!(told(&cp932).unwrap(), (text.to_owned(), "cp932"));
        assert_eq!(told(&euc).unwrap(), (plain, "euc-jp"));
        assert_eq!(told(&utf16le(text)).unwrap(), (text.to_owned(), "utf-16le"));
        assert_eq!(told(&utf16le(&format!("\u{FEFF}{text}"))).unwrap(), (text.to_owned(), "utf-16le"));
        assert_eq!(told(&be).unwrap(), (text.to_owned(), "utf-16be"));
    }

    #[test]
    fn a_broken_byte_names_its_line_in_each_encoding() {
        let broken = |mut bytes: Vec<u8>, line: usize, with: &[u8]| {
            let ends: Vec<usize> = bytes
                .iter()
                .enumerate()
                .filter(|(_, byte)| **byte == b'\n')
                .map(|(place, _)| place)
                .collect();
            let start = ends[line - 2] + 1;
            bytes.splice(start..start, with.iter().copied());
            decode(&bytes, None).unwrap_err()
        };
        let fault = |line, encoding| TableFault::BrokenByte { line, encoding };
        let cp932 = SHIFT_JIS.encode(NAMES_OF_STAFF).0.into_owned();
        assert_eq!(broken(NAMES_OF_STAFF.into(), 3, &[0xFF]), fault(3, "utf-8"));
        assert_eq!(broken(cp932, 4, &[0xFF]), fault(4, "cp932"));
        let mut cut = utf16le(NAMES_OF_STAFF);
        cut.splice(0..0, [0xFF, 0xFE]);
        cut.pop();
        assert_eq!(decode(&cut, None).unwrap_err(), fault(4, "utf-16le"));
    }

    #[test]
    fn an_encoding_is_taken_by_the_names_that_people_use() {
        let cp932 = SHIFT_JIS.encode("表,ソ").0.into_owned();
        for label in ["cp932", "CP932", "Shift_JIS", "sjis", "windows-31j", "ms932"] {
            assert_eq!(decode(&cp932, Some(label)).unwrap(), (Cow::Borrowed("表,ソ"), "cp932"), "{label}");
        }
        assert_eq!(
            decode(b"", Some("klingon")).unwrap_err(),
            TableFault::NoSuchEncoding("klingon".to_owned())
        );
    }

    #[test]
    fn what_is_no_text_is_not_taken_for_one() {
        let noise: Vec<u8> = (0..4_000_u32).map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()[2]).collect();
        assert_eq!(told(&noise).unwrap_err(), TableFault::NotATable(Foreign::Unknown));
        let latin: Vec<u8> = "Zo\u{eb},M\u{fc}ller\n".repeat(20).chars().map(|c| c as u8).collect();
        assert_eq!(told(&latin).unwrap_err(), TableFault::UnknownEncoding);
    }
}
