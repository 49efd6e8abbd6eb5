//! The order of the kana (五十音順), as people look names up.

use std::{cmp::Ordering, sync::LazyLock};

use icu_collator::{
    CollatorBorrowed, CollatorPreferences, options::CollatorOptions, preferences::CollationNumericOrdering,
};
use icu_locale_core::locale;

/// Japanese order, numbers by their value. The data is compiled in; without it the order would be that of the code points.
static COLLATOR: LazyLock<Option<CollatorBorrowed<'static>>> = LazyLock::new(|| {
    let mut preferences = CollatorPreferences::from(&locale!("ja"));
    preferences.numeric_ordering = Some(CollationNumericOrdering::True);
    CollatorBorrowed::try_new(preferences, CollatorOptions::default()).ok()
});

/// Compares two texts in the order of the kana: 平仮名 and 片仮名 together, `D-2` before `D-10`.
pub fn kana_order(one: &str, other: &str) -> Ordering {
    match &*COLLATOR {
        Some(collator) => collator.compare(one, other),
        None => one.cmp(other),
    }
    .then_with(|| one.cmp(other))
}

/// A text's place in the order, made once and compared often: keys compare as their texts do in [`kana_order`], but for
/// texts that the order takes as one.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SortKey(Box<[u8]>);

/// The place of a text in the order of the kana.
pub fn sort_key(text: &str) -> SortKey {
    let mut bytes = Vec::new();
    push(text, &mut bytes);
    SortKey(bytes.into())
}

/// The place of a person, or of anything with a reading: by the reading, then the name, then the id. Those without a
/// reading stand behind all that have one, by name.
pub fn person_sort_key(kana: Option<&str>, name: Option<&str>, id: &str) -> SortKey {
    use crate::register::records::non_blank;
    let mut bytes = Vec::with_capacity(64);
    bytes.push(u8::from(non_blank(kana).is_none()));
    for part in [non_blank(kana), non_blank(name), Some(id)] {
        push(part.unwrap_or_default(), &mut bytes);
        // Keys of texts hold no zero, so that a shorter text stands first.
        bytes.push(0);
    }
    SortKey(bytes.into())
}

fn push(text: &str, bytes: &mut Vec<u8>) {
    match &*COLLATOR {
        Some(collator) => {
            let Ok(()) = collator.write_sort_key_to(text, bytes);
        }
        None => bytes.extend_from_slice(text.as_bytes()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn orders_as_people_look_names_up() {
        let mut names = vec![
            "ワタナベ",
            "さとう",
            "サトウ イチロウ",
            "アベ",
            "イトウ",
            "ガトウ",
            "カトウ",
            "D-10",
            "D-2",
            "ｶﾄｳ",
        ];
        names.sort_by(|one, other| kana_order(one, other));
        assert_eq!(
            names,
            [
                "D-2",
                "D-10",
                "アベ",
                "イトウ",
                "カトウ",
                "ｶﾄｳ",
                "ガトウ",
                "さとう",
                "サトウ イチロウ",
                "ワタナベ"
            ]
        );
    }

    #[test]
    fn who_has_no_reading_stands_last() {
        let key = |kana: Option<&str>, name: &str, id: &str| person_sort_key(kana, Some(name), id);
        let mut people = [
            (key(None, "阿部 一", "S-4"), 4),
            (key(Some("ワタナベ"), "渡辺", "S-3"), 3),
            (key(Some("アベ"), "阿部", "S-10"), 2),
            (key(Some("アベ"), "阿部", "S-2"), 1),
            (key(Some(" "), "山田", "S-5"), 5),
        ];
        people.sort();
        assert_eq!(people.map(|(_, place)| place), [1, 2, 3, 4, 5]);
    }

    proptest! {
        #[test]
        fn keys_compare_as_texts_do(
            one in "[ぁ-ゖァ-ヺー一-丿a-z0-9 -]{0,8}", other in "[ぁ-ゖァ-ヺー一-丿a-z0-9 -]{0,8}"
        ) {
            let by_key = sort_key(&one).cmp(&sort_key(&other));
            if by_key != Ordering::Equal {
                prop_assert_eq!(by_key, kana_order(&one, &other));
            }
        }
    }
}
