//! From a text to glyphs with their widths, one unit for each character with the marks that belong to it.

use std::{borrow::Cow, ops::Range};

use parley::style::{FontFamily, FontFamilyName, FontWeight, StyleProperty};
use unicode_segmentation::UnicodeSegmentation;

use super::{
    fonts::{FontId, Fonts, MISSING},
    variants,
};

/// Texts are shaped at this size; everything below is in parts of the size (em).
const SHAPED_AT: f32 = 1000.0;

/// How heavy a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// A text without line breaks, as glyphs.
#[derive(Debug, Clone, Default)]
pub(super) struct Shaped {
    pub text: String,
    pub units: Vec<Unit>,
    pub glyphs: Vec<Glyph>,
}

/// A character with the marks that belong to it: ﾊﾟ, 葛 with its variation selector. It is never broken.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// Its glyphs.
    pub glyphs: Range<usize>,
    /// Its width in em.
    pub advance: f32,
}

/// A glyph of a font; lengths in em.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    pub font: FontId,
    pub id: u32,
    pub advance: f32,
    pub x: f32,
    pub y: f32,
    /// The bytes that it stands for when the text is taken back out.
    pub range: Range<usize>,
}

impl Shaped {
    /// Whether a font was taken for a unit that has no glyph for it.
    fn lacks_glyph(&self, unit: usize) -> bool {
        let glyphs = self.units.get(unit).and_then(|unit| self.glyphs.get(unit.glyphs.clone()));
        glyphs.unwrap_or_default().iter().any(|glyph| glyph.id == 0)
    }

    /// The text of a unit.
    pub fn unit_text(&self, unit: usize) -> &str {
        self.units.get(unit).and_then(|unit| self.text.get(unit.range.clone())).unwrap_or_default()
    }
}

/// Shapes a text, line by line.
pub(super) fn shape(fonts: &mut Fonts, text: &str, weight: Weight) -> Vec<Shaped> {
    text.split('\n').map(|line| shape_line(fonts, line.trim_end(), weight)).collect()
}

fn shape_line(fonts: &mut Fonts, line: &str, weight: Weight) -> Shaped {
    let text = fonts.printable(line);
    let shaped = shape_text(fonts, text, weight);
    let undrawn: Vec<usize> = (0..shaped.units.len()).filter(|unit| shaped.lacks_glyph(*unit)).collect();
    if undrawn.is_empty() {
        look_for_variants(fonts, &shaped);
        return shaped;
    }
    // A font was taken that has no picture for it: an emoji, for instance, where no font of emoji is.
    let mut text = String::with_capacity(shaped.text.len());
    for unit in 0..shaped.units.len() {
        let piece = shaped.unit_text(unit);
        if undrawn.contains(&unit) {
            fonts.not_drawn(piece);
            text.push(MISSING);
        } else {
            text.push_str(piece);
        }
    }
    let shaped = shape_text(fonts, text, weight);
    look_for_variants(fonts, &shaped);
    shaped
}

/// Notes the selectors that ask for shapes that are not there.
fn look_for_variants(fonts: &mut Fonts, shaped: &Shaped) {
    if !shaped.text.contains(variants::is_selector) {
        return;
    }
    for (place, unit) in shaped.units.iter().enumerate() {
        let Some(glyph) = shaped.glyphs.get(unit.glyphs.start) else { continue };
        let chars = shaped.unit_text(place).chars();
        for (character, selector) in chars.clone().zip(chars.skip(1)) {
            if variants::is_selector(selector) {
                fonts.look_for_variant(glyph.font, character, selector);
            }
        }
    }
}

fn shape_text(fonts: &mut Fonts, text: String, weight: Weight) -> Shaped {
    match fonts.plain(&text, weight, SHAPED_AT) {
        Some((font, glyphs)) => plainly(text, font, glyphs),
        None => shape_by_its_neighbours(fonts, text, weight),
    }
}

/// A text of which every character is drawn as it stands.
fn plainly(text: String, font: FontId, glyphs: Vec<(u32, f32)>) -> Shaped {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut shaped =
        Shaped { text, units: Vec::with_capacity(glyphs.len()), glyphs: Vec::with_capacity(glyphs.len()) };
    for ((start, end), (id, advance)) in starts.iter().zip(starts.iter().skip(1)).zip(glyphs) {
        let glyph = Glyph { font, id, advance, x: 0.0, y: 0.0, range: *start..*end };
        shaped.units.push(Unit {
            range: *start..*end,
            glyphs: shaped.glyphs.len()..shaped.glyphs.len() + 1,
            advance,
        });
        shaped.glyphs.push(glyph);
    }
    shaped
}

fn shape_by_its_neighbours(fonts: &mut Fonts, text: String, weight: Weight) -> Shaped {
    let starts: Vec<(usize, usize)> =
        text.grapheme_indices(true).map(|(at, piece)| (at, at + piece.len())).collect();
    let mut raw: Vec<Vec<Glyph>> = vec![Vec::new(); starts.len()];
    let mut joined = vec![false; starts.len()];
    let names: Vec<FontFamilyName<'_>> =
        fonts.families.iter().map(|name| FontFamilyName::Named(Cow::Borrowed(name))).collect();
    let mut builder = fonts.layout.ranged_builder(&mut fonts.context, &text, 1.0, false);
    builder.push_default(StyleProperty::FontFamily(FontFamily::List(Cow::Borrowed(&names))));
    builder.push_default(StyleProperty::FontSize(SHAPED_AT));
    if weight == Weight::Bold {
        builder.push_default(StyleProperty::FontWeight(FontWeight::BOLD));
    }
    let mut layout = builder.build(&text);
    layout.break_all_lines(None);
    for row in layout.lines() {
        for run in row.runs() {
            let font = fonts.font_id(run.font());
            for cluster in run.clusters() {
                let start = cluster.text_range().start;
                let unit = starts.partition_point(|(begin, _)| *begin <= start).saturating_sub(1);
                if cluster.is_ligature_continuation() {
                    // Its glyph stands with what comes before; only across characters does that join two of them.
                    let begins = starts.get(unit).is_some_and(|(begin, _)| *begin == start);
                    if let Some(join) = joined.get_mut(unit).filter(|_| begins) {
                        *join = true;
                    }
                    continue;
                }
                if let Some(glyphs) = raw.get_mut(unit) {
                    glyphs.extend(cluster.glyphs().map(|glyph| Glyph {
                        font,
                        id: glyph.id,
                        advance: glyph.advance / SHAPED_AT,
                        x: glyph.x / SHAPED_AT,
                        y: glyph.y / SHAPED_AT,
                        range: 0..0,
                    }));
                }
            }
        }
    }
    let mut shaped = Shaped { text, units: Vec::with_capacity(starts.len()), glyphs: Vec::new() };
    let mut groups: Vec<(Range<usize>, Vec<Glyph>)> = Vec::with_capacity(starts.len());
    for (((start, end), glyphs), join) in starts.into_iter().zip(raw).zip(joined) {
        match groups.last_mut() {
            Some((range, _)) if join && glyphs.is_empty() => range.end = end,
            _ => groups.push((start..end, glyphs)),
        }
    }
    for (range, glyphs) in groups {
        shaped.push(range, glyphs);
    }
    shaped
}

impl Shaped {
    /// Adds a unit. Where it has a glyph for each of its characters, each glyph stands for its own; else all stand for
    /// the whole, so that taking the text back gives every character once.
    fn push(&mut self, range: Range<usize>, glyphs: Vec<Glyph>) {
        let first = self.glyphs.len();
        let chars: Vec<Range<usize>> = self
            .text
            .get(range.clone())
            .unwrap_or_default()
            .char_indices()
            .map(|(at, c)| range.start + at..range.start + at + c.len_utf8())
            .collect();
        let each = chars.len() == glyphs.len();
        let mut advance = 0.0;
        for (place, glyph) in glyphs.into_iter().enumerate() {
            advance += glyph.advance;
            let own = chars.get(place).filter(|_| each).cloned();
            self.glyphs.push(Glyph { range: own.unwrap_or_else(|| range.clone()), ..glyph });
        }
        self.units.push(Unit { range, glyphs: first..self.glyphs.len(), advance });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(text: &str) -> Vec<(String, f32)> {
        let shaped = shape(&mut Fonts::new(), text, Weight::Regular).remove(0);
        (0..shaped.units.len())
            .map(|unit| (shaped.unit_text(unit).to_owned(), shaped.units[unit].advance))
            .collect()
    }

    #[test]
    fn what_belongs_together_is_one_unit() {
        let wide = |text: &str| (text.to_owned(), 1.0);
        assert_eq!(
            units("ﾊﾟ葛\u{E0100}a①"),
            [wide("ﾊﾟ"), wide("葛\u{E0100}"), ("a".to_owned(), 0.5), wide("①")]
        );
    }

    #[test]
    fn a_letter_and_its_mark_are_drawn_as_one() {
        let shaped = |text: &str| shape(&mut Fonts::new(), text, Weight::Regular).remove(0);
        let (apart, whole) = (shaped("カ\u{3099}"), shaped("ガ"));
        assert_eq!(apart.glyphs.iter().map(|glyph| glyph.id).collect::<Vec<_>>(), [whole.glyphs[0].id]);
        assert_eq!(apart.units.len(), 1);
    }

    #[test]
    fn every_character_is_had_by_a_glyph() {
        let text = "髙﨑邉（訪問）ｶﾞ fi 葛\u{E0100}城、𠮷";
        let shaped = shape(&mut Fonts::new(), text, Weight::Bold).remove(0);
        let mut covered = vec![false; shaped.text.len()];
        for glyph in &shaped.glyphs {
            covered[glyph.range.clone()].fill(true);
            assert_ne!(glyph.id, 0, "{glyph:?}");
        }
        assert!(covered.iter().all(|covered| *covered));
    }

    /// What asks for a picture in colour is drawn as a character, or stands as 〓 and is told; never is it left undrawn.
    #[test]
    fn pictures_are_characters_or_told() {
        for text in [
            "研修❤\u{FE0F}",
            "✔\u{FE0F}⚠\u{FE0F}☺\u{FE0F}✈\u{FE0E}",
            "⌚⚡⭐✅👍🏻👨\u{200D}⚕\u{FE0F}",
            "🇯🇵1\u{FE0F}\u{20E3}©\u{FE0F}",
        ] {
            let mut fonts = Fonts::new();
            let shaped = shape(&mut fonts, text, Weight::Bold).remove(0);
            assert!(shaped.glyphs.iter().all(|glyph| glyph.id != 0), "{text}");
            for c in text.chars().filter(|c| !matches!(c, '\u{FE0E}' | '\u{FE0F}')) {
                assert!(
                    shaped.text.contains(c) || fonts.missing().contains(&variants::Unprinted::Character(c)),
                    "{c:?} of {text}"
                );
            }
        }
    }

    /// A shape that no font has stands in the usual one, and is told.
    #[test]
    fn a_selector_that_no_font_knows_is_told() {
        let told = |text: &str| {
            let mut fonts = Fonts::new();
            shape(&mut fonts, text, Weight::Regular);
            fonts.missing().iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert!(told("葛\u{E0100}城、葛\u{E0101}飾、邉\u{E0100}").is_empty());
        assert_eq!(told("渡邉\u{E0102}さん、𠮷\u{E0100}"), ["U+9089 U+E0102", "U+20BB7 U+E0100"]);
        assert!(told("❤\u{FE0F}✔\u{FE0E}").iter().all(|told| !told.contains(' ')));
    }

    /// What is drawn without looking around is drawn as it would be otherwise.
    #[test]
    fn plain_characters_stand_as_their_neighbours_let_them() {
        let ascii: String = (' '..='~').collect();
        let wide: String = [
            '\u{3000}'..='\u{3029}',
            '\u{3030}'..='\u{3098}',
            '\u{309D}'..='\u{30FF}',
            '\u{FF01}'..='\u{FF60}',
        ]
        .into_iter()
        .flatten()
        .collect();
        for weight in [Weight::Regular, Weight::Bold] {
            for text in [
                ascii.as_str(),
                &wide,
                "訪問の帰り（午後6時）、fi ffi AV To 〔氏名〕ー々〇「」。、",
                "髙﨑邉、ｶﾞ",
                "",
            ] {
                let mut fonts = Fonts::new();
                let text: String = text.chars().filter(|c| fonts.own_has(*c)).collect();
                let plain = shape_text(&mut fonts, text.clone(), weight);
                let around = shape_by_its_neighbours(&mut fonts, text.clone(), weight);
                assert_eq!(format!("{plain:?}"), format!("{around:?}"), "{text}");
            }
        }
    }

    #[test]
    fn line_breaks_part_lines() {
        let lines = shape(&mut Fonts::new(), "一\n\n二 ", Weight::Regular);
        assert_eq!(lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(), ["一", "", "二"]);
    }
}
