//! What comes in: the register document as a file, and the tables that an office keeps.

pub mod columns;
pub mod json;
mod mapping;
pub mod matching;
pub mod question;
pub mod signature;
pub mod simulation;
pub mod table;
pub mod values;

pub use json::{ReadError, read_register};
pub use mapping::{Mapping, MappingFault, SheetMapping};
pub use simulation::{Settings, Simulation, Watch, layouts, simulate, simulate_partly};
