//! A ledger on its way in: what is asked of the world for it, and what comes back.

use std::{
    fmt,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::{
    exchange::{
        Mapping, Settings, Simulation, Watch, question::Answers, simulate, simulate_partly, table::Book,
    },
    policy::Policy,
    register::{Date, Register},
};

/// By which an answer is known as that of a question. Whoever drops what is asked for gives it up: the work ends early, and its
/// answer is nobody's.
#[derive(Clone, Default)]
pub struct Ticket(Arc<AtomicBool>);

impl Ticket {
    /// Nobody waits for the answer any more.
    pub fn give_up(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether somebody still waits for the answer.
    pub fn stands(&self) -> bool {
        !self.0.load(Ordering::Relaxed)
    }
}

impl PartialEq for Ticket {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Ticket {}

impl fmt::Debug for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ticket")
    }
}

/// Tables that are handed on; the same where they are the same in memory.
#[derive(Clone)]
pub struct Tables(pub Arc<Book>);

impl PartialEq for Tables {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Tables {}

/// Never shows what stands in them.
impl fmt::Debug for Tables {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tables")
    }
}

/// From where a ledger comes.
#[derive(Clone, PartialEq, Eq)]
pub enum Source {
    /// A file.
    File(PathBuf),
    /// A table that was copied elsewhere and pasted.
    Pasted(Zeroizing<String>),
    /// What waits inside the vault.
    Kept {
        /// The name of its file.
        name: String,
        /// It was pasted.
        pasted: bool,
        /// By which it is known that no other file has taken its place.
        mark: u64,
    },
}

/// Never shows what was pasted.
impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => write!(f, "File({})", path.display()),
            Self::Pasted(_) => f.write_str("Pasted"),
            Self::Kept { name, .. } => write!(f, "Kept({name})"),
        }
    }
}

/// How a file is to be read, where somebody said so.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HowRead {
    /// How its text is encoded.
    #[serde(default)]
    pub encoding: Option<String>,
    /// Whether what it hides is taken too.
    #[serde(default)]
    pub hidden: bool,
}

/// A password that is asked for; never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct FilePassword(pub Zeroizing<String>);

impl fmt::Debug for FilePassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FilePassword")
    }
}

/// What would happen is to be found out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// The tables.
    pub tables: Tables,
    /// The name of the file.
    pub name: String,
    /// What was said of its sheets.
    pub mapping: Mapping,
    /// What was answered.
    pub answers: Answers,
    /// Whether what the file hides is taken too.
    pub hidden: bool,
    /// Only the rows without a question.
    pub partly: bool,
}

impl Trial {
    /// What would happen to a register on a day. What comes of one that `watch` stops means nothing.
    pub fn run(
        &self,
        register: &Register,
        policy: &Policy,
        today: Date,
        watch: &dyn Fn(usize, usize) -> bool,
    ) -> Simulation {
        let watch = Some(Watch(watch));
        let settings =
            Settings { mapping: Some(&self.mapping), hidden: self.hidden, watch, ..Settings::default() };
        let run = if self.partly { simulate_partly } else { simulate };
        run(&self.tables.0, &self.name, register, policy, today, settings, &self.answers)
    }
}

/// What is asked of the world for a ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportTask {
    /// By which the answer is known.
    pub ticket: Ticket,
    /// What.
    pub wants: Wants,
}

/// What may be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wants {
    /// What stands in a folder.
    Folder(PathBuf),
    /// The tables of a file, or what stands in it where it is a folder.
    Read {
        /// From where.
        source: Source,
        /// How.
        how: HowRead,
        /// The password of an encrypted workbook.
        password: Option<FilePassword>,
    },
    /// What would happen.
    Simulate(Box<Trial>),
    /// The table that was copied.
    Clipboard,
    /// It is done: the file waits in the vault no longer, and how tables with these headings were taken in is remembered.
    Finish(Vec<(String, String)>),
}

/// What comes back.
pub struct ImportNews {
    /// For which question.
    pub ticket: Ticket,
    /// What.
    pub came: Came,
}

/// What may come back.
pub enum Came {
    /// What stands in a folder, or why that is not known.
    Folder(Result<Listing, String>),
    /// The tables of a file, or why they were not read.
    Read(Result<Box<ReadLedger>, NotRead>),
    /// So many rows of so many are done.
    At(usize, usize),
    /// What would happen.
    Simulated(Box<Simulation>),
    /// A text that was copied, or why there is none.
    Clipboard(Result<Zeroizing<String>, String>),
}

/// A ledger that was read.
pub struct ReadLedger {
    /// Its file's name.
    pub name: String,
    /// Where the file lies.
    pub path: Option<PathBuf>,
    /// Its tables.
    pub book: Arc<Book>,
    /// Whether it waits inside the vault from now on.
    pub kept: bool,
    /// By which it is known there.
    pub mark: u64,
    /// How sheets with the same headings were taken in before, by the names of these.
    pub known: Vec<(String, Mapping)>,
}

/// Why a ledger was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotRead {
    /// Its password is asked for; or another one was given.
    Password {
        /// Whether one was given.
        wrong: bool,
    },
    /// Nothing waits inside the vault.
    NothingKept,
    /// In the reader's language.
    Told(String),
}

/// A folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// Where it is.
    pub folder: PathBuf,
    /// The files that can be read, the newest first, and the folders in it.
    pub entries: Vec<FolderEntry>,
    /// Not all of them: there are very many.
    pub cut: bool,
}

/// What stands in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderEntry {
    /// What it is called.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// Its bytes; none of a folder.
    pub bytes: Option<u64>,
    /// The day on which it was changed last.
    pub day: Option<Date>,
}
