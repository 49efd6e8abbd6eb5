//! How long no key was pressed: after the minutes that are set, the register is locked.

use std::time::{Duration, Instant};

/// When a key was pressed last.
#[derive(Debug)]
pub struct Idle(Instant);

impl Idle {
    /// As if one had been pressed now.
    pub fn new(now: Instant) -> Self {
        Self(now)
    }

    /// One was pressed, or nothing is open that could be locked.
    pub fn touch(&mut self, now: Instant) {
        self.0 = now;
    }

    /// Whether none was for so many minutes; never where none are set. Once it was, the time begins anew.
    pub fn is_over(&mut self, minutes: Option<u16>, now: Instant) -> bool {
        let most = minutes.map_or(Duration::MAX, |minutes| Duration::from_secs(u64::from(minutes) * 60));
        let over = now.saturating_duration_since(self.0) >= most;
        if over {
            self.0 = now;
        }
        over
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_over_once_after_the_minutes_that_are_set() {
        let begin = Instant::now();
        let at = |seconds| begin + Duration::from_secs(seconds);
        let mut idle = Idle::new(begin);
        assert!(!idle.is_over(Some(4), at(239)));
        idle.touch(at(239));
        assert!(!idle.is_over(Some(4), at(478)));
        assert!(!idle.is_over(None, at(100_000)));
        assert!(idle.is_over(Some(4), at(479)));
        assert!(!idle.is_over(Some(4), at(480)));
    }
}
