//! A question with its two answers: the safe one is in focus, and each says what it does.

use ratatui::layout::{Position, Rect};

use crate::{
    policy::doubts::Doubt,
    register::{Command, Fact, Lang, Record, ReviewStep, review::Verdict},
    tui::{
        app::{App, Effect, Env, Focus, Layer, Scene, Then, binding::Handler},
        keys::Ctx,
        terminal::{
            buffer::{Buffer, put},
            theme::Theme,
            tone::Tone,
            width::{fit, visible, wrap},
        },
        widgets::{
            frame::{SIDES, WIDE, frame, middle},
            scroll::scrollbar,
        },
        words::{AnswerWord, AnswerWord as A, Word},
    },
};

/// A question that is answered with yes or no; no unless yes is said. There is none without a name for both answers.
pub struct Confirm {
    question: String,
    answers: Answers,
    yes: Then,
    no: Option<Then>,
    focus: Focus,
    scroll: usize,
}

impl Confirm {
    /// A question, and what follows a yes.
    pub fn new(
        question: impl Into<String>,
        answers: Answers,
        yes: impl FnOnce(&mut App, Env, &mut Vec<Effect>) + 'static,
    ) -> Self {
        let (question, yes) = (question.into(), Box::new(yes));
        Self { question, answers, yes, no: None, focus: Focus::default(), scroll: 0 }
    }

    /// What follows a no.
    #[must_use]
    pub fn or(mut self, no: impl FnOnce(&mut App, Env, &mut Vec<Effect>) + 'static) -> Self {
        self.no = Some(Box::new(no));
        self
    }
}

impl Layer for Confirm {
    fn ctx(&self) -> Ctx {
        Ctx::Confirm
    }

    /// The question in full, and below it its answers; what has no room can be scrolled.
    fn draw(&mut self, scene: Scene<'_>, area: Rect, buf: &mut Buffer) -> Position {
        let (lang, theme) = (scene.lang(), &scene.settings.theme);
        let width = if area.width < WIDE { area.width } else { 80 };
        let lines = wrap(&visible(&self.question), usize::from(width - SIDES));
        let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(3 + ANSWERS);
        let inner = frame(Word::Program.say(lang), theme, middle(area, width, height), buf);
        let room = Rect { height: inner.height.saturating_sub(1 + ANSWERS), ..inner };
        let seen = usize::from(room.height);
        self.scroll = self.scroll.min(lines.len().saturating_sub(seen));
        let shown = self.scroll..(self.scroll + seen).min(lines.len());
        for (y, line) in (room.top()..room.bottom()).zip(lines.iter().skip(shown.start)) {
            put(buf, room.x, y, line, usize::from(room.width), theme.text);
        }
        let bar = Rect { x: room.right(), width: 1, ..room };
        scrollbar(shown, lines.len(), bar, buf, theme.quiet);
        self.answers.draw(self.focus, lang, theme, inner, buf)
    }

    fn asks(&self) -> bool {
        true
    }

    fn step(&mut self, by: isize, _scene: Scene<'_>) {
        self.scroll = self.scroll.saturating_add_signed(by);
    }

    fn jump(&mut self, end: bool) {
        self.scroll = if end { usize::MAX } else { 0 };
    }

    fn page(&self) -> Option<usize> {
        Some(PAGE)
    }

    fn focus(&mut self) -> Option<&mut Focus> {
        Some(&mut self.focus)
    }

    fn accept(&self) -> Handler {
        |app, env, effects| {
            if let Some(confirm) = app.layers.pop_top::<Self>() {
                (confirm.yes)(app, env, effects);
            }
        }
    }

    /// What was not done is told.
    fn cancel(&self) -> Handler {
        |app, env, effects| {
            let Some(confirm) = app.layers.pop_top::<Self>() else { return };
            if let Some(no) = confirm.no {
                no(app, env, effects);
            }
            app.tell(confirm.answers.not_done.say(app.lang()), Tone::Plain);
        }
    }

    fn spot(&self) -> Option<String> {
        None
    }
}

/// How many lines the answers take.
pub const ANSWERS: u16 = 2;

/// How far a page key moves a long question.
pub const PAGE: usize = 5;

/// The answers of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answers {
    /// What yes does.
    pub yes: AnswerWord,
    /// What no leaves as it is.
    pub no: AnswerWord,
    /// What is told after a no.
    pub not_done: AnswerWord,
}

/// All questions that there are: a test walks over them, and none is made elsewhere.
macro_rules! all_answers {
    ($($(#[$doc:meta])* $name:ident: $yes:ident, $no:ident, $not_done:ident;)*) => {
        impl Answers {
            $($(#[$doc])* pub const $name: Self = Self { yes: A::$yes, no: A::$no, not_done: A::$not_done };)*

            /// Those of every question.
            pub const ALL: &[Self] = &[$(Self::$name),*];
        }
    };
}

all_answers! {
    /// A report is marked as sent.
    SEAL: Seal, SealNot, NotSealed;
    /// A form is saved, although a decision is open again then.
    REOPEN: SaveReopened, SaveNot, NotSaved;
    /// A review is signed.
    SIGN: Sign, SignNot, NotSigned;
    /// A step is taken back.
    TAKE_BACK: TakeBack, TakeBackNot, NotTakenBack;
    /// A form is closed without saving.
    DISCARD: Discard, DiscardNot, NotDiscarded;
    /// The program ends although a form is open.
    QUIT: Quit, QuitNot, NotQuit;
    /// A history is accepted that is not the one that was known.
    ACCEPT_HISTORY: Accept, AcceptNot, NotAccepted;
    /// A file is written over the one that is there.
    OVERWRITE: Overwrite, OverwriteNot, NotOverwritten;
    /// A file is written although not all of it can be.
    WRITE: Write, WriteNot, NotWritten;
    /// The recovery key is written to a file.
    KEY_SHEET: KeySheet, KeySheetNot, NoKeySheet;
    /// A backup becomes the register.
    RESTORE: Restore, RestoreNot, NotRestored;
    /// A backup that does not verify becomes the register.
    RESTORE_DOUBTFUL: RestoreDoubtful, RestoreNot, NotRestored;
    /// A record is added.
    ADD: Add, AddNot, NotAdded;
    /// A record or a setting is changed.
    CHANGE: Change, ChangeNot, NotChanged;
    /// A record is deleted as a mistake.
    REMOVE: Remove, RemoveNot, NotRemoved;
    /// A first response is taken out.
    TAKE_OUT: TakeOut, TakeOutNot, NotTakenOut;
    /// A form is saved in spite of doubts.
    SAVE: Save, SaveNot, SavedNothing;
    /// Facts are recorded.
    RECORD: Record, RecordNot, NotRecorded;
    /// An incident is closed.
    CLOSE: Close, CloseNot, NotClosed;
    /// A waiver ends.
    END_WAIVER: EndWaiver, EndWaiverNot, WaiverRunsOn;
    /// Numbers are put right.
    RENAME: Rename, RenameNot, NotRenamed;
    /// Members stay.
    KEEP: Keep, DecideNot, NotDecided;
    /// What is proposed of members is decided.
    TAKE_PROPOSALS: TakeProposals, DecideNot, NotDecided;
    /// A review is given up.
    ABANDON: Abandon, AbandonNot, NotAbandoned;
}

impl Answers {
    /// Draws the two answers at the end of an area, the safe one first, with their keys; says where the one in focus
    /// stands.
    pub fn draw(self, focus: Focus, lang: Lang, theme: &Theme, area: Rect, buf: &mut Buffer) -> Position {
        let width = usize::from(area.width);
        let mut cursor = Position::new(area.x, area.y);
        let first = area.bottom().saturating_sub(ANSWERS);
        for (y, (yes, keys, word)) in (first..).zip([(false, "Esc", self.no), (true, "y/F10", self.yes)]) {
            let here = focus.is_yes() == yes;
            let text = format!("{} {keys:<7}{}", if here { ">" } else { " " }, word.say(lang));
            put(buf, area.x, y, &fit(&text, width), width, if here { theme.selected } else { theme.text });
            if here {
                cursor = Position::new(area.x, y);
            }
        }
        cursor
    }

    /// The answers to whether a command is meant in spite of doubts.
    pub fn despite(command: &Command, doubts: &[Doubt]) -> Self {
        let opened = |doubt: &Doubt| matches!(doubt, Doubt::OpenedAgain { .. });
        match command {
            Command::Add { .. } | Command::Edit { .. } if doubts.iter().any(opened) => Self::REOPEN,
            Command::Add { .. } | Command::Edit { .. } => Self::SAVE,
            other => Self::of_command(other),
        }
    }

    /// The answers to whether facts are recorded.
    pub fn of_facts(facts: &[Fact]) -> Self {
        match facts.first() {
            Some(Fact::WaiverEnded { .. }) => Self::END_WAIVER,
            Some(Fact::IncidentClosed { .. }) => Self::CLOSE,
            _ => Self::RECORD,
        }
    }

    /// The answers to whether a command is carried out.
    pub fn of_command(command: &Command) -> Self {
        match command {
            Command::Add { .. } => Self::ADD,
            Command::Edit { before, after, .. } => match (&**before, &**after) {
                (Record::Incident(before), Record::Incident(after))
                    if after.first_response.len() < before.first_response.len() =>
                {
                    Self::TAKE_OUT
                }
                _ => Self::CHANGE,
            },
            Command::Remove { .. } => Self::REMOVE,
            Command::Facts { facts, .. } => Self::of_facts(facts),
            Command::Rename { .. } => Self::RENAME,
            Command::Review { step, .. } => match step {
                ReviewStep::Decide { decided } => match decided.first().map(|(_, verdict)| verdict) {
                    Some(Verdict::Keep) => Self::KEEP,
                    Some(Verdict::Remove { .. }) => Self::TAKE_PROPOSALS,
                    Some(Verdict::Ask { .. } | Verdict::Open) | None => Self::RECORD,
                },
                ReviewStep::Abandon => Self::ABANDON,
                ReviewStep::Sign { .. } => Self::SIGN,
                ReviewStep::Begin { .. }
                | ReviewStep::Amend { .. }
                | ReviewStep::TakeIn
                | ReviewStep::Spend { .. } => Self::RECORD,
            },
        }
    }
}
