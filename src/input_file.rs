//! Files that somebody names to be read, and the one way by which they are opened: no path may be waited for without end, and
//! none fills the memory.

use std::{
    fs::{self, File},
    io::{self, Read as _},
    path::Path,
};

use crate::register::Lang;

/// What was opened. Of a pipe the first byte was read already, to see that somebody writes into it.
pub type InputFile = io::Chain<io::Cursor<Vec<u8>>, File>;

/// Why a file could not be read.
#[derive(Debug)]
pub enum FileFault {
    /// There is none at this path.
    NotFound,
    /// The user may not read it.
    NotPermitted,
    /// A folder.
    Folder,
    /// A device, a socket, or a pipe where none is taken.
    NotAFile,
    /// A pipe that nobody writes into.
    NobodyWrites,
    /// Another program has it open and lets nobody else read it, as Excel may on Windows.
    InUse,
    /// Larger than what is read.
    TooLarge,
    /// What the system says.
    Other(io::Error),
}

/// What Windows says of a file that another program has open, or has locked a part of.
const IN_USE: [Option<i32>; 2] = [Some(32), Some(33)];

impl FileFault {
    /// What the system said.
    pub fn of(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::NotFound,
            io::ErrorKind::PermissionDenied => Self::NotPermitted,
            io::ErrorKind::IsADirectory => Self::Folder,
            io::ErrorKind::ResourceBusy => Self::InUse,
            _ if cfg!(windows) && IN_USE.contains(&error.raw_os_error()) => Self::InUse,
            _ => Self::Other(error),
        }
    }

    /// Why, in short: it stands in brackets after the file's name.
    pub fn reason(&self, lang: Lang) -> String {
        let (ja, en) = match self {
            Self::NotFound => ("見つかりません", "it is not there"),
            Self::NotPermitted => ("読む権限がありません", "you may not read it"),
            Self::Folder => ("フォルダーです", "it is a folder"),
            Self::NotAFile => ("通常のファイルではありません", "it is no ordinary file"),
            Self::NobodyWrites => ("何も書き込まれないパイプです", "it is a pipe that nobody writes into"),
            Self::InUse => (
                "ほかのプログラムが使用中です。閉じてから、もう一度お試しください",
                "another program has it open; close it and try again",
            ),
            Self::TooLarge => ("大きすぎます", "it is too large"),
            Self::Other(error) => return error.to_string(),
        };
        match lang {
            Lang::Ja => ja,
            Lang::En => en,
        }
        .to_owned()
    }
}

/// Opens a file, or a pipe that somebody writes into (`<(…)` of a shell).
///
/// # Errors
/// Where it is anything else, or cannot be opened.
pub fn open(path: &Path) -> Result<InputFile, FileFault> {
    let file = open_at_once(path)?;
    #[cfg(unix)]
    if is_pipe(&file) {
        return written_into(file);
    }
    ordinary(file).map(|file| io::Cursor::default().chain(file))
}

/// Opens an ordinary file, and nothing else: where a screen would stand still while a pipe is read.
///
/// # Errors
/// Where it is anything else, or cannot be opened.
pub fn open_ordinary(path: &Path) -> Result<File, FileFault> {
    ordinary(open_at_once(path)?)
}

/// Reads to the end, but not more than `most`: not every file tells its length beforehand.
///
/// # Errors
/// [`FileFault::TooLarge`], or what the system says.
pub fn read_at_most(from: impl io::Read, most: u64) -> Result<Vec<u8>, FileFault> {
    let mut bytes = Vec::new();
    from.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(FileFault::of)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > most) {
        return Err(FileFault::TooLarge);
    }
    Ok(bytes)
}

/// Opens what lies there without waiting for whoever writes into a pipe.
fn open_at_once(path: &Path) -> Result<File, FileFault> {
    let mut options = fs::OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt as _;
        let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
        options.custom_flags(i32::try_from(flags.bits()).unwrap_or_default());
    }
    options.open(path).map_err(|error| match path.metadata() {
        // Some systems open no folder, and none opens a socket.
        Ok(found) if found.is_dir() => FileFault::Folder,
        Ok(found) if !found.is_file() && error.kind() != io::ErrorKind::PermissionDenied => {
            FileFault::NotAFile
        }
        _ => FileFault::of(error),
    })
}

fn ordinary(file: File) -> Result<File, FileFault> {
    let found = file.metadata().map_err(FileFault::of)?;
    if found.is_file() {
        return Ok(file);
    }
    Err(if found.is_dir() { FileFault::Folder } else { FileFault::NotAFile })
}

#[cfg(unix)]
fn is_pipe(file: &File) -> bool {
    use std::os::unix::fs::FileTypeExt as _;
    file.metadata().is_ok_and(|found| found.file_type().is_fifo())
}

/// Waits for whoever writes into a pipe, and no longer than it takes to start a program; then for what is written, as long as
/// somebody does.
#[cfg(unix)]
fn written_into(mut pipe: File) -> Result<InputFile, FileFault> {
    use std::{
        thread,
        time::{Duration, Instant},
    };

    use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};

    /// How long somebody who is to write is waited for.
    const PATIENCE: Duration = Duration::from_secs(2);
    /// How often it is looked whether there is one.
    const LOOK: Duration = Duration::from_millis(20);

    let begun = Instant::now();
    let mut first = vec![0];
    loop {
        match pipe.read(&mut first) {
            Ok(0) if begun.elapsed() >= PATIENCE => return Err(FileFault::NobodyWrites),
            Ok(0) => thread::sleep(LOOK),
            Ok(_) => break,
            // There is somebody, who has written nothing yet.
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                first.clear();
                break;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(FileFault::of(error)),
        }
    }
    let waits = fcntl_getfl(&pipe).and_then(|flags| fcntl_setfl(&pipe, flags.difference(OFlags::NONBLOCK)));
    waits.map_err(|error| FileFault::of(error.into()))?;
    Ok(io::Cursor::new(first).chain(pipe))
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::{
        io::Write as _,
        os::unix::{fs::symlink, net::UnixListener},
        process::Command,
        thread,
        time::Duration,
    };

    use super::*;

    fn pipe(path: &Path) {
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    }

    #[test]
    fn only_files_and_pipes_that_somebody_writes_into_are_opened() {
        let desk = tempfile::tempdir().unwrap();
        let at = |name: &str| desk.path().join(name);
        fs::write(at("file"), "text").unwrap();
        symlink(at("file"), at("link")).unwrap();
        pipe(&at("pipe"));
        let _socket = UnixListener::bind(at("socket")).unwrap();
        for name in ["file", "link"] {
            assert_eq!(read_at_most(open(&at(name)).unwrap(), 4).unwrap(), b"text", "{name}");
            assert!(matches!(read_at_most(open(&at(name)).unwrap(), 3), Err(FileFault::TooLarge)));
            assert_eq!(io::read_to_string(open_ordinary(&at(name)).unwrap()).unwrap(), "text");
        }
        assert!(matches!(open(&at("none")), Err(FileFault::NotFound)));
        assert!(matches!(open(desk.path()), Err(FileFault::Folder)));
        for place in [at("socket"), "/dev/zero".into()] {
            assert!(matches!(open(&place), Err(FileFault::NotAFile)), "{place:?}");
        }
        assert!(matches!(open(&at("pipe")), Err(FileFault::NobodyWrites)));
        for place in [at("pipe"), at("socket"), "/dev/zero".into()] {
            assert!(matches!(open_ordinary(&place), Err(FileFault::NotAFile)), "{place:?}");
        }
    }

    #[test]
    fn what_another_program_holds_is_told_as_that() {
        let fault = FileFault::of(io::ErrorKind::ResourceBusy.into());
        assert!(matches!(fault, FileFault::InUse));
        assert!(fault.reason(Lang::Ja).contains("使用中"));
    }

    #[test]
    fn what_is_written_into_a_pipe_is_read_to_its_end() {
        let desk = tempfile::tempdir().unwrap();
        let path = desk.path().join("pipe");
        pipe(&path);
        for pauses in [[0, 0], [200, 0], [0, 200]] {
            let path = path.clone();
            let there = path.clone();
            let writer = thread::spawn(move || {
                let [before, between] = pauses.map(Duration::from_millis);
                thread::sleep(before);
                let mut pipe = fs::OpenOptions::new().write(true).open(there).unwrap();
                pipe.write_all(b"first, ").unwrap();
                thread::sleep(between);
                pipe.write_all(b"second").unwrap();
            });
            assert_eq!(io::read_to_string(open(&path).unwrap()).unwrap(), "first, second", "{pauses:?}");
            writer.join().unwrap();
        }
    }
}
