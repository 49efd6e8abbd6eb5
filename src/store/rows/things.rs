//! Devices and take-outs.

use rusqlite::params;
use rustc_hash::FxHashMap;

use super::{Book, Columns, Span, Sql, day};
use crate::register::{
    RecordKind,
    id::{DeviceId, TakeOutId},
    records::{Controls, Decision, Device, TakeOut},
    words::{Control, ControlState, DecisionResult, DeviceKind, DeviceStatus, Ownership},
};

pub(in crate::store) fn load_devices(book: &Book, span: Span) -> Sql<Vec<Device>> {
    let mut controls: FxHashMap<i64, Controls> = FxHashMap::default();
    let mut statement =
        book.prepare("SELECT device, control, state FROM controls WHERE device BETWEEN ?1 AND ?2")?;
    let mut rows = statement.query([span.0, span.1])?;
    while let Some(row) = rows.next()? {
        let mut columns = Columns::of(row);
        let device = columns.no()?;
        let control = columns.known_word(Control::from_word)?;
        controls.entry(device).or_default().set(control, columns.word(ControlState::from_word)?);
    }
    let mut statement = book.prepare(
        "SELECT no, id, kind, name, ownership, holder, lent_on, returned_on, status, byod_approved_on, inspected_on, \
         boot_password_changed_on, encrypted, line, memo FROM devices WHERE no BETWEEN ?1 AND ?2 ORDER BY position",
    )?;
    let rows = statement.query_map([span.0, span.1], |row| {
        let mut columns = Columns::of(row);
        let no = columns.no()?;
        Ok(Device {
            id: DeviceId::trusted(columns.known_str()?),
            kind: columns.word(DeviceKind::from_word)?,
            name: columns.text()?,
            ownership: columns.word(Ownership::from_word)?,
            holder: book.person(columns.integer()?)?,
            lent_on: columns.date()?,
            returned_on: columns.date()?,
            status: columns.word(DeviceStatus::from_word)?,
            byod_approved_on: columns.date()?,
            inspected_on: columns.date()?,
            boot_password_changed_on: columns.date()?,
            controls: controls.remove(&no).unwrap_or_default(),
            encrypted: columns.flag()?,
            line: columns.text()?,
            memo: columns.text()?,
        })
    })?;
    rows.collect()
}

pub(in crate::store) fn save_device(book: &Book, device: &Device, position: i64) -> Sql<()> {
    let no = book.number(RecordKind::Device, device.id.as_str())?;
    book.upsert(
        "devices",
        1,
        &[
            "no",
            "id",
            "position",
            "kind",
            "name",
            "ownership",
            "holder",
            "lent_on",
            "returned_on",
            "status",
            "byod_approved_on",
            "inspected_on",
            "boot_password_changed_on",
            "encrypted",
            "line",
            "memo",
        ],
        params![
            no,
            device.id.as_str(),
            position,
            device.kind.map(DeviceKind::word),
            device.name,
            device.ownership.map(Ownership::word),
            book.person_no(device.holder.as_ref())?,
            day(device.lent_on),
            day(device.returned_on),
            device.status.map(DeviceStatus::word),
            day(device.byod_approved_on),
            day(device.inspected_on),
            day(device.boot_password_changed_on),
            device.encrypted,
            device.line,
            device.memo
        ],
    )?;
    let no = book.device_no(Some(&device.id))?.unwrap_or_default();
    book.clear("controls", "device", no)?;
    for (control, state) in device.controls.recorded() {
        book.prepare("INSERT INTO controls (device, control, state) VALUES (?1, ?2, ?3)")?
            .execute(params![no, control.word(), state.word()])?;
    }
    Ok(())
}

pub(in crate::store) fn load_take_outs(book: &Book, span: Span) -> Sql<Vec<TakeOut>> {
    let mut statement = book.prepare(
        "SELECT id, device, requester, requested_on, content, medium, purpose, from_on, until_on, decision, decided_on, \
         decided_by, countersigned_by, decision_note, out_on, returned_on, standing, checked_on, checked_by FROM take_outs WHERE no \
         BETWEEN ?1 AND ?2 ORDER BY position",
    )?;
    let rows = statement.query_map([span.0, span.1], |row| {
        let mut columns = Columns::of(row);
        Ok(TakeOut {
            id: TakeOutId::trusted(columns.known_str()?),
            device: book.device(columns.integer()?)?,
            requester: book.person(columns.integer()?)?,
            requested_on: columns.date()?,
            content: columns.text()?,
            medium: columns.text()?,
            purpose: columns.text()?,
            from: columns.date()?,
            until: columns.date()?,
            decision: Decision {
                result: columns.word(DecisionResult::from_word)?,
                on: columns.date()?,
                by: book.person(columns.integer()?)?,
                countersigned_by: book.person(columns.integer()?)?,
                note: columns.text()?,
            },
            out_on: columns.date()?,
            returned_on: columns.date()?,
            standing: columns.flag()?,
            checked_on: columns.date()?,
            checked_by: book.person(columns.integer()?)?,
        })
    })?;
    rows.collect()
}

pub(in crate::store) fn save_take_out(book: &Book, take_out: &TakeOut, position: i64) -> Sql<()> {
    let no = book.number(RecordKind::TakeOut, take_out.id.as_str())?;
    let decision = &take_out.decision;
    book.upsert(
        "take_outs",
        1,
        &[
            "no",
            "id",
            "position",
            "device",
            "requester",
            "requested_on",
            "content",
            "medium",
            "purpose",
            "from_on",
            "until_on",
            "decision",
            "decided_on",
            "decided_by",
            "countersigned_by",
            "decision_note",
            "out_on",
            "returned_on",
            "standing",
            "checked_on",
            "checked_by",
        ],
        params![
            no,
            take_out.id.as_str(),
            position,
            book.device_no(take_out.device.as_ref())?,
            book.person_no(take_out.requester.as_ref())?,
            day(take_out.requested_on),
            take_out.content,
            take_out.medium,
            take_out.purpose,
            day(take_out.from),
            day(take_out.until),
            decision.result.map(DecisionResult::word),
            day(decision.on),
            book.person_no(decision.by.as_ref())?,
            book.person_no(decision.countersigned_by.as_ref())?,
            decision.note,
            day(take_out.out_on),
            day(take_out.returned_on),
            take_out.standing,
            day(take_out.checked_on),
            book.person_no(take_out.checked_by.as_ref())?
        ],
    )
}
