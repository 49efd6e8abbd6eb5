//! Asking the terminal two things before anything is drawn: whether it draws ambiguous characters in one cell, and the
//! colour of its ground.
//!
//! It is asked before crossterm reads, which knows no answer about colours (it would come as Alt+`]` and letters, into a
//! password perhaps) and waits two seconds for the place of the cursor. What is typed meanwhile is kept; what is answered
//! too late is swallowed by [`Late`].

#[cfg(any(unix, test))]
mod ear;

use std::time::{Duration, Instant};

use super::{
    backend::Ambiguous,
    input::{Code, Key},
    theme::Ground,
};

/// What is asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Asks {
    /// How wide an ambiguous character is.
    pub width: bool,
    /// What colour the ground has.
    pub ground: bool,
}

/// What was answered, and what came instead.
#[derive(Debug, Default)]
pub struct Heard {
    /// How wide ambiguous characters are.
    pub ambiguous: Ambiguous,
    /// Whether the ground is dark or light.
    pub ground: Option<Ground>,
    /// What was typed meanwhile.
    pub early: Vec<Key>,
    /// How long the last answer took, where it came.
    pub took: Option<Duration>,
    /// What is still to come.
    pub late: Late,
}

impl Asks {
    /// What is written: the character in the first column, the colour, and the place of the cursor last. Whoever answers
    /// the last one answers nothing more.
    fn question(self) -> Vec<u8> {
        let mut question = Vec::new();
        if self.width {
            question.extend("\r─".as_bytes());
        }
        // The Windows console has no answer to it.
        if self.ground && !cfg!(windows) {
            question.extend(b"\x1b]11;?\x1b\\");
        }
        if !question.is_empty() && !cfg!(windows) {
            question.extend(b"\x1b[6n");
        }
        question
    }

    /// Asks the terminal, which takes every byte as it is already.
    #[cfg(unix)]
    pub fn ask(self, output: &mut impl std::io::Write) -> Heard {
        use std::{
            io::{self, IsTerminal as _},
            os::fd::AsFd as _,
        };

        use rustix::termios::{OptionalActions, SpecialCodeIndex, tcgetattr, tcsetattr};

        /// How long an answer is waited for.
        const PATIENCE: Duration = Duration::from_millis(700);
        /// What the terminal waits for a byte, in tenths of a second.
        const TICK: u8 = 1;

        let mut ear = ear::Ear::default();
        let (question, stdin) = (self.question(), io::stdin());
        let fd = stdin.as_fd();
        let Some(before) = tcgetattr(fd).ok().filter(|_| !question.is_empty() && stdin.is_terminal()) else {
            return Heard::default();
        };
        let mut waiting = before.clone();
        waiting.special_codes[SpecialCodeIndex::VMIN] = 0;
        waiting.special_codes[SpecialCodeIndex::VTIME] = TICK;
        let begun = Instant::now();
        let asked = tcsetattr(fd, OptionalActions::Now, &waiting).is_ok()
            && output.write_all(&question).and_then(|()| output.flush()).is_ok();
        let tick = Duration::from_millis(100) * u32::from(TICK);
        while asked && !ear.done && begun.elapsed() + tick <= PATIENCE {
            // One byte at a time: what follows the last answer is left to whoever reads next.
            let mut byte = [0];
            match rustix::io::read(fd, &mut byte) {
                Ok(1) => ear.hear(byte[0]),
                Ok(_) | Err(rustix::io::Errno::INTR) => {}
                Err(_) => break,
            }
        }
        // Where it fails crossterm reads byte by byte all the same.
        let _ = tcsetattr(fd, OptionalActions::Now, &before);
        ear.end(self, begun)
    }

    /// Asks the console, which tells the place of the cursor without being read.
    #[cfg(not(unix))]
    pub fn ask(self, output: &mut impl std::io::Write) -> Heard {
        let mut heard = Heard::default();
        let question = self.question();
        if !question.is_empty() && output.write_all(&question).and_then(|()| output.flush()).is_ok() {
            heard.ambiguous = width_of(crossterm::cursor::position().ok().map(|(column, _)| column));
        }
        heard
    }
}

/// How wide a character is after which the cursor stands in a column, counted from 0.
const fn width_of(column: Option<u16>) -> Ambiguous {
    match column {
        Some(1) => Ambiguous::Narrow,
        Some(2) => Ambiguous::Wide,
        _ => Ambiguous::Unknown,
    }
}

/// An answer on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    /// The place of the cursor; only its first byte may have come as a key of its own.
    Place,
    /// The colour of the ground.
    Colour,
}

impl Answer {
    /// Whether a key is of the answer, and whether it ends it.
    fn takes(self, key: Key) -> (bool, bool) {
        let of_it = |goes_on: bool, ends: bool| (goes_on || ends, ends);
        match self {
            Self::Place => {
                let goes_on = key.text().is_some_and(|c| c.is_ascii_digit() || c == ';');
                of_it(goes_on, key.text() == Some('R'))
            }
            Self::Colour => {
                let goes_on = key == Key::plain(Code::Esc) || key.text().is_some_and(of_a_colour);
                of_it(goes_on, key == Key::ctrl('g') || key.code == Code::Char('\\'))
            }
        }
    }
}

/// Swallows answers that come after all: as keys, since crossterm does not know them.
#[derive(Debug, Default)]
pub struct Late {
    /// Until when answers may come; nothing where none is owed.
    until: Option<Instant>,
    /// The answer that the last keys are of, and when the last of them came.
    answer: Option<(Answer, Instant)>,
    /// Keys that may be the beginning of one, with their moments.
    held: Vec<(Instant, Key)>,
}

impl Late {
    /// What follows within this time belongs together.
    const TOGETHER: Duration = Duration::from_millis(50);

    /// Of an answer whose end has not come for so long, nothing comes any more.
    const BROKEN: Duration = Duration::from_secs(1);

    /// Takes a key; gives back the keys that are no answer.
    pub fn take(&mut self, key: Key, at: Instant) -> Vec<Key> {
        let mut gone = self.release(at);
        if self.until.is_none_or(|until| at > until) {
            gone.push(key);
            return gone;
        }
        let since = |last: Instant| at.saturating_duration_since(last);
        if let Some((answer, _)) = self.answer.take_if(|(_, last)| since(*last) < Self::BROKEN) {
            // What is typed between its bytes is nothing of it.
            let (of_it, ends) = answer.takes(key);
            if !of_it {
                gone.push(key);
            }
            self.answer = (!ends).then_some((answer, at));
            return gone;
        }
        self.answer = None;
        let held: Vec<Key> = self.held.iter().map(|(_, key)| *key).collect();
        match (held.as_slice(), key) {
            ([], key) if key == ALT_BRACKET || key == Key::plain(Code::Esc) => {
                self.held.push((at, key));
            }
            ([first], Key { code: Code::Char('[' | ']'), .. }) if *first == Key::plain(Code::Esc) => {
                self.held.push((at, key));
            }
            ([.., opening], key)
                if *opening != Key::plain(Code::Esc) && key.text().is_some_and(|c| c.is_ascii_digit()) =>
            {
                let place = opening.text() == Some('[');
                self.answer = Some((if place { Answer::Place } else { Answer::Colour }, at));
                self.held.clear();
            }
            (_, key) => {
                gone.extend(self.held.drain(..).map(|(_, key)| key));
                gone.push(key);
            }
        }
        gone
    }

    /// The keys that have been waiting for too long to be the beginning of an answer.
    pub fn release(&mut self, now: Instant) -> Vec<Key> {
        match self.held.last() {
            Some((last, _)) if now.saturating_duration_since(*last) >= Self::TOGETHER => {
                self.held.drain(..).map(|(_, key)| key).collect()
            }
            _ => Vec::new(),
        }
    }

    /// For how long what is held has to wait yet; `None` where nothing is.
    pub fn wait(&self, now: Instant) -> Option<Duration> {
        let (last, _) = self.held.last()?;
        Some(Self::TOGETHER.saturating_sub(now.saturating_duration_since(*last)))
    }
}

/// How crossterm gives the beginning of an answer about a colour.
const ALT_BRACKET: Key = Key { code: Code::Char(']'), ctrl: false, alt: true, shift: false };

fn of_a_colour(c: char) -> bool {
    c.is_ascii_hexdigit() || ";:/rgba#?".contains(c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{ear::Ear, *};
    use crate::tui::terminal::input::parse_keys;

    const ALL: Asks = Asks { width: true, ground: true };

    fn heard(bytes: &[u8]) -> Heard {
        let mut ear = Ear::default();
        for byte in bytes {
            if !ear.done {
                ear.hear(*byte);
            }
        }
        ear.end(ALL, Instant::now())
    }

    #[test]
    fn one_cell_two_cells_and_neither() {
        assert_eq!(heard(b"\x1b[1;2R").ambiguous, Ambiguous::Narrow);
        assert_eq!(heard(b"\x1b[7;3R").ambiguous, Ambiguous::Wide);
        assert_eq!(heard(b"\x1b[1;4R").ambiguous, Ambiguous::Unknown, "a terminal that does not take UTF-8");
        assert_eq!(heard(b"").ambiguous, Ambiguous::Unknown);
    }

    #[test]
    fn a_ground_is_dark_or_light_however_it_is_written() {
        for (said, ground) in [
            ("\x1b]11;rgb:0c0c/0c0c/0c0c\x1b\\\x1b[1;2R", Ground::Dark),
            ("\x1b]11;rgb:ffff/ffff/ffff\x07\x1b[1;2R", Ground::Light),
            ("\x1b]11;rgb:fd/f6/e3\x1b\\\x1b[1;2R", Ground::Light),
            ("\x1b]11;rgba:0000/2b2b/3636/ffff\x07\x1b[1;2R", Ground::Dark),
        ] {
            let heard = heard(said.as_bytes());
            assert_eq!((heard.ground, heard.ambiguous), (Some(ground), Ambiguous::Narrow), "{said:?}");
            assert!(heard.early.is_empty() && heard.late.until.is_none(), "{heard:?}");
        }
        assert_eq!(heard(b"\x1b]11;?\x07\x1b[1;2R").ground, None);
    }

    #[test]
    fn what_is_typed_meanwhile_is_kept_in_order() {
        let heard = heard("kawa\x1b]11;rgb:0/0/0\x07\x1b[Aよ\r\x1b[1;2R".as_bytes());
        assert_eq!(heard.early, parse_keys("k a w a Up よ Enter").unwrap());
        assert_eq!((heard.ground, heard.ambiguous), (Some(Ground::Dark), Ambiguous::Narrow));
    }

    /// What goes on of keys that come this many milliseconds after each other.
    fn passed(late: &mut Late, keys: &str, gap: u64) -> String {
        let mut at = Instant::now();
        let mut gone = Vec::new();
        for key in parse_keys(keys).unwrap() {
            gone.extend(late.take(key, at));
            at += Duration::from_millis(gap);
        }
        gone.extend(late.release(at + Late::TOGETHER));
        gone.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_late_answer_never_becomes_keys() {
        for (came, rest) in [
            ("", r#"A-] "11;rgb:1e1e/1e1e/1e1e" A-\"#),
            ("", r#"A-] "11;rgb:ffff/ffff/ffff" C-g"#),
            ("", r#"Esc ] "11;rgb:ff/ff/ff" Esc \"#),
            ("", r#"Esc [ "1;2R""#),
            ("\x1b]11;rg", r#""b:ffff/ffff/ffff" C-g"#),
            ("\x1b[1", r#"";2R""#),
        ] {
            for gap in [0, 3, 20] {
                let mut late = heard(came.as_bytes()).late;
                assert_eq!(
                    passed(&mut late, &format!("x {rest} y"), gap),
                    "x y",
                    "{came:?} {rest}, every {gap} ms"
                );
            }
        }
    }

    #[test]
    fn keys_of_a_hand_go_on_while_an_answer_is_owed() {
        for keys in ["Esc", "Esc Esc", "Esc x", "A-]", "A-] x", "] 1 1", "Esc [ x", "1 1 ; r g b", "C-g A-\\"]
        {
            assert_eq!(passed(&mut heard(b"").late, keys, 0), keys.replace("  ", " "), "{keys}");
        }
    }

    #[test]
    fn where_everything_was_answered_nothing_is_held() {
        let mut late = heard(b"\x1b[1;2R").late;
        let now = Instant::now();
        assert_eq!(late.take(Key::plain(Code::Esc), now), [Key::plain(Code::Esc)]);
        assert_eq!(late.wait(now), None);
    }

    proptest! {
        /// In whatever pieces the bytes come, and wherever something is typed between answers, nothing is lost.
        #[test]
        fn typed_text_and_answers_are_told_apart(before in "[a-z0-9]{0,8}", between in "[a-z0-9]{0,8}", many in 0_usize..60) {
            let answer = "\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\";
            let all = format!("{before}{answer}{between}\x1b[1;2R");
            let keys = |text: &str| text.chars().map(Key::char).collect::<Vec<_>>();
            let whole = heard(all.as_bytes());
            prop_assert_eq!(whole.early, keys(&format!("{before}{between}")));
            // Cut off anywhere: what was typed is there, and an answer is none of it.
            let part = heard(&all.as_bytes()[..many.min(all.len())]);
            let typed = format!("{before}{between}");
            prop_assert!(part.early.iter().filter(|key| **key != Key::plain(Code::Esc)).count() <= typed.len());
        }
    }
}
