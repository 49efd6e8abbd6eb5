//! Accidents on purpose, with the built binary on real encrypted files: killed, out of space, flipped, cut, replaced. Each
//! ends in what was committed and nothing else, or in a sentence that says what is safe and what to do.
//!
//! Unlocking costs nothing here: the vaults are made by the library with [`mcs_register::store::Cost::THROWAWAY`].

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bytes;
mod files;
mod full;
mod kills;
mod leaving;
mod model;
mod office;
mod points;
mod writers;
