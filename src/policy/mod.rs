//! The policy file and the judge: `(register, policy, today) -> findings`. Pure: no input or output, no clock.

pub mod affected;
pub mod calendar;
pub mod clocks;
pub mod course;
mod error;
mod explain;
mod facts;
mod file;
pub mod finding;
pub mod first_response;
mod judge;
pub mod leaving;
mod output;
mod parse;
pub mod period;
pub mod proposal;
mod remedy;
pub mod removals;
pub mod reportability;
pub mod round;
mod rulebook;
mod rules;
mod settings;
pub mod waivers;
mod wording;

pub use error::{PolicyError, PolicyFault};
pub use explain::Explanation;
pub use file::{ResponseStep, Text};
pub use finding::{Basis, Counts, Finding, Level, Rule, Urgency};
pub use judge::judge;
pub use output::{escape_hidden, findings_to_json, findings_to_text};
pub use remedy::{Remedy, remedy};
pub use rulebook::{ControlInfo, Policy};
pub use settings::{BackupRules, Parameter};
pub use wording::visible;
