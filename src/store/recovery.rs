//! The recovery key: 160 random bits on paper, in eight groups that each tell a slip of the pen.
//!
//! Crockford's base 32 (no I, L, O, U; `o` reads as 0, `i` and `l` as 1). A group is four characters and a check
//! character: the sum of each character times its own power of the generator of GF(32), plus the group's number. So
//! one wrong character, two swapped neighbours and two swapped groups are all noticed, with the group's number.

use std::fmt;

use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, Zeroizing};

use crate::register::Lang;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// How many groups a key has.
pub const RECOVERY_GROUPS: usize = 8;
/// Characters of a group that carry the key; one more checks them.
const DATA: usize = 4;

/// The key on paper that opens the vault when every password is lost.
///
/// `Display` writes it in groups; `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryKey([u8; RECOVERY_GROUPS * DATA]);

impl Drop for RecoveryKey {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// What is wrong with a typed recovery key, and in which group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecoveryKeyFault {
    /// The group, from 1; one above [`RECOVERY_GROUPS`] where there is too much.
    pub group: usize,
    /// What is wrong there.
    pub kind: RecoveryKeyFaultKind,
}

/// The ways in which a group can be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecoveryKeyFaultKind {
    /// A character is mistyped, or two are swapped.
    Mistyped,
    /// The group is missing or not complete.
    Missing,
    /// A character that no recovery key has.
    Unknown(char),
    /// There is more than a whole key.
    TooMuch,
}

impl RecoveryKeyFault {
    /// Where the slip is.
    pub fn message(&self, lang: Lang) -> String {
        let group = self.group;
        match (self.kind, lang) {
            (RecoveryKeyFaultKind::Mistyped, Lang::Ja) => {
                format!("復旧キーの{group}番目の組に打ち間違いがあります。紙と見比べてください。")
            }
            (RecoveryKeyFaultKind::Missing, Lang::Ja) => {
                format!("復旧キーの{group}番目の組が足りません。5文字ずつ{RECOVERY_GROUPS}組あります。")
            }
            (RecoveryKeyFaultKind::Unknown(_), Lang::Ja) => {
                format!(
                    "復旧キーの{group}番目の組に、復旧キーでは使わない文字があります。紙と見比べてください。"
                )
            }
            (RecoveryKeyFaultKind::TooMuch, Lang::Ja) => {
                format!("復旧キーは5文字ずつ{RECOVERY_GROUPS}組です。余分な文字があります。")
            }
            (RecoveryKeyFaultKind::Mistyped, Lang::En) => {
                format!(
                    "There is a slip in group {group} of the recovery key. Please compare it with the paper."
                )
            }
            (RecoveryKeyFaultKind::Missing, Lang::En) => {
                format!(
                    "Group {group} of the recovery key is missing: there are {RECOVERY_GROUPS} groups of 5."
                )
            }
            (RecoveryKeyFaultKind::Unknown(_), Lang::En) => format!(
                "Group {group} of the recovery key has a character that recovery keys do not use. Please compare it \
                 with the paper."
            ),
            (RecoveryKeyFaultKind::TooMuch, Lang::En) => {
                format!("A recovery key has {RECOVERY_GROUPS} groups of 5: there is something too much.")
            }
        }
    }
}

/// Multiplies by the generator of GF(32), x^5 = x^2 + 1.
fn times_x(value: u8) -> u8 {
    let shifted = value << 1;
    if shifted & 0x20 == 0 { shifted } else { (shifted ^ 0b10_0101) & 0x1f }
}

fn check_of(group: usize, data: &[u8]) -> u8 {
    let number = u8::try_from(group % 32).unwrap_or(0);
    // Horner's rule: every place gets its own power, from x^4 down to x.
    times_x(data.iter().fold(0, |sum, value| times_x(sum) ^ value)) ^ number
}

impl RecoveryKey {
    pub(super) fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = Zeroizing::new([0_u8; RECOVERY_GROUPS * DATA]);
        getrandom::fill(bytes.as_mut())?;
        let mut key = Self([0; RECOVERY_GROUPS * DATA]);
        for (value, byte) in key.0.iter_mut().zip(bytes.iter()) {
            *value = byte & 0x1f;
        }
        Ok(key)
    }

    /// Reads a key as somebody typed it: case, spaces, hyphens of any kind and full-width forms do not matter.
    ///
    /// # Errors
    /// The first group that is not as it was printed.
    pub fn parse(text: &str) -> Result<Self, RecoveryKeyFault> {
        let mut key = Self([0; RECOVERY_GROUPS * DATA]);
        let mut group = [0_u8; DATA + 1];
        let mut count = 0_usize;
        for c in text.nfkc() {
            let value = match value_of(c) {
                Some(value) => value,
                None if is_separator(c) => continue,
                None => {
                    let group = (count / (DATA + 1) + 1).min(RECOVERY_GROUPS);
                    return Err(RecoveryKeyFault { group, kind: RecoveryKeyFaultKind::Unknown(c) });
                }
            };
            let (number, place) = (count / (DATA + 1), count % (DATA + 1));
            if number >= RECOVERY_GROUPS {
                group.zeroize();
                return Err(RecoveryKeyFault { group: number + 1, kind: RecoveryKeyFaultKind::TooMuch });
            }
            group[place] = value;
            count += 1;
            if place == DATA {
                if check_of(number + 1, &group[..DATA]) != group[DATA] {
                    group.zeroize();
                    return Err(RecoveryKeyFault { group: number + 1, kind: RecoveryKeyFaultKind::Mistyped });
                }
                key.0[number * DATA..(number + 1) * DATA].copy_from_slice(&group[..DATA]);
            }
        }
        group.zeroize();
        if count < RECOVERY_GROUPS * (DATA + 1) {
            let group = count / (DATA + 1) + 1;
            return Err(RecoveryKeyFault { group, kind: RecoveryKeyFaultKind::Missing });
        }
        Ok(key)
    }

    /// The 32 symbols of five bits each, from which the slot's key is derived.
    pub(super) fn symbols(&self) -> &[u8] {
        &self.0
    }
}

fn value_of(c: char) -> Option<u8> {
    let c = match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let place = ALPHABET.iter().position(|symbol| char::from(*symbol) == c)?;
    u8::try_from(place).ok()
}

/// What people put between groups: blanks, and what the keys for hyphen give in the various input modes.
fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '−' | 'ー' | '・' | '.' | ',' | '_')
}

impl fmt::Display for RecoveryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, data) in (1..).zip(self.0.chunks(DATA)) {
            if number > 1 {
                f.write_str("-")?;
            }
            for value in data.iter().copied().chain([check_of(number, data)]) {
                write!(f, "{}", char::from(ALPHABET[usize::from(value & 0x1f)]))?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for RecoveryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryKey(not shown)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_prints_however_it_is_typed() {
        let key = RecoveryKey::random().unwrap();
        let printed = key.to_string();
        assert_eq!(printed.len(), 47, "{RECOVERY_GROUPS} groups of 5 and the hyphens between");
        assert_eq!(RecoveryKey::parse(&printed).unwrap(), key);
        let loose = printed.to_lowercase().replace('-', " ー ").replace('0', "o").replace('1', "l");
        assert_eq!(RecoveryKey::parse(&loose).unwrap(), key);
        let wide: String =
            printed.chars().map(|c| char::from_u32(u32::from(c) - 0x20 + 0xff00).unwrap_or(c)).collect();
        assert_eq!(RecoveryKey::parse(&wide).unwrap(), key, "{wide}");
        assert!(!format!("{key:?}").contains(printed.split('-').next().unwrap()));
    }

    #[test]
    fn names_the_group_of_every_slip() {
        let printed = RecoveryKey::random().unwrap().to_string();
        let chars: Vec<char> = printed.chars().collect();
        for place in (0..chars.len()).filter(|place| chars[*place] != '-') {
            let group = place / 6 + 1;
            for other in ALPHABET.iter().map(|b| char::from(*b)).filter(|c| *c != chars[place]) {
                let mut wrong = chars.clone();
                wrong[place] = other;
                let fault = RecoveryKey::parse(&wrong.iter().collect::<String>()).unwrap_err();
                assert_eq!(fault, RecoveryKeyFault { group, kind: RecoveryKeyFaultKind::Mistyped });
            }
            if place + 1 < chars.len() && chars[place + 1] != '-' && chars[place] != chars[place + 1] {
                let mut swapped = chars.clone();
                swapped.swap(place, place + 1);
                let fault = RecoveryKey::parse(&swapped.iter().collect::<String>()).unwrap_err();
                assert_eq!(fault.group, group);
            }
        }
    }

    #[test]
    fn tells_a_missing_a_swapped_and_an_extra_group() {
        let printed = RecoveryKey::random().unwrap().to_string();
        let groups: Vec<&str> = printed.split('-').collect();
        let fault = |text: &str| RecoveryKey::parse(text).unwrap_err();
        assert_eq!(
            fault(&groups[..7].join("-")),
            RecoveryKeyFault { group: 8, kind: RecoveryKeyFaultKind::Missing }
        );
        assert_eq!(fault("").group, 1);
        assert_eq!(fault(&format!("{printed}-0")).kind, RecoveryKeyFaultKind::TooMuch);
        assert_eq!(fault("ABC*").kind, RecoveryKeyFaultKind::Unknown('*'));
        let swapped =
            [groups[1], groups[0]].into_iter().chain(groups[2..].iter().copied()).collect::<Vec<_>>();
        assert_eq!(
            fault(&swapped.join("-")),
            RecoveryKeyFault { group: 1, kind: RecoveryKeyFaultKind::Mistyped }
        );
    }
}
