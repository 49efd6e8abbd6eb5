//! What goes along with a change, so that normal life makes no contradiction: the next loan ends the old return, the next
//! registration the old release, and a device that is lost is missing from a day on. What the same change says itself is
//! left alone; what was stays in the history.

use crate::register::{
    Register,
    change::{Change, RecordChange},
    date::Date,
    kinds::{Key, Record},
    labels::Label,
    records::{Authority, Consent, Device, GroupSheet, Incident, McsAccount, Staff},
    words::{Addressee, DeviceStatus, GroupKind, IncidentKind},
};

use super::{Command, Fact};

/// A field that was changed along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Completed {
    /// What it is called.
    pub label: Label,
    /// What stood there.
    pub was: Shown,
    /// What stands there.
    pub now: Shown,
}

/// The value of a field that is changed along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "a day or a status")]
pub enum Shown {
    Day(Option<Date>),
    Status(Option<DeviceStatus>),
}

/// Changes along what follows from a change of one record.
pub(super) fn complete(register: &Register, before: &Record, after: &mut Record, today: Date) {
    match (before, after) {
        (Record::Staff(before), Record::Staff(after)) => account(&before.mcs, &mut after.mcs),
        (Record::Device(before), Record::Device(after)) => device(register, before, after, today),
        (Record::Group(before), Record::Group(after)) => consent(before, after),
        (Record::Incident(before), Record::Incident(after)) => told(register, before, after),
        _ => {}
    }
}

/// Takes away an old end that the new beginning leaves behind it, unless it was changed itself.
fn ended(was: Option<Date>, slot: &mut Option<Date>, is_over: impl FnOnce(Date) -> bool) {
    if *slot == was && slot.is_some_and(is_over) {
        *slot = None;
    }
}

/// Registered again.
fn account(before: &McsAccount, after: &mut McsAccount) {
    let Some(on) = after.registered_on.filter(|_| after.registered_on != before.registered_on) else {
        return;
    };
    ended(before.released_on, &mut after.released_on, |day| day < on);
    ended(before.deleted_on, &mut after.deleted_on, |day| day < on);
    ended(before.deletion_asked_on, &mut after.deletion_asked_on, |day| day < on);
}

/// Signed again after it was withdrawn.
fn consent(before: &GroupSheet, after: &mut GroupSheet) {
    let (before, after) = (&before.consent, &mut after.consent);
    if let Some(on) = after.signed_on.filter(|_| after.signed_on != before.signed_on) {
        ended(before.withdrawn_on, &mut after.withdrawn_on, |day| day < on);
    }
}

/// With the letter to the last of the patients' groups all were told.
fn told(register: &Register, before: &Incident, after: &mut Incident) {
    let slot = &after.authority.persons_notified_on;
    let sent = before
        .sent_by(after)
        .any(|place| after.reports.get(place).is_some_and(|report| report.to == Addressee::Person));
    let patients = after
        .groups
        .iter()
        .filter(|id| register.group(id).is_some_and(|group| group.sheet.kind == GroupKind::Patient));
    if let Some(on) = after.all_told(patients).filter(|on| sent && slot.is_none_or(|day| day > *on)) {
        after.authority.persons_notified_on = Some(on);
    }
}

fn device(register: &Register, before: &Device, after: &mut Device, today: Date) {
    let handed_on = after.holder.is_some() && after.holder != before.holder;
    let lent_on = after.lent_on.filter(|_| after.lent_on != before.lent_on);
    ended(before.returned_on, &mut after.returned_on, |day| handed_on || lent_on.is_some_and(|on| day < on));
    ended(before.erased_on, &mut after.erased_on, |day| handed_on || lent_on.is_some_and(|on| day <= on));
    let is_missing = |status: Option<DeviceStatus>| status.is_some_and(DeviceStatus::is_missing);
    if is_missing(after.status) && !is_missing(before.status) {
        let since = || incident_of(register, after, today).unwrap_or(today);
        after.missing_since = after.missing_since.or_else(|| Some(since()));
    } else if is_missing(before.status) && DeviceStatus::in_service(after.status) {
        ended(before.missing_since, &mut after.missing_since, |_| true);
    }
}

/// Since when the device is known to be gone, where an open incident says so.
fn incident_of(register: &Register, device: &Device, today: Date) -> Option<Date> {
    let lost = |row: &&Incident| {
        matches!(row.kind.fixed(), Some(IncidentKind::DeviceLoss | IncidentKind::DeviceTheft))
            && row.device.as_ref() == Some(&device.id)
            && row.closed_on.is_none()
    };
    let known = register.incidents().iter().filter(lost).filter_map(|row| row.known_at);
    known.map(|at| at.date).filter(|day| *day <= today).max()
}

/// The fields that can be changed along, of one record.
fn completable(record: &Record) -> Vec<(Label, Shown)> {
    match record {
        Record::Staff(Staff { mcs, .. }) => vec![
            (McsAccount::released_on, Shown::Day(mcs.released_on)),
            (McsAccount::deleted_on, Shown::Day(mcs.deleted_on)),
            (McsAccount::deletion_asked_on, Shown::Day(mcs.deletion_asked_on)),
        ],
        Record::Device(row) => vec![
            (Device::status, Shown::Status(row.status)),
            (Device::returned_on, Shown::Day(row.returned_on)),
            (Device::erased_on, Shown::Day(row.erased_on)),
            (Device::missing_since, Shown::Day(row.missing_since)),
        ],
        Record::Group(row) => vec![(Consent::withdrawn_on, Shown::Day(row.consent.withdrawn_on))],
        Record::Incident(row) => {
            vec![(Authority::persons_notified_on, Shown::Day(row.authority.persons_notified_on))]
        }
        _ => Vec::new(),
    }
}

impl Fact {
    /// Whether a field that can be changed along is what the fact is about.
    fn is_about(&self, field: Label) -> bool {
        let missing = matches!(self, Self::DeviceMissing { .. } | Self::DeviceFound { .. });
        missing && (field == Device::status || field == Device::missing_since)
    }
}

impl Command {
    /// What its change does beyond what whoever wrote the command said.
    pub fn completes<'c>(&self, planned: &'c Change) -> Vec<(&'c Key, Completed)> {
        let along = |change: &'c RecordChange| {
            let meant = match self {
                Self::Edit { after, .. } => Some(&**after),
                Self::Facts { .. } => change.before.as_ref(),
                _ => None,
            };
            let (meant, now) = meant.zip(change.after.as_ref())?;
            let fields = completable(meant).into_iter().zip(completable(now));
            let changed = fields.filter_map(|((label, was), (_, now))| {
                let own = match self {
                    // The day of a fact is what it says itself.
                    Self::Facts { facts, .. } => {
                        matches!(now, Shown::Day(Some(_))) || facts.iter().any(|fact| fact.is_about(label))
                    }
                    _ => false,
                };
                (was != now && !own).then_some((&change.key, Completed { label, was, now }))
            });
            Some(changed.collect::<Vec<_>>())
        };
        planned.records.iter().filter_map(along).flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::document::{Request, decode};

    fn today() -> Date {
        "2026-11-22".parse().unwrap()
    }

    fn office() -> Register {
        let text = r#"{"format": "mcs-register/1", "staff": [
              {"id": "S-1", "mcs": {"registered_on": "2024-04-01", "released_on": "2025-03-31", "deleted_on": "2025-04-02", "deletion_asked_on": "2025-04-01"}},
              {"id": "S-2", "mcs": {"registered_on": "2024-04-01"}}],
            "devices": [
              {"id": "D-1", "holder": "S-1", "lent_on": "2025-04-01", "returned_on": "2026-03-31", "erased_on": "2026-04-01", "status": "spare"},
              {"id": "D-2", "holder": "S-2", "lent_on": "2025-04-01", "status": "in-use"},
              {"id": "D-3", "status": "stolen", "missing_since": "2026-11-01"},
              {"id": "D-4", "status": "in-use"}],
            "groups": [{"id": "G-1", "kind": "patient", "consent": {"signed_on": "2025-04-01", "withdrawn_on": "2026-04-01"}}],
            "incidents": [{"id": "R8-1", "kind": "device-loss", "device": "D-4", "known_at": "2026-11-20T18:00"}]}"#;
        decode(text.as_bytes(), &|_| None).unwrap()
    }

    /// What becomes of one record by a line of `apply`, and what is said to have been changed along.
    fn after(line: &str) -> (Record, Vec<&'static str>) {
        let register = office();
        let request = Request::read(line.as_bytes()).unwrap();
        let command = request.command(&register, today(), &|_| None).unwrap();
        let change = command.plan(&register, today()).unwrap();
        let completed = command.completes(&change).into_iter();
        let along = completed.map(|(_, done)| done.label.unfilled(crate::register::Lang::En)).collect();
        (change.records[0].after.clone().unwrap(), along)
    }

    fn set(subject: &str, fields: &str) -> (Record, Vec<&'static str>) {
        after(&format!(r#"{{"command": "set", "subject": "{subject}", "fields": {fields}}}"#))
    }

    fn fact(fact: &str) -> (Record, Vec<&'static str>) {
        after(&format!(r#"{{"command": "facts", "on": "2026-11-20", "facts": [{fact}]}}"#))
    }

    fn day(text: &str) -> Option<Date> {
        text.parse().ok()
    }

    #[track_caller]
    fn is_device((record, along): (Record, Vec<&str>), check: impl Fn(&Device) -> bool, said: &[&str]) {
        let Record::Device(row) = record else { panic!("no device") };
        assert!(check(&row), "{row:?}");
        assert_eq!(along, said);
    }

    #[test]
    fn the_next_loan_ends_the_return_and_the_erasure() {
        let again = |row: &Device| row.returned_on.is_none() && row.erased_on.is_none();
        let both = ["Returned", "Seen to be cleared"];
        is_device(set("device/D-1", r#"{"holder": "S-2", "lent_on": "2026-11-01"}"#), again, &both);
        is_device(set("device/D-1", r#"{"lent_on": "2026-11-01"}"#), again, &both);
        is_device(set("device/D-1", r#"{"holder": "S-2"}"#), again, &both);
        is_device(
            fact(r#"{"fact": "device-lent", "device": "D-1", "staff": "S-1"}"#),
            again,
            &["Status", "Returned", "Seen to be cleared"],
        );
        // What the same change says itself, and what does not lie behind the new loan, stays.
        let kept = |row: &Device| row.returned_on == day("2026-11-10") && row.erased_on == day("2026-11-11");
        let fields = r#"{"holder": "S-2", "lent_on": "2026-11-01", "returned_on": "2026-11-10", "erased_on": "2026-11-11"}"#;
        is_device(set("device/D-1", fields), kept, &[]);
        is_device(set("device/D-1", r#"{"lent_on": "2025-05-01"}"#), |row| row.returned_on.is_some(), &[]);
    }

    #[test]
    fn a_device_that_comes_back_by_the_fact_is_a_spare_one() {
        let line = r#"{"fact": "device-returned", "device": "D-2"}"#;
        is_device(fact(line), |row| row.status == Some(DeviceStatus::Spare), &["Status"]);
    }

    #[test]
    fn a_device_that_is_lost_is_missing_since_a_day_until_it_is_found() {
        let since = |on: &'static str| move |row: &Device| row.missing_since == day(on);
        is_device(set("device/D-2", r#"{"status": "lost"}"#), since("2026-11-22"), &["Missing since"]);
        is_device(set("device/D-4", r#"{"status": "lost"}"#), since("2026-11-20"), &["Missing since"]);
        let fields = r#"{"status": "lost", "missing_since": "2026-11-19"}"#;
        is_device(set("device/D-4", fields), since("2026-11-19"), &[]);
        is_device(set("device/D-3", r#"{"status": "lost"}"#), since("2026-11-01"), &[]);
        is_device(set("device/D-3", r#"{"status": "retired"}"#), since("2026-11-01"), &[]);
        is_device(
            set("device/D-3", r#"{"status": "spare"}"#),
            |row| row.missing_since.is_none(),
            &["Missing since"],
        );
    }

    #[test]
    fn the_next_registration_ends_what_ended_the_last_one() {
        for line in [
            r#"{"command": "facts", "on": "2026-11-20", "facts": [{"fact": "registered", "staff": "S-1"}]}"#,
            r#"{"command": "set", "subject": "staff/S-1", "fields": {"mcs": {"registered_on": "2026-11-20"}}}"#,
        ] {
            let (Record::Staff(row), along) = after(line) else { panic!("no staff") };
            assert_eq!(row.mcs.registered_on, day("2026-11-20"));
            assert_eq!(
                (row.mcs.released_on, row.mcs.deleted_on, row.mcs.deletion_asked_on),
                (None, None, None)
            );
            assert_eq!(along.len(), 3, "{along:?}");
        }
        let again =
            r#"{"command": "facts", "on": "2026-11-20", "facts": [{"fact": "registered", "staff": "S-2"}]}"#;
        let register = office();
        let request = Request::read(again.as_bytes()).unwrap();
        let command = request.command(&register, today(), &|_| None).unwrap();
        assert!(command.plan(&register, today()).is_err(), "whose ID did not end is registered already");
    }

    #[test]
    fn a_consent_that_is_signed_again_is_withdrawn_no_longer() {
        for (record, along) in [
            set("group/G-1", r#"{"consent": {"signed_on": "2026-11-20"}}"#),
            fact(r#"{"fact": "consent-signed", "group": "G-1"}"#),
        ] {
            let Record::Group(row) = record else { panic!("no group") };
            assert_eq!((row.consent.signed_on, row.consent.withdrawn_on), (day("2026-11-20"), None));
            assert_eq!(along, ["Consent withdrawn"]);
        }
    }
}
