//! What no command may bring about: a record that contradicts itself, one person twice in a group, a report that loses its
//! number or has another one's, and a name that no policy declares. What stood there before, such as from a document, hinders
//! nobody who changes something else.

use rustc_hash::FxHashSet;

use crate::register::{
    added::Used,
    change::{Change, RecordChange},
    date::Date,
    in_memory::Register,
    kinds::{Key, Record, RecordKind},
    records::Membership,
};

use super::Refusal;

/// Checks every record that the change leaves.
pub(super) fn check(register: &Register, change: &Change, today: Date) -> Result<(), Refusal> {
    change.records.iter().try_for_each(|record| {
        contradiction(record)?;
        numbers_of_reports(register, record)?;
        declared(register, record)?;
        match member_there(register, record, today) {
            Some(there) => Err(Refusal::AlreadyMember(Box::new(there.clone()))),
            None => Ok(()),
        }
    })
}

fn contradiction(change: &RecordChange) -> Result<(), Refusal> {
    let of = |record: &Option<Record>| record.as_ref().map(Record::contradictions).unwrap_or_default();
    let before = of(&change.before);
    match of(&change.after).into_iter().find(|found| !before.contains(found)) {
        Some(found) => Err(Refusal::Contradicts(change.key.subject(), Box::new(found))),
        None => Ok(()),
    }
}

/// A report is known by its number: it keeps it, and no other report gets it, be it there or gone.
fn numbers_of_reports(register: &Register, change: &RecordChange) -> Result<(), Refusal> {
    let Some(Record::Incident(after)) = &change.after else { return Ok(()) };
    let before: Vec<String> = match &change.before {
        Some(Record::Incident(before)) => before.report_numbers().collect(),
        _ => Vec::new(),
    };
    let mut numbers = FxHashSet::default();
    for number in after.report_numbers() {
        if !before.contains(&number) && register.id_was_given(RecordKind::Incident, &number) {
            return Err(Refusal::IdWasGiven(number));
        }
        if !numbers.insert(number.clone()) && before.iter().filter(|it| **it == number).count() < 2 {
            return Err(Refusal::ReportTwice(number));
        }
    }
    match before.into_iter().find(|number| !numbers.contains(number)) {
        Some(gone) => Err(Refusal::ReportStays(gone)),
        None => Ok(()),
    }
}

/// What is new under a name of a policy's own is declared by the register's policy, or by one before it.
fn declared(register: &Register, change: &RecordChange) -> Result<(), Refusal> {
    let used = |record: &Option<Record>| {
        let mut used = Used::default();
        if let Some(record) = record {
            record.look(&mut used);
        }
        used.0
    };
    let after = used(&change.after);
    if after.is_empty() {
        return Ok(());
    }
    let (before, known) = (used(&change.before), register.policy().declared());
    let mut new = after.into_iter().filter(|(adds, name)| !before.has(*adds, *name));
    match new.find(|(adds, name)| !known.has(*adds, *name)) {
        Some((_, name)) => Err(Refusal::Undeclared(name)),
        None => Ok(()),
    }
}

/// The open membership that somebody has already who would get a second one: by a new one, one that is another person's or
/// not released any more, or a group that is open again.
fn member_there<'r>(register: &'r Register, change: &RecordChange, today: Date) -> Option<&'r Membership> {
    let is_member = |row: &Membership| row.released_on.is_none_or(|day| day > today);
    match (&change.key, &change.before, &change.after) {
        (Key::Membership(group, id), before, Some(Record::Membership(after))) if is_member(after) => {
            let stood = matches!(before, Some(Record::Membership(before))
                if is_member(before) && before.person == after.person);
            let group = register.group(group).filter(|group| !stood && !group.sheet.is_put_away(today))?;
            let mut members = group.memberships.iter().filter(|row| is_member(row));
            members.find(|other| other.id != *id && other.person == after.person)
        }
        (Key::Group(group), Some(Record::Group(before)), Some(Record::Group(after)))
            if before.is_put_away(today) && !after.is_put_away(today) =>
        {
            let mut people = FxHashSet::default();
            let mut members = register.group(group)?.memberships.iter().filter(|row| is_member(row));
            members.find(|row| !people.insert(&row.person))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::{
        Command, Fact,
        document::{Request, decode},
        id::{IncidentId, MembershipId, TakeOutId},
    };

    fn today() -> Date {
        "2026-11-22".parse().unwrap()
    }

    /// M-9 was removed before it was invited, as a document says; in G-2, in the archive, one person stands twice.
    fn office() -> Register {
        let text = r#"{"format": "mcs-register/1", "staff": [{"id": "S-1", "joined_on": "2020-04-01"}, {"id": "S-2"}],
            "devices": [{"id": "D-1", "lent_on": "2026-05-01"}],
            "take_outs": [{"id": "T-1", "from": "2026-11-01", "out_on": "2026-11-10"}],
            "groups": [{"id": "G-1", "kind": "patient", "opened_on": "2026-04-01", "memberships": [
                {"id": "M-1", "person": "S-1", "invited_on": "2026-11-10"},
                {"id": "M-2", "person": "S-2", "released_on": "2026-06-01"},
                {"id": "M-9", "person": "S-2", "invited_on": "2026-07-01", "released_on": "2026-06-30"}]},
              {"id": "G-2", "kind": "patient", "archived_on": "2026-10-01", "memberships": [
                {"id": "M-3", "person": "S-1"}, {"id": "M-4", "person": "S-1"}]}],
            "incidents": [{"id": "R8-1", "kind": "other", "known_at": "2026-11-10T09:00"}]}"#;
        decode(text.as_bytes(), &|_| None).unwrap()
    }

    fn plan(register: &Register, line: &str) -> Result<Change, Refusal> {
        let request = Request::read(line.as_bytes()).unwrap();
        request.command(register, today(), &|_| None).unwrap().plan(register, today())
    }

    fn set(register: &Register, subject: &str, fields: &str) -> Result<Change, Refusal> {
        plan(register, &format!(r#"{{"command": "set", "subject": "{subject}", "fields": {fields}}}"#))
    }

    #[track_caller]
    fn contradicts(planned: Result<Change, Refusal>, field: &str, than: &str) {
        match planned {
            Err(Refusal::Contradicts(_, found)) => {
                assert_eq!((found.field, found.than.unfilled(crate::register::Lang::En)), (field, than));
            }
            other => panic!("{field}: {other:?}"),
        }
    }

    #[test]
    fn a_report_keeps_its_number_and_no_other_gets_it() {
        let report =
            |number: u32, to: &str| format!(r#"{{"to": "{to}", "number": {number}, "stage": "first"}}"#);
        let reports = |rows: &[String]| format!(r#"{{"reports": [{}]}}"#, rows.join(", "));
        let [first, other] = [report(1, "secretariat"), report(2, "secretariat")];
        let text = format!(
            r#"{{"format": "mcs-register/1", "incidents": [{{"id": "R8-1", "kind": "other", "reports": [{first}, {other}]}}]}}"#
        );
        let mut gone = crate::register::Gone::default();
        gone.insert(RecordKind::Incident, "R8-1-3");
        let register = decode(text.as_bytes(), &|_| None).unwrap().knowing_gone(gone);
        let set = |rows: &[String]| set(&register, "incident/R8-1", &reports(rows));
        // Taken out, under another number, to somebody else: a paper with it would mean nothing any more.
        let stays = Refusal::ReportStays("R8-1-2".to_owned());
        assert_eq!(set(std::slice::from_ref(&first)), Err(stays.clone()));
        assert_eq!(set(&[first.clone(), report(4, "secretariat")]), Err(stays.clone()));
        assert_eq!(set(&[first.clone(), report(2, "authority")]), Err(stays));
        let twice = Refusal::ReportTwice("R8-1-1".to_owned());
        assert_eq!(set(&[first.clone(), other.clone(), first.clone()]), Err(twice));
        let given = Refusal::IdWasGiven("R8-1-3".to_owned());
        assert_eq!(set(&[first.clone(), other.clone(), report(3, "secretariat")]), Err(given));
        // In another order, with more beside them, or written otherwise.
        assert!(set(&[other.clone(), first.clone()]).is_ok());
        assert!(set(&[first.clone(), other.clone(), report(4, "secretariat")]).is_ok());
        assert!(set(&[first, other.replace("\"first\"", "\"further\"")]).is_ok());
    }

    #[test]
    fn no_form_leaves_two_days_that_cannot_both_be_right() {
        let register = office();
        for (subject, fields, field, than) in [
            ("staff/S-1", r#"{"left_on": "2020-03-31"}"#, "left_on", "First day"),
            ("device/D-1", r#"{"returned_on": "2026-04-30"}"#, "returned_on", "Lent"),
            ("take-out/T-1", r#"{"until": "2026-10-31"}"#, "until", "From"),
            ("take-out/T-1", r#"{"returned_on": "2026-11-09"}"#, "returned_on", "Went out"),
            ("group/G-1", r#"{"archived_on": "2026-03-31"}"#, "archived_on", "Opened"),
            ("membership/M-1", r#"{"joined_on": "2026-11-09"}"#, "joined_on", "Invited"),
            ("incident/R8-1", r#"{"occurred_at": "2026-11-10T09:01"}"#, "known_at", "Occurred"),
            ("incident/R8-1", r#"{"closed_on": "2026-11-09"}"#, "closed_on", "Known since"),
        ] {
            contradicts(set(&register, subject, fields), field, than);
        }
        let new = r#"{"command": "add", "kind": "take-out", "record": {"id": "T-9", "from": "2026-12-02", "until": "2026-12-01"}}"#;
        contradicts(plan(&register, new), "until", "From");
    }

    #[test]
    fn no_fact_is_recorded_before_what_comes_first() {
        let register = office();
        let fact = |fact: Fact, on: &str| {
            Command::Facts { facts: vec![fact], on: on.parse().unwrap() }.plan(&register, today())
        };
        let joined = Fact::InvitationJoined { membership: MembershipId::trusted("M-1") };
        contradicts(fact(joined.clone(), "2026-11-09"), "joined_on", "Invited");
        assert!(fact(joined, "2026-11-10").is_ok());
        let returned = Fact::TakeOutReturned { take_out: TakeOutId::trusted("T-1") };
        contradicts(fact(returned, "2026-11-09"), "returned_on", "Went out");
        let closed = Fact::IncidentClosed { incident: IncidentId::trusted("R8-1") };
        contradicts(fact(closed, "2026-11-09"), "closed_on", "Known since");
    }

    #[test]
    fn what_stood_there_hinders_nobody_but_another_one_beside_it_is_refused() {
        let register = office();
        assert!(set(&register, "membership/M-9", r#"{"rights": "admin"}"#).is_ok());
        assert!(set(&register, "membership/M-9", r#"{"released_on": "2026-08-01"}"#).is_ok());
        contradicts(
            set(&register, "membership/M-9", r#"{"joined_on": "2026-06-15"}"#),
            "joined_on",
            "Invited",
        );
        // Moved, and wrong still.
        contradicts(
            set(&register, "membership/M-9", r#"{"released_on": "2026-06-29"}"#),
            "released_on",
            "Invited",
        );
    }

    #[test]
    fn nobody_is_an_open_member_of_a_group_twice() {
        let register = office();
        let add = |group: &str, person: &str, more: &str| {
            let record = format!(r#"{{"id": "M-8", "person": "{person}"{more}}}"#);
            plan(
                &register,
                &format!(
                    r#"{{"command": "add", "kind": "membership", "group": "{group}", "record": {record}}}"#
                ),
            )
        };
        let refused = |planned: Result<Change, Refusal>, id: &str| match planned {
            Err(Refusal::AlreadyMember(there)) => assert_eq!(there.id.as_str(), id),
            other => panic!("{id}: {other:?}"),
        };
        refused(add("G-1", "S-1", ""), "M-1");
        assert!(add("G-1", "S-1", r#", "released_on": "2026-04-01""#).is_ok(), "one that is over");
        assert!(add("G-1", "S-2", "").is_ok(), "invited again after a removal");
        assert!(add("G-2", "S-1", "").is_ok(), "in the archive nobody is a member");
        refused(set(&register, "membership/M-2", r#"{"person": "S-1", "released_on": null}"#), "M-1");
        assert!(set(&register, "membership/M-1", r#"{"person": "S-2"}"#).is_ok(), "who was removed");
        // M-9 is open again, and M-2 beside it would be.
        let mut both = register.clone();
        both.apply(&set(&register, "membership/M-9", r#"{"released_on": null}"#).unwrap()).unwrap();
        refused(set(&both, "membership/M-2", r#"{"released_on": null}"#), "M-9");
        refused(set(&register, "group/G-2", r#"{"archived_on": null}"#), "M-4");
        // What a document brought is there, and edited.
        assert!(set(&register, "membership/M-4", r#"{"rights": "admin"}"#).is_ok());
    }
}
