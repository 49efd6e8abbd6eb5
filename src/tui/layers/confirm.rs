//! A question with its two answers: the safe one is in focus, and each says what it does.

use crate::{
    register::{Command, Fact, Record, ReviewStep, review::Verdict},
    tui::{
        care::CareAction,
        text::{AnswerWord, AnswerWord as A},
    },
};

use super::Then;

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

/// A question that is answered with yes or no; no unless yes is said.
pub struct Confirm {
    /// The question.
    pub question: String,
    /// What yes does.
    pub then: Then,
    /// The answer in focus.
    pub focus: Focus,
    /// The first line of the question that is in sight.
    pub scroll: usize,
}

impl Confirm {
    /// A question.
    pub fn new(question: impl Into<String>, then: Then) -> Self {
        Self { question: question.into(), then, focus: Focus::default(), scroll: 0 }
    }

    /// Its answers.
    pub fn answers(&self) -> Answers {
        answers(&self.then)
    }
}

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

/// The answers to the signature of a review.
pub const SIGN: Answers = Answers { yes: A::Sign, no: A::SignNot, not_done: A::NotSigned };

/// The answers of every question.
pub fn answers(then: &Then) -> Answers {
    let (yes, no, not_done) = match then {
        Then::Carry(command) => return of_command(command),
        Then::Record(facts) => return of_facts(facts),
        Then::Seal { .. } => (A::Seal, A::SealNot, A::NotSealed),
        Then::Save(_) => (A::SaveReopened, A::SaveNot, A::NotSaved),
        Then::TakeBack(_) => (A::TakeBack, A::TakeBackNot, A::NotTakenBack),
        Then::Discard => (A::Discard, A::DiscardNot, A::NotDiscarded),
        Then::Quit => (A::Quit, A::QuitNot, A::NotQuit),
        Then::Care(CareAction::AcceptHistory) => (A::Accept, A::AcceptNot, A::NotAccepted),
        Then::Care(CareAction::Key(_) | CareAction::TrimIds | CareAction::None) => {
            (A::Do, A::DoNot, A::NotDone)
        }
        Then::Overwrite(_) => (A::Overwrite, A::OverwriteNot, A::NotOverwritten),
        Then::Write(_) => (A::Write, A::WriteNot, A::NotWritten),
        Then::KeySheet => (A::KeySheet, A::KeySheetNot, A::NoKeySheet),
    };
    Answers { yes, no, not_done }
}

fn of_facts(facts: &[Fact]) -> Answers {
    let (yes, no, not_done) = match facts.first() {
        Some(Fact::WaiverEnded { .. }) => (A::EndWaiver, A::EndWaiverNot, A::WaiverRunsOn),
        Some(Fact::IncidentClosed { .. }) => (A::Close, A::CloseNot, A::NotClosed),
        _ => (A::Record, A::RecordNot, A::NotRecorded),
    };
    Answers { yes, no, not_done }
}

fn of_command(command: &Command) -> Answers {
    let (yes, no, not_done) = match command {
        Command::Add { .. } => (A::Add, A::AddNot, A::NotAdded),
        Command::Edit { before, after, .. } => match (&**before, &**after) {
            (Record::Incident(before), Record::Incident(after))
                if after.first_response.len() < before.first_response.len() =>
            {
                (A::TakeOut, A::TakeOutNot, A::NotTakenOut)
            }
            _ => (A::Change, A::ChangeNot, A::NotChanged),
        },
        Command::Remove { .. } => (A::Remove, A::RemoveNot, A::NotRemoved),
        Command::Facts { facts, .. } => return of_facts(facts),
        Command::Rename { .. } => (A::Rename, A::RenameNot, A::NotRenamed),
        Command::Review { step, .. } => match step {
            ReviewStep::Decide { decided } => match decided.first().map(|(_, verdict)| verdict) {
                Some(Verdict::Keep) => (A::Keep, A::DecideNot, A::NotDecided),
                Some(Verdict::Remove { .. }) => (A::TakeProposals, A::DecideNot, A::NotDecided),
                Some(Verdict::Ask { .. } | Verdict::Open) | None => (A::Record, A::RecordNot, A::NotRecorded),
            },
            ReviewStep::Abandon => (A::Abandon, A::AbandonNot, A::NotAbandoned),
            ReviewStep::Sign { .. } => return SIGN,
            ReviewStep::Begin { .. }
            | ReviewStep::Amend { .. }
            | ReviewStep::TakeIn
            | ReviewStep::Spend { .. } => (A::Record, A::RecordNot, A::NotRecorded),
        },
    };
    Answers { yes, no, not_done }
}
