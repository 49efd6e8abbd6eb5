//! What lies over a list: pickers, questions, prompts, pages, the first response, and the pages about the vault.

pub mod about;
pub mod accounts;
pub mod asked;
pub mod confirm;
pub mod page;
pub mod picker;
pub mod reading;
pub mod sheet;

use crate::{
    register::{
        Change, Command, Fact, Lang,
        id::{GroupId, IncidentId, MembershipId, PersonId, TakeOutId},
        records::{Report, Response},
        words::Assessment,
    },
    tui::{
        app::Output,
        care::CareAction,
        forms::Form,
        history::History,
        keys::Ctx,
        papers::{Outgoing, Preview},
        review::{Review, round::Round},
        routine::Routine,
        screens::Line,
        text::Word,
        widgets::{scroll::ListPlace, text_input::TextInput},
        work::Work,
    },
};

pub use confirm::Confirm;

use about::About;
use accounts::Accounts;
use page::Page;
use picker::Picker;
use sheet::Sheet;

/// A layer over the list; the topmost takes the keys.
pub enum Layer {
    /// A form.
    Form(Box<Form>),
    /// A list to choose from.
    Picker(Box<Picker>),
    /// A question.
    Confirm(Confirm),
    /// One line to type.
    Prompt(Prompt),
    /// A page to read.
    Page(Page),
    /// The first response of an incident.
    Responses(Case),
    /// The guide to whether the law asks for a report of an incident.
    Guide(Case),
    /// The accounts of the vault.
    Accounts(Box<Accounts>),
    /// A small form: about the vault, or what facts ask for.
    Sheet(Box<Sheet>),
    /// The page about the register.
    About(Box<About>),
    /// The history.
    History(Box<History>),
    /// The review of a group's members.
    Review(Box<Review>),
    /// The round of reviews.
    Round(Box<Round>),
    /// Steps back, the calendar, or the people of a session.
    Routine(Box<Routine>),
    /// A list of work: removals, a person.
    Work(Box<Work>),
    /// A paper before it is written.
    Paper(Box<Preview>),
}

impl Layer {
    /// A page with everything that the unlock found, where it found something.
    pub fn notices(found: &[String], lang: Lang) -> Option<Self> {
        let mut lines: Vec<Line> = Vec::new();
        for text in found {
            if !lines.is_empty() {
                lines.push(Line::Text(String::new()));
            }
            lines.push(Line::Text(text.clone()));
        }
        let title = Word::NoticesTitle.say(lang).to_owned();
        (!found.is_empty()).then(|| Self::Page(Page::new(title, lines)))
    }

    /// The context of its keys.
    pub fn ctx(&self) -> Ctx {
        match self {
            Self::Form(_) => Ctx::Form,
            Self::Picker(_) => Ctx::Picker,
            Self::Confirm(_) => Ctx::Confirm,
            Self::Prompt(_) => Ctx::Prompt,
            Self::Page(_) => Ctx::Page,
            Self::Responses(_) => Ctx::Responses,
            Self::Guide(_) => Ctx::Guide,
            Self::Accounts(_) => Ctx::Accounts,
            Self::Sheet(_) => Ctx::Sheet,
            Self::About(_) => Ctx::About,
            Self::History(page) if page.searching => Ctx::Search,
            Self::History(_) => Ctx::History,
            Self::Review(review) => review.ctx(),
            Self::Round(_) => Ctx::Round,
            Self::Routine(work) => work.ctx(),
            Self::Work(_) => Ctx::Work,
            Self::Paper(_) => Ctx::Paper,
        }
    }

    /// Whether letters are text here, and never commands.
    pub fn takes_text(&self) -> bool {
        match self {
            // Whatever field has the focus: a letter is text there, or it chooses.
            Self::Form(_) | Self::Sheet(_) | Self::Picker(_) | Self::Prompt(_) => true,
            Self::History(page) => page.searching,
            Self::Review(review) => review.takes_text(),
            Self::Confirm(_)
            | Self::Page(_)
            | Self::Responses(_)
            | Self::Guide(_)
            | Self::Accounts(_)
            | Self::About(_)
            | Self::Round(_)
            | Self::Routine(_)
            | Self::Work(_)
            | Self::Paper(_) => false,
        }
    }
}

/// What follows a yes. What each answer is called, and what is told after a no, stands in [`confirm::answers`].
#[derive(Clone)]
pub enum Then {
    /// Carry out a command.
    Carry(Command),
    /// Save a form, although a decision is open again then.
    Save(Command),
    /// Record facts today.
    Record(Vec<Fact>),
    /// Record that these reports, as they stood when it was asked, were sent.
    Seal {
        /// What is recorded.
        command: Command,
        /// The reports.
        reports: Vec<SentReport>,
    },
    /// Take a step back.
    TakeBack(Box<TakenBack>),
    /// Close the form without saving.
    Discard,
    /// Quit although a form is open.
    Quit,
    /// Settle something about the vault itself.
    Care(CareAction),
    /// Write a file over the one that is there.
    Overwrite(Output),
    /// Write a file although some of its characters cannot be printed.
    Write(Output),
    /// Ask where the sheet of the recovery key on the screen goes.
    KeySheet,
}

/// A step that is taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenBack {
    /// What it changed.
    pub step: Change,
    /// What it is called.
    pub label: String,
    /// Its batch, where it was chosen from the history.
    pub batch: Option<u64>,
    /// Whether it was an undo itself.
    pub redo: bool,
}

/// A report that is marked as sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentReport {
    /// Its number.
    pub number: String,
    /// As it stands.
    pub report: Report,
}

/// One line to type.
pub struct Prompt {
    /// What is asked for.
    pub question: String,
    /// What is typed.
    pub input: TextInput,
    /// What it is for.
    pub purpose: Purpose,
    /// Why it was not taken.
    pub message: Option<String>,
}

impl Prompt {
    /// A line with a text in it already.
    pub fn new(question: impl Into<String>, text: &str, purpose: Purpose) -> Self {
        Self { question: question.into(), input: TextInput::with_text(text), purpose, message: None }
    }
}

/// What a prompt is for.
pub enum Purpose {
    /// The day of facts.
    Day(Vec<Fact>),
    /// The reason for removing these members.
    Removal(Vec<MembershipId>),
    /// What nearly happened.
    NearMiss,
    /// Where something goes.
    Place(Outgoing),
    /// The day on which a group's members are wanted.
    MembersOn(GroupId),
    /// A person's last day of work.
    LastDay(PersonId),
    /// The reason for refusing these take-outs.
    Refusal(Vec<TakeOutId>),
    /// Something about the first response of an incident.
    Response {
        /// Which.
        incident: IncidentId,
        /// What.
        about: ResponsePart,
    },
    /// The reason for what was decided about an incident's report by law.
    Assessed {
        /// Which.
        incident: IncidentId,
        /// What was decided.
        assessment: Assessment,
        /// By whom.
        by: Option<PersonId>,
    },
}

/// What is typed about the first response of an incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResponsePart {
    /// The number or note of the response at this place, as it was then.
    Note(usize, Option<Response>),
    /// When the response at this place, as it was then, was made.
    When(usize, Option<Response>),
    /// When this step was done, that is not recorded yet.
    Done(String),
    /// What was done besides the list.
    Own,
}

/// An incident that is led: a list of its own, and below it what there is to read.
pub struct Case {
    /// Which incident.
    pub incident: IncidentId,
    /// The selected line of the list.
    pub place: ListPlace,
    /// The first line in sight of what is read.
    pub scroll: usize,
}

impl Case {
    /// An incident from its beginning.
    pub fn new(incident: IncidentId) -> Self {
        Self { incident, place: ListPlace::new(), scroll: 0 }
    }
}
