//! By what people are reached: telephone numbers and mail addresses, wherever something looks like one.

use std::sync::LazyLock;

use super::letters::{Letters, Script, compared_exactly};

/// The places of everything that looks like a telephone number or a mail address.
pub(super) fn find(text: &Letters<'_>) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.pieces.len() {
        let here = address(text, at).or_else(|| number(text, at)).or_else(|| in_kanji(text, at));
        if let Some((start, end)) = here {
            found.push((start, end));
            at = end.max(at + 1);
        } else {
            at += 1;
        }
    }
    found
}

/// What people say for the @; the longest first.
const AT_SIGNS: [&str; 2] = ["あっとまーく", "あっと"];
/// What people write for it, lest a machine read the address.
const STARS: &str = "☆★";
/// The most characters before the @, by agreement.
const LONGEST_LOCAL: usize = 64;

/// A mail address around an @, or what people write for one: 「taro (at) example.com」, 「太郎@例え.jp」.
fn address(text: &Letters<'_>, at: usize) -> Option<(usize, usize)> {
    let blank = |at: usize| text.is_blank(at);
    let spelled = |at: usize| text.one_of(at, "aA") && text.one_of(at + 1, "tT");
    let said =
        |at: usize| AT_SIGNS.iter().find(|word| text.spells(at, word)).map(|word| at + word.chars().count());
    let in_brackets = said(at + 1).filter(|end| text.one_of(at, "([<{") && text.one_of(*end, ")]>}"));
    let latin = |at: usize| text.script(at) == Some(Script::Latin);
    let star = text.one_of(at, STARS) && at.checked_sub(1).is_some_and(latin);
    let sign = if text.one_of(at, "@") || star {
        at + 1
    } else if text.one_of(at, "([<{") && spelled(at + 1) && text.one_of(at + 3, ")]>}") {
        at + 4
    } else if let Some(end) = in_brackets {
        end + 1
    } else if let Some(end) = said(at) {
        end
    } else if at > 0 && blank(at - 1) && spelled(at) && blank(at + 2) {
        at + 2
    } else {
        return None;
    };
    let word = |at: usize| !matches!(text.script(at), None | Some(Script::Other));
    let (mut before, mut after) = (at, sign);
    while before > 0 && at - before < 3 && blank(before - 1) {
        before -= 1;
    }
    while after < sign + 3 && blank(after) {
        after += 1;
    }
    let mut start = before;
    if before > 0 && (latin(before - 1) || text.one_of(before - 1, "._-+%")) {
        while start > 0
            && before - start < LONGEST_LOCAL
            && (latin(start - 1) || text.one_of(start - 1, "._-+%"))
        {
            start -= 1;
        }
    } else if before == at && at > 0 && word(at - 1) {
        // Of a text that goes on nobody sees where the name begins: as far as it is written alike.
        while start > 0 && before - start < LONGEST_LOCAL && text.script(start - 1) == text.script(at - 1) {
            start -= 1;
        }
    }
    let mut end = after;
    while !latin(after) && word(end) && end < after + LONGEST_LOCAL {
        end += 1;
    }
    if end > after && !(text.one_of(end, ".") && latin(end + 1)) {
        return None;
    }
    let mut dotted = false;
    loop {
        if let Some(past) = dot(text, end).filter(|past| latin(*past)) {
            (end, dotted) = (past, true);
        } else if latin(end) || text.one_of(end, ".-") && latin(end + 1) {
            dotted |= text.one_of(end, ".");
            end += 1;
        } else {
            break;
        }
    }
    // What only may be a sign needs a domain behind it, and so does what stands apart.
    let plain = text.one_of(at, "@") && before == at && after == sign && start < before && latin(before - 1);
    (start < before && end > after && (plain || dotted)).then_some((start, end))
}

/// What follows 「(dot)」, 「 dot 」 or 「ドット」.
fn dot(text: &Letters<'_>, before: usize) -> Option<usize> {
    let at = text.past_blanks(before);
    let dot = text.one_of(at, "([") && text.spells(at + 1, "dot") && text.one_of(at + 4, ")]");
    let apart = at > before && text.spells(at, "dot") && text.is_blank(at + 3);
    let end = if dot { at + 5 } else { at + 3 };
    (dot || apart || text.spells(at, "どっと")).then(|| text.past_blanks(end))
}

/// The fewest digits of a number with that of its area.
const DIGITS: usize = 9;
/// More groups of digits are a list of numbers.
const MOST_GROUPS: usize = 24;

const DIGITS_IN_KANJI: &str = "〇零○一二三四五六七八九";

/// Where a number goes on in kanji that began in digits: 「090-1234-五六七八」.
fn past_kanji(text: &Letters<'_>, mut end: usize) -> usize {
    while between(text, end) && text.one_of(end + 1, DIGITS_IN_KANJI) && text.one_of(end + 2, DIGITS_IN_KANJI)
    {
        end += 1;
        while text.one_of(end, DIGITS_IN_KANJI) {
            end += 1;
        }
    }
    end
}

/// A telephone number in kanji: 「〇九〇-一二三四-五六七八」.
fn in_kanji(text: &Letters<'_>, at: usize) -> Option<(usize, usize)> {
    if !text.one_of(at, "〇零○") {
        return None;
    }
    let (mut end, mut digits) = (at, 0);
    while text.one_of(end, DIGITS_IN_KANJI) || between(text, end) && text.one_of(end + 1, DIGITS_IN_KANJI) {
        digits += usize::from(text.one_of(end, DIGITS_IN_KANJI));
        end += 1;
    }
    (digits >= DIGITS).then_some((at, end))
}

/// Digits that stand together.
#[derive(Clone, Copy)]
struct Group {
    end: usize,
    len: usize,
    /// Whether a hyphen stands before them.
    hyphen: bool,
}

/// A telephone number that begins at a place: groups of digits with what stands between them.
fn number(text: &Letters<'_>, at: usize) -> Option<(usize, usize)> {
    if !digit(text, at) || at.checked_sub(1).is_some_and(|before| digit(text, before)) {
        return None;
    }
    let groups = groups(text, at);
    let told = is_told(text, at);
    let abroad = at.checked_sub(1).is_some_and(|before| text.one_of(before, "+"));
    let found = (1..=groups.len()).rev().find(|count| {
        groups.get(..*count).is_some_and(|groups| {
            let digits: usize = groups.iter().map(|group| group.len).sum();
            told && digits >= FEWEST_TOLD || looks_like_one(text, at, groups, abroad)
        })
    });
    let end = found.and_then(|count| groups.get(count - 1)).map(|group| group.end)?;
    let end = past_kanji(text, end);
    let opened =
        at.checked_sub(1).filter(|before| text.one_of(*before, "(") && text.one_of_any(at..end, ")"));
    let signed = at.checked_sub(1).filter(|_| abroad);
    Some((opened.or(signed).unwrap_or(at), end))
}

/// Behind these, fewer digits are a telephone number too.
const TELEPHONES: [&str; 7] = ["電話", "電話番号", "携帯", "携帯番号", "tel", "fax", "ﾌｧｯｸｽ"];
/// The fewest digits that are one where it is said to be.
const FEWEST_TOLD: usize = 6;

/// Whether it is said that what begins at a place is a telephone number: 「電話：6571 0000」.
fn is_told(text: &Letters<'_>, at: usize) -> bool {
    let mut before = at;
    while before > 0
        && at - before < 3
        && (text.folded.get(before - 1).is_some_and(String::is_empty) || text.one_of(before - 1, ":(はが="))
    {
        before -= 1;
    }
    TOLD.iter().any(|word| before.checked_sub(word.len()).is_some_and(|at| text.has(at, word)))
}

static TOLD: LazyLock<Vec<Vec<String>>> =
    LazyLock::new(|| TELEPHONES.iter().map(|word| compared_exactly(word)).collect());

/// The most letters with which the number of a record begins.
const MOST_LETTERS_OF_AN_ID: usize = 3;
/// The longest number of a record.
const LONGEST_ID: usize = 64;

/// Whether the digits that begin at a place belong to the number of a record: R8-001-1.
fn of_an_id(text: &Letters<'_>, at: usize) -> bool {
    let mut before = at;
    while before > 0 && at - before < LONGEST_ID && (text.one_of(before - 1, "-") || digit(text, before - 1))
    {
        before -= 1;
    }
    let letter = |at: &usize| text.script(*at) == Some(Script::Latin) && !digit(text, *at);
    // 「R8-001-1」, but not 「JOHN6571-9876」.
    let letters = (0..before).rev().take_while(letter).take(MOST_LETTERS_OF_AN_ID + 1).count();
    (1..=MOST_LETTERS_OF_AN_ID).contains(&letters)
}

fn groups(text: &Letters<'_>, at: usize) -> Vec<Group> {
    let mut groups = Vec::new();
    let (mut place, mut hyphen) = (at, false);
    while groups.len() < MOST_GROUPS {
        let mut end = place;
        while digit(text, end) {
            end += 1;
        }
        groups.push(Group { end, len: end - place, hyphen });
        let mut next = end;
        while next < end + 3 && between(text, next) {
            next += 1;
        }
        if next == end || !digit(text, next) {
            break;
        }
        hyphen = (end..next).any(|at| text.one_of(at, HYPHENS));
        place = next;
    }
    groups
}

fn looks_like_one(text: &Letters<'_>, at: usize, groups: &[Group], abroad: bool) -> bool {
    let digits: usize = groups.iter().map(|group| group.len).sum();
    let all_hyphens = groups.iter().skip(1).all(|group| group.hyphen);
    match groups {
        [one] => one.len >= DIGITS,
        [first, rest @ .., last] => {
            // Of two numbers side by side nobody sees where the one ends: 「06-6571-1234090-…」.
            let dialled = (text.one_of(at, "0") || abroad) && last.len > 2;
            let written = all_hyphens && last.len > 2 && !of_an_id(text, at);
            // Without the number of the area; 〒 looks the same.
            let near = rest.is_empty() && written && (3..=4).contains(&first.len) && last.len == 4;
            digits >= DIGITS && (dialled || written)
                || near && !(year(text, at, *first) && year(text, last.end - last.len, *last))
        }
        [] => false,
    }
}

/// 「2025-2026」
fn year(text: &Letters<'_>, at: usize, group: Group) -> bool {
    let century =
        text.one_of(at, "2") && text.one_of(at + 1, "0") || text.one_of(at, "1") && text.one_of(at + 1, "9");
    group.len == 4 && century
}

const HYPHENS: &str = "-ー―─~〜一ｰ_";

fn between(text: &Letters<'_>, at: usize) -> bool {
    text.is_blank(at) || text.one_of(at, HYPHENS) || text.one_of(at, "()./・")
}

/// A digit as numbers are written with: ① is none.
fn digit(text: &Letters<'_>, at: usize) -> bool {
    text.pieces.get(at).is_some_and(|piece| piece.chars().all(|c| matches!(c, '0'..='9' | '０'..='９')))
        && text.digit(at)
}
