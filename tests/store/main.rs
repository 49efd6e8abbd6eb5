//! The vault on real encrypted files.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod accidents;
#[path = "../support/arbitrary.rs"]
#[allow(dead_code)]
mod arbitrary;
mod history;
mod random;
mod records;
mod support;
mod unlock;
