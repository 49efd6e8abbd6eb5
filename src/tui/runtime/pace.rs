//! When the next frame is drawn. A key that is held down brings more of them than a slow line carries: what waits on the way
//! is seen long after the key was let go. There some frames are left out, never the last one.

use std::time::{Duration, Instant};

/// A row a sort of line: how long an answer takes on it at least, and how many bytes a second it may carry.
const LINES: [(Duration, u64); 2] =
    [(Duration::from_millis(100), 16_000), (Duration::from_millis(30), 64_000)];

/// No frame waits longer behind another one.
const LONGEST: Duration = Duration::from_millis(150);

/// Says when a frame may follow on the one before.
#[derive(Debug, Default)]
pub struct Pace {
    /// How many bytes a second the line may carry; nothing where it is as quick as the machine itself.
    carries: Option<u64>,
    /// When the line may have room again.
    free: Option<Instant>,
    /// Something changed that is not on the screen yet.
    owed: bool,
}

impl Pace {
    /// Of a line on which an answer of the terminal took so long; nothing where it was not asked, or did not answer.
    pub fn of(answer: Option<Duration>) -> Self {
        let slow = answer.and_then(|took| LINES.into_iter().find(|(least, _)| took >= *least));
        Self { carries: slow.map(|(_, carries)| carries), ..Self::default() }
    }

    /// Something changed.
    pub fn owe(&mut self) {
        self.owed = true;
    }

    /// How long what changed has to wait; nothing where nothing did.
    pub fn wait(&self, now: Instant) -> Option<Duration> {
        let left = || self.free.map_or(Duration::ZERO, |free| free.saturating_duration_since(now));
        self.owed.then(left)
    }

    /// A frame of so many bytes was drawn.
    pub fn drawn(&mut self, bytes: usize, now: Instant) {
        self.owed = false;
        self.free = self.carries.and_then(|carries| {
            let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
            now.checked_add(Duration::from_millis(bytes.saturating_mul(1000) / carries).min(LONGEST))
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Keys that come at these moments, in milliseconds; each changes the screen, and a frame takes so many bytes. Says which
    /// frames were drawn: when, and up to which key.
    fn held(pace: &mut Pace, keys: &[u64], bytes: usize) -> Vec<(u64, usize)> {
        let begin = Instant::now();
        let at = |now: u64| begin + Duration::from_millis(now);
        let (mut frames, mut seen) = (Vec::new(), 0);
        for now in 0..keys.last().unwrap() + 1000 {
            while keys.get(seen).is_some_and(|key| *key <= now) {
                seen += 1;
                pace.owe();
            }
            if pace.wait(at(now)) == Some(Duration::ZERO) {
                pace.drawn(bytes, at(now));
                frames.push((now, seen));
            }
        }
        frames
    }

    /// The bytes on their way on a line that carries so many a millisecond, at the most.
    fn queue(frames: &[(u64, usize)], bytes: u64, carries: u64) -> u64 {
        let (mut most, mut queued, mut last) = (0, 0_u64, 0);
        for (now, _) in frames {
            queued = queued.saturating_sub((now - last) * carries) + bytes;
            (most, last) = (most.max(queued), *now);
        }
        most
    }

    fn thirty_a_second(count: u64) -> Vec<u64> {
        (0..count).map(|key| key * 33).collect()
    }

    #[test]
    fn a_held_key_fills_no_slow_line_and_its_last_frame_is_drawn() {
        let keys = thirty_a_second(60);
        let frames = held(&mut Pace::of(Some(Duration::from_millis(150))), &keys, 1300);
        assert_eq!(frames.first(), Some(&(0, 1)), "the first key is shown at once");
        assert_eq!(frames.last().map(|(_, seen)| *seen), Some(60), "what came last is shown");
        assert!(queue(&frames, 1300, 16) <= 2 * 1300, "{frames:?}");
        // As it would be without: seconds of frames on their way.
        let all = held(&mut Pace::default(), &keys, 1300);
        assert_eq!(all.len(), 60);
        assert!(queue(&all, 1300, 16) > 40_000);
    }

    #[test]
    fn a_quick_line_draws_every_frame_and_so_does_one_that_was_not_asked() {
        let keys = thirty_a_second(20);
        for answer in [None, Some(Duration::from_micros(300)), Some(Duration::from_millis(20))] {
            assert_eq!(held(&mut Pace::of(answer), &keys, 60_000).len(), 20);
        }
    }

    /// Whoever presses a key now and then waits for nothing, however slow the line is.
    #[test]
    fn single_keys_are_shown_at_once() {
        let keys: Vec<u64> = (0..10).map(|key| key * 200).collect();
        let frames = held(&mut Pace::of(Some(Duration::from_millis(300))), &keys, 9000);
        assert_eq!(frames.iter().map(|(now, _)| *now).collect::<Vec<_>>(), keys);
    }
}
