//! What lies over a list: the trait of all layers and their stack, and those that many topics use.

pub mod about;
pub mod accounts;
pub mod asked;
pub mod confirm;
mod layer;
pub mod page;
pub mod picker;
mod prompt;
pub mod reading;
pub mod sheet;
mod stack;

pub use confirm::{Answers, Confirm};
pub use layer::{Layer, Now, Says, Scene, Then, Typed, a_page};
pub use prompt::{Done, Prompt, Purpose, Taken, on_day, recorded};
pub use stack::Layers;
