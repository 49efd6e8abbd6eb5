//! What several features do with the register: open its records, ask, and bring a change on its way.

pub mod asking;
pub mod candidates;
mod closing;
pub mod commit;
pub mod facts;
pub mod marks;
mod offer;
pub mod open;
pub mod reasons;
pub mod removing;
mod reports;
pub mod settle;
pub mod survey;
pub mod take_outs;
pub mod undo;
