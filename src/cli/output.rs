//! Standard output, standard error, and files that are written whole.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use crate::{
    cli::{args::Target, failure::Failure, progress, signals},
    documents::{Cut, HeldPlace, clear_unfinished, is_stop, write_folder, write_whole},
    policy::visible,
    register::{Lang, Work},
    tui::{
        app::{
            Content,
            leaving::{Leaving, Left, Untold},
        },
        words::{Word, cut_of, place_fault},
    },
};
/// Tells one line on standard error. Where nobody listens there is nothing left to do.
pub(super) fn tell(kind: &str, message: &str) {
    progress::quiet();
    let _ = writeln!(io::stderr(), "mcs-register: {kind}: {}", visible(message));
}

/// Writes to standard output. Whoever has closed the pipe has read enough: that is no failure.
pub(super) fn print(text: &str, lang: Lang) -> Result<(), Failure> {
    print_bytes(text.as_bytes(), lang)
}

fn print_bytes(bytes: &[u8], lang: Lang) -> Result<(), Failure> {
    match write_bytes(bytes) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::file(Word::CliOutput.fill(lang, &[&error.to_string()])))
        }
        _ => Ok(()),
    }
}

/// Writes to standard output past its line buffer.
pub(super) fn write_out(text: &str) -> io::Result<()> {
    write_bytes(text.as_bytes())
}

fn write_bytes(bytes: &[u8]) -> io::Result<()> {
    progress::quiet();
    let mut stdout = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    stdout.write_all(bytes)?;
    stdout.flush()
}

/// Lets a file or a folder of files leave the register, and says so; a file for which no place is named goes to standard
/// output. What was written has to be told to the history. A folder that is there is replaced where it holds nothing that is not
/// `ours`.
pub(super) fn deliver(
    leaving: Leaving,
    content: &Content,
    target: &Target,
    ours: &dyn Fn(&str) -> bool,
    work: &Work,
    lang: Lang,
) -> Result<Left, Failure> {
    let to = target.file();
    match (content, to) {
        (Content::File(bytes), None) => print_bytes(bytes, lang)?,
        (_, None) => return Err(Failure::usage(Word::CliOutput.fill(lang, &["-"]))),
        (_, Some(path)) => {
            prepare(path, lang);
            let written = match content {
                Content::File(bytes) => write_whole(path, bytes, target.force),
                Content::Folder(files) => write_folder(path, files, target.force, ours, work),
            };
            written.map_err(|error| not_written(path, &error, lang))?;
            print_written(path, lang)?;
        }
    }
    Ok(Left::new(leaving, content, to))
}

/// Writes a file of which the history is not told, and says nothing.
pub(super) fn deliver_quietly(_: Untold, bytes: &[u8], path: &Path, lang: Lang) -> Result<(), Failure> {
    prepare(path, lang);
    write_whole(path, bytes, true).map_err(|error| not_written(path, &error, lang))
}

/// Tells which texts a workbook has only in part.
pub(super) fn tell_cut(cut: &[Cut], lang: Lang) {
    if !cut.is_empty() {
        let [count, places] = cut_of(cut, lang);
        tell(Word::CliNotice.say(lang), &Word::CliExportCut.fill(lang, &[&count, &places]));
    }
}

/// Says where a document was written.
pub(super) fn print_written(path: &Path, lang: Lang) -> Result<(), Failure> {
    let said = Word::CliWritten.fill(lang, &[&path.display().to_string()]);
    print(&format!("{}\n", visible(&said)), lang)
}

/// A place that is sure to take a file, before something is done that cannot be undone.
pub(super) struct Held {
    place: HeldPlace,
    path: PathBuf,
}

impl Held {
    /// Holds a place.
    pub(super) fn new(path: &Path, force: bool, lang: Lang) -> Result<Self, Failure> {
        prepare(path, lang);
        let place = HeldPlace::new(path, force).map_err(|error| not_written(path, &error, lang))?;
        Ok(Self { place, path: path.to_owned() })
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Writes a document beside the place.
    pub(super) fn fill(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.place.fill(bytes)
    }

    /// The same; what kept it from being written is told.
    pub(super) fn fill_or_tell(&mut self, bytes: &[u8], lang: Lang) -> Result<(), Failure> {
        self.fill(bytes).map_err(|error| not_written(&self.path, &error, lang))
    }

    /// Lets what was filled in leave the register.
    pub(super) fn keep(self, leaving: Leaving, content: &Content) -> io::Result<Left> {
        self.place.keep()?;
        Ok(Left::new(leaving, content, Some(&self.path)))
    }

    /// The same of something of which the history is not told.
    pub(super) fn keep_quietly(self, _: Untold) -> io::Result<()> {
        self.place.keep()
    }
}

/// What comes before anything is written: a signal takes it away again, and what a killed program left there goes.
fn prepare(path: &Path, lang: Lang) {
    signals::listen();
    for left in clear_unfinished(path) {
        tell(Word::CliNotice.say(lang), &Word::CliUnfinished.fill(lang, &[&left.display().to_string()]));
    }
}

fn not_written(path: &Path, error: &io::Error, lang: Lang) -> Failure {
    if is_stop(error) {
        return Failure::stopped(lang);
    }
    let path = path.display().to_string();
    Failure::file(match error.kind() {
        io::ErrorKind::AlreadyExists => Word::CliExists.fill(lang, &[&path]),
        io::ErrorKind::DirectoryNotEmpty => Word::CliFolderNotOurs.fill(lang, &[&path]),
        _ => Word::CliNotWritten.fill(lang, &[&path, &place_fault(error, lang)]),
    })
}
