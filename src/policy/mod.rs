//! The policy file and the judge: `(register, policy, today) -> findings`. Pure: no input or output, no clock.

mod explain;
mod file;
mod incident;
mod judge;
mod work;

pub use crate::register::hidden::visible;
pub use explain::{
    Explanation,
    output::{escape_hidden, findings_to_json, findings_to_text},
    remedy::{Remedy, remedy},
};
pub use file::{
    error::{PolicyError, PolicyFault},
    rulebook::{ControlInfo, Policy},
    settings::{BackupRules, Parameter},
    written::{ResponseStep, Text},
};
pub use incident::{affected, clocks, first_response, reportability};
pub use judge::{
    finding::{Basis, Counts, Finding, Level, Rule, Urgency},
    judge, period, waivers,
};
pub use work::{calendar, course, leaving, proposal, removals, round};
