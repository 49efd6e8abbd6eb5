//! The policy file and the judge: `(register, policy, today) -> findings`. Pure: no input or output, no clock.

pub mod finding;

pub use finding::{Basis, Counts, Finding, Level, Rule, Urgency};
