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
            }
        }
        Self { kana: reading(&text).into(), text: text.into() }
    }
}

/// What is searched for. Made once a keystroke.
///
/// Its words (divided by blanks) must all be found, each in any field. A word in 羅馬字 is found in kana as well, with long
/// vowels or without, and with the last syllable unfinished: `tanak` finds タナカ.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    words: Vec<Word>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Word {
    literal: String,
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
        Self { words: words.map(|literal| Word { sound: Sound::of(&literal), literal }).collect() }
    }

    /// Whether nothing is searched for: everything is found.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether a record is found.
    pub fn matches(&self, key: &SearchKey) -> bool {
        self.words.iter().all(|word| {
            key.text.contains(word.literal.as_str())
                || word.sound.as_ref().is_some_and(|sound| sound.is_in(key))
        })
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
