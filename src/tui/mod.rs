//! The screen: a function of the state. `update` changes the state and asks for effects, `view` draws it, and
//! `runtime` stands between them and the world.

mod allowed;
pub mod app;
pub mod backend;
pub mod care;
mod cases;
pub mod desk;
pub mod door;
pub mod exports;
pub mod forms;
pub mod gate;
pub mod history;
pub mod input;
pub mod keep;
pub mod keymap;
pub mod keys;
pub mod layers;
pub mod list;
mod message;
pub mod papers;
pub mod review;
pub mod routine;
pub mod runtime;
#[cfg(test)]
#[path = "../../tests/support/screen_text.rs"]
mod screen_text;
pub mod screens;
pub mod terminal;
pub mod text;
pub mod theme;
pub mod tone;
mod update;
mod vault_side;
mod view;
pub mod widgets;
pub mod width;
pub mod work;

pub use runtime::{Clock, RunError, Start, run};
pub use update::update;
pub use view::view;
