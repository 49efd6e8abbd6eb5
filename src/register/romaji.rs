//! 羅馬字 as people type it while searching: Hepburn or Kunrei, with the last syllable perhaps unfinished.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};
use wana_kana::ConvertJapanese as _;

/// The vowel of a kana.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vowel {
    /// あ
    A,
    /// い
    I,
    /// う
    U,
    /// え
    E,
    /// お
    O,
}

impl Vowel {
    /// The vowel of a hiragana; `None` for ん, っ and anything else.
    pub fn of(kana: char) -> Option<Self> {
        Some(match kana {
            'ぁ' | 'あ' | 'か' | 'が' | 'さ' | 'ざ' | 'た' | 'だ' | 'な' | 'は' | 'ば' | 'ぱ' | 'ま'
            | 'ゃ' | 'や' | 'ら' | 'ゎ' | 'わ' | 'ゕ' => Self::A,
            'ぃ' | 'い' | 'き' | 'ぎ' | 'し' | 'じ' | 'ち' | 'ぢ' | 'に' | 'ひ' | 'び' | 'ぴ' | 'み'
            | 'り' | 'ゐ' => Self::I,
            'ぅ' | 'う' | 'く' | 'ぐ' | 'す' | 'ず' | 'つ' | 'づ' | 'ぬ' | 'ふ' | 'ぶ' | 'ぷ' | 'む'
            | 'ゅ' | 'ゆ' | 'る' | 'ゔ' => Self::U,
            'ぇ' | 'え' | 'け' | 'げ' | 'せ' | 'ぜ' | 'て' | 'で' | 'ね' | 'へ' | 'べ' | 'ぺ' | 'め'
            | 'れ' | 'ゑ' | 'ゖ' => Self::E,
            'ぉ' | 'お' | 'こ' | 'ご' | 'そ' | 'ぞ' | 'と' | 'ど' | 'の' | 'ほ' | 'ぼ' | 'ぽ' | 'も'
            | 'ょ' | 'よ' | 'ろ' | 'を' => Self::O,
            _ => return None,
        })
    }

    /// Whether a kana begins with its vowel or with y.
    pub fn is_open(kana: char) -> bool {
        matches!(kana, 'あ' | 'い' | 'う' | 'え' | 'お' | 'や' | 'ゆ' | 'よ')
    }
}

/// 羅馬字 as kana, as far as the syllables are complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Romaji {
    /// The complete syllables, in hiragana.
    pub kana: String,
    /// The kana with which the unfinished syllable may go on; empty where nothing is unfinished.
    pub next: &'static str,
}

/// Takes a search key (small letters, hiragana) as 羅馬字; `None` where it is none.
///
/// What is unfinished at the end does not make the reading impossible: `tanak` is たな and any of か き く け こ.
pub fn romaji(key: &str) -> Option<Romaji> {
    let plain: String = key.nfd().filter(|c| !is_accent(*c)).nfc().collect();
    let letters = |c: char| c.is_ascii_lowercase() || matches!(c, '\'' | '-' | 'ー' | 'ぁ'..='ゖ');
    if !plain.chars().all(letters)
        || !plain.starts_with(|c: char| c.is_ascii_lowercase() || matches!(c, 'ぁ'..='ゖ'))
    {
        return None;
    }
    let spelled = respell(&plain);
    let finished = spelled.trim_end_matches(|c: char| matches!(c, 'a'..='z' | '\'') && !is_vowel(c));
    let open = spelled.strip_prefix(finished).unwrap_or_default();
    let (ahead, next) = unfinished(open)?;
    let mut kana = finished.to_hiragana();
    kana.push_str(ahead);
    kana.chars().all(|c| matches!(c, 'ぁ'..='ゖ' | 'ー')).then_some(Romaji { kana, next })
}

fn is_accent(c: char) -> bool {
    // The marks of voiced kana are combining marks as well.
    is_combining_mark(c) && !matches!(c, '\u{3099}' | '\u{309A}')
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'i' | 'u' | 'e' | 'o')
}

/// Passport spelling in the usual one: `namba` is なんば, `itchi` is いっち, `ohno` is おおの, `satoh` is さとう.
fn respell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    let mut previous = ' ';
    while let Some(c) = letters.next() {
        let next = letters.peek().copied();
        match (c, next) {
            ('m', Some('b' | 'm' | 'p')) => out.push('n'),
            ('t', Some('c')) => out.push('c'),
            ('h', None) if matches!(previous, 'o' | 'u') => {}
            ('h', Some(next)) if matches!(previous, 'o' | 'u') && !is_vowel(next) && next != 'y' => {}
            ('-', _) => {}
            _ => out.push(c),
        }
        previous = c;
    }
    out
}

/// The kana that a run of consonants at the end already settles, and those with which it may go on.
fn unfinished(open: &str) -> Option<(&'static str, &'static str)> {
    if let Some(next) = row(open) {
        return Some(("", next));
    }
    let after_n = open.trim_start_matches(['n', '\'']);
    if after_n.len() < open.len() {
        // `n` and `nn` may be ん or begin な; before another consonant both are ん.
        return match after_n {
            "" => Some(("", row("n")?)),
            "y" => Some(("", row("ny")?)),
            _ => Some(("ん", row(after_n)?)),
        };
    }
    let mut letters = open.chars();
    (letters.next() == letters.next()).then_some(())?;
    Some(("っ", row(open.get(1..)?)?))
}

/// The kana that begin with these consonants; っ where one consonant may yet be two.
fn row(consonants: &str) -> Option<&'static str> {
    Some(match consonants {
        "" => "",
        "k" | "q" => "かきくけこっ",
        "g" => "がぎぐげごっ",
        "s" => "さしすせそっ",
        "z" => "ざじずぜぞっ",
        "t" => "たちつてとっ",
        "d" => "だぢづでどっ",
        "n" => "なにぬねのん",
        "h" => "はひふへほっ",
        "b" => "ばびぶべぼっ",
        "p" => "ぱぴぷぺぽっ",
        "m" => "まみむめもん",
        "y" => "やゆよ",
        "r" | "l" => "らりるれろ",
        "w" => "わをうゐゑ",
        "c" => "ちかこくっ",
        "ky" => "き",
        "gy" => "ぎ",
        "sh" | "sy" => "し",
        "j" | "jy" | "zy" | "dy" => "じぢっ",
        "ch" | "ty" | "cy" => "ち",
        "ts" => "つ",
        "dz" => "づ",
        "ny" => "に",
        "hy" => "ひ",
        "f" => "ふ",
        "v" => "ゔ",
        "by" => "び",
        "py" => "ぴ",
        "my" => "み",
        "ry" | "ly" => "り",
        "th" => "て",
        "dh" => "で",
        "tw" => "と",
        "kw" => "く",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Option<(String, &'static str)> {
        romaji(text).map(|romaji| (romaji.kana, romaji.next))
    }

    #[test]
    fn reads_hepburn_and_kunrei() {
        for (texts, kana) in [
            (&["tanaka"][..], "たなか"),
            (&["shi", "si"], "し"),
            (&["tsuchiya", "tutiya"], "つちや"),
            (&["fujita", "huzita"], "ふじた"),
            (&["sho", "syo"], "しょ"),
            (&["jun", "zyun"], "じゅ"),
            (&["hattori"], "はっとり"),
            (&["icchi", "itchi"], "いっち"),
            (&["shin'ichi"], "しんいち"),
            (&["namba", "nanba"], "なんば"),
        ] {
            for text in texts {
                let (read, _) = read(text).unwrap_or_default();
                assert_eq!(read, *kana, "{text}");
            }
        }
    }

    #[test]
    fn an_unfinished_syllable_stays_open() {
        assert_eq!(read("tanak"), Some(("たな".into(), "かきくけこっ")));
        assert_eq!(read("t"), Some((String::new(), "たちつてとっ")));
        assert_eq!(read("kish"), Some(("き".into(), "し")));
        assert_eq!(read("hatt"), Some(("はっ".into(), "たちつてとっ")));
        assert_eq!(read("hom"), Some(("ほ".into(), "まみむめもん")));
        assert_eq!(read("homm"), Some(("ほん".into(), "まみむめもん")));
        assert_eq!(read("ken"), Some(("け".into(), "なにぬねのん")));
        assert_eq!(read("kenn"), read("ken"));
        assert_eq!(read("kenj"), Some(("けん".into(), "じぢっ")));
        assert_eq!(read("satoh"), Some(("さと".into(), "")));
    }

    #[test]
    fn is_none_where_it_is_no_romaji() {
        for text in ["", "s-001x9", "田中", "ipad3", "xyzzy", "'n"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in ".{0,12}|[a-z'ー-]{0,12}") {
            if let Some(read) = romaji(&text) {
                prop_assert!(read.kana.chars().all(|c| matches!(c, 'ぁ'..='ゖ' | 'ー')));
            }
        }
    }
}
