//! Whether keys were pressed by a hand. A terminal that does not mark pasted text hands it over as keys, and where keys
//! are commands it would run as so many of them: what comes too fast for a hand is told apart before its first key goes on.
//!
//! Pure: the moments come in as arguments.

use std::time::{Duration, Instant};

use super::input::{Code, Folded, Input, Key};

/// Three different characters within this time are not a hand.
pub const WINDOW: Duration = Duration::from_millis(30);

/// For so long a single character waits for a second one: a text that is handed over letter by letter has it by then, and
/// nobody sees the wait. Keys that write nothing do not wait at all.
pub const GRACE: Duration = Duration::from_millis(15);

/// A key by itself that comes so long after a text that came in one piece is a hand's again.
pub const AFTER: Duration = Duration::from_millis(1);

/// How many different characters within the window are a text.
const MANY: usize = 3;

/// Keys on their way from the terminal.
#[derive(Debug, Default)]
pub struct Gate {
    /// Keys that have gone on within the window.
    gone: Vec<(Instant, Key)>,
    /// Keys that wait.
    held: Vec<(Instant, Key)>,
    /// When the last key of a text came, and whether all of it came in one piece: what follows closely belongs to it.
    text: Option<(Instant, bool)>,
}

impl Gate {
    /// Takes a key that came at a moment.
    pub fn take(&mut self, key: Key, at: Instant) {
        self.gone.retain(|(gone, _)| at.saturating_duration_since(*gone) <= WINDOW);
        self.held.push((at, key));
    }

    /// What goes on, once nothing more is there to be read: each key of a hand by itself, a text in one piece.
    pub fn release(&mut self, now: Instant) -> Vec<Input> {
        let (Some((first, _)), Some((last, _))) = (self.held.first(), self.held.last()) else {
            return Vec::new();
        };
        let goes_on = self.goes_on(*first);
        if goes_on || self.is_text() {
            self.text = Some((*last, first == last && !goes_on));
            self.gone.clear();
            return vec![Input::Burst(self.held.drain(..).map(|(_, key)| key).collect())];
        }
        self.text = None;
        if self.until().is_some_and(|until| now < until) {
            return Vec::new();
        }
        self.gone.extend(self.held.iter().filter(|(_, key)| mark(*key).is_some()));
        self.held.drain(..).map(|(_, key)| Input::Key(key)).collect()
    }

    /// Everything that waits, before something that is no key.
    pub fn flush(&mut self) -> Vec<Input> {
        let end = self.until();
        end.or_else(|| self.held.last().map(|(at, _)| *at)).map_or_else(Vec::new, |end| self.release(end))
    }

    /// For how long what waits has to wait yet; `None` where nothing does.
    pub fn wait(&self, now: Instant) -> Option<Duration> {
        self.until().map(|until| until.saturating_duration_since(now))
    }

    /// Whether what is held is more of the text before it. Keys that write nothing never are, by themselves.
    fn goes_on(&self, first: Instant) -> bool {
        let Some((last, whole)) = self.text else { return false };
        let gap = first.saturating_duration_since(last);
        let writes = self.held.iter().any(|(_, key)| mark(*key).is_some());
        gap <= WINDOW && writes && (self.held.len() > 1 || gap < AFTER || !whole)
    }

    /// The characters of the window, in the order in which they came.
    fn marks(&self) -> impl Iterator<Item = (Instant, Mark)> + '_ {
        self.gone.iter().chain(&self.held).filter_map(|(at, key)| Some((*at, mark(*key)?)))
    }

    /// Until when what is held has to wait for more; `None` where nothing is held.
    fn until(&self) -> Option<Instant> {
        let (first, _) = *self.held.first()?;
        let begun = self.marks().next().map_or(first, |(at, _)| at);
        let mut different: Vec<Mark> = Vec::new();
        for (_, mark) in self.marks() {
            if !different.contains(&mark) {
                different.push(mark);
            }
        }
        let writes = different.iter().any(|mark| matches!(mark, Mark::Char(_)));
        let waits = self.held.iter().any(|(_, key)| mark(*key).is_some());
        Some(match different.len() {
            // Arrows, function keys, Enter alone.
            _ if !writes || !waits => first,
            1 => first + GRACE,
            _ => begun + WINDOW,
        })
    }

    /// Whether the characters of the window are no hand's: several different ones, more than one line, or Japanese that
    /// an input method gave in one piece.
    fn is_text(&self) -> bool {
        let mut different: Vec<char> = Vec::new();
        let (mut count, mut lines, mut ended, mut japanese) = (0_usize, 0_usize, true, false);
        for (_, mark) in self.marks() {
            count += 1;
            match mark {
                Mark::Char(c) => {
                    lines += usize::from(std::mem::take(&mut ended));
                    japanese |= Key::char(c).fold() == Folded::JapaneseInput;
                    if !different.contains(&c) {
                        different.push(c);
                    }
                }
                Mark::Break => ended = true,
            }
        }
        different.len() >= MANY || lines > 1 || (japanese && count > 1)
    }
}

/// What a key is in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Char(char),
    Break,
}

fn mark(key: Key) -> Option<Mark> {
    match key.code {
        Code::Enter | Code::Tab if !key.alt && !key.shift => Some(Mark::Break),
        _ => key.text().map(Mark::Char),
    }
}

/// The text that the keys of a burst are.
pub fn text_of(keys: &[Key]) -> String {
    let char = |key: &Key| match (key.code, mark(*key)?) {
        (Code::Enter, _) => Some('\n'),
        (_, Mark::Break) => Some('\t'),
        (_, Mark::Char(c)) => Some(c),
    };
    keys.iter().filter_map(char).collect()
}

/// Whether a text may have come from an input method in one piece: nothing of it is on the keys themselves.
pub fn may_be_composed(text: &str) -> bool {
    text.chars().all(|c| !c.is_ascii())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::tui::terminal::input::parse_keys;

    /// What goes on of keys that come at these milliseconds; whatever waits is asked for at every millisecond.
    fn passed(keys: &[(u64, Key)]) -> Vec<(u64, Input)> {
        let start = Instant::now();
        let at = |ms| start + Duration::from_millis(ms);
        let mut gate = Gate::default();
        let mut passed = Vec::new();
        let end = keys.last().map_or(0, |(ms, _)| ms + 100);
        for ms in 0..=end {
            for (_, key) in keys.iter().filter(|(then, _)| *then == ms) {
                gate.take(*key, at(ms));
            }
            passed.extend(gate.release(at(ms)).into_iter().map(|input| (ms, input)));
        }
        assert_eq!(gate.wait(at(end)), None);
        passed
    }

    fn every(gap: u64, text: &str) -> Vec<(u64, Key)> {
        (0..).map(|place| place * gap).zip(parse_keys(text).unwrap()).collect()
    }

    fn keys_of(passed: &[(u64, Input)]) -> String {
        let key = |input: &Input| match input {
            Input::Key(key) => Some(key.to_string()),
            _ => None,
        };
        passed.iter().filter_map(|(_, input)| key(input)).collect::<Vec<_>>().join(" ")
    }

    /// A text that comes in one piece, or letter by letter without a pause: not one of its keys goes on as a key.
    #[test]
    fn of_pasted_text_no_key_goes_on() {
        for text in [
            "\"iPad 3号を紛失\"",
            "r Enter d Enter d",
            "x R d",
            "\"スタッフ解除\" Enter",
            "解 除",
            "d Enter d",
            "Down x R d",
            "ｘ Ｒ ｄ",
            "x 解",
        ] {
            for gap in [0, 1, 5, 10, 15] {
                let passed = passed(&every(gap, text));
                let first =
                    text.starts_with("Down").then_some("Down").filter(|_| gap > 0).unwrap_or_default();
                assert_eq!(keys_of(&passed), first, "{text} every {gap} ms: {passed:?}");
            }
        }
    }

    /// A command among the letters of a text is part of it.
    #[test]
    fn a_control_character_in_a_text_does_not_go_on() {
        for gap in [0, 1, 5] {
            assert_eq!(keys_of(&passed(&every(gap, "x C-d R d"))), "", "{gap}");
        }
    }

    /// However slowly a text trickles within the window, three different characters of it never all go on.
    #[test]
    fn of_three_characters_within_the_window_one_goes_on_at_the_most() {
        for first in 0..=30 {
            for second in 0..=30 - first {
                let keys = [(0, Key::char('x')), (first, Key::char('R')), (first + second, Key::char('d'))];
                let passed = passed(&keys);
                assert!(keys_of(&passed).len() <= 1, "{first} {second}: {passed:?}");
            }
        }
    }

    #[test]
    fn what_follows_a_text_closely_belongs_to_it() {
        // Letter by letter, and in pieces.
        let mut keys = every(5, "a b c");
        keys.extend([(30, Key::plain(Code::Enter)), (55, Key::char('d')), (90, Key::char('j'))]);
        assert_eq!(keys_of(&passed(&keys)), "j");
        let mut keys = every(0, "a b c");
        keys.extend([
            (0, Key::plain(Code::Enter)),
            (20, Key::char('d')),
            (20, Key::char('d')),
            (90, Key::char('j')),
        ]);
        assert_eq!(keys_of(&passed(&keys)), "j");
    }

    /// What a hand or a program does as soon as it sees a text that came in one piece.
    #[test]
    fn a_key_after_a_text_in_one_piece_is_a_key() {
        for key in ["Enter", "C-s", "F10", "q", "Down"] {
            let mut keys = every(0, "a b c");
            keys.extend(parse_keys(key).unwrap().into_iter().map(|key| (8, key)));
            assert_eq!(keys_of(&passed(&keys)), key);
        }
    }

    /// A hand: single keys, two quick ones, held ones, an arrow between letters, what an input method gives in full width.
    #[test]
    fn the_keys_of_a_hand_go_on_in_their_order() {
        for (gap, text) in [
            (0, "j d"),
            (0, "d Enter"),
            (10, "j d"),
            (31, "x R d Enter d"),
            (60, "\"iPad\" Enter"),
            (0, "j j j j j j j j j j j j j j j j j j j j"),
            (
                0,
                "Down Down Down Down Down Down Down Down Down Down Down Down Down Down Down Down Down Down Down Down",
            ),
            (0, "Down Up Left Right PageDown F8 C-d"),
            (0, "Down d Enter"),
            (0, "ｊ ｊ ｊ"),
            (40, "あ い う"),
            (25, "j j j j j j"),
        ] {
            let keys = every(gap, text);
            let expected: Vec<String> = keys.iter().map(|(_, key)| key.to_string()).collect();
            assert_eq!(keys_of(&passed(&keys)), expected.join(" "), "{text} every {gap} ms");
        }
    }

    #[test]
    fn a_single_key_does_not_wait_for_long_and_one_that_writes_nothing_not_at_all() {
        for (key, until) in
            [("Down", 0), ("Enter", 0), ("F8", 0), ("C-d", 0), ("Esc", 0), ("j", 15), ("ｊ", 15)]
        {
            assert_eq!(passed(&every(0, key)).first().map(|(ms, _)| *ms), Some(until), "{key}");
        }
        // Two of them wait for a third.
        assert_eq!(passed(&every(0, "j d")).first().map(|(ms, _)| *ms), Some(30));
        // A held key is not slowed down by its own repeats.
        let held: Vec<u64> = passed(&every(33, "j j j j")).iter().map(|(ms, _)| *ms).collect();
        assert_eq!(held, [15, 48, 81, 114]);
    }

    #[test]
    fn what_waits_goes_on_before_something_else() {
        let now = Instant::now();
        let mut gate = Gate::default();
        gate.take(Key::char('j'), now);
        gate.take(Key::char('d'), now);
        assert_eq!(gate.flush(), [Input::Key(Key::char('j')), Input::Key(Key::char('d'))]);
        assert_eq!(gate.flush(), []);
    }

    #[test]
    fn a_burst_is_a_text_again() {
        let keys = parse_keys("a Tab 解 Enter C-d Down b").unwrap();
        assert_eq!(text_of(&keys), "a\t解\nb");
        assert!(may_be_composed("ｄｘス解。"));
        assert!(!may_be_composed("解x") && !may_be_composed("解\n"));
    }

    proptest! {
        /// Nothing is lost and nothing changes places, whatever comes whenever.
        #[test]
        fn everything_goes_on_once_and_in_order(
            keys in prop::collection::vec((0_u64..40, prop::sample::select(parse_keys("a b c 解 ｊ Enter Tab Down C-d F8").unwrap())), 0..30)
        ) {
            let mut at = 0;
            let keys: Vec<(u64, Key)> = keys.into_iter().map(|(gap, key)| { at += gap; (at, key) }).collect();
            let mut gone = Vec::new();
            for (_, input) in passed(&keys) {
                match input {
                    Input::Key(key) => gone.push(key),
                    Input::Burst(burst) => gone.extend(burst),
                    other => prop_assert!(false, "{other:?}"),
                }
            }
            prop_assert_eq!(gone, keys.into_iter().map(|(_, key)| key).collect::<Vec<_>>());
        }
    }
}
