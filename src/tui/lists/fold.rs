//! Rows that say the same of many records stand as one, with their number, until somebody unfolds it.

use rustc_hash::{FxHashMap, FxHashSet};

use super::RowKey;

/// So many that say the same stand each by itself; one more, and they are folded.
pub const MOST_ALIKE: usize = 5;

/// The folds that are open.
pub type Unfolded = FxHashSet<RowKey>;

/// Rows of a list, some of them in the place of others.
#[derive(Debug, Default)]
pub struct Folded {
    /// The rows in order.
    pub rows: Vec<u32>,
    /// The rows that a fold stands for, whether they are shown below it or not.
    pub folds: FxHashMap<u32, Fold>,
}

/// What one row stands for.
#[derive(Debug)]
pub struct Fold {
    /// The rows.
    pub members: Vec<u32>,
    /// Whether they are shown below it.
    pub open: bool,
}

impl Folded {
    /// Rows none of which is folded.
    pub fn none(rows: Vec<u32>) -> Self {
        Self { rows, ..Self::default() }
    }
}
