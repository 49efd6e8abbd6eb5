//! The kana of a text, one byte each, with long vowels and like sounds taken as one: what 羅馬字 is matched against.

use super::super::romaji::Vowel;

/// Stands for anything that is no kana; no reading matches across it.
pub(super) const GAP: u8 = 0;

/// The code of a hiragana; `None` for anything else.
pub(super) fn code(c: char) -> Option<u8> {
    matches!(c, 'ぁ'..='ゖ').then(|| u8::try_from(u32::from(c) - 0x3040).ok()).flatten()
}

/// The kana of a search key. Gaps that say nothing are left out.
pub(super) fn reading(key: &str) -> Vec<u8> {
    let mut kana = Loose { out: Vec::new(), previous: None };
    for c in key.chars() {
        kana.push(c);
    }
    if kana.out.last() == Some(&GAP) {
        kana.out.pop();
    }
    kana.out
}

struct Loose {
    out: Vec<u8>,
    previous: Option<char>,
}

impl Loose {
    fn push(&mut self, c: char) {
        // A long vowel may be written or not: おう, おお and おー are お, ゆう is ゆ.
        let previous = self.previous.and_then(Vowel::of);
        let silent = match c {
            'ー' => true,
            'う' => matches!(previous, Some(Vowel::O | Vowel::U)),
            'お' => previous == Some(Vowel::O),
            // かんだ may be typed as kannda.
            'ん' => self.previous == Some('ん'),
            _ => false,
        };
        if silent && self.previous.is_some() {
            return;
        }
        // しんいち is typed as shin'ichi, shinichi and shinnichi: ん before a vowel or な is taken as な, に, …
        let after_n = self.previous == Some('ん');
        let (first, second) = match c {
            'あ' if after_n => ('な', None),
            'い' if after_n => ('に', None),
            'う' if after_n => ('ぬ', None),
            'え' if after_n => ('ね', None),
            'お' if after_n => ('の', None),
            'や' if after_n => ('に', Some('ゃ')),
            'ゆ' if after_n => ('に', Some('ゅ')),
            'よ' if after_n => ('に', Some('ょ')),
            'ぢ' => ('じ', None),
            'づ' => ('ず', None),
            'を' => ('お', None),
            'ゐ' => ('い', None),
            'ゑ' => ('え', None),
            'ゎ' => ('わ', None),
            'ゔ' => ('ぶ', None),
            'ゕ' => ('か', None),
            'ゖ' => ('け', None),
            c => (c, None),
        };
        if after_n && (Vowel::is_open(c) || matches!(c, 'な' | 'に' | 'ぬ' | 'ね' | 'の')) {
            self.out.pop();
        }
        self.emit(first);
        if let Some(second) = second {
            self.emit(second);
        }
    }

    fn emit(&mut self, c: char) {
        if let Some(code) = code(c) {
            self.out.push(code);
            self.previous = Some(c);
            return;
        }
        if self.out.last().is_some_and(|last| *last != GAP) {
            self.out.push(GAP);
        }
        self.previous = None;
    }
}
