//! The screen: a function of the state. `update` changes the state and asks for effects, `view` draws it, and
//! `runtime` stands between them and the world.

pub mod app;
pub mod desk;
pub mod features;
pub mod forms;
pub mod keys;
pub mod layers;
pub mod lists;
mod recording;
pub mod runtime;
#[cfg(test)]
#[path = "../../tests/support/screen_text.rs"]
mod screen_text;
pub mod shell;
pub mod terminal;
pub mod widgets;
pub mod words;

#[cfg(test)]
use terminal::buffer;

pub use runtime::{Clock, Handover, RunError, Start, run};
pub use shell::{update, view::view};
pub use terminal::give_back;
