//! The records of one office, and the only way in which they change. Pure: no input or output, no clock.

pub mod change;
pub mod date;
pub mod id;
pub mod lang;
pub mod records;
pub mod subject;
pub mod table;
pub mod words;

mod holdings;

pub use change::{Change, Key, Record, RecordChange};
pub use date::{Date, Time};
pub use holdings::{Conflict, Parts, Person, Register};
pub use lang::Lang;
