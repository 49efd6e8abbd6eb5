//! The state of the screen.

pub(super) mod allowed;
pub mod asked;
pub mod below;
pub mod binding;
pub mod delivery;
pub mod door;
pub mod exports;
pub mod imports;
mod judging;
pub mod kept;
mod layer;
pub mod leaving;
mod message;
pub mod packing;
pub mod page;
pub mod past;
mod place;
pub mod reading;
pub mod restoring;
mod stack;
pub mod typed_place;
pub mod vault;

use std::{path::PathBuf, sync::Arc};

use rustc_hash::FxHashSet;

use crate::{
    documents::{PaperKind, Templates},
    policy::{NewerEdition, Policy},
    register::{
        Change, Date, Lang, Progress, Time,
        id::{DeviceId, GroupId, IncidentId},
        records::PolicySheet,
        words::IncidentKind,
    },
    store::{AccountRole, HeadCode},
};

use super::{
    desk::{Desk, reports::Outdated},
    lists::{RowKey, Tab, cache::RowCache, list::List},
    terminal::{input::Key, signs::Lines, theme::Theme, tone::Tone},
    words::{HistoryWord, PolicyWord, Word, moment, show_time},
};

use self::{delivery::ReadyMade, door::Door, page::Page, reading::Reading, restoring::PutBack};
pub use self::{
    exports::Content,
    message::{
        Access, AccountChange, AccountsAfter, Delivered, Denied, Effect, Failure, Login, Message, OpenFault,
        Opened, Output, Visit, Waiting, WriteFault,
    },
};
pub use layer::{Focus, Layer, Now, Says, Scene, Then, Typed, a_page};
pub use place::Place;
pub use stack::Layers;

/// What a session begins with and keeps.
#[derive(Clone)]
pub struct Settings {
    /// The language of the screens.
    pub lang: Lang,
    /// The policy in force.
    pub policy: Arc<Policy>,
    /// The policy's file, as it was read.
    pub policy_text: Arc<str>,
    /// What a register says of the policy that this is; nothing where a file judges this once, whatever a register says.
    pub policy_of: Option<PolicySheet>,
    /// Forms of the office's own.
    pub forms: Option<Arc<Templates>>,
    /// The looks.
    pub theme: Theme,
    /// The signs with which lines are drawn.
    pub lines: Lines,
    /// The day was given by hand.
    pub day_given: bool,
    /// The register is for practice and not kept.
    pub practice: bool,
    /// Where reports are written unless another place is typed.
    pub report_dir: PathBuf,
    /// The folder of whoever is at the keyboard, for `~/` in a place that is typed.
    pub home: Option<PathBuf>,
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

/// A line that tells what was done or why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What it says.
    pub text: String,
    /// How it looks.
    pub tone: Tone,
    /// The file or folder that was written, where it tells of one.
    pub file: Option<PathBuf>,
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
    pub undo: Undo,
    /// What the screen does next.
    pub next: Next,
}

/// Whether a change takes back an earlier one.
pub enum Undo {
    /// It does not.
    No,
    /// It takes back a step.
    Step {
        /// What the step changed.
        step: Change,
        /// The step was an undo itself.
        redo: bool,
    },
}

/// A change as the screen remembers it, to be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What it changed.
    pub change: Change,
    /// What it is called.
    pub label: String,
    /// The screen that it was made on since the register was opened; none of what is from before.
    pub on: Option<Screen>,
    /// Whether the key for the last change takes it back. An undo, and what was taken back, no longer does.
    pub stands: bool,
    /// Whether another session has changed the same since: then it is not taken back by a key, and nothing in its place.
    pub overtaken: bool,
}

/// What somebody looks at: a list as it is narrowed, and what lies over it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Screen {
    /// The list in front.
    pub tab: Tab,
    /// The group whose members it shows.
    pub scope: Option<GroupId>,
    /// Its filter, by its place.
    pub filter: usize,
    /// What is searched for.
    pub search: String,
    /// What lies over it, but for what only asks something.
    pub over: Option<String>,
}

/// What the screen does after a change is written.
pub enum Next {
    /// Nothing.
    Stay,
    /// Closes the form and selects its record.
    CloseForm,
    /// What whoever made the change wants done.
    Then(Then),
}

impl Next {
    /// Does this.
    pub fn then(then: impl FnOnce(&mut App, Env, &mut Vec<Effect>) + 'static) -> Self {
        Self::Then(Box::new(then))
    }
}

/// What one room wants of another: the shell, which knows all of them, carries it out once the key is done.
pub enum Request {
    /// What the key for everywhere of this name does.
    Key(Word),
    /// The register was opened.
    Enter(Box<Opened>),
    /// The backups that can be put back.
    Backups,
    /// A backup is to become the register.
    PutBack(Box<PutBack>),
    /// The sheet of the recovery key that is shown.
    KeySheet,
    /// The guide to whether the law asks for a report on an incident.
    Guide(IncidentId),
    /// A new incident about a device.
    Incident(IncidentKind, DeviceId),
    /// The report of the incident that is led or selected.
    Report,
    /// A report that no longer says what the register says, written anew.
    WriteAnew(Outdated),
    /// The review of a group.
    Review(GroupId),
    /// A paper about the whole register, to be looked at.
    Paper(PaperKind),
    /// The steps that can be taken back.
    Steps,
    /// A paper that is made already, to be looked at and written.
    Show(ReadyMade),
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
    /// The changes made since the register was opened, undos among them, the last at the end; before them the last change of
    /// before.
    pub steps: Vec<Step>,
    /// Nothing stands since a restoring or an import replaced the whole register.
    pub replaced: bool,
    /// How many rows of a list were in sight last.
    pub page: usize,
    /// Where the list in front was come to from, by a row of another one.
    pub came: Option<Came>,
    /// The columns that were in sight last.
    pub columns: Vec<Word>,
    /// Rows as they were drawn last.
    pub cache: RowCache,
    /// When this account was here last.
    pub visit: Option<Visit>,
    /// How many questions were put to the history.
    pub asked: u32,
    /// The last entry of the history that the register in memory holds.
    pub seen: u64,
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
            steps: Vec::new(),
            replaced: false,
            page: 10,
            came: None,
            columns: Vec::new(),
            cache: RowCache::default(),
            visit: None,
            asked: 0,
            seen: 0,
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
        let Self { desk, lists, .. } = self;
        for list in lists.iter_mut().filter(|list| !list.marks.is_empty()) {
            // What is settled or deleted is gone, and its mark with it; what is not stays marked.
            if list.tab == Tab::Today {
                let cares = desk.cares.iter().map(|care| RowKey::Care(care.id.clone()));
                let there: FxHashSet<RowKey> = desk.findings.iter().map(RowKey::of).chain(cares).collect();
                list.keep_marks(|key| there.contains(key));
            } else {
                list.keep_marks(|key| match key {
                    RowKey::Record(key) => desk.register.record(key).is_some(),
                    _ => false,
                });
            }
        }
        self.refresh();
    }

    /// Brings a list to the front.
    pub fn go(&mut self, tab: Tab) {
        self.tab = tab;
        self.refresh();
    }

    /// The last change that can be taken back.
    pub fn last_step(&self) -> Option<&Step> {
        self.steps.iter().rev().find(|step| step.stands)
    }

    /// Whether rows of the list in front are marked.
    pub fn has_marks(&self) -> bool {
        !self.list().marks.is_empty()
    }

    /// What is selected in the list in front.
    pub fn selected(&self) -> Option<RowKey> {
        self.list().selected(&self.desk)
    }
}

/// How a list was come to by a row of another one: Esc goes back to that row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Came {
    /// The list of the row.
    pub from: Tab,
    /// The list that was come to, and the filter that it got.
    pub to: (Tab, usize),
    /// The filter and the group that it had before.
    pub before: (usize, Option<GroupId>),
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
    pub layers: Layers,
    /// What was begun and left for later; it waits behind everything else.
    pub aside: Layers,
    /// What was told last.
    pub notice: Option<Notice>,
    /// The file that was told of before the key that is being carried out.
    pub file: Option<PathBuf>,
    /// What was told and has no room at the bottom: it is read in full over everything else.
    pub reading: Option<Reading>,
    /// The columns and rows of the window, as it was drawn last.
    pub size: (u16, u16),
    /// A change on its way.
    pub pending: Option<Pending>,
    /// What the handler of a key wants of other rooms.
    pub requests: Vec<Request>,
    /// What the door remembers.
    pub login: Login,
    /// How far long work is that goes on beside the screen: until it ends or is stopped there is nothing else to do.
    pub working: Option<Progress>,
    /// Seconds before the next password may be tried.
    pub wait: u32,
    /// How often the register was opened: what was begun before a lock is not finished after it.
    pub visit: u32,
    /// The time of the last message.
    pub now: Option<Time>,
    /// It was said that the question from when the register is kept waits: it is not said again, after a lock neither.
    pub beginning_told: bool,
}

/// Entries of others are counted up to here.
pub const MOST_OTHERS: u64 = 1_000;

/// What is told of an account's last visit, where others changed something since.
fn visit_notice(visit: &Visit, lang: Lang) -> Option<String> {
    (visit.others > 0).then(|| {
        let when = moment(&visit.at).map_or_else(
            || visit.at.clone(),
            |time| match lang {
                Lang::Ja => format!(
                    "{}月{}日 {}時{:02}分",
                    time.date.month(),
                    time.date.day(),
                    time.hour(),
                    time.minute()
                ),
                Lang::En => show_time(time),
            },
        );
        let more = HistoryWord::HistoryOrMore.fill(lang, &[&MOST_OTHERS.to_string()]);
        let others = if visit.others < MOST_OTHERS { visit.others.to_string() } else { more };
        HistoryWord::VisitOthers.fill(lang, &[&when, &others])
    })
}

impl App {
    /// A closed register in front of its door.
    pub fn new(settings: Settings, door: Door) -> Self {
        Self {
            settings,
            stage: Stage::Door(door),
            layers: Layers::default(),
            aside: Layers::default(),
            notice: None,
            file: None,
            reading: None,
            size: (80, 24),
            pending: None,
            requests: Vec::new(),
            login: Login::default(),
            working: None,
            wait: 0,
            visit: 0,
            now: None,
            beginning_told: false,
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
        let mut desk = desk.with_forms(settings.forms.clone());
        desk.asks_beginning = opened.asks_beginning;
        // Whoever only looks has no steps to take.
        desk.first_steps = opened.first_steps && opened.access == Access::Full;
        desk.set_cares(opened.cares);
        desk.keeper = opened.staff;
        let mut session = Session::new(desk);
        let last = opened.last.map(|(change, label)| Step {
            change,
            label,
            on: None,
            stands: true,
            overtaken: false,
        });
        session.steps.extend(last);
        session.replaced = opened.replaced;
        let lang = settings.lang;
        (session.access, session.role) = (opened.access, opened.role);
        session.account.clone_from(&opened.account);
        let visit = opened.visit.as_ref().and_then(|visit| visit_notice(visit, lang));
        session.visit = opened.visit;
        session.seen = opened.seen;
        let between = if lang == Lang::Ja { "" } else { " " };
        let newer = NewerEdition::of(session.desk.register.policy())
            .map(|newer| PolicyWord::NewerWaits.fill(lang, &[&newer.base, &newer.judges, &newer.waits]));
        let found: Vec<String> = opened.told.into_iter().chain(newer).chain(visit).collect();
        let notice = (!found.is_empty())
            .then(|| found.join(between))
            .or_else(|| settings.practice.then(|| Word::PracticeHint.say(lang).to_owned()))
            .map(|text| Notice { text, tone: Tone::Plain, file: None });
        // What the unlock found is read in full before anything else: a line at the bottom would cut it.
        let mut layers = Layers::default();
        layers.extend(Page::notices(&opened.notices, lang));
        let mut app = Self {
            stage: Stage::Open(Box::new(session)),
            layers,
            notice,
            login: Login { asked: false, name: opened.account },
            ..Self::new(settings, Door::unlock())
        };
        app.follow_policy();
        app
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

    /// The layers, and what they see of the rest.
    pub fn split(&mut self) -> (&mut Layers, Scene<'_>) {
        let session = match &self.stage {
            Stage::Open(session) => Some(&**session),
            Stage::Door(_) => None,
        };
        (&mut self.layers, Scene { settings: &self.settings, session, wait: self.wait, now: self.now })
    }

    /// Wants something of another room.
    pub fn request(&mut self, request: Request) {
        self.requests.push(request);
    }

    /// Whether what is on top is answered with single letters.
    pub fn asks(&self) -> bool {
        self.layers.last().is_some_and(Layer::asks)
    }

    /// Whether a key is a letter where a question is answered: who types `hai` or `iie` means an answer, and no incident.
    pub fn is_answer(&self, key: Key) -> bool {
        key.text().is_some() && self.asks()
    }

    /// Tells something.
    pub fn tell(&mut self, text: impl Into<String>, tone: Tone) {
        self.notice = Some(Notice { text: text.into(), tone, file: None });
    }

    /// Tells that a file or a folder was written: it can be opened, and its place copied, for as long as this stands.
    pub fn tell_written(&mut self, text: impl Into<String>, file: PathBuf) {
        self.notice = Some(Notice { text: text.into(), tone: Tone::Good, file: Some(file) });
    }

    /// The file or folder that the message on the screen tells of.
    pub fn told_file(&self) -> Option<&PathBuf> {
        let notice = self.notice.as_ref().and_then(|notice| notice.file.as_ref());
        notice.or(self.reading.as_ref().and_then(|reading| reading.file.as_ref()))
    }
}
