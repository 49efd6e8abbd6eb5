//! Characters that a font draws as they stand. Most of a Japanese text is made of them, and what it takes to find out what
//! stands beside them, and in which script, takes far longer than to draw them.

use fontique::FontInfo;
use parley::FontData;

use super::variants::{number, table, tables};

/// A font in which nothing moves a character by what stands beside it, and nothing but marks joins two of them.
pub(super) struct Plain {
    info: FontInfo,
    file: &'static [u8],
    pub data: FontData,
    /// Two bytes of width and two that are not asked for, a glyph each; those behind the last are as wide as it.
    advances: &'static [u8],
    count: usize,
    per_em: usize,
}

impl Plain {
    /// A font of one width a glyph; none where it moves glyphs.
    pub fn new(info: FontInfo, file: &'static [u8], data: FontData) -> Option<Self> {
        let moves = tables(file, 0)?.iter().any(|tag| matches!(tag, b"GPOS" | b"kern" | b"kerx"));
        let per_em = number(table(file, 0, *b"head")?, 18, 2)?;
        let count = number(table(file, 0, *b"hhea")?, 34, 2)?;
        let advances = table(file, 0, *b"hmtx")?;
        (!moves && per_em > 0 && count > 0).then_some(Self { info, file, data, advances, count, per_em })
    }

    /// The glyph of each character of a text with its width in em, at a size; none where one of them is not drawn as it stands.
    pub fn glyphs(&self, text: &str, size: f32) -> Option<Vec<(u32, f32)>> {
        let charmap = self.info.charmap_index().charmap(self.file)?;
        let glyph = |c: char| {
            let glyph = charmap.map(c).filter(|glyph| stands(c) && *glyph > 0)?;
            let place = usize::try_from(glyph).ok()?.min(self.count - 1);
            let width = number(self.advances, 4 * place, 2)?;
            Some((glyph, units(width) * (size / units(self.per_em)) / size))
        };
        text.chars().map(glyph).collect()
    }
}

/// Whether a character is one by itself, drawn whatever stands beside it: letters and signs of ASCII, kana without the marks
/// that lean on them, kanji, and what is as wide as those.
fn stands(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{3000}'..='\u{3029}' | '\u{3030}'..='\u{3098}' | '\u{309D}'..='\u{30FF}'
        | '\u{4E00}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF60}')
}

#[allow(clippy::cast_precision_loss, reason = "a font has some thousand units")]
fn units(number: usize) -> f32 {
    number as f32
}
