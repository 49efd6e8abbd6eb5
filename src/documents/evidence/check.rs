//! Whether a pack is what the register gave: its files against its manifest, its history against the register's, and every
//! file against what the register of the pack's head code gives anew.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::{
    EvidenceError, EvidenceSource, evidence, history,
    manifest::{FORM, Header, MANIFEST, sum, sums},
    open::{Opened, open},
    problem::{Difference, PackProblem, Place, ReadFault},
};
use crate::documents::names::{HIDDEN, Naming};

/// The most differences that are told of one file or of the history.
const TOLD: usize = 20;

/// The name of the history in a pack.
const HISTORY: &str = "history.json";
/// The name of the policy in a pack.
const POLICY: &str = "policy.toml";

/// A pack that somebody brought, of which its own manifest was looked at.
#[derive(Debug)]
pub struct Pack {
    files: BTreeMap<String, Vec<u8>>,
    /// What its manifest says; `None` where there is none.
    pub header: Option<Header>,
    /// What is wrong with it alone.
    pub problems: Vec<PackProblem>,
    /// Whether it is a zip that another program wrote.
    pub repacked: bool,
}

/// What the register says of a pack.
#[derive(Debug, Default)]
pub struct PackCheck {
    /// What does not fit.
    pub problems: Vec<PackProblem>,
    /// Files that could not be made anew alike, though the history holds the sum of the manifest.
    pub by_sum_alone: Vec<String>,
    /// How many files are byte for byte what the register gives anew.
    pub same: usize,
    /// Whether it was judged by another policy than the one in force.
    pub other_policy: bool,
}

impl Pack {
    /// Reads a pack, a folder or a zip, and compares it with its own manifest.
    ///
    /// # Errors
    /// When nothing of it can be read.
    pub fn open(path: &Path) -> Result<Self, ReadFault> {
        let Opened { files, mut problems, repacked } = open(path)?;
        let text = files.get(MANIFEST).and_then(|bytes| std::str::from_utf8(bytes).ok());
        let header = text.and_then(Header::read);
        match text.filter(|_| header.is_some()) {
            Some(text) => compare_sums(&files, text, &mut problems),
            None => problems.push(PackProblem::NoManifest),
        }
        Ok(Self { files, header, problems, repacked })
    }

    /// How many files there are beside the manifest.
    pub fn count(&self) -> usize {
        self.files.keys().filter(|name| *name != MANIFEST).count()
    }

    /// The SHA-256 of the manifest, which covers every file: what the history's entry about a pack holds.
    pub fn sum(&self) -> Option<[u8; 32]> {
        self.files.get(MANIFEST).map(|bytes| Sha256::digest(bytes).into())
    }

    /// The policy's file in it.
    pub fn policy_text(&self) -> Option<&str> {
        self.files.get(POLICY).and_then(|bytes| std::str::from_utf8(bytes).ok())
    }

    /// Whether file and history fitted each other when it was made, as it says.
    pub fn said_fits(&self) -> Option<bool> {
        self.header.as_ref().and_then(|header| header.fits)
    }

    /// Compares the history in it with the register's, the newest entry first, as `history --format json` prints it.
    fn compare_history(&self, register: &Value, names: Naming, alike: bool) -> Vec<PackProblem> {
        let mut problems = Vec::new();
        let Some(bytes) = self.files.get(HISTORY) else { return problems };
        let expected: Value = serde_json::from_str(&history::history(register, names)).unwrap_or_default();
        let Ok(found) = serde_json::from_slice::<Value>(bytes) else {
            problems.push(PackProblem::Differs(HISTORY.to_owned(), None));
            return problems;
        };
        let by_number = |document: &Value| -> Vec<(u64, Value)> {
            let entries = document["entries"].as_array().cloned().unwrap_or_default();
            entries.into_iter().map(|entry| (entry["seq"].as_u64().unwrap_or(0), entry)).collect()
        };
        let mut here: BTreeMap<u64, Value> = by_number(&expected).into_iter().collect();
        let mut seen = BTreeSet::new();
        for (seq, entry) in by_number(&found) {
            if !seen.insert(seq) {
                problems.push(PackProblem::EntryTwice(seq));
            } else if let Some(own) = here.remove(&seq) {
                // Another version hides other texts; what is hidden contradicts nothing.
                let difference = first_difference(&entry, &own, "", !alike);
                problems.extend(difference.map(|found| PackProblem::EntryChanged(seq, found)));
            } else {
                problems.push(PackProblem::EntryAdded(seq));
            }
        }
        problems.extend(here.into_keys().map(PackProblem::EntryMissing));
        problems.truncate(TOLD);
        problems
    }

    /// Makes the pack anew and compares every file. `recorded` says whether the history holds the sum of its manifest: then
    /// what cannot be made anew alike, by another version or with other forms, is proved by that.
    ///
    /// # Errors
    /// When the pack cannot be made anew.
    pub fn compare_files(
        &self,
        source: &EvidenceSource<'_>,
        in_force: &str,
        recorded: bool,
    ) -> Result<PackCheck, EvidenceError> {
        let anew = evidence(source)?;
        let mut check = PackCheck::default();
        let alike = self.header.as_ref().is_some_and(|header| header.is_made_as(&Header::of(source)));
        let told_history = self.compare_history(source.history, source.names, alike);
        let mut anew: BTreeMap<String, Vec<u8>> = anew.files.into_iter().collect();
        let manifest = anew.remove(MANIFEST).unwrap_or_default();
        check.other_policy = self.policy_text() != Some(in_force);
        if check.other_policy && !recorded {
            check.problems.push(PackProblem::OtherPolicy);
        }
        let mut unlike = Vec::new();
        for (name, bytes) in self.files.iter().filter(|(name, _)| *name != MANIFEST) {
            match anew.get(name) {
                Some(own) if own == bytes => check.same += 1,
                // Each entry that differs is told below.
                _ if name == HISTORY && !told_history.is_empty() => {}
                _ if !alike => unlike.push(name.clone()),
                None => check.problems.push(PackProblem::NotOfPack(name.clone())),
                Some(own) => {
                    let whose =
                        anew.iter().find(|(_, other)| *other == bytes).map(|(other, _)| other.clone());
                    check.problems.extend(match whose {
                        Some(other) => vec![PackProblem::Swapped(name.clone(), other)],
                        None => differences(name, bytes, own),
                    });
                }
            }
        }
        check.problems.extend(told_history);
        if alike {
            let listed = self.listed();
            let lacking =
                anew.keys().filter(|name| !self.files.contains_key(*name) && !listed.contains(name.as_str()));
            check.problems.extend(lacking.cloned().map(PackProblem::LeftOut));
        }
        if !alike {
            // Nor can it be told whether a file is missing, or what else was written into the manifest.
            unlike.push(MANIFEST.to_owned());
        }
        check.settle(unlike, recorded);
        // What it says beside the sums.
        if alike && check.problems.is_empty() && self.problems.is_empty() {
            let own = self.files.get(MANIFEST).filter(|own| **own != manifest);
            let line =
                own.and_then(|own| lines(&String::from_utf8_lossy(own), &String::from_utf8_lossy(&manifest)));
            check.problems.extend(own.map(|_| PackProblem::Differs(MANIFEST.to_owned(), line)));
        }
        Ok(check)
    }

    /// What is known where the register cannot be walked back: history and manifest alone.
    pub fn compare_without_register(&self, register: &Value, names: Naming, recorded: bool) -> PackCheck {
        let alike = self.header.as_ref().is_some_and(|header| header.form == FORM);
        let problems = self.compare_history(register, names, alike);
        let mut check = PackCheck { problems, ..PackCheck::default() };
        let others = self.files.keys().filter(|name| *name != HISTORY);
        check.settle(others.cloned().collect(), recorded);
        check
    }

    /// The names that the manifest lists.
    fn listed(&self) -> BTreeSet<&str> {
        let text = self.files.get(MANIFEST).and_then(|bytes| std::str::from_utf8(bytes).ok());
        sums(text.unwrap_or_default()).flatten().map(|(_, name)| name).collect()
    }
}

impl PackCheck {
    fn settle(&mut self, unlike: Vec<String>, recorded: bool) {
        if recorded {
            self.by_sum_alone = unlike;
        } else if !unlike.is_empty() {
            self.problems.push(PackProblem::Unproven(unlike));
        }
    }
}

fn compare_sums(files: &BTreeMap<String, Vec<u8>>, manifest: &str, problems: &mut Vec<PackProblem>) {
    let comments = manifest.lines().take_while(|line| line.starts_with('#')).count();
    let mut listed = BTreeSet::new();
    for (place, line) in sums(manifest).enumerate() {
        // A name that stands twice says two things of one file.
        let Some((said, name)) = line.filter(|(_, name)| listed.insert(*name)) else {
            problems.push(PackProblem::ManifestLine(comments + place + 1));
            continue;
        };
        match files.get(name) {
            None => problems.push(PackProblem::Missing(name.to_owned())),
            Some(bytes) if sum(bytes) != said => problems.push(PackProblem::Changed(name.to_owned())),
            Some(_) => {}
        }
    }
    let added = files.keys().filter(|name| *name != MANIFEST && !listed.contains(name.as_str()));
    problems.extend(added.cloned().map(PackProblem::Added));
}

/// Where a file differs: cells of a table, the first place of JSON, the first line of a text.
fn differences(name: &str, pack: &[u8], register: &[u8]) -> Vec<PackProblem> {
    let differs = |difference| PackProblem::Differs(name.to_owned(), difference);
    let texts = || Some((std::str::from_utf8(pack).ok()?, std::str::from_utf8(register).ok()?));
    let ending = Path::new(name).extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let found: Vec<Difference> = match ending {
        "csv" => cells(pack, register),
        "json" => serde_json::from_slice(pack)
            .ok()
            .zip(serde_json::from_slice(register).ok())
            .and_then(|(pack, register): (Value, Value)| first_difference(&pack, &register, "", false))
            .into_iter()
            .collect(),
        "txt" | "toml" => texts().and_then(|(pack, register)| lines(pack, register)).into_iter().collect(),
        _ => Vec::new(),
    };
    if found.is_empty() {
        return vec![differs(None)];
    }
    found.into_iter().map(|found| differs(Some(found))).collect()
}

/// The cells of two tables that differ.
fn cells(pack: &[u8], register: &[u8]) -> Vec<Difference> {
    let rows = |bytes: &[u8]| -> Vec<Vec<String>> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
        let rows = reader.into_byte_records().map_while(Result::ok);
        rows.map(|row| row.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect()).collect()
    };
    let (pack, register) = (rows(pack), rows(register));
    let none = Vec::new();
    let headings = register.first().unwrap_or(&none);
    let mut found = Vec::new();
    for row in 0..pack.len().max(register.len()) {
        let (one, other) = (pack.get(row).unwrap_or(&none), register.get(row).unwrap_or(&none));
        // Where a row came in or went, every row behind it differs: the first cell says enough.
        let most = if pack.len() == register.len() { TOLD } else { 1 };
        for column in 0..one.len().max(other.len()) {
            let cell = |cells: &Vec<String>| cells.get(column).cloned().unwrap_or_default();
            if cell(one) != cell(other) && found.len() < most {
                let heading = headings.get(column).cloned().unwrap_or_else(|| (column + 1).to_string());
                found.push(Difference {
                    place: Place::Cell(row, heading),
                    pack: cell(one),
                    register: cell(other),
                });
            }
        }
    }
    found
}

fn lines(pack: &str, register: &str) -> Option<Difference> {
    let (mut pack, mut register) = (pack.lines(), register.lines());
    for line in 1.. {
        match (pack.next(), register.next()) {
            (None, None) => return None,
            (one, other) if one != other => {
                let text = |line: Option<&str>| line.unwrap_or_default().to_owned();
                return Some(Difference { place: Place::Line(line), pack: text(one), register: text(other) });
            }
            _ => {}
        }
    }
    None
}

/// The first place where two values differ; with `hiding`, a text that one of them hides differs from nothing.
fn first_difference(pack: &Value, register: &Value, pointer: &str, hiding: bool) -> Option<Difference> {
    let nothing = Value::Null;
    match (pack, register) {
        (Value::Object(one), Value::Object(other)) => {
            let keys: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
            keys.into_iter().find_map(|key| {
                let value = |of: &serde_json::Map<String, Value>| of.get(key).cloned().unwrap_or_default();
                first_difference(&value(one), &value(other), &format!("{pointer}/{key}"), hiding)
            })
        }
        (Value::Array(one), Value::Array(other)) => (0..one.len().max(other.len())).find_map(|place| {
            let (one, other) = (one.get(place), other.get(place));
            first_difference(
                one.unwrap_or(&nothing),
                other.unwrap_or(&nothing),
                &format!("{pointer}/{place}"),
                hiding,
            )
        }),
        (one, other) if one == other => None,
        (one, other) if hiding && (one == HIDDEN || other == HIDDEN) => None,
        (one, other) => {
            let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            Some(Difference {
                place: Place::Pointer(pointer.to_owned()),
                pack: text(one),
                register: text(other),
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_difference_is_told_with_its_place() {
        let found = cells(
            "\u{FEFF}番号,氏名\r\n1,港\r\n2,林\r\n".as_bytes(),
            "番号,氏名\r\n1,港\r\n2,森\r\n".as_bytes(),
        );
        let place = Place::Cell(2, "氏名".to_owned());
        assert_eq!(found, [Difference { place, pack: "林".to_owned(), register: "森".to_owned() }]);
        let more = cells(b"a\r\n1\r\n2\r\n3\r\n", b"a\r\n2\r\n3\r\n");
        assert_eq!(more.len(), 1, "a row that came in is told once: {more:?}");
        let found =
            first_difference(&json!({"a": [1, {"b": null}]}), &json!({"a": [1, {"b": "x"}]}), "", false)
                .unwrap();
        assert_eq!((found.place, found.pack.as_str()), (Place::Pointer("/a/1/b".to_owned()), "null"));
        assert_eq!(first_difference(&json!({"a": 1}), &json!({"a": 1}), "", false), None);
        assert_eq!(lines("a\nb", "a\nb"), None);
        assert_eq!(lines("a", "a\nb").unwrap().place, Place::Line(2));
    }
}
