//! New records with the next number, before anything is typed.

use crate::register::{
    Date, Record, RecordKind, Register, Time,
    id::{DeviceId, FilingId, GroupId, IncidentId, MembershipId, PersonId, TakeOutId},
    records::{
        Authority, Consent, Controls, Decision, Device, Filing, GroupSheet, Incident, McsAccount, Membership,
        Partner, Pledge, Removal, Staff, TakeOut, Waiver,
    },
    subject::Subject,
    words::{DeviceStatus, FilingKind, GroupKind, IncidentKind, Ownership, Rights, Role},
};

/// A new record with the next number; `None` of what is not added by a form. `actor` is the person at the keyboard, where the
/// register knows them.
pub fn draft(kind: RecordKind, register: &Register, now: Time, actor: Option<&PersonId>) -> Option<Record> {
    let today = now.date;
    let id = register.next_id(kind, today).unwrap_or_default();
    Some(match kind {
        RecordKind::Staff => Record::Staff(staff(&id)),
        RecordKind::Partner => Record::Partner(partner(&id)),
        RecordKind::Device => Record::Device(device(&id)),
        RecordKind::TakeOut => Record::TakeOut(take_out(&id, today)),
        RecordKind::Group => Record::Group(group(&id, today)),
        RecordKind::Membership => Record::Membership(membership(&id, today, actor)),
        RecordKind::Incident => Record::Incident(Box::new(incident(&id, now, actor))),
        RecordKind::Filing => Record::Filing(filing(&id, today)),
        RecordKind::Waiver => Record::Waiver(waiver(register, today, actor)),
        RecordKind::Office | RecordKind::Review => return None,
    })
}

fn staff(id: &str) -> Staff {
    Staff {
        id: PersonId::trusted(id),
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

fn partner(id: &str) -> Partner {
    Partner {
        id: PersonId::trusted(id),
        name: None,
        kana: None,
        profession: None,
        affiliation: None,
        secretariat: None,
        disaster_eligible: None,
        phone: None,
    }
}

fn device(id: &str) -> Device {
    Device {
        id: DeviceId::trusted(id),
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

fn take_out(id: &str, today: Date) -> TakeOut {
    TakeOut {
        id: TakeOutId::trusted(id),
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

fn group(id: &str, today: Date) -> GroupSheet {
    GroupSheet {
        id: GroupId::trusted(id),
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

fn membership(id: &str, today: Date, actor: Option<&PersonId>) -> Membership {
    Membership {
        id: MembershipId::trusted(id),
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

fn incident(id: &str, now: Time, actor: Option<&PersonId>) -> Incident {
    Incident {
        id: IncidentId::trusted(id),
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

fn filing(id: &str, today: Date) -> Filing {
    Filing {
        id: FilingId::trusted(id),
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
