//! The fonts of a paper: `BIZ UDGothic` and a font of rare kanji, which the program carries, and for what both lack the
//! fonts of the machine.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use fontique::{
    Blob, Charmap, Collection, CollectionOptions, FallbackKey, FontInfo, Language, QueryFont, QueryStatus,
    Script, SourceCache,
};
use parley::{FontContext, FontData, LayoutContext};

use super::{
    plain::Plain,
    shape::Weight,
    variants::{self, Unprinted},
};

/// Made for legibility, and on every Japanese Windows too. Licence: `data/fonts/OFL.txt`.
static REGULAR: &[u8] = include_bytes!("../../../data/fonts/BIZUDGothic-Regular.ttf");
static BOLD: &[u8] = include_bytes!("../../../data/fonts/BIZUDGothic-Bold.ttf");

/// The rest of Adobe-Japan1, for names such as 𠮷田. Licence: `data/fonts/OFL-Noto.txt`.
static NAMES: &[u8] = include_bytes!("../../../data/fonts/NotoSansCJKjp-Names.otf");

/// The families of these, in the order in which they are asked for a character.
const FAMILIES: [&str; 2] = ["BIZ UDGothic", "Noto Sans CJK JP Names"];
/// What stands for a character that no font has (下駄).
pub(super) const MISSING: char = '〓';

/// A font that a paper uses, by its place in [`Fonts::used`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct FontId(pub usize);

/// The fonts at hand while a paper is drawn.
pub(super) struct Fonts {
    pub context: FontContext,
    pub layout: LayoutContext<()>,
    /// The families in the order in which they are asked for a character.
    pub families: Vec<String>,
    /// Fonts that glyphs were taken from.
    pub used: Vec<FontData>,
    /// The program's own, each with its file.
    own: Vec<(FontInfo, &'static [u8])>,
    /// The first of them, of which most characters are drawn as they stand: regular and bold.
    plain: [Option<Plain>; 2],
    system: Option<(Collection, SourceCache)>,
    /// Whether a character that the own font lacks is had by another.
    found: HashMap<char, bool>,
    /// Characters whose selector no font knows: they stand in their usual shape.
    usual: BTreeSet<(char, char)>,
}

impl Fonts {
    /// The program's own fonts; those of the machine are only looked for where a character asks for it.
    pub fn new() -> Self {
        let mut collection = Collection::new(CollectionOptions { shared: false, system_fonts: false });
        let mut register = |file: &'static [u8]| {
            let blob = Blob::new(Arc::new(file));
            let families = collection.register_fonts(blob.clone(), None);
            let info = families.first().and_then(|(_, fonts)| fonts.first().cloned())?;
            Some((info, file, FontData::new(blob, 0)))
        };
        let [regular, names, bold] = [REGULAR, NAMES, BOLD].map(&mut register);
        let plain = [&regular, &bold]
            .map(|font| font.clone().and_then(|(info, file, data)| Plain::new(info, file, data)));
        let own = [regular, names].into_iter().flatten().map(|(info, file, _)| (info, file)).collect();
        Self {
            context: FontContext { collection, source_cache: SourceCache::default() },
            layout: LayoutContext::new(),
            families: FAMILIES.map(str::to_owned).to_vec(),
            used: Vec::new(),
            own,
            plain,
            system: None,
            found: HashMap::new(),
            usual: BTreeSet::new(),
        }
    }

    /// The text with 〓 for every character that no font has. A sign that asks for a picture in colour is left out: on paper
    /// the character stands as a character.
    pub fn printable(&mut self, text: &str) -> String {
        let shown = text.chars().filter(|c| !matches!(c, '\u{FE0E}' | '\u{FE0F}'));
        shown.map(|c| if self.has(c) { c } else { MISSING }).collect()
    }

    /// The glyphs of a text of which every character is drawn as it stands, each with its width in em.
    pub fn plain(&mut self, text: &str, weight: Weight, size: f32) -> Option<(FontId, Vec<(u32, f32)>)> {
        let [regular, bold] = &self.plain;
        let font = match weight {
            Weight::Regular => regular,
            Weight::Bold => bold,
        };
        let font = font.as_ref().filter(|_| !text.is_empty())?;
        let (glyphs, data) = (font.glyphs(text, size)?, font.data.clone());
        Some((self.font_id(&data), glyphs))
    }

    /// Notes that a piece of text could not be drawn after all, though its characters seemed to be there.
    pub fn not_drawn(&mut self, piece: &str) {
        for c in piece.chars() {
            self.found.insert(c, false);
        }
    }

    /// Sees whether the font that a character is drawn with has the shape that a selector asks for.
    pub fn look_for_variant(&mut self, font: FontId, character: char, selector: char) {
        let has = |font: &FontData| variants::has(font.data.as_ref(), font.index, character, selector);
        if !self.used.get(font.0).is_some_and(has) {
            self.usual.insert((character, selector));
        }
    }

    /// What no font has, in the order of the numbers.
    pub fn missing(&self) -> BTreeSet<Unprinted> {
        let lacking = self.found.iter().filter(|(_, found)| !**found).map(|(c, _)| Unprinted::Character(*c));
        let usual = self.usual.iter().map(|(character, selector)| Unprinted::Variant(*character, *selector));
        lacking.chain(usual).collect()
    }

    /// The place of a font among those that are used.
    pub fn font_id(&mut self, font: &FontData) -> FontId {
        let known = self.used.iter().position(|used| used == font);
        FontId(known.unwrap_or_else(|| {
            self.used.push(font.clone());
            self.used.len() - 1
        }))
    }

    pub(super) fn own_has(&self, c: char) -> bool {
        // A selector shapes its neighbour and needs no glyph of its own.
        if variants::is_selector(c) || matches!(c, '\u{180B}'..='\u{180D}' | ' ') {
            return true;
        }
        self.own.iter().any(|(font, file)| has_glyph(font.charmap_index().charmap(file).as_ref(), c))
    }

    fn has(&mut self, c: char) -> bool {
        if self.own_has(c) {
            return true;
        }
        if let Some(found) = self.found.get(&c) {
            return *found;
        }
        let found = self.find(c);
        self.found.insert(c, found);
        found
    }

    /// Looks for a character in the machine's fonts and takes the first that has it: those for Japanese first, then all
    /// in the order of their names, so that the same machine always gives the same paper.
    fn find(&mut self, c: char) -> bool {
        let (collection, cache) = self.system.get_or_insert_with(|| {
            let options = CollectionOptions { shared: false, system_fonts: true };
            (Collection::new(options), SourceCache::default())
        });
        let taken = japanese(collection, cache, c).or_else(|| any(collection, cache, c));
        let Some((name, blob)) = taken else { return false };
        if !self.families.contains(&name) {
            self.context.collection.register_fonts(blob, None);
            self.families.push(name);
        }
        true
    }
}

/// A font that the machine keeps for Japanese and that has a character.
fn japanese(collection: &mut Collection, cache: &mut SourceCache, c: char) -> Option<(String, Blob<u8>)> {
    let language = Language::parse("ja").ok();
    let mut found = None;
    let mut query = collection.query(cache);
    query.set_fallbacks(FallbackKey::new(Script::from_bytes(*b"Hani"), language.as_ref()));
    query.matches_with(|font: &QueryFont| {
        if has_glyph(font.charmap().as_ref(), c) && has_outlines(font.blob.as_ref(), font.index) {
            found = Some((font.family.0, font.blob.clone()));
            QueryStatus::Stop
        } else {
            QueryStatus::Continue
        }
    });
    drop(query);
    let (family, blob) = found?;
    Some((collection.family_name(family)?.to_owned(), blob))
}

/// The first font of all, in the order of their names, that has a character.
fn any(collection: &mut Collection, cache: &mut SourceCache, c: char) -> Option<(String, Blob<u8>)> {
    let mut names: Vec<String> = collection.family_names().map(str::to_owned).collect();
    names.sort();
    names.into_iter().find_map(|name| {
        let family = collection.family_by_name(&name)?;
        let font = family.default_font()?;
        let blob = font.load(Some(cache))?;
        let fits = has_glyph(font.charmap_index().charmap(blob.as_ref()).as_ref(), c)
            && has_outlines(blob.as_ref(), font.index());
        fits.then_some((name, blob))
    })
}

fn has_glyph(charmap: Option<&Charmap<'_>>, c: char) -> bool {
    charmap.is_some_and(|charmap| charmap.map(c).is_some_and(|glyph| glyph != 0))
}

/// Whether a font draws by outlines alone: pictures in colour would stay blank on the paper.
fn has_outlines(font: &[u8], index: u32) -> bool {
    let tables = variants::tables(font, index).unwrap_or_default();
    let has = |tag: &[u8; 4]| tables.iter().any(|table| table == tag);
    (has(b"glyf") || has(b"CFF ") || has(b"CFF2"))
        && !(has(b"CBDT") || has(b"sbix") || has(b"COLR") || has(b"SVG "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_own_font_has_what_papers_need() {
        let mut fonts = Fonts::new();
        let text = "港 花子、髙﨑邉①ﾊﾟ葛\u{E0100}□■〓𠮷㐂";
        assert_eq!(fonts.printable(text), text);
        assert!(fonts.system.is_none(), "no font of the machine was asked");
        assert!([REGULAR, BOLD, NAMES].iter().all(|file| has_outlines(file, 0)));
        assert!(!has_outlines(b"not a font", 0));
    }

    #[test]
    fn a_character_that_no_font_has_is_told() {
        let mut fonts = Fonts::new();
        assert_eq!(fonts.printable("あ\u{10FFFD}い"), "あ〓い");
        assert!(fonts.missing().contains(&Unprinted::Character('\u{10FFFD}')));
    }
}
