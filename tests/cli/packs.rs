//! `verify --pack`: an evidence pack against the register, and what a forger tries.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    io::{Cursor, Read as _, Write as _},
    path::Path,
};

use mcs_register::store::{Entry, HistoryQuery, Places, Secret, Vault};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use crate::run::{Desk, Outcome, PASSWORD};

const REGISTER: &str = r#"{
  "format": "mcs-register/1",
  "office": {"name": "海風訪問看護", "manager": "S-001"},
  "staff": [{"id": "S-001", "name": "大川 千秋", "kana": "オオカワ チアキ", "mcs": {"login": "c@example.jp", "password_changed_on": "2026-06-01"}},
            {"id": "S-002", "name": "椎名 やす", "left_on": "2026-10-31"}],
  "take_outs": [{"id": "T-001", "requester": "S-001", "content": "訪問記録"}],
  "groups": [{"id": "G-001", "kind": "patient", "name": "黒潮 ハル様", "reviews": [{"signed_on": "2026-08-01"}]}],
  "incidents": [{"id": "R8-001", "kind": "device-loss", "reporter": "S-001", "summary": "端末が見当たらない"}]
}"#;

const FACT: &str =
    r#"{"command":"facts","on":"2026-11-20","facts":[{"fact":"password-changed","staff":"S-001"}]}"#;

/// A pack in memory.
type Files = BTreeMap<String, Vec<u8>>;

struct Office(Desk);

impl Office {
    fn new() -> Self {
        let office = Self(Desk::with_vault(REGISTER));
        office.carry(FACT);
        office
    }

    fn carry(&self, line: &str) {
        let commands = self.0.file("commands", line);
        let run = self.0.open(&["apply", commands.to_str().unwrap(), "--today", "2026-11-22"]);
        assert_eq!(run.status, Some(0), "{} {}", run.stdout, run.stderr);
    }

    fn make(&self, name: &str, more: &[&str]) -> Outcome {
        let path = self.0.path(name);
        let args = ["evidence", "--today", "2026-11-22", "--force", "--out", path.to_str().unwrap()];
        let run = self.0.open(&[&args, more].concat());
        assert_eq!(run.status, Some(0), "{}", run.stderr);
        run
    }

    /// The files of a pack that was made as a folder.
    fn pack(&self, more: &[&str]) -> Files {
        self.make("made", more);
        files_in(&self.0.path("made"))
    }

    fn verify(&self, path: &Path, more: &[&str]) -> Outcome {
        let args = ["verify", "--pack", path.to_str().unwrap()];
        self.0.open(&[&args, more].concat())
    }

    /// What is told of some files, as JSON; each kind of problem with its place.
    fn told(&self, files: &Files) -> (i32, Vec<(String, String)>) {
        let folder = self.0.path("brought");
        write(&folder, files);
        let run = self.verify(&folder, &["--format", "json"]);
        run.assert_no_raw_controls();
        (run.status.unwrap(), problems(&run))
    }

    /// Somebody's undo of the last change.
    fn take_back(&self) {
        let places = Places::in_dir(self.0.path("vault"));
        let mut vault = Vault::unlock(&places, &Secret::new(PASSWORD.to_owned())).unwrap();
        let last = vault.last_change().unwrap().unwrap();
        let newest = vault.history(&HistoryQuery { limit: Some(1), ..HistoryQuery::default() }).unwrap();
        vault.commit(&last.change.inverse(), &Entry::undo(last.batch, &newest[0].at)).unwrap();
        vault.lock().unwrap();
    }
}

fn problems(run: &Outcome) -> Vec<(String, String)> {
    let said: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{run:?}"));
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let all = said["problems"].as_array().unwrap();
    assert_eq!(said["fits"].as_bool(), Some(all.is_empty()));
    all.iter().map(|problem| (text(&problem["kind"]), text(&problem["place"]))).collect()
}

fn files_in(folder: &Path) -> Files {
    let mut files = Files::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(inner) = folders.pop() {
        for entry in fs::read_dir(inner).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
                files.insert(name, fs::read(path).unwrap());
            }
        }
    }
    files
}

fn write(folder: &Path, files: &Files) {
    let _ = fs::remove_dir_all(folder);
    for (name, bytes) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

/// The manifest made anew, as a forger would.
fn sealed(mut files: Files) -> Files {
    let manifest = String::from_utf8(files.remove("MANIFEST").unwrap()).unwrap();
    let mut text: String = manifest
        .lines()
        .filter(|line| line.starts_with('#'))
        .fold(String::new(), |all, line| all + line + "\n");
    for (name, bytes) in &files {
        for byte in Sha256::digest(bytes) {
            write!(text, "{byte:02x}").unwrap();
        }
        writeln!(text, "  {name}").unwrap();
    }
    files.insert("MANIFEST".to_owned(), text.into_bytes());
    files
}

fn text<'f>(files: &'f Files, name: &str) -> &'f str {
    std::str::from_utf8(&files[name]).unwrap()
}

fn with(files: &Files, name: &str, bytes: impl Into<Vec<u8>>) -> Files {
    let mut files = files.clone();
    files.insert(name.to_owned(), bytes.into());
    files
}

fn without(files: &Files, name: &str) -> Files {
    let mut files = files.clone();
    files.remove(name).unwrap();
    files
}

fn one(kind: &str, place: &str) -> (i32, Vec<(String, String)>) {
    (65, vec![(kind.to_owned(), place.to_owned())])
}

fn fits() -> (i32, Vec<(String, String)>) {
    (0, Vec::new())
}

#[test]
fn an_honest_pack_fits_in_every_degree_and_form_and_its_making_is_in_the_history() {
    let office = Office::new();
    for names in ["masked", "named", "full"] {
        let files = office.pack(&["--names", names]);
        assert_eq!(office.told(&files), fits(), "{names}");
        // A receiver's order of files is their own.
        assert_ne!(office.told(&sealed(files)).0, 0, "the manifest is not the one that was made");
    }
    let run = office.make("pack.zip", &[]);
    let sum = run.stderr.lines().find_map(|line| line.split("SHA-256：").nth(1)).unwrap();
    let sum = sum.get(..64).unwrap();
    let run = office.verify(&office.0.path("pack.zip"), &[]);
    assert_eq!(run.status, Some(0), "{}", run.stdout);
    for said in ["一字一句同じです", "履歴#", "その後の変更：ありません"] {
        assert!(run.stdout.contains(said), "{said}: {}", run.stdout);
    }
    let english = office.verify(&office.0.path("pack.zip"), &["--lang", "en"]).stdout;
    assert!(english.contains("byte for byte") && english.contains("is what the register gave"), "{english}");
    let history = office.0.open(&["history", "--format", "json"]).stdout;
    let history: Value = serde_json::from_str(&history).unwrap();
    let last = &history["entries"][0];
    assert_eq!((last["action"].as_str(), last["account"].as_str()), (Some("handed-out"), Some("管理者")));
    assert_eq!(last["after"]["what"], "evidence");
    assert_eq!(last["after"]["names"], "named");
    assert_eq!(last["after"]["sha256"], sum);
    let said = office.0.open(&["history"]).stdout;
    assert!(
        said.contains("書き出し")
            && said.contains("証跡パッケージ（監査用）、責任者名のみ")
            && said.contains(sum),
        "{said}"
    );
}

#[test]
#[expect(clippy::too_many_lines, reason = "one forgery after the other")]
fn every_forgery_is_told_with_its_place() {
    let office = Office::new();
    let files = office.pack(&[]);
    // A figure, with and without the manifest made anew.
    let staff = text(&files, "ledgers/staff.csv").replace("2026-11-20", "2026-11-21");
    let forged = with(&files, "ledgers/staff.csv", staff);
    assert_eq!(
        office.told(&forged),
        (
            65,
            vec![
                ("changed".to_owned(), "ledgers/staff.csv".to_owned()),
                ("differs".to_owned(), "ledgers/staff.csv".to_owned())
            ]
        )
    );
    assert_eq!(office.told(&sealed(forged.clone())), one("differs", "ledgers/staff.csv"));
    write(&office.0.path("brought"), &sealed(forged));
    for (lang, said) in [
        ("ja", "1行目の「パスワード変更日」：パッケージでは「2026-11-21」、台帳では「2026-11-20」"),
        ("en", "Row 1, \"パスワード変更日\": \"2026-11-21\" in the pack, \"2026-11-20\" in the register"),
    ] {
        let run = office.verify(&office.0.path("brought"), &["--lang", lang]);
        assert_eq!(run.status, Some(65));
        assert!(run.stdout.contains(said), "{}", run.stdout);
    }
    // A row that came in.
    let more = format!("{}S-009,誰か\r\n", text(&files, "ledgers/staff.csv"));
    assert_eq!(
        office.told(&sealed(with(&files, "ledgers/staff.csv", more))),
        one("differs", "ledgers/staff.csv")
    );
    // Entries of the history: changed, taken out, written in, twice.
    let history = |change: &dyn Fn(&mut Vec<Value>)| {
        let mut history: Value = serde_json::from_str(text(&files, "history.json")).unwrap();
        change(history["entries"].as_array_mut().unwrap());
        office.told(&sealed(with(&files, "history.json", serde_json::to_string_pretty(&history).unwrap())))
    };
    assert_eq!(
        history(&|all| all[0]["at"] = "2026-11-01T09:00:00+09:00".into()),
        one("entry-changed", "history.json#3")
    );
    assert_eq!(history(&|all| drop(all.remove(1))), one("entry-missing", "history.json#2"));
    assert_eq!(history(&|all| all.push(all[0].clone())), one("entry-twice", "history.json#3"));
    let added = |all: &mut Vec<Value>| {
        let mut entry = all[0].clone();
        entry["seq"] = 4.into();
        all.insert(0, entry);
    };
    assert_eq!(history(&added), one("entry-added", "history.json#4"));
    assert_eq!(office.told(&sealed(with(&files, "history.json", "{"))), one("differs", "history.json"));
    let told = text(&files, "history.csv").replace("2026-11-22", "2026-11-23");
    assert_eq!(office.told(&sealed(with(&files, "history.csv", told))).1[0].0, "differs");
    // Papers: exchanged, of a pack of another day, made up.
    let other = files["papers/training.pdf"].clone();
    assert_eq!(
        office.told(&sealed(with(&files, "papers/filings.pdf", other))),
        one("swapped", "papers/filings.pdf")
    );
    assert_eq!(office.told(&sealed(with(&files, "cover.pdf", "%PDF"))), one("differs", "cover.pdf"));
    // Files that came or went, in the manifest or not.
    assert_eq!(
        office.told(&with(&files, "papers/x.pdf", "x")),
        (
            65,
            vec![
                ("added".to_owned(), "papers/x.pdf".to_owned()),
                ("not-of-pack".to_owned(), "papers/x.pdf".to_owned())
            ]
        )
    );
    assert_eq!(office.told(&sealed(with(&files, "papers/x.pdf", "x"))), one("not-of-pack", "papers/x.pdf"));
    assert_eq!(
        office.told(&without(&files, "papers/incident-R8-001.pdf")),
        one("missing", "papers/incident-R8-001.pdf")
    );
    assert_eq!(
        office.told(&sealed(without(&files, "papers/incident-R8-001.pdf"))),
        one("left-out", "papers/incident-R8-001.pdf")
    );
    // A laxer policy.
    let policy = format!("{}\n# laxer\n", text(&files, "policy.toml"));
    assert_eq!(office.told(&sealed(with(&files, "policy.toml", policy))), one("other-policy", "policy.toml"));
    // What the manifest says beside its sums.
    let manifest = text(&files, "MANIFEST").replace("# names: named", "# names: masked");
    let told = office.told(&with(&files, "MANIFEST", manifest));
    assert_eq!((told.0, told.1.is_empty()), (65, false), "{told:?}");
    let manifest = text(&files, "MANIFEST").replace("# check:", "# approved: everybody\n# check:");
    assert_eq!(office.told(&with(&files, "MANIFEST", manifest)), one("differs", "MANIFEST"));
    for day in ["0001-01-01", "9999-12-31", "2026-11-21"] {
        let manifest = text(&files, "MANIFEST").replace("# day: 2026-11-22", &format!("# day: {day}"));
        let told = office.told(&with(&files, "MANIFEST", manifest));
        assert_eq!((told.0, told.1.is_empty()), (65, false), "{day}: {told:?}");
    }
    for manifest in ["", "# MCS evidence pack\n", "no manifest"] {
        assert_eq!(office.told(&with(&files, "MANIFEST", manifest)), one("no-manifest", ""), "{manifest}");
    }
    let manifest = format!("{}nonsense\n", text(&files, "MANIFEST"));
    let line = manifest.lines().count();
    assert_eq!(
        office.told(&with(&files, "MANIFEST", manifest)).1[0],
        one("manifest-line", &format!("MANIFEST:{line}")).1[0]
    );
    // Said to be by another version: that alone proves nothing.
    let staff = text(&files, "ledgers/staff.csv").replace("2026-11-20", "2026-11-21");
    let mut forged = with(&files, "ledgers/staff.csv", staff);
    let manifest = text(&files, "MANIFEST").replace("# program: mcs-register 0", "# program: mcs-register 9");
    forged.insert("MANIFEST".to_owned(), manifest.into_bytes());
    assert_eq!(office.told(&sealed(forged)), one("unproven", ""));
    assert_eq!(office.told(&files), fits(), "the pack itself still fits");
}

/// Whoever says that another version or other forms made the pack is told no difference; so nothing at all is proved by what is
/// alike: what is awkward may have been taken out, or a word written into the manifest.
#[test]
fn a_pack_that_says_it_is_of_another_version_is_not_proved_by_what_is_left_of_it() {
    let office = Office::new();
    let files = office.pack(&[]);
    let alike = ["# form: 2", "# program: mcs-register 0", "# forms: built-in"];
    let said = ["# form: 99", "# program: mcs-register 9", "# forms: 00"];
    let few: Files = ["MANIFEST", "history.json", "policy.toml"]
        .map(|name| (name.to_owned(), files[name].clone()))
        .into_iter()
        .collect();
    let awkward = without(&files, "papers/incident-R8-001.pdf");
    for (alike, said) in alike.into_iter().zip(said) {
        for left in [&files, &awkward, &few, &without(&few, "history.json")] {
            let manifest = text(left, "MANIFEST").replace(alike, said);
            assert_ne!(manifest, text(left, "MANIFEST"), "{alike}");
            let told = office.told(&sealed(with(left, "MANIFEST", manifest)));
            assert_eq!(told, one("unproven", ""), "{said}");
        }
    }
    // The same where an import has taken the register's place since, so that nothing can be made anew.
    let document = office.0.file("register.json", REGISTER);
    assert_eq!(office.0.open(&["import", document.to_str().unwrap(), "--replace"]).status, Some(0));
    for left in [&few, &without(&few, "history.json")] {
        assert_eq!(office.told(&sealed(left.clone())), one("unproven", ""));
    }
    assert_eq!(office.told(&files), fits());
}

#[test]
fn a_paper_of_another_pack_of_the_same_register_is_told() {
    let office = Office::new();
    let before = office.pack(&[]);
    office.carry(&FACT.replace("2026-11-20", "2026-11-21"));
    let after = office.pack(&[]);
    let swapped = with(&after, "papers/staff-ledger.pdf", before["papers/staff-ledger.pdf"].clone());
    assert_eq!(office.told(&sealed(swapped)), one("differs", "papers/staff-ledger.pdf"));
    assert_eq!(office.told(&before), fits());
    assert_eq!(office.told(&after), fits());
}

#[test]
fn what_has_changed_since_is_no_fault_and_is_told() {
    let office = Office::new();
    let files = office.pack(&[]);
    office.take_back();
    office.carry(&FACT.replace("2026-11-20", "2026-11-21"));
    assert_eq!(office.told(&files), fits());
    let run = office.verify(&office.0.path("made"), &[]);
    assert!(
        run.stdout.contains("その後の変更：2件（うち、パッケージに含まれる操作を元に戻したもの 1件）"),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("元に戻す（#3）"), "{}", run.stdout);
    // The same register gives the same pack whatever left it meanwhile.
    let [first, second] = [office.pack(&[]), office.pack(&[])];
    assert_eq!(first, second);
}

#[test]
fn a_pack_of_another_register_or_of_a_lost_history_is_told() {
    let (here, there) = (Office::new(), Office::new());
    let files = there.pack(&[]);
    let told = here.told(&files);
    assert_eq!((told.0, told.1.len(), told.1[0].0.as_str()), (65, 1, "other-history"), "{told:?}");
    here.carry(&FACT.replace("2026-11-20", "2026-11-21"));
    let later = here.pack(&[]);
    assert_eq!(there.told(&later).1[0].0, "other-history", "a longer one too");
    let run = there.verify(&here.0.path("made"), &["--lang", "en"]);
    assert!(run.stdout.contains("cannot be shown to be a pack of this register"), "{}", run.stdout);
}

#[test]
fn another_policy_is_told_of_a_pack_that_was_made_with_it() {
    let office = Office::new();
    let built_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/policy/minato-anshin-net.toml");
    let own = office.0.file("own.toml", &format!("{}\n# ours\n", fs::read_to_string(built_in).unwrap()));
    let policy = ["--policy", own.to_str().unwrap()];
    let files = office.pack(&policy);
    assert_eq!(office.told(&files), fits(), "the history holds it");
    let run = office.verify(&office.0.path("made"), &[]);
    assert!(run.stdout.contains("今適用しているものとは違うファイル"), "{}", run.stdout);
    let run = office.verify(&office.0.path("made"), &policy);
    assert!(!run.stdout.contains("今適用しているものとは違うファイル"), "{}", run.stdout);
}

/// A pack under a layer with things of its own: what its policy added is made again from the layer that the register holds.
#[test]
fn a_pack_under_a_policy_with_additions_fits_and_its_forgery_is_told() {
    let office = Office::new();
    let layer = office.0.file("kamome.toml", include_str!("../data/kamome-care-net.toml"));
    let taken = office.0.open(&["policy", "use", layer.to_str().unwrap(), "--today", "2026-11-22"]);
    assert_eq!(taken.status, Some(0), "{}", taken.stderr);
    assert_eq!(
        office.0.open(&["settings", "set", "idle_lock_minutes", "7", "--today", "2026-11-22"]).status,
        Some(0)
    );
    office.carry(r#"{"command":"facts","on":"2026-11-21","facts":[{"fact":"duty-answered","subject":"staff/S-001","duty":"rules-read","kept":true}]}
{"command":"facts","on":"2026-11-21","facts":[{"fact":"reported-to","incident":"R8-001","to":"city-office"}]}"#);
    let files = office.pack(&[]);
    assert_eq!(office.told(&files), fits());
    let staff = text(&files, "ledgers/staff.csv").to_owned();
    assert!(staff.contains("利用要領の確認"), "{staff}");
    let forged = sealed(with(&files, "ledgers/staff.csv", staff.replacen("はい", "いいえ", 1)));
    assert_ne!(forged["ledgers/staff.csv"], files["ledgers/staff.csv"], "{staff}");
    assert_ne!(office.told(&forged), fits());
    // Under another policy it is still what it was.
    assert_eq!(office.0.open(&["policy", "use", "tsuyama", "--today", "2026-11-23"]).status, Some(0));
    assert_eq!(office.told(&files), fits());
}

#[test]
fn after_an_import_the_recorded_sum_alone_proves_a_pack() {
    let office = Office::new();
    let files = office.pack(&[]);
    let document = office.0.file("register.json", REGISTER);
    let run = office.0.open(&["import", document.to_str().unwrap(), "--replace"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert_eq!(office.told(&files), fits());
    let staff = text(&files, "ledgers/staff.csv").replace("2026-11-20", "2026-11-21");
    let forged = sealed(with(&files, "ledgers/staff.csv", staff));
    assert_eq!(office.told(&forged), one("unproven", ""));
}

/// A zip with an entry for each name, whatever the names are.
fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn unzipped(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let count = archive.len();
    let read = |place| {
        let mut file = archive.by_index(place).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        (String::from_utf8(file.name_raw().to_vec()).unwrap(), bytes)
    };
    (0..count).map(read).collect()
}

#[test]
fn a_zip_plays_no_tricks() {
    let office = Office::new();
    office.make("pack.zip", &[]);
    let whole = fs::read(office.0.path("pack.zip")).unwrap();
    let files = unzipped(&whole);
    let entries: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), &**bytes)).collect();
    let told = |bytes: &[u8]| {
        let path = office.0.path("brought.zip");
        fs::write(&path, bytes).unwrap();
        office.verify(&path, &["--format", "json"])
    };
    // Packed again by another program: the same files, which is told and no fault.
    let run = told(&zipped(&entries));
    assert_eq!((run.status, problems(&run)), (Some(0), Vec::new()), "{run:?}");
    assert!(run.stdout.contains("\"repacked\": true"));
    for name in ["../evil.txt", "/evil.txt", "evidence-20261122/../evil", "C:/evil", "a\\..\\evil"] {
        let run = told(&zipped(&[&entries[..], &[(name, b"x")]].concat()));
        assert!(problems(&run).contains(&("bad-name".to_owned(), name.to_owned())), "{name}: {run:?}");
        assert_eq!(run.status, Some(65));
    }
    // Two entries of one name: patched in behind the library's back.
    let twice = zipped(&[&entries[..], &[("evidence-20261122/README.tx_", b"other")]].concat());
    let twice = replaced(&twice, b"evidence-20261122/README.tx_", b"evidence-20261122/README.txt");
    assert!(problems(&told(&twice)).iter().any(|(kind, _)| kind == "second-entry"));
    // A list that names a file otherwise than its own head does.
    let hidden = zipped(&entries);
    let at = hidden.windows(28).position(|window| window == b"evidence-20261122/README.txt").unwrap();
    let mut hidden = hidden;
    hidden[at..at + 28].copy_from_slice(b"evidence-20261122/README.bak");
    assert!(problems(&told(&hidden)).iter().any(|(kind, _)| kind == "second-entry"));
    // A link.
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in &entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.add_symlink("evidence-20261122/papers/x.pdf", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    let run = told(&zip.finish().unwrap().into_inner());
    assert_eq!(problems(&run), one("link", "evidence-20261122/papers/x.pdf").1);
    // Cut off, no zip, and one that fills the memory.
    for bytes in [&whole[..whole.len() / 2], b"PK", b""] {
        let run = told(bytes);
        assert_eq!((run.status, run.stdout.as_str()), (Some(65), ""), "{}", run.stderr);
        assert!(run.stderr.contains("zipとして読めません"), "{}", run.stderr);
    }
    let zeros = vec![0_u8; 400 << 20];
    let run = told(&zipped(&[("evidence-20261122/README.txt", &zeros)]));
    assert_eq!(run.status, Some(65));
    assert!(run.stderr.contains("大きすぎます"), "{}", run.stderr);
    let damaged =
        replaced(&zipped(&entries), b"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00PK\x05\x06", b"");
    assert!(told(&damaged).status.is_some());
}

fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = bytes;
    while let Some(at) = rest.windows(from.len()).position(|window| window == from) {
        out.extend_from_slice(&rest[..at]);
        out.extend_from_slice(to);
        rest = &rest[at + from.len()..];
    }
    out.extend_from_slice(rest);
    out
}

#[cfg(unix)]
#[test]
fn no_link_of_a_folder_is_followed() {
    let office = Office::new();
    let files = office.pack(&[]);
    let folder = office.0.path("brought");
    write(&folder, &files);
    let own = folder.join("ledgers/staff.csv");
    fs::rename(&own, office.0.path("staff.csv")).unwrap();
    std::os::unix::fs::symlink(office.0.path("staff.csv"), &own).unwrap();
    std::os::unix::fs::symlink("/", folder.join("root")).unwrap();
    let run = office.verify(&folder, &["--format", "json"]);
    assert_eq!(run.status, Some(65));
    let told = problems(&run);
    for problem in [("link", "ledgers/staff.csv"), ("link", "root"), ("missing", "ledgers/staff.csv")] {
        assert!(told.contains(&(problem.0.to_owned(), problem.1.to_owned())), "{problem:?} {told:?}");
    }
}

#[test]
fn a_pack_is_made_and_says_so_where_nothing_can_be_recorded() {
    let office = Office::new();
    let vault = office.0.path("vault");
    // A place that takes no changes; root could write even there.
    let copy = office.0.path("copy");
    fs::create_dir(&copy).unwrap();
    for name in ["register.db", "register.keys"] {
        fs::copy(vault.join(name), copy.join(name)).unwrap();
    }
    let lock = |on: bool| {
        for name in ["register.db", "register.keys", "."] {
            let path = copy.join(name);
            let mut permissions = fs::metadata(&path).unwrap().permissions();
            permissions.set_readonly(on);
            fs::set_permissions(&path, permissions).unwrap();
        }
    };
    lock(true);
    let root = fs::write(copy.join("probe"), "x").is_ok();
    let path = office.0.path("pack.zip");
    let run =
        office.0.open(&["evidence", "--out", path.to_str().unwrap(), "--vault", copy.to_str().unwrap()]);
    lock(false);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert!(path.exists());
    if !root {
        assert!(run.stderr.contains("履歴に記録できませんでした"), "{}", run.stderr);
        let run = office.verify(&path, &[]);
        assert_eq!(run.status, Some(0), "{}", run.stdout);
        assert!(run.stdout.contains("このMANIFESTのSHA-256は履歴にありません"), "{}", run.stdout);
    }
}

#[test]
fn a_reader_leaves_an_entry_too() {
    let office = Office::new();
    let password = office.0.file("reader", "yomu-dake-456\n");
    let file = password.to_str().unwrap();
    let add = ["account", "add", "監査", "--role", "reader", "--new-password-file", file];
    assert_eq!(office.0.open(&add).status, Some(0));
    let path = office.0.path("pack.zip");
    let args = ["--account", "監査", "--password-file", file, "evidence", "--out", path.to_str().unwrap()];
    let run = office.0.run(&args);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    let last = office.0.open(&["--account", "管理者", "history"]).stdout;
    assert!(last.lines().next().unwrap().contains("監査  書き出し"), "{last}");
    let run = office.0.open(&["--account", "管理者", "verify", "--pack", path.to_str().unwrap()]);
    assert_eq!(run.status, Some(0), "{}", run.stdout);
}

#[test]
fn without_a_register_the_manifest_alone_is_looked_at() {
    let office = Office::new();
    let files = office.pack(&[]);
    let stranger = Desk::new();
    let pack = office.0.path("made");
    let run = stranger.open(&["verify", "--pack", pack.to_str().unwrap()]);
    assert_ne!(run.status, Some(0), "nothing is proved");
    assert!(
        run.stdout.contains("作成後に変わっていません") && run.stdout.contains("台帳がないため"),
        "{}",
        run.stdout
    );
    write(&pack, &with(&files, "README.txt", "x"));
    let run = stranger.open(&["verify", "--pack", pack.to_str().unwrap(), "--lang", "en"]);
    assert!(run.stdout.contains("README.txt does not have the SHA-256"), "{}", run.stdout);
    for args in [&["--head", "1-AAAAA"] as &[&str], &["--accept-history"], &["--rebuild-index"]] {
        let run = office.verify(&pack, args);
        assert_eq!(run.status, Some(2), "{}", run.stderr);
    }
    let run = office.verify(Path::new("nowhere"), &[]);
    assert_eq!(run.status, Some(74), "{}", run.stderr);
}
