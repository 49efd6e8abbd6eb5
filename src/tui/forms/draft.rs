//! New records with the next number, before anything is typed.

use crate::register::{
    Record, RecordKind, Register, Time,
    id::{DeviceId, FilingId, GroupId, IncidentId, MembershipId, PersonId, TakeOutId},
    records::{Device, Filing, GroupSheet, Incident, Membership, Partner, Staff, TakeOut, Waiver},
    subject::Subject,
    words::{DeviceStatus, FilingKind, GroupKind, IncidentKind, Ownership, Rights, Role},
};

/// A new record with the next number; `None` of what is not added by a form. `actor` is the person at the keyboard, where the
/// register knows them.
pub fn draft(kind: RecordKind, register: &Register, now: Time, actor: Option<&PersonId>) -> Option<Record> {
    let today = Some(now.date);
    let id = register.next_id(kind, now.date).unwrap_or_default();
    Some(match kind {
        RecordKind::Staff => {
            let mut staff = Staff::new(PersonId::trusted(&id));
            staff.mcs.role = Some(Role::User);
            Record::Staff(staff)
        }
        RecordKind::Partner => Record::Partner(Partner::new(PersonId::trusted(&id))),
        RecordKind::Device => Record::Device(Device {
            ownership: Some(Ownership::Office),
            status: Some(DeviceStatus::InUse),
            ..Device::new(DeviceId::trusted(&id))
        }),
        RecordKind::TakeOut => Record::TakeOut(TakeOut {
            requested_on: today,
            from: today,
            ..TakeOut::new(TakeOutId::trusted(&id))
        }),
        RecordKind::Group => Record::Group(GroupSheet {
            opened_on: today,
            ..GroupSheet::new(GroupId::trusted(&id), GroupKind::Patient)
        }),
        RecordKind::Membership => Record::Membership(Membership {
            rights: Some(Rights::Member),
            invited_on: today,
            invited_by: actor.cloned(),
            ..Membership::new(MembershipId::trusted(&id), PersonId::trusted(""))
        }),
        RecordKind::Incident => Record::Incident(Box::new(Incident {
            known_at: Some(now),
            reporter: actor.cloned(),
            ..Incident::new(IncidentId::trusted(&id), IncidentKind::Other)
        })),
        RecordKind::Filing => Record::Filing(Filing {
            submitted_on: today,
            ..Filing::new(FilingId::trusted(&id), FilingKind::Application)
        }),
        RecordKind::Waiver => {
            let approver = register.office().manager.as_ref().or(actor).cloned();
            let approver = approver.unwrap_or_else(|| PersonId::trusted(""));
            let until = now.date.plus_months(3);
            let waiver = Waiver::new(String::new(), Subject::Office, String::new(), approver, until);
            Record::Waiver(Waiver { approved_on: today, ..waiver })
        }
        RecordKind::Office | RecordKind::Review => return None,
    })
}
