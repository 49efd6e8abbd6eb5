//! Ledgers on their way in: folders, files and what was copied, each looked at on a thread of its own; and what would happen.

use std::{
    cmp::Reverse,
    fs,
    hash::BuildHasher as _,
    io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use chrono::{DateTime, Datelike as _, TimeDelta, Utc};
use rustc_hash::FxBuildHasher;
use zeroize::Zeroizing;

use crate::{
    exchange::{
        Mapping, MappingFault, Settings,
        columns::Headings,
        layouts,
        signature::signatures,
        table::{self, Asked, Book, Bound, MAX_UNPACKED, TableFault},
    },
    input_file::{self, FileFault},
    policy::Policy,
    register::{Date, Lang},
    store::{MAX_KEPT_FILE, StoreError, Vault},
    tui::{
        app::{
            Message,
            imports::{
                Came, FilePassword, FolderEntry, HowRead, ImportNews, ImportTask, Listing, NotRead,
                ReadLedger, Source, Wants,
            },
        },
        words::{ImportWord, Word},
    },
};

use super::{Event, Runtime, lock};

/// So many entries of a folder are looked at.
const MOST: usize = 5_000;

/// Endings of files that can be read.
const ENDINGS: &[&str] = &["xlsx", "xlsm", "xls", "ods", "csv", "tsv", "txt"];

/// For so long nothing is told of how far it is, and then so often.
const QUIET: Duration = Duration::from_millis(500);

/// What of the vault reading a ledger needs.
pub trait Shelf {
    /// The file that waits for this account.
    ///
    /// # Errors
    /// When it cannot be read.
    fn kept(&mut self) -> Result<Option<Zeroizing<Vec<u8>>>, String>;

    /// Lets a file wait; says whether it does.
    fn keep(&mut self, file: &[u8]) -> bool;

    /// How tables with some headings were taken in.
    fn mapping(&mut self, headings: &str) -> Option<String>;
}

struct InVault<'a> {
    shared: &'a super::Shared,
    at: String,
    lang: Lang,
}

impl InVault<'_> {
    fn with<T>(&self, run: impl FnOnce(&mut Vault) -> Result<T, StoreError>) -> Result<T, String> {
        match lock(self.shared).as_mut() {
            Some(vault) => run(vault).map_err(|why| why.message(self.lang)),
            None => Err(Word::Locked.say(self.lang).to_owned()),
        }
    }
}

impl Shelf for InVault<'_> {
    fn kept(&mut self) -> Result<Option<Zeroizing<Vec<u8>>>, String> {
        self.with(Vault::kept_import)
    }

    fn keep(&mut self, file: &[u8]) -> bool {
        let at = self.at.clone();
        self.with(|vault| {
            vault.may_write()?;
            vault.keep_import(file, &at)
        })
        .is_ok()
    }

    fn mapping(&mut self, headings: &str) -> Option<String> {
        self.with(|vault| vault.mapping(headings)).ok().flatten()
    }
}

impl Runtime {
    /// Does what a ledger on its way in needs.
    pub(super) fn import(&self, task: ImportTask) -> Option<Message> {
        let ImportTask { ticket, wants } = task;
        let lang = self.app.lang();
        let shared = Arc::clone(&self.shared);
        let at = self.clock.stamp();
        let policy = Arc::clone(&self.app.settings.policy);
        let today = self.clock.now().date;
        let asked = ticket.clone();
        let news = move |came| Event::Message(Message::Import(Box::new(ImportNews { ticket, came })));
        match wants {
            Wants::Folder(path) => self.work(move || news(Came::Folder(folder(&path, lang)))),
            Wants::Read { source, how, password } => self.work(move || {
                if let Source::File(path) = &source
                    && path.is_dir()
                {
                    return news(Came::Folder(folder(path, lang)));
                }
                let mut vault = InVault { shared: &shared, at, lang };
                news(Came::Read(read(&source, &how, password.as_ref(), &mut vault, &policy, today, lang)))
            }),
            Wants::Clipboard => self.work(move || news(Came::Clipboard(clipboard(lang)))),
            Wants::Simulate(trial) => {
                let register = self.app.session()?.desk.register.clone();
                let sender = self.sender.clone();
                self.work(move || {
                    let told = std::cell::Cell::new(Instant::now());
                    let watch = |done, all| {
                        if told.get().elapsed() >= QUIET {
                            told.set(Instant::now());
                            let at = ImportNews { ticket: asked.clone(), came: Came::At(done, all) };
                            // Where the loop has ended there is nobody left to tell.
                            let _ = sender.send(Event::Message(Message::Import(Box::new(at))));
                        }
                        asked.stands()
                    };
                    news(Came::Simulated(Box::new(trial.run(&register, &policy, today, &watch))))
                });
            }
            Wants::Finish(mappings) => {
                if let Some(vault) = lock(&shared).as_mut() {
                    // What cannot be remembered is asked again the next month, and a file that stays is replaced by the next.
                    let _ = vault.forget_import();
                    if !mappings.is_empty() {
                        let _ = vault.remember_mappings(&mappings, &at);
                    }
                }
            }
        }
        None
    }
}

/// What stands in a folder, as far as it can be read: files, the newest first, then folders.
///
/// # Errors
/// Why that is not known.
pub fn folder(path: &Path, lang: Lang) -> Result<Listing, String> {
    let found = fs::read_dir(path).map_err(|why| fault(&FileFault::of(why), lang))?;
    let (mut files, mut folders, mut cut) = (Vec::new(), Vec::new(), false);
    for (count, entry) in found.filter_map(Result::ok).enumerate() {
        if count == MOST {
            cut = true;
            break;
        }
        let name = entry.file_name().to_string_lossy().into_owned();
        // A link is looked through: it is what it leads to.
        let Ok(about) = fs::metadata(entry.path()) else { continue };
        // `~$` is what Excel lays beside a workbook that is open.
        if name.starts_with('.') || name.starts_with("~$") {
            continue;
        }
        let path = entry.path();
        if about.is_dir() {
            folders.push(FolderEntry { name, path, bytes: None, day: None });
        } else if about.is_file() && is_ledger(&name) {
            let day = about.modified().ok().and_then(|at| day(at.into()));
            files.push((Reverse(about.modified().ok()), name, path, about.len(), day));
        }
    }
    files.sort();
    folders.sort_by(|one, other| one.name.cmp(&other.name));
    let files = files.into_iter().map(|(_, name, path, bytes, day)| FolderEntry {
        name,
        path,
        bytes: Some(bytes),
        day,
    });
    let path = fs::canonicalize(path).map_or_else(|_| path.to_owned(), plain);
    Ok(Listing { folder: path, entries: files.chain(folders).collect(), cut })
}

/// Windows marks a path that was made canonical; people do not.
fn plain(path: PathBuf) -> PathBuf {
    match path.to_str().and_then(|text| text.strip_prefix(r"\\?\")) {
        Some(rest) if !rest.starts_with("UNC") => PathBuf::from(rest),
        _ => path,
    }
}

fn is_ledger(name: &str) -> bool {
    let ending = Path::new(name).extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

/// The day in the office on which something was changed.
fn day(at: DateTime<Utc>) -> Option<Date> {
    let at = at + TimeDelta::hours(9);
    Date::new(i16::try_from(at.year()).ok()?, i8::try_from(at.month()).ok()?, i8::try_from(at.day()).ok()?)
        .ok()
}

/// Reads the tables of a ledger, lets its file wait inside the vault, and looks how ledgers of its sort were taken in.
///
/// # Errors
/// Why they were not read.
pub fn read(
    source: &Source,
    how: &HowRead,
    password: Option<&FilePassword>,
    shelf: &mut dyn Shelf,
    policy: &Policy,
    today: Date,
    lang: Lang,
) -> Result<Box<ReadLedger>, NotRead> {
    let (name, path, bytes, pasted) = match source {
        Source::File(path) => {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let bytes = bytes_of(path, lang).map_err(NotRead::Told)?;
            (name, Some(path.clone()), Zeroizing::new(bytes), false)
        }
        Source::Pasted(text) => {
            let bytes = Zeroizing::new(text.as_bytes().to_vec());
            (ImportWord::PastedName.say(lang).to_owned(), None, bytes, true)
        }
        Source::Kept { name, pasted, mark } => {
            // Another session may have begun with another file.
            let kept = shelf.kept().map_err(NotRead::Told)?.filter(|file| mark_of(file) == *mark);
            (name.clone(), None, kept.ok_or(NotRead::NothingKept)?, *pasted)
        }
    };
    let book = tables(&name, &bytes, pasted, how, password, lang)?;
    let again = matches!(source, Source::Kept { .. });
    let kept = again || (bytes.len() <= MAX_KEPT_FILE && shelf.keep(&bytes));
    let known = known(&book, &name, how, shelf, policy, today);
    let mark = mark_of(&bytes);
    Ok(Box::new(ReadLedger { name, path, book: Arc::new(book), kept, mark, known }))
}

/// By which a file is told from another one.
fn mark_of(file: &[u8]) -> u64 {
    FxBuildHasher.hash_one(file)
}

fn bytes_of(path: &Path, lang: Lang) -> Result<Vec<u8>, String> {
    let read = input_file::open_ordinary(path).and_then(|file| input_file::read_at_most(file, MAX_UNPACKED));
    read.map_err(|why| fault(&why, lang))
}

fn tables(
    name: &str,
    bytes: &[u8],
    pasted: bool,
    how: &HowRead,
    password: Option<&FilePassword>,
    lang: Lang,
) -> Result<Book, NotRead> {
    if !pasted && !table::is_table(name, bytes) {
        return Err(NotRead::Told(ImportWord::Document.say(lang).to_owned()));
    }
    let read = if pasted {
        table::read_pasted(&String::from_utf8_lossy(bytes))
    } else {
        let password = password.map(|FilePassword(password)| password.as_str());
        table::read(name, bytes, &Asked { encoding: how.encoding.as_deref(), password, hidden: how.hidden })
    };
    read.map_err(|why| match why {
        TableFault::NeedsPassword => NotRead::Password { wrong: false },
        TableFault::WrongPassword => NotRead::Password { wrong: true },
        why => NotRead::Told(why.message(lang)),
    })
}

/// How sheets with the same headings were taken in before.
fn known(
    book: &Book,
    name: &str,
    how: &HowRead,
    shelf: &mut dyn Shelf,
    policy: &Policy,
    today: Date,
) -> Vec<(String, Mapping)> {
    let settings = Settings { hidden: how.hidden, ..Settings::default() };
    let found = layouts(book, name, &Headings::new(policy), today, settings);
    let known = found.into_iter().filter_map(|(sheet, layout)| {
        let text = signatures(sheet, layout.as_ref().ok()).iter().find_map(|key| shelf.mapping(key))?;
        let mapping: Result<Mapping, MappingFault> = Mapping::parse(&text);
        // What another version has written, and cannot be read, is not known.
        Some((sheet.name.clone(), mapping.ok()?))
    });
    known.collect()
}

fn fault(why: &FileFault, lang: Lang) -> String {
    let word = match why {
        FileFault::NotFound => ImportWord::NotThere,
        FileFault::NotPermitted => ImportWord::NotAllowed,
        FileFault::NotAFile | FileFault::NobodyWrites | FileFault::Folder => ImportWord::NotAFile,
        FileFault::InUse => ImportWord::InUse,
        FileFault::TooLarge => return TableFault::from(Bound::Unpacked).message(lang),
        FileFault::Other(why) => match why.kind() {
            io::ErrorKind::NotADirectory => ImportWord::NotThere,
            _ => return ImportWord::NotRead.fill(lang, &[&why.to_string()]),
        },
    };
    word.say(lang).to_owned()
}

/// Programs that say what was copied, with what they are told; the first that is there is asked.
const CLIPBOARDS: &[(&str, &[&str])] = if cfg!(windows) {
    &[(
        "powershell.exe",
        &[
            "-NoProfile",
            "-NonInteractive",
            "-Command",
            "[Console]::OutputEncoding = [Text.Encoding]::UTF8; Get-Clipboard -Raw",
        ],
    )]
} else {
    &[
        ("wl-paste", &["--no-newline", "--type", "text"]),
        ("xclip", &["-o", "-selection", "clipboard"]),
        ("xsel", &["-o", "-b"]),
        ("pbpaste", &[]),
    ]
};

/// What was copied.
///
/// # Errors
/// Why that is not known.
fn clipboard(lang: Lang) -> Result<Zeroizing<String>, String> {
    for (program, arguments) in CLIPBOARDS {
        let said = Command::new(program).args(*arguments).stdin(Stdio::null()).stderr(Stdio::null()).output();
        match said {
            Ok(said) if said.status.success() => {
                let text = Zeroizing::new(String::from_utf8_lossy(&said.stdout).into_owned());
                if text.trim().is_empty() {
                    return Err(ImportWord::ClipboardEmpty.say(lang).to_owned());
                }
                return Ok(text);
            }
            // Not there, or there without a desktop.
            _ => {}
        }
    }
    Err(ImportWord::NoClipboard.say(lang).to_owned())
}
