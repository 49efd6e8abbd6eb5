//! Names in Latin letters.

use rustc_hash::FxHashSet;
use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

use super::{
    context::{Called, called},
    letters::{Letters, Script, compared_exactly, is_latin_letter, spelled},
    words::WORDS,
    written::latin_parts,
};
use crate::register::romaji::{Vowel, romaji};

/// What is known of names in Latin letters.
#[derive(Default)]
pub(super) struct Latin {
    /// Recorded in Latin letters, as they are written.
    parts: FxHashSet<String>,
    /// The same in small letters.
    small: FxHashSet<String>,
    /// Those of the latter that are no words: they are looked for inside of words too.
    inside: FxHashSet<String>,
    /// How many letters the longest has.
    longest: usize,
    /// How recorded names sound.
    sounds: FxHashSet<String>,
}

/// A word in Latin letters.
struct Word {
    start: usize,
    end: usize,
    text: String,
    small: String,
}

/// The shortest part of a name that is looked for inside of a word: `SmithJohn`.
const SHORTEST_INSIDE: usize = 4;
/// The same where it is written with its capital.
const SHORTEST_AS_WRITTEN: usize = 3;

impl Latin {
    pub(super) fn learn(&mut self, name: Option<&str>, reading: Option<&str>) {
        for part in [name, reading].into_iter().flatten().flat_map(latin_parts) {
            let (part, small) = (unmarked(&part), unmarked(&part).to_lowercase());
            self.longest = self.longest.max(small.chars().count());
            // Whoever is called Case hides every case, but no suitcase.
            if !WORDS.latin.has(&compared_exactly(&part)) {
                self.inside.insert(small.clone());
            }
            self.small.insert(small);
            self.parts.insert(part);
        }
        for part in [name, reading].into_iter().flatten().flat_map(|text| text.split([' ', '\u{3000}', '・']))
        {
            let (letters, scripts) = spelled(part);
            let kana = scripts.iter().all(|script| matches!(script, Script::Hiragana | Script::Katakana));
            if kana && letters.len() > 1 {
                self.sounds.insert(sound(&letters.concat()));
            }
        }
    }

    /// Where names stand: recorded ones, and words with a capital that the list of other words does not have.
    pub(super) fn find(&self, text: &Letters<'_>) -> Vec<(usize, usize)> {
        let words = words(text);
        let looks: Vec<Look> = words.iter().map(|word| self.look(text, word)).collect();
        let mut found: Vec<(usize, usize)> = Vec::new();
        for (place, (word, look)) in words.iter().zip(&looks).enumerate() {
            let before = place.checked_sub(1).and_then(|place| Some((words.get(place)?, *looks.get(place)?)));
            let after = words.get(place + 1).zip(looks.get(place + 1).copied());
            // In a sentence in Latin letters its first word has a capital, whatever it is.
            let alone = !before.is_some_and(|(other, _)| beside(text, other, word, MARKS))
                && !after.is_some_and(|(other, _)| beside(text, word, other, MARKS))
                && !beside_a_mask(text, word);
            let before = before.filter(|(other, _)| joined(text, other, word));
            let after = after.filter(|(other, _)| joined(text, word, other));
            let mut joined = [before, after].into_iter().flatten().map(|(_, look)| look);
            let name = match look {
                Look::Name => true,
                Look::Capital => {
                    alone || joined.any(|look| look != Look::Word) || !begins_a_sentence(text, word)
                }
                Look::Capitals => joined.any(|look| !matches!(look, Look::Word | Look::Initial)),
                Look::Initial => {
                    joined.any(|look| matches!(look, Look::Name | Look::Capital))
                        || are_initials(text, &words, &looks, place)
                }
                Look::Word => false,
            };
            // 「Min-jun」 is one, though its end is written small, and a month.
            let tail = look == &Look::Word
                && before.is_some_and(|(other, _)| {
                    other.end + 1 == word.start
                        && text.pieces.get(other.end).is_some_and(|mark| !mark.trim().is_empty())
                        && found.last().is_some_and(|(_, end)| *end == other.end)
                });
            if tail && let Some(last) = found.last_mut() {
                last.1 = word.end;
                continue;
            }
            if !name || makes_a_place(after.map(|(word, _)| word)) && *look != Look::Initial {
                continue;
            }
            match found.last_mut() {
                // 「John Smith」 is one.
                Some(last) if before.is_some_and(|(other, _)| other.end == last.1) => last.1 = word.end,
                _ => found.push((word.start, word.end)),
            }
        }
        for (_, end) in &mut found {
            // 「T.Y.様」
            let stop = *end + usize::from(text.one_of(*end, "."));
            match [*end, stop].map(|end| called(text, end, &|_| false)) {
                [Some(Called::Politely { end: after, .. }), _]
                | [_, Some(Called::Politely { end: after, .. })] => {
                    *end = after;
                }
                _ => {}
            }
        }
        found
    }

    /// Whether a part of a name stands inside of a word. What is looked up are the word's parts: there may be many names.
    fn holds(&self, word: &str, shortest: usize, parts: &FxHashSet<String>) -> bool {
        let starts: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
        (0..starts.len()).any(|first| {
            let ends = first + shortest..=(first + self.longest).min(starts.len() - 1);
            ends.into_iter().any(|last| {
                let part =
                    starts.get(first).zip(starts.get(last)).and_then(|(from, to)| word.get(*from..*to));
                part.is_some_and(|part| parts.contains(part))
            })
        })
    }

    fn look(&self, text: &Letters<'_>, word: &Word) -> Look {
        let len = word.text.chars().count();
        let recorded = len > 2 && self.small.contains(&word.small)
            || self.parts.contains(&word.text)
            || self.holds(&word.small, SHORTEST_INSIDE, &self.inside)
            || self.holds(&word.text, SHORTEST_AS_WRITTEN, &self.parts);
        let listed = WORDS.latin.has(&compared_exactly(&word.text));
        let capitals = word.text.chars().all(char::is_uppercase);
        if recorded {
            return Look::Name;
        }
        if len == 1 {
            return match capitals {
                // 「K様」
                true if is_called(text, word) => Look::Name,
                true => Look::Initial,
                false => Look::Word,
            };
        }
        if listed {
            return Look::Word;
        }
        let heard = len > 2 && heard(&word.small).is_some_and(|heard| self.sounds.contains(&heard));
        if heard || is_called(text, word) {
            return Look::Name;
        }
        if is_capitalised(&word.text) {
            Look::Capital
        } else if capitals && len > 3 && heard_at_all(&word.small) {
            Look::Capitals
        } else {
            Look::Word
        }
    }
}

/// Whether a word begins with a capital and goes on in small letters, or is made up of such words that are not all in
/// the list: `JohnSmith`.
fn is_capitalised(word: &str) -> bool {
    let mut pieces: Vec<String> = Vec::new();
    for c in word.chars() {
        match pieces.last_mut() {
            Some(piece) if !c.is_uppercase() => piece.push(c),
            _ => pieces.push(c.to_string()),
        }
    }
    let name = |piece: &String| piece.chars().count() > 1 && !WORDS.latin.has(&compared_exactly(piece));
    // 「O'Connor」 without its apostrophe.
    let irish =
        matches!(pieces.as_slice(), [first, rest] if matches!(first.as_str(), "O" | "D") && rest.len() > 3);
    // 「SmithLINE」 is a name with an acronym run into it; 「PaCO」 is not.
    let acronym = pieces.iter().rev().take_while(|piece| piece.chars().count() == 1).count();
    let run_into =
        acronym > 1 && pieces.iter().rev().nth(acronym).is_some_and(|piece| piece.chars().count() > 2);
    let rest = if run_into { acronym } else { 1 };
    word.starts_with(char::is_uppercase)
        && pieces.iter().any(name)
        && (irish || pieces.iter().rev().skip(rest).all(|piece| piece.len() > 1))
}

/// What a word looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    /// A name: recorded, or somebody is called by it.
    Name,
    /// It begins with a capital: a name, or the first word of a sentence.
    Capital,
    /// In capitals, and it could be read: 「ISHIDA」, not 「USB」.
    Capitals,
    /// One capital.
    Initial,
    /// Another word.
    Word,
}

/// The words in Latin letters.
fn words(text: &Letters<'_>) -> Vec<Word> {
    let letter = |at: usize| {
        let seen = text.script(at) == Some(Script::Latin) || at > 0 && text.one_of(at, "'’");
        seen.then(|| text.pieces.get(at).map(|piece| piece.nfkc().collect::<String>()))
            .flatten()
            .filter(|piece| piece.chars().any(is_latin_letter) && !piece.chars().any(|c| c.is_ascii_digit()))
    };
    let mut words = Vec::new();
    let mut at = 0;
    while at < text.pieces.len() {
        let (start, mut written) = (at, String::new());
        while let Some(piece) = letter(at) {
            written.push_str(&piece);
            at += 1;
        }
        if at == start {
            at += 1;
        } else if written.chars().any(char::is_alphabetic) {
            let written = unmarked(&written);
            words.push(Word { start, end: at, small: written.to_lowercase(), text: written });
        }
    }
    words
}

/// A word without accents: José is Jose.
fn unmarked(word: &str) -> String {
    word.nfkd().filter(|c| !is_combining_mark(*c) && !matches!(c, '\'' | '’')).collect()
}

/// Whether two words belong together as those of a name do: 「John Smith」, 「J. Lee」.
fn joined(text: &Letters<'_>, one: &Word, other: &Word) -> bool {
    beside(text, one, other, if one.end - one.start == 1 { ".-・" } else { "-" })
}

/// Whether one capital and another beside it are somebody's: 「T.Y.」. Three are an acronym (「Q.O.L.」), and so are two that
/// the list has as one word (「A.M.」).
fn are_initials(text: &Letters<'_>, words: &[Word], looks: &[Look], place: usize) -> bool {
    let goes_on = |first: usize| {
        let (Some(one), Some(other)) = (words.get(first), words.get(first + 1)) else { return false };
        looks.get(first..first + 2) == Some(&[Look::Initial, Look::Initial])
            && beside(text, one, other, ".・")
            && text.one_of_any(one.end..other.start, ".・")
    };
    let first = (0..place).rev().take_while(|at| goes_on(*at)).last().unwrap_or(place);
    let last = (place..words.len()).find(|at| !goes_on(*at)).unwrap_or(place);
    let letters = words.get(first..=last).unwrap_or_default();
    let acronym = letters.iter().map(|word| word.text.as_str()).collect::<String>();
    letters.len() == 2 && !WORDS.latin.has(&compared_exactly(&acronym))
}

/// Whether nothing stands between two words but blanks and a few marks.
fn beside(text: &Letters<'_>, one: &Word, other: &Word, marks: &str) -> bool {
    let mut between = one.end..other.start;
    let near = (1..=3).contains(&between.len());
    near && between.all(|at| text.folded.get(at).is_some_and(String::is_empty) || text.one_of(at, marks))
}

/// What may stand between the words of a sentence.
const MARKS: &str = ".,:;!?()\"";

/// Whether what stands before or after a word was masked: it may have been a word of the same sentence.
fn beside_a_mask(text: &Letters<'_>, word: &Word) -> bool {
    let between = |at: usize| text.folded.get(at).is_some_and(String::is_empty) || text.one_of(at, MARKS);
    let (mut before, mut after) = (word.start, word.end);
    while before > 0 && word.start - before < 3 && between(before - 1) {
        before -= 1;
    }
    while after - word.end < 3 && between(after) {
        after += 1;
    }
    before < word.start && before.checked_sub(1).is_some_and(|at| text.is_blotted(at))
        || after > word.end && text.is_blotted(after)
}

/// Whether a sentence may begin with a word: before it stands a full stop, or nothing.
fn begins_a_sentence(text: &Letters<'_>, word: &Word) -> bool {
    let mut before = word.start;
    while before > 0 && text.folded.get(before - 1).is_some_and(String::is_empty) {
        before -= 1;
    }
    before == 0 || text.one_of(before - 1, ".!?:\"(")
}

/// Whether a word makes a place of the one before it: 「Minato Clinic」.
fn makes_a_place(after: Option<&Word>) -> bool {
    after.is_some_and(|word| WORDS.places.has(&compared_exactly(&word.text)))
}

/// Whether somebody is called by a word: 「Smithさん」, 「Mr. Smith」.
fn is_called(text: &Letters<'_>, word: &Word) -> bool {
    let mut before = word.start;
    while before > 0
        && (text.one_of(before - 1, ".") || text.folded.get(before - 1).is_some_and(String::is_empty))
    {
        before -= 1;
    }
    let titles = ["dr", "mr", "mrs", "ms", "miss", "mx", "prof"];
    let title = titles.iter().any(|title| {
        before.checked_sub(title.len()).is_some_and(|at| {
            let alone = at.checked_sub(1).and_then(|at| text.script(at)) != Some(Script::Latin);
            alone && text.has(at, &compared_exactly(title))
        })
    });
    // 「T.Y.様」
    let stop = word.end + usize::from(word.end - word.start == 1 && text.one_of(word.end, "."));
    let polite = || [word.end, stop].iter().any(|end| called(text, *end, &|_| false).is_some());
    title && before < word.start || polite()
}

/// How a word sounds that is read as 羅馬字.
fn heard(small: &str) -> Option<String> {
    let read = romaji(small)?;
    if read.next.is_empty() {
        return Some(sound(&read.kana));
    }
    // An n at the end may go on, and is an ん where it does not.
    let n = small.ends_with('n') || small.ends_with('m');
    n.then(|| sound(&format!("{}ん", read.kana)))
}

fn heard_at_all(small: &str) -> bool {
    heard(small).is_some()
}

/// A reading without the length of its vowels, which 羅馬字 often leave out.
fn sound(kana: &str) -> String {
    let mut out = String::new();
    let mut last: Option<Vowel> = None;
    for c in kana.chars() {
        let long = match c {
            'ー' => true,
            'う' => matches!(last, Some(Vowel::O | Vowel::U)),
            'お' => last == Some(Vowel::O),
            _ => false,
        };
        if long && !out.is_empty() {
            continue;
        }
        last = Vowel::of(c);
        out.push(match c {
            'ぢ' => 'じ',
            'づ' => 'ず',
            'を' => 'お',
            c => c,
        });
    }
    out
}
