//! What lies over a list and is used by many features, with the keys that they share.

pub(super) mod answers;
pub(super) mod asked;
mod beginning;
pub mod confirm;
pub mod ending;
pub(super) mod many;
pub(super) mod moving;
mod of_backup;
pub(super) mod pages;
pub mod picker;
mod prompt;
pub(super) mod rows;
pub mod sheet;
mod sheet_accept;
mod sheet_view;
pub mod survey;

pub use confirm::{Answers, Confirm};
pub use prompt::{Done, Prompt, Purpose, Taken, on_day, recorded};
