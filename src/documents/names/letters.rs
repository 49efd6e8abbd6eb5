//! A text in the characters that names are compared by.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

use crate::register::kana::search_key;

/// A text in characters: as each stands, as it is compared, and how it is written.
pub(super) struct Letters<'t> {
    pub(super) pieces: Vec<&'t str>,
    pub(super) folded: Vec<String>,
    scripts: Vec<Script>,
}

/// How a character is written; what is neither a letter nor a digit is [`Script::Other`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Kanji,
    Hiragana,
    Katakana,
    /// Letters of other scripts, and digits.
    Latin,
    Other,
}

impl<'t> Letters<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let pieces = pieces(text);
        let folded = pieces.iter().map(|piece| fold(piece)).collect();
        let scripts = pieces.iter().map(|piece| script_of(piece)).collect();
        Self { pieces, folded, scripts }
    }

    /// Takes what stands from one place to another out of the reading: no name goes over it, and none leans on it.
    pub(super) fn blot(&mut self, start: usize, end: usize) {
        for at in start..end {
            if let (Some(folded), Some(script)) = (self.folded.get_mut(at), self.scripts.get_mut(at)) {
                BLOT.clone_into(folded);
                *script = Script::Other;
            }
        }
    }

    pub(super) fn is_blotted(&self, at: usize) -> bool {
        self.folded.get(at).is_some_and(|piece| piece == BLOT)
    }

    /// Whether a word stands at a place, character by character.
    pub(super) fn has(&self, at: usize, word: &[String]) -> bool {
        self.folded.get(at..).is_some_and(|rest| rest.starts_with(word))
    }

    pub(super) fn script(&self, at: usize) -> Option<Script> {
        self.scripts.get(at).copied()
    }

    /// Whether a blank stands at a place, or what is as good as one: a middle dot, a character that cannot be seen.
    pub(super) fn is_blank(&self, at: usize) -> bool {
        self.folded.get(at).is_some_and(String::is_empty) && self.pieces.get(at) != Some(&"\n")
    }

    /// The first place from here that is no blank.
    pub(super) fn past_blanks(&self, mut at: usize) -> usize {
        while self.folded.get(at).is_some_and(String::is_empty) {
            at += 1;
        }
        at
    }

    pub(super) fn digit(&self, at: usize) -> bool {
        self.folded.get(at).is_some_and(|piece| is_digit(piece))
    }

    /// Whether one of these characters stands at a place.
    pub(super) fn one_of(&self, at: usize, characters: &str) -> bool {
        self.folded.get(at).is_some_and(|piece| !piece.is_empty() && characters.contains(piece.as_str()))
    }

    /// Whether one of these characters stands between two places.
    pub(super) fn one_of_any(&self, mut places: std::ops::Range<usize>, characters: &str) -> bool {
        places.any(|at| self.one_of(at, characters))
    }

    /// Whether what stands from one place to another is a word of its own, as far as the script tells. Around 平仮名 more
    /// is asked for: 「みなと」 in 「ケアプランみなと」 is no person.
    pub(super) fn apart(&self, start: usize, end: usize, named_after: bool) -> bool {
        self.begins_apart(start) && (named_after || self.ends_apart(end))
    }

    /// Whether a word begins at a place, as far as the script tells.
    pub(super) fn begins_apart(&self, start: usize) -> bool {
        let Some(first) = self.script(start) else { return true };
        let before = start.checked_sub(1);
        match (before.and_then(|before| self.script(before)), first) {
            (None | Some(Script::Other), _) => true,
            (Some(_), Script::Hiragana) => before.is_some_and(|before| self.particle(before)),
            (Some(before), first) => before != first,
        }
    }

    /// Whether a word ends at a place, as far as the script tells.
    pub(super) fn ends_apart(&self, end: usize) -> bool {
        let Some(last) = self.script(end.saturating_sub(1)) else { return true };
        match (self.script(end), last) {
            (None | Some(Script::Other), _) => true,
            (Some(_), Script::Hiragana) => {
                self.particle(end) || LONG_PARTICLES.iter().any(|word| self.spells(end, word))
            }
            (Some(after), last) => after != last,
        }
    }

    fn particle(&self, at: usize) -> bool {
        self.script(at) == Some(Script::Hiragana) && self.one_of(at, PARTICLES)
    }

    /// Whether a word of characters that are compared as they stand is at a place.
    pub(super) fn spells(&self, at: usize, word: &str) -> bool {
        word.chars()
            .enumerate()
            .all(|(place, c)| self.folded.get(at + place).is_some_and(|piece| piece.chars().eq([c])))
    }
}

/// What stands for a character that was taken out of the reading. No character of a text is folded to it.
const BLOT: &str = "\u{0}";
/// With these a given name in kana goes on: 「ハナ子」.
pub(super) const ENDS_OF_NAMES: &str = "子江代美枝恵乃夫男雄郎世女";
/// What stands between a name and the next word.
const PARTICLES: &str = "がはをにへともでのや";
const LONG_PARTICLES: [&str; 7] = ["から", "より", "まで", "だけ", "です", "だっ", "って"];

/// A text in characters, each with the marks that follow it. Other than a grapheme, a piece never begins with a
/// sign that only leans on the next character, behind which a name could hide. The mark of a character that cannot be
/// seen (「〔U+200B〕」) is one piece.
fn pieces(text: &str) -> Vec<&str> {
    let follows = |c: char| is_combining_mark(c) || matches!(c, '\u{FF9E}' | '\u{FF9F}');
    let mut starts: Vec<usize> = Vec::with_capacity(text.len() / 2);
    let mut marked_until = 0;
    for (at, c) in text.char_indices() {
        if at < marked_until {
            continue;
        }
        if c == '〔' {
            marked_until = at + text.get(at..).and_then(hidden_mark).unwrap_or(0);
        }
        if at == 0 || !follows(c) {
            starts.push(at);
        }
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().zip(ends).filter_map(|(start, end)| text.get(*start..end)).collect()
}

/// How long the mark is with which a text begins that stands for a character that cannot be seen.
fn hidden_mark(text: &str) -> Option<usize> {
    let (number, _) = text.strip_prefix("〔U+")?.split_once('〕')?;
    let is_mark = (4..=6).contains(&number.len()) && number.bytes().all(|c| c.is_ascii_hexdigit());
    is_mark.then_some("〔U+".len() + number.len() + "〕".len())
}

/// A name as it is compared, and how each character of it is written: blanks, and what may stand for one between its
/// parts, do not count.
pub(super) fn spelled(text: &str) -> (Vec<String>, Vec<Script>) {
    let letters = pieces(text).into_iter().map(|piece| (fold(piece), script_of(piece)));
    letters.filter(|(folded, _)| !folded.is_empty() && !parts_names(folded)).unzip()
}

/// Whether a character between a family name and a given name is as good as a blank.
pub(super) fn parts_names(folded: &str) -> bool {
    matches!(folded, "," | "、" | "." | "\n")
}

/// Something that is compared with everything in it but blanks.
pub(super) fn compared_exactly(text: &str) -> Vec<String> {
    pieces(text).into_iter().map(fold).filter(|piece| !piece.is_empty()).collect()
}

/// A character as names are compared: as the search compares it, so that 高 finds 髙 and ﾖ finds ヨ, and without
/// marks that combine. Blanks and characters that cannot be seen become nothing; a line break stays.
fn fold(piece: &str) -> String {
    if piece.contains('\n') {
        return "\n".to_owned();
    }
    if hidden_mark(piece).is_some() {
        return String::new();
    }
    search_key(piece).chars().filter(|c| !is_combining_mark(*c)).collect()
}

fn script_of(piece: &str) -> Script {
    let first = if hidden_mark(piece).is_some() { None } else { piece.nfkc().next() };
    match first {
        Some(c) if is_kanji(c) => Script::Kanji,
        Some('\u{3041}'..='\u{309F}') => Script::Hiragana,
        Some('\u{30A1}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}') => Script::Katakana,
        Some(c) if c.is_alphanumeric() => Script::Latin,
        _ => Script::Other,
    }
}

fn is_kanji(c: char) -> bool {
    matches!(c, '々' | '〆' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Whether a name has a character that is no sound.
pub(super) fn has_kanji(name: &[String]) -> bool {
    name.iter().flat_map(|piece| piece.chars()).any(is_kanji)
}

/// With how many kanji a name begins.
pub(super) fn kanji_before_kana(name: &[String]) -> usize {
    name.iter().take_while(|piece| piece.chars().all(is_kanji)).count()
}

/// Whether a letter is a Latin one: of a name that is written in neither kanji nor kana.
pub(super) fn is_latin_letter(c: char) -> bool {
    c.is_alphabetic() && matches!(c, 'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}')
        || matches!(c, '\'' | '’')
}

/// Whether a name is written in Latin letters or the like, which any longer word may contain.
pub(super) fn is_latin(name: &[String]) -> bool {
    name.iter().all(|piece| script_of(piece) == Script::Latin)
}

pub(super) fn is_digit(folded: &str) -> bool {
    matches!(folded.as_bytes(), [b'0'..=b'9'])
}
