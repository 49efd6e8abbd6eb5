//! The head of the history in a form that fits on paper: how many entries there are, and 80 bits of the last one's hash.
//!
//! `312-7F3KQ-...`: the number of entries, then four groups as in `typed.rs`. The check of each group is salted with
//! its own number and with the remainder of the number of entries by a prime of its own. No digit times a power of ten is
//! a multiple of one of these primes, so one wrong digit or two swapped ones make every group disagree: that is how a
//! slip in the number is told from one in a group.

use std::fmt;

use unicode_normalization::UnicodeNormalization as _;

use crate::register::Lang;
use crate::store::{
    history::audit::Head,
    keys::paper_code::{self, DATA, GROUP, SlipKind},
};

/// How many groups follow the number of entries.
pub const HEAD_GROUPS: usize = 4;
/// Of each group, for the number of entries.
const PRIMES: [u64; HEAD_GROUPS] = [31, 29, 23, 19];

/// A head as it stands on papers: it proves a file against a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeadCode {
    length: u64,
    symbols: [[u8; DATA]; HEAD_GROUPS],
}

/// What is wrong with a typed head code, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeadCodeFault {
    /// The number of entries at the beginning is missing, mistyped or no number.
    Number,
    /// A group, from 1, and what is wrong there.
    Group(usize, SlipKind),
}

impl HeadCodeFault {
    /// Where the slip is and what to do.
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Number, Lang::Ja) => {
                "履歴コードの先頭の数字（件数）が正しくありません。紙と見比べてください。".to_owned()
            }
            (Self::Number, Lang::En) => {
                "The number at the beginning of the head code is not right. Please compare it with the paper."
                    .to_owned()
            }
            (Self::Group(group, SlipKind::Missing), Lang::Ja) => {
                format!(
                    "履歴コードの{group}番目の組が足りません。件数の後に5文字ずつ{HEAD_GROUPS}組あります。"
                )
            }
            (Self::Group(group, SlipKind::Missing), Lang::En) => format!(
                "Group {group} of the head code is missing: {HEAD_GROUPS} groups of 5 follow the number."
            ),
            (Self::Group(_, SlipKind::TooMuch), Lang::Ja) => {
                format!("履歴コードは件数と5文字ずつ{HEAD_GROUPS}組です。余分な文字があります。")
            }
            (Self::Group(_, SlipKind::TooMuch), Lang::En) => {
                format!("A head code is a number and {HEAD_GROUPS} groups of 5: there is something too much.")
            }
            (Self::Group(group, _), Lang::Ja) => {
                format!("履歴コードの{group}番目の組に打ち間違いがあります。紙と見比べてください。")
            }
            (Self::Group(group, _), Lang::En) => {
                format!(
                    "There is a slip in group {group} of the head code. Please compare it with the paper."
                )
            }
        }
    }
}

impl HeadCode {
    /// The code of a head.
    pub(in crate::store) fn of(head: &Head) -> Self {
        let mut symbols = [[0_u8; DATA]; HEAD_GROUPS];
        // Twenty bits a group: two bytes and a half.
        for (place, symbol) in symbols.iter_mut().flatten().enumerate() {
            let bit = place * 5;
            let byte = |at: usize| u16::from(head.hash().get(at).copied().unwrap_or(0));
            let two = byte(bit / 8) << 8 | byte(bit / 8 + 1);
            *symbol = u8::try_from(two >> (11 - bit % 8) & 0x1f).unwrap_or(0);
        }
        Self { length: head.length, symbols }
    }

    /// How many entries the history had.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Reads a code as somebody typed it: case, blanks, hyphens of any kind and full-width forms do not matter.
    ///
    /// # Errors
    /// Where it is not as it was printed.
    pub fn parse(text: &str) -> Result<Self, HeadCodeFault> {
        let chars: Vec<char> = text.trim().nfkc().skip_while(|c| paper_code::is_separator(*c)).collect();
        let split = chars.iter().position(|c| paper_code::is_separator(*c)).unwrap_or_else(|| {
            // Without any separator what is left of the groups is the number.
            chars.len().saturating_sub(HEAD_GROUPS * GROUP)
        });
        let (number, groups) = chars.split_at(split);
        let digit = |c: &char| paper_code::value_of(*c).filter(|value| *value < 10).map(u64::from);
        let length = number
            .iter()
            .try_fold(0_u64, |sum, c| sum.checked_mul(10)?.checked_add(digit(c)?))
            .filter(|_| !number.is_empty())
            .ok_or(HeadCodeFault::Number)?;
        let groups: String = groups.iter().collect();
        match paper_code::read::<HEAD_GROUPS>(&groups, |group| salt(group, length)) {
            Ok(symbols) => Ok(Self { length, symbols }),
            Err(slip) if slip.kind == SlipKind::Mistyped && every_group_disagrees(&groups, length) => {
                Err(HeadCodeFault::Number)
            }
            Err(slip) => Err(HeadCodeFault::Group(slip.group, slip.kind)),
        }
    }
}

/// Whether each group has a check that does not fit, as where the number is wrong.
fn every_group_disagrees(groups: &str, length: u64) -> bool {
    let values: Vec<u8> = groups.chars().filter_map(paper_code::value_of).collect();
    let fits = |(number, group): (usize, &[u8])| match group.split_last() {
        Some((check, data)) => paper_code::check_of(salt(number, length), data) == *check,
        None => true,
    };
    !(1..).zip(values.chunks(GROUP)).any(fits)
}

/// What a group's check is salted with: its number and what it knows of the number of entries.
fn salt(group: usize, length: u64) -> u8 {
    let prime = group.checked_sub(1).and_then(|place| PRIMES.get(place)).copied().unwrap_or(31);
    u8::try_from(length % prime).unwrap_or(0) ^ u8::try_from(group % 32).unwrap_or(0)
}

impl fmt::Display for HeadCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.length)?;
        for (number, data) in (1..).zip(&self.symbols) {
            f.write_str("-")?;
            paper_code::write(f, salt(number, self.length), data)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::store::keys::Bytes;

    fn head(length: u64, hash: [u8; 32]) -> Head {
        Head { length, hash: Bytes(hash.to_vec()) }
    }

    #[test]
    fn holds_the_first_eighty_bits() {
        let mut hash = [0_u8; 32];
        hash[..10].copy_from_slice(&[0x84, 0x21, 0x08, 0x42, 0x10, 0x84, 0x21, 0x08, 0x42, 0x10]);
        let code = HeadCode::of(&head(312, hash));
        assert!(code.symbols.iter().flatten().all(|symbol| *symbol == 0b10000), "{:?}", code.symbols);
        hash[9] ^= 1;
        assert_ne!(HeadCode::of(&head(312, hash)), code, "the last of them counts");
        hash[9] ^= 1;
        hash[10] ^= 0x80;
        assert_eq!(HeadCode::of(&head(312, hash)), code, "and no more");
    }

    proptest! {
        #[test]
        fn reads_what_it_prints_however_it_is_typed(length in any::<u64>(), hash in any::<[u8; 32]>()) {
            let code = HeadCode::of(&head(length, hash));
            let printed = code.to_string();
            prop_assert_eq!(HeadCode::parse(&printed), Ok(code));
            prop_assert_eq!(HeadCode::parse(&printed.replace('-', "")), Ok(code));
            let loose = format!(" {} ", printed.to_lowercase().replace('-', " ー ").replace('1', "l"));
            prop_assert_eq!(HeadCode::parse(&loose), Ok(code));
            let wide: String =
                printed.chars().map(|c| char::from_u32(u32::from(c) - 0x20 + 0xff00).unwrap_or(c)).collect();
            prop_assert_eq!(HeadCode::parse(&wide), Ok(code));
        }

        #[test]
        fn every_substitution_and_every_swap_is_told_at_its_place(length in 0_u64..10_000_000, hash in any::<[u8; 32]>()) {
            let printed = HeadCode::of(&head(length, hash)).to_string();
            let chars: Vec<char> = printed.chars().collect();
            let number = chars.iter().position(|c| *c == '-').unwrap();
            for place in (0..chars.len()).filter(|place| chars[*place] != '-') {
                let group = (place > number).then(|| (place - number) / 6 + 1);
                let expected = group.map_or(HeadCodeFault::Number, |group| HeadCodeFault::Group(group, SlipKind::Mistyped));
                let fault = |chars: &[char]| HeadCode::parse(&chars.iter().collect::<String>()).unwrap_err();
                for other in paper_code::symbols().filter(|c| *c != chars[place]) {
                    let mut wrong = chars.clone();
                    wrong[place] = other;
                    prop_assert_eq!(fault(&wrong), expected, "{:?}", wrong);
                }
                if chars.get(place + 1).is_some_and(|next| *next != '-' && *next != chars[place]) {
                    let mut swapped = chars.clone();
                    swapped.swap(place, place + 1);
                    prop_assert_eq!(fault(&swapped), expected, "{:?}", swapped);
                }
            }
        }
    }

    #[test]
    fn tells_what_is_missing_swapped_or_too_much() {
        let printed = HeadCode::of(&head(1_204, [0x5a; 32])).to_string();
        let groups: Vec<&str> = printed.split('-').collect();
        let fault = |text: &str| HeadCode::parse(text).unwrap_err();
        assert_eq!(fault(""), HeadCodeFault::Number);
        assert_eq!(fault("1204"), HeadCodeFault::Number, "no group to tell it from");
        assert_eq!(fault(&groups[..4].join("-")), HeadCodeFault::Group(4, SlipKind::Missing));
        assert_eq!(fault(&format!("{printed}-0")), HeadCodeFault::Group(5, SlipKind::TooMuch));
        assert_eq!(
            fault(&printed.replace(groups[2], "AB*CD")),
            HeadCodeFault::Group(2, SlipKind::Unknown('*'))
        );
        let swapped = [groups[0], groups[2], groups[1], groups[3], groups[4]].join("-");
        assert_eq!(fault(&swapped), HeadCodeFault::Group(1, SlipKind::Mistyped));
        for lang in [Lang::Ja, Lang::En] {
            assert!(fault(&swapped).message(lang).contains('1'));
        }
    }
}
