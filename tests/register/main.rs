//! Records, commands, documents and rules, as the library gives them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop where it stands")]

mod additions;
mod citations;
mod commands;
mod demo;
mod documents;
mod duties;
mod fuzz;
mod ids;
mod ledgers;
mod overview;
mod remedies;
mod rules;
mod simulations;
mod slips;
mod tables;

#[path = "../support/built_in_policy.rs"]
mod built_in_policy;
#[path = "../support/mod.rs"]
mod support;
