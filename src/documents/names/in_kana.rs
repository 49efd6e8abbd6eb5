//! Names in kana that nobody recorded so: a given name behind a family name (「田中みのる」, where no reading is recorded), a
//! family name before a given one (「きとう朔太郎」), and whoever is called by a name (「ミノルさん」). 平仮名 do not show where a
//! word ends: what reads as words behind a name stays.

use super::{
    context::title_ends,
    letters::{ENDS_OF_NAMES, Letters, Script},
    words::WORDS,
};

/// A given name in kana has at least and at most so many; しょう has three, じゅんいちろう eight.
const SHORTEST: usize = 2;
const LONGEST: usize = 8;
/// Of fewer 平仮名 before a kanji nobody knows whether they go with it: 「いち早く」.
const SHORTEST_BEFORE_KANJI: usize = 3;
const LONGEST_FAMILY: usize = 6;
/// Of more 平仮名 before a さん the first are other words.
const LONGEST_CALLED: usize = 5;
const PARTICLES: &str = "がはをにへともでのや";
/// These end what stands before them, whatever follows; the others no name where one more particle follows: 「たくやが」 is no
/// たく with a や.
const CASES: &str = "がを";
/// No name begins so.
const NO_BEGINNING: &str = "ぁぃぅぇぉっゃゅょゎんづぢー";
/// What ends a name beside a single particle.
const AFTER_GIVEN: [&str; 33] = [
    "には",
    "では",
    "とは",
    "へは",
    "への",
    "との",
    "での",
    "から",
    "まで",
    "より",
    "だけ",
    "など",
    "にも",
    "でも",
    "とも",
    "のは",
    "のが",
    "のを",
    "のも",
    "のに",
    "ので",
    "です",
    "でし",
    "だっ",
    "という",
    "といっ",
    "として",
    "とと",
    "にと",
    "によ",
    "につ",
    "にお",
    "にか",
];
/// Behind 「する様」 it is no person, and in 「する様子」.
const AFTER_MANNERS: &str = "子になだで";

/// Where a given name in kana ends that stands behind a family name. `called` tells whether somebody is called by what ends
/// at a place.
pub(super) fn given_after(
    text: &Letters<'_>,
    family: usize,
    called: &dyn Fn(usize) -> bool,
) -> Option<usize> {
    let bracket = text.one_of(family, "(");
    let begin = if bracket || text.is_blank(family) { family + 1 } else { family };
    let run = run_end(text, begin);
    let end = match text.script(begin)? {
        _ if text.one_of(begin, NO_BEGINNING) => None,
        Script::Katakana => {
            let word = text.folded.get(begin..run)?;
            let other = WORDS.plain.make_up(word) || WORDS.places.begins(text, begin);
            let fits = (SHORTEST..=LONGEST).contains(&word.len()) && !other;
            fits.then(|| past_kanji(text, begin, run))
        }
        Script::Hiragana if bracket => {
            let words = WORDS.after_names.begins(text, begin);
            ((SHORTEST..=LONGEST).contains(&(run - begin)) && !words).then_some(run)
        }
        Script::Hiragana => {
            let ends = |end: &usize, listed: bool| ends_here(text, (begin, *end, run), listed, called);
            let listed = WORDS.given.ends(text, begin).find(|end| ends(end, true));
            let words = text.one_of(begin, PARTICLES) || WORDS.after_names.begins(text, begin);
            let longest = run.min(begin + LONGEST);
            let other = || (begin + SHORTEST..=longest).filter(|_| !words).find(|end| ends(end, false));
            listed.or_else(other).map(|end| past_kanji(text, begin, end))
        }
        _ => None,
    }?;
    // 「田中（みのる）」 is one.
    if bracket { text.one_of(end, ")").then_some(end + 1) } else { Some(end) }
}

/// Whether a given name may end at a place: what follows is a particle, what somebody is called by, or no 平仮名. It stands
/// from its beginning to that place, and 平仮名 go on up to the last one.
fn ends_here(
    text: &Letters<'_>,
    (begin, end, run): (usize, usize, usize),
    listed: bool,
    called: &dyn Fn(usize) -> bool,
) -> bool {
    if called(end) {
        return true;
    }
    if text.one_of(end - 1, CASES) {
        return false;
    }
    let long = listed || end - begin >= SHORTEST_BEFORE_KANJI;
    match text.script(end) {
        None | Some(Script::Other) => true,
        Some(Script::Kanji) => long || text.one_of(end, ENDS_OF_NAMES),
        Some(Script::Katakana) => listed,
        Some(Script::Latin) => long,
        Some(Script::Hiragana) if end < run => {
            AFTER_GIVEN.iter().any(|word| text.spells(end, word))
                || text.one_of(end, PARTICLES)
                    && (text.one_of(end, CASES) || !text.one_of(end + 1, PARTICLES))
        }
        Some(Script::Hiragana) => false,
    }
}

/// With a short name goes the kanji with which names end: 「さと子」. 「みのる夫」 are two.
fn past_kanji(text: &Letters<'_>, begin: usize, end: usize) -> usize {
    let one = text.one_of(end, ENDS_OF_NAMES) && text.script(end + 1) != Some(Script::Kanji);
    if one && end - begin <= SHORTEST { end + 1 } else { end }
}

/// Where the remark ends in which stands how a whole name is read that ends at a place: 「田中実（みのる）」.
pub(super) fn past_reading(text: &Letters<'_>, name: usize) -> Option<usize> {
    let begin = text.past_blanks(name);
    if !text.one_of(begin, "(") {
        return None;
    }
    let kana = |at: &usize| {
        text.is_blank(*at) || matches!(text.script(*at), Some(Script::Hiragana | Script::Katakana))
    };
    let end = (begin + 1..text.pieces.len()).find(|at| !kana(at))?;
    let word = text.folded.get(begin + 1..end)?;
    let fits = (SHORTEST..=2 * LONGEST).contains(&word.len());
    let other =
        WORDS.plain.make_up(word) || WORDS.others.has(word) || WORDS.after_names.begins(text, begin + 1);
    (fits && !other && text.one_of(end, ")")).then_some(end + 1)
}

/// Where a family name in kana begins that stands before a given name.
pub(super) fn family_before(text: &Letters<'_>, given: usize) -> Option<usize> {
    let end = if given > 0 && text.is_blank(given - 1) { given - 1 } else { given };
    let start = run_start(text, end);
    let last = end.checked_sub(1)?;
    match text.script(last)? {
        Script::Katakana => {
            let word = text.folded.get(start..end)?;
            let fits = (SHORTEST..=LONGEST_FAMILY).contains(&word.len());
            (fits && !WORDS.plain.ends_at(text, end)).then_some(start)
        }
        Script::Hiragana if !text.one_of(last, PARTICLES) => {
            let start = start_of_word(text, start, end)?;
            let fits = (SHORTEST..=LONGEST_FAMILY).contains(&(end - start));
            let words = WORDS.after_names.begins(text, start) || WORDS.plain.ends_at(text, end);
            (fits && !words).then_some(start)
        }
        _ => None,
    }
}

/// Where a name in kana begins by which somebody is called; what they are called stands from one place to another.
pub(super) fn called_by_name(text: &Letters<'_>, (at, after): (usize, usize)) -> Option<usize> {
    let last = at.checked_sub(1)?;
    if WORDS.plain.longest_before(text, after).is_some_and(|word| word < at) || title_ends(text, at) {
        return None;
    }
    match text.script(last)? {
        Script::Katakana if text.script(at) != Some(Script::Katakana) => {
            let mut start = run_start(text, at);
            // 「グエン・ラン」, 「ジャン＝ピエール」; but not 「スタッフ ラン」
            while start > 1
                && (text.is_blank(start - 1) || text.one_of(start - 1, "=゠-"))
                && text.script(start - 2) == Some(Script::Katakana)
            {
                let first = run_start(text, start - 1);
                let word = text.folded.get(first..start - 1)?;
                if WORDS.plain.make_up(word) || WORDS.organisations.ends_at(text, start - 1) {
                    break;
                }
                start = first;
            }
            let word = text.folded.get(start..at)?;
            let other = WORDS.plain.make_up(word) || WORDS.organisations.ends_at(text, at);
            (word.len() >= SHORTEST && !other).then_some(start)
        }
        Script::Hiragana => {
            let manner = text.one_of(at, "様") && text.one_of(after, AFTER_MANNERS);
            let hiragana = |at: usize| text.script(at) == Some(Script::Hiragana);
            // 「みのるさん宅」, 「みのるさんという」
            let ends = !hiragana(at)
                || !hiragana(after)
                || text.ends_apart(after)
                || AFTER_GIVEN.iter().any(|word| text.spells(after, word));
            let run = run_start(text, at);
            // 「川みのるさん」: whatever the kanji is, somebody is called so.
            let begun = || (at - run >= SHORTEST_BEFORE_KANJI).then_some(run);
            let start = start_of_word(text, run, at)
                .or_else(begun)
                .filter(|start| at - start <= LONGEST_CALLED)
                .or_else(|| {
                    let longest = at.saturating_sub(LONGEST_CALLED).max(run + 1);
                    (longest..at).find(|start| text.one_of(start - 1, PARTICLES))
                })?;
            let fits = at - start >= SHORTEST && !text.one_of(start, NO_BEGINNING);
            (fits && ends && !manner && !WORDS.after_names.begins(text, start)).then_some(start)
        }
        _ => None,
    }
}

/// Where the first word begins of 平仮名 that run from one place to another, a particle aside: nothing else goes with a word
/// before them. Behind a kanji that no list knows they may be the rest of a verb.
fn start_of_word(text: &Letters<'_>, start: usize, end: usize) -> Option<usize> {
    let Some(before) = start.checked_sub(1) else { return Some(start) };
    let listed = || WORDS.given.ends(text, start).any(|name| name == end);
    let sentence = text.script(before) == Some(Script::Other) && !text.is_blotted(before);
    if sentence || listed() {
        return Some(start);
    }
    if text.one_of(start, PARTICLES) {
        return Some(start + 1);
    }
    let known = text.script(before) != Some(Script::Kanji)
        || WORDS.plain.ends_at(text, start)
        || WORDS.others.ends_at(text, start)
        || WORDS.patients.ends_at(text, start)
        || title_ends(text, start);
    known.then_some(start)
}

/// Where what is written in one kind of kana ends that begins at a place; the sign of a long vowel goes with either.
fn run_end(text: &Letters<'_>, begin: usize) -> usize {
    let first = text.script(begin);
    (begin..text.pieces.len()).find(|at| !goes_with(text, *at, first)).unwrap_or(text.pieces.len())
}

fn run_start(text: &Letters<'_>, end: usize) -> usize {
    let mut last = end;
    // 「みー」 is written in 平仮名.
    while last > 1 && text.one_of(last - 1, "ー") {
        last -= 1;
    }
    let script = last.checked_sub(1).and_then(|last| text.script(last));
    (0..end).rev().find(|at| !goes_with(text, *at, script)).map_or(0, |before| before + 1)
}

fn goes_with(text: &Letters<'_>, at: usize, script: Option<Script>) -> bool {
    let letter = text.folded.get(at).is_some_and(|piece| !piece.is_empty());
    letter && (text.script(at) == script || text.one_of(at, "ー"))
}
