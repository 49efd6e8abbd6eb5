//! By what somebody is known beside their name: the day of birth, and the number of a house. The town stays, and every day
//! that nobody was born on: without them a report tells nothing.

use std::sync::LazyLock;

use super::letters::{Letters, Script, compared_exactly};
use crate::register::{
    Date,
    wareki::{Which, parse_date},
};

/// The places of everything that looks like a day of birth or the number of a house.
pub(super) fn find(text: &Letters<'_>) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.pieces.len() {
        match birth(text, at).or_else(|| house(text, at)) {
            Some((start, end)) => {
                found.push((start, end));
                at = end.max(at + 1);
            }
            None => at += 1,
        }
    }
    found
}

/// Words as they are compared, the longest first.
struct Spellings(Vec<Vec<String>>);

impl Spellings {
    fn new(words: &[&str]) -> Self {
        let mut words: Vec<Vec<String>> = words.iter().map(|word| compared_exactly(word)).collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        Self(words)
    }

    /// Where a word ends that begins at a place.
    fn end(&self, text: &Letters<'_>, at: usize) -> Option<usize> {
        self.0.iter().find(|word| text.has(at, word)).map(|word| at + word.len())
    }

    /// Whether a word ends at a place.
    fn ends_at(&self, text: &Letters<'_>, end: usize) -> bool {
        self.0.iter().any(|word| end.checked_sub(word.len()).is_some_and(|at| text.has(at, word)))
    }
}

struct Said {
    /// With what the year of an emperor begins.
    eras: Spellings,
    /// The same where whoever was born in it is old.
    old_eras: Spellings,
    months: Spellings,
    /// Before a day: somebody was born on it.
    born: Spellings,
    /// The same behind it, and what else may be between the two.
    born_after: Spellings,
    /// In front of where somebody lives.
    homes: Spellings,
    /// In what somebody lives, behind its number.
    dwellings: Spellings,
    /// What the name of a town ends with.
    towns: Spellings,
}

static SAID: LazyLock<Said> = LazyLock::new(|| Said {
    eras: Spellings::new(&[
        "明治", "大正", "昭和", "平成", "令和", "明", "大", "昭", "平", "令", "m", "t", "s", "h", "r",
    ]),
    old_eras: Spellings::new(&["明治", "大正", "昭和", "明", "大", "昭"]),
    months: Spellings::new(&[
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sept",
        "sep",
        "oct",
        "nov",
        "dec",
    ]),
    born: Spellings::new(&["生年月日", "誕生日", "生誕", "birthday", "birth", "born", "dob", "d.o.b."]),
    born_after: Spellings::new(&["生まれ", "生れ", "うまれ", "誕生"]),
    homes: Spellings::new(&["住所", "自宅", "居所", "転居先", "本籍", "address"]),
    dwellings: Spellings::new(&["家", "宅", "自宅", "住宅", "住まい", "部屋", "居室"]),
    towns: Spellings::new(&["町", "村", "区", "市", "郡", "字", "通", "通り", "筋", "条"]),
});

const NUMERALS: &str = "〇零一二三四五六七八九十百0123456789";
/// What stands between the numbers of a day.
const IN_DAYS: &str = "年月日./-,";
/// The most pieces of a day.
const LONGEST_DAY: usize = 24;
/// What stands between 「生年月日」 and the day.
const BEFORE_DAYS: &str = ":はが=((、.";
/// The most of it.
const MOST_BEFORE: usize = 4;

/// A day on which somebody was born, where that is said: 「昭和12年3月4日生まれ」, 「生年月日：S12.3.4」.
fn birth(text: &Letters<'_>, at: usize) -> Option<(usize, usize)> {
    let begins = at.checked_sub(1).is_none_or(|before| !numeral(text, before));
    let begins = begins && (numeral(text, at) || era(text, at).is_some() || month(text, at).is_some());
    let end = if begins { day_end(text, at)? } else { return None };
    let said = |wanted: &str| text.one_of_any(at..end, wanted);
    let (mut after, mut remark) = (text.past_blanks(end), false);
    // 「昭和12年3月4日（1937年）生まれ」
    if text.one_of(after, "(")
        && let Some(close) = (after + 1..after + LONGEST_DAY).find(|at| text.one_of(*at, ")"))
    {
        (after, remark) = (close + 1, true);
    }
    let year = era(text, at).is_some() || (at..end).filter(|at| text.digit(*at)).count() > 3;
    // A pupil of the second year is 「2年生」.
    let short =
        text.one_of(after, "生") && text.script(after + 1) != Some(Script::Kanji) && (said("月") || year);
    if SAID.born_after.end(text, after).is_some() || short {
        return Some((at, if remark { after } else { end }));
    }
    let mut before = at;
    while before > 0
        && at - before < MOST_BEFORE
        && (text.one_of(before - 1, BEFORE_DAYS) || text.folded.get(before - 1).is_some_and(String::is_empty))
    {
        before -= 1;
    }
    // 「born on March 4」
    let on = before.checked_sub(2).filter(|at| text.spells(*at, "on"));
    let before = on.map_or(before, |at| at.saturating_sub(1));
    let told = SAID.born.ends_at(text, before) || before < at && SAID.born_after.ends_at(text, before);
    // 「3月4日が誕生日」
    let told = told || text.one_of(after, "がはも") && SAID.born.end(text, after + 1).is_some();
    (told || is_long_ago(text, at, end)).then_some((at, end))
}

/// The first year of which a day may be one of today's reports.
const FIRST_YEAR: i16 = 1989;

/// Whether a day lies before everything that a report is about: somebody was born on it, whether that is said or not.
fn is_long_ago(text: &Letters<'_>, at: usize, end: usize) -> bool {
    if SAID.old_eras.end(text, at).is_some() {
        let parts = (at..end).filter(|at| numeral(text, *at) && !numeral(text, at + 1)).count();
        return parts > 2 || text.one_of_any(at..end, "月");
    }
    let written: String = text.folded.get(at..end).unwrap_or_default().concat();
    let stop = written.chars().nth(1) == Some('.') && written.starts_with(|c: char| !c.is_ascii_digit());
    let written = if stop { written.replacen('.', "", 1) } else { written };
    let year = written.trim_start_matches(|c: char| !c.is_ascii_digit());
    let whole = year.len() < written.len() || written.bytes().take_while(u8::is_ascii_digit).count() > 3;
    let date = parse_date(&written, Date::MAX, Which::Last).ok().filter(|_| whole);
    date.is_some_and(|date| date.year() < FIRST_YEAR)
}

/// Where a day ends that begins at a place: numbers with what makes a day of them.
fn day_end(text: &Letters<'_>, at: usize) -> Option<usize> {
    let mut end = era(text, at).unwrap_or(at);
    let (mut marks, mut digits, mut last) = (usize::from(end > at), 0, end);
    while end < at + LONGEST_DAY {
        let blank = text.is_blank(end);
        if numeral(text, end) || text.one_of(end, "元") {
            digits += 1;
            (end, last) = (end + 1, end + 1);
        } else if let Some(word) = month(text, end) {
            marks += 2;
            (end, last) = (word, word);
        } else if digits > 0 && text.one_of(end, IN_DAYS) {
            marks += 1;
            last = if text.one_of(end, "年月日") { end + 1 } else { last };
            end += 1;
        } else if blank {
            end += 1;
        } else {
            break;
        }
    }
    let day = digits > 7 || digits > 0 && marks > 0;
    day.then_some(last)
}

/// Where the name of an era ends that begins at a place, with a year behind it.
fn era(text: &Letters<'_>, at: usize) -> Option<usize> {
    let year = |end: &usize| numeral(text, text.past_blanks(*end)) || text.one_of(*end, "元");
    // 「拡大2回」
    let kanji = |at: usize| text.script(at) == Some(Script::Kanji);
    let word = |end: &usize| *end == at + 1 && kanji(at) && at.checked_sub(1).is_some_and(kanji);
    // 「S.12.3.4」
    let stop = |end: usize| {
        if text.script(at) == Some(Script::Latin) && text.one_of(end, ".") { end + 1 } else { end }
    };
    SAID.eras.end(text, at).map(stop).filter(|end| year(end) && !word(end))
}

/// Where the name of a month ends that begins at a place, as a word of its own.
fn month(text: &Letters<'_>, at: usize) -> Option<usize> {
    let latin = |at: usize| text.script(at) == Some(Script::Latin) && !text.digit(at);
    let end = SAID.months.end(text, at).filter(|end| !latin(*end))?;
    at.checked_sub(1).is_none_or(|before| !latin(before)).then_some(end)
}

/// What follows a number in the number of a house.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    /// 丁目: part of the town.
    Quarter,
    /// 番地
    Lot,
    /// 番
    Block,
    /// 号
    House,
    /// 号室
    Room,
    /// A hyphen, or what is said for one.
    Hyphen,
    /// Nothing, and the number ends.
    End,
}

const UNITS: [(&str, Unit); 9] = [
    ("丁目", Unit::Quarter),
    ("番地の", Unit::Lot),
    ("番地", Unit::Lot),
    ("番の", Unit::Block),
    ("番", Unit::Block),
    ("号室", Unit::Room),
    ("号の", Unit::House),
    ("号", Unit::House),
    ("の", Unit::Hyphen),
];
const HYPHENS: &str = "-ー―─~〜";
/// The longest number of a house.
const LONGEST_NUMBER: usize = 4;
/// How far before a number it is said that somebody lives there.
const SAID_BEFORE: usize = 20;

struct Piece {
    start: usize,
    number_end: usize,
    end: usize,
    unit: Unit,
}

/// The number of a house, behind its town: of 「築港2丁目3番4号」 what follows the 丁目, of 「築港2-3-4」 all of it.
fn house(text: &Letters<'_>, at: usize) -> Option<(usize, usize)> {
    let before = at.checked_sub(1);
    let joined = |before: usize| {
        let hyphen =
            text.one_of(before, HYPHENS) && before.checked_sub(1).is_some_and(|at| numeral(text, at));
        numeral(text, before) || hyphen || text.one_of(before, "第,./:")
    };
    if !numeral(text, at) || before.is_some_and(joined) {
        return None;
    }
    let pieces = pieces(text, at);
    let (first, last) = (pieces.first()?, pieces.last()?);
    // 「1丁目2名」, 「1丁目 18:00」: so many of something, or when.
    let counted = last.unit == Unit::End
        && (text.script(last.end) == Some(Script::Kanji) || text.one_of(last.end, ":/."));
    let days = is_day(text, &pieces) || is_day(text, pieces.get(1..).unwrap_or_default());
    let tail = pieces.get(1);
    let said = || lives_here(text, at) || is_lived_in(text, last.end);
    let place = match first.unit {
        Unit::Quarter => tail.map(|second| (second.start, last.end)),
        _ if pieces.iter().any(|piece| matches!(piece.unit, Unit::Room | Unit::Lot)) => {
            Some((first.start, last.end))
        }
        Unit::Block if tail.is_some() && last.unit != Unit::Block => Some((first.start, last.end)),
        Unit::Block | Unit::House if tail.is_none() && !text.one_of(last.end, ORDINAL) => {
            said().then_some((first.start, last.end))
        }
        Unit::Hyphen => {
            let many = pieces.len() > 2 && names_beside(text, at, last.end);
            let house = matches!(last.unit, Unit::House | Unit::Room);
            let told = many || house || SAID.towns.ends_at(text, at) || lives_here(text, at);
            told.then_some((first.start, last.end))
        }
        _ => None,
    };
    place.filter(|_| !counted && !days)
}

fn pieces(text: &Letters<'_>, at: usize) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut start = at;
    loop {
        let mut end = start;
        while numeral(text, end) {
            end += 1;
        }
        if end == start || end - start > LONGEST_NUMBER {
            break;
        }
        let hyphen = text.one_of(end, HYPHENS).then_some((end + 1, Unit::Hyphen));
        let unit = UNITS.iter().find(|(word, _)| text.spells(end, word));
        let unit = unit.map(|(word, unit)| (end + word.chars().count(), *unit)).or(hyphen);
        let (after, unit) = match unit {
            // 「3の路上」, 「4号のマンション」
            Some((after, Unit::Hyphen)) if !numeral(text, after) => (end, Unit::End),
            Some(unit) => unit,
            None => (end, Unit::End),
        };
        pieces.push(Piece { start, number_end: end, end: after, unit });
        let next = if unit == Unit::End { after } else { text.past_blanks(after) };
        if unit == Unit::End || unit == Unit::Room || !numeral(text, next) {
            break;
        }
        start = next;
    }
    // 「4号の」 ends before its の.
    if let Some(last) = pieces.last_mut()
        && text.one_of(last.end - 1, "の")
    {
        last.end -= 1;
    }
    pieces
}

/// Whether the name of a town, or of anything, stands before a number or behind it: alone it is a list of numbers.
fn names_beside(text: &Letters<'_>, at: usize, end: usize) -> bool {
    let letter =
        |at: usize| matches!(text.script(at), Some(Script::Kanji | Script::Hiragana | Script::Katakana));
    let latin = |at: usize| text.script(at) == Some(Script::Latin) && !text.digit(at);
    let mut before = at;
    while before > 0 && at - before < 2 && text.folded.get(before - 1).is_some_and(String::is_empty) {
        before -= 1;
    }
    let apart = before < at;
    let after = text.past_blanks(end);
    before.checked_sub(1).is_some_and(|place| letter(place) || apart && latin(place))
        || after > end && latin(after)
}

/// Behind 番 and 号 these count: 「3番目」, 「2号様式」.
const ORDINAL: &str = "目線手組様機車館";

/// 「5番の部屋」, 「12号のお宅」
fn is_lived_in(text: &Letters<'_>, end: usize) -> bool {
    let home = if text.one_of(end, "の") { end + 1 } else { end };
    let home = if text.one_of(home, "おご") { home + 1 } else { home };
    SAID.dwellings.end(text, home).is_some()
}

/// Whether it is said shortly before, in the same sentence, that somebody lives there.
fn lives_here(text: &Letters<'_>, at: usize) -> bool {
    let before = (at.saturating_sub(SAID_BEFORE)..at).rev();
    let sentence = before.take_while(|at| !text.one_of(*at, "。、") && text.pieces.get(*at) != Some(&"\n"));
    sentence.into_iter().any(|place| SAID.homes.ends_at(text, place + 1))
}

/// 「2026-11-22」, 「26-11-22」
fn is_day(text: &Letters<'_>, pieces: &[Piece]) -> bool {
    let number = |piece: &Piece| {
        let digits: String = text.folded.get(piece.start..piece.number_end).unwrap_or_default().concat();
        (digits.len(), digits.parse::<u32>().unwrap_or(u32::MAX))
    };
    let numbers: Vec<(usize, u32)> = pieces.iter().map(number).collect();
    matches!(
        numbers.as_slice(),
        [(4, 1900..=2099), (_, 1..=12) | (4, 1900..=2099)]
            | [(2 | 4, _), (2, 1..=12), (2, 1..=31)]
            | [(4, 1900..=2099), (_, 1..=12), (_, 1..=31)]
    )
}

/// A digit, or a numeral in kanji.
fn numeral(text: &Letters<'_>, at: usize) -> bool {
    text.one_of(at, NUMERALS)
}
