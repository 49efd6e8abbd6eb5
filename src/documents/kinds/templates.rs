//! Forms of an office's or an association's own: files of a folder, each named like the paper whose built-in form it
//! takes the place of.

use std::{
    collections::BTreeMap,
    fs,
    io::{self, Read as _},
    path::Path,
};

use sha2::{Digest as _, Sha256};

use super::{PaperKind, check_template};
use crate::{documents::TemplateError, policy::visible, register::Lang};

/// The ending of the files.
const ENDING: &str = "toml";

/// More than any form has.
const MOST_BYTES: u64 = 1 << 20;

/// Forms that take the place of the built-in ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Templates(BTreeMap<PaperKind, (String, String)>);

impl Templates {
    /// What tells these forms from others: their SHA-256, each with its length before it.
    pub(in crate::documents) fn sum(&self) -> [u8; 32] {
        let mut sum = Sha256::new();
        for (kind, (text, _)) in &self.0 {
            for part in [&*kind.word(), text] {
                sum.update((part.len() as u64).to_be_bytes());
                sum.update(part);
            }
        }
        sum.finalize().into()
    }
}

/// Why a folder of forms cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub enum TemplatesError {
    /// The folder or a file in it could not be read.
    Unread {
        /// Which.
        place: String,
        /// What the system says.
        error: io::Error,
    },
    /// A file is not named like any paper: a slip of the pen would otherwise leave the built-in form in force.
    NoSuchPaper {
        /// The file.
        file: String,
    },
    /// Something is no file: to read a pipe or a device may never end.
    NoFile {
        /// What.
        file: String,
    },
    /// A file is larger than any form.
    TooLarge {
        /// The file.
        file: String,
    },
    /// A file is not in UTF-8.
    NotText {
        /// The file.
        file: String,
    },
    /// A form has a mistake.
    Template(#[from] TemplateError),
}

impl TemplatesError {
    /// What is wrong and what to do.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Template(error) => error.message(lang),
            Self::Unread { place, error } => match lang {
                Lang::Ja => format!(
                    "様式のフォルダーを読めませんでした（{place}：{error}）。場所と権限を確かめてください。"
                ),
                Lang::En => format!(
                    "The folder of forms could not be read ({place}: {error}). Check the place and its permissions."
                ),
            },
            Self::NoFile { file } => {
                let file = visible(file);
                match lang {
                    Lang::Ja => format!(
                        "様式のフォルダーの {file} は通常のファイルではありません。様式のファイルに置き換えるか、取り除いてください。"
                    ),
                    Lang::En => format!(
                        "{file} in the folder of forms is no regular file. Put a form there or take it away."
                    ),
                }
            }
            Self::TooLarge { file } => {
                let file = visible(file);
                match lang {
                    Lang::Ja => format!(
                        "様式のファイル {file} が大きすぎます（1 MBまで）。様式のファイルか確かめてください。"
                    ),
                    Lang::En => {
                        format!("The form {file} is too large (1 MB at most). See whether it is a form.")
                    }
                }
            }
            Self::NotText { file } => {
                let file = visible(file);
                match lang {
                    Lang::Ja => format!(
                        "様式のファイル {file} を文字として読めません。UTF-8 で保存し直してください。"
                    ),
                    Lang::En => format!("The form {file} is not in UTF-8. Save it as UTF-8."),
                }
            }
            Self::NoSuchPaper { file } => {
                let kinds: Vec<_> = PaperKind::ALL.iter().map(|kind| kind.word()).collect();
                let (file, kinds) = (visible(file), kinds.join(", "));
                match lang {
                    Lang::Ja => format!(
                        "様式のファイル {file} に当たる書類がありません。名前を「書類の種類.toml」としてください（{kinds}）。"
                    ),
                    Lang::En => format!(
                        "There is no paper for the form {file}. Name it after one, with the ending .toml ({kinds})."
                    ),
                }
            }
        }
    }
}

impl Templates {
    /// The forms in a folder; other files in it than `.toml` are passed over.
    ///
    /// # Errors
    /// When the folder or a file cannot be read, a file is named like no paper, or a form has a mistake.
    pub fn read(folder: &Path) -> Result<Self, TemplatesError> {
        let unread =
            |place: &Path, error| TemplatesError::Unread { place: place.display().to_string(), error };
        let mut forms = BTreeMap::new();
        for entry in fs::read_dir(folder).map_err(|error| unread(folder, error))? {
            let path = entry.map_err(|error| unread(folder, error))?.path();
            if path.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case(ENDING)) {
                continue;
            }
            let file = path.display().to_string();
            let word = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
            let kind = PaperKind::from_word(word)
                .ok_or_else(|| TemplatesError::NoSuchPaper { file: file.clone() })?;
            // Looked at first: to open a pipe waits for whoever writes into it.
            if !fs::metadata(&path).map_err(|error| unread(&path, error))?.is_file() {
                return Err(TemplatesError::NoFile { file });
            }
            let bytes = beginning(&path).map_err(|error| unread(&path, error))?;
            if u64::try_from(bytes.len()).is_ok_and(|length| length > MOST_BYTES) {
                return Err(TemplatesError::TooLarge { file });
            }
            let text =
                String::from_utf8(bytes).map_err(|_| TemplatesError::NotText { file: file.clone() })?;
            check_template(kind, &text).map_err(|error| error.in_file(Some(&file)))?;
            forms.insert(kind, (text, file));
        }
        Ok(Self(forms))
    }

    /// The form of a kind and its file.
    pub(super) fn get(&self, kind: PaperKind) -> Option<(&str, &str)> {
        self.0.get(&kind).map(|(text, file)| (text.as_str(), file.as_str()))
    }
}

/// A file, of which no more is read than it takes to see that it is too large.
fn beginning(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: &str =
        "title = \"紛失届\"\nfile = \"紛失届\"\nnames = \"masked\"\n\n[[part]]\nwords = \"文\"\n";

    #[test]
    fn the_files_of_a_folder_are_the_forms_of_their_papers() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("incident.toml"), FORM).unwrap();
        fs::write(folder.path().join("README.txt"), "x").unwrap();
        let forms = Templates::read(folder.path()).unwrap();
        assert_eq!(forms.get(PaperKind::Incident).map(|(text, _)| text), Some(FORM));
        assert_eq!(forms.get(PaperKind::Monthly), None);
    }

    #[test]
    fn a_mistake_is_told_with_its_file() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
        write("incident.toml", &FORM.replace("words", "wordz"));
        let Err(TemplatesError::Template(error)) = Templates::read(folder.path()) else {
            panic!("not a form's fault")
        };
        assert!(
            error.message(Lang::Ja).contains("incident.toml を使えません。6行目"),
            "{}",
            error.message(Lang::Ja)
        );
        // A name that the paper does not have shows at once, not when a report is due.
        write("incident.toml", &format!("{FORM}\n[[part]]\ntext = \"nummer\"\n"));
        let Err(TemplatesError::Template(error)) = Templates::read(folder.path()) else {
            panic!("not a form's fault")
        };
        assert_eq!(error.line, 9);
        fs::write(folder.path().join("incident.toml"), b"title = \"\x8e\x96\x8c\xcc\"").unwrap();
        assert!(matches!(Templates::read(folder.path()), Err(TemplatesError::NotText { .. })));
        write("incident.toml", FORM);
        write("incidents.toml", FORM);
        let error = Templates::read(folder.path()).unwrap_err();
        assert!(matches!(&error, TemplatesError::NoSuchPaper { file } if file.ends_with("incidents.toml")));
        assert!(error.message(Lang::En).contains("nine-items"));
        assert!(matches!(Templates::read(&folder.path().join("none")), Err(TemplatesError::Unread { .. })));
    }

    #[test]
    fn what_is_too_large_for_a_form_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("incident.toml");
        fs::File::create(&path).unwrap().set_len(MOST_BYTES + 1).unwrap();
        let error = Templates::read(folder.path()).unwrap_err();
        assert!(
            matches!(&error, TemplatesError::TooLarge { file } if file.ends_with("incident.toml")),
            "{error}"
        );
        let padded = format!("{FORM}#{}", "x".repeat(1_000_000 - FORM.len()));
        fs::write(&path, padded).unwrap();
        assert!(Templates::read(folder.path()).is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn only_files_are_read() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("incident.toml");
        let refused = || {
            let error = Templates::read(folder.path()).unwrap_err();
            assert!(matches!(error, TemplatesError::NoFile { .. }), "{error}");
            fs::remove_file(&path).unwrap();
        };
        // Never to its end, and never to its beginning.
        symlink("/dev/zero", &path).unwrap();
        refused();
        assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
        refused();
        // Where an office keeps its forms elsewhere, a link leads to them.
        let kept = tempfile::NamedTempFile::new().unwrap();
        fs::write(kept.path(), FORM).unwrap();
        symlink(kept.path(), &path).unwrap();
        assert!(Templates::read(folder.path()).is_ok());
    }
}
