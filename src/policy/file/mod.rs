//! The policy file: as it is written, checked, and what it says.

mod came_later;
pub(super) mod citations;
pub(super) mod error;
pub(super) mod law;
pub(super) mod parse;
pub(super) mod rulebook;
pub(super) mod settings;
pub(super) mod texts;
pub(super) mod written;
