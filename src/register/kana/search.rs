//! Searching as one types: kanji, kana or 羅馬字, each word of the query anywhere in the record.

use super::{
    fold::search_key,
    reading::{GAP, reading},
};
use crate::register::romaji::romaji;

/// What a record is found by. Made once a record, it answers in some tens of nanoseconds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchKey {
    /// The keys of the fields, one a line.
    text: Box<str>,
    /// The kana in them.
    kana: Box<[u8]>,
}

impl SearchKey {
    /// The key of a record: its name, its reading, its id and what else it should be found by.
    pub fn new<'a>(fields: impl IntoIterator<Item = &'a str>) -> Self {
        let mut text = String::new();
        for field in fields {
            let key = search_key(field);
            if !key.is_empty() {
                if !text.is_empty() {
                    text.push('\n');
                }
                text.push_str(&key);
                let numbers = key.split(|c: char| !c.is_ascii_digit() && !is_between(c));
                for digits in numbers.filter_map(|number| digits(number.trim_matches(['-', 'ー']))) {
                    text.push('\n');
                    text.push_str(&digits);
                }
            }
        }
        Self { kana: reading(&text).into(), text: text.into() }
    }
}

/// Whether a character stands between the digits of a telephone number.
fn is_between(c: char) -> bool {
    matches!(c, '-' | 'ー' | '(' | ')')
}

/// The digits of a telephone number or the like that is written with hyphens or brackets: it is found without them too.
fn digits(number: &str) -> Option<String> {
    let written = number.contains(is_between) && number.chars().all(|c| is_between(c) || c.is_ascii_digit());
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    (written && digits.len() >= LEAST_DIGITS).then_some(digits)
}

/// Fewer digits are no part of a telephone number that is typed with its hyphens.
const LEAST_DIGITS: usize = 3;

/// What is searched for. Made once a keystroke.
///
/// Its words (divided by blanks) must all be found, each in any field. A word in 羅馬字 is found in kana as well, with long
/// vowels or without, and with the last syllable unfinished: `tanak` finds タナカ. A number is found with hyphens or without.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    words: Vec<Word>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Word {
    literal: String,
    digits: Option<String>,
    sound: Option<Sound>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Sound {
    /// The word in hiragana, where no syllable is unfinished.
    written: Option<String>,
    /// The kana that are settled.
    kana: Vec<u8>,
    /// The kana that may follow, one bit each; 0 where nothing need follow.
    next: u128,
}

impl Query {
    /// Takes what was typed.
    pub fn new(text: &str) -> Self {
        let words = text.split_whitespace().map(search_key).filter(|key| !key.is_empty());
        let word = |literal: String| Word { sound: Sound::of(&literal), digits: digits(&literal), literal };
        Self { words: words.take(MOST_WORDS).map(word).collect() }
    }

    /// Whether nothing is searched for: everything is found.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether a record is found.
    pub fn matches(&self, key: &SearchKey) -> bool {
        self.words.iter().all(|word| word.is_in(key))
    }

    /// Its words as keys, in order.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|word| word.literal.as_str())
    }

    /// Which of its words a record has, one bit each: what is made up of several records has what any of them has.
    pub fn found_in(&self, key: &SearchKey) -> u64 {
        let bits = self.words.iter().enumerate().filter(|(_, word)| word.is_in(key));
        bits.fold(0, |found, (place, _)| found | 1 << place)
    }

    /// How closely a record is called what was typed: 0 where it is just that, 1 where it begins so, 2 where it is found at
    /// all. Several words are close nowhere.
    pub fn closeness(&self, key: &SearchKey) -> u8 {
        let [word] = self.words.as_slice() else { return 2 };
        let written = word.sound.as_ref().and_then(|sound| sound.written.as_deref());
        let typed = [Some(word.literal.as_str()), written];
        let close = |line: &str, typed: &str| match line.strip_prefix(typed) {
            Some("") => 0,
            Some(_) => 1,
            None => 2,
        };
        let lines = key.text.lines().flat_map(|line| typed.iter().flatten().map(move |it| close(line, it)));
        lines.min().unwrap_or(2)
    }

    /// The bits of all its words.
    pub fn all(&self) -> u64 {
        (1 << self.words.len()) - 1
    }
}

/// More words than anybody types; each has its bit.
const MOST_WORDS: usize = 63;

impl Word {
    fn is_in(&self, key: &SearchKey) -> bool {
        key.text.contains(self.literal.as_str())
            || self.digits.as_ref().is_some_and(|digits| key.text.contains(digits.as_str()))
            || self.sound.as_ref().is_some_and(|sound| sound.is_in(key))
    }
}

impl Query {
    /// Whether a record begins with what was typed, as it is written or as it sounds; of several words with none.
    pub fn begins(&self, key: &SearchKey) -> bool {
        match self.words.as_slice() {
            [word] => {
                key.text.starts_with(word.literal.as_str())
                    || word.sound.as_ref().is_some_and(|sound| sound.begins(key))
            }
            _ => false,
        }
    }
}

impl Sound {
    fn of(word: &str) -> Option<Self> {
        if !word.chars().any(|c| c < '\u{250}' && c.is_alphabetic()) {
            return None;
        }
        let read = romaji(word)?;
        let mut next = 0;
        for kana in read.next.chars() {
            for code in reading(kana.encode_utf8(&mut [0; 4])) {
                next |= 1_u128 << code;
            }
        }
        let kana = reading(&read.kana);
        if kana.is_empty() && next == 0 {
            return None;
        }
        Some(Self { kana, next, written: read.next.is_empty().then_some(read.kana) })
    }

    /// Whether what is left after the settled kana goes on as the unfinished syllable may.
    fn may_follow(&self, after: &[u8]) -> bool {
        match after.first() {
            _ if self.next == 0 => true,
            Some(code) => self.next >> code & 1 == 1,
            None => false,
        }
    }

    fn begins(&self, key: &SearchKey) -> bool {
        key.kana.strip_prefix(self.kana.as_slice()).is_some_and(|after| self.may_follow(after))
            || self.written.as_ref().is_some_and(|written| key.text.starts_with(written.as_str()))
    }

    fn is_in(&self, key: &SearchKey) -> bool {
        let heard = match self.kana.split_first() {
            None => key.kana.iter().any(|code| self.next >> code & 1 == 1),
            Some((first, rest)) => key.kana.iter().enumerate().any(|(place, code)| {
                code == first
                    && key
                        .kana
                        .get(place + 1..)
                        .and_then(|tail| tail.strip_prefix(rest))
                        .is_some_and(|after| self.may_follow(after))
            }),
        };
        // A query that begins inside a long vowel is only found as it is written.
        heard || self.written.as_ref().is_some_and(|written| key.text.contains(written.as_str()))
    }
}

/// The code of a gap and of every kana fits a bit of the mask.
const _: () = assert!(GAP == 0 && 0x56 < 128);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(query: &str, fields: &[&str]) -> bool {
        Query::new(query).matches(&SearchKey::new(fields.iter().copied()))
    }

    #[test]
    fn a_word_begins_as_it_is_written_or_as_it_sounds() {
        let begins = |query: &str| Query::new(query).begins(&SearchKey::new(["しゅうりちゅう"]));
        for query in ["し", "シュウ", "s", "sh", "shu", "syu", "shuurich", "ｓｙｕ"] {
            assert!(begins(query), "{query}");
        }
        for query in ["", "り", "ri", "c", "su", "x", "shu ri", "1"] {
            assert!(!begins(query), "{query}");
        }
    }

    #[test]
    fn finds_by_kanji_kana_and_romaji() {
        let person = ["渡邉 慎一", "ワタナベ　シンイチ", "S-012", "看護師"];
        for query in [
            "",
            "渡辺",
            "渡邊",
            "慎一",
            "わたなべ",
            "ワタナベ",
            "ﾜﾀﾅﾍﾞ",
            "わたなべしん",
            "しんいち わたなべ",
            "s-012",
            "012",
            "看護",
            "watanabe",
            "WATANABE",
            "shinichi",
            "shin'ichi",
            "sinniti",
            "watanabe shin",
            "ｗａｔａｎａｂｅ",
        ] {
            assert!(found(query, &person), "{query}");
        }
        for query in ["田中", "tanaka", "watanabi", "渡辺 田中", "s-013", "x"] {
            assert!(!found(query, &person), "{query}");
        }
    }

    #[test]
    fn a_telephone_number_is_found_with_its_hyphens_and_without() {
        for written in ["06-6571-0012", "0665710012", "（０６）６５７１ー００１２"] {
            for typed in [
                "06-6571",
                "066571",
                "6571-0012",
                "65710012",
                "０６６５７１００１２",
                "０６ー６５７１",
                "0012",
            ] {
                assert!(found(typed, &["港 花子", written]), "{typed} {written}");
            }
            assert!(!found("06-6572", &["港 花子", written]), "{written}");
        }
        assert!(!found("1-2", &["S-012"]), "two digits are no telephone number");
    }

    #[test]
    fn what_is_called_just_so_is_closest() {
        let close =
            |typed: &str| Query::new(typed).closeness(&SearchKey::new(["退職", "たいしょく", "辞める"]));
        for typed in ["退職", "タイショク", "taishoku", "ＴＡＩＳＨＯＫＵ", "やめる 退職"]
        {
            assert_eq!(close(typed), if typed.contains(' ') { 2 } else { 0 }, "{typed}");
        }
        assert_eq!((close("退"), close("たいしょ"), close("tai"), close("しょく")), (1, 1, 1, 2));
    }

    #[test]
    fn each_word_has_its_bit() {
        let query = Query::new("花子 看護 tanaka");
        let found = |fields: &[&str]| query.found_in(&SearchKey::new(fields.iter().copied()));
        assert_eq!((found(&["港 花子"]), found(&["看護師", "タナカ"]), query.all()), (0b001, 0b110, 0b111));
        assert_eq!(Query::new("").all(), 0);
    }

    #[test]
    fn nothing_vanishes_while_a_name_is_typed() {
        for (typed, kana) in [
            ("tanaka", "タナカ"),
            ("hattori", "ハットリ"),
            ("matsushita", "マツシタ"),
            ("matusita", "マツシタ"),
            ("kyouko", "キョウコ"),
            ("kyoko", "キョウコ"),
            ("ohno", "オオノ"),
            ("ono", "オオノ"),
            ("oono", "オオノ"),
            ("ōno", "オオノ"),
            ("satou", "サトウ"),
            ("satoh", "サトウ"),
            ("inoue", "イノウエ"),
            ("junnichi", "ジュンイチ"),
            ("jun'ichi", "ジュンイチ"),
            ("junya", "ジュンヤ"),
            ("shun'ya", "シュンヤ"),
            ("namba", "ナンバ"),
            ("homma", "ホンマ"),
            ("icchi", "イッチ"),
            ("itchi", "イッチ"),
            ("kannda", "カンダ"),
            ("mizuho", "ミヅホ"),
            ("chizuru", "チヅル"),
            ("yuuki", "ユウキ"),
            ("yuki", "ユウキ"),
            ("koichi", "コウイチ"),
            ("ryouhei", "リョウヘイ"),
            ("ryohei", "リョウヘイ"),
            ("joji", "ジョウジ"),
            ("zyouzi", "ジョウジ"),
            ("ko-hi-", "コーヒー"),
        ] {
            for count in 1..=typed.chars().count() {
                let typed: String = typed.chars().take(count).collect();
                assert!(found(&typed, &[kana]), "{typed} {kana}");
            }
        }
    }

    #[test]
    fn an_unfinished_syllable_finds_its_row_only() {
        assert!(found("tanak", &["タナカ"]));
        assert!(found("tanak", &["タナコ"]));
        assert!(!found("tanak", &["タナベ"]));
        assert!(!found("tanak", &["タナ", "カ"]), "no word reaches over two fields");
        assert!(!found("tana", &["タノ"]));
    }

    #[test]
    fn letters_are_found_as_letters_too() {
        assert!(found("ipad", &["iPad 3号"]));
        assert!(found("hanako@", &["hanako@example.jp"]));
    }

    proptest! {
        #[test]
        fn every_part_of_a_name_finds_it(name in "[ぁ-ゖ一-鿿a-z0-9]{1,8}", from in 0_usize..8, count in 1_usize..8) {
            let part: String = name.chars().skip(from).take(count).collect();
            prop_assert!(found(&part, &[&name]));
        }

        #[test]
        fn every_beginning_of_its_romaji_finds_a_name(
            syllables in proptest::collection::vec("[あいうえおか-ぞただちつて-どな-もやゆよら-ろわ]|ん|[かとはに]っ[かさたちぱ]|[きしちにりぎじ][ゃゅょ]|こう|しゅう", 1..6)
        ) {
            use wana_kana::ConvertJapanese as _;
            let name = format!("あ{}", syllables.concat());
            let typed = name.to_romaji();
            prop_assume!(typed.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'\''));
            for count in 1..=typed.len() {
                let typed: String = typed.chars().take(count).collect();
                prop_assert!(found(&typed, &[&name]), "{} of {}", typed, name);
            }
        }

        #[test]
        fn no_query_panics(query in ".{0,16}|[a-z'ー -]{0,16}", name in ".{0,16}") {
            found(&query, &[&name]);
        }
    }
}
