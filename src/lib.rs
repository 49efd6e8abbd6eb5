//! The register of one office's MCS administrator (MCS管理台帳).
//!
//! Modules import downwards only, in this order: `cli`, `tui`, `documents`, `exchange`, `store`, `policy`,
//! `register`. `ARCHITECTURE.md` says why; `tests/architecture.rs` keeps it so.

pub mod cli;
pub mod documents;
pub mod exchange;
pub mod policy;
pub mod register;
pub mod store;
pub mod tui;
