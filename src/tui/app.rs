//! The state of the screen, and the messages and effects between it and the world.

use std::{path::PathBuf, sync::Arc};

use rustc_hash::FxHashSet;
use zeroize::Zeroizing;

use crate::{
    policy::Policy,
    register::{Change, Date, Lang, Register, Time},
    store::{HeadCode, RecoveryKey},
};

use super::{
    desk::Desk,
    door::Door,
    input::Input,
    layers::Layer,
    list::{List, RowCache},
    screens::{RowKey, Tab},
    text::Word,
    theme::Theme,
    tone::Tone,
};

/// What a session begins with and keeps.
#[derive(Clone)]
pub struct Settings {
    /// The language of the screens.
    pub lang: Lang,
    /// The policy in force.
    pub policy: Arc<Policy>,
    /// The looks.
    pub theme: Theme,
    /// The day was given by hand.
    pub day_given: bool,
    /// The register is for practice and not kept.
    pub practice: bool,
    /// Where reports are written unless another place is typed.
    pub report_dir: PathBuf,
    /// Where the register lies, as the door shows it.
    pub place: String,
}

/// What the outside tells with each message: no clock is read in here.
#[derive(Debug, Clone, Copy)]
pub struct Env {
    /// The time in the office; its day may have been given by hand.
    pub now: Time,
    /// The head of the open register's history, for papers.
    pub head: Option<HeadCode>,
}

impl Env {
    /// The day.
    pub fn today(self) -> Date {
        self.now.date
    }
}

/// What comes in.
pub enum Message {
    /// From the terminal.
    Input(Input),
    /// The vault has written the change, or not.
    Committed(Result<(), Failure>),
    /// The vault was unlocked, or not.
    Unlocked(Result<Box<Opened>, String>),
    /// The recovery key opened the vault and gave it a new password, or not.
    Recovered(Result<Box<Opened>, String>),
    /// The vault was made; the recovery key is shown once.
    Created(Result<(Box<Opened>, Zeroizing<String>), String>),
    /// A file was written, or not.
    Written {
        /// Where.
        path: PathBuf,
        /// Its text, in case it has to be asked whether to overwrite.
        text: String,
        /// What came of it.
        outcome: Result<(), WriteFault>,
    },
    /// The register was read again because another session changed it.
    Reloaded(Box<Register>),
    /// Another session's change could not be read.
    ReloadFailed(String),
    /// Nobody has touched a key for as long as the policy file allows.
    Idle,
}

/// What an open vault gives.
#[derive(Debug, Clone, Default)]
pub struct Opened {
    /// The register.
    pub register: Register,
    /// What the vault has to say, in the reader's language, such as that a file was put right.
    pub notices: Vec<String>,
    /// The last change of an earlier session, with what it is called: it can be taken back.
    pub last: Option<(Change, String)>,
}

/// Why a change was not written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// Another session changed the record first; the register has to be read again.
    ChangedElsewhere(String),
    /// Anything else, in the reader's language.
    Other(String),
}

/// Why a file was not written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WriteFault {
    /// There is one already.
    Exists,
    /// Anything else, in the reader's language.
    Other(String),
}

/// What goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Write a change to the vault.
    Commit {
        /// The change.
        change: Change,
        /// The word for the audit trail.
        action: String,
    },
    /// Unlock the vault.
    Unlock {
        /// With this password.
        password: Zeroizing<String>,
    },
    /// Open the vault with its recovery key and give it a new password.
    Recover {
        /// The key from the paper.
        key: RecoveryKey,
        /// The new password.
        password: Zeroizing<String>,
    },
    /// Make the vault.
    Create {
        /// The office's name.
        office: String,
        /// The account's name.
        account: String,
        /// Its password.
        password: Zeroizing<String>,
    },
    /// Write a file.
    Write {
        /// Where.
        path: PathBuf,
        /// What.
        text: String,
        /// Whether a file there may be replaced.
        overwrite: bool,
    },
    /// Close the vault and forget its key.
    Lock,
    /// Read the register again.
    Reload,
    /// Close the vault and stop the program until it is called back.
    Suspend,
    /// End.
    Quit,
}

/// A line that tells what was done or why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What it says.
    pub text: String,
    /// How it looks.
    pub tone: Tone,
}

/// A change on its way to the vault, and what follows when it is there.
pub struct Pending {
    /// The change.
    pub change: Change,
    /// What is told.
    pub notice: String,
    /// How the change is called when it is taken back.
    pub label: String,
    /// Whether it takes back an earlier one.
    pub undo: bool,
    /// What the screen does next.
    pub next: Next,
}

/// What the screen does after a change is written.
pub enum Next {
    /// Nothing.
    Stay,
    /// Closes the form and selects its record.
    CloseForm,
    /// Opens the first response of a new incident.
    Respond(crate::register::id::IncidentId),
}

/// The open register.
pub struct Session {
    /// The register and what follows from it.
    pub desk: Desk,
    /// The list in front.
    pub tab: Tab,
    /// The lists, in the order of the tabs.
    pub lists: Vec<List>,
    /// Changes of this session, the last at the end, with what they are called.
    pub undo: Vec<(Change, String)>,
    /// How many rows of a list were in sight last.
    pub page: usize,
    /// Rows as they were drawn last.
    pub cache: RowCache,
}

impl Session {
    /// A session that begins with today's list.
    pub fn new(desk: Desk) -> Self {
        let mut session = Self {
            desk,
            tab: Tab::Today,
            lists: Tab::ALL.map(List::new).into(),
            undo: Vec::new(),
            page: 10,
            cache: RowCache::default(),
        };
        session.refresh();
        session
    }

    /// The list in front.
    pub fn list(&self) -> &List {
        &self.lists[self.tab.place()]
    }

    /// The list in front, together with the register.
    pub fn list_and_desk(&mut self) -> (&mut List, &mut Desk) {
        (&mut self.lists[self.tab.place()], &mut self.desk)
    }

    /// Brings the list in front up to date.
    pub fn refresh(&mut self) {
        let (list, desk) = self.list_and_desk();
        list.refresh(desk);
    }

    /// The register has changed: every list looks again when it comes to the front.
    pub fn spoil(&mut self) {
        self.cache.clear();
        self.lists.iter_mut().for_each(List::spoil);
        let marks = &mut self.lists[Tab::Today.place()].marks;
        if !marks.is_empty() {
            // What is settled is gone, and its mark with it; what is not stays marked.
            let there: FxHashSet<RowKey> = self.desk.findings.iter().map(RowKey::of).collect();
            marks.retain(|key| there.contains(key));
        }
        self.refresh();
    }

    /// Brings a list to the front.
    pub fn go(&mut self, tab: Tab) {
        self.tab = tab;
        self.refresh();
    }

    /// What is selected in the list in front.
    pub fn selected(&self) -> Option<RowKey> {
        self.list().selected(&self.desk)
    }
}

/// What is behind the layers.
pub enum Stage {
    /// The register is closed.
    Door(Door),
    /// The register is open.
    Open(Box<Session>),
}

/// The whole state of the screen.
pub struct App {
    /// What the session began with.
    pub settings: Settings,
    /// What is behind the layers.
    pub stage: Stage,
    /// What lies over it, the topmost last.
    pub layers: Vec<Layer>,
    /// What was told last.
    pub notice: Option<Notice>,
    /// A change on its way.
    pub pending: Option<Pending>,
    /// Forms that were open when the register was locked; they come back after the next unlock.
    pub put_aside: Vec<Layer>,
}

impl App {
    /// A closed register in front of its door.
    pub fn new(settings: Settings, door: Door) -> Self {
        Self {
            settings,
            stage: Stage::Door(door),
            layers: Vec::new(),
            notice: None,
            pending: None,
            put_aside: Vec::new(),
        }
    }

    /// A register that is open from the start.
    pub fn open(settings: Settings, opened: Opened, today: Date) -> Self {
        let desk = Desk::new(opened.register, Arc::clone(&settings.policy), settings.lang, today);
        let mut session = Session::new(desk);
        session.undo.extend(opened.last);
        let stage = Stage::Open(Box::new(session));
        let notice = (!opened.notices.is_empty())
            .then(|| Notice { text: opened.notices.join(" "), tone: Tone::Error })
            .or_else(|| {
                let text = Word::PracticeHint.say(settings.lang).to_owned();
                settings.practice.then_some(Notice { text, tone: Tone::Plain })
            });
        Self { settings, stage, layers: Vec::new(), notice, pending: None, put_aside: Vec::new() }
    }

    /// The language of the screens.
    pub fn lang(&self) -> Lang {
        self.settings.lang
    }

    /// The open register.
    pub fn session(&self) -> Option<&Session> {
        match &self.stage {
            Stage::Open(session) => Some(session),
            Stage::Door(_) => None,
        }
    }

    /// The open register.
    pub fn session_mut(&mut self) -> Option<&mut Session> {
        match &mut self.stage {
            Stage::Open(session) => Some(session),
            Stage::Door(_) => None,
        }
    }

    /// Tells something.
    pub fn tell(&mut self, text: impl Into<String>, tone: Tone) {
        self.notice = Some(Notice { text: text.into(), tone });
    }
}
