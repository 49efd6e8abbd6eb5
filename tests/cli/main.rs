//! The built binary, run as a script or a person runs it.

#![allow(clippy::unwrap_used, clippy::panic)] // what cannot be run fails the test

mod accounts;
mod additions;
mod another_policy;
mod apply;
mod arguments;
mod backup;
#[cfg(unix)]
mod beginning;
#[path = "../support/built_in_policy.rs"]
mod built_in_policy;
mod cares;
mod documents;
mod exports;
mod guesses;
mod history;
mod ids;
mod leaving;
mod ledgers;
#[cfg(target_os = "linux")]
mod memory;
mod packs;
mod papers;
mod pasting;
mod policy;
#[cfg(unix)]
mod probe;
mod released;
#[cfg(unix)]
mod restoring;
mod run;
#[cfg(unix)]
mod screen;
#[cfg(unix)]
mod server;
#[cfg(unix)]
mod stopping;
#[cfg(unix)]
mod two_sessions;
mod vault;
mod version;
