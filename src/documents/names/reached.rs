//! By what people are reached: telephone numbers and mail addresses, wherever something looks like one.

use super::letters::{Letters, Script};

/// The places of everything that looks like a telephone number or a mail address.
pub(super) fn find(text: &Letters<'_>) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.pieces.len() {
        if let Some((start, end)) = address(text, at).or_else(|| number(text, at)) {
            found.push((start, end));
            at = end.max(at + 1);
        } else {
            at += 1;
        }
    }
    found
}

/// A mail address around an @.
fn address(text: &Letters<'_>, at: usize) -> Option<(usize, usize)> {
    if !text.one_of(at, "@") {
        return None;
    }
    let part = |at: usize, marks: &str| text.script(at) == Some(Script::Latin) || text.one_of(at, marks);
    let (mut start, mut end) = (at, at + 1);
    while start > 0 && part(start - 1, "._-+%") {
        start -= 1;
    }
    while part(end, ".-") {
        end += 1;
    }
    // 「hanako@example.jp.」
    while end > at + 1 && text.one_of(end - 1, ".-") {
        end -= 1;
    }
    (start < at && end > at + 1).then_some((start, end))
}

/// The fewest digits of a number with that of its area.
const DIGITS: usize = 9;
/// More groups of digits are a list of numbers.
const MOST_GROUPS: usize = 24;

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
    let abroad = at.checked_sub(1).is_some_and(|before| text.one_of(before, "+"));
    let found = (1..=groups.len())
        .rev()
        .find(|count| groups.get(..*count).is_some_and(|groups| looks_like_one(text, at, groups, abroad)));
    let end = found.and_then(|count| groups.get(count - 1)).map(|group| group.end)?;
    let opened =
        at.checked_sub(1).filter(|before| text.one_of(*before, "(") && text.one_of_any(at..end, ")"));
    let signed = at.checked_sub(1).filter(|_| abroad);
    Some((opened.or(signed).unwrap_or(at), end))
}

/// Whether the digits that begin at a place belong to the number of a record: R8-001-1.
fn of_an_id(text: &Letters<'_>, at: usize) -> bool {
    let mut before = at;
    while before > 0 && (text.one_of(before - 1, "-") || digit(text, before - 1)) {
        before -= 1;
    }
    before.checked_sub(1).is_some_and(|before| text.script(before) == Some(Script::Latin))
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

const HYPHENS: &str = "-ー―─~〜";

fn between(text: &Letters<'_>, at: usize) -> bool {
    let blank = text.folded.get(at).is_some_and(String::is_empty) && text.pieces.get(at) != Some(&"\n");
    blank || text.one_of(at, HYPHENS) || text.one_of(at, "().")
}

/// A digit as numbers are written with: ① is none.
fn digit(text: &Letters<'_>, at: usize) -> bool {
    text.pieces.get(at).is_some_and(|piece| piece.chars().all(|c| matches!(c, '0'..='9' | '０'..='９')))
        && text.digit(at)
}
