//! The screen: a function of the state. So far the layer below it: widths, keys, text fields, the terminal.

pub mod backend;
pub mod input;
pub mod screen_text;
pub mod svg;
pub mod terminal;
pub mod theme;
pub mod widgets;
pub mod width;
