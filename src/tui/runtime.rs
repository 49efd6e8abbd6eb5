//! Between the screen and the world: keys in, effects carried out, one frame drawn where something changed.

mod anew;
mod begin;
mod clock;
mod closing;
mod file_opener;
mod files;
mod history;
mod idle;
pub mod imports;
mod opening;
mod pace;
mod reading;
mod refusing;
mod restoring;
mod vault;
mod working;

use std::{
    io,
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    },
    thread,
    time::{Duration, Instant},
};

use tempfile::TempDir;
use zeroize::Zeroizing;

use crate::{
    policy::Policy,
    register::{Change, Date, Lang},
    store::{Answered, Entry, HeadCode, Places, Presence, StoreError, Vault, presence},
};

use super::{
    app::{App, Effect, Env, Failure, Message, Opened, Output, Settings, WriteFault},
    shell::{keep, update, view::view},
    terminal::{
        self, Session as Terminal,
        input::{Input, Key},
        looks::Looks,
    },
    words::{Word, key_label},
};
pub use anew::Handover;
pub use clock::Clock;
pub use reading::{Hush, spawn_reader};

use anew::Leaving;
use begin::{Begun, begin};
use closing::{Closing, Hangup, UnderWay};
use files::Wrote;
use idle::Idle;
use pace::Pace;
use working::Working;

/// How often another session's change is looked for: an idle look is a few microseconds and wakes no screen.
const LOOK: Duration = Duration::from_millis(500);

/// With what the screen begins.
pub enum Start {
    /// The vault is there and closed; the account whose name is filled in, where one was named.
    Unlock(Places, Option<String>),
    /// There is no vault yet; so many backups of one lie there.
    FirstRun(Places, usize),
    /// The vault was locked by the program that ended in this process's place.
    Anew(Places, Box<Handover>),
    /// The vault is open already.
    Open(Box<Vault>),
    /// The vault is open, and its folder is thrown away at the end, also where a signal ends the program.
    Practice(Box<Vault>, TempDir),
}

/// Why the screen ended other than by being quit.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The terminal could not be taken or written to.
    #[error("the terminal: {0}")]
    Terminal(#[from] io::Error),
    /// The vault could not be closed in order.
    #[error("the vault: {0}")]
    Store(#[from] StoreError),
}

/// What reaches the loop.
enum Event {
    Message(Message),
    /// The vault was opened by the worker.
    Opened(Box<Vault>, Message),
    /// What leaves the register was written by the worker.
    Wrote(Box<Output>, Result<Wrote, WriteFault>),
}

impl From<Input> for Event {
    fn from(input: Input) -> Self {
        Self::Message(Message::Input(input))
    }
}

/// The vault, shared with the thread that closes it when the line drops.
type Shared = Arc<Mutex<Option<Vault>>>;

/// The folder of a practice vault, shared with the thread that removes it when the line drops.
type Folder = Arc<Mutex<Option<TempDir>>>;

/// What is being typed now, shared with the thread that keeps it inside the vault when the line drops.
type Typing = Arc<Mutex<Option<Zeroizing<String>>>>;

/// Shows the screen until it is quit. Says what kept the last backup from being made, where something did.
///
/// # Errors
/// When the terminal cannot be used or the vault cannot be closed.
pub fn run(
    settings: Settings,
    looks: Looks,
    start: Start,
    clock: Clock,
) -> Result<Option<StoreError>, RunError> {
    let shared: Shared = Arc::new(Mutex::new(None));
    let folder: Folder = Arc::new(Mutex::new(None));
    let closing = Closing::of(&settings, clock);
    let begun = begin(settings, start, clock, &shared, &folder)?;
    let under_way = UnderWay::default();
    let shown = show(begun, looks, closing, &shared, &folder, &under_way);
    // The thread that listens for signals goes on holding both: what ends here has to be taken from it. It waits for the end.
    let _ending = under_way.begin();
    let vault = lock(&shared).take();
    let (backup, closed) = vault.map_or((None, Ok(())), |mut vault| {
        history::record_visit(&mut vault, &clock.stamp());
        closing.close(vault)
    });
    drop(lock(&folder).take());
    shown.and_then(|()| Ok(closed.map(|()| backup)?))
}

fn show(
    Begun { mut app, places, effects }: Begun,
    looks: Looks,
    closing: Closing,
    shared: &Shared,
    folder: &Folder,
    under_way: &UnderWay,
) -> Result<(), RunError> {
    let long_work = Working::default();
    let typing = Typing::default();
    let at_hangup = Hangup {
        closing,
        vault: Arc::clone(shared),
        folder: Arc::clone(folder),
        typing: Arc::clone(&typing),
        long_work: long_work.clone(),
        under_way: under_way.clone(),
        lang: app.settings.lang,
    };
    let (sender, receiver) = channel();
    let stopping = sender.clone();
    let stop = move || {
        // As if it had been pressed. Whoever no longer listens has ended.
        let _ = stopping.send(Event::from(Input::Key(Key::ctrl('z'))));
    };
    terminal::on_signals(move || at_hangup.close(), stop)?;
    let (terminal, answers) = Terminal::enter(looks)?;
    app.settings.theme = looks.theme(&answers);
    app.settings.lines = looks.lines(&answers);
    let pace = Pace::of(looks.took(&answers));
    let looks = looks.named(&answers);
    let hush = Arc::new(Hush::default());
    spawn_reader(sender.clone(), answers.early, answers.late, Arc::clone(&hush))?;
    let shared = Arc::clone(shared);
    let clock = closing.clock;
    let day = clock.now().date;
    let (locking, waits, head) = (None, None, None);
    let leaving = Leaving::new(looks, hush);
    let mut runtime = Runtime {
        app,
        terminal,
        clock,
        places,
        shared,
        typing,
        day,
        sender,
        closing,
        locking,
        leaving,
        waits,
        long_work,
        pace,
        head,
        under_way: under_way.clone(),
    };
    let begun = effects.into_iter().try_for_each(|effect| {
        let messages = runtime.carry_out(effect);
        messages.into_iter().try_for_each(|message| runtime.take(message).map(drop))
    });
    let served = begun.and_then(|()| runtime.serve(&receiver));
    if matches!(served, Err(RunError::Terminal(_))) {
        // The line dropped before anybody said so: what was being typed is kept.
        let _ = runtime.take(Message::Input(Input::Closed));
    }
    runtime.long_work.stop();
    runtime.wait_for_lock();
    served
}

/// Reads what an open vault gives.
fn look(vault: &mut Vault, today: Date, policy: &Policy, lang: Lang) -> Result<Opened, StoreError> {
    // Asked before: an entry in between is then looked at once too often, never missed.
    let seen = history::entries(vault)?;
    let register = vault.load()?;
    let (told, notices): (Vec<_>, Vec<_>) = vault.notices().iter().partition(|it| it.is_told_in_passing());
    let told = told.first().map(|notice| notice.message(lang));
    let mut notices: Vec<String> = notices.iter().map(|notice| notice.message(lang)).collect();
    let last = vault.last_change()?.map(|last| {
        let label = last.change.records.first().map(|record| key_label(&record.key, &register, lang));
        (last.change, label.unwrap_or(last.action))
    });
    let replaced = last.is_none() && vault.replaced()?.is_some();
    let visit = history::visit(vault)?;
    let cares = history::cares(vault, today, policy, lang);
    let asks_beginning = !vault.is_answered(Answered::Beginning)?;
    let first_steps = !vault.is_answered(Answered::FirstSteps)?;
    let waiting = history::waiting(vault, lang).unwrap_or_else(|why| {
        notices.push(why);
        None
    });
    let account = vault.account().to_owned();
    let (access, role) = vault::rights(vault);
    let staff = vault.accounts()?.into_iter().find(|row| row.name == account).and_then(|row| row.staff);
    let opened = Opened {
        register,
        notices,
        told,
        last,
        replaced,
        access,
        account,
        role,
        staff,
        cares,
        asks_beginning,
        first_steps,
        visit,
        waiting,
        seen,
    };
    Ok(opened)
}

/// Whether the closed vault asks for an account's name: it has several.
fn asks_login(places: &Places) -> bool {
    // What cannot be read is told at the unlock, with everything there is to say about it.
    matches!(presence(places), Ok(Presence::Vault { asks_login: true }))
}

fn lock<T>(shared: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    // A thread that panicked while it held the vault has not left it half-written: SQLite has rolled back.
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Runtime {
    app: App,
    terminal: Terminal,
    clock: Clock,
    places: Places,
    shared: Shared,
    typing: Typing,
    /// The day of the last look.
    day: Date,
    sender: Sender<Event>,
    closing: Closing,
    /// The vault that is being backed up and locked while the screen is closed already.
    locking: Option<thread::JoinHandle<()>>,
    /// What is left of the register in memory after the lock, and how that is left behind.
    leaving: Leaving,
    /// Until when no password may be tried.
    waits: Option<Instant>,
    /// What takes long beside the screen.
    long_work: Working,
    /// When the next frame may follow.
    pace: Pace,
    /// The vaults that are being closed.
    under_way: UnderWay,
    /// What is printed of the register, as of the entry that was seen.
    head: Option<(u64, HeadCode)>,
}

impl Runtime {
    fn env(&mut self) -> Env {
        let seen = self.app.session().map_or(0, |session| session.seen);
        if self.head.is_none_or(|(of, _)| of != seen) {
            // A worker may hold the vault; the keys do not wait for it. Where another session wrote what is not followed
            // yet, its head is not that of the register in memory.
            let mut vault = self.shared.try_lock().ok();
            let vault = vault.as_mut().and_then(|vault| vault.as_mut());
            let vault = vault.filter(|vault| vault.changed_elsewhere().is_ok_and(|changed| !changed));
            self.head = vault.and_then(|vault| vault.code_to_print().ok()).map(|code| (seen, code));
        }
        Env { now: self.clock.now(), head: self.head.map(|(_, code)| code) }
    }

    /// Blocks on the channel, drains it, draws once if something changed.
    fn serve(&mut self, receiver: &Receiver<Event>) -> Result<(), RunError> {
        self.draw()?;
        let mut idle = Idle::new(Instant::now());
        let mut looked = Instant::now();
        loop {
            let wakes = [self.count_down()?, LOOK.saturating_sub(looked.elapsed())];
            let work = self.long_work.is_any().then_some(working::EVERY);
            let wakes =
                wakes.into_iter().chain(work).chain(self.pace.wait(Instant::now())).min().unwrap_or(LOOK);
            match receiver.recv_timeout(wakes) {
                Ok(first) => {
                    self.leaving.hear();
                    for event in std::iter::once(first).chain(receiver.try_iter()) {
                        let message = match event {
                            Event::Message(message) => message,
                            Event::Opened(vault, message) => {
                                *lock(&self.shared) = Some(*vault);
                                message
                            }
                            Event::Wrote(output, wrote) => self.wrote(*output, wrote),
                        };
                        if matches!(message, Message::Input(_)) {
                            self.leaving.touch();
                        }
                        if matches!(message, Message::Input(_)) || self.app.session().is_none() {
                            idle.touch(Instant::now());
                        }
                        if self.take(message)? {
                            return Ok(());
                        }
                    }
                    self.remember_typing();
                    self.pace.owe();
                }
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
                // Nothing has come for a while, and nothing waits that would be lost.
                Err(RecvTimeoutError::Timeout) => self.begin_anew()?,
            }
            let at = self.long_work.told();
            if at != self.app.working {
                self.take(Message::Working(at))?;
                self.pace.owe();
            }
            if self.pace.wait(Instant::now()) == Some(Duration::ZERO) {
                self.draw()?;
            }
            // Also while somebody types without a pause.
            if looked.elapsed() < LOOK {
                continue;
            }
            looked = Instant::now();
            // What the office has set stands in the register, and is known once that is open.
            let minutes = self.app.settings.policy.idle_lock_minutes();
            let message = if self.app.session().is_some() && idle.is_over(minutes, looked) {
                Some(Message::Idle)
            } else {
                self.look()
            };
            if let Some(message) = message {
                self.take(message)?;
                self.remember_typing();
                self.draw()?;
            }
        }
    }

    /// Tells the seconds that are left before the next password, where they are others than those on the screen; says
    /// for how long nothing has to be done.
    fn count_down(&mut self) -> Result<Duration, RunError> {
        let Some(until) = self.waits.filter(|_| self.app.wait > 0) else {
            self.waits = None;
            return Ok(LOOK);
        };
        let left = until.saturating_duration_since(Instant::now());
        let seconds = u32::try_from(left.as_millis().div_ceil(1000)).unwrap_or(u32::MAX);
        if seconds != self.app.wait {
            self.take(Message::WaitLeft(seconds))?;
            self.draw()?;
        }
        // Until the second that is shown is over.
        let over = left.saturating_sub(Duration::from_secs(u64::from(seconds.saturating_sub(1))));
        Ok(over.clamp(Duration::from_millis(20), LOOK))
    }

    /// Keeps what is being typed in sight of the thread that closes the vault when the line drops.
    fn remember_typing(&self) {
        *lock(&self.typing) = if self.app.session().is_some() { keep::of(&self.app) } else { None };
    }

    fn draw(&mut self) -> io::Result<()> {
        let app = &mut self.app;
        self.terminal.draw(|buf| view(app, buf))?;
        self.pace.drawn(self.terminal.last_frame(), Instant::now());
        Ok(())
    }

    /// Gives a message to the screen and carries out what it asks for; says whether the end has come.
    fn take(&mut self, message: Message) -> Result<bool, RunError> {
        let mut waiting = vec![message];
        while let Some(message) = waiting.pop() {
            let env = self.env();
            for effect in update(&mut self.app, message, env) {
                match effect {
                    Effect::Quit => return Ok(true),
                    Effect::Suspend => self.suspend()?,
                    other => waiting.extend(self.carry_out(other)),
                }
            }
        }
        Ok(false)
    }

    fn carry_out(&mut self, effect: Effect) -> Vec<Message> {
        let message = match effect {
            Effect::Commit { change, action } => Some(Message::Committed(self.commit(&change, &action))),
            Effect::Unlock { account, password } => {
                self.unlock(account, password);
                None
            }
            Effect::Recover { key, account, password } => {
                self.recover(key, account, password);
                None
            }
            Effect::CountDown(seconds) => {
                self.waits = Instant::now().checked_add(Duration::from_secs(u64::from(seconds)));
                None
            }
            Effect::ReadAccounts => Some(Message::AccountsRead(self.read_accounts())),
            Effect::ChangeAccounts { change, present } => {
                self.change_accounts(change, present);
                None
            }
            Effect::ReadAbout => Some(Message::AboutRead(Box::new(self.read_about()))),
            Effect::Verify => {
                self.verify();
                None
            }
            Effect::ReadPolicy(path) => Some(Message::PolicyRead(files::policy_in(&path, self.app.lang()))),
            Effect::BackUp => {
                self.back_up();
                None
            }
            Effect::OfBackups(task) => self.of_backups(task),
            Effect::Create { office, account, password } => {
                self.create(office, account, password);
                None
            }
            Effect::Write { output, overwrite } => self.write_out(output, overwrite),
            Effect::TryPlace { output, overwrite } => {
                let outcome = files::try_place(&output, overwrite, &self.places, self.app.lang());
                Some(Message::PlaceTried { output, overwrite, outcome })
            }
            Effect::Render { paper, delivery } => {
                let lang = self.app.lang();
                self.long(move |work| {
                    let outcome = paper.pdf_watched(work).map_err(|error| error.message(lang));
                    Event::Message(Message::Rendered { delivery, outcome })
                });
                None
            }
            Effect::Export { export, delivery } => {
                self.export(export, delivery);
                None
            }
            Effect::Open(file) => {
                self.work(move || Event::Message(file_opener::open(file)));
                None
            }
            Effect::Copy(text) => {
                // A terminal that is gone is told by the next frame.
                let _ = self.terminal.copy(&text);
                None
            }
            Effect::Import(task) => self.import(task),
            Effect::ReadPast(wanted) => {
                self.read_past(wanted);
                None
            }
            Effect::ReadMonths(ticket) => {
                self.read_months(ticket);
                None
            }
            Effect::Lock { draft, place, restores } => {
                lock(&self.typing).take();
                let [draft, place] = [&draft, &place].map(|kept| kept.as_ref().map(|kept| kept.as_str()));
                let not_kept = self.lock_vault(draft, place, restores);
                let asks = Message::AsksLogin(asks_login(&self.places));
                return not_kept.into_iter().chain([asks]).collect();
            }
            Effect::Reload => Some(self.reload()),
            Effect::History(ask) => {
                self.read_history(ask);
                None
            }
            Effect::ReadPastChanges(most) => Some(Message::PastChanges(self.past_changes(most))),
            Effect::TakeBack { change, batch } => {
                let at = self.clock.stamp();
                Some(Message::Committed(self.write(&change, |_| Entry::undo(batch, &at))))
            }
            Effect::Answered(what) => self.answered(what),
            Effect::AcceptHistory => Some(Message::CareSettled(self.accept_history())),
            Effect::StopWork => {
                self.long_work.stop();
                None
            }
            Effect::Suspend | Effect::Quit => None,
        };
        message.into_iter().collect()
    }

    fn commit(&mut self, change: &Change, action: &str) -> Result<(), Failure> {
        let at = self.clock.stamp();
        self.write(change, |vault| match history::undone_batch(vault, change, action) {
            Some(batch) => Entry::undo(batch, &at),
            None => Entry::new(action, &at),
        })
    }

    fn write<'e>(
        &mut self,
        change: &Change,
        entry: impl FnOnce(&mut Vault) -> Entry<'e>,
    ) -> Result<(), Failure> {
        let lang = self.app.lang();
        let mut vault = lock(&self.shared);
        let Some(vault) = vault.as_mut() else {
            return Err(Failure::Other(Word::Locked.say(lang).to_owned()));
        };
        let entry = entry(vault);
        match vault.commit(change, &entry) {
            Ok(last) => {
                // Where another session was faster, its entries before ours are still to be looked at.
                if let Some(session) = self.app.session_mut()
                    && last == session.seen + change.records.len() as u64
                {
                    session.seen = last;
                }
                // A line that drops now offers no form again that is recorded already.
                lock(&self.typing).take();
                Ok(())
            }
            Err(why) => Err(refusing::failure(&why, lang)),
        }
    }

    /// Looks whether another session changed something, or whether another day has begun.
    fn look(&mut self) -> Option<Message> {
        let lang = self.app.lang();
        let policy = Arc::clone(&self.app.settings.policy);
        let seen = &mut self.app.session_mut()?.seen;
        // While a part of the history is being read there is time: the next look comes soon.
        let mut vault = self.shared.try_lock().ok()?;
        let vault = vault.as_mut()?;
        let today = self.clock.now().date;
        if std::mem::replace(&mut self.day, today) != today {
            return Some(Message::Cares(history::cares(vault, today, &policy, lang)));
        }
        let entries = history::entries(vault).ok()?;
        if entries == *seen || !vault.changed_elsewhere().unwrap_or(false) {
            // A visit or a draft that another session keeps changes nothing that is shown.
            return None;
        }
        match history::changes_since(vault, *seen) {
            Ok(Some(changes)) => {
                // What came in between is looked at again; then it fits no more, and everything is read anew.
                *seen = entries;
                Some(Message::Followed(changes))
            }
            Ok(None) => Some(history::load(vault, seen, lang)),
            Err(why) => Some(Message::ReloadFailed(why.message(lang))),
        }
    }

    fn work(&self, job: impl FnOnce() -> Event + Send + 'static) {
        let sender = self.sender.clone();
        let working = Arc::clone(&self.leaving.working);
        thread::spawn(move || {
            // Where the loop has ended there is nobody left to tell.
            let _ = sender.send(job());
            drop(working);
        });
    }
}
