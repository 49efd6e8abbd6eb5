//! What the policy and the law ask of an incident.

pub mod affected;
pub mod clocks;
pub mod first_response;
pub mod reportability;
