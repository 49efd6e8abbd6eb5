//! What comes in: the register document as a file.

pub mod json;

pub use json::{ReadError, read_register};
