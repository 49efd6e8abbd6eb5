//! What deriving a key from a password costs: argon2id's memory, passes and lanes.

use std::time::{Duration, Instant};

use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// The cost of argon2id, kept with each slot and bound into what it seals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

/// How long one guess should take on the machine that makes the slot.
const TARGET: Duration = Duration::from_millis(500);

impl Cost {
    /// The least that a real vault uses: 64 MiB, 3 passes, 1 lane.
    pub const FLOOR: Self = Self { memory_kib: 64 * 1024, passes: 3, lanes: 1 };

    /// Hardly any protection: for a vault that is thrown away (the practice office, tests). No option of the command
    /// line reaches it.
    pub const THROWAWAY: Self = Self { memory_kib: 8, passes: 1, lanes: 1 };

    /// The cost at which one guess takes about half a second on this machine; never below [`Cost::FLOOR`]. Memory
    /// is raised first, to 256 MiB at most so that small machines can open the vault, then passes.
    #[must_use]
    pub fn tuned() -> Self {
        let begun = Instant::now();
        if Self::FLOOR.derive(b"how fast is this machine?", &[0; 32]).is_err() {
            return Self::FLOOR;
        }
        Self::for_speed(begun.elapsed())
    }

    fn for_speed(floor_takes: Duration) -> Self {
        let mut cost = Self::FLOOR;
        let mut takes = floor_takes.max(Duration::from_millis(1));
        while cost.memory_kib < 256 * 1024 && takes * 2 <= TARGET {
            cost.memory_kib *= 2;
            takes *= 2;
        }
        let a_pass = takes / cost.passes;
        while cost.passes < 16 && takes + a_pass <= TARGET {
            cost.passes += 1;
            takes += a_pass;
        }
        cost
    }

    /// Whether a slot may ask for this: argon2 knows it, and a forged file cannot exhaust the machine.
    pub(in crate::store) fn is_sane(self) -> bool {
        let enough = (1..=64).contains(&self.lanes) && self.memory_kib >= 8 * self.lanes;
        enough && self.memory_kib <= 1024 * 1024 && (1..=32).contains(&self.passes)
    }

    /// The numbers for the authenticated data of a slot.
    pub(in crate::store) fn numbers(self) -> [u32; 3] {
        [self.memory_kib, self.passes, self.lanes]
    }

    /// Runs argon2id.
    pub(in crate::store) fn derive(
        self,
        secret: &[u8],
        salt: &[u8; 32],
    ) -> Result<Zeroizing<[u8; 32]>, argon2::Error> {
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(32))?;
        let mut key = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into(
            secret,
            salt,
            key.as_mut(),
        )?;
        Ok(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fast_machine_pays_more_and_a_slow_one_never_less_than_the_floor() {
        let cost = |millis| Cost::for_speed(Duration::from_millis(millis));
        assert_eq!(cost(2_000), Cost::FLOOR);
        assert_eq!(cost(140), Cost { memory_kib: 128 * 1024, passes: 5, lanes: 1 });
        assert_eq!(cost(60), Cost { memory_kib: 256 * 1024, passes: 6, lanes: 1 });
        assert_eq!(cost(0), Cost { memory_kib: 256 * 1024, passes: 16, lanes: 1 });
    }

    #[test]
    fn refuses_a_cost_that_would_exhaust_the_machine() {
        assert!(Cost::FLOOR.is_sane() && Cost::THROWAWAY.is_sane());
        assert!(!Cost { memory_kib: u32::MAX, passes: 3, lanes: 1 }.is_sane());
        assert!(
            !Cost { memory_kib: 4 * 1024 * 1024, passes: 64, lanes: 1 }.is_sane(),
            "minutes, and all memory"
        );
        assert!(Cost::for_speed(Duration::ZERO).is_sane());
        assert!(!Cost { memory_kib: 8, passes: 1, lanes: 5 }.is_sane());
        assert!(!Cost { memory_kib: 65_536, passes: 0, lanes: 1 }.is_sane());
    }
}
