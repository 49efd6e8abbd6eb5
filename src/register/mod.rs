//! The records of one office, and the only way in which they change. Pure: no input or output, no clock.

pub mod change;
pub mod command;
pub mod contradictions;
pub mod date;
pub mod document;
pub mod gaps;
pub mod gone;
pub mod hidden;
pub mod holidays;
pub mod id;
pub mod incident_number;
pub mod kana;
pub mod kinds;
pub mod kinsoku;
pub mod labels;
pub mod lang;
pub mod numbering;
pub mod records;
pub mod rename;
mod reports;
pub mod review;
pub mod romaji;
pub mod shift;
pub mod slots;
pub mod subject;
pub mod table;
pub mod take_outs;
pub mod undo;
pub mod wareki;
pub mod words;

pub(crate) mod fields;
mod holdings;
mod members_on;
mod names;

pub use change::{Change, RecordChange};
pub use command::{Answers, Asks, Command, Fact, Refusal};
pub use date::{Date, Time};
pub use document::{Difference, difference};
pub use gone::Gone;
pub use holdings::{Conflict, Person, Register};
pub use kinds::{Key, Parts, Record, RecordKind};
pub use lang::Lang;
pub use members_on::{MemberOn, members_on};
pub use rename::Rename;
pub use review::ReviewStep;
