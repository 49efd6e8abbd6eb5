//! What a layer is: everything that the stack and the keys ask of one, with what holds of most of them.

use std::any::Any;

use ratatui::layout::{Position, Rect};

use crate::{
    register::{Key as RecordKey, Lang, Register, Time, subject::Subject},
    tui::{
        desk::Desk,
        keys::Ctx,
        terminal::{buffer::Buffer, input::Key},
        widgets::text_input::Edit,
        words::TypingWord,
    },
};

use super::{App, Effect, Env, Session, Settings, binding::Handler, kept::Kept};

/// What follows on the whole screen: a yes, or a key.
pub type Then = Box<dyn FnOnce(&mut App, Env, &mut Vec<Effect>)>;

/// What became of a key that is no command.
pub enum Typed {
    /// Nothing: it means nothing here.
    Ignored,
    /// It was taken as text.
    Taken,
    /// It asks for something that acts on the whole screen.
    Act(Then),
}

impl From<bool> for Typed {
    fn from(taken: bool) -> Self {
        if taken { Self::Taken } else { Self::Ignored }
    }
}

impl From<Edit> for Typed {
    fn from(edit: Edit) -> Self {
        Self::from(edit != Edit::Ignored)
    }
}

/// The screen around a layer, as far as it is drawn from it.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// What the session began with.
    pub settings: &'a Settings,
    /// The open register.
    pub session: Option<&'a Session>,
    /// Seconds before the next password may be tried.
    pub wait: u32,
    /// The time of the last message.
    pub now: Option<Time>,
}

impl Scene<'_> {
    /// The language of the screens.
    pub fn lang(&self) -> Lang {
        self.settings.lang
    }
}

/// What a message has left.
#[derive(Clone, Copy)]
pub struct Now {
    /// The layer is the topmost.
    pub on_top: bool,
    /// The register's history has grown.
    pub rewritten: bool,
}

/// Where a layer tells what is wrong, and how much room that has there.
pub struct Says<'a> {
    /// What it tells.
    pub text: &'a mut Option<String>,
    /// The most cells of its window.
    pub widest: u16,
    /// The most lines.
    pub lines: usize,
    /// What is told here in the place of what has no room.
    pub instead: Option<TypingWord>,
}

/// A layer over the list; the topmost takes the keys.
pub trait Layer: Any {
    /// The context of its keys.
    fn ctx(&self) -> Ctx;

    /// Draws it; says where the cursor rests.
    fn draw(&mut self, scene: Scene<'_>, area: Rect, buf: &mut Buffer) -> Position;

    /// A context whose keys go before those of its own.
    fn first_ctx(&self) -> Option<Ctx> {
        None
    }

    /// Whether letters are text here, and never commands.
    fn takes_text(&self) -> bool {
        false
    }

    /// Whether passwords are typed here: an incident waits, and keys that come too fast for a hand are keys.
    fn takes_passwords(&self) -> bool {
        false
    }

    /// Whether it is answered with single letters: no letter means anything else.
    fn asks(&self) -> bool {
        false
    }

    /// A key that is no command.
    fn type_key(&mut self, _key: Key, _scene: Scene<'_>) -> Typed {
        Typed::Ignored
    }

    /// Pasted text.
    fn paste(&mut self, _text: &str, _lang: Lang) {}

    /// Moves the selection, the focus, or what is read.
    fn step(&mut self, _by: isize, _scene: Scene<'_>) {}

    /// Goes to the beginning or the end.
    fn jump(&mut self, _end: bool) {}

    /// How far a page key moves; nothing where that is as in the list behind.
    fn page(&self) -> Option<usize> {
        None
    }

    /// Which of its two answers is in focus, where it asks for one.
    fn focus(&mut self) -> Option<&mut Focus> {
        None
    }

    /// What OK does, and yes. It is only named here: nothing of the layer is borrowed while it acts.
    fn accept(&self) -> Handler {
        |_, _, _| {}
    }

    /// What Esc does where something is typed or asked, and no.
    fn cancel(&self) -> Handler {
        |app, _, _| {
            app.layers.pop();
        }
    }

    /// Where it tells what is wrong.
    fn says(&mut self) -> Option<Says<'_>> {
        None
    }

    /// Whether it was left for later when that was kept.
    fn rests(&self) -> bool {
        false
    }

    /// What is kept of it at a lock.
    fn keep(&self) -> Option<Kept> {
        None
    }

    /// What somebody looks at here, in a word that tells two places apart; nothing where something is only asked.
    fn spot(&self) -> Option<String> {
        Some(format!("{:?}", self.ctx()))
    }

    /// Whether it ends with what was asked for here: once that is recorded, it is closed.
    fn ends_when_recorded(&self) -> bool {
        false
    }

    /// The one record that is worked on here: only its own changes are taken back.
    fn record(&self) -> Option<RecordKey> {
        None
    }

    /// Whether all of these stand here.
    fn shows(&self, _subjects: &[Subject]) -> bool {
        false
    }

    /// Whether a question that no key asked for may lie over it: nothing was begun here that it would interrupt.
    fn lets_ask(&self) -> bool {
        false
    }

    /// Whether what it is about is gone from the register: it is closed then.
    fn is_gone(&self, _register: &Register) -> bool {
        false
    }

    /// After every message: shows what is so now, and asks the world for what it wants.
    fn refresh(&mut self, _desk: &mut Desk, _now: Now, _effects: &mut Vec<Effect>) {}
}

/// How far a page key moves in a list of which so many rows are in sight.
pub fn a_page(rows: usize) -> usize {
    rows.saturating_sub(1).max(1)
}

/// Which of two answers is in focus: the safe one, until the other is chosen on a question that is in sight.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Focus {
    yes: bool,
    shown: bool,
}

impl Focus {
    /// The other answer; not of a question that nobody has seen yet.
    pub fn turn(&mut self) {
        self.yes = self.shown && !self.yes;
    }

    /// Whether the answer in focus does what is asked about.
    pub fn is_yes(self) -> bool {
        self.yes
    }

    /// Whether the question was on the screen: what was typed ahead of it answers nothing.
    pub fn is_shown(self) -> bool {
        self.shown
    }

    /// The question is on the screen.
    pub fn show(&mut self) {
        self.shown = true;
    }
}
