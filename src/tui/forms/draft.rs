//! New records with the next number, before anything is typed.

use crate::{
    register::{
        Date, Lang, Record, Register, Time,
        id::{DeviceId, FilingId, GroupId, MembershipId, PersonId, TakeOutId},
        incident_number::next_incident_id,
        numbering::next_id,
        records::{
            Authority, Consent, Controls, Decision, Device, Filing, GroupSheet, Incident, McsAccount,
            Membership, Partner, Pledge, Removal, Staff, TakeOut, Waiver,
        },
        subject::Subject,
        words::{DeviceStatus, FilingKind, GroupKind, IncidentKind, Ownership, Rights, Role},
    },
    tui::text::Word,
};

/// What can be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Draft {
    /// A staff member.
    Staff,
    /// A partner.
    Partner,
    /// A device.
    Device,
    /// A take-out.
    TakeOut,
    /// A group.
    Group,
    /// A membership.
    Membership,
    /// An incident.
    Incident,
    /// A filing.
    Filing,
    /// A waiver.
    Waiver,
}

/// A new record with the next number. `actor` is the person at the keyboard, where the register knows them.
pub fn draft(kind: Draft, register: &Register, now: Time, actor: Option<&PersonId>) -> Record {
    let today = now.date;
    match kind {
        Draft::Staff => Record::Staff(staff(register)),
        Draft::Partner => Record::Partner(partner(register)),
        Draft::Device => Record::Device(device(register)),
        Draft::TakeOut => Record::TakeOut(take_out(register, today)),
        Draft::Group => Record::Group(group(register, today)),
        Draft::Membership => Record::Membership(membership(register, today, actor)),
        Draft::Incident => Record::Incident(Box::new(incident(register, now, actor))),
        Draft::Filing => Record::Filing(filing(register, today)),
        Draft::Waiver => Record::Waiver(waiver(register, today, actor)),
    }
}

fn staff(register: &Register) -> Staff {
    Staff {
        id: PersonId::trusted(&next_person(register, "S-")),
        name: None,
        kana: None,
        profession: None,
        joined_on: None,
        left_on: None,
        mcs: McsAccount { role: Some(Role::User), ..McsAccount::default() },
        pledge: Pledge::default(),
        trainings: Vec::new(),
        restrictions: Vec::new(),
        phone: None,
        memo: None,
    }
}

fn partner(register: &Register) -> Partner {
    Partner {
        id: PersonId::trusted(&next_person(register, "P-")),
        name: None,
        kana: None,
        profession: None,
        affiliation: None,
        secretariat: None,
        disaster_eligible: None,
        phone: None,
    }
}

fn device(register: &Register) -> Device {
    Device {
        id: DeviceId::trusted(&next_id("D-", 3, register.devices().iter().map(|row| row.id.as_str()))),
        kind: None,
        name: None,
        ownership: Some(Ownership::Office),
        holder: None,
        lent_on: None,
        returned_on: None,
        status: Some(DeviceStatus::InUse),
        byod_approved_on: None,
        inspected_on: None,
        boot_password_changed_on: None,
        controls: Controls::default(),
        encrypted: None,
        line: None,
        memo: None,
    }
}

fn take_out(register: &Register, today: Date) -> TakeOut {
    TakeOut {
        id: TakeOutId::trusted(&next_id("T-", 3, register.take_outs().iter().map(|row| row.id.as_str()))),
        device: None,
        requester: None,
        requested_on: Some(today),
        content: None,
        medium: None,
        purpose: None,
        from: Some(today),
        until: None,
        decision: Decision::default(),
        out_on: None,
        returned_on: None,
        standing: None,
        checked_on: None,
        checked_by: None,
    }
}

fn group(register: &Register, today: Date) -> GroupSheet {
    GroupSheet {
        id: GroupId::trusted(&next_id("G-", 3, register.groups().iter().map(|row| row.sheet.id.as_str()))),
        kind: GroupKind::Patient,
        name: None,
        kana: None,
        opened_on: Some(today),
        patients: None,
        attending_doctor: None,
        consent: Consent::default(),
        ended_on: None,
        deceased_on: None,
        retain_until: None,
        archived_on: None,
        permission_on: None,
        purpose_announced_on: None,
        patient_data_found_on: None,
        memo: None,
    }
}

fn membership(register: &Register, today: Date, actor: Option<&PersonId>) -> Membership {
    let ids = register.groups().iter().flat_map(|group| &group.memberships).map(|row| row.id.as_str());
    Membership {
        id: MembershipId::trusted(&next_id("M-", 4, ids)),
        person: PersonId::trusted(""),
        rights: Some(Rights::Member),
        reason: None,
        invited_on: Some(today),
        invited_by: actor.cloned(),
        approved_on: None,
        approved_by: None,
        joined_on: None,
        off_duty_on: None,
        removal: Removal::default(),
        released_on: None,
        released_by: None,
    }
}

fn incident(register: &Register, now: Time, actor: Option<&PersonId>) -> Incident {
    Incident {
        id: next_incident_id(register, now.date),
        kind: IncidentKind::Other,
        occurred_at: None,
        known_at: Some(now),
        reporter: actor.cloned(),
        person: None,
        device: None,
        groups: Vec::new(),
        affected_people: None,
        affected_data: None,
        summary: None,
        first_response: Vec::new(),
        cause: None,
        secondary_damage: None,
        people_told: None,
        published: None,
        prevention: None,
        remarks: None,
        reports: Vec::new(),
        reported_on: None,
        authority: Authority::default(),
        measures: Vec::new(),
        closed_on: None,
    }
}

fn filing(register: &Register, today: Date) -> Filing {
    Filing {
        id: FilingId::trusted(&next_id("F-", 1, register.filings().iter().map(|row| row.id.as_str()))),
        kind: FilingKind::Application,
        submitted_on: Some(today),
        approved_on: None,
        reference: None,
        note: None,
    }
}

fn waiver(register: &Register, today: Date, actor: Option<&PersonId>) -> Waiver {
    Waiver {
        rule: String::new(),
        subject: Subject::Office,
        reason: String::new(),
        approved_by: register
            .office()
            .manager
            .clone()
            .or_else(|| actor.cloned())
            .unwrap_or_else(|| PersonId::trusted("")),
        until: today.plus_months(3),
    }
}

fn next_person(register: &Register, prefix: &str) -> String {
    let staff = register.staff().iter().map(|row| row.id.as_str());
    next_id(prefix, 3, staff.chain(register.partners().iter().map(|row| row.id.as_str())))
}

/// What people call the kind of a record.
pub fn kind_word(record: &Record) -> Word {
    match record {
        Record::Office(_) => Word::Office,
        Record::Filing(_) => Word::RecordFiling,
        Record::Staff(_) => Word::Staff,
        Record::Partner(_) => Word::Partners,
        Record::Device(_) => Word::Devices,
        Record::TakeOut(_) => Word::TakeOuts,
        Record::Group(_) => Word::Groups,
        Record::Membership(_) => Word::RecordMembership,
        Record::Review(_) => Word::RecordReview,
        Record::Incident(_) => Word::Incidents,
        Record::Waiver(_) => Word::RecordWaiver,
    }
}

/// The id of a record; empty where it has none of its own.
pub fn id_of(record: &Record) -> &str {
    record.id().unwrap_or_default()
}

/// The word for a kind of draft.
pub fn draft_word(kind: Draft, lang: Lang) -> &'static str {
    match kind {
        Draft::Staff => Word::Staff,
        Draft::Partner => Word::Partners,
        Draft::Device => Word::Devices,
        Draft::TakeOut => Word::TakeOuts,
        Draft::Group => Word::Groups,
        Draft::Membership => Word::RecordMembership,
        Draft::Incident => Word::Incidents,
        Draft::Filing => Word::RecordFiling,
        Draft::Waiver => Word::RecordWaiver,
    }
    .say(lang)
}
