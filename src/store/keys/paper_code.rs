//! Codes that people copy by hand: groups of four Crockford characters with a check character each.
//!
//! Crockford's base 32 has no I, L, O, U; `o` reads as 0, `i` and `l` as 1. The check character is the sum of each
//! character times its own power of the generator of GF(32), plus the group's salt (its number, in the simplest case). So
//! one wrong character, two swapped neighbours and two swapped groups are all noticed, with the group's number.

use std::fmt;

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroize as _;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters of a group that carry the code; one more checks them.
pub(in crate::store) const DATA: usize = 4;
/// Characters of a group with its check.
pub(in crate::store) const GROUP: usize = DATA + 1;

/// What is wrong with a typed code, and in which group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) struct Slip {
    /// The group, from 1; one more than there are where there is too much.
    pub group: usize,
    pub kind: SlipKind,
}

/// The ways in which a group can be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlipKind {
    /// A character is mistyped, or two are swapped.
    Mistyped,
    /// The group is missing or not complete.
    Missing,
    /// A character that no code has.
    Unknown(char),
    /// There is more than a whole code.
    TooMuch,
}

/// Multiplies by the generator of GF(32), x^5 = x^2 + 1.
fn times_x(value: u8) -> u8 {
    let shifted = value << 1;
    if shifted & 0x20 == 0 { shifted } else { (shifted ^ 0b10_0101) & 0x1f }
}

/// The check of a group's values, each of five bits.
pub(in crate::store) fn check_of(salt: u8, data: &[u8]) -> u8 {
    // Horner's rule: every place gets its own power, from x^4 down to x.
    times_x(data.iter().fold(0, |sum, value| times_x(sum) ^ value)) ^ (salt & 0x1f)
}

/// Reads groups as somebody typed them: case, blanks, hyphens of any kind and full-width forms do not matter. `salt`
/// is that of a group by its number, from 1. What was read of a wrong code is wiped.
pub(in crate::store) fn read<const N: usize>(
    text: &str,
    salt: impl Fn(usize) -> u8,
) -> Result<[[u8; DATA]; N], Slip> {
    let mut groups = [[0_u8; DATA]; N];
    let mut group = [0_u8; GROUP];
    let mut count = 0_usize;
    let mut read = || {
        for c in text.nfkc() {
            let (number, place) = (count / GROUP, count % GROUP);
            let value = match value_of(c) {
                Some(value) => value,
                None if is_separator(c) => continue,
                None => return Err(Slip { group: (number + 1).min(N), kind: SlipKind::Unknown(c) }),
            };
            let Some(target) = groups.get_mut(number) else {
                return Err(Slip { group: number + 1, kind: SlipKind::TooMuch });
            };
            group[place] = value;
            count += 1;
            if place == DATA {
                let data = &group[..DATA];
                if check_of(salt(number + 1), data) != group[DATA] {
                    return Err(Slip { group: number + 1, kind: SlipKind::Mistyped });
                }
                target.copy_from_slice(data);
            }
        }
        if count < N * GROUP {
            return Err(Slip { group: count / GROUP + 1, kind: SlipKind::Missing });
        }
        Ok(())
    };
    let outcome = read();
    group.zeroize();
    match outcome {
        Ok(()) => Ok(groups),
        Err(slip) => {
            groups.zeroize();
            Err(slip)
        }
    }
}

/// Writes a group and its check.
pub(in crate::store) fn write(f: &mut fmt::Formatter<'_>, salt: u8, data: &[u8]) -> fmt::Result {
    for value in data.iter().copied().chain([check_of(salt, data)]) {
        write!(f, "{}", char::from(ALPHABET[usize::from(value & 0x1f)]))?;
    }
    Ok(())
}

/// The five bits of a character.
pub(in crate::store) fn value_of(c: char) -> Option<u8> {
    let c = match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let place = ALPHABET.iter().position(|symbol| char::from(*symbol) == c)?;
    u8::try_from(place).ok()
}

/// What people put between groups: blanks, and what the keys for hyphen give in the various input modes.
pub(in crate::store) fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '−' | 'ー' | '・' | '.' | ',' | '_')
}

#[cfg(test)]
pub(in crate::store) fn symbols() -> impl Iterator<Item = char> {
    ALPHABET.iter().map(|symbol| char::from(*symbol))
}
