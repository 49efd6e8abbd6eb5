//! A vault of its own for each accident, and the binary that works on it.

use std::{
    collections::BTreeMap,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use mcs_register::{
    register::{RecordKind, Register, document},
    store::{Cost, Entry, IMPORT, NewVault, Places, Secret, StoreError, Vault},
};
use tempfile::TempDir;

pub const PASSWORD: &str = "himitsu-no-123";
pub const NOW: &str = "2025-11-22T09:00:00+09:00";
const BINARY: &str = env!("CARGO_BIN_EXE_mcs-register");

pub const REGISTER: &str = r#"{
  "format": "mcs-register/1",
  "office": {"name": "みなと訪問看護", "manager": "S-001"},
  "staff": [{"id": "S-001", "name": "港 花子"}, {"id": "S-002", "name": "築港 次郎"}, {"id": "S-003"}],
  "partners": [{"id": "P-001"}],
  "devices": [{"id": "D-001", "holder": "S-001"}, {"id": "D-002"}, {"id": "D-003"}],
  "groups": [{"id": "G-001", "kind": "patient", "memberships": [{"id": "M-001", "person": "S-001"}]}],
  "incidents": [{"id": "R8-001", "kind": "device-loss", "reporter": "S-001", "summary": "端末を紛失"}]
}"#;

/// Reads a document; its waivers may name any rule.
pub fn register(text: &str) -> Register {
    let flags = |_: &str| Some(&[RecordKind::Staff, RecordKind::Office, RecordKind::Membership][..]);
    document::decode(text.as_bytes(), &flags).unwrap()
}

/// A directory with a vault in it and the file of its password.
pub struct Office {
    dir: TempDir,
    pub places: Places,
}

impl Office {
    /// A vault that holds [`REGISTER`], locked: a history of two entries.
    pub fn new() -> Self {
        Self::with(&register(REGISTER))
    }

    pub fn with(register: &Register) -> Self {
        Self::at(tempfile::tempdir().unwrap(), register)
    }

    /// In a directory that is there already.
    pub fn at(dir: TempDir, register: &Register) -> Self {
        let office = Self::without_vault(dir);
        let password = secret();
        let new = NewVault {
            office_name: "みなと訪問看護",
            account: "管理者",
            password: &password,
            cost: Cost::THROWAWAY,
            now: NOW,
        };
        let (mut vault, _) = Vault::create(&office.places, &new).unwrap();
        vault.replace_all(register, &Entry::new(IMPORT, NOW)).unwrap();
        vault.lock().unwrap();
        office
    }

    fn without_vault(dir: TempDir) -> Self {
        fs::write(dir.path().join("password"), PASSWORD).unwrap();
        let places = Places::in_dir(dir.path().join("vault"));
        Self { dir, places }
    }

    /// A copy of the files as they lie there, as a machine that stopped would leave them. The index of the
    /// write-ahead log is memory and not copied.
    pub fn copy(&self) -> Self {
        let copy = Self::without_vault(tempfile::tempdir().unwrap());
        fs::create_dir(&copy.places.dir).unwrap();
        for (name, bytes) in self.files() {
            if name != "register.db-shm" {
                fs::write(copy.places.dir.join(name), bytes).unwrap();
            }
        }
        copy
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn vault_file(&self, name: &str) -> PathBuf {
        self.places.dir.join(name)
    }

    /// Every file of the vault with what is in it; a directory in place of a file has nothing in it.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
        fs::read_dir(&self.places.dir)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .map(|path| (name(&path), fs::read(&path).unwrap_or_default()))
            .collect()
    }

    pub fn unlock(&self) -> Result<Vault, StoreError> {
        Vault::unlock(&self.places, &secret())
    }

    /// The binary with this vault and its password, apart from the user's own environment.
    pub fn command(&self, args: &[&str]) -> Command {
        self.wrapped(&[], args)
    }

    /// The same, started by another program.
    pub fn wrapped(&self, by: &[&str], args: &[&str]) -> Command {
        let line: Vec<&str> = by.iter().copied().chain([BINARY]).chain(args.iter().copied()).collect();
        let mut command = Command::new(line[0]);
        command
            .args(&line[1..])
            .current_dir(self.dir.path())
            .env("HOME", self.dir.path())
            .env("XDG_DATA_HOME", self.path("data"))
            .env("MCS_REGISTER_VAULT", &self.places.dir)
            .env("MCS_REGISTER_PASSWORD_FILE", self.path("password"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// `apply -`, to be fed.
    pub fn apply(&self) -> Child {
        self.command(&["apply", "-", "--today", "2026-11-22", "--lang", "en"])
            .stdin(Stdio::piped())
            .spawn()
            .unwrap()
    }

    pub fn run(&self, args: &[&str]) -> Outcome {
        Outcome::of(self.command(args).output().unwrap())
    }

    /// `apply` of some lines in a file.
    pub fn apply_file(&self, lines: &[String]) -> PathBuf {
        let path = self.path("commands.jsonl");
        let mut file = fs::File::create(&path).unwrap();
        for line in lines {
            writeln!(file, "{line}").unwrap();
        }
        path
    }
}

pub fn secret() -> Secret {
    Secret::new(PASSWORD.to_owned())
}

/// What a run gave.
#[derive(Debug)]
pub struct Outcome {
    pub status: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Outcome {
    pub fn of(output: std::process::Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self { status: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    /// How many commands were acknowledged. An answer cut off by a kill was not given.
    pub fn acknowledged(&self) -> usize {
        self.stdout
            .split_inclusive('\n')
            .filter(|line| line.starts_with("ok ") && line.ends_with('\n'))
            .count()
    }

    /// One sentence, or a few, in one line: no panic, no raw text of a library alone.
    pub fn assert_says_something(&self, about: &str) {
        assert!(!self.stderr.contains("panicked"), "{about}: {}", self.stderr);
        let line = self.stderr.lines().last().unwrap_or_default();
        assert!(line.starts_with("mcs-register: "), "{about}: {self:?}");
        assert!(line.ends_with("ください。") || line.ends_with('.'), "{about}: {line}");
    }
}
