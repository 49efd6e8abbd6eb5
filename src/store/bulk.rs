//! Writing a whole register at once, inside the caller's transaction.

use rustc_hash::FxHashMap;

use super::rows::{self, Book, Sql};
use crate::register::{RecordKind, Register, id::MembershipId};

/// Every table of records, the parts before what they are parts of.
const TABLES: &[&str] = &[
    "waivers",
    "measures",
    "first_responses",
    "incident_groups",
    "incidents",
    "decisions",
    "reviews",
    "memberships",
    "groups",
    "take_outs",
    "controls",
    "devices",
    "filings",
    "office",
    "trainings",
    "restrictions",
    "staff",
    "partners",
    "people",
];

/// Replaces every record. The index of the membership ids is made after the rows: inserting a million keys in
/// random order into an encrypted index takes several times as long as sorting them once.
pub(super) fn replace(book: &Book, register: &Register) -> Sql<()> {
    book.connection.execute_batch("DROP INDEX membership_ids")?;
    for table in TABLES {
        book.connection.execute(&format!("DELETE FROM {table}"), [])?;
    }
    for (position, staff) in (0..).zip(register.staff()) {
        rows::save_staff(book, staff, position)?;
    }
    for (position, partner) in (0..).zip(register.partners()) {
        rows::save_partner(book, partner, position)?;
    }
    rows::save_office(book, register.office())?;
    for (position, filing) in (0..).zip(register.filings()) {
        rows::save_filing(book, filing, position)?;
    }
    for (position, device) in (0..).zip(register.devices()) {
        rows::save_device(book, device, position)?;
    }
    for (position, take_out) in (0..).zip(register.take_outs()) {
        rows::save_take_out(book, take_out, position)?;
    }
    for (position, group) in (0..).zip(register.groups()) {
        let no = rows::save_group(book, &group.sheet, position)?;
        let mut places: FxHashMap<&MembershipId, i64> = FxHashMap::default();
        for (place, membership) in (0..).zip(&group.memberships) {
            rows::save_membership(book, no, place, membership)?;
            places.insert(&membership.id, place);
        }
        for (place, review) in (0..).zip(&group.reviews) {
            rows::save_review_of(book, no, place, review, &places)?;
        }
    }
    for (position, incident) in (0..).zip(register.incidents()) {
        rows::save_incident(book, incident, position)?;
    }
    for (position, waiver) in (0..).zip(register.waivers()) {
        rows::save_waiver(book, waiver, None, position)?;
    }
    book.connection.execute_batch("CREATE UNIQUE INDEX membership_ids ON memberships (id)")
}

/// How many records there are of each kind, for the history's entry of an import.
pub(super) fn counts(register: &Register) -> serde_json::Value {
    let kinds = RecordKind::ALL.iter().filter(|kind| **kind != RecordKind::Office);
    kinds.map(|kind| (kind.list(), register.count(*kind))).collect()
}
