//! Ids used once, and references that lead somewhere.

use std::borrow::Borrow as _;

use rustc_hash::{FxBuildHasher, FxHashSet};

use crate::register::{
    Parts, Record, RecordKind,
    id::{DeviceId, MembershipId, PersonId, check_id},
    records::{Group, Incident, Waiver},
    subject::Subject,
    table::{Keyed, Table},
};

use super::{fault::Fault, path::Path, value::Read};

/// Takes a list as a table; of two records with one id the second is a fault.
pub(super) fn table<T: Keyed>(rows: Vec<T>, section: &str) -> Read<Table<T>> {
    let at = Path::ROOT.key(section);
    let duplicate =
        |place: usize, id: &str| at.item(place).key("id").fault(Fault::DuplicateId { id: id.to_owned() });
    let mut seen = FxHashSet::with_capacity_and_hasher(rows.len(), FxBuildHasher);
    for (place, row) in rows.iter().enumerate() {
        if !seen.insert(row.id()) {
            return Err(duplicate(place, row.id().borrow()));
        }
    }
    drop(seen);
    Table::from_rows(rows).map_err(|second| duplicate(second.place, ""))
}

/// Checks that every id is one that a record may be given now: earlier versions took in more.
pub(super) fn check_ids(parts: &Parts) -> Read<()> {
    let check = |id: &str, at: &Path<'_>, place: usize| {
        check_id(id).map_err(|fault| at.item(place).key("id").fault(Fault::BadId(fault)))
    };
    for kind in RecordKind::ALL {
        let at = Path::ROOT.key(kind.list());
        let Some(list) = parts.list(*kind) else { continue };
        for (place, id) in (0..list.count()).filter_map(|place| Some((place, list.id_at(place)?))) {
            check(id, &at, place)?;
        }
        if *kind == RecordKind::Group {
            for (place, group) in parts.groups.iter().enumerate() {
                let at = at.item(place);
                let at = at.key(RecordKind::Membership.list());
                for (place, row) in group.memberships.iter().enumerate() {
                    check(row.id.as_str(), &at, place)?;
                }
            }
        }
    }
    Ok(())
}

/// Checks the id of a record that comes in by itself.
pub(super) fn check_new_id(record: &Record, at: &Path<'_>) -> Read<()> {
    let checked = record.id().map_or(Ok(()), check_id);
    checked.map_err(|fault| at.key("id").fault(Fault::BadId(fault)))
}

/// Checks all that one record says of another. `flags` gives the kinds of subject that a rule flags.
pub(super) fn check(parts: &Parts, flags: &dyn Fn(&str) -> Option<&'static [RecordKind]>) -> Read<()> {
    let root = &Path::ROOT;
    let people = People { parts };
    for (place, partner) in parts.partners.iter().enumerate() {
        if parts.staff.contains(&partner.id) {
            let id = partner.id.to_string();
            return Err(root.key("partners").item(place).key("id").fault(Fault::DuplicateId { id }));
        }
    }
    people.staff(parts.office.manager.as_ref(), &root.key("office"), "manager")?;
    let at = root.key("devices");
    for (place, device) in parts.devices.iter().enumerate() {
        people.staff(device.holder.as_ref(), &at.item(place), "holder")?;
    }
    let at = root.key("take_outs");
    for (place, take_out) in parts.take_outs.iter().enumerate() {
        let at = at.item(place);
        people.device(take_out.device.as_ref(), &at)?;
        people.staff(take_out.requester.as_ref(), &at, "requester")?;
        people.staff(take_out.checked_by.as_ref(), &at, "checked_by")?;
        let at = at.key("decision");
        people.staff(take_out.decision.by.as_ref(), &at, "by")?;
        people.staff(take_out.decision.countersigned_by.as_ref(), &at, "countersigned_by")?;
    }
    let count = parts.groups.iter().map(|group| group.memberships.len()).sum();
    let mut memberships = FxHashSet::with_capacity_and_hasher(count, FxBuildHasher);
    let at = root.key("groups");
    for (place, group) in parts.groups.iter().enumerate() {
        people.group(group, &mut memberships, &at.item(place))?;
    }
    let at = root.key("incidents");
    for (place, incident) in parts.incidents.iter().enumerate() {
        people.incident(incident, &at.item(place))?;
    }
    let at = root.key("waivers");
    for (place, waiver) in parts.waivers.iter().enumerate() {
        let at = at.item(place);
        waiver_holds(waiver, parts, &memberships, flags, &at)?;
        people.staff(Some(&waiver.approved_by), &at, "approved_by")?;
    }
    Ok(())
}

/// Whom and what a reference may name.
struct People<'a> {
    parts: &'a Parts,
}

impl People<'_> {
    fn staff(&self, id: Option<&PersonId>, at: &Path<'_>, key: &str) -> Read<()> {
        match id {
            Some(id) if !self.parts.staff.contains(id) => {
                let is_partner = self.parts.partners.contains(id);
                Err(at.key(key).fault(Fault::NoStaff { id: id.to_string(), is_partner }))
            }
            _ => Ok(()),
        }
    }

    fn person(&self, id: Option<&PersonId>, at: &Path<'_>, key: &str) -> Read<()> {
        match id {
            Some(id) if !self.parts.staff.contains(id) && !self.parts.partners.contains(id) => {
                Err(at.key(key).fault(Fault::NoPerson { id: id.to_string() }))
            }
            _ => Ok(()),
        }
    }

    fn device(&self, id: Option<&DeviceId>, at: &Path<'_>) -> Read<()> {
        match id {
            Some(id) if !self.parts.devices.contains(id) => {
                Err(at.key("device").fault(Fault::NoDevice { id: id.to_string() }))
            }
            _ => Ok(()),
        }
    }

    fn group<'r>(
        &self,
        group: &'r Group,
        memberships: &mut FxHashSet<&'r MembershipId>,
        at: &Path<'_>,
    ) -> Read<()> {
        self.person(group.sheet.attending_doctor.as_ref(), at, "attending_doctor")?;
        let list = at.key("memberships");
        for (place, membership) in group.memberships.iter().enumerate() {
            let at = list.item(place);
            if !memberships.insert(&membership.id) {
                return Err(at.key("id").fault(Fault::DuplicateId { id: membership.id.to_string() }));
            }
            self.person(Some(&membership.person), &at, "person")?;
            self.person(membership.invited_by.as_ref(), &at, "invited_by")?;
            self.staff(membership.approved_by.as_ref(), &at, "approved_by")?;
            self.person(membership.released_by.as_ref(), &at, "released_by")?;
        }
        if group.reviews.is_empty() {
            return Ok(());
        }
        let own: FxHashSet<&MembershipId> =
            group.memberships.iter().map(|membership| &membership.id).collect();
        let list = at.key("reviews");
        for (place, review) in group.reviews.iter().enumerate() {
            let at = list.item(place);
            self.staff(review.reviewer.as_ref(), &at, "reviewer")?;
            self.staff(review.countersigned_by.as_ref(), &at, "countersigned_by")?;
            let list = at.key("decisions");
            let mut decided = FxHashSet::default();
            for (place, decision) in review.decisions.iter().enumerate() {
                if let Some(question) = &decision.question {
                    self.person(question.whom.as_ref(), &list.item(place).key("question"), "whom")?;
                }
                let Some(id) = &decision.membership else { continue };
                let fault = if !own.contains(id) {
                    Fault::NoMembership { id: id.to_string() }
                } else if !decided.insert(id) {
                    Fault::DecidedTwice { id: id.to_string() }
                } else {
                    continue;
                };
                return Err(list.item(place).key("membership").fault(fault));
            }
        }
        Ok(())
    }

    fn incident(&self, incident: &Incident, at: &Path<'_>) -> Read<()> {
        self.staff(incident.reporter.as_ref(), at, "reporter")?;
        self.staff(incident.person.as_ref(), at, "person")?;
        self.device(incident.device.as_ref(), at)?;
        let list = at.key("groups");
        for (place, id) in incident.groups.iter().enumerate() {
            if !self.parts.groups.contains(id) {
                return Err(list.item(place).fault(Fault::NoGroup { id: id.to_string() }));
            }
        }
        let list = at.key("first_response");
        for (place, response) in incident.first_response.iter().enumerate() {
            self.staff(response.by.as_ref(), &list.item(place), "by")?;
        }
        let list = at.key("reports");
        for (place, report) in incident.reports.iter().enumerate() {
            self.staff(report.written_by.as_ref(), &list.item(place), "written_by")?;
        }
        self.staff(incident.authority.assessed_by.as_ref(), &at.key("authority"), "assessed_by")
    }
}

/// A waiver names a known rule, a subject that is there and that the rule flags, and says why.
fn waiver_holds(
    waiver: &Waiver,
    parts: &Parts,
    memberships: &FxHashSet<&MembershipId>,
    flags: &dyn Fn(&str) -> Option<&'static [RecordKind]>,
    at: &Path<'_>,
) -> Read<()> {
    waiver_fits_its_rule(waiver, flags, at)?;
    let is_there = match &waiver.subject {
        Subject::Office => true,
        Subject::Membership(id) => memberships.contains(id),
        listed => parts.list(listed.kind()).is_some_and(|list| list.place_of(listed.id()).is_some()),
    };
    if !is_there {
        let subject = waiver.subject.to_string();
        return Err(at.key("subject").fault(Fault::NoSubject { subject }));
    }
    if waiver.reason.trim().is_empty() {
        return Err(at.key("reason").fault(Fault::Blank));
    }
    Ok(())
}

/// A waiver names a known rule, and a subject of a kind that the rule flags.
pub(super) fn waiver_fits_its_rule(
    waiver: &Waiver,
    flags: &dyn Fn(&str) -> Option<&'static [RecordKind]>,
    at: &Path<'_>,
) -> Read<()> {
    if waiver.rule.trim().is_empty() {
        return Err(at.key("rule").fault(Fault::Blank));
    }
    let Some(kinds) = flags(&waiver.rule) else {
        return Err(at.key("rule").fault(Fault::UnknownRule { name: waiver.rule.clone() }));
    };
    if kinds.contains(&waiver.subject.kind()) {
        return Ok(());
    }
    Err(at.key("subject").fault(Fault::RuleDoesNotFlag {
        rule: waiver.rule.clone(),
        kind: waiver.subject.kind(),
        flags: kinds.to_vec(),
    }))
}
