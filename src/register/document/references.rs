//! Ids used once, and references that lead somewhere.

use std::borrow::Borrow as _;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use crate::register::{
    Fact, Parts, Record, RecordKind,
    added::{AddedName, Adds, Declared, Used},
    id::{MembershipId, check_id},
    records::{Incident, Office, Waiver},
    slots::{Look, Means, Named, Slot},
    subject::Subject,
    table::{Keyed, Table},
    words::{Addressee, AnyControl, Control, IncidentKind},
};

use super::{
    OfPolicy, PolicySays,
    fault::{DocumentError, Fault},
    path::Path,
    value::{Read, unknown_word},
};

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
/// `of_policy` says which controls the policy asks the office to consider, and which names it has of its own. Gives all that
/// are declared.
pub(super) fn check(
    parts: &Parts,
    flags: &dyn Fn(&str) -> Option<&'static [RecordKind]>,
    of_policy: &OfPolicy<'_>,
) -> Read<Declared> {
    let root = &Path::ROOT;
    let not_one = |[ja, en]: [String; 2]| root.key("policy").fault(Fault::Policy { ja, en });
    let PolicySays { considered, mut declared } = of_policy(&parts.policy).map_err(not_one)?;
    parts.policy.declared().into_iter().for_each(|(adds, name)| declared.add(adds, name));
    for (place, partner) in parts.partners.iter().enumerate() {
        if parts.staff.contains(&partner.id) {
            let id = partner.id.to_string();
            return Err(root.key("partners").item(place).key("id").fault(Fault::DuplicateId { id }));
        }
    }
    let count = parts.groups.iter().map(|group| group.memberships.len()).sum();
    let mut check = Check::new(parts, &declared);
    check.memberships.reserve(count);
    check.row(&parts.office, &root.key("office"))?;
    considered_are_to_consider(&parts.office, &considered, &root.key("office"))?;
    check.rows(parts.filings.as_slice(), &root.key("filings"))?;
    check.rows(parts.staff.as_slice(), &root.key("staff"))?;
    check.rows(parts.devices.as_slice(), &root.key("devices"))?;
    check.rows(parts.take_outs.as_slice(), &root.key("take_outs"))?;
    check.rows(parts.groups.as_slice(), &root.key("groups"))?;
    check.rows(parts.incidents.as_slice(), &root.key("incidents"))?;
    reports_have_own_numbers(parts.incidents.as_slice(), &root.key("incidents"))?;
    let at = root.key("waivers");
    for (place, waiver) in parts.waivers.iter().enumerate() {
        let at = at.item(place);
        waiver_holds(waiver, parts, &check.memberships, flags, &at)?;
        check.row(waiver, &at)?;
    }
    Ok(declared)
}

/// Whom and what a reference may name.
struct Check<'r> {
    parts: &'r Parts,
    declared: &'r Declared,
    /// Whether nothing is looked at but the names that a policy adds.
    names_only: bool,
    /// The place of the group that is looked at.
    group: usize,
    /// The memberships so far, each with the place of its group.
    memberships: FxHashMap<&'r MembershipId, usize>,
    /// The memberships on which the review at hand decides.
    decided: FxHashSet<&'r MembershipId>,
    /// From the record to where it is looked at.
    steps: Vec<Step>,
    /// The first fault with its place.
    fault: Option<(Vec<Step>, Fault)>,
}

#[derive(Clone, Copy)]
enum Step {
    Field(&'static str),
    Row(usize),
    Name(AddedName),
}

impl<'r> Check<'r> {
    fn new(parts: &'r Parts, declared: &'r Declared) -> Self {
        Self {
            parts,
            declared,
            names_only: false,
            group: 0,
            memberships: FxHashMap::default(),
            decided: FxHashSet::default(),
            steps: Vec::new(),
            fault: None,
        }
    }

    fn rows<T: Slot<Class = ()>>(&mut self, rows: &'r [T], at: &Path<'_>) -> Read<()> {
        rows.iter().enumerate().try_for_each(|(place, row)| {
            self.group = place;
            self.row(row, &at.item(place))
        })
    }

    fn row(&mut self, row: &'r impl Slot<Class = ()>, at: &Path<'_>) -> Read<()> {
        row.look((), self);
        self.fault.take().map_or(Ok(()), |(steps, fault)| Err(fault_at(at, &steps, fault)))
    }

    fn fault(&mut self, named: Named<'r>, means: Means) -> Option<Fault> {
        let parts = self.parts;
        match (named, means) {
            (Named::Person(id), Means::Staff) if !parts.staff.contains(id) => {
                Some(Fault::NoStaff { id: id.to_string(), is_partner: parts.partners.contains(id) })
            }
            (Named::Person(id), Means::Person)
                if !parts.staff.contains(id) && !parts.partners.contains(id) =>
            {
                Some(Fault::NoPerson { id: id.to_string() })
            }
            (Named::Device(id), Means::Other) if !parts.devices.contains(id) => {
                Some(Fault::NoDevice { id: id.to_string() })
            }
            (Named::Group(id), Means::Other) if !parts.groups.contains(id) => {
                Some(Fault::NoGroup { id: id.to_string() })
            }
            (Named::Membership(id), Means::Own) => {
                let before = self.memberships.insert(id, self.group);
                before.map(|_| Fault::DuplicateId { id: id.to_string() })
            }
            (Named::Membership(id), _) if self.memberships.get(id) != Some(&self.group) => {
                Some(Fault::NoMembership { id: id.to_string() })
            }
            (Named::Membership(id), _) if !self.decided.insert(id) => {
                Some(Fault::DecidedTwice { id: id.to_string() })
            }
            _ => None,
        }
    }
}

impl<'r> Look<'r> for Check<'r> {
    fn named(&mut self, named: Named<'r>, means: Means) {
        if self.fault.is_none() && !self.names_only {
            self.fault = self.fault(named, means).map(|fault| (self.steps.clone(), fault));
        }
    }

    fn added(&mut self, adds: Adds, name: AddedName, key: bool) {
        if self.fault.is_some() || self.declared.has(adds, name) {
            return;
        }
        let mut steps = self.steps.clone();
        if key {
            steps.push(Step::Name(name));
        }
        self.fault = Some((steps, undeclared(adds, name, key)));
    }

    fn enter(&mut self, field: &'static str) {
        if field == "decisions" {
            self.decided.clear();
        }
        self.steps.push(Step::Field(field));
    }

    fn enter_row(&mut self, place: usize) {
        self.steps.push(Step::Row(place));
    }

    fn leave(&mut self) {
        self.steps.pop();
    }
}

#[allow(clippy::unnecessary_box_returns, reason = "errors travel boxed: they are rare and large")]
fn fault_at(at: &Path<'_>, steps: &[Step], fault: Fault) -> Box<DocumentError> {
    match steps {
        [] => at.fault(fault),
        [Step::Field(field), rest @ ..] => fault_at(&at.key(field), rest, fault),
        [Step::Row(place), rest @ ..] => fault_at(&at.item(*place), rest, fault),
        [Step::Name(name), rest @ ..] => fault_at(&at.key(name.as_str()), rest, fault),
    }
}

/// Every name that comes into a record is one that the policy has, or one had before.
pub(super) fn names_are_declared(
    record: &Record,
    before: Option<&Record>,
    declared: &Declared,
    at: &Path<'_>,
) -> Read<()> {
    let mut known = Used(declared.clone());
    if let Some(before) = before {
        before.look(&mut known);
    }
    let parts = Parts::default();
    let mut check = Check { names_only: true, ..Check::new(&parts, &known.0) };
    record.look(&mut check);
    check.fault.take().map_or(Ok(()), |(steps, fault)| Err(fault_at(at, &steps, fault)))
}

/// The same of facts.
pub(super) fn facts_are_declared(facts: &[Fact], declared: &Declared) -> Read<()> {
    let at = Path::ROOT.key("facts");
    for (place, fact) in facts.iter().enumerate() {
        if let Some((field, adds, name)) = fact.added().filter(|(_, adds, name)| !declared.has(*adds, *name))
        {
            return Err(at.item(place).key(field).fault(undeclared(adds, name, false)));
        }
    }
    Ok(())
}

/// The fault of a name that the policy does not have.
fn undeclared(adds: Adds, name: AddedName, key: bool) -> Fault {
    let name = name.to_string();
    match adds {
        _ if key => Fault::UnknownField { name },
        Adds::IncidentKind => unknown_word::<IncidentKind>(name),
        Adds::Control => unknown_word::<Control>(name),
        Adds::Addressee => unknown_word::<Addressee>(name),
        // There are no fixed ones.
        Adds::Duty => Fault::UnknownField { name },
    }
}

/// A report is known by its number.
fn reports_have_own_numbers(incidents: &[Incident], at: &Path<'_>) -> Read<()> {
    for (place, incident) in incidents.iter().enumerate() {
        let mut numbers = FxHashSet::default();
        for (report, id) in incident.report_numbers().enumerate() {
            if !numbers.insert(id.clone()) {
                let at = at.item(place);
                let at = at.key("reports");
                return Err(at.item(report).key("number").fault(Fault::DuplicateId { id }));
            }
        }
    }
    Ok(())
}

/// The office decides once for all devices on what is to be considered, and on nothing else.
fn considered_are_to_consider(office: &Office, considered: &[AnyControl], at: &Path<'_>) -> Read<()> {
    let known = |control: AnyControl| considered.contains(&control) || control.is_to_consider();
    let Some((place, row)) = office.considered.iter().enumerate().find(|(_, row)| !known(row.control)) else {
        return Ok(());
    };
    let allowed =
        Control::ALL.iter().filter(|control| known((**control).into())).map(|control| control.word());
    let fault = Fault::UnknownWord { word: row.control.to_string(), allowed: allowed.collect() };
    Err(at.key("considered").item(place).key("control").fault(fault))
}

/// A waiver names a known rule, a subject that is there and that the rule flags, and says why.
fn waiver_holds(
    waiver: &Waiver,
    parts: &Parts,
    memberships: &FxHashMap<&MembershipId, usize>,
    flags: &dyn Fn(&str) -> Option<&'static [RecordKind]>,
    at: &Path<'_>,
) -> Read<()> {
    waiver_fits_its_rule(waiver, flags, at)?;
    let is_there = match &waiver.subject {
        Subject::Office => true,
        Subject::Membership(id) => memberships.contains_key(id),
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
