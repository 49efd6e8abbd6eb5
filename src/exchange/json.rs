//! Reads a register document from a file.

use std::{
    fmt, io,
    path::{Path, PathBuf},
};

use crate::{
    input_file::{self, FileFault},
    register::{
        Lang, RecordKind, Register,
        document::{self, DocumentError, OfPolicy},
    },
};

/// The largest file that is read, in bytes: several times a register of a million memberships.
pub const MAX_BYTES: u64 = 2 << 30;

/// Why no register came of a file. Nothing was read in part.
#[derive(Debug)]
pub enum ReadError {
    /// The file could not be read (exit status 74).
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        fault: FileFault,
    },
    /// The file was read and is no register document (exit status 65).
    Document {
        /// The file.
        path: PathBuf,
        /// What is wrong, and where.
        error: Box<DocumentError>,
    },
}

impl ReadError {
    /// The file.
    pub fn path(&self) -> &Path {
        match self {
            Self::File { path, .. } | Self::Document { path, .. } => path,
        }
    }

    /// The file's name as a message may show it.
    pub fn name(&self, lang: Lang) -> String {
        shown(self.path(), lang)
    }

    /// One sentence: what is wrong and what to do. For a document it begins with the place.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::File { path, fault } => message(fault, path, lang),
            Self::Document { error, .. } => error.message(lang),
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::File { fault: FileFault::Other(error), .. } => Some(error),
            Self::File { .. } => None,
            Self::Document { error, .. } => Some(error.as_ref()),
        }
    }
}

/// What was wrong with the file, and what to do.
fn message(fault: &FileFault, path: &Path, lang: Lang) -> String {
    let path = shown(path, lang);
    match (fault, lang) {
        (FileFault::NotFound, Lang::Ja) => {
            format!("{path} が見つかりません。ファイルの場所と名前を確かめてください。")
        }
        (FileFault::NotFound, Lang::En) => format!("{path} is not there. Check the folder and the name."),
        (FileFault::NotPermitted, Lang::Ja) => {
            format!("{path} を読む権限がありません。ファイルの所有者と権限を確かめてください。")
        }
        (FileFault::NotPermitted, Lang::En) => {
            format!("{path} may not be read by you. Check its owner and permissions.")
        }
        (FileFault::Folder, Lang::Ja) => {
            format!("{path} はフォルダーです。ファイルを指定してください。")
        }
        (FileFault::Folder, Lang::En) => format!("{path} is a folder. Name a file."),
        (FileFault::InUse, Lang::Ja) => {
            format!(
                "{path} はほかのプログラムが使用中のため、読めませんでした。Excelなどで開いているときは閉じて、もう一度お試しください。"
            )
        }
        (FileFault::InUse, Lang::En) => {
            format!(
                "{path} could not be read: another program has it open. Close it in Excel or the like, and try again."
            )
        }
        (FileFault::TooLarge, Lang::Ja) => {
            format!("{path} は大きすぎます（2GBまで）。台帳のファイルか確かめてください。")
        }
        (FileFault::TooLarge, Lang::En) => {
            format!("{path} is too large (2 GB at most). See whether it is a register.")
        }
        (FileFault::NotAFile | FileFault::NobodyWrites, Lang::Ja) => {
            format!("{path} は{}。ファイルを指定してください（標準入力は - ）。", fault.reason(lang))
        }
        (FileFault::NotAFile | FileFault::NobodyWrites, Lang::En) => {
            format!("{path} cannot be read: {}. Name a file, or - for standard input.", fault.reason(lang))
        }
        (FileFault::Other(error), Lang::Ja) => {
            format!(
                "{path} を読めませんでした（{error}）。もう一度試すか、別の場所に写してから読んでください。"
            )
        }
        (FileFault::Other(error), Lang::En) => {
            format!("{path} could not be read ({error}). Try again, or copy it elsewhere first.")
        }
    }
}

/// A path as a message may show it: a name can hold characters that drive a terminal.
fn shown(path: &Path, lang: Lang) -> String {
    if path.as_os_str() == STANDARD_INPUT {
        return match lang {
            Lang::Ja => "標準入力".to_owned(),
            Lang::En => "Standard input".to_owned(),
        };
    }
    path.to_string_lossy().chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect()
}

/// The name that stands for standard input.
const STANDARD_INPUT: &str = "-";

/// Reads a register document; the path `-` is standard input. `flags` and `of_policy` are as for [`document::decode_for`].
///
/// # Errors
/// [`ReadError::File`] where the file could not be read, [`ReadError::Document`] where it is no register document.
pub fn read_register(
    path: &Path,
    flags: &dyn Fn(&str) -> Option<&'static [RecordKind]>,
    of_policy: &OfPolicy<'_>,
) -> Result<Register, ReadError> {
    register_in(path, &read_file(path)?, flags, of_policy)
}

/// Reads a file whole; the path `-` is standard input.
///
/// # Errors
/// [`ReadError::File`].
pub fn read_file(path: &Path) -> Result<Vec<u8>, ReadError> {
    read(path).map_err(|fault| ReadError::File { path: path.to_owned(), fault })
}

/// Reads a register document of a file that was read. `flags` and `of_policy` are as for [`document::decode_for`].
///
/// # Errors
/// [`ReadError::Document`].
pub fn register_in(
    path: &Path,
    bytes: &[u8],
    flags: &dyn Fn(&str) -> Option<&'static [RecordKind]>,
    of_policy: &OfPolicy<'_>,
) -> Result<Register, ReadError> {
    document::decode_for(bytes, flags, of_policy).map_err(|error| not_one(path, error))
}

/// Reads a register document as earlier versions wrote it: as [`document::decode_untrimmed`].
///
/// # Errors
/// As for [`register_in`].
pub fn untrimmed_in(
    path: &Path,
    bytes: &[u8],
    flags: &dyn Fn(&str) -> Option<&'static [RecordKind]>,
    of_policy: &OfPolicy<'_>,
) -> Result<Register, ReadError> {
    document::decode_untrimmed_for(bytes, flags, of_policy).map_err(|error| not_one(path, error))
}

fn not_one(path: &Path, error: DocumentError) -> ReadError {
    ReadError::Document { path: path.to_owned(), error: Box::new(error) }
}

fn read(path: &Path) -> Result<Vec<u8>, FileFault> {
    if path.as_os_str() == STANDARD_INPUT {
        return input_file::read_at_most(io::stdin().lock(), MAX_BYTES);
    }
    input_file::read_at_most(input_file::open(path)?, MAX_BYTES)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::register::document::PolicySays;

    fn read_file(path: &Path) -> Result<Register, ReadError> {
        read_register(path, &|_| None, &|_| Ok(PolicySays::default()))
    }

    #[test]
    fn tells_a_file_that_cannot_be_read_from_one_that_is_wrong() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("register.json");
        let missing = read_file(&path).unwrap_err();
        assert!(matches!(missing, ReadError::File { fault: FileFault::NotFound, .. }));
        assert!(missing.message(Lang::Ja).contains("register.json"));
        let is_folder = read_file(folder.path()).unwrap_err();
        assert!(matches!(is_folder, ReadError::File { fault: FileFault::Folder, .. }));
        fs::write(&path, "{}").unwrap();
        let wrong = read_file(&path).unwrap_err();
        assert!(matches!(&wrong, ReadError::Document { error, .. } if error.pointer == "/format"));
        fs::write(&path, "{\"format\": \"mcs-register/1\"}").unwrap();
        assert_eq!(read_file(&path).unwrap(), Register::default());
    }
}
