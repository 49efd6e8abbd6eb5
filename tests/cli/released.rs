//! What released versions made stays good: it opens, verifies, changes, comes back and goes out. See `tests/released`.

use std::{
    fs,
    io::Read as _,
    path::{Path, PathBuf},
};

use mcs_register::{
    policy::Rule,
    register::{Register, document},
    store::{Places, RecoveryKey, Vault},
};
use sha2::{Digest as _, Sha256};

use crate::run::{Desk, Outcome};

/// A copy of what a version made, on a desk of its own.
struct Released {
    desk: Desk,
    version: PathBuf,
}

impl Released {
    fn copies() -> Vec<Self> {
        let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/released");
        let versions: Vec<Self> = fs::read_dir(all)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.is_dir())
            .map(|version| {
                let desk = Desk::new();
                copy(&version, &desk.path("released"));
                Self { desk, version }
            })
            .collect();
        assert!(!versions.is_empty());
        versions
    }

    fn path(&self, name: &str) -> PathBuf {
        self.desk.path("released").join(name)
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.version.join(name)).unwrap()
    }

    /// A command on a vault of the copy, by the first account's password.
    fn run(&self, vault: &str, args: &[&str]) -> Outcome {
        self.as_account("港 花子", "password", vault, args)
    }

    fn as_account(&self, account: &str, password: &str, vault: &str, args: &[&str]) -> Outcome {
        let (vault, password) = (self.path(vault), self.path(password));
        let (vault, password) = (vault.to_str().unwrap(), password.to_str().unwrap());
        let whose = ["--vault", vault, "--password-file", password, "--account", account];
        self.desk.run(&[args, &whose, &["--today", "2026-11-22"]].concat())
    }

    /// What a vault exports, and that it does.
    fn document(&self, vault: &str) -> String {
        let run = self.run(vault, &["export", "--format", "json"]);
        assert_eq!(run.status, Some(0), "{}", run.stderr);
        run.stdout
    }

    fn backup(&self) -> String {
        let name = fs::read_dir(self.path("backups")).unwrap().next().unwrap().unwrap().file_name();
        format!("backups/{}", name.to_str().unwrap())
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (from, to) = (entry.as_ref().unwrap().path(), to.join(entry.unwrap().file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(&from, &to).unwrap();
        }
    }
}

fn register(json: &str) -> Register {
    let flags = |rule: &str| Rule::from_name(rule).map(Rule::waivable);
    document::decode(json.as_bytes(), &flags).unwrap()
}

#[test]
fn a_vault_opens_by_every_key_and_verifies_to_the_head_on_its_papers() {
    for released in Released::copies() {
        let head = released.text("head.txt");
        let run = released.run("vault", &["verify", "--head", head.trim()]);
        assert_eq!(run.status, Some(0), "{}{}", run.stdout, run.stderr);
        let run = released.as_account("髙橋 𠮷郎", "second-password", "vault", &["head"]);
        assert_eq!((run.status, run.stdout.trim()), (Some(0), head.trim()), "{}", run.stderr);
        assert_eq!(register(&released.document("vault")), register(&released.text("document.json")));
        let places = Places::in_dir(released.path("vault"));
        let key = RecoveryKey::parse(&released.text("recovery-key")).unwrap();
        Vault::unlock_with_recovery(&places, &key).unwrap().lock().unwrap();
    }
}

#[test]
fn a_vault_keeps_the_policy_that_was_built_in_until_somebody_takes_another() {
    for released in Released::copies() {
        let run = released.run("vault", &["policy", "show", "--format", "json"]);
        assert_eq!(run.status, Some(0), "{}", run.stderr);
        let shown: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!(
            (shown["id"].as_str(), &shown["since"]),
            (Some("minato-anshin-net"), &serde_json::Value::Null)
        );
        assert!(!released.document("vault").contains("\"policy\""));
        let own = released.desk.file("own.toml", "base = \"minato-anshin-net\"\nid = \"own\"\n");
        for args in [&["policy", "use", own.to_str().unwrap()][..], &["verify"]] {
            let run = released.run("vault", args);
            assert_eq!(run.status, Some(0), "{}{}", run.stdout, run.stderr);
        }
        assert!(released.document("vault").contains("\"policy\""));
    }
}

#[test]
fn a_vault_is_changed_and_verifies_afterwards() {
    for released in Released::copies() {
        let lines = released.desk.file("lines.jsonl", concat!(
            r#"{"command":"set","subject":"staff/S-010","fields":{"memo":"別の版から"}}"#, "\n",
            r#"{"command":"facts","on":"2026-11-22","facts":[{"fact":"take-out-returned","take_out":"T-010"}]}"#, "\n",
            r#"{"command":"facts","on":"2026-11-22","facts":[{"fact":"report-sent","incident":"R8-010","number":1}]}"#, "\n",
        ));
        let run = released.run("vault", &["apply", lines.to_str().unwrap()]);
        assert_eq!((run.status, run.stdout.lines().count()), (Some(0), 3), "{}{}", run.stdout, run.stderr);
        assert!(released.document("vault").contains("別の版から"));
        for head in [&[][..], &["--head", released.text("head.txt").trim()]] {
            let run = released.run("vault", &[&["verify"], head].concat());
            assert_eq!(run.status, Some(0), "{}{}", run.stdout, run.stderr);
        }
        assert_eq!(
            released.run("vault", &["backup", "--to", released.path("new").to_str().unwrap()]).status,
            Some(0)
        );
    }
}

#[test]
fn a_backup_opens_and_comes_back() {
    for released in Released::copies() {
        let backup = released.backup();
        let whole = register(&released.text("document.json"));
        assert_eq!(register(&released.document(&backup)), whole);
        let from = released.path(&backup);
        let run = released.run("back", &["restore", from.to_str().unwrap()]);
        assert_eq!(run.status, Some(0), "{}", run.stderr);
        assert_eq!(register(&released.document("back")), whole);
        assert_eq!(released.run("back", &["verify"]).status, Some(0));
    }
}

#[test]
fn a_document_is_taken_in_and_goes_out_as_it_came() {
    for released in Released::copies() {
        let office = ["init", "--office", "別の事業所", "--account", "港 花子"];
        let (vault, password) = (released.path("other"), released.path("password"));
        let whose = ["--vault", vault.to_str().unwrap(), "--password-file", password.to_str().unwrap()];
        assert_eq!(released.desk.run(&[&office[..], &whose].concat()).status, Some(0));
        let document = released.path("document.json");
        let run = released.run("other", &["import", document.to_str().unwrap()]);
        assert_eq!(run.status, Some(0), "{}", run.stderr);
        assert_eq!(register(&released.document("other")), register(&released.text("document.json")));
    }
}

#[test]
fn an_evidence_pack_fits_its_manifest_and_its_vault() {
    for released in Released::copies() {
        let file = fs::File::open(released.path("evidence.zip")).unwrap();
        let mut pack = zip::ZipArchive::new(file).unwrap();
        let mut files = Vec::new();
        for place in 0..pack.len() {
            let mut entry = pack.by_index(place).unwrap();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            files.push((entry.name().unwrap().split_once('/').unwrap().1.to_owned(), bytes));
        }
        let of = |name: &str| &files.iter().find(|(file, _)| file == name).unwrap().1;
        let manifest = String::from_utf8(of("MANIFEST").clone()).unwrap();
        let mut listed = 0;
        for line in manifest.lines().filter(|line| !line.starts_with('#')) {
            let (sum, name) = line.split_once("  ").unwrap();
            let byte = |two: &[u8]| u8::from_str_radix(str::from_utf8(two).unwrap(), 16).unwrap();
            let sum: Vec<u8> = sum.as_bytes().chunks(2).map(byte).collect();
            assert_eq!(Sha256::digest(of(name)).as_slice(), sum, "{name}");
            listed += 1;
        }
        assert_eq!(listed, files.len() - 1);
        // The head code that the pack prints is one of the vault's history.
        let readme = String::from_utf8(of("README.txt").clone()).unwrap();
        assert!(readme.contains(released.text("head.txt").trim()), "{readme}");
    }
}

/// Before it was recorded that a pack is made: its history is the vault's, and what this version makes otherwise is not proved.
#[test]
fn an_evidence_pack_of_an_earlier_form_contradicts_nothing_and_says_what_is_not_proved() {
    for released in Released::copies() {
        let pack = released.path("evidence.zip");
        let run = released.run("vault", &["verify", "--pack", pack.to_str().unwrap(), "--format", "json"]);
        assert_eq!(run.status, Some(65), "{}", run.stderr);
        let said: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        let problems = said["problems"].as_array().unwrap();
        let kinds: Vec<&str> = problems.iter().filter_map(|problem| problem["kind"].as_str()).collect();
        assert!(kinds.contains(&"unproven"), "{run:?}");
        assert!(kinds.iter().all(|kind| matches!(*kind, "unproven" | "other-policy")), "{run:?}");
    }
}

#[test]
fn a_kept_report_stays_word_for_word_and_goes_into_todays_pack() {
    let words = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    for released in Released::copies() {
        let run = released.run("vault", &["report", "R8-010-1", "--format", "txt"]);
        assert_eq!(run.status, Some(0), "{}", run.stderr);
        assert_eq!(words(&run.stdout), words(&released.text("R8-010-1.txt")));
        let pack = released.desk.path("pack");
        let run = released.run("vault", &["evidence", "--out", pack.to_str().unwrap()]);
        assert_eq!(run.status, Some(0), "{}", run.stderr);
        assert!(pack.join("papers/incident-R8-010-1.pdf").is_file());
    }
}
