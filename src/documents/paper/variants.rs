//! Which shapes of a character a font has: 葛 has two, told apart by a selector behind it (Unicode's ideographic variation
//! sequences). A font that lacks the shape draws the usual one, which is another name to whoever bears it.

use std::fmt;

/// What stands on a paper otherwise than it was entered, because no font has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unprinted {
    /// A character; 〓 stands for it.
    Character(char),
    /// A character and its selector; its usual shape stands for it.
    Variant(char, char),
}

impl Unprinted {
    /// The character.
    pub fn character(self) -> char {
        match self {
            Self::Character(character) | Self::Variant(character, _) => character,
        }
    }
}

/// The number, or numbers, by which it is looked up.
impl fmt::Display for Unprinted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "U+{:04X}", u32::from(self.character()))?;
        match self {
            Self::Character(_) => Ok(()),
            Self::Variant(_, selector) => write!(f, " U+{:04X}", u32::from(*selector)),
        }
    }
}

/// Whether a character says which shape of the one before it is meant. Those for pictures (FE0E, FE0F) do not.
pub(super) fn is_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0D}' | '\u{E0100}'..='\u{E01EF}')
}

/// Whether the font in a file has the shape that a selector asks for.
pub(super) fn has(font: &[u8], index: u32, character: char, selector: char) -> bool {
    find(font, index, u32::from(character), u32::from(selector)).unwrap_or(false)
}

fn find(font: &[u8], index: u32, character: u32, selector: u32) -> Option<bool> {
    let cmap = table(font, index, *b"cmap")?;
    let count = number(cmap, 2, 2)?;
    let tables = (0..count).filter_map(|place| number(cmap, 8 + 8 * place, 4));
    let sequences = tables.filter_map(|at| cmap.get(at..)).find(|table| number(table, 0, 2) == Some(14))?;
    // Format 14: for each selector the characters whose usual shape it is, and those that have one of their own.
    let record = |place: usize| sequences.get(10 + 11 * place..21 + 11 * place);
    let selectors = number(sequences, 6, 4)?;
    let record = search(selectors, |place| number(record(place)?, 0, 3), selector).and_then(record)?;
    let part = |at: usize| number(record, at, 4).filter(|at| *at > 0).and_then(|at| sequences.get(at..));
    let usual = part(3).is_some_and(|ranges| {
        let first = |place: usize| number(ranges, 4 + 4 * place, 3);
        let range = number(ranges, 0, 4).and_then(|count| search_last(count, first, character));
        range.is_some_and(|place| {
            let more = number(ranges, 7 + 4 * place, 1).and_then(|more| u32::try_from(more).ok());
            let first = first(place).and_then(|first| u32::try_from(first).ok());
            first.zip(more).is_some_and(|(first, more)| character <= first + more)
        })
    });
    let own = part(7).is_some_and(|list| {
        let count = number(list, 0, 4).unwrap_or(0);
        search(count, |place| number(list, 4 + 5 * place, 3), character).is_some()
    });
    Some(usual || own)
}

/// The last of some rising numbers that is not greater than the one looked for.
fn search_last(count: usize, at: impl Fn(usize) -> Option<usize>, wanted: u32) -> Option<usize> {
    let wanted = usize::try_from(wanted).ok()?;
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low + (high - low) / 2;
        if at(middle)? <= wanted {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low.checked_sub(1)
}

fn search(count: usize, at: impl Fn(usize) -> Option<usize>, wanted: u32) -> Option<usize> {
    let place = search_last(count, &at, wanted)?;
    (at(place)? == usize::try_from(wanted).ok()?).then_some(place)
}

/// A table of a font, or of one in a collection.
pub(super) fn table(font: &[u8], index: u32, tag: [u8; 4]) -> Option<&[u8]> {
    let start = start(font, index)?;
    let count = number(font, start + 4, 2)?;
    let record =
        (0..count).map(|place| start + 12 + 16 * place).find(|at| font.get(*at..at + 4) == Some(&tag))?;
    let (from, length) = (number(font, record + 8, 4)?, number(font, record + 12, 4)?);
    font.get(from..from.checked_add(length)?)
}

/// The tags of a font's tables.
pub(super) fn tables(font: &[u8], index: u32) -> Option<Vec<[u8; 4]>> {
    let start = start(font, index)?;
    let tag = |place: usize| font.get(start + 12 + 16 * place..start + 16 + 16 * place)?.try_into().ok();
    (0..number(font, start + 4, 2)?).map(tag).collect()
}

/// Where the directory of a font begins; a collection has one for each.
fn start(font: &[u8], index: u32) -> Option<usize> {
    if font.get(..4)? == b"ttcf" { number(font, 12 + 4 * usize::try_from(index).ok()?, 4) } else { Some(0) }
}

/// A number of some bytes, the greatest first.
pub(super) fn number(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let bytes = bytes.get(at..at.checked_add(length)?)?;
    Some(bytes.iter().fold(0, |number, byte| number << 8 | usize::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    static FONT: &[u8] = include_bytes!("../../../data/fonts/BIZUDGothic-Regular.ttf");
    static NAMES: &[u8] = include_bytes!("../../../data/fonts/NotoSansCJKjp-Names.otf");

    #[test]
    fn a_font_says_which_shapes_it_has() {
        for (character, selector, there) in [
            ('葛', '\u{E0100}', true),
            ('葛', '\u{E0101}', true),
            ('葛', '\u{E0102}', false),
            ('邉', '\u{E0100}', true),
            ('邉', '\u{E0102}', false),
            ('あ', '\u{E0100}', false),
        ] {
            assert_eq!(has(FONT, 0, character, selector), there, "{character} {:04X}", u32::from(selector));
        }
        assert!(!has(NAMES, 0, '𠮷', '\u{E0100}'), "a font without such a table has none");
    }

    #[test]
    fn a_broken_font_has_none() {
        for length in [0, 3, 12, 40, 200, 5_000] {
            assert!(!has(FONT.get(..length).unwrap(), 0, '葛', '\u{E0100}'));
        }
        assert!(!has(b"ttcf\0\0\0\0\0\0\0\x01\xff\xff\xff\xff", 0, '葛', '\u{E0100}'));
        assert!(!has(FONT, 7, '葛', '\u{FE0F}'));
    }
}
