//! What comes in: the register document as a file, and the tables that an office keeps.

pub mod json;
pub mod table;

pub use json::{ReadError, read_register};
