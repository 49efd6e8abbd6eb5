//! The vault on real encrypted files.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod accidents;
mod accounts;
#[path = "../support/arbitrary/mod.rs"]
#[allow(dead_code)]
mod arbitrary;
mod backups;
mod beginning;
mod doubts;
mod drafts;
mod forgeries;
mod fuzz;
mod guesses;
mod history;
mod imports;
mod kills;
#[cfg(target_os = "linux")]
mod memory;
mod moments;
mod numbers;
#[cfg(unix)]
mod places;
mod queries;
mod random;
mod records;
mod renames;
mod restore;
mod shelf;
mod stopping;
mod support;
mod unlock;
mod verify;
