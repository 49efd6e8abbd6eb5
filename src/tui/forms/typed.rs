//! What was typed into a field, as its record holds it.

use unicode_normalization::UnicodeNormalization as _;

use crate::tui::words::Word;

/// What was there stays as it was where the field was not touched: with its blanks, and with characters that a
/// field does not take. An emptied field is not recorded.
pub fn put_text(slot: &mut Option<String>, shown: &str, typed: &str) {
    if shown != typed {
        *slot = Some(typed.trim().to_owned()).filter(|text| !text.is_empty());
    }
}

/// A number; nothing where nothing was typed.
pub fn read_number(typed: &str) -> Result<Option<u32>, Word> {
    let digits: String = typed.nfkc().filter(|c| !c.is_whitespace()).collect();
    if digits.is_empty() { Ok(None) } else { digits.parse().map(Some).map_err(|_| Word::FaultNumber) }
}
