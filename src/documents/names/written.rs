//! The forms in which what is recorded of somebody may stand in a text.

use std::collections::BTreeSet;

use super::{
    super::text::visible,
    context::without_honorific,
    letters::{Letters, compared, compared_exactly, has_kanji, is_digit, is_latin, kanji_before_kana},
};

/// Whether a name stands as it is written or as it is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    Name,
    Reading,
}

/// A form in which a name may stand in a text. Before what people are called by it always counts.
#[derive(Clone)]
pub(super) struct Form {
    pub(super) letters: Vec<String>,
    /// `None`: alone it is too short to be told from an ordinary word (「森」, the モリ in メモリ, a given name).
    pub(super) alone: Option<Alone>,
    pub(super) family: bool,
    /// Where a name without a blank is parted is not known.
    pub(super) guess: bool,
}

/// How a name counts that nothing follows which people are called by.
#[derive(Clone, Copy)]
pub(super) struct Alone {
    /// A whole name. A family name may be anybody's, or a place: 「福島から」.
    pub(super) whole: bool,
    /// Whether a word for a place may follow.
    pub(super) place: bool,
    /// Whether it counts only as a word of its own.
    pub(super) apart: bool,
}

/// A name without a blank that is longer is a sentence.
const LONGEST_UNPARTED: usize = 20;
const BLANKS: [char; 5] = [' ', '\u{3000}', '・', '･', '\n'];
const BRACKETS: [(char, char); 13] = [
    ('【', '】'),
    ('（', '）'),
    ('(', ')'),
    ('［', '］'),
    ('[', ']'),
    ('〔', '〕'),
    ('「', '」'),
    ('『', '』'),
    ('〈', '〉'),
    ('《', '》'),
    ('<', '>'),
    ('＜', '＞'),
    ('｛', '｝'),
];

/// The forms of a recorded name: whole, by the family name, by the given names.
pub(super) fn forms(name: &str, written: Written) -> Vec<Form> {
    let recorded = visible(name);
    let name = bare(&recorded);
    let parts: Vec<Vec<String>> = name
        .split(|c| BLANKS.contains(&c) || BRACKETS.iter().any(|(open, close)| c == *open || c == *close))
        .map(|part| compared(without_honorific(part)))
        .filter(|part| !part.is_empty())
        .collect();
    let [family, given @ ..] = parts.as_slice() else { return Vec::new() };
    let (whole, reading, one) = (compared(name), written == Written::Reading, given.is_empty());
    let part = |letters: &[String], alone: Option<Alone>, family: bool| Form {
        letters: letters.to_vec(),
        alone,
        family,
        guess: false,
    };
    let themselves = whole.len() > if reading { 3 } else { 1 };
    let mut forms = Vec::new();
    if !one || whole.len() < 3 || !themselves {
        let long = family.len() > 2 || family.len() > 1 && !reading && has_kanji(family);
        let alone = Alone { whole: false, place: true, apart: reading || is_latin(family) };
        forms.push(part(family, long.then_some(alone), true));
    }
    if !one || whole.len() > 2 {
        let ends = family.iter().chain(given.last().into_iter().flatten());
        for letters in [whole.clone(), ends.cloned().collect(), compared(&recorded)] {
            // A whole name of two or three characters may begin the name of a place as a family name does.
            let place = letters.len() < 3 || one && letters.len() == 3;
            let alone = Alone { whole: true, place, apart: is_latin(&letters) };
            forms.push(part(&letters, themselves.then_some(alone), one));
        }
    }
    forms.extend(given.iter().map(|given| part(given, None, false)));
    if one && whole.len() <= LONGEST_UNPARTED {
        forms.extend(guesses(&whole, written));
    }
    forms
}

/// A name without what stands around it: 「【訪看】大山 次郎様」, 「大山 次郎様（訪問）」.
fn bare(name: &str) -> &str {
    let mut name = name.trim();
    loop {
        let mut rest = without_honorific(name);
        for (open, close) in BRACKETS {
            let inner = rest.strip_prefix(open).and_then(|rest| rest.split_once(close));
            rest = inner.map_or(rest, |(inner, after)| if after.trim().is_empty() { inner } else { after });
            let inner = rest.strip_suffix(close).and_then(|rest| rest.rsplit_once(open));
            rest =
                inner.map_or(rest, |(before, inner)| if before.trim().is_empty() { inner } else { before });
        }
        // 「大山 次郎様グループ」
        if let Some((before, _)) = rest.split_once('様').or_else(|| rest.split_once("さま"))
            && !before.trim().is_empty()
        {
            rest = before;
        }
        if rest.trim() == name {
            return name;
        }
        name = rest.trim();
    }
}

/// The forms of a name that does not say where its family name ends.
fn guesses(whole: &[String], written: Written) -> impl Iterator<Item = Form> {
    let shortest = if has_kanji(whole) { 1 } else { 2 };
    let kanji = kanji_before_kana(whole);
    // 「訪問チーム」 is nobody.
    let word = whole.iter().any(|piece| piece == "ー");
    let clear = written == Written::Name && (3..=6).contains(&whole.len()) && !word;
    let form = |letters: &[String], alone: Option<Alone>, family: bool| Form {
        letters: letters.to_vec(),
        alone,
        family,
        guess: true,
    };
    let firsts = (shortest..whole.len()).filter_map(move |len| {
        // Family names of two or three kanji are nearly all there are.
        let known = clear && (2..=kanji.min(3)).contains(&len);
        let alone = Alone { whole: false, place: true, apart: false };
        Some(form(whole.get(..len)?, known.then_some(alone), true))
    });
    // Of one character a given name would be the end of too many words.
    let lasts =
        (1..whole.len().saturating_sub(1)).filter_map(move |at| Some(form(whole.get(at..)?, None, false)));
    firsts.chain(lasts)
}

/// A login as it is compared; one of less than four characters could be anything. Of an address also what stands before the
/// @, where it is no word by itself: `minato.hanako`.
pub(super) fn login(login: &str) -> impl Iterator<Item = Vec<String>> {
    let whole = compared_exactly(login.trim());
    let at = whole.iter().position(|letter| matches!(letter.as_str(), "@" | "＠"));
    let local = at.and_then(|at| whole.get(..at)).map(<[String]>::to_vec);
    let local = local.filter(|local| {
        local.len() > 5 && local.iter().any(|letter| matches!(letter.as_str(), "." | "_" | "-"))
    });
    [Some(whole).filter(|whole| whole.len() >= 4), local].into_iter().flatten()
}

/// Digits of a telephone number, at least; fewer may be a room, a day or a sum.
const SHORTEST_NUMBER: usize = 9;
/// By international agreement.
const LONGEST_NUMBER: usize = 15;

/// The telephone numbers in what is recorded, by their digits; also as they are dialled from abroad.
pub(super) fn numbers(recorded: &str) -> BTreeSet<Vec<String>> {
    let mut numbers = BTreeSet::new();
    // Every group of digits may begin a number: 「1) 090-…」.
    let mut begun: Vec<Vec<String>> = Vec::new();
    let mut in_group = false;
    for piece in Letters::new(recorded).folded.iter().map(String::as_str).chain(["\n"]) {
        if is_digit(piece) {
            if !in_group {
                begun.push(Vec::new());
            }
            in_group = true;
            for number in &mut begun {
                number.push(piece.to_owned());
            }
            continue;
        }
        in_group = false;
        // A hyphen goes on; a blank or a bracket does where the number is not yet long enough.
        let full = begun.first().is_some_and(|number| number.len() >= SHORTEST_NUMBER);
        if is_hyphen(piece) || within_number(piece) && !full {
            continue;
        }
        for number in
            begun.drain(..).filter(|digits| (SHORTEST_NUMBER..=LONGEST_NUMBER).contains(&digits.len()))
        {
            if let Some(("0", rest)) = number.split_first().map(|(first, rest)| (first.as_str(), rest)) {
                numbers
                    .insert(["8", "1"].map(str::to_owned).into_iter().chain(rest.iter().cloned()).collect());
            }
            numbers.insert(number);
        }
    }
    numbers
}

fn is_hyphen(folded: &str) -> bool {
    matches!(folded, "-" | "ー" | "―" | "─" | "~" | "〜")
}

/// Whether something may stand between the digits of one number.
pub(super) fn within_number(folded: &str) -> bool {
    is_hyphen(folded) || matches!(folded, "" | "(" | ")" | "." | "/")
}
