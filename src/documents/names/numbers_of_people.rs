//! By which numbers and accounts somebody is known: that of a patient or of an insurance behind the word that says so, an
//! account on the net, the plate of a car, the number of a room behind its house.

use super::{
    letters::{Letters, Script},
    words::WORDS,
};

/// The places of everything that looks like one.
pub(super) fn find(text: &Letters<'_>) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.pieces.len() {
        let here = handle(text, at).or_else(|| plate(text, at)).or_else(|| card(text, at));
        let here = here.or_else(|| told(text, at)).or_else(|| room(text, at));
        if let Some(end) = here {
            found.push((at, end));
            at = end.max(at + 1);
        } else {
            at += 1;
        }
    }
    found
}

const DIGITS_IN_KANJI: &str = "〇零一二三四五六七八九";
const HYPHENS: &str = "-ー―─~〜ｰ_";
/// What stands between what a number is of and the number.
const BEFORE_NUMBERS: &str = ":=は:がをの#№.「『([【<〈'\")」』]】>〉第";
/// The most of it.
const MOST_BEFORE: usize = 6;
/// What may stand in it beside letters and digits.
const WITHIN: &str = "-ー―─~〜ｰ_./+";
/// What a password may have too.
const SIGNS: &str = "!#$%&*?^@=";
const FEWEST: usize = 2;
const FEWEST_OF_ACCOUNTS: usize = 3;
/// The longest number.
const LONGEST: usize = 64;
/// Behind a number these count something, or make a day or an hour of it.
const COUNTED: &str = "年月日時分秒名人件枚回本台個冊桁文字通種歳才代円階割倍部束箱頁列段条項度週点以つ%";

/// The most digits of what is counted.
const MOST_COUNTED: usize = 4;

/// A number or an account behind the word that says so: 「患者番号：0012345」, 「LINEのID `hanako_m`」.
fn told(text: &Letters<'_>, at: usize) -> Option<usize> {
    // 「ID004512」
    let begins = |before: usize| {
        !is_of_numbers(text, before) || text.digit(at) && !text.digit(before) && !is_digit(text, before)
    };
    if !is_of_numbers(text, at) || !at.checked_sub(1).is_none_or(begins) {
        return None;
    }
    let mut end = token(text, at);
    // 「No.8812」 begins behind its No.
    let no = text.spells(at, "no") && (text.digit(at + 2) || text.one_of(at + 2, "."));
    if no || end - at < FEWEST {
        return None;
    }
    let before = (at.saturating_sub(MOST_BEFORE)..at)
        .rev()
        .find(|at| !(text.is_blank(*at) || text.one_of(*at, BEFORE_NUMBERS)));
    // 「IDの」: what stands between may be a part of the word as well.
    let from = before.map_or(at.saturating_sub(MOST_BEFORE), |before| before + 1);
    let said = |words: &super::words::Words| (from..=at).any(|end| is_said(text, end, words));
    let (of_a_person, account) = (said(&WORDS.numbers), said(&WORDS.accounts));
    if !of_a_person && !account {
        return None;
    }
    let digits = |at: usize, end: usize| (at..end).filter(|at| is_digit(text, *at)).count();
    if of_a_person {
        // 「1234 5678 9012」
        while digits(at, end) > 0 && text.is_blank(end) && is_digit(text, end + 1) {
            end = token(text, end + 1);
        }
    }
    // 「記号1234番号567」
    while let Some(next) = further_number(text, end).filter(|_| of_a_person && digits(at, end) > 0) {
        end = next;
    }
    let letters = (at..end).filter(|at| is_of_numbers(text, *at)).count();
    // 「ID 3つ」, 「カルテを3か月」; but nobody counts to 12345, or to 0045.
    let few = digits(at, end) <= MOST_COUNTED && !text.one_of(at, "0");
    let counts = text.one_of(end, COUNTED) || text.one_of(end, "か箇") && text.one_of(end + 1, "月所国年");
    let counted = few && counts || text.one_of(end, ":") && text.digit(end + 1);
    let fits = if of_a_person {
        digits(at, end) > 0 && letters >= FEWEST
    } else {
        letters >= FEWEST_OF_ACCOUNTS && !is_an_id(text, at, end) && !is_word(text, at, end)
    };
    (fits && !counted && !is_day(text, at, end)).then_some(end)
}

/// Where a number ends that stands behind another one: 「記号1234番号567」.
fn further_number(text: &Letters<'_>, end: usize) -> Option<usize> {
    let mut at = end;
    while at < end + 2 && (text.is_blank(at) || text.one_of(at, "、,")) {
        at += 1;
    }
    let word = ["枝番", "番号"].iter().find(|word| text.spells(at, word))?;
    let begin = at + word.chars().count();
    let begin = if text.is_blank(begin) || text.one_of(begin, ":は") { begin + 1 } else { begin };
    text.digit(begin).then(|| token(text, begin))
}

/// Whether a word of a list ends at a place, blanks aside.
fn is_said(text: &Letters<'_>, end: usize, words: &super::words::Words) -> bool {
    let mut word: Vec<String> = Vec::new();
    let mut at = end;
    while at > 0 && word.len() < words.longest() && text.pieces.get(at - 1) != Some(&"\n") {
        at -= 1;
        let Some(piece) = text.folded.get(at).filter(|piece| !piece.is_empty()) else { continue };
        word.insert(0, piece.clone());
        // 「COVID 19」 is no ID, and 「オンライン」 no LINE.
        let runs_on = |script| matches!(script, Some(Script::Latin | Script::Katakana));
        let script = text.script(at);
        let begins = !(runs_on(script) && at > 0 && text.script(at - 1) == script);
        if begins && words.has(&word) {
            return true;
        }
    }
    false
}

/// Where letters and digits end that begin at a place, with what may stand within them.
fn token(text: &Letters<'_>, at: usize) -> usize {
    let mut end = at;
    while end < at + LONGEST {
        let within = text.one_of(end, WITHIN) || text.one_of(end, SIGNS);
        if is_of_numbers(text, end) || within && is_of_numbers(text, end + 1) {
            end += 1;
        } else {
            break;
        }
    }
    // A sign at the end of a password.
    if text.one_of(end, "!#$%&*") && text.script(end - 1) == Some(Script::Latin) { end + 1 } else { end }
}

/// The number of a record of this register: S-001.
fn is_an_id(text: &Letters<'_>, at: usize, end: usize) -> bool {
    let latin = |at: &usize| text.script(*at) == Some(Script::Latin) && !text.digit(*at);
    let letters = (at..end).take_while(latin).count();
    let rest = (at + letters + 1)..end;
    (1..=3).contains(&letters)
        && text.one_of(at + letters, "-")
        && !rest.is_empty()
        && rest.into_iter().all(|at| text.digit(at) || text.one_of(at, "-"))
}

/// A word that is no account: `IDとPassword`.
fn is_word(text: &Letters<'_>, at: usize, end: usize) -> bool {
    let word = text.folded.get(at..end).unwrap_or_default();
    let plain = (at..end).all(|at| text.script(at) == Some(Script::Latin) && !text.digit(at));
    plain && WORDS.latin.has(word) || (at..end).all(|at| text.one_of(at, DIGITS_IN_KANJI))
}

/// 「2026-11-22」, 「11/22」
fn is_day(text: &Letters<'_>, at: usize, end: usize) -> bool {
    let written: String = text.folded.get(at..end).unwrap_or_default().concat();
    let groups: Vec<&str> = written.split(['-', '/', '.']).collect();
    let digits = |group: &&str| !group.is_empty() && group.bytes().all(|c| c.is_ascii_digit());
    let small = |group: &str| group.len() <= 2;
    match groups.as_slice() {
        [year, month, day] if groups.iter().all(digits) => {
            let of_today = year.len() == 4 && (year.starts_with("19") || year.starts_with("20"));
            (of_today || year.len() == 2) && small(month) && small(day)
        }
        [month, day] if groups.iter().all(digits) => written.contains('/') && small(month) && small(day),
        _ => false,
    }
}

/// Four groups of four digits, or three: the number of a card, or that of 「マイナンバー」.
fn card(text: &Letters<'_>, at: usize) -> Option<usize> {
    let before = at.checked_sub(1).is_some_and(|at| text.digit(at) || text.one_of(at, HYPHENS));
    let four = |at: usize| (at..at + 4).all(|at| text.digit(at)) && !text.digit(at + 4);
    let parted = |at: usize| text.is_blank(at) || text.one_of(at, HYPHENS);
    if before || !four(at) {
        return None;
    }
    let groups = (0..4).take_while(|group| {
        let begin = at + group * 5;
        four(begin) && (*group == 0 || parted(begin - 1))
    });
    let groups = groups.count();
    (groups > 2).then(|| at + groups * 5 - 1)
}

/// An account by its sign: `@hanako_m`.
fn handle(text: &Letters<'_>, at: usize) -> Option<usize> {
    let latin = |at: usize| text.script(at) == Some(Script::Latin);
    let alone = at.checked_sub(1).is_none_or(|before| !latin(before));
    if !text.one_of(at, "@") || !alone || !latin(at + 1) || text.digit(at + 1) {
        return None;
    }
    let end = token(text, at + 1);
    (end - at > FEWEST).then_some(end)
}

/// With what the number of a car may go on after its class.
const ON_PLATES: &str =
    "あいうえかきくけこさすせそたちつてとなにぬねのはひふほまみむめもやゆよらりるれろわを";
const PARTICLES: &str = "がはをにへともでのや";

/// The number of a car, without the place that it is from: 「なにわ500あ12-34」.
fn plate(text: &Letters<'_>, at: usize) -> Option<usize> {
    let class = (at..at + 3).take_while(|at| text.digit(*at)).count();
    let place = (at.saturating_sub(2)..at).rev().find(|at| !text.is_blank(*at));
    let of_a_place =
        place.is_some_and(|at| matches!(text.script(at), Some(Script::Kanji | Script::Hiragana)));
    if !of_a_place || class < 2 || text.digit(at + class) {
        return None;
    }
    let kana = past_blank(text, at + class);
    let begin = past_blank(text, kana + 1);
    if !text.one_of(kana, ON_PLATES) || text.script(kana) != Some(Script::Hiragana) {
        return None;
    }
    // Fewer digits than four are written with dots before them.
    let mut end = begin;
    while text.pieces.get(end).is_some_and(|piece| matches!(*piece, "・" | "･" | "·" | "." | "．")) {
        end += 1;
    }
    let dots = end - begin;
    let first = (end..end + 4).take_while(|at| text.digit(*at)).count();
    end += first;
    let hyphen = first == 2 && dots == 0 && text.one_of(end, HYPHENS);
    let last = (end + 1..end + 3).take_while(|at| hyphen && text.digit(*at)).count();
    end += if last == 2 { 3 } else { 0 };
    let whole = last == 2
        || dots > 0 && (1..4).contains(&first)
        // 「300に1234」 counts something.
        || first == 4 && !text.one_of(kana, PARTICLES);
    (whole && !text.digit(end)).then_some(end)
}

/// What the name of a house holds in which many live.
const HOUSES: [&str; 15] = [
    "こーぽ",
    "はいつ",
    "まんしょん",
    "あぱーと",
    "めぞん",
    "れじでんす",
    "ぱれす",
    "はいむ",
    "こーと",
    "う゛ぃら",
    "荘",
    "団地",
    "住宅",
    "棟",
    "寮",
];
/// How far before the number of a room its house stands.
const LONGEST_HOUSE: usize = 12;

/// The number of a room behind its house: 「コーポ南 203」, 「ハイツ築港B-102」.
fn room(text: &Letters<'_>, at: usize) -> Option<usize> {
    let latin = |at: usize| text.script(at) == Some(Script::Latin);
    if !latin(at) || at.checked_sub(1).is_some_and(latin) {
        return None;
    }
    let letter = usize::from(!text.digit(at));
    let hyphen = usize::from(letter == 1 && text.one_of(at + 1, HYPHENS));
    let begin = at + letter + hyphen;
    let digits = (begin..begin + 5).take_while(|at| text.digit(*at)).count();
    let end = begin + digits;
    let fits = (3 - letter..=4).contains(&digits) && !text.one_of(end, COUNTED) && !latin(end);
    let goes_on = text.one_of(end, "-/.:,") && text.digit(end + 1) || text.script(end) == Some(Script::Kanji);
    if !fits || goes_on && !text.one_of(end, "号") {
        return None;
    }
    let before = if text.is_blank(at.checked_sub(1)?) { at - 1 } else { at };
    let name = |at: &usize| {
        matches!(text.script(*at), Some(Script::Kanji | Script::Hiragana | Script::Katakana)) || latin(*at)
    };
    let start = (before.saturating_sub(LONGEST_HOUSE)..before).rev().take_while(name).last()?;
    // 「コーポみなと203」 ends with no particle.
    let hiragana = |at: usize| text.script(at) == Some(Script::Hiragana);
    let particle = text.one_of(before - 1, PARTICLES)
        && hiragana(before - 1)
        && !before.checked_sub(2).is_some_and(hiragana);
    let house = (start..before).any(|at| HOUSES.iter().any(|word| text.spells(at, word)));
    (house && !particle).then_some(end)
}

/// A letter or digit of a number; № is none.
fn is_of_numbers(text: &Letters<'_>, at: usize) -> bool {
    let one = text.folded.get(at).is_some_and(|piece| piece.chars().nth(1).is_none());
    one && text.script(at) == Some(Script::Latin) || text.one_of(at, DIGITS_IN_KANJI)
}

fn is_digit(text: &Letters<'_>, at: usize) -> bool {
    text.digit(at) || text.one_of(at, DIGITS_IN_KANJI)
}

fn past_blank(text: &Letters<'_>, at: usize) -> usize {
    if text.is_blank(at) { at + 1 } else { at }
}
