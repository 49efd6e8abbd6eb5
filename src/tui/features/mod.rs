//! What the program does, a folder a feature: its state, its keys with their handlers, its layers and how they are drawn.
//! None knows another.

pub(super) mod beginning;
pub(super) mod bulk;
pub(super) mod calendar;
pub(super) mod door;
pub(super) mod ending;
pub mod history;
pub(super) mod import;
pub(super) mod incident;
pub(super) mod joining;
pub(super) mod overview;
pub(super) mod papers;
pub(super) mod people;
pub mod review;
pub(super) mod settings;
pub(super) mod undo;
pub mod vault;
pub(super) mod waiving;
