//! Papers, ledgers and the evidence pack, as they come out of the library.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop where it stands")]

mod counts;
mod exports;
mod incidents;
mod papers;
mod policy_forms;
mod receivers;
mod report;

#[path = "../support/mod.rs"]
mod support;
