//! The policy file and the judge: `(register, policy, today) -> findings`. Pure: no input or output, no clock.

mod explain;
mod file;
mod incident;
mod judge;
mod rule;
mod work;

pub use crate::register::hidden::visible;
pub use explain::{
    Explanation,
    explained::remedy,
    output::{escape_hidden, findings_to_json, findings_to_text},
    remedy::Remedy,
};
pub use file::{
    additions::{AddedAddressee, AddedDuty, Additions, Declaration, DutyShape},
    chosen::Chosen,
    citable::{OFFICE_CHOICE, citable, not_citable},
    citations::article_short,
    edition::SetOtherwise,
    error::{PolicyError, PolicyFault},
    forms::PolicyForm,
    kept::NewerEdition,
    office_settings::{AS_SHIPPED, OfficeField, OfficeSetting, SettingFault},
    rulebook::{ControlInfo, Policy},
    settings::{BackupRules, Basis, Level},
    written::{ResponseStep, Text},
};
pub use incident::{affected, clocks, first_response, reportability};
pub use judge::{
    finding::{Counts, Finding, Urgency, of_urgency},
    judge, period, waivers,
};
pub use rule::{Rule, parameter::Parameter};
/// More than the text of a policy file has, in bytes.
pub const POLICY_BYTES: u64 = 1 << 20;

pub use work::{
    calendar, course, difference, doubts, leaving, overview, proposal, removals, round, simulation, standing,
};
