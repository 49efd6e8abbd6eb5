//! The manifest: what a pack says of itself, and the sums of its files as `sha256sum -c` reads them.

use std::{collections::BTreeMap, fmt::Write as _};

use sha2::{Digest as _, Sha256};

use super::EvidenceSource;
use crate::{
    documents::{names::Naming, text::visible},
    register::Date,
};

/// The name of the manifest.
pub(super) const MANIFEST: &str = "MANIFEST";
/// How a manifest begins.
pub(super) const FIRST_LINE: &str = "# MCS evidence pack";
/// Which files a pack has and what is in them; counted up where that changes. A pack before it was counted has none.
pub(super) const FORM: u32 = 2;
/// What the forms are called where all are the built-in ones.
const BUILT_IN: &str = "built-in";

/// What a manifest says beside its sums.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The day on which the pack was made.
    pub day: Date,
    /// The head code of the register's history.
    pub head: String,
    /// The version of the program.
    pub version: String,
    /// Who is named.
    pub names: Naming,
    /// Which files there are and what is in them.
    pub(super) form: u32,
    /// The forms of the papers: the sum of an office's own.
    pub(super) forms: String,
    /// Whether file and history fitted each other when the pack was made; `None` where nobody looked.
    pub(super) fits: Option<bool>,
}

impl Header {
    pub(super) fn of(source: &EvidenceSource<'_>) -> Self {
        Self {
            day: source.today,
            head: one_line(source.head),
            version: source.version.to_owned(),
            names: source.names,
            form: FORM,
            forms: source.forms.map_or_else(|| BUILT_IN.to_owned(), |forms| hex(&forms.sum())),
            fits: source.past.fits,
        }
    }

    fn written(&self, policy: &str) -> String {
        let Self { day, head, version, names, form, forms, fits } = self;
        let history = fits_word(*fits);
        format!(
            "{FIRST_LINE}\n# day: {day}\n# head: {head}\n# program: mcs-register {version}\n# policy: {policy}\n\
             # names: {}\n# form: {form}\n# forms: {forms}\n# history: {history}\n# check: sha256sum -c MANIFEST\n",
            names.word()
        )
    }

    /// Reads what stands at the beginning of a manifest; `None` where there is no such beginning.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        if lines.next() != Some(FIRST_LINE) {
            return None;
        }
        let said: BTreeMap<&str, &str> =
            lines.map_while(|line| line.strip_prefix("# ")?.split_once(": ")).collect();
        let of = |name: &str| said.get(name).copied();
        Some(Self {
            day: of("day")?.parse().ok()?,
            head: of("head")?.to_owned(),
            version: of("program")?.strip_prefix("mcs-register ")?.to_owned(),
            names: Naming::from_word(of("names")?)?,
            form: of("form").map_or(Some(1), |form| form.parse().ok())?,
            forms: of("forms").unwrap_or_default().to_owned(),
            fits: [Some(true), Some(false)]
                .into_iter()
                .find(|fits| Some(fits_word(*fits)) == of("history"))
                .flatten(),
        })
    }

    /// Whether what this program makes now has to be byte for byte what such a pack holds.
    pub(super) fn is_made_as(&self, other: &Self) -> bool {
        (self.form, &self.version, &self.forms) == (other.form, &other.version, &other.forms)
    }
}

fn fits_word(fits: Option<bool>) -> &'static str {
    match fits {
        Some(true) => "fits",
        Some(false) => "does-not-fit",
        None => "not-verified",
    }
}

/// The manifest of some files.
pub(super) fn manifest(source: &EvidenceSource<'_>, files: &[(String, Vec<u8>)]) -> String {
    let mut text = Header::of(source).written(&one_line(source.policy.id()));
    for (name, bytes) in files {
        // Writing to a `String` does not fail.
        let _ = writeln!(text, "{}  {name}", sum(bytes));
    }
    text
}

/// The lines of the sums, each with the file's name; `None` for a line that is none.
pub(super) fn sums(manifest: &str) -> impl Iterator<Item = Option<(&str, &str)>> {
    let lines = manifest.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| {
        let (sum, name) = line.split_once("  ")?;
        let is_sum = sum.len() == 64 && sum.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        is_sum.then_some((sum, name))
    })
}

/// The SHA-256 of a file as it is written.
pub(super) fn sum(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Bytes as a sum is written.
pub fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

fn one_line(text: &str) -> String {
    visible(text).replace('\n', " ")
}
