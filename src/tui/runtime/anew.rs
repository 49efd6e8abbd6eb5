//! After a lock the program begins anew: the process puts itself in its own place, so that nothing of the register and of what
//! was typed is left in its memory. What the next one needs to show the same door goes along in a variable of its environment:
//! no secret, and nothing of a record.

use std::{
    env,
    ffi::OsString,
    io,
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

use serde::{Deserialize, Serialize};

use crate::tui::{
    app::{App, Login, Stage, door::Kind},
    terminal::{
        Held,
        looks::{Looks, Named},
    },
    words::Word,
};

use super::{RunError, Runtime, reading::Hush};

/// Where the one that begins finds what the one that ended hands over.
const VARIABLE: &str = "MCS_REGISTER_ANEW";

/// What goes from the program that ended to the one in its place.
#[derive(Debug, Serialize, Deserialize)]
pub struct Handover {
    /// The process, which is the same: whoever else inherits the variable is not meant.
    process: u32,
    terminal: Held,
    /// How the screen looks, which is not asked again.
    pub(super) looks: Named,
    asks_login: bool,
    name: String,
    /// What the door says.
    pub(super) said: Option<String>,
    /// The process was asked to stop: it does so before it takes the terminal.
    stops: bool,
}

impl Handover {
    /// What a door in front of a closed register hands over.
    pub(super) fn of(app: &App, terminal: Held, looks: Named, stops: bool) -> Self {
        let said = match (&app.reading, &app.stage) {
            (Some(reading), _) => Some(reading.said()),
            (None, Stage::Door(door)) => door.message.clone(),
            (None, Stage::Open(_)) => None,
        };
        let Login { asked, name } = app.login.clone();
        Self { process: std::process::id(), terminal, looks, asks_login: asked, name, said, stops }
    }

    /// Takes over what was handed to this process: the terminal, which is given back whatever happens from here on.
    pub fn taken() -> Option<Self> {
        let handed: Self = serde_json::from_str(&env::var(VARIABLE).ok()?).ok()?;
        if handed.process != std::process::id() {
            return None;
        }
        handed.terminal.take_over();
        #[cfg(unix)]
        if handed.stops {
            // Where it cannot be stopped it goes on, as it would have then.
            let _ = signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP);
        }
        Some(handed)
    }

    /// How the screen is to look; the environment says what the terminal can.
    pub fn looks(&self, environment: impl Fn(&str) -> Option<OsString>) -> Looks {
        let wished = |name: &str| self.looks.wished(name).map(Into::into);
        Looks::of(|name| wished(name).or_else(|| environment(name))).named_before(self.looks)
    }

    /// What the door remembers.
    pub(super) fn login(&self) -> Login {
        Login { asked: self.asks_login, name: self.name.clone() }
    }
}

/// The file of the running program.
pub(super) struct Program {
    path: PathBuf,
    #[cfg(unix)]
    id: (u64, u64),
}

impl Program {
    /// The file as it is now, at the start.
    pub(super) fn running() -> Option<Self> {
        let path = env::current_exe().ok()?;
        Some(Self {
            #[cfg(unix)]
            id: id(&path)?,
            path,
        })
    }

    /// Begins the program anew in the place of this process, with the same arguments. Comes back only where that is not
    /// possible.
    #[cfg(unix)]
    pub(super) fn begin(&self, handover: &Handover) -> io::Error {
        use std::os::unix::process::CommandExt as _;

        let Some(file) = self.file() else { return io::ErrorKind::NotFound.into() };
        let handed = match serde_json::to_string(handover) {
            Ok(handed) => handed,
            Err(why) => return why.into(),
        };
        let mut args = env::args_os();
        let mut command = std::process::Command::new(file);
        if let Some(name) = args.next() {
            command.arg0(name);
        }
        command.args(args).env(VARIABLE, handed).exec()
    }

    /// Other systems know no such thing.
    #[cfg(not(unix))]
    pub(super) fn begin(&self, _handover: &Handover) -> io::Error {
        let _ = &self.path;
        io::ErrorKind::Unsupported.into()
    }

    /// The file to begin. After an upgrade another one lies at its place, which may not know what is handed over: Linux still
    /// knows the one that runs.
    #[cfg(unix)]
    fn file(&self) -> Option<&std::path::Path> {
        if id(&self.path) == Some(self.id) {
            return Some(&self.path);
        }
        let own = std::path::Path::new("/proc/self/exe");
        (cfg!(target_os = "linux") && id(own) == Some(self.id)).then_some(own)
    }
}

/// A file as the system tells files apart.
#[cfg(unix)]
fn id(path: &std::path::Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata(path).ok().map(|found| (found.dev(), found.ino()))
}

/// How long whoever types at the door is left in peace.
const PATIENCE: Duration = Duration::from_mins(2);

/// The register is closed, but what it held is still in the memory of this process.
pub(super) struct Leaving {
    program: Option<Program>,
    looks: Named,
    /// Lets the thread that reads the terminal hold still.
    hush: Arc<Hush>,
    /// It held still before the last waiting.
    hushed: bool,
    /// Held by every piece of work that runs beside the screen.
    pub working: Arc<()>,
    /// There is something to leave.
    due: bool,
    touched: Instant,
}

impl Leaving {
    pub(super) fn new(looks: Named, hush: Arc<Hush>) -> Self {
        let program = Program::running();
        let (hushed, due) = (false, false);
        Self { program, looks, hush, hushed, working: Arc::default(), due, touched: Instant::now() }
    }

    /// The register was closed.
    pub(super) fn begin(&mut self) {
        self.due = true;
    }

    /// Something came.
    pub(super) fn hear(&mut self) {
        self.hushed = false;
        self.hush.end();
    }

    /// Whether nothing that is typed would be lost with this process: the thread that reads the terminal held still before a
    /// waiting in which nothing came. Else it is asked to.
    fn is_hushed(&mut self) -> bool {
        if !self.hushed {
            self.hush.ask();
            self.hushed = self.hush.is_kept();
            return false;
        }
        true
    }

    /// A key was pressed.
    pub(super) fn touch(&mut self) {
        self.touched = Instant::now();
    }

    fn is_working(&self) -> bool {
        Arc::strong_count(&self.working) > 1
    }
}

impl Runtime {
    /// Begins the program anew where the register is locked, all work beside has ended and nobody is typing at the door. Where
    /// that is not possible it goes on, and what holds text is overwritten.
    pub(super) fn begin_anew(&mut self) -> Result<(), RunError> {
        let ready = self.leaving.due && self.is_left() && !self.leaving.is_working();
        if !ready || self.locking.as_ref().is_some_and(|locking| !locking.is_finished()) {
            return Ok(());
        }
        if !self.leaving.is_hushed() {
            return Ok(());
        }
        self.wait_for_lock();
        self.leave(false)
    }

    /// Gives the terminal back and stops, as Ctrl-Z does. The one that goes on is begun anew before it stops.
    pub(super) fn suspend(&mut self) -> Result<(), RunError> {
        if crate::tui::terminal::nobody_continues() {
            // Locked it is all the same.
            return Ok(());
        }
        self.wait_for_lock();
        if self.leaving.due && !self.leaving.is_working() {
            crate::tui::terminal::give_back();
            self.leave(true)?;
        }
        Ok(self.terminal.suspend()?)
    }

    fn leave(&mut self, stops: bool) -> Result<(), RunError> {
        self.leaving.due = false;
        if let Some(program) = &self.leaving.program {
            // It comes back only where it could not be done.
            let _ = program.begin(&Handover::of(&self.app, self.terminal.held(), self.leaving.looks, stops));
        }
        self.leaving.hear();
        // The fields wiped what was typed when they went; the frames go with two that show nothing of it.
        self.terminal.repaint();
        self.draw()?;
        self.terminal.repaint();
        Ok(self.draw()?)
    }

    /// Whether the door stands as it was shut, or was left alone for long.
    fn is_left(&self) -> bool {
        let Stage::Door(door) = &self.app.stage else { return false };
        let name = &self.app.login.name;
        let as_shut = matches!(door.kind, Kind::Unlock)
            && self.app.layers.is_empty()
            && door
                .fields
                .iter()
                .all(|(label, input)| input.is_empty() || *label == Word::Login && input.text() == name);
        !door.busy && (as_shut || self.leaving.touched.elapsed() >= PATIENCE)
    }
}
