//! The recovery key: 160 random bits on paper, in eight groups that each tell a slip of the pen (see `typed.rs`).

use std::fmt;

use zeroize::{Zeroize, Zeroizing};

use crate::register::Lang;
use crate::store::keys::paper_code::{self, DATA, Slip};

pub use crate::store::keys::paper_code::SlipKind as RecoveryKeyFaultKind;

/// How many groups a key has.
pub const RECOVERY_GROUPS: usize = 8;

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

impl From<Slip> for RecoveryKeyFault {
    fn from(slip: Slip) -> Self {
        Self { group: slip.group, kind: slip.kind }
    }
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

/// The salt of a group's check: its number, so that two swapped groups are told.
fn salt(group: usize) -> u8 {
    u8::try_from(group % 32).unwrap_or(0)
}

impl RecoveryKey {
    pub(in crate::store) fn random() -> Result<Self, getrandom::Error> {
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
        let groups = Zeroizing::new(paper_code::read::<RECOVERY_GROUPS>(text, salt)?);
        let mut key = Self([0; RECOVERY_GROUPS * DATA]);
        for (place, data) in key.0.chunks_mut(DATA).zip(groups.iter()) {
            place.copy_from_slice(data);
        }
        Ok(key)
    }

    /// The 32 symbols of five bits each, from which the slot's key is derived.
    pub(in crate::store) fn symbols(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Display for RecoveryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, data) in (1..).zip(self.0.chunks(DATA)) {
            if number > 1 {
                f.write_str("-")?;
            }
            paper_code::write(f, salt(number), data)?;
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
            for other in paper_code::symbols().filter(|c| *c != chars[place]) {
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
