//! Between the screen and the world: keys in, effects carried out, one frame drawn where something changed.

mod vault;

use std::{
    io,
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    },
    thread,
    time::{Duration, Instant},
};

use jiff::{Timestamp, tz::Offset};
use tempfile::TempDir;
use zeroize::Zeroizing;

use crate::{
    register::{Change, Date, Lang, Time},
    store::{
        BackupRules, Cost, Entry, NewVault, Places, Presence, RecoveryKey, Secret, StoreError, UNDO, Vault,
        presence,
    },
};

use super::{
    app::{App, Effect, Env, Failure, Login, Message, Opened, Settings, WriteFault},
    door::Door,
    input::{Input, spawn_reader},
    terminal::{self, Options, Session as Terminal},
    text::key_label,
    update, view,
};

/// How often another session's change is looked for: an idle look is a few microseconds and wakes no screen.
const LOOK: Duration = Duration::from_millis(700);

/// Tells the time of the office (Asia/Tokyo, which has no summer time), whatever zone the machine is in.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    /// A day that was given by hand.
    pub day: Option<Date>,
}

impl Clock {
    /// The time of now, on the day given by hand where there is one.
    pub fn now(self) -> Time {
        let now = Self::tokyo();
        let date = Date::new(now.year(), now.month(), now.day()).unwrap_or(Date::MAX);
        let hour = u8::try_from(now.hour()).unwrap_or(0);
        let minute = u8::try_from(now.minute()).unwrap_or(0);
        let date = self.day.unwrap_or(date);
        Time::new(date, hour, minute).unwrap_or_else(|_| Time::midnight(date))
    }

    /// The real moment with its offset, for the audit trail: never the day given by hand.
    pub fn stamp(self) -> String {
        let now = Self::tokyo();
        format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}+09:00",
            now.year(),
            now.month(),
            now.day(),
            now.hour(),
            now.minute(),
            now.second()
        )
    }

    fn tokyo() -> jiff::civil::DateTime {
        Offset::constant(9).to_datetime(Timestamp::now())
    }
}

/// With what the screen begins.
pub enum Start {
    /// The vault is there and closed; the account whose name is filled in, where one was named.
    Unlock(Places, Option<String>),
    /// There is no vault yet.
    FirstRun(Places),
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

/// A database that is copied and read again well within the second that a hang-up leaves; a greater one has to wait for the
/// next lock. Until then the cares say that there is no backup.
const QUICK: u64 = 16 << 20;

/// How a vault is closed: with a backup of it, unless it is for practice. Neither keeps it from being locked.
#[derive(Debug, Clone, Copy)]
struct Closing {
    clock: Clock,
    backups: Option<BackupRules>,
}

impl Closing {
    fn of(settings: &Settings, clock: Clock) -> Self {
        Self { clock, backups: (!settings.practice).then(|| settings.policy.backup_rules()) }
    }

    /// Backs the vault up and locks it; says what kept the backup from being made.
    fn close(self, mut vault: Vault) -> (Option<StoreError>, Result<(), StoreError>) {
        // First what must be done, for where this is cut off: the lock says what went wrong with it.
        let _ = vault.settle();
        let backup = self.backups.and_then(|rules| vault.back_up(&rules, &self.clock.stamp()).err());
        (backup, vault.lock())
    }

    /// The same where the line has dropped and the program ends within a second.
    fn close_at_once(self, vault: Vault) {
        let size = std::fs::metadata(vault.places().database()).map_or(0, |found| found.len());
        let backups = self.backups.filter(|_| size <= QUICK);
        let _ = Self { backups, ..self }.close(vault);
    }
}

/// Shows the screen until it is quit. Says what kept the last backup from being made, where something did.
///
/// # Errors
/// When the terminal cannot be used or the vault cannot be closed.
pub fn run(settings: Settings, start: Start, clock: Clock) -> Result<Option<StoreError>, RunError> {
    let shared: Shared = Arc::new(Mutex::new(None));
    let folder: Folder = Arc::new(Mutex::new(None));
    let closing = Closing::of(&settings, clock);
    let (app, places) = begin(settings, start, clock, &shared, &folder)?;
    let shown = show(app, places, closing, &shared, &folder);
    // The thread that listens for signals goes on holding both: what ends here has to be taken from it.
    let vault = lock(&shared).take();
    let (backup, closed) = vault.map_or((None, Ok(())), |vault| closing.close(vault));
    drop(lock(&folder).take());
    shown.and_then(|()| Ok(closed.map(|()| backup)?))
}

fn show(
    app: App,
    places: Places,
    closing: Closing,
    shared: &Shared,
    folder: &Folder,
) -> Result<(), RunError> {
    let (hangup, thrown_away) = (Arc::clone(shared), Arc::clone(folder));
    terminal::on_hangup(move || {
        if let Some(vault) = lock(&hangup).take() {
            closing.close_at_once(vault);
        }
        drop(lock(&thrown_away).take());
    })?;
    let mono = app.settings.theme == super::theme::Theme::mono();
    let terminal = Terminal::enter(Options { mono, ..Options::default() })?;
    let (sender, receiver) = channel();
    spawn_reader(sender.clone())?;
    let shared = Arc::clone(shared);
    let clock = closing.clock;
    let mut runtime =
        Runtime { app, terminal, clock, places, shared, sender, closing, locking: None, waits: None };
    let served = runtime.serve(&receiver);
    runtime.wait_for_lock();
    served
}

fn begin(
    settings: Settings,
    start: Start,
    clock: Clock,
    shared: &Shared,
    folder: &Folder,
) -> Result<(App, Places), StoreError> {
    Ok(match start {
        Start::Practice(vault, thrown_away) => {
            *lock(folder) = Some(thrown_away);
            begin(settings, Start::Open(vault), clock, shared, folder)?
        }
        Start::Unlock(places, account) => {
            let login = Login { asked: asks_login(&places), name: account.unwrap_or_default() };
            (App::closed(settings, login), places)
        }
        Start::FirstRun(places) => (App::new(settings, Door::first_run()), places),
        Start::Open(mut vault) => {
            let places = vault.places().clone();
            let opened = look(&mut vault, settings.lang)?;
            *lock(shared) = Some(*vault);
            (App::open(settings, opened, clock.now().date), places)
        }
    })
}

/// Reads what an open vault gives.
fn look(vault: &mut Vault, lang: Lang) -> Result<Opened, StoreError> {
    let register = vault.load()?;
    let notices = vault.notices().iter().map(|notice| notice.message(lang)).collect();
    let last = vault.last_change()?.map(|last| {
        let label = last.change.records.first().map(|record| key_label(&record.key, &register, lang));
        (last.change, label.unwrap_or(last.action))
    });
    let account = vault.account().to_owned();
    let (access, role) = vault::rights(vault);
    Ok(Opened { register, notices, last, access, account, role })
}

/// Whether the closed vault asks for an account's name: it has several.
fn asks_login(places: &Places) -> bool {
    // What cannot be read is told at the unlock, with everything there is to say about it.
    matches!(presence(places), Ok(Presence::Vault { asks_login: true }))
}

fn lock<T>(shared: &Mutex<Option<T>>) -> std::sync::MutexGuard<'_, Option<T>> {
    // A thread that panicked while it held the vault has not left it half-written: SQLite has rolled back.
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Runtime {
    app: App,
    terminal: Terminal,
    clock: Clock,
    places: Places,
    shared: Shared,
    sender: Sender<Event>,
    closing: Closing,
    /// The vault that is being backed up and locked while the screen is closed already.
    locking: Option<thread::JoinHandle<()>>,
    /// Until when no password may be tried.
    waits: Option<Instant>,
}

impl Runtime {
    /// Locks the vault behind the closed screen: a backup of a large register takes longer than anybody wants to see it.
    fn lock_vault(&mut self) {
        self.wait_for_lock();
        let Some(vault) = lock(&self.shared).take() else { return };
        let closing = self.closing;
        // Where no thread can be made the vault is dropped with the closure, which locks it.
        self.locking =
            thread::Builder::new().name("locking".to_owned()).spawn(move || drop(closing.close(vault))).ok();
    }

    fn wait_for_lock(&mut self) {
        if let Some(locking) = self.locking.take() {
            let _ = locking.join();
        }
    }

    fn env(&self) -> Env {
        let head = lock(&self.shared).as_ref().and_then(|vault| vault.head().ok()).map(|head| head.code());
        Env { now: self.clock.now(), head }
    }

    /// Blocks on the channel, drains it, draws once if something changed.
    fn serve(&mut self, receiver: &Receiver<Event>) -> Result<(), RunError> {
        self.draw()?;
        let minutes = self.app.settings.policy.idle_lock_minutes();
        let idle = minutes.map_or(Duration::MAX, |minutes| Duration::from_secs(u64::from(minutes) * 60));
        let mut touched = Instant::now();
        loop {
            let until_look = self.count_down()?;
            let first = match receiver.recv_timeout(until_look) {
                Ok(event) => event,
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
                Err(RecvTimeoutError::Timeout) => {
                    if touched.elapsed() >= idle && self.app.session().is_some() {
                        touched = Instant::now();
                        self.take(Message::Idle)?;
                        self.draw()?;
                        continue;
                    }
                    if self.changed_elsewhere() {
                        let message = self.reload();
                        self.take(message)?;
                        self.draw()?;
                    }
                    continue;
                }
            };
            touched = Instant::now();
            for event in std::iter::once(first).chain(receiver.try_iter()) {
                let message = match event {
                    Event::Message(message) => message,
                    Event::Opened(vault, message) => {
                        *lock(&self.shared) = Some(*vault);
                        message
                    }
                };
                if self.take(message)? {
                    return Ok(());
                }
            }
            self.draw()?;
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

    fn draw(&mut self) -> io::Result<()> {
        let app = &mut self.app;
        self.terminal.draw(|frame| view(app, frame))
    }

    /// Gives a message to the screen and carries out what it asks for; says whether the end has come.
    fn take(&mut self, message: Message) -> Result<bool, RunError> {
        let mut waiting = vec![message];
        while let Some(message) = waiting.pop() {
            let env = self.env();
            for effect in update(&mut self.app, message, env) {
                match effect {
                    Effect::Quit => return Ok(true),
                    Effect::Suspend => {
                        self.terminal.suspend()?;
                    }
                    other => waiting.extend(self.carry_out(other)),
                }
            }
        }
        Ok(false)
    }

    fn carry_out(&mut self, effect: Effect) -> Option<Message> {
        match effect {
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
            Effect::BackUp => {
                self.back_up();
                None
            }
            Effect::Create { office, account, password } => {
                self.create(office, account, password);
                None
            }
            Effect::Write { path, text, overwrite } => {
                let outcome = write_file(&path, &text, overwrite);
                Some(Message::Written { path, text, outcome })
            }
            Effect::Lock => {
                self.lock_vault();
                Some(Message::AsksLogin(asks_login(&self.places)))
            }
            Effect::Reload => Some(self.reload()),
            Effect::Suspend | Effect::Quit => None,
        }
    }

    fn commit(&self, change: &Change, action: &str) -> Result<(), Failure> {
        let lang = self.app.lang();
        let at = self.clock.stamp();
        let mut vault = lock(&self.shared);
        let Some(vault) = vault.as_mut() else {
            return Err(Failure::Other(super::text::Word::Locked.say(lang).to_owned()));
        };
        let entry = match undone_batch(vault, change, action) {
            Some(batch) => Entry::undo(batch, &at),
            None => Entry::new(action, &at),
        };
        match vault.commit(change, &entry) {
            Ok(_) => Ok(()),
            Err(why @ StoreError::ChangedElsewhere(_)) => Err(Failure::ChangedElsewhere(why.message(lang))),
            Err(why) => Err(Failure::Other(why.message(lang))),
        }
    }

    fn changed_elsewhere(&self) -> bool {
        // Where a worker holds the vault it is looked at a moment later: the keys do not wait for it.
        let Ok(vault) = self.shared.try_lock() else { return false };
        vault.as_ref().is_some_and(|vault| vault.changed_elsewhere().unwrap_or(false))
    }

    fn reload(&self) -> Message {
        let lang = self.app.lang();
        let mut vault = lock(&self.shared);
        match vault.as_mut().map(Vault::load) {
            Some(Ok(register)) => Message::Reloaded(Box::new(register)),
            Some(Err(why)) => Message::ReloadFailed(why.message(lang)),
            None => Message::ReloadFailed(super::text::Word::Locked.say(lang).to_owned()),
        }
    }

    /// Unlocks on a thread of its own: it takes half a second by design.
    fn unlock(&self, account: Option<String>, password: Zeroizing<String>) {
        let places = self.places.clone();
        let lang = self.app.lang();
        self.work(move || {
            let password = Secret::new(password.to_string());
            let opened = vault::open(&places, account.as_deref(), &password).and_then(|mut vault| {
                let opened = look(&mut vault, lang)?;
                Ok((vault, opened))
            });
            match opened {
                Ok((vault, opened)) => {
                    Event::Opened(Box::new(vault), Message::Unlocked(Ok(Box::new(opened))))
                }
                Err(why) => {
                    let denied = vault::denied(&why, &places, account.is_some(), lang);
                    Event::Message(Message::Unlocked(Err(denied)))
                }
            }
        });
    }

    /// Opens with the recovery key and gives a new password. The register is read first: where that fails, the
    /// old password holds.
    fn recover(&self, key: RecoveryKey, account: Option<String>, password: Zeroizing<String>) {
        let places = self.places.clone();
        let at = self.clock.stamp();
        let lang = self.app.lang();
        self.work(move || {
            let password = Secret::new(password.to_string());
            let opened = Vault::unlock_with_recovery(&places, &key).and_then(|mut vault| {
                let found = look(&mut vault, lang)?.notices;
                vault::recovered(&mut vault, account.as_deref(), &password, &at)?;
                // From here on it is the account that is in, and not the paper. What closing left undone is done later.
                let _ = vault.lock();
                let mut vault = vault::open(&places, account.as_deref(), &password)?;
                let mut opened = look(&mut vault, lang)?;
                opened.notices.retain(|notice| !found.contains(notice));
                opened.notices.splice(..0, found);
                Ok((vault, opened))
            });
            match opened {
                Ok((vault, opened)) => {
                    Event::Opened(Box::new(vault), Message::Recovered(Ok(Box::new(opened))))
                }
                Err(why) => {
                    let denied = vault::denied(&why, &places, false, lang);
                    Event::Message(Message::Recovered(Err(denied)))
                }
            }
        });
    }

    fn create(&self, office: String, account: String, password: Zeroizing<String>) {
        let places = self.places.clone();
        let at = self.clock.stamp();
        let lang: Lang = self.app.lang();
        self.work(move || {
            let password = Secret::new(password.to_string());
            let new = NewVault {
                office_name: &office,
                account: &account,
                password: &password,
                cost: Cost::tuned(),
                now: &at,
            };
            let made = Vault::create(&places, &new).and_then(|(mut vault, key)| {
                let opened = look(&mut vault, lang)?;
                Ok((vault, opened, Zeroizing::new(key.to_string())))
            });
            match made {
                Ok((vault, opened, key)) => {
                    Event::Opened(Box::new(vault), Message::Created(Ok((Box::new(opened), key))))
                }
                Err(why) => Event::Message(Message::Created(Err(why.message(lang).into()))),
            }
        });
    }

    fn work(&self, job: impl FnOnce() -> Event + Send + 'static) {
        let sender = self.sender.clone();
        thread::spawn(move || {
            // Where the loop has ended there is nobody left to tell.
            let _ = sender.send(job());
        });
    }
}

/// The batch that a change takes back, where it is the newest one: the history then shows it as taken back.
fn undone_batch(vault: &mut Vault, change: &Change, action: &str) -> Option<u64> {
    if action != UNDO {
        return None;
    }
    let last = vault.last_change().ok()??;
    (last.change.inverse() == *change).then_some(last.batch)
}

/// Writes a file whole or not at all: under another name first, then into place.
fn write_file(path: &std::path::Path, text: &str, overwrite: bool) -> Result<(), WriteFault> {
    crate::documents::write_whole(path, text.as_bytes(), overwrite).map_err(|why| {
        if why.kind() == io::ErrorKind::AlreadyExists {
            WriteFault::Exists
        } else {
            WriteFault::Other(why.to_string())
        }
    })
}
