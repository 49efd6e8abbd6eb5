//! Runs the binary apart from the real user's register, and makes vaults that open quickly.

use std::{
    ffi::OsStr,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use mcs_register::{
    register::{document, hidden::is_hidden},
    store::{Answered, Cost, Entry, IMPORT, NewVault, Places, Secret, Vault},
};
use tempfile::TempDir;

pub const PASSWORD: &str = "himitsu-no-123";

/// What a run gave.
#[derive(Debug)]
pub struct Outcome {
    pub status: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Outcome {
    /// No output may steer a terminal.
    pub fn assert_no_raw_controls(&self) {
        for text in [&self.stdout, &self.stderr] {
            let hidden = |c: char| c != '\n' && is_hidden(c);
            assert!(!text.contains(hidden), "{text:?}");
        }
    }
}

/// A folder to work in; nothing outside it is read or written.
pub struct Desk(TempDir);

impl Desk {
    pub fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        fs::create_dir(desk.path("tmp")).unwrap();
        desk.file("password", &format!("{PASSWORD}\n"));
        desk
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, text).unwrap();
        path
    }

    /// A vault that holds a register and costs nothing to open.
    pub fn with_vault(register: &str) -> Self {
        Self::with_recovery_key(register).0
    }

    /// The same, with the recovery key as it is printed.
    pub fn with_recovery_key(register: &str) -> (Self, String) {
        let made = Self::of_before(register);
        let desk = &made.0;
        let places = Places::in_dir(desk.path("vault"));
        let mut vault = Vault::unlock(&places, &Secret::new(PASSWORD.to_owned())).unwrap();
        // What a vault asks for once is asked where a test is about it.
        for what in [Answered::Beginning, Answered::FirstSteps] {
            vault.remember_answered(what).unwrap();
        }
        vault.lock().unwrap();
        made
    }

    /// A vault of before it was asked from when the register is kept.
    pub fn of_before(register: &str) -> (Self, String) {
        let desk = Self::new();
        let now = "2026-11-22T09:00:00+09:00";
        let new = NewVault {
            office_name: "みなと訪問看護",
            account: "管理者",
            password: &Secret::new(PASSWORD.to_owned()),
            cost: Cost::THROWAWAY,
            now,
        };
        let (mut vault, key) = Vault::create(&Places::in_dir(desk.path("vault")), &new).unwrap();
        let register = document::decode(register.as_bytes(), &|_| None).unwrap();
        vault.replace_all(&register, &Entry::new(IMPORT, now)).unwrap();
        vault.lock().unwrap();
        (desk, key.to_string())
    }

    /// The binary with the vault of this desk and no other environment of its own.
    pub fn command<S: AsRef<OsStr>>(&self, args: &[S]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mcs-register"));
        command
            .args(args)
            .current_dir(self.0.path())
            .env("HOME", self.0.path())
            .env("XDG_DATA_HOME", self.path("data"))
            .env("TMPDIR", self.path("tmp"))
            .env("MCS_REGISTER_VAULT", self.path("vault"))
            // Nothing is asked of a terminal that does not answer.
            .env("MCS_REGISTER_LINES", "box")
            .env("MCS_REGISTER_THEME", "dark")
            .env_remove("MCS_REGISTER_PASSWORD_FILE")
            .stdin(Stdio::null());
        command
    }

    pub fn run<S: AsRef<OsStr>>(&self, args: &[S]) -> Outcome {
        finish(&mut self.command(args))
    }

    /// With the right password.
    pub fn open(&self, args: &[&str]) -> Outcome {
        finish(self.command(args).env("MCS_REGISTER_PASSWORD_FILE", self.path("password")))
    }

    /// With something on standard input.
    pub fn feed(&self, args: &[&str], input: &str) -> Outcome {
        let mut command = self.command(args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        outcome(child.wait_with_output().unwrap())
    }
}

pub fn finish(command: &mut Command) -> Outcome {
    outcome(command.output().unwrap())
}

pub fn outcome(output: std::process::Output) -> Outcome {
    Outcome {
        status: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

pub fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

/// The files of a folder with one ending, in order.
pub fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_string_lossy().ends_with(ending))
        .collect();
    files.sort();
    files
}
