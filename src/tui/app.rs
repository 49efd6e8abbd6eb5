//! The state of the screen, and the messages and effects between it and the world.

use std::{path::PathBuf, sync::Arc};

use rustc_hash::FxHashSet;
use zeroize::Zeroizing;

use crate::{
    policy::Policy,
    register::{Change, Date, Lang, Register, Time, id::PersonId},
    store::{Account, AccountRole, HeadCode, RecoveryKey},
};

use super::{
    desk::Desk,
    door::Door,
    input::Input,
    layers::{
        Layer,
        about::{Backup, Facts, Verified},
    },
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
    Unlocked(Result<Box<Opened>, Denied>),
    /// The recovery key opened the vault and gave an account a new password, or not.
    Recovered(Result<Box<Opened>, Denied>),
    /// The vault was made; the recovery key is shown once.
    Created(Result<(Box<Opened>, Zeroizing<String>), Denied>),
    /// Whether the vault, closed by now, asks for an account's name as well: it has several.
    AsksLogin(bool),
    /// So many seconds are left before the next password may be tried; 0 when it may be.
    WaitLeft(u32),
    /// The accounts of the vault, or why they cannot be read.
    AccountsRead(Result<Vec<Account>, String>),
    /// The accounts were changed, or not.
    AccountsChanged(Result<AccountsAfter, Denied>),
    /// What there is to say about the vault.
    AboutRead(Box<Facts>),
    /// The vault was looked through, or could not be.
    Verified(Result<Verified, String>),
    /// A backup was made, or not.
    BackedUp(Result<Backup, String>),
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

/// What may be done in an open vault.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Access {
    /// Everything.
    #[default]
    Full,
    /// The account only looks.
    Reader,
    /// The files are open to be looked at: nothing can be written, whoever is in.
    LookOnly,
}

/// Why a password or a key was not taken, or what it was to open was not done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Denied {
    /// In the reader's language.
    pub why: String,
    /// Seconds before the next try.
    pub wait: u32,
    /// Whether the present password was the fault.
    pub wrong_password: bool,
}

impl From<String> for Denied {
    fn from(why: String) -> Self {
        Self { why, ..Self::default() }
    }
}

/// A change of who may open the vault.
#[derive(Clone, PartialEq, Eq)]
pub enum AccountChange {
    /// One more account.
    Add {
        /// Its name.
        name: String,
        /// What its owner does here.
        role: AccountRole,
        /// The staff member behind it.
        staff: Option<PersonId>,
        /// Its password.
        password: Zeroizing<String>,
    },
    /// One account less; the key of the data is renewed.
    Remove {
        /// Its name.
        name: String,
    },
    /// Another password for the account that is in.
    Password {
        /// The new one.
        password: Zeroizing<String>,
    },
    /// Another recovery key.
    RecoveryKey,
}

/// Never shows a password.
impl std::fmt::Debug for AccountChange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Add { name, role, staff, .. } => write!(f, "Add({name:?}, {role:?}, {staff:?})"),
            Self::Remove { name } => write!(f, "Remove({name:?})"),
            Self::Password { .. } => f.write_str("Password"),
            Self::RecoveryKey => f.write_str("RecoveryKey"),
        }
    }
}

/// The accounts after one of them was changed.
#[derive(Clone, Default)]
pub struct AccountsAfter {
    /// All of them.
    pub accounts: Vec<Account>,
    /// The new recovery key, to be shown once.
    pub key: Option<Zeroizing<String>>,
    /// What was done but not finished, in the reader's language.
    pub unfinished: Option<String>,
}

/// What the door remembers from one session to the next while the program runs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Login {
    /// Whether an account's name is asked for: there are several.
    pub asked: bool,
    /// The name that is filled in.
    pub name: String,
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
    /// What may be done.
    pub access: Access,
    /// The name of the account that is in.
    pub account: String,
    /// What its owner does here.
    pub role: Option<AccountRole>,
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
        /// As this account, where there are several.
        account: Option<String>,
        /// With this password.
        password: Zeroizing<String>,
    },
    /// Open the vault with its recovery key and give an account a new password.
    Recover {
        /// The key from the paper.
        key: RecoveryKey,
        /// Whose password it is, where there are several accounts.
        account: Option<String>,
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
    /// Count the seconds down before the next password may be tried.
    CountDown(u32),
    /// Read the accounts.
    ReadAccounts,
    /// Change the accounts, once the present password was found to be right.
    ChangeAccounts {
        /// What.
        change: AccountChange,
        /// The password of the account that is in.
        present: Zeroizing<String>,
    },
    /// Gather what there is to say about the vault.
    ReadAbout,
    /// Look the whole vault through.
    Verify,
    /// Make a backup now.
    BackUp,
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
    /// What may be done.
    pub access: Access,
    /// The name of the account that is in.
    pub account: String,
    /// What its owner does here.
    pub role: Option<AccountRole>,
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
            access: Access::Full,
            account: String::new(),
            role: None,
            tab: Tab::Today,
            lists: Tab::ALL.map(List::new).into(),
            undo: Vec::new(),
            page: 10,
            cache: RowCache::default(),
        };
        session.refresh();
        session
    }

    /// How a session is marked that may not change anything.
    pub fn mark(&self) -> Option<Word> {
        match self.access {
            Access::Full => None,
            Access::Reader => Some(Word::MarkReader),
            Access::LookOnly => Some(Word::MarkLookOnly),
        }
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
    /// What the door remembers.
    pub login: Login,
    /// Seconds before the next password may be tried.
    pub wait: u32,
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
            login: Login::default(),
            wait: 0,
        }
    }

    /// A closed register whose door asks for an account's name, where there are several.
    pub fn closed(settings: Settings, login: Login) -> Self {
        let door = Door::closed(&login);
        Self { login, ..Self::new(settings, door) }
    }

    /// A register that is open from the start.
    pub fn open(settings: Settings, opened: Opened, today: Date) -> Self {
        let desk = Desk::new(opened.register, Arc::clone(&settings.policy), settings.lang, today);
        let mut session = Session::new(desk);
        session.undo.extend(opened.last);
        (session.access, session.role) = (opened.access, opened.role);
        session.account.clone_from(&opened.account);
        let lang = settings.lang;
        let notice = settings
            .practice
            .then(|| Notice { text: Word::PracticeHint.say(lang).to_owned(), tone: Tone::Plain });
        // What the unlock found is read in full before anything else: a line at the bottom would cut it.
        let layers = Layer::notices(&opened.notices, lang).into_iter().collect();
        Self {
            stage: Stage::Open(Box::new(session)),
            layers,
            notice,
            login: Login { asked: false, name: opened.account },
            ..Self::new(settings, Door::unlock())
        }
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
