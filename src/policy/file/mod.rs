//! The policy file: as it is written, checked, and what it says.

mod came_later;
pub(super) mod chosen;
pub(super) mod citable;
pub(super) mod citations;
pub(super) mod error;
pub(super) mod kept;
pub(super) mod law;
mod layer;
pub(super) mod office_settings;
pub(super) mod parse;
pub(super) mod rulebook;
pub(super) mod settings;
pub(super) mod shipped;
pub(super) mod texts;
pub(super) mod written;
