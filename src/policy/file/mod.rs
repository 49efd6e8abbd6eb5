//! The policy file: as it is written, checked, and what it says.

pub(super) mod additions;
mod came_later;
mod checks;
pub(super) mod chosen;
pub(super) mod citable;
pub(super) mod citations;
pub(super) mod edition;
pub(super) mod error;
pub(super) mod forms;
pub(super) mod kept;
pub(super) mod law;
mod layer;
pub(super) mod lists;
pub(super) mod office_settings;
pub(super) mod parse;
pub(super) mod rulebook;
pub(super) mod settings;
pub(super) mod shipped;
pub(super) mod texts;
pub(super) mod written;
