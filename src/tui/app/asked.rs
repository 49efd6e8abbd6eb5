//! What is asked of the history, and what it answers.

use crate::{register::subject::Subject, store::HistoryEntry};

/// Which entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// All of them.
    Whole,
    /// Those on one subject and on whatever names it.
    About(Subject),
    /// Those after this number.
    Since(u64),
}

/// Asks for a part of the history, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// Which page asked: an answer to an earlier question is dropped.
    pub ticket: u32,
    /// Which entries.
    pub scope: Scope,
    /// Only those before this number.
    pub before: Option<u64>,
    /// At most so many.
    pub most: usize,
}

/// The answer to an [`Ask`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The question's ticket.
    pub ticket: u32,
    /// The entries, newest first, or why they cannot be read.
    pub entries: Result<Vec<HistoryEntry>, String>,
}
