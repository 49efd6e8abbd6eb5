//! The one way in for every change: a command gives a [`Change`] with before and after, or refuses with a reason.

mod ahead;
mod approvals;
mod asks;
mod completions;
mod fact;
pub(super) mod references;
mod refusal;
mod sound;
mod write;

pub use ahead::Ahead;
pub use asks::{Answers, Asks};
pub use completions::{Completed, Shown};
pub use fact::Fact;
pub(super) use fact::with_facts;
pub use refusal::Refusal;

use rustc_hash::FxHashMap;

use write::Writing;

use super::{
    change::{Change, RecordChange},
    date::Date,
    id::GroupId,
    in_memory::Register,
    kinds::{Key, Record, RecordKind},
    rename::{self, Rename},
    review::{self, ReviewStep},
};

/// The word for ids that were put right.
pub const RENAME: &str = "rename";

/// What a screen or a script asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// A new record. A membership or a review names the group that it belongs to.
    Add {
        /// The record.
        record: Box<Record>,
        /// The group of a membership or a review.
        group: Option<GroupId>,
    },
    /// A record with other facts. What stands there must still be what the editor saw.
    Edit {
        /// Which record.
        key: Key,
        /// What the editor saw.
        before: Box<Record>,
        /// What it shall be.
        after: Box<Record>,
    },
    /// A record that should never have been there. Refused while another record names it.
    Remove {
        /// Which record.
        key: Key,
    },
    /// Facts that happened on one day, about one subject or many: all or none.
    Facts {
        /// The facts.
        facts: Vec<Fact>,
        /// The day on which they happened.
        on: Date,
    },
    /// A step of the review of a group's members.
    Review {
        /// The group.
        group: GroupId,
        /// The step.
        step: ReviewStep,
    },
    /// Ids with a blank at an end put right, each with all that names its record: all or none.
    Rename {
        /// The records, each with the id that it gets.
        ids: Vec<Rename>,
    },
}

/// What commands are called that are neither facts nor steps of a review.
const ADD: &str = "add";
const EDIT: &str = "edit";
const REMOVE: &str = "remove";
const FACTS: &str = "facts";

/// Whether a command is called so in the history.
pub fn is_action(word: &str) -> bool {
    [ADD, EDIT, REMOVE, FACTS, RENAME].contains(&word)
        || Fact::WORDS.contains(&word)
        || ReviewStep::WORDS.contains(&word)
}

impl Command {
    /// The stable word for the audit trail.
    pub fn action(&self) -> &'static str {
        match self {
            Self::Add { .. } => ADD,
            Self::Edit { .. } => EDIT,
            Self::Remove { .. } => REMOVE,
            Self::Facts { facts, .. } => facts.first().map_or(FACTS, Fact::word),
            Self::Review { step, .. } => step.word(),
            Self::Rename { .. } => RENAME,
        }
    }

    /// What the command does to the register as it stands.
    ///
    /// # Errors
    /// A [`Refusal`] with its reason; the register is never touched here.
    pub fn plan(&self, register: &Register, today: Date) -> Result<Change, Refusal> {
        let change = match self {
            Self::Add { record, group } => add(register, record, group.as_ref()),
            Self::Edit { key, before, after } => edit(register, key, before, after, today),
            Self::Remove { key } => remove(register, key),
            Self::Facts { facts, on } => record_facts(register, facts, *on, today),
            Self::Review { group, step } => review::plan(register, group, step, today),
            // Other ids, and nothing else.
            Self::Rename { ids } => return rename::plan(register, ids),
        }?;
        ahead::check(&change, today)?;
        sound::check(register, &change, today)?;
        Ok(change)
    }
}

fn add(register: &Register, record: &Record, group: Option<&GroupId>) -> Result<Change, Refusal> {
    let (key, place) = references::place_of_new(register, record, group)?;
    if key.id().is_some_and(|id| register.id_is_taken(key.kind(), id)) {
        return Err(Refusal::IdTaken(key.subject().id().to_owned()));
    }
    if let Some(id) = key.id().filter(|id| register.id_was_given(key.kind(), id)) {
        return Err(Refusal::IdWasGiven(id.to_owned()));
    }
    if let (Record::Review(row), Key::Review(group, _)) = (record, &key)
        && row.signed_on.is_none()
        && register.group(group).and_then(review::in_progress).is_some()
    {
        return Err(Refusal::ReviewInProgress(key.subject()));
    }
    references::check(register, record, &key)?;
    Ok(Change { records: vec![RecordChange { key, place, before: None, after: Some(record.clone()) }] })
}

fn edit(
    register: &Register,
    key: &Key,
    before: &Record,
    after: &Record,
    today: Date,
) -> Result<Change, Refusal> {
    let (place, now) = register.record(key).ok_or_else(|| Refusal::Gone(key.subject()))?;
    if now != *before {
        return Err(Refusal::ChangedMeanwhile(key.subject()));
    }
    if now == *after {
        return Err(Refusal::NothingChanged);
    }
    if !references::same_identity(key, after) {
        return Err(Refusal::IdIsFixed);
    }
    references::check(register, after, key)?;
    if let (Record::Review(now), Record::Review(after)) = (&now, after)
        && now.signed_on.is_none()
        && after.signed_on.is_some()
    {
        review::all_decided(after)?;
    }
    let mut after = after.clone();
    approvals::reopen(&now, &mut after);
    completions::complete(register, &now, &mut after, today);
    let record = RecordChange { key: key.clone(), place, before: Some(now), after: Some(after) };
    unsealed(Change { records: vec![record] })
}

fn remove(register: &Register, key: &Key) -> Result<Change, Refusal> {
    let (place, now) = register.record(key).ok_or_else(|| Refusal::Gone(key.subject()))?;
    if let Some(subject) = references::named_by(register, key) {
        return Err(Refusal::Named(subject));
    }
    let record = RecordChange { key: key.clone(), place, before: Some(now), after: None };
    unsealed(Change { records: vec![record] })
}

/// The change, unless it would alter what is signed.
fn unsealed(change: Change) -> Result<Change, Refusal> {
    match change.breaks_seal() {
        Some(key) => Err(Refusal::Signed(key.subject())),
        None => Ok(change),
    }
}

fn record_facts(register: &Register, facts: &[Fact], on: Date, today: Date) -> Result<Change, Refusal> {
    if on > today {
        return Err(Refusal::NotYet(on));
    }
    if facts.is_empty() {
        return Err(Refusal::NothingChanged);
    }
    let mut records: Vec<RecordChange> = Vec::new();
    let mut places: FxHashMap<Key, usize> = FxHashMap::default();
    for fact in facts {
        let (key, fresh) = fact.key(register)?;
        let at = if let Some(at) = places.get(&key) {
            *at
        } else {
            let (place, before) = match register.record(&key) {
                Some((place, record)) => (place, Some(record)),
                None if fresh.is_some() => (u32::MAX, None),
                None => return Err(Refusal::Gone(key.subject())),
            };
            let after = before.clone().or(fresh);
            places.insert(key.clone(), records.len());
            records.push(RecordChange { key, place, before, after });
            records.len() - 1
        };
        let change = &mut records[at];
        if let Some(record) = &mut change.after {
            fact.clone().write_into(record, &Writing { on, about: &change.key, gone: register.gone() })?;
        }
    }
    // Of several that are new in one list each stands behind the one before.
    let mut new: FxHashMap<(RecordKind, Option<GroupId>), u32> = FxHashMap::default();
    for change in &mut records {
        if let (Some(before), Some(after)) = (&change.before, &mut change.after) {
            let decided =
                |fact: &&Fact| fact.decides() && fact.key(register).is_ok_and(|(key, _)| key == change.key);
            if !facts.iter().any(|fact| decided(&fact)) {
                approvals::reopen(before, after);
            }
            completions::complete(register, before, after, today);
        }
        if let Some(record) = &change.after {
            references::check(register, record, &change.key)?;
        }
        if change.before.is_none() {
            let before = new.entry((change.key.kind(), change.key.group().cloned())).or_default();
            change.place = register.length_of_list(&change.key) + *before;
            *before += 1;
        }
    }
    unsealed(Change { records })
}

#[cfg(test)]
mod tests;
