//! Drives the screen without a terminal: a text of keys in, the whole screen as text out.
#![allow(clippy::unwrap_used, reason = "a test support that fails is a failed test")]
#![allow(dead_code, reason = "each test binary uses its part")]

#[path = "screen_text.rs"]
mod screen_text;

use std::{
    collections::{BTreeMap, VecDeque},
    path::Path,
    sync::{Arc, LazyLock},
};

use mcs_register::{
    documents::PaperHistory,
    policy::{
        Policy,
        course::{CoursePoint, course_days},
        overview::{Month, Overview},
    },
    register::{Change, Command, Date, Lang, Register, Time, Work, records::PolicySheet},
    store::{AccountRole, HeadCode, HistoryEntry, PastChange, UNDO},
    tui::{
        self,
        app::{
            Access, App, Content, Delivered, Effect, Env, Message, Opened, Output, Settings, Waiting,
            WriteFault,
            asked::{Ask, Part, Scope},
            exports::{self, Export, ExportSource, Known, Made},
            imports::{Came, ImportNews, ImportTask, Source, Wants},
        },
        runtime::imports::{self, Shelf},
        terminal::{
            buffer::{self, Buffer},
            input::{Input, parse_keys},
            signs::Lines,
            theme::{Colours, Ground, Theme},
        },
    },
};
use ratatui::layout::{Position, Rect};
use screen_text::screen_text;
use zeroize::Zeroizing;

/// The day on which every screen is drawn.
pub fn today() -> Date {
    "2026-11-22".parse().unwrap()
}

/// A screen with a register behind it.
pub struct Bench {
    /// The state.
    pub app: App,
    /// The time that is told with each key.
    pub now: Time,
    /// The head of the history that is told with each key.
    pub head: Option<HeadCode>,
    /// The effects of the last keys that went to the world.
    pub effects: Vec<Effect>,
    /// Whether a file is said to be there already.
    pub file_exists: bool,
    /// Why files are said not to be written.
    pub write_fault: Option<String>,
    /// Why the history could not be told of what was written.
    pub unrecorded: Option<String>,
    /// What was being typed at the last lock.
    pub draft: Option<String>,
    /// Where somebody was at the last lock.
    pub place: Option<String>,
    /// The history as the vault holds it, oldest first.
    pub history: Vec<HistoryEntry>,
    /// The changes that an undo can take back, as the vault holds them, oldest first.
    pub past: Vec<PastChange>,
    /// The file of a ledger that waits inside the vault, and how ledgers were taken in.
    pub shelf: BenchShelf,
    /// What was asked for ledgers, while it is held back.
    pub held: Option<VecDeque<ImportTask>>,
    entries: u64,
    frame: Buffer,
    cursor: Position,
}

/// What the vault holds of ledgers that come in.
#[derive(Debug, Clone, Default)]
pub struct BenchShelf {
    /// The file that waits.
    pub kept: Option<Vec<u8>>,
    /// How ledgers were taken in, by their headings.
    pub mappings: BTreeMap<String, String>,
}

impl Shelf for BenchShelf {
    fn kept(&mut self) -> Result<Option<Zeroizing<Vec<u8>>>, String> {
        Ok(self.kept.clone().map(Zeroizing::new))
    }

    fn keep(&mut self, file: &[u8]) -> bool {
        self.kept = Some(file.to_vec());
        true
    }

    fn mapping(&mut self, headings: &str) -> Option<String> {
        self.mappings.get(headings).cloned()
    }
}

/// The policy that is built in.
pub fn minato() -> Arc<Policy> {
    Arc::new(Policy::minato().unwrap())
}

/// The demo office. Its reports are papers, masked and drawn: made once, not for every screen.
pub fn demo_office() -> Register {
    static OFFICE: LazyLock<Register> =
        LazyLock::new(|| mcs_register::cli::demo_office::demo_office(today()).unwrap());
    OFFICE.clone()
}

/// What a session begins with.
pub fn settings(lang: Lang) -> Settings {
    Settings {
        lang,
        policy: minato(),
        policy_text: Policy::minato_text().into(),
        policy_of: Some(PolicySheet::default()),
        forms: None,
        theme: Theme::new(Ground::Dark, Colours::Many),
        lines: Lines::Box,
        day_given: false,
        practice: false,
        report_dir: "/reports".into(),
        home: Some("/home/hanako".into()),
        place: "/vault".to_owned(),
    }
}

impl Bench {
    /// The screen of a register.
    pub fn new(register: Register, lang: Lang, size: (u16, u16)) -> Self {
        Self::with(App::open(settings(lang), Opened { register, ..Opened::default() }, today()), size)
    }

    /// The screen of the demo office as an account with these rights sees it.
    pub fn demo_as(access: Access, lang: Lang, size: (u16, u16)) -> Self {
        let register = demo_office();
        let role = if access == Access::Reader { AccountRole::Reader } else { AccountRole::Administrator };
        let opened =
            Opened {
                register, access, account: "弁天 恵".to_owned(), role: Some(role), ..Opened::default()
            };
        Self::with(App::open(settings(lang), opened, today()), size)
    }

    /// The screen of a state.
    pub fn with(app: App, size: (u16, u16)) -> Self {
        let now = Time::new(today(), 9, 10).unwrap();
        let frame = Buffer::empty(Rect::new(0, 0, size.0, size.1));
        let (effects, history, past) = (Vec::new(), Vec::new(), Vec::new());
        let (file_exists, write_fault, draft, place, entries) = (false, None, None, None, 0);
        let mut bench = Self {
            app,
            now,
            head: None,
            effects,
            file_exists,
            write_fault,
            unrecorded: None,
            draft,
            place,
            history,
            past,
            shelf: BenchShelf::default(),
            held: None,
            entries,
            frame,
            cursor: Position::ORIGIN,
        };
        bench.draw();
        bench
    }

    /// The screen of the demo office.
    pub fn demo(lang: Lang, size: (u16, u16)) -> Self {
        Self::new(demo_office(), lang, size)
    }

    /// Presses keys; the vault says yes to everything. The screen is drawn after each key, as it is in life.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        self.effects.clear();
        for key in parse_keys(keys).unwrap() {
            self.send(Message::Input(Input::Key(key)));
        }
        self
    }

    /// Sends a message and answers its effects.
    pub fn send(&mut self, message: Message) {
        self.send_unseen(message);
        self.draw();
    }

    /// The same, before the screen is drawn again.
    pub fn send_unseen(&mut self, message: Message) {
        let mut waiting = vec![message];
        while let Some(message) = waiting.pop() {
            for effect in tui::update(&mut self.app, message, Env { now: self.now, head: self.head }) {
                match &effect {
                    Effect::Commit { change, action } => {
                        self.remember(change, action);
                        waiting.push(Message::Committed(Ok(())));
                    }
                    Effect::Write { output, overwrite } => {
                        let outcome = match &self.write_fault {
                            Some(why) => Err(WriteFault::Other(why.clone())),
                            None if self.file_exists && !overwrite => Err(WriteFault::Exists),
                            None => {
                                Ok(Delivered { unrecorded: self.unrecorded.clone(), cleared: Vec::new() })
                            }
                        };
                        waiting.push(Message::Written { output: output.clone(), outcome });
                    }
                    Effect::TryPlace { output, overwrite } => {
                        let outcome = match &self.write_fault {
                            Some(why) => Err(WriteFault::Other(why.clone())),
                            None if self.file_exists && !overwrite => Err(WriteFault::Exists),
                            None => Ok(()),
                        };
                        let (output, overwrite) = (output.clone(), *overwrite);
                        waiting.push(Message::PlaceTried { output, overwrite, outcome });
                    }
                    Effect::Render { paper, delivery } => {
                        let outcome = paper.pdf().map_err(|error| error.message(Lang::Ja));
                        waiting.push(Message::Rendered { delivery: delivery.clone(), outcome });
                    }
                    Effect::Export { export, delivery } => {
                        let outcome = self.export(*export, &delivery.path);
                        waiting.push(Message::Exported { delivery: delivery.clone(), outcome });
                    }
                    Effect::Import(task) => match &mut self.held {
                        Some(held) => held.push_back(task.clone()),
                        None => waiting.extend(self.import(task.clone())),
                    },
                    Effect::ReadPast(wanted) => {
                        let today = self.now.date;
                        let counts = self.app.session().map(|session| session.desk.counts);
                        let known = |day| CoursePoint { day, counts: counts.filter(|_| day == today) };
                        let course = course_days(today).into_iter().map(known).collect();
                        let history = PaperHistory { course, ..PaperHistory::default() };
                        waiting.push(Message::PastRead { wanted: wanted.clone(), outcome: Ok(history) });
                    }
                    Effect::ReadMonths(ticket) => waiting.push(self.months(*ticket)),
                    Effect::Lock { draft, place, .. } => {
                        self.draft = draft.as_ref().map(|draft| draft.to_string());
                        self.place = place.as_ref().map(|place| place.to_string());
                    }
                    Effect::History(ask) => waiting.push(Message::History(self.part(ask))),
                    Effect::TakeBack { batch, change } => {
                        self.took_back(*batch, change.clone());
                        waiting.push(Message::Committed(Ok(())));
                    }
                    Effect::ReadPastChanges(most) => {
                        let steps = self.past.iter().rev().take(*most).cloned().collect();
                        waiting.push(Message::PastChanges(Ok(steps)));
                    }
                    Effect::AcceptHistory => waiting.push(Message::CareSettled(Ok(Vec::new()))),
                    _ => {}
                }
                self.effects.push(effect);
            }
        }
    }

    /// The months as if the history began in the last summer and nothing had changed since.
    fn months(&self, ticket: u32) -> Message {
        let session = self.app.session().unwrap();
        let (register, policy) = (&session.desk.register, &self.app.settings.policy);
        let begin: Date = "2026-07-01".parse().unwrap();
        let month =
            |day| Month { day, overview: (day >= begin).then(|| Overview::of(register, policy, day)) };
        let months = course_days(self.now.date).into_iter().map(month).collect();
        Message::MonthsRead { ticket, outcome: Ok(months) }
    }

    /// Another session carries out a command.
    pub fn elsewhere(&mut self, command: &Command) {
        let change = command.plan(self.register(), self.now.date).unwrap();
        self.send(Message::Followed(vec![change]));
    }

    /// Keeps a change as the vault would.
    fn remember(&mut self, change: &Change, action: &str) {
        let taken = (action == UNDO).then(|| {
            self.past.iter().rposition(|past| past.change.inverse() == *change).map(|at| self.past.remove(at))
        });
        let undoes = taken.flatten().map(|past| past.batch);
        self.push(change.clone(), action, undoes);
    }

    fn took_back(&mut self, batch: u64, change: Change) {
        self.past.retain(|past| past.batch != batch);
        self.push(change, UNDO, Some(batch));
    }

    fn push(&mut self, change: Change, action: &str, undoes: Option<u64>) {
        let batch = self.entries + 1;
        self.entries += change.records.len() as u64;
        let at = format!("2026-11-22T09:10:{:02}+09:00", self.past.len());
        let (account, action) = ("弁天 恵".to_owned(), action.to_owned());
        self.past.push(PastChange { batch, at, account, action, undoes, change });
    }

    /// Opens the locked register again, with what was being typed.
    pub fn unlock(&mut self, register: Register) {
        let lines: Vec<String> = self.draft.take().into_iter().chain(self.place.take()).collect();
        let when = "2026-11-22T09:10:00+09:00".to_owned();
        let waiting = (!lines.is_empty()).then(|| Waiting { text: lines.join("\n").into(), when });
        self.open(Opened { register, waiting, ..Opened::default() });
    }

    /// The vault was unlocked and gives this.
    pub fn open(&mut self, opened: Opened) {
        self.send(Message::Unlocked(Ok(Box::new(opened))));
    }

    fn part(&self, ask: &Ask) -> Part {
        let about = |entry: &&HistoryEntry| match &ask.scope {
            Scope::Whole => true,
            Scope::Since(seq) => entry.seq > *seq,
            Scope::About(subject) => {
                let named = format!("\"{}\"", subject.id());
                entry.key.as_ref().is_some_and(|key| key.subject() == *subject)
                    || format!("{:?}", entry.after).contains(&named)
            }
        };
        let rows =
            self.history.iter().rev().filter(|entry| ask.before.is_none_or(|before| entry.seq < before));
        let entries = Ok(rows.filter(about).take(ask.most).cloned().collect());
        Part { ticket: ask.ticket, entries }
    }

    /// Does what a ledger on its way in needs.
    pub fn import(&mut self, ImportTask { ticket, wants }: ImportTask) -> Option<Message> {
        let session = self.app.session()?;
        let (policy, today, lang) = (Arc::clone(&session.desk.policy), self.now.date, self.app.lang());
        let came = match wants {
            Wants::Folder(path) => Came::Folder(imports::folder(&path, lang)),
            Wants::Read { source, how: asked, password } => match &source {
                Source::File(path) if path.is_dir() => Came::Folder(imports::folder(path, lang)),
                source => {
                    let kept = &mut self.shelf;
                    Came::Read(imports::read(source, &asked, password.as_ref(), kept, &policy, today, lang))
                }
            },
            Wants::Clipboard => Came::Clipboard(Err("no clipboard".to_owned())),
            Wants::Simulate(trial) => {
                let stands = |_, _| ticket.stands();
                Came::Simulated(Box::new(trial.run(&session.desk.register, &policy, today, &stands)))
            }
            Wants::Finish(mappings) => {
                self.shelf.kept = None;
                self.shelf.mappings.extend(mappings);
                return None;
            }
        };
        Some(Message::Import(Box::new(ImportNews { ticket, came })))
    }

    fn export(&self, export: Export, path: &Path) -> Result<Made, String> {
        let session = self.app.session().unwrap();
        let settings = &self.app.settings;
        let source = ExportSource {
            register: &session.desk.register,
            policy: &settings.policy,
            policy_text: &settings.policy_text,
            forms: None,
            findings: &session.desk.findings,
            today: self.now.date,
            head: "",
            lang: settings.lang,
            work: &Work::default(),
        };
        exports::make(export, &source, &Known::default(), path)
    }

    /// The last file that was written: its name and its bytes.
    pub fn written(&self) -> Option<(String, Vec<u8>)> {
        self.effects.iter().rev().find_map(|effect| match effect {
            Effect::Write { output: Output { delivery, content: Content::File(bytes) }, .. } => {
                let name = delivery.path.file_name().unwrap().to_string_lossy().into_owned();
                Some((name, bytes.to_vec()))
            }
            _ => None,
        })
    }

    fn draw(&mut self) {
        self.frame.reset();
        if let Some(cursor) = tui::view(&mut self.app, &mut self.frame) {
            self.cursor = cursor;
        }
        self.frame.finish();
    }

    /// What is drawn, with its looks.
    pub fn buffer(&self) -> &Buffer {
        &self.frame
    }

    /// The screen as text, with the place of the cursor in its last line.
    pub fn screen(&self) -> String {
        format!("{}\n(cursor {}, {})\n", screen_text(&self.frame), self.cursor.x, self.cursor.y)
    }

    /// Another size of the window.
    pub fn resize(&mut self, size: (u16, u16)) {
        self.frame = Buffer::empty(Rect::new(0, 0, size.0, size.1));
        self.send(Message::Input(Input::Resize(size.0, size.1)));
    }

    /// The register as it is now.
    pub fn register(&self) -> &Register {
        &self.app.session().unwrap().desk.register
    }
}
