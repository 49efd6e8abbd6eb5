//! Why a command did not do what it was asked, with its exit status.

use std::path::Path;

use crate::{
    documents::EvidenceError,
    policy::{Policy, PolicyError},
    register::{
        Lang,
        exit_status::{DATA, FILE, LOCKED, STOPPED, USAGE},
    },
    store::StoreError,
    tui::{RunError, words::Word},
};

/// A message for the reader, in one line, and the exit status that goes with it.
#[derive(Debug)]
pub(super) struct Failure {
    /// The exit status.
    pub status: u8,
    /// What happened, what it means for the data, what to do next.
    pub message: String,
}

impl Failure {
    /// What it is called: what somebody stopped on purpose is no error.
    pub fn kind(&self) -> Word {
        if self.status == STOPPED { Word::CliNotice } else { Word::CliError }
    }

    /// Somebody stopped it.
    pub fn stopped(lang: Lang) -> Self {
        Self::store(&StoreError::Stopped, lang)
    }

    /// The command was used wrongly.
    pub fn usage(message: impl Into<String>) -> Self {
        Self { status: USAGE, message: message.into() }
    }

    /// What was read is not as it should be.
    pub fn data(message: impl Into<String>) -> Self {
        Self { status: DATA, message: message.into() }
    }

    /// A file could not be read or written.
    pub fn file(message: impl Into<String>) -> Self {
        Self { status: FILE, message: message.into() }
    }

    /// The register stays locked.
    pub fn locked(message: impl Into<String>) -> Self {
        Self { status: LOCKED, message: message.into() }
    }

    /// What the vault says.
    pub fn store(error: &StoreError, lang: Lang) -> Self {
        Self { status: error.exit_status(), message: error.message(lang) }
    }

    /// What went wrong with the vault, with what the policy is cited for.
    pub fn store_citing(error: &StoreError, policy: &Policy, lang: Lang) -> Self {
        Self { status: error.exit_status(), message: error.message_citing(policy, lang) }
    }

    /// Why an evidence pack is not made for a place.
    pub fn pack(error: &EvidenceError, place: &Path, lang: Lang) -> Self {
        match error {
            EvidenceError::Stopped(_) => Self::stopped(lang),
            EvidenceError::Zip(_) => {
                let shown = place.display().to_string();
                Self::file(Word::CliNotWritten.fill(lang, &[&shown, &error.message(lang)]))
            }
            _ => Self::data(error.message(lang)),
        }
    }

    /// What is wrong with a policy file.
    pub fn policy(error: &PolicyError, lang: Lang) -> Self {
        Self::data(error.message(lang))
    }

    /// Why the screen ended.
    pub fn screen(error: &RunError, lang: Lang) -> Self {
        match error {
            RunError::Terminal(error) => Self::file(Word::CliTerminal.fill(lang, &[&error.to_string()])),
            RunError::Store(error) => Self::store(error, lang),
        }
    }
}
