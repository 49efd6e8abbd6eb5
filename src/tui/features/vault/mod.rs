//! The vault itself: its accounts, what there is to say about it, backups and the recovery key.

pub mod about;
pub mod accounts;
pub mod backups;
pub(crate) mod keys;
pub(crate) mod restoring;
pub mod view;
