//! Standard output, standard error, and files that are written whole.

use std::{
    io::{self, Write},
    path::Path,
};

use crate::{
    cli::{args::Target, failure::Failure, signals},
    documents::{Cut, HeldPlace, clear_unfinished, write_folder, write_whole},
    policy::visible,
    register::Lang,
    tui::words::{Word, cut_of, place_fault},
};
/// Tells one line on standard error. Where nobody listens there is nothing left to do.
pub(super) fn tell(kind: &str, message: &str) {
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
    let mut stdout = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    stdout.write_all(bytes)?;
    stdout.flush()
}

/// Writes a folder of files and says so.
pub(super) fn deliver_folder(
    path: &Path,
    files: &[(String, Vec<u8>)],
    force: bool,
    ours: &dyn Fn(&str) -> bool,
    lang: Lang,
) -> Result<(), Failure> {
    prepare(path, lang);
    write_folder(path, files, force, ours).map_err(|error| not_written(path, &error, lang))?;
    print_written(path, lang)
}

/// Writes a document to its file and says so, or to standard output where no file is named.
pub(super) fn deliver(bytes: &[u8], target: &Target, lang: Lang) -> Result<(), Failure> {
    let Some(path) = target.file() else {
        return print_bytes(bytes, lang);
    };
    prepare(path, lang);
    write_whole(path, bytes, target.force).map_err(|error| not_written(path, &error, lang))?;
    print_written(path, lang)
}

/// Writes a document to its file and says nothing.
pub(super) fn deliver_quietly(bytes: &[u8], target: &Target, lang: Lang) -> Result<(), Failure> {
    let Some(path) = target.file() else { return Ok(()) };
    prepare(path, lang);
    write_whole(path, bytes, target.force).map_err(|error| not_written(path, &error, lang))
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

/// Makes sure of the place of a document before something is done that cannot be undone.
pub(super) fn hold(path: &Path, force: bool, lang: Lang) -> Result<HeldPlace, Failure> {
    prepare(path, lang);
    HeldPlace::new(path, force).map_err(|error| not_written(path, &error, lang))
}

/// Writes a document beside the place that was held for it.
pub(super) fn fill(held: &mut HeldPlace, path: &Path, bytes: &[u8], lang: Lang) -> Result<(), Failure> {
    held.fill(bytes).map_err(|error| not_written(path, &error, lang))
}

/// What comes before anything is written: a signal takes it away again, and what a killed program left there goes.
fn prepare(path: &Path, lang: Lang) {
    signals::listen();
    for left in clear_unfinished(path) {
        tell(Word::CliNotice.say(lang), &Word::CliUnfinished.fill(lang, &[&left.display().to_string()]));
    }
}

fn not_written(path: &Path, error: &io::Error, lang: Lang) -> Failure {
    let path = path.display().to_string();
    Failure::file(match error.kind() {
        io::ErrorKind::AlreadyExists => Word::CliExists.fill(lang, &[&path]),
        io::ErrorKind::DirectoryNotEmpty => Word::CliFolderNotOurs.fill(lang, &[&path]),
        _ => Word::CliNotWritten.fill(lang, &[&path, &place_fault(error, lang)]),
    })
}
