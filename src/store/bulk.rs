//! Writing a whole register at once, inside the caller's transaction.

use rustc_hash::FxHashMap;

use super::rows::{self, Book, Sql};
use crate::register::{RecordKind, Register, Stage, Work, id::MembershipId, work::Stretch};

/// The tables of what records consist of, the parts before what they are parts of.
const PARTS: &[&str] = &[
    "measures",
    "first_responses",
    "incident_groups",
    "decisions",
    "controls",
    "trainings",
    "restrictions",
    "considered",
];

/// Replaces every record. The index of the membership ids is made after the rows: inserting a million keys in
/// random order into an encrypted index takes several times as long as sorting them once.
pub(super) fn replace(book: &Book, register: &Register, work: &Work) -> Sql<()> {
    let count: usize = RecordKind::ALL.iter().map(|kind| register.count(*kind)).sum();
    let writing = work.begin(Stage::Writing, count as u64)?;
    book.connection.execute_batch("DROP INDEX membership_ids")?;
    let kinds = RecordKind::ALL.iter().rev().map(|kind| kind.list());
    for table in PARTS.iter().copied().chain(kinds).chain(["people"]) {
        writing.reach(0, count as u64)?;
        book.connection.execute(&format!("DELETE FROM {table}"), [])?;
    }
    // Everything else names people.
    save_list(book, register, RecordKind::Staff, &writing)?;
    save_list(book, register, RecordKind::Partner, &writing)?;
    rows::save_office(book, register.office())?;
    rows::save_policy(book, register.policy())?;
    for kind in RecordKind::ALL {
        match kind {
            RecordKind::Staff | RecordKind::Partner | RecordKind::Filing => {}
            RecordKind::Group => save_groups(book, register, &writing)?,
            kind => save_list(book, register, *kind, &writing)?,
        }
    }
    // A filing names a group.
    save_list(book, register, RecordKind::Filing, &writing)?;
    for (position, waiver) in (0..).zip(register.waivers()) {
        rows::save_waiver(book, waiver, None, position)?;
    }
    book.connection.execute_batch("CREATE UNIQUE INDEX membership_ids ON memberships (id)")
}

/// Writes the list of a kind, where its records are found by id.
fn save_list(book: &Book, register: &Register, kind: RecordKind, writing: &Stretch) -> Sql<()> {
    let Some(list) = register.list(kind) else { return Ok(()) };
    let mut records = (0..list.count()).filter_map(|place| list.record(list.id_at(place)?));
    records.try_for_each(|(position, record)| {
        writing.step()?;
        rows::save_record(book, &record, position.into())
    })
}

/// Writes the groups, each with its memberships and reviews.
fn save_groups(book: &Book, register: &Register, writing: &Stretch) -> Sql<()> {
    for (position, group) in (0..).zip(register.groups()) {
        writing.step()?;
        let no = rows::save_group(book, &group.sheet, position)?;
        let mut places: FxHashMap<&MembershipId, i64> = FxHashMap::default();
        for (place, membership) in (0..).zip(&group.memberships) {
            writing.step()?;
            rows::save_membership(book, no, place, membership)?;
            places.insert(&membership.id, place);
        }
        for (place, review) in (0..).zip(&group.reviews) {
            writing.step()?;
            rows::save_review_of(book, no, place, review, &places)?;
        }
    }
    Ok(())
}

/// How many records there are of each kind, for the history's entry of an import.
pub(super) fn counts(register: &Register) -> serde_json::Value {
    let kinds = RecordKind::ALL.iter().filter(|kind| !kind.is_always_there());
    kinds.map(|kind| (kind.list(), register.count(*kind))).collect()
}
