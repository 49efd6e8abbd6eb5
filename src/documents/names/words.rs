//! The shipped lists of words by which names are told from other words (`data/masking/`).

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::letters::{Letters, compared_exactly};

/// The words of all lists.
pub(super) static WORDS: LazyLock<Lists> = LazyLock::new(|| {
    let places = listed(include_str!("../../../data/masking/place-words.txt"));
    let organisations = listed(include_str!("../../../data/masking/organisation-words.txt"));
    let (numbered, places): (Vec<&str>, Vec<&str>) =
        places.into_iter().partition(|word| NUMBERED.contains(word));
    let (short, places): (Vec<&str>, Vec<&str>) = places.into_iter().partition(|word| SHORT.contains(word));
    Lists {
        organisations: Words::new(
            organisations.iter().chain(places.iter().filter(|word| word.chars().count() > 1)).copied(),
        ),
        companies: Words::new(organisations),
        numbered: Words::new(numbered),
        short_places: Words::new(short),
        places: Words::new(places),
        plain: Words::new(listed(include_str!("../../../data/masking/plain-words.txt"))),
        others: Words::new(listed(include_str!("../../../data/masking/other-people-words.txt"))),
        patients: Words::new(PATIENTS),
        common_places: Words::new(COMMON_PLACES),
        latin: Words::new(listed(include_str!("../../../data/masking/latin-words.txt"))),
        after_names: Words::new(listed(include_str!("../../../data/masking/words-after-names.txt"))),
        numbers: Words::new(listed(include_str!("../../../data/masking/number-words.txt"))),
        accounts: Words::new(listed(include_str!("../../../data/masking/account-words.txt"))),
        given: Words::new(listed(include_str!("../../../data/masking/given-names-in-kana.txt"))),
        readings: readings(include_str!("../../../data/masking/family-readings.txt")),
    }
});

/// How family names are read, by how they are compared.
fn readings(text: &'static str) -> FxHashMap<String, Vec<&'static str>> {
    let mut read: FxHashMap<String, Vec<&str>> = FxHashMap::default();
    let words = listed(text);
    for (name, reading) in words.chunks_exact(2).filter_map(|pair| pair.first().zip(pair.get(1))) {
        read.entry(compared_exactly(name).concat()).or_default().push(reading);
    }
    read
}

/// Those of the place words that count after a number.
const NUMBERED: [&str; 1] = ["丁目"];
/// Those of the place words that a name may go on with.
const SHORT: [&str; 2] = ["町", "市"];

/// Those of the place words that a name is in front of with a の between them as well: 「築港の倉庫」. Nobody has one, and nobody
/// works there.
const COMMON_PLACES: [&str; 21] = [
    "倉庫",
    "公園",
    "緑地",
    "広場",
    "埠頭",
    "ふ頭",
    "桟橋",
    "空港",
    "運河",
    "水門",
    "渡船場",
    "交差点",
    "踏切",
    "団地",
    "商店街",
    "造船所",
    "路上",
    "歩道",
    "車道",
    "河川敷",
    "高架下",
];
/// Who is cared for, and so nobody of the office.
const PATIENTS: [&str; 6] = ["患者", "利用者", "入居者", "入所者", "新患", "本人"];

/// Nearly every family name has up to three kanji.
pub(super) const LONGEST_FAMILY: usize = 3;

/// The lists.
pub(super) struct Lists {
    /// What makes a place of the name before it.
    pub(super) places: Words,
    /// The same after a number.
    pub(super) numbered: Words,
    /// The same where nothing follows with which a name could go on.
    pub(super) short_places: Words,
    /// What ends the name of an organisation, places included.
    pub(super) organisations: Words,
    /// The same without the places.
    pub(super) companies: Words,
    /// Ordinary words.
    pub(super) plain: Words,
    /// Who is nobody of the office, and no patient either.
    pub(super) others: Words,
    pub(super) patients: Words,
    /// What a name makes with a の between them.
    pub(super) common_places: Words,
    /// Words in Latin letters that are nobody's name.
    pub(super) latin: Words,
    /// Words in kana that are no part of the name before them.
    pub(super) after_names: Words,
    /// Given names in kana that read like those.
    pub(super) given: Words,
    /// Behind what stands the number of somebody.
    pub(super) numbers: Words,
    /// Behind what stands somebody's account.
    pub(super) accounts: Words,
    /// How common family names are read.
    readings: FxHashMap<String, Vec<&'static str>>,
}

impl Lists {
    /// How the longest family name is commonly read with which a name begins, and how long it is: of 「田中実」 that of 田中.
    pub(super) fn read(&self, name: &[String]) -> Option<(usize, &[&'static str])> {
        let known = |len: usize| self.readings.get(&name.get(..len)?.concat());
        (1..=LONGEST_FAMILY).rev().find_map(|len| Some((len, known(len)?.as_slice())))
    }
}

/// The words of a list: any number a line, without remarks.
fn listed(text: &str) -> Vec<&str> {
    let lines = text.lines().map(|line| line.split('#').next().unwrap_or_default());
    lines.flat_map(str::split_whitespace).collect()
}

/// Words as they are compared.
pub(super) struct Words {
    words: FxHashSet<String>,
    longest: usize,
}

impl Words {
    pub(super) fn new<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let (mut folded, mut longest) = (FxHashSet::default(), 0);
        for word in words {
            let letters = compared_exactly(word);
            longest = longest.max(letters.len());
            folded.insert(letters.concat());
        }
        Self { words: folded, longest }
    }

    /// How many characters the longest word has.
    pub(super) fn longest(&self) -> usize {
        self.longest
    }

    pub(super) fn has(&self, word: &[String]) -> bool {
        word.len() <= self.longest && self.words.contains(&word.concat())
    }

    /// Where words of the list end that begin at a place, the longest first.
    pub(super) fn ends(&self, text: &Letters<'_>, at: usize) -> impl Iterator<Item = usize> {
        let longest = self.longest.min(text.folded.len().saturating_sub(at));
        (1..=longest).rev().map(move |len| at + len).filter(move |end| self.is(text, at, *end))
    }

    pub(super) fn begins(&self, text: &Letters<'_>, at: usize) -> bool {
        self.ends(text, at).next().is_some()
    }

    /// Whether a word of the list ends at a place.
    pub(super) fn ends_at(&self, text: &Letters<'_>, end: usize) -> bool {
        (1..=self.longest.min(end)).any(|len| self.is(text, end - len, end))
    }

    /// Where the longest word of the list begins that ends at a place.
    pub(super) fn longest_before(&self, text: &Letters<'_>, end: usize) -> Option<usize> {
        (1..=self.longest.min(end)).rev().map(|len| end - len).find(|at| self.is(text, *at, end))
    }

    /// Whether a name ends with a word of the list.
    pub(super) fn end(&self, name: &[String]) -> bool {
        (0..name.len()).any(|at| name.get(at..).is_some_and(|rest| self.has(rest)))
    }

    /// Whether a name consists of words of the list: 「訪問看護」.
    pub(super) fn make_up(&self, name: &[String]) -> bool {
        let mut begun = vec![0];
        for at in 0..name.len() {
            if begun.contains(&at) {
                let ends = (at + 1..=name.len().min(at + self.longest))
                    .filter(|end| name.get(at..*end).is_some_and(|word| self.has(word)));
                begun.extend(ends);
            }
        }
        begun.contains(&name.len())
    }

    fn is(&self, text: &Letters<'_>, at: usize, end: usize) -> bool {
        text.folded
            .get(at..end)
            .is_some_and(|word| word.iter().all(|piece| !piece.is_empty()) && self.has(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_read_and_know_their_words() {
        let has = |words: &Words, word: &str| words.has(&compared_exactly(word));
        for word in ["駅", "公園", "倉庫", "病院", "クリニック"] {
            assert!(has(&WORDS.places, word), "{word}");
        }
        for word in NUMBERED {
            assert!(has(&WORDS.numbered, word) && !has(&WORDS.places, word), "{word}");
        }
        for word in SHORT {
            assert!(has(&WORDS.short_places, word) && !has(&WORDS.places, word), "{word}");
        }
        assert!(has(&WORDS.organisations, "事務局") && has(&WORDS.organisations, "薬局"));
        assert!(!has(&WORDS.companies, "薬局") && !has(&WORDS.organisations, "駅"));
        for word in COMMON_PLACES {
            assert!(has(&WORDS.places, word), "{word}");
        }
        assert!(has(&WORDS.others, "長女") && has(&WORDS.others, "近所") && !has(&WORDS.others, "担当"));
        assert!(has(&WORDS.plain, "メモリ") && has(&WORDS.latin, "windows"));
        assert!(!has(&WORDS.plain, "#") && !has(&WORDS.latin, "names"));
    }
}
