//! The register of one office's MCS administrator (MCS管理台帳).
//!
//! Modules import downwards only, in this order: `cli`, `tui`, `documents`, `exchange`, `store`, `policy`,
//! `register`; `input_file` is below all that read what somebody names. `ARCHITECTURE.md` says why; `tests/architecture.rs` keeps it so.

pub mod cli;
pub mod documents;
pub mod exchange;
pub mod input_file;
pub mod policy;
pub mod register;
pub mod store;
pub mod tui;
