//! What is wrong with a pack, each with its place.

use std::{io, path::PathBuf};

use crate::{policy::visible, register::Lang};

/// Why nothing of a pack could be read.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub enum ReadFault {
    /// The system does not give it.
    File(PathBuf, io::Error),
    /// It is neither a folder nor a file.
    NoFile(PathBuf),
    /// It is no zip, or one that was cut off.
    NoZip,
    /// It is more than a pack is: made to fill the memory, or not a pack.
    TooLarge,
}

/// One thing that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PackProblem {
    /// A name that leads out of the pack, or that some systems cannot hold.
    BadName(String),
    /// A link, or something else that is no file.
    Link(String),
    /// A file that cannot be unpacked.
    Unreadable(String),
    /// A zip that holds two entries for one name, or says other names in its list than before its files.
    SecondEntry,
    /// No manifest, or none of a pack.
    NoManifest,
    /// A line of the manifest that is no sum.
    ManifestLine(usize),
    /// A file whose sum is not that of the manifest.
    Changed(String),
    /// A file that the manifest lists is not there.
    Missing(String),
    /// A file that the manifest does not list.
    Added(String),
    /// The register does not have the history of the pack's head code; with what is found.
    OtherHistory(String),
    /// An entry of the history in the pack that the register does not have.
    EntryAdded(u64),
    /// An entry of the register's history that the pack lacks.
    EntryMissing(u64),
    /// An entry that stands twice.
    EntryTwice(u64),
    /// An entry that says something else than the register's: the field, what the pack says, what the register says.
    EntryChanged(u64, Difference),
    /// A file that is not what the register of the head code gives.
    Differs(String, Option<Difference>),
    /// A file that is another one of the same pack: its name, and whose content it has.
    Swapped(String, String),
    /// A file that such a pack of this register has, and that is neither there nor in the manifest.
    LeftOut(String),
    /// A file that no such pack of this register has.
    NotOfPack(String),
    /// Another policy than the one in force, and no entry says that the pack was made with it.
    OtherPolicy,
    /// Files that could not be made anew alike, as the pack was made by another version or with other forms.
    Unproven(Vec<String>),
}

/// Where two texts differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The place: line and column of a table, a JSON pointer, a line.
    pub place: Place,
    /// What the pack says.
    pub pack: String,
    /// What the register says.
    pub register: String,
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A cell: the row below the headings (0 for these) and the heading.
    Cell(usize, String),
    /// A pointer of JSON.
    Pointer(String),
    /// A line.
    Line(usize),
}

/// The most characters of a value that are told.
const TOLD: usize = 60;

impl ReadFault {
    /// What is wrong and what to do.
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::File(path, error), Lang::Ja) => {
                format!("{} を読めませんでした（{error}）。場所と権限を確かめてください。", shown(path))
            }
            (Self::File(path, error), Lang::En) => {
                format!("{} could not be read ({error}). Check the place and its permissions.", shown(path))
            }
            (Self::NoFile(path), Lang::Ja) => {
                format!("{} は証跡パッケージのフォルダーでもzipのファイルでもありません。", shown(path))
            }
            (Self::NoFile(path), Lang::En) => {
                format!("{} is neither the folder of an evidence pack nor a zip.", shown(path))
            }
            (Self::NoZip, Lang::Ja) => {
                "zipとして読めません。途中で切れているか、壊れています。元のファイルをもう一度受け取ってください。".to_owned()
            }
            (Self::NoZip, Lang::En) => {
                "This is no zip that can be read: it was cut off or is damaged. Get the file once more.".to_owned()
            }
            (Self::TooLarge, Lang::Ja) => "証跡パッケージにしては大きすぎます（展開して384 MiBまたは20,000ファイルまで）。細工されたファイルのおそれがあるため、読むのをやめました。".to_owned(),
            (Self::TooLarge, Lang::En) => "This is larger than an evidence pack is (384 MiB or 20,000 files unpacked). It may be made to do harm, and was not read on.".to_owned(),
        }
    }

    /// Whether the system did not give it, rather than that it is no pack.
    pub fn is_of_the_system(&self) -> bool {
        matches!(self, Self::File(..))
    }
}

fn shown(path: &std::path::Path) -> String {
    visible(&path.display().to_string()).into_owned()
}

impl PackProblem {
    /// A word that stays the same over versions.
    pub fn word(&self) -> &'static str {
        match self {
            Self::BadName(_) => "bad-name",
            Self::Link(_) => "link",
            Self::Unreadable(_) => "unreadable",
            Self::SecondEntry => "second-entry",
            Self::NoManifest => "no-manifest",
            Self::ManifestLine(_) => "manifest-line",
            Self::Changed(_) => "changed",
            Self::Missing(_) => "missing",
            Self::Added(_) => "added",
            Self::OtherHistory(_) => "other-history",
            Self::EntryAdded(_) => "entry-added",
            Self::EntryMissing(_) => "entry-missing",
            Self::EntryTwice(_) => "entry-twice",
            Self::EntryChanged(..) => "entry-changed",
            Self::Differs(..) => "differs",
            Self::Swapped(..) => "swapped",
            Self::LeftOut(_) => "left-out",
            Self::NotOfPack(_) => "not-of-pack",
            Self::OtherPolicy => "other-policy",
            Self::Unproven(_) => "unproven",
        }
    }

    /// The file that it is about, or the number of the entry.
    pub fn place(&self) -> Option<String> {
        match self {
            Self::BadName(name)
            | Self::Link(name)
            | Self::Unreadable(name)
            | Self::Changed(name)
            | Self::Missing(name)
            | Self::Added(name)
            | Self::Differs(name, _)
            | Self::Swapped(name, _)
            | Self::LeftOut(name)
            | Self::NotOfPack(name) => Some(name.clone()),
            Self::ManifestLine(line) => Some(format!("MANIFEST:{line}")),
            Self::EntryAdded(seq)
            | Self::EntryMissing(seq)
            | Self::EntryTwice(seq)
            | Self::EntryChanged(seq, _) => Some(format!("history.json#{seq}")),
            Self::OtherPolicy => Some("policy.toml".to_owned()),
            Self::SecondEntry | Self::NoManifest | Self::OtherHistory(_) | Self::Unproven(_) => None,
        }
    }

    /// What is wrong, and where.
    pub fn message(&self, lang: Lang) -> String {
        let said = match lang {
            Lang::Ja => self.ja(),
            Lang::En => self.en(),
        };
        visible(&said).into_owned()
    }

    fn ja(&self) -> String {
        match self {
            Self::BadName(name) => format!("「{name}」は、パッケージの外を指すか、使えない文字を含む名前です。"),
            Self::Link(name) => format!("「{name}」は、ファイルではなくリンクなどです。中身は読んでいません。"),
            Self::Unreadable(name) => format!("「{name}」を展開できません。壊れているか、暗号化されています。"),
            Self::SecondEntry => "zipの中に、同じ名前のファイルが2つあるか、一覧と違う名前のファイルがあります。展開するソフトによって違う中身が出ます。".to_owned(),
            Self::NoManifest => "証跡パッケージのMANIFESTがないか、読めません。".to_owned(),
            Self::ManifestLine(line) => format!("MANIFESTの{line}行目が、ファイルのSHA-256として読めません。"),
            Self::Changed(name) => format!("{name} は、MANIFESTのSHA-256と一致しません。作成後に書き換えられています。"),
            Self::Missing(name) => format!("{name} がありません（MANIFESTには載っています）。"),
            Self::Added(name) => format!("{name} は、MANIFESTに載っていないファイルです。"),
            Self::OtherHistory(why) => format!("この台帳のパッケージとして確かめられません。{why}"),
            Self::EntryAdded(seq) => format!("history.json の履歴#{seq}は、台帳の履歴にありません。書き足されています。"),
            Self::EntryMissing(seq) => format!("history.json に、台帳の履歴#{seq}がありません。取り除かれています。"),
            Self::EntryTwice(seq) => format!("history.json に、履歴#{seq}が2回あります。"),
            Self::EntryChanged(seq, difference) => {
                format!("history.json の履歴#{seq}が、台帳の履歴と違います。{}", difference.ja())
            }
            Self::Differs(name, difference) => format!(
                "{name} が、履歴コードの時点の台帳から作り直したものと一致しません。{}",
                difference.as_ref().map(Difference::ja).unwrap_or_default()
            ),
            Self::Swapped(name, other) => {
                format!("{name} の中身は、{other} のものです。入れ替えられています。")
            }
            Self::LeftOut(name) => format!("{name} がありません。履歴コードの時点の台帳から作ると含まれるファイルです。"),
            Self::NotOfPack(name) => format!("{name} は、履歴コードの時点の台帳から作ると含まれないファイルです。書き足されています。"),
            Self::OtherPolicy => "policy.toml が、今適用している運用ポリシーと違います。作成した時の運用ポリシーだったかどうかは、確かめられません（--policy で当時のファイルを指定すると確かめられます）。".to_owned(),
            Self::Unproven(names) => format!(
                "次のファイルは、台帳から同じものを作り直せないため、確かめられません（作成した版か様式が違うか、後から台帳が取り込みで置き換えられています）。足りないファイルがないかも確かめられません：{}",
                names.join("、")
            ),
        }
    }

    fn en(&self) -> String {
        match self {
            Self::BadName(name) => format!("\"{name}\" leads out of the pack or holds characters that a name may not have."),
            Self::Link(name) => format!("\"{name}\" is a link or something else that is no file. It was not read."),
            Self::Unreadable(name) => format!("\"{name}\" cannot be unpacked: it is damaged or encrypted."),
            Self::SecondEntry => "The zip holds two files of one name, or one whose name differs from the zip's list: what comes out depends on the program that unpacks it.".to_owned(),
            Self::NoManifest => "There is no MANIFEST of an evidence pack, or it cannot be read.".to_owned(),
            Self::ManifestLine(line) => format!("Line {line} of MANIFEST is no SHA-256 of a file."),
            Self::Changed(name) => format!("{name} does not have the SHA-256 of MANIFEST: it was changed after the pack was made."),
            Self::Missing(name) => format!("{name} is not there, though MANIFEST lists it."),
            Self::Added(name) => format!("{name} is not listed in MANIFEST."),
            Self::OtherHistory(why) => format!("This cannot be shown to be a pack of this register. {why}"),
            Self::EntryAdded(seq) => format!("Entry #{seq} of history.json is not in the register's history: it was added."),
            Self::EntryMissing(seq) => format!("Entry #{seq} of the register's history is not in history.json: it was taken out."),
            Self::EntryTwice(seq) => format!("Entry #{seq} stands twice in history.json."),
            Self::EntryChanged(seq, difference) => {
                format!("Entry #{seq} of history.json is not the register's. {}", difference.en())
            }
            Self::Differs(name, difference) => format!(
                "{name} is not what the register of the head code gives. {}",
                difference.as_ref().map(Difference::en).unwrap_or_default()
            ),
            Self::Swapped(name, other) => format!("{name} holds what belongs into {other}: they were exchanged."),
            Self::LeftOut(name) => format!("{name} is missing: the register of the head code gives it."),
            Self::NotOfPack(name) => format!("{name} was added: the register of the head code gives no such file."),
            Self::OtherPolicy => "policy.toml is not the policy in force; whether it was when the pack was made is not known (name the file of that time with --policy to see).".to_owned(),
            Self::Unproven(names) => format!(
                "These files cannot be made anew alike and so are not proved (another version or other forms made the pack, or an import has replaced the register since), nor is it proved that no file is missing: {}",
                names.join(", ")
            ),
        }
    }
}

impl Difference {
    fn ja(&self) -> String {
        let place = match &self.place {
            Place::Cell(row, column) => format!("{row}行目の「{column}」"),
            Place::Pointer(pointer) => pointer.clone(),
            Place::Line(line) => format!("{line}行目"),
        };
        format!("{place}：パッケージでは「{}」、台帳では「{}」", short(&self.pack), short(&self.register))
    }

    fn en(&self) -> String {
        let place = match &self.place {
            Place::Cell(row, column) => format!("Row {row}, \"{column}\""),
            Place::Pointer(pointer) => pointer.clone(),
            Place::Line(line) => format!("Line {line}"),
        };
        format!(
            "{place}: \"{}\" in the pack, \"{}\" in the register.",
            short(&self.pack),
            short(&self.register)
        )
    }
}

fn short(text: &str) -> String {
    let mut chars = text.chars();
    let start: String = chars.by_ref().take(TOLD).map(|c| if c == '\n' { '⏎' } else { c }).collect();
    if chars.next().is_some() { format!("{start}…") } else { start }
}
