//! The policy file: as it is written, checked, and what it says.

pub(super) mod error;
mod parse;
pub(super) mod rulebook;
pub(super) mod settings;
pub(super) mod written;
