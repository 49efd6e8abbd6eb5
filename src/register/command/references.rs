//! What a record may name, and who names it.

use rustc_hash::FxHashSet;

use crate::register::{
    id::{GroupId, IdFault, MembershipId, check_id},
    in_memory::Register,
    kinds::{Key, Record, RecordKind},
    names::Seek,
    records::Group,
    slots::{Look, Means, Named, Slot},
    subject::Subject,
};

use super::Refusal;

/// The key of a new record and its place at the end of its list.
pub(in crate::register) fn place_of_new(
    register: &Register,
    record: &Record,
    group: Option<&GroupId>,
) -> Result<(Key, u32), Refusal> {
    let (kind, id) = (record.kind(), record.id());
    if kind.is_always_there() {
        return Err(Refusal::IdTaken(String::new()));
    }
    id.map_or(Ok(()), check_id).map_err(Refusal::BadId)?;
    if group.is_some() && register.list(kind).is_some() {
        return Err(Refusal::GroupMissing);
    }
    let at = |place| Key::of(kind, id, group, place).ok_or(Refusal::GroupMissing);
    let place = register.length_of_list(&at(0)?);
    Ok((at(place)?, place))
}

/// Whether a record still is the one that the key names.
pub(super) fn same_identity(key: &Key, record: &Record) -> bool {
    key.kind() == record.kind() && key.id() == record.id()
}

/// Looks whether everything that a record names is there and of the right kind.
struct Check<'r> {
    register: &'r Register,
    /// The group of a membership or a review.
    group: Option<&'r Group>,
    /// The memberships on which a review decides.
    decided: FxHashSet<&'r MembershipId>,
    /// The first refusal.
    found: Result<(), Refusal>,
}

impl<'r> Check<'r> {
    fn checked(&mut self, named: Named<'r>, means: Means) -> Result<(), Refusal> {
        let is_there = match (named, means) {
            (_, Means::Own) => true,
            (Named::Person(id), Means::Staff) if self.register.partners().contains(id) => {
                return Err(Refusal::NotStaff(id.as_str().to_owned()));
            }
            (Named::Person(id), Means::Person) => self.register.person(id).is_some(),
            (Named::Membership(id), _) => {
                let memberships = self.group.map(|group| &group.memberships).into_iter().flatten();
                let fits = self.decided.insert(id) && memberships.into_iter().any(|row| row.id == *id);
                return if fits { Ok(()) } else { Err(Refusal::ReviewDoesNotFit) };
            }
            _ => self.register.has(&named.subject()),
        };
        if is_there { Ok(()) } else { Err(Refusal::NoSuch(named.subject())) }
    }
}

impl<'r> Look<'r> for Check<'r> {
    fn named(&mut self, named: Named<'r>, means: Means) {
        if self.found.is_ok() {
            self.found = self.checked(named, means);
        }
    }
}

/// Checks that everything a record names is there and of the right kind.
pub(in crate::register) fn check(register: &Register, record: &Record, key: &Key) -> Result<(), Refusal> {
    let group = match (record, key) {
        (Record::Membership(_), Key::Membership(id, _)) | (Record::Review(_), Key::Review(id, _)) => {
            let missing = || Refusal::NoSuch(Subject::Group(id.clone()));
            Some(register.group(id).ok_or_else(missing)?)
        }
        (Record::Membership(_) | Record::Review(_), _) => return Err(Refusal::GroupMissing),
        _ => None,
    };
    if let Record::Waiver(row) = record
        && (row.reason.trim().is_empty() || row.rule.trim().is_empty())
    {
        return Err(Refusal::BadId(IdFault::Blank));
    }
    let mut check = Check { register, group, decided: FxHashSet::default(), found: Ok(()) };
    record.look(&mut check);
    check.found
}

/// A record that names the one at the key, if there is one: then it cannot be removed.
pub(in crate::register) fn named_by(register: &Register, key: &Key) -> Option<Subject> {
    let subject = &key.subject();
    match key {
        Key::Office | Key::Policy => return Some(key.subject()),
        Key::Review(..) | Key::Waiver(_) => return None,
        _ => {}
    }
    if names(register.office(), subject) || register.waivers().iter().any(|row| names(row, subject)) {
        return Some(Subject::Office);
    }
    match key {
        Key::Membership(group, _) => return named_in_group(register.group(group)?, subject),
        Key::Group(id) => {
            let group = register.group(id)?;
            if let Some(membership) = group.memberships.first() {
                return Some(Subject::Membership(membership.id.clone()));
            }
            if !group.reviews.is_empty() {
                return Some(Subject::Group(id.clone()));
            }
        }
        _ => {}
    }
    let listed = RecordKind::ALL.iter().filter(|kind| **kind != RecordKind::Group);
    let mut naming = listed.filter_map(|kind| Subject::of(*kind, register.list(*kind)?.naming(subject)?));
    naming.next().or_else(|| register.groups().iter().find_map(|group| named_in_group(group, subject)))
}

fn named_in_group(group: &Group, subject: &Subject) -> Option<Subject> {
    if names(&group.sheet, subject) || group.reviews.iter().any(|review| names(review, subject)) {
        return Some(Subject::Group(group.sheet.id.clone()));
    }
    let membership = group.memberships.iter().find(|row| names(*row, subject))?;
    Some(Subject::Membership(membership.id.clone()))
}

fn names(record: &impl Slot<Class = ()>, subject: &Subject) -> bool {
    Seek::of(record, subject).referred
}
