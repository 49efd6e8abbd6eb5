//! The words of a written day: numbers, marks between them, an era.

use unicode_normalization::UnicodeNormalization as _;

use super::Era;

/// A number as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    /// Its value.
    pub(super) value: u32,
    /// How many digits it was written with.
    pub(super) digits: u32,
}

/// What stands between numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Slash,
    Dot,
    Dash,
    Plus,
    Year,
    /// 月 or `m`
    Month,
    /// か月
    Months,
    Week,
    Day,
    After,
    Before,
}

/// A word of a written day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    Number(Number),
    Mark(Mark),
    Era(Era),
}

/// The text in half-width small letters, with the marks that an input method gives for `-`, `/` and `.` put back, and
/// single blanks.
pub(super) fn normal(input: &str) -> String {
    let mut text = String::with_capacity(input.len());
    for c in input.nfkc().flat_map(char::to_lowercase) {
        let c = match c {
            'ー' | '‐' | '‑' | '‒' | '–' | '—' | '−' | '―' => '-',
            '・' => '/',
            '。' | '、' | ',' => '.',
            c if c.is_whitespace() => ' ',
            c => c,
        };
        if c != ' ' || !(text.is_empty() || text.ends_with(' ')) {
            text.push(c);
        }
    }
    text.truncate(text.trim_end().len());
    text
}

/// The words that are more than one character, or that stand for a mark.
const WORDS: &[(&str, Mark)] = &[
    ("週間", Mark::Week),
    ("週", Mark::Week),
    ("w", Mark::Week),
    ("か月", Mark::Months),
    ("ヶ月", Mark::Months),
    ("ヵ月", Mark::Months),
    ("カ月", Mark::Months),
    ("ケ月", Mark::Months),
    ("箇月", Mark::Months),
    ("月", Mark::Month),
    ("m", Mark::Month),
    ("年", Mark::Year),
    ("y", Mark::Year),
    ("日", Mark::Day),
    ("d", Mark::Day),
    ("後", Mark::After),
    ("前", Mark::Before),
    ("/", Mark::Slash),
    (".", Mark::Dot),
    ("-", Mark::Dash),
    ("+", Mark::Plus),
];

const ERAS: &[(&str, Era)] = &[
    ("令和", Era::Reiwa),
    ("r", Era::Reiwa),
    ("平成", Era::Heisei),
    ("h", Era::Heisei),
    ("昭和", Era::Showa),
    ("s", Era::Showa),
    ("大正", Era::Taisho),
    ("t", Era::Taisho),
    ("明治", Era::Meiji),
    ("m", Era::Meiji),
];

/// Splits a normalised text without blanks; `None` where something is no word of a day.
pub(super) fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut rest = text;
    let mut tokens = Vec::new();
    if let Some((era, after)) = first_of(ERAS, rest) {
        tokens.push(Token::Era(era));
        rest = after;
        // The first year of an era is called 元年.
        if let Some(after) = rest.strip_prefix('元') {
            tokens.push(Token::Number(Number { value: 1, digits: 1 }));
            rest = after;
        }
    }
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            let (number, after) = rest.split_at_checked(digits)?;
            if digits > 8 {
                return None;
            }
            let value = number.parse().ok()?;
            tokens.push(Token::Number(Number { value, digits: u32::try_from(digits).ok()? }));
            rest = after;
        } else {
            let (mark, after) = first_of(WORDS, rest)?;
            tokens.push(Token::Mark(mark));
            rest = after;
        }
    }
    Some(tokens)
}

fn first_of<'t, T: Copy>(words: &[(&str, T)], text: &'t str) -> Option<(T, &'t str)> {
    words.iter().find_map(|(word, meaning)| Some((*meaning, text.strip_prefix(word)?)))
}
