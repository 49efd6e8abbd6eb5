//! What a take-out was, one state after the other, without what was taken back.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use crate::{
    register::{Key, Record, decisions::TakeOutState, id::TakeOutId, subject::Subject},
    store::{
        error::StoreError,
        history::query::{HistoryEntry, HistoryQuery},
        vault::Vault,
    },
};

impl Vault {
    /// The states of a take-out as far as the history tells them, the first one first.
    ///
    /// # Errors
    /// When the history cannot be read.
    pub fn take_out_states(&mut self, id: &TakeOutId) -> Result<Vec<TakeOutState>, StoreError> {
        let subject = Some(Subject::TakeOut(id.clone()));
        let entries = self.history(&HistoryQuery { subject, ..HistoryQuery::default() })?;
        let mut states: Vec<TakeOutState> = standing(entries).filter_map(state).collect();
        states.reverse();
        Ok(states)
    }
}

/// The states of every take-out that a whole history, the newest entry first, tells of.
pub(super) fn of_take_outs(history: &[HistoryEntry]) -> Vec<(TakeOutId, Vec<TakeOutState>)> {
    let mut found: BTreeMap<&TakeOutId, Vec<HistoryEntry>> = BTreeMap::new();
    for entry in history {
        if let Some(Key::TakeOut(id)) = &entry.key {
            found.entry(id).or_default().push(entry.clone());
        }
    }
    let states = |entries| {
        let mut states: Vec<TakeOutState> = standing(entries).filter_map(state).collect();
        states.reverse();
        states
    };
    found.into_iter().map(|(id, entries)| (id.clone(), states(entries))).collect()
}

/// The entries, the newest first, that neither were taken back nor take one back: what they tell still holds.
fn standing(entries: Vec<HistoryEntry>) -> impl Iterator<Item = HistoryEntry> {
    let mut undone = FxHashSet::default();
    entries.into_iter().filter(move |entry| {
        if undone.contains(&entry.batch) {
            return false;
        }
        undone.extend(entry.undoes);
        entry.undoes.is_none()
    })
}

/// An entry of a take-out; one by which it went, as under another id, tells no state.
fn state(entry: HistoryEntry) -> Option<TakeOutState> {
    let take_out = |record| match record {
        Some(Record::TakeOut(take_out)) => Some(take_out),
        _ => None,
    };
    let after = take_out(entry.after)?;
    Some(TakeOutState { at: entry.at, before: take_out(entry.before), after })
}
